/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "packet-file.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

#include "sheet.h"

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
