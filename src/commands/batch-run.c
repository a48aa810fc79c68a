/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "batch-run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "batch-rows.h"
#include "command.h"
#include "file.h"
#include "language.h"
#include "output.h"

/* How far it is, for a person who waits. */
struct progress {
	bool shown;      /* standard error is a terminal */
	int64_t started, last; /* milliseconds */
	int64_t size;    /* of the input in bytes; 0: unknown */
	int64_t rows, bytes;
	bool on_screen;
};

struct run {
	const struct batch_plan *plan;
	struct batch_feed *feed;
	struct batch_turn turn;
	/* Of whoever has the turn: */
	size_t lines;    /* before the block at hand */
	size_t bad_rows;
	bool stopped;    /* nothing more can be written, or no memory */
	struct progress progress;
};

/* ---- progress ------------------------------------------------------------------------------------------ */

static int64_t milliseconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void progress_start(struct progress *progress, int file)
{
	struct stat status;

	progress->shown = isatty(STDERR_FILENO);
	if (!progress->shown)
		return;
	progress->started = progress->last = milliseconds_now();
	if (fstat(file, &status) == 0 && S_ISREG(status.st_mode))
		progress->size = status.st_size;
}

static void progress_clear(struct progress *progress)
{
	if (progress->on_screen)
		fputs("\r\033[K", stderr);
	progress->on_screen = false;
}

static void progress_paint(struct progress *progress, int64_t now)
{
	int64_t spent = now - progress->started;
	int64_t to_go = progress->size - progress->bytes;
	/* In thousands, so that no product overflows. */
	int64_t left = to_go / 1000 * spent / (progress->bytes / 1000 + 1) / 1000;
	long long rows = progress->rows, rate = progress->rows * 1000 / spent;

	progress_clear(progress);
	if (to_go > 0)
		/* TRANSLATORS: rows so far, rows in a second, minutes and seconds that are left. */
		fprintf(stderr, _("%lld rows, %lld a second, %d:%02d left"), rows, rate, (int)(left / 60),
			(int)(left % 60));
	else
		fprintf(stderr, _("%lld rows, %lld a second"), rows, rate);
	fflush(stderr);
	progress->on_screen = true;
	progress->last = now;
}

static void progress_count(struct progress *progress, size_t rows, size_t bytes)
{
	int64_t now;

	if (!progress->shown)
		return;
	progress->rows += (int64_t)rows;
	progress->bytes += (int64_t)bytes;
	now = milliseconds_now();
	if (now - progress->last >= 500)
		progress_paint(progress, now);
}

/* ---- in order -------------------------------------------------------------------------------------------- */

static void report_bad(struct run *run, struct batch_rows *rows)
{
	struct tk_errors one = {.items = rows->errors, .count = rows->error_count};

	if (!one.count)
		return;
	progress_clear(&run->progress);
	for (size_t i = 0; i < one.count; i++)
		one.items[i].line += (int)run->lines + 1;
	report_errors(&one);
}

static void stop(struct run *run)
{
	run->stopped = true;
	batch_feed_stop(run->feed);
}

/* What became of a block, when it is its turn. */
static void deliver(struct run *run, struct batch_rows *rows, const struct batch_block *block)
{
	if (run->stopped)
		return;
	if (rows->failed) {
		report_no_memory();
		stop(run);
		return;
	}
	if (!file_write_all(STDOUT_FILENO, rows->out.text, rows->out.length)) {
		progress_clear(&run->progress);
		report(_("standard output: cannot be written: %s"), strerror(errno));
		stop(run);
		return;
	}
	report_bad(run, rows);
	run->lines += rows->line_count;
	run->bad_rows += rows->bad_count;
	progress_count(&run->progress, rows->row_count, block->length);
}

static void *work(void *user)
{
	struct run *run = user;
	struct batch_block block = {0};
	struct batch_rows rows;
	bool ready = batch_rows_init(&rows, run->plan);

	while (batch_feed_take(run->feed, &block)) {
		if (ready)
			batch_rows_judge(&rows, &block);
		else
			rows.failed = true;
		batch_turn_wait(&run->turn, block.ticket);
		deliver(run, &rows, &block);
		batch_turn_pass(&run->turn);
	}
	batch_rows_release(&rows);
	batch_block_release(&block);
	return NULL;
}

/* One thread is this one; others that cannot be had are done without. */
static void work_in_threads(struct run *run, int count)
{
	pthread_t *threads = calloc((size_t)count, sizeof(*threads));
	int started = 0;

	while (threads && started + 1 < count &&
		pthread_create(&threads[started], NULL, work, run) == 0)
		started++;
	work(run);
	for (int i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	free(threads);
}

static bool write_header(const struct batch_plan *plan)
{
	struct text_buffer header;

	text_buffer_init(&header);
	batch_write_header(plan, &header);
	bool good = !header.failed && file_write_all(STDOUT_FILENO, header.text, header.length);
	if (!good)
		report(_("standard output: cannot be written: %s"), strerror(errno));
	text_buffer_release(&header);
	return good;
}

int batch_run(const struct batch_plan *plan, struct batch_feed *feed, int threads, bool header)
{
	struct run run = {.plan = plan, .feed = feed, .lines = header ? feed->lines : 0};

	if (header && !write_header(plan))
		return STATUS_BAD_DATA;
	batch_turn_init(&run.turn);
	progress_start(&run.progress, feed->file);
	work_in_threads(&run, threads);
	progress_clear(&run.progress);
	batch_turn_release(&run.turn);
	if (feed->fault && feed->fault != ENOMEM)
		report(_("%s: cannot be read: %s"), plan->file, strerror(feed->fault));
	else if (feed->fault)
		report_no_memory();
	if (run.bad_rows)
		report(ngettext("%s: %zu row is bad and was passed over",
			       "%s: %zu rows are bad and were passed over", run.bad_rows),
			plan->file, run.bad_rows);
	return run.bad_rows || run.stopped || feed->fault ? STATUS_BAD_DATA : STATUS_DONE;
}
