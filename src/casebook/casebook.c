/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "case.h"
#include "file.h"
#include "text.h"
#include "user-folders.h"

/* ---- the folder ------------------------------------------------------------------------------ */

char *casebook_folder_path(void)
{
	char *data = user_data_folder();
	char *folder = data == NULL ? NULL : file_join(data, "cases");
	int reason = errno;

	free(data);
	errno = reason;
	return folder;
}

char *casebook_folder(void)
{
	char *folder = casebook_folder_path();

	if (folder != NULL && !casebook_make_private(folder)) {
		int reason = errno;
		free(folder);
		folder = NULL;
		errno = reason;
	}
	return folder;
}

static char *named_path(const char *folder, const char *id, const char *ending)
{
	if (id[0] == '\0' || id[0] == '.' || strchr(id, '/') != NULL) {
		errno = EINVAL;
		return NULL;
	}
	return text_printf("%s/%s%s", folder, id, ending);
}

char *casebook_path(const char *folder, const char *id)
{
	return named_path(folder, id, ".ini");
}

char *casebook_draft_path(const char *folder, const char *id)
{
	return named_path(folder, id, ".draft");
}

static bool ends_with(const char *text, const char *ending)
{
	size_t length = strlen(text), tail = strlen(ending);
	return length > tail && strcmp(text + length - tail, ending) == 0;
}

char *casebook_resolve(const char *folder, const char *name)
{
	if (strchr(name, '/') != NULL || ends_with(name, ".ini"))
		return strdup(name);
	return casebook_path(folder, name);
}

/* ---- ids ------------------------------------------------------------------------------------- */

#define DAY_ID_TEXT 24 /* "TK-20261123-" */

/* The greatest number of a day that any file of the folder bears, 0 for none; -1 with errno. */
static long last_number(const char *folder, const char *day)
{
	DIR *listing = opendir(folder);
	long last = 0;

	if (listing == NULL)
		return -1;
	for (const struct dirent *entry; (entry = readdir(listing)) != NULL;) {
		if (strncmp(entry->d_name, day, strlen(day)) != 0)
			continue;
		const char *digits = entry->d_name + strlen(day);
		size_t count = strspn(digits, "0123456789");
		long number = count > 0 && count < 10 ? strtol(digits, NULL, 10) : 0;
		if (number > last)
			last = number;
	}
	closedir(listing);
	return last;
}

char *casebook_next_id(const char *folder, int64_t now)
{
	struct tk_civil civil = tk_moment_civil(now);
	char day[DAY_ID_TEXT];

	snprintf(day, sizeof(day), "TK-%04d%02d%02d-", civil.year % 10000, civil.month % 100,
		civil.day % 100);
	long last = last_number(folder, day);
	if (last < 0)
		return NULL;
	for (;;) {
		char *id = text_printf("%s%04ld", day, ++last);
		char *path = id == NULL ? NULL : named_path(folder, id, ".lock");
		int fd = path == NULL ? -1
				      : open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
		int reason = path == NULL ? ENOMEM : errno;
		free(path);
		if (fd >= 0) {
			close(fd);
			return id;
		}
		free(id);
		errno = reason;
		if (reason != EEXIST) /* else another program was faster */
			return NULL;
	}
}

/* ---- drafts ---------------------------------------------------------------------------------- */

struct draft {
	char *id;
	struct timespec changed;
};

static int compare_times(const struct timespec *a, const struct timespec *b)
{
	if (a->tv_sec != b->tv_sec)
		return a->tv_sec < b->tv_sec ? -1 : 1;
	return a->tv_nsec < b->tv_nsec ? -1 : a->tv_nsec > b->tv_nsec;
}

static int newest_first(const void *a, const void *b)
{
	const struct draft *first = a, *second = b;
	int order = compare_times(&second->changed, &first->changed);
	return order != 0 ? order : strcmp(second->id, first->id);
}

/* Whether the draft of ID is to be offered: newer than its case, and nobody at work on it. false: no memory. */
static bool is_left_over(const char *folder, const char *id, bool *ret_left, struct timespec *ret_changed)
{
	char *draft = casebook_draft_path(folder, id), *saved = casebook_path(folder, id);
	struct stat about_draft;
	bool ok = draft != NULL && saved != NULL;
	bool left = ok && stat(draft, &about_draft) == 0 && S_ISREG(about_draft.st_mode);

	left = left && casebook_draft_is_newer(draft, saved);
	left = left && !case_lock_is_held(saved);
	if (left)
		*ret_changed = about_draft.st_mtim;
	*ret_left = left;
	free(draft);
	free(saved);
	return ok;
}

static void free_drafts(struct draft *drafts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(drafts[i].id);
	free(drafts);
}

static bool add_draft(struct draft **drafts, size_t *count, const char *folder, char *id)
{
	struct draft found = {.id = id};
	bool left;

	if (id == NULL)
		return false;
	bool ok = is_left_over(folder, id, &left, &found.changed);
	if (!ok || !left) {
		free(id);
		return ok;
	}
	struct draft *more = realloc(*drafts, (*count + 1) * sizeof(**drafts));
	if (more == NULL) {
		free(id);
		return false;
	}
	more[(*count)++] = found;
	*drafts = more;
	return true;
}

char **casebook_drafts(const char *folder)
{
	DIR *listing = opendir(folder);
	struct draft *drafts = NULL;
	size_t count = 0;
	bool ok = true;

	if (listing == NULL)
		return NULL;
	for (const struct dirent *entry; ok && (entry = readdir(listing)) != NULL;) {
		const char *name = entry->d_name;
		if (name[0] != '.' && ends_with(name, ".draft"))
			ok = add_draft(&drafts, &count, folder,
				strndup(name, strlen(name) - strlen(".draft")));
	}
	closedir(listing);
	char **ids = ok ? calloc(count + 1, sizeof(*ids)) : NULL;
	if (ids == NULL) {
		free_drafts(drafts, count);
		errno = ENOMEM;
		return NULL;
	}
	if (count > 0)
		qsort(drafts, count, sizeof(*drafts), newest_first);
	for (size_t i = 0; i < count; i++)
		ids[i] = drafts[i].id;
	free(drafts);
	return ids;
}
