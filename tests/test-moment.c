/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments: every day that can be named, the written forms, and the edges of the range. */
#include "config.h"

#include "suite.h"
#include "values.h"
#include "tuikuan.h"

#define DAY 86400

/* Walks through the calendar by its rules and compares each day with what the module says. */
START_TEST(every_day)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int year = 1970, month = 1, day = 1, weekday = 3;
	int64_t number = 0;
	char text[TK_MOMENT_TEXT];

	while (year <= 2199) {
		int64_t midnight = number * DAY - TK_ZONE_CHINA, moment = -1;
		struct tk_civil civil = tk_moment_civil(midnight),
		                back = {year, month, day, 0, 0, 0, 0};
		bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
		int last = month == 2 && leap ? 29 : days[month - 1];

		agree(civil.year == year && civil.month == month && civil.day == day, "%d-%d-%d: its date",
			year, month, day);
		agree(civil.hour + civil.minute + civil.second == 0, "%d-%d-%d: its hour", year, month, day);
		agree(civil.weekday == weekday, "%d-%d-%d: its day of the week", year, month, day);
		agree(tk_civil_moment(&back) == midnight, "%d-%d-%d: its moment", year, month, day);
		agree(tk_moment_day(midnight) == number && tk_moment_day(midnight + DAY - 1) == number &&
				tk_moment_day(midnight - 1) == number - 1,
			"%d-%d-%d: its number", year, month, day);
		tk_moment_format(midnight + DAY - 1, text);
		agree(tk_moment_parse(text, &moment) == TK_OK && moment == midnight + DAY - 1, "%s", text);

		weekday = (weekday + 1) % 7;
		number++;
		if (++day > last) {
			day = 1;
			if (++month > 12) {
				month = 1;
				year++;
			}
		}
	}
	ck_assert_int_eq(number, 84006);
}
END_TEST

static void reads(const char *text, int64_t expected)
{
	int64_t moment = -1;
	ck_assert_msg(tk_moment_parse(text, &moment) == TK_OK, "%s", text);
	ck_assert_msg(moment == expected, "%s: %lld", text, (long long)moment);
}

START_TEST(written_forms)
{
	reads("2026-11-23T14:00", 1795413600);
	reads("2026-11-23T14:00:00", 1795413600);
	reads("2026-11-23 14:00", 1795413600);
	reads("2026-11-23 14:00:07", 1795413607);
	reads("2026-11-23T14:00:00+08:00", 1795413600);
	reads("2026-11-23T06:00Z", 1795413600);
	reads("2026-11-23T06:00:00Z", 1795413600);
	reads("2026-11-22T22:30-07:30", 1795413600);
	reads("2024-02-29T00:00", 1709136000);
	reads("2000-02-29T00:00", 951753600);
	reads("1970-01-01T00:00Z", 0);
	reads("1970-01-01T08:00", 0);
	reads("2199-12-31T23:59:59Z", TK_MOMENT_MAX);
	reads("2200-01-01T07:59:59", TK_MOMENT_MAX);
}
END_TEST

START_TEST(what_is_no_moment)
{
	static const char *const texts[] = {"", "now", "2026-11-23", "2026-11-23T", "2026-11-23T14",
	        "2026-11-23T14:", "2026-11-23T14:0", "2026-11-23T14:00:", "2026-11-23T14:00:0",
	        "2026-11-23T14:00:00.5", "2026-11-23T14:00:00 ", " 2026-11-23T14:00",
	        "2026-11-23t14:00", "2026-11-23T14:00z", "2026-11-23T14:00+8",
	        "2026-11-23T14:00+0800", "2026-11-23T14:00+15:00", "2026-11-23T14:00+08:60",
	        "2026-11-23T14:00+08:", "2026-11-23T14:00+08:0", "2026-11-23T14:00+08:0x",
	        "2026-11-23T14:00Zx", "2026-13-01T00:00", "2026-00-01T00:00", "2026-01-00T00:00",
	        "2026-04-31T00:00", "2026-02-29T00:00", "2100-02-29T00:00", "2026-11-23T24:00",
	        "2026-11-23T14:60", "2026-11-23T14:00:60", "26-11-23T14:00", "2026/11/23 14:00",
	        "2026-11-23T-4:00", "1970-01-01T07:59:59", "1969-12-31T23:59:59Z",
	        "2200-01-01T08:00", "9999-01-01T00:00"};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		int64_t moment = 42;
		ck_assert_msg(tk_moment_parse(texts[i], &moment) == TK_INVALID, "%s", texts[i]);
		ck_assert_int_eq(moment, 42);
	}
}
END_TEST

/* A day by itself: all of the text, and nothing where it is none. */
START_TEST(days)
{
	static const char *const none[] = {"", "2026-11-2", "2026-11-23 ", "2026-11-23T", "2026-11-230", "2026-11-31",
	        "2026-02-29", "2026/11/23"};
	int64_t day = 42;

	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		ck_assert_msg(!moment_read_day(none[i], &day), "%s", none[i]);
		ck_assert_int_eq(day, 42);
	}
	ck_assert(moment_read_day("1970-01-02", &day));
	ck_assert_int_eq(day, 1);
	ck_assert(moment_read_day("1969-12-31", &day));
	ck_assert_int_eq(day, -1);
}
END_TEST

START_TEST(formatting)
{
	char text[TK_MOMENT_TEXT];
	ck_assert_str_eq(tk_moment_format(1795413607, text), "2026-11-23T14:00:07+08:00");
	ck_assert_str_eq(tk_moment_format(0, text), "1970-01-01T08:00:00+08:00");
	ck_assert_str_eq(tk_moment_format(TK_MOMENT_MAX, text), "2200-01-01T07:59:59+08:00");
	ck_assert_str_eq(tk_moment_format(-1, text), "1970-01-01T07:59:59+08:00");
}
END_TEST

/* "Thirty days later" is reckoned by letting a field overflow. */
START_TEST(fields_may_overflow)
{
	char text[TK_MOMENT_TEXT];
	struct tk_civil civil = {2026, 11, 23 + 30, 14, 0, 0, 0};
	ck_assert_str_eq(
	        tk_moment_format(tk_civil_moment(&civil), text), "2026-12-23T14:00:00+08:00");
	civil = (struct tk_civil){2026, 14, 1, 0, 0, -1, 0};
	ck_assert_str_eq(
	        tk_moment_format(tk_civil_moment(&civil), text), "2027-01-31T23:59:59+08:00");
	civil = (struct tk_civil){2026, 0, 0, 0, 0, 0, 0};
	ck_assert_str_eq(
	        tk_moment_format(tk_civil_moment(&civil), text), "2025-11-30T00:00:00+08:00");
	civil = (struct tk_civil){2026, -11, 1, 25, 61, 61, 0};
	ck_assert_str_eq(
	        tk_moment_format(tk_civil_moment(&civil), text), "2025-01-02T02:02:01+08:00");
}
END_TEST

/* Calendar months, and the last days of them. */
START_TEST(months)
{
	static const struct {
		const char *from;
		int64_t months;
		const char *to;
	} steps[] = {{"2024-01-31T10:00", 1, "2024-02-29T10:00"}, {"2023-01-31T10:00", 1, "2023-02-28T10:00"},
	        {"2024-01-31T10:00", 2, "2024-03-31T10:00"}, {"2024-02-29T23:59:59", 12, "2025-02-28T23:59:59"},
	        {"2024-03-31T00:00", -1, "2024-02-29T00:00"}, {"2024-12-15T08:00", 1, "2025-01-15T08:00"},
	        {"2024-05-01T00:00", 0, "2024-05-01T00:00"}};

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		int64_t from, to;
		ck_assert_int_eq(tk_moment_parse(steps[i].from, &from), TK_OK);
		ck_assert_int_eq(tk_moment_parse(steps[i].to, &to), TK_OK);
		ck_assert_int_eq(moment_add_months(from, steps[i].months), to);
		if (steps[i].months < 1)
			continue;
		ck_assert_int_eq(moment_months(from, to), steps[i].months);
		ck_assert_int_eq(moment_months(from, to - 1), steps[i].months - 1);
		ck_assert_int_eq(moment_months(to, from), 0);
	}
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
	        {"moment", {every_day, written_forms, what_is_no_moment, days, formatting,
	                           fields_may_overflow, months, NULL}},
	};
	return SUITE_RUN("moment", groups);
}
