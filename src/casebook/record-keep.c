/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "record-letters.h"
#include "text.h"

#define KEPT_MAX_BYTES ((size_t)1 << 20) /* as much as places.c reads */

/* ---- the folder ------------------------------------------------------------------------------ */

char *record_folder(const char *case_path)
{
	const char *slash = strrchr(case_path, '/');
	if (slash == NULL)
		return strdup("./records");
	return text_printf("%.*s/records", (int)(slash - case_path), case_path);
}

enum tk_status record_read(const char *path, char **ret_bytes, size_t *ret_length)
{
	return file_read(path, KEPT_MAX_BYTES, ret_bytes, ret_length);
}

static bool has_hash(const char *bytes, size_t length, const char *sha256)
{
	char hex[TK_SHA256_HEX];

	file_sha256_hex(bytes, length, hex);
	return strcmp(hex, sha256) == 0;
}

enum kept_state record_kept(
	const char *folder, const char *sha256, char **ret_bytes, size_t *ret_length)
{
	if (!record_is_sha256(sha256))
		return KEPT_NOWHERE;
	char *path = file_join(folder, sha256), *bytes;
	size_t length;
	enum tk_status status = path == NULL ? TK_NO_MEMORY : record_read(path, &bytes, &length);
	int reason = status == TK_NO_MEMORY ? ENOMEM : errno;

	free(path);
	errno = reason;
	if (status != TK_OK)
		return reason == ENOENT ? KEPT_NOWHERE : KEPT_UNREADABLE;
	if (!has_hash(bytes, length, sha256)) {
		free(bytes);
		return KEPT_DAMAGED;
	}
	*ret_bytes = bytes;
	*ret_length = length;
	return KEPT;
}

enum tk_status record_keep_bytes(
	const char *folder, const char *sha256, const char *bytes, size_t length)
{
	char *old;
	size_t old_length;

	/* One that is damaged is written anew: these are the right bytes. */
	if (record_kept(folder, sha256, &old, &old_length) == KEPT) {
		free(old);
		return TK_OK;
	}
	char *path = file_join(folder, sha256);
	enum tk_status status = path == NULL ? TK_NO_MEMORY : file_make_folders(folder, 0700);
	if (status == TK_OK)
		status = file_write(path, bytes, length, 0600);
	int reason = errno;
	free(path);
	errno = reason;
	return status;
}

/* ---- what is installed ----------------------------------------------------------------------- */

/* PATH is taken over. */
static bool read_if_hash(char *path, const char *sha256, char **ret_bytes, size_t *ret_length)
{
	char *bytes;
	size_t length;
	bool found = path != NULL && record_read(path, &bytes, &length) == TK_OK;

	free(path);
	if (found && !has_hash(bytes, length, sha256)) {
		free(bytes);
		found = false;
	}
	if (found) {
		*ret_bytes = bytes;
		*ret_length = length;
	}
	return found;
}

bool record_installed_pack(const struct places *places, const char *id, const char *sha256,
	char **ret_bytes, size_t *ret_length)
{
	struct place_pack *packs;
	size_t count;
	bool found = false;

	if (places_packs(places, &packs, &count) != TK_OK)
		return false;
	for (size_t i = 0; !found && i < count; i++) {
		if (strcmp(packs[i].id, id) == 0)
			found = read_if_hash(strdup(packs[i].path), sha256, ret_bytes, ret_length);
	}
	places_packs_free(packs, count);
	return found;
}

bool record_installed_facts(
	const struct places *places, const char *sha256, char **ret_bytes, size_t *ret_length)
{
	return read_if_hash(strdup(places->vocabulary_path), sha256, ret_bytes, ret_length);
}

bool record_installed_calendar(
	const struct places *places, const char *sha256, char **ret_bytes, size_t *ret_length)
{
	bool found = false;

	for (size_t i = 0; !found && i < places->calendar_count; i++)
		found = read_if_hash(
			strdup(places->calendar_paths[i]), sha256, ret_bytes, ret_length);
	return found;
}

/* ---- keeping --------------------------------------------------------------------------------- */

static enum tk_status keep_found(
	const char *folder, const char *sha256, bool found, char *bytes, size_t length)
{
	if (!found)
		return TK_INVALID;
	enum tk_status status = record_keep_bytes(folder, sha256, bytes, length);
	int reason = errno;
	free(bytes);
	errno = reason;
	return status;
}

enum tk_status record_keep(const char *folder, const struct case_file *file,
	const struct tk_policy *policy, const struct places *places)
{
	const struct tk_policy_head *head = tk_policy_head(policy);
	const char *pack = head->sha256,
		   *facts = tk_vocabulary_sha256(tk_policy_vocabulary(policy)),
		   *calendar = head->calendar == NULL ? NULL : tk_calendar_sha256(head->calendar),
		   *letters = case_values_get(&file->decision, "sha256.letters");
	char *bytes = NULL;
	size_t length = 0;
	bool found = read_if_hash(strdup(head->file), pack, &bytes, &length);

	enum tk_status status = keep_found(folder, pack, found, bytes, length);
	if (status == TK_OK) {
		found = record_installed_facts(places, facts, &bytes, &length);
		status = keep_found(folder, facts, found, bytes, length);
	}
	if (status == TK_OK && calendar != NULL) {
		found = record_installed_calendar(places, calendar, &bytes, &length);
		status = keep_found(folder, calendar, found, bytes, length);
	}
	if (status == TK_OK && letters != NULL) {
		char *list = record_letters_list(head, places, folder, &status);
		if (list != NULL)
			status = has_hash(list, strlen(list), letters)
					 ? record_keep_bytes(folder, letters, list, strlen(list))
					 : TK_INVALID;
		int reason = errno;
		free(list);
		errno = reason;
	}
	return status;
}
