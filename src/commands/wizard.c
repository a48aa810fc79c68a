/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan without a command: the wizard, on a terminal or line by line. */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "fitness.h"
#include "flow.h"
#include "intake.h"
#include "language.h"
#include "output.h"
#include "plain.h"
#include "resume.h"
#include "terminal.h"
#include "text.h"

enum { OPTION_POLICY = ARGUMENT_OWN, OPTION_PLAIN, OPTION_ASCII, OPTION_LANGUAGE };

static const struct option options[] = {
	{"policy", required_argument, NULL, OPTION_POLICY},
	{"plain", no_argument, NULL, OPTION_PLAIN},
	{"ascii", no_argument, NULL, OPTION_ASCII},
	{"language", required_argument, NULL, OPTION_LANGUAGE},
	ARGUMENTS_COMMON,
	{0},
};

struct wizard {
	const char *policy, *case_word, *language;
	bool plain, ascii;
	int folder_error; /* why the folder of the cases could not be made, or 0 */
	char *notice;     /* what a person has to know first, or NULL */
};

/* ---- arguments -------------------------------------------------------------------------------- */

static int misplaced(const struct command *command, const char *word)
{
	const char *names[16] = {0};
	size_t count = 0;

	for (size_t i = 0; command_table[i] && count < 15; i++)
		if (*command_table[i]->name)
			names[count++] = command_table[i]->name;
	if (command_find(word))
		return arguments_wrong(command, _("\"%s\" is a command and comes first: tuikuan %s ..."),
			word, word);
	const char *nearest = arguments_nearest(word, names);
	if (nearest)
		return arguments_wrong(command,
			_("\"%s\" is no command and no case (did you mean %s?)"), word, nearest);
	return -1;
}

/* Without UTF-8, or when asked for ASCII, only English can be shown. */
static int settle_language(const struct command *command, struct wizard *wizard)
{
	const char *language = wizard->language;

	if (!output_is_utf8())
		wizard->ascii = true;
	if (wizard->ascii)
		language_set("en"); /* what is refused is refused in ASCII */
	if (language && strcmp(language, "en") != 0 && wizard->ascii) {
		if (output_is_utf8())
			return arguments_wrong(command, _("Chinese cannot be shown in ASCII; leave out "
							  "--ascii or --language"));
		return arguments_wrong(command, _("Chinese needs a UTF-8 locale, and this one has another "
						  "charset"));
	}
	if (language)
		language_set(language);
	return -1;
}

/* -1: go on; else the command ends with this status. */
static int read_arguments(const struct command *command, int argc, char **argv, struct wizard *wizard)
{
	int code, status;

	while ((code = arguments_next(command, argc, argv, options, &status)) != ARGUMENTS_END) {
		switch (code) {
		case ARGUMENTS_STOP:
			return status;
		case OPTION_POLICY:
			wizard->policy = optarg;
			break;
		case OPTION_PLAIN:
			wizard->plain = true;
			break;
		case OPTION_ASCII:
			wizard->ascii = true;
			break;
		case OPTION_LANGUAGE:
			wizard->language = arguments_language(command, optarg);
			if (!wizard->language)
				return STATUS_USAGE;
			if (output_is_utf8()) /* for --help and what may be wrong after it */
				language_set(wizard->language);
			break;
		}
	}
	if (argc - optind > 1)
		return arguments_wrong(command, _("one case at a time, and \"%s\" is a second one"),
			argv[optind + 1]);
	wizard->case_word = optind < argc ? argv[optind] : NULL;
	status = settle_language(command, wizard);
	if (status < 0 && wizard->case_word && access(wizard->case_word, F_OK) != 0)
		status = misplaced(command, wizard->case_word);
	return status;
}

/* A screen needs a terminal that can move its cursor. */
static int check_terminal(const struct command *command, const struct wizard *wizard)
{
	const char *complaint = wizard->plain ? NULL : fitness_complaint();

	if (!complaint)
		return -1;
	return arguments_wrong(
		command, _("%s; tuikuan --plain asks the same questions line by line"), complaint);
}

/* ---- running ------------------------------------------------------------------------------------ */

static int report_lost_draft(void)
{
	report(_("the draft could not be saved: %s"), strerror(errno));
	return STATUS_BAD_DATA;
}

static int run_plain(const struct wizard *wizard, struct flow *flow)
{
	const struct plain_options plain = {.ascii = wizard->ascii, .now = intake_now};

	/* A reader that goes away is an error like any other; the draft has to be kept. */
	signal(SIGPIPE, SIG_IGN);
	errno = 0;
	switch (plain_run(flow, &plain, stdin, stdout)) {
	case 0:
		return output_finish(STATUS_DONE);
	case 2:
		return report_lost_draft();
	default:
		break;
	}
	report(_("standard output: cannot be written: %s"), strerror(errno ? errno : EIO));
	return STATUS_BAD_DATA;
}

static int run_terminal(const struct wizard *wizard, const struct settings *settings, struct flow *flow)
{
	const struct terminal_options terminal = {
		.ascii = wizard->ascii, .colours = settings->colours, .now = intake_now};
	const char *reason = "";

	switch (terminal_run(flow, &terminal, &reason)) {
	case 0:
		return STATUS_DONE;
	case 1:
		report(_("%s; tuikuan --plain asks the same questions line by line"), reason);
		return STATUS_USAGE;
	default:
		return report_lost_draft();
	}
}

static int run_flow(const struct wizard *wizard, const struct intake *intake, struct resume *resume)
{
	struct flow_options flow_options = {
		.places = &intake->places,
		.settings = &intake->settings,
		.policy = wizard->policy,
		.file = resume->file,
		.case_errors = &resume->errors,
		.folder = resume->folder,
		.read_only = resume->read_only,
		.holder = resume->holder,
		.lock_error = resume->lock_error,
		.notice = wizard->notice,
		.folder_error = wizard->folder_error,
		.now = intake->at,
	};
	struct flow *flow = NULL;
	struct tk_errors errors;

	resume->file = NULL;
	tk_errors_init(&errors);
	enum tk_status status = flow_new(&flow_options, &flow, &errors);
	report_errors(&errors);
	if (status == TK_NO_MEMORY && errors.count == 0)
		report_no_memory();
	tk_errors_release(&errors);
	if (status != TK_OK)
		return STATUS_BAD_DATA;
	int result = wizard->plain ? run_plain(wizard, flow) :
				      run_terminal(wizard, &intake->settings, flow);
	flow_free(flow);
	return result;
}

/* Where nothing can be saved the questions can be answered all the same. */
static char *open_folder(struct wizard *wizard)
{
	char *folder = casebook_folder();
	int reason = errno;

	if (folder)
		return folder;
	wizard->folder_error = reason;
	folder = casebook_folder_path();
	if (folder)
		wizard->notice = text_printf(_("Nothing can be saved: %s: %s."), folder, strerror(reason));
	else
		report(_("the folder of the cases: %s"), strerror(errno));
	return folder;
}

static int run_wizard(struct wizard *wizard)
{
	struct intake intake;
	int status = STATUS_BAD_DATA;

	intake_init(&intake);
	if (intake_open(&intake, NULL)) {
		char *folder = open_folder(wizard);
		struct resume resume = {
			.folder = folder, .case_word = wizard->case_word, .can_ask = isatty(STDIN_FILENO)};
		if (folder && resume_case(&resume))
			status = run_flow(wizard, &intake, &resume);
		if (folder)
			resume_release(&resume);
		free(folder);
		free(wizard->notice);
	}
	intake_release(&intake);
	return status;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct wizard wizard = {0};

	int status = read_arguments(command, argc, argv, &wizard);
	if (status < 0)
		status = check_terminal(command, &wizard);
	return status < 0 ? run_wizard(&wizard) : status;
}

const struct command command_wizard = {
	.name = "",
	.usage = "[--policy ID] [--plain] [--ascii] [--language LANG] [CASE]",
	.summary = N_("Judge a refund case for a cloud server step by step, and write its application."),
	.options = {N_("  CASE             resume a case, by its id or its file\n"
		       "  --policy ID      begin under this policy, by id or file (tuikuan policy list)\n"
		       "  --plain          ask line by line: screen readers, pipes, dumb terminals\n"
		       "  --ascii          English, borders of ASCII\n"),
		ARGUMENTS_LANGUAGE_HELP},
	.run = run,
};
