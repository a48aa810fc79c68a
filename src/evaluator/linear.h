/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sums of open answers, each times an exact fraction: what most conditions and amounts come down to.
 * And intervals, for those that do not. Every operation is checked: a form that would not fit is
 * given up, an interval that would not fit is unbounded. Must not know facts or policies.
 */
#ifndef EVALUATOR_LINEAR_H
#define EVALUATOR_LINEAR_H

#include "number.h"

#define LINEAR_TERMS 6

struct linear_term {
	int variable;
	struct number factor; /* not zero */
};

/* constant + the sum of factor * variable; terms by variable, ascending. */
struct linear {
	struct number constant;
	int count;
	struct linear_term terms[LINEAR_TERMS];
};

struct linear linear_constant(struct number constant);
struct linear linear_variable(int variable, struct number factor);
/* false: too many terms, or too large */
bool linear_add(const struct linear *a, const struct linear *b, struct linear *ret);
bool linear_sub(const struct linear *a, const struct linear *b, struct linear *ret);
bool linear_scale(const struct linear *a, struct number factor, struct linear *ret);
void linear_negate(struct linear *form);

/* low .. high; an open end is one that only the range of an amount of money holds, so that no bound
 * can be named. */
struct interval {
	struct number low, high;
	bool low_open, high_open;
};

struct interval interval_point(struct number value);
/* Whatever it may be. */
struct interval interval_whole(void);
struct interval interval_add(const struct interval *a, const struct interval *b);
struct interval interval_sub(const struct interval *a, const struct interval *b);
struct interval interval_mul(const struct interval *a, const struct interval *b);
struct interval interval_div(const struct interval *a, const struct interval *b);
struct interval interval_min(const struct interval *a, const struct interval *b);
struct interval interval_max(const struct interval *a, const struct interval *b);
/* Whatever lies in one of them. */
struct interval interval_either(const struct interval *a, const struct interval *b);
struct interval interval_floor(const struct interval *a, struct number step);
/* Of whole seconds in reach of the calendar, and numbers of months. */
struct interval interval_months(const struct interval *from, const struct interval *to);
struct interval interval_add_months(const struct interval *moment, const struct interval *months);

#endif
