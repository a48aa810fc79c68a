/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every scenario file that is shipped, and the runner itself: that it can fail. */
#include "config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "places.h"
#include "scenario-view.h"
#include "scenario.h"
#include "suite.h"
#include "text.h"

/* A scenario file, run. */
struct run {
	struct places places;
	struct ini *ini;
	struct tk_policy *policy;
	struct scenario_result result;
	struct tk_errors errors;
};

static char *policies_folder(void)
{
	const char *top = getenv("TK_SRCDIR");

	ck_assert_msg(top != NULL, "run me through make check");
	return text_printf("%s/data/policies", top);
}

static void run_text(struct run *run, const char *name, const char *text)
{
	char *folder = policies_folder();

	*run = (struct run){0};
	setenv("TUIKUAN_POLICY_PATH", folder, 1);
	free(folder);
	tk_errors_init(&run->errors);
	ck_assert_int_eq(places_open(&run->places, &run->errors), TK_OK);
	ck_assert_int_eq(ini_parse(name, text, strlen(text), 0, &run->ini, &run->errors), TK_OK);
	const char *id = ini_value(run->ini, "test", "policy");
	ck_assert_ptr_nonnull(id);
	if (places_load_policy(&run->places, id, &run->policy, &run->errors) == TK_OK)
		ck_assert_int_eq(scenario_run(run->ini, run->policy, &run->result, &run->errors), TK_OK);
}

static void release(struct run *run)
{
	scenario_result_release(&run->result);
	tk_policy_free(run->policy);
	ini_free(run->ini);
	places_close(&run->places);
	tk_errors_release(&run->errors);
}

static void print_errors(const struct tk_errors *errors)
{
	for (size_t i = 0; i < errors->count; i++) {
		char *text = tk_error_text(&errors->items[i], NULL);
		fprintf(stderr, "%s\n", text);
		free(text);
	}
}

/* ---- what is shipped ------------------------------------------------------------------------------- */

static int is_scenario_file(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return dot && strcmp(dot, ".scenarios") == 0;
}

/* Rules that no scenario shows both ways; one that always holds has one way only. */
static size_t count_uncovered(const struct run *run)
{
	size_t count = 0;

	for (size_t i = 0; i < run->result.rule_count; i++) {
		const struct tk_rule *rule = tk_policy_rule(run->policy, i);
		bool always = !rule->when || strcmp(rule->when, "yes") == 0;
		if (rule->reading || run->result.rules[i] == (always ? 1 : 3))
			continue;
		fprintf(stderr, "rule %s is not shown both ways\n", rule->id);
		count++;
	}
	return count;
}

/* Leaves out all scenarios but each STRIDEth, in place. What comes before them stays. */
static void sample(char *text, int stride)
{
	char *at = text, *to = text;
	bool keep = true;

	for (int scenarios = 0; *at != '\0';) {
		size_t length = strcspn(at, "\n") + (strchr(at, '\n') != NULL);
		if (strncmp(at, "[scenario.", strlen("[scenario.")) == 0)
			keep = scenarios++ % stride == 0;
		if (keep) {
			memmove(to, at, length);
			to += length;
		}
		at += length;
	}
	*to = '\0';
}

/* Under valgrind a sample of the scenarios: it is for the memory, the others tell of the packs. */
START_TEST(test_shipped)
{
	bool all = tries(20) == 20;
	char *folder = policies_folder(), *bytes;
	struct dirent **entries;
	size_t length, scenarios = 0;
	int count = scandir(folder, &entries, is_scenario_file, alphasort);

	ck_assert_int_ge(count, 1);
	for (int i = 0; i < count; i++) {
		struct run run;
		char *path = file_join(folder, entries[i]->d_name);
		ck_assert_int_eq(file_read(path, INI_MAX_BYTES, &bytes, &length), TK_OK);
		if (!all)
			sample(bytes, 20);
		run_text(&run, path, bytes);
		print_errors(&run.errors);
		ck_assert_msg(run.errors.count == 0, "%s: %zu scenarios failed", path, run.result.failed);
		ck_assert_uint_eq(run.result.failed, 0);
		ck_assert_msg(!all || count_uncovered(&run) == 0, "%s: some rules are not shown both ways", path);
		scenarios += run.result.passed;
		release(&run);
		free(bytes);
		free(path);
		free(entries[i]);
	}
	free(entries);
	free(folder);
	ck_assert_uint_ge(scenarios, (size_t)tries(500));
}
END_TEST

/* ---- that the runner can fail ------------------------------------------------------------------ */

#define HEAD "[test]\npolicy = aliyun-ecs-article\n[defaults]\nat = 2026-11-23T14:37\npaid = 800.00\n"

static void expect_error(const char *text, enum tk_error_code code, int line, const char *part)
{
	struct run run;

	run_text(&run, "made-up.scenarios", text);
	ck_assert_uint_eq(run.errors.count, 1);
	const struct tk_error *error = &run.errors.items[0];
	char *message = tk_error_text(error, NULL);
	ck_assert_int_eq(error->code, code);
	ck_assert_str_eq(error->file, "made-up.scenarios");
	ck_assert_int_eq(error->line, line);
	ck_assert_msg(strstr(message, part) != NULL, "\"%s\" is not in: %s", part, message);
	ck_assert_uint_eq(run.result.failed, 1);
	ck_assert_uint_eq(run.result.passed, 1);
	free(message);
	release(&run);
}

#define GOOD "[scenario.good]\nddos_record = yes\nexpect.verdict = refused\nexpect.amount = 0.00\n"

START_TEST(test_mismatch)
{
	expect_error(HEAD GOOD "[scenario.bad]\nddos_record = yes\nexpect.verdict = full\n", TK_E_MISMATCH, 12,
		"\"full\", got \"refused\"");
}
END_TEST

START_TEST(test_unknown_expectation)
{
	expect_error(HEAD GOOD "[scenario.bad]\nddos_record = yes\nexpect.verdit = refused\n", TK_E_UNKNOWN_KEY,
		12, "expect.verdict");
}
END_TEST

START_TEST(test_unknown_fact)
{
	expect_error(HEAD GOOD "[scenario.bad]\nddos_recrd = yes\nexpect.verdict = refused\n",
		TK_E_UNKNOWN_FACT, 11, "ddos_record");
}
END_TEST

START_TEST(test_bad_value)
{
	expect_error(HEAD GOOD "[scenario.bad]\npaid = much\nexpect.verdict = refused\n", TK_E_BAD_MONEY, 11,
		"much");
}
END_TEST

START_TEST(test_bad_moment)
{
	expect_error(HEAD GOOD "[scenario.bad]\nat = noon\nexpect.verdict = refused\n", TK_E_BAD_MOMENT, 11,
		"noon");
}
END_TEST

START_TEST(test_no_moment)
{
	struct run run;

	run_text(&run, "made-up.scenarios",
		"[test]\npolicy = aliyun-ecs-article\n[scenario.bad]\npaid = 1.00\nexpect.least = 0.00\n");
	ck_assert_uint_eq(run.errors.count, 1);
	ck_assert_int_eq(run.errors.items[0].code, TK_E_MISSING_KEY);
	ck_assert_uint_eq(run.result.failed, 1);
	release(&run);
}
END_TEST

START_TEST(test_unknown_section)
{
	struct run run;

	run_text(&run, "made-up.scenarios", HEAD GOOD "[scenarios.x]\nexpect.verdict = full\n");
	ck_assert_uint_eq(run.errors.count, 1);
	ck_assert_int_eq(run.errors.items[0].code, TK_E_UNKNOWN_SECTION);
	release(&run);
}
END_TEST

/* A scenario takes an answer of the defaults back by leaving its value empty. */
START_TEST(test_cleared)
{
	struct run run;

	run_text(&run, "made-up.scenarios",
		HEAD "ddos_record = yes\n[scenario.a]\nexpect.verdict = refused\n"
		     "[scenario.b]\nddos_record =\nexpect.verdict = undetermined\n");
	print_errors(&run.errors);
	ck_assert_uint_eq(run.result.passed, 2);
	release(&run);
}
END_TEST

/* ---- one form for what means the same ---------------------------------------------------------- */

static void check_same(const char *a, const char *b)
{
	char *first = scenario_view_normal(a), *second = scenario_view_normal(b);

	ck_assert_str_eq(first, second);
	free(first);
	free(second);
}

START_TEST(test_normal)
{
	check_same("b, a", " a ,b");
	check_same("none", "");
	check_same("x partial 240", "x  partial\t240.00");
	check_same("2026-11-23T15:00 refused 0.00", "2026-11-23T15:00:00+08:00 refused 0.00");
	char *a = scenario_view_normal("a, b"), *b = scenario_view_normal("a, c");
	ck_assert_str_ne(a, b);
	free(a);
	free(b);
}
END_TEST

static Suite *scenarios_suite(void)
{
	Suite *suite = suite_create("scenarios");
	TCase *shipped = tcase_create("shipped"), *runner = tcase_create("runner");

	tcase_set_timeout(shipped, 60);
	tcase_set_timeout(runner, 30);
	tcase_add_test(shipped, test_shipped);
	tcase_add_test(runner, test_mismatch);
	tcase_add_test(runner, test_unknown_expectation);
	tcase_add_test(runner, test_unknown_fact);
	tcase_add_test(runner, test_bad_value);
	tcase_add_test(runner, test_bad_moment);
	tcase_add_test(runner, test_no_moment);
	tcase_add_test(runner, test_unknown_section);
	tcase_add_test(runner, test_cleared);
	tcase_add_test(runner, test_normal);
	suite_add_tcase(suite, shipped);
	suite_add_tcase(suite, runner);
	return suite;
}

int main(void)
{
	SRunner *runner = srunner_create(scenarios_suite());

	srunner_run_all(runner, CK_NORMAL);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
