/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the test programs share: running groups of Check tests, texts to compare, a generator of numbers
 * that draws the same on every machine, and a folder of the test's own. Knows nothing of what is tested.
 */
#ifndef TESTS_SUITE_H
#define TESTS_SUITE_H

#include <dirent.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checks.h"

struct suite_group {
	const char *name;
	const TTest *tests[24];
};

/* Runs SUITE, which is let go of; the exit status of the program. */
static inline int suite_status(Suite *suite)
{
	SRunner *runner = srunner_create(suite);

	srunner_run_all(runner, CK_NORMAL);
	int bad = srunner_ntests_failed(runner);
	srunner_free(runner);
	return bad == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* Runs all tests of all groups; the exit status of the program. Slow enough for valgrind. */
static inline int suite_run(const char *name, const struct suite_group *groups, size_t count)
{
	Suite *suite = suite_create(name);

	for (size_t i = 0; i < count; i++) {
		TCase *group = tcase_create(groups[i].name);
		tcase_set_timeout(group, 600);
		for (size_t t = 0; groups[i].tests[t] != NULL; t++)
			tcase_add_test(group, groups[i].tests[t]);
		suite_add_tcase(suite, group);
	}
	return suite_status(suite);
}
#define SUITE_RUN(name, groups) suite_run(name, groups, sizeof(groups) / sizeof((groups)[0]))

/* Compares a text that the caller owns, and frees it. */
#define is_text(got, expected)                                                                     \
	do {                                                                                       \
		char *is_text_got = (got);                                                         \
		ck_assert_ptr_nonnull(is_text_got);                                                \
		ck_assert_str_eq(is_text_got, (expected));                                         \
		free(is_text_got);                                                                 \
	} while (0)

/* An assertion for where there are very many. The text says what did not hold. */
#define agree(holds, ...) ((holds) ? (void)0 : ck_abort_msg(__VA_ARGS__))

/* How often to try where chance has a part: COUNT, or fewer under valgrind (TK_VALGRIND is set), which
 * is some thirty times slower. */
static inline int tries(int count)
{
	return getenv("TK_VALGRIND") == NULL ? count : count / 20;
}

/* A folder of packs with the guide of 2025-05-18 alone, so that tests of what it decides, and their golden
 * texts, stay as they are whatever packs come. Caller frees. */
static inline char *article_alone(void)
{
	static const char *const names[] = {
		"policies/aliyun-ecs-article.ini", "facts.ini", "letters", "calendars"};
	const char *built = getenv("TK_BUILDDIR"), *source = getenv("TK_SRCDIR");
	char folder[600], from[600], to[640];

	if (built == NULL)
		built = ".";
	snprintf(folder, sizeof(folder), "%s/tests/out", built);
	mkdir(folder, 0777);
	snprintf(folder, sizeof(folder), "%s/tests/out/article", built);
	mkdir(folder, 0777);
	snprintf(to, sizeof(to), "%s/policies", folder);
	mkdir(to, 0777);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(from, sizeof(from), "%s/data/%s", source == NULL ? "." : source, names[i]);
		snprintf(to, sizeof(to), "%s/%s", folder, names[i]);
		ck_assert(symlink(from, to) == 0 || access(to, R_OK) == 0);
	}
	snprintf(to, sizeof(to), "%s/policies", folder);
	return strdup(to);
}

/* ---- drawing ------------------------------------------------------------------------------------- */

struct draw {
	uint32_t seed;
};

static inline uint32_t draw_below(struct draw *draw, uint32_t below)
{
	draw->seed = draw->seed * 1664525u + 1013904223u;
	return (draw->seed >> 8) % below;
}

/* Writes the UTF-8 of a character; its length. */
static inline size_t put_character(char *out, uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	size_t more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
	static const unsigned lead[] = {0, 0xc0, 0xe0, 0xf0};
	out[0] = (char)(lead[more] | c >> (6 * more));
	for (size_t i = 1; i <= more; i++)
		out[i] = (char)(0x80 | (c >> (6 * (more - i)) & 0x3f));
	return more + 1;
}

/* Valid UTF-8 without NUL, up to LONGEST characters (4 bytes each): much of what is awkward, some of
 * everything. */
static inline void draw_text(struct draw *draw, char *out, uint32_t longest)
{
	static const uint32_t awkward[] = {' ', ' ', '%', '"', '\'', ';', '#', '\\', '=', '[', ']',
		'?', '\n', '\r', '\t', 0x1b, 0x7f, 0x80, 0x9b, 0xa0, 0x3000, 0x200b, 0x202e, 0x301,
		0x1f600, 0xff1b, 0xfeff};
	uint32_t count = draw_below(draw, longest + 1);

	for (uint32_t i = 0; i < count; i++) {
		uint32_t c;
		switch (draw_below(draw, 5)) {
		case 0:
			c = awkward[draw_below(draw, sizeof(awkward) / sizeof(awkward[0]))];
			break;
		case 1:
			c = 0x4e00 + draw_below(draw, 0x5000);
			break;
		case 2:
			c = 1 + draw_below(draw, 0x10ffff);
			if (c >= 0xd800 && c < 0xe000)
				c = 'x';
			break;
		default:
			c = 0x20 + draw_below(draw, 0x5f);
		}
		out += put_character(out, c);
	}
	*out = '\0';
}

/* ---- folders ------------------------------------------------------------------------------------- */

/* A new empty folder. The test removes it with remove_folder. */
static inline void make_folder(char path[64])
{
	strcpy(path, "/tmp/tuikuan-test-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(path));
}

static inline int remove_one(
	const char *path, const struct stat *about, int kind, struct FTW *where)
{
	(void)about;
	(void)kind;
	(void)where;
	return remove(path);
}

/* With all that is in it. */
static inline void remove_folder(const char *path)
{
	ck_assert_int_eq(nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

/* How many names a folder has, hidden ones too. */
static inline int count_names_in(const char *path)
{
	DIR *listing = opendir(path);
	int count = 0;

	ck_assert_ptr_nonnull(listing);
	while (readdir(listing) != NULL)
		count++;
	closedir(listing);
	return count - 2;
}

/* Writes a file as it stands. */
static inline void put_file(const char *folder, const char *name, const char *text)
{
	char path[1024];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
}

#endif
