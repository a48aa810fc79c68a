/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact fractions, sums of open answers and intervals, and the proof that they fit into 128 bits. */
#include "config.h"

#include "bounds.h"
#include "linear.h"
#include "suite.h"

static struct number fraction(wide num, wide den)
{
	return (struct number){num, den};
}

static bool is(struct number a, wide num, wide den)
{
	return a.num == num && a.den == den;
}

#define WIDE_MAX ((wide)(~(unsigned __int128)0 >> 1))

/* ---- fractions
 * ------------------------------------------------------------------------------------ */

START_TEST(sums_share_denominators)
{
	ck_assert(is(number_add(fraction(1, 6), fraction(1, 6)), 2, 6));
	ck_assert(is(number_add(fraction(1, 6), fraction(1, 4)), 5, 12));
	ck_assert(is(number_add(number_of(2), fraction(1, 4)), 9, 4));
	ck_assert(is(number_add(fraction(1, 4), number_of(2)), 9, 4));
	ck_assert(is(number_sub(fraction(1, 4), number_of(2)), -7, 4));
	ck_assert(is(number_mul(fraction(2, 3), fraction(-3, 5)), -6, 15));
	ck_assert(is(number_div(fraction(2, 3), fraction(3, 5)), 10, 9));
	ck_assert(is(number_div(fraction(2, 3), fraction(-3, 5)), -10, 9));
	ck_assert(is(number_div(fraction(-2, 3), fraction(-3, 5)), 10, 9));
}
END_TEST

START_TEST(lowest_terms)
{
	wide big = (wide)1 << 100;
	ck_assert(is(number_reduced(6, 4), 3, 2));
	ck_assert(is(number_reduced(6, -4), -3, 2));
	ck_assert(is(number_reduced(0, 7), 0, 1));
	ck_assert(is(number_reduced(big * 3, big), 3, 1));
	ck_assert(is(number_reduced(big, big * 3), 1, 3));
	ck_assert(number_gcd(12, 18) == 6);
	ck_assert(number_gcd(-12, 18) == 6);
	ck_assert(number_gcd(0, 18) == 18);
	ck_assert(number_gcd(big * 7, big * 5) == big);
}
END_TEST

START_TEST(comparisons)
{
	static const struct {
		struct number a, b;
		int order;
	} cases[] = {{{1, 2}, {2, 4}, 0}, {{1, 3}, {1, 2}, -1}, {{-1, 3}, {-1, 2}, 1},
	        {{-1, 2}, {1, 3}, -1}, {{7, 1}, {7, 1}, 0}, {{0, 5}, {0, 1}, 0},
	        {{-7, 2}, {-3, 1}, -1}, {{355, 113}, {22, 7}, -1}};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ck_assert_int_eq(number_compare(cases[i].a, cases[i].b), cases[i].order);
		ck_assert_int_eq(number_compare(cases[i].b, cases[i].a), -cases[i].order);
		ck_assert_int_eq(number_compare_any(cases[i].a, cases[i].b), cases[i].order);
		ck_assert_int_eq(number_compare_any(cases[i].b, cases[i].a), -cases[i].order);
	}
	/* Where a product would overflow. */
	ck_assert_int_eq(number_compare_any(fraction(WIDE_MAX, WIDE_MAX - 1),
	                         fraction(WIDE_MAX - 1, WIDE_MAX)),
	        1);
	ck_assert_int_eq(number_compare_any(fraction(WIDE_MAX - 1, WIDE_MAX),
	                         fraction(WIDE_MAX - 2, WIDE_MAX - 1)),
	        1);
	ck_assert_int_eq(number_compare_any(fraction(-WIDE_MAX, 3), fraction(-WIDE_MAX, 2)), 1);
	/* One of them is whole, or both are. */
	ck_assert_int_eq(number_compare_any(fraction((WIDE_MAX / 4) * 3 + 1, 3), number_of(WIDE_MAX / 4)), 1);
	ck_assert_int_eq(number_compare_any(number_of(WIDE_MAX / 4), fraction((WIDE_MAX / 4) * 3 + 1, 3)), -1);
	ck_assert_int_eq(number_compare_any(fraction((WIDE_MAX / 4) * 3, 3), number_of(WIDE_MAX / 4)), 0);
	ck_assert(is(number_min(fraction(1, 2), fraction(1, 3)), 1, 3));
	ck_assert(is(number_max(fraction(1, 2), fraction(1, 3)), 1, 2));
}
END_TEST

/* Any two ways of comparing agree. */
START_TEST(comparisons_agree)
{
	struct draw draw = {7};
	for (int i = 0; i < 20000; i++) {
		struct number a =
		        fraction((wide)draw_below(&draw, 200) - 100, 1 + draw_below(&draw, 50));
		struct number b =
		        fraction((wide)draw_below(&draw, 200) - 100, 1 + draw_below(&draw, 50));
		agree(number_compare(a, b) == number_compare_any(a, b), "the %dth pair", i);
	}
}
END_TEST

START_TEST(rounding)
{
	static const struct {
		int num, den, floor, ceil, round;
	} cases[] = {{0, 1, 0, 0, 0}, {1, 2, 0, 1, 1}, {49, 100, 0, 1, 0}, {-1, 2, -1, 0, 0},
	        {-51, 100, -1, 0, -1}, {-3, 2, -2, -1, -1}, {5, 2, 2, 3, 3}, {7, 1, 7, 7, 7},
	        {-7, 1, -7, -7, -7}, {1, 3, 0, 1, 0}, {2, 3, 0, 1, 1}};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct number value = fraction(cases[i].num, cases[i].den);
		ck_assert_int_eq((int)number_floor(value), cases[i].floor);
		ck_assert_int_eq((int)number_ceil(value), cases[i].ceil);
		ck_assert_int_eq((int)number_round(value), cases[i].round);
	}
	/* Half of the largest, without doubling anything. */
	ck_assert(number_round(fraction(WIDE_MAX, 2)) == WIDE_MAX / 2 + 1);
}
END_TEST

START_TEST(checked_operations)
{
	struct number result = {0, 1};
	ck_assert(number_add_checked(fraction(1, 6), fraction(1, 6), &result) && is(result, 1, 3));
	ck_assert(number_sub_checked(fraction(1, 6), fraction(1, 6), &result) && is(result, 0, 1));
	ck_assert(number_mul_checked(fraction(WIDE_MAX, 3), fraction(3, WIDE_MAX), &result) &&
	          is(result, 1, 1));
	ck_assert(
	        number_div_checked(fraction(4, 3), fraction(-2, 3), &result) && is(result, -2, 1));
	ck_assert(!number_add_checked(number_of(WIDE_MAX), number_of(1), &result));
	ck_assert(!number_mul_checked(number_of(WIDE_MAX), number_of(2), &result));
	ck_assert(!number_add_checked(fraction(1, WIDE_MAX), fraction(1, WIDE_MAX - 1), &result));
	/* Each part of a sum or a product by itself. */
	ck_assert(!number_add_checked(fraction(WIDE_MAX, 2), fraction(1, 3), &result));
	ck_assert(!number_add_checked(fraction(1, 2), fraction(WIDE_MAX, 3), &result));
	ck_assert(!number_add_checked(fraction(1, WIDE_MAX), fraction(-1, WIDE_MAX - 1), &result));
	ck_assert(!number_mul_checked(fraction(WIDE_MAX, 2), fraction(WIDE_MAX, 3), &result));
	ck_assert(!number_mul_checked(fraction(1, WIDE_MAX), fraction(1, 3), &result));
	ck_assert(!number_div_checked(number_of(1), number_of(0), &result));
	/* The least of all bits fits as it is, and not with the other sign: no result is it. */
	ck_assert(!number_add_checked(number_of(-WIDE_MAX), number_of(-1), &result));
	ck_assert(!number_sub_checked(number_of(-WIDE_MAX), number_of(1), &result));
	ck_assert(!number_mul_checked(number_of(-((wide)1 << 126)), number_of(2), &result));
	ck_assert(!number_add_checked(fraction(-WIDE_MAX, 3), fraction(-1, 3), &result));
	ck_assert(!number_mul_checked(fraction(-((wide)1 << 126), 3), number_of(2), &result));
	ck_assert(number_sub_checked(number_of(-WIDE_MAX + 1), number_of(1), &result) && is(result, -WIDE_MAX, 1));
	ck_assert(is(result, -WIDE_MAX, 1));
}
END_TEST

START_TEST(small_numbers_in_digits)
{
	static const struct {
		int64_t num, den;
		int decimals;
		const char *text;
	} cases[] = {{0, 7, 0, "0"}, {3, 1, 0, "3"}, {-3, 1, 0, "-3"}, {5, 2, 0, "2.5"}, {-5, 2, 0, "-2.5"},
	        {3, 1, 2, "3.00"}, {-3, 1, 2, "-3.00"}, {-1, 2, 3, "-0.500"}, {1, 3, 2, "1 / 3"}, {-2, 6, 0, "-1 / 3"},
	        {1, 1000000000, 0, "0.000000001"}, {1, INT64_C(10000000000), 0, "1 / 10000000000"}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[64];
		number_digits(fraction(cases[i].num, cases[i].den), cases[i].decimals, text, sizeof(text));
		ck_assert_str_eq(text, cases[i].text);
	}
}
END_TEST

/* ---- sums of what is open, and intervals
 * ------------------------------------------------------------------------------------ */

/* The variables FIRST, FIRST + STEP ..., each times the factor. */
static struct linear form_of(int count, int first, int step, int factor)
{
	struct linear form = linear_constant(number_of(0));

	for (int i = 0; i < count; i++)
		form.terms[form.count++] = (struct linear_term){first + i * step, number_of(factor)};
	return form;
}

static bool is_interval(struct interval interval, struct number low, struct number high)
{
	return number_compare_any(interval.low, low) == 0 && number_compare_any(interval.high, high) == 0 &&
	       !interval.low_open && !interval.high_open;
}

/* As many terms as there is room for, and one more: at the end, between others, and beside one that is in both. */
START_TEST(many_terms)
{
	struct linear all = form_of(LINEAR_TERMS, 0, 1, 2), odd = form_of(LINEAR_TERMS / 2, 1, 2, 5);
	struct linear even = form_of(LINEAR_TERMS / 2, 0, 2, 5), sum, kept;

	ck_assert(linear_add(&even, &odd, &sum));
	ck_assert_int_eq(sum.count, LINEAR_TERMS);
	for (int i = 0; i < LINEAR_TERMS; i++) {
		ck_assert_int_eq(sum.terms[i].variable, i);
		ck_assert(is(sum.terms[i].factor, 5, 1));
	}
	/* of each variable one term, and none where they cancel out */
	ck_assert(linear_add(&all, &even, &sum));
	ck_assert_int_eq(sum.count, LINEAR_TERMS);
	ck_assert(is(sum.terms[0].factor, 7, 1) && is(sum.terms[1].factor, 2, 1));
	ck_assert(linear_sub(&all, &all, &sum));
	ck_assert_int_eq(sum.count, 0);
	sum = kept = linear_constant(number_of(42));
	odd = linear_variable(LINEAR_TERMS, number_of(1));
	ck_assert(!linear_add(&all, &odd, &sum) && !linear_add(&odd, &all, &sum));
	even = form_of(LINEAR_TERMS, 0, 2, 1);
	odd = form_of(LINEAR_TERMS, 1, 2, 1);
	ck_assert(!linear_add(&even, &odd, &sum));
	/* the last variable of one is that of the other */
	even = form_of(LINEAR_TERMS / 2, 0, 2, 1);
	odd = form_of(LINEAR_TERMS / 2, 1, 2, 1);
	even.terms[even.count++] = odd.terms[odd.count++] = (struct linear_term){LINEAR_TERMS, number_of(1)};
	ck_assert(!linear_add(&even, &odd, &sum));
	ck_assert_int_eq(sum.count, kept.count);
	ck_assert(is(sum.constant, 42, 1));
}
END_TEST

/* By what is above or below zero; by what may be zero it can be anything. */
START_TEST(intervals_divided)
{
	static const struct interval by[] = {
	        {{0, 1}, {2, 1}, false, false}, {{-2, 1}, {0, 1}, false, false}, {{-1, 1}, {1, 1}, false, false}};
	struct interval a = {number_of(2), number_of(4), false, false};
	struct interval above = {number_of(2), number_of(4), false, false};
	struct interval below = {number_of(-4), number_of(-2), false, false}, whole = interval_whole();

	ck_assert(is_interval(interval_div(&a, &above), fraction(1, 2), number_of(2)));
	ck_assert(is_interval(interval_div(&a, &below), number_of(-2), fraction(-1, 2)));
	ck_assert(is_interval(interval_div(&below, &below), fraction(1, 2), number_of(2)));
	for (size_t i = 0; i < sizeof(by) / sizeof(by[0]); i++) {
		struct interval any = interval_div(&a, &by[i]);
		ck_assert(number_compare_any(any.low, whole.low) == 0 && number_compare_any(any.high, whole.high) == 0);
		ck_assert(any.low_open && any.high_open);
	}
}
END_TEST

/* ---- bounds
 * ------------------------------------------------------------------------------------------ */

START_TEST(bounds_at_their_edge)
{
	struct bounds edge = bounds_of_number(number_of(BOUNDS_LIMIT)),
	              one = bounds_of_number(number_of(1)), half = bounds_of_number(fraction(1, 2)),
	              zero = bounds_of_range(0, 5, 1), result;

	ck_assert_int_eq(bounds_combine(EXPR_MUL, &edge, &one, &result), BOUNDS_OK);
	ck_assert_int_eq(bounds_combine(EXPR_ADD, &edge, &one, &result), BOUNDS_TOO_LARGE);
	/* Cancelling does not help: nothing on the way may grow beyond the limit. */
	ck_assert_int_eq(bounds_combine(EXPR_SUB, &edge, &one, &result), BOUNDS_TOO_LARGE);
	ck_assert_int_eq(bounds_combine(EXPR_ADD, &edge, &half, &result), BOUNDS_TOO_LARGE);
	ck_assert_int_eq(bounds_combine(EXPR_DIV, &edge, &half, &result), BOUNDS_TOO_LARGE);
	ck_assert_int_eq(bounds_combine(EXPR_DIV, &half, &edge, &result), BOUNDS_TOO_LARGE);
	ck_assert_int_eq(bounds_combine(EXPR_DIV, &one, &edge, &result), BOUNDS_OK);
	ck_assert_int_eq(bounds_combine(EXPR_MIN, &edge, &half, &result), BOUNDS_TOO_LARGE);
	ck_assert_int_eq(bounds_combine(EXPR_DIV, &one, &zero, &result), BOUNDS_ZERO_DIVISOR);
	ck_assert(bounds_comparable(&edge, &one));
	ck_assert(!bounds_comparable(&edge, &half));
	ck_assert(!bounds_comparable(&half, &edge));
}
END_TEST

/* A denominator, a size over a denominator that is common, and what a quotient multiplies across have the same edge. */
START_TEST(each_part_has_its_edge)
{
	const wide far = (wide)1 << 61; /* with its neighbour beyond the edge, and nothing cancels */
	struct bounds edge = bounds_of_number(number_of(BOUNDS_LIMIT)), one = bounds_of_number(number_of(1)),
	              two = bounds_of_number(number_of(2)), half = bounds_of_number(fraction(1, 2)),
	              small = bounds_of_number(fraction(1, far)), other = bounds_of_number(fraction(1, far - 1)),
	              below = bounds_of_number(number_of(-BOUNDS_LIMIT)),
	              steps = bounds_of_number(number_of(BOUNDS_LIMIT / 2 + 1)), result;

	ck_assert_int_eq(bounds_combine(EXPR_ADD, &small, &other, &result), BOUNDS_TOO_LARGE);
	ck_assert_int_eq(bounds_combine(EXPR_MAX, &small, &other, &result), BOUNDS_TOO_LARGE);
	ck_assert_int_eq(bounds_combine(EXPR_MUL, &small, &other, &result), BOUNDS_TOO_LARGE);
	ck_assert_int_eq(bounds_combine(EXPR_ADD, &small, &small, &result), BOUNDS_OK);
	ck_assert_int_eq(bounds_combine(EXPR_ADD, &half, &edge, &result), BOUNDS_TOO_LARGE);
	ck_assert_int_eq(bounds_combine(EXPR_MUL, &edge, &two, &result), BOUNDS_TOO_LARGE);
	ck_assert_int_eq(bounds_combine(EXPR_FLOOR, &edge, &half, &result), BOUNDS_TOO_LARGE);
	ck_assert_int_eq(bounds_combine(EXPR_FLOOR, &half, &edge, &result), BOUNDS_TOO_LARGE);
	ck_assert_int_eq(bounds_combine(EXPR_FLOOR, &edge, &one, &result), BOUNDS_OK);
	/* the next multiple below is beyond it */
	ck_assert_int_eq(bounds_combine(EXPR_FLOOR, &below, &steps, &result), BOUNDS_TOO_LARGE);
}
END_TEST

/* A fact that can have one value only is written over the denominator of its type: what is divided by it is not over a
 * denominator that is known. */
START_TEST(a_divisor_of_one_value)
{
	struct bounds one = bounds_of_number(number_of(1)), half = bounds_of_number(fraction(1, 2)),
	              percent = bounds_of_range(5000, 5000, 10000), several = bounds_of_range(1, 2, 1),
	              three = bounds_of_number(number_of(3)), whole = bounds_of_range(2, 2, 2), result;

	ck_assert_int_eq(bounds_combine(EXPR_DIV, &one, &half, &result), BOUNDS_OK);
	ck_assert(result.fixed && result.den == 1 && result.size == 2);
	ck_assert_int_eq(bounds_combine(EXPR_DIV, &one, &percent, &result), BOUNDS_OK);
	ck_assert(!result.fixed && result.den == 5000 && result.size == 10000);
	ck_assert_int_eq(bounds_combine(EXPR_DIV, &one, &several, &result), BOUNDS_OK);
	ck_assert(!result.fixed && result.den == 2 && result.size == 1);
	ck_assert(!bounds_are_whole(&result) && !bounds_are_months(&result));
	/* One value, over its own denominator, and a size that is not that of the value: the lesser of 3 and 1/2. */
	ck_assert_int_eq(bounds_combine(EXPR_DIV, &three, &whole, &result), BOUNDS_OK);
	ck_assert_int_eq(bounds_combine(EXPR_MIN, &result, &half, &result), BOUNDS_OK);
	ck_assert(!result.fixed && result.den == 2 && result.size == 6);
	ck_assert_int_eq(bounds_combine(EXPR_DIV, &one, &result, &result), BOUNDS_OK);
	ck_assert(!result.fixed && result.den == 6 && result.size == 2);
}
END_TEST

/* A value of the bounds, whole over its denominator. */
static struct number draw_value(struct draw *draw, const struct bounds *bounds)
{
	wide least = number_ceil(number_mul(bounds->least, number_of(bounds->den)));
	wide most = number_floor(number_mul(bounds->most, number_of(bounds->den)));
	return fraction(least + draw_below(draw, (uint32_t)(most - least + 1)), bounds->den);
}

static struct bounds draw_bounds(struct draw *draw)
{
	int64_t least = (int64_t)draw_below(draw, 41) - 20;
	static const int64_t dens[] = {1, 1, 2, 5, 6, 10000};
	return bounds_of_range(least, least + draw_below(draw, 15), dens[draw_below(draw, 6)]);
}

static struct number apply(enum expr_op op, struct number a, struct number b)
{
	switch (op) {
	case EXPR_ADD:
		return number_add(a, b);
	case EXPR_SUB:
		return number_sub(a, b);
	case EXPR_ELAPSED:
		return number_max(number_sub(a, b), number_of(0));
	case EXPR_MUL:
		return number_mul(a, b);
	case EXPR_DIV:
		return number_div(a, b);
	case EXPR_MIN:
		return number_min(a, b);
	default:
		return number_max(a, b);
	}
}

static wide magnitude(wide a)
{
	return a < 0 ? -a : a;
}

static bool holds(const struct bounds *bounds, struct number value)
{
	if (number_compare_any(value, bounds->least) < 0 ||
	        number_compare_any(value, bounds->most) > 0)
		return false;
	if (magnitude(value.num) > bounds->size || value.den > bounds->den)
		return false;
	return !bounds->fixed || bounds->den % value.den == 0;
}

/* Whatever values are drawn, two operations deep: the result is within its bounds. */
START_TEST(bounds_hold)
{
	static const enum expr_op ops[] = {
	        EXPR_ADD, EXPR_SUB, EXPR_ELAPSED, EXPR_MUL, EXPR_DIV, EXPR_MIN, EXPR_MAX};
	struct draw draw = {3};
	int divisions = 0;

	for (int i = 0; i < 10000; i++) {
		struct bounds a = draw_bounds(&draw), b = draw_bounds(&draw),
		              c = draw_bounds(&draw), ab, abc;
		enum expr_op first = ops[draw_below(&draw, 7)], second = ops[draw_below(&draw, 7)];
		if (draw_below(&draw, 4) == 0)
			b = bounds_of_number(b.most);
		if (bounds_combine(first, &a, &b, &ab) != BOUNDS_OK ||
		        bounds_combine(second, &ab, &c, &abc) != BOUNDS_OK)
			continue;
		divisions += first == EXPR_DIV || second == EXPR_DIV;
		for (int k = 0; k < 10; k++) {
			struct number x = draw_value(&draw, &a), y = draw_value(&draw, &b),
			              z = draw_value(&draw, &c);
			struct number xy = apply(first, x, y);
			agree(holds(&ab, xy), "the %dth pair of bounds", i);
			agree(holds(&abc, apply(second, xy, z)), "the %dth three bounds", i);
		}
	}
	ck_assert_int_gt(divisions, 400);
}
END_TEST

/* All digits, however many, and a quotient where nine behind the point do not do. */
START_TEST(any_number_in_digits)
{
	const wide large = (wide)1 << 100; /* 1267650600228229401496703205376 */
	const struct {
		struct number value;
		int least_decimals;
		const char *text;
	} table[] = {{number_of(0), 0, "0"}, {number_of(0), 2, "0.00"}, {number_of(-7), 0, "-7"},
		{fraction(5, 2), 0, "2.5"}, {fraction(-1, 2), 2, "-0.50"}, {fraction(8, 4), 2, "2.00"},
		{fraction(1, 1000000000), 0, "0.000000001"}, {fraction(1, 512), 0, "0.001953125"},
		{fraction(1, 1024), 0, "1 / 1024"}, {fraction(-2, 3), 2, "-2 / 3"},
		{number_of(INT64_MAX), 0, "9223372036854775807"},
		{number_of((wide)INT64_MAX + 1), 0, "9223372036854775808"},
		{number_of(large), 2, "1267650600228229401496703205376.00"},
		{fraction(-large - 1, 2), 0, "-633825300114114700748351602688.5"},
		{fraction(1, large), 0, "1 / 1267650600228229401496703205376"},
		{fraction(WIDE_MAX, large), 0,
			"170141183460469231731687303715884105727 / 1267650600228229401496703205376"},
		{number_of(WIDE_MAX), 9, "170141183460469231731687303715884105727.000000000"}};
	char text[NUMBER_TEXT];

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		number_digits(table[i].value, table[i].least_decimals, text, sizeof(text));
		ck_assert_str_eq(text, table[i].text);
	}
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
	        {"fractions", {sums_share_denominators, lowest_terms, comparisons,
	                              comparisons_agree, rounding, checked_operations, small_numbers_in_digits,
	                              any_number_in_digits, NULL}},
	        {"sums", {many_terms, intervals_divided, NULL}},
	        {"bounds", {bounds_at_their_edge, each_part_has_its_edge, a_divisor_of_one_value, bounds_hold, NULL}},
	};
	return SUITE_RUN("number", groups);
}
