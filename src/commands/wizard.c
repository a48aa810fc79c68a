/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan without a command: the wizard, on a terminal or line by line. */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "arguments.h"
#include "confined.h"
#include "fitness.h"
#include "flow.h"
#include "intake.h"
#include "language.h"
#include "output.h"
#include "plain.h"
#include "plain-queue.h"
#include "resume.h"
#include "terminal.h"
#include "text.h"

enum { OPTION_POLICY = ARGUMENT_OWN, OPTION_NEW, OPTION_PLAIN, OPTION_ASCII, OPTION_FORM, OPTION_LANGUAGE };

static const struct option options[] = {
	{"policy", required_argument, NULL, OPTION_POLICY},
	{"new", no_argument, NULL, OPTION_NEW},
	{"plain", no_argument, NULL, OPTION_PLAIN},
	{"ascii", no_argument, NULL, OPTION_ASCII},
	{"form", no_argument, NULL, OPTION_FORM},
	{"language", required_argument, NULL, OPTION_LANGUAGE},
	ARGUMENTS_COMMON,
	{0},
};

struct wizard {
	const char *policy, *case_word, *language;
	bool new_case, plain, ascii, form;
	bool welcome; /* the first run: what this is has to be told */
	bool ended; /* from outside: nothing else is to be shown */
	int folder_error; /* why the folder of the cases could not be made, or 0 */
	char *notice;     /* what a person has to know first, or NULL */
	char *trouble;    /* why the last case could not be opened, or NULL */
	bool in_queue;    /* the case was chosen there, and it is shown again afterwards */
	struct broker *broker;
	struct confinement confinement;
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
		case OPTION_NEW:
			wizard->new_case = true;
			break;
		case OPTION_PLAIN:
			wizard->plain = true;
			break;
		case OPTION_FORM:
			wizard->form = true;
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
	status = arguments_case(command, argc, argv, false, &wizard->case_word);
	if (status < 0)
		status = settle_language(command, wizard);
	if (status < 0 && wizard->case_word && access(wizard->case_word, F_OK) != 0)
		status = misplaced(command, wizard->case_word);
	return status;
}

/* Who listens rather than looks is asked line by line: on a terminal called dumb, or where ACCESSIBLE is set, which
 * programs that ask on terminals have in common. Says so. */
static void choose_lines(struct wizard *wizard)
{
	const char *term = getenv("TERM"), *accessible = getenv("ACCESSIBLE");
	bool dumb = term && strcmp(term, "dumb") == 0;
	bool listens = accessible && *accessible && strcmp(accessible, "0") != 0 && strcasecmp(accessible, "false") != 0 &&
		       strcasecmp(accessible, "no") != 0;

	if (wizard->plain || (!dumb && !listens) || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return;
	wizard->plain = true;
	output_printf("%s\n", dumb ? _("This terminal is called dumb: the questions come line by line, as with --plain.")
				   : _("ACCESSIBLE is set: the questions come line by line, as with --plain."));
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

static int run_plain(struct wizard *wizard, struct flow *flow)
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

static int terminal_status(struct wizard *wizard, enum terminal_end end, const char *reason)
{
	switch (end) {
	case TERMINAL_LEFT:
		return STATUS_DONE;
	case TERMINAL_ENDED:
		wizard->ended = true;
		return STATUS_DONE;
	case TERMINAL_UNUSABLE:
		wizard->ended = true;
		report(_("%s; tuikuan --plain asks the same questions line by line"), reason);
		return STATUS_USAGE;
	default:
		wizard->ended = true;
		return report_lost_draft();
	}
}

/* Where it cannot be noted it is no person's concern. */
static void note_welcome(void)
{
	(void)settings_save_welcome();
}

/* Once in a run, whatever else is shown after it. */
static struct terminal_options terminal_options(struct wizard *wizard, const struct settings *settings)
{
	const struct terminal_options made = {.ascii = wizard->ascii,
		.colours = settings->colours,
		.now = intake_now,
		.welcomed = wizard->welcome ? note_welcome : NULL,
		.stays = wizard->in_queue};

	wizard->welcome = false;
	return made;
}

/* To a person, not to a script; and only where it can be noted that it was, for it would come each time. */
static void welcome(struct wizard *wizard, const struct settings *settings)
{
	const struct plain_options plain = {.ascii = wizard->ascii};

	wizard->welcome = !settings->seen_welcome && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) &&
			  settings_can_be_saved();
	if (!wizard->welcome || !wizard->plain)
		return;
	plain_welcome(&plain, stdout);
	note_welcome();
}

static int run_terminal(struct wizard *wizard, const struct settings *settings, struct flow *flow)
{
	const struct terminal_options terminal = terminal_options(wizard, settings);
	const char *reason = "";
	enum terminal_end end = terminal_run(flow, &terminal, &reason);

	return terminal_status(wizard, end, reason);
}

static int run_flow(struct wizard *wizard, const struct intake *intake, struct resume *resume)
{
	struct flow_options flow_options = {
		.places = &intake->places,
		.settings = &intake->settings,
		.policy = wizard->policy,
		.file = resume->file,
		.is_draft = resume->is_draft,
		.case_errors = &resume->errors,
		.folder = resume->folder,
		.triage = resume->file == NULL && !wizard->form,
		.read_only = resume->read_only,
		.holder = resume->holder,
		.lock_error = resume->lock_error,
		.notice = resume->quiet && resume->trouble ? resume->trouble : wizard->notice,
		.folder_error = wizard->folder_error,
		.lazy = !wizard->plain,
		.broker = wizard->broker,
		.confinement = wizard->confinement,
		.now = intake->at,
	};
	struct flow *flow = NULL;
	struct tk_errors errors;

	resume->file = NULL;
	tk_errors_init(&errors);
	enum tk_status status = flow_new(&flow_options, &flow, &errors);
	if (status != TK_OK || errors.count > 0)
		terminal_leave();
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

/* What was amiss with who can read the cases. NULL: nothing, or no memory. */
static char *privacy_notice(const char *folder)
{
	struct casebook_privacy found;

	if (!casebook_check_private(folder, &found))
		return NULL;
	if (found.open)
		return text_printf(ngettext("%zu file in %s can be read by others, and that cannot be changed.",
					   "%zu files in %s can be read by others, and that cannot be changed.",
					   found.open),
			found.open, folder);
	if (found.refused)
		return text_printf(
			ngettext("%zu file in %s is a link or somebody else's: it is not opened.",
				"%zu files in %s are links or somebody else's: they are not opened.", found.refused),
			found.refused, folder);
	if (found.mended)
		return text_printf(ngettext("%zu file in %s could be read by others; now it is for you alone.",
					   "%zu files in %s could be read by others; now they are for you alone.",
					   found.mended),
			found.mended, folder);
	return NULL;
}

static const char *folder_reason(int reason)
{
	switch (reason) {
	case ELOOP:
		return _("it is a symbolic link");
	case EPERM:
		return _("it belongs to somebody else");
	default:
		return strerror(reason);
	}
}

/* Where nothing can be saved the questions can be answered all the same. */
static char *open_folder(struct wizard *wizard)
{
	char *folder = casebook_folder();
	int reason = errno;

	if (folder) {
		casebook_clean(folder, intake_now());
		wizard->notice = privacy_notice(folder);
		return folder;
	}
	wizard->folder_error = reason;
	folder = casebook_folder_path();
	if (folder)
		wizard->notice = text_printf(_("Nothing can be saved: %s: %s."), folder, folder_reason(reason));
	else
		report(_("the folder of the cases: %s"), strerror(errno));
	return folder;
}

/* One case. FRESH: a new one; else the one that is named, or a draft that was left. FILE: what the new one begins with,
 * taken over. */
static int run_case(struct wizard *wizard, const struct intake *intake, const char *folder, const char *case_word,
	bool fresh, struct case_file *file)
{
	struct resume resume = {.folder = folder,
		.case_word = case_word,
		.fresh = fresh,
		.can_ask = isatty(STDIN_FILENO),
		.quiet = wizard->in_queue && !wizard->plain,
		.before_asking = terminal_leave};
	int status = STATUS_BAD_DATA;

	if (resume_case(&resume)) {
		if (file)
			resume.file = file;
		status = run_flow(wizard, intake, &resume);
	} else {
		case_free(file);
	}
	free(wizard->trouble);
	wizard->trouble = resume.trouble;
	resume.trouble = NULL;
	resume_release(&resume);
	return status;
}

/* ---- the queue ---------------------------------------------------------------------------------- */

/* Without a case that is named or wished for, the cases on file are shown: to a person, not to a script. NULL: they
 * are not. */
static struct queue *open_queue(const struct wizard *wizard, const struct intake *intake, const char *folder)
{
	struct queue *queue = NULL;

	if (wizard->case_word || wizard->new_case || wizard->policy || wizard->folder_error ||
		(wizard->plain && !isatty(STDIN_FILENO)))
		return NULL;
	if (queue_open(&intake->places, folder, intake->settings.agent, intake->at, &queue) != TK_OK)
		return NULL;
	if (queue_has_saved(queue))
		return queue;
	queue_free(queue);
	return NULL;
}

static enum queue_wish ask_queue(struct wizard *wizard, const struct intake *intake, struct queue *queue, int *ret_status)
{
	static const enum queue_wish wishes[] = {[PLAIN_OPEN] = QUEUE_OPEN,
		[PLAIN_NEW] = QUEUE_NEW,
		[PLAIN_DUPLICATE] = QUEUE_DUPLICATE,
		[PLAIN_QUIT] = QUEUE_QUIT};
	const struct plain_options plain = {.ascii = wizard->ascii, .now = intake_now};
	const struct terminal_options terminal = terminal_options(wizard, &intake->settings);
	enum queue_wish wish = QUEUE_QUIT;
	const char *reason = "";

	if (wizard->plain) {
		wish = wishes[plain_queue_run(queue, &plain, stdin, stdout)];
		*ret_status = output_finish(STATUS_DONE);
	} else {
		enum terminal_end end = terminal_run_queue(queue, &terminal, &wish, &reason);
		*ret_status = terminal_status(wizard, end, reason);
	}
	return wizard->ended || *ret_status != STATUS_DONE ? QUEUE_QUIT : wish;
}

/* Why the case is not open; the reason names it. */
static char *not_opened(const struct wizard *wizard, const char *name)
{
	return wizard->trouble ? strdup(wizard->trouble) : text_printf(_("%s could not be opened."), name);
}

/* Shows the queue, and the case that is chosen, in turns. */
static int run_queue(struct wizard *wizard, struct intake *intake, const char *folder, struct queue *queue)
{
	int status = STATUS_DONE;

	wizard->in_queue = true;
	for (enum queue_wish wish; (wish = ask_queue(wizard, intake, queue, &status)) != QUEUE_QUIT;) {
		const char *selected = queue_name(queue);
		char *name = wish == QUEUE_OPEN && selected ? strdup(selected) : NULL;
		struct case_file *file = wish == QUEUE_DUPLICATE ? queue_duplicate(queue) : NULL;
		if (wish == QUEUE_DUPLICATE && !file)
			continue;
		intake->at = intake_now();
		status = run_case(wizard, intake, folder, name, true, file);
		if (wizard->ended) {
			free(name);
			break;
		}
		queue_renew(queue, intake_now());
		if (status != STATUS_DONE)
			queue_say(queue, not_opened(wizard, name ? name : ""));
		free(name);
	}
	terminal_leave();
	return status;
}

/* Before anything is read that others may have written. */
static void give_up_what_is_not_needed(struct wizard *wizard, const struct intake *intake, const char *folder)
{
	const struct confined_wants wants = {.places = &intake->places,
		.settings = &intake->settings,
		.cases = folder,
		.case_word = wizard->case_word,
		.policy = wizard->policy,
		.saves_settings = wizard->welcome};

	wizard->confinement = confined_begin(&wants, &wizard->broker);
}

static int run_wizard(struct wizard *wizard)
{
	struct intake intake;
	int status = STATUS_BAD_DATA;

	intake_init(&intake);
	if (intake_open(&intake, NULL)) {
		welcome(wizard, &intake.settings);
		char *folder = open_folder(wizard);
		give_up_what_is_not_needed(wizard, &intake, folder);
		struct queue *queue = folder ? open_queue(wizard, &intake, folder) : NULL;
		if (queue)
			status = run_queue(wizard, &intake, folder, queue);
		else if (folder)
			status = run_case(wizard, &intake, folder, wizard->case_word, false, NULL);
		queue_free(queue);
		free(folder);
		free(wizard->notice);
		free(wizard->trouble);
		broker_stop(wizard->broker);
	}
	intake_release(&intake);
	return status;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct wizard wizard = {0};

	int status = read_arguments(command, argc, argv, &wizard);
	if (status < 0)
		choose_lines(&wizard);
	if (status < 0)
		status = check_terminal(command, &wizard);
	return status < 0 ? run_wizard(&wizard) : status;
}

const struct command command_wizard = {
	.name = "",
	.usage = "[--new] [--policy ID] [--form] [--plain] [--ascii] [--language LANG] [CASE]",
	.summary = N_("Judge a refund case for a cloud server step by step, and write its application."),
	.options = {N_("  CASE             resume a case, by its id or its file\n"
		       "  --new            begin a new case, without the list of those on file\n"
		       "  --policy ID      begin under this policy, by id or file (tuikuan policy list)\n"
		       "  --form           begin a new case with the whole form, not one question at a time\n"
		       "  --plain          ask line by line: screen readers, pipes, dumb terminals\n"
		       "  --ascii          English, borders of ASCII\n"),
		ARGUMENTS_LANGUAGE_HELP},
	.run = run,
};
