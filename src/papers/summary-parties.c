/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary.h"

#include <stdlib.h>
#include <string.h>

/* Who and what: the facts of the papers, under their own labels. */

static void add_fact(struct paper *paper, const char *name)
{
	int slot = paper_slot(paper, name);
	const struct tk_fact *fact;
	int64_t assumed;
	char *shown;

	if (slot < 0)
		return;
	fact = tk_vocabulary_fact(paper->vocabulary, (size_t)slot);
	shown = paper_answer(paper, name, SHOWN_SPOKEN);
	if (shown) {
		paper_pair(paper, 0, SUMMARY_LABEL, paper_label(paper, (size_t)slot), shown);
	} else if (paper_assumed(paper, (size_t)slot, &assumed)) {
		shown = shown_of_fact(fact, assumed, "", paper->head->currency, SHOWN_SPOKEN);
		paper_pairf(paper, 0, SUMMARY_LABEL, paper_label(paper, (size_t)slot),
		        _("%s (assumed)"), shown ? shown : "");
	} else {
		paper_pair(paper, 0, SUMMARY_LABEL, paper_label(paper, (size_t)slot),
		        _("not answered"));
	}
	free(shown);
}

static void add_paid(struct paper *paper)
{
	int slot = paper_slot(paper, "paid");
	char *shown = paper_answer(paper, "paid", SHOWN_SPOKEN), *capital;

	if (!shown || !paper_in_yuan(paper)) {
		add_fact(paper, "paid");
		free(shown);
		return;
	}
	capital = paper_capital_money(tk_answers_value(paper->of->answers, (size_t)slot));
	if (capital)
		paper_pairf(paper, 0, SUMMARY_LABEL, paper_label(paper, (size_t)slot), _("%s (%s)"),
		        shown, capital);
	else
		paper->failed = true;
	free(capital);
	free(shown);
}

static void add_agent(struct paper *paper)
{
	const char *agent = paper->of->agent, *organisation = paper->of->organisation;
	bool has_agent = agent && *agent, has_organisation = organisation && *organisation;

	if (paper->of->redacted) {
		if (has_agent || has_organisation)
			paper_pair(paper, 0, SUMMARY_LABEL, _("Handled by"), paper_hidden());
		return;
	}
	if (has_agent && has_organisation)
		paper_pairf(
		        paper, 0, SUMMARY_LABEL, _("Handled by"), _("%s, %s"), agent, organisation);
	else if (has_agent || has_organisation)
		paper_pair(
		        paper, 0, SUMMARY_LABEL, _("Handled by"), has_agent ? agent : organisation);
}

/* All that stands in this part, in its order; those that most cases have none of only where there is an answer. */
static const struct {
	const char *name;
	bool always;
} parties[] = {
        {"applicant", true},
        {"holder", true},
        {"account_uid", true},
        {"contact", false},
        {"product", true},
        {"order_id", true},
        {"instance_id", true},
        {"configuration", true},
        {"intended", false},
        {"region", false},
        {"ordered_at", true},
        {"paid", true},
        {"voucher", false},
        {"list_price", false},
        {"reason", false},
};

bool summary_has_party(const struct paper *paper, const char *name)
{
	for (size_t i = 0; i < sizeof parties / sizeof *parties; i++)
		if (strcmp(parties[i].name, name) == 0)
			return paper_answered(paper, name);
	return false;
}

void summary_parties(struct paper *paper)
{
	paper_heading(paper, _("1. Who and what"));
	paper->halves = true;
	for (size_t i = 0; i < sizeof parties / sizeof *parties; i++) {
		if (strcmp(parties[i].name, "product") == 0)
			add_agent(paper);
		if (strcmp(parties[i].name, "paid") == 0)
			add_paid(paper);
		else if (parties[i].always || paper_answered(paper, parties[i].name))
			add_fact(paper, parties[i].name);
	}
	paper->halves = false;
}
