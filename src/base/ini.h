/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one door to iniparser. A text is first read by our own linter, with line numbers, which
 * refuses all that iniparser would change or lose in silence; what passes is parsed by iniparser
 * (from memory) and its values are taken. Keys and sections are lower case; `text[zh_CN]` is
 * reached by base key and language. A value may stand in one pair of double quotes (needed for ;
 * and #).
 */
#ifndef BASE_INI_H
#define BASE_INI_H

#include <stddef.h>

#include "tuikuan-errors.h"

#define INI_MAX_BYTES ((size_t)1 << 20)
#define INI_MAX_KEYS 5000

struct ini_key {
	const char *name;     /* "text", lower case */
	const char *language; /* "zh_cn", lower case, or NULL for the bare key */
	const char *value;    /* "" when empty */
	int line;
};

struct ini_section {
	const char *name; /* "rule.fee" */
	int line;
	const struct ini_key *keys; /* in file order */
	size_t key_count;
};

struct ini {
	char *name;                   /* as given, for messages */
	struct ini_section *sections; /* in file order */
	size_t section_count;
	void *storage;
};

/* Reads BYTES; NAME is how messages call them. All errors are appended (errors may be NULL).
 * TK_OK: all lines were sound; or, with `lenient`, wrong ones were reported and left out (case
 * files: the good answers are kept). TK_INVALID: errors were found; *ret_ini still holds the sound
 * lines, so that the rest can be checked too, or is NULL when the text is too large. Other
 * failures: NULL. The caller frees *ret_ini in every case. A repeated section is one; a repeated
 * key keeps its first value. */
enum tk_status ini_parse(const char *name, const char *bytes, size_t length, int lenient,
	struct ini **ret_ini, struct tk_errors *errors);
void ini_free(struct ini *ini);
const struct ini_section *ini_find(const struct ini *ini, const char *section);
/* The bare key (language NULL) or that language's; NULL when absent. */
const struct ini_key *ini_key(
	const struct ini_section *section, const char *key, const char *language);
/* NULL when absent. */
const char *ini_value(const struct ini *ini, const char *section, const char *key);

#endif
