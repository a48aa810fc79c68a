/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "json.h"

#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "decision-text.h"
#include "json-parts.h"
#include "text.h"

static json_t *day(int64_t day)
{
	struct tk_civil civil = tk_moment_civil(day * 86400 - TK_ZONE_CHINA);

	return json_sprintf("%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

static json_t *sentence(struct json_writer *writer, const char *id, const struct tk_text *text,
	const char *source)
{
	json_t *object = json_object();

	json_put(writer, object, "id", json_string(id));
	json_put(writer, object, "text", json_text(tk_text_get(text, writer->language)));
	json_put(writer, object, "source", json_text(source));
	return object;
}

static json_t *rules(struct json_writer *writer, const struct tk_rule *const *items, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_append(writer, array,
			sentence(writer, items[i]->id, items[i]->text, items[i]->source));
	return array;
}

/* What the evaluator itself has found, of which no pack is the source. */
static json_t *finding(struct json_writer *writer, const char *id, const char *text)
{
	json_t *object = json_object();

	json_put(writer, object, "id", json_string(id));
	json_put(writer, object, "text", json_string(text));
	json_put(writer, object, "source", json_null());
	return object;
}

static json_t *entries(struct json_writer *writer, const struct tk_entry *const *items, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_append(writer, array,
			sentence(writer, items[i]->id, items[i]->text, items[i]->source));
	return array;
}

static json_t *remedies_part(struct json_writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->remedy_count; i++) {
		const struct tk_entry *remedy = decision->remedies[i];
		const struct tk_remedy_dates *dates = &decision->remedy_dates[i];
		json_t *object = sentence(writer, remedy->id, remedy->text, remedy->source);
		json_put(writer, object, "from", dates->from == TK_NO_DAY ? json_null() : day(dates->from));
		json_put(writer, object, "until", dates->until == TK_NO_DAY ? json_null() : day(dates->until));
		json_append(writer, array, object);
	}
	return array;
}

/* Those of the pack, then what is wrong with the moments, which holds under every pack. */
static json_t *warnings_part(struct json_writer *writer, const struct tk_decision *decision, const char *return_used)
{
	json_t *array = rules(writer, decision->warnings, decision->warning_count);

	if (return_used)
		json_append(writer, array, finding(writer, "return-used", return_used));
	if (decision->negative_elapsed)
		json_append(writer, array, finding(writer, "negative-elapsed", decision_text_negative_elapsed()));
	if (decision->order_broken)
		json_append(writer, array, finding(writer, "order-broken", decision_text_order_broken()));
	for (size_t i = 0; compare_warning_id(decision, i); i++) {
		char *text = compare_warning(decision, i);
		if (text)
			json_append(writer, array, finding(writer, compare_warning_id(decision, i), text));
		else
			writer->failed = true;
		free(text);
	}
	return array;
}

static json_t *age_part(struct json_writer *writer, const struct tk_age *age)
{
	static const char *const datings[] = {
		[TK_IN_FORCE] = "yes", [TK_NOT_YET] = "not-yet", [TK_NO_LONGER] = "no-longer"};
	json_t *object = json_object();

	json_put(writer, object, "known_on", json_text(age->known_on));
	json_put(writer, object, "days", age->known_on ? json_integer(age->days) : json_null());
	json_put(writer, object, "stale", json_boolean(age->stale));
	json_put(writer, object, "in_force", json_string(datings[age->dating]));
	return object;
}

/* ---- the parts of the object -------------------------------------------------------------------- */

static json_t *policy_part(struct json_writer *writer, const struct tk_policy_head *head)
{
	json_t *object = json_object();

	json_put(writer, object, "id", json_string(head->id));
	json_put(writer, object, "revision", json_text(head->revision));
	json_put(writer, object, "sha256", json_text(head->sha256));
	json_put(writer, object, "authority",
		json_string(head->authority == TK_OFFICIAL ? "official" : "secondary"));
	return object;
}

static json_t *deadlines_part(struct json_writer *writer, const struct tk_deadline *deadlines, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		const struct tk_deadline *deadline = &deadlines[i];
		json_t *object = json_object();
		json_put(writer, object, "until", json_moment(deadline->until));
		json_put(writer, object, "verdict", json_string(tk_verdict_name(deadline->then.verdict)));
		json_put(writer, object, "amount", json_money(deadline->then.amount));
		json_put(writer, object, "least", json_money(deadline->then.least));
		json_put(writer, object, "most", json_money(deadline->then.most));
		json_append(writer, array, object);
	}
	return array;
}

static json_t *likely_part(struct json_writer *writer, const struct tk_decision *decision)
{
	json_t *object = json_object();

	json_put(writer, object, "verdict", json_string(tk_verdict_name(decision->likely.verdict)));
	json_put(writer, object, "amount", json_money(decision->likely.amount));
	json_put(writer, object, "assuming",
		json_slots(writer, decision->likely_assuming.items, decision->likely_assuming.count));
	json_put(writer, object, "deadlines",
		deadlines_part(writer, decision->likely_deadlines, decision->likely_deadline_count));
	return object;
}

static json_t *split_part(struct json_writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->split_count; i++) {
		const struct tk_part *part = &decision->split[i];
		json_t *object = json_object();
		json_put(writer, object, "id", json_string(part->split->id));
		json_put(writer, object, "label",
			json_text(tk_text_get(part->split->label, writer->language)));
		json_put(writer, object, "amount", json_money(part->amount));
		json_append(writer, array, object);
	}
	return array;
}

static json_t *sums_part(struct json_writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->sum_count; i++) {
		const struct tk_sum *sum = decision->sums[i].sum;
		json_t *object = json_object();
		json_put(writer, object, "id", json_string(sum->id));
		json_put(writer, object, "label", json_text(tk_text_get(sum->label, writer->language)));
		json_put(writer, object, "amount", json_money(decision->sums[i].amount));
		json_put(writer, object, "source", json_text(sum->source));
		json_append(writer, array, object);
	}
	return array;
}

/* What the source leaves open. */
static json_t *unknown_part(struct json_writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->unknown.count; i++) {
		const struct tk_fact *fact =
			tk_vocabulary_fact(writer->vocabulary, decision->unknown.items[i]);
		json_append(writer, array,
			sentence(writer, fact->name, fact->unknown, fact->unknown_source));
	}
	return array;
}

static json_t *refund_part(struct json_writer *writer, const struct tk_decision *decision)
{
	const struct tk_policy_head *head = tk_policy_head(decision->policy);
	json_t *object = json_object();

	json_put(writer, object, "amount", json_money(decision->outcome.amount));
	json_put(writer, object, "least", json_money(decision->outcome.least));
	json_put(writer, object, "most", json_money(decision->outcome.most));
	json_put(writer, object, "currency", json_text(head->currency));
	json_put(writer, object, "split", split_part(writer, decision));
	return object;
}

/* Only the lines that lead to refund.amount: those of a likely outcome would not add up to it. */
static json_t *deductions_part(struct json_writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->deduction_count && !decision->breakdown_likely; i++) {
		const struct tk_deduction *deduction = &decision->deductions[i];
		json_t *object = json_object();
		json_put(writer, object, "rule", json_string(deduction->rule->id));
		json_put(writer, object, "label",
			json_text(tk_text_get(deduction->rule->label, writer->language)));
		json_put(writer, object, "amount", json_money(deduction->amount));
		json_append(writer, array, object);
	}
	return array;
}

static json_t *documents_part(struct json_writer *writer, const struct tk_decision *decision)
{
	json_t *object = json_object();

	json_put(writer, object, "required", json_entry_ids(writer, decision->required, decision->required_count));
	json_put(writer, object, "held", json_entry_ids(writer, decision->held, decision->held_count));
	json_put(writer, object, "missing", json_entry_ids(writer, decision->missing, decision->missing_count));
	json_put(writer, object, "advised", json_entry_ids(writer, decision->advised, decision->advised_count));
	return object;
}

static json_t *readings_part(struct json_writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->reading_count; i++) {
		const struct tk_reading_outcome *reading = &decision->readings[i];
		json_t *object = json_object();
		json_put(writer, object, "id", json_string(reading->reading->id));
		json_put(writer, object, "verdict", json_string(tk_verdict_name(reading->outcome.verdict)));
		json_put(writer, object, "amount", json_money(reading->outcome.amount));
		json_put(writer, object, "least", json_money(reading->outcome.least));
		json_put(writer, object, "most", json_money(reading->outcome.most));
		json_append(writer, array, object);
	}
	return array;
}

static json_t *stages_part(struct json_writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->stage_count; i++) {
		const struct tk_stage_dates *dates = &decision->stages[i];
		json_t *object = json_object();
		json_put(writer, object, "id", json_string(dates->stage->id));
		json_put(writer, object, "from", dates->by_hours ? json_moment(dates->from) : day(dates->from));
		json_put(writer, object, "to", dates->by_hours ? json_moment(dates->to) : day(dates->to));
		json_append(writer, array, object);
	}
	return array;
}

static json_t *causes_part(struct json_writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->cause_count; i++) {
		const struct tk_cause *cause = &decision->causes[i];
		json_t *object = sentence(writer, cause->cause->id, cause->cause->text, cause->cause->source);
		json_put(writer, object, "code", json_text(cause->code));
		json_put(writer, object, "fits", json_boolean(cause->fits));
		json_append(writer, array, object);
	}
	return array;
}

static json_t *trace_part(struct json_writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->trace_count; i++) {
		const struct tk_trace *trace = &decision->trace[i];
		json_t *object = json_object();
		json_put(writer, object, "rule", json_string(trace->rule->id));
		json_put(writer, object, "state", json_string(json_state(trace->state)));
		json_put(writer, object, "needs", json_slots(writer, trace->needs, trace->need_count));
		json_put(writer, object, "source", json_text(trace->rule->source));
		json_append(writer, array, object);
	}
	return array;
}

/* Defaults that are in force and that some rule reads. */
static json_t *assumed_part(struct json_writer *writer, const struct tk_decision *decision)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decision->assumption_count; i++) {
		const struct tk_assumption *assumed = &decision->assumptions[i];
		const struct tk_fact *fact = tk_vocabulary_fact(writer->vocabulary, assumed->slot);
		json_t *object = json_object();
		json_put(writer, object, "fact", json_string(fact->name));
		json_put(writer, object, "value", json_value(fact, assumed->value));
		json_append(writer, array, object);
	}
	return array;
}

static json_t *decision_object(struct json_writer *writer, const struct tk_decision *decision, unsigned with,
	const char *return_used)
{
	json_t *object = json_object();

	writer->vocabulary = tk_policy_vocabulary(decision->policy);
	json_put(writer, object, "policy", policy_part(writer, tk_policy_head(decision->policy)));
	json_put(writer, object, "age", age_part(writer, &decision->age));
	json_put(writer, object, "at", json_moment(decision->at));
	json_put(writer, object, "verdict", json_string(tk_verdict_name(decision->outcome.verdict)));
	json_put(writer, object, "exact", json_boolean(decision->exact));
	json_put(writer, object, "likely", likely_part(writer, decision));
	json_put(writer, object, "refund", refund_part(writer, decision));
	json_put(writer, object, "deductions", deductions_part(writer, decision));
	json_put(writer, object, "refusals", rules(writer, decision->refusals, decision->refusal_count));
	json_put(writer, object, "channel", json_text(decision->channel ? decision->channel->id : NULL));
	json_put(writer, object, "documents", documents_part(writer, decision));
	json_put(writer, object, "unanswered",
		json_slots(writer, decision->unanswered.items, decision->unanswered.count));
	json_put(writer, object, "assumed", assumed_part(writer, decision));
	json_put(writer, object, "unknown", unknown_part(writer, decision));
	json_put(writer, object, "sums", sums_part(writer, decision));
	json_put(writer, object, "warnings", warnings_part(writer, decision, return_used));
	json_put(writer, object, "notes", rules(writer, decision->notes, decision->note_count));
	json_put(writer, object, "readings", readings_part(writer, decision));
	json_put(writer, object, "stages", stages_part(writer, decision));
	json_put(writer, object, "deadlines",
		deadlines_part(writer, decision->deadlines, decision->deadline_count));
	json_put(writer, object, "odds", entries(writer, decision->odds, decision->odds_count));
	json_put(writer, object, "remedies", remedies_part(writer, decision));
	json_put(writer, object, "precedents",
		entries(writer, decision->precedents, decision->precedent_count));
	json_put(writer, object, "console", json_string(tk_console_name(decision->console)));
	json_put(writer, object, "causes", causes_part(writer, decision));
	json_put(writer, object, "trace", trace_part(writer, decision));
	if (with & TK_WITH_WHY)
		json_put_why(writer, object, decision);
	if (with & TK_WITH_WHAT_IF)
		json_put_what_if(writer, object, decision);
	return object;
}

char *json_decisions(const struct tk_decision *const *decisions, size_t count, bool array, unsigned with,
	const char *return_used, const char *language, bool ascii)
{
	struct json_writer writer = {.language = language};
	json_t *root = json_array();

	for (size_t i = 0; i < count; i++)
		json_append(&writer, root, decision_object(&writer, decisions[i], with, return_used));
	return json_written(&writer, root, array ? root : json_array_get(root, 0), ascii);
}
