/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "tuikuan.h"
#include "typed.h"

/* What has been read of a moment so far. */
struct reading {
	int64_t now;
	struct tk_civil date, time;
	bool has_date, has_time, has_zone;
	bool no_year;        /* the date's year is to be found */
	int64_t east;        /* of the zone, in seconds */
	const char *half;    /* part of the day, or NULL */
};

static const char *const now_words[] = {
	"now", "right now", "just now", "现在", "此刻", "这会儿", "当前", "刚刚", NULL};

static bool is_one_of(const char *prepared, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++) {
		if (strcmp(prepared, words[i]) == 0)
			return true;
	}
	return false;
}

bool typed_is_now(const char *text)
{
	char *prepared = typed_prepare(text);
	bool now = prepared != NULL && is_one_of(prepared, now_words);
	free(prepared);
	return now;
}

/* ---- dates ----------------------------------------------------------------------------------- */

static struct tk_civil day_of(int64_t moment)
{
	struct tk_civil civil = tk_moment_civil(moment);
	civil.hour = civil.minute = civil.second = 0;
	return civil;
}

/* Whether there is such a day: no 30 February, which would be one of March. */
static bool day_exists(const struct tk_civil *date)
{
	struct tk_civil civil = {date->year, date->month, date->day, 12, 0, 0, 0};

	if (date->year < 1970 || date->year > 2199 || date->month < 1 || date->month > 12 ||
		date->day < 1 || date->day > 31)
		return false;
	return tk_moment_civil(tk_civil_moment(&civil)).month == date->month;
}

static bool take_day_word(struct typed_scan *scan, struct reading *reading)
{
	static const struct {
		const char *word;
		int days;
	} words[] = {
		{"today", 0}, {"tonight", 0}, {"今天", 0}, {"今日", 0}, {"今早", 0}, {"今晚", 0},
		{"the day before yesterday", -2}, {"day before yesterday", -2}, {"大前天", -3},
		{"前天", -2}, {"前日", -2}, {"yesterday", -1}, {"昨天", -1}, {"昨日", -1}, {"昨晚", -1},
		{"tomorrow", 1}, {"明天", 1}, {"明日", 1}, {"大后天", 3}, {"后天", 2},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (!typed_word(scan, words[i].word))
			continue;
		reading->date = day_of(reading->now + words[i].days * INT64_C(86400));
		reading->has_date = true;
		if (strstr(words[i].word, "晚") != NULL || strcmp(words[i].word, "tonight") == 0)
			reading->half = "晚上";
		return true;
	}
	return false;
}

/* 3天前 14:05, two days ago at 14:05. */
static bool take_days_ago(struct typed_scan *scan, struct reading *reading)
{
	struct typed_scan ahead = *scan;
	int64_t seconds;
	bool whole_days;

	if (!typed_duration(&ahead, &seconds, &whole_days) || !whole_days ||
		!(typed_word(&ahead, "ago") || typed_word(&ahead, "前")))
		return false;
	if (seconds > reading->now)
		return false;
	reading->date = day_of(reading->now - seconds);
	reading->has_date = true;
	*scan = ahead;
	return true;
}

/* Takes one of the separators that stand between parts of a date; SEPARATOR keeps the first one. */
static bool take_separator(struct typed_scan *scan, char *separator)
{
	char next = *scan->at;
	if ((next != '-' && next != '/' && next != '.') || (*separator != 0 && next != *separator))
		return false;
	*separator = next;
	scan->at++;
	return true;
}

/* 2026-11-23, 2026/11/23, 2026.11.23, 2026年11月23日, and the same without the year (but not with dots). */
static bool take_date(struct typed_scan *scan, struct reading *reading)
{
	struct typed_scan ahead = *scan;
	struct tk_civil date = {0, 0, 0, 0, 0, 0, 0};
	int64_t year = 0, month, day;
	int digits;
	char separator = 0;
	bool with_year = false;

	if (!typed_number(&ahead, &month, &digits))
		return false;
	if (digits == 4) {
		year = month;
		with_year = true;
		if (!typed_word(&ahead, "年") && !take_separator(&ahead, &separator))
			return false;
		if (!typed_number(&ahead, &month, &digits))
			return false;
	}
	if (digits > 2)
		return false;
	if (!typed_word(&ahead, "月份") && !typed_word(&ahead, "月")) {
		if (!take_separator(&ahead, &separator) || (separator == '.' && !with_year))
			return false;
	}
	if (!typed_number(&ahead, &day, &digits) || digits > 2)
		return false;
	(void)(typed_word(&ahead, "日") || typed_word(&ahead, "号"));
	date.year = with_year ? (int)year : 2000;
	date.month = (int)month;
	date.day = (int)day;
	if (!day_exists(&date))
		return false;
	reading->date = date;
	reading->no_year = !with_year;
	reading->has_date = true;
	*scan = ahead;
	return true;
}

static bool take_month(struct typed_scan *scan, int *ret_month)
{
	static const char *const months[] = {"january", "february", "march", "april", "may", "june", "july",
		"august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "may", "jun",
		"jul", "aug", "sep", "oct", "nov", "dec", "sept", NULL};
	int month = typed_one_of(scan, months);

	if (month < 0)
		return false;
	(void)typed_word(scan, ".");
	*ret_month = month == 24 ? 9 : month % 12 + 1;
	return true;
}

/* Nov 23, 2026, November 23, 23 Nov 2026: as the English consoles write it. */
static bool take_named_date(struct typed_scan *scan, struct reading *reading)
{
	struct typed_scan ahead = *scan;
	struct tk_civil date = {2000, 0, 0, 0, 0, 0, 0};
	int64_t day, year;
	int digits;

	bool month_first = take_month(&ahead, &date.month);
	if (!typed_number(&ahead, &day, &digits) || digits > 2 || (!month_first && !take_month(&ahead, &date.month)))
		return false;
	date.day = (int)day;
	struct typed_scan behind = ahead;
	(void)typed_word(&behind, ",");
	bool with_year = typed_number(&behind, &year, &digits) && digits == 4 && *behind.at != ':';
	if (with_year) {
		date.year = (int)year;
		ahead = behind;
	}
	if (!day_exists(&date))
		return false;
	reading->date = date;
	reading->no_year = !with_year;
	reading->has_date = true;
	*scan = ahead;
	return true;
}

/* ---- the time of day ------------------------------------------------------------------------- */

static bool take_half(struct typed_scan *scan, struct reading *reading)
{
	static const char *const halves[] = {"凌晨", "早上", "早晨", "清晨", "上午", "中午", "下午",
		"傍晚", "晚上", "夜里", "am", "a.m.", "pm", "p.m.", NULL};
	int half = typed_one_of(scan, halves);

	if (half < 0 || reading->half != NULL)
		return false;
	reading->half = halves[half];
	return true;
}

/* The hour on the 24-hour clock; false for what cannot be meant, or means two things. */
static bool apply_half(struct reading *reading)
{
	static const char *const mornings[] = {
		"凌晨", "早上", "早晨", "清晨", "上午", "am", "a.m.", NULL};
	int hour = reading->time.hour;

	if (reading->half == NULL || hour > 12)
		return true;
	if (is_one_of(reading->half, mornings)) {
		if (hour == 12 && strcmp(reading->half, "上午") != 0)
			reading->time.hour = 0;
		return true;
	}
	if (strcmp(reading->half, "中午") == 0) {
		if (hour >= 1 && hour <= 3)
			reading->time.hour += 12;
		return hour >= 10 || (hour >= 1 && hour <= 3);
	}
	if (strcmp(reading->half, "晚上") == 0 || strcmp(reading->half, "夜里") == 0) {
		if (hour == 12 || hour < 5)
			return false; /* of which day? */
	}
	if (hour == 0)
		return false;
	if (hour < 12)
		reading->time.hour += 12;
	return true;
}

/* Minutes and seconds after the hour: 05, 05:30, 05分30秒, 半, 整, or nothing after 点. */
static bool take_minutes(struct typed_scan *scan, struct tk_civil *time, bool colon)
{
	int64_t minute, second = 0;
	int digits;

	if (!colon && typed_word(scan, "半")) {
		time->minute = 30;
		return true;
	}
	if (!colon && (typed_word(scan, "整") || typed_word(scan, "钟")))
		return true;
	if (!typed_number(scan, &minute, &digits))
		return !colon;
	if (minute > 59 || digits > 2 || (colon && digits != 2))
		return false;
	time->minute = (int)minute;
	bool more = *scan->at == ':' ? (scan->at++, true) : typed_word(scan, "分");
	if (more && typed_number(scan, &second, &digits)) {
		if (second > 59 || digits > 2)
			return false;
		time->second = (int)second;
		(void)typed_word(scan, "秒");
		if (*scan->at == '.' && scan->at[1] >= '0' && scan->at[1] <= '9') {
			for (scan->at++; *scan->at >= '0' && *scan->at <= '9'; scan->at++)
				continue; /* exports have parts of seconds */
		}
	}
	return true;
}

static bool take_time(struct typed_scan *scan, struct reading *reading)
{
	struct typed_scan ahead = *scan;
	struct tk_civil time = {0, 0, 0, 0, 0, 0, 0};
	int64_t hour;
	int digits;

	if (!typed_number(&ahead, &hour, &digits) || digits > 2 || hour > 23)
		return false;
	time.hour = (int)hour;
	if (*ahead.at == ':') {
		ahead.at++;
		if (!take_minutes(&ahead, &time, true))
			return false;
	} else if (typed_word(&ahead, "点") || typed_word(&ahead, "时")) {
		if (!take_minutes(&ahead, &time, false))
			return false;
	} else { /* 2pm */
		struct typed_scan behind = ahead;
		static const char *const halves[] = {"am", "a.m.", "pm", "p.m.", NULL};
		if (typed_one_of(&behind, halves) < 0)
			return false;
	}
	reading->time = time;
	reading->has_time = true;
	*scan = ahead;
	return true;
}

/* Z, UTC, +08:00, +0800, -03. */
static bool take_zone(struct typed_scan *scan, struct reading *reading)
{
	struct typed_scan ahead = *scan;
	static const char *const utc[] = {"z", "utc", "gmt", NULL};
	int64_t hours, minutes = 0;
	int digits;

	if (!reading->has_time || reading->has_zone)
		return false;
	bool named = typed_one_of(&ahead, utc) >= 0;
	char sign = *ahead.at;
	if (sign == '+' || sign == '-') {
		ahead.at++;
		if (!typed_number(&ahead, &hours, &digits) || (digits != 2 && digits != 4 && !named))
			return false;
		if (digits == 4) {
			minutes = hours % 100;
			hours /= 100;
		} else if (*ahead.at == ':') {
			ahead.at++;
			if (!typed_number(&ahead, &minutes, &digits) || digits != 2)
				return false;
		}
		if (hours > 14 || minutes > 59)
			return false;
		reading->east = (hours * 3600 + minutes * 60) * (sign == '+' ? 1 : -1);
	} else if (named) {
		reading->east = 0;
	} else {
		return false;
	}
	reading->has_zone = true;
	*scan = ahead;
	return true;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static int64_t moment_of(const struct reading *reading, int year)
{
	struct tk_civil civil = reading->date;

	civil.year = year;
	civil.hour = reading->time.hour;
	civil.minute = reading->time.minute;
	civil.second = reading->time.second;
	return tk_civil_moment(&civil) + (reading->has_zone ? TK_ZONE_CHINA - reading->east : 0);
}

static int64_t distance(int64_t a, int64_t b)
{
	return a > b ? a - b : b - a;
}

/* The year that brings a date without one nearest to now. */
static bool nearest_year(const struct reading *reading, int64_t *ret_moment)
{
	int this_year = tk_moment_civil(reading->now).year;
	bool found = false;

	for (int year = this_year - 1; year <= this_year + 1; year++) {
		struct tk_civil date = reading->date;
		date.year = year;
		if (!day_exists(&date))
			continue;
		int64_t moment = moment_of(reading, year);
		if (!found || distance(moment, reading->now) < distance(*ret_moment, reading->now))
			*ret_moment = moment;
		found = true;
	}
	return found;
}

static bool conclude(struct reading *reading, int64_t *ret_moment)
{
	if (!reading->has_time || !apply_half(reading))
		return false;
	if (!reading->has_date) {
		if (reading->has_zone)
			return false; /* of which day? */
		reading->date = day_of(reading->now);
		*ret_moment = moment_of(reading, reading->date.year);
		if (*ret_moment > reading->now + 43200)
			*ret_moment -= 86400;
		return true;
	}
	if (reading->no_year)
		return nearest_year(reading, ret_moment);
	*ret_moment = moment_of(reading, reading->date.year);
	return true;
}

/* Reads all parts, in whatever order they come. */
static bool read_parts(const char *prepared, struct reading *reading)
{
	static const char *const fillers[] = {"at", "on", "的", ",", "北京时间", "(北京时间)",
		"beijing time", "(beijing time)", NULL};
	struct typed_scan scan = {prepared};

	for (;;) {
		typed_skip_blanks(&scan);
		if (*scan.at == '\0')
			return true;
		if (!reading->has_date &&
			(take_day_word(&scan, reading) || take_days_ago(&scan, reading)))
			continue;
		if (!reading->has_date && (take_date(&scan, reading) || take_named_date(&scan, reading))) {
			if (*scan.at == 't' && scan.at[1] >= '0' && scan.at[1] <= '9')
				scan.at++;
			continue;
		}
		if (!reading->has_time && take_time(&scan, reading))
			continue;
		if (take_half(&scan, reading) || take_zone(&scan, reading) ||
			typed_one_of(&scan, fillers) >= 0)
			continue;
		return false;
	}
}

/* 20 min ago, 20分钟前, in 2 hours, 2小时后. */
static bool relative(const char *prepared, int64_t now, int64_t *ret_moment)
{
	static const char *const past[] = {"ago", "以前", "之前", "前", NULL};
	static const char *const future[] = {"later", "from now", "以后", "之后", "后", NULL};
	struct typed_scan scan = {prepared};
	int64_t seconds;

	(void)(typed_word(&scan, "about") || typed_word(&scan, "大约") || typed_word(&scan, "大概"));
	bool in = typed_word(&scan, "in");
	if (!typed_duration(&scan, &seconds, NULL))
		return false;
	if (in || typed_one_of(&scan, future) >= 0)
		*ret_moment = now + seconds;
	else if (typed_one_of(&scan, past) >= 0)
		*ret_moment = now - seconds;
	else
		return false;
	typed_skip_blanks(&scan);
	return *scan.at == '\0';
}

bool typed_moment(const char *prepared, int64_t now, int64_t *ret_moment)
{
	struct reading reading = {.now = now};
	int64_t moment;

	if (is_one_of(prepared, now_words))
		moment = now;
	else if (!relative(prepared, now, &moment) &&
		 !(read_parts(prepared, &reading) && conclude(&reading, &moment)))
		return false;
	if (moment < 0 || moment > TK_MOMENT_MAX)
		return false;
	*ret_moment = moment;
	return true;
}

bool typed_is_date_only(const char *prepared, int64_t now)
{
	struct reading reading = {.now = now};

	return read_parts(prepared, &reading) && reading.has_date && !reading.has_time;
}

bool typed_is_utc(const char *text)
{
	struct reading reading = {.now = 0};
	char *prepared = typed_prepare(text);
	bool utc = prepared != NULL && read_parts(prepared, &reading) && reading.has_zone &&
		   reading.east != TK_ZONE_CHINA;
	free(prepared);
	return utc;
}
