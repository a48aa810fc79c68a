/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "fact-load.h"
#include "lexer.h"
#include "phrases.h"
#include "values.h"

#define DURATION_MAX (TK_MOMENT_MAX + 1)
#define COUNT_MAX INT64_C(1000000000)
#define PERCENT_MAX 10000
#define PERCENT_WIDEST 100000 /* 1000 %, where max says so */
#define TEXT_MAX 4000
#define TEXT_DEFAULT 200

static const struct key_rule fact_keys[] = {{"type", KEY_REQUIRED}, {"step", KEY_REQUIRED},
        {"papers", KEY_PLAIN}, {"fold", KEY_PLAIN}, {"label", KEY_REQUIRED | KEY_TEXT},
        {"question", KEY_REQUIRED | KEY_TEXT}, {"help", KEY_REQUIRED | KEY_TEXT},
        {"detail", KEY_TEXT}, {"example", KEY_TEXT}, {"choices", KEY_PLAIN}, {"choice.", KEY_TEXT},
        {"min", KEY_PLAIN}, {"max", KEY_PLAIN}, {"unit", KEY_PLAIN}, {"default", KEY_PLAIN},
        {"default_when", KEY_PLAIN}, {"usual", KEY_PLAIN}, {"after", KEY_PLAIN},
        {"ask", KEY_PLAIN}, {"hands", KEY_PLAIN}};

/* What a source leaves open, and nobody is asked for. */
static const struct key_rule unknown_keys[] = {{"type", KEY_REQUIRED},
        {"label", KEY_REQUIRED | KEY_TEXT}, {"unknown", KEY_REQUIRED | KEY_TEXT},
        {"choices", KEY_PLAIN}, {"choice.", KEY_TEXT}, {"min", KEY_PLAIN}, {"max", KEY_PLAIN},
        {"unit", KEY_PLAIN}, {"usual", KEY_PLAIN}, {"source", KEY_PLAIN}};

/* Reports a key that means nothing for a fact of this type. */
static void refuse_key(struct loading *loading, const struct ini_section *section, const char *name,
        const char *detail)
{
	const struct ini_key *key = ini_key(section, name, NULL);
	if (key != NULL)
		part_error(loading, section, key, NULL, TK_E_UNKNOWN_KEY, detail, NULL);
}

/* ---- choices ----------------------------------------------------------------------------------
 */

static const char *next_choice(const void *user, size_t i)
{
	const struct tk_fact *fact = user;
	return i < fact->choice_count ? fact->choices[i].id : NULL;
}

static bool has_choice(const struct tk_fact *fact, const char *id)
{
	for (size_t i = 0; i < fact->choice_count; i++)
		if (strcmp(fact->choices[i].id, id) == 0)
			return true;
	return false;
}

/* Labels of choices that do not exist. */
static void check_labels(
        struct loading *loading, const struct ini_section *section, const struct tk_fact *fact)
{
	for (size_t i = 0; i < section->key_count; i++) {
		const struct ini_key *key = &section->keys[i];
		if (strncmp(key->name, "choice.", 7) == 0 && !has_choice(fact, key->name + 7))
			part_error(loading, section, key, key->name + 7, TK_E_UNKNOWN_CHOICE,
			        N_("one of the choices of this fact"),
			        error_nearest(key->name + 7, next_choice, fact));
	}
}

/* A copy that lives as long as what is loaded. */
static const char *label_key(struct loading *loading, const char *id)
{
	size_t size = sizeof("choice.") + strlen(id);
	char *key = arena_alloc(loading->arena, size);
	if (key != NULL) {
		memcpy(key, "choice.", sizeof("choice."));
		strcat(key, id);
	}
	return key;
}

static bool add_choice(struct loading *loading, const struct ini_section *section,
        const struct ini_key *key, const char *id, struct tk_fact *fact, struct tk_choice *choices)
{
	const char *label;

	if (!lexer_is_free_name(id) || strchr(id, '.') != NULL) {
		part_error(loading, section, key, id, TK_E_BAD_VALUE,
		        N_("letters, digits and '_', '-' between letters only, and no word of the "
		           "language"),
		        NULL);
		return true;
	}
	if (has_choice(fact, id)) {
		part_error(loading, section, key, id, TK_E_NAME_TAKEN, NULL, NULL);
		return true;
	}
	label = label_key(loading, id);
	if (label == NULL)
		return false;
	choices[fact->choice_count++] =
	        (struct tk_choice){id, section_text(loading, section, label)};
	if (choices[fact->choice_count - 1].label == NULL)
		section_error(loading, section, TK_E_MISSING_KEY, label, NULL);
	return true;
}

static void load_choices(
        struct loading *loading, const struct ini_section *section, struct tk_fact *fact)
{
	const struct ini_key *key = ini_key(section, "choices", NULL);
	struct tk_choice *choices;
	struct name_list list;

	if (key != NULL && key->value[0] != '\0') {
		list = list_split(loading, section, key);
		if (list.count > FACT_MAX_CHOICES) {
			key_error(loading, section, key, TK_E_TOO_MANY, N_("at most 64 choices"),
			        NULL);
			return;
		}
		choices = arena_array(loading->arena, list.count, sizeof(*choices));
		if (choices == NULL)
			return;
		fact->choices = choices;
		for (size_t i = 0; i < list.count; i++)
			if (!add_choice(loading, section, key, list.items[i], fact, choices))
				return;
		fact->most = fact->choice_count == 0 ? 0 : (int64_t)fact->choice_count - 1;
	}
	check_labels(loading, section, fact);
}

/* ---- ranges -----------------------------------------------------------------------------------
 */

/* The widest range of a type. */
static void set_range(struct tk_fact *fact)
{
	static const int64_t most[] = {[TK_FLAG] = 1,
	        [TK_CHOICE] = 0,
	        [TK_MONEY] = TK_MONEY_MAX,
	        [TK_MOMENT] = TK_MOMENT_MAX,
	        [TK_DURATION] = DURATION_MAX,
	        [TK_COUNT] = COUNT_MAX,
	        [TK_PERCENT] = PERCENT_MAX,
	        [TK_TEXT] = TEXT_DEFAULT};
	fact->least = 0;
	fact->most = most[fact->type];
}

static void load_limit(struct loading *loading, const struct ini_section *section, const char *name,
        const struct tk_fact *widest, int64_t *ret)
{
	const struct ini_key *key = ini_key(section, name, NULL);
	struct tk_error error = {0};
	struct error_place place;
	enum tk_status status;

	if (key == NULL || key->value[0] == '\0')
		return;
	status = tk_value_parse(widest, key->value, ret, &error);
	if (status == TK_NO_MEMORY)
		loading->no_memory = true;
	if (status != TK_INVALID)
		return;
	place = key_place(loading, section, key);
	free(error.key);
	error.key = NULL;
	loading->wrong = true;
	errors_move(loading->errors, &error, &place);
}

static void load_range(
        struct loading *loading, const struct ini_section *section, struct tk_fact *fact)
{
	struct tk_fact widest = *fact;
	const struct ini_key *max = ini_key(section, "max", NULL);

	set_range(fact);
	set_range(&widest);
	if (fact->type == TK_PERCENT)
		widest.most = PERCENT_WIDEST;
	switch (fact->type) {
	case TK_FLAG:
	case TK_CHOICE:
		refuse_key(loading, section, "min", N_("no range for a flag or a choice"));
		refuse_key(loading, section, "max", N_("no range for a flag or a choice"));
		return;
	case TK_TEXT:
		refuse_key(loading, section, "min", N_("only max, in bytes, for a text"));
		fact->most = section_count(
		        loading, section, "max", 1, TEXT_MAX, "1 .. 4000", TEXT_DEFAULT);
		return;
	default:
		load_limit(loading, section, "min", &widest, &fact->least);
		load_limit(loading, section, "max", &widest, &fact->most);
		if (fact->least > fact->most)
			key_error(loading, section, max != NULL ? max : ini_key(section, "min", NULL), TK_E_OUT_OF_RANGE,
			        max != NULL ? N_("at least min") : N_("a max that is not below it"), NULL);
		return;
	}
}

static void load_unit(
        struct loading *loading, const struct ini_section *section, struct tk_fact *fact)
{
	const struct ini_key *key = ini_key(section, "unit", NULL);

	if (fact->type != TK_DURATION)
		refuse_key(loading, section, "unit", N_("a unit for durations only"));
	else if (key != NULL && key->value[0] != '\0' && !value_unit(key->value, &fact->unit))
		key_error(loading, section, key, TK_E_UNKNOWN_CHOICE, "s, min, h, d", NULL);
}

/* ---- what is assumed, and asked ---------------------------------------------------------------
 */

static void load_usual(
        struct loading *loading, const struct ini_section *section, struct tk_fact *fact)
{
	const struct ini_key *key = ini_key(section, "usual", NULL);

	if (key == NULL || key->value[0] == '\0')
		return;
	if (fact_is_text(fact)) {
		refuse_key(loading, section, "usual",
		        N_("no usual answer for a text or an open choice"));
		return;
	}
	fact->has_usual = true;
	load_limit(loading, section, "usual", fact, &fact->usual);
}

static void load_default(
        struct loading *loading, const struct ini_section *section, struct vocabulary_fact *fact)
{
	fact->default_value = section_expression(loading, section, "default");
	fact->default_when = section_expression(loading, section, "default_when");
	fact->shown.has_default = fact->default_value.text != NULL;
	if (fact->shown.has_default && fact_is_text(&fact->shown)) {
		refuse_key(
		        loading, section, "default", N_("no default for a text or an open choice"));
		fact->default_value.text = fact->default_when.text = NULL;
	}
	if (fact->default_value.text == NULL && fact->default_when.text != NULL) {
		section_error(loading, section, TK_E_MISSING_KEY, "default", NULL);
		fact->default_when.text = NULL;
	}
}

unsigned fact_ask_uses(const struct vocabulary_fact *fact)
{
	return USE_USED | USE_ANSWERED | (fact->of_pack ? USE_DEFINES : 0u);
}

/* ---- all of it --------------------------------------------------------------------------------
 */

static void check_name(struct loading *loading, const struct ini_section *section, const char *name)
{
	struct error_place place = section_place(loading, section);
	const char *detail = N_(
	        "letters, digits and '_', '-' between letters only, and no word of the language");
	if (lexer_is_free_name(name) &&
	        strncmp(name, EVIDENCE_PREFIX, strlen(EVIDENCE_PREFIX)) != 0)
		return;
	loading->wrong = true;
	if (strncmp(name, EVIDENCE_PREFIX, strlen(EVIDENCE_PREFIX)) == 0)
		detail = N_("another name: evidence is declared by [document.NAME]");
	errors_add(loading->errors, TK_E_SECTION_NAME, &place, name, detail, NULL);
}

/* What depends on the type. */
static void load_type(
        struct loading *loading, const struct ini_section *section, struct vocabulary_fact *ret)
{
	struct tk_fact *fact = &ret->shown;

	load_unit(loading, section, fact);
	load_range(loading, section, fact);
	if (fact->type == TK_CHOICE)
		load_choices(loading, section, fact);
	else
		refuse_key(
		        loading, section, "choices", N_("choices for facts of type choice only"));
	load_usual(loading, section, fact);
	load_default(loading, section, ret);
	ret->after_key = ini_key(section, "after", NULL);
}

void fact_load(
        struct loading *loading, const struct ini_section *section, struct vocabulary_fact *ret)
{
	static const char *const types[] = {
	        "flag", "choice", "money", "moment", "duration", "count", "percent", "text", NULL};
	static const char *const steps[] = {"start", "order", "timing", "checklist", "account",
	        "evidence", "result", "application", "finish", NULL};
	struct tk_fact *fact = &ret->shown;
	int type;

	*ret = (struct vocabulary_fact){.section = section};
	fact->name = section_id(section);
	check_name(loading, section, fact->name);
	if (ini_key(section, "unknown", NULL) != NULL)
		section_check(loading, section, unknown_keys,
		        sizeof(unknown_keys) / sizeof(unknown_keys[0]));
	else
		section_check(loading, section, fact_keys, sizeof(fact_keys) / sizeof(fact_keys[0]));
	type = section_word(loading, section, "type", types,
	        "flag, choice, money, moment, duration, count, percent, text", -1);
	ret->broken = type < 0;
	fact->type = ret->broken ? TK_TEXT : (enum tk_type)type;
	fact->step = (enum tk_step)section_word(loading, section, "step", steps,
	        "start, order, timing, checklist, account, application, finish", TK_STEP_ORDER);
	fact->for_papers = section_flag(loading, section, "papers", false);
	fact->folded = section_flag(loading, section, "fold", false);
	fact->in_hands = section_flag(loading, section, "hands", false);
	fact->label = section_text(loading, section, "label");
	fact->question = section_text(loading, section, "question");
	fact->help = section_text(loading, section, "help");
	fact->detail = section_text(loading, section, "detail");
	fact->example = section_example(loading, section, "example");
	fact->unknown = section_text(loading, section, "unknown");
	if (fact->unknown != NULL) {
		fact->question = fact->label;
		fact->help = fact->unknown;
		fact->unknown_source = section_value(section, "source");
	}
	ret->ask = section_expression(loading, section, "ask");
	if (!ret->broken)
		load_type(loading, section, ret);
}

/* ---- the order of moments ---------------------------------------------------------------------
 */

void fact_link(struct loading *loading, struct tk_vocabulary *vocabulary, size_t slot)
{
	struct vocabulary_fact *fact = &vocabulary->facts[slot];
	struct name_list list;
	uint32_t *slots;

	if (fact->after_key == NULL || fact->after_key->value[0] == '\0')
		return;
	if (fact->shown.type != TK_MOMENT) {
		refuse_key(loading, fact->section, "after", N_("an order for moments only"));
		return;
	}
	list = list_split(loading, fact->section, fact->after_key);
	slots = arena_array(loading->arena, list.count, sizeof(*slots));
	if (slots == NULL)
		return;
	fact->not_before = slots;
	for (size_t i = 0; i < list.count; i++) {
		int other = tk_vocabulary_find(vocabulary, list.items[i]);
		if (other < 0)
			part_error(loading, fact->section, fact->after_key, list.items[i],
			        TK_E_UNKNOWN_FACT, N_("the name of a moment"),
			        tk_vocabulary_nearest(vocabulary, list.items[i]));
		else if (vocabulary->facts[other].shown.type != TK_MOMENT)
			part_error(loading, fact->section, fact->after_key, list.items[i],
			        TK_E_TYPE, N_("the name of a moment"), NULL);
		else
			slots[fact->not_before_count++] = (uint32_t)other;
	}
}

/* Whether `from` comes, in some steps, after `to`; `left` bounds the steps. */
static bool leads_to(const struct tk_vocabulary *vocabulary, uint32_t from, uint32_t to, bool *seen)
{
	const struct vocabulary_fact *fact = &vocabulary->facts[from];
	for (size_t i = 0; i < fact->not_before_count; i++) {
		uint32_t next = fact->not_before[i];
		if (next == to)
			return true;
		if (seen[next])
			continue;
		seen[next] = true;
		if (leads_to(vocabulary, next, to, seen))
			return true;
	}
	return false;
}

void fact_check_order(struct loading *loading, const struct tk_vocabulary *vocabulary, size_t first)
{
	bool *seen = calloc(vocabulary->count + 1, sizeof(*seen));

	if (seen == NULL) {
		loading->no_memory = true;
		return;
	}
	for (size_t slot = first; slot < vocabulary->count; slot++) {
		const struct vocabulary_fact *fact = &vocabulary->facts[slot];
		memset(seen, 0, vocabulary->count * sizeof(*seen));
		if (fact->not_before_count > 0 &&
		        leads_to(vocabulary, (uint32_t)slot, (uint32_t)slot, seen))
			key_error(loading, fact->section, fact->after_key, TK_E_CIRCULAR,
			        N_("moments that do not lead back here"), NULL);
	}
	free(seen);
}
