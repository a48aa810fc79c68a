/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "phrases.h"
#include "sections.h"
#include "values.h"

bool loading_begin(struct loading *loading, const char *name, const char *bytes, size_t length,
        struct arena *arena, struct tk_errors *errors)
{
	enum tk_status status;

	*loading = (struct loading){.arena = arena, .errors = errors};
	loading->first_error = errors == NULL ? 0 : errors->count;
	loading->file = arena_copy(arena, name);
	if (loading->file == NULL) {
		loading->no_memory = true;
		return false;
	}
	status = ini_parse(name, bytes, length, 0, &loading->ini, errors);
	loading->wrong = status != TK_OK;
	loading->no_memory = status == TK_NO_MEMORY;
	return loading->ini != NULL;
}

/* The errors of this file by line; those of one line stay as they were found. */
static void sort_errors(const struct loading *loading)
{
	struct tk_errors *errors = loading->errors;

	for (size_t i = loading->first_error + 1; i < errors->count; i++) {
		struct tk_error error = errors->items[i];
		size_t at = i;
		for (; at > loading->first_error && errors->items[at - 1].line > error.line; at--)
			errors->items[at] = errors->items[at - 1];
		errors->items[at] = error;
	}
}

enum tk_status loading_finish(const struct loading *loading)
{
	if (loading->errors != NULL)
		sort_errors(loading);
	if (loading->no_memory || loading->arena->failed)
		return TK_NO_MEMORY;
	return loading->wrong ? TK_INVALID : TK_OK;
}

/* ---- reports ----------------------------------------------------------------------------------
 */

struct error_place section_place(const struct loading *loading, const struct ini_section *section)
{
	return (struct error_place){loading->file, section->line, section->name, NULL};
}

struct error_place key_place(
        struct loading *loading, const struct ini_section *section, const struct ini_key *key)
{
	struct error_place place = {loading->file, key->line, section->name, key->name};
	if (key->language != NULL) {
		size_t size = strlen(key->name) + strlen(key->language) + 3;
		char *full = arena_alloc(loading->arena, size);
		if (full != NULL)
			snprintf(full, size, "%s[%s]", key->name, key->language);
		place.key = full;
	}
	return place;
}

void section_error(struct loading *loading, const struct ini_section *section,
        enum tk_error_code code, const char *key, const char *detail)
{
	struct error_place place = section_place(loading, section);
	place.key = key;
	loading->wrong = true;
	errors_add(loading->errors, code, &place, NULL, detail, NULL);
}

void part_error(struct loading *loading, const struct ini_section *section,
        const struct ini_key *key, const char *part, enum tk_error_code code, const char *detail,
        const char *nearest)
{
	struct error_place place = key_place(loading, section, key);
	loading->wrong = true;
	errors_add(loading->errors, code, &place, part, detail, nearest);
}

void key_error(struct loading *loading, const struct ini_section *section,
        const struct ini_key *key, enum tk_error_code code, const char *detail, const char *nearest)
{
	part_error(loading, section, key, key->value, code, detail, nearest);
}

/* ---- which keys -------------------------------------------------------------------------------
 */

struct rules {
	const struct key_rule *items;
	size_t count;
};

static const char *next_rule(const void *user, size_t i)
{
	const struct rules *rules = user;
	return i < rules->count ? rules->items[i].name : NULL;
}

static const struct key_rule *find_rule(const struct rules *rules, const char *name)
{
	for (size_t i = 0; i < rules->count; i++) {
		size_t length = strlen(rules->items[i].name);
		bool prefix = rules->items[i].name[length - 1] == '.';
		if (prefix ? strncmp(rules->items[i].name, name, length) == 0
		           : strcmp(rules->items[i].name, name) == 0)
			return &rules->items[i];
	}
	return NULL;
}

static void check_key(struct loading *loading, const struct ini_section *section,
        const struct ini_key *key, const struct rules *rules)
{
	const struct key_rule *rule = find_rule(rules, key->name);

	if (rule == NULL)
		part_error(loading, section, key, NULL, TK_E_UNKNOWN_KEY, NULL,
		        error_nearest(key->name, next_rule, rules));
	else if (key->language != NULL && !(rule->flags & KEY_TEXT))
		part_error(loading, section, key, NULL, TK_E_UNKNOWN_KEY,
		        N_("this key without a language"), NULL);
	else if (key->value[0] == '\0')
		part_error(loading, section, key, NULL, TK_E_EMPTY, NULL, NULL);
}

static bool has_key(const struct ini_section *section, const char *name)
{
	for (size_t i = 0; i < section->key_count; i++)
		if (strcmp(section->keys[i].name, name) == 0)
			return true;
	return false;
}

/* Whether a line of the section could not be read: what is missing may be what stood there. */
static bool is_damaged(const struct loading *loading, const struct ini_section *section)
{
	int next = INT32_MAX;

	if (loading->errors == NULL)
		return false;
	for (size_t i = 0; i < loading->ini->section_count; i++)
		if (loading->ini->sections[i].line > section->line &&
		        loading->ini->sections[i].line < next)
			next = loading->ini->sections[i].line;
	for (size_t i = loading->first_error; i < loading->errors->count; i++) {
		const struct tk_error *error = &loading->errors->items[i];
		if (error->code <= TK_E_KEY_OUTSIDE && error->line >= section->line &&
		        error->line < next)
			return true;
	}
	return false;
}

void section_check(struct loading *loading, const struct ini_section *section,
        const struct key_rule *rules, size_t count)
{
	const struct rules all = {rules, count};
	bool damaged = is_damaged(loading, section);

	for (size_t i = 0; i < section->key_count; i++)
		check_key(loading, section, &section->keys[i], &all);
	for (size_t i = 0; i < count && !damaged; i++)
		if ((rules[i].flags & KEY_REQUIRED) && !has_key(section, rules[i].name))
			section_error(loading, section, TK_E_MISSING_KEY, rules[i].name, NULL);
}

const char *section_id(const struct ini_section *section)
{
	const char *dot = strchr(section->name, '.');
	return dot == NULL ? NULL : dot + 1;
}

/* ---- values -----------------------------------------------------------------------------------
 */

/* The bare key with a value; an empty one was reported. */
static const struct ini_key *find_key(const struct ini_section *section, const char *name)
{
	const struct ini_key *key = ini_key(section, name, NULL);
	return key == NULL || key->value[0] == '\0' ? NULL : key;
}

const char *section_value(const struct ini_section *section, const char *key)
{
	const struct ini_key *found = find_key(section, key);
	return found == NULL ? NULL : found->value;
}

static struct tk_text *read_text(
        struct loading *loading, const struct ini_section *section, const char *key)
{
	struct tk_text_variant *variants;
	struct tk_text *text;
	size_t count = 0;

	for (size_t i = 0; i < section->key_count; i++)
		count += strcmp(section->keys[i].name, key) == 0;
	if (count == 0)
		return NULL;
	text = arena_alloc(loading->arena, sizeof(*text));
	variants = arena_array(loading->arena, count, sizeof(*variants));
	if (text == NULL || variants == NULL)
		return NULL;
	*text = (struct tk_text){.section = section->name, .key = key, .variants = variants};
	for (size_t i = 0; i < section->key_count; i++) {
		const struct ini_key *found = &section->keys[i];
		if (strcmp(found->name, key) != 0)
			continue;
		if (text->count == 0) {
			text->line = found->line;
			text->key = found->name;
		}
		variants[text->count++] = (struct tk_text_variant){
		        found->language == NULL ? "en" : found->language, found->value};
	}
	return text;
}

const struct tk_text *section_text(
        struct loading *loading, const struct ini_section *section, const char *key)
{
	struct tk_text *text = read_text(loading, section, key);

	if (text == NULL)
		return NULL;
	if (loading->last_text == NULL)
		loading->first_text = text;
	else
		loading->last_text->next = text;
	loading->last_text = text;
	return text;
}

const struct tk_text *section_example(
        struct loading *loading, const struct ini_section *section, const char *key)
{
	return read_text(loading, section, key);
}

bool name_is_plain(const char *name)
{
	return name[0] != '\0' &&
	       name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-")] == '\0';
}

const char *section_name(
        struct loading *loading, const struct ini_section *section, const char *key)
{
	const struct ini_key *found = find_key(section, key);
	if (found == NULL)
		return NULL;
	if (name_is_plain(found->value))
		return found->value;
	key_error(loading, section, found, TK_E_BAD_VALUE,
	        N_("lower-case letters, digits, '-' and '_'"), NULL);
	return NULL;
}

static bool is_date(const char *text)
{
	char full[16]; /* "2026-01-01" and room for what the length allows */
	int64_t day;
	size_t length = strlen(text);

	if (length != 7 && length != 10)
		return false;
	snprintf(full, sizeof(full), "%s%s", text, length == 7 ? "-01" : "");
	return moment_read_day(full, &day) && day >= 0;
}

const char *section_date(
        struct loading *loading, const struct ini_section *section, const char *key)
{
	const struct ini_key *found = find_key(section, key);
	if (found == NULL)
		return NULL;
	if (is_date(found->value))
		return found->value;
	key_error(loading, section, found, TK_E_BAD_DATE, N_("YYYY-MM-DD or YYYY-MM"), NULL);
	return NULL;
}

const char *section_url(struct loading *loading, const struct ini_section *section, const char *key)
{
	const struct ini_key *found = find_key(section, key);
	if (found == NULL)
		return NULL;
	if ((strncmp(found->value, "https://", 8) == 0 ||
	            strncmp(found->value, "http://", 7) == 0) &&
	        strpbrk(found->value, " \t") == NULL)
		return found->value;
	key_error(loading, section, found, TK_E_BAD_VALUE,
	        N_("an address that begins with https:// or http://"), NULL);
	return NULL;
}

static const char *next_word(const void *user, size_t i)
{
	const char *const *words = user;
	return words[i];
}

int section_word(struct loading *loading, const struct ini_section *section, const char *key,
        const char *const *words, const char *detail, int otherwise)
{
	const struct ini_key *found = find_key(section, key);
	if (found == NULL)
		return otherwise;
	for (int i = 0; words[i] != NULL; i++)
		if (strcmp(words[i], found->value) == 0)
			return i;
	key_error(loading, section, found, TK_E_UNKNOWN_CHOICE, detail,
	        error_nearest(found->value, next_word, words));
	return otherwise;
}

bool section_flag(
        struct loading *loading, const struct ini_section *section, const char *key, bool otherwise)
{
	static const char *const words[] = {"no", "yes", NULL};
	return section_word(loading, section, key, words, "yes, no", otherwise) == 1;
}

int64_t section_count(struct loading *loading, const struct ini_section *section, const char *key,
        int64_t least, int64_t most, const char *range, int64_t otherwise)
{
	const struct ini_key *found = find_key(section, key);
	int64_t value = 0;

	if (found == NULL)
		return otherwise;
	if (found->value[strspn(found->value, "0123456789")] != '\0') {
		key_error(loading, section, found, TK_E_BAD_COUNT, NULL, NULL);
		return otherwise;
	}
	for (const char *digit = found->value; *digit != '\0' && value <= most; digit++)
		value = value * 10 + (*digit - '0');
	if (value >= least && value <= most)
		return value;
	key_error(loading, section, found, TK_E_OUT_OF_RANGE, range, NULL);
	return otherwise;
}

struct expr_source section_expression(
        struct loading *loading, const struct ini_section *section, const char *key)
{
	const struct ini_key *found = find_key(section, key);
	struct expr_source source = {NULL, section_place(loading, section)};
	if (found != NULL) {
		source.text = found->value;
		source.place = key_place(loading, section, found);
	}
	return source;
}

/* ---- lists ------------------------------------------------------------------------------------
 */

struct name_list list_split(
        struct loading *loading, const struct ini_section *section, const struct ini_key *key)
{
	struct name_list list = {NULL, 0};
	size_t room = 1;

	for (const char *comma = strchr(key->value, ','); comma != NULL;
	        comma = strchr(comma + 1, ','))
		room++;
	list.items = arena_array(loading->arena, room, sizeof(*list.items));
	if (list.items == NULL)
		return list;
	for (const char *at = key->value; at != NULL;) {
		const char *comma = strchr(at, ','), *end = comma == NULL ? at + strlen(at) : comma;
		while (*at == ' ' || *at == '\t')
			at++;
		while (end > at && (end[-1] == ' ' || end[-1] == '\t'))
			end--;
		if (end <= at)
			key_error(loading, section, key, TK_E_BAD_VALUE,
			        N_("names with commas between them"), NULL);
		else if ((list.items[list.count] = arena_copy_n(
		                  loading->arena, at, (size_t)(end - at))) != NULL)
			list.count++;
		at = comma == NULL ? NULL : comma + 1;
	}
	return list;
}
