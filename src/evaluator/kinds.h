/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cases that are alike: a key of a few words holds what tells them apart, a table the kinds that were
 * seen. What a kind is, the evaluation of its first case says. Must not know where cases come from.
 */
#ifndef EVALUATOR_KINDS_H
#define EVALUATOR_KINDS_H

#include "judge.h"

/* A condition of the key: of a rule, or whether a document is missing. */
struct kind_part {
	uint32_t node;   /* of a rule's condition; EXPR_NONE: document */
	size_t document; /* index */
	size_t first, required; /* of a document: the conditions of the rules that require it, among all such */
	bool settles;    /* open, it may still be settled by ranges and known order (settle.c) */
};

struct kinds {
	const struct tk_policy *policy;
	const struct ruleset *rules;
	bool tells_rules, tells_held;
	struct kind_part *parts;
	size_t part_count;
	uint32_t *requirements; /* nodes: the conditions of rules that require a document */
	size_t words;           /* of a key */
	uint64_t *settles;      /* per word: the bits of open conditions that may be settled */
	uint64_t *keys;         /* of cases in step: [word * cases + the case's index] */
	struct kept_kind **table;
	size_t kept;
};

bool kinds_init(struct kinds *kinds, const struct tk_policy *policy, const struct ruleset *rules,
	unsigned flags, struct arena *arena);
void kinds_release(struct kinds *kinds);
/* Forgets all kinds when they have become many; those given before are gone then. */
void kinds_thin(struct kinds *kinds);
/* Works out the keys of all cases of the evaluation, given their verdicts. */
void kinds_gather(struct kinds *kinds, const struct evaluation *evaluation, const uint8_t *verdicts);
/* Whether a condition in the key of a case is open that may still be settled. */
bool kinds_unsettled(const struct kinds *kinds, size_t cases, size_t index);
/* The kind of a case whose key was gathered. NULL = no memory */
struct tk_kind *kinds_find(
	struct kinds *kinds, const struct evaluation *evaluation, size_t index, enum tk_verdict verdict);

#endif
