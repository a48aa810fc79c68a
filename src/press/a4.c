/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "a4.h"

#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "text.h"

#define SMALL (7 * INK_POINT)

#define GUTTER INK_MM(5)

int page_columns(const struct page *page, int columns)
{
	return page->halved ? page->size / 2 * columns : PAGE_TEXT_WIDTH / PAGE_COLUMNS * columns;
}

int page_leading(const struct page *page, int size)
{
	/* Short lines need less between them. */
	return size * (page->halved ? (page->chinese ? 136 : 127) : (page->chinese ? 150 : 138)) / 100;
}

/* From the upper edge of a line to its baseline. */
static int ascent(const struct page *page, int size)
{
	return (page_leading(page, size) - size) / 2 + size * 86 / 100;
}

static int shift(int room, enum page_align align)
{
	return align == PAGE_CENTRED ? room / 2 : align == PAGE_RIGHT_ALIGNED ? room : 0;
}

int page_put(struct page *page, const char *text, int x, int y, int width, int size, unsigned colour,
	enum page_align align)
{
	struct ink_text *set = ink_set(page->ink, text, size, width);
	int height = 0;

	if (!set) {
		page->failed = true;
		return 0;
	}
	for (int i = 0; i < ink_lines(set); i++) {
		ink_draw_line(page->ink, set, i, x + shift(width - ink_line_width(set, i), align),
			y + height + ascent(page, size), colour);
		height += page_leading(page, size);
	}
	ink_text_free(set);
	return height;
}

/* ---- from page to page ------------------------------------------------------------------------ */

static void draw_head(struct page *page)
{
	if (page->number == 1 && !*page->redacted)
		return;
	if (page->number > 1)
		page_put(page, page->title, PAGE_LEFT, INK_MM(9), PAGE_TEXT_WIDTH, SMALL, INK_GREY,
			PAGE_LEFT_ALIGNED);
	page_put(page, page->redacted, PAGE_LEFT, INK_MM(9), PAGE_TEXT_WIDTH, SMALL, 0x9c1c1c, PAGE_RIGHT_ALIGNED);
}

static void draw_foot(struct page *page)
{
	char *number = text_printf(_("page %d of %d"), page->number, page->pages);
	int y = INK_HEIGHT - INK_MM(15);

	ink_rule(page->ink, PAGE_LEFT, y, PAGE_TEXT_WIDTH, INK_POINT / 2, PAGE_RULE_COLOUR);
	y += INK_MM(1);
	page_put(page, page->foot, PAGE_LEFT, y, PAGE_TEXT_WIDTH * 83 / 100, SMALL, INK_GREY, PAGE_LEFT_ALIGNED);
	if (number)
		page_put(page, number, PAGE_LEFT, y, PAGE_TEXT_WIDTH, SMALL, INK_GREY, PAGE_RIGHT_ALIGNED);
	else
		page->failed = true;
	free(number);
}

static void stand_in(struct page *page, bool second)
{
	int half = (PAGE_TEXT_WIDTH - GUTTER) / 2;

	page->second = second;
	page->left = PAGE_LEFT + (second ? half + GUTTER : 0);
	page->width = page->halved ? half : PAGE_TEXT_WIDTH;
}

void page_begin(struct page *page)
{
	page->number = 1;
	page->y = page->top = page->deepest = PAGE_TOP;
	page->size = PAGE_SIZE;
	page->halved = false;
	stand_in(page, false);
	draw_head(page);
}

void page_finish(struct page *page)
{
	draw_foot(page);
	ink_end_page(page->ink);
}

static void go_on(struct page *page)
{
	if (page->halved && !page->second) {
		page->deepest = page->y;
		page->y = page->top;
		stand_in(page, true);
		return;
	}
	page_finish(page);
	page->number++;
	page->y = page->top = page->deepest = PAGE_TOP;
	stand_in(page, false);
	draw_head(page);
}

void page_need(struct page *page, int height)
{
	while (page->y + height > PAGE_BOTTOM && page->y != PAGE_TOP) {
		go_on(page);
		/* A column that is as short as the one before is left empty. */
		if (page->y + height <= PAGE_BOTTOM)
			page->on_new(page, height, page->user);
	}
}

void page_gap(struct page *page, int height)
{
	if (page->y > PAGE_TOP && page->y > (page->halved ? page->top : 0))
		page->y += height;
}

void page_halve(struct page *page, bool halved)
{
	if (page->halved && !halved && page->deepest > page->y)
		page->y = page->deepest;
	page_gap(page, halved ? INK_MM(3) : INK_MM(1));
	page->halved = halved;
	page->size = halved ? PAGE_SMALL_SIZE : PAGE_SIZE;
	page->top = page->deepest = page->y;
	stand_in(page, false);
}

/* ---- writing ---------------------------------------------------------------------------------- */

void page_place(struct page *page, struct ink_text *text, int x, int width, int size, unsigned colour,
	enum page_align align)
{
	int leading = page_leading(page, size), lines = text ? ink_lines(text) : 0;

	if (!text)
		page->failed = true;
	for (int i = 0; i < lines; i++) {
		/* No line of a paragraph alone at the foot of a page or at the head of the next. */
		bool pair = lines > 1 && (i == 0 || i == lines - 2);

		page_need(page, pair ? 2 * leading : leading);
		ink_draw_line(page->ink, text, i, page->left + x + shift(width - ink_line_width(text, i), align),
			page->y + ascent(page, size), colour);
		page->y += leading;
	}
	ink_text_free(text);
}

void page_write(struct page *page, const char *text, int x, int width, int size, unsigned colour,
	enum page_align align)
{
	page_place(page, ink_set(page->ink, text, size, width), x, width, size, colour, align);
}
