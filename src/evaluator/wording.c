/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wording.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"
#include "pool.h"
#include "roots.h"

/* How tightly a text holds together: what is looser than its place wants stands in parentheses. */
/* LOOSE_WORDS: "the smaller of a and b", which does not close as min(a, b) does. */
enum tightness { LOOSE_OR, LOOSE_AND, LOOSE_NOT, LOOSE_COMPARE, LOOSE_WORDS, LOOSE_SUM, LOOSE_PRODUCT, TIGHT };

struct writer {
	const struct tk_policy *policy;
	const struct tk_words *words;
	const struct evaluation *values; /* NULL: names are written */
	uint32_t root;
	struct text_buffer out;
};

static void write_node(struct writer *writer, uint32_t node, enum tightness wanted);

static const struct expr_node *node_at(const struct writer *writer, uint32_t node)
{
	return &writer->policy->pool.nodes[node];
}

/* Fills in a form: a part is a node, or a text. */
struct part {
	uint32_t node;
	enum tightness wanted;
	const char *text;
};

static void write_part(struct writer *writer, const struct part *part)
{
	if (part->text != NULL)
		text_buffer_add(&writer->out, part->text);
	else if (part->node != EXPR_NONE)
		write_node(writer, part->node, part->wanted);
}

const char *wording_form(const struct tk_words *words, enum tk_form form)
{
	const char *text = words == NULL ? NULL : words->forms[form];

	return text == NULL ? wording_as_written.forms[form] : text;
}

static void write_form(
	struct writer *writer, enum tk_form form, const struct part *first, const struct part *second)
{
	for (const char *text = wording_form(writer->words, form); *text != '\0'; text++) {
		if (strncmp(text, "{1}", 3) == 0)
			write_part(writer, first);
		else if (strncmp(text, "{2}", 3) == 0)
			write_part(writer, second);
		else {
			text_buffer_add_n(&writer->out, text, 1);
			continue;
		}
		text += 2;
	}
}

static void write_text(struct writer *writer, enum tk_form form, const char *text)
{
	struct part part = {.node = EXPR_NONE, .text = text == NULL ? "" : text};
	write_form(writer, form, &part, &part);
}

/* ---- numbers ---------------------------------------------------------------------------------- */

static void write_duration(struct writer *writer, struct number value)
{
	static const struct {
		int64_t seconds;
		enum tk_form form;
	} units[] = {{86400, TK_FORM_DAYS}, {3600, TK_FORM_HOURS}, {60, TK_FORM_MINUTES}, {1, TK_FORM_SECONDS}};
	char text[NUMBER_TEXT];

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (units[i].seconds != 1 &&
			(value.num == 0 || value.num % (value.den * units[i].seconds) != 0))
			continue;
		number_digits((struct number){value.num, value.den * units[i].seconds}, 0, text, sizeof(text));
		write_text(writer, units[i].form, text);
		return;
	}
}

/* "2026-11-04 10:00", with the seconds where there are any; WITHOUT_MIDNIGHT: a day alone that begins then. */
static void write_moment(struct writer *writer, struct number value, bool without_midnight)
{
	char text[TK_MOMENT_TEXT];

	tk_moment_format((int64_t)number_floor(value), text);
	bool minutes = strncmp(text + 16, ":00", 3) == 0;
	bool midnight = minutes && strncmp(text + 11, "00:00", 5) == 0;
	text[10] = ' ';
	text[midnight && without_midnight ? 10 : minutes ? 16 : 19] = '\0';
	text_buffer_add(&writer->out, text);
}

/* as_percent: a plain number that scales something. */
static void write_constant(struct writer *writer, const struct expr_node *node, bool as_percent)
{
	struct number value = node->constant;
	char text[NUMBER_TEXT];

	if (node->dimension.moment) {
		write_moment(writer, value, true);
	} else if (!dimension_is_simple(node->dimension)) { /* for yuan a day, and the like, there are no words */
		write_text(writer, TK_FORM_OTHER, NULL);
	} else if (node->dimension.money != 0) {
		number_digits((struct number){value.num, value.den * 100}, 2, text, sizeof(text));
		write_text(writer, TK_FORM_MONEY, text);
	} else if (node->dimension.time != 0) {
		write_duration(writer, value);
	} else if (as_percent && number_sign(value) > 0 && value.num < value.den) {
		number_digits((struct number){value.num * 100, value.den}, 0, text, sizeof(text));
		write_text(writer, TK_FORM_PERCENT, text);
	} else {
		number_digits(value, 0, text, sizeof(text));
		text_buffer_add(&writer->out, text);
	}
}

static void write_factor(struct writer *writer, uint32_t node)
{
	if (node_at(writer, node)->op == EXPR_CONSTANT)
		write_constant(writer, node_at(writer, node), true);
	else
		write_node(writer, node, LOOSE_PRODUCT);
}

/* What is scaled stands first: paid * 20 %. */
static void write_product(struct writer *writer, const struct expr_node *node)
{
	bool turn = node_at(writer, node->a)->op == EXPR_CONSTANT;
	struct writer inner = *writer;
	char *first, *second;

	text_buffer_init(&inner.out);
	write_factor(&inner, turn ? node->b : node->a);
	first = text_buffer_take(&inner.out);
	text_buffer_init(&inner.out);
	write_factor(&inner, turn ? node->a : node->b);
	second = text_buffer_take(&inner.out);
	write_form(writer, TK_FORM_TIMES, &(struct part){EXPR_NONE, TIGHT, first ? first : ""},
		&(struct part){EXPR_NONE, TIGHT, second ? second : ""});
	writer->out.failed |= first == NULL || second == NULL;
	free(first);
	free(second);
}

/* ---- names ------------------------------------------------------------------------------------ */

static const char *fact_name(const struct writer *writer, size_t slot)
{
	const struct tk_fact *fact = tk_vocabulary_fact(writer->policy->vocabulary, slot);
	const char *label = NULL;

	if (writer->words->language != NULL)
		label = tk_text_get(fact->label, writer->words->language);
	return label == NULL ? fact->name : label;
}

static const char *choice_name(const struct writer *writer, const struct tk_fact *fact, size_t choice)
{
	const char *label = NULL;

	if (writer->words->language != NULL)
		label = tk_text_get(fact->choices[choice].label, writer->words->language);
	return label == NULL ? fact->choices[choice].id : label;
}

static void write_set(struct writer *writer, const char *name, const char *const *items, size_t count,
	uint64_t mask)
{
	uint64_t all = count >= 64 ? UINT64_MAX : (UINT64_C(1) << count) - 1;
	int chosen = __builtin_popcountll(mask & all);
	bool but_one = chosen == (int)count - 1 && chosen > 1;
	struct text_buffer list;
	char *text;

	if (but_one)
		mask = ~mask & all;
	text_buffer_init(&list);
	for (size_t i = 0; i < count; i++) {
		if (!(mask >> i & 1))
			continue;
		if (list.length > 0)
			text_buffer_add(&list, wording_form(writer->words, TK_FORM_COMMA));
		text_buffer_add(&list, items[i]);
	}
	text = text_buffer_take(&list);
	write_form(writer, but_one ? TK_FORM_UNEQUAL : chosen == 1 ? TK_FORM_EQUAL : TK_FORM_AMONG,
		&(struct part){EXPR_NONE, TIGHT, name}, &(struct part){EXPR_NONE, TIGHT, text ? text : ""});
	writer->out.failed |= text == NULL;
	free(text);
}

static void write_choice(struct writer *writer, const struct expr_node *node, uint64_t mask)
{
	const struct tk_fact *fact = tk_vocabulary_fact(writer->policy->vocabulary, node->slot);
	const char *items[64];

	for (size_t i = 0; i < fact->choice_count && i < 64; i++)
		items[i] = choice_name(writer, fact, i);
	write_set(writer, fact_name(writer, node->slot), items,
		fact->choice_count > 64 ? 64 : fact->choice_count, mask);
}

static void write_verdict(struct writer *writer, uint64_t mask)
{
	const char *items[4];

	for (int i = 0; i < 4; i++) {
		items[i] = writer->words->forms[TK_FORM_FULL + i];
		if (items[i] == NULL)
			items[i] = tk_verdict_name((enum tk_verdict)i);
	}
	write_set(writer, wording_form(writer->words, TK_FORM_VERDICT), items, 4, mask);
}

/* Whether the node goes by its name, if it has one: but for the one that is being written. */
static bool may_be_named(const struct writer *writer, uint32_t i)
{
	const struct expr_node *node = node_at(writer, i);

	if (writer->values != NULL || i == writer->root || node->op == EXPR_CONSTANT || node->op == EXPR_FACT ||
		node->op == EXPR_FLAG || node->op == EXPR_TRUTH)
		return false;
	return writer->words->language == NULL ||
	       (writer->words->names && !node->dimension.truth && node->op != EXPR_ELAPSED);
}

/* The define or, among words, the table that stands for the node. */
static const char *define_of(const struct writer *writer, uint32_t node)
{
	const struct tk_policy *policy = writer->policy;

	if (!may_be_named(writer, node))
		return NULL;
	for (size_t i = 0; i < policy->define_count; i++)
		if (policy->define_nodes[i] == node)
			return policy->defines[i].name;
	for (size_t i = 0; i < policy->table_count && writer->words->names; i++)
		if (policy->table_nodes[i] == node)
			return policy->tables[i].name;
	return NULL;
}

/* ---- values ----------------------------------------------------------------------------------- */

/* Half up to a SCALEth part; false: it was exact. */
static bool rounded_to(struct number *value, wide scale)
{
	struct number scaled;

	if (!number_mul_checked(*value, (struct number){scale, 1}, &scaled) || scaled.num % scaled.den == 0)
		return false;
	*value = number_reduced(number_round(scaled), scale);
	return true;
}

static void write_value(struct writer *writer, uint32_t i)
{
	static const wide scale = 1000000; /* six decimals */
	struct expr_node node = *node_at(writer, i);

	node.op = EXPR_CONSTANT;
	node.constant = writer->values->number[i];
	if (node.dimension.moment) {
		write_moment(writer, node.constant, false);
		return;
	}
	/* money counts fen, and is written in hundreds of them */
	if (dimension_is_simple(node.dimension) && rounded_to(&node.constant, node.dimension.money != 0 ? scale / 100 : scale))
		text_buffer_add(&writer->out, "~");
	write_constant(writer, &node, false);
}

static bool has_define(const struct writer *writer, uint32_t node)
{
	for (size_t i = 0; i < writer->policy->define_count; i++)
		if (writer->policy->define_nodes[i] == node)
			return true;
	return false;
}

/* Whether the value stands for it: of answers, of moments however they are found, and of defines, which have a
 * line of their own. */
static bool stands_as_value(const struct writer *writer, uint32_t i)
{
	const struct expr_node *node = node_at(writer, i);

	if (writer->values == NULL || node->op == EXPR_CONSTANT || node->dimension.truth ||
		writer->values->truth[i] != TK_YES)
		return false;
	return node->op == EXPR_FACT || (i != writer->root && (node->dimension.moment || has_define(writer, i)));
}

/* ---- nodes ------------------------------------------------------------------------------------ */

static void write_two(struct writer *writer, enum tk_form form, const struct expr_node *node,
	enum tightness left, enum tightness right)
{
	write_form(writer, form, &(struct part){node->a, left, NULL}, &(struct part){node->b, right, NULL});
}

/* A comparison, the other way round when it is denied. */
static void write_comparison(struct writer *writer, const struct expr_node *node, bool denied)
{
	enum tk_form form = node->op == EXPR_LE ? TK_FORM_AT_MOST : TK_FORM_BELOW;
	/* a number on the left was written on the right */
	bool turn = node_at(writer, node->a)->op == EXPR_CONSTANT;
	struct expr_node turned = *node;

	if (turn) {
		turned.a = node->b;
		turned.b = node->a;
		form = node->op == EXPR_LE ? TK_FORM_AT_LEAST : TK_FORM_ABOVE;
	}
	if (denied)
		form = form == TK_FORM_AT_MOST	? TK_FORM_ABOVE
		     : form == TK_FORM_BELOW	? TK_FORM_AT_LEAST
		     : form == TK_FORM_AT_LEAST ? TK_FORM_BELOW
						: TK_FORM_AT_MOST;
	if (node_at(writer, node->a)->dimension.moment)
		form += TK_FORM_NOT_AFTER - TK_FORM_AT_MOST;
	write_two(writer, form, &turned, LOOSE_WORDS, LOOSE_WORDS);
}

static void write_equality(struct writer *writer, const struct expr_node *both, enum tk_form form)
{
	struct expr_node node = *node_at(writer, both->a);

	if (node_at(writer, node.a)->op == EXPR_CONSTANT)
		node = *node_at(writer, both->b);
	write_two(writer, form, &node, LOOSE_WORDS, LOOSE_WORDS);
}

static void write_denied(struct writer *writer, uint32_t of)
{
	const struct expr_node *node = node_at(writer, of);

	if (define_of(writer, of) != NULL)
		write_form(writer, TK_FORM_NOT, &(struct part){of, LOOSE_NOT, NULL}, NULL);
	else if (node->op == EXPR_LE || node->op == EXPR_LT)
		write_comparison(writer, node, true);
	else if (node->op == EXPR_FLAG)
		write_text(writer, TK_FORM_IS_NOT, fact_name(writer, node->slot));
	else if (node->op == EXPR_IN)
		write_choice(writer, node, ~node->mask);
	else if (node->op == EXPR_VERDICT)
		write_verdict(writer, ~node->mask);
	else if (expr_is_equality(&writer->policy->pool, of))
		write_equality(writer, node, TK_FORM_UNEQUAL);
	else
		write_form(writer, TK_FORM_NOT, &(struct part){of, LOOSE_NOT, NULL}, NULL);
}

static bool is_zero(const struct writer *writer, uint32_t node)
{
	return node_at(writer, node)->op == EXPR_CONSTANT && node_at(writer, node)->constant.num == 0;
}

/* 0 - floor(0 - a), and what is rounded from a midnight on: what write_rounded_up and write_rounded_moment write. */
static bool reads_as_rounded(const struct writer *writer, const struct expr_node *node)
{
	const struct expr_node *a = node_at(writer, node->a), *b = node_at(writer, node->b);

	if (node->op == EXPR_SUB)
		return is_zero(writer, node->a) && b->op == EXPR_FLOOR;
	if (!node->dimension.moment || (a->op != EXPR_CONSTANT && b->op != EXPR_CONSTANT))
		return false;
	b = a->op == EXPR_CONSTANT ? b : a;
	return b->op == EXPR_FLOOR || (b->op == EXPR_SUB && reads_as_rounded(writer, b));
}

static enum tightness tightness(const struct writer *writer, uint32_t of)
{
	const struct expr_node *node = node_at(writer, of);

	switch (node->op) {
	case EXPR_OR:
		return LOOSE_OR;
	case EXPR_AND:
		return expr_is_equality(&writer->policy->pool, of) ? LOOSE_COMPARE : LOOSE_AND;
	case EXPR_NOT:
		return LOOSE_NOT;
	case EXPR_LE:
	case EXPR_LT:
	case EXPR_IN:
	case EXPR_VERDICT:
		return LOOSE_COMPARE;
	case EXPR_ADD:
	case EXPR_SUB:
		return writer->words->language != NULL && reads_as_rounded(writer, node) ? LOOSE_WORDS : LOOSE_SUM;
	case EXPR_ELAPSED:
		return writer->words->language == NULL || writer->values != NULL ? LOOSE_SUM : TIGHT;
	case EXPR_MIN:
	case EXPR_MAX:
	case EXPR_FLOOR:
		return writer->words->language == NULL ? TIGHT : LOOSE_WORDS;
	case EXPR_MUL:
	case EXPR_DIV:
		return LOOSE_PRODUCT;
	default:
		return TIGHT;
	}
}

static void write_if(struct writer *writer, const struct expr_node *node)
{
	struct writer inner = *writer;
	char *both;

	if (writer->values != NULL && writer->values->truth[node->c] != TK_OPEN) {
		write_node(writer, writer->values->truth[node->c] == TK_YES ? node->a : node->b,
			node == node_at(writer, writer->root) ? LOOSE_OR : TIGHT);
		return;
	}

	text_buffer_init(&inner.out);
	write_node(&inner, node->a, LOOSE_WORDS);
	write_text(&inner, TK_FORM_ELSE, NULL);
	write_node(&inner, node->b, LOOSE_WORDS);
	both = text_buffer_take(&inner.out);
	write_form(writer, TK_FORM_IF, &(struct part){node->c, LOOSE_OR, NULL},
		&(struct part){EXPR_NONE, TIGHT, both ? both : ""});
	writer->out.failed |= both == NULL;
	free(both);
}

static bool is_one(const struct writer *writer, uint32_t node)
{
	const struct expr_node *at = node_at(writer, node);
	return at->op == EXPR_CONSTANT && at->constant.num == at->constant.den && at->dimension.money == 0 &&
	       at->dimension.time == 0;
}

/* To whole numbers a pack need not say to what. */
static void write_rounded(struct writer *writer, enum tk_form form, uint32_t of, uint32_t step)
{
	if (is_one(writer, step))
		form = form == TK_FORM_UP_TO ? TK_FORM_UP : TK_FORM_DOWN;
	write_form(writer, form, &(struct part){of, LOOSE_SUM, NULL}, &(struct part){step, LOOSE_SUM, NULL});
}

/* What is rounded up is what is left of nothing when as much is taken off, rounded down. */
static bool write_rounded_up(struct writer *writer, const struct expr_node *node)
{
	const struct expr_node *down = node_at(writer, node->b), *negative;

	if (!is_zero(writer, node->a) || down->op != EXPR_FLOOR)
		return false;
	negative = node_at(writer, down->a);
	if (negative->op != EXPR_SUB || !is_zero(writer, negative->a))
		return false;
	write_rounded(writer, TK_FORM_UP_TO, negative->b, down->b);
	return true;
}

/* A moment is rounded from a midnight in China, which is taken off before and put back. */
static bool write_rounded_moment(struct writer *writer, const struct expr_node *node)
{
	bool first = node_at(writer, node->a)->op == EXPR_CONSTANT;
	uint32_t midnight = first ? node->a : node->b;
	const struct expr_node *rest = node_at(writer, first ? node->b : node->a), *inner;
	bool up = rest->op == EXPR_SUB && is_zero(writer, rest->a);
	const struct expr_node *down = up ? node_at(writer, rest->b) : rest;

	if (!node->dimension.moment || node_at(writer, midnight)->op != EXPR_CONSTANT || down->op != EXPR_FLOOR)
		return false;
	inner = node_at(writer, down->a);
	if (inner->op != EXPR_SUB || (up ? inner->a : inner->b) != midnight)
		return false;
	write_rounded(writer, up ? TK_FORM_UP_TO : TK_FORM_DOWN_TO, up ? inner->b : inner->a, down->b);
	return true;
}

/* The smaller or the larger of two. */
static void write_choice_of(struct writer *writer, const struct expr_node *node)
{
	enum tightness wanted = writer->words->language == NULL ? LOOSE_SUM : LOOSE_PRODUCT;

	write_two(writer, node->op == EXPR_MIN ? TK_FORM_LEAST_OF : TK_FORM_MOST_OF, node, wanted, wanted);
}

static void write_bare(struct writer *writer, uint32_t i)
{
	const struct expr_node *node = node_at(writer, i);

	switch (node->op) {
	case EXPR_CONSTANT:
		write_constant(writer, node, false);
		return;
	case EXPR_FACT:
		text_buffer_add(&writer->out, fact_name(writer, node->slot));
		return;
	case EXPR_NOW:
		write_text(writer, TK_FORM_NOW, NULL);
		return;
	case EXPR_ADD:
		if (write_rounded_moment(writer, node))
			return;
		write_two(writer, TK_FORM_PLUS, node, LOOSE_SUM, LOOSE_SUM);
		return;
	case EXPR_SUB:
		if (write_rounded_up(writer, node))
			return;
		write_two(writer, TK_FORM_MINUS, node, LOOSE_SUM, LOOSE_PRODUCT);
		return;
	case EXPR_ELAPSED:
		if (writer->values != NULL && writer->words->language != NULL)
			write_two(writer, TK_FORM_MINUS, node, LOOSE_SUM, LOOSE_PRODUCT);
		else if (writer->words->language != NULL) /* its words enclose them */
			write_two(writer, TK_FORM_ELAPSED, node, LOOSE_OR, LOOSE_OR);
		else
			write_two(writer, TK_FORM_ELAPSED, node, LOOSE_SUM, LOOSE_PRODUCT);
		return;
	case EXPR_MUL:
		write_product(writer, node);
		return;
	case EXPR_DIV:
		write_two(writer, TK_FORM_OVER, node, LOOSE_PRODUCT, TIGHT);
		return;
	case EXPR_MIN:
	case EXPR_MAX:
		write_choice_of(writer, node);
		return;
	case EXPR_FLOOR:
		write_rounded(writer, TK_FORM_DOWN_TO, node->a, node->b);
		return;
	case EXPR_MONTHS:
		write_two(writer, TK_FORM_MONTHS, node, LOOSE_SUM, LOOSE_SUM);
		return;
	case EXPR_ADD_MONTHS:
		write_two(writer, TK_FORM_ADD_MONTHS, node, LOOSE_SUM, LOOSE_SUM);
		return;
	case EXPR_IF:
		write_if(writer, node);
		return;
	case EXPR_TRUTH:
		write_text(writer, node->mask != 0 ? TK_FORM_YES : TK_FORM_NO, NULL);
		return;
	case EXPR_FLAG:
		write_text(writer, TK_FORM_IS, fact_name(writer, node->slot));
		return;
	case EXPR_IN:
		write_choice(writer, node, node->mask);
		return;
	case EXPR_LE:
	case EXPR_LT:
		write_comparison(writer, node, false);
		return;
	case EXPR_NOT:
		write_denied(writer, node->a);
		return;
	case EXPR_AND:
		if (expr_is_equality(&writer->policy->pool, i))
			write_equality(writer, node, TK_FORM_EQUAL);
		else
			write_two(writer, TK_FORM_AND, node, LOOSE_AND, LOOSE_AND);
		return;
	case EXPR_OR:
		write_two(writer, TK_FORM_OR, node, LOOSE_OR, LOOSE_OR);
		return;
	case EXPR_VERDICT:
		write_verdict(writer, node->mask);
		return;
	case EXPR_ANSWERED:
		write_text(writer, TK_FORM_ANSWERED, fact_name(writer, node->slot));
		return;
	default:
		write_text(writer, TK_FORM_OTHER, NULL);
		return;
	}
}

static void write_node(struct writer *writer, uint32_t node, enum tightness wanted)
{
	const char *define = define_of(writer, node);
	bool loose = define == NULL && tightness(writer, node) < wanted;

	if (stands_as_value(writer, node)) {
		write_value(writer, node);
		return;
	}
	if (loose)
		text_buffer_add(&writer->out, "(");
	if (define != NULL)
		text_buffer_add(&writer->out, define);
	else
		write_bare(writer, node);
	if (loose)
		text_buffer_add(&writer->out, ")");
}

static char *whole(struct writer *writer)
{
	text_buffer_init(&writer->out);
	write_node(writer, writer->root, LOOSE_OR);
	return text_buffer_take(&writer->out);
}

char *wording(const struct tk_policy *policy, uint32_t node, const struct tk_words *words)
{
	struct writer writer = {.policy = policy, .words = words == NULL ? &wording_as_written : words, .root = node};

	return whole(&writer);
}

char *wording_with_values(const struct evaluation *evaluation, uint32_t node, const struct tk_words *words)
{
	struct writer writer = {
		.policy = evaluation->policy, .words = words == NULL ? &wording_as_written : words, .values = evaluation,
		.root = node};

	return whole(&writer);
}

char *wording_of_value(const struct evaluation *evaluation, uint32_t node)
{
	struct writer writer = {
		.policy = evaluation->policy, .words = &wording_as_written, .values = evaluation, .root = node};

	text_buffer_init(&writer.out);
	write_value(&writer, node);
	return text_buffer_take(&writer.out);
}
