/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signals as flags, which arrive only while the program waits for keys: nothing is interrupted, nothing
 * is missed. Knows nothing of screens.
 */
#ifndef TERMINAL_SIGNALS_H
#define TERMINAL_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

struct signals {
	sigset_t mask_before; /* also the mask while waiting */
	struct sigaction before[5];
};

/* Before newterm, so that ncurses leaves them to us. */
void signals_start(struct signals *signals);
void signals_stop(struct signals *signals);
/* Waits for input on FD, a signal, or MILLISECONDS (-1: without end). */
enum signals_event {
	SIGNALS_TIMEOUT,
	SIGNALS_INPUT,
	SIGNALS_END,    /* SIGTERM, SIGHUP, SIGINT */
	SIGNALS_RESIZE, /* SIGWINCH */
	SIGNALS_STOP,   /* SIGTSTP from outside */
	SIGNALS_HANGUP  /* the other end of FD has gone */
};
enum signals_event signals_wait(const struct signals *signals, int fd, int milliseconds);
/* Whether signals_wait would have something to tell at once. Takes nothing. */
bool signals_are_waiting(const struct signals *signals, int fd);
/* Stops the process group as the key does on any terminal; returns when it goes on. */
void signals_suspend(void);

#endif
