/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "batch-blocks.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch-csv.h"

/* Small enough that a block and what becomes of it stay in a processor's own memory. */
#define BLOCK ((size_t)128 << 10)
#define PADDING 64

bool batch_feed_init(struct batch_feed *feed, int file, bool csv, bool unbuffered)
{
	*feed = (struct batch_feed){
		.file = file,
		.csv = csv,
		.unbuffered = unbuffered,
		.rest_capacity = BLOCK,
		.rest = malloc(BLOCK),
	};
	pthread_mutex_init(&feed->lock, NULL);
	return feed->rest != NULL;
}

void batch_feed_release(struct batch_feed *feed)
{
	pthread_mutex_destroy(&feed->lock);
	free(feed->rest);
}

void batch_block_release(struct batch_block *block)
{
	free(block->bytes);
	*block = (struct batch_block){0};
}

static bool grow(char **bytes, size_t *capacity, size_t wanted)
{
	char *more;

	if (wanted <= *capacity)
		return true;
	more = realloc(*bytes, wanted);
	if (!more)
		return false;
	*bytes = more;
	*capacity = wanted;
	return true;
}

/* Reads once; 0 at the end or when it fails. */
static size_t read_some(struct batch_feed *feed, char *to, size_t room)
{
	ssize_t got;

	do
		got = read(feed->file, to, room);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		feed->fault = errno;
	if (got <= 0)
		feed->ended = true;
	return got < 0 ? 0 : (size_t)got;
}

static bool fill(struct batch_feed *feed, struct batch_block *block, size_t up_to)
{
	if (!grow(&block->bytes, &block->capacity, up_to + PADDING)) {
		feed->fault = ENOMEM;
		feed->ended = true;
		return false;
	}
	do
		block->length += read_some(feed, block->bytes + block->length, up_to - block->length);
	while (!feed->ended && !feed->unbuffered && block->length < up_to);
	return true;
}

/* The rest of a line that was cut goes by unread. */
static void skip_line(struct batch_feed *feed, struct batch_block *block)
{
	const char *newline = memchr(block->bytes, '\n', block->length);
	size_t gone = newline ? (size_t)(newline + 1 - block->bytes) : block->length;

	memmove(block->bytes, block->bytes + gone, block->length - gone);
	block->length -= gone;
	feed->skipping = !newline;
}

static size_t whole_records(const struct batch_feed *feed, const struct batch_block *block)
{
	const char *end = block->bytes + block->length, *newline;

	if (feed->csv)
		return (size_t)(csv_last_record_end(block->bytes, end) - block->bytes);
	newline = memrchr(block->bytes, '\n', block->length);
	return newline ? (size_t)(newline + 1 - block->bytes) : 0;
}

/* What to give out of a record that has grown too long: its first line, and if that is the whole of it, so
 * much. */
static size_t cut_record(struct batch_feed *feed, struct batch_block *block)
{
	const char *newline = memchr(block->bytes, '\n', block->length);

	if (newline)
		return (size_t)(newline + 1 - block->bytes);
	feed->skipping = true;
	block->cut = true;
	return block->length;
}

/* Bytes after the records given out wait for the next block. */
static bool keep_rest(struct batch_feed *feed, struct batch_block *block, size_t whole)
{
	size_t rest = block->length - whole;

	if (!grow(&feed->rest, &feed->rest_capacity, rest)) {
		feed->fault = ENOMEM;
		feed->ended = true;
		return false;
	}
	memcpy(feed->rest, block->bytes + whole, rest);
	feed->rest_length = rest;
	block->length = whole;
	return true;
}

static bool take(struct batch_feed *feed, struct batch_block *block)
{
	size_t whole = 0, wanted = BLOCK;

	block->cut = false;
	if (!grow(&block->bytes, &block->capacity, feed->rest_length + BLOCK + PADDING)) {
		feed->fault = ENOMEM;
		return false;
	}
	memcpy(block->bytes, feed->rest, feed->rest_length);
	block->length = feed->rest_length;
	feed->rest_length = 0;
	/* A rest that held whole records is given out before more is waited for. */
	while (whole == 0) {
		if (feed->skipping && block->length)
			skip_line(feed, block);
		whole = block->length && (feed->unbuffered || feed->ended) ? whole_records(feed, block) : 0;
		if (whole || feed->ended)
			break;
		while (wanted <= block->length)
			wanted *= 2;
		if (!fill(feed, block, wanted))
			return false;
		if (!feed->skipping)
			whole = whole_records(feed, block);
		if (whole == 0 && block->length >= BATCH_MOST_BYTES)
			whole = cut_record(feed, block);
	}
	block->last = feed->ended;
	if (feed->ended && whole < block->length && !feed->skipping)
		whole = block->length; /* the last line may lack its end, and quotes their partner */
	return keep_rest(feed, block, whole) && block->length > 0;
}

bool batch_feed_take(struct batch_feed *feed, struct batch_block *block)
{
	bool taken = false;

	pthread_mutex_lock(&feed->lock);
	if (!feed->ended || feed->rest_length)
		taken = take(feed, block);
	if (taken) {
		block->ticket = feed->tickets++;
		if (block->bytes[block->length - 1] != '\n')
			block->bytes[block->length++] = '\n';
		memset(block->bytes + block->length, 0, PADDING / 2);
	}
	pthread_mutex_unlock(&feed->lock);
	return taken;
}

void batch_feed_stop(struct batch_feed *feed)
{
	pthread_mutex_lock(&feed->lock);
	feed->ended = true;
	feed->rest_length = 0;
	pthread_mutex_unlock(&feed->lock);
}

/* ---- the beginning ------------------------------------------------------------------------------------ */

static bool read_more(struct batch_feed *feed)
{
	if (!grow(&feed->rest, &feed->rest_capacity, feed->rest_length + BLOCK)) {
		feed->fault = ENOMEM;
		feed->ended = true;
		return false;
	}
	feed->rest_length += read_some(feed, feed->rest + feed->rest_length, BLOCK);
	return true;
}

static void drop(struct batch_feed *feed, size_t bytes)
{
	memmove(feed->rest, feed->rest + bytes, feed->rest_length - bytes);
	feed->rest_length -= bytes;
}

static void pass_over_mark(struct batch_feed *feed)
{
	while (feed->rest_length < 3 && !feed->ended &&
		memcmp(feed->rest, "\xef\xbb\xbf", feed->rest_length) == 0)
		read_more(feed);
	if (feed->rest_length >= 3 && memcmp(feed->rest, "\xef\xbb\xbf", 3) == 0)
		drop(feed, 3);
}

bool batch_feed_first(struct batch_feed *feed, char **ret_record, size_t *ret_length)
{
	const char *end = NULL;

	pass_over_mark(feed);
	if (!ret_record)
		return true;
	while (!end) {
		if (feed->rest_length)
			end = csv_record_end(feed->rest, feed->rest + feed->rest_length,
				feed->ended || feed->rest_length >= BATCH_MOST_BYTES);
		if (end || feed->ended)
			break;
		read_more(feed);
	}
	if (!end)
		return false;
	*ret_length = (size_t)(end - feed->rest);
	for (const char *p = feed->rest; p < end; p++)
		feed->lines += *p == '\n';
	*ret_record = malloc(*ret_length + 1);
	if (!*ret_record) {
		feed->fault = ENOMEM;
		return false;
	}
	memcpy(*ret_record, feed->rest, *ret_length);
	(*ret_record)[*ret_length] = '\0';
	drop(feed, *ret_length);
	return true;
}

/* ---- the output ------------------------------------------------------------------------------------- */

void batch_turn_init(struct batch_turn *turn)
{
	pthread_mutex_init(&turn->lock, NULL);
	pthread_cond_init(&turn->moved, NULL);
	turn->ticket = 0;
}

void batch_turn_release(struct batch_turn *turn)
{
	pthread_cond_destroy(&turn->moved);
	pthread_mutex_destroy(&turn->lock);
}

void batch_turn_wait(struct batch_turn *turn, size_t ticket)
{
	pthread_mutex_lock(&turn->lock);
	while (turn->ticket != ticket)
		pthread_cond_wait(&turn->moved, &turn->lock);
	pthread_mutex_unlock(&turn->lock);
}

void batch_turn_pass(struct batch_turn *turn)
{
	pthread_mutex_lock(&turn->lock);
	turn->ticket++;
	pthread_cond_broadcast(&turn->moved);
	pthread_mutex_unlock(&turn->lock);
}
