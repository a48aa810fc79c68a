/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "decision-text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "console-check.h"
#include "decision-parts.h"
#include "language.h"
#include "output.h"
#include "shown.h"
#include "text.h"
#include "words.h"

/* ---- outcome -------------------------------------------------------------------------------------- */

static void print_breakdown(const struct tk_decision *decision)
{
	char amount[TK_MONEY_TEXT];

	if (!decision->base_known || decision->deduction_count == 0)
		return;
	output_printf("  %14s  %s\n", tk_money_format(decision->base, amount), _("to be refunded from"));
	for (size_t i = 0; i < decision->deduction_count; i++) {
		const struct tk_deduction *line = &decision->deductions[i];
		char *label = text_printf(_("%s (%s)"), decision_words(line->rule->label), line->rule->source);
		tk_money_format(-line->amount, amount);
		output_printf("  %14s  %s\n", amount, output_had(label));
		free(label);
	}
	tk_money_format(decision->deductions[decision->deduction_count - 1].left, amount);
	output_printf("  %14s  %s\n", amount, _("left"));
}

static void print_likely(const struct tk_decision *decision)
{
	if (decision->likely_assuming.count == 0)
		return;
	char *sentence = decision_outcome(decision, &decision->likely);
	struct text_buffer names;
	text_buffer_init(&names);
	for (size_t i = 0; i < decision->likely_assuming.count; i++) {
		const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, decision->likely_assuming.items[i]);
		text_buffer_printf(&names, "%s%s", i ? _(", ") : "", decision_words(fact->label));
	}
	char *list = text_buffer_take(&names);
	output_wrapped(_("Likely, with the usual answers - "), 2, sentence);
	if (decision->breakdown_likely)
		print_breakdown(decision);
	output_wrapped(_("Usual answers taken for: "), 2, list);
	free(list);
	free(sentence);
}

static void print_head(const struct tk_decision *decision)
{
	const struct tk_policy_head *head = tk_policy_head(decision->policy);
	char at[TK_MOMENT_TEXT];

	decision_moment(decision->at, at);
	output_wrapped("", 2, decision_words(head->title));
	output_printf(head->authority == TK_OFFICIAL ? _("Policy %s, revision %s, official\n") :
						       _("Policy %s, revision %s, a secondary source\n"),
		head->id, head->revision ? head->revision : "-");
	output_printf(_("As of %s, Beijing time\n"), at);
	if (decision->applies == TK_NO)
		output_printf("%s\n", _("This policy is not made for such a case."));
	else if (decision->applies == TK_OPEN)
		output_printf("%s\n", _("Whether this policy is made for such a case depends on open answers."));
}

static void print_outcome(const struct tk_decision *decision)
{
	char *sentence = decision_outcome(decision, &decision->outcome);

	output_printf("\n%s\n", output_had(sentence));
	free(sentence);
	for (size_t i = 0; i < decision->refusal_count; i++)
		decision_item(decision_words(decision->refusals[i]->text), decision->refusals[i]->source);
	if (!decision->breakdown_likely)
		print_breakdown(decision);
	print_likely(decision);
	if (!decision->exact)
		output_wrapped("", 2, _("Too much is open to say it more narrowly."));
}

/* ---- what follows ------------------------------------------------------------------------------------ */

static void print_advice(const struct tk_decision *decision, bool before, const char *title, bool whole)
{
	bool first = true;

	for (size_t i = 0; i < decision->advice_count; i++) {
		const struct tk_entry *entry = decision->advice[i];
		if (entry->before != before)
			continue;
		if (first)
			decision_heading(title);
		first = false;
		decision_item(decision_words(entry->text), whole ? entry->source : NULL);
		if (entry->url && whole)
			output_printf("    %s\n", entry->url);
	}
}

static void print_deadline_list(
	const struct tk_decision *decision, const char *title, const struct tk_deadline *deadlines, size_t count)
{
	if (count)
		decision_heading(title);
	for (size_t i = 0; i < count; i++) {
		char until[TK_MOMENT_TEXT];
		char *then = decision_outcome(decision, &deadlines[i].then);
		decision_moment(deadlines[i].until, until);
		char *line = then ? text_printf(_("until %s; after that: %s"), until, then) : NULL;
		output_wrapped("  - ", 4, line);
		free(line);
		free(then);
	}
}

static void print_deadlines(const struct tk_decision *decision)
{
	print_deadline_list(decision, _("Until when (Beijing time)"), decision->deadlines, decision->deadline_count);
	print_deadline_list(decision, _("By the usual answers, until when (Beijing time)"),
		decision->likely_deadlines, decision->likely_deadline_count);
}

static void print_readings(const struct tk_decision *decision)
{
	if (decision->reading_count)
		decision_heading(_("The source can also be read so"));
	for (size_t i = 0; i < decision->reading_count; i++) {
		const struct tk_reading_outcome *reading = &decision->readings[i];
		char *outcome = decision_outcome(decision, &reading->outcome);
		char *line = outcome ? text_printf("%s %s", outcome, decision_words(reading->reading->text)) : NULL;
		decision_item(line, reading->reading->source);
		free(line);
		free(outcome);
	}
}

static void print_channel(const struct tk_decision *decision)
{
	const struct tk_entry *channel = decision->channel;

	if (!channel)
		return;
	decision_heading(_("Where to apply"));
	output_wrapped("  ", 4, decision_words(channel->title));
	if (channel->steps)
		output_wrapped("  ", 4, decision_words(channel->steps));
	if (channel->url)
		output_printf("  %s\n", channel->url);
}

static bool is_among(const struct tk_entry *entry, const struct tk_entry *const *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (items[i] == entry)
			return true;
	return false;
}

static void print_documents(const struct tk_decision *decision, bool whole)
{
	if (decision->required_count + (whole ? decision->advised_count : 0) == 0)
		return;
	decision_heading(_("Documents"));
	for (size_t i = 0; i < decision->required_count; i++) {
		const struct tk_entry *document = decision->required[i];
		bool held = is_among(document, decision->held, decision->held_count);
		decision_document(held ? _("  [x] required: ") : _("  [ ] required: "), document);
	}
	for (size_t i = 0; i < decision->advised_count && whole; i++)
		decision_document(_("      worth having: "), decision->advised[i]);
}

static void print_stages(const struct tk_decision *decision)
{
	if (decision->stage_count)
		decision_heading(_("When it can be finished"));
	for (size_t i = 0; i < decision->stage_count; i++) {
		const struct tk_stage_dates *dates = &decision->stages[i];
		char from[TK_MOMENT_TEXT], to[TK_MOMENT_TEXT];
		int64_t zone = dates->by_hours ? 0 : TK_ZONE_CHINA;
		int64_t unit = dates->by_hours ? 1 : 86400;
		decision_moment(dates->from * unit - zone, from);
		decision_moment(dates->to * unit - zone, to);
		if (!dates->by_hours)
			from[10] = to[10] = '\0';
		output_printf(_("  - %s: %s to %s\n"), decision_words(dates->stage->title), from, to);
		if (dates->uncertain)
			output_printf("    %s\n", _("(the holidays of that year are not announced yet)"));
	}
}

static void print_unanswered(const struct tk_decision *decision)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);

	if (decision->unanswered.count)
		decision_heading(_("Answers that still matter"));
	for (size_t i = 0; i < decision->unanswered.count; i++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, decision->unanswered.items[i]);
		char *lead = text_printf("  %-24s ", fact->name);
		const char *question = decision_words(fact->question);
		output_wrapped(lead, 27, *question ? question : decision_words(fact->label));
		free(lead);
	}
}

static void print_unknown(const struct tk_decision *decision)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);

	if (decision->unknown.count)
		decision_heading(_("What the source does not say"));
	for (size_t i = 0; i < decision->unknown.count; i++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, decision->unknown.items[i]);
		decision_item(decision_words(fact->unknown), fact->unknown_source);
	}
}

static void print_split(const struct tk_decision *decision)
{
	if (decision->split_count)
		decision_heading(_("What it is paid back in"));
	for (size_t i = 0; i < decision->split_count; i++) {
		char amount[TK_MONEY_TEXT];
		output_printf("  %12s  %s\n", tk_money_format(decision->split[i].amount, amount),
			decision_words(decision->split[i].split->label));
	}
}

static void print_sums(const struct tk_decision *decision)
{
	if (decision->sum_count)
		decision_heading(_("Beside the refund"));
	for (size_t i = 0; i < decision->sum_count; i++) {
		char *sum = decision_money(decision, decision->sums[i].amount);
		char *text = sum ? text_printf(_("%s: %s"), decision_words(decision->sums[i].sum->label), sum) : NULL;
		decision_item(text, decision->sums[i].sum->source);
		free(text);
		free(sum);
	}
}

static void print_assumptions(const struct tk_decision *decision)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);

	if (decision->assumption_count)
		decision_heading(_("Assumed, as nothing else was said"));
	for (size_t i = 0; i < decision->assumption_count; i++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, decision->assumptions[i].slot);
		char *value = words_value(decision->policy, fact, decision->assumptions[i].value, "");
		output_printf("  %-24s ", fact->name);
		output_printf(_("%s: %s"), decision_words(fact->label), output_had(value));
		output_text("\n");
		free(value);
	}
}

/* The same in one sentence. */
static void print_assumptions_shortly(const struct tk_decision *decision)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);
	struct text_buffer list;

	if (decision->assumption_count == 0)
		return;
	text_buffer_init(&list);
	for (size_t i = 0; i < decision->assumption_count; i++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, decision->assumptions[i].slot);
		char *value = words_value(decision->policy, fact, decision->assumptions[i].value, "");
		text_buffer_printf(&list, "%s%s", i > 0 ? _(", ") : "", decision_words(fact->label));
		text_buffer_printf(&list, " %s", output_had(value));
		free(value);
	}
	char *text = text_buffer_take(&list);
	output_text("\n");
	output_wrapped(_("Assumed: "), 2, text);
	free(text);
}

static void print_rules(const char *title, const struct tk_rule *const *rules, size_t count)
{
	if (count)
		decision_heading(title);
	for (size_t i = 0; i < count; i++)
		decision_item(decision_words(rules[i]->text), rules[i]->source);
}

static void print_entries(const char *title, const struct tk_entry *const *entries, size_t count)
{
	if (count)
		decision_heading(title);
	for (size_t i = 0; i < count; i++) {
		decision_item(decision_words(entries[i]->text), entries[i]->source);
		if (entries[i]->url)
			output_printf("    %s\n", entries[i]->url);
	}
}

/* By their titles alone, unless WHOLE. */
static void print_remedies(const struct tk_decision *decision, bool whole)
{
	if (decision->remedy_count)
		decision_heading(_("What can be done"));
	for (size_t i = 0; i < decision->remedy_count; i++) {
		const struct tk_entry *remedy = decision->remedies[i];
		char *dates = shown_remedy_dates(&decision->remedy_dates[i], decision->at);
		decision_item(decision_words(whole ? remedy->text : remedy->title), whole ? remedy->source : NULL);
		if (!dates || *dates)
			output_printf("    %s\n", output_had(dates));
		if (remedy->url && whole)
			output_printf("    %s\n", remedy->url);
		free(dates);
	}
}

const char *decision_text_negative_elapsed(void)
{
	return _("A time lies before the one it is counted from; the time between them counts "
		 "as zero.");
}

const char *decision_text_order_broken(void)
{
	return _("The moments given contradict each other.");
}

/* What the refund page shows, where it was entered, and why it may be less. */
static void print_console(const struct tk_decision *decision)
{
	struct pane pane;

	pane_init(&pane);
	console_check(decision, &pane);
	char *text = pane_text(&pane, 80);
	if (!text || *text) {
		decision_heading(_("What the refund page shows"));
		output_text(text);
	}
	free(text);
	pane_release(&pane);
}

static void print_warnings(const struct tk_decision *decision)
{
	print_rules(_("Warnings"), decision->warnings, decision->warning_count);
	if (decision->warning_count == 0 &&
		(decision->negative_elapsed || decision->order_broken || compare_warning_id(decision, 0)))
		decision_heading(_("Warnings"));
	if (decision->negative_elapsed)
		decision_item(decision_text_negative_elapsed(), NULL);
	if (decision->order_broken)
		decision_item(decision_text_order_broken(), NULL);
	for (size_t i = 0; compare_warning_id(decision, i); i++) {
		char *text = compare_warning(decision, i);
		decision_item(text, NULL);
		free(text);
	}
}

/* What the names in parentheses mean; places as §1.3 are in the first of them. */
static void print_sources(const struct tk_decision *decision)
{
	size_t count = tk_policy_entry_count(decision->policy, TK_SOURCE);

	if (count)
		decision_heading(_("Sources"));
	for (size_t i = 0; i < count; i++) {
		const struct tk_entry *source = tk_policy_entry(decision->policy, TK_SOURCE, i);
		char *lead = text_printf("  - %s: ", source->id);
		output_wrapped(lead, 4, decision_words(source->title));
		if (source->url)
			output_printf("    %s\n", source->url);
		free(lead);
	}
}

/* What is read out while the caller waits. */
void decision_text(const struct tk_decision *decision)
{
	print_head(decision);
	print_outcome(decision);
	/* Nothing was taken off, so no rule of the breakdown says why: the first note does. */
	if (decision->outcome.verdict == TK_FULL && decision->note_count > 0)
		decision_item(decision_words(decision->notes[0]->text), decision->notes[0]->source);
	print_console(decision);
	print_unanswered(decision);
	print_unknown(decision);
	print_deadlines(decision);
	print_readings(decision);
	print_warnings(decision);
	print_advice(decision, false, _("Look at this first"), false);
	print_advice(decision, true, _("Before you confirm anything"), false);
	print_channel(decision);
	print_documents(decision, false);
	print_stages(decision);
	print_split(decision);
	print_sums(decision);
	if (decision->outcome.verdict == TK_REFUSED)
		print_remedies(decision, false);
	print_assumptions_shortly(decision);
	output_wrapped("\n", 0, _("With --why: all rules and notes, what can be done after a refusal, and the sources."));
}

void decision_text_whole(const struct tk_decision *decision)
{
	print_head(decision);
	print_advice(decision, false, _("Look at this first"), true);
	print_outcome(decision);
	print_console(decision);
	print_advice(decision, true, _("Before you confirm anything"), true);
	print_deadlines(decision);
	print_readings(decision);
	print_split(decision);
	print_sums(decision);
	print_unanswered(decision);
	print_unknown(decision);
	print_assumptions(decision);
	print_channel(decision);
	print_documents(decision, true);
	print_stages(decision);
	print_warnings(decision);
	print_remedies(decision, true);
	print_rules(_("Notes"), decision->notes, decision->note_count);
	print_entries(_("Cases told by the source"), decision->precedents, decision->precedent_count);
	print_entries(_("Odds, by the source's own figures, not verified"), decision->odds,
		decision->odds_count);
	print_sources(decision);
}

void decision_text_compare(const struct tk_decision *const *decisions, size_t count, int64_t now)
{
	struct pane pane;

	pane_init(&pane);
	compare_table(decisions, count, now, 80, &pane);
	char *text = pane_text(&pane, 80);
	output_text(text);
	free(text);
	pane_release(&pane);
}
