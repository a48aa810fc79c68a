/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "flow-inside.h"
#include "language.h"

/* ---- answers that contradict each other -------------------------------------------------------- */

/* Money over the list price: a voucher left in, or the price of all servers of the order. */
static bool paid_too_much(const struct flow *flow)
{
	int64_t paid, voucher = 0, list_price, instances = 1;

	if (!flow_value(flow, "paid", &paid) || !flow_value(flow, "list_price", &list_price))
		return false;
	flow_value(flow, "voucher", &voucher);
	flow_value(flow, "instances", &instances);
	return list_price > 0 && paid + voucher > list_price * instances;
}

static const char *check_of(const struct flow *flow, size_t index)
{
	const struct {
		bool holds;
		const char *text;
	} checks[] = {
		{flow->decision != NULL && flow->decision->order_broken,
			_("The times contradict each other. Please look at their order again.")},
		{flow->decision != NULL && flow->decision->negative_elapsed &&
				!flow->decision->order_broken,
			_("A time lies before the moment it is counted from. It counts as no time at "
			  "all.")},
		{other_returns_contradict(flow),
			_("Another case on file has used this account's return without a reason this year. Please "
			  "look at the number of those used again.")},
		{paid_too_much(flow),
			_("What was paid and the vouchers are more than the list price. Please look at "
			  "the three sums again.")},
	};
	size_t count = sizeof(checks) / sizeof(checks[0]);

	for (size_t i = 0; i < count; i++) {
		if (checks[i].holds && index-- == 0)
			return checks[i].text;
	}
	return NULL;
}

size_t check_count(const struct flow *flow)
{
	size_t count = 0;

	while (check_of(flow, count) != NULL)
		count++;
	return count;
}

const char *check_text(const struct flow *flow, size_t index)
{
	return check_of(flow, index);
}

/* ---- marks of the steps ---------------------------------------------------------------------- */

static bool is_asked(const struct flow *flow, size_t slot, enum tk_step step)
{
	const struct tk_fact *fact = tk_vocabulary_fact(tk_policy_vocabulary(flow->pack->policy), slot);
	return fact->step == step && !fact->evidence && flow->pack->asked[slot] != TK_NO;
}

size_t flow_open_facts(const struct flow *flow, enum tk_step step)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(flow->pack->policy);
	const struct tk_answers *answers = flow->pack->used;
	size_t open = 0;
	int64_t value;

	for (size_t slot = 0; answers != NULL && slot < tk_vocabulary_count(vocabulary); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, slot);
		if (!is_asked(flow, slot, step) || fact->for_papers || fact->folded ||
			tk_answers_state(answers, slot) != TK_UNANSWERED ||
			flow_is_greyed(flow, slot))
			continue;
		if (strcmp(fact->name, "provider") == 0 && flow_only_provider(flow) != NULL)
			continue;
		if (fact->has_default &&
			tk_fact_default(flow->pack->policy, answers, slot, flow->now, &value))
			continue;
		open++;
	}
	return open;
}

bool flow_has_rejected(const struct flow *flow, enum tk_step step)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(flow->pack->policy);

	for (size_t slot = 0; slot < tk_vocabulary_count(vocabulary); slot++) {
		if (is_asked(flow, slot, step) &&
			flow_is_rejected(flow, tk_vocabulary_fact(vocabulary, slot)->name))
			return true;
	}
	return false;
}

static enum step_mark mark_start(const struct flow *flow)
{
	if (flow_open_facts(flow, TK_STEP_START) > 0)
		return STEP_OPEN;
	return flow_is_blank(flow) || flow->pack->applies == TK_NO ? STEP_ATTENTION : STEP_DONE;
}

static enum step_mark mark_evidence(const struct flow *flow)
{
	const struct tk_decision *decision = flow->decision;

	if (decision == NULL || flow_is_blank(flow))
		return STEP_OPEN;
	if (decision->outcome.verdict == TK_REFUSED)
		return STEP_DONE;
	return decision->missing_count == 0 && decision->channel_state != TK_OPEN ? STEP_DONE
										  : STEP_OPEN;
}

static enum step_mark mark_result(const struct flow *flow)
{
	const struct tk_decision *decision = flow->decision;

	if (check_count(flow) > 0)
		return STEP_ATTENTION;
	return decision != NULL && decision->outcome.amount != TK_NO_AMOUNT &&
			       decision->outcome.verdict != TK_UNDETERMINED
		       ? STEP_DONE
		       : STEP_OPEN;
}

static enum step_mark mark_application(const struct flow *flow)
{
	size_t *gaps = NULL, count = 0;
	char *letter = flow_letter(flow, flow_letter_length(flow), &gaps, &count);
	bool whole = letter != NULL && count == 0;

	free(letter);
	free(gaps);
	return whole ? STEP_DONE : STEP_OPEN;
}

static enum step_mark mark_finish(const struct flow *flow)
{
	int64_t amount;

	return flow_value(flow, "console_amount", &amount) ||
			       flow_is_choice(flow, "console_kind", "not-supported")
		       ? STEP_DONE
		       : STEP_OPEN;
}

enum step_mark flow_step_mark(const struct flow *flow, enum tk_step step)
{
	if (flow_has_rejected(flow, step))
		return STEP_ATTENTION;
	switch (step) {
	case TK_STEP_START:
		return mark_start(flow);
	case TK_STEP_EVIDENCE:
		return mark_evidence(flow);
	case TK_STEP_RESULT:
		return mark_result(flow);
	case TK_STEP_APPLICATION:
		return mark_application(flow);
	case TK_STEP_FINISH:
		return mark_finish(flow);
	case TK_STEP_TIMING:
		if (flow->decision != NULL &&
			(flow->decision->order_broken || flow->decision->negative_elapsed))
			return STEP_ATTENTION;
		break;
	case TK_STEP_ORDER:
		if (paid_too_much(flow))
			return STEP_ATTENTION;
		break;
	default:
		break;
	}
	return flow_open_facts(flow, step) > 0 ? STEP_OPEN : STEP_DONE;
}
