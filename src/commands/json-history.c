/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "json.h"

#include "json-parts.h"

static json_t *entry_object(struct json_writer *writer, const struct history_entry *entry)
{
	json_t *object = json_object();

	json_put(writer, object, "number", json_integer(entry->number));
	json_put(writer, object, "at", json_moment(entry->at));
	json_put(writer, object, "kind", json_string(history_kind_name(entry->kind)));
	json_put(writer, object, "who", json_text(entry->who));
	json_put(writer, object, "what", json_text(entry->what));
	json_put(writer, object, "from", json_text(entry->from));
	json_put(writer, object, "to", json_text(entry->to));
	json_put(writer, object, "basis", json_text(entry->basis));
	return object;
}

char *json_history(const char *case_id, const struct history *history, bool ascii)
{
	struct json_writer writer = {0};
	json_t *object = json_object(), *array = json_array();

	for (size_t i = 0; i < history->count; i++)
		json_append(&writer, array, entry_object(&writer, &history->items[i]));
	json_put(&writer, object, "case", json_text(case_id));
	json_put(&writer, object, "history", array);
	return json_written(&writer, object, object, ascii);
}
