/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan policy: looks up its second word and hands on. */
#include "config.h"

#include "policy-words.h"

#include <errno.h>
#include <string.h>

#include "arguments.h"
#include "error.h"
#include "language.h"
#include "output.h"

static const struct command *const words[] = {&command_policy_list, &command_policy_show,
	&command_policy_check, &command_policy_test, NULL};

/* The word alone: "list" of "policy list". */
static const char *word_of(const struct command *command)
{
	return strchr(command->name, ' ') + 1;
}

struct tk_policy *policy_load(const struct places *places, const char *id, struct tk_errors *errors)
{
	struct tk_policy *policy = NULL;

	errno = 0;
	enum tk_status status = places_load_policy(places, id, &policy, errors);
	if (status == TK_OK)
		return policy;
	if (errors->count == 0 && status != TK_NO_MEMORY) {
		struct error_place place = {.file = id};
		errors_add(errors, TK_E_UNREADABLE, &place, NULL, errno ? strerror(errno) : NULL, NULL);
	}
	if (status == TK_NO_MEMORY)
		report_no_memory();
	return NULL;
}

bool policy_places(struct places *places)
{
	struct tk_errors errors;

	tk_errors_init(&errors);
	enum tk_status status = places_open(places, &errors);
	report_errors(&errors);
	if (status != TK_OK && errors.count == 0)
		report_no_memory();
	tk_errors_release(&errors);
	return status == TK_OK;
}

static int run(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {ARGUMENTS_COMMON, ARGUMENTS_LANGUAGE, {0}};
	const char *names[sizeof(words) / sizeof(*words)] = {0};
	int status;

	for (size_t i = 0; words[i]; i++) {
		names[i] = word_of(words[i]);
		if (argc > 1 && strcmp(names[i], argv[1]) == 0)
			return words[i]->run(words[i], argc - 1, argv + 1);
	}
	if (argc > 1 && argv[1][0] != '-') {
		const char *nearest = arguments_nearest(argv[1], names);
		if (nearest)
			return arguments_wrong(command, _("unknown word \"%s\" (did you mean %s?)"), argv[1],
				nearest);
		return arguments_wrong(command, _("unknown word \"%s\""), argv[1]);
	}
	if (arguments_next(command, argc, argv, options, &status) == ARGUMENTS_STOP)
		return status;
	return arguments_wrong(command, _("a word is missing: list, show, check or test"));
}

const struct command command_policy = {
	.name = "policy",
	.usage = "list | show ID | check FILE... | test FILE...",
	.summary = N_("List, show, check and test policies."),
	.options = {N_("  list             the policies found, and where\n"
		       "  show ID          what a policy says: rules, channels, documents, sources\n"
		       "  check FILE...    all that is wrong with a policy file, line by line\n"
		       "  test FILE...     run the scenarios of a policy, and say what came out otherwise\n"),
		ARGUMENTS_LANGUAGE_HELP},
	.run = run,
};
