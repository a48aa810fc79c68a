/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "compare.h"

#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "text.h"
#include "words.h"

/* ---- the age of knowledge ---------------------------------------------------------------------- */

char *compare_known(const struct tk_age *age)
{
	if (age->known_on == NULL)
		return strdup(_("not said"));
	if (age->days == 0)
		return strdup(age->known_on);
	/* TRANSLATORS: a date and its age: "2026-11-20 (3 days ago)" */
	return text_printf(ngettext("%s (%d day ago)", "%s (%d days ago)", (unsigned long)age->days),
		age->known_on, (int)age->days);
}

const char *compare_warning_id(const struct tk_decision *decision, size_t index)
{
	const struct tk_age *age = &decision->age;

	if (age->dating != TK_IN_FORCE && index-- == 0)
		return "out-of-force";
	return age->stale && index == 0 ? "stale" : NULL;
}

char *compare_warning(const struct tk_decision *decision, size_t index)
{
	const struct tk_policy_head *head = tk_policy_head(decision->policy);
	const struct tk_age *age = &decision->age;
	const char *id = compare_warning_id(decision, index);

	if (id == NULL)
		return NULL;
	if (strcmp(id, "stale") == 0)
		return text_printf(
			_("What these rules rest on was known on %s, more than a year ago: the provider may have changed it since."),
			age->known_on);
	if (age->dating == TK_NOT_YET)
		return text_printf(
			_("These rules hold for orders from %s on, and this order is earlier: they answer all the same, but they need not hold for it."),
			head->effective_from);
	return text_printf(
		_("These rules held for orders up to %s, and this order is later: they answer all the same, but they need not hold for it."),
		head->effective_to);
}

/* ---- cells ------------------------------------------------------------------------------------- */

struct cell {
	char *text; /* NULL: no memory */
	enum pane_style style;
};

static char *joined(char *first, const char *between, char *second)
{
	char *both = first == NULL || second == NULL ? NULL : text_printf("%s%s%s", first, between, second);

	free(first);
	free(second);
	return both;
}

static struct cell title_cell(const struct tk_decision *decision, int64_t now)
{
	(void)now;
	return (struct cell){strdup(words_text(tk_policy_head(decision->policy)->title)), PANE_STRONG};
}

static struct cell verdict_cell(const struct tk_decision *decision, int64_t now)
{
	(void)now;
	return (struct cell){strdup(words_verdict(decision->outcome.verdict)),
		words_verdict_style(decision->outcome.verdict)};
}

static struct cell amount_cell(const struct tk_decision *decision, int64_t now)
{
	const struct tk_outcome *outcome = &decision->outcome;
	const struct tk_outcome *likely = &decision->likely;
	char *text;

	(void)now;
	if (outcome->amount == TK_NO_AMOUNT && outcome->verdict == TK_FULL)
		text = strdup(_("all that was paid"));
	else if (outcome->amount == TK_NO_AMOUNT && outcome->least == 0 && outcome->most == TK_UNBOUNDED)
		text = strdup(_("the amount is open"));
	else
		text = words_amount(decision->policy, outcome);
	if (decision->likely_assuming.count > 0) {
		char *usual = likely->verdict == TK_REFUSED ? words_outcome(decision->policy, likely)
							    : words_amount(decision->policy, likely);
		char *words = usual == NULL ? NULL : text_printf(_("%s with the usual answers"), usual);
		free(usual);
		text = joined(text, "\n", words);
	}
	return (struct cell){text, PANE_STRONG};
}

static struct cell readings_cell(const struct tk_decision *decision, int64_t now)
{
	char *text = strdup("");

	(void)now;
	for (size_t i = 0; i < decision->reading_count; i++) {
		const struct tk_reading_outcome *reading = &decision->readings[i];
		char *outcome = reading->outcome.verdict == TK_REFUSED
					? words_outcome(decision->policy, &reading->outcome)
					: words_amount(decision->policy, &reading->outcome);
		char *line = outcome == NULL ? NULL
					     : text_printf(_("%s: %s"), outcome, words_text(reading->reading->title));
		free(outcome);
		text = joined(text, i == 0 ? "" : "\n", line);
	}
	return (struct cell){text, PANE_PLAIN};
}

static struct cell until_cell(const struct tk_decision *decision, int64_t now)
{
	const struct tk_deadline *next = tk_decision_deadline(decision, NULL);

	if (next == NULL)
		return (struct cell){strdup(""), PANE_PLAIN};
	char *until = words_when(next->until, now);
	char *then = words_outcome(decision->policy, &next->then);
	char *text = until == NULL || then == NULL ? NULL : text_printf(_("%s, then %s"), until, then);
	free(until);
	free(then);
	return (struct cell){text, PANE_PLAIN};
}

static struct cell channel_cell(const struct tk_decision *decision, int64_t now)
{
	(void)now;
	return (struct cell){strdup(decision->channel == NULL ? "" : words_text(decision->channel->title)),
		PANE_PLAIN};
}

static struct cell authority_cell(const struct tk_decision *decision, int64_t now)
{
	bool official = tk_policy_head(decision->policy)->authority == TK_OFFICIAL;

	(void)now;
	return (struct cell){strdup(official ? _("official") : _("secondary source")), PANE_PLAIN};
}

static struct cell known_cell(const struct tk_decision *decision, int64_t now)
{
	char *text = compare_known(&decision->age);

	(void)now;
	if (decision->age.stale)
		text = joined(text, _(", "), strdup(_("over a year old")));
	return (struct cell){text, decision->age.stale ? PANE_WARN : PANE_PLAIN};
}

static struct cell dates_cell(const struct tk_decision *decision, int64_t now)
{
	const struct tk_policy_head *head = tk_policy_head(decision->policy);

	(void)now;
	switch (decision->age.dating) {
	case TK_NOT_YET:
		return (struct cell){text_printf(_("only from %s on"), head->effective_from), PANE_WARN};
	case TK_NO_LONGER:
		return (struct cell){text_printf(_("only up to %s"), head->effective_to), PANE_WARN};
	default:
		return (struct cell){strdup(""), PANE_PLAIN};
	}
}

/* The answers that a surer outcome needs. */
static struct cell open_cell(const struct tk_decision *decision, int64_t now)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);
	char *text = strdup("");

	(void)now;
	for (size_t i = 0; i < decision->unanswered.count; i++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, decision->unanswered.items[i]);
		text = joined(text, i == 0 ? "" : _(", "), strdup(words_text(fact->label)));
	}
	return (struct cell){text, PANE_OPEN};
}

static const struct {
	const char *label;
	struct cell (*cell)(const struct tk_decision *decision, int64_t now);
} rows[] = {
	{"", title_cell},
	{N_("Verdict"), verdict_cell},
	{N_("Amount"), amount_cell},
	{N_("Or, read so"), readings_cell},
	{N_("Until"), until_cell},
	{N_("How"), channel_cell},
	{N_("Who says so"), authority_cell},
	{N_("Known on"), known_cell},
	{N_("In force"), dates_cell},
	{N_("Still open"), open_cell},
};
#define ROWS (sizeof(rows) / sizeof(rows[0]))

/* ---- the table --------------------------------------------------------------------------------- */

#define MOST_BESIDE 3 /* policies in one table: more would be too narrow */
#define GAP 2

static int label_width(void)
{
	int most = 0;

	for (size_t i = 0; i < ROWS; i++) {
		int width = *rows[i].label == '\0' ? 0 : text_width(_(rows[i].label));
		most = width > most ? width : most;
	}
	return most;
}

static void add_cell(struct pane *pane, const char *text, int width, enum pane_style style)
{
	pane_take(pane, style, text_pad(text, width, false));
}

/* One row of the table: as many lines as its longest cell has. */
static void add_row(struct pane *pane, const char *label, struct cell *cells, size_t count, int first, int width)
{
	struct text_lines lines[MOST_BESIDE] = {0};
	size_t most = 0;
	bool empty = true;

	for (size_t i = 0; i < count; i++) {
		empty = empty && cells[i].text != NULL && *cells[i].text == '\0';
		if (cells[i].text == NULL || !text_wrap(cells[i].text, width, 0, &lines[i]))
			pane->failed = true;
		else if (lines[i].count > most)
			most = lines[i].count;
	}
	for (size_t row = 0; row < most && !empty; row++) {
		pane_line(pane, 0, 0);
		add_cell(pane, row == 0 ? label : "", first, PANE_DIM);
		for (size_t i = 0; i < count; i++) {
			bool last = i + 1 == count;
			const char *text = row < lines[i].count ? lines[i].items[row] : "";
			add_cell(pane, "", GAP, PANE_PLAIN);
			add_cell(pane, text, last ? 0 : width, cells[i].style);
		}
	}
	for (size_t i = 0; i < count; i++)
		text_lines_release(&lines[i]);
}

static void add_table(const struct tk_decision *const *decisions, size_t count, int64_t now, int columns,
	struct pane *pane)
{
	int first = label_width(), width = (columns - first) / (int)count - GAP;

	for (size_t i = 0; i < ROWS; i++) {
		struct cell cells[MOST_BESIDE];
		for (size_t n = 0; n < count; n++)
			cells[n] = rows[i].cell(decisions[n], now);
		add_row(pane, *rows[i].label == '\0' ? "" : _(rows[i].label), cells, count, first, width);
		for (size_t n = 0; n < count; n++)
			free(cells[n].text);
	}
}

/* Without room for a table: one policy below the other. */
static void add_list(const struct tk_decision *decision, int64_t now, struct pane *pane)
{
	for (size_t i = 0; i < ROWS; i++) {
		struct cell cell = rows[i].cell(decision, now);
		if (cell.text == NULL || *cell.text != '\0') {
			pane_line(pane, i == 0 ? 0 : 2, i == 0 ? 0 : 4);
			if (*rows[i].label != '\0')
				pane_printf(pane, PANE_DIM, "%s%s", _(rows[i].label), _(": "));
			for (char *at = cell.text == NULL ? NULL : strchr(cell.text, '\n'); at != NULL; at = strchr(at, '\n'))
				*at = ' ';
			pane_take(pane, cell.style, cell.text);
		} else {
			free(cell.text);
		}
	}
}

void compare_table(const struct tk_decision *const *decisions, size_t count, int64_t now, int columns,
	struct pane *pane)
{
	size_t beside = columns < COMPARE_LEAST_COLUMNS ? 1 : columns < 72 ? 2 : MOST_BESIDE;

	for (size_t i = 0; i < count; i += beside) {
		size_t some = count - i < beside ? count - i : beside;
		if (i > 0)
			pane_line(pane, 0, 0);
		if (beside == 1)
			add_list(decisions[i], now, pane);
		else
			add_table(&decisions[i], some, now, columns, pane);
	}
}
