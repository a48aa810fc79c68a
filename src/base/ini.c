/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <iniparser/iniparser.h>

#include "error.h"
#include "ini-lint.h"
#include "text.h"

/* iniparser looks through a whole dictionary for each key that it adds: a long file is handed to it in
 * pieces of whole sections, of about so many entries. */
#define PIECE_ENTRIES 96

/* What an ini stands on: names in the lint's arena, values in iniparser's dictionaries. */
struct ini_storage {
	struct ini_lint lint;
	dictionary **pieces;
	size_t piece_count;
};

/* Some sections, side by side. */
struct piece {
	struct ini_section *first;
	size_t count;
};

/* iniparser speaks to stderr unless told otherwise; a library does not. What it would say cannot
 * happen: it is given only lines that were found sound. */
static int say_nothing(const char *format, ...)
{
	(void)format;
	return 0;
}

/* ---- handing over to iniparser --------------------------------------------------------------- */

static void add_key_name(struct text_buffer *buffer, const struct ini_key *key)
{
	text_buffer_add(buffer, key->name);
	if (key->language == NULL)
		return;
	text_buffer_add(buffer, "[");
	text_buffer_add(buffer, key->language);
	text_buffer_add(buffer, "]");
}

/* The sound lines, nothing else. Each value stands in quotes: bare ones would be trimmed by the
 * rules of the process's locale, which may take a byte of a Chinese character for a blank. */
static char *sound_text(const struct piece *piece)
{
	struct text_buffer text;

	text_buffer_init(&text);
	for (size_t s = 0; s < piece->count; s++) {
		const struct ini_section *section = &piece->first[s];
		text_buffer_add(&text, "[");
		text_buffer_add(&text, section->name);
		text_buffer_add(&text, "]\n");
		for (size_t k = 0; k < section->key_count; k++) {
			add_key_name(&text, &section->keys[k]);
			text_buffer_add(&text, " = \"");
			text_buffer_add(&text, section->keys[k].value);
			text_buffer_add(&text, "\"\n");
		}
	}
	return text_buffer_take(&text);
}

/* Makes TEXT all that is in the file FD. */
static bool rewrite(int fd, const char *text)
{
	size_t length = strlen(text), written = 0;

	if (ftruncate(fd, 0) != 0)
		return false;
	while (written < length) {
		ssize_t more = pwrite(fd, text + written, length - written, (off_t)written);
		if (more < 0 && errno != EINTR)
			return false;
		written += more < 0 ? 0 : (size_t)more;
	}
	return true;
}

/* iniparser reads named files only: the text lies in FD, which has a name although it lives in memory. */
static enum tk_status parse_text(int fd, const char *text, dictionary **ret_values)
{
	char path[40];

	if (!rewrite(fd, text))
		return TK_IO;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	iniparser_set_error_callback(say_nothing);
	errno = 0;
	*ret_values = iniparser_load(path);
	if (*ret_values != NULL)
		return TK_OK;
	return errno == ENOMEM ? TK_NO_MEMORY : TK_IO;
}

/* Whether iniparser's name for an entry, "section:key[language]", is KEY's. */
static bool is_named(const char *entry, const struct ini_section *section, const struct ini_key *key)
{
	size_t section_length = strlen(section->name), length = strlen(key->name);

	if (strncmp(entry, section->name, section_length) != 0 || entry[section_length] != ':')
		return false;
	entry += section_length + 1;
	if (strncmp(entry, key->name, length) != 0)
		return false;
	entry += length;
	if (key->language == NULL)
		return *entry == '\0';
	length = strlen(key->language);
	return entry[0] == '[' && strncmp(entry + 1, key->language, length) == 0 &&
	       strcmp(entry + 1 + length, "]") == 0;
}

/* What iniparser has for KEY, NULL: nothing, or no memory. It keeps entries as they came, so that the next
 * one is nearly always the one at AT. */
static const char *value_of(const dictionary *values, ssize_t *at, const struct ini_section *section,
	const struct ini_key *key)
{
	while (*at < values->size && values->key[*at] != NULL && values->val[*at] == NULL)
		++*at; /* the name of a section */
	if (*at < values->size && values->key[*at] != NULL &&
		is_named(values->key[*at], section, key))
		return values->val[(*at)++];

	struct text_buffer path;
	text_buffer_init(&path);
	text_buffer_add(&path, section->name);
	text_buffer_add(&path, ":");
	add_key_name(&path, key);
	char *full = text_buffer_take(&path);
	const char *value = full == NULL ? NULL : iniparser_getstring(values, full, NULL);
	free(full);
	return value;
}

/* Every value is iniparser's; one that is not what stood in the text is an error, never silence. */
static enum tk_status take_values(const char *name, struct ini_storage *storage,
	const struct piece *piece, const dictionary *values, struct tk_errors *errors)
{
	ssize_t at = 0;

	for (size_t s = 0; s < piece->count; s++) {
		const struct ini_section *section = &piece->first[s];
		struct ini_key *keys = storage->lint.keys + (section->keys - storage->lint.keys);
		for (size_t k = 0; k < section->key_count; k++) {
			const char *value = value_of(values, &at, section, &keys[k]);
			if (value == NULL) /* iniparser found no memory, and stopped in the middle */
				return TK_NO_MEMORY;
			if (strcmp(value, keys[k].value) != 0) {
				const struct error_place place = {
					name, keys[k].line, section->name, keys[k].name};
				errors_add(errors, TK_E_SYNTAX, &place, keys[k].value, NULL, NULL);
				storage->lint.wrong = true;
			}
			keys[k].value = value;
		}
	}
	return TK_OK;
}

static enum tk_status read_piece(int fd, const char *name, struct ini_storage *storage,
	const struct piece *piece, struct tk_errors *errors)
{
	dictionary **values = &storage->pieces[storage->piece_count];
	char *text = sound_text(piece);
	enum tk_status status = text == NULL ? TK_NO_MEMORY : parse_text(fd, text, values);
	int reason = errno;

	free(text);
	errno = reason;
	if (status != TK_OK)
		return status;
	storage->piece_count++;
	return take_values(name, storage, piece, *values, errors);
}

static enum tk_status read_pieces(
	int fd, const char *name, struct ini_storage *storage, struct tk_errors *errors)
{
	struct ini_lint *lint = &storage->lint;
	enum tk_status status = TK_OK;

	for (size_t s = 0; status == TK_OK && s < lint->section_count;) {
		struct piece piece = {&lint->sections[s], 0};
		for (size_t entries = 0; s < lint->section_count && entries < PIECE_ENTRIES; s++) {
			entries += 1 + lint->sections[s].key_count;
			piece.count++;
		}
		status = read_piece(fd, name, storage, &piece, errors);
	}
	return status;
}

/* ---- the interface --------------------------------------------------------------------------- */

static enum tk_status read_storage(const char *name, struct ini_storage *storage, const char *bytes,
	size_t length, struct tk_errors *errors)
{
	enum tk_status status = ini_lint_scan(&storage->lint, name, bytes, length, errors);
	if (status != TK_OK)
		return status;
	storage->pieces = calloc(storage->lint.section_count + 1, sizeof(dictionary *));
	if (storage->pieces == NULL)
		return TK_NO_MEMORY;
	int fd = memfd_create("tuikuan-ini", MFD_CLOEXEC);
	status = fd < 0 ? TK_IO : read_pieces(fd, name, storage, errors);
	int reason = errno;
	if (fd >= 0)
		close(fd);
	if (status == TK_IO) {
		const struct error_place place = {.file = name};
		/* A limit of the size of files holds in memory too. */
		errors_add(errors, TK_E_UNREADABLE, &place, NULL,
			reason == EFBIG ? N_("a limit of file sizes (ulimit -f) with room for it")
					: N_("the folder /proc to be there"),
			NULL);
	}
	errno = reason;
	return status;
}

enum tk_status ini_parse(const char *name, const char *bytes, size_t length, int lenient,
	struct ini **ret_ini, struct tk_errors *errors)
{
	struct ini *ini = calloc(1, sizeof(*ini));
	struct ini_storage *storage = calloc(1, sizeof(*storage));
	enum tk_status status = TK_NO_MEMORY;

	*ret_ini = NULL;
	if (ini != NULL) {
		ini->storage = storage;
		ini->name = strdup(name);
	}
	if (ini != NULL && storage != NULL && ini->name != NULL)
		status = read_storage(name, storage, bytes, length, errors);
	if (status != TK_OK) {
		if (ini == NULL)
			free(storage);
		ini_free(ini);
		return status;
	}
	ini->sections = storage->lint.sections;
	ini->section_count = storage->lint.section_count;
	*ret_ini = ini;
	return storage->lint.wrong && !lenient ? TK_INVALID : TK_OK;
}

void ini_free(struct ini *ini)
{
	if (ini == NULL)
		return;
	struct ini_storage *storage = ini->storage;
	if (storage != NULL) {
		ini_lint_release(&storage->lint);
		for (size_t i = 0; i < storage->piece_count; i++)
			iniparser_freedict(storage->pieces[i]);
		free(storage->pieces);
	}
	free(storage);
	free(ini->name);
	free(ini);
}

const struct ini_section *ini_find(const struct ini *ini, const char *section)
{
	for (size_t i = 0; i < ini->section_count; i++) {
		if (strcmp(ini->sections[i].name, section) == 0)
			return &ini->sections[i];
	}
	return NULL;
}

/* Languages are kept in lower case; "zh_CN" is asked for as well as "zh_cn". */
static bool is_language(const char *kept, const char *asked)
{
	for (; *asked != '\0'; kept++, asked++) {
		bool upper = *asked >= 'A' && *asked <= 'Z';
		if (*kept != (upper ? *asked - 'A' + 'a' : *asked))
			return false;
	}
	return *kept == '\0';
}

const struct ini_key *ini_key(
	const struct ini_section *section, const char *key, const char *language)
{
	for (size_t i = 0; i < section->key_count; i++) {
		const struct ini_key *found = &section->keys[i];
		if (strcmp(found->name, key) != 0)
			continue;
		if (language == NULL && found->language == NULL)
			return found;
		if (language != NULL && found->language != NULL &&
			is_language(found->language, language))
			return found;
	}
	return NULL;
}

const char *ini_value(const struct ini *ini, const char *section, const char *key)
{
	const struct ini_section *found = ini_find(ini, section);
	const struct ini_key *value = found == NULL ? NULL : ini_key(found, key, NULL);
	return value == NULL ? NULL : value->value;
}
