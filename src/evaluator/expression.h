/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conditions and amounts as one pool of typed nodes. A node's operands stand before it, equal nodes
 * are shared, so the pool is a flat program: one pass from the first node to the last evaluates all.
 * `a >= b` is NOT(a < b), `a = b` of numbers is (a <= b) AND (b <= a), `a != b` its NOT: the only
 * numeric tests are <= and <.
 */
#ifndef EVALUATOR_EXPRESSION_H
#define EVALUATOR_EXPRESSION_H

#include "tuikuan.h"

typedef __int128 wide;

/* An exact fraction; den > 0. Not necessarily reduced. */
struct number {
	wide num, den;
};

enum expr_op {
	/* numbers */
	EXPR_CONSTANT, /* constant */
	EXPR_FACT,     /* slot: its answer, or its default (a = default node, b = default_when node, or EXPR_NONE) */
	EXPR_NOW,      /* the moment of evaluation; in defaults only */
	EXPR_ADD,      /* a + b */
	EXPR_SUB,      /* a - b, but for two moments */
	EXPR_ELAPSED,  /* moment a - moment b, below zero counts as zero */
	EXPR_MUL,
	EXPR_DIV, /* the loader has proven b != 0 */
	EXPR_MIN,
	EXPR_MAX,
	EXPR_FLOOR,      /* the greatest multiple of b, a constant above zero, that is not above a */
	EXPR_MONTHS,     /* how many whole calendar months there are from moment a to moment b, at least 0 */
	EXPR_ADD_MONTHS, /* moment a, b calendar months later */
	EXPR_IF,         /* a where condition c holds, else b */
	/* truth values */
	EXPR_TRUTH,   /* mask: 0 or 1 */
	EXPR_FLAG,    /* slot is yes; a, b as EXPR_FACT */
	EXPR_IN,      /* slot's choice is in mask; a = what holds under its default (EXPR_TRUTH), b = default_when, or EXPR_NONE */
	EXPR_LE,      /* a <= b */
	EXPR_LT,      /* a < b */
	EXPR_NOT,     /* not a */
	EXPR_AND,     /* a and b */
	EXPR_OR,      /* a or b */
	EXPR_VERDICT, /* the case's verdict (enum tk_verdict) is in mask; never in a rule that decides */
	EXPR_ANSWERED, /* slot is answered ("not sure" is not); never open, never in a rule that decides */
};

#define EXPR_NONE UINT32_MAX

/* What a node measures: money^money * time^time, or a moment, or a truth value. */
struct dimension {
	int8_t money, time; /* exponents; both 0 for a plain number, count or percentage */
	bool moment;        /* a point in time (money = time = 0) */
	bool truth;
};

struct expr_node {
	enum expr_op op;
	struct dimension dimension;
	uint32_t a, b;   /* operands, EXPR_NONE where there is none */
	uint32_t c;      /* the condition of an IF, else EXPR_NONE */
	uint32_t slot;
	uint64_t mask;
	struct number constant;
};

struct expr_pool {
	struct expr_node *nodes;
	uint32_t count, capacity;
};

#endif
