/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "record-letters.h"
#include "text.h"

/* Adds the template NAME in LANGUAGE, when there is one, and keeps it. */
static enum tk_status add_letter(struct text_buffer *list, const struct places *places,
	const char *name, const char *language, const char *folder)
{
	char *path = places_letter(places, name, language), *bytes = NULL, hex[TK_SHA256_HEX];
	size_t length;

	enum tk_status status = path != NULL ? record_read(path, &bytes, &length) : errno == ENOMEM ? TK_NO_MEMORY : TK_IO;
	free(path);
	if (status != TK_OK) /* what cannot be read cannot have been used */
		return status == TK_NO_MEMORY ? status : TK_OK;
	file_sha256_hex(bytes, length, hex);
	text_buffer_printf(list, "%s  %s.%s.txt\n", hex, name, language);
	if (folder != NULL)
		status = record_keep_bytes(folder, hex, bytes, length);
	int reason = errno;
	free(bytes);
	errno = reason;
	return status;
}

char *record_letters_list(const struct tk_policy_head *head, const struct places *places,
	const char *folder, enum tk_status *ret_status)
{
	static const char *const languages[] = {"en", "zh_CN"};
	struct text_buffer list;
	enum tk_status status = TK_OK;

	text_buffer_init(&list);
	for (int i = 0; status == TK_OK && i < CASE_LETTER_COUNT * 2; i++) {
		char *name = text_printf("%s-%s", head->letter == NULL ? "refund" : head->letter,
			case_letter_name((enum case_letter)(i / 2)));
		status = name == NULL ? TK_NO_MEMORY
				      : add_letter(&list, places, name, languages[i % 2], folder);
		int reason = errno;
		free(name);
		errno = reason;
	}
	*ret_status = status;
	if (status != TK_OK) {
		int reason = errno;
		text_buffer_release(&list);
		errno = reason;
		return NULL;
	}
	char *text = text_buffer_take(&list);
	if (text == NULL)
		*ret_status = TK_NO_MEMORY;
	return text;
}

bool record_letters_hash(struct case_file *file, const struct tk_policy_head *head,
	const struct places *places)
{
	char hex[TK_SHA256_HEX];
	enum tk_status status;
	char *list = record_letters_list(head, places, NULL, &status);

	if (list == NULL)
		return false;
	file_sha256_hex(list, strlen(list), hex);
	free(list);
	return case_values_set(&file->decision, "sha256.letters", hex, TK_KNOWN_TYPED);
}

bool record_letter_line(const char **text, struct kept_letter *ret_letter)
{
	size_t length = strcspn(*text, "\n"), hash = TK_SHA256_HEX - 1;
	struct kept_letter letter;

	if (length <= hash + 2 || strncmp(*text + hash, "  ", 2) != 0)
		return false;
	memcpy(letter.sha256, *text, hash);
	letter.sha256[hash] = '\0';
	letter.name = *text + hash + 2;
	letter.name_length = length - hash - 2;
	*text += length + ((*text)[length] == '\n');
	*ret_letter = letter;
	return record_is_sha256(letter.sha256);
}
