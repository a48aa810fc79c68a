/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf-parts.h"

#include <stdlib.h>
#include <string.h>

#include "picture.h"

#define CELLS_MAX 4

/* ---- pairs and rows --------------------------------------------------------------------------- */

struct cell {
	struct ink_text *text;
	int x, width; /* from the left of the text: the row may go to the next column */
};

struct row {
	struct cell cells[CELLS_MAX];
	int count, lines;
	int size;
};

static void set_cell(struct pdf *pdf, struct row *row, const char *text, int x, int width)
{
	struct cell *cell = &row->cells[row->count++];

	*cell = (struct cell){.text = ink_set(pdf->page.ink, text, row->size, width), .x = x, .width = width};
	if (!cell->text)
		pdf->page.failed = true;
	else if (*text && ink_lines(cell->text) > row->lines)
		row->lines = ink_lines(cell->text);
}

static void draw_cell(struct page *page, const struct row *row, const struct cell *cell, int y, unsigned colour)
{
	int leading = page_leading(page, row->size);

	for (int i = 0; cell->text && i < ink_lines(cell->text); i++)
		ink_draw_line(page->ink, cell->text, i, page->left + cell->x,
			y + i * leading + (leading - row->size) / 2 + row->size * 86 / 100, colour);
}

static void release_row(struct row *row)
{
	for (int i = 0; i < row->count; i++)
		ink_text_free(row->cells[i].text);
}

static int columns_of(const char *cell, int most)
{
	int64_t columns = sheet_number(cell, 0);

	return columns < 0 ? 0 : columns > most ? most : (int)columns;
}

void pdf_pair(struct pdf *pdf, const struct sheet_line *line)
{
	struct page *page = &pdf->page;
	int indent = page_columns(page, columns_of(line->cells[1], 40)),
	    label = page_columns(page, columns_of(line->cells[2], 40)), gap = page_columns(page, 2);
	struct row row = {.size = page->size, .lines = 1};

	set_cell(pdf, &row, line->cells[3], indent, label);
	set_cell(pdf, &row, line->cells[4], indent + label + gap, page->width - indent - label - gap);
	page_need(page, row.lines * page_leading(page, row.size));
	draw_cell(page, &row, &row.cells[0], page->y, INK_GREY);
	draw_cell(page, &row, &row.cells[1], page->y, INK_BLACK);
	page->y += row.lines * page_leading(page, row.size);
	release_row(&row);
}

/* A pair in half a row: the next one stands beside it. */
void pdf_half(struct pdf *pdf, const struct sheet_line *line)
{
	struct page *page = &pdf->page;
	int label = page_columns(page, columns_of(line->cells[1], 40)), gap = page_columns(page, 1);
	int half = page->width / 2;
	struct row row = {.size = page->size, .lines = 1};

	set_cell(pdf, &row, line->cells[2], 0, label);
	set_cell(pdf, &row, line->cells[3], label + gap, half - label - 3 * gap);
	int height = row.lines * page_leading(page, row.size), y = page->y, shift = 0;
	if (pdf->half_y >= 0 && pdf->half_y + height <= PAGE_BOTTOM) {
		y = pdf->half_y;
		shift = half;
		pdf->half_y = -1;
	} else {
		page_need(page, height);
		y = pdf->half_y = page->y;
	}
	row.cells[0].x += shift;
	row.cells[1].x += shift;
	draw_cell(page, &row, &row.cells[0], y, INK_GREY);
	draw_cell(page, &row, &row.cells[1], y, INK_BLACK);
	page->y = y + height > page->y ? y + height : page->y;
	release_row(&row);
}

/* The widths of LINE in columns; returns how many. */
static int read_widths(struct page *page, const struct sheet_line *line, int widths[CELLS_MAX])
{
	char *list = strdup(line->cells[3]), *rest = list, *width;
	int count = 0;

	if (!list)
		page->failed = true;
	while (list && count < CELLS_MAX && (width = strsep(&rest, ",")))
		widths[count++] = columns_of(width, PAGE_COLUMNS);
	free(list);
	return count;
}

/* Cells over the whole width of the page, in the ratio of their columns. */
static void set_row(struct pdf *pdf, const struct sheet_line *line, struct row *row, int padding)
{
	struct page *page = &pdf->page;
	int widths[CELLS_MAX], count = read_widths(page, line, widths), sum = 0, before = 0;
	int indent = page_columns(page, columns_of(line->cells[2], 40)), room = page->width - indent;

	for (int i = 0; i < count; i++)
		sum += widths[i] + 2;
	for (int i = 0; i < count && sum > 0; i++) {
		int x = indent + room / sum * before, width = room / sum * (widths[i] + 2);

		set_cell(pdf, row, line->cells[4 + i], x + padding, width - padding - page_columns(page, 1));
		before += widths[i] + 2;
	}
}

static void draw_set_row(struct pdf *pdf, const struct sheet_line *line, const struct row *row)
{
	struct page *page = &pdf->page;
	bool head = strcmp(line->cells[1], "head") == 0;
	int height = row->lines * page_leading(page, row->size);

	page_need(page, height);
	for (int i = 0; i < row->count; i++)
		draw_cell(page, row, &row->cells[i], page->y, head ? INK_GREY : INK_BLACK);
	page->y += height;
	if (head)
		ink_rule(page->ink, page->left, page->y, page->width, INK_POINT / 2, PAGE_RULE_COLOUR);
}

static void draw_row(struct pdf *pdf, const struct sheet_line *line)
{
	struct row row = {.size = pdf->page.size, .lines = 1};

	set_row(pdf, line, &row, 0);
	draw_set_row(pdf, line, &row);
	release_row(&row);
}

/* Framed; what stands first says what the row is about. */
static void draw_box(struct pdf *pdf, const struct sheet_line *line)
{
	struct page *page = &pdf->page;
	int padding = page_columns(page, 1), rim = INK_MM(1) * 8 / 10, height, thin = INK_POINT / 2;
	struct row row = {.size = page->size, .lines = 1};
	bool first = strcmp(pdf->last, "row") != 0;

	if (first)
		page_gap(page, INK_MM(2));
	set_row(pdf, line, &row, padding);
	height = row.lines * page_leading(page, row.size) + 2 * rim;
	page_need(page, height);
	for (int i = 0; i < row.count; i++) {
		int from = row.cells[i].x - padding, x = page->left + from;
		int width = (i + 1 < row.count ? row.cells[i + 1].x - padding : page->width) - from;

		if (i == 0)
			ink_fill(page->ink, x, page->y, width, height, 0xf2f4f7);
		ink_rule(page->ink, x, page->y, width, thin, PAGE_RULE_COLOUR);
		ink_rule(page->ink, x, page->y + height, width, thin, PAGE_RULE_COLOUR);
		ink_fill(page->ink, x, page->y, thin, height, PAGE_RULE_COLOUR);
		draw_cell(page, &row, &row.cells[i], page->y + rim, INK_BLACK);
	}
	ink_fill(page->ink, page->left + page->width - thin, page->y, thin, height, PAGE_RULE_COLOUR);
	page->y += height;
	release_row(&row);
}

void pdf_row(struct pdf *pdf, const struct sheet_line *line)
{
	if (strcmp(line->cells[1], "box") == 0) {
		draw_box(pdf, line);
		return;
	}
	bool head = strcmp(line->cells[1], "head") == 0;
	/* A head that itself goes to the next page stands there once, without the one before. */
	if (head)
		pdf->head = NULL;
	draw_row(pdf, line);
	if (head)
		pdf->head = line;
}

void pdf_repeat_head(struct page *page, int height, void *user)
{
	struct pdf *pdf = user;
	struct row row = {.size = page->size, .lines = 1};

	if (!pdf->head)
		return;
	set_row(pdf, pdf->head, &row, 0);
	/* Left out where what comes below it would have no room on any page. */
	if (page->y + row.lines * page_leading(page, row.size) + height <= PAGE_BOTTOM)
		draw_set_row(pdf, pdf->head, &row);
	release_row(&row);
}

/* ---- the verdict ------------------------------------------------------------------------------ */

static int draw_shares(struct pdf *pdf, const struct sheet_line *lines, size_t count, int x, int width, int y)
{
	struct page *page = &pdf->page;
	int from = y;

	for (size_t i = 1; i < count; i++) {
		int height = page_put(page, lines[i].cells[1], x, y, width * 6 / 10, page->size, INK_BLACK,
			PAGE_LEFT_ALIGNED);

		page_put(page, lines[i].cells[2], x, y, width, page->size, INK_BLACK, PAGE_RIGHT_ALIGNED);
		y += height;
	}
	return y - from;
}

size_t pdf_verdict(struct pdf *pdf, const struct sheet_line *lines, size_t count)
{
	struct page *page = &pdf->page;
	const struct sheet_line *verdict = &lines[0];
	int padding = INK_MM(4), half = page->width * 55 / 100, y, height;
	int least = INK_MM(31), right = page->left + half + padding, room = page->width - half - 2 * padding;
	size_t used = 1;

	while (used < count && strcmp(lines[used].cells[0], "share") == 0)
		used++;
	height = 2 * padding + INK_MM(2) + (int)used * page_leading(page, page->size);
	height = height > least ? height : least;
	page_need(page, height);
	ink_fill(page->ink, page->left, page->y, page->width, height, picture_tint(verdict->cells[1]));
	ink_fill(page->ink, page->left, page->y, INK_MM(2), height, picture_colour(verdict->cells[1]));
	y = page->y + INK_MM(3);
	int x = page->left + INK_MM(6), width = (used > 1 ? half : page->width) - INK_MM(8);
	y += page_put(page, verdict->cells[2], x, y, width, 11 * INK_POINT, picture_colour(verdict->cells[1]),
		PAGE_LEFT_ALIGNED);
	y += page_put(page, verdict->cells[3], x, y, width, 20 * INK_POINT, INK_BLACK, PAGE_LEFT_ALIGNED);
	if (*verdict->cells[4])
		y += page_put(page, verdict->cells[4], x, y, width, page->size, INK_BLACK, PAGE_LEFT_ALIGNED);
	page_put(page, verdict->cells[5], x, y, width, 8 * INK_POINT, INK_GREY, PAGE_LEFT_ALIGNED);
	if (used > 1) {
		y = page->y + padding;
		y += draw_shares(pdf, lines, used, right, room, y) + INK_MM(1);
		ink_rule(page->ink, right, y, room, INK_POINT / 2, INK_BLACK);
		page_put(page, verdict->cells[3], right, y + INK_MM(1), room, page->size, INK_BLACK, PAGE_RIGHT_ALIGNED);
	}
	page->y += height + INK_MM(3);
	return used;
}
