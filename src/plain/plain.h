/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The same pages as questions and answers, line by line on any stream: append-only, choices numbered,
 * no boxes, no cursor movement. Knows no curses and no rule.
 */
#ifndef PLAIN_PLAIN_H
#define PLAIN_PLAIN_H

#include <stdbool.h>
#include <stdio.h>

#include "flow.h"

struct plain_options {
	bool ascii;
	int columns;          /* to wrap at; 0 = 80 */
	int64_t (*now)(void); /* the clock */
};

/* A few lines for the first run. */
void plain_welcome(const struct plain_options *options, FILE *out);
/* Runs to the end of the questions, "quit" or the end of IN. 0 done, 1 OUT could not be written, 2 what was
 * not saved could not be kept as a draft (both with errno). */
int plain_run(struct flow *flow, const struct plain_options *options, FILE *in, FILE *out);

#endif
