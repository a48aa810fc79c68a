/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "json.h"

#include "json-parts.h"

static json_t *part_object(struct json_writer *writer, const char *name, const struct verify_file *file)
{
	json_t *object = json_object();

	json_put(writer, object, "part", json_string(name));
	json_put(writer, object, "state", json_string(verify_state_name(file->state)));
	json_put(writer, object, "sha256", json_text(file->sha256));
	return object;
}

static json_t *parts_part(struct json_writer *writer, const struct verification *verification)
{
	json_t *array = json_array();

	for (int i = 0; i < VERIFY_PARTS; i++)
		json_append(writer, array,
			part_object(writer, verify_part_name((enum verify_part)i), &verification->parts[i]));
	for (size_t i = 0; i < verification->letter_count; i++)
		json_append(writer, array,
			part_object(writer, verification->letters[i].name, &verification->letters[i]));
	return array;
}

static json_t *differences_part(struct json_writer *writer, const struct verify_differences *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->count; i++) {
		json_t *object = json_object();
		json_put(writer, object, "key", json_string(list->items[i].key));
		json_put(writer, object, "recorded", json_string(list->items[i].recorded));
		json_put(writer, object, "now", json_string(list->items[i].now));
		json_append(writer, array, object);
	}
	return array;
}

static json_t *record_part(struct json_writer *writer, const struct case_values *record)
{
	static const char *const keys[] = {"policy", "revision", "at", "verdict", "amount", "least", "most"};
	json_t *object = json_object();

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		json_put(writer, object, keys[i], json_text(case_values_get(record, keys[i])));
	return object;
}

static json_t *today_part(struct json_writer *writer, const struct verification *verification)
{
	json_t *object;

	if (!verification->today)
		return json_null();
	object = json_object();
	json_put(writer, object, "revision", json_text(verification->today_revision));
	json_put(writer, object, "sha256", json_text(verification->today_sha256));
	json_put(writer, object, "differences", differences_part(writer, &verification->today_differences));
	return object;
}

char *json_verification(const struct verification *verification, bool ascii)
{
	struct json_writer writer = {0};
	json_t *object = json_object();

	json_put(&writer, object, "case", json_text(verification->file->id));
	json_put(&writer, object, "holds", json_boolean(verification_holds(verification)));
	json_put(&writer, object, "judged", json_boolean(verification->judged));
	json_put(&writer, object, "record", record_part(&writer, &verification->file->decision));
	json_put(&writer, object, "parts", parts_part(&writer, verification));
	json_put(&writer, object, "differences", differences_part(&writer, &verification->differences));
	json_put(&writer, object, "today", today_part(&writer, verification));
	return json_written(&writer, object, object, ascii);
}
