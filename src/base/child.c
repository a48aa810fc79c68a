/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "child.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file.h"
#include "language.h"
#include "program.h"
#include "text.h"

#define MESSAGE_MAX 2000

static bool put_all(int fd, const char *bytes, size_t length)
{
	return file_write_all(fd, bytes, length) && lseek(fd, 0, SEEK_SET) == 0;
}

/* What was written to FD, all of it. Caller frees; NULL: errno. */
static char *take_all(int fd, size_t *ret_length)
{
	struct stat status;
	char *bytes;
	size_t length, done = 0;

	if (fstat(fd, &status) != 0)
		return NULL;
	length = (size_t)status.st_size;
	bytes = malloc(length + 1);
	while (bytes && done < length) {
		ssize_t got = pread(fd, bytes + done, length - done, (off_t)done);

		if (got > 0) {
			done += (size_t)got;
		} else if (got == 0 || errno != EINTR) {
			int reason = got == 0 ? EIO : errno;
			free(bytes);
			errno = reason;
			return NULL;
		}
	}
	if (bytes)
		bytes[length] = '\0';
	*ret_length = length;
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

/* ---- which program --------------------------------------------------------------------------- */

static char *paper_path(void)
{
	char *source = program_source_folder();
	char *folder = source ? program_folder() : NULL;
	char *path = file_join(folder ? folder : PROGRAM_DIR, "tuikuan-paper");

	free(folder);
	free(source);
	return path;
}

/* Starts it. errno or 0. */
static int start(const struct child_task *task, posix_spawn_file_actions_t *actions, char **variables, pid_t *ret_child)
{
	const char *const paper[] = {"tuikuan-paper", task->work, task->language, NULL};
	/* The title stands in the queue for everybody to read. */
	const char *const printer[] = {"lp", "-s", "-t", "tuikuan", NULL};
	/* execv changes neither strings nor pointers; its type is older than const. */
	char *const *arguments = (char *const *)(uintptr_t)(task->program == CHILD_PAPER ? paper : printer);

	if (task->program == CHILD_PRINTER)
		return posix_spawnp(ret_child, "lp", actions, NULL, arguments, variables);
	char *path = paper_path();
	int wrong = path ? posix_spawn(ret_child, path, actions, NULL, arguments, variables) : ENOMEM;
	free(path);
	return wrong;
}

/* ---- running --------------------------------------------------------------------------------- */

/* Until it has ended, or its time is over. A kernel that cannot tell (before 5.3) lets it take what it takes. */
static int wait_for(pid_t child, int *ret_status)
{
	struct pollfd end = {.fd = pidfd_open(child, 0), .events = POLLIN};
	int ready = 1, wrong = 0;

	if (end.fd >= 0) {
		do
			ready = poll(&end, 1, CHILD_SECONDS * 1000);
		while (ready < 0 && errno == EINTR);
		close(end.fd);
	}
	if (ready == 0) {
		kill(child, SIGKILL);
		wrong = ETIME;
	}
	while (waitpid(child, ret_status, 0) < 0)
		if (errno != EINTR)
			return errno;
	return wrong;
}

int child_execute(const struct child_task *task, const int streams[CHILD_STREAM_COUNT], int *ret_status)
{
	posix_spawn_file_actions_t actions;
	char **variables = environment();
	pid_t child;

	if (!variables)
		return ENOMEM;
	int wrong = posix_spawn_file_actions_init(&actions);
	if (wrong == 0) {
		for (int i = 0; wrong == 0 && i < CHILD_STREAM_COUNT; i++)
			wrong = posix_spawn_file_actions_adddup2(&actions, streams[i], i);
		if (wrong == 0)
			wrong = start(task, &actions, variables, &child);
		posix_spawn_file_actions_destroy(&actions);
	}
	free(variables);
	return wrong == 0 ? wait_for(child, ret_status) : wrong;
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

/* What the program has left behind. 0, or errno. */
static int take_output(const int streams[CHILD_STREAM_COUNT], struct child_output *output)
{
	size_t length;
	char *said = take_all(streams[CHILD_SAID], &length);

	if (!said)
		return errno;
	output->message = last_line(said);
	free(said);
	if (WIFSIGNALED(output->status) && !output->message)
		output->message = strdup(strsignal(WTERMSIG(output->status)));
	output->bytes = take_all(streams[CHILD_MADE], &output->length);
	return output->bytes ? 0 : errno;
}

int child_run(struct broker *broker, const struct child_task *task, const char *input, size_t length,
	struct child_output *ret_output)
{
	int streams[CHILD_STREAM_COUNT] = {-1, -1, -1}, wrong = 0;

	memset(ret_output, 0, sizeof(*ret_output));
	for (int i = 0; wrong == 0 && i < CHILD_STREAM_COUNT; i++) {
		streams[i] = memfd_create("tuikuan", MFD_CLOEXEC);
		wrong = streams[i] < 0 ? errno : 0;
	}
	if (wrong == 0 && !put_all(streams[CHILD_INPUT], input, length))
		wrong = errno;
	if (wrong == 0)
		wrong = broker_run(broker, task, streams, &ret_output->status);
	if (wrong == 0)
		wrong = take_output(streams, ret_output);
	for (int i = 0; i < CHILD_STREAM_COUNT; i++)
		if (streams[i] >= 0)
			close(streams[i]);
	return wrong;
}

const char *child_trouble(int wrong)
{
	return wrong == ETIME ? _("it took longer than two minutes, and was ended") : strerror(wrong);
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
