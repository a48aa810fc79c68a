/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One pass over a policy's expressions: every node gets a number or a truth value, or stays open
 * where the answers do not settle it (Kleene's three-valued logic). A number of cases can go through
 * it in step, each node being worked out for all of them before the next: that is how many thousands
 * a second are judged, and a single case is a number of one. Knows answers and defaults; must not know
 * rules, ranges or what an open answer could still be (completions.h).
 */
#ifndef EVALUATOR_EVALUATE_H
#define EVALUATOR_EVALUATE_H

#include "arena.h"
#include "number.h"
#include "policy.h"

enum fact_state {
	FACT_UNANSWERED, /* its default holds, if it has one */
	FACT_ANSWERED,
	FACT_FREE,       /* reasoned with as open, whatever its answer or default */
};

/* At most so many cases in step: what is known of them fits the processor's nearest memory. */
#define CASES_IN_STEP 64

/* The answers as the judge sees them: the policy's slots at one moment, of one case or of several in
 * step. What is said "per slot" is then at [slot * cases + the case's index]. */
struct case_facts {
	int64_t at;
	uint8_t *state; /* enum fact_state, per slot */
	int64_t *value; /* per slot: of an answered one; 0 of evidence that is not answered */
	bool *told;     /* per slot: what answered(fact) says */
	size_t count;   /* of slots */
	size_t cases;
};

enum slot_mode {
	SLOT_UNSEEN,
	SLOT_KNOWN,
	SLOT_ASSUMED, /* its default is in force, and may itself be open */
	SLOT_OPEN,    /* a completion may give it any value of its range */
};

struct evaluation {
	const struct tk_policy *policy;
	const struct case_facts *facts;
	size_t cases;          /* "per node" is at [node * cases + the case's index], "per slot" likewise */
	const uint32_t *program; /* the nodes to work out, in order; NULL: all */
	size_t program_count;
	uint8_t *truth;        /* per node: enum tk_truth; of a number TK_YES (known) or TK_OPEN */
	struct number *number; /* per node: of a known number */
	uint8_t *split;        /* of one case: per open MIN, MAX (a <= b), ELAPSED (a >= b): enum tk_truth */
	uint8_t *mode;         /* per slot: enum slot_mode */
	bool *known;           /* of a slot, not a case: it is answered in all of them */
	uint64_t *support;     /* of one case: per node `words` words: the open slots it hangs on; or NULL */
	size_t words;
};

bool case_facts_init(struct case_facts *facts, const struct tk_policy *policy, struct arena *arena);
bool case_facts_init_many(struct case_facts *facts, const struct tk_policy *policy, size_t cases,
	struct arena *arena);
/* Between facts of one case. */
void case_facts_copy(struct case_facts *to, const struct case_facts *from);
/* Takes over answers given over the policy's vocabulary, or over the shared one (or one that extends
 * it: of such only the shared part means the same here). */
void case_facts_take(struct case_facts *facts, const struct tk_policy *policy,
	const struct tk_answers *answers, int64_t at);

/* For one case. with_support: also work out which open slots each node hangs on. false = no memory */
bool evaluation_init(struct evaluation *evaluation, const struct tk_policy *policy, bool with_support,
	struct arena *arena);
/* For cases in step, of which only the nodes of PROGRAM (in order, and each with all it hangs on) are
 * worked out; the rest must not be looked at. */
bool evaluation_init_many(struct evaluation *evaluation, const struct tk_policy *policy, size_t cases,
	const uint32_t *program, size_t program_count, struct arena *arena);
void evaluate(struct evaluation *evaluation, const struct case_facts *facts);
/* The same in two parts: the first STEPS nodes of the program, as often as the facts still change, then the rest. */
void evaluate_begin(struct evaluation *evaluation, const struct case_facts *facts, size_t steps);
void evaluate_rest(struct evaluation *evaluation, size_t steps);
/* Works out again what hangs on `verdict`, now that it is known: one for each case. */
void evaluate_verdicts(struct evaluation *evaluation, const uint8_t *verdicts);
void evaluate_verdict(struct evaluation *evaluation, enum tk_verdict verdict); /* of the one case */
/* Works out one AND, OR or NOT, and any node's support, from its operands. */
enum tk_truth evaluate_logic(const struct evaluation *evaluation, const struct expr_node *node);
void evaluate_support(struct evaluation *evaluation, uint32_t node);

/* The value a slot has, as the default that is in force or as its answer; false: open. In the fact's
 * unit. */
bool evaluation_value(const struct evaluation *evaluation, size_t slot, int64_t *ret_value);

static inline bool evaluation_hangs_on(const struct evaluation *evaluation, uint32_t node, size_t slot)
{
	return evaluation->support[node * evaluation->words + slot / 64] >> slot % 64 & 1;
}

/* The node of the default that is in force for an assumed slot. */
static inline uint32_t evaluation_default(const struct evaluation *evaluation, size_t slot)
{
	return evaluation->policy->facts[slot].default_value;
}

#endif
