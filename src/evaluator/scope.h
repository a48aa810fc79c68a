/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The open part of a case, seen through what has been decided so far: open numbers as forms over the
 * open answers (linear.h), open conditions as constraints on them (constraints.h). A scope may hold
 * the same case twice, differing in one answer, the twin; what does not hang on it is shared. MIN,
 * MAX and elapsed times are forms once it is decided which side of them counts. Must not know rules.
 */
#ifndef EVALUATOR_SCOPE_H
#define EVALUATOR_SCOPE_H

#include "constraints.h"
#include "evaluate.h"

#define NO_TWIN SIZE_MAX

enum shape {
	SHAPE_UNSEEN,
	SHAPE_LINEAR,  /* form */
	SHAPE_BLOCKED, /* becomes clear when the split in `block`, or the condition of that IF, is decided */
	SHAPE_COMPLEX, /* a product of open answers, or too many of them: its interval only */
};

/* Of one of the two cases. */
struct view {
	uint8_t *decided;  /* per node: truth of a condition or split that was decided, else TK_OPEN */
	uint8_t *truth;    /* per node: what follows */
	uint8_t *shape;    /* per node: enum shape */
	uint32_t *block;   /* per node */
	struct linear *form;       /* per number (scope->ordinal) */
	struct interval *interval; /* per number; of blocked and complex ones */
	int *variable;     /* per slot, -1: none */
};

struct scope {
	struct evaluation *evaluation;
	struct space space;
	size_t twin; /* the slot in which the two cases differ, or NO_TWIN */
	bool verdict_differs; /* what reads `verdict` is not shared either */
	struct view views[2];
	uint32_t *ordinal;      /* per node, of the policy */
	uint8_t *reads_verdict; /* per node, of the policy */
	bool order_broken; /* of the last scope_order */
};

bool scope_init(struct scope *scope, const struct tk_policy *policy, struct arena *arena);
/* An empty scope over the evaluation. */
void scope_start(struct scope *scope, struct evaluation *evaluation, size_t twin);
/* Makes a slot a variable of both cases; does nothing when it is one. */
void scope_variable(struct scope *scope, size_t slot);
/* Those of the moments between which an order is known. */
void scope_ordered_variables(struct scope *scope);
/* Adds the known order of moments; what contradicts it is left out. */
void scope_order(struct scope *scope, struct constraints *constraints);
/* Whether the node may differ between the two cases. */
bool scope_differs(const struct scope *scope, uint32_t node);
/* The view that holds the node, for case 0 or 1. */
static inline struct view *scope_view(struct scope *scope, int side, uint32_t node)
{
	return &scope->views[side != 0 && scope_differs(scope, node)];
}

enum tk_truth scope_truth(struct scope *scope, int side, uint32_t node);
/* Works out the shape of an open number from its operands, which must have theirs. */
void scope_shape(struct scope *scope, int side, uint32_t node);
/* The form of a number; false: blocked or complex. */
bool scope_form(struct scope *scope, int side, uint32_t node, struct linear *ret);
enum shape scope_shape_of(struct scope *scope, int side, uint32_t node);
/* Works out the interval of an open number that is blocked or complex. */
void scope_interval(struct scope *scope, int side, uint32_t node, const struct constraints *constraints);
/* Between what a number lies. */
struct interval scope_range(struct scope *scope, int side, uint32_t node,
	const struct constraints *constraints);

enum test_kind {
	TEST_LINEAR,  /* form <= 0, or strict: form < 0 */
	TEST_BLOCKED, /* by the split `block` */
	TEST_COMPLEX, /* a - b <= 0 (or < 0), no form */
	TEST_YES,
	TEST_NO,
};
struct test {
	enum test_kind kind;
	bool strict;
	uint32_t block;
	uint32_t a, b;
	struct linear form;
};
/* What an open comparison, or the split of an open MIN, MAX or ELAPSED, asks of the open answers. */
struct test scope_test(struct scope *scope, int side, uint32_t node);
/* Whether it holds whatever the open answers are. */
enum tk_truth scope_test_holds(struct scope *scope, int side, const struct test *test,
	const struct constraints *constraints);
/* Whether the operands of an open comparison are needed rather than the elapsed time it compares:
 * returns the ELAPSED node whose operands count, or EXPR_NONE. */
uint32_t scope_direct_elapsed(const struct evaluation *evaluation, uint32_t node);

static inline bool expr_is_split(enum expr_op op)
{
	return op == EXPR_MIN || op == EXPR_MAX || op == EXPR_ELAPSED;
}

static inline bool expr_is_number(const struct expr_node *node)
{
	return !node->dimension.truth;
}

/* Settles in the evaluation what the ranges and the known order of moments leave no choice about.
 * scope->order_broken says whether the answers contradict that order. false = no memory */
bool scope_settle(struct scope *scope, struct evaluation *evaluation, struct constraints *constraints,
	struct arena *arena);

#endif
