/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that runs out: the n-th allocation from now fails, once; those too that the C library makes for us. For
 * programs that are linked with $(CHECK_SCARCE), which names the functions below. Knows nothing of what is tested.
 */
#ifndef TESTS_SCARCE_H
#define TESTS_SCARCE_H

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t most);

int __real_vasprintf(char **ret_text, const char *format, va_list list);
int __real___vasprintf_chk(char **ret_text, int flag, const char *format, va_list list);
char *__real_realpath(const char *path, char *room);
int __wrap_asprintf(char **ret_text, const char *format, ...) __attribute__((format(printf, 2, 3)));
int __wrap___asprintf_chk(char **ret_text, int flag, const char *format, ...) __attribute__((format(printf, 3, 4)));
DIR *__real_opendir(const char *path);
DIR *__real_fdopendir(int fd);
int __wrap_vasprintf(char **ret_text, const char *format, va_list list);
int __wrap___vasprintf_chk(char **ret_text, int flag, const char *format, va_list list);
char *__wrap_realpath(const char *path, char *room);
DIR *__wrap_opendir(const char *path);
DIR *__wrap_fdopendir(int fd);

/* How many allocations still succeed; below zero: all. */
static long left = -1;
static bool failed;

static bool may_allocate(void)
{
	if (left < 0)
		return true;
	if (left > 0) {
		left--;
		return true;
	}
	failed = true;
	left = -1; /* only this one */
	errno = ENOMEM;
	return false;
}

void *__wrap_malloc(size_t size)
{
	return may_allocate() ? __real_malloc(size) : NULL;
}

void *__wrap_calloc(size_t count, size_t size)
{
	return may_allocate() ? __real_calloc(count, size) : NULL;
}

void *__wrap_realloc(void *old, size_t size)
{
	return may_allocate() ? __real_realloc(old, size) : NULL;
}

char *__wrap_strndup(const char *text, size_t most)
{
	size_t length = strnlen(text, most);
	char *copy = __wrap_malloc(length + 1);

	if (copy == NULL)
		return NULL;
	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

char *__wrap_strdup(const char *text)
{
	return __wrap_strndup(text, strlen(text));
}

int __wrap_vasprintf(char **ret_text, const char *format, va_list list)
{
	return may_allocate() ? __real_vasprintf(ret_text, format, list) : -1;
}

int __wrap___vasprintf_chk(char **ret_text, int flag, const char *format, va_list list)
{
	return may_allocate() ? __real___vasprintf_chk(ret_text, flag, format, list) : -1;
}

int __wrap_asprintf(char **ret_text, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	int length = may_allocate() ? __real_vasprintf(ret_text, format, list) : -1;
	va_end(list);
	return length;
}

int __wrap___asprintf_chk(char **ret_text, int flag, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	int length = may_allocate() ? __real___vasprintf_chk(ret_text, flag, format, list) : -1;
	va_end(list);
	return length;
}

char *__wrap_realpath(const char *path, char *room)
{
	return may_allocate() ? __real_realpath(path, room) : NULL;
}

DIR *__wrap_opendir(const char *path)
{
	return may_allocate() ? __real_opendir(path) : NULL;
}

DIR *__wrap_fdopendir(int fd)
{
	return may_allocate() ? __real_fdopendir(fd) : NULL;
}

#endif
