/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan checklist: the documents: what, where to get it, have it or not. */
#include "config.h"

#include "language.h"
#include "paper-output.h"

static char *make(const struct paper_request *request)
{
	return paper_checklist(request->paper, request->language);
}

static int run(const struct command *command, int argc, char **argv)
{
	static const struct paper_kind kind = {.make = make};

	return paper_output(&kind, command, argc, argv);
}

const struct command command_checklist = {
	.name = "checklist",
	.usage = "CASE [--format text|pdf] [--output FILE] [--language LANG] [--redact]",
	.summary = N_("Write the evidence checklist of a case."),
	.options = {PAPER_OPTIONS_HELP, PAPER_LANGUAGE_HELP},
	.run = run,
};
