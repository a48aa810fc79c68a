/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan policy test: runs scenario files. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "error.h"
#include "file.h"
#include "language.h"
#include "output.h"
#include "policy-words.h"
#include "scenario.h"
#include "text.h"

enum { OPTION_COVERAGE = ARGUMENT_OWN };

struct totals {
	size_t passed, failed;
	bool broken; /* something could not be run */
};

static const char ending[] = ".scenarios";

static bool ends_in(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);

	return length > tail && strcmp(text + length - tail, end) == 0;
}

/* The scenario file of what was named: itself, or the one beside the policy. Caller frees. */
static char *scenario_path(const struct places *places, const char *name)
{
	if (ends_in(name, ending))
		return strdup(name);
	if (ends_in(name, ".ini"))
		return text_printf("%.*s%s", (int)strlen(name) - 4, name, ending);
	struct tk_errors errors;
	char *path = NULL;
	tk_errors_init(&errors);
	struct tk_policy *policy = policy_load(places, name, &errors);
	if (policy) {
		const char *file = tk_policy_head(policy)->file;
		path = text_printf("%.*s%s", (int)strlen(file) - 4, file, ending);
	}
	report_errors(&errors);
	tk_errors_release(&errors);
	tk_policy_free(policy);
	return path;
}

/* The pack ID beside PATH if it is there, else wherever packs are found. */
static struct tk_policy *load_beside(const struct places *places, const char *path, const char *id,
	struct tk_errors *errors)
{
	const char *slash = strrchr(path, '/');
	char *beside = slash ? text_printf("%.*s/%s.ini", (int)(slash - path), path, id) :
			       text_printf("./%s.ini", id);
	struct tk_policy *policy = NULL;

	if (beside && access(beside, F_OK) == 0)
		policy = policy_load(places, beside, errors);
	else
		policy = policy_load(places, id, errors);
	free(beside);
	return policy;
}

static void print_gap(const char *file, const struct tk_gap *gap)
{
	switch (gap->kind) {
	case TK_GAP_NEVER_YES:
		output_printf(_("%s:%d: [%s] %s: no scenario in which this holds: %s\n"), file, gap->line,
			gap->section, gap->key, gap->text);
		break;
	case TK_GAP_NEVER_NO:
		output_printf(_("%s:%d: [%s] %s: no scenario in which this does not hold: %s\n"), file,
			gap->line, gap->section, gap->key, gap->text);
		break;
	case TK_GAP_NEVER_KEEPS:
		output_printf(_("%s:%d: [%s] %s: no scenario in which only \"%s\" fails of: %s\n"), file,
			gap->line, gap->section, gap->key, gap->part, gap->text);
		break;
	case TK_GAP_NEVER_MAKES:
		output_printf(_("%s:%d: [%s] %s: no scenario in which only \"%s\" holds of: %s\n"), file,
			gap->line, gap->section, gap->key, gap->part, gap->text);
		break;
	}
}

/* false = no memory */
static bool print_coverage(const struct tk_policy *policy, const struct scenario_result *result)
{
	const struct tk_gap *gaps;
	size_t count;

	for (size_t i = 0; i < result->rule_count; i++) {
		const struct tk_rule *rule = tk_policy_rule(policy, i);
		bool always = !rule->when || strcmp(rule->when, "yes") == 0;
		/* The trace has the ordinary rules; the conditions of the others are below. */
		if (rule->reading)
			continue;
		if (!(result->rules[i] & 1))
			output_printf(_("rule %s: no scenario makes it apply\n"), rule->id);
		if (!always && !(result->rules[i] & 2))
			output_printf(_("rule %s: no scenario keeps it from applying\n"), rule->id);
	}
	if (tk_coverage_gaps(result->coverage, &gaps, &count) != TK_OK) {
		report_no_memory();
		return false;
	}
	for (size_t i = 0; i < count; i++)
		print_gap(tk_policy_head(policy)->file, &gaps[i]);
	return true;
}

static bool run_ini(const struct places *places, const struct ini *ini, bool coverage,
	struct totals *totals, struct tk_errors *errors)
{
	const char *id = ini_value(ini, "test", "policy");

	if (!id || !*id) {
		struct error_place place = {.file = ini->name, .section = "test", .key = "policy"};
		errors_add(errors, TK_E_MISSING_KEY, &place, NULL, NULL, NULL);
		return false;
	}
	struct tk_policy *policy = load_beside(places, ini->name, id, errors);
	if (!policy)
		return false;
	struct scenario_result result;
	bool ran = scenario_run(ini, policy, &result, errors) == TK_OK;
	if (ran) {
		totals->passed += result.passed;
		totals->failed += result.failed;
		if (coverage && !print_coverage(policy, &result))
			ran = false;
		scenario_result_release(&result);
	} else {
		report_no_memory();
	}
	tk_policy_free(policy);
	return ran && errors->count == 0;
}

static void test_file(const struct places *places, const char *name, bool coverage, struct totals *totals)
{
	char *path = scenario_path(places, name), *bytes = NULL;
	size_t length;
	struct tk_errors errors;
	struct ini *ini = NULL;

	tk_errors_init(&errors);
	if (!path) {
		totals->broken = true;
	} else if (file_read(path, INI_MAX_BYTES, &bytes, &length) != TK_OK) {
		report(_("%s: cannot be read: %s"), path, strerror(errno));
		totals->broken = true;
	} else {
		enum tk_status status = ini_parse(path, bytes, length, 0, &ini, &errors);
		if (status == TK_NO_MEMORY)
			report_no_memory();
		if (status != TK_OK || !run_ini(places, ini, coverage, totals, &errors))
			totals->broken = true;
		report_errors(&errors);
	}
	ini_free(ini);
	tk_errors_release(&errors);
	free(bytes);
	free(path);
}

static int run(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {{"coverage", no_argument, NULL, OPTION_COVERAGE},
		ARGUMENTS_COMMON, ARGUMENTS_LANGUAGE, {0}};
	struct places places;
	struct totals totals = {0};
	bool coverage = false;
	int code, status;

	while ((code = arguments_next(command, argc, argv, options, &status)) != ARGUMENTS_END) {
		if (code == ARGUMENTS_STOP)
			return status;
		coverage = true;
	}
	if (optind == argc)
		return arguments_wrong(command, _("no file is named"));
	if (!policy_places(&places))
		return STATUS_BAD_DATA;
	for (int i = optind; i < argc; i++)
		test_file(&places, argv[i], coverage, &totals);
	places_close(&places);
	/* TRANSLATORS: the closing line of the scenario runner; passed, failed. */
	output_printf(_("%zu scenarios passed, %zu failed\n"), totals.passed, totals.failed);
	return output_finish(totals.failed || totals.broken ? STATUS_BAD_DATA : STATUS_DONE);
}

const struct command command_policy_test = {
	.name = "policy test",
	.usage = "FILE... [--coverage] [--language LANG]",
	.summary = N_("Run the scenarios of policies: facts and moment in, decision out."),
	.options = {N_("  FILE             a scenario file, or a policy with one beside it\n"
		       "  --coverage       the rules, conditions and parts of conditions that no scenario\n"
		       "                   shows to hold, and not to hold\n"),
		ARGUMENTS_LANGUAGE_HELP},
	.run = run,
};
