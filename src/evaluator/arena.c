/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

/* Chunks grow from the first to the largest: there are thousands of small arenas (kinds.c), and a few large ones.
 * With ARENA_ALONE each allocation has a chunk of its own: each can fail, and none can be overrun unseen (tests). */
#ifdef ARENA_ALONE
#define FIRST_CHUNK 1
#define LARGEST_CHUNK 1
#else
#define FIRST_CHUNK 1024
#define LARGEST_CHUNK 16384
#endif

struct arena_chunk {
	struct arena_chunk *next;
	size_t used, size;
	alignas(max_align_t) unsigned char bytes[];
};

void arena_init(struct arena *arena)
{
	*arena = (struct arena){0};
}

void arena_release(struct arena *arena)
{
	struct arena_chunk *chunk = arena->chunks;
	while (chunk != NULL) {
		struct arena_chunk *next = chunk->next;
		free(chunk);
		chunk = next;
	}
	arena_init(arena);
}

static struct arena_chunk *add_chunk(struct arena *arena, size_t size)
{
	struct arena_chunk *chunk;
	size_t usual = arena->chunks == NULL ? FIRST_CHUNK : arena->chunks->size * 2;
	if (size > SIZE_MAX / 2)
		return NULL;
	if (usual > LARGEST_CHUNK)
		usual = LARGEST_CHUNK;
	if (size < usual)
		size = usual;
	chunk = calloc(1, sizeof(*chunk) + size);
	if (chunk == NULL)
		return NULL;
	chunk->size = size;
	chunk->next = arena->chunks;
	arena->chunks = chunk;
	return chunk;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	struct arena_chunk *chunk = arena->chunks;
	size_t rounded =
	        (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
	void *result;

	if (rounded < size) {
		arena->failed = true;
		return NULL;
	}
	if (chunk == NULL || chunk->size - chunk->used < rounded)
		chunk = add_chunk(arena, rounded);
	if (chunk == NULL) {
		arena->failed = true;
		return NULL;
	}
	result = chunk->bytes + chunk->used;
	chunk->used += rounded;
	return result;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / 2 / size) {
		arena->failed = true;
		return NULL;
	}
	return arena_alloc(arena, count * size);
}

char *arena_copy_n(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);
	if (copy != NULL)
		memcpy(copy, text, length);
	return copy;
}

char *arena_copy(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_copy_n(arena, text, strlen(text));
}
