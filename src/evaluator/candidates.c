/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of several policies judge a case, and which of them is the headline. */
#include <errno.h>
#include <string.h>

#include "tuikuan.h"

/* The day from which it holds; without a date, ever since. */
static int64_t from_day(const struct tk_candidate *candidate)
{
	const char *from = tk_policy_head(candidate->policy)->effective_from;
	int64_t first = INT64_MIN, last;

	if (from != NULL)
		tk_date_days(from, &first, &last);
	return first;
}

/* Whether A fits the moment of the order better than B. */
static bool nearer(const struct tk_candidate *a, const struct tk_candidate *b)
{
	if (a->age.outside != b->age.outside)
		return a->age.outside < b->age.outside;
	return from_day(a) > from_day(b);
}

/* Of two that judge: neither is one that does not apply. */
static bool better(const struct tk_candidate *a, const struct tk_candidate *b)
{
	enum tk_authority authority_a = tk_policy_head(a->policy)->authority;
	enum tk_authority authority_b = tk_policy_head(b->policy)->authority;

	if ((a->likely == TK_YES) != (b->likely == TK_YES))
		return a->likely == TK_YES;
	if (authority_a != authority_b)
		return authority_a == TK_OFFICIAL;
	if (a->applies != b->applies)
		return a->applies == TK_YES;
	return nearer(a, b);
}

static bool same_family(const struct tk_candidate *a, const struct tk_candidate *b)
{
	return strcmp(tk_policy_head(a->policy)->family, tk_policy_head(b->policy)->family) == 0;
}

/* Of one family a revision gives way to another that fits the moment better. */
static bool gives_way(const struct tk_candidate *candidates, size_t count, size_t index)
{
	const struct tk_candidate *own = &candidates[index];

	for (size_t i = 0; i < count; i++) {
		const struct tk_candidate *other = &candidates[i];
		if (i == index || other->applies == TK_NO || !same_family(own, other))
			continue;
		if (nearer(other, own) || (i < index && !nearer(own, other)))
			return true;
	}
	return false;
}

static void swap(struct tk_candidate *a, struct tk_candidate *b)
{
	struct tk_candidate kept = *a;
	*a = *b;
	*b = kept;
}

/* Moves the last of COUNT up to its place; the order of equals is kept. */
static void sink(struct tk_candidate *candidates, size_t count)
{
	for (size_t i = count - 1; i > 0 && better(&candidates[i], &candidates[i - 1]); i--)
		swap(&candidates[i], &candidates[i - 1]);
}

/* What is open with the answer that is likely, which is in its range: an open default stays one. */
static void take_likely(struct tk_answers *answers)
{
	const struct tk_vocabulary *vocabulary = tk_answers_vocabulary(answers);

	for (size_t slot = 0; slot < tk_vocabulary_count(vocabulary); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, slot);
		bool chosen = fact->type == TK_CHOICE && fact->choice_count > 0;
		if (tk_answers_state(answers, slot) != TK_ANSWERED && !fact->has_default &&
			(fact->has_usual || chosen))
			(void)tk_answers_set(answers, slot, fact->has_usual ? fact->usual : 0, TK_KNOWN_TYPED);
	}
}

/* Whether a policy that may apply would, if the case were like most. Where memory fails it is not known. */
static enum tk_truth likely(const struct tk_candidate *candidate, int64_t at)
{
	if (candidate->applies != TK_OPEN)
		return candidate->applies;
	struct tk_answers *answers = tk_answers_copy(candidate->answers);
	enum tk_truth truth = TK_OPEN;
	if (answers != NULL) {
		take_likely(answers);
		truth = tk_policy_applies(candidate->policy, answers, at);
	}
	tk_answers_free(answers);
	return truth;
}

size_t tk_candidates_rank(struct tk_candidate *candidates, size_t count, int64_t at)
{
	size_t judging = 0;

	errno = 0;
	for (size_t i = 0; i < count; i++) {
		struct tk_candidate *candidate = &candidates[i];
		candidate->applies = tk_policy_applies(candidate->policy, candidate->answers, at);
		candidate->likely = likely(candidate, at);
		candidate->age = tk_policy_age(candidate->policy, candidate->answers, at);
	}
	for (size_t i = 0; i < count; i++) {
		/* Those that were passed over keep their order behind those that judge, and go on
		 * counting in their families. */
		if (candidates[i].applies == TK_NO || gives_way(candidates, count, i))
			continue;
		for (size_t j = i; j > judging; j--)
			swap(&candidates[j], &candidates[j - 1]);
		sink(candidates, ++judging);
	}
	return judging;
}
