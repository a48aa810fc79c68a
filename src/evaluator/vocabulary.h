/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inside of a vocabulary: facts as facts.ini and packs declare them, with the expressions that
 * every policy compiles anew into its own pool. Must not know policies.
 */
#ifndef EVALUATOR_VOCABULARY_H
#define EVALUATOR_VOCABULARY_H

#include "arena.h"
#include "error.h"
#include "ini.h"
#include "translated.h"
#include "tuikuan.h"

/* An expression as written, and where; text NULL: there is none. All borrowed. */
struct expr_source {
	const char *text;
	struct error_place place;
};

#define FACT_CONSOLE_MESSAGE "console_message" /* what the refund page said: the one text that is judged */

struct vocabulary_fact {
	struct tk_fact shown;
	struct expr_source default_value, default_when, ask;
	bool broken;                       /* of no known type; reported */
	bool of_pack;                      /* its expressions may use the pack's defines */
	const struct ini_section *section; /* where it is declared; NULL: evidence */
	const struct ini_key *after_key;   /* as written; or NULL */
	const uint32_t *not_before;        /* slots of moments that are never later */
	size_t not_before_count;
};

struct tk_vocabulary {
	struct vocabulary_fact *facts;
	size_t count;
	uint32_t *by_name;                /* slots, sorted by name */
	const struct tk_text *first_text; /* of the file, for the check of languages */
	const char *file;
	char sha256[TK_SHA256_HEX];
	/* What the facts stand on; a policy's own vocabulary stands on the policy. */
	struct arena arena;
	struct ini *ini;
};

/* Fills vocabulary->by_name from the arena; false = no memory. */
bool vocabulary_index(struct tk_vocabulary *vocabulary, struct arena *arena);
/* Whether rules can read the fact: neither a text nor an open choice. */
bool fact_is_readable(const struct tk_fact *fact);
/* Whether its answer is kept as text. */
bool fact_is_text(const struct tk_fact *fact);

#endif
