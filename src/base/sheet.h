/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pieces on their way to the second program (src/press): one a line, its kind and its cells with tabs
 * between them. A cell is text that is safe to show, so a tab or a line end never stands in one. Both
 * ends use this module; neither knows how the other makes or draws a piece.
 *
 * A paper, for "pdf":
 *   sheet LANGUAGE TITLE FOOT AT REDACTED   first; AT in seconds since 1970, REDACTED words or ""
 *   ends LEFT RIGHT                         the title on the paper, and what stands at its right end
 *   heading TEXT
 *   block INDENT HANG TEXT                  a paragraph; columns before its first and its other lines
 *   caution TEXT, total TEXT                what must not be missed; what comes out
 *   equation LINE LABEL
 *   pair INDENT WIDTH LABEL TEXT
 *   half WIDTH LABEL TEXT                   a pair in half a row; the next stands beside it
 *   columns 1 or 2                          how the text stands from here on; in two it is smaller
 *   row STYLE INDENT WIDTHS CELL...         STYLE plain, head or box; widths in columns, ',' between
 *   verdict NAME WORDS AMOUNT CAPITAL NOTE  then one "share LABEL AMOUNT" for each line of the breakdown
 *   picture TITLE NOTE                      then, in any order:
 *     tier FROM UNTIL NAME AMOUNT           moments; UNTIL "" is open
 *     stage FROM TO TITLE DATES             moments
 *     mark AT WORDS
 *   line INDENT MARK TEXT                   of a letter; MARK begins an item and hangs
 *   fixed TEXT                              in characters of one width
 *   centre TEXT, right TEXT
 *   sign LABEL...                           room to sign over each
 *   blank
 * A packet, for "zip":
 *   zip AT                                  first; the time that all files get
 *   file NAME LENGTH                        then LENGTH bytes and a line end
 * What is in a ZIP, from "unzip" (the ZIP itself goes in):
 *   file NAME LENGTH                        a regular file; then LENGTH bytes and a line end
 *   wrong WHAT NAME                         last: name (it leads elsewhere), link, encrypted, large, many,
 *                                           damaged; the entry, or ""
 * Dates, for "calendar":
 *   calendar TITLE                          first
 *   day UID STAMP FROM TO TITLE TEXT        whole days, from and to inclusive, counted from 1970-01-01
 *   moment UID STAMP AT TITLE TEXT          seconds since 1970
 */
#ifndef BASE_SHEET_H
#define BASE_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "text.h"

#define SHEET_CELLS_MAX 12 /* the kind counted as one */

/* Appends a line of KIND and the cells that follow, up to a NULL. Lack of memory is kept in OUT. */
void sheet_add(struct text_buffer *out, const char *kind, ...) __attribute__((sentinel));
void sheet_add_cells(struct text_buffer *out, const char *kind, const char *const *cells, size_t count);

struct sheet_line {
	char *cells[SHEET_CELLS_MAX]; /* the kind first; those that are not there are "" */
	size_t count;
};
/* Cuts the next line out of *REST, which is moved behind it. false: there is none. */
bool sheet_next(char **rest, struct sheet_line *ret_line);
/* A whole number; FALLBACK when CELL is none or does not fit. */
int64_t sheet_number(const char *cell, int64_t fallback);

#endif
