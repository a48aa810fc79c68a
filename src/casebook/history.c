/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "history.h"
#include "text.h"
#include "tuikuan.h"

static const char *const kind_names[HISTORY_KIND_COUNT] = {
#define KIND_NAME(name, word) word,
	HISTORY_KINDS(KIND_NAME)
#undef KIND_NAME
};

#define TEXT_COUNT 5

const char *history_kind_name(enum history_kind kind)
{
	return kind_names[kind];
}

/* ---- entries --------------------------------------------------------------------------------- */

/* The texts of an entry in the order in which they are written. */
static void texts_of(struct history_entry *entry, const char **ret_texts[TEXT_COUNT])
{
	const char **const texts[TEXT_COUNT] = {
		&entry->who, &entry->what, &entry->from, &entry->to, &entry->basis};
	memcpy(ret_texts, texts, sizeof(texts));
}

static void release_entry(struct history_entry *entry)
{
	const char **texts[TEXT_COUNT];

	texts_of(entry, texts);
	for (int i = 0; i < TEXT_COUNT; i++)
		free((void *)*texts[i]);
}

static size_t bytes_of(struct history_entry *entry)
{
	const char **texts[TEXT_COUNT];
	size_t bytes = 0;

	texts_of(entry, texts);
	for (int i = 0; i < TEXT_COUNT; i++)
		bytes += *texts[i] == NULL ? 0 : strlen(*texts[i]);
	return bytes;
}

static bool copy_entry(const struct history_entry *from, struct history_entry *ret_copy)
{
	struct history_entry copy = *from;
	const char **texts[TEXT_COUNT];
	bool ok = true;

	texts_of(&copy, texts);
	for (int i = 0; i < TEXT_COUNT; i++) {
		const char *text = *texts[i];
		*texts[i] = text == NULL || *text == '\0' ? NULL : strdup(text);
		ok = ok && (text == NULL || *text == '\0' || *texts[i] != NULL);
	}
	if (!ok)
		release_entry(&copy);
	else
		*ret_copy = copy;
	return ok;
}

static void let_go(struct history *history, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		history->bytes -= bytes_of(&history->items[i]);
		release_entry(&history->items[i]);
	}
	history->count -= count;
	memmove(history->items, history->items + count, history->count * sizeof(*history->items));
}

/* The one just added stays, whatever its size. */
static void let_oldest_go(struct history *history)
{
	size_t bytes = history->bytes, gone = 0;

	while (gone + 1 < history->count &&
		(history->count - gone > HISTORY_MOST_ENTRIES || bytes > HISTORY_MOST_BYTES))
		bytes -= bytes_of(&history->items[gone++]);
	if (gone > 0)
		let_go(history, gone);
}

/* Takes the texts of ENTRY over. */
static bool append(struct history *history, struct history_entry entry)
{
	if (history->count == history->capacity) {
		size_t capacity = history->capacity == 0 ? 32 : history->capacity * 2;
		struct history_entry *items = realloc(history->items, capacity * sizeof(*items));
		if (items == NULL) {
			release_entry(&entry);
			return false;
		}
		history->items = items;
		history->capacity = capacity;
	}
	history->last = entry.number;
	history->bytes += bytes_of(&entry);
	history->items[history->count++] = entry;
	let_oldest_go(history);
	return true;
}

bool history_add(struct history *history, const struct history_entry *entry)
{
	struct history_entry copy;

	if (!copy_entry(entry, &copy))
		return false;
	copy.number = history->last + 1;
	return append(history, copy);
}

void history_cut(struct history *history, long number)
{
	while (history->count > 0 && history->items[history->count - 1].number > number) {
		struct history_entry *entry = &history->items[--history->count];
		history->bytes -= bytes_of(entry);
		release_entry(entry);
	}
	if (history->last > number)
		history->last = number;
}

void history_release(struct history *history)
{
	for (size_t i = 0; i < history->count; i++)
		release_entry(&history->items[i]);
	free(history->items);
	*history = (struct history){0};
}

const struct history_entry *history_last(const struct history *history, enum history_kind kind)
{
	for (size_t i = history->count; i > 0; i--) {
		if (history->items[i - 1].kind == kind)
			return &history->items[i - 1];
	}
	return NULL;
}

/* ---- writing --------------------------------------------------------------------------------- */

static void add_word(struct text_buffer *buffer, const char *text)
{
	char *escaped = text == NULL ? NULL : text_escape(text);

	if (text == NULL) {
		text_buffer_add(buffer, "-");
	} else if (escaped == NULL) {
		buffer->failed = true;
	} else if (strcmp(escaped, "-") == 0) {
		text_buffer_add(buffer, "%2D"); /* a text of its own, and not nothing */
	} else {
		for (const char *at = escaped; *at != '\0'; at++) {
			if (*at == ' ')
				text_buffer_add(buffer, "%20");
			else
				text_buffer_add_n(buffer, at, 1);
		}
	}
	free(escaped);
}

void history_entry_text(const struct history_entry *entry, struct text_buffer *ret_text)
{
	const char *const texts[TEXT_COUNT] = {
		entry->who, entry->what, entry->from, entry->to, entry->basis};
	char moment[TK_MOMENT_TEXT];
	int count = TEXT_COUNT;

	while (count > 0 && texts[count - 1] == NULL)
		count--;
	text_buffer_printf(
		ret_text, "%s %s", tk_moment_format(entry->at, moment), kind_names[entry->kind]);
	for (int i = 0; i < count; i++) {
		text_buffer_add(ret_text, " ");
		add_word(ret_text, texts[i]);
	}
}

bool history_hash(const struct history *history, long number, char hex[65])
{
	struct text_buffer lines;

	text_buffer_init(&lines);
	for (size_t i = 0; i < history->count && history->items[i].number <= number; i++) {
		text_buffer_printf(&lines, "%ld=", history->items[i].number);
		history_entry_text(&history->items[i], &lines);
		text_buffer_add(&lines, "\n");
	}
	char *text = text_buffer_take(&lines);
	if (text == NULL)
		return false;
	file_sha256_hex(text, strlen(text), hex);
	free(text);
	return true;
}

/* ---- reading --------------------------------------------------------------------------------- */

/* The word at *TEXT, which is moved behind it; NULL: there is none any more, or there was no memory and *NO_MEMORY is
 * set. Caller frees. */
static char *next_word(const char **text, bool *no_memory)
{
	size_t length = strcspn(*text, " ");
	char *word = length == 0 ? NULL : strndup(*text, length);

	*no_memory |= length > 0 && word == NULL;
	*text += length;
	*text += strspn(*text, " ");
	return word;
}

static bool read_kind(const char *word, enum history_kind *ret_kind)
{
	for (int i = 0; word != NULL && i < HISTORY_KIND_COUNT; i++) {
		if (strcmp(word, kind_names[i]) == 0) {
			*ret_kind = (enum history_kind)i;
			return true;
		}
	}
	return false;
}

/* The texts at TEXT. false: one is badly encoded, there are too many, or no memory (errno). */
static bool read_texts(struct history_entry *entry, const char *text)
{
	const char **texts[TEXT_COUNT];

	texts_of(entry, texts);
	for (int i = 0; *text != '\0'; i++) {
		bool no_memory = false;
		char *word = next_word(&text, &no_memory);
		if (word == NULL || i == TEXT_COUNT) {
			errno = no_memory ? ENOMEM : EINVAL;
			free(word);
			return false;
		}
		bool nothing = strcmp(word, "-") == 0;
		*texts[i] = nothing ? NULL : text_unescape(word);
		free(word);
		if (!nothing && *texts[i] == NULL)
			return false;
	}
	return true;
}

bool history_add_text(struct history *history, long number, const char *text)
{
	struct history_entry entry = {.number = number};
	bool no_memory = false;
	char *moment = next_word(&text, &no_memory), *kind = next_word(&text, &no_memory);
	bool ok = number > history->last && moment != NULL &&
		  tk_moment_parse(moment, &entry.at) == TK_OK && read_kind(kind, &entry.kind);

	free(moment);
	free(kind);
	if (!ok) {
		errno = no_memory ? ENOMEM : EINVAL;
		return false;
	}
	if (!read_texts(&entry, text)) {
		int reason = errno;
		release_entry(&entry);
		errno = reason;
		return false;
	}
	if (append(history, entry))
		return true;
	errno = ENOMEM;
	return false;
}
