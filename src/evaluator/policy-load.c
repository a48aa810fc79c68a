/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "phrases.h"
#include "policy-load.h"

/* ---- which sections there are -----------------------------------------------------------------
 */

static const char *const section_words[] = {"policy", "define", "rule", "fact", "channel", "stage",
        "document", "reading", "precedent", "odds", "remedy", "advice", "cause", "source",
        "table", "split", "sum"};
#define SECTION_WORDS (sizeof(section_words) / sizeof(section_words[0]))
#define FIRST_ENTRY 4 /* of section_words: entries in the order of their kinds */
#define TABLE_WORD (FIRST_ENTRY + TK_ENTRY_KINDS)
#define SPLIT_WORD (TABLE_WORD + 1)
#define SUM_WORD (SPLIT_WORD + 1)

const char *policy_entry_word(enum tk_entry_kind kind)
{
	return section_words[FIRST_ENTRY + kind];
}

static const char *next_section_word(const void *user, size_t i)
{
	(void)user;
	return i < SECTION_WORDS ? section_words[i] : NULL;
}

/* The index of the section's word; -1: reported. */
static int section_kind(struct loading *loading, const struct ini_section *section)
{
	const char *dot = strchr(section->name, '.');
	size_t length = dot == NULL ? strlen(section->name) : (size_t)(dot - section->name);
	struct error_place place = section_place(loading, section);
	char *word;

	for (size_t i = 0; i < SECTION_WORDS; i++) {
		if (strlen(section_words[i]) != length ||
		        strncmp(section_words[i], section->name, length) != 0)
			continue;
		if ((dot != NULL) == (i >= 2))
			return (int)i;
		loading->wrong = true;
		errors_add(loading->errors, TK_E_SECTION_NAME, &place, NULL,
		        i >= 2 ? N_("the word, a dot and a name") : N_("the word alone"), NULL);
		return -1;
	}
	word = arena_copy_n(loading->arena, section->name, length);
	loading->wrong = true;
	errors_add(loading->errors, TK_E_UNKNOWN_SECTION, &place, NULL, NULL,
	        word == NULL ? NULL : error_nearest(word, next_section_word, NULL));
	return -1;
}

/* Facts check their names themselves. */
static bool check_id(struct loading *loading, const struct ini_section *section)
{
	struct error_place place = section_place(loading, section);
	if (name_is_plain(section_id(section)))
		return true;
	loading->wrong = true;
	errors_add(loading->errors, TK_E_SECTION_NAME, &place, section_id(section),
	        N_("lower-case letters, digits, '-' and '_'"), NULL);
	return false;
}

static void add_section(struct loading *loading, const struct ini_section *section,
        const struct ini_section **items, size_t *count, size_t most)
{
	if (*count < most)
		items[(*count)++] = section;
	else
		section_error(loading, section, TK_E_TOO_MANY, NULL,
		        N_("fewer of this kind in one policy"));
}

static void sort_sections(struct policy_loading *load)
{
	struct loading *loading = &load->loading;
	struct tk_policy *policy = load->policy;
	size_t count = loading->ini->section_count;

	load->rules = arena_array(loading->arena, count, sizeof(*load->rules));
	load->facts = arena_array(loading->arena, count, sizeof(*load->facts));
	load->tables = arena_array(loading->arena, count, sizeof(*load->tables));
	load->splits = arena_array(loading->arena, count, sizeof(*load->splits));
	load->sums = arena_array(loading->arena, count, sizeof(*load->sums));
	for (int kind = 0; kind < TK_ENTRY_KINDS; kind++)
		load->entries[kind] =
		        arena_array(loading->arena, count, sizeof(*load->entries[kind]));
	if (loading->arena->failed)
		return;
	for (size_t i = 0; i < count; i++) {
		const struct ini_section *section = &loading->ini->sections[i];
		int kind = section_kind(loading, section);
		if (kind == 0)
			load->head = section;
		else if (kind == 1)
			load->defines = section;
		else if (kind == 3)
			add_section(loading, section, load->facts, &load->fact_count, count);
		else if (kind == 2 && check_id(loading, section))
			add_section(loading, section, load->rules, &policy->rule_count,
			        POLICY_MAX_RULES);
		else if (kind == TABLE_WORD)
			add_section(loading, section, load->tables, &load->table_count,
			        POLICY_MAX_TABLES);
		else if (kind == SPLIT_WORD && check_id(loading, section))
			add_section(loading, section, load->splits, &policy->split_count,
			        POLICY_MAX_SPLITS);
		else if (kind == SUM_WORD && check_id(loading, section))
			add_section(loading, section, load->sums, &policy->sum_count, POLICY_MAX_SUMS);
		else if (kind >= FIRST_ENTRY && kind < TABLE_WORD && check_id(loading, section))
			add_section(loading, section, load->entries[kind - FIRST_ENTRY],
			        &policy->entry_count[kind - FIRST_ENTRY], POLICY_MAX_ENTRIES);
	}
}

/* ---- [policy] ---------------------------------------------------------------------------------
 */

static const struct key_rule head_keys[] = {{"id", KEY_REQUIRED},
        {"family", KEY_PLAIN}, {"provider", KEY_REQUIRED}, {"provider_name", KEY_TEXT},
        {"title", KEY_REQUIRED | KEY_TEXT}, {"revision", KEY_REQUIRED}, {"authority", KEY_REQUIRED},
        {"published", KEY_PLAIN}, {"data_until", KEY_PLAIN}, {"effective_from", KEY_PLAIN},
        {"effective_to", KEY_PLAIN}, {"checked_on", KEY_PLAIN}, {"url", KEY_PLAIN},
        {"currency", KEY_PLAIN}, {"timezone", KEY_PLAIN}, {"calendar", KEY_REQUIRED},
        {"summary", KEY_TEXT}, {"letter", KEY_PLAIN}, {"source", KEY_PLAIN}, {"applies", KEY_PLAIN},
        {"base", KEY_PLAIN}, {"intended", KEY_PLAIN}};

static const char *next_calendar(const void *user, size_t i)
{
	const struct tk_world *world = user;
	return i < world->calendar_count ? tk_calendar_id(world->calendars[i]) : NULL;
}

static const struct tk_calendar *find_calendar(
        struct policy_loading *load, const struct ini_section *section)
{
	const char *id = section_name(&load->loading, section, "calendar");

	if (id == NULL)
		return NULL;
	for (size_t i = 0; i < load->world->calendar_count; i++)
		if (strcmp(tk_calendar_id(load->world->calendars[i]), id) == 0)
			return load->world->calendars[i];
	key_error(&load->loading, section, ini_key(section, "calendar", NULL), TK_E_UNKNOWN_TARGET,
	        N_("the id of a calendar"), error_nearest(id, next_calendar, load->world));
	return NULL;
}

static void load_dates(
        struct loading *loading, const struct ini_section *section, struct tk_policy_head *head)
{
	head->published = section_date(loading, section, "published");
	head->data_until = section_date(loading, section, "data_until");
	head->effective_from = section_date(loading, section, "effective_from");
	head->effective_to = section_date(loading, section, "effective_to");
	head->checked_on = section_date(loading, section, "checked_on");
	/* Written from the year down, dates sort as texts. */
	if (head->effective_from != NULL && head->effective_to != NULL &&
	        strlen(head->effective_from) == strlen(head->effective_to) &&
	        strcmp(head->effective_from, head->effective_to) > 0)
		key_error(loading, section, ini_key(section, "effective_to", NULL),
		        TK_E_OUT_OF_RANGE, N_("a date that is not before effective_from"), NULL);
}

void policy_load_head(struct policy_loading *load)
{
	static const char *const authorities[] = {"official", "secondary", NULL};
	/* Amounts have two decimals, so their currencies have them too. */
	static const char *const currencies[] = {"CNY", "USD", "EUR", "GBP", "HKD", "MOP", "TWD",
	        "SGD", "MYR", "THB", "AUD", "CAD", NULL};
	static const char *const zones[] = {"Asia/Shanghai", NULL};
	struct loading *loading = &load->loading;
	const struct ini_section *section = load->head;
	struct tk_policy_head *head = &load->policy->head;

	section_check(loading, section, head_keys, sizeof(head_keys) / sizeof(head_keys[0]));
	head->id = section_name(loading, section, "id");
	head->family = section_name(loading, section, "family");
	if (head->family == NULL)
		head->family = head->id;
	head->provider = section_name(loading, section, "provider");
	head->provider_name = section_text(loading, section, "provider_name");
	head->title = section_text(loading, section, "title");
	head->summary = section_text(loading, section, "summary");
	head->revision = section_value(section, "revision");
	head->authority = (enum tk_authority)section_word(
	        loading, section, "authority", authorities, "official, secondary", TK_SECONDARY);
	load_dates(loading, section, head);
	head->url = section_url(loading, section, "url");
	head->currency = currencies[section_word(loading, section, "currency", currencies,
	        N_("the ISO 4217 code of a currency with hundredths, as CNY, USD or EUR"), 0)];
	section_word(loading, section, "timezone", zones, "Asia/Shanghai", 0);
	head->timezone = section_value(section, "timezone");
	head->letter = section_name(loading, section, "letter");
	head->calendar = find_calendar(load, section);
}

/* Without [policy] the rest is checked all the same. */
static void miss_head(struct policy_loading *load)
{
	static const struct ini_section none = {"policy", 0, NULL, 0};
	struct error_place place = {.file = load->loading.file};

	load->head = &none;
	load->loading.wrong = true;
	errors_add(load->loading.errors, TK_E_MISSING_SECTION, &place, "policy", NULL, NULL);
}

static void load_applies_and_base(struct policy_loading *load)
{
	struct tk_policy *policy = load->policy;
	struct expr_source base = section_expression(&load->loading, load->head, "base");

	policy->applies = policy_condition(load, load->head, "applies", true, USE_DEFINES);
	if (base.text == NULL) {
		base.text = "paid";
		base.place.key = "base";
	}
	policy->base = compile_money(&load->compiler, &base, USE_DEFINES);
}

/* ---- shared by rules and entries --------------------------------------------------------------
 */

struct entries {
	const struct tk_policy *policy;
	enum tk_entry_kind kind;
};

static const char *next_entry(const void *user, size_t i)
{
	const struct entries *entries = user;
	return i < entries->policy->entry_count[entries->kind]
	               ? entries->policy->entries[entries->kind][i].shown.id
	               : NULL;
}

/* What a reference is to name. */
static const char *target_phrase(enum tk_entry_kind kind)
{
	static const char *const phrases[TK_ENTRY_KINDS] = {
	        [TK_CHANNEL] = N_("the name of a [channel.NAME]"),
	        [TK_STAGE] = N_("the name of a [stage.NAME]"),
	        [TK_DOCUMENT] = N_("the name of a [document.NAME]"),
	        [TK_READING] = N_("the name of a [reading.NAME]"),
	        [TK_SOURCE] = N_("the name of a [source.NAME], or a place as §1.3")};
	return phrases[kind];
}

int policy_reference(struct policy_loading *load, const struct ini_section *section,
        const char *key, enum tk_entry_kind kind)
{
	const char *id = section_value(section, key);
	struct entries entries = {load->policy, kind};
	int index;

	if (id == NULL)
		return -1;
	index = policy_find_entry(load->policy, kind, id);
	if (index < 0)
		key_error(&load->loading, section, ini_key(section, key, NULL), TK_E_UNKNOWN_TARGET,
		        target_phrase(kind), error_nearest(id, next_entry, &entries));
	return index;
}

/* "§1.3", "ID" or "ID §1.3": the source it means; the default one for a place alone. */
static const struct tk_entry *find_source(
        struct policy_loading *load, const struct ini_section *section, const char *part)
{
	struct entries sources = {load->policy, TK_SOURCE};
	size_t length = strcspn(part, " ");
	const char *id;
	int index;

	if (strncmp(part, "§", sizeof("§") - 1) == 0)
		return load->source;
	id = arena_copy_n(load->loading.arena, part, length);
	if (id == NULL)
		return NULL;
	index = policy_find_entry(load->policy, TK_SOURCE, id);
	if (index >= 0)
		return &load->policy->entries[TK_SOURCE][index].shown;
	part_error(&load->loading, section, ini_key(section, "source", NULL), part,
	        TK_E_UNKNOWN_TARGET, target_phrase(TK_SOURCE),
	        error_nearest(id, next_entry, &sources));
	return NULL;
}

void policy_source(struct policy_loading *load, const struct ini_section *section,
        const char **ret_written, const struct tk_entry **ret_reference)
{
	const struct ini_key *key = ini_key(section, "source", NULL);
	struct name_list parts;

	*ret_written = section_value(section, "source");
	if (*ret_written == NULL)
		return;
	parts = list_split(&load->loading, section, key);
	for (size_t i = 0; i < parts.count; i++) {
		const struct tk_entry *found = find_source(load, section, parts.items[i]);
		if (*ret_reference == NULL)
			*ret_reference = found;
	}
}

uint32_t policy_condition(struct policy_loading *load, const struct ini_section *section,
        const char *key, bool otherwise, unsigned allow)
{
	struct expr_source source = section_expression(&load->loading, section, key);

	if (source.text != NULL)
		return compile_condition(&load->compiler, &source, allow);
	return pool_truth(&load->compiler.pool, otherwise);
}

/* ---- the order of work ------------------------------------------------------------------------
 */

/* The pool moves to the arena, bounds are not needed any more. */
static void keep_pool(struct policy_loading *load)
{
	const struct expr_pool *built = &load->compiler.pool.nodes;
	struct expr_node *nodes = arena_array(load->loading.arena, built->count, sizeof(*nodes));

	if (nodes == NULL)
		return;
	if (built->count > 0)
		memcpy(nodes, built->nodes, built->count * sizeof(*nodes));
	load->policy->pool = (struct expr_pool){nodes, built->count, built->count};
}

static void keep_defines(struct policy_loading *load)
{
	uint32_t *nodes = arena_array(load->loading.arena, load->define_count, sizeof(*nodes));

	for (size_t i = 0; nodes != NULL && i < load->define_count; i++) {
		const struct compile_define *define = &load->define_items[i];
		bool value = define->state == COMPILE_DONE && define->term.kind == TERM_VALUE;
		nodes[i] = value ? define->term.node : EXPR_NONE;
	}
	load->policy->define_nodes = nodes;
}

/* Which of them words may go by the name of. */
static void mark_numbers(struct policy_loading *load)
{
	const struct tk_policy *policy = load->policy;

	for (size_t i = 0; i < policy->define_count && policy->define_nodes != NULL; i++) {
		const struct expr_node *node;
		if (policy->define_nodes[i] == EXPR_NONE)
			continue;
		node = &load->compiler.pool.nodes.nodes[policy->define_nodes[i]];
		policy->defines[i].number = !node->dimension.truth && node->op != EXPR_CONSTANT &&
					    node->op != EXPR_FACT && node->op != EXPR_ELAPSED;
	}
}

/* They stand behind the defines, in the same order. */
static void keep_tables(struct policy_loading *load)
{
	struct tk_policy *policy = load->policy;
	const struct compile_table **parts =
		arena_array(load->loading.arena, policy->table_count, sizeof(*parts));

	if (parts == NULL || policy->define_nodes == NULL)
		return;
	for (size_t i = 0; i < policy->table_count; i++)
		parts[i] = load->define_items[policy->define_count + i].table;
	policy->table_parts = parts;
	policy->table_nodes = policy->define_nodes + policy->define_count;
}

static void compile_all(struct policy_loading *load)
{
	policy_load_defaults(load);
	for (size_t i = 0; i < load->define_count; i++)
		compile_define(&load->compiler, &load->define_items[i]);
	load_applies_and_base(load);
	policy_load_entries(load);
	policy_load_rules(load);
	policy_load_splits(load);
	policy_load_sums(load);
	if (load->compiler.no_memory || load->loading.arena->failed)
		return;
	if (!load->compiler.wrong && !load->loading.wrong)
		policy_check_sums(load);
	policy_load_facts(load);
	keep_defines(load);
	keep_tables(load);
	mark_numbers(load);
	keep_pool(load);
}

static bool allocate(struct policy_loading *load)
{
	struct arena *arena = load->loading.arena;
	struct tk_policy *policy = load->policy;

	policy->rules = arena_array(arena, policy->rule_count, sizeof(*policy->rules));
	policy->splits = arena_array(arena, policy->split_count, sizeof(*policy->splits));
	policy->sums = arena_array(arena, policy->sum_count, sizeof(*policy->sums));
	policy->tables = arena_array(arena, load->table_count, sizeof(*policy->tables));
	for (int kind = 0; kind < TK_ENTRY_KINDS; kind++) {
		struct policy_entry *entries = arena_array(
		        arena, policy->entry_count[kind], sizeof(*policy->entries[kind]));
		policy->entries[kind] = entries;
		/* Ids first: rules and entries refer to each other. */
		for (size_t i = 0; entries != NULL && i < policy->entry_count[kind]; i++)
			entries[i].shown = (struct tk_entry){.kind = (enum tk_entry_kind)kind,
			        .id = section_id(load->entries[kind][i]),
			        .line = load->entries[kind][i]->line};
	}
	return !arena->failed;
}

static void load_policy(struct policy_loading *load)
{
	struct loading *loading = &load->loading;
	int source;

	sort_sections(load);
	if (loading->arena->failed || !allocate(load))
		return;
	if (load->head != NULL)
		policy_load_head(load);
	else
		miss_head(load);
	source = policy_reference(load, load->head, "source", TK_SOURCE);
	if (source >= 0)
		load->source = &load->policy->entries[TK_SOURCE][source].shown;
	policy_load_vocabulary(load);
	if (loading->arena->failed)
		return;
	policy_load_defines(load);
	policy_load_tables(load);
	if (loading->arena->failed)
		return;
	if (compiler_init(&load->compiler, load->policy->vocabulary, load->define_items,
	            load->define_count, loading->errors))
		compile_all(load);
	else
		loading->no_memory = true;
	loading->wrong |= load->compiler.wrong;
	loading->no_memory |= load->compiler.no_memory;
	compiler_release(&load->compiler);
}

/* An empty policy with its storage; NULL = no memory. */
static struct tk_policy *new_policy(void)
{
	struct tk_policy *policy = calloc(1, sizeof(*policy));
	struct policy_storage *storage = calloc(1, sizeof(*storage));

	if (policy == NULL || storage == NULL) {
		free(policy);
		free(storage);
		return NULL;
	}
	arena_init(&storage->arena);
	policy->storage = storage;
	return policy;
}

static const char *hash(struct arena *arena, const char *bytes, size_t length)
{
	char *hex = arena_alloc(arena, TK_SHA256_HEX);
	if (hex != NULL)
		file_sha256_hex(bytes, length, hex);
	return hex;
}

enum tk_status tk_policy_load(const char *name, const char *bytes, size_t length,
        const struct tk_world *world, struct tk_policy **ret_policy, struct tk_errors *errors)
{
	struct tk_policy *policy = new_policy();
	struct policy_loading load = {.policy = policy, .world = world};
	enum tk_status status;

	if (policy == NULL)
		return TK_NO_MEMORY;
	if (loading_begin(&load.loading, name, bytes, length, &policy->storage->arena, errors))
		load_policy(&load);
	policy->storage->ini = load.loading.ini;
	policy->storage->first_text = load.loading.first_text;
	policy->head.file = load.loading.file;
	policy->head.sha256 = hash(&policy->storage->arena, bytes, length);
	status = loading_finish(&load.loading);
	if (status != TK_OK)
		tk_policy_free(policy);
	else
		*ret_policy = policy;
	return status;
}
