/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check, with assertions that may stand in loops; instead of <check.h>. */
#ifndef TESTS_CHECKS_H
#define TESTS_CHECKS_H

#include <check.h>
#include <stdbool.h>

/* As Check has it, but an assertion that holds is noted once, not each time: a note is a write to a file that is read
 * again in pieces, and where an assertion stands in a loop that was half of the time of a test. So, when a test dies,
 * "after this point" names the assertion that was last reached for the first time. */
#undef ck_assert_msg
#define ck_assert_msg(expr, ...)                                                                                       \
	({                                                                                                             \
		static bool suite_noted;                                                                               \
		if (!(expr))                                                                                           \
			_ck_assert_failed(__FILE__, __LINE__, "Assertion '" #expr "' failed", ##__VA_ARGS__);          \
		if (!suite_noted) {                                                                                    \
			suite_noted = true;                                                                            \
			_mark_point(__FILE__, __LINE__);                                                               \
		}                                                                                                      \
	})

#endif
