/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pane.h"
#include "text.h"

/* ---- building -------------------------------------------------------------------------------- */

void pane_init(struct pane *pane)
{
	*pane = (struct pane){NULL, 0, 0, false};
}

static void line_release(struct pane_line *line)
{
	for (size_t i = 0; i < line->span_count; i++)
		free(line->spans[i].text);
	free(line->spans);
}

void pane_release(struct pane *pane)
{
	for (size_t i = 0; i < pane->count; i++)
		line_release(&pane->lines[i]);
	free(pane->lines);
	pane_init(pane);
}

void pane_line(struct pane *pane, int indent, int hang)
{
	if (pane->failed)
		return;
	if (pane->count == pane->capacity) {
		size_t capacity = pane->capacity == 0 ? 16 : pane->capacity * 2;
		struct pane_line *lines = realloc(pane->lines, capacity * sizeof(*lines));
		if (lines == NULL) {
			pane->failed = true;
			return;
		}
		pane->lines = lines;
		pane->capacity = capacity;
	}
	pane->lines[pane->count++] = (struct pane_line){NULL, 0, indent, hang};
}

/* Appends a span of its own; TEXT is taken over. */
static void add_span(struct pane *pane, enum pane_style style, char *text)
{
	if (text != NULL && !pane->failed) {
		struct pane_line *line = &pane->lines[pane->count - 1];
		struct pane_span *spans =
			realloc(line->spans, (line->span_count + 1) * sizeof(*spans));
		if (spans != NULL) {
			spans[line->span_count++] = (struct pane_span){text, style};
			line->spans = spans;
			return;
		}
	}
	pane->failed = true;
	free(text);
}

void pane_add(struct pane *pane, enum pane_style style, const char *text)
{
	if (pane->count == 0)
		pane_line(pane, 0, 0);
	if (pane->failed || text == NULL || *text == '\0')
		return;
	/* The one place where text of packs, cases and people enters a pane: what could move a cursor
	 * ends here. */
	add_span(pane, style, text_sanitize(text, strlen(text), true));
}

void pane_printf(struct pane *pane, enum pane_style style, const char *format, ...)
{
	va_list arguments;
	char *text = NULL;

	va_start(arguments, format);
	int length = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (length < 0) {
		pane->failed = true;
		return;
	}
	pane_add(pane, style, text);
	free(text);
}

/* ---- wrapping -------------------------------------------------------------------------------- */

#define GLUE "\302\240" /* a no-break blank: holds the room of the indent, and no line breaks after it */

/* The spans of a line as one text, behind INDENT columns of glue. */
static char *line_text(const struct pane_line *line, int indent)
{
	struct text_buffer text;

	text_buffer_init(&text);
	for (int i = 0; i < indent; i++)
		text_buffer_add(&text, GLUE);
	for (size_t i = 0; i < line->span_count; i++)
		text_buffer_add(&text, line->spans[i].text);
	return text_buffer_take(&text);
}

/* Where the copying of a line's spans stands. */
struct cursor {
	const struct pane_line *line;
	size_t span, byte;
};

static void skip_finished(struct cursor *at)
{
	while (at->span < at->line->span_count &&
	       at->line->spans[at->span].text[at->byte] == '\0') {
		at->span++;
		at->byte = 0;
	}
}

static char peek(struct cursor *at)
{
	skip_finished(at);
	return at->span < at->line->span_count ? at->line->spans[at->span].text[at->byte] : '\0';
}

/* Skips what wrapping has taken out between two rows: blanks at the end of the first, and the line end
 * if there was one. */
static void skip_between(struct cursor *at)
{
	while (peek(at) == ' ' || peek(at) == '\r')
		at->byte++;
	if (peek(at) == '\n')
		at->byte++;
}

/* Appends LENGTH bytes from the cursor as spans of the last row. */
static void copy_spans(struct cursor *at, size_t length, struct pane *rows)
{
	while (length > 0) {
		skip_finished(at);
		if (at->span == at->line->span_count)
			return;
		const struct pane_span *span = &at->line->spans[at->span];
		size_t piece = strlen(span->text + at->byte);
		if (piece > length)
			piece = length;
		add_span(rows, span->style, strndup(span->text + at->byte, piece));
		at->byte += piece;
		length -= piece;
	}
}

static bool wrap_line(const struct pane_line *line, int columns, struct pane *rows)
{
	/* On a screen too narrow for it an indent would leave no room for the text. */
	int indent = line->indent < columns / 2 ? line->indent : columns / 2;
	int hang = line->hang < columns / 2 ? line->hang : columns / 2;
	char *text = line_text(line, indent);
	struct text_lines lines;

	bool ok = text != NULL && text_wrap(text, columns, hang, &lines);
	free(text);
	if (!ok)
		return false;
	struct cursor at = {line, 0, 0};
	for (size_t i = 0; i < lines.count; i++) {
		const char *row = lines.items[i];
		if (i == 0) {
			/* A first row of glue alone (a word longer than the row) keeps what there is. */
			for (int n = 0; n < indent && strncmp(row, GLUE, strlen(GLUE)) == 0; n++)
				row += strlen(GLUE);
		} else if (*row != '\0') {
			row += hang;
		}
		pane_line(rows, i == 0 ? indent : hang, i == 0 ? indent : hang);
		if (i > 0)
			skip_between(&at);
		copy_spans(&at, strlen(row), rows);
	}
	text_lines_release(&lines);
	return !rows->failed;
}

bool pane_wrap(const struct pane *pane, int columns, struct pane *ret_rows)
{
	struct pane rows;

	pane_init(&rows);
	rows.failed = pane->failed;
	for (size_t i = 0; i < pane->count && !rows.failed; i++) {
		if (!wrap_line(&pane->lines[i], columns < 1 ? 1 : columns, &rows))
			rows.failed = true;
	}
	if (rows.failed) {
		pane_release(&rows);
		return false;
	}
	*ret_rows = rows;
	return true;
}

/* ---- packing --------------------------------------------------------------------------------- */

#define BETWEEN_PIECES 2

static int line_width(const struct pane_line *line)
{
	int width = 0;

	for (size_t i = 0; i < line->span_count; i++)
		width += text_width(line->spans[i].text);
	return width;
}

/* At the end of ROW, which takes USED columns so far; cut to COLUMNS. Returns the columns used then. */
static int append_piece(struct pane_line *row, const struct pane_line *piece, int used, int columns, struct pane *rows)
{
	struct pane last = {.lines = row, .count = 1, .capacity = 1};

	if (used > 0)
		pane_printf(&last, PANE_PLAIN, "%*s", BETWEEN_PIECES, "");
	used += used > 0 ? BETWEEN_PIECES : 0;
	for (size_t i = 0; i < piece->span_count && used < columns; i++) {
		char *text = text_cut(piece->spans[i].text, columns - used, false);
		if (text == NULL) {
			rows->failed = true;
			break;
		}
		pane_add(&last, piece->spans[i].style, text);
		used += text_width(text);
		free(text);
	}
	rows->failed |= last.failed;
	return used;
}

bool pane_pack(const struct pane *pane, int columns, int rows, struct pane *ret_rows)
{
	struct pane packed;
	int used[8] = {0};
	bool left_out = false;

	if (rows > (int)(sizeof(used) / sizeof(used[0])))
		rows = (int)(sizeof(used) / sizeof(used[0]));
	pane_init(&packed);
	for (int row = 0; row < rows; row++)
		pane_line(&packed, 0, 0);
	for (size_t i = 0; i < pane->count && !packed.failed; i++) {
		int width = line_width(&pane->lines[i]), row = 0;
		while (row < rows && used[row] > 0 && used[row] + BETWEEN_PIECES + width > columns)
			row++;
		if (row < rows)
			used[row] = append_piece(&packed.lines[row], &pane->lines[i], used[row], columns, &packed);
		else
			left_out = true;
	}
	if (left_out && rows > 0 && used[rows - 1] + BETWEEN_PIECES <= columns && !packed.failed)
		pane_printf(&packed, PANE_DIM, " …");
	if (packed.failed) {
		pane_release(&packed);
		return false;
	}
	*ret_rows = packed;
	return true;
}

char *pane_text(const struct pane *pane, int columns)
{
	struct pane rows;
	struct text_buffer text;

	if (!pane_wrap(pane, columns, &rows))
		return NULL;
	text_buffer_init(&text);
	for (size_t i = 0; i < rows.count; i++) {
		if (rows.lines[i].span_count > 0)
			text_buffer_printf(&text, "%*s", rows.lines[i].indent, "");
		for (size_t n = 0; n < rows.lines[i].span_count; n++)
			text_buffer_add(&text, rows.lines[i].spans[n].text);
		text_buffer_add(&text, "\n");
	}
	pane_release(&rows);
	return text_buffer_take(&text);
}
