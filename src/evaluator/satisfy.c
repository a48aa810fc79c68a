/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "satisfy.h"

#include <string.h>

/* Decisions that one question may take; a doubt counts as possible. */
#define SATISFY_STEPS 4000

/* Everything is open: no answer, no default, and neither the verdict nor what is answered at all. */
static void open_all(struct satisfy *satisfy)
{
	struct judge *judge = &satisfy->judge;
	struct evaluation *evaluation = &judge->now;
	const struct expr_pool *pool = &judge->policy->pool;

	for (size_t slot = 0; slot < judge->facts.count; slot++)
		judge->facts.state[slot] = FACT_FREE;
	evaluate(evaluation, &judge->facts);
	for (uint32_t i = 0; i < pool->count; i++) {
		const struct expr_node *node = &pool->nodes[i];
		if (node->op == EXPR_ANSWERED || node->op == EXPR_VERDICT)
			evaluation->truth[i] = TK_OPEN;
		else if (node->op == EXPR_NOT || node->op == EXPR_AND || node->op == EXPR_OR)
			evaluation->truth[i] = (uint8_t)evaluate_logic(evaluation, node);
		else
			continue;
		evaluate_support(evaluation, i);
	}
}

bool satisfy_init(struct satisfy *satisfy, const struct tk_policy *policy)
{
	satisfy->count = 0;
	arena_init(&satisfy->arena);
	if (!judge_init(&satisfy->judge, policy, &satisfy->arena))
		return false;
	open_all(satisfy);
	return true;
}

void satisfy_release(struct satisfy *satisfy)
{
	arena_release(&satisfy->arena);
}

void satisfy_wish(struct satisfy *satisfy, uint32_t node, bool truth)
{
	if (satisfy->count < SATISFY_WISHES)
		satisfy->wishes[satisfy->count++] = (struct wish){node, truth};
}

/* The next test that an open condition hangs on; none where only the verdict, or what is answered, is
 * left: of these nobody decides here. */
static struct atom find_atom(struct search *search, uint32_t root, bool want)
{
	const struct expr_node *node = &search->scope.evaluation->policy->pool.nodes[root];
	struct atom atom = {.node = EXPR_NONE};

	if (scope_truth(&search->scope, 0, root) != TK_OPEN)
		return atom;
	switch (node->op) {
	case EXPR_NOT:
		return find_atom(search, node->a, !want);
	case EXPR_AND:
	case EXPR_OR:
		atom = find_atom(search, node->a, want);
		return atom.node != EXPR_NONE ? atom : find_atom(search, node->b, want);
	case EXPR_VERDICT:
	case EXPR_ANSWERED:
		return atom;
	default:
		return search_atom(search, 0, root, want);
	}
}

/* The next test that a wish hangs on; false: a wish is denied. */
static bool next_atom(struct satisfy *satisfy, struct atom *ret_atom)
{
	struct search *search = &satisfy->judge.search;

	ret_atom->node = EXPR_NONE;
	for (size_t i = 0; i < satisfy->count; i++) {
		const struct wish *wish = &satisfy->wishes[i];
		enum tk_truth truth = scope_truth(&search->scope, 0, wish->node);
		if (truth == TK_OPEN && ret_atom->node == EXPR_NONE)
			*ret_atom = find_atom(search, wish->node, wish->truth);
		if (truth != TK_OPEN && (truth == TK_YES) != wish->truth)
			return false;
	}
	return true;
}

static bool explore(struct satisfy *satisfy, int level)
{
	struct search *search = &satisfy->judge.search;
	bool possible = false;
	struct atom atom;

	search_pass(search, level);
	if (!next_atom(satisfy, &atom))
		return false;
	if (atom.node == EXPR_NONE || !search_may_go_on(search, level))
		return true;
	for (int i = 0; i < 2 && !possible; i++) {
		possible = search_decide(search, level, atom, atom.want != (i == 1)) &&
			   explore(satisfy, level + 1);
		search_undo(search, level, atom);
	}
	return possible;
}

bool satisfy_possible(struct satisfy *satisfy)
{
	struct search *search = &satisfy->judge.search;

	search_start(search, &satisfy->judge.now, NO_TWIN);
	for (size_t i = 0; i < satisfy->count; i++)
		search_mark(search, satisfy->wishes[i].node, true);
	search_ready(search);
	search->steps = SATISFY_STEPS;
	return search->failed || explore(satisfy, 0);
}
