/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "json-parts.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

void json_put(struct json_writer *writer, json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		writer->failed = true;
}

void json_append(struct json_writer *writer, json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		writer->failed = true;
}

json_t *json_text(const char *text)
{
	return text ? json_string(text) : json_null();
}

json_t *json_money(int64_t fen)
{
	char text[TK_MONEY_TEXT];

	if (fen == TK_NO_AMOUNT || fen == TK_UNBOUNDED)
		return json_null();
	return json_string(tk_money_format(fen, text));
}

json_t *json_moment(int64_t moment)
{
	char text[TK_MOMENT_TEXT];

	return json_string(tk_moment_format(moment, text));
}

json_t *json_slots(struct json_writer *writer, const size_t *items, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_append(writer, array, json_string(tk_vocabulary_fact(writer->vocabulary, items[i])->name));
	return array;
}

json_t *json_entry_ids(struct json_writer *writer, const struct tk_entry *const *items, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_append(writer, array, json_string(items[i]->id));
	return array;
}

const char *json_state(enum tk_truth state)
{
	return state == TK_YES ? "fired" : state == TK_NO ? "not-fired" : "open";
}

json_t *json_value(const struct tk_fact *fact, int64_t value)
{
	char *text = tk_value_format(fact, value);
	json_t *string = text ? json_string(text) : NULL;

	free(text);
	return string;
}

void json_put_outcome(struct json_writer *writer, json_t *object, const struct tk_outcome *outcome)
{
	json_put(writer, object, "verdict", json_string(tk_verdict_name(outcome->verdict)));
	json_put(writer, object, "amount", json_money(outcome->amount));
	json_put(writer, object, "least", json_money(outcome->least));
	json_put(writer, object, "most", json_money(outcome->most));
}

/* ROOT (taken over) as text that ends in a newline. */
char *json_written(const struct json_writer *writer, json_t *root, json_t *shown, bool ascii)
{
	char *text = writer->failed ? NULL : json_dumps(shown, JSON_INDENT(2) | (ascii ? JSON_ENSURE_ASCII : 0));
	char *line = text ? text_printf("%s\n", text) : NULL;

	json_decref(root);
	free(text);
	return line;
}
