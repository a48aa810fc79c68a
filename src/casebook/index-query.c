/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "index.h"
#include "text.h"

#define HASH_DIGITS 8 /* fewer stand in some hash of nearly every case */

bool index_query_make(const char *text, struct index_query *ret_query)
{
	struct index_query query = {NULL, 0};
	struct text_buffer folded;

	text_buffer_init(&folded);
	text_add_search_form(&folded, text);
	char *words = text_buffer_take(&folded), *rest = words, *word;
	bool ok = words != NULL;
	while (ok && (word = strsep(&rest, " \t\n")) != NULL) {
		if (*word == '\0')
			continue;
		char **more = realloc(query.words, (query.count + 1) * sizeof(*more));
		char *copy = more == NULL ? NULL : strdup(word);
		if (more != NULL)
			query.words = more;
		if (copy != NULL)
			query.words[query.count++] = copy;
		ok = copy != NULL;
	}
	free(words);
	if (!ok)
		index_query_release(&query);
	else
		*ret_query = query;
	return ok;
}

void index_query_release(struct index_query *query)
{
	for (size_t i = 0; i < query->count; i++)
		free(query->words[i]);
	free(query->words);
	*query = (struct index_query){NULL, 0};
}

static bool may_be_hash(const char *word)
{
	size_t length = strlen(word);
	return length >= HASH_DIGITS && strspn(word, "0123456789abcdef") == length;
}

bool index_word_matches(const struct index_case *found, const char *word)
{
	return strstr(found->text, word) != NULL || (may_be_hash(word) && strstr(found->hashes, word) != NULL);
}

bool index_query_matches(const struct index_query *query, const struct index_case *found)
{
	for (size_t i = 0; i < query->count; i++)
		if (!index_word_matches(found, query->words[i]))
			return false;
	return true;
}
