/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "decision-text.h"

#include <stdlib.h>

#include "decision-parts.h"
#include "language.h"
#include "output.h"
#include "shown.h"
#include "text.h"

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
	output_wrapped("      ", 8, line);
	free(line);
	free(list);
}

/* What the rule does: "Handling fee: 160.00 CNY." */
static char *effect_sentence(const struct tk_decision *decision, const struct tk_reason *reason)
{
	const char *label = decision_words(reason->rule->label);
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
	sum = decision_money(decision, reason->amount);
	text = sum ? text_printf(_("Taken off: %s, %s."), label, sum) : NULL;
	free(sum);
	return text;
}

static void print_reason(const struct tk_decision *decision, const struct tk_reason *reason)
{
	const struct tk_entry *from = reason->rule->reference;
	char *effect = effect_sentence(decision, reason);

	output_wrapped("  - ", 4, effect);
	free(effect);
	for (size_t i = 0; i < reason->test_count; i++) {
		char *test = shown_test(decision->policy, &reason->tests[i]);
		output_wrapped("      ", 8, test);
		free(test);
	}
	char *source = text_printf(_("%s: %s (%s)"), reason->rule->id, reason->rule->source,
		from && from->authority == TK_OFFICIAL ? _("official") : _("secondary source"));
	output_wrapped("      ", 8, source);
	free(source);
}

static void print_hinges(const struct tk_decision *decision)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);

	if (decision->hinge_count)
		decision_heading(_("What it hangs on, what settles most first"));
	for (size_t i = 0; i < decision->hinge_count; i++) {
		const struct tk_hinge *hinge = &decision->hinges[i];
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, hinge->slot);
		bool narrows = hinge->settles != TK_UNBOUNDED && hinge->settles > 0;
		char *sum = narrows ? decision_money(decision, hinge->settles) : NULL;
		char *line = narrows ? text_printf(_("%s (narrows the amount by %s on average)"),
					       decision_words(fact->question), output_had(sum))
				     : text_printf("%s", decision_words(fact->question));
		char *lead = text_printf("  %-24s ", fact->name);
		output_wrapped(lead, 27, line);
		free(lead);
		free(line);
		free(sum);
	}
}

void decision_text_why(const struct tk_decision *decision)
{
	if (decision->reason_count)
		decision_heading(_("Why it is so"));
	for (size_t i = 0; i < decision->reason_count; i++)
		print_reason(decision, &decision->reasons[i]);
	print_hinges(decision);
	decision_heading(_("Every rule"));
	for (size_t i = 0; i < decision->trace_count; i++) {
		const struct tk_trace *trace = &decision->trace[i];
		char *head = text_printf(_("%s: %s (%s)"), trace->rule->id, state_word(trace->state),
			trace->rule->source);
		output_wrapped("  - ", 4, head);
		free(head);
		output_wrapped("      ", 6, decision_words(trace->rule->text));
		if (trace->state == TK_OPEN && trace->need_count)
			print_needs(decision, trace);
	}
}

static void print_change(const struct tk_decision *decision, const struct tk_change *change)
{
	const struct tk_fact *fact = tk_vocabulary_fact(tk_policy_vocabulary(decision->policy), change->slot);
	char *value = tk_value_format(fact, change->value);

	output_printf("      %s = %s\n", fact->name, output_had(value));
	free(value);
}

static void print_way(const struct tk_decision *decision, const struct tk_way *way)
{
	char *outcome = decision_outcome(decision, &way->outcome), until[TK_MOMENT_TEXT];

	output_wrapped("  - ", 4, outcome);
	for (size_t i = 0; i < way->change_count; i++)
		print_change(decision, &way->changes[i]);
	if (way->has_until) {
		decision_moment(way->until, until);
		output_printf("      ");
		output_printf(_("apply by %s (Beijing time)\n"), until);
	}
	for (size_t i = 0; i < way->document_count; i++)
		decision_document(_("      still to get: "), way->documents[i]);
	free(outcome);
}

static void print_ways(const struct tk_decision *decision)
{
	if (decision->way_count)
		decision_heading(_("What is in your hands, the cheapest first"));
	for (size_t i = 0; i < decision->way_count; i++)
		print_way(decision, &decision->ways[i]);
}

static void print_pairs(const struct tk_decision *decision)
{
	if (decision->pair_count)
		decision_heading(_("No single answer helps, but two together would"));
	for (size_t i = 0; i < decision->pair_count; i++) {
		const struct tk_what_if_pair *pair = &decision->pairs[i];
		char *outcome = decision_outcome(decision, &pair->outcome);
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
	decision_heading(_("What another answer would change"));
	if (decision->what_if_count == 0)
		output_printf("  %s\n", _("No other single answer changes verdict or amount."));
	for (size_t i = 0; i < decision->what_if_count; i++) {
		const struct tk_what_if *what_if = &decision->what_if[i];
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, what_if->slot);
		char *value = tk_value_format(fact, what_if->value);
		char *outcome = decision_outcome(decision, &what_if->outcome);
		char *lead = value ? text_printf("  %s = %s: ", fact->name, value) : NULL;
		output_wrapped(output_had(lead), 4, output_had(outcome));
		free(lead);
		free(outcome);
		free(value);
	}
	print_pairs(decision);
}
