/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "policy-graph.h"

#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "output.h"
#include "policy-phrases.h"
#include "text.h"

enum { LABEL_COLUMNS = 36 };

static const char *words(const struct tk_text *text)
{
	const char *found = tk_text_get(text, language_current());

	return found ? found : "";
}

/* A text between the quotes of dot, its lines wrapped and centred. Control characters have no place in
 * a pack. */
static void print_quoted(const char *text)
{
	struct text_lines lines;

	if (!text_wrap(text, LABEL_COLUMNS, 0, &lines)) {
		output_had(NULL);
		return;
	}
	for (size_t i = 0; i < lines.count; i++) {
		if (i > 0)
			output_text("\\n");
		for (const char *at = lines.items[i]; *at; at++) {
			size_t plain = strcspn(at, "\"\\");
			output_printf("%.*s", (int)plain, at);
			at += plain;
			if (!*at)
				break;
			output_printf("\\%c", *at);
		}
	}
	text_lines_release(&lines);
}

static void print_node(const char *kind, const char *id, const char *first, const char *second)
{
	output_printf("\t\"%s.%s\" [label=\"", kind, id);
	print_quoted(first);
	if (second && *second) {
		output_text("\\n");
		print_quoted(second);
	}
	output_text("\"];\n");
}

/* ---- nodes ------------------------------------------------------------------------------------ */

/* What reads facts: the rules, then the sums beside the refund. */
static size_t reader_count(const struct tk_policy *policy)
{
	return tk_policy_rule_count(policy) + tk_policy_sum_count(policy);
}

/* "rule.fee"; caller frees. */
static char *reader(const struct tk_policy *policy, size_t i)
{
	size_t rules = tk_policy_rule_count(policy);

	return i < rules ? text_printf("rule.%s", tk_policy_rule(policy, i)->id)
			 : text_printf("sum.%s", tk_policy_sum(policy, i - rules)->id);
}

/* Of each of them, a row of the facts that it reads. NULL = no memory */
static bool *find_reads(const struct tk_policy *policy, size_t facts)
{
	static const char *const keys[] = {"when", "deduct", "amount"};
	bool *reads = calloc(reader_count(policy) * facts + 1, sizeof(*reads)), good = reads != NULL;

	for (size_t i = 0; i < reader_count(policy) && good; i++) {
		char *section = reader(policy, i);
		good = section != NULL;
		for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]) && good; k++)
			good = tk_policy_part_reads(policy, section, keys[k], reads + i * facts) == TK_OK;
		free(section);
	}
	if (good)
		return reads;
	free(reads);
	return NULL;
}

static void print_edge(const struct tk_policy *policy, const struct tk_fact *fact, size_t i)
{
	char *to = reader(policy, i);

	output_printf("\t\"fact.%s\" -> \"%s\";\n", fact->name, output_had(to));
	free(to);
}

static void print_facts(const struct tk_policy *policy)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(policy);
	size_t facts = tk_vocabulary_count(vocabulary);
	bool *reads = find_reads(policy, facts);

	if (!reads)
		output_had(NULL);
	output_text("\n\tnode [shape=ellipse, style=solid];\n");
	for (size_t slot = 0; slot < facts && reads; slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, slot);
		bool shown = false;
		for (size_t i = 0; i < reader_count(policy); i++) {
			if (!reads[i * facts + slot])
				continue;
			if (!shown)
				print_node("fact", fact->name, words(fact->label), NULL);
			shown = true;
			print_edge(policy, fact, i);
		}
	}
	free(reads);
}

static void print_rules(const struct tk_policy *policy)
{
	output_text("\n\tnode [shape=box, style=rounded];\n");
	for (size_t i = 0; i < tk_policy_rule_count(policy); i++) {
		const struct tk_rule *rule = tk_policy_rule(policy, i);
		char *when = policy_phrase(policy, "rule.", rule->id, "when", rule->when);
		print_node("rule", rule->id, rule->id, output_had(when));
		free(when);
	}
}

static void print_sums(const struct tk_policy *policy)
{
	for (size_t i = 0; i < tk_policy_sum_count(policy); i++) {
		const struct tk_sum *sum = tk_policy_sum(policy, i);
		char *amount = policy_phrase(policy, "sum.", sum->id, "amount", sum->amount);
		print_node("sum", sum->id, words(sum->label), output_had(amount));
		free(amount);
	}
}

static void print_entries(const struct tk_policy *policy, enum tk_entry_kind kind, const char *word)
{
	for (size_t i = 0; i < tk_policy_entry_count(policy, kind); i++) {
		const struct tk_entry *entry = tk_policy_entry(policy, kind, i);
		print_node(word, entry->id, words(entry->title), NULL);
	}
}

static void print_deduction(const struct tk_policy *policy, const struct tk_rule *rule)
{
	char *amount = policy_phrase(policy, "rule.", rule->id, "deduct", rule->amount);

	print_node("deduction", rule->id, words(rule->label), output_had(amount));
	output_printf("\t\"rule.%s\" -> \"deduction.%s\";\n", rule->id, rule->id);
	free(amount);
}

/* ---- what rules lead to ----------------------------------------------------------------------- */

static void print_effect(const struct tk_policy *policy, const struct tk_rule *rule)
{
	switch (rule->effect) {
	case TK_REFUSE:
		output_printf("\t\"rule.%s\" -> \"refused\";\n", rule->id);
		break;
	case TK_DEDUCT:
		print_deduction(policy, rule);
		break;
	case TK_CHANNEL_IS:
		output_printf("\t\"rule.%s\" -> \"channel.%s\";\n", rule->id, rule->target->id);
		break;
	case TK_REQUIRE:
		output_printf("\t\"rule.%s\" -> \"document.%s\";\n", rule->id, rule->target->id);
		break;
	case TK_WARN:
		output_printf("\t\"rule.%s\" -> \"warning\";\n", rule->id);
		break;
	case TK_NOTE:
		output_printf("\t\"rule.%s\" -> \"note\";\n", rule->id);
		break;
	}
	if (rule->reading)
		output_printf("\t\"reading.%s\" -> \"rule.%s\" [style=dashed];\n", rule->reading->id, rule->id);
}

static bool has_effect(const struct tk_policy *policy, enum tk_effect effect)
{
	for (size_t i = 0; i < tk_policy_rule_count(policy); i++)
		if (tk_policy_rule(policy, i)->effect == effect)
			return true;
	return false;
}

static void print_ends(const struct tk_policy *policy)
{
	static const struct {
		enum tk_effect effect;
		const char *name, *label;
	} ends[] = {{TK_REFUSE, "refused", N_("no refund")}, {TK_WARN, "warning", N_("Warnings")},
		{TK_NOTE, "note", N_("Notes")}};

	output_text("\n\tnode [shape=box, style=filled, fillcolor=lightgrey];\n");
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		if (!has_effect(policy, ends[i].effect))
			continue;
		output_printf("\t\"%s\" [label=\"", ends[i].name);
		print_quoted(_(ends[i].label));
		output_text("\"];\n");
	}
	print_entries(policy, TK_CHANNEL, "channel");
	print_entries(policy, TK_DOCUMENT, "document");
	print_entries(policy, TK_STAGE, "stage");
	print_entries(policy, TK_READING, "reading");
	print_sums(policy);
	for (size_t i = 0; i < tk_policy_rule_count(policy); i++)
		print_effect(policy, tk_policy_rule(policy, i));
}

static void print_stages(const struct tk_policy *policy)
{
	for (size_t i = 0; i < tk_policy_entry_count(policy, TK_STAGE); i++) {
		const struct tk_entry *stage = tk_policy_entry(policy, TK_STAGE, i);
		const struct tk_entry *channel = tk_policy_stage_channel(policy, stage);
		const struct tk_entry *before = tk_policy_stage_after(policy, stage);
		if (before)
			output_printf("\t\"stage.%s\" -> \"stage.%s\";\n", before->id, stage->id);
		else if (channel)
			output_printf("\t\"channel.%s\" -> \"stage.%s\";\n", channel->id, stage->id);
	}
}

void policy_graph(const struct tk_policy *policy)
{
	const struct tk_policy_head *head = tk_policy_head(policy);

	output_printf("digraph \"%s\" {\n\tgraph [rankdir=LR, label=\"", head->id);
	print_quoted(words(head->title));
	output_text("\"];\n\tnode [fontname=\"sans-serif\"];\n");
	print_facts(policy);
	print_rules(policy);
	print_ends(policy);
	print_stages(policy);
	output_text("}\n");
}
