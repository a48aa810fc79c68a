/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all commands do alike with their arguments: options in GNU style, --help, --version and
 * --language, one line and a pointer to --help when they are used wrongly. Knows no command.
 */
#ifndef COMMANDS_ARGUMENTS_H
#define COMMANDS_ARGUMENTS_H

#include <getopt.h>

#include "command.h"

/* Codes of the options that every command takes; those of a command begin at ARGUMENT_OWN. */
enum { ARGUMENT_HELP = 1000, ARGUMENT_VERSION, ARGUMENT_LANGUAGE, ARGUMENT_OWN };

/* To stand in each table of options. */
#define ARGUMENTS_COMMON                                                                            \
	{"help", no_argument, NULL, ARGUMENT_HELP}, {"version", no_argument, NULL, ARGUMENT_VERSION}

/* The same, and --language for the program's own words. */
#define ARGUMENTS_LANGUAGE {"language", required_argument, NULL, ARGUMENT_LANGUAGE}
#define ARGUMENTS_LANGUAGE_HELP N_("  --language LANG  language of the program's words: en or zh_CN\n")

enum { ARGUMENTS_END = -1, ARGUMENTS_STOP = -2 };

/* The next option: its code (argument in optarg); ARGUMENTS_END when only operands are left, from
 * optind; or ARGUMENTS_STOP, when all is said already: the command ends with *ret_status. */
int arguments_next(const struct command *command, int argc, char **argv, const struct option *options,
		   int *ret_status);
/* The canonical name of the language WORD, or NULL when it is none that tuikuan speaks (reported). */
const char *arguments_language(const struct command *command, const char *word);
/* Says on one line what is wrong and where the help is; returns STATUS_USAGE. */
int arguments_wrong(const struct command *command, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* The one case that is named behind the options; none is NULL, unless it is NEEDED. -1, or the status of a wrong use. */
int arguments_case(const struct command *command, int argc, char **argv, bool needed, const char **ret_word);
/* All arguments of a command that takes a case and --json, and nothing else. -1, or the status that it ends with. */
int arguments_case_json(const struct command *command, int argc, char **argv, const char **ret_word, bool *ret_json);
/* The name among CANDIDATES (NULL-terminated) nearest to WORD, or NULL. */
const char *arguments_nearest(const char *word, const char *const *candidates);

#endif
