/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The grammar, loosest first: or; and; not; comparison or in; + and -; * and /; a sign; a literal,
 * a name, a call, parentheses. The types are the business of terms.c.
 */
#include <string.h>

#include "parser.h"
#include "phrases.h"

bool token_is(const struct token *token, const char *word)
{
	return token->length == strlen(word) && strncmp(token->start, word, token->length) == 0;
}

void parse_advance(struct parse *parse)
{
	parse->end = parse->token.start + parse->token.length;
	parse->token = lexer_token(parse->end);
}

bool parse_fail(struct parse *parse, enum tk_error_code code, const struct token *token,
        const char *detail, const char *nearest)
{
	return compile_error(parse->compiler, parse->source, code, token->start,
	        token->start + token->length, detail, nearest);
}

/* What other languages write for it. */
static const char *own_word(char sign)
{
	return sign == '&' ? "and" : sign == '|' ? "or" : sign == '!' ? "not" : NULL;
}

bool parse_unexpected(struct parse *parse, const char *detail)
{
	const struct token *token = &parse->token;
	switch (token->kind) {
	case TOKEN_END:
		return compile_error(parse->compiler, parse->source, TK_E_EXPRESSION,
		        parse->source->text, token->start, detail, NULL);
	case TOKEN_BAD_NUMBER:
		return parse_fail(parse, TK_E_OUT_OF_RANGE, token,
		        N_("at most 15 digits, and 9 after the point"), NULL);
	case TOKEN_BAD_MOMENT:
		return parse_fail(
		        parse, TK_E_BAD_MOMENT, token, N_("YYYY-MM-DD or YYYY-MM-DDTHH:MM"), NULL);
	case TOKEN_BAD:
		return parse_fail(parse, TK_E_EXPRESSION, token, detail, own_word(*token->start));
	default:
		return parse_fail(parse, TK_E_EXPRESSION, token, detail, NULL);
	}
}

bool parse_expect(struct parse *parse, enum token_kind kind, const char *detail)
{
	if (parse->token.kind != kind)
		return parse_unexpected(parse, detail);
	parse_advance(parse);
	return true;
}

bool parse_enter(struct parse *parse)
{
	if (++parse->compiler->depth <= COMPILE_MAX_DEPTH)
		return true;
	return compile_error(parse->compiler, parse->source, TK_E_TOO_DEEP, NULL, NULL,
	        N_("at most 64 levels of parentheses, signs and defines"), NULL);
}

void parse_leave(struct parse *parse)
{
	parse->compiler->depth--;
}

/* ---- from the inside out ----------------------------------------------------------------------
 */

static bool parse_parentheses(struct parse *parse, struct term *ret)
{
	const char *start = parse->token.start;

	if (!parse_enter(parse))
		return false;
	parse_advance(parse);
	if (!parse_condition(parse, ret) ||
	        !parse_expect(parse, TOKEN_CLOSE, N_("an operator or a closing parenthesis")))
		return false;
	ret->start = start;
	ret->end = parse->end;
	parse_leave(parse);
	return true;
}

static bool parse_primary(struct parse *parse, struct term *ret)
{
	*ret = (struct term){.node = EXPR_NONE, .start = parse->token.start};
	switch (parse->token.kind) {
	case TOKEN_NUMBER:
	case TOKEN_MOMENT:
		return parse_number(parse, ret);
	case TOKEN_NAME:
		return parse_name(parse, ret);
	case TOKEN_OPEN:
		return parse_parentheses(parse, ret);
	default:
		return parse_unexpected(parse, N_("a fact, a number or an opening parenthesis"));
	}
}

static bool parse_unary(struct parse *parse, struct term *ret)
{
	const char *start = parse->token.start;

	if (parse->token.kind != TOKEN_MINUS)
		return parse_primary(parse, ret);
	if (!parse_enter(parse))
		return false;
	parse_advance(parse);
	if (!parse_unary(parse, ret))
		return false;
	parse_leave(parse);
	ret->start = start;
	return term_negate(parse->compiler, parse->source, ret);
}

static bool parse_product(struct parse *parse, struct term *ret)
{
	if (!parse_unary(parse, ret))
		return false;
	while (parse->token.kind == TOKEN_TIMES || parse->token.kind == TOKEN_OVER) {
		enum expr_op op = parse->token.kind == TOKEN_TIMES ? EXPR_MUL : EXPR_DIV;
		struct term right;
		parse_advance(parse);
		if (!parse_unary(parse, &right) ||
		        !term_arithmetic(parse->compiler, parse->source, op, ret, &right))
			return false;
	}
	return true;
}

static bool parse_sum(struct parse *parse, struct term *ret)
{
	if (!parse_product(parse, ret))
		return false;
	while (parse->token.kind == TOKEN_PLUS || parse->token.kind == TOKEN_MINUS) {
		enum expr_op op = parse->token.kind == TOKEN_PLUS ? EXPR_ADD : EXPR_SUB;
		struct term right;
		parse_advance(parse);
		if (!parse_product(parse, &right) ||
		        !term_arithmetic(parse->compiler, parse->source, op, ret, &right))
			return false;
	}
	return true;
}

/* ---- comparisons ------------------------------------------------------------------------------
 */

struct choices {
	const struct tk_fact *fact; /* NULL: the verdicts */
};

static const char *next_choice(const void *user, size_t i)
{
	const struct choices *choices = user;
	if (choices->fact == NULL)
		return i <= TK_UNDETERMINED ? tk_verdict_name((enum tk_verdict)i) : NULL;
	return i < choices->fact->choice_count ? choices->fact->choices[i].id : NULL;
}

/* One choice of the fact, or verdict, into *mask. */
static bool parse_choice(struct parse *parse, const struct term *left, uint64_t *mask)
{
	struct choices choices = {left->kind == TERM_CHOICE
	                                  ? &parse->compiler->vocabulary->facts[left->slot].shown
	                                  : NULL};
	struct token name = parse->token;
	const char *choice;
	char word[80];

	if (name.kind != TOKEN_NAME)
		return parse_unexpected(parse, N_("the name of a choice"));
	parse_advance(parse);
	for (size_t i = 0; (choice = next_choice(&choices, i)) != NULL; i++)
		if (token_is(&name, choice)) {
			*mask |= UINT64_C(1) << i;
			return true;
		}
	if (name.length >= sizeof(word))
		return parse_fail(parse, TK_E_UNKNOWN_CHOICE, &name, NULL, NULL);
	memcpy(word, name.start, name.length);
	word[name.length] = '\0';
	return parse_fail(parse, TK_E_UNKNOWN_CHOICE, &name, NULL,
	        error_nearest(word, next_choice, &choices));
}

static bool finish_choice(struct parse *parse, struct term *term, uint64_t mask, bool negated)
{
	struct compiler *compiler = parse->compiler;
	uint32_t node;

	term->end = parse->end;
	if (term->kind == TERM_VERDICT) {
		uint64_t all = (UINT64_C(1) << (TK_UNDETERMINED + 1)) - 1;
		node = pool_verdict(&compiler->pool, negated ? all & ~mask : mask);
	} else {
		const struct tk_fact *fact = &compiler->vocabulary->facts[term->slot].shown;
		const struct compile_fact *given = &compiler->facts[term->slot];
		int choice = given->default_value == EXPR_NONE
		                     ? -1
		                     : (int)pool_node(&compiler->pool, given->default_value)
		                               ->constant.num;
		node = pool_in(&compiler->pool, term->slot, negated ? ~mask : mask,
		        (unsigned)fact->choice_count, choice, given->default_when);
	}
	return term_finish(compiler, parse->source, term, node, dimension_truth);
}

static bool parse_choice_equality(struct parse *parse, struct term *term, bool negated)
{
	uint64_t mask = 0;
	return parse_choice(parse, term, &mask) && finish_choice(parse, term, mask, negated);
}

/* Numbers and truth values: one comparison for each in the list. */
static bool parse_value_member(
        struct parse *parse, const struct term *left, bool first, struct term *ret)
{
	struct term copy = *left, value;

	if (!parse_sum(parse, &value) ||
	        !term_compare(parse->compiler, parse->source, IS_EQUAL, &copy, &value))
		return false;
	if (!first) {
		copy.uses |= ret->uses;
		if (!term_finish(parse->compiler, parse->source, &copy,
		            pool_or(&parse->compiler->pool, ret->node, copy.node), dimension_truth))
			return false;
	}
	*ret = copy;
	return true;
}

static bool parse_in(struct parse *parse, struct term *term)
{
	struct term left = *term;
	uint64_t mask = 0;
	bool first = true;

	parse_advance(parse);
	if (!parse_expect(parse, TOKEN_OPEN, N_("an opening parenthesis after in")))
		return false;
	do {
		if (!first)
			parse_advance(parse);
		if (left.kind == TERM_VALUE ? !parse_value_member(parse, &left, first, term)
		                            : !parse_choice(parse, &left, &mask))
			return false;
		first = false;
	} while (parse->token.kind == TOKEN_COMMA);
	if (!parse_expect(parse, TOKEN_CLOSE, N_("a comma or a closing parenthesis")))
		return false;
	term->end = parse->end;
	return left.kind == TERM_VALUE || finish_choice(parse, term, mask, false);
}

static bool is_comparison(enum token_kind kind, enum comparison *ret)
{
	switch (kind) {
	case TOKEN_EQUAL:
		*ret = IS_EQUAL;
		return true;
	case TOKEN_UNEQUAL:
		*ret = IS_UNEQUAL;
		return true;
	case TOKEN_LESS:
		*ret = IS_LESS;
		return true;
	case TOKEN_LESS_EQUAL:
		*ret = IS_LESS_EQUAL;
		return true;
	case TOKEN_GREATER:
		*ret = IS_GREATER;
		return true;
	case TOKEN_GREATER_EQUAL:
		*ret = IS_GREATER_EQUAL;
		return true;
	default:
		return false;
	}
}

static bool parse_comparison(struct parse *parse, struct term *ret)
{
	enum comparison comparison, again;
	struct term right;

	if (!parse_sum(parse, ret))
		return false;
	if (parse->token.kind == TOKEN_IN) {
		if (!parse_in(parse, ret))
			return false;
	} else if (is_comparison(parse->token.kind, &comparison)) {
		parse_advance(parse);
		if (ret->kind != TERM_VALUE &&
		        (comparison == IS_EQUAL || comparison == IS_UNEQUAL)) {
			if (!parse_choice_equality(parse, ret, comparison == IS_UNEQUAL))
				return false;
		} else if (!parse_sum(parse, &right) ||
		           !term_compare(parse->compiler, parse->source, comparison, ret, &right)) {
			return false;
		}
	}
	if (is_comparison(parse->token.kind, &again) || parse->token.kind == TOKEN_IN)
		return parse_unexpected(parse, N_("and, or, or the end after a comparison"));
	return true;
}

static bool parse_not(struct parse *parse, struct term *ret)
{
	const char *start = parse->token.start;
	struct compiler *compiler = parse->compiler;

	if (parse->token.kind != TOKEN_NOT)
		return parse_comparison(parse, ret);
	if (!parse_enter(parse))
		return false;
	parse_advance(parse);
	if (!parse_not(parse, ret) || !term_is_condition(compiler, parse->source, ret))
		return false;
	parse_leave(parse);
	ret->start = start;
	return term_finish(compiler, parse->source, ret, pool_not(&compiler->pool, ret->node),
	        dimension_truth);
}

/* and, or */
static bool parse_joined(struct parse *parse, enum token_kind kind,
        bool (*parse_operand)(struct parse *, struct term *),
        uint32_t (*join)(struct pool *, uint32_t, uint32_t), struct term *ret)
{
	struct compiler *compiler = parse->compiler;

	if (!parse_operand(parse, ret))
		return false;
	while (parse->token.kind == kind) {
		struct term right;
		parse_advance(parse);
		if (!term_is_condition(compiler, parse->source, ret) ||
		        !parse_operand(parse, &right) ||
		        !term_is_condition(compiler, parse->source, &right))
			return false;
		ret->end = right.end;
		ret->uses |= right.uses;
		if (!term_finish(compiler, parse->source, ret,
		            join(&compiler->pool, ret->node, right.node), dimension_truth))
			return false;
	}
	return true;
}

static bool parse_and(struct parse *parse, struct term *ret)
{
	return parse_joined(parse, TOKEN_AND, parse_not, pool_and, ret);
}

bool parse_condition(struct parse *parse, struct term *ret)
{
	return parse_joined(parse, TOKEN_OR, parse_and, pool_or, ret);
}

bool parse_expression(struct compiler *compiler, const struct expr_source *source, unsigned allow,
        struct term *ret)
{
	struct parse parse = {compiler, source, allow, lexer_token(source->text), source->text};
	int depth = compiler->depth;
	bool good = parse_condition(&parse, ret);

	compiler->depth = depth;
	if (good && parse.token.kind != TOKEN_END)
		good = parse_unexpected(&parse, N_("an operator or the end"));
	return good;
}
