/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tuikuan cases --export, --import; here as JSON lines, one a case. What programs read of it stands in keys; the
 * case itself in "file", byte by byte, so that its record holds where it is brought to.
 */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "case-lines.h"
#include "cases-exchange.h"
#include "command.h"
#include "file.h"
#include "ini.h"
#include "json-parts.h"
#include "language.h"
#include "output.h"
#include "text.h"

/* ---- both ways, whatever the form -------------------------------------------------------------------- */

bool exchange_read(const struct cases *cases, const struct index_case *shown, char **ret_bytes, size_t *ret_length)
{
	char *path = shown->never_saved ? casebook_draft_path(cases->folder, shown->name)
					: casebook_path(cases->folder, shown->name);
	char *bytes = NULL;
	bool read = path && file_read(path, INI_MAX_BYTES, &bytes, ret_length) == TK_OK;

	if (!path)
		report_no_memory();
	else if (!read)
		report(_("%s: the case cannot be read: %s"), path, strerror(errno));
	else if (!text_valid(bytes, *ret_length))
		report(_("%s: the case cannot be read: %s"), path, _("it is not UTF-8"));
	free(path);
	if (read && text_valid(bytes, *ret_length)) {
		*ret_bytes = bytes;
		return true;
	}
	free(bytes);
	return false;
}

void exchange_complain(struct import *import, const char *what)
{
	if (import->part)
		report("%s: %s: %s", import->name, import->part, what);
	else if (import->line > 0)
		report("%s:%zu: %s", import->name, import->line, what);
	else
		report("%s: %s", import->name, what);
	import->wrong = true;
}

static bool is_case(const char *text)
{
	struct case_lines lines;
	char *copy = strdup(text);

	case_lines_init(&lines);
	bool good = copy && strlen(text) <= INI_MAX_BYTES && case_lines_read(&lines, copy, strlen(copy)) == TK_OK;
	case_lines_release(&lines);
	free(copy);
	return good;
}

/* What lies at PATH stays, whatever comes. */
static void put_case(struct import *import, const char *path, const char *id, const char *text)
{
	char *there = NULL;
	size_t length;
	struct case_lock lock;
	char *holder = NULL;

	if (!case_lock_take(&lock, path, &holder)) {
		char *what = text_printf(_("%s is being edited by %s"), id, holder ? holder : "?");
		exchange_complain(import, what ? what : id);
		free(what);
		free(holder);
		return;
	}
	if (access(path, F_OK) != 0) {
		if (file_write(path, text, strlen(text), 0600) == TK_OK)
			import->taken++;
		else
			exchange_complain(import, strerror(errno));
	} else if (file_read(path, INI_MAX_BYTES, &there, &length) == TK_OK && length == strlen(text) &&
		   memcmp(there, text, length) == 0) {
		import->there++;
	} else {
		char *what = text_printf(_("another case %s is on file here; it stays as it is"), id);
		exchange_complain(import, what ? what : id);
		free(what);
	}
	free(there);
	case_lock_drop(&lock);
}

bool exchange_put(struct import *import, const char *id, bool draft, const char *text)
{
	char *path;

	if (strchr(id, '~') || !is_case(text))
		return false;
	path = text_has_controls(id, strlen(id)) ? NULL
	       : draft		     ? casebook_draft_path(import->cases->folder, id)
				     : casebook_path(import->cases->folder, id);
	if (path)
		put_case(import, path, id, text);
	else
		exchange_complain(import, _("its \"id\" is no id of a case"));
	free(path);
	return true;
}

/* ---- out ---------------------------------------------------------------------------------------------- */

static void put_section(struct json_writer *writer, json_t *object, const struct case_lines *lines, const char *section)
{
	json_t *values = json_object();

	for (size_t i = 0; i < lines->count; i++)
		if (strcmp(lines->items[i].section, section) == 0)
			json_put(writer, values, lines->items[i].key, json_string(lines->items[i].value));
	json_put(writer, object, section, values);
}

/* The line of a case. BYTES is taken apart. NULL: no memory. */
static char *line_of(const struct index_case *shown, char *bytes, size_t length)
{
	struct json_writer writer = {.failed = false};
	struct case_lines lines;
	json_t *object = json_object();

	json_put(&writer, object, "id", json_string(shown->name));
	json_put(&writer, object, "draft", json_boolean(shown->never_saved));
	json_put(&writer, object, "file", json_stringn(bytes, length));
	case_lines_init(&lines);
	if (case_lines_read(&lines, bytes, length) == TK_OK) {
		put_section(&writer, object, &lines, "case");
		put_section(&writer, object, &lines, "facts");
		put_section(&writer, object, &lines, "evidence");
		put_section(&writer, object, &lines, "decision");
	}
	case_lines_release(&lines);
	char *text = writer.failed ? NULL : json_dumps(object, JSON_COMPACT | (output_is_utf8() ? 0 : JSON_ENSURE_ASCII));
	json_decref(object);
	return text;
}

static bool export_one(const struct cases *cases, const struct index_case *shown, struct text_buffer *out)
{
	char *bytes, *line;
	size_t length;

	if (!exchange_read(cases, shown, &bytes, &length))
		return false;
	line = line_of(shown, bytes, length);
	if (line)
		text_buffer_printf(out, "%s\n", line);
	else
		report_no_memory();
	free(line);
	free(bytes);
	return line != NULL;
}

static int export_lines(const struct cases *cases, const char *path)
{
	struct text_buffer out;
	int status = STATUS_DONE;

	text_buffer_init(&out);
	for (size_t i = 0; i < queue_count(cases->queue); i++)
		if (!export_one(cases, queue_listed(cases->queue, i)->shown, &out))
			status = STATUS_BAD_DATA;
	char *text = text_buffer_take(&out);
	if (!text) {
		report_no_memory();
		return STATUS_BAD_DATA;
	}
	if (!output_file(path, text))
		status = STATUS_BAD_DATA;
	free(text);
	return output_finish(status);
}

/* ---- in ----------------------------------------------------------------------------------------------- */

static void import_line(struct import *import, const char *line)
{
	json_error_t error;
	json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, &error);
	const char *id = json_string_value(json_object_get(object, "id"));
	const char *text = json_string_value(json_object_get(object, "file"));
	bool draft = json_is_true(json_object_get(object, "draft"));

	if (!object)
		exchange_complain(import, _("this is no JSON"));
	else if (!id || !text || !exchange_put(import, id, draft, text))
		exchange_complain(import,
			_("there is no case in it: expected an object with \"id\" and \"file\""));
	json_decref(object);
}

static void import_lines(struct import *import, FILE *stream)
{
	char *line = NULL;
	size_t size = 0;

	while (getline(&line, &size, stream) >= 0) {
		import->line++;
		if (line[strspn(line, " \t\r\n")] != '\0')
			import_line(import, line);
	}
	import->line = 0;
	free(line);
}

/* ---- either form --------------------------------------------------------------------------------------- */

int cases_export(const struct cases *cases, const char *path, bool zipped)
{
	return zipped ? cases_zip_export(cases, path) : export_lines(cases, path);
}

/* By its first letter: no line of JSON begins with a 'P', and each ZIP does. */
static bool is_zip(FILE *stream)
{
	int first = getc(stream);

	if (first != EOF)
		ungetc(first, stream);
	return first == 'P';
}

int cases_import(const struct cases *cases, const char *path)
{
	bool standard = strcmp(path, "-") == 0;
	struct import import = {.cases = cases, .name = standard ? _("standard input") : path};
	FILE *stream = standard ? stdin : fopen(path, "re");

	if (!stream) {
		report(_("%s: cannot be read: %s"), path, strerror(errno));
		return STATUS_BAD_DATA;
	}
	if (is_zip(stream))
		cases_zip_import(&import, stream);
	else
		import_lines(&import, stream);
	if (ferror(stream))
		exchange_complain(&import, strerror(errno));
	if (!standard)
		fclose(stream);
	output_printf(ngettext("%zu case was brought in", "%zu cases were brought in", import.taken), import.taken);
	output_printf(ngettext("; %zu was here already.\n", "; %zu were here already.\n", import.there), import.there);
	return output_finish(import.wrong ? STATUS_BAD_DATA : STATUS_DONE);
}
