/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>
#include <wchar.h>

#include "paint.h"
#include "text.h"

#define DOTS "…"
#define LONGEST_CLUSTER 16 /* characters; more marks than that on one letter are left out */

/* What stands for a character on a terminal that has only ASCII. */
static wchar_t plain_form(wchar_t character)
{
	static const wchar_t forms[][2] = {
		{0xb7, '-'}, {0x2022, '*'}, {0x2013, '-'}, {0x2014, '-'}, {0x2212, '-'}, {0xd7, 'x'},
		{0x2026, '.'}, {0x2018, '\''}, {0x2019, '\''}, {0x201c, '"'}, {0x201d, '"'}, {0xa7, 'S'},
		{0x2190, '<'}, {0x2192, '>'}, {0x2191, '^'}, {0x2193, 'v'}, {0x2264, '<'}, {0x2265, '>'},
		{0xa0, ' '}, {0x2713, '+'}, {0x3000, ' '}, {0x2500, '-'}, {0x2502, '|'}, {0x250c, '+'},
		{0x2510, '+'}, {0x2514, '+'}, {0x2518, '+'}, {0x251c, '+'}, {0x2524, '+'}, {0x252c, '+'},
		{0x2534, '+'}, {0x258c, '['}, {0x2590, ']'},
	};
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (forms[i][0] == character)
			return forms[i][1];
	return '?';
}

/* One cluster at the place where it belongs, and blanks where ncurses found it narrower than we did. */
static void paint_cluster(WINDOW *window, const struct palette *palette, int row, int column, const char *text,
	size_t bytes, int columns)
{
	wchar_t wide[LONGEST_CLUSTER];
	const uint8_t *at = (const uint8_t *)text;
	int count = 0, measured = 0;

	for (size_t left = bytes; left > 0 && count < LONGEST_CLUSTER;) {
		ucs4_t character;
		int taken = u8_mbtouc(&character, at, left);
		wchar_t shown = (wchar_t)character;
		if (palette->ascii && (character < 0x20 || character > 0x7e))
			shown = count == 0 ? plain_form(shown) : 0;
		if (shown != 0 && wcwidth(shown) < 0)
			shown = 0xfffd; /* never in ASCII: all that is left of a text there has a width */
		if (shown != 0 && measured + wcwidth(shown) <= columns) {
			wide[count++] = shown;
			measured += wcwidth(shown);
		}
		at += taken;
		left -= (size_t)taken;
	}
	if (measured < columns)
		mvwhline(window, row, column + measured, ' ' | getattrs(window), columns - measured);
	if (count > 0)
		mvwaddnwstr(window, row, column, wide, count);
}

static int paint_bytes(WINDOW *window, const struct palette *palette, int row, int column, const char *text, size_t bytes)
{
	int taken = 0;

	for (size_t at = 0; at < bytes;) {
		size_t cluster = text_cluster(text + at);
		if (cluster == 0 || cluster > bytes - at)
			cluster = bytes - at;
		int columns = text_width_n(text + at, cluster);
		if (columns > 0)
			paint_cluster(window, palette, row, column + taken, text + at, cluster, columns);
		taken += columns;
		at += cluster;
	}
	return taken;
}

int paint_text(WINDOW *window, const struct palette *palette, int row, int column, int columns, const char *text,
	attr_t attributes, bool dots)
{
	if (columns <= 0 || row < 0 || row >= getmaxy(window) || column < 0)
		return 0;
	if (columns > getmaxx(window) - column)
		columns = getmaxx(window) - column;
	int taken;
	size_t bytes = text_fit(text, columns, &taken);
	bool cut = dots && text[bytes] != '\0';
	if (cut)
		bytes = text_fit(text, columns - 1, &taken);
	(void)wattrset(window, (int)attributes);
	taken = paint_bytes(window, palette, row, column, text, bytes);
	if (cut)
		taken += paint_bytes(window, palette, row, column + taken, DOTS, strlen(DOTS));
	(void)wattrset(window, A_NORMAL);
	return taken;
}

int paint_line(WINDOW *window, const struct palette *palette, int row, int column, int columns,
	const struct pane_line *line)
{
	int at = line->indent, left = 0;

	for (size_t i = 0; i < line->span_count; i++)
		left += text_width(line->spans[i].text);
	for (size_t i = 0; i < line->span_count; i++) {
		const struct pane_span *span = &line->spans[i];
		int width = text_width(span->text), room = columns - at;
		left -= width;
		bool cut = width > room || (width == room && left > 0);
		at += paint_text(window, palette, row, column + at, cut ? room - 1 : room, span->text,
			palette->style[span->style], false);
		if (cut) {
			at += paint_text(window, palette, row, column + at, 1, DOTS, A_NORMAL, false);
			break;
		}
	}
	return at;
}

void paint_pane(WINDOW *window, const struct palette *palette, const struct area *area, const struct pane *pane,
	size_t first)
{
	for (int row = 0; row < area->rows && first + (size_t)row < pane->count; row++)
		paint_line(window, palette, area->row + row, area->column, area->columns,
			&pane->lines[first + (size_t)row]);
}

int paint_keys(WINDOW *window, const struct palette *palette, const struct area *area, const char *keys)
{
	int row = 0, column = 0, end = area->column + area->columns;

	for (size_t length; *keys != '\0'; keys += length, keys += strspn(keys, " ")) {
		const char *blanks = strstr(keys, "  ");
		length = blanks == NULL ? strlen(keys) : (size_t)(blanks - keys);
		int width = text_width_n(keys, length);
		bool full = column > 0 && column + 2 + width > area->columns;
		bool last = full && row + 1 == area->rows;
		row += full && !last;
		column = last ? column : full || column == 0 ? 0 : column + 2;
		char *key = last ? strdup(" …") : strndup(keys, length);
		int at = area->column + column;
		if (key != NULL && window != NULL)
			paint_text(window, palette, area->row + row, at, end - at, key, palette->style[PANE_STRONG], true);
		free(key);
		if (last)
			break;
		column += width < area->columns - column ? width : area->columns - column;
	}
	return row + 1;
}

void paint_rule(WINDOW *window, const struct palette *palette, int row, int column, int columns, const char *left,
	const char *right)
{
	for (int i = 0; i < columns; i++)
		paint_text(window, palette, row, column + i, 1, i == 0 ? left : i == columns - 1 ? right : "─",
			palette->frame, false);
}

void paint_box(WINDOW *window, const struct palette *palette, const struct area *area)
{
	int last = area->row + area->rows - 1;

	paint_rule(window, palette, area->row, area->column, area->columns, "┌", "┐");
	for (int row = area->row + 1; row < last; row++) {
		paint_text(window, palette, row, area->column, 1, "│", palette->frame, false);
		paint_text(window, palette, row, area->column + area->columns - 1, 1, "│", palette->frame, false);
	}
	paint_rule(window, palette, last, area->column, area->columns, "└", "┘");
}

void paint_clear(WINDOW *window, const struct area *area)
{
	(void)wattrset(window, A_NORMAL);
	for (int row = 0; row < area->rows; row++)
		mvwhline(window, area->row + row, area->column, ' ', area->columns);
}
