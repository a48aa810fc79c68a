/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The conditions and amounts of a policy in words of the language at hand: that of the interface, or of the paper
 * being written. Knows words, not policies.
 */
#ifndef PAPERS_POLICY_PHRASES_H
#define PAPERS_POLICY_PHRASES_H

#include <stdbool.h>

#include "tuikuan.h"

/* What the library asks of whoever wants words of it; sums in the policy's currency. */
struct phrase_words {
	struct tk_words words;
	char *money;
};
/* names: numbers that the pack has a name for go by it. false = no memory; release all the same. */
bool phrase_words_init(struct phrase_words *phrase, const struct tk_policy *policy, bool names);
void phrase_words_release(struct phrase_words *phrase);

/* With the blank that Chinese puts between its characters and a word or number of other letters, wherever parts were
 * joined; nothing changes in English. Takes the text, and may return NULL = no memory. */
char *phrase_spaced(char *text);

/* The expression under KEY of a section ("rule.", "fee", "when") in words, or WRITTEN where there are
 * none for it. Caller frees; NULL = no memory (errno is ENOMEM), or WRITTEN was NULL. */
char *policy_phrase(const struct tk_policy *policy, const char *word, const char *id, const char *key,
		    const char *written);
/* The same, but numbers that the pack has a name for go by it. */
char *policy_named_phrase(const struct tk_policy *policy, const char *word, const char *id, const char *key,
	const char *written);
/* What a test of a reason looks at, where that is no single answer. */
char *policy_test_phrase(const struct tk_policy *policy, const struct tk_test *test);
/* "if ...: 15 % if ...; 10 % otherwise": a row of a table. */
char *policy_row_phrase(const struct tk_policy *policy, const struct tk_table *table, size_t row);

#endif
