/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ncurses front end: paints pages, reads keys, hands requests to the flow. Knows no rule and no
 * file format.
 */
#ifndef TERMINAL_TERMINAL_H
#define TERMINAL_TERMINAL_H

#include <stdbool.h>

#include "flow.h"

struct terminal_options {
	bool ascii;   /* ASCII borders, English */
	bool colours; /* settings; NO_COLOR overrides */
	int64_t (*now)(void); /* the clock */
};

/* Runs until quit, hangup or a signal. 0 done; 1 the terminal cannot be used (*ret_reason says why,
 * translated, static); 2 the draft could not be saved at the end (errno). A draft is saved on SIGHUP,
 * SIGTERM and hangup, and when leaving without saving. */
int terminal_run(struct flow *flow, const struct terminal_options *options, const char **ret_reason);

#endif
