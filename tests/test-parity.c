/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One case in several ways: through the flow directly, on the screen, line by line, and from its file with
 * the answers that a command evaluates. The same questions are asked, and the decision is the same.
 */
#include "config.h"

#include "headless.h"
#include "plain.h"
#include "wizard-suite.h"

/* ---- what is to be the same ------------------------------------------------------------------ */

static void add_outcome(struct text_buffer *text, const char *name, const struct tk_outcome *outcome)
{
	text_buffer_printf(text, "%s %s %lld %lld %lld\n", name, tk_verdict_name(outcome->verdict),
		(long long)outcome->amount, (long long)outcome->least, (long long)outcome->most);
}

static void add_entries(struct text_buffer *text, const char *name, const struct tk_entry *const *entries,
	size_t count)
{
	text_buffer_printf(text, "%s", name);
	for (size_t i = 0; i < count; i++)
		text_buffer_printf(text, " %s", entries[i]->id);
	text_buffer_add(text, "\n");
}

/* All that a decision says, as text. */
static char *decision_words(const struct tk_decision *decision)
{
	struct text_buffer text;

	text_buffer_init(&text);
	add_outcome(&text, "outcome", &decision->outcome);
	add_outcome(&text, "likely", &decision->likely);
	text_buffer_printf(&text, "channel %s\n", decision->channel == NULL ? "none" : decision->channel->id);
	add_entries(&text, "required", decision->required, decision->required_count);
	add_entries(&text, "held", decision->held, decision->held_count);
	add_entries(&text, "advised", decision->advised, decision->advised_count);
	add_entries(&text, "odds", decision->odds, decision->odds_count);
	add_entries(&text, "precedents", decision->precedents, decision->precedent_count);
	for (size_t i = 0; i < decision->deduction_count; i++)
		text_buffer_printf(&text, "deduction %s %lld\n", decision->deductions[i].rule->id,
			(long long)decision->deductions[i].amount);
	for (size_t i = 0; i < decision->trace_count; i++)
		text_buffer_printf(&text, "rule %s %d\n", decision->trace[i].rule->id, (int)decision->trace[i].state);
	for (size_t i = 0; i < decision->unanswered.count; i++)
		text_buffer_printf(&text, "open %s\n",
			tk_vocabulary_fact(tk_policy_vocabulary(decision->policy), decision->unanswered.items[i])->name);
	/* The flow looks for the others only where they are listed or kept. */
	for (size_t i = 0; i < decision->deadline_count && i < 1; i++) {
		text_buffer_printf(&text, "until %lld ", (long long)decision->deadlines[i].until);
		add_outcome(&text, "then", &decision->deadlines[i].then);
	}
	for (size_t i = 0; i < decision->reading_count; i++)
		add_outcome(&text, decision->readings[i].reading->id, &decision->readings[i].outcome);
	return text_buffer_take(&text);
}

/* ---- the cases ------------------------------------------------------------------------------- */

/* Answers by the name of the field; what is not there is passed over. */
static const struct answer half_open[] = {{"site", "china"}, {"product", "ecs"}, {"billing", "subscription"},
	{"order_kind", "renewal"}, {"ordered_at", "2026-11-20 09:30"}, {"service_start", "2026-11-21 00:00"},
	{"paid", "1234.56"}, {"deployed", "?"}, {"reason", "other"}, {"holder", "enterprise"},
	{"annual_agreement", "yes"}, {"licence_valid", "no"}, {"evidence.business_licence", "yes"},
	{"linked_services", "yes"}, {NULL, NULL}};
static const struct answer refused[] = {{"provider", "aliyun"}, {"site", "china"}, {"product", "ecs"},
	{"ordered_at", "2026-11-23 14:00"}, {"paid", "800"}, {"ddos_record", "yes"}, {"deployed", "no"},
	{NULL, NULL}};
/* An answer that later ones take off the path. */
static const struct answer changed_mind[] = {{"provider", "aliyun"}, {"site", "china"}, {"product", "ecs"},
	{"ordered_at", "2026-11-23 14:00"}, {"paid", "800"}, {"deployed", "yes"}, {"started", "no"},
	{"holder", "enterprise"}, {"annual_agreement", "yes"}, {"agreement_terminated", "no"},
	{"ddos_record", "no"}, {"illegal_content", "no"}, {"arrears", "no"}, {NULL, NULL}};
static const struct answer nothing[] = {{NULL, NULL}};
static const struct answer *const cases[] = {article_case, half_open, refused, changed_mind, nothing};

static const char *answer_to(const struct answer *answers, const char *field)
{
	for (; answers->field != NULL; answers++) {
		if (strcmp(answers->field, field) == 0)
			return answers->text;
	}
	return NULL;
}

/* ---- the ways -------------------------------------------------------------------------------- */

/* Walks all pages as a screen does, answering field by field; the questions as asked, one a line. */
static char *walk(struct fixture *fixture, const struct answer *answers, struct text_buffer *script)
{
	struct text_buffer questions;

	text_buffer_init(&questions);
	for (bool more = true; more;) {
		struct page *page = page_now(fixture);
		if (page->focus < 0) {
			text_buffer_add(script, "\n");
			ask(fixture, REQUEST_NEXT_STEP, NULL, NULL, 0);
		} else {
			const struct page_field *field = &page->fields[page->focus];
			const char *text = answer_to(answers, field->name);
			text_buffer_printf(&questions, "%s\n", field->question);
			text_buffer_printf(script, "%s\n", text == NULL ? "" : text);
			ask(fixture, REQUEST_ACCEPT, field->name, text, 0);
		}
		struct page *next = page_now(fixture);
		bool moved = next->step != page->step || next->part != page->part;
		if (moved && page->focus >= 0 && page->step >= TK_STEP_RESULT)
			text_buffer_add(script, "\n"); /* the line-by-line wizard waits there */
		more = page->step != TK_STEP_FINISH || page->focus != (int)page->field_count - 1;
		page_free(page);
		page_free(next);
	}
	return text_buffer_take(&questions);
}

/* Those of the EXPECTED questions that the transcript has, in its order. */
static char *questions_of(const char *said, const char *expected)
{
	struct text_buffer questions;
	struct text_buffer unwrapped;

	/* Questions longer than a line are wrapped: compare without line ends. */
	text_buffer_init(&unwrapped);
	for (const char *at = said; *at != '\0'; at++)
		text_buffer_add_n(&unwrapped, *at == '\n' ? " " : at, 1);
	text_buffer_init(&questions);
	const char *from = unwrapped.text;
	for (const char *at = expected; *at != '\0';) {
		size_t length = strcspn(at, "\n");
		char *question = strndup(at, length);
		const char *found = strstr(from, question);
		if (found != NULL) {
			text_buffer_printf(&questions, "%s\n", question);
			from = found + length;
		}
		free(question);
		at += length + (at[length] == '\n');
	}
	text_buffer_release(&unwrapped);
	return text_buffer_take(&questions);
}

static size_t count_prompts(const char *said)
{
	size_t count = 0;

	for (const char *at = said; (at = strstr(at, "\n> ")) != NULL; at++)
		count++;
	return count;
}

static char *talk(struct fixture *fixture, const char *script)
{
	const struct plain_options options = {.now = suite_now};
	char *said = NULL;
	size_t length = 0;
	FILE *in = fmemopen((void *)script, strlen(script), "r"), *out = open_memstream(&said, &length);

	ck_assert_int_eq(plain_run(fixture->flow, &options, in, out), 0);
	fclose(in);
	fclose(out);
	return said;
}

/* Types the answer to the focused question; nothing when it is passed over. */
static void type_answer(const struct page_field *field, const char *text)
{
	if (text == NULL)
		return;
	if (field->kind == FIELD_LINE || strcmp(text, "?") == 0) {
		type(text);
		return;
	}
	for (size_t i = 0; i < field->choice_count; i++) {
		if (strcmp(field->choices[i].value, text) == 0) {
			char key[2] = {(char)('1' + i), '\0'};
			type(key);
			return;
		}
	}
	ck_abort_msg("%s has no choice %s", field->name, text);
}

/* Types the case at a screen of the flow, question by question; the questions as the focus meets them. */
static char *type_at_screen(struct fixture *fixture, const struct answer *answers)
{
	struct text_buffer questions;

	text_buffer_init(&questions);
	world.flow = fixture->flow;
	world.now = suite_clock;
	start_screen(24, 80, false);
	for (bool more = true; more;) {
		const struct page_field *field = screen_field(&world.screen);
		const struct page *page = world.screen.page;
		more = page->step != TK_STEP_FINISH || page->focus != (int)page->field_count - 1;
		if (field != NULL) {
			text_buffer_printf(&questions, "%s\n", field->question);
			type_answer(field, answer_to(answers, field->name));
		}
		type(field != NULL ? ENTER : PAGE_DOWN);
	}
	stop_screen();
	return text_buffer_take(&questions);
}

/* The case file, judged as the commands do. */
static char *judge_file(struct fixture *fixture)
{
	char *path = text_printf("%s/TK-20261123-0001.ini", fixture->folder);
	const struct tk_policy *policy = flow_policy(fixture->flow);
	struct case_file *file;
	struct tk_decision *decision;

	ck_assert_int_eq(flow_save(fixture->flow), TK_OK);
	ck_assert_int_eq(case_load(path, &file, &fixture->errors), TK_OK);
	struct tk_answers *answers = tk_answers_new(tk_policy_vocabulary(policy));
	ck_assert_int_eq(case_to_answers(file, answers, &fixture->errors), TK_OK);
	ck_assert_uint_eq(fixture->errors.count, 0);
	struct tk_answers *used = flow_answers_in_use(policy, answers, suite_clock, NULL);
	ck_assert_int_eq(tk_evaluate(policy, used, suite_clock, 0, &decision), TK_OK);
	char *words = decision_words(decision);
	tk_decision_free(decision);
	tk_answers_free(used);
	tk_answers_free(answers);
	case_free(file);
	free(path);
	return words;
}

START_TEST(the_same_questions_and_the_same_decision)
{
	const struct answer *answers = cases[_i];
	struct fixture direct, screen, plain;
	struct text_buffer script;

	text_buffer_init(&script);
	begin_in_folder(&direct);
	char *asked = walk(&direct, answers, &script);
	char *decided = decision_words(flow_decision(direct.flow));

	begin_in_folder(&screen);
	is_text(type_at_screen(&screen, answers), asked);
	is_text(decision_words(flow_decision(screen.flow)), decided);

	begin_in_folder(&plain);
	char *said = talk(&plain, script.text);
	char *plainly_decided = decision_words(flow_decision(plain.flow));
	ck_assert_str_eq(plainly_decided, decided);
	char *plainly_asked = questions_of(said, asked);
	ck_assert_str_eq(plainly_asked, asked);
	/* and no others: one prompt for each line of the script, and one at the end of it */
	size_t lines = 0;
	for (const char *at = script.text; *at != '\0'; at++)
		lines += *at == '\n';
	ck_assert_uint_eq(count_prompts(said), lines + 1);

	is_text(judge_file(&direct), decided);
	is_text(judge_file(&screen), decided);
	is_text(judge_file(&plain), decided);

	free(asked);
	free(decided);
	free(said);
	free(plainly_asked);
	free(plainly_decided);
	text_buffer_release(&script);
	finish(&direct);
	finish(&screen);
	finish(&plain);
}
END_TEST

/* Answers that are off the path in the end are in the file, and in no decision. */
START_TEST(answers_off_the_path)
{
	struct fixture fixture;

	begin_in_folder(&fixture);
	set_all(&fixture, changed_mind);
	char *before = decision_words(flow_decision(fixture.flow));
	set(&fixture, "holder", "personal");
	char *decided = decision_words(flow_decision(fixture.flow));
	ck_assert_str_ne(before, decided);
	is_text(judge_file(&fixture), decided);
	free(before);
	free(decided);
	finish(&fixture);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("parity");
	TCase *walks = tcase_create("walks");

	tcase_set_timeout(walks, 600);
	tcase_add_loop_test(walks, the_same_questions_and_the_same_decision, 0,
		(int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(walks, answers_off_the_path);
	suite_add_tcase(suite, walks);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
