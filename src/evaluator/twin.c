/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "twin.h"

/* The case stands twice in the search, side 0 and side 1. */
struct twin {
	struct judge *judge;
	struct search *search;
	const struct goal *goal;
	uint32_t *tests; /* the open conditions that hang on the slot, room in the arena */
	size_t test_count;
	bool in_amounts; /* amounts hang on the slot themselves */
	bool found, doubtful;
};

/* How the two sides compare on what is looked at. */
enum likeness {
	ALIKE,     /* whatever is still open */
	UNLIKE,    /* nothing is open any more, and they may differ */
	UNDECIDED, /* `next` is to be decided */
};

struct comparison {
	enum likeness likeness;
	struct atom next;
	struct linear totals[2]; /* the amounts, when `linear` */
	bool linear;
};

static struct comparison alike(void)
{
	return (struct comparison){.likeness = ALIKE, .next = {.node = EXPR_NONE}};
}

static struct comparison unlike(void)
{
	return (struct comparison){.likeness = UNLIKE, .next = {.node = EXPR_NONE}};
}

static struct comparison undecided(struct atom next)
{
	if (next.node == EXPR_NONE)
		return unlike();
	return (struct comparison){.likeness = UNDECIDED, .next = next};
}

static enum tk_truth truth_of(struct twin *twin, int side, uint32_t node)
{
	return scope_truth(&twin->search->scope, side, node);
}

/* ---- the conditions that hang on the slot ------------------------------------------------------- */

/* Decides first what the sides can differ in, so that as soon as they are alike in it the search can
 * turn back. */
static struct comparison compare_tests(struct twin *twin)
{
	bool differ = twin->in_amounts;

	for (size_t i = 0; i < twin->test_count; i++) {
		uint32_t node = twin->tests[i];
		enum tk_truth a = truth_of(twin, 0, node), b = truth_of(twin, 1, node);
		if (a == TK_OPEN)
			return undecided(search_atom(twin->search, 0, node, b != TK_YES));
		if (b == TK_OPEN)
			return undecided(search_atom(twin->search, 1, node, a != TK_YES));
		differ |= a != b;
	}
	return differ ? unlike() : alike();
}

/* ---- goals ------------------------------------------------------------------------------------ */

static bool same_point(const struct span *a, const struct span *b)
{
	return a->verdicts == b->verdicts && (a->verdicts & (a->verdicts - 1)) == 0 &&
	       a->least == a->most && b->least == b->most && a->least == b->least && !a->unbounded &&
	       !b->unbounded;
}

static struct comparison compare_outcomes(struct twin *twin, const struct ruleset *const rules[2], int level)
{
	struct reach reaches[2];
	struct linear gap;
	struct comparison result = unlike();

	for (int side = 0; side < 2; side++)
		search_reach(twin->search, side, rules[side], level, &reaches[side]);
	if (same_point(&reaches[0].span, &reaches[1].span))
		return alike();
	for (int side = 0; side < 2; side++)
		if (!reaches[side].certain)
			return undecided(search_rules_atom(twin->search, side, rules[side]));
	result.linear = reaches[0].linear && reaches[1].linear;
	if (reaches[0].span.verdicts == reaches[1].span.verdicts && result.linear &&
		linear_sub(&reaches[0].total, &reaches[1].total, &gap) && gap.count == 0 &&
		gap.constant.num == 0)
		return alike();
	result.totals[0] = reaches[0].total;
	result.totals[1] = reaches[1].total;
	return result;
}

/* Nothing is said of refused cases, which both sides are or none: else the answer would decide. */
static struct comparison compare_refused(struct twin *twin)
{
	for (int side = 0; side < 2; side++)
		if (search_refused(twin->search, side, twin->judge->rules) == TK_YES)
			return alike();
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < twin->judge->rules->refusal_count; i++) {
			uint32_t when = twin->judge->policy->rules[twin->judge->rules->refusals[i]].when;
			if (truth_of(twin, side, when) == TK_OPEN)
				return undecided(search_atom(twin->search, side, when, false));
		}
	return unlike();
}

static enum tk_truth any_of(struct twin *twin, int side, struct atom *ret_next)
{
	enum tk_truth any = TK_NO;

	for (size_t i = 0; i < twin->goal->node_count; i++) {
		enum tk_truth truth = truth_of(twin, side, twin->goal->nodes[i]);
		if (truth == TK_YES)
			return TK_YES;
		if (truth == TK_OPEN && any == TK_NO) {
			any = TK_OPEN;
			*ret_next = search_atom(twin->search, side, twin->goal->nodes[i], side == 0);
		}
	}
	return any;
}

static struct comparison compare_any(struct twin *twin)
{
	struct atom next = {.node = EXPR_NONE};
	enum tk_truth a = any_of(twin, 0, &next), b;

	if (a == TK_OPEN)
		return undecided(next);
	b = any_of(twin, 1, &next);
	if (b == TK_OPEN)
		return undecided(next);
	return a == b ? alike() : unlike();
}

/* As judge_channel, on one side of the search. */
static enum tk_truth channel_of(struct twin *twin, int side, int *ret_channel, struct atom *ret_next)
{
	const struct tk_policy *policy = twin->judge->policy;

	*ret_channel = -1;
	for (size_t i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		enum tk_truth fired;
		if (rule->reading >= 0 || rule->shown.effect != TK_CHANNEL_IS)
			continue;
		fired = truth_of(twin, side, rule->when);
		if (fired == TK_OPEN) {
			*ret_next = search_atom(twin->search, side, rule->when, side == 0);
			return TK_OPEN;
		}
		if (fired == TK_YES) {
			*ret_channel = rule->target;
			return TK_YES;
		}
	}
	return TK_NO;
}

static struct comparison compare_channels(struct twin *twin)
{
	struct atom next = {.node = EXPR_NONE};
	int channels[2];

	for (int side = 0; side < 2; side++)
		if (channel_of(twin, side, &channels[side], &next) == TK_OPEN)
			return undecided(next);
	return channels[0] == channels[1] ? alike() : unlike();
}

/* Which stages of the chain are due, as bits; false: `next` is open. */
static bool chain_of(struct twin *twin, int side, uint64_t *ret_chain, struct atom *ret_next)
{
	const struct policy_entry *stages = twin->judge->policy->entries[TK_STAGE];
	int channel, position = 0;
	uint64_t chain = 0;

	for (int stage = (int)twin->goal->index; stage >= 0; stage = stages[stage].after, position++) {
		enum tk_truth due = truth_of(twin, side, stages[stage].when);
		if (due != TK_NO && stages[stage].channel >= 0) {
			if (channel_of(twin, side, &channel, ret_next) == TK_OPEN)
				return false;
			if (channel != stages[stage].channel)
				due = TK_NO;
		}
		if (due == TK_OPEN) {
			*ret_next = search_atom(twin->search, side, stages[stage].when, side == 0);
			return false;
		}
		if (due == TK_YES)
			chain |= UINT64_C(1) << position % 64;
		else if (position == 0)
			break;
	}
	*ret_chain = chain;
	return true;
}

static struct comparison compare_stages(struct twin *twin)
{
	struct atom next = {.node = EXPR_NONE};
	size_t slot = (size_t)twin->judge->policy->applied_at; /* there is one, or no stage is looked at */
	uint64_t chains[2];

	for (int side = 0; side < 2; side++)
		if (!chain_of(twin, side, &chains[side], &next))
			return undecided(next);
	if (chains[0] != chains[1])
		return unlike();
	return chains[0] != 0 && judge_slot_hangs_on(twin->search->scope.evaluation, slot, twin->search->scope.twin)
		       ? unlike()
		       : alike();
}

static struct comparison compare_readings(struct twin *twin, int level)
{
	const struct ruleset *rules[2];
	uint32_t when = twin->goal->nodes[0];
	bool listed = false;

	for (int side = 0; side < 2; side++) {
		enum tk_truth truth = truth_of(twin, side, when);
		if (truth == TK_OPEN)
			return undecided(search_atom(twin->search, side, when, true));
		rules[side] = &twin->judge->rules[truth == TK_YES ? twin->goal->index + 1 : 0];
		listed |= truth == TK_YES;
	}
	return listed ? compare_outcomes(twin, rules, level) : alike();
}

static struct comparison compare_goal(struct twin *twin, int level)
{
	const struct ruleset *const ordinary[2] = {twin->judge->rules, twin->judge->rules};

	switch (twin->goal->kind) {
	case GOAL_OUTCOME:
		return compare_outcomes(twin, ordinary, level);
	case GOAL_CHANNEL:
		return compare_channels(twin);
	case GOAL_STAGE:
		return compare_stages(twin);
	case GOAL_READING:
		return compare_readings(twin, level);
	default:
		return compare_any(twin);
	}
}

/* First what the sides can differ in, then whether they can be refused, then the goal. */
static struct comparison compare(struct twin *twin, int level)
{
	struct comparison result, refused;

	if (twin->goal->kind == GOAL_OUTCOME) {
		/* often settled before all tests are decided */
		result = compare_goal(twin, level);
		if (result.likeness != UNDECIDED)
			return result;
	}
	if (twin->goal->unless_refused) {
		result = compare_refused(twin);
		if (result.likeness == ALIKE)
			return result;
	}
	result = compare_tests(twin);
	if (result.likeness != UNLIKE)
		return result;
	result = compare_goal(twin, level);
	if (result.likeness != UNLIKE || !twin->goal->unless_refused)
		return result;
	refused = compare_refused(twin);
	return refused.likeness == UNLIKE ? result : refused;
}

/* ---- showing ---------------------------------------------------------------------------------- */

/* Picks two completions and evaluates both. */
static void try_completions(struct twin *twin, int level)
{
	struct signature a, b;

	if (!search_pick(twin->search, level))
		return;
	search_complete(twin->search, 0, &twin->judge->full_facts);
	a = goal_signature(twin->judge, twin->goal, &twin->judge->full_facts);
	search_complete(twin->search, 1, &twin->judge->full_facts);
	b = goal_signature(twin->judge, twin->goal, &twin->judge->full_facts);
	twin->found = a.a != b.a || a.b != b.b;
}

static void aim_at_nothing(struct search *search)
{
	memset(search->toward, 0, (size_t)search->scope.space.count * sizeof(*search->toward));
}

/* The two values of the slot as far from each other as can be, or where the amounts differ most. */
static void aim_apart(struct twin *twin, const struct comparison *at, int attempt)
{
	struct search *search = twin->search;
	int sign = attempt & 1 ? -1 : 1;
	struct linear gap;

	aim_at_nothing(search);
	if (at->linear) {
		search_aim(search, &at->totals[attempt >> 2 & 1], attempt & 2 ? -1 : 1, 1);
		if (linear_sub(&at->totals[0], &at->totals[1], &gap))
			search_aim(search, &gap, sign, 2);
	}
	for (int side = 0; side < 2; side++) {
		int variable = search->scope.views[side].variable[search->scope.twin];
		if (variable >= 0 && search->toward[variable] == 0)
			search->toward[variable] = side == 0 ? 3 * sign : -3 * sign;
	}
}

static void aim_at_corner(struct search *search, int corner)
{
	int numbers = 0;
	for (int v = 0; v < search->scope.space.count; v++)
		if (!search->scope.space.variables[v].finite)
			search->toward[v] = corner >> (numbers++ % 5) & 1 ? 1 : -1;
}

static void show(struct twin *twin, const struct comparison *at, int level)
{
	aim_at_nothing(twin->search);
	try_completions(twin, level);
	for (int attempt = 0; attempt < (at->linear ? 8 : 2) && !twin->found; attempt++) {
		aim_apart(twin, at, attempt);
		try_completions(twin, level);
	}
	for (int corner = 0; corner < 32 && !twin->found && twin->search->ranged_count > 0; corner++) {
		aim_at_corner(twin->search, corner);
		try_completions(twin, level);
	}
	twin->doubtful |= !twin->found;
}

/* ---- the walk --------------------------------------------------------------------------------- */

static void explore(struct twin *twin, int level)
{
	struct search *search = twin->search;
	struct comparison at;

	search_pass(search, level);
	at = compare(twin, level);
	if (at.likeness == ALIKE)
		return;
	if (at.likeness == UNLIKE) {
		show(twin, &at, level);
		return;
	}
	if (!search_may_go_on(search, level)) {
		twin->doubtful = true;
		return;
	}
	for (int i = 0; i < 2 && !twin->found; i++) {
		if (search_decide(search, level, at.next, at.next.want != (i == 1)))
			explore(twin, level + 1);
		search_undo(search, level, at.next);
	}
}

/* The amounts that count for the goal, under one set of rules. */
static bool amounts_hang(const struct twin *twin, const struct ruleset *rules)
{
	const struct evaluation *evaluation = twin->search->scope.evaluation;
	const struct tk_policy *policy = twin->judge->policy;
	size_t slot = twin->search->scope.twin;

	if (evaluation_hangs_on(evaluation, policy->base, slot))
		return true;
	for (size_t i = 0; i < rules->deduction_count; i++) {
		const struct policy_rule *rule = &policy->rules[rules->deductions[i]];
		if (evaluation->truth[rule->when] != TK_NO &&
			evaluation_hangs_on(evaluation, rule->amount, slot))
			return true;
	}
	return false;
}

static void mark_goal(struct twin *twin)
{
	struct judge *judge = twin->judge;
	struct search *search = twin->search;
	const struct goal *goal = twin->goal;
	const struct policy_entry *stages = judge->policy->entries[TK_STAGE];
	bool amounts = goal->kind == GOAL_OUTCOME || goal->kind == GOAL_READING;

	if (amounts || goal->unless_refused || goal->reads_verdict)
		search_mark_rules(search, judge->rules, amounts);
	if (goal->kind == GOAL_READING)
		search_mark_rules(search, &judge->rules[goal->index + 1], true);
	for (size_t i = 0; i < goal->node_count; i++)
		search_mark(search, goal->nodes[i], false);
	if (goal->kind == GOAL_STAGE) {
		for (int stage = (int)goal->index; stage >= 0; stage = stages[stage].after)
			search_mark(search, stages[stage].when, false);
		for (size_t i = 0; i < judge->policy->rule_count; i++)
			if (judge->policy->rules[i].shown.effect == TK_CHANNEL_IS)
				search_mark(search, judge->policy->rules[i].when, false);
		scope_variable(&search->scope, (size_t)judge->policy->applied_at);
	}
	if (goal->reads_verdict) {
		search->verdict_rules = judge->rules;
		search->scope.verdict_differs = true;
	}
	if (goal->kind == GOAL_READING)
		twin->in_amounts = amounts_hang(twin, &judge->rules[goal->index + 1]);
	if (amounts)
		twin->in_amounts |= amounts_hang(twin, judge->rules);
	if (goal->kind == GOAL_STAGE)
		twin->in_amounts = judge_slot_hangs_on(search->scope.evaluation,
			(size_t)judge->policy->applied_at, search->scope.twin);
}

static void collect_tests(struct twin *twin)
{
	struct search *search = twin->search;

	for (size_t p = 0; p < search->length; p++) {
		uint32_t i = search->program[p];
		enum expr_op op = twin->judge->policy->pool.nodes[i].op;
		if ((op == EXPR_FLAG || op == EXPR_IN || op == EXPR_LE || op == EXPR_LT) &&
			evaluation_hangs_on(search->scope.evaluation, i, search->scope.twin))
			twin->tests[twin->test_count++] = i;
	}
}

enum twin_result twin_search(struct judge *judge, struct evaluation *evaluation, const struct goal *goal,
	size_t slot)
{
	struct search *search = &judge->search;
	struct twin twin = {.judge = judge, .search = search, .goal = goal, .tests = judge->tests};

	search_start(search, evaluation, slot);
	scope_variable(&search->scope, slot);
	mark_goal(&twin);
	search_ready(search);
	collect_tests(&twin);
	search->steps = judge->steps;
	if (!search->failed)
		explore(&twin, 0);
	judge->steps = search->steps;
	judge->failed |= search->failed;
	return twin.found ? TWIN_DIFFERS : twin.doubtful ? TWIN_DOUBTFUL : TWIN_SAME;
}
