/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "error.h"
#include "translated.h"

/* The next letter of a language's name in lower case with '_'; 0 where the name ends
 * ("zh_CN.UTF-8"). */
static char letter(const char *name, size_t i)
{
	char c = name[i];
	if (c == '\0' || c == '.' || c == '@')
		return '\0';
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c == '-' ? '_' : c;
}

/* Whether two names are the same; primary: as far as the territory. */
static bool same_language(const char *a, const char *b, bool primary)
{
	for (size_t i = 0;; i++) {
		char x = letter(a, i), y = letter(b, i);
		if (primary) {
			x = x == '_' ? '\0' : x;
			y = y == '_' ? '\0' : y;
		}
		if (x != y)
			return false;
		if (x == '\0')
			return true;
	}
}

static const char *find(const struct tk_text *text, const char *language, bool primary)
{
	for (size_t i = 0; i < text->count; i++)
		if (same_language(text->variants[i].language, language, primary))
			return text->variants[i].text;
	return NULL;
}

const char *tk_text_get(const struct tk_text *text, const char *language)
{
	const char *found = NULL;
	if (text == NULL || text->count == 0)
		return NULL;
	if (language != NULL)
		found = find(text, language, false);
	if (found == NULL && language != NULL)
		found = find(text, language, true);
	if (found == NULL)
		found = find(text, "en", true);
	return found == NULL ? text->variants[0].text : found;
}

bool tk_text_has(const struct tk_text *text, const char *language)
{
	bool territory = strpbrk(language, "_-") != NULL;
	return text != NULL && find(text, language, !territory) != NULL;
}

enum tk_status translated_check(
        const struct tk_text *first, const char *file, struct tk_errors *errors)
{
	static const char *const languages[] = {"en", "zh_CN"};
	enum tk_status status = TK_OK;

	for (const struct tk_text *text = first; text != NULL; text = text->next)
		for (size_t i = 0; i < 2; i++) {
			struct error_place place = {file, text->line, text->section, text->key};
			if (tk_text_has(text, languages[i]))
				continue;
			errors_add(errors, TK_E_MISSING_LANGUAGE, &place, languages[i], NULL, NULL);
			status = TK_INVALID;
		}
	return status;
}
