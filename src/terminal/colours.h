/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What meaning looks like: the attributes of each style. A colour never says what words do not. Chosen to
 * be read on light and dark backgrounds, with 256 colours, 8, or none (NO_COLOR).
 */
#ifndef TERMINAL_COLOURS_H
#define TERMINAL_COLOURS_H

#include <curses.h>
#include <stdbool.h>

#include "pane.h"

struct palette {
	attr_t style[PANE_STYLE_COUNT];
	attr_t frame;
	attr_t line;    /* a line to type in */
	attr_t focused; /* the same when it has the cursor */
	attr_t marked;  /* the choice under the cursor, the step shown */
	bool ascii;
};

/* After newterm. COLOURS: as the settings say; NO_COLOR in the environment is stronger. */
void colours_make(struct palette *ret_palette, bool colours, bool ascii);

#endif
