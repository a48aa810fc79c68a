/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the open answers can still be, all at once: a set of values for each flag and choice, bounds
 * and bounded differences for numbers (closed, so that every bound can be reached), and rows for
 * whatever else is linear. Adding a constraint says no only when nothing is left; with rows it may
 * say yes though nothing is left, so what matters is shown by constraints_pick. Must not know rules.
 */
#ifndef EVALUATOR_CONSTRAINTS_H
#define EVALUATOR_CONSTRAINTS_H

#include "arena.h"
#include "linear.h"

#define CONSTRAINT_ROWS 48
#define CONSTRAINT_NUMBERS 48 /* more numeric variables are not set in relation */

/* An open answer. The same slot may stand twice, for two cases that differ in it. */
struct variable {
	uint32_t slot;
	bool finite;  /* a flag or choice: a set of values, else a number */
	bool money;   /* its upper end is no bound that means anything */
	int index;    /* of its set, or from 1 of its number */
	uint64_t values;
	int64_t least, most;
};

/* sum of factor * variable + constant <= 0, all whole */
struct row {
	wide constant;
	int count;
	struct {
		int number;
		wide factor;
	} terms[LINEAR_TERMS];
};

struct space {
	struct variable *variables;
	int count, capacity;
	int sets, numbers; /* numbers: one more than there are, 0 stands for zero */
	struct row rows[CONSTRAINT_ROWS]; /* of the constraints at hand, a stack */
};

struct constraints {
	uint64_t *sets;
	int64_t *gaps; /* gaps[i * numbers + j]: the most that i - j can be */
	int row_count;
	int64_t *memory;
	size_t memory_size;
};

void space_init(struct space *space, struct variable *variables, int capacity);
/* The index of the new variable, -1: no room. */
int space_add(struct space *space, struct variable variable);

/* Room for any constraints over the space; false = no memory. Contents are left undefined. */
bool constraints_room(struct constraints *constraints, const struct space *space, struct arena *arena);
/* Nothing but the ranges. */
void constraints_start(struct constraints *constraints, const struct space *space);
void constraints_copy(struct constraints *to, const struct constraints *from, const struct space *space);

/* All false: nothing is left (and the constraints are of no more use). */
bool constraints_restrict(struct constraints *constraints, const struct space *space, int variable,
	uint64_t values);
/* form <= 0, or with strict form < 0 */
bool constraints_require(struct constraints *constraints, struct space *space,
	const struct linear *form, bool strict);

uint64_t constraints_values(const struct constraints *constraints, const struct space *space, int variable);
struct interval constraints_range(const struct constraints *constraints, const struct space *space,
	const struct linear *form);
/* Whether form <= 0 (strict: < 0) holds for all that is left, for nothing, or is open. */
enum tk_truth constraints_holds(const struct constraints *constraints, const struct space *space,
	const struct linear *form, bool strict);

/* Finds values of all variables that satisfy all constraints, each number where `toward` is below
 * (above) zero as low (high) as can be, those that are far from zero first. false: none found.
 * spare has room too. values: one per variable. */
bool constraints_pick(const struct constraints *constraints, struct space *space, const int *toward,
	struct constraints spare[2], int64_t *values);

#endif
