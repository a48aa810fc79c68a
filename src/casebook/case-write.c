/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"
#include "text.h"

/* Bytes of a value that go on one line. A byte takes three at most when escaped, and a line with
 * the longest name must stay below the 1000 that base/ini takes. */
#define PIECE_BYTES 250

/* The length of the next piece: whole characters. */
static size_t piece_length(const char *text)
{
	size_t length = strnlen(text, PIECE_BYTES + 1);
	if (length <= PIECE_BYTES)
		return length;
	length = PIECE_BYTES;
	while (length > 1 && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--;
	return length;
}

static void add_piece(struct text_buffer *buffer, const char *start, size_t length)
{
	char *piece = strndup(start, length);
	char *escaped = piece == NULL ? NULL : text_escape(piece);
	if (escaped == NULL)
		buffer->failed = true;
	else
		text_buffer_printf(buffer, "%s\n", escaped);
	free(escaped);
	free(piece);
}

/* The length of the next piece of a text that is escaped already: neither an escape nor a character
 * is cut, and no blank is at its ends, where it would be lost. */
static size_t escaped_length(const char *text)
{
	size_t length = strnlen(text, PIECE_BYTES + 1);
	if (length <= PIECE_BYTES)
		return length;
	length = PIECE_BYTES;
	while (length > 3 && (((unsigned char)text[length] & 0xc0) == 0x80 ||
				     text[length - 1] == '%' || text[length - 2] == '%' ||
				     text[length - 1] == ' ' || text[length] == ' '))
		length--;
	return length;
}

/* As add_value, of a TEXT that has no more to be escaped. */
static void add_escaped(struct text_buffer *buffer, const char *key, const char *text)
{
	size_t length = escaped_length(text);

	if (text[length] == '\0') {
		text_buffer_printf(buffer, "%s = %s\n", key, text);
		return;
	}
	for (int number = 1; *text != '\0'; number++) {
		length = escaped_length(text);
		text_buffer_printf(buffer, "%s[%d] = %.*s\n", key, number, (int)length, text);
		text += length;
	}
}

/* "KEY = VALUE"; a value too long for a line as "KEY[1] = ...", "KEY[2] = ...". */
static void add_value(struct text_buffer *buffer, const char *key, const char *text)
{
	size_t length = piece_length(text);

	if (text[length] == '\0') {
		text_buffer_printf(buffer, "%s = ", key);
		add_piece(buffer, text, length);
		return;
	}
	for (int number = 1; *text != '\0'; number++) {
		length = piece_length(text);
		text_buffer_printf(buffer, "%s[%d] = ", key, number);
		add_piece(buffer, text, length);
		text += length;
	}
}

static void add_if_known(struct text_buffer *buffer, const char *key, const char *text)
{
	if (text != NULL)
		add_value(buffer, key, text);
}

static void add_moment(struct text_buffer *buffer, const char *key, int64_t moment)
{
	char text[TK_MOMENT_TEXT];
	if (moment >= 0)
		add_value(buffer, key, tk_moment_format(moment, text));
}

static void add_values(
	struct text_buffer *buffer, const char *section, const struct case_values *values)
{
	if (values->count == 0)
		return;
	text_buffer_printf(buffer, "\n[%s]\n", section);
	for (size_t i = 0; i < values->count; i++)
		add_value(buffer, values->items[i].name, values->items[i].text);
}

static void add_head(struct text_buffer *buffer, const struct case_file *file)
{
	text_buffer_add(buffer, "[case]\nformat = 1\n");
	add_if_known(buffer, "id", file->id);
	add_if_known(buffer, "policy", file->policy);
	add_if_known(buffer, "revision", file->revision);
	add_moment(buffer, "created", file->created);
	add_moment(buffer, "changed", file->changed);
	if (file->saves > 0)
		text_buffer_printf(buffer, "saves = %ld\n", file->saves);
	add_if_known(buffer, "agent", file->agent);
	add_moment(buffer, "archived", file->archived);
	add_value(buffer, "status", case_status_name(file->status));
	for (int i = 0; i < CASE_STATUS_COUNT; i++) {
		char key[40] = "status.";
		strcat(key, case_status_name((enum case_status)i));
		add_moment(buffer, key, file->status_since[i]);
	}
}

/* How each answer is known, where it was not typed. */
static void add_known(struct text_buffer *buffer, const struct case_file *file)
{
	bool begun = false;

	for (size_t i = 0; i < file->facts.count + file->evidence.count; i++) {
		bool is_fact = i < file->facts.count;
		const struct case_value *value =
			is_fact ? &file->facts.items[i]
				: &file->evidence.items[i - file->facts.count];
		if (value->known == TK_KNOWN_TYPED)
			continue;
		if (!begun)
			text_buffer_add(buffer, "\n[known]\n");
		begun = true;
		text_buffer_printf(buffer, "%s%s = %s\n", is_fact ? "" : "evidence.", value->name,
			tk_known_name(value->known));
	}
}

static void add_letters(struct text_buffer *buffer, const struct case_file *file)
{
	bool begun = false;

	for (int i = 0; i < CASE_LETTER_COUNT; i++) {
		if (file->letters[i] == NULL)
			continue;
		if (!begun) {
			text_buffer_add(buffer, "\n[letter]\n");
			add_if_known(buffer, "language", file->letter_language);
		}
		begun = true;
		add_value(buffer, case_letter_name((enum case_letter)i), file->letters[i]);
	}
}

static void add_history(struct text_buffer *buffer, const struct history *history)
{
	if (history->count > 0)
		text_buffer_add(buffer, "\n[history]\n");
	for (size_t i = 0; i < history->count; i++) {
		struct text_buffer entry;
		char key[24];

		text_buffer_init(&entry);
		history_entry_text(&history->items[i], &entry);
		char *text = text_buffer_take(&entry);
		snprintf(key, sizeof(key), "%ld", history->items[i].number);
		if (text == NULL)
			buffer->failed = true;
		else
			add_escaped(buffer, key, text);
		free(text);
	}
}

char *case_text(const struct case_file *file)
{
	struct text_buffer text;

	text_buffer_init(&text);
	add_head(&text, file);
	add_values(&text, "facts", &file->facts);
	add_known(&text, file);
	add_values(&text, "evidence", &file->evidence);
	add_values(&text, "files", &file->files);
	add_letters(&text, file);
	if (file->notes != NULL) {
		text_buffer_add(&text, "\n[notes]\n");
		add_value(&text, "text", file->notes);
	}
	add_values(&text, "decision", &file->decision);
	add_history(&text, &file->history);
	return text_buffer_take(&text);
}
