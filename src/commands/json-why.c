/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "json-parts.h"

/* A value or limit of a test, as it is written in a case. */
static json_t *test_value(struct json_writer *writer, const struct tk_test *test, int64_t value)
{
	const struct tk_fact plain = {.name = "", .type = test->type};

	if (test->type == TK_CHOICE)
		return json_value(tk_vocabulary_fact(writer->vocabulary, (size_t)test->slot), value);
	return json_value(&plain, value);
}

static json_t *test_part(struct json_writer *writer, const struct tk_test *test)
{
	json_t *object = json_object(), *choices = json_array();

	json_put(writer, object, "fact",
		json_text(test->slot < 0 ? NULL
					      : tk_vocabulary_fact(writer->vocabulary, (size_t)test->slot)->name));
	json_put(writer, object, "since",
		json_text(test->since < 0 ? NULL
					       : tk_vocabulary_fact(writer->vocabulary, (size_t)test->since)->name));
	json_put(writer, object, "text", json_text(test->text));
	json_put(writer, object, "open", json_boolean(test->open));
	json_put(writer, object, "value", test->has_value ? test_value(writer, test, test->value) : json_null());
	for (int i = 0; i < 64; i++)
		if (test->choices >> i & 1)
			json_append(writer, choices, test_value(writer, test, i));
	json_put(writer, object, "wanted", choices);
	json_put(writer, object, "least", test->has_least ? test_value(writer, test, test->least) : json_null());
	json_put(writer, object, "above", json_boolean(test->has_least && test->above));
	json_put(writer, object, "most", test->has_most ? test_value(writer, test, test->most) : json_null());
	json_put(writer, object, "below", json_boolean(test->has_most && test->below));
	return object;
}

static json_t *why_part(struct json_writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->reason_count; i++) {
		const struct tk_reason *reason = &decision->reasons[i];
		const struct tk_entry *from = reason->rule->reference;
		json_t *object = json_object(), *tests = json_array();
		json_put(writer, object, "rule", json_string(reason->rule->id));
		json_put(writer, object, "effect",
			json_string(reason->rule->effect == TK_REFUSE ? "refuse" : "deduct"));
		json_put(writer, object, "state", json_string(json_state(reason->state)));
		json_put(writer, object, "amount", json_money(reason->amount));
		for (size_t t = 0; t < reason->test_count; t++)
			json_append(writer, tests, test_part(writer, &reason->tests[t]));
		json_put(writer, object, "tests", tests);
		json_put(writer, object, "source", json_text(reason->rule->source));
		json_put(writer, object, "authority",
			json_text(from == NULL			    ? NULL
				       : from->authority == TK_OFFICIAL ? "official"
									    : "secondary"));
		json_append(writer, array, object);
	}
	return array;
}

/* null: from no upper bound to one */
static json_t *hinges_part(struct json_writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->hinge_count; i++) {
		const struct tk_hinge *hinge = &decision->hinges[i];
		json_t *object = json_object();
		json_put(writer, object, "fact",
			json_string(tk_vocabulary_fact(writer->vocabulary, hinge->slot)->name));
		json_put(writer, object, "settles", json_money(hinge->settles));
		json_append(writer, array, object);
	}
	return array;
}

static json_t *changes_part(struct json_writer *writer, const struct tk_change *changes, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		const struct tk_fact *fact = tk_vocabulary_fact(writer->vocabulary, changes[i].slot);
		json_t *object = json_object();
		json_put(writer, object, "fact", json_string(fact->name));
		json_put(writer, object, "value", json_value(fact, changes[i].value));
		json_append(writer, array, object);
	}
	return array;
}

static json_t *what_if_part(struct json_writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->what_if_count; i++) {
		const struct tk_what_if *what_if = &decision->what_if[i];
		const struct tk_fact *fact = tk_vocabulary_fact(writer->vocabulary, what_if->slot);
		json_t *object = json_object();
		json_put(writer, object, "fact", json_string(fact->name));
		json_put(writer, object, "value", json_value(fact, what_if->value));
		json_put(writer, object, "verdict", json_string(tk_verdict_name(what_if->outcome.verdict)));
		json_put(writer, object, "amount", json_money(what_if->outcome.amount));
		json_append(writer, array, object);
	}
	return array;
}

static json_t *pairs_part(struct json_writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->pair_count; i++) {
		json_t *object = json_object();
		json_put(writer, object, "changes", changes_part(writer, decision->pairs[i].changes, 2));
		json_put_outcome(writer, object, &decision->pairs[i].outcome);
		json_append(writer, array, object);
	}
	return array;
}

static json_t *ways_part(struct json_writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->way_count; i++) {
		const struct tk_way *way = &decision->ways[i];
		json_t *object = json_object();
		json_put(writer, object, "changes", changes_part(writer, way->changes, way->change_count));
		json_put(writer, object, "until", way->has_until ? json_moment(way->until) : json_null());
		json_put(writer, object, "documents", json_entry_ids(writer, way->documents, way->document_count));
		json_put_outcome(writer, object, &way->outcome);
		json_append(writer, array, object);
	}
	return array;
}

void json_put_why(struct json_writer *writer, json_t *object, const struct tk_decision *decision)
{
	json_put(writer, object, "why", why_part(writer, decision));
	json_put(writer, object, "hangs_on", hinges_part(writer, decision));
}

void json_put_what_if(struct json_writer *writer, json_t *object, const struct tk_decision *decision)
{
	json_put(writer, object, "what_if", what_if_part(writer, decision));
	json_put(writer, object, "what_if_pairs", pairs_part(writer, decision));
	json_put(writer, object, "ways", ways_part(writer, decision));
}
