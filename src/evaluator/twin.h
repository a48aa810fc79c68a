/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether one answer alone can change something a decision says: the search for two completions that
 * differ in nothing else, and yet in that. Must not know which answers are asked about, or why.
 */
#ifndef EVALUATOR_TWIN_H
#define EVALUATOR_TWIN_H

#include "judge.h"

enum twin_result {
	TWIN_SAME,     /* there are no such completions */
	TWIN_DIFFERS,  /* two were found and evaluated */
	TWIN_DOUBTFUL, /* none was found, but not all could be looked through */
};

/* In the evaluation the slot must be open. */
enum twin_result twin_search(struct judge *judge, struct evaluation *evaluation, const struct goal *goal,
	size_t slot);
/* Whether the goal hangs on the slot at all, as far as the evaluation shows. */
bool goal_hangs_on(const struct judge *judge, const struct evaluation *evaluation, const struct goal *goal,
	size_t slot);

/* What a completion says on the goal: two of them differ in it or not. */
struct signature {
	int64_t a, b;
};
struct signature goal_signature(struct judge *judge, const struct goal *goal, const struct case_facts *facts);

#endif
