/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line scan in front of iniparser: takes a text apart line by line, reports what iniparser
 * would change, lose or refuse without saying where, and keeps the lines that are sound. Knows INI
 * lines; must not know iniparser, nor what sections and keys mean.
 */
#ifndef BASE_INI_LINT_H
#define BASE_INI_LINT_H

#include <stdbool.h>

#include "ini.h"

#define INI_MAX_LINE 1000 /* bytes; iniparser takes 1022 */
#define INI_MAX_NAME 200  /* bytes of a section's or key's name */

/* The sound lines of a text, in file order. All strings lie in `arena`. */
struct ini_lint {
	struct ini_section *sections; /* keys point into `keys` once the scan is over */
	size_t section_count, section_capacity;
	struct ini_key *keys; /* grouped by section */
	size_t *key_sections; /* of each key, the index of its section */
	size_t key_count, key_capacity;
	char *arena;
	size_t arena_used;
	bool wrong; /* something was reported */
};

/* TK_OK: scanned, whatever was wrong; TK_INVALID: too large or too many keys, nothing kept. NAME is
 * the text's name in messages. */
enum tk_status ini_lint_scan(struct ini_lint *lint, const char *name, const char *bytes,
	size_t length, struct tk_errors *errors);
void ini_lint_release(struct ini_lint *lint);

#endif
