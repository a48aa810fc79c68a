/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Finish step: what the console shows against what the rules say, and what came of it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "flow-inside.h"
#include "language.h"
#include "text.h"

/* ---- why a console may differ ------------------------------------------------------------------ */

enum fit { FIT_NO, FIT_OPEN, FIT_YES }; /* the answers exclude a cause, say nothing of it, or fit it */

static enum fit fit_above_zero(const struct flow *flow, const char *name)
{
	int64_t value;

	if (!flow_value(flow, name, &value))
		return FIT_OPEN;
	return value > 0 ? FIT_YES : FIT_NO; /* a flag too: yes is 1 */
}

static enum fit fit_choice(const struct flow *flow, const char *name, const char *choice)
{
	int64_t value;

	if (!flow_value(flow, name, &value))
		return FIT_OPEN;
	return flow_is_choice(flow, name, choice) ? FIT_YES : FIT_NO;
}

static enum fit fit_not_new(const struct flow *flow)
{
	enum fit is_new = fit_choice(flow, "order_kind", "new");
	return is_new == FIT_OPEN ? FIT_OPEN : is_new == FIT_YES ? FIT_NO : FIT_YES;
}

/* General causes, those that the answers fit first and none that they exclude. No rule of any policy:
 * what to look at. */
static void add_causes(const struct flow *flow, struct pane *pane)
{
	const struct {
		enum fit fit;
		const char *text;
	} causes[] = {
		{fit_above_zero(flow, "voucher"),
			_("a part was paid by voucher, which does not come back")},
		{fit_above_zero(flow, "promotion"), _("the promotion excludes returns")},
		{fit_above_zero(flow, "unpaid_order"), _("an order for this server is still unpaid")},
		{fit_above_zero(flow, "marketplace_image"), _("a paid image has to be returned first")},
		{fit_above_zero(flow, "transferred"), _("the server was moved between accounts")},
		{fit_above_zero(flow, "noreason_refunds_used"),
			_("this year's five-day return is used up")},
		{fit_not_new(flow),
			_("a renewal or an upgrade is returned by other rules than a new purchase")},
		{FIT_OPEN, _("the five days are over")},
		{fit_above_zero(flow, "list_price"), _("days used are charged at the list price")},
		{fit_choice(flow, "sold_by", "reseller"),
			_("the order came through a reseller, who has to return it")},
		{FIT_OPEN, _("a sub-account without the permission is signed in")},
	};

	for (int fit = FIT_YES; fit > FIT_NO; fit--) {
		for (size_t i = 0; i < sizeof(causes) / sizeof(causes[0]); i++) {
			if ((int)causes[i].fit != fit)
				continue;
			pane_line(pane, 4, 6);
			pane_printf(pane, fit == FIT_YES ? PANE_STRONG : PANE_PLAIN, "- %s", causes[i].text);
			if (fit == FIT_YES)
				pane_printf(pane, PANE_DIM, "  %s", _("(fits your answers)"));
		}
	}
}

/* ---- the comparison -------------------------------------------------------------------------- */

enum comparison { NOT_LOOKED, AGREES, WITHIN, BETTER, DIFFERS };

static enum comparison compare(const struct flow *flow)
{
	const struct tk_outcome *outcome = &flow->decision->outcome;
	bool refused_there = flow_is_choice(flow, "console_kind", "not-supported");
	bool full_there = flow_is_choice(flow, "console_kind", "five-day");
	int64_t amount;

	if (refused_there && outcome->verdict == TK_REFUSED)
		return AGREES;
	if (!flow_value(flow, "console_amount", &amount)) {
		if (refused_there)
			return DIFFERS;
		if (full_there)
			return outcome->verdict == TK_FULL ? AGREES : BETTER;
		return NOT_LOOKED;
	}
	if (refused_there && amount > 0)
		refused_there = false; /* an amount is shown after all */
	if (refused_there)
		return outcome->most == 0 ? AGREES : DIFFERS;
	if (outcome->amount != TK_NO_AMOUNT && amount == outcome->amount)
		return AGREES;
	if (outcome->most != TK_UNBOUNDED && amount > outcome->most)
		return BETTER;
	return amount < outcome->least ? DIFFERS : WITHIN;
}

void finish_compare(const struct flow *flow, struct pane *pane)
{
	enum comparison result;

	if (flow_is_blank(flow) || flow->decision == NULL ||
		(result = compare(flow)) == NOT_LOOKED)
		return;
	pane_line(pane, 2, 4);
	switch (result) {
	case AGREES:
		pane_add(pane, PANE_GOOD, _("The refund page agrees with this result."));
		break;
	case WITHIN:
		pane_add(pane, PANE_GOOD,
			_("The refund page agrees so far: its amount is among those that the open answers "
			  "allow."));
		break;
	case BETTER:
		pane_add(pane, PANE_GOOD,
			_("The refund page is better for you than this result. Go by the refund page."));
		break;
	default:
		pane_add(pane, PANE_WARN,
			_("The refund page gives less than this result. The refund page wins; likely causes:"));
		add_causes(flow, pane);
	}
}

/* ---- the page -------------------------------------------------------------------------------- */

static void add_pair(struct pane *pane, const char *label, char *value)
{
	pane_line(pane, 2, 4);
	pane_add(pane, PANE_PLAIN, label);
	pane_add(pane, PANE_PLAIN, _(": "));
	pane_take(pane, PANE_STRONG, value != NULL ? value : strdup(_("none yet")));
}

static char *sum_of(const struct flow *flow, const char *name)
{
	int64_t value;
	return flow_value(flow, name, &value) ? words_sum(flow->pack->policy, value) : NULL;
}

static char *status_dates(const struct flow *flow)
{
	struct text_buffer text;

	text_buffer_init(&text);
	for (int status = CASE_SUBMITTED; status < CASE_STATUS_COUNT; status++) {
		int64_t since = flow->state.status_since[status];
		struct tk_civil civil = tk_moment_civil(since < 0 ? 0 : since);
		/* Names of files and of machine output: the label is beside it on the page. */
		if (since > 0)
			text_buffer_printf(&text, "%s%04d-%02d-%02d %s", text.length == 0 ? "" : _(", "),
				civil.year, civil.month, civil.day,
				case_status_name((enum case_status)status));
	}
	if (text.length == 0) {
		text_buffer_release(&text);
		return NULL;
	}
	return text_buffer_take(&text);
}

void finish_pane(const struct flow *flow, struct pane *pane)
{
	finish_compare(flow, pane);
	pane_heading(pane, _("The record"));
	if (!flow_is_blank(flow) && flow->decision != NULL)
		add_pair(pane, _("Predicted"), words_outcome(flow->pack->policy, &flow->decision->outcome));
	add_pair(pane, _("Shown by the refund page"), sum_of(flow, "console_amount"));
	add_pair(pane, _("Handed in and decided"), status_dates(flow));
	add_pair(pane, _("Received"), sum_of(flow, "received"));
	pane_heading(pane, _("To keep"));
	pane_row(pane, 2, PANE_PLAIN,
		flow->file->path != NULL
			? _("Save the case to keep the last answers; write the papers to have the "
			    "application, the checklist and the summary as files.")
			: _("The case is not saved yet. Save it to come back to it; write the papers to "
			    "have the application, the checklist and the summary as files."));
}
