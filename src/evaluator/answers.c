/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "file.h"
#include "phrases.h"
#include "sections.h"
#include "text.h"
#include "values.h"
#include "vocabulary.h"

struct answer {
	enum tk_answer_state state;
	enum tk_known known;
	int64_t value;
	char *text; /* text facts and open choices; else NULL */
};

struct tk_answers {
	const struct tk_vocabulary *vocabulary;
	struct answer *items; /* one per slot */
};

struct tk_answers *tk_answers_new(const struct tk_vocabulary *vocabulary)
{
	struct tk_answers *answers = calloc(1, sizeof(*answers));
	if (answers == NULL)
		return NULL;
	answers->vocabulary = vocabulary;
	answers->items = calloc(vocabulary->count + 1, sizeof(*answers->items));
	if (answers->items == NULL) {
		free(answers);
		return NULL;
	}
	return answers;
}

void tk_answers_free(struct tk_answers *answers)
{
	if (answers == NULL)
		return;
	for (size_t slot = 0; slot < answers->vocabulary->count; slot++)
		free(answers->items[slot].text);
	free(answers->items);
	free(answers);
}

struct tk_answers *tk_answers_copy(const struct tk_answers *answers)
{
	struct tk_answers *copy = tk_answers_new(answers->vocabulary);
	if (copy == NULL)
		return NULL;
	for (size_t slot = 0; slot < answers->vocabulary->count; slot++) {
		copy->items[slot] = answers->items[slot];
		if (copy->items[slot].text == NULL)
			continue;
		copy->items[slot].text = strdup(answers->items[slot].text);
		if (copy->items[slot].text == NULL) {
			tk_answers_free(copy);
			return NULL;
		}
	}
	return copy;
}

const struct tk_vocabulary *tk_answers_vocabulary(const struct tk_answers *answers)
{
	return answers->vocabulary;
}

enum tk_answer_state tk_answers_state(const struct tk_answers *answers, size_t slot)
{
	return answers->items[slot].state;
}

enum tk_known tk_answers_known(const struct tk_answers *answers, size_t slot)
{
	return answers->items[slot].known;
}

int64_t tk_answers_value(const struct tk_answers *answers, size_t slot)
{
	return answers->items[slot].value;
}

const char *tk_answers_text(const struct tk_answers *answers, size_t slot)
{
	return answers->items[slot].text == NULL ? "" : answers->items[slot].text;
}

/* ---- changing ---------------------------------------------------------------------------------
 */

static const struct tk_fact *fact_of(const struct tk_answers *answers, size_t slot)
{
	return &answers->vocabulary->facts[slot].shown;
}

static void replace(struct answer *answer, struct answer with)
{
	free(answer->text);
	*answer = with;
}

enum tk_status tk_answers_set(
        struct tk_answers *answers, size_t slot, int64_t value, enum tk_known known)
{
	const struct tk_fact *fact = fact_of(answers, slot);
	if (fact_is_text(fact) || value < fact->least || value > fact->most)
		return TK_INVALID;
	replace(&answers->items[slot], (struct answer){TK_ANSWERED, known, value, NULL});
	return TK_OK;
}

/* What is wrong with a text for this fact; TK_ERROR_COUNT: nothing. */
static enum tk_error_code check_text(const struct tk_fact *fact, const char *text)
{
	size_t length = strlen(text);
	if (!text_valid(text, length))
		return TK_E_ENCODING;
	if (fact->type == TK_CHOICE)
		return name_is_plain(text) ? TK_ERROR_COUNT : TK_E_BAD_VALUE;
	return length <= (size_t)fact->most ? TK_ERROR_COUNT : TK_E_TOO_LONG;
}

enum tk_status tk_answers_set_text(
        struct tk_answers *answers, size_t slot, const char *text, enum tk_known known)
{
	const struct tk_fact *fact = fact_of(answers, slot);
	char *copy;

	if (!fact_is_text(fact) || check_text(fact, text) != TK_ERROR_COUNT)
		return TK_INVALID;
	copy = strdup(text);
	if (copy == NULL)
		return TK_NO_MEMORY;
	replace(&answers->items[slot], (struct answer){TK_ANSWERED, known, 0, copy});
	return TK_OK;
}

void tk_answers_set_not_sure(struct tk_answers *answers, size_t slot)
{
	replace(&answers->items[slot], (struct answer){.state = TK_NOT_SURE});
}

void tk_answers_clear(struct tk_answers *answers, size_t slot)
{
	replace(&answers->items[slot], (struct answer){.state = TK_UNANSWERED});
}

static enum tk_status parse_text(struct tk_answers *answers, size_t slot, const char *text,
        enum tk_known known, struct tk_error *ret_error)
{
	const struct tk_fact *fact = fact_of(answers, slot);
	struct error_place place = {.key = fact->name};
	enum tk_error_code code = check_text(fact, text);
	const char *detail =
	        code == TK_E_BAD_VALUE ? N_("lower-case letters, digits, '-' and '_'") : NULL;
	char *limit = NULL;

	*ret_error = (struct tk_error){0};
	if (code == TK_ERROR_COUNT)
		return tk_answers_set_text(answers, slot, text, known);
	if (code == TK_E_TOO_LONG)
		detail = limit = text_printf("<= %lld", (long long)fact->most);
	error_set(ret_error, code, &place, text, detail, NULL);
	free(limit);
	return TK_INVALID;
}

enum tk_status tk_answers_parse(struct tk_answers *answers, size_t slot, const char *text,
        enum tk_known known, struct tk_error *ret_error)
{
	const struct tk_fact *fact = fact_of(answers, slot);
	enum tk_status status;
	int64_t value;

	*ret_error = (struct tk_error){0};
	if (text[0] == '\0') {
		tk_answers_clear(answers, slot);
		return TK_OK;
	}
	if (strcmp(text, "?") == 0) {
		tk_answers_set_not_sure(answers, slot);
		return TK_OK;
	}
	if (fact_is_text(fact))
		return parse_text(answers, slot, text, known, ret_error);
	status = tk_value_parse(fact, text, &value, ret_error);
	return status == TK_OK ? tk_answers_set(answers, slot, value, known) : status;
}

/* ---- written ----------------------------------------------------------------------------------
 */

char *tk_answers_format(const struct tk_answers *answers, size_t slot)
{
	const struct answer *answer = &answers->items[slot];
	switch (answer->state) {
	case TK_NOT_SURE:
		return strdup("?");
	case TK_ANSWERED:
		return answer->text != NULL
		               ? strdup(answer->text)
		               : tk_value_format(fact_of(answers, slot), answer->value);
	default:
		return NULL;
	}
}

/* The slot of TO for a slot of FROM, if it means the same there. */
static int same_slot(const struct tk_answers *to, const struct tk_answers *from, size_t slot)
{
	const struct tk_fact *theirs = fact_of(from, slot), *ours;
	int found = tk_vocabulary_find(to->vocabulary, theirs->name);

	if (found < 0)
		return -1;
	ours = fact_of(to, (size_t)found);
	return ours->type == theirs->type && fact_is_text(ours) == fact_is_text(theirs) ? found
	                                                                                : -1;
}

/* The value of a choice in another vocabulary, which may list other choices. */
static bool translate_choice(
        const struct tk_fact *ours, const struct tk_fact *theirs, int64_t *value)
{
	for (size_t i = 0; i < ours->choice_count; i++)
		if (strcmp(ours->choices[i].id, theirs->choices[*value].id) == 0) {
			*value = (int64_t)i;
			return true;
		}
	return false;
}

static enum tk_status merge_slot(
        struct tk_answers *to, size_t ours, const struct tk_answers *from, size_t theirs)
{
	const struct answer *answer = &from->items[theirs];
	int64_t value = answer->value;

	switch (answer->state) {
	case TK_NOT_SURE:
		tk_answers_set_not_sure(to, ours);
		return TK_OK;
	case TK_ANSWERED:
		if (answer->text != NULL)
			return tk_answers_set_text(to, ours, answer->text, answer->known);
		if (fact_of(to, ours)->type == TK_CHOICE &&
		        !translate_choice(fact_of(to, ours), fact_of(from, theirs), &value))
			return TK_INVALID;
		return tk_answers_set(to, ours, value, answer->known);
	default:
		tk_answers_clear(to, ours);
		return TK_OK;
	}
}

enum tk_status tk_answers_merge(struct tk_answers *to, const struct tk_answers *from)
{
	for (size_t slot = 0; slot < from->vocabulary->count; slot++) {
		int ours = same_slot(to, from, slot);
		enum tk_status status = ours < 0 ? TK_OK : merge_slot(to, (size_t)ours, from, slot);
		if (status == TK_NO_MEMORY)
			return status;
		/* A value that does not fit over there is no answer there. */
		if (status == TK_INVALID)
			tk_answers_clear(to, (size_t)ours);
	}
	return TK_OK;
}

enum tk_status tk_answers_sha256(const struct tk_answers *answers, char ret_hex[TK_SHA256_HEX])
{
	struct text_buffer lines;
	char *all;

	text_buffer_init(&lines);
	for (size_t i = 0; i < answers->vocabulary->count; i++) {
		uint32_t slot = answers->vocabulary->by_name[i];
		char *value, *escaped;
		if (answers->items[slot].state != TK_ANSWERED || fact_of(answers, slot)->evidence)
			continue;
		value = tk_answers_format(answers, slot);
		escaped = value == NULL ? NULL : text_escape(value);
		if (escaped == NULL)
			lines.failed = true;
		else
			text_buffer_printf(
			        &lines, "%s=%s\n", fact_of(answers, slot)->name, escaped);
		free(value);
		free(escaped);
	}
	all = text_buffer_take(&lines);
	if (all == NULL)
		return TK_NO_MEMORY;
	file_sha256_hex(all, strlen(all), ret_hex);
	free(all);
	return TK_OK;
}

/* ---- comparing -------------------------------------------------------------------------------- */

/* Of all texts a policy reads but one: what the refund page said, from which causes are told. */
static bool is_for_papers(const struct tk_fact *fact)
{
	return fact->type == TK_TEXT && strcmp(fact->name, FACT_CONSOLE_MESSAGE) != 0;
}

static bool slots_alike(const struct tk_answers *a, const struct tk_answers *b, size_t slot)
{
	const struct tk_fact *fact = tk_vocabulary_fact(tk_answers_vocabulary(a), slot);

	if (tk_answers_state(a, slot) != tk_answers_state(b, slot))
		return false;
	return is_for_papers(fact) || (tk_answers_value(a, slot) == tk_answers_value(b, slot) &&
					      strcmp(tk_answers_text(a, slot), tk_answers_text(b, slot)) == 0);
}

bool tk_answers_judged_alike(const struct tk_answers *a, const struct tk_answers *b)
{
	const struct tk_vocabulary *vocabulary = tk_answers_vocabulary(a);

	if (vocabulary != tk_answers_vocabulary(b))
		return false;
	for (size_t slot = 0; slot < tk_vocabulary_count(vocabulary); slot++)
		if (!slots_alike(a, b, slot))
			return false;
	return true;
}
