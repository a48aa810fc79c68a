/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a pack and is used by nothing in it. */
#include <string.h>

#include "lexer.h"
#include "lint.h"
#include "sections.h"

/* Texts for people, and lists of ids: a name in them is not the name of an expression. */
static bool holds_names(const struct ini_key *key)
{
	static const char *const others[] = {"title", "provider_name", "text", "label", "summary", "where", "steps",
		"question", "help", "detail", "example", "url", "source", "intended", NULL};

	for (int i = 0; others[i] != NULL; i++)
		if (strcmp(key->name, others[i]) == 0)
			return false;
	return key->language == NULL;
}

static bool reads_name(const char *text, const char *name)
{
	while (*text != '\0') {
		size_t length = lexer_name_length(text);
		if (length == strlen(name) && strncmp(text, name, length) == 0)
			return true;
		/* what hangs on a digit or a sign is no name of its own */
		text += length > 0 ? length : 1;
	}
	return false;
}

/* Whether any expression of the pack, but for that under `but`, reads the name. */
static bool is_read(const struct lint *lint, const char *name, const struct ini_key *but)
{
	for (size_t i = 0; i < lint->ini->section_count; i++) {
		const struct ini_section *section = &lint->ini->sections[i];
		for (size_t k = 0; k < section->key_count; k++)
			if (&section->keys[k] != but && holds_names(&section->keys[k]) &&
				reads_name(section->keys[k].value, name))
				return true;
	}
	return false;
}

static void lint_defines(struct lint *lint)
{
	const struct ini_section *section = ini_find(lint->ini, "define");

	for (size_t k = 0; section != NULL && k < section->key_count; k++)
		if (!is_read(lint, section->keys[k].name, &section->keys[k]))
			lint_warn(lint, section, section->keys[k].name, TK_E_UNUSED, NULL, NULL);
}

static void lint_tables(struct lint *lint)
{
	for (size_t i = 0; i < lint->policy->table_count; i++) {
		const char *name = lint->policy->tables[i].name;
		if (!is_read(lint, name, NULL))
			lint_warn(lint, lint_section(lint, "table", name), NULL, TK_E_UNUSED, NULL, NULL);
	}
}

static void lint_facts(struct lint *lint)
{
	const struct tk_policy *policy = lint->policy;

	for (size_t slot = policy->shared_count; slot < tk_vocabulary_count(policy->vocabulary); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(policy->vocabulary, slot);
		if (!fact->evidence && !fact->for_papers && !policy->facts[slot].read &&
			!is_read(lint, fact->name, NULL))
			lint_warn(lint, lint_section(lint, "fact", fact->name), NULL, TK_E_UNUSED, NULL, NULL);
	}
}

/* Whether the list of sources names the source, or a place in it. */
static bool is_cited(const struct lint *lint, const char *list, const char *id)
{
	const char *home = ini_value(lint->ini, "policy", "source");
	bool is_home = home != NULL && strcmp(home, id) == 0;
	size_t length = strlen(id);

	while (*list != '\0') {
		list += strspn(list, " \t,");
		if (is_home && strncmp(list, "§", sizeof("§") - 1) == 0)
			return true;
		if (strncmp(list, id, length) == 0 && strchr(" \t,", list[length]) != NULL)
			return true;
		list += strcspn(list, ",");
	}
	return false;
}

static void lint_sources(struct lint *lint)
{
	for (size_t s = 0; s < lint->policy->entry_count[TK_SOURCE]; s++) {
		const char *id = lint->policy->entries[TK_SOURCE][s].shown.id;
		bool cited = false;
		for (size_t i = 0; i < lint->ini->section_count && !cited; i++) {
			const struct ini_section *section = &lint->ini->sections[i];
			const char *list = section_value(section, "source");
			if (list != NULL && strcmp(section->name, "policy") != 0)
				cited = is_cited(lint, list, id);
		}
		if (!cited)
			lint_warn(lint, lint_section(lint, "source", id), NULL, TK_E_UNUSED, NULL, NULL);
	}
}

/* Channels no rule chooses, documents no rule requires. */
static void lint_targets(struct lint *lint, enum tk_entry_kind kind, enum tk_effect effect)
{
	const struct tk_policy *policy = lint->policy;

	for (size_t e = 0; e < policy->entry_count[kind]; e++) {
		const struct policy_entry *entry = &policy->entries[kind][e];
		const struct expr_node *when = &policy->pool.nodes[entry->when];
		bool used = kind == TK_DOCUMENT && (when->op != EXPR_TRUTH || when->mask != 0);
		for (size_t i = 0; i < policy->rule_count && !used; i++)
			used = policy->rules[i].shown.effect == effect && policy->rules[i].target == (int)e;
		if (!used)
			lint_warn(lint, lint_section(lint, kind == TK_DOCUMENT ? "document" : "channel",
						entry->shown.id),
				NULL, TK_E_UNUSED, NULL, NULL);
	}
}

void lint_uses(struct lint *lint)
{
	lint_defines(lint);
	lint_tables(lint);
	lint_facts(lint);
	lint_targets(lint, TK_CHANNEL, TK_CHANNEL_IS);
	lint_targets(lint, TK_DOCUMENT, TK_REQUIRE);
	lint_sources(lint);
}
