/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kinds.h"

#include <stdlib.h>
#include <string.h>

#define TABLE_SIZE 4096 /* a power of two */
#define MOST_KEPT 2048

struct kept_kind {
	struct tk_kind kind; /* first: what the caller holds */
	uint64_t hash;
	struct arena arena; /* of the lists */
	uint64_t key[];
};

/* ---- what tells cases apart ------------------------------------------------------------------- */

/* Whether a number stands behind the condition: such a one may be settled though it is open. Operands
 * stand before their node, so one pass over the pool finds it for all. */
static bool *find_settling(const struct tk_policy *policy, struct arena *arena)
{
	const struct expr_pool *pool = &policy->pool;
	bool *settles = arena_array(arena, pool->count, sizeof(*settles));

	for (uint32_t i = 0; i < pool->count && settles != NULL; i++) {
		const struct expr_node *node = &pool->nodes[i];
		settles[i] = !node->dimension.truth || (node->a != EXPR_NONE && settles[node->a]) ||
			     (node->b != EXPR_NONE && settles[node->b]) ||
			     (node->c != EXPR_NONE && settles[node->c]);
	}
	return settles;
}

static bool tells_apart(const struct kinds *kinds, const struct policy_rule *rule)
{
	enum tk_effect effect = rule->shown.effect;
	return rule->reading < 0 && (kinds->tells_rules || effect == TK_REFUSE || effect == TK_CHANNEL_IS);
}

/* The conditions of the rules that require a document; returns how many there are. */
static size_t list_requirements(const struct tk_policy *policy, size_t document, uint32_t *conditions)
{
	size_t count = 0;

	for (size_t i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		if (rule->reading < 0 && rule->shown.effect == TK_REQUIRE && rule->target == (int)document)
			conditions[count++] = rule->when;
	}
	return count;
}

static void list_parts(struct kinds *kinds, const bool *settles)
{
	const struct tk_policy *policy = kinds->policy;

	for (size_t i = 0; i < policy->rule_count; i++) {
		uint32_t when = policy->rules[i].when;
		if (tells_apart(kinds, &policy->rules[i]))
			kinds->parts[kinds->part_count++] =
				(struct kind_part){.node = when, .settles = settles[when]};
	}
	for (size_t i = 0, first = 0; i < policy->entry_count[TK_DOCUMENT]; i++) {
		size_t required = list_requirements(policy, i, kinds->requirements + first);
		kinds->parts[kinds->part_count++] = (struct kind_part){
			.node = EXPR_NONE, .document = i, .first = first, .required = required};
		first += required;
	}
}

/* Each part has two bits, after those of the verdict: four a byte, the first on top, and eight bytes a word. */
static size_t word_of(size_t part)
{
	return (part + 1) / 32;
}

static unsigned shift_of(size_t part)
{
	unsigned place = (unsigned)((part + 1) % 32);
	return place / 4 * 8 + (3 - place % 4) * 2;
}

bool kinds_init(struct kinds *kinds, const struct tk_policy *policy, const struct ruleset *rules,
	unsigned flags, struct arena *arena)
{
	const bool *settles = find_settling(policy, arena);
	size_t most = policy->rule_count + policy->entry_count[TK_DOCUMENT];

	*kinds = (struct kinds){
		.policy = policy,
		.rules = rules,
		.tells_rules = flags & TK_DOCKET_RULES,
		.tells_held = flags & TK_DOCKET_HELD,
	};
	kinds->parts = arena_array(arena, most, sizeof(*kinds->parts));
	kinds->requirements = arena_array(arena, policy->rule_count, sizeof(*kinds->requirements));
	kinds->table = arena_array(arena, TABLE_SIZE, sizeof(struct kept_kind *));
	if (settles == NULL || kinds->parts == NULL || kinds->requirements == NULL || kinds->table == NULL)
		return false;
	list_parts(kinds, settles);
	kinds->words = word_of(kinds->part_count) + 1;
	kinds->settles = arena_array(arena, kinds->words, sizeof(*kinds->settles));
	kinds->keys = arena_array(arena, kinds->words * CASES_IN_STEP, sizeof(*kinds->keys));
	for (size_t i = 0; i < kinds->part_count && kinds->settles != NULL; i++)
		if (kinds->parts[i].settles)
			kinds->settles[word_of(i)] |= UINT64_C(2) << shift_of(i);
	return kinds->settles != NULL && kinds->keys != NULL;
}

static void free_kind(struct kept_kind *kept)
{
	if (kept == NULL)
		return;
	free(kept->kind.user);
	arena_release(&kept->arena);
	free(kept);
}

void kinds_release(struct kinds *kinds)
{
	for (size_t i = 0; i < TABLE_SIZE && kinds->table != NULL; i++) {
		free_kind(kinds->table[i]);
		kinds->table[i] = NULL;
	}
	kinds->kept = 0;
}

void kinds_thin(struct kinds *kinds)
{
	if (kinds->kept + CASES_IN_STEP > MOST_KEPT)
		kinds_release(kinds);
}

/* ---- keys ------------------------------------------------------------------------------------- */

static void find_required(const struct kinds *kinds, const struct evaluation *evaluation,
	const struct kind_part *part, uint8_t *required)
{
	size_t cases = evaluation->cases;

	memset(required, 0, cases);
	for (size_t i = 0; i < part->required; i++) {
		const uint8_t *fired = evaluation->truth + kinds->requirements[part->first + i] * cases;
		if (cases == CASES_IN_STEP) /* a number that the compiler knows */
			for (size_t c = 0; c < CASES_IN_STEP; c++)
				required[c] |= fired[c] == TK_YES;
		else
			for (size_t c = 0; c < cases; c++)
				required[c] |= fired[c] == TK_YES;
	}
}

static bool is_held(const struct evaluation *evaluation, size_t document, size_t index)
{
	size_t slot = evaluation->policy->entries[TK_DOCUMENT][document].slot;
	return evaluation->facts->value[slot * evaluation->cases + index] != 0;
}

/* 1: missing; 2: required and held. Of a refused case neither matters. */
static void find_missing(const struct kinds *kinds, const struct evaluation *evaluation, const uint8_t *verdicts,
	const struct kind_part *part, uint8_t *missing)
{
	size_t cases = evaluation->cases;
	const int64_t *held = evaluation->facts->value +
		evaluation->policy->entries[TK_DOCUMENT][part->document].slot * cases;
	uint8_t has = kinds->tells_held ? 2 : 0;

	find_required(kinds, evaluation, part, missing);
	for (size_t i = 0; i < cases; i++) {
		bool matters = missing[i] & (verdicts[i] != TK_REFUSED);
		missing[i] = !matters ? 0 : held[i] != 0 ? has : 1;
	}
}

static void add_part(uint8_t *bits, const uint8_t *part, size_t cases)
{
	if (cases == CASES_IN_STEP) /* a number that the compiler knows */
		for (size_t i = 0; i < CASES_IN_STEP; i++)
			bits[i] = (uint8_t)(bits[i] << 2 | part[i]);
	else
		for (size_t i = 0; i < cases; i++)
			bits[i] = (uint8_t)(bits[i] << 2 | part[i]);
}

static void add_byte(uint64_t *key, const uint8_t *bits, unsigned shift, size_t cases)
{
	if (cases == CASES_IN_STEP)
		for (size_t i = 0; i < CASES_IN_STEP; i++)
			key[i] |= (uint64_t)bits[i] << shift;
	else
		for (size_t i = 0; i < cases; i++)
			key[i] |= (uint64_t)bits[i] << shift;
}

/* What stands at a place of the key, the verdict at the first; ROOM may be used for it. */
static const uint8_t *find_place(const struct kinds *kinds, const struct evaluation *evaluation,
	const uint8_t *verdicts, size_t place, uint8_t *room)
{
	static const uint8_t nothing[CASES_IN_STEP];
	const struct kind_part *part;

	if (place == 0)
		return verdicts;
	if (place > kinds->part_count)
		return nothing;
	part = &kinds->parts[place - 1];
	if (part->node != EXPR_NONE)
		return evaluation->truth + part->node * evaluation->cases;
	find_missing(kinds, evaluation, verdicts, part, room);
	return room;
}

/* Byte by byte: of bytes the processor takes many at a time, of words it does not. */
void kinds_gather(struct kinds *kinds, const struct evaluation *evaluation, const uint8_t *verdicts)
{
	size_t cases = evaluation->cases;
	uint8_t bits[CASES_IN_STEP], room[CASES_IN_STEP];

	memset(kinds->keys, 0, kinds->words * cases * sizeof(*kinds->keys));
	for (size_t place = 0; place <= kinds->part_count; place += 4) {
		memset(bits, 0, cases);
		for (size_t i = 0; i < 4; i++)
			add_part(bits, find_place(kinds, evaluation, verdicts, place + i, room), cases);
		add_byte(kinds->keys + place / 32 * cases, bits, (unsigned)(place % 32 * 2), cases);
	}
}

bool kinds_unsettled(const struct kinds *kinds, size_t cases, size_t index)
{
	for (size_t w = 0; w < kinds->words; w++)
		if (kinds->keys[w * cases + index] & kinds->settles[w])
			return true;
	return false;
}

/* ---- kinds ------------------------------------------------------------------------------------ */

static bool fill_rules(struct kept_kind *kept, const struct kinds *kinds, const struct evaluation *evaluation,
	size_t index)
{
	const struct tk_policy *policy = kinds->policy;
	struct tk_kind *kind = &kept->kind;
	size_t told = kinds->tells_rules ? policy->rule_count : 0;
	const struct tk_rule **refusals = arena_array(&kept->arena, kinds->rules->refusal_count, sizeof(*refusals));
	const struct tk_rule **fired = arena_array(&kept->arena, told, sizeof(*fired));
	const struct tk_rule **open = arena_array(&kept->arena, told, sizeof(*open));

	kind->refusals = refusals;
	kind->fired = fired;
	kind->open = open;
	for (size_t i = 0; i < policy->rule_count && !kept->arena.failed; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		if (!tells_apart(kinds, rule))
			continue;
		enum tk_truth state = evaluation->truth[rule->when * evaluation->cases + index];
		if (rule->shown.effect == TK_REFUSE && state == TK_YES)
			refusals[kind->refusal_count++] = &rule->shown;
		if (kinds->tells_rules && state == TK_YES)
			fired[kind->fired_count++] = &rule->shown;
		if (kinds->tells_rules && state == TK_OPEN)
			open[kind->open_count++] = &rule->shown;
	}
	return !kept->arena.failed;
}

static bool fill_documents(struct kept_kind *kept, const struct kinds *kinds,
	const struct evaluation *evaluation, size_t index)
{
	const struct tk_policy *policy = kinds->policy;
	struct tk_kind *kind = &kept->kind;
	size_t count = policy->entry_count[TK_DOCUMENT], told = kinds->tells_held ? count : 0;
	const struct tk_entry **missing = arena_array(&kept->arena, count, sizeof(*missing));
	const struct tk_entry **required = arena_array(&kept->arena, told, sizeof(*required));
	const struct tk_entry **held = arena_array(&kept->arena, told, sizeof(*held));

	kind->missing = missing;
	kind->required = required;
	kind->held = held;
	for (size_t i = 0; i < count && kind->verdict != TK_REFUSED && !kept->arena.failed; i++) {
		const struct tk_entry *document = &policy->entries[TK_DOCUMENT][i].shown;
		bool has = is_held(evaluation, i, index);
		if (!judge_requires(evaluation, i, index))
			continue;
		if (!has)
			missing[kind->missing_count++] = document;
		if (kinds->tells_held)
			required[kind->required_count++] = document;
		if (kinds->tells_held && has)
			held[kind->held_count++] = document;
	}
	return !kept->arena.failed;
}

static struct kept_kind *make_kind(const struct kinds *kinds, const struct evaluation *evaluation, size_t index,
	enum tk_verdict verdict)
{
	struct kept_kind *kept = calloc(1, sizeof(*kept) + kinds->words * sizeof(*kept->key));
	int channel = -1;

	if (kept == NULL)
		return NULL;
	arena_init(&kept->arena);
	kept->kind.verdict = verdict;
	kept->kind.channel_state = judge_channel(evaluation, index, &channel);
	if (kept->kind.channel_state == TK_YES)
		kept->kind.channel = &kinds->policy->entries[TK_CHANNEL][channel].shown;
	for (size_t w = 0; w < kinds->words; w++)
		kept->key[w] = kinds->keys[w * evaluation->cases + index];
	if (!fill_rules(kept, kinds, evaluation, index) ||
		!fill_documents(kept, kinds, evaluation, index)) {
		free_kind(kept);
		return NULL;
	}
	return kept;
}

static bool has_key(const struct kept_kind *kept, const struct kinds *kinds, size_t cases, size_t index)
{
	for (size_t w = 0; w < kinds->words; w++)
		if (kept->key[w] != kinds->keys[w * cases + index])
			return false;
	return true;
}

struct tk_kind *kinds_find(
	struct kinds *kinds, const struct evaluation *evaluation, size_t index, enum tk_verdict verdict)
{
	size_t cases = evaluation->cases, place;
	uint64_t hash = 0;

	for (size_t w = 0; w < kinds->words; w++)
		hash = (hash ^ kinds->keys[w * cases + index]) * UINT64_C(0x9e3779b97f4a7c15);
	hash ^= hash >> 32;
	for (place = hash & (TABLE_SIZE - 1); kinds->table[place] != NULL; place = (place + 1) & (TABLE_SIZE - 1))
		if (kinds->table[place]->hash == hash && has_key(kinds->table[place], kinds, cases, index))
			return &kinds->table[place]->kind;
	struct kept_kind *kept = make_kind(kinds, evaluation, index, verdict);
	if (kept == NULL)
		return NULL;
	kept->hash = hash;
	kinds->table[place] = kept;
	kinds->kept++;
	return &kept->kind;
}
