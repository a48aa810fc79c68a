/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "decision-text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "language.h"
#include "output.h"
#include "shown.h"
#include "text.h"
#include "words.h"

static const char *words(const struct tk_text *text)
{
	const char *found = tk_text_get(text, language_current());

	return found ? found : "";
}

/* "640.00 CNY"; caller frees. */
static char *money(const struct tk_decision *decision, int64_t fen)
{
	const char *currency = tk_policy_head(decision->policy)->currency;
	char amount[TK_MONEY_TEXT];

	tk_money_format(fen, amount);
	if (!currency || strcmp(currency, "CNY") == 0)
		return text_printf(_("%s CNY"), amount);
	return text_printf("%s %s", amount, currency);
}

static void print_moment(int64_t moment, char buffer[TK_MOMENT_TEXT])
{
	struct tk_civil civil = tk_moment_civil(moment);

	snprintf(buffer, TK_MOMENT_TEXT, "%04d-%02d-%02d %02d:%02d:%02d", civil.year, civil.month,
		civil.day, civil.hour, civil.minute, civil.second);
}

static void heading(const char *text)
{
	output_printf("\n%s\n", text);
}

/* "- TEXT (SOURCE)", wrapped. */
static void item(const char *text, const char *source)
{
	char *line = source && *source ? text_printf(_("%s (%s)"), text, source) : text_printf("%s", text);

	if (line)
		output_wrapped("  - ", 4, line);
	free(line);
}

/* ---- outcome -------------------------------------------------------------------------------------- */

/* An outcome in a sentence; caller frees. */
static char *outcome_sentence(const struct tk_decision *decision, const struct tk_outcome *outcome)
{
	char *least = money(decision, outcome->least);
	char *most = outcome->most == TK_UNBOUNDED ? NULL : money(decision, outcome->most);
	char *amount = outcome->amount == TK_NO_AMOUNT ? NULL : money(decision, outcome->amount);
	char *base = decision->base_known ? money(decision, decision->base) : NULL;
	char *text;

	if (outcome->verdict == TK_REFUSED)
		text = text_printf("%s", _("No refund."));
	else if (outcome->verdict == TK_FULL && amount)
		text = text_printf(_("Full refund: %s."), amount);
	else if (outcome->verdict == TK_PARTIAL && amount && base)
		text = text_printf(_("Partial refund: %s of %s."), amount, base);
	else if (outcome->verdict == TK_PARTIAL && amount)
		text = text_printf(_("Partial refund: %s."), amount);
	else if (outcome->verdict == TK_FULL)
		text = text_printf("%s", _("Full refund; how much depends on what was paid."));
	else if (outcome->verdict == TK_PARTIAL && most)
		text = text_printf(_("Partial refund: between %s and %s."), least, most);
	else if (outcome->verdict == TK_PARTIAL)
		text = text_printf(_("Partial refund: at least %s."), least);
	else if (amount)
		text = text_printf(_("Not decided yet, but the amount is %s."), amount);
	else if (most)
		text = text_printf(_("Not decided yet: between %s and %s."), least, most);
	else
		text = text_printf(_("Not decided yet: at least %s, and no upper limit is known."), least);
	free(least);
	free(most);
	free(amount);
	free(base);
	return text;
}

static void print_breakdown(const struct tk_decision *decision)
{
	char amount[TK_MONEY_TEXT];

	if (!decision->base_known || decision->deduction_count == 0)
		return;
	output_printf("  %14s  %s\n", tk_money_format(decision->base, amount), _("to be refunded from"));
	for (size_t i = 0; i < decision->deduction_count; i++) {
		const struct tk_deduction *line = &decision->deductions[i];
		char *label = text_printf(_("%s (%s)"), words(line->rule->label), line->rule->source);
		tk_money_format(-line->amount, amount);
		output_printf("  %14s  %s\n", amount, label ? label : "");
		free(label);
	}
	tk_money_format(decision->deductions[decision->deduction_count - 1].left, amount);
	output_printf("  %14s  %s\n", amount, _("left"));
}

static void print_likely(const struct tk_decision *decision)
{
	if (decision->likely_assuming.count == 0)
		return;
	char *sentence = outcome_sentence(decision, &decision->likely);
	struct text_buffer names;
	text_buffer_init(&names);
	for (size_t i = 0; i < decision->likely_assuming.count; i++) {
		const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, decision->likely_assuming.items[i]);
		text_buffer_printf(&names, "%s%s", i ? _(", ") : "", words(fact->label));
	}
	char *list = text_buffer_take(&names);
	output_wrapped(_("Likely, with the usual answers: "), 2, sentence ? sentence : "");
	if (decision->breakdown_likely)
		print_breakdown(decision);
	output_wrapped(_("Usual answers taken for: "), 2, list ? list : "");
	free(list);
	free(sentence);
}

static void print_head(const struct tk_decision *decision)
{
	const struct tk_policy_head *head = tk_policy_head(decision->policy);
	char at[TK_MOMENT_TEXT];

	print_moment(decision->at, at);
	output_wrapped("", 2, words(head->title));
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
	char *sentence = outcome_sentence(decision, &decision->outcome);

	output_printf("\n%s\n", sentence ? sentence : "");
	free(sentence);
	for (size_t i = 0; i < decision->refusal_count; i++)
		item(words(decision->refusals[i]->text), decision->refusals[i]->source);
	if (!decision->breakdown_likely)
		print_breakdown(decision);
	print_likely(decision);
	if (!decision->exact)
		output_wrapped("", 2, _("Too much is open to say it more narrowly."));
}

/* ---- what follows ------------------------------------------------------------------------------------ */

static void print_advice(const struct tk_decision *decision, bool before, const char *title)
{
	bool first = true;

	for (size_t i = 0; i < decision->advice_count; i++) {
		const struct tk_entry *entry = decision->advice[i];
		if (entry->before != before)
			continue;
		if (first)
			heading(title);
		first = false;
		item(words(entry->text), entry->source);
		if (entry->url)
			output_printf("    %s\n", entry->url);
	}
}

static void print_deadlines(const struct tk_decision *decision)
{
	if (decision->deadline_count)
		heading(_("Until when (Beijing time)"));
	for (size_t i = 0; i < decision->deadline_count; i++) {
		char until[TK_MOMENT_TEXT];
		char *then = outcome_sentence(decision, &decision->deadlines[i].then);
		print_moment(decision->deadlines[i].until, until);
		char *line = then ? text_printf(_("until %s; after that: %s"), until, then) : NULL;
		if (line)
			output_wrapped("  - ", 4, line);
		free(line);
		free(then);
	}
}

static void print_readings(const struct tk_decision *decision)
{
	if (decision->reading_count)
		heading(_("The source can also be read so"));
	for (size_t i = 0; i < decision->reading_count; i++) {
		const struct tk_reading_outcome *reading = &decision->readings[i];
		char *outcome = outcome_sentence(decision, &reading->outcome);
		char *line = outcome ? text_printf("%s %s", outcome, words(reading->reading->text)) : NULL;
		if (line)
			item(line, reading->reading->source);
		free(line);
		free(outcome);
	}
}

static void print_channel(const struct tk_decision *decision)
{
	const struct tk_entry *channel = decision->channel;

	if (!channel)
		return;
	heading(_("Where to apply"));
	output_wrapped("  ", 4, words(channel->title));
	if (channel->steps)
		output_wrapped("  ", 4, words(channel->steps));
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

static void print_document(const char *lead, const struct tk_entry *document)
{
	char *line = text_printf("%s (evidence.%s)", words(document->title), document->id);

	if (line)
		output_wrapped(lead, 6, line);
	free(line);
}

static void print_documents(const struct tk_decision *decision)
{
	if (decision->required_count + decision->advised_count == 0)
		return;
	heading(_("Documents"));
	for (size_t i = 0; i < decision->required_count; i++) {
		const struct tk_entry *document = decision->required[i];
		bool held = is_among(document, decision->held, decision->held_count);
		print_document(held ? _("  [x] required: ") : _("  [ ] required: "), document);
	}
	for (size_t i = 0; i < decision->advised_count; i++)
		print_document(_("      worth having: "), decision->advised[i]);
}

static void print_stages(const struct tk_decision *decision)
{
	if (decision->stage_count)
		heading(_("When it can be finished"));
	for (size_t i = 0; i < decision->stage_count; i++) {
		const struct tk_stage_dates *dates = &decision->stages[i];
		char from[TK_MOMENT_TEXT], to[TK_MOMENT_TEXT];
		int64_t zone = dates->by_hours ? 0 : TK_ZONE_CHINA;
		int64_t unit = dates->by_hours ? 1 : 86400;
		print_moment(dates->from * unit - zone, from);
		print_moment(dates->to * unit - zone, to);
		if (!dates->by_hours)
			from[10] = to[10] = '\0';
		output_printf(_("  - %s: %s to %s\n"), words(dates->stage->title), from, to);
		if (dates->uncertain)
			output_printf("    %s\n", _("(the holidays of that year are not announced yet)"));
	}
}

static void print_unanswered(const struct tk_decision *decision)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);

	if (decision->unanswered.count)
		heading(_("Answers that still matter"));
	for (size_t i = 0; i < decision->unanswered.count; i++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, decision->unanswered.items[i]);
		char *lead = text_printf("  %-24s ", fact->name);
		const char *question = words(fact->question);
		if (lead)
			output_wrapped(lead, 27, *question ? question : words(fact->label));
		free(lead);
	}
}

static void print_unknown(const struct tk_decision *decision)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);

	if (decision->unknown.count)
		heading(_("What the source does not say"));
	for (size_t i = 0; i < decision->unknown.count; i++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, decision->unknown.items[i]);
		item(words(fact->unknown), fact->unknown_source);
	}
}

static void print_split(const struct tk_decision *decision)
{
	if (decision->split_count)
		heading(_("What it is paid back in"));
	for (size_t i = 0; i < decision->split_count; i++) {
		char amount[TK_MONEY_TEXT];
		output_printf("  %12s  %s\n", tk_money_format(decision->split[i].amount, amount),
			words(decision->split[i].split->label));
	}
}

static void print_assumptions(const struct tk_decision *decision)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);

	if (decision->assumption_count)
		heading(_("Assumed, as nothing else was said"));
	for (size_t i = 0; i < decision->assumption_count; i++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, decision->assumptions[i].slot);
		char *value = words_value(decision->policy, fact, decision->assumptions[i].value, "");
		output_printf("  %-24s ", fact->name);
		output_printf(_("%s: %s"), words(fact->label), value ? value : "");
		output_text("\n");
		free(value);
	}
}

static void print_rules(const char *title, const struct tk_rule *const *rules, size_t count)
{
	if (count)
		heading(title);
	for (size_t i = 0; i < count; i++)
		item(words(rules[i]->text), rules[i]->source);
}

static void print_entries(const char *title, const struct tk_entry *const *entries, size_t count)
{
	if (count)
		heading(title);
	for (size_t i = 0; i < count; i++) {
		item(words(entries[i]->text), entries[i]->source);
		if (entries[i]->url)
			output_printf("    %s\n", entries[i]->url);
	}
}

static void print_remedies(const struct tk_decision *decision)
{
	if (decision->remedy_count)
		heading(_("What can be done"));
	for (size_t i = 0; i < decision->remedy_count; i++) {
		const struct tk_entry *remedy = decision->remedies[i];
		char *dates = shown_remedy_dates(&decision->remedy_dates[i], SHOWN_TABLE);
		item(words(remedy->text), remedy->source);
		if (dates && *dates) {
			output_text("    ");
			output_printf(_("Open %s."), dates);
			output_text("\n");
		}
		if (remedy->url)
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

static void print_warnings(const struct tk_decision *decision)
{
	print_rules(_("Warnings"), decision->warnings, decision->warning_count);
	if (decision->warning_count == 0 &&
		(decision->negative_elapsed || decision->order_broken || compare_warning_id(decision, 0)))
		heading(_("Warnings"));
	if (decision->negative_elapsed)
		item(decision_text_negative_elapsed(), NULL);
	if (decision->order_broken)
		item(decision_text_order_broken(), NULL);
	for (size_t i = 0; compare_warning_id(decision, i); i++) {
		char *text = compare_warning(decision, i);
		if (text)
			item(text, NULL);
		free(text);
	}
}

/* What the names in parentheses mean; places as §1.3 are in the first of them. */
static void print_sources(const struct tk_decision *decision)
{
	size_t count = tk_policy_entry_count(decision->policy, TK_SOURCE);

	if (count)
		heading(_("Sources"));
	for (size_t i = 0; i < count; i++) {
		const struct tk_entry *source = tk_policy_entry(decision->policy, TK_SOURCE, i);
		char *lead = text_printf("  - %s: ", source->id);
		if (lead)
			output_wrapped(lead, 4, words(source->title));
		if (source->url)
			output_printf("    %s\n", source->url);
		free(lead);
	}
}

void decision_text(const struct tk_decision *decision)
{
	print_head(decision);
	print_advice(decision, false, _("Look at this first"));
	print_outcome(decision);
	print_advice(decision, true, _("Before you confirm anything"));
	print_deadlines(decision);
	print_readings(decision);
	print_split(decision);
	print_unanswered(decision);
	print_unknown(decision);
	print_assumptions(decision);
	print_channel(decision);
	print_documents(decision);
	print_stages(decision);
	print_warnings(decision);
	print_remedies(decision);
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
	output_text(text ? text : "");
	free(text);
	pane_release(&pane);
}

/* ---- --why, --what-if ------------------------------------------------------------------------------- */

static const char *state_word(enum tk_truth state)
{
	switch (state) {
	case TK_YES:
		return _("applies");
	case TK_NO:
		return _("does not apply");
	default:
		return _("open");
	}
}

static void print_needs(const struct tk_decision *decision, const struct tk_trace *trace)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);
	struct text_buffer names;

	text_buffer_init(&names);
	for (size_t i = 0; i < trace->need_count; i++)
		text_buffer_printf(&names, "%s%s", i ? ", " : "",
			tk_vocabulary_fact(vocabulary, trace->needs[i])->name);
	char *list = text_buffer_take(&names);
	char *line = list ? text_printf(_("hangs on: %s"), list) : NULL;
	if (line)
		output_wrapped("      ", 8, line);
	free(line);
	free(list);
}

/* What the rule does: "Handling fee: 160.00 CNY." */
static char *effect_sentence(const struct tk_decision *decision, const struct tk_reason *reason)
{
	const char *label = words(reason->rule->label);
	char *sum, *text;

	if (reason->rule->effect == TK_REFUSE)
		return text_printf("%s", reason->state == TK_OPEN ? _("It may rule out a refund.")
								  : _("It rules out a refund."));
	if (reason->state == TK_NO)
		return text_printf(_("Not taken off: %s."), label);
	if (reason->amount == TK_NO_AMOUNT)
		return text_printf(reason->state == TK_OPEN ? _("It may be taken off: %s.")
							    : _("Taken off: %s."),
			label);
	sum = money(decision, reason->amount);
	text = sum ? text_printf(_("Taken off: %s, %s."), label, sum) : NULL;
	free(sum);
	return text;
}

static void print_reason(const struct tk_decision *decision, const struct tk_reason *reason)
{
	const struct tk_entry *from = reason->rule->reference;
	char *effect = effect_sentence(decision, reason);

	if (effect)
		output_wrapped("  - ", 4, effect);
	free(effect);
	for (size_t i = 0; i < reason->test_count; i++) {
		char *test = shown_test(decision->policy, &reason->tests[i]);
		if (test)
			output_wrapped("      ", 8, test);
		free(test);
	}
	char *source = text_printf(_("%s: %s (%s)"), reason->rule->id, reason->rule->source,
		from && from->authority == TK_OFFICIAL ? _("official") : _("secondary source"));
	if (source)
		output_wrapped("      ", 8, source);
	free(source);
}

static void print_hinges(const struct tk_decision *decision)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);

	if (decision->hinge_count)
		heading(_("What it hangs on, what settles most first"));
	for (size_t i = 0; i < decision->hinge_count; i++) {
		const struct tk_hinge *hinge = &decision->hinges[i];
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, hinge->slot);
		char *sum = hinge->settles == TK_UNBOUNDED || hinge->settles <= 0 ? NULL : money(decision, hinge->settles);
		char *line = sum ? text_printf(_("%s (narrows the amount by %s on average)"),
					   words(fact->question), sum)
				 : text_printf("%s", words(fact->question));
		char *lead = text_printf("  %-24s ", fact->name);
		if (lead && line)
			output_wrapped(lead, 27, line);
		free(lead);
		free(line);
		free(sum);
	}
}

void decision_text_why(const struct tk_decision *decision)
{
	if (decision->reason_count)
		heading(_("Why it is so"));
	for (size_t i = 0; i < decision->reason_count; i++)
		print_reason(decision, &decision->reasons[i]);
	print_hinges(decision);
	heading(_("Every rule"));
	for (size_t i = 0; i < decision->trace_count; i++) {
		const struct tk_trace *trace = &decision->trace[i];
		char *head = text_printf(_("%s: %s (%s)"), trace->rule->id, state_word(trace->state),
			trace->rule->source);
		if (head)
			output_wrapped("  - ", 4, head);
		free(head);
		output_wrapped("      ", 6, words(trace->rule->text));
		if (trace->state == TK_OPEN && trace->need_count)
			print_needs(decision, trace);
	}
}

static void print_change(const struct tk_decision *decision, const struct tk_change *change)
{
	const struct tk_fact *fact = tk_vocabulary_fact(tk_policy_vocabulary(decision->policy), change->slot);
	char *value = tk_value_format(fact, change->value);

	output_printf("      %s = %s\n", fact->name, value ? value : "");
	free(value);
}

static void print_way(const struct tk_decision *decision, const struct tk_way *way)
{
	char *outcome = outcome_sentence(decision, &way->outcome), until[TK_MOMENT_TEXT];

	if (outcome)
		output_wrapped("  - ", 4, outcome);
	for (size_t i = 0; i < way->change_count; i++)
		print_change(decision, &way->changes[i]);
	if (way->has_until) {
		print_moment(way->until, until);
		output_printf("      ");
		output_printf(_("apply by %s (Beijing time)\n"), until);
	}
	for (size_t i = 0; i < way->document_count; i++)
		print_document(_("      still to get: "), way->documents[i]);
	free(outcome);
}

static void print_ways(const struct tk_decision *decision)
{
	if (decision->way_count)
		heading(_("What is in your hands, the cheapest first"));
	for (size_t i = 0; i < decision->way_count; i++)
		print_way(decision, &decision->ways[i]);
}

static void print_pairs(const struct tk_decision *decision)
{
	if (decision->pair_count)
		heading(_("No single answer helps, but two together would"));
	for (size_t i = 0; i < decision->pair_count; i++) {
		const struct tk_what_if_pair *pair = &decision->pairs[i];
		char *outcome = outcome_sentence(decision, &pair->outcome);
		if (outcome)
			output_wrapped("  - ", 4, outcome);
		print_change(decision, &pair->changes[0]);
		print_change(decision, &pair->changes[1]);
		free(outcome);
	}
}

void decision_text_what_if(const struct tk_decision *decision)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);

	print_ways(decision);
	heading(_("What another answer would change"));
	if (decision->what_if_count == 0)
		output_printf("  %s\n", _("No other single answer changes verdict or amount."));
	for (size_t i = 0; i < decision->what_if_count; i++) {
		const struct tk_what_if *what_if = &decision->what_if[i];
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, what_if->slot);
		char *value = tk_value_format(fact, what_if->value);
		char *outcome = outcome_sentence(decision, &what_if->outcome);
		char *lead = value ? text_printf("  %s = %s: ", fact->name, value) : NULL;
		if (lead && outcome)
			output_wrapped(lead, 4, outcome);
		free(lead);
		free(outcome);
		free(value);
	}
	print_pairs(decision);
}
