/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "scenario.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "language.h"
#include "scenario-view.h"
#include "text.h"

static const char expect_prefix[] = "expect.";

struct runner {
	const struct ini *ini;
	const struct tk_policy *policy;
	struct scenario_result *result;
	struct tk_errors *errors;
};

static bool is_expectation(const char *key)
{
	return strncmp(key, expect_prefix, strlen(expect_prefix)) == 0;
}

static struct error_place place_of(const struct runner *runner, const struct ini_section *section,
	const struct ini_key *key)
{
	return (struct error_place){
		.file = runner->ini->name,
		.line = key ? key->line : section->line,
		.section = section->name,
		.key = key ? key->name : NULL,
	};
}

/* ---- facts in ----------------------------------------------------------------------------------- */

static void take_at(const struct runner *runner, const struct ini_section *section,
	const struct ini_key *key, int64_t *at)
{
	struct error_place place = place_of(runner, section, key);

	if (tk_moment_parse(key->value, at) != TK_OK)
		errors_add(runner->errors, TK_E_BAD_MOMENT, &place, key->value, NULL, NULL);
}

static void take_fact(const struct runner *runner, const struct ini_section *section,
	const struct ini_key *key, struct tk_answers *answers)
{
	const struct tk_vocabulary *vocabulary = tk_answers_vocabulary(answers);
	struct error_place place = place_of(runner, section, key);
	int slot = tk_vocabulary_find(vocabulary, key->name);
	struct tk_error error = {0};

	if (slot < 0) {
		errors_add(runner->errors, TK_E_UNKNOWN_FACT, &place, key->name, NULL,
			tk_vocabulary_nearest(vocabulary, key->name));
		return;
	}
	if (tk_answers_parse(answers, (size_t)slot, key->value, TK_KNOWN_TYPED, &error) != TK_OK)
		errors_move(runner->errors, &error, &place);
	tk_error_release(&error);
}

static void take_section(const struct runner *runner, const struct ini_section *section,
	struct tk_answers *answers, int64_t *at)
{
	for (size_t i = 0; i < section->key_count; i++) {
		const struct ini_key *key = &section->keys[i];
		if (is_expectation(key->name))
			continue;
		if (strcmp(key->name, "at") == 0)
			take_at(runner, section, key, at);
		else
			take_fact(runner, section, key, answers);
	}
}

/* ---- decision out ------------------------------------------------------------------------------- */

/* Compares one expectation; false when the decision is otherwise. */
static bool holds(const struct runner *runner, const struct ini_section *section,
	const struct ini_key *key, const struct tk_decision *decision)
{
	const char *what = key->name + strlen(expect_prefix);
	struct error_place place = place_of(runner, section, key);
	char *got = scenario_view(decision, what), *expected;

	if (!got) {
		char *names = scenario_view_names();
		errors_add(runner->errors, TK_E_UNKNOWN_KEY, &place, key->name, names,
			scenario_view_nearest(what));
		free(names);
		return false;
	}
	expected = scenario_view_normal(key->value);
	char *found = scenario_view_normal(got);
	bool same = expected && found && strcmp(expected, found) == 0;
	if (!same) {
		char *detail = text_printf(_("\"%s\", got \"%s\""), key->value, got);
		errors_add(runner->errors, TK_E_MISMATCH, &place, NULL, detail, NULL);
		free(detail);
	}
	free(expected);
	free(found);
	free(got);
	return same;
}

static void note_rules(struct scenario_result *result, const struct tk_decision *decision)
{
	for (size_t i = 0; i < decision->trace_count; i++) {
		const struct tk_trace *trace = &decision->trace[i];
		for (size_t j = 0; j < result->rule_count; j++)
			if (tk_policy_rule(decision->policy, j) == trace->rule && trace->state != TK_OPEN)
				result->rules[j] |= trace->state == TK_YES ? 1 : 2;
	}
}

static enum tk_status compare(const struct runner *runner, const struct ini_section *section,
	const struct tk_answers *answers, int64_t at)
{
	struct tk_decision *decision;
	enum tk_status status = tk_evaluate(runner->policy, answers, at, 0, &decision);
	bool passed = true;

	if (status != TK_OK)
		return status;
	for (size_t i = 0; i < section->key_count; i++)
		if (is_expectation(section->keys[i].name) &&
			!holds(runner, section, &section->keys[i], decision))
			passed = false;
	if (passed)
		runner->result->passed++;
	else
		runner->result->failed++;
	note_rules(runner->result, decision);
	if (runner->result->coverage)
		status = tk_coverage_add(runner->result->coverage, answers, decision);
	tk_decision_free(decision);
	return status;
}

/* A scenario names its policy; that the case is of the same provider goes without saying. */
static void take_provider(const struct runner *runner, struct tk_answers *answers)
{
	const char *provider = tk_policy_head(runner->policy)->provider;
	int slot = tk_vocabulary_find(tk_answers_vocabulary(answers), "provider");

	if (slot >= 0 && provider)
		tk_answers_set_text(answers, (size_t)slot, provider, TK_KNOWN_TYPED);
}

static enum tk_status run_scenario(const struct runner *runner, const struct ini_section *section)
{
	const struct ini_section *defaults = ini_find(runner->ini, "defaults");
	struct tk_answers *answers = tk_answers_new(tk_policy_vocabulary(runner->policy));
	size_t before = runner->errors->count + runner->errors->dropped;
	enum tk_status status = TK_OK;
	int64_t at = -1;

	if (!answers)
		return TK_NO_MEMORY;
	take_provider(runner, answers);
	if (defaults)
		take_section(runner, defaults, answers, &at);
	take_section(runner, section, answers, &at);
	if (at < 0) {
		struct error_place place = place_of(runner, section, NULL);
		place.key = "at";
		errors_add(runner->errors, TK_E_MISSING_KEY, &place, NULL, NULL, NULL);
	}
	if (runner->errors->count + runner->errors->dropped != before)
		runner->result->failed++;
	else
		status = compare(runner, section, answers, at);
	tk_answers_free(answers);
	return status;
}

static void check_sections(const struct runner *runner)
{
	for (size_t i = 0; i < runner->ini->section_count; i++) {
		const struct ini_section *section = &runner->ini->sections[i];
		struct error_place place = place_of(runner, section, NULL);
		if (strcmp(section->name, "test") != 0 && strcmp(section->name, "defaults") != 0 &&
			strncmp(section->name, "scenario.", 9) != 0)
			errors_add(runner->errors, TK_E_UNKNOWN_SECTION, &place, NULL,
				"[test], [defaults], [scenario.NAME]", NULL);
	}
}

enum tk_status scenario_run(const struct ini *ini, const struct tk_policy *policy,
	struct scenario_result *ret_result, struct tk_errors *errors)
{
	struct scenario_result result = {.rule_count = tk_policy_rule_count(policy)};
	struct runner runner = {ini, policy, &result, errors};

	result.rules = calloc(result.rule_count + 1, 1);
	result.coverage = tk_coverage_new(policy);
	if (!result.rules || !result.coverage) {
		scenario_result_release(&result);
		return TK_NO_MEMORY;
	}
	check_sections(&runner);
	for (size_t i = 0; i < ini->section_count; i++) {
		if (strncmp(ini->sections[i].name, "scenario.", 9) != 0)
			continue;
		enum tk_status status = run_scenario(&runner, &ini->sections[i]);
		if (status != TK_OK) {
			scenario_result_release(&result);
			return status;
		}
	}
	*ret_result = result;
	return TK_OK;
}

enum tk_status scenario_find_failure(const struct ini *ini, const struct tk_policy *policy,
	const size_t *order, size_t *ret_place)
{
	struct scenario_result result = {0};
	struct tk_errors errors;
	struct runner runner = {ini, policy, &result, &errors};
	enum tk_status status = TK_OK;
	size_t found = ini->section_count;

	tk_errors_init(&errors);
	for (size_t i = 0; i < ini->section_count && status == TK_OK; i++) {
		const struct ini_section *section = &ini->sections[order[i]];
		if (strncmp(section->name, "scenario.", 9) != 0)
			continue;
		status = run_scenario(&runner, section);
		if (result.failed == 0)
			continue;
		found = i;
		break;
	}
	tk_errors_release(&errors);
	if (status == TK_OK)
		*ret_place = found;
	return status;
}

void scenario_result_release(struct scenario_result *result)
{
	free(result->rules);
	tk_coverage_free(result->coverage);
	*result = (struct scenario_result){0};
}
