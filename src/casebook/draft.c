/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which draft is newer than its case: told by how often the case was saved, as clocks jump and those of
 * two machines differ. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "case.h"

/* How often the case in the file at PATH was saved; -1: that cannot be read from it. */
static long saves_of(const char *path)
{
	struct case_file *file;

	if (case_load(path, &file, NULL) != TK_OK)
		return -1;
	long saves = file->saves;
	case_free(file);
	return saves;
}

static bool is_later(const char *draft, const char *saved)
{
	struct stat a, b;

	if (stat(draft, &a) != 0 || stat(saved, &b) != 0)
		return true;
	if (a.st_mtim.tv_sec != b.st_mtim.tv_sec)
		return a.st_mtim.tv_sec > b.st_mtim.tv_sec;
	return a.st_mtim.tv_nsec >= b.st_mtim.tv_nsec;
}

bool casebook_draft_is_newer(const char *draft, const char *saved)
{
	struct stat about;

	if (lstat(draft, &about) != 0 || !S_ISREG(about.st_mode) ||
		case_privacy(draft) == CASE_IS_FOREIGN)
		return false;
	if (access(saved, F_OK) != 0)
		return true;
	long of_draft = saves_of(draft), of_case = saves_of(saved);
	/* What cannot be read is for a person to see. */
	if (of_draft < 0 || of_case < 0)
		return true;
	/* Neither counts, when both are from before saves were counted. */
	if (of_draft == 0 && of_case == 0)
		return is_later(draft, saved);
	return of_draft >= of_case;
}

bool casebook_set_draft_aside(const char *draft, char **ret_name)
{
	*ret_name = NULL;
	if (access(draft, F_OK) != 0)
		return errno == ENOENT;
	char *name = case_keep_aside(draft);
	bool ok = name != NULL && unlink(draft) == 0;
	int reason = errno;

	if (ok)
		*ret_name = name;
	else
		free(name);
	errno = reason;
	return ok;
}

/* ---- two histories --------------------------------------------------------------------------- */

/* *NO_MEMORY is set where it cannot be told. */
static bool is_same_entry(
	const struct history *a, const struct history *b, size_t index_a, size_t index_b, bool *no_memory)
{
	char first[65], second[65];
	const struct history one = {.items = &a->items[index_a], .count = 1},
			     other = {.items = &b->items[index_b], .count = 1};

	if (one.items->number != other.items->number)
		return false;
	*no_memory = !history_hash(&one, one.items->number, first) || !history_hash(&other, other.items->number, second);
	return !*no_memory && strcmp(first, second) == 0;
}

bool casebook_join_history(struct case_file *draft, const struct case_file *saved)
{
	const struct history *own = &draft->history, *common = &saved->history;
	struct history joined = {0};
	size_t at = 0, same = 0;
	bool ok = true, no_memory = false;

	/* The draft may begin earlier: what the case let go. */
	while (at < own->count && common->count > 0 &&
		own->items[at].number < common->items[0].number)
		at++;
	while (at + same < own->count && same < common->count &&
		is_same_entry(own, common, at + same, same, &no_memory))
		same++;
	if (no_memory)
		return false;
	if (same == common->count)
		return true; /* the case has nothing that the draft lacks */
	for (size_t i = 0; ok && i < common->count; i++) {
		joined.last = common->items[i].number - 1;
		ok = history_add(&joined, &common->items[i]);
	}
	for (size_t i = at + same; ok && i < own->count; i++)
		ok = history_add(&joined, &own->items[i]);
	if (!ok) {
		history_release(&joined);
		return false;
	}
	history_release(&draft->history);
	draft->history = joined;
	return true;
}
