/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Order pages, made up after those of the consoles: what is read in them, what that does to a case, and that one
 * undo takes it back. tests/order-pages/NAME.txt is a page, NAME.facts the answers that it gives; "-" says that a
 * fact is not to be found in it.
 */
#include "config.h"

#include "file.h"
#include "order-page.h"
#include "wizard-suite.h"

static const char *const pages[] = {"detail.zh", "several-a-line.zh", "table.zh", "below.en", "columns.en"};

static char *read_source(const char *name, const char *kind)
{
	char *inside = text_printf("tests/order-pages/%s.%s", name, kind), *path = source_path(inside), *bytes;
	size_t length;

	ck_assert_int_eq(file_read(path, 1 << 16, &bytes, &length), TK_OK);
	free(inside);
	free(path);
	return bytes;
}

/* The answer to FACT in the case, with how it is known; "" when there is none. Caller frees. */
static char *answer_in_case(const struct fixture *fixture, const char *name)
{
	const struct tk_answers *answers = flow_answers(fixture->flow);
	int slot = tk_vocabulary_find(tk_answers_vocabulary(answers), name);

	ck_assert_msg(slot >= 0, "there is no fact %s", name);
	if (tk_answers_state(answers, (size_t)slot) != TK_ANSWERED)
		return strdup("");
	char *value = tk_answers_format(answers, (size_t)slot);
	char *known = text_printf("%s %s", tk_known_name(tk_answers_known(answers, (size_t)slot)), value);
	free(value);
	return known;
}

/* Each line of EXPECTED, "NAME VALUE", against the case; the number of values. */
static size_t compare(const struct fixture *fixture, const char *page, char *expected)
{
	size_t count = 0;

	for (char *line = strtok(expected, "\n"); line != NULL; line = strtok(NULL, "\n")) {
		char *value = strchr(line, ' ');
		*value++ = '\0';
		char *is = answer_in_case(fixture, line);
		char *wanted = strcmp(value, "-") == 0 ? strdup("") : text_printf("pasted %s", value);
		ck_assert_msg(strcmp(is, wanted) == 0, "%s: %s is \"%s\", not \"%s\"", page, line, is, wanted);
		count += *wanted != '\0';
		free(is);
		free(wanted);
	}
	return count;
}

START_TEST(a_page_fills_the_form)
{
	struct fixture fixture;
	char *text = read_source(pages[_i], "txt"), *expected = read_source(pages[_i], "facts");

	begin(&fixture);
	set(&fixture, "provider", "aliyun");
	struct flow_paste paste = flow_paste_look(fixture.flow, text);
	ask(&fixture, REQUEST_PASTE, NULL, text, 0);
	size_t count = compare(&fixture, pages[_i], expected);
	ck_assert_uint_eq(paste.found, count);
	ck_assert_uint_eq(paste.fills, count);
	ck_assert_uint_eq(paste.replaces, 0);
	/* One undo takes it all back; the provider, answered before, stays. */
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	is_text(answer_in_case(&fixture, "order_id"), "");
	is_text(answer_in_case(&fixture, "ordered_at"), "");
	is_text(answer_in_case(&fixture, "provider"), "typed aliyun");
	free(text);
	free(expected);
	finish(&fixture);
}
END_TEST

/* The same lines in another order, with the line ends of a terminal, or in other spellings, tell the same. */
START_TEST(line_ends_and_order)
{
	struct order_page page;

	ck_assert(order_page_read("实付：８００元\r下 单 时 间 ： 昨天 14:05\r\n\rORDER NO.: A1234567\r", &page));
	ck_assert_uint_eq(page.fact_count, 3);
	ck_assert_str_eq(page.facts[0].fact, "paid");
	ck_assert_str_eq(page.facts[0].text, "800元");
	ck_assert_uint_eq(page.facts[0].line, 0);
	ck_assert_str_eq(page.facts[1].text, "昨天 14:05");
	ck_assert_uint_eq(page.facts[1].line, 1);
	ck_assert_str_eq(page.facts[2].text, "A1234567");
	ck_assert_uint_eq(page.facts[2].line, 3);
	order_page_release(&page);
}
END_TEST

/* What is no order page gives nothing, or too little to be taken for one. */
START_TEST(other_texts)
{
	static const char *const texts[] = {"", "\n\n", "800", "2026-11-23 14:05",
		"Bought the wrong one: wanted 4 cores, clicked 8.\nNoticed it after ten minutes.",
		"本来想买 4 核的，点成了 8 核的。\n十分钟后发现。", "https://example.com/order?id=1\nnote: see above"};
	struct order_page page;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		ck_assert(order_page_read(texts[i], &page));
		ck_assert_msg(page.fact_count == 0, "\"%s\" tells %s", texts[i], page.facts[0].fact);
		order_page_release(&page);
	}
}
END_TEST

/* Sums of several servers are not those of one; an amount due may hold vouchers. */
START_TEST(sums_that_mean_something_else)
{
	struct order_page page;

	ck_assert(order_page_read("数量：2\n实付金额：1600\n订单号：240000000000417", &page));
	ck_assert(page.for_several);
	ck_assert_uint_eq(page.fact_count, 2);
	order_page_release(&page);
	ck_assert(order_page_read("应付金额：800\n代金券：-50", &page));
	ck_assert_uint_eq(page.fact_count, 1);
	ck_assert_str_eq(page.facts[0].fact, "voucher");
	ck_assert_str_eq(page.facts[0].text, "50");
	order_page_release(&page);
	ck_assert(order_page_read("应付金额：850\n实付金额：800\n代金券：50", &page));
	ck_assert_uint_eq(page.fact_count, 2);
	ck_assert_str_eq(page.facts[0].text, "800");
	order_page_release(&page);
}
END_TEST

/* What the page TEXT tells: "FACT TEXT (LINE)", in the order of the page. */
static void tells(const char *text, const char *expected)
{
	struct order_page page;
	struct text_buffer all;

	text_buffer_init(&all);
	ck_assert(order_page_read(text, &page));
	for (size_t i = 0; i < page.fact_count; i++)
		text_buffer_printf(&all, "%s%s %s (%zu)", i > 0 ? ", " : "", page.facts[i].fact, page.facts[i].text,
			page.facts[i].line);
	order_page_release(&page);
	char *told = text_buffer_take(&all);
	ck_assert_msg(strcmp(told, expected) == 0, "\"%s\" tells %s, not %s", text, told, expected);
	free(told);
}

/* Labels that run into what stands before them, stand twice, or name nothing. */
START_TEST(labels_in_awkward_places)
{
	static const char *const lines[][2] = {
		/* in Chinese a label may follow without a gap, but not in the middle of a longer one */
		{"订单号：240000000000417实付金额：800", "order_id 240000000000417 (0), paid 800 (0)"},
		{"我的订单号：240000000000417", ""},
		{"xorderno: 240000000000417", ""},
		{"实付金额：\n订单号：240000000000417", "order_id 240000000000417 (1)"},
		/* the better label counts, wherever it stands */
		{"实付金额：800\n实付款：900", "paid 800 (0)"},
		{"应付金额：850\n订单号：240000000000417\n实付金额：800", "order_id 240000000000417 (1), paid 800 (2)"},
		{"代金券：-", ""}, {"代金券：--", ""}, {"实付金额：；", ""}, {"实付金额：800；", "paid 800 (0)"},
		{"应付金额：800", "paid 800 (0)"}, {"应付金额：800\n代金券：0", "paid 800 (0), voucher 0 (1)"},
		/* a remark that does not end, a label that goes over two cells, one without a value of its kind */
		{"实付金额（元：800", ""}, {"下单  时间", ""}, {"计费方式 随便", ""}, {"地域 华东1", ""}, {"实付金额 多少", ""},
		{"实付金额 800", "paid 800 (0)"}, {"计费方式 包年包月", "billing subscription (0)"},
		{"数量：x2", "instances 2 (0)"}, {"数量：*2", "instances 2 (0)"}, {"数量：×2", "instances 2 (0)"},
		{"有效期：2026-12-23 23:59:59", "period_end 2026-12-23 23:59:59 (0)"},
		/* a part of the configuration that is told twice */
		{"实例规格：ecs.g7\n规格：ecs.g7", "configuration ecs.g7 (0)"},
	};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		tells(lines[i][0], lines[i][1]);
}
END_TEST

/* Tables with bars, with a column that nobody knows, and rows that only look like the head of one. */
START_TEST(tables_of_other_kinds)
{
	tells("│ 订单号 │ 实付金额 │\n│ 240000000000417 │ 800 │", "order_id 240000000000417 (1), paid 800 (1)");
	tells("订单号|实付金额\n240000000000417|800", "order_id 240000000000417 (1), paid 800 (1)");
	tells("order no|paid amount\n240000000000417|800", "order_id 240000000000417 (1), paid 800 (1)");
	tells("订单号  实付金额  备忘\n240000000000417  800  x", "order_id 240000000000417 (1), paid 800 (1)");
	tells("实付金额 800  订单号 240000000000417\n1  2", "paid 800 (0), order_id 240000000000417 (0)");
}
END_TEST

/* No order page is so long; what is further down is not read. */
START_TEST(very_many_lines)
{
	struct text_buffer text;
	struct order_page page;

	text_buffer_init(&text);
	for (int i = 0; i < 500; i++)
		text_buffer_add(&text, i == 450 ? "实付金额：800\n" : "-\n");
	char *all = text_buffer_take(&text);
	ck_assert(order_page_read(all, &page));
	ck_assert_uint_lt(page.line_count, 450);
	ck_assert_uint_eq(page.fact_count, 0);
	order_page_release(&page);
	free(all);
}
END_TEST

static char *shown_paste(const struct fixture *fixture, const char *text)
{
	struct pane pane;

	pane_init(&pane);
	flow_paste_show(fixture->flow, text, &pane);
	ck_assert(!pane.failed);
	char *shown = pane_text(&pane, 120);
	pane_release(&pane);
	return shown;
}

/* An answer that differs is marked, and replaced only when asked for. */
START_TEST(asks_before_it_replaces)
{
	static const char text[] = "订单号：240000000000417\n实付金额：800.00\n下单时间：soon\n地域：华东1";
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, (const struct answer[]){{"provider", "aliyun"}, {"paid", "640"}, {"region", "华东1"},
				  {"order_id", "?"}, {NULL, NULL}});
	struct flow_paste paste = flow_paste_look(fixture.flow, text);
	ck_assert_uint_eq(paste.found, 4);
	ck_assert_uint_eq(paste.fills, 1);
	ck_assert_uint_eq(paste.replaces, 1);
	char *shown = shown_paste(&fixture, text);
	holds(strdup(shown), "800.00 CNY  instead of 640.00 CNY");
	holds(strdup(shown), "(line 2: 实付金额：800.00)");
	holds(strdup(shown), "Answered so already");
	holds(strdup(shown), "Not understood, and left out");
	ck_assert(strstr(shown, "Differs from an answer") < strstr(shown, "Fills in"));
	free(shown);

	ask(&fixture, REQUEST_PASTE, NULL, text, 0);
	is_text(answer_in_case(&fixture, "paid"), "typed 640.00");
	is_text(answer_in_case(&fixture, "order_id"), "pasted 240000000000417");
	ask(&fixture, REQUEST_PASTE, NULL, text, 1);
	is_text(answer_in_case(&fixture, "paid"), "pasted 800.00");
	is_text(answer_in_case(&fixture, "region"), "typed 华东1");
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	is_text(answer_in_case(&fixture, "paid"), "typed 640.00");
	/* What was typed and not understood is not lost without a question either. */
	set(&fixture, "ordered_at", "half past");
	paste = flow_paste_look(fixture.flow, "下单时间：2026-11-23 14:05\n订单号：240000000000417");
	ck_assert_uint_eq(paste.replaces, 1);
	finish(&fixture);
}
END_TEST

/* Why the sums of several servers are not taken is said; nothing pasted changes nothing. */
START_TEST(an_order_of_several_servers)
{
	static const char text[] = "数量：2\n实付金额：1600\n订单号：240000000000417";
	struct fixture fixture;

	begin(&fixture);
	set(&fixture, "provider", "aliyun");
	holds(shown_paste(&fixture, text), "The order holds several servers, so its sums are left out");
	holds_not(shown_paste(&fixture, "订单号：240000000000417"), "several servers");
	ask(&fixture, REQUEST_PASTE, NULL, NULL, 0);
	struct page *page = page_now(&fixture);
	ck_assert_ptr_null(page->message);
	page_free(page);
	ask(&fixture, REQUEST_PASTE, NULL, text, 0);
	is_text(answer_in_case(&fixture, "paid"), "");
	is_text(answer_in_case(&fixture, "order_id"), "pasted 240000000000417");
	finish(&fixture);
}
END_TEST

/* Any bytes at all, and any cut of a page: facts or none, never a crash. */
START_TEST(anything_pasted)
{
	struct draw draw = {11};
	struct order_page page;
	char text[400];

	for (int round = 0; round < tries(4000); round++) {
		draw_text(&draw, text, 40);
		ck_assert(order_page_read(text, &page));
		order_page_release(&page);
	}
	char *whole = read_source("columns.en", "txt");
	for (size_t length = strlen(whole); length > 0; length--) {
		whole[length] = '\0';
		ck_assert(order_page_read(whole, &page));
		order_page_release(&page);
	}
	free(whole);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("order-page");
	TCase *filling = tcase_create("filling"), *reading = tcase_create("reading");

	tcase_set_timeout(filling, 600);
	tcase_set_timeout(reading, 600);
	tcase_add_loop_test(filling, a_page_fills_the_form, 0, (int)(sizeof(pages) / sizeof(pages[0])));
	tcase_add_test(filling, asks_before_it_replaces);
	tcase_add_test(filling, an_order_of_several_servers);
	tcase_add_test(reading, line_ends_and_order);
	tcase_add_test(reading, other_texts);
	tcase_add_test(reading, sums_that_mean_something_else);
	tcase_add_test(reading, labels_in_awkward_places);
	tcase_add_test(reading, tables_of_other_kinds);
	tcase_add_test(reading, very_many_lines);
	tcase_add_test(reading, anything_pasted);
	suite_add_tcase(suite, filling);
	suite_add_tcase(suite, reading);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
