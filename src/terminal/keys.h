/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys: what ncurses reads, made into presses that have the names of the request table, so that the
 * table alone says which key asks for what. Swallows escape sequences that mean nothing here, and
 * gathers a bracketed paste into one press. Must not know pages.
 */
#ifndef TERMINAL_KEYS_H
#define TERMINAL_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "request.h"
#include "text.h"

/* X(kind, name as in the request table) */
#define PRESS_LIST(X)                                                                                        \
	X(NONE, "")       /* what came before was no key after all */                                        \
	X(CHARACTER, "")  /* text */                                                                         \
	X(PASTE, "")      /* text */                                                                         \
	X(CONTROL, "")    /* letter: '@' .. '_' */                                                           \
	X(FUNCTION, "")   /* number: 1 .. 12 */                                                              \
	X(CLICK, "")      /* row, column */                                                                  \
	X(WHEEL, "")      /* number: rows down, negative: up */                                              \
	X(ESCAPE, "Esc")                                                                                     \
	X(ENTER, "Enter")                                                                                    \
	X(TAB, "Tab")                                                                                        \
	X(BACK_TAB, "Shift-Tab")                                                                             \
	X(UP, "Up")                                                                                          \
	X(DOWN, "Down")                                                                                      \
	X(LEFT, "Left")                                                                                      \
	X(RIGHT, "Right")                                                                                    \
	X(HOME, "Home")                                                                                      \
	X(END, "End")                                                                                        \
	X(PAGE_UP, "PgUp")                                                                                   \
	X(PAGE_DOWN, "PgDn")                                                                                 \
	X(BACKSPACE, "Backspace")                                                                            \
	X(DELETE, "Delete")

enum press_kind {
#define PRESS_ENUM(kind, name) PRESS_##kind,
	PRESS_LIST(PRESS_ENUM)
#undef PRESS_ENUM
};

struct press {
	enum press_kind kind;
	char text[8];      /* CHARACTER: one character in UTF-8 */
	const char *paste; /* PASTE: valid until the next key is read */
	int number;        /* FUNCTION, WHEEL */
	int row, column;   /* CLICK: on the screen */
	char letter;       /* CONTROL */
	bool alt;          /* came together with Esc */
};

struct keys {
	bool pasting;
	bool after_escape; /* Esc came alone; a sequence may follow late */
	bool swallowing;   /* in the middle of a sequence without a meaning */
	int swallowed;
	struct text_buffer paste;
	unsigned char part[4]; /* of a character that is still coming in */
	size_t part_length;
	struct _win_st *source; /* the window that is read from: a pad, as reading from a window of the screen paints it
	                         * anew before each byte */
};

#define KEYS_MAX_PASTE ((size_t)1 << 16) /* bytes; the rest of a paste is left out */

/* Between newterm and endwin: what is read needs the terminal. */
void keys_init(struct keys *keys);
void keys_release(struct keys *keys);
/* Names the keys of a bracketed paste to ncurses; once after newterm. */
void keys_start(void);
/* Bytes come with all their bits; called by keys_start. */
void keys_take_eight_bits(void);
/* Clicks and the wheel, on or off: on, the terminal's own selection is taken away. Returns whether the terminal has a
 * mouse. */
bool keys_mouse(bool on);
/* The next press of what the terminal has sent; false: nothing is waiting. Nothing is painted. A paste that is still
 * coming in gives nothing. Bytes that are no UTF-8 are passed over, and stand as U+FFFD in a paste; what comes behind
 * them is kept. */
bool keys_read(struct keys *keys, struct press *ret_press);
/* A paste whose end never came: gives what there is of it. */
bool keys_end_paste(struct keys *keys, struct press *ret_press);

/* The request that the table has for a press; ESCAPED: Esc came before, or together with it.
 * *ret_digit: a digit belongs to it and comes next. -1 when there is none. Characters without Esc never
 * ask for anything: they are text or choices. Other keys ask with Esc for what they ask for without it, unless
 * the table has them with Esc too. */
int keys_request(const struct press *press, bool escaped, bool *ret_digit);
/* The same of the queue. */
int keys_queue_request(const struct press *press, bool escaped);

#endif
