/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "working.h"

#include <stdlib.h>
#include <string.h>

#include "policy-phrases.h"
#include "text.h"

#define ROOM(array) (sizeof(array) / sizeof((array)[0]))

/* What is rounded has a "~" before it. Caller frees. */
static char *with_signs(const char *text)
{
	struct text_buffer out;

	text_buffer_init(&out);
	for (; *text; text++)
		if (*text == '~')
			text_buffer_add(&out, "≈");
		else
			text_buffer_add_n(&out, text, 1);
	return text_buffer_take(&out);
}

/* "100 %, as the whole months at least 12 and otherwise": the value of a table that counts, and why. Caller frees. */
static char *cell(const struct tk_working *step)
{
	const char *row = step->row ? step->row : _("otherwise");
	const char *column = step->column ? step->column : _("otherwise");

	/* TRANSLATORS: a value of a table, and the conditions of its row and column */
	return step->columns ? text_printf(_("%s (%s; %s)"), step->written, row, column)
			     : text_printf(_("%s (%s)"), step->written, row);
}

/* "used_days = the time ... rounded up to a whole number", the same with values, and what comes out. */
static void add_working(struct paper *paper, const struct tk_working *step, const char *label)
{
	bool plain = strcmp(step->filled, step->value) == 0, rounded = *step->value == '~';
	char *filled = phrase_spaced(with_signs(step->filled));
	char *written = phrase_spaced(step->table ? cell(step) : strdup(step->written));

	if (written)
		paper_blockf(paper, 4, 6, "%s = %s", step->name ? step->name : label, written);
	if (!filled || !written)
		paper->failed = true;
	else if (plain)
		paper_blockf(paper, 6, 8, "= %s", filled);
	else
		paper_blockf(paper, 6, 8, "= %s %s %s", filled, rounded ? "≈" : "=", step->value + rounded);
	free(written);
	free(filled);
}

static bool is_known(struct working_names *names, const char *name)
{
	for (size_t i = 0; name && i < names->count; i++)
		if (names->items[i] == name)
			return true;
	if (name && names->count < ROOM(names->items))
		names->items[names->count++] = name;
	return false;
}

static void add_steps(
	struct paper *paper, struct tk_working *steps, size_t count, const char *label, struct working_names *names)
{
	for (size_t i = 0; i < count; i++)
		if (!is_known(names, steps[i].name))
			add_working(paper, &steps[i], label);
	tk_workings_free(steps, count);
}

void working_lines(struct paper *paper, const struct tk_rule *rule, struct working_names *names)
{
	struct tk_working *steps;
	struct phrase_words phrase;
	size_t count;

	if (!phrase_words_init(&phrase, paper->of->policy, true) ||
		tk_work_out(paper->of->policy, paper->of->answers, paper->decision->at,
			paper->decision->breakdown_likely, rule, &phrase.words, &steps, &count) != TK_OK)
		paper->failed = true;
	else
		add_steps(paper, steps, count, paper_words(paper, rule->label), names);
	phrase_words_release(&phrase);
}

void working_sum_lines(struct paper *paper, const struct tk_sum *sum, struct working_names *names)
{
	struct tk_working *steps;
	struct phrase_words phrase;
	size_t count;

	if (!phrase_words_init(&phrase, paper->of->policy, true) ||
		tk_work_out_sum(paper->of->policy, paper->of->answers, paper->decision->at, sum, &phrase.words,
			&steps, &count) != TK_OK)
		paper->failed = true;
	else
		add_steps(paper, steps, count, paper_words(paper, sum->label), names);
	phrase_words_release(&phrase);
}
