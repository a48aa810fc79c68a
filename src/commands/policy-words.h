/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words behind `tuikuan policy`; each describes itself as a command of its own. */
#ifndef COMMANDS_POLICY_WORDS_H
#define COMMANDS_POLICY_WORDS_H

#include "command.h"
#include "places.h"

extern const struct command command_policy_list, command_policy_show, command_policy_check,
	command_policy_test;

/* Loads a pack by id or file; what is wrong is appended to errors (an unreadable file too). NULL on any. */
struct tk_policy *policy_load(const struct places *places, const char *id, struct tk_errors *errors);
/* Reports days that two revisions of a policy hold on, and days between them that none does. false: the former. */
bool policy_check_revisions(struct tk_policy *const *policies, size_t count);
/* Opens the places, or reports why not. */
bool policy_places(struct places *places);

#endif
