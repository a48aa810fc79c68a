/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stddef.h>
#include <string.h>

#include "typed.h"

static bool is_digit(char character)
{
	return character >= '0' && character <= '9';
}

static bool is_letter(char character)
{
	return character >= 'a' && character <= 'z';
}

void typed_skip_blanks(struct typed_scan *scan)
{
	while (*scan->at == ' ' || *scan->at == '\t')
		scan->at++;
}

bool typed_word(struct typed_scan *scan, const char *word)
{
	struct typed_scan ahead = *scan;
	size_t length = strlen(word);

	typed_skip_blanks(&ahead);
	if (strncmp(ahead.at, word, length) != 0)
		return false;
	if (is_letter(word[length - 1]) && is_letter(ahead.at[length]))
		return false;
	scan->at = ahead.at + length;
	return true;
}

int typed_one_of(struct typed_scan *scan, const char *const *words)
{
	for (int i = 0; words[i] != NULL; i++) {
		if (typed_word(scan, words[i]))
			return i;
	}
	return -1;
}

bool typed_number(struct typed_scan *scan, int64_t *ret_number, int *ret_digits)
{
	static const char *const numerals[] = {
		"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "两", NULL};
	struct typed_scan ahead = *scan;
	int64_t number = 0;
	int digits = 0;

	typed_skip_blanks(&ahead);
	for (; is_digit(*ahead.at) && digits < 10; ahead.at++, digits++)
		number = number * 10 + (*ahead.at - '0');
	if (digits == 0) {
		int numeral = typed_one_of(&ahead, numerals);
		if (numeral < 0)
			return false;
		number = numeral == 10 ? 2 : numeral + 1;
		digits = 1;
	}
	if (digits > 9)
		return false;
	*scan = ahead;
	*ret_number = number;
	if (ret_digits != NULL)
		*ret_digits = digits;
	return true;
}

/* ---- durations ------------------------------------------------------------------------------- */

static const struct {
	const char *word;
	int64_t seconds;
} units[] = {
	{"seconds", 1}, {"second", 1}, {"secs", 1}, {"sec", 1}, {"s", 1}, {"秒钟", 1}, {"秒", 1},
	{"minutes", 60}, {"minute", 60}, {"mins", 60}, {"min", 60}, {"m", 60}, {"分钟", 60}, {"分", 60},
	{"hours", 3600}, {"hour", 3600}, {"hrs", 3600}, {"hr", 3600}, {"h", 3600}, {"个小时", 3600},
	{"小时", 3600}, {"个钟头", 3600}, {"钟头", 3600}, {"个钟", 3600}, {"时", 3600},
	{"days", 86400}, {"day", 86400}, {"d", 86400}, {"天", 86400},
	{"weeks", 604800}, {"week", 604800}, {"w", 604800}, {"个星期", 604800}, {"星期", 604800},
	{"周", 604800},
};

static bool take_unit(struct typed_scan *scan, int64_t *ret_seconds)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (typed_word(scan, units[i].word)) {
			*ret_seconds = units[i].seconds;
			return true;
		}
	}
	return false;
}

/* A number with at most three decimals, in thousandths; "half an", "an", "半" too. */
static bool take_thousandths(struct typed_scan *scan, int64_t *ret_thousandths)
{
	int64_t whole, fraction = 0;
	int digits;

	if (typed_word(scan, "half an") || typed_word(scan, "half a") || typed_word(scan, "半个") ||
		typed_word(scan, "半")) {
		*ret_thousandths = 500;
		return true;
	}
	if (typed_word(scan, "an") || typed_word(scan, "a")) {
		*ret_thousandths = 1000;
		return true;
	}
	if (!typed_number(scan, &whole, NULL))
		return false;
	if (*scan->at == '.' && is_digit(scan->at[1])) {
		scan->at++;
		if (!typed_number(scan, &fraction, &digits) || digits > 3)
			return false;
		for (; digits < 3; digits++)
			fraction *= 10;
	} else if (typed_word(scan, "个半")) {
		fraction = 500;
	}
	*ret_thousandths = whole * 1000 + fraction;
	return true;
}

bool typed_duration(struct typed_scan *scan, int64_t *ret_seconds, bool *ret_whole_days)
{
	struct typed_scan ahead = *scan;
	int64_t total = 0, last_unit = INT64_MAX;
	bool whole_days = true, any = false;

	for (;;) {
		struct typed_scan part = ahead;
		int64_t thousandths, unit;
		if (any) /* "1 hour and 30 minutes", "1小时零5分" */
			(void)(typed_word(&part, "and") || typed_word(&part, "零"));
		if (!take_thousandths(&part, &thousandths) || !take_unit(&part, &unit))
			break;
		if (unit >= last_unit || thousandths * unit % 1000 != 0)
			return false;
		if (unit == 3600 && thousandths % 1000 == 0 && typed_word(&part, "半"))
			thousandths += 500; /* 1小时半 */
		total += thousandths * unit / 1000;
		whole_days = whole_days && unit >= 86400;
		last_unit = unit;
		any = true;
		ahead = part;
	}
	if (!any)
		return false;
	*scan = ahead;
	*ret_seconds = total;
	if (ret_whole_days != NULL)
		*ret_whole_days = whole_days;
	return true;
}
