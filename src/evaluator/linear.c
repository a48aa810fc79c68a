/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear.h"

#include "bounds.h"
#include "values.h"

/* ---- forms ------------------------------------------------------------------------------------ */

struct linear linear_constant(struct number constant)
{
	struct linear form;
	form.constant = constant;
	form.count = 0;
	return form;
}

struct linear linear_variable(int variable, struct number factor)
{
	struct linear form = linear_constant(number_of(0));
	form.count = 1;
	form.terms[0] = (struct linear_term){variable, factor};
	return form;
}

void linear_negate(struct linear *form)
{
	form->constant = number_negate(form->constant);
	for (int i = 0; i < form->count; i++)
		form->terms[i].factor = number_negate(form->terms[i].factor);
}

static bool append(struct linear *form, struct linear_term term)
{
	if (form->count == LINEAR_TERMS)
		return false;
	form->terms[form->count++] = term;
	return true;
}

static bool append_sum(struct linear *form, const struct linear_term *a, const struct linear_term *b)
{
	struct linear_term sum = {.variable = a->variable};
	if (!number_add_checked(a->factor, b->factor, &sum.factor))
		return false;
	return sum.factor.num == 0 || append(form, sum);
}

bool linear_add(const struct linear *a, const struct linear *b, struct linear *ret)
{
	struct linear sum;
	int i = 0, j = 0;

	sum.count = 0;
	if (!number_add_checked(a->constant, b->constant, &sum.constant))
		return false;
	while (i < a->count || j < b->count) {
		bool good;
		if (j == b->count || (i < a->count && a->terms[i].variable < b->terms[j].variable))
			good = append(&sum, a->terms[i++]);
		else if (i == a->count || b->terms[j].variable < a->terms[i].variable)
			good = append(&sum, b->terms[j++]);
		else
			good = append_sum(&sum, &a->terms[i++], &b->terms[j++]);
		if (!good)
			return false;
	}
	*ret = sum;
	return true;
}

bool linear_sub(const struct linear *a, const struct linear *b, struct linear *ret)
{
	struct linear negative = *b;
	linear_negate(&negative);
	return linear_add(a, &negative, ret);
}

bool linear_scale(const struct linear *a, struct number factor, struct linear *ret)
{
	struct linear scaled = *a;

	if (factor.num == 0) {
		*ret = linear_constant(number_of(0));
		return true;
	}
	if (!number_mul_checked(scaled.constant, factor, &scaled.constant))
		return false;
	for (int i = 0; i < scaled.count; i++)
		if (!number_mul_checked(scaled.terms[i].factor, factor, &scaled.terms[i].factor))
			return false;
	*ret = scaled;
	return true;
}

/* ---- intervals -------------------------------------------------------------------------------- */

/* No number of a loaded policy is larger (bounds.h). */
#define WIDEST ((wide)1 << 120)

struct interval interval_point(struct number value)
{
	return (struct interval){.low = value, .high = value};
}

struct interval interval_whole(void)
{
	return (struct interval){number_of(-WIDEST), number_of(WIDEST), true, true};
}

struct interval interval_add(const struct interval *a, const struct interval *b)
{
	struct interval sum = {
		.low_open = a->low_open || b->low_open, .high_open = a->high_open || b->high_open};
	if (!number_add_checked(a->low, b->low, &sum.low) ||
		!number_add_checked(a->high, b->high, &sum.high))
		return interval_whole();
	return sum;
}

struct interval interval_sub(const struct interval *a, const struct interval *b)
{
	struct interval negative = {
		number_negate(b->high), number_negate(b->low), b->high_open, b->low_open};
	return interval_add(a, &negative);
}

struct interval interval_mul(const struct interval *a, const struct interval *b)
{
	const struct number as[2] = {a->low, a->high}, bs[2] = {b->low, b->high};
	const bool a_open[2] = {a->low_open, a->high_open}, b_open[2] = {b->low_open, b->high_open};
	struct interval product = {0};

	for (int i = 0; i < 4; i++) {
		struct number corner;
		bool open = (a_open[i / 2] && bs[i % 2].num != 0) || (b_open[i % 2] && as[i / 2].num != 0);
		if (!number_mul_checked(as[i / 2], bs[i % 2], &corner))
			return interval_whole();
		if (i == 0 || number_compare_any(corner, product.low) < 0)
			product.low = corner;
		if (i == 0 || number_compare_any(corner, product.high) > 0)
			product.high = corner;
		product.low_open |= open && number_sign(corner) < 0;
		product.high_open |= open && number_sign(corner) > 0;
	}
	return product;
}

struct interval interval_div(const struct interval *a, const struct interval *b)
{
	struct interval inverse = {.low_open = false};

	if (number_sign(b->low) <= 0 && number_sign(b->high) >= 0)
		return interval_whole();
	if (!number_div_checked(number_of(1), b->high, &inverse.low) ||
		!number_div_checked(number_of(1), b->low, &inverse.high))
		return interval_whole();
	return interval_mul(a, &inverse);
}

struct interval interval_min(const struct interval *a, const struct interval *b)
{
	const struct interval *high = number_compare_any(b->high, a->high) < 0 ? b : a;
	const struct interval *low = number_compare_any(b->low, a->low) < 0 ? b : a;
	return (struct interval){low->low, high->high, a->low_open || b->low_open,
		a->high_open && b->high_open};
}

struct interval interval_max(const struct interval *a, const struct interval *b)
{
	const struct interval *high = number_compare_any(b->high, a->high) > 0 ? b : a;
	const struct interval *low = number_compare_any(b->low, a->low) > 0 ? b : a;
	return (struct interval){low->low, high->high, a->low_open && b->low_open,
		a->high_open || b->high_open};
}

struct interval interval_either(const struct interval *a, const struct interval *b)
{
	return (struct interval){number_compare_any(b->low, a->low) < 0 ? b->low : a->low,
		number_compare_any(b->high, a->high) > 0 ? b->high : a->high, a->low_open || b->low_open,
		a->high_open || b->high_open};
}

static bool floor_to(struct number value, struct number step, struct number *ret)
{
	return number_div_checked(value, step, ret) &&
	       number_mul_checked(number_of(number_floor(*ret)), step, ret);
}

struct interval interval_floor(const struct interval *a, struct number step)
{
	struct interval floor = *a;
	if (!floor_to(a->low, step, &floor.low) || !floor_to(a->high, step, &floor.high))
		return interval_whole();
	return floor;
}

/* ---- the calendar ----------------------------------------------------------------------------- */

#define DAY 86400

static int64_t within(struct number value, int64_t reach)
{
	if (number_compare_any(value, number_of(-reach)) < 0)
		return -reach;
	if (number_compare_any(value, number_of(reach)) > 0)
		return reach;
	return (int64_t)number_floor(value);
}

static int64_t day_start(int64_t moment)
{
	return tk_moment_day(moment) * DAY - TK_ZONE_CHINA;
}

/* Whether a later moment stays later by whole months on: not where the last days of a long month fall
 * together on the last of a short one, each at its own time of day. */
static bool keeps_order(int64_t low, int64_t high)
{
	struct tk_civil first = tk_moment_civil(low), last = tk_moment_civil(high);

	if (tk_moment_day(low) == tk_moment_day(high))
		return true;
	return first.year == last.year && first.month == last.month && last.day <= 28;
}

struct interval interval_add_months(const struct interval *moment, const struct interval *months)
{
	int64_t low = within(moment->low, CALENDAR_REACH), high = within(moment->high, CALENDAR_REACH);
	int64_t first = moment_add_months(low, within(months->low, CALENDAR_MONTHS));
	int64_t last = moment_add_months(high, within(months->high, CALENDAR_MONTHS));

	if (!keeps_order(low, high)) {
		first = day_start(first);
		last = day_start(last) + DAY - 1;
	}
	return (struct interval){.low = number_of(first), .high = number_of(last)};
}

struct interval interval_months(const struct interval *from, const struct interval *to)
{
	int64_t low = within(from->low, CALENDAR_REACH), high = within(from->high, CALENDAR_REACH);
	int64_t first = within(to->low, CALENDAR_REACH), last = within(to->high, CALENDAR_REACH);

	if (!keeps_order(low, high)) {
		low = day_start(low);
		high = day_start(high) + DAY - 1;
	}
	return (struct interval){.low = number_of(moment_months(high, first)),
		.high = number_of(moment_months(low, last))};
}
