/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "glance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sheet.h"

#define DAY_SECONDS 86400

static const char *number(int64_t value, char text[32])
{
	snprintf(text, 32, "%lld", (long long)value);
	return text;
}

/* ---- the verdict ------------------------------------------------------------------------------ */

static void add_share(struct paper *paper, const char *label, const char *sign, int64_t fen)
{
	char *amount = paper_money(paper, fen), *signed_amount;

	signed_amount = amount ? text_printf("%s%s", sign, amount) : NULL;
	if (signed_amount)
		sheet_add(&paper->out, "share", label, signed_amount, NULL);
	else
		paper->failed = true;
	free(signed_amount);
	free(amount);
}

/* What is refunded from, and each line that comes off it. */
static void add_shares(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	size_t i;

	if (!decision->base_known || decision->breakdown_likely ||
	        decision->outcome.amount == TK_NO_AMOUNT || decision->outcome.verdict == TK_REFUSED)
		return;
	add_share(paper, _("Refunded from"), "", decision->base);
	for (i = 0; i < decision->deduction_count; i++)
		add_share(paper, paper_words(paper, decision->deductions[i].rule->label), "− ",
		        decision->deductions[i].amount);
}

/* In capital figures, as Chinese papers repeat a sum that is settled; "" elsewhere. */
static char *capital(struct paper *paper)
{
	int64_t amount = paper->decision->outcome.amount;

	if (amount == TK_NO_AMOUNT || !paper_in_yuan(paper) || strcmp(paper->language, "zh_CN") != 0)
		return strdup("");
	return paper_capital_money(amount);
}

void glance_verdict(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	char *amount, *figures, *note;

	if (!paper_pressed(paper))
		return;
	amount = paper_amount(paper, &decision->outcome);
	figures = capital(paper);
	note = text_printf(_("%s (%s)"), paper_words(paper, paper->head->title),
	        paper_authority(paper->head->authority));
	if (amount && figures && note)
		sheet_add(&paper->out, "verdict", tk_verdict_name(decision->outcome.verdict),
		        paper_verdict(decision->outcome.verdict), amount, figures, note, NULL);
	else
		paper->failed = true;
	free(note);
	free(figures);
	free(amount);
	add_shares(paper);
}

/* ---- the dates -------------------------------------------------------------------------------- */

static void add_tier(struct paper *paper, int64_t from, int64_t until, const struct tk_outcome *outcome)
{
	char *amount = paper_amount(paper, outcome), start[32], end[32] = "";

	if (until != INT64_MAX)
		number(until, end);
	if (amount)
		sheet_add(&paper->out, "tier", number(from, start), end,
		        tk_verdict_name(outcome->verdict), amount, NULL);
	free(amount);
}

static void add_tiers(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	const struct tk_deadline *deadlines = decision->deadlines;
	const struct tk_outcome *outcome = &decision->outcome;
	size_t count = decision->deadline_count, i;
	int64_t from = decision->at;

	/* With much open nothing certain changes, and what is likely does. */
	if (count == 0 && decision->likely_deadline_count > 0) {
		deadlines = decision->likely_deadlines;
		count = decision->likely_deadline_count;
		outcome = &decision->likely;
	}
	for (i = 0; i < count; i++) {
		add_tier(paper, from, deadlines[i].until, outcome);
		from = deadlines[i].until;
		outcome = &deadlines[i].then;
	}
	if (count > 0)
		add_tier(paper, from, INT64_MAX, outcome);
}

/* The first second of a day of China time. */
static int64_t day_begins(int64_t day)
{
	return day * DAY_SECONDS - TK_ZONE_CHINA;
}

static void add_stage(struct paper *paper, const struct tk_stage_dates *dates)
{
	char from[32], to[32];
	char *first = dates->by_hours ? shown_moment(dates->from, SHOWN_PLAIN, false)
	                              : shown_day(dates->from, SHOWN_PLAIN);
	char *last = dates->by_hours ? shown_moment(dates->to, SHOWN_PLAIN, false)
	                             : shown_day(dates->to, SHOWN_PLAIN);
	char *dated = first && last ? text_printf(_("%s to %s"), first, last) : NULL;

	if (dated)
		sheet_add(&paper->out, "stage",
		        number(dates->by_hours ? dates->from : day_begins(dates->from), from),
		        number(dates->by_hours ? dates->to : day_begins(dates->to), to),
		        paper_entry_title(paper, dates->stage), dated, NULL);
	else
		paper->failed = true;
	free(dated);
	free(last);
	free(first);
}

static void add_mark(struct paper *paper, int64_t at, const char *words)
{
	char text[32];

	sheet_add(&paper->out, "mark", number(at, text), words, NULL);
}

void glance_dates(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	int slot = paper_slot(paper, "ordered_at");
	size_t i;

	if (!paper_pressed(paper) ||
	        decision->deadline_count + decision->likely_deadline_count + decision->stage_count == 0)
		return;
	sheet_add(&paper->out, "picture", _("The dates on one line (Beijing time)"),
	        _("not to scale"), NULL);
	if (paper_answered(paper, "ordered_at"))
		add_mark(paper, tk_answers_value(paper->of->answers, (size_t)slot), _("ordered"));
	add_mark(paper, decision->at, _("judged"));
	if (paper_answered(paper, "applied_at"))
		add_mark(paper, decision->applied_at, _("applied"));
	add_tiers(paper);
	for (i = 0; i < decision->stage_count; i++)
		add_stage(paper, &decision->stages[i]);
}
