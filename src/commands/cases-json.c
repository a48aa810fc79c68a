/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan cases for machines. */
#include "config.h"

#include <stdlib.h>

#include "cases.h"
#include "json-parts.h"
#include "output.h"
#include "text.h"

static json_t *moment_or_null(int64_t moment)
{
	return moment < 0 ? json_null() : json_moment(moment);
}

/* null for "". */
static json_t *field(const struct index_case *shown, enum index_field which)
{
	return json_text(*shown->field[which] ? shown->field[which] : NULL);
}

static const char *standing_name(const struct listed *listed)
{
	static const char *const names[STANDING_COUNT] = {"not-judged", "handed-in", "holds", "judge-again"};
	return listed->shown->unreadable ? "unreadable" : names[listed->standing];
}

static json_t *follow_up_object(struct json_writer *writer, const struct follow_up *item)
{
	json_t *object = json_object();
	char *what = text_printf("%.*s", (int)item->length, item->what);

	json_put(writer, object, "kind", json_string(follow_up_kind_name(item->kind)));
	json_put(writer, object, "at", json_moment(item->at));
	json_put(writer, object, "what", what ? json_string(what) : NULL);
	free(what);
	return object;
}

static json_t *case_object(struct json_writer *writer, const struct listed *listed)
{
	const struct index_case *shown = listed->shown;
	bool told = listed->standing == STANDING_HANDED_IN || listed->standing == STANDING_HOLDS;
	json_t *object = json_object();

	json_put(writer, object, "id", json_string(shown->name));
	json_put(writer, object, "applicant", field(shown, INDEX_APPLICANT));
	json_put(writer, object, "provider", field(shown, INDEX_PROVIDER));
	json_put(writer, object, "account_uid", field(shown, INDEX_ACCOUNT));
	json_put(writer, object, "order_id", field(shown, INDEX_ORDER));
	json_put(writer, object, "status", json_string(case_status_name(shown->status)));
	json_put(writer, object, "created", moment_or_null(shown->moment[INDEX_CREATED]));
	json_put(writer, object, "changed", moment_or_null(shown->moment[INDEX_CHANGED]));
	json_put(writer, object, "archived", moment_or_null(shown->moment[INDEX_ARCHIVED]));
	json_put(writer, object, "draft", json_boolean(shown->never_saved || shown->has_draft));
	json_put(writer, object, "policy", field(shown, INDEX_RECORD_POLICY));
	json_put(writer, object, "judged_at", moment_or_null(shown->moment[INDEX_JUDGED]));
	json_put(writer, object, "standing", json_string(standing_name(listed)));
	json_put(writer, object, "verdict", told ? field(shown, INDEX_VERDICT) : json_null());
	json_put(writer, object, "amount", told ? json_money(shown->sum[INDEX_AMOUNT]) : json_null());
	json_put(writer, object, "least", told ? json_money(shown->sum[INDEX_LEAST]) : json_null());
	json_put(writer, object, "most", told ? json_money(shown->sum[INDEX_MOST]) : json_null());
	json_put(writer, object, "received", json_money(shown->sum[INDEX_RECEIVED]));
	json_put(writer, object, "received_at", moment_or_null(shown->moment[INDEX_RECEIVED_AT]));
	json_put(writer, object, "next", listed->has_next ? follow_up_object(writer, &listed->next) : json_null());
	return object;
}

static char *written(const struct json_writer *writer, json_t *array)
{
	return json_written(writer, array, array, !output_is_utf8());
}

char *cases_list_json(const struct cases *cases)
{
	struct json_writer writer = {.failed = false};
	json_t *array = json_array();

	for (size_t i = 0; i < queue_count(cases->queue); i++)
		json_append(&writer, array, case_object(&writer, queue_listed(cases->queue, i)));
	return written(&writer, array);
}

char *cases_due_json(const struct cases *cases, const struct due *items, size_t count)
{
	struct json_writer writer = {.failed = false};
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *object = follow_up_object(&writer, &items[i].item);
		json_put(&writer, object, "id", json_string(items[i].listed->shown->name));
		json_put(&writer, object, "applicant", field(items[i].listed->shown, INDEX_APPLICANT));
		json_put(&writer, object, "past", json_boolean(items[i].item.at < cases->now));
		json_append(&writer, array, object);
	}
	return written(&writer, array);
}

char *cases_outcomes_json(const struct outcome_tally *tallies, size_t count)
{
	struct json_writer writer = {.failed = false};
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *object = json_object();
		json_put(&writer, object, "policy", json_string(tallies[i].policy));
		json_put(&writer, object, "decided", json_integer((json_int_t)tallies[i].decided));
		json_put(&writer, object, "foretold", json_integer((json_int_t)tallies[i].foretold));
		json_put(&writer, object, "exact", json_integer((json_int_t)tallies[i].exact));
		json_put(&writer, object, "told", json_money(tallies[i].told));
		json_put(&writer, object, "came", json_money(tallies[i].came));
		json_put(&writer, object, "off", json_money(tallies[i].off));
		json_put(&writer, object, "worst", json_money(tallies[i].worst));
		json_append(&writer, array, object);
	}
	return written(&writer, array);
}
