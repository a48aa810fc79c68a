/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the expressions of a pack, or of facts.ini, to nodes of one pool: names are looked up, types
 * and units are checked, everything that is wrong is reported where it stands. Must not know rules.
 *
 * What a term measures is its dimension. A bare number (800.00, 3, 2 * 3) takes the unit of what it
 * is added to, compared with or put beside in min and max: yuan where that is money. Where money is
 * expected as a whole it is yuan too. In products it is a plain number. A percentage is compared
 * with percentages only; in sums and products it is a plain number.
 */
#ifndef EVALUATOR_COMPILER_H
#define EVALUATOR_COMPILER_H

#include "error.h"
#include "pool.h"
#include "vocabulary.h"

#define COMPILE_MAX_DEPTH 64

/* What an expression may use besides facts, and what a term has used. */
enum compile_use {
	USE_NOW = 1,
	USE_VERDICT = 2,
	USE_ANSWERED = 4,
	USE_USED = 8, /* the words `used` and `always` of an `ask` */
	USE_DEFINES = 16,
};

enum term_kind {
	TERM_VALUE,
	TERM_CHOICE,  /* a choice fact that waits for = or in */
	TERM_VERDICT, /* the word `verdict`, likewise */
};

struct term {
	enum term_kind kind;
	uint32_t node;
	struct dimension dimension;
	bool bare, percent; /* a bare number, a percentage */
	uint32_t slot;      /* TERM_CHOICE */
	unsigned uses;
	const char *start, *end; /* as written */
};

enum compile_state {
	COMPILE_NEW,
	COMPILE_BUSY, /* met again meanwhile, it refers to itself */
	COMPILE_DONE,
	COMPILE_BROKEN, /* reported */
};

/* The first row whose condition holds, in it the first column whose condition holds. */
struct compile_table {
	struct expr_source columns; /* conditions; text NULL: one column */
	struct expr_source *rows;   /* condition: values */
	size_t row_count, width;    /* width: room for columns */
	/* What parse_table finds, as nodes. EXPR_NONE: else; of a value, a choice that waits for its comparison */
	uint32_t *conditions;       /* of the rows */
	uint32_t *heads;            /* of the columns */
	uint32_t *values;           /* row after row, each of the width */
	size_t column_count;
};

struct compile_define {
	const char *name;
	struct expr_source source;
	struct compile_table *table; /* instead of a source; or NULL */
	enum compile_state state;
	struct term term;
};

struct compile_fact {
	enum compile_state state;
	uint32_t default_value, default_when; /* nodes or EXPR_NONE */
};

struct compiler {
	struct pool pool;
	const struct tk_vocabulary *vocabulary;
	struct compile_fact *facts;     /* one per slot */
	struct compile_define *defines; /* of the caller; sorted as he likes */
	size_t define_count;
	struct tk_errors *errors;
	bool wrong; /* something was reported */
	bool no_memory;
	bool full; /* the pool; reported once */
	bool used; /* what the word `used` stands for */
	int depth;
};

/* false = no memory; release all the same. */
bool compiler_init(struct compiler *compiler, const struct tk_vocabulary *vocabulary,
        struct compile_define *defines, size_t define_count, struct tk_errors *errors);
void compiler_release(struct compiler *compiler);

/* All return the node, or EXPR_NONE when something was reported or memory ran out. `allow` is a sum
 * of enum compile_use. */
uint32_t compile_condition(
        struct compiler *compiler, const struct expr_source *source, unsigned allow);
uint32_t compile_money(struct compiler *compiler, const struct expr_source *source, unsigned allow);
/* Compile a define, or the default of a fact, if that was not done yet; false: reported, now or
 * before. */
bool compile_define(struct compiler *compiler, struct compile_define *define);
bool compile_fact(struct compiler *compiler, uint32_t slot);
/* The node that reads a fact, or EXPR_NONE (also for choices and texts, which have none of their
 * own). */
uint32_t compile_fact_node(struct compiler *compiler, uint32_t slot);

/* ---- between the parser, terms.c and compiler.c
 * -------------------------------------------------- */

/* Parses a whole expression into *ret; false: reported. */
bool parse_expression(struct compiler *compiler, const struct expr_source *source, unsigned allow,
        struct term *ret);

/* Parses a table into *ret, one choice within the other; false: reported. */
bool parse_table(struct compiler *compiler, struct compile_table *table, unsigned allow,
        struct term *ret);

/* Reports; returns false. The slice may be NULL. */
bool compile_error(struct compiler *compiler, const struct expr_source *source,
        enum tk_error_code code, const char *start, const char *end, const char *detail,
        const char *nearest);
/* Makes a term of NODE, or reports why the pool gave none (about the slice of TERM). */
bool term_finish(struct compiler *compiler, const struct expr_source *source, struct term *term,
        uint32_t node, struct dimension dimension);
/* What a term of this dimension is called in a message. */
const char *term_expected(struct dimension dimension, bool percent);
/* Reports a choice or the verdict without its comparison. */
bool term_is_value(
        struct compiler *compiler, const struct expr_source *source, const struct term *term);
bool term_is_condition(
        struct compiler *compiler, const struct expr_source *source, const struct term *term);
/* Turns a bare number into yuan when `dimension` is money; reports when the term does not measure
 * it. */
bool term_adopt(struct compiler *compiler, const struct expr_source *source, struct term *term,
        struct dimension dimension);

/* *left = *left op right; false: reported. */
bool term_arithmetic(struct compiler *compiler, const struct expr_source *source, enum expr_op op,
        struct term *left, struct term *right);
bool term_negate(struct compiler *compiler, const struct expr_source *source, struct term *term);

/* *term, rounded to a multiple of *step. */
bool term_round(struct compiler *compiler, const struct expr_source *source, bool up, struct term *term,
        struct term *step);
/* *from = the months from it to the other; *moment = so many months later. */
bool term_months(struct compiler *compiler, const struct expr_source *source, struct term *from,
        struct term *to);
bool term_add_months(struct compiler *compiler, const struct expr_source *source, struct term *moment,
        struct term *months);
/* *term where the condition holds, else the other. */
bool term_if(struct compiler *compiler, const struct expr_source *source, struct term *condition,
        struct term *term, struct term *otherwise);

enum comparison { IS_EQUAL, IS_UNEQUAL, IS_LESS, IS_LESS_EQUAL, IS_GREATER, IS_GREATER_EQUAL };
bool term_compare(struct compiler *compiler, const struct expr_source *source,
        enum comparison comparison, struct term *left, struct term *right);

#endif
