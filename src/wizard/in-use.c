/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "flow.h"

/* Takes out the answers to questions that ASKED says are not asked. */
static void pass_over(struct tk_answers *answers, const enum tk_truth *asked, size_t count)
{
	for (size_t slot = 0; slot < count; slot++)
		if (asked[slot] == TK_NO)
			tk_answers_clear(answers, slot);
}

struct tk_answers *flow_answers_in_use(const struct tk_policy *policy, const struct tk_answers *answers,
	int64_t at, enum tk_truth *ret_asked)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(policy);
	size_t count = tk_vocabulary_count(vocabulary);
	enum tk_truth *asked = malloc((count + 1) * sizeof(*asked));
	struct tk_answers *used = tk_answers_new(vocabulary);
	bool good = asked != NULL && used != NULL && tk_answers_merge(used, answers) == TK_OK &&
		    tk_questions_asked(policy, used, at, asked) == TK_OK;

	if (good) {
		pass_over(used, asked, count);
		if (ret_asked != NULL)
			memcpy(ret_asked, asked, count * sizeof(*asked));
	} else {
		tk_answers_free(used);
		used = NULL;
	}
	free(asked);
	return used;
}
