/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan summary: the case on a page or two, for the records. */
#include "config.h"

#include "language.h"
#include "paper-output.h"

static char *make(const struct paper_request *request)
{
	return paper_summary(request->paper, request->language);
}

static int run(const struct command *command, int argc, char **argv)
{
	static const struct paper_kind kind = {.make = make, .compares = true};

	return paper_output(&kind, command, argc, argv);
}

const struct command command_summary = {
	.name = "summary",
	.usage = "CASE [--format text|pdf] [--output FILE] [--language LANG] [--redact]",
	.summary = N_("Write the summary of a case."),
	.options = {PAPER_OPTIONS_HELP, PAPER_LANGUAGE_HELP},
	.run = run,
};
