/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases hold names and phone numbers: they are for their owner alone, and no link leads elsewhere. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "case.h"
#include "file.h"

static enum case_privacy judge(const struct stat *about)
{
	if (S_ISLNK(about->st_mode))
		return CASE_IS_LINK;
	if (about->st_uid != geteuid())
		return CASE_IS_FOREIGN;
	return (about->st_mode & 077) == 0 ? CASE_IS_PRIVATE : CASE_IS_OPEN;
}

enum case_privacy case_privacy(const char *path)
{
	struct stat about;

	return lstat(path, &about) == 0 ? judge(&about) : CASE_IS_PRIVATE;
}

bool casebook_make_private(const char *folder)
{
	if (file_make_folders(folder, 0700) != TK_OK)
		return false;
	switch (case_privacy(folder)) {
	case CASE_IS_LINK:
		errno = ELOOP;
		return false;
	case CASE_IS_FOREIGN:
		errno = EPERM;
		return false;
	case CASE_IS_OPEN:
		return chmod(folder, 0700) == 0;
	default:
		return true;
	}
}

static void count(int folder, const char *name, struct casebook_privacy *found)
{
	struct stat about;

	if (fstatat(folder, name, &about, AT_SYMLINK_NOFOLLOW) != 0 || S_ISDIR(about.st_mode))
		return;
	switch (judge(&about)) {
	case CASE_IS_OPEN:
		/* Not through a link that comes in between: the folder is nobody else's by now. */
		if (fchmodat(folder, name, 0600, 0) == 0)
			found->mended++;
		else
			found->open++;
		break;
	case CASE_IS_LINK:
	case CASE_IS_FOREIGN:
		found->refused++;
		break;
	default:
		break;
	}
}

bool casebook_check_private(const char *folder, struct casebook_privacy *ret_found)
{
	DIR *listing = opendir(folder);

	*ret_found = (struct casebook_privacy){0};
	if (listing == NULL)
		return false;
	for (const struct dirent *entry; (entry = readdir(listing)) != NULL;)
		count(dirfd(listing), entry->d_name, ret_found);
	closedir(listing);
	return true;
}
