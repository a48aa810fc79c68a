/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sheet.h"

static void add_blanks(struct text_buffer *out, int count)
{
	text_buffer_printf(out, "%*s", count > 0 ? count : 0, "");
}

static void trim_end(struct text_buffer *out)
{
	while (out->length > 0 && out->text[out->length - 1] == ' ')
		out->text[--out->length] = '\0';
}

static bool wrap_cell(const char *cell, int width, struct text_lines *ret_lines)
{
	char *safe = text_sanitize(cell, strlen(cell), false);
	bool done = safe && text_wrap(safe, width, 0, ret_lines);

	free(safe);
	return done;
}

static void add_line(struct text_buffer *out, const struct table *table,
        const struct text_lines *cells, size_t line)
{
	int i;

	add_blanks(out, table->indent);
	text_buffer_add(out, table->left ? table->left : "");
	for (i = 0; i < table->count; i++) {
		const char *text = line < cells[i].count ? cells[i].items[line] : "";

		if (i > 0)
			text_buffer_add(out, table->between ? table->between : "  ");
		text_buffer_add(out, text);
		add_blanks(out, table->widths[i] - text_width(text));
	}
	if (table->right)
		text_buffer_add(out, table->right);
	else if (!out->failed)
		trim_end(out);
	text_buffer_add(out, "\n");
}

void table_row(struct text_buffer *out, const struct table *table, const char *const *cells)
{
	struct text_lines wrapped[TABLE_COLUMNS_MAX] = {{NULL, 0}};
	size_t height = 1, line;
	int i;

	for (i = 0; i < table->count; i++) {
		if (!cells[i])
			continue;
		if (!wrap_cell(cells[i], table->widths[i], &wrapped[i]))
			out->failed = true;
		else if (wrapped[i].count > height)
			height = wrapped[i].count;
	}
	for (line = 0; line < height && !out->failed; line++)
		add_line(out, table, wrapped, line);
	for (i = 0; i < table->count; i++)
		text_lines_release(&wrapped[i]);
}

void table_sheet_row(struct text_buffer *out, const struct table *table, const char *style,
        const char *const *cells)
{
	char indent[16], widths[16 * TABLE_COLUMNS_MAX] = "";
	const char *line[3 + TABLE_COLUMNS_MAX] = {style, indent, widths};
	size_t length = 0;
	int i;

	snprintf(indent, sizeof indent, "%d", table->indent);
	for (i = 0; i < table->count; i++) {
		length += (size_t)snprintf(widths + length, sizeof widths - length, "%s%d",
		        i > 0 ? "," : "", table->widths[i]);
		line[3 + i] = cells[i];
	}
	sheet_add_cells(out, "row", line, 3 + (size_t)table->count);
}

void table_rule(struct text_buffer *out, const struct table *table, char fill)
{
	char piece[2] = {fill, '\0'};
	int i, n;

	add_blanks(out, table->indent);
	text_buffer_add(out, "+");
	for (i = 0; i < table->count; i++) {
		/* a blank, the cell, a blank, as "| cell | cell |" has them */
		for (n = 0; n < table->widths[i] + 2; n++)
			text_buffer_add(out, piece);
		text_buffer_add(out, "+");
	}
	text_buffer_add(out, "\n");
}
