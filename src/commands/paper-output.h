/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What letter, checklist and summary do alike: read a case, judge it, make the paper, write it. Each
 * command hands in how its paper is made. Must not know what stands on a paper.
 */
#ifndef COMMANDS_PAPER_OUTPUT_H
#define COMMANDS_PAPER_OUTPUT_H

#include "arguments.h"
#include "case-papers.h"
#include "command.h"

struct paper_request {
	const struct command *command;
	enum paper_form form;
	const char *language;  /* of the paper */
	enum paper_letter length; /* --length, or PAPER_LETTER_COUNT: the one that serves the channel best */
	const struct case_file *file;
	const struct paper_case *paper;
};

struct paper_kind {
	/* Whether the paper is in the platform's language, whatever the interface's, and takes --length. */
	bool is_letter;
	/* Whether it tells what the other policies say. */
	bool compares;
	/* The paper; NULL with errno. Caller frees. */
	char *(*make)(const struct paper_request *request);
};

/* What each command that writes papers is told of the case and of where they go: packet, too. */
enum {
	PAPER_OUTPUT = ARGUMENT_OWN,
	PAPER_LANGUAGE,
	PAPER_POLICY,
	PAPER_AT,
	PAPER_REDACT,
	PAPER_OWN, /* the first that is the command's own */
};
/* Of the paper: the interface keeps its own language. */
#define PAPER_OPTION_TABLE                                   \
	{"output", required_argument, NULL, PAPER_OUTPUT},     \
	{"policy", required_argument, NULL, PAPER_POLICY},     \
	{"at", required_argument, NULL, PAPER_AT},             \
	{"redact", no_argument, NULL, PAPER_REDACT},           \
	{"language", required_argument, NULL, PAPER_LANGUAGE}
struct paper_wants {
	struct intake intake; /* init and release are the caller's */
	const char *case_word, *output, *policy;
	const char *language; /* NULL: that of each paper */
	bool redact, at_given;
};
/* One of these options; an exit status. */
int paper_take_option(const struct command *command, struct paper_wants *wants, int code);
/* Notes in the history that the paper NAME ("ticket", "summary") of the case went out: to TO, NULL is a file. */
void paper_note(const struct paper_wants *wants, const struct case_papers *papers, const char *name, const char *to);

/* Says why a paper was not made; errno as its maker has left it. */
void paper_report_unmade(const struct paper_request *request);
/* The letter that is asked for, the person's own words first; its gaps are reported. NULL with errno. Caller
 * frees. */
char *letter_make(const struct paper_request *request);

int paper_output(const struct paper_kind *kind, const struct command *command, int argc, char **argv);

/* The options of all three, for their help. */
#define PAPER_OPTIONS_HELP                                                                            \
	N_("  CASE             a case by its id or its file\n"                                       \
	   "  --format FORMAT  text (at 80 columns, the default) or pdf (A4)\n"                      \
	   "  --output FILE    write to FILE, whole or not at all (default: standard output)\n"      \
	   "  --policy ID      the policy to judge under (default: the case's)\n"                    \
	   "  --at MOMENT      the moment of evaluation (default: now)\n"                            \
	   "  --redact         leave out identifiers, names, contacts and free text\n")
#define PAPER_LANGUAGE_HELP N_("  --language LANG  language of the paper, en or zh_CN\n")

#endif
