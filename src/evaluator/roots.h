/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the expressions of a pack stand: section, key and line of each, with the node that it became.
 * For whoever has to say something about the pack rather than about a case. Must not know what is
 * said.
 */
#ifndef EVALUATOR_ROOTS_H
#define EVALUATOR_ROOTS_H

#include "ini.h"
#include "policy.h"

struct root {
	const struct ini_section *section;
	const struct ini_key *key;
	uint32_t node; /* never EXPR_NONE */
};

struct roots {
	struct root *items; /* in file order */
	size_t count;
};

/* false = no memory; release all the same. */
bool roots_find(const struct tk_policy *policy, struct roots *ret_roots);
void roots_release(struct roots *roots);
/* The text of the pack; borrowed. */
const struct ini *policy_ini(const struct tk_policy *policy);

/* `a = b` of numbers, which is (a <= b) AND (b <= a): one comparison for people. */
bool expr_is_equality(const struct expr_pool *pool, uint32_t node);

#endif
