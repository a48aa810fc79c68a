/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "ini-lint.h"
#include "text.h"

/* One scan, from the first line to the last. */
struct scan {
	struct ini_lint *lint;
	struct tk_errors *errors;
	struct error_place place; /* of the present line */
	bool in_section;          /* a section has begun, be it a wrong one */
	bool skipping;            /* the section is wrong: its keys are checked, not kept */
	size_t section;           /* the present one */
	size_t first_key;         /* before it no key is of the present section */
};

/* A stretch of the text being scanned. */
struct slice {
	const char *start;
	size_t length;
};

static void report(struct scan *scan, enum tk_error_code code, const char *value)
{
	errors_add(scan->errors, code, &scan->place, value, NULL, NULL);
	scan->lint->wrong = true;
}

/* ---- slices ---------------------------------------------------------------------------------- */

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

static struct slice trim(struct slice slice)
{
	while (slice.length > 0 && is_blank(slice.start[0])) {
		slice.start++;
		slice.length--;
	}
	while (slice.length > 0 && is_blank(slice.start[slice.length - 1]))
		slice.length--;
	return slice;
}

static bool contains(struct slice slice, char byte)
{
	return slice.length > 0 && memchr(slice.start, byte, slice.length) != NULL;
}

/* The arena has room for every byte of the text and one NUL for each key or section, by 3 (a line
 * of "k=" makes a name and an empty value): see ini_lint_scan. */
static char *keep(struct ini_lint *lint, struct slice slice)
{
	char *text = lint->arena + lint->arena_used;
	if (slice.length > 0)
		memcpy(text, slice.start, slice.length);
	text[slice.length] = '\0';
	lint->arena_used += slice.length + 1;
	return text;
}

static char *keep_lower(struct ini_lint *lint, struct slice slice)
{
	char *text = keep(lint, slice);
	for (char *at = text; *at != '\0'; at++) {
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	}
	return text;
}

static bool is_of_names(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
	       byte == '.' || byte == '_' || byte == '-';
}

static bool is_name(struct slice slice)
{
	if (slice.length == 0 || slice.length > INI_MAX_NAME)
		return false;
	for (size_t i = 0; i < slice.length; i++) {
		if (!is_of_names(slice.start[i]))
			return false;
	}
	return true;
}

/* ---- what is kept ---------------------------------------------------------------------------- */

static bool grow(void **items, size_t *capacity, size_t count, size_t size)
{
	if (count < *capacity)
		return true;
	size_t more = *capacity == 0 ? 32 : *capacity * 2;
	void *moved = realloc(*items, more * size);
	if (moved == NULL)
		return false;
	*items = moved;
	*capacity = more;
	return true;
}

static bool add_section(struct scan *scan, const char *name)
{
	struct ini_lint *lint = scan->lint;

	if (!grow((void **)&lint->sections, &lint->section_capacity, lint->section_count,
		    sizeof(*lint->sections)))
		return false;
	scan->section = lint->section_count;
	scan->first_key = lint->key_count;
	lint->sections[lint->section_count++] =
		(struct ini_section){.name = name, .line = scan->place.line};
	return true;
}

static bool add_key(struct scan *scan, const struct ini_key *key)
{
	struct ini_lint *lint = scan->lint;
	size_t capacity = lint->key_capacity;

	if (!grow((void **)&lint->key_sections, &capacity, lint->key_count,
		    sizeof(*lint->key_sections)) ||
		!grow((void **)&lint->keys, &lint->key_capacity, lint->key_count,
			sizeof(*lint->keys)))
		return false;
	lint->keys[lint->key_count] = *key;
	lint->key_sections[lint->key_count++] = scan->section;
	return true;
}

static bool same_language(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool key_is_there(const struct scan *scan, const struct ini_key *key)
{
	const struct ini_lint *lint = scan->lint;

	for (size_t i = scan->first_key; i < lint->key_count; i++) {
		if (lint->key_sections[i] == scan->section &&
			strcmp(lint->keys[i].name, key->name) == 0 &&
			same_language(lint->keys[i].language, key->language))
			return true;
	}
	return false;
}

/* ---- lines ----------------------------------------------------------------------------------- */

/* A report about a piece of the line; the piece is cut and made safe by the report. */
static void report_slice(struct scan *scan, enum tk_error_code code, struct slice slice)
{
	char *value = strndup(slice.start, slice.length);
	report(scan, code, value);
	free(value);
}

static enum tk_status scan_section(struct scan *scan, struct slice line)
{
	struct ini_lint *lint = scan->lint;
	const char *close = memchr(line.start, ']', line.length);

	scan->in_section = true;
	scan->skipping = true; /* until it turns out to be sound */
	scan->place.section = NULL;
	if (close == NULL) {
		report_slice(scan, TK_E_SYNTAX, line);
		return TK_OK;
	}
	struct slice name = trim((struct slice){line.start + 1, (size_t)(close - line.start) - 1});
	struct slice rest = {close + 1, line.length - (size_t)(close + 1 - line.start)};
	if (!is_name(name)) {
		report_slice(scan, TK_E_SECTION_NAME, name);
		return TK_OK;
	}
	const char *kept = keep_lower(lint, name);
	scan->place.section = kept;
	if (rest.length > 0) {
		report_slice(scan, TK_E_TRAILING_TEXT, trim(rest));
		return TK_OK;
	}
	scan->skipping = false;
	for (size_t i = 0; i < lint->section_count; i++) {
		if (strcmp(lint->sections[i].name, kept) == 0) {
			report(scan, TK_E_DUPLICATE_SECTION, NULL);
			scan->section = i; /* its keys are sound, and belong there */
			scan->first_key = 0;
			return TK_OK;
		}
	}
	return add_section(scan, kept) ? TK_OK : TK_NO_MEMORY;
}

/* "text" or "text[zh_CN]". */
static bool split_key(struct slice key, struct slice *ret_name, struct slice *ret_language)
{
	const char *bracket = memchr(key.start, '[', key.length);

	*ret_language = (struct slice){NULL, 0};
	if (bracket != NULL) {
		if (key.start[key.length - 1] != ']')
			return false;
		*ret_language = (struct slice){
			bracket + 1, (size_t)(key.start + key.length - 1 - bracket) - 1};
		if (!is_name(*ret_language))
			return false;
		key.length = (size_t)(bracket - key.start);
	}
	*ret_name = key;
	return is_name(key);
}

/* Takes the quotes off. Reports and returns false when the value would not survive. */
static bool check_value(struct scan *scan, struct slice *value)
{
	struct slice inside = *value;

	if (inside.length > 0 && inside.start[0] == '"') {
		bool closed = inside.length > 1 && inside.start[inside.length - 1] == '"';
		inside = (struct slice){inside.start + 1, inside.length - 1 - closed};
		if (!closed || contains(inside, '"')) {
			report_slice(scan, TK_E_QUOTES, *value);
			return false;
		}
	} else if (inside.length > 0 && inside.start[0] == '\'') {
		report_slice(scan, TK_E_QUOTES, *value); /* iniparser takes these off, too */
		return false;
	} else if (contains(inside, ';') || contains(inside, '#')) {
		report_slice(scan, TK_E_UNQUOTED, *value);
		return false;
	} else if (contains(inside, '"')) {
		report_slice(scan, TK_E_QUOTES, *value);
		return false;
	}
	*value = inside;
	return true;
}

static enum tk_status scan_key(struct scan *scan, struct slice line)
{
	const char *equals = memchr(line.start, '=', line.length);
	if (equals == NULL) {
		report_slice(scan, TK_E_SYNTAX, line);
		return TK_OK;
	}
	struct slice key = trim((struct slice){line.start, (size_t)(equals - line.start)});
	struct slice value = {equals + 1, line.length - (size_t)(equals + 1 - line.start)};
	struct slice name, language;
	if (key.length == 0 || !split_key(key, &name, &language)) {
		report_slice(scan, TK_E_KEY_NAME, key);
		return TK_OK;
	}

	struct ini_lint *lint = scan->lint;
	struct ini_key kept = {.name = keep_lower(lint, name), .line = scan->place.line};
	if (language.start != NULL)
		kept.language = keep_lower(lint, language);
	value = trim(value);
	scan->place.key = kept.name;
	enum tk_status status = TK_OK;
	if (!scan->in_section) {
		report(scan, TK_E_KEY_OUTSIDE, NULL);
	} else if (check_value(scan, &value) && !scan->skipping) {
		kept.value = keep(lint, value);
		if (key_is_there(scan, &kept))
			report(scan, TK_E_DUPLICATE_KEY, NULL);
		else if (lint->key_count == INI_MAX_KEYS)
			status = TK_INVALID;
		else if (!add_key(scan, &kept))
			status = TK_NO_MEMORY;
	}
	scan->place.key = NULL;
	return status;
}

/* Whether the bytes are text: UTF-8, no control but the tab, nothing that turns the reading
 * direction. */
static bool check_bytes(struct scan *scan, struct slice line)
{
	if (line.length > INI_MAX_LINE) {
		report(scan, TK_E_LINE_TOO_LONG, NULL);
		return false;
	}
	if (contains(line, '\0')) {
		report(scan, TK_E_CONTROL, NULL);
		return false;
	}
	if (!text_valid(line.start, line.length)) {
		report_slice(scan, TK_E_ENCODING, line);
		return false;
	}
	if (text_has_controls(line.start, line.length)) {
		report_slice(scan, TK_E_CONTROL, line);
		return false;
	}
	return true;
}

static enum tk_status scan_line(struct scan *scan, struct slice line)
{
	if (line.length > 0 && line.start[line.length - 1] == '\r')
		line.length--;
	if (!check_bytes(scan, line))
		return TK_OK;
	line = trim(line);
	if (line.length == 0 || line.start[0] == '#' || line.start[0] == ';')
		return TK_OK;
	if (line.start[line.length - 1] == '\\') {
		report_slice(scan, TK_E_TRAILING_BACKSLASH, line);
		return TK_OK;
	}
	return line.start[0] == '[' ? scan_section(scan, line) : scan_key(scan, line);
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* Puts the keys of one section side by side (a section may have come in two pieces) and tells the
 * sections where theirs are. Keys of one section stay in file order. */
static bool group_keys(struct ini_lint *lint)
{
	struct ini_key *grouped = malloc((lint->key_count + 1) * sizeof(*grouped));
	size_t at = 0;

	if (grouped == NULL)
		return false;
	for (size_t i = 0; i < lint->key_count; i++)
		lint->sections[lint->key_sections[i]].key_count++;
	for (size_t s = 0; s < lint->section_count; s++) {
		lint->sections[s].keys = grouped + at;
		at += lint->sections[s].key_count;
		lint->sections[s].key_count = 0;
	}
	for (size_t i = 0; i < lint->key_count; i++) {
		struct ini_section *section = &lint->sections[lint->key_sections[i]];
		grouped[(size_t)(section->keys - grouped) + section->key_count++] = lint->keys[i];
	}
	free(lint->keys);
	lint->keys = grouped;
	return true;
}

enum tk_status ini_lint_scan(struct ini_lint *lint, const char *name, const char *bytes,
	size_t length, struct tk_errors *errors)
{
	struct scan scan = {.lint = lint, .errors = errors, .place = {.file = name}};
	enum tk_status status = TK_OK;

	*lint = (struct ini_lint){0};
	if (length > INI_MAX_BYTES) {
		errors_add(errors, TK_E_TOO_LARGE, &scan.place, NULL, N_("at most 1 MiB"), NULL);
		return TK_INVALID;
	}
	/* Each line gives up a byte at least ('=', ']' or the newline) and takes three NULs at
	 * most. */
	lint->arena = malloc(length * 3 + 3);
	if (lint->arena == NULL)
		return TK_NO_MEMORY;
	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		length -= 3;
	}
	while (length > 0 && status == TK_OK) {
		const char *newline = memchr(bytes, '\n', length);
		size_t taken = newline == NULL ? length : (size_t)(newline - bytes);
		scan.place.line++;
		status = scan_line(&scan, (struct slice){bytes, taken});
		taken += newline != NULL;
		bytes += taken;
		length -= taken;
	}
	if (status == TK_INVALID)
		errors_add(errors, TK_E_TOO_MANY, &scan.place, NULL, N_("at most 5000 keys"), NULL);
	if (status == TK_OK && !group_keys(lint))
		status = TK_NO_MEMORY;
	if (status != TK_OK)
		ini_lint_release(lint);
	return status;
}

void ini_lint_release(struct ini_lint *lint)
{
	free(lint->sections);
	free(lint->keys);
	free(lint->key_sections);
	free(lint->arena);
	*lint = (struct ini_lint){0};
}
