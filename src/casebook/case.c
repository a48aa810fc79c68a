/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "case.h"

static const char *const status_names[CASE_STATUS_COUNT] = {
	"draft", "ready", "submitted", "in-review", "refunded", "refused", "disputed"};

static const char *const letter_names[CASE_LETTER_COUNT] = {
	"reason", "ticket", "letter", "statement", "complaint", "rescission"};

const char *case_status_name(enum case_status status)
{
	return status_names[status];
}

bool case_status_parse(const char *name, enum case_status *ret_status)
{
	for (int i = 0; i < CASE_STATUS_COUNT; i++) {
		if (strcmp(name, status_names[i]) == 0) {
			*ret_status = (enum case_status)i;
			return true;
		}
	}
	return false;
}

const char *case_letter_name(enum case_letter letter)
{
	return letter_names[letter];
}

/* ---- values ---------------------------------------------------------------------------------- */

static struct case_value *find(const struct case_values *values, const char *name)
{
	for (size_t i = 0; i < values->count; i++) {
		if (strcmp(values->items[i].name, name) == 0)
			return &values->items[i];
	}
	return NULL;
}

const struct case_value *case_values_find(const struct case_values *values, const char *name)
{
	return find(values, name);
}

const char *case_values_get(const struct case_values *values, const char *name)
{
	const struct case_value *value = find(values, name);
	return value == NULL ? NULL : value->text;
}

static void remove_value(struct case_values *values, struct case_value *value)
{
	size_t after = (size_t)(values->items + values->count - value) - 1;

	free(value->name);
	free(value->text);
	memmove(value, value + 1, after * sizeof(*value));
	values->count--;
}

static bool append(struct case_values *values, struct case_value value)
{
	if (values->count == values->capacity) {
		size_t capacity = values->capacity == 0 ? 32 : values->capacity * 2;
		struct case_value *items = realloc(values->items, capacity * sizeof(*items));
		if (items == NULL)
			return false;
		values->items = items;
		values->capacity = capacity;
	}
	values->items[values->count++] = value;
	return true;
}

bool case_values_set(
	struct case_values *values, const char *name, const char *text, enum tk_known known)
{
	struct case_value *value = find(values, name);

	if (text == NULL) {
		if (value != NULL)
			remove_value(values, value);
		return true;
	}
	char *copy = strdup(text);
	if (copy == NULL)
		return false;
	if (value != NULL) {
		free(value->text);
		value->text = copy;
		value->known = known;
		return true;
	}
	struct case_value added = {.name = strdup(name), .text = copy, .known = known};
	if (added.name != NULL && append(values, added))
		return true;
	free(added.name);
	free(copy);
	return false;
}

void case_values_clear(struct case_values *values)
{
	for (size_t i = 0; i < values->count; i++) {
		free(values->items[i].name);
		free(values->items[i].text);
	}
	free(values->items);
	*values = (struct case_values){0};
}

/* ---- the case -------------------------------------------------------------------------------- */

struct case_file *case_new(void)
{
	struct case_file *file = calloc(1, sizeof(*file));
	if (file == NULL)
		return NULL;
	file->created = file->changed = file->archived = -1;
	for (int i = 0; i < CASE_STATUS_COUNT; i++)
		file->status_since[i] = -1;
	return file;
}

void case_free(struct case_file *file)
{
	if (file == NULL)
		return;
	free(file->path);
	free(file->kept_as);
	free(file->id);
	free(file->policy);
	free(file->revision);
	free(file->agent);
	free(file->letter_language);
	free(file->notes);
	for (int i = 0; i < CASE_LETTER_COUNT; i++)
		free(file->letters[i]);
	case_values_clear(&file->facts);
	case_values_clear(&file->evidence);
	case_values_clear(&file->files);
	case_values_clear(&file->decision);
	history_release(&file->history);
	free(file);
}

/* ---- through time ---------------------------------------------------------------------------- */

/* The INDEXth change of the status that the history tells; NULL: it tells of fewer. */
static const struct history_entry *change_at(const struct history *history, size_t index)
{
	enum case_status status;

	for (size_t i = 0; i < history->count; i++) {
		const struct history_entry *entry = &history->items[i];
		if (entry->kind == HISTORY_STATUS && entry->to != NULL && case_status_parse(entry->to, &status) &&
			index-- == 0)
			return entry;
	}
	return NULL;
}

/* The INDEXth by time of the statuses that have a date. */
static bool dated_at(const struct case_file *file, size_t index, enum case_status *ret_status, int64_t *ret_since)
{
	int64_t after = -1;

	for (;; index--) {
		int next = -1;
		for (int i = 0; i < CASE_STATUS_COUNT; i++)
			if (file->status_since[i] > after && (next < 0 || file->status_since[i] < file->status_since[next]))
				next = i;
		if (next < 0)
			return false;
		after = file->status_since[next];
		*ret_status = (enum case_status)next;
		*ret_since = after;
		if (index == 0)
			return true;
	}
}

bool case_status_at(const struct case_file *file, size_t index, enum case_status *ret_status, int64_t *ret_since)
{
	const struct history_entry *change = change_at(&file->history, 0);

	if (change == NULL)
		return dated_at(file, index, ret_status, ret_since);
	/* Before its first change it had one, too. */
	bool begun = change->from != NULL && file->created >= 0 && file->created <= change->at &&
		     case_status_parse(change->from, ret_status);
	if (begun && index == 0) {
		*ret_since = file->created;
		return true;
	}
	change = change_at(&file->history, index - begun);
	if (change == NULL)
		return false;
	*ret_since = change->at;
	return case_status_parse(change->to, ret_status);
}

int64_t case_changed_at(const struct case_file *file, const char *fact)
{
	for (size_t i = file->history.count; i > 0; i--) {
		const struct history_entry *entry = &file->history.items[i - 1];
		if (entry->kind == HISTORY_ANSWER && entry->from != NULL && entry->what != NULL &&
			strcmp(entry->what, fact) == 0)
			return entry->at;
	}
	return 0;
}
