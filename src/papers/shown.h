/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values as a reader wants them, in the current language (base/language): "640.00 CNY" or "640.00
 * 元", moments in Beijing time, the labels of choices. Knows facts and their types; must not know
 * cases, decisions or papers. What comes back has no control characters; the caller frees it, NULL
 * = no memory.
 */
#ifndef PAPERS_SHOWN_H
#define PAPERS_SHOWN_H

#include "tuikuan.h"

enum shown_style {
	SHOWN_PLAIN,  /* the bare value: "640.00", "2026-11-23 14:05" */
	SHOWN_TABLE,  /* for a table: "640.00 CNY", "2026-11-23 14:05" */
	SHOWN_SPOKEN, /* for a sentence: "2026-11-23 14:05 (Beijing time)",
	                 "2026年11月23日14:05（北京时间）" */
	SHOWN_DATE    /* moments: the day alone, as in a sentence; others as SHOWN_SPOKEN */
};

char *shown_money(int64_t fen, const char *currency);
/* Seconds are shown where there are any, or always. */
char *shown_moment(int64_t moment, enum shown_style style, bool seconds);
/* DAY as of tk_moment_day. "2026-11-23", SHOWN_SPOKEN and SHOWN_DATE in Chinese: "2026年11月23日".
 */
char *shown_day(int64_t day, enum shown_style style);
/* "Open from 2026-12-09 until 2027-02-21.", or that it is over at the moment AT; "" when there are none. */
char *shown_remedy_dates(const struct tk_remedy_dates *dates, int64_t at);
char *shown_duration(int64_t seconds);
/* A typed text on one line: trimmed, control and bidirectional characters replaced. */
char *shown_text(const char *text);
/* Any answer: VALUE for most types, TEXT for texts and open choices. */
char *shown_of_fact(const struct tk_fact *fact, int64_t value, const char *text,
        const char *currency, enum shown_style style);

/* An answer to FACT of the policy, in its currency and with the name of its provider. */
char *shown_answer(const struct tk_policy *policy, const struct tk_fact *fact, int64_t value,
        const char *text, enum shown_style style);
/* What the provider's refund page shows, beside the policy: a sentence of its own, not to be freed; "" where
 * nothing can be said. */
const char *shown_console(enum tk_console console);

/* What a rule looks at, and how that stands: "from Ordered at to Applying at: 37 min, that is more than
 * 15 min, at most 1 h". */
char *shown_test(const struct tk_policy *policy, const struct tk_test *test);

#endif
