/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "asking.h"

bool always_asked(const struct tk_policy *policy, size_t slot)
{
	const struct expr_node *ask = &policy->pool.nodes[policy->facts[slot].ask];

	return tk_vocabulary_fact(policy->vocabulary, slot)->evidence ||
	       (ask->op == EXPR_TRUTH && ask->mask != 0);
}

bool asking_init(struct asking *asking, const struct tk_policy *policy, size_t cases, const bool *looked_at,
	struct arena *arena)
{
	size_t slots = tk_vocabulary_count(policy->vocabulary);

	*asking = (struct asking){.cases = cases, .steps = policy->pool.count};
	asking->slots = arena_array(arena, slots, sizeof(*asking->slots));
	for (size_t slot = 0; slot < slots && asking->slots != NULL; slot++)
		if (!always_asked(policy, slot) && (looked_at == NULL || looked_at[slot]))
			asking->slots[asking->count++] = (uint32_t)slot;
	asking->state = arena_array(arena, asking->count * cases, sizeof(*asking->state));
	asking->told = arena_array(arena, asking->count * cases, sizeof(*asking->told));
	asking->asked = arena_array(arena, asking->count * cases, sizeof(*asking->asked));
	return !arena->failed;
}

void asking_mark(const struct asking *asking, const struct tk_policy *policy, bool *nodes)
{
	for (size_t i = 0; i < asking->count; i++)
		nodes[policy->facts[asking->slots[i]].ask] = true;
}

/* Takes over what the conditions now say of a question; true: with it an answer came or went in some
 * case. */
static bool look_again(const struct evaluation *evaluation, const struct asking *asking, size_t index)
{
	size_t cases = evaluation->cases;
	const uint8_t *now = evaluation->truth + evaluation->policy->facts[asking->slots[index]].ask * cases;
	const uint8_t *state = asking->state + index * cases;
	uint8_t *asked = asking->asked + index * cases;
	bool changed = false;

	if (memcmp(now, asked, cases) == 0)
		return false;
	for (size_t i = 0; i < cases; i++)
		changed |= ((now[i] == TK_NO) != (asked[i] == TK_NO)) & (state[i] != FACT_UNANSWERED);
	memcpy(asked, now, cases);
	return changed;
}

static void pass_over(struct case_facts *facts, const struct asking *asking, size_t index)
{
	size_t cases = facts->cases, to = asking->slots[index] * cases, from = index * cases;

	for (size_t i = 0; i < cases; i++) {
		bool counts = asking->asked[from + i] != TK_NO;
		facts->state[to + i] = counts ? asking->state[from + i] : FACT_UNANSWERED;
		facts->told[to + i] = counts && asking->told[from + i];
	}
}

/* Conditions that chase each other in a circle would never rest: no chain is longer than the facts are
 * many. */
void evaluate_asked(struct evaluation *evaluation, struct case_facts *facts, struct asking *asking)
{
	size_t cases = facts->cases;
	bool changed = true;

	for (size_t i = 0; i < asking->count; i++) {
		memcpy(asking->state + i * cases, facts->state + asking->slots[i] * cases, cases);
		memcpy(asking->told + i * cases, facts->told + asking->slots[i] * cases, cases);
	}
	memset(asking->asked, TK_YES, asking->count * cases);
	evaluate_begin(evaluation, facts, asking->steps);
	for (size_t round = 0; changed && round <= facts->count; round++) {
		changed = false;
		for (size_t i = 0; i < asking->count; i++)
			changed |= look_again(evaluation, asking, i);
		for (size_t i = 0; i < asking->count && changed; i++)
			pass_over(facts, asking, i);
		if (changed)
			evaluate_begin(evaluation, facts, asking->steps);
	}
	evaluate_rest(evaluation, asking->steps);
}

enum tk_status tk_questions_asked(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at,
	enum tk_truth *ret_asked)
{
	size_t slots = tk_vocabulary_count(policy->vocabulary);
	struct evaluation evaluation;
	struct case_facts facts;
	struct asking asking;
	struct arena arena;
	bool good;

	arena_init(&arena);
	good = case_facts_init(&facts, policy, &arena) && evaluation_init(&evaluation, policy, false, &arena) &&
	       asking_init(&asking, policy, 1, NULL, &arena);
	if (good) {
		case_facts_take(&facts, policy, answers, at);
		evaluate_asked(&evaluation, &facts, &asking);
		for (size_t slot = 0; slot < slots; slot++)
			ret_asked[slot] = TK_YES;
		for (size_t i = 0; i < asking.count; i++)
			ret_asked[asking.slots[i]] = (enum tk_truth)asking.asked[i];
	}
	arena_release(&arena);
	return good ? TK_OK : TK_NO_MEMORY;
}
