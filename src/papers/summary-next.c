/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary.h"

#include <stdio.h>
#include <stdlib.h>

/* What to do, in order, and what came of such cases elsewhere. */

static void add_channel(struct paper *paper)
{
	const struct tk_entry *channel = paper->decision->channel;
	const char *text, *steps;

	if (!channel)
		return;
	text = paper_words(paper, channel->text);
	steps = paper_words(paper, channel->steps);
	paper_blockf(paper, 0, 2, _("Channel: %s. %s"), paper_entry_title(paper, channel), text);
	if (*steps)
		paper_block(paper, 2, 4, steps);
	if (channel->url)
		paper_block(paper, 2, 4, channel->url);
}

static void add_advice(struct paper *paper, bool before, const char *title)
{
	const struct tk_decision *decision = paper->decision;
	bool any = false;
	size_t i;

	for (i = 0; i < decision->advice_count; i++) {
		const struct tk_entry *advice = decision->advice[i];
		const char *text = paper_words(paper, advice->text);

		if (advice->before != before)
			continue;
		if (!any)
			paper_block(paper, 0, 0, title);
		any = true;
		paper_blockf(paper, 2, 4, "- %s", *text ? text : paper_entry_title(paper, advice));
		if (advice->url)
			paper_block(paper, 4, 4, advice->url);
	}
}

/* "[§4.2, Title, S]": the place, the source and the mark of how well it is known. */
static char *mark(struct paper *paper, const struct tk_entry *entry)
{
	char *source = paper_source(paper, entry->source, entry->reference), *marked;

	if (!source || !entry->reference || !entry->reference->confidence)
		return source;
	marked = text_printf(_("%s, mark %s"), source, entry->reference->confidence);
	free(source);
	if (!marked)
		paper->failed = true;
	return marked;
}

static void add_entry(struct paper *paper, const char *bullet, const struct tk_entry *entry)
{
	const char *title = paper_words(paper, entry->title),
	           *text = paper_words(paper, entry->text);
	int hang = 2 + text_width(bullet) + 1;
	char *source = mark(paper, entry);

	if (!source)
		return;
	if (*title && *text)
		paper_blockf(paper, 2, hang, _("%s %s: %s [%s]"), bullet, title, text, source);
	else
		paper_blockf(
		        paper, 2, hang, _("%s %s [%s]"), bullet, *title ? title : text, source);
	if (entry->url)
		paper_block(paper, hang, hang, entry->url);
	free(source);
}

/* By when; it is counted as the text of the remedy says. */
static void add_dates(struct paper *paper, const struct tk_remedy_dates *dates)
{
	char *text = shown_remedy_dates(dates, paper->decision->at);

	if (!text)
		paper->failed = true;
	else if (*text)
		paper_block(paper, 5, 5, text);
	free(text);
}

void summary_next(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	char bullet[24];
	size_t i;

	paper_heading(paper, _("8. Next steps"));
	add_advice(paper, false, _("First:"));
	add_advice(paper, true, _("Before anything is confirmed:"));
	add_channel(paper);
	if (decision->remedy_count > 0)
		paper_block(paper, 0, 0, _("If it is refused, in this order:"));
	for (i = 0; i < decision->remedy_count; i++) {
		snprintf(bullet, sizeof bullet, "%zu.", i + 1);
		add_entry(paper, bullet, decision->remedies[i]);
		add_dates(paper, &decision->remedy_dates[i]);
	}
	paper_block(paper, 0, 0, _("This page is not legal advice."));
}

void summary_precedents(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	size_t i;

	if (decision->precedent_count + decision->odds_count == 0)
		return;
	paper_heading(paper, _("9. Precedents and figures told by the source, not verified"));
	for (i = 0; i < decision->precedent_count; i++)
		add_entry(paper, "-", decision->precedents[i]);
	for (i = 0; i < decision->odds_count; i++)
		add_entry(paper, "-", decision->odds[i]);
}
