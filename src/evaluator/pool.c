/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "pool.h"

const struct dimension dimension_number = {0};
const struct dimension dimension_money = {.money = 1};
const struct dimension dimension_time = {.time = 1};
const struct dimension dimension_moment = {.moment = true};
const struct dimension dimension_truth = {.truth = true};

bool dimension_equal(struct dimension a, struct dimension b)
{
	return a.money == b.money && a.time == b.time && a.moment == b.moment && a.truth == b.truth;
}

bool dimension_is_simple(struct dimension dimension)
{
	return dimension_equal(dimension, dimension_money) || dimension_equal(dimension, dimension_time) ||
	       dimension_equal(dimension, dimension_number);
}

void pool_init(struct pool *pool)
{
	*pool = (struct pool){0};
}

void pool_release(struct pool *pool)
{
	free(pool->nodes.nodes);
	free(pool->bounds);
	free(pool->index);
	pool_init(pool);
}

static uint32_t refuse(struct pool *pool, enum pool_problem problem)
{
	pool->problem = problem;
	return EXPR_NONE;
}

/* ---- sharing ----------------------------------------------------------------------------------
 */

static uint64_t mix(uint64_t hash, uint64_t value)
{
	hash ^= value;
	hash *= UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ (hash >> 29);
}

static uint32_t hash_node(const struct expr_node *node)
{
	uint64_t hash = (uint64_t)node->op;
	hash = mix(hash, node->a);
	hash = mix(hash, node->b);
	hash = mix(hash, node->c);
	hash = mix(hash, node->slot);
	hash = mix(hash, node->mask);
	hash = mix(hash, (uint64_t)node->constant.num);
	hash = mix(hash, (uint64_t)node->constant.den);
	hash = mix(hash,
	        (uint64_t)(uint8_t)node->dimension.money << 8 | (uint8_t)node->dimension.time);
	return (uint32_t)(hash >> 16);
}

static bool same_node(const struct expr_node *a, const struct expr_node *b)
{
	return a->op == b->op && a->a == b->a && a->b == b->b && a->c == b->c && a->slot == b->slot &&
	       a->mask == b->mask && a->constant.num == b->constant.num &&
	       a->constant.den == b->constant.den && dimension_equal(a->dimension, b->dimension);
}

/* Where NODE is in the table, or is to be put. */
static uint32_t *find_place(const struct pool *pool, const struct expr_node *node)
{
	uint32_t i = hash_node(node) & (pool->index_size - 1);
	while (pool->index[i] != EXPR_NONE && !same_node(&pool->nodes.nodes[pool->index[i]], node))
		i = (i + 1) & (pool->index_size - 1);
	return &pool->index[i];
}

static bool grow(struct pool *pool)
{
	uint32_t capacity = pool->nodes.capacity == 0 ? 128 : pool->nodes.capacity * 2;
	uint32_t *index;
	struct expr_node *nodes = realloc(pool->nodes.nodes, capacity * sizeof(*nodes));
	struct bounds *bounds;

	if (nodes == NULL)
		return false;
	pool->nodes.nodes = nodes;
	bounds = realloc(pool->bounds, capacity * sizeof(*bounds));
	if (bounds == NULL)
		return false;
	pool->bounds = bounds;
	index = malloc(capacity * 2 * sizeof(*index));
	if (index == NULL)
		return false;
	free(pool->index);
	pool->index = index;
	pool->index_size = capacity * 2;
	pool->nodes.capacity = capacity;
	memset(index, 0xff, pool->index_size * sizeof(*index));
	for (uint32_t i = 0; i < pool->nodes.count; i++)
		*find_place(pool, &nodes[i]) = i;
	return true;
}

/* The node, shared or new; bounds may be NULL (a truth value). */
static uint32_t intern(struct pool *pool, const struct expr_node *node, const struct bounds *bounds)
{
	uint32_t *place;

	if (pool->nodes.capacity == 0 && !grow(pool))
		return refuse(pool, POOL_NO_MEMORY);
	/* Before it grows: what is there is found without memory, which callers count on (compiler_init). */
	place = find_place(pool, node);
	if (*place != EXPR_NONE)
		return *place;
	if (pool->nodes.count >= POOL_MAX_NODES)
		return refuse(pool, POOL_TOO_MANY);
	if (pool->nodes.count == pool->nodes.capacity) {
		if (!grow(pool))
			return refuse(pool, POOL_NO_MEMORY);
		place = find_place(pool, node);
	}
	*place = pool->nodes.count++;
	pool->nodes.nodes[*place] = *node;
	pool->bounds[*place] = bounds == NULL ? (struct bounds){0} : *bounds;
	return *place;
}

static struct expr_node plain_node(enum expr_op op, struct dimension dimension)
{
	return (struct expr_node){.op = op,
	        .dimension = dimension,
	        .a = EXPR_NONE,
	        .b = EXPR_NONE,
	        .c = EXPR_NONE,
	        .constant = {0, 1}};
}

/* ---- leaves -----------------------------------------------------------------------------------
 */

uint32_t pool_number(struct pool *pool, struct number value, struct dimension dimension)
{
	struct expr_node node = plain_node(EXPR_CONSTANT, dimension);
	struct bounds bounds = bounds_of_number(value);
	node.constant = bounds.least;
	if (bounds.size > BOUNDS_LIMIT || bounds.den > BOUNDS_LIMIT)
		return refuse(pool, POOL_TOO_LARGE);
	return intern(pool, &node, &bounds);
}

uint32_t pool_truth(struct pool *pool, bool value)
{
	struct expr_node node = plain_node(EXPR_TRUTH, dimension_truth);
	node.mask = value;
	return intern(pool, &node, NULL);
}

bool pool_is_truth(const struct pool *pool, uint32_t node, bool value)
{
	return node != EXPR_NONE && pool_node(pool, node)->op == EXPR_TRUTH &&
	       pool_node(pool, node)->mask == (uint64_t)value;
}

/* A default that never holds is none, one that always holds needs no condition. */
static void set_default(struct pool *pool, struct expr_node *node, uint32_t value, uint32_t when)
{
	if (value == EXPR_NONE || pool_is_truth(pool, when, false))
		return;
	node->a = value;
	node->b = pool_is_truth(pool, when, true) ? EXPR_NONE : when;
}

uint32_t pool_fact(struct pool *pool, uint32_t slot, int64_t least, int64_t most, int64_t den,
        struct dimension dimension, uint32_t default_value, uint32_t default_when)
{
	struct expr_node node = plain_node(EXPR_FACT, dimension);
	struct bounds bounds = bounds_of_range(least, most, den);
	node.slot = slot;
	set_default(pool, &node, default_value, default_when);
	return intern(pool, &node, &bounds);
}

uint32_t pool_now(struct pool *pool)
{
	struct expr_node node = plain_node(EXPR_NOW, dimension_moment);
	struct bounds bounds = bounds_of_range(0, TK_MOMENT_MAX, 1);
	return intern(pool, &node, &bounds);
}

uint32_t pool_flag(struct pool *pool, uint32_t slot, uint32_t default_value, uint32_t default_when)
{
	struct expr_node node = plain_node(EXPR_FLAG, dimension_truth);
	node.slot = slot;
	set_default(pool, &node, default_value, default_when);
	return intern(pool, &node, NULL);
}

uint32_t pool_in(struct pool *pool, uint32_t slot, uint64_t mask, unsigned choice_count,
        int default_choice, uint32_t default_when)
{
	struct expr_node node = plain_node(EXPR_IN, dimension_truth);
	uint64_t all = choice_count >= 64 ? UINT64_MAX : (UINT64_C(1) << choice_count) - 1;

	mask &= all;
	if (mask == 0 || mask == all)
		return pool_truth(pool, mask != 0);
	node.slot = slot;
	node.mask = mask;
	if (default_choice >= 0) {
		uint32_t holds = pool_truth(pool, mask >> default_choice & 1);
		if (holds == EXPR_NONE)
			return EXPR_NONE;
		set_default(pool, &node, holds, default_when);
	}
	return intern(pool, &node, NULL);
}

uint32_t pool_verdict(struct pool *pool, uint64_t mask)
{
	struct expr_node node = plain_node(EXPR_VERDICT, dimension_truth);
	node.mask = mask;
	return intern(pool, &node, NULL);
}

uint32_t pool_answered(struct pool *pool, uint32_t slot)
{
	struct expr_node node = plain_node(EXPR_ANSWERED, dimension_truth);
	node.slot = slot;
	return intern(pool, &node, NULL);
}

/* ---- numbers ----------------------------------------------------------------------------------
 */

static bool commutes(enum expr_op op)
{
	return op == EXPR_ADD || op == EXPR_MUL || op == EXPR_MIN || op == EXPR_MAX;
}

static bool is_number(const struct pool *pool, uint32_t node, int value)
{
	const struct expr_node *constant = pool_node(pool, node);
	return constant->op == EXPR_CONSTANT && constant->constant.num == value &&
	       constant->constant.den == 1;
}

/* The operand that an operation leaves as it is (x + 0, x * 1, min(x, x)), or EXPR_NONE. */
static uint32_t unchanged(const struct pool *pool, enum expr_op op, uint32_t a, uint32_t b)
{
	const struct bounds *x = &pool->bounds[a], *y = &pool->bounds[b];
	switch (op) {
	case EXPR_ADD:
		return is_number(pool, b, 0) ? a : is_number(pool, a, 0) ? b : EXPR_NONE;
	case EXPR_SUB:
		return is_number(pool, b, 0) ? a : EXPR_NONE;
	case EXPR_MUL:
		return is_number(pool, b, 1) ? a : is_number(pool, a, 1) ? b : EXPR_NONE;
	case EXPR_DIV:
		return is_number(pool, b, 1) ? a : EXPR_NONE;
	case EXPR_MIN:
	case EXPR_MAX:
		if (a == b || number_compare_any(x->most, y->least) <= 0)
			return op == EXPR_MIN ? a : b;
		if (number_compare_any(y->most, x->least) <= 0)
			return op == EXPR_MIN ? b : a;
		return EXPR_NONE;
	case EXPR_FLOOR: /* what is never anything but a multiple */
		return x->fixed && y->den % x->den == 0 && y->den / x->den % y->least.num == 0
		               ? a
		               : EXPR_NONE;
	default:
		return EXPR_NONE;
	}
}

uint32_t pool_arithmetic(
        struct pool *pool, enum expr_op op, uint32_t a, uint32_t b, struct dimension dimension)
{
	struct expr_node node = plain_node(op, dimension);
	struct bounds bounds;
	uint32_t same;

	if (a == EXPR_NONE || b == EXPR_NONE)
		return EXPR_NONE;
	switch (bounds_combine(op, &pool->bounds[a], &pool->bounds[b], &bounds)) {
	case BOUNDS_TOO_LARGE:
		return refuse(pool, POOL_TOO_LARGE);
	case BOUNDS_ZERO_DIVISOR:
		return refuse(pool, POOL_ZERO_DIVISOR);
	case BOUNDS_OK:
		break;
	}
	if (number_compare_any(bounds.least, bounds.most) == 0)
		return pool_number(pool, bounds.least, dimension);
	same = unchanged(pool, op, a, b);
	if (same != EXPR_NONE && dimension_equal(pool_node(pool, same)->dimension, dimension))
		return same;
	node.a = commutes(op) && b < a ? b : a;
	node.b = commutes(op) && b < a ? a : b;
	return intern(pool, &node, &bounds);
}

uint32_t pool_if(struct pool *pool, uint32_t c, uint32_t a, uint32_t b, struct dimension dimension)
{
	struct expr_node node = plain_node(EXPR_IF, dimension);
	struct bounds bounds;

	if (a == EXPR_NONE || b == EXPR_NONE || c == EXPR_NONE)
		return EXPR_NONE;
	if (a == b || pool_is_truth(pool, c, true))
		return a;
	if (pool_is_truth(pool, c, false))
		return b;
	if (bounds_combine(EXPR_IF, &pool->bounds[a], &pool->bounds[b], &bounds) != BOUNDS_OK)
		return refuse(pool, POOL_TOO_LARGE);
	node.a = a;
	node.b = b;
	node.c = c;
	return intern(pool, &node, &bounds);
}

/* ---- comparisons with a constant --------------------------------------------------------------
 *
 * What is rounded, scaled or shifted before it is compared with a constant need not be: the constant
 * is. `ceil(age, 1 d) < 30 d` asks for age <= 29 d, which the search for what is open, and for
 * deadlines, understands.
 */

struct against {
	uint32_t node;       /* on the left */
	struct number limit; /* the constant on the right */
	bool strict, above;  /* node <= limit, node < limit; above: node >= limit, node > limit */
	bool through;        /* something was rounded */
};

static const struct number *constant_at(const struct pool *pool, uint32_t node)
{
	return pool_node(pool, node)->op == EXPR_CONSTANT ? &pool_node(pool, node)->constant : NULL;
}

/* floor(x, k) <= c is x < c', the next multiple above c; floor(x, k) >= c is x >= c', the next at c or
 * above. */
static bool peel_floor(struct against *test, const struct expr_node *node, struct number step)
{
	bool next = test->above == test->strict; /* the next multiple above the limit, not at it */
	struct number quotient;
	wide times;

	if (!number_div_checked(test->limit, step, &quotient))
		return false;
	times = next ? number_floor(quotient) + 1 : number_ceil(quotient);
	if (!number_mul_checked(number_of(times), step, &test->limit))
		return false;
	test->strict = !test->above;
	test->node = node->a;
	return test->through = true;
}

/* Takes the outermost operation off the left side; false: it stays as it is. */
static bool peel(const struct pool *pool, struct against *test)
{
	const struct expr_node *node = pool_node(pool, test->node);
	const struct number *a, *b;

	if (node->op != EXPR_ADD && node->op != EXPR_SUB && node->op != EXPR_MUL &&
	        node->op != EXPR_DIV && node->op != EXPR_FLOOR)
		return false;
	a = constant_at(pool, node->a);
	b = constant_at(pool, node->b);
	if (node->op == EXPR_FLOOR)
		return peel_floor(test, node, *b);
	if ((a == NULL) == (b == NULL))
		return false;
	if (node->op == EXPR_ADD) {
		if (!number_sub_checked(test->limit, a != NULL ? *a : *b, &test->limit))
			return false;
	} else if (node->op == EXPR_SUB && b != NULL) {
		if (!number_add_checked(test->limit, *b, &test->limit))
			return false;
	} else if (node->op == EXPR_SUB) {
		if (!number_sub_checked(*a, test->limit, &test->limit))
			return false;
		test->above = !test->above;
	} else if (node->op == EXPR_DIV ? b == NULL : false) {
		return false;
	} else {
		const struct number *factor = a != NULL ? a : b;
		if (factor->num == 0 || !(node->op == EXPR_MUL ? number_div_checked : number_mul_checked)(
		                                test->limit, *factor, &test->limit))
			return false;
		if (factor->num < 0)
			test->above = !test->above;
	}
	test->node = a != NULL ? node->b : node->a;
	return true;
}

/* *ret_node is the comparison of a with b, when one is a constant and the other rounded; the bounds of
 * what was proven before stand. */
static bool compare_peeled(struct pool *pool, enum expr_op op, uint32_t a, uint32_t b, uint32_t *ret_node)
{
	bool left = constant_at(pool, b) != NULL;
	struct against test = {.strict = op == EXPR_LT, .above = !left};
	uint32_t limit, whole;

	if (left == (constant_at(pool, a) != NULL))
		return false;
	test.node = left ? a : b;
	test.limit = *constant_at(pool, left ? b : a);
	whole = test.node;
	while (peel(pool, &test))
		continue;
	if (!test.through && (test.node == whole || pool_node(pool, test.node)->op != EXPR_MONTHS))
		return false;
	limit = pool_number(pool, test.limit, pool_node(pool, test.node)->dimension);
	op = test.strict ? EXPR_LT : EXPR_LE;
	*ret_node = test.above ? pool_compare(pool, op, limit, test.node)
	                       : pool_compare(pool, op, test.node, limit);
	/* where only the new comparison is too large for its numbers, the old one stands */
	return *ret_node != EXPR_NONE || pool->problem != POOL_TOO_LARGE;
}

/* Months against a constant: whether the moment so many months on has come. */
static bool compare_months(struct pool *pool, enum expr_op op, uint32_t a, uint32_t b, uint32_t *ret_node)
{
	const struct expr_node *months = pool_node(pool, a);
	const struct number *limit = constant_at(pool, b);
	bool below = months->op == EXPR_MONTHS; /* months <= limit: not limit + 1 of them */
	uint32_t from, to, reached;
	struct number count;

	if (!below) {
		months = pool_node(pool, b);
		limit = constant_at(pool, a);
	}
	if (months->op != EXPR_MONTHS || limit == NULL)
		return false;
	from = months->a;
	to = months->b;
	count = number_of(below == (op == EXPR_LE) ? number_floor(*limit) + 1 : number_ceil(*limit));
	reached = pool_number(pool, count, dimension_number);
	if (reached == EXPR_NONE || !bounds_are_months(&pool->bounds[reached]))
		return false;
	reached = pool_compare(pool, EXPR_LE,
	        pool_arithmetic(pool, EXPR_ADD_MONTHS, from, reached, dimension_moment), to);
	/* no months at all are always there */
	*ret_node = number_sign(count) <= 0 ? pool_truth(pool, true) : reached;
	if (below)
		*ret_node = pool_not(pool, *ret_node);
	return true;
}

/* ---- truth values -----------------------------------------------------------------------------
 */

uint32_t pool_compare(struct pool *pool, enum expr_op op, uint32_t a, uint32_t b)
{
	struct expr_node node = plain_node(op, dimension_truth);
	const struct bounds *x, *y;
	int below, above;
	uint32_t same;

	if (a == EXPR_NONE || b == EXPR_NONE)
		return EXPR_NONE;
	x = &pool->bounds[a];
	y = &pool->bounds[b];
	if (!bounds_comparable(x, y))
		return refuse(pool, POOL_TOO_LARGE);
	if (a == b)
		return pool_truth(pool, op == EXPR_LE);
	below = number_compare_any(x->most, y->least);
	above = number_compare_any(x->least, y->most);
	if (op == EXPR_LE ? below <= 0 : below < 0)
		return pool_truth(pool, true);
	if (op == EXPR_LE ? above > 0 : above >= 0)
		return pool_truth(pool, false);
	if (compare_peeled(pool, op, a, b, &same) || compare_months(pool, op, a, b, &same))
		return same;
	node.a = a;
	node.b = b;
	return intern(pool, &node, NULL);
}

uint32_t pool_not(struct pool *pool, uint32_t a)
{
	struct expr_node node = plain_node(EXPR_NOT, dimension_truth);
	if (a == EXPR_NONE)
		return EXPR_NONE;
	if (pool_node(pool, a)->op == EXPR_NOT)
		return pool_node(pool, a)->a;
	if (pool_node(pool, a)->op == EXPR_TRUTH)
		return pool_truth(pool, pool_node(pool, a)->mask == 0);
	node.a = a;
	return intern(pool, &node, NULL);
}

/* AND when all is true, OR when it is false: what leaves the other operand as it is. */
static uint32_t join(struct pool *pool, enum expr_op op, bool all, uint32_t a, uint32_t b)
{
	struct expr_node node = plain_node(op, dimension_truth);
	if (a == EXPR_NONE || b == EXPR_NONE)
		return EXPR_NONE;
	if (a == b || pool_is_truth(pool, b, all) || pool_is_truth(pool, a, !all))
		return a;
	if (pool_is_truth(pool, a, all) || pool_is_truth(pool, b, !all))
		return b;
	node.a = a < b ? a : b;
	node.b = a < b ? b : a;
	return intern(pool, &node, NULL);
}

uint32_t pool_and(struct pool *pool, uint32_t a, uint32_t b)
{
	return join(pool, EXPR_AND, true, a, b);
}

uint32_t pool_or(struct pool *pool, uint32_t a, uint32_t b)
{
	return join(pool, EXPR_OR, false, a, b);
}
