/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Outcomes, bounds and times in words, in the current language. Must not know pages or answers.
 * What is returned as char * belongs to the caller; NULL = no memory (pane_take takes that too).
 */
#ifndef WIZARD_WORDS_H
#define WIZARD_WORDS_H

#include "case.h"
#include "pane.h"

/* "FULL REFUND" ... as a heading. */
const char *words_verdict_heading(enum tk_verdict verdict);
/* "full refund" ... inside a sentence. */
const char *words_verdict(enum tk_verdict verdict);
enum pane_style words_verdict_style(enum tk_verdict verdict);
/* "submitted", "in review" ... */
const char *words_status(enum case_status status);
/* "640.00 CNY" */
char *words_sum(const struct tk_policy *policy, int64_t fen);
/* "640.00 CNY", "0.00 to 800.00 CNY", "240.00 CNY or more". */
char *words_amount(const struct tk_policy *policy, const struct tk_outcome *outcome);
/* "partial refund, 640.00 CNY", "refused". */
char *words_outcome(const struct tk_policy *policy, const struct tk_outcome *outcome);
/* "15:00:00" on the day of NOW, else with the date. */
char *words_when(int64_t moment, int64_t now);
/* Time left: "22:41", "5:22:41", "4 d 23 h". */
char *words_left(int64_t seconds);
/* "official", "secondary" with the day the data ends, where known. */
char *words_authority(const struct tk_policy_head *head);
/* A text of a pack in the current language; "" for none. */
const char *words_text(const struct tk_text *text);
/* "§1.3", "the refund page §2"; "" for none. */
const char *words_source(const char *source);
/* The answer of SLOT, as a reader wants it. */
char *words_value(const struct tk_policy *policy, const struct tk_fact *fact, int64_t value, const char *text);
/* Appends TEXT, which is taken over; NULL is lack of memory. */
void pane_take(struct pane *pane, enum pane_style style, char *text);
/* Starts a line with TEXT. */
void pane_row(struct pane *pane, int indent, enum pane_style style, const char *text);
/* A blank line, and a heading after it. */
void pane_heading(struct pane *pane, const char *text);

#endif
