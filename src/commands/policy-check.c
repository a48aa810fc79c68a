/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan policy check: all that is wrong with a pack, one line each. */
#include "config.h"

#include "arguments.h"
#include "language.h"
#include "output.h"
#include "policy-words.h"

static void praise(const struct tk_policy *policy)
{
	const struct tk_policy_head *head = tk_policy_head(policy);
	size_t rules = tk_policy_rule_count(policy);

	output_printf(ngettext("%s: policy %s, %zu rule: no errors\n", "%s: policy %s, %zu rules: no errors\n",
			      rules),
		head->file, head->id, rules);
}

#define SHOWN_OF_NO_PACK 20

/* Of a file that has no sections, and so is no pack at all, each line is wrong: the first ones say so. */
static void report_faults(const struct tk_errors *errors, const char *name)
{
	bool pack = false;

	for (size_t i = 0; i < errors->count && !pack; i++)
		pack = errors->items[i].section != NULL;
	if (pack || errors->count <= SHOWN_OF_NO_PACK) {
		report_errors(errors);
		return;
	}
	size_t more = errors->count + errors->dropped - SHOWN_OF_NO_PACK;
	report_errors(&(struct tk_errors){.items = errors->items, .count = SHOWN_OF_NO_PACK});
	report(ngettext("%s: and %zu more error; this is no policy file",
		       "%s: and %zu more errors; this is no policy file", more),
		name, more);
}

/* false when the pack has errors. */
static bool check_pack(const struct places *places, const char *name)
{
	struct tk_errors errors;

	tk_errors_init(&errors);
	struct tk_policy *policy = policy_load(places, name, &errors);
	report_faults(&errors, name);
	tk_errors_release(&errors);
	if (!policy)
		return false;
	/* A text that lacks a language is said, and is no error: another one is shown. */
	tk_errors_init(&errors);
	tk_policy_check_languages(policy, &errors);
	report_errors(&errors);
	tk_errors_release(&errors);
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
		return arguments_wrong(command, _("no file is named"));
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
