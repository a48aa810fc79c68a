/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "working.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

#define ROOM(array) (sizeof(array) / sizeof((array)[0]))
#define NAME_MAX_BYTES 64

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

/* "used_days = ceil((applied_at - period_start) / 1 d)", the same with values, and what comes out; of a table
 * "tier = full_months >= 6: 88 %", the row that counts. */
static void add_working(struct paper *paper, const struct tk_working *step, const struct tk_rule *rule)
{
	bool plain = strcmp(step->filled, step->value) == 0, rounded = *step->value == '~';
	char *filled = with_signs(step->filled);

	if (step->columns)
		paper_blockf(paper, 4, 6, "%s (%s) = %s", step->name, step->columns, step->written);
	else
		paper_blockf(paper, 4, 6, "%s = %s", step->name ? step->name : rule->id, step->written);
	if (!filled)
		paper->failed = true;
	else if (plain)
		paper_blockf(paper, 6, 8, "= %s", filled);
	else
		paper_blockf(paper, 6, 8, "= %s %s %s", filled, rounded ? "≈" : "=", step->value + rounded);
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

static void note_slot(struct working_names *names, size_t slot)
{
	for (size_t i = 0; i < names->slot_count; i++)
		if (names->slots[i] == slot)
			return;
	if (names->slot_count < ROOM(names->slots))
		names->slots[names->slot_count++] = slot;
}

/* The facts among the words of an expression. */
static void note_facts(const struct paper *paper, struct working_names *names, const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_.-";

	while (text && *text) {
		size_t length = strspn(text, letters);
		char name[NAME_MAX_BYTES];

		if (length > 0 && length < sizeof name && *text >= 'a' && *text <= 'z') {
			int slot;
			memcpy(name, text, length);
			name[length] = '\0';
			slot = paper_slot(paper, name);
			if (slot >= 0)
				note_slot(names, (size_t)slot);
		}
		text += length > 0 ? length : 1;
	}
}

void working_lines(struct paper *paper, const struct tk_rule *rule, struct working_names *names)
{
	struct tk_working *steps;
	size_t count;

	if (tk_work_out(paper->of->policy, paper->of->answers, paper->decision->at,
	            paper->decision->breakdown_likely, rule, &steps, &count) != TK_OK) {
		paper->failed = true;
		return;
	}
	for (size_t i = 0; i < count; i++) {
		if (is_known(names, steps[i].name))
			continue;
		add_working(paper, &steps[i], rule);
		note_facts(paper, names, steps[i].columns);
		note_facts(paper, names, steps[i].written);
	}
	tk_workings_free(steps, count);
}

void working_legend(struct paper *paper, const struct working_names *names)
{
	struct text_buffer text;
	char *legend;

	if (names->slot_count == 0)
		return;
	text_buffer_init(&text);
	for (size_t i = 0; i < names->slot_count; i++) {
		size_t slot = names->slots[i];
		if (i > 0)
			text_buffer_add(&text, _(", "));
		/* TRANSLATORS: a name as the pack writes it, and its label: period_start (Paid from) */
		text_buffer_printf(&text, _("%s (%s)"), tk_vocabulary_fact(paper->vocabulary, slot)->name,
		        paper_label(paper, slot));
	}
	legend = text_buffer_take(&text);
	if (legend)
		paper_blockf(paper, 2, 4, _("The answers in these lines: %s."), legend);
	else
		paper->failed = true;
	free(legend);
}
