/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plainest written forms, read straight out of a longer text: what nearly all cells of a table hold.
 * Everything else, and what is wrong, is tk_value_parse's; the two agree on what both read.
 */
#include <string.h>

#include "values.h"

static bool is_digit(char c)
{
	return (unsigned char)(c - '0') < 10;
}

/* Up to MOST digits; NULL: none, or more. */
static const char *scan_digits(const char *text, int most, int64_t *ret)
{
	uint64_t value = 0; /* of too many digits it is of no use */
	const char *p = text;

	for (; is_digit(*p); p++)
		value = value * 10 + (unsigned char)(*p - '0');
	*ret = (int64_t)value;
	return p == text || p - text > most ? NULL : p;
}

static const char *scan_flag(const char *text, int64_t *ret)
{
	if (*text == '0' || *text == '1') {
		*ret = *text - '0';
		return text + 1;
	}
	*ret = *text == 'y' || *text == 't';
	if (strncmp(text, "yes", 3) == 0)
		return text + 3;
	if (strncmp(text, "no", 2) == 0)
		return text + 2;
	if (strncmp(text, "true", 4) == 0)
		return text + 4;
	return strncmp(text, "false", 5) == 0 ? text + 5 : NULL;
}

/* The longest that fits: one id may begin another. */
static const char *scan_choice(const struct tk_fact *fact, const char *text, int64_t *ret)
{
	size_t longest = 0;

	for (size_t i = 0; i < fact->choice_count; i++) {
		const char *id = fact->choices[i].id;
		size_t length = 0;
		if (*id != *text)
			continue;
		while (id[length] != '\0' && id[length] == text[length])
			length++;
		if (id[length] == '\0' && length > longest) {
			longest = length;
			*ret = (int64_t)i;
		}
	}
	return longest > 0 ? text + longest : NULL;
}

static const char *scan_money(const char *text, int64_t *ret)
{
	const char *p = scan_digits(text, 13, ret);

	if (p == NULL)
		return NULL;
	*ret *= 100;
	if (*p != '.')
		return p;
	if (!is_digit(p[1]))
		return NULL;
	*ret += (p[1] - '0') * 10;
	if (!is_digit(p[2]))
		return p + 2;
	*ret += p[2] - '0';
	return is_digit(p[3]) ? NULL : p + 3;
}

/* A bare decimal of the fact's unit with at most one digit after the point, whole seconds. */
static const char *scan_duration(const struct tk_fact *fact, const char *text, int64_t *ret)
{
	const char *p = scan_digits(text, 9, ret);

	if (p == NULL || fact->unit == 0)
		return NULL;
	/* nine digits of the longest unit, a day, are far from too many seconds */
	*ret *= fact->unit;
	if (*p != '.')
		return p;
	if (!is_digit(p[1]) || is_digit(p[2]) || fact->unit % 10 != 0)
		return NULL;
	*ret += (p[1] - '0') * (fact->unit / 10);
	return p + 2;
}

/* Two digits and what follows them. */
static const char *scan_two(const char *p, char after, int *ret)
{
	if (p == NULL || !is_digit(p[0]) || !is_digit(p[1]) || (after != '\0' && p[2] != after))
		return NULL;
	*ret = (p[0] - '0') * 10 + (p[1] - '0');
	return p + (after != '\0' ? 3 : 2);
}

/* YYYY-MM-DDTHH:MM, perhaps with seconds, China time. */
static const char *scan_moment(const char *text, int64_t *ret)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	struct tk_civil civil = {0};
	int century, year;
	const char *p = scan_two(text, '\0', &century);

	p = scan_two(p, '-', &year);
	p = scan_two(p, '-', &civil.month);
	p = scan_two(p, '\0', &civil.day);
	if (p == NULL || (*p != 'T' && *p != ' ') || civil.month < 1 || civil.month > 12 || civil.day < 1 ||
		civil.day > days[civil.month - 1])
		return NULL;
	civil.year = century * 100 + year;
	p = scan_two(p + 1, ':', &civil.hour);
	p = scan_two(p, '\0', &civil.minute);
	if (p != NULL && *p == ':')
		p = scan_two(p + 1, '\0', &civil.second);
	if (p == NULL || civil.hour > 23 || civil.minute > 59 || civil.second > 59)
		return NULL;
	*ret = tk_civil_moment(&civil);
	return p;
}

const char *tk_value_scan(const struct tk_fact *fact, const char *text, int64_t *ret_value)
{
	const char *end = NULL;
	int64_t value = 0;

	switch (fact->type) {
	case TK_FLAG:
		end = scan_flag(text, &value);
		break;
	case TK_CHOICE:
		end = scan_choice(fact, text, &value);
		break;
	case TK_MONEY:
		end = scan_money(text, &value);
		break;
	case TK_MOMENT:
		end = scan_moment(text, &value);
		break;
	case TK_DURATION:
		end = scan_duration(fact, text, &value);
		break;
	case TK_COUNT:
		end = scan_digits(text, 15, &value);
		break;
	case TK_PERCENT:
	case TK_TEXT:
		break;
	}
	if (end == NULL || value < fact->least || value > fact->most)
		return NULL;
	*ret_value = value;
	return end;
}
