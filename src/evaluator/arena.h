/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that is given back all at once: what a loader builds lives in one arena. After a failed
 * allocation `failed` is set and stays, so a loader may ask once at the end. Must not know what it
 * holds.
 */
#ifndef EVALUATOR_ARENA_H
#define EVALUATOR_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena {
	struct arena_chunk *chunks;
	bool failed;
};

void arena_init(struct arena *arena);
void arena_release(struct arena *arena);
/* Zeroed, aligned for any type; NULL = no memory. A size of 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_array(struct arena *arena, size_t count, size_t size);
char *arena_copy_n(struct arena *arena, const char *text, size_t length);
char *arena_copy(struct arena *arena, const char *text); /* NULL for NULL */

#endif
