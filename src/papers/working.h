/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How an amount of the summary is worked out, line by line, in the names of the pack, and what those names stand
 * for. It reckons nothing itself.
 */
#ifndef PAPERS_WORKING_H
#define PAPERS_WORKING_H

#include "paper.h"

/* What stands on the paper already. Beyond the room a name is worked out again, or not told. */
struct working_names {
	const char *items[64]; /* of the policy */
	size_t count;
	size_t slots[64]; /* of the facts that the lines name */
	size_t slot_count;
};

/* The lines of a deduct rule that NAMES does not know yet. */
void working_lines(struct paper *paper, const struct tk_rule *rule, struct working_names *names);
/* "Names above: period_start is Paid from ..."; nothing when no line named an answer. */
void working_legend(struct paper *paper, const struct working_names *names);

#endif
