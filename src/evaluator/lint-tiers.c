/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deductions that divide one quantity among them: "up to 5 days", "5 to 10 days", ... Tiers are rules
 * that bound the same quantity by numbers and ask for the same otherwise. Rules without any upper
 * bound are steps that add up, and no tiers.
 */
#include <stdlib.h>
#include <string.h>

#include "lint.h"
#include "number.h"
#include "policy-load.h"
#include "wording.h"

#define TIER_PARTS 24 /* conjuncts of a condition that is looked at */

struct limit {
	uint32_t node; /* the comparison; EXPR_NONE: there is no limit */
	bool truth;    /* as it has to be */
	struct number value;
	bool strict; /* the value itself is outside */
};

struct tier {
	size_t rule;
	uint32_t quantity;
	struct limit low, high;
	struct wish rest[TIER_PARTS];
	size_t rest_count;
};

struct tiers {
	struct tier *items;
	size_t count;
};

static const struct expr_node *node_at(const struct lint *lint, uint32_t node)
{
	return &lint->policy->pool.nodes[node];
}

/* ---- taking a condition apart ------------------------------------------------------------------ */

/* The parts that have to hold together; false: too many. */
static bool take_parts(const struct lint *lint, uint32_t node, bool truth, struct wish *parts, size_t *count)
{
	const struct expr_node *at = node_at(lint, node);

	if (at->op == EXPR_NOT)
		return take_parts(lint, at->a, !truth, parts, count);
	if (at->op == (truth ? EXPR_AND : EXPR_OR) && !expr_is_equality(&lint->policy->pool, node))
		return take_parts(lint, at->a, truth, parts, count) && take_parts(lint, at->b, truth, parts, count);
	if (*count == TIER_PARTS)
		return false;
	parts[(*count)++] = (struct wish){node, truth};
	return true;
}

/* A comparison of something with a number. */
static bool read_limit(const struct lint *lint, const struct wish *part, uint32_t *ret_quantity, bool *ret_high,
	struct limit *ret_limit)
{
	const struct expr_node *at = node_at(lint, part->node);
	bool left;

	if (at->op != EXPR_LE && at->op != EXPR_LT)
		return false;
	left = node_at(lint, at->a)->op == EXPR_CONSTANT;
	if (!left && node_at(lint, at->b)->op != EXPR_CONSTANT)
		return false;
	*ret_quantity = left ? at->b : at->a;
	/* q <= c holds q down; denied, or with the sides changed, it holds it up. */
	*ret_high = left != part->truth;
	*ret_limit = (struct limit){part->node, part->truth, node_at(lint, left ? at->a : at->b)->constant,
		(at->op == EXPR_LT) == part->truth};
	return true;
}

static bool is_tighter(const struct limit *limit, const struct limit *than, bool high)
{
	int order;

	if (than->node == EXPR_NONE)
		return true;
	order = number_compare_any(limit->value, than->value);
	return high ? order < 0 || (order == 0 && limit->strict) : order > 0 || (order == 0 && limit->strict);
}

static int compare_wishes(const void *a, const void *b)
{
	const struct wish *x = a, *y = b;
	if (x->node != y->node)
		return x->node < y->node ? -1 : 1;
	return (int)x->truth - (int)y->truth;
}

/* The tier that a rule is of one quantity. */
static void make_tier(const struct lint *lint, size_t rule, uint32_t quantity, const struct wish *parts,
	size_t count, struct tier *tier)
{
	*tier = (struct tier){.rule = rule, .quantity = quantity, .low = {.node = EXPR_NONE},
		.high = {.node = EXPR_NONE}};
	for (size_t i = 0; i < count; i++) {
		uint32_t of;
		struct limit limit, *end;
		bool high;
		if (!read_limit(lint, &parts[i], &of, &high, &limit) || of != quantity) {
			tier->rest[tier->rest_count++] = parts[i];
			continue;
		}
		end = high ? &tier->high : &tier->low;
		if (is_tighter(&limit, end, high))
			*end = limit;
	}
	qsort(tier->rest, tier->rest_count, sizeof(*tier->rest), compare_wishes);
}

static void take_rule(struct lint *lint, size_t rule, struct tiers *tiers)
{
	struct wish parts[TIER_PARTS];
	size_t count = 0, first = tiers->count;

	if (!take_parts(lint, lint->policy->rules[rule].when, true, parts, &count))
		return;
	for (size_t i = 0; i < count; i++) {
		struct limit limit;
		uint32_t quantity;
		bool high, known = false;
		if (!read_limit(lint, &parts[i], &quantity, &high, &limit))
			continue;
		for (size_t t = first; t < tiers->count; t++)
			known |= tiers->items[t].quantity == quantity;
		if (!known)
			make_tier(lint, rule, quantity, parts, count, &tiers->items[tiers->count++]);
	}
}

/* ---- comparing tiers --------------------------------------------------------------------------- */

static bool belong_together(const struct tier *a, const struct tier *b)
{
	if (a->quantity != b->quantity || a->rest_count != b->rest_count)
		return false;
	for (size_t i = 0; i < a->rest_count; i++)
		if (compare_wishes(&a->rest[i], &b->rest[i]) != 0)
			return false;
	return true;
}

static const struct ini_section *section_of(const struct lint *lint, const struct tier *tier)
{
	return lint_section(lint, "rule", lint->policy->rules[tier->rule].shown.id);
}

static void check_overlap(struct lint *lint, const struct tier *a, const struct tier *b)
{
	const struct tk_policy *policy = lint->policy;

	if (a->high.node == EXPR_NONE && b->high.node == EXPR_NONE)
		return;
	lint_begin(lint, true);
	satisfy_wish(&lint->satisfy, policy->rules[a->rule].when, true);
	satisfy_wish(&lint->satisfy, policy->rules[b->rule].when, true);
	if (satisfy_possible(&lint->satisfy))
		lint_warn(lint, section_of(lint, b), "when", TK_E_OVERLAP, policy->rules[a->rule].shown.id, NULL);
}

/* Whether the value just above the tier's upper end lies in the other. */
static bool goes_on(const struct tier *tier, const struct tier *other)
{
	int low = other->low.node == EXPR_NONE ? -1 : number_compare_any(other->low.value, tier->high.value);
	int high = other->high.node == EXPR_NONE ? 1 : number_compare_any(other->high.value, tier->high.value);

	if (tier->high.strict) /* the end itself */
		return (low < 0 || (low == 0 && !other->low.strict)) && (high > 0 || (high == 0 && !other->high.strict));
	return low <= 0 && high > 0;
}

/* The tier that comes next above an end that none goes on from; NULL: it is the last. */
static const struct tier *find_next(const struct tiers *tiers, const struct tier *tier)
{
	const struct tier *next = NULL;

	for (size_t i = 0; i < tiers->count; i++) {
		const struct tier *other = &tiers->items[i];
		if (other == tier || !belong_together(tier, other))
			continue;
		if (goes_on(tier, other))
			return NULL;
		if (other->low.node == EXPR_NONE || number_compare_any(other->low.value, tier->high.value) < 0)
			continue;
		if (next == NULL || !is_tighter(&other->low, &next->low, false))
			next = other;
	}
	return next;
}

static void check_gap(struct lint *lint, const struct tiers *tiers, const struct tier *tier)
{
	const struct tier *next = tier->high.node == EXPR_NONE ? NULL : find_next(tiers, tier);

	if (next == NULL)
		return;
	lint_begin(lint, true);
	for (size_t i = 0; i < tier->rest_count; i++)
		satisfy_wish(&lint->satisfy, tier->rest[i].node, tier->rest[i].truth);
	satisfy_wish(&lint->satisfy, tier->high.node, !tier->high.truth);
	satisfy_wish(&lint->satisfy, next->low.node, !next->low.truth);
	if (satisfy_possible(&lint->satisfy))
		lint_warn(lint, section_of(lint, next), "when", TK_E_GAP,
			lint->policy->rules[tier->rule].shown.id, NULL);
}

void lint_tiers(struct lint *lint)
{
	const struct tk_policy *policy = lint->policy;
	struct tiers tiers = {
		.items = calloc(policy->rule_count * TIER_PARTS + 1, sizeof(*tiers.items))};

	if (tiers.items == NULL) {
		lint->satisfy.judge.search.failed = true;
		return;
	}
	for (size_t i = 0; i < policy->rule_count; i++)
		if (policy->rules[i].shown.effect == TK_DEDUCT && policy->rules[i].reading < 0)
			take_rule(lint, i, &tiers);
	for (size_t i = 0; i < tiers.count; i++) {
		for (size_t k = 0; k < i; k++)
			if (tiers.items[k].rule != tiers.items[i].rule &&
				belong_together(&tiers.items[k], &tiers.items[i]))
				check_overlap(lint, &tiers.items[k], &tiers.items[i]);
		check_gap(lint, &tiers, &tiers.items[i]);
	}
	free(tiers.items);
}
