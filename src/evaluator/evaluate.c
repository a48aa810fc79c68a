/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "evaluate.h"
#include "values.h"

/* ---- answers ---------------------------------------------------------------------------------- */

bool case_facts_init(struct case_facts *facts, const struct tk_policy *policy, struct arena *arena)
{
	facts->at = 0;
	facts->count = tk_vocabulary_count(policy->vocabulary);
	facts->state = arena_array(arena, facts->count, sizeof(*facts->state));
	facts->value = arena_array(arena, facts->count, sizeof(*facts->value));
	facts->told = arena_array(arena, facts->count, sizeof(*facts->told));
	return facts->state != NULL && facts->value != NULL && facts->told != NULL;
}

void case_facts_copy(struct case_facts *to, const struct case_facts *from)
{
	to->at = from->at;
	memcpy(to->state, from->state, from->count * sizeof(*to->state));
	memcpy(to->value, from->value, from->count * sizeof(*to->value));
	memcpy(to->told, from->told, from->count * sizeof(*to->told));
}

void case_facts_take(struct case_facts *facts, const struct tk_policy *policy,
	const struct tk_answers *answers, int64_t at)
{
	const struct tk_vocabulary *vocabulary = tk_answers_vocabulary(answers);
	size_t known = vocabulary == policy->vocabulary ? facts->count : policy->shared_count;

	if (known > tk_vocabulary_count(vocabulary))
		known = tk_vocabulary_count(vocabulary);
	facts->at = at;
	for (size_t slot = 0; slot < facts->count; slot++) {
		bool told = slot < known && tk_answers_state(answers, slot) == TK_ANSWERED;
		facts->told[slot] = told;
		facts->state[slot] = told ? FACT_ANSWERED : FACT_UNANSWERED;
		facts->value[slot] = told ? tk_answers_value(answers, slot) : 0;
	}
}

/* ---- slots ------------------------------------------------------------------------------------ */

/* A default counts only where its condition is certain; a fact whose default might hold is open. The
 * nodes of the default come before every node that reads the fact. */
static enum slot_mode find_mode(const struct evaluation *evaluation, size_t slot)
{
	const struct policy_fact *fact = &evaluation->policy->facts[slot];

	if (evaluation->facts->state[slot] == FACT_ANSWERED)
		return SLOT_KNOWN;
	if (evaluation->facts->state[slot] == FACT_FREE)
		return SLOT_OPEN;
	if (tk_vocabulary_fact(evaluation->policy->vocabulary, slot)->evidence)
		return SLOT_KNOWN; /* what is not said to be held is missing */
	if (fact->default_value == EXPR_NONE)
		return SLOT_OPEN;
	if (fact->default_when == EXPR_NONE || evaluation->truth[fact->default_when] == TK_YES)
		return SLOT_ASSUMED;
	return SLOT_OPEN;
}

static enum slot_mode slot_mode(struct evaluation *evaluation, size_t slot)
{
	if (evaluation->mode[slot] == SLOT_UNSEEN)
		evaluation->mode[slot] = (uint8_t)find_mode(evaluation, slot);
	return evaluation->mode[slot];
}

static int64_t denominator(const struct tk_policy *policy, size_t slot)
{
	return tk_vocabulary_fact(policy->vocabulary, slot)->type == TK_PERCENT ? 10000 : 1;
}

bool evaluation_value(const struct evaluation *evaluation, size_t slot, int64_t *ret_value)
{
	const struct tk_policy *policy = evaluation->policy;
	uint32_t node = policy->facts[slot].default_value;
	struct number value;

	if (evaluation->mode[slot] == SLOT_KNOWN) {
		*ret_value = evaluation->facts->value[slot];
		return true;
	}
	if (evaluation->mode[slot] != SLOT_ASSUMED || evaluation->truth[node] == TK_OPEN)
		return false;
	if (policy->pool.nodes[node].dimension.truth) {
		*ret_value = evaluation->truth[node] == TK_YES;
		return true;
	}
	value = evaluation->number[node];
	value.num *= denominator(policy, slot);
	*ret_value = (int64_t)number_round(value);
	return true;
}

/* ---- nodes ------------------------------------------------------------------------------------ */

static enum tk_truth read_number(struct evaluation *evaluation, uint32_t i, size_t slot)
{
	uint32_t assumed;
	switch (slot_mode(evaluation, slot)) {
	case SLOT_KNOWN:
		evaluation->number[i] = (struct number){
			evaluation->facts->value[slot], denominator(evaluation->policy, slot)};
		return TK_YES;
	case SLOT_ASSUMED:
		assumed = evaluation_default(evaluation, slot);
		evaluation->number[i] = evaluation->number[assumed];
		return evaluation->truth[assumed];
	default:
		return TK_OPEN;
	}
}

static enum tk_truth read_truth(struct evaluation *evaluation, const struct expr_node *node)
{
	int64_t value = evaluation->facts->value[node->slot];
	switch (slot_mode(evaluation, node->slot)) {
	case SLOT_KNOWN:
		if (node->op == EXPR_FLAG)
			return value != 0 ? TK_YES : TK_NO;
		return node->mask >> value & 1 ? TK_YES : TK_NO;
	case SLOT_ASSUMED:
		/* of a choice, the node says whether its default is among those asked for */
		return evaluation->truth[node->a];
	default:
		return TK_OPEN;
	}
}

static struct number combine(enum expr_op op, struct number a, struct number b)
{
	struct number gap;
	switch (op) {
	case EXPR_ADD:
		return number_add(a, b);
	case EXPR_SUB:
		return number_sub(a, b);
	case EXPR_ELAPSED:
		gap = number_sub(a, b);
		return gap.num < 0 ? number_of(0) : gap;
	case EXPR_MUL:
		return number_mul(a, b);
	case EXPR_DIV:
		return number_div(a, b);
	case EXPR_MIN:
		return number_min(a, b);
	case EXPR_FLOOR:
		return number_mul(number_of(number_floor(number_div(a, b))), b);
	case EXPR_MONTHS:
		return number_of(moment_months((int64_t)number_floor(a), (int64_t)number_floor(b)));
	case EXPR_ADD_MONTHS:
		return number_of(moment_add_months((int64_t)number_floor(a), (int64_t)number_floor(b)));
	default:
		return number_max(a, b);
	}
}

/* Either of the two, if they are one. */
static enum tk_truth evaluate_if(struct evaluation *evaluation, uint32_t i, const struct expr_node *node)
{
	const uint8_t *truth = evaluation->truth;
	const struct number *number = evaluation->number;
	uint32_t from = truth[node->c] == TK_NO ? node->b : node->a;

	if (truth[node->c] == TK_OPEN &&
		(truth[node->a] == TK_OPEN || truth[node->b] == TK_OPEN ||
			number_compare(number[node->a], number[node->b]) != 0))
		return TK_OPEN;
	evaluation->number[i] = number[from];
	return truth[from];
}

enum tk_truth evaluate_logic(const struct evaluation *evaluation, const struct expr_node *node)
{
	enum tk_truth a = evaluation->truth[node->a], b;

	if (node->op == EXPR_NOT)
		return a == TK_OPEN ? TK_OPEN : a == TK_YES ? TK_NO : TK_YES;
	b = evaluation->truth[node->b];
	if (node->op == EXPR_AND)
		return a == TK_NO || b == TK_NO ? TK_NO : a == TK_YES && b == TK_YES ? TK_YES : TK_OPEN;
	return a == TK_YES || b == TK_YES ? TK_YES : a == TK_NO && b == TK_NO ? TK_NO : TK_OPEN;
}

static enum tk_truth evaluate_node(struct evaluation *evaluation, uint32_t i)
{
	const struct expr_node *node = &evaluation->policy->pool.nodes[i];
	const struct number *number = evaluation->number;

	switch (node->op) {
	case EXPR_CONSTANT:
		evaluation->number[i] = node->constant;
		return TK_YES;
	case EXPR_NOW:
		evaluation->number[i] = number_of(evaluation->facts->at);
		return TK_YES;
	case EXPR_FACT:
		return read_number(evaluation, i, node->slot);
	case EXPR_FLAG:
	case EXPR_IN:
		return read_truth(evaluation, node);
	case EXPR_ANSWERED:
		return evaluation->facts->told[node->slot] ? TK_YES : TK_NO;
	case EXPR_TRUTH:
		return node->mask != 0 ? TK_YES : TK_NO;
	case EXPR_VERDICT:
		return TK_OPEN;
	case EXPR_NOT:
	case EXPR_AND:
	case EXPR_OR:
		return evaluate_logic(evaluation, node);
	case EXPR_IF:
		return evaluate_if(evaluation, i, node);
	default:
		break;
	}
	if (evaluation->truth[node->a] == TK_OPEN || evaluation->truth[node->b] == TK_OPEN)
		return TK_OPEN;
	if (node->op == EXPR_LE)
		return number_compare(number[node->a], number[node->b]) <= 0 ? TK_YES : TK_NO;
	if (node->op == EXPR_LT)
		return number_compare(number[node->a], number[node->b]) < 0 ? TK_YES : TK_NO;
	evaluation->number[i] = combine(node->op, number[node->a], number[node->b]);
	return TK_YES;
}

static void add_support(struct evaluation *evaluation, uint32_t to, uint32_t from)
{
	size_t words = evaluation->words;
	for (size_t w = 0; w < words; w++)
		evaluation->support[to * words + w] |= evaluation->support[from * words + w];
}

void evaluate_support(struct evaluation *evaluation, uint32_t i)
{
	const struct expr_node *node = &evaluation->policy->pool.nodes[i];
	uint64_t *support = evaluation->support + i * evaluation->words;
	enum tk_truth split = evaluation->split[i];

	memset(support, 0, evaluation->words * sizeof(*support));
	if (evaluation->truth[i] != TK_OPEN)
		return;
	switch (node->op) {
	case EXPR_FACT:
	case EXPR_FLAG:
	case EXPR_IN:
		if (evaluation->mode[node->slot] == SLOT_ASSUMED)
			add_support(evaluation, i, evaluation_default(evaluation, node->slot));
		else
			support[node->slot / 64] |= UINT64_C(1) << node->slot % 64;
		return;
	case EXPR_MIN:
	case EXPR_MAX:
		if (split == TK_OPEN)
			break;
		add_support(evaluation, i, (split == TK_YES) == (node->op == EXPR_MIN) ? node->a : node->b);
		return;
	case EXPR_IF:
		if (evaluation->truth[node->c] == TK_OPEN)
			break;
		add_support(evaluation, i, evaluation->truth[node->c] == TK_YES ? node->a : node->b);
		return;
	default:
		break;
	}
	if (node->c != EXPR_NONE)
		add_support(evaluation, i, node->c);
	if (node->a != EXPR_NONE)
		add_support(evaluation, i, node->a);
	if (node->b != EXPR_NONE)
		add_support(evaluation, i, node->b);
}

bool evaluation_init(struct evaluation *evaluation, const struct tk_policy *policy, bool with_support,
	struct arena *arena)
{
	size_t nodes = policy->pool.count, slots = tk_vocabulary_count(policy->vocabulary);

	*evaluation = (struct evaluation){.policy = policy, .words = (slots + 63) / 64};
	evaluation->truth = arena_array(arena, nodes, sizeof(*evaluation->truth));
	evaluation->number = arena_array(arena, nodes, sizeof(*evaluation->number));
	evaluation->split = arena_array(arena, nodes, sizeof(*evaluation->split));
	evaluation->mode = arena_array(arena, slots, sizeof(*evaluation->mode));
	if (with_support)
		evaluation->support =
			arena_array(arena, nodes * evaluation->words, sizeof(*evaluation->support));
	return !arena->failed;
}

void evaluate(struct evaluation *evaluation, const struct case_facts *facts)
{
	const struct tk_policy *policy = evaluation->policy;

	evaluation->facts = facts;
	memset(evaluation->mode, SLOT_UNSEEN, facts->count);
	memset(evaluation->split, TK_OPEN, policy->pool.count);
	for (uint32_t i = 0; i < policy->pool.count; i++) {
		evaluation->truth[i] = (uint8_t)evaluate_node(evaluation, i);
		if (evaluation->support != NULL)
			evaluate_support(evaluation, i);
	}
	for (size_t slot = 0; slot < facts->count; slot++)
		slot_mode(evaluation, slot);
}

void evaluate_verdict(struct evaluation *evaluation, enum tk_verdict verdict)
{
	const struct expr_pool *pool = &evaluation->policy->pool;

	for (uint32_t i = 0; i < pool->count; i++) {
		const struct expr_node *node = &pool->nodes[i];
		if (node->op == EXPR_VERDICT)
			evaluation->truth[i] = node->mask >> verdict & 1 ? TK_YES : TK_NO;
		else if (node->op == EXPR_NOT || node->op == EXPR_AND || node->op == EXPR_OR)
			evaluation->truth[i] = (uint8_t)evaluate_logic(evaluation, node);
		else
			continue;
		if (evaluation->support != NULL)
			evaluate_support(evaluation, i);
	}
}
