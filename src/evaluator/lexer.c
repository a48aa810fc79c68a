/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "lexer.h"

#define DIGITS_BEFORE 15
#define DIGITS_AFTER 9

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
	return is_letter(c) || is_digit(c) || c == '_';
}

size_t lexer_name_length(const char *text)
{
	size_t n = 0;
	if (!is_letter(text[0]) && text[0] != '_')
		return 0;
	for (n = 1;; n++) {
		if (is_word(text[n]))
			continue;
		if (text[n] == '.' && is_letter(text[n + 1]))
			continue;
		if (text[n] == '-' && is_letter(text[n - 1]) && is_letter(text[n + 1]))
			continue;
		return n;
	}
}

static const struct {
	const char *word;
	enum token_kind kind;
} keywords[] = {{"and", TOKEN_AND}, {"or", TOKEN_OR}, {"not", TOKEN_NOT}, {"in", TOKEN_IN},
        /* Names to the lexer, but with a meaning of their own. */
        {"yes", TOKEN_NAME}, {"no", TOKEN_NAME}, {"min", TOKEN_NAME}, {"max", TOKEN_NAME},
        {"s", TOKEN_NAME}, {"h", TOKEN_NAME}, {"d", TOKEN_NAME}, {"yuan", TOKEN_NAME},
        {"now", TOKEN_NAME}, {"answered", TOKEN_NAME}, {"verdict", TOKEN_NAME},
        {"always", TOKEN_NAME}, {"used", TOKEN_NAME}, {"if", TOKEN_NAME}, {"else", TOKEN_NAME},
        {"floor", TOKEN_NAME}, {"ceil", TOKEN_NAME}, {"months", TOKEN_NAME},
        {"add_months", TOKEN_NAME}};

static int find_keyword(const char *text, size_t length)
{
	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
		if (strlen(keywords[i].word) == length &&
		        strncmp(keywords[i].word, text, length) == 0)
			return (int)i;
	return -1;
}

bool lexer_is_free_name(const char *text)
{
	size_t length = lexer_name_length(text);
	return length > 0 && text[length] == '\0' && find_keyword(text, length) < 0;
}

/* ---- numbers and moments ----------------------------------------------------------------------
 */

static size_t digits(const char *text)
{
	size_t n = 0;
	while (is_digit(text[n]))
		n++;
	return n;
}

static bool looks_like_date(const char *text)
{
	return digits(text) == 4 && text[4] == '-' && digits(text + 5) == 2 && text[7] == '-' &&
	       digits(text + 8) == 2;
}

static struct token lex_moment(const char *text)
{
	struct token token = {TOKEN_BAD_MOMENT, text, 10, {0, 1}, 0};
	char copy[40];

	if (text[10] == 'T')
		while (is_word(text[token.length]) || strchr(":+-", text[token.length]) != NULL) {
			if (text[token.length] == '\0')
				break;
			token.length++;
		}
	if (token.length + sizeof("T00:00") > sizeof(copy))
		return token;
	memcpy(copy, text, token.length);
	copy[token.length] = '\0';
	if (token.length == 10)
		strcat(copy, "T00:00");
	if (tk_moment_parse(copy, &token.moment) == TK_OK)
		token.kind = TOKEN_MOMENT;
	return token;
}

static struct token lex_number(const char *text)
{
	struct token token = {TOKEN_BAD_NUMBER, text, digits(text), {0, 1}, 0};
	size_t before = token.length, after = 0;
	wide value = 0, scale = 1;

	if (text[before] == '.' && is_digit(text[before + 1])) {
		after = digits(text + before + 1);
		token.length += 1 + after;
	}
	if (before > DIGITS_BEFORE || after > DIGITS_AFTER)
		return token;
	for (size_t i = 0; i < token.length; i++) {
		if (text[i] != '.')
			value = value * 10 + (text[i] - '0');
		if (i > before)
			scale *= 10;
	}
	token.value = number_reduced(value, scale);
	token.kind = TOKEN_NUMBER;
	return token;
}

/* ---- all of it --------------------------------------------------------------------------------
 */

static struct token lex_name(const char *text)
{
	size_t length = lexer_name_length(text);
	int keyword = find_keyword(text, length);
	return (struct token){
	        keyword < 0 ? TOKEN_NAME : keywords[keyword].kind, text, length, {0, 1}, 0};
}

static struct token lex_sign(const char *text)
{
	static const struct {
		const char *sign;
		enum token_kind kind;
	} signs[] = {{"!=", TOKEN_UNEQUAL}, {"<=", TOKEN_LESS_EQUAL}, {">=", TOKEN_GREATER_EQUAL},
	        {"=", TOKEN_EQUAL}, {"<", TOKEN_LESS}, {">", TOKEN_GREATER}, {"+", TOKEN_PLUS},
	        {"-", TOKEN_MINUS}, {"*", TOKEN_TIMES}, {"/", TOKEN_OVER}, {"%", TOKEN_PERCENT},
	        {"(", TOKEN_OPEN}, {")", TOKEN_CLOSE}, {",", TOKEN_COMMA},
	        {":", TOKEN_COLON}};
	struct token token = {TOKEN_BAD, text, 1, {0, 1}, 0};

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		size_t length = strlen(signs[i].sign);
		if (strncmp(text, signs[i].sign, length) == 0) {
			token.kind = signs[i].kind;
			token.length = length;
			return token;
		}
	}
	/* A whole character, for the message. */
	while (((unsigned char)text[token.length] & 0xc0) == 0x80)
		token.length++;
	return token;
}

struct token lexer_token(const char *text)
{
	while (*text == ' ' || *text == '\t')
		text++;
	if (*text == '\0')
		return (struct token){TOKEN_END, text, 0, {0, 1}, 0};
	if (looks_like_date(text))
		return lex_moment(text);
	if (is_digit(*text))
		return lex_number(text);
	if (lexer_name_length(text) > 0)
		return lex_name(text);
	return lex_sign(text);
}
