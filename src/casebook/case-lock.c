/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "case.h"
#include "text.h"

/* "ID.lock" for "ID.ini"; "NAME.lock" for any other NAME. */
static char *lock_path(const char *case_path)
{
	size_t length = strlen(case_path);
	if (length > 4 && strcmp(case_path + length - 4, ".ini") == 0)
		length -= 4;
	return text_printf("%.*s.lock", (int)length, case_path);
}

/* What others are told about who has the case. */
static char *own_name(void)
{
	char host[256] = "?";
	const struct passwd *person = getpwuid(geteuid());
	const char *name = person == NULL ? getenv("LOGNAME") : person->pw_name;

	if (gethostname(host, sizeof(host) - 1) != 0)
		strcpy(host, "?");
	return text_printf(
		"%s, pid %ld on %s", name == NULL ? "?" : name, (long)getpid(), host);
}

static char *read_holder(int fd)
{
	char text[512];
	ssize_t length = pread(fd, text, sizeof(text), 0);
	if (length <= 0)
		return strdup("?"); /* it has the lock, and has not written its name yet */
	const char *end = memchr(text, '\n', (size_t)length);
	return text_sanitize(text, end == NULL ? (size_t)length : (size_t)(end - text), false);
}

static bool write_name(int fd)
{
	char *name = own_name();
	char *line = name == NULL ? NULL : text_printf("%s\n", name);
	bool ok = line != NULL && ftruncate(fd, 0) == 0 &&
		  pwrite(fd, line, strlen(line), 0) == (ssize_t)strlen(line);
	free(name);
	free(line);
	return ok;
}

/* Whether PATH still names the file that FD is open on: who drops a lock removes the file. */
static bool is_same_file(int fd, const char *path)
{
	struct stat open_one, named;
	return fstat(fd, &open_one) == 0 && stat(path, &named) == 0 &&
	       open_one.st_ino == named.st_ino && open_one.st_dev == named.st_dev;
}

enum attempt { ATTEMPT_OURS, ATTEMPT_HELD, ATTEMPT_AGAIN, ATTEMPT_FAILED };

static enum attempt attempt(int fd, const char *path, char **ret_holder)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	if (fcntl(fd, F_OFD_SETLK, &whole) != 0) {
		if (errno != EAGAIN && errno != EACCES)
			return ATTEMPT_FAILED;
		*ret_holder = read_holder(fd);
		return *ret_holder == NULL ? ATTEMPT_FAILED : ATTEMPT_HELD;
	}
	if (!is_same_file(fd, path))
		return ATTEMPT_AGAIN;
	/* A name that could not be written (a full disk) makes the lock no weaker. */
	write_name(fd);
	return ATTEMPT_OURS;
}

bool case_lock_take(struct case_lock *lock, const char *case_path, char **ret_holder)
{
	char *path = lock_path(case_path);
	enum attempt result = path == NULL ? ATTEMPT_FAILED : ATTEMPT_AGAIN;
	int fd = -1, reason = ENOMEM;

	*lock = (struct case_lock){.fd = -1};
	*ret_holder = NULL;
	while (result == ATTEMPT_AGAIN) {
		fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0600);
		result = fd < 0 ? ATTEMPT_FAILED : attempt(fd, path, ret_holder);
		reason = errno;
		if (fd >= 0 && result != ATTEMPT_OURS)
			close(fd);
	}
	if (result == ATTEMPT_OURS) {
		*lock = (struct case_lock){.fd = fd, .path = path};
		return true;
	}
	free(path);
	errno = reason;
	return false;
}

void case_lock_drop(struct case_lock *lock)
{
	if (lock->fd >= 0) {
		unlink(lock->path); /* while it is still ours: nobody else's is removed */
		close(lock->fd);
	}
	free(lock->path);
	*lock = (struct case_lock){.fd = -1};
}

bool case_lock_is_held(const char *case_path)
{
	char *path = lock_path(case_path);
	int fd = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY);
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	free(path);
	if (fd < 0)
		return false;
	bool held = fcntl(fd, F_OFD_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
	close(fd);
	return held;
}
