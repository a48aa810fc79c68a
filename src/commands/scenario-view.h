/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a scenario can expect of a decision, each as a line of text: `expect.verdict = full`,
 * `expect.missing = usage_log, business_statement`. Knows decisions; must not know scenario files.
 */
#ifndef COMMANDS_SCENARIO_VIEW_H
#define COMMANDS_SCENARIO_VIEW_H

#include "tuikuan.h"

/* What the decision says under NAME ("verdict"), or NULL when there is no such name. Caller frees. */
char *scenario_view(const struct tk_decision *decision, const char *name);
/* A line in the form in which two that mean the same are equal: items sorted, blanks collapsed,
 * moments in one spelling, "none" empty. Caller frees. */
char *scenario_view_normal(const char *text);
/* All names, "verdict, amount, ...". Caller frees. */
char *scenario_view_names(void);
/* The nearest name as a key ("expect.verdict"), or NULL. */
const char *scenario_view_nearest(const char *name);

#endif
