/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Splitting a case at its open conditions, one decision after the other, each checked against what
 * the open answers can be at all. Who uses it walks the tree himself: completions.c for the bounds,
 * relevance.c for two cases that differ in one answer. Must not know what is looked for.
 */
#ifndef EVALUATOR_SEARCH_H
#define EVALUATOR_SEARCH_H

#include "outcome.h"
#include "scope.h"

#define SEARCH_DEPTH 128

/* What can be decided next: an open test or split in one of the two cases (or in both). */
struct atom {
	uint32_t node; /* EXPR_NONE: nothing is open there */
	int side;
	bool want;     /* what brings the condition that it was looked for in to its wanted end */
};

struct search {
	struct scope scope;
	struct arena *arena;
	uint8_t *marks;      /* per node */
	uint32_t *program;   /* the open nodes that count, operands first; those that decide stand first */
	size_t deciding, length;
	uint32_t *pending;   /* numbers that change shape with the decisions */
	size_t pending_count;
	uint32_t *ranged;    /* numbers of which intervals are needed */
	size_t ranged_count;
	size_t atoms;        /* how many of the nodes are tests or splits */
	const struct ruleset *verdict_rules; /* of what reads `verdict`; NULL: nothing does */
	struct constraints levels[SEARCH_DEPTH + 1];
	struct constraints spare[2];
	int64_t *values;     /* of the variables, as last picked */
	int *toward;
	long steps;          /* that may still be made */
	bool failed;         /* no memory, or given up */
	bool (*goes_on)(void *user); /* asked now and then; once it says no, the search is given up. NULL: it goes on */
	void *user;
	unsigned asked;      /* steps since it was */
	bool given_up;
};

bool search_init(struct search *search, const struct tk_policy *policy, struct arena *arena);
/* A new search over the evaluation; twin as in scope.h. Then the roots are marked, then it is made
 * ready. */
void search_start(struct search *search, struct evaluation *evaluation, size_t twin);
void search_mark(struct search *search, uint32_t root, bool deciding);
/* All that decides under the rules; amounts: the deductions and the base too. */
void search_mark_rules(struct search *search, const struct ruleset *rules, bool amounts);
void search_ready(struct search *search);

/* Works out what follows from the decisions so far. */
void search_pass(struct search *search, int level);
/* The next open atom that the truth of ROOT hangs on. */
struct atom search_atom(struct search *search, int side, uint32_t root, bool want);
/* The split that a number is blocked by. */
struct atom search_block(struct search *search, int side, uint32_t number);
/* Decides the atom, for the level after this one; false: the answers can't be so. Undone by
 * search_undo, in both cases. */
bool search_decide(struct search *search, int level, struct atom atom, bool truth);
void search_undo(struct search *search, int level, struct atom atom);
/* Takes a step; false: none is left, or there is nobody to wait for more. */
bool search_step(struct search *search);
/* Whether another decision may be made at this level; else the walk has to stop here. */
bool search_may_go_on(struct search *search, int level);

/* What the rules come to as far as is decided. */
struct reach {
	struct span span;
	bool certain;        /* no rule that decides is open, no amount blocked */
	bool linear;         /* the amount is `total` */
	struct linear total; /* before it is cut off at zero and rounded */
};
void search_reach(struct search *search, int side, const struct ruleset *rules, int level,
	struct reach *ret);
/* The next atom for the rules to become certain. */
struct atom search_rules_atom(struct search *search, int side, const struct ruleset *rules);
enum tk_truth search_refused(struct search *search, int side, const struct ruleset *rules);
/* The verdicts that are possible: bits 1 << enum tk_verdict. */
unsigned search_verdicts(struct search *search, int side, const struct ruleset *rules);

/* Finds a completion (search->values), going where search->toward points: a step, as a decision is. */
bool search_pick(struct search *search, int level);
/* Puts the completion of one case into the facts. */
void search_complete(const struct search *search, int side, struct case_facts *facts);
/* Points every variable of the form where the form grows (sign 1) or shrinks (-1), with WEIGHT. */
void search_aim(struct search *search, const struct linear *form, int sign, int weight);

#endif
