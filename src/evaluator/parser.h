/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between the two halves of the parser: parser.c has the grammar, parser-names.c literals and
 * names. Must not know types (terms.c does).
 */
#ifndef EVALUATOR_PARSER_H
#define EVALUATOR_PARSER_H

#include "compiler.h"
#include "lexer.h"

struct parse {
	struct compiler *compiler;
	const struct expr_source *source;
	unsigned allow;
	struct token token; /* the next one */
	const char *end;    /* of the one before */
};

bool token_is(const struct token *token, const char *word);
void parse_advance(struct parse *parse);
/* These report and return false. */
bool parse_fail(struct parse *parse, enum tk_error_code code, const struct token *token,
        const char *detail, const char *nearest);
/* The next token does not belong here; DETAIL says what would. */
bool parse_unexpected(struct parse *parse, const char *detail);
/* Takes a token of this kind, or reports. */
bool parse_expect(struct parse *parse, enum token_kind kind, const char *detail);
/* One level deeper, unless that is too deep (reported). Not undone on failure: parse_expression
 * does. */
bool parse_enter(struct parse *parse);
void parse_leave(struct parse *parse);

/* The whole grammar. */
bool parse_condition(struct parse *parse, struct term *ret);
/* The list of a call's arguments, at least one of them, from its opening parenthesis on; *ret_count of
 * them, at most ROOM. */
bool parse_arguments(struct parse *parse, struct term *terms, size_t room, size_t *ret_count);
/* A literal with its unit; a name, and the call it may begin. ret->start is set. */
bool parse_number(struct parse *parse, struct term *ret);
bool parse_name(struct parse *parse, struct term *ret);

#endif
