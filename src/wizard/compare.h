/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The same case under several policies, side by side, and how old what a policy knows is. Knows
 * decisions and words; must not know pages, the flow or where the answers came from.
 */
#ifndef WIZARD_COMPARE_H
#define WIZARD_COMPARE_H

#include "pane.h"
#include "tuikuan.h"

#define COMPARE_LEAST_COLUMNS 56 /* in fewer the policies stand one below the other */

/* The headline is the first of the decisions; NOW is the moment that times are told from. The rows need
 * no further wrapping in COLUMNS. */
void compare_table(const struct tk_decision *const *decisions, size_t count, int64_t now, int columns,
		   struct pane *pane);

/* "2026-11-20 (3 days ago)"; NULL: no memory. Caller frees. */
char *compare_known(const struct tk_age *age);
/* What is to be said of the age of a decision's policy: 0, 1 or 2 sentences. NULL beyond them, and where
 * memory ran out. Caller frees. */
char *compare_warning(const struct tk_decision *decision, size_t index);
/* Their ids, in the same order: "out-of-force", "stale". */
const char *compare_warning_id(const struct tk_decision *decision, size_t index);

#endif
