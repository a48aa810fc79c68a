/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "clipboard.h"
#include "fitness.h"
#include "help.h"
#include "language.h"
#include "queue-screen.h"
#include "screen.h"
#include "signals.h"
#include "terminal.h"

#define ESCAPE_DELAY 25       /* milliseconds; a terminal sends a key's sequence in one piece */
#define PASTE_PATIENCE 1000   /* milliseconds without the end of a paste: there is none */
#define MOST_AT_ONCE 4096     /* presses between two paintings */
#define READING 400           /* milliseconds: whoever presses a key sooner had typed it ahead */
#define REST 250              /* milliseconds without a key: whoever types has stopped */

/* As the person switched it: the queue and its cases are one program to them. */
static bool mouse_is_on;

/* Between the queue and a case the terminal is kept as it is: no other screen flashes up, and what is typed meanwhile
 * is neither shown nor lost. */
static struct {
	SCREEN *curses; /* NULL: it is not kept */
	struct signals signals;
} kept;

struct terminal {
	const struct terminal_options *options;
	struct flow *flow;   /* the case that is shown, or */
	struct queue *queue; /* the queue; the other one is NULL */
	SCREEN *curses;
	struct signals signals;
	struct screen screen; /* of the case */
	struct queue_screen queue_screen;
	struct overlay welcome; /* before either of them */
	struct timespec welcome_since;
	struct palette palette;
	enum queue_wish wish; /* why the queue was left */
	bool left;            /* by the person, not by a signal */
	struct keys keys;
	const char *reason; /* why it could not start */
	int error;          /* why the draft could not be saved at the end, errno */
};

static void send_text(const char *text)
{
	fputs(text, stdout);
	fflush(stdout);
}

/* What the terminal's description has under NAME, if it has that: others would print it as it stands. */
static void send_capability(const char *name)
{
	const char *text = fitness_capability(name);

	if (text != NULL)
		send_text(text);
}

/* ---- start and stop -------------------------------------------------------------------------- */

static void set_modes(void)
{
	raw(); /* ^S, ^Q, ^Z and ^C are keys here */
	noecho();
	nonl();
	set_escdelay(ESCAPE_DELAY);
	send_capability("BE"); /* pastes come between marks, where the terminal knows them */
}

static void leave_screen(void)
{
	send_capability("BD");
	endwin();
}

static bool show(struct terminal *terminal, const struct palette *palette)
{
	if (terminal->queue != NULL)
		return queue_screen_init(&terminal->queue_screen, terminal->queue, palette);
	return screen_init(&terminal->screen, terminal->flow, palette, terminal->options->now());
}

/* ---- the first run ----------------------------------------------------------------------------------- */

static int milliseconds_since(const struct timespec *before)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int)((now.tv_sec - before->tv_sec) * 1000 + (now.tv_nsec - before->tv_nsec) / 1000000);
}

/* Who has typed ahead knows what it is. */
static void open_welcome(struct terminal *terminal)
{
	struct pollfd typed = {.fd = STDIN_FILENO, .events = POLLIN};
	struct pane text;

	overlay_init(&terminal->welcome);
	if (terminal->options->welcomed == NULL || poll(&typed, 1, 0) != 0)
		return;
	help_welcome(true, &text);
	overlay_open(&terminal->welcome, _("Welcome"), &text);
	clock_gettime(CLOCK_MONOTONIC, &terminal->welcome_since);
}

/* Any key goes on, and does what it does; but not those that mean no more than that. Returns whether the press is to
 * be taken. */
static bool passes_welcome(struct terminal *terminal, const struct press *press)
{
	bool ahead = milliseconds_since(&terminal->welcome_since) < READING;
	bool scrolls = (int)terminal->welcome.rows.count > terminal->welcome.shown;
	bool no_more = press->kind == PRESS_ENTER || press->kind == PRESS_ESCAPE ||
		       (press->kind == PRESS_CHARACTER && strcmp(press->text, " ") == 0);

	if (!ahead && !no_more && scrolls && overlay_press(&terminal->welcome, press) && terminal->welcome.open)
		return false;
	overlay_close(&terminal->welcome);
	if (!ahead)
		terminal->options->welcomed();
	return ahead || !no_more;
}

static void paint_welcome(struct terminal *terminal)
{
	int row, column;

	if (!terminal->welcome.open)
		return;
	overlay_paint(&terminal->welcome, &terminal->palette,
		terminal->queue != NULL ? &terminal->queue_screen.layout : &terminal->screen.layout, _("Any key goes on"),
		_("Any key goes on, Up and Down scroll"), &row, &column);
	wmove(stdscr, row, column);
}

static bool take_terminal(struct terminal *terminal)
{
	if (kept.curses != NULL) {
		terminal->curses = kept.curses;
		terminal->signals = kept.signals;
		kept.curses = NULL;
		erase();
		return true;
	}
	terminal->reason = fitness_complaint();
	if (terminal->reason != NULL)
		return false;
	signals_start(&terminal->signals);
	terminal->curses = newterm(NULL, stdout, stdin);
	if (terminal->curses == NULL) {
		terminal->reason = _("this terminal cannot be used");
		signals_stop(&terminal->signals);
		return false;
	}
	set_modes();
	keys_start();
	if (mouse_is_on)
		keys_mouse(true);
	return true;
}

static void give_terminal_back(SCREEN *curses, struct signals *signals)
{
	leave_screen();
	delscreen(curses);
	signals_stop(signals);
}

void terminal_leave(void)
{
	if (kept.curses == NULL)
		return;
	give_terminal_back(kept.curses, &kept.signals);
	kept.curses = NULL;
}

static bool start(struct terminal *terminal)
{
	struct palette *palette = &terminal->palette;

	if (!take_terminal(terminal))
		return false;
	keys_init(&terminal->keys);
	colours_make(palette, terminal->options->colours, terminal->options->ascii);
	if (terminal->flow != NULL)
		flow_defer(terminal->flow);
	if (show(terminal, palette)) {
		open_welcome(terminal);
		return true;
	}
	terminal->reason = _("not enough memory");
	keys_release(&terminal->keys);
	give_terminal_back(terminal->curses, &terminal->signals);
	return false;
}

static void stop(struct terminal *terminal)
{
	bool quits = terminal->queue != NULL && terminal->wish == QUEUE_QUIT;
	bool stays = terminal->options->stays && terminal->left && terminal->error == 0 && !quits;

	if (terminal->queue != NULL)
		queue_screen_release(&terminal->queue_screen);
	else
		screen_release(&terminal->screen);
	overlay_close(&terminal->welcome);
	keys_release(&terminal->keys);
	if (stays) {
		kept.curses = terminal->curses;
		kept.signals = terminal->signals;
	} else {
		give_terminal_back(terminal->curses, &terminal->signals);
	}
}

/* ---- the size, and coming back --------------------------------------------------------------- */

static void resize(struct terminal *terminal)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
		resizeterm(size.ws_row, size.ws_col);
	clearok(curscr, TRUE); /* the terminal may have moved what was on it */
	terminal->welcome.columns = 0;
	if (terminal->queue != NULL)
		queue_screen_resize(&terminal->queue_screen);
	else
		screen_resize(&terminal->screen);
}

static void come_back(struct terminal *terminal)
{
	set_modes();
	resize(terminal);
}

static void suspend(struct terminal *terminal)
{
	leave_screen();
	signals_suspend();
	come_back(terminal);
}

/* ---- the bare terminal --------------------------------------------------------------------------------- */

/* Line by line again, until Enter; false when the program is to end. */
static bool wait_for_enter(struct terminal *terminal)
{
	char bytes[256];

	for (;;) {
		enum signals_event event = signals_wait(&terminal->signals, STDIN_FILENO, -1);
		if (event == SIGNALS_END || event == SIGNALS_HANGUP)
			return false;
		if (event != SIGNALS_INPUT)
			continue;
		ssize_t got = read(STDIN_FILENO, bytes, sizeof(bytes));
		if (got <= 0)
			return false;
		if (memchr(bytes, '\n', (size_t)got) != NULL)
			return true;
	}
}

/* TEXT on the bare terminal, after SEQUENCE (may be NULL), and CLOSING under it; until Enter. false: the program is
 * to end. */
static bool show_bare(struct terminal *terminal, const char *sequence, const char *text, const char *closing)
{
	char *safe = text_sanitize(text, strlen(text), true);
	bool go_on = true;

	if (safe == NULL)
		return true;
	leave_screen();
	if (sequence != NULL)
		send_text(sequence);
	printf("\n%s\n\n%s\n", safe, closing);
	fflush(stdout);
	go_on = wait_for_enter(terminal);
	come_back(terminal);
	free(safe);
	return go_on;
}

/* That a paper went out stands in the history of the case. */
static void note(struct terminal *terminal, const char *what, const char *to)
{
	if (what == NULL || !flow_note_printed(terminal->flow, what, to))
		terminal->screen.no_memory = true;
}

/* To the clipboard; and onto the bare terminal, where it can be marked without borders, since nobody can
 * tell whether the clipboard took it. */
static bool copy(struct terminal *terminal)
{
	char *text = flow_copy_text(terminal->flow);
	char *sequence = text == NULL ? NULL : clipboard_sequence(text);
	bool go_on = true;

	if (sequence == NULL) {
		screen_say(&terminal->screen, _("There is nothing to copy here."));
	} else {
		note(terminal, flow_copy_name(terminal->flow), "clipboard");
		go_on = show_bare(terminal, sequence, text,
			_("This was handed to the terminal's clipboard; if it did not arrive there, mark it here. "
			  "Enter goes back."));
	}
	free(sequence);
	free(text);
	return go_on;
}

/* Onto the clipboard, and to be seen, without leaving the page. */
static void copy_line(struct terminal *terminal)
{
	char *line = flow_one_line(terminal->flow);
	char *sequence = line == NULL ? NULL : clipboard_sequence(line);
	char *safe = line == NULL ? NULL : text_sanitize(line, strlen(line), false);

	if (sequence == NULL || safe == NULL) {
		screen_say(&terminal->screen, _("There is nothing to copy here."));
	} else {
		send_text(sequence);
		note(terminal, "one-line", "clipboard");
		screen_show_line(&terminal->screen, safe);
	}
	free(safe);
	free(sequence);
	free(line);
}

/* Says what came of it, in either kind of screen. */
static void say(struct terminal *terminal, const char *text)
{
	if (terminal->queue != NULL)
		queue_say(terminal->queue, strdup(text));
	else
		screen_say(&terminal->screen, text);
}

static void switch_mouse(struct terminal *terminal)
{
	bool there = keys_mouse(!mouse_is_on);

	if (!mouse_is_on && !there)
		say(terminal, _("This terminal has no mouse."));
	else if (!mouse_is_on)
		say(terminal, _("The mouse is on; to mark text, hold Shift or switch it off again."));
	else
		say(terminal, _("The mouse is off."));
	mouse_is_on = !mouse_is_on && there;
}

static bool show_papers(struct terminal *terminal)
{
	char *text = flow_papers_text(terminal->flow), *names = flow_papers_names(terminal->flow);
	bool go_on = true;

	if (text != NULL) {
		note(terminal, names, "screen");
		go_on = show_bare(terminal, NULL, text, _("Enter goes back."));
	}
	free(names);
	free(text);
	return go_on;
}

/* ---- the loop -------------------------------------------------------------------------------- */

/* What is typed and not saved goes into the draft; whoever sent the signal gets no questions. */
static void save_and_end(struct terminal *terminal)
{
	if (terminal->queue != NULL)
		return;
	screen_settle(&terminal->screen);
	if (flow_save_draft(terminal->flow) != TK_OK)
		terminal->error = errno != 0 ? errno : ENOMEM;
}

/* false: something else is to be shown, or the program is to end. */
static bool take_queue_press(struct terminal *terminal, const struct press *press)
{
	enum queue_wish wish = queue_screen_press(&terminal->queue_screen, press, terminal->options->now());

	if (wish == QUEUE_SUSPEND)
		suspend(terminal);
	if (wish == QUEUE_MOUSE_SWITCH)
		switch_mouse(terminal);
	if (wish == QUEUE_REDRAW)
		clearok(curscr, TRUE);
	if (wish == QUEUE_SUSPEND || wish == QUEUE_MOUSE_SWITCH || wish == QUEUE_REDRAW || wish == QUEUE_GO_ON)
		return true;
	terminal->wish = wish;
	terminal->left = true;
	return false;
}

/* false: the program is to end. */
static bool take_press(struct terminal *terminal, const struct press *press)
{
	if (terminal->welcome.open && !passes_welcome(terminal, press))
		return true;
	if (terminal->queue != NULL)
		return take_queue_press(terminal, press);
	switch (screen_press(&terminal->screen, press, terminal->options->now())) {
	case SCREEN_QUIT:
		save_and_end(terminal);
		terminal->left = true;
		return false;
	case SCREEN_SUSPEND:
		suspend(terminal);
		return true;
	case SCREEN_REDRAW:
		clearok(curscr, TRUE);
		return true;
	case SCREEN_MOUSE:
		switch_mouse(terminal);
		return true;
	case SCREEN_COPY_LINE:
		copy_line(terminal);
		return true;
	case SCREEN_COPY:
		if (copy(terminal))
			return true;
		save_and_end(terminal);
		return false;
	case SCREEN_SHOW:
		if (show_papers(terminal))
			return true;
		save_and_end(terminal);
		return false;
	default:
		return true;
	}
}

static bool take_presses(struct terminal *terminal)
{
	struct press press;

	for (int i = 0; i < MOST_AT_ONCE && keys_read(&terminal->keys, &press); i++)
		if (!take_press(terminal, &press))
			return false;
	return true;
}

/* No key waits for a verdict: judging is given up for it, and begun again when it is answered. */
static bool nothing_else(void *user)
{
	const struct terminal *terminal = user;

	return !signals_are_waiting(&terminal->signals, STDIN_FILENO);
}

static bool is_behind(const struct terminal *terminal)
{
	return terminal->flow != NULL && flow_is_behind(terminal->flow);
}

static bool owes_draft(const struct terminal *terminal)
{
	return terminal->flow != NULL && flow_owes_draft(terminal->flow);
}

static int64_t next_tick(const struct terminal *terminal)
{
	return terminal->queue != NULL ? queue_screen_next_tick(&terminal->queue_screen)
				       : flow_next_tick(terminal->flow);
}

static bool lacks_packs(const struct terminal *terminal)
{
	return terminal->queue == NULL && terminal->flow != NULL && flow_lacks_packs(terminal->flow);
}

/* Until the page changes by itself, or a paste must be given up. */
static int patience(const struct terminal *terminal)
{
	int64_t next = next_tick(terminal), now = terminal->options->now();
	struct timespec clock;

	if (is_behind(terminal))
		return 0;
	if (terminal->keys.pasting)
		return PASTE_PATIENCE;
	if (next <= now)
		return 0;
	if (lacks_packs(terminal))
		return 0; /* a key goes before each of them */
	if (next == INT64_MAX)
		return owes_draft(terminal) ? REST : -1;
	if (next - now > 60)
		return owes_draft(terminal) ? REST : 60 * 1000;
	clock_gettime(CLOCK_REALTIME, &clock);
	int left = (int)(next - now) * 1000 - (int)(clock.tv_nsec / 1000000);
	return owes_draft(terminal) && left > REST ? REST : left;
}

static bool take_timeout(struct terminal *terminal)
{
	struct press press;
	int64_t now = terminal->options->now();

	if (is_behind(terminal)) {
		screen_catch_up(&terminal->screen, nothing_else, terminal);
		return true;
	}
	if (keys_end_paste(&terminal->keys, &press))
		return take_press(terminal, &press);
	if (next_tick(terminal) > now) {
		if (lacks_packs(terminal))
			screen_load_pack(&terminal->screen);
		else if (owes_draft(terminal))
			screen_keep_draft(&terminal->screen, nothing_else, terminal);
		return true;
	}
	if (terminal->queue != NULL)
		queue_screen_tick(&terminal->queue_screen, now);
	else
		screen_tick(&terminal->screen, now);
	return true;
}

static bool take_event(struct terminal *terminal, enum signals_event event)
{
	switch (event) {
	case SIGNALS_TIMEOUT:
		return take_timeout(terminal);
	case SIGNALS_INPUT:
		return take_presses(terminal);
	case SIGNALS_RESIZE:
		resize(terminal);
		return true;
	case SIGNALS_STOP:
		suspend(terminal);
		return true;
	default:
		save_and_end(terminal);
		return false;
	}
}

static void paint(struct terminal *terminal)
{
	if (terminal->queue != NULL) {
		queue_screen_send_line(&terminal->queue_screen);
		queue_screen_paint(&terminal->queue_screen);
	} else {
		screen_send_line(&terminal->screen);
		screen_paint(&terminal->screen);
	}
	paint_welcome(terminal);
	refresh();
}

static enum terminal_end run(struct terminal *terminal, const char **ret_reason)
{
	enum signals_event event;

	if (!start(terminal)) {
		*ret_reason = terminal->reason;
		return TERMINAL_UNUSABLE;
	}
	do {
		paint(terminal);
		event = signals_wait(&terminal->signals, STDIN_FILENO, patience(terminal));
	} while (take_event(terminal, event));
	stop(terminal);
	errno = terminal->error;
	if (terminal->error != 0)
		return TERMINAL_UNSAVED;
	return terminal->left ? TERMINAL_LEFT : TERMINAL_ENDED;
}

enum terminal_end terminal_run(
	struct flow *flow, const struct terminal_options *options, const char **ret_reason)
{
	struct terminal terminal = {.options = options, .flow = flow};

	return run(&terminal, ret_reason);
}

enum terminal_end terminal_run_queue(struct queue *queue, const struct terminal_options *options,
	enum queue_wish *ret_wish, const char **ret_reason)
{
	struct terminal terminal = {.options = options, .queue = queue, .wish = QUEUE_QUIT};
	enum terminal_end end = run(&terminal, ret_reason);

	*ret_wish = terminal.wish;
	return end;
}
