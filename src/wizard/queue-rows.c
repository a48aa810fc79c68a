/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue as text: its columns, and a case in sentences. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "help.h"
#include "language.h"
#include "queue-inside.h"
#include "shown.h"
#include "text.h"
#include "words.h"

/* ---- columns --------------------------------------------------------------------------------- */

enum column { ID, APPLICANT, PROVIDER, VERDICT, AMOUNT, STATUS, NEXT, COLUMNS };

/* From left to right; which come first where there is not room for all; how wide they are at least and at most. */
static const struct {
	const char *title;
	int importance, least, most;
} columns_of[COLUMNS] = {
	[ID] = {N_("Case"), 1, 16, 18},
	[APPLICANT] = {N_("Applicant"), 3, 9, 32},
	[PROVIDER] = {N_("Provider"), 7, 8, 16},
	[VERDICT] = {N_("Verdict"), 4, 9, 10},
	[AMOUNT] = {N_("Amount"), 5, 9, 19},
	[STATUS] = {N_("Status"), 6, 9, 10},
	/* TRANSLATORS: a column: what is to be done next, and when */
	[NEXT] = {N_("Next"), 2, 10, 12},
};

struct widths {
	int of[COLUMNS]; /* 0: it is not there */
};

/* Those that there is room for, then the room that is left to those that can use it. */
static struct widths share(int columns)
{
	static const enum column growing[] = {APPLICANT, AMOUNT, PROVIDER, NEXT, ID, STATUS};
	struct widths widths = {{0}};
	int left = columns + 1; /* no blank behind the last one */

	if (columns < columns_of[ID].least) {
		widths.of[ID] = columns;
		return widths;
	}
	for (int importance = 1; importance <= COLUMNS; importance++)
		for (int i = 0; i < COLUMNS; i++)
			if (columns_of[i].importance == importance && columns_of[i].least < left) {
				widths.of[i] = columns_of[i].least;
				left -= columns_of[i].least + 1;
			}
	for (size_t i = 0; i < sizeof(growing) / sizeof(growing[0]); i++) {
		int room = columns_of[growing[i]].most - columns_of[growing[i]].least;
		if (room > left)
			room = left;
		if (widths.of[growing[i]] > 0 && room > 0) {
			widths.of[growing[i]] += room;
			left -= room;
		}
	}
	return widths;
}

/* TEXT in exactly WIDTH columns; FIRST: no blank before it. */
static void add_cell(struct pane *pane, enum pane_style style, const char *text, int width, bool right, bool first)
{
	char *safe = text == NULL ? NULL : text_sanitize(text, strlen(text), false);
	char *cut = safe == NULL ? NULL : text_cut(safe, width, false);
	char *padded = cut == NULL ? NULL : text_pad(cut, width, right);

	if (!first)
		pane_add(pane, PANE_PLAIN, " ");
	pane_take(pane, style, padded);
	free(cut);
	free(safe);
}

void queue_head(const struct queue *queue, int columns, struct pane *pane)
{
	struct widths widths = share(columns);
	bool first = true;

	(void)queue;
	pane_line(pane, 0, 0);
	for (int i = 0; i < COLUMNS; i++) {
		if (widths.of[i] == 0)
			continue;
		add_cell(pane, PANE_HEADING, _(columns_of[i].title), widths.of[i], i == AMOUNT, first);
		first = false;
	}
}

/* A case that is not yet saved, or whose draft is newer, has a star; one in the archive brackets. */
static char *id_of(const struct index_case *shown)
{
	const char *star = shown->never_saved || shown->has_draft ? "*" : shown->damaged ? "!" : "";

	return text_printf(shown->moment[INDEX_ARCHIVED] >= 0 ? "(%s)%s" : "%s%s", shown->name, star);
}

static char *cell_text(const struct queue *queue, const struct listed *listed, enum column column)
{
	switch (column) {
	case ID:
		return id_of(listed->shown);
	case APPLICANT:
		return strdup(listed->shown->field[INDEX_APPLICANT]);
	case PROVIDER:
		return strdup(listed_provider(listed, &queue->rules));
	case VERDICT:
		return strdup(listed_verdict(listed));
	case AMOUNT:
		return listed_amount(listed, &queue->rules);
	case STATUS:
		return strdup(words_status(listed->shown->status));
	default:
		return listed_next(listed, queue->now);
	}
}

void queue_row(const struct queue *queue, size_t i, int columns, struct pane *pane)
{
	const struct listed *listed = queue_listed(queue, i);
	struct widths widths = share(columns);
	bool first = true;

	pane_line(pane, 0, 0);
	for (int column = 0; column < COLUMNS; column++) {
		if (widths.of[column] == 0)
			continue;
		enum pane_style style = column == VERDICT ? listed_verdict_style(listed)
					: column == NEXT  ? listed_next_style(listed, queue->now)
							  : PANE_PLAIN;
		char *text = cell_text(queue, listed, (enum column)column);
		add_cell(pane, style, text, widths.of[column], column == AMOUNT, first);
		free(text);
		first = false;
	}
}

/* ---- sentences ------------------------------------------------------------------------------- */

char *queue_tally(const struct queue *queue)
{
	return text_printf(ngettext("%zu of %zu case", "%zu of %zu cases", queue->total), queue->count, queue->total);
}

static void add_part(struct pane *pane, enum pane_style style, const char *text)
{
	if (*text == '\0')
		return;
	pane_add(pane, PANE_DIM, "  ");
	char *safe = text_sanitize(text, strlen(text), false);
	pane_take(pane, style, safe);
}

/* Why nothing can be told of its verdict, or that it cannot be relied on. */
static const char *doubt(const struct listed *listed)
{
	if (listed->shown->unreadable)
		return _("It cannot be read as a case.");
	if (listed->shown->never_saved)
		return _("It was never saved: this is its draft.");
	if (listed->shown->has_draft)
		return _("A draft of it is newer than what was saved.");
	if (listed->standing == STANDING_AGAIN && listed->shown->record == INDEX_UNSOUND)
		return _("Something in it was changed after it was judged: open it to judge it again.");
	if (listed->standing == STANDING_AGAIN && listed->has_next)
		return _("Its deadline has passed: open it to judge it again.");
	if (listed->standing == STANDING_AGAIN)
		return _("The rules, or the time, are others than when it was judged: open it to judge it again.");
	if (listed->shown->damaged)
		return _("Some of its lines cannot be read: open it to see which.");
	return "";
}

void queue_detail(const struct queue *queue, size_t i, struct pane *pane)
{
	if (i >= queue->count)
		return;
	const struct listed *listed = queue_listed(queue, i);
	const struct index_case *shown = listed->shown;
	char *amount = listed_amount(listed, &queue->rules);

	pane_line(pane, 0, 2);
	pane_add(pane, PANE_STRONG, shown->name);
	add_part(pane, PANE_PLAIN, shown->field[INDEX_APPLICANT]);
	add_part(pane, PANE_PLAIN, listed_provider(listed, &queue->rules));
	add_part(pane, PANE_PLAIN, shown->field[INDEX_ORDER]);
	add_part(pane, listed_verdict_style(listed), listed_verdict(listed));
	add_part(pane, PANE_STRONG, amount == NULL ? "" : amount);
	add_part(pane, PANE_PLAIN, words_status(shown->status));
	if (shown->moment[INDEX_ARCHIVED] >= 0)
		add_part(pane, PANE_DIM, _("archived"));
	free(amount);
	char *next = listed_next_sentence(listed, &queue->rules);
	if (doubt(listed)[0] != '\0')
		pane_row(pane, 0, PANE_WARN, doubt(listed));
	else if (next != NULL && *next != '\0') {
		pane_line(pane, 0, 2);
		pane_add(pane, listed_next_style(listed, queue->now), next);
	}
	free(next);
}

/* ---- F1 -------------------------------------------------------------------------------------- */

void queue_help(struct pane *pane)
{
	help_purpose(PURPOSE_QUEUE, pane);
	pane_row(pane, 0, PANE_PLAIN,
		_("\"re-judge\" says that the record tells nothing certain any more: a deadline has passed, or the rules "
		  "or the answers were changed. Opening the case judges it. * marks a draft that was not saved, "
		  "! before a day that it has passed, brackets a case in the archive."));
	help_keys(queue_table, queue_table_count, pane);
}
