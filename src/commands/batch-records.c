/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of CSV and lines of JSON into answers. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch-csv.h"
#include "batch-json.h"
#include "batch-rows.h"
#include "error.h"

/* What is wrong with the row as a whole. */
static bool bad_row(struct batch_rows *rows, size_t index, enum tk_error_code code, const char *detail)
{
	const struct error_place place = {.file = rows->plan->file};
	struct tk_error error = {0};

	error_set(&error, code, &place, NULL, detail, NULL);
	batch_row_fault(rows, index, &error);
	return false;
}

static bool bad_cell(struct batch_rows *rows, size_t index, enum tk_error_code code, const char *name)
{
	const struct error_place place = {.file = rows->plan->file, .key = name};
	struct tk_error error = {0};

	error_set(&error, code, &place, NULL, NULL, NULL);
	batch_row_fault(rows, index, &error);
	return false;
}

static bool ready_said(struct batch_rows *rows, size_t length)
{
	char *more;

	if (length < rows->said_capacity)
		return true;
	more = realloc(rows->said, length + 1);
	if (!more) {
		rows->failed = true;
		return false;
	}
	rows->said = more;
	rows->said_capacity = length + 1;
	return true;
}

/* Whether the cell may be handed on: nothing a terminal would obey gets through here. */
static bool is_clean(struct batch_rows *rows, const char *cell, size_t length)
{
	if (rows->plain)
		return true;
	if (!text_valid(cell, length) || !ready_said(rows, length))
		return false;
	memcpy(rows->said, cell, length);
	rows->said[length] = '\0';
	return !text_has_controls(rows->said, length) || memchr(cell, '\n', length) || memchr(cell, '\r', length);
}

/* An answer as TEXT says it, in any written form. */
static bool take_text(struct batch_rows *rows, size_t index, size_t place, size_t slot, const char *text)
{
	const struct error_place where = {.file = rows->plan->file};
	struct tk_error error = {0};

	switch (tk_answers_parse(rows->answers, slot, text, TK_KNOWN_TYPED, &error)) {
	case TK_OK:
		break;
	case TK_INVALID:
		error.file = strdup(where.file);
		batch_row_fault(rows, index, &error);
		return false;
	default:
		rows->failed = true;
		return false;
	}
	if (tk_answers_state(rows->answers, slot) == TK_ANSWERED)
		tk_docket_answer(rows->docket, place, slot, tk_answers_value(rows->answers, slot));
	return true;
}

static bool carry(struct batch_rows *rows, const char *text, size_t length)
{
	if (rows->carried_length == rows->carried_capacity) {
		size_t more = rows->carried_capacity * 2;
		struct batch_cell *carried = reallocarray(rows->carried, more, sizeof(*carried));
		if (!carried) {
			rows->failed = true;
			return false;
		}
		rows->carried = carried;
		rows->carried_capacity = more;
	}
	rows->carried[rows->carried_length++] = (struct batch_cell){text, length};
	return true;
}

/* ---- CSV ---------------------------------------------------------------------------------------------- */

/* A cell that is not in one of the plainest forms; FIELD as it stands. */
static bool take_field(
	struct batch_rows *rows, const struct batch_column *column, struct batch_cell field, size_t index, size_t place)
{
	size_t length = field.length;

	if (length && field.text[length - 1] == '\r')
		length--;
	if (!is_clean(rows, field.text, length))
		return bad_cell(rows, index, text_valid(field.text, length) ? TK_E_CONTROL : TK_E_ENCODING,
			column->name);
	if (column->slot < 0)
		return true;
	if (column->slot == rows->plan->order_id)
		rows->rows[index].order_id = (struct batch_cell){field.text, length};
	if (!length || !ready_said(rows, length))
		return !rows->failed;
	csv_unquoted(field.text, length, rows->said);
	return take_text(rows, index, place, (size_t)column->slot, rows->said);
}

/* A text without quotes or signs to look at closely, and not "not sure"; NULL: it is not so. */
static const char *skip_text(struct batch_rows *rows, size_t i, const char *p)
{
	const char *after = p;

	if (!rows->plain)
		return NULL;
	/* What is looked for is no letter or digit, which nearly all bytes are. */
	while (*after > ',' || (*after != ',' && *after != '\n' && *after != '"' && *after != '\r'))
		after++;
	if (*after == '"' || after == p || *p == '?' || after - p > rows->lanes[i].fact->most)
		return NULL;
	if (rows->plan->columns[i].slot == rows->plan->order_id)
		rows->rows[rows->index].order_id = (struct batch_cell){p, (size_t)(after - p)};
	return after;
}

/* The cell of column I in one of the plainest forms, from P on: what ends it, or NULL. */
static const char *take_plain(struct batch_rows *rows, size_t i, size_t place, const char *p)
{
	const struct batch_lane *lane = &rows->lanes[i];
	int64_t value = 0;
	const char *after = NULL;

	if (lane->kind == LANE_TEXT)
		after = skip_text(rows, i, p);
	else if (lane->kind != LANE_OTHER)
		after = tk_value_scan(lane->fact, p, &value);
	if (!after)
		return NULL;
	if (*after != lane->ends && (lane->ends != '\n' || *after++ != '\r' || *after != '\n'))
		return NULL;
	lane->to.answered[place] = 1;
	lane->to.value[place] = value;
	return after;
}

/* Whether "0,1,0,0," or the like stands there. */
static bool are_four_digits(const char *p)
{
	static const char least[8] = "0,0,0,0,", mask[8] = "\xfe\xff\xfe\xff\xfe\xff\xfe\xff";
	uint64_t word, wanted, looked_at;

	memcpy(&word, p, 8);
	memcpy(&wanted, least, 8);
	memcpy(&looked_at, mask, 8);
	return (word & looked_at) == wanted;
}

/* From column I on: the first that has to be looked at, or their number; P moves there. */
static size_t take_plain_cells(struct batch_rows *rows, size_t i, size_t place, const char **p)
{
	size_t count = rows->plan->column_count;
	const char *at = *p, *after;

	for (; i < count; i++) {
		const struct batch_lane *lane = &rows->lanes[i];
		unsigned digit = (unsigned)at[0] - '0';
		if (lane->four && are_four_digits(at)) {
#pragma GCC unroll 4
			for (size_t k = 0; k < 4; k++) {
				lane[k].to.answered[place] = 1;
				lane[k].to.value[place] = at[2 * k] - '0';
			}
			at += 8;
			i += 3;
			continue;
		}
		if (lane->kind == LANE_FLAG && digit < 2 && at[1] == lane->ends) {
			lane->to.answered[place] = 1;
			lane->to.value[place] = digit;
			at += 2;
			continue;
		}
		after = take_plain(rows, i, place, at);
		if (!after)
			break;
		at = after + 1;
	}
	*p = at;
	return i;
}

static void carry_missing(struct batch_rows *rows, size_t from)
{
	while (rows->carried_length < from + rows->plan->carried_count && carry(rows, "", 0))
		;
}

/* Too few fields, or too many. */
static bool bad_count(struct batch_rows *rows, const char *p, const char *end, size_t found, size_t index)
{
	const char *next;
	char *detail;

	while (p < end && *p == ',' && csv_field(p + 1, end, &next)) {
		found++;
		p = next;
	}
	detail = text_printf("%zu, not %zu", rows->plan->column_count, found);
	bad_row(rows, index, TK_E_FIELDS, detail);
	free(detail);
	return false;
}

/* A cell that has to be looked at, from *P on, which moves behind it. */
static bool take_cell(struct batch_rows *rows, size_t i, size_t place, const char **p, const char *end)
{
	const struct batch_column *column = &rows->plan->columns[i];
	const char *next;

	if (!csv_field(*p, end, &next))
		return bad_row(rows, rows->index, TK_E_CELL_QUOTES, NULL);
	struct batch_cell field = {*p, (size_t)(next - *p)};
	bool good = take_field(rows, column, field, rows->index, place);
	if (field.length && field.text[field.length - 1] == '\r')
		field.length--;
	if (column->slot < 0 && !carry(rows, field.text, good ? field.length : 0))
		return false;
	*p = next;
	return good;
}

static bool read_csv(struct batch_rows *rows, const char *p, const char *end, size_t place)
{
	size_t count = rows->plan->column_count;
	bool good = true;

	for (size_t i = take_plain_cells(rows, 0, place, &p); i < count;
		i = take_plain_cells(rows, i + 1, place, &p)) {
		const char *from = p;
		good &= take_cell(rows, i, place, &p, end);
		if (p == from && !good && *p == '"')
			return false;
		if (*p != rows->lanes[i].ends)
			return good ? bad_count(rows, p, end, i + 1, rows->index) : false;
		p++;
	}
	return good;
}

/* ---- JSON --------------------------------------------------------------------------------------------- */

static struct batch_cell cell_of(const char *from, const char *to)
{
	return (struct batch_cell){from, (size_t)(to - from)};
}

static bool take_member(
	struct batch_rows *rows, const struct json_member *member, size_t index, size_t place, uint64_t *seen)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(rows->plan->policy);
	char name[64];
	int slot;

	snprintf(name, sizeof(name), "%.*s", (int)member->name_length, member->name);
	if (!is_clean(rows, member->value, member->value_length))
		return bad_cell(rows, index,
			text_valid(member->value, member->value_length) ? TK_E_CONTROL : TK_E_ENCODING, name);
	if (*name == '_') {
		struct batch_cell both = cell_of(member->name - 1, member->value + member->value_length);
		return carry(rows, both.text, both.length);
	}
	slot = member->name_length < sizeof(name) ? tk_vocabulary_find(vocabulary, name) : -1;
	if (slot < 0) {
		struct tk_errors errors;
		tk_errors_init(&errors);
		batch_unknown_column(rows->plan, name, 0, &errors);
		if (errors.count)
			batch_row_fault(rows, index, &errors.items[0]);
		tk_errors_release(&errors);
		return false;
	}
	if (seen[slot / 64] >> slot % 64 & 1)
		return bad_cell(rows, index, TK_E_DUPLICATE_COLUMN, name);
	seen[slot / 64] |= UINT64_C(1) << slot % 64;
	if (slot == rows->plan->order_id)
		rows->rows[index].order_id = (struct batch_cell){member->value, member->value_length};
	if (!ready_said(rows, member->value_length))
		return false;
	if (!json_said(member->value, member->value_length, rows->said))
		return bad_cell(rows, index, TK_E_JSON, name);
	return take_text(rows, index, place, (size_t)slot, rows->said);
}

#define MOST_SLOTS 4096 /* more than a pack can have facts: POOL_MAX_NODES */

static bool read_json(struct batch_rows *rows, const char *p, const char *end, size_t index, size_t place)
{
	uint64_t seen[MOST_SLOTS / 64] = {0};
	struct json_member member;
	bool good = true, at_end = false;

	if (!json_open_object(&p, end))
		return bad_row(rows, index, TK_E_JSON, NULL);
	for (;;) {
		if (!json_next_member(&p, end, &member, &at_end))
			return bad_row(rows, index, TK_E_JSON, NULL);
		if (at_end)
			return good;
		good &= take_member(rows, &member, index, place, seen);
	}
}

/* ---- either ---------------------------------------------------------------------------------------------- */

static void forget_answers(struct batch_rows *rows)
{
	size_t slots = tk_vocabulary_count(tk_policy_vocabulary(rows->plan->policy));

	for (size_t slot = 0; slot < slots; slot++)
		tk_answers_clear(rows->answers, slot);
}

bool batch_read_record(struct batch_rows *rows, const char *p, const char *end, size_t index, size_t place)
{
	size_t carried = rows->carried_length;
	bool good;

	rows->index = index;
	if (rows->plan->needs_decision)
		forget_answers(rows);
	if (rows->cut)
		good = bad_row(rows, index, TK_E_TOO_LONG, "1 MiB");
	else
		good = rows->plan->json ? read_json(rows, p, end, index, place) :
					  read_csv(rows, p, end, place);
	if (!rows->plan->json)
		carry_missing(rows, carried);
	if (!good)
		tk_docket_clear_place(rows->docket, place);
	return good;
}
