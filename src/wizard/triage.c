/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>

#include "triage.h"

#define MOST_TRIES 12     /* of one question */
#define USUAL_OF_TEN 9    /* people out of ten who give the usual answer */
#define WEIGHT 1000       /* of all answers to a question together */

/* One answer to try, and how often it is given. */
struct try {
	int64_t value;
	int weight;
};

bool triage_is_settled(const struct tk_outcome *outcome)
{
	return outcome->verdict != TK_UNDETERMINED && outcome->amount != TK_NO_AMOUNT;
}

/* ---- answers to try --------------------------------------------------------------------------- */

static size_t add_try(const struct tk_fact *fact, int64_t value, struct try *tries, size_t count)
{
	if (count < MOST_TRIES && value >= fact->least && value <= fact->most)
		tries[count++].value = value;
	return count;
}

/* Samples of what goes on and on: ages of an order on both sides of the usual limits, some small numbers. */
static size_t sample(const struct tk_fact *fact, int64_t at, struct try *tries)
{
	static const int64_t ages[] = {600, 4 * 86400, 40 * 86400};
	size_t count = 0;

	if (fact->type == TK_MOMENT) {
		for (size_t i = 0; i < sizeof(ages) / sizeof(ages[0]); i++)
			count = add_try(fact, at - ages[i], tries, count);
	} else if (fact->type == TK_MONEY) {
		count = add_try(fact, 100000, tries, count); /* 1000.00: all sums tell as much */
	} else {
		count = add_try(fact, fact->least, tries, count);
		count = add_try(fact, fact->least + 1, tries, count);
	}
	return count;
}

static size_t answers_to_try(const struct tk_fact *fact, int64_t at, struct try *tries)
{
	int64_t choices = fact->type == TK_FLAG ? 2 : (int64_t)fact->choice_count;
	size_t count = 0;

	if (fact->type == TK_FLAG || fact->type == TK_CHOICE) {
		for (int64_t value = 0; value < choices && count < MOST_TRIES; value++)
			tries[count++].value = value;
	} else if (fact->type != TK_TEXT) {
		count = sample(fact, at, tries);
	}
	bool usual = false;
	for (size_t i = 0; i < count; i++)
		usual = usual || (fact->has_usual && tries[i].value == fact->usual);
	for (size_t i = 0; i < count; i++) {
		if (!usual || count == 1)
			tries[i].weight = WEIGHT / (int)count;
		else if (tries[i].value == fact->usual)
			tries[i].weight = WEIGHT * USUAL_OF_TEN / 10;
		else
			tries[i].weight = WEIGHT * (10 - USUAL_OF_TEN) / 10 / (int)(count - 1);
	}
	return count;
}

/* ---- the next question ------------------------------------------------------------------------ */

struct finding {
	const struct tk_decision *decision;
	const struct tk_answers *answers;
	const enum tk_truth *asked;
	const bool *passed;
};

/* A question that may be the next one, and its tries among those of all. */
struct candidate {
	size_t slot, first, count;
};

/* A question that decides, and can still be asked. */
static bool can_be_asked(const struct finding *finding, size_t slot)
{
	return finding->decision->relevance[slot] == TK_DECIDES && finding->asked[slot] != TK_NO &&
	       (finding->passed == NULL || !finding->passed[slot]) &&
	       tk_answers_state(finding->answers, slot) == TK_UNANSWERED;
}

/* What is left to ask after an answer to the question, on an average. */
static int64_t weigh(const struct candidate *candidate, const struct try *tries, const struct tk_prospect *prospects,
	bool *ret_settles)
{
	int64_t left = 0;

	*ret_settles = false;
	for (size_t i = candidate->first; i < candidate->first + candidate->count; i++) {
		bool settles = triage_is_settled(&prospects[i].outcome);
		left += settles ? 0 : tries[i].weight * (int64_t)(1 + prospects[i].left);
		*ret_settles = *ret_settles || settles;
	}
	/* What cannot be tried comes last of all. */
	return candidate->count == 0 ? INT64_MAX : left;
}

/* How soon a question can make sense: one that is surely asked before one that hangs on another, and last one
 * that answers itself once others are answered. */
static int order_of(const struct finding *finding, size_t slot)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(finding->decision->policy);

	return tk_vocabulary_fact(vocabulary, slot)->has_default ? 2 : finding->asked[slot] == TK_YES ? 0 : 1;
}

static bool goes_before(const struct finding *finding, size_t slot, int64_t left, int best, int64_t best_left)
{
	if (best < 0)
		return true;
	int order = order_of(finding, slot), best_order = order_of(finding, (size_t)best);
	return order != best_order ? order < best_order : left < best_left;
}

static void choose(const struct finding *finding, const struct candidate *candidates, size_t count,
	const struct try *tries, const struct tk_prospect *prospects, struct triage *triage)
{
	int64_t best = 0;

	for (size_t i = 0; i < count; i++) {
		bool settles;
		int64_t left = weigh(&candidates[i], tries, prospects, &settles);
		if (!goes_before(finding, candidates[i].slot, left, triage->slot, best))
			continue;
		triage->slot = (int)candidates[i].slot;
		triage->may_settle = settles;
		best = left;
	}
	triage->most = count > 0 ? count - 1 : 0;
}

enum tk_status triage_find(const struct tk_decision *decision, const struct tk_answers *answers,
	const enum tk_truth *asked, const bool *passed, struct triage *ret_triage)
{
	const struct finding finding = {decision, answers, asked, passed};
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);
	size_t open = triage_is_settled(&decision->outcome) ? 0 : decision->unanswered.count, count = 0, tried = 0;
	struct candidate *candidates = calloc(open + 1, sizeof(*candidates));
	struct try *tries = calloc((open + 1) * MOST_TRIES, sizeof(*tries));
	struct tk_change *changes = calloc((open + 1) * MOST_TRIES, sizeof(*changes));
	struct tk_prospect *prospects = calloc((open + 1) * MOST_TRIES, sizeof(*prospects));
	enum tk_status status = TK_NO_MEMORY;

	if (candidates != NULL && tries != NULL && changes != NULL && prospects != NULL) {
		for (size_t i = 0; i < open; i++) {
			size_t slot = decision->unanswered.items[i];
			if (!can_be_asked(&finding, slot))
				continue;
			size_t more = answers_to_try(tk_vocabulary_fact(vocabulary, slot), decision->at, &tries[tried]);
			candidates[count++] = (struct candidate){slot, tried, more};
			for (; more > 0; more--, tried++)
				changes[tried] = (struct tk_change){slot, tries[tried].value};
		}
		status = tk_prospects(decision->policy, answers, decision->at, changes, tried, prospects);
	}
	if (status == TK_OK) {
		*ret_triage = (struct triage){.slot = -1};
		choose(&finding, candidates, count, tries, prospects, ret_triage);
	}
	free(candidates);
	free(tries);
	free(changes);
	free(prospects);
	return status;
}

size_t triage_count(const struct tk_decision *decision, const struct tk_answers *answers, const enum tk_truth *asked,
	const bool *passed)
{
	const struct finding finding = {decision, answers, asked, passed};
	size_t count = 0;

	if (triage_is_settled(&decision->outcome))
		return 0;
	for (size_t i = 0; i < decision->unanswered.count; i++)
		count += can_be_asked(&finding, decision->unanswered.items[i]);
	return count;
}

/* ---- which policy ----------------------------------------------------------------------------- */

/* How many pairs of an answer to SLOT and a policy are settled by it; 0: it tells nothing. */
static int64_t settled_policies(const struct tk_candidate *candidates, size_t count, size_t slot, int64_t at)
{
	int64_t settled = 0;
	size_t tried = 1;

	for (size_t i = 0; i < count; i++) {
		const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(candidates[i].policy);
		const struct tk_fact *fact = slot < tk_vocabulary_count(vocabulary) ? tk_vocabulary_fact(vocabulary, slot)
										    : NULL;
		/* Beyond the slots that all share, another policy has another fact there. */
		if (fact == NULL || fact->step != TK_STEP_START || fact->type != TK_CHOICE)
			continue;
		struct tk_answers *trial =
			candidates[i].applies == TK_OPEN ? tk_answers_copy(candidates[i].answers) : NULL;
		tried = fact->choice_count;
		if (trial == NULL)
			continue;
		for (size_t value = 0; value < tried; value++) {
			tk_answers_set(trial, slot, (int64_t)value, TK_KNOWN_TYPED);
			settled += tk_policy_applies(candidates[i].policy, trial, at) != TK_OPEN;
		}
		tk_answers_free(trial);
	}
	return tried == 0 ? 0 : settled * WEIGHT / (int64_t)tried;
}

int triage_find_policy(const struct tk_candidate *candidates, size_t count, const bool *passed, int64_t at)
{
	int best = -1;
	int64_t most = 0;

	if (count == 0)
		return -1;
	const struct tk_vocabulary *shared = tk_answers_vocabulary(candidates[0].answers);
	for (size_t slot = 0; slot < tk_vocabulary_count(shared); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(shared, slot);
		if (fact->step != TK_STEP_START || fact->type != TK_CHOICE || fact->choice_count == 0 ||
			(passed != NULL && passed[slot]) ||
			tk_answers_state(candidates[0].answers, slot) != TK_UNANSWERED)
			continue;
		int64_t settled = settled_policies(candidates, count, slot, at);
		if (settled > most) {
			best = (int)slot;
			most = settled;
		}
	}
	return best;
}
