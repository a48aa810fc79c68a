/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "packet-file.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ini.h"
#include "sheet.h"

/* ---- writing ------------------------------------------------------------------------------------------ */

static la_ssize_t take_bytes(struct archive *archive, void *user, const void *bytes, size_t length)
{
	struct text_buffer *out = user;

	(void)archive;
	text_buffer_add_n(out, bytes, length);
	return out->failed ? -1 : (la_ssize_t)length;
}

static enum tk_status add_file(struct archive *archive, const char *name, const char *bytes, size_t length,
	int64_t at)
{
	struct archive_entry *entry = archive_entry_new();
	bool done;

	if (!entry)
		return TK_NO_MEMORY;
	archive_entry_set_pathname(entry, name);
	archive_entry_set_size(entry, (la_int64_t)length);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_mtime(entry, (time_t)at, 0);
	done = archive_write_header(archive, entry) == ARCHIVE_OK &&
	       archive_write_data(archive, bytes, length) == (la_ssize_t)length;
	archive_entry_free(entry);
	return done ? TK_OK : TK_NO_MEMORY;
}

static enum tk_status add_files(struct archive *archive, char *input, size_t length)
{
	char *end = input + length, *rest = input;
	struct sheet_line line;
	int64_t at;
	enum tk_status status = TK_OK;

	if (!sheet_next(&rest, &line) || strcmp(line.cells[0], "zip") != 0)
		return TK_INVALID;
	at = sheet_number(line.cells[1], 0);
	while (status == TK_OK && rest < end) {
		if (!sheet_next(&rest, &line) || strcmp(line.cells[0], "file") != 0)
			return TK_INVALID;
		int64_t bytes = sheet_number(line.cells[2], -1);
		if (bytes < 0 || bytes >= end - rest)
			return TK_INVALID;
		status = add_file(archive, line.cells[1], rest, (size_t)bytes, at);
		rest += bytes + 1;
	}
	return status;
}

enum tk_status packet_file_make(char *input, size_t length, char **ret_bytes, size_t *ret_length)
{
	struct archive *archive = archive_write_new();
	struct text_buffer out;
	enum tk_status status = TK_NO_MEMORY;

	text_buffer_init(&out);
	/* Times of a ZIP are told without their zone: libarchive takes the one that the parent has fixed. */
	if (archive && archive_write_set_format_zip(archive) == ARCHIVE_OK &&
		archive_write_set_bytes_per_block(archive, 0) == ARCHIVE_OK &&
		archive_write_open(archive, &out, NULL, take_bytes, NULL) == ARCHIVE_OK)
		status = add_files(archive, input, length);
	if (archive && archive_write_close(archive) != ARCHIVE_OK && status == TK_OK)
		status = TK_NO_MEMORY;
	if (archive)
		archive_write_free(archive);
	*ret_length = out.length;
	if (status == TK_OK && !(*ret_bytes = text_buffer_take(&out)))
		status = TK_NO_MEMORY;
	if (status != TK_OK)
		text_buffer_release(&out);
	return status;
}

/* ---- reading ------------------------------------------------------------------------------------------ */

#define ENTRIES_MAX 200000
#define ALL_BYTES_MAX ((size_t)256 << 20)
#define TOO_LARGE ((la_ssize_t)-1)
#define BROKEN ((la_ssize_t)-2)

/* Whether unpacking NAME stays below the folder it is unpacked in, on any system. */
static bool stays_inside(const char *name)
{
	if (!text_valid(name, strlen(name)) || strpbrk(name, "\\:") || *name == '/')
		return false;
	for (const char *part = name; *part;) {
		size_t length = strcspn(part, "/");

		if (length == 0 || (length == 1 && *part == '.') || (length == 2 && strncmp(part, "..", 2) == 0))
			return false;
		part += length + (part[length] == '/');
	}
	for (; *name; name++)
		if ((unsigned char)*name < ' ' || *name == 127)
			return false;
	return true;
}

/* What the entry says of its size is not asked: so much is read, or it is too large. */
static la_ssize_t read_entry(struct archive *archive, char *room)
{
	size_t length = 0;
	la_ssize_t got;

	while ((got = archive_read_data(archive, room + length, INI_MAX_BYTES + 1 - length)) > 0) {
		length += (size_t)got;
		if (length > INI_MAX_BYTES)
			return TOO_LARGE;
	}
	return got == 0 ? (la_ssize_t)length : BROKEN;
}

static bool is_plain(struct archive_entry *entry)
{
	return archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry) &&
	       !archive_entry_symlink(entry);
}

/* NULL: the entry is in OUT, or is a folder and nothing to be taken; else what is wrong with it. */
static const char *take_entry(struct archive *archive, struct archive_entry *entry, char *room,
	struct text_buffer *out)
{
	const char *name = archive_entry_pathname(entry);
	char number[32];

	if (!name || !stays_inside(name))
		return "name";
	if (archive_entry_is_encrypted(entry))
		return "encrypted";
	if (archive_entry_filetype(entry) == AE_IFDIR)
		return NULL;
	if (!is_plain(entry))
		return "link";
	la_ssize_t length = read_entry(archive, room);
	if (length < 0)
		return length == TOO_LARGE ? "large" : "damaged";
	snprintf(number, sizeof(number), "%lld", (long long)length);
	sheet_add(out, "file", name, number, NULL);
	text_buffer_add_n(out, room, (size_t)length);
	text_buffer_add(out, "\n");
	return out->length > ALL_BYTES_MAX ? "large" : NULL;
}

/* Ends at the first entry that is wrong: what comes with it is not to be trusted either. */
static void take_entries(struct archive *archive, char *room, struct text_buffer *out)
{
	struct archive_entry *entry = NULL;
	const char *wrong = NULL, *name = NULL;
	int got = ARCHIVE_OK;

	for (size_t count = 0; !wrong && !out->failed; count++) {
		got = archive_read_next_header(archive, &entry);
		if (got != ARCHIVE_OK)
			break;
		wrong = count == ENTRIES_MAX ? "many" : take_entry(archive, entry, room, out);
		name = archive_entry_pathname(entry);
	}
	if (!wrong && got != ARCHIVE_EOF)
		wrong = "damaged";
	if (wrong)
		sheet_add(out, "wrong", wrong, name ? name : "", NULL);
}

enum tk_status packet_file_read(char *input, size_t length, char **ret_bytes, size_t *ret_length)
{
	struct archive *archive = archive_read_new();
	char *room = malloc(INI_MAX_BYTES + 1);
	struct text_buffer out;
	bool opened = archive && room && archive_read_support_format_zip(archive) == ARCHIVE_OK;

	text_buffer_init(&out);
	if (opened && archive_read_open_memory(archive, input, length) == ARCHIVE_OK)
		take_entries(archive, room, &out);
	else if (opened)
		sheet_add(&out, "wrong", "damaged", "", NULL);
	if (archive)
		archive_read_free(archive);
	free(room);
	*ret_length = out.length;
	*ret_bytes = opened ? text_buffer_take(&out) : NULL;
	if (*ret_bytes)
		return TK_OK;
	text_buffer_release(&out);
	return TK_NO_MEMORY;
}
