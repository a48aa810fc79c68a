/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "scope.h"

static const struct expr_node *node_at(const struct scope *scope, uint32_t node)
{
	return &scope->evaluation->policy->pool.nodes[node];
}

/* ---- variables -------------------------------------------------------------------------------- */

static bool reads_verdict(const struct scope *scope, const struct expr_node *node)
{
	if (node->op == EXPR_VERDICT)
		return true;
	return (node->op == EXPR_NOT || node->op == EXPR_AND || node->op == EXPR_OR) &&
	       (scope->reads_verdict[node->a] ||
		       (node->b != EXPR_NONE && scope->reads_verdict[node->b]));
}

bool scope_init(struct scope *scope, const struct tk_policy *policy, struct arena *arena)
{
	size_t nodes = policy->pool.count, slots = tk_vocabulary_count(policy->vocabulary), numbers = 0;
	int capacity = (int)slots + 1;

	scope->ordinal = arena_array(arena, nodes, sizeof(*scope->ordinal));
	scope->reads_verdict = arena_array(arena, nodes, sizeof(*scope->reads_verdict));
	if (arena->failed)
		return false;
	for (size_t i = 0; i < nodes; i++) {
		const struct expr_node *node = &policy->pool.nodes[i];
		if (expr_is_number(node))
			scope->ordinal[i] = (uint32_t)numbers++;
		scope->reads_verdict[i] = reads_verdict(scope, node);
	}
	for (int side = 0; side < 2; side++) {
		struct view *view = &scope->views[side];
		view->decided = arena_array(arena, nodes, sizeof(*view->decided));
		view->truth = arena_array(arena, nodes, sizeof(*view->truth));
		view->shape = arena_array(arena, nodes, sizeof(*view->shape));
		view->block = arena_array(arena, nodes, sizeof(*view->block));
		view->form = arena_array(arena, numbers, sizeof(*view->form));
		view->interval = arena_array(arena, numbers, sizeof(*view->interval));
		view->variable = arena_array(arena, slots, sizeof(*view->variable));
	}
	space_init(&scope->space, arena_array(arena, (size_t)capacity, sizeof(struct variable)), capacity);
	return !arena->failed;
}

void scope_start(struct scope *scope, struct evaluation *evaluation, size_t twin)
{
	const struct tk_policy *policy = evaluation->policy;

	scope->evaluation = evaluation;
	scope->twin = twin;
	scope->verdict_differs = false;
	scope->order_broken = false;
	space_init(&scope->space, scope->space.variables, scope->space.capacity);
	for (int side = 0; side < (twin == NO_TWIN ? 1 : 2); side++) {
		struct view *view = &scope->views[side];
		memset(view->decided, TK_OPEN, policy->pool.count);
		memset(view->truth, TK_OPEN, policy->pool.count);
		memset(view->shape, SHAPE_UNSEEN, policy->pool.count);
		memset(view->variable, -1,
			tk_vocabulary_count(policy->vocabulary) * sizeof(*view->variable));
	}
}

void scope_variable(struct scope *scope, size_t slot)
{
	const struct tk_fact *fact = tk_vocabulary_fact(scope->evaluation->policy->vocabulary, slot);
	struct variable variable = {.slot = (uint32_t)slot, .money = fact->type == TK_MONEY,
		.finite = fact->type == TK_FLAG || fact->type == TK_CHOICE,
		.least = fact->least, .most = fact->most};

	if (scope->evaluation->mode[slot] != SLOT_OPEN || scope->views[0].variable[slot] >= 0)
		return;
	if (fact->type == TK_FLAG)
		variable.values = 3;
	else if (fact->type == TK_CHOICE)
		variable.values = fact->choice_count >= 64 ? UINT64_MAX
							   : (UINT64_C(1) << fact->choice_count) - 1;
	if (variable.finite && variable.values == 0)
		return;
	scope->views[0].variable[slot] = space_add(&scope->space, variable);
	if (slot == scope->twin)
		scope->views[1].variable[slot] = space_add(&scope->space, variable);
}

bool scope_differs(const struct scope *scope, uint32_t node)
{
	if (scope->twin == NO_TWIN)
		return false;
	if (scope->verdict_differs && scope->reads_verdict[node])
		return true;
	return evaluation_hangs_on(scope->evaluation, node, scope->twin);
}

static int variable_of(const struct scope *scope, int side, size_t slot)
{
	return scope->views[slot == scope->twin ? side : 0].variable[slot];
}

/* ---- the known order of moments ---------------------------------------------------------------- */

void scope_ordered_variables(struct scope *scope)
{
	const struct tk_policy *policy = scope->evaluation->policy;
	for (size_t slot = 0; slot < scope->evaluation->facts->count; slot++) {
		const struct policy_fact *fact = &policy->facts[slot];
		if (fact->not_before_count == 0)
			continue;
		scope_variable(scope, slot);
		for (size_t i = 0; i < fact->not_before_count; i++)
			scope_variable(scope, fact->not_before[i]);
	}
}

/* The form of a moment fact; false: it has none. What is merely assumed orders nothing: an answer that
 * contradicts it shows that the assumption was wrong. Only `now` is what it is. */
static bool slot_form(const struct scope *scope, int side, size_t slot, struct linear *ret)
{
	const struct evaluation *evaluation = scope->evaluation;
	int variable;

	switch (evaluation->mode[slot]) {
	case SLOT_KNOWN:
		*ret = linear_constant(number_of(evaluation->facts->value[slot]));
		return true;
	case SLOT_ASSUMED:
		*ret = linear_constant(number_of(evaluation->facts->at));
		return node_at(scope, evaluation_default(evaluation, slot))->op == EXPR_NOW;
	default:
		variable = variable_of(scope, side, slot);
		if (variable < 0)
			return false;
		*ret = linear_variable(variable, number_of(1));
		return true;
	}
}

static void order(struct scope *scope, int side, size_t earlier, size_t later,
	struct constraints *constraints)
{
	struct linear a, b, gap;

	if (!slot_form(scope, side, earlier, &a) || !slot_form(scope, side, later, &b) ||
		!linear_sub(&a, &b, &gap))
		return;
	/* One number or a difference of two leaves the constraints as they were when it is refused. */
	if (gap.count > 2 || (gap.count == 2 && number_compare_any(gap.terms[0].factor,
						 number_negate(gap.terms[1].factor)) != 0))
		return;
	if (!constraints_require(constraints, &scope->space, &gap, false))
		scope->order_broken = true;
}

void scope_order(struct scope *scope, struct constraints *constraints)
{
	const struct tk_policy *policy = scope->evaluation->policy;

	scope->order_broken = false;
	for (int side = 0; side < (scope->twin == NO_TWIN ? 1 : 2); side++)
		for (size_t slot = 0; slot < scope->evaluation->facts->count; slot++) {
			const struct policy_fact *fact = &policy->facts[slot];
			for (size_t i = 0; i < fact->not_before_count; i++)
				order(scope, side, fact->not_before[i], slot, constraints);
		}
}

/* ---- shapes ----------------------------------------------------------------------------------- */

enum tk_truth scope_truth(struct scope *scope, int side, uint32_t node)
{
	enum tk_truth truth = scope->evaluation->truth[node];
	return truth != TK_OPEN ? truth : scope_view(scope, side, node)->truth[node];
}

enum shape scope_shape_of(struct scope *scope, int side, uint32_t node)
{
	if (scope->evaluation->truth[node] != TK_OPEN)
		return SHAPE_LINEAR;
	return scope_view(scope, side, node)->shape[node];
}

bool scope_form(struct scope *scope, int side, uint32_t node, struct linear *ret)
{
	const struct view *view;

	if (scope->evaluation->truth[node] != TK_OPEN) {
		*ret = linear_constant(scope->evaluation->number[node]);
		return true;
	}
	view = scope_view(scope, side, node);
	if (view->shape[node] != SHAPE_LINEAR)
		return false;
	*ret = view->form[scope->ordinal[node]];
	return true;
}

/* Which of two operands makes a node blocked or complex; SHAPE_LINEAR: none. */
static enum shape hindrance(struct scope *scope, int side, const struct expr_node *node, uint32_t *ret_block)
{
	enum shape a = scope_shape_of(scope, side, node->a), b = scope_shape_of(scope, side, node->b);

	if (a == SHAPE_BLOCKED)
		*ret_block = scope_view(scope, side, node->a)->block[node->a];
	else if (b == SHAPE_BLOCKED)
		*ret_block = scope_view(scope, side, node->b)->block[node->b];
	if (a == SHAPE_BLOCKED || b == SHAPE_BLOCKED)
		return SHAPE_BLOCKED;
	return a == SHAPE_LINEAR && b == SHAPE_LINEAR ? SHAPE_LINEAR : SHAPE_COMPLEX;
}

static bool scale(const struct linear *a, const struct linear *b, bool divide, struct linear *ret)
{
	struct number factor;

	if (b->count == 0 && divide)
		return number_div_checked(number_of(1), b->constant, &factor) &&
		       linear_scale(a, factor, ret);
	if (b->count == 0)
		return linear_scale(a, b->constant, ret);
	return !divide && a->count == 0 && linear_scale(b, a->constant, ret);
}

static bool combine_forms(struct scope *scope, int side, const struct expr_node *node, struct linear *ret)
{
	struct linear a, b;

	if (!scope_form(scope, side, node->a, &a) || !scope_form(scope, side, node->b, &b))
		return false;
	switch (node->op) {
	case EXPR_ADD:
		return linear_add(&a, &b, ret);
	case EXPR_SUB:
	case EXPR_ELAPSED:
		return linear_sub(&a, &b, ret);
	case EXPR_MUL:
	case EXPR_DIV:
		return scale(&a, &b, node->op == EXPR_DIV, ret);
	default:
		return false;
	}
}

static void take_shape(struct scope *scope, int side, uint32_t node, uint32_t from)
{
	struct view *view = scope_view(scope, side, node);

	view->shape[node] = (uint8_t)scope_shape_of(scope, side, from);
	if (view->shape[node] == SHAPE_BLOCKED)
		view->block[node] = scope_view(scope, side, from)->block[from];
	else if (view->shape[node] == SHAPE_LINEAR)
		scope_form(scope, side, from, &view->form[scope->ordinal[node]]);
}

static void shape_fact(struct scope *scope, int side, uint32_t node)
{
	struct view *view = scope_view(scope, side, node);
	size_t slot = node_at(scope, node)->slot;
	const struct tk_fact *fact = tk_vocabulary_fact(scope->evaluation->policy->vocabulary, slot);
	int variable = variable_of(scope, side, slot);

	if (scope->evaluation->mode[slot] == SLOT_ASSUMED) {
		take_shape(scope, side, node, evaluation_default(scope->evaluation, slot));
		return;
	}
	view->shape[node] = variable < 0 ? SHAPE_COMPLEX : SHAPE_LINEAR;
	view->form[scope->ordinal[node]] =
		linear_variable(variable, (struct number){1, fact->type == TK_PERCENT ? 10000 : 1});
}

static enum tk_truth split_state(struct scope *scope, int side, uint32_t node)
{
	enum tk_truth settled = scope->evaluation->split[node];
	return settled != TK_OPEN ? settled : scope_view(scope, side, node)->decided[node];
}

static void shape_split(struct scope *scope, int side, uint32_t node)
{
	const struct expr_node *at = node_at(scope, node);
	struct view *view = scope_view(scope, side, node);
	enum tk_truth split = split_state(scope, side, node);
	uint32_t block = EXPR_NONE;

	if (split == TK_OPEN) {
		bool inner = hindrance(scope, side, at, &block) == SHAPE_BLOCKED;
		view->shape[node] = SHAPE_BLOCKED;
		view->block[node] = inner ? block : node;
	} else if (at->op != EXPR_ELAPSED) {
		take_shape(scope, side, node, (split == TK_YES) == (at->op == EXPR_MIN) ? at->a : at->b);
	} else if (split == TK_NO) {
		view->shape[node] = SHAPE_LINEAR;
		view->form[scope->ordinal[node]] = linear_constant(number_of(0));
	} else {
		view->shape[node] = combine_forms(scope, side, at, &view->form[scope->ordinal[node]])
					    ? SHAPE_LINEAR
					    : SHAPE_COMPLEX;
	}
}

/* What an IF comes to when its condition is settled. */
static uint32_t chosen(struct scope *scope, int side, const struct expr_node *node)
{
	return scope_truth(scope, side, node->c) == TK_YES ? node->a : node->b;
}

static void shape_if(struct scope *scope, int side, uint32_t node)
{
	struct view *view = scope_view(scope, side, node);
	const struct expr_node *at = node_at(scope, node);

	if (scope_truth(scope, side, at->c) != TK_OPEN) {
		take_shape(scope, side, node, chosen(scope, side, at));
		return;
	}
	view->shape[node] = SHAPE_BLOCKED;
	view->block[node] = node;
}

void scope_shape(struct scope *scope, int side, uint32_t node)
{
	const struct expr_node *at = node_at(scope, node);
	struct view *view = scope_view(scope, side, node);
	enum shape shape;

	if (at->op == EXPR_FACT) {
		shape_fact(scope, side, node);
		return;
	}
	if (expr_is_split(at->op)) {
		shape_split(scope, side, node);
		return;
	}
	if (at->op == EXPR_IF) {
		shape_if(scope, side, node);
		return;
	}
	shape = hindrance(scope, side, at, &view->block[node]);
	if (shape == SHAPE_LINEAR &&
		!combine_forms(scope, side, at, &view->form[scope->ordinal[node]]))
		shape = SHAPE_COMPLEX;
	view->shape[node] = (uint8_t)shape;
}

/* ---- intervals -------------------------------------------------------------------------------- */

static struct interval fact_interval(const struct scope *scope, size_t slot)
{
	const struct tk_fact *fact = tk_vocabulary_fact(scope->evaluation->policy->vocabulary, slot);
	int64_t den = fact->type == TK_PERCENT ? 10000 : 1;
	return (struct interval){{fact->least, den}, {fact->most, den}, false, fact->type == TK_MONEY};
}

struct interval scope_range(struct scope *scope, int side, uint32_t node,
	const struct constraints *constraints)
{
	struct linear form;
	if (scope_form(scope, side, node, &form))
		return constraints_range(constraints, &scope->space, &form);
	return scope_view(scope, side, node)->interval[scope->ordinal[node]];
}

static struct interval combine_intervals(struct scope *scope, int side, const struct expr_node *node,
	const struct constraints *constraints)
{
	struct interval a = scope_range(scope, side, node->a, constraints);
	struct interval b = scope_range(scope, side, node->b, constraints);
	struct interval gap, zero = interval_point(number_of(0));

	switch (node->op) {
	case EXPR_ADD:
		return interval_add(&a, &b);
	case EXPR_SUB:
		return interval_sub(&a, &b);
	case EXPR_ELAPSED:
		gap = interval_sub(&a, &b);
		return interval_max(&gap, &zero);
	case EXPR_MUL:
		return interval_mul(&a, &b);
	case EXPR_DIV:
		return interval_div(&a, &b);
	case EXPR_MIN:
		return interval_min(&a, &b);
	case EXPR_FLOOR:
		return interval_floor(&a, node_at(scope, node->b)->constant);
	case EXPR_MONTHS:
		return interval_months(&a, &b);
	case EXPR_ADD_MONTHS:
		return interval_add_months(&a, &b);
	case EXPR_IF:
		return interval_either(&a, &b);
	default:
		return interval_max(&a, &b);
	}
}

void scope_interval(struct scope *scope, int side, uint32_t node, const struct constraints *constraints)
{
	const struct expr_node *at = node_at(scope, node);
	struct interval *interval = &scope_view(scope, side, node)->interval[scope->ordinal[node]];

	if (at->op == EXPR_IF && scope_truth(scope, side, at->c) != TK_OPEN)
		*interval = scope_range(scope, side, chosen(scope, side, at), constraints);
	else if (at->op != EXPR_FACT)
		*interval = combine_intervals(scope, side, at, constraints);
	else if (scope->evaluation->mode[at->slot] == SLOT_ASSUMED)
		*interval = scope_range(
			scope, side, evaluation_default(scope->evaluation, at->slot), constraints);
	else
		*interval = fact_interval(scope, at->slot);
}

/* ---- tests ------------------------------------------------------------------------------------ */

static const struct expr_node *elapsed_beside(const struct evaluation *evaluation, uint32_t node, uint32_t other)
{
	const struct expr_node *at = &evaluation->policy->pool.nodes[node];
	return at->op == EXPR_ELAPSED && evaluation->truth[node] == TK_OPEN &&
			       evaluation->truth[other] != TK_OPEN
		       ? at
		       : NULL;
}

uint32_t scope_direct_elapsed(const struct evaluation *evaluation, uint32_t node)
{
	const struct expr_node *at = &evaluation->policy->pool.nodes[node];
	if (at->op != EXPR_LE && at->op != EXPR_LT)
		return EXPR_NONE;
	if (elapsed_beside(evaluation, at->a, at->b) != NULL)
		return at->a;
	return elapsed_beside(evaluation, at->b, at->a) != NULL ? at->b : EXPR_NONE;
}

/* An elapsed time against a known one: max(0, d) <= c is d <= c unless c < 0, and so on. */
static bool test_elapsed(struct scope *scope, int side, const struct expr_node *node, struct test *test)
{
	const struct evaluation *evaluation = scope->evaluation;
	const struct expr_node *elapsed;
	struct linear from, to, gap, known;
	bool below = true; /* the elapsed time stands on the left */
	int sign;

	elapsed = elapsed_beside(evaluation, node->a, node->b);
	if (elapsed == NULL) {
		elapsed = elapsed_beside(evaluation, node->b, node->a);
		below = false;
	}
	if (elapsed == NULL || !scope_form(scope, side, elapsed->a, &to) ||
		!scope_form(scope, side, elapsed->b, &from) || !linear_sub(&to, &from, &gap))
		return false;
	known = linear_constant(evaluation->number[below ? node->b : node->a]);
	sign = number_sign(known.constant);
	if (below && (test->strict ? sign <= 0 : sign < 0))
		test->kind = TEST_NO;
	else if (!below && (test->strict ? sign < 0 : sign <= 0))
		test->kind = TEST_YES;
	else if (linear_sub(below ? &gap : &known, below ? &known : &gap, &test->form))
		test->kind = TEST_LINEAR;
	else
		return false;
	return true;
}

struct test scope_test(struct scope *scope, int side, uint32_t node)
{
	const struct expr_node *at = node_at(scope, node);
	struct test test = {.kind = TEST_COMPLEX, .strict = at->op == EXPR_LT, .a = at->a, .b = at->b};
	struct linear a, b;

	if ((at->op == EXPR_LE || at->op == EXPR_LT) && test_elapsed(scope, side, at, &test))
		return test;
	if (at->op == EXPR_ELAPSED) {
		test.a = at->b;
		test.b = at->a;
	}
	if (hindrance(scope, side, at, &test.block) == SHAPE_BLOCKED)
		test.kind = TEST_BLOCKED;
	else if (scope_form(scope, side, test.a, &a) && scope_form(scope, side, test.b, &b) &&
		 linear_sub(&a, &b, &test.form))
		test.kind = TEST_LINEAR;
	return test;
}

enum tk_truth scope_test_holds(struct scope *scope, int side, const struct test *test,
	const struct constraints *constraints)
{
	struct interval a, b;

	switch (test->kind) {
	case TEST_YES:
		return TK_YES;
	case TEST_NO:
		return TK_NO;
	case TEST_LINEAR:
		return constraints_holds(constraints, &scope->space, &test->form, test->strict);
	default:
		break;
	}
	a = scope_range(scope, side, test->a, constraints);
	b = scope_range(scope, side, test->b, constraints);
	if (number_compare_any(a.high, b.low) < (test->strict ? 0 : 1))
		return TK_YES;
	if (number_compare_any(a.low, b.high) >= (test->strict ? 0 : 1))
		return TK_NO;
	return TK_OPEN;
}
