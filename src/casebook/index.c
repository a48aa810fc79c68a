/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "index-inside.h"

struct index {
	char *folder;
	struct index_entries entries; /* by name */
	char *kept;                   /* what strings of them lie in, besides their own blocks */
	struct index_stamp looked_at; /* the folder, as it was when it was last looked through */
	size_t read_count;
};

/* ---- entries --------------------------------------------------------------------------------- */

bool index_entries_add(struct index_entries *entries, struct index_entry entry)
{
	if (entries->count == entries->capacity) {
		size_t capacity = entries->capacity == 0 ? 64 : entries->capacity * 2;
		struct index_entry *items = realloc(entries->items, capacity * sizeof(*items));
		if (items == NULL)
			return false;
		entries->items = items;
		entries->capacity = capacity;
	}
	entries->items[entries->count++] = entry;
	return true;
}

void index_entries_release(struct index_entries *entries)
{
	for (size_t i = 0; i < entries->count; i++)
		free(entries->items[i].block);
	free(entries->items);
	*entries = (struct index_entries){NULL, 0, 0};
}

/* ---- the folder ------------------------------------------------------------------------------ */

struct names {
	char **items;
	size_t count, capacity;
};

static void release_names(struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->items[i]);
	free(names->items);
	*names = (struct names){NULL, 0, 0};
}

static bool add_name(struct names *names, const char *name)
{
	if (names->count == names->capacity) {
		size_t capacity = names->capacity == 0 ? 256 : names->capacity * 2;
		char **items = realloc(names->items, capacity * sizeof(*items));
		if (items == NULL)
			return false;
		names->items = items;
		names->capacity = capacity;
	}
	names->items[names->count] = strdup(name);
	return names->items[names->count++] != NULL;
}

static bool is_case_name(const char *name)
{
	const char *dot = name[0] == '.' ? NULL : strrchr(name, '.');
	return dot != NULL && (strcmp(dot, ".ini") == 0 || strcmp(dot, ".draft") == 0) &&
	       text_valid(name, strlen(name));
}

static size_t stem_length(const char *name)
{
	return (size_t)(strrchr(name, '.') - name);
}

/* By what stands before the ending; of a case and its draft the case comes first. */
static int compare_stems(const char *a, size_t a_length, const char *b, size_t b_length)
{
	int order = memcmp(a, b, a_length < b_length ? a_length : b_length);
	return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

static int compare_names(const void *a, const void *b)
{
	const char *first = *(char *const *)a, *second = *(char *const *)b;
	int order = compare_stems(first, stem_length(first), second, stem_length(second));
	return order != 0 ? order : strcmp(second, first);
}

static enum tk_status list_names(int folder, struct names *names)
{
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *listing = fd < 0 ? NULL : fdopendir(fd);
	bool ok = true;

	if (listing == NULL) {
		if (fd >= 0)
			close(fd);
		return TK_IO;
	}
	for (const struct dirent *entry; ok && (entry = readdir(listing)) != NULL;)
		if (is_case_name(entry->d_name))
			ok = add_name(names, entry->d_name);
	closedir(listing);
	if (ok && names->count > 1)
		qsort(names->items, names->count, sizeof(*names->items), compare_names);
	return ok ? TK_OK : TK_NO_MEMORY;
}

/* ---- looking through ------------------------------------------------------------------------- */

/* One look through the folder. */
struct look {
	int folder;
	struct names names;
	struct index_entries *known; /* by name; what is used of them is taken over */
	size_t next_known;
	struct index_entries found;
	size_t *stale; /* indices of those found that have to be read, with the names of their files */
	char **stale_names;
	size_t stale_count, gone;
};

static int compare_with(const struct index_case *shown, const char *name)
{
	return compare_stems(shown->name, strlen(shown->name), name, stem_length(name));
}

static bool same_stamp(const struct index_stamp *a, const struct index_stamp *b)
{
	return memcmp(a, b, sizeof(*a)) == 0;
}

static bool is_before(const int64_t a[2], const int64_t b[2])
{
	return a[0] != b[0] ? a[0] < b[0] : a[1] < b[1];
}

/* What is known of the case at NAME; NULL: nothing. Names come in order. */
static struct index_entry *known_of(struct look *look, const char *name)
{
	struct index_entries *known = look->known;

	while (look->next_known < known->count) {
		struct index_entry *entry = &known->items[look->next_known];
		int order = compare_with(&entry->shown, name);
		if (order > 0)
			return NULL;
		look->next_known++;
		if (order == 0)
			return entry;
		look->gone++;
	}
	return NULL;
}

/* A case that is to be read: its place is held until then. */
static bool add_stale(struct look *look, char *name)
{
	look->stale[look->stale_count] = look->found.count;
	look->stale_names[look->stale_count++] = name;
	return index_entries_add(&look->found, (struct index_entry){.settled = false});
}

static bool look_at(struct look *look, char *name, const struct stat *about, bool never_saved)
{
	struct index_stamp stamp = index_stamp_of(about);
	struct index_entry *known = known_of(look, name);

	if (known == NULL || !known->settled || !same_stamp(&known->stamp, &stamp) ||
		known->shown.never_saved != never_saved)
		return add_stale(look, name);
	struct index_entry taken = *known;
	if (!index_entries_add(&look->found, taken))
		return false;
	known->block = NULL;
	return true;
}

static bool is_newer(const struct stat *draft, const struct stat *saved)
{
	const int64_t a[2] = {draft->st_mtim.tv_sec, draft->st_mtim.tv_nsec},
		      b[2] = {saved->st_mtim.tv_sec, saved->st_mtim.tv_nsec};
	return !is_before(a, b);
}

static bool look_through(struct look *look)
{
	struct names *names = &look->names;

	for (size_t i = 0; i < names->count; i++) {
		char *name = names->items[i], *next = i + 1 < names->count ? names->items[i + 1] : NULL;
		bool draft = strcmp(strrchr(name, '.'), ".draft") == 0, has_draft = false;
		struct stat about, of_draft;
		if (fstatat(look->folder, name, &about, 0) != 0)
			continue; /* gone meanwhile */
		if (next != NULL && compare_stems(name, stem_length(name), next, stem_length(next)) == 0) {
			has_draft = fstatat(look->folder, next, &of_draft, 0) == 0 && is_newer(&of_draft, &about);
			i++;
		}
		if (!look_at(look, name, &about, draft))
			return false;
		look->found.items[look->found.count - 1].shown.has_draft = has_draft;
	}
	look->gone += look->known->count - look->next_known;
	return true;
}

static enum tk_status read_stale(struct look *look, const struct index_keeping *keeping)
{
	struct index_reader reader;
	enum tk_status status = TK_OK;

	index_reader_init(&reader);
	for (size_t i = 0; i < look->stale_count; i++) {
		struct index_entry *entry = &look->found.items[look->stale[i]], read;
		const char *name = look->stale_names[i];
		status = index_read_case(&reader, look->folder, name, &read);
		if (status != TK_OK)
			break;
		/* What cannot be read may be readable soon, and its stamp need not tell. */
		read.settled = keeping->fd >= 0 && !read.shown.unreadable &&
			       is_before(read.stamp.changed, keeping->begun);
		read.shown.has_draft = entry->shown.has_draft;
		read.shown.never_saved = strcmp(strrchr(name, '.'), ".draft") == 0;
		*entry = read;
	}
	index_reader_release(&reader);
	return status;
}

/* A few are read faster than all are written; but nothing of a case that is gone may stay. */
static bool is_worth_keeping(const struct look *look)
{
	return look->gone > 0 || look->stale_count > 8 + look->found.count / 64;
}

static enum tk_status fill(struct look *look)
{
	struct index_keeping keeping;

	enum tk_status status = list_names(look->folder, &look->names);
	if (status != TK_OK)
		return status;
	look->stale = calloc(look->names.count + 1, sizeof(*look->stale));
	look->stale_names = calloc(look->names.count + 1, sizeof(*look->stale_names));
	if (look->stale == NULL || look->stale_names == NULL || !look_through(look))
		return TK_NO_MEMORY;
	if (look->stale_count == 0 && !is_worth_keeping(look))
		return TK_OK;
	index_kept_begin(look->folder, &keeping);
	status = read_stale(look, &keeping);
	index_kept_end(look->folder, &keeping, status == TK_OK && is_worth_keeping(look) ? &look->found : NULL);
	return status;
}

/* Entries that were taken over and are not to be used after all go back to where they came from. */
static void give_back(struct look *look)
{
	size_t at = 0;

	for (size_t i = 0; i < look->found.count; i++) {
		struct index_entry *entry = &look->found.items[i];
		if (entry->block == NULL)
			continue;
		while (at < look->known->count && look->known->items[at].shown.name != entry->shown.name)
			at++;
		if (at == look->known->count) {
			at = 0;
			continue; /* it was read just now */
		}
		look->known->items[at].block = entry->block;
		entry->block = NULL;
	}
}

enum tk_status index_refresh(struct index *index)
{
	struct look look = {.folder = open(index->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC),
		.known = &index->entries};
	struct stat about;

	if (look.folder < 0 && errno == ENOENT) {
		index_entries_release(&index->entries);
		return TK_OK;
	}
	if (look.folder < 0)
		return TK_IO;
	memset(&about, 0, sizeof(about));
	fstat(look.folder, &about);
	enum tk_status status = fill(&look);
	int reason = errno;
	if (status == TK_OK) {
		index_entries_release(&index->entries);
		index->entries = look.found;
		index->read_count = look.stale_count;
		index->looked_at = index_stamp_of(&about);
	} else {
		give_back(&look);
		index_entries_release(&look.found);
	}
	release_names(&look.names);
	free(look.stale);
	free(look.stale_names);
	close(look.folder);
	errno = reason;
	return status;
}

bool index_is_stale(const struct index *index)
{
	struct stat about;

	if (stat(index->folder, &about) != 0)
		return false;
	struct index_stamp now = index_stamp_of(&about);
	return !same_stamp(&now, &index->looked_at);
}

enum tk_status index_open(const char *folder, struct index **ret_index)
{
	struct index *index = calloc(1, sizeof(*index));
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int reason = errno;

	if (index != NULL)
		index->folder = strdup(folder);
	bool readable = fd >= 0 || reason == ENOENT;
	if (index == NULL || index->folder == NULL || !readable) {
		index_free(index);
		if (fd >= 0)
			close(fd);
		errno = readable ? ENOMEM : reason;
		return readable ? TK_NO_MEMORY : TK_IO;
	}
	if (fd >= 0) {
		index_kept_load(fd, &index->entries, &index->kept);
		close(fd);
	}
	enum tk_status status = index_refresh(index);
	if (status != TK_OK) {
		reason = errno;
		index_free(index);
		errno = reason;
		return status;
	}
	*ret_index = index;
	return TK_OK;
}

void index_free(struct index *index)
{
	if (index == NULL)
		return;
	index_entries_release(&index->entries);
	free(index->kept);
	free(index->folder);
	free(index);
}

/* ---- cases ----------------------------------------------------------------------------------- */

size_t index_count(const struct index *index)
{
	return index->entries.count;
}

const struct index_case *index_case(const struct index *index, size_t i)
{
	return &index->entries.items[i].shown;
}

const struct index_case *index_find(const struct index *index, const char *name)
{
	size_t low = 0, high = index->entries.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct index_case *shown = &index->entries.items[middle].shown;
		int order = compare_stems(shown->name, strlen(shown->name), name, strlen(name));
		if (order == 0)
			return shown;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

size_t index_read_count(const struct index *index)
{
	return index->read_count;
}
