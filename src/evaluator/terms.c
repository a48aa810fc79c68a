/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "compiler.h"
#include "phrases.h"

#define EXPONENT_MAX 8

bool term_finish(struct compiler *compiler, const struct expr_source *source, struct term *term,
        uint32_t node, struct dimension dimension)
{
	enum tk_error_code code;

	if (node != EXPR_NONE) {
		term->kind = TERM_VALUE;
		term->node = node;
		term->dimension = dimension;
		return true;
	}
	switch (compiler->pool.problem) {
	case POOL_NO_MEMORY:
		compiler->no_memory = true;
		return false;
	case POOL_TOO_MANY:
		if (compiler->full)
			return false;
		compiler->full = true;
		code = TK_E_TOO_MANY;
		break;
	case POOL_ZERO_DIVISOR:
		code = TK_E_DIVISOR;
		break;
	default:
		code = TK_E_OVERFLOW;
		break;
	}
	return compile_error(compiler, source, code, term->start, term->end,
	        code == TK_E_TOO_MANY ? N_("fewer expressions in one policy") : NULL, NULL);
}

const char *term_expected(struct dimension dimension, bool percent)
{
	if (dimension.truth)
		return N_("a condition");
	if (dimension.moment)
		return N_("a moment");
	if (dimension_equal(dimension, dimension_money))
		return N_("an amount of money, as 800.00");
	if (dimension_equal(dimension, dimension_time))
		return N_("a duration, as 15 min");
	if (percent)
		return N_("a percentage, as 20 %");
	if (dimension_equal(dimension, dimension_number))
		return N_("a number without a unit");
	return N_("the same unit as on the other side");
}

bool term_is_value(
        struct compiler *compiler, const struct expr_source *source, const struct term *term)
{
	if (term->kind == TERM_VALUE)
		return true;
	return compile_error(compiler, source, TK_E_TYPE, term->start, term->end,
	        N_("= or in after it, and which it is to be"), NULL);
}

static bool mismatch(struct compiler *compiler, const struct expr_source *source,
        const struct term *term, struct dimension dimension, bool percent)
{
	const char *expected = term_expected(dimension, percent);

	if (dimension_equal(dimension, dimension_money) && !term->percent &&
	        dimension_equal(term->dimension, dimension_number))
		expected = N_("an amount of money; inside a product write the unit, as 20 yuan");
	return compile_error(
	        compiler, source, TK_E_TYPE, term->start, term->end, expected, NULL);
}

bool term_is_condition(
        struct compiler *compiler, const struct expr_source *source, const struct term *term)
{
	return term_is_value(compiler, source, term) &&
	       (term->dimension.truth || mismatch(compiler, source, term, dimension_truth, false));
}

/* A number as opposed to a truth value. */
static bool term_is_number(
        struct compiler *compiler, const struct expr_source *source, const struct term *term)
{
	return term_is_value(compiler, source, term) &&
	       (!term->dimension.truth ||
	               compile_error(compiler, source, TK_E_TYPE, term->start, term->end,
	                       N_("a number or an amount, not a condition"), NULL));
}

bool term_adopt(struct compiler *compiler, const struct expr_source *source, struct term *term,
        struct dimension dimension)
{
	const struct dimension *money = &dimension_money;

	if (!term_is_value(compiler, source, term))
		return false;
	if (term->bare && dimension_equal(dimension, *money)) {
		struct number yuan = pool_node(&compiler->pool, term->node)->constant, fen;
		uint32_t node = EXPR_NONE;
		compiler->pool.problem = POOL_TOO_LARGE;
		if (number_mul_checked(yuan, number_of(100), &fen))
			node = pool_number(&compiler->pool, fen, *money);
		term->bare = false;
		return term_finish(compiler, source, term, node, *money);
	}
	return dimension_equal(term->dimension, dimension) ||
	       mismatch(compiler, source, term, dimension, false);
}

/* Makes two terms measure the same, or reports. */
static bool unify(struct compiler *compiler, const struct expr_source *source, struct term *left,
        struct term *right)
{
	if (left->bare && !right->bare)
		return term_adopt(compiler, source, left, right->dimension);
	return term_adopt(compiler, source, right, left->dimension);
}

/* A percentage beside a bare number is more likely a forgotten % than a fraction. */
static bool check_percent(struct compiler *compiler, const struct expr_source *source,
        const struct term *left, const struct term *right)
{
	if (left->percent && right->bare)
		return mismatch(compiler, source, right, dimension_number, true);
	if (right->percent && left->bare)
		return mismatch(compiler, source, left, dimension_number, true);
	return true;
}

/* Moments are not like other numbers: moment - moment, moment +- duration, duration + moment. */
static bool moment_arithmetic(struct compiler *compiler, const struct expr_source *source,
        enum expr_op op, struct term *left, struct term *right)
{
	struct dimension result = dimension_moment;

	if (left->dimension.moment && right->dimension.moment && op == EXPR_SUB) {
		op = EXPR_ELAPSED;
		result = dimension_time;
	} else if (left->dimension.moment) {
		if (!term_adopt(compiler, source, right, dimension_time))
			return false;
	} else if (op == EXPR_ADD) {
		if (!term_adopt(compiler, source, left, dimension_time))
			return false;
	} else {
		return mismatch(compiler, source, left, dimension_moment, false);
	}
	left->end = right->end;
	left->bare = left->percent = false;
	return term_finish(compiler, source, left,
	        pool_arithmetic(&compiler->pool, op, left->node, right->node, result), result);
}

static bool scaled_dimension(
        struct dimension a, struct dimension b, int sign, struct dimension *ret)
{
	int money = a.money + sign * b.money, time = a.time + sign * b.time;
	*ret = (struct dimension){.money = (int8_t)money, .time = (int8_t)time};
	return abs(money) <= EXPONENT_MAX && abs(time) <= EXPONENT_MAX;
}

bool term_arithmetic(struct compiler *compiler, const struct expr_source *source, enum expr_op op,
        struct term *left, struct term *right)
{
	bool scales = op == EXPR_MUL || op == EXPR_DIV;
	struct dimension result;

	if (!term_is_number(compiler, source, left) || !term_is_number(compiler, source, right))
		return false;
	left->uses |= right->uses;
	if ((op == EXPR_ADD || op == EXPR_SUB) &&
	        (left->dimension.moment || right->dimension.moment))
		return moment_arithmetic(compiler, source, op, left, right);
	if (scales) {
		const struct term *moment = left->dimension.moment ? left : right;
		if (moment->dimension.moment)
			return compile_error(compiler, source, TK_E_TYPE, moment->start,
			        moment->end,
			        N_("a duration or a number; moments are only subtracted"), NULL);
		if (!scaled_dimension(
		            left->dimension, right->dimension, op == EXPR_MUL ? 1 : -1, &result))
			return compile_error(compiler, source, TK_E_TYPE, left->start, right->end,
			        N_("fewer units multiplied"), NULL);
		left->percent = false;
	} else {
		if ((op == EXPR_MIN || op == EXPR_MAX) &&
		        !check_percent(compiler, source, left, right))
			return false;
		if (!unify(compiler, source, left, right))
			return false;
		result = left->dimension;
		left->percent = left->percent && right->percent;
	}
	left->bare = left->bare && right->bare;
	left->end = right->end;
	return term_finish(compiler, source, left,
	        pool_arithmetic(&compiler->pool, op, left->node, right->node, result), result);
}

bool term_negate(struct compiler *compiler, const struct expr_source *source, struct term *term)
{
	struct pool *pool = &compiler->pool;
	uint32_t zero;

	if (!term_is_number(compiler, source, term))
		return false;
	if (term->dimension.moment)
		return compile_error(compiler, source, TK_E_TYPE, term->start, term->end,
		        N_("a duration or a number; moments are only subtracted"), NULL);
	zero = pool_number(pool, number_of(0), term->dimension);
	return term_finish(compiler, source, term,
	        pool_arithmetic(pool, EXPR_SUB, zero, term->node, term->dimension),
	        term->dimension);
}

/* ---- rounding, calendar months, choices -------------------------------------------------------
 */

static bool step_is_sound(struct compiler *compiler, const struct expr_source *source, const struct term *step)
{
	const struct expr_node *node = pool_node(&compiler->pool, step->node);
	if (node->op == EXPR_CONSTANT && number_sign(node->constant) > 0)
		return true;
	return compile_error(compiler, source, TK_E_TYPE, step->start, step->end,
	        N_("a step that is written out and above zero, as 1 h"), NULL);
}

/* The greatest multiple not above; of moments, counted from a midnight in China. */
static uint32_t round_down(struct pool *pool, uint32_t node, uint32_t step, struct dimension dimension)
{
	struct dimension inner = dimension.moment ? dimension_time : dimension;
	uint32_t midnight = pool_number(pool, number_of(-TK_ZONE_CHINA), inner);

	if (dimension.moment)
		node = pool_arithmetic(pool, EXPR_SUB, node, midnight, inner);
	node = pool_arithmetic(pool, EXPR_FLOOR, node, step, inner);
	return dimension.moment ? pool_arithmetic(pool, EXPR_ADD, node, midnight, dimension) : node;
}

/* The least multiple not below: the other way round. */
static uint32_t round_up(struct pool *pool, uint32_t node, uint32_t step, struct dimension dimension)
{
	struct dimension inner = dimension.moment ? dimension_time : dimension;
	uint32_t zero = pool_number(
	        pool, number_of(dimension.moment ? -TK_ZONE_CHINA : 0), inner);
	uint32_t none = pool_number(pool, number_of(0), inner);

	node = pool_arithmetic(pool, EXPR_SUB, zero, node, inner);
	node = pool_arithmetic(pool, EXPR_FLOOR, node, step, inner);
	node = pool_arithmetic(pool, EXPR_SUB, none, node, inner);
	return dimension.moment ? pool_arithmetic(pool, EXPR_ADD, node, zero, dimension) : node;
}

bool term_round(struct compiler *compiler, const struct expr_source *source, bool up, struct term *term,
        struct term *step)
{
	struct pool *pool = &compiler->pool;
	struct dimension dimension;

	if (!term_is_number(compiler, source, term) || !term_is_number(compiler, source, step))
		return false;
	if (term->bare && !step->bare && !term_adopt(compiler, source, term, step->dimension))
		return false;
	dimension = term->dimension;
	if (!term_adopt(compiler, source, step, dimension.moment ? dimension_time : dimension) ||
	        !step_is_sound(compiler, source, step))
		return false;
	term->uses |= step->uses;
	term->percent = false;
	term->end = step->end;
	return term_finish(compiler, source, term,
	        (up ? round_up : round_down)(pool, term->node, step->node, dimension), dimension);
}

/* A moment that the calendar can be asked about. */
static bool term_is_moment(
        struct compiler *compiler, const struct expr_source *source, struct term *term)
{
	if (!term_adopt(compiler, source, term, dimension_moment))
		return false;
	if (bounds_are_moments(&compiler->pool.bounds[term->node]))
		return true;
	return compile_error(compiler, source, TK_E_TYPE, term->start, term->end,
	        N_("a moment that is always a whole second, within the calendar"), NULL);
}

bool term_months(struct compiler *compiler, const struct expr_source *source, struct term *from, struct term *to)
{
	if (!term_is_moment(compiler, source, from) || !term_is_moment(compiler, source, to))
		return false;
	from->uses |= to->uses;
	from->end = to->end;
	from->bare = from->percent = false;
	return term_finish(compiler, source, from,
	        pool_arithmetic(&compiler->pool, EXPR_MONTHS, from->node, to->node, dimension_number),
	        dimension_number);
}

bool term_add_months(struct compiler *compiler, const struct expr_source *source, struct term *moment,
        struct term *months)
{
	if (!term_is_moment(compiler, source, moment) ||
	        !term_adopt(compiler, source, months, dimension_number))
		return false;
	if (!bounds_are_months(&compiler->pool.bounds[months->node]))
		return compile_error(compiler, source, TK_E_TYPE, months->start, months->end,
		        N_("a number of months that is always whole, at most 50000"), NULL);
	moment->uses |= months->uses;
	moment->end = months->end;
	return term_finish(compiler, source, moment,
	        pool_arithmetic(
	                &compiler->pool, EXPR_ADD_MONTHS, moment->node, months->node, dimension_moment),
	        dimension_moment);
}

static uint32_t truth_choice(struct pool *pool, uint32_t c, uint32_t a, uint32_t b)
{
	uint32_t chosen = pool_and(pool, c, a), not_c = pool_not(pool, c);

	return pool_or(pool, chosen, pool_and(pool, not_c, b));
}

bool term_if(struct compiler *compiler, const struct expr_source *source, struct term *condition,
        struct term *term, struct term *otherwise)
{
	struct pool *pool = &compiler->pool;
	uint32_t node;

	if (!term_is_condition(compiler, source, condition) || !term_is_value(compiler, source, term) ||
	        !term_is_value(compiler, source, otherwise) ||
	        !check_percent(compiler, source, term, otherwise) ||
	        !unify(compiler, source, term, otherwise))
		return false;
	if ((condition->uses & USE_VERDICT) && !term->dimension.truth)
		return compile_error(compiler, source, TK_E_TYPE, condition->start, condition->end,
		        N_("nothing that depends on the verdict here"), NULL);
	term->uses |= condition->uses | otherwise->uses;
	term->percent = term->percent && otherwise->percent;
	if (term->dimension.truth)
		node = truth_choice(pool, condition->node, term->node, otherwise->node);
	else
		node = pool_if(pool, condition->node, term->node, otherwise->node, term->dimension);
	/* a bare number is one constant */
	term->bare = term->bare && node != EXPR_NONE && pool_node(pool, node)->op == EXPR_CONSTANT;
	return term_finish(compiler, source, term, node, term->dimension);
}

/* ---- comparisons ------------------------------------------------------------------------------
 */

/* Nodes are made one after the other, not where a compiler puts the making of an argument: their order is that of what
 * is told. */
static uint32_t number_comparison(
        struct pool *pool, enum comparison comparison, uint32_t a, uint32_t b)
{
	uint32_t first;

	switch (comparison) {
	case IS_LESS:
		return pool_compare(pool, EXPR_LT, a, b);
	case IS_LESS_EQUAL:
		return pool_compare(pool, EXPR_LE, a, b);
	case IS_GREATER:
		return pool_compare(pool, EXPR_LT, b, a);
	case IS_GREATER_EQUAL:
		return pool_not(pool, pool_compare(pool, EXPR_LT, a, b));
	default:
		first = pool_compare(pool, EXPR_LE, a, b);
		return pool_and(pool, first, pool_compare(pool, EXPR_LE, b, a));
	}
}

/* Both or neither. */
static uint32_t truth_equality(struct pool *pool, uint32_t a, uint32_t b)
{
	uint32_t both = pool_and(pool, a, b), not_a = pool_not(pool, a);
	uint32_t neither = pool_and(pool, not_a, pool_not(pool, b));

	return pool_or(pool, both, neither);
}

bool term_compare(struct compiler *compiler, const struct expr_source *source,
        enum comparison comparison, struct term *left, struct term *right)
{
	struct pool *pool = &compiler->pool;
	bool equality = comparison == IS_EQUAL || comparison == IS_UNEQUAL;
	uint32_t node;

	if (!term_is_value(compiler, source, left) || !term_is_value(compiler, source, right))
		return false;
	if (left->dimension.truth && !equality)
		return compile_error(compiler, source, TK_E_TYPE, left->start, left->end,
		        N_("a number or an amount, not a condition"), NULL);
	if (!check_percent(compiler, source, left, right) || !unify(compiler, source, left, right))
		return false;
	left->end = right->end;
	left->uses |= right->uses;
	left->bare = left->percent = false;
	if (left->dimension.truth)
		node = truth_equality(pool, left->node, right->node);
	else
		node = number_comparison(pool, comparison, left->node, right->node);
	if (comparison == IS_UNEQUAL)
		node = pool_not(pool, node);
	return term_finish(compiler, source, left, node, dimension_truth);
}
