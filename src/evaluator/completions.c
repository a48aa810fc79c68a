/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bounds over all completions. Two spans are kept: an outer one that no completion can leave,
 * and an inner one of completions that were found and evaluated. Where both meet, the bounds are
 * exact; the inner one also tells which branches have nothing new to show.
 */
#include <string.h>

#include "judge.h"

struct walk {
	struct judge *judge;
	const struct ruleset *rules;
	struct span outer, inner;
	bool until_open; /* two completions that differ are enough */
	bool over;
};

/* Evaluates the completion that was picked, and counts it. */
static void count_completion(struct walk *walk)
{
	struct judge *judge = walk->judge;
	enum tk_verdict verdict;
	int64_t amount;
	struct span one;

	search_complete(&judge->search, 0, &judge->full_facts);
	evaluate(&judge->full, &judge->full_facts);
	if (!outcome_known(&judge->full, walk->rules, &verdict, &amount))
		return;
	one = (struct span){.verdicts = SPAN_ONE(verdict), .least = amount, .most = amount};
	span_join(&walk->inner, &one);
	if (walk->until_open) {
		const struct tk_outcome shown = span_outcome(&walk->inner);
		walk->over = !outcome_is_settled(&shown);
	}
}

static bool met(const struct walk *walk, const struct span *span)
{
	struct span bounded = *span;
	bounded.unbounded = false;
	return walk->inner.verdicts != 0 && span_covers(&walk->inner, &bounded);
}

/* An amount that is no sum: tries the corners of what its variables can be. */
static void show_corners(struct walk *walk, const struct span *span, int level)
{
	struct search *search = &walk->judge->search;
	int numbers = 0;

	for (int corner = 0; corner < 16 && !walk->over && !met(walk, span); corner++) {
		numbers = 0;
		for (int v = 0; v < search->scope.space.count; v++)
			if (!search->scope.space.variables[v].finite)
				search->toward[v] = corner >> (numbers++ % 4) & 1 ? 1 : -1;
		if (search_pick(search, level))
			count_completion(walk);
	}
}

/* Finds completions that show what was reached where nothing is open any more. */
static void show(struct walk *walk, const struct reach *reach, int level)
{
	struct search *search = &walk->judge->search;

	memset(search->toward, 0, (size_t)search->scope.space.count * sizeof(*search->toward));
	for (int sign = 1; sign >= -1 && !walk->over && !met(walk, &reach->span); sign -= 2) {
		if (reach->linear)
			search_aim(search, &reach->total, sign, 1);
		if (search_pick(search, level))
			count_completion(walk);
	}
	if (!reach->linear)
		show_corners(walk, &reach->span, level);
}

static void explore(struct walk *walk, int level)
{
	struct search *search = &walk->judge->search;
	struct reach reach;
	struct atom atom;

	search_pass(search, level);
	search_reach(search, 0, walk->rules, level, &reach);
	if (walk->inner.verdicts != 0 && met(walk, &reach.span) &&
		(walk->outer.unbounded || !reach.span.unbounded)) {
		span_join(&walk->outer, &reach.span);
		return;
	}
	atom = reach.certain ? (struct atom){.node = EXPR_NONE}
			     : search_rules_atom(search, 0, walk->rules);
	if (atom.node == EXPR_NONE || !search_may_go_on(search, level)) {
		span_join(&walk->outer, &reach.span);
		if (reach.certain)
			show(walk, &reach, level);
		return;
	}
	for (int i = 0; i < 2 && !walk->over; i++) {
		if (search_decide(search, level, atom, atom.want != (i == 1)))
			explore(walk, level + 1);
		search_undo(search, level, atom);
	}
}

static void go_through(struct walk *walk, struct evaluation *evaluation)
{
	struct judge *judge = walk->judge;
	struct search *search = &judge->search;

	search_start(search, evaluation, NO_TWIN);
	search_mark_rules(search, walk->rules, true);
	search_ready(search);
	judge->too_many_open = search->atoms > JUDGE_MAX_OPEN;
	search->steps = judge->too_many_open ? 0 : judge->steps;
	if (!search->failed)
		explore(walk, 0);
	if (!judge->too_many_open)
		judge->steps = search->steps;
	judge->failed |= search->failed;
}

bool judge_is_settled(struct judge *judge, struct evaluation *evaluation, const struct ruleset *rules)
{
	struct walk walk = {.judge = judge, .rules = rules, .until_open = true};
	enum tk_verdict verdict;
	int64_t amount;

	if (outcome_known(evaluation, rules, &verdict, &amount))
		return outcome_is_settled(&(struct tk_outcome){verdict, amount, amount, amount});
	go_through(&walk, evaluation);
	const struct tk_outcome outcome = span_outcome(&walk.outer);
	return !walk.over && outcome_is_settled(&outcome);
}

struct tk_outcome judge_outcome(struct judge *judge, struct evaluation *evaluation,
	const struct ruleset *rules, bool *exact)
{
	struct walk walk = {.judge = judge, .rules = rules};
	enum tk_verdict verdict;
	int64_t amount;

	judge->too_many_open = false;
	if (outcome_known(evaluation, rules, &verdict, &amount))
		return (struct tk_outcome){verdict, amount, amount, amount};
	go_through(&walk, evaluation);
	if (!met(&walk, &walk.outer) || judge->too_many_open)
		*exact = false;
	return span_outcome(&walk.outer);
}
