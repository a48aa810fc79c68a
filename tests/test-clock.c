/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The clock that everything is judged by is never behind the one that a wait for the next second goes by:
 * else a countdown wakes in the old second and sleeps through the new one.
 */
#include "config.h"

#include <time.h>

#include "intake.h"
#include "suite.h"

START_TEST(never_behind)
{
	struct timespec start, before, after;
	long looks = 0;

	clock_gettime(CLOCK_REALTIME, &start);
	do {
		clock_gettime(CLOCK_REALTIME, &before);
		int64_t now = intake_now();
		clock_gettime(CLOCK_REALTIME, &after);
		if (now < before.tv_sec || now > after.tv_sec)
			ck_abort_msg("%ld.%09ld: it is said to be %ld", (long)before.tv_sec, before.tv_nsec, (long)now);
		looks++;
	} while (before.tv_sec < start.tv_sec + 2); /* two full seconds begin */
	ck_assert_int_gt(looks, 2);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {{"clock", {never_behind}}};

	return SUITE_RUN("clock", groups);
}
