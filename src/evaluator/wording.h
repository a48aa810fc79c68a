/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From nodes back to text: an expression as a pack would write it, or in the words of a language
 * (struct tk_words). Must not know which language that is.
 */
#ifndef EVALUATOR_WORDING_H
#define EVALUATOR_WORDING_H

#include "policy.h"
#include "text.h"

/* words NULL: as a pack writes it, with the names of its defines for what stands below the node.
 * Caller frees; NULL = no memory. */
char *wording(const struct tk_policy *policy, uint32_t node, const struct tk_words *words);

#endif
