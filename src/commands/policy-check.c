/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan policy check: all that is wrong with a pack, one line each. */
#include "config.h"

#include <stdio.h>

#include "arguments.h"
#include "error.h"
#include "language.h"
#include "output.h"
#include "policy-words.h"

/* The languages of the program: a text that has one of them only is said, and is no error. */
static const char *const languages[] = {"en", "zh_CN"};

struct check {
	const struct tk_policy *policy;
	struct tk_errors missing;
};

static void check_text(struct check *check, const struct tk_text *text, int line, const char *kind,
	const char *id, const char *key)
{
	for (size_t i = 0; text && i < sizeof(languages) / sizeof(*languages); i++) {
		if (tk_text_has(text, languages[i]))
			continue;
		char section[128];
		snprintf(section, sizeof(section), "%s%s%s", kind, *id ? "." : "", id);
		struct error_place place = {tk_policy_head(check->policy)->file, line, section, key};
		errors_add(&check->missing, TK_E_MISSING_LANGUAGE, &place, NULL, languages[i], NULL);
	}
}

static void check_entry(struct check *check, const char *kind, const struct tk_entry *entry)
{
	check_text(check, entry->title, entry->line, kind, entry->id, "title");
	check_text(check, entry->text, entry->line, kind, entry->id, "text");
	check_text(check, entry->where, entry->line, kind, entry->id, "where");
	check_text(check, entry->steps, entry->line, kind, entry->id, "steps");
}

static void check_languages(struct check *check)
{
	static const char *const kinds[TK_ENTRY_KINDS] = {"channel", "stage", "document", "reading",
		"precedent", "odds", "remedy", "advice", "source"};
	const struct tk_policy_head *head = tk_policy_head(check->policy);

	check_text(check, head->title, 0, "policy", "", "title");
	check_text(check, head->summary, 0, "policy", "", "summary");
	for (size_t i = 0; i < tk_policy_rule_count(check->policy); i++) {
		const struct tk_rule *rule = tk_policy_rule(check->policy, i);
		check_text(check, rule->text, rule->line, "rule", rule->id, "text");
		check_text(check, rule->label, rule->line, "rule", rule->id, "label");
	}
	for (int kind = 0; kind < TK_ENTRY_KINDS; kind++)
		for (size_t i = 0; i < tk_policy_entry_count(check->policy, (enum tk_entry_kind)kind); i++)
			check_entry(check, kinds[kind],
				tk_policy_entry(check->policy, (enum tk_entry_kind)kind, i));
}

static void praise(const struct tk_policy *policy)
{
	const struct tk_policy_head *head = tk_policy_head(policy);
	size_t rules = tk_policy_rule_count(policy);

	output_printf(ngettext("%s: policy %s, %zu rule: no errors\n", "%s: policy %s, %zu rules: no errors\n",
			      rules),
		head->file, head->id, rules);
}

/* false when the pack has errors. */
static bool check_pack(const struct places *places, const char *name)
{
	struct tk_errors errors;

	tk_errors_init(&errors);
	struct tk_policy *policy = policy_load(places, name, &errors);
	report_errors(&errors);
	tk_errors_release(&errors);
	if (!policy)
		return false;
	struct check check = {.policy = policy};
	tk_errors_init(&check.missing);
	check_languages(&check);
	report_errors(&check.missing);
	tk_errors_release(&check.missing);
	praise(policy);
	tk_policy_free(policy);
	return true;
}

static int run(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {ARGUMENTS_COMMON, ARGUMENTS_LANGUAGE, {0}};
	struct places places;
	int status;

	if (arguments_next(command, argc, argv, options, &status) == ARGUMENTS_STOP)
		return status;
	if (optind == argc)
		return arguments_wrong(command, _("which file?"));
	if (!policy_places(&places))
		return STATUS_BAD_DATA;
	status = STATUS_DONE;
	for (int i = optind; i < argc; i++)
		if (!check_pack(&places, argv[i]))
			status = STATUS_BAD_DATA;
	places_close(&places);
	return output_finish(status);
}

const struct command command_policy_check = {
	.name = "policy check",
	.usage = "FILE... [--language LANG]",
	.summary = N_("Say all that is wrong with policy files, and which texts lack a language."),
	.options = {N_("  FILE             a policy file, or the id of an installed policy\n"),
		ARGUMENTS_LANGUAGE_HELP},
	.run = run,
};
