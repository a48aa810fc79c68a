/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From rules that fired to a verdict and an amount. Rounding and the breakdown are as the design has
 * them: what is left after k deductions is max(0, base - d1 - ... - dk), rounded half up to the fen.
 * Must not know what an open answer could still be.
 */
#ifndef EVALUATOR_OUTCOME_H
#define EVALUATOR_OUTCOME_H

#include "evaluate.h"

/* The rules that decide: the ordinary ones, or those of a reading. Indices in file order. */
struct ruleset {
	const uint32_t *refusals;
	size_t refusal_count;
	const uint32_t *deductions;
	size_t deduction_count;
};

/* One more than there are readings: the ordinary rules, then those under each reading. NULL = no
 * memory */
const struct ruleset *rulesets_build(const struct tk_policy *policy, struct arena *arena);

/* What completions come to: their verdicts and the amounts between them. */
struct span {
	unsigned verdicts;  /* bits 1 << enum tk_verdict */
	wide least, most;   /* fen */
	bool unbounded;     /* no bound above can be named; most is where the ranges end */
};
#define SPAN_ONE(verdict) (1u << (verdict))

void span_join(struct span *span, const struct span *other); /* a span without verdicts is empty */
bool span_covers(const struct span *span, const struct span *other);
struct tk_outcome span_outcome(const struct span *span);
/* Whether verdict and amount are certain. */
bool outcome_is_settled(const struct tk_outcome *outcome);
bool outcomes_equal(const struct tk_outcome *a, const struct tk_outcome *b);

/* What is left of an amount: not below zero, rounded half up. */
wide amount_rounded(struct number amount);

/* Of CASES_IN_STEP cases, each: yes when a refuse rule fired, open when one may: enum tk_truth. */
void outcome_refusals(const struct evaluation *evaluation, const struct ruleset *rules, uint8_t *refused);
enum tk_truth outcome_refused(const struct evaluation *evaluation, const struct ruleset *rules); /* of the one case */
/* The verdict and amount of a case in which nothing that decides is open, given whether it is refused; false:
 * something is. Of cases in step INDEX says which; else it is 0. */
bool outcome_known_of(const struct evaluation *evaluation, const struct ruleset *rules, size_t index,
	enum tk_truth refused, enum tk_verdict *ret_verdict, int64_t *ret_amount);
bool outcome_known(const struct evaluation *evaluation, const struct ruleset *rules,
	enum tk_verdict *ret_verdict, int64_t *ret_amount);
/* The lines of the deductions that fired, all of whose amounts must be known; room for as many as
 * there are. Returns how many. */
size_t outcome_breakdown(const struct evaluation *evaluation, const struct ruleset *rules,
	struct tk_deduction *lines);

#endif
