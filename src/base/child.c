/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "child.h"

#include <errno.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file.h"
#include "text.h"

#define MESSAGE_MAX 2000

enum { INPUT, OUTPUT, MESSAGE, STREAM_COUNT };

static bool put_all(int fd, const char *bytes, size_t length)
{
	return file_write_all(fd, bytes, length) && lseek(fd, 0, SEEK_SET) == 0;
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
static int run(const char *path, bool search, const char *const *arguments, const int streams[STREAM_COUNT],
	int *ret_status)
{
	/* execv changes neither strings nor pointers; its type is older than const. */
	char *const *list = (char *const *)(uintptr_t)arguments;
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
			wrong = (search ? posix_spawnp : posix_spawn)(&child, path, &actions, NULL, list, variables);
		posix_spawn_file_actions_destroy(&actions);
	}
	free(variables);
	while (wrong == 0 && waitpid(child, ret_status, 0) < 0)
		if (errno != EINTR)
			wrong = errno;
	return wrong;
}

/* The last line that it said. */
static char *last_line(const char *said)
{
	size_t length = strlen(said), start;

	while (length > 0 && said[length - 1] == '\n')
		length--;
	for (start = length; start > 0 && said[start - 1] != '\n'; start--)
		continue;
	if (start >= length)
		return NULL;
	return text_sanitize(said + start, length - start > MESSAGE_MAX ? MESSAGE_MAX : length - start, false);
}

/* What the program has left behind. 0, or ENOMEM. */
static int take_output(const int streams[STREAM_COUNT], struct child_output *output)
{
	size_t length;
	char *said = take_all(streams[MESSAGE], &length);

	output->message = said ? last_line(said) : NULL;
	free(said);
	if (WIFSIGNALED(output->status) && !output->message)
		output->message = strdup(strsignal(WTERMSIG(output->status)));
	output->bytes = take_all(streams[OUTPUT], &output->length);
	return output->bytes ? 0 : ENOMEM;
}

int child_run(const char *path, bool search, const char *const *arguments, const char *input, size_t length,
	struct child_output *ret_output)
{
	int streams[STREAM_COUNT] = {-1, -1, -1}, wrong = 0;

	memset(ret_output, 0, sizeof(*ret_output));
	for (int i = 0; wrong == 0 && i < STREAM_COUNT; i++) {
		streams[i] = memfd_create("tuikuan", MFD_CLOEXEC);
		wrong = streams[i] < 0 ? errno : 0;
	}
	if (wrong == 0 && !put_all(streams[INPUT], input, length))
		wrong = errno;
	if (wrong == 0)
		wrong = run(path, search, arguments, streams, &ret_output->status);
	if (wrong == 0)
		wrong = take_output(streams, ret_output);
	for (int i = 0; i < STREAM_COUNT; i++)
		if (streams[i] >= 0)
			close(streams[i]);
	return wrong;
}

bool child_done(const struct child_output *output)
{
	return WIFEXITED(output->status) && WEXITSTATUS(output->status) == 0;
}

void child_output_release(struct child_output *output)
{
	free(output->bytes);
	free(output->message);
	memset(output, 0, sizeof(*output));
}
