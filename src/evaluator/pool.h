/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Building a pool of expression nodes (expression.h): equal nodes are shared, what is constant is
 * worked out, what cannot be proven safe is refused. Takes nodes of fitting types for granted
 * (terms.h sees to that); must not know the language they are written in.
 */
#ifndef EVALUATOR_POOL_H
#define EVALUATOR_POOL_H

#include "bounds.h"
#include "expression.h"

#define POOL_MAX_NODES 4096

enum pool_problem {
	POOL_FINE,
	POOL_NO_MEMORY,
	POOL_TOO_MANY,     /* more than POOL_MAX_NODES nodes */
	POOL_TOO_LARGE,    /* 128 bits might not do */
	POOL_ZERO_DIVISOR, /* the divisor might be zero */
};

struct pool {
	struct expr_pool nodes;
	struct bounds *bounds;     /* of each numeric node */
	uint32_t *index;           /* hash table of nodes, EXPR_NONE where empty */
	uint32_t index_size;       /* a power of two, or 0 */
	enum pool_problem problem; /* why the last call gave EXPR_NONE */
};

void pool_init(struct pool *pool);
void pool_release(struct pool *pool);

/* All give the node's index, or EXPR_NONE with pool->problem. An operand EXPR_NONE stays EXPR_NONE
 * where the operation needs it. */
uint32_t pool_number(struct pool *pool, struct number value, struct dimension dimension);
uint32_t pool_truth(struct pool *pool, bool value);
/* The number a fact holds: least .. most over den. default_value and default_when may be EXPR_NONE.
 */
uint32_t pool_fact(struct pool *pool, uint32_t slot, int64_t least, int64_t most, int64_t den,
        struct dimension dimension, uint32_t default_value, uint32_t default_when);
uint32_t pool_now(struct pool *pool);
uint32_t pool_flag(struct pool *pool, uint32_t slot, uint32_t default_value, uint32_t default_when);
/* default_choice: an index, or -1 for none. */
uint32_t pool_in(struct pool *pool, uint32_t slot, uint64_t mask, unsigned choice_count,
        int default_choice, uint32_t default_when);
uint32_t pool_verdict(struct pool *pool, uint64_t mask);
uint32_t pool_answered(struct pool *pool, uint32_t slot);
/* op: EXPR_ADD SUB ELAPSED MUL DIV MIN MAX FLOOR MONTHS ADD_MONTHS */
uint32_t pool_arithmetic(
        struct pool *pool, enum expr_op op, uint32_t a, uint32_t b, struct dimension dimension);
/* a where the condition c holds, else b. */
uint32_t pool_if(struct pool *pool, uint32_t c, uint32_t a, uint32_t b, struct dimension dimension);
/* op: EXPR_LE, EXPR_LT */
uint32_t pool_compare(struct pool *pool, enum expr_op op, uint32_t a, uint32_t b);
uint32_t pool_not(struct pool *pool, uint32_t a);
uint32_t pool_and(struct pool *pool, uint32_t a, uint32_t b);
uint32_t pool_or(struct pool *pool, uint32_t a, uint32_t b);

static inline const struct expr_node *pool_node(const struct pool *pool, uint32_t node)
{
	return &pool->nodes.nodes[node];
}
/* Whether the node is the constant truth value, yes or no. */
bool pool_is_truth(const struct pool *pool, uint32_t node, bool value);

extern const struct dimension dimension_number, dimension_money, dimension_time, dimension_moment,
        dimension_truth;
bool dimension_equal(struct dimension a, struct dimension b);
/* Money, time or a plain number; not yuan a day, square yuan and the like. */
bool dimension_is_simple(struct dimension dimension);

#endif
