/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading a file of sections and keys: which keys a section may have and must have, texts in
 * several languages, ids, dates, lists. Everything wrong is reported with its line, and reading
 * goes on. Must not know what the sections mean.
 */
#ifndef EVALUATOR_SECTIONS_H
#define EVALUATOR_SECTIONS_H

#include "arena.h"
#include "error.h"
#include "ini.h"
#include "translated.h"
#include "tuikuan.h"
#include "vocabulary.h"

/* One file being read. Strings of the ini are borrowed by what is built; whoever keeps that keeps
 * the ini. */
struct loading {
	const char *file;
	struct ini *ini;
	struct arena *arena;
	struct tk_errors *errors;
	size_t first_error; /* of this file, in errors */
	bool wrong;         /* something was reported */
	bool no_memory;
	struct tk_text *first_text, *last_text;
};

enum key_flag {
	KEY_PLAIN = 0,
	KEY_REQUIRED = 1,
	KEY_TEXT = 2, /* may be given in several languages */
};

struct key_rule {
	const char *name; /* "choice." stands for all that begin with it */
	unsigned flags;
};

/* false: nothing to go on with (loading->no_memory, or reported). Lines that were wrong are
 * reported, the others are there. */
bool loading_begin(struct loading *loading, const char *name, const char *bytes, size_t length,
        struct arena *arena, struct tk_errors *errors);
/* Sorts the errors of the file by line; what came of it: TK_OK, TK_INVALID or TK_NO_MEMORY. */
enum tk_status loading_finish(const struct loading *loading);

struct error_place section_place(const struct loading *loading, const struct ini_section *section);
struct error_place key_place(
        struct loading *loading, const struct ini_section *section, const struct ini_key *key);
/* Reports; nothing may be NULL but value, detail and nearest. */
void section_error(struct loading *loading, const struct ini_section *section,
        enum tk_error_code code, const char *key, const char *detail);
void key_error(struct loading *loading, const struct ini_section *section,
        const struct ini_key *key, enum tk_error_code code, const char *detail,
        const char *nearest);
/* About a part of the value. */
void part_error(struct loading *loading, const struct ini_section *section,
        const struct ini_key *key, const char *part, enum tk_error_code code, const char *detail,
        const char *nearest);

/* Unknown keys, languages where there are none, empty values, missing keys. */
void section_check(struct loading *loading, const struct ini_section *section,
        const struct key_rule *rules, size_t count);
/* The name behind the dot of "rule.fee"; NULL without a dot. */
const char *section_id(const struct ini_section *section);

/* All give NULL (or the default) when the key is absent; what is wrong is reported. */
const char *section_value(const struct ini_section *section, const char *key);
const struct tk_text *section_text(
        struct loading *loading, const struct ini_section *section, const char *key);
/* A text that may be the same in every language, so that none of them is missed. */
const struct tk_text *section_example(
        struct loading *loading, const struct ini_section *section, const char *key);
/* [a-z0-9_-]+ */
const char *section_name(
        struct loading *loading, const struct ini_section *section, const char *key);
/* YYYY-MM-DD, or YYYY-MM */
const char *section_date(
        struct loading *loading, const struct ini_section *section, const char *key);
/* http:// or https:// */
const char *section_url(
        struct loading *loading, const struct ini_section *section, const char *key);
/* One of the words, NULL-terminated; their index, or otherwise. `detail` lists them. */
int section_word(struct loading *loading, const struct ini_section *section, const char *key,
        const char *const *words, const char *detail, int otherwise);
/* yes or no */
bool section_flag(struct loading *loading, const struct ini_section *section, const char *key,
        bool otherwise);
/* A whole number of least .. most; otherwise when absent or wrong. */
int64_t section_count(struct loading *loading, const struct ini_section *section, const char *key,
        int64_t least, int64_t most, const char *range, int64_t otherwise);
struct expr_source section_expression(
        struct loading *loading, const struct ini_section *section, const char *key);

bool name_is_plain(const char *name); /* [a-z0-9_-]+ */

/* "a, b, c" in its parts, without blanks around them. */
struct name_list {
	char **items;
	size_t count;
};
struct name_list list_split(
        struct loading *loading, const struct ini_section *section, const struct ini_key *key);

#endif
