/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "record.h"
#include "shelf.h"
#include "text.h"

/* ---- the archive ----------------------------------------------------------------------------- */

static enum tk_status mark_archived(const char *path, bool archived, int64_t now, const char *who)
{
	const struct history_entry entry = {
		.at = now, .kind = HISTORY_CASE, .who = who, .what = archived ? "archived" : "restored"};
	struct case_file *file = NULL;
	struct tk_errors errors;

	tk_errors_init(&errors);
	enum tk_status status = case_load(path, &file, &errors);
	tk_errors_release(&errors);
	if (status != TK_OK)
		return status;
	file->archived = archived ? now : -1;
	status = history_add(&file->history, &entry) ? case_save_noted(file, path) : TK_NO_MEMORY;
	int reason = errno;
	case_free(file);
	errno = reason;
	return status;
}

enum tk_status shelf_archive(const char *folder, const char *name, bool archived, int64_t now, const char *who,
	char **ret_holder)
{
	char *path = casebook_path(folder, name);
	struct case_lock lock;

	*ret_holder = NULL;
	if (path == NULL)
		return errno == EINVAL ? TK_INVALID : TK_NO_MEMORY;
	enum tk_status status = TK_IO;
	int reason;
	if (access(path, F_OK) == 0 && case_lock_take(&lock, path, ret_holder)) {
		status = mark_archived(path, archived, now, who);
		reason = errno;
		case_lock_drop(&lock);
	} else {
		reason = errno;
	}
	free(path);
	errno = reason;
	return status;
}

/* ---- the files of a case --------------------------------------------------------------------- */

void shelf_files_release(struct shelf_files *files)
{
	for (size_t i = 0; i < files->count; i++)
		free(files->paths[i]);
	free(files->paths);
	*files = (struct shelf_files){NULL, 0};
}

/* PATH is taken over; NULL = no memory. */
static bool add_path(struct shelf_files *files, char *path)
{
	char **more = path == NULL ? NULL : realloc(files->paths, (files->count + 1) * sizeof(*more));

	if (more == NULL) {
		free(path);
		return false;
	}
	files->paths = more;
	more[files->count++] = path;
	return true;
}

static bool is_paper(const char *name, size_t length)
{
	static const char *const others[] = {"checklist", "summary", NULL};

	for (int i = 0; i < CASE_LETTER_COUNT; i++)
		if (strlen(case_letter_name((enum case_letter)i)) == length &&
			strncmp(case_letter_name((enum case_letter)i), name, length) == 0)
			return true;
	for (size_t i = 0; others[i] != NULL; i++)
		if (strlen(others[i]) == length && strncmp(others[i], name, length) == 0)
			return true;
	return false;
}

/* Whether FILE is the case called NAME, or was written of it: "NAME.ini", "NAME.draft", "NAME.ini~",
 * "NAME-summary.txt", "NAME-letter.pdf". */
static bool belongs(const char *file, const char *name)
{
	static const char *const endings[] = {".ini", ".ini~", ".draft", ".draft~", NULL};
	size_t length = strlen(name);

	if (strncmp(file, name, length) != 0)
		return false;
	const char *rest = file + length;
	for (size_t i = 0; endings[i] != NULL; i++)
		if (strcmp(rest, endings[i]) == 0)
			return true;
	const char *dot = strrchr(rest, '.');
	return rest[0] == '-' && dot != NULL && (strcmp(dot, ".txt") == 0 || strcmp(dot, ".pdf") == 0) &&
	       is_paper(rest + 1, (size_t)(dot - rest - 1));
}

static enum tk_status add_own_files(const char *folder, const char *name, struct shelf_files *files)
{
	DIR *listing = opendir(folder);
	bool ok = true;

	if (listing == NULL)
		return TK_IO;
	for (const struct dirent *entry; ok && (entry = readdir(listing)) != NULL;)
		if (belongs(entry->d_name, name))
			ok = add_path(files, file_join(folder, entry->d_name));
	closedir(listing);
	return ok ? TK_OK : TK_NO_MEMORY;
}

/* ---- what its record was made with ----------------------------------------------------------- */

struct shelf {
	const char *folder, *records;
	const struct index *index;
};

static const enum index_field hash_fields[] = {
	INDEX_RECORD_PACK, INDEX_RECORD_FACTS, INDEX_RECORD_CALENDAR, INDEX_RECORD_LETTERS};
#define HASH_FIELDS (sizeof(hash_fields) / sizeof(hash_fields[0]))

/* Whether the list of letters kept under LIST names SHA256; one that cannot be read, or was changed, may do so. */
static bool list_names(const char *records, const char *list, const char *sha256)
{
	char *bytes;
	size_t length;
	struct kept_letter letter;
	bool found = false;

	enum kept_state state = record_kept(records, list, &bytes, &length);
	if (state != KEPT)
		return state != KEPT_NOWHERE;
	for (const char *at = bytes; !found && record_letter_line(&at, &letter);)
		found = strcmp(letter.sha256, sha256) == 0;
	free(bytes);
	return found;
}

/* The index may be older than what was deleted since. */
static bool is_there(const char *folder, const struct index_case *shown)
{
	char *path = shown->never_saved ? casebook_draft_path(folder, shown->name) : casebook_path(folder, shown->name);
	bool there = path == NULL || access(path, F_OK) == 0;

	free(path);
	return there;
}

/* Whether another case than BUT names SHA256. A LETTER is named in lists, which are few: each is read once. */
static bool is_named_elsewhere(
	const struct shelf *shelf, const struct index_case *but, const char *sha256, bool letter)
{
	const char *read = "";
	bool in_list = false;

	for (size_t i = 0; i < index_count(shelf->index); i++) {
		const struct index_case *other = index_case(shelf->index, i);
		const char *list = other->field[INDEX_RECORD_LETTERS];
		bool names = false;
		for (size_t f = 0; f < HASH_FIELDS; f++)
			names = names || strcmp(other->field[hash_fields[f]], sha256) == 0;
		if (letter && *list != '\0' && strcmp(list, read) != 0) {
			read = list;
			in_list = list_names(shelf->records, list, sha256);
		}
		names = names || (letter && *list != '\0' && in_list);
		if (names && other != but && is_there(shelf->folder, other))
			return true;
	}
	return false;
}

static bool add_if_alone(const struct shelf *shelf, const struct index_case *shown, const char *sha256, bool letter,
	struct shelf_files *files)
{
	char *path = file_join(shelf->records, sha256);

	if (path == NULL)
		return false;
	if (!record_is_sha256(sha256) || access(path, F_OK) != 0 ||
		is_named_elsewhere(shelf, shown, sha256, letter)) {
		free(path);
		return true;
	}
	return add_path(files, path);
}

static enum tk_status add_kept(const char *folder, const struct index *index, const struct index_case *shown,
	struct shelf_files *files)
{
	char *records = file_join(folder, "records"), *bytes = NULL;
	const struct shelf shelf = {folder, records, index};
	size_t length;
	struct kept_letter letter;
	bool ok = records != NULL;

	for (size_t i = 0; ok && i < HASH_FIELDS; i++)
		if (shown->field[hash_fields[i]][0] != '\0')
			ok = add_if_alone(&shelf, shown, shown->field[hash_fields[i]], false, files);
	if (ok) {
		enum kept_state state = record_kept(records, shown->field[INDEX_RECORD_LETTERS], &bytes, &length);
		ok = state != KEPT_UNREADABLE || errno != ENOMEM;
		for (const char *at = bytes; state == KEPT && ok && record_letter_line(&at, &letter);)
			ok = add_if_alone(&shelf, shown, letter.sha256, true, files);
		free(bytes);
	}
	free(records);
	return ok ? TK_OK : TK_NO_MEMORY;
}

enum tk_status shelf_files_of(const char *folder, const struct index *index, const char *name,
	struct shelf_files *ret_files)
{
	struct shelf_files files = {NULL, 0};
	const struct index_case *shown = index_find(index, name);

	enum tk_status status = add_own_files(folder, name, &files);
	if (status == TK_OK && shown != NULL)
		status = add_kept(folder, index, shown, &files);
	if (status == TK_OK)
		*ret_files = files;
	else
		shelf_files_release(&files);
	return status;
}

/* ---- deleting -------------------------------------------------------------------------------- */

static bool synchronise(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return false;
	bool ok = fsync(fd) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP;
	int reason = errno;
	close(fd);
	errno = reason;
	return ok;
}

/* What is kept for lists holds what the case held. */
static bool forget_index(const char *folder)
{
	char *path = file_join(folder, INDEX_KEPT_NAME);
	bool ok = path != NULL && (unlink(path) == 0 || errno == ENOENT || errno == EISDIR || errno == EPERM);

	free(path);
	return ok;
}

enum tk_status shelf_delete(const char *folder, const char *name, struct shelf_files *files, char **ret_holder,
	char **ret_failed)
{
	char *path = casebook_path(folder, name);
	struct case_lock lock;
	size_t deleted = 0;
	bool ok = true;

	*ret_holder = *ret_failed = NULL;
	if (path == NULL)
		return TK_NO_MEMORY;
	if (!case_lock_take(&lock, path, ret_holder)) {
		int reason = errno;
		free(path);
		errno = reason;
		return TK_IO;
	}
	while (ok && deleted < files->count) {
		ok = unlink(files->paths[deleted]) == 0 || errno == ENOENT;
		deleted += ok;
	}
	ok = ok && forget_index(folder) && synchronise(folder);
	int reason = errno;
	if (!ok && deleted < files->count)
		*ret_failed = strdup(files->paths[deleted]);
	for (size_t i = deleted; i < files->count; i++)
		free(files->paths[i]);
	files->count = deleted;
	case_lock_drop(&lock);
	free(path);
	errno = reason;
	return ok ? TK_OK : TK_IO;
}
