/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Currencies: how a sum of each is written, and which signs and words it is typed with. Knows the codes that
 * packs may name; must not know packs, amounts or rates: nothing is ever converted.
 */
#ifndef PAPERS_CURRENCY_H
#define PAPERS_CURRENCY_H

#include <stddef.h>

struct currency {
	const char *code; /* ISO 4217 */
	const char *form; /* "%s CNY", to be translated */
	/* NULL-terminated, folded and in lower case, the longer ones first. */
	const char *const *before, *const *after;
};

/* The one of CODE; of none or an unknown one, the Chinese. */
const struct currency *currency_of(const char *code);
/* All of them, one after the other; NULL behind the last. */
const struct currency *currency_at(size_t index);

#endif
