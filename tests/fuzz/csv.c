/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as CSV: records and fields cover them without gap or overlap, however they come in pieces. */
#include "config.h"

#include "batch-csv.h"
#include "target.h"

/* What is handed on is no formula, and one field still. */
static void defuse(const char *field, size_t length)
{
	struct text_buffer to;
	const char *next;

	length -= length > 0 && field[length - 1] == '\r'; /* of the line end */
	text_buffer_init(&to);
	text_buffer_add(&to, "");
	csv_add_defused(&to, field, length);
	MUST(!csv_is_formula(to.text, to.length));
	MUST(csv_field(to.text, to.text + to.length, &next) && next == to.text + to.length);
	text_buffer_release(&to);
}

/* The fields of a record, each unquoted and written again as RFC 4180 has it: it says the same. */
static void take_fields(const char *p, const char *end)
{
	const char *next;

	for (; p < end && csv_field(p, end, &next); p = next + 1) {
		size_t length = (size_t)(next - p), filled = 0;
		char *said = calloc(1, length + 1), *again = calloc(2, length + 2), *third;
		MUST(said != NULL && again != NULL && next >= p && next <= end);
		MUST(next == end || *next == ',' || *next == '\n');
		size_t said_length = csv_unquoted(p, length, said);
		MUST(said_length <= length);
		again[filled++] = '"';
		for (size_t i = 0; i < said_length; i++) {
			if (said[i] == '"')
				again[filled++] = '"';
			again[filled++] = said[i];
		}
		again[filled++] = '"';
		MUST(csv_field(again, again + filled, &next) && next == again + filled);
		next = p + length;
		third = calloc(1, filled + 1);
		MUST(third != NULL && csv_unquoted(again, filled, third) == said_length);
		MUST(memcmp(third, said, said_length) == 0);
		defuse(p, length);
		free(third);
		free(again);
		free(said);
		if (next == end || *next == '\n')
			break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char *text = calloc(1, length + 1);
	MUST(text != NULL);
	if (length > 0)
		memcpy(text, bytes, length);
	const char *p = text, *end = text + length, *whole = csv_last_record_end(text, end);
	bool met = whole == p;

	MUST(whole >= p && whole <= end);
	while (p < end) {
		const char *next = csv_record_end(p, end, true);
		MUST(next > p && next <= end);
		/* what is known to be a record without the rest is the same one with it */
		const char *early = csv_record_end(p, end, false);
		MUST(early == NULL || early == next);
		take_fields(p, next);
		p = next;
		met = met || p == whole;
	}
	MUST(met);
	free(text);
	return 0;
}
