/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The input in blocks of whole records, given out by ticket to any number of threads, and the output put
 * together in their order. Memory does not grow with the input. Must not know what records hold.
 */
#ifndef COMMANDS_BATCH_BLOCKS_H
#define COMMANDS_BATCH_BLOCKS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A record that is longer is cut, and bad. */
#define BATCH_MOST_BYTES ((size_t)1 << 20)

/* Some records; the last ends in a newline, and some zeros follow it. */
struct batch_block {
	char *bytes;
	size_t length, capacity;
	size_t ticket;  /* 0, 1, 2 ... */
	bool cut;       /* the last record was too long and is cut off */
	bool last;      /* nothing comes after it */
};

struct batch_feed {
	int file;
	bool csv;        /* records may go on over several lines */
	bool unbuffered; /* give out what there is instead of waiting for a block to fill */
	pthread_mutex_t lock;
	char *rest;      /* what was read and not given out */
	size_t rest_length, rest_capacity;
	size_t tickets;
	size_t lines;    /* of the first record */
	bool ended, skipping;
	int fault;       /* errno of what ended the input before its end; ENOMEM too */
};

bool batch_feed_init(struct batch_feed *feed, int file, bool csv, bool unbuffered);
void batch_feed_release(struct batch_feed *feed);
/* The next block: false at the end, or when the input failed (feed->fault). */
bool batch_feed_take(struct batch_feed *feed, struct batch_block *block);
/* The first record, before any block is taken: false when there is none. Caller frees. A byte order mark is
 * passed over in any case: call it with RET_RECORD NULL to do only that. */
bool batch_feed_first(struct batch_feed *feed, char **ret_record, size_t *ret_length);
/* No more blocks. */
void batch_feed_stop(struct batch_feed *feed);
void batch_block_release(struct batch_block *block);

/* Whose turn it is to write. */
struct batch_turn {
	pthread_mutex_t lock;
	pthread_cond_t moved;
	size_t ticket;
};
void batch_turn_init(struct batch_turn *turn);
void batch_turn_release(struct batch_turn *turn);
void batch_turn_wait(struct batch_turn *turn, size_t ticket);
void batch_turn_pass(struct batch_turn *turn);

#endif
