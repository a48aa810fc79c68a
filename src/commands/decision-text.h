/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A decision as text for people, on standard output, in the language of the interface. Knows decisions;
 * must not know arguments or where the answers came from.
 */
#ifndef COMMANDS_DECISION_TEXT_H
#define COMMANDS_DECISION_TEXT_H

#include "tuikuan.h"

/* What a person needs who reads it out to a caller: how much, why, until when, what to do; and all of it,
 * with the sources. */
void decision_text(const struct tk_decision *decision);
void decision_text_whole(const struct tk_decision *decision);
/* The same case under several policies, side by side; the first is the headline. */
void decision_text_compare(const struct tk_decision *const *decisions, size_t count, int64_t now);
/* The rules that decide with what they look at, what is open, then every rule with its source; of a decision
 * made with TK_WITH_WHY. */
void decision_text_why(const struct tk_decision *decision);
/* What another answer would change. */
void decision_text_what_if(const struct tk_decision *decision);

/* What is told beside a pack's own warnings, in a sentence. */
const char *decision_text_negative_elapsed(void);
const char *decision_text_order_broken(void);

#endif
