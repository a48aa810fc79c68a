/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "batch-csv.h"

#include <string.h>

enum state { FIELD_START, PLAIN, QUOTED, QUOTE_IN_QUOTED };

static const char *after_line(const char *p, const char *end)
{
	const char *newline = memchr(p, '\n', (size_t)(end - p));
	return newline ? newline + 1 : NULL;
}

/* Whether C may follow the quote that ends a field, or is the second of a pair inside it. */
static bool may_follow_quote(char c)
{
	return c == ',' || c == '\n' || c == '\r' || c == '"';
}

const char *csv_record_end(const char *p, const char *end, bool last)
{
	const char *start = p;
	enum state state = FIELD_START;

	for (; p < end; p++) {
		char c = *p;
		if (state == QUOTED) {
			if (c == '"')
				state = QUOTE_IN_QUOTED;
			continue;
		}
		if (state == QUOTE_IN_QUOTED && !may_follow_quote(c))
			break;
		if (c == '\n')
			return p + 1;
		if (c == ',')
			state = FIELD_START;
		else if (c == '"' && state != PLAIN)
			state = QUOTED; /* the first of a field, or the second of a pair */
		else if (state == FIELD_START)
			state = PLAIN;
	}
	if (p == end && !last)
		return NULL;
	p = after_line(start, end);
	return p ? p : end;
}

const char *csv_last_record_end(const char *p, const char *end)
{
	const char *next;

	if (!memchr(p, '"', (size_t)(end - p))) {
		next = memrchr(p, '\n', (size_t)(end - p));
		return next ? next + 1 : p;
	}
	while (p < end && (next = csv_record_end(p, end, false)) != NULL)
		p = next;
	return p;
}

bool csv_field(const char *p, const char *end, const char **ret_next)
{
	if (*p != '"') {
		while (p < end && *p != ',' && *p != '\n' && *p != '"')
			p++;
		if (p < end && *p == '"')
			return false;
		*ret_next = p;
		return true;
	}
	for (p++; p < end; p++) {
		if (*p != '"')
			continue;
		if (p + 1 < end && p[1] == '"') {
			p++;
			continue;
		}
		p++;
		if (p + 1 < end && p[0] == '\r' && p[1] == '\n')
			p++;
		*ret_next = p;
		return p >= end || *p == ',' || *p == '\n';
	}
	return false;
}

size_t csv_unquoted(const char *field, size_t length, char *to)
{
	size_t filled = 0;

	/* The CR of a CRLF is no part of the last field. */
	if (length && field[length - 1] == '\r')
		length--;
	if (length < 2 || *field != '"') {
		memcpy(to, field, length);
		to[length] = '\0';
		return length;
	}
	for (size_t i = 1; i + 1 < length; i++) {
		to[filled++] = field[i];
		if (field[i] == '"')
			i++;
	}
	to[filled] = '\0';
	return filled;
}

/* "-5", "+0.50": a sign, and nothing but a number behind it. */
static bool is_signed_number(const char *text, size_t length)
{
	size_t digits = 0, points = 0;

	for (size_t i = 1; i < length; i++) {
		digits += text[i] >= '0' && text[i] <= '9';
		points += text[i] == '.';
	}
	return digits + points + 1 == length && points <= 1;
}

bool csv_is_formula(const char *field, size_t length)
{
	static const char *const full_width[] = {"＝", "＋", "－", "＠"};

	if (length >= 2 && *field == '"') {
		field++;
		length -= 2;
	}
	if (!length)
		return false;
	switch (*field) {
	case '=':
	case '@':
	case '\t':
	case '\r':
	case '\n':
		return true;
	case '+':
	case '-':
		return !is_signed_number(field, length);
	default:
		break;
	}
	for (size_t i = 0; i < sizeof(full_width) / sizeof(*full_width); i++)
		if (length >= 3 && memcmp(field, full_width[i], 3) == 0)
			return true;
	return false;
}

void csv_add_defused(struct text_buffer *to, const char *field, size_t length)
{
	bool quoted = length && *field == '"';

	if (csv_is_formula(field, length)) {
		text_buffer_add(to, quoted ? "\"'" : "'");
		field += quoted;
		length -= quoted;
	}
	text_buffer_add_n(to, field, length);
}
