/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "language.h"
#include "output.h"
#include "press.h"
#include "text.h"

enum { OPTION_FORMAT = PAPER_OWN, OPTION_LENGTH };

static const struct option options[] = {
	{"format", required_argument, NULL, OPTION_FORMAT},
	PAPER_OPTION_TABLE,
	{"length", required_argument, NULL, OPTION_LENGTH},
	ARGUMENTS_COMMON,
	{0},
};

struct run {
	struct paper_wants wants;
	const struct paper_kind *kind;
	struct paper_request request;
};

int paper_take_option(const struct command *command, struct paper_wants *wants, int code)
{
	switch (code) {
	case PAPER_OUTPUT:
		wants->output = optarg;
		return STATUS_DONE;
	case PAPER_LANGUAGE:
		wants->language = arguments_language(command, optarg);
		return wants->language ? STATUS_DONE : STATUS_USAGE;
	case PAPER_POLICY:
		wants->policy = optarg;
		return STATUS_DONE;
	case PAPER_REDACT:
		wants->redact = true;
		return STATUS_DONE;
	default:
		wants->at_given = true;
		return intake_set_at(&wants->intake, optarg) ? STATUS_DONE : STATUS_BAD_DATA;
	}
}

void paper_note(const struct paper_wants *wants, const struct case_papers *papers, const char *name, const char *to)
{
	char *redacted = wants->redact ? text_printf("redacted %s", name) : NULL;

	if (wants->redact && !redacted)
		report_no_memory();
	else
		case_papers_note(papers, redacted ? redacted : name, to);
	free(redacted);
}

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
	if (code == OPTION_FORMAT)
		return read_format(run, optarg);
	if (code != OPTION_LENGTH)
		return paper_take_option(run->request.command, &run->wants, code);
	if (!run->kind->is_letter)
		return arguments_wrong(run->request.command, _("unknown option \"%s\""), "--length");
	return read_length(run, optarg);
}

static bool to_stream(const struct run *run)
{
	return !run->wants.output || strcmp(run->wants.output, "-") == 0;
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
	status = arguments_case(command, argc, argv, true, &run->wants.case_word);
	if (status >= 0)
		return status;
	run->request.language = run->wants.language     ? run->wants.language
				: run->kind->is_letter ? "zh_CN"
						       : language_current();
	bool pdf = run->request.form == PAPER_SHEET;
	if (pdf && to_stream(run) && isatty(STDOUT_FILENO))
		return arguments_wrong(command, _("a PDF is nothing for a terminal; use --output FILE"));
	if (to_stream(run) && !pdf && !output_is_utf8() && strcmp(run->request.language, "en") != 0)
		return arguments_wrong(command, _("Chinese text cannot be shown in the charset of this locale; "
						  "use --output FILE, or --language en"));
	return -1;
}

/* ---- the paper ------------------------------------------------------------------------------------ */

static bool write_text(const struct run *run, const char *text)
{
	size_t length = strlen(text);
	const char *end = length && text[length - 1] == '\n' ? "" : "\n";

	if (!to_stream(run)) {
		char *whole = text_printf("%s%s", text, end);
		if (!whole) {
			report_no_memory();
			return false;
		}
		bool written = output_file(run->wants.output, whole);
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
		       output_bytes(to_stream(run) ? "-" : run->wants.output, made.bytes, made.length);

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
	if (errors.count == 0)
		report_no_memory(); /* it is sound: there was none when it was filled in */
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

/* The letter by its length. */
static const char *paper_name(const struct run *run)
{
	enum paper_letter length = run->request.length;

	if (!run->kind->is_letter)
		return run->request.command->name;
	if (length == PAPER_LETTER_COUNT)
		length = paper_letter_preferred(run->request.paper);
	return case_letter_name((enum case_letter)length);
}

static int make_paper(struct run *run, struct case_papers *papers)
{
	struct paper_request *request = &run->request;
	bool written = false;

	papers->paper.form = request->form;
	papers->paper.redacted = run->wants.redact;
	/* Asked for as of a moment, the paper is the same whenever it is made. */
	if (run->wants.at_given)
		papers->paper.printed_at = run->wants.intake.at;
	request->file = run->wants.intake.file;
	request->paper = &papers->paper;
	errno = 0;
	char *text = run->kind->make(request);
	if (text)
		written = request->form == PAPER_SHEET ? write_pdf(run, text) : write_text(run, text);
	else
		paper_report_unmade(request);
	free(text);
	int status = output_finish(written ? STATUS_DONE : STATUS_BAD_DATA);
	if (status == STATUS_DONE)
		paper_note(&run->wants, papers, paper_name(run),
			!to_stream(run) ? NULL : isatty(STDOUT_FILENO) ? "screen" : "stdout");
	return status;
}

static int judge(struct run *run)
{
	struct case_papers papers;
	int status = STATUS_BAD_DATA;

	if (case_papers_open(&papers, &run->wants.intake, run->wants.policy, run->kind->compares))
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

	intake_init(&run.wants.intake);
	int status = read_arguments(&run, argc, argv);
	if (status < 0)
		status = intake_open(&run.wants.intake, run.wants.case_word) ? judge(&run) : STATUS_BAD_DATA;
	intake_release(&run.wants.intake);
	return status;
}
