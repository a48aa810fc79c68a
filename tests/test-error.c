/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors as values: lists that never fail, messages, the nearest name. */
#include "config.h"

#include "error.h"
#include "suite.h"
#include "text.h"

static const struct error_place place = {"a/x.ini", 12, "rule.fee", "when"};

static char *message(enum tk_error_code code, const struct error_place *at, const char *value,
	const char *detail, const char *nearest, const char *(*translate)(const char *))
{
	struct tk_error error = {0};
	error_set(&error, code, at, value, detail, nearest);
	char *text = tk_error_text(&error, translate);
	tk_error_release(&error);
	return text;
}

START_TEST(every_code_has_its_words)
{
	for (int code = 0; code < TK_ERROR_COUNT; code++) {
		const char *what = tk_error_what((enum tk_error_code)code);
		const char *expected = tk_error_expected((enum tk_error_code)code);
		ck_assert_uint_gt(strlen(what), 0);
		ck_assert_ptr_nonnull(expected);
		/* Lower case and no full stop: they stand in the middle of a line. */
		ck_assert(what[strlen(what) - 1] != '.');
		ck_assert(expected[0] == '\0' || expected[strlen(expected) - 1] != '.');
	}
}
END_TEST

START_TEST(messages_say_where_and_what)
{
	is_text(message(TK_E_UNKNOWN_FACT, &place, "paidd", NULL, "paid", NULL),
		"a/x.ini:12: [rule.fee] when: unknown fact: \"paidd\", expected the name of a fact; "
		"did you mean \"paid\"?");
	is_text(message(TK_E_UNKNOWN_CHOICE, &place, "x", "a, b", NULL, NULL),
		"a/x.ini:12: [rule.fee] when: not one of the choices: \"x\", expected a, b");
	is_text(message(TK_E_EMPTY, NULL, NULL, NULL, NULL, NULL), "no value");
	const struct error_place file = {.file = "x.ini"};
	is_text(message(TK_E_UNREADABLE, &file, "No such file", NULL, NULL, NULL),
		"x.ini: cannot be read: \"No such file\"");
	const struct error_place section = {"x.ini", 3, "rule.x", NULL};
	is_text(message(TK_E_NO_EFFECT, &section, NULL, "one", NULL, NULL),
		"x.ini:3: [rule.x]: a rule without an effect, expected one");
	const struct error_place fact = {.key = "paid"};
	is_text(message(TK_E_EMPTY, &fact, NULL, NULL, NULL, NULL), "paid: no value");
}
END_TEST

START_TEST(messages_are_safe_to_show)
{
	const struct error_place bad = {"x\x1b[31m.ini", 1, "a\nb", "k\x07"};
	char *text = message(TK_E_CONTROL, &bad, "v\x1b]0;x\x07\nsecond line", NULL, NULL, NULL);
	ck_assert(text_valid(text, strlen(text)) && !text_has_controls(text, strlen(text)));
	free(text);

	/* Values are cut; the words behind them stay. */
	char value[1000];
	memset(value, 'v', sizeof(value));
	value[999] = '\0';
	text = message(TK_E_BAD_FLAG, NULL, value, NULL, NULL, NULL);
	ck_assert_int_lt(text_width(text), 120);
	ck_assert_ptr_nonnull(strstr(text, "…\", expected yes or no"));
	free(text);
}
END_TEST

static const char *in_chinese(const char *text)
{
	if (strcmp(text, "unknown fact") == 0)
		return "没有这个事实";
	if (strcmp(text, ", expected %s") == 0)
		return "，应为%s";
	if (strcmp(text, "; did you mean \"%s\"?") == 0)
		return "；是不是“%s”？";
	if (strcmp(text, ": \"%s\"") == 0)
		return "：%d%n"; /* a broken translation */
	return text;
}

START_TEST(messages_are_translated)
{
	is_text(message(TK_E_UNKNOWN_FACT, &place, NULL, NULL, "paid", in_chinese),
		"a/x.ini:12: [rule.fee] when: 没有这个事实，应为the name of a fact；是不是“paid”？");
	/* A translation without its slot loses the value and does no other harm. */
	is_text(message(TK_E_UNKNOWN_FACT, NULL, "x", NULL, NULL, in_chinese),
		"没有这个事实：%d%n，应为the name of a fact");
}
END_TEST

START_TEST(lists_keep_200_and_count_the_rest)
{
	struct tk_errors errors;

	tk_errors_init(&errors);
	for (int i = 0; i < 250; i++) {
		const struct error_place line = {.file = "x", .line = i + 1};
		errors_add(&errors, TK_E_SYNTAX, &line, "v", NULL, NULL);
	}
	ck_assert_uint_eq(errors.count, 200);
	ck_assert_uint_eq(errors.dropped, 50);
	ck_assert_int_eq(errors.items[199].line, 200);
	tk_errors_release(&errors);
	ck_assert_uint_eq(errors.count, 0);
	tk_errors_release(&errors);
	errors_add(NULL, TK_E_SYNTAX, NULL, "v", NULL, NULL);
}
END_TEST

START_TEST(moving_fills_in_the_place)
{
	struct tk_errors errors;
	struct tk_error error = {0};

	tk_errors_init(&errors);
	error_set(&error, TK_E_BAD_FLAG, NULL, "maybe", NULL, NULL);
	errors_move(&errors, &error, &place);
	ck_assert_ptr_null(error.value);
	ck_assert_str_eq(errors.items[0].file, "a/x.ini");
	ck_assert_int_eq(errors.items[0].line, 12);
	ck_assert_str_eq(errors.items[0].key, "when");
	ck_assert_str_eq(errors.items[0].value, "maybe");

	const struct error_place own = {.file = "own", .line = 1};
	error_set(&error, TK_E_BAD_FLAG, &own, NULL, NULL, NULL);
	errors_move(&errors, &error, &place);
	ck_assert_str_eq(errors.items[1].file, "own"); /* what it says itself stands */
	ck_assert_int_eq(errors.items[1].line, 1);
	const struct error_place further = {.section = "own", .key = "own"};
	error_set(&error, TK_E_BAD_FLAG, &further, NULL, NULL, NULL);
	errors_move(&errors, &error, &place);
	ck_assert_str_eq(errors.items[2].section, "own");
	ck_assert_str_eq(errors.items[2].key, "own");

	error_set(&error, TK_E_BAD_FLAG, NULL, "gone", NULL, NULL);
	errors_move(NULL, &error, &place);
	ck_assert_ptr_null(error.value);
	tk_errors_release(&errors);
}
END_TEST

/* Without words of its own about what is expected, it has those of its kind. */
START_TEST(nothing_is_no_detail)
{
	is_text(message(TK_E_BAD_FLAG, NULL, "x", "", NULL, NULL), "not a valid answer: \"x\", expected yes or no");
}
END_TEST

/* ---- typos ------------------------------------------------------------------------------------- */

static const char *const names[] = {
	"paid", "list_price", "service_start", "deployed", "started", "ddos_record", "退款原因", NULL};

static const char *next(const void *user, size_t index)
{
	return ((const char *const *)user)[index];
}

START_TEST(nearest_name_is_found)
{
	ck_assert_str_eq(error_nearest("payd", next, names), "paid");
	ck_assert_str_eq(error_nearest("payed", next, names), "paid");
	ck_assert_str_eq(error_nearest("piad", next, names), "paid"); /* two letters swapped */
	ck_assert_str_eq(error_nearest("Deployd", next, names), "deployed");
	ck_assert_str_eq(error_nearest("servicestart", next, names), "service_start");
	ck_assert_str_eq(error_nearest("starte", next, names), "started");
	ck_assert_str_eq(error_nearest("退款原田", next, names), "退款原因");
	ck_assert_str_eq(error_nearest("ddos-rekord", next, names), "ddos_record");
}
END_TEST

/* Names that nobody could have typed are passed over. */
START_TEST(names_that_are_none_are_passed_over)
{
	static const char endless[] = "paidpaidpaidpaidpaidpaidpaidpaidpaidpaidpaidpaidpaidpaidpaidpaidpaid";
	static const char *const odd[] = {"\xff", endless, "pait", NULL};

	ck_assert_str_eq(error_nearest("paid", next, odd), "pait");
	ck_assert_ptr_null(error_nearest(endless, next, odd));
}
END_TEST

START_TEST(far_names_are_not_offered)
{
	char longest[200];

	ck_assert_ptr_null(error_nearest("colour", next, names));
	ck_assert_ptr_null(error_nearest("", next, names));
	ck_assert_ptr_null(error_nearest("x", next, names));
	ck_assert_ptr_null(error_nearest("pxxd", next, names));
	memset(longest, 'a', sizeof(longest));
	longest[199] = '\0';
	ck_assert_ptr_null(error_nearest(longest, next, names));
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"message", {every_code_has_its_words, messages_say_where_and_what,
				    messages_are_safe_to_show, messages_are_translated,
				    nothing_is_no_detail}},
		{"list", {lists_keep_200_and_count_the_rest, moving_fills_in_the_place}},
		{"nearest", {nearest_name_is_found, names_that_are_none_are_passed_over, far_names_are_not_offered}},
	};
	return SUITE_RUN("error", groups);
}
