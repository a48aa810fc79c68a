/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shown.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "currency.h"
#include "language.h"
#include "text.h"

char *shown_money(int64_t fen, const char *currency)
{
	char amount[TK_MONEY_TEXT];

	tk_money_format(fen, amount);
	return text_printf(gettext(currency_of(currency)->form), amount);
}

char *shown_moment(int64_t moment, enum shown_style style, bool seconds)
{
	struct tk_civil at = tk_moment_civil(moment);
	char *day, *shown;
	char clock[32];

	if (style == SHOWN_DATE)
		return shown_day(tk_moment_day(moment), style);
	day = shown_day(tk_moment_day(moment), style);
	if (!day)
		return NULL;
	if (seconds || at.second != 0)
		snprintf(clock, sizeof clock, "%02d:%02d:%02d", at.hour, at.minute, at.second);
	else
		snprintf(clock, sizeof clock, "%02d:%02d", at.hour, at.minute);
	if (style == SHOWN_SPOKEN) {
		/* TRANSLATORS: a day and a time of day */
		shown = text_printf(_("%s %s (Beijing time)"), day, clock);
	} else {
		shown = text_printf("%s %s", day, clock);
	}
	free(day);
	return shown;
}

char *shown_day(int64_t day, enum shown_style style)
{
	struct tk_civil at = tk_moment_civil(day * 86400 - TK_ZONE_CHINA);

	if (style == SHOWN_SPOKEN || style == SHOWN_DATE) {
		/* TRANSLATORS: a date in a sentence: year, month, day */
		return text_printf(_("%04d-%02d-%02d"), at.year, at.month, at.day);
	}
	return text_printf("%04d-%02d-%02d", at.year, at.month, at.day);
}

/* Both days are told. A complaint can open too late: the answer that it waits for takes longer than its limit. */
static char *open_between(const struct tk_remedy_dates *dates, int64_t today, const char *from, const char *until)
{
	if (dates->from > dates->until)
		return text_printf(_("Over: it would open on %s, but %s was its last day."), from, until);
	if (today > dates->until)
		return text_printf(_("Over: %s was the last day."), until);
	return text_printf(_("Open from %s until %s."), from, until);
}

char *shown_remedy_dates(const struct tk_remedy_dates *dates, int64_t at)
{
	int64_t today = tk_moment_day(at);
	char *from = dates->from == TK_NO_DAY ? NULL : shown_day(dates->from, SHOWN_TABLE);
	char *until = dates->until == TK_NO_DAY ? NULL : shown_day(dates->until, SHOWN_TABLE);
	char *text = NULL;

	if (dates->from == TK_NO_DAY && dates->until == TK_NO_DAY)
		text = strdup("");
	else if (from && until)
		text = open_between(dates, today, from, until);
	else if (from && dates->until == TK_NO_DAY)
		text = text_printf(_("Open from %s on."), from);
	else if (until && dates->from == TK_NO_DAY && today > dates->until)
		text = text_printf(_("Over: %s was the last day."), until);
	else if (until && dates->from == TK_NO_DAY)
		text = text_printf(_("Open until %s."), until);
	free(from);
	free(until);
	return text;
}

char *shown_duration(int64_t seconds)
{
	const struct {
		int64_t size;
		const char *format;
	} units[] = {
	        /* TRANSLATORS: durations: days, hours, minutes, seconds */
	        {86400, _("%lld d")},
	        {3600, _("%lld h")},
	        {60, _("%lld min")},
	        {1, _("%lld s")},
	};
	struct text_buffer out;
	size_t i;

	text_buffer_init(&out);
	for (i = 0; i < sizeof units / sizeof *units; i++) {
		int64_t n = seconds / units[i].size;

		seconds %= units[i].size;
		if (n == 0 && (i + 1 < sizeof units / sizeof *units || out.length > 0))
			continue;
		if (out.length > 0)
			text_buffer_add(&out, " ");
		text_buffer_printf(&out, units[i].format, (long long)n);
	}
	return text_buffer_take(&out);
}

char *shown_text(const char *text)
{
	char *safe = text_sanitize(text, strlen(text), false);
	char *trimmed = safe ? text_trim(safe) : NULL;

	free(safe);
	return trimmed;
}

static char *shown_percent(int64_t value)
{
	if (value % 100 == 0)
		return text_printf("%" PRId64 " %%", value / 100);
	if (value % 10 == 0)
		return text_printf("%" PRId64 ".%" PRId64 " %%", value / 100, value / 10 % 10);
	return text_printf("%" PRId64 ".%02" PRId64 " %%", value / 100, value % 100);
}

static char *shown_choice(const struct tk_fact *fact, int64_t value, const char *text)
{
	const char *label;

	if (fact->choice_count == 0)
		return shown_text(text ? text : "");
	if (value < 0 || (size_t)value >= fact->choice_count)
		return shown_text("");
	label = tk_text_get(fact->choices[value].label, language_current());
	return shown_text(label ? label : fact->choices[value].id);
}

char *shown_of_fact(const struct tk_fact *fact, int64_t value, const char *text,
        const char *currency, enum shown_style style)
{
	char amount[TK_MONEY_TEXT];

	switch (fact->type) {
	case TK_FLAG:
		return text_printf("%s", value ? _("yes") : _("no"));
	case TK_CHOICE:
		return shown_choice(fact, value, text);
	case TK_MONEY:
		if (style == SHOWN_PLAIN)
			return text_printf("%s", tk_money_format(value, amount));
		return shown_money(value, currency);
	case TK_MOMENT:
		return shown_moment(value, style, false);
	case TK_DURATION:
		return shown_duration(value);
	case TK_COUNT:
		return text_printf("%" PRId64, value);
	case TK_PERCENT:
		return shown_percent(value);
	case TK_TEXT:
		break;
	}
	return shown_text(text ? text : "");
}

char *shown_answer(const struct tk_policy *policy, const struct tk_fact *fact, int64_t value,
        const char *text, enum shown_style style)
{
	const struct tk_policy_head *head = tk_policy_head(policy);
	const char *name = head->provider_name
	                           ? tk_text_get(head->provider_name, language_current())
	                           : NULL;

	if (name && text && strcmp(fact->name, "provider") == 0 && strcmp(text, head->provider) == 0)
		return shown_text(name);
	return shown_of_fact(fact, value, text, head->currency, style);
}
