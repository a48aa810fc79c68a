/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading one [fact.NAME] of facts.ini or of a pack. Must not know what else stands in the file. */
#ifndef EVALUATOR_FACT_LOAD_H
#define EVALUATOR_FACT_LOAD_H

#include "compiler.h"
#include "sections.h"

#define FACT_MAX_CHOICES 64
#define FACT_MAX_COUNT 1000 /* in a vocabulary */
#define EVIDENCE_PREFIX "evidence."

/* Fills *ret as far as it can; what is wrong is reported. */
void fact_load(
        struct loading *loading, const struct ini_section *section, struct vocabulary_fact *ret);
/* Finds the facts that `after` names, once all are known. */
void fact_link(struct loading *loading, struct tk_vocabulary *vocabulary, size_t slot);
/* Reports moments that are to be after each other in a circle; from slot FIRST on. */
void fact_check_order(
        struct loading *loading, const struct tk_vocabulary *vocabulary, size_t first);
/* What `ask` may use. */
unsigned fact_ask_uses(const struct vocabulary_fact *fact);

#endif
