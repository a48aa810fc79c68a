/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "verification.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "evidence.h"
#include "file.h"
#include "flow.h"
#include "record.h"
#include "text.h"

const char *verify_part_name(enum verify_part part)
{
	static const char *const names[] = {
		"answers", "decision", "history", "evidence", "pack", "facts", "calendar", "letters"};
	return names[part];
}

const char *verify_state_name(enum verify_state state)
{
	static const char *const names[] = {"sound", "installed", "changed", "damaged", "missing", "unused"};
	return names[state];
}

/* What is needed to judge again. */
struct court {
	struct verification *result;
	const struct places *places; /* NULL: none */
	char *folder;                /* of the kept files */
	struct tk_errors *errors;
	char *bytes[VERIFY_PARTS];
	size_t length[VERIFY_PARTS];
	struct tk_vocabulary *vocabulary;
	struct tk_calendar *calendar;
	struct tk_policy *policy;
	bool no_memory;
};

static const char *recorded(const struct court *court, const char *key)
{
	return case_values_get(&court->result->file->decision, key);
}

/* ---- the files ---------------------------------------------------------------------------------- */

static bool installed(struct court *court, enum verify_part part, const char *sha256)
{
	char **bytes = &court->bytes[part];
	size_t *length = &court->length[part];
	const char *id = recorded(court, "policy");

	if (!court->places || !record_is_sha256(sha256))
		return false;
	switch (part) {
	case VERIFY_PACK:
		return id && record_installed_pack(court->places, id, sha256, bytes, length);
	case VERIFY_FACTS:
		return record_installed_facts(court->places, sha256, bytes, length);
	case VERIFY_CALENDAR:
		return record_installed_calendar(court->places, sha256, bytes, length);
	default:
		return false;
	}
}

/* A kept file that cannot be read for lack of memory tells nothing of the record. */
static enum kept_state read_kept(struct court *court, const char *sha256, char **ret_bytes, size_t *ret_length)
{
	errno = 0;
	enum kept_state kept = record_kept(court->folder, sha256, ret_bytes, ret_length);
	court->no_memory |= kept != KEPT && errno == ENOMEM;
	return kept;
}

/* Finds the file of a hash; the kept one first. A damaged one is said, whatever else there is. */
static void find_file(struct court *court, enum verify_part part, const char *key)
{
	struct verify_file *file = &court->result->parts[part];
	const char *sha256 = recorded(court, key);

	file->state = VERIFY_UNUSED;
	if (!sha256)
		return;
	file->sha256 = strdup(sha256);
	enum kept_state kept = read_kept(court, sha256, &court->bytes[part], &court->length[part]);
	if (kept == KEPT) {
		file->state = VERIFY_SOUND;
		return;
	}
	if (kept != KEPT_NOWHERE)
		file->path = file_join(court->folder, sha256);
	bool found = installed(court, part, sha256);
	if (kept != KEPT_NOWHERE)
		file->state = VERIFY_DAMAGED;
	else
		file->state = found ? VERIFY_INSTALLED : VERIFY_MISSING;
}

static bool add_letter(struct court *court, const struct kept_letter *letter, enum verify_state state)
{
	struct verification *result = court->result;
	struct verify_file *more =
		reallocarray(result->letters, result->letter_count + 1, sizeof(*result->letters));

	if (!more)
		return false;
	result->letters = more;
	more[result->letter_count++] = (struct verify_file){
		.state = state,
		.sha256 = strdup(letter->sha256),
		.name = strndup(letter->name, letter->name_length),
		.path = state == VERIFY_DAMAGED ? file_join(court->folder, letter->sha256) : NULL,
	};
	return true;
}

/* The list of templates, then each that it names. */
static void find_letters(struct court *court)
{
	struct verify_file *part = &court->result->parts[VERIFY_LETTERS];
	const char *line = court->bytes[VERIFY_LETTERS];
	struct kept_letter letter;

	while (line && record_letter_line(&line, &letter)) {
		char *bytes;
		size_t length;
		enum kept_state kept = read_kept(court, letter.sha256, &bytes, &length);
		if (kept == KEPT) {
			free(bytes);
			continue;
		}
		enum verify_state state = kept == KEPT_NOWHERE ? VERIFY_MISSING : VERIFY_DAMAGED;
		if (part->state != VERIFY_DAMAGED)
			part->state = state;
		court->no_memory = !add_letter(court, &letter, state) || court->no_memory;
	}
}

/* ---- judging again ------------------------------------------------------------------------------- */

/* What cannot be loaded for lack of memory tells nothing of the record. */
static bool is_loaded(struct court *court, enum tk_status status)
{
	court->no_memory |= status == TK_NO_MEMORY;
	return status == TK_OK;
}

static bool load_world(struct court *court)
{
	const struct verify_file *calendar = &court->result->parts[VERIFY_CALENDAR];
	const struct tk_calendar *calendars[1];
	size_t calendar_count = 0;

	if (!court->bytes[VERIFY_PACK] || !court->bytes[VERIFY_FACTS] ||
		(calendar->state != VERIFY_UNUSED && !court->bytes[VERIFY_CALENDAR]))
		return false;
	if (!is_loaded(court, tk_vocabulary_load("facts.ini", court->bytes[VERIFY_FACTS], court->length[VERIFY_FACTS],
				      &court->vocabulary, court->errors)))
		return false;
	if (court->bytes[VERIFY_CALENDAR]) {
		if (!is_loaded(court, tk_calendar_load("calendar", court->bytes[VERIFY_CALENDAR],
					      court->length[VERIFY_CALENDAR], &court->calendar, court->errors)))
			return false;
		calendars[calendar_count++] = court->calendar;
	}
	const struct tk_world world = {court->vocabulary, calendars, calendar_count};
	return is_loaded(court, tk_policy_load(recorded(court, "policy"), court->bytes[VERIFY_PACK],
				       court->length[VERIFY_PACK], &world, &court->policy, court->errors));
}

/* A case whose decision is what POLICY says of FILE's answers at its recorded moment. NULL: no memory. */
static struct case_file *judge(struct court *court, const struct tk_policy *policy, int64_t at,
	struct tk_errors *errors)
{
	const struct case_file *file = court->result->file;
	struct tk_answers *all = tk_answers_new(tk_policy_vocabulary(policy)), *used = NULL;
	struct tk_decision *decision = NULL;
	struct case_file *again = case_new();

	if (all && case_to_answers(file, all, errors) == TK_OK)
		used = flow_answers_in_use(policy, all, at, NULL);
	bool made = again && used && tk_evaluate(policy, used, at, 0, &decision) == TK_OK &&
		record_decision(again, decision, used, NULL);
	tk_decision_free(decision);
	tk_answers_free(used);
	tk_answers_free(all);
	if (made)
		return again;
	case_free(again);
	court->no_memory = true;
	return NULL;
}

/* ---- differences ---------------------------------------------------------------------------------- */

static bool add_difference(struct verify_differences *list, char *key, const char *old, const char *now)
{
	struct verify_difference *more = reallocarray(list->items, list->count + 1, sizeof(*more));
	char *old_copy = strdup(old), *now_copy = strdup(now);

	if (more)
		list->items = more;
	if (!more || !key || !old_copy || !now_copy) {
		free(key);
		free(old_copy);
		free(now_copy);
		return false;
	}
	more[list->count++] = (struct verify_difference){key, old_copy, now_copy};
	return true;
}

/* Whether ID stands in the list "a, b, c". */
static bool is_listed(const char *list, const char *id, size_t length)
{
	for (const char *at = list; at && *at;) {
		size_t here = strcspn(at, ",");
		if (here == length && strncmp(at, id, length) == 0)
			return true;
		at += here + strspn(at + here, ", ");
	}
	return false;
}

static const char *rule_state(const struct case_values *values, const char *id, size_t length)
{
	if (is_listed(case_values_get(values, "fired"), id, length))
		return "fired";
	return is_listed(case_values_get(values, "open"), id, length) ? "open" : "not-fired";
}

/* The rules of one list (of OLD, or those of NOW that OLD does not list) whose state is another. */
static bool compare_rules(struct verify_differences *list, const struct case_values *old,
	const struct case_values *now, const char *key, bool of_now)
{
	const char *ids = case_values_get(of_now ? now : old, key);
	bool ok = true;

	for (const char *id = ids; ok && id && *id;) {
		size_t length = strcspn(id, ",");
		const char *before = rule_state(old, id, length), *after = rule_state(now, id, length);
		bool said = of_now && strcmp(before, "not-fired") != 0;
		if (!said && strcmp(before, after) != 0)
			ok = add_difference(list, text_printf("rule %.*s", (int)length, id), before, after);
		id += length + strspn(id + length, ", ");
	}
	return ok;
}

static bool is_rule_list(const char *key)
{
	return strcmp(key, "fired") == 0 || strcmp(key, "open") == 0;
}

/* What follows from the answers: not what was put in, which has hashes of its own. */
static bool is_outcome(const char *key)
{
	static const char *const inputs[] = {"policy", "revision", "at", "history"};

	for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++)
		if (strcmp(key, inputs[i]) == 0)
			return false;
	return strncmp(key, "sha256.", 7) != 0;
}

static bool compare(struct verify_differences *list, const struct case_values *old,
	const struct case_values *now)
{
	bool ok = true;

	for (size_t i = 0; ok && i < now->count; i++) {
		const char *key = now->items[i].name, *before = case_values_get(old, key);
		if (!is_outcome(key) || is_rule_list(key))
			continue;
		if (!before && strcmp(key, "remedies") == 0)
			continue; /* a record made before they were written down */
		if (!before || strcmp(before, now->items[i].text) != 0)
			ok = add_difference(list, strdup(key), before ? before : "", now->items[i].text);
	}
	return ok && compare_rules(list, old, now, "fired", false) && compare_rules(list, old, now, "open", false) &&
		compare_rules(list, old, now, "fired", true) && compare_rules(list, old, now, "open", true);
}

static void judge_again(struct court *court, int64_t at)
{
	struct case_file *again = load_world(court) ? judge(court, court->policy, at, court->errors) : NULL;

	if (!again)
		return;
	court->result->judged = true;
	if (!compare(&court->result->differences, &court->result->file->decision, &again->decision))
		court->no_memory = true;
	case_free(again);
}

/* What the pack of that id would say now, where it or what it is read with is another. */
static void ask_today(struct court *court, int64_t at)
{
	struct verification *result = court->result;
	struct tk_policy *policy = NULL;
	struct tk_errors errors;

	if (!court->places)
		return;
	tk_errors_init(&errors); /* what is wrong with today's files is not the record's matter */
	if (places_load_policy(court->places, recorded(court, "policy"), &policy, &errors) == TK_OK) {
		const struct tk_policy_head *head = tk_policy_head(policy);
		const char *calendar = recorded(court, "sha256.calendar");
		bool same = strcmp(head->sha256, recorded(court, "sha256.pack")) == 0 &&
			strcmp(tk_vocabulary_sha256(court->places->vocabulary), recorded(court, "sha256.facts")) == 0 &&
			(!calendar || !head->calendar || strcmp(tk_calendar_sha256(head->calendar), calendar) == 0);
		struct case_file *again = same ? NULL : judge(court, policy, at, &errors);
		if (again) {
			result->today = true;
			result->today_revision = strdup(head->revision ? head->revision : "");
			result->today_sha256 = strdup(head->sha256);
			if (!compare(&result->today_differences, &result->file->decision, &again->decision))
				court->no_memory = true;
		}
		case_free(again);
	}
	tk_policy_free(policy);
	tk_errors_release(&errors);
}

/* ---- the whole -------------------------------------------------------------------------------------- */

static enum verify_state state_of(enum record_state state)
{
	return state == RECORD_SOUND ? VERIFY_SOUND : state == RECORD_CHANGED ? VERIFY_CHANGED : VERIFY_MISSING;
}

/* Of all files attached: one that is another outweighs one that is gone. */
static enum verify_state evidence_part(const struct case_file *file)
{
	enum verify_state part = VERIFY_UNUSED;

	for (size_t i = 0; i < file->evidence.count; i++) {
		enum evidence_state state = evidence_state(file, file->evidence.items[i].name);
		if (state == EVIDENCE_CHANGED)
			return VERIFY_CHANGED;
		if (state == EVIDENCE_LOST)
			part = VERIFY_MISSING;
		else if (state == EVIDENCE_SAME && part == VERIFY_UNUSED)
			part = VERIFY_SOUND;
	}
	return part;
}

static void court_release(struct court *court)
{
	tk_policy_free(court->policy);
	tk_calendar_free(court->calendar);
	tk_vocabulary_free(court->vocabulary);
	for (int i = 0; i < VERIFY_PARTS; i++)
		free(court->bytes[i]);
	free(court->folder);
}

bool verification_make(const struct case_file *file, const struct places *places,
	struct verification *ret_verification, bool *ret_has_record, struct tk_errors *errors)
{
	struct verification result = {.file = file};
	struct court court = {.result = &result, .places = places, .errors = errors};
	struct record_check check;
	int64_t at;

	court.folder = record_folder(file->path);
	*ret_has_record = true;
	if (!court.folder || !record_check(file, &check)) {
		free(court.folder);
		return false;
	}
	*ret_has_record = check.exists;
	if (!check.exists) {
		free(court.folder);
		return false;
	}
	result.parts[VERIFY_ANSWERS].state = state_of(check.answers);
	result.parts[VERIFY_DECISION].state = state_of(check.decision);
	/* Records of before there was a history have no hash of it. */
	result.parts[VERIFY_HISTORY].state =
		check.history == RECORD_LACKING ? VERIFY_UNUSED : state_of(check.history);
	result.parts[VERIFY_EVIDENCE].state = evidence_part(file);
	find_file(&court, VERIFY_PACK, "sha256.pack");
	find_file(&court, VERIFY_FACTS, "sha256.facts");
	find_file(&court, VERIFY_CALENDAR, "sha256.calendar");
	find_file(&court, VERIFY_LETTERS, "sha256.letters");
	find_letters(&court);
	if (!check.lacking && tk_moment_parse(recorded(&court, "at"), &at) == TK_OK && at >= 0 &&
		at <= TK_MOMENT_MAX) {
		judge_again(&court, at);
		ask_today(&court, at);
	}
	bool made = !court.no_memory;
	court_release(&court);
	if (made)
		*ret_verification = result;
	else
		verification_release(&result);
	return made;
}

static void release_file(struct verify_file *file)
{
	free(file->sha256);
	free(file->name);
	free(file->path);
}

static void release_differences(struct verify_differences *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->items[i].key);
		free(list->items[i].recorded);
		free(list->items[i].now);
	}
	free(list->items);
}

void verification_release(struct verification *verification)
{
	for (int i = 0; i < VERIFY_PARTS; i++)
		release_file(&verification->parts[i]);
	for (size_t i = 0; i < verification->letter_count; i++)
		release_file(&verification->letters[i]);
	free(verification->letters);
	release_differences(&verification->differences);
	release_differences(&verification->today_differences);
	free(verification->today_revision);
	free(verification->today_sha256);
	*verification = (struct verification){0};
}

bool verification_holds(const struct verification *verification)
{
	for (int i = 0; i < VERIFY_PARTS; i++) {
		enum verify_state state = verification->parts[i].state;
		if (state == VERIFY_CHANGED || state == VERIFY_DAMAGED)
			return false;
		/* Templates and files of evidence are no part of the judgement: those that are nowhere are said
		 * and no more. */
		if (state == VERIFY_MISSING && i != VERIFY_LETTERS && i != VERIFY_EVIDENCE)
			return false;
	}
	return verification->judged && verification->differences.count == 0;
}
