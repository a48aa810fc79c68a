/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wizard without a terminal: answers, pages, focus, undo, packs. */
#include "config.h"

#include <errno.h>

#include "compare.h"
#include "file.h"
#include "help.h"
#include "wizard-suite.h"
#include "words.h"

/* ---- answers --------------------------------------------------------------------------------- */

START_TEST(a_new_case_begins_at_the_start)
{
	struct fixture fixture;

	begin(&fixture);
	struct page *page = page_now(&fixture);
	ck_assert_int_eq(page->step, TK_STEP_START);
	ck_assert_str_eq(page->fields[0].name, "provider");
	ck_assert_int_eq(page->fields[0].state, FIELD_ASSUMED); /* there is only one */
	ck_assert_int_eq(page->focus, 0);
	ck_assert(!page->modified);
	ck_assert_str_eq(page->case_id, "");
	for (int step = 0; step < TK_STEP_COUNT; step++)
		ck_assert_int_eq(page->steps[step].current, step == TK_STEP_START);
	page_free(page);
	finish(&fixture);
}
END_TEST

START_TEST(the_articles_case_is_judged)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	const struct tk_decision *decision = flow_decision(fixture.flow);
	ck_assert_ptr_nonnull(decision);
	ck_assert_int_eq(decision->outcome.verdict, TK_PARTIAL);
	ck_assert_int_eq(decision->outcome.amount, 64000);
	ck_assert_str_eq(tk_policy_head(flow_policy(fixture.flow))->id, "aliyun-ecs-article");
	holds(verdict_text(&fixture), "640.00 of 800.00 CNY");
	holds(verdict_text(&fixture), "160.00 handling fee, 20 %");
	holds(verdict_text(&fixture), "drops to 240.00 CNY in 23:00");
	holds(verdict_text(&fixture), "special channel, 9-15 working days");
	holds(verdict_text(&fixture), "3 documents missing");
	finish(&fixture);
}
END_TEST

START_TEST(answers_are_shown_as_a_reader_wants_them)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "ordered_at"), "2026-11-23 14:00");
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "paid"), "800.00 CNY");
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "reason"), "wrong configuration");
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "promotion"), "no");
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "instances"), "1 (assumed)");
	is_text(shown(&fixture, TK_STEP_TIMING, 0, "service_start"), "2026-11-23 14:00 (assumed)");
	is_text(shown(&fixture, TK_STEP_TIMING, 0, "applied_at"), "now (assumed)");
	set(&fixture, "ordered_at", "2026-11-23T06:00:05Z");
	struct page *page = page_now(&fixture);
	ck_assert_str_eq(page->message, "Converted to Beijing time.");
	page_free(page);
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "ordered_at"), "2026-11-23 14:00:05");
	finish(&fixture);
}
END_TEST

START_TEST(invalid_text_is_kept_and_does_not_trap)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	go(&fixture, TK_STEP_ORDER);
	set(&fixture, "paid", "eight hundred");
	struct page *page = page_now(&fixture);
	const struct page_field *field = find_field(page, "paid");
	ck_assert_int_eq(field->state, FIELD_INVALID);
	ck_assert_str_eq(field->value, "eight hundred");
	ck_assert_str_eq(field->error, "This is not understood as a sum of money. Type it as 800.00.");
	ck_assert_int_eq(page->steps[TK_STEP_ORDER].mark, STEP_ATTENTION);
	page_free(page);
	/* the answer before stands, and one can go anywhere */
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.amount, 64000);
	ask(&fixture, REQUEST_NEXT_FIELD, NULL, NULL, 0);
	ask(&fixture, REQUEST_NEXT_STEP, NULL, NULL, 0);
	ask(&fixture, REQUEST_NEXT_STEP, NULL, NULL, 0);
	page = page_now(&fixture);
	ck_assert_int_eq(page->step, TK_STEP_TIMING);
	page_free(page);
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "paid"), "eight hundred");
	set(&fixture, "paid", "800");
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "paid"), "800.00 CNY");
	finish(&fixture);
}
END_TEST

START_TEST(every_kind_of_value_has_its_reason)
{
	static const struct {
		const char *field, *text, *reason;
	} wrong[] = {
		{"ordered_at", "2026-11-23", "The time of day is missing: type it as 2026-11-23 14:05."},
		{"ordered_at", "later", "This is not understood as a time. Type 14:05, yesterday 14:05, 20 min "
					"ago or 2026-11-23 14:05."},
		{"instances", "0", "This must be between 1 and 1000."},
		{"instances", "some", "This is not a whole number. Type digits, as 2."},
		{"promotion", "perhaps", "Answer yes, no, or ? for not sure."},
		{"billing", "9", "This is none of the choices. Type its number, or ? for not sure."},
		{"paid", "-5", "This is not understood as a sum of money. Type it as 800.00."},
	};
	struct fixture fixture;

	begin(&fixture);
	set(&fixture, "order_kind", "new");
	go(&fixture, TK_STEP_ORDER);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		set(&fixture, wrong[i].field, wrong[i].text);
		struct page *page = page_now(&fixture);
		const struct page_field *field = find_field(page, wrong[i].field);
		ck_assert_ptr_nonnull(field->error);
		/* a choice has no place for the text: the reason names it */
		char *named = field->kind == FIELD_CHOICE ? text_printf("\"%s\": %s", wrong[i].text, wrong[i].reason)
							  : strdup(wrong[i].reason);
		ck_assert_str_eq(field->error, named);
		free(named);
		page_free(page);
	}
	finish(&fixture);
}
END_TEST

START_TEST(not_sure_is_an_answer_of_its_own)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	go(&fixture, TK_STEP_TIMING);
	ask(&fixture, REQUEST_FOCUS, "deployed", NULL, 0);
	ask(&fixture, REQUEST_NOT_SURE, NULL, NULL, 0);
	struct page *page = page_now(&fixture);
	ck_assert_int_eq(find_field(page, "deployed")->state, FIELD_NOT_SURE);
	ck_assert_str_eq(find_field(page, "deployed")->shown, "not sure");
	ck_assert_int_eq(page->focus, 0);
	page_free(page);
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.verdict, TK_UNDETERMINED);
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.least, 64000);
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.most, 80000);
	set(&fixture, "deployed", "不清楚");
	is_text(shown(&fixture, TK_STEP_TIMING, 0, "deployed"), "not sure");
	set(&fixture, "deployed", "");
	is_text(shown(&fixture, TK_STEP_TIMING, 0, "deployed"), "");
	finish(&fixture);
}
END_TEST

START_TEST(now_follows_the_clock)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "applied_at", "14:10");
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.amount, 80000);
	ck_assert_int_eq(flow_next_tick(fixture.flow), INT64_MAX);
	set(&fixture, "applied_at", "现在");
	is_text(shown(&fixture, TK_STEP_TIMING, 0, "applied_at"), "now (assumed)");
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.amount, 64000);
	ck_assert_int_eq(flow_next_tick(fixture.flow), suite_clock + 1);
	suite_clock = moment_of("2026-11-23T15:00:00");
	ask(&fixture, REQUEST_TICK, NULL, NULL, 0);
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.amount, 64000);
	holds(verdict_text(&fixture), "in 0:00");
	suite_clock++;
	ask(&fixture, REQUEST_TICK, NULL, NULL, 0);
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.amount, 24000);
	holds(verdict_text(&fixture), "refused in 29 d 22 h");
	/* days and hours move once an hour */
	int64_t next = flow_next_tick(fixture.flow);
	ck_assert_int_gt(next, suite_clock + 3000);
	ck_assert_int_le(next, suite_clock + 3600);
	char *before = verdict_text(&fixture);
	suite_clock = next - 1;
	ask(&fixture, REQUEST_TICK, NULL, NULL, 0);
	char *same = verdict_text(&fixture);
	ck_assert_str_eq(before, same);
	free(same);
	suite_clock = next;
	ask(&fixture, REQUEST_TICK, NULL, NULL, 0);
	holds(verdict_text(&fixture), "refused in 29 d 21 h");
	free(before);
	/* a moment that is no default is fixed */
	set(&fixture, "ordered_at", "now");
	struct page *page = page_now(&fixture);
	ck_assert(page->modified);
	page_free(page);
	ck_assert_int_eq(
		tk_answers_value(flow_answers(fixture.flow),
			(size_t)tk_vocabulary_find(tk_answers_vocabulary(flow_answers(fixture.flow)), "ordered_at")),
		suite_clock);
	finish(&fixture);
}
END_TEST

/* ---- conditional questions --------------------------------------------------------------------- */

START_TEST(questions_come_and_go_and_keep_their_answers)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	is_text(shown(&fixture, TK_STEP_ACCOUNT, 0, "annual_agreement"), "(not there)");
	set(&fixture, "holder", "enterprise");
	set(&fixture, "annual_agreement", "yes");
	set(&fixture, "agreement_terminated", "no");
	is_text(shown(&fixture, TK_STEP_ACCOUNT, 0, "agreement_terminated"), "no");
	ck_assert_uint_eq(flow_decision(fixture.flow)->required_count, 5);
	/* off the path: kept, and no word in the decision */
	set(&fixture, "holder", "personal");
	is_text(shown(&fixture, TK_STEP_ACCOUNT, 0, "annual_agreement"), "(not there)");
	is_text(shown(&fixture, TK_STEP_ACCOUNT, 0, "agreement_terminated"), "(not there)");
	ck_assert_uint_eq(flow_decision(fixture.flow)->required_count, 3);
	set(&fixture, "holder", "enterprise");
	is_text(shown(&fixture, TK_STEP_ACCOUNT, 0, "annual_agreement"), "yes");
	is_text(shown(&fixture, TK_STEP_ACCOUNT, 0, "agreement_terminated"), "no");
	ck_assert_uint_eq(flow_decision(fixture.flow)->required_count, 5);
	/* as long as it is open whether they are asked they are shown */
	set(&fixture, "holder", "?");
	is_text(shown(&fixture, TK_STEP_ACCOUNT, 0, "annual_agreement"), "yes");
	finish(&fixture);
}
END_TEST

START_TEST(answers_in_use_are_the_same_for_everybody)
{
	struct fixture fixture;
	struct tk_answers *used;

	begin(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "holder", "enterprise");
	set(&fixture, "annual_agreement", "yes");
	set(&fixture, "holder", "personal");
	const struct tk_policy *policy = flow_policy(fixture.flow);
	int slot = tk_vocabulary_find(tk_policy_vocabulary(policy), "annual_agreement");
	ck_assert_int_eq(tk_answers_state(flow_answers(fixture.flow), (size_t)slot), TK_ANSWERED);
	used = flow_answers_in_use(policy, flow_answers(fixture.flow), suite_clock, NULL);
	ck_assert_int_eq(tk_answers_state(used, (size_t)slot), TK_UNANSWERED);
	tk_answers_free(used);
	finish(&fixture);
}
END_TEST

START_TEST(greyed_questions_say_why_and_take_answers)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "ddos_record", "yes");
	go(&fixture, TK_STEP_ACCOUNT);
	struct page *page = page_now(&fixture);
	ck_assert_str_eq(find_field(page, "arrears")->greyed, "refused already: DDoS record");
	page_free(page);
	set(&fixture, "arrears", "?");
	is_text(shown(&fixture, TK_STEP_ACCOUNT, 0, "arrears"), "not sure");
	go(&fixture, TK_STEP_TIMING);
	page = page_now(&fixture);
	ck_assert_str_eq(find_field(page, "released")->greyed, "these rules do not ask for it");
	page_free(page);
	go(&fixture, TK_STEP_CHECKLIST);
	page = page_now(&fixture);
	ck_assert_ptr_null(find_field(page, "ddos_record")->greyed); /* the way out */
	page_free(page);
	/* what goes to the papers is never greyed */
	go(&fixture, TK_STEP_ORDER);
	page = page_now(&fixture);
	ck_assert_ptr_null(find_field(page, "reason")->greyed);
	page_free(page);
	ask(&fixture, REQUEST_NEXT_STEP, NULL, NULL, 0);
	page = page_now(&fixture);
	ck_assert_ptr_null(find_field(page, "order_id")->greyed);
	page_free(page);
	finish(&fixture);
}
END_TEST

START_TEST(none_of_these_answers_what_is_open)
{
	struct fixture fixture;

	begin(&fixture);
	for (const struct answer *answer = article_case; answer->field != NULL; answer++) {
		if (strcmp(answer->field, "ddos_record") != 0 && strcmp(answer->field, "illegal_content") != 0)
			set(&fixture, answer->field, answer->text);
	}
	set(&fixture, "several_accounts", "yes");
	set(&fixture, "abnormal_operations", "?");
	holds(verdict_text(&fixture), "640.00 CNY if none of these applies");
	ask(&fixture, REQUEST_NONE_OF_THESE, NULL, NULL, 0); /* not here */
	is_text(shown(&fixture, TK_STEP_CHECKLIST, 0, "ddos_record"), "");
	struct page *page = page_now(&fixture);
	ck_assert(page->none_of_these);
	page_free(page);
	ask(&fixture, REQUEST_NONE_OF_THESE, NULL, NULL, 0);
	is_text(shown(&fixture, TK_STEP_CHECKLIST, 0, "ddos_record"), "no");
	is_text(shown(&fixture, TK_STEP_CHECKLIST, 0, "illegal_content"), "no");
	is_text(shown(&fixture, TK_STEP_CHECKLIST, 0, "several_accounts"), "yes");
	is_text(shown(&fixture, TK_STEP_CHECKLIST, 0, "abnormal_operations"), "not sure");
	page = page_now(&fixture);
	ck_assert(!page->none_of_these);
	page_free(page);
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.amount, 64000);
	/* one key, one step back */
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	is_text(shown(&fixture, TK_STEP_CHECKLIST, 0, "illegal_content"), "");
	is_text(shown(&fixture, TK_STEP_CHECKLIST, 0, "ddos_record"), "");
	finish(&fixture);
}
END_TEST

/* ---- undo, moving, language ---------------------------------------------------------------------- */

START_TEST(undo_goes_back_answer_by_answer)
{
	struct fixture fixture;

	begin(&fixture);
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	struct page *page = page_now(&fixture);
	ck_assert_str_eq(page->message, "There is nothing to undo.");
	page_free(page);
	set(&fixture, "paid", "8");
	set(&fixture, "paid", "80");
	ask(&fixture, REQUEST_TICK, NULL, NULL, 0);
	set(&fixture, "paid", "800"); /* typing is one step */
	set(&fixture, "deployed", "yes");
	set(&fixture, "deployed", "no");
	ask(&fixture, REQUEST_FOCUS, "deployed", NULL, 0);
	set(&fixture, "deployed", "nonsense");
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	is_text(shown(&fixture, TK_STEP_TIMING, 0, "deployed"), "no");
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	is_text(shown(&fixture, TK_STEP_TIMING, 0, "deployed"), "");
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "paid"), "800.00 CNY");
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "paid"), "");
	ck_assert(!flow_modified(fixture.flow));
	finish(&fixture);
}
END_TEST

START_TEST(undo_returns_to_the_page_of_the_answer)
{
	struct fixture fixture;

	begin(&fixture);
	go(&fixture, TK_STEP_TIMING);
	ask(&fixture, REQUEST_FOCUS, "applied_at", NULL, 0);
	set(&fixture, "applied_at", "14:30");
	go(&fixture, TK_STEP_FINISH);
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	struct page *page = page_now(&fixture);
	ck_assert_int_eq(page->step, TK_STEP_TIMING);
	ck_assert_str_eq(page->fields[page->focus].name, "applied_at");
	page_free(page);
	finish(&fixture);
}
END_TEST

static void focus_is(const struct fixture *fixture, const char *name)
{
	struct page *page = page_now(fixture);
	ck_assert_int_ge(page->focus, 0);
	ck_assert_str_eq(page->fields[page->focus].name, name);
	page_free(page);
}

START_TEST(moving_among_questions_and_steps)
{
	struct fixture fixture;

	begin(&fixture);
	focus_is(&fixture, "provider");
	ask(&fixture, REQUEST_PREVIOUS_FIELD, NULL, NULL, 0);
	focus_is(&fixture, "sold_by");
	ask(&fixture, REQUEST_NEXT_FIELD, NULL, NULL, 0);
	focus_is(&fixture, "provider");
	ask(&fixture, REQUEST_ACCEPT, NULL, NULL, 0);
	focus_is(&fixture, "site");
	ask(&fixture, REQUEST_CHOOSE, NULL, NULL, 1);
	is_text(shown(&fixture, TK_STEP_START, 0, "site"), "China (as aliyun.com)");
	ask(&fixture, REQUEST_ACCEPT, "site", "2", 0);
	is_text(shown(&fixture, TK_STEP_START, 0, "site"), "International (as alibabacloud.com)");
	focus_is(&fixture, "product");
	ask(&fixture, REQUEST_FOCUS, "sold_by", NULL, 0);
	ask(&fixture, REQUEST_ACCEPT, NULL, "1", 0); /* the last one: on to the next step */
	struct page *page = page_now(&fixture);
	ck_assert_int_eq(page->step, TK_STEP_ORDER);
	ck_assert_int_eq(page->part, 0);
	ck_assert_int_eq(page->parts, 2);
	page_free(page);
	/* Enter stays once where the text is not understood, and then lets go */
	ask(&fixture, REQUEST_ACCEPT, "ordered_at", "sometime", 0);
	focus_is(&fixture, "ordered_at");
	ask(&fixture, REQUEST_ACCEPT, "ordered_at", "sometime", 0);
	focus_is(&fixture, "paid");
	ask(&fixture, REQUEST_NEXT_STEP, NULL, NULL, 0);
	focus_is(&fixture, "account_uid");
	ask(&fixture, REQUEST_NEXT_STEP, NULL, NULL, 0);
	focus_is(&fixture, "deployed");
	ask(&fixture, REQUEST_PREVIOUS_STEP, NULL, NULL, 0);
	focus_is(&fixture, "account_uid");
	ask(&fixture, REQUEST_PREVIOUS_STEP, NULL, NULL, 0);
	focus_is(&fixture, "paid"); /* as it was left */
	ask(&fixture, REQUEST_GO_TO_STEP, NULL, NULL, 99);
	focus_is(&fixture, "paid");
	go(&fixture, TK_STEP_START);
	ask(&fixture, REQUEST_PREVIOUS_STEP, NULL, NULL, 0);
	page = page_now(&fixture);
	ck_assert_str_eq(page->message, "This is the first step.");
	page_free(page);
	go(&fixture, TK_STEP_FINISH);
	ask(&fixture, REQUEST_NEXT_STEP, NULL, NULL, 0);
	page = page_now(&fixture);
	ck_assert_str_eq(page->message, "This is the last step.");
	page_free(page);
	finish(&fixture);
}
END_TEST

START_TEST(switching_the_language_keeps_everything)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "paid", "八百");
	go(&fixture, TK_STEP_TIMING);
	ask(&fixture, REQUEST_FOCUS, "started", NULL, 0);
	ask(&fixture, REQUEST_SWITCH_LANGUAGE, NULL, NULL, 0);
	ck_assert_str_eq(language_current(), "zh_CN");
	struct page *page = page_now(&fixture);
	ck_assert_int_eq(page->step, TK_STEP_TIMING);
	ck_assert_str_eq(page->fields[page->focus].name, "started");
	ck_assert_str_eq(page->fields[page->focus].label, "开过机");
	ck_assert_str_eq(page->title, "阿里云 ECS 退款指南（2025-05-18）");
	page_free(page);
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "paid"), "八百");
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "reason"), "配置买错");
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.amount, 64000);
	ask(&fixture, REQUEST_SWITCH_LANGUAGE, NULL, NULL, 0);
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "reason"), "wrong configuration");
	finish(&fixture);
}
END_TEST

/* ---- marks ----------------------------------------------------------------------------------- */

static enum step_mark mark(const struct fixture *fixture, enum tk_step step)
{
	struct page *page = page_now(fixture);
	enum step_mark result = page->steps[step].mark;
	page_free(page);
	return result;
}

START_TEST(steps_are_marked)
{
	struct fixture fixture;

	begin(&fixture);
	ck_assert_int_eq(mark(&fixture, TK_STEP_START), STEP_OPEN);
	ck_assert_int_eq(mark(&fixture, TK_STEP_ORDER), STEP_OPEN);
	ck_assert_int_eq(mark(&fixture, TK_STEP_RESULT), STEP_OPEN);
	set_all(&fixture, article_case);
	ck_assert_int_eq(mark(&fixture, TK_STEP_START), STEP_DONE);
	ck_assert_int_eq(mark(&fixture, TK_STEP_ORDER), STEP_DONE);
	ck_assert_int_eq(mark(&fixture, TK_STEP_TIMING), STEP_DONE);
	ck_assert_int_eq(mark(&fixture, TK_STEP_CHECKLIST), STEP_DONE);
	ck_assert_int_eq(mark(&fixture, TK_STEP_ACCOUNT), STEP_DONE);
	ck_assert_int_eq(mark(&fixture, TK_STEP_EVIDENCE), STEP_OPEN);
	ck_assert_int_eq(mark(&fixture, TK_STEP_RESULT), STEP_DONE);
	ck_assert_int_eq(mark(&fixture, TK_STEP_APPLICATION), STEP_OPEN);
	/* times that contradict each other */
	set(&fixture, "service_start", "2026-11-22 10:00");
	ck_assert_int_eq(mark(&fixture, TK_STEP_TIMING), STEP_ATTENTION);
	holds(verdict_text(&fixture), "The times contradict each other.");
	finish(&fixture);
}
END_TEST

/* ---- packs ----------------------------------------------------------------------------------- */

START_TEST(no_pack_for_the_case)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "product", "rds");
	ck_assert_ptr_null(flow_policy(fixture.flow));
	ck_assert_ptr_null(flow_decision(fixture.flow));
	holds(verdict_text(&fixture), "NO RULES FOUND");
	go(&fixture, TK_STEP_RESULT);
	holds(body_text(&fixture), "None of the policies here is made for this case");
	/* the papers go on */
	go(&fixture, TK_STEP_APPLICATION);
	struct page *page = page_now(&fixture);
	ck_assert(page->body_is_letter);
	ck_assert_ptr_nonnull(page->letter);
	page_free(page);
	set(&fixture, "product", "ecs");
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.amount, 64000);
	finish(&fixture);
}
END_TEST

START_TEST(a_pack_named_judges_whatever_it_is_for)
{
	struct fixture fixture = {.flow = NULL};

	open_places(&fixture, NULL);
	open_flow(&fixture, (struct flow_options){.policy = "aliyun-ecs-article"});
	set(&fixture, "product", "rds");
	ck_assert_str_eq(tk_policy_head(flow_policy(fixture.flow))->id, "aliyun-ecs-article");
	holds(verdict_text(&fixture), "These rules are not made for such a case.");
	go(&fixture, TK_STEP_RESULT);
	holds(body_text(&fixture), "These rules are not made for such a case: the answers of the start page say");
	set(&fixture, "policy", "automatic");
	ck_assert_ptr_null(flow_policy(fixture.flow));
	finish(&fixture);
}
END_TEST

START_TEST(a_pack_named_must_load)
{
	struct fixture fixture = {.flow = NULL};
	struct flow_options options = {.policy = "aliyun-ecs-articel"};

	open_places(&fixture, NULL);
	options.places = &fixture.places;
	options.now = moment_of(SUITE_NOW);
	ck_assert_int_eq(flow_new(&options, &fixture.flow, &fixture.errors), TK_INVALID);
	ck_assert_uint_eq(fixture.errors.count, 1);
	ck_assert_str_eq(fixture.errors.items[0].nearest, "aliyun-ecs-article");
	ck_assert_ptr_null(fixture.flow);
	places_close(&fixture.places);
	tk_errors_release(&fixture.errors);
}
END_TEST

/* A provider that this program has never heard of, in one new file. */
static const char penguin_pack[] =
	"[policy]\nid = penguin-hosting\nprovider = penguin\ntitle = Penguin Hosting\n"
	"title[zh_CN] = 企鹅主机\nrevision = 1\nauthority = official\ncalendar = cn\nsource = terms\n"
	"applies = product = other\nbase = paid + setup_paid\n"
	"[fact.setup_paid]\ntype = money\nstep = order\nlabel = Set-up fee\nlabel[zh_CN] = 开通费\n"
	"question = How much was the set-up fee?\nquestion[zh_CN] = 开通费是多少？\n"
	"help = On the first bill.\nhelp[zh_CN] = 看第一张账单。\n"
	"[fact.ice_melted]\ntype = flag\nstep = checklist\nlabel = Ice melted\nlabel[zh_CN] = 冰化了\n"
	"question = Has the ice melted?\nquestion[zh_CN] = 冰化了吗？\nhelp = Look outside.\n"
	"help[zh_CN] = 请看窗外。\nusual = no\n"
	"[rule.melted]\nwhen = ice_melted\nrefuse = yes\ntext = No ice, no refund.\n"
	"text[zh_CN] = 冰化了，不退款。\nsource = §1\n"
	"[rule.set-up]\nwhen = setup_paid > 0\ndeduct = setup_paid\nlabel = set-up fee\nlabel[zh_CN] = 开通费\n"
	"text = The set-up fee is kept.\ntext[zh_CN] = 开通费不退。\nsource = §2\n"
	"[rule.by-mail]\nwhen = yes\nchannel = mail\ntext = By mail.\ntext[zh_CN] = 邮寄。\nsource = §3\n"
	"[rule.photo]\nwhen = yes\nrequire = photo\ntext = A photo is needed.\ntext[zh_CN] = 需要照片。\nsource = §3\n"
	"[channel.mail]\ntitle = by mail\ntitle[zh_CN] = 邮寄办理\nsource = §3\n"
	"[stage.reading]\ntitle = reading\ntitle[zh_CN] = 审阅\nleast = 2\nmost = 3\nunit = working-days\nsource = §3\n"
	"[document.photo]\ntitle = Photo of the server\ntitle[zh_CN] = 服务器照片\nwhere = Take one.\n"
	"where[zh_CN] = 拍一张。\nsource = §3\n"
	"[source.terms]\ntitle = Terms of Penguin Hosting\ntitle[zh_CN] = 企鹅主机条款\n"
	"url = https://penguin.example/terms\nchecked_on = 2026-11-23\nconfidence = G\nauthority = official\n";

START_TEST(a_made_up_provider_is_one_new_file)
{
	struct fixture fixture = {.flow = NULL};
	char folder[64], packs[600], *own = article_alone();

	make_folder(folder);
	put_pack(folder, "penguin-hosting.ini", penguin_pack);
	snprintf(packs, sizeof(packs), "%s/policies:%s", folder, own);
	open_places(&fixture, packs);
	open_flow(&fixture, (struct flow_options){.policy = NULL});
	/* two providers now: nothing is judged before one of them is chosen */
	ck_assert_ptr_null(flow_policy(fixture.flow));
	holds(verdict_text(&fixture), "Choose the provider on the start page.");
	struct page *page = page_now(&fixture);
	ck_assert_uint_eq(find_field(page, "provider")->choice_count, 3);
	ck_assert_str_eq(find_field(page, "provider")->choices[1].value, "penguin");
	page_free(page);
	set(&fixture, "provider", "2");
	set(&fixture, "product", "other");
	ck_assert_str_eq(tk_policy_head(flow_policy(fixture.flow))->id, "penguin-hosting");
	set(&fixture, "paid", "100");
	set(&fixture, "setup_paid", "20");
	holds(verdict_text(&fixture), "100.00 CNY if none of these applies");
	go(&fixture, TK_STEP_CHECKLIST);
	ask(&fixture, REQUEST_NONE_OF_THESE, NULL, NULL, 0);
	is_text(shown(&fixture, TK_STEP_CHECKLIST, 0, "ice_melted"), "no");
	is_text(shown(&fixture, TK_STEP_CHECKLIST, 0, "ddos_record"), "(not there)"); /* asked by the article */
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.verdict, TK_PARTIAL);
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.amount, 10000);
	holds(verdict_text(&fixture), "by mail, 2-3 working days");
	is_text(shown(&fixture, TK_STEP_EVIDENCE, 0, "evidence.photo"), "");
	set(&fixture, "evidence.photo", "yes");
	ck_assert_uint_eq(flow_decision(fixture.flow)->missing_count, 0);
	go(&fixture, TK_STEP_RESULT);
	holds(body_text(&fixture), "By the official rules: 100.00 CNY back, in part.");
	go(&fixture, TK_STEP_APPLICATION);
	page = page_now(&fixture);
	ck_assert_ptr_nonnull(page->letter);
	page_free(page);
	/* and back to the other provider, with all that was answered */
	set(&fixture, "provider", "aliyun");
	set(&fixture, "site", "china");
	set(&fixture, "product", "ecs");
	ck_assert_str_eq(tk_policy_head(flow_policy(fixture.flow))->id, "aliyun-ecs-article");
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "paid"), "100.00 CNY");
	set(&fixture, "provider", "penguin");
	set(&fixture, "product", "other");
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "setup_paid"), "20.00 CNY");
	finish(&fixture);
	remove_folder(folder);
	free(own);
}
END_TEST

START_TEST(a_broken_pack_is_a_message)
{
	struct fixture fixture = {.flow = NULL};
	char folder[64], packs[600];

	make_folder(folder);
	put_pack(folder, "broken.ini", "[policy]\nid = broken\nprovider = p\n[rule.x]\nwhen = nonsense\n");
	snprintf(packs, sizeof(packs), "%s/policies", folder);
	open_places(&fixture, packs);
	open_flow(&fixture, (struct flow_options){.policy = NULL});
	ck_assert_ptr_null(flow_policy(fixture.flow));
	holds(body_text(&fixture), "broken: cannot be used.");
	holds(body_text(&fixture), "broken.ini:");
	set(&fixture, "order_id", "240000000000001");
	set(&fixture, "provider", "other");
	is_text(shown(&fixture, TK_STEP_ORDER, 1, "order_id"), "240000000000001");
	ck_assert_int_eq(mark(&fixture, TK_STEP_START), STEP_OPEN);
	finish(&fixture);
	remove_folder(folder);
}
END_TEST

/* Until the start page is through, the rules for what most people buy are the headline; any answer that speaks for
 * others brings those. */
START_TEST(the_headline_is_the_likely_one)
{
	static const struct {
		struct answer answers[3];
		const char *headline;
	} cases[] = {
		{{{NULL, NULL}}, "aliyun-ecs-official"},
		{{{"site", "?"}, {NULL, NULL}}, "aliyun-ecs-official"},
		{{{"site", "international"}, {NULL, NULL}}, "aliyun-intl-official"},
		{{{"product", "lightweight"}, {NULL, NULL}}, "aliyun-swas-official"},
		{{{"product", "plan"}, {"site", "international"}, {NULL, NULL}}, "aliyun-intl-plan-official"},
		{{{"sold_by", "reseller"}, {NULL, NULL}}, "aliyun-ecs-article"},
	};
	char *packs = source_path("data/policies");

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fixture fixture = {.flow = NULL};
		open_places(&fixture, packs);
		open_flow(&fixture, (struct flow_options){.policy = NULL});
		set(&fixture, "provider", "aliyun");
		set_all(&fixture, cases[i].answers);
		ck_assert_str_eq(tk_policy_head(flow_policy(fixture.flow))->id, cases[i].headline);
		finish(&fixture);
	}
	free(packs);
}
END_TEST

/* Packs that nobody has asked for are loaded one by one; those of the provider that is named, at once. */
START_TEST(packs_come_when_they_are_needed)
{
	struct fixture fixture = {.flow = NULL};
	char folder[64], packs[900];
	size_t broken = 0, rounds = 0;

	make_folder(folder);
	put_pack(folder, "broken.ini",
		"[policy]\nid = broken\nprovider = penguin\ntitle = Penguin\nrevision = 1\nauthority = official\n"
		"calendar = cn\n[rule.x]\nwhen = nonsense\n");
	snprintf(packs, sizeof(packs), "%s/policies:%s/data/policies", folder, getenv("TK_SRCDIR"));
	open_places(&fixture, packs);
	open_flow(&fixture, (struct flow_options){.lazy = true});
	ck_assert(flow_lacks_packs(fixture.flow));
	holds(body_text(&fixture), "Penguin");
	holds_not(body_text(&fixture), "broken: cannot be used.");
	set(&fixture, "provider", "aliyun");
	set(&fixture, "site", "china");
	set(&fixture, "product", "ecs");
	set(&fixture, "sold_by", "direct");
	ck_assert_str_eq(tk_policy_head(flow_policy(fixture.flow))->id, "aliyun-ecs-official");
	for (; flow_lacks_packs(fixture.flow); rounds++)
		broken += flow_load_pack(fixture.flow);
	ck_assert_uint_ge(rounds, 5); /* of the other providers */
	ck_assert_uint_eq(broken, 1);
	ck_assert(!flow_load_pack(fixture.flow));
	holds(body_text(&fixture), "broken: cannot be used.");
	holds_not(body_text(&fixture), "Penguin");
	set(&fixture, "provider", "penguin"); /* as a case of old may have it */
	ck_assert_ptr_null(flow_policy(fixture.flow));
	finish(&fixture);
	remove_folder(folder);
}
END_TEST

START_TEST(official_rules_go_first)
{
	struct fixture fixture = {.flow = NULL};
	char folder[64], packs[600], *own = article_alone();
	static const char official[] =
		"[policy]\nid = aliyun-official\nprovider = aliyun\ntitle = Official page\n"
		"title[zh_CN] = 官方规则\nrevision = 1\nauthority = official\ncalendar = cn\nsource = page\n"
		"[rule.ok]\nwhen = yes\nnote = yes\ntext = Everything comes back.\ntext[zh_CN] = 全额退。\nsource = §1\n"
		"[source.page]\ntitle = Page\ntitle[zh_CN] = 页面\nauthority = official\n"
		"checked_on = 2026-11-23\nconfidence = V\nurl = https://example.com/\n";

	make_folder(folder);
	put_pack(folder, "aliyun-official.ini", official);
	snprintf(packs, sizeof(packs), "%s/policies:%s", folder, own);
	open_places(&fixture, packs);
	open_flow(&fixture, (struct flow_options){.policy = NULL});
	set_all(&fixture, article_case);
	ck_assert_str_eq(tk_policy_head(flow_policy(fixture.flow))->id, "aliyun-official");
	go(&fixture, TK_STEP_RESULT);
	holds(body_text(&fixture), "By the official rules: 800.00 CNY back, in full.");
	holds(body_text(&fixture), "Alibaba Cloud ECS, guide of 2025-05-18: partial refund, 640.00 CNY, until");
	/* unless the person chooses otherwise */
	is_text(shown(&fixture, TK_STEP_START, 0, "policy"), "automatic");
	set(&fixture, "policy", "aliyun-ecs-article");
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.amount, 64000);
	go(&fixture, TK_STEP_RESULT);
	holds(body_text(&fixture), "Official page: full refund, 800.00 CNY");
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	ck_assert_str_eq(tk_policy_head(flow_policy(fixture.flow))->id, "aliyun-official");
	finish(&fixture);
	remove_folder(folder);
	free(own);
}
END_TEST

/* ---- packs of other shapes ------------------------------------------------------------------------ */

#define HEAD(id, more) "[policy]\nid = " id "\nprovider = own\ntitle = " id " rules\nrevision = 1\ncalendar = cn\n" more
#define ASKS(name, type, step, more)                                                                             \
	"[fact." name "]\ntype = " type "\nstep = " step "\nlabel = " name " label\nquestion = " name "?\n"                  \
	"help = Look.\n" more
#define RULE(id, when, effect, text)                                                                             \
	"[rule." id "]\nwhen = " when "\n" effect "\ntext = " text "\nsource = §1\n"
#define REFUSES(id, when, text) RULE(id, when, "refuse = yes", text)
#define DEDUCTS(id, when, amount) RULE(id, when, "deduct = " amount "\nlabel = " id " taken", "It is taken.")

/* Over packs of the test's own alone, which lie in fixture->folder; TEXTS are those of own-1, own-2, ... */
static void open_own(struct fixture *fixture, const char *const *texts)
{
	char name[32];

	*fixture = (struct fixture){.flow = NULL};
	make_folder(fixture->folder);
	for (int i = 0; texts[i] != NULL; i++) {
		snprintf(name, sizeof(name), "own-%d.ini", i + 1);
		put_pack(fixture->folder, name, texts[i]);
	}
	char *packs = text_printf("%s/policies", fixture->folder);
	open_places(fixture, packs);
	open_flow(fixture, (struct flow_options){.policy = NULL});
	free(packs);
}
#define OWN(fixture, ...) open_own(fixture, (const char *const[]){__VA_ARGS__, NULL})

static char *overlay_text(const struct fixture *fixture, void (*fill)(const struct flow *, struct pane *))
{
	struct pane pane;

	fill(fixture->flow, &pane);
	char *text = pane_text(&pane, 200);
	pane_release(&pane);
	return text;
}

static char *compared(const struct fixture *fixture, int columns)
{
	struct pane pane;

	flow_compare(fixture->flow, columns, &pane);
	char *text = pane_text(&pane, columns);
	pane_release(&pane);
	return text;
}

static char *body_of(struct fixture *fixture, enum tk_step step)
{
	go(fixture, step);
	struct page *page = page_now(fixture);
	char *text = pane_text(&page->body, 200);
	page_free(page);
	return text;
}

static char *greyed(struct fixture *fixture, const char *field)
{
	go(fixture, TK_STEP_CHECKLIST);
	struct page *page = page_now(fixture);
	ck_assert_ptr_nonnull(find_field(page, field));
	char *text = strdup(find_field(page, field)->greyed == NULL ? "" : find_field(page, field)->greyed);
	page_free(page);
	return text;
}

/* What refused is told by the one question that the rule speaks of, or by its sentence. */
START_TEST(a_refusal_is_named_in_few_words)
{
	struct fixture fixture;

	OWN(&fixture, HEAD("own-1", "authority = official\n") "[define]\nhidden = spare\n"
		ASKS("fee", "flag", "checklist", "") ASKS("late_fee", "flag", "checklist", "")
		ASKS("late", "flag", "checklist", "") ASKS("two", "flag", "checklist", "")
		ASKS("spare", "flag", "checklist", "") ASKS("asked", "flag", "checklist", "")
		REFUSES("late", "late_fee", "Nobody pays late.") REFUSES("both", "two and late", "Both at once.")
		REFUSES("defined", "hidden", "It is so defined.") DEDUCTS("asked", "asked", "1 yuan"));
	is_text(greyed(&fixture, "asked"), "");
	is_text(greyed(&fixture, "fee"), "these rules do not ask for it");
	set(&fixture, "late_fee", "yes");
	is_text(greyed(&fixture, "asked"), "refused already: late_fee label");
	ask(&fixture, REQUEST_FOCUS, "asked", NULL, 0);
	holds(overlay_text(&fixture, flow_help_question),
		"Greyed: refused already: late_fee label. It can still be answered.");
	set(&fixture, "late_fee", "no");
	set(&fixture, "two", "yes");
	set(&fixture, "late", "yes");
	is_text(greyed(&fixture, "asked"), "refused already: Both at once.");
	set(&fixture, "two", "no");
	set(&fixture, "spare", "yes");
	is_text(greyed(&fixture, "asked"), "refused already: It is so defined.");
	finish(&fixture);
}
END_TEST

/* Each kind of answer says how it is typed, and what is wrong with one that is none. */
START_TEST(shares_and_lengths_of_time)
{
	struct fixture fixture;

	OWN(&fixture, HEAD("own-1", "authority = official\n") ASKS("share", "percent", "order", "")
		ASKS("wait", "duration", "order", "")
		ASKS("speed", "choice", "checklist", "choices = a, b\nchoice.a = A\nchoice.b = B\n")
		ASKS("ice", "flag", "checklist", "") ASKS("noticed_at", "moment", "timing", "default = ordered_at\n")
		REFUSES("ice", "ice", "Ice."));
	go(&fixture, TK_STEP_ORDER);
	ask(&fixture, REQUEST_FOCUS, "share", NULL, 0);
	holds(overlay_text(&fixture, flow_help_question), "Type 20 or 20 %.");
	ask(&fixture, REQUEST_FOCUS, "wait", NULL, 0);
	holds(overlay_text(&fixture, flow_help_question), "Type 15 min, 1 h 30 min or 30 d.");
	set(&fixture, "share", "lots");
	set(&fixture, "wait", "long");
	struct page *page = page_now(&fixture);
	ck_assert_str_eq(find_field(page, "share")->error, "This is not a percentage. Type it as 20 %.");
	ck_assert_str_eq(find_field(page, "wait")->error,
		"This is not understood as a length of time. Type 15 min, 1 h or 30 d.");
	page_free(page);
	/* a field that is no question of the rules has no way of its own to be typed */
	go(&fixture, TK_STEP_FINISH);
	ask(&fixture, REQUEST_FOCUS, "status", NULL, 0);
	holds(overlay_text(&fixture, flow_help_question), "How far is the application?");
	holds_not(overlay_text(&fixture, flow_help_question), "? means");
	/* "none of these" is for what is answered yes or no */
	go(&fixture, TK_STEP_CHECKLIST);
	ask(&fixture, REQUEST_NONE_OF_THESE, NULL, NULL, 0);
	is_text(shown(&fixture, TK_STEP_CHECKLIST, 0, "ice"), "no");
	is_text(shown(&fixture, TK_STEP_CHECKLIST, 0, "speed"), "");
	/* "now" is the clock only where the clock is what is assumed */
	set(&fixture, "ordered_at", "2026-11-23 14:00");
	is_text(shown(&fixture, TK_STEP_TIMING, 0, "noticed_at"), "2026-11-23 14:00 (assumed)");
	set(&fixture, "noticed_at", "now");
	is_text(shown(&fixture, TK_STEP_TIMING, 0, "noticed_at"), "2026-11-23 14:37");
	finish(&fixture);
}
END_TEST

static const char guide_pack[] = HEAD("own-1", "authority = secondary\nbase = fee\n")
	ASKS("fee", "money", "order", "") ASKS("worn", "flag", "checklist", "")
	ASKS("bad", "flag", "checklist", "usual = yes\n")
	REFUSES("bad", "bad", "Bad servers stay.") DEDUCTS("worn", "worn", "fee * 20 %")
	RULE("mail", "yes", "channel = mail", "By mail.") "[channel.mail]\ntitle = by mail\n"
	"[stage.long]\ntitle = long one\nleast = 2\nmost = 400\nunit = working-days\nsource = §2\n"
	"[stage.short]\ntitle = short one\nleast = 2\nmost = 2\nunit = working-days\nsource = §2\n"
	"[sum.left]\namount = 100 yuan\nlabel = Left over\nsource = §3\n[advice.look]\ntext = Look first.\n"
	"[source.page]\ntitle = The page\n";

/* What a pack leaves out is not said: dates, places, addresses; and sums that are not known yet. */
START_TEST(a_guide_that_says_little)
{
	struct fixture fixture;

	OWN(&fixture, guide_pack);
	holds(body_of(&fixture, TK_STEP_RESULT),
		"By a secondary source, not the provider's own rules: not decided yet.");
	holds(body_of(&fixture, TK_STEP_RESULT), "Most likely: no refund.");
	holds(verdict_text(&fixture), "no refund with the usual answers");
	holds(compared(&fixture, 90), "no refund with the usual answers");
	holds(overlay_text(&fixture, flow_aloud), "It is not decided yet: the amount is open, and ");
	set(&fixture, "bad", "no");
	set(&fixture, "worn", "yes");
	holds(body_of(&fixture, TK_STEP_RESULT), "not the provider's own rules: a part comes back: the amount is open.");
	set(&fixture, "fee", "100");
	holds(verdict_text(&fixture), "80.00 out of 100.00 CNY");
	holds(verdict_text(&fixture), "by mail, 2 working days");
	char *body = body_of(&fixture, TK_STEP_RESULT);
	holds(strdup(body), "100.00 CNY to be refunded from");
	holds(strdup(body), "Beside the refund");
	holds(strdup(body), "Left over: 100.00 CNY");
	holds(strdup(body), "short one: on 2026-11-25");
	holds(body, "(the holidays of that year are not announced yet)");
	holds(overlay_text(&fixture, flow_why), "The page  secondary source\n");
	holds(overlay_text(&fixture, flow_why), "Advice\n  Look first.\n");
	holds(overlay_text(&fixture, flow_why), "worn taken  §1, secondary source");
	holds(overlay_text(&fixture, flow_why), "100.00 CNY to be refunded from");
	/* refused, nothing is refunded from anything */
	set(&fixture, "bad", "yes");
	holds_not(overlay_text(&fixture, flow_why), "to be refunded from");
	holds(overlay_text(&fixture, flow_aloud), "By a guide, which is not the provider's own, it is this: no refund.");
	holds(overlay_text(&fixture, flow_aloud), "Please look at the provider's own refund page first");
	finish(&fixture);
}
END_TEST

/* All comes back, and how much that is, is not known; the rules hold from a later day on. */
START_TEST(rules_with_nothing_to_take_off)
{
	struct fixture fixture;

	OWN(&fixture, HEAD("own-1", "authority = official\neffective_from = 2026-12-01\n")
		RULE("several", "instances > 5", "note = yes", "Several."));
	set(&fixture, "ordered_at", "2026-11-23 14:00");
	holds(verdict_text(&fixture), "all that was paid");
	holds(body_of(&fixture, TK_STEP_RESULT), "By the official rules: all that was paid comes back.");
	holds(body_of(&fixture, TK_STEP_RESULT),
		"These rules hold for orders from 2026-12-01 on, and this order is earlier");
	holds(compared(&fixture, 60), "all that was paid");
	holds(compared(&fixture, 60), "only from 2026-12-01 on");
	holds(overlay_text(&fixture, flow_aloud), "By the provider's own rules it is this: full refund");
	holds(overlay_text(&fixture, flow_aloud), "Nothing runs out for now.");
	holds(overlay_text(&fixture, flow_what_if), "No other single answer changes verdict or amount.");
	holds_not(overlay_text(&fixture, flow_why), "Why it is so");
	holds_not(overlay_text(&fixture, flow_why), "Advice");
	finish(&fixture);
}
END_TEST

/* One answer alone changes nothing, two would; and what the person can still do comes first. */
START_TEST(two_answers_together)
{
	struct fixture fixture;

	OWN(&fixture, HEAD("own-1", "authority = official\n")
		ASKS("a", "flag", "checklist", "") ASKS("b", "flag", "checklist", "") ASKS("owes", "flag", "checklist", "hands = yes\n") REFUSES("a", "a", "A.") REFUSES("b", "b", "B.")
		REFUSES("owes", "owes", "Debts."));
	set_all(&fixture,
		(const struct answer[]){{"paid", "100"}, {"a", "yes"}, {"b", "yes"}, {"owes", "no"}, {NULL, NULL}});
	char *text = overlay_text(&fixture, flow_what_if);
	holds(strdup(text), "No single answer helps, but two together would\n  full refund, 100.00 CNY\n    a label: no\n"
			    "    b label: no\n");
	holds_not(text, "What is in your hands");
	set_all(&fixture, (const struct answer[]){{"a", "no"}, {"b", "no"}, {"owes", "yes"}, {NULL, NULL}});
	text = overlay_text(&fixture, flow_what_if);
	holds(strdup(text), "What is in your hands, the cheapest first\n  full refund, 100.00 CNY\n    owes label: no\n");
	holds_not(strdup(text), "Apply by");
	holds_not(text, "two together");
	finish(&fixture);
}
END_TEST

/* The guide beside the official rules may be read so that nothing comes back. */
START_TEST(another_reading_refuses)
{
	struct fixture fixture;

	OWN(&fixture, HEAD("own-1", "authority = official\n") RULE("ok", "yes", "note = yes", "All."),
		HEAD("own-2", "authority = secondary\n") DEDUCTS("lenient", "yes", "1 yuan")
			RULE("strict", "yes", "refuse = yes\nreading = strict", "None.")
				"[reading.strict]\ntitle = Strictly\ntext = Read it strictly.\nsource = §1\nwhen = yes\n"
				"replaces = lenient\n");
	set(&fixture, "provider", "own");
	set(&fixture, "paid", "100");
	holds(body_of(&fixture, TK_STEP_RESULT), "Beside it, own-2 rules (secondary source): partial refund, 99.00 CNY"
						 " (or read otherwise no refund)");
	holds(compared(&fixture, 70), "no refund: Strictly");
	set(&fixture, "policy", "own-2");
	holds(body_of(&fixture, TK_STEP_RESULT), "Strictly: no refund  §1");
	holds(compared(&fixture, 120), "as you chose it");
	finish(&fixture);
}
END_TEST

/* The question that triage asks. Caller frees. */
static char *asked(const struct fixture *fixture)
{
	struct page *page = page_now(fixture);
	char *name = strdup(page->triage ? page->fields[page->focus].name : "(none)");

	page_free(page);
	return name;
}

/* A question with more choices than are tried, and one of which no sum that is usual can be tried: that comes last. */
START_TEST(questions_that_cannot_all_be_tried)
{
	struct fixture fixture;

	OWN(&fixture, HEAD("own-1", "authority = official\n") ASKS("tip", "money", "order", "max = 5.00\n")
		ASKS("colour", "choice", "order",
			"choices = ca, cb, cc, cd, ce, cf, cg, ch, ci, cj, ck, cl, cm\n"
			"choice.ca = A\nchoice.cb = B\nchoice.cc = C\nchoice.cd = D\n"
			"choice.ce = E\nchoice.cf = F\nchoice.cg = G\nchoice.ch = H\n"
			"choice.ci = I\nchoice.cj = J\nchoice.ck = K\nchoice.cl = L\n"
			"choice.cm = M\n")
		REFUSES("last", "colour = cm", "No M.") DEDUCTS("tip", "tip > 1", "1 yuan"));
	set(&fixture, "provider", "own");
	set(&fixture, "paid", "100");
	ask(&fixture, REQUEST_TRIAGE, NULL, NULL, 0);
	is_text(asked(&fixture), "colour");
	ask(&fixture, REQUEST_ACCEPT, "colour", "cl", 0);
	is_text(asked(&fixture), "tip");
	ask(&fixture, REQUEST_ACCEPT, "tip", "2", 0);
	is_text(asked(&fixture), "(none)");
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.amount, 9900);
	finish(&fixture);
}
END_TEST

/* Times that nothing puts in an order, and one of them is before what it is counted from. */
START_TEST(a_time_before_what_it_is_counted_from)
{
	static const char sentence[] = "A time lies before the moment";
	struct fixture fixture;

	OWN(&fixture, HEAD("own-1", "authority = official\n") ASKS("first_at", "moment", "timing", "")
		ASKS("second_at", "moment", "timing", "") DEDUCTS("slow", "second_at - first_at > 1 h", "1 yuan"));
	set_all(&fixture, (const struct answer[]){{"paid", "100"}, {"first_at", "2026-11-23 10:00"},
				  {"second_at", "2026-11-23 11:00"}, {NULL, NULL}});
	holds_not(verdict_text(&fixture), sentence);
	ck_assert_int_ne(mark(&fixture, TK_STEP_TIMING), STEP_ATTENTION);
	set(&fixture, "second_at", "2026-11-23 09:00");
	holds(verdict_text(&fixture), sentence);
	holds(body_of(&fixture, TK_STEP_RESULT), sentence);
	ck_assert_int_eq(mark(&fixture, TK_STEP_TIMING), STEP_ATTENTION);
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.amount, 10000);
	finish(&fixture);
}
END_TEST

/* A family of letters that is not installed: the other papers are written. */
START_TEST(letters_that_are_not_there)
{
	struct fixture fixture;
	char *names = NULL;

	OWN(&fixture, HEAD("own-1", "authority = official\nletter = odd\n") RULE("ok", "yes", "note = yes", "All."));
	set(&fixture, "paid", "100");
	holds(body_of(&fixture, TK_STEP_APPLICATION), "There is no template for this text.");
	ck_assert_ptr_null(flow_copy_text(fixture.flow));
	ck_assert_int_eq(flow_write_papers(fixture.flow, fixture.folder, &names), TK_OK);
	holds(strdup(names), "/tuikuan-checklist.txt\n");
	holds(strdup(names), "/tuikuan-summary.txt\n");
	holds_not(names, "letter");
	/* what somebody writes by hand is a letter */
	ask(&fixture, REQUEST_SET_LETTER, NULL, "My own.", 0);
	is_text(flow_copy_text(fixture.flow), "My own.");
	finish(&fixture);
}
END_TEST

/* A file that is named judges, and stands for the pack of its id. */
START_TEST(a_pack_named_by_its_file)
{
	struct fixture fixture;

	OWN(&fixture, guide_pack, HEAD("own-2", "authority = official\n") RULE("ok", "yes", "note = yes", "All."));
	ck_assert_str_eq(tk_policy_head(flow_policy(fixture.flow))->id, "own-2");
	flow_free(fixture.flow);
	char *path = text_printf("%s/policies/own-1.ini", fixture.folder);
	open_flow(&fixture, (struct flow_options){.policy = path});
	ck_assert_str_eq(tk_policy_head(flow_policy(fixture.flow))->id, "own-1");
	struct page *page = page_now(&fixture);
	ck_assert_uint_eq(find_field(page, "policy")->choice_count, 3); /* automatic, and each once */
	ck_assert_str_eq(find_field(page, "policy")->value, "own-1");
	page_free(page);
	free(path);
	finish(&fixture);
}
END_TEST

START_TEST(no_packs_at_all)
{
	struct fixture fixture = {.flow = NULL};

	make_folder(fixture.folder);
	put_pack(fixture.folder, "own-1.ini", guide_pack);
	char *packs = text_printf("%s/policies", fixture.folder), *path = text_printf("%s/own-1.ini", packs);
	unlink(path);
	open_places(&fixture, packs);
	open_flow(&fixture, (struct flow_options){.language = "en"});
	holds(body_text(&fixture), "None. Nothing can be judged; the papers can be written all the same.");
	holds_not(body_text(&fixture), "None of the policies here");
	holds(verdict_text(&fixture), "NO RULES FOUND");
	holds(overlay_text(&fixture, flow_aloud), "Nothing is judged yet");
	ck_assert_ptr_null(flow_one_line(fixture.flow));
	ck_assert_str_eq(flow_copy_name(fixture.flow), "ticket");
	char *names = NULL;
	ck_assert_int_eq(flow_write_papers(fixture.flow, fixture.folder, &names), TK_OK);
	holds(names, "-summary.txt\n");
	free(path);
	free(packs);
	finish(&fixture);
}
END_TEST

/* A pack that was chosen, and is not there or cannot be used: the flow chooses again. */
START_TEST(a_pack_chosen_that_cannot_judge)
{
	struct fixture fixture;

	OWN(&fixture, guide_pack, "[policy]\nid = own-2\nprovider = own\n[rule.x]\nwhen = nonsense\n");
	set(&fixture, "policy", "own-3");
	ck_assert_str_eq(tk_policy_head(flow_policy(fixture.flow))->id, "own-1");
	set(&fixture, "policy", "own-2");
	ck_assert_str_eq(tk_policy_head(flow_policy(fixture.flow))->id, "own-1");
	struct page *page = page_now(&fixture);
	ck_assert_int_eq(find_field(page, "policy")->state, FIELD_ANSWERED);
	page_free(page);
	/* taken back, or not known, it is as if nobody had chosen */
	set(&fixture, "policy", "");
	ask(&fixture, REQUEST_SAVE, NULL, NULL, 0);
	set(&fixture, "policy", "automatic");
	set(&fixture, "provider", "?");
	ck_assert_str_eq(tk_policy_head(flow_policy(fixture.flow))->id, "own-1");
	/* of another provider, it has a say when it is chosen */
	set(&fixture, "provider", "other");
	ck_assert_ptr_null(flow_policy(fixture.flow));
	set(&fixture, "policy", "own-1");
	ck_assert_str_eq(tk_policy_head(flow_policy(fixture.flow))->id, "own-1");
	finish(&fixture);
}
END_TEST

/* A pack that is wrong further down is found so when it first has a say. */
START_TEST(a_pack_breaks_when_it_is_needed)
{
	struct fixture fixture = {.flow = NULL};
	static const char broken[] = HEAD("own-1", "authority = official\n") RULE("x", "nonsense", "note = yes", "X.");

	make_folder(fixture.folder);
	put_pack(fixture.folder, "own-1.ini", broken);
	char *own = article_alone(), *packs = text_printf("%s:%s/policies", own, fixture.folder);
	open_places(&fixture, packs);
	open_flow(&fixture, (struct flow_options){.lazy = true});
	holds(body_text(&fixture), "own-1 rules");
	set(&fixture, "provider", "own");
	ck_assert_ptr_null(flow_policy(fixture.flow));
	holds(body_text(&fixture), "own-1: cannot be used.");
	free(own);
	free(packs);
	finish(&fixture);
}
END_TEST

/* What only the rules of another pack ask for is no mistake of a case; what none knows is. */
START_TEST(facts_of_other_packs)
{
	struct fixture fixture = {.flow = NULL};
	struct case_file *file = case_new();

	make_folder(fixture.folder);
	put_pack(fixture.folder, "penguin-hosting.ini", penguin_pack);
	put_pack(fixture.folder, "broken.ini", "[policy]\nid = broken\nprovider = p\n[rule.x]\nwhen = nonsense\n");
	char *own = article_alone(), *packs = text_printf("%s/policies:%s", fixture.folder, own);
	open_places(&fixture, packs);
	ck_assert(case_values_set(&file->facts, "provider", "aliyun", TK_KNOWN_TYPED) &&
		  case_values_set(&file->facts, "setup_paid", "lots", TK_KNOWN_TYPED) &&
		  case_values_set(&file->evidence, "photo", "yes", TK_KNOWN_TYPED));
	open_flow(&fixture, (struct flow_options){.file = file});
	is_text(overlay_text(&fixture, flow_case_faults), "");
	flow_free(fixture.flow);
	file = case_new();
	ck_assert(case_values_set(&file->facts, "provider", "penguin", TK_KNOWN_TYPED) &&
		  case_values_set(&file->facts, "product", "other", TK_KNOWN_TYPED) &&
		  case_values_set(&file->facts, "setup_paid", "lots", TK_KNOWN_TYPED) &&
		  case_values_set(&file->evidence, "portrait", "yes", TK_KNOWN_TYPED));
	open_flow(&fixture, (struct flow_options){.file = file});
	holds(overlay_text(&fixture, flow_case_faults), "setup_paid: not an amount of money: \"lots\"");
	holds(overlay_text(&fixture, flow_case_faults), "[evidence] portrait: ");
	/* where nobody asks for it, it is not wrong either */
	set(&fixture, "provider", "aliyun");
	set(&fixture, "site", "china");
	set(&fixture, "product", "ecs");
	ck_assert_str_eq(tk_policy_head(flow_policy(fixture.flow))->id, "aliyun-ecs-article");
	holds_not(overlay_text(&fixture, flow_case_faults), "lots");
	holds(overlay_text(&fixture, flow_case_faults), "[evidence] portrait: ");
	/* the providers are listed once, in the order of their packs */
	struct page *page = page_now(&fixture);
	ck_assert_uint_eq(find_field(page, "provider")->choice_count, 3);
	page_free(page);
	free(own);
	free(packs);
	finish(&fixture);
}
END_TEST

/* ---- evidence, letters, finish ------------------------------------------------------------------- */

START_TEST(evidence_is_a_page_of_documents)
{
	struct fixture fixture;
	char *file = source_path("data/facts.ini");

	begin(&fixture);
	set_all(&fixture, article_case);
	go(&fixture, TK_STEP_EVIDENCE);
	struct page *page = page_now(&fixture);
	ck_assert_int_eq(page->fields[0].kind, FIELD_HEADING);
	ck_assert_str_eq(page->fields[0].label, "Required");
	ck_assert_str_eq(page->fields[1].name, "evidence.usage_log");
	ck_assert_str_eq(page->fields[1].question, "Do you have this document: Usage log of the instance?");
	ck_assert_str_eq(find_field(page, "evidence.payment_voucher")->choices[1].label, "not yet");
	ck_assert_int_eq(page->focus, 1);
	page_free(page);
	set(&fixture, "evidence.usage_log", "yes");
	set(&fixture, "evidence.business_statement", "yes");
	set(&fixture, "evidence.business_statement", "not yet"); /* as the choice is called */
	set(&fixture, "evidence.config_error_proof", file);
	is_text(shown(&fixture, TK_STEP_EVIDENCE, 0, "evidence.usage_log"), "have it");
	is_text(shown(&fixture, TK_STEP_EVIDENCE, 0, "evidence.business_statement"), "not yet");
	is_text(shown(&fixture, TK_STEP_EVIDENCE, 0, "evidence.config_error_proof"), "have it (facts.ini)");
	ck_assert_uint_eq(flow_decision(fixture.flow)->held_count, 2);
	ck_assert_uint_eq(flow_decision(fixture.flow)->missing_count, 1);
	set(&fixture, "evidence.config_error_proof", "yes"); /* the file stays */
	is_text(shown(&fixture, TK_STEP_EVIDENCE, 0, "evidence.config_error_proof"), "have it (facts.ini)");
	set(&fixture, "evidence.usage_log", "/no/such/file");
	page = page_now(&fixture);
	ck_assert_str_eq(find_field(page, "evidence.usage_log")->error,
		"There is no such file. Answer yes or no, or name a file that exists.");
	page_free(page);
	set(&fixture, "evidence.usage_log", "yes");
	set(&fixture, "evidence.business_statement", "yes");
	ck_assert_int_eq(mark(&fixture, TK_STEP_EVIDENCE), STEP_DONE);
	/* while the channel is open, what may come is shown apart */
	set(&fixture, "deployed", "?");
	go(&fixture, TK_STEP_EVIDENCE);
	page = page_now(&fixture);
	ck_assert_str_eq(page->fields[0].label, "Required, if what is still open asks for it");
	ck_assert_ptr_nonnull(find_field(page, "evidence.order_screenshot"));
	page_free(page);
	set(&fixture, "ddos_record", "yes");
	page = page_now(&fixture);
	ck_assert_ptr_null(find_field(page, "evidence.usage_log"));
	page_free(page);
	free(file);
	finish(&fixture);
}
END_TEST

START_TEST(the_letter_follows_the_answers_until_it_is_edited)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	go(&fixture, TK_STEP_APPLICATION);
	struct page *page = page_now(&fixture);
	ck_assert(page->body_is_letter);
	ck_assert_ptr_nonnull(strstr(page->letter, "致：阿里云"));
	ck_assert_ptr_nonnull(strstr(page->heading, "gaps are left: "));
	ck_assert_ptr_nonnull(strstr(page->heading, "Order number"));
	ck_assert_str_eq(find_field(page, "letter")->value, "letter");
	page_free(page);
	set(&fixture, "order_id", "240000000000001");
	char *copied = flow_copy_text(fixture.flow);
	ck_assert_ptr_nonnull(strstr(copied, "240000000000001"));
	page = page_now(&fixture);
	ck_assert_str_eq(copied, page->letter);
	page_free(page);
	free(copied);
	set(&fixture, "letter", "reason");
	page = page_now(&fixture);
	ck_assert_ptr_nonnull(strstr(page->letter, "申请退订"));
	ck_assert_ptr_null(strstr(page->letter, "\n致"));
	page_free(page);
	ask(&fixture, REQUEST_SET_LETTER, NULL, "在这里写我自己的话", 0);
	page = page_now(&fixture);
	ck_assert_str_eq(page->letter, "在这里写我自己的话");
	page_free(page);
	holds(body_text(&fixture), "edited by hand");
	ask(&fixture, REQUEST_LETTER_LENGTH, NULL, NULL, PAPER_LETTER);
	page = page_now(&fixture);
	ck_assert_ptr_nonnull(strstr(page->letter, "致：阿里云"));
	page_free(page);
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	set(&fixture, "letter", "1");
	page = page_now(&fixture);
	ck_assert_ptr_null(strstr(page->letter, "我自己的话"));
	page_free(page);
	/* elsewhere the case goes to the clipboard in one line */
	go(&fixture, TK_STEP_RESULT);
	copied = flow_copy_text(fixture.flow);
	ck_assert_ptr_nonnull(strstr(copied, "640.00"));
	ck_assert_ptr_null(strchr(copied, '\n'));
	free(copied);
	finish(&fixture);
}
END_TEST

START_TEST(the_console_is_compared_at_once)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	go(&fixture, TK_STEP_FINISH);
	holds_not(body_text(&fixture), "refund page agrees");
	set(&fixture, "console_amount", "640");
	holds(body_text(&fixture), "The refund page agrees with this result.");
	set(&fixture, "console_amount", "800");
	holds(body_text(&fixture), "better for you");
	set(&fixture, "promotion", "yes");
	set(&fixture, "console_amount", "100");
	holds(body_text(&fixture), "gives less than this result");
	holds(body_text(&fixture), "- The promotion excludes returns (fits your answers): ");
	set(&fixture, "sold_by", "direct");
	holds_not(body_text(&fixture), "through somebody else");
	set(&fixture, "console_amount", "");
	set(&fixture, "console_kind", "not-supported");
	holds(body_text(&fixture), "gives less than this result");
	set(&fixture, "console_message", "not possible now");
	holds_not(body_text(&fixture), "What its message tells");
	set(&fixture, "ddos_record", "yes");
	holds(body_text(&fixture), "The refund page agrees with this result.");
	go(&fixture, TK_STEP_RESULT);
	holds(body_text(&fixture), "The refund page agrees with this result.");
	finish(&fixture);
}
END_TEST

START_TEST(handing_in_fixes_the_time)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	is_text(shown(&fixture, TK_STEP_FINISH, 0, "reference"), "(not there)");
	set(&fixture, "status", " Submitted ");
	is_text(shown(&fixture, TK_STEP_FINISH, 0, "reference"), "");
	is_text(shown(&fixture, TK_STEP_FINISH, 0, "received"), "(not there)");
	is_text(shown(&fixture, TK_STEP_TIMING, 0, "applied_at"), "2026-11-23 14:37");
	suite_clock += 86400;
	ask(&fixture, REQUEST_TICK, NULL, NULL, 0);
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.amount, 64000);
	go(&fixture, TK_STEP_FINISH);
	holds(body_text(&fixture), "2026-11-23 submitted");
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	is_text(shown(&fixture, TK_STEP_TIMING, 0, "applied_at"), "now (assumed)");
	finish(&fixture);
}
END_TEST

START_TEST(a_refusal_by_a_secondary_source_sends_to_the_console)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "ddos_record", "yes");
	go(&fixture, TK_STEP_RESULT);
	holds(body_text(&fixture), "A secondary source alone does not refuse you");
	holds(body_text(&fixture), "What you can still do, in this order");
	holds(body_text(&fixture), "Look at the provider's refund page first");
	holds(verdict_text(&fixture), "NO REFUND");
	go(&fixture, TK_STEP_APPLICATION);
	struct page *page = page_now(&fixture);
	ck_assert_ptr_nonnull(page->letter);
	page_free(page);
	finish(&fixture);
}
END_TEST

START_TEST(the_result_of_an_open_case_names_what_is_likely)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "ddos_record", "");
	go(&fixture, TK_STEP_RESULT);
	holds(body_text(&fixture), "Most likely: partial refund, 640.00 CNY, until 15:00:00.");
	holds(body_text(&fixture), "Deadlines by the usual answers");
	set(&fixture, "ddos_record", "no");
	char *body = body_text(&fixture);
	ck_assert_ptr_null(strstr(body, "Most likely"));
	free(body);
	finish(&fixture);
}
END_TEST

START_TEST(overlays_explain)
{
	struct fixture fixture;
	struct pane pane;

	begin(&fixture);
	set_all(&fixture, article_case);
	go(&fixture, TK_STEP_TIMING);
	flow_help(fixture.flow, &pane);
	holds(pane_text(&pane, 80), "Refund guides say 'deployed' here.");
	holds(pane_text(&pane, 80), "^G 1-8");
	pane_release(&pane);
	flow_why(fixture.flow, &pane);
	holds(pane_text(&pane, 80), "[handling-fee] §1.3");
	holds(pane_text(&pane, 80), "Rules that do not apply");
	/* what decides stands before what warns or is only noted */
	char *all = pane_text(&pane, 80);
	const char *fee = strstr(all, "[handling-fee]"), *first = strstr(all, "  [");
	ck_assert_ptr_eq(first + 2, fee);
	ck_assert_ptr_nonnull(strstr(all, "[civil-code]"));
	ck_assert(strstr(all, "[civil-code]") > strstr(all, "Rules that do not apply"));
	free(all);
	pane_release(&pane);
	flow_what_if(fixture.flow, &pane);
	holds(pane_text(&pane, 80), "no: full refund, 800.00 CNY");
	holds(pane_text(&pane, 80), "yes: no refund");
	pane_release(&pane);
	set(&fixture, "ddos_record", "");
	flow_why(fixture.flow, &pane);
	holds(pane_text(&pane, 80), "depends on: DDoS record");
	pane_release(&pane);
	finish(&fixture);
}
END_TEST

/* ---- saving ---------------------------------------------------------------------------------- */

static char *path_in(const struct fixture *fixture, const char *name)
{
	return text_printf("%s/%s", fixture->folder, name);
}

START_TEST(each_step_leaves_a_draft)
{
	struct fixture fixture;

	begin_in_folder(&fixture);
	ck_assert_int_eq(count_names_in(fixture.folder), 0);
	go(&fixture, TK_STEP_ORDER);
	ck_assert_int_eq(count_names_in(fixture.folder), 0); /* nothing to keep yet */
	set(&fixture, "paid", "800");
	set(&fixture, "order_id", "a;b#c=\"d\"\\ ");
	go(&fixture, TK_STEP_TIMING);
	char *path = path_in(&fixture, "TK-20261123-0001.draft");
	ck_assert_int_eq(access(path, R_OK), 0);
	ck_assert(flow_modified(fixture.flow) && flow_has_draft(fixture.flow));
	struct case_file *file;
	ck_assert_int_eq(case_load(path, &file, &fixture.errors), TK_OK);
	ck_assert_str_eq(case_values_get(&file->facts, "paid"), "800.00");
	ck_assert_str_eq(case_values_get(&file->facts, "order_id"), "a;b#c=\"d\"\\ ");
	ck_assert_str_eq(file->policy, "aliyun-ecs-article");
	case_free(file);
	struct page *page = page_now(&fixture);
	ck_assert_str_eq(page->case_id, "TK-20261123-0001");
	page_free(page);
	ask(&fixture, REQUEST_SAVE, NULL, NULL, 0);
	ck_assert(!flow_modified(fixture.flow));
	ck_assert_int_ne(access(path, R_OK), 0);
	free(path);
	path = path_in(&fixture, "TK-20261123-0001.ini");
	ck_assert_int_eq(access(path, R_OK), 0);
	/* undo leads away from what is saved, and back to it */
	set(&fixture, "paid", "900");
	ck_assert(flow_modified(fixture.flow));
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	ck_assert(!flow_modified(fixture.flow));
	free(path);
	finish(&fixture);
}
END_TEST

START_TEST(a_case_comes_back_as_it_was)
{
	struct fixture fixture, again = {.flow = NULL};
	struct case_file *file;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "started", "?");
	set(&fixture, "reason_note", "  买错了；\"#1\" 🙂 ");
	set(&fixture, "evidence.usage_log", "yes");
	ask(&fixture, REQUEST_SET_LETTER, NULL, "第一行\n第二行", 0);
	set(&fixture, "status", "ready");
	ck_assert_int_eq(flow_save(fixture.flow), TK_OK);
	char *path = path_in(&fixture, "TK-20261123-0001.ini");
	open_places(&again, NULL);
	ck_assert_int_eq(case_load(path, &file, &again.errors), TK_OK);
	ck_assert_uint_eq(again.errors.count, 0);
	open_flow(&again, (struct flow_options){.file = file});
	ck_assert_int_eq(flow_decision(again.flow)->outcome.amount, 64000);
	ck_assert_uint_eq(flow_decision(again.flow)->held_count, 1);
	is_text(shown(&again, TK_STEP_TIMING, 0, "started"), "not sure");
	is_text(shown(&again, TK_STEP_TIMING, 0, "applied_at"), "now (assumed)");
	is_text(shown(&again, TK_STEP_FINISH, 0, "status"), "ready");
	go(&again, TK_STEP_APPLICATION);
	struct page *page = page_now(&again);
	ck_assert_str_eq(find_field(page, "reason_note")->value, "  买错了；\"#1\" 🙂 ");
	ck_assert_str_eq(page->letter, "第一行\n第二行");
	ck_assert(!page->modified);
	page_free(page);
	finish(&again);
	free(path);
	finish(&fixture);
}
END_TEST

/* A flow over the case that stands in TEXT, as the program opens it. */
static void open_text(struct fixture *fixture, const char *text, struct tk_errors *ret_wrong)
{
	struct case_file *file = NULL;

	begin_in_folder(fixture);
	char *path = path_in(fixture, "TK-20261123-0009.ini");
	ck_assert_int_eq(file_write(path, text, strlen(text), 0600), TK_OK);
	flow_free(fixture->flow);
	tk_errors_init(ret_wrong);
	ck_assert_int_eq(case_load(path, &file, ret_wrong), TK_OK);
	open_flow(fixture,
		(struct flow_options){.file = file, .case_errors = ret_wrong, .folder = fixture->folder});
	free(path);
}

static char *faults_text(const struct fixture *fixture)
{
	struct pane pane;

	flow_case_faults(fixture->flow, &pane);
	char *text = pane_text(&pane, 300);
	pane_release(&pane);
	return text;
}

static const char bad_case[] = "[case]\nformat = 1\nid = TK-20261123-0009\nstatus = draft\n\n[facts]\n"
			       "paid = lots\ndeployed = yes\npayed = 1\nreason = whim\nstarted = perhaps\n";

START_TEST(bad_values_of_a_file_are_shown_for_mending)
{
	struct fixture fixture;
	struct tk_errors wrong;

	open_text(&fixture, bad_case, &wrong);
	ck_assert_uint_eq(wrong.count, 0); /* each line can be read */
	struct page *page = page_now(&fixture);
	ck_assert_ptr_nonnull(strstr(page->message, "Not all of the case file is understood"));
	page_free(page);
	holds(body_text(&fixture), "What is wrong in the case file");
	holds(faults_text(&fixture), "TK-20261123-0009.ini:7: [facts] paid: not an amount of money: \"lots\", expected");
	holds(faults_text(&fixture), ":9: [facts] payed: unknown fact: \"payed\"");
	holds(faults_text(&fixture), "did you mean \"paid\"?");
	holds(faults_text(&fixture), ":10: [facts] reason: not one of the choices: \"whim\"");
	holds(faults_text(&fixture), ":11: [facts] started: not a valid answer: \"perhaps\"");
	go(&fixture, TK_STEP_ORDER);
	page = page_now(&fixture);
	const struct page_field *field = find_field(page, "paid");
	ck_assert_int_eq(field->state, FIELD_INVALID);
	ck_assert_str_eq(field->value, "lots");
	ck_assert_ptr_nonnull(field->error);
	field = find_field(page, "reason");
	ck_assert_int_eq(field->state, FIELD_INVALID);
	ck_assert_ptr_nonnull(strstr(field->error, "\"whim\""));
	ck_assert_int_eq(page->steps[TK_STEP_ORDER].mark, STEP_ATTENTION);
	page_free(page);
	is_text(shown(&fixture, TK_STEP_TIMING, 0, "deployed"), "yes");
	is_text(shown(&fixture, TK_STEP_TIMING, 0, "started"), "perhaps");
	set(&fixture, "paid", "800");
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "paid"), "800.00 CNY");
	/* what is mended is not told any more; the rest is, and is in the file after a save too */
	holds_not(faults_text(&fixture), "lots");
	ck_assert_int_eq(flow_save(fixture.flow), TK_OK);
	holds(faults_text(&fixture), "whim");
	char *path = path_in(&fixture, "TK-20261123-0009.ini"), *saved = NULL;
	size_t length;
	ck_assert_int_eq(file_read(path, 65536, &saved, &length), TK_OK);
	ck_assert_ptr_nonnull(strstr(saved, "paid = 800.00\n"));
	ck_assert_ptr_nonnull(strstr(saved, "payed = 1\n"));
	ck_assert_ptr_nonnull(strstr(saved, "reason = whim\n"));
	ck_assert_ptr_nonnull(strstr(saved, "started = perhaps\n"));
	free(saved);
	free(path);
	finish(&fixture);
	tk_errors_release(&wrong);
}
END_TEST

/* A path that names nothing is no document at hand, not after a save either. */
START_TEST(a_file_that_is_not_there_is_no_evidence)
{
	struct fixture fixture;
	struct tk_errors errors;
	struct case_file *file = NULL;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "evidence.usage_log", "/no/such/log.txt");
	ck_assert_int_eq(flow_save(fixture.flow), TK_OK);
	char *path = path_in(&fixture, "TK-20261123-0001.ini");
	tk_errors_init(&errors);
	ck_assert_int_eq(case_load(path, &file, &errors), TK_OK);
	ck_assert_ptr_null(case_values_get(&file->facts, "evidence.usage_log"));
	ck_assert_ptr_null(case_values_get(&file->evidence, "usage_log"));
	case_free(file);
	free(path);
	tk_errors_release(&errors);
	finish(&fixture);
}
END_TEST

START_TEST(what_cannot_be_written_is_told_and_kept)
{
	struct fixture fixture = {.flow = NULL};

	open_places(&fixture, NULL);
	open_flow(&fixture, (struct flow_options){.folder = "/no/such/folder"});
	set(&fixture, "paid", "800");
	go(&fixture, TK_STEP_TIMING);
	struct page *page = page_now(&fixture);
	ck_assert_ptr_nonnull(strstr(page->message, "The draft could not be written: No such file or directory."));
	page_free(page);
	ask(&fixture, REQUEST_SAVE, NULL, NULL, 0);
	page = page_now(&fixture);
	ck_assert_ptr_nonnull(strstr(page->message, "The case could not be written"));
	page_free(page);
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "paid"), "800.00 CNY");
	ck_assert(flow_modified(fixture.flow));
	flow_free(fixture.flow);
	/* where the folder could not be made, that is the reason */
	open_flow(&fixture, (struct flow_options){.folder = "/no/such/folder", .folder_error = EROFS});
	set(&fixture, "paid", "800");
	ask(&fixture, REQUEST_SAVE, NULL, NULL, 0);
	page = page_now(&fixture);
	ck_assert_ptr_nonnull(strstr(page->message, "The case could not be written: Read-only file system."));
	page_free(page);
	finish(&fixture);
}
END_TEST

START_TEST(a_case_open_elsewhere_is_read_only)
{
	struct fixture fixture = {.flow = NULL};
	struct case_file *file = case_new();

	open_places(&fixture, NULL);
	ck_assert(case_values_set(&file->facts, "paid", "800.00", TK_KNOWN_TYPED));
	open_flow(&fixture, (struct flow_options){.file = file, .read_only = true});
	set(&fixture, "paid", "1");
	struct page *page = page_now(&fixture);
	ck_assert(page->read_only);
	ck_assert_str_eq(page->message, "This case is open elsewhere: it can be read here, not changed.");
	page_free(page);
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "paid"), "800.00 CNY");
	ck_assert_int_ne(flow_save(fixture.flow), TK_OK);
	finish(&fixture);
}
END_TEST

START_TEST(who_has_the_case_is_said_at_once)
{
	struct fixture fixture = {.flow = NULL};

	open_places(&fixture, NULL);
	open_flow(&fixture, (struct flow_options){.file = case_new(), .read_only = true, .holder = "anna, pid 4711 on desk"});
	for (int i = 0; i < 2; i++) {
		struct page *page = page_now(&fixture);
		ck_assert_str_eq(page->message, "This case is being edited by anna, pid 4711 on desk: it can be read "
						"here, not changed.");
		page_free(page);
		set(&fixture, "paid", "1");
	}
	flow_free(fixture.flow);
	open_flow(&fixture, (struct flow_options){.file = case_new(), .read_only = true, .lock_error = EROFS});
	struct page *page = page_now(&fixture);
	ck_assert_ptr_nonnull(strstr(page->message, "cannot be locked (Read-only file system)"));
	page_free(page);
	finish(&fixture);
}
END_TEST

START_TEST(papers_lie_beside_the_case)
{
	static const char *const names[] = {"reason", "ticket", "letter", "statement", "checklist", "summary"};
	struct fixture fixture;
	char *written = NULL;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	ck_assert_int_eq(flow_write_papers(fixture.flow, NULL, &written), TK_OK);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char *path = text_printf("%s/TK-20261123-0001-%s.txt", fixture.folder, names[i]);
		struct stat about;
		ck_assert_ptr_nonnull(strstr(written, path));
		ck_assert_int_eq(stat(path, &about), 0);
		ck_assert_int_eq(about.st_mode & 0777, 0600);
		ck_assert_int_gt(about.st_size, 20);
		free(path);
	}
	free(written);
	/* the standard channel takes no statement */
	set(&fixture, "deployed", "no");
	ck_assert_int_eq(flow_write_papers(fixture.flow, NULL, &written), TK_OK);
	ck_assert_ptr_null(strstr(written, "-statement.txt"));
	free(written);
	ask(&fixture, REQUEST_WRITE_PAPERS, NULL, NULL, 0);
	struct page *page = page_now(&fixture);
	ck_assert_ptr_nonnull(strstr(page->message, "Written to "));
	/* the folder once, the files one a line */
	ck_assert_msg(strstr(page->message, "\nTK-20261123-0001-ticket.txt\n") != NULL, "%s", page->message);
	ck_assert_ptr_null(strstr(strstr(page->message, fixture.folder) + 1, fixture.folder));
	page_free(page);
	ck_assert_int_eq(flow_write_papers(fixture.flow, "/no/such/folder", &written), TK_IO);
	finish(&fixture);
}
END_TEST

/* Any requests in any order: a page comes of it, and nothing breaks. */
START_TEST(any_requests_at_all)
{
	struct draw draw = {4711};
	struct fixture fixture;
	char text[200];

	begin(&fixture);
	for (int round = 0; round < tries(1500); round++) {
		struct page *page = page_now(&fixture);
		const char *field = page->field_count == 0
					    ? "paid"
					    : page->fields[draw_below(&draw, (uint32_t)page->field_count)].name;
		enum request_kind kind = (enum request_kind)draw_below(&draw, REQUEST_COUNT);
		if (draw_below(&draw, 2) == 0)
			kind = REQUEST_SET;
		if (draw_below(&draw, 2) == 0)
			draw_text(&draw, text, 10);
		else
			snprintf(text, sizeof(text), "%u", draw_below(&draw, 4));
		if (kind == REQUEST_SAVE || kind == REQUEST_WRITE_PAPERS)
			kind = REQUEST_TICK;
		ask(&fixture, kind, draw_below(&draw, 2) ? field : NULL, text, (int)draw_below(&draw, 9));
		suite_clock += draw_below(&draw, 600);
		page_free(page);
	}
	finish(&fixture);
}
END_TEST

/* ---- judging later ------------------------------------------------------------------------------- */

static bool never(void *user)
{
	(void)user;
	return false;
}

/* A front end that shows a key before all that follows from it may be called away from judging, and from the draft:
 * both are done once nobody calls. */
START_TEST(called_away)
{
	struct fixture fixture;

	begin_in_folder(&fixture);
	set(&fixture, "provider", "aliyun");
	flow_defer(fixture.flow);
	const struct tk_decision *before = flow_decision(fixture.flow);
	ask(&fixture, REQUEST_SET, "paid", "800", 0);
	ck_assert(flow_is_behind(fixture.flow));
	flow_catch_up(fixture.flow, never, NULL);
	ck_assert(flow_is_behind(fixture.flow));
	ck_assert_ptr_eq(flow_decision(fixture.flow), before);
	flow_catch_up(fixture.flow, NULL, NULL);
	ck_assert(!flow_is_behind(fixture.flow));
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.most, 80000);

	ck_assert(!flow_owes_draft(fixture.flow));
	ask(&fixture, REQUEST_NEXT_STEP, NULL, NULL, 0);
	ck_assert(flow_owes_draft(fixture.flow));
	flow_keep_draft(fixture.flow, never, NULL);
	ck_assert(flow_owes_draft(fixture.flow));
	ck_assert(!flow_has_draft(fixture.flow));
	flow_keep_draft(fixture.flow, NULL, NULL);
	ck_assert(!flow_owes_draft(fixture.flow));
	ck_assert(flow_has_draft(fixture.flow));
	finish(&fixture);
}
END_TEST

/* Lines that cannot be read are told of, and the file that has them is kept beside the mended one. */
START_TEST(lines_of_a_case_that_cannot_be_read)
{
	struct fixture fixture;
	struct tk_errors wrong;

	open_text(&fixture,
		"[case]\nformat = 1\nid = TK-20261123-0009\nstatus = draft\n[facts]\nreason_note = a;b\npaid = 800\n",
		&wrong);
	ck_assert_uint_eq(wrong.count, 1);
	holds(faults_text(&fixture), "TK-20261123-0009.ini:6: ");
	holds_not(faults_text(&fixture), "A value that is not understood");
	holds_not(faults_text(&fixture), "An unknown fact");
	ask(&fixture, REQUEST_SAVE, NULL, NULL, 0);
	struct page *page = page_now(&fixture);
	ck_assert_ptr_nonnull(strstr(page->message, "What was there before, and is not all in it, is kept as "));
	ck_assert_ptr_nonnull(strstr(page->message, "TK-20261123-0009.ini~."));
	page_free(page);
	finish(&fixture);
	tk_errors_release(&wrong);
}
END_TEST

/* A folder that is there, and not to be written to. */
START_TEST(a_folder_that_is_not_trusted)
{
	static const int reasons[] = {ELOOP, EPERM};
	struct fixture fixture = {.flow = NULL};

	open_places(&fixture, NULL);
	for (size_t i = 0; i < 2; i++) {
		open_flow(&fixture, (struct flow_options){.folder = "/no/such/folder", .folder_error = reasons[i]});
		set_all(&fixture, article_case);
		ask(&fixture, REQUEST_SAVE, NULL, NULL, 0);
		struct page *page = page_now(&fixture);
		ck_assert_ptr_nonnull(strstr(page->message, "The case could not be written: "));
		ck_assert_ptr_nonnull(strstr(page->message, strerror(reasons[i])));
		page_free(page);
		ask(&fixture, REQUEST_WRITE_PAPERS, NULL, NULL, 0);
		page = page_now(&fixture);
		ck_assert_ptr_nonnull(strstr(page->message, "The papers could not be written: "));
		page_free(page);
		flow_free(fixture.flow);
	}
	/* and none at all */
	open_flow(&fixture, (struct flow_options){.policy = NULL});
	set(&fixture, "paid", "800");
	flow_drop_draft(fixture.flow);
	ask(&fixture, REQUEST_WRITE_PAPERS, NULL, NULL, 0);
	struct page *page = page_now(&fixture);
	ck_assert_str_eq(page->message, "There is no folder to write the papers to.");
	page_free(page);
	finish(&fixture);
}
END_TEST

/* What is read only begins with no questions, is not undone, and has papers all the same. */
START_TEST(read_only_and_papers)
{
	struct fixture fixture = {.flow = NULL};
	struct case_file *file = case_new();
	char *names = NULL;

	open_places(&fixture, NULL);
	make_folder(fixture.folder);
	file->path = text_printf("%s/TK-1.ini", fixture.folder);
	file->id = strdup("TK-1");
	ck_assert(case_values_set(&file->facts, "paid", "800.00", TK_KNOWN_TYPED));
	open_flow(&fixture, (struct flow_options){.file = file, .read_only = true, .triage = true});
	struct page *page = page_now(&fixture);
	ck_assert(!page->triage);
	page_free(page);
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	page = page_now(&fixture);
	ck_assert_ptr_null(page->message);
	page_free(page);
	ck_assert_int_eq(flow_write_papers(fixture.flow, NULL, &names), TK_OK);
	holds(names, "/TK-1-summary.txt\n");
	flow_drop_draft(fixture.flow);
	ck_assert(!flow_modified(fixture.flow));
	finish(&fixture);
}
END_TEST

/* ---- the rarer pages ------------------------------------------------------------------------------ */

/* What follows a refusal is offered once it was turned down, with what it is not. */
START_TEST(letters_after_a_refusal)
{
	struct fixture fixture;
	static const char *const reasons[] = {"wrong-configuration", "wrong-period", "wrong-account"};

	begin(&fixture);
	set_all(&fixture, article_case);
	go(&fixture, TK_STEP_APPLICATION);
	set(&fixture, "letter", "complaint");
	holds_not(body_text(&fixture), "Not legal advice.");
	set(&fixture, "status", "disputed");
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	set(&fixture, "status", "refused");
	set(&fixture, "letter", "complaint");
	holds(body_text(&fixture), "Not legal advice.");
	ck_assert_str_eq(flow_copy_name(fixture.flow), "complaint");
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		set(&fixture, "reason", reasons[i]);
		set(&fixture, "letter", "rescission");
		ck_assert_str_eq(flow_copy_name(fixture.flow), "rescission");
		holds(body_text(&fixture), "Not legal advice.");
	}
	/* nobody rescinds for having no more use for a server */
	set(&fixture, "reason", "other");
	ck_assert_str_ne(flow_copy_name(fixture.flow), "rescission");
	set(&fixture, "status", "disputed");
	set(&fixture, "letter", "complaint");
	holds(body_text(&fixture), "Not legal advice.");
	go(&fixture, TK_STEP_RESULT);
	ck_assert_str_eq(flow_copy_name(fixture.flow), "one-line");
	finish(&fixture);
}
END_TEST

/* A bracket that is not closed on its line is no gap. */
START_TEST(gaps_of_an_edited_letter)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	go(&fixture, TK_STEP_APPLICATION);
	ask(&fixture, REQUEST_SET_LETTER, NULL, "to [name], [\nopen] 【日期】\n", 0);
	struct page *page = page_now(&fixture);
	size_t open = 0;
	for (size_t i = 0; i < page->body.count; i++)
		for (size_t s = 0; s < page->body.lines[i].span_count; s++)
			open += page->body.lines[i].spans[s].style == PANE_OPEN;
	ck_assert_uint_eq(open, 2);
	page_free(page);
	holds(flow_papers_text(fixture.flow), "to [name], [\nopen] 【日期】");
	finish(&fixture);
}
END_TEST

/* How much has come, and when; and what it was to be. */
START_TEST(what_has_come)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "status", "refunded");
	set(&fixture, "received", "640");
	holds(body_of(&fixture, TK_STEP_FINISH), "Received: 640.00 CNY\n");
	set(&fixture, "received_at", "2026-11-25 09:00");
	holds(body_of(&fixture, TK_STEP_FINISH), "Received: 640.00 CNY, on 2026-11-25");
	finish(&fixture);
}
END_TEST

/* More was paid than the list price says. */
START_TEST(sums_that_cannot_be)
{
	struct fixture fixture;

	OWN(&fixture, HEAD("own-1", "authority = official\n") RULE("cheap", "list_price > paid", "note = yes", "Cheap."));
	set(&fixture, "paid", "800");
	ck_assert_int_ne(mark(&fixture, TK_STEP_ORDER), STEP_ATTENTION);
	set(&fixture, "list_price", "700");
	ck_assert_int_eq(mark(&fixture, TK_STEP_ORDER), STEP_ATTENTION);
	holds(body_of(&fixture, TK_STEP_RESULT), "What was paid and the vouchers are more than the list price.");
	set(&fixture, "list_price", "0"); /* none is told */
	holds_not(body_of(&fixture, TK_STEP_RESULT), "more than the list price");
	finish(&fixture);
}
END_TEST

/* An lp in FOLDER that does what SCRIPT says; the PATH to it. Caller frees. */
static char *lay_out_printer(const char *folder, const char *script)
{
	char *path = text_printf("%s/lp", folder);

	put_file(folder, "lp", script);
	ck_assert_int_eq(chmod(path, 0700), 0);
	free(path);
	return text_printf("%s:%s", folder, getenv("PATH"));
}

START_TEST(papers_go_to_the_printer)
{
	struct fixture fixture;
	char *before = strdup(getenv("PATH")), *path;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	char *script = text_printf("#!/bin/sh\ncat >>%s/printed\n", fixture.folder);
	path = lay_out_printer(fixture.folder, script);
	setenv("PATH", path, 1);
	free(script);
	is_text(flow_papers_names(fixture.flow), "letter, checklist, summary");
	set(&fixture, "deployed", "no"); /* a text for a box, which is no paper, is printed all the same */
	is_text(flow_papers_names(fixture.flow), "reason, checklist, summary");
	flow_send_papers(fixture.flow);
	struct page *page = page_now(&fixture);
	ck_assert_str_eq(page->message, "Letter, checklist and summary are with the printer.");
	page_free(page);
	char *file = path_in(&fixture, "printed"), *printed = NULL;
	size_t length;
	ck_assert_int_eq(file_read(file, 1 << 20, &printed, &length), TK_OK);
	ck_assert_ptr_nonnull(strstr(printed, "申请退订"));
	free(printed);
	/* what goes wrong is told, and nothing is noted of it */
	free(lay_out_printer(fixture.folder, "#!/bin/sh\necho no paper >&2\nexit 1\n"));
	flow_send_papers(fixture.flow);
	page = page_now(&fixture);
	ck_assert_str_eq(page->message, "The printer did not take them: no paper");
	page_free(page);
	setenv("PATH", before, 1);
	free(before);
	free(path);
	free(file);
	finish(&fixture);
}
END_TEST

/* Each thing that was given up, and each that was not, is said under F1. */
START_TEST(what_the_program_may_do)
{
	static const char *const words[][2] = {{"like any other of yours", "It has given up network connections"},
		{"It may open all your files", "Of your files it can open your cases"}};
	struct fixture fixture = {.flow = NULL};
	struct pane pane;

	open_places(&fixture, NULL);
	for (int i = 0; i < 4; i++) {
		open_flow(&fixture,
			(struct flow_options){.confinement = {.wanted = true, .calls = i % 2 == 1, .files = i > 1}});
		holds(overlay_text(&fixture, flow_help), words[0][i % 2]);
		holds(overlay_text(&fixture, flow_help), words[1][i / 2]);
		flow_free(fixture.flow);
	}
	open_flow(&fixture, (struct flow_options){.policy = NULL});
	holds_not(overlay_text(&fixture, flow_help), "What this program may do");
	help_panel(PURPOSE_MESSAGE, &pane); /* has no heading of its own */
	holds(pane_text(&pane, 80), "A message that the line above the keys has no room for.\n");
	ck_assert_int_eq(pane.lines[0].spans[0].style, PANE_PLAIN);
	pane_release(&pane);
	finish(&fixture);
}
END_TEST

/* Requests that come to nothing: no such step, no such text, no answer. */
START_TEST(requests_that_come_to_nothing)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	go(&fixture, TK_STEP_TIMING);
	ask(&fixture, REQUEST_GO_TO_STEP, NULL, NULL, -1);
	ask(&fixture, REQUEST_GO_TO_STEP, NULL, NULL, TK_STEP_COUNT);
	struct page *page = page_now(&fixture);
	ck_assert_int_eq(page->step, TK_STEP_TIMING);
	page_free(page);
	go(&fixture, TK_STEP_APPLICATION);
	ask(&fixture, REQUEST_LETTER_LENGTH, NULL, NULL, PAPER_REASON);
	ask(&fixture, REQUEST_LETTER_LENGTH, NULL, NULL, -1);
	ask(&fixture, REQUEST_LETTER_LENGTH, NULL, NULL, PAPER_LETTER_COUNT);
	ck_assert_str_eq(flow_copy_name(fixture.flow), "reason");
	/* no text is no answer; a question mark of either width is one */
	ask(&fixture, REQUEST_SET, "paid", NULL, 0);
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "paid"), "");
	set(&fixture, "order_id", "？");
	is_text(shown(&fixture, TK_STEP_ORDER, 1, "order_id"), "not sure");
	/* a clock that is set back is followed */
	set(&fixture, "paid", "800");
	suite_clock -= 600;
	ask(&fixture, REQUEST_TICK, NULL, NULL, 0);
	ck_assert_int_eq(flow_decision(fixture.flow)->at, suite_clock);
	ck_assert(!flow_is_behind(fixture.flow));
	flow_catch_up(fixture.flow, never, NULL); /* nothing is to be caught up with */
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.amount, 64000);
	finish(&fixture);
}
END_TEST

/* Words of sums and times that the packs here do not come to. */
START_TEST(words_of_sums_and_times)
{
	struct fixture fixture;
	const struct tk_outcome open = {
		.verdict = TK_PARTIAL, .amount = TK_NO_AMOUNT, .least = 24000, .most = TK_UNBOUNDED};

	OWN(&fixture, guide_pack);
	is_text(words_amount(flow_policy(fixture.flow), &open), "240.00 CNY or more");
	is_text(words_outcome(flow_policy(fixture.flow), &open), "partial refund, 240.00 CNY or more");
	is_text(words_left(-5), "0:00");
	is_text(words_left(86400 + 3600), "1 d 1 h");
	ck_assert_str_eq(words_source(NULL), "");
	const struct tk_decision *decision = flow_decision(fixture.flow);
	ck_assert_ptr_null(compare_warning(decision, 0)); /* nothing is wrong with its dates */
	finish(&fixture);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"answers",
			{a_new_case_begins_at_the_start, the_articles_case_is_judged,
				answers_are_shown_as_a_reader_wants_them,
				invalid_text_is_kept_and_does_not_trap, every_kind_of_value_has_its_reason,
				not_sure_is_an_answer_of_its_own, now_follows_the_clock, NULL}},
		{"conditions",
			{questions_come_and_go_and_keep_their_answers,
				answers_in_use_are_the_same_for_everybody,
				greyed_questions_say_why_and_take_answers,
				none_of_these_answers_what_is_open, NULL}},
		{"moving",
			{undo_goes_back_answer_by_answer, undo_returns_to_the_page_of_the_answer,
				moving_among_questions_and_steps, switching_the_language_keeps_everything,
				steps_are_marked, NULL}},
		{"packs",
			{no_pack_for_the_case, a_pack_named_judges_whatever_it_is_for, a_pack_named_must_load,
				a_made_up_provider_is_one_new_file, a_broken_pack_is_a_message,
				the_headline_is_the_likely_one, packs_come_when_they_are_needed,
				official_rules_go_first, NULL}},
		{"packs of other shapes",
			{a_refusal_is_named_in_few_words, shares_and_lengths_of_time, a_guide_that_says_little,
				rules_with_nothing_to_take_off, two_answers_together, another_reading_refuses, questions_that_cannot_all_be_tried,
				a_time_before_what_it_is_counted_from, letters_that_are_not_there,
				a_pack_named_by_its_file, no_packs_at_all, a_pack_chosen_that_cannot_judge,
				a_pack_breaks_when_it_is_needed, facts_of_other_packs, words_of_sums_and_times, NULL}},
		{"steps",
			{evidence_is_a_page_of_documents, the_letter_follows_the_answers_until_it_is_edited,
				the_console_is_compared_at_once, handing_in_fixes_the_time,
				a_refusal_by_a_secondary_source_sends_to_the_console,
				the_result_of_an_open_case_names_what_is_likely, overlays_explain,
				letters_after_a_refusal, gaps_of_an_edited_letter, what_has_come, sums_that_cannot_be,
				papers_go_to_the_printer, what_the_program_may_do, requests_that_come_to_nothing, NULL}},
		{"saving",
			{each_step_leaves_a_draft, a_case_comes_back_as_it_was,
				bad_values_of_a_file_are_shown_for_mending, a_file_that_is_not_there_is_no_evidence,
				what_cannot_be_written_is_told_and_kept, a_case_open_elsewhere_is_read_only,
				who_has_the_case_is_said_at_once,
				papers_lie_beside_the_case, lines_of_a_case_that_cannot_be_read,
				a_folder_that_is_not_trusted, read_only_and_papers, called_away,
				any_requests_at_all, NULL}},
	};
	return SUITE_RUN("flow", groups);
}
