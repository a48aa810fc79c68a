/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether an account has used its return without a reason already, by the other cases on file: it has so many of
 * them in a calendar year. Knows the index; must not know rules.
 */
#ifndef CASEBOOK_RETURNS_H
#define CASEBOOK_RETURNS_H

#include "index.h"

struct returns {
	size_t count;
	const struct index_case *last; /* the latest of them; NULL: none; borrowed from the index */
	int64_t when;                  /* when that one was applied for */
};

/* The cases of ACCOUNT at PROVIDER, but for the one called BUT (may be NULL), in which such a return was applied for
 * in the calendar year (in China) of MOMENT, and not turned down: the refund page offered one (console_kind is
 * five-day), or the record told a full refund where the number of such returns was asked about. */
struct returns returns_of(const struct index *index, const char *provider, const char *account, int64_t moment,
	const char *but);

#endif
