/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the amount of a rule comes about: what it is worked out from, one expression after the other, with the
 * values put in.
 */
#include <stdlib.h>
#include <string.h>

#include "judge.h"
#include "wording.h"

struct steps {
	const struct judge *judge;
	bool *done; /* per define */
	struct tk_working *items;
	size_t count, room;
	bool failed;
};

static void keep(struct steps *steps, const char *name, const char *written, uint32_t node)
{
	const struct evaluation *now = &steps->judge->now;
	struct tk_working step = {name, written, wording_with_values(now, node), wording_of_value(now, node)};

	if (steps->count == steps->room) {
		size_t room = steps->room * 2 + 8;
		struct tk_working *items = realloc(steps->items, room * sizeof(*items));
		if (items != NULL) {
			steps->items = items;
			steps->room = room;
		}
	}
	if (steps->count < steps->room && step.filled != NULL && step.value != NULL) {
		steps->items[steps->count++] = step;
		return;
	}
	free(step.filled);
	free(step.value);
	steps->failed = true;
}

static void visit(struct steps *steps, uint32_t i);

/* What a node's value is made of; of an `if` only the side that counts. */
static void visit_operands(struct steps *steps, uint32_t i)
{
	const struct expr_node *node = &steps->judge->policy->pool.nodes[i];

	if (node->op == EXPR_FACT || node->dimension.truth)
		return;
	if (node->op == EXPR_IF && steps->judge->now.truth[node->c] != TK_OPEN) {
		visit(steps, steps->judge->now.truth[node->c] == TK_YES ? node->a : node->b);
		return;
	}
	if (node->a != EXPR_NONE)
		visit(steps, node->a);
	if (node->b != EXPR_NONE)
		visit(steps, node->b);
}

/* The define of a number that is more than a name for a fact or a number. */
static size_t define_of(const struct tk_policy *policy, uint32_t i)
{
	const struct expr_node *node = &policy->pool.nodes[i];

	for (size_t d = 0; d < policy->define_count && !node->dimension.truth; d++)
		if (policy->define_nodes[d] == i && node->op != EXPR_FACT && node->op != EXPR_CONSTANT)
			return d;
	return policy->define_count;
}

static void visit(struct steps *steps, uint32_t i)
{
	const struct tk_policy *policy = steps->judge->policy;
	size_t define = define_of(policy, i);

	if (define < policy->define_count && steps->done[define])
		return;
	visit_operands(steps, i);
	if (define == policy->define_count)
		return;
	steps->done[define] = true;
	keep(steps, policy->defines[define].name, policy->defines[define].text, i);
}

static void work_out(struct steps *steps, const struct policy_rule *rule)
{
	const struct tk_policy *policy = steps->judge->policy;

	visit(steps, rule->amount);
	if (define_of(policy, rule->amount) == policy->define_count)
		keep(steps, NULL, rule->shown.amount, rule->amount);
}

void tk_workings_free(struct tk_working *steps, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(steps[i].filled);
		free(steps[i].value);
	}
	free(steps);
}

enum tk_status tk_work_out(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at, bool usual,
	const struct tk_rule *rule, struct tk_working **ret_workings, size_t *ret_count)
{
	const struct policy_rule *found = NULL;
	struct judge judge;
	struct steps steps = {.judge = &judge};
	struct arena arena;

	for (size_t i = 0; i < policy->rule_count; i++)
		if (&policy->rules[i].shown == rule)
			found = &policy->rules[i];
	*ret_workings = NULL;
	*ret_count = 0;
	if (found == NULL || found->amount == EXPR_NONE)
		return TK_OK;
	arena_init(&arena);
	steps.failed = !judge_init(&judge, policy, &arena);
	if (!steps.failed) {
		case_facts_take(&judge.facts, policy, answers, at);
		judge_settle(&judge, &judge.now, &judge.facts);
		if (usual && judge_assume_usual(&judge))
			judge_settle(&judge, &judge.now, &judge.other_facts);
		steps.done = arena_array(&arena, policy->define_count + 1, sizeof(*steps.done));
		if (steps.done != NULL)
			memset(steps.done, 0, (policy->define_count + 1) * sizeof(*steps.done));
		steps.failed = judge.failed || steps.done == NULL || arena.failed;
	}
	if (!steps.failed && judge.now.truth[found->amount] == TK_YES)
		work_out(&steps, found);
	arena_release(&arena);
	if (steps.failed) {
		tk_workings_free(steps.items, steps.count);
		return TK_NO_MEMORY;
	}
	*ret_workings = steps.items;
	*ret_count = steps.count;
	return TK_OK;
}
