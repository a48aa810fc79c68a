/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What single answers would leave open: for whoever looks for the question to ask next. */
#include "twin.h"

/* Steps of search for all answers together: a person waits for the next question. Beyond them the bounds are sound
 * and no longer tight, which makes the choice poorer and no answer wrong. */
#define LOOK_AHEAD_STEPS 1000

/* Open facts that nobody has said to be unsure of, and that the outcome may still hang on. */
static size_t count_left(struct judge *judge, const struct goal *outcome, const struct tk_answers *answers)
{
	size_t left = 0, known = tk_vocabulary_count(tk_answers_vocabulary(answers));

	for (size_t slot = 0; slot < judge->facts.count; slot++) {
		if (judge->other.mode[slot] != SLOT_OPEN ||
			(slot < known && tk_answers_state(answers, slot) == TK_NOT_SURE) ||
			tk_vocabulary_fact(judge->policy->vocabulary, slot)->unknown != NULL)
			continue;
		left += goal_hangs_on(judge, &judge->other, outcome, slot);
	}
	return left;
}

static void look_ahead(struct judge *judge, const struct tk_answers *answers, const struct tk_change *changes,
	size_t count, struct tk_prospect *prospects)
{
	size_t goals = 0;
	const struct goal *outcome = goals_build(judge->policy, &judge->search, judge->arena, &goals);

	judge->tests = arena_array(judge->arena, judge->policy->pool.count, sizeof(*judge->tests));
	judge->failed |= outcome == NULL || goals == 0 || judge->arena->failed;
	judge_settle(judge, &judge->now, &judge->facts);
	for (size_t i = 0; i < count && !judge->failed; i++) {
		judge_change(judge, &changes[i], 1);
		prospects[i].settled = judge_is_settled(judge, &judge->other, judge->rules);
		prospects[i].left = prospects[i].settled ? 0 : count_left(judge, outcome, answers);
	}
}

enum tk_status tk_prospects(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at,
	const struct tk_change *changes, size_t count, struct tk_prospect *prospects)
{
	struct judge judge;
	struct arena scratch;

	arena_init(&scratch);
	bool good = judge_init(&judge, policy, &scratch);
	if (good) {
		judge.steps = LOOK_AHEAD_STEPS;
		case_facts_take(&judge.facts, policy, answers, at);
		look_ahead(&judge, answers, changes, count, prospects);
		good = !judge.failed && !scratch.failed;
	}
	arena_release(&scratch);
	return good ? TK_OK : TK_NO_MEMORY;
}
