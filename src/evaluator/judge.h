/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One case at work: the answers, what they settle, and room for every "what if" that a decision asks.
 * The pieces of a decision (bounds, relevance, deadlines ...) each have their part here. Must not know
 * how the answers were come by.
 */
#ifndef EVALUATOR_JUDGE_H
#define EVALUATOR_JUDGE_H

#include "search.h"

/* Exact up to this many open tests in the rules that decide. */
#define JUDGE_MAX_OPEN 12

struct judge {
	const struct tk_policy *policy;
	struct arena *arena;           /* of scratch memory */
	const struct ruleset *rules;   /* the ordinary ones, then those under each reading */
	struct case_facts facts;       /* the case */
	struct evaluation now;         /* of the case, settled */
	struct case_facts other_facts; /* the case with another answer */
	struct evaluation other;
	struct case_facts full_facts;  /* a completion */
	struct evaluation full;        /* without support */
	struct search search;
	struct constraints settling;
	long steps;                    /* left for all searches of this case */
	uint32_t *tests;               /* room for a list of nodes */
	bool order_broken;             /* of the last judge_settle */
	bool too_many_open;            /* more than JUDGE_MAX_OPEN tests, in the last judge_outcome */
	bool failed;                   /* no memory, or given up */
};

/* So many decisions and completions a case may take, a person waiting for it: some tenths of a second at most. Beyond
 * them bounds are sound instead of exact. */
#define JUDGE_STEPS 20000

bool judge_init(struct judge *judge, const struct tk_policy *policy, struct arena *arena);
/* Evaluates the facts and settles what can be settled. */
void judge_settle(struct judge *judge, struct evaluation *evaluation, const struct case_facts *facts);

/* Puts the usual answers of open facts into other_facts, beside what is answered; false: there are none. */
bool judge_assume_usual(struct judge *judge);

/* Whether the decision hangs on the fact at all: some rule or entry reads it, or the dates of stages are
 * counted from it. */
bool judge_reads(const struct tk_policy *policy, size_t slot);
/* Whether a rule that fired requires the document. Of cases in step INDEX says which; else it is 0. */
bool judge_requires(const struct evaluation *evaluation, size_t document, size_t index);

/* ---- completions.c ---------------------------------------------------------------------------- */

/* The outcome under the rules: verdict, amount and bounds over all completions. *exact is set to false
 * (never to true) when the bounds are sound but perhaps not tight. */
struct tk_outcome judge_outcome(struct judge *judge, struct evaluation *evaluation,
	const struct ruleset *rules, bool *exact);
/* Whether verdict and amount are certain: which is seen sooner than what they are, for two completions that differ
 * are enough to deny it. */
bool judge_is_settled(struct judge *judge, struct evaluation *evaluation, const struct ruleset *rules);

/* ---- goals.c ---------------------------------------------------------------------------------- */

enum goal_kind {
	GOAL_OUTCOME, /* verdict and amount */
	GOAL_CHANNEL, /* which channel */
	GOAL_ANY,     /* whether any of the nodes is true */
	GOAL_STAGE,   /* whether the stage is due, and its dates */
	GOAL_READING, /* whether the reading is listed, and its outcome */
};

/* Something a decision says, of which is asked what can still change it. */
struct goal {
	enum goal_kind kind;
	enum tk_relevance level;
	const uint32_t *nodes; /* its conditions */
	size_t node_count;
	size_t index;          /* stage, reading */
	bool unless_refused;   /* says nothing when refused */
	bool reads_verdict;
};

/* All goals of a policy, by level, the deciding one first. NULL = no memory */
const struct goal *goals_build(const struct tk_policy *policy, const struct search *search,
	struct arena *arena, size_t *ret_count);

/* ---- relevance.c ------------------------------------------------------------------------------ */

/* What each slot can still do; room for all slots. OUTCOME_OPEN: verdict or amount hang on what is open, so that
 * some open slot decides. *exact as above. */
void judge_relevance(struct judge *judge, bool outcome_open, enum tk_relevance *relevance, bool *exact);

/* ---- stages.c --------------------------------------------------------------------------------- */

/* The channel under the evaluation: known (YES), none fires (NO), open. INDEX as above. */
enum tk_truth judge_channel(const struct evaluation *evaluation, size_t index, int *ret_channel);
/* Whether the stage belongs to the review; channel as above, -1 for none. */
bool judge_stage_due(const struct evaluation *evaluation, size_t stage, int channel);
/* Whether a slot's value hangs on another slot (or itself) that is open. */
bool judge_slot_hangs_on(const struct evaluation *evaluation, size_t of, size_t slot);
struct tk_stage_dates judge_stage_dates(const struct evaluation *evaluation, size_t stage, int channel,
	int64_t applied_at);

struct tk_remedy_dates judge_remedy_dates(const struct evaluation *evaluation, const struct policy_entry *remedy);

/* ---- deadlines.c ------------------------------------------------------------------------------ */

/* The deadlines from the case's moment on, at most ROOM of them; returns how many. */
#define JUDGE_MAX_DEADLINES 64
size_t judge_deadlines(struct judge *judge, struct tk_deadline *deadlines, size_t room);

/* ---- split.c ---------------------------------------------------------------------------------- */

/* The parts of the refund, room for one per split; returns how many, 0 when a share is open. */
size_t judge_split(const struct judge *judge, int64_t amount, struct tk_part *parts);
/* Those of the policy's sums that are known, room for all; returns how many. */
size_t judge_sums(const struct judge *judge, struct tk_known_sum *sums);

/* ---- console.c -------------------------------------------------------------------------------- */

/* Fills in console and causes; outcome and conditions are known. */
void judge_console(const struct judge *judge, const struct tk_answers *answers, struct tk_decision *decision,
	struct arena *arena);

/* ---- what-if.c -------------------------------------------------------------------------------- */

/* What other answers would lead to, where that differs from the outcome; memory from the arena. */
const struct tk_what_if *judge_what_if(struct judge *judge, const struct tk_decision *decision,
	struct arena *arena, size_t *ret_count);
/* The outcome of the case with other answers; judge->other is left evaluated for them. */
struct tk_outcome judge_changed(struct judge *judge, const struct tk_change *changes, size_t count);
/* Puts them into judge->other alone. */
void judge_change(struct judge *judge, const struct tk_change *changes, size_t count);
/* The values of a flag, choice or count that are worth trying beside the present one; none of other
 * facts. Room for JUDGE_MAX_VALUES; returns how many. */
#define JUDGE_MAX_VALUES 66
size_t judge_other_values(const struct judge *judge, size_t slot, int64_t values[JUDGE_MAX_VALUES]);
/* Whether nothing about the outcome is worse, and something better. */
bool outcome_is_better(const struct tk_outcome *outcome, const struct tk_outcome *than);

/* ---- reasons.c -------------------------------------------------------------------------------- */

/* Fills decision->reasons and hinges; memory from the arena. */
void judge_reasons(struct judge *judge, struct tk_decision *decision, struct arena *arena);

/* ---- ways.c ----------------------------------------------------------------------------------- */

/* Fills decision->pairs and ways, from its deadlines and what_if; memory from the arena. */
void judge_ways(struct judge *judge, struct tk_decision *decision, struct arena *arena);

#endif
