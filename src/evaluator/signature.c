/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a goal hangs on, and what a completion says on it. */
#include "twin.h"

static bool rules_hang_on(const struct judge *judge, const struct evaluation *evaluation,
	const struct ruleset *rules, size_t slot)
{
	const struct tk_policy *policy = judge->policy;

	if (outcome_refused(evaluation, rules) == TK_YES)
		return false;
	if (evaluation_hangs_on(evaluation, policy->base, slot))
		return true;
	for (size_t i = 0; i < rules->refusal_count; i++)
		if (evaluation_hangs_on(evaluation, policy->rules[rules->refusals[i]].when, slot))
			return true;
	for (size_t i = 0; i < rules->deduction_count; i++) {
		const struct policy_rule *rule = &policy->rules[rules->deductions[i]];
		if (evaluation_hangs_on(evaluation, rule->when, slot) ||
			(evaluation->truth[rule->when] != TK_NO &&
				evaluation_hangs_on(evaluation, rule->amount, slot)))
			return true;
	}
	return false;
}

static bool channel_hangs_on(const struct judge *judge, const struct evaluation *evaluation, size_t slot)
{
	for (size_t i = 0; i < judge->policy->rule_count; i++) {
		const struct policy_rule *rule = &judge->policy->rules[i];
		if (rule->reading < 0 && rule->shown.effect == TK_CHANNEL_IS &&
			evaluation_hangs_on(evaluation, rule->when, slot))
			return true;
	}
	return false;
}

static bool stage_hangs_on(const struct judge *judge, const struct evaluation *evaluation, int stage,
	size_t slot)
{
	const struct policy_entry *stages = judge->policy->entries[TK_STAGE];
	int applied_at = judge->policy->applied_at;

	if (applied_at < 0) /* nothing to count from: no stage is listed */
		return false;
	if (judge_slot_hangs_on(evaluation, (size_t)applied_at, slot))
		return true;
	for (; stage >= 0; stage = stages[stage].after)
		if (evaluation_hangs_on(evaluation, stages[stage].when, slot) ||
			(stages[stage].channel >= 0 && channel_hangs_on(judge, evaluation, slot)))
			return true;
	return false;
}

bool judge_slot_hangs_on(const struct evaluation *evaluation, size_t of, size_t slot)
{
	if (evaluation->mode[of] == SLOT_ASSUMED)
		return evaluation_hangs_on(evaluation, evaluation_default(evaluation, of), slot);
	return evaluation->mode[of] == SLOT_OPEN && of == slot;
}

bool goal_hangs_on(const struct judge *judge, const struct evaluation *evaluation, const struct goal *goal,
	size_t slot)
{
	switch (goal->kind) {
	case GOAL_OUTCOME:
		return rules_hang_on(judge, evaluation, judge->rules, slot);
	case GOAL_STAGE:
		return stage_hangs_on(judge, evaluation, (int)goal->index, slot);
	case GOAL_READING:
		if (evaluation->truth[goal->nodes[0]] == TK_NO)
			return false;
		if (rules_hang_on(judge, evaluation, &judge->rules[goal->index + 1], slot))
			return true;
		break;
	default:
		break;
	}
	for (size_t i = 0; i < goal->node_count; i++)
		if (evaluation_hangs_on(evaluation, goal->nodes[i], slot))
			return true;
	return false;
}

/* ---- signatures ------------------------------------------------------------------------------- */

static struct signature of_outcome(const struct evaluation *full, const struct ruleset *rules)
{
	enum tk_verdict verdict = TK_UNDETERMINED;
	int64_t amount = 0;
	outcome_known(full, rules, &verdict, &amount);
	return (struct signature){verdict, amount};
}

static struct signature of_stage(const struct evaluation *full, size_t stage)
{
	int slot = full->policy->applied_at, channel = -1;
	struct tk_stage_dates dates;
	int64_t applied_at;

	judge_channel(full, 0, &channel);
	if (slot < 0 || !evaluation_value(full, (size_t)slot, &applied_at) ||
		!judge_stage_due(full, stage, channel))
		return (struct signature){0, 0};
	dates = judge_stage_dates(full, stage, channel, applied_at);
	return (struct signature){dates.from + 1, dates.to + 1};
}

struct signature goal_signature(struct judge *judge, const struct goal *goal, const struct case_facts *facts)
{
	struct evaluation *full = &judge->full;
	struct signature signature = {0, 0}, outcome;
	int channel = -1;

	evaluate(full, facts);
	outcome = of_outcome(full, judge->rules);
	if (goal->kind == GOAL_OUTCOME)
		return outcome;
	if (goal->reads_verdict)
		evaluate_verdict(full, (enum tk_verdict)outcome.a);
	if (goal->unless_refused && outcome.a == TK_REFUSED)
		return signature;
	switch (goal->kind) {
	case GOAL_CHANNEL:
		judge_channel(full, 0, &channel);
		signature.a = channel;
		return signature;
	case GOAL_STAGE:
		return of_stage(full, goal->index);
	case GOAL_READING:
		return full->truth[goal->nodes[0]] == TK_YES
			       ? of_outcome(full, &judge->rules[goal->index + 1])
			       : outcome;
	default:
		for (size_t i = 0; i < goal->node_count; i++)
			signature.a |= full->truth[goal->nodes[i]] == TK_YES;
		return signature;
	}
}
