/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "phrases.h"
#include "policy-load.h"

static const struct key_rule rule_keys[] = {{"when", KEY_REQUIRED}, {"refuse", KEY_PLAIN},
        {"deduct", KEY_PLAIN}, {"channel", KEY_PLAIN}, {"require", KEY_PLAIN}, {"warn", KEY_PLAIN},
        {"note", KEY_PLAIN}, {"text", KEY_REQUIRED | KEY_TEXT}, {"label", KEY_TEXT},
        {"source", KEY_REQUIRED}, {"reading", KEY_PLAIN}, {"intended", KEY_PLAIN}};

/* By enum tk_effect. */
static const char *const effect_words[] = {
        "refuse", "deduct", "channel", "require", "warn", "note"};
#define EFFECTS (sizeof(effect_words) / sizeof(effect_words[0]))

/* The effect; -1: reported. */
static int find_effect(struct loading *loading, const struct ini_section *section)
{
	int effect = -1;

	for (size_t i = 0; i < section->key_count; i++)
		for (size_t word = 0; word < EFFECTS; word++) {
			if (strcmp(section->keys[i].name, effect_words[word]) != 0)
				continue;
			if (effect >= 0)
				part_error(loading, section, &section->keys[i], NULL,
				        TK_E_TWO_EFFECTS, NULL, NULL);
			else
				effect = (int)word;
		}
	if (effect < 0)
		section_error(loading, section, TK_E_NO_EFFECT, NULL, NULL);
	return effect;
}

/* refuse, warn and note are said by `yes`. */
static void check_yes(struct loading *loading, const struct ini_section *section, const char *word)
{
	const struct ini_key *key = ini_key(section, word, NULL);
	if (key != NULL && key->value[0] != '\0' && strcmp(key->value, "yes") != 0)
		key_error(loading, section, key, TK_E_BAD_VALUE, "yes", NULL);
}

static void load_deduction(
        struct policy_loading *load, const struct ini_section *section, struct policy_rule *rule)
{
	struct expr_source source = section_expression(&load->loading, section, "deduct");

	if (source.text != NULL)
		rule->amount = compile_money(&load->compiler, &source, USE_DEFINES);
	rule->shown.amount = source.text;
	if (rule->shown.label == NULL)
		section_error(&load->loading, section, TK_E_MISSING_KEY, "label", NULL);
}

static void load_effect(
        struct policy_loading *load, const struct ini_section *section, struct policy_rule *rule)
{
	struct tk_policy *policy = load->policy;
	const struct ini_key *label = ini_key(section, "label", NULL);

	switch (rule->shown.effect) {
	case TK_DEDUCT:
		load_deduction(load, section, rule);
		return;
	case TK_CHANNEL_IS:
	case TK_REQUIRE: {
		enum tk_entry_kind kind =
		        rule->shown.effect == TK_REQUIRE ? TK_DOCUMENT : TK_CHANNEL;
		rule->target =
		        policy_reference(load, section, effect_words[rule->shown.effect], kind);
		if (rule->target >= 0)
			rule->shown.target = &policy->entries[kind][rule->target].shown;
		break;
	}
	default:
		check_yes(&load->loading, section, effect_words[rule->shown.effect]);
		break;
	}
	if (label != NULL)
		part_error(&load->loading, section, label, NULL, TK_E_UNKNOWN_KEY,
		        N_("a label for deductions only"), NULL);
}

/* What `when` may use. A rule that decides can use neither the verdict that it makes, nor whether
 * something is answered: then an answer that changes nothing would change the verdict. */
static unsigned rule_uses(enum tk_effect effect)
{
	switch (effect) {
	case TK_REFUSE:
	case TK_DEDUCT:
		return USE_DEFINES;
	case TK_CHANNEL_IS:
	case TK_REQUIRE:
		return USE_DEFINES | USE_ANSWERED;
	default:
		return USE_DEFINES | USE_ANSWERED | USE_VERDICT;
	}
}

static void load_rule(struct policy_loading *load, size_t index)
{
	struct loading *loading = &load->loading;
	const struct ini_section *section = load->rules[index];
	struct policy_rule *rule = &load->policy->rules[index];
	int effect;

	*rule = (struct policy_rule){.when = EXPR_NONE, .amount = EXPR_NONE, .target = -1};
	section_check(loading, section, rule_keys, sizeof(rule_keys) / sizeof(rule_keys[0]));
	rule->shown = (struct tk_rule){.id = section_id(section), .line = section->line};
	rule->shown.text = section_text(loading, section, "text");
	rule->shown.label = section_text(loading, section, "label");
	rule->shown.when = section_value(section, "when");
	policy_source(load, section, &rule->shown.source, &rule->shown.reference);
	rule->reading = policy_reference(load, section, "reading", TK_READING);
	if (rule->reading >= 0)
		rule->shown.reading = &load->policy->entries[TK_READING][rule->reading].shown;
	effect = find_effect(loading, section);
	if (effect >= 0) {
		rule->shown.effect = (enum tk_effect)effect;
		load_effect(load, section, rule);
	}
	rule->when = policy_condition(load, section, "when", false,
	        effect < 0 ? rule_uses(TK_NOTE) : rule_uses(rule->shown.effect));
}

void policy_load_rules(struct policy_loading *load)
{
	for (size_t i = 0; i < load->policy->rule_count; i++)
		load_rule(load, i);
}

/* ---- sums -------------------------------------------------------------------------------------
 */

static bool is_replaced(const struct tk_policy *policy, int reading, size_t rule)
{
	const struct policy_entry *entry;
	if (reading < 0)
		return false;
	entry = &policy->entries[TK_READING][reading];
	for (size_t i = 0; i < entry->replaces_count; i++)
		if (entry->replaces[i] == rule)
			return true;
	return false;
}

/* Whether any two amounts left can be compared, one doubled for rounding, and each told. */
static bool is_roomy(const struct bounds *sum)
{
	wide product, both;
	return !__builtin_mul_overflow(sum->size, sum->den, &product) && product <= BOUNDS_LIMIT &&
	       !__builtin_add_overflow(sum->size, sum->den, &both) && both <= BOUNDS_LIMIT / 2 &&
	       number_compare_any(sum->most, number_of(AMOUNT_MAX)) <= 0;
}

/* The rule with whose deduction the sum gets too large, -1: none (-2: the base alone does). */
static int find_overflow(const struct policy_loading *load, int reading)
{
	const struct tk_policy *policy = load->policy;
	struct bounds sum = load->compiler.pool.bounds[policy->base];

	if (!is_roomy(&sum))
		return -2;
	for (size_t i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		struct bounds left;
		if (rule->amount == EXPR_NONE || is_replaced(policy, reading, i) ||
		        (rule->reading >= 0 && rule->reading != reading))
			continue;
		/* Taken off or not: both have to fit. */
		if (bounds_combine(EXPR_SUB, &sum, &load->compiler.pool.bounds[rule->amount],
		            &left) != BOUNDS_OK ||
		        bounds_combine(EXPR_IF, &sum, &left, &sum) != BOUNDS_OK || !is_roomy(&sum))
			return (int)i;
	}
	return -1;
}

void policy_check_sums(struct policy_loading *load)
{
	int readings = (int)load->policy->entry_count[TK_READING];

	for (int reading = -1; reading < readings; reading++) {
		int rule = find_overflow(load, reading);
		const struct ini_section *section = rule < 0 ? load->head : load->rules[rule];
		const char *name = rule < 0 ? "base" : "deduct";
		const struct ini_key *key = ini_key(section, name, NULL);
		if (rule == -1)
			continue;
		if (key != NULL)
			key_error(&load->loading, section, key, TK_E_OVERFLOW, NULL, NULL);
		else
			section_error(&load->loading, section, TK_E_OVERFLOW, name, NULL);
		return;
	}
}
