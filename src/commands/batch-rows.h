/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a thread of tuikuan batch works with: blocks of records in, judged rows out as text, and what was
 * wrong with them. Must not know where blocks come from or in which order they are written.
 */
#ifndef COMMANDS_BATCH_ROWS_H
#define COMMANDS_BATCH_ROWS_H

#include "batch-blocks.h"
#include "batch-plan.h"

/* A column of CSV on its way into the docket. */
struct batch_lane {
	enum { LANE_FLAG, LANE_TEXT, LANE_VALUE, LANE_OTHER } kind;
	char ends; /* the byte after its cell */
	bool four; /* it and the next three are flags, and a comma is after each */
	const struct tk_fact *fact;
	struct tk_docket_answers to;
};

struct batch_rows {
	const struct batch_plan *plan;
	struct tk_docket *docket;
	struct tk_answers *answers;    /* of the row at hand, where a cell needs a closer look */
	struct batch_row rows[TK_DOCKET_CASES];
	struct tk_ruling rulings[TK_DOCKET_CASES];
	struct batch_lane *lanes;      /* of CSV: per column */
	size_t index;                  /* of the row at hand */
	struct batch_cell *carried;    /* per row, carried_count each; of JSON with their names */
	size_t carried_capacity, carried_length;
	size_t carried_from[TK_DOCKET_CASES + 1];
	char *said;                    /* what a cell says, without quotes */
	size_t said_capacity;
	bool quoted;                   /* there are quotes in the block */
	bool plain;                    /* no byte of the block is a control character or outside ASCII */
	bool cut;                      /* of the block: the last record is cut off */
	/* What became of the block: */
	struct text_buffer out;
	struct tk_error *errors;       /* lines counted from 0 within the block */
	size_t error_count, error_capacity;
	size_t row_count, line_count, bad_count;
	bool failed;                   /* no memory */
};

bool batch_rows_init(struct batch_rows *rows, const struct batch_plan *plan);
void batch_rows_release(struct batch_rows *rows);
/* Judges the records of a block; the results stand until the next one. */
void batch_rows_judge(struct batch_rows *rows, const struct batch_block *block);

/* ---- batch-records.c ------------------------------------------------------------------------------------ */

/* The record from P to END (its line end included) into row INDEX, a case of it at PLACE of the docket. false:
 * it is bad, and the row says so. */
bool batch_read_record(struct batch_rows *rows, const char *p, const char *end, size_t index, size_t place);
/* Takes over what is wrong with row INDEX. */
void batch_row_fault(struct batch_rows *rows, size_t index, struct tk_error *error);

#endif
