/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "naive.h"

/* ---- exact fractions ---------------------------------------------------------------------------- */

static naive_wide product(naive_wide a, naive_wide b)
{
	naive_wide result;
	if (__builtin_mul_overflow(a, b, &result))
		ck_abort_msg("too large for the naive evaluator");
	return result;
}

static struct naive_fraction reduced(naive_wide num, naive_wide den)
{
	naive_wide a = num < 0 ? -num : num, b = den < 0 ? -den : den;

	while (b != 0) {
		naive_wide rest = a % b;
		a = b;
		b = rest;
	}
	if (den < 0)
		a = -a;
	return (struct naive_fraction){num / a, den / a};
}

/* a + b, or with -1 for a sign a - b; over the least common denominator. */
static struct naive_fraction plus(struct naive_fraction a, struct naive_fraction b, int sign)
{
	struct naive_fraction dens = reduced(a.den, b.den);
	return reduced(product(a.num, dens.den) + sign * product(b.num, dens.num), product(a.den, dens.den));
}

static struct naive_fraction times(struct naive_fraction a, struct naive_fraction b)
{
	struct naive_fraction x = reduced(a.num, b.den), y = reduced(b.num, a.den);
	return reduced(product(x.num, y.num), product(x.den, y.den));
}

static struct naive_fraction over(struct naive_fraction a, struct naive_fraction b)
{
	if (b.num == 0)
		ck_abort_msg("a division by zero");
	return times(a, b.num < 0 ? (struct naive_fraction){-b.den, -b.num} : (struct naive_fraction){b.den, b.num});
}

static int order(struct naive_fraction a, struct naive_fraction b)
{
	struct naive_fraction gap = plus(a, b, -1);
	return (gap.num > 0) - (gap.num < 0);
}

static naive_wide whole(struct naive_fraction a)
{
	naive_wide down = a.num / a.den;
	return down * a.den > a.num ? down - 1 : down;
}

/* The fen of an amount, never below zero, a half up. */
static int64_t fen(struct naive_fraction yuan)
{
	struct naive_fraction doubled = {product(yuan.num, 200) + yuan.den, product(yuan.den, 2)};
	return yuan.num <= 0 ? 0 : (int64_t)whole(doubled);
}

/* ---- values ------------------------------------------------------------------------------------- */

static const struct naive_named *find_named(const struct naive_named *all, int count, const char *name)
{
	for (int i = 0; i < count; i++)
		if (strcmp(all[i].name, name) == 0)
			return &all[i];
	return NULL;
}

static const struct naive_value open_value = {.kind = NAIVE_OPEN};

static struct naive_value truth_value(bool truth)
{
	return (struct naive_value){.kind = NAIVE_TRUTH, .truth = truth};
}

static struct naive_value number_value(enum naive_kind kind, struct naive_fraction number)
{
	return (struct naive_value){.kind = kind, .number = number};
}

static struct naive_value whole_value(enum naive_kind kind, naive_wide number)
{
	return number_value(kind, (struct naive_fraction){number, 1});
}

static struct naive_value answer_value(const struct naive_fact *fact, int64_t value)
{
	if (strcmp(fact->type, "flag") == 0 || strcmp(fact->type, "evidence") == 0)
		return truth_value(value != 0);
	if (strcmp(fact->type, "choice") == 0)
		return (struct naive_value){.kind = NAIVE_CHOICE, .choice = fact->choices[value]};
	if (strcmp(fact->type, "moment") == 0)
		return whole_value(NAIVE_MOMENT, value);
	if (strcmp(fact->type, "money") == 0)
		return number_value(NAIVE_NUMBER, reduced(value, 100));
	if (strcmp(fact->type, "percent") == 0)
		return number_value(NAIVE_NUMBER, reduced(value, 10000));
	return whole_value(NAIVE_NUMBER, value);
}

static struct naive_value fact_value(const struct naive_pack *pack, const struct naive_case *judged, int i)
{
	const struct naive_fact *fact = &pack->facts[i];

	if (judged->answers[i].given)
		return answer_value(fact, judged->answers[i].value);
	if (fact->holds == NULL)
		return open_value;
	if (fact->when != NULL && strcmp(naive_truth(pack, judged, fact->when), "yes") != 0)
		return open_value;
	if (strcmp(fact->type, "choice") == 0)
		return (struct naive_value){.kind = NAIVE_CHOICE, .choice = fact->holds->name};
	return naive_evaluate(pack, judged, fact->holds);
}

static struct naive_value table_value(const struct naive_pack *pack, const struct naive_case *judged,
	const struct naive_named *table)
{
	int row = 0, column = 0;

	for (; row < table->row_count - 1; row++) {
		const char *holds = naive_truth(pack, judged, table->rows[row]);
		if (strcmp(holds, "open") == 0)
			return open_value;
		if (strcmp(holds, "yes") == 0)
			break;
	}
	for (; column < table->column_count - 1; column++) {
		const char *holds = naive_truth(pack, judged, table->columns[column]);
		if (strcmp(holds, "open") == 0)
			return open_value;
		if (strcmp(holds, "yes") == 0)
			break;
	}
	return naive_evaluate(pack, judged, table->cells[row][column]);
}

static struct naive_value name_value(const struct naive_pack *pack, const struct naive_case *judged, const char *name)
{
	const struct naive_named *named;
	int fact;

	if (strcmp(name, "now") == 0)
		return whole_value(NAIVE_MOMENT, judged->now);
	if (strcmp(name, "verdict") == 0)
		return judged->verdict == NULL ? open_value
					       : (struct naive_value){.kind = NAIVE_CHOICE, .choice = judged->verdict};
	if ((fact = naive_find(pack, name)) >= 0)
		return fact_value(pack, judged, fact);
	if ((named = find_named(pack->defines, pack->define_count, name)) != NULL)
		return naive_evaluate(pack, judged, named->tree);
	if ((named = find_named(pack->tables, pack->table_count, name)) != NULL)
		return table_value(pack, judged, named);
	ck_abort_msg("no such name: %s", name);
	return open_value;
}

/* ---- calls -------------------------------------------------------------------------------------- */

static struct naive_value least_or_most(const struct naive_pack *pack, const struct naive_case *judged,
	const struct naive_tree *tree, int sign)
{
	struct naive_value best = naive_evaluate(pack, judged, tree->kids[0]);

	for (int i = 1; i < tree->count; i++) {
		struct naive_value other = naive_evaluate(pack, judged, tree->kids[i]);
		if (best.kind == NAIVE_OPEN || other.kind == NAIVE_OPEN)
			return open_value;
		if (sign * order(other.number, best.number) > 0)
			best = other;
	}
	return best;
}

/* Moments are counted from midnight in China. */
static struct naive_value rounded(struct naive_value value, struct naive_fraction step, bool up)
{
	struct naive_fraction midnight = {value.kind == NAIVE_MOMENT ? 8 * 3600 : 0, 1}, steps;
	naive_wide count;

	if (value.kind == NAIVE_OPEN)
		return value;
	steps = over(plus(value.number, midnight, 1), step);
	count = whole(steps);
	if (up && count * steps.den < steps.num)
		count++;
	return number_value(value.kind, plus(times(step, (struct naive_fraction){count, 1}), midnight, -1));
}

static struct naive_value call_value(
	const struct naive_pack *pack, const struct naive_case *judged, const struct naive_tree *tree)
{
	struct naive_value a, b;

	if (strcmp(tree->name, "answered") == 0)
		return truth_value(judged->answers[naive_find(pack, tree->kids[0]->name)].given);
	if (strcmp(tree->name, "min") == 0)
		return least_or_most(pack, judged, tree, -1);
	if (strcmp(tree->name, "max") == 0)
		return least_or_most(pack, judged, tree, 1);
	a = naive_evaluate(pack, judged, tree->kids[0]);
	if (strcmp(tree->name, "if") == 0)
		return a.kind == NAIVE_OPEN ? a : naive_evaluate(pack, judged, tree->kids[a.truth ? 1 : 2]);
	b = tree->count > 1 ? naive_evaluate(pack, judged, tree->kids[1]) : whole_value(NAIVE_NUMBER, 1);
	if (strcmp(tree->name, "floor") == 0 || strcmp(tree->name, "ceil") == 0)
		return rounded(a, b.number, *tree->name == 'c');
	if (a.kind == NAIVE_OPEN || b.kind == NAIVE_OPEN)
		return open_value;
	if (strcmp(tree->name, "months") == 0)
		return whole_value(NAIVE_NUMBER, naive_months((int64_t)whole(a.number), (int64_t)whole(b.number)));
	if (strcmp(tree->name, "add_months") != 0)
		ck_abort_msg("no function %s", tree->name);
	return whole_value(NAIVE_MOMENT, naive_add_months((int64_t)whole(a.number), (int64_t)whole(b.number)));
}

/* ---- operators ---------------------------------------------------------------------------------- */

static struct naive_value arithmetic(enum naive_op op, struct naive_value a, struct naive_value b)
{
	enum naive_kind kind = a.kind == NAIVE_MOMENT || b.kind == NAIVE_MOMENT ? NAIVE_MOMENT : NAIVE_NUMBER;
	struct naive_fraction gap;

	switch (op) {
	case NAIVE_ADD:
		return number_value(kind, plus(a.number, b.number, 1));
	case NAIVE_SUB:
		gap = plus(a.number, b.number, -1);
		if (a.kind != NAIVE_MOMENT || b.kind != NAIVE_MOMENT)
			return number_value(kind, gap);
		return number_value(NAIVE_NUMBER, gap.num < 0 ? (struct naive_fraction){0, 1} : gap);
	case NAIVE_MUL:
		return number_value(NAIVE_NUMBER, times(a.number, b.number));
	default:
		return number_value(NAIVE_NUMBER, over(a.number, b.number));
	}
}

static bool compares(enum naive_op op, struct naive_value a, struct naive_value b)
{
	int sign;

	if (a.kind == NAIVE_TRUTH)
		return (a.truth == b.truth) == (op == NAIVE_EQ);
	sign = order(a.number, b.number);
	switch (op) {
	case NAIVE_EQ:
		return sign == 0;
	case NAIVE_NE:
		return sign != 0;
	case NAIVE_LT:
		return sign < 0;
	case NAIVE_LE:
		return sign <= 0;
	case NAIVE_GT:
		return sign > 0;
	default:
		return sign >= 0;
	}
}

/* Whether the tree is a choice, so that what it is compared with are choices and no names. */
static bool is_choice(const struct naive_pack *pack, const struct naive_tree *tree)
{
	const struct naive_named *define;
	int fact;

	if (tree->op == NAIVE_CALL && strcmp(tree->name, "if") == 0)
		return is_choice(pack, tree->kids[1]);
	if (tree->op != NAIVE_NAME)
		return false;
	if (strcmp(tree->name, "verdict") == 0)
		return true;
	if ((fact = naive_find(pack, tree->name)) >= 0)
		return strcmp(pack->facts[fact].type, "choice") == 0;
	define = find_named(pack->defines, pack->define_count, tree->name);
	return define != NULL && is_choice(pack, define->tree);
}

/* One of the choices, or equal to one of the list. */
static struct naive_value among(
	const struct naive_pack *pack, const struct naive_case *judged, const struct naive_tree *tree)
{
	struct naive_value what = naive_evaluate(pack, judged, tree->kids[0]), one;
	bool choice = is_choice(pack, tree->kids[0]), open = what.kind == NAIVE_OPEN;

	for (int i = 1; i < tree->count && what.kind != NAIVE_OPEN; i++) {
		if (choice && strcmp(what.choice, tree->kids[i]->name) == 0)
			return truth_value(true);
		if (choice)
			continue;
		one = naive_evaluate(pack, judged, tree->kids[i]);
		if (one.kind != NAIVE_OPEN && compares(NAIVE_EQ, what, one))
			return truth_value(true);
		open |= one.kind == NAIVE_OPEN;
	}
	return open ? open_value : truth_value(false);
}

static struct naive_value comparison(
	const struct naive_pack *pack, const struct naive_case *judged, const struct naive_tree *tree)
{
	struct naive_value a, b;

	if (is_choice(pack, tree->kids[0])) {
		a = among(pack, judged, tree);
		return a.kind == NAIVE_OPEN ? a : truth_value(a.truth == (tree->op == NAIVE_EQ));
	}
	a = naive_evaluate(pack, judged, tree->kids[0]);
	b = naive_evaluate(pack, judged, tree->kids[1]);
	if (a.kind == NAIVE_OPEN || b.kind == NAIVE_OPEN)
		return open_value;
	return truth_value(compares(tree->op, a, b));
}

static struct naive_value joined(
	const struct naive_pack *pack, const struct naive_case *judged, const struct naive_tree *tree)
{
	struct naive_value a = naive_evaluate(pack, judged, tree->kids[0]);
	struct naive_value b = naive_evaluate(pack, judged, tree->kids[1]);
	bool decides = tree->op == NAIVE_OR;

	if ((a.kind != NAIVE_OPEN && a.truth == decides) || (b.kind != NAIVE_OPEN && b.truth == decides))
		return truth_value(decides);
	return a.kind == NAIVE_OPEN || b.kind == NAIVE_OPEN ? open_value : truth_value(!decides);
}

struct naive_value naive_evaluate(
	const struct naive_pack *pack, const struct naive_case *judged, const struct naive_tree *tree)
{
	struct naive_value a, b;

	switch (tree->op) {
	case NAIVE_LITERAL:
		return tree->literal;
	case NAIVE_NAME:
		return name_value(pack, judged, tree->name);
	case NAIVE_CALL:
		return call_value(pack, judged, tree);
	case NAIVE_AND:
	case NAIVE_OR:
		return joined(pack, judged, tree);
	case NAIVE_NOT:
		a = naive_evaluate(pack, judged, tree->kids[0]);
		return a.kind == NAIVE_OPEN ? a : truth_value(!a.truth);
	case NAIVE_IN:
		return among(pack, judged, tree);
	case NAIVE_NEGATE:
		a = naive_evaluate(pack, judged, tree->kids[0]);
		a.number.num = -a.number.num;
		return a;
	case NAIVE_ADD:
	case NAIVE_SUB:
	case NAIVE_MUL:
	case NAIVE_DIV:
		a = naive_evaluate(pack, judged, tree->kids[0]);
		b = naive_evaluate(pack, judged, tree->kids[1]);
		return a.kind == NAIVE_OPEN || b.kind == NAIVE_OPEN ? open_value : arithmetic(tree->op, a, b);
	default:
		return comparison(pack, judged, tree);
	}
}

const char *naive_truth(
	const struct naive_pack *pack, const struct naive_case *judged, const struct naive_tree *tree)
{
	struct naive_value value = naive_evaluate(pack, judged, tree);
	return value.kind == NAIVE_OPEN ? "open" : value.truth ? "yes" : "no";
}

/* ---- judging ------------------------------------------------------------------------------------ */

/* Whether the list, with commas between, has the id. */
static bool lists(const char *list, const char *id)
{
	size_t length = strlen(id);

	while (list != NULL && *list != '\0') {
		size_t word = strcspn(list, ", ");
		if (word == length && strncmp(list, id, word) == 0)
			return true;
		list += word + strspn(list + word, ", ");
	}
	return false;
}

/* Whether the rule has a say: those of a reading under it alone, those that it takes out not. */
static bool counts(const struct naive_pack *pack, const struct naive_rule *rule, const char *reading)
{
	char name[200];

	if (rule->reading != NULL)
		return reading != NULL && strcmp(rule->reading, reading) == 0;
	if (reading == NULL)
		return true;
	snprintf(name, sizeof(name), "reading.%s", reading);
	return !lists(naive_value_of(naive_section_of(pack->file, name), "replaces"), rule->id);
}

static const struct naive_outcome undecided = {.verdict = "open", .amount = NAIVE_OPEN_AMOUNT};

/* Whether a refusal fires. */
static const char *is_refused(const struct naive_pack *pack, const struct naive_case *judged, const char *reading)
{
	const char *refused = "no";

	for (int i = 0; i < pack->rule_count; i++) {
		const struct naive_rule *rule = &pack->rules[i];
		const char *fires;
		if (naive_value_of(rule->section, "refuse") == NULL || !counts(pack, rule, reading))
			continue;
		fires = naive_truth(pack, judged, rule->when);
		if (strcmp(fires, "yes") == 0)
			return fires;
		if (strcmp(fires, "open") == 0)
			refused = fires;
	}
	return refused;
}

struct naive_outcome naive_judge(
	const struct naive_pack *pack, const struct naive_case *judged, const char *reading)
{
	struct naive_outcome outcome = {.verdict = "full"};
	const char *refused = is_refused(pack, judged, reading);
	struct naive_value left = naive_evaluate(pack, judged, pack->base);

	if (strcmp(refused, "yes") == 0)
		return (struct naive_outcome){.verdict = "refused"};
	if (strcmp(refused, "open") == 0 || left.kind == NAIVE_OPEN)
		return undecided;
	outcome.amount = fen(left.number);
	for (int i = 0; i < pack->rule_count; i++) {
		const struct naive_rule *rule = &pack->rules[i];
		const char *fires;
		struct naive_value less;
		if (rule->deduct == NULL || !counts(pack, rule, reading))
			continue;
		fires = naive_truth(pack, judged, rule->when);
		if (strcmp(fires, "no") == 0)
			continue;
		less = naive_evaluate(pack, judged, rule->deduct);
		if (strcmp(fires, "open") == 0 || less.kind == NAIVE_OPEN)
			return undecided;
		left.number = plus(left.number, less.number, -1);
		outcome.verdict = "partial";
		outcome.lines[i] = outcome.amount - fen(left.number);
		outcome.amount = fen(left.number);
	}
	return outcome;
}
