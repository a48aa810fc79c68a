/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "equation.h"

static bool some_money(void *user, const char *name, int64_t *ret_fen)
{
	if (strcmp(name, "paid") != 0)
		return false;
	*ret_fen = *(const int64_t *)user;
	return true;
}

static const char *some_define(void *user, const char *name)
{
	(void)user;
	if (strcmp(name, "twice") == 0)
		return "fee";
	if (strcmp(name, "circle") == 0)
		return "circle";
	return strcmp(name, "fee") == 0 ? "paid * 20 %" : NULL;
}

static const struct {
	int64_t paid;
	const char *amounts[2];
	int64_t left[2]; /* as the evaluator rounds */
	const char *lines[2];
} sums[] = {
        {80000, {"paid * 20 %", NULL}, {64000, 0}, {"800.00 − 800.00 × 20 % = 640.00", NULL}},
        {80000, {"paid * 50 %", "20 % * paid"}, {40000, 24000},
                {"800.00 − 800.00 × 50 % = 400.00", "400.00 − 800.00 × 20 % = 240.00"}},
        {3333, {"paid * 50 %", "paid*20%"}, {1667, 1000},
                {"33.33 − 33.33 × 50 % = 16.665 ≈ 16.67", "16.665 − 33.33 × 20 % = 9.999 ≈ 10.00"}},
        {10000, {"paid * 12.55 %", "min(paid, 5.00)"}, {8745, 8245},
                {"100.00 − 100.00 × 12.55 % = 87.45", "87.45 − 5.00 = 82.45"}},
        {10000, {"paid * 80 %", "paid * 30 %"}, {2000, 0},
                {"100.00 − 100.00 × 80 % = 20.00", "20.00 − 100.00 × 30 % = −10.00 < 0, 0.00"}},
        /* what cannot be read, or does not come to what was decided, is a plain subtraction */
        {80000, {"fee", "twice"}, {64000, 48000},
                {"800.00 − 800.00 × 20 % = 640.00", "640.00 − 800.00 × 20 % = 480.00"}},
        {10000, {"list_price * 10 %", "paid * 1"}, {9500, 9400},
                {"100.00 − 5.00 = 95.00", "95.00 − 1.00 = 94.00"}},
        {10000, {"circle", "paid * 999999 %"}, {9500, 0},
                {"100.00 − 5.00 = 95.00", "95.00 − 95.00 = 0.00"}},
        {10000, {"paid * 20 %", "paid * 20 % + 1.00"}, {8500, 6400},
                {"100.00 − 15.00 = 85.00", "85.00 − 21.00 = 64.00"}},
        /* shares that are written oddly, or are none */
        {10000, {"paid * 12.555 %", "PAID * 10 %"}, {8745, 7745},
                {"100.00 − 12.55 = 87.45", "87.45 − 10.00 = 77.45"}},
        {10000, {"1234567 % * paid", "paid / 10 %"}, {9000, 8000},
                {"100.00 − 10.00 = 90.00", "90.00 − 10.00 = 80.00"}},
        {10000, {"* 10 %", "paid"}, {9000, 8000}, {"100.00 − 10.00 = 90.00", "90.00 − 10.00 = 80.00"}},
        {10000, {"paid * . %", "0.5 % * paid"}, {9000, 8950},
                {"100.00 − 10.00 = 90.00", "90.00 − 100.00 × 0.5 % = 89.50"}},
        {10000, {"paid * 1.2.3 %", "paid * 10"}, {9000, 8000},
                {"100.00 − 10.00 = 90.00", "90.00 − 10.00 = 80.00"}},
        {10000, {"a_name_that_is_longer_than_any_fact_or_define_may_ever_be_in_a_pack * 10 %", "twice * 10 %"},
                {9000, 8000}, {"100.00 − 10.00 = 90.00", "90.00 − 10.00 = 80.00"}},
        {10000, {"12345678 % * paid", "~ * 10 %"}, {9000, 8000}, {"100.00 − 10.00 = 90.00", "90.00 − 10.00 = 80.00"}},
        {10000, {"10 % * 1", "paid * x %"}, {9000, 8000}, {"100.00 − 10.00 = 90.00", "90.00 − 10.00 = 80.00"}},
        {10000, {"10 % *", "10 % + paid"}, {9000, 8000}, {"100.00 − 10.00 = 90.00", "90.00 − 10.00 = 80.00"}},
        {10000, {"10 % * paid paid", "paid * 1000.01 %"}, {9000, 0}, {"100.00 − 10.00 = 90.00", "90.00 − 90.00 = 0.00"}},
};

START_TEST(breakdowns_are_equations)
{
	int64_t paid = sums[_i].paid, left = paid;
	struct equation equation = {.money = some_money, .define = some_define, .user = &paid};
	bool rounded;
	int i;

	equation_begin(&equation, paid);
	for (i = 0; i < 2 && sums[_i].amounts[i]; i++) {
		const struct tk_rule rule = {.amount = sums[_i].amounts[i]};
		const struct tk_deduction deduction = {
		        &rule, left - sums[_i].left[i], sums[_i].left[i]};
		char *line = equation_next(&equation, &deduction, &rounded);

		ck_assert_str_eq(line, sums[_i].lines[i]);
		ck_assert_int_eq(rounded, strstr(line, "≈") != NULL);
		free(line);
		left = sums[_i].left[i];
	}
}
END_TEST

/* Without names for amounts the amount itself is read; a rule without one is a plain subtraction. */
START_TEST(amounts_without_names)
{
	static const struct {
		const char *amount, *line;
	} rows[] = {{"paid * 10 %", "100.00 − 100.00 × 10 % = 90.00"}, {"fee", "100.00 − 10.00 = 90.00"}, {NULL, "100.00 − 10.00 = 90.00"}};
	int64_t paid = 10000;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct equation equation = {.money = some_money, .user = &paid};
		const struct tk_rule rule = {.amount = rows[i].amount};
		const struct tk_deduction deduction = {&rule, 1000, 9000};
		bool rounded;

		equation_begin(&equation, paid);
		char *line = equation_next(&equation, &deduction, &rounded);
		ck_assert_str_eq(line, rows[i].line);
		ck_assert_int_eq(equation.worked, i == 0);
		free(line);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("equation");
	TCase *tcase = tcase_create("equation");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, breakdowns_are_equations, 0, sizeof sums / sizeof *sums);
	tcase_add_test(tcase, amounts_without_names);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
