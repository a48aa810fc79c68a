/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of the expression language: cuts one value of a pack into tokens. Must not know what
 * the words mean.
 */
#ifndef EVALUATOR_LEXER_H
#define EVALUATOR_LEXER_H

#include <stddef.h>

#include "number.h"

enum token_kind {
	TOKEN_END,
	TOKEN_NUMBER, /* 800, 800.00: value */
	TOKEN_MOMENT, /* 2026-01-01, 2026-01-01T00:00: moment */
	TOKEN_NAME,   /* a fact, a define, a choice, a unit */
	TOKEN_AND,
	TOKEN_OR,
	TOKEN_NOT,
	TOKEN_IN,
	TOKEN_EQUAL,
	TOKEN_UNEQUAL,
	TOKEN_LESS,
	TOKEN_LESS_EQUAL,
	TOKEN_GREATER,
	TOKEN_GREATER_EQUAL,
	TOKEN_PLUS,
	TOKEN_MINUS,
	TOKEN_TIMES,
	TOKEN_OVER,
	TOKEN_PERCENT,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_COMMA,
	TOKEN_COLON,
	TOKEN_BAD_NUMBER, /* too long, or letters in it */
	TOKEN_BAD_MOMENT,
	TOKEN_BAD, /* a character that stands for nothing */
};

struct token {
	enum token_kind kind;
	const char *start;
	size_t length;
	struct number value;
	int64_t moment;
};

/* The token at TEXT, blanks before it left out. */
struct token lexer_token(const char *text);
/* How many bytes at TEXT belong to a name: a letter, then letters, digits, '_' and '.', and '-'
 * between two letters; 0 when no name begins there. */
size_t lexer_name_length(const char *text);
/* Whether TEXT as a whole is a name that may be given to a fact, a define or a choice: not a word
 * that the language keeps for itself. */
bool lexer_is_free_name(const char *text);

#endif
