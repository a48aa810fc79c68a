/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One pass over a policy's expressions: every node gets a number or a truth value, or stays open
 * where the answers do not settle it (Kleene's three-valued logic). Knows answers and defaults; must
 * not know rules, ranges or what an open answer could still be (completions.h).
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

/* The answers as the judge sees them: the policy's slots at one moment. */
struct case_facts {
	int64_t at;
	uint8_t *state; /* enum fact_state, per slot */
	int64_t *value; /* of answered slots */
	bool *told;     /* what answered(fact) says */
	size_t count;
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
	uint8_t *truth;        /* per node: enum tk_truth; of a number TK_YES (known) or TK_OPEN */
	struct number *number; /* per node: of a known number */
	uint8_t *split;        /* per open MIN, MAX (a <= b), ELAPSED (a >= b): enum tk_truth */
	uint8_t *mode;         /* per slot: enum slot_mode */
	uint64_t *support;     /* per node `words` words: the open slots it hangs on; or NULL */
	size_t words;
};

bool case_facts_init(struct case_facts *facts, const struct tk_policy *policy, struct arena *arena);
void case_facts_copy(struct case_facts *to, const struct case_facts *from);
/* Takes over answers given over the policy's vocabulary, or over the shared one (or one that extends
 * it: of such only the shared part means the same here). */
void case_facts_take(struct case_facts *facts, const struct tk_policy *policy,
	const struct tk_answers *answers, int64_t at);

/* with_support: also work out which open slots each node hangs on. false = no memory */
bool evaluation_init(struct evaluation *evaluation, const struct tk_policy *policy, bool with_support,
	struct arena *arena);
void evaluate(struct evaluation *evaluation, const struct case_facts *facts);
/* Works out again what hangs on `verdict`, now that it is known. */
void evaluate_verdict(struct evaluation *evaluation, enum tk_verdict verdict);
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
