/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/openat2.h>

#include "error.h"
#include "file.h"

/* Closing must not hide why something failed before. */
static void close_quietly(int fd)
{
	int reason = errno;
	close(fd);
	errno = reason;
}

/* ---- reading --------------------------------------------------------------------------------- */

/* Reads to the end of FD, at most LIMIT bytes. The size that the file claims is only a hint. */
static enum tk_status read_all(
	int fd, size_t expected, size_t limit, char **ret_bytes, size_t *ret_length)
{
	size_t capacity = (expected < limit ? expected : limit) + 2, length = 0;
	char *bytes = malloc(capacity);

	while (bytes != NULL) {
		ssize_t got = read(fd, bytes + length, capacity - 1 - length);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			free(bytes);
			return TK_IO;
		}
		length += (size_t)got;
		if (length > limit) {
			free(bytes);
			errno = EFBIG;
			return TK_INVALID;
		}
		if (got == 0) {
			bytes[length] = '\0';
			*ret_bytes = bytes;
			*ret_length = length;
			return TK_OK;
		}
		if (length < capacity - 1)
			continue;
		capacity = capacity > limit / 2 ? limit + 2 : capacity * 2;
		char *more = realloc(bytes, capacity);
		if (more == NULL)
			free(bytes);
		bytes = more;
	}
	errno = ENOMEM;
	return TK_NO_MEMORY;
}

/* Not blocking: a named pipe must be refused, not waited for. */
#define READING (O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)

/* All of a regular file; FD is closed. */
static enum tk_status read_opened(int fd, size_t limit, char **ret_bytes, size_t *ret_length)
{
	struct stat about;
	enum tk_status status = TK_IO;

	if (fd < 0)
		return TK_IO;
	if (fstat(fd, &about) == 0) {
		if (!S_ISREG(about.st_mode)) {
			status = TK_INVALID;
			errno = EINVAL;
		} else if (about.st_size > 0 && (uintmax_t)about.st_size > limit) {
			status = TK_INVALID;
			errno = EFBIG;
		} else {
			status = read_all(fd, (size_t)about.st_size, limit, ret_bytes, ret_length);
		}
	}
	close_quietly(fd);
	return status;
}

enum tk_status file_read(const char *path, size_t limit, char **ret_bytes, size_t *ret_length)
{
	return read_opened(open(path, READING), limit, ret_bytes, ret_length);
}

/* The kernel looks at each part of the path while it opens it. One that cannot (before 5.6, or forbidden to) is
 * asked afterwards whether what was opened has that very name. */
static int open_no_link(const char *path)
{
	const struct open_how how = {.flags = READING, .resolve = RESOLVE_NO_SYMLINKS};
	int fd = (int)syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof(how));

	if (fd >= 0 || (errno != ENOSYS && errno != EPERM))
		return fd;
	fd = open(path, READING | O_NOFOLLOW);
	char *real = fd < 0 ? NULL : realpath(path, NULL);
	if (fd >= 0 && (real == NULL || strcmp(real, path) != 0)) {
		close(fd);
		fd = -1;
		errno = real == NULL ? errno : ELOOP;
	}
	free(real);
	return fd;
}

enum tk_status file_read_no_link(const char *path, size_t limit, char **ret_bytes, size_t *ret_length)
{
	return read_opened(open_no_link(path), limit, ret_bytes, ret_length);
}

enum tk_status file_read_reported(const char *path, size_t limit, char **ret_bytes,
	size_t *ret_length, struct tk_errors *errors)
{
	const struct error_place place = {.file = path};
	enum tk_status status = file_read(path, limit, ret_bytes, ret_length);
	int reason = errno;

	if (status == TK_IO) {
		errors_add(errors, TK_E_UNREADABLE, &place, strerror(reason), NULL, NULL);
	} else if (status == TK_INVALID && reason == EFBIG) {
		errors_add(errors, TK_E_TOO_LARGE, &place, NULL, N_("a smaller file"), NULL);
	} else if (status == TK_INVALID) {
		errors_add(errors, TK_E_NOT_A_FILE, &place, NULL, NULL, NULL);
	}
	errno = reason;
	return status;
}

/* ---- writing --------------------------------------------------------------------------------- */

bool file_write_all(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t written = write(fd, bytes, length);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		bytes += written;
		length -= (size_t)written;
	}
	return true;
}

/* Some file systems cannot synchronise; that is no reason to refuse. */
static bool synchronise(int fd)
{
	return fsync(fd) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP;
}

static bool synchronise_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return errno == EACCES; /* a folder one may write in but not list */
	bool ok = synchronise(fd);
	close_quietly(fd);
	return ok;
}

/* The folder that PATH lies in. */
static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	if (slash == NULL)
		return strdup(".");
	return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

/* What cannot be replaced by renaming (a device, a pipe) is written into. */
static enum tk_status write_into(const char *path, const char *bytes, size_t length)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return TK_IO;
	bool ok = file_write_all(fd, bytes, length);
	if (!ok)
		close_quietly(fd);
	else
		ok = close(fd) == 0;
	return ok ? TK_OK : TK_IO;
}

static enum tk_status write_and_rename(
	const char *folder, const char *path, const char *bytes, size_t length, mode_t mode)
{
	char *temporary = file_join(folder, FILE_TEMPORARY_LEAD "XXXXXX");
	if (temporary == NULL)
		return TK_NO_MEMORY;
	int fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0) {
		free(temporary);
		return TK_IO;
	}
	bool ok = fchmod(fd, mode) == 0 && file_write_all(fd, bytes, length) && synchronise(fd);
	if (ok)
		ok = close(fd) == 0;
	else
		close_quietly(fd);
	ok = ok && rename(temporary, path) == 0;
	if (!ok) {
		int reason = errno;
		unlink(temporary);
		errno = reason;
	}
	free(temporary);
	return ok && synchronise_folder(folder) ? TK_OK : TK_IO;
}

/* What PATH leads to, by stat or lstat. false: errno, and it is not only that there is nothing. */
static bool look_at(int (*look)(const char *path, struct stat *about), const char *path, mode_t *ret_type)
{
	struct stat about;
	bool found = look(path, &about) == 0;

	*ret_type = found ? about.st_mode & S_IFMT : 0;
	return found || errno == ENOENT;
}

/* Only what is known to be a file, or not to be there, is replaced. */
enum tk_status file_write(const char *path, const char *bytes, size_t length, mode_t mode)
{
	enum tk_status status = TK_IO;
	char *real = NULL, *folder;
	mode_t type;

	if (!look_at(lstat, path, &type))
		return TK_IO;
	if (type == S_IFLNK) {
		/* The link stays; what it points to is replaced. */
		real = realpath(path, NULL);
		if (real == NULL)
			return TK_IO;
		path = real;
	}
	if (!look_at(stat, path, &type)) {
		free(real);
		return TK_IO;
	}
	if (type == S_IFDIR) {
		errno = EISDIR;
	} else if (type != 0 && type != S_IFREG) {
		status = write_into(path, bytes, length);
	} else {
		folder = folder_of(path);
		status = folder == NULL ? TK_NO_MEMORY : write_and_rename(folder, path, bytes, length, mode);
		free(folder);
	}
	free(real);
	return status;
}

/* ---- folders and paths ----------------------------------------------------------------------- */

static bool make_folder(const char *path, mode_t mode)
{
	struct stat about;

	if (mkdir(path, mode) == 0)
		return chmod(path, mode) == 0; /* whatever the umask */
	int reason = errno;
	if (stat(path, &about) == 0) {
		if (S_ISDIR(about.st_mode))
			return true;
		reason = ENOTDIR;
	}
	errno = reason;
	return false;
}

enum tk_status file_make_folders(const char *path, mode_t mode)
{
	char *part = strdup(path);
	bool ok = true;

	if (part == NULL)
		return TK_NO_MEMORY;
	for (char *at = part; ok && *at != '\0';) {
		at += strspn(at, "/");
		at += strcspn(at, "/");
		char end = *at;
		*at = '\0';
		ok = make_folder(part, mode);
		*at = end;
	}
	int reason = errno;
	free(part);
	errno = reason;
	return ok ? TK_OK : TK_IO;
}

char *file_join(const char *folder, const char *name)
{
	size_t length = strlen(folder);
	bool slash = length > 0 && folder[length - 1] == '/';
	char *path;

	if (asprintf(&path, "%s%s%s", folder, slash || length == 0 ? "" : "/", name) < 0) {
		errno = ENOMEM;
		return NULL;
	}
	return path;
}
