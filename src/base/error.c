/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unistr.h>

#include "error.h"
#include "text.h"

#define ERRORS_KEPT 200
#define VALUE_COLUMNS 60

/* What tk_error_text puts around its parts. */
#define FRAME_VALUE N_(": \"%s\"")
#define FRAME_EXPECTED N_(", expected %s")
#define FRAME_NEAREST N_("; did you mean \"%s\"?")

const char *tk_error_what(enum tk_error_code code)
{
	static const char *const texts[TK_ERROR_COUNT] = {
#define TK_ERROR_WHAT(name, what, expected) what,
		TK_ERROR_LIST(TK_ERROR_WHAT)
#undef TK_ERROR_WHAT
	};
	return texts[code];
}

const char *tk_error_expected(enum tk_error_code code)
{
	static const char *const texts[TK_ERROR_COUNT] = {
#define TK_ERROR_EXPECTED(name, what, expected) expected,
		TK_ERROR_LIST(TK_ERROR_EXPECTED)
#undef TK_ERROR_EXPECTED
	};
	return texts[code];
}

/* ---- one error ------------------------------------------------------------------------------- */

void tk_error_release(struct tk_error *error)
{
	free(error->file);
	free(error->section);
	free(error->key);
	free(error->value);
	free(error->detail);
	free(error->nearest);
	*error = (struct tk_error){0};
}

static char *copy(const char *text)
{
	return text == NULL ? NULL : strdup(text);
}

/* On one line, short, and without anything a terminal would obey. */
static char *shown(const char *text)
{
	char *safe = text == NULL ? NULL : text_sanitize(text, strlen(text), false);
	char *cut = safe == NULL ? NULL : text_cut(safe, VALUE_COLUMNS, false);
	free(safe);
	return cut;
}

void error_set(struct tk_error *error, enum tk_error_code code, const struct error_place *place,
	const char *value, const char *detail, const char *nearest)
{
	tk_error_release(error);
	error->code = code;
	if (place != NULL) {
		error->file = copy(place->file);
		error->line = place->line;
		error->section = shown(place->section);
		error->key = shown(place->key);
	}
	error->value = shown(value);
	error->detail = copy(detail);
	error->nearest = copy(nearest);
}

/* ---- lists ----------------------------------------------------------------------------------- */

void tk_errors_init(struct tk_errors *errors)
{
	*errors = (struct tk_errors){0};
}

void tk_errors_release(struct tk_errors *errors)
{
	for (size_t i = 0; i < errors->count; i++)
		tk_error_release(&errors->items[i]);
	free(errors->items);
	tk_errors_init(errors);
}

/* A zeroed place at the end, or NULL: the error is then counted only. */
static struct tk_error *append(struct tk_errors *errors)
{
	if (errors->count == ERRORS_KEPT)
		goto drop;
	if (errors->count == errors->capacity) {
		size_t capacity = errors->capacity == 0 ? 8 : errors->capacity * 2;
		struct tk_error *items = realloc(errors->items, capacity * sizeof(*items));
		if (items == NULL)
			goto drop;
		errors->items = items;
		errors->capacity = capacity;
	}
	struct tk_error *error = &errors->items[errors->count++];
	*error = (struct tk_error){0};
	return error;
drop:
	errors->dropped++;
	return NULL;
}

void errors_add(struct tk_errors *errors, enum tk_error_code code, const struct error_place *place,
	const char *value, const char *detail, const char *nearest)
{
	struct tk_error *error = errors == NULL ? NULL : append(errors);
	if (error != NULL)
		error_set(error, code, place, value, detail, nearest);
}

void errors_move(struct tk_errors *errors, struct tk_error *error, const struct error_place *place)
{
	struct tk_error *end = errors == NULL ? NULL : append(errors);
	if (end == NULL) {
		tk_error_release(error);
		return;
	}
	*end = *error;
	*error = (struct tk_error){0};
	if (place == NULL)
		return;
	if (end->file == NULL)
		end->file = copy(place->file);
	if (end->line == 0)
		end->line = place->line;
	if (end->section == NULL)
		end->section = shown(place->section);
	if (end->key == NULL)
		end->key = shown(place->key);
}

/* ---- as text --------------------------------------------------------------------------------- */

/* Only the %s of a (translated) frame is filled in: a wrong translation cannot do harm. */
static void add_framed(struct text_buffer *buffer, const char *frame, const char *text)
{
	const char *slot = strstr(frame, "%s");
	if (slot == NULL) {
		text_buffer_add(buffer, frame);
		return;
	}
	text_buffer_add_n(buffer, frame, (size_t)(slot - frame));
	text_buffer_add(buffer, text);
	text_buffer_add(buffer, slot + 2);
}

static const char *as_it_is(const char *text)
{
	return text;
}

static void add_place(struct text_buffer *buffer, const struct tk_error *error)
{
	if (error->file != NULL) {
		char *safe = text_sanitize(error->file, strlen(error->file), false);
		text_buffer_add(buffer, safe == NULL ? "?" : safe);
		free(safe);
		if (error->line > 0)
			text_buffer_printf(buffer, ":%d", error->line);
		text_buffer_add(buffer, ": ");
	}
	if (error->section != NULL)
		text_buffer_printf(buffer, error->key == NULL ? "[%s]: " : "[%s] ", error->section);
	if (error->key != NULL)
		text_buffer_printf(buffer, "%s: ", error->key);
}

char *tk_error_text(const struct tk_error *error, const char *(*translate)(const char *))
{
	const char *expected = error->detail != NULL && error->detail[0] != '\0'
				       ? error->detail
				       : tk_error_expected(error->code);
	struct text_buffer text;

	if (translate == NULL)
		translate = as_it_is;
	text_buffer_init(&text);
	add_place(&text, error);
	text_buffer_add(&text, translate(tk_error_what(error->code)));
	if (error->value != NULL)
		add_framed(&text, translate(FRAME_VALUE), error->value);
	if (expected[0] != '\0')
		add_framed(&text, translate(FRAME_EXPECTED), translate(expected));
	if (error->nearest != NULL)
		add_framed(&text, translate(FRAME_NEAREST), error->nearest);
	return text_buffer_take(&text);
}

/* ---- typos ----------------------------------------------------------------------------------- */

#define NAME_LONGEST 64

/* Characters of a name, case folded for ASCII; -1 when it is too long to compare. */
static int characters(const char *name, ucs4_t out[NAME_LONGEST])
{
	const uint8_t *at = (const uint8_t *)name, *end = at + strlen(name);
	int count = 0;

	while (at < end) {
		if (count == NAME_LONGEST)
			return -1;
		at += u8_mbtouc(&out[count], at, (size_t)(end - at));
		if (out[count] >= 'A' && out[count] <= 'Z')
			out[count] += 'a' - 'A';
		count++;
	}
	return count;
}

static int least_of(int a, int b)
{
	return a < b ? a : b;
}

/* Insertions, deletions, replacements and swaps of neighbours that make A into B. */
static int distance(const ucs4_t *a, int a_count, const ucs4_t *b, int b_count)
{
	int rows[3][NAME_LONGEST + 1];
	int *before = rows[0], *above = rows[1], *row = rows[2];

	for (int j = 0; j <= b_count; j++)
		above[j] = j;
	for (int i = 1; i <= a_count; i++) {
		row[0] = i;
		for (int j = 1; j <= b_count; j++) {
			int best = above[j - 1] + (a[i - 1] != b[j - 1]);
			best = least_of(best, least_of(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				best = least_of(best, before[j - 2] + 1);
			row[j] = best;
		}
		int *free_row = before;
		before = above;
		above = row;
		row = free_row;
	}
	return above[b_count];
}

const char *error_nearest(
	const char *text, const char *(*next)(const void *user, size_t i), const void *user)
{
	ucs4_t wanted[NAME_LONGEST], name[NAME_LONGEST];
	int wanted_count = characters(text, wanted);
	const char *nearest = NULL, *candidate;

	if (wanted_count < 0)
		return NULL;
	int best = wanted_count < 5 ? 1 : (wanted_count + 1) / 3; /* the farthest that counts */
	for (size_t i = 0; (candidate = next(user, i)) != NULL; i++) {
		int count = characters(candidate, name);
		if (count < 0)
			continue;
		int far = distance(wanted, wanted_count, name, count);
		if (far < wanted_count && far < best + (nearest == NULL)) {
			best = far;
			nearest = candidate;
		}
	}
	return nearest;
}
