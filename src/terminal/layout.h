/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where things stand on a screen of a given size. Pure arithmetic: any size, 1 x 1 included, gives
 * areas that lie on the screen and do not overlap; an area without rows is not there.
 */
#ifndef TERMINAL_LAYOUT_H
#define TERMINAL_LAYOUT_H

#include <stdbool.h>

#define LAYOUT_HOME_LINES 20    /* from here on there is a frame */
#define LAYOUT_SIDE_COLUMNS 100 /* from here on the verdict stands at the right */
#define LAYOUT_PAPER_COLUMNS 78 /* a letter of 76, and a margin at each side */
#define LAYOUT_LEAST_LINES 16   /* smaller: one question at a time */
#define LAYOUT_LEAST_COLUMNS 60

struct area {
	int row, column, rows, columns;
};

static inline bool area_holds(const struct area *area, int row, int column)
{
	return row >= area->row && row < area->row + area->rows && column >= area->column &&
	       column < area->column + area->columns;
}

struct layout {
	int lines, columns;
	bool single; /* one question at a time */
	bool frame;
	bool side;   /* the verdict at the right, as high as the content */
	struct area title, steps, content, verdict, hints, footer;
	/* Rows of lines across the screen, -1 none; divider: the column between content and verdict, -1 none. */
	int rule_top, rule_under_steps, rule_low, rule_bottom, divider;
};

/* PAPER: the content is a letter, to be seen as wide as it is printed; where that takes the room of the
 * verdict at the right, the verdict stands below. */
void layout_make(struct layout *ret_layout, int lines, int columns, bool paper);

#endif
