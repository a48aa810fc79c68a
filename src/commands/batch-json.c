/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "batch-json.h"

#include <string.h>

#define DEPTH 64 /* of arrays and objects in a member that is carried through */

static const char *skip_blanks(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n'))
		p++;
	return p;
}

bool json_open_object(const char **p, const char *end)
{
	*p = skip_blanks(*p, end);
	if (*p >= end || **p != '{')
		return false;
	(*p)++;
	return true;
}

/* P stands on the opening quote; the byte after the closing one, or NULL. */
static const char *skip_string(const char *p, const char *end)
{
	for (p++; p < end; p++) {
		if (*p == '"')
			return p + 1;
		if ((unsigned char)*p < 0x20)
			return NULL;
		if (*p == '\\')
			p++;
	}
	return NULL;
}

static bool in_literal(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '+' || c == '.' || c == 'E';
}

static bool is_literal(const char *text, size_t length)
{
	static const char *const words[] = {"true", "false", "null"};

	for (size_t i = 0; i < 3; i++)
		if (strlen(words[i]) == length && memcmp(words[i], text, length) == 0)
			return true;
	return length && (*text == '-' || (*text >= '0' && *text <= '9'));
}

/* Arrays and objects are looked at no closer than that their brackets match. */
static const char *skip_nested(const char *p, const char *end)
{
	char open[DEPTH];
	int depth = 0;

	for (; p && p < end; p++) {
		if (*p == '"') {
			p = skip_string(p, end);
			if (!p)
				return NULL;
			p--;
		} else if (*p == '[' || *p == '{') {
			if (depth == DEPTH)
				return NULL;
			open[depth++] = *p;
		} else if (*p == ']' || *p == '}') {
			if (depth == 0 || open[--depth] != (*p == ']' ? '[' : '{'))
				return NULL;
			if (depth == 0)
				return p + 1;
		}
	}
	return NULL;
}

static const char *skip_value(const char *p, const char *end)
{
	const char *start = p;

	if (p >= end)
		return NULL;
	if (*p == '"')
		return skip_string(p, end);
	if (*p == '[' || *p == '{')
		return skip_nested(p, end);
	while (p < end && in_literal(*p))
		p++;
	return is_literal(start, (size_t)(p - start)) ? p : NULL;
}

/* The object is closed, and nothing comes after it on its line. */
static bool at_line_end(const char **p, const char *end)
{
	*p = skip_blanks(*p + 1, end);
	return *p == end;
}

bool json_next_member(const char **p, const char *end, struct json_member *ret_member, bool *ret_end)
{
	const char *q = skip_blanks(*p, end), *after;

	*ret_end = q < end && *q == '}';
	if (*ret_end) {
		*p = q;
		return at_line_end(p, end);
	}
	if (q >= end || *q != '"' || !(after = skip_string(q, end)))
		return false;
	ret_member->name = q + 1;
	ret_member->name_length = (size_t)(after - q) - 2;
	q = skip_blanks(after, end);
	if (q >= end || *q != ':')
		return false;
	q = skip_blanks(q + 1, end);
	after = skip_value(q, end);
	if (!after)
		return false;
	ret_member->value = q;
	ret_member->value_length = (size_t)(after - q);
	q = skip_blanks(after, end);
	if (q < end && *q == ',') {
		q = skip_blanks(q + 1, end);
		if (q < end && *q == '}')
			return false;
	} else if (q >= end || *q != '}') {
		return false;
	}
	*p = q;
	return true;
}

/* ---- strings ------------------------------------------------------------------------------------------ */

static bool take_hex(const char *p, unsigned *ret)
{
	*ret = 0;
	for (int i = 0; i < 4; i++) {
		const char *digit = p[i] ? strchr("0123456789abcdefABCDEF", p[i]) : NULL;
		if (!digit)
			return false;
		unsigned value = (unsigned)(digit - "0123456789abcdefABCDEF");
		*ret = *ret * 16 + (value < 16 ? value : value - 6);
	}
	return true;
}

static char *put_utf8(char *to, unsigned c)
{
	if (c < 0x80) {
		*to++ = (char)c;
	} else if (c < 0x800) {
		*to++ = (char)(0xc0 | c >> 6);
		*to++ = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		*to++ = (char)(0xe0 | c >> 12);
		*to++ = (char)(0x80 | (c >> 6 & 0x3f));
		*to++ = (char)(0x80 | (c & 0x3f));
	} else {
		*to++ = (char)(0xf0 | c >> 18);
		*to++ = (char)(0x80 | (c >> 12 & 0x3f));
		*to++ = (char)(0x80 | (c >> 6 & 0x3f));
		*to++ = (char)(0x80 | (c & 0x3f));
	}
	return to;
}

/* \uXXXX, or a pair of them for what lies beyond; P stands after the u. */
static bool take_unicode(const char **p, const char *end, char **to)
{
	unsigned c, low;

	if (end - *p < 4 || !take_hex(*p, &c) || c == 0 || (c >= 0xdc00 && c < 0xe000))
		return false;
	*p += 4;
	if (c >= 0xd800 && c < 0xdc00) {
		if (end - *p < 6 || (*p)[0] != '\\' || (*p)[1] != 'u' || !take_hex(*p + 2, &low) ||
			low < 0xdc00 || low > 0xdfff)
			return false;
		*p += 6;
		c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
	}
	*to = put_utf8(*to, c);
	return true;
}

bool json_said(const char *value, size_t length, char *to)
{
	static const char escapes[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
	const char *p = value + 1, *end = value + length - 1, *escape;

	if (*value != '"') {
		bool nothing = length == 4 && memcmp(value, "null", 4) == 0;
		memcpy(to, value, nothing ? 0 : length);
		to[nothing ? 0 : length] = '\0';
		return true;
	}
	while (p < end) {
		if (*p != '\\') {
			*to++ = *p++;
			continue;
		}
		p++;
		if (*p == 'u') {
			p++;
			if (!take_unicode(&p, end, &to))
				return false;
		} else {
			escape = strchr(escapes, *p);
			if (!escape || !*escape)
				return false;
			*to++ = meant[escape - escapes];
			p++;
		}
	}
	*to = '\0';
	return true;
}
