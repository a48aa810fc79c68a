/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether conditions of a pack can hold together in any case at all, whatever is answered within the
 * ranges of the facts and the known order of moments. Must not know what is made of it.
 */
#ifndef EVALUATOR_SATISFY_H
#define EVALUATOR_SATISFY_H

#include "judge.h"

#define SATISFY_WISHES 600 /* more than a pack has rules */

/* A condition, and what it is to be. */
struct wish {
	uint32_t node;
	bool truth;
};

struct satisfy {
	struct judge judge;
	struct arena arena;
	struct wish wishes[SATISFY_WISHES];
	size_t count;
};

/* false = no memory; release all the same. */
bool satisfy_init(struct satisfy *satisfy, const struct tk_policy *policy);
void satisfy_release(struct satisfy *satisfy);
/* Collects what is to hold together. */
void satisfy_wish(struct satisfy *satisfy, uint32_t node, bool truth);
/* false: proven that no case is like that. true: there is one, or nobody knows. The wishes stay. */
bool satisfy_possible(struct satisfy *satisfy);

#endif
