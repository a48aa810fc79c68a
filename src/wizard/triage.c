/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <limits.h>
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

/* ---- questions that can be asked ---------------------------------------------------------------- */

struct finding {
	const struct tk_decision *decision;
	const struct tk_answers *answers;
	const enum tk_truth *asked;
	const bool *passed;
	bool *can; /* per slot: a question that decides, or leads to one that does, and can still be asked */
};

static size_t slots_of(const struct finding *finding)
{
	return tk_vocabulary_count(tk_policy_vocabulary(finding->decision->policy));
}

static bool is_open(const struct finding *finding, size_t slot)
{
	return finding->asked[slot] != TK_NO && (finding->passed == NULL || !finding->passed[slot]) &&
	       tk_answers_state(finding->answers, slot) == TK_UNANSWERED;
}

/* ---- questions that lead to others ------------------------------------------------------------ */

/* What an upgrade cost decides; whether there was one does not, but who had none is not to be asked for its cost. */
static bool waits_for_another(const struct finding *finding, size_t slot)
{
	return finding->can[slot] && finding->asked[slot] == TK_OPEN &&
	       finding->decision->relevance[slot] == TK_DECIDES;
}

/* Whether the question is one that nothing answers but a person. */
static bool may_lead(const struct finding *finding, size_t slot)
{
	const struct tk_decision *decision = finding->decision;
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);
	int64_t assumed;

	return decision->relevance[slot] == TK_INFORMS && is_open(finding, slot) &&
	       tk_vocabulary_fact(vocabulary, slot)->unknown == NULL &&
	       !tk_fact_default(decision->policy, finding->answers, slot, decision->at, &assumed);
}

/* Whether some answer to SLOT tells of a question that waits whether it is asked. TRIAL and TOLD: room to try in. */
static bool leads_to_another(const struct finding *finding, size_t slot, struct tk_answers *trial, enum tk_truth *told)
{
	const struct tk_decision *decision = finding->decision;
	struct try tries[MOST_TRIES];
	size_t count = answers_to_try(
		tk_vocabulary_fact(tk_policy_vocabulary(decision->policy), slot), decision->at, tries);
	bool leads = false;

	for (size_t i = 0; i < count && !leads; i++) {
		tk_answers_set(trial, slot, tries[i].value, TK_KNOWN_TYPED);
		if (tk_questions_asked(decision->policy, trial, decision->at, told) != TK_OK)
			break;
		for (size_t other = 0; other < slots_of(finding) && !leads; other++)
			leads = waits_for_another(finding, other) && told[other] != TK_OPEN;
	}
	tk_answers_clear(trial, slot);
	return leads;
}

/* Adds those that lead to one that waits. false = no memory. */
static bool find_leading(struct finding *finding)
{
	size_t count = slots_of(finding);
	struct tk_answers *trial = tk_answers_copy(finding->answers);
	enum tk_truth *told = malloc(count * sizeof(*told));
	bool good = trial != NULL && told != NULL;

	for (size_t slot = 0; good && slot < count; slot++)
		if (may_lead(finding, slot))
			finding->can[slot] = leads_to_another(finding, slot, trial, told);
	tk_answers_free(trial);
	free(told);
	return good;
}

/* Caller frees finding->can. false = no memory. */
static bool find_questions(struct finding *finding)
{
	const struct tk_decision *decision = finding->decision;
	bool any_waits = false;

	finding->can = calloc(slots_of(finding) + 1, sizeof(*finding->can));
	if (finding->can == NULL)
		return false;
	for (size_t i = 0; i < decision->unanswered.count && !triage_is_settled(&decision->outcome); i++) {
		size_t slot = decision->unanswered.items[i];
		finding->can[slot] = decision->relevance[slot] == TK_DECIDES && is_open(finding, slot);
		any_waits |= waits_for_another(finding, slot);
	}
	return !any_waits || find_leading(finding);
}

/* ---- the next question ------------------------------------------------------------------------ */

/* A question that may be the next one, and its tries among those of all. */
struct candidate {
	size_t slot, first, count;
};

/* What is left to ask after an answer to the question, on an average. */
static int64_t weigh(const struct candidate *candidate, const struct try *tries, const struct tk_prospect *prospects)
{
	int64_t left = 0;

	for (size_t i = candidate->first; i < candidate->first + candidate->count; i++)
		if (!prospects[i].settled)
			left += tries[i].weight * (int64_t)(1 + prospects[i].left);
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

/* The questions that make sense soonest: among these alone is chosen. CANDIDATES has room for all. */
static size_t find_candidates(const struct finding *finding, struct candidate *candidates)
{
	size_t count = 0;
	int best = INT_MAX;

	for (size_t slot = 0; slot < slots_of(finding); slot++) {
		if (!finding->can[slot] || order_of(finding, slot) > best)
			continue;
		if (order_of(finding, slot) < best)
			count = 0;
		best = order_of(finding, slot);
		candidates[count++] = (struct candidate){.slot = slot};
	}
	return count;
}

static int choose(const struct candidate *candidates, size_t count, const struct try *tries,
	const struct tk_prospect *prospects)
{
	int64_t least = 0;
	int best = -1;

	for (size_t i = 0; i < count; i++) {
		int64_t left = weigh(&candidates[i], tries, prospects);
		if (best >= 0 && left >= least)
			continue;
		best = (int)candidates[i].slot;
		least = left;
	}
	return best;
}

/* Tries answers to all of them. */
static enum tk_status compare(const struct finding *finding, struct candidate *candidates, size_t count, int *ret_slot)
{
	const struct tk_decision *decision = finding->decision;
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);
	struct try *tries = calloc(count * MOST_TRIES, sizeof(*tries));
	struct tk_change *changes = calloc(count * MOST_TRIES, sizeof(*changes));
	struct tk_prospect *prospects = calloc(count * MOST_TRIES, sizeof(*prospects));
	enum tk_status status = TK_NO_MEMORY;
	size_t tried = 0;

	if (tries != NULL && changes != NULL && prospects != NULL) {
		for (size_t i = 0; i < count; i++) {
			size_t slot = candidates[i].slot;
			candidates[i].first = tried;
			candidates[i].count =
				answers_to_try(tk_vocabulary_fact(vocabulary, slot), decision->at, &tries[tried]);
			for (; tried < candidates[i].first + candidates[i].count; tried++)
				changes[tried] = (struct tk_change){slot, tries[tried].value};
		}
		status = tk_prospects(decision->policy, finding->answers, decision->at, changes, tried, prospects);
	}
	if (status == TK_OK)
		*ret_slot = choose(candidates, count, tries, prospects);
	free(tries);
	free(changes);
	free(prospects);
	return status;
}

enum tk_status triage_find(const struct tk_decision *decision, const struct tk_answers *answers,
	const enum tk_truth *asked, const bool *passed, int *ret_slot)
{
	struct finding finding = {decision, answers, asked, passed, NULL};
	struct candidate *candidates = calloc(slots_of(&finding) + 1, sizeof(*candidates));
	enum tk_status status = TK_NO_MEMORY;

	*ret_slot = -1;
	if (candidates != NULL && find_questions(&finding)) {
		size_t count = find_candidates(&finding, candidates);
		status = TK_OK;
		if (count == 1)
			*ret_slot = (int)candidates[0].slot;
		else if (count > 1)
			status = compare(&finding, candidates, count, ret_slot);
	}
	free(finding.can);
	free(candidates);
	return status;
}

size_t triage_count(const struct tk_decision *decision, const struct tk_answers *answers, const enum tk_truth *asked,
	const bool *passed)
{
	struct finding finding = {decision, answers, asked, passed, NULL};
	size_t count = 0;

	if (find_questions(&finding))
		for (size_t slot = 0; slot < slots_of(&finding); slot++)
			count += finding.can[slot];
	free(finding.can);
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
