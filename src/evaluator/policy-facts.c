/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "fact-load.h"
#include "lexer.h"
#include "phrases.h"
#include "policy-load.h"

/* ---- the vocabulary ---------------------------------------------------------------------------
 */

/* A name of a fact or a define that may not be given again; true: it is taken, and reported. */
static bool is_taken(struct policy_loading *load, const struct tk_vocabulary *vocabulary,
        const struct error_place *place, const char *name)
{
	for (size_t i = 0; i < vocabulary->count; i++) {
		if (strcmp(vocabulary->facts[i].shown.name, name) != 0)
			continue;
		load->loading.wrong = true;
		errors_add(load->loading.errors, TK_E_NAME_TAKEN, place, name, NULL, NULL);
		return true;
	}
	return false;
}

bool policy_name_is_new(struct policy_loading *load, const struct error_place *place, const char *name)
{
	return !is_taken(load, load->policy->vocabulary, place, name);
}

static void add_own_facts(struct policy_loading *load, struct tk_vocabulary *vocabulary)
{
	for (size_t i = 0; i < load->fact_count; i++) {
		const struct ini_section *section = load->facts[i];
		struct error_place place = section_place(&load->loading, section);
		if (is_taken(load, vocabulary, &place, section_id(section)))
			continue;
		if (vocabulary->count == FACT_MAX_COUNT) {
			section_error(&load->loading, section, TK_E_TOO_MANY, NULL,
			        N_("at most 1000 facts"));
			return;
		}
		fact_load(&load->loading, section, &vocabulary->facts[vocabulary->count]);
		vocabulary->facts[vocabulary->count++].of_pack = true;
	}
}

/* Each document is a fact too: whether it is there. Unanswered counts as no. */
static void add_evidence(struct policy_loading *load, struct tk_vocabulary *vocabulary)
{
	struct loading *loading = &load->loading;

	for (size_t i = 0; i < load->policy->entry_count[TK_DOCUMENT]; i++) {
		const struct ini_section *section = load->entries[TK_DOCUMENT][i];
		struct vocabulary_fact *fact = &vocabulary->facts[vocabulary->count];
		const char *id = section_id(section);
		size_t size = sizeof(EVIDENCE_PREFIX) + strlen(id);
		char *name = arena_alloc(loading->arena, size);

		if (name == NULL)
			return;
		memcpy(name, EVIDENCE_PREFIX, sizeof(EVIDENCE_PREFIX));
		strcat(name, id);
		if (!lexer_is_free_name(name))
			section_error(loading, section, TK_E_SECTION_NAME, NULL,
			        N_("letters, digits and '_', '-' between letters only, and no word "
			           "of the language"));
		*fact = (struct vocabulary_fact){.of_pack = true,
		        .shown = {.name = name,
		                .type = TK_FLAG,
		                .step = TK_STEP_EVIDENCE,
		                .most = 1,
		                .evidence = true,
		                .in_hands = true},
		        .default_value = {"no", section_place(loading, section)}};
		load->policy->entries[TK_DOCUMENT][i].slot = vocabulary->count++;
	}
}

void policy_load_vocabulary(struct policy_loading *load)
{
	struct loading *loading = &load->loading;
	const struct tk_vocabulary *shared = load->world->vocabulary;
	size_t room = shared->count + load->fact_count + load->policy->entry_count[TK_DOCUMENT];
	struct tk_vocabulary *vocabulary = arena_alloc(loading->arena, sizeof(*vocabulary));
	struct vocabulary_fact *facts = arena_array(loading->arena, room, sizeof(*facts));

	if (vocabulary == NULL || facts == NULL)
		return;
	vocabulary->facts = facts;
	vocabulary->count = shared->count;
	vocabulary->file = shared->file;
	memcpy(vocabulary->sha256, shared->sha256, sizeof(vocabulary->sha256));
	if (shared->count > 0)
		memcpy(facts, shared->facts, shared->count * sizeof(*facts));
	load->policy->shared = shared;
	load->policy->shared_count = shared->count;
	load->policy->vocabulary = vocabulary;
	add_own_facts(load, vocabulary);
	add_evidence(load, vocabulary);
	if (loading->arena->failed || !vocabulary_index(vocabulary, loading->arena))
		return;
	for (size_t slot = shared->count; slot < vocabulary->count; slot++)
		fact_link(loading, vocabulary, slot);
	if (!loading->arena->failed)
		fact_check_order(loading, vocabulary, shared->count);
}

/* ---- defines ----------------------------------------------------------------------------------
 */

void policy_load_defines(struct policy_loading *load)
{
	struct loading *loading = &load->loading;
	const struct ini_section *section = load->defines;

	load->define_items = arena_array(loading->arena,
	        (section == NULL ? 0 : section->key_count) + load->table_count,
	        sizeof(*load->define_items));
	if (section == NULL)
		return;
	load->policy->defines =
	        arena_array(loading->arena, section->key_count, sizeof(*load->policy->defines));
	if (load->define_items == NULL || load->policy->defines == NULL)
		return;
	for (size_t i = 0; i < section->key_count; i++) {
		const struct ini_key *key = &section->keys[i];
		struct error_place place = key_place(loading, section, key);
		if (load->define_count == POLICY_MAX_DEFINES) {
			part_error(loading, section, key, NULL, TK_E_TOO_MANY,
			        N_("at most 500 defines"), NULL);
			return;
		}
		if (key->language != NULL || !lexer_is_free_name(key->name))
			part_error(loading, section, key, NULL, TK_E_KEY_NAME,
			        N_("letters, digits and '_', '-' between letters only, and no word "
			           "of the language"),
			        NULL);
		else if (key->value[0] == '\0')
			part_error(loading, section, key, NULL, TK_E_EMPTY, NULL, NULL);
		else if (!is_taken(load, load->policy->vocabulary, &place, key->name)) {
			load->policy->defines[load->policy->define_count++] =
			        (struct tk_define){.name = key->name, .text = key->value};
			load->define_items[load->define_count++] = (struct compile_define){
			        .name = key->name, .source = {key->value, place}};
		}
	}
}

/* ---- what is read -----------------------------------------------------------------------------
 */

void policy_load_defaults(struct policy_loading *load)
{
	for (size_t slot = 0; slot < load->policy->vocabulary->count; slot++)
		compile_fact(&load->compiler, (uint32_t)slot);
}

static void mark_roots(const struct tk_policy *policy, bool *reached)
{
	reached[policy->applies] = reached[policy->base] = true;
	for (size_t i = 0; i < policy->rule_count; i++) {
		reached[policy->rules[i].when] = true;
		if (policy->rules[i].amount != EXPR_NONE)
			reached[policy->rules[i].amount] = true;
	}
	for (size_t i = 0; i < policy->split_count; i++)
		reached[policy->splits[i].share] = true;
	for (size_t i = 0; i < policy->sum_count; i++)
		reached[policy->sums[i].amount] = true;
	for (int kind = 0; kind < TK_ENTRY_KINDS; kind++)
		for (size_t i = 0; i < policy->entry_count[kind]; i++)
			reached[policy->entries[kind][i].when] = true;
}

/* From the last node to the first: operands stand before what uses them. */
static void mark_reads(const struct pool *pool, bool *reached, struct policy_fact *facts)
{
	for (uint32_t i = pool->nodes.count; i-- > 0;) {
		const struct expr_node *node = pool_node(pool, i);
		if (!reached[i])
			continue;
		if (node->a != EXPR_NONE)
			reached[node->a] = true;
		if (node->b != EXPR_NONE)
			reached[node->b] = true;
		if (node->c != EXPR_NONE)
			reached[node->c] = true;
		if (node->op == EXPR_FACT || node->op == EXPR_FLAG || node->op == EXPR_IN ||
		        node->op == EXPR_ANSWERED)
			facts[node->slot].read = true;
	}
}

static uint32_t compile_ask(struct policy_loading *load, uint32_t slot)
{
	const struct vocabulary_fact *fact = &load->policy->vocabulary->facts[slot];

	load->compiler.used = load->policy->facts[slot].read;
	if (fact->shown.unknown != NULL) /* nobody can answer it */
		return pool_truth(&load->compiler.pool, false);
	if (fact->ask.text != NULL)
		return compile_condition(&load->compiler, &fact->ask, fact_ask_uses(fact));
	return pool_truth(&load->compiler.pool, true);
}

/* Whether there is anything to follow: all that was compiled is there. */
static bool is_complete(const struct policy_loading *load)
{
	return !load->compiler.wrong && !load->loading.wrong && !load->compiler.no_memory;
}

void policy_load_facts(struct policy_loading *load)
{
	struct tk_policy *policy = load->policy;
	const struct tk_vocabulary *vocabulary = policy->vocabulary;
	bool *reached = calloc(POOL_MAX_NODES, sizeof(*reached));

	policy->facts = arena_array(load->loading.arena, vocabulary->count, sizeof(*policy->facts));
	if (reached == NULL || policy->facts == NULL) {
		load->loading.no_memory = true;
		free(reached);
		return;
	}
	if (is_complete(load)) {
		mark_roots(policy, reached);
		mark_reads(&load->compiler.pool, reached, policy->facts);
	}
	free(reached);
	policy->applied_at = tk_vocabulary_find(vocabulary, "applied_at");
	if (policy->applied_at >= 0 &&
	        vocabulary->facts[policy->applied_at].shown.type != TK_MOMENT)
		policy->applied_at = -1;
	for (size_t slot = 0; slot < vocabulary->count; slot++) {
		struct policy_fact *fact = &policy->facts[slot];
		const struct compile_fact *given = &load->compiler.facts[slot];
		bool never = pool_is_truth(&load->compiler.pool, given->default_when, false);
		fact->default_value = never ? EXPR_NONE : given->default_value;
		fact->default_when = never ? EXPR_NONE : given->default_when;
		fact->not_before = vocabulary->facts[slot].not_before;
		fact->not_before_count = vocabulary->facts[slot].not_before_count;
		fact->ask = compile_ask(load, (uint32_t)slot);
		fact->node = EXPR_NONE;
		if (!fact->read)
			continue;
		/* It is there already: whatever reads the fact has made it. */
		fact->node = compile_fact_node(&load->compiler, (uint32_t)slot);
	}
}
