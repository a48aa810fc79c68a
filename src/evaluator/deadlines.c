/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The last seconds at which an answer still holds. Time is moved on from one second at which a test
 * changes to the next: between them every known number is value + slope * seconds, so the next is
 * found by dividing. Tests that hang on open answers too go from no to open to yes, or back, and
 * never return; where they change is found by halving, and so is where one changes of what runs one way
 * only, if in steps. What changes there is judged as a whole.
 */
#include "judge.h"
#include "values.h"

/* How far is looked ahead: of tests of what goes up and down in steps of days, so many days. */
#define MAX_EVENTS 64

enum way { WAY_NONE, WAY_UP, WAY_DOWN, WAY_ANY }; /* or as it was; WAY_ANY: both, or nobody can say */

struct slope {
	struct number value; /* per second */
	bool curved;         /* no straight line */
	enum way way;        /* of what is curved */
};

struct clock {
	struct judge *judge;
	struct slope *slopes; /* per node */
	uint8_t *counts;      /* per node: some rule that decides reads it */
	uint8_t *tested;      /* per node: some test that counts does */
	uint8_t *tests;       /* per node: what note_tests saw */
	uint8_t *states;      /* per rule: what note_states saw */
	uint8_t *choices;     /* per node, of an IF: what note_states saw of its condition */
	bool curved;          /* some known test compares what runs neither straight nor one way only */
	bool uneven;          /* some known test compares what does not run straight, but one way only */
	bool stepping;        /* for its sake every step of what is rounded and tested is looked at */
	bool running;         /* some amount runs, if in steps */
	int64_t now;
	struct tk_deadline *deadlines;
	size_t count, room;
};

/* ---- slopes ----------------------------------------------------------------------------------- */

static struct slope straight(struct number value)
{
	return (struct slope){value, false, WAY_NONE};
}

static struct slope curved(enum way way)
{
	return (struct slope){number_of(0), true, way};
}

static enum way way_of(const struct slope *slope)
{
	if (slope->curved)
		return slope->way;
	return slope->value.num == 0 ? WAY_NONE : slope->value.num > 0 ? WAY_UP : WAY_DOWN;
}

static enum way turned(enum way way)
{
	return way == WAY_UP ? WAY_DOWN : way == WAY_DOWN ? WAY_UP : way;
}

/* Of a sum, and of the lesser or greater of two. */
static enum way both_ways(const struct slope *a, const struct slope *b)
{
	enum way first = way_of(a), second = way_of(b);
	if (first == WAY_NONE || second == WAY_NONE || first == second)
		return first == WAY_NONE ? second : first;
	return WAY_ANY;
}

static bool is_still(const struct slope *slope)
{
	return !slope->curved && slope->value.num == 0;
}

static struct slope difference(const struct slope *a, const struct slope *b)
{
	struct slope result = straight(number_of(0)), down = {number_negate(b->value), b->curved, turned(b->way)};
	if (a->curved || b->curved || !number_sub_checked(a->value, b->value, &result.value))
		return curved(both_ways(a, &down));
	return result;
}

static struct slope sum(const struct slope *a, const struct slope *b)
{
	struct slope negative = {number_negate(b->value), b->curved, turned(b->way)};
	return difference(a, &negative);
}

static struct slope scaled(const struct slope *a, struct number factor, bool divide)
{
	struct slope result = straight(number_of(0));
	if (factor.num == 0)
		return result;
	if (a->curved || !(divide ? number_div_checked : number_mul_checked)(a->value, factor, &result.value))
		return curved(factor.num > 0 ? way_of(a) : turned(way_of(a)));
	return result;
}

/* The slope of whichever operand counts from now on: of the lesser, or where they are equal of the
 * one that falls faster; for MAX the other way round. */
static struct slope chosen(const struct slope *a, const struct slope *b, int order, bool lesser)
{
	if (order == 0)
		order = number_compare_any(a->value, b->value);
	return (order <= 0) == lesser ? *a : *b;
}

/* Of a known IF: with an open condition its two sides are equal now. */
static struct slope if_slope(const struct clock *clock, const struct expr_node *node)
{
	const struct slope *a = &clock->slopes[node->a], *b = &clock->slopes[node->b];
	struct slope gap = difference(a, b);

	if (clock->judge->other.truth[node->c] == TK_OPEN)
		return is_still(&gap) ? *a : curved(WAY_ANY);
	return clock->judge->other.truth[node->c] == TK_YES ? *a : *b;
}

/* Of a number that other open answers are part of: which way the least and the most that it may be run. */
static struct slope open_slope(const struct clock *clock, const struct expr_node *node)
{
	const struct slope *a, *b;
	uint32_t assumed = EXPR_NONE;

	if (node->op == EXPR_FACT && clock->judge->other.mode[node->slot] == SLOT_ASSUMED)
		assumed = evaluation_default(&clock->judge->other, node->slot);
	if (assumed != EXPR_NONE)
		return clock->slopes[assumed];
	if (node->op == EXPR_FACT)
		return straight(number_of(0));
	a = &clock->slopes[node->a];
	b = &clock->slopes[node->b];
	if (is_still(a) && is_still(b))
		return straight(number_of(0));
	struct slope down = {number_negate(b->value), b->curved, turned(b->way)};
	switch (node->op) {
	case EXPR_ADD:
	case EXPR_MIN:
	case EXPR_MAX:
	case EXPR_IF: /* whether it is still open is a test of its own */
		return curved(both_ways(a, b));
	case EXPR_SUB:
	case EXPR_ELAPSED:
		return curved(both_ways(a, &down));
	case EXPR_MONTHS: /* from a to b */
		return curved(is_still(a) ? way_of(b) : is_still(b) ? turned(way_of(a)) : WAY_ANY);
	case EXPR_FLOOR:
		return curved(way_of(a));
	case EXPR_MUL:
	case EXPR_DIV:
		if (clock->judge->other.truth[node->b] == TK_OPEN || !is_still(b))
			return curved(WAY_ANY);
		return curved(number_sign(clock->judge->other.number[node->b]) < 0 ? turned(way_of(a)) : way_of(a));
	default:
		return curved(WAY_ANY);
	}
}

/* Of a known number with an open operand: a MIN or MAX is its other operand, whatever is open, and of an elapsed time
 * only that it is none is known by the order of moments. Of others what is open cancels out, or is multiplied by
 * nothing: they run as what they are made of, and it may come back. */
static struct slope half_known_slope(const struct clock *clock, uint32_t i)
{
	const struct expr_node *node = &clock->judge->policy->pool.nodes[i];

	if (node->op == EXPR_MIN || node->op == EXPR_MAX)
		return clock->slopes[clock->judge->other.truth[node->a] == TK_OPEN ? node->b : node->a];
	if (node->op == EXPR_ELAPSED && clock->judge->other.split[i] == TK_NO)
		return straight(number_of(0));
	return open_slope(clock, node);
}

static struct slope find_slope(const struct clock *clock, uint32_t i)
{
	const struct expr_node *node = &clock->judge->policy->pool.nodes[i];
	const struct evaluation *evaluation = &clock->judge->other;
	const struct number *number = evaluation->number;
	const struct slope *a, *b;
	struct slope gap, none = straight(number_of(0));
	int order;

	if (node->op == EXPR_NOW)
		return straight(number_of(1));
	if (node->op == EXPR_FACT && evaluation->mode[node->slot] == SLOT_ASSUMED)
		return clock->slopes[evaluation_default(evaluation, node->slot)];
	if (node->op == EXPR_IF)
		return if_slope(clock, node);
	if (node->a == EXPR_NONE || node->b == EXPR_NONE || node->op == EXPR_FACT)
		return none;
	if (evaluation->truth[node->a] == TK_OPEN || evaluation->truth[node->b] == TK_OPEN)
		return half_known_slope(clock, i);
	a = &clock->slopes[node->a];
	b = &clock->slopes[node->b];
	order = number_compare(number[node->a], number[node->b]);
	switch (node->op) {
	case EXPR_ADD:
		return sum(a, b);
	case EXPR_SUB:
		return difference(a, b);
	case EXPR_ELAPSED:
		gap = difference(a, b);
		return gap.curved ? gap : chosen(&gap, &none, order, false);
	case EXPR_MUL:
		if (is_still(a) || is_still(b))
			return is_still(a) ? scaled(b, number[node->a], false)
					   : scaled(a, number[node->b], false);
		return curved(WAY_ANY);
	case EXPR_DIV:
		return is_still(b) ? scaled(a, number[node->b], true) : curved(WAY_ANY);
	case EXPR_MIN:
	case EXPR_MAX:
		return a->curved || b->curved ? curved(both_ways(a, b)) : chosen(a, b, order, node->op == EXPR_MIN);
	case EXPR_FLOOR: /* with stepping, its next step is an event */
		return is_still(a) || (clock->stepping && clock->tested[i] && !a->curved) ? none : curved(way_of(a));
	case EXPR_ADD_MONTHS: /* a month on, the 31st at 0:00 comes before the 30th at 23:00 */
		return is_still(a) && is_still(b) ? none : curved(WAY_ANY);
	default: /* EXPR_MONTHS: its next step is an event */
		return is_still(a) && (is_still(b) || (!b->curved && b->value.num > 0)) ? none : curved(WAY_ANY);
	}
}

static bool is_test(const struct clock *clock, uint32_t i)
{
	enum expr_op op = clock->judge->policy->pool.nodes[i].op;
	return clock->counts[i] && (op == EXPR_LE || op == EXPR_LT || expr_is_split(op));
}

/* ---- events ----------------------------------------------------------------------------------- */

/* In how many seconds the last one comes at which a <= b (strict: a < b) is as it is now; false:
 * never. */
static bool last_second(struct number gap, struct number slope, bool strict, int64_t *ret_seconds)
{
	bool holds = strict ? gap.num < 0 : gap.num <= 0;
	struct number quotient;
	wide seconds;

	if (slope.num == 0 || (slope.num > 0) != holds ||
		!number_div_checked(gap, number_negate(slope), &quotient))
		return false;
	/* at quotient seconds a = b */
	if (holds != strict)
		seconds = number_floor(quotient);
	else
		seconds = number_ceil(quotient) - 1;
	if (seconds > TK_MOMENT_MAX)
		return false;
	*ret_seconds = (int64_t)seconds;
	return true;
}

/* The last second before another month is full. */
static bool last_of_month(const struct clock *clock, const struct expr_node *node, uint32_t i, int64_t *ret_seconds)
{
	const struct evaluation *evaluation = &clock->judge->other;
	const struct slope *b = &clock->slopes[node->b];
	struct number full, gap;

	if (evaluation->truth[i] == TK_OPEN || !is_still(&clock->slopes[node->a]) || b->curved)
		return false;
	/* months(a, b) = 0 is also said of a moment before a */
	full = number_of(moment_add_months((int64_t)number_floor(evaluation->number[node->a]),
		(int64_t)number_floor(evaluation->number[i]) + 1));
	return number_sub_checked(evaluation->number[node->b], full, &gap) &&
	       last_second(gap, b->value, true, ret_seconds);
}

/* The last second before what is rounded comes out as another multiple. */
static bool last_of_step(const struct clock *clock, const struct expr_node *node, uint32_t i, int64_t *ret_seconds)
{
	const struct evaluation *evaluation = &clock->judge->other;
	const struct slope *a = &clock->slopes[node->a];
	struct number gap, next;

	if (evaluation->truth[i] == TK_OPEN || a->curved || is_still(a))
		return false;
	if (a->value.num < 0)
		return number_sub_checked(evaluation->number[i], evaluation->number[node->a], &gap) &&
		       last_second(gap, number_negate(a->value), false, ret_seconds);
	return number_add_checked(evaluation->number[i], evaluation->number[node->b], &next) &&
	       number_sub_checked(evaluation->number[node->a], next, &gap) &&
	       last_second(gap, a->value, true, ret_seconds);
}

/* When the node changes its course next; false: never, or nobody can say. */
static bool course_change(struct clock *clock, uint32_t i, int64_t *ret_seconds)
{
	const struct evaluation *evaluation = &clock->judge->other;
	const struct expr_node *node = &clock->judge->policy->pool.nodes[i];
	struct slope gap;
	struct number value;

	if (node->op == EXPR_MONTHS && clock->counts[i])
		return last_of_month(clock, node, i, ret_seconds);
	if (node->op == EXPR_FLOOR && clock->tested[i] && clock->stepping)
		return last_of_step(clock, node, i, ret_seconds);
	if (!is_test(clock, i))
		return false;
	gap = difference(&clock->slopes[node->a], &clock->slopes[node->b]);
	if (evaluation->truth[node->a] == TK_OPEN || evaluation->truth[node->b] == TK_OPEN) {
		clock->curved |= gap.curved && gap.way == WAY_ANY && !expr_is_number(node); /* halving would not find it */
		return false;
	}
	if (evaluation->truth[i] == TK_OPEN)
		return false;
	/* where a MIN or MAX bends does not matter beside it: no rule fires there by itself */
	if (gap.curved && !expr_is_number(node)) {
		clock->curved |= gap.way == WAY_ANY;
		clock->uneven |= gap.way != WAY_ANY;
	}
	return !gap.curved &&
	       number_sub_checked(evaluation->number[node->a], evaluation->number[node->b], &value) &&
	       last_second(value, gap.value, node->op == EXPR_LT, ret_seconds);
}

/* The last second before anything that counts changes its course; false: nothing does. */
static bool look_for_event(struct clock *clock, int64_t *ret_event)
{
	const struct evaluation *evaluation = &clock->judge->other;
	const struct expr_pool *pool = &evaluation->policy->pool;
	bool found = false;

	clock->curved = clock->uneven = false;
	for (uint32_t i = 0; i < pool->count; i++) {
		const struct expr_node *node = &pool->nodes[i];
		int64_t seconds;
		if (expr_is_number(node))
			clock->slopes[i] = evaluation->truth[i] == TK_OPEN ? open_slope(clock, node)
									   : find_slope(clock, i);
		if (!course_change(clock, i, &seconds))
			continue;
		if (!found || clock->now + seconds < *ret_event)
			*ret_event = clock->now + seconds;
		found = true;
	}
	return found && *ret_event < TK_MOMENT_MAX;
}

static bool is_running(const struct clock *clock)
{
	const struct judge *judge = clock->judge;
	const struct policy_rule *rules = judge->policy->rules;

	if (!is_still(&clock->slopes[judge->policy->base]))
		return true;
	for (size_t i = 0; i < judge->rules->deduction_count; i++) {
		const struct policy_rule *rule = &rules[judge->rules->deductions[i]];
		if (judge->other.truth[rule->when] != TK_NO && !is_still(&clock->slopes[rule->amount]))
			return true;
	}
	return false;
}

static bool next_event(struct clock *clock, int64_t *ret_event)
{
	bool found;

	clock->stepping = false;
	found = look_for_event(clock, ret_event);
	clock->running = is_running(clock);
	if (!clock->curved)
		return found;
	clock->stepping = true;
	return look_for_event(clock, ret_event);
}

/* ---- what counts ------------------------------------------------------------------------------ */

static void count_below(const struct tk_policy *policy, uint8_t *counts)
{
	for (uint32_t i = policy->pool.count; i-- > 0;) {
		const struct expr_node *node = &policy->pool.nodes[i];
		if (!counts[i])
			continue;
		if (node->a != EXPR_NONE)
			counts[node->a] = 1;
		if (node->b != EXPR_NONE)
			counts[node->b] = 1;
		if (node->c != EXPR_NONE)
			counts[node->c] = 1;
		if (node->op == EXPR_FACT && policy->facts[node->slot].default_value != EXPR_NONE)
			counts[policy->facts[node->slot].default_value] = 1;
	}
}

static void find_counting(struct clock *clock)
{
	const struct tk_policy *policy = clock->judge->policy;
	const struct ruleset *rules = clock->judge->rules;

	for (size_t i = 0; i < rules->refusal_count; i++)
		clock->counts[policy->rules[rules->refusals[i]].when] = 1;
	for (size_t i = 0; i < rules->deduction_count; i++) {
		clock->counts[policy->rules[rules->deductions[i]].when] = 1;
		clock->counts[policy->rules[rules->deductions[i]].amount] = 1;
	}
	clock->counts[policy->base] = 1;
	count_below(policy, clock->counts);
	for (uint32_t i = 0; i < policy->pool.count; i++)
		clock->tested[i] = is_test(clock, i);
	count_below(policy, clock->tested);
}

/* ---- the list --------------------------------------------------------------------------------- */

static void go_to(struct clock *clock, int64_t at)
{
	struct judge *judge = clock->judge;
	case_facts_copy(&judge->other_facts, &judge->facts);
	judge->other_facts.at = at;
	judge_settle(judge, &judge->other, &judge->other_facts);
	clock->now = at;
}

static struct tk_outcome outcome_at(struct clock *clock, int64_t at)
{
	bool exact = true;
	go_to(clock, at);
	return judge_outcome(clock->judge, &clock->judge->other, clock->judge->rules, &exact);
}

/* Whether a test hangs on an open answer. */
static bool has_open_tests(const struct clock *clock)
{
	const struct tk_policy *policy = clock->judge->policy;
	const uint8_t *truth = clock->judge->other.truth;

	for (uint32_t i = 0; i < policy->pool.count; i++) {
		const struct expr_node *node = &policy->pool.nodes[i];
		if (is_test(clock, i) && (truth[node->a] == TK_OPEN || truth[node->b] == TK_OPEN))
			return true;
	}
	return false;
}

static uint8_t test_state(const struct clock *clock, uint32_t i)
{
	const struct evaluation *evaluation = &clock->judge->other;
	return expr_is_number(&clock->judge->policy->pool.nodes[i]) ? evaluation->split[i]
								     : evaluation->truth[i];
}

static void note_tests(struct clock *clock)
{
	for (uint32_t i = 0; i < clock->judge->policy->pool.count; i++)
		if (is_test(clock, i))
			clock->tests[i] = test_state(clock, i);
}

static bool tests_differ(const struct clock *clock)
{
	for (uint32_t i = 0; i < clock->judge->policy->pool.count; i++)
		if (is_test(clock, i) && clock->tests[i] != test_state(clock, i))
			return true;
	return false;
}

/* The last second up to `to` at which all tests are as at `from`, where the clock stands. */
static int64_t last_like_now(struct clock *clock, int64_t from, int64_t to)
{
	int64_t same = from, other = to;

	note_tests(clock);
	go_to(clock, to);
	if (!tests_differ(clock))
		return to;
	while (other - same > 1) {
		int64_t middle = same + (other - same) / 2;
		go_to(clock, middle);
		if (tests_differ(clock))
			other = middle;
		else
			same = middle;
	}
	return same;
}

static bool is_choice(const struct clock *clock, uint32_t i)
{
	return clock->counts[i] && clock->judge->policy->pool.nodes[i].op == EXPR_IF;
}

static void note_states(struct clock *clock)
{
	const struct judge *judge = clock->judge;
	for (size_t i = 0; i < judge->policy->rule_count; i++)
		clock->states[i] = judge->other.truth[judge->policy->rules[i].when];
	for (uint32_t i = 0; i < judge->policy->pool.count; i++)
		if (is_choice(clock, i))
			clock->choices[i] = judge->other.truth[judge->policy->pool.nodes[i].c];
}

/* Whether another value of an IF counts than did; where amounts run anyway that is but a step of theirs. */
static bool choices_differ(const struct clock *clock)
{
	const struct judge *judge = clock->judge;

	for (uint32_t i = 0; i < judge->policy->pool.count && !is_running(clock); i++)
		if (is_choice(clock, i) &&
			clock->choices[i] != judge->other.truth[judge->policy->pool.nodes[i].c])
			return true;
	return false;
}

static bool states_differ(const struct clock *clock)
{
	const struct judge *judge = clock->judge;
	const struct ruleset *rules = judge->rules;
	for (size_t i = 0; i < rules->refusal_count; i++)
		if (clock->states[rules->refusals[i]] !=
			judge->other.truth[judge->policy->rules[rules->refusals[i]].when])
			return true;
	for (size_t i = 0; i < rules->deduction_count; i++)
		if (clock->states[rules->deductions[i]] !=
			judge->other.truth[judge->policy->rules[rules->deductions[i]].when])
			return true;
	return choices_differ(clock);
}

static void list(struct clock *clock, int64_t until, const struct tk_outcome *then)
{
	if (clock->count < clock->room)
		clock->deadlines[clock->count++] = (struct tk_deadline){until, *then};
}

/* Lists the first second after `from`, up to `to`, before which the outcome was the same. Within a
 * stretch an amount runs one way only. */
static bool list_step(struct clock *clock, int64_t from, int64_t to)
{
	struct tk_outcome before = outcome_at(clock, from), then;
	int64_t same = from, other, stride = 1;

	then = outcome_at(clock, to);
	if (outcomes_equal(&before, &then))
		return false;
	for (other = to; stride < to - from; stride *= 4) {
		struct tk_outcome there = outcome_at(clock, from + stride);
		if (!outcomes_equal(&before, &there)) {
			other = from + stride;
			then = there;
			break;
		}
		same = from + stride;
	}
	while (other - same > 1) {
		int64_t middle = same + (other - same) / 2;
		struct tk_outcome there = outcome_at(clock, middle);
		if (outcomes_equal(&before, &there)) {
			same = middle;
		} else {
			other = middle;
			then = there;
		}
	}
	list(clock, same, &then);
	return true;
}

/* Judges both sides of an event, and lists it when the answer changes there because a rule fires or
 * stops to; or (if ANYTHING counts) because an amount begins to run, or an open rule can fire no more beside others. */
static void judge_event(struct clock *clock, int64_t event, bool anything)
{
	struct tk_outcome before, then;

	go_to(clock, event);
	note_states(clock);
	go_to(clock, event + 1);
	if (!anything && !states_differ(clock))
		return;
	then = outcome_at(clock, event + 1);
	before = outcome_at(clock, event);
	if (!outcomes_equal(&before, &then))
		list(clock, event, &then);
}

/* Goes on to the next event; false: there is none. */
static bool move_on(struct clock *clock)
{
	int64_t from = clock->now, event = TK_MOMENT_MAX - 1;
	bool found = next_event(clock, &event), running = is_running(clock), open = has_open_tests(clock);
	/* What changes at an event is then not but a step of an amount that runs. */
	bool anything = open && !clock->running;
	/* What hangs on an open answer, or runs in steps one way, changes where halving finds it. */
	bool halving = open || clock->curved || clock->uneven;

	if (!found)
		event = TK_MOMENT_MAX - 1;
	if (halving)
		event = last_like_now(clock, from, event);
	if (running ? clock->count == 0 && list_step(clock, from, event)
		    : halving && list_step(clock, from, event)) {
		if (!running) {
			go_to(clock, clock->deadlines[clock->count - 1].until + 1);
			return true;
		}
	}
	if (event >= TK_MOMENT_MAX - 1)
		return false;
	judge_event(clock, event, anything || clock->count == 0);
	go_to(clock, event + 1);
	return true;
}

size_t judge_deadlines(struct judge *judge, struct tk_deadline *deadlines, size_t room)
{
	size_t nodes = judge->policy->pool.count;
	int slot = judge->policy->applied_at;
	struct clock clock = {.judge = judge, .deadlines = deadlines, .room = room};

	clock.slopes = arena_array(judge->arena, nodes, sizeof(*clock.slopes));
	clock.counts = arena_array(judge->arena, nodes, sizeof(*clock.counts));
	clock.tested = arena_array(judge->arena, nodes, sizeof(*clock.tested));
	clock.tests = arena_array(judge->arena, nodes, sizeof(*clock.tests));
	clock.choices = arena_array(judge->arena, nodes, sizeof(*clock.choices));
	clock.states = arena_array(judge->arena, judge->policy->rule_count, sizeof(*clock.states));
	judge->failed |= judge->arena->failed;
	if (slot < 0 || judge->now.mode[slot] != SLOT_ASSUMED || judge->failed)
		return 0;
	for (size_t i = 0; i < nodes; i++)
		clock.slopes[i] = straight(number_of(0));
	find_counting(&clock);
	go_to(&clock, judge->facts.at);
	for (int events = 0; events < MAX_EVENTS && clock.count < room && !judge->failed; events++)
		if (!move_on(&clock))
			break;
	return clock.count;
}
