/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pieces of a sheet on a page: what pdf.c hands on. Knows how each kind is set; must not know in
 * which order they come.
 */
#ifndef PRESS_PDF_PARTS_H
#define PRESS_PDF_PARTS_H

#include "a4.h"
#include "sheet.h"

struct pdf {
	struct page page;
	const struct sheet_line *head; /* of the table that is being drawn, for the next page; NULL: none */
	const char *last;              /* the kind before this one */
	int half_y; /* where the pair stands that has the right half of its row free, else -1 */
};

/* Draws the piece LINES[0] and those that belong to it; returns how many lines that were, at least 1. What
 * it does not know it passes over. */
size_t pdf_draw_piece(struct pdf *pdf, const struct sheet_line *lines, size_t count);
/* For page.on_new. */
void pdf_repeat_head(struct page *page, int height, void *user);

/* ---- tables (pdf-table.c) ---- */
void pdf_pair(struct pdf *pdf, const struct sheet_line *line);
void pdf_row(struct pdf *pdf, const struct sheet_line *line);
void pdf_half(struct pdf *pdf, const struct sheet_line *line);
/* "verdict" and the shares after it; returns how many lines. */
size_t pdf_verdict(struct pdf *pdf, const struct sheet_line *lines, size_t count);

#define PDF_LETTER_SIZE (pdf->page.chinese ? 12 * INK_POINT : 11 * INK_POINT)

#endif
