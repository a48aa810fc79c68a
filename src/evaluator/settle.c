/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A test that the ranges and the known order of moments leave no choice about is not open, whatever
 * is unanswered in it: "30 days from the start of service" is not over for a server that was ordered
 * an hour ago, wherever in between the service began.
 */
#include "scope.h"

static void add_variables(struct scope *scope)
{
	const struct tk_policy *policy = scope->evaluation->policy;

	for (size_t slot = 0; slot < scope->evaluation->facts->count; slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(policy->vocabulary, slot);
		if (policy->facts[slot].node != EXPR_NONE && fact->type != TK_FLAG &&
			fact->type != TK_CHOICE && fact->type != TK_TEXT)
			scope_variable(scope, slot);
	}
	scope_ordered_variables(scope);
}

static void settle_number(struct scope *scope, uint32_t i, const struct constraints *constraints)
{
	struct evaluation *evaluation = scope->evaluation;
	const struct expr_node *node = &evaluation->policy->pool.nodes[i];
	struct linear form;

	if (expr_is_split(node->op)) {
		struct test test = scope_test(scope, 0, i);
		evaluation->split[i] = (uint8_t)scope_test_holds(scope, 0, &test, constraints);
	}
	scope_shape(scope, 0, i);
	if (!scope_form(scope, 0, i, &form)) {
		scope_interval(scope, 0, i, constraints);
	} else if (form.count == 0) {
		evaluation->truth[i] = TK_YES;
		evaluation->number[i] = form.constant;
	}
}

static enum tk_truth settle_truth(struct scope *scope, uint32_t i, const struct constraints *constraints)
{
	const struct evaluation *evaluation = scope->evaluation;
	const struct expr_node *node = &evaluation->policy->pool.nodes[i];
	struct test test;

	switch (node->op) {
	case EXPR_NOT:
	case EXPR_AND:
	case EXPR_OR:
		return evaluate_logic(evaluation, node);
	case EXPR_FLAG:
		if (evaluation->mode[node->slot] == SLOT_ASSUMED)
			return evaluation->truth[node->a];
		return TK_OPEN;
	case EXPR_LE:
	case EXPR_LT:
		test = scope_test(scope, 0, i);
		return scope_test_holds(scope, 0, &test, constraints);
	default:
		return TK_OPEN;
	}
}

bool scope_settle(struct scope *scope, struct evaluation *evaluation, struct constraints *constraints,
	struct arena *arena)
{
	const struct expr_pool *pool = &evaluation->policy->pool;

	scope_start(scope, evaluation, NO_TWIN);
	add_variables(scope);
	if (!constraints_room(constraints, &scope->space, arena))
		return false;
	constraints_start(constraints, &scope->space);
	scope_order(scope, constraints);
	for (uint32_t i = 0; i < pool->count; i++) {
		if (evaluation->truth[i] != TK_OPEN)
			continue;
		if (expr_is_number(&pool->nodes[i]))
			settle_number(scope, i, constraints);
		else
			evaluation->truth[i] = (uint8_t)settle_truth(scope, i, constraints);
		evaluate_support(evaluation, i);
	}
	return true;
}
