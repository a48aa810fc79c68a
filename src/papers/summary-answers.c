/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Every answer and how it is known, in the order of the steps; what has none is named at the end. */

#define TABLE {.indent = 2, .widths = {26, 30, 18}, .count = 3}

static const char *known_word(enum tk_known known)
{
	switch (known) {
	case TK_KNOWN_PASTED:
		return _("pasted");
	case TK_KNOWN_TOLD:
		return _("told by phone");
	case TK_KNOWN_SEEN:
		return _("document seen");
	case TK_KNOWN_TYPED:
	case TK_KNOWN_COUNT:
		break;
	}
	return _("typed");
}

static bool is_asked(struct paper *paper, size_t slot)
{
	errno = 0;
	enum tk_truth asked = tk_fact_asked(paper->of->policy, paper->of->answers, slot, paper->decision->at);

	paper->failed = paper->failed || errno == ENOMEM;
	return asked != TK_NO;
}

static void add_row(struct paper *paper, size_t slot, const char *answer, const char *known)
{
	const struct table table = TABLE;
	const char *const cells[] = {paper_label(paper, slot), answer, known};

	paper_row(paper, &table, cells);
}

/* "typed", or "typed; changed 2026-11-24" for one that was another once. */
static char *how_known(const struct paper *paper, size_t slot, const struct tk_fact *fact)
{
	const struct paper_case *of = paper->of;
	int64_t changed = of->changed_at ? of->changed_at(of->user, fact->name) : 0;
	const char *word = known_word(tk_answers_known(of->answers, slot));
	char *day, *words;

	if (changed <= 0)
		return strdup(word);
	day = shown_moment(changed, SHOWN_DATE, false);
	/* TRANSLATORS: how an answer is known, and the day on which it was changed */
	words = day ? text_printf(_("%s; changed %s"), word, day) : NULL;
	free(day);
	return words;
}

static void add_answered(struct paper *paper, size_t slot, const struct tk_fact *fact)
{
	char *shown = paper_answer(paper, fact->name, SHOWN_TABLE), *known = how_known(paper, slot, fact);

	if (shown && known)
		add_row(paper, slot, shown, known);
	else
		paper->failed = true;
	free(known);
	free(shown);
}

static void add_assumed(struct paper *paper, size_t slot, const struct tk_fact *fact, int64_t value)
{
	char *shown = shown_of_fact(fact, value, "", paper->head->currency, SHOWN_TABLE);

	if (shown)
		add_row(paper, slot, shown, _("assumed"));
	else
		paper->failed = true;
	free(shown);
}

/* Whether its answer stands on the first page, and was never another. */
static bool is_on_first_page(const struct paper *paper, const struct tk_fact *fact)
{
	const struct paper_case *of = paper->of;

	return summary_has_party(paper, fact->name) &&
	       (!of->changed_at || of->changed_at(of->user, fact->name) <= 0);
}

/* False: it has no answer. */
static bool add_fact(struct paper *paper, size_t slot, const struct tk_fact *fact)
{
	int64_t assumed;

	switch (tk_answers_state(paper->of->answers, slot)) {
	case TK_ANSWERED:
		if (!is_on_first_page(paper, fact))
			add_answered(paper, slot, fact);
		return true;
	case TK_NOT_SURE:
		add_row(paper, slot, "-", _("not sure"));
		return true;
	case TK_UNANSWERED:
		break;
	}
	if (!paper_assumed(paper, slot, &assumed))
		return false;
	add_assumed(paper, slot, fact, assumed);
	return true;
}

/* What stands on the first page is told by how it is known. */
static void add_first_page(struct paper *paper)
{
	size_t count = tk_vocabulary_count(paper->vocabulary), *slots = calloc(count ? count : 1, sizeof *slots);

	for (int known = 0; slots && known < TK_KNOWN_COUNT; known++) {
		size_t found = 0;

		for (size_t slot = 0; slot < count; slot++)
			if (tk_answers_state(paper->of->answers, slot) == TK_ANSWERED &&
			        (int)tk_answers_known(paper->of->answers, slot) == known &&
			        is_on_first_page(paper, tk_vocabulary_fact(paper->vocabulary, slot)))
				slots[found++] = slot;
		char *labels = paper_slots(paper, slots, found);

		if (labels && found > 0)
			/* TRANSLATORS: how these answers are known, as "typed"; their names */
			paper_blockf(paper, 0, 2, _("Under 1, %s: %s."), known_word((enum tk_known)known), labels);
		free(labels);
	}
	paper->failed = paper->failed || !slots;
	free(slots);
}

static void add_without(struct paper *paper, const size_t *without, size_t count)
{
	size_t *slots = calloc(count ? count : 1, sizeof *slots), asked = 0, others = 0;
	char *labels;

	if (!slots) {
		paper->failed = true;
		return;
	}
	for (size_t i = 0; i < count; i++)
		if (is_asked(paper, without[i]))
			slots[asked++] = without[i];
	labels = paper_slots(paper, slots, asked);
	if (labels && asked > 0)
		paper_blockf(paper, 0, 2, _("Asked and not answered: %s."), labels);
	free(labels);
	for (size_t i = 0; i < count; i++)
		if (!is_asked(paper, without[i]))
			slots[others++] = without[i];
	labels = paper_slots(paper, slots, others);
	if (labels && others > 0)
		paper_blockf(paper, 0, 2,
		        _("Not asked, since this source or the answers before make it needless: %s."), labels);
	free(labels);
	free(slots);
}

void summary_answers(struct paper *paper)
{
	const struct table table = TABLE;
	const char *const heads[] = {_("Question"), _("Answer"), _("How known")};
	size_t count = tk_vocabulary_count(paper->vocabulary), *without = calloc(count ? count : 1, sizeof *without),
	       found = 0;

	if (!without) {
		paper->failed = true;
		return;
	}
	paper_heading(paper, _("4. Answers, all of them"));
	paper_row_head(paper, &table, heads);
	for (int step = 0; step < TK_STEP_COUNT; step++)
		for (size_t slot = 0; slot < count; slot++) {
			const struct tk_fact *fact = tk_vocabulary_fact(paper->vocabulary, slot);

			if (fact->step == (enum tk_step)step && !fact->evidence && !add_fact(paper, slot, fact))
				without[found++] = slot;
		}
	add_first_page(paper);
	add_without(paper, without, found);
	free(without);
}
