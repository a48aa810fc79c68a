/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan policy list: the packs found. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "language.h"
#include "output.h"
#include "policy-words.h"
#include "text.h"

/* WIDTH: of the column of ids. */
static void print_pack(int width, const char *id, const char *authority, const char *title, const char *path)
{
	char *left = text_pad(id, width, false);
	char *middle = text_pad(authority, 10, false);

	output_printf("%s %s %s\n", output_had(left), output_had(middle), title);
	output_printf("%*s %s\n", width, "", path);
	free(left);
	free(middle);
}

/* false when the pack is broken. */
static bool list_pack(const struct places *places, const struct place_pack *pack, int width)
{
	struct tk_errors errors;

	tk_errors_init(&errors);
	struct tk_policy *policy = policy_load(places, pack->path, &errors);
	if (policy) {
		const struct tk_policy_head *head = tk_policy_head(policy);
		const char *title = tk_text_get(head->title, language_current());
		print_pack(width, head->id, head->authority == TK_OFFICIAL ? _("official") : _("secondary"),
			title ? title : "", pack->path);
	} else {
		print_pack(width, pack->id, _("broken"), "", pack->path);
		report(_("%s: this policy has errors; see tuikuan policy check"), pack->path);
	}
	tk_policy_free(policy);
	tk_errors_release(&errors);
	return policy != NULL;
}

static int list(const struct places *places)
{
	struct place_pack *packs;
	size_t count;
	int status = STATUS_DONE, width = 0;

	if (places_packs(places, &packs, &count) != TK_OK) {
		report_no_memory();
		return STATUS_BAD_DATA;
	}
	if (count == 0)
		report("%s", _("no policies were found"));
	for (size_t i = 0; i < count; i++)
		if (text_width(packs[i].id) > width)
			width = text_width(packs[i].id);
	for (size_t i = 0; i < count; i++)
		if (!list_pack(places, &packs[i], width))
			status = STATUS_BAD_DATA;
	places_packs_free(packs, count);
	return output_finish(status);
}

static int run(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {ARGUMENTS_COMMON, ARGUMENTS_LANGUAGE, {0}};
	struct places places;
	int status;

	if (arguments_next(command, argc, argv, options, &status) == ARGUMENTS_STOP)
		return status;
	if (optind < argc)
		return arguments_wrong(command, _("it takes no names, and \"%s\" is one"), argv[optind]);
	if (!policy_places(&places))
		return STATUS_BAD_DATA;
	status = list(&places);
	places_close(&places);
	return status;
}

const struct command command_policy_list = {
	.name = "policy list",
	.usage = "[--language LANG]",
	.summary = N_("List the policies found, and where."),
	.options = {ARGUMENTS_LANGUAGE_HELP},
	.run = run,
};
