/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "judge.h"

bool judge_init(struct judge *judge, const struct tk_policy *policy, struct arena *arena)
{
	judge->policy = policy;
	judge->arena = arena;
	judge->steps = JUDGE_STEPS;
	judge->order_broken = judge->too_many_open = judge->failed = false;
	judge->tests = NULL;
	judge->settling = (struct constraints){.memory = NULL};
	judge->rules = rulesets_build(policy, arena);
	return judge->rules != NULL && case_facts_init(&judge->facts, policy, arena) &&
	       case_facts_init(&judge->other_facts, policy, arena) &&
	       case_facts_init(&judge->full_facts, policy, arena) &&
	       evaluation_init(&judge->now, policy, true, arena) &&
	       evaluation_init(&judge->other, policy, true, arena) &&
	       evaluation_init(&judge->full, policy, false, arena) &&
	       search_init(&judge->search, policy, arena);
}

void judge_settle(struct judge *judge, struct evaluation *evaluation, const struct case_facts *facts)
{
	struct scope *scope = &judge->search.scope;

	evaluate(evaluation, facts);
	if (!scope_settle(scope, evaluation, &judge->settling, judge->arena))
		judge->failed = true;
	judge->order_broken = scope->order_broken;
}

bool judge_assume_usual(struct judge *judge)
{
	bool any = false;

	case_facts_copy(&judge->other_facts, &judge->facts);
	for (size_t slot = 0; slot < judge->facts.count; slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(judge->policy->vocabulary, slot);
		if (judge->now.mode[slot] != SLOT_OPEN || !fact->has_usual)
			continue;
		judge->other_facts.state[slot] = FACT_ANSWERED;
		judge->other_facts.value[slot] = fact->usual;
		any = true;
	}
	return any;
}

bool judge_reads(const struct tk_policy *policy, size_t slot)
{
	return policy->facts[slot].read ||
	       (policy->entry_count[TK_STAGE] > 0 && (int)slot == policy->applied_at);
}

bool judge_requires(const struct evaluation *evaluation, size_t document, size_t index)
{
	const struct tk_policy *policy = evaluation->policy;

	for (size_t i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		if (rule->reading < 0 && rule->shown.effect == TK_REQUIRE &&
			rule->target == (int)document && evaluation->truth[rule->when * evaluation->cases + index] == TK_YES)
			return true;
	}
	return false;
}
