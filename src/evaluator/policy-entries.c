/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "phrases.h"
#include "policy-load.h"

#define UNITS_MAX 10000

/* Excuses a warning (lint.c). */
#define INTENDED                 \
	{                        \
		"intended", KEY_PLAIN \
	}
static const struct key_rule channel_keys[] = {INTENDED, {"title", KEY_REQUIRED | KEY_TEXT},
        {"text", KEY_TEXT}, {"steps", KEY_TEXT}, {"url", KEY_PLAIN}, {"source", KEY_PLAIN}};
static const struct key_rule stage_keys[] = {INTENDED, {"title", KEY_REQUIRED | KEY_TEXT},
        {"channel", KEY_PLAIN}, {"after", KEY_PLAIN}, {"least", KEY_REQUIRED},
        {"most", KEY_REQUIRED}, {"unit", KEY_REQUIRED}, {"when", KEY_PLAIN}, {"text", KEY_TEXT},
        {"source", KEY_REQUIRED}};
static const struct key_rule document_keys[] = {INTENDED, {"title", KEY_REQUIRED | KEY_TEXT},
        {"where", KEY_REQUIRED | KEY_TEXT}, {"text", KEY_TEXT}, {"source", KEY_REQUIRED},
        {"advised", KEY_PLAIN}};
static const struct key_rule reading_keys[] = {INTENDED, {"title", KEY_REQUIRED | KEY_TEXT},
        {"text", KEY_REQUIRED | KEY_TEXT}, {"when", KEY_REQUIRED}, {"replaces", KEY_REQUIRED},
        {"source", KEY_REQUIRED}};
static const struct key_rule precedent_keys[] = {INTENDED, {"title", KEY_TEXT},
        {"text", KEY_REQUIRED | KEY_TEXT}, {"when", KEY_PLAIN}, {"source", KEY_REQUIRED}};
static const struct key_rule odds_keys[] = {
        INTENDED, {"text", KEY_REQUIRED | KEY_TEXT}, {"when", KEY_PLAIN}, {"source", KEY_REQUIRED}};
static const struct key_rule remedy_keys[] = {INTENDED, {"title", KEY_REQUIRED | KEY_TEXT},
        {"text", KEY_REQUIRED | KEY_TEXT}, {"when", KEY_PLAIN}, {"source", KEY_REQUIRED},
        {"from", KEY_PLAIN}, {"deadline", KEY_PLAIN}, {"url", KEY_PLAIN}};
static const struct key_rule advice_keys[] = {INTENDED, {"title", KEY_TEXT},
        {"text", KEY_REQUIRED | KEY_TEXT}, {"when", KEY_PLAIN}, {"place", KEY_PLAIN},
        {"source", KEY_PLAIN}, {"url", KEY_PLAIN}};
static const struct key_rule cause_keys[] = {INTENDED, {"title", KEY_REQUIRED | KEY_TEXT},
        {"text", KEY_REQUIRED | KEY_TEXT}, {"when", KEY_PLAIN}, {"codes", KEY_PLAIN},
        {"source", KEY_REQUIRED}, {"url", KEY_PLAIN}};
static const struct key_rule source_keys[] = {INTENDED, {"title", KEY_REQUIRED | KEY_TEXT},
        {"url", KEY_PLAIN}, {"checked_on", KEY_PLAIN}, {"confidence", KEY_PLAIN},
        {"authority", KEY_PLAIN}, {"text", KEY_TEXT}};

#define KEYS(rules) rules, sizeof(rules) / sizeof(rules[0])

/* What an entry may have, and what its `when` may use. */
static const struct {
	const struct key_rule *keys;
	size_t count;
	unsigned allow;
} kinds[TK_ENTRY_KINDS] = {
        [TK_CHANNEL] = {KEYS(channel_keys), 0},
        [TK_STAGE] = {KEYS(stage_keys), USE_VERDICT | USE_ANSWERED},
        [TK_DOCUMENT] = {KEYS(document_keys), USE_ANSWERED},
        [TK_READING] = {KEYS(reading_keys), USE_ANSWERED},
        [TK_PRECEDENT] = {KEYS(precedent_keys), USE_VERDICT | USE_ANSWERED},
        [TK_ODDS] = {KEYS(odds_keys), USE_VERDICT | USE_ANSWERED},
        [TK_REMEDY] = {KEYS(remedy_keys), USE_VERDICT | USE_ANSWERED},
        [TK_ADVICE] = {KEYS(advice_keys), USE_VERDICT | USE_ANSWERED},
        [TK_CAUSE] = {KEYS(cause_keys), USE_VERDICT | USE_ANSWERED},
        [TK_SOURCE] = {KEYS(source_keys), 0},
};

/* ---- stages -----------------------------------------------------------------------------------
 */

static void load_stage(
        struct policy_loading *load, const struct ini_section *section, struct policy_entry *entry)
{
	static const char *const units[] = {"working-days", "hours", NULL};
	struct loading *loading = &load->loading;
	const struct ini_key *after = ini_key(section, "after", NULL);

	entry->channel = policy_reference(load, section, "channel", TK_CHANNEL);
	entry->after = policy_reference(load, section, "after", TK_STAGE);
	entry->by_hours =
	        section_word(loading, section, "unit", units, "working-days, hours", 0) == 1;
	entry->least = section_count(loading, section, "least", 0, UNITS_MAX, "0 .. 10000", 0);
	entry->most =
	        section_count(loading, section, "most", 0, UNITS_MAX, "0 .. 10000", entry->least);
	if (entry->most < entry->least)
		key_error(loading, section, ini_key(section, "most", NULL), TK_E_OUT_OF_RANGE,
		        N_("at least `least`"), NULL);
	if (entry->by_hours && entry->after >= 0)
		key_error(loading, section, after, TK_E_BAD_VALUE,
		        N_("nothing: hours are counted from the application"), NULL);
}

/* A stage is chained to one of its own channel, and never in the end to itself. */
static void check_chain(struct policy_loading *load, size_t index)
{
	const struct policy_entry *stages = load->policy->entries[TK_STAGE];
	const struct ini_section *section = load->entries[TK_STAGE][index];
	const struct ini_key *key = ini_key(section, "after", NULL);
	int at = stages[index].after;

	if (at < 0)
		return;
	if (stages[at].channel >= 0 && stages[at].channel != stages[index].channel)
		key_error(&load->loading, section, key, TK_E_UNKNOWN_TARGET,
		        N_("a stage of the same channel"), NULL);
	for (size_t steps = 0; at >= 0 && steps <= load->policy->entry_count[TK_STAGE]; steps++) {
		if ((size_t)at == index) {
			key_error(&load->loading, section, key, TK_E_CIRCULAR,
			        N_("stages that do not lead back here"), NULL);
			return;
		}
		at = stages[at].after;
	}
}

/* ---- readings ---------------------------------------------------------------------------------
 */

static const char *next_rule(const void *user, size_t i)
{
	const struct policy_loading *load = user;
	return i < load->policy->rule_count ? section_id(load->rules[i]) : NULL;
}

static int find_rule(const struct policy_loading *load, const char *id)
{
	for (size_t i = 0; i < load->policy->rule_count; i++)
		if (strcmp(section_id(load->rules[i]), id) == 0)
			return (int)i;
	return -1;
}

static void load_replaces(
        struct policy_loading *load, const struct ini_section *section, struct policy_entry *entry)
{
	struct loading *loading = &load->loading;
	const struct ini_key *key = ini_key(section, "replaces", NULL);
	struct name_list list;

	if (key == NULL || key->value[0] == '\0')
		return;
	list = list_split(loading, section, key);
	entry->replaces = arena_array(loading->arena, list.count, sizeof(*entry->replaces));
	if (entry->replaces == NULL)
		return;
	for (size_t i = 0; i < list.count; i++) {
		int rule = find_rule(load, list.items[i]);
		if (rule < 0)
			part_error(loading, section, key, list.items[i], TK_E_UNKNOWN_TARGET,
			        N_("the name of a [rule.NAME]"),
			        error_nearest(list.items[i], next_rule, load));
		else if (ini_key(load->rules[rule], "reading", NULL) != NULL)
			part_error(loading, section, key, list.items[i], TK_E_UNKNOWN_TARGET,
			        N_("a rule that belongs to no reading"), NULL);
		else
			entry->replaces[entry->replaces_count++] = (uint32_t)rule;
	}
}

/* ---- documents --------------------------------------------------------------------------------
 */

/* The words of the fact evidence.NAME are those of the document. */
static void name_evidence(struct policy_loading *load, const struct policy_entry *entry)
{
	struct tk_fact *fact = &load->policy->vocabulary->facts[entry->slot].shown;
	fact->label = fact->question = entry->shown.title;
	fact->help = entry->shown.where;
	fact->detail = entry->shown.text;
}

/* ---- causes ------------------------------------------------------------------------------------
 */

static void load_codes(
        struct policy_loading *load, const struct ini_section *section, struct tk_entry *shown)
{
	const struct ini_key *key = ini_key(section, "codes", NULL);
	struct name_list list;

	if (key == NULL || key->value[0] == '\0')
		return;
	list = list_split(&load->loading, section, key);
	shown->codes = (const char *const *)list.items;
	shown->code_count = list.count;
}

/* ---- remedies ----------------------------------------------------------------------------------
 */

/* "+ 90 days" into the term; false: it is nothing of that kind. */
static bool read_span(const char *text, struct policy_term *term)
{
	static const struct {
		const char *word;
		int64_t days, months;
	} units[] = {{"day", 1, 0}, {"days", 1, 0}, {"month", 0, 1}, {"months", 0, 1},
	        {"year", 0, 12}, {"years", 0, 12}};
	char *end;

	text += strspn(text, " ");
	if (*text++ != '+')
		return false;
	text += strspn(text, " ");
	if (*text < '0' || *text > '9')
		return false;
	long count = strtol(text, &end, 10);
	end += strspn(end, " ");
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(end, units[i].word) != 0 || count > UNITS_MAX)
			continue;
		term->days = units[i].days * count;
		term->months = units[i].months * count;
		return term->months <= UNITS_MAX;
	}
	return false;
}

/* A moment of the vocabulary, + and a number of days, months or years. */
static struct policy_term load_term(
        struct policy_loading *load, const struct ini_section *section, const char *name)
{
	struct loading *loading = &load->loading;
	const struct tk_vocabulary *vocabulary = load->policy->vocabulary;
	const struct ini_key *key = ini_key(section, name, NULL);
	struct policy_term term = {.slot = -1};

	if (key == NULL || key->value[0] == '\0')
		return term;
	size_t length = strcspn(key->value, " +");
	char *fact = strndup(key->value, length);
	int slot = fact == NULL ? -1 : tk_vocabulary_find(vocabulary, fact);
	if (fact == NULL)
		loading->arena->failed = true;
	else if (slot < 0)
		part_error(loading, section, key, fact, TK_E_UNKNOWN_FACT, NULL,
		        tk_vocabulary_nearest(vocabulary, fact));
	else if (tk_vocabulary_fact(vocabulary, (size_t)slot)->type != TK_MOMENT)
		part_error(loading, section, key, fact, TK_E_TYPE, N_("a moment"), NULL);
	else if (!read_span(key->value + length, &term))
		key_error(loading, section, key, TK_E_BAD_VALUE,
		        N_("a moment, + and days, months or years, as ordered_at + 90 days"), NULL);
	else
		term.slot = slot;
	free(fact);
	return term;
}

/* ---- all of them ------------------------------------------------------------------------------
 */

static void load_entry(struct policy_loading *load, enum tk_entry_kind kind, size_t index)
{
	static const char *const places[] = {"do", "before", NULL};
	static const char *const authorities[] = {"official", "secondary", NULL};
	struct loading *loading = &load->loading;
	const struct ini_section *section = load->entries[kind][index];
	struct policy_entry *entry = &load->policy->entries[kind][index];
	struct tk_entry *shown = &entry->shown;

	section_check(loading, section, kinds[kind].keys, kinds[kind].count);
	shown->title = section_text(loading, section, "title");
	shown->text = section_text(loading, section, "text");
	shown->where = section_text(loading, section, "where");
	shown->steps = section_text(loading, section, "steps");
	shown->url = section_url(loading, section, "url");
	shown->checked_on = section_date(loading, section, "checked_on");
	shown->confidence = section_value(section, "confidence");
	shown->authority = (enum tk_authority)section_word(
	        loading, section, "authority", authorities, "official, secondary", TK_SECONDARY);
	shown->before = section_word(loading, section, "place", places, "do, before", 0) == 1;
	policy_source(load, section, &shown->source, &shown->reference);
	entry->channel = entry->after = -1;
	entry->from = load_term(load, section, "from");
	entry->until = load_term(load, section, "deadline");
	entry->always = kind != TK_DOCUMENT && ini_key(section, "when", NULL) == NULL;
	entry->when = policy_condition(load, section, kind == TK_DOCUMENT ? "advised" : "when",
	        kind != TK_DOCUMENT, kinds[kind].allow | USE_DEFINES);
	if (kind == TK_STAGE)
		load_stage(load, section, entry);
	else if (kind == TK_CAUSE)
		load_codes(load, section, shown);
	else if (kind == TK_READING)
		load_replaces(load, section, entry);
	else if (kind == TK_DOCUMENT)
		name_evidence(load, entry);
}

void policy_load_entries(struct policy_loading *load)
{
	for (int kind = 0; kind < TK_ENTRY_KINDS; kind++)
		for (size_t i = 0; i < load->policy->entry_count[kind]; i++)
			load_entry(load, (enum tk_entry_kind)kind, i);
	for (size_t i = 0; i < load->policy->entry_count[TK_STAGE]; i++)
		check_chain(load, i);
}
