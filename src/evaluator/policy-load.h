/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between the files that load a policy: policy-load.c (order of work, [policy]), policy-facts.c
 * (the pack's own facts, evidence, defines, what is read), policy-entries.c, policy-rules.c. Must
 * not know how a case is judged.
 */
#ifndef EVALUATOR_POLICY_LOAD_H
#define EVALUATOR_POLICY_LOAD_H

#include "compiler.h"
#include "policy.h"
#include "sections.h"

#define POLICY_MAX_RULES 500
#define POLICY_MAX_ENTRIES 200 /* of each kind */
#define POLICY_MAX_DEFINES 500 /* tables too */
#define POLICY_MAX_TABLES 100
#define POLICY_MAX_SPLITS 10
#define POLICY_MAX_SUMS 10

struct policy_storage {
	struct arena arena;
	struct ini *ini;
	const struct tk_text *first_text;
};

struct policy_loading {
	struct loading loading;
	struct tk_policy *policy;
	const struct tk_world *world;
	struct compiler compiler;
	/* Sections in file order, as the rules and entries of the policy. */
	const struct ini_section *head, *defines;
	const struct ini_section **rules;
	const struct ini_section **entries[TK_ENTRY_KINDS];
	const struct ini_section **facts, **tables, **splits, **sums;
	size_t fact_count, table_count;
	struct compile_define *define_items;
	size_t define_count;
	const struct tk_entry *source; /* [policy] source */
};

/* The word before the dot of an entry's section: "channel". */
const char *policy_entry_word(enum tk_entry_kind kind);
/* Index of an entry of this id, or -1. */
int policy_find_entry(const struct tk_policy *policy, enum tk_entry_kind kind, const char *id);
/* The index of the entry that KEY names, or -1 (absent, or reported). */
int policy_reference(struct policy_loading *load, const struct ini_section *section,
        const char *key, enum tk_entry_kind kind);
/* `source`: as written, and the source entry it means. */
void policy_source(struct policy_loading *load, const struct ini_section *section,
        const char **ret_written, const struct tk_entry **ret_reference);
/* Condition under KEY; a constant `otherwise` when absent. */
uint32_t policy_condition(struct policy_loading *load, const struct ini_section *section,
        const char *key, bool otherwise, unsigned allow);

/* [policy] but for its source, `applies` and `base`. */
void policy_load_head(struct policy_loading *load);
void policy_load_vocabulary(struct policy_loading *load);
void policy_load_defines(struct policy_loading *load);
/* Adds the tables to the defines. */
void policy_load_tables(struct policy_loading *load);
void policy_load_splits(struct policy_loading *load);
void policy_load_sums(struct policy_loading *load);
/* Whether NAME, of a define or a table, is no fact's; else reported. */
bool policy_name_is_new(struct policy_loading *load, const struct error_place *place, const char *name);
/* Defaults of facts, once the compiler is there. */
void policy_load_defaults(struct policy_loading *load);
/* What is read, `ask`, and the table of facts, when all else is compiled. */
void policy_load_facts(struct policy_loading *load);

void policy_load_entries(struct policy_loading *load);
void policy_load_rules(struct policy_loading *load);
/* Proves that the sums of base and deductions fit, with each reading and whichever are made. */
void policy_check_sums(struct policy_loading *load);

#endif
