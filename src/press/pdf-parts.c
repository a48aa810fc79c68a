/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf-parts.h"

#include <stdlib.h>
#include <string.h>

#include "picture.h"
#include "text.h"

#define TITLE_SIZE (16 * INK_POINT)
#define HEADING_SIZE (11 * INK_POINT)

static int columns_of(const char *cell)
{
	int64_t columns = sheet_number(cell, 0);

	return columns < 0 ? 0 : columns > PAGE_COLUMNS / 2 ? PAGE_COLUMNS / 2 : (int)columns;
}

static void draw_ends(struct pdf *pdf, const struct sheet_line *line)
{
	struct page *page = &pdf->page;
	int y = page->y;

	page_write(page, line->cells[1], 0, page->width * 3 / 4, TITLE_SIZE, INK_BLACK, PAGE_LEFT_ALIGNED);
	page_put(page, line->cells[2], page->left, y + TITLE_SIZE / 2, page->width, page->size, INK_GREY,
		PAGE_RIGHT_ALIGNED);
	ink_rule(page->ink, page->left, page->y + INK_MM(1), page->width, INK_POINT, INK_BLACK);
	page->y += INK_MM(4);
}

static void draw_heading(struct pdf *pdf, const struct sheet_line *line)
{
	struct page *page = &pdf->page;
	int size = page->halved ? 9 * INK_POINT : HEADING_SIZE, leading = page_leading(page, size);

	page_gap(page, page->halved ? INK_MM(2) : INK_MM(3));
	/* Never alone at the foot of a page. */
	page_need(page, leading + INK_MM(2) + (page->halved ? 2 : 4) * page_leading(page, page->size));
	page_write(page, line->cells[1], 0, page->width, size, 0x1f3f66, PAGE_LEFT_ALIGNED);
	ink_rule(page->ink, page->left, page->y, page->width, INK_POINT / 2, 0x1f3f66);
	page->y += page->halved ? INK_MM(1) / 2 : INK_MM(1) + INK_MM(1) / 2;
}

/* Bytes of a mark at the beginning of TEXT that its lines hang under. */
static size_t mark_length(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	if (strncmp(text, "- ", 2) == 0 || strncmp(text, "> ", 2) == 0)
		return 2;
	return digits > 0 && digits <= 3 && strncmp(text + digits, ". ", 2) == 0 ? digits + 2 : 0;
}

/* MARK at X, and TEXT hanging HANG further in. */
static void draw_item(struct page *page, const char *mark, const char *text, int x, int hang, int size,
	unsigned colour, bool gaps)
{
	struct ink_text *set;
	int width = page->width - x - hang, lines;

	set = gaps ? ink_set_gaps(page->ink, text, size, width) : ink_set(page->ink, text, size, width);
	lines = set ? ink_lines(set) : 0;
	page_need(page, page_leading(page, size) * (lines > 1 ? 2 : 1));
	page_put(page, mark, page->left + x, page->y, -1, size, colour, PAGE_LEFT_ALIGNED);
	page_place(page, set, x + hang, width, size, colour, PAGE_LEFT_ALIGNED);
}

static void draw_block(struct pdf *pdf, const struct sheet_line *line)
{
	int indent = columns_of(line->cells[1]), hang = columns_of(line->cells[2]);
	struct page *page = &pdf->page;
	const char *text = line->cells[3];
	size_t length = hang > indent ? mark_length(text) : 0;
	char *mark = strndup(text, length);
	/* What explains the line above it stands back. */
	unsigned colour = indent >= 4 ? 0x4a4a4a : INK_BLACK;

	if (!mark)
		pdf->page.failed = true;
	else if (length > 0)
		draw_item(&pdf->page, *mark == '-' ? "·" : mark, text + length, page_columns(page, indent),
			page_columns(page, hang - indent), page->size, colour, false);
	else
		page_write(&pdf->page, text, page_columns(page, indent),
			page->width - page_columns(page, indent), page->size, colour, PAGE_LEFT_ALIGNED);
	free(mark);
}

/* In red, beside a bar. */
static void draw_caution(struct pdf *pdf, const struct sheet_line *line)
{
	struct page *page = &pdf->page;
	const char *text = line->cells[1];
	int from;

	if (strncmp(text, "! ", 2) == 0)
		text += 2;
	else if (strncmp(text, "！", 3) == 0)
		text += 3;
	page_gap(page, INK_MM(1));
	page_need(page, 2 * page_leading(page, page->size));
	from = page->y;
	page_write(page, text, page_columns(page, 2), page->width - page_columns(page, 2), page->size, 0x9c1c1c,
		PAGE_LEFT_ALIGNED);
	if (page->y > from)
		ink_fill(page->ink, page->left, from, 2 * INK_POINT, page->y - from, 0x9c1c1c);
}

static void draw_equation(struct pdf *pdf, const struct sheet_line *line)
{
	struct page *page = &pdf->page;
	int size = page->size + INK_POINT;

	page_gap(page, INK_MM(1));
	page_need(page, 2 * page_leading(page, size));
	/* First, as a long line goes on behind the end of the page. */
	page_put(page, line->cells[2], page->left, page->y, page->width, page->size, INK_GREY, PAGE_RIGHT_ALIGNED);
	page_write(page, line->cells[1], page_columns(page, 2), page->width * 3 / 5, size, INK_BLACK,
		PAGE_LEFT_ALIGNED);
}

static void draw_total(struct pdf *pdf, const struct sheet_line *line)
{
	struct page *page = &pdf->page;
	int size = page->size + INK_POINT;

	page_gap(page, INK_MM(1));
	page_need(page, page_leading(page, size));
	ink_rule(page->ink, page->left + page_columns(page, 2), page->y, page->width - page_columns(page, 2), INK_POINT / 2,
		PAGE_RULE_COLOUR);
	page_write(page, line->cells[1], page_columns(page, 2), page->width, size, INK_BLACK,
		PAGE_LEFT_ALIGNED);
}

/* ---- letters ---------------------------------------------------------------------------------- */

static void draw_line(struct pdf *pdf, const struct sheet_line *line)
{
	int size = PDF_LETTER_SIZE, x = columns_of(line->cells[1]) * size / 2;
	const char *mark = line->cells[2];
	int hang = text_width(mark) * size * 55 / 100;

	draw_item(&pdf->page, mark, line->cells[3], x, hang, size, INK_BLACK, true);
}

static void draw_fixed(struct pdf *pdf, const struct sheet_line *line)
{
	int size = 10 * INK_POINT;

	page_place(&pdf->page, ink_set_fixed(pdf->page.ink, line->cells[1], size, -1), 0, PAGE_TEXT_WIDTH, size,
		INK_BLACK, PAGE_LEFT_ALIGNED);
}

/* The first is the title. */
static void draw_centred(struct pdf *pdf, const struct sheet_line *line)
{
	struct page *page = &pdf->page;
	bool title = *pdf->last == '\0' || strcmp(pdf->last, "caution") == 0 || strcmp(pdf->last, "blank") == 0;

	page_write(page, line->cells[1], 0, page->width, title ? TITLE_SIZE : PDF_LETTER_SIZE, INK_BLACK,
		PAGE_CENTRED);
	page_gap(page, title ? INK_MM(3) : 0);
}

/* Who signs, with room for the hand or the seal; all of it on one page. */
static void draw_right(struct pdf *pdf, const struct sheet_line *lines, size_t count)
{
	struct page *page = &pdf->page;
	size_t same = 0;

	if (strcmp(pdf->last, "right") != 0) {
		while (same < count && strcmp(lines[same].cells[0], "right") == 0)
			same++;
		page_gap(page, INK_MM(8));
		page_need(page, (int)(same > 12 ? 12 : same) * (page_leading(page, PDF_LETTER_SIZE) + INK_MM(2)));
	}
	struct ink_text *set = ink_set_gaps(page->ink, lines[0].cells[1], PDF_LETTER_SIZE, page->width);
	page_place(page, set, 0, page->width, PDF_LETTER_SIZE, INK_BLACK, PAGE_RIGHT_ALIGNED);
	page_gap(page, INK_MM(2));
}

/* One who signs, WIDTH wide from X on: the name of the part, and the line to write on. */
static void draw_signer(struct page *page, const char *cell, int x, int width)
{
	/* In a text a row of underscores is the line to write on. */
	char *label = strndup(cell, strcspn(cell, "_"));
	int used = label ? (text_width(label) + 1) * page->size * 55 / 100 : 0;

	if (!label) {
		page->failed = true;
		return;
	}
	page_put(page, label, page->left + x, page->y, width, page->size, INK_BLACK, PAGE_LEFT_ALIGNED);
	ink_rule(page->ink, page->left + x + used, page->y + page_leading(page, page->size),
		width - used - 2 * page->size * 55 / 100, INK_POINT / 2, INK_BLACK);
	free(label);
}

/* Side by side; in a column one under the other. */
static void draw_sign(struct pdf *pdf, const struct sheet_line *line)
{
	struct page *page = &pdf->page;
	int count = (int)line->count - 1, width = page->halved || count < 1 ? page->width : page->width / count;
	int rows = page->halved ? count : 1, height = INK_MM(7);

	page_gap(page, INK_MM(page->halved ? 3 : 7));
	page_need(page, rows * height);
	for (int i = 0; i < count; i++) {
		draw_signer(page, line->cells[1 + i], page->halved ? 0 : i * width, width);
		page->y += page->halved || i == count - 1 ? height : 0;
	}
}

static void draw_blank(struct pdf *pdf)
{
	if (strcmp(pdf->last, "blank") != 0)
		page_gap(&pdf->page, INK_MM(2));
}

/* ---- by kind ---------------------------------------------------------------------------------- */

static size_t draw_piece(struct pdf *pdf, const struct sheet_line *lines, size_t count)
{
	static const struct {
		const char *kind;
		void (*draw)(struct pdf *pdf, const struct sheet_line *line);
	} kinds[] = {
		{"ends", draw_ends},
		{"heading", draw_heading},
		{"block", draw_block},
		{"caution", draw_caution},
		{"equation", draw_equation},
		{"total", draw_total},
		{"pair", pdf_pair},
		{"half", pdf_half},
		{"row", pdf_row},
		{"line", draw_line},
		{"fixed", draw_fixed},
		{"centre", draw_centred},
		{"sign", draw_sign},
	};
	const char *kind = lines[0].cells[0];

	if (strcmp(kind, "verdict") == 0)
		return pdf_verdict(pdf, lines, count);
	if (strcmp(kind, "picture") == 0)
		return picture_draw(&pdf->page, lines, count);
	if (strcmp(kind, "right") == 0)
		draw_right(pdf, lines, count);
	else if (strcmp(kind, "blank") == 0)
		draw_blank(pdf);
	else if (strcmp(kind, "columns") == 0)
		page_halve(&pdf->page, strcmp(lines[0].cells[1], "2") == 0);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			kinds[i].draw(pdf, &lines[0]);
	return 1;
}

size_t pdf_draw_piece(struct pdf *pdf, const struct sheet_line *lines, size_t count)
{
	if (strcmp(lines[0].cells[0], "heading") == 0)
		pdf->head = NULL;
	/* What stands over rows stays with the first of them. */
	if (count > 1 && strcmp(lines[0].cells[0], "block") == 0 && strcmp(lines[1].cells[0], "row") == 0)
		page_need(&pdf->page, 3 * page_leading(&pdf->page, pdf->page.size));
	if (strcmp(lines[0].cells[0], "half") != 0)
		pdf->half_y = -1;
	size_t used = draw_piece(pdf, lines, count);

	pdf->last = lines[0].cells[0];
	return used;
}
