/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Triage: a case begins with the question that settles most, one at a time; it can be left for the form and taken
 * up again; what it asks is what decides. How few questions that makes is bench-triage's to say.
 */
#include "config.h"

#include "plain.h"
#include "triage.h"
#include "wizard-suite.h"

/* A new case over the shipped packs, or over the guide alone, that begins in triage. */
static void begin_triage(struct fixture *fixture, bool all)
{
	char *packs = all ? source_path("data/policies") : NULL;

	*fixture = (struct fixture){.flow = NULL};
	open_places(fixture, packs);
	open_flow(fixture, (struct flow_options){.triage = true});
	free(packs);
}

/* The question asked, "" when the form is shown. Caller frees. */
static char *question(const struct fixture *fixture)
{
	struct page *page = page_now(fixture);
	char *name = strdup(page->triage ? page->fields[page->focus].name : "");

	if (page->triage) {
		ck_assert_uint_eq(page->field_count, 2); /* the sentence, and the field */
		ck_assert_str_eq(page->fields[0].label, page->fields[1].question);
		ck_assert_int_eq(page->focus, 1);
	}
	page_free(page);
	return name;
}

static void is_asked(const struct fixture *fixture, const char *name)
{
	is_text(question(fixture), name);
}

static const char *answer_to(const struct answer *answers, const char *field)
{
	for (; answers->field != NULL; answers++)
		if (strcmp(answers->field, field) == 0)
			return answers->text;
	return NULL;
}

/* Answers what is asked until nothing is; how many questions that took. Nothing is asked twice. */
static size_t answer_all(struct fixture *fixture, const struct answer *answers)
{
	struct case_values asked = {NULL, 0, 0};
	size_t count = 0;

	for (;;) {
		char *name = question(fixture);
		if (*name == '\0') {
			free(name);
			break;
		}
		ck_assert_msg(case_values_get(&asked, name) == NULL, "%s is asked twice", name);
		ck_assert(case_values_set(&asked, name, "asked", TK_KNOWN_TYPED));
		const char *text = answer_to(answers, name);
		ask(fixture, REQUEST_ACCEPT, name, text == NULL ? "?" : text, 0);
		free(name);
		ck_assert_uint_lt(++count, 60);
	}
	case_values_clear(&asked);
	return count;
}

/* A whole case: it begins with the provider, ends on the result, and decides as all answers together do. */
START_TEST(a_whole_case)
{
	struct fixture fixture, form;

	begin_triage(&fixture, false);
	begin(&form);
	set_all(&form, article_case);
	size_t count = answer_all(&fixture, article_case);
	const struct tk_decision *decision = flow_decision(fixture.flow), *whole = flow_decision(form.flow);
	ck_assert(triage_is_settled(&decision->outcome));
	ck_assert_int_eq(decision->outcome.verdict, whole->outcome.verdict);
	ck_assert_int_eq(decision->outcome.amount, whole->outcome.amount);
	ck_assert_uint_lt(count, 11); /* article_case has twenty-two answers */
	struct page *page = page_now(&fixture);
	ck_assert_int_eq(page->step, TK_STEP_RESULT);
	ck_assert_ptr_nonnull(strstr(page->message, "certain"));
	page_free(page);
	finish(&fixture);
	finish(&form);
}
END_TEST

/* The first questions find the rules; an answer that refuses ends it at once. */
START_TEST(finds_the_rules_then_decides)
{
	struct fixture fixture;

	begin_triage(&fixture, true);
	is_asked(&fixture, "provider");
	ask(&fixture, REQUEST_ACCEPT, "provider", "aliyun", 0);
	ck_assert_uint_eq(answer_all(&fixture,
				  (const struct answer[]){{"site", "china"}, {"product", "ecs"}, {"sold_by", "direct"},
					  {"billing", "pay-as-you-go"}, {NULL, NULL}}),
		4);
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.verdict, TK_REFUSED);
	finish(&fixture);
}
END_TEST

static void heading_begins(const struct fixture *fixture, const char *text)
{
	struct page *page = page_now(fixture);

	ck_assert(page->triage);
	ck_assert_int_eq(page->parts, 1); /* whatever the form says of the page */
	ck_assert_msg(strncmp(page->heading, text, strlen(text)) == 0, "%s, not %s", page->heading, text);
	page_free(page);
}

/* An order page tells moment and sum at once. What an upgrade cost then decides; whether there was one no longer does,
 * but it is asked first, and who had none is not asked for its cost. */
START_TEST(who_had_none_is_not_asked_for_its_cost)
{
	static const struct answer told[] = {{"provider", "tencent"}, {"site", "china"}, {"product", "ecs"},
		{"sold_by", "direct"}, {"billing", "subscription"}, {"order_kind", "new"},
		{"ordered_at", "2026-11-23 14:37"}, {"paid", "200"}, {"promotion", "no"}, {NULL, NULL}};
	struct fixture fixture;

	begin_triage(&fixture, true);
	set_all(&fixture, told);
	ask(&fixture, REQUEST_TRIAGE, NULL, NULL, 0);
	ask(&fixture, REQUEST_TRIAGE, NULL, NULL, 0);
	is_asked(&fixture, "upgraded");
	heading_begins(&fixture, "Question 1. At most 1 more can follow.");
	ask(&fixture, REQUEST_ACCEPT, "upgraded", "no", 0);
	is_asked(&fixture, "");
	ck_assert(triage_is_settled(&flow_decision(fixture.flow)->outcome));
	set(&fixture, "upgraded", "yes");
	ask(&fixture, REQUEST_TRIAGE, NULL, NULL, 0);
	is_asked(&fixture, "upgrade_paid");
	finish(&fixture);
}
END_TEST

/* No sum is known before the price is: what is likely is a verdict then, and the bar says it once. */
START_TEST(what_is_likely_without_a_sum)
{
	static const struct answer told[] = {{"provider", "aliyun"}, {"site", "china"}, {"product", "ecs"},
		{"sold_by", "direct"}, {"billing", "subscription"}, {"order_kind", "new"}, {"unpaid_order", "no"},
		{"marketplace_image", "no"}, {"ordered_at", "2026-11-23 14:00"}, {NULL, NULL}};
	struct fixture fixture;

	begin_triage(&fixture, true);
	set_all(&fixture, told);
	struct page *page = page_now(&fixture);
	char *bar = pane_text(&page->verdict_short, 200);
	const char *likely = strstr(bar, "likely full refund for 4 d 23 h more");
	ck_assert_msg(likely != NULL, "%s", bar);
	ck_assert_ptr_null(strstr(likely + 1, "likely"));
	ck_assert_ptr_nonnull(strstr(bar, "the amount is open"));
	free(bar);
	page_free(page);
	finish(&fixture);
}
END_TEST

/* A question keeps its number while the form is looked at. What was passed over is asked once no others are left. */
START_TEST(numbers_go_on)
{
	struct fixture fixture;

	begin_triage(&fixture, true);
	heading_begins(&fixture, "Question 1.");
	for (const struct answer *given = article_case; strcmp(given->field, "billing") != 0; given++)
		ask(&fixture, REQUEST_ACCEPT, given->field, given->text, 0);
	ask(&fixture, REQUEST_ACCEPT, "billing", "subscription", 0);
	heading_begins(&fixture, "Question 6.");
	char *passed = question(&fixture);
	ask(&fixture, REQUEST_NEXT_STEP, NULL, NULL, 0);
	char *asked = question(&fixture);
	for (int i = 0; i < 2; i++) {
		ask(&fixture, REQUEST_TRIAGE, NULL, NULL, 0);
		ask(&fixture, REQUEST_TRIAGE, NULL, NULL, 0);
		heading_begins(&fixture, "Question 7.");
		is_asked(&fixture, asked);
	}
	ask(&fixture, REQUEST_PREVIOUS_STEP, NULL, NULL, 0);
	is_asked(&fixture, passed);
	for (int i = 0; i < 60; i++)
		ask(&fixture, REQUEST_NEXT_STEP, NULL, NULL, 0);
	is_asked(&fixture, "");
	ask(&fixture, REQUEST_TRIAGE, NULL, NULL, 0);
	heading_begins(&fixture, "Question 1");
	is_asked(&fixture, passed);
	free(asked);
	free(passed);
	finish(&fixture);
}
END_TEST

/* One key shows the form with the same question focused, and the same key goes on: nothing is lost. */
START_TEST(leaving_and_coming_back)
{
	struct fixture fixture;

	begin_triage(&fixture, false);
	ask(&fixture, REQUEST_ACCEPT, "provider", NULL, 0); /* Enter alone answers nothing, and passes over nothing */
	is_asked(&fixture, "provider");
	ask(&fixture, REQUEST_ACCEPT, "provider", "aliyun", 0);
	char *asked = question(&fixture);
	ask(&fixture, REQUEST_TRIAGE, NULL, NULL, 0);
	struct page *page = page_now(&fixture);
	ck_assert(!page->triage);
	ck_assert_uint_gt(page->field_count, 2);
	ck_assert_str_eq(page->fields[page->focus].name, asked);
	page_free(page);
	ask(&fixture, REQUEST_TRIAGE, NULL, NULL, 0);
	is_asked(&fixture, asked);
	/* A step by its number leaves it too; its answers stand. */
	go(&fixture, TK_STEP_CHECKLIST);
	is_asked(&fixture, "");
	is_text(shown(&fixture, TK_STEP_START, 0, "provider"), "Alibaba Cloud");
	free(asked);
	finish(&fixture);
}
END_TEST

/* What is passed over is not asked again while there are others; back goes to the question before. */
START_TEST(passing_over_and_back)
{
	struct fixture fixture;

	begin_triage(&fixture, false);
	ask(&fixture, REQUEST_ACCEPT, "provider", "aliyun", 0);
	char *first = question(&fixture);
	ask(&fixture, REQUEST_NEXT_STEP, NULL, NULL, 0);
	char *second = question(&fixture);
	ck_assert_str_ne(first, second);
	ask(&fixture, REQUEST_PREVIOUS_STEP, NULL, NULL, 0);
	is_asked(&fixture, first);
	ask(&fixture, REQUEST_PREVIOUS_STEP, NULL, NULL, 0);
	is_asked(&fixture, "provider");
	ask(&fixture, REQUEST_PREVIOUS_STEP, NULL, NULL, 0);
	is_asked(&fixture, "provider");
	for (int i = 0; i < 60; i++)
		ask(&fixture, REQUEST_NEXT_STEP, NULL, NULL, 0);
	is_asked(&fixture, ""); /* all passed over */
	free(first);
	free(second);
	finish(&fixture);
}
END_TEST

/* What is not understood is asked again; undo goes back to the question it belongs to; a paste goes on. */
START_TEST(mistakes_undo_and_pastes)
{
	struct fixture fixture;

	begin_triage(&fixture, false);
	ask(&fixture, REQUEST_ACCEPT, "provider", "aliyun", 0);
	char *asked = question(&fixture);
	ask(&fixture, REQUEST_ACCEPT, asked, "certainly not a value", 0);
	is_asked(&fixture, asked);
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	is_asked(&fixture, asked);
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	is_asked(&fixture, "provider");
	ask(&fixture, REQUEST_ACCEPT, "provider", "aliyun", 0);
	ask(&fixture, REQUEST_PASTE, NULL, "产品：云服务器 ECS\n下单时间：2026-11-23 14:00\n实付：800", 0);
	for (;;) { /* none of the three is asked any more */
		char *name = question(&fixture);
		bool over = *name == '\0';
		ck_assert_str_ne(name, "product");
		ck_assert_str_ne(name, "ordered_at");
		ck_assert_str_ne(name, "paid");
		free(name);
		if (over)
			break;
		ask(&fixture, REQUEST_NEXT_STEP, NULL, NULL, 0);
	}
	free(asked);
	finish(&fixture);
}
END_TEST

/* The line-by-line wizard asks the same questions, in the same order. */
START_TEST(the_same_in_plain)
{
	static const char script[] = "aliyun\n";
	const struct plain_options options = {.now = suite_now};
	struct fixture fixture, plain;
	char *said = NULL;
	size_t length = 0;

	begin_triage(&fixture, true);
	begin_triage(&plain, true);
	FILE *in = fmemopen((void *)script, strlen(script), "r"), *out = open_memstream(&said, &length);
	ck_assert_int_eq(plain_run(plain.flow, &options, in, out), 0);
	fclose(in);
	fclose(out);
	const char *at = said;
	for (int i = 0; i < 2; i++) {
		struct page *page = page_now(&fixture);
		at = strstr(at, page->heading);
		ck_assert_ptr_nonnull(at);
		at = strstr(at, page->fields[page->focus].question);
		ck_assert_ptr_nonnull(at);
		ask(&fixture, REQUEST_ACCEPT, page->fields[page->focus].name, "aliyun", 0);
		page_free(page);
	}
	free(said);
	finish(&fixture);
	finish(&plain);
}
END_TEST

/* Whatever is asked for, and whatever became of the question: it goes on with the one that is asked. */
START_TEST(questions_that_are_gone)
{
	struct fixture fixture;

	begin_triage(&fixture, true);
	is_asked(&fixture, "provider");
	/* a paste that does not answer it leaves it there */
	ask(&fixture, REQUEST_PASTE, NULL, "订单号：240000000000417", 0);
	is_asked(&fixture, "provider");
	/* without a focus the next question is the same one */
	ask(&fixture, REQUEST_ACCEPT, "", NULL, 0);
	is_asked(&fixture, "provider");
	/* a question that nobody knows is shown as none, with its number */
	ask(&fixture, REQUEST_FOCUS, "no_such_question", NULL, 0);
	struct page *page = page_now(&fixture);
	ck_assert(page->triage);
	ck_assert_uint_eq(page->field_count, 0);
	ck_assert_int_eq(page->focus, -1);
	page_free(page);
	ask(&fixture, REQUEST_NEXT_STEP, NULL, NULL, 0);
	is_asked(&fixture, "provider");
	/* ... and going back over it asks nothing new */
	ask(&fixture, REQUEST_ACCEPT, "provider", "aliyun", 0);
	char *next = question(&fixture);
	ask(&fixture, REQUEST_PREVIOUS_STEP, NULL, NULL, 0);
	is_asked(&fixture, "provider");
	ask(&fixture, REQUEST_PREVIOUS_STEP, NULL, NULL, 0);
	is_asked(&fixture, "provider");
	ask(&fixture, REQUEST_ACCEPT, "provider", NULL, 0);
	is_asked(&fixture, next);
	free(next);
	finish(&fixture);
}
END_TEST

/* Without candidates there is nothing to tell apart. */
START_TEST(no_policies_to_tell_apart)
{
	ck_assert_int_eq(triage_find_policy(NULL, 0, NULL, 0), -1);
}
END_TEST

/* What was passed over is only left out where somebody says so. */
START_TEST(nothing_passed_over)
{
	struct fixture fixture;
	int with = -1, without = -1;

	begin(&fixture);
	set(&fixture, "provider", "aliyun");
	const struct tk_policy *policy = flow_policy(fixture.flow);
	size_t count = tk_vocabulary_count(tk_policy_vocabulary(policy));
	bool *passed = calloc(count, sizeof(*passed));
	enum tk_truth *asked = calloc(count, sizeof(*asked));
	struct tk_answers *used = flow_answers_in_use(policy, flow_answers(fixture.flow), suite_clock, asked);
	ck_assert_int_eq(triage_find(flow_decision(fixture.flow), used, asked, NULL, &without), TK_OK);
	ck_assert_int_eq(triage_find(flow_decision(fixture.flow), used, asked, passed, &with), TK_OK);
	ck_assert_int_ge(without, 0);
	ck_assert_int_eq(with, without);
	passed[with] = true;
	ck_assert_int_eq(triage_find(flow_decision(fixture.flow), used, asked, passed, &with), TK_OK);
	ck_assert_int_ne(with, without);
	tk_answers_free(used);
	free(passed);
	free(asked);
	finish(&fixture);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"triage", {a_whole_case, finds_the_rules_then_decides, who_had_none_is_not_asked_for_its_cost,
				   what_is_likely_without_a_sum, leaving_and_coming_back, numbers_go_on, passing_over_and_back,
				   mistakes_undo_and_pastes, questions_that_are_gone, no_policies_to_tell_apart,
				   nothing_passed_over, the_same_in_plain, NULL}},
	};
	return SUITE_RUN("triage", groups);
}
