/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "flow-inside.h"
#include "language.h"
#include "text.h"

static const struct tk_policy *policy_of(const struct flow *flow)
{
	return flow->pack->policy;
}

/* ---- pieces of both forms -------------------------------------------------------------------- */

static bool is_so_far(const struct tk_decision *decision)
{
	return decision->unanswered.count > 0 && decision->outcome.verdict != TK_UNDETERMINED;
}

/* Whether what is refunded from is what was paid, and no more. */
static bool is_paid(const struct flow *flow)
{
	int64_t paid;
	return flow_value(flow, "paid", &paid) && paid == flow->decision->base;
}

void pane_base(const struct flow *flow, struct pane *pane)
{
	char *base = words_sum(policy_of(flow), flow->decision->base);

	if (base != NULL)
		pane_printf(pane, PANE_PLAIN, is_paid(flow) ? _("%s were paid") : _("%s to be refunded from"), base);
	free(base);
}

static bool is_wholly_open(const struct tk_outcome *outcome)
{
	return outcome->amount == TK_NO_AMOUNT && outcome->least == 0 && outcome->most == TK_UNBOUNDED;
}

/* "640.00 of 800.00 CNY", "0.00 to 800.00 CNY". */
static char *amount_of_base(const struct flow *flow)
{
	const struct tk_decision *decision = flow->decision;
	const struct tk_outcome *outcome = &decision->outcome;
	char amount[TK_MONEY_TEXT];

	if (outcome->amount == TK_NO_AMOUNT && outcome->verdict == TK_FULL)
		return strdup(_("all that was paid"));
	if (is_wholly_open(outcome))
		return strdup(_("the amount is open"));
	if (outcome->amount == TK_NO_AMOUNT || !decision->base_known)
		return words_amount(policy_of(flow), outcome);
	char *base = words_sum(policy_of(flow), decision->base);
	/* TRANSLATORS: "640.00 of 800.00 CNY": refunded, of what was paid */
	const char *of_paid = _("%s of %s");
	/* TRANSLATORS: the same, but of a sum that is not all of what was paid, or more, as vouchers count too */
	const char *out_of = _("%s out of %s");
	char *words = base == NULL ? NULL
				   : text_printf(is_paid(flow) ? of_paid : out_of,
					     tk_money_format(outcome->amount, amount), base);
	free(base);
	return words;
}

/* The sum; where none is known yet, and of a refusal, the verdict. */
static char *sum_or_verdict(const struct flow *flow, const struct tk_outcome *outcome)
{
	if (outcome->verdict == TK_REFUSED || is_wholly_open(outcome))
		return strdup(words_verdict(outcome->verdict));
	return words_amount(policy_of(flow), outcome);
}

/* The likely answer in words, or NULL when it adds nothing (or no memory). */
static char *likely_words(const struct flow *flow, bool brief)
{
	const struct tk_decision *decision = flow->decision;
	bool all_no = true;

	if (decision->likely_assuming.count == 0 ||
		(decision->likely.verdict == TK_UNDETERMINED && is_wholly_open(&decision->likely)))
		return NULL;
	for (size_t i = 0; i < decision->likely_assuming.count; i++) {
		const struct tk_fact *fact = tk_vocabulary_fact(
			tk_policy_vocabulary(policy_of(flow)), decision->likely_assuming.items[i]);
		/* what a source leaves open, or a choice, is nothing that may not apply */
		all_no = all_no && fact->usual == 0 && fact->type != TK_CHOICE && fact->unknown == NULL;
	}
	char *amount = sum_or_verdict(flow, &decision->likely);
	/* TRANSLATORS: "640.00 CNY if none of these applies": of the questions still open; brief where a line has
	 * room for little: "likely 640.00 CNY" */
	char *words = amount == NULL ? NULL
				     : text_printf(brief	? _("likely %s")
						   : all_no ? _("%s if none of these applies")
							    : _("%s with the usual answers"),
					       amount);
	free(amount);
	return words;
}

static bool drops(const struct tk_deadline *next, const struct tk_outcome *before)
{
	return next->then.amount != TK_NO_AMOUNT &&
	       (next->then.least < before->least || next->then.most < before->most);
}

/* Whether what is coming is the end of what is likely, after which no more is known than now: the countdown then says
 * what that is. */
static bool ends_the_likely(const struct flow *flow)
{
	const struct tk_outcome *before, *now = &flow->decision->outcome;
	const struct tk_deadline *next = tk_decision_deadline(flow->decision, &before);

	return next != NULL && before == &flow->decision->likely && next->then.verdict != TK_REFUSED &&
	       !drops(next, before) && next->then.least == now->least && next->then.most == now->most;
}

/* "drops to 240.00 CNY in 22:41", or NULL when nothing is coming (or no memory). */
static char *countdown(const struct flow *flow)
{
	const struct tk_outcome *before;
	const struct tk_deadline *next = tk_decision_deadline(flow->decision, &before);

	if (next == NULL)
		return NULL;
	char *left = words_left(next->until - flow->now);
	char *then = sum_or_verdict(flow, &next->then);
	/* It is what is likely that ends: "becomes" would speak of the range beside it. */
	char *was = before == &flow->decision->likely ? sum_or_verdict(flow, before) : NULL;
	char *words = NULL;
	if (left == NULL || then == NULL)
		words = NULL;
	else if (next->then.verdict == TK_REFUSED)
		words = text_printf(_("refused in %s"), left);
	else if (drops(next, before))
		/* TRANSLATORS: an amount and the time left: "drops to 240.00 CNY in 22:41" */
		words = text_printf(_("drops to %s in %s"), then, left);
	else if (was != NULL && ends_the_likely(flow))
		/* TRANSLATORS: what is likely, and how long yet: "likely 800.00 CNY for 22:41 more" */
		words = text_printf(_("likely %s for %s more"), was, left);
	else if (was != NULL)
		/* TRANSLATORS: what is likely then, and how long until then: "likely 240.00 to 800.00 CNY in 22:41" */
		words = text_printf(_("likely %s in %s"), then, left);
	else
		words = text_printf(_("becomes %s in %s"), then, left);
	free(left);
	free(then);
	free(was);
	return words;
}

/* A line of its own, if something is coming. The time left has no colour, only weight: a tick of it then costs a slow
 * line few bytes. */
static void add_countdown(const struct flow *flow, struct pane *pane, int hang)
{
	char *words = countdown(flow), *left = NULL;

	if (words == NULL)
		return;
	left = words_left(tk_decision_deadline(flow->decision, NULL)->until - flow->now);
	const char *at = left == NULL ? NULL : strstr(words, left);
	pane_line(pane, 0, hang);
	if (at == NULL) {
		pane_add(pane, PANE_WARN, words);
	} else {
		if (at > words)
			pane_printf(pane, PANE_WARN, "%.*s", (int)(at - words), words);
		pane_add(pane, PANE_STRONG, left);
		if (at[strlen(left)] != '\0')
			pane_add(pane, PANE_WARN, at + strlen(left));
	}
	free(left);
	free(words);
}

/* Working days from the day of applying up to DAY. */
static int working_days(const struct flow *flow, int64_t day)
{
	const struct tk_calendar *calendar = tk_policy_head(policy_of(flow))->calendar;
	int days = 0;

	for (int64_t at = tk_moment_day(flow->decision->applied_at) + 1;
		calendar != NULL && at <= day && days < 1000; at++)
		days += tk_calendar_is_working(calendar, at);
	return days;
}

/* "9-15 working days", "24 hours": how long until the last stage is over. NULL: not known. */
static char *time_to_settle(const struct flow *flow)
{
	const struct tk_decision *decision = flow->decision;

	if (decision->stage_count == 0)
		return NULL;
	const struct tk_stage_dates *last = &decision->stages[decision->stage_count - 1];
	if (last->by_hours) {
		int hours = (int)((last->to - decision->applied_at + 3599) / 3600);
		return text_printf(ngettext("within %d hour", "within %d hours", (unsigned long)hours), hours);
	}
	int least = working_days(flow, last->from), most = working_days(flow, last->to);
	if (least == most)
		return text_printf(ngettext("%d working day", "%d working days", (unsigned long)most), most);
	/* TRANSLATORS: a range: "9-15 working days" */
	return text_printf(ngettext("%d-%d working day", "%d-%d working days", (unsigned long)most), least, most);
}

void verdict_channel(const struct flow *flow, struct pane *pane)
{
	const char *title = words_text(flow->decision->channel->title);
	char *time = time_to_settle(flow);

	if (time == NULL)
		pane_add(pane, PANE_PLAIN, title);
	else
		pane_printf(pane, PANE_PLAIN, _("%s, %s"), title, time);
	free(time);
}

/* "1 answer open, 3 documents missing". */
static void add_open(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;
	size_t answers = decision->unanswered.count, documents = decision->missing_count;

	if (answers > 0)
		pane_printf(pane, PANE_OPEN, ngettext("%zu answer open", "%zu answers open", answers), answers);
	if (answers > 0 && documents > 0)
		pane_add(pane, PANE_OPEN, _(", "));
	if (documents > 0)
		pane_printf(pane, PANE_OPEN,
			ngettext("%zu document missing", "%zu documents missing", documents), documents);
}

void pane_deductions(const struct flow *flow, const struct tk_deduction *deductions, size_t count,
	int indent, struct pane *pane)
{
	char amount[TK_MONEY_TEXT];

	(void)flow;
	for (size_t i = 0; i < count; i++) {
		const struct tk_rule *rule = deductions[i].rule;
		pane_line(pane, indent, indent + 2);
		/* TRANSLATORS: a line of the breakdown: "- 160.00 handling fee" */
		pane_printf(pane, PANE_PLAIN, _("- %s %s"), tk_money_format(deductions[i].amount, amount),
			words_text(rule->label));
		pane_printf(pane, PANE_DIM, "  %s", rule->source);
	}
}

/* ---- the pane -------------------------------------------------------------------------------- */

static const char *no_rules_heading(const struct flow *flow)
{
	return flow_awaits_provider(flow) ? _("NO PROVIDER CHOSEN YET") : _("NO RULES FOUND");
}

static void no_rules(const struct flow *flow, struct pane *pane)
{
	pane_row(pane, 0, PANE_OPEN, no_rules_heading(flow));
	if (flow_awaits_provider(flow))
		pane_row(pane, 0, PANE_PLAIN, _("Choose the provider on the start page."));
	else
		pane_row(pane, 0, PANE_PLAIN,
			_("None of the policies here is made for this case, so nothing is judged. The "
			  "papers can be written all the same."));
}

static void add_authority(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;

	if (decision->applies == TK_NO)
		pane_row(pane, 0, PANE_WARN, _("These rules are not made for such a case."));
	else if (decision->applies == TK_OPEN)
		pane_row(pane, 0, PANE_DIM, _("Whether these rules apply is open: see the start page."));
	pane_line(pane, 0, 0);
	pane_take(pane, PANE_DIM, words_authority(tk_policy_head(policy_of(flow))));
}

static void add_refusals(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;

	for (size_t i = 0; i < decision->refusal_count; i++) {
		pane_line(pane, 1, 1);
		pane_add(pane, PANE_PLAIN, words_text(decision->refusals[i]->text));
		pane_printf(pane, PANE_DIM, "  %s", decision->refusals[i]->source);
	}
}

static void add_amounts(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;

	pane_line(pane, 0, 0);
	pane_take(pane, PANE_STRONG, amount_of_base(flow));
	char *likely = likely_words(flow, false);
	if (!decision->breakdown_likely)
		pane_deductions(flow, decision->deductions, decision->deduction_count, 1, pane);
	if (likely != NULL) {
		pane_line(pane, 0, 2);
		pane_take(pane, PANE_PLAIN, likely);
		if (decision->breakdown_likely)
			pane_deductions(flow, decision->deductions, decision->deduction_count, 1, pane);
	}
	add_countdown(flow, pane, 2);
}

void verdict_pane(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;

	if (flow_is_blank(flow) || decision == NULL) {
		no_rules(flow, pane);
		return;
	}
	pane_row(pane, 0, words_verdict_style(decision->outcome.verdict),
		words_verdict_heading(decision->outcome.verdict));
	if (is_so_far(decision))
		pane_printf(pane, PANE_DIM, "   %s", _("so far"));
	add_authority(flow, pane);
	if (decision->outcome.verdict == TK_REFUSED)
		add_refusals(flow, pane);
	else
		add_amounts(flow, pane);
	if (decision->channel != NULL) {
		pane_line(pane, 0, 2);
		verdict_channel(flow, pane);
	}
	if (decision->unanswered.count > 0 || decision->missing_count > 0) {
		pane_line(pane, 0, 2);
		add_open(flow, pane);
	}
	for (size_t i = 0; i < check_count(flow); i++)
		pane_row(pane, 0, PANE_WARN, check_text(flow, i));
	if (decision->warning_count > 0) {
		pane_line(pane, 0, 2);
		pane_printf(pane, PANE_WARN,
			ngettext("%zu warning: see Result", "%zu warnings: see Result",
				decision->warning_count),
			decision->warning_count);
	}
}

/* ---- the pieces of it ------------------------------------------------------------------------------- */

static void add_piece(struct pane *pane, enum pane_style style, char *text)
{
	if (text == NULL)
		return;
	pane_line(pane, 0, 0);
	pane_take(pane, style, text);
}

void verdict_pane_short(const struct flow *flow, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;

	if (flow_is_blank(flow) || decision == NULL) {
		pane_row(pane, 0, PANE_OPEN, no_rules_heading(flow));
		pane_row(pane, 0, PANE_PLAIN,
			flow_awaits_provider(flow) ? _("Choose the provider on the start page.")
					      : _("Nothing is judged; the papers can be written."));
		return;
	}
	pane_row(pane, 0, words_verdict_style(decision->outcome.verdict),
		words_verdict_heading(decision->outcome.verdict));
	if (decision->outcome.verdict == TK_REFUSED) {
		if (decision->refusal_count > 0)
			pane_row(pane, 0, PANE_PLAIN, words_text(decision->refusals[0]->text));
	} else {
		add_piece(pane, PANE_STRONG, amount_of_base(flow));
		add_countdown(flow, pane, 0);
		if (!ends_the_likely(flow))
			add_piece(pane, PANE_PLAIN, likely_words(flow, true));
	}
	if (decision->unanswered.count > 0 || decision->missing_count > 0) {
		pane_line(pane, 0, 0);
		add_open(flow, pane);
	}
	if (decision->channel != NULL) {
		pane_line(pane, 0, 0);
		verdict_channel(flow, pane);
	}
	if (pane->count <= 2)
		add_piece(pane, PANE_DIM, words_authority(tk_policy_head(policy_of(flow))));
}

char *flow_verdict_line(const struct flow *flow)
{
	const struct tk_decision *decision = flow->decision;

	if (flow_is_blank(flow) || decision == NULL)
		return strdup(flow_awaits_provider(flow) ? _("not judged yet, no provider is chosen")
						    : _("not judged, no rules were found"));
	char *amount = decision->outcome.verdict == TK_REFUSED ? NULL : amount_of_base(flow);
	char *likely = decision->outcome.verdict == TK_REFUSED ? NULL : likely_words(flow, false);
	const struct tk_deadline *next = tk_decision_deadline(decision, NULL);
	char *until = next == NULL ? NULL : words_when(next->until, flow->now);
	char *then = next == NULL ? NULL : words_outcome(policy_of(flow), &next->then);
	struct text_buffer line;
	text_buffer_init(&line);
	const char *verdict = words_verdict(decision->outcome.verdict);
	if (amount != NULL)
		text_buffer_printf(&line, _("%s, %s"), verdict, amount);
	else
		text_buffer_add(&line, verdict);
	if (is_so_far(decision))
		text_buffer_printf(&line, " (%s)", _("so far"));
	if (likely != NULL)
		text_buffer_printf(&line, "%s%s", _("; "), likely);
	if (until != NULL && then != NULL) {
		text_buffer_add(&line, _("; "));
		text_buffer_printf(&line, _("until %s, then %s"), until, then);
	}
	free(amount);
	free(likely);
	free(until);
	free(then);
	return text_buffer_take(&line);
}
