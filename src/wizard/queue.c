/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "queue-inside.h"
#include "shelf.h"
#include "text.h"
#include "words.h"

#define DAY 86400

const struct listed *queue_listed(const struct queue *queue, size_t i)
{
	return &queue->listed[queue->found[i]];
}

const struct standing_rules *queue_rules(const struct queue *queue)
{
	return &queue->rules;
}

const struct index *queue_index(const struct queue *queue)
{
	return queue->index;
}

size_t queue_total(const struct queue *queue)
{
	return queue->total;
}

size_t queue_count(const struct queue *queue)
{
	return queue->count;
}

bool queue_has_saved(const struct queue *queue)
{
	for (size_t i = 0; i < queue->total; i++)
		if (!queue->listed[i].shown->never_saved)
			return true;
	return false;
}

/* ---- searching ------------------------------------------------------------------------------- */

#define SHOWN_MOST 64

/* Which of the texts that are shown of cases and do not stand in them so hold a word: a few texts, of many
 * cases. */
struct shown_words {
	const char *word;
	const char *texts[SHOWN_MOST];
	bool matches[SHOWN_MOST];
	size_t count;
};

static bool text_matches(const char *text, const char *word)
{
	struct text_buffer form;

	text_buffer_init(&form);
	text_add_search_form(&form, text);
	bool matches = form.text != NULL && strstr(form.text, word) != NULL;
	text_buffer_release(&form);
	return matches;
}

static bool shown_matches(struct shown_words *shown, const char *text)
{
	for (size_t i = 0; i < shown->count; i++)
		if (shown->texts[i] == text)
			return shown->matches[i];
	bool matches = text_matches(text, shown->word);
	if (shown->count < SHOWN_MOST) {
		shown->texts[shown->count] = text;
		shown->matches[shown->count++] = matches;
	}
	return matches;
}

static bool word_matches(const struct queue *queue, struct shown_words *shown, const struct listed *listed)
{
	return index_word_matches(listed->shown, shown->word) || shown_matches(shown, listed_verdict(listed)) ||
	       shown_matches(shown, words_status(listed->shown->status)) ||
	       shown_matches(shown, listed_provider(listed, &queue->rules));
}

/* Keeps those of the cases found so far in which the word is. */
static void find_word(struct queue *queue, const char *word)
{
	struct shown_words shown = {.word = word};
	size_t found = 0;

	for (size_t i = 0; i < queue->count; i++)
		if (word_matches(queue, &shown, &queue->listed[queue->found[i]]))
			queue->found[found++] = queue->found[i];
	queue->count = found;
}

static void find_all(struct queue *queue)
{
	queue->count = 0;
	for (size_t i = 0; i < queue->total; i++)
		if (queue->archived || queue->listed[i].shown->moment[INDEX_ARCHIVED] < 0)
			queue->found[queue->count++] = (uint32_t)i;
}

/* NARROWED: among those shown, since all others lacked a part of what is searched. */
static void find(struct queue *queue, bool narrowed)
{
	struct index_query query;

	if (!index_query_make(queue->searched, &query))
		return;
	if (!narrowed)
		find_all(queue);
	for (size_t i = 0; i < query.count; i++)
		find_word(queue, query.words[i]);
	index_query_release(&query);
	queue_select(queue, queue->selected);
}

void queue_search(struct queue *queue, const char *text)
{
	char *copy = strcmp(text, queue->searched) == 0 ? NULL : strdup(text);

	if (copy == NULL)
		return; /* it is what is shown */
	/* Where a longer text is found the shorter one was. */
	bool narrowed = strncmp(text, queue->searched, strlen(queue->searched)) == 0;
	free(queue->searched);
	queue->searched = copy;
	queue->selected = 0;
	find(queue, narrowed);
}

const char *queue_searched(const struct queue *queue)
{
	return queue->searched;
}

/* Selects the case called NAME, where it is shown. */
static void select_name(struct queue *queue, const char *name)
{
	for (size_t i = 0; name != NULL && i < queue->count; i++)
		if (strcmp(queue_name_at(queue, i), name) == 0)
			queue->selected = i;
}

void queue_show_archived(struct queue *queue, bool shown)
{
	const char *name = queue_name(queue);

	queue->archived = shown;
	find(queue, false);
	select_name(queue, name);
}

bool queue_shows_archived(const struct queue *queue)
{
	return queue->archived;
}

/* ---- the selection --------------------------------------------------------------------------- */

size_t queue_selected(const struct queue *queue)
{
	return queue->selected;
}

void queue_select(struct queue *queue, size_t i)
{
	queue->selected = i < queue->count ? i : queue->count == 0 ? 0 : queue->count - 1;
}

const char *queue_name_at(const struct queue *queue, size_t i)
{
	return i < queue->count ? queue_listed(queue, i)->shown->name : NULL;
}

const char *queue_name(const struct queue *queue)
{
	return queue_name_at(queue, queue->selected);
}

/* ---- looking again --------------------------------------------------------------------------- */

/* Makes the list of all cases anew, in the order of NOW. false = no memory. */
static bool list(struct queue *queue)
{
	size_t total = index_count(queue->index);
	struct listed *listed = calloc(total + 1, sizeof(*listed));
	uint32_t *found = calloc(total + 1, sizeof(*found));

	if (listed == NULL || found == NULL) {
		free(listed);
		free(found);
		return false;
	}
	for (size_t i = 0; i < total; i++)
		listed_make(index_case(queue->index, i), &queue->rules, queue->now, &listed[i]);
	if (total > 1)
		qsort(listed, total, sizeof(*listed), listed_compare);
	free(queue->listed);
	free(queue->found);
	queue->listed = listed;
	queue->found = found;
	queue->total = total;
	queue->count = 0;
	find(queue, false);
	return true;
}

/* What is selected stays so, wherever it goes. */
static void list_again(struct queue *queue, bool read)
{
	const char *selected = queue_name(queue);
	char *name = selected == NULL ? NULL : strdup(selected);

	if (read && index_refresh(queue->index) != TK_OK)
		queue_say(queue, text_printf(_("The folder of the cases cannot be read: %s."), strerror(errno)));
	if (!list(queue)) {
		queue->total = queue->count = 0; /* the cases they were of may be gone */
		queue_say(queue, strdup(_("Out of memory: the cases cannot be listed.")));
	}
	select_name(queue, name);
	free(name);
}

void queue_renew(struct queue *queue, int64_t now)
{
	queue->now = now;
	list_again(queue, true);
}

/* Whether something has passed between two moments that the order depends on. */
static bool any_passed(const struct queue *queue, int64_t before, int64_t now)
{
	if (now < before || now / 60 != before / 60)
		return true;
	for (size_t i = 0; i < queue->total; i++) {
		const struct listed *listed = &queue->listed[i];
		if (listed->has_next && listed->next.at >= before && listed->next.at < now)
			return true;
	}
	return false;
}

void queue_tick(struct queue *queue, int64_t now)
{
	int64_t before = queue->now;

	if (now == before)
		return;
	queue->now = now;
	if (index_is_stale(queue->index))
		list_again(queue, true);
	else if (any_passed(queue, before, now))
		list_again(queue, false);
}

int64_t queue_next_tick(const struct queue *queue, size_t first, size_t count)
{
	for (size_t i = first; i < first + count && i < queue->count; i++) {
		const struct listed *listed = queue_listed(queue, i);
		if (listed->has_next && listed->next.kind == FOLLOW_UP_DEADLINE && listed->next.at >= queue->now &&
			listed->next.at - queue->now < DAY)
			return queue->now + 1;
	}
	return queue->now + 60 - queue->now % 60;
}

/* ---- the archive ----------------------------------------------------------------------------- */

void queue_archive(struct queue *queue, int64_t now)
{
	const char *name = queue_name(queue);

	if (name == NULL)
		return;
	bool out = queue_listed(queue, queue->selected)->shown->moment[INDEX_ARCHIVED] >= 0;
	char *id = strdup(name), *holder = NULL;
	enum tk_status status = id == NULL ? TK_NO_MEMORY
					   : shelf_archive(queue->folder, id, !out, now, queue->who, &holder);
	int reason = errno;
	queue_renew(queue, now);
	if (status == TK_OK)
		queue_say(queue, text_printf(out ? _("%s is taken out of the archive.") : _("%s is archived."), id));
	else if (holder != NULL)
		queue_say(queue, text_printf(_("%s is being edited by %s."), id, holder));
	else
		queue_say(queue, text_printf(_("%s could not be changed: %s."), id == NULL ? "" : id,
					 status == TK_NO_MEMORY ? strerror(ENOMEM) : strerror(reason)));
	free(holder);
	free(id);
}

/* ---- a case like another --------------------------------------------------------------------- */

/* What became of a case is no answer of the next one. */
static bool is_carried_over(const struct queue *queue, const char *name)
{
	const struct tk_vocabulary *vocabulary = queue->rules.places->vocabulary;
	int slot = tk_vocabulary_find(vocabulary, name);

	return strcmp(name, "applied_at") != 0 &&
	       (slot < 0 || tk_vocabulary_fact(vocabulary, (size_t)slot)->step != TK_STEP_FINISH);
}

static struct case_file *like(const struct queue *queue, const struct case_file *file)
{
	struct case_file *made = case_new();
	bool ok = made != NULL;

	if (ok)
		made->created = made->changed = queue->now;
	for (size_t i = 0; ok && i < file->facts.count; i++) {
		const struct case_value *value = &file->facts.items[i];
		if (is_carried_over(queue, value->name))
			ok = case_values_set(&made->facts, value->name, value->text, value->known);
	}
	if (ok)
		return made;
	case_free(made);
	return NULL;
}

struct case_file *queue_duplicate(struct queue *queue)
{
	const char *name = queue_name(queue);
	bool draft = name != NULL && queue_listed(queue, queue->selected)->shown->never_saved;
	char *path = name == NULL ? NULL : draft ? casebook_draft_path(queue->folder, name)
						 : casebook_path(queue->folder, name);
	struct case_file *file = NULL, *made = NULL;
	struct tk_errors errors; /* lines that are wrong stay behind */

	tk_errors_init(&errors);
	if (path != NULL && case_load(path, &file, &errors) == TK_OK)
		made = like(queue, file);
	if (made == NULL)
		queue_say(queue, text_printf(_("%s cannot be read."), name == NULL ? "" : name));
	tk_errors_release(&errors);
	case_free(file);
	free(path);
	return made;
}

const char *queue_message(const struct queue *queue)
{
	return queue->message;
}

void queue_say(struct queue *queue, char *text)
{
	free(queue->message);
	queue->message = text;
}

/* ---- life ------------------------------------------------------------------------------------ */

enum tk_status queue_open(const struct places *places, const char *folder, const char *who, int64_t now,
	struct queue **ret_queue)
{
	struct queue *queue = calloc(1, sizeof(*queue));
	enum tk_status status = TK_NO_MEMORY;

	if (queue == NULL)
		return status;
	queue->now = now;
	queue->folder = strdup(folder);
	queue->searched = strdup("");
	queue->who = strdup(who == NULL ? "" : who);
	if (queue->folder != NULL && queue->searched != NULL && queue->who != NULL)
		status = index_open(folder, &queue->index);
	if (status == TK_OK && (!standing_rules_open(places, &queue->rules) || !list(queue)))
		status = TK_NO_MEMORY;
	if (status == TK_OK) {
		*ret_queue = queue;
		return TK_OK;
	}
	int reason = errno;
	queue_free(queue);
	errno = reason;
	return status;
}

void queue_free(struct queue *queue)
{
	if (queue == NULL)
		return;
	free(queue->listed);
	free(queue->found);
	standing_rules_close(&queue->rules);
	index_free(queue->index);
	free(queue->folder);
	free(queue->searched);
	free(queue->who);
	free(queue->message);
	free(queue);
}
