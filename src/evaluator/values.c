/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "number.h"
#include "phrases.h"
#include "text.h"
#include "values.h"

/* What was expected of the parser: TEXT cut short of blanks at both ends. */
struct slice {
	const char *start;
	size_t length;
};

static struct slice trimmed(const char *text)
{
	struct slice slice;
	while (*text == ' ' || *text == '\t')
		text++;
	slice = (struct slice){text, strlen(text)};
	while (slice.length > 0 &&
	        (text[slice.length - 1] == ' ' || text[slice.length - 1] == '\t'))
		slice.length--;
	return slice;
}

/* ---- the types --------------------------------------------------------------------------------
 */

static bool parse_flag(const char *text, int64_t *ret)
{
	static const char *const no[] = {"no", "false", "0"}, *const yes[] = {"yes", "true", "1"};
	for (int i = 0; i < 3; i++)
		if (strcmp(text, yes[i]) == 0 || strcmp(text, no[i]) == 0) {
			*ret = strcmp(text, yes[i]) == 0;
			return true;
		}
	return false;
}

static bool parse_choice(const struct tk_fact *fact, const char *text, int64_t *ret)
{
	for (size_t i = 0; i < fact->choice_count; i++)
		if (strcmp(fact->choices[i].id, text) == 0) {
			*ret = (int64_t)i;
			return true;
		}
	return false;
}

static bool parse_count(const char *text, int64_t *ret)
{
	int64_t value = 0;
	if (*text == '\0' || strlen(text) > 15)
		return false;
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9')
			return false;
		value = value * 10 + (*text - '0');
	}
	*ret = value;
	return true;
}

/* A decimal with at most 9 digits after the point, as a fraction; moves *text behind it. */
static bool take_decimal(const char **text, struct number *ret)
{
	wide value = 0, scale = 1;
	int digits = 0, decimals = -1;

	for (;; (*text)++) {
		char c = **text;
		if (c == '.' && decimals < 0 && digits > 0) {
			decimals = 0;
			continue;
		}
		if (c < '0' || c > '9')
			break;
		if (decimals == 9 || digits == 15)
			return false;
		value = value * 10 + (c - '0');
		digits++;
		if (decimals >= 0) {
			decimals++;
			scale *= 10;
		}
	}
	if (digits == 0 || decimals == 0)
		return false;
	*ret = number_reduced(value, scale);
	return true;
}

static const struct {
	const char *name;
	int64_t seconds;
} duration_units[] = {{"d", 86400}, {"h", 3600}, {"min", 60}, {"s", 1}};
#define DURATION_UNITS (sizeof(duration_units) / sizeof(duration_units[0]))

bool value_unit(const char *name, int64_t *ret_seconds)
{
	for (size_t i = 0; i < DURATION_UNITS; i++)
		if (strcmp(duration_units[i].name, name) == 0) {
			*ret_seconds = duration_units[i].seconds;
			return true;
		}
	return false;
}

/* "15 min", "1.5 h", or bare where the fact fixes a unit; a whole number of seconds. */
static bool parse_duration(const struct tk_fact *fact, const char *text, int64_t *ret)
{
	struct number value;
	int64_t unit = fact->unit;

	if (!take_decimal(&text, &value))
		return false;
	while (*text == ' ')
		text++;
	if (*text != '\0' && !value_unit(text, &unit))
		return false;
	if (unit == 0 || value.num * unit % value.den != 0)
		return false;
	value.num = value.num * unit / value.den;
	if (value.num > INT64_MAX)
		return false;
	*ret = (int64_t)value.num;
	return true;
}

static bool parse_percent(const char *text, int64_t *ret)
{
	struct number value;

	if (!take_decimal(&text, &value))
		return false;
	while (*text == ' ')
		text++;
	if (*text == '%')
		text++;
	if (*text != '\0' || value.num * 100 % value.den != 0)
		return false;
	*ret = (int64_t)(value.num * 100 / value.den);
	return true;
}

static enum tk_error_code parse_by_type(const struct tk_fact *fact, const char *text, int64_t *ret)
{
	bool good;
	switch (fact->type) {
	case TK_FLAG:
		good = parse_flag(text, ret);
		return good ? TK_ERROR_COUNT : TK_E_BAD_FLAG;
	case TK_CHOICE:
		good = parse_choice(fact, text, ret);
		return good ? TK_ERROR_COUNT : TK_E_UNKNOWN_CHOICE;
	case TK_MONEY:
		good = money_read(text, ret);
		return good ? TK_ERROR_COUNT : TK_E_BAD_MONEY;
	case TK_MOMENT:
		good = moment_read(text, ret);
		return good ? TK_ERROR_COUNT : TK_E_BAD_MOMENT;
	case TK_DURATION:
		good = parse_duration(fact, text, ret);
		return good ? TK_ERROR_COUNT : TK_E_BAD_DURATION;
	case TK_COUNT:
		good = parse_count(text, ret);
		return good ? TK_ERROR_COUNT : TK_E_BAD_COUNT;
	case TK_PERCENT:
		good = parse_percent(text, ret);
		return good ? TK_ERROR_COUNT : TK_E_BAD_PERCENT;
	case TK_TEXT:
		break;
	}
	return TK_E_BAD_VALUE;
}

/* ---- messages ---------------------------------------------------------------------------------
 */

static const char *next_choice(const void *user, size_t i)
{
	const struct tk_fact *fact = user;
	return i < fact->choice_count ? fact->choices[i].id : NULL;
}

/* "a, b, c"; NULL = no memory */
static char *choice_list(const struct tk_fact *fact)
{
	struct text_buffer list;
	text_buffer_init(&list);
	for (size_t i = 0; i < fact->choice_count; i++) {
		text_buffer_add(&list, i == 0 ? "" : ", ");
		text_buffer_add(&list, fact->choices[i].id);
	}
	return text_buffer_take(&list);
}

/* "0.00 .. 100.00"; NULL = no memory */
static char *range_text(const struct tk_fact *fact)
{
	char *least = tk_value_format(fact, fact->least), *most = tk_value_format(fact, fact->most);
	char *range = least == NULL || most == NULL ? NULL : text_printf("%s .. %s", least, most);
	free(least);
	free(most);
	return range;
}

void value_range_error(const struct tk_fact *fact, const char *text, struct tk_error *ret_error)
{
	struct error_place place = {.key = fact->name};
	char *range = range_text(fact);
	error_set(ret_error, TK_E_OUT_OF_RANGE, &place, text, range, NULL);
	free(range);
}

enum tk_status tk_value_parse(const struct tk_fact *fact, const char *text, int64_t *ret_value,
        struct tk_error *ret_error)
{
	struct error_place place = {.key = fact->name};
	struct slice slice = trimmed(text);
	char *copy = strndup(slice.start, slice.length);
	char *choices = NULL;
	enum tk_error_code code;
	int64_t value = 0;

	*ret_error = (struct tk_error){0};
	if (copy == NULL)
		return TK_NO_MEMORY;
	code = parse_by_type(fact, copy, &value);
	if (code == TK_ERROR_COUNT && (value < fact->least || value > fact->most)) {
		value_range_error(fact, copy, ret_error);
	} else if (code == TK_E_UNKNOWN_CHOICE) {
		choices = choice_list(fact);
		error_set(ret_error, code, &place, copy, choices,
		        error_nearest(copy, next_choice, fact));
	} else if (code != TK_ERROR_COUNT) {
		error_set(ret_error, code, &place, copy, NULL, NULL);
	} else {
		*ret_value = value;
		free(copy);
		return TK_OK;
	}
	free(choices);
	free(copy);
	return TK_INVALID;
}

/* ---- written ----------------------------------------------------------------------------------
 */

static char *format_duration(int64_t seconds)
{
	for (size_t i = 0; i < DURATION_UNITS; i++)
		if (seconds % duration_units[i].seconds == 0 &&
		        (seconds != 0 || i == DURATION_UNITS - 1))
			return text_printf("%lld %s",
			        (long long)(seconds / duration_units[i].seconds),
			        duration_units[i].name);
	return NULL;
}

static char *format_percent(int64_t value)
{
	if (value % 100 == 0)
		return text_printf("%lld %%", (long long)(value / 100));
	if (value % 10 == 0)
		return text_printf(
		        "%lld.%lld %%", (long long)(value / 100), (long long)(value / 10 % 10));
	return text_printf("%lld.%02lld %%", (long long)(value / 100), (long long)(value % 100));
}

char *tk_value_format(const struct tk_fact *fact, int64_t value)
{
	char money[TK_MONEY_TEXT], moment[TK_MOMENT_TEXT];
	switch (fact->type) {
	case TK_FLAG:
		return strdup(value != 0 ? "yes" : "no");
	case TK_CHOICE:
		return strdup(value >= 0 && (size_t)value < fact->choice_count
		                      ? fact->choices[value].id
		                      : "");
	case TK_MONEY:
		return strdup(tk_money_format(value, money));
	case TK_MOMENT:
		return strdup(tk_moment_format(value, moment));
	case TK_DURATION:
		return format_duration(value);
	case TK_PERCENT:
		return format_percent(value);
	default:
		return text_printf("%lld", (long long)value);
	}
}
