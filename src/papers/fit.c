/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fit.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

static size_t character_length(const char *text)
{
	size_t length = 1;

	while (((unsigned char)text[length] & 0xc0) == 0x80)
		length++;
	return length;
}

size_t fit_characters(const char *text)
{
	size_t count = 0;

	for (; *text; text += character_length(text))
		count++;
	return count;
}

/* The bytes of the first COUNT characters. */
static size_t prefix_length(const char *text, size_t count)
{
	const char *end = text;

	while (*end && count-- > 0)
		end += character_length(end);
	return (size_t)(end - text);
}

/* Whole clusters only, and an ellipsis as the last character. */
static char *cut(const char *text, size_t limit)
{
	size_t length = prefix_length(text, limit > 0 ? limit - 1 : 0), whole = 0, step;

	while ((step = text_cluster(text + whole)) > 0 && whole + step <= length)
		whole += step;
	while (whole > 0 && text[whole - 1] == ' ')
		whole--;
	return text_printf("%.*s…", (int)whole, text);
}

/* ---- pieces
 * --------------------------------------------------------------------------------------- */

enum piece_kind { PIECE_SENTENCE, PIECE_CLAUSE };

static size_t starts_with_any(const char *text, const char *const *marks)
{
	for (; *marks; marks++) {
		if (strncmp(text, *marks, strlen(*marks)) == 0)
			return strlen(*marks);
	}
	return 0;
}

/* Length of the mark at TEXT that ends a piece, or 0. A Latin mark ends one only before a
 * blank: 1.5, 8:00. */
static size_t end_mark(const char *text, enum piece_kind kind)
{
	static const char *const sentence[] = {"。", "！", "？", NULL};
	static const char *const clause[] = {"。", "！", "？", "，", "；", "、", NULL};
	size_t length = starts_with_any(text, kind == PIECE_SENTENCE ? sentence : clause);

	if (length > 0)
		return length;
	if (strchr(kind == PIECE_SENTENCE ? ".!?" : ".!?,;", *text) &&
	        (text[1] == ' ' || text[1] == '\0'))
		return 1;
	return 0;
}

static int bracket(const char *text)
{
	static const char *const open[] = {"(", "（", "【", "[", NULL};
	static const char *const close[] = {")", "）", "】", "]", NULL};

	return starts_with_any(text, open) ? 1 : starts_with_any(text, close) ? -1 : 0;
}

/* The length of the first piece with its mark and the blanks behind; marks in brackets end nothing.
 */
static size_t first_piece(const char *text, enum piece_kind kind)
{
	const char *at = text;
	int depth = 0;

	while (*at) {
		size_t mark = depth <= 0 ? end_mark(at, kind) : 0;

		depth += bracket(at);
		at += character_length(at);
		if (mark > 0)
			return (size_t)(at - text) + strspn(at, " ");
	}
	return (size_t)(at - text);
}

static char *without(const char *text, size_t from, size_t to)
{
	return text_printf("%.*s%s", (int)from, text, text + to);
}

/* Takes the last piece but one out of *TEXT. False: there are fewer than three, or no memory. */
static bool drop_piece(char **text, enum piece_kind kind)
{
	size_t before = 0, last_but_one = 0, last = 0, pieces = 0;
	char *shorter;

	while ((*text)[last]) {
		before = last_but_one;
		last_but_one = last;
		last += first_piece(*text + last, kind);
		pieces++;
	}
	if (pieces < 3)
		return false;
	shorter = without(*text, before, last_but_one);
	if (!shorter)
		return false;
	free(*text);
	*text = shorter;
	return true;
}

/* Takes the last aside in round brackets out. */
static bool drop_aside(char **text)
{
	size_t at, start = 0, end = 0;
	int depth = 0;
	char *shorter;

	for (at = 0; (*text)[at]; at += character_length(*text + at)) {
		const char *here = *text + at;

		if (*here == '(' || strncmp(here, "（", 3) == 0) {
			if (depth++ == 0)
				start = at;
		} else if ((*here == ')' || strncmp(here, "）", 3) == 0) && depth > 0 &&
		           --depth == 0) {
			end = at + character_length(here);
		}
	}
	if (end <= start)
		return false;
	if (start > 0 && (*text)[start - 1] == ' ')
		start--;
	shorter = without(*text, start, end);
	if (!shorter)
		return false;
	free(*text);
	*text = shorter;
	return true;
}

/* ---- the two ways to fit
 * ------------------------------------------------------------------------- */

/* The longest beginning of whole pieces within LIMIT characters, 0 when there is none. */
static size_t whole_pieces(const char *text, enum piece_kind kind, size_t limit)
{
	size_t most = prefix_length(text, limit), length = 0, step;

	while ((step = first_piece(text + length, kind)) > 0) {
		size_t end = length + step;

		while (end > length && text[end - 1] == ' ')
			end--;
		if (end > most)
			break;
		length += step;
	}
	return length;
}

char *fit_answer(const char *text, size_t limit)
{
	size_t length, mark;

	if (fit_characters(text) <= limit)
		return text_printf("%s", text);
	length = whole_pieces(text, PIECE_SENTENCE, limit);
	if (length == 0) {
		length = whole_pieces(text, PIECE_CLAUSE, limit);
		/* "4核 8GB，" is to stand in a sentence: without its comma. */
		for (mark = length; mark > 0 && end_mark(text + mark, PIECE_CLAUSE) == 0; mark--)
			;
		if (mark > 0)
			length = mark;
	}
	if (length > 0) {
		while (length > 0 && text[length - 1] == ' ')
			length--;
		return text_printf("%.*s", (int)length, text);
	}
	for (length = 0; text[length] && (unsigned char)text[length] < 0x80; length++)
		;
	if (text[length] == '\0' && !strchr(text, ' '))
		return text_printf("%s", text);
	return cut(text, limit);
}

char *fit_paragraph(const char *text, size_t limit)
{
	char *paragraph = text_printf("%s", text), *short_one;

	while (paragraph && fit_characters(paragraph) > limit &&
	        drop_piece(&paragraph, PIECE_SENTENCE))
		;
	while (paragraph && fit_characters(paragraph) > limit && drop_aside(&paragraph))
		;
	while (paragraph && fit_characters(paragraph) > limit &&
	        drop_piece(&paragraph, PIECE_CLAUSE))
		;
	if (!paragraph || fit_characters(paragraph) <= limit)
		return paragraph;
	short_one = cut(paragraph, limit);
	free(paragraph);
	return short_one;
}

/* Whether a blank belongs at the seam of two lines: only between two characters of narrow scripts.
 */
static bool blank_at_seam(const struct text_buffer *out, const char *next)
{
	if (out->length == 0 || *next == '\0')
		return false;
	return (unsigned char)out->text[out->length - 1] < 0x80 && (unsigned char)*next < 0x80;
}

char *fit_join_lines(const char *text)
{
	struct text_buffer out;

	text_buffer_init(&out);
	while (*text) {
		size_t length;

		text += strspn(text, " \n");
		length = strcspn(text, "\n");
		if (blank_at_seam(&out, text))
			text_buffer_add(&out, " ");
		text_buffer_add_n(&out, text, length);
		text += length;
	}
	return text_buffer_take(&out);
}
