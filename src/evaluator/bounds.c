/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bounds.h"
#include "values.h"

static wide magnitude(wide a)
{
	return a < 0 ? -a : a;
}

struct bounds bounds_of_number(struct number value)
{
	value = number_reduced(value.num, value.den);
	return (struct bounds){magnitude(value.num), value.den, true, value, value};
}

struct bounds bounds_of_range(int64_t least, int64_t most, int64_t den)
{
	wide below = magnitude(least), above = magnitude(most);
	return (struct bounds){below > above ? below : above, den, true, number_reduced(least, den),
	        number_reduced(most, den)};
}

static wide larger_magnitude(wide a, wide b)
{
	return magnitude(a) > magnitude(b) ? magnitude(a) : magnitude(b);
}

/* a * b; false when that passes the limit. */
static bool times(wide a, wide b, wide *ret)
{
	wide product;
	if (__builtin_mul_overflow(a, b, &product) || product > BOUNDS_LIMIT)
		return false;
	*ret = product;
	return true;
}

static bool plus(wide a, wide b, wide *ret)
{
	if (a > BOUNDS_LIMIT - b)
		return false;
	*ret = a + b;
	return true;
}

/* The common denominator of two, and both sizes over it. */
static bool align(
        const struct bounds *a, const struct bounds *b, wide *ret_den, wide *ret_a, wide *ret_b)
{
	wide common = a->fixed && b->fixed ? number_gcd(a->den, b->den) : 1;
	return times(a->den / common, b->den, ret_den) && times(a->size, b->den / common, ret_a) &&
	       times(b->size, a->den / common, ret_b);
}

static bool grow_sum(const struct bounds *a, const struct bounds *b, struct bounds *ret)
{
	wide left, right;
	ret->fixed = a->fixed && b->fixed;
	return align(a, b, &ret->den, &left, &right) && plus(left, right, &ret->size);
}

/* One of the two as it is, after a comparison. */
static bool grow_choice(const struct bounds *a, const struct bounds *b, struct bounds *ret)
{
	wide left = a->size, right = b->size;
	ret->fixed = a->fixed && b->fixed;
	if (!ret->fixed)
		ret->den = a->den > b->den ? a->den : b->den;
	else if (!align(a, b, &ret->den, &left, &right))
		return false;
	ret->size = left > right ? left : right;
	return bounds_comparable(a, b);
}

static bool grow_product(const struct bounds *a, const struct bounds *b, struct bounds *ret)
{
	ret->fixed = a->fixed && b->fixed;
	return times(a->size, b->size, &ret->size) && times(a->den, b->den, &ret->den);
}

static bool grow_quotient(const struct bounds *a, const struct bounds *b, struct bounds *ret)
{
	/* Only a constant divisor gives a denominator that is known. */
	bool constant = number_compare_any(b->least, b->most) == 0 && b->den == b->least.den &&
	                b->size == magnitude(b->least.num);
	ret->fixed = a->fixed && b->fixed && constant;
	return times(a->size, b->den, &ret->size) && times(a->den, b->size, &ret->den);
}

static bool grow_quotient_fits(const struct bounds *a, const struct bounds *b)
{
	wide ignored;
	return times(a->size, b->den, &ignored) && times(a->den, b->size, &ignored);
}

/* The quotient by the step is rounded: it has to fit; what comes out is a multiple of the step. */
static bool grow_floor(const struct bounds *a, const struct bounds *b, struct bounds *ret)
{
	ret->fixed = true;
	ret->den = b->den;
	return grow_quotient_fits(a, b);
}

/* Whole seconds or months; how many, span_months says. */
static bool grow_months(struct bounds *ret)
{
	ret->fixed = true;
	ret->den = 1;
	return true;
}

/* ---- values -----------------------------------------------------------------------------------
 */

static void widen(struct number value, struct number *least, struct number *most)
{
	if (number_compare_any(value, *least) < 0)
		*least = value;
	if (number_compare_any(value, *most) > 0)
		*most = value;
}

/* The values of a product or quotient lie between those of the corners. */
static bool span_corners(bool (*apply)(struct number, struct number, struct number *),
        const struct bounds *a, const struct bounds *b, struct bounds *ret)
{
	struct number corners[4];
	if (!apply(a->least, b->least, &corners[0]) || !apply(a->least, b->most, &corners[1]) ||
	        !apply(a->most, b->least, &corners[2]) || !apply(a->most, b->most, &corners[3]))
		return false;
	ret->least = ret->most = corners[0];
	for (int i = 1; i < 4; i++)
		widen(corners[i], &ret->least, &ret->most);
	return true;
}

static struct number smaller(struct number a, struct number b)
{
	return number_compare_any(a, b) <= 0 ? a : b;
}

static struct number larger(struct number a, struct number b)
{
	return number_compare_any(a, b) >= 0 ? a : b;
}

/* Of many moments whose last days of a month are drawn together, the days alone keep their order. */
static bool span_months(
        enum expr_op op, const struct bounds *a, const struct bounds *b, struct bounds *ret)
{
	int64_t slack = number_compare_any(a->least, a->most) == 0 ? 0 : 4 * 86400;
	int64_t a_least = (int64_t)a->least.num, a_most = (int64_t)a->most.num;
	int64_t b_least = (int64_t)b->least.num, b_most = (int64_t)b->most.num;

	if (op == EXPR_ADD_MONTHS) {
		ret->least = number_of(moment_add_months(a_least, b_least) - slack);
		ret->most = number_of(moment_add_months(a_most, b_most) + slack);
	} else {
		ret->least = number_of(moment_months(a_most + slack, b_least));
		ret->most = number_of(moment_months(a_least - slack, b_most));
	}
	ret->size = larger_magnitude(ret->least.num, ret->most.num);
	return true;
}

/* Multiples of the step. */
static bool span_floor(const struct bounds *a, const struct bounds *b, struct bounds *ret)
{
	struct number least, most, step = b->least;
	wide times_least, times_most;

	if (!number_div_checked(a->least, step, &least) || !number_div_checked(a->most, step, &most))
		return false;
	times_least = number_floor(least);
	times_most = number_floor(most);
	return number_mul_checked(number_of(times_least), step, &ret->least) &&
	       number_mul_checked(number_of(times_most), step, &ret->most) &&
	       times(larger_magnitude(times_least, times_most), step.num, &ret->size);
}

static bool span(
        enum expr_op op, const struct bounds *a, const struct bounds *b, struct bounds *ret)
{
	struct number zero = number_of(0);
	switch (op) {
	case EXPR_ADD:
		return number_add_checked(a->least, b->least, &ret->least) &&
		       number_add_checked(a->most, b->most, &ret->most);
	case EXPR_SUB:
	case EXPR_ELAPSED:
		if (!number_sub_checked(a->least, b->most, &ret->least) ||
		        !number_sub_checked(a->most, b->least, &ret->most))
			return false;
		if (op == EXPR_ELAPSED) {
			ret->least = larger(ret->least, zero);
			ret->most = larger(ret->most, zero);
		}
		return true;
	case EXPR_MUL:
		return span_corners(number_mul_checked, a, b, ret);
	case EXPR_DIV:
		return span_corners(number_div_checked, a, b, ret);
	case EXPR_MIN:
		ret->least = smaller(a->least, b->least);
		ret->most = smaller(a->most, b->most);
		return true;
	case EXPR_FLOOR:
		return span_floor(a, b, ret);
	case EXPR_MONTHS:
	case EXPR_ADD_MONTHS:
		return span_months(op, a, b, ret);
	case EXPR_IF:
		ret->least = smaller(a->least, b->least);
		ret->most = larger(a->most, b->most);
		return true;
	default:
		ret->least = larger(a->least, b->least);
		ret->most = larger(a->most, b->most);
		return true;
	}
}

/* What lies between least and most is no larger over its denominator than they are. */
static void clip(struct bounds *bounds)
{
	struct number largest = number_compare_any(number_negate(bounds->least), bounds->most) > 0
	                                ? number_negate(bounds->least)
	                                : bounds->most;
	wide size;

	if (!bounds->fixed || !number_mul_checked(largest, number_of(bounds->den), &largest))
		return;
	size = number_floor(largest);
	if (size < bounds->size)
		bounds->size = size;
}

enum bounds_result bounds_combine(
        enum expr_op op, const struct bounds *a, const struct bounds *b, struct bounds *ret)
{
	struct bounds result = {0};
	bool fits;

	if (op == EXPR_DIV && !bounds_exclude_zero(b))
		return BOUNDS_ZERO_DIVISOR;
	switch (op) {
	case EXPR_MUL:
		fits = grow_product(a, b, &result);
		break;
	case EXPR_DIV:
		fits = grow_quotient(a, b, &result);
		break;
	case EXPR_MIN:
	case EXPR_MAX:
	case EXPR_IF:
		fits = grow_choice(a, b, &result);
		break;
	case EXPR_FLOOR:
		fits = grow_floor(a, b, &result);
		break;
	case EXPR_MONTHS:
	case EXPR_ADD_MONTHS:
		fits = grow_months(&result);
		break;
	default:
		fits = grow_sum(a, b, &result);
		break;
	}
	if (!fits || !span(op, a, b, &result))
		return BOUNDS_TOO_LARGE;
	clip(&result);
	*ret = result;
	return BOUNDS_OK;
}

bool bounds_comparable(const struct bounds *a, const struct bounds *b)
{
	wide ignored;
	return times(a->size, b->den, &ignored) && times(b->size, a->den, &ignored);
}

bool bounds_exclude_zero(const struct bounds *a)
{
	return number_sign(a->least) > 0 || number_sign(a->most) < 0;
}

bool bounds_are_whole(const struct bounds *a)
{
	return a->fixed && a->den == 1;
}

static bool lie_between(const struct bounds *a, int64_t least, int64_t most)
{
	return bounds_are_whole(a) && number_compare_any(a->least, number_of(least)) >= 0 &&
	       number_compare_any(a->most, number_of(most)) <= 0;
}

bool bounds_are_moments(const struct bounds *a)
{
	return lie_between(a, -CALENDAR_REACH, CALENDAR_REACH);
}

bool bounds_are_months(const struct bounds *a)
{
	return lie_between(a, -CALENDAR_MONTHS, CALENDAR_MONTHS);
}
