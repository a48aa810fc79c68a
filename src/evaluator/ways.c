/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ways to a better outcome: pairs of answers where no single one helps, and what the person can
 * still do. Only answers that a rule against the person reads are tried: no other can improve anything.
 */
#include <stdlib.h>
#include <string.h>

#include "judge.h"

#define MAX_PAIRS 64
#define MAX_WAYS 16
#define MAX_TRIALS 4000 /* of pairs; a pack that has more of them is not looked through to the end */

struct search_ways {
	struct judge *judge;
	struct tk_decision *decision;
	struct arena *arena;       /* of the decision */
	struct tk_change *changes; /* every other answer worth trying, by slot */
	size_t change_count;
	long trials;
	struct tk_what_if_pair *pairs;
	struct tk_way *ways;
};

/* ---- what can improve anything ---------------------------------------------------------------- */

static void mark_below(const struct expr_pool *pool, bool *marked, bool *slots)
{
	for (uint32_t i = pool->count; i-- > 0;) {
		const struct expr_node *node = &pool->nodes[i];
		if (!marked[i])
			continue;
		if (node->a != EXPR_NONE)
			marked[node->a] = true;
		if (node->b != EXPR_NONE)
			marked[node->b] = true;
		if (node->c != EXPR_NONE)
			marked[node->c] = true;
		if (node->c != EXPR_NONE)
			marked[node->c] = true;
		if (node->op == EXPR_FACT || node->op == EXPR_FLAG || node->op == EXPR_IN)
			slots[node->slot] = true;
	}
}

/* The slots that the base and the rules against the person read: those that fired, or may. */
static bool *find_slots(const struct search_ways *ways)
{
	const struct judge *judge = ways->judge;
	const struct tk_policy *policy = judge->policy;
	bool *marked = arena_array(judge->arena, policy->pool.count, sizeof(*marked));
	bool *slots = arena_array(judge->arena, judge->facts.count, sizeof(*slots));

	if (marked == NULL || slots == NULL)
		return NULL;
	marked[policy->base] = true;
	for (size_t i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		if (rule->reading >= 0 || judge->now.truth[rule->when] == TK_NO ||
			(rule->shown.effect != TK_REFUSE && rule->shown.effect != TK_DEDUCT))
			continue;
		marked[rule->when] = true;
		if (rule->amount != EXPR_NONE)
			marked[rule->amount] = true;
	}
	mark_below(&policy->pool, marked, slots);
	return slots;
}

/* false = no memory */
static bool find_changes(struct search_ways *ways)
{
	struct judge *judge = ways->judge;
	const bool *slots = find_slots(ways);
	int64_t values[JUDGE_MAX_VALUES];

	if (slots == NULL)
		return false;
	ways->changes =
		arena_array(judge->arena, judge->facts.count * JUDGE_MAX_VALUES, sizeof(*ways->changes));
	for (size_t slot = 0; slot < judge->facts.count && ways->changes != NULL; slot++) {
		size_t count = slots[slot] ? judge_other_values(judge, slot, values) : 0;
		for (size_t i = 0; i < count; i++)
			ways->changes[ways->change_count++] = (struct tk_change){slot, values[i]};
	}
	return ways->changes != NULL;
}

/* ---- pairs ------------------------------------------------------------------------------------ */

static bool single_helps(const struct tk_decision *decision)
{
	for (size_t i = 0; i < decision->what_if_count; i++)
		if (outcome_is_better(&decision->what_if[i].outcome, &decision->outcome))
			return true;
	return false;
}

/* Puts the pair in its place: the best first, of equal ones that which was found first. */
static void insert_pair(struct search_ways *ways, const struct tk_what_if_pair *pair)
{
	size_t place = ways->decision->pair_count;

	while (place > 0 && outcome_is_better(&pair->outcome, &ways->pairs[place - 1].outcome))
		place--;
	if (place == MAX_PAIRS)
		return;
	if (ways->decision->pair_count < MAX_PAIRS)
		ways->decision->pair_count++;
	memmove(&ways->pairs[place + 1], &ways->pairs[place],
		(ways->decision->pair_count - 1 - place) * sizeof(*ways->pairs));
	ways->pairs[place] = *pair;
}

static void try_pair(struct search_ways *ways, const struct tk_change *first, const struct tk_change *second)
{
	struct tk_what_if_pair pair = {.changes = {*first, *second}};

	if (first->slot == second->slot || ways->trials == 0 || ways->judge->failed)
		return;
	ways->trials--;
	pair.outcome = judge_changed(ways->judge, pair.changes, 2);
	if (outcome_is_better(&pair.outcome, &ways->decision->outcome))
		insert_pair(ways, &pair);
}

static void find_pairs(struct search_ways *ways)
{
	if (single_helps(ways->decision))
		return;
	ways->trials = MAX_TRIALS;
	for (size_t i = 0; i < ways->change_count; i++)
		for (size_t j = i + 1; j < ways->change_count; j++)
			try_pair(ways, &ways->changes[i], &ways->changes[j]);
}

/* ---- ways ------------------------------------------------------------------------------------- */

/* Only what is known can be changed; what is open is to be answered first. */
static bool is_in_hands(const struct search_ways *ways, const struct tk_change *change)
{
	int64_t present;
	return tk_vocabulary_fact(ways->judge->policy->vocabulary, change->slot)->in_hands &&
	       evaluation_value(&ways->judge->now, change->slot, &present);
}

/* The first moment from deadline FIRST on at which the outcome gets worse. */
static void find_until(struct tk_way *way, const struct tk_deadline *deadlines, size_t count, size_t first)
{
	for (size_t i = first; i < count && !way->has_until; i++) {
		way->has_until = outcome_is_better(&way->outcome, &deadlines[i].then);
		way->until = deadlines[i].until;
	}
}

/* As above, for a case with other answers. */
static void find_new_until(struct search_ways *ways, struct tk_way *way)
{
	struct judge *judge = ways->judge;
	struct case_facts kept = judge->facts;
	struct tk_deadline *deadlines = arena_array(judge->arena, JUDGE_MAX_DEADLINES, sizeof(*deadlines));

	judge_changed(judge, way->changes, way->change_count);
	if (deadlines == NULL)
		return;
	/* the changed answers stand in for the case, and what was there lends its room */
	judge->facts = judge->other_facts;
	judge->other_facts = kept;
	find_until(way, deadlines, judge_deadlines(judge, deadlines, JUDGE_MAX_DEADLINES), 0);
	judge->other_facts = judge->facts;
	judge->facts = kept;
}

static void find_documents(struct search_ways *ways, struct tk_way *way)
{
	const struct judge *judge = ways->judge;
	size_t count = judge->policy->entry_count[TK_DOCUMENT];
	const struct tk_entry **documents = arena_array(ways->arena, count, sizeof(*documents));

	way->documents = documents;
	judge_changed(ways->judge, way->changes, way->change_count);
	for (size_t i = 0; i < count && documents != NULL; i++) {
		const struct policy_entry *document = &judge->policy->entries[TK_DOCUMENT][i];
		int64_t has = 0;
		if (judge_requires(&judge->other, i, 0) &&
			!(evaluation_value(&judge->other, document->slot, &has) && has != 0))
			documents[way->document_count++] = &document->shown;
	}
}

/* The changes are copied. */
static struct tk_way *add_way(struct search_ways *ways, const struct tk_change *changes, size_t count,
	const struct tk_outcome *outcome)
{
	struct tk_way *way = &ways->ways[ways->decision->way_count];
	struct tk_change *kept = arena_array(ways->arena, count, sizeof(*kept));

	if (ways->decision->way_count == MAX_WAYS || kept == NULL)
		return NULL;
	if (count > 0)
		memcpy(kept, changes, count * sizeof(*kept));
	*way = (struct tk_way){.changes = kept, .change_count = count, .outcome = *outcome};
	ways->decision->way_count++;
	return way;
}

/* To apply before it gets worse, or when it is better. */
static void find_moments(struct search_ways *ways)
{
	const struct tk_decision *decision = ways->decision;
	struct tk_way now = {.outcome = decision->outcome}, *way;

	find_until(&now, decision->deadlines, decision->deadline_count, 0);
	if (now.has_until) {
		way = add_way(ways, NULL, 0, &decision->outcome);
		if (way != NULL) {
			find_until(way, decision->deadlines, decision->deadline_count, 0);
			find_documents(ways, way);
		}
	}
	for (size_t i = 0; i < decision->deadline_count; i++) {
		const struct tk_deadline *deadline = &decision->deadlines[i];
		struct tk_change later = {(size_t)ways->judge->policy->applied_at, deadline->until + 1};
		if (!outcome_is_better(&deadline->then, &decision->outcome))
			continue;
		way = add_way(ways, &later, 1, &deadline->then);
		if (way != NULL) {
			find_until(way, decision->deadlines, decision->deadline_count, i + 1);
			find_documents(ways, way);
		}
		return;
	}
}

static void add_changes(struct search_ways *ways, const struct tk_change *changes, size_t count,
	const struct tk_outcome *outcome)
{
	struct tk_way *way = add_way(ways, changes, count, outcome);

	if (way == NULL)
		return;
	find_new_until(ways, way);
	find_documents(ways, way);
}

static void find_hands(struct search_ways *ways)
{
	const struct tk_decision *decision = ways->decision;
	size_t before = decision->way_count;

	for (size_t i = 0; i < ways->change_count; i++) {
		const struct tk_change *change = &ways->changes[i];
		struct tk_outcome outcome;
		if (!is_in_hands(ways, change))
			continue;
		outcome = judge_changed(ways->judge, change, 1);
		if (outcome_is_better(&outcome, &decision->outcome))
			add_changes(ways, change, 1, &outcome);
	}
	for (size_t i = 0; i < decision->pair_count && decision->way_count == before; i++) {
		const struct tk_what_if_pair *pair = &decision->pairs[i];
		if (is_in_hands(ways, &pair->changes[0]) && is_in_hands(ways, &pair->changes[1]))
			add_changes(ways, pair->changes, 2, &pair->outcome);
	}
}

/* By what they take, then by what they bring; those found first stay first. */
static void sort_ways(struct tk_way *ways, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct tk_way way = ways[i];
		size_t place = i;
		while (place > 0 && (ways[place - 1].change_count > way.change_count ||
					    (ways[place - 1].change_count == way.change_count &&
						    outcome_is_better(&way.outcome, &ways[place - 1].outcome)))) {
			ways[place] = ways[place - 1];
			place--;
		}
		ways[place] = way;
	}
}

void judge_ways(struct judge *judge, struct tk_decision *decision, struct arena *arena)
{
	struct search_ways ways = {.judge = judge, .decision = decision, .arena = arena};

	/* one more than is listed: room to move what falls out */
	ways.pairs = arena_array(arena, MAX_PAIRS + 1, sizeof(*ways.pairs));
	ways.ways = arena_array(arena, MAX_WAYS + 1, sizeof(*ways.ways));
	if (ways.pairs == NULL || ways.ways == NULL || !find_changes(&ways)) {
		judge->failed = true;
		return;
	}
	decision->pairs = ways.pairs;
	decision->ways = ways.ways;
	find_pairs(&ways);
	find_moments(&ways);
	find_hands(&ways);
	sort_ways(ways.ways, decision->way_count);
}
