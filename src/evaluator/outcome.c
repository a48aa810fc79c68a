/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outcome.h"

/* ---- rules ------------------------------------------------------------------------------------ */

static bool replaced(const struct policy_entry *reading, size_t rule)
{
	for (size_t i = 0; i < reading->replaces_count; i++)
		if (reading->replaces[i] == rule)
			return true;
	return false;
}

static bool build(const struct tk_policy *policy, int reading, struct ruleset *rules, struct arena *arena)
{
	uint32_t *refusals = arena_array(arena, policy->rule_count, sizeof(*refusals));
	uint32_t *deductions = arena_array(arena, policy->rule_count, sizeof(*deductions));

	if (refusals == NULL || deductions == NULL)
		return false;
	*rules = (struct ruleset){.refusals = refusals, .deductions = deductions};
	for (size_t i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		if (rule->reading >= 0 && rule->reading != reading)
			continue;
		if (reading >= 0 && replaced(&policy->entries[TK_READING][reading], i))
			continue;
		if (rule->shown.effect == TK_REFUSE)
			refusals[rules->refusal_count++] = (uint32_t)i;
		else if (rule->shown.effect == TK_DEDUCT)
			deductions[rules->deduction_count++] = (uint32_t)i;
	}
	return true;
}

const struct ruleset *rulesets_build(const struct tk_policy *policy, struct arena *arena)
{
	size_t readings = policy->entry_count[TK_READING];
	struct ruleset *rules = arena_array(arena, readings + 1, sizeof(*rules));

	if (rules == NULL)
		return NULL;
	for (size_t i = 0; i <= readings; i++)
		if (!build(policy, (int)i - 1, &rules[i], arena))
			return NULL;
	return rules;
}

/* ---- spans ------------------------------------------------------------------------------------ */

void span_join(struct span *span, const struct span *other)
{
	if (other->verdicts == 0)
		return;
	if (span->verdicts == 0) {
		*span = *other;
		return;
	}
	span->verdicts |= other->verdicts;
	span->unbounded |= other->unbounded;
	if (other->least < span->least)
		span->least = other->least;
	if (other->most > span->most)
		span->most = other->most;
}

bool span_covers(const struct span *span, const struct span *other)
{
	return (other->verdicts & ~span->verdicts) == 0 && other->least >= span->least &&
	       other->most <= span->most && (span->unbounded || !other->unbounded);
}

struct tk_outcome span_outcome(const struct span *span)
{
	struct tk_outcome outcome = {.verdict = TK_UNDETERMINED, .amount = TK_NO_AMOUNT};

	for (int verdict = TK_FULL; verdict < TK_UNDETERMINED; verdict++)
		if (span->verdicts == SPAN_ONE(verdict))
			outcome.verdict = (enum tk_verdict)verdict;
	/* Bounds that are not tight may lie beyond. */
	outcome.least = span->least > AMOUNT_MAX ? AMOUNT_MAX : (int64_t)span->least;
	outcome.most = span->unbounded || span->most > AMOUNT_MAX ? TK_UNBOUNDED : (int64_t)span->most;
	if (outcome.least == outcome.most)
		outcome.amount = outcome.least;
	return outcome;
}

bool outcome_is_settled(const struct tk_outcome *outcome)
{
	return outcome->verdict != TK_UNDETERMINED && outcome->amount != TK_NO_AMOUNT;
}

bool outcomes_equal(const struct tk_outcome *a, const struct tk_outcome *b)
{
	return a->verdict == b->verdict && a->amount == b->amount && a->least == b->least &&
	       a->most == b->most;
}

wide amount_rounded(struct number amount)
{
	return amount.num <= 0 ? 0 : number_round(amount);
}

/* ---- what is known ---------------------------------------------------------------------------- */

static enum tk_truth truth_of(const struct evaluation *evaluation, uint32_t node, size_t index)
{
	return evaluation->truth[node * evaluation->cases + index];
}

static const uint8_t *refusal_of(const struct evaluation *evaluation, const struct ruleset *rules, size_t i)
{
	return evaluation->truth + evaluation->policy->rules[rules->refusals[i]].when * evaluation->cases;
}

void outcome_refusals(const struct evaluation *evaluation, const struct ruleset *rules, uint8_t *refused)
{
	uint8_t any[CASES_IN_STEP] = {0}; /* the bits of TK_YES and TK_OPEN, of all rules together */

	for (size_t i = 0; i < rules->refusal_count; i++) {
		const uint8_t *fired = refusal_of(evaluation, rules, i);
		for (size_t c = 0; c < CASES_IN_STEP; c++)
			any[c] |= fired[c];
	}
	for (size_t c = 0; c < CASES_IN_STEP; c++)
		refused[c] = any[c] & TK_YES ? TK_YES : any[c];
}

enum tk_truth outcome_refused(const struct evaluation *evaluation, const struct ruleset *rules)
{
	enum tk_truth refused = TK_NO;

	for (size_t i = 0; i < rules->refusal_count; i++) {
		uint8_t fired = *refusal_of(evaluation, rules, i);
		if (fired == TK_YES)
			return TK_YES;
		if (fired == TK_OPEN)
			refused = TK_OPEN;
	}
	return refused;
}

bool outcome_known_of(const struct evaluation *evaluation, const struct ruleset *rules, size_t index,
	enum tk_truth refused, enum tk_verdict *ret_verdict, int64_t *ret_amount)
{
	const struct tk_policy *policy = evaluation->policy;
	const struct number *number = evaluation->number + index;
	size_t cases = evaluation->cases;
	enum tk_verdict verdict = TK_FULL;
	struct number left;

	switch (refused) {
	case TK_YES:
		*ret_verdict = TK_REFUSED;
		*ret_amount = 0;
		return true;
	case TK_OPEN:
		return false;
	default:
		break;
	}
	if (truth_of(evaluation, policy->base, index) == TK_OPEN)
		return false;
	left = number[policy->base * cases];
	for (size_t i = 0; i < rules->deduction_count; i++) {
		const struct policy_rule *rule = &policy->rules[rules->deductions[i]];
		enum tk_truth fired = truth_of(evaluation, rule->when, index);
		if (fired == TK_NO)
			continue;
		if (fired == TK_OPEN || truth_of(evaluation, rule->amount, index) == TK_OPEN)
			return false;
		left = number_sub(left, number[rule->amount * cases]);
		verdict = TK_PARTIAL;
	}
	*ret_verdict = verdict;
	*ret_amount = (int64_t)amount_rounded(left);
	return true;
}

bool outcome_known(const struct evaluation *evaluation, const struct ruleset *rules,
	enum tk_verdict *ret_verdict, int64_t *ret_amount)
{
	return outcome_known_of(
		evaluation, rules, 0, outcome_refused(evaluation, rules), ret_verdict, ret_amount);
}

size_t outcome_breakdown(const struct evaluation *evaluation, const struct ruleset *rules,
	struct tk_deduction *lines)
{
	const struct tk_policy *policy = evaluation->policy;
	struct number left = evaluation->number[policy->base];
	int64_t before = (int64_t)amount_rounded(left);
	size_t count = 0;

	for (size_t i = 0; i < rules->deduction_count; i++) {
		const struct policy_rule *rule = &policy->rules[rules->deductions[i]];
		struct tk_deduction *line = &lines[count];
		if (evaluation->truth[rule->when] != TK_YES)
			continue;
		left = number_sub(left, evaluation->number[rule->amount]);
		line->rule = &rule->shown;
		line->left = (int64_t)amount_rounded(left);
		line->amount = before - line->left;
		before = line->left;
		count++;
	}
	return count;
}
