/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of a few columns aligned by display width, each cell wrapped in its own column. Knows text
 * and widths; must not know what the cells say.
 */
#ifndef PAPERS_TABLE_H
#define PAPERS_TABLE_H

#include "text.h"

#define TABLE_COLUMNS_MAX 4

struct table {
	int indent;                    /* blanks before the first column */
	int widths[TABLE_COLUMNS_MAX]; /* in columns of the screen */
	int count;
	const char *left, *between,
	        *right; /* what stands around the cells; NULL: nothing, two blanks, nothing */
};

/* Appends one row, as many lines as its tallest cell needs. Cells may be NULL (empty) and may hold
 * anything: they are made safe first. No memory: OUT->failed is set. */
void table_row(struct text_buffer *out, const struct table *table, const char *const *cells);
/* The same as a piece of a sheet (base/sheet): STYLE "plain", "head" or "box". */
void table_sheet_row(struct text_buffer *out, const struct table *table, const char *style,
        const char *const *cells);
/* A line of FILL characters in every column, "+" at the borders. */
void table_rule(struct text_buffer *out, const struct table *table, char fill);

#endif
