/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "naive.h"

/* ---- dates, counted year by year and month by month --------------------------------------------- */

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int length_of(int year, int month)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return lengths[month - 1] + (month == 2 && is_leap(year));
}

int64_t naive_day(int year, int month, int day)
{
	int64_t days = day - 1;

	for (int y = 1970; y < year; y++)
		days += is_leap(y) ? 366 : 365;
	for (int y = year; y < 1970; y++)
		days -= is_leap(y) ? 366 : 365;
	for (int m = 1; m < month; m++)
		days += length_of(year, m);
	return days;
}

void naive_date(int64_t day, int *ret_year, int *ret_month, int *ret_day)
{
	int year = 1970, month = 1;

	for (; day < 0; day += is_leap(year) ? 366 : 365)
		year--;
	for (; day >= (is_leap(year) ? 366 : 365); year++)
		day -= is_leap(year) ? 366 : 365;
	for (; day >= length_of(year, month); month++)
		day -= length_of(year, month);
	*ret_year = year;
	*ret_month = month;
	*ret_day = (int)day + 1;
}

/* The day in China, and the seconds since its midnight. */
static int64_t day_of(int64_t moment, int64_t *ret_second)
{
	int64_t local = moment + 8 * 3600, day = local / 86400;

	if (day * 86400 > local)
		day--;
	*ret_second = local - day * 86400;
	return day;
}

int64_t naive_add_months(int64_t moment, int64_t months)
{
	int year, month, day;
	int64_t second, at = day_of(moment, &second);

	naive_date(at, &year, &month, &day);
	for (; months > 0; months--)
		if (++month > 12) {
			month = 1;
			year++;
		}
	for (; months < 0; months++)
		if (--month < 1) {
			month = 12;
			year--;
		}
	if (day > length_of(year, month))
		day = length_of(year, month);
	return naive_day(year, month, day) * 86400 - 8 * 3600 + second;
}

int64_t naive_months(int64_t from, int64_t to)
{
	int64_t second, count;
	int year, month, day, then_year, then_month, then_day;

	if (to < from)
		return 0;
	naive_date(day_of(from, &second), &year, &month, &day);
	naive_date(day_of(to, &second), &then_year, &then_month, &then_day);
	/* never more than the months that are named, nor fewer than all but two */
	count = (then_year - year) * 12 + then_month - month - 2;
	if (count < 0)
		count = 0;
	while (naive_add_months(from, count + 1) <= to)
		count++;
	return count;
}

/* ---- working days ------------------------------------------------------------------------------- */

/* Whether LIST of a year names the day: 05-01, 05-01..05-05, 2022-12-31..01-02. */
static bool names_day(const char *list, int year, int64_t day)
{
	while (list != NULL && *list != '\0') {
		int y = year, m, d, y2 = year, m2, d2, used;
		int64_t first, last;
		if (sscanf(list, " %4d-%2d-%2d%n", &y, &m, &d, &used) != 3) {
			y = year;
			sscanf(list, " %2d-%2d%n", &m, &d, &used);
		}
		list += used;
		first = last = naive_day(y, m, d);
		if (list[0] == '.') {
			list += 2;
			if (sscanf(list, "%4d-%2d-%2d%n", &y2, &m2, &d2, &used) != 3) {
				y2 = year;
				sscanf(list, "%2d-%2d%n", &m2, &d2, &used);
			}
			list += used;
			last = naive_day(y2, m2, d2);
		}
		if (day >= first && day <= last)
			return true;
		list += strspn(list, " ,");
	}
	return false;
}

static bool is_working(const struct naive_file *calendar, int64_t day)
{
	int64_t weekday = ((day + 3) % 7 + 7) % 7; /* Monday is 0; 1970-01-01 was a Thursday */
	bool works = weekday < 5;

	for (int i = 0; i < calendar->count; i++) {
		const struct naive_section *section = &calendar->sections[i];
		int year;
		if (sscanf(section->name, "year.%d", &year) != 1)
			continue;
		if (names_day(naive_value_of(section, "off"), year, day))
			works = false;
		if (names_day(naive_value_of(section, "worked"), year, day))
			works = true;
	}
	return works;
}

int64_t naive_working_day(const struct naive_file *calendar, int64_t day, int64_t n)
{
	while (n > 0)
		if (is_working(calendar, ++day))
			n--;
	return day;
}
