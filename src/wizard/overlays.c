/* SPDX-License-Identifier: GPL-3.0-or-later */
/* F1: what the page is for, help for the focused question, and all keys. F2: why. F3: what if. F4: compare. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "flow-inside.h"
#include "help.h"
#include "language.h"
#include "shown.h"
#include "text.h"

/* ---- F1 -------------------------------------------------------------------------------------- */

static const char *how_to_type(const struct tk_fact *fact)
{
	switch (fact->type) {
	case TK_MOMENT:
		return _("Beijing time. Type 14:05, yesterday 14:05, 11-23 14:05, 20 min ago or "
			 "2026-11-23 14:05:30. Without seconds it counts as second 00; a time that ends in Z "
			 "is UTC and is converted.");
	case TK_MONEY:
		return _("Type 800, 800.00 or 1,200.50.");
	case TK_DURATION:
		return _("Type 15 min, 1 h 30 min or 30 d.");
	case TK_COUNT:
		return _("Type a whole number.");
	case TK_PERCENT:
		return _("Type 20 or 20 %.");
	case TK_TEXT:
		return _("Any text on one line. It is printed on the papers and judged by no rule.");
	default:
		return _("Type the number of a choice.");
	}
}

static void help_field(const struct flow *flow, const struct page_field *field, struct pane *pane)
{
	const struct tk_fact *fact = flow_fact(flow, field->name);

	pane_row(pane, 0, PANE_HEADING, field->label);
	pane_row(pane, 0, PANE_STRONG, field->question);
	pane_row(pane, 0, PANE_PLAIN, field->help);
	if (fact != NULL && fact->detail != NULL)
		pane_row(pane, 0, PANE_PLAIN, words_text(fact->detail));
	if (field->error != NULL)
		pane_row(pane, 0, PANE_BAD, field->error);
	if (field->greyed != NULL) {
		pane_line(pane, 0, 0);
		pane_printf(pane, PANE_DIM, _("Greyed: %s. It can still be answered."), field->greyed);
	}
	for (size_t i = 0; i < field->choice_count; i++) {
		pane_line(pane, 2, 5);
		pane_printf(pane, PANE_KEY, "%zu", i + 1);
		pane_printf(pane, PANE_PLAIN, "  %s", field->choices[i].label);
	}
	if (field->line != NULL)
		pane_row(pane, 0, PANE_PLAIN,
			_("To attach its file, type the path: it begins with /, ~ or a dot, and Tab completes it."));
	if (fact != NULL && !fact->evidence) {
		pane_row(pane, 0, PANE_PLAIN, how_to_type(fact));
		if (*field->example != '\0') {
			pane_line(pane, 0, 2);
			pane_printf(pane, PANE_PLAIN, _("Example: %s"), field->example);
		}
		pane_row(pane, 0, PANE_DIM, _("? means \"not sure\". It never blocks you."));
	}
}

/* What the page is for. */
static enum purpose purpose_of(const struct flow *flow)
{
	_Static_assert(PURPOSE_START == (int)TK_STEP_START && PURPOSE_FINISH == (int)TK_STEP_FINISH,
		"the steps come first, in their order");
	return flow->state.triage ? PURPOSE_TRIAGE : (enum purpose)flow->state.step;
}

void flow_help_question(const struct flow *flow, struct pane *ret_pane)
{
	struct page *page = flow_fields(flow);

	pane_init(ret_pane);
	help_purpose(purpose_of(flow), ret_pane);
	if (page == NULL) {
		ret_pane->failed = true;
	} else if (page->focus >= 0) {
		pane_line(ret_pane, 0, 0);
		help_field(flow, &page->fields[page->focus], ret_pane);
	}
	page_free(page);
}

void flow_help(const struct flow *flow, struct pane *ret_pane)
{
	flow_help_question(flow, ret_pane);
	help_keys(request_table, request_table_count, ret_pane);
	help_confinement(&flow->confinement, ret_pane);
}

/* ---- F2 -------------------------------------------------------------------------------------- */

static void why_needs(const struct flow *flow, const struct tk_trace *trace, struct pane *pane)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(flow->pack->policy);

	if (trace->need_count == 0)
		return;
	pane_line(pane, 4, 6);
	pane_add(pane, PANE_OPEN, _("depends on: "));
	for (size_t i = 0; i < trace->need_count; i++)
		pane_printf(pane, PANE_OPEN, "%s%s", i == 0 ? "" : _(", "),
			words_text(tk_vocabulary_fact(vocabulary, trace->needs[i])->label));
}

static void why_rule(const struct flow *flow, const struct tk_trace *trace, struct pane *pane)
{
	const struct tk_rule *rule = trace->rule;
	const enum pane_style style = trace->state == TK_YES ? PANE_STRONG
				      : trace->state == TK_OPEN ? PANE_PLAIN
								: PANE_DIM;

	pane_line(pane, 2, 4);
	pane_add(pane, style, words_text(rule->text));
	pane_printf(pane, PANE_DIM, "  [%s] %s", rule->id, words_source(rule->source));
	why_needs(flow, trace, pane);
}

/* Whether a rule belongs to the group of STATE; what applies and is only noted is a group of its own. */
static bool in_group(const struct tk_trace *trace, enum tk_truth state, bool notes)
{
	bool note = trace->state == TK_YES && trace->rule->effect == TK_NOTE;

	return trace->state == state && note == notes;
}

/* The rules in one state, under a heading that counts them. */
static void why_group(const struct flow *flow, enum tk_truth state, bool notes, const char *heading,
	struct pane *pane)
{
	/* What decides comes before what shapes, and that before what warns. */
	static const enum tk_effect order[] = {
		TK_REFUSE, TK_DEDUCT, TK_CHANNEL_IS, TK_REQUIRE, TK_WARN, TK_NOTE};
	const struct tk_decision *decision = flow->decision;
	size_t count = 0;

	for (size_t i = 0; i < decision->trace_count; i++)
		count += in_group(&decision->trace[i], state, notes);
	if (count == 0)
		return;
	char *counted = text_printf("%s (%zu)", heading, count);
	pane_heading(pane, counted == NULL ? heading : counted);
	free(counted);
	for (size_t n = 0; n < sizeof(order) / sizeof(order[0]); n++) {
		for (size_t i = 0; i < decision->trace_count; i++) {
			const struct tk_trace *trace = &decision->trace[i];
			if (in_group(trace, state, notes) && trace->rule->effect == order[n])
				why_rule(flow, trace, pane);
		}
	}
}

static void why_sources(const struct flow *flow, struct pane *pane)
{
	const struct tk_policy *policy = flow->pack->policy;

	pane_heading(pane, _("Sources"));
	for (size_t i = 0; i < tk_policy_entry_count(policy, TK_SOURCE); i++) {
		const struct tk_entry *source = tk_policy_entry(policy, TK_SOURCE, i);
		pane_line(pane, 2, 4);
		pane_add(pane, PANE_PLAIN, words_text(source->title));
		pane_printf(pane, PANE_DIM, "  %s",
			source->authority == TK_OFFICIAL ? _("official") : _("secondary source"));
		if (source->checked_on != NULL)
			pane_printf(pane, PANE_DIM, _(", checked on %s"), source->checked_on);
		if (source->url != NULL)
			pane_row(pane, 4, PANE_KEY, source->url);
	}
}

/* The advice at the top of the Result step, with where it comes from. */
static void why_advice(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;

	if (decision->advice_count > 0)
		pane_heading(pane, _("Advice"));
	for (size_t i = 0; i < decision->advice_count; i++) {
		const struct tk_entry *advice = decision->advice[i];
		pane_line(pane, 2, 4);
		pane_add(pane, PANE_PLAIN, words_text(advice->title != NULL ? advice->title : advice->text));
		if (advice->source != NULL)
			pane_printf(pane, PANE_DIM, "  %s", words_source(advice->source));
	}
}

/* A rule with a part in the outcome, and what it looks at. */
static void why_reason(const struct flow *flow, const struct tk_reason *reason, struct pane *pane)
{
	const struct tk_rule *rule = reason->rule;

	pane_line(pane, 2, 4);
	if (reason->state == TK_NO)
		pane_printf(pane, PANE_PLAIN, _("not taken off: %s"), words_text(rule->label));
	else
		pane_add(pane, reason->state == TK_OPEN ? PANE_OPEN : PANE_STRONG,
			words_text(rule->label != NULL ? rule->label : rule->text));
	pane_printf(pane, PANE_DIM, "  %s%s%s", words_source(rule->source), _(", "),
		rule->reference != NULL && rule->reference->authority == TK_OFFICIAL ? _("official")
										     : _("secondary source"));
	for (size_t i = 0; i < reason->test_count; i++) {
		char *test = shown_test(flow->pack->policy, &reason->tests[i]);
		pane_line(pane, 4, 6);
		pane_take(pane, PANE_PLAIN, test);
	}
}

static void why_outcome(const struct flow *flow, struct pane *pane)
{
	struct tk_decision *decision = NULL;

	if (flow->pack->used == NULL ||
		tk_evaluate(flow->pack->policy, flow->pack->used, flow->now, TK_WITH_WHY, &decision) != TK_OK) {
		pane->failed |= flow->pack->used != NULL;
		return;
	}
	if (decision->reason_count > 0)
		pane_heading(pane, _("Why it is so"));
	for (size_t i = 0; i < decision->reason_count; i++)
		why_reason(flow, &decision->reasons[i], pane);
	if (decision->hinge_count > 0)
		pane_heading(pane, _("What it hangs on, what settles most first"));
	for (size_t i = 0; i < decision->hinge_count; i++)
		pane_row(pane, 2, PANE_OPEN,
			words_text(tk_vocabulary_fact(tk_policy_vocabulary(flow->pack->policy),
				decision->hinges[i].slot)
					   ->question));
	tk_decision_free(decision);
}

void flow_why(const struct flow *flow, struct pane *ret_pane)
{
	const struct tk_decision *decision = flow->decision;

	pane_init(ret_pane);
	if (flow_is_blank(flow) || decision == NULL) {
		verdict_pane(flow, ret_pane);
		return;
	}
	const struct tk_policy_head *head = tk_policy_head(flow->pack->policy);
	pane_row(ret_pane, 0, PANE_HEADING, words_text(head->title));
	pane_line(ret_pane, 0, 0);
	pane_take(ret_pane, PANE_STRONG, words_outcome(flow->pack->policy, &decision->outcome));
	pane_add(ret_pane, PANE_DIM, "  ");
	pane_take(ret_pane, PANE_DIM, words_authority(head));
	if (!decision->exact)
		pane_row(ret_pane, 0, PANE_DIM,
			_("So much is open that the bounds are safe rather than tight."));
	if (decision->base_known && decision->refusal_count == 0) {
		pane_line(ret_pane, 0, 2);
		pane_base(flow, ret_pane);
		pane_deductions(flow, decision->deductions, decision->deduction_count, 2, ret_pane);
	}
	why_outcome(flow, ret_pane);
	why_group(flow, TK_YES, false, _("Rules that apply"), ret_pane);
	why_group(flow, TK_OPEN, false, _("Rules that hang on open answers"), ret_pane);
	why_group(flow, TK_NO, false, _("Rules that do not apply"), ret_pane);
	why_group(flow, TK_YES, true, _("Notes"), ret_pane);
	why_advice(flow, ret_pane);
	why_sources(flow, ret_pane);
}

/* ---- F3 -------------------------------------------------------------------------------------- */

static void what_if_line(const struct flow *flow, const struct tk_what_if *item, bool first, struct pane *pane)
{
	const struct tk_fact *fact =
		tk_vocabulary_fact(tk_policy_vocabulary(flow->pack->policy), item->slot);
	char *value = words_value(flow->pack->policy, fact, item->value, "");
	char *then = words_outcome(flow->pack->policy, &item->outcome);

	if (first)
		pane_row(pane, 0, PANE_STRONG, words_text(fact->label));
	pane_line(pane, 2, 4);
	if (value != NULL && then != NULL)
		/* TRANSLATORS: an answer and what would follow: "yes: partial refund, 640.00 CNY" */
		pane_printf(pane, words_verdict_style(item->outcome.verdict), _("%s: %s"), value, then);
	free(value);
	free(then);
}

static void pane_change(const struct flow *flow, const struct tk_change *change, struct pane *pane)
{
	const struct tk_policy *policy = flow->pack->policy;
	const struct tk_fact *fact = tk_vocabulary_fact(tk_policy_vocabulary(policy), change->slot);
	char *value = words_value(policy, fact, change->value, "");

	pane_line(pane, 4, 6);
	if (value != NULL)
		/* TRANSLATORS: a question and what its answer would be */
		pane_printf(pane, PANE_PLAIN, _("%s: %s"), words_text(fact->label), value);
	free(value);
}

static void pane_way(const struct flow *flow, const struct tk_way *way, struct pane *pane)
{
	pane_line(pane, 2, 4);
	pane_take(pane, words_verdict_style(way->outcome.verdict),
		words_outcome(flow->pack->policy, &way->outcome));
	for (size_t i = 0; i < way->change_count; i++)
		pane_change(flow, &way->changes[i], pane);
	char *until = way->has_until ? words_when(way->until, flow->now) : NULL;
	if (until != NULL) {
		pane_line(pane, 4, 6);
		pane_printf(pane, PANE_WARN, _("Apply by %s."), until);
	}
	free(until);
	for (size_t i = 0; i < way->document_count; i++) {
		pane_line(pane, 4, 6);
		pane_printf(pane, PANE_PLAIN, _("Still to get: %s"), words_text(way->documents[i]->title));
	}
}

static void what_if_ways(const struct flow *flow, const struct tk_decision *decision, struct pane *pane)
{
	if (decision->way_count > 0)
		pane_heading(pane, _("What is in your hands, the cheapest first"));
	for (size_t i = 0; i < decision->way_count; i++)
		pane_way(flow, &decision->ways[i], pane);
}

static void what_if_pairs(const struct flow *flow, const struct tk_decision *decision, struct pane *pane)
{
	if (decision->pair_count > 0)
		pane_heading(pane, _("No single answer helps, but two together would"));
	for (size_t i = 0; i < decision->pair_count; i++) {
		const struct tk_what_if_pair *pair = &decision->pairs[i];
		pane_line(pane, 2, 4);
		pane_take(pane, words_verdict_style(pair->outcome.verdict),
			words_outcome(flow->pack->policy, &pair->outcome));
		pane_change(flow, &pair->changes[0], pane);
		pane_change(flow, &pair->changes[1], pane);
	}
}

void flow_what_if(const struct flow *flow, struct pane *ret_pane)
{
	struct tk_decision *decision = NULL;

	pane_init(ret_pane);
	if (flow_is_blank(flow) || flow->pack->used == NULL) {
		verdict_pane(flow, ret_pane);
		return;
	}
	if (tk_evaluate(flow->pack->policy, flow->pack->used, flow->now, TK_WITH_WHAT_IF, &decision) != TK_OK) {
		ret_pane->failed = true;
		return;
	}
	pane_row(ret_pane, 0, PANE_HEADING, _("What another single answer would change"));
	pane_line(ret_pane, 0, 0);
	pane_add(ret_pane, PANE_PLAIN, _("Now: "));
	pane_take(ret_pane, words_verdict_style(decision->outcome.verdict),
		words_outcome(flow->pack->policy, &decision->outcome));
	what_if_ways(flow, decision, ret_pane);
	if (decision->way_count > 0)
		pane_heading(ret_pane, _("Each answer alone"));
	for (size_t i = 0; i < decision->what_if_count; i++)
		what_if_line(flow, &decision->what_if[i],
			i == 0 || decision->what_if[i].slot != decision->what_if[i - 1].slot, ret_pane);
	if (decision->what_if_count == 0)
		pane_row(ret_pane, 0, PANE_PLAIN, _("No other single answer changes verdict or amount."));
	what_if_pairs(flow, decision, ret_pane);
	tk_decision_free(decision);
}

/* ---- F4 -------------------------------------------------------------------------------------- */

/* The pack that stands at PLACE beside the headline. */
static const struct flow_pack *pack_at(const struct flow *flow, size_t place)
{
	for (size_t i = 0; i < flow->pack_count; i++)
		if (flow->packs[i].place == place && &flow->packs[i] != flow->pack)
			return &flow->packs[i];
	return NULL;
}

bool flow_judge_beside(const struct flow *flow, struct tk_decision **decisions, size_t *count)
{
	for (size_t place = 1; place <= flow->pack_count; place++) {
		const struct flow_pack *pack = pack_at(flow, place);
		if (pack == NULL)
			continue;
		if (tk_evaluate(pack->policy, pack->used, flow->now, 0, &decisions[*count]) != TK_OK)
			return false;
		(*count)++;
	}
	return true;
}

static void compare_remarks(const struct flow *flow, size_t count, struct pane *pane)
{
	pane_line(pane, 0, 0);
	if (count == 1) {
		pane_row(pane, 0, PANE_PLAIN, _("No other policy applies to this case."));
		return;
	}
	pane_row(pane, 0, PANE_PLAIN,
		flow->state.policy == NULL
			? _("The first one is the headline: official rules go before others. What the provider's own refund page shows wins over all of them.")
			: _("The first one is the headline, as you chose it. What the provider's own refund page shows wins over all of them."));
	pane_row(pane, 0, PANE_DIM, _("To choose another headline, go to the start page: Judged by."));
}

void flow_compare(const struct flow *flow, int columns, struct pane *ret_pane)
{
	struct tk_decision **decisions = calloc(flow->pack_count + 1, sizeof(*decisions));
	size_t count = 1;

	pane_init(ret_pane);
	if (flow_is_blank(flow) || flow->decision == NULL) {
		verdict_pane(flow, ret_pane);
	} else if (decisions == NULL || (decisions[0] = flow->decision, !flow_judge_beside(flow, decisions, &count))) {
		ret_pane->failed = true;
	} else {
		compare_table((const struct tk_decision *const *)decisions, count, flow->now, columns, ret_pane);
		compare_remarks(flow, count, ret_pane);
	}
	for (size_t i = 1; i < count && decisions != NULL; i++)
		tk_decision_free(decisions[i]);
	free(decisions);
}
