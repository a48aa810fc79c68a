/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a save adds to the history of the case: one entry for each answer that is another than at the
 * save before, however often it was typed in between. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "flow-inside.h"
#include "text.h"

static bool add(struct flow *flow, struct history_entry entry)
{
	const struct settings *settings = flow->settings;

	if (entry.at < 0)
		entry.at = flow->now;
	entry.who = settings == NULL ? NULL : settings->agent;
	return history_add(&flow->file->history, &entry);
}

/* ---- answers --------------------------------------------------------------------------------- */

static const char *known_word(const struct case_value *value)
{
	return value == NULL || value->known == TK_KNOWN_TYPED ? NULL : tk_known_name(value->known);
}

static bool is_same(const struct case_value *before, const struct case_value *now)
{
	if (before == NULL || now == NULL)
		return before == now;
	return before->known == now->known && strcmp(before->text, now->text) == 0;
}

static bool add_answer(
	struct flow *flow, const struct case_value *before, const struct case_value *now)
{
	const struct case_value *either = now != NULL ? now : before;

	if (either == NULL || is_same(before, now))
		return true;
	return add(flow, (struct history_entry){
				 .at = -1,
				 .kind = HISTORY_ANSWER,
				 .what = either->name,
				 .from = before == NULL ? NULL : before->text,
				 .to = now == NULL ? NULL : now->text,
				 .basis = known_word(now),
			 });
}

static bool add_answers(struct flow *flow)
{
	const struct case_values *before = &flow->saved.values, *now = &flow->state.values;
	bool ok = true;

	for (size_t i = 0; ok && i < now->count; i++)
		ok = add_answer(flow, case_values_find(before, now->items[i].name), &now->items[i]);
	for (size_t i = 0; ok && i < before->count; i++) {
		if (case_values_find(now, before->items[i].name) == NULL)
			ok = add_answer(flow, &before->items[i], NULL);
	}
	return ok;
}

/* ---- status, letters --------------------------------------------------------------------------- */

/* The status entered next after the moment AFTER among those entered since the last save; -1: none. */
static int next_status(const struct flow *flow, const bool *done)
{
	const int64_t *before = flow->saved.status_since, *now = flow->state.status_since;
	int next = -1;

	for (int i = 0; i < CASE_STATUS_COUNT; i++) {
		if (!done[i] && now[i] >= 0 && now[i] != before[i] &&
			(next < 0 || now[i] < now[next]))
			next = i;
	}
	return next;
}

static bool add_status(struct flow *flow, enum case_status from, enum case_status to, int64_t at)
{
	return add(flow, (struct history_entry){
				 .at = at,
				 .kind = HISTORY_STATUS,
				 .from = case_status_name(from),
				 .to = case_status_name(to),
			 });
}

static bool add_statuses(struct flow *flow)
{
	enum case_status from = flow->saved.status;
	bool done[CASE_STATUS_COUNT] = {false}, ok = true;

	for (int next; ok && (next = next_status(flow, done)) >= 0;) {
		done[next] = true;
		ok = add_status(flow, from, (enum case_status)next, flow->state.status_since[next]);
		from = (enum case_status)next;
	}
	/* Back by undo: no date was set. */
	if (ok && from != flow->state.status)
		ok = add_status(flow, from, flow->state.status, -1);
	return ok;
}

static bool add_letters(struct flow *flow)
{
	bool ok = true;

	for (int i = 0; ok && i < PAPER_LETTER_COUNT; i++) {
		const char *before = flow->saved.letters[i], *now = flow->state.letters[i];
		if (before == NULL || now == NULL ? before == now : strcmp(before, now) == 0)
			continue;
		ok = add(flow,
			(struct history_entry){
				.at = -1,
				.kind = HISTORY_LETTER,
				.what = letter_length_name((enum paper_letter)i),
				.from = before == NULL ? "template" : "edited",
				.to = now == NULL ? "template" : "edited",
			});
	}
	return ok;
}

/* ---- the evaluation -------------------------------------------------------------------------- */

/* "ID REVISION" of the pack that judges; NULL: none does, or no memory. Caller frees. */
static char *pack_words(const struct flow *flow)
{
	const struct tk_policy_head *head = tk_policy_head(flow->pack->policy);

	if (flow_is_blank(flow))
		return NULL;
	return text_printf("%s %s", head->id, head->revision);
}

static bool add_judged(struct flow *flow)
{
	if (flow_is_blank(flow) || flow->decision == NULL)
		return true;
	const struct history_entry *last = history_last(&flow->file->history, HISTORY_JUDGED);
	const struct tk_outcome *outcome = &flow->decision->outcome;
	char money[TK_MONEY_TEXT], *pack = pack_words(flow);
	char *words = text_printf("%s %s", tk_verdict_name(outcome->verdict),
		outcome->amount == TK_NO_AMOUNT ? "none" : tk_money_format(outcome->amount, money));
	bool ok = pack != NULL && words != NULL &&
		  add(flow, (struct history_entry){
				    .at = flow->decision->at,
				    .kind = HISTORY_JUDGED,
				    .from = last == NULL ? NULL : last->to,
				    .to = words,
				    .basis = pack,
			    });
	free(words);
	free(pack);
	return ok;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static bool add_notes(struct flow *flow)
{
	bool ok = true;

	for (size_t i = 0; ok && i < flow->notes.count; i++)
		ok = history_add(&flow->file->history, &flow->notes.items[i]);
	return ok;
}

bool flow_fill_history(struct flow *flow)
{
	/* What a draft or a save that failed has added is worked out anew. */
	history_cut(&flow->file->history, flow->recorded);
	return add_notes(flow) && add_answers(flow) && add_statuses(flow) && add_letters(flow) &&
	       add_judged(flow);
}

bool flow_begin_history(struct flow *flow)
{
	struct state saved;

	if (!state_copy(&flow->state, &saved))
		return false;
	state_release(&flow->saved);
	flow->saved = saved;
	flow->recorded = flow->file->history.last;
	history_release(&flow->notes);
	return true;
}

bool flow_note_printed(struct flow *flow, const char *what, const char *to)
{
	char *pack = pack_words(flow);
	struct history_entry entry = {
		.at = flow->now,
		.kind = HISTORY_PRINTED,
		.who = flow->settings == NULL ? NULL : flow->settings->agent,
		.what = what,
		.to = to,
		.basis = pack,
	};
	bool ok = true;

	/* Where nothing else is to be saved it stands in the file at once. */
	if (!flow->read_only && !flow_modified(flow) && flow->file->path != NULL &&
		case_note(flow->file, &entry) == TK_OK)
		flow->recorded = flow->file->history.last;
	else if (!flow->read_only)
		ok = history_add(&flow->notes, &entry);
	free(pack);
	return ok;
}
