/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole files in and out. Reading refuses what is not a regular file or too large; writing is all
 * or nothing: a temporary file in the same folder, fsync, rename, fsync of the folder.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "tuikuan-errors.h"

/* TK_IO with errno, or TK_INVALID (not a regular file: errno = EINVAL; too large: EFBIG).
 * *ret_bytes is NUL-terminated beyond *ret_length; caller frees. */
enum tk_status file_read(const char *path, size_t limit, char **ret_bytes, size_t *ret_length);
/* The same, and what is wrong goes into ERRORS (may be NULL), under the file's name. */
enum tk_status file_read_reported(const char *path, size_t limit, char **ret_bytes,
	size_t *ret_length, struct tk_errors *errors);
/* As file_read, of a file that no symbolic link leads to, in whichever part of PATH: TK_IO with ELOOP. */
enum tk_status file_read_no_link(const char *path, size_t limit, char **ret_bytes, size_t *ret_length);
/* The names of temporary files begin so; six letters and digits follow. */
#define FILE_TEMPORARY_LEAD ".tuikuan-"
/* All of it into an open file or pipe, whatever signals come; false with errno. */
bool file_write_all(int fd, const char *bytes, size_t length);
/* TK_IO with errno; the old content of PATH then stands. mode e.g. 0600, whatever the umask.
 * A symbolic link stays and what it points to is replaced; a device or pipe is written into. */
enum tk_status file_write(const char *path, const char *bytes, size_t length, mode_t mode);
/* Creates PATH and its parents with MODE; existing ones stay as they are. */
enum tk_status file_make_folders(const char *path, mode_t mode);
/* "A/B", caller frees. */
char *file_join(const char *folder, const char *name);
/* SHA-256 in lower-case hex; hex has room for 65 bytes. */
void file_sha256_hex(const void *bytes, size_t length, char hex[65]);
/* Of all that can be read from FD, from where it stands. false: errno. */
bool file_sha256_of(int fd, char hex[65]);

#endif
