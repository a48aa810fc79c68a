/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "compiler.h"
#include "fact-load.h"
#include "file.h"
#include "phrases.h"
#include "vocabulary.h"

bool fact_is_text(const struct tk_fact *fact)
{
	return fact->type == TK_TEXT || (fact->type == TK_CHOICE && fact->choice_count == 0);
}

bool fact_is_readable(const struct tk_fact *fact)
{
	return !fact_is_text(fact);
}

/* ---- asking -----------------------------------------------------------------------------------
 */

size_t tk_vocabulary_count(const struct tk_vocabulary *vocabulary)
{
	return vocabulary->count;
}

const struct tk_fact *tk_vocabulary_fact(const struct tk_vocabulary *vocabulary, size_t slot)
{
	return &vocabulary->facts[slot].shown;
}

int tk_vocabulary_find(const struct tk_vocabulary *vocabulary, const char *name)
{
	size_t low = 0, high = vocabulary->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		uint32_t slot = vocabulary->by_name[middle];
		int order = strcmp(name, vocabulary->facts[slot].shown.name);
		if (order == 0)
			return (int)slot;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return -1;
}

static const char *next_fact(const void *user, size_t i)
{
	const struct tk_vocabulary *vocabulary = user;
	return i < vocabulary->count ? vocabulary->facts[i].shown.name : NULL;
}

const char *tk_vocabulary_nearest(const struct tk_vocabulary *vocabulary, const char *name)
{
	return error_nearest(name, next_fact, vocabulary);
}

const char *tk_vocabulary_sha256(const struct tk_vocabulary *vocabulary)
{
	return vocabulary->sha256;
}

enum tk_status tk_vocabulary_check_languages(
        const struct tk_vocabulary *vocabulary, struct tk_errors *errors)
{
	return translated_check(vocabulary->first_text, vocabulary->file, errors);
}

void tk_vocabulary_free(struct tk_vocabulary *vocabulary)
{
	if (vocabulary == NULL)
		return;
	ini_free(vocabulary->ini);
	arena_release(&vocabulary->arena);
	free(vocabulary);
}

/* ---- loading ----------------------------------------------------------------------------------
 */

static int compare_names(const void *a, const void *b, void *user)
{
	const struct vocabulary_fact *facts = user;
	return strcmp(
	        facts[*(const uint32_t *)a].shown.name, facts[*(const uint32_t *)b].shown.name);
}

bool vocabulary_index(struct tk_vocabulary *vocabulary, struct arena *arena)
{
	uint32_t *by_name = arena_array(arena, vocabulary->count, sizeof(*by_name));
	if (by_name == NULL)
		return false;
	for (size_t i = 0; i < vocabulary->count; i++)
		by_name[i] = (uint32_t)i;
	if (vocabulary->count > 0)
		qsort_r(by_name, vocabulary->count, sizeof(*by_name), compare_names,
		        vocabulary->facts);
	vocabulary->by_name = by_name;
	return true;
}

static void load_facts(struct loading *loading, struct tk_vocabulary *vocabulary)
{
	vocabulary->facts = arena_array(
	        loading->arena, loading->ini->section_count, sizeof(*vocabulary->facts));
	if (vocabulary->facts == NULL)
		return;
	for (size_t i = 0; i < loading->ini->section_count; i++) {
		const struct ini_section *section = &loading->ini->sections[i];
		if (strncmp(section->name, "fact.", 5) != 0)
			section_error(
			        loading, section, TK_E_UNKNOWN_SECTION, NULL, N_("[fact.NAME]"));
		else if (vocabulary->count == FACT_MAX_COUNT)
			section_error(
			        loading, section, TK_E_TOO_MANY, NULL, N_("at most 1000 facts"));
		else
			fact_load(loading, section, &vocabulary->facts[vocabulary->count++]);
	}
}

/* Compiles what each policy will compile again, to find what is wrong with it. */
static void check_expressions(struct loading *loading, const struct tk_vocabulary *vocabulary)
{
	struct compiler compiler;

	if (!compiler_init(&compiler, vocabulary, NULL, 0, loading->errors)) {
		compiler_release(&compiler);
		loading->no_memory = true;
		return;
	}
	for (size_t slot = 0; slot < vocabulary->count; slot++) {
		compile_fact(&compiler, (uint32_t)slot);
		if (vocabulary->facts[slot].ask.text != NULL)
			compile_condition(&compiler, &vocabulary->facts[slot].ask,
			        fact_ask_uses(&vocabulary->facts[slot]));
	}
	loading->wrong |= compiler.wrong;
	loading->no_memory |= compiler.no_memory;
	compiler_release(&compiler);
}

static void load(struct loading *loading, struct tk_vocabulary *vocabulary)
{
	load_facts(loading, vocabulary);
	if (loading->arena->failed || !vocabulary_index(vocabulary, loading->arena))
		return;
	for (size_t slot = 0; slot < vocabulary->count; slot++)
		fact_link(loading, vocabulary, slot);
	if (loading->arena->failed)
		return;
	fact_check_order(loading, vocabulary, 0);
	check_expressions(loading, vocabulary);
}

enum tk_status tk_vocabulary_load(const char *name, const char *bytes, size_t length,
        struct tk_vocabulary **ret_vocabulary, struct tk_errors *errors)
{
	struct tk_vocabulary *vocabulary = calloc(1, sizeof(*vocabulary));
	struct loading loading;
	enum tk_status status;

	if (vocabulary == NULL)
		return TK_NO_MEMORY;
	arena_init(&vocabulary->arena);
	if (loading_begin(&loading, name, bytes, length, &vocabulary->arena, errors))
		load(&loading, vocabulary);
	vocabulary->ini = loading.ini;
	vocabulary->file = loading.file;
	vocabulary->first_text = loading.first_text;
	file_sha256_hex(bytes, length, vocabulary->sha256);
	status = loading_finish(&loading);
	if (status != TK_OK)
		tk_vocabulary_free(vocabulary);
	else
		*ret_vocabulary = vocabulary;
	return status;
}
