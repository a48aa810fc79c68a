/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "record.h"
#include "record-letters.h"
#include "text.h"

static const char seal_key[] = "sha256.decision";

/* ---- values ---------------------------------------------------------------------------------- */

static bool record(struct case_file *file, const char *key, const char *text)
{
	return case_values_set(&file->decision, key, text, TK_KNOWN_TYPED);
}

/* Takes TEXT over; NULL = no memory. */
static bool record_own(struct case_file *file, const char *key, char *text)
{
	bool ok = text != NULL && record(file, key, text);
	free(text);
	return ok;
}

static const char *money_word(int64_t fen, char buffer[TK_MONEY_TEXT])
{
	if (fen == TK_NO_AMOUNT)
		return "none";
	return fen == TK_UNBOUNDED ? "unbounded" : tk_money_format(fen, buffer);
}

static bool record_money(struct case_file *file, const char *key, int64_t fen)
{
	char text[TK_MONEY_TEXT];
	return record(file, key, money_word(fen, text));
}

static bool replace(char **field, const char *text)
{
	char *copy = text == NULL ? NULL : strdup(text);
	if (text != NULL && copy == NULL)
		return false;
	free(*field);
	*field = copy;
	return true;
}

static const char *channel_word(const struct tk_decision *decision)
{
	if (decision->channel_state == TK_OPEN)
		return "open";
	return decision->channel == NULL ? "none" : decision->channel->id;
}

static char *outcome_words(const struct tk_outcome *outcome)
{
	char text[TK_MONEY_TEXT];
	return text_printf("%s %s", tk_verdict_name(outcome->verdict),
		money_word(outcome->amount, text));
}

/* ---- lists ----------------------------------------------------------------------------------- */

static void separate(struct text_buffer *list)
{
	if (list->length > 0)
		text_buffer_add(list, ", ");
}

/* An empty list is "none": a value that is not there could not be told from a line taken out. */
static bool record_list(struct case_file *file, const char *key, struct text_buffer *list)
{
	if (list->length == 0)
		text_buffer_add(list, "none");
	return record_own(file, key, text_buffer_take(list));
}

static bool record_rules(struct case_file *file, const char *key,
	const struct tk_decision *decision, enum tk_truth state)
{
	struct text_buffer list;

	text_buffer_init(&list);
	for (size_t i = 0; i < decision->trace_count; i++) {
		if (decision->trace[i].state != state)
			continue;
		separate(&list);
		text_buffer_add(&list, decision->trace[i].rule->id);
	}
	return record_list(file, key, &list);
}

static bool record_entries(struct case_file *file, const char *key,
	const struct tk_entry *const *entries, size_t count)
{
	struct text_buffer list;

	text_buffer_init(&list);
	for (size_t i = 0; i < count; i++) {
		separate(&list);
		text_buffer_add(&list, entries[i]->id);
	}
	return record_list(file, key, &list);
}

static bool record_deductions(struct case_file *file, const struct tk_decision *decision)
{
	struct text_buffer list;
	char text[TK_MONEY_TEXT];

	text_buffer_init(&list);
	for (size_t i = 0; i < decision->deduction_count; i++) {
		separate(&list);
		text_buffer_printf(&list, "%s %s", decision->deductions[i].rule->id,
			tk_money_format(decision->deductions[i].amount, text));
	}
	return record_list(file, "deductions", &list);
}

static void add_day(struct text_buffer *list, int64_t day)
{
	struct tk_civil civil = tk_moment_civil(day * 86400 - TK_ZONE_CHINA);
	text_buffer_printf(list, " %04d-%02d-%02d", civil.year, civil.month, civil.day);
}

static void add_date(struct text_buffer *list, const struct tk_stage_dates *dates, int64_t when)
{
	char text[TK_MOMENT_TEXT];

	if (dates->by_hours) {
		text_buffer_printf(list, " %s", tk_moment_format(when, text));
		return;
	}
	add_day(list, when);
}

static bool record_stages(struct case_file *file, const struct tk_decision *decision)
{
	struct text_buffer list;

	text_buffer_init(&list);
	for (size_t i = 0; i < decision->stage_count; i++) {
		const struct tk_stage_dates *dates = &decision->stages[i];
		separate(&list);
		text_buffer_add(&list, dates->stage->id);
		add_date(&list, dates, dates->from);
		add_date(&list, dates, dates->to);
	}
	return record_list(file, "stages", &list);
}

static bool record_deadlines(struct case_file *file, const struct tk_decision *decision)
{
	struct text_buffer list;
	char until[TK_MOMENT_TEXT];

	text_buffer_init(&list);
	for (size_t i = 0; i < decision->deadline_count; i++) {
		char *then = outcome_words(&decision->deadlines[i].then);
		separate(&list);
		text_buffer_printf(&list, "%s %s",
			tk_moment_format(decision->deadlines[i].until, until),
			then == NULL ? "" : then);
		if (then == NULL)
			list.failed = true;
		free(then);
	}
	return record_list(file, "deadlines", &list);
}

static void add_remedy_day(struct text_buffer *list, int64_t day)
{
	if (day == TK_NO_DAY) {
		text_buffer_add(list, " -");
		return;
	}
	add_day(list, day);
}

static bool record_remedies(struct case_file *file, const struct tk_decision *decision)
{
	struct text_buffer list;

	text_buffer_init(&list);
	for (size_t i = 0; i < decision->remedy_count; i++) {
		const struct tk_remedy_dates *dates = &decision->remedy_dates[i];
		if (dates->from == TK_NO_DAY && dates->until == TK_NO_DAY)
			continue;
		separate(&list);
		text_buffer_add(&list, decision->remedies[i]->id);
		add_remedy_day(&list, dates->from);
		add_remedy_day(&list, dates->until);
	}
	return record_list(file, "remedies", &list);
}

/* ---- hashes ---------------------------------------------------------------------------------- */

static void add_line(
	struct text_buffer *lines, const char *section, const char *name, const char *text)
{
	char *escaped = text_escape(text);
	if (escaped == NULL)
		lines->failed = true;
	else
		text_buffer_printf(lines, "%s%s=%s\n", section, name, escaped);
	free(escaped);
}

static bool hash_lines(struct text_buffer *lines, char hex[TK_SHA256_HEX])
{
	char *text = text_buffer_take(lines);
	if (text == NULL)
		return false;
	file_sha256_hex(text, strlen(text), hex);
	free(text);
	return true;
}

static void add_values(
	struct text_buffer *lines, const char *section, const struct case_values *values)
{
	for (size_t i = 0; i < values->count; i++) {
		const struct case_value *value = &values->items[i];
		add_line(lines, section, value->name, value->text);
		if (value->known != TK_KNOWN_TYPED)
			text_buffer_printf(lines, "known.%s%s=%s\n", section, value->name,
				tk_known_name(value->known));
	}
}

/* Of the answers as the file has them: also those that were not in use, and how each is known. */
static bool hash_written(const struct case_file *file, char hex[TK_SHA256_HEX])
{
	struct text_buffer lines;

	text_buffer_init(&lines);
	add_values(&lines, "", &file->facts);
	add_values(&lines, "evidence.", &file->evidence);
	add_values(&lines, "file.", &file->files);
	return hash_lines(&lines, hex);
}

/* The history as it is now: what comes later stands behind it. */
static bool record_history(struct case_file *file)
{
	char number[24], hex[TK_SHA256_HEX];

	if (file->history.count == 0)
		return true;
	snprintf(number, sizeof(number), "%ld", file->history.last);
	return history_hash(&file->history, file->history.last, hex) &&
	       record(file, "history", number) && record(file, "sha256.history", hex);
}

static bool hash_decision(const struct case_file *file, char hex[TK_SHA256_HEX])
{
	struct text_buffer lines;

	text_buffer_init(&lines);
	for (size_t i = 0; i < file->decision.count; i++) {
		const struct case_value *value = &file->decision.items[i];
		if (strcmp(value->name, seal_key) != 0)
			add_line(&lines, "", value->name, value->text);
	}
	return hash_lines(&lines, hex);
}

/* ---- making ---------------------------------------------------------------------------------- */

static bool record_inputs(struct case_file *file, const struct tk_decision *decision,
	const struct tk_answers *answers, const struct places *places)
{
	const struct tk_policy_head *head = tk_policy_head(decision->policy);
	char at[TK_MOMENT_TEXT], in_use[TK_SHA256_HEX], written[TK_SHA256_HEX];

	return tk_answers_sha256(answers, in_use) == TK_OK && hash_written(file, written) &&
	       replace(&file->policy, head->id) && replace(&file->revision, head->revision) &&
	       record(file, "policy", head->id) && record(file, "revision", head->revision) &&
	       record(file, "at", tk_moment_format(decision->at, at)) &&
	       record(file, "sha256.pack", head->sha256) &&
	       record(file, "sha256.facts",
		       tk_vocabulary_sha256(tk_policy_vocabulary(decision->policy))) &&
	       record(file, "sha256.calendar",
		       head->calendar == NULL ? NULL : tk_calendar_sha256(head->calendar)) &&
	       record(file, "sha256.answers", in_use) && record(file, "sha256.written", written) &&
	       (places == NULL || record_letters_hash(file, head, places)) && record_history(file);
}

static bool record_outcome(struct case_file *file, const struct tk_decision *decision)
{
	return record(file, "verdict", tk_verdict_name(decision->outcome.verdict)) &&
	       record_money(file, "amount", decision->outcome.amount) &&
	       record_money(file, "least", decision->outcome.least) &&
	       record_money(file, "most", decision->outcome.most) &&
	       record_own(file, "likely", outcome_words(&decision->likely)) &&
	       record(file, "channel", channel_word(decision)) &&
	       record_deductions(file, decision) &&
	       record_rules(file, "fired", decision, TK_YES) &&
	       record_rules(file, "open", decision, TK_OPEN) &&
	       record_entries(file, "required", decision->required, decision->required_count) &&
	       record_entries(file, "missing", decision->missing, decision->missing_count) &&
	       record_stages(file, decision) && record_deadlines(file, decision) &&
	       record_remedies(file, decision);
}

bool record_decision(struct case_file *file, const struct tk_decision *decision,
	const struct tk_answers *answers, const struct places *places)
{
	char hex[TK_SHA256_HEX];

	case_values_clear(&file->decision);
	return record_inputs(file, decision, answers, places) && record_outcome(file, decision) &&
	       hash_decision(file, hex) && record(file, seal_key, hex);
}

/* ---- looking at ------------------------------------------------------------------------------ */

bool record_is_sha256(const char *text)
{
	return text != NULL && strlen(text) == TK_SHA256_HEX - 1 &&
	       strspn(text, "0123456789abcdef") == TK_SHA256_HEX - 1;
}

static enum record_state compare(const struct case_file *file, const char *key, const char *hex)
{
	const char *recorded = case_values_get(&file->decision, key);
	if (recorded == NULL)
		return RECORD_LACKING;
	return strcmp(recorded, hex) == 0 ? RECORD_SOUND : RECORD_CHANGED;
}

static bool check_history(const struct case_file *file, enum record_state *ret_state)
{
	const char *number = case_values_get(&file->decision, "history");
	char hex[TK_SHA256_HEX];

	if (number == NULL) {
		*ret_state = RECORD_LACKING;
		return true;
	}
	if (!history_hash(&file->history, strtol(number, NULL, 10), hex))
		return false;
	*ret_state = compare(file, "sha256.history", hex);
	return true;
}

bool record_check(const struct case_file *file, struct record_check *ret_check)
{
	static const char *const needed[] = {"policy", "at", "sha256.pack", "sha256.facts"};
	char written[TK_SHA256_HEX], decision[TK_SHA256_HEX];
	enum record_state history;

	if (!hash_written(file, written) || !hash_decision(file, decision) ||
		!check_history(file, &history))
		return false;
	*ret_check = (struct record_check){
		.exists = file->decision.count > 0,
		.answers = compare(file, "sha256.written", written),
		.decision = compare(file, seal_key, decision),
		.history = history,
	};
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		if (ret_check->lacking == NULL &&
			case_values_get(&file->decision, needed[i]) == NULL)
			ret_check->lacking = needed[i];
	}
	return true;
}
