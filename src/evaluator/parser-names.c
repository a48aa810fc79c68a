/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "parser.h"
#include "phrases.h"

/* ---- literals ---------------------------------------------------------------------------------
 */

static bool finish_number(
        struct parse *parse, struct term *term, struct number value, struct dimension dimension)
{
	term->end = parse->end;
	return term_finish(parse->compiler, parse->source, term,
	        pool_number(&parse->compiler->pool, value, dimension), dimension);
}

bool parse_number(struct parse *parse, struct term *ret)
{
	static const struct {
		const char *word;
		int scale;
		struct dimension dimension;
	} units[] = {{"s", 1, {.time = 1}}, {"min", 60, {.time = 1}}, {"h", 3600, {.time = 1}},
	        {"d", 86400, {.time = 1}}, {"yuan", 100, {.money = 1}}};
	struct number value = parse->token.value;
	struct number moment = number_of(parse->token.moment);
	bool is_moment = parse->token.kind == TOKEN_MOMENT;

	parse_advance(parse);
	if (is_moment)
		return finish_number(parse, ret, moment, dimension_moment);
	if (parse->token.kind == TOKEN_PERCENT) {
		parse_advance(parse);
		ret->percent = true;
		return finish_number(
		        parse, ret, number_reduced(value.num, value.den * 100), dimension_number);
	}
	if (parse->token.kind != TOKEN_NAME) {
		ret->bare = true;
		return finish_number(parse, ret, value, dimension_number);
	}
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (token_is(&parse->token, units[i].word)) {
			parse_advance(parse);
			return finish_number(parse, ret,
			        number_reduced(value.num * units[i].scale, value.den),
			        units[i].dimension);
		}
	return parse_fail(parse, TK_E_UNIT, &parse->token, NULL, NULL);
}

/* ---- names ------------------------------------------------------------------------------------
 */

struct names {
	const struct parse *parse;
	const char *(*also)(size_t i);
};

static const char *function_name(size_t i)
{
	static const char *const names[] = {
	        "min", "max", "floor", "ceil", "months", "add_months", "if", "answered"};
	return i < sizeof(names) / sizeof(names[0]) ? names[i] : NULL;
}

static const char *own_name(size_t i)
{
	static const char *const names[] = {"yes", "no", "not"};
	return i < sizeof(names) / sizeof(names[0]) ? names[i] : NULL;
}

/* Facts, then defines, then the language's own words. */
static const char *next_name(const void *user, size_t i)
{
	const struct names *names = user;
	const struct compiler *compiler = names->parse->compiler;
	if (i < compiler->vocabulary->count)
		return compiler->vocabulary->facts[i].shown.name;
	i -= compiler->vocabulary->count;
	if (names->parse->allow & USE_DEFINES) {
		if (i < compiler->define_count)
			return compiler->defines[i].name;
		i -= compiler->define_count;
	}
	return names->also(i);
}

static bool unknown_name(struct parse *parse, const struct token *name)
{
	bool call = parse->token.kind == TOKEN_OPEN;
	struct names names = {parse, call ? function_name : own_name};
	char word[80];

	if (name->length >= sizeof(word))
		return parse_fail(parse, TK_E_UNKNOWN_NAME, name, NULL, NULL);
	memcpy(word, name->start, name->length);
	word[name->length] = '\0';
	return parse_fail(
	        parse, TK_E_UNKNOWN_NAME, name, NULL, error_nearest(word, next_name, &names));
}

static int find_fact(const struct parse *parse, const struct token *name)
{
	char word[160];
	if (name->length >= sizeof(word))
		return -1;
	memcpy(word, name->start, name->length);
	word[name->length] = '\0';
	return tk_vocabulary_find(parse->compiler->vocabulary, word);
}

static bool parse_fact(
        struct parse *parse, const struct token *name, uint32_t slot, struct term *ret)
{
	struct compiler *compiler = parse->compiler;
	const struct tk_fact *fact = &compiler->vocabulary->facts[slot].shown;
	uint32_t node;

	if (compiler->vocabulary->facts[slot].broken)
		return false;
	if (!fact_is_readable(fact))
		return parse_fail(parse, TK_E_TYPE, name,
		        N_("a fact that rules can read: texts are for the papers"), NULL);
	if (compiler->facts[slot].state == COMPILE_BUSY)
		return parse_fail(parse, TK_E_CIRCULAR, name,
		        N_("a default that does not lead back here"), NULL);
	if (!parse_enter(parse) || !compile_fact(compiler, slot))
		return false;
	parse_leave(parse);
	if (fact->type == TK_CHOICE) {
		ret->kind = TERM_CHOICE;
		ret->slot = slot;
		return true;
	}
	node = compile_fact_node(compiler, slot);
	ret->percent = fact->type == TK_PERCENT;
	return term_finish(compiler, parse->source, ret, node,
	        node == EXPR_NONE ? dimension_number : pool_node(&compiler->pool, node)->dimension);
}

/* What a define uses must be allowed where it is used. */
static bool check_uses(struct parse *parse, const struct token *name, unsigned uses)
{
	if (uses & USE_VERDICT & ~parse->allow)
		return parse_fail(parse, TK_E_TYPE, name,
		        N_("nothing that depends on the verdict here"), NULL);
	if (uses & USE_ANSWERED & ~parse->allow)
		return parse_fail(parse, TK_E_TYPE, name,
		        N_("nothing that depends on what is answered here"), NULL);
	return true;
}

static bool parse_define(struct parse *parse, const struct token *name,
        struct compile_define *define, struct term *ret)
{
	const char *start = ret->start;

	if (define->state == COMPILE_BUSY)
		return parse_fail(parse, TK_E_CIRCULAR, name,
		        N_("a define that does not lead back here"), NULL);
	if (!parse_enter(parse) || !compile_define(parse->compiler, define) ||
	        !check_uses(parse, name, define->term.uses))
		return false;
	parse_leave(parse);
	*ret = define->term;
	ret->start = start;
	ret->end = parse->end;
	return true;
}

/* ---- calls ------------------------------------------------------------------------------------
 */

#define CALL_ROOM 32

bool parse_arguments(struct parse *parse, struct term *terms, size_t room, size_t *ret_count)
{
	size_t count = 0;

	do {
		parse_advance(parse);
		if (count == room)
			return parse_unexpected(parse, N_("fewer values"));
		if (!parse_condition(parse, &terms[count++]))
			return false;
	} while (parse->token.kind == TOKEN_COMMA);
	*ret_count = count;
	return true;
}

static bool call_minmax(struct parse *parse, enum expr_op op, struct term *terms, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (!term_arithmetic(parse->compiler, parse->source, op, &terms[0], &terms[i]))
			return false;
	return true;
}

static bool call_round(struct parse *parse, bool up, struct term *terms, size_t count)
{
	struct term one = terms[0];

	if (count == 2)
		return term_round(parse->compiler, parse->source, up, &terms[0], &terms[1]);
	one.bare = true;
	one.percent = false;
	one.uses = 0;
	if (!term_finish(parse->compiler, parse->source, &one,
	            pool_number(&parse->compiler->pool, number_of(1), dimension_number),
	            dimension_number))
		return false;
	if (terms[0].kind == TERM_VALUE && !dimension_equal(terms[0].dimension, dimension_number))
		return compile_error(parse->compiler, parse->source, TK_E_TYPE, terms[0].start,
		        terms[0].end, N_("a number, or a comma and what it is rounded to, as 1 h"),
		        NULL);
	return term_round(parse->compiler, parse->source, up, &terms[0], &one);
}

static bool call(struct parse *parse, const char *function, struct term *terms, size_t count)
{
	if (strcmp(function, "min") == 0 || strcmp(function, "max") == 0)
		return call_minmax(
		        parse, strcmp(function, "min") == 0 ? EXPR_MIN : EXPR_MAX, terms, count);
	if (strcmp(function, "floor") == 0 || strcmp(function, "ceil") == 0)
		return call_round(parse, strcmp(function, "ceil") == 0, terms, count);
	if (strcmp(function, "months") == 0)
		return term_months(parse->compiler, parse->source, &terms[0], &terms[1]);
	if (strcmp(function, "add_months") == 0)
		return term_add_months(parse->compiler, parse->source, &terms[0], &terms[1]);
	if (!term_if(parse->compiler, parse->source, &terms[0], &terms[1], &terms[2]))
		return false;
	terms[0] = terms[1];
	return true;
}

static const struct function {
	const char *name;
	size_t least, most; /* arguments */
	const char *missing;
} functions[] = {
        {"min", 2, CALL_ROOM, N_("a comma and a second value")},
        {"max", 2, CALL_ROOM, N_("a comma and a second value")},
        {"floor", 1, 2, NULL},
        {"ceil", 1, 2, NULL},
        {"months", 2, 2, N_("a comma and a second moment")},
        {"add_months", 2, 2, N_("a comma and a number of months")},
        {"if", 3, 3, N_("a condition, what holds then, and what holds else, with commas between")},
};
#define FUNCTIONS (sizeof(functions) / sizeof(functions[0]))

static const struct function *find_function(const struct token *name)
{
	for (size_t i = 0; i < FUNCTIONS; i++)
		if (token_is(name, functions[i].name))
			return &functions[i];
	return NULL;
}

static bool parse_call(struct parse *parse, const struct function *function, struct term *ret)
{
	struct term terms[CALL_ROOM];
	const char *start = ret->start;
	size_t count = 0;

	if (!parse_enter(parse) || !parse_arguments(parse, terms, function->most, &count))
		return false;
	if (count < function->least)
		return parse_unexpected(parse, function->missing);
	if (!call(parse, function->name, terms, count) ||
	        !parse_expect(parse, TOKEN_CLOSE, N_("a comma or a closing parenthesis")))
		return false;
	parse_leave(parse);
	*ret = terms[0];
	ret->start = start;
	ret->end = parse->end;
	return true;
}

static bool parse_answered(struct parse *parse, const struct token *name, struct term *ret)
{
	struct token fact;
	int slot;

	if (!(parse->allow & USE_ANSWERED))
		return check_uses(parse, name, USE_ANSWERED);
	parse_advance(parse);
	fact = parse->token;
	if (fact.kind != TOKEN_NAME)
		return parse_unexpected(parse, N_("the name of a fact"));
	parse_advance(parse);
	slot = find_fact(parse, &fact);
	if (slot < 0)
		return unknown_name(parse, &fact);
	if (!parse_expect(parse, TOKEN_CLOSE, N_("a closing parenthesis")))
		return false;
	ret->uses |= USE_ANSWERED;
	ret->end = parse->end;
	return term_finish(parse->compiler, parse->source, ret,
	        pool_answered(&parse->compiler->pool, (uint32_t)slot), dimension_truth);
}

/* The words that are no facts; *ret_known = false when NAME is none of them. */
static bool parse_word(
        struct parse *parse, const struct token *name, struct term *ret, bool *ret_known)
{
	struct pool *pool = &parse->compiler->pool;
	const struct function *function = find_function(name);
	bool call = parse->token.kind == TOKEN_OPEN;

	*ret_known = true;
	if (token_is(name, "yes") || token_is(name, "no"))
		return term_finish(parse->compiler, parse->source, ret,
		        pool_truth(pool, token_is(name, "yes")), dimension_truth);
	if (call && function != NULL)
		return parse_call(parse, function, ret);
	if (call && token_is(name, "answered"))
		return parse_answered(parse, name, ret);
	if (token_is(name, "now")) {
		if (!(parse->allow & USE_NOW))
			return parse_fail(parse, TK_E_TYPE, name,
			        N_("applied_at, or another fact: now is for defaults"), NULL);
		return term_finish(
		        parse->compiler, parse->source, ret, pool_now(pool), dimension_moment);
	}
	if (token_is(name, "verdict")) {
		ret->kind = TERM_VERDICT;
		ret->uses |= USE_VERDICT;
		return check_uses(parse, name, USE_VERDICT);
	}
	if ((parse->allow & USE_USED) && (token_is(name, "used") || token_is(name, "always")))
		return term_finish(parse->compiler, parse->source, ret,
		        pool_truth(pool, token_is(name, "always") || parse->compiler->used),
		        dimension_truth);
	*ret_known = false;
	return true;
}

bool parse_name(struct parse *parse, struct term *ret)
{
	struct token name = parse->token;
	bool known, good;
	int slot;

	parse_advance(parse);
	ret->end = parse->end;
	good = parse_word(parse, &name, ret, &known);
	if (known)
		return good;
	slot = find_fact(parse, &name);
	if (slot >= 0)
		return parse_fact(parse, &name, (uint32_t)slot, ret);
	if (parse->allow & USE_DEFINES)
		for (size_t i = 0; i < parse->compiler->define_count; i++)
			if (token_is(&name, parse->compiler->defines[i].name))
				return parse_define(
				        parse, &name, &parse->compiler->defines[i], ret);
	return unknown_name(parse, &name);
}
