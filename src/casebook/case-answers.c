/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "case.h"
#include "error.h"
#include "text.h"

/* The fact of a document: "evidence.usage_log". */
static const char evidence_prefix[] = "evidence.";

static bool is_evidence(const char *fact)
{
	return strncmp(fact, evidence_prefix, strlen(evidence_prefix)) == 0;
}

/* Evidence in a case is no, yes, not sure, or a file: then the answer is yes. */
static bool is_path(const char *text)
{
	return text != NULL && text[0] != '\0' && strcmp(text, "yes") != 0 &&
	       strcmp(text, "no") != 0 && strcmp(text, "?") != 0;
}

/* ---- from the case --------------------------------------------------------------------------- */

static void take_answer(struct tk_answers *answers, const char *fact,
	const struct case_value *value, const char *text, const struct error_place *place,
	struct tk_errors *errors)
{
	const struct tk_vocabulary *vocabulary = tk_answers_vocabulary(answers);
	int slot = tk_vocabulary_find(vocabulary, fact);
	struct tk_error error = {0};

	if (slot < 0)
		errors_add(errors, TK_E_UNKNOWN_FACT, place, value->name, NULL,
			tk_vocabulary_nearest(vocabulary, fact));
	else if (tk_answers_parse(answers, (size_t)slot, text, value->known, &error) != TK_OK)
		errors_move(errors, &error, place);
}

enum tk_status case_to_answers(
	const struct case_file *file, struct tk_answers *answers, struct tk_errors *errors)
{
	for (size_t i = 0; i < tk_vocabulary_count(tk_answers_vocabulary(answers)); i++)
		tk_answers_clear(answers, i);
	for (size_t i = 0; i < file->facts.count; i++) {
		const struct case_value *value = &file->facts.items[i];
		const struct error_place place = {file->path, value->line, "facts", value->name};
		take_answer(answers, value->name, value, value->text, &place, errors);
	}
	for (size_t i = 0; i < file->evidence.count; i++) {
		const struct case_value *value = &file->evidence.items[i];
		const struct error_place place = {file->path, value->line, "evidence", value->name};
		char *fact = text_printf("%s%s", evidence_prefix, value->name);
		if (fact == NULL)
			return TK_NO_MEMORY;
		take_answer(answers, fact, value, is_path(value->text) ? "yes" : value->text,
			&place, errors);
		free(fact);
	}
	return TK_OK;
}

/* ---- into the case --------------------------------------------------------------------------- */

static bool put_answer(struct case_file *file, const struct tk_answers *answers, size_t slot)
{
	const struct tk_fact *fact = tk_vocabulary_fact(tk_answers_vocabulary(answers), slot);
	bool evidence = is_evidence(fact->name);
	struct case_values *values = evidence ? &file->evidence : &file->facts;
	const char *name = fact->name + (evidence ? strlen(evidence_prefix) : 0);
	enum tk_known known = tk_answers_known(answers, slot);

	if (tk_answers_state(answers, slot) == TK_UNANSWERED)
		return case_values_set(values, name, NULL, known);
	char *text = tk_answers_format(answers, slot);
	if (text == NULL)
		return false;
	const char *old = case_values_get(values, name);
	bool keep_path = evidence && is_path(old) && strcmp(text, "yes") == 0;
	char *kept = keep_path ? strdup(old) : NULL;
	bool ok = (!keep_path || kept != NULL) &&
		  case_values_set(values, name, keep_path ? kept : text, known);
	free(kept);
	free(text);
	return ok;
}

bool case_from_answers(struct case_file *file, const struct tk_answers *answers)
{
	bool ok = true;

	for (size_t i = 0; i < tk_vocabulary_count(tk_answers_vocabulary(answers)); i++)
		ok = put_answer(file, answers, i) && ok;
	return ok;
}

/* ---- the decision ---------------------------------------------------------------------------- */

static bool record(struct case_file *file, const char *key, const char *text)
{
	return case_values_set(&file->decision, key, text, TK_KNOWN_TYPED);
}

static bool record_money(struct case_file *file, const char *key, int64_t fen)
{
	char text[TK_MONEY_TEXT];

	if (fen == TK_NO_AMOUNT)
		return record(file, key, "none");
	if (fen == TK_UNBOUNDED)
		return record(file, key, "unbounded");
	return record(file, key, tk_money_format(fen, text));
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

bool case_record_decision(struct case_file *file, const struct tk_decision *decision,
	const struct tk_answers *answers)
{
	const struct tk_policy_head *head = tk_policy_head(decision->policy);
	char at[TK_MOMENT_TEXT], answers_hash[TK_SHA256_HEX];

	tk_answers_sha256(answers, answers_hash);
	case_values_clear(&file->decision);
	return replace(&file->policy, head->id) && replace(&file->revision, head->revision) &&
	       record(file, "policy", head->id) && record(file, "revision", head->revision) &&
	       record(file, "at", tk_moment_format(decision->at, at)) &&
	       record(file, "sha256.pack", head->sha256) &&
	       record(file, "sha256.facts",
		       tk_vocabulary_sha256(tk_policy_vocabulary(decision->policy))) &&
	       record(file, "sha256.calendar",
		       head->calendar == NULL ? NULL : tk_calendar_sha256(head->calendar)) &&
	       record(file, "sha256.answers", answers_hash) &&
	       record(file, "verdict", tk_verdict_name(decision->outcome.verdict)) &&
	       record_money(file, "amount", decision->outcome.amount) &&
	       record_money(file, "least", decision->outcome.least) &&
	       record_money(file, "most", decision->outcome.most) &&
	       record(file, "channel", channel_word(decision));
}
