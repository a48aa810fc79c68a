/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calls of the system that go wrong: the n-th from now of one kind fails, once, with an errno, or does a part of what was
 * asked. For programs that are linked with $(CHECK_FAILING), which names the functions below. Knows nothing of what is
 * tested.
 */
#ifndef TESTS_FAILING_H
#define TESTS_FAILING_H

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum call {
	CALL_READ,
	CALL_WRITE,
	CALL_PREAD,
	CALL_PWRITE,
	CALL_OPEN,
	CALL_OPENAT2,
	CALL_CLOSE,
	CALL_FSTAT,
	CALL_LSTAT,
	CALL_STAT,
	CALL_FSYNC,
	CALL_FTRUNCATE,
	CALL_LSEEK,
	CALL_FCHMOD,
	CALL_CHMOD,
	CALL_RENAME,
	CALL_MKDIR,
	CALL_MKOSTEMP,
	CALL_REALPATH,
	CALL_MEMFD,
	CALL_SOCKETPAIR,
	CALL_FORK,
	CALL_WAITPID,
	CALL_POLL,
	CALL_PIDFD,
	CALL_SPAWN,
	CALL_SPAWNP,
	CALL_ACTIONS,
	CALL_ADD_ACTION,
	CALL_SENDMSG,
	CALL_RECVMSG,
	CALL_READLINK,
	CALL_SETLOCALE,
	CALL_MALLOC, /* from here on: for want of memory */
	CALL_CALLOC,
	CALL_REALLOC,
	CALL_STRDUP,
	CALL_STRNDUP,
	CALL_ASPRINTF,
	CALL_VASPRINTF,
	CALLS,
};

/* In place of an errno: less than was asked for, though something (read and write); nothing within the time (poll). */
#define PART (-1)

/* LEFT: how many still work; below zero: all. A process that is forked goes on with a count of its own. */
static struct {
	enum call call;
	long left;
	int wrong;
	bool *happened; /* here or in a process that was forked */
} fault = {.left = -1};

/* A call that the kernel does not have: it fails each time. Below zero: none. */
static int absent = -1;
/* What a message is changed into before it is sent; NULL: as it is. */
static void (*mangle)(struct msghdr *message);
/* What is said to be the path of this program; NULL: the kernel is asked. */
static const char *program_path;

static void fail_call(enum call call, long nth, int wrong)
{
	if (fault.happened == NULL)
		fault.happened = mmap(NULL, sizeof(bool), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	fault.call = call;
	fault.left = nth;
	fault.wrong = wrong;
	*fault.happened = false;
}

static void fail_nothing(void)
{
	fault.left = -1;
}

/* Only the one, but for what is absent. */
static bool goes_wrong(enum call call)
{
	if ((int)call == absent) {
		errno = ENOSYS;
		return true;
	}
	if (fault.left < 0 || fault.call != call || fault.left-- > 0)
		return false;
	*fault.happened = true;
	if (fault.wrong != PART)
		errno = fault.wrong;
	return true;
}

/* How much of SIZE is asked for; 0: the call fails. */
static size_t share_of(enum call call, size_t size)
{
	if (size == 0 || !goes_wrong(call))
		return size;
	return fault.wrong == PART ? (size + 1) / 2 : 0;
}

#define WRAP(type, name, parameters, arguments, call, failure)                                                               \
	type __real_##name parameters;                                                                                       \
	type __wrap_##name parameters;                                                                                       \
	type __wrap_##name parameters                                                                                        \
	{                                                                                                                    \
		return goes_wrong(call) ? (failure) : __real_##name arguments;                                               \
	}

#define WRAP_SHARE(name, pointer, more, arguments, call)                                                                     \
	ssize_t __real_##name(int fd, pointer bytes, size_t size more);                                                      \
	ssize_t __wrap_##name(int fd, pointer bytes, size_t size more);                                                      \
	ssize_t __wrap_##name(int fd, pointer bytes, size_t size more)                                                       \
	{                                                                                                                    \
		size_t share = share_of(call, size);                                                                         \
		return share == 0 && size > 0 ? -1 : __real_##name arguments;                                                \
	}
#define NOTHING_MORE
#define AND_OFFSET , off_t offset

WRAP_SHARE(read, void *, NOTHING_MORE, (fd, bytes, share), CALL_READ)
WRAP_SHARE(write, const void *, NOTHING_MORE, (fd, bytes, share), CALL_WRITE)
WRAP_SHARE(pread, void *, AND_OFFSET, (fd, bytes, share, offset), CALL_PREAD)
WRAP_SHARE(pwrite, const void *, AND_OFFSET, (fd, bytes, share, offset), CALL_PWRITE)

WRAP(int, lstat, (const char *path, struct stat *about), (path, about), CALL_LSTAT, -1)
WRAP(int, stat, (const char *path, struct stat *about), (path, about), CALL_STAT, -1)
WRAP(int, fsync, (int fd), (fd), CALL_FSYNC, -1)
WRAP(int, ftruncate, (int fd, off_t length), (fd, length), CALL_FTRUNCATE, -1)
WRAP(off_t, lseek, (int fd, off_t offset, int whence), (fd, offset, whence), CALL_LSEEK, -1)
WRAP(int, fchmod, (int fd, mode_t mode), (fd, mode), CALL_FCHMOD, -1)
WRAP(int, chmod, (const char *path, mode_t mode), (path, mode), CALL_CHMOD, -1)
WRAP(int, rename, (const char *from, const char *to), (from, to), CALL_RENAME, -1)
WRAP(int, mkdir, (const char *path, mode_t mode), (path, mode), CALL_MKDIR, -1)
WRAP(int, mkostemp, (char *path, int flags), (path, flags), CALL_MKOSTEMP, -1)
WRAP(char *, realpath, (const char *path, char *room), (path, room), CALL_REALPATH, NULL)
WRAP(int, memfd_create, (const char *name, unsigned flags), (name, flags), CALL_MEMFD, -1)
WRAP(int, socketpair, (int domain, int type, int protocol, int *ends), (domain, type, protocol, ends), CALL_SOCKETPAIR, -1)
WRAP(pid_t, waitpid, (pid_t child, int *status, int options), (child, status, options), CALL_WAITPID, -1)
WRAP(int, poll, (struct pollfd *ends, nfds_t count, int time), (ends, count, time), CALL_POLL, fault.wrong == PART ? 0 : -1)
WRAP(int, pidfd_open, (pid_t child, unsigned flags), (child, flags), CALL_PIDFD, -1)
WRAP(int, posix_spawn_file_actions_init, (posix_spawn_file_actions_t * actions), (actions), CALL_ACTIONS, fault.wrong)
WRAP(int, posix_spawn_file_actions_adddup2, (posix_spawn_file_actions_t * actions, int fd, int as), (actions, fd, as),
	CALL_ADD_ACTION, fault.wrong)
WRAP(int, posix_spawn,
	(pid_t * child, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes,
		char *const *words, char *const *variables),
	(child, path, actions, attributes, words, variables), CALL_SPAWN, fault.wrong)
WRAP(int, posix_spawnp,
	(pid_t * child, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes,
		char *const *words, char *const *variables),
	(child, path, actions, attributes, words, variables), CALL_SPAWNP, fault.wrong)
WRAP(ssize_t, recvmsg, (int socket, struct msghdr *message, int flags), (socket, message, flags), CALL_RECVMSG,
	fault.wrong == PART ? 0 : -1)
WRAP(char *, setlocale, (int category, const char *locale), (category, locale), CALL_SETLOCALE, NULL)

WRAP(void *, malloc, (size_t size), (size), CALL_MALLOC, NULL)
WRAP(void *, calloc, (size_t count, size_t size), (count, size), CALL_CALLOC, NULL)
WRAP(void *, realloc, (void *old, size_t size), (old, size), CALL_REALLOC, NULL)
WRAP(char *, strdup, (const char *text), (text), CALL_STRDUP, NULL)
WRAP(char *, strndup, (const char *text, size_t most), (text, most), CALL_STRNDUP, NULL)
WRAP(int, vasprintf, (char **ret_text, const char *format, va_list list), (ret_text, format, list), CALL_VASPRINTF, -1)
WRAP(int, __vasprintf_chk, (char **ret_text, int flag, const char *format, va_list list), (ret_text, flag, format, list),
	CALL_VASPRINTF, -1)

int __wrap_asprintf(char **ret_text, const char *format, ...) __attribute__((format(printf, 2, 3)));
int __wrap___asprintf_chk(char **ret_text, int flag, const char *format, ...) __attribute__((format(printf, 3, 4)));
int __wrap_asprintf(char **ret_text, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	int length = goes_wrong(CALL_ASPRINTF) ? -1 : __real_vasprintf(ret_text, format, list);
	va_end(list);
	return length;
}

int __wrap___asprintf_chk(char **ret_text, int flag, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	int length = goes_wrong(CALL_ASPRINTF) ? -1 : __real___vasprintf_chk(ret_text, flag, format, list);
	va_end(list);
	return length;
}

/* In part: a byte of the file goes while it is looked at. */
int __real_fstat(int fd, struct stat *about);
int __wrap_fstat(int fd, struct stat *about);
int __wrap_fstat(int fd, struct stat *about)
{
	if (!goes_wrong(CALL_FSTAT))
		return __real_fstat(fd, about);
	if (fault.wrong != PART || __real_fstat(fd, about) != 0)
		return -1;
	about->st_size++;
	return 0;
}

/* The process that was forked last. */
static pid_t forked;

pid_t __real_fork(void);
pid_t __wrap_fork(void);
pid_t __wrap_fork(void)
{
	forked = goes_wrong(CALL_FORK) ? -1 : __real_fork();
	return forked;
}

/* A descriptor that could not be closed is not open any more. */
int __real_close(int fd);
int __wrap_close(int fd);
int __wrap_close(int fd)
{
	if (!goes_wrong(CALL_CLOSE))
		return __real_close(fd);
	__real_close(fd);
	errno = fault.wrong;
	return -1;
}

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap___open_2(const char *path, int flags);
int __wrap_open(const char *path, int flags, ...)
{
	va_list list;

	va_start(list, flags);
	mode_t mode = (flags & O_CREAT) != 0 ? va_arg(list, mode_t) : 0;
	va_end(list);
	return goes_wrong(CALL_OPEN) ? -1 : __real_open(path, flags, mode);
}

int __wrap___open_2(const char *path, int flags)
{
	return __wrap_open(path, flags);
}

/* Only openat2 is called by its number. */
long __real_syscall(long number, ...);
long __wrap_syscall(long number, ...);
long __wrap_syscall(long number, ...)
{
	long words[4];
	va_list list;

	va_start(list, number);
	for (size_t i = 0; i < 4; i++)
		words[i] = va_arg(list, long);
	va_end(list);
	return goes_wrong(CALL_OPENAT2) ? -1 : __real_syscall(number, words[0], words[1], words[2], words[3]);
}

ssize_t __real_sendmsg(int socket, const struct msghdr *message, int flags);
ssize_t __wrap_sendmsg(int socket, const struct msghdr *message, int flags);
ssize_t __wrap_sendmsg(int socket, const struct msghdr *message, int flags)
{
	struct msghdr sent = *message;

	if (goes_wrong(CALL_SENDMSG))
		return fault.wrong == PART ? 0 : -1;
	if (mangle == NULL)
		return __real_sendmsg(socket, message, flags);
	mangle(&sent);
	return __real_sendmsg(socket, &sent, flags) < 0 ? -1 : (ssize_t)message->msg_iov->iov_len;
}

ssize_t __real_readlink(const char *path, char *room, size_t size);
ssize_t __wrap_readlink(const char *path, char *room, size_t size);
ssize_t __wrap_readlink(const char *path, char *room, size_t size)
{
	if (goes_wrong(CALL_READLINK))
		return fault.wrong == PART ? (ssize_t)size : -1;
	if (program_path == NULL)
		return __real_readlink(path, room, size);
	size_t length = strlen(program_path);
	memcpy(room, program_path, length < size ? length : size);
	return (ssize_t)(length < size ? length : size);
}

/* For make check-coverage a process of its own ends as this one does: what counts its branches is written. */
_Noreturn void __real__exit(int status);
_Noreturn void __wrap__exit(int status);
_Noreturn void __wrap__exit(int status)
{
	if (getenv("TK_COVERAGE") != NULL)
		exit(status);
	__real__exit(status);
}

#endif
