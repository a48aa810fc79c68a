/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the fuzz targets share. A target is LLVMFuzzerTestOneInput: it takes any bytes, and breaks off where
 * something is not as it has to be. `make fuzz` links it with libFuzzer; `make check` links the same file with
 * replay.c, which runs it over its corpus. Knows the readers' common grounds (facts, a calendar); must not know
 * what is tried.
 */
#ifndef FUZZ_TARGET_H
#define FUZZ_TARGET_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "text.h"
#include "tuikuan.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* What has to hold, whatever comes in. */
#define MUST(holds)                                                                           \
	do {                                                                                  \
		if (!(holds)) {                                                               \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #holds); \
			abort();                                                              \
		}                                                                             \
	} while (0)

/* The bytes as a string: up to the first NUL. Caller frees. */
static inline char *string_of(const uint8_t *bytes, size_t length)
{
	char *text = strndup(length == 0 ? "" : (const char *)bytes, length);
	MUST(text != NULL);
	return text;
}

/* A text that people are shown: valid, and nothing in it that a terminal would obey. Newlines are what
 * separates its lines, where it may have several. */
static inline void must_be_safe(const char *text, bool lines)
{
	MUST(text != NULL);
	MUST(text_valid(text, strlen(text)));
	char *safe = text_sanitize(text, strlen(text), lines);
	MUST(safe != NULL);
	if (strcmp(text, safe) != 0)
		fprintf(stderr, "not safe to show: %s\n", safe);
	MUST(strcmp(text, safe) == 0);
	free(safe);
}

/* Every message can be shown as it is; there is one when STATUS says that something is wrong. Empties the list. */
static inline void check_errors(struct tk_errors *errors, enum tk_status status)
{
	MUST(status != TK_INVALID || errors->count > 0);
	for (size_t i = 0; i < errors->count; i++) {
		char *message = tk_error_text(&errors->items[i], NULL);
		must_be_safe(message, false);
		free(message);
	}
	tk_errors_release(errors);
}

/* ---- numbers drawn from the input, the same ones each time ------------------------------------- */

struct dice {
	uint64_t state;
};

static inline struct dice dice_of(const uint8_t *bytes, size_t length)
{
	struct dice dice = {UINT64_C(14695981039346656037)};
	for (size_t i = 0; i < length; i++)
		dice.state = (dice.state ^ bytes[i]) * UINT64_C(1099511628211);
	return dice;
}

static inline uint64_t dice_below(struct dice *dice, uint64_t below)
{
	dice->state ^= dice->state << 13;
	dice->state ^= dice->state >> 7;
	dice->state ^= dice->state << 17;
	return below == 0 ? 0 : (dice->state >> 11) % below;
}

/* ---- the facts and the calendar that are installed ---------------------------------------------- */

static inline char *shipped_text(const char *name, size_t *ret_length)
{
	const char *folder = getenv("TK_SRCDIR");
	char *path = text_printf("%s/data/%s", folder == NULL ? "." : folder, name), *bytes = NULL;

	if (path == NULL || file_read(path, (size_t)1 << 20, &bytes, ret_length) != TK_OK) {
		fprintf(stderr, "cannot read %s: TK_SRCDIR names the folder of the sources\n", path);
		abort();
	}
	free(path);
	return bytes;
}

/* Loaded once, and kept until the end. */
static inline const struct tk_world *shipped_world(void)
{
	static struct tk_world world;
	static struct tk_vocabulary *facts;
	static struct tk_calendar *calendar;
	static const struct tk_calendar *calendars[1];
	size_t length;

	if (facts != NULL)
		return &world;
	char *bytes = shipped_text("facts.ini", &length);
	MUST(tk_vocabulary_load("facts.ini", bytes, length, &facts, NULL) == TK_OK);
	free(bytes);
	bytes = shipped_text("calendars/cn.ini", &length);
	MUST(tk_calendar_load("cn.ini", bytes, length, &calendar, NULL) == TK_OK);
	free(bytes);
	calendars[0] = calendar;
	world = (struct tk_world){facts, calendars, 1};
	return &world;
}

#endif
