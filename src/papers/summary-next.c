/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary.h"

#include <stdlib.h>

/* What to do, in order, and what came of such cases elsewhere. */

static void add_channel(struct paper *paper)
{
	const struct tk_entry *channel = paper->decision->channel;
	const char *steps;

	if (!channel)
		return;
	steps = paper_words(paper, channel->steps);
	paper_blockf(paper, 0, 2, *steps ? _("Channel: %s. %s") : _("Channel: %s."), paper_entry_title(paper, channel),
	        steps);
}

/* FORM takes what there is to do, in a line. */
static void add_advice(struct paper *paper, bool before, const char *form)
{
	const struct tk_decision *decision = paper->decision;
	struct text_buffer list;
	char *all, *text;

	text_buffer_init(&list);
	for (size_t i = 0; i < decision->advice_count; i++)
		if (decision->advice[i]->before == before)
			text_buffer_printf(&list, "%s%s", list.length > 0 ? _("; ") : "",
			        paper_entry_title(paper, decision->advice[i]));
	all = text_buffer_take(&list);
	text = all && *all ? text_printf(form, all) : NULL;
	if (!all || (*all && !text))
		paper->failed = true;
	else if (text)
		paper_block(paper, 0, 2, text);
	free(text);
	free(all);
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

/* Its name, where it stands, and by when; how it goes is told by the pack and by the screens. */
static void add_remedy(struct paper *paper, size_t index)
{
	const struct tk_decision *decision = paper->decision;
	const struct tk_entry *remedy = decision->remedies[index];
	char *dates = shown_remedy_dates(&decision->remedy_dates[index], decision->at), *source = mark(paper, remedy);

	if (dates && source)
		paper_blockf(paper, 2, 5, _("%zu. %s [%s] %s%s%s"), index + 1, paper_entry_title(paper, remedy), source,
		        dates, *dates && remedy->url ? " " : "", remedy->url ? remedy->url : "");
	else
		paper->failed = true;
	free(source);
	free(dates);
}

void summary_next(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	size_t i;

	paper_heading(paper, _("8. Next steps"));
	add_advice(paper, false, _("First: %s."));
	add_advice(paper, true, _("Before anything is confirmed: %s."));
	add_channel(paper);
	if (decision->remedy_count > 0)
		paper_block(paper, 0, 0, _("If it is refused, in this order:"));
	for (i = 0; i < decision->remedy_count; i++)
		add_remedy(paper, i);
	paper_block(paper, 0, 0, _("This page is not legal advice."));
}

static void add_told(struct text_buffer *list, const struct tk_entry *entry)
{
	text_buffer_printf(list, "%s%s", list->length > 0 ? _(", ") : "", entry->id);
}

/* By their ids: they change nothing, and nobody has verified them. */
void summary_precedents(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	struct text_buffer list;
	char *ids;
	size_t i;

	text_buffer_init(&list);
	for (i = 0; i < decision->precedent_count; i++)
		add_told(&list, decision->precedents[i]);
	for (i = 0; i < decision->odds_count; i++)
		add_told(&list, decision->odds[i]);
	ids = text_buffer_take(&list);
	if (!ids)
		paper->failed = true;
	else if (*ids)
		paper_blockf(paper, 0, 2,
		        _("Precedents and figures told by the source, not verified, in full in the pack: %s."), ids);
	free(ids);
}
