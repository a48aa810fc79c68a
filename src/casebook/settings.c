/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "error.h"
#include "file.h"
#include "ini.h"
#include "places.h"
#include "text.h"
#include "user-folders.h"

static const char section_name[] = "tuikuan";

/* One list for reading and writing: a key is a text or a yes/no. */
struct setting {
	const char *key;
	bool is_text;
	size_t offset;
};
static const struct setting setting_table[] = {
	{"language", true, offsetof(struct settings, language)},
	{"policy", true, offsetof(struct settings, policy)},
	{"agent", true, offsetof(struct settings, agent)},
	{"organisation", true, offsetof(struct settings, organisation)},
	{"colours", false, offsetof(struct settings, colours)},
	{"seen_welcome", false, offsetof(struct settings, seen_welcome)},
};
#define SETTING_COUNT (sizeof(setting_table) / sizeof(setting_table[0]))

static char **text_of(struct settings *settings, const struct setting *setting)
{
	return (char **)(void *)((char *)settings + setting->offset);
}

static bool *flag_of(struct settings *settings, const struct setting *setting)
{
	return (bool *)(void *)((char *)settings + setting->offset);
}

static const char *setting_key(const void *user, size_t index)
{
	(void)user;
	return index < SETTING_COUNT ? setting_table[index].key : NULL;
}

static const struct setting *find_setting(const char *key, size_t length)
{
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		if (strlen(setting_table[i].key) == length &&
			strncmp(setting_table[i].key, key, length) == 0)
			return &setting_table[i];
	}
	return NULL;
}

static char *settings_path(void)
{
	char *folder = user_config_folder();
	char *path = folder == NULL ? NULL : file_join(folder, "config.ini");
	free(folder);
	return path;
}

/* ---- reading --------------------------------------------------------------------------------- */

static void read_setting(struct settings *settings, const struct ini_key *key,
	const struct error_place *place, struct tk_errors *errors)
{
	const struct setting *setting = find_setting(key->name, strlen(key->name));

	if (setting == NULL || key->language != NULL) {
		errors_add(errors, TK_E_UNKNOWN_KEY, place, NULL, NULL,
			error_nearest(key->name, setting_key, NULL));
	} else if (setting->is_text) {
		char *text = text_unescape(key->value);
		if (text == NULL) {
			errors_add(errors, TK_E_ESCAPE, place, key->value, NULL, NULL);
			return;
		}
		char **field = text_of(settings, setting);
		free(*field);
		*field = text;
		if (text[0] == '\0') { /* "agent =" is as good as no line */
			free(text);
			*field = NULL;
		}
	} else if (strcmp(key->value, "yes") == 0 || strcmp(key->value, "no") == 0) {
		*flag_of(settings, setting) = key->value[0] == 'y';
	} else {
		errors_add(errors, TK_E_BAD_FLAG, place, key->value, NULL, NULL);
	}
}

static void read_settings(
	struct settings *settings, const struct ini *ini, struct tk_errors *errors)
{
	for (size_t s = 0; s < ini->section_count; s++) {
		const struct ini_section *section = &ini->sections[s];
		if (strcmp(section->name, section_name) != 0) {
			const struct error_place place = {
				ini->name, section->line, section->name, NULL};
			errors_add(errors, TK_E_UNKNOWN_SECTION, &place, NULL, "[tuikuan]", NULL);
			continue;
		}
		for (size_t k = 0; k < section->key_count; k++) {
			const struct ini_key *key = &section->keys[k];
			const struct error_place place = {
				ini->name, key->line, section->name, key->name};
			read_setting(settings, key, &place, errors);
		}
	}
}

enum tk_status settings_load(struct settings *settings, struct tk_errors *errors)
{
	char *path = settings_path(), *bytes;
	size_t length;
	struct ini *ini;

	*settings = (struct settings){.colours = true};
	if (path == NULL)
		return TK_OK; /* a person without a home has no settings */
	if (access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
		free(path);
		return TK_OK;
	}
	enum tk_status status = file_read_reported(path, INI_MAX_BYTES, &bytes, &length, errors);
	if (status == TK_OK) {
		status = ini_parse(path, bytes, length, 1, &ini, errors);
		free(bytes);
		if (status == TK_OK)
			read_settings(settings, ini, errors);
		ini_free(ini);
	}
	free(path);
	if (status != TK_OK)
		settings->seen_welcome = true; /* that it was seen could not be read again */
	return status;
}

void settings_release(struct settings *settings)
{
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		if (setting_table[i].is_text)
			free(*text_of(settings, &setting_table[i]));
	}
	*settings = (struct settings){.colours = true};
}

/* ---- writing --------------------------------------------------------------------------------- */

static void add_setting(
	struct text_buffer *buffer, struct settings *settings, const struct setting *setting)
{
	if (!setting->is_text) {
		text_buffer_printf(buffer, "%s = %s\n", setting->key,
			*flag_of(settings, setting) ? "yes" : "no");
		return;
	}
	const char *text = *text_of(settings, setting);
	if (text == NULL)
		return;
	char *escaped = text_escape(text);
	if (escaped == NULL)
		buffer->failed = true;
	else
		text_buffer_printf(buffer, "%s = %s\n", setting->key, escaped);
	free(escaped);
}

/* ONLY: this one; NULL: all. */
static void add_settings(struct text_buffer *buffer, const struct settings *settings, const struct setting *only)
{
	struct settings copy = *settings;
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (only == NULL || only == &setting_table[i])
			add_setting(buffer, &copy, &setting_table[i]);
}

/* Whether LINE is "[tuikuan]"; *is_header whether it is any section's. */
static bool is_own_header(const char *line, bool *is_header)
{
	line += strspn(line, " \t");
	*is_header = line[0] == '[';
	line += *is_header;
	line += strspn(line, " \t");
	size_t length = strlen(section_name);
	if (!*is_header || strncasecmp(line, section_name, length) != 0)
		return false;
	line += length;
	return line[strspn(line, " \t")] == ']';
}

static bool is_own_setting(const char *line, const struct setting *only)
{
	line += strspn(line, " \t");
	const struct setting *found = find_setting(line, strcspn(line, " \t=\n"));
	return found != NULL && (only == NULL || only == found);
}

/* OLD with the lines of our settings replaced (all, or ONLY one); comments and what others put there stay. */
static char *new_text(const char *old, const struct settings *settings, const struct setting *only)
{
	struct text_buffer text;
	bool written = false, inside = false;

	text_buffer_init(&text);
	while (*old != '\0') {
		size_t length = strcspn(old, "\n");
		length += old[length] == '\n';
		bool header;
		bool own = is_own_header(old, &header);
		if (header)
			inside = own;
		if (!inside || own || !is_own_setting(old, only))
			text_buffer_add_n(&text, old, length);
		if (old[length - 1] != '\n')
			text_buffer_add(&text, "\n");
		if (own && !written) {
			add_settings(&text, settings, only);
			written = true;
		}
		old += length;
	}
	if (!written) {
		text_buffer_printf(&text, "[%s]\n", section_name);
		add_settings(&text, settings, only);
	}
	return text_buffer_take(&text);
}

static enum tk_status write_settings(
	const char *folder, const char *path, const struct settings *settings, const struct setting *only)
{
	char *old = NULL;
	size_t length;

	enum tk_status status = file_make_folders(folder, 0700);
	if (status != TK_OK)
		return status;
	status = file_read(path, INI_MAX_BYTES, &old, &length);
	if (status != TK_OK && !(status == TK_IO && errno == ENOENT))
		return status == TK_INVALID ? TK_IO : status;
	char *text = new_text(old == NULL ? "" : old, settings, only);
	status = text == NULL ? TK_NO_MEMORY : file_write(path, text, strlen(text), 0600);
	int reason = errno;
	free(text);
	free(old);
	errno = reason;
	return status;
}

static enum tk_status save(const struct settings *settings, const struct setting *only)
{
	char *folder = user_config_folder(), *path = settings_path();
	enum tk_status status = TK_IO;

	if (folder != NULL && path != NULL)
		status = write_settings(folder, path, settings, only);
	int reason = errno;
	free(folder);
	free(path);
	errno = reason;
	return status;
}

enum tk_status settings_save(const struct settings *settings)
{
	return save(settings, NULL);
}

enum tk_status settings_save_welcome(void)
{
	const struct settings settings = {.seen_welcome = true};
	static const char key[] = "seen_welcome";

	return save(&settings, find_setting(key, strlen(key)));
}

bool settings_can_be_saved(void)
{
	char *path = user_config_folder();
	bool can = false;

	/* The folder, or the nearest one above it that is there. */
	for (bool looking = path != NULL && path[0] == '/'; looking;) {
		can = access(path, W_OK | X_OK) == 0;
		char *slash = strrchr(path, '/');
		looking = !can && errno == ENOENT && slash != path;
		if (looking)
			*slash = '\0';
	}
	free(path);
	return can;
}
