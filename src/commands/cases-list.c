/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan cases, --due and --outcomes: for people. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cases.h"
#include "command.h"
#include "language.h"
#include "output.h"
#include "shown.h"
#include "text.h"
#include "words.h"

enum { COLUMNS_OF_A_FILE = 110, LEAST_COLUMNS = 40, DAY = 86400 };

/* As wide as the terminal; a file has room for all columns. */
static int columns(void)
{
	struct winsize size;

	if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return COLUMNS_OF_A_FILE;
	return size.ws_col < LEAST_COLUMNS ? LEAST_COLUMNS : size.ws_col;
}

static bool print_pane(struct pane *pane, int width)
{
	bool printed = output_taken(pane_text(pane, width));

	pane_release(pane);
	return printed;
}

/* JSON, or NULL for no memory; taken over. */
static int print_json(char *text)
{
	return output_taken(text) ? output_finish(STATUS_DONE) : STATUS_BAD_DATA;
}

int cases_list(const struct cases *cases)
{
	const struct queue *queue = cases->queue;
	int width = columns();
	struct pane pane;

	if (cases->json)
		return print_json(cases_list_json(cases));
	if (queue_count(queue) == 0) {
		output_printf("%s\n", queue_total(queue) == 0 ? _("There are no cases on file.") :
								_("No case on file is like that."));
		return output_finish(STATUS_DONE);
	}
	pane_init(&pane);
	queue_head(queue, width, &pane);
	for (size_t i = 0; i < queue_count(queue); i++)
		queue_row(queue, i, width, &pane);
	bool good = print_pane(&pane, width);
	return output_finish(good ? STATUS_DONE : STATUS_BAD_DATA);
}

/* ---- follow-ups ------------------------------------------------------------------------------------- */

static int by_time(const void *a, const void *b)
{
	const struct due *first = a, *second = b;

	if (first->item.at != second->item.at)
		return first->item.at < second->item.at ? -1 : 1;
	return strcmp(first->listed->shown->name, second->listed->shown->name);
}

/* Whether item I of the COUNT of a case is to be listed. */
static bool is_due(const struct cases *cases, const struct listed *listed, const struct follow_up *items, size_t count,
	size_t i)
{
	int64_t left = items[i].at - cases->now, near = (int64_t)cases->due_days * DAY;
	bool is_near = left >= -near && left <= near;

	switch (items[i].kind) {
	case FOLLOW_UP_DEADLINE:
		/* After the first that has passed nothing is sure. */
		return is_near && (listed->standing == STANDING_HOLDS || (i == 0 && left < 0));
	case FOLLOW_UP_STAGE:
		/* The last stage is over, and no answer has come: that stays to be asked about. */
		if (left < 0 && (i + 1 == count || items[i + 1].kind != FOLLOW_UP_STAGE))
			return true;
		return is_near && left >= 0;
	default:
		return is_near;
	}
}

struct due *cases_due_items(const struct cases *cases, size_t *ret_count)
{
	struct due *due = NULL;
	size_t count = 0, room = 0;

	for (size_t i = 0; i < queue_count(cases->queue); i++) {
		const struct listed *listed = queue_listed(cases->queue, i);
		struct follow_up items[FOLLOW_UPS_MOST];
		size_t found = follow_ups(listed->shown, items, FOLLOW_UPS_MOST);
		for (size_t n = 0; n < found; n++) {
			if (!is_due(cases, listed, items, found, n))
				continue;
			if (count == room) {
				room = room ? room * 2 : 64;
				struct due *more = reallocarray(due, room, sizeof(*more));
				if (!more) {
					free(due);
					return NULL;
				}
				due = more;
			}
			due[count++] = (struct due){listed, items[n]};
		}
	}
	if (count > 1)
		qsort(due, count, sizeof(*due), by_time);
	*ret_count = count;
	return due ? due : calloc(1, sizeof(*due));
}

/* "in 3 days", "today". */
static char *days_away(int64_t days)
{
	if (days == 0)
		return strdup(_("today"));
	if (days < 0)
		return text_printf(ngettext("%d day ago", "%d days ago", -days), (int)-days);
	return text_printf(ngettext("in %d day", "in %d days", days), (int)days);
}

/* "in 4 d 3 h", "1 d 2 h ago"; of what is a day, in days. */
static char *distance(const struct follow_up *item, int64_t now)
{
	int64_t left = item->at - now;

	if (item->by_day)
		return days_away(tk_moment_day(item->at) - tk_moment_day(now));
	char *span = words_left(left < 0 ? -left : left);
	/* TRANSLATORS: a span of time, as "4 d 3 h" or "22:41" */
	char *text = span ? text_printf(left < 0 ? _("%s ago") : _("in %s"), span) : NULL;

	free(span);
	return text;
}

static void print_due(const struct cases *cases, const struct due *due)
{
	const struct index_case *shown = due->listed->shown;
	bool passed = due->item.kind == FOLLOW_UP_DEADLINE && due->item.at < cases->now;
	char *when = due->item.by_day ? shown_day(tk_moment_day(due->item.at), SHOWN_TABLE) :
					shown_moment(due->item.at, SHOWN_TABLE, false);
	char *left = distance(&due->item, cases->now);
	char *sentence = passed ? strdup(_("its deadline has passed: it is to be judged again")) :
				  follow_up_sentence(&due->item, shown, queue_rules(cases->queue));
	char *who = text_sanitize(shown->field[INDEX_APPLICANT], strlen(shown->field[INDEX_APPLICANT]), false);
	char *columns_of[] = {when ? text_pad(when, 16, false) : NULL, left ? text_pad(left, 13, false) : NULL,
		text_pad(shown->name, 16, false)};

	if (columns_of[0] && columns_of[1] && columns_of[2] && sentence && who) {
		char *lead = text_printf("%s  %s  %s  ", columns_of[0], columns_of[1], columns_of[2]);
		char *text = *who ? text_printf("%s: %s", who, sentence) : strdup(sentence);
		output_printf("%s%s\n", output_had(lead), output_had(text));
		free(lead);
		free(text);
	} else {
		output_had(NULL);
	}
	for (size_t i = 0; i < sizeof(columns_of) / sizeof(*columns_of); i++)
		free(columns_of[i]);
	free(who);
	free(sentence);
	free(left);
	free(when);
}

int cases_due(const struct cases *cases)
{
	size_t count;
	struct due *items = cases_due_items(cases, &count);

	if (!items) {
		report_no_memory();
		return STATUS_BAD_DATA;
	}
	int status;
	if (cases->json) {
		status = print_json(cases_due_json(cases, items, count));
	} else {
		for (size_t i = 0; i < count; i++)
			print_due(cases, &items[i]);
		if (count == 0)
			output_printf("%s\n", _("Nothing is due."));
		status = output_finish(STATUS_DONE);
	}
	free(items);
	return status;
}

/* ---- outcomes ----------------------------------------------------------------------------------------- */

static struct outcome_tally *tally_of(struct outcome_tally **tallies, size_t *count, const char *policy)
{
	for (size_t i = 0; i < *count; i++)
		if (strcmp((*tallies)[i].policy, policy) == 0)
			return &(*tallies)[i];
	struct outcome_tally *more = reallocarray(*tallies, *count + 1, sizeof(*more));
	if (!more)
		return NULL;
	*tallies = more;
	more[*count] = (struct outcome_tally){.policy = policy};
	return &more[(*count)++];
}

/* What came back, once that is known: what was entered, or nothing where it was turned down. */
static bool came_back(const struct index_case *shown, int64_t *ret_fen)
{
	*ret_fen = shown->sum[INDEX_RECEIVED];
	if (*ret_fen != TK_NO_AMOUNT)
		return true;
	*ret_fen = 0;
	return shown->status == CASE_REFUSED;
}

static void count_in(struct outcome_tally *tally, const struct index_case *shown, int64_t came)
{
	int64_t told = shown->sum[INDEX_AMOUNT];

	tally->decided++;
	if (told == TK_NO_AMOUNT)
		return;
	int64_t off = told > came ? told - came : came - told;
	tally->foretold++;
	tally->exact += off == 0;
	tally->told += told;
	tally->came += came;
	tally->off += off;
	tally->worst = off > tally->worst ? off : tally->worst;
}

static int by_policy(const void *a, const void *b)
{
	return strcmp(((const struct outcome_tally *)a)->policy, ((const struct outcome_tally *)b)->policy);
}

struct outcome_tally *cases_tallies(const struct cases *cases, size_t *ret_count)
{
	struct outcome_tally *tallies = NULL;
	size_t count = 0;

	for (size_t i = 0; i < queue_count(cases->queue); i++) {
		const struct index_case *shown = queue_listed(cases->queue, i)->shown;
		int64_t came;
		if (shown->record != INDEX_SOUND || shown->status < CASE_SUBMITTED || !came_back(shown, &came))
			continue;
		struct outcome_tally *tally = tally_of(&tallies, &count, shown->field[INDEX_RECORD_POLICY]);
		if (!tally) {
			free(tallies);
			return NULL;
		}
		count_in(tally, shown, came);
	}
	if (count > 1)
		qsort(tallies, count, sizeof(*tallies), by_policy);
	*ret_count = count;
	return tallies ? tallies : calloc(1, sizeof(*tallies));
}

static void print_tally(const struct cases *cases, const struct outcome_tally *tally)
{
	char told[TK_MONEY_TEXT], came[TK_MONEY_TEXT], mean[TK_MONEY_TEXT], worst[TK_MONEY_TEXT];
	const struct tk_policy *policy = standing_rules_find(queue_rules(cases->queue), tally->policy);
	const char *currency = policy ? tk_policy_head(policy)->currency : "";

	output_printf("%s\n", tally->policy);
	output_printf(ngettext("  %zu case is decided; the record told one amount of %zu\n",
			      "  %zu cases are decided; the record told one amount of %zu\n", tally->decided),
		tally->decided, tally->foretold);
	if (tally->foretold == 0)
		return;
	output_printf(_("  told %s, came %s %s\n"), tk_money_format(tally->told, told),
		tk_money_format(tally->came, came), currency);
	output_printf(_("  just that came: %zu of %zu; off by %s on average, by %s at most\n"), tally->exact,
		tally->foretold, tk_money_format(tally->off / (int64_t)tally->foretold, mean),
		tk_money_format(tally->worst, worst));
}

int cases_outcomes(const struct cases *cases)
{
	size_t count;
	struct outcome_tally *tallies = cases_tallies(cases, &count);
	int status = STATUS_BAD_DATA;

	if (!tallies) {
		report_no_memory();
		return status;
	}
	if (cases->json) {
		status = print_json(cases_outcomes_json(tallies, count));
	} else {
		for (size_t i = 0; i < count; i++)
			print_tally(cases, &tallies[i]);
		if (count == 0)
			output_printf("%s\n", _("No case on file is decided yet."));
		status = output_finish(STATUS_DONE);
	}
	free(tallies);
	return status;
}
