/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lint.h"

#include <stdlib.h>
#include <string.h>

#include "phrases.h"
#include "policy-load.h"

/* ---- warnings, and what is intended ----------------------------------------------------------- */

/* The words by which a section excuses a warning. */
static const struct {
	enum tk_error_code code;
	const char *word;
} words[] = {
	{TK_E_NEVER, "never"},
	{TK_E_ALWAYS, "always"},
	{TK_E_TOO_LATE, "too-late"},
	{TK_E_GAP, "gap"},
	{TK_E_OVERLAP, "overlap"},
	{TK_E_UNUSED, "unused"},
};
#define WORDS (sizeof(words) / sizeof(words[0]))

static bool is_word(const char *text, size_t length, const char *word)
{
	return strlen(word) == length && strncmp(text, word, length) == 0;
}

/* `intended = gap, overlap: why`: whether it names the code. */
static bool is_intended(const struct ini_section *section, enum tk_error_code code)
{
	const struct ini_key *key = ini_key(section, "intended", NULL);
	size_t end = key == NULL ? 0 : strcspn(key->value, ":");

	for (size_t at = 0; at < end;) {
		size_t length = strcspn(key->value + at, ", :");
		for (size_t i = 0; i < WORDS; i++)
			if (words[i].code == code && is_word(key->value + at, length, words[i].word))
				return true;
		at += length + strspn(key->value + at + length, ", ");
	}
	return false;
}

static void warn(struct lint *lint, const struct ini_section *section, const struct ini_key *key,
	enum tk_error_code code, const char *value, const char *detail)
{
	struct error_place place = {.file = lint->ini->name, .section = section->name, .line = section->line};

	if (key != NULL) {
		place.line = key->line;
		place.key = key->name;
	}
	errors_add(lint->warnings, code, &place, value, detail, NULL);
	lint->found = true;
}

void lint_warn(struct lint *lint, const struct ini_section *section, const char *key,
	enum tk_error_code code, const char *value, const char *detail)
{
	if (is_intended(section, code))
		lint->excused[section - lint->ini->sections] = true;
	else
		warn(lint, section, key == NULL ? NULL : ini_key(section, key, NULL), code, value, detail);
}

const struct ini_section *lint_section(const struct lint *lint, const char *word, const char *id)
{
	size_t length = strlen(word);

	for (size_t i = 0; i < lint->ini->section_count; i++) {
		const char *name = lint->ini->sections[i].name;
		if (strncmp(name, word, length) == 0 && name[length] == '.' &&
			strcmp(name + length + 1, id) == 0)
			return &lint->ini->sections[i];
	}
	return NULL;
}

/* An exception has a reason, words that mean something, and something to excuse. */
static void check_intended(struct lint *lint)
{
	for (size_t i = 0; i < lint->ini->section_count; i++) {
		const struct ini_section *section = &lint->ini->sections[i];
		const struct ini_key *key = ini_key(section, "intended", NULL);
		const char *colon = key == NULL ? NULL : strchr(key->value, ':');
		if (key == NULL || strcmp(section->name, "define") == 0)
			continue;
		if (colon == NULL || colon[1 + strspn(colon + 1, " ")] == '\0')
			warn(lint, section, key, TK_E_INTENDED, key->value, N_("a colon and the reason"));
		else if (!lint->excused[i])
			warn(lint, section, key, TK_E_INTENDED, key->value,
				N_("an exception that is needed: never, always, too-late, gap, overlap or unused"));
	}
}

/* ---- what can happen -------------------------------------------------------------------------- */

void lint_begin(struct lint *lint, bool paid)
{
	const struct tk_policy *policy = lint->policy;

	lint->satisfy.count = 0;
	satisfy_wish(&lint->satisfy, policy->applies, true);
	for (size_t i = 0; paid && i < policy->rule_count; i++)
		if (policy->rules[i].shown.effect == TK_REFUSE && policy->rules[i].reading < 0)
			satisfy_wish(&lint->satisfy, policy->rules[i].when, false);
}

/* Whether the node can be so in a case that the pack is for (and, with a reading, that it bears on). */
static bool can_be(struct lint *lint, int reading, uint32_t node, bool truth)
{
	lint_begin(lint, false);
	if (reading >= 0)
		satisfy_wish(&lint->satisfy, lint->policy->entries[TK_READING][reading].when, true);
	satisfy_wish(&lint->satisfy, node, truth);
	return satisfy_possible(&lint->satisfy);
}

/* false: it never holds, and that was said. */
static bool check_condition(
	struct lint *lint, const struct ini_section *section, const char *name, uint32_t node, int reading)
{
	const struct ini_key *key = ini_key(section, name, NULL);

	if (key == NULL)
		return true;
	if (!can_be(lint, reading, node, true)) {
		if (strcmp(key->value, "no") != 0)
			lint_warn(lint, section, name, TK_E_NEVER, key->value, NULL);
		return false;
	}
	/* Under a reading a rule may well hold whenever the reading does. */
	if (reading < 0 && strcmp(key->value, "yes") != 0 && !can_be(lint, reading, node, false))
		lint_warn(lint, section, name, TK_E_ALWAYS, key->value, NULL);
	return true;
}

/* A rule that could only fire where what it says has no place any more. */
static void check_place(struct lint *lint, const struct ini_section *section, size_t index)
{
	const struct tk_policy *policy = lint->policy;
	const struct policy_rule *rule = &policy->rules[index];
	bool channel = rule->shown.effect == TK_CHANNEL_IS;

	if (!channel && rule->shown.effect != TK_DEDUCT && rule->shown.effect != TK_REQUIRE)
		return;
	lint_begin(lint, !channel);
	if (rule->reading >= 0)
		satisfy_wish(&lint->satisfy, policy->entries[TK_READING][rule->reading].when, true);
	for (size_t i = 0; channel && i < index; i++)
		if (policy->rules[i].shown.effect == TK_CHANNEL_IS && policy->rules[i].reading < 0)
			satisfy_wish(&lint->satisfy, policy->rules[i].when, false);
	satisfy_wish(&lint->satisfy, rule->when, true);
	if (!satisfy_possible(&lint->satisfy))
		lint_warn(lint, section, "when", TK_E_TOO_LATE, section_value(section, "when"),
			channel ? N_("a case for which no channel before it is taken")
				: N_("a case in which nothing refuses the refund"));
}

static void lint_rules(struct lint *lint)
{
	for (size_t i = 0; i < lint->policy->rule_count; i++) {
		const struct policy_rule *rule = &lint->policy->rules[i];
		const struct ini_section *section = lint_section(lint, "rule", rule->shown.id);
		if (check_condition(lint, section, "when", rule->when, rule->reading))
			check_place(lint, section, i);
		if (rule->shown.reference == NULL)
			lint_warn(lint, section, "source", TK_E_UNCITED, rule->shown.source, NULL);
	}
}

static void lint_entries(struct lint *lint)
{
	const struct tk_policy *policy = lint->policy;

	for (int kind = 0; kind < TK_ENTRY_KINDS; kind++)
		for (size_t i = 0; i < policy->entry_count[kind]; i++) {
			const struct policy_entry *entry = &policy->entries[kind][i];
			const struct ini_section *section = lint_section(
				lint, policy_entry_word((enum tk_entry_kind)kind), entry->shown.id);
			check_condition(lint, section, kind == TK_DOCUMENT ? "advised" : "when", entry->when,
				-1);
		}
}

static void lint_all(struct lint *lint)
{
	const struct ini_section *head = ini_find(lint->ini, "policy");

	/* A pack for no case at all: nothing else of it could be said. */
	lint_begin(lint, false);
	if (!satisfy_possible(&lint->satisfy)) {
		lint_warn(lint, head, "applies", TK_E_NEVER, section_value(head, "applies"), NULL);
		return;
	}
	lint_rules(lint);
	lint_entries(lint);
	lint_tiers(lint);
	lint_uses(lint);
	check_intended(lint);
}

/* Those added since FIRST by line; of one line in the order found. */
static void sort_by_line(struct tk_errors *warnings, size_t first)
{
	for (size_t i = first + 1; i < warnings->count; i++) {
		struct tk_error moved = warnings->items[i];
		size_t to = i;
		for (; to > first && warnings->items[to - 1].line > moved.line; to--)
			warnings->items[to] = warnings->items[to - 1];
		warnings->items[to] = moved;
	}
}

enum tk_status tk_policy_lint(const struct tk_policy *policy, struct tk_errors *warnings)
{
	size_t first = warnings->count;
	struct lint *lint = calloc(1, sizeof(*lint));
	enum tk_status status = TK_NO_MEMORY;

	if (lint == NULL)
		return TK_NO_MEMORY;
	lint->policy = policy;
	lint->ini = policy_ini(policy);
	lint->warnings = warnings;
	lint->excused = calloc(lint->ini->section_count + 1, sizeof(*lint->excused));
	if (lint->excused != NULL && roots_find(policy, &lint->roots) &&
		satisfy_init(&lint->satisfy, policy)) {
		lint_all(lint);
		sort_by_line(warnings, first);
		if (!lint->satisfy.judge.search.failed)
			status = lint->found ? TK_INVALID : TK_OK;
	}
	satisfy_release(&lint->satisfy);
	roots_release(&lint->roots);
	free(lint->excused);
	free(lint);
	return status;
}
