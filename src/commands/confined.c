/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "confined.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "language.h"
#include "text.h"
#include "user-folders.h"

struct folders {
	struct confine_folder *items; /* owned paths */
	size_t count;
	bool failed;
};

/* Takes PATH over; NULL: no memory for it. */
static void add_path(struct folders *folders, char *path, bool writable)
{
	struct confine_folder *more = realloc(folders->items, (folders->count + 1) * sizeof(*more));

	if (more != NULL)
		folders->items = more;
	if (more == NULL || path == NULL) {
		folders->failed = true;
		free(path);
		return;
	}
	more[folders->count++] = (struct confine_folder){path, writable};
}

static void add(struct folders *folders, const char *path, bool writable)
{
	add_path(folders, strdup(path), writable);
}

/* The folder that the file at PATH lies in, "." for a bare name. */
static void add_folder_of(struct folders *folders, const char *path, bool writable)
{
	const char *slash = strrchr(path, '/');

	add_path(folders, slash == NULL ? strdup(".") : strndup(path, slash == path ? 1 : (size_t)(slash - path)), writable);
}

/* LIST of folders, ':' between; NULL: none. */
static void add_list(struct folders *folders, const char *list)
{
	while (list != NULL && *list != '\0') {
		size_t length = strcspn(list, ":");
		if (length > 0)
			add_path(folders, strndup(list, length), false);
		list += length + (list[length] == ':');
	}
}

static bool is_path(const char *word)
{
	size_t length = word == NULL ? 0 : strlen(word);

	return length > 0 && (strchr(word, '/') != NULL || (length > 4 && strcmp(word + length - 4, ".ini") == 0));
}

/* ---- which folders ----------------------------------------------------------------------------- */

/* What the C library reads when it is about to show something: charsets, messages, terminals. No person's own. */
static void add_system(struct folders *folders)
{
	static const char *const system_folders[] = {"/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/terminfo"};
	const char *messages = bindtextdomain(PACKAGE, NULL), *terminfo = getenv("TERMINFO"), *home = getenv("HOME");

	for (size_t i = 0; i < sizeof(system_folders) / sizeof(system_folders[0]); i++)
		add(folders, system_folders[i], false);
	if (messages != NULL)
		add(folders, messages, false);
	if (terminfo != NULL)
		add(folders, terminfo, false);
	add_list(folders, getenv("TERMINFO_DIRS"));
	if (home != NULL)
		add_path(folders, file_join(home, ".terminfo"), false);
	if (CONFINE_LOOKED_INTO)
		add(folders, "/proc", false);
}

/* Beside its packs a folder has facts, calendars and letters; what else lies there is not ours (places.h). */
static void add_rules(struct folders *folders, const struct places *places)
{
	static const char *const parts[] = {"facts.ini", "calendars", "letters"};

	for (char **folder = places->policy_folders; *folder != NULL; folder++)
		add(folders, *folder, false);
	for (char **folder = places->data_folders; *folder != NULL; folder++)
		for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
			add_path(folders, file_join(*folder, parts[i]), false);
}

/* The draft, the lock and the papers of a case lie beside it. */
static void add_case(struct folders *folders, const char *path)
{
	char *real = realpath(path, NULL);

	add_folder_of(folders, path, true);
	if (real != NULL)
		add_folder_of(folders, real, true);
	free(real);
}

static void add_settings(struct folders *folders, bool writable)
{
	char *folder = user_config_folder();

	if (folder == NULL)
		return;
	/* A folder that is not there cannot be kept, nor made later. */
	if (writable)
		(void)file_make_folders(folder, 0700);
	add_path(folders, folder, writable);
}

static void gather(struct folders *folders, const struct confined_wants *wants)
{
	add_system(folders);
	add_rules(folders, wants->places);
	add_settings(folders, wants->saves_settings);
	if (wants->cases != NULL)
		add(folders, wants->cases, true);
	if (is_path(wants->case_word))
		add_case(folders, wants->case_word);
	if (is_path(wants->policy))
		add_folder_of(folders, wants->policy, false);
	if (wants->settings != NULL && is_path(wants->settings->policy))
		add_folder_of(folders, wants->settings->policy, false);
}

/* Whom the system's lists of people are asked about for the last time: they may be behind a socket. */
static void note_person(void)
{
	const struct passwd *person = getpwuid(geteuid());
	const char *home = getenv("HOME");

	if (person == NULL)
		return;
	setenv("LOGNAME", person->pw_name, true);
	if (home == NULL || *home == '\0')
		setenv("HOME", person->pw_dir, true);
}

/* ---- confining --------------------------------------------------------------------------------- */

/* Without a broker nothing is given up: files could not be attached, nor papers be made. */
struct confinement confined_begin(const struct confined_wants *wants, struct broker **ret_broker)
{
	struct confinement given = {.wanted = true};
	struct folders folders = {.items = NULL};

	*ret_broker = NULL;
	if (!WITH_CONFINEMENT)
		return (struct confinement){.wanted = false};
	note_person();
	gather(&folders, wants);
	if (!folders.failed)
		*ret_broker = broker_start();
	if (*ret_broker != NULL)
		given = confine(folders.items, folders.count);
	for (size_t i = 0; i < folders.count; i++)
		free((char *)(uintptr_t)folders.items[i].path);
	free(folders.items);
	return given;
}
