/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a run of tuikuan batch reads and writes: the columns in, found among the policy's facts, and the
 * columns out, by name. Immutable while rows are judged. Must not know files or threads.
 */
#ifndef COMMANDS_BATCH_PLAN_H
#define COMMANDS_BATCH_PLAN_H

#include "text.h"
#include "tuikuan.h"

/* Some bytes of the input as they stand there: quotes and escapes included. */
struct batch_cell {
	const char *text;
	size_t length;
};

struct batch_column {
	char *name;
	int slot; /* -1: carried through */
	const struct tk_fact *fact; /* NULL: carried through */
};

/* A row as it is written: what was judged, and what is only handed on. */
struct batch_row {
	const struct tk_ruling *ruling; /* NULL: the row is bad */
	const struct tk_kind *kind;
	const struct tk_decision *decision; /* where a column out asks for it */
	struct batch_cell order_id;
	const char *fault; /* what is wrong with it, in English; or NULL */
};

/* Where a row is written to, and in which manner. */
struct batch_pen {
	struct text_buffer *to;
	bool json;
	bool raw;  /* as in the plan */
	bool more; /* in a list: it has items already */
	/* The amount that was written last: bounds that have met are one number. */
	int64_t money;
	size_t money_length; /* 0: none */
	char money_text[TK_MONEY_TEXT];
};

enum batch_part {
	BATCH_OF_ROW,      /* differs from row to row */
	BATCH_OF_KIND,     /* the same for all cases that are alike */
	BATCH_OF_DECISION, /* takes a whole decision, made for each row */
};

struct batch_output {
	const char *name;
	enum batch_part part;
	void (*write)(struct batch_pen *pen, const struct batch_row *row);
};

struct batch_plan {
	const struct tk_policy *policy;
	int64_t at;
	bool json;
	bool raw; /* CSV: cells that are handed on stay as they are, formulas too */
	const char *file; /* how messages call the input */
	struct batch_column *columns; /* CSV: in the order of the file */
	size_t column_count, carried_count;
	int order_id; /* the slot of order_id, or -1 */
	const struct batch_output **outputs;
	size_t output_count;
	bool needs_decision;
	unsigned docket; /* flags of tk_docket_new */
};

/* The columns out: NAMES with commas between, NULL for those of the contract. false: reported, or no memory. */
bool batch_plan_outputs(struct batch_plan *plan, const char *names);
/* The columns in, COUNT of them; of each that is wrong an error at LINE. */
enum tk_status batch_plan_columns(
	struct batch_plan *plan, char *const *names, size_t count, int line, struct tk_errors *errors);
/* What is wrong with the name of a column, if it is neither a fact nor carried through. */
void batch_unknown_column(const struct batch_plan *plan, const char *name, int line, struct tk_errors *errors);
void batch_plan_release(struct batch_plan *plan);

/* ---- batch-output.c --------------------------------------------------------------------------------- */

/* All columns that can be written; NULL-terminated by name. */
extern const struct batch_output batch_outputs[];
/* The line of names above the rows. */
void batch_write_header(const struct batch_plan *plan, struct text_buffer *to);
/* A row but for its carried cells and the end of the line. */
void batch_write_row(const struct batch_plan *plan, const struct batch_row *row, struct text_buffer *to);

#endif
