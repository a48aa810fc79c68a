/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values as people type them, in English and Chinese, read into exact ones. Knows words and shapes of
 * numbers; must not know what a value is used for. All texts here are prepared by typed_prepare.
 */
#ifndef WIZARD_TYPED_H
#define WIZARD_TYPED_H

#include <stdbool.h>
#include <stdint.h>

/* Folded (full-width forms), in lower case, without blanks at the ends. Caller frees. */
char *typed_prepare(const char *text);
/* "?", "not sure", 不清楚 ... as typed. */
bool typed_is_not_sure(const char *text);
/* "now", 现在 ... as typed. */
bool typed_is_now(const char *text);
/* Whether a moment, as typed, was given in UTC and so converted. */
bool typed_is_utc(const char *text);

/* PREPARED, a moment: now, 20 min ago, 昨天 14:05, 11-23 14:05, 2026年11月23日14时05分, with Z. A date
 * without a year is the one nearest to NOW; a time of day without a date is today's, or yesterday's when
 * it would lie more than twelve hours ahead. */
bool typed_moment(const char *prepared, int64_t now, int64_t *ret_moment);
/* Whether PREPARED is a date without a time of day. */
bool typed_is_date_only(const char *prepared, int64_t now);

/* ---- for the readers of single types --------------------------------------------------------- */

struct typed_scan {
	const char *at;
};
void typed_skip_blanks(struct typed_scan *scan);
/* Takes WORD (after blanks); one of letters only must not go on with a letter. */
bool typed_word(struct typed_scan *scan, const char *word);
/* Takes the first of WORDS (NULL-terminated) that is there; its index, or -1. */
int typed_one_of(struct typed_scan *scan, const char *const *words);
/* Takes up to nine digits, or one Chinese numeral from 一 to 十; *ret_digits (may be NULL) is their count. */
bool typed_number(struct typed_scan *scan, int64_t *ret_number, int *ret_digits);
/* Takes "1 h 30 min", 20分钟, 半小时: numbers with units, at least one. *ret_whole_days: days or weeks only. */
bool typed_duration(struct typed_scan *scan, int64_t *ret_seconds, bool *ret_whole_days);

#endif
