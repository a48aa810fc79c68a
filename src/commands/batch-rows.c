/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "batch-rows.h"

#include <stdlib.h>
#include <string.h>

#include "batch-csv.h"
#include "error.h"
#include "flow.h"

static void lay_lane(struct batch_rows *rows, size_t i)
{
	const struct batch_plan *plan = rows->plan;
	const struct batch_column *column = &plan->columns[i];
	struct batch_lane *lane = &rows->lanes[i];

	lane->ends = i + 1 < plan->column_count ? ',' : '\n';
	lane->fact = column->fact;
	/* For a whole decision the cells are needed as answers, and go the long way. */
	lane->kind = !column->fact || plan->needs_decision ? LANE_OTHER :
		column->fact->type == TK_FLAG		   ? LANE_FLAG :
		column->fact->type == TK_TEXT		   ? LANE_TEXT :
							     LANE_VALUE;
	if (column->fact)
		lane->to = tk_docket_answers(rows->docket, (size_t)column->slot);
}

bool batch_rows_init(struct batch_rows *rows, const struct batch_plan *plan)
{
	*rows = (struct batch_rows){.plan = plan};
	text_buffer_init(&rows->out);
	rows->docket = tk_docket_new(plan->policy, plan->docket);
	rows->answers = tk_answers_new(tk_policy_vocabulary(plan->policy));
	rows->carried_capacity = (plan->carried_count + 1) * TK_DOCKET_CASES;
	rows->carried = calloc(rows->carried_capacity, sizeof(*rows->carried));
	rows->lanes = calloc(plan->column_count + 1, sizeof(*rows->lanes));
	if (!rows->docket || !rows->answers || !rows->carried || !rows->lanes)
		return false;
	for (size_t i = 0; i < plan->column_count; i++)
		lay_lane(rows, i);
	for (size_t i = 0; i + 4 < plan->column_count; i++)
		rows->lanes[i].four = rows->lanes[i].kind == LANE_FLAG &&
			rows->lanes[i + 1].kind == LANE_FLAG && rows->lanes[i + 2].kind == LANE_FLAG &&
			rows->lanes[i + 3].kind == LANE_FLAG;
	return true;
}

static void forget_errors(struct batch_rows *rows)
{
	for (size_t i = 0; i < rows->error_count; i++)
		tk_error_release(&rows->errors[i]);
	rows->error_count = 0;
}

void batch_rows_release(struct batch_rows *rows)
{
	forget_errors(rows);
	free(rows->errors);
	free(rows->lanes);
	free(rows->carried);
	free(rows->said);
	text_buffer_release(&rows->out);
	tk_answers_free(rows->answers);
	tk_docket_free(rows->docket);
}

/* The text of an error for machines: in English, without the place, which is the row itself. */
static char *fault_text(const struct tk_error *error, const char *before)
{
	struct tk_error shown = *error;
	char *text, *both;

	shown.file = NULL;
	shown.line = 0;
	text = tk_error_text(&shown, NULL);
	if (!text || !before)
		return text;
	both = text_printf("%s; %s", before, text);
	free(text);
	return both;
}

void batch_row_fault(struct batch_rows *rows, size_t index, struct tk_error *error)
{
	struct batch_row *row = &rows->rows[index];
	char *fault = fault_text(error, row->fault);

	if (rows->error_count == rows->error_capacity) {
		size_t more = rows->error_capacity ? rows->error_capacity * 2 : 16;
		struct tk_error *errors = reallocarray(rows->errors, more, sizeof(*errors));
		if (!errors) {
			rows->failed = true;
			free(fault);
			tk_error_release(error);
			return;
		}
		rows->errors = errors;
		rows->error_capacity = more;
	}
	if (!fault)
		rows->failed = true;
	free((char *)row->fault);
	row->fault = fault;
	error->line = (int)rows->line_count;
	rows->errors[rows->error_count++] = *error;
	*error = (struct tk_error){0};
}

/* ---- whole decisions ------------------------------------------------------------------------------- */

static bool decide(struct batch_rows *rows, struct batch_row *row)
{
	const struct batch_plan *plan = rows->plan;
	struct tk_answers *used = flow_answers_in_use(plan->policy, rows->answers, plan->at, NULL);
	struct tk_decision *decision = NULL;
	bool good = used && tk_evaluate(plan->policy, used, plan->at, 0, &decision) == TK_OK;

	tk_answers_free(used);
	row->decision = decision;
	return good;
}

/* ---- blocks ----------------------------------------------------------------------------------------- */

static void write_carried(struct batch_rows *rows, size_t index)
{
	for (size_t i = rows->carried_from[index]; i < rows->carried_from[index + 1]; i++) {
		text_buffer_add_n(&rows->out, ",", 1);
		if (rows->plan->json || rows->plan->raw)
			text_buffer_add_n(&rows->out, rows->carried[i].text, rows->carried[i].length);
		else
			csv_add_defused(&rows->out, rows->carried[i].text, rows->carried[i].length);
	}
	if (rows->plan->json)
		text_buffer_add_n(&rows->out, "}\n", 2);
	else
		text_buffer_add_n(&rows->out, "\n", 1);
}

static void write_rows(struct batch_rows *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct batch_row *row = &rows->rows[i];
		batch_write_row(rows->plan, row, &rows->out);
		write_carried(rows, i);
		free((char *)row->fault);
		tk_decision_free((struct tk_decision *)row->decision);
		*row = (struct batch_row){0};
	}
}

/* Rulings are given to the rows that were judged, in their order. */
static void judge_rows(struct batch_rows *rows, size_t count, size_t judged)
{
	size_t place = 0;

	if (judged && tk_docket_judge(rows->docket, judged, rows->plan->at, rows->rulings) != TK_OK) {
		rows->failed = true;
		return;
	}
	for (size_t i = 0; i < count; i++) {
		struct batch_row *row = &rows->rows[i];
		if (row->fault)
			continue;
		row->ruling = &rows->rulings[place++];
		row->kind = row->ruling->kind;
		if (rows->plan->needs_decision && !decide(rows, row))
			rows->failed = true;
	}
}

static size_t count_lines(const char *p, const char *end)
{
	size_t count = 0;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		count++;
		p++;
	}
	return count;
}

static const char *record_end(const struct batch_rows *rows, const char *p, const char *end)
{
	const char *newline;

	if (!rows->plan->json && rows->quoted)
		return csv_record_end(p, end, true);
	newline = memchr(p, '\n', (size_t)(end - p));
	return newline + 1;
}

/* Whether all bytes are plain ASCII, as they nearly always are: then no cell has to be looked at for
 * anything else. Pieces of one size, without a way out in the middle: compilers make vectors of that. */
#define PIECE 32
static bool is_plain(const char *p, size_t length)
{
	unsigned char other = 0;
	size_t i = 0;

	for (; i + PIECE <= length; i += PIECE)
		for (size_t k = 0; k < PIECE; k++) {
			unsigned char c = (unsigned char)p[i + k];
			other |= (unsigned char)((c < 0x20) & (c != '\n') & (c != '\r')) | (c >= 0x7f);
		}
	for (; i < length; i++) {
		unsigned char c = (unsigned char)p[i];
		other |= (unsigned char)((c < 0x20) & (c != '\n') & (c != '\r')) | (c >= 0x7f);
	}
	return other == 0;
}

/* Reads up to as many records as are judged in step; returns where the next begins. */
static const char *judge_some(struct batch_rows *rows, const char *p, const char *end)
{
	size_t most = rows->plan->needs_decision ? 1 : TK_DOCKET_CASES, count = 0, judged = 0;

	rows->carried_length = 0;
	while (p < end && count < most) {
		const char *next = record_end(rows, p, end);
		rows->carried_from[count] = rows->carried_length;
		if (batch_read_record(rows, p, next, count, judged))
			judged++;
		else
			rows->bad_count++;
		rows->line_count += rows->quoted ? count_lines(p, next) : 1;
		p = next;
		rows->carried_from[++count] = rows->carried_length;
	}
	judge_rows(rows, count, judged);
	if (!rows->failed)
		write_rows(rows, count);
	rows->row_count += count;
	return p;
}

void batch_rows_judge(struct batch_rows *rows, const struct batch_block *block)
{
	const char *p = block->bytes, *end = p + block->length;

	forget_errors(rows);
	rows->out.length = 0;
	rows->row_count = rows->line_count = rows->bad_count = 0;
	rows->quoted = memchr(p, '"', block->length) != NULL;
	rows->plain = is_plain(p, block->length);
	rows->cut = block->cut;
	while (p < end && !rows->failed)
		p = judge_some(rows, p, end);
	rows->failed |= rows->out.failed;
}
