/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Triage: which question settles most, so that few are asked before verdict and amount are certain. A pure
 * function of policy, answers and moment: each answer that a question can have is tried, and the question after
 * which the fewest deciding ones are left, weighed by how usual the answers are, comes first. Must not know a
 * page, a case or a terminal.
 */
#ifndef WIZARD_TRIAGE_H
#define WIZARD_TRIAGE_H

#include "tuikuan.h"

/* Whether verdict and amount are certain. */
bool triage_is_settled(const struct tk_outcome *outcome);
/* The next question of a case. ANSWERS are those in use, and DECISION is made of them; ASKED is the truth of `ask`
 * of each slot (flow_answers_in_use). PASSED, if not NULL: per slot, whether it was passed over and is not to be
 * asked. Questions answered "not sure" are not asked again; one that is asked after certain answers to another only
 * comes after that one. *RET_SLOT is -1 where nothing that can be asked settles anything more. TK_OK or TK_NO_MEMORY. */
enum tk_status triage_find(const struct tk_decision *decision, const struct tk_answers *answers,
	const enum tk_truth *asked, const bool *passed, int *ret_slot);
/* How many questions of the case can still be asked, those of PASSED left out. */
size_t triage_count(const struct tk_decision *decision, const struct tk_answers *answers, const enum tk_truth *asked,
	const bool *passed);
/* Before it is known which policy judges: the slot of the question of the start page whose answer tells of most
 * CANDIDATES (which apply perhaps) whether they do. -1: none of them tells anything. */
int triage_find_policy(const struct tk_candidate *candidates, size_t count, const bool *passed, int64_t at);

#endif
