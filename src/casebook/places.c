/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "file.h"
#include "places.h"
#include "program.h"
#include "text.h"
#include "user-folders.h"

#define PLACE_MAX_BYTES ((size_t)1 << 20) /* of a pack, facts.ini, a calendar, a template */

/* ---- lists of folders ------------------------------------------------------------------------ */

static size_t count_names(char *const *names)
{
	size_t count = 0;
	while (names != NULL && names[count] != NULL)
		count++;
	return count;
}

static void free_names(char **names)
{
	for (size_t i = 0; names != NULL && names[i] != NULL; i++)
		free(names[i]);
	free(names);
}

/* Takes NAME over; one that is there already is not added again. false = no memory. */
static bool add_name(char ***names, char *name)
{
	size_t count = count_names(*names);

	if (name == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (strcmp((*names)[i], name) == 0) {
			free(name);
			return true;
		}
	}
	char **more = realloc(*names, (count + 2) * sizeof(*more));
	if (more == NULL) {
		free(name);
		return false;
	}
	more[count] = name;
	more[count + 1] = NULL;
	*names = more;
	return true;
}

/* The folder that FOLDER lies in. */
static char *parent_of(const char *folder)
{
	size_t length = strlen(folder);

	while (length > 1 && folder[length - 1] == '/')
		length--;
	const char *slash = memrchr(folder, '/', length);
	const char *last = slash == NULL ? folder : slash + 1;
	size_t last_length = length - (size_t)(last - folder);
	if ((last_length == 1 && last[0] == '.') || strncmp(last, "..", last_length) == 0)
		return text_printf("%.*s/..", (int)length, folder); /* also "/" itself */
	if (slash == NULL)
		return strdup(".");
	return slash == folder ? strdup("/") : strndup(folder, (size_t)(slash - folder));
}

/* The folders of TUIKUAN_POLICY_PATH; one that cannot be looked into is reported. */
static bool add_named_folders(struct places *places, struct tk_errors *errors)
{
	const char *path = getenv("TUIKUAN_POLICY_PATH");

	for (size_t length; path != NULL && *path != '\0'; path += length + (path[length] == ':')) {
		length = strcspn(path, ":");
		if (length == 0)
			continue;
		char *folder = strndup(path, length);
		if (folder == NULL)
			return false;
		if (access(folder, R_OK | X_OK) != 0) {
			const struct error_place place = {.file = folder};
			errors_add(errors, TK_E_UNREADABLE, &place, strerror(errno), NULL, NULL);
		}
		if (!add_name(&places->policy_folders, folder))
			return false;
	}
	return true;
}

/* The data folder DATA with its folder of packs, after those found before. */
static bool add_data(struct places *places, char *data)
{
	bool ok = data != NULL && add_name(&places->policy_folders, file_join(data, "policies"));
	if (!ok) {
		free(data);
		return false;
	}
	return add_name(&places->data_folders, data);
}

static bool find_folders(struct places *places, struct tk_errors *errors)
{
	if (!add_named_folders(places, errors))
		return false;
	for (size_t i = 0; i < count_names(places->policy_folders); i++) {
		if (!add_name(&places->data_folders, parent_of(places->policy_folders[i])))
			return false;
	}
	char *user = user_data_folder(); /* NULL: a person without a home */
	if (user != NULL && !add_data(places, user))
		return false;
	char *source = program_source_folder();
	bool ok = source == NULL || add_data(places, file_join(source, "data"));
	free(source);
	return ok && add_data(places, strdup(DATA_DIR));
}

/* FOLDER/NAME when that is a file one can read, else NULL. */
static char *existing(const char *folder, const char *name)
{
	char *path = file_join(folder, name);
	if (path != NULL && access(path, F_OK) != 0) {
		free(path);
		path = NULL;
	}
	return path;
}

/* NULL: errno, ENOMEM: a later folder must not stand in for one that was not looked into. */
static char *find_data(const struct places *places, const char *name)
{
	for (size_t i = 0; i < count_names(places->data_folders); i++) {
		errno = 0;
		char *path = existing(places->data_folders[i], name);
		if (path != NULL || errno == ENOMEM)
			return path;
	}
	errno = ENOENT;
	return NULL;
}

/* ---- files of a folder ----------------------------------------------------------------------- */

static bool is_pack_name(const char *name)
{
	size_t length = strlen(name);
	return name[0] != '.' && length > 4 && strcmp(name + length - 4, ".ini") == 0;
}

static int compare_packs(const void *a, const void *b)
{
	const struct place_pack *first = a, *second = b;
	return strcmp(first->id, second->id);
}

static bool has_pack(const struct place_pack *packs, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(packs[i].id, id) == 0)
			return true;
	}
	return false;
}

/* The .ini files of FOLDER whose names are not among PACKS yet. A folder that is not there has
 * none. */
static bool add_packs(const char *folder, struct place_pack **packs, size_t *count)
{
	DIR *listing = opendir(folder);
	bool ok = true;

	if (listing == NULL)
		return errno != ENOMEM;
	for (const struct dirent *entry; ok && (entry = readdir(listing)) != NULL;) {
		if (!is_pack_name(entry->d_name))
			continue;
		char *id = strndup(entry->d_name, strlen(entry->d_name) - 4);
		struct place_pack *more = NULL;
		if (id != NULL && has_pack(*packs, *count, id)) {
			free(id);
			continue;
		}
		char *path = file_join(folder, entry->d_name);
		if (id != NULL && path != NULL)
			more = realloc(*packs, (*count + 1) * sizeof(**packs));
		ok = more != NULL;
		if (ok) {
			*packs = more;
			more[(*count)++] = (struct place_pack){path, id};
		} else {
			free(id);
			free(path);
		}
	}
	closedir(listing);
	return ok;
}

void places_packs_free(struct place_pack *packs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(packs[i].path);
		free(packs[i].id);
	}
	free(packs);
}

/* The .ini files of all FOLDERS/BELOW, the first of a name, sorted. */
static enum tk_status list_packs(
	char *const *folders, const char *below, struct place_pack **ret_packs, size_t *ret_count)
{
	struct place_pack *packs = NULL;
	size_t count = 0;
	bool ok = true;

	for (size_t i = 0; ok && i < count_names(folders); i++) {
		char *folder = below == NULL ? strdup(folders[i]) : file_join(folders[i], below);
		ok = folder != NULL && add_packs(folder, &packs, &count);
		free(folder);
	}
	if (!ok) {
		places_packs_free(packs, count);
		return TK_NO_MEMORY;
	}
	if (count > 0)
		qsort(packs, count, sizeof(*packs), compare_packs);
	*ret_packs = packs;
	*ret_count = count;
	return TK_OK;
}

enum tk_status places_packs(
	const struct places *places, struct place_pack **ret_packs, size_t *ret_count)
{
	return list_packs(places->policy_folders, NULL, ret_packs, ret_count);
}

/* ---- opening --------------------------------------------------------------------------------- */

static enum tk_status load_vocabulary(struct places *places, struct tk_errors *errors)
{
	char *path = find_data(places, "facts.ini"), *bytes;
	size_t length;

	if (path == NULL && errno == ENOMEM)
		return TK_NO_MEMORY;
	if (path == NULL) {
		const struct error_place place = {.file = "facts.ini"};
		struct text_buffer folders;
		text_buffer_init(&folders);
		for (size_t i = 0; i < count_names(places->data_folders); i++)
			text_buffer_printf(
				&folders, i == 0 ? "%s" : ", %s", places->data_folders[i]);
		char *detail = text_buffer_take(&folders);
		errors_add(errors, TK_E_UNREADABLE, &place, strerror(ENOENT), detail, NULL);
		free(detail);
		errno = ENOENT;
		return TK_IO;
	}
	enum tk_status status = file_read_reported(path, PLACE_MAX_BYTES, &bytes, &length, errors);
	if (status == TK_OK) {
		status = tk_vocabulary_load(path, bytes, length, &places->vocabulary, errors);
		free(bytes);
	}
	places->vocabulary_path = path;
	return status;
}

static enum tk_status load_calendar(
	struct places *places, const char *path, struct tk_errors *errors)
{
	char *bytes;
	size_t length;
	struct tk_calendar *calendar;

	enum tk_status status = file_read_reported(path, PLACE_MAX_BYTES, &bytes, &length, errors);
	if (status != TK_OK)
		return status == TK_NO_MEMORY ? status : TK_OK; /* reported, and done without */
	status = tk_calendar_load(path, bytes, length, &calendar, errors);
	free(bytes);
	if (status == TK_OK) {
		places->calendars[places->calendar_count] = calendar;
		places->calendar_paths[places->calendar_count] = strdup(path);
		if (places->calendar_paths[places->calendar_count++] == NULL)
			status = TK_NO_MEMORY;
	}
	return status == TK_NO_MEMORY ? status : TK_OK;
}

static enum tk_status load_calendars(struct places *places, struct tk_errors *errors)
{
	struct place_pack *files;
	size_t count;

	enum tk_status status = list_packs(places->data_folders, "calendars", &files, &count);
	if (status != TK_OK)
		return status;
	places->calendars = calloc(count + 1, sizeof(struct tk_calendar *));
	places->calendar_paths = calloc(count + 1, sizeof(char *));
	if (places->calendars == NULL || places->calendar_paths == NULL)
		status = TK_NO_MEMORY;
	for (size_t i = 0; status == TK_OK && i < count; i++)
		status = load_calendar(places, files[i].path, errors);
	places_packs_free(files, count);
	return status;
}

enum tk_status places_open(struct places *places, struct tk_errors *errors)
{
	*places = (struct places){0};
	enum tk_status status = find_folders(places, errors) ? TK_OK : TK_NO_MEMORY;
	if (status == TK_OK)
		status = load_vocabulary(places, errors);
	if (status == TK_OK)
		status = load_calendars(places, errors);
	if (status != TK_OK) {
		int reason = errno;
		places_close(places);
		errno = reason;
		return status;
	}
	places->world = (struct tk_world){
		.vocabulary = places->vocabulary,
		.calendars = (const struct tk_calendar *const *)places->calendars,
		.calendar_count = places->calendar_count,
	};
	return TK_OK;
}

void places_close(struct places *places)
{
	for (size_t i = 0; i < places->calendar_count; i++) {
		tk_calendar_free(places->calendars[i]);
		free(places->calendar_paths[i]);
	}
	free(places->calendars);
	free(places->calendar_paths);
	tk_vocabulary_free(places->vocabulary);
	free(places->vocabulary_path);
	free_names(places->policy_folders);
	free_names(places->data_folders);
	*places = (struct places){0};
}

enum tk_status places_packs_in(
	const char *folder, struct place_pack **ret_packs, size_t *ret_count)
{
	char *name = strdup(folder);
	char *const folders[] = {name, NULL};
	enum tk_status status =
		name == NULL ? TK_NO_MEMORY : list_packs(folders, NULL, ret_packs, ret_count);

	free(name);
	return status;
}

/* ---- packs ----------------------------------------------------------------------------------- */

static enum tk_status load_pack(const struct places *places, const char *path,
	struct tk_policy **ret_policy, struct tk_errors *errors)
{
	char *bytes;
	size_t length;

	enum tk_status status = file_read_reported(path, PLACE_MAX_BYTES, &bytes, &length, errors);
	if (status != TK_OK)
		return status;
	status = tk_policy_load(path, bytes, length, &places->world, ret_policy, errors);
	free(bytes);
	return status;
}

struct pack_list {
	const struct place_pack *packs;
	size_t count;
};

static const char *pack_id(const void *list, size_t index)
{
	const struct pack_list *packs = list;
	return index < packs->count ? packs->packs[index].id : NULL;
}

static void report_unknown(const struct pack_list *list, const char *id, struct tk_errors *errors)
{
	struct text_buffer known;

	text_buffer_init(&known);
	for (size_t i = 0; i < list->count; i++)
		text_buffer_printf(&known, i == 0 ? "%s" : ", %s", list->packs[i].id);
	char *detail = text_buffer_take(&known);
	errors_add(errors, TK_E_UNKNOWN_POLICY, NULL, id, detail, error_nearest(id, pack_id, list));
	free(detail);
}

/* A pack is asked for, and named in cases, by its id: its file has to bear the same name. */
static enum tk_status check_id(
	struct tk_policy **policy, const struct place_pack *pack, struct tk_errors *errors)
{
	const char *id = tk_policy_head(*policy)->id;
	const struct error_place place = {.file = pack->path, .section = "policy", .key = "id"};

	if (strcmp(id, pack->id) == 0)
		return TK_OK;
	errors_add(errors, TK_E_MISMATCH, &place, id, pack->id, NULL);
	tk_policy_free(*policy);
	*policy = NULL;
	return TK_INVALID;
}

struct tk_policy_outline *places_outline(const struct places *places, const struct place_pack *pack)
{
	struct tk_policy_outline *outline = NULL;
	char *bytes;
	size_t length;

	if (file_read(pack->path, PLACE_MAX_BYTES, &bytes, &length) != TK_OK)
		return NULL;
	if (tk_policy_outline_load(pack->path, bytes, length, &places->world, &outline) == TK_OK &&
		strcmp(tk_policy_outline_head(outline)->id, pack->id) != 0) {
		tk_policy_outline_free(outline);
		outline = NULL;
	}
	free(bytes);
	return outline;
}

enum tk_status places_load_found(const struct places *places, const struct place_pack *pack,
	struct tk_policy **ret_policy, struct tk_errors *errors)
{
	struct tk_policy *policy;
	enum tk_status status = load_pack(places, pack->path, &policy, errors);

	if (status == TK_OK)
		status = check_id(&policy, pack, errors);
	if (status == TK_OK)
		*ret_policy = policy;
	return status;
}

enum tk_status places_load_policy(const struct places *places, const char *id,
	struct tk_policy **ret_policy, struct tk_errors *errors)
{
	struct place_pack *packs;
	size_t count;

	if (strchr(id, '/') != NULL || is_pack_name(id))
		return load_pack(places, id, ret_policy, errors);
	enum tk_status status = places_packs(places, &packs, &count);
	if (status != TK_OK)
		return status;
	const struct pack_list list = {packs, count};
	status = TK_INVALID;
	size_t found = 0;
	while (found < count && strcmp(packs[found].id, id) != 0)
		found++;
	if (found == count)
		report_unknown(&list, id, errors);
	else
		status = places_load_found(places, &packs[found], ret_policy, errors);
	places_packs_free(packs, count);
	return status;
}

/* ---- letters --------------------------------------------------------------------------------- */

char *places_letter(const struct places *places, const char *name, const char *language)
{
	if (strchr(name, '/') != NULL || strchr(language, '/') != NULL) {
		errno = EINVAL;
		return NULL; /* a pack names its letters; it must not reach elsewhere */
	}
	char *file = text_printf("letters/%s.%s.txt", name, language);
	char *path = file == NULL ? NULL : find_data(places, file);
	int reason = file == NULL ? ENOMEM : errno;
	free(file);
	errno = reason;
	return path;
}

char *places_letter_text(const struct places *places, const char *name, const char *language)
{
	char *path = places_letter(places, name, language), *bytes, *text = NULL;
	size_t length;

	if (path != NULL && file_read(path, PLACE_MAX_BYTES, &bytes, &length) == TK_OK) {
		size_t mark = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
		text = text_sanitize(bytes + mark, length - mark, true);
		free(bytes);
		if (text == NULL)
			errno = ENOMEM;
	}
	int reason = errno;
	free(path);
	errno = reason;
	return text;
}
