/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tuikuan complete: what can come next on a command line, for the completions of shells, which ask here and know
 * nothing themselves. In no list of commands: nobody types it.
 */
#include "config.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"
#include "command.h"
#include "output.h"
#include "places.h"
#include "policy-words.h"
#include "text.h"

static const struct command *const policy_commands[] = {
	&command_policy_list, &command_policy_show, &command_policy_check, &command_policy_test, NULL};

/* A command line so far: the word that is being typed is the last. */
struct line {
	const struct command *command;
	const char *before; /* the word before it, "" none */
	const char *typed;
	bool first; /* no command is there yet */
};

/* Prints the candidate when it goes on from what is typed. */
static void offer(const struct line *line, const char *candidate)
{
	if (strncmp(candidate, line->typed, strlen(line->typed)) == 0)
		output_printf("%s\n", candidate);
}

static void offer_all(const struct line *line, const char *const *candidates)
{
	for (; *candidates != NULL; candidates++)
		offer(line, *candidates);
}

/* ---- what there is --------------------------------------------------------------------------------- */

static void offer_cases(const struct line *line)
{
	char *folder = casebook_folder_path();
	DIR *cases = folder ? opendir(folder) : NULL;
	struct dirent *entry;

	while (cases && (entry = readdir(cases)) != NULL) {
		size_t length = strlen(entry->d_name);
		if (length <= 4 || strcmp(entry->d_name + length - 4, ".ini") != 0)
			continue;
		char *id = strndup(entry->d_name, length - 4);
		if (id && text_valid(id, strlen(id)) && !text_has_controls(id, strlen(id)))
			offer(line, id);
		free(id);
	}
	if (cases)
		closedir(cases);
	free(folder);
}

static void offer_policies(const struct line *line, const struct places *places)
{
	struct place_pack *packs;
	size_t count;

	if (places_packs(places, &packs, &count) != TK_OK)
		return;
	for (size_t i = 0; i < count; i++)
		offer(line, packs[i].id);
	places_packs_free(packs, count);
}

/* "paid=", and behind a name that has few values these. */
static void offer_facts(const struct line *line, const struct tk_vocabulary *vocabulary)
{
	static const char *const flags[] = {"yes", "no"};
	const char *equals = strchr(line->typed, '=');

	for (size_t slot = 0; slot < tk_vocabulary_count(vocabulary); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, slot);
		size_t length = strlen(fact->name), count = fact->type == TK_FLAG ? 2 : fact->choice_count;
		bool named = equals && (size_t)(equals - line->typed) == length &&
			     strncmp(fact->name, line->typed, length) == 0;
		for (size_t i = 0; i < (named ? count : equals ? 0 : 1); i++) {
			const char *value = !named ? "" : fact->type == TK_FLAG ? flags[i] : fact->choices[i].id;
			char *candidate = text_printf("%s=%s", fact->name, value);
			if (candidate)
				offer(line, candidate);
			free(candidate);
		}
	}
}

static void offer_commands(const struct line *line)
{
	for (size_t i = 0; command_table[i]; i++)
		if (*command_table[i]->name)
			offer(line, command_table[i]->name);
}

/* The options as --help has them. */
static void offer_options(const struct line *line)
{
	static const char *const common[] = {"--help", "--version", NULL};

	for (size_t i = 0; i < sizeof(line->command->options) / sizeof(*line->command->options); i++) {
		const char *at = line->command->options[i];
		while (at && (at = strstr(at, "  --")) != NULL) {
			at += 2;
			size_t length = strspn(at, "-abcdefghijklmnopqrstuvwxyz");
			char *option = strndup(at, length);
			if (option)
				offer(line, option);
			free(option);
			at = strchr(at, '\n');
		}
	}
	offer_all(line, common);
}

/* ---- what fits --------------------------------------------------------------------------------------- */

/* The value of the option before; false: it takes none, or any. */
static bool offer_value(const struct line *line, const struct places *places)
{
	static const char *const languages[] = {"en", "zh_CN", NULL}, *const formats[] = {"text", NULL},
				 *const all[] = {"all", NULL};
	static const char *const free_values[] = {"--at", "--output", "--search", NULL};

	if (strcmp(line->before, "--policy") == 0) {
		offer_policies(line, places);
		if (strstr(line->command->usage, "all"))
			offer_all(line, all);
	} else if (strcmp(line->before, "--fact") == 0) {
		offer_facts(line, places->vocabulary);
	} else if (strcmp(line->before, "--language") == 0) {
		offer_all(line, languages);
	} else if (strcmp(line->before, "--format") == 0) {
		offer_all(line, formats);
	} else if (strcmp(line->before, "--length") == 0) {
		for (int i = 0; i < CASE_LETTER_COUNT; i++)
			offer(line, case_letter_name((enum case_letter)i));
	} else {
		for (size_t i = 0; free_values[i]; i++)
			if (strcmp(line->before, free_values[i]) == 0)
				return true;
		return false;
	}
	return true;
}

static void offer_operand(const struct line *line, const struct places *places)
{
	if (line->first)
		offer_commands(line);
	if (strcmp(line->command->name, "policy") == 0)
		for (size_t i = 0; policy_commands[i]; i++)
			offer(line, policy_commands[i]->name + strlen("policy "));
	else if (strncmp(line->command->name, "policy ", strlen("policy ")) == 0 &&
		 line->command != &command_policy_list)
		offer_policies(line, places);
	else if (strstr(line->command->usage, "CASE"))
		offer_cases(line);
}

/* The command that WORDS (all but the last of COUNT) name. */
static const struct command *find_command(int count, char **words, bool *ret_first)
{
	const struct command *command = count > 1 ? command_find(words[0]) : NULL;

	*ret_first = count < 2;
	if (!command)
		return &command_wizard;
	for (size_t i = 0; command == &command_policy && count > 2 && policy_commands[i]; i++)
		if (strcmp(policy_commands[i]->name + strlen("policy "), words[1]) == 0)
			return policy_commands[i];
	return command;
}

static int run(const struct command *command, int argc, char **argv)
{
	int count = argc - 1;
	char **words = argv + 1;
	struct places places;
	struct tk_errors errors;

	(void)command;
	tk_errors_init(&errors);
	if (count < 1 || places_open(&places, &errors) != TK_OK) {
		tk_errors_release(&errors);
		return STATUS_DONE; /* a shell at work wants no messages */
	}
	struct line line = {.before = count > 1 ? words[count - 2] : "", .typed = words[count - 1]};
	line.command = find_command(count, words, &line.first);
	if (!offer_value(&line, &places)) {
		if (*line.typed == '-')
			offer_options(&line);
		else
			offer_operand(&line, &places);
	}
	places_close(&places);
	tk_errors_release(&errors);
	return output_finish(STATUS_DONE);
}

const struct command command_complete = {
	.name = "complete",
	.usage = "WORD...",
	.summary = "",
	.run = run,
};
