/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <poll.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "signals.h"

static const int caught[] = {SIGTERM, SIGHUP, SIGINT, SIGWINCH, SIGTSTP};
#define CAUGHT (sizeof(caught) / sizeof(caught[0]))
_Static_assert(CAUGHT == sizeof(((struct signals *)NULL)->before) / sizeof(struct sigaction),
	"room to keep every action that is replaced");

static volatile sig_atomic_t wants_end, wants_resize, wants_stop;

static void note(int number)
{
	if (number == SIGWINCH)
		wants_resize = 1;
	else if (number == SIGTSTP)
		wants_stop = 1;
	else
		wants_end = 1;
}

void signals_start(struct signals *signals)
{
	struct sigaction action = {.sa_handler = note};
	sigset_t mask;

	wants_end = wants_resize = wants_stop = 0;
	sigemptyset(&action.sa_mask);
	sigemptyset(&mask);
	for (size_t i = 0; i < CAUGHT; i++)
		sigaddset(&mask, caught[i]);
	sigprocmask(SIG_BLOCK, &mask, &signals->mask_before);
	for (size_t i = 0; i < CAUGHT; i++)
		sigaction(caught[i], &action, &signals->before[i]);
}

void signals_stop(struct signals *signals)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};

	/* What is still on its way asks for the end that this is: a line that is cut says so twice. */
	sigemptyset(&ignore.sa_mask);
	for (size_t i = 0; i < CAUGHT; i++)
		sigaction(caught[i], &ignore, NULL);
	sigprocmask(SIG_SETMASK, &signals->mask_before, NULL);
	for (size_t i = 0; i < CAUGHT; i++)
		sigaction(caught[i], &signals->before[i], NULL);
}

static bool take(volatile sig_atomic_t *flag)
{
	bool was_set = *flag != 0;

	*flag = 0;
	return was_set;
}

/* Readable, and nothing there: the end of input. */
static bool is_end(int fd)
{
	int waiting = 0;

	return ioctl(fd, FIONREAD, &waiting) == 0 && waiting == 0;
}

enum signals_event signals_wait(const struct signals *signals, int fd, int milliseconds)
{
	struct timespec limit = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000};
	struct pollfd input = {.fd = fd, .events = POLLIN};
	int ready = ppoll(&input, 1, milliseconds < 0 ? NULL : &limit, &signals->mask_before);

	if (take(&wants_end))
		return SIGNALS_END;
	if (take(&wants_resize))
		return SIGNALS_RESIZE;
	if (take(&wants_stop))
		return SIGNALS_STOP;
	if (ready <= 0)
		return SIGNALS_TIMEOUT;
	if ((input.revents & (POLLERR | POLLNVAL)) != 0 || (input.revents & (POLLHUP | POLLIN)) == POLLHUP)
		return SIGNALS_HANGUP;
	return is_end(fd) ? SIGNALS_HANGUP : SIGNALS_INPUT;
}

bool signals_are_waiting(const struct signals *signals, int fd)
{
	const struct timespec none = {0, 0};
	struct pollfd input = {.fd = fd, .events = POLLIN};

	/* What is pending is noted in here. */
	return ppoll(&input, 1, &none, &signals->mask_before) > 0 || wants_end || wants_resize || wants_stop;
}

void signals_suspend(void)
{
	struct sigaction stop = {.sa_handler = SIG_DFL}, before;
	sigset_t mask, mask_before;

	sigemptyset(&stop.sa_mask);
	sigemptyset(&mask);
	sigaddset(&mask, SIGTSTP);
	sigaction(SIGTSTP, &stop, &before);
	sigprocmask(SIG_UNBLOCK, &mask, &mask_before);
	kill(0, SIGTSTP); /* here it stops */
	sigprocmask(SIG_SETMASK, &mask_before, NULL);
	sigaction(SIGTSTP, &before, NULL);
}
