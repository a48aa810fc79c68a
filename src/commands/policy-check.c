/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan policy check: all that is wrong with a pack, one line each. */
#include "config.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "arguments.h"
#include "language.h"
#include "output.h"
#include "policy-words.h"

enum { OPTION_STRICT = ARGUMENT_OWN };

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

struct checking {
	struct places places;
	struct tk_policy **policies; /* those that load */
	size_t count;
	bool strict; /* what is odd counts as wrong */
	bool wrong;
};

static void keep(struct checking *checking, struct tk_policy *policy)
{
	struct tk_policy **policies =
		reallocarray(checking->policies, checking->count + 1, sizeof(*policies));

	if (!policies) {
		report_no_memory();
		tk_policy_free(policy);
		checking->wrong = true;
		return;
	}
	checking->policies = policies;
	policies[checking->count++] = policy;
}

/* What is odd and no error; false when there is something. */
static bool warn(const struct tk_policy *policy)
{
	struct tk_errors warnings;
	bool clean;

	tk_errors_init(&warnings);
	/* A text that lacks a language is said, and is no error: another one is shown. */
	tk_policy_check_languages(policy, &warnings);
	if (tk_policy_lint(policy, &warnings) == TK_NO_MEMORY)
		report_no_memory();
	clean = warnings.count == 0;
	report_warnings(&warnings);
	tk_errors_release(&warnings);
	return clean;
}

static void check_pack(struct checking *checking, const char *name)
{
	struct tk_errors errors;

	tk_errors_init(&errors);
	struct tk_policy *policy = policy_load(&checking->places, name, &errors);
	report_faults(&errors, name);
	tk_errors_release(&errors);
	if (!policy) {
		checking->wrong = true;
		return;
	}
	if (!warn(policy) && checking->strict)
		checking->wrong = true;
	praise(policy);
	keep(checking, policy);
}

static void check_packs(struct checking *checking, enum tk_status status, const struct place_pack *packs,
	size_t count)
{
	if (status != TK_OK) {
		report_no_memory();
		checking->wrong = true;
		return;
	}
	if (count == 0)
		report("%s", _("no policies were found"));
	for (size_t i = 0; i < count; i++)
		check_pack(checking, packs[i].path);
}

static void check_found(struct checking *checking, const char *folder)
{
	struct place_pack *packs = NULL;
	size_t count = 0;
	enum tk_status status = folder ? places_packs_in(folder, &packs, &count) :
					 places_packs(&checking->places, &packs, &count);

	check_packs(checking, status, packs, count);
	places_packs_free(packs, count);
}

static bool is_folder(const char *path)
{
	struct stat facts;

	return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

static int run(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {{"strict", no_argument, NULL, OPTION_STRICT},
		ARGUMENTS_COMMON, ARGUMENTS_LANGUAGE, {0}};
	struct checking checking = {.count = 0};
	int code, status;

	while ((code = arguments_next(command, argc, argv, options, &status)) != ARGUMENTS_END) {
		if (code == ARGUMENTS_STOP)
			return status;
		checking.strict = true;
	}
	if (!policy_places(&checking.places))
		return STATUS_BAD_DATA;
	if (optind == argc)
		check_found(&checking, NULL);
	for (int i = optind; i < argc; i++) {
		if (is_folder(argv[i]))
			check_found(&checking, argv[i]);
		else
			check_pack(&checking, argv[i]);
	}
	if (!policy_check_revisions(checking.policies, checking.count))
		checking.wrong = true;
	for (size_t i = 0; i < checking.count; i++)
		tk_policy_free(checking.policies[i]);
	free(checking.policies);
	places_close(&checking.places);
	return output_finish(checking.wrong ? STATUS_BAD_DATA : STATUS_DONE);
}

const struct command command_policy_check = {
	.name = "policy check",
	.usage = "[FILE|FOLDER]... [--strict] [--language LANG]",
	.summary = N_("Say all that is wrong with policy files, what is odd in them, and where revisions of a "
		      "policy overlap or leave days open."),
	.options = {N_("  FILE             a policy file, or the id of an installed policy\n"
		       "  FOLDER           all policy files in it (default: all policies found)\n"
		       "  --strict         what is odd counts as wrong\n"),
		ARGUMENTS_LANGUAGE_HELP},
	.run = run,
};
