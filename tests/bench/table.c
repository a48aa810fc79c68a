/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The decision table of decision-table.ini written straight into C, as fast as that can be: what the others are
 * measured against, and the reference for every row. `table IN OUT THREADS`. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SLICE ((off_t)512 << 10)
#define LONGEST 4096 /* a row */

/* What stands around the amount, for each way a row can come out. */
struct around {
	unsigned char before, after;
	char head[16], tail[112];
};

enum { REJECTED = 1 << 9, DEPLOYED = 1 << 8, FEE = 1 << 7, PROOF = 1 << 6, WAYS = 1 << 10 };
static struct around ways[WAYS];
static char pairs[201];

static struct {
	int in, out;
	off_t size, slices, next, turn;
	pthread_mutex_t lock;
	pthread_cond_t moved;
	int bad;
} run = {.lock = PTHREAD_MUTEX_INITIALIZER, .moved = PTHREAD_COND_INITIALIZER};

/* The low bits of a way: documents that are missing, in the order of the channel. */
static void describe(unsigned way)
{
	static const char *const documents[2][3] = {{"order_screenshot", "status_screenshot", NULL},
		{"usage_log", "business_statement", "config_error_proof"}};
	struct around *around = &ways[way];
	int special = (way & DEPLOYED) != 0;
	char missing[96] = "";

	if (!(way & REJECTED)) {
		if (way & PROOF)
			strcat(missing, "termination_proof");
		for (int i = 0; i < 3; i++)
			if (way >> i & 1 && documents[special][i] != NULL) {
				strcat(missing, *missing ? ";" : "");
				strcat(missing, documents[special][i]);
			}
	}
	around->before = (unsigned char)sprintf(around->head, "%s,",
		way & REJECTED ? "refused" : way & FEE ? "partial" : "full");
	around->after = (unsigned char)sprintf(
		around->tail, ",%s,%s\n", special ? "special" : "standard", missing);
}

static const char *read_tenths(const char *p, unsigned *ret)
{
	unsigned value = 0, digit;

	while ((digit = (unsigned)*p - '0') < 10) {
		value = value * 10 + digit;
		p++;
	}
	value *= 10;
	if (*p == '.') {
		value += (unsigned)p[1] - '0';
		p += 2;
	}
	*ret = value;
	return p;
}

static char *write_amount(char *out, uint64_t cents)
{
	char text[24], *p = text + sizeof(text);

	p -= 2;
	memcpy(p, pairs + 2 * (cents % 100), 2);
	*--p = '.';
	cents /= 100;
	while (cents >= 100) {
		p -= 2;
		memcpy(p, pairs + 2 * (cents % 100), 2);
		cents /= 100;
	}
	if (cents >= 10) {
		p -= 2;
		memcpy(p, pairs + 2 * cents, 2);
	} else {
		*--p = (char)('0' + cents);
	}
	memcpy(out, p, (size_t)(text + sizeof(text) - p));
	return out + (text + sizeof(text) - p);
}

/* COUNT flags, a comma after each; anything else sets *BAD. */
static const char *read_flags(const char *p, int count, unsigned *ret, unsigned *bad)
{
	unsigned flags = 0;

	for (int i = 0; i < count; i++, p += 2) {
		unsigned flag = (unsigned)p[0] - '0';
		*bad |= (flag > 1) | (p[1] != ',');
		flags |= flag << i;
	}
	*ret = flags;
	return p;
}

static char *decide(const char *p, const char *end, char *out, int *bad_rows)
{
	while (p < end) {
		unsigned minutes, days, bad = 0, used, flags, papers;
		uint64_t cents = 0, percent;
		size_t id = 0;

		while ((unsigned)p[id] - '0' < 10)
			id++;
		memcpy(out, p, id + 1);
		out += id + 1;
		p = read_tenths(p + id + 1, &minutes);
		bad |= *p++ != ',';
		p = read_flags(p, 2, &used, &bad);
		p = read_tenths(p, &days);
		bad |= *p++ != ',';
		unsigned company = *p == 'e';
		p += company ? 11 : 9;
		p = read_flags(p, 5, &flags, &bad);
		while ((unsigned)*p - '0' < 10)
			cents = cents * 10 + ((unsigned)*p++ - '0');
		bad |= *p != '.' || p[3] != ',';
		cents = cents * 100 + ((unsigned)p[1] - '0') * 10 + ((unsigned)p[2] - '0');
		p = read_flags(p + 4, 7, &papers, &bad);
		p = memchr(p, '\n', (size_t)(end - p));
		if (bad || p == NULL) {
			*bad_rows = 1;
			return out;
		}
		p++;
		unsigned special = used & 1, missing = ~papers >> 2 & 31;
		unsigned way = special ? missing >> 2 | DEPLOYED : missing & 3;
		way |= minutes > 150 ? FEE : 0;
		way |= (flags >> 3 & 1) & company & ~(flags >> 4) & 1 ? PROOF : 0;
		way |= (flags & 7) || days > 300 ? REJECTED : 0;
		percent = way & REJECTED ? 0 : minutes > 600 ? 30 : minutes > 150 ? 80 : 100;
		const struct around *around = &ways[way];
		memcpy(out, around->head, sizeof(around->head));
		out = write_amount(out + around->before, (cents * percent + 50) / 100);
		memcpy(out, around->tail, sizeof(around->tail));
		out += around->after;
	}
	return out;
}

static int write_all(const char *bytes, const char *end)
{
	while (bytes < end) {
		ssize_t done = write(run.out, bytes, (size_t)(end - bytes));
		if (done < 0)
			return 0;
		bytes += done;
	}
	return 1;
}

/* The rows that begin in a slice; the one that reaches into it belongs to the one before. */
static void *work(void *none)
{
	char *in = malloc((size_t)SLICE + LONGEST + 64), *out = malloc(4 * (size_t)SLICE);
	off_t slice;

	while ((slice = __atomic_fetch_add(&run.next, 1, __ATOMIC_RELAXED)) < run.slices) {
		off_t at = slice * SLICE, from = at > 0 ? at - 1 : 0;
		ssize_t got = pread(run.in, in, (size_t)(SLICE + LONGEST), from);
		char *start = memchr(in, '\n', (size_t)got), *end = in + got, *written;
		int bad = got <= 0 || start == NULL;
		if (!bad && at + SLICE < run.size)
			end = (char *)memchr(in + (at - from) + SLICE - 1, '\n', LONGEST) + 1;
		written = bad ? out : decide(start + 1, end, out, &bad);
		pthread_mutex_lock(&run.lock);
		while (run.turn != slice)
			pthread_cond_wait(&run.moved, &run.lock);
		pthread_mutex_unlock(&run.lock);
		run.bad |= bad | !write_all(out, written);
		pthread_mutex_lock(&run.lock);
		run.turn++;
		pthread_cond_broadcast(&run.moved);
		pthread_mutex_unlock(&run.lock);
	}
	free(in);
	free(out);
	return none;
}

int main(int argc, char **argv)
{
	static const char head[] = "id,verdict,refund,channel,missing\n";
	int threads = argc == 4 ? atoi(argv[3]) : 0;
	pthread_t others[16];
	struct stat status;

	if (threads < 1 || threads > 16)
		return 2;
	for (int i = 0; i < 100; i++)
		sprintf(pairs + 2 * i, "%02d", i);
	for (unsigned way = 0; way < WAYS; way++)
		describe(way);
	run.in = open(argv[1], O_RDONLY);
	run.out = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (run.in < 0 || run.out < 0 || fstat(run.in, &status) != 0 || !write_all(head, head + sizeof(head) - 1))
		return 1;
	run.size = status.st_size;
	run.slices = (run.size + SLICE - 1) / SLICE;
	for (int i = 1; i < threads; i++)
		pthread_create(&others[i], NULL, work, NULL);
	work(NULL);
	for (int i = 1; i < threads; i++)
		pthread_join(others[i], NULL);
	if (run.bad)
		fputs("table: a bad row\n", stderr);
	return run.bad;
}
