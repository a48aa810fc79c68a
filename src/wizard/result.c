/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Result step, top to bottom: how much, what to do now, what not to do before, what if the console
 * says otherwise, why, the other readings and sources, what is open, until when, when the money comes,
 * the documents, what remains when it is refused; figures and precedents last. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "console-check.h"
#include "flow-inside.h"
#include "language.h"
#include "text.h"
#include "shown.h"

static void add_source(struct pane *pane, const char *source)
{
	if (source != NULL)
		pane_printf(pane, PANE_DIM, "  %s", words_source(source));
}

/* Whether TEXT has the address already, but for its scheme. */
static bool names_address(const char *text, const char *url)
{
	const char *host = strstr(url, "://");

	return strstr(text, host == NULL ? url : host + 3) != NULL;
}

/* Title and text of an entry of the pack. */
static void add_words(struct pane *pane, const struct tk_entry *entry, enum pane_style style)
{
	const char *title = words_text(entry->title), *text = words_text(entry->text);

	pane_line(pane, 2, 4);
	pane_add(pane, style, title);
	if (*title != '\0' && *text != '\0')
		/* TRANSLATORS: stands between a title and its text */
		pane_add(pane, style, _(": "));
	pane_add(pane, PANE_PLAIN, text);
}

/* With its source and its address. */
static void add_entry(struct pane *pane, const struct tk_entry *entry, enum pane_style style)
{
	add_words(pane, entry, style);
	add_source(pane, entry->source);
	if (entry->url != NULL && !names_address(words_text(entry->text), entry->url)) {
		pane_line(pane, 4, 4);
		pane_add(pane, PANE_KEY, entry->url);
	}
}

/* ---- how much -------------------------------------------------------------------------------- */

/* Who says so, at the head of the sentence. */
static char *by_whom(const struct tk_policy_head *head)
{
	if (head->authority == TK_OFFICIAL)
		return strdup(_("By the official rules"));
	if (head->data_until == NULL)
		return strdup(_("By a secondary source, not the provider's own rules"));
	return text_printf(_("By a secondary source (data until %s), not the provider's own rules"),
		head->data_until);
}

static char *what_comes_back(const struct flow *flow)
{
	const struct tk_decision *decision = flow->decision;
	const struct tk_outcome *outcome = &decision->outcome;
	char *amount = words_amount(flow->pack->policy, outcome), *words = NULL;

	if (amount == NULL)
		return NULL;
	bool known = outcome->amount != TK_NO_AMOUNT;
	switch (outcome->verdict) {
	case TK_FULL:
		words = known ? text_printf(_("%s back, in full"), amount)
			      : strdup(_("all that was paid comes back"));
		break;
	case TK_PARTIAL:
		words = known ? text_printf(_("%s back, in part"), amount)
			      : text_printf(_("a part comes back: %s"), amount);
		break;
	case TK_REFUSED:
		words = strdup(_("no refund"));
		break;
	case TK_UNDETERMINED:
		words = outcome->least == 0 && outcome->most == TK_UNBOUNDED
				? strdup(_("not decided yet"))
				: text_printf(_("not decided yet, %s"), amount);
		break;
	}
	free(amount);
	return words;
}

/* What the usual answers would lead to, and until when, where that is another outcome. */
static void add_likely(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;

	if (decision->likely_assuming.count == 0)
		return;
	char *outcome = words_outcome(flow->pack->policy, &decision->likely);
	char *until = decision->likely_deadline_count == 0
			      ? NULL
			      : words_when(decision->likely_deadlines[0].until, flow->now);
	pane_line(pane, 0, 0);
	if (outcome == NULL)
		pane->failed = true;
	else if (until != NULL)
		pane_printf(pane, PANE_STRONG, _("Most likely: %s, until %s."), outcome, until);
	else
		pane_printf(pane, PANE_STRONG, _("Most likely: %s."), outcome);
	free(outcome);
	free(until);
}

static void add_sentence(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;
	enum pane_style style = words_verdict_style(decision->outcome.verdict);
	char *who = by_whom(tk_policy_head(flow->pack->policy)), *what = what_comes_back(flow);
	char *until = decision->deadline_count == 0
			      ? NULL
			      : words_when(decision->deadlines[0].until, flow->now);
	char *then = decision->deadline_count == 0
			     ? NULL
			     : words_outcome(flow->pack->policy, &decision->deadlines[0].then);

	pane_line(pane, 0, 0);
	if (who == NULL || what == NULL)
		pane->failed = true;
	else if (until != NULL && then != NULL)
		/* TRANSLATORS: the first sentence of the result: who says so, what comes back, until when,
		 * what follows by itself */
		pane_printf(pane, style, _("%s: %s, until %s, then %s."), who, what, until, then);
	else
		pane_printf(pane, style, _("%s: %s."), who, what);
	free(who);
	free(what);
	free(until);
	free(then);
	add_likely(flow, pane);
	if (decision->outcome.verdict == TK_REFUSED &&
		tk_policy_head(flow->pack->policy)->authority == TK_SECONDARY)
		pane_row(pane, 0, PANE_STRONG,
			_("A secondary source alone does not refuse you: look at the provider's own "
			  "refund page first. What it shows wins, and looking costs nothing."));
	if (decision->applies == TK_NO)
		pane_row(pane, 0, PANE_WARN,
			_("These rules are not made for such a case: the answers of the start page say "
			  "so. Take the result as a rough guide."));
	for (size_t i = 0; i < check_count(flow); i++)
		pane_row(pane, 0, PANE_WARN, check_text(flow, i));
}

#define WANTED_SHOWN 4 /* answers named at the top; all of them stand further down */

/* The answers that a surer result needs, by their labels. */
static void add_wanted(const struct tk_decision *decision, struct pane *pane)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);
	size_t count = decision->unanswered.count, shown = count > WANTED_SHOWN ? WANTED_SHOWN : count;

	if (count == 0)
		return;
	pane_line(pane, 0, 2);
	pane_add(pane, PANE_OPEN, _("For a surer result answer: "));
	for (size_t i = 0; i < shown; i++) {
		size_t slot = decision->unanswered.items[i];
		pane_printf(pane, PANE_OPEN, "%s%s", i > 0 ? _(", ") : "",
			words_text(tk_vocabulary_fact(vocabulary, slot)->label));
	}
	if (count > shown)
		pane_printf(pane, PANE_OPEN, ngettext(" and %d more", " and %d more", count - shown),
			(int)(count - shown));
}

/* ---- what to do ------------------------------------------------------------------------------ */

/* How many pieces of advice stand at the top: more would push the rest off the first screenful. */
#define FIRST_ADVICE 2

/* Advice on what to do, or on what not to do before, from the FIRST-th to before the END-th of its
 * kind; in words alone: its sources stand in F2. */
static void add_advice(const struct flow *flow, struct pane *pane, bool before, size_t first, size_t end,
	enum pane_style style)
{
	const struct tk_decision *decision = flow->decision;
	size_t nth = 0;

	for (size_t i = 0; i < decision->advice_count; i++) {
		if (decision->advice[i]->before != before)
			continue;
		if (nth >= first && nth < end)
			add_words(pane, decision->advice[i], style);
		nth++;
	}
}

static size_t advice_count(const struct tk_decision *decision, bool before)
{
	size_t count = 0;

	for (size_t i = 0; i < decision->advice_count; i++)
		count += decision->advice[i]->before == before;
	return count;
}

static void add_channel(const struct flow *flow, struct pane *pane)
{
	const struct tk_entry *channel = flow->decision->channel;

	pane_line(pane, 2, 4);
	verdict_channel(flow, pane);
	add_source(pane, channel->source);
	if (channel->text != NULL)
		pane_row(pane, 4, PANE_PLAIN, words_text(channel->text));
	if (channel->steps != NULL)
		pane_row(pane, 4, PANE_PLAIN, words_text(channel->steps));
	if (channel->url != NULL)
		pane_row(pane, 4, PANE_KEY, channel->url);
}

static void add_what_to_do(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;
	bool channel = decision->channel != NULL && decision->outcome.verdict != TK_REFUSED;
	size_t advice = advice_count(decision, false), warnings = advice_count(decision, true);

	/* No blank lines up here: how much, what to do, what not to do before, all at one glance. */
	if (advice > 0) {
		pane_row(pane, 0, PANE_HEADING, _("What to do now"));
		add_advice(flow, pane, false, 0, FIRST_ADVICE, PANE_STRONG);
	}
	if (warnings > 0) {
		pane_row(pane, 0, PANE_HEADING, _("Before you confirm anything"));
		add_advice(flow, pane, true, 0, warnings, PANE_WARN);
	}
	if (channel || advice > FIRST_ADVICE)
		pane_heading(pane, _("How to apply"));
	if (channel)
		add_channel(flow, pane);
	add_advice(flow, pane, false, FIRST_ADVICE, advice, PANE_STRONG);
	pane_heading(pane, _("If the refund page shows something else"));
	pane_line(pane, 2, 4);
	pane_add(pane, PANE_PLAIN,
		_("What the provider's refund page shows wins. Enter its amount in step 8, Finish: it is "
		  "kept in the record and compared at once."));
	console_check(decision, pane);
}

/* ---- why ------------------------------------------------------------------------------------- */

static void add_why(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;

	pane_heading(pane, _("Why"));
	for (size_t i = 0; i < decision->refusal_count; i++) {
		pane_line(pane, 2, 4);
		pane_add(pane, PANE_BAD, words_text(decision->refusals[i]->text));
		add_source(pane, decision->refusals[i]->source);
	}
	if (decision->refusal_count == 0 && decision->base_known) {
		pane_line(pane, 2, 4);
		pane_base(flow, pane);
	}
	/* Nothing was taken off, so no deduction says why: the first note does. */
	if (decision->outcome.verdict == TK_FULL && decision->note_count > 0) {
		pane_line(pane, 2, 4);
		pane_add(pane, PANE_PLAIN, words_text(decision->notes[0]->text));
		add_source(pane, decision->notes[0]->source);
	}
	if (decision->refusal_count == 0) {
		pane_deductions(flow, decision->deductions, decision->deduction_count, 2, pane);
		if (decision->deduction_count > 0) {
			size_t last = decision->deduction_count - 1;
			char *left = words_sum(flow->pack->policy, decision->deductions[last].left);
			pane_line(pane, 2, 4);
			if (left != NULL)
				pane_printf(pane, PANE_STRONG,
					decision->breakdown_likely ? _("= %s, if the open answers are the usual ones")
								   : _("= %s"),
					left);
			free(left);
		}
	}
}

/* ---- what is open ---------------------------------------------------------------------------- */

static void add_open(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(flow->pack->policy);

	if (decision->unanswered.count == 0 && decision->assumption_count == 0)
		return;
	pane_heading(pane, _("What could still change it"));
	for (size_t i = 0; i < decision->unanswered.count; i++) {
		size_t slot = decision->unanswered.items[i];
		pane_line(pane, 2, 4);
		pane_add(pane, PANE_OPEN, words_text(tk_vocabulary_fact(vocabulary, slot)->question));
		if (decision->relevance[slot] == TK_DECIDES)
			pane_printf(pane, PANE_DIM, "  %s", _("(decides)"));
	}
	for (size_t i = 0; i < decision->assumption_count; i++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, decision->assumptions[i].slot);
		char *value = words_value(flow->pack->policy, fact, decision->assumptions[i].value, "");
		pane_line(pane, 2, 4);
		if (value != NULL)
			/* TRANSLATORS: an answer that holds by default: "assumed: Servers in order = 1" */
			pane_printf(pane, PANE_DIM, _("assumed: %s = %s"), words_text(fact->label), value);
		free(value);
	}
}

static void add_unknown(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(flow->pack->policy);

	if (decision->unknown.count == 0)
		return;
	pane_heading(pane, _("What the source does not say"));
	for (size_t i = 0; i < decision->unknown.count; i++) {
		pane_line(pane, 2, 4);
		pane_add(pane, PANE_OPEN,
			words_text(tk_vocabulary_fact(vocabulary, decision->unknown.items[i])->unknown));
	}
}

/* What the refund is paid back in. */
static void add_split(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;

	if (decision->split_count == 0)
		return;
	pane_heading(pane, _("What it is paid back in"));
	for (size_t i = 0; i < decision->split_count; i++) {
		char amount[TK_MONEY_TEXT];
		pane_line(pane, 2, 4);
		pane_printf(pane, PANE_PLAIN, "%s  %s", tk_money_format(decision->split[i].amount, amount),
			words_text(decision->split[i].split->label));
	}
}

/* What the policy says beside the refund, as what is left of an allowance. */
static void add_sums(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;

	if (decision->sum_count > 0)
		pane_heading(pane, _("Beside the refund"));
	for (size_t i = 0; i < decision->sum_count; i++) {
		char *sum = shown_money(decision->sums[i].amount, tk_policy_head(decision->policy)->currency);
		pane_line(pane, 2, 4);
		pane_printf(pane, PANE_PLAIN, _("%s: %s"), words_text(decision->sums[i].sum->label), sum ? sum : "");
		pane->failed = pane->failed || sum == NULL;
		free(sum);
	}
}

static void add_deadline_list(const struct flow *flow, struct pane *pane, const char *title,
	const struct tk_deadline *deadlines, size_t count)
{
	if (count == 0)
		return;
	pane_heading(pane, title);
	for (size_t i = 0; i < count; i++) {
		const struct tk_deadline *deadline = &deadlines[i];
		char *when = words_when(deadline->until, flow->now);
		char *then = words_outcome(flow->pack->policy, &deadline->then);
		char *left = words_left(deadline->until - flow->now);
		pane_line(pane, 2, 4);
		if (when != NULL && then != NULL)
			pane_printf(pane, i == 0 ? PANE_WARN : PANE_PLAIN, _("until %s, then %s"), when, then);
		if (i == 0 && left != NULL)
			pane_printf(pane, PANE_DIM, _("  (in %s)"), left);
		free(when);
		free(then);
		free(left);
	}
}

static void add_deadlines(const struct flow *flow, struct pane *pane)
{
	struct tk_decision *whole = tk_decision_deadline(flow->decision, NULL) == NULL ? NULL : flow_judge_whole(flow);

	if (whole == NULL)
		return;
	add_deadline_list(flow, pane, _("Deadlines (Beijing time)"), whole->deadlines, whole->deadline_count);
	add_deadline_list(flow, pane, _("Deadlines by the usual answers (Beijing time)"), whole->likely_deadlines,
		whole->likely_deadline_count);
	tk_decision_free(whole);
}

/* ---- when the money comes -------------------------------------------------------------------- */

static void add_stage(const struct flow *flow, const struct tk_stage_dates *stage, struct pane *pane)
{
	char *from = stage->by_hours ? words_when(stage->from, flow->now) : shown_day(stage->from, SHOWN_TABLE);
	char *to = stage->by_hours ? words_when(stage->to, flow->now) : shown_day(stage->to, SHOWN_TABLE);

	pane_line(pane, 2, 4);
	if (from != NULL && to != NULL) {
		pane_add(pane, PANE_PLAIN, words_text(stage->stage->title));
		if (strcmp(from, to) == 0)
			pane_printf(pane, PANE_PLAIN, _(": on %s"), to);
		else
			pane_printf(pane, PANE_PLAIN, _(": %s to %s"), from, to);
		add_source(pane, stage->stage->source);
		if (stage->uncertain)
			pane_printf(pane, PANE_DIM, "  %s",
				_("(the holidays of that year are not announced yet)"));
	}
	free(from);
	free(to);
	if (stage->stage->text != NULL)
		pane_row(pane, 4, PANE_DIM, words_text(stage->stage->text));
}

static void add_stages(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;
	const struct tk_fact *method = flow_fact(flow, "payment_method");
	int64_t value;

	if (decision->stage_count == 0)
		return;
	pane_heading(pane, _("When it is settled, if you apply as entered"));
	for (size_t i = 0; i < decision->stage_count; i++)
		add_stage(flow, &decision->stages[i], pane);
	if (method != NULL && flow_value(flow, "payment_method", &value)) {
		pane_line(pane, 2, 4);
		pane_printf(pane, PANE_PLAIN, _("%s: %s"), words_text(method->label),
			words_text(method->choices[value].label));
	}
}

/* ---- documents, remedies, the rest ------------------------------------------------------------- */

static void add_documents(const struct tk_entry *const *entries, size_t count, const char *state,
	enum pane_style style, struct pane *pane)
{
	for (size_t i = 0; i < count; i++) {
		pane_line(pane, 2, 4);
		pane_add(pane, style, words_text(entries[i]->title));
		pane_printf(pane, PANE_DIM, "  %s", state);
	}
}

static void add_evidence(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;

	if (decision->required_count == 0 && decision->advised_count == 0)
		return;
	pane_heading(pane, _("Documents"));
	add_documents(decision->missing, decision->missing_count, _("required, still missing"), PANE_OPEN, pane);
	add_documents(decision->held, decision->held_count, _("required, at hand"), PANE_PLAIN, pane);
	add_documents(decision->advised, decision->advised_count, _("advised"), PANE_PLAIN, pane);
}

static void add_entries(const char *heading, const struct tk_entry *const *entries, size_t count,
	struct pane *pane)
{
	if (count > 0)
		pane_heading(pane, heading);
	for (size_t i = 0; i < count; i++)
		add_entry(pane, entries[i], PANE_PLAIN);
}

static void add_rules(const char *heading, const struct tk_rule *const *rules, size_t count,
	enum pane_style style, struct pane *pane)
{
	if (count > 0)
		pane_heading(pane, heading);
	for (size_t i = 0; i < count; i++) {
		pane_line(pane, 2, 4);
		pane_add(pane, style, words_text(rules[i]->text));
		add_source(pane, rules[i]->source);
	}
}

/* Those of the pack, and what its age says. */
static void add_warnings(const struct tk_decision *decision, struct pane *pane)
{
	add_rules(_("Warnings"), decision->warnings, decision->warning_count, PANE_WARN, pane);
	if (decision->warning_count == 0 && compare_warning_id(decision, 0) != NULL)
		pane_heading(pane, _("Warnings"));
	for (size_t i = 0; compare_warning_id(decision, i) != NULL; i++) {
		pane_line(pane, 2, 4);
		pane_take(pane, PANE_WARN, compare_warning(decision, i));
	}
}

static void add_remedies(const struct flow *flow, const char *heading, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;

	if (decision->remedy_count > 0)
		pane_heading(pane, heading);
	for (size_t i = 0; i < decision->remedy_count; i++) {
		char *dates = shown_remedy_dates(&decision->remedy_dates[i], decision->at);
		add_entry(pane, decision->remedies[i], PANE_PLAIN);
		if (dates != NULL && *dates != '\0') {
			pane_line(pane, 4, 4);
			pane_add(pane, PANE_WARN, dates);
		}
		free(dates);
	}
}

void result_pane(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;

	if (flow_is_blank(flow) || decision == NULL) {
		verdict_pane(flow, pane);
		return;
	}
	struct beside beside;
	bool refused = decision->outcome.verdict == TK_REFUSED;
	if (!beside_judge(flow, &beside))
		pane->failed = true;
	add_sentence(flow, pane);
	beside_short(flow, &beside, pane);
	add_wanted(decision, pane);
	add_what_to_do(flow, pane);
	add_why(flow, pane);
	if (refused)
		add_remedies(flow, _("What you can still do, in this order"), pane);
	add_warnings(decision, pane);
	beside_pane(flow, &beside, pane);
	beside_release(&beside);
	add_split(flow, pane);
	add_sums(flow, pane);
	add_open(flow, pane);
	add_unknown(flow, pane);
	add_deadlines(flow, pane);
	add_stages(flow, pane);
	add_evidence(flow, pane);
	if (!refused)
		add_remedies(flow, _("If it is turned down, in this order"), pane);
	add_rules(_("Notes"), decision->notes, decision->note_count, PANE_PLAIN, pane);
	add_entries(_("Precedents (told by the source, not verified)"), decision->precedents,
		decision->precedent_count, pane);
	add_entries(_("Figures (the source's own, not verified)"), decision->odds, decision->odds_count,
		pane);
}

void flow_result(const struct flow *flow, struct pane *ret_pane)
{
	pane_init(ret_pane);
	result_pane(flow, ret_pane);
}
