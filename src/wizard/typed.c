/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <ctype.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "currency.h"
#include "flow.h"
#include "text.h"
#include "typed.h"

char *typed_prepare(const char *text)
{
	char *folded = text_fold(text);
	char *prepared = folded == NULL ? NULL : text_trim(folded);

	free(folded);
	if (prepared == NULL)
		return NULL;
	for (char *at = prepared; *at != '\0'; at++) {
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	}
	return prepared;
}

static bool is_one_of(const char *prepared, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++) {
		if (strcmp(prepared, words[i]) == 0)
			return true;
	}
	return false;
}

bool typed_is_not_sure(const char *text)
{
	static const char *const words[] = {"?", "??", "not sure", "unsure", "unknown", "don't know",
		"不清楚", "不知道", "不确定", "不晓得", NULL};
	char *prepared = typed_prepare(text);
	bool not_sure = prepared != NULL && is_one_of(prepared, words);
	free(prepared);
	return not_sure;
}

static bool read_flag(const char *prepared, char **ret_exact)
{
	static const char *const yes[] = {"yes", "y", "true", "1", "是", "是的", "有", "对", "对的",
		"开过", "已", "√", NULL};
	static const char *const no[] = {"no", "n", "false", "0", "2", "否", "不是", "没有", "没", "无",
		"不", "不对", "未", "×", NULL};

	if (is_one_of(prepared, yes))
		*ret_exact = strdup("yes");
	else if (is_one_of(prepared, no))
		*ret_exact = strdup("no");
	else
		return false;
	return *ret_exact != NULL;
}

/* Whether a choice's label in some language, or its id, is what was typed. */
static bool names_choice(const struct tk_choice *choice, const char *prepared)
{
	static const char *const languages[] = {"en", "zh_CN"};

	if (strcmp(choice->id, prepared) == 0)
		return true;
	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
		const char *label = tk_text_get(choice->label, languages[i]);
		char *known = label == NULL ? NULL : typed_prepare(label);
		bool same = known != NULL && strcmp(known, prepared) == 0;
		free(known);
		if (same)
			return true;
	}
	return false;
}

static bool read_choice(const struct tk_fact *fact, const char *prepared, char **ret_exact)
{
	if (prepared[0] >= '1' && prepared[0] <= '9' && prepared[1] == '\0' &&
		(size_t)(prepared[0] - '1') < fact->choice_count) {
		*ret_exact = strdup(fact->choices[prepared[0] - '1'].id);
		return *ret_exact != NULL;
	}
	for (size_t i = 0; i < fact->choice_count; i++) {
		if (names_choice(&fact->choices[i], prepared)) {
			*ret_exact = strdup(fact->choices[i].id);
			return *ret_exact != NULL;
		}
	}
	if (fact->choice_count > 0)
		return false;
	*ret_exact = strdup(prepared); /* an open choice: ids are lower case */
	return *ret_exact != NULL;
}

/* Takes the signs and words of the currency from both ends of a sum, those of either language. */
static void strip_currency(const struct currency *currency, struct typed_scan *scan, char *end)
{
	const char *const *after = currency->after;

	while (typed_one_of(scan, currency->before) >= 0)
		continue;
	typed_skip_blanks(scan);
	for (bool found = true; found;) {
		found = false;
		while (end > scan->at && end[-1] == ' ')
			*--end = '\0';
		for (size_t i = 0; !found && after[i] != NULL; i++) {
			size_t length = strlen(after[i]);
			if ((size_t)(end - scan->at) > length && strcmp(end - length, after[i]) == 0) {
				end -= length;
				*end = '\0';
				found = true;
			}
		}
	}
}

/* Whether commas stand only before groups of three digits: 1,200.00 but not 12,00. */
static bool groups_are_right(const char *number)
{
	size_t first = strcspn(number, ",");

	if (number[first] == '\0')
		return true;
	if (first < 1 || first > 3)
		return false;
	for (const char *at = number + first; *at == ',';) {
		for (int i = 1; i <= 3; i++) {
			if (at[i] < '0' || at[i] > '9')
				return false;
		}
		at += 4;
		if (*at != ',' && *at != '.' && *at != '\0')
			return false;
	}
	return strchr(strchrnul(number, '.'), ',') == NULL;
}

/* 1.2万 as 12000: at most four decimals, so that nothing is lost. */
static char *ten_thousands(const char *number)
{
	char digits[24];
	size_t count = 0;
	int decimals = -1;

	for (const char *at = number; *at != '\0'; at++) {
		if (*at == '.' && decimals < 0)
			decimals = 0;
		else if (*at >= '0' && *at <= '9' && count < 12) {
			digits[count++] = *at;
			decimals += decimals >= 0;
		} else {
			return NULL;
		}
	}
	if (count == 0 || decimals > 4)
		return NULL;
	for (int i = decimals < 0 ? 0 : decimals; i < 4; i++)
		digits[count++] = '0';
	digits[count] = '\0';
	return strdup(digits);
}

static bool read_money(const struct currency *currency, char *prepared, char **ret_exact)
{
	static const char wan[] = "万";
	struct typed_scan scan = {prepared};
	struct text_buffer number;

	strip_currency(currency, &scan, prepared + strlen(prepared));
	if (!groups_are_right(scan.at))
		return false;
	text_buffer_init(&number);
	for (const char *at = scan.at; *at != '\0'; at++) {
		/* A blank may stand for the comma, as in 1 200.00. */
		bool group = *at == ' ' && at > scan.at && isdigit((unsigned char)at[-1]) &&
			     strspn(at + 1, "0123456789") == 3;
		if (*at != ',' && !group)
			text_buffer_add_n(&number, at, 1);
	}
	char *text = text_buffer_take(&number);
	if (text == NULL)
		return false;
	size_t length = strlen(text);
	if (length > strlen(wan) && strcmp(text + length - strlen(wan), wan) == 0) {
		text[length - strlen(wan)] = '\0';
		char *times = ten_thousands(text);
		free(text);
		text = times;
	} else if (length > 1 && text[length - 1] == '.') {
		text[length - 1] = '\0'; /* 800. */
	}
	*ret_exact = text;
	return text != NULL;
}

static bool read_count(const char *prepared, char **ret_exact)
{
	static const char *const words[] = {"台", "个", "次", "份", "servers", "server", "times", "time", NULL};
	struct typed_scan scan = {prepared};
	int64_t number;

	if (!typed_number(&scan, &number, NULL))
		return false;
	(void)typed_one_of(&scan, words);
	typed_skip_blanks(&scan);
	if (*scan.at != '\0')
		return false;
	*ret_exact = text_printf("%lld", (long long)number);
	return *ret_exact != NULL;
}

static bool read_duration(const struct tk_fact *fact, const char *prepared, char **ret_exact)
{
	struct typed_scan scan = {prepared};
	int64_t seconds;

	if (fact->unit > 0 && prepared[strspn(prepared, "0123456789.")] == '\0') {
		*ret_exact = strdup(prepared); /* a bare decimal is the exact reader's */
		return *ret_exact != NULL;
	}
	if (!typed_duration(&scan, &seconds, NULL))
		return false;
	typed_skip_blanks(&scan);
	if (*scan.at != '\0')
		return false;
	*ret_exact = text_printf("%lld s", (long long)seconds);
	return *ret_exact != NULL;
}

static bool read_percent(const char *prepared, char **ret_exact)
{
	size_t length = strcspn(prepared, "%");

	if (prepared[length] == '%' && prepared[length + 1] != '\0')
		return false;
	while (length > 0 && prepared[length - 1] == ' ')
		length--;
	*ret_exact = text_printf("%.*s %%", (int)length, prepared);
	return *ret_exact != NULL;
}

static bool read_moment(const char *prepared, int64_t now, char **ret_exact)
{
	char buffer[TK_MOMENT_TEXT];
	int64_t moment;

	if (!typed_moment(prepared, now, &moment))
		return false;
	*ret_exact = strdup(tk_moment_format(moment, buffer));
	return *ret_exact != NULL;
}

bool typed_value(const struct tk_fact *fact, const char *text, const char *currency, int64_t now,
	char **ret_exact)
{
	if (fact->type == TK_TEXT) {
		*ret_exact = strdup(text);
		return *ret_exact != NULL;
	}
	char *prepared = typed_prepare(text);
	if (prepared == NULL)
		return false;
	bool understood = false;
	switch (fact->type) {
	case TK_FLAG:
		understood = read_flag(prepared, ret_exact);
		break;
	case TK_CHOICE:
		understood = read_choice(fact, prepared, ret_exact);
		break;
	case TK_MONEY:
		understood = read_money(currency_of(currency), prepared, ret_exact);
		break;
	case TK_MOMENT:
		understood = read_moment(prepared, now, ret_exact);
		break;
	case TK_DURATION:
		understood = read_duration(fact, prepared, ret_exact);
		break;
	case TK_COUNT:
		understood = read_count(prepared, ret_exact);
		break;
	case TK_PERCENT:
		understood = read_percent(prepared, ret_exact);
		break;
	case TK_TEXT:
		break;
	}
	free(prepared);
	return understood;
}
