/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the texts about a decision are made of, in the language of the interface. Knows decisions and the
 * output; must not know in which order they are told.
 */
#ifndef COMMANDS_DECISION_PARTS_H
#define COMMANDS_DECISION_PARTS_H

#include "tuikuan.h"

/* Never NULL. */
const char *decision_words(const struct tk_text *text);
/* "640.00 CNY"; caller frees. */
char *decision_money(const struct tk_decision *decision, int64_t fen);
/* "2026-11-23 14:37:00", China time. */
void decision_moment(int64_t moment, char buffer[TK_MOMENT_TEXT]);
/* An outcome in a sentence; caller frees. */
char *decision_outcome(const struct tk_decision *decision, const struct tk_outcome *outcome);

/* These print: a heading after an empty line; "- TEXT (SOURCE)", wrapped, SOURCE may be NULL; a document with
 * the name of its fact, after LEAD. */
void decision_heading(const char *text);
void decision_item(const char *text, const char *source);
void decision_document(const char *lead, const struct tk_entry *document);

#endif
