/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"
#include "error.h"
#include "file.h"
#include "ini.h"
#include "text.h"

/* A case being read: what is found goes into FILE, what is wrong into ERRORS. */
struct reading {
	struct case_file *file;
	const struct ini *ini;
	struct tk_errors *errors;
	bool wrong; /* something was left out */
	bool no_memory;
};

static void report(struct reading *reading, enum tk_error_code code,
	const struct ini_section *section, const struct ini_key *key, const char *detail,
	const char *nearest)
{
	const struct error_place place = {reading->ini->name,
		key == NULL ? section->line : key->line, section->name,
		key == NULL ? NULL : key->name};
	errors_add(reading->errors, code, &place, key == NULL ? NULL : key->value, detail, nearest);
	reading->wrong = true;
}

/* ---- values over one line or several --------------------------------------------------------- */

static const struct ini_key *find_piece(
	const struct ini_section *section, const char *name, int number)
{
	char language[16];
	snprintf(language, sizeof(language), "%d", number);
	return ini_key(section, name, language);
}

/* Appends what one line holds, unescaped unless it stays RAW. false: it was reported and the value has to be left
 * out, or there was no memory. */
static bool add_piece(struct reading *reading, const struct ini_section *section,
	const struct ini_key *key, bool raw, struct text_buffer *value)
{
	char *text = raw ? strdup(key->value) : text_unescape(key->value);
	if (text == NULL) {
		if (raw || errno == ENOMEM)
			reading->no_memory = true;
		else
			report(reading, TK_E_ESCAPE, section, key, NULL, NULL);
		return false;
	}
	text_buffer_add(value, text);
	free(text);
	return true;
}

/* Whether the value of KEY was given before, in the other of the two forms: on one line, or in pieces. */
static bool is_given_before(const struct ini_section *section, const struct ini_key *key)
{
	const struct ini_key *other = ini_key(section, key->name, key->language == NULL ? "1" : NULL);
	return other != NULL && other->line < key->line;
}

/* The value that begins at KEY, pieces "[1]", "[2]" ... put together; NULL: it cannot be had, or
 * KEY is a later piece of a value that was. Caller frees. */
static char *whole_value(struct reading *reading, const struct ini_section *section,
	const struct ini_key *key, bool raw)
{
	struct text_buffer value;
	bool ok = true;

	text_buffer_init(&value);
	if ((key->language == NULL || strcmp(key->language, "1") == 0) && is_given_before(section, key)) {
		report(reading, TK_E_DUPLICATE_KEY, section, key, NULL, NULL);
		ok = false;
	} else if (key->language == NULL) {
		ok = add_piece(reading, section, key, raw, &value);
	} else if (strcmp(key->language, "1") == 0) {
		const struct ini_key *piece = key;
		for (int number = 2; ok && piece != NULL; number++) {
			ok = add_piece(reading, section, piece, raw, &value);
			piece = find_piece(section, key->name, number);
		}
	} else {
		/* Only the first piece speaks for all; one that nothing leads up to is lost. */
		char *end;
		long number = strtol(key->language, &end, 10);
		if (*end != '\0' || number < 2 || number > INI_MAX_KEYS ||
			find_piece(section, key->name, (int)number - 1) == NULL)
			report(reading, TK_E_UNKNOWN_KEY, section, key, NULL, NULL);
		ok = false;
	}
	char *text = ok ? text_buffer_take(&value) : NULL;
	if (ok && text == NULL)
		reading->no_memory = true;
	text_buffer_release(&value);
	return text;
}

/* ---- the sections ---------------------------------------------------------------------------- */

static const char *const head_keys[] = {"format", "id", "policy", "revision", "created", "changed",
	"saves", "agent", "archived", "status", NULL};
static const char *const letter_keys[] = {
	"language", "reason", "ticket", "letter", "statement", "complaint", "rescission", NULL};
static const char *const notes_keys[] = {"text", NULL};
static const char *const section_names[] = {
	"case", "facts", "known", "evidence", "files", "letter", "notes", "decision", "history", NULL};

static const char *next_name(const void *names, size_t index)
{
	return ((const char *const *)names)[index];
}

static void report_unknown(struct reading *reading, const struct ini_section *section,
	const struct ini_key *key, const char *const *names)
{
	const char *name = key == NULL ? section->name : key->name;
	report(reading, key == NULL ? TK_E_UNKNOWN_SECTION : TK_E_UNKNOWN_KEY, section, key, NULL,
		error_nearest(name, next_name, names));
}

static void take(char **field, char *text)
{
	free(*field);
	*field = text;
}

static void read_moment(struct reading *reading, const struct ini_section *section,
	const struct ini_key *key, const char *text, int64_t *moment)
{
	if (tk_moment_parse(text, moment) != TK_OK)
		report(reading, TK_E_BAD_MOMENT, section, key, NULL, NULL);
}

/* Digits alone; false: it was reported. */
static bool read_count(struct reading *reading, const struct ini_section *section,
	const struct ini_key *key, const char *text, long *ret_count)
{
	size_t digits = strspn(text, "0123456789");

	if (digits == 0 || digits > 9 || text[digits] != '\0') {
		report(reading, TK_E_BAD_COUNT, section, key, NULL, NULL);
		return false;
	}
	*ret_count = strtol(text, NULL, 10);
	return true;
}

static void read_head_key(struct reading *reading, const struct ini_section *section,
	const struct ini_key *key, char *text)
{
	struct case_file *file = reading->file;
	enum case_status status;

	if (strcmp(key->name, "id") == 0)
		take(&file->id, text), text = NULL;
	else if (strcmp(key->name, "policy") == 0)
		take(&file->policy, text), text = NULL;
	else if (strcmp(key->name, "revision") == 0)
		take(&file->revision, text), text = NULL;
	else if (strcmp(key->name, "agent") == 0)
		take(&file->agent, text), text = NULL;
	else if (strcmp(key->name, "created") == 0)
		read_moment(reading, section, key, text, &file->created);
	else if (strcmp(key->name, "changed") == 0)
		read_moment(reading, section, key, text, &file->changed);
	else if (strcmp(key->name, "saves") == 0)
		read_count(reading, section, key, text, &file->saves);
	else if (strcmp(key->name, "archived") == 0)
		read_moment(reading, section, key, text, &file->archived);
	else if (strcmp(key->name, "status") == 0) {
		if (!case_status_parse(text, &file->status))
			report(reading, TK_E_UNKNOWN_CHOICE, section, key, CASE_STATUS_LIST, NULL);
	} else if (strncmp(key->name, "status.", 7) == 0 &&
		   case_status_parse(key->name + 7, &status))
		read_moment(reading, section, key, text, &file->status_since[status]);
	else if (strcmp(key->name, "format") != 0)
		report_unknown(reading, section, key, head_keys);
	free(text);
}

static void read_letter_key(struct reading *reading, const struct ini_section *section,
	const struct ini_key *key, char *text)
{
	struct case_file *file = reading->file;

	for (int i = 0; i < CASE_LETTER_COUNT; i++) {
		if (strcmp(key->name, case_letter_name((enum case_letter)i)) == 0) {
			take(&file->letters[i], text);
			return;
		}
	}
	if (strcmp(key->name, "language") == 0) {
		take(&file->letter_language, text);
		return;
	}
	report_unknown(reading, section, key, letter_keys);
	free(text);
}

static void read_value(
	struct reading *reading, struct case_values *values, const struct ini_key *key, char *text)
{
	if (!case_values_set(values, key->name, text, TK_KNOWN_TYPED))
		reading->no_memory = true;
	for (size_t i = 0; i < values->count; i++) {
		if (strcmp(values->items[i].name, key->name) == 0)
			values->items[i].line = key->line;
	}
	free(text);
}

/* After facts and evidence were read. A mark on an answer that is not there says nothing. */
static void read_known_key(struct reading *reading, const struct ini_section *section,
	const struct ini_key *key, char *text)
{
	bool evidence = strncmp(key->name, "evidence.", 9) == 0;
	const struct case_values *values =
		evidence ? &reading->file->evidence : &reading->file->facts;
	const char *name = evidence ? key->name + 9 : key->name;
	int known = 0;

	while (known < TK_KNOWN_COUNT && strcmp(text, tk_known_name((enum tk_known)known)) != 0)
		known++;
	if (known == TK_KNOWN_COUNT)
		report(reading, TK_E_UNKNOWN_CHOICE, section, key, "typed, pasted, told, seen",
			NULL);
	for (size_t i = 0; known < TK_KNOWN_COUNT && i < values->count; i++) {
		if (strcmp(values->items[i].name, name) == 0)
			values->items[i].known = (enum tk_known)known;
	}
	free(text);
}

static void read_history_key(struct reading *reading, const struct ini_section *section,
	const struct ini_key *key, char *text)
{
	long number;

	if (read_count(reading, section, key, key->name, &number) &&
		!history_add_text(&reading->file->history, number, text)) {
		if (errno == ENOMEM)
			reading->no_memory = true;
		else
			report(reading, TK_E_BAD_VALUE, section, key,
				"MOMENT KIND WHO WHAT FROM TO BASIS", NULL);
	}
	free(text);
}

static void read_key(
	struct reading *reading, const struct ini_section *section, const struct ini_key *key)
{
	struct case_file *file = reading->file;
	bool history = strcmp(section->name, "history") == 0;
	char *text = whole_value(reading, section, key, history);

	if (text == NULL)
		return;
	if (history) {
		read_history_key(reading, section, key, text);
		return;
	}
	if (strcmp(section->name, "case") == 0)
		read_head_key(reading, section, key, text);
	else if (strcmp(section->name, "facts") == 0)
		read_value(reading, &file->facts, key, text);
	else if (strcmp(section->name, "evidence") == 0)
		read_value(reading, &file->evidence, key, text);
	else if (strcmp(section->name, "files") == 0)
		read_value(reading, &file->files, key, text);
	else if (strcmp(section->name, "decision") == 0)
		read_value(reading, &file->decision, key, text);
	else if (strcmp(section->name, "known") == 0)
		read_known_key(reading, section, key, text);
	else if (strcmp(section->name, "letter") == 0)
		read_letter_key(reading, section, key, text);
	else if (strcmp(key->name, "text") == 0) /* [notes] */
		take(&file->notes, text);
	else {
		report_unknown(reading, section, key, notes_keys);
		free(text);
	}
}

static bool is_known_section(const char *name)
{
	for (size_t i = 0; section_names[i] != NULL; i++) {
		if (strcmp(name, section_names[i]) == 0)
			return true;
	}
	return false;
}

static void read_sections(struct reading *reading, bool known_marks)
{
	for (size_t s = 0; s < reading->ini->section_count; s++) {
		const struct ini_section *section = &reading->ini->sections[s];
		if (!is_known_section(section->name)) {
			if (!known_marks)
				report_unknown(reading, section, NULL, section_names);
			continue;
		}
		if ((strcmp(section->name, "known") == 0) != known_marks)
			continue;
		for (size_t k = 0; k < section->key_count; k++)
			read_key(reading, section, &section->keys[k]);
	}
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* Whether this is a case, of the one format there is. */
static bool check_format(const struct ini *ini, struct tk_errors *errors)
{
	const struct ini_section *section = ini_find(ini, "case");
	struct error_place place = {.file = ini->name, .section = "case"};

	if (section == NULL) {
		errors_add(errors, TK_E_MISSING_SECTION, &place, NULL, N_("a case file"), NULL);
		return false;
	}
	const struct ini_key *format = ini_key(section, "format", NULL);
	place.line = format == NULL ? section->line : format->line;
	place.key = "format";
	if (format == NULL)
		errors_add(errors, TK_E_MISSING_KEY, &place, NULL, "format = 1", NULL);
	else if (strcmp(format->value, "1") != 0)
		errors_add(errors, TK_E_FORMAT, &place, format->value, NULL, NULL);
	else
		return true;
	return false;
}

static enum tk_status read_case(const struct ini *ini, const char *path, bool damaged,
	struct case_file **ret_file, struct tk_errors *errors)
{
	struct reading reading = {.file = case_new(), .ini = ini, .errors = errors};

	if (!check_format(ini, errors)) {
		case_free(reading.file);
		return TK_INVALID;
	}
	if (reading.file != NULL) {
		reading.file->path = strdup(path);
		read_sections(&reading, false);
		read_sections(&reading, true);
	}
	if (reading.file == NULL || reading.file->path == NULL || reading.no_memory) {
		case_free(reading.file);
		return TK_NO_MEMORY;
	}
	reading.file->damaged = damaged || reading.wrong;
	*ret_file = reading.file;
	return TK_OK;
}

/* Messages go to logs and screens that others read. What stands in a line of a case may be anybody's name: its place
 * tells where to look. */
static void leave_out_values(struct tk_errors *errors, size_t from)
{
	for (size_t i = from; errors != NULL && i < errors->count; i++) {
		struct tk_error *error = &errors->items[i];
		if (error->section == NULL || strcmp(error->section, "case") != 0) {
			free(error->value);
			error->value = NULL;
		}
	}
}

enum tk_status case_load(const char *path, struct case_file **ret_file, struct tk_errors *errors)
{
	struct tk_errors found; /* by the lines alone: to know whether any were left out */
	char *bytes;
	size_t length;
	struct ini *ini;

	/* Before it is read: what is written in between is noticed. */
	const struct case_stamp stamp = case_stamp_of(path);
	const size_t before = errors == NULL ? 0 : errors->count;
	enum tk_status status = file_read_reported(path, INI_MAX_BYTES, &bytes, &length, errors);
	if (status != TK_OK)
		return status;
	tk_errors_init(&found);
	status = ini_parse(path, bytes, length, 1, &ini, &found);
	bool damaged = found.count > 0 || found.dropped > 0;
	for (size_t i = 0; i < found.count; i++)
		errors_move(errors, &found.items[i], NULL);
	if (errors != NULL)
		errors->dropped += found.dropped;
	tk_errors_release(&found);
	free(bytes);
	if (status == TK_OK)
		status = read_case(ini, path, damaged, ret_file, errors);
	leave_out_values(errors, before);
	if (status == TK_OK)
		(*ret_file)->stamp = stamp;
	ini_free(ini);
	return status;
}
