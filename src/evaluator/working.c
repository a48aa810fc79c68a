/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the amount of a rule comes about: what it is worked out from, one expression after the other, with the
 * values put in.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "compiler.h"
#include "judge.h"
#include "wording.h"

struct steps {
	const struct judge *judge;
	const struct tk_words *words;
	bool *done; /* per define, then per table */
	struct tk_working *items;
	size_t count, room;
	bool failed;
};

static void free_texts(struct tk_working *step)
{
	free(step->written);
	free(step->row);
	free(step->column);
	free(step->filled);
	free(step->value);
}

/* Keeps a step whose texts were made, or frees them. */
static void keep(struct steps *steps, struct tk_working step)
{
	if (steps->count == steps->room) {
		size_t room = steps->room * 2 + 8;
		struct tk_working *items = realloc(steps->items, room * sizeof(*items));
		if (items != NULL) {
			steps->items = items;
			steps->room = room;
		}
	}
	if (steps->count < steps->room && step.written != NULL && step.filled != NULL && step.value != NULL) {
		steps->items[steps->count++] = step;
		return;
	}
	free_texts(&step);
	steps->failed = true;
}

static void visit(struct steps *steps, uint32_t i);

static void visit_operands(struct steps *steps, uint32_t i);

/* The numbers that a condition looks at; the operands of a fact say what it is by default, and are none of them. */
static void visit_condition(struct steps *steps, uint32_t i)
{
	const struct expr_node *node = &steps->judge->policy->pool.nodes[i];
	const uint32_t operands[] = {node->a, node->b};

	for (size_t k = 0; k < 2 && node->op != EXPR_FLAG && node->op != EXPR_IN; k++) {
		if (operands[k] == EXPR_NONE)
			continue;
		if (steps->judge->policy->pool.nodes[operands[k]].dimension.truth)
			visit_condition(steps, operands[k]);
		else
			visit(steps, operands[k]);
	}
}

/* What a node's value is made of; of an `if` only the side that counts. */
static void visit_operands(struct steps *steps, uint32_t i)
{
	const struct expr_node *node = &steps->judge->policy->pool.nodes[i];

	if (node->op == EXPR_FACT || node->dimension.truth)
		return;
	if (node->op == EXPR_IF && steps->judge->now.truth[node->c] != TK_OPEN) {
		visit_condition(steps, node->c);
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

static size_t table_of(const struct tk_policy *policy, uint32_t i)
{
	for (size_t t = 0; t < policy->table_count; t++)
		if (policy->table_nodes[t] == i && policy->pool.nodes[i].op == EXPR_IF)
			return t;
	return policy->table_count;
}

static void keep_number(struct steps *steps, const char *name, uint32_t i)
{
	const struct evaluation *now = &steps->judge->now;

	keep(steps, (struct tk_working){.name = name, .written = wording(steps->judge->policy, i, steps->words),
			    .filled = wording_with_values(now, i, steps->words), .value = wording_of_value(now, i)});
}

/* The first whose condition holds; COUNT: that is not certain. */
static size_t first_that_holds(const struct evaluation *now, const uint32_t *conditions, size_t count)
{
	size_t i = 0;

	while (i < count && conditions[i] != EXPR_NONE && now->truth[conditions[i]] == TK_NO)
		i++;
	return i < count && (conditions[i] == EXPR_NONE || now->truth[conditions[i]] == TK_YES) ? i : count;
}

/* The value that counts, once it is certain which, and its conditions. */
static void keep_cell(struct steps *steps, size_t t, uint32_t i)
{
	const struct tk_policy *policy = steps->judge->policy;
	const struct evaluation *now = &steps->judge->now;
	const struct tk_table *table = &policy->tables[t];
	const struct compile_table *parts = policy->table_parts[t];
	size_t row = first_that_holds(now, parts->conditions, table->row_count);
	size_t column = first_that_holds(now, parts->heads, parts->column_count);

	if (row == table->row_count || column == parts->column_count)
		return;
	errno = 0;
	struct tk_working step = {table->name, true, parts->column_count > 1,
		tk_table_in_words(policy, table, row, column, steps->words),
		tk_table_in_words(policy, table, row, TK_TABLE_WHOLE, steps->words),
		tk_table_in_words(policy, table, TK_TABLE_WHOLE, column, steps->words),
		wording_of_value(now, i), wording_of_value(now, i)};
	steps->failed |= errno == ENOMEM; /* a condition that is NULL means "otherwise" */
	keep(steps, step);
}

static void visit(struct steps *steps, uint32_t i)
{
	const struct tk_policy *policy = steps->judge->policy;
	size_t define = define_of(policy, i), table = table_of(policy, i);
	bool *done = define < policy->define_count ? &steps->done[define]
		     : table < policy->table_count ? &steps->done[policy->define_count + table]
						   : NULL;

	if (done != NULL && *done)
		return;
	visit_operands(steps, i);
	if (done == NULL || steps->judge->now.truth[i] != TK_YES) /* nothing times what is open is nothing */
		return;
	*done = true;
	if (define < policy->define_count)
		keep_number(steps, policy->defines[define].name, i);
	else
		keep_cell(steps, table, i);
}

static void work_out(struct steps *steps, uint32_t amount)
{
	const struct tk_policy *policy = steps->judge->policy;

	visit(steps, amount);
	if (define_of(policy, amount) == policy->define_count)
		keep_number(steps, NULL, amount);
}

void tk_workings_free(struct tk_working *steps, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free_texts(&steps[i]);
	free(steps);
}

/* The steps to the node, over the answers with or without what is usual. */
static enum tk_status steps_to(uint32_t amount, const struct tk_policy *policy, const struct tk_answers *answers,
	int64_t at, bool usual, const struct tk_words *words, struct tk_working **ret_workings, size_t *ret_count)
{
	struct judge judge;
	struct steps steps = {.judge = &judge, .words = words};
	struct arena arena;

	*ret_workings = NULL;
	*ret_count = 0;
	if (amount == EXPR_NONE)
		return TK_OK;
	arena_init(&arena);
	steps.failed = !judge_init(&judge, policy, &arena);
	if (!steps.failed) {
		case_facts_take(&judge.facts, policy, answers, at);
		judge_settle(&judge, &judge.now, &judge.facts);
		if (usual && judge_assume_usual(&judge))
			judge_settle(&judge, &judge.now, &judge.other_facts);
		size_t names = policy->define_count + policy->table_count + 1;
		steps.done = arena_array(&arena, names, sizeof(*steps.done));
		if (steps.done != NULL)
			memset(steps.done, 0, names * sizeof(*steps.done));
		steps.failed = judge.failed || steps.done == NULL || arena.failed;
	}
	if (!steps.failed && judge.now.truth[amount] == TK_YES)
		work_out(&steps, amount);
	arena_release(&arena);
	if (steps.failed) {
		tk_workings_free(steps.items, steps.count);
		return TK_NO_MEMORY;
	}
	*ret_workings = steps.items;
	*ret_count = steps.count;
	return TK_OK;
}

enum tk_status tk_work_out(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at, bool usual,
	const struct tk_rule *rule, const struct tk_words *words, struct tk_working **ret_workings,
	size_t *ret_count)
{
	uint32_t amount = EXPR_NONE;

	for (size_t i = 0; i < policy->rule_count; i++)
		if (&policy->rules[i].shown == rule)
			amount = policy->rules[i].amount;
	return steps_to(amount, policy, answers, at, usual, words, ret_workings, ret_count);
}

enum tk_status tk_work_out_sum(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at,
	const struct tk_sum *sum, const struct tk_words *words, struct tk_working **ret_workings,
	size_t *ret_count)
{
	uint32_t amount = EXPR_NONE;

	for (size_t i = 0; i < policy->sum_count; i++)
		if (&policy->sums[i].shown == sum)
			amount = policy->sums[i].amount;
	return steps_to(amount, policy, answers, at, false, words, ret_workings, ret_count);
}
