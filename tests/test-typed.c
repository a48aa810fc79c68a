/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as people type them, in English and Chinese. */
#include "config.h"

#include "flow.h"
#include "suite.h"
#include "typed.h"

static int64_t at(const char *moment)
{
	int64_t value = 0;
	ck_assert_int_eq(tk_moment_parse(moment, &value), TK_OK);
	return value;
}

/* TEXT typed for a fact of TYPE at NOW; "" when it is not understood. Caller frees. */
static char *typed_of(const char *currency, enum tk_type type, const char *text, const char *now)
{
	const struct tk_fact fact = {.name = "fact", .type = type, .most = TK_MONEY_MAX};
	char *exact = NULL;
	return typed_value(&fact, text, currency, at(now), &exact) ? exact : strdup("");
}

static char *typed_at(enum tk_type type, const char *text, const char *now)
{
	return typed_of(NULL, type, text, now);
}

static char *typed(enum tk_type type, const char *text)
{
	return typed_at(type, text, "2026-11-23T14:37:00");
}

struct form {
	const char *text, *exact;
};

static void check_forms(enum tk_type type, const struct form *forms)
{
	for (; forms->text != NULL; forms++) {
		char *exact = typed(type, forms->text);
		ck_assert_msg(strcmp(exact, forms->exact) == 0, "\"%s\" is \"%s\", not \"%s\"",
			forms->text, exact, forms->exact);
		free(exact);
	}
}

START_TEST(money)
{
	static const struct form forms[] = {
		{"800", "800"}, {"800.00", "800.00"}, {" 800.5 ", "800.5"}, {"800.", "800"},
		{"￥1,200", "1200"}, {"¥1,200.50", "1200.50"}, {"８００．００", "800.00"},
		{"１，２００", "1200"}, {"800元", "800"}, {"800 元", "800"}, {"800块", "800"},
		{"800块钱", "800"}, {"人民币800元整", "800"}, {"RMB 800", "800"}, {"800 CNY", "800"},
		{"cny800", "800"}, {"1,234,567.89", "1234567.89"}, {"1 200.00", "1200.00"},
		{"1.2万", "12000"}, {"3万元", "30000"}, {"0.00005万", ""}, {"８００。５０", "800.50"},
		{"12,00", ""}, {"1,2,3", ""}, {"1.000,00", ""}, {"1,2345", ""}, {"1.2.3万", ""}, {"1a万", ""},
		{".万", ""}, {"123456789012万", "1234567890120000"}, {"1234567890123万", ""}, {NULL, NULL}};
	check_forms(TK_MONEY, forms);
}
END_TEST

/* A sum may name the currency of the policy, and no other: nothing is converted. */
START_TEST(other_currencies)
{
	static const struct {
		const char *currency, *text, *exact;
	} forms[] = {{"USD", "150", "150"}, {"USD", "$150", "150"}, {"USD", "US$ 1,150.50", "1150.50"},
		{"USD", "150 usd", "150"}, {"USD", "150.00 美元", "150.00"}, {"USD", "美元150", "150"},
		{"USD", "¥150", ""}, {"USD", "150元", ""}, {"USD", "150 CNY", ""}, {"USD", "€150", ""},
		{"EUR", "150 €", "150"}, {"EUR", "EUR 150", "150"}, {"EUR", "$150", ""},
		{"GBP", "£9.99", "9.99"}, {"HKD", "HK$100", "100"}, {"SGD", "S$100", "100"},
		{"SGD", "100 新加坡元", "100"}, {"CNY", "$150", ""}, {"CNY", "150美元", ""},
		{"CNY", "¥150", "150"}};

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		char *exact = typed_of(forms[i].currency, TK_MONEY, forms[i].text, "2026-11-23T14:37:00");
		/* What is not understood goes to the exact reader, who takes digits alone. */
		bool sum = exact[0] != '\0' && exact[strspn(exact, "0123456789.")] == '\0';
		ck_assert_msg(strcmp(sum ? exact : "", forms[i].exact) == 0, "%s \"%s\" is \"%s\"",
			forms[i].currency, forms[i].text, exact);
		free(exact);
	}
}
END_TEST

START_TEST(flags)
{
	static const struct form forms[] = {{"yes", "yes"}, {"Y", "yes"}, {"ＹＥＳ", "yes"},
		{"是", "yes"}, {"是的", "yes"}, {"有", "yes"}, {"1", "yes"}, {"true", "yes"}, {"no", "no"},
		{"N", "no"}, {"否", "no"}, {"没有", "no"}, {"不是", "no"}, {"0", "no"}, {"2", "no"},
		{"２", "no"}, {"false", "no"}, {"maybe", ""}, {"3", ""}, {NULL, NULL}};
	check_forms(TK_FLAG, forms);
}
END_TEST

START_TEST(counts_and_percentages)
{
	static const struct form counts[] = {{"3", "3"}, {"３台", "3"}, {"3 台", "3"}, {"两台", "2"},
		{"1次", "1"}, {"2 servers", "2"}, {"3.5", ""}, {"many", ""}, {"-1", ""}, {NULL, NULL}};
	static const struct form percentages[] = {{"20", "20 %"}, {"20%", "20 %"}, {"２０％", "20 %"},
		{"20 %", "20 %"}, {"2.5%", "2.5 %"}, {"20% off", ""}, {NULL, NULL}};

	check_forms(TK_COUNT, counts);
	check_forms(TK_PERCENT, percentages);
}
END_TEST

START_TEST(durations)
{
	static const struct form forms[] = {{"15 min", "900 s"}, {"15分钟", "900 s"}, {"15分", "900 s"},
		{"1 h", "3600 s"}, {"1.5 h", "5400 s"}, {"1小时30分", "5400 s"}, {"1小时半", "5400 s"},
		{"1个半小时", "5400 s"}, {"半小时", "1800 s"}, {"half an hour", "1800 s"},
		{"1 hour and 30 minutes", "5400 s"}, {"30天", "2592000 s"}, {"2 weeks", "1209600 s"},
		{"90秒", "90 s"}, {"１５　分钟", "900 s"}, {"half a day", "43200 s"}, {"半个小时", "1800 s"},
		{"1小时零5分", "3900 s"}, {"1.25 h", "4500 s"}, {"1.2345 h", ""}, {"1.1234567890 h", ""}, {"0.001 s", ""},
		{"30", ""}, {"30 min 1 h", ""}, {"1 month", ""}, {NULL, NULL}};
	const struct tk_fact hours = {.name = "fact", .type = TK_DURATION, .unit = 3600};
	char *exact = NULL;

	check_forms(TK_DURATION, forms);
	ck_assert(typed_value(&hours, "１．５", NULL, 0, &exact));
	is_text(exact, "1.5");
	/* where a bare number counts hours, other units can be typed all the same */
	ck_assert(typed_value(&hours, "90 min", NULL, 0, &exact));
	is_text(exact, "5400 s");
}
END_TEST

/* Now is Monday, 2026-11-23 14:37:00. */
START_TEST(moments)
{
	static const struct form forms[] = {
		{"now", "2026-11-23T14:37:00+08:00"}, {"现在", "2026-11-23T14:37:00+08:00"},
		{"14:05", "2026-11-23T14:05:00+08:00"}, {"１４：０５", "2026-11-23T14:05:00+08:00"},
		{"14:05:30", "2026-11-23T14:05:30+08:00"}, {"9:05", "2026-11-23T09:05:00+08:00"},
		{"today 14:05", "2026-11-23T14:05:00+08:00"}, {"今天14:05", "2026-11-23T14:05:00+08:00"},
		{"今天 14：05", "2026-11-23T14:05:00+08:00"}, {"14:05 today", "2026-11-23T14:05:00+08:00"},
		{"yesterday 14:05", "2026-11-22T14:05:00+08:00"},
		{"Yesterday at 14:05", "2026-11-22T14:05:00+08:00"},
		{"昨天 14:05", "2026-11-22T14:05:00+08:00"}, {"昨天下午2点", "2026-11-22T14:00:00+08:00"},
		{"昨晚8点半", "2026-11-22T20:30:00+08:00"}, {"前天 9:00", "2026-11-21T09:00:00+08:00"},
		{"the day before yesterday 9:00", "2026-11-21T09:00:00+08:00"},
		{"明天 9:00", "2026-11-24T09:00:00+08:00"}, {"tomorrow 9am", "2026-11-24T09:00:00+08:00"},
		{"11-23 14:05", "2026-11-23T14:05:00+08:00"}, {"11/23 14:05", "2026-11-23T14:05:00+08:00"},
		{"11月23日 14:05", "2026-11-23T14:05:00+08:00"}, {"11月23号14点05分", "2026-11-23T14:05:00+08:00"},
		{"2026年11月23日14时05分", "2026-11-23T14:05:00+08:00"},
		{"2026年11月23日14时05分30秒", "2026-11-23T14:05:30+08:00"},
		{"２０２６年１１月２３日１４时５分", "2026-11-23T14:05:00+08:00"},
		{"2026-11-23 14:05:30", "2026-11-23T14:05:30+08:00"},
		{"2026-11-23T14:05", "2026-11-23T14:05:00+08:00"},
		{"2026/11/23 14:05", "2026-11-23T14:05:00+08:00"},
		{"2026.11.23 14:05", "2026-11-23T14:05:00+08:00"},
		{"2026-11-23，14：05", "2026-11-23T14:05:00+08:00"},
		{"2026-11-23T06:05:30Z", "2026-11-23T14:05:30+08:00"},
		{"2026-11-23T06:05:30.123Z", "2026-11-23T14:05:30+08:00"},
		{"2026-11-23 06:05 UTC", "2026-11-23T14:05:00+08:00"},
		{"2026-11-22T20:05Z", "2026-11-23T04:05:00+08:00"},
		{"2026-11-23T14:05+08:00", "2026-11-23T14:05:00+08:00"},
		{"2026-11-23T14:05+0900", "2026-11-23T13:05:00+08:00"},
		{"2026-11-23 14:05 北京时间", "2026-11-23T14:05:00+08:00"},
		{"14:05 (Beijing time)", "2026-11-23T14:05:00+08:00"},
		{"Nov 23, 2026, 14:05:30", "2026-11-23T14:05:30+08:00"},
		{"23 November 2026 14:05 UTC+8", "2026-11-23T14:05:00+08:00"},
		{"Nov 23 14:05", "2026-11-23T14:05:00+08:00"}, {"14:05 Sept. 3", "2026-09-03T14:05:00+08:00"},
		{"下午2:05", "2026-11-23T14:05:00+08:00"}, {"2:05 pm", "2026-11-23T14:05:00+08:00"},
		{"2pm", "2026-11-23T14:00:00+08:00"}, {"12:30 am", "2026-11-23T00:30:00+08:00"},
		{"12:30 pm", "2026-11-23T12:30:00+08:00"}, {"凌晨1点", "2026-11-23T01:00:00+08:00"},
		{"中午12点", "2026-11-23T12:00:00+08:00"}, {"20 min ago", "2026-11-23T14:17:00+08:00"},
		{"20min ago", "2026-11-23T14:17:00+08:00"}, {"20分钟前", "2026-11-23T14:17:00+08:00"},
		{"２０分钟前", "2026-11-23T14:17:00+08:00"}, {"十分钟前", "2026-11-23T14:27:00+08:00"},
		{"半小时前", "2026-11-23T14:07:00+08:00"}, {"half an hour ago", "2026-11-23T14:07:00+08:00"},
		{"an hour ago", "2026-11-23T13:37:00+08:00"}, {"两小时前", "2026-11-23T12:37:00+08:00"},
		{"1 h 30 min ago", "2026-11-23T13:07:00+08:00"}, {"3天前", "2026-11-20T14:37:00+08:00"},
		{"3天前 9:00", "2026-11-20T09:00:00+08:00"}, {"two days ago", ""},
		{"2 days ago at 9:00", "2026-11-21T09:00:00+08:00"}, {"in 2 hours", "2026-11-23T16:37:00+08:00"},
		{"2小时后", "2026-11-23T16:37:00+08:00"},
		/* what nobody can be sure of is not guessed */
		{"today", ""}, {"2026-11-23", ""}, {"14", ""}, {"25:00", ""}, {"14:60", ""}, {"14:5", ""},
		{"2026-02-30 14:05", ""}, {"Feb 30 14:05", ""}, {"Nov 14:05", ""}, {"13-01 14:05", ""}, {"23/11/2026 14:05", ""}, {"晚上12点", ""},
		{"14:05 tomorrow yesterday", ""}, {"14:05Z", ""}, {"soon", ""}, {"20 min", ""}, {"", ""},
		{"1969-12-31 23:00", ""}, {NULL, NULL}};
	check_forms(TK_MOMENT, forms);
}
END_TEST

/* The same, and less usual: parts of the day, zones, and what only begins like a time. */
START_TEST(rarer_moments)
{
	static const struct form forms[] = {
		{"tonight 8:30", "2026-11-23T20:30:00+08:00"}, {"下午14:05", "2026-11-23T14:05:00+08:00"},
		{"上午12点", "2026-11-23T12:00:00+08:00"}, {"中午11点", "2026-11-23T11:00:00+08:00"},
		{"中午1点", "2026-11-23T13:00:00+08:00"}, {"中午3点半", "2026-11-23T15:30:00+08:00"},
		{"昨天夜里11点", "2026-11-22T23:00:00+08:00"}, {"14点整", "2026-11-23T14:00:00+08:00"},
		{"14点钟", "2026-11-23T14:00:00+08:00"}, {"11月份23日 14:05", "2026-11-23T14:05:00+08:00"},
		{"about 20 min ago", "2026-11-23T14:17:00+08:00"}, {"大约20分钟前", "2026-11-23T14:17:00+08:00"},
		{"大概20分钟前", "2026-11-23T14:17:00+08:00"},
		{"2026-11-23 06:05-03:00", "2026-11-23T17:05:00+08:00"},
		{"2026-11-23T14:05:30.123", "2026-11-23T14:05:30+08:00"},
		/* hours that a part of the day does not have, or has twice */
		{"中午5点", ""}, {"中午0点", ""}, {"晚上3点", ""}, {"夜里1点", ""}, {"0:30 pm", ""}, {"2pm pm", ""},
		/* no such day, or none that a case can lie on */
		{"2200-01-01 10:00", ""}, {"2026-00-10 10:00", ""}, {"2026-11-00 10:00", ""}, {"2026-11-32 10:00", ""},
		{"9999999 weeks ago", ""}, {"9999999 weeks ago 9:00", ""}, {"in 9999999 weeks", ""},
		/* dates and times that break off, or go on */
		{"2026-11/23 14:05", ""}, {"2026年春 9:00", ""}, {"11-230 14:05", ""}, {"Nov 23, 1405:30", ""},
		{"2026-11-23T", ""}, {"2026-11-23Tx 14:05", ""}, {"14点99分", ""}, {"14:005", ""}, {"14:05:60", ""},
		{"14:05:005", ""}, {"14:05:30.", ""}, {"14:05:30.x", ""},
		/* zones that are none */
		{"2026-11-23 06:05 UTC UTC", ""}, {"2026-11-23 06:05+x", ""}, {"2026-11-23 06:05+8", ""},
		{"2026-11-23 06:05+08:x", ""}, {"2026-11-23 06:05+08:5", ""}, {"2026-11-23 06:05+15:00", ""},
		{"2026-11-23 06:05+08:60", ""}, {NULL, NULL}};

	check_forms(TK_MOMENT, forms);
	ck_assert(!typed_is_date_only("14:05", at("2026-11-23T14:37:00")));
	ck_assert(!typed_is_date_only("soon", at("2026-11-23T14:37:00")));
}
END_TEST

START_TEST(edges_of_days_months_and_years)
{
	is_text(typed_at(TK_MOMENT, "yesterday 14:05", "2026-03-01T00:10:00"), "2026-02-28T14:05:00+08:00");
	is_text(typed_at(TK_MOMENT, "昨天 14:05", "2028-03-01T00:10:00"), "2028-02-29T14:05:00+08:00");
	is_text(typed_at(TK_MOMENT, "昨天 23:59", "2027-01-01T00:10:00"), "2026-12-31T23:59:00+08:00");
	is_text(typed_at(TK_MOMENT, "20 min ago", "2027-01-01T00:10:00"), "2026-12-31T23:50:00+08:00");
	is_text(typed_at(TK_MOMENT, "tomorrow 0:05", "2026-12-31T23:50:00"), "2027-01-01T00:05:00+08:00");
	/* without a year: the nearest such day */
	is_text(typed_at(TK_MOMENT, "12-31 14:05", "2027-01-02T10:00:00"), "2026-12-31T14:05:00+08:00");
	is_text(typed_at(TK_MOMENT, "1月5日 0:00", "2026-12-20T10:00:00"), "2027-01-05T00:00:00+08:00");
	is_text(typed_at(TK_MOMENT, "2-29 9:00", "2027-03-01T10:00:00"), "2028-02-29T09:00:00+08:00");
	/* without a day: today, or last night's */
	is_text(typed_at(TK_MOMENT, "23:50", "2026-11-23T00:10:00"), "2026-11-22T23:50:00+08:00");
	is_text(typed_at(TK_MOMENT, "10:00", "2026-11-23T00:10:00"), "2026-11-23T10:00:00+08:00");
	is_text(typed_at(TK_MOMENT, "00:10", "2026-11-23T23:50:00"), "2026-11-23T00:10:00+08:00");
}
END_TEST

/* The day on which clocks elsewhere are changed, whatever the zone of the machine. */
START_TEST(no_summer_time)
{
	static const char *const zones[] = {"UTC", "America/New_York", "Europe/Berlin", "Asia/Shanghai"};

	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		setenv("TZ", zones[i], 1);
		is_text(typed_at(TK_MOMENT, "02:30", "2026-03-29T12:00:00"), "2026-03-29T02:30:00+08:00");
		is_text(typed_at(TK_MOMENT, "24 hours ago", "2026-03-29T12:00:00"), "2026-03-28T12:00:00+08:00");
		is_text(typed_at(TK_MOMENT, "今天 02:30", "1988-04-17T12:00:00"), "1988-04-17T02:30:00+08:00");
	}
}
END_TEST

START_TEST(words_for_not_knowing)
{
	static const char *const words[] = {"?", "？", " ? ", "not sure", "Not Sure", "不清楚", "不知道", "不确定"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		ck_assert_msg(typed_is_not_sure(words[i]), "%s", words[i]);
	ck_assert(!typed_is_not_sure("no"));
	ck_assert(typed_is_now("Now"));
	ck_assert(typed_is_now("现在"));
	ck_assert(typed_is_utc("2026-11-23T06:05:30Z"));
	ck_assert(!typed_is_utc("2026-11-23T06:05:30+08:00"));
	ck_assert(!typed_is_utc("14:05"));
	ck_assert(typed_is_date_only("2026-11-23", 0));
	ck_assert(!typed_is_date_only("2026-11-23 14:05", 0));
}
END_TEST

START_TEST(choices_by_number_id_and_label)
{
	static const char facts[] =
		"[fact.kind]\ntype = choice\nstep = order\nlabel = Kind\nlabel[zh_CN] = 类型\n"
		"question = Which?\nquestion[zh_CN] = 哪种？\nhelp = Look.\nhelp[zh_CN] = 请看。\n"
		"choices = new, pay-as-you-go\n"
		"choice.new = new purchase\nchoice.new[zh_CN] = 新购\n"
		"choice.pay-as-you-go = pay as you go\nchoice.pay-as-you-go[zh_CN] = 按量付费\n"
		"[fact.provider]\ntype = choice\nstep = start\nlabel = P\nlabel[zh_CN] = 商\n"
		"question = Who?\nquestion[zh_CN] = 谁？\nhelp = Look.\nhelp[zh_CN] = 请看。\n";
	struct tk_vocabulary *vocabulary = NULL;
	struct tk_errors errors;
	char *exact = NULL;

	tk_errors_init(&errors);
	ck_assert_int_eq(tk_vocabulary_load("facts.ini", facts, strlen(facts), &vocabulary, &errors), TK_OK);
	const struct tk_fact *kind = tk_vocabulary_fact(vocabulary, 0), *open = tk_vocabulary_fact(vocabulary, 1);
	static const struct form forms[] = {{"1", "new"}, {"２", "pay-as-you-go"}, {"New", "new"},
		{"new purchase", "new"}, {"新购", "new"}, {" 按量付费 ", "pay-as-you-go"},
		{"pay-as-you-go", "pay-as-you-go"}};
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		ck_assert_msg(typed_value(kind, forms[i].text, NULL, 0, &exact), "%s", forms[i].text);
		is_text(exact, forms[i].exact);
	}
	ck_assert(!typed_value(kind, "3", NULL, 0, &exact));
	ck_assert(!typed_value(kind, "used", NULL, 0, &exact));
	ck_assert(typed_value(open, "Aliyun", NULL, 0, &exact));
	is_text(exact, "aliyun");
	tk_vocabulary_free(vocabulary);
	tk_errors_release(&errors);
}
END_TEST

START_TEST(texts_stay_as_typed)
{
	is_text(typed(TK_TEXT, " 4核　8GB；#1 "), " 4核　8GB；#1 ");
}
END_TEST

/* Any bytes at all: an answer or none, never a crash. */
START_TEST(anything_typed)
{
	struct draw draw = {7};
	char text[200];

	for (int round = 0; round < tries(20000); round++) {
		draw_text(&draw, text, 12);
		for (int type = TK_FLAG; type <= TK_TEXT; type++)
			free(typed((enum tk_type)type, text));
	}
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"values", {money, other_currencies, flags, counts_and_percentages, durations, choices_by_number_id_and_label,
				   texts_stay_as_typed, words_for_not_knowing, anything_typed, NULL}},
		{"moments", {moments, rarer_moments, edges_of_days_months_and_years, no_summer_time, NULL}},
	};
	return SUITE_RUN("typed", groups);
}
