/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "policy-load.h"

const struct tk_policy_head *tk_policy_head(const struct tk_policy *policy)
{
	return &policy->head;
}

const struct tk_vocabulary *tk_policy_vocabulary(const struct tk_policy *policy)
{
	return policy->vocabulary;
}

size_t tk_policy_define_count(const struct tk_policy *policy)
{
	return policy->define_count;
}

const struct tk_define *tk_policy_define(const struct tk_policy *policy, size_t index)
{
	return &policy->defines[index];
}

size_t tk_policy_shared_facts(const struct tk_policy *policy)
{
	return policy->shared_count;
}

size_t tk_policy_table_count(const struct tk_policy *policy)
{
	return policy->table_count;
}

const struct tk_table *tk_policy_table(const struct tk_policy *policy, size_t index)
{
	return &policy->tables[index];
}

size_t tk_policy_split_count(const struct tk_policy *policy)
{
	return policy->split_count;
}

const struct tk_split *tk_policy_split(const struct tk_policy *policy, size_t index)
{
	return &policy->splits[index].shown;
}

size_t tk_policy_sum_count(const struct tk_policy *policy)
{
	return policy->sum_count;
}

const struct tk_sum *tk_policy_sum(const struct tk_policy *policy, size_t index)
{
	return &policy->sums[index].shown;
}

size_t tk_policy_rule_count(const struct tk_policy *policy)
{
	return policy->rule_count;
}

const struct tk_rule *tk_policy_rule(const struct tk_policy *policy, size_t index)
{
	return &policy->rules[index].shown;
}

size_t tk_policy_entry_count(const struct tk_policy *policy, enum tk_entry_kind kind)
{
	return policy->entry_count[kind];
}

const struct tk_entry *tk_policy_entry(
        const struct tk_policy *policy, enum tk_entry_kind kind, size_t index)
{
	return &policy->entries[kind][index].shown;
}

int policy_find_entry(const struct tk_policy *policy, enum tk_entry_kind kind, const char *id)
{
	for (size_t i = 0; i < policy->entry_count[kind]; i++)
		if (strcmp(policy->entries[kind][i].shown.id, id) == 0)
			return (int)i;
	return -1;
}

const struct tk_entry *tk_policy_find(
        const struct tk_policy *policy, enum tk_entry_kind kind, const char *id)
{
	int index = policy_find_entry(policy, kind, id);
	return index < 0 ? NULL : &policy->entries[kind][index].shown;
}

/* The policy's own entry that SHOWN belongs to. */
static const struct policy_entry *own_entry(
        const struct tk_policy *policy, const struct tk_entry *shown)
{
	const struct policy_entry *entries = policy->entries[shown->kind];
	for (size_t i = 0; i < policy->entry_count[shown->kind]; i++)
		if (&entries[i].shown == shown)
			return &entries[i];
	return NULL;
}

size_t tk_policy_document_slot(const struct tk_policy *policy, const struct tk_entry *document)
{
	return own_entry(policy, document)->slot;
}

const struct tk_entry *tk_policy_stage_channel(
        const struct tk_policy *policy, const struct tk_entry *stage)
{
	int channel = own_entry(policy, stage)->channel;
	return channel < 0 ? NULL : &policy->entries[TK_CHANNEL][channel].shown;
}

const struct tk_entry *tk_policy_stage_after(
        const struct tk_policy *policy, const struct tk_entry *stage)
{
	int after = own_entry(policy, stage)->after;
	return after < 0 ? NULL : &policy->entries[TK_STAGE][after].shown;
}

bool tk_policy_reads(const struct tk_policy *policy, size_t slot)
{
	return policy->facts[slot].read;
}

enum tk_status tk_policy_check_languages(const struct tk_policy *policy, struct tk_errors *errors)
{
	return translated_check(policy->storage->first_text, policy->head.file, errors);
}

void tk_policy_free(struct tk_policy *policy)
{
	struct policy_storage *storage;

	if (policy == NULL)
		return;
	storage = policy->storage;
	ini_free(storage->ini);
	arena_release(&storage->arena);
	free(storage);
	free(policy);
}
