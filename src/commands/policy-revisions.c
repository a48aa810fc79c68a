/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Revisions of one policy: days that two of them hold on, and days between them that none does. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "output.h"
#include "policy-words.h"

#define DAY_TEXT 16

struct revision {
	const struct tk_policy_head *head;
	int64_t from, to; /* days, inclusive */
};

static struct revision revision_of(const struct tk_policy *policy)
{
	struct revision revision = {tk_policy_head(policy), INT64_MIN, INT64_MAX};
	int64_t other;

	if (revision.head->effective_from)
		tk_date_days(revision.head->effective_from, &revision.from, &other);
	if (revision.head->effective_to)
		tk_date_days(revision.head->effective_to, &other, &revision.to);
	return revision;
}

static int compare(const void *a, const void *b)
{
	const struct revision *first = a, *second = b;
	int family = strcmp(first->head->family, second->head->family);

	if (family)
		return family;
	if (first->from != second->from)
		return first->from < second->from ? -1 : 1;
	return strcmp(first->head->id, second->head->id);
}

static const char *day_text(int64_t day, char buffer[DAY_TEXT])
{
	struct tk_civil civil = tk_moment_civil(day * 86400 - TK_ZONE_CHINA);

	snprintf(buffer, DAY_TEXT, "%04d-%02d-%02d", civil.year % 10000, civil.month % 100,
		civil.day % 100);
	return buffer;
}

/* false when the two hold on the same day. */
static bool check_pair(const struct revision *earlier, const struct revision *later)
{
	char from[DAY_TEXT], to[DAY_TEXT];

	if (later->from <= earlier->to) {
		if (later->from == INT64_MIN)
			report(_("%s: %s and %s overlap: neither says from when it holds; give one effective_to, the other effective_from"),
				later->head->file, earlier->head->id, later->head->id);
		else
			report(_("%s: %s and %s overlap: both hold on %s; only one revision may hold on a day"),
				later->head->file, earlier->head->id, later->head->id,
				day_text(later->from, from));
		return false;
	}
	if (later->from > earlier->to + 1)
		report(_("%s: no revision of %s holds from %s to %s: the nearest one answers for orders of those days"),
			later->head->file, later->head->family, day_text(earlier->to + 1, from),
			day_text(later->from - 1, to));
	return true;
}

bool policy_check_revisions(struct tk_policy *const *policies, size_t count)
{
	struct revision *revisions = calloc(count + 1, sizeof(*revisions));
	bool good = true;

	if (!revisions) {
		report_no_memory();
		return false;
	}
	for (size_t i = 0; i < count; i++)
		revisions[i] = revision_of(policies[i]);
	qsort(revisions, count, sizeof(*revisions), compare);
	/* The one before that holds longest: it may reach over several. */
	for (size_t i = 1, last = 0; i < count; i++) {
		if (strcmp(revisions[i].head->family, revisions[last].head->family) == 0) {
			good = check_pair(&revisions[last], &revisions[i]) && good;
			if (revisions[i].to < revisions[last].to)
				continue;
		}
		last = i;
	}
	free(revisions);
	return good;
}
