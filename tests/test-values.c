/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as they are written, of each type: read, refused with a message, and written again. */
#include "config.h"

#include "error.h"
#include "packs.h"

/* ---- money
 * ------------------------------------------------------------------------------------------ */

START_TEST(money)
{
	static const struct {
		const char *text;
		int64_t fen;
	} good[] = {{"0", 0}, {"800", 80000}, {"800.0", 80000}, {"800.00", 80000}, {"0.01", 1},
	        {"0.1", 10}, {"007", 700}, {"10000000000.00", TK_MONEY_MAX},
	        {"9999999999.99", TK_MONEY_MAX - 1}};
	static const char *const bad[] = {"", ".", "1.", ".5", "1.234", "-1", "+1", "1,000", "1e3",
	        " 1", "1 ", "1.2.3", "10000000000.01", "99999999999999999999",
	        "99999999999999999999999999999999.00", "0x10"};
	char text[TK_MONEY_TEXT];
	int64_t fen = 0;

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		ck_assert_msg(tk_money_parse(good[i].text, &fen) == TK_OK, "%s", good[i].text);
		ck_assert_int_eq(fen, good[i].fen);
	}
	fen = 7;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(tk_money_parse(bad[i], &fen) == TK_INVALID, "%s", bad[i]);
	ck_assert_int_eq(fen, 7);
	ck_assert_str_eq(tk_money_format(64000, text), "640.00");
	ck_assert_str_eq(tk_money_format(5, text), "0.05");
	ck_assert_str_eq(tk_money_format(-5, text), "-0.05");
	ck_assert_str_eq(tk_money_format(-TK_MONEY_MAX, text), "-10000000000.00");
}
END_TEST

/* ---- through a fact
 * ----------------------------------------------------------------------------------- */

#define VALUE_FACTS                                                                            \
	SMALL_FACTS FACT("hours", "duration") "unit = h\nmax = 100 h\n" FACT(                  \
	        "few", "count") "min = 2\nmax = 5\n" FACT("since",                             \
	        "moment") "min = 2020-01-01T00:00\nmax = 2020-12-31T23:59:59\n" FACT("little", \
	        "money") "min = 1\nmax = 2.50\n" FACT("rate", "percent") "max = 20 %\n"

static struct tk_vocabulary *vocabulary;

static void open_facts(void)
{
	vocabulary = sound_facts(VALUE_FACTS);
}

static void close_facts(void)
{
	tk_vocabulary_free(vocabulary);
}

static const struct tk_fact *fact_named(const char *name)
{
	int slot = tk_vocabulary_find(vocabulary, name);
	ck_assert_msg(slot >= 0, "%s", name);
	return tk_vocabulary_fact(vocabulary, (size_t)slot);
}

/* Reads as VALUE, which is written as WRITTEN and reads back. */
static void reads(const char *name, const char *text, int64_t value, const char *written)
{
	const struct tk_fact *fact = fact_named(name);
	struct tk_error error;
	int64_t got = -1;
	char *again;

	ck_assert_msg(tk_value_parse(fact, text, &got, &error) == TK_OK, "%s: %s", name, text);
	ck_assert_msg(got == value, "%s: %s: %lld", name, text, (long long)got);
	again = tk_value_format(fact, got);
	ck_assert_str_eq(again, written);
	ck_assert_int_eq(tk_value_parse(fact, again, &got, &error), TK_OK);
	ck_assert_int_eq(got, value);
	free(again);
}

static void refuses(const char *name, const char *text, const char *expected)
{
	struct tk_error error;
	int64_t value = 42;
	char *message;

	ck_assert_msg(tk_value_parse(fact_named(name), text, &value, &error) == TK_INVALID,
	        "%s: %s", name, text);
	ck_assert_int_eq(value, 42);
	message = tk_error_text(&error, NULL);
	ck_assert_str_eq(message, expected);
	free(message);
	tk_error_release(&error);
}

START_TEST(values_of_each_type)
{
	open_facts();
	reads("deployed", "yes", 1, "yes");
	reads("deployed", "true", 1, "yes");
	reads("deployed", "1", 1, "yes");
	reads("deployed", "no", 0, "no");
	reads("deployed", "false", 0, "no");
	reads("deployed", "0", 0, "no");
	reads("deployed", "  no\t", 0, "no");
	reads("site", "china", 0, "china");
	reads("site", "two-way", 1, "two-way");
	reads("paid", "800", 80000, "800.00");
	reads("ordered_at", "2026-11-23 14:05", 1795413900, "2026-11-23T14:05:00+08:00");
	reads("ordered_at", "2026-11-23T06:05:00Z", 1795413900, "2026-11-23T14:05:00+08:00");
	reads("period", "15 min", 900, "15 min");
	reads("period", "15min", 900, "15 min");
	reads("period", "1 h", 3600, "1 h");
	reads("period", "30 d", 2592000, "30 d");
	reads("period", "90 s", 90, "90 s");
	reads("period", "0 d", 0, "0 s");
	reads("period", "1.5 h", 5400, "90 min");
	reads("hours", "1.5", 5400, "90 min");
	reads("hours", "90 min", 5400, "90 min");
	reads("instances", "12", 12, "12");
	reads("share", "20 %", 2000, "20 %");
	reads("share", "20%", 2000, "20 %");
	reads("share", "20", 2000, "20 %");
	reads("share", "12.5", 1250, "12.5 %");
	reads("share", "20.000000000 %", 2000, "20 %"); /* nine decimals and no more */
	reads("share", "0.05 %", 5, "0.05 %");
	close_facts();
}
END_TEST

START_TEST(values_that_are_refused)
{
	open_facts();
	refuses("deployed", "maybe", "deployed: not a valid answer: \"maybe\", expected yes or no");
	refuses("deployed", "", "deployed: not a valid answer: \"\", expected yes or no");
	refuses("deployed", "YES", "deployed: not a valid answer: \"YES\", expected yes or no");
	refuses("site", "chian",
	        "site: not one of the choices: \"chian\", expected china, two-way; did you mean "
	        "\"china\"?");
	refuses("site", "0", "site: not one of the choices: \"0\", expected china, two-way");
	refuses("paid", "800.001",
	        "paid: not an amount of money: \"800.001\", expected digits with at most two "
	        "decimals, as 800.00");
	refuses("paid", "10000000000.01",
	        "paid: out of range: \"10000000000.01\", expected 0.00 .. 10000000000.00");
	refuses("paid", "999999999999999999999999",
	        "paid: out of range: \"999999999999999999999999\", expected 0.00 .. "
	        "10000000000.00");
	refuses("little", "0.99", "little: out of range: \"0.99\", expected 1.00 .. 2.50");
	refuses("little", "2.51", "little: out of range: \"2.51\", expected 1.00 .. 2.50");
	refuses("ordered_at", "2026-11-23",
	        "ordered_at: not a moment: \"2026-11-23\", expected YYYY-MM-DDTHH:MM or "
	        "YYYY-MM-DDTHH:MM:SS");
	refuses("ordered_at", "1969-01-01T00:00",
	        "ordered_at: out of range: \"1969-01-01T00:00\", expected "
	        "1970-01-01T08:00:00+08:00 .. "
	        "2200-01-01T07:59:59+08:00");
	refuses("since", "2021-01-01T00:00",
	        "since: out of range: \"2021-01-01T00:00\", expected 2020-01-01T00:00:00+08:00 .. "
	        "2020-12-31T23:59:59+08:00");
	refuses("period", "15",
	        "period: not a duration: \"15\", expected a number and s, min, h or d, as 15 min");
	refuses("period", "x",
	        "period: not a duration: \"x\", expected a number and s, min, h or d, as 15 min");
	refuses("period", "1.5.5 h",
	        "period: not a duration: \"1.5.5 h\", expected a number and s, min, h or d, as 15 min");
	refuses("period", "5. h",
	        "period: not a duration: \"5. h\", expected a number and s, min, h or d, as 15 min");
	refuses("period", "999999999999999 d",
	        "period: not a duration: \"999999999999999 d\", expected a number and s, min, h or d, as 15 min");
	refuses("share", ".5 %", "share: not a percentage: \".5 %\", expected a number and %");
	refuses("instances", "", "instances: not a whole number: \"\", expected digits");
	refuses("period", "15 m",
	        "period: not a duration: \"15 m\", expected a number and s, min, h or d, as 15 "
	        "min");
	refuses("period", "0.0001 min",
	        "period: not a duration: \"0.0001 min\", expected a number and s, min, h or d, as "
	        "15 min");
	refuses("hours", "100.5", "hours: out of range: \"100.5\", expected 0 s .. 100 h");
	refuses("instances", "-1", "instances: not a whole number: \"-1\", expected digits");
	refuses("instances", "1.5", "instances: not a whole number: \"1.5\", expected digits");
	refuses("instances", "12345678901234567",
	        "instances: not a whole number: \"12345678901234567\", expected digits");
	refuses("few", "1", "few: out of range: \"1\", expected 2 .. 5");
	refuses("few", "6", "few: out of range: \"6\", expected 2 .. 5");
	refuses("share", "12.345 %",
	        "share: not a percentage: \"12.345 %\", expected a number and %");
	refuses("share", "101 %", "share: out of range: \"101 %\", expected 0 % .. 100 %");
	refuses("rate", "20.01", "rate: out of range: \"20.01\", expected 0 % .. 20 %");
	refuses("share", "20.0000000000 %",
	        "share: not a percentage: \"20.0000000000 %\", expected a number and %");
	refuses("share", "20 %%", "share: not a percentage: \"20 %%\", expected a number and %");
	refuses("note", "x", "note: not a valid value: \"x\"");
	close_facts();
}
END_TEST

/* What is none of the choices has no written form. */
START_TEST(choices_that_are_none)
{
	open_facts();
	is_text(tk_value_format(fact_named("site"), 1), "two-way");
	is_text(tk_value_format(fact_named("site"), 2), "");
	is_text(tk_value_format(fact_named("site"), -1), "");
	close_facts();
}
END_TEST

/* Any value in a fact's range reads back as it was written. */
START_TEST(values_round_trip)
{
	static const char *const names[] = {
	        "paid", "ordered_at", "period", "instances", "share", "hours"};
	struct draw draw = {11};

	open_facts();
	for (int i = 0; i < 20000; i++) {
		const struct tk_fact *fact = fact_named(names[draw_below(&draw, 6)]);
		uint64_t big =
		        (uint64_t)draw_below(&draw, 1 << 24) << 24 | draw_below(&draw, 1 << 24);
		int64_t value = fact->least +
		                (int64_t)(big % (uint64_t)(fact->most - fact->least + 1)),
		        got;
		struct tk_error error;
		char *text = tk_value_format(fact, value);
		ck_assert_msg(tk_value_parse(fact, text, &got, &error) == TK_OK, "%s: %s",
		        fact->name, text);
		ck_assert_int_eq(got, value);
		free(text);
	}
	close_facts();
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
	        {"values", {money, values_of_each_type, values_that_are_refused,
	                           choices_that_are_none, values_round_trip, NULL}},
	};
	return SUITE_RUN("values", groups);
}
