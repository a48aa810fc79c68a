/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values as a reader wants them, in the current language (base/language): "640.00 CNY" or "640.00 元",
 * moments in Beijing time, the labels of choices. Knows facts and their types; must not know cases,
 * decisions or papers. What comes back has no control characters; the caller frees it, NULL = no memory.
 */
#ifndef PAPERS_VALUES_H
#define PAPERS_VALUES_H

#include "tuikuan.h"

enum value_style {
	VALUE_PLAIN,  /* the bare value: "640.00", "2026-11-23 14:05" */
	VALUE_TABLE,  /* for a table: "640.00 CNY", "2026-11-23 14:05" */
	VALUE_SPOKEN, /* for a sentence: "2026-11-23 14:05 (Beijing time)", "2026年11月23日14:05（北京时间）" */
	VALUE_DATE    /* moments: the day alone, as in a sentence; others as VALUE_SPOKEN */
};

char *value_money(int64_t fen, const char *currency);
/* Seconds are shown where there are any, or always. */
char *value_moment(int64_t moment, enum value_style style, bool seconds);
/* DAY as of tk_moment_day. "2026-11-23", VALUE_SPOKEN and VALUE_DATE in Chinese: "2026年11月23日". */
char *value_day(int64_t day, enum value_style style);
char *value_duration(int64_t seconds);
/* A typed text on one line: trimmed, control and bidirectional characters replaced. */
char *value_text(const char *text);
/* Any answer: VALUE for most types, TEXT for texts and open choices. */
char *value_of_fact(const struct tk_fact *fact, int64_t value, const char *text, const char *currency,
		    enum value_style style);

#endif
