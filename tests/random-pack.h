/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random packs over facts of a few values each, and a second opinion on them: the same rules as trees
 * that are evaluated in the simplest way there is, by trying all completions. Shares no code with the
 * library.
 */
#ifndef TESTS_RANDOM_PACK_H
#define TESTS_RANDOM_PACK_H

#include "judging.h"

/* ---- facts ------------------------------------------------------------------------------------ */

enum small_fact {
	PAID, TARIFF, PARTS, COUNT, SHARE, HOLD, KIND, ORDERED, SERVICE, APPLIED, FLAGS,
};
#define FLAG_COUNT 18
#define SMALL_FACT_COUNT (FLAGS + FLAG_COUNT)
#define EPOCH INT64_C(1795413600) /* 2026-11-23T14:00 in China */

struct small {
	const char *name, *type, *more;
	int64_t least, most; /* applied_at: what is tried */
};

static const struct small smalls[FLAGS] = {
	{"paid", "money", "min = 0\nmax = 0.04\n", 0, 4},
	{"tariff", "money", "min = 0\nmax = 9000.00\n", 0, 900000},
	{"parts", "count", "min = 1\nmax = 3\n", 1, 3},
	{"number", "count", "min = 0\nmax = 3\n", 0, 3},
	{"share", "percent", "min = 33.32 %\nmax = 33.35 %\n", 3332, 3335},
	{"hold", "duration", "min = 0 s\nmax = 3 s\n", 0, 3},
	{"kind", "choice", "choices = a, b, c\nchoice.a = A\nchoice.b = B\nchoice.c = C\n", 0, 2},
	{"ordered_at", "moment",
		"min = 2026-11-23T14:00:00\nmax = 2026-11-23T14:00:03\n", EPOCH, EPOCH + 3},
	{"service_start", "moment",
		"min = 2026-11-23T14:00:00\nmax = 2026-11-23T14:00:03\nafter = ordered_at\n"
		"default = ordered_at\ndefault_when = kind = a\n", EPOCH, EPOCH + 3},
	{"applied_at", "moment", "default = now\nafter = ordered_at\n", EPOCH - 1, EPOCH + 14},
};

static inline char *small_facts_text(void)
{
	struct text_buffer text;

	text_buffer_init(&text);
	for (int i = 0; i < FLAGS; i++) {
		text_buffer_printf(&text, "[fact.%s]\ntype = %s\nstep = order\nlabel = L\nquestion = Q\nhelp = H\n%s",
			smalls[i].name, smalls[i].type, smalls[i].more);
	}
	for (int i = 0; i < FLAG_COUNT; i++)
		text_buffer_printf(&text, "[fact.f%d]\ntype = flag\nstep = order\nlabel = L\nquestion = Q\n"
					  "help = H\n%s", i, i == 0 ? "usual = no\n" : "");
	return text_buffer_take(&text);
}

static inline const char *small_name(int fact, char buffer[16])
{
	if (fact < FLAGS)
		return smalls[fact].name;
	snprintf(buffer, 16, "f%d", fact - FLAGS);
	return buffer;
}

static inline int64_t small_least(int fact)
{
	return fact < FLAGS ? smalls[fact].least : 0;
}

static inline int64_t small_most(int fact)
{
	return fact < FLAGS ? smalls[fact].most : 1;
}

/* ---- trees ------------------------------------------------------------------------------------ */

enum tree_op {
	T_FLAG, T_IN, T_NOT, T_AND, T_OR, T_LE, T_LT, T_EQ, T_DEFINE,
	T_FACT, T_MONEY, T_SECONDS, T_WHOLE, T_PERCENT,
	T_ADD, T_SUB, T_ELAPSED, T_MUL, T_DIV, T_MIN, T_MAX, T_FLOOR, T_CEIL, T_MONTHS, T_ADD_MONTHS, T_IF,
};

struct tree {
	enum tree_op op;
	int fact;
	int64_t value; /* of a constant; the choices of T_IN as bits; the number of T_DEFINE */
	const struct tree *a, *b, *c; /* c: the condition of T_IF */
};

#define TREE_ROOM 4096
#define DEFINE_COUNT 3
#define RULE_ROOM 16

struct tree_rule {
	enum tk_effect effect;
	int target;
	bool of_reading, replaced;
	const struct tree *when, *amount;
};

struct random_pack {
	struct draw *draw;
	struct tree trees[TREE_ROOM];
	int tree_count;
	int flags;       /* how many flags are used */
	int depth;       /* of conditions */
	bool running;    /* amounts may run with the clock */
	bool far;        /* something asks for months */
	bool clocked;    /* many conditions ask for the time of the application */
	const struct tree *defines[DEFINE_COUNT];
	const struct tree *base, *reading_when;
	struct tree_rule rules[RULE_ROOM];
	int rule_count;
	bool has_reading;
};

static inline struct tree *new_tree(struct random_pack *pack, enum tree_op op)
{
	pack->far |= op == T_MONTHS || op == T_ADD_MONTHS;
	struct tree *tree = &pack->trees[pack->tree_count++];
	ck_assert_int_lt(pack->tree_count, TREE_ROOM);
	*tree = (struct tree){.op = op};
	return tree;
}

static inline const struct tree *join_trees(struct random_pack *pack, enum tree_op op, const struct tree *a,
	const struct tree *b)
{
	struct tree *tree = new_tree(pack, op);
	tree->a = a;
	tree->b = b;
	return tree;
}

static inline const struct tree *fact_tree(struct random_pack *pack, int fact)
{
	struct tree *tree = new_tree(pack, T_FACT);
	tree->fact = fact;
	return tree;
}

static inline const struct tree *constant_tree(struct random_pack *pack, enum tree_op op, int64_t value)
{
	struct tree *tree = new_tree(pack, op);
	tree->value = value;
	return tree;
}

static inline const struct tree *draw_elapsed(struct random_pack *pack)
{
	static const int pairs[][2] = {
		{APPLIED, ORDERED}, {APPLIED, SERVICE}, {SERVICE, ORDERED}, {ORDERED, SERVICE}};
	uint32_t pair = draw_below(pack->draw, pack->clocked ? 2 : 4);
	return join_trees(pack, T_ELAPSED, fact_tree(pack, pairs[pair][0]), fact_tree(pack, pairs[pair][1]));
}

static inline const struct tree *draw_condition(struct random_pack *pack, int depth);

static inline const struct tree *choice_tree(struct random_pack *pack, const struct tree *a, const struct tree *b)
{
	struct tree *tree = new_tree(pack, T_IF);
	tree->c = draw_condition(pack, 0);
	tree->a = a;
	tree->b = b;
	return tree;
}

/* A moment some months on, less as many as make it come near again: the last days of months, too. */
static inline const struct tree *draw_month_gap(struct random_pack *pack)
{
	uint32_t there = draw_below(pack->draw, 4), back = draw_below(pack->draw, 3);
	const struct tree *moment = join_trees(pack, T_ADD_MONTHS,
		fact_tree(pack, draw_below(pack->draw, 2) ? ORDERED : SERVICE),
		there == 3 ? fact_tree(pack, PARTS) : constant_tree(pack, T_WHOLE, there));
	return join_trees(pack, T_ELAPSED,
		join_trees(pack, T_ADD_MONTHS, fact_tree(pack, APPLIED), constant_tree(pack, T_WHOLE, back)),
		moment);
}

static inline const struct tree *draw_rounded(struct random_pack *pack, const struct tree *duration)
{
	return join_trees(pack, draw_below(pack->draw, 2) ? T_FLOOR : T_CEIL, duration,
		constant_tree(pack, T_SECONDS, 2 + draw_below(pack->draw, 3)));
}

static inline const struct tree *draw_duration(struct random_pack *pack)
{
	uint32_t kind = draw_below(pack->draw, 12);
	if (kind == 8 || kind == 9)
		return draw_rounded(pack, draw_elapsed(pack));
	if (kind == 10)
		return choice_tree(pack, draw_elapsed(pack), fact_tree(pack, HOLD));
	if (kind == 11)
		return draw_month_gap(pack);
	if (kind < 5)
		return draw_elapsed(pack);
	if (kind == 5)
		return fact_tree(pack, HOLD);
	return join_trees(pack, kind == 6 ? T_MAX : T_MIN, draw_elapsed(pack), fact_tree(pack, HOLD));
}

static inline const struct tree *draw_money(struct random_pack *pack, int depth);

static inline const struct tree *draw_scaled_money(struct random_pack *pack, int depth)
{
	static const int percents[] = {2000, 5000, 3333, 6667, 0, 10000, 1};
	const struct tree *money = draw_money(pack, depth - 1);

	switch (draw_below(pack->draw, 6)) {
	case 0:
		return join_trees(pack, T_MUL, money, fact_tree(pack, SHARE));
	case 1:
		return join_trees(pack, T_MUL, money, fact_tree(pack, COUNT));
	case 2:
		return join_trees(pack, T_DIV, money, fact_tree(pack, PARTS));
	case 3:
		if (!pack->running)
			break;
		return join_trees(pack, T_DIV, join_trees(pack, T_MUL, money, draw_duration(pack)),
			constant_tree(pack, T_SECONDS, 5));
	default:
		break;
	}
	return join_trees(pack, T_MUL, money,
		constant_tree(pack, T_PERCENT, percents[draw_below(pack->draw, 7)]));
}

static inline const struct tree *draw_money(struct random_pack *pack, int depth)
{
	static const enum tree_op ops[] = {T_ADD, T_SUB, T_MIN, T_MAX};
	uint32_t kind = draw_below(pack->draw, 10);

	if (depth <= 0 || kind < 2)
		return fact_tree(pack, draw_below(pack->draw, 5) < 2 ? PAID : TARIFF);
	if (kind == 8)
		return choice_tree(pack, draw_money(pack, depth - 1), draw_money(pack, depth - 1));
	if (kind == 9)
		return join_trees(pack, draw_below(pack->draw, 2) ? T_FLOOR : T_CEIL,
			draw_money(pack, depth - 1), constant_tree(pack, T_MONEY, 1 + draw_below(pack->draw, 3)));
	if (kind < 5)
		return draw_scaled_money(pack, depth);
	return join_trees(pack, ops[draw_below(pack->draw, 4)], draw_money(pack, depth - 1),
		draw_below(pack->draw, 2) ? draw_money(pack, depth - 1)
					  : constant_tree(pack, T_MONEY, draw_below(pack->draw, 4)));
}

static inline const struct tree *draw_comparison(struct random_pack *pack)
{
	static const enum tree_op ops[] = {T_LE, T_LT, T_EQ};
	enum tree_op op = ops[draw_below(pack->draw, 8) % 3];
	const struct tree *a, *b;

	switch (draw_below(pack->draw, 8) + (pack->clocked ? 4 : 0)) {
	case 7:
		a = join_trees(pack, T_MONTHS, fact_tree(pack, draw_below(pack->draw, 2) ? ORDERED : SERVICE),
			join_trees(pack, T_ADD_MONTHS, fact_tree(pack, APPLIED),
				constant_tree(pack, T_WHOLE, draw_below(pack->draw, 3))));
		b = draw_below(pack->draw, 3) ? constant_tree(pack, T_WHOLE, draw_below(pack->draw, 4))
					      : fact_tree(pack, COUNT);
		break;
	case 0:
		a = fact_tree(pack, PAID);
		b = draw_below(pack->draw, 2) ? constant_tree(pack, T_MONEY, draw_below(pack->draw, 5))
					      : draw_money(pack, 1);
		break;
	case 1:
		a = fact_tree(pack, COUNT);
		b = constant_tree(pack, T_WHOLE, draw_below(pack->draw, 4));
		break;
	case 2:
		a = fact_tree(pack, draw_below(pack->draw, 2) ? COUNT : PARTS);
		b = fact_tree(pack, draw_below(pack->draw, 2) ? COUNT : PARTS);
		break;
	case 3:
		a = fact_tree(pack, SHARE);
		b = constant_tree(pack, T_PERCENT, 3331 + draw_below(pack->draw, 5));
		break;
	case 4:
		a = draw_duration(pack);
		b = draw_duration(pack);
		break;
	default:
		a = draw_duration(pack);
		b = constant_tree(pack, T_SECONDS, draw_below(pack->draw, 6));
		break;
	}
	return draw_below(pack->draw, 2) ? join_trees(pack, op, a, b) : join_trees(pack, op, b, a);
}

static inline const struct tree *draw_condition(struct random_pack *pack, int depth)
{
	uint32_t kind = draw_below(pack->draw, 10);
	struct tree *tree;

	if (depth > 0 && kind < 4)
		return join_trees(pack, kind < 2 ? T_AND : T_OR, draw_condition(pack, depth - 1),
			draw_condition(pack, depth - 1));
	if (pack->clocked && kind > 5)
		return draw_comparison(pack);
	if (depth > 0 && kind == 4)
		return join_trees(pack, T_NOT, draw_condition(pack, depth - 1), NULL);
	if (kind == 5 && pack->defines[DEFINE_COUNT - 1] != NULL)
		return constant_tree(pack, T_DEFINE, draw_below(pack->draw, DEFINE_COUNT));
	if (kind < 7) {
		tree = new_tree(pack, T_FLAG);
		tree->fact = FLAGS + (int)draw_below(pack->draw, (uint32_t)pack->flags);
		return tree;
	}
	if (kind == 7) {
		tree = new_tree(pack, T_IN);
		tree->fact = KIND;
		tree->value = 1 + draw_below(pack->draw, 6);
		return tree;
	}
	return draw_comparison(pack);
}

static inline void draw_rule(struct random_pack *pack, enum tk_effect effect, int target, bool of_reading)
{
	struct tree_rule *rule = &pack->rules[pack->rule_count++];

	*rule = (struct tree_rule){.effect = effect, .target = target, .of_reading = of_reading};
	rule->when = draw_condition(pack, pack->depth);
	if (effect == TK_DEDUCT)
		rule->amount = draw_money(pack, 2);
	rule->replaced = pack->has_reading && !of_reading &&
			 (effect == TK_DEDUCT || effect == TK_REFUSE) &&
			 (pack->rule_count == 1 || draw_below(pack->draw, 2));
}

static inline void draw_pack(
	struct random_pack *pack, struct draw *draw, int flags, int depth, int refusals, bool clocked)
{
	*pack = (struct random_pack){.draw = draw, .flags = flags, .depth = depth, .clocked = clocked};
	pack->running = draw_below(draw, 4) == 0;
	for (int i = 0; i < DEFINE_COUNT; i++)
		pack->defines[i] = draw_condition(pack, 1);
	pack->base = draw_below(draw, 2) ? fact_tree(pack, TARIFF) : draw_money(pack, 1);
	pack->has_reading = draw_below(draw, 2);
	for (int i = 0; i < refusals; i++)
		draw_rule(pack, TK_REFUSE, 0, false);
	for (uint32_t i = draw_below(draw, 3); i < 3; i++)
		draw_rule(pack, TK_DEDUCT, 0, false);
	if (pack->has_reading)
		draw_rule(pack, draw_below(draw, 3) ? TK_DEDUCT : TK_REFUSE, 0, true);
	for (int i = 0; i < 2; i++)
		draw_rule(pack, TK_CHANNEL_IS, i, false);
	for (int i = 0; i < 3; i++)
		draw_rule(pack, TK_REQUIRE, i % 2, false);
	draw_rule(pack, TK_WARN, 0, false);
	pack->reading_when = draw_condition(pack, 1);
}

/* ---- as a pack -------------------------------------------------------------------------------- */

static inline void write_tree(struct text_buffer *text, const struct tree *tree)
{
	static const char *const between[] = {[T_AND] = "and", [T_OR] = "or", [T_LE] = "<=", [T_LT] = "<",
		[T_EQ] = "=", [T_ADD] = "+", [T_SUB] = "-", [T_ELAPSED] = "-", [T_MUL] = "*", [T_DIV] = "/"};
	static const char *const calls[] = {[T_NOT] = "not (", [T_MIN] = "min(", [T_MAX] = "max(",
		[T_FLOOR] = "floor(", [T_CEIL] = "ceil(", [T_MONTHS] = "months(",
		[T_ADD_MONTHS] = "add_months("};
	char name[16];

	switch (tree->op) {
	case T_FLAG:
	case T_FACT:
		text_buffer_add(text, small_name(tree->fact, name));
		break;
	case T_IN:
		text_buffer_printf(text, "kind in (%s%s%s)", tree->value & 1 ? "a" : "",
			tree->value & 2 ? &", b"[tree->value & 1 ? 0 : 2] : "",
			tree->value & 4 ? &", c"[tree->value & 3 ? 0 : 2] : "");
		break;
	case T_DEFINE:
		text_buffer_printf(text, "d%d", (int)tree->value);
		break;
	case T_MONEY:
		text_buffer_printf(text, "%d.%02d", (int)(tree->value / 100), (int)(tree->value % 100));
		break;
	case T_SECONDS:
		text_buffer_printf(text, "%d s", (int)tree->value);
		break;
	case T_WHOLE:
		text_buffer_printf(text, "%d", (int)tree->value);
		break;
	case T_PERCENT:
		text_buffer_printf(text, "%d.%02d %%", (int)(tree->value / 100), (int)(tree->value % 100));
		break;
	case T_IF:
		text_buffer_add(text, "if(");
		write_tree(text, tree->c);
		text_buffer_add(text, ", ");
		write_tree(text, tree->a);
		text_buffer_add(text, ", ");
		write_tree(text, tree->b);
		text_buffer_add(text, ")");
		break;
	case T_NOT:
	case T_MIN:
	case T_MAX:
	case T_FLOOR:
	case T_CEIL:
	case T_MONTHS:
	case T_ADD_MONTHS:
		text_buffer_add(text, calls[tree->op]);
		write_tree(text, tree->a);
		if (tree->b != NULL) {
			text_buffer_add(text, ", ");
			write_tree(text, tree->b);
		}
		text_buffer_add(text, ")");
		break;
	default:
		text_buffer_add(text, "(");
		write_tree(text, tree->a);
		text_buffer_printf(text, " %s ", between[tree->op]);
		write_tree(text, tree->b);
		text_buffer_add(text, ")");
	}
}

static inline void write_rule(struct text_buffer *text, const struct tree_rule *rule, int index)
{
	text_buffer_printf(text, "\n[rule.r%d]\ntext = T\nsource = x\nwhen = ", index);
	write_tree(text, rule->when);
	if (rule->of_reading)
		text_buffer_add(text, "\nreading = other");
	switch (rule->effect) {
	case TK_REFUSE:
		text_buffer_add(text, "\nrefuse = yes\n");
		break;
	case TK_DEDUCT:
		text_buffer_add(text, "\nlabel = L\ndeduct = ");
		write_tree(text, rule->amount);
		text_buffer_add(text, "\n");
		break;
	case TK_CHANNEL_IS:
		text_buffer_printf(text, "\nchannel = c%d\n", rule->target);
		break;
	case TK_REQUIRE:
		text_buffer_printf(text, "\nrequire = doc%d\n", rule->target);
		break;
	default:
		text_buffer_add(text, "\nwarn = yes\n");
	}
}

/* Caller frees. */
static inline char *pack_text(const struct random_pack *pack)
{
	struct text_buffer text;
	bool first = true;

	text_buffer_init(&text);
	text_buffer_add(&text, "[policy]\nid = test\nprovider = p\ntitle = T\nrevision = 1\n"
			       "authority = secondary\ncalendar = cn\nbase = ");
	write_tree(&text, pack->base);
	text_buffer_add(&text, "\n[define]\n");
	for (int i = 0; i < DEFINE_COUNT; i++) {
		text_buffer_printf(&text, "d%d = ", i);
		write_tree(&text, pack->defines[i]);
		text_buffer_add(&text, "\n");
	}
	text_buffer_add(&text, "[channel.c0]\ntitle = T\n[channel.c1]\ntitle = T\n[source.x]\ntitle = T\n"
			       "url = https://example.org/\n"
			       "[document.doc0]\ntitle = T\nwhere = W\nsource = x\n[document.doc1]\ntitle = T\nwhere = W\nsource = x\n");
	for (int i = 0; i < pack->rule_count; i++)
		write_rule(&text, &pack->rules[i], i);
	if (pack->has_reading) {
		text_buffer_add(&text, "[reading.other]\ntitle = T\ntext = T\nsource = x\nwhen = ");
		write_tree(&text, pack->reading_when);
		for (int i = 0; i < pack->rule_count; i++)
			if (pack->rules[i].replaced) {
				text_buffer_printf(&text, "%s r%d", first ? "\nreplaces =" : ",", i);
				first = false;
			}
		text_buffer_add(&text, "\n");
	}
	return text_buffer_take(&text);
}

/* ---- evaluated -------------------------------------------------------------------------------- */

struct fraction {
	__int128 num, den;
};

static inline int compare_fractions(struct fraction a, struct fraction b)
{
	__int128 left = a.num * b.den, right = b.num * a.den;
	return (left > right) - (left < right);
}

static inline struct fraction reduced(__int128 num, __int128 den)
{
	__int128 a = num < 0 ? -num : num, b = den;
	while (b != 0) {
		__int128 rest = a % b;
		a = b;
		b = rest;
	}
	return (struct fraction){num / a, den / a};
}

/* The calendar by counting from 2026 on, one month after the other; no leap year is near. */
static inline void civil_of(int64_t moment, int *month, int *day, int64_t *second)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int64_t days = (moment - INT64_C(1767196800)) / 86400;

	*second = (moment + 8 * 3600) % 86400;
	for (*month = 0; days >= lengths[*month % 12]; ++*month)
		days -= lengths[*month % 12];
	*day = (int)days + 1;
}

static inline int64_t months_on(int64_t moment, int64_t months)
{
	int month, day, there, then;
	int64_t second, at = moment + months * 31 * 86400;

	/* back to the last day of that month that is no later in it */
	civil_of(moment, &month, &day, &second);
	for (;; at -= 86400) {
		civil_of(at, &there, &then, &second);
		if (there == month + months && then <= day)
			return at;
	}
}

static inline int64_t months_between(int64_t from, int64_t to)
{
	int64_t count = 0;
	while (from <= to && months_on(from, count + 1) <= to)
		count++;
	return count;
}

static inline bool tree_truth(const struct random_pack *pack, const struct tree *tree, const int64_t *values);

/* A multiple of b that is not above a, or up: not below. */
static inline struct fraction rounded_to(struct fraction a, struct fraction b, bool up)
{
	struct fraction times = reduced(a.num * b.den, a.den * b.num);
	__int128 whole = times.num / times.den;
	if (!up && whole * times.den > times.num)
		whole--;
	if (up && whole * times.den < times.num)
		whole++;
	return reduced(whole * b.num, b.den);
}

static inline struct fraction tree_number(const struct random_pack *pack, const struct tree *tree,
	const int64_t *values)
{
	struct fraction a, b;

	switch (tree->op) {
	case T_FACT:
		return (struct fraction){values[tree->fact], tree->fact == SHARE ? 10000 : 1};
	case T_MONEY:
	case T_SECONDS:
	case T_WHOLE:
		return (struct fraction){tree->value, 1};
	case T_PERCENT:
		return (struct fraction){tree->value, 10000};
	default:
		break;
	}
	if (tree->op == T_IF)
		return tree_number(pack, tree_truth(pack, tree->c, values) ? tree->a : tree->b, values);
	a = tree_number(pack, tree->a, values);
	b = tree_number(pack, tree->b, values);
	switch (tree->op) {
	case T_FLOOR:
	case T_CEIL:
		return rounded_to(a, b, tree->op == T_CEIL);
	case T_MONTHS:
		return (struct fraction){months_between((int64_t)a.num, (int64_t)b.num), 1};
	case T_ADD_MONTHS:
		return (struct fraction){months_on((int64_t)a.num, (int64_t)b.num), 1};
	case T_ADD:
		return reduced(a.num * b.den + b.num * a.den, a.den * b.den);
	case T_SUB:
		return reduced(a.num * b.den - b.num * a.den, a.den * b.den);
	case T_ELAPSED:
		return (struct fraction){a.num > b.num ? a.num - b.num : 0, 1};
	case T_MUL:
		return reduced(a.num * b.num, a.den * b.den);
	case T_DIV:
		return reduced(a.num * b.den, a.den * b.num);
	case T_MIN:
		return compare_fractions(a, b) <= 0 ? a : b;
	default:
		return compare_fractions(a, b) >= 0 ? a : b;
	}
}

static inline bool tree_truth(const struct random_pack *pack, const struct tree *tree, const int64_t *values)
{
	int order;

	switch (tree->op) {
	case T_FLAG:
		return values[tree->fact] != 0;
	case T_IN:
		return tree->value >> values[tree->fact] & 1;
	case T_NOT:
		return !tree_truth(pack, tree->a, values);
	case T_AND:
		return tree_truth(pack, tree->a, values) && tree_truth(pack, tree->b, values);
	case T_OR:
		return tree_truth(pack, tree->a, values) || tree_truth(pack, tree->b, values);
	case T_DEFINE:
		return tree_truth(pack, pack->defines[tree->value], values);
	default:
		order = compare_fractions(
			tree_number(pack, tree->a, values), tree_number(pack, tree->b, values));
		return tree->op == T_LE ? order <= 0 : tree->op == T_LT ? order < 0 : order == 0;
	}
}

/* What is said of one completion. */
struct said {
	enum tk_verdict verdict, reading_verdict;
	int64_t amount, reading_amount; /* of the reading: those of the case where it is not listed */
	int channel;
	bool required[2], warned;
};

static inline void judge_rules(const struct random_pack *pack, bool reading, const int64_t *values,
	enum tk_verdict *verdict, int64_t *amount)
{
	struct fraction left = tree_number(pack, pack->base, values);

	*verdict = TK_FULL;
	for (int i = 0; i < pack->rule_count; i++) {
		const struct tree_rule *rule = &pack->rules[i];
		if ((rule->of_reading && !reading) || (rule->replaced && reading))
			continue;
		if ((rule->effect != TK_REFUSE && rule->effect != TK_DEDUCT) ||
			!tree_truth(pack, rule->when, values))
			continue;
		if (rule->effect == TK_REFUSE) {
			*verdict = TK_REFUSED;
			*amount = 0;
			return;
		}
		struct fraction less = tree_number(pack, rule->amount, values);
		left = reduced(left.num * less.den - less.num * left.den, left.den * less.den);
		*verdict = TK_PARTIAL;
	}
	*amount = left.num <= 0 ? 0 : (int64_t)((2 * left.num + left.den) / (2 * left.den));
}

static inline struct said say(const struct random_pack *pack, const int64_t *values)
{
	struct said said = {.channel = -1};

	judge_rules(pack, false, values, &said.verdict, &said.amount);
	said.reading_verdict = said.verdict;
	said.reading_amount = said.amount;
	for (int i = 0; i < pack->rule_count; i++) {
		const struct tree_rule *rule = &pack->rules[i];
		if (rule->effect == TK_REFUSE || rule->effect == TK_DEDUCT || !tree_truth(pack, rule->when, values))
			continue;
		if (rule->effect == TK_CHANNEL_IS && said.channel < 0)
			said.channel = rule->target;
		else if (rule->effect == TK_REQUIRE && said.verdict != TK_REFUSED)
			said.required[rule->target] = true;
		else if (rule->effect == TK_WARN)
			said.warned = true;
	}
	if (pack->has_reading && said.verdict != TK_REFUSED && tree_truth(pack, pack->reading_when, values))
		judge_rules(pack, true, values, &said.reading_verdict, &said.reading_amount);
	return said;
}

#endif
