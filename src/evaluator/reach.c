/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules come to as far as a search has decided, and the completions that show it. */
#include <string.h>

#include "search.h"

static const struct policy_rule *rule_at(const struct search *search, uint32_t rule)
{
	return &search->scope.evaluation->policy->rules[rule];
}

enum tk_truth search_refused(struct search *search, int side, const struct ruleset *rules)
{
	enum tk_truth refused = TK_NO;

	for (size_t i = 0; i < rules->refusal_count; i++) {
		enum tk_truth fired =
			scope_truth(&search->scope, side, rule_at(search, rules->refusals[i])->when);
		if (fired == TK_YES)
			return TK_YES;
		if (fired == TK_OPEN)
			refused = TK_OPEN;
	}
	return refused;
}

unsigned search_verdicts(struct search *search, int side, const struct ruleset *rules)
{
	enum tk_truth refused = search_refused(search, side, rules);
	bool fired = false, open = false;
	unsigned verdicts = 0;

	if (refused == TK_YES)
		return SPAN_ONE(TK_REFUSED);
	for (size_t i = 0; i < rules->deduction_count; i++) {
		enum tk_truth truth =
			scope_truth(&search->scope, side, rule_at(search, rules->deductions[i])->when);
		fired |= truth == TK_YES;
		open |= truth == TK_OPEN;
	}
	if (refused == TK_OPEN)
		verdicts |= SPAN_ONE(TK_REFUSED);
	if (!fired)
		verdicts |= SPAN_ONE(TK_FULL);
	if (fired || open)
		verdicts |= SPAN_ONE(TK_PARTIAL);
	return verdicts;
}

/* ---- amounts ---------------------------------------------------------------------------------- */

struct sum {
	struct reach *reach;   /* linear, total */
	struct interval other; /* what is not in the total */
};

static void subtract_range(struct sum *sum, struct interval range)
{
	sum->other = interval_sub(&sum->other, &range);
	sum->reach->linear = false;
}

/* Takes off an amount that is certain to be taken off. */
static void subtract(struct search *search, int side, uint32_t number, int level, struct sum *sum)
{
	struct linear amount, left;

	if (scope_shape_of(&search->scope, side, number) == SHAPE_BLOCKED)
		sum->reach->certain = false;
	if (scope_form(&search->scope, side, number, &amount) &&
		linear_sub(&sum->reach->total, &amount, &left))
		sum->reach->total = left;
	else
		subtract_range(sum, scope_range(&search->scope, side, number, &search->levels[level]));
}

/* Takes off an amount or not. */
static void subtract_perhaps(struct search *search, int side, uint32_t number, int level, struct sum *sum)
{
	struct interval amount = scope_range(&search->scope, side, number, &search->levels[level]);

	sum->reach->certain = false;
	if (number_sign(amount.low) > 0)
		amount.low = number_of(0);
	if (number_sign(amount.high) < 0)
		amount.high = number_of(0);
	subtract_range(sum, amount);
}

static void start_sum(struct search *search, int side, int level, struct sum *sum)
{
	uint32_t base = search->scope.evaluation->policy->base;

	sum->reach->linear = true;
	sum->reach->total = linear_constant(number_of(0));
	sum->other = interval_point(number_of(0));
	if (scope_form(&search->scope, side, base, &sum->reach->total))
		return;
	if (scope_shape_of(&search->scope, side, base) == SHAPE_BLOCKED)
		sum->reach->certain = false;
	sum->reach->linear = false;
	sum->other = scope_range(&search->scope, side, base, &search->levels[level]);
}

void search_reach(struct search *search, int side, const struct ruleset *rules, int level,
	struct reach *ret)
{
	struct sum sum = {.reach = ret};
	enum tk_truth refused = search_refused(search, side, rules);
	struct interval range;

	ret->certain = refused != TK_OPEN;
	ret->span = (struct span){.verdicts = search_verdicts(search, side, rules)};
	if (refused == TK_YES) {
		ret->linear = true;
		ret->total = linear_constant(number_of(0));
		return;
	}
	start_sum(search, side, level, &sum);
	for (size_t i = 0; i < rules->deduction_count; i++) {
		const struct policy_rule *rule = rule_at(search, rules->deductions[i]);
		enum tk_truth fired = scope_truth(&search->scope, side, rule->when);
		if (fired == TK_YES)
			subtract(search, side, rule->amount, level, &sum);
		else if (fired == TK_OPEN)
			subtract_perhaps(search, side, rule->amount, level, &sum);
	}
	range = constraints_range(&search->levels[level], &search->scope.space, &ret->total);
	range = interval_add(&range, &sum.other);
	ret->span.least = refused == TK_OPEN ? 0 : amount_rounded(range.low);
	ret->span.most = amount_rounded(range.high);
	ret->span.unbounded = range.high_open && ret->span.most > 0;
}

struct atom search_rules_atom(struct search *search, int side, const struct ruleset *rules)
{
	struct atom atom = {.node = EXPR_NONE};

	for (size_t i = 0; i < rules->refusal_count && atom.node == EXPR_NONE; i++)
		atom = search_atom(search, side, rule_at(search, rules->refusals[i])->when, false);
	for (size_t i = 0; i < rules->deduction_count && atom.node == EXPR_NONE; i++)
		atom = search_atom(search, side, rule_at(search, rules->deductions[i])->when, false);
	for (size_t i = 0; i < rules->deduction_count && atom.node == EXPR_NONE; i++) {
		const struct policy_rule *rule = rule_at(search, rules->deductions[i]);
		if (scope_truth(&search->scope, side, rule->when) == TK_YES)
			atom = search_block(search, side, rule->amount);
	}
	if (atom.node == EXPR_NONE)
		atom = search_block(search, side, search->scope.evaluation->policy->base);
	return atom;
}

/* ---- completions ------------------------------------------------------------------------------ */

void search_aim(struct search *search, const struct linear *form, int sign, int weight)
{
	for (int i = 0; i < form->count; i++)
		search->toward[form->terms[i].variable] =
			number_sign(form->terms[i].factor) * sign * weight;
}

bool search_pick(struct search *search, int level)
{
	(void)search_step(search); /* the last one allowed may be gone beyond by a completion */
	return constraints_pick(&search->levels[level], &search->scope.space, search->toward,
		search->spare, search->values);
}

void search_complete(const struct search *search, int side, struct case_facts *facts)
{
	const struct scope *scope = &search->scope;
	const struct evaluation *evaluation = scope->evaluation;

	case_facts_copy(facts, evaluation->facts);
	for (size_t slot = 0; slot < facts->count; slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(evaluation->policy->vocabulary, slot);
		int variable = scope->views[slot == scope->twin ? side : 0].variable[slot];
		if (evaluation->mode[slot] != SLOT_OPEN)
			continue;
		facts->state[slot] = FACT_ANSWERED;
		if (variable >= 0)
			facts->value[slot] = search->values[variable];
		else
			facts->value[slot] =
				fact->type == TK_FLAG || fact->type == TK_CHOICE || fact->type == TK_TEXT
					? 0
					: fact->least;
	}
}
