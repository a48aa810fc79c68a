/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "flow.h"

/* The answers less those to questions that ASKED says are not asked. */
static struct tk_answers *without(const struct tk_answers *all, const enum tk_truth *asked, size_t count)
{
	struct tk_answers *used = tk_answers_copy(all);

	for (size_t slot = 0; used != NULL && slot < count; slot++) {
		if (asked[slot] == TK_NO)
			tk_answers_clear(used, slot);
	}
	return used;
}

/* What is asked under these answers, into ASKED; whether some question began or ended. NOW has room for as many.
 * false = no memory. */
static bool ask_again(const struct tk_policy *policy, const struct tk_answers *used, int64_t at, enum tk_truth *now,
	enum tk_truth *asked, bool *ret_changed)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(policy);
	size_t count = tk_vocabulary_count(vocabulary);

	if (tk_facts_asked(policy, used, at, now) != TK_OK)
		return false;
	*ret_changed = false;
	for (size_t slot = 0; slot < count; slot++) {
		if (tk_vocabulary_fact(vocabulary, slot)->evidence)
			now[slot] = TK_YES;
		*ret_changed = *ret_changed || (now[slot] == TK_NO) != (asked[slot] == TK_NO);
		asked[slot] = now[slot];
	}
	return true;
}

struct tk_answers *flow_answers_in_use(const struct tk_policy *policy, const struct tk_answers *answers,
	int64_t at, enum tk_truth *ret_asked)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(policy);
	size_t count = tk_vocabulary_count(vocabulary);
	enum tk_truth *asked = malloc((count + 1) * sizeof(*asked)), *now = malloc((count + 1) * sizeof(*now));
	struct tk_answers *all = tk_answers_new(vocabulary), *used = NULL;
	bool changed = true;

	if (asked == NULL || now == NULL || all == NULL || tk_answers_merge(all, answers) != TK_OK)
		goto done;
	for (size_t slot = 0; slot < count; slot++)
		asked[slot] = TK_YES;
	used = tk_answers_copy(all);
	/* An answer taken out can end or begin other questions, until nothing moves any more. Conditions
	 * that chase each other in a circle would never rest: no chain is longer than the facts are many. */
	for (size_t round = 0; changed && used != NULL && round <= count; round++) {
		bool ok = ask_again(policy, used, at, now, asked, &changed);
		if (ok && !changed)
			break;
		tk_answers_free(used);
		used = ok ? without(all, asked, count) : NULL;
	}
	if (used != NULL && ret_asked != NULL)
		memcpy(ret_asked, asked, count * sizeof(*asked));
done:
	tk_answers_free(all);
	free(asked);
	free(now);
	return used;
}
