/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Making errors (the values are declared in tuikuan-errors.h). Every function here may find no
 * memory; the error is then kept with fewer strings, or counted in `dropped`: reporting never
 * fails.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdarg.h>

#include "tuikuan-errors.h"

/* Marks an English text for translators; the program translates it when it is shown. */
#define N_(text) text

/* Where something was found; strings are borrowed. */
struct error_place {
	const char *file;
	int line;
	const char *section;
	const char *key;
};

/* Fills *error, which must be zeroed or released. value, detail, nearest may be NULL; value is made
 * safe to show (control characters replaced, cut at 60 columns). */
void error_set(struct tk_error *error, enum tk_error_code code, const struct error_place *place,
	const char *value, const char *detail, const char *nearest);
/* Appends to the list (errors may be NULL: nothing happens). */
void errors_add(struct tk_errors *errors, enum tk_error_code code, const struct error_place *place,
	const char *value, const char *detail, const char *nearest);
/* Appends by moving *error, which is zeroed; its empty file, line, section and key are filled from
 * PLACE (may be NULL). */
void errors_move(struct tk_errors *errors, struct tk_error *error, const struct error_place *place);

/* The name among CANDIDATES nearest to TEXT by edit distance (at most a third of its length
 * rounded, at least 1), or NULL. next(user, i) returns the i-th candidate or NULL at the end. */
const char *error_nearest(
	const char *text, const char *(*next)(const void *user, size_t i), const void *user);

#endif
