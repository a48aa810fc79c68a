/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cases handed on as a ZIP. It lies as the folder of the cases does: ID.ini, or ID.draft for one that was never
 * saved, and records/SHA256, what their records were made with: so a record can be verified where it is brought
 * to, whatever is installed there.
 */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cases-exchange.h"
#include "command.h"
#include "file.h"
#include "language.h"
#include "output.h"
#include "press.h"
#include "record-letters.h"
#include "sheet.h"

#define ZIP_BYTES_MAX ((size_t)256 << 20)
#define RECORDS "records/"

/* ---- out ---------------------------------------------------------------------------------------------- */

struct going {
	const struct cases *cases;
	char *records;	/* the folder */
	char **kept;	/* hashes that are in it already, or are nowhere */
	size_t kept_count;
	struct text_buffer out;
	bool wrong;
};

static void add_file(struct going *going, const char *name, const char *bytes, size_t length)
{
	char number[32];

	snprintf(number, sizeof(number), "%zu", length);
	sheet_add(&going->out, "file", name, number, NULL);
	text_buffer_add_n(&going->out, bytes, length);
	text_buffer_add(&going->out, "\n");
}

/* Whether SHA256 comes for the first time. Thousands of cases share the few packs that there are. */
static bool is_new(struct going *going, const char *sha256)
{
	for (size_t i = going->kept_count; i > 0; i--)
		if (strcmp(going->kept[i - 1], sha256) == 0)
			return false;
	char **more = realloc(going->kept, (going->kept_count + 1) * sizeof(*more));
	char *copy = strdup(sha256);
	if (more)
		going->kept = more;
	if (more && copy)
		more[going->kept_count++] = copy;
	else
		free(copy);
	going->out.failed = going->out.failed || !more || !copy;
	return more && copy;
}

/* What was never kept is no fault of the export: verify tells of it, here and there. NULL, or the bytes, which the
 * caller frees. */
static char *add_kept(struct going *going, const char *sha256)
{
	char *bytes = NULL, *name;
	size_t length;

	if (!record_is_sha256(sha256) || !is_new(going, sha256))
		return NULL;
	switch (record_kept(going->records, sha256, &bytes, &length)) {
	case KEPT:
		name = text_printf(RECORDS "%s", sha256);
		if (name)
			add_file(going, name, bytes, length);
		else
			going->out.failed = true;
		free(name);
		return bytes;
	case KEPT_NOWHERE:
		return NULL;
	case KEPT_DAMAGED:
		report(_("%s/%s: it is damaged, and stays here"), going->records, sha256);
		break;
	case KEPT_UNREADABLE:
		report(_("%s/%s: cannot be read: %s"), going->records, sha256, strerror(errno));
	}
	going->wrong = true;
	return NULL;
}

static void add_records(struct going *going, const struct index_case *shown)
{
	struct kept_letter letter;

	free(add_kept(going, shown->field[INDEX_RECORD_PACK]));
	free(add_kept(going, shown->field[INDEX_RECORD_FACTS]));
	free(add_kept(going, shown->field[INDEX_RECORD_CALENDAR]));
	char *list = add_kept(going, shown->field[INDEX_RECORD_LETTERS]);
	for (const char *at = list; at && record_letter_line(&at, &letter);)
		free(add_kept(going, letter.sha256));
	free(list);
}

static void add_case(struct going *going, const struct index_case *shown)
{
	char *bytes = NULL, *name;
	size_t length;

	if (!exchange_read(going->cases, shown, &bytes, &length)) {
		going->wrong = true;
		return;
	}
	name = text_printf("%s%s", shown->name, shown->never_saved ? ".draft" : ".ini");
	if (name)
		add_file(going, name, bytes, length);
	else
		going->out.failed = true;
	free(name);
	free(bytes);
	add_records(going, shown);
}

static bool write_zip(struct going *going, const char *path)
{
	struct press_output made;
	bool written;

	if (going->out.failed) {
		report_no_memory();
		return false;
	}
	if (going->out.length > ZIP_BYTES_MAX) {
		report(_("%s: these are more than %zu MB; narrow them with --search"), path, ZIP_BYTES_MAX >> 20);
		return false;
	}
	written = press("zip", going->out.text, going->out.length, &made) &&
		  output_bytes(path, made.bytes, made.length);
	press_output_release(&made);
	return written;
}

int cases_zip_export(const struct cases *cases, const char *path)
{
	struct going going = {.cases = cases, .records = file_join(cases->folder, "records")};
	char at[32];

	text_buffer_init(&going.out);
	snprintf(at, sizeof(at), "%lld", (long long)cases->now);
	sheet_add(&going.out, "zip", at, NULL);
	going.out.failed = going.out.failed || !going.records;
	for (size_t i = 0; i < queue_count(cases->queue) && !going.out.failed; i++)
		add_case(&going, queue_listed(cases->queue, i)->shown);
	bool written = write_zip(&going, path);
	for (size_t i = 0; i < going.kept_count; i++)
		free(going.kept[i]);
	free(going.kept);
	free(going.records);
	text_buffer_release(&going.out);
	return output_finish(written && !going.wrong ? STATUS_DONE : STATUS_BAD_DATA);
}

/* ---- in ----------------------------------------------------------------------------------------------- */

static const char *wrong_words(const char *what)
{
	static const char *const words[][2] = {
		{"name", N_("its name leads out of the folder; nothing of this ZIP was taken")},
		{"link", N_("it is a link; nothing of this ZIP was taken")},
		{"encrypted", N_("it is encrypted; nothing of this ZIP was taken")},
		{"large", N_("it is larger than any case; nothing of this ZIP was taken")},
		{"many", N_("there are too many files; nothing of this ZIP was taken")},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(words[i][0], what) == 0)
			return _(words[i][1]);
	return _("it is damaged, or no ZIP; nothing of it was taken");
}

/* Kept under the hash that its bytes have, so it can take no other's place. */
static void put_record(struct import *import, const char *sha256, const char *bytes, size_t length)
{
	char hex[65], *records = file_join(import->cases->folder, "records");

	file_sha256_hex(bytes, length, hex);
	if (strcmp(hex, sha256) != 0)
		exchange_complain(import, _("its bytes are not those that its name tells; it was left out"));
	else if (!records || record_keep_bytes(records, sha256, bytes, length) != TK_OK)
		exchange_complain(import, strerror(records ? errno : ENOMEM));
	free(records);
}

/* The stem of NAME, when it ends in ENDING; caller frees. */
static char *without(const char *name, const char *ending)
{
	size_t length = strlen(name), tail = strlen(ending);

	return length > tail && strcmp(name + length - tail, ending) == 0 ? strndup(name, length - tail) : NULL;
}

static void put_file(struct import *import, const char *name, char *bytes, size_t length)
{
	bool is_record = strncmp(name, RECORDS, strlen(RECORDS)) == 0;
	char *saved = is_record ? NULL : without(name, ".ini"), *draft = is_record ? NULL : without(name, ".draft");

	import->part = name;
	if (is_record)
		put_record(import, name + strlen(RECORDS), bytes, length);
	else if ((!saved && !draft) || !text_valid(bytes, length) ||
		 !exchange_put(import, saved ? saved : draft, !saved, bytes))
		exchange_complain(import, _("this is no case; it was left out"));
	import->part = NULL;
	free(saved);
	free(draft);
}

/* The next piece at *REST; with it, as a text, the bytes that follow. false: there is none. */
static bool next_piece(char **rest, const char *end, struct sheet_line *ret_line, char **ret_bytes, size_t *ret_length)
{
	if (*rest >= end || !sheet_next(rest, ret_line))
		return false;
	int64_t length = strcmp(ret_line->cells[0], "file") == 0 ? sheet_number(ret_line->cells[2], -1) : -1;
	*ret_bytes = NULL;
	if (length < 0 || length >= end - *rest)
		return true;
	*ret_bytes = *rest;
	*ret_length = (size_t)length;
	*rest += length;
	*(*rest)++ = '\0';
	return true;
}

/* Twice: a ZIP that is not right to its end is not taken at all. */
static void put_files(struct import *import, char *pieces, size_t size)
{
	char *copy = malloc(size + 1), *rest = pieces, *bytes;
	struct sheet_line line;
	size_t length;
	bool wrong = !copy;

	if (!copy) {
		exchange_complain(import, strerror(ENOMEM));
		return;
	}
	memcpy(copy, pieces, size + 1);
	while (!wrong && next_piece(&rest, pieces + size, &line, &bytes, &length))
		if (!bytes) {
			import->part = *line.cells[2] ? line.cells[2] : NULL;
			exchange_complain(import, wrong_words(line.cells[1]));
			import->part = NULL;
			wrong = true;
		}
	for (rest = copy; !wrong && next_piece(&rest, copy + size, &line, &bytes, &length);)
		put_file(import, line.cells[1], bytes, length);
	free(copy);
}

/* All of STREAM; NULL with a message. Caller frees. */
static char *read_all(struct import *import, FILE *stream, size_t *ret_length)
{
	struct text_buffer all;
	char part[65536];
	size_t got;

	text_buffer_init(&all);
	while (all.length <= ZIP_BYTES_MAX && (got = fread(part, 1, sizeof(part), stream)) > 0)
		text_buffer_add_n(&all, part, got);
	*ret_length = all.length;
	if (all.length <= ZIP_BYTES_MAX && !all.failed)
		return text_buffer_take(&all);
	exchange_complain(import, all.failed ? strerror(ENOMEM) : wrong_words("large"));
	text_buffer_release(&all);
	return NULL;
}

void cases_zip_import(struct import *import, FILE *stream)
{
	struct press_output made;
	size_t length;
	char *bytes = read_all(import, stream, &length);

	if (!bytes)
		return;
	if (press("unzip", bytes, length, &made))
		put_files(import, made.bytes, made.length);
	else
		import->wrong = true;
	press_output_release(&made);
	free(bytes);
}
