/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "case-papers.h"
#include "language.h"
#include "output.h"
#include "press.h"
#include "text.h"

enum {
	OPTION_FORMAT = ARGUMENT_OWN,
	OPTION_OUTPUT,
	OPTION_LANGUAGE,
	OPTION_LENGTH,
	OPTION_POLICY,
	OPTION_AT,
	OPTION_REDACT,
};

static const struct option options[] = {
	{"format", required_argument, NULL, OPTION_FORMAT},
	{"output", required_argument, NULL, OPTION_OUTPUT},
	{"policy", required_argument, NULL, OPTION_POLICY},
	{"at", required_argument, NULL, OPTION_AT},
	{"redact", no_argument, NULL, OPTION_REDACT},
	{"length", required_argument, NULL, OPTION_LENGTH},
	/* Of the paper: the interface keeps its own. */
	{"language", required_argument, NULL, OPTION_LANGUAGE},
	ARGUMENTS_COMMON,
	{0},
};

struct run {
	struct intake intake;
	const struct paper_kind *kind;
	struct paper_request request;
	const char *case_word, *output, *policy;
	bool redact, at_given;
};

static int read_length(struct run *run, const char *word)
{
	for (int i = 0; i < PAPER_LETTER_COUNT; i++)
		if (strcmp(case_letter_name((enum case_letter)i), word) == 0) {
			run->request.length = (enum paper_letter)i;
			return STATUS_DONE;
		}
	return arguments_wrong(run->request.command,
		_("--length: \"%s\" is none of reason, ticket, letter, statement, complaint, rescission"), word);
}

static int read_format(struct run *run, const char *word)
{
	if (strcmp(word, "text") == 0)
		run->request.form = PAPER_TEXT;
	else if (strcmp(word, "pdf") == 0)
		run->request.form = PAPER_SHEET;
	else
		return arguments_wrong(run->request.command,
			_("--format: \"%s\" is not a format it writes (text, pdf)"), word);
	return STATUS_DONE;
}

static int read_option(struct run *run, int code)
{
	const struct command *command = run->request.command;

	switch (code) {
	case OPTION_FORMAT:
		return read_format(run, optarg);
	case OPTION_OUTPUT:
		run->output = optarg;
		return STATUS_DONE;
	case OPTION_LANGUAGE:
		run->request.language = arguments_language(command, optarg);
		return run->request.language ? STATUS_DONE : STATUS_USAGE;
	case OPTION_LENGTH:
		if (!run->kind->is_letter)
			return arguments_wrong(command, _("unknown option \"%s\""), "--length");
		return read_length(run, optarg);
	case OPTION_POLICY:
		run->policy = optarg;
		return STATUS_DONE;
	case OPTION_REDACT:
		run->redact = true;
		return STATUS_DONE;
	default:
		run->at_given = true;
		return intake_set_at(&run->intake, optarg) ? STATUS_DONE : STATUS_BAD_DATA;
	}
}

/* -1: go on; else the command ends with this status. */
static int read_arguments(struct run *run, int argc, char **argv)
{
	const struct command *command = run->request.command;
	int code, status;

	while ((code = arguments_next(command, argc, argv, options, &status)) != ARGUMENTS_END) {
		if (code != ARGUMENTS_STOP)
			status = read_option(run, code);
		if (code == ARGUMENTS_STOP || status != STATUS_DONE)
			return status;
	}
	if (argc == optind)
		return arguments_wrong(command, _("no case is named"));
	if (argc - optind > 1)
		return arguments_wrong(command, _("one case at a time, and \"%s\" is a second one"),
			argv[optind + 1]);
	run->case_word = argv[optind];
	if (!run->request.language)
		run->request.language = run->kind->is_letter ? "zh_CN" : language_current();
	bool to_stream = !run->output || strcmp(run->output, "-") == 0;
	bool pdf = run->request.form == PAPER_SHEET;
	if (pdf && to_stream && isatty(STDOUT_FILENO))
		return arguments_wrong(command, _("a PDF is nothing for a terminal; use --output FILE"));
	if (to_stream && !pdf && !output_is_utf8() && strcmp(run->request.language, "en") != 0)
		return arguments_wrong(command, _("Chinese text cannot be shown in the charset of this locale; "
						  "use --output FILE, or --language en"));
	return -1;
}

/* ---- the paper ------------------------------------------------------------------------------------ */

static bool write_text(const struct run *run, const char *text)
{
	size_t length = strlen(text);
	const char *end = length && text[length - 1] == '\n' ? "" : "\n";

	if (run->output && strcmp(run->output, "-") != 0) {
		char *whole = text_printf("%s%s", text, end);
		if (!whole) {
			report_no_memory();
			return false;
		}
		bool written = output_file(run->output, whole);
		free(whole);
		return written;
	}
	output_text(text);
	output_text(end);
	return true;
}

/* SHEET pressed, to where the paper is to go. */
static bool write_pdf(const struct run *run, const char *sheet)
{
	struct press_output made;
	bool written = press("pdf", sheet, strlen(sheet), &made) &&
		       output_bytes(run->output ? run->output : "-", made.bytes, made.length);

	press_output_release(&made);
	return written;
}

/* A template with errors: what is wrong, line by line. */
static void report_template(const struct paper_request *request)
{
	struct tk_errors errors;
	enum paper_letter length = request->length;

	if (length == PAPER_LETTER_COUNT)
		length = paper_letter_preferred(request->paper);
	tk_errors_init(&errors);
	paper_letter_check(request->paper, length, request->language, &errors);
	report_errors(&errors);
	tk_errors_release(&errors);
}

void paper_report_unmade(const struct paper_request *request)
{
	if (errno == ENOENT)
		report(_("%s: there is no template for this paper in this language"), request->file->path);
	else if (errno == EINVAL)
		report_template(request);
	else
		report_no_memory();
}

static int make_paper(struct run *run, struct case_papers *papers)
{
	struct paper_request *request = &run->request;
	bool written = false;

	papers->paper.form = request->form;
	papers->paper.redacted = run->redact;
	/* Asked for as of a moment, the paper is the same whenever it is made. */
	if (run->at_given)
		papers->paper.printed_at = run->intake.at;
	request->file = run->intake.file;
	request->paper = &papers->paper;
	errno = 0;
	char *text = run->kind->make(request);
	if (text)
		written = request->form == PAPER_SHEET ? write_pdf(run, text) : write_text(run, text);
	else
		paper_report_unmade(request);
	free(text);
	return output_finish(written ? STATUS_DONE : STATUS_BAD_DATA);
}

static int judge(struct run *run)
{
	struct case_papers papers;
	int status = STATUS_BAD_DATA;

	if (case_papers_open(&papers, &run->intake, run->policy, run->kind->compares))
		status = make_paper(run, &papers);
	/* An answer that is none is a gap in the paper, said and told by the exit status. */
	if (status == STATUS_DONE && papers.faulty)
		status = STATUS_BAD_DATA;
	case_papers_release(&papers);
	return status;
}

int paper_output(const struct paper_kind *kind, const struct command *command, int argc, char **argv)
{
	struct run run = {
		.kind = kind,
		.request = {.command = command, .length = PAPER_LETTER_COUNT},
	};

	intake_init(&run.intake);
	int status = read_arguments(&run, argc, argv);
	if (status < 0)
		status = intake_open(&run.intake, run.case_word) ? judge(&run) : STATUS_BAD_DATA;
	intake_release(&run.intake);
	return status;
}
