/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of a breakdown as equations that a reader can do again on paper:
 * "800.00 − 800.00 × 20 % = 640.00". Knows deductions as the evaluator gives them; the words of the
 * rule are read only to show how its amount comes about, never to compute anything that is not
 * checked against the decision.
 */
#ifndef PAPERS_EQUATION_H
#define PAPERS_EQUATION_H

#include "tuikuan.h"

/* What is left so far; begins as what is refunded from. */
struct equation {
	int64_t left;  /* fen, as the decision rounds it */
	int64_t exact; /* the same before rounding, in ten-thousandths of a fen */
	/* The value of a money fact, false when it is not answered. */
	bool (*money)(void *user, const char *name, int64_t *ret_fen);
	/* The expression that a name of the pack stands for, NULL when there is none; may be NULL.
	 */
	const char *(*define)(void *user, const char *name);
	void *user;
	bool worked; /* the last line says itself how what comes off is worked out */
};

void equation_begin(struct equation *equation, int64_t base);
/* The next line. *ret_rounded: its result had to be rounded half up to the fen. Caller frees; NULL
 * = no memory. */
char *equation_next(
        struct equation *equation, const struct tk_deduction *deduction, bool *ret_rounded);

#endif
