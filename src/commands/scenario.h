/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scenario files: facts and moment in, decision out. Every key `expect.X` of a scenario is compared with
 * the decision; the format is in tuikuan-policy(5). Knows decisions and INI; prints nothing.
 */
#ifndef COMMANDS_SCENARIO_H
#define COMMANDS_SCENARIO_H

#include "ini.h"
#include "tuikuan.h"

struct scenario_result {
	size_t passed, failed;
	/* Of each rule of the policy, whether some scenario made it fire (1), not fire (2). Owned. */
	unsigned char *rules;
	size_t rule_count;
	/* What the scenarios show of the policy's conditions. Owned. */
	struct tk_coverage *coverage;
};

/* Runs all scenarios of a file; each mismatch is an error TK_E_MISMATCH with file, line, scenario and
 * key. TK_INVALID: a scenario could not be run, because something in the file is wrong. */
enum tk_status scenario_run(const struct ini *ini, const struct tk_policy *policy,
			    struct scenario_result *ret_result, struct tk_errors *errors);
/* Runs them in the order of the given indices of sections, as many as there are, until one fails: its
 * place in the order, or the number of sections when none does. Says nothing of how it fails. */
enum tk_status scenario_find_failure(const struct ini *ini, const struct tk_policy *policy,
				     const size_t *order, size_t *ret_place);
void scenario_result_release(struct scenario_result *result);

#endif
