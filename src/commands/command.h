/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A subcommand describes itself in a constant; main.c looks it up. Arguments in, text out; exit status
 * 0 done, 1 the data is bad or a file could not be read or written, 2 usage.
 */
#ifndef COMMANDS_COMMAND_H
#define COMMANDS_COMMAND_H

#include <stdbool.h>

enum { STATUS_DONE = 0, STATUS_BAD_DATA = 1, STATUS_USAGE = 2 };

struct command {
	const char *name;    /* "evaluate", "policy check"; "" is the wizard */
	const char *usage;   /* "[CASE] [--policy ID] ..." */
	const char *summary; /* one line, marked for translators */
	const char *options[4]; /* help text of the options, in parts, each marked for translators */
	int (*run)(const struct command *command, int argc, char **argv); /* argv[0] is the name */
};

/* All of them, in the order of --help, the wizard first; NULL-terminated. */
extern const struct command *const command_table[];
/* The command NAME, or NULL. */
const struct command *command_find(const char *name);

extern const struct command command_evaluate, command_letter, command_checklist, command_summary, command_packet,
	command_calendar, command_verify, command_history, command_cases, command_policy, command_batch, command_wizard,
	command_complete;

#endif
