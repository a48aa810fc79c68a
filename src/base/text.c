/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unigbrk.h>
#include <unilbrk.h>
#include <unistr.h>
#include <uniwidth.h>

#include "text.h"

/* libunistring's widths, but where C.UTF-8 (which ncurses goes by) is wider. */
static int character_width(ucs4_t character)
{
	if (character < 0x7f)
		return character >= 0x20 ? 1 : 0;
	if ((character >= 0x3248 && character <= 0x324f) ||
		(character >= 0x4dc0 && character <= 0x4dff))
		return 2; /* circled numbers on black squares, hexagrams */
	int width = uc_width(character, "UTF-8");
	return width > 0 ? width : 0;
}

int text_width_n(const char *text, size_t bytes)
{
	const uint8_t *at = (const uint8_t *)text, *end = at + bytes;
	int width = 0;

	while (at < end) {
		ucs4_t character;
		at += u8_mbtouc(&character, at, (size_t)(end - at));
		width += character_width(character);
	}
	return width;
}

int text_width(const char *text)
{
	return text_width_n(text, strlen(text));
}

int text_character_width(unsigned long character)
{
	return uc_width((ucs4_t)character, "UTF-8") < 0 ? -1 : character_width((ucs4_t)character);
}

/* BYTES are more than none. */
static size_t simple_cluster(const uint8_t *start, size_t bytes)
{
	return (size_t)(u8_grapheme_next(start, start + bytes) - start);
}

/* libunistring stops between the halves of a flag, and after the joiner between two pictures; a
 * reader sees one character. LENGTH bytes are part of it already. */
static bool goes_on(const uint8_t *start, size_t length, size_t bytes)
{
	ucs4_t first, after;
	int first_bytes = u8_mbtouc(&first, start, bytes);

	u8_mbtouc(&after, start + length, bytes - length);
	if (after >= 0x1f1e6 && after <= 0x1f1ff)
		return first >= 0x1f1e6 && first <= 0x1f1ff && length == (size_t)first_bytes;
	return after >= 0x2190 && length > 3 && memcmp(start + length - 3, "\xe2\x80\x8d", 3) == 0;
}

static size_t cluster_n(const char *text, size_t bytes)
{
	const uint8_t *start = (const uint8_t *)text;
	/* Most text is ASCII, or has no marks: do not ask for what is plain to see. */
	if (bytes == 0)
		return 0;
	if (start[0] < 0x80 && start[0] != '\r' && (bytes == 1 || start[1] < 0x80))
		return 1;
	size_t length = simple_cluster(start, bytes);
	while (length < bytes && goes_on(start, length, bytes))
		length += simple_cluster(start + length, bytes - length);
	return length;
}

size_t text_cluster(const char *text)
{
	/* A cluster is short; strlen of the whole text at each step would be quadratic. */
	size_t bytes = strnlen(text, 128);
	size_t cluster = cluster_n(text, bytes);
	return cluster < 120 || bytes < 128 ? cluster : cluster_n(text, strlen(text));
}

size_t text_fit(const char *text, int columns, int *ret_columns)
{
	size_t bytes = 0;
	int width = 0;

	for (size_t cluster; (cluster = text_cluster(text + bytes)) > 0; bytes += cluster) {
		int more = text_width_n(text + bytes, cluster);
		if (width + more > columns)
			break;
		width += more;
	}
	if (ret_columns != NULL)
		*ret_columns = width;
	return bytes;
}

char *text_cut(const char *text, int columns, bool ascii)
{
	if (columns < 0)
		columns = 0;
	size_t all = text_fit(text, columns, NULL);
	if (text[all] == '\0')
		return strdup(text);

	int dots = ascii ? 3 : 1;
	if (dots > columns)
		dots = columns;
	size_t kept = text_fit(text, columns - dots, NULL);
	struct text_buffer cut;
	text_buffer_init(&cut);
	text_buffer_add_n(&cut, text, kept);
	if (ascii)
		text_buffer_add_n(&cut, "...", (size_t)dots);
	else if (dots > 0)
		text_buffer_add(&cut, "…");
	return text_buffer_take(&cut);
}

static void add_blanks(struct text_buffer *buffer, int count)
{
	for (int i = 0; i < count; i++)
		text_buffer_add_n(buffer, " ", 1);
}

char *text_pad(const char *text, int columns, bool right_aligned)
{
	int missing = columns - text_width(text);
	struct text_buffer padded;

	text_buffer_init(&padded);
	if (right_aligned)
		add_blanks(&padded, missing);
	text_buffer_add(&padded, text);
	if (!right_aligned)
		add_blanks(&padded, missing);
	return text_buffer_take(&padded);
}

/* ---- wrapping -------------------------------------------------------------------------------- */

static bool add_line(struct text_lines *lines, const char *text, size_t length, int indent)
{
	if ((lines->count & (lines->count - 1)) == 0) { /* full at each power of two */
		size_t capacity = lines->count == 0 ? 1 : lines->count * 2;
		char **items = realloc(lines->items, capacity * sizeof(*items));
		if (items == NULL)
			return false;
		lines->items = items;
	}
	while (length > 0 && text[length - 1] == ' ')
		length--;
	struct text_buffer line;
	text_buffer_init(&line);
	if (lines->count > 0 && length > 0)
		add_blanks(&line, indent);
	text_buffer_add_n(&line, text, length);
	char *item = text_buffer_take(&line);
	if (item == NULL)
		return false;
	lines->items[lines->count++] = item;
	return true;
}

/* How many bytes of the rest of a paragraph go on a line of COLUMNS: up to the last place where a
 * break is allowed, else as much as fits, at least one cluster. BREAKS[i] says whether a line may
 * break before byte i. */
static size_t line_length(const char *text, const char *breaks, size_t length, int columns)
{
	size_t at = 0, last_break = 0;
	int width = 0;

	while (at < length) {
		size_t cluster = cluster_n(text + at, length - at);
		bool blank = cluster == 1 && text[at] == ' ';
		int more = text_width_n(text + at, cluster);
		if (at > 0 && breaks[at] == UC_BREAK_POSSIBLE)
			last_break = at;
		/* Blanks at the end of a line take no room. */
		if (width + more > columns && !blank)
			return last_break > 0 ? last_break : at > 0 ? at : cluster;
		width += more;
		at += cluster;
	}
	return length;
}

static bool is_in(ucs4_t character, const char *set)
{
	return u8_strchr((const uint8_t *)set, character) != NULL;
}

/* The curly quotes of Chinese text open and close; the general rules, made for texts in which
 * either may do either, allow no break on any side of them. */
static void free_quotes(const uint8_t *text, size_t length, char *breaks)
{
	ucs4_t before = 'x', character;

	for (size_t at = 0; at < length; before = character) {
		int taken = u8_mbtouc(&character, text + at, length - at);
		bool opens = is_in(character, "“‘") && character_width(before) == 2 &&
			     !is_in(before, "（《〈「『【〔［｛〖");
		bool closed = is_in(before, "”’") && character_width(character) == 2 &&
			      !is_in(character, "，。、；：？！）》〉」』】〕］｝〗％～");
		if (opens || closed)
			breaks[at] = UC_BREAK_POSSIBLE;
		at += (size_t)taken;
	}
}

/* The general rules let a line end after each full stop; one inside a host name, a file name or a
 * number of paragraphs ends nothing. */
static void keep_dotted(const char *text, size_t length, char *breaks)
{
	for (size_t at = 1; at < length; at++) {
		unsigned char next = (unsigned char)text[at];
		if (text[at - 1] == '.' && next < 0x80 && (isalnum(next) || next == '_'))
			breaks[at] = UC_BREAK_PROHIBITED;
	}
}

/* A word of ASCII that names a thing, as a number, a host or a path inside it tells, is broken at none of its hyphens:
 * half an order number or address is another one. */
static void keep_names(const char *text, size_t length, char *breaks)
{
	for (size_t at = 0, end; at < length; at = end) {
		bool name = false;
		for (end = at; end < length && text[end] > ' ' && text[end] < 0x7f; end++) {
			bool joins = strchr("./_", text[end]) != NULL && end + 1 < length && isalnum((unsigned char)text[end + 1]);
			name = name || joins || isdigit((unsigned char)text[end]);
		}
		for (size_t i = at + 1; name && i < end; i++)
			if (text[i - 1] == '-')
				breaks[i] = UC_BREAK_PROHIBITED;
		end += end == at;
	}
}

/* "20 %" is one word. */
static void keep_percent(const char *text, size_t length, char *breaks)
{
	for (size_t at = 2; at < length; at++)
		if (text[at] == '%' && text[at - 1] == ' ' && isdigit((unsigned char)text[at - 2]))
			breaks[at] = UC_BREAK_PROHIBITED;
}

static bool wrap_paragraph(
	const char *text, size_t length, int columns, int indent, struct text_lines *lines)
{
	if (length == 0)
		return add_line(lines, text, 0, indent);
	char *breaks = malloc(length);
	if (breaks == NULL)
		return false;
	u8_possible_linebreaks((const uint8_t *)text, length, "UTF-8", breaks);
	free_quotes((const uint8_t *)text, length, breaks);
	keep_dotted(text, length, breaks);
	keep_percent(text, length, breaks);
	keep_names(text, length, breaks);
	bool ok = true;
	for (size_t at = 0; ok && at < length;) {
		int room = lines->count > 0 ? columns - indent : columns;
		size_t taken = line_length(text + at, breaks + at, length - at, room);
		ok = add_line(lines, text + at, taken, indent);
		at += taken;
	}
	free(breaks);
	return ok;
}

bool text_wrap(const char *text, int columns, int indent, struct text_lines *ret_lines)
{
	struct text_lines lines = {NULL, 0};
	bool ok = true;

	if (columns < 1)
		columns = 1;
	if (indent >= columns)
		indent = columns - 1;
	do {
		size_t length = strcspn(text, "\n");
		bool carriage_return = length > 0 && text[length - 1] == '\r';
		ok = wrap_paragraph(text, length - carriage_return, columns, indent, &lines);
		text += length + (text[length] == '\n');
	} while (ok && *text != '\0');
	if (!ok) {
		text_lines_release(&lines);
		return false;
	}
	*ret_lines = lines;
	return true;
}

void text_lines_release(struct text_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		free(lines->items[i]);
	free(lines->items);
	*lines = (struct text_lines){NULL, 0};
}
