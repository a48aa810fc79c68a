/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text onto a window, column by column: our own measure of width decides where each character stands,
 * so that a character ncurses measures otherwise moves nothing else; a wide one is never split at an
 * edge; controls are never passed on. Draws lines and frames, in ASCII where that is all there is.
 */
#ifndef TERMINAL_PAINT_H
#define TERMINAL_PAINT_H

#include <curses.h>

#include "colours.h"
#include "layout.h"
#include "pane.h"

/* TEXT at ROW, COLUMN in at most COLUMNS; what does not fit is left out, with dots in its place when
 * DOTS. Returns the columns taken. */
int paint_text(WINDOW *window, const struct palette *palette, int row, int column, int columns, const char *text,
	attr_t attributes, bool dots);
/* A line of a pane that needs no wrapping; ends in dots when it does not fit. Returns the columns taken. */
int paint_line(WINDOW *window, const struct palette *palette, int row, int column, int columns,
	const struct pane_line *line);
/* Rows FIRST .. of PANE in AREA, as many as there is room for. */
void paint_pane(WINDOW *window, const struct palette *palette, const struct area *area, const struct pane *pane,
	size_t first);
/* Keys with their words, two blanks between: none is broken at the end of a row, and what there is no row for gives way
 * to "…". Without a WINDOW nothing is painted. Returns the rows taken. */
int paint_keys(WINDOW *window, const struct palette *palette, const struct area *area, const char *keys);
/* A line across, from COLUMN, with the glyphs LEFT and RIGHT ("├", "┤") at its ends. */
void paint_rule(WINDOW *window, const struct palette *palette, int row, int column, int columns, const char *left,
	const char *right);
void paint_box(WINDOW *window, const struct palette *palette, const struct area *area);
/* Blanks. */
void paint_clear(WINDOW *window, const struct area *area);

#endif
