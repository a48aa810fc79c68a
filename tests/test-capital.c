/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "checks.h"
#include "papers.h"

static const struct {
	int64_t fen;
	const char *text;
} cases[] = {
        {0, "零元整"},
        {1, "壹分"},
        {5, "伍分"},
        {10, "壹角整"},
        {50, "伍角整"},
        {99, "玖角玖分"},
        {100, "壹元整"},
        {101, "壹元零壹分"},
        {110, "壹元壹角整"},
        {1000, "壹拾元整"},
        {1005, "壹拾元零伍分"},
        {10000, "壹佰元整"},
        {64000, "陆佰肆拾元整"},
        {80000, "捌佰元整"},
        {100105, "壹仟零壹元零伍分"},
        {100500, "壹仟零伍元整"},
        {1000000, "壹万元整"},
        {1000100, "壹万零壹元整"},
        {1010000, "壹万零壹佰元整"},
        {1234567, "壹万贰仟叁佰肆拾伍元陆角柒分"},
        /* the four examples of the Payment and Settlement Measures, annex 1 */
        {140950, "壹仟肆佰零玖元伍角整"},
        {600714, "陆仟零柒元壹角肆分"},
        {168032, "壹仟陆佰捌拾元叁角贰分"},
        {10700053, "壹拾万零柒仟元伍角叁分"},
        {1640902, "壹万陆仟肆佰零玖元零贰分"},
        {32504, "叁佰贰拾伍元零肆分"},
        {10000000, "壹拾万元整"},
        {100000000, "壹佰万元整"},
        {1000000000, "壹仟万元整"},
        {1000000100, "壹仟万零壹元整"},
        {10000000000, "壹亿元整"},
        {10000001000, "壹亿零壹拾元整"},
        {10001000000, "壹亿零壹万元整"},
        {10000100000, "壹亿零壹仟元整"},
        {101001010101, "壹拾亿零壹仟零壹万零壹佰零壹元零壹分"},
        {999999999999, "玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"},
        {TK_MONEY_MAX, "壹佰亿元整"},
        {-64005, "负陆佰肆拾元零伍分"},
};

START_TEST(sums_as_banks_write_them)
{
	char *text = paper_capital_money(cases[_i].fen);

	ck_assert_str_eq(text, cases[_i].text);
	free(text);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("capital");
	TCase *tcase = tcase_create("capital");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, sums_as_banks_write_them, 0, sizeof cases / sizeof *cases);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
