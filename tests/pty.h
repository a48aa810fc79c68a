/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A program on a pseudo-terminal, and a terminal (libvterm) that shows what it writes. Tests wait for text
 * to appear, never for time to pass; all waiting ends after a limit, with the screen in the message.
 */
#ifndef TESTS_PTY_H
#define TESTS_PTY_H

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <vterm.h>

#include "suite.h"
#include "text.h"

#define PTY_PATIENCE 120 /* seconds: a busy machine under valgrind */

struct pty {
	pid_t child;
	int fd;
	int lines, columns;
	VTerm *terminal;
	VTermScreen *screen;
	struct text_buffer raw; /* all bytes since the last pty_forget */
	bool over;              /* the other end is closed */
	int status;             /* of the child, once pty_end has returned */
};

static inline double pty_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static inline void pty_start(struct pty *pty, int lines, int columns, char *const *arguments)
{
	struct winsize size = {.ws_row = (unsigned short)lines, .ws_col = (unsigned short)columns};

	*pty = (struct pty){.lines = lines, .columns = columns};
	text_buffer_init(&pty->raw);
	pty->child = forkpty(&pty->fd, NULL, NULL, &size);
	ck_assert_int_ge(pty->child, 0);
	if (pty->child == 0) {
		execv(arguments[0], arguments);
		_exit(127);
	}
	pty->terminal = vterm_new(lines, columns);
	vterm_set_utf8(pty->terminal, 1);
	pty->screen = vterm_obtain_screen(pty->terminal);
	vterm_screen_enable_altscreen(pty->screen, 1);
	vterm_screen_reset(pty->screen, 1);
}

/* The screen of the first run was seen, says config.ini in the folder CONFIG. */
static inline void pty_skip_welcome(const char *config)
{
	char *folder = text_printf("%s/tuikuan", config), *path = text_printf("%s/config.ini", folder);

	ck_assert(folder != NULL && path != NULL);
	ck_assert(mkdir(config, 0700) == 0 || errno == EEXIST);
	ck_assert_int_eq(mkdir(folder, 0700), 0);
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs("[tuikuan]\nseen_welcome = yes\n", file), 0);
	ck_assert_int_eq(fclose(file), 0);
	free(path);
	free(folder);
}

/* Takes what the program has written, waiting at most MILLISECONDS for something. Returns whether there was
 * anything. */
static inline bool pty_read(struct pty *pty, int milliseconds)
{
	struct pollfd output = {.fd = pty->fd, .events = POLLIN};
	char bytes[4096];

	if (pty->over || poll(&output, 1, milliseconds) <= 0)
		return false;
	ssize_t got = read(pty->fd, bytes, sizeof(bytes));
	if (got <= 0) {
		pty->over = true;
		return false;
	}
	vterm_input_write(pty->terminal, bytes, (size_t)got);
	for (ssize_t i = 0; i < got; i++)
		if (bytes[i] == '\0')
			bytes[i] = ' ';
	text_buffer_add_n(&pty->raw, bytes, (size_t)got);
	return true;
}

/* The screen as text, line by line, without blanks at the ends of lines. Caller frees. */
static inline char *pty_text(struct pty *pty)
{
	struct text_buffer text;

	text_buffer_init(&text);
	for (int row = 0; row < pty->lines; row++) {
		size_t blanks = 0;
		for (VTermPos at = {row, 0}; at.col < pty->columns;) {
			VTermScreenCell cell;
			vterm_screen_get_cell(pty->screen, at, &cell);
			at.col += cell.width < 1 ? 1 : cell.width;
			if (cell.chars[0] == 0 || cell.chars[0] == ' ') {
				blanks++;
				continue;
			}
			for (; blanks > 0; blanks--)
				text_buffer_add(&text, " ");
			for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++) {
				char bytes[4];
				if (cell.chars[i] != (uint32_t)-1)
					text_buffer_add_n(&text, bytes, put_character(bytes, cell.chars[i]));
			}
		}
		text_buffer_add(&text, "\n");
	}
	return text_buffer_take(&text);
}

static inline bool pty_shows(struct pty *pty, const char *text)
{
	char *all = pty_text(pty);
	ck_assert_ptr_nonnull(all);
	bool found = strstr(all, text) != NULL;
	free(all);
	return found;
}

static inline void pty_wait_until(struct pty *pty, const char *text, bool there)
{
	double limit = pty_seconds() + PTY_PATIENCE;

	while (pty_shows(pty, text) != there)
		if (!pty_read(pty, 1000) && (pty->over || pty_seconds() > limit))
			ck_abort_msg("waited in vain for \"%s\" to %s:\n%s", text, there ? "come" : "go",
				pty_text(pty));
}

#define pty_wait(pty, text) pty_wait_until(pty, text, true)
#define pty_wait_gone(pty, text) pty_wait_until(pty, text, false)

/* Waits for bytes in what was written, whether or not they are to be seen. */
static inline void pty_wait_raw(struct pty *pty, const char *text)
{
	double limit = pty_seconds() + PTY_PATIENCE;

	while (pty->raw.text == NULL || strstr(pty->raw.text, text) == NULL)
		if (!pty_read(pty, 1000) && (pty->over || pty_seconds() > limit))
			ck_abort_msg("waited in vain for \"%s\" to be written:\n%s", text, pty_text(pty));
}

static inline void pty_forget(struct pty *pty)
{
	text_buffer_release(&pty->raw);
	text_buffer_init(&pty->raw);
}

/* Types KEYS; reads meanwhile, so that neither side blocks the other. */
static inline void pty_type(struct pty *pty, const char *keys)
{
	size_t length = strlen(keys);

	while (length > 0) {
		size_t piece = length > 512 ? 512 : length;
		struct pollfd input = {.fd = pty->fd, .events = POLLOUT};
		while (pty_read(pty, 0))
			;
		if (poll(&input, 1, 100) <= 0 || (input.revents & POLLOUT) == 0)
			continue;
		ssize_t done = write(pty->fd, keys, piece);
		ck_assert_int_gt(done, 0);
		keys += done;
		length -= (size_t)done;
	}
}

/* Only after a resize is there nothing to wait for: until nothing has been written for a while. */
static inline void pty_settle(struct pty *pty, int milliseconds)
{
	while (pty_read(pty, milliseconds))
		;
}

/* A resize ends a scrolling region, on terminals; libvterm 0.1.4 keeps its first row, and when that comes to lie
 * below the last one, scrolling writes before its own memory. */
static inline void pty_end_scrolling_region(struct pty *pty)
{
	VTermPos cursor;
	char bytes[64];

	vterm_state_get_cursorpos(vterm_obtain_state(pty->terminal), &cursor);
	int length = snprintf(bytes, sizeof(bytes), "\033[r\033[%d;%dH", cursor.row + 1, cursor.col + 1);
	vterm_input_write(pty->terminal, bytes, (size_t)length);
}

static inline void pty_resize(struct pty *pty, int lines, int columns)
{
	struct winsize size = {.ws_row = (unsigned short)lines, .ws_col = (unsigned short)columns};

	while (pty_read(pty, 0))
		;
	pty_end_scrolling_region(pty);
	pty->lines = lines;
	pty->columns = columns;
	vterm_set_size(pty->terminal, lines, columns);
	ck_assert_int_eq(ioctl(pty->fd, TIOCSWINSZ, &size), 0);
}

/* Reads to the end, and waits for the child. Its exit status, or 128 and the signal. */
static inline int pty_end(struct pty *pty)
{
	double limit = pty_seconds() + PTY_PATIENCE;

	while (!pty->over && pty_seconds() < limit)
		pty_read(pty, 1000);
	if (!pty->over) {
		kill(pty->child, SIGKILL);
		ck_abort_msg("it does not end:\n%s", pty_text(pty));
	}
	ck_assert_int_eq(waitpid(pty->child, &pty->status, 0), pty->child);
	vterm_free(pty->terminal);
	close(pty->fd);
	text_buffer_release(&pty->raw);
	return WIFEXITED(pty->status) ? WEXITSTATUS(pty->status) : 128 + WTERMSIG(pty->status);
}

#endif
