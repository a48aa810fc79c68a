/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A second evaluator of policy packs, for tests alone: written from tuikuan-policy(5) in the simplest
 * way there is, and with no code of the library. It reads a pack that loads into trees, and walks them
 * with exact fractions; what an open answer could still be it does not ask, but stays open itself
 * (Kleene). Money is counted in yuan here, so that a number that meets money needs no change. What is
 * wrong in a pack it does not look for: a test fails when it cannot read one.
 */
#ifndef TESTS_NAIVE_H
#define TESTS_NAIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef __int128 naive_wide;

/* Reduced, den > 0. */
struct naive_fraction {
	naive_wide num, den;
};

enum naive_kind { NAIVE_OPEN, NAIVE_TRUTH, NAIVE_NUMBER, NAIVE_MOMENT, NAIVE_CHOICE };

struct naive_value {
	enum naive_kind kind;
	bool truth;
	struct naive_fraction number; /* yuan, seconds, a plain number; of a moment since 1970 */
	const char *choice;
};

/* ---- files (naive-read.c) ----------------------------------------------------------------------- */

struct naive_line {
	char *key, *value;
};

struct naive_section {
	char *name;
	struct naive_line *lines;
	int count;
};

struct naive_file {
	struct naive_section *sections;
	int count;
};

struct naive_file *naive_read(const char *bytes, size_t length);
void naive_file_free(struct naive_file *file);
/* The value, NULL if there is none. */
const char *naive_value_of(const struct naive_section *section, const char *key);
/* The section of a name, or NULL. */
const struct naive_section *naive_section_of(const struct naive_file *file, const char *name);

/* ---- expressions (naive-read.c) ----------------------------------------------------------------- */

enum naive_op {
	NAIVE_LITERAL, NAIVE_NAME, NAIVE_NOT, NAIVE_AND, NAIVE_OR,
	NAIVE_EQ, NAIVE_NE, NAIVE_LT, NAIVE_LE, NAIVE_GT, NAIVE_GE, NAIVE_IN, /* kids: what, then the list */
	NAIVE_ADD, NAIVE_SUB, NAIVE_MUL, NAIVE_DIV, NAIVE_NEGATE,
	NAIVE_CALL, /* name: min, max, if, floor, ceil, months, add_months, answered */
};

struct naive_tree {
	enum naive_op op;
	char *name;
	struct naive_value literal;
	struct naive_tree *kids[16];
	int count;
};

/* All of TEXT. */
struct naive_tree *naive_parse(const char *text);
/* What stands up to one of STOPS outside parentheses; *text then stands on it. */
struct naive_tree *naive_parse_part(const char **text, const char *stops);
void naive_tree_free(struct naive_tree *tree);

/* ---- packs (naive-pack.c) ---------------------------------------------------------------------------- */

struct naive_fact {
	const char *name;
	const char *type;             /* "flag", ... */
	char *choices[64];            /* by their number */
	int choice_count;
	struct naive_tree *holds, *when; /* the default and its condition, or NULL */
};

struct naive_answer {
	bool given;
	int64_t value; /* fen, seconds, hundredths of a per cent; a choice's number; 0 and 1 */
};

struct naive_rule {
	const char *id;
	const struct naive_section *section;
	struct naive_tree *when, *deduct;
	const char *reading; /* or NULL */
};

struct naive_named { /* a define, or a table */
	const char *name;
	struct naive_tree *tree;
	struct naive_tree *columns[16], *rows[16], *cells[16][16]; /* NULL for else */
	int column_count, row_count;
};

#define NAIVE_FACTS 256
#define NAIVE_RULES 256
#define NAIVE_NAMES 256

struct naive_pack {
	struct naive_file *facts_file, *file;
	struct naive_fact facts[NAIVE_FACTS];
	int fact_count;
	struct naive_named defines[NAIVE_NAMES], tables[16];
	int define_count, table_count;
	struct naive_rule rules[NAIVE_RULES];
	int rule_count;
	struct naive_tree *applies, *base;
};

/* The texts are those of facts.ini and of the pack. */
struct naive_pack *naive_load(const char *facts, size_t facts_length, const char *pack, size_t pack_length);
void naive_free(struct naive_pack *pack);
/* The number of a fact, -1: there is none. */
int naive_find(const struct naive_pack *pack, const char *name);

/* ---- judging (naive.c) ------------------------------------------------------------------------- */

struct naive_case {
	struct naive_answer answers[NAIVE_FACTS]; /* by the number of the fact */
	int64_t now;
	const char *verdict; /* once it is known; else NULL */
};

struct naive_value naive_evaluate(const struct naive_pack *pack, const struct naive_case *judged,
	const struct naive_tree *tree);
/* "yes", "no" or "open". */
const char *naive_truth(const struct naive_pack *pack, const struct naive_case *judged,
	const struct naive_tree *tree);

#define NAIVE_OPEN_AMOUNT INT64_MIN

struct naive_outcome {
	const char *verdict; /* "full", ...; "open" */
	int64_t amount;      /* fen, or NAIVE_OPEN_AMOUNT */
	int64_t lines[NAIVE_RULES]; /* by rule, of deductions that fired */
};

/* Under a reading, by its id, or under none (NULL). */
struct naive_outcome naive_judge(const struct naive_pack *pack, const struct naive_case *judged,
	const char *reading);

/* ---- the calendar (naive-days.c) ---------------------------------------------------------------- */

int64_t naive_day(int year, int month, int day); /* since 1970-01-01 */
void naive_date(int64_t day, int *ret_year, int *ret_month, int *ret_day);
int64_t naive_add_months(int64_t moment, int64_t months);
int64_t naive_months(int64_t from, int64_t to);
/* The N-th working day after a day. */
int64_t naive_working_day(const struct naive_file *calendar, int64_t day, int64_t n);

#endif
