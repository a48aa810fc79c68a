/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Triage in the flow: one question at a time, on the page and with the focus that it has in the form, so that leaving
 * it is nothing but showing the rest of the page. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "flow-inside.h"
#include "language.h"
#include "text.h"
#include "triage.h"

#define TRAIL "asked" /* what stands with each name: the list needs a text */

/* ---- what is next ----------------------------------------------------------------------------- */

/* Questions asked so far and still open were passed over. */
static bool *passed_over(const struct flow *flow, const struct flow_pack *pack)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(pack->policy);
	bool *passed = calloc(tk_vocabulary_count(vocabulary) + 1, sizeof(*passed));

	for (size_t i = 0; passed != NULL && i < flow->state.trail.count; i++) {
		int slot = tk_vocabulary_find(vocabulary, flow->state.trail.items[i].name);
		if (slot >= 0)
			passed[slot] = true;
	}
	return passed;
}

static bool is_in_trail(const struct flow *flow, const char *name)
{
	return case_values_get(&flow->state.trail, name) != NULL;
}

/* Before the rules are found: the provider, then what tells its policies apart. NULL: nothing does. */
static const char *next_of_start(const struct flow *flow)
{
	struct tk_candidate *candidates = calloc(flow->pack_count + 1, sizeof(*candidates));
	size_t count = 0;

	if (flow_awaits_provider(flow) && !is_in_trail(flow, "provider")) {
		free(candidates);
		return "provider";
	}
	for (size_t i = 0; candidates != NULL && i < flow->pack_count; i++) {
		const struct flow_pack *pack = &flow->packs[i];
		if (pack->policy != NULL && pack->used != NULL && pack->applies == TK_OPEN)
			candidates[count++] = (struct tk_candidate){
				.policy = pack->policy, .answers = pack->used, .applies = pack->applies};
	}
	bool *passed = passed_over(flow, flow->pack);
	int slot = count == 0 || flow->state.policy != NULL
			   ? -1
			   : triage_find_policy(candidates, count, passed, flow->now);
	free(passed);
	free(candidates);
	return slot < 0 ? NULL
			: tk_vocabulary_fact(tk_policy_vocabulary(flow->pack->policy), (size_t)slot)->name;
}

/* The question to ask next, or NULL: no answer settles anything more. */
static const char *next_question(const struct flow *flow)
{
	const char *start = next_of_start(flow);
	int slot = -1;

	if (start != NULL)
		return start;
	if (flow_is_blank(flow) || flow->decision == NULL || flow->pack->used == NULL)
		return NULL;
	bool *passed = passed_over(flow, flow->pack);
	if (passed == NULL ||
		triage_find(flow->decision, flow->pack->used, flow->pack->asked, passed, &slot) != TK_OK)
		slot = -1;
	free(passed);
	return slot < 0 ? NULL : tk_vocabulary_fact(tk_policy_vocabulary(flow->pack->policy), (size_t)slot)->name;
}

/* ---- moving ----------------------------------------------------------------------------------- */

static void show(struct flow *flow, const char *name)
{
	const struct tk_fact *fact = flow_fact(flow, name);

	if (fact != NULL)
		flow_go_to(flow, (int)fact->step, fact->step == TK_STEP_ORDER && fact->for_papers, name);
}

/* Nothing more is to be asked: the result is to be read. */
static void conclude(struct flow *flow)
{
	bool sure = flow_decision(flow) != NULL && triage_is_settled(&flow_decision(flow)->outcome);

	flow->state.triage = false;
	flow_go_to(flow, flow_is_blank(flow) ? TK_STEP_START : TK_STEP_RESULT, 0, NULL);
	flow_say(flow, strdup(sure ? _("Verdict and amount are certain: no more questions.")
				   : _("No further question settles anything: what is still open is told below.")));
}

void triage_next(struct flow *flow)
{
	const char *asked = flow_focus(flow);

	if (asked != NULL)
		(void)case_values_set(&flow->state.trail, asked, TRAIL, TK_KNOWN_TYPED);
	const char *next = next_question(flow);
	if (next == NULL)
		conclude(flow);
	else
		show(flow, next);
}

void triage_back(struct flow *flow)
{
	struct case_values *trail = &flow->state.trail;

	if (trail->count == 0) {
		flow_say(flow, strdup(_("This is the first question.")));
		return;
	}
	char *name = strdup(trail->items[trail->count - 1].name);
	(void)case_values_set(trail, trail->items[trail->count - 1].name, NULL, TK_KNOWN_TYPED);
	if (name != NULL)
		show(flow, name);
	free(name);
}

/* Goes on where it was left, so that questions keep their numbers; those passed over are asked once no others are
 * left. */
void triage_begin(struct flow *flow)
{
	const char *next = next_question(flow);

	if (next == NULL) {
		case_values_clear(&flow->state.trail);
		next = next_question(flow);
	}
	if (next == NULL) {
		conclude(flow);
		return;
	}
	flow->state.triage = true;
	show(flow, next);
}

bool triage_is_unanswered(const struct flow *flow)
{
	const char *asked = flow_focus(flow);
	const struct tk_fact *fact = asked == NULL ? NULL : flow_fact(flow, asked);

	return fact != NULL && !fact->has_default && case_values_get(&flow->state.values, asked) == NULL;
}

void triage_again(struct flow *flow)
{
	const char *asked = flow_focus(flow);

	if (asked != NULL && case_values_get(&flow->state.values, asked) == NULL)
		return;
	triage_next(flow);
}

/* ---- the page --------------------------------------------------------------------------------- */

/* How many questions can still follow the one asked; false: the rules are not found yet. */
static bool count_following(const struct flow *flow, size_t *ret_count)
{
	bool *passed = passed_over(flow, flow->pack);
	const char *asked = flow_focus(flow); /* NULL: the memory for its name was not there */
	int slot = asked == NULL ? -1 : flow_slot(flow, asked);

	if (passed == NULL || flow_is_blank(flow) || flow->decision == NULL || next_of_start(flow) != NULL) {
		free(passed);
		return false;
	}
	if (slot >= 0)
		passed[slot] = true;
	*ret_count = triage_count(flow->decision, flow->pack->used, flow->pack->asked, passed);
	free(passed);
	return true;
}

char *triage_heading(const struct flow *flow)
{
	size_t number = flow->state.trail.count + 1, most;

	if (!count_following(flow, &most))
		return text_printf(_("Question %zu. First: which rules judge the case?"), number);
	if (most == 0)
		return text_printf(_("Question %zu, the last one."), number);
	return text_printf(ngettext("Question %zu. At most %zu more can follow.",
				   "Question %zu. At most %zu more can follow.", most),
		number, most);
}

void triage_pane(struct pane *pane)
{
	pane_row(pane, 0, PANE_DIM,
		_("The question that settles most comes first. Enter goes on, PgDn passes over, PgUp goes back. Ctrl-F "
		  "shows the whole form, and goes on here when pressed again: nothing is lost."));
}
