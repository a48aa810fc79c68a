/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan policy show: what a pack says, for people. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "language.h"
#include "output.h"
#include "policy-words.h"
#include "text.h"

static const char *words(const struct tk_text *text)
{
	const char *found = tk_text_get(text, language_current());

	return found ? found : "";
}

static void line(const char *label, const char *value)
{
	char *lead = text_pad(label, 18, false);

	if (value && *value && lead)
		output_wrapped(lead, 18, value);
	free(lead);
}

static void print_head(const struct tk_policy_head *head)
{
	output_wrapped("", 0, words(head->title));
	if (head->summary)
		output_wrapped("", 0, words(head->summary));
	output_text("\n");
	line(_("Id"), head->id);
	line(_("File"), head->file);
	line(_("Provider"), head->provider);
	line(_("Authority"), head->authority == TK_OFFICIAL ? _("official") : _("secondary"));
	line(_("Revision"), head->revision);
	line(_("Published"), head->published);
	line(_("Data until"), head->data_until);
	line(_("In force from"), head->effective_from);
	line(_("In force to"), head->effective_to);
	line(_("Checked on"), head->checked_on);
	line(_("Address"), head->url);
	line(_("Currency"), head->currency);
	line(_("SHA-256"), head->sha256);
}

/* What the rule does, with what it does it to. Caller frees. */
static char *effect(const struct tk_rule *rule)
{
	switch (rule->effect) {
	case TK_REFUSE:
		return text_printf("%s", _("refuses"));
	case TK_DEDUCT:
		return text_printf(_("deducts %s"), rule->amount ? rule->amount : "");
	case TK_CHANNEL_IS:
		return text_printf(_("channel %s"), rule->target ? rule->target->id : "");
	case TK_REQUIRE:
		return text_printf(_("requires %s"), rule->target ? rule->target->id : "");
	case TK_WARN:
		return text_printf("%s", _("warns"));
	default:
		return text_printf("%s", _("notes"));
	}
}

static void print_rules(const struct tk_policy *policy)
{
	output_printf("\n%s\n", _("Rules"));
	for (size_t i = 0; i < tk_policy_rule_count(policy); i++) {
		const struct tk_rule *rule = tk_policy_rule(policy, i);
		char *does = effect(rule);
		char *head = text_printf(_("%s: %s (%s)"), rule->id, does ? does : "", rule->source);
		if (head)
			output_wrapped("  - ", 4, head);
		if (rule->reading)
			output_printf(_("    only under the reading %s\n"), rule->reading->id);
		if (rule->when)
			output_wrapped(_("    when "), 6, rule->when);
		output_wrapped("    ", 4, words(rule->text));
		free(head);
		free(does);
	}
}

static const char *kind_title(enum tk_entry_kind kind)
{
	static const char *const titles[TK_ENTRY_KINDS] = {
		[TK_CHANNEL] = N_("Channels"),
		[TK_STAGE] = N_("Stages of the review"),
		[TK_DOCUMENT] = N_("Documents"),
		[TK_READING] = N_("Other readings"),
		[TK_PRECEDENT] = N_("Cases told by the source"),
		[TK_ODDS] = N_("Odds, by the source's own figures, not verified"),
		[TK_REMEDY] = N_("What can be done"),
		[TK_ADVICE] = N_("Advice"),
		[TK_CAUSE] = N_("Why the refund page may give less"),
		[TK_SOURCE] = N_("Sources"),
	};

	return _(titles[kind]);
}

static void print_entry(const struct tk_entry *entry)
{
	const char *title = words(entry->title);
	char *head = *title ? text_printf("%s: %s", entry->id, title) : text_printf("%s", entry->id);
	char *cited = head && entry->source ? text_printf(_("%s (%s)"), head, entry->source) : NULL;

	output_wrapped("  - ", 4, cited ? cited : head ? head : "");
	if (*words(entry->text))
		output_wrapped("    ", 4, words(entry->text));
	if (*words(entry->where))
		output_wrapped("    ", 4, words(entry->where));
	if (*words(entry->steps))
		output_wrapped("    ", 4, words(entry->steps));
	if (entry->url)
		output_printf("    %s\n", entry->url);
	if (entry->kind == TK_SOURCE && entry->checked_on)
		output_printf(_("    checked on %s, confidence %s\n"), entry->checked_on,
			entry->confidence ? entry->confidence : "-");
	free(cited);
	free(head);
}

static void show(const struct tk_policy *policy)
{
	print_head(tk_policy_head(policy));
	print_rules(policy);
	for (int kind = 0; kind < TK_ENTRY_KINDS; kind++) {
		size_t count = tk_policy_entry_count(policy, (enum tk_entry_kind)kind);
		if (count)
			output_printf("\n%s\n", kind_title((enum tk_entry_kind)kind));
		for (size_t i = 0; i < count; i++)
			print_entry(tk_policy_entry(policy, (enum tk_entry_kind)kind, i));
	}
}

static int run(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {ARGUMENTS_COMMON, ARGUMENTS_LANGUAGE, {0}};
	struct places places;
	struct tk_errors errors;
	int status;

	if (arguments_next(command, argc, argv, options, &status) == ARGUMENTS_STOP)
		return status;
	if (argc - optind != 1)
		return arguments_wrong(command, _("it takes one policy, by id or file"));
	if (!policy_places(&places))
		return STATUS_BAD_DATA;
	tk_errors_init(&errors);
	struct tk_policy *policy = policy_load(&places, argv[optind], &errors);
	if (policy)
		show(policy);
	report_errors(&errors);
	status = output_finish(policy ? STATUS_DONE : STATUS_BAD_DATA);
	tk_errors_release(&errors);
	tk_policy_free(policy);
	places_close(&places);
	return status;
}

const struct command command_policy_show = {
	.name = "policy show",
	.usage = "ID [--language LANG]",
	.summary = N_("Show what a policy says: rules, channels, documents, sources."),
	.options = {N_("  ID               a policy by its id or its file\n"), ARGUMENTS_LANGUAGE_HELP},
	.run = run,
};
