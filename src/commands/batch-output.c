/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns that tuikuan batch can write, as cells of CSV or values of JSON. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch-csv.h"
#include "batch-plan.h"

/* ---- cells ---------------------------------------------------------------------------------------- */

/* Most of all that is written comes through here, and most of it is short: SHORT bytes can be read at BYTES,
 * and are copied faster than so many as are wanted. */
#define SHORT 24
static inline void add(struct text_buffer *to, const char *bytes, size_t length)
{
	if (length <= SHORT && to->capacity - to->length > SHORT && !to->failed) {
		memcpy(to->text + to->length, bytes, SHORT);
		to->length += length;
	} else {
		text_buffer_add_n(to, bytes, length);
	}
}
_Static_assert(TK_MONEY_TEXT >= SHORT, "an amount is copied so");

static void put(struct batch_pen *pen, const char *text)
{
	text_buffer_add(pen->to, text);
}

/* A text of any kind: quoted where it has to be. */
static void put_text(struct batch_pen *pen, const char *text)
{
	bool quoted = pen->json || text[strcspn(text, ",\"\r\n")];
	bool defused = !pen->json && !pen->raw && csv_is_formula(text, strlen(text));

	if (!quoted) {
		put(pen, defused ? "'" : "");
		put(pen, text);
		return;
	}
	put(pen, defused ? "\"'" : "\"");
	for (; *text; text++) {
		if (*text == '"' && !pen->json)
			put(pen, "\"\"");
		else if (*text == '"' || (*text == '\\' && pen->json))
			text_buffer_printf(pen->to, "\\%c", *text);
		else if (pen->json && (unsigned char)*text < 0x20)
			text_buffer_printf(pen->to, "\\u%04x", (unsigned)*text);
		else
			text_buffer_add_n(pen->to, text, 1);
	}
	put(pen, "\"");
}

/* A word that needs no quotes in CSV: an id, an amount. */
static void put_word(struct batch_pen *pen, const char *word)
{
	if (!pen->json) {
		put(pen, word);
		return;
	}
	put(pen, "\"");
	put(pen, word);
	put(pen, "\"");
}

static void put_nothing(struct batch_pen *pen)
{
	if (pen->json)
		put(pen, "null");
}

static void put_money(struct batch_pen *pen, int64_t fen)
{
	if (pen->money_length == 0 || pen->money != fen) {
		pen->money = fen;
		pen->money_length = tk_money_write(fen, pen->money_text);
	}
	if (pen->json)
		put_word(pen, pen->money_text);
	else
		add(pen->to, pen->money_text, pen->money_length);
}

static void begin_list(struct batch_pen *pen)
{
	pen->more = false;
	if (pen->json)
		put(pen, "[");
}

static void put_item(struct batch_pen *pen, const char *word)
{
	if (pen->more)
		put(pen, pen->json ? "," : ";");
	pen->more = true;
	put_word(pen, word);
}

static void end_list(struct batch_pen *pen)
{
	if (pen->json)
		put(pen, "]");
}

/* ---- of the row ----------------------------------------------------------------------------------- */

static void write_order_id(struct batch_pen *pen, const struct batch_row *row)
{
	if (row->order_id.length && !pen->json && !pen->raw)
		csv_add_defused(pen->to, row->order_id.text, row->order_id.length);
	else if (row->order_id.length)
		text_buffer_add_n(pen->to, row->order_id.text, row->order_id.length);
	else
		put_nothing(pen);
}

static void write_refund(struct batch_pen *pen, const struct batch_row *row)
{
	if (row->ruling->outcome.amount == TK_NO_AMOUNT)
		put_nothing(pen);
	else
		put_money(pen, row->ruling->outcome.amount);
}

static void write_least(struct batch_pen *pen, const struct batch_row *row)
{
	put_money(pen, row->ruling->outcome.least);
}

static void write_most(struct batch_pen *pen, const struct batch_row *row)
{
	if (row->ruling->outcome.most == TK_UNBOUNDED)
		put_nothing(pen);
	else
		put_money(pen, row->ruling->outcome.most);
}

static void write_error(struct batch_pen *pen, const struct batch_row *row)
{
	if (row->fault)
		put_text(pen, row->fault);
	else
		put_nothing(pen);
}

/* ---- of all cases that are alike -------------------------------------------------------------------- */

static void write_verdict(struct batch_pen *pen, const struct batch_row *row)
{
	put_word(pen, tk_verdict_name(row->kind->verdict));
}

static void write_channel(struct batch_pen *pen, const struct batch_row *row)
{
	if (row->kind->channel)
		put_word(pen, row->kind->channel->id);
	else
		put_nothing(pen);
}

static void put_entries(struct batch_pen *pen, const struct tk_entry *const *entries, size_t count)
{
	begin_list(pen);
	for (size_t i = 0; i < count; i++)
		put_item(pen, entries[i]->id);
	end_list(pen);
}

static void put_rules(struct batch_pen *pen, const struct tk_rule *const *rules, size_t count)
{
	begin_list(pen);
	for (size_t i = 0; i < count; i++)
		put_item(pen, rules[i]->id);
	end_list(pen);
}

static void put_fired(struct batch_pen *pen, const struct batch_row *row, enum tk_effect effect)
{
	begin_list(pen);
	for (size_t i = 0; i < row->kind->fired_count; i++)
		if (row->kind->fired[i]->effect == effect)
			put_item(pen, row->kind->fired[i]->id);
	end_list(pen);
}

static void write_missing(struct batch_pen *pen, const struct batch_row *row)
{
	put_entries(pen, row->kind->missing, row->kind->missing_count);
}

static void write_required(struct batch_pen *pen, const struct batch_row *row)
{
	put_entries(pen, row->kind->required, row->kind->required_count);
}

static void write_held(struct batch_pen *pen, const struct batch_row *row)
{
	put_entries(pen, row->kind->held, row->kind->held_count);
}

static void write_refusals(struct batch_pen *pen, const struct batch_row *row)
{
	put_rules(pen, row->kind->refusals, row->kind->refusal_count);
}

static void write_fired(struct batch_pen *pen, const struct batch_row *row)
{
	put_rules(pen, row->kind->fired, row->kind->fired_count);
}

static void write_open(struct batch_pen *pen, const struct batch_row *row)
{
	put_rules(pen, row->kind->open, row->kind->open_count);
}

static void write_warnings(struct batch_pen *pen, const struct batch_row *row)
{
	put_fired(pen, row, TK_WARN);
}

static void write_notes(struct batch_pen *pen, const struct batch_row *row)
{
	put_fired(pen, row, TK_NOTE);
}

/* ---- of a whole decision ------------------------------------------------------------------------- */

/* "240.00", "0.00-800.00", "0.00-" */
static void add_amount(struct text_buffer *to, const struct tk_outcome *outcome)
{
	char least[TK_MONEY_TEXT], most[TK_MONEY_TEXT];

	tk_money_format(outcome->least, least);
	if (outcome->amount != TK_NO_AMOUNT)
		text_buffer_add(to, least);
	else if (outcome->most == TK_UNBOUNDED)
		text_buffer_printf(to, "%s-", least);
	else
		text_buffer_printf(to, "%s-%s", least, tk_money_format(outcome->most, most));
}

/* "HEAD=VERDICT:AMOUNT" as an item; head may be NULL. */
static void put_outcome(struct batch_pen *pen, const char *head, const struct tk_outcome *outcome)
{
	struct text_buffer item;
	char *text;

	text_buffer_init(&item);
	if (head)
		text_buffer_printf(&item, "%s=", head);
	text_buffer_printf(&item, "%s:", tk_verdict_name(outcome->verdict));
	add_amount(&item, outcome);
	text = text_buffer_take(&item);
	if (text)
		put_item(pen, text);
	else
		pen->to->failed = true;
	free(text);
}

static void write_applies(struct batch_pen *pen, const struct batch_row *row)
{
	static const char *const words[] = {"no", "yes", "open"};
	put_word(pen, words[row->decision->applies]);
}

static void write_base(struct batch_pen *pen, const struct batch_row *row)
{
	if (row->decision->base_known)
		put_money(pen, row->decision->base);
	else
		put_nothing(pen);
}

static void write_deductions(struct batch_pen *pen, const struct batch_row *row)
{
	const struct tk_decision *decision = row->decision;

	begin_list(pen);
	for (size_t i = 0; i < decision->deduction_count && !decision->breakdown_likely; i++) {
		char amount[TK_MONEY_TEXT];
		char *item = text_printf("%s=%s", decision->deductions[i].rule->id,
			tk_money_format(decision->deductions[i].amount, amount));
		if (item)
			put_item(pen, item);
		else
			pen->to->failed = true;
		free(item);
	}
	end_list(pen);
}

static void write_likely(struct batch_pen *pen, const struct batch_row *row)
{
	pen->more = false;
	put_outcome(pen, NULL, &row->decision->likely);
}

static void write_unanswered(struct batch_pen *pen, const struct batch_row *row)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(row->decision->policy);

	begin_list(pen);
	for (size_t i = 0; i < row->decision->unanswered.count; i++)
		put_item(pen, tk_vocabulary_fact(vocabulary, row->decision->unanswered.items[i])->name);
	end_list(pen);
}

static void write_deadline(struct batch_pen *pen, const struct batch_row *row)
{
	const struct tk_deadline *deadline = tk_decision_deadline(row->decision, NULL);
	char until[TK_MOMENT_TEXT];

	if (deadline)
		put_word(pen, tk_moment_format(deadline->until, until));
	else
		put_nothing(pen);
}

static void write_deadlines(struct batch_pen *pen, const struct batch_row *row)
{
	char until[TK_MOMENT_TEXT];

	begin_list(pen);
	for (size_t i = 0; i < row->decision->deadline_count; i++) {
		const struct tk_deadline *deadline = &row->decision->deadlines[i];
		put_outcome(pen, tk_moment_format(deadline->until, until), &deadline->then);
	}
	end_list(pen);
}

static void write_readings(struct batch_pen *pen, const struct batch_row *row)
{
	begin_list(pen);
	for (size_t i = 0; i < row->decision->reading_count; i++)
		put_outcome(pen, row->decision->readings[i].reading->id, &row->decision->readings[i].outcome);
	end_list(pen);
}

const struct batch_output batch_outputs[] = {
	{"order_id", BATCH_OF_ROW, write_order_id},
	{"verdict", BATCH_OF_KIND, write_verdict},
	{"refund", BATCH_OF_ROW, write_refund},
	{"least", BATCH_OF_ROW, write_least},
	{"most", BATCH_OF_ROW, write_most},
	{"channel", BATCH_OF_KIND, write_channel},
	{"missing", BATCH_OF_KIND, write_missing},
	{"refusals", BATCH_OF_KIND, write_refusals},
	{"error", BATCH_OF_ROW, write_error},
	{"required", BATCH_OF_KIND, write_required},
	{"held", BATCH_OF_KIND, write_held},
	{"fired", BATCH_OF_KIND, write_fired},
	{"open", BATCH_OF_KIND, write_open},
	{"warnings", BATCH_OF_KIND, write_warnings},
	{"notes", BATCH_OF_KIND, write_notes},
	{"applies", BATCH_OF_DECISION, write_applies},
	{"base", BATCH_OF_DECISION, write_base},
	{"deductions", BATCH_OF_DECISION, write_deductions},
	{"likely", BATCH_OF_DECISION, write_likely},
	{"unanswered", BATCH_OF_DECISION, write_unanswered},
	{"deadline", BATCH_OF_DECISION, write_deadline},
	{"deadlines", BATCH_OF_DECISION, write_deadlines},
	{"readings", BATCH_OF_DECISION, write_readings},
	{0},
};

/* ---- rows ----------------------------------------------------------------------------------------- */

void batch_write_header(const struct batch_plan *plan, struct text_buffer *to)
{
	struct batch_pen pen = {.to = to, .raw = plan->raw};

	for (size_t i = 0; i < plan->output_count; i++) {
		put(&pen, i ? "," : "");
		put(&pen, plan->outputs[i]->name);
	}
	for (size_t i = 0; i < plan->column_count; i++)
		if (plan->columns[i].slot < 0) {
			put(&pen, ",");
			put_text(&pen, plan->columns[i].name);
		}
	put(&pen, "\n");
}

/* What stands before the value of the column. */
static void lead_in(struct batch_pen *pen, const struct batch_plan *plan, size_t column)
{
	if (!pen->json)
		put(pen, column ? "," : "");
	else
		text_buffer_printf(pen->to, "%s\"%s\":", column ? "," : "{", plan->outputs[column]->name);
}

/* The rows of a kind differ in what stands between these pieces: there is one before each column that is
 * not the kind's, and one at the end. */
struct kept_text {
	size_t pieces;
	uint32_t ends[]; /* of the pieces, in the bytes that follow */
};

static struct kept_text *keep(const struct text_buffer *text, const uint32_t *ends, size_t pieces)
{
	size_t head = sizeof(struct kept_text) + pieces * sizeof(*ends);
	struct kept_text *kept = text->failed ? NULL : calloc(1, head + text->length + SHORT);

	if (!kept)
		return NULL;
	kept->pieces = pieces;
	memcpy(kept->ends, ends, pieces * sizeof(*ends));
	memcpy((char *)kept + head, text->text, text->length);
	return kept;
}

static struct kept_text *make_text(const struct batch_plan *plan, const struct batch_row *row)
{
	uint32_t *ends = calloc(plan->output_count + 1, sizeof(*ends));
	struct text_buffer text;
	struct batch_pen pen = {.to = &text, .json = plan->json, .raw = plan->raw};
	struct kept_text *kept = NULL;
	size_t pieces = 0;

	text_buffer_init(&text);
	text_buffer_add(&text, "");
	for (size_t i = 0; i < plan->output_count && ends; i++) {
		lead_in(&pen, plan, i);
		if (plan->outputs[i]->part == BATCH_OF_KIND)
			plan->outputs[i]->write(&pen, row);
		else
			ends[pieces++] = (uint32_t)text.length;
	}
	if (ends) {
		ends[pieces++] = (uint32_t)text.length;
		kept = keep(&text, ends, pieces);
	}
	text_buffer_release(&text);
	free(ends);
	return kept;
}

static void write_judged(const struct batch_plan *plan, const struct batch_row *row, struct text_buffer *to)
{
	struct batch_pen pen;
	struct tk_kind *kind = row->ruling->kind;
	uint32_t from = 0;
	size_t piece = 0;

	pen.to = to;
	pen.json = plan->json;
	pen.raw = plan->raw;
	pen.money_length = 0;
	if (!kind->user)
		kind->user = make_text(plan, row);
	const struct kept_text *kept = kind->user;
	if (!kept) {
		to->failed = true;
		return;
	}
	const char *bytes = (const char *)(kept->ends + kept->pieces);
	for (size_t i = 0; i < plan->output_count; i++) {
		if (plan->outputs[i]->part == BATCH_OF_KIND)
			continue;
		add(to, bytes + from, kept->ends[piece] - from);
		from = kept->ends[piece++];
		plan->outputs[i]->write(&pen, row);
	}
	add(to, bytes + from, kept->ends[piece] - from);
}

static void write_bad(const struct batch_plan *plan, const struct batch_row *row, struct text_buffer *to)
{
	struct batch_pen pen = {.to = to, .json = plan->json, .raw = plan->raw};

	for (size_t i = 0; i < plan->output_count; i++) {
		const struct batch_output *output = plan->outputs[i];
		lead_in(&pen, plan, i);
		if (output->write == write_order_id || output->write == write_error)
			output->write(&pen, row);
		else
			put_nothing(&pen);
	}
}

void batch_write_row(const struct batch_plan *plan, const struct batch_row *row, struct text_buffer *to)
{
	if (row->ruling)
		write_judged(plan, row, to);
	else
		write_bad(plan, row, to);
}
