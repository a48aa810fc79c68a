/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Working days: the facts of the State Council's notices, counting, and files that are wrong. */
#include "config.h"

#include "packs.h"

static int64_t day_of(int year, int month, int day)
{
	struct tk_civil civil = {year, month, day, 12, 0, 0, 0};
	return tk_moment_day(tk_civil_moment(&civil));
}

static const char *date_of(int64_t day, char text[TK_MOMENT_TEXT])
{
	tk_moment_format(day * 86400, text)[10] = '\0';
	return text;
}

/* ---- the days of the notices
 * ---------------------------------------------------------------------- */

struct stretch {
	int from_year, from_month, from_day, month, day; /* to: in the year of the notice */
};

static const struct {
	int year;
	struct stretch off[8];
	int worked[10][2];
} notices[] = {
	{2023,
		{{2022, 12, 31, 1, 2}, {2023, 1, 21, 1, 27}, {2023, 4, 5, 4, 5},
			{2023, 4, 29, 5, 3}, {2023, 6, 22, 6, 24}, {2023, 9, 29, 10, 6}},
		{{1, 28}, {1, 29}, {4, 23}, {5, 6}, {6, 25}, {10, 7}, {10, 8}}},
	{2024,
		{{2024, 1, 1, 1, 1}, {2024, 2, 10, 2, 17}, {2024, 4, 4, 4, 6}, {2024, 5, 1, 5, 5},
			{2024, 6, 10, 6, 10}, {2024, 9, 15, 9, 17}, {2024, 10, 1, 10, 7}},
		{{2, 4}, {2, 18}, {4, 7}, {4, 28}, {5, 11}, {9, 14}, {9, 29}, {10, 12}}},
	{2025,
		{{2025, 1, 1, 1, 1}, {2025, 1, 28, 2, 4}, {2025, 4, 4, 4, 6}, {2025, 5, 1, 5, 5},
			{2025, 5, 31, 6, 2}, {2025, 10, 1, 10, 8}},
		{{1, 26}, {2, 8}, {4, 27}, {9, 28}, {10, 11}}},
	{2026,
		{{2026, 1, 1, 1, 3}, {2026, 2, 15, 2, 23}, {2026, 4, 4, 4, 6}, {2026, 5, 1, 5, 5},
			{2026, 6, 19, 6, 21}, {2026, 9, 25, 9, 27}, {2026, 10, 1, 10, 7}},
		{{1, 4}, {2, 14}, {2, 28}, {5, 9}, {9, 20}, {10, 10}}},
};
#define NOTICES (sizeof(notices) / sizeof(notices[0]))

static bool is_off(int64_t day)
{
	for (size_t n = 0; n < NOTICES; n++)
		for (int i = 0; i < 8 && notices[n].off[i].month != 0; i++) {
			const struct stretch *off = &notices[n].off[i];
			if (day >= day_of(off->from_year, off->from_month, off->from_day) &&
				day <= day_of(notices[n].year, off->month, off->day))
				return true;
		}
	return false;
}

static bool is_worked(int64_t day)
{
	for (size_t n = 0; n < NOTICES; n++)
		for (int i = 0; i < 10 && notices[n].worked[i][0] != 0; i++)
			if (day == day_of(notices[n].year, notices[n].worked[i][0],
					   notices[n].worked[i][1]))
				return true;
	return false;
}

/* Each day of the years with a notice, and of a year on either side. */
START_TEST(every_day_is_as_announced)
{
	struct tk_calendar *calendar = chinese_calendar();
	int64_t last = day_of(2027, 12, 31);
	int working = 0;
	char date[TK_MOMENT_TEXT];

	for (int64_t day = day_of(2022, 1, 1); day <= last; day++) {
		bool weekend = tk_moment_civil(day * 86400).weekday >= 5;
		bool expected = is_worked(day) || (!weekend && !is_off(day));
		ck_assert_msg(tk_calendar_is_working(calendar, day) == expected, "%s",
			date_of(day, date));
		if (tk_moment_civil(day * 86400).year == 2026)
			working += expected;
	}
	/* 261 weekdays, 19 of them off, 6 weekend days worked. */
	ck_assert_int_eq(working, 248);
	tk_calendar_free(calendar);
}
END_TEST

START_TEST(years)
{
	struct tk_calendar *calendar = chinese_calendar();
	for (int year = 2020; year <= 2030; year++) {
		bool announced = year >= 2023 && year <= 2026;
		ck_assert_msg(tk_calendar_is_announced(calendar, year) == announced, "%d", year);
		ck_assert((tk_calendar_notice(calendar, year) != NULL) == announced);
	}
	ck_assert_ptr_nonnull(strstr(tk_calendar_notice(calendar, 2026), "content_7047091"));
	ck_assert_str_eq(tk_calendar_id(calendar), "cn");
	ck_assert_uint_eq(strlen(tk_calendar_sha256(calendar)), 64);
	tk_calendar_free(calendar);
}
END_TEST

/* A calendar may know of no year at all; and days may be asked for that lie before the first of all. */
START_TEST(weekends_alone)
{
	static const char *const texts[] = {"[calendar]\nid = cn\n",
		"[calendar]\nid = cn\n[year.2026]\noff = 05-01\nnotice = n\n"};

	for (int i = 0; i < 2; i++) {
		struct tk_calendar *calendar = NULL;
		struct tk_errors errors;
		tk_errors_init(&errors);
		tk_calendar_load("c.ini", texts[i], strlen(texts[i]), &calendar, &errors);
		reported(&errors, "");
		ck_assert_ptr_nonnull(calendar);
		ck_assert_int_eq(tk_calendar_is_announced(calendar, 2026), i == 1);
		ck_assert_int_eq(tk_calendar_notice(calendar, 2026) != NULL, i == 1);
		ck_assert(tk_calendar_is_working(calendar, day_of(2026, 1, 1))); /* a Thursday */
		ck_assert(!tk_calendar_is_working(calendar, day_of(2026, 1, 3)));
		ck_assert_int_eq(tk_calendar_is_working(calendar, day_of(2026, 5, 1)), i == 0); /* a Friday */
		/* The week before the first day that is counted, a Thursday: from Friday on. */
		for (int day = -6; day <= 0; day++)
			ck_assert_int_eq(tk_calendar_is_working(calendar, day), day != -5 && day != -4);
		tk_calendar_free(calendar);
	}
}
END_TEST

/* ---- counting
 * ------------------------------------------------------------------------------------------ */

static void counts(int64_t from, int64_t n, const char *expected, bool uncertain)
{
	struct tk_calendar *calendar = chinese_calendar();
	char date[TK_MOMENT_TEXT];
	bool doubt = false;

	ck_assert_str_eq(date_of(tk_calendar_add(calendar, from, n, &doubt), date), expected);
	ck_assert(doubt == uncertain);
	doubt = true;
	tk_calendar_add(calendar, from, n, &doubt);
	ck_assert_msg(doubt, "what was uncertain stays so");
	tk_calendar_free(calendar);
}

START_TEST(working_days_are_counted)
{
	counts(day_of(2026, 11, 23), 0, "2026-11-23", false);
	counts(day_of(2026, 11, 23), 1, "2026-11-24", false);
	counts(day_of(2026, 11, 23), 4, "2026-11-27", false);
	counts(day_of(2026, 11, 23), 5, "2026-11-30", false);
	counts(day_of(2026, 11, 21), 1, "2026-11-23", false); /* from a Saturday */
	counts(day_of(2026, 2, 13), 1, "2026-02-14", false);  /* a Saturday that is worked */
	counts(day_of(2026, 2, 14), 1, "2026-02-24", false);  /* over the spring festival */
	counts(day_of(2026, 9, 30), 1, "2026-10-08", false);
	counts(day_of(2026, 9, 30), 3, "2026-10-10", false);  /* Saturday, worked */
	counts(day_of(2025, 12, 31), 1, "2026-01-04", false); /* a Sunday, worked */
	counts(day_of(2026, 12, 30), 1, "2026-12-31", false);
	/* 2027 is not announced: its weekends alone count, and the result says so. */
	counts(day_of(2026, 12, 31), 1, "2027-01-01", true);
	counts(day_of(2026, 12, 31), 2, "2027-01-04", true);
	counts(day_of(2022, 12, 30), 1, "2023-01-03", true);
}
END_TEST

/* ---- files that are wrong
 * -------------------------------------------------------------------------- */

static void fails(const char *text, const char *expected)
{
	struct tk_calendar *calendar = NULL;
	struct tk_errors errors;

	tk_errors_init(&errors);
	ck_assert_int_eq(
		tk_calendar_load("c.ini", text, strlen(text), &calendar, &errors), TK_INVALID);
	ck_assert_ptr_null(calendar);
	reported(&errors, expected);
}

#define HEAD "[calendar]\nid = cn\n"

START_TEST(wrong_files)
{
	fails("", "c.ini: a section is missing: \"calendar\"\n");
	fails("[calendar]\ntitle = x\n", "c.ini:1: [calendar] id: a key is missing\n");
	fails("[calendar]\nid = Not good\nidd = x\n",
		"c.ini:2: [calendar] id: not a valid value: \"Not good\", expected lower-case "
		"letters, digits, '-' and '_'\n"
		"c.ini:3: [calendar] idd: unknown key; did you mean \"id\"?\n");
	fails(HEAD "[year.2026]\noff = 01-01\n", "c.ini:3: [year.2026] notice: a key is missing\n");
	fails(HEAD "[year.26]\noff = 01-01\nnotice = n\n",
		"c.ini:3: [year.26]: unknown section, expected [calendar] or [year.YYYY], from "
		"1971 to 2199\n");
	fails(HEAD "[year]\n",
		"c.ini:3: [year]: unknown section, expected [calendar] or [year.YYYY], from "
		"1971 to 2199\n");
	fails(HEAD "[year.20a6]\n[year.1970]\n[year.2200]\n[yea.2026]\n",
		"c.ini:3: [year.20a6]: unknown section, expected [calendar] or [year.YYYY], from 1971 to 2199\n"
		"c.ini:4: [year.1970]: unknown section, expected [calendar] or [year.YYYY], from 1971 to 2199\n"
		"c.ini:5: [year.2200]: unknown section, expected [calendar] or [year.YYYY], from 1971 to 2199\n"
		"c.ini:6: [yea.2026]: unknown section, expected [calendar] or [year.YYYY], from 1971 to 2199\n");
	fails(HEAD "[year.2026]\noff = 01-0x..01-03, 01-01..0x-03\nnotice = n\n",
		"c.ini:4: [year.2026] off: not a date: \"01-0x..01-03\", expected MM-DD, YYYY-MM-DD, or "
		"two of them with .. between\n"
		"c.ini:4: [year.2026] off: not a date: \"01-01..0x-03\", expected MM-DD, YYYY-MM-DD, or "
		"two of them with .. between\n");
	fails(HEAD "[month.1]\n", "c.ini:3: [month.1]: unknown section, expected [calendar] or "
				  "[year.YYYY], from 1971 to 2199\n");
	fails(HEAD "[year.2026]\noff = 01-01, 02-30, 03-01..02-28, 01-05..03-05, 2025-01-01, x, "
		   "5-1\nnotice = n\n"
		   "worked = 01-02, 01-03\n",
		"c.ini:4: [year.2026] off: not a date: \"02-30\", expected MM-DD, YYYY-MM-DD, or "
		"two of them with .. between\n"
		"c.ini:4: [year.2026] off: out of range: \"03-01..02-28\", expected the first day "
		"before the last, at most 31 days\n"
		"c.ini:4: [year.2026] off: out of range: \"01-05..03-05\", expected the first day "
		"before the last, at most 31 days\n"
		"c.ini:4: [year.2026] off: out of range: \"2025-01-01\", expected days of the year "
		"of the section\n"
		"c.ini:4: [year.2026] off: not a date: \"x\", expected MM-DD, YYYY-MM-DD, or two "
		"of them with .. between\n"
		"c.ini:4: [year.2026] off: not a date: \"5-1\", expected MM-DD, YYYY-MM-DD, or two "
		"of them with .. between\n"
		"c.ini:6: [year.2026] worked: not a date: \"01-02\", expected a Saturday or a "
		"Sunday\n");
	fails(HEAD "[year.2026]\noff = 5\nnotice = n\n",
		"c.ini:4: [year.2026] off: not a date: \"5\", expected MM-DD, YYYY-MM-DD, or two "
		"of them with .. between\n");
	fails(HEAD "[year.2026]\noff = 01-01..01-04, 01-03\nworked = 01-04\nnotice = n\n",
		"c.ini: not a date: \"2026-01-03\", expected each day once, off or worked\n"
		"c.ini: not a date: \"2026-01-04\", expected each day once, off or worked\n");
	fails(HEAD "[year.2026]\noff =\nnotice = n\n", "c.ini:4: [year.2026] off: no value\n");
	fails(HEAD "[year.2026]\noff 01-01\nnotice = n\n",
		"c.ini:4: [year.2026]: not understood: \"off 01-01\", expected [section], key = "
		"value, or a "
		"comment\n");
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"calendar", {every_day_is_as_announced, years, weekends_alone, working_days_are_counted,
				     wrong_files, NULL}},
	};
	return SUITE_RUN("calendar", groups);
}
