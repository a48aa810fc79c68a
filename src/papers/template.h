/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The language of letter templates. A template is text; `{name}` and `{name:modifier}` stand for
 * what a source says they are, and lines that begin with "@" are directives:
 *
 *   @if WORD ...     the lines up to @else or @end stand only when all words hold; they nest
 *                    WORD: name=value, name!=value (both only of something known), name (it is
 * known), !name (it is not)
 *   @center TEXT     TEXT in the middle of the line
 *   @right TEXT      TEXT at its right end
 *   @compare A B     two names side by side as a table
 *   @@ at the beginning of a line and {{ stand for themselves
 *
 * Lines beginning with "#" at the top are comments. `{#}` is the next number of a list; a line
 * without one (blank lines aside) ends the list. Knows nothing of facts, policies or languages.
 */
#ifndef PAPERS_TEMPLATE_H
#define PAPERS_TEMPLATE_H

#include <stdbool.h>

#include "tuikuan-errors.h"

enum template_answer {
	TEMPLATE_NO,
	TEMPLATE_YES,
	TEMPLATE_UNKNOWN, /* there is no answer */
	TEMPLATE_FOREIGN, /* there is no such name, modifier or value: an error in the template */
};

struct template_source {
	void *user;
	/* Whether {NAME:MODIFIER} can be asked for at all ("" = no modifier); a name that no
	 * template of this source may use is an error, in a branch not taken too. */
	bool (*known)(void *user, const char *name, const char *modifier);
	/* What it stands for, or the mark of a gap, which is then noted by the source. Caller
	 * frees; NULL = no memory. */
	char *(*text)(void *user, const char *name, const char *modifier);
	/* Whether NAME is VALUE, or, with VALUE NULL, whether it is known. */
	enum template_answer (*is)(void *user, const char *name, const char *value);
	/* What stands for @compare A B. */
	char *(*compare)(void *user, const char *a, const char *b);
};

#define TEMPLATE_SHEET (-1) /* for COLUMNS: pieces of a sheet (base/sheet) instead of lines */

/* Fills in TEMPLATE; lines are wrapped at COLUMNS, 0 = never (@center and @right then do nothing).
 * With errors, each with NAME and its line, TK_INVALID and no text. Caller frees *ret_text. */
enum tk_status template_fill(const char *name, const char *template,
        const struct template_source *source, int columns, char **ret_text,
        struct tk_errors *errors);

#endif
