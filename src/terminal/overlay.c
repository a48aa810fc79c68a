/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "overlay.h"
#include "text.h"

#define MOST_COLUMNS 92 /* longer rows are hard to read */

void overlay_init(struct overlay *overlay)
{
	*overlay = (struct overlay){.open = false};
	pane_init(&overlay->text);
	pane_init(&overlay->rows);
}

void overlay_open(struct overlay *overlay, const char *title, struct pane *text)
{
	overlay_close(overlay);
	overlay->title = strdup(title);
	overlay->text = *text;
	pane_init(text);
	overlay->open = true;
}

void overlay_close(struct overlay *overlay)
{
	free(overlay->title);
	pane_release(&overlay->text);
	pane_release(&overlay->rows);
	overlay_init(overlay);
}

static void scroll_to(struct overlay *overlay, int first)
{
	int last = (int)overlay->rows.count - overlay->shown;

	overlay->first = first > last ? last : first;
	if (overlay->first < 0)
		overlay->first = 0;
}

static bool scroll_press(struct overlay *overlay, enum press_kind kind)
{
	int page = overlay->shown > 2 ? overlay->shown - 1 : 1;

	switch (kind) {
	case PRESS_UP:
		scroll_to(overlay, overlay->first - 1);
		return true;
	case PRESS_DOWN:
		scroll_to(overlay, overlay->first + 1);
		return true;
	case PRESS_PAGE_UP:
		scroll_to(overlay, overlay->first - page);
		return true;
	case PRESS_PAGE_DOWN:
		scroll_to(overlay, overlay->first + page);
		return true;
	case PRESS_HOME:
		scroll_to(overlay, 0);
		return true;
	case PRESS_END:
		scroll_to(overlay, (int)overlay->rows.count);
		return true;
	default:
		return false;
	}
}

bool overlay_press(struct overlay *overlay, const struct press *press)
{
	bool character = press->kind == PRESS_CHARACTER && !press->alt;

	if (press->kind == PRESS_ESCAPE || press->kind == PRESS_ENTER || (character && strcmp(press->text, "q") == 0)) {
		overlay_close(overlay);
		return true;
	}
	if (character && strcmp(press->text, " ") == 0)
		return scroll_press(overlay, PRESS_PAGE_DOWN);
	return scroll_press(overlay, press->kind);
}

/* Its digit stands alone, in the style of keys, at the left edge; further rows of it are indented below what follows. */
char overlay_choice_at(const struct overlay *overlay, int row, int column)
{
	const struct area *inner = &overlay->inner;
	int at = row - inner->row + overlay->first;

	if (!area_holds(inner, row, column) || (size_t)at >= overlay->rows.count)
		return '\0';
	while (at > 0 && overlay->rows.lines[at].indent == OVERLAY_CHOICE_HANG)
		at--;
	const struct pane_line *line = &overlay->rows.lines[at];
	bool choice = line->indent == 0 && line->span_count > 0 && line->spans[0].style == PANE_KEY;
	char digit = choice ? line->spans[0].text[0] : '\0';
	return digit >= '1' && digit <= '9' ? digit : '\0';
}

static bool is_small(int lines, int columns)
{
	return lines < LAYOUT_LEAST_LINES || columns < LAYOUT_LEAST_COLUMNS;
}

int overlay_columns(int lines, int columns)
{
	bool small = is_small(lines, columns);
	int width = small ? columns : columns - 4;

	if (width > MOST_COLUMNS)
		width = MOST_COLUMNS;
	int inner = small ? width : width - 4;
	return inner < 1 ? 1 : inner;
}

/* In the middle, as large as the text needs; the whole screen when that is small. */
static struct area place(struct overlay *overlay, int lines, int columns)
{
	bool small = is_small(lines, columns);
	int inner = overlay_columns(lines, columns), width = inner + 4;

	if (inner != overlay->columns) {
		pane_release(&overlay->rows);
		overlay->columns = pane_wrap(&overlay->text, inner, &overlay->rows) ? inner : 0;
	}
	if (small)
		return (struct area){0, 0, lines, columns};
	int height = (int)overlay->rows.count + 2;
	if (height > lines - 2)
		height = lines - 2;
	return (struct area){(lines - height) / 2, (columns - width) / 2, height, width};
}

/* The edges say what this is, how much there is, and how to leave. */
static void paint_edges(const struct overlay *overlay, const struct palette *palette, const struct area *area,
	const char *keys, const char *scroll_keys)
{
	int last = area->row + area->rows - 1, right = area->column + area->columns;
	char where[64] = "";

	if ((int)overlay->rows.count > overlay->shown)
		snprintf(where, sizeof(where), " %d–%d / %zu ", overlay->first + 1, overlay->first + overlay->shown,
			overlay->rows.count);
	if (overlay->title != NULL && overlay->title[0] != '\0') {
		char *title = text_printf(" %s ", overlay->title);
		if (title != NULL)
			paint_text(stdscr, palette, area->row, area->column + 1, area->columns - 2, title, A_BOLD, true);
		free(title);
	}
	int width = text_width(where);
	if (width > 0 && width + 2 < area->columns)
		paint_text(stdscr, palette, last, right - 1 - width, width, where, A_NORMAL, false);
	char *bottom = text_printf(" %s ", where[0] == '\0' ? keys : scroll_keys);
	if (bottom != NULL)
		paint_text(stdscr, palette, last, area->column + 1, area->columns - 3 - width, bottom, A_NORMAL, true);
	free(bottom);
}

/* Leaves nothing beside and below the panel that is cut off by it: a word's end says nothing, nor does half a hint. */
static void clear_around(const struct palette *palette, const struct layout *layout, const struct area *area)
{
	int end = area->row + area->rows, hints_end = layout->hints.row + layout->hints.rows;
	const struct area beside = {area->row, 0, area->rows, layout->columns};

	paint_clear(stdscr, &beside);
	for (int row = area->row; layout->frame && row < end; row++) {
		paint_text(stdscr, palette, row, 0, 1, "│", palette->frame, false);
		paint_text(stdscr, palette, row, layout->columns - 1, 1, "│", palette->frame, false);
	}
	if (end > layout->hints.row && end < hints_end) {
		const struct area hint = {end, layout->hints.column, hints_end - end, layout->hints.columns};
		paint_clear(stdscr, &hint);
	}
}

void overlay_paint(struct overlay *overlay, const struct palette *palette, const struct layout *layout,
	const char *keys, const char *scroll_keys, int *ret_row, int *ret_column)
{
	int lines = layout->lines, columns = layout->columns;
	struct area area = place(overlay, lines, columns);
	bool boxed = !is_small(lines, columns);
	struct area inner = {area.row + 1, area.column + 2, area.rows - 2, overlay->columns};

	if (!boxed)
		inner = (struct area){lines > 2, 0, lines > 2 ? lines - 2 : lines, columns};
	overlay->shown = inner.rows;
	scroll_to(overlay, overlay->first);
	overlay->inner = inner;
	if (boxed) {
		clear_around(palette, layout, &area);
		paint_box(stdscr, palette, &area);
	} else {
		paint_clear(stdscr, &area);
	}
	if (boxed || lines > 2)
		paint_edges(overlay, palette, &area, keys, scroll_keys);
	paint_pane(stdscr, palette, &inner, &overlay->rows, (size_t)overlay->first);
	*ret_row = inner.row;
	*ret_column = inner.column;
}
