/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `measure RUNS COMMAND...`: the medians of a whole process from its start to its end: seconds, seconds of the
 * processors, KiB at its peak. One run before the first is not counted. */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#define MOST 99

extern char **environ;

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static int order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double median(double *values, int count)
{
	qsort(values, (size_t)count, sizeof(*values), order);
	return values[count / 2];
}

int main(int argc, char **argv)
{
	static double wall[MOST], processors[MOST], peak[MOST];
	int runs = argc > 2 ? atoi(argv[1]) : 0;

	if (runs < 1 || runs > MOST)
		return 2;
	for (int i = -1; i < runs; i++) {
		struct rusage usage;
		int status;
		pid_t child;
		double start = now();
		if (posix_spawnp(&child, argv[2], NULL, NULL, argv + 2, environ) != 0 ||
			wait4(child, &status, 0, &usage) < 0 || status != 0)
			return 1;
		if (i < 0)
			continue;
		wall[i] = now() - start;
		processors[i] = seconds(usage.ru_utime) + seconds(usage.ru_stime);
		peak[i] = (double)usage.ru_maxrss;
	}
	printf("%.4f %.4f %.0f\n", median(wall, runs), median(processors, runs), median(peak, runs));
	return 0;
}
