/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as they are written, for the library's other modules (the rest is in tuikuan.h). */
#ifndef EVALUATOR_VALUES_H
#define EVALUATOR_VALUES_H

#include "tuikuan.h"

/* As tk_money_parse and tk_moment_parse, but for the range: what is too large is at least beyond
 * it. */
bool money_read(const char *text, int64_t *ret_fen);
bool moment_read(const char *text, int64_t *ret_moment);
/* YYYY-MM-DD; the day counted from 1970-01-01. */
bool moment_read_day(const char *text, int64_t *ret_day);
/* The moment MONTHS calendar months later: the same day of the month and time, or the last day of a
 * month that has no such day. Both far from overflow. */
int64_t moment_add_months(int64_t moment, int64_t months);
/* The most months, at least 0, that lead from one moment not beyond the other. */
int64_t moment_months(int64_t from, int64_t to);
/* The seconds of "s", "min", "h", "d"; false: another word. */
bool value_unit(const char *name, int64_t *ret_seconds);
/* Fills *ret_error: TEXT lies outside the fact's range. */
void value_range_error(const struct tk_fact *fact, const char *text, struct tk_error *ret_error);

#endif
