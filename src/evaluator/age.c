/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "policy.h"

#define SECONDS_A_DAY 86400

static int64_t day_of(int year, int month, int day)
{
	struct tk_civil civil = {.year = year, .month = month, .day = day};
	return tk_moment_day(tk_civil_moment(&civil));
}

void tk_date_days(const char *date, int64_t *ret_first, int64_t *ret_last)
{
	char *end;
	int year = (int)strtol(date, &end, 10);
	int month = *end == '-' ? (int)strtol(end + 1, &end, 10) : 1;

	if (*end == '-') {
		*ret_first = *ret_last = day_of(year, month, (int)strtol(end + 1, NULL, 10));
		return;
	}
	*ret_first = day_of(year, month, 1);
	*ret_last = day_of(year, month + 1, 0);
}

/* The day a year after DAY. */
static int64_t year_after(int64_t day)
{
	struct tk_civil civil = tk_moment_civil(day * SECONDS_A_DAY - TK_ZONE_CHINA);
	return day_of(civil.year + 1, civil.month, civil.day);
}

/* The moment whose rules hold: that of the order. */
static int64_t order_day(const struct tk_answers *answers, int64_t at)
{
	int slot = tk_vocabulary_find(tk_answers_vocabulary(answers), "ordered_at");

	if (slot >= 0 && tk_answers_state(answers, (size_t)slot) == TK_ANSWERED)
		at = tk_answers_value(answers, (size_t)slot);
	return tk_moment_day(at);
}

static void fill_dating(struct tk_age *age, const struct tk_policy_head *head, int64_t day)
{
	int64_t first, last;

	if (head->effective_from != NULL) {
		tk_date_days(head->effective_from, &first, &last);
		if (day < first) {
			age->dating = TK_NOT_YET;
			age->outside = first - day;
		}
	}
	if (head->effective_to != NULL && age->dating == TK_IN_FORCE) {
		tk_date_days(head->effective_to, &first, &last);
		if (day > last) {
			age->dating = TK_NO_LONGER;
			age->outside = day - last;
		}
	}
}

struct tk_age tk_policy_age(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at)
{
	const struct tk_policy_head *head = &policy->head;
	struct tk_age age = {.dating = TK_IN_FORCE};
	int64_t first, last, today = tk_moment_day(at);

	fill_dating(&age, head, order_day(answers, at));
	/* What a source knows of ends with its data, however often its page is looked at. */
	age.known_on = head->data_until != NULL ? head->data_until
		       : head->checked_on != NULL ? head->checked_on
						  : head->published;
	if (age.known_on == NULL)
		return age;
	tk_date_days(age.known_on, &first, &last);
	age.days = today > last ? today - last : 0;
	age.stale = today > year_after(last);
	return age;
}
