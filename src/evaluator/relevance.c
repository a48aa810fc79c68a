/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each fact can still do to the decision. A fact that is answered, or assumed, counts as if it
 * were open, so that a question does not lose its weight by being answered.
 */
#include <string.h>

#include "twin.h"

/* Steps of search for all facts together, so that the dates and amounts that are found after them keep theirs. Of
 * random cases hardly one in a thousand takes more; a fact is then asked that could have been left out. */
#define RELEVANCE_STEPS 3000

struct asking {
	struct judge *judge;
	const struct goal *goals;
	size_t goal_count;
	bool needs_only; /* too many conditions are open to look through: what hangs on a fact, counts */
	bool *exact;
};

/* The case with the fact open. */
static struct evaluation *open_fact(struct judge *judge, size_t slot)
{
	if (judge->now.mode[slot] == SLOT_OPEN)
		return &judge->now;
	case_facts_copy(&judge->other_facts, &judge->facts);
	judge->other_facts.state[slot] = FACT_FREE;
	judge_settle(judge, &judge->other, &judge->other_facts);
	return &judge->other;
}

static bool can_change(struct asking *asking, struct evaluation *evaluation, const struct goal *goal,
	size_t slot)
{
	enum twin_result result;

	if (!goal_hangs_on(asking->judge, evaluation, goal, slot))
		return false;
	if (goal->kind == GOAL_OUTCOME && asking->needs_only)
		return true;
	result = twin_search(asking->judge, evaluation, goal, slot);
	if (result == TWIN_DOUBTFUL)
		*asking->exact = false;
	return result != TWIN_SAME;
}

static enum tk_relevance find_relevance(struct asking *asking, size_t slot)
{
	struct evaluation *evaluation = open_fact(asking->judge, slot);

	for (size_t i = 0; i < asking->goal_count && !asking->judge->failed; i++)
		if (can_change(asking, evaluation, &asking->goals[i], slot))
			return asking->goals[i].level;
	return TK_IRRELEVANT;
}

/* Whether it hangs on the fact that another one, which matters, has its default. */
static bool brings_default(struct asking *asking, const enum tk_relevance *relevance, size_t slot)
{
	struct judge *judge = asking->judge;
	const struct evaluation *evaluation = NULL;

	for (size_t other = 0; other < judge->facts.count; other++) {
		uint32_t when = judge->policy->facts[other].default_when;
		if (relevance[other] == TK_IRRELEVANT || when == EXPR_NONE ||
			judge->facts.state[other] == FACT_ANSWERED)
			continue;
		if (evaluation == NULL)
			evaluation = open_fact(judge, slot);
		if (evaluation_hangs_on(evaluation, when, slot))
			return true;
	}
	return false;
}

static bool decides(const struct judge *judge, const enum tk_relevance *relevance)
{
	for (size_t slot = 0; slot < judge->facts.count; slot++)
		if (relevance[slot] == TK_DECIDES && judge->now.mode[slot] == SLOT_OPEN)
			return true;
	return false;
}

/* The outcome is open, and yet no question was found to decide it: it may be one that no completion changes,
 * which could not be shown. Whatever it hangs on is asked, for nobody is left without a question that goes on. */
static void ask_what_it_hangs_on(struct asking *asking, enum tk_relevance *relevance)
{
	struct judge *judge = asking->judge;

	*asking->exact = false;
	for (size_t slot = 0; slot < judge->facts.count; slot++)
		if (judge_reads(judge->policy, slot) && judge->now.mode[slot] == SLOT_OPEN &&
			goal_hangs_on(judge, &judge->now, &asking->goals[0], slot))
			relevance[slot] = asking->goals[0].level;
}

void judge_relevance(struct judge *judge, bool outcome_open, enum tk_relevance *relevance, bool *exact)
{
	const struct tk_policy *policy = judge->policy;
	struct asking asking = {.judge = judge, .exact = exact};
	int provider = tk_vocabulary_find(policy->vocabulary, "provider");

	asking.goals = goals_build(policy, &judge->search, judge->arena, &asking.goal_count);
	judge->tests = arena_array(judge->arena, policy->pool.count, sizeof(*judge->tests));
	judge->failed |= judge->arena->failed;
	asking.needs_only = judge->too_many_open;
	const long kept = judge->steps;
	judge->steps = RELEVANCE_STEPS;
	for (size_t slot = 0; slot < judge->facts.count && !judge->failed; slot++)
		if (judge_reads(policy, slot))
			relevance[slot] = find_relevance(&asking, slot);
	if (outcome_open && !judge->failed && !decides(judge, relevance))
		ask_what_it_hangs_on(&asking, relevance);
	for (size_t slot = 0; slot < judge->facts.count && !judge->failed; slot++)
		if (judge_reads(policy, slot) && relevance[slot] == TK_IRRELEVANT &&
			brings_default(&asking, relevance, slot))
			relevance[slot] = TK_INFORMS;
	judge->steps = kept;
	if (provider >= 0 && relevance[provider] == TK_IRRELEVANT)
		relevance[provider] = TK_INFORMS;
}
