/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "values.h"

#define DAY 86400

static int64_t floor_div(int64_t a, int64_t b)
{
	int64_t whole = a / b;
	return a % b < 0 ? whole - 1 : whole;
}

/* ---- the civil calendar -----------------------------------------------------------------------
 */

/* Days since 1970-01-01 of a day of the proleptic Gregorian calendar; months and days may overflow.
 * Years are counted from March, so that the leap day is a year's last. */
static int64_t civil_day(int64_t year, int64_t month, int64_t day)
{
	int64_t months = year * 12 + month - 1 - 2; /* since March of the year 0 */
	int64_t from_march = floor_div(months, 12);
	int64_t month_of = months - from_march * 12;
	int64_t before = (153 * month_of + 2) / 5; /* days of the year before that month */
	int64_t leap_days =
	        floor_div(from_march, 4) - floor_div(from_march, 100) + floor_div(from_march, 400);
	return from_march * 365 + leap_days + before + day - 1 - 719468;
}

static void day_civil(int64_t day, struct tk_civil *ret)
{
	/* Since March 1 of the year 0; 400 years have 146097 days. */
	int64_t since = day + 719468;
	int64_t era = floor_div(since, 146097);
	int64_t of_era = since - era * 146097;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153;

	ret->day = (int)(of_year - (153 * month + 2) / 5 + 1);
	ret->month = (int)(month < 10 ? month + 3 : month - 9);
	ret->year = (int)(year + era * 400 + (ret->month <= 2));
	/* 1970-01-01 was a Thursday. */
	ret->weekday = (int)((day + 3) - floor_div(day + 3, 7) * 7);
}

int64_t tk_moment_day(int64_t moment)
{
	return floor_div(moment + TK_ZONE_CHINA, DAY);
}

struct tk_civil tk_moment_civil(int64_t moment)
{
	struct tk_civil civil;
	int64_t day = tk_moment_day(moment);
	int64_t second = moment + TK_ZONE_CHINA - day * DAY;

	day_civil(day, &civil);
	civil.hour = (int)(second / 3600);
	civil.minute = (int)(second / 60 % 60);
	civil.second = (int)(second % 60);
	return civil;
}

int64_t tk_civil_moment(const struct tk_civil *civil)
{
	return civil_day(civil->year, civil->month, civil->day) * DAY +
	       (int64_t)civil->hour * 3600 + (int64_t)civil->minute * 60 + civil->second -
	       TK_ZONE_CHINA;
}

/* ---- calendar months --------------------------------------------------------------------------
 */

static int month_days(int64_t year, int64_t month)
{
	return (int)(civil_day(year, month + 1, 1) - civil_day(year, month, 1));
}

int64_t moment_add_months(int64_t moment, int64_t months)
{
	struct tk_civil civil = tk_moment_civil(moment);
	int64_t total = (int64_t)civil.year * 12 + civil.month - 1 + months;
	int64_t year = floor_div(total, 12), month = total - year * 12 + 1;
	int64_t time = moment + TK_ZONE_CHINA - tk_moment_day(moment) * DAY;
	int last = month_days(year, month), day = civil.day < last ? civil.day : last;

	return civil_day(year, month, day) * DAY + time - TK_ZONE_CHINA;
}

int64_t moment_months(int64_t from, int64_t to)
{
	struct tk_civil a = tk_moment_civil(from), b = tk_moment_civil(to);
	int64_t months = ((int64_t)b.year - a.year) * 12 + b.month - a.month;

	if (to < from)
		return 0;
	return moment_add_months(from, months) <= to ? months : months - 1;
}

/* ---- written ----------------------------------------------------------------------------------
 */

/* COUNT digits at *text, which moves on. */
static bool take_digits(const char **text, int count, int *ret)
{
	int value = 0;
	for (int i = 0; i < count; i++) {
		char c = (*text)[i];
		if (c < '0' || c > '9')
			return false;
		value = value * 10 + (c - '0');
	}
	*text += count;
	*ret = value;
	return true;
}

static bool take(const char **text, char c)
{
	if (**text != c)
		return false;
	(*text)++;
	return true;
}

/* Nothing, Z, +HH:MM or -HH:MM; seconds east of Greenwich. */
static bool take_offset(const char **text, int *ret)
{
	int hours, minutes, sign = **text == '-' ? -1 : 1;

	*ret = TK_ZONE_CHINA;
	if (**text == '\0')
		return true;
	if (take(text, 'Z')) {
		*ret = 0;
		return true;
	}
	if (!take(text, '+') && !take(text, '-'))
		return false;
	if (!take_digits(text, 2, &hours) || !take(text, ':') || !take_digits(text, 2, &minutes) ||
	        hours > 14 || minutes > 59)
		return false;
	*ret = sign * (hours * 3600 + minutes * 60);
	return true;
}

/* YYYY-MM-DD */
static bool take_day(const char **text, struct tk_civil *ret)
{
	return take_digits(text, 4, &ret->year) && take(text, '-') &&
	       take_digits(text, 2, &ret->month) && take(text, '-') &&
	       take_digits(text, 2, &ret->day) && ret->month >= 1 && ret->month <= 12 &&
	       ret->day >= 1 && ret->day <= month_days(ret->year, ret->month);
}

/* HH:MM or HH:MM:SS */
static bool take_time(const char **text, struct tk_civil *ret)
{
	if (!take_digits(text, 2, &ret->hour) || !take(text, ':') ||
	        !take_digits(text, 2, &ret->minute))
		return false;
	if (take(text, ':') && !take_digits(text, 2, &ret->second))
		return false;
	return ret->hour <= 23 && ret->minute <= 59 && ret->second <= 59;
}

bool moment_read_day(const char *text, int64_t *ret_day)
{
	struct tk_civil civil = {0};
	if (!take_day(&text, &civil) || *text != '\0')
		return false;
	*ret_day = civil_day(civil.year, civil.month, civil.day);
	return true;
}

bool moment_read(const char *text, int64_t *ret_moment)
{
	struct tk_civil civil = {0};
	int offset;

	if (!take_day(&text, &civil) || (!take(&text, 'T') && !take(&text, ' ')) ||
	        !take_time(&text, &civil) || !take_offset(&text, &offset) || *text != '\0')
		return false;
	*ret_moment = tk_civil_moment(&civil) + TK_ZONE_CHINA - offset;
	return true;
}

enum tk_status tk_moment_parse(const char *text, int64_t *ret_moment)
{
	int64_t moment;
	if (!moment_read(text, &moment) || moment < 0 || moment > TK_MOMENT_MAX)
		return TK_INVALID;
	*ret_moment = moment;
	return TK_OK;
}

char *tk_moment_format(int64_t moment, char buffer[TK_MOMENT_TEXT])
{
	struct tk_civil civil = tk_moment_civil(moment);
	/* Moments outside the range still fit: the years of any int64_t do not, but no caller has
	 * them. */
	snprintf(buffer, TK_MOMENT_TEXT, "%04d-%02d-%02dT%02d:%02d:%02d+08:00", civil.year,
	        civil.month, civil.day, civil.hour, civil.minute, civil.second);
	return buffer;
}
