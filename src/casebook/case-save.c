/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a case in memory to its file: all or nothing, and what another hand wrote meanwhile stays. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "case.h"
#include "file.h"
#include "ini.h"
#include "text.h"

#define KEPT_MOST 9999 /* old files kept beside a case */

/* ---- whose file it is ------------------------------------------------------------------------ */

struct case_stamp case_stamp_of(const char *path)
{
	struct case_stamp stamp = {.known = true};
	struct stat about;

	if (stat(path, &about) == 0) {
		stamp.inode = about.st_ino;
		stamp.size = about.st_size;
		stamp.changed = about.st_mtim;
	}
	return stamp;
}

/* Whether another hand has written the file at PATH since FILE was read from it or saved to it. */
static bool is_foreign(const struct case_file *file, const char *path)
{
	const struct case_stamp *stamp = &file->stamp;
	struct stat about;

	if (stat(path, &about) != 0 || !S_ISREG(about.st_mode))
		return false;
	return stamp->known && (stamp->inode != about.st_ino || stamp->size != about.st_size ||
				       stamp->changed.tv_sec != about.st_mtim.tv_sec ||
				       stamp->changed.tv_nsec != about.st_mtim.tv_nsec);
}

/* ---- keeping what was there ------------------------------------------------------------------ */

/* A second name for the file at PATH; where the file system has no links, a copy. */
static bool keep_as(const char *path, const char *name)
{
	char *bytes;
	size_t length;

	if (link(path, name) == 0)
		return true;
	if (errno == EEXIST || errno == ENOENT || access(name, F_OK) == 0)
		return false;
	if (file_read(path, INI_MAX_BYTES, &bytes, &length) != TK_OK)
		return false;
	bool ok = file_write(name, bytes, length, 0600) == TK_OK;
	int reason = errno;
	free(bytes);
	errno = reason;
	return ok;
}

char *case_keep_aside(const char *path)
{
	for (int number = 1; number <= KEPT_MOST; number++) {
		char *name = number == 1 ? text_printf("%s~", path)
					 : text_printf("%s~%d", path, number);
		if (name == NULL) {
			errno = ENOMEM;
			return NULL;
		}
		if (keep_as(path, name))
			return name;
		int reason = errno;
		bool taken = access(name, F_OK) == 0;
		free(name);
		errno = reason;
		if (!taken)
			return NULL;
	}
	errno = EEXIST;
	return NULL;
}

/* Before PATH is replaced: lines that were left out when the case was read, and what another hand has
 * written, are still in the old file. */
static bool keep_old(struct case_file *file, const char *path)
{
	bool own = file->path != NULL && strcmp(file->path, path) == 0;

	free(file->kept_as);
	file->kept_as = NULL;
	if (!own || !(file->damaged || is_foreign(file, path)) ||
		(access(path, F_OK) != 0 && errno == ENOENT))
		return true;
	file->kept_as = case_keep_aside(path);
	return file->kept_as != NULL;
}

/* ---- saving ---------------------------------------------------------------------------------- */

static size_t count_lines(const char *text)
{
	size_t lines = 0;
	for (; (text = strchr(text, '\n')) != NULL; text++)
		lines++;
	return lines;
}

/* Whether the file at PATH has that text and no other. */
static bool has_text(const char *path, const char *text, size_t length)
{
	char *bytes;
	size_t found;

	if (file_read(path, INI_MAX_BYTES, &bytes, &found) != TK_OK)
		return false;
	bool same = found == length && memcmp(bytes, text, length) == 0;
	free(bytes);
	return same;
}

/* The text of FILE, when it can be read back. NULL with errno. */
static char *sound_text(const struct case_file *file)
{
	char *text = case_text(file);

	if (text == NULL) {
		errno = ENOMEM;
	} else if (strlen(text) > INI_MAX_BYTES || count_lines(text) > INI_MAX_KEYS) {
		free(text);
		errno = EFBIG;
		return NULL;
	}
	return text;
}

static enum tk_status write_case(struct case_file *file, const char *path, const char *text)
{
	size_t length = strlen(text);

	if (!keep_old(file, path))
		return TK_IO;
	enum tk_status status = file_write(path, text, length, 0600);
	int reason = errno;
	bool own = file->path == NULL || strcmp(file->path, path) == 0;
	/* It may be there all the same, when only the folder could not be synchronised. */
	if (own && (status == TK_OK || has_text(path, text, length))) {
		file->damaged = false;
		file->stamp = case_stamp_of(path);
	}
	errno = reason;
	return status;
}

enum tk_status case_save(struct case_file *file, const char *path)
{
	char *text = sound_text(file);
	if (text == NULL)
		return errno == ENOMEM ? TK_NO_MEMORY : TK_IO;
	enum tk_status status = write_case(file, path, text);
	int reason = errno;
	free(text);
	errno = reason;
	return status;
}

enum tk_status case_save_draft(const struct case_file *file, const char *path)
{
	char *text = sound_text(file);
	if (text == NULL)
		return errno == ENOMEM ? TK_NO_MEMORY : TK_IO;
	enum tk_status status = file_write(path, text, strlen(text), 0600);
	int reason = errno;
	free(text);
	errno = reason;
	return status;
}

/* Where saves are not counted a draft is newer by its time: what is only noted of a case takes it no time away. */
static void restore_time(const struct case_file *file, const char *path, const struct stat *before)
{
	const struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, before->st_mtim};

	/* Where it cannot be set the draft is kept aside, at least. */
	if (file->saves == 0)
		(void)utimensat(AT_FDCWD, path, times, 0);
}

enum tk_status case_save_noted(struct case_file *file, const char *path)
{
	struct stat before;
	bool known = stat(path, &before) == 0;
	enum tk_status status = case_save(file, path);
	int reason = errno;

	if (known && status == TK_OK) {
		restore_time(file, path, &before);
		file->stamp = case_stamp_of(path);
	}
	errno = reason;
	return status;
}

/* ---- an entry more --------------------------------------------------------------------------- */

/* Behind the last entry of [history] in TEXT; NULL: it has no such section. */
static const char *end_of_history(const char *text)
{
	const char *end = NULL;
	bool inside = false;

	while (*text != '\0') {
		const char *next = strchrnul(text, '\n');

		next += *next == '\n';
		if (*text == '[')
			inside = strncmp(text, "[history]", strlen("[history]")) == 0;
		if (inside && (*text == '[' || (*text >= '0' && *text <= '9')))
			end = next;
		text = next;
	}
	return end;
}

/* TEXT with the last entry of HISTORY put in. Caller frees; NULL = no memory. */
static char *with_last_entry(const char *text, const struct history *history)
{
	const struct history_entry *entry = &history->items[history->count - 1];
	const char *end = end_of_history(text), *heading = end == NULL ? "\n[history]\n" : "";
	struct text_buffer whole;

	end = end == NULL ? text + strlen(text) : end;
	text_buffer_init(&whole);
	text_buffer_add_n(&whole, text, (size_t)(end - text));
	text_buffer_printf(&whole, "%s%s%ld = ", end > text && end[-1] != '\n' ? "\n" : "", heading, entry->number);
	history_entry_text(entry, &whole);
	text_buffer_printf(&whole, "\n%s", end);
	return text_buffer_take(&whole);
}

/* Puts the last entry of FILE into the text that is on disk, so that all else in it stays as it was written: comments,
 * and lines that are not understood. false: it is not so simple, and the case has to be written anew. */
static bool add_line(struct case_file *file, enum tk_status *ret_status)
{
	const struct history *history = &file->history;
	char *old, *text = NULL;
	size_t length;

	if (file_read(file->path, INI_MAX_BYTES, &old, &length) != TK_OK)
		return false;
	/* Else they stand under a heading that is not as we write it. */
	if (history->count == 1 || end_of_history(old) != NULL)
		text = with_last_entry(old, history);
	free(old);
	if (text == NULL || strlen(text) > INI_MAX_BYTES || count_lines(text) > INI_MAX_KEYS) {
		free(text);
		return false;
	}
	struct stat before;
	bool known = stat(file->path, &before) == 0;
	*ret_status = file_write(file->path, text, strlen(text), 0600);
	int reason = errno;
	free(text);
	if (*ret_status == TK_OK) {
		if (known)
			restore_time(file, file->path, &before);
		file->stamp = case_stamp_of(file->path);
	}
	errno = reason;
	return true;
}

enum tk_status case_note(struct case_file *file, const struct history_entry *entry)
{
	struct case_file *saved;

	enum tk_status status = case_load(file->path, &saved, NULL);
	if (status != TK_OK)
		return status;
	size_t before = saved->history.count;
	if (!history_add(&saved->history, entry))
		status = TK_NO_MEMORY;
	else if (saved->history.count != before + 1 || !add_line(saved, &status))
		status = case_save_noted(saved, file->path);
	int reason = errno;
	if (status == TK_OK) {
		const struct history older = file->history;
		file->history = saved->history;
		saved->history = older;
		file->stamp = saved->stamp;
	}
	case_free(saved);
	errno = reason;
	return status;
}
