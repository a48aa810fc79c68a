/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in [policy] of a pack, without the cost of reading all the rest. */
#include <stdlib.h>
#include <string.h>

#include "policy-load.h"

struct tk_policy_outline {
	struct tk_policy policy; /* its head and its storage, nothing else */
	struct policy_storage storage;
};

/* The line after the one at AT; NULL at the end. */
static const char *next_line(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));
	return newline == NULL ? NULL : newline + 1;
}

/* The lines of [policy], as packs commonly write it. NULL: not found. */
static const char *find_head(const char *bytes, size_t length, size_t *ret_length)
{
	static const char title[] = "[policy]";
	const char *end = bytes + length, *start = NULL;

	for (const char *at = bytes; at != NULL && at < end; at = next_line(at, end)) {
		if (*at != '[')
			continue;
		if (start != NULL) {
			end = at;
			break;
		}
		if ((size_t)(end - at) >= sizeof(title) - 1 && memcmp(at, title, sizeof(title) - 1) == 0)
			start = at;
	}
	*ret_length = start == NULL ? 0 : (size_t)(end - start);
	return start;
}

static enum tk_status load(struct tk_policy_outline *outline, const char *name, const char *bytes,
        size_t length, const struct tk_world *world)
{
	struct policy_loading loading = {.policy = &outline->policy, .world = world};

	if (loading_begin(&loading.loading, name, bytes, length, &outline->storage.arena, NULL)) {
		loading.head = ini_find(loading.loading.ini, "policy");
		if (loading.head != NULL)
			policy_load_head(&loading);
		else
			loading.loading.wrong = true;
	}
	outline->storage.ini = loading.loading.ini;
	outline->policy.head.file = loading.loading.file;
	return loading_finish(&loading.loading);
}

enum tk_status tk_policy_outline_load(const char *name, const char *bytes, size_t length,
        const struct tk_world *world, struct tk_policy_outline **ret_outline)
{
	size_t head_length;
	const char *head = find_head(bytes, length, &head_length);

	if (head == NULL)
		return TK_INVALID;
	struct tk_policy_outline *outline = calloc(1, sizeof(*outline));
	if (outline == NULL)
		return TK_NO_MEMORY;
	arena_init(&outline->storage.arena);
	enum tk_status status = load(outline, name, head, head_length, world);
	if (status != TK_OK)
		tk_policy_outline_free(outline);
	else
		*ret_outline = outline;
	return status;
}

void tk_policy_outline_free(struct tk_policy_outline *outline)
{
	if (outline == NULL)
		return;
	ini_free(outline->storage.ini);
	arena_release(&outline->storage.arena);
	free(outline);
}

const struct tk_policy_head *tk_policy_outline_head(const struct tk_policy_outline *outline)
{
	return &outline->policy.head;
}
