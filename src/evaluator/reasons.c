/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why the outcome is what it is: of each rule with a part in it, as many conditions as make it fire, keep
 * it from firing or leave it open, with the values they look at. And what an open outcome hangs on.
 */
#include <stdlib.h>
#include <string.h>

#include "judge.h"
#include "wording.h"

#define MAX_TESTS 32 /* of one rule; what goes beyond is left out */

enum { TOLD = 1, TOLD_DENIED = 2, TOLD_AMOUNT = 4 };

struct telling {
	struct judge *judge;
	struct tk_decision *decision;
	struct arena *arena;
	struct tk_reason *reasons;
	struct tk_test *tests;           /* of the rule at hand, MAX_TESTS of them */
	uint32_t numbers[MAX_TESTS];     /* per test: the node it looks at, or EXPR_NONE */
	size_t count;
	uint8_t *seen;                   /* per node: how it was told of the rule at hand already */
};

/* ---- numbers ---------------------------------------------------------------------------------- */

/* A number in the unit of TYPE; false: it does not fit. */
static bool whole(struct number number, enum tk_type type, int64_t *ret)
{
	wide value;

	if (type == TK_PERCENT && !number_mul_checked(number, number_of(10000), &number))
		return false;
	value = number_round(number);
	if (value > INT64_MAX / 2 || value < INT64_MIN / 2)
		return false;
	*ret = (int64_t)value;
	return true;
}

/* false: it measures nothing that has a name, as money times time. */
static bool find_type(const struct tk_policy *policy, const struct expr_node *node, enum tk_type *ret)
{
	const struct dimension *dimension = &node->dimension;

	if (node->op == EXPR_FACT)
		*ret = tk_vocabulary_fact(policy->vocabulary, node->slot)->type;
	else if (dimension->moment)
		*ret = TK_MOMENT;
	else if (dimension->money == 1 && dimension->time == 0)
		*ret = TK_MONEY;
	else if (dimension->money == 0 && dimension->time == 1)
		*ret = TK_DURATION;
	else if (dimension->money == 0 && dimension->time == 0)
		*ret = TK_COUNT;
	else
		return false;
	return true;
}

/* ---- tests ------------------------------------------------------------------------------------ */

/* "days_used = max(1, ...)": with the pack's name for it, if it has one. NULL = no memory. */
static char *named_wording(const struct tk_policy *policy, uint32_t node)
{
	char *text = wording(policy, node, NULL);
	size_t i = 0;

	while (i < policy->define_count && policy->define_nodes[i] != node)
		i++;
	if (i == policy->define_count || text == NULL)
		return text;
	char *named = text_printf("%s = %s", policy->defines[i].name, text);
	free(text);
	return named;
}

static const char *text_of(struct telling *telling, uint32_t node)
{
	char *text = named_wording(telling->judge->policy, node);
	const char *kept = text == NULL ? NULL : arena_copy(telling->arena, text);

	free(text);
	if (kept == NULL)
		telling->judge->failed = true;
	return kept;
}

/* The test of this node, a new one if there is none; NULL: no room. */
static struct tk_test *test_of(struct telling *telling, uint32_t node, bool open)
{
	const struct expr_node *number = &telling->judge->policy->pool.nodes[node];
	struct tk_test *test;

	for (size_t i = 0; i < telling->count; i++)
		if (telling->numbers[i] == node)
			return &telling->tests[i];
	if (telling->count == MAX_TESTS)
		return NULL;
	telling->numbers[telling->count] = node;
	test = &telling->tests[telling->count++];
	*test = (struct tk_test){
		.slot = -1, .since = -1, .text = text_of(telling, node), .part = node, .open = open};
	if (number->op == EXPR_FACT)
		test->slot = (int)number->slot;
	if (number->op == EXPR_ELAPSED) {
		const struct expr_node *nodes = telling->judge->policy->pool.nodes;
		if (nodes[number->a].op == EXPR_FACT && nodes[number->b].op == EXPR_FACT) {
			test->slot = (int)nodes[number->a].slot;
			test->since = (int)nodes[number->b].slot;
		}
	}
	return test;
}

static void tell_choice(struct telling *telling, uint32_t i, bool denied)
{
	const struct evaluation *now = &telling->judge->now;
	const struct expr_node *node = &telling->judge->policy->pool.nodes[i];
	const struct tk_fact *fact = tk_vocabulary_fact(telling->judge->policy->vocabulary, node->slot);
	size_t count = node->op == EXPR_FLAG ? 2 : fact->choice_count;
	uint64_t all = count >= 64 ? UINT64_MAX : (UINT64_C(1) << count) - 1;
	uint64_t mask = node->op == EXPR_FLAG ? 2 : node->mask & all;
	struct tk_test *test = test_of(telling, i, now->truth[i] == TK_OPEN);

	if (test == NULL)
		return;
	test->slot = (int)node->slot;
	test->type = fact->type;
	test->choices = denied ? ~mask & all : mask;
	test->has_value = evaluation_value(now, node->slot, &test->value);
}

static void limit_above(struct tk_test *test, int64_t limit, bool strict)
{
	if (test->has_most && (test->most < limit || (test->most == limit && (test->below || !strict))))
		return;
	test->has_most = true;
	test->most = limit;
	test->below = strict;
}

static void limit_below(struct tk_test *test, int64_t limit, bool strict)
{
	if (test->has_least && (test->least > limit || (test->least == limit && (test->above || !strict))))
		return;
	test->has_least = true;
	test->least = limit;
	test->above = strict;
}

/* a <= b, or a < b: a number that is fixed is the limit of the other. */
static void tell_comparison(struct telling *telling, uint32_t i, bool denied)
{
	const struct evaluation *now = &telling->judge->now;
	const struct expr_node *nodes = telling->judge->policy->pool.nodes, *node = &nodes[i];
	bool turned = nodes[node->a].op == EXPR_CONSTANT;
	bool upper = turned == denied, strict = (node->op == EXPR_LT) != denied;
	uint32_t number = turned ? node->b : node->a, other = turned ? node->a : node->b;
	struct tk_test *test = test_of(telling, number, now->truth[i] == TK_OPEN);
	int64_t limit;

	if (test == NULL || !find_type(telling->judge->policy, &nodes[number], &test->type))
		return;
	test->has_value = now->truth[number] == TK_YES && whole(now->number[number], test->type, &test->value);
	if (now->truth[other] != TK_YES || !whole(now->number[other], test->type, &limit))
		return;
	if (upper)
		limit_above(test, limit, strict);
	else
		limit_below(test, limit, strict);
}

/* The conditions that make the node what it is. What is known is told as it is, what is open as it would
 * have to be for the rule to fire; denied: under a `not`. */
static void tell(struct telling *telling, uint32_t i, bool denied)
{
	const struct evaluation *now = &telling->judge->now;
	const struct expr_node *node = &telling->judge->policy->pool.nodes[i];
	uint8_t truth = now->truth[i], way = denied ? TOLD_DENIED : TOLD;

	if (telling->seen[i] & way)
		return;
	telling->seen[i] |= way;
	switch (node->op) {
	case EXPR_NOT:
		tell(telling, node->a, !denied);
		return;
	case EXPR_AND:
	case EXPR_OR:
		/* one of them is enough where it settles the matter alone */
		if (truth == (node->op == EXPR_AND ? TK_NO : TK_YES)) {
			tell(telling, now->truth[node->a] == truth ? node->a : node->b, denied);
			return;
		}
		if (truth != TK_OPEN || now->truth[node->a] == TK_OPEN)
			tell(telling, node->a, denied);
		if (truth != TK_OPEN || now->truth[node->b] == TK_OPEN)
			tell(telling, node->b, denied);
		return;
	case EXPR_FLAG:
	case EXPR_IN:
		tell_choice(telling, i, truth == TK_OPEN ? denied : truth == TK_NO);
		return;
	case EXPR_LE:
	case EXPR_LT:
		tell_comparison(telling, i, truth == TK_OPEN ? denied : truth == TK_NO);
		return;
	default:
		return;
	}
}

/* The conditions of an amount: which row of a table counts. */
static void tell_amount(struct telling *telling, uint32_t i)
{
	const struct evaluation *now = &telling->judge->now;
	const struct expr_node *node = &telling->judge->policy->pool.nodes[i];

	if (telling->seen[i] & TOLD_AMOUNT || !expr_is_number(node) || node->op == EXPR_FACT)
		return;
	telling->seen[i] |= TOLD_AMOUNT;
	if (node->c != EXPR_NONE)
		tell(telling, node->c, false);
	if (node->a != EXPR_NONE && (node->c == EXPR_NONE || now->truth[node->c] != TK_NO))
		tell_amount(telling, node->a);
	if (node->b != EXPR_NONE && (node->c == EXPR_NONE || now->truth[node->c] != TK_YES))
		tell_amount(telling, node->b);
}

/* ---- reasons ---------------------------------------------------------------------------------- */

static int64_t taken_off(const struct tk_decision *decision, const struct tk_rule *rule)
{
	for (size_t i = 0; i < decision->deduction_count && !decision->breakdown_likely; i++)
		if (decision->deductions[i].rule == rule)
			return decision->deductions[i].amount;
	return TK_NO_AMOUNT;
}

/* The conditions of the rule, in telling->tests. */
static bool tell_rule(struct telling *telling, const struct policy_rule *rule)
{
	telling->count = 0;
	telling->tests = arena_array(telling->arena, MAX_TESTS, sizeof(*telling->tests));
	if (telling->tests == NULL)
		return false;
	memset(telling->seen, 0, telling->judge->policy->pool.count);
	tell(telling, rule->when, false);
	if (rule->amount != EXPR_NONE && telling->judge->now.truth[rule->when] != TK_NO)
		tell_amount(telling, rule->amount);
	return true;
}

static void add_reason(struct telling *telling, const struct policy_rule *rule)
{
	struct tk_decision *decision = telling->decision;

	telling->reasons[decision->reason_count++] = (struct tk_reason){
		.rule = &rule->shown,
		.state = telling->judge->now.truth[rule->when],
		.amount = taken_off(decision, &rule->shown),
		.tests = telling->tests,
		.test_count = telling->count,
	};
}

/* Whether the rule at hand bounds a number that is told already on a side that is not bounded yet. */
static bool bounds_more(const struct telling *telling)
{
	bool more = false;

	for (size_t r = 0; r < telling->decision->reason_count; r++) {
		const struct tk_reason *reason = &telling->reasons[r];
		for (size_t t = 0; t < reason->test_count; t++)
			for (size_t i = 0; i < telling->count; i++) {
				const struct tk_test *old = &reason->tests[t], *new = &telling->tests[i];
				if (old->choices != 0 || new->choices != 0 || old->text == NULL ||
					new->text == NULL || strcmp(old->text, new->text) != 0)
					continue;
				if ((old->has_least && new->has_least) || (old->has_most && new->has_most))
					return false;
				more = true;
			}
	}
	return more;
}

static void tell_rules(struct telling *telling, enum tk_effect effect, enum tk_truth state)
{
	const struct judge *judge = telling->judge;

	for (size_t i = 0; i < judge->policy->rule_count && !judge->failed; i++) {
		const struct policy_rule *rule = &judge->policy->rules[i];
		if (rule->reading >= 0 || rule->shown.effect != effect || judge->now.truth[rule->when] != state)
			continue;
		if (tell_rule(telling, rule) && (state != TK_NO || telling->decision->reason_count == 0 ||
							telling->decision->outcome.verdict == TK_FULL ||
							bounds_more(telling)))
			add_reason(telling, rule);
	}
}

/* ---- hinges ----------------------------------------------------------------------------------- */

/* Answers to try for a slot: all of a flag or choice, samples of what goes on and on. */
static size_t sample_values(const struct telling *telling, size_t slot, int64_t values[JUDGE_MAX_VALUES])
{
	static const int64_t durations[] = {60, 3600, 86400, 30 * 86400};
	static const int64_t amounts[] = {0, 1000, 10000, 100000, 1000000};
	static const int64_t ago[] = {0, 600, 3600, 86400, 10 * 86400, 60 * 86400};
	const struct judge *judge = telling->judge;
	const struct tk_fact *fact = tk_vocabulary_fact(judge->policy->vocabulary, slot);
	const int64_t *from = fact->type == TK_MONEY ? amounts : fact->type == TK_MOMENT ? ago : durations;
	size_t count = fact->type == TK_MONEY ? 5 : fact->type == TK_MOMENT ? 6 : 4, kept = 0;

	if (fact->type == TK_FLAG || fact->type == TK_CHOICE || fact->type == TK_COUNT)
		return judge_other_values(judge, slot, values);
	for (size_t i = 0; i < count; i++) {
		int64_t value = fact->type == TK_MOMENT ? judge->facts.at - from[i] : from[i];
		if (value >= fact->least && value <= fact->most)
			values[kept++] = value;
	}
	return kept;
}

static int64_t width(const struct tk_outcome *outcome)
{
	return outcome->most == TK_UNBOUNDED ? TK_UNBOUNDED : outcome->most - outcome->least;
}

struct weighed {
	struct tk_hinge hinge;
	size_t verdicts; /* how many of the answers tried settle the verdict */
};

static struct weighed weigh(struct telling *telling, size_t slot)
{
	int64_t values[JUDGE_MAX_VALUES], before = width(&telling->decision->outcome), sum = 0;
	size_t count = sample_values(telling, slot, values), bounded = 0;
	struct weighed weighed = {.hinge = {.slot = slot}};

	for (size_t i = 0; i < count; i++) {
		struct tk_change change = {slot, values[i]};
		struct tk_outcome outcome = judge_changed(telling->judge, &change, 1);
		int64_t after = width(&outcome);
		weighed.verdicts += outcome.verdict != TK_UNDETERMINED;
		bounded += after != TK_UNBOUNDED;
		if (before != TK_UNBOUNDED && after != TK_UNBOUNDED)
			sum += before - after;
	}
	if (count > 0)
		weighed.hinge.settles = before != TK_UNBOUNDED ? sum / (int64_t)count
				      : bounded == count       ? TK_UNBOUNDED
							       : 0;
	return weighed;
}

static int compare_weighed(const void *a, const void *b)
{
	const struct weighed *left = a, *right = b;

	if (left->hinge.settles != right->hinge.settles)
		return left->hinge.settles > right->hinge.settles ? -1 : 1;
	if (left->verdicts != right->verdicts)
		return left->verdicts > right->verdicts ? -1 : 1;
	return left->hinge.slot < right->hinge.slot ? -1 : 1;
}

static void find_hinges(struct telling *telling)
{
	struct tk_decision *decision = telling->decision;
	const struct tk_slot_list *open = &decision->unanswered;
	struct tk_hinge *hinges = arena_array(telling->arena, open->count, sizeof(*hinges));
	struct weighed *weighed = arena_array(telling->judge->arena, open->count, sizeof(*weighed));
	size_t count = 0;

	decision->hinges = hinges;
	if (hinges == NULL || weighed == NULL) {
		telling->judge->failed = true;
		return;
	}
	for (size_t i = 0; i < open->count; i++)
		if (decision->relevance[open->items[i]] == TK_DECIDES)
			weighed[count++] = weigh(telling, open->items[i]);
	if (count > 0)
		qsort(weighed, count, sizeof(*weighed), compare_weighed);
	for (size_t i = 0; i < count; i++)
		hinges[i] = weighed[i].hinge;
	decision->hinge_count = count;
}

void judge_reasons(struct judge *judge, struct tk_decision *decision, struct arena *arena)
{
	struct telling telling = {.judge = judge, .decision = decision, .arena = arena};

	telling.reasons = arena_array(arena, judge->policy->rule_count, sizeof(*telling.reasons));
	telling.seen = arena_array(judge->arena, judge->policy->pool.count, sizeof(*telling.seen));
	decision->reasons = telling.reasons;
	if (telling.reasons == NULL || telling.seen == NULL) {
		judge->failed = true;
		return;
	}
	tell_rules(&telling, TK_REFUSE, TK_YES);
	if (decision->outcome.verdict == TK_REFUSED && decision->reason_count > 0)
		return;
	tell_rules(&telling, TK_REFUSE, TK_OPEN);
	tell_rules(&telling, TK_DEDUCT, TK_YES);
	tell_rules(&telling, TK_DEDUCT, TK_OPEN);
	if (decision->outcome.verdict == TK_FULL || decision->outcome.verdict == TK_PARTIAL)
		tell_rules(&telling, TK_DEDUCT, TK_NO);
	find_hinges(&telling);
}
