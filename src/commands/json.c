/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "decision-text.h"
#include "text.h"

/* Every function here returns NULL when there is no memory; jansson's _new functions take a NULL as
 * an error and pass it on, so that only the end has to look. `failed` remembers it. */
struct writer {
	const struct tk_vocabulary *vocabulary;
	const char *language;
	bool failed;
};

static void put(struct writer *writer, json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		writer->failed = true;
}

static void append(struct writer *writer, json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		writer->failed = true;
}

static json_t *string_or_null(const char *text)
{
	return text ? json_string(text) : json_null();
}

static json_t *money(int64_t fen)
{
	char text[TK_MONEY_TEXT];

	if (fen == TK_NO_AMOUNT || fen == TK_UNBOUNDED)
		return json_null();
	return json_string(tk_money_format(fen, text));
}

static json_t *moment(int64_t moment)
{
	char text[TK_MOMENT_TEXT];

	return json_string(tk_moment_format(moment, text));
}

static json_t *day(int64_t day)
{
	struct tk_civil civil = tk_moment_civil(day * 86400 - TK_ZONE_CHINA);

	return json_sprintf("%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

static json_t *slots(struct writer *writer, const size_t *items, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		append(writer, array, json_string(tk_vocabulary_fact(writer->vocabulary, items[i])->name));
	return array;
}

static json_t *entry_ids(struct writer *writer, const struct tk_entry *const *items, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		append(writer, array, json_string(items[i]->id));
	return array;
}

static json_t *sentence(struct writer *writer, const char *id, const struct tk_text *text,
	const char *source)
{
	json_t *object = json_object();

	put(writer, object, "id", json_string(id));
	put(writer, object, "text", string_or_null(tk_text_get(text, writer->language)));
	put(writer, object, "source", string_or_null(source));
	return object;
}

static json_t *rules(struct writer *writer, const struct tk_rule *const *items, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		append(writer, array,
			sentence(writer, items[i]->id, items[i]->text, items[i]->source));
	return array;
}

/* What the evaluator itself has found, of which no pack is the source. */
static json_t *finding(struct writer *writer, const char *id, const char *text)
{
	json_t *object = json_object();

	put(writer, object, "id", json_string(id));
	put(writer, object, "text", json_string(text));
	put(writer, object, "source", json_null());
	return object;
}

static json_t *entries(struct writer *writer, const struct tk_entry *const *items, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		append(writer, array,
			sentence(writer, items[i]->id, items[i]->text, items[i]->source));
	return array;
}

static json_t *remedies_part(struct writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->remedy_count; i++) {
		const struct tk_entry *remedy = decision->remedies[i];
		const struct tk_remedy_dates *dates = &decision->remedy_dates[i];
		json_t *object = sentence(writer, remedy->id, remedy->text, remedy->source);
		put(writer, object, "from", dates->from == TK_NO_DAY ? json_null() : day(dates->from));
		put(writer, object, "until", dates->until == TK_NO_DAY ? json_null() : day(dates->until));
		append(writer, array, object);
	}
	return array;
}

/* Those of the pack, then what is wrong with the moments, which holds under every pack. */
static json_t *warnings_part(struct writer *writer, const struct tk_decision *decision)
{
	json_t *array = rules(writer, decision->warnings, decision->warning_count);

	if (decision->negative_elapsed)
		append(writer, array, finding(writer, "negative-elapsed", decision_text_negative_elapsed()));
	if (decision->order_broken)
		append(writer, array, finding(writer, "order-broken", decision_text_order_broken()));
	for (size_t i = 0; compare_warning_id(decision, i); i++) {
		char *text = compare_warning(decision, i);
		if (text)
			append(writer, array, finding(writer, compare_warning_id(decision, i), text));
		else
			writer->failed = true;
		free(text);
	}
	return array;
}

static json_t *age_part(struct writer *writer, const struct tk_age *age)
{
	static const char *const datings[] = {
		[TK_IN_FORCE] = "yes", [TK_NOT_YET] = "not-yet", [TK_NO_LONGER] = "no-longer"};
	json_t *object = json_object();

	put(writer, object, "known_on", string_or_null(age->known_on));
	put(writer, object, "days", age->known_on ? json_integer(age->days) : json_null());
	put(writer, object, "stale", json_boolean(age->stale));
	put(writer, object, "in_force", json_string(datings[age->dating]));
	return object;
}

/* ---- the parts of the object -------------------------------------------------------------------- */

static json_t *policy_part(struct writer *writer, const struct tk_policy_head *head)
{
	json_t *object = json_object();

	put(writer, object, "id", json_string(head->id));
	put(writer, object, "revision", string_or_null(head->revision));
	put(writer, object, "sha256", string_or_null(head->sha256));
	put(writer, object, "authority",
		json_string(head->authority == TK_OFFICIAL ? "official" : "secondary"));
	return object;
}

static json_t *likely_part(struct writer *writer, const struct tk_decision *decision)
{
	json_t *object = json_object();

	put(writer, object, "verdict", json_string(tk_verdict_name(decision->likely.verdict)));
	put(writer, object, "amount", money(decision->likely.amount));
	put(writer, object, "assuming",
		slots(writer, decision->likely_assuming.items, decision->likely_assuming.count));
	return object;
}

static json_t *split_part(struct writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->split_count; i++) {
		const struct tk_part *part = &decision->split[i];
		json_t *object = json_object();
		put(writer, object, "id", json_string(part->split->id));
		put(writer, object, "label",
			string_or_null(tk_text_get(part->split->label, writer->language)));
		put(writer, object, "amount", money(part->amount));
		append(writer, array, object);
	}
	return array;
}

/* What the source leaves open. */
static json_t *unknown_part(struct writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->unknown.count; i++) {
		const struct tk_fact *fact =
			tk_vocabulary_fact(writer->vocabulary, decision->unknown.items[i]);
		append(writer, array,
			sentence(writer, fact->name, fact->unknown, fact->unknown_source));
	}
	return array;
}

static json_t *refund_part(struct writer *writer, const struct tk_decision *decision)
{
	const struct tk_policy_head *head = tk_policy_head(decision->policy);
	json_t *object = json_object();

	put(writer, object, "amount", money(decision->outcome.amount));
	put(writer, object, "least", money(decision->outcome.least));
	put(writer, object, "most", money(decision->outcome.most));
	put(writer, object, "currency", string_or_null(head->currency));
	put(writer, object, "split", split_part(writer, decision));
	return object;
}

/* Only the lines that lead to refund.amount: those of a likely outcome would not add up to it. */
static json_t *deductions_part(struct writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->deduction_count && !decision->breakdown_likely; i++) {
		const struct tk_deduction *deduction = &decision->deductions[i];
		json_t *object = json_object();
		put(writer, object, "rule", json_string(deduction->rule->id));
		put(writer, object, "label",
			string_or_null(tk_text_get(deduction->rule->label, writer->language)));
		put(writer, object, "amount", money(deduction->amount));
		append(writer, array, object);
	}
	return array;
}

static json_t *documents_part(struct writer *writer, const struct tk_decision *decision)
{
	json_t *object = json_object();

	put(writer, object, "required", entry_ids(writer, decision->required, decision->required_count));
	put(writer, object, "held", entry_ids(writer, decision->held, decision->held_count));
	put(writer, object, "missing", entry_ids(writer, decision->missing, decision->missing_count));
	put(writer, object, "advised", entry_ids(writer, decision->advised, decision->advised_count));
	return object;
}

static json_t *readings_part(struct writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->reading_count; i++) {
		const struct tk_reading_outcome *reading = &decision->readings[i];
		json_t *object = json_object();
		put(writer, object, "id", json_string(reading->reading->id));
		put(writer, object, "verdict", json_string(tk_verdict_name(reading->outcome.verdict)));
		put(writer, object, "amount", money(reading->outcome.amount));
		put(writer, object, "least", money(reading->outcome.least));
		put(writer, object, "most", money(reading->outcome.most));
		append(writer, array, object);
	}
	return array;
}

static json_t *stages_part(struct writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->stage_count; i++) {
		const struct tk_stage_dates *dates = &decision->stages[i];
		json_t *object = json_object();
		put(writer, object, "id", json_string(dates->stage->id));
		put(writer, object, "from", dates->by_hours ? moment(dates->from) : day(dates->from));
		put(writer, object, "to", dates->by_hours ? moment(dates->to) : day(dates->to));
		append(writer, array, object);
	}
	return array;
}

static json_t *deadlines_part(struct writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->deadline_count; i++) {
		const struct tk_deadline *deadline = &decision->deadlines[i];
		json_t *object = json_object();
		put(writer, object, "until", moment(deadline->until));
		put(writer, object, "verdict", json_string(tk_verdict_name(deadline->then.verdict)));
		put(writer, object, "amount", money(deadline->then.amount));
		put(writer, object, "least", money(deadline->then.least));
		put(writer, object, "most", money(deadline->then.most));
		append(writer, array, object);
	}
	return array;
}

static const char *state_name(enum tk_truth state)
{
	return state == TK_YES ? "fired" : state == TK_NO ? "not-fired" : "open";
}

static json_t *trace_part(struct writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->trace_count; i++) {
		const struct tk_trace *trace = &decision->trace[i];
		json_t *object = json_object();
		put(writer, object, "rule", json_string(trace->rule->id));
		put(writer, object, "state", json_string(state_name(trace->state)));
		put(writer, object, "needs", slots(writer, trace->needs, trace->need_count));
		put(writer, object, "source", string_or_null(trace->rule->source));
		append(writer, array, object);
	}
	return array;
}

static json_t *value_of(const struct tk_fact *fact, int64_t value)
{
	char *text = tk_value_format(fact, value);
	json_t *string = text ? json_string(text) : NULL;

	free(text);
	return string;
}

/* Defaults that are in force and that some rule reads. */
static json_t *assumed_part(struct writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->assumption_count; i++) {
		const struct tk_assumption *assumed = &decision->assumptions[i];
		const struct tk_fact *fact = tk_vocabulary_fact(writer->vocabulary, assumed->slot);
		json_t *object = json_object();
		put(writer, object, "fact", json_string(fact->name));
		put(writer, object, "value", value_of(fact, assumed->value));
		append(writer, array, object);
	}
	return array;
}

static json_t *what_if_part(struct writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->what_if_count; i++) {
		const struct tk_what_if *what_if = &decision->what_if[i];
		const struct tk_fact *fact = tk_vocabulary_fact(writer->vocabulary, what_if->slot);
		json_t *object = json_object();
		put(writer, object, "fact", json_string(fact->name));
		put(writer, object, "value", value_of(fact, what_if->value));
		put(writer, object, "verdict", json_string(tk_verdict_name(what_if->outcome.verdict)));
		put(writer, object, "amount", money(what_if->outcome.amount));
		append(writer, array, object);
	}
	return array;
}

/* A value or limit of a test, as it is written in a case. */
static json_t *test_value(struct writer *writer, const struct tk_test *test, int64_t value)
{
	const struct tk_fact plain = {.name = "", .type = test->type};

	if (test->type == TK_CHOICE)
		return value_of(tk_vocabulary_fact(writer->vocabulary, (size_t)test->slot), value);
	return value_of(&plain, value);
}

static json_t *test_part(struct writer *writer, const struct tk_test *test)
{
	json_t *object = json_object(), *choices = json_array();

	put(writer, object, "fact",
		string_or_null(test->slot < 0 ? NULL
					      : tk_vocabulary_fact(writer->vocabulary, (size_t)test->slot)->name));
	put(writer, object, "since",
		string_or_null(test->since < 0 ? NULL
					       : tk_vocabulary_fact(writer->vocabulary, (size_t)test->since)->name));
	put(writer, object, "text", string_or_null(test->text));
	put(writer, object, "open", json_boolean(test->open));
	put(writer, object, "value", test->has_value ? test_value(writer, test, test->value) : json_null());
	for (int i = 0; i < 64; i++)
		if (test->choices >> i & 1)
			append(writer, choices, test_value(writer, test, i));
	put(writer, object, "wanted", choices);
	put(writer, object, "least", test->has_least ? test_value(writer, test, test->least) : json_null());
	put(writer, object, "above", json_boolean(test->has_least && test->above));
	put(writer, object, "most", test->has_most ? test_value(writer, test, test->most) : json_null());
	put(writer, object, "below", json_boolean(test->has_most && test->below));
	return object;
}

static json_t *why_part(struct writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->reason_count; i++) {
		const struct tk_reason *reason = &decision->reasons[i];
		const struct tk_entry *from = reason->rule->reference;
		json_t *object = json_object(), *tests = json_array();
		put(writer, object, "rule", json_string(reason->rule->id));
		put(writer, object, "effect",
			json_string(reason->rule->effect == TK_REFUSE ? "refuse" : "deduct"));
		put(writer, object, "state", json_string(state_name(reason->state)));
		put(writer, object, "amount", money(reason->amount));
		for (size_t t = 0; t < reason->test_count; t++)
			append(writer, tests, test_part(writer, &reason->tests[t]));
		put(writer, object, "tests", tests);
		put(writer, object, "source", string_or_null(reason->rule->source));
		put(writer, object, "authority",
			string_or_null(from == NULL			    ? NULL
				       : from->authority == TK_OFFICIAL ? "official"
									    : "secondary"));
		append(writer, array, object);
	}
	return array;
}

/* null: from no upper bound to one */
static json_t *hinges_part(struct writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->hinge_count; i++) {
		const struct tk_hinge *hinge = &decision->hinges[i];
		json_t *object = json_object();
		put(writer, object, "fact",
			json_string(tk_vocabulary_fact(writer->vocabulary, hinge->slot)->name));
		put(writer, object, "settles", money(hinge->settles));
		append(writer, array, object);
	}
	return array;
}

static json_t *changes_part(struct writer *writer, const struct tk_change *changes, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		const struct tk_fact *fact = tk_vocabulary_fact(writer->vocabulary, changes[i].slot);
		json_t *object = json_object();
		put(writer, object, "fact", json_string(fact->name));
		put(writer, object, "value", value_of(fact, changes[i].value));
		append(writer, array, object);
	}
	return array;
}

static void put_outcome(struct writer *writer, json_t *object, const struct tk_outcome *outcome)
{
	put(writer, object, "verdict", json_string(tk_verdict_name(outcome->verdict)));
	put(writer, object, "amount", money(outcome->amount));
	put(writer, object, "least", money(outcome->least));
	put(writer, object, "most", money(outcome->most));
}

static json_t *pairs_part(struct writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->pair_count; i++) {
		json_t *object = json_object();
		put(writer, object, "changes", changes_part(writer, decision->pairs[i].changes, 2));
		put_outcome(writer, object, &decision->pairs[i].outcome);
		append(writer, array, object);
	}
	return array;
}

static json_t *ways_part(struct writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->way_count; i++) {
		const struct tk_way *way = &decision->ways[i];
		json_t *object = json_object();
		put(writer, object, "changes", changes_part(writer, way->changes, way->change_count));
		put(writer, object, "until", way->has_until ? moment(way->until) : json_null());
		put(writer, object, "documents", entry_ids(writer, way->documents, way->document_count));
		put_outcome(writer, object, &way->outcome);
		append(writer, array, object);
	}
	return array;
}

static json_t *decision_object(struct writer *writer, const struct tk_decision *decision, unsigned with)
{
	json_t *object = json_object();

	writer->vocabulary = tk_policy_vocabulary(decision->policy);
	put(writer, object, "policy", policy_part(writer, tk_policy_head(decision->policy)));
	put(writer, object, "age", age_part(writer, &decision->age));
	put(writer, object, "at", moment(decision->at));
	put(writer, object, "verdict", json_string(tk_verdict_name(decision->outcome.verdict)));
	put(writer, object, "exact", json_boolean(decision->exact));
	put(writer, object, "likely", likely_part(writer, decision));
	put(writer, object, "refund", refund_part(writer, decision));
	put(writer, object, "deductions", deductions_part(writer, decision));
	put(writer, object, "refusals", rules(writer, decision->refusals, decision->refusal_count));
	put(writer, object, "channel", string_or_null(decision->channel ? decision->channel->id : NULL));
	put(writer, object, "documents", documents_part(writer, decision));
	put(writer, object, "unanswered",
		slots(writer, decision->unanswered.items, decision->unanswered.count));
	put(writer, object, "assumed", assumed_part(writer, decision));
	put(writer, object, "unknown", unknown_part(writer, decision));
	put(writer, object, "warnings", warnings_part(writer, decision));
	put(writer, object, "notes", rules(writer, decision->notes, decision->note_count));
	put(writer, object, "readings", readings_part(writer, decision));
	put(writer, object, "stages", stages_part(writer, decision));
	put(writer, object, "deadlines", deadlines_part(writer, decision));
	put(writer, object, "odds", entries(writer, decision->odds, decision->odds_count));
	put(writer, object, "remedies", remedies_part(writer, decision));
	put(writer, object, "precedents",
		entries(writer, decision->precedents, decision->precedent_count));
	put(writer, object, "trace", trace_part(writer, decision));
	if (with & TK_WITH_WHY) {
		put(writer, object, "why", why_part(writer, decision));
		put(writer, object, "hangs_on", hinges_part(writer, decision));
	}
	if (with & TK_WITH_WHAT_IF) {
		put(writer, object, "what_if", what_if_part(writer, decision));
		put(writer, object, "what_if_pairs", pairs_part(writer, decision));
		put(writer, object, "ways", ways_part(writer, decision));
	}
	return object;
}

/* ROOT (taken over) as text that ends in a newline. */
static char *written(const struct writer *writer, json_t *root, json_t *shown, bool ascii)
{
	char *text = writer->failed ? NULL : json_dumps(shown, JSON_INDENT(2) | (ascii ? JSON_ENSURE_ASCII : 0));
	char *line = text ? text_printf("%s\n", text) : NULL;

	json_decref(root);
	free(text);
	return line;
}

char *json_decisions(const struct tk_decision *const *decisions, size_t count, bool array, unsigned with,
	const char *language, bool ascii)
{
	struct writer writer = {.language = language};
	json_t *root = json_array();

	for (size_t i = 0; i < count; i++)
		append(&writer, root, decision_object(&writer, decisions[i], with));
	return written(&writer, root, array ? root : json_array_get(root, 0), ascii);
}

/* ---- verify ------------------------------------------------------------------------------------- */

static json_t *part_object(struct writer *writer, const char *name, const struct verify_file *file)
{
	json_t *object = json_object();

	put(writer, object, "part", json_string(name));
	put(writer, object, "state", json_string(verify_state_name(file->state)));
	put(writer, object, "sha256", string_or_null(file->sha256));
	return object;
}

static json_t *parts_part(struct writer *writer, const struct verification *verification)
{
	json_t *array = json_array();

	for (int i = 0; i < VERIFY_PARTS; i++)
		append(writer, array,
			part_object(writer, verify_part_name((enum verify_part)i), &verification->parts[i]));
	for (size_t i = 0; i < verification->letter_count; i++)
		append(writer, array,
			part_object(writer, verification->letters[i].name, &verification->letters[i]));
	return array;
}

static json_t *differences_part(struct writer *writer, const struct verify_differences *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->count; i++) {
		json_t *object = json_object();
		put(writer, object, "key", json_string(list->items[i].key));
		put(writer, object, "recorded", json_string(list->items[i].recorded));
		put(writer, object, "now", json_string(list->items[i].now));
		append(writer, array, object);
	}
	return array;
}

static json_t *record_part(struct writer *writer, const struct case_values *record)
{
	static const char *const keys[] = {"policy", "revision", "at", "verdict", "amount", "least", "most"};
	json_t *object = json_object();

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		put(writer, object, keys[i], string_or_null(case_values_get(record, keys[i])));
	return object;
}

static json_t *today_part(struct writer *writer, const struct verification *verification)
{
	json_t *object;

	if (!verification->today)
		return json_null();
	object = json_object();
	put(writer, object, "revision", string_or_null(verification->today_revision));
	put(writer, object, "sha256", string_or_null(verification->today_sha256));
	put(writer, object, "differences", differences_part(writer, &verification->today_differences));
	return object;
}

char *json_verification(const struct verification *verification, bool ascii)
{
	struct writer writer = {0};
	json_t *object = json_object();

	put(&writer, object, "case", string_or_null(verification->file->id));
	put(&writer, object, "holds", json_boolean(verification_holds(verification)));
	put(&writer, object, "judged", json_boolean(verification->judged));
	put(&writer, object, "record", record_part(&writer, &verification->file->decision));
	put(&writer, object, "parts", parts_part(&writer, verification));
	put(&writer, object, "differences", differences_part(&writer, &verification->differences));
	put(&writer, object, "today", today_part(&writer, verification));
	return written(&writer, object, object, ascii);
}
