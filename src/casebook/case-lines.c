/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case-lines.h"
#include "ini.h"
#include "text.h"

#define LINE_MOST 990 /* bytes; our own writer stays far below, and base/ini takes 1000 */

void case_lines_init(struct case_lines *lines)
{
	*lines = (struct case_lines){0};
}

void case_lines_release(struct case_lines *lines)
{
	free(lines->items);
	free(lines->storage);
	case_lines_init(lines);
}

const char *case_lines_get(const struct case_lines *lines, const char *section, const char *key)
{
	for (size_t i = 0; i < lines->count; i++)
		if (strcmp(lines->items[i].key, key) == 0 && strcmp(lines->items[i].section, section) == 0)
			return lines->items[i].value;
	return NULL;
}

static bool add(struct case_lines *lines, struct case_line line)
{
	if (lines->count == lines->capacity) {
		size_t capacity = lines->capacity == 0 ? 128 : lines->capacity * 2;
		struct case_line *items = realloc(lines->items, capacity * sizeof(*items));
		if (items == NULL)
			return false;
		lines->items = items;
		lines->capacity = capacity;
	}
	lines->items[lines->count++] = line;
	return true;
}

/* ---- values ---------------------------------------------------------------------------------- */

static int hex_digit(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

/* In place; it never grows. false: it is no such text. */
static bool unescape(char *text)
{
	char *to = text;

	for (const char *at = text; *at != '\0'; at++) {
		if (*at != '%') {
			*to++ = *at;
			continue;
		}
		int high = hex_digit(at[1]), low = high < 0 ? -1 : hex_digit(at[2]);
		if (low < 0 || (high == 0 && low == 0))
			return false;
		*to++ = (char)(high * 16 + low);
		at += 2;
	}
	*to = '\0';
	return text_valid(text, strlen(text));
}

/* Puts PIECE behind the value of the last line, which lies before it in memory. */
static void join(struct case_line *last, const char *piece)
{
	char *end = (char *)last->value + strlen(last->value);
	memmove(end, piece, strlen(piece) + 1);
	last->as_written = false;
}

/* ---- as our own writer has them -------------------------------------------------------------- */

static bool is_name_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_' || byte == '.' ||
	       byte == '-';
}

/* Whether VALUE of LENGTH bytes may stand for itself, but for what is escaped in it. */
static bool is_usual(const char *value, size_t length, bool *ret_escaped)
{
	bool looked_into = false;

	*ret_escaped = false;
	if (length > 0 && (value[0] == ' ' || value[length - 1] == ' '))
		return false;
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)value[i];
		if (byte < 0x20 || byte == 0x7f || byte == '"' || byte == '\'' || byte == ';' || byte == '#' ||
			byte == '\\')
			return false;
		*ret_escaped |= byte == '%';
		/* What begins so may be a control, or change the direction of the text. */
		looked_into |= byte == 0xc2 || byte == 0xd8 || byte == 0xe2;
	}
	return !looked_into || !text_has_controls(value, length);
}

/* The number in "[2]" at *AT, which is moved behind it; 1 without one, 0 when it is none. */
static int piece_number(char **at)
{
	char *end;

	if (**at != '[')
		return 1;
	long number = strtol(*at + 1, &end, 10);
	if ((*at)[1] < '1' || (*at)[1] > '9' || number > INI_MAX_KEYS || *end != ']')
		return 0;
	**at = '\0';
	*at = end + 1;
	return (int)number;
}

/* "KEY = VALUE" or "KEY[n] = VALUE", ended by NUL at END. PIECE: the number of the piece before, of the same
 * value. */
static bool scan_line(struct case_lines *lines, const char *section, char *line, char *end, int *piece)
{
	char *at = line;
	bool escaped;

	while (is_name_byte(*at))
		at++;
	char *key_end = at;
	bool numbered = *at == '[';
	int number = piece_number(&at);
	if (key_end == line || number == 0 || at[0] != ' ' || at[1] != '=')
		return false;
	*key_end = '\0';
	char *value = at + 2 + (at[2] == ' ');
	size_t length = (size_t)(end - value);
	if (!is_usual(value, length, &escaped) || (escaped && !unescape(value)))
		return false;
	struct case_line *last = lines->count == 0 ? NULL : &lines->items[lines->count - 1];
	if (numbered && number > 1) {
		if (last == NULL || number != *piece + 1 || strcmp(last->key, line) != 0)
			return false;
		join(last, value);
	} else if (numbered && case_lines_get(lines, section, line) != NULL) {
		return false; /* which pieces belong together, base/ini has to say */
	} else if (!add(lines, (struct case_line){section, line, value, !escaped})) {
		return false;
	}
	*piece = numbered ? number : 0;
	return true;
}

/* "[section]", ended by NUL at END. */
static const char *scan_section(char *line, char *end)
{
	char *at = line + 1;

	while (is_name_byte(*at))
		at++;
	if (at == line + 1 || at != end - 1 || *at != ']')
		return NULL;
	*at = '\0';
	return line + 1;
}

/* false: not all of it is as our own writer would have it, or there is no memory. */
static bool scan(struct case_lines *lines, char *bytes, size_t length)
{
	const char *section = NULL;
	int piece = 0;

	if (length == 0 || bytes[length - 1] != '\n' || !text_valid(bytes, length))
		return false;
	for (char *line = bytes, *end; line < bytes + length; line = end + 1) {
		end = memchr(line, '\n', (size_t)(bytes + length - line));
		*end = '\0';
		if (end - line > LINE_MOST)
			return false;
		if (*line == '\0')
			continue;
		if (*line == '[') {
			section = scan_section(line, end);
			piece = 0;
			if (section == NULL)
				return false;
		} else if (section == NULL || !scan_line(lines, section, line, end, &piece)) {
			return false;
		}
	}
	return true;
}

/* ---- as base/ini has them -------------------------------------------------------------------- */

static size_t storage_needed(const struct ini *ini)
{
	size_t size = 1;

	for (size_t s = 0; s < ini->section_count; s++) {
		size += strlen(ini->sections[s].name) + 1;
		for (size_t k = 0; k < ini->sections[s].key_count; k++)
			size += strlen(ini->sections[s].keys[k].name) +
				strlen(ini->sections[s].keys[k].value) + 2;
	}
	return size;
}

static const char *store(char **at, const char *text)
{
	char *here = *at;
	size_t size = strlen(text) + 1;

	memcpy(here, text, size);
	*at += size;
	return here;
}

static const struct ini_key *find_piece(const struct ini_section *section, const char *name, int number)
{
	char language[16];
	snprintf(language, sizeof(language), "%d", number);
	return ini_key(section, name, language);
}

/* Whether the value of KEY was given before, in the other of the two forms: on one line, or in pieces. */
static bool is_given_before(const struct ini_section *section, const struct ini_key *key)
{
	const struct ini_key *other = ini_key(section, key->name, key->language == NULL ? "1" : NULL);
	return other != NULL && other->line < key->line;
}

/* The value that begins at KEY. false: no memory. */
static bool copy_value(struct case_lines *lines, const struct ini_section *section, const char *section_name,
	const struct ini_key *key, char **at)
{
	if (key->language != NULL && strcmp(key->language, "1") != 0) {
		/* Only the first piece speaks for all. */
		char *end;
		long number = strtol(key->language, &end, 10);
		lines->damaged |= *end != '\0' || number < 2 || number > INI_MAX_KEYS ||
				  find_piece(section, key->name, (int)number - 1) == NULL;
		return true;
	}
	if (is_given_before(section, key)) {
		lines->damaged = true; /* and the second is left out */
		return true;
	}
	struct case_line line = {section_name, store(at, key->name), NULL, false};
	char *value = *at;
	*value = '\0';
	const struct ini_key *piece = key;
	for (int number = 2; piece != NULL; number++) {
		char *start = *at = value + strlen(value);
		store(at, piece->value);
		if (!unescape(start)) {
			lines->damaged = true; /* and the value is left out */
			return true;
		}
		piece = key->language == NULL ? NULL : find_piece(section, key->name, number);
	}
	line.value = value;
	*at = value + strlen(value) + 1;
	return add(lines, line);
}

static enum tk_status read_anything(struct case_lines *lines, const char *bytes, size_t length)
{
	struct tk_errors errors;
	struct ini *ini = NULL;

	tk_errors_init(&errors);
	enum tk_status status = ini_parse("case", bytes, length, 1, &ini, &errors);
	lines->damaged = errors.count > 0 || errors.dropped > 0;
	tk_errors_release(&errors);
	lines->count = 0;
	free(lines->storage);
	lines->storage = status == TK_OK ? malloc(storage_needed(ini)) : NULL;
	if (status == TK_OK && lines->storage == NULL)
		status = TK_NO_MEMORY;
	char *at = lines->storage;
	for (size_t s = 0; status == TK_OK && s < ini->section_count; s++) {
		const struct ini_section *section = &ini->sections[s];
		const char *name = store(&at, section->name);
		for (size_t k = 0; status == TK_OK && k < section->key_count; k++)
			if (!copy_value(lines, section, name, &section->keys[k], &at))
				status = TK_NO_MEMORY;
	}
	ini_free(ini);
	return status;
}

enum tk_status case_lines_read(struct case_lines *lines, char *bytes, size_t length)
{
	enum tk_status status = TK_OK;
	char *untouched;

	lines->count = 0;
	lines->damaged = false;
	/* Taking apart writes into the bytes: what it gives up on is needed as it was. */
	untouched = malloc(length + 1);
	if (untouched == NULL)
		return TK_NO_MEMORY;
	memcpy(untouched, bytes, length + 1);
	if (!scan(lines, bytes, length))
		status = read_anything(lines, untouched, length);
	free(untouched);
	if (status != TK_OK)
		return status;
	const char *format = case_lines_get(lines, "case", "format");
	return format != NULL && strcmp(format, "1") == 0 ? TK_OK : TK_INVALID;
}
