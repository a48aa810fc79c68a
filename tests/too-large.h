/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sums that do not fit: some of the evaluator's checked operations (number.h) fail although they need not; which, their
 * operands decide, so that one that fails does so each time. For programs that are linked with $(CHECK_TOO_LARGE), which
 * names the functions below.
 */
#ifndef TESTS_TOO_LARGE_H
#define TESTS_TOO_LARGE_H

#include "number.h"
#include "suite.h"

/* One of so many fails; 0: none. Which ones, the salt decides. */
static uint32_t too_large_every, too_large_salt;
static unsigned long too_large_count;
/* So many operations on one fails, whichever it is; -1: none does. */
static long too_large_left = -1;

static uint64_t mixed(uint64_t seed, wide value)
{
	seed = (seed ^ (uint64_t)value) * UINT64_C(0x9e3779b97f4a7c15);
	seed = (seed ^ seed >> 32 ^ (uint64_t)(value >> 64)) * UINT64_C(0xd6e8feb86659fd93);
	return seed ^ seed >> 32;
}

static bool is_too_large(uint64_t operation, struct number a, struct number b)
{
	if (too_large_left >= 0 && too_large_left-- == 0) {
		too_large_count++;
		return true;
	}
	if (too_large_every == 0)
		return false;
	uint64_t drawn = mixed(mixed(mixed(mixed(mixed(operation, too_large_salt), a.num), a.den), b.num), b.den);
	if (drawn % too_large_every != 0)
		return false;
	too_large_count++;
	return true;
}

#define WRAP_CHECKED(name, operation)                                                                                        \
	bool __real_##name(struct number a, struct number b, struct number *ret);                                            \
	bool __wrap_##name(struct number a, struct number b, struct number *ret);                                            \
	bool __wrap_##name(struct number a, struct number b, struct number *ret)                                             \
	{                                                                                                                    \
		return !is_too_large(operation, a, b) && __real_##name(a, b, ret);                                           \
	}
WRAP_CHECKED(number_add_checked, 1)
WRAP_CHECKED(number_sub_checked, 2)
WRAP_CHECKED(number_mul_checked, 3)
WRAP_CHECKED(number_div_checked, 4)

#endif
