/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary.h"

#include <stdlib.h>
#include <string.h>

#include "equation.h"
#include "working.h"

/* What the lines of the breakdown need to know of the answers. */
static bool answered_money(void *user, const char *name, int64_t *ret_fen)
{
	const struct paper *paper = user;
	int slot = paper_slot(paper, name);

	if (slot < 0 || !paper_answered(paper, name) ||
	        tk_vocabulary_fact(paper->vocabulary, (size_t)slot)->type != TK_MONEY)
		return false;
	*ret_fen = tk_answers_value(paper->of->answers, (size_t)slot);
	return true;
}

static const char *defined(void *user, const char *name)
{
	const struct paper *paper = user;
	size_t i;

	for (i = 0; i < tk_policy_define_count(paper->of->policy); i++) {
		const struct tk_define *define = tk_policy_define(paper->of->policy, i);

		if (strcmp(define->name, name) == 0)
			return define->text;
	}
	return NULL;
}

static void add_rule(struct paper *paper, const struct tk_rule *rule)
{
	char *source = paper_source(paper, rule->source, rule->reference);

	if (source)
		paper_blockf(paper, 4, 4, _("%s [%s, %s]"), paper_words(paper, rule->text),
		        rule->id, source);
	free(source);
}

static void add_refusals(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	char *amount = paper_money(paper, 0);
	size_t i;

	if (amount)
		paper_blockf(paper, 0, 0, _("Refused, %s, because of:"), amount);
	free(amount);
	for (i = 0; i < decision->refusal_count; i++)
		add_rule(paper, decision->refusals[i]);
}

static void add_lines(struct paper *paper, struct working_names *names)
{
	const struct tk_decision *decision = paper->decision;
	struct equation equation = {.money = answered_money, .define = defined, .user = paper};
	bool rounded, any_rounded = false;
	size_t i;

	equation_begin(&equation, decision->base);
	for (i = 0; i < decision->deduction_count; i++) {
		const struct tk_deduction *deduction = &decision->deductions[i];
		char *line = equation_next(&equation, deduction, &rounded);

		any_rounded |= rounded;
		if (line)
			paper_equation(paper, line, paper_words(paper, deduction->rule->label));
		else
			paper->failed = true;
		free(line);
		if (!equation.worked)
			working_lines(paper, deduction->rule, names);
		add_rule(paper, deduction->rule);
	}
	if (any_rounded)
		paper_block(paper, 2, 2,
		        _("≈ is rounding half up to the fen (0.01), each time from the exact "
		          "sum."));
}

static void add_result(struct paper *paper, const char *amount)
{
	const char *form = paper->decision->breakdown_likely ? _("Likely to come back: %s.")
	                                                     : _("To come back: %s.");
	char *result = amount ? text_printf(form, amount) : NULL;

	if (result)
		paper_total(paper, result);
	else
		paper->failed = true;
	free(result);
}

/* What the policy says beside the refund, each with how it comes about. */
static void add_sums(struct paper *paper, struct working_names *names)
{
	const struct tk_decision *decision = paper->decision;

	if (decision->sum_count > 0)
		paper_block(paper, 2, 2, _("Beside it:"));
	for (size_t i = 0; i < decision->sum_count; i++) {
		const struct tk_sum *sum = decision->sums[i].sum;
		char *amount = paper_money(paper, decision->sums[i].amount);
		char *source = paper_source(paper, sum->source, sum->reference);

		if (amount)
			paper_blockf(paper, 2, 4, _("%s: %s"), paper_words(paper, sum->label), amount);
		working_sum_lines(paper, sum, names);
		if (source && sum->text)
			paper_blockf(paper, 4, 4, _("%s [%s, %s]"), paper_words(paper, sum->text), sum->id, source);
		free(amount);
		free(source);
	}
}

/* The lines that are sure, or, when marked, those of the likely answer. */
static void add_breakdown(struct paper *paper, struct working_names *names)
{
	const struct tk_decision *decision = paper->decision;
	int64_t left = decision->deduction_count > 0
	                       ? decision->deductions[decision->deduction_count - 1].left
	                       : decision->base;
	char *base = paper_money(paper, decision->base), *result = paper_money(paper, left);
	size_t i;

	if (decision->breakdown_likely)
		paper_block(paper, 0, 0,
		        _("Not decided yet. This is how the likely amount comes about, if what is "
		          "still "
		          "open takes its usual answers:"));
	if (base)
		paper_blockf(paper, 2, 4, _("%s is what can be refunded from."), base);
	if (decision->deduction_count == 0)
		paper_block(paper, 2, 4, _("No rule of this source takes anything off."));
	add_lines(paper, names);
	add_result(paper, result);
	free(base);
	free(result);
	for (i = 0; i < decision->split_count && !decision->breakdown_likely; i++) {
		char *part = paper_money(paper, decision->split[i].amount);

		if (part)
			paper_blockf(paper, 4, 6, _("of it %s: %s"),
			        paper_words(paper, decision->split[i].split->label), part);
		free(part);
	}
}

/* How many of the unanswered ones bear on the sum: they come first, the others only shape the way. */
static size_t deciding(const struct tk_decision *decision)
{
	size_t count = 0;

	while (count < decision->unanswered.count &&
	        decision->relevance[decision->unanswered.items[count]] == TK_DECIDES)
		count++;
	return count;
}

static void add_range(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	char *amount = paper_amount(paper, &decision->outcome);
	char *labels = paper_slots(paper, decision->unanswered.items, deciding(decision));

	if (amount)
		paper_blockf(paper, 0, 0, _("No single sum can be worked out yet: %s."), amount);
	if (labels && *labels)
		paper_blockf(paper, 0, 0, _("It depends on these answers: %s."), labels);
	if (!decision->exact)
		paper_block(
		        paper, 0, 0, _("The bounds are safe, but may be wider than they need be."));
	free(amount);
	free(labels);
}

void summary_calculation(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	bool sum_known = decision->outcome.verdict != TK_UNDETERMINED &&
	                 decision->outcome.amount != TK_NO_AMOUNT;
	struct working_names names = {.count = 0};

	paper_heading(paper, _("2. Calculation"));
	if (decision->outcome.verdict == TK_REFUSED) {
		add_refusals(paper);
		return;
	}
	if (!sum_known)
		add_range(paper);
	if (decision->base_known && (sum_known || decision->breakdown_likely))
		add_breakdown(paper, &names);
	add_sums(paper, &names);
}

static void add_reading(struct paper *paper, const struct tk_reading_outcome *outcome)
{
	const struct tk_entry *reading = outcome->reading;
	char *amount = paper_amount(paper, &outcome->outcome);
	char *source = paper_source(paper, reading->source, reading->reference);

	if (amount && source)
		paper_blockf(paper, 0, 2, _("- %s, %s: %s. [%s, %s]"), amount,
		        paper_verdict(outcome->outcome.verdict), paper_entry_title(paper, reading),
		        reading->id, source);
	free(amount);
	free(source);
}

/* What another policy says of the same answers, and why it is not the one on the first page. */
static void add_other(struct paper *paper, const struct tk_decision *other)
{
	const struct tk_policy_head *head = tk_policy_head(other->policy);
	bool secondary = head->authority == TK_SECONDARY;
	struct paper view = *paper; /* for its currency */
	char *amount;

	view.head = head;
	amount = paper_amount(&view, &other->outcome);
	paper->failed = paper->failed || view.failed;
	if (amount)
		paper_blockf(paper, 0, 2, _("- %s, %s: %s. [%s, %s]"), amount,
		        paper_verdict(other->outcome.verdict), paper_words(paper, head->title), head->id,
		        secondary ? _("secondary source") : _("official rules"));
	if (secondary && head->data_until)
		paper_blockf(paper, 2, 2, _("What it knows ends at %s."), head->data_until);
	paper_block(paper, 2, 2,
	        secondary && paper->head->authority == TK_OFFICIAL
	                ? _("Not chosen: official rules go before a secondary source.")
	                : _("Not chosen: this case is judged under the policy on the first page."));
	free(amount);
}

void summary_readings(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	size_t i;

	paper_heading(paper, _("3. Other sources and other readings"));
	for (i = 0; i < paper->of->other_count; i++)
		add_other(paper, paper->of->others[i]);
	if (paper->of->other_count == 0)
		paper_block(paper, 2, 2, _("No other policy was compared."));
	for (i = 0; i < decision->reading_count; i++)
		add_reading(paper, &decision->readings[i]);
	if (decision->reading_count > 0)
		paper_block(paper, 2, 2,
		        _("Not chosen: where the source contradicts itself, its stated rule decides, and "
		          "the other reading stands beside it."));
	else
		paper_block(paper, 2, 2, _("The source has no other reading with another outcome."));
}
