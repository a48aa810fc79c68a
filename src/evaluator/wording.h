/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From nodes back to text: an expression as a pack would write it, or in the words of a language
 * (struct tk_words). Must not know which language that is.
 */
#ifndef EVALUATOR_WORDING_H
#define EVALUATOR_WORDING_H

#include "evaluate.h"
#include "policy.h"
#include "text.h"

/* The words for a form; as the packs write it where there are none. */
const char *wording_form(const struct tk_words *words, enum tk_form form);
/* As the packs write it. */
extern const struct tk_words wording_as_written;

/* words NULL: as a pack writes it, with the names of its defines for what stands below the node.
 * Caller frees; NULL = no memory. */
char *wording(const struct tk_policy *policy, uint32_t node, const struct tk_words *words);
/* The same with values in the place of facts and of the defines below the node, and of an `if` and a table what counts.
 * The node is known. */
char *wording_with_values(const struct evaluation *evaluation, uint32_t node, const struct tk_words *words);
/* The value of a known number: "45.36", "2 d", "72", "2026-11-04T10:00"; where six decimals do not do, rounded
 * half up, with "~" before it. */
char *wording_of_value(const struct evaluation *evaluation, uint32_t node);

#endif
