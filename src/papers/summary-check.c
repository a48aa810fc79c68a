/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "summary.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"

/* How to check the page, years later: what it rests on, word for word. */

#define LABEL 16

static void add_if(struct paper *paper, const char *label, const char *text)
{
	if (text && *text)
		paper_pair(paper, 0, LABEL, label, text);
}

/* LABEL and DATE, after what is there, in one line with the others. */
static void join(struct text_buffer *line, const char *label, const char *text)
{
	if (text && *text)
		/* TRANSLATORS: what stands between, a label and a text, several of them in a line */
		text_buffer_printf(line, _("%s%s: %s"), line->length > 0 ? _("; ") : "", label, text);
}

static void add_policy(struct paper *paper)
{
	const struct tk_policy_head *head = paper->head;
	struct text_buffer dates;
	char *line;

	paper_pairf(paper, 0, LABEL, _("Policy pack"), _("%s, revision %s"), head->id,
	        head->revision ? head->revision : "-");
	add_if(paper, "", paper_words(paper, head->title));
	add_if(paper, _("What it is"), paper_words(paper, head->summary));
	add_if(paper, _("Source"), head->url);
	text_buffer_init(&dates);
	join(&dates, _("Authority"), paper_authority(head->authority));
	join(&dates, _("Published"), head->published);
	join(&dates, _("Data until"), head->data_until);
	join(&dates, _("In force from"), head->effective_from);
	join(&dates, _("In force to"), head->effective_to);
	join(&dates, _("Checked on"), head->checked_on);
	line = text_buffer_take(&dates);
	paper_block(paper, 0, 2, line);
	free(line);
}

/* The template of the letter is part of what the applicant signs. */
static void add_template(struct paper *paper)
{
	const struct paper_case *of = paper->of;
	const char *family =
	        paper->head->letter && *paper->head->letter ? paper->head->letter : "refund";
	char *name = text_printf("%s-letter", family), *text, hex[65];

	if (!name) {
		paper->failed = true;
		return;
	}
	errno = 0;
	text = of->template_text ? of->template_text(of->user, name, paper->language) : NULL;
	if (text) {
		file_sha256_hex(text, strlen(text), hex);
		paper_digest(paper, 2, _("Letter template"), hex);
	} else if (errno == ENOMEM) {
		paper->failed = true;
	}
	free(text);
	free(name);
}

static void add_digests(struct paper *paper)
{
	char hex[TK_SHA256_HEX];

	paper_block(paper, 0, 0, _("SHA-256 of what this page rests on:"));
	paper_digest(paper, 2, _("Policy pack"), paper->head->sha256);
	paper_digest(paper, 2, _("Vocabulary"), tk_vocabulary_sha256(paper->vocabulary));
	if (paper->head->calendar)
		paper_digest(paper, 2, _("Calendar"), tk_calendar_sha256(paper->head->calendar));
	add_template(paper);
	/* Who sees all other answers could try numbers until this hash comes out. */
	if (paper->of->redacted)
		return;
	if (tk_answers_sha256(paper->of->answers, hex) == TK_OK)
		paper_digest(paper, 2, _("Answers"), hex);
	else
		paper->failed = true;
}

static void add_sources(struct paper *paper)
{
	const struct tk_policy *policy = paper->of->policy;
	const char *day = paper->head->checked_on;
	size_t count = tk_policy_entry_count(policy, TK_SOURCE), i;

	if (paper->sources_named == 0)
		return;
	paper_blockf(paper, 0, 0, _("Sources named on this page (authority, mark; checked on %s where no other day is told):"),
	        day ? day : "-");
	for (i = 0; i < count; i++) {
		const struct tk_entry *source = tk_policy_entry(policy, TK_SOURCE, i);

		if (!paper_source_named(paper, i))
			continue;
		const char *other = source->checked_on ? source->checked_on : "-";
		if (day && strcmp(other, day) == 0)
			other = "";
		paper_blockf(paper, 2, 4, _("- %s: %s (%s, %s%s%s) %s"), source->id,
		        paper_entry_title(paper, source),
		        source->authority == TK_OFFICIAL ? _("official") : _("secondary"),
		        source->confidence ? source->confidence : "-", *other ? _(", ") : "", other,
		        source->url ? source->url : "");
	}
	paper_block(paper, 2, 2,
	        _("Marks: V read on the page of the one who decides, or in the statute; V-old an "
	          "older copy of "
	          "it; M a mirror of it; S second-hand; G general knowledge; D derived."));
}

static void add_command(struct paper *paper)
{
	char at[TK_MOMENT_TEXT];

	paper_pair(paper, 0, LABEL, _("Program"), PACKAGE_STRING);
	paper_pairf(paper, 0, LABEL, _("To judge again"), "tuikuan evaluate %s --policy %s --at %s",
	        paper->of->case_id ? paper->of->case_id : "CASE", paper->head->id,
	        tk_moment_format(paper->decision->at, at));
	paper_block(paper, 0, 0,
	        _("The digests tell whether pack, calendar and answers are the same as here. They "
	          "do not tell "
	          "who wrote them."));
}

void summary_signature(struct paper *paper)
{
	const struct table table = {.widths = {36, 20, 18}, .count = 3};
	const char *const prepared[] = {_("Prepared by ___________________"),
	        _("Checked by _________"), _("Date ___________")};

	paper_sign(paper, &table, prepared);
}

void summary_check(struct paper *paper)
{
	paper_heading(paper, _("9. How to check this page"));
	add_policy(paper);
	add_digests(paper);
	add_sources(paper);
	add_command(paper);
}

/* For a reader who never saw the console. */
void summary_words(struct paper *paper)
{
	const char *const words[][2] = {
	        {_("instance"), _("One rented cloud server, with an ID of its own.")},
	        {_("subscription"), _("Paid in advance for months or years, unlike pay-as-you-go, which is billed by "
	                              "use.")},
	        {_("partial return"), _("A return after which the provider keeps a part of the price for what was "
	                                "used.")},
	        {_("five-day return"), _("The provider's own offer to take back a new purchase in full within five "
	                                 "days, without a "
	                                 "reason.")},
	        {_("special channel"), _("An application that people review with documents, instead of the machine in "
	                                 "the console.")},
	        {_("handling fee"), _("What is kept for the work of the refund itself.")},
	};

	struct text_buffer all;
	char *text;

	text_buffer_init(&all);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		text_buffer_printf(&all, _("%s%s: %s"), i > 0 && strcmp(paper->language, "zh_CN") != 0 ? " " : "", words[i][0], words[i][1]);
	text = text_buffer_take(&all);
	paper_heading(paper, _("Words"));
	paper_block(paper, 0, 0, text);
	free(text);
}
