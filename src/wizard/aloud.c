/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an agent reads to a caller: verdict, action, deadline, a sentence each. It names sums and times, never the
 * shares that a guide works with: the caller would take them for the provider's.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "flow-inside.h"
#include "language.h"
#include "text.h"

static char *verdict_sentence(const struct flow *flow)
{
	const struct tk_decision *decision = flow->decision;
	bool official = tk_policy_head(flow->pack->policy)->authority == TK_OFFICIAL;
	size_t open = decision->unanswered.count;
	bool decided = decision->outcome.verdict != TK_UNDETERMINED;
	char *outcome = decided ? words_outcome(flow->pack->policy, &decision->outcome)
				: words_amount(flow->pack->policy, &decision->outcome);
	char *sentence;

	if (outcome == NULL)
		return NULL;
	if (!decided)
		sentence = text_printf(ngettext("It is not decided yet: %s, and %zu more answer counts.",
					       "It is not decided yet: %s, and %zu more answers count.", open),
			outcome, open);
	else if (official)
		/* TRANSLATORS: to be read aloud: "partial refund, 640.00 CNY" */
		sentence = text_printf(_("By the provider's own rules it is this: %s."), outcome);
	else
		sentence = text_printf(_("By a guide, which is not the provider's own, it is this: %s."), outcome);
	free(outcome);
	return sentence;
}

static const char *action_sentence(const struct flow *flow)
{
	switch (flow->decision->outcome.verdict) {
	case TK_REFUSED:
		return _("Please look at the provider's own refund page first: what it shows wins, and looking costs "
			 "nothing.");
	case TK_UNDETERMINED:
		return _("Let us answer these first; please confirm nothing on the refund page until then.");
	default:
		return _("Please back up the data, open the provider's refund page, and look at the amount there "
			 "before you confirm anything.");
	}
}

static char *deadline_sentence(const struct flow *flow)
{
	const struct tk_deadline *next = tk_decision_deadline(flow->decision, NULL);

	if (next == NULL)
		return strdup(_("Nothing runs out for now."));
	char *until = words_when(next->until, flow->now), *then = words_outcome(flow->pack->policy, &next->then);
	char *sentence = until == NULL || then == NULL
				 ? NULL
				 : text_printf(_("This holds until %s; after that it is: %s."), until, then);
	free(until);
	free(then);
	return sentence;
}

void flow_aloud(const struct flow *flow, struct pane *ret_pane)
{
	pane_init(ret_pane);
	if (flow_is_blank(flow) || flow->decision == NULL) {
		pane_row(ret_pane, 0, PANE_PLAIN, _("Nothing is judged yet, so there is nothing to tell."));
		return;
	}
	pane_line(ret_pane, 0, 0);
	pane_take(ret_pane, PANE_STRONG, verdict_sentence(flow));
	pane_line(ret_pane, 0, 0);
	pane_row(ret_pane, 0, PANE_PLAIN, action_sentence(flow));
	pane_line(ret_pane, 0, 0);
	pane_line(ret_pane, 0, 0);
	pane_take(ret_pane, PANE_PLAIN, deadline_sentence(flow));
}
