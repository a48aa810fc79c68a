/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf.h"

#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "pdf-parts.h"

static enum pdf_result read_lines(char *text, struct sheet_line **ret_lines, size_t *ret_count)
{
	size_t count = 0, capacity = 0;
	struct sheet_line *lines = NULL, line, *grown;

	while (sheet_next(&text, &line)) {
		if (count == capacity) {
			capacity = capacity ? 2 * capacity : 256;
			grown = realloc(lines, capacity * sizeof(*lines));
			if (!grown) {
				free(lines);
				return PDF_NO_MEMORY;
			}
			lines = grown;
		}
		lines[count++] = line;
	}
	if (count == 0 || strcmp(lines[0].cells[0], "sheet") != 0) {
		free(lines);
		return PDF_NO_SHEET;
	}
	*ret_lines = lines;
	*ret_count = count;
	return PDF_DONE;
}

/* All pages once; tells how many. */
static int draw(struct pdf *pdf, const struct sheet_line *lines, size_t count, int pages)
{
	pdf->page.pages = pages;
	pdf->page.on_new = pdf_repeat_head;
	pdf->page.user = pdf;
	pdf->head = NULL;
	pdf->last = "";
	pdf->half_y = -1;
	page_begin(&pdf->page);
	for (size_t i = 1; i < count;)
		i += pdf_draw_piece(pdf, &lines[i], count - i);
	page_finish(&pdf->page);
	return pdf->page.number;
}

static enum pdf_result draw_all(struct ink *ink, const struct sheet_line *lines, size_t count, char **ret_bytes,
	size_t *ret_length)
{
	const struct sheet_line *sheet = &lines[0];
	struct pdf pdf = {.page = {.ink = ink,
				  .chinese = strcmp(sheet->cells[1], "zh_CN") == 0,
				  .title = sheet->cells[2],
				  .foot = sheet->cells[3],
				  .redacted = sheet->cells[5]}};
	bool lacking;

	ink_describe(ink, sheet->cells[2], PACKAGE_NAME, sheet->cells[3], sheet_number(sheet->cells[4], 0));
	ink_set_dry(ink, true);
	int pages = draw(&pdf, lines, count, 0);
	ink_set_dry(ink, false);
	draw(&pdf, lines, count, pages);
	lacking = ink_lacks_glyphs(ink);
	*ret_bytes = pdf.page.failed ? NULL : ink_finish(ink, ret_length);
	if (!*ret_bytes)
		return PDF_NO_MEMORY;
	return lacking ? PDF_LACKS_GLYPHS : PDF_DONE;
}

enum pdf_result pdf_make(char *text, char **ret_bytes, size_t *ret_length)
{
	struct sheet_line *lines;
	size_t count;
	bool no_font;
	enum pdf_result result = read_lines(text, &lines, &count);

	if (result != PDF_DONE)
		return result;
	struct ink *ink = ink_new(lines[0].cells[1], &no_font);
	if (!ink) {
		free(lines);
		return no_font ? PDF_NO_FONT : PDF_NO_MEMORY;
	}
	language_set(lines[0].cells[1]);
	result = draw_all(ink, lines, count, ret_bytes, ret_length);
	if (result == PDF_LACKS_GLYPHS && !*ink_family(ink)) {
		free(*ret_bytes);
		result = PDF_NO_FONT;
	}
	ink_free(ink);
	free(lines);
	return result;
}
