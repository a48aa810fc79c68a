/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary.h"

#include <stdlib.h>
#include <string.h>

#include "policy-phrases.h"

/* What decided, what followed, what hangs; the rest is only counted. Conditions stand in words, with the
 * names that the pack has for numbers, for a reader who does the sum again. */

static bool decides(const struct tk_rule *rule)
{
	return rule->effect == TK_REFUSE || rule->effect == TK_DEDUCT;
}

static bool shapes(const struct tk_rule *rule)
{
	return rule->effect == TK_CHANNEL_IS || rule->effect == TK_REQUIRE;
}

static bool warns(const struct tk_rule *rule)
{
	return rule->effect == TK_WARN;
}

static bool notes(const struct tk_rule *rule)
{
	return rule->effect == TK_NOTE;
}

static bool tells(const struct tk_rule *rule)
{
	return warns(rule) || notes(rule);
}

/* What a rule that decides or shapes does, in a word or two. */
static const char *effect_word(const struct paper *paper, const struct tk_rule *rule)
{
	if (rule->effect == TK_DEDUCT)
		return rule->label ? paper_words(paper, rule->label) : _("deducts");
	if (rule->target)
		return paper_entry_title(paper, rule->target);
	return _("refuses");
}

/* ---- conditions -------------------------------------------------------------------------------
 */

/* Whether NAME stands in TEXT as a word of its own. */
static bool mentions(const char *text, const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_.-";
	size_t length = strlen(name);
	const char *at = text;

	while ((at = strstr(at, name))) {
		bool begins = at == text || !strchr(letters, at[-1]);
		bool ends = at[length] == '\0' || !strchr(letters, at[length]);

		if (begins && ends)
			return true;
		at += length;
	}
	return false;
}

/* What a number's name stands for, in words; of a table nothing, it has rows. Caller frees. */
static char *meaning(struct paper *paper, size_t name)
{
	const struct tk_policy *policy = paper->of->policy;
	const struct tk_define *define;
	char *phrase;

	if (name >= tk_policy_define_count(policy))
		return NULL;
	define = tk_policy_define(policy, name);
	phrase = policy_named_phrase(policy, "define", "", define->name, define->text);
	paper->failed = paper->failed || !phrase;
	return phrase;
}

/* Caller frees. */
static char *row_phrase(struct paper *paper, const struct tk_table *table, size_t row)
{
	char *phrase = policy_row_phrase(paper->of->policy, table, row);

	paper->failed = paper->failed || !phrase;
	return phrase;
}

static void mark_names(struct paper *paper, const char *text, bool *used);

static void mark_row(struct paper *paper, const struct tk_table *table, size_t row, bool *used)
{
	char *text = row_phrase(paper, table, row);

	mark_names(paper, text, used);
	free(text);
}

/* Marks the names of numbers that TEXT uses, defines before tables, and those that these use. */
static void mark_names(struct paper *paper, const char *text, bool *used)
{
	const struct tk_policy *policy = paper->of->policy;
	size_t defines = tk_policy_define_count(policy), i;

	for (i = 0; text && i < defines; i++) {
		const struct tk_define *define = tk_policy_define(policy, i);
		char *stands_for;

		if (used[i] || !define->number || !mentions(text, define->name))
			continue;
		used[i] = true;
		stands_for = meaning(paper, i);
		mark_names(paper, stands_for, used);
		free(stands_for);
	}
	for (i = 0; text && i < tk_policy_table_count(policy); i++) {
		const struct tk_table *table = tk_policy_table(policy, i);

		if (used[defines + i] || !mentions(text, table->name))
			continue;
		used[defines + i] = true;
		for (size_t row = 0; row < table->row_count; row++)
			mark_row(paper, table, row, used);
	}
}

static void add_condition(struct paper *paper, const struct tk_rule *rule, bool *used)
{
	const struct tk_policy *policy = paper->of->policy;
	char *amount = rule->amount ? policy_named_phrase(policy, "rule.", rule->id, "deduct", rule->amount) : NULL;
	char *when = policy_named_phrase(policy, "rule.", rule->id, "when", rule->when);

	if (amount)
		paper_blockf(paper, 4, 6, _("takes off: %s"), amount);
	if (when)
		paper_blockf(paper, 4, 6, _("condition: %s"), when);
	paper->failed = paper->failed || !when || (rule->amount && !amount);
	mark_names(paper, amount, used);
	mark_names(paper, when, used);
	free(amount);
	free(when);
}

static void add_table(struct paper *paper, const struct tk_table *table)
{
	paper_blockf(paper, 4, 6, _("%s: the first that holds"), table->name);
	for (size_t row = 0; row < table->row_count; row++) {
		char *text = row_phrase(paper, table, row);

		if (text)
			paper_blockf(paper, 6, 8, "| %s", text);
		free(text);
	}
}

static void add_names(struct paper *paper, const bool *used)
{
	const struct tk_policy *policy = paper->of->policy;
	size_t defines = tk_policy_define_count(policy), i;
	bool any = false;

	for (i = 0; i < defines + tk_policy_table_count(policy); i++) {
		char *stands_for;

		if (!used[i])
			continue;
		if (!any)
			paper_block(paper, 2, 2, _("Names used in these conditions:"));
		any = true;
		stands_for = meaning(paper, i);
		if (stands_for)
			paper_blockf(paper, 4, 6, "%s = %s", tk_policy_define(policy, i)->name, stands_for);
		else if (i >= defines)
			add_table(paper, tk_policy_table(policy, i - defines));
		free(stands_for);
	}
}

/* ---- groups -----------------------------------------------------------------------------------
 */

/* Rules that decided: the sentence stands under the calculation, here stands the condition. */
static void add_decisive(struct paper *paper, bool *used)
{
	const struct tk_decision *decision = paper->decision;
	bool any = false;
	size_t i;

	for (i = 0; i < decision->trace_count; i++) {
		const struct tk_trace *trace = &decision->trace[i];
		char *source;

		if (trace->state != TK_YES || !decides(trace->rule))
			continue;
		if (!any)
			paper_block(paper, 0, 0,
			        _("Those that decided (in full under 2), with their conditions:"));
		any = true;
		source = paper_source(paper, trace->rule->source, trace->rule->reference);
		if (source)
			paper_blockf(paper, 2, 4, _("- %s [%s, %s]"),
			        effect_word(paper, trace->rule), trace->rule->id, source);
		free(source);
		add_condition(paper, trace->rule, used);
	}
	if (!any)
		paper_block(paper, 0, 0, _("No rule that refuses or deducts has fired."));
}

static void add_warnings(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	bool any = false;
	size_t i;

	for (i = 0; i < decision->trace_count; i++) {
		const struct tk_rule *rule = decision->trace[i].rule;
		char *source;

		if (decision->trace[i].state != TK_YES || !warns(rule))
			continue;
		if (!any)
			paper_block(paper, 0, 0, _("Warnings:"));
		any = true;
		source = paper_source(paper, rule->source, rule->reference);
		if (source)
			paper_blockf(paper, 2, 4, _("- %s [%s, %s]"), paper_words(paper, rule->text), rule->id,
			        source);
		free(source);
	}
}

/* What they lead to stands under 6 and 8. */
static void add_shaping(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	struct text_buffer list;
	char *all;
	size_t i;

	text_buffer_init(&list);
	for (i = 0; i < decision->trace_count; i++) {
		const struct tk_rule *rule = decision->trace[i].rule;
		char *source;

		if (decision->trace[i].state != TK_YES || !shapes(rule))
			continue;
		source = paper_source(paper, rule->source, rule->reference);
		if (source)
			/* TRANSLATORS: what stands between, what a rule does, its id, its source */
			text_buffer_printf(&list, _("%s%s [%s, %s]"), list.length > 0 ? _("; ") : "",
			        effect_word(paper, rule), rule->id, source);
		free(source);
	}
	all = text_buffer_take(&list);
	if (!all)
		paper->failed = true;
	else if (*all)
		paper_blockf(paper, 0, 2, _("Those that chose the channel and the documents: %s."), all);
	free(all);
}

/* In full only where it may still change the amount. */
static void add_open_rule(struct paper *paper, const struct tk_trace *trace, bool *used)
{
	char *labels = paper_slots(paper, trace->needs, trace->need_count);

	if (labels)
		paper_blockf(paper, 2, 4, _("- %s [%s] hangs on: %s."),
		        effect_word(paper, trace->rule), trace->rule->id, labels);
	free(labels);
	if (!decides(trace->rule))
		return;
	add_condition(paper, trace->rule, used);
}

/* Of rules that change no amount the ids will do: in full they stand in the pack, whose hash this paper has. */
static void add_ids(struct paper *paper, const char *form, enum tk_truth state, bool (*belongs)(const struct tk_rule *))
{
	const struct tk_decision *decision = paper->decision;
	struct text_buffer ids;
	char *list, *text;
	size_t i;

	text_buffer_init(&ids);
	for (i = 0; i < decision->trace_count; i++) {
		const struct tk_rule *rule = decision->trace[i].rule;

		if (decision->trace[i].state == state && belongs(rule))
			text_buffer_printf(&ids, "%s%s", ids.length > 0 ? _(", ") : "", rule->id);
	}
	list = text_buffer_take(&ids);
	text = list && *list ? text_printf(form, list) : NULL;
	if (!list || (*list && !text))
		paper->failed = true;
	else if (text)
		paper_block(paper, 0, 2, text);
	free(text);
	free(list);
}

static void add_open(struct paper *paper, bool *used)
{
	const struct tk_decision *decision = paper->decision;
	bool any = false;
	size_t i;

	for (i = 0; i < decision->trace_count; i++) {
		const struct tk_trace *trace = &decision->trace[i];

		if (trace->state != TK_OPEN)
			continue;
		if (!any)
			paper_block(paper, 0, 0, _("Those that hang on answers still open:"));
		any = true;
		if (decides(trace->rule) || shapes(trace->rule))
			add_open_rule(paper, trace, used);
	}
	add_ids(paper, _("Warnings and notes that hang too: %s."), TK_OPEN, tells);
}

void summary_rules(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	size_t names = tk_policy_define_count(paper->of->policy) + tk_policy_table_count(paper->of->policy);
	size_t others = 0, i;
	bool *used = calloc(names + 1, sizeof *used);

	if (!used) {
		paper->failed = true;
		return;
	}
	for (i = 0; i < decision->trace_count; i++)
		others += decision->trace[i].state == TK_NO;
	paper_heading(paper, _("5. Rules"));
	add_decisive(paper, used);
	add_shaping(paper);
	add_warnings(paper);
	add_ids(paper, _("Notes, in full in the pack: %s."), TK_YES, notes);
	add_open(paper, used);
	add_names(paper, used);
	paper_blockf(paper, 0, 0,
	        ngettext("%zu other rule did not apply.", "%zu other rules did not apply.", others),
	        others);
	free(used);
}
