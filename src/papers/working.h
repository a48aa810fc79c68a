/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How an amount of the summary is worked out, line by line, in words and in the names that the pack
 * has for numbers. It reckons nothing itself.
 */
#ifndef PAPERS_WORKING_H
#define PAPERS_WORKING_H

#include "paper.h"

/* What stands on the paper already. Beyond the room a name is worked out again, or not told. */
struct working_names {
	const char *items[64]; /* of the policy */
	size_t count;
};

/* The lines of a deduct rule that NAMES does not know yet. */
void working_lines(struct paper *paper, const struct tk_rule *rule, struct working_names *names);
/* The same of a sum beside the refund. */
void working_sum_lines(struct paper *paper, const struct tk_sum *sum, struct working_names *names);

#endif
