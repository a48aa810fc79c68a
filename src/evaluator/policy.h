/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inside of a loaded policy: what the loader (policy-load.c and its neighbours) builds and the
 * evaluator (evaluate.c, completions.c, decision.c) reads. Immutable once loaded.
 */
#ifndef EVALUATOR_POLICY_H
#define EVALUATOR_POLICY_H

#include "expression.h"
#include "tuikuan.h"

/* No completion of a case comes to more fen than that: the loader proves it (policy_check_sums). */
#define AMOUNT_MAX (INT64_MAX / 2)

struct policy_rule {
	struct tk_rule shown;
	uint32_t when;   /* node */
	uint32_t amount; /* node; deduct only, else EXPR_NONE */
	int reading;     /* index among the readings, -1: an ordinary rule */
	int target;      /* index among channels or documents, -1: none */
};

/* A moment of the case and what is counted from it: a day. */
struct policy_term {
	int slot; /* -1: none */
	int64_t days, months;
};

struct policy_entry {
	struct tk_entry shown;
	uint32_t when; /* node (a constant yes where the pack has no `when`); document: advised when */
	bool always;     /* it has no `when` */
	/* reading */
	uint32_t *replaces; /* indices of the rules it takes out */
	size_t replaces_count;
	/* stage */
	int channel;      /* index, -1: every channel */
	int after;        /* index of the stage it is chained to, -1: starts at the application */
	bool by_hours;    /* least and most in hours, else working days */
	int64_t least, most;
	/* remedy */
	struct policy_term from, until;
	/* document */
	size_t slot; /* of evidence.ID: a flag whose default is no */
};

/* Per fact of the policy's vocabulary: its conditions, compiled into the policy's pool. */
struct policy_fact {
	uint32_t default_value; /* node or EXPR_NONE; of a choice: a constant, the choice's index. Always
	                           in the fact's range, and whole in its unit */
	uint32_t default_when;  /* node or EXPR_NONE (always) */
	uint32_t ask;           /* node; constant yes: always; `ask = used` is constant yes where the pack reads it */
	uint32_t node;          /* the EXPR_FACT or EXPR_FLAG node of this fact; EXPR_NONE when nothing
	                           reads it, and for choices, which have EXPR_IN nodes */
	const uint32_t *not_before; /* slots of moments that are never later than this one (facts.ini: after = ...) */
	size_t not_before_count;
	bool read; /* some rule or entry condition reads it, itself or through a default */
};

/* A part that the refund is paid back in. */
struct policy_split {
	struct tk_split shown;
	uint32_t share; /* node: an amount of money, the parts' weights */
};

/* A sum that is said beside the refund. */
struct policy_sum {
	struct tk_sum shown;
	uint32_t amount; /* node: money */
};

struct compile_table;

struct tk_policy {
	struct tk_policy_head head;
	struct expr_pool pool;
	struct tk_vocabulary *vocabulary; /* own: the shared facts, then the pack's, then evidence.* */
	size_t shared_count;              /* how many slots come from the shared vocabulary */
	const struct tk_vocabulary *shared;
	struct policy_fact *facts;        /* one per slot */
	int applied_at;                   /* slot of applied_at, or -1 */
	uint32_t applies;                 /* node */
	uint32_t base;                    /* node: what is refunded from */
	struct tk_define *defines;        /* in file order, as written; compiled into the pool */
	uint32_t *define_nodes;           /* the node of each; EXPR_NONE: a choice that waits for its comparison */
	size_t define_count;
	struct tk_table *tables;          /* in file order, as written; compiled into the pool */
	size_t table_count;
	uint32_t *table_nodes;            /* the node of each; EXPR_NONE as above */
	const struct compile_table **table_parts; /* the nodes that each is made of */
	struct policy_split *splits;      /* in file order */
	size_t split_count;
	struct policy_sum *sums;          /* in file order */
	size_t sum_count;
	struct policy_rule *rules;        /* in file order */
	size_t rule_count;
	struct policy_entry *entries[TK_ENTRY_KINDS]; /* in file order */
	size_t entry_count[TK_ENTRY_KINDS];
	struct policy_storage *storage; /* of all strings and arrays */
};

#endif
