/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "broker.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"

struct broker {
	pid_t process;
	int socket;
};

/* Messages keep their borders (SOCK_SEQPACKET); both ends are the same program. */
enum order { OPEN_FILE, OPEN_FOLDER, MAKE_PAPER, PRINT };

/* TEXT: the path; for MAKE_PAPER its work, and its language after the NUL. */
struct question {
	enum order order;
	char text[PATH_MAX];
};

struct answer {
	int wrong;  /* errno, or 0 */
	int status; /* of a program */
};

/* Room for the descriptors of one message, aligned as they have to be. */
union descriptors {
	struct cmsghdr aligned;
	char room[CMSG_SPACE(CHILD_STREAM_COUNT * sizeof(int))];
};

/* ---- messages, both ways --------------------------------------------------------------------- */

static bool send_message(int socket, const void *bytes, size_t length, const int *descriptors, size_t count)
{
	struct iovec piece = {.iov_base = (void *)(uintptr_t)bytes, .iov_len = length};
	struct msghdr message = {.msg_iov = &piece, .msg_iovlen = 1};
	union descriptors control;

	if (count > 0) {
		memset(&control, 0, sizeof(control));
		message.msg_control = control.room;
		message.msg_controllen = CMSG_SPACE(count * sizeof(int));
		struct cmsghdr *header = CMSG_FIRSTHDR(&message);
		header->cmsg_level = SOL_SOCKET;
		header->cmsg_type = SCM_RIGHTS;
		header->cmsg_len = CMSG_LEN(count * sizeof(int));
		memcpy(CMSG_DATA(header), descriptors, count * sizeof(int));
	}
	ssize_t sent;
	do
		sent = sendmsg(socket, &message, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	return sent == (ssize_t)length;
}

/* The length of the message; 0: the other side is gone; -1: errno. DESCRIPTORS has room for CHILD_STREAM_COUNT; the
 * rest of them is -1. */
static ssize_t receive_message(int socket, void *bytes, size_t room, int *descriptors)
{
	struct iovec piece = {.iov_base = bytes, .iov_len = room};
	union descriptors control;
	struct msghdr message = {.msg_iov = &piece,
		.msg_iovlen = 1,
		.msg_control = control.room,
		.msg_controllen = sizeof(control.room)};
	ssize_t length;

	do
		length = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
	while (length < 0 && errno == EINTR);
	for (int i = 0; i < CHILD_STREAM_COUNT; i++)
		descriptors[i] = -1;
	struct cmsghdr *header = length <= 0 ? NULL : CMSG_FIRSTHDR(&message);
	if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
		memcpy(descriptors, CMSG_DATA(header), header->cmsg_len - CMSG_LEN(0));
	return length;
}

/* ---- the broker itself ----------------------------------------------------------------------- */

/* A descriptor, or -1 with errno. */
static int open_plainly(enum broker_kind kind, const char *path)
{
	/* Not blocking: a named pipe is refused, not waited for. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (kind == BROKER_FOLDER ? O_DIRECTORY : 0));
	struct stat about;

	if (fd < 0)
		return -1;
	int wrong = fstat(fd, &about) != 0                                     ? errno
		    : S_ISREG(about.st_mode) || S_ISDIR(about.st_mode) ? 0
									       : EINVAL;
	if (wrong == 0)
		return fd;
	close(fd);
	errno = wrong;
	return -1;
}

/* What stands in QUESTION as a task; false: it is none. */
static bool read_task(const struct question *question, size_t length, struct child_task *ret_task)
{
	static const char *const works[] = {"pdf", "zip", "unzip", "calendar"};
	const char *language = question->text + strlen(question->text) + 1;
	bool known = question->order == PRINT;

	*ret_task = (struct child_task){question->order == PRINT ? CHILD_PRINTER : CHILD_PAPER, question->text, language};
	for (size_t i = 0; i < sizeof(works) / sizeof(works[0]); i++)
		known = known || strcmp(question->text, works[i]) == 0;
	return known && (question->order == PRINT || language < question->text + length);
}

/* LENGTH of the text, which ends in NUL. *ret_fd is to be handed over, -1: nothing is. */
static struct answer answer(const struct question *question, size_t length, const int *streams, int *ret_fd)
{
	struct answer answer = {0};
	struct child_task task;

	*ret_fd = -1;
	switch (question->order) {
	case OPEN_FILE:
	case OPEN_FOLDER:
		*ret_fd = open_plainly(question->order == OPEN_FILE ? BROKER_FILE : BROKER_FOLDER, question->text);
		answer.wrong = *ret_fd < 0 ? errno : 0;
		break;
	case MAKE_PAPER:
	case PRINT:
		answer.wrong = !read_task(question, length, &task) || streams[CHILD_STREAM_COUNT - 1] < 0
				       ? EINVAL
				       : child_execute(&task, streams, &answer.status);
		break;
	default:
		answer.wrong = EINVAL;
	}
	return answer;
}

static void serve(int socket)
{
	struct question question;
	int streams[CHILD_STREAM_COUNT], fd;

	for (ssize_t got; (got = receive_message(socket, &question, sizeof(question), streams)) > 0;) {
		size_t before = offsetof(struct question, text), length = (size_t)got < before ? 0 : (size_t)got - before;
		struct answer said = {.wrong = EINVAL};

		fd = -1;
		if (length > 0 && question.text[length - 1] == '\0')
			said = answer(&question, length, streams, &fd);
		bool sent = send_message(socket, &said, sizeof(said), &fd, fd >= 0);
		if (!sent) { /* a descriptor may be too much; to say nothing would have the other side wait for ever */
			said.wrong = errno;
			sent = send_message(socket, &said, sizeof(said), NULL, 0);
		}
		if (fd >= 0)
			close(fd);
		for (int i = 0; i < CHILD_STREAM_COUNT; i++)
			if (streams[i] >= 0)
				close(streams[i]);
		if (!sent)
			return;
	}
}

/* A process of its own: it lets go of the terminal, whose keys and signals are not for it, and of all files. */
static void become_broker(int socket)
{
	prctl(PR_SET_NAME, "tuikuan-broker");
	setsid();
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	for (int i = 0; i <= 2; i++)
		dup2(nothing, i);
	dup2(socket, 3);
	fcntl(3, F_SETFD, FD_CLOEXEC);
	close_range(4, ~0U, 0);
	serve(3);
}

/* ---- this side of it ------------------------------------------------------------------------- */

struct broker *broker_start(void)
{
	struct broker *broker = malloc(sizeof(*broker));
	int ends[2];

	if (broker == NULL)
		return NULL;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
		free(broker);
		return NULL;
	}
	broker->socket = ends[0];
	broker->process = fork();
	if (broker->process == 0) {
		close(ends[0]);
		become_broker(ends[1]);
		_exit(0);
	}
	int reason = errno;
	close(ends[1]);
	if (broker->process > 0)
		return broker;
	close(ends[0]);
	free(broker);
	errno = reason;
	return NULL;
}

void broker_stop(struct broker *broker)
{
	if (broker == NULL)
		return;
	close(broker->socket);
	while (waitpid(broker->process, NULL, 0) < 0 && errno == EINTR)
		continue;
	free(broker);
}

/* errno, or 0. The first of DESCRIPTORS is what it has handed over, or -1. */
static int ask(struct broker *broker, const struct question *question, size_t length, const int *streams,
	struct answer *ret_answer, int *descriptors)
{
	size_t count = streams == NULL ? 0 : CHILD_STREAM_COUNT;

	if (!send_message(broker->socket, question, offsetof(struct question, text) + length, streams, count))
		return errno;
	ssize_t got = receive_message(broker->socket, ret_answer, sizeof(*ret_answer), descriptors);
	if (got < 0)
		return errno;
	return got == sizeof(*ret_answer) ? ret_answer->wrong : EPIPE;
}

int broker_open(struct broker *broker, enum broker_kind kind, const char *path)
{
	struct question question = {.order = kind == BROKER_FILE ? OPEN_FILE : OPEN_FOLDER};
	size_t length = strlen(path) + 1;
	int descriptors[CHILD_STREAM_COUNT] = {-1, -1, -1};
	struct answer said;

	if (broker == NULL)
		return open_plainly(kind, path);
	if (length > sizeof(question.text)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(question.text, path, length);
	int wrong = ask(broker, &question, length, NULL, &said, descriptors);
	/* It has handed one over, and there was no room for it here. */
	errno = wrong == 0 && descriptors[0] < 0 ? EMFILE : wrong;
	return wrong == 0 ? descriptors[0] : -1;
}

int broker_run(struct broker *broker, const struct child_task *task, const int streams[], int *ret_status)
{
	struct question question = {.order = task->program == CHILD_PAPER ? MAKE_PAPER : PRINT};
	const char *const words[] = {task->work == NULL ? "" : task->work, task->language == NULL ? "" : task->language};
	int descriptors[CHILD_STREAM_COUNT];
	struct answer said = {0};
	size_t length = 0;

	if (broker == NULL)
		return child_execute(task, streams, ret_status);
	for (size_t i = 0; i < 2; i++) {
		size_t more = strlen(words[i]) + 1;
		if (length + more > sizeof(question.text))
			return ENAMETOOLONG;
		memcpy(question.text + length, words[i], more);
		length += more;
	}
	int wrong = ask(broker, &question, length, streams, &said, descriptors);
	*ret_status = said.status;
	return wrong;
}
