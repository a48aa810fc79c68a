/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary.h"

#include <stdlib.h>
#include <string.h>

/* Every answer and how it is known, step by step; what was never asked is named at the end. */

static const char *const step_names[TK_STEP_COUNT] = {
        N_("Start"),
        N_("Order"),
        N_("Timing"),
        N_("Checklist"),
        N_("Account"),
        N_("Evidence"),
        N_("Result"),
        N_("Application"),
        N_("Finish"),
};

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

static bool is_asked(const struct paper *paper, size_t slot)
{
	return tk_fact_asked(paper->of->policy, paper->of->answers, slot, paper->decision->at) !=
	       TK_NO;
}

static void add_row(
        struct paper *paper, const struct tk_fact *fact, const char *answer, const char *known)
{
	const struct table table = {.indent = 2, .widths = {36, 24, 14}, .count = 3};
	const char *question = paper_words(paper, fact->question);
	const char *const cells[] = {*question ? question : fact->name, answer, known};

	paper_row(paper, &table, cells);
}

static void add_answered(struct paper *paper, size_t slot, const struct tk_fact *fact)
{
	char *shown = paper_answer(paper, fact->name, SHOWN_TABLE);

	if (shown)
		add_row(paper, fact, shown, known_word(tk_answers_known(paper->of->answers, slot)));
	free(shown);
}

static void add_assumed(struct paper *paper, const struct tk_fact *fact, int64_t value)
{
	char *shown = shown_of_fact(fact, value, "", paper->head->currency, SHOWN_TABLE);

	if (shown)
		add_row(paper, fact, shown, _("assumed"));
	else
		paper->failed = true;
	free(shown);
}

/* False: the fact was not asked. */
static bool add_fact(struct paper *paper, size_t slot, const struct tk_fact *fact)
{
	int64_t assumed;

	switch (tk_answers_state(paper->of->answers, slot)) {
	case TK_ANSWERED:
		add_answered(paper, slot, fact);
		return true;
	case TK_NOT_SURE:
		add_row(paper, fact, "-", _("not sure"));
		return true;
	case TK_UNANSWERED:
		break;
	}
	if (paper_assumed(paper, slot, &assumed)) {
		add_assumed(paper, fact, assumed);
		return true;
	}
	if (!is_asked(paper, slot))
		return false;
	add_row(paper, fact, "-", _("not answered"));
	return true;
}

static bool is_listed(const struct paper *paper, size_t slot, bool *ret_shown)
{
	int64_t assumed;

	*ret_shown = tk_answers_state(paper->of->answers, slot) != TK_UNANSWERED ||
	             paper_assumed(paper, slot, &assumed) || is_asked(paper, slot);
	return !tk_vocabulary_fact(paper->vocabulary, slot)->evidence;
}

static void add_step(struct paper *paper, enum tk_step step)
{
	size_t count = tk_vocabulary_count(paper->vocabulary), slot;
	bool any = false, shown;

	for (slot = 0; slot < count; slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(paper->vocabulary, slot);

		if (fact->step != step || !is_listed(paper, slot, &shown) || !shown)
			continue;
		if (!any)
			paper_block(paper, 0, 0, _(step_names[step]));
		any = true;
		add_fact(paper, slot, fact);
	}
}

static void add_not_asked(struct paper *paper)
{
	size_t count = tk_vocabulary_count(paper->vocabulary), slot, found = 0;
	size_t *slots = calloc(count ? count : 1, sizeof *slots);
	bool shown;
	char *labels;

	if (!slots) {
		paper->failed = true;
		return;
	}
	for (slot = 0; slot < count; slot++) {
		if (is_listed(paper, slot, &shown) && !shown)
			slots[found++] = slot;
	}
	labels = paper_slots(paper, slots, found);
	if (labels && found > 0)
		paper_blockf(paper, 0, 2,
		        _("Not asked, since this source or the answers before make it needless: "
		          "%s."),
		        labels);
	free(labels);
	free(slots);
}

void summary_answers(struct paper *paper)
{
	const struct table table = {.indent = 2, .widths = {36, 24, 14}, .count = 3};
	const char *const heads[] = {_("Question"), _("Answer"), _("How known")};
	int step;

	paper_heading(paper, _("4. Answers, all of them"));
	paper_row_head(paper, &table, heads);
	for (step = 0; step < TK_STEP_COUNT; step++)
		add_step(paper, (enum tk_step)step);
	add_not_asked(paper);
}
