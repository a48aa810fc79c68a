/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan batch: judges the rows of a table, as a stream. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "batch-csv.h"
#include "batch-run.h"
#include "intake.h"
#include "language.h"
#include "output.h"

enum {
	OPTION_POLICY = ARGUMENT_OWN,
	OPTION_AT,
	OPTION_THREADS,
	OPTION_COLUMNS,
	OPTION_COLUMNS_IN,
	OPTION_NO_HEADER,
	OPTION_JSON_LINES,
	OPTION_UNBUFFERED,
	OPTION_RAW,
};

static const struct option options[] = {
	{"policy", required_argument, NULL, OPTION_POLICY},
	{"at", required_argument, NULL, OPTION_AT},
	{"threads", required_argument, NULL, OPTION_THREADS},
	{"columns", required_argument, NULL, OPTION_COLUMNS},
	{"columns-in", required_argument, NULL, OPTION_COLUMNS_IN},
	{"no-header", no_argument, NULL, OPTION_NO_HEADER},
	{"json-lines", no_argument, NULL, OPTION_JSON_LINES},
	{"unbuffered", no_argument, NULL, OPTION_UNBUFFERED},
	{"raw", no_argument, NULL, OPTION_RAW},
	ARGUMENTS_COMMON,
	ARGUMENTS_LANGUAGE,
	{0},
};

#define MOST_THREADS 256

struct request {
	struct intake intake;
	const char *policy, *columns, *columns_in, *file;
	long threads;
	bool no_header, json, unbuffered, raw;
};

static bool read_threads(struct request *request, const char *text)
{
	char *end;

	errno = 0;
	request->threads = strtol(text, &end, 10);
	return errno == 0 && *text && !*end && request->threads >= 1 && request->threads <= MOST_THREADS;
}

static int check_arguments(struct request *request, const struct command *command, int argc, char **argv)
{
	if (argc - optind > 1)
		return arguments_wrong(
			command, _("one table at a time, and \"%s\" is a second one"), argv[optind + 1]);
	if (request->json && (request->no_header || request->columns_in))
		return arguments_wrong(command, "%s", _("--json-lines has no header to leave out"));
	if (request->no_header != (request->columns_in != NULL))
		return arguments_wrong(
			command, "%s", _("--no-header and --columns-in belong together"));
	request->file = optind < argc && strcmp(argv[optind], "-") != 0 ? argv[optind] : NULL;
	return -1;
}

static int read_arguments(struct request *request, const struct command *command, int argc, char **argv)
{
	int code, status;

	while ((code = arguments_next(command, argc, argv, options, &status)) != ARGUMENTS_END) {
		switch (code) {
		case ARGUMENTS_STOP:
			return status;
		case OPTION_POLICY:
			request->policy = optarg;
			break;
		case OPTION_AT:
			if (!intake_set_at(&request->intake, optarg))
				return STATUS_BAD_DATA;
			break;
		case OPTION_THREADS:
			if (!read_threads(request, optarg))
				return arguments_wrong(command,
					_("--threads: \"%s\" is not a number from 1 to %d"), optarg,
					MOST_THREADS);
			break;
		case OPTION_COLUMNS:
			request->columns = optarg;
			break;
		case OPTION_COLUMNS_IN:
			request->columns_in = optarg;
			break;
		case OPTION_NO_HEADER:
			request->no_header = true;
			break;
		case OPTION_JSON_LINES:
			request->json = true;
			break;
		case OPTION_UNBUFFERED:
			request->unbuffered = true;
			break;
		case OPTION_RAW:
			request->raw = true;
			break;
		}
	}
	return check_arguments(request, command, argc, argv);
}

/* ---- the columns in ------------------------------------------------------------------------------------ */

/* The names in a record of CSV; *ret_names and each of them are the caller's to free. false: the quotes do
 * not match, or no memory (*ret_names NULL). */
static bool split_names(const char *record, size_t length, char ***ret_names, size_t *ret_count)
{
	const char *p = record, *end = record + length, *next;
	char **names = calloc(length + 2, sizeof(*names));

	*ret_names = names;
	*ret_count = 0;
	while (names && csv_field(p, end, &next)) {
		size_t bytes = (size_t)(next - p);
		char *name = malloc(bytes + 1);
		if (!name)
			break;
		csv_unquoted(p, bytes, name);
		names[(*ret_count)++] = name;
		if (next >= end || *next == '\n')
			return true;
		p = next + 1;
	}
	return false;
}

static bool take_names(struct batch_plan *plan, const char *record, size_t length)
{
	struct tk_errors errors;
	char **names = NULL;
	size_t count = 0;
	enum tk_status status = TK_INVALID;

	tk_errors_init(&errors);
	if (!split_names(record, length, &names, &count))
		report(_("%s: the names of the columns are not understood"), plan->file);
	else
		status = batch_plan_columns(plan, names, count, 1, &errors);
	if (status == TK_NO_MEMORY)
		report_no_memory();
	report_errors(&errors);
	tk_errors_release(&errors);
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
	return status == TK_OK;
}

static bool read_header(const struct request *request, struct batch_plan *plan, struct batch_feed *feed)
{
	char *record = NULL;
	size_t length = 0;

	if (request->json || request->no_header)
		batch_feed_first(feed, NULL, NULL);
	if (request->json)
		return true;
	if (request->no_header)
		return take_names(plan, request->columns_in, strlen(request->columns_in));
	if (!batch_feed_first(feed, &record, &length)) {
		if (feed->fault)
			report(_("%s: cannot be read: %s"), plan->file, strerror(feed->fault));
		else
			report(_("%s: there is no header"), plan->file);
		return false;
	}
	bool good = take_names(plan, record, length);
	free(record);
	return good;
}

/* ---- the run ---------------------------------------------------------------------------------------------- */

static int open_file(const struct request *request)
{
	int file = request->file ? open(request->file, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;

	if (file < 0)
		report(_("%s: cannot be read: %s"), request->file, strerror(errno));
	return file;
}

static int run_table(const struct request *request, struct batch_plan *plan, int file)
{
	struct batch_feed feed;
	int status = STATUS_BAD_DATA;

	if (!batch_feed_init(&feed, file, !request->json, request->unbuffered)) {
		report_no_memory();
		return status;
	}
	if (read_header(request, plan, &feed)) {
		long cores = sysconf(_SC_NPROCESSORS_ONLN);
		long threads = request->threads ? request->threads : cores > 0 ? cores : 1;
		status = batch_run(plan, &feed, (int)(threads < MOST_THREADS ? threads : MOST_THREADS),
			!request->json && !request->no_header);
	}
	batch_feed_release(&feed);
	return status;
}

static int batch(const struct request *request)
{
	struct batch_plan plan = {
		.at = request->intake.at,
		.json = request->json,
		.raw = request->raw,
		.file = request->file ? request->file : _("standard input"),
	};
	struct tk_policy *policy = NULL;
	int status = STATUS_BAD_DATA;

	if (!batch_plan_outputs(&plan, request->columns)) {
		batch_plan_release(&plan);
		return STATUS_USAGE;
	}
	policy = intake_policy(&request->intake, request->policy);
	int file = policy ? open_file(request) : -1;
	if (file >= 0) {
		plan.policy = policy;
		plan.order_id = tk_vocabulary_find(tk_policy_vocabulary(policy), "order_id");
		status = run_table(request, &plan, file);
		if (file != STDIN_FILENO)
			close(file);
	}
	batch_plan_release(&plan);
	tk_policy_free(policy);
	return status;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request request = {0};

	intake_init(&request.intake);
	int status = read_arguments(&request, command, argc, argv);
	if (status < 0 && !intake_open(&request.intake, NULL))
		status = STATUS_BAD_DATA;
	if (status < 0 && !request.policy && !intake_names_policy(&request.intake))
		status = arguments_wrong(command, "%s", _("name the policy with --policy"));
	if (status < 0)
		status = batch(&request);
	intake_release(&request.intake);
	return status;
}

const struct command command_batch = {
	.name = "batch",
	.usage = "--policy ID [--at MOMENT] [--threads N] [--columns NAMES] [--json-lines] [FILE]",
	.summary = N_("Judge a table of cases, a row each, as a stream."),
	.options = {N_("  FILE             the table (default: standard input)\n"
		      "  --policy ID      the policy to judge under, by id or file\n"
		      "  --at MOMENT      the moment of evaluation (default: now), as 2026-11-23T14:37\n"
		      "  --threads N      how many threads judge (default: as many as there are cores)\n"
		      "  --columns NAMES  the columns to write, with commas between\n"
		      "  --json-lines     an object on each line, in and out, instead of CSV\n"
		      "  --no-header      no line of names, neither in nor out\n"
		      "  --columns-in NAMES\n"
		      "                   the names of the columns where there is no header\n"
		      "  --unbuffered     answer each row as soon as it is there\n"
		      "  --raw            hand cells on as they are, those too that a spreadsheet would run\n"),
		ARGUMENTS_LANGUAGE_HELP},
	.run = run,
};
