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

/* Only where it was answered: most cases have none. */
static void add_fact_if_known(struct paper *paper, const char *name)
{
	if (paper_answered(paper, name))
		add_fact(paper, name);
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

void summary_parties(struct paper *paper)
{
	paper_heading(paper, _("1. Who and what"));
	add_fact(paper, "applicant");
	add_fact(paper, "holder");
	add_fact(paper, "account_uid");
	add_fact_if_known(paper, "contact");
	add_agent(paper);
	add_fact(paper, "product");
	add_fact(paper, "order_id");
	add_fact(paper, "instance_id");
	add_fact(paper, "configuration");
	add_fact_if_known(paper, "intended");
	add_fact_if_known(paper, "region");
	add_fact(paper, "ordered_at");
	add_paid(paper);
	add_fact_if_known(paper, "voucher");
	add_fact_if_known(paper, "list_price");
	add_fact_if_known(paper, "reason");
}
