/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random answers for a pack that loads, and what must hold of every decision. For the targets that take packs.
 */
#ifndef FUZZ_ANSWERING_H
#define FUZZ_ANSWERING_H

#include "target.h"

/* Near the ends of the range, near numbers that packs speak of, or anywhere. */
static inline int64_t some_value(struct dice *dice, const struct tk_fact *fact)
{
	static const int64_t common[] = {0, 1, 2, 5, 100, 900, 3600, 80000, 86400, 432000, 2592000};
	uint64_t span = (uint64_t)fact->most - (uint64_t)fact->least + 1;
	int64_t value;

	switch (dice_below(dice, 8)) {
	case 0:
		return fact->least;
	case 1:
		return fact->most;
	case 2:
	case 3:
	case 4:
		value = common[dice_below(dice, sizeof(common) / sizeof(common[0]))];
		if (fact->type == TK_MOMENT)
			value = INT64_C(1795413600) - value;
		return value < fact->least || value > fact->most ? fact->least : value;
	default:
		return (int64_t)((uint64_t)fact->least + dice_below(dice, span));
	}
}

/* Leaves each fact open once in OPEN; 0: none. A fact that no answer is sought for may be answered all the same. */
static inline struct tk_answers *draw_answers(struct dice *dice, const struct tk_policy *policy, uint64_t open)
{
	const struct tk_vocabulary *facts = tk_policy_vocabulary(policy);
	struct tk_answers *answers = tk_answers_new(facts);

	MUST(answers != NULL);
	for (size_t slot = 0; slot < tk_vocabulary_count(facts); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(facts, slot);
		if (strcmp(fact->name, "provider") == 0)
			MUST(tk_answers_set_text(answers, slot, tk_policy_head(policy)->provider,
				     TK_KNOWN_TYPED) == TK_OK);
		else if (open > 0 && dice_below(dice, open) == 0)
			continue;
		else if (fact->type == TK_TEXT || (fact->type == TK_CHOICE && fact->choice_count == 0))
			tk_answers_set_text(answers, slot, "x", TK_KNOWN_TYPED);
		else
			MUST(tk_answers_set(answers, slot, some_value(dice, fact), TK_KNOWN_TOLD) == TK_OK);
	}
	return answers;
}

static inline int64_t some_now(struct dice *dice)
{
	return dice_below(dice, 4) ? INT64_C(1795413600) + (int64_t)dice_below(dice, 86400 * 400)
				   : (int64_t)dice_below(dice, (uint64_t)TK_MOMENT_MAX + 1);
}

static inline void check_outcome(const struct tk_outcome *outcome)
{
	MUST(outcome->least >= 0 && outcome->least <= outcome->most);
	MUST(outcome->amount == TK_NO_AMOUNT ||
		(outcome->amount == outcome->least && outcome->amount == outcome->most));
	MUST(outcome->verdict != TK_REFUSED || outcome->amount == 0);
}

/* It adds up, from what is refunded from down to what is refunded. */
static inline void check_breakdown(const struct tk_decision *decision, int64_t base)
{
	int64_t left = base;

	for (size_t i = 0; i < decision->deduction_count; i++) {
		left -= decision->deductions[i].amount;
		MUST(decision->deductions[i].left == left && left >= 0);
	}
	if (decision->split_count > 0) {
		int64_t sum = 0;
		for (size_t i = 0; i < decision->split_count; i++)
			sum += decision->split[i].amount;
		MUST(sum == decision->outcome.amount);
	}
}

static inline void check_decision(const struct tk_decision *decision)
{
	check_outcome(&decision->outcome);
	check_outcome(&decision->likely);
	if (decision->base_known && decision->deduction_count > 0)
		check_breakdown(decision, decision->base);
	for (size_t i = 0; i < decision->reading_count; i++)
		check_outcome(&decision->readings[i].outcome);
	for (size_t i = 0; i < decision->deadline_count; i++) {
		MUST(decision->deadlines[i].until >= decision->at);
		MUST(i == 0 || decision->deadlines[i].until > decision->deadlines[i - 1].until);
		check_outcome(&decision->deadlines[i].then);
	}
	MUST(decision->held_count + decision->missing_count == decision->required_count);
	MUST(decision->trace_count <= tk_policy_rule_count(decision->policy));
}

static inline struct tk_decision *judge(const struct tk_policy *policy, const struct tk_answers *answers,
	int64_t at, unsigned flags)
{
	struct tk_decision *decision = NULL;

	MUST(tk_evaluate(policy, answers, at, flags, &decision) == TK_OK && decision != NULL);
	check_decision(decision);
	return decision;
}

/* Whether INNER, of a completion, lies within OUTER. */
static inline void must_contain(const struct tk_outcome *outer, const struct tk_outcome *inner)
{
	MUST(inner->least >= outer->least && inner->most <= outer->most);
	MUST(outer->verdict == TK_UNDETERMINED || outer->verdict == inner->verdict);
	MUST(outer->amount == TK_NO_AMOUNT || outer->amount == inner->amount);
}

static inline bool is_value_of(const struct tk_answers *answers, const char *name, int64_t *ret_value)
{
	int slot = tk_vocabulary_find(tk_answers_vocabulary(answers), name);

	if (slot < 0 || tk_answers_state(answers, (size_t)slot) != TK_ANSWERED)
		return false;
	*ret_value = tk_answers_value(answers, (size_t)slot);
	return true;
}

/* The bounds speak of moments in their known order; this also where the one between two others is open, or only
 * assumed. A pack with moments of its own may know more of an order. */
static inline bool is_in_order(const struct tk_decision *decision, const struct tk_answers *answers)
{
	static const char *const pairs[][2] = {{"ordered_at", "period_start"}, {"ordered_at", "period_end"},
		{"ordered_at", "service_start"}, {"ordered_at", "applied_at"}, {"period_start", "period_end"},
		{"period_start", "service_start"}};
	const struct tk_vocabulary *facts = tk_answers_vocabulary(answers);

	if (decision->order_broken)
		return false;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		int64_t earlier, later = decision->at; /* of applied_at, by default */
		bool known = is_value_of(answers, pairs[i][0], &earlier);
		if (!is_value_of(answers, pairs[i][1], &later))
			known = known && strcmp(pairs[i][1], "applied_at") == 0;
		if (known && earlier > later)
			return false;
	}
	for (size_t slot = tk_policy_shared_facts(decision->policy); slot < tk_vocabulary_count(facts); slot++)
		if (tk_vocabulary_fact(facts, slot)->type == TK_MOMENT)
			return false;
	return true;
}

/* Whether the default of a shared moment is in force already: of `applied_at` always, of the others for a new order.
 * Where the kind of order is open, so is the moment, and the bounds take it to be in order; a default that comes into
 * force later need not be: what is merely assumed orders nothing. So such a completion answers the moment. */
static inline bool is_assumed(const struct tk_answers *answers, const struct tk_fact *fact)
{
	int64_t kind;

	return strcmp(fact->name, "applied_at") == 0 ||
	       (is_value_of(answers, "order_kind", &kind) && kind == 0); /* new */
}

/* Completes what is open in ANSWERS at random, some times, and compares. */
static inline void check_completions(struct dice *dice, const struct tk_decision *open,
	const struct tk_answers *answers, int tries)
{
	const struct tk_vocabulary *facts = tk_answers_vocabulary(answers);

	for (int i = 0; i < tries; i++) {
		struct tk_answers *completed = draw_answers(dice, open->policy, 0);
		for (size_t slot = 0; slot < tk_vocabulary_count(facts); slot++) {
			const struct tk_fact *fact = tk_vocabulary_fact(facts, slot);
			if (tk_answers_state(answers, slot) == TK_ANSWERED && fact->type != TK_TEXT &&
				!(fact->type == TK_CHOICE && fact->choice_count == 0))
				tk_answers_set(completed, slot, tk_answers_value(answers, slot), TK_KNOWN_SEEN);
			else if (fact->has_default && (fact->type != TK_MOMENT || is_assumed(answers, fact)))
				tk_answers_clear(completed, slot); /* it is not open: its default holds */
		}
		struct tk_decision *decision = judge(open->policy, completed, open->at, 0);
		if (!open->order_broken && is_in_order(decision, completed))
			must_contain(&open->outcome, &decision->outcome);
		tk_decision_free(decision);
		tk_answers_free(completed);
	}
}

/* A pack that loads cannot fail, whatever the answers. */
static inline void judge_at_random(struct dice *dice, const struct tk_policy *policy, int cases)
{
	for (int i = 0; i < cases; i++) {
		static const unsigned flags[] = {0, TK_WITH_WHY, TK_FIRST_DEADLINE, TK_WITH_WHAT_IF | TK_WITH_WHY};
		uint64_t open = i == 0 ? 1 : dice_below(dice, 6);
		struct tk_answers *answers = draw_answers(dice, policy, open);
		struct tk_decision *decision = judge(policy, answers, some_now(dice), flags[i % 4]);
		if (open > 1)
			check_completions(dice, decision, answers, 3);
		tk_decision_free(decision);
		tk_answers_free(answers);
	}
}

#endif
