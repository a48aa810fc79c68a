/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Screens that are kept as text files in tests/screens. After a change that is meant, all of them are written anew by
 *     TK_UPDATE=1 make check TESTS='tests/test-screen tests/test-queue'
 * and read before they are committed.
 */
#ifndef TESTS_GOLDEN_H
#define TESTS_GOLDEN_H

#include "headless.h"

static inline char *read_text(const char *path)
{
	FILE *file = fopen(path, "r");
	struct text_buffer text;
	char bytes[4096];
	size_t got;

	if (file == NULL)
		return NULL;
	text_buffer_init(&text);
	while ((got = fread(bytes, 1, sizeof(bytes), file)) > 0)
		text_buffer_add_n(&text, bytes, got);
	fclose(file);
	return text_buffer_take(&text);
}

/* The first row that differs: both screens are more than a message may hold. */
static inline void tell_difference(const char *file, const char *is, const char *expected)
{
	int row = 0;

	while (*is != '\0' && *expected != '\0') {
		size_t length = strcspn(is, "\n"), expected_length = strcspn(expected, "\n");
		if (length != expected_length || memcmp(is, expected, length) != 0)
			ck_abort_msg("row %d is not as in %s:\n%.*s\nexpected was\n%.*s\n"
				     "If it is meant to: TK_UPDATE=1 make check TESTS='tests/test-screen tests/test-queue'",
				row, file, (int)length, is, (int)expected_length, expected);
		row++;
		is += length + (is[length] != '\0');
		expected += expected_length + (expected[expected_length] != '\0');
	}
	ck_abort_msg("the screen has more or fewer rows than %s", file);
}

/* Compares the screen with tests/screens/LANGUAGE-COLUMNSxLINES-NAME.txt, or writes that. */
static inline void golden(const char *name)
{
	char *file = text_printf("%s/tests/screens/%s-%dx%d-%s.txt", getenv("TK_SRCDIR"), language_current(), COLS,
		LINES, name);
	char *is = screen_text();

	ck_assert(file != NULL && is != NULL);
	frame_is_straight();
	if (getenv("TK_UPDATE") != NULL) {
		FILE *out = fopen(file, "w");
		ck_assert_msg(out != NULL, "%s cannot be written", file);
		ck_assert_int_ge(fputs(is, out), 0);
		ck_assert_int_eq(fclose(out), 0);
	} else {
		char *expected = read_text(file);
		ck_assert_msg(expected != NULL, "there is no file %s", file);
		if (strcmp(is, expected) != 0)
			tell_difference(file, is, expected);
		free(expected);
	}
	free(is);
	free(file);
}

#endif
