/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a number can become, worked out from the ranges of the facts before any case is judged: how
 * large numerator and denominator grow, and between which values the result lies. This proves that
 * no divisor is zero and that 128 bits always suffice. Must not know facts or policies.
 */
#ifndef EVALUATOR_BOUNDS_H
#define EVALUATOR_BOUNDS_H

#include "number.h"

/* No numerator, denominator or product of a comparison grows beyond this: 2^120. What is left of
 * 2^127 is room for doubling, negating and rounding. */
#define BOUNDS_LIMIT ((wide)1 << 120)

/* How far moments and months may go that the calendar is asked about: some 8000 and 4000 years. */
#define CALENDAR_REACH ((int64_t)1 << 38)
#define CALENDAR_MONTHS 50000

struct bounds {
	/* With `fixed`, the value times den is whole and at most size (whatever cancels out on the
	 * way); without, numerator and denominator are at most size and den. */
	wide size, den;
	bool fixed;
	struct number least, most; /* inclusive */
};

enum bounds_result {
	BOUNDS_OK,
	BOUNDS_TOO_LARGE,
	BOUNDS_ZERO_DIVISOR,
};

struct bounds bounds_of_number(struct number value);
/* A whole number of least .. most, over den. */
struct bounds bounds_of_range(int64_t least, int64_t most, int64_t den);

/* op: EXPR_ADD SUB ELAPSED MUL DIV MIN MAX, FLOOR (to a constant step above zero), MONTHS and ADD_MONTHS
 * (of what bounds_are_moments and bounds_are_whole hold for), IF (either of the two); *ret is left alone unless BOUNDS_OK. */
enum bounds_result bounds_combine(
        enum expr_op op, const struct bounds *a, const struct bounds *b, struct bounds *ret);
/* Whether number_compare can take the two. */
bool bounds_comparable(const struct bounds *a, const struct bounds *b);
bool bounds_exclude_zero(const struct bounds *a);
/* Whether all values are whole numbers. */
bool bounds_are_whole(const struct bounds *a);
/* Whether all values are whole seconds in reach of the calendar, and numbers of months in its reach. */
bool bounds_are_moments(const struct bounds *a);
bool bounds_are_months(const struct bounds *a);

#endif
