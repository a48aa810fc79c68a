/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a save that was cut short has left behind: its temporary file. It holds a case, so it is not left lying. */
#include "config.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "case.h"
#include "file.h"

#define OLD_SECONDS 3600 /* no save takes as long */

/* ".tuikuan-", and the six characters of mkostemp. */
static bool has_our_name(const char *name)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	size_t lead = strlen(FILE_TEMPORARY_LEAD);

	return strncmp(name, FILE_TEMPORARY_LEAD, lead) == 0 && strlen(name + lead) == 6 &&
	       strspn(name + lead, letters) == 6;
}

/* A file that another name stands for too, or whose time lies ahead, is not understood, and stays. */
static bool is_left_over(const struct stat *about, int64_t now)
{
	return S_ISREG(about->st_mode) && about->st_uid == geteuid() && about->st_nlink == 1 &&
	       about->st_mtime <= now - OLD_SECONDS;
}

static size_t clean(int folder, int64_t now)
{
	DIR *listing = folder < 0 ? NULL : fdopendir(folder);
	struct stat about;
	size_t removed = 0;

	if (listing == NULL) {
		if (folder >= 0)
			close(folder);
		return 0;
	}
	for (const struct dirent *entry; (entry = readdir(listing)) != NULL;)
		if (has_our_name(entry->d_name) &&
			fstatat(dirfd(listing), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) == 0 &&
			is_left_over(&about, now) && unlinkat(dirfd(listing), entry->d_name, 0) == 0)
			removed++;
	closedir(listing);
	return removed;
}

size_t casebook_clean(const char *folder, int64_t now)
{
	const int how = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW;
	int cases = open(folder, how), records = cases < 0 ? -1 : openat(cases, "records", how);
	size_t removed = clean(records, now);

	return removed + clean(cases, now);
}
