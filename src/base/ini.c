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

/* What an ini stands on: names in the lint's arena, values in iniparser's dictionary. */
struct ini_storage {
	struct ini_lint lint;
	dictionary *values;
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
static char *sound_text(const struct ini_lint *lint)
{
	struct text_buffer text;

	text_buffer_init(&text);
	for (size_t s = 0; s < lint->section_count; s++) {
		const struct ini_section *section = &lint->sections[s];
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

/* iniparser reads named files only: the text gets a name that lives in memory. */
static enum tk_status parse_text(const char *text, dictionary **ret_values)
{
	size_t length = strlen(text), written = 0;
	int fd = memfd_create("tuikuan-ini", MFD_CLOEXEC);
	char path[40];

	if (fd < 0)
		return TK_IO;
	while (written < length) {
		ssize_t more = write(fd, text + written, length - written);
		if (more < 0 && errno == EINTR)
			continue;
		if (more < 0)
			break;
		written += (size_t)more;
	}
	int reason = errno;
	dictionary *values = NULL;
	if (written == length) {
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
		iniparser_set_error_callback(say_nothing);
		errno = 0;
		values = iniparser_load(path);
		reason = errno;
	}
	close(fd);
	errno = reason;
	if (values == NULL)
		return reason == ENOMEM ? TK_NO_MEMORY : TK_IO;
	*ret_values = values;
	return TK_OK;
}

/* Every value is iniparser's; one that is not what stood in the text is an error, never silence. */
static enum tk_status take_values(
	const char *name, struct ini_storage *storage, struct tk_errors *errors)
{
	struct ini_lint *lint = &storage->lint;

	for (size_t i = 0; i < lint->key_count; i++) {
		struct ini_key *key = &lint->keys[i];
		const struct ini_section *section = lint->sections;
		while (key < section->keys || key >= section->keys + section->key_count)
			section++;
		struct text_buffer path;
		text_buffer_init(&path);
		text_buffer_add(&path, section->name);
		text_buffer_add(&path, ":");
		add_key_name(&path, key);
		char *full = text_buffer_take(&path);
		if (full == NULL)
			return TK_NO_MEMORY;
		const char *value = iniparser_getstring(storage->values, full, NULL);
		free(full);
		if (value == NULL) /* iniparser found no memory, and stopped in the middle */
			return TK_NO_MEMORY;
		if (strcmp(value, key->value) != 0) {
			const struct error_place place = {
				name, key->line, section->name, key->name};
			errors_add(errors, TK_E_SYNTAX, &place, key->value, NULL, NULL);
			lint->wrong = true;
		}
		key->value = value;
	}
	return TK_OK;
}

/* ---- the interface --------------------------------------------------------------------------- */

static enum tk_status read_storage(const char *name, struct ini_storage *storage, const char *bytes,
	size_t length, struct tk_errors *errors)
{
	enum tk_status status = ini_lint_scan(&storage->lint, name, bytes, length, errors);
	if (status != TK_OK)
		return status;
	char *text = sound_text(&storage->lint);
	status = text == NULL ? TK_NO_MEMORY : parse_text(text, &storage->values);
	free(text);
	if (status == TK_IO) {
		const struct error_place place = {.file = name};
		/* A limit of the size of files holds in memory too. */
		errors_add(errors, TK_E_UNREADABLE, &place, NULL,
			errno == EFBIG ? N_("a limit of file sizes (ulimit -f) with room for it")
				       : N_("the folder /proc to be there"),
			NULL);
	}
	return status == TK_OK ? take_values(name, storage, errors) : status;
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
		iniparser_freedict(storage->values);
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
