/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A panel of text over the page: help, why, what if, and the question before leaving. It scrolls; what it
 * says comes from the flow. Knows no page.
 */
#ifndef TERMINAL_OVERLAY_H
#define TERMINAL_OVERLAY_H

#include "keys.h"
#include "layout.h"
#include "paint.h"

#define OVERLAY_CHOICE_HANG 3 /* columns of "1  " before a choice */

struct overlay {
	bool open;
	char *title;
	struct pane text;
	struct pane rows; /* wrapped to the columns there are */
	int columns, shown; /* of the rows; how many rows are in view */
	int first;
	struct area inner; /* where the rows were painted last */
};

void overlay_init(struct overlay *overlay);
/* How wide its rows are on a screen of that size. */
int overlay_columns(int lines, int columns);
/* Opens with TEXT, which is moved from. */
void overlay_open(struct overlay *overlay, const char *title, struct pane *text);
void overlay_close(struct overlay *overlay);
/* Scrolls, or closes on Esc, q and Enter. Returns whether the press meant something here. */
bool overlay_press(struct overlay *overlay, const struct press *press);
/* The digit of the choice ("1  ...") that stands at ROW, COLUMN of the screen; '\0' for none. */
char overlay_choice_at(const struct overlay *overlay, int row, int column);
/* Over a page of LAYOUT. In the lower edge stands KEYS, or, where there is more than fits, SCROLL_KEYS. The cursor
 * is to stand at *ret_row, *ret_column. */
void overlay_paint(struct overlay *overlay, const struct palette *palette, const struct layout *layout,
	const char *keys, const char *scroll_keys, int *ret_row, int *ret_column);

#endif
