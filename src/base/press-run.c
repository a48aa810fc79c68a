/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "press-run.h"

#include <errno.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file.h"
#include "program.h"
#include "text.h"

#define NAME "tuikuan-paper"
#define MESSAGE_MAX 2000

/* In memory, so that nothing personal lies in a temporary file. */
enum { INPUT, OUTPUT, MESSAGE, STREAM_COUNT };

static char *find_program(void)
{
	char *source = program_source_folder();
	char *folder = source ? program_folder() : NULL;
	char *path = file_join(folder ? folder : PROGRAM_DIR, NAME);

	free(folder);
	free(source);
	return path;
}

static bool put_all(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t put = write(fd, bytes, length);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes += put;
		length -= (size_t)put;
	}
	return lseek(fd, 0, SEEK_SET) == 0;
}

/* What was written to FD. Caller frees; NULL = no memory. */
static char *take_all(int fd, size_t *ret_length)
{
	struct stat status;
	char *bytes;
	size_t length, done = 0;

	if (fstat(fd, &status) != 0 || status.st_size < 0)
		return NULL;
	length = (size_t)status.st_size;
	bytes = malloc(length + 1);
	while (bytes && done < length) {
		ssize_t got = pread(fd, bytes + done, length - done, (off_t)done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		done += (size_t)got;
	}
	if (bytes)
		bytes[done] = '\0';
	*ret_length = done;
	return bytes;
}

/* The environment, with a clock that is the same everywhere: times in a ZIP stand without their zone. */
static char **environment(void)
{
	static const char zone[] = "TZ=UTC0";
	size_t count = 0, kept = 0;
	char **copy;

	while (environ && environ[count])
		count++;
	copy = calloc(count + 2, sizeof(*copy));
	for (size_t i = 0; copy && i < count; i++)
		if (strncmp(environ[i], "TZ=", 3) != 0)
			copy[kept++] = environ[i];
	if (copy)
		copy[kept] = (char *)(uintptr_t)zone;
	return copy;
}

/* errno, or 0 with *ret_status as waitpid has it. */
static int run(const char *path, const char *work, const char *language, const int streams[STREAM_COUNT],
	int *ret_status)
{
	char *const arguments[] = {(char *)(uintptr_t)NAME, (char *)(uintptr_t)work, (char *)(uintptr_t)language, NULL};
	posix_spawn_file_actions_t actions;
	char **variables = environment();
	pid_t child;
	int wrong;

	if (!variables)
		return ENOMEM;
	wrong = posix_spawn_file_actions_init(&actions);
	if (wrong == 0) {
		for (int i = 0; wrong == 0 && i < STREAM_COUNT; i++)
			wrong = posix_spawn_file_actions_adddup2(&actions, streams[i], i);
		if (wrong == 0)
			wrong = posix_spawn(&child, path, &actions, NULL, arguments, variables);
		posix_spawn_file_actions_destroy(&actions);
	}
	free(variables);
	while (wrong == 0 && waitpid(child, ret_status, 0) < 0)
		if (errno != EINTR)
			wrong = errno;
	return wrong;
}

/* The last line that it said, without its name. */
static char *last_line(const char *said)
{
	size_t length = strlen(said), start;

	while (length > 0 && said[length - 1] == '\n')
		length--;
	for (start = length; start > 0 && said[start - 1] != '\n'; start--)
		continue;
	if (strncmp(said + start, NAME ": ", strlen(NAME ": ")) == 0)
		start += strlen(NAME ": ");
	if (start >= length)
		return NULL;
	return text_sanitize(said + start, length - start > MESSAGE_MAX ? MESSAGE_MAX : length - start, false);
}

static enum press_result take_result(int wrong, int status, const int streams[STREAM_COUNT],
	struct press_output *output)
{
	size_t length;
	char *said;

	if (wrong != 0) {
		output->message = strdup(strerror(wrong));
		return wrong == ENOENT ? PRESS_MISSING : wrong == ENOMEM ? PRESS_NO_MEMORY : PRESS_FAILED;
	}
	said = take_all(streams[MESSAGE], &length);
	output->message = said ? last_line(said) : NULL;
	free(said);
	if (WIFSIGNALED(status) && !output->message)
		output->message = strdup(strsignal(WTERMSIG(status)));
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return PRESS_FAILED;
	output->bytes = take_all(streams[OUTPUT], &output->length);
	return output->bytes ? PRESS_DONE : PRESS_NO_MEMORY;
}

enum press_result press_run(const char *work, const char *language, const char *input, size_t length,
	struct press_output *ret_output)
{
	int streams[STREAM_COUNT] = {-1, -1, -1}, status = 0;
	enum press_result result = PRESS_NO_MEMORY;
	char *path = find_program();
	bool ready = path != NULL;

	memset(ret_output, 0, sizeof(*ret_output));
	for (int i = 0; ready && i < STREAM_COUNT; i++) {
		streams[i] = memfd_create(NAME, MFD_CLOEXEC);
		ready = streams[i] >= 0;
	}
	if (ready && put_all(streams[INPUT], input, length)) {
		int wrong = run(path, work, language, streams, &status);
		result = take_result(wrong, status, streams, ret_output);
	}
	for (int i = 0; i < STREAM_COUNT; i++)
		if (streams[i] >= 0)
			close(streams[i]);
	free(path);
	return result;
}

void press_output_release(struct press_output *output)
{
	free(output->bytes);
	free(output->message);
	memset(output, 0, sizeof(*output));
}
