/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ncurses front end: paints pages, reads keys, hands requests to the flow. Knows no rule and no
 * file format.
 */
#ifndef TERMINAL_TERMINAL_H
#define TERMINAL_TERMINAL_H

#include <stdbool.h>

#include "flow.h"
#include "queue-screen.h"

struct terminal_options {
	bool ascii;   /* ASCII borders, English */
	bool colours; /* settings; NO_COLOR overrides */
	int64_t (*now)(void); /* the clock */
	/* Called when the screen of the first run was read; NULL: it is not shown. Keys that were typed before it could
	 * be read do what they do, and it comes another time. */
	void (*welcomed)(void);
	bool stays; /* another screen follows when the person leaves this one: the terminal is not given back between */
};

enum terminal_end {
	TERMINAL_LEFT,     /* by the person */
	TERMINAL_UNUSABLE, /* the terminal cannot be used: *ret_reason says why, translated, static */
	TERMINAL_UNSAVED,  /* the draft could not be saved at the end (errno) */
	TERMINAL_ENDED     /* by a signal, or since the terminal went away */
};
/* Runs until quit, hangup or a signal. A draft is saved on SIGHUP, SIGTERM and hangup, and when leaving without
 * saving. */
enum terminal_end terminal_run(
	struct flow *flow, const struct terminal_options *options, const char **ret_reason);
/* Shows the queue until something else is to be shown: *RET_WISH, when it was left by the person. */
enum terminal_end terminal_run_queue(struct queue *queue, const struct terminal_options *options,
	enum queue_wish *ret_wish, const char **ret_reason);

/* Gives the terminal back, if it was kept for a screen that follows: before anything is written or asked there. */
void terminal_leave(void);

#endif
