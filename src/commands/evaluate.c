/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan evaluate: judges a case from a file or from the arguments. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "decision-text.h"
#include "intake.h"
#include "json.h"
#include "language.h"
#include "output.h"
#include "returns.h"
#include "text.h"

enum { OPTION_POLICY = ARGUMENT_OWN, OPTION_FACT, OPTION_AT, OPTION_JSON, OPTION_WHY, OPTION_WHAT_IF };

static const struct option options[] = {
	{"policy", required_argument, NULL, OPTION_POLICY},
	{"fact", required_argument, NULL, OPTION_FACT},
	{"at", required_argument, NULL, OPTION_AT},
	{"json", no_argument, NULL, OPTION_JSON},
	{"why", no_argument, NULL, OPTION_WHY},
	{"what-if", no_argument, NULL, OPTION_WHAT_IF},
	ARGUMENTS_COMMON,
	ARGUMENTS_LANGUAGE,
	{0},
};

struct request {
	struct intake intake;
	const char *policy, *case_word;
	bool json, why, what_if;
};

/* Decisions under one policy or several, kept until all of them are written. */
struct judged {
	struct tk_policy **policies;
	struct tk_decision **decisions;
	size_t count;
};

static void judged_release(struct judged *judged)
{
	for (size_t i = 0; i < judged->count; i++) {
		if (judged->decisions)
			tk_decision_free(judged->decisions[i]);
		tk_policy_free(judged->policies[i]);
	}
	free(judged->decisions);
	free(judged->policies);
}

static int read_arguments(struct request *request, const struct command *command, int argc, char **argv)
{
	int code, status;

	while ((code = arguments_next(command, argc, argv, options, &status)) != ARGUMENTS_END) {
		switch (code) {
		case ARGUMENTS_STOP:
			return status;
		case OPTION_POLICY:
			request->policy = optarg;
			break;
		case OPTION_FACT:
			if (optarg[0] == '=' || !strchr(optarg, '='))
				return arguments_wrong(command,
					_("--fact: \"%s\" is not of the form NAME=VALUE"), optarg);
			if (!intake_add_fact(&request->intake, optarg))
				return STATUS_BAD_DATA;
			break;
		case OPTION_AT:
			if (!intake_set_at(&request->intake, optarg))
				return STATUS_BAD_DATA;
			break;
		case OPTION_JSON:
			request->json = true;
			break;
		case OPTION_WHY:
			request->why = true;
			break;
		case OPTION_WHAT_IF:
			request->what_if = true;
			break;
		}
	}
	return arguments_case(command, argc, argv, false, &request->case_word);
}

static bool asks_for_all(const struct request *request)
{
	return request->policy && strcmp(request->policy, "all") == 0;
}

/* The policies to judge under, in `judged`. */
static bool choose_policies(const struct request *request, struct judged *judged, bool *ret_broken)
{
	bool ignored;

	*ret_broken = false;
	if (asks_for_all(request))
		return intake_policies(&request->intake, &judged->policies, &judged->count, ret_broken);
	if (!request->policy && !intake_names_policy(&request->intake)) {
		if (!intake_policies(&request->intake, &judged->policies, &judged->count, &ignored))
			return false;
		if (judged->count == 0)
			intake_report_none();
		return judged->count > 0;
	}
	judged->policies = calloc(1, sizeof(*judged->policies));
	if (!judged->policies) {
		report_no_memory();
		return false;
	}
	judged->policies[0] = intake_policy(&request->intake, request->policy);
	judged->count = judged->policies[0] ? 1 : 0;
	return judged->count == 1;
}

static unsigned judge_with(const struct request *request)
{
	return (request->why ? TK_WITH_WHY : 0) | (request->what_if ? TK_WITH_WHAT_IF : 0);
}

static bool judge(const struct request *request, struct judged *judged)
{
	judged->decisions = calloc(judged->count + 1, sizeof(*judged->decisions));
	if (!judged->decisions) {
		report_no_memory();
		return false;
	}
	for (size_t i = 0; i < judged->count; i++) {
		struct tk_answers *answers = intake_answers(&request->intake, judged->policies[i],
			judged->policies, judged->count, NULL);
		if (!answers)
			return false;
		enum tk_status status = tk_evaluate(judged->policies[i], answers, request->intake.at,
			judge_with(request), &judged->decisions[i]);
		tk_answers_free(answers);
		if (status != TK_OK) {
			report_no_memory();
			return false;
		}
	}
	return true;
}

static void print_in_full(const struct request *request, const struct tk_decision *decision)
{
	if (request->why) {
		decision_text_whole(decision);
		decision_text_why(decision);
	} else {
		decision_text(decision);
	}
	if (request->what_if)
		decision_text_what_if(decision);
}

/* Of several policies a table; each in full when more than the table was asked for. One that was chosen
 * as the headline stands in full before the table. */
static void print_text(const struct request *request, const struct judged *judged)
{
	bool all = asks_for_all(request);

	if (judged->count == 0)
		output_printf("%s\n", _("No policy applies to this case."));
	if (judged->count == 1 || (judged->count && !all))
		print_in_full(request, judged->decisions[0]);
	if (judged->count < 2)
		return;
	if (!all)
		output_printf("\n%s\n", _("The same case under every policy that applies"));
	decision_text_compare((const struct tk_decision *const *)judged->decisions, judged->count,
		request->intake.at);
	for (size_t i = 0; i < judged->count && all && (request->why || request->what_if); i++) {
		output_text("\n");
		print_in_full(request, judged->decisions[i]);
	}
	if (all && !request->why && !request->what_if)
		output_wrapped("\n", 0, _("Name one of them with --policy to see it in full."));
}

/* What other cases on file know of the account's return without a reason: that is no part of this case.
 * NULL: nothing. Caller frees. */
static char *used_return(const struct request *request)
{
	const struct case_file *file = request->intake.file;
	const char *account = file ? case_values_get(&file->facts, "account_uid") : NULL;
	const char *provider = file ? case_values_get(&file->facts, "provider") : NULL;
	char *folder = account && provider ? casebook_folder_path() : NULL;
	struct index *index = NULL;
	char *text = NULL;
	int64_t applied = request->intake.at;

	if (folder && index_open(folder, &index) == TK_OK) {
		const char *at = case_values_get(&file->facts, "applied_at");
		if (at)
			tk_moment_parse(at, &applied);
		struct returns returns = returns_of(index, provider, account, applied, file->id);
		if (returns.count)
			text = text_printf(_("case %s has used this account's return without a reason this year"),
				returns.last->name);
	}
	index_free(index);
	free(folder);
	return text;
}

static bool print_json(const struct request *request, const struct judged *judged, const char *return_used)
{
	bool all = asks_for_all(request);

	return output_taken(json_decisions((const struct tk_decision *const *)judged->decisions,
		all ? judged->count : 1, all, judge_with(request), return_used, language_current(), !output_is_utf8()));
}

static int evaluate(const struct request *request)
{
	struct judged judged = {0};
	bool broken = false;
	int status = STATUS_BAD_DATA;

	if (choose_policies(request, &judged, &broken) && judge(request, &judged)) {
		char *return_used = used_return(request);
		bool printed = true;
		if (request->json)
			printed = print_json(request, &judged, return_used);
		else
			print_text(request, &judged);
		if (return_used)
			report(_("warning: %s"), return_used);
		free(return_used);
		status = output_finish(printed && !broken ? STATUS_DONE : STATUS_BAD_DATA);
	}
	judged_release(&judged);
	return status;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request request = {0};

	intake_init(&request.intake);
	int status = read_arguments(&request, command, argc, argv);
	if (status < 0)
		status = intake_open(&request.intake, request.case_word) ? evaluate(&request) :
									   STATUS_BAD_DATA;
	intake_release(&request.intake);
	return status;
}

const struct command command_evaluate = {
	.name = "evaluate",
	.usage = "[CASE] [--policy ID|all] [--fact NAME=VALUE]... [--at MOMENT] [--json] [--why] [--what-if]",
	.summary = N_("Judge a case: verdict, amount, deadlines, documents."),
	.options = {N_("  CASE             a case by its id or its file\n"
		      "  --policy ID      the policy to judge under, by id or file; \"all\": each that applies\n"
		      "  --fact NAME=VALUE\n"
		      "                   an answer, beside or instead of the case's; may be given often\n"
		      "  --at MOMENT      the moment of evaluation (default: now), as 2026-11-23T14:37\n"
		      "  --json           machine-readable, with stable keys\n"
		      "  --why            the rules that decide, what they look at; every rule, its source\n"
		      "  --what-if        what another answer would change, and what can still be done\n"),
		ARGUMENTS_LANGUAGE_HELP},
	.run = run,
};
