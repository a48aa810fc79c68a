/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "evidence.h"
#include "file.h"
#include "text.h"

/* The names found so far that begin as wanted. */
struct names {
	char *shared; /* what all of them begin with; NULL: none was found */
	struct text_buffer list;
	size_t count;
	bool failed;
};

/* As much of TEXT as OTHER begins with too, in whole characters. */
static void share(char *text, const char *other)
{
	size_t length = 0;

	while (text[length] != '\0' && text[length] == other[length])
		length++;
	while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--;
	text[length] = '\0';
}

static bool is_folder(const char *folder, const char *name)
{
	char *path = file_join(folder, name);
	struct stat about;
	bool yes = path != NULL && stat(path, &about) == 0 && S_ISDIR(about.st_mode);

	free(path);
	return yes;
}

static void add_name(struct names *names, const char *folder, const char *name)
{
	char *whole = text_printf("%s%s", name, is_folder(folder, name) ? "/" : "");

	if (whole == NULL) {
		names->failed = true;
		return;
	}
	text_buffer_printf(&names->list, "%s\n", whole);
	names->count++;
	if (names->shared == NULL) {
		names->shared = whole;
		return;
	}
	share(names->shared, whole);
	free(whole);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_shown_as_it_is(const char *name)
{
	char *safe = text_sanitize(name, strlen(name), false);
	bool same = safe != NULL && strcmp(safe, name) == 0;

	free(safe);
	return same;
}

/* Hidden names only when asked for; those that could not be shown never. */
static bool is_meant(const char *name, const char *beginning)
{
	bool hidden = name[0] == '.' && beginning[0] != '.';
	bool dots = strcmp(name, ".") == 0 || strcmp(name, "..") == 0;

	return !hidden && !dots && strncmp(name, beginning, strlen(beginning)) == 0 && is_shown_as_it_is(name);
}

/* The names in LISTING that are meant; NULL: none. Caller frees them and the list. false: no memory for all of them. */
static bool read_names(DIR *listing, const char *beginning, char ***ret_found, size_t *ret_count)
{
	char **found = NULL;
	size_t count = 0, room = 0;
	bool ok = true;

	for (const struct dirent *entry; ok && (entry = readdir(listing)) != NULL;) {
		if (!is_meant(entry->d_name, beginning))
			continue;
		if (count == room) {
			char **more = realloc(found, (room + 16) * 2 * sizeof(*more));
			ok = more != NULL;
			found = ok ? more : found;
			room = ok ? (room + 16) * 2 : room;
		}
		if (ok)
			ok = (found[count] = strdup(entry->d_name)) != NULL;
		count += ok;
	}
	*ret_found = found;
	*ret_count = count;
	return ok;
}

static void find_names(struct broker *broker, struct names *names, const char *folder, const char *beginning)
{
	int fd = broker_open(broker, BROKER_FOLDER, folder);
	DIR *listing = fd < 0 ? NULL : fdopendir(fd);
	size_t count = 0;

	if (listing == NULL) {
		if (fd >= 0)
			close(fd);
		return;
	}
	char **found;
	names->failed = !read_names(listing, beginning, &found, &count);
	closedir(listing);
	if (count > 0)
		qsort(found, count, sizeof(*found), by_bytes);
	for (size_t i = 0; i < count; i++) {
		add_name(names, folder, found[i]);
		free(found[i]);
	}
	free(found);
}

/* The folder to look into for "DIR/beginning": with the home for "~". Caller frees. */
static char *folder_to_read(const char *typed, size_t length)
{
	char *folder = length == 0 ? strdup(".") : strndup(typed, length);
	char *real = folder == NULL ? NULL : evidence_find(folder);

	free(folder);
	return real;
}

char *evidence_complete(struct broker *broker, const char *typed, char **ret_names)
{
	const char *slash = strrchr(typed, '/');
	size_t length = slash == NULL ? 0 : (size_t)(slash - typed) + 1;
	struct names names = {.shared = NULL};
	char *completed = NULL;

	if (strcmp(typed, "~") == 0) {
		*ret_names = strdup("");
		return strdup("~/");
	}
	char *folder = folder_to_read(typed, length);
	if (folder == NULL)
		return NULL;
	text_buffer_init(&names.list);
	find_names(broker, &names, folder, typed + length);
	free(folder);
	char *list = text_buffer_take(&names.list);
	if (names.count > 0 && !names.failed && list != NULL)
		completed = text_printf("%.*s%s", (int)length, typed, names.shared);
	if (completed == NULL) {
		free(list);
		errno = names.count == 0 ? ENOENT : ENOMEM;
	} else {
		if (names.count < 2)
			*list = '\0';
		*ret_names = list;
	}
	free(names.shared);
	return completed;
}
