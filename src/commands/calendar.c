/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan calendar: the dates of cases as an iCalendar file. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "case-papers.h"
#include "language.h"
#include "output.h"
#include "press.h"
#include "queue.h"
#include "sheet.h"
#include "shown.h"

enum { OPTION_OUTPUT = ARGUMENT_OWN, OPTION_OPEN };

static const struct option options[] = {
	{"output", required_argument, NULL, OPTION_OUTPUT},
	{"open", no_argument, NULL, OPTION_OPEN},
	ARGUMENTS_LANGUAGE,
	ARGUMENTS_COMMON,
	{0},
};

/* The dates of one case as they are collected. Nothing personal goes with them but the id of the case: a
 * calendar lies on servers and phones. */
struct dates {
	struct text_buffer *out;
	const struct case_papers *papers;
	const char *id;
	int64_t stamp; /* when they were worked out: the same case gives the same bytes */
};

static const char *number(int64_t value, char text[32])
{
	snprintf(text, 32, "%lld", (long long)value);
	return text;
}

static const char *title_of(const struct tk_entry *entry)
{
	const char *title = tk_text_get(entry->title, language_current());

	return title && *title ? title : entry->id;
}

static const char *text_of(const struct tk_text *text)
{
	const char *words = text ? tk_text_get(text, language_current()) : NULL;

	return words ? words : "";
}

/* KIND and NAME make it an event of its own, that is replaced when the file is read again. */
static void add(struct dates *dates, const char *kind, const char *name, bool whole_days, int64_t from, int64_t to,
	const char *title, const char *text)
{
	char *uid = text_printf("%s-%s-%s@tuikuan", dates->id, kind, name);
	char *words = text_printf("%s: %s", dates->id, title);
	char stamp[32], start[32], end[32];

	number(dates->stamp, stamp);
	number(from, start);
	number(to, end);
	if (!uid || !words)
		dates->out->failed = true;
	else if (whole_days)
		sheet_add(dates->out, "day", uid, stamp, start, end, words, text, NULL);
	else
		sheet_add(dates->out, "moment", uid, stamp, start, words, text, NULL);
	free(words);
	free(uid);
}

static void add_stages(struct dates *dates)
{
	const struct tk_decision *decision = dates->papers->decision;

	for (size_t i = 0; i < decision->stage_count; i++) {
		const struct tk_stage_dates *stage = &decision->stages[i];
		int64_t from = stage->from, to = stage->to;

		if (stage->by_hours) {
			from = tk_moment_day(from);
			to = tk_moment_day(to);
		}
		add(dates, "stage", stage->stage->id, true, from, to, title_of(stage->stage),
			text_of(stage->stage->text));
	}
}

static void add_deadline(struct dates *dates, const char *kind, size_t index, const struct tk_deadline *deadline)
{
	const char *currency = tk_policy_head(dates->papers->policy)->currency;
	char *amount = deadline->then.amount == TK_NO_AMOUNT ? strdup("?")
							      : shown_money(deadline->then.amount, currency);
	char *title = amount ? text_printf(_("last moment to apply; then %s"), amount) : NULL, name[32];

	if (title)
		add(dates, kind, number((int64_t)index + 1, name), false, deadline->until, deadline->until, title,
			_("What the present answer promises holds until then, Beijing time."));
	else
		dates->out->failed = true;
	free(title);
	free(amount);
}

static void add_deadlines(struct dates *dates)
{
	const struct tk_decision *decision = dates->papers->decision;

	for (size_t i = 0; i < decision->deadline_count; i++)
		add_deadline(dates, "deadline", i, &decision->deadlines[i]);
	if (decision->deadline_count > 0)
		return;
	for (size_t i = 0; i < decision->likely_deadline_count; i++)
		add_deadline(dates, "likely", i, &decision->likely_deadlines[i]);
}

static void add_remedies(struct dates *dates)
{
	const struct tk_decision *decision = dates->papers->decision;

	for (size_t i = 0; i < decision->remedy_count; i++) {
		const struct tk_entry *remedy = decision->remedies[i];
		const struct tk_remedy_dates *open = &decision->remedy_dates[i];
		char *title;

		if (open->from != TK_NO_DAY) {
			title = text_printf(_("open from today: %s"), title_of(remedy));
			if (title)
				add(dates, "remedy-from", remedy->id, true, open->from, open->from, title,
					text_of(remedy->text));
			dates->out->failed = dates->out->failed || !title;
			free(title);
		}
		if (open->until != TK_NO_DAY) {
			title = text_printf(_("last day: %s"), title_of(remedy));
			if (title)
				add(dates, "remedy-until", remedy->id, true, open->until, open->until, title,
					text_of(remedy->text));
			dates->out->failed = dates->out->failed || !title;
			free(title);
		}
	}
}

/* false: reported; the dates of the other cases are written all the same. */
static bool add_case(struct text_buffer *out, const char *case_word)
{
	struct intake intake;
	struct case_papers papers = {0};
	bool done = false;

	intake_init(&intake);
	if (intake_open(&intake, case_word)) {
		if (intake.file->changed >= 0)
			intake.at = intake.file->changed;
		done = case_papers_open(&papers, &intake, NULL, false);
		if (done) {
			struct dates dates = {.out = out,
				.papers = &papers,
				.id = intake.file->id ? intake.file->id : "tuikuan",
				.stamp = intake.at};
			add_deadlines(&dates);
			add_stages(&dates);
			add_remedies(&dates);
			done = !papers.faulty;
		}
		case_papers_release(&papers);
	}
	intake_release(&intake);
	return done;
}

/* Of a case that was refunded or put away nothing is awaited any more; one that was turned down has remedies. */
static bool is_open(const struct index_case *shown)
{
	return !shown->never_saved && !shown->unreadable && shown->status != CASE_REFUNDED;
}

/* false: reported, as above. */
static bool add_open_cases(struct text_buffer *out)
{
	struct intake intake;
	struct queue *queue = NULL;
	char *folder = casebook_folder_path();
	bool done = false;

	intake_init(&intake);
	if (folder && intake_open(&intake, NULL)) {
		done = queue_open(&intake.places, folder, NULL, intake.at, &queue) == TK_OK;
		if (!done)
			report(_("the folder of the cases: %s"), strerror(errno));
		if (done)
			queue_show_archived(queue, false);
		for (size_t i = 0, count = done ? queue_count(queue) : 0; i < count; i++) {
			const struct index_case *shown = queue_listed(queue, i)->shown;
			if (is_open(shown))
				done = add_case(out, shown->name) && done;
		}
	}
	queue_free(queue);
	intake_release(&intake);
	free(folder);
	return done;
}

static int run(const struct command *command, int argc, char **argv)
{
	const char *output = "-";
	bool open = false;
	struct text_buffer out;
	struct press_output made;
	int code, status;

	while ((code = arguments_next(command, argc, argv, options, &status)) != ARGUMENTS_END) {
		if (code == ARGUMENTS_STOP)
			return status;
		if (code == OPTION_OPEN)
			open = true;
		else
			output = optarg;
	}
	if (argc == optind && !open)
		return arguments_wrong(command, _("no case is named"));
	if (argc > optind && open)
		return arguments_wrong(command, _("--open takes the cases on file; \"%s\" is one too many"), argv[optind]);
	text_buffer_init(&out);
	sheet_add(&out, "calendar", _("Refund cases"), NULL);
	status = STATUS_DONE;
	if (open && !add_open_cases(&out))
		status = STATUS_BAD_DATA;
	for (int i = optind; i < argc; i++)
		if (!add_case(&out, argv[i]))
			status = STATUS_BAD_DATA;
	char *input = text_buffer_take(&out);
	if (!input) {
		report_no_memory();
		return STATUS_BAD_DATA;
	}
	if (!press("calendar", input, strlen(input), &made) || !output_bytes(output, made.bytes, made.length))
		status = STATUS_BAD_DATA;
	press_output_release(&made);
	free(input);
	return output_finish(status);
}

const struct command command_calendar = {
	.name = "calendar",
	.usage = "CASE...|--open [--output FILE.ics]",
	.summary = N_("Write deadlines, review stages and legal dates of cases as a calendar file."),
	.options = {N_("  CASE             a case by its id or its file; any number of them\n"
		       "  --open           all cases on file but those refunded or archived\n"
		       "  --output FILE    write to FILE, whole or not at all (default: standard output)\n"),
		ARGUMENTS_LANGUAGE_HELP,
		N_("\nIt holds nothing personal but the ids of the cases. Read in again, it replaces its own\n"
		   "dates. Moments are exact, days are those of China.\n")},
	.run = run,
};
