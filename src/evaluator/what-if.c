/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one other answer would lead to. */
#include "judge.h"

#define MAX_LISTED 256
#define FEW_VALUES 16     /* a count with fewer values has all of them tried */
#define NEARBY_VALUES 64

struct trial {
	struct judge *judge;
	const struct tk_decision *decision;
	struct tk_what_if *items;
	size_t count;
};

void judge_change(struct judge *judge, const struct tk_change *changes, size_t count)
{
	case_facts_copy(&judge->other_facts, &judge->facts);
	for (size_t i = 0; i < count; i++) {
		size_t slot = changes[i].slot;
		judge->other_facts.state[slot] = FACT_ANSWERED;
		judge->other_facts.value[slot] = changes[i].value;
		judge->other_facts.told[slot] = true;
	}
	judge_settle(judge, &judge->other, &judge->other_facts);
}

struct tk_outcome judge_changed(struct judge *judge, const struct tk_change *changes, size_t count)
{
	bool exact = true;

	judge_change(judge, changes, count);
	return judge_outcome(judge, &judge->other, judge->rules, &exact);
}

bool outcome_is_better(const struct tk_outcome *outcome, const struct tk_outcome *than)
{
	return outcome->least >= than->least && outcome->most >= than->most &&
	       (outcome->least > than->least || outcome->most > than->most);
}

static void try_value(struct trial *trial, size_t slot, int64_t value)
{
	struct judge *judge = trial->judge;
	struct tk_change change = {slot, value};
	struct tk_outcome outcome;

	if (trial->count == MAX_LISTED || judge->failed)
		return;
	outcome = judge_changed(judge, &change, 1);
	if (!outcomes_equal(&outcome, &trial->decision->outcome))
		trial->items[trial->count++] = (struct tk_what_if){slot, value, outcome};
}

/* Of a count that goes far, only the values nearby and the first two say anything new to a person. */
static bool worth_trying(const struct tk_fact *fact, int64_t value, bool known, int64_t present)
{
	if (known && value == present)
		return false;
	if (fact->type != TK_COUNT || fact->most - fact->least < FEW_VALUES)
		return true;
	return value - fact->least < 2 || (known && (value == present - 1 || value == present + 1));
}

size_t judge_other_values(const struct judge *judge, size_t slot, int64_t values[JUDGE_MAX_VALUES])
{
	const struct tk_fact *fact = tk_vocabulary_fact(judge->policy->vocabulary, slot);
	int64_t present = 0, least = fact->least, most = fact->most;
	bool known = evaluation_value(&judge->now, slot, &present);
	size_t count = 0;

	if (fact->type == TK_FLAG || fact->type == TK_CHOICE) {
		least = 0;
		most = fact->type == TK_FLAG ? 1 : (int64_t)fact->choice_count - 1;
	} else if (fact->type != TK_COUNT) {
		return 0;
	}
	for (int64_t value = least; value <= most && value - least < NEARBY_VALUES; value++)
		if (worth_trying(fact, value, known, present))
			values[count++] = value;
	if (known && present - 1 - least >= NEARBY_VALUES)
		values[count++] = present - 1;
	if (known && present < most && present + 1 - least >= NEARBY_VALUES)
		values[count++] = present + 1;
	return count;
}

static void try_slot(struct trial *trial, size_t slot)
{
	int64_t values[JUDGE_MAX_VALUES];
	size_t count;

	if (trial->decision->relevance[slot] != TK_DECIDES)
		return;
	if ((int)slot == trial->judge->policy->applied_at) {
		for (size_t i = 0; i < trial->decision->deadline_count; i++)
			try_value(trial, slot, trial->decision->deadlines[i].until + 1);
		return;
	}
	count = judge_other_values(trial->judge, slot, values);
	for (size_t i = 0; i < count; i++)
		try_value(trial, slot, values[i]);
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
