/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other readings of the source, and the same case under the other packs that apply: a line for each under
 * the headline, and a section of the Result step. */
#include "config.h"

#include <stdlib.h>

#include "flow-inside.h"
#include "language.h"

/* ---- judging ----------------------------------------------------------------------------------- */

static bool stands_beside(const struct flow *flow, const struct flow_pack *pack)
{
	return pack != flow->pack && pack->place > 0 && pack->applies == TK_YES;
}

bool beside_judge(const struct flow *flow, struct beside *ret)
{
	*ret = (struct beside){.decisions = calloc(flow->pack_count + 1, sizeof(*ret->decisions))};
	for (size_t i = 0; i < flow->pack_count && ret->decisions != NULL; i++) {
		const struct flow_pack *pack = &flow->packs[i];
		if (!stands_beside(flow, pack))
			continue;
		if (tk_evaluate(pack->policy, pack->used, flow->now, 0, &ret->decisions[ret->count]) != TK_OK)
			return false;
		ret->count++;
	}
	return ret->decisions != NULL;
}

void beside_release(struct beside *beside)
{
	for (size_t i = 0; i < beside->count; i++)
		tk_decision_free(beside->decisions[i]);
	free(beside->decisions);
}

/* ---- a section of its own ---------------------------------------------------------------------- */

static void add_reading(const struct flow *flow, const struct tk_reading_outcome *reading, struct pane *pane)
{
	pane_line(pane, 2, 4);
	pane_add(pane, PANE_PLAIN, words_text(reading->reading->title));
	pane_add(pane, PANE_PLAIN, _(": "));
	pane_take(pane, PANE_STRONG, words_outcome(flow->pack->policy, &reading->outcome));
	pane_printf(pane, PANE_DIM, "  %s", reading->reading->source);
	pane_row(pane, 4, PANE_DIM, words_text(reading->reading->text));
}

/* The same case under another pack that applies. */
static void add_other_pack(const struct flow *flow, const struct tk_decision *decision, struct pane *pane)
{
	const struct tk_policy_head *head = tk_policy_head(decision->policy);

	pane_line(pane, 2, 4);
	pane_add(pane, PANE_PLAIN, words_text(head->title));
	pane_add(pane, PANE_PLAIN, _(": "));
	pane_take(pane, PANE_STRONG, words_outcome(decision->policy, &decision->outcome));
	if (decision->deadline_count > 0) {
		char *until = words_when(decision->deadlines[0].until, flow->now);
		if (until != NULL)
			pane_printf(pane, PANE_PLAIN, _(", until %s"), until);
		free(until);
	}
	pane_add(pane, PANE_DIM, "  ");
	pane_take(pane, PANE_DIM, words_authority(head));
}

void beside_pane(const struct flow *flow, const struct beside *beside, struct pane *pane)
{
	const struct tk_decision *decision = flow->decision;

	if (decision->reading_count == 0 && beside->count == 0)
		return;
	pane_heading(pane, _("Other readings and sources"));
	for (size_t i = 0; i < decision->reading_count; i++)
		add_reading(flow, &decision->readings[i], pane);
	for (size_t i = 0; i < beside->count; i++)
		add_other_pack(flow, beside->decisions[i], pane);
}

/* ---- in a line under the headline -------------------------------------------------------------- */

/* "640.00 CNY (or 240.00 CNY, 800.00 CNY), until 15:00:00" */
static void add_short_outcome(const struct flow *flow, const struct tk_decision *decision, struct pane *pane)
{
	pane_take(pane, PANE_STRONG, words_outcome(decision->policy, &decision->outcome));
	for (size_t i = 0; i < decision->reading_count; i++) {
		const struct tk_outcome *outcome = &decision->readings[i].outcome;
		/* TRANSLATORS: before the amounts that a source also gives where it contradicts itself */
		pane_add(pane, PANE_PLAIN, i == 0 ? _(" (or read otherwise ") : _(", "));
		pane_take(pane, PANE_PLAIN,
			outcome->verdict == TK_REFUSED ? words_outcome(decision->policy, outcome)
						       : words_amount(decision->policy, outcome));
	}
	if (decision->reading_count > 0)
		pane_add(pane, PANE_PLAIN, _(")"));
	if (decision->deadline_count > 0) {
		char *until = words_when(decision->deadlines[0].until, flow->now);
		if (until != NULL)
			pane_printf(pane, PANE_PLAIN, _(", until %s"), until);
		free(until);
	}
}

void beside_short(const struct flow *flow, const struct beside *beside, struct pane *pane)
{
	for (size_t i = 0; i < beside->count; i++) {
		const struct tk_decision *decision = beside->decisions[i];
		const struct tk_policy_head *head = tk_policy_head(decision->policy);
		pane_line(pane, 0, 2);
		char *who = words_authority(head);
		if (who == NULL)
			pane->failed = true;
		else
			/* TRANSLATORS: another policy beside the headline: its title, and whether it is official */
			pane_printf(pane, PANE_PLAIN, _("Beside it, %s (%s): "),
				words_text(head->title), who);
		free(who);
		add_short_outcome(flow, decision, pane);
		pane_printf(pane, PANE_DIM, "  %s", "F4");
	}
}
