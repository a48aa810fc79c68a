/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text in several languages, and where it stands in its file. Must not know whose text it is.
 */
#ifndef EVALUATOR_TRANSLATED_H
#define EVALUATOR_TRANSLATED_H

#include "tuikuan.h"

struct tk_text_variant {
	const char *language; /* "en", "zh_cn" */
	const char *text;
};

struct tk_text {
	const char *section, *key; /* "rule.fee", "text" */
	int line;                  /* of its first variant */
	size_t count;
	const struct tk_text_variant *variants;
	const struct tk_text *next; /* the next text of the same file */
};

/* Reports each text of the chain that lacks English or zh_CN: TK_INVALID when there is one. */
enum tk_status translated_check(
        const struct tk_text *first, const char *file, struct tk_errors *errors);

#endif
