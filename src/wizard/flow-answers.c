/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "evidence.h"
#include "evidence-words.h"
#include "flow-inside.h"
#include "language.h"
#include "text.h"
#include "typed.h"

/* ---- looking up ------------------------------------------------------------------------------ */

int flow_slot(const struct flow *flow, const char *name)
{
	return tk_vocabulary_find(tk_policy_vocabulary(flow->pack->policy), name);
}

const struct tk_fact *flow_fact(const struct flow *flow, const char *name)
{
	int slot = flow_slot(flow, name);
	return slot < 0 ? NULL
			: tk_vocabulary_fact(tk_policy_vocabulary(flow->pack->policy), (size_t)slot);
}

bool flow_value(const struct flow *flow, const char *name, int64_t *ret_value)
{
	int slot = flow_slot(flow, name);

	if (slot < 0 || flow->pack->used == NULL ||
		tk_answers_state(flow->pack->used, (size_t)slot) != TK_ANSWERED)
		return false;
	*ret_value = tk_answers_value(flow->pack->used, (size_t)slot);
	return true;
}

bool flow_is_choice(const struct flow *flow, const char *name, const char *choice)
{
	const struct tk_fact *fact = flow_fact(flow, name);
	int64_t value;

	return fact != NULL && flow_value(flow, name, &value) && value >= 0 &&
	       (size_t)value < fact->choice_count &&
	       strcmp(fact->choices[value].id, choice) == 0;
}

/* ---- reasons --------------------------------------------------------------------------------- */

static const char *translate(const char *text)
{
	return *text == '\0' ? text : gettext(text);
}

char *flow_error_text(const struct tk_error *error)
{
	return tk_error_text(error, translate);
}

bool flow_read_exact(const struct flow *flow, size_t slot, const char *text, char **ret_exact,
	enum tk_error_code *ret_code)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(flow->pack->policy);
	struct tk_answers *scratch = tk_answers_new(vocabulary);
	struct tk_error error = {.code = TK_E_BAD_VALUE};
	char *typed = NULL;

	*ret_exact = NULL;
	*ret_code = TK_E_BAD_VALUE;
	if (scratch == NULL)
		return false;
	if (!typed_value(tk_vocabulary_fact(vocabulary, slot), text,
		    tk_policy_head(flow->pack->policy)->currency, flow->now, &typed))
		typed = NULL;
	if (tk_answers_parse(scratch, slot, typed == NULL ? text : typed, TK_KNOWN_TYPED, &error) ==
		TK_OK) {
		*ret_exact = tk_answers_format(scratch, slot);
	} else {
		*ret_code = error.code;
		tk_error_release(&error);
	}
	free(typed);
	tk_answers_free(scratch);
	return *ret_exact != NULL;
}

static char *range_reason(const struct flow *flow, const struct tk_fact *fact)
{
	if (fact->type == TK_TEXT)
		return text_printf(_("This is too long: there is room for %lld bytes, about %lld "
				     "Chinese characters."),
			(long long)fact->most, (long long)(fact->most / 3));
	char *least = words_value(flow->pack->policy, fact, fact->least, "");
	char *most = words_value(flow->pack->policy, fact, fact->most, "");
	char *reason = least == NULL || most == NULL
			       ? NULL
			       : text_printf(_("This must be between %s and %s."), least, most);
	free(least);
	free(most);
	return reason;
}

static char *moment_reason(const char *text, int64_t now)
{
	char *prepared = typed_prepare(text);
	bool date_only = prepared != NULL && typed_is_date_only(prepared, now);

	free(prepared);
	return strdup(date_only ? _("The time of day is missing: type it as 2026-11-23 14:05.")
				: _("This is not understood as a time. Type 14:05, yesterday 14:05, 20 min "
				    "ago or 2026-11-23 14:05."));
}

/* Why TEXT is no value of the fact in SLOT, in words. */
static char *reason_of(const struct flow *flow, size_t slot, const char *text)
{
	const struct tk_fact *fact = tk_vocabulary_fact(tk_policy_vocabulary(flow->pack->policy), slot);
	enum tk_error_code code;
	char *exact;

	if (fact->evidence)
		return evidence_refusal(flow->broker, text);
	if (flow_read_exact(flow, slot, text, &exact, &code)) {
		free(exact);
		return NULL;
	}
	if (code == TK_E_OUT_OF_RANGE || code == TK_E_TOO_LONG)
		return range_reason(flow, fact);
	switch (fact->type) {
	case TK_MONEY:
		return strdup(_("This is not understood as a sum of money. Type it as 800.00."));
	case TK_MOMENT:
		return moment_reason(text, flow->now);
	case TK_DURATION:
		return strdup(_("This is not understood as a length of time. Type 15 min, 1 h or 30 d."));
	case TK_COUNT:
		return strdup(_("This is not a whole number. Type digits, as 2."));
	case TK_PERCENT:
		return strdup(_("This is not a percentage. Type it as 20 %."));
	case TK_FLAG:
		return strdup(_("Answer yes, no, or ? for not sure."));
	case TK_CHOICE:
		return strdup(_("This is none of the choices. Type its number, or ? for not sure."));
	case TK_TEXT:
		break;
	}
	return strdup(_("This text cannot be taken."));
}

/* The text that is no value of the fact, or NULL. */
static const char *rejected_text(const struct flow *flow, const char *name)
{
	const char *text = case_values_get(&flow->state.rejected, name);
	int slot = flow_slot(flow, name);

	if (text != NULL || slot < 0 || flow->pack->answers == NULL)
		return slot < 0 ? NULL : text;
	/* A value that a file brought along may be wrong too. */
	text = case_values_get(&flow->state.values, name);
	return tk_answers_state(flow->pack->answers, (size_t)slot) == TK_UNANSWERED ? text : NULL;
}

bool flow_is_rejected(const struct flow *flow, const char *name)
{
	return rejected_text(flow, name) != NULL;
}

const char *flow_rejected(const struct flow *flow, const char *name, char **ret_reason)
{
	const char *text = rejected_text(flow, name);

	*ret_reason = text == NULL ? NULL : reason_of(flow, (size_t)flow_slot(flow, name), text);
	return *ret_reason == NULL ? NULL : text;
}

/* ---- setting --------------------------------------------------------------------------------- */

static bool same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Sets, or removes with TEXT NULL; tells the flow when something is different then. */
static bool put(struct flow *flow, struct case_values *values, const char *name, const char *text)
{
	if (same_text(case_values_get(values, name), text))
		return true;
	flow_changed(flow);
	return case_values_set(values, name, text, TK_KNOWN_TYPED);
}

static bool answer(struct flow *flow, const char *name, const char *exact)
{
	return put(flow, &flow->state.rejected, name, NULL) &&
	       put(flow, &flow->state.values, name, exact);
}

/* Attaches the file that TEXT, typed in FIELD, names; what it is now is kept, so that a later change is seen. */
static bool attach(struct flow *flow, const char *document, const char *field, const char *text)
{
	struct evidence_file file;
	char *name = text_printf(EVIDENCE "%s", document), *path;

	errno = 0;
	path = evidence_find(text);
	if (path == NULL || !text_valid(path, strlen(path)) || !evidence_look(flow->broker, path, &file)) {
		bool scarce = errno == ENOMEM; /* nothing is wrong with the file then */
		free(path);
		free(name);
		return !scarce && put(flow, &flow->state.rejected, field, text);
	}
	char *what = evidence_text(&file);
	bool ok = what != NULL && name != NULL && answer(flow, name, path) &&
		  put(flow, &flow->state.rejected, field, NULL) &&
		  put(flow, &flow->state.files, document, what);
	if (ok) {
		case_values_set(&flow->troubled, document, NULL, TK_KNOWN_TYPED);
		flow_say(flow, evidence_warning(&file));
	}
	free(what);
	free(name);
	free(path);
	return ok;
}

/* The line below a document: an empty one takes the file away, and the document stays at hand. */
static bool set_file(struct flow *flow, const char *document, const char *field, const char *text)
{
	char *trimmed = text_trim(text), *name = text_printf(EVIDENCE "%s", document);
	bool ok = trimmed != NULL && name != NULL;

	if (ok && *trimmed != '\0')
		ok = attach(flow, document, field, text);
	else if (ok && evidence_is_path(case_values_get(&flow->state.values, name)))
		ok = answer(flow, name, "yes") && put(flow, &flow->state.rejected, field, NULL) &&
		     put(flow, &flow->state.files, document, NULL);
	else if (ok)
		ok = put(flow, &flow->state.rejected, field, NULL);
	free(trimmed);
	free(name);
	return ok;
}

static bool set_evidence(struct flow *flow, const struct tk_fact *fact, const char *text)
{
	const char *document = fact->name + strlen(EVIDENCE);
	char *exact = NULL;

	errno = 0;
	if (!typed_value(fact, text, NULL, flow->now, &exact))
		return errno != ENOMEM && attach(flow, document, fact->name, text);
	/* A file that is named already stays when somebody says "yes" again. */
	const char *before = case_values_get(&flow->state.values, fact->name);
	bool held = before != NULL && strcmp(before, "no") != 0 && strcmp(before, "?") != 0;
	bool stays = strcmp(exact, "yes") == 0 && held;
	bool ok = answer(flow, fact->name, stays ? before : exact) &&
		  (stays || put(flow, &flow->state.files, document, NULL));
	free(exact);
	return ok;
}

static bool set_status(struct flow *flow, const char *text)
{
	enum case_status status;

	if (!case_status_parse(text, &status) || status == flow->state.status)
		return true;
	flow->state.status = status;
	flow->state.status_since[status] = flow->now;
	flow_changed(flow);
	if (status < CASE_SUBMITTED || flow_slot(flow, "applied_at") < 0 ||
		case_values_get(&flow->state.values, "applied_at") != NULL)
		return true;
	/* From now on the application has a time of its own; the clock may go on without it. */
	char buffer[TK_MOMENT_TEXT];
	return answer(flow, "applied_at", tk_moment_format(flow->now, buffer));
}

static bool set_policy(struct flow *flow, const char *text)
{
	bool chosen = *text != '\0' && strcmp(text, "automatic") != 0;
	char *policy = chosen ? strdup(text) : NULL;

	if (chosen && policy == NULL)
		return false;
	if (!same_text(policy, flow->state.policy))
		flow_changed(flow);
	free(flow->state.policy);
	flow->state.policy = policy;
	return true;
}

static bool set_length(struct flow *flow, const char *text)
{
	for (int length = 0; length < PAPER_LETTER_COUNT; length++) {
		if (strcmp(letter_length_name((enum paper_letter)length), text) == 0)
			flow->state.length = length;
	}
	return true;
}

/* Whether "now" typed here means to follow the clock: its default does. */
static bool follows_clock(const struct flow *flow, size_t slot)
{
	struct tk_answers *without =
		flow->pack->used == NULL ? NULL : tk_answers_copy(flow->pack->used);
	int64_t value;

	if (without == NULL)
		return false;
	tk_answers_clear(without, slot);
	bool follows = tk_fact_default(flow->pack->policy, without, slot, flow->now, &value) &&
		       value == flow->now;
	tk_answers_free(without);
	return follows;
}

static bool forget_file(struct flow *flow, const struct tk_fact *fact)
{
	return !fact->evidence || put(flow, &flow->state.files, fact->name + strlen(EVIDENCE), NULL);
}

static bool set_fact(struct flow *flow, size_t slot, const char *text)
{
	const struct tk_fact *fact = tk_vocabulary_fact(tk_policy_vocabulary(flow->pack->policy), slot);
	char *trimmed = text_trim(text);
	enum tk_error_code code;
	char *exact;
	bool ok;

	if (trimmed == NULL)
		return false;
	errno = 0; /* no memory for looking at it is not that it is not understood */
	bool unsure = fact->type == TK_TEXT ? strcmp(trimmed, "?") == 0 || strcmp(trimmed, "？") == 0
					    : typed_is_not_sure(trimmed);
	if (!unsure && errno == ENOMEM) {
		ok = false;
	} else if (*trimmed == '\0') {
		ok = answer(flow, fact->name, NULL) && forget_file(flow, fact);
	} else if (unsure) {
		ok = answer(flow, fact->name, "?") && forget_file(flow, fact);
	} else if (fact->evidence) {
		ok = set_evidence(flow, fact, text);
	} else if (fact->type == TK_MOMENT && typed_is_now(trimmed) && follows_clock(flow, slot)) {
		ok = answer(flow, fact->name, NULL);
	} else if (flow_read_exact(flow, slot, text, &exact, &code)) {
		ok = answer(flow, fact->name, exact);
		if (fact->type == TK_MOMENT && typed_is_utc(trimmed))
			flow_say(flow, strdup(_("Converted to Beijing time.")));
		free(exact);
	} else {
		ok = errno != ENOMEM && put(flow, &flow->state.rejected, fact->name, text);
	}
	free(trimmed);
	return ok;
}

bool flow_set(struct flow *flow, const char *name, const char *text)
{
	int slot = flow_slot(flow, name);

	if (text == NULL)
		text = "";
	if (strcmp(name, FIELD_STATUS) == 0)
		return set_status(flow, text);
	if (strcmp(name, FIELD_POLICY) == 0)
		return set_policy(flow, text);
	if (strcmp(name, FIELD_LENGTH) == 0)
		return set_length(flow, text);
	if (strncmp(name, FIELD_FILE, strlen(FIELD_FILE)) == 0)
		return set_file(flow, name + strlen(FIELD_FILE), name, text);
	if (slot < 0)
		return true;
	if (text_valid(text, strlen(text)))
		return set_fact(flow, (size_t)slot, text);
	char *repaired = text_sanitize(text, strlen(text), false);
	bool ok = repaired != NULL && set_fact(flow, (size_t)slot, repaired);
	free(repaired);
	return ok;
}

/* ---- choices ---------------------------------------------------------------------------------- */

char *flow_choice_value(const struct flow *flow, const char *name, int number)
{
	struct page *page = flow_fields(flow);
	char *value = NULL;

	for (size_t i = 0; page != NULL && value == NULL && i < page->field_count; i++) {
		const struct page_field *field = &page->fields[i];
		if (strcmp(field->name, name) == 0 && number >= 1 && (size_t)number <= field->choice_count)
			value = strdup(field->choices[number - 1].value);
	}
	page_free(page);
	return value;
}

/* The choice of the present page that is called TEXT there; as flow_choice_value. */
static char *labelled_choice(const struct flow *flow, const char *name, const char *text)
{
	struct page *page = flow_fields(flow);
	char *wanted = typed_prepare(text), *value = NULL;

	for (size_t i = 0; page != NULL && i < page->field_count; i++) {
		const struct page_field *field = &page->fields[i];
		if (strcmp(field->name, name) != 0)
			continue;
		for (size_t n = 0; value == NULL && wanted != NULL && n < field->choice_count; n++) {
			char *label = typed_prepare(field->choices[n].label);
			if (label != NULL && strcmp(label, wanted) == 0)
				value = strdup(field->choices[n].value);
			free(label);
		}
	}
	free(wanted);
	page_free(page);
	return value;
}

char *flow_typed_choice(const struct flow *flow, const char *name, const char *text)
{
	const struct tk_fact *fact = flow_fact(flow, name);
	bool choices = fact == NULL || fact->type == TK_CHOICE || fact->evidence;
	char *folded = text == NULL || !choices ? NULL : text_fold(text);
	char *value = NULL;

	if (folded != NULL && folded[0] >= '1' && folded[0] <= '9' && folded[1] == '\0')
		value = flow_choice_value(flow, name, folded[0] - '0');
	else if (folded != NULL && *folded != '\0')
		value = labelled_choice(flow, name, text);
	free(folded);
	return value;
}
