/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long a folder of cases takes to list, to search and to follow up, beside grep -r over the same folder in the
 * same run: medians, and as ratios, since machines differ and are busy.
 *
 *	bench-queue FOLDER PROGRAM     (FOLDER is $XDG_DATA_HOME/tuikuan/cases)
 */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "queue.h"
#include "text.h"

#define RUNS 9
#define KEYS_MOST 64

static const char *folder, *program;
static struct places places;

static double now(void)
{
	struct timespec clock;
	clock_gettime(CLOCK_MONOTONIC, &clock);
	return (double)clock.tv_sec * 1e3 + (double)clock.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
	double first = *(const double *)a, second = *(const double *)b;
	return (first > second) - (first < second);
}

static double median(double *times, size_t count)
{
	qsort(times, count, sizeof(*times), compare);
	return times[count / 2];
}

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "bench-queue: %s\n", what);
	exit(2);
}

static double run(const char *format, ...) __attribute__((format(printf, 1, 2)));
static double run(const char *format, ...)
{
	char command[2000];
	va_list list;

	va_start(list, format);
	vsnprintf(command, sizeof(command), format, list);
	va_end(list);
	double before = now();
	if (system(command) != 0)
		die(command);
	return now() - before;
}

static struct queue *open_queue(double *ret_time)
{
	struct queue *queue;
	double before = now();

	if (queue_open(&places, folder, NULL, (int64_t)time(NULL), &queue) != TK_OK)
		die("the folder cannot be read");
	*ret_time = now() - before;
	return queue;
}

static void forget(void)
{
	char *path = text_printf("%s/.index", folder);
	unlink(path);
	free(path);
}

/* Types TEXT one character after the other; the time of the slowest, and of all. */
static void type(struct queue *queue, const char *text, double *ret_slowest, double *ret_mean)
{
	size_t keys = 0, length = 0;
	double all = 0;

	*ret_slowest = 0;
	queue_search(queue, "");
	while (text[length] != '\0') {
		length += text_cluster(text + length);
		char *part = strndup(text, length);
		double before = now();
		queue_search(queue, part);
		double took = now() - before;
		free(part);
		all += took;
		*ret_slowest = took > *ret_slowest ? took : *ret_slowest;
		keys++;
	}
	*ret_mean = all / (double)keys;
}

static void print_row(const char *what, double time, double grep)
{
	printf("%-58s %9.1f ms  %6.2f x grep -r\n", what, time, time / grep);
}

int main(int argc, char **argv)
{
	static const char *const texts[] = {"Applicant 05000 Ltd", "测试公司（第05000号）", "1380000"};
	double grep[RUNS], cold[RUNS], warm[RUNS], listed[RUNS], searched[RUNS], due[RUNS], slowest[RUNS], mean[RUNS];
	struct tk_errors errors;

	if (argc != 3)
		die("usage: bench-queue FOLDER PROGRAM");
	folder = argv[1];
	program = argv[2];
	tk_errors_init(&errors);
	if (places_open(&places, &errors) != TK_OK)
		die("no packs are found");
	size_t count = 0;
	for (int i = 0; i < RUNS; i++) {
		struct queue *queue;
		grep[i] = run("grep -rF 05000 '%s' >/dev/null", folder);
		forget();
		queue = open_queue(&cold[i]);
		count = queue_total(queue);
		queue_free(queue);
		queue = open_queue(&warm[i]);
		slowest[i] = mean[i] = 0;
		for (size_t t = 0; t < sizeof(texts) / sizeof(texts[0]); t++) {
			double worst, average;
			type(queue, texts[t], &worst, &average);
			slowest[i] = worst > slowest[i] ? worst : slowest[i];
			mean[i] += average / (double)(sizeof(texts) / sizeof(texts[0]));
		}
		queue_free(queue);
		listed[i] = run("'%s' cases >/dev/null", program);
		searched[i] = run("'%s' cases --search 05000 >/dev/null", program);
		due[i] = run("'%s' cases --due >/dev/null", program);
	}
	double base = median(grep, RUNS);
	printf("%zu cases, medians of %d runs; grep -rF TEXT takes %.1f ms\n", count, RUNS, base);
	print_row("the queue opens, nothing kept yet (every case is read)", median(cold, RUNS), base);
	print_row("the queue opens", median(warm, RUNS), base);
	print_row("one key typed into the search, on average", median(mean, RUNS), base);
	print_row("one key typed into the search, the slowest", median(slowest, RUNS), base);
	print_row("tuikuan cases --search TEXT, the whole program", median(searched, RUNS), base);
	print_row("tuikuan cases --due, the whole program", median(due, RUNS), base);
	print_row("tuikuan cases, the whole program", median(listed, RUNS), base);
	places_close(&places);
	return 0;
}
