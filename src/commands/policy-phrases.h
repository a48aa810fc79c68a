/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conditions of a policy in the words of the interface's language. Knows words, not policies. */
#ifndef COMMANDS_POLICY_PHRASES_H
#define COMMANDS_POLICY_PHRASES_H

#include "tuikuan.h"

/* The expression under KEY of a section ("rule.", "fee", "when") in words, or WRITTEN where there are
 * none for it. Caller frees; NULL = no memory. */
char *policy_phrase(const struct tk_policy *policy, const char *word, const char *id, const char *key,
		    const char *written);
/* The same, but numbers that the pack has a name for go by it. */
char *policy_named_phrase(const struct tk_policy *policy, const char *word, const char *id, const char *key,
	const char *written);

#endif
