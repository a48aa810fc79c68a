/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The queue on a screen: the line that is searched, the cases below it, what is known of the selected one. What it
 * says is the queue's; between two presses it keeps the line being typed and how far the list is scrolled. Reads
 * no keys and no clock itself.
 */
#ifndef TERMINAL_QUEUE_SCREEN_H
#define TERMINAL_QUEUE_SCREEN_H

#include <stdint.h>

#include "colours.h"
#include "editor.h"
#include "keys.h"
#include "layout.h"
#include "overlay.h"
#include "queue.h"

enum queue_wish {
	QUEUE_GO_ON,
	QUEUE_OPEN,      /* the selected case */
	QUEUE_NEW,
	QUEUE_DUPLICATE, /* a new case like the selected one */
	QUEUE_SUSPEND,
	QUEUE_MOUSE_SWITCH, /* on, or off again */
	QUEUE_REDRAW,
	QUEUE_QUIT
};

struct queue_screen {
	struct queue *queue; /* borrowed */
	struct palette palette;
	struct layout layout;
	struct editor editor; /* what is searched */
	bool unsent;          /* it was edited since it was last searched */
	size_t first;         /* the first case in view */
	int rows;             /* cases in view, as last painted */
	struct area cases;                    /* where, to be pointed at */
	struct area key_spots[REQUEST_COUNT]; /* of the footer, in the order of the table; no columns: not there */
	bool escaped;         /* Esc came, and another key is to follow */
	struct overlay overlay;
};

/* false = no memory. Colours and size are those of the present ncurses screen. */
bool queue_screen_init(struct queue_screen *screen, struct queue *queue, const struct palette *palette);
void queue_screen_release(struct queue_screen *screen);
void queue_screen_resize(struct queue_screen *screen);
enum queue_wish queue_screen_press(struct queue_screen *screen, const struct press *press, int64_t now);
/* Searches what was typed. Called when no key is waiting: typing fast searches once. */
void queue_screen_send_line(struct queue_screen *screen);
void queue_screen_tick(struct queue_screen *screen, int64_t now);
int64_t queue_screen_next_tick(const struct queue_screen *screen);
/* Everything onto stdscr, with the cursor in the line that is searched; the caller refreshes. */
void queue_screen_paint(struct queue_screen *screen);

#endif
