/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "returns.h"

/* When the case was applied for; -1: it was not. */
static int64_t applied_at(const struct index_case *shown)
{
	if (shown->status < CASE_SUBMITTED || shown->status == CASE_REFUSED)
		return -1;
	return shown->moment[INDEX_APPLIED] >= 0 ? shown->moment[INDEX_APPLIED] : shown->since[CASE_SUBMITTED];
}

static bool is_without_reason(const struct index_case *shown)
{
	const char *kind = shown->field[INDEX_CONSOLE_KIND];

	if (strcmp(kind, "five-day") == 0)
		return true;
	/* The page offered something else. */
	if (strcmp(kind, "partial") == 0 || strcmp(kind, "not-supported") == 0)
		return false;
	return shown->record == INDEX_SOUND && strcmp(shown->field[INDEX_VERDICT], tk_verdict_name(TK_FULL)) == 0 &&
	       shown->field[INDEX_RETURNS_USED][0] != '\0';
}

struct returns returns_of(const struct index *index, const char *provider, const char *account, int64_t moment,
	const char *but)
{
	struct returns returns = {.last = NULL};
	int year = tk_moment_civil(moment).year;

	for (size_t i = 0; i < index_count(index); i++) {
		const struct index_case *shown = index_case(index, i);
		if (strcmp(shown->field[INDEX_ACCOUNT], account) != 0 ||
			strcmp(shown->field[INDEX_PROVIDER], provider) != 0 || shown->never_saved ||
			(but != NULL && strcmp(shown->name, but) == 0) || !is_without_reason(shown))
			continue;
		int64_t when = applied_at(shown);
		if (when < 0 || tk_moment_civil(when).year != year)
			continue;
		returns.count++;
		if (returns.last == NULL || when > returns.when) {
			returns.last = shown;
			returns.when = when;
		}
	}
	return returns;
}
