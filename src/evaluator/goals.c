/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "judge.h"

struct list {
	const struct tk_policy *policy;
	struct goal *goals; /* NULL: only counting */
	size_t count;
};

static bool any_reads_verdict(const struct search *search, const struct goal *goal)
{
	for (size_t i = 0; i < goal->node_count; i++)
		if (search->scope.reads_verdict[goal->nodes[i]])
			return true;
	return false;
}

/* The dates of a stage hang on whether those before it are due. */
static bool stage_reads_verdict(const struct search *search, const struct tk_policy *policy, int stage)
{
	const struct policy_entry *stages = policy->entries[TK_STAGE];

	for (; stage >= 0; stage = stages[stage].after)
		if (search->scope.reads_verdict[stages[stage].when])
			return true;
	return false;
}

static void add(struct list *list, const struct search *search, struct goal goal)
{
	if (list->goals != NULL) {
		goal.reads_verdict = goal.kind == GOAL_STAGE
					     ? stage_reads_verdict(search, list->policy, (int)goal.index)
					     : any_reads_verdict(search, &goal);
		list->goals[list->count] = goal;
	}
	list->count++;
}

/* The nodes of all rules that pick out a thing. */
struct nodes {
	uint32_t *items;
	size_t count;
};

static struct nodes rule_nodes(const struct tk_policy *policy, enum tk_effect effect, int target,
	struct arena *arena)
{
	struct nodes nodes = {arena_array(arena, policy->rule_count, sizeof(*nodes.items)), 0};

	for (size_t i = 0; i < policy->rule_count && nodes.items != NULL; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		if (rule->reading < 0 && rule->shown.effect == effect &&
			(target < 0 || rule->target == target))
			nodes.items[nodes.count++] = rule->when;
	}
	return nodes;
}

static void add_shapes(struct list *list, const struct tk_policy *policy, const struct search *search,
	const struct nodes *channel, const struct nodes *documents)
{
	add(list, search, (struct goal){.kind = GOAL_CHANNEL, .level = TK_SHAPES,
				  .nodes = channel->items, .node_count = channel->count});
	for (size_t i = 0; i < policy->entry_count[TK_DOCUMENT]; i++)
		add(list, search, (struct goal){.kind = GOAL_ANY, .level = TK_SHAPES,
					  .nodes = documents[i].items, .node_count = documents[i].count,
					  .unless_refused = true});
	for (size_t i = 0; i < policy->entry_count[TK_STAGE]; i++)
		add(list, search, (struct goal){.kind = GOAL_STAGE, .level = TK_SHAPES, .index = i,
					  .nodes = &policy->entries[TK_STAGE][i].when, .node_count = 1,
					  .unless_refused = true});
}

static void add_informing(struct list *list, const struct tk_policy *policy, const struct search *search)
{
	static const enum tk_entry_kind kinds[] = {
		TK_ODDS, TK_PRECEDENT, TK_REMEDY, TK_ADVICE, TK_CAUSE, TK_DOCUMENT};

	for (size_t i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		if (rule->reading < 0 &&
			(rule->shown.effect == TK_WARN || rule->shown.effect == TK_NOTE))
			add(list, search, (struct goal){.kind = GOAL_ANY, .level = TK_INFORMS,
						  .nodes = &rule->when, .node_count = 1});
	}
	for (size_t i = 0; i < policy->entry_count[TK_READING]; i++)
		add(list, search, (struct goal){.kind = GOAL_READING, .level = TK_INFORMS, .index = i,
					  .nodes = &policy->entries[TK_READING][i].when, .node_count = 1,
					  .unless_refused = true});
	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++)
		for (size_t i = 0; i < policy->entry_count[kinds[k]]; i++)
			add(list, search, (struct goal){.kind = GOAL_ANY, .level = TK_INFORMS,
						  .nodes = &policy->entries[kinds[k]][i].when,
						  .node_count = 1, .unless_refused = kinds[k] == TK_DOCUMENT});
	add(list, search, (struct goal){.kind = GOAL_ANY, .level = TK_INFORMS, .nodes = &policy->applies,
				  .node_count = 1});
}

const struct goal *goals_build(const struct tk_policy *policy, const struct search *search,
	struct arena *arena, size_t *ret_count)
{
	size_t document_count = policy->entry_count[TK_DOCUMENT];
	struct nodes channel = rule_nodes(policy, TK_CHANNEL_IS, -1, arena);
	struct nodes *documents = arena_array(arena, document_count, sizeof(*documents));
	struct list list = {policy, NULL, 0};

	if (arena->failed)
		return NULL;
	for (size_t i = 0; i < document_count; i++)
		documents[i] = rule_nodes(policy, TK_REQUIRE, (int)i, arena);
	for (int round = 0; round < 2 && !arena->failed; round++) {
		list.count = 0;
		add(&list, search, (struct goal){.kind = GOAL_OUTCOME, .level = TK_DECIDES});
		add_shapes(&list, policy, search, &channel, documents);
		add_informing(&list, policy, search);
		if (round == 0)
			list.goals = arena_array(arena, list.count, sizeof(*list.goals));
	}
	*ret_count = list.count;
	return arena->failed ? NULL : list.goals;
}
