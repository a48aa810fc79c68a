/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roots.h"

#include <stdlib.h>
#include <string.h>

#include "policy-load.h"

const struct ini *policy_ini(const struct tk_policy *policy)
{
	return policy->storage->ini;
}

bool expr_is_equality(const struct expr_pool *pool, uint32_t node)
{
	const struct expr_node *both = &pool->nodes[node], *a, *b;

	if (both->op != EXPR_AND)
		return false;
	a = &pool->nodes[both->a];
	b = &pool->nodes[both->b];
	return a->op == EXPR_LE && b->op == EXPR_LE && a->a == b->b && a->b == b->a;
}

static uint32_t head_node(const struct tk_policy *policy, const char *key)
{
	if (strcmp(key, "applies") == 0)
		return policy->applies;
	return strcmp(key, "base") == 0 ? policy->base : EXPR_NONE;
}

static uint32_t define_node(const struct tk_policy *policy, const char *key)
{
	for (size_t i = 0; i < policy->define_count; i++)
		if (strcmp(policy->defines[i].name, key) == 0)
			return policy->define_nodes[i];
	return EXPR_NONE;
}

static uint32_t rule_node(const struct tk_policy *policy, const char *id, const char *key)
{
	bool when = strcmp(key, "when") == 0;

	if (!when && strcmp(key, "deduct") != 0)
		return EXPR_NONE;
	for (size_t i = 0; i < policy->rule_count; i++)
		if (strcmp(policy->rules[i].shown.id, id) == 0)
			return when ? policy->rules[i].when : policy->rules[i].amount;
	return EXPR_NONE;
}

static uint32_t fact_node(const struct tk_policy *policy, const char *id, const char *key)
{
	int slot = tk_vocabulary_find(policy->vocabulary, id);

	if (slot < 0)
		return EXPR_NONE;
	if (strcmp(key, "default_when") == 0)
		return policy->facts[slot].default_when;
	/* of a choice the default is no expression */
	if (strcmp(key, "default") == 0 &&
		tk_vocabulary_fact(policy->vocabulary, (size_t)slot)->type != TK_CHOICE)
		return policy->facts[slot].default_value;
	return EXPR_NONE;
}

static uint32_t split_node(const struct tk_policy *policy, const char *id, const char *key)
{
	for (size_t i = 0; i < policy->split_count; i++)
		if (strcmp(policy->splits[i].shown.id, id) == 0 && strcmp(key, "share") == 0)
			return policy->splits[i].share;
	return EXPR_NONE;
}

static uint32_t sum_node(const struct tk_policy *policy, const char *id, const char *key)
{
	for (size_t i = 0; i < policy->sum_count; i++)
		if (strcmp(policy->sums[i].shown.id, id) == 0 && strcmp(key, "amount") == 0)
			return policy->sums[i].amount;
	return EXPR_NONE;
}

static uint32_t entry_node(
	const struct tk_policy *policy, const struct ini_section *section, const char *id, const char *key)
{
	size_t length = (size_t)(id - section->name) - 1;

	for (int kind = 0; kind < TK_ENTRY_KINDS; kind++) {
		const char *word = policy_entry_word((enum tk_entry_kind)kind);
		int index;
		if (strlen(word) != length || strncmp(word, section->name, length) != 0)
			continue;
		if (strcmp(key, kind == TK_DOCUMENT ? "advised" : "when") != 0)
			return EXPR_NONE;
		index = policy_find_entry(policy, (enum tk_entry_kind)kind, id);
		return index < 0 ? EXPR_NONE : policy->entries[kind][index].when;
	}
	return EXPR_NONE;
}

static uint32_t find_node(
	const struct tk_policy *policy, const struct ini_section *section, const struct ini_key *key)
{
	const char *dot = strchr(section->name, '.');

	if (key->language != NULL)
		return EXPR_NONE;
	if (dot == NULL)
		return strcmp(section->name, "policy") == 0 ? head_node(policy, key->name)
							     : define_node(policy, key->name);
	if (strncmp(section->name, "rule.", 5) == 0)
		return rule_node(policy, dot + 1, key->name);
	if (strncmp(section->name, "fact.", 5) == 0)
		return fact_node(policy, dot + 1, key->name);
	if (strncmp(section->name, "split.", 6) == 0)
		return split_node(policy, dot + 1, key->name);
	if (strncmp(section->name, "sum.", 4) == 0)
		return sum_node(policy, dot + 1, key->name);
	return entry_node(policy, section, dot + 1, key->name);
}

bool roots_find(const struct tk_policy *policy, struct roots *ret_roots)
{
	const struct ini *ini = policy_ini(policy);
	size_t keys = 0;

	for (size_t i = 0; i < ini->section_count; i++)
		keys += ini->sections[i].key_count;
	*ret_roots = (struct roots){.items = calloc(keys + 1, sizeof(*ret_roots->items))};
	if (ret_roots->items == NULL)
		return false;
	for (size_t i = 0; i < ini->section_count; i++) {
		const struct ini_section *section = &ini->sections[i];
		for (size_t k = 0; k < section->key_count; k++) {
			uint32_t node = find_node(policy, section, &section->keys[k]);
			if (node != EXPR_NONE)
				ret_roots->items[ret_roots->count++] =
					(struct root){section, &section->keys[k], node};
		}
	}
	return true;
}

void roots_release(struct roots *roots)
{
	free(roots->items);
	*roots = (struct roots){0};
}

static void mark_read(const struct expr_pool *pool, uint32_t i, bool *slots)
{
	const struct expr_node *node = &pool->nodes[i];

	if (node->op == EXPR_FACT || node->op == EXPR_FLAG || node->op == EXPR_IN || node->op == EXPR_ANSWERED)
		slots[node->slot] = true;
	if (node->a != EXPR_NONE)
		mark_read(pool, node->a, slots);
	if (node->b != EXPR_NONE)
		mark_read(pool, node->b, slots);
	if (node->c != EXPR_NONE)
		mark_read(pool, node->c, slots);
}

enum tk_status tk_policy_part_reads(
	const struct tk_policy *policy, const char *section, const char *key, bool *ret_slots)
{
	struct roots roots;

	if (!roots_find(policy, &roots))
		return TK_NO_MEMORY;
	for (size_t i = 0; i < roots.count; i++)
		if (strcmp(roots.items[i].section->name, section) == 0 && strcmp(roots.items[i].key->name, key) == 0)
			mark_read(&policy->pool, roots.items[i].node, ret_slots);
	roots_release(&roots);
	return TK_OK;
}
