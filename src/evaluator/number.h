/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exact fractions of 128-bit integers. The plain operations trust their operands to fit: for the
 * nodes of a loaded policy, the sums of its deductions and the comparison of any two of them the
 * loader has proven that (bounds.h); for anything else there are the checked ones. Must not know
 * facts or policies.
 */
#ifndef EVALUATOR_NUMBER_H
#define EVALUATOR_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "expression.h"

/* The least of 128 bits. It is no number here: it has no other sign. */
#define WIDE_LEAST (-(wide)(~(unsigned __int128)0 >> 1) - 1)

static inline struct number number_of(wide value)
{
	return (struct number){value, 1};
}

wide number_gcd(wide a, wide b); /* of |a| and |b|; b != 0 */
/* num/den in lowest terms; den != 0, may be negative. */
struct number number_reduced(wide num, wide den);

/* ---- proven to fit ----------------------------------------------------------------------------
 */

/* Over the least common multiple of the denominators: what the loader's bounds count on. */
struct number number_add_unlike(struct number a, struct number b);

static inline struct number number_add(struct number a, struct number b)
{
	if (a.den == b.den)
		return (struct number){a.num + b.num, a.den};
	return number_add_unlike(a, b);
}

static inline struct number number_negate(struct number a)
{
	return (struct number){-a.num, a.den};
}

static inline struct number number_sub(struct number a, struct number b)
{
	return number_add(a, number_negate(b));
}

static inline struct number number_mul(struct number a, struct number b)
{
	return (struct number){a.num * b.num, a.den * b.den};
}

/* b != 0 */
static inline struct number number_div(struct number a, struct number b)
{
	if (b.num < 0)
		return (struct number){-a.num * b.den, a.den * -b.num};
	return (struct number){a.num * b.den, a.den * b.num};
}

static inline int number_sign(struct number a)
{
	return (a.num > 0) - (a.num < 0);
}

/* Below, at or above zero as a is below, equal to or above b. */
static inline int number_compare(struct number a, struct number b)
{
	wide left, right;
	if (a.den == b.den) {
		left = a.num;
		right = b.num;
	} else {
		left = a.num * b.den;
		right = b.num * a.den;
	}
	return (left > right) - (left < right);
}

static inline struct number number_min(struct number a, struct number b)
{
	return number_compare(b, a) < 0 ? b : a;
}

static inline struct number number_max(struct number a, struct number b)
{
	return number_compare(b, a) > 0 ? b : a;
}

wide number_floor(struct number a);
wide number_ceil(struct number a);
/* To the nearest whole number, a half upwards (as -0.5 to 0). */
wide number_round(struct number a);

/* ---- for any operands -------------------------------------------------------------------------
 */

/* As number_compare, without products: nothing can overflow. */
int number_compare_any(struct number a, struct number b);
/* The result in lowest terms; false: it does not fit (or, of the last, b is zero). */
bool number_add_checked(struct number a, struct number b, struct number *ret);
bool number_sub_checked(struct number a, struct number b, struct number *ret);
bool number_mul_checked(struct number a, struct number b, struct number *ret);
bool number_div_checked(struct number a, struct number b, struct number *ret);

/* In digits: at most nine behind the point and no fewer than LEAST_DECIMALS (at most nine), or else as a quotient. */
#define NUMBER_TEXT 96 /* room for any */
void number_digits(struct number value, int least_decimals, char *text, size_t size);

#endif
