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

/* false: no memory. */
static bool take_answer(struct tk_answers *answers, const char *fact,
	const struct case_value *value, const char *text, const struct error_place *place,
	struct tk_errors *errors)
{
	const struct tk_vocabulary *vocabulary = tk_answers_vocabulary(answers);
	int slot = tk_vocabulary_find(vocabulary, fact);
	struct tk_error error = {0};
	enum tk_status status;

	if (slot < 0) {
		errors_add(errors, TK_E_UNKNOWN_FACT, place, value->name, NULL,
			tk_vocabulary_nearest(vocabulary, fact));
		return true;
	}
	status = tk_answers_parse(answers, (size_t)slot, text, value->known, &error);
	if (status == TK_INVALID)
		errors_move(errors, &error, place);
	return status != TK_NO_MEMORY;
}

enum tk_status case_to_answers(
	const struct case_file *file, struct tk_answers *answers, struct tk_errors *errors)
{
	for (size_t i = 0; i < tk_vocabulary_count(tk_answers_vocabulary(answers)); i++)
		tk_answers_clear(answers, i);
	for (size_t i = 0; i < file->facts.count; i++) {
		const struct case_value *value = &file->facts.items[i];
		const struct error_place place = {file->path, value->line, "facts", value->name};
		if (!take_answer(answers, value->name, value, value->text, &place, errors))
			return TK_NO_MEMORY;
	}
	for (size_t i = 0; i < file->evidence.count; i++) {
		const struct case_value *value = &file->evidence.items[i];
		const struct error_place place = {file->path, value->line, "evidence", value->name};
		char *fact = text_printf("%s%s", evidence_prefix, value->name);
		bool taken = fact != NULL && take_answer(answers, fact, value,
						     is_path(value->text) ? "yes" : value->text, &place, errors);
		free(fact);
		if (!taken)
			return TK_NO_MEMORY;
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
