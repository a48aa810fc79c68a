/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "search.h"

/* Steps from one time that is asked whether to go on to the next: a step takes some microseconds. */
#define STEPS_UNASKED 16

enum {
	MARK_COUNTS = 1,
	MARK_DECIDES = 2,
	MARK_SPLIT = 4, /* an elapsed time that does not only stand beside a known one */
};

static const struct expr_node *node_at(const struct search *search, uint32_t node)
{
	return &search->scope.evaluation->policy->pool.nodes[node];
}

static int sides(const struct search *search)
{
	return search->scope.twin == NO_TWIN ? 1 : 2;
}

bool search_init(struct search *search, const struct tk_policy *policy, struct arena *arena)
{
	size_t nodes = policy->pool.count, slots = tk_vocabulary_count(policy->vocabulary);

	memset(search, 0, sizeof(*search));
	search->arena = arena;
	if (!scope_init(&search->scope, policy, arena))
		return false;
	search->marks = arena_array(arena, nodes, sizeof(*search->marks));
	search->program = arena_array(arena, nodes, sizeof(*search->program));
	search->pending = arena_array(arena, nodes, sizeof(*search->pending));
	search->ranged = arena_array(arena, nodes, sizeof(*search->ranged));
	search->values = arena_array(arena, slots + 1, sizeof(*search->values));
	search->toward = arena_array(arena, slots + 1, sizeof(*search->toward));
	return !arena->failed;
}

/* ---- what counts ------------------------------------------------------------------------------ */

void search_start(struct search *search, struct evaluation *evaluation, size_t twin)
{
	scope_start(&search->scope, evaluation, twin);
	memset(search->marks, 0, evaluation->policy->pool.count);
	search->deciding = search->length = 0;
	search->pending_count = search->ranged_count = search->atoms = 0;
	search->verdict_rules = NULL;
}

void search_mark(struct search *search, uint32_t root, bool deciding)
{
	if (root != EXPR_NONE && search->scope.evaluation->truth[root] == TK_OPEN)
		search->marks[root] |= MARK_COUNTS | MARK_SPLIT | (deciding ? MARK_DECIDES : 0);
}

void search_mark_rules(struct search *search, const struct ruleset *rules, bool amounts)
{
	const struct evaluation *evaluation = search->scope.evaluation;
	const struct tk_policy *policy = evaluation->policy;

	if (outcome_refused(evaluation, rules) == TK_YES)
		return;
	for (size_t i = 0; i < rules->refusal_count; i++)
		search_mark(search, policy->rules[rules->refusals[i]].when, true);
	for (size_t i = 0; i < rules->deduction_count; i++) {
		const struct policy_rule *rule = &policy->rules[rules->deductions[i]];
		search_mark(search, rule->when, true);
		if (amounts && evaluation->truth[rule->when] != TK_NO)
			search_mark(search, rule->amount, true);
	}
	if (amounts)
		search_mark(search, policy->base, true);
}

static void mark_below(struct search *search, uint32_t node, uint8_t mark)
{
	if (node != EXPR_NONE && search->scope.evaluation->truth[node] == TK_OPEN)
		search->marks[node] |= mark;
}

/* From the roots down; an operand always stands before what it is an operand of. */
static void mark_operands(struct search *search, uint32_t i)
{
	const struct evaluation *evaluation = search->scope.evaluation;
	const struct expr_node *node = node_at(search, i);
	uint8_t mark = search->marks[i] | MARK_SPLIT;
	uint32_t elapsed;

	if (node->op == EXPR_FACT || node->op == EXPR_FLAG || node->op == EXPR_IN) {
		if (evaluation->mode[node->slot] == SLOT_ASSUMED)
			mark_below(search, evaluation_default(evaluation, node->slot), mark);
		else
			scope_variable(&search->scope, node->slot);
		return;
	}
	elapsed = scope_direct_elapsed(evaluation, i);
	mark_below(search, node->a, node->a == elapsed ? mark & (uint8_t)~MARK_SPLIT : mark);
	mark_below(search, node->b, node->b == elapsed ? mark & (uint8_t)~MARK_SPLIT : mark);
	mark_below(search, node->c, mark);
}

static bool is_atom(const struct search *search, uint32_t i)
{
	const struct expr_node *node = node_at(search, i);
	switch (node->op) {
	case EXPR_LE:
	case EXPR_LT:
		return true;
	case EXPR_FLAG:
	case EXPR_IN:
		return search->scope.evaluation->mode[node->slot] != SLOT_ASSUMED;
	case EXPR_MIN:
	case EXPR_MAX:
	case EXPR_ELAPSED:
		return search->marks[i] & MARK_SPLIT && search->scope.evaluation->split[i] == TK_OPEN;
	default:
		return false;
	}
}

static void collect(struct search *search, bool deciding)
{
	uint32_t count = search->scope.evaluation->policy->pool.count;
	for (uint32_t i = 0; i < count; i++) {
		if (search->marks[i] == 0 || deciding != ((search->marks[i] & MARK_DECIDES) != 0))
			continue;
		search->program[search->length++] = i;
		if (deciding)
			search->deciding = search->length;
		if (is_atom(search, i))
			search->atoms++;
	}
}

static bool hidden_elapsed(struct search *search, uint32_t i)
{
	const struct expr_node *node = node_at(search, i);
	if (node->op != EXPR_ELAPSED || search->marks[i] & MARK_SPLIT)
		return false;
	for (int side = 0; side < sides(search); side++)
		if (scope_shape_of(&search->scope, side, node->a) != SHAPE_LINEAR ||
			scope_shape_of(&search->scope, side, node->b) != SHAPE_LINEAR)
			return false;
	return true;
}

static void first_shapes(struct search *search)
{
	for (size_t p = 0; p < search->length; p++) {
		uint32_t i = search->program[p];
		enum shape worst = SHAPE_LINEAR;
		if (!expr_is_number(node_at(search, i)))
			continue;
		for (int side = 0; side < sides(search); side++) {
			enum shape shape;
			scope_shape(&search->scope, side, i);
			shape = scope_shape_of(&search->scope, side, i);
			if (shape != SHAPE_LINEAR && worst != SHAPE_BLOCKED)
				worst = shape;
		}
		if (worst == SHAPE_LINEAR || hidden_elapsed(search, i))
			continue;
		search->ranged[search->ranged_count++] = i;
		if (worst == SHAPE_BLOCKED)
			search->pending[search->pending_count++] = i;
	}
}

void search_ready(struct search *search)
{
	struct scope *scope = &search->scope;

	for (uint32_t i = scope->evaluation->policy->pool.count; i-- > 0;)
		if (search->marks[i] != 0)
			mark_operands(search, i);
	scope_ordered_variables(scope);
	collect(search, true);
	collect(search, false);
	first_shapes(search);
	for (int i = 0; i < 2; i++)
		if (!constraints_room(&search->spare[i], &scope->space, search->arena))
			search->failed = true;
	if (!constraints_room(&search->levels[0], &scope->space, search->arena))
		search->failed = true;
	if (search->failed)
		return;
	constraints_start(&search->levels[0], &scope->space);
	scope_order(scope, &search->levels[0]);
}

/* ---- what follows ----------------------------------------------------------------------------- */

static enum tk_truth from_values(struct search *search, int side, const struct expr_node *node, int level)
{
	const struct scope *scope = &search->scope;
	int variable = scope->views[node->slot == scope->twin ? side : 0].variable[node->slot];
	uint64_t asked = node->op == EXPR_FLAG ? 2 : node->mask, left;

	if (variable < 0)
		return TK_OPEN;
	left = constraints_values(&search->levels[level], &scope->space, variable);
	return (left & ~asked) == 0 ? TK_YES : (left & asked) == 0 ? TK_NO : TK_OPEN;
}

static enum tk_truth verdict_truth(struct search *search, int side, uint64_t mask)
{
	unsigned verdicts = search_verdicts(search, side, search->verdict_rules);
	return (verdicts & ~mask) == 0 ? TK_YES : (verdicts & mask) == 0 ? TK_NO : TK_OPEN;
}

static enum tk_truth logic(struct search *search, int side, const struct expr_node *node)
{
	enum tk_truth a = scope_truth(&search->scope, side, node->a), b;

	if (node->op == EXPR_NOT)
		return a == TK_OPEN ? TK_OPEN : a == TK_YES ? TK_NO : TK_YES;
	b = scope_truth(&search->scope, side, node->b);
	if (node->op == EXPR_AND)
		return a == TK_NO || b == TK_NO ? TK_NO : a == TK_YES && b == TK_YES ? TK_YES : TK_OPEN;
	return a == TK_YES || b == TK_YES ? TK_YES : a == TK_NO && b == TK_NO ? TK_NO : TK_OPEN;
}

static enum tk_truth follow(struct search *search, int side, uint32_t i, int level)
{
	const struct expr_node *node = node_at(search, i);
	enum tk_truth decided = scope_view(&search->scope, side, i)->decided[i];

	switch (node->op) {
	case EXPR_FLAG:
	case EXPR_IN:
		if (search->scope.evaluation->mode[node->slot] == SLOT_ASSUMED)
			return scope_truth(&search->scope, side, node->a);
		return decided != TK_OPEN ? decided : from_values(search, side, node, level);
	case EXPR_NOT:
	case EXPR_AND:
	case EXPR_OR:
		return logic(search, side, node);
	case EXPR_VERDICT:
		return search->verdict_rules == NULL ? TK_OPEN : verdict_truth(search, side, node->mask);
	default:
		return decided;
	}
}

void search_pass(struct search *search, int level)
{
	struct scope *scope = &search->scope;

	for (int side = 0; side < sides(search); side++) {
		/* conditions first: they choose the shape of an IF, and no shape chooses them */
		for (size_t p = 0; p < search->length; p++) {
			uint32_t i = search->program[p];
			if (node_at(search, i)->dimension.truth && (side == 0 || scope_differs(scope, i)))
				scope_view(scope, side, i)->truth[i] =
					(uint8_t)follow(search, side, i, level);
		}
		for (size_t p = 0; p < search->pending_count; p++)
			if (side == 0 || scope_differs(scope, search->pending[p]))
				scope_shape(scope, side, search->pending[p]);
		for (size_t p = 0; p < search->ranged_count; p++)
			if (side == 0 || scope_differs(scope, search->ranged[p]))
				scope_interval(scope, side, search->ranged[p], &search->levels[level]);
	}
}

/* ---- decisions -------------------------------------------------------------------------------- */

static struct atom no_atom(void)
{
	return (struct atom){.node = EXPR_NONE};
}

/* A test, or what stands before it: a split, or the condition of an IF. */
static struct atom test_atom(struct search *search, int side, uint32_t node, bool want)
{
	for (;;) {
		struct test test;
		if (node_at(search, node)->op == EXPR_IF)
			return search_atom(search, side, node_at(search, node)->c, true);
		test = scope_test(&search->scope, side, node);
		if (test.kind != TEST_BLOCKED || test.block == node)
			return (struct atom){node, side, want};
		node = test.block;
	}
}

struct atom search_block(struct search *search, int side, uint32_t number)
{
	if (scope_shape_of(&search->scope, side, number) != SHAPE_BLOCKED)
		return no_atom();
	return test_atom(search, side, scope_view(&search->scope, side, number)->block[number], true);
}

struct atom search_atom(struct search *search, int side, uint32_t root, bool want)
{
	while (scope_truth(&search->scope, side, root) == TK_OPEN) {
		const struct expr_node *node = node_at(search, root);
		switch (node->op) {
		case EXPR_NOT:
			want = !want;
			root = node->a;
			continue;
		case EXPR_AND:
		case EXPR_OR:
			root = scope_truth(&search->scope, side, node->a) == TK_OPEN ? node->a : node->b;
			continue;
		case EXPR_FLAG:
		case EXPR_IN:
			if (search->scope.evaluation->mode[node->slot] != SLOT_ASSUMED)
				return (struct atom){root, side, want};
			root = node->a;
			continue;
		case EXPR_VERDICT:
			return search->verdict_rules == NULL
				       ? no_atom()
				       : search_rules_atom(search, side, search->verdict_rules);
		case EXPR_ANSWERED: /* open to lint alone, and nothing to decide (satisfy.c) */
			return no_atom();
		default:
			return test_atom(search, side, root, want);
		}
	}
	return no_atom();
}

static bool restrict_values(struct search *search, struct constraints *constraints, struct atom atom,
	bool truth)
{
	const struct expr_node *node = node_at(search, atom.node);
	const struct scope *scope = &search->scope;
	int variable = scope->views[node->slot == scope->twin ? atom.side : 0].variable[node->slot];
	uint64_t values = node->op == EXPR_FLAG ? 2 : node->mask;

	return variable < 0 ||
	       constraints_restrict(constraints, &scope->space, variable, truth ? values : ~values);
}

static bool require_test(struct search *search, struct constraints *constraints, struct atom atom,
	bool truth)
{
	struct test test = scope_test(&search->scope, atom.side, atom.node);
	enum tk_truth holds = scope_test_holds(&search->scope, atom.side, &test, constraints);

	if (holds != TK_OPEN)
		return (holds == TK_YES) == truth;
	if (test.kind != TEST_LINEAR)
		return true;
	if (truth)
		return constraints_require(constraints, &search->scope.space, &test.form, test.strict);
	linear_negate(&test.form);
	return constraints_require(constraints, &search->scope.space, &test.form, !test.strict);
}

bool search_decide(struct search *search, int level, struct atom atom, bool truth)
{
	enum expr_op op = node_at(search, atom.node)->op;
	struct constraints *next = &search->levels[level + 1];
	bool possible;

	if (!constraints_room(next, &search->scope.space, search->arena)) {
		search->failed = true;
		return false;
	}
	constraints_copy(next, &search->levels[level], &search->scope.space);
	if (op == EXPR_FLAG || op == EXPR_IN)
		possible = restrict_values(search, next, atom, truth);
	else
		possible = require_test(search, next, atom, truth);
	scope_view(&search->scope, atom.side, atom.node)->decided[atom.node] = truth ? TK_YES : TK_NO;
	return possible;
}

void search_undo(struct search *search, int level, struct atom atom)
{
	scope_view(&search->scope, atom.side, atom.node)->decided[atom.node] = TK_OPEN;
	/* the next decision is made upon the shapes of this level */
	if (search->ranged_count > 0)
		search_pass(search, level);
}

bool search_step(struct search *search)
{
	if (search->goes_on != NULL && !search->given_up && ++search->asked >= STEPS_UNASKED) {
		search->asked = 0;
		search->given_up = !search->goes_on(search->user);
		search->failed |= search->given_up;
	}
	return search->steps-- > 0 && !search->failed;
}

bool search_may_go_on(struct search *search, int level)
{
	return level < SEARCH_DEPTH && search_step(search);
}
