/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan policy show: what a pack says, for people. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "language.h"
#include "output.h"
#include "policy-graph.h"
#include "policy-phrases.h"
#include "policy-words.h"
#include "text.h"

enum { OPTION_FORMAT = ARGUMENT_OWN };

static const char *words(const struct tk_text *text)
{
	const char *found = tk_text_get(text, language_current());

	return found ? found : "";
}

static void line(const char *label, const char *value)
{
	char *lead = text_pad(label, 18, false);

	if (value && *value)
		output_wrapped(lead, 18, value);
	free(lead);
}

/* "Alibaba Cloud (aliyun)" */
static void print_provider(const struct tk_policy_head *head)
{
	char *named = head->provider_name
			      ? text_printf(_("%s (%s)"), words(head->provider_name), head->provider)
			      : strdup(head->provider);

	line(_("Provider"), named);
	free(named);
}

static void print_head(const struct tk_policy_head *head)
{
	output_wrapped("", 0, words(head->title));
	if (head->summary)
		output_wrapped("", 0, words(head->summary));
	output_text("\n");
	line(_("Id"), head->id);
	line(_("File"), head->file);
	print_provider(head);
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

static void print_scope(const struct tk_policy *policy)
{
	static const struct {
		const char *label, *key;
	} parts[] = {{N_("For cases where"), "applies"}, {N_("Refunded from"), "base"}};

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		errno = 0;
		char *text = policy_named_phrase(policy, "policy", "", parts[i].key, NULL);
		if (text || errno == ENOMEM)
			line(_(parts[i].label), output_had(text));
		free(text);
	}
}

/* What the rule does it to, with the lead for it; NULL: nothing. Caller frees. */
static char *object(const struct tk_policy *policy, const struct tk_rule *rule)
{
	char *amount, *text = NULL;

	if (rule->effect == TK_DEDUCT) {
		amount = policy_named_phrase(policy, "rule.", rule->id, "deduct", rule->amount);
		text = text_printf("%s = %s", words(rule->label), output_had(amount));
		free(amount);
	} else if (rule->target) {
		text = text_printf(_("%s: %s"), rule->target->id, words(rule->target->title));
	}
	return text;
}

static void print_rule(const struct tk_policy *policy, const struct tk_rule *rule)
{
	char *head = text_printf(_("%s (%s)"), rule->id, rule->source);
	char *when = policy_named_phrase(policy, "rule.", rule->id, "when", rule->when);
	char *does = object(policy, rule);

	output_wrapped("  - ", 4, head);
	if (rule->reading)
		output_printf(_("    only under the reading %s\n"), rule->reading->id);
	if (when || rule->when)
		output_wrapped(_("    when "), 6, when);
	if (does || rule->effect == TK_DEDUCT || rule->target)
		output_wrapped("    > ", 6, does);
	output_wrapped("    ", 4, words(rule->text));
	free(head);
	free(when);
	free(does);
}

static void print_rules(const struct tk_policy *policy, enum tk_effect effect)
{
	static const char *const titles[] = {
		[TK_REFUSE] = N_("What excludes a refund"),
		[TK_DEDUCT] = N_("What comes off, in this order"),
		[TK_CHANNEL_IS] = N_("Where to apply: the first that holds"),
		[TK_REQUIRE] = N_("What has to be handed in"),
		[TK_WARN] = N_("Warnings"),
		[TK_NOTE] = N_("Notes"),
	};
	bool begun = false;

	for (size_t i = 0; i < tk_policy_rule_count(policy); i++) {
		const struct tk_rule *rule = tk_policy_rule(policy, i);
		if (rule->effect != effect)
			continue;
		if (!begun)
			output_printf("\n%s\n", _(titles[effect]));
		begun = true;
		print_rule(policy, rule);
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

/* When it counts, where that is said. */
static void print_when(const struct tk_policy *policy, const struct tk_entry *entry)
{
	static const char *const sections[TK_ENTRY_KINDS] = {
		[TK_STAGE] = "stage.", [TK_DOCUMENT] = "document.", [TK_READING] = "reading.",
		[TK_PRECEDENT] = "precedent.", [TK_ODDS] = "odds.", [TK_REMEDY] = "remedy.",
		[TK_ADVICE] = "advice.", [TK_CAUSE] = "cause."};
	const char *section = sections[entry->kind];
	errno = 0;
	char *when = !section ? NULL
			      : policy_named_phrase(policy, section, entry->id,
					entry->kind == TK_DOCUMENT ? "advised" : "when", NULL);

	if (when && entry->kind == TK_DOCUMENT)
		output_wrapped(_("    worth keeping: "), 6, when);
	else if (when || errno == ENOMEM)
		output_wrapped(_("    when "), 6, when);
	free(when);
}

/* The provider's codes that tell of a cause. */
static void print_codes(const struct tk_entry *entry)
{
	struct text_buffer list;
	char *text;

	if (entry->code_count == 0)
		return;
	text_buffer_init(&list);
	for (size_t i = 0; i < entry->code_count; i++)
		text_buffer_printf(&list, "%s%s", i > 0 ? ", " : "", entry->codes[i]);
	text = text_buffer_take(&list);
	output_wrapped(_("    codes: "), 6, text);
	free(text);
}

static void print_entry(const struct tk_policy *policy, const struct tk_entry *entry)
{
	const char *title = words(entry->title);
	char *head = *title ? text_printf("%s: %s", entry->id, title) : text_printf("%s", entry->id);
	char *cited = head && entry->source ? text_printf(_("%s (%s)"), head, entry->source) : NULL;

	output_wrapped("  - ", 4, entry->source ? cited : head);
	print_when(policy, entry);
	if (*words(entry->text))
		output_wrapped("    ", 4, words(entry->text));
	if (*words(entry->where))
		output_wrapped("    ", 4, words(entry->where));
	if (*words(entry->steps))
		output_wrapped("    ", 4, words(entry->steps));
	print_codes(entry);
	if (entry->url)
		output_printf("    %s\n", entry->url);
	if (entry->kind == TK_SOURCE && entry->checked_on)
		output_printf(_("    checked on %s, confidence %s\n"), entry->checked_on,
			entry->confidence ? entry->confidence : "-");
	free(cited);
	free(head);
}

static void print_entries(const struct tk_policy *policy, enum tk_entry_kind kind)
{
	size_t count = tk_policy_entry_count(policy, kind);

	if (count)
		output_printf("\n%s\n", kind_title(kind));
	for (size_t i = 0; i < count; i++)
		print_entry(policy, tk_policy_entry(policy, kind, i));
}

/* "days_used = the time from ... rounded up to whole 1 d": what the lines above call by a name. */
static void print_names(const struct tk_policy *policy)
{
	bool begun = false;

	for (size_t i = 0; i < tk_policy_define_count(policy); i++) {
		const struct tk_define *define = tk_policy_define(policy, i);
		char *meaning, *text;
		if (!define->number)
			continue;
		if (!begun)
			output_printf("\n%s\n", _("What the names in it stand for"));
		begun = true;
		meaning = policy_named_phrase(policy, "define", "", define->name, define->text);
		text = text_printf("%s = %s", define->name, output_had(meaning));
		output_wrapped("  - ", 4, text);
		free(meaning);
		free(text);
	}
}

static void print_question(const struct tk_fact *fact)
{
	char *text = text_printf(_("%s: %s"), fact->name, words(fact->unknown ? fact->label : fact->question));

	output_wrapped("  - ", 4, output_had(text));
	if (fact->unknown)
		output_wrapped("    ", 4, words(fact->unknown));
	free(text);
}

/* The facts of its own: those it asks, or those that its source leaves open. */
static void print_questions(const struct tk_policy *policy, bool open, const char *title)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(policy);
	bool begun = false;

	for (size_t slot = tk_policy_shared_facts(policy); slot < tk_vocabulary_count(vocabulary); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, slot);
		if (fact->evidence || (fact->unknown != NULL) != open)
			continue;
		if (!begun)
			output_printf("\n%s\n", title);
		begun = true;
		print_question(fact);
	}
}

static void print_row(const struct tk_policy *policy, const struct tk_table *table, size_t row)
{
	char *text = policy_row_phrase(policy, table, row);

	output_wrapped("    | ", 6, text);
	free(text);
}

static void print_tables(const struct tk_policy *policy)
{
	if (tk_policy_table_count(policy) > 0)
		output_printf("\n%s\n", _("Tables: the first row that holds"));
	for (size_t i = 0; i < tk_policy_table_count(policy); i++) {
		const struct tk_table *table = tk_policy_table(policy, i);
		char *head = table->source ? text_printf(_("%s (%s)"), table->name, table->source) : NULL;
		output_wrapped("  - ", 4, table->source ? output_had(head) : table->name);
		if (*words(table->title))
			output_wrapped("    ", 4, words(table->title));
		for (size_t row = 0; row < table->row_count; row++)
			print_row(policy, table, row);
		free(head);
	}
}

static void print_splits(const struct tk_policy *policy)
{
	if (tk_policy_split_count(policy) > 0)
		output_printf("\n%s\n", _("What it is paid back in, in this ratio"));
	for (size_t i = 0; i < tk_policy_split_count(policy); i++) {
		const struct tk_split *split = tk_policy_split(policy, i);
		char *share = policy_named_phrase(policy, "split.", split->id, "share", split->share);
		char *text = text_printf("%s = %s", words(split->label), output_had(share));
		output_wrapped("  - ", 4, output_had(text));
		if (*words(split->text))
			output_wrapped("    ", 4, words(split->text));
		free(share);
		free(text);
	}
}

static void print_sums(const struct tk_policy *policy)
{
	if (tk_policy_sum_count(policy) > 0)
		output_printf("\n%s\n", _("What it says beside the refund"));
	for (size_t i = 0; i < tk_policy_sum_count(policy); i++) {
		const struct tk_sum *sum = tk_policy_sum(policy, i);
		char *amount = policy_named_phrase(policy, "sum.", sum->id, "amount", sum->amount);
		char *text = text_printf(_("%s = %s (%s)"), words(sum->label), output_had(amount), sum->source);
		output_wrapped("  - ", 4, output_had(text));
		if (*words(sum->text))
			output_wrapped("    ", 4, words(sum->text));
		free(amount);
		free(text);
	}
}

/* In the order in which a person would ask. */
static void show(const struct tk_policy *policy)
{
	print_head(tk_policy_head(policy));
	print_scope(policy);
	print_rules(policy, TK_REFUSE);
	print_rules(policy, TK_DEDUCT);
	print_names(policy);
	print_tables(policy);
	print_questions(policy, true, _("What the source leaves open"));
	print_questions(policy, false, _("What it asks besides"));
	print_splits(policy);
	print_sums(policy);
	print_entries(policy, TK_READING);
	print_rules(policy, TK_CHANNEL_IS);
	print_entries(policy, TK_CHANNEL);
	print_entries(policy, TK_STAGE);
	print_rules(policy, TK_REQUIRE);
	print_entries(policy, TK_DOCUMENT);
	print_rules(policy, TK_WARN);
	print_rules(policy, TK_NOTE);
	for (int kind = 0; kind < TK_ENTRY_KINDS; kind++)
		if (kind != TK_READING && kind != TK_CHANNEL && kind != TK_STAGE && kind != TK_DOCUMENT)
			print_entries(policy, (enum tk_entry_kind)kind);
}

static int run(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {{"format", required_argument, NULL, OPTION_FORMAT},
		ARGUMENTS_COMMON, ARGUMENTS_LANGUAGE, {0}};
	struct places places;
	struct tk_errors errors;
	bool graph = false;
	int code, status;

	while ((code = arguments_next(command, argc, argv, options, &status)) != ARGUMENTS_END) {
		if (code == ARGUMENTS_STOP)
			return status;
		graph = strcmp(optarg, "dot") == 0;
		if (!graph && strcmp(optarg, "text") != 0)
			return arguments_wrong(command, _("unknown format \"%s\": text or dot?"), optarg);
	}
	if (argc - optind != 1)
		return arguments_wrong(command, _("it takes one policy, by id or file"));
	if (!policy_places(&places))
		return STATUS_BAD_DATA;
	tk_errors_init(&errors);
	struct tk_policy *policy = policy_load(&places, argv[optind], &errors);
	if (policy && graph)
		policy_graph(policy);
	else if (policy)
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
	.usage = "ID [--format text|dot] [--language LANG]",
	.summary = N_("Show what a policy says: rules, channels, documents, sources."),
	.options = {N_("  ID               a policy by its id or its file\n"
		       "  --format text|dot  for people (text, the default), or as a graph for graphviz\n"), ARGUMENTS_LANGUAGE_HELP},
	.run = run,
};
