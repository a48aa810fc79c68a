/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The queue line by line: the cases numbered, the most urgent first; a number opens one, any other text searches.
 * Knows no curses.
 */
#ifndef PLAIN_PLAIN_QUEUE_H
#define PLAIN_PLAIN_QUEUE_H

#include "plain.h"
#include "queue.h"

enum plain_wish {
	PLAIN_OPEN, /* the selected case */
	PLAIN_NEW,
	PLAIN_DUPLICATE,
	PLAIN_QUIT
};

/* Runs until a case is to be shown, "quit" or the end of IN. */
enum plain_wish plain_queue_run(struct queue *queue, const struct plain_options *options, FILE *in, FILE *out);

#endif
