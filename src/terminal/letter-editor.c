/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "letter-editor.h"
#include "text.h"

void letter_editor_init(struct letter_editor *letter, bool ascii)
{
	*letter = (struct letter_editor){.goal = -1};
	editor_init(&letter->editor, ascii, true);
}

void letter_editor_release(struct letter_editor *letter)
{
	editor_release(&letter->editor);
	free(letter->rows);
	letter->rows = NULL;
	letter->row_count = 0;
}

bool letter_editor_load(struct letter_editor *letter, const char *text)
{
	if (!editor_load(&letter->editor, text))
		return false;
	editor_home(&letter->editor);
	letter->goal = -1;
	return true;
}

/* ---- wrapping -------------------------------------------------------------------------------- */

struct rows {
	struct letter_row *items;
	size_t count, capacity;
};

static bool add_row(struct rows *rows, size_t start, size_t length)
{
	if (rows->count == rows->capacity) {
		size_t capacity = rows->capacity == 0 ? 64 : rows->capacity * 2;
		struct letter_row *items = realloc(rows->items, capacity * sizeof(*items));
		if (items == NULL)
			return false;
		rows->items = items;
		rows->capacity = capacity;
	}
	rows->items[rows->count++] = (struct letter_row){start, length, start + length};
	return true;
}

/* The rows of one paragraph, which begins at START of TEXT. */
static bool wrap_paragraph(const char *text, size_t start, size_t length, int columns, struct rows *rows)
{
	struct text_lines lines;
	char *paragraph = strndup(text + start, length);

	if (paragraph == NULL)
		return false;
	bool ok = text_wrap(paragraph, columns, 0, &lines);
	free(paragraph);
	if (!ok)
		return false;
	size_t at = start, end = start + length;
	for (size_t i = 0; ok && i < lines.count; i++) {
		size_t shown = strlen(lines.items[i]);
		ok = add_row(rows, at, shown);
		at += shown;
		/* Wrapping has left out the blanks between two rows. */
		while (at < end && text[at] == ' ')
			at++;
		if (ok)
			rows->items[rows->count - 1].next = i + 1 < lines.count ? at : end;
	}
	text_lines_release(&lines);
	return ok;
}

bool letter_editor_wrap(struct letter_editor *letter, int columns)
{
	const char *text = editor_text(&letter->editor);
	struct rows rows = {NULL, 0, 0};

	if (columns < 3)
		columns = 3;
	for (size_t start = 0;;) {
		size_t length = strcspn(text + start, "\n");
		if (!wrap_paragraph(text, start, length, columns - 1, &rows)) {
			free(rows.items);
			return false;
		}
		start += length;
		if (text[start] == '\0')
			break;
		rows.items[rows.count - 1].next = ++start;
	}
	free(letter->rows);
	letter->rows = rows.items;
	letter->row_count = rows.count;
	letter->columns = columns;
	return true;
}

/* ---- the cursor ------------------------------------------------------------------------------ */

static size_t row_of_cursor(const struct letter_editor *letter)
{
	size_t cursor = letter->editor.cursor, row = 0;

	while (row + 1 < letter->row_count && letter->rows[row + 1].start <= cursor)
		row++;
	return row;
}

void letter_editor_cursor(const struct letter_editor *letter, int *ret_row, int *ret_column)
{
	size_t row = row_of_cursor(letter);
	size_t start = letter->rows[row].start;
	int column = text_width_n(editor_text(&letter->editor) + start, letter->editor.cursor - start);

	*ret_row = (int)row;
	/* In blanks that hang over the edge it waits there. */
	*ret_column = column < letter->columns ? column : letter->columns - 1;
}

bool letter_editor_down(struct letter_editor *letter, int rows)
{
	int row, column;

	letter_editor_cursor(letter, &row, &column);
	int target = row + rows;
	if (target < 0)
		target = 0;
	if (target >= (int)letter->row_count)
		target = (int)letter->row_count - 1;
	if (target == row)
		return false;
	if (letter->goal < 0)
		letter->goal = column;
	const struct letter_row *to = &letter->rows[target];
	const char *text = editor_text(&letter->editor) + to->start;
	size_t at = 0;
	int width = 0;
	for (size_t cluster; at < to->length && (cluster = text_cluster(text + at)) > 0; at += cluster) {
		int more = text_width_n(text + at, cluster);
		if (width + more > letter->goal)
			break;
		width += more;
	}
	letter->editor.cursor = to->start + at;
	return true;
}

bool letter_editor_row_start(struct letter_editor *letter)
{
	size_t start = letter->rows[row_of_cursor(letter)].start;
	bool moved = letter->editor.cursor != start;

	letter->goal = -1;
	letter->editor.cursor = start;
	return moved;
}

bool letter_editor_row_end(struct letter_editor *letter)
{
	const struct letter_row *row = &letter->rows[row_of_cursor(letter)];
	size_t end = row->start + row->length;

	/* Behind the last character of a row without a blank after it begins the next row. */
	if (end == row->next && row != &letter->rows[letter->row_count - 1]) {
		size_t last = row->start;
		for (size_t cluster; (cluster = text_cluster(editor_text(&letter->editor) + last)) > 0 &&
				     last + cluster < end;)
			last += cluster;
		end = last;
	}
	bool moved = letter->editor.cursor != end;
	letter->goal = -1;
	letter->editor.cursor = end;
	return moved;
}
