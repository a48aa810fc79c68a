/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which questions are asked, and so which answers count: one to a question that is not asked is passed
 * over, and that can end or begin other questions. Knows conditions of asking; must not know rules.
 */
#ifndef EVALUATOR_ASKING_H
#define EVALUATOR_ASKING_H

#include "evaluate.h"

struct asking {
	uint32_t *slots; /* of questions that are not always asked */
	size_t count;
	size_t cases;
	size_t steps;    /* of the program: after so many all conditions of asking are worked out */
	uint8_t *state;  /* per such slot and case: what was answered */
	bool *told;
	uint8_t *asked;  /* enum tk_truth, likewise: whether the question is asked */
};

/* Marks, one for each node of the pool, the conditions of asking that are looked at; not their operands. */
void asking_mark(const struct asking *asking, const struct tk_policy *policy, bool *nodes);
/* Room for so many cases in step; LOOKED_AT, if not NULL, leaves out slots (one each) that nothing looks at.
 * false = no memory */
bool asking_init(struct asking *asking, const struct tk_policy *policy, size_t cases, const bool *looked_at,
	struct arena *arena);
/* Whether its question is asked whatever else is answered. */
bool always_asked(const struct tk_policy *policy, size_t slot);
/* Takes the answers that do not count out of FACTS, and leaves EVALUATION evaluated for the others. */
void evaluate_asked(struct evaluation *evaluation, struct case_facts *facts, struct asking *asking);

#endif
