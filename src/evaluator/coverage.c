/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a number of cases have shown of a pack: each condition both ways, each part of `and` and `or`
 * deciding on its own. A condition that stands in several places is asked after once, where it
 * stands first.
 */
#include <stdlib.h>
#include <string.h>

#include "judge.h"
#include "roots.h"
#include "wording.h"

enum seen {
	SEEN_YES = 1,
	SEEN_NO = 2,
	SEEN_FIRST = 4,  /* the first operand decided alone */
	SEEN_SECOND = 8, /* the second */
};

struct tk_coverage {
	const struct tk_policy *policy;
	struct arena arena;
	struct judge judge;
	struct roots roots;
	uint8_t *seen;    /* per node */
	uint8_t *visited; /* per node: asked after already */
	struct tk_gap *gaps;
	size_t gap_count, gap_room;
	bool failed;
};

struct tk_coverage *tk_coverage_new(const struct tk_policy *policy)
{
	struct tk_coverage *coverage = calloc(1, sizeof(*coverage));

	if (coverage == NULL)
		return NULL;
	coverage->policy = policy;
	arena_init(&coverage->arena);
	coverage->seen = arena_array(&coverage->arena, policy->pool.count, 1);
	coverage->visited = arena_array(&coverage->arena, policy->pool.count, 1);
	if (!roots_find(policy, &coverage->roots) ||
		!judge_init(&coverage->judge, policy, &coverage->arena) || coverage->arena.failed) {
		tk_coverage_free(coverage);
		return NULL;
	}
	return coverage;
}

void tk_coverage_free(struct tk_coverage *coverage)
{
	if (coverage == NULL)
		return;
	for (size_t i = 0; i < coverage->gap_count; i++) {
		free(coverage->gaps[i].text);
		free(coverage->gaps[i].part);
	}
	free(coverage->gaps);
	roots_release(&coverage->roots);
	arena_release(&coverage->arena);
	free(coverage);
}

/* ---- cases in --------------------------------------------------------------------------------- */

static void note_node(struct tk_coverage *coverage, const struct evaluation *evaluation, uint32_t i)
{
	const struct expr_node *node = &coverage->policy->pool.nodes[i];
	enum tk_truth truth = evaluation->truth[i], a, b, decided;

	if (!node->dimension.truth || truth == TK_OPEN)
		return;
	coverage->seen[i] |= truth == TK_YES ? SEEN_YES : SEEN_NO;
	if (node->op != EXPR_AND && node->op != EXPR_OR)
		return;
	/* Beside an open part too: nothing else settles it. */
	decided = node->op == EXPR_AND ? TK_NO : TK_YES;
	a = evaluation->truth[node->a];
	b = evaluation->truth[node->b];
	if (a == decided && b != decided)
		coverage->seen[i] |= SEEN_FIRST;
	if (b == decided && a != decided)
		coverage->seen[i] |= SEEN_SECOND;
}

enum tk_status tk_coverage_add(
	struct tk_coverage *coverage, const struct tk_answers *answers, const struct tk_decision *decision)
{
	struct judge *judge = &coverage->judge;

	case_facts_take(&judge->facts, coverage->policy, answers, decision->at);
	judge_settle(judge, &judge->now, &judge->facts);
	evaluate_verdict(&judge->now, decision->outcome.verdict);
	if (judge->failed)
		return TK_NO_MEMORY;
	for (uint32_t i = 0; i < coverage->policy->pool.count; i++)
		note_node(coverage, &judge->now, i);
	return TK_OK;
}

/* ---- gaps out --------------------------------------------------------------------------------- */

static void add_gap(struct tk_coverage *coverage, const struct root *root, enum tk_gap_kind kind,
	uint32_t node, uint32_t part)
{
	struct tk_gap *gap;

	if (coverage->gap_count == coverage->gap_room) {
		size_t room = coverage->gap_room * 2 + 16;
		struct tk_gap *more = realloc(coverage->gaps, room * sizeof(*more));
		if (more == NULL) {
			coverage->failed = true;
			return;
		}
		coverage->gaps = more;
		coverage->gap_room = room;
	}
	gap = &coverage->gaps[coverage->gap_count++];
	*gap = (struct tk_gap){.kind = kind, .section = root->section->name, .key = root->key->name,
		.line = root->key->line, .whole = node == root->node};
	gap->text = wording(coverage->policy, node, NULL);
	if (part != EXPR_NONE)
		gap->part = wording(coverage->policy, part, NULL);
	if (gap->text == NULL || (part != EXPR_NONE && gap->part == NULL))
		coverage->failed = true;
}

static void ask_both_ways(struct tk_coverage *coverage, const struct root *root, uint32_t node)
{
	if (!(coverage->seen[node] & SEEN_YES))
		add_gap(coverage, root, TK_GAP_NEVER_YES, node, EXPR_NONE);
	if (!(coverage->seen[node] & SEEN_NO))
		add_gap(coverage, root, TK_GAP_NEVER_NO, node, EXPR_NONE);
}

static void ask_parts(struct tk_coverage *coverage, const struct root *root, uint32_t i)
{
	const struct expr_node *node = &coverage->policy->pool.nodes[i];
	enum tk_gap_kind kind = node->op == EXPR_AND ? TK_GAP_NEVER_KEEPS : TK_GAP_NEVER_MAKES;

	if (!(coverage->seen[i] & SEEN_FIRST))
		add_gap(coverage, root, kind, i, node->a);
	if (!(coverage->seen[i] & SEEN_SECOND))
		add_gap(coverage, root, kind, i, node->b);
}

static void visit(struct tk_coverage *coverage, const struct root *root, uint32_t i)
{
	const struct expr_node *node = &coverage->policy->pool.nodes[i];
	bool leaf = node->op == EXPR_FACT || node->op == EXPR_FLAG || node->op == EXPR_IN ||
		    expr_is_equality(&coverage->policy->pool, i);

	if (coverage->visited[i])
		return;
	coverage->visited[i] = 1;
	if (node->op == EXPR_TRUTH || node->op == EXPR_CONSTANT)
		return;
	/* `not x` is shown both ways where x is. */
	if (node->dimension.truth && node->op != EXPR_NOT)
		ask_both_ways(coverage, root, i);
	if (leaf)
		return;
	if (node->op == EXPR_AND || node->op == EXPR_OR)
		ask_parts(coverage, root, i);
	if (node->a != EXPR_NONE)
		visit(coverage, root, node->a);
	if (node->b != EXPR_NONE)
		visit(coverage, root, node->b);
	if (node->c != EXPR_NONE)
		visit(coverage, root, node->c);
}

enum tk_status tk_coverage_gaps(
	struct tk_coverage *coverage, const struct tk_gap **ret_gaps, size_t *ret_count)
{
	for (size_t i = 0; i < coverage->roots.count; i++)
		visit(coverage, &coverage->roots.items[i], coverage->roots.items[i].node);
	if (coverage->failed)
		return TK_NO_MEMORY;
	*ret_gaps = coverage->gaps;
	*ret_count = coverage->gap_count;
	return TK_OK;
}
