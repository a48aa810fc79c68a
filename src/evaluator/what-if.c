/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one other answer would lead to. */
#include "judge.h"

#define MAX_LISTED 256
#define MAX_VALUES 64

struct trial {
	struct judge *judge;
	const struct tk_decision *decision;
	struct tk_what_if *items;
	size_t count;
};

static void try_value(struct trial *trial, size_t slot, int64_t value)
{
	struct judge *judge = trial->judge;
	struct tk_outcome outcome;
	bool exact = true;

	if (trial->count == MAX_LISTED || judge->failed)
		return;
	case_facts_copy(&judge->other_facts, &judge->facts);
	judge->other_facts.state[slot] = FACT_ANSWERED;
	judge->other_facts.value[slot] = value;
	judge->other_facts.told[slot] = true;
	judge_settle(judge, &judge->other, &judge->other_facts);
	outcome = judge_outcome(judge, &judge->other, judge->rules, &exact);
	if (!outcomes_equal(&outcome, &trial->decision->outcome))
		trial->items[trial->count++] = (struct tk_what_if){slot, value, outcome};
}

/* Of a count that goes far, only the values nearby and the first two say anything new to a person. */
static bool worth_trying(const struct tk_fact *fact, int64_t value, bool known, int64_t present)
{
	if (known && value == present)
		return false;
	if (fact->type == TK_CHOICE || fact->type == TK_FLAG || fact->most - fact->least < MAX_VALUES / 4)
		return true;
	return value - fact->least < 2 || (known && (value == present - 1 || value == present + 1));
}

static void try_slot(struct trial *trial, size_t slot)
{
	const struct judge *judge = trial->judge;
	const struct tk_fact *fact = tk_vocabulary_fact(judge->policy->vocabulary, slot);
	int64_t present = 0, least = fact->least, most = fact->most;
	bool known = evaluation_value(&judge->now, slot, &present);

	if (trial->decision->relevance[slot] != TK_DECIDES)
		return;
	if ((int)slot == judge->policy->applied_at) {
		for (size_t i = 0; i < trial->decision->deadline_count; i++)
			try_value(trial, slot, trial->decision->deadlines[i].until + 1);
		return;
	}
	if (fact->type == TK_FLAG || fact->type == TK_CHOICE) {
		least = 0;
		most = fact->type == TK_FLAG ? 1 : (int64_t)fact->choice_count - 1;
	} else if (fact->type != TK_COUNT) {
		return;
	}
	for (int64_t value = least; value <= most && value - least < MAX_VALUES; value++)
		if (worth_trying(fact, value, known, present))
			try_value(trial, slot, value);
	if (known && present - 1 - least >= MAX_VALUES)
		try_value(trial, slot, present - 1);
	if (known && present < most && present + 1 - least >= MAX_VALUES)
		try_value(trial, slot, present + 1);
}

const struct tk_what_if *judge_what_if(struct judge *judge, const struct tk_decision *decision,
	struct arena *arena, size_t *ret_count)
{
	struct trial trial = {.judge = judge, .decision = decision,
		.items = arena_array(arena, MAX_LISTED, sizeof(struct tk_what_if))};

	for (size_t slot = 0; slot < judge->facts.count && trial.items != NULL; slot++)
		try_slot(&trial, slot);
	*ret_count = trial.count;
	return trial.items;
}
