/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "evaluate.h"
#include "values.h"

/* ---- answers ---------------------------------------------------------------------------------- */

bool case_facts_init_many(struct case_facts *facts, const struct tk_policy *policy, size_t cases,
	struct arena *arena)
{
	facts->at = 0;
	facts->cases = cases;
	facts->count = tk_vocabulary_count(policy->vocabulary);
	facts->state = arena_array(arena, facts->count * cases, sizeof(*facts->state));
	facts->value = arena_array(arena, facts->count * cases, sizeof(*facts->value));
	facts->told = arena_array(arena, facts->count * cases, sizeof(*facts->told));
	return facts->state != NULL && facts->value != NULL && facts->told != NULL;
}

bool case_facts_init(struct case_facts *facts, const struct tk_policy *policy, struct arena *arena)
{
	return case_facts_init_many(facts, policy, 1, arena);
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
static enum slot_mode find_mode(const struct evaluation *evaluation, size_t slot, size_t index)
{
	const struct policy_fact *fact = &evaluation->policy->facts[slot];

	switch (evaluation->facts->state[slot * evaluation->cases + index]) {
	case FACT_ANSWERED:
		return SLOT_KNOWN;
	case FACT_FREE:
		return SLOT_OPEN;
	default:
		break;
	}
	if (tk_vocabulary_fact(evaluation->policy->vocabulary, slot)->evidence)
		return SLOT_KNOWN; /* what is not said to be held is missing */
	if (fact->default_value == EXPR_NONE)
		return SLOT_OPEN;
	if (fact->default_when == EXPR_NONE ||
		evaluation->truth[fact->default_when * evaluation->cases + index] == TK_YES)
		return SLOT_ASSUMED;
	return SLOT_OPEN;
}

/* The modes of a slot, one for each case; *ret_known: it is answered in all of them. */
static const uint8_t *slot_modes(struct evaluation *evaluation, size_t slot, bool *ret_known)
{
	static const uint8_t answered[CASES_IN_STEP] = {[0 ... CASES_IN_STEP - 1] = FACT_ANSWERED};
	size_t cases = evaluation->cases;
	uint8_t *mode = evaluation->mode + slot * cases;

	if (*mode == SLOT_UNSEEN) {
		evaluation->known[slot] = memcmp(evaluation->facts->state + slot * cases, answered, cases) == 0;
		if (evaluation->known[slot])
			memset(mode, SLOT_KNOWN, cases);
		for (size_t i = 0; i < cases && !evaluation->known[slot]; i++)
			mode[i] = (uint8_t)find_mode(evaluation, slot, i);
	}
	*ret_known = evaluation->known[slot];
	return mode;
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

/* A node's values while it is worked out: its own and its operands', a row of all cases each. */
struct work {
	struct evaluation *evaluation;
	const struct expr_node *node;
	size_t cases;
	uint8_t *truth;
	struct number *number;
	const uint8_t *truth_a, *truth_b;
	const struct number *number_a, *number_b;
};

static void read_number(const struct work *work)
{
	struct evaluation *evaluation = work->evaluation;
	size_t slot = work->node->slot, cases = work->cases;
	const int64_t *value = evaluation->facts->value + slot * cases;
	int64_t den = denominator(evaluation->policy, slot);
	bool known;
	const uint8_t *mode = slot_modes(evaluation, slot, &known);

	if (known) {
		memset(work->truth, TK_YES, cases);
		for (size_t i = 0; i < cases; i++)
			work->number[i] = (struct number){value[i], den};
		return;
	}
	for (size_t i = 0; i < cases; i++) {
		work->truth[i] = TK_OPEN;
		if (mode[i] == SLOT_KNOWN) {
			work->truth[i] = TK_YES;
			work->number[i] = (struct number){value[i], den};
		} else if (mode[i] == SLOT_ASSUMED) {
			size_t assumed = evaluation_default(evaluation, slot) * cases + i;
			work->truth[i] = evaluation->truth[assumed];
			work->number[i] = evaluation->number[assumed];
		}
	}
}

/* A flag, or whether a choice is among those asked for. */
static void read_truth(const struct work *work)
{
	const struct evaluation *evaluation = work->evaluation;
	const struct expr_node *node = work->node;
	const int64_t *value = evaluation->facts->value + node->slot * work->cases;
	uint64_t mask = node->op == EXPR_FLAG ? 2 : node->mask; /* bit 1: yes */
	bool known;
	const uint8_t *mode = slot_modes(work->evaluation, node->slot, &known);

	if (known && node->op == EXPR_FLAG && work->cases == CASES_IN_STEP) {
		uint8_t truth[CASES_IN_STEP];
		for (size_t i = 0; i < CASES_IN_STEP; i++)
			truth[i] = (uint8_t)value[i];
		memcpy(work->truth, truth, CASES_IN_STEP);
		return;
	}
	for (size_t i = 0; known && i < work->cases; i++)
		work->truth[i] = mask >> value[i] & 1;
	for (size_t i = 0; !known && i < work->cases; i++)
		work->truth[i] = mode[i] == SLOT_KNOWN	   ? mask >> value[i] & 1
				 : mode[i] == SLOT_ASSUMED ? work->truth_a[i]
							   : TK_OPEN;
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

/* An answered fact beside a fixed number, as most conditions and shares of an amount have it: of cases in step its
 * values are taken as they are told, in whole numbers. */
struct beside {
	const int64_t *value;
	int64_t den;
	struct number fixed;
	bool fixed_first;
};

static bool are_beside(const struct work *work, struct beside *ret)
{
	const struct expr_node *nodes = work->evaluation->policy->pool.nodes;
	bool fixed_first = nodes[work->node->a].op == EXPR_CONSTANT, known;
	const struct expr_node *fixed = &nodes[fixed_first ? work->node->a : work->node->b];
	const struct expr_node *fact = &nodes[fixed_first ? work->node->b : work->node->a];

	if (work->cases != CASES_IN_STEP || fixed->op != EXPR_CONSTANT || fact->op != EXPR_FACT)
		return false;
	slot_modes(work->evaluation, fact->slot, &known);
	*ret = (struct beside){work->evaluation->facts->value + fact->slot * CASES_IN_STEP,
		denominator(work->evaluation->policy, fact->slot), fixed->constant, fixed_first};
	return known;
}

/* A share: the fixed number is one of an int64_t, or it takes the long way. */
static bool share_in_step(const struct work *work)
{
	struct beside both;

	if (!are_beside(work, &both) || both.fixed.num > INT64_MAX || both.fixed.num < INT64_MIN)
		return false;
	const int64_t *value = both.value, factor = (int64_t)both.fixed.num;
	struct number *number = work->number;
	wide den = both.fixed.den * both.den;
	memset(work->truth, TK_YES, CASES_IN_STEP);
	for (size_t i = 0; i < CASES_IN_STEP; i++) {
		number[i].num = (wide)value[i] * factor;
		number[i].den = den;
	}
	return true;
}

static void work_out_numbers(const struct work *work)
{
	if (work->node->op == EXPR_MUL && share_in_step(work))
		return;
	for (size_t i = 0; i < work->cases; i++) {
		bool known = work->truth_a[i] != TK_OPEN && work->truth_b[i] != TK_OPEN;
		work->truth[i] = known ? TK_YES : TK_OPEN;
		if (known)
			work->number[i] = combine(work->node->op, work->number_a[i], work->number_b[i]);
	}
}

static int64_t within_reach(wide limit)
{
	return limit > INT64_MAX ? INT64_MAX : limit < INT64_MIN ? INT64_MIN : (int64_t)limit;
}

/* A whole number is at most a fraction when it is at most that rounded down, and the like. */
static bool compare_in_step(const struct work *work)
{
	bool equal_too = work->node->op == EXPR_LE;
	uint8_t truth[CASES_IN_STEP];
	struct beside both;

	if (!are_beside(work, &both))
		return false;
	const int64_t *value = both.value; /* in its own unit, as the limit then is */
	struct number limit = {both.fixed.num * both.den, both.fixed.den};
	if (both.fixed_first) {
		int64_t least = within_reach(equal_too ? number_ceil(limit) : number_floor(limit) + 1);
		for (size_t i = 0; i < CASES_IN_STEP; i++)
			truth[i] = value[i] >= least;
	} else {
		int64_t most = within_reach(equal_too ? number_floor(limit) : number_ceil(limit) - 1);
		for (size_t i = 0; i < CASES_IN_STEP; i++)
			truth[i] = value[i] <= most;
	}
	memcpy(work->truth, truth, CASES_IN_STEP);
	return true;
}

static void compare(const struct work *work)
{
	if (compare_in_step(work))
		return;
	int beyond = work->node->op == EXPR_LE ? 1 : 0; /* the least result that is too much */

	for (size_t i = 0; i < work->cases; i++)
		work->truth[i] = work->truth_a[i] == TK_OPEN || work->truth_b[i] == TK_OPEN ? TK_OPEN
				 : number_compare(work->number_a[i], work->number_b[i]) < beyond
					 ? TK_YES
					 : TK_NO;
}

/* Either of the two, if they are one. */
static void choose(const struct work *work)
{
	const uint8_t *condition = work->evaluation->truth + work->node->c * work->cases;

	for (size_t i = 0; i < work->cases; i++) {
		bool second = condition[i] == TK_NO;
		work->truth[i] = TK_OPEN;
		if (condition[i] == TK_OPEN &&
			(work->truth_a[i] == TK_OPEN || work->truth_b[i] == TK_OPEN ||
				number_compare(work->number_a[i], work->number_b[i]) != 0))
			continue;
		work->number[i] = second ? work->number_b[i] : work->number_a[i];
		work->truth[i] = second ? work->truth_b[i] : work->truth_a[i];
	}
}

/* Kleene's logic without a branch: TK_NO is 0, TK_YES 1, TK_OPEN 2. */
static inline uint8_t truth_not(uint8_t a)
{
	return a ^ (~a >> 1 & 1);
}

static inline uint8_t truth_and(uint8_t a, uint8_t b)
{
	uint8_t both = a | b, yes = both & 1 & ~(both >> 1), open = both & 2;
	uint8_t never = (uint8_t)-((a == 0) | (b == 0));
	return (yes | open) & ~never;
}

static inline uint8_t truth_or(uint8_t a, uint8_t b)
{
	uint8_t either = a | b, yes = either & 1;
	return (uint8_t)(yes | (either & 2 & ~(yes << 1)));
}

static inline __attribute__((always_inline)) void logic(
	enum expr_op op, uint8_t *truth, const uint8_t *a, const uint8_t *b, size_t cases)
{
	if (op == EXPR_NOT)
		for (size_t i = 0; i < cases; i++)
			truth[i] = truth_not(a[i]);
	else if (op == EXPR_AND)
		for (size_t i = 0; i < cases; i++)
			truth[i] = truth_and(a[i], b[i]);
	else
		for (size_t i = 0; i < cases; i++)
			truth[i] = truth_or(a[i], b[i]);
}

static void work_out_logic(const struct work *work)
{
	uint8_t truth[CASES_IN_STEP];

	if (work->cases != CASES_IN_STEP) {
		logic(work->node->op, work->truth, work->truth_a, work->truth_b, work->cases);
		return;
	}
	/* The compiler takes a number that it knows sixteen at a time. */
	logic(work->node->op, truth, work->truth_a, work->truth_b, CASES_IN_STEP);
	memcpy(work->truth, truth, CASES_IN_STEP);
}

enum tk_truth evaluate_logic(const struct evaluation *evaluation, const struct expr_node *node)
{
	const uint8_t *b = node->b == EXPR_NONE ? NULL : &evaluation->truth[node->b];
	uint8_t truth;

	logic(node->op, &truth, &evaluation->truth[node->a], b, 1);
	return (enum tk_truth)truth;
}

static void set_all(const struct work *work, enum tk_truth truth, struct number number)
{
	memset(work->truth, truth, work->cases);
	for (size_t i = 0; i < work->cases && !work->node->dimension.truth; i++)
		work->number[i] = number;
}

static void take_told(const struct work *work)
{
	const bool *told = work->evaluation->facts->told + work->node->slot * work->cases;

	for (size_t i = 0; i < work->cases; i++)
		work->truth[i] = told[i] ? TK_YES : TK_NO;
}

static struct work work_on(struct evaluation *evaluation, uint32_t i)
{
	const struct expr_node *node = &evaluation->policy->pool.nodes[i];
	size_t cases = evaluation->cases, a = node->a == EXPR_NONE ? i : node->a;
	size_t b = node->b == EXPR_NONE ? i : node->b;

	return (struct work){
		.evaluation = evaluation,
		.node = node,
		.cases = cases,
		.truth = evaluation->truth + i * cases,
		.number = evaluation->number + i * cases,
		.truth_a = evaluation->truth + a * cases,
		.truth_b = evaluation->truth + b * cases,
		.number_a = evaluation->number + a * cases,
		.number_b = evaluation->number + b * cases,
	};
}

static void evaluate_node(struct evaluation *evaluation, uint32_t i)
{
	const struct work work = work_on(evaluation, i);

	switch (work.node->op) {
	case EXPR_CONSTANT:
	case EXPR_TRUTH:
		return; /* once and for all: set_constants */
	case EXPR_NOW:
		set_all(&work, TK_YES, number_of(evaluation->facts->at));
		return;
	case EXPR_FACT:
		read_number(&work);
		return;
	case EXPR_FLAG:
	case EXPR_IN:
		/* of a choice, a node says whether its default is among those asked for */
		read_truth(&work);
		return;
	case EXPR_ANSWERED:
		take_told(&work);
		return;
	case EXPR_VERDICT:
		set_all(&work, TK_OPEN, number_of(0));
		return;
	case EXPR_NOT:
	case EXPR_AND:
	case EXPR_OR:
		work_out_logic(&work);
		return;
	case EXPR_IF:
		choose(&work);
		return;
	case EXPR_LE:
	case EXPR_LT:
		compare(&work);
		return;
	default:
		work_out_numbers(&work);
		return;
	}
}

static void set_constant(struct evaluation *evaluation, uint32_t i)
{
	const struct work work = work_on(evaluation, i);

	if (work.node->op == EXPR_CONSTANT)
		set_all(&work, TK_YES, work.node->constant);
	else if (work.node->op == EXPR_TRUTH)
		set_all(&work, work.node->mask != 0 ? TK_YES : TK_NO, number_of(0));
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

static bool take_room(struct evaluation *evaluation, const struct tk_policy *policy, size_t cases,
	struct arena *arena)
{
	size_t nodes = policy->pool.count, slots = tk_vocabulary_count(policy->vocabulary);

	*evaluation = (struct evaluation){.policy = policy, .cases = cases, .words = (slots + 63) / 64};
	evaluation->truth = arena_array(arena, nodes * cases, sizeof(*evaluation->truth));
	evaluation->number = arena_array(arena, nodes * cases, sizeof(*evaluation->number));
	evaluation->split = arena_array(arena, nodes, sizeof(*evaluation->split));
	evaluation->mode = arena_array(arena, slots * cases, sizeof(*evaluation->mode));
	evaluation->known = arena_array(arena, slots, sizeof(*evaluation->known));
	if (arena->failed)
		return false;
	for (uint32_t i = 0; i < nodes; i++)
		set_constant(evaluation, i);
	return true;
}

bool evaluation_init(struct evaluation *evaluation, const struct tk_policy *policy, bool with_support,
	struct arena *arena)
{
	if (!take_room(evaluation, policy, 1, arena))
		return false;
	evaluation->program_count = policy->pool.count;
	if (with_support)
		evaluation->support = arena_array(
			arena, policy->pool.count * evaluation->words, sizeof(*evaluation->support));
	return !arena->failed;
}

bool evaluation_init_many(struct evaluation *evaluation, const struct tk_policy *policy, size_t cases,
	const uint32_t *program, size_t program_count, struct arena *arena)
{
	if (!take_room(evaluation, policy, cases, arena))
		return false;
	evaluation->program = program;
	evaluation->program_count = program_count;
	return true;
}

static void work_out(struct evaluation *evaluation, size_t from, size_t to)
{
	for (size_t step = from; step < to; step++) {
		uint32_t i = evaluation->program == NULL ? (uint32_t)step : evaluation->program[step];
		evaluate_node(evaluation, i);
		if (evaluation->support != NULL)
			evaluate_support(evaluation, i);
	}
}

void evaluate_begin(struct evaluation *evaluation, const struct case_facts *facts, size_t steps)
{
	evaluation->facts = facts;
	for (size_t slot = 0; slot < facts->count; slot++)
		evaluation->mode[slot * facts->cases] = SLOT_UNSEEN; /* of the first case: of all */
	memset(evaluation->split, TK_OPEN, evaluation->policy->pool.count);
	work_out(evaluation, 0, steps);
}

void evaluate_rest(struct evaluation *evaluation, size_t steps)
{
	bool known;

	work_out(evaluation, steps, evaluation->program_count);
	/* Of cases in step only what is read. */
	for (size_t slot = 0; slot < evaluation->facts->count && evaluation->program == NULL; slot++)
		slot_modes(evaluation, slot, &known);
}

void evaluate(struct evaluation *evaluation, const struct case_facts *facts)
{
	evaluate_begin(evaluation, facts, 0);
	evaluate_rest(evaluation, 0);
}

static void take_verdicts(const struct work *work, const uint8_t *verdicts)
{
	for (size_t i = 0; i < work->cases; i++)
		work->truth[i] = work->node->mask >> verdicts[i] & 1;
}

void evaluate_verdicts(struct evaluation *evaluation, const uint8_t *verdicts)
{
	for (size_t step = 0; step < evaluation->program_count; step++) {
		uint32_t i = evaluation->program == NULL ? (uint32_t)step : evaluation->program[step];
		const struct work work = work_on(evaluation, i);
		if (work.node->op == EXPR_VERDICT)
			take_verdicts(&work, verdicts);
		else if (work.node->op == EXPR_NOT || work.node->op == EXPR_AND || work.node->op == EXPR_OR)
			work_out_logic(&work);
		else
			continue;
		if (evaluation->support != NULL)
			evaluate_support(evaluation, i);
	}
}

void evaluate_verdict(struct evaluation *evaluation, enum tk_verdict verdict)
{
	uint8_t of_the_case = (uint8_t)verdict;
	evaluate_verdicts(evaluation, &of_the_case);
}
