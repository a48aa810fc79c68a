/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "flow-inside.h"
#include "text.h"

static void values_release(struct case_values *values)
{
	for (size_t i = 0; i < values->count; i++) {
		free(values->items[i].name);
		free(values->items[i].text);
	}
	free(values->items);
	*values = (struct case_values){NULL, 0, 0};
}

static bool values_copy(const struct case_values *from, struct case_values *to)
{
	for (size_t i = 0; i < from->count; i++) {
		const struct case_value *value = &from->items[i];
		if (!case_values_set(to, value->name, value->text, value->known))
			return false;
	}
	return true;
}

static bool text_copy(const char *from, char **to)
{
	*to = from == NULL ? NULL : strdup(from);
	return from == NULL || *to != NULL;
}

void state_release(struct state *state)
{
	values_release(&state->values);
	values_release(&state->files);
	values_release(&state->rejected);
	values_release(&state->trail);
	for (size_t i = 0; i < PAPER_LETTER_COUNT; i++)
		free(state->letters[i]);
	free(state->policy);
	for (size_t i = 0; i < TK_STEP_COUNT; i++) {
		free(state->focus[i][0]);
		free(state->focus[i][1]);
	}
	*state = (struct state){.length = -1};
}

bool state_copy(const struct state *from, struct state *ret_state)
{
	struct state copy = *from;
	bool ok = true;

	copy.values = copy.files = copy.rejected = copy.trail = (struct case_values){NULL, 0, 0};
	for (size_t i = 0; i < PAPER_LETTER_COUNT; i++)
		ok = text_copy(from->letters[i], &copy.letters[i]) && ok;
	ok = text_copy(from->policy, &copy.policy) && ok;
	for (size_t i = 0; i < TK_STEP_COUNT; i++) {
		ok = text_copy(from->focus[i][0], &copy.focus[i][0]) && ok;
		ok = text_copy(from->focus[i][1], &copy.focus[i][1]) && ok;
	}
	ok = ok && values_copy(&from->values, &copy.values) &&
	     values_copy(&from->files, &copy.files) &&
	     values_copy(&from->rejected, &copy.rejected) && values_copy(&from->trail, &copy.trail);
	if (!ok) {
		state_release(&copy);
		return false;
	}
	*ret_state = copy;
	return true;
}

/* ---- cases ----------------------------------------------------------------------------------- */

bool state_load(struct state *state, const struct case_file *file)
{
	bool ok = values_copy(&file->facts, &state->values) &&
		  values_copy(&file->files, &state->files);

	for (size_t i = 0; ok && i < file->evidence.count; i++) {
		const struct case_value *value = &file->evidence.items[i];
		char *name = text_printf(EVIDENCE "%s", value->name);
		ok = name != NULL &&
		     case_values_set(&state->values, name, value->text, value->known);
		free(name);
	}
	for (size_t i = 0; i < PAPER_LETTER_COUNT; i++)
		ok = text_copy(file->letters[i], &state->letters[i]) && ok;
	state->status = file->status;
	memcpy(state->status_since, file->status_since, sizeof(state->status_since));
	return ok;
}

bool state_store(const struct state *state, struct case_file *file)
{
	bool ok;

	values_release(&file->facts);
	values_release(&file->evidence);
	values_release(&file->files);
	ok = values_copy(&state->files, &file->files);
	for (size_t i = 0; ok && i < state->values.count; i++) {
		const struct case_value *value = &state->values.items[i];
		bool evidence = strncmp(value->name, EVIDENCE, strlen(EVIDENCE)) == 0;
		ok = case_values_set(evidence ? &file->evidence : &file->facts,
			evidence ? value->name + strlen(EVIDENCE) : value->name, value->text,
			value->known);
	}
	/* What was not understood is kept as it was typed; the next reader says what is wrong with it. */
	for (size_t i = 0; ok && i < state->rejected.count; i++) {
		const struct case_value *value = &state->rejected.items[i];
		/* A file that is not there would count as a document at hand. */
		if (case_values_get(&state->values, value->name) == NULL &&
			strncmp(value->name, EVIDENCE, strlen(EVIDENCE)) != 0 &&
			strncmp(value->name, FIELD_FILE, strlen(FIELD_FILE)) != 0)
			ok = case_values_set(&file->facts, value->name, value->text, value->known);
	}
	for (size_t i = 0; i < PAPER_LETTER_COUNT; i++) {
		free(file->letters[i]);
		ok = text_copy(state->letters[i], &file->letters[i]) && ok;
	}
	file->status = state->status;
	memcpy(file->status_since, state->status_since, sizeof(file->status_since));
	return ok;
}
