/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes the allocations of something fail, one after the other, until none is left that could; counts them. Knows
 * nothing of what is tried. After each failure what comes next has to be as it always was.
 */
#ifndef TESTS_EXHAUST_H
#define TESTS_EXHAUST_H

#include "suite.h"

#include "scarce.h"

/* What is tried, and which of its allocations fails: for messages. */
static const char *exhausted = "";
static long exhausted_at;

/* Each so manieth allocation is made to fail; with TK_EVERY (make check-every-allocation) each single one. */
static inline long stride_of(long native, long under_valgrind)
{
	return getenv("TK_EVERY") != NULL ? 1 : tries(20) == 20 ? native : under_valgrind;
}

/* TRY does it, whole or not at all, and cleans up; nothing may be checked in it, for Check allocates too. LOOK checks
 * what was left behind (may be NULL). */
static inline void exhaust(const char *what, long stride, void (*try)(void *user), void (*look)(void *user), void *user)
{
	long failures = 0;

	for (long n = 0;; n += stride) {
		exhausted = what;
		exhausted_at = n;
		failed = false;
		left = n;
		try(user);
		left = -1;
		if (look != NULL)
			look(user);
		if (!failed)
			break;
		failures++;
	}
	ck_assert_msg(failures > 0, "%s: nothing was tried", what);
	printf("%s: %ld allocations failed, one at a time\n", what, failures);
}

#endif
