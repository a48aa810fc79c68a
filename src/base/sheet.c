/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheet.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void add_cell(struct text_buffer *out, const char *cell)
{
	char *safe = cell ? text_sanitize(cell, strlen(cell), false) : strdup("");

	text_buffer_add(out, "\t");
	if (safe)
		text_buffer_add(out, safe);
	else
		out->failed = true;
	free(safe);
}

void sheet_add(struct text_buffer *out, const char *kind, ...)
{
	va_list cells;
	const char *cell;

	text_buffer_add(out, kind);
	va_start(cells, kind);
	while ((cell = va_arg(cells, const char *)))
		add_cell(out, cell);
	va_end(cells);
	text_buffer_add(out, "\n");
}

void sheet_add_cells(struct text_buffer *out, const char *kind, const char *const *cells, size_t count)
{
	size_t i;

	text_buffer_add(out, kind);
	for (i = 0; i < count; i++)
		add_cell(out, cells[i]);
	text_buffer_add(out, "\n");
}

bool sheet_next(char **rest, struct sheet_line *ret_line)
{
	char *line = *rest, *end = strchr(line, '\n'), *cell;
	size_t i;

	if (!*line)
		return false;
	*rest = end ? end + 1 : line + strlen(line);
	if (end)
		*end = '\0';
	ret_line->count = 0;
	while (ret_line->count < SHEET_CELLS_MAX && (cell = strsep(&line, "\t")))
		ret_line->cells[ret_line->count++] = cell;
	/* The end of the last cell is an empty string, too. */
	cell = ret_line->cells[ret_line->count - 1];
	for (i = ret_line->count; i < SHEET_CELLS_MAX; i++)
		ret_line->cells[i] = cell + strlen(cell);
	return true;
}

int64_t sheet_number(const char *cell, int64_t fallback)
{
	char *end;
	long long number;

	errno = 0;
	number = strtoll(cell, &end, 10);
	return end == cell || *end || errno != 0 ? fallback : (int64_t)number;
}
