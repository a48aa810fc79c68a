/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary.h"

#include <stdlib.h>
#include <string.h>

#include "glance.h"

#define PAGES 2

const char *summary_status(const char *status)
{
	static const struct {
		const char *name, *word;
	} words[] = {
	        {"draft", N_("draft")},
	        {"ready", N_("ready to hand in")},
	        {"submitted", N_("submitted")},
	        {"in-review", N_("in review")},
	        {"refunded", N_("refunded")},
	        {"refused", N_("refused by the provider")},
	        {"disputed", N_("disputed")},
	};
	size_t i;

	for (i = 0; i < sizeof words / sizeof *words; i++) {
		if (strcmp(status, words[i].name) == 0)
			return _(words[i].word);
	}
	return status;
}

static char *page_number(int page)
{
	return text_printf(_("page %d of %d"), page, PAGES);
}

static void add_moment(struct paper *paper, const char *label, int64_t moment)
{
	char *shown = shown_moment(moment, SHOWN_PLAIN, true);

	if (shown)
		paper_pairf(paper, 0, SUMMARY_LABEL, label,
		        paper_pressed(paper) ? "%s UTC+08:00" : _("%s, Beijing time (UTC+08:00)"), shown);
	else
		paper->failed = true;
	free(shown);
}

static void add_head(struct paper *paper)
{
	const struct paper_case *of = paper->of;

	paper_redaction(paper);
	glance_verdict(paper);
	paper->halves = true;
	paper_pair(
	        paper, 0, SUMMARY_LABEL, _("Case"), of->case_id ? of->case_id : _("not saved yet"));
	if (of->status)
		paper_pair(paper, 0, SUMMARY_LABEL, _("Status"), summary_status(of->status));
	/* Pressed, it stands in the verdict above and in each foot. */
	if (!paper_pressed(paper))
		paper_pairf(paper, 0, SUMMARY_LABEL, _("Judged by"), _("%s (%s, %s)"),
	        paper_words(paper, paper->head->title), paper->head->id,
	        paper_authority(paper->head->authority));
	add_moment(paper, _("Judged at"), paper->decision->at);
	add_moment(paper, _("Printed at"), of->printed_at);
	paper->halves = false;
}

void summary_head(struct paper *paper, int page)
{
	const struct paper_case *of = paper->of;
	char *number;

	/* Pressed, the pages are as many as it takes, and the press counts them. */
	if (paper_pressed(paper)) {
		if (page > 1)
			return;
		paper_ends(paper, _("SUMMARY OF A REFUND CASE"), of->case_id);
		add_head(paper);
		return;
	}
	number = page_number(page);
	if (!number)
		paper->failed = true;
	paper_ends(paper,
	        page == 1 ? _("SUMMARY OF A REFUND CASE")
	                  : _("SUMMARY OF A REFUND CASE, the record"),
	        number);
	free(number);
	paper_rule(paper, '=');
	if (page == 1)
		add_head(paper);
}

void summary_foot(struct paper *paper, int page)
{
	if (paper_pressed(paper))
		return;
	const char *id = paper->of->case_id ? paper->of->case_id : _("not saved yet");
	char *number = page_number(page);
	char *left =
	        text_printf(_("%s   %s, pack %.12s"), id, paper->head->id, paper->head->sha256);

	paper_blank(paper);
	paper_rule(paper, '=');
	if (left && number)
		paper_ends(paper, left, number);
	else
		paper->failed = true;
	free(left);
	free(number);
}

char *paper_summary(const struct paper_case *of, const char *language)
{
	struct paper paper;

	paper_begin(&paper, of, language);
	paper_open(&paper, _("Summary of a refund case"));
	summary_head(&paper, 1);
	summary_outcome(&paper);
	glance_dates(&paper);
	summary_parties(&paper);
	summary_calculation(&paper);
	paper_columns(&paper, 2);
	summary_readings(&paper);
	summary_foot(&paper, 1);
	if (!paper_pressed(&paper))
		text_buffer_add(&paper.out, "\n");
	summary_head(&paper, 2);
	summary_answers(&paper);
	summary_rules(&paper);
	summary_documents(&paper);
	summary_dates(&paper);
	summary_next(&paper);
	summary_precedents(&paper);
	summary_check(&paper);
	summary_words(&paper);
	summary_signature(&paper);
	summary_foot(&paper, 2);
	return paper_end(&paper);
}
