/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "constraints.h"

/* Wider than any difference of two values, and safe to add twice. */
#define FAR (INT64_MAX / 4)
#define ROW_ROUNDS 4

/* ---- variables -------------------------------------------------------------------------------- */

void space_init(struct space *space, struct variable *variables, int capacity)
{
	space->variables = variables;
	space->capacity = capacity;
	space->count = space->sets = 0;
	space->numbers = 1;
}

int space_add(struct space *space, struct variable variable)
{
	if (space->count == space->capacity ||
		(!variable.finite && space->numbers > CONSTRAINT_NUMBERS))
		return -1;
	variable.index = variable.finite ? space->sets++ : space->numbers++;
	space->variables[space->count] = variable;
	return space->count++;
}

bool constraints_room(struct constraints *constraints, const struct space *space, struct arena *arena)
{
	size_t size = (size_t)space->sets + (size_t)space->numbers * (size_t)space->numbers;

	if (size > constraints->memory_size) {
		int64_t *memory = arena_array(arena, size + size / 2, sizeof(*memory));
		if (memory == NULL)
			return false;
		constraints->memory = memory;
		constraints->memory_size = size + size / 2;
	}
	constraints->sets = (uint64_t *)constraints->memory;
	constraints->gaps = constraints->memory + space->sets;
	return true;
}

void constraints_start(struct constraints *constraints, const struct space *space)
{
	size_t n = (size_t)space->numbers;
	int64_t *gaps = constraints->gaps;

	constraints->row_count = 0;
	gaps[0] = 0;
	for (int v = 0; v < space->count; v++) {
		const struct variable *variable = &space->variables[v];
		size_t i = (size_t)variable->index;
		if (variable->finite) {
			constraints->sets[i] = variable->values;
			continue;
		}
		gaps[i * n] = variable->most;
		gaps[i] = -variable->least;
	}
	for (size_t i = 1; i < n; i++)
		for (size_t j = 1; j < n; j++)
			gaps[i * n + j] = i == j ? 0 : gaps[i * n] + gaps[j];
}

void constraints_copy(struct constraints *to, const struct constraints *from, const struct space *space)
{
	size_t size = (size_t)space->sets + (size_t)space->numbers * (size_t)space->numbers;
	memcpy(to->memory, from->memory, size * sizeof(*to->memory));
	to->row_count = from->row_count;
}

uint64_t constraints_values(const struct constraints *constraints, const struct space *space, int variable)
{
	return constraints->sets[space->variables[variable].index];
}

/* ---- adding ----------------------------------------------------------------------------------- */

bool constraints_restrict(struct constraints *constraints, const struct space *space, int variable,
	uint64_t values)
{
	uint64_t *set = &constraints->sets[space->variables[variable].index];
	*set &= values;
	return *set != 0;
}

/* number i - number j <= gap, and all that follows from it. */
static bool tighten(struct constraints *constraints, const struct space *space, int i, int j, int64_t gap)
{
	int n = space->numbers;
	int64_t *gaps = constraints->gaps;

	if (gap >= gaps[i * n + j])
		return true;
	if (gap + gaps[j * n + i] < 0)
		return false;
	for (int k = 0; k < n; k++) {
		int64_t left = gaps[k * n + i] + gap;
		for (int l = 0; l < n; l++)
			if (left + gaps[j * n + l] < gaps[k * n + l])
				gaps[k * n + l] = left + gaps[j * n + l];
	}
	return true;
}

static int64_t clamp(wide value)
{
	return value > FAR ? FAR : value < -FAR ? -FAR : (int64_t)value;
}

/* a * b; false: too large, also for the other sign. */
static bool times(wide a, wide b, wide *ret)
{
	return !__builtin_mul_overflow(a, b, ret) && *ret != WIDE_LEAST;
}

/* The form times the common denominator, as a row; false: too large. */
static bool make_row(const struct linear *form, bool strict, const struct space *space, struct row *ret)
{
	wide common = form->constant.den;

	for (int i = 0; i < form->count; i++) {
		wide den = form->terms[i].factor.den;
		if (!times(common / number_gcd(common, den), den, &common))
			return false;
	}
	if (!times(form->constant.num, common / form->constant.den, &ret->constant))
		return false;
	/* whole numbers: below zero is at most -1 */
	if (strict && __builtin_add_overflow(ret->constant, 1, &ret->constant))
		return false;
	ret->count = form->count;
	for (int i = 0; i < form->count; i++) {
		struct number factor = form->terms[i].factor;
		ret->terms[i].number = space->variables[form->terms[i].variable].index;
		if (!times(factor.num, common / factor.den, &ret->terms[i].factor))
			return false;
	}
	return true;
}

/* factor * number <= room */
static bool bound(struct constraints *constraints, const struct space *space, int number, wide factor,
	wide room)
{
	if (factor > 0)
		return tighten(constraints, space, number, 0,
			clamp(number_floor((struct number){room, factor})));
	return tighten(constraints, space, 0, number, clamp(number_floor((struct number){room, -factor})));
}

/* The least that factor * number can be; false: too large. */
static bool least_product(const struct constraints *constraints, const struct space *space, int number,
	wide factor, wide *ret)
{
	wide end = factor > 0 ? -constraints->gaps[number] : constraints->gaps[number * space->numbers];
	return !__builtin_mul_overflow(factor, end, ret);
}

/* The least that factor * (a - b) can be. */
static bool least_difference(const struct constraints *constraints, const struct space *space, int a, int b,
	wide factor, wide *ret)
{
	int n = space->numbers;
	wide end = factor > 0 ? -constraints->gaps[b * n + a] : constraints->gaps[a * n + b];
	return !__builtin_mul_overflow(factor, end, ret);
}

/* The other term, after the first, that makes it the multiple of a difference; -1: none. */
static int partner(const struct row *row, int first, unsigned without)
{
	for (int i = first + 1; i < row->count; i++)
		if (!(without >> i & 1) && row->terms[i].factor == -row->terms[first].factor)
			return i;
	return -1;
}

/* What the terms that are not in WITHOUT leave for the others to sum up to at most; false: too large. */
static bool room_beside(const struct constraints *constraints, const struct space *space,
	const struct row *row, unsigned without, wide *ret_room)
{
	wide room = -row->constant;

	for (int i = 0; i < row->count; i++) {
		wide least, other, together;
		int with;
		if (without >> i & 1)
			continue;
		if (!least_product(constraints, space, row->terms[i].number, row->terms[i].factor, &least))
			return false;
		with = partner(row, i, without);
		if (with >= 0) {
			without |= 1u << with;
			if (!least_product(constraints, space, row->terms[with].number,
				    row->terms[with].factor, &other) ||
				!least_difference(constraints, space, row->terms[i].number,
					row->terms[with].number, row->terms[i].factor, &together))
				return false;
			least = together > least + other ? together : least + other;
		}
		if (__builtin_sub_overflow(room, least, &room))
			return false;
	}
	*ret_room = room;
	return true;
}

/* Bounds each term of the row, and each difference in it, by the least that the rest can be. */
static bool apply_row(struct constraints *constraints, const struct space *space, const struct row *row)
{
	wide room;

	for (int i = 0; i < row->count; i++) {
		if (room_beside(constraints, space, row, 1u << i, &room) &&
			!bound(constraints, space, row->terms[i].number, row->terms[i].factor, room))
			return false;
		for (int j = 0; j < row->count; j++) {
			wide factor = row->terms[i].factor;
			if (factor <= 0 || row->terms[j].factor != -factor ||
				!room_beside(constraints, space, row, 1u << i | 1u << j, &room))
				continue;
			if (!tighten(constraints, space, row->terms[i].number, row->terms[j].number,
				    clamp(number_floor((struct number){room, factor}))))
				return false;
		}
	}
	return true;
}

static bool apply_rows(struct constraints *constraints, const struct space *space)
{
	for (int round = 0; round < ROW_ROUNDS; round++)
		for (int i = 0; i < constraints->row_count; i++)
			if (!apply_row(constraints, space, &space->rows[i]))
				return false;
	return true;
}

bool constraints_require(struct constraints *constraints, struct space *space,
	const struct linear *form, bool strict)
{
	struct row row;

	if (form->count == 0)
		return strict ? form->constant.num < 0 : form->constant.num <= 0;
	if (!make_row(form, strict, space, &row))
		return true;
	if (row.count == 1) {
		if (!bound(constraints, space, row.terms[0].number, row.terms[0].factor, -row.constant))
			return false;
	} else if (row.count == 2 && row.terms[0].factor == -row.terms[1].factor) {
		int up = row.terms[0].factor > 0 ? 0 : 1;
		struct number room = {-row.constant, row.terms[up].factor};
		if (!tighten(constraints, space, row.terms[up].number, row.terms[1 - up].number,
			    clamp(number_floor(room))))
			return false;
	} else if (constraints->row_count < CONSTRAINT_ROWS) {
		space->rows[constraints->row_count++] = row;
	}
	return apply_rows(constraints, space);
}

/* ---- asking ----------------------------------------------------------------------------------- */

static struct interval scaled(struct interval range, struct number factor)
{
	struct interval result = range;

	if (number_sign(factor) < 0)
		result = (struct interval){range.high, range.low, range.high_open, range.low_open};
	if (!number_mul_checked(result.low, factor, &result.low) ||
		!number_mul_checked(result.high, factor, &result.high))
		return interval_whole();
	return result;
}

static struct interval term_range(const struct constraints *constraints, const struct space *space,
	const struct linear_term *term)
{
	const struct variable *variable = &space->variables[term->variable];
	int64_t most = constraints->gaps[variable->index * space->numbers];
	struct interval value = {number_of(-constraints->gaps[variable->index]), number_of(most), false,
		variable->money && most == variable->most};
	return scaled(value, term->factor);
}

/* A difference of two numbers, times a factor, when that says more than the numbers one by one. */
static void narrow_difference(const struct constraints *constraints, const struct space *space,
	const struct linear *form, struct interval *range)
{
	const struct linear_term *a = &form->terms[0], *b = &form->terms[1];
	int n = space->numbers, i, j;
	struct interval gap = {.low_open = false}, constant;

	if (form->count != 2 || number_compare_any(a->factor, number_negate(b->factor)) != 0)
		return;
	i = space->variables[a->variable].index;
	j = space->variables[b->variable].index;
	gap.high = number_of(constraints->gaps[i * n + j]);
	gap.low = number_of(-constraints->gaps[j * n + i]);
	gap = scaled(gap, a->factor);
	constant = interval_point(form->constant);
	gap = interval_add(&gap, &constant);
	if (number_compare_any(gap.high, range->high) < 0) {
		range->high = gap.high;
		range->high_open = gap.high_open;
	}
	if (number_compare_any(gap.low, range->low) > 0) {
		range->low = gap.low;
		range->low_open = gap.low_open;
	}
}

struct interval constraints_range(const struct constraints *constraints, const struct space *space,
	const struct linear *form)
{
	struct interval range = interval_point(form->constant);

	for (int i = 0; i < form->count; i++) {
		struct interval term = term_range(constraints, space, &form->terms[i]);
		range = interval_add(&range, &term);
	}
	narrow_difference(constraints, space, form, &range);
	return range;
}

enum tk_truth constraints_holds(const struct constraints *constraints, const struct space *space,
	const struct linear *form, bool strict)
{
	struct interval range = constraints_range(constraints, space, form);
	int high = number_sign(range.high), low = number_sign(range.low);

	if (strict ? high < 0 : high <= 0)
		return TK_YES;
	if (strict ? low >= 0 : low > 0)
		return TK_NO;
	return TK_OPEN;
}

/* ---- finding values --------------------------------------------------------------------------- */

static bool fix(struct constraints *constraints, const struct space *space, int number, int64_t value)
{
	return tighten(constraints, space, number, 0, value) &&
	       tighten(constraints, space, 0, number, -value) && apply_rows(constraints, space);
}

/* Gives a variable the value at one end of what is left for it, or if that fails at the other. */
static bool pick_number(struct constraints spare[2], const struct space *space, int number, bool high,
	int64_t *ret_value)
{
	for (int attempt = 0; attempt < 2; attempt++, high = !high) {
		int64_t value = high ? spare[0].gaps[number * space->numbers] : -spare[0].gaps[number];
		constraints_copy(&spare[1], &spare[0], space);
		if (fix(&spare[0], space, number, value)) {
			*ret_value = value;
			return true;
		}
		constraints_copy(&spare[0], &spare[1], space);
	}
	return false;
}

static int farthest(const struct space *space, const int *toward, const bool *picked)
{
	int best = -1;
	for (int v = 0; v < space->count; v++)
		if (!picked[v] && (best < 0 || abs(toward[v]) > abs(toward[best])))
			best = v;
	return best;
}

bool constraints_pick(const struct constraints *constraints, struct space *space, const int *toward,
	struct constraints spare[2], int64_t *values)
{
	bool picked[space->count + 1];
	int v;

	memset(picked, 0, sizeof(picked));
	constraints_copy(&spare[0], constraints, space);
	while ((v = farthest(space, toward, picked)) >= 0) {
		const struct variable *variable = &space->variables[v];
		picked[v] = true;
		if (variable->finite)
			values[v] = __builtin_ctzll(spare[0].sets[variable->index]);
		else if (!pick_number(spare, space, variable->index, toward[v] > 0, &values[v]))
			return false;
	}
	return true;
}
