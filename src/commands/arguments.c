/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arguments.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "language.h"
#include "output.h"
#include "text.h"

/* "tuikuan", "tuikuan policy check" */
static void print_name(const struct command *command)
{
	output_printf("tuikuan%s%s", *command->name ? " " : "", command->name);
}

static void print_command_list(void)
{
	output_printf("\n%s\n", _("Commands:"));
	for (size_t i = 0; command_table[i]; i++)
		if (*command_table[i]->name)
			output_printf("  %-10s %s\n", command_table[i]->name,
				_(command_table[i]->summary));
	output_printf("\n%s\n", _("Each command has its own --help; the manual is tuikuan(1), the format "
				  "of policies tuikuan-policy(5)."));
}

static int print_help(const struct command *command)
{
	output_text(_("Usage:"));
	output_text(" ");
	print_name(command);
	output_printf(" %s\n%s\n", command->usage, _(command->summary));
	output_printf("\n%s\n", _("Options:"));
	for (size_t i = 0; i < sizeof(command->options) / sizeof(*command->options); i++)
		if (command->options[i])
			output_text(_(command->options[i]));
	output_text(_("  --help           this help\n"
		      "  --version        the version\n"));
	if (!*command->name)
		print_command_list();
	return output_finish(STATUS_DONE);
}

static int print_version(void)
{
	output_printf("%s\n", PACKAGE_STRING);
	output_printf("%s\n", _("License GPL-3.0-or-later. There is no warranty, and this is not legal advice."));
	return output_finish(STATUS_DONE);
}

int arguments_wrong(const struct command *command, const char *format, ...)
{
	va_list list;
	char *text = NULL;

	va_start(list, format);
	if (vasprintf(&text, format, list) < 0)
		text = NULL;
	va_end(list);
	/* TRANSLATORS: a wrong use of the command line, the command's name, where the help is. */
	report(_("%s; see tuikuan%s%s --help"), text ? text : "", *command->name ? " " : "",
		command->name);
	free(text);
	return STATUS_USAGE;
}

const char *arguments_language(const struct command *command, const char *word)
{
	const char *language = language_canonical(word);

	if (!language)
		arguments_wrong(command, _("--language: \"%s\" is not a language it speaks (en, zh_CN)"),
			word);
	return language;
}

static int set_language(const struct command *command, const char *word)
{
	const char *language = arguments_language(command, word);

	if (!language)
		return STATUS_USAGE;
	if (strcmp(language, "en") != 0 && !output_is_utf8())
		return arguments_wrong(command,
			_("--language: Chinese needs a UTF-8 locale, and this one has another charset"));
	language_set(language);
	return STATUS_DONE;
}

/* The options' names, for a word that is nearly one. */
struct option_names {
	const struct option *options;
};

static const char *option_name(const void *user, size_t i)
{
	return ((const struct option_names *)user)->options[i].name;
}

static int unknown_option(const struct command *command, const struct option *options, const char *word)
{
	struct option_names names = {options};
	char *bare = strndup(word, strcspn(word, "="));
	const char *nearest = bare && strncmp(bare, "--", 2) == 0 ?
		error_nearest(bare + 2, option_name, &names) :
		NULL;

	if (nearest)
		arguments_wrong(command, _("unknown option \"%s\" (did you mean --%s?)"),
			bare, nearest);
	else
		arguments_wrong(command, _("unknown option \"%s\""), bare ? bare : word);
	free(bare);
	return STATUS_USAGE;
}

/* What getopt_long did not like: it is silent, and this says why. */
static int bad_option(const struct command *command, const struct option *options, int code, int argc,
	char **argv)
{
	const char *word = optind > 0 && optind <= argc ? argv[optind - 1] : "";

	if (code == ':')
		return arguments_wrong(command, _("\"%s\" wants a value"), word);
	/* optopt is set when the option is known but was given a value that it does not take. */
	if (optopt >= ARGUMENT_HELP)
		return arguments_wrong(command, _("\"%.*s\" takes no value"), (int)strcspn(word, "="),
			word);
	if (optopt) {
		char letter[3] = {'-', (char)optopt, '\0'};
		return arguments_wrong(command, _("unknown option \"%s\""), letter);
	}
	return unknown_option(command, options, word);
}

int arguments_next(const struct command *command, int argc, char **argv, const struct option *options,
	int *ret_status)
{
	for (;;) {
		opterr = 0;
		optopt = 0;
		int code = getopt_long(argc, argv, ":", options, NULL);
		switch (code) {
		case -1:
			return ARGUMENTS_END;
		case ARGUMENT_HELP:
			*ret_status = print_help(command);
			return ARGUMENTS_STOP;
		case ARGUMENT_VERSION:
			*ret_status = print_version();
			return ARGUMENTS_STOP;
		case ARGUMENT_LANGUAGE:
			*ret_status = set_language(command, optarg);
			if (*ret_status != STATUS_DONE)
				return ARGUMENTS_STOP;
			break;
		case ':':
		case '?':
			*ret_status = bad_option(command, options, code, argc, argv);
			return ARGUMENTS_STOP;
		default:
			return code;
		}
	}
}

static const char *list_name(const void *user, size_t i)
{
	return ((const char *const *)user)[i];
}

int arguments_case(const struct command *command, int argc, char **argv, bool needed, const char **ret_word)
{
	if (argc == optind && needed)
		return arguments_wrong(command, _("no case is named"));
	if (argc - optind > 1)
		return arguments_wrong(command, _("one case at a time, and \"%s\" is a second one"),
			argv[optind + 1]);
	*ret_word = argc == optind ? NULL : argv[optind];
	return -1;
}

int arguments_case_json(const struct command *command, int argc, char **argv, const char **ret_word, bool *ret_json)
{
	static const struct option options[] = {
		{"json", no_argument, NULL, ARGUMENT_OWN},
		ARGUMENTS_COMMON,
		ARGUMENTS_LANGUAGE,
		{0},
	};
	int code, status = STATUS_DONE;

	*ret_json = false;
	while ((code = arguments_next(command, argc, argv, options, &status)) != ARGUMENTS_END) {
		if (code == ARGUMENTS_STOP)
			return status;
		*ret_json = true;
	}
	return arguments_case(command, argc, argv, true, ret_word);
}

const char *arguments_nearest(const char *word, const char *const *candidates)
{
	return error_nearest(word, list_name, candidates);
}
