/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan cases: the cases on file, listed, followed up, put away, and handed on. */
#include "config.h"

#include "cases.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "intake.h"
#include "language.h"
#include "output.h"

enum {
	OPTION_SEARCH = ARGUMENT_OWN,
	OPTION_ALL,
	OPTION_JSON,
	OPTION_YES,
	OPTION_AT,
	OPTION_FORMAT,
	OPTION_DUE, /* these and those that follow: what is to be done, one of them */
	OPTION_OUTCOMES,
	OPTION_ARCHIVE,
	OPTION_UNARCHIVE,
	OPTION_DELETE,
	OPTION_EXPIRE,
	OPTION_EXPORT,
	OPTION_IMPORT,
};

enum { NEAR_DAYS = 14, MOST_DAYS = 36500 };

static const struct option options[] = {
	{"search", required_argument, NULL, OPTION_SEARCH},
	{"all", no_argument, NULL, OPTION_ALL},
	{"json", no_argument, NULL, OPTION_JSON},
	{"yes", no_argument, NULL, OPTION_YES},
	{"at", required_argument, NULL, OPTION_AT},
	{"format", required_argument, NULL, OPTION_FORMAT},
	{"due", optional_argument, NULL, OPTION_DUE},
	{"outcomes", no_argument, NULL, OPTION_OUTCOMES},
	{"archive", required_argument, NULL, OPTION_ARCHIVE},
	{"unarchive", required_argument, NULL, OPTION_UNARCHIVE},
	{"delete", required_argument, NULL, OPTION_DELETE},
	{"expire", required_argument, NULL, OPTION_EXPIRE},
	{"export", required_argument, NULL, OPTION_EXPORT},
	{"import", required_argument, NULL, OPTION_IMPORT},
	ARGUMENTS_LANGUAGE,
	ARGUMENTS_COMMON,
	{0},
};

struct wanted {
	struct intake intake; /* for --at */
	const char *search;
	bool all, json, yes;
	int task; /* OPTION_DUE ..., 0: the list */
	const char *operand; /* of the task: an id or a file */
	const char *format;  /* of what is exported; NULL: as its file is named */
	int days;
};

/* A whole number of days; -1: it is none. */
static int read_days(const char *text)
{
	char *end;
	long days = strtol(text, &end, 10);

	return *text < '0' || *text > '9' || *end || days > MOST_DAYS ? -1 : (int)days;
}

static const char *option_name(int code)
{
	for (size_t i = 0; options[i].name; i++)
		if (options[i].val == code)
			return options[i].name;
	return "";
}

/* -1: go on. */
static int take_task(const struct command *command, struct wanted *wanted, int code)
{
	if (wanted->task && wanted->task != code)
		return arguments_wrong(command, _("--%s and --%s are not done at once"), option_name(wanted->task),
			option_name(code));
	wanted->task = code;
	wanted->operand = optarg;
	wanted->days = NEAR_DAYS;
	if ((code == OPTION_DUE && optarg) || code == OPTION_EXPIRE) {
		wanted->days = read_days(optarg);
		if (wanted->days < 0)
			return arguments_wrong(command, _("--%s: \"%s\" is no number of days"), option_name(code),
				optarg);
	}
	return -1;
}

/* -1: go on; else the command ends with this status. */
static int read_arguments(const struct command *command, int argc, char **argv, struct wanted *wanted)
{
	int code, status;

	while ((code = arguments_next(command, argc, argv, options, &status)) != ARGUMENTS_END) {
		switch (code) {
		case ARGUMENTS_STOP:
			return status;
		case OPTION_SEARCH:
			wanted->search = optarg;
			break;
		case OPTION_ALL:
			wanted->all = true;
			break;
		case OPTION_JSON:
			wanted->json = true;
			break;
		case OPTION_YES:
			wanted->yes = true;
			break;
		case OPTION_AT:
			if (!intake_set_at(&wanted->intake, optarg))
				return STATUS_BAD_DATA;
			break;
		case OPTION_FORMAT:
			wanted->format = optarg;
			break;
		default:
			status = take_task(command, wanted, code);
			if (status >= 0)
				return status;
		}
	}
	if (wanted->format && strcmp(wanted->format, "zip") != 0 && strcmp(wanted->format, "lines") != 0)
		return arguments_wrong(command, _("--format: \"%s\" is not a format it writes (lines, zip)"),
			wanted->format);
	if (wanted->format && wanted->task != OPTION_EXPORT)
		return arguments_wrong(command, _("--format is for --export; what is imported tells by itself"));
	if (optind < argc)
		return arguments_wrong(command, _("\"%s\" is not expected; to search, say --search"), argv[optind]);
	return -1;
}

/* ---- doing it ------------------------------------------------------------------------------------------- */

static bool is_zipped(const struct wanted *wanted)
{
	size_t length = strlen(wanted->operand);

	if (wanted->format)
		return strcmp(wanted->format, "zip") == 0;
	return length > 4 && strcmp(wanted->operand + length - 4, ".zip") == 0;
}

static int do_task(const struct cases *cases, const struct wanted *wanted)
{
	switch (wanted->task) {
	case OPTION_DUE:
		return cases_due(cases);
	case OPTION_OUTCOMES:
		return cases_outcomes(cases);
	case OPTION_ARCHIVE:
	case OPTION_UNARCHIVE:
		return cases_archive(cases, wanted->operand, wanted->task == OPTION_ARCHIVE);
	case OPTION_DELETE:
		return cases_delete(cases, wanted->operand);
	case OPTION_EXPIRE:
		return cases_expire(cases, wanted->days);
	case OPTION_EXPORT:
		return cases_export(cases, wanted->operand, is_zipped(wanted));
	case OPTION_IMPORT:
		return cases_import(cases, wanted->operand);
	default:
		return cases_list(cases);
	}
}

/* What has become of cases, and what is handed on, is asked of all; what is to be seen to, of those not put away. */
static bool counts_archived(const struct wanted *wanted)
{
	return wanted->all || wanted->task == OPTION_OUTCOMES || wanted->task == OPTION_EXPORT;
}

static int run_with(const struct wanted *wanted)
{
	char *folder = wanted->task == OPTION_IMPORT ? casebook_folder() : casebook_folder_path();
	struct cases cases = {.folder = folder,
		.who = wanted->intake.settings.agent,
		.now = wanted->intake.at,
		.json = wanted->json,
		.yes = wanted->yes,
		.due_days = wanted->days};
	int status = STATUS_BAD_DATA;

	enum tk_status opened = folder ? queue_open(&wanted->intake.places, folder, cases.who, cases.now,
						    &cases.queue) : TK_IO;
	if (opened == TK_OK) {
		queue_show_archived(cases.queue, counts_archived(wanted));
		if (wanted->search)
			queue_search(cases.queue, wanted->search);
		status = do_task(&cases, wanted);
	} else if (opened == TK_NO_MEMORY) {
		report_no_memory();
	} else {
		report(_("the folder of the cases: %s"), strerror(errno));
	}
	queue_free(cases.queue);
	free(folder);
	return status;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct wanted wanted = {.days = NEAR_DAYS};

	intake_init(&wanted.intake);
	int status = read_arguments(command, argc, argv, &wanted);
	if (status < 0)
		status = intake_open(&wanted.intake, NULL) ? run_with(&wanted) : STATUS_BAD_DATA;
	intake_release(&wanted.intake);
	return status;
}

const struct command command_cases = {
	.name = "cases",
	.usage = "[--search TEXT] [--all] [--json] [--due[=DAYS] | --outcomes | ...]",
	.summary = N_("List the cases on file, follow them up, put them away."),
	.options = {N_("  --search TEXT    those in which all words of TEXT are found, anywhere\n"
		       "  --all            archived cases too\n"
		       "  --json           machine-readable, with stable keys\n"
		       "  --due[=DAYS]     the dates that are near or past: deadlines, stages of the\n"
		       "                   review, remedies; at most DAYS away (default: 14)\n"
		       "  --outcomes       what was told and what came, for each policy\n"),
		N_("  --archive ID     put a case away; --unarchive ID takes it out again\n"
		   "  --delete ID      delete a case with all that belongs to it; asks, unless --yes\n"
		   "  --expire DAYS    the cases unchanged for so long that are not under way;\n"
		   "                   with --yes they are deleted\n"
		   "  --export FILE    write the cases, as JSON lines or, where FILE ends in .zip,\n"
		   "                   as a ZIP; \"-\" is standard output\n"
		   "  --format FORMAT  lines or zip, however FILE is named\n"
		   "  --import FILE    read either; nothing on file is replaced\n"),
		N_("  --at MOMENT      the moment that is now (default: now)\n"),
		ARGUMENTS_LANGUAGE_HELP},
	.run = run,
};
