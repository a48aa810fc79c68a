/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between the files that look for what is odd in a pack: lint.c (what cannot happen), lint-tiers.c
 * (gaps and overlaps), lint-uses.c (what nothing uses). A section may say that something is intended.
 * Must not know how a case is judged beyond satisfy.h.
 */
#ifndef EVALUATOR_LINT_H
#define EVALUATOR_LINT_H

#include "error.h"
#include "roots.h"
#include "satisfy.h"

struct lint {
	const struct tk_policy *policy;
	const struct ini *ini;
	struct roots roots;
	struct satisfy satisfy;
	struct tk_errors *warnings;
	bool *excused; /* per section: its exception was needed */
	bool found;
};

/* Warns about a key of a section (NULL: the section), unless it is intended. */
void lint_warn(struct lint *lint, const struct ini_section *section, const char *key,
	enum tk_error_code code, const char *value, const char *detail);
const struct ini_section *lint_section(const struct lint *lint, const char *word, const char *id);
/* Begins a question: the case is one that the pack is for; with `paid` also none that is refused. */
void lint_begin(struct lint *lint, bool paid);

void lint_tiers(struct lint *lint);
void lint_uses(struct lint *lint);

#endif
