/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "fit.h"
#include "table.h"
#include "template.h"
#include "text.h"

/* ---- a source of a few names ------------------------------------------------------------------
 */

static const struct {
	const char *name, *value; /* NULL: not answered */
} names[] = {
        {"reason", "wrong-period"},
        {"paid", "800.00 CNY"},
        {"started", NULL},
        {"note", "{paid} @end 100 %"},
        {"long", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"},
};

static int gaps;

static int find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(names[i].name, name) == 0)
			return (int)i;
	}
	return -1;
}

static bool known(void *user, const char *name, const char *modifier)
{
	(void)user;
	return find(name) >= 0 && (!*modifier || strcmp(modifier, "capital") == 0);
}

static char *text_of(void *user, const char *name, const char *modifier)
{
	const char *value = names[find(name)].value;

	(void)user;
	if (!value) {
		gaps++;
		return text_printf("[%s]", name);
	}
	return text_printf(*modifier ? "<%s>" : "%s", value);
}

static enum template_answer is(void *user, const char *name, const char *value)
{
	int i = find(name);

	(void)user;
	if (i < 0 || (value && strcmp(value, "nonsense") == 0))
		return TEMPLATE_FOREIGN;
	if (!names[i].value)
		return TEMPLATE_UNKNOWN;
	return !value || strcmp(names[i].value, value) == 0 ? TEMPLATE_YES : TEMPLATE_NO;
}

static char *compare(void *user, const char *a, const char *b)
{
	(void)user;
	return text_printf("%s against %s\n", a, b);
}

static const struct template_source source = {
        .known = known, .text = text_of, .is = is, .compare = compare};

static enum tk_status fill(
        const char *template, int columns, char **ret_text, struct tk_errors *errors)
{
	gaps = 0;
	tk_errors_init(errors);
	return template_fill("letter.txt", template, &source, columns, ret_text, errors);
}

static void expect(const char *template, int columns, const char *expected)
{
	struct tk_errors errors;
	char *text = NULL;

	ck_assert_int_eq(fill(template, columns, &text, &errors), TK_OK);
	ck_assert_str_eq(text, expected);
	ck_assert_uint_eq(errors.count, 0);
	free(text);
	tk_errors_release(&errors);
}

/* ---- what is right ----------------------------------------------------------------------------
 */

START_TEST(placeholders)
{
	expect("Paid: {paid} {paid:capital}.\n", 0, "Paid: 800.00 CNY <800.00 CNY>.\n");
	expect("{{paid} }\n", 0, "{paid} }\n");
	expect("no line end", 0, "no line end\n");
	expect("", 0, "");
	expect("\xef\xbb\xbf# comment\n# more\nText # no comment\n# text\n", 0,
	        "Text # no comment\n# text\n");
	expect("{paid}\r\nb\r\n", 0, "800.00 CNY\nb\n");
	expect("a  \n   \nb\n", 0, "a\n\nb\n"); /* blanks at the end of a line are none */
}
END_TEST

START_TEST(a_gap_is_marked)
{
	expect("Started: {started}, {started}.\n", 0, "Started: [started], [started].\n");
	ck_assert_int_eq(gaps, 2);
	expect("@if !started\nnothing\n@else\n{started}\n@end\n", 0, "nothing\n");
	ck_assert_int_eq(gaps, 0);
}
END_TEST

START_TEST(answers_are_never_read_as_template)
{
	expect("{note}\nend\n", 0, "{paid} @end 100 %\nend\n");
}
END_TEST

START_TEST(conditions)
{
	expect("@if reason\na\n@end\n@if !reason\nb\n@end\n", 0, "a\n");
	expect("@if reason=wrong-period\na\n@else\nb\n@end\n", 0, "a\n");
	expect("@if reason!=wrong-period\na\n@else\nb\n@end\n", 0, "b\n");
	expect("@if reason=other\na\n@else\nb\n@end\n", 0, "b\n");
	expect("@if reason!=other  paid\na\n@end\n", 0, "a\n");
	/* of what is not known, neither is said */
	expect("@if started=no\na\n@end\n@if started!=no\nb\n@end\nc\n", 0, "c\n");
	expect("@if paid\n1\n@if started\n2\n@else\n3\n@if "
	       "reason=other\n4\n@end\n5\n@end\n6\n@else\n7\n@end\n8\n",
	        0, "1\n3\n5\n6\n8\n");
	expect("@if started\n@if paid\n1\n@else\n2\n@end\n@else\n3\n@end\n", 0, "3\n");
}
END_TEST

START_TEST(branches_left_out_leave_no_holes)
{
	expect("a\n\n@if started\nb\n@end\n\nc\n\n", 0, "a\n\nc\n");
	expect("\n\na\n", 0, "a\n");
}
END_TEST

START_TEST(lists_number_themselves)
{
	expect("Enclosures\n{#}. a\n@if started\n{#}. b\n@end\n{#}. c\n\n{#}. d\nend\n{#}. e\n", 0,
	        "Enclosures\n1. a\n2. c\n\n3. d\nend\n1. e\n");
}
END_TEST

START_TEST(lines_are_wrapped)
{
	/* plain text, block indent, hanging number, Chinese paragraph */
	expect("one two three four five six\n", 20, "one two three four\nfive six\n");
	expect("  one two three four five six\n", 20, "  one two three four\n  five six\n");
	expect("  1. one two three four five\n", 20, "  1. one two three\n     four five\n");
	/* never more than half of it is left blank */
	expect("                 one two three\n", 20, "          one two\n          three\n");
	expect("　　{long}\n", 20,
	        "　　一二三四五六七八\n九十一二三四五六七八\n九十一二三四五六七八\n九十\n");
}
END_TEST

START_TEST(directives_that_align)
{
	expect("@center abcd\n@right xyz\n", 10, "   abcd\n       xyz\n");
	expect("@center 申请\n", 10, "   申请\n");
	expect("@right {paid}\n@if started\n@right no\n@end\n", 12, "  800.00 CNY\n");
	expect("@compare paid reason\n@@if\n", 40, "paid against reason\n@if\n");
}
END_TEST

START_TEST(control_characters_stay_out)
{
	expect("a\033[31mb\tc\xe2\x80\xae"
	       "d\n",
	        0,
	        "a\xef\xbf\xbd[31mb c\xef\xbf\xbd"
	        "d\n");
}
END_TEST

/* ---- what is wrong -----------------------------------------------------------------------------
 */

static const struct {
	const char *template;
	enum tk_error_code code;
	int line;
} wrong[] = {
        {"a\n{nonsense}\n", TK_E_PLACEHOLDER, 2},
        {"{paid\n", TK_E_PLACEHOLDER, 1},
        {"{}\n", TK_E_PLACEHOLDER, 1},
        {"{PAID}\n", TK_E_PLACEHOLDER, 1},
        {"{paid:loudly}\n", TK_E_PLACEHOLDER, 1},
        {"@if started\n{nonsense}\n@end\n", TK_E_PLACEHOLDER, 2},
        {"@right {nonsense}\n", TK_E_PLACEHOLDER, 1},
        {"@iff paid\n", TK_E_DIRECTIVE, 1},
        {"@compare paid\n", TK_E_DIRECTIVE, 1},
        {"@compare paid nonsense\n", TK_E_DIRECTIVE, 1},
        {"@compare paid paid paid\n", TK_E_DIRECTIVE, 1},
        {"@compare\n", TK_E_DIRECTIVE, 1},
        {"@compare PAID paid\n", TK_E_DIRECTIVE, 1},
        {"@compare paid PAID\n", TK_E_DIRECTIVE, 1},
        {"@compare nonsense paid\n", TK_E_DIRECTIVE, 1},
        {"@\n", TK_E_DIRECTIVE, 1},
        {"@if\n@end\n", TK_E_CONDITION, 1},
        {"@if nonsense\n@end\n", TK_E_CONDITION, 1},
        {"@if paid=\n@end\n", TK_E_CONDITION, 1},
        {"@if =paid\n@end\n", TK_E_CONDITION, 1},
        {"@if !\n@end\n", TK_E_CONDITION, 1},
        {"@if !paid=1\n@end\n", TK_E_CONDITION, 1},
        {"@if reason=nonsense\n@end\n", TK_E_CONDITION, 1},
        {"@if started\n@if reason=nonsense\n@end\n@end\n", TK_E_CONDITION, 2},
        {"a\n@if paid\nb\n", TK_E_UNBALANCED, 2},
        {"@else\n", TK_E_UNBALANCED, 1},
        {"@end\n", TK_E_UNBALANCED, 1},
        {"@if paid\n@else\n@else\n@end\n", TK_E_UNBALANCED, 3},
        {"\xff\xfe", TK_E_ENCODING, 0},
};

START_TEST(errors_name_the_line)
{
	struct tk_errors errors;
	char *text = NULL;

	ck_assert_int_eq(fill(wrong[_i].template, 76, &text, &errors), TK_INVALID);
	ck_assert_ptr_null(text);
	ck_assert_uint_eq(errors.count, 1);
	ck_assert_int_eq(errors.items[0].code, wrong[_i].code);
	ck_assert_int_eq(errors.items[0].line, wrong[_i].line);
	ck_assert_str_eq(errors.items[0].file, "letter.txt");
	tk_errors_release(&errors);
	ck_assert_int_eq(
	        template_fill("x", wrong[_i].template, &source, 76, &text, NULL), TK_INVALID);
}
END_TEST

START_TEST(all_errors_are_told_and_nesting_has_an_end)
{
	char template[40 * 20] = "";
	struct tk_errors errors;
	char *text;
	int i;

	ck_assert_int_eq(fill("{a} {b}\n@c\n", 0, &text, &errors), TK_INVALID);
	ck_assert_uint_eq(errors.count, 3);
	tk_errors_release(&errors);
	for (i = 0; i < 40; i++)
		strcat(template, "@if paid\n");
	ck_assert_int_eq(fill(template, 0, &text, &errors), TK_INVALID);
	ck_assert_int_eq(errors.items[0].code, TK_E_TOO_DEEP);
	tk_errors_release(&errors);
}
END_TEST

/* ---- boxes
 * --------------------------------------------------------------------------------------- */

static void expect_fit(
        char *(*fit)(const char *, size_t), const char *text, size_t limit, const char *expected)
{
	char *shown = fit(text, limit);

	ck_assert_str_eq(shown, expected);
	free(shown);
}

START_TEST(characters_are_not_bytes)
{
	ck_assert_uint_eq(fit_characters(""), 0);
	ck_assert_uint_eq(fit_characters("退订ab"), 4);
}
END_TEST

START_TEST(answers_are_cut_where_a_reader_would)
{
	expect_fit(fit_answer, "退订申请。", 5, "退订申请。");
	expect_fit(fit_answer, "第一句。第二句很长很长。", 8, "第一句。");
	expect_fit(fit_answer, "4核 8GB，40GB 系统盘，5M 带宽，1 个月", 20, "4核 8GB，40GB 系统盘");
	expect_fit(fit_answer, "4 vCPU, 8 GiB, 40 GiB disk, 5 Mbit/s", 20, "4 vCPU, 8 GiB");
	expect_fit(fit_answer, "It cost 1.5 times. More.", 20, "It cost 1.5 times.");
	expect_fit(fit_answer, "八核六十四吉内存型服务器一台", 6, "八核六十四…");
	expect_fit(fit_answer, "somebody@example.com", 6, "somebody@example.com");
	expect_fit(fit_answer, "one two three", 8, "one two…");
	expect_fit(fit_answer, "one two three", 9, "one two…"); /* no blank before the dots */
	expect_fit(fit_answer, "One.   Two is longer.", 10, "One.");
	expect_fit(fit_answer, "八核六十四吉", 1, "…");
	expect_fit(fit_answer, "八核六十四吉", 0, "…");
	expect_fit(fit_answer, "What? Four cores. Eight.", 8, "What?");
}
END_TEST

START_TEST(paragraphs_keep_what_they_ask_for)
{
	expect_fit(fit_paragraph, "选错了。原因很长很长很长。请退订。", 8, "选错了。请退订。");
	expect_fit(fit_paragraph, "选错配置（需要甲，误选乙），未使用，申请退订。", 14,
	        "选错配置，未使用，申请退订。");
	expect_fit(fit_paragraph, "选错配置（需要甲，误选乙），未使用，申请退订。", 10,
	        "选错配置，申请退订。");
	expect_fit(fit_paragraph, "Wrong (meant b). Long story. Take it back.", 30,
	        "Wrong (meant b). Take it back.");
	expect_fit(fit_paragraph, "一二三四五六七八九十", 5, "一二三四…");
	expect_fit(fit_paragraph, "", 5, "");
	/* Asides: one in another goes with it, one that begins is taken too, marks that close nothing are text. */
	expect_fit(fit_paragraph, "It was wrong (a (b) c) so far", 20, "It was wrong so far");
	expect_fit(fit_paragraph, "(by the way)wrong as bought", 20, "wrong as bought");
	expect_fit(fit_paragraph, "wrong) as bought（顺便说）", 16, "wrong) as bought");
	expect_fit(fit_paragraph, "wrong (as bought it was", 10, "wrong (as…");
}
END_TEST

START_TEST(lines_join_without_blanks_in_chinese)
{
	char *joined = fit_join_lines("选错了，\n申请退订。\n");

	ck_assert_str_eq(joined, "选错了，申请退订。");
	free(joined);
	joined = fit_join_lines("It was wrong.\n\n  Take it back.\n");
	ck_assert_str_eq(joined, "It was wrong. Take it back.");
	free(joined);
	joined = fit_join_lines("\n one\n二\nthree\n \n");
	ck_assert_str_eq(joined, "one二three");
	free(joined);
}
END_TEST

/* ---- tables
 * -------------------------------------------------------------------------------------- */

static void expect_row(const struct table *table, const char *const *cells, const char *expected)
{
	struct text_buffer out;
	char *text;

	text_buffer_init(&out);
	table_row(&out, table, cells);
	text = text_buffer_take(&out);
	ck_assert_str_eq(text, expected);
	free(text);
}

START_TEST(columns_align_by_display_width)
{
	const struct table plain = {.indent = 1, .widths = {8, 6}, .count = 2};
	const struct table boxed = {
	        .widths = {6, 4}, .count = 2, .left = "| ", .between = " | ", .right = " |"};
	const char *const chinese[] = {"订单号", "一二三四五"};
	const char *const mixed[] = {"ab中文", NULL};
	const char *const hostile[] = {"a\033[2Jb", "c\nd"};

	expect_row(&plain, chinese, " 订单号    一二三\n           四五\n");
	expect_row(&boxed, mixed, "| ab中文 |      |\n");
	expect_row(&boxed, hostile, "| a\xef\xbf\xbd[2Jb | c d  |\n");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("template");
	TCase *tcase = tcase_create("template");
	SRunner *runner;
	int failed;

	tcase_add_test(tcase, placeholders);
	tcase_add_test(tcase, a_gap_is_marked);
	tcase_add_test(tcase, answers_are_never_read_as_template);
	tcase_add_test(tcase, conditions);
	tcase_add_test(tcase, branches_left_out_leave_no_holes);
	tcase_add_test(tcase, lists_number_themselves);
	tcase_add_test(tcase, lines_are_wrapped);
	tcase_add_test(tcase, directives_that_align);
	tcase_add_test(tcase, control_characters_stay_out);
	tcase_add_loop_test(tcase, errors_name_the_line, 0, sizeof wrong / sizeof *wrong);
	tcase_add_test(tcase, all_errors_are_told_and_nesting_has_an_end);
	tcase_add_test(tcase, characters_are_not_bytes);
	tcase_add_test(tcase, answers_are_cut_where_a_reader_would);
	tcase_add_test(tcase, paragraphs_keep_what_they_ask_for);
	tcase_add_test(tcase, lines_join_without_blanks_in_chinese);
	tcase_add_test(tcase, columns_align_by_display_width);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
