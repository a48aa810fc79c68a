/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "evidence-words.h"
#include "flow-inside.h"
#include "language.h"
#include "text.h"

static char *safe(const char *text)
{
	return text_sanitize(text, strlen(text), false);
}

/* "have it", with the name of its file where one is named. */
static char *shown_as(const char *text)
{
	if (strcmp(text, "?") == 0)
		return strdup(_("not sure"));
	if (strcmp(text, "no") == 0)
		return strdup(_("not yet"));
	if (strcmp(text, "yes") == 0)
		return strdup(_("have it"));
	const char *name = strrchr(text, '/');
	char *shown = safe(name == NULL ? text : name + 1);
	char *whole = shown == NULL ? NULL : text_printf("%s (%s)", _("have it"), shown);
	free(shown);
	return whole;
}

void flow_look_at_files(struct flow *flow)
{
	const struct case_values *values = &flow->state.values;

	case_values_clear(&flow->troubled);
	for (size_t i = 0; i < values->count; i++) {
		const char *name = values->items[i].name, *text = values->items[i].text;
		if (strncmp(name, EVIDENCE, strlen(EVIDENCE)) != 0 || strchr(text, '/') == NULL)
			continue;
		name += strlen(EVIDENCE);
		enum evidence_state state =
			evidence_compare(flow->broker, text, case_values_get(&flow->state.files, name));
		/* Without memory for it nothing is said here; papers and verify look again. */
		if (evidence_trouble_words(state) != NULL)
			case_values_set(&flow->troubled, name, state == EVIDENCE_LOST ? "lost" : "changed",
				TK_KNOWN_TYPED);
	}
}

/* What is wrong with the file of DOCUMENT; NULL: nothing. */
static const char *trouble_of(const struct flow *flow, const char *document)
{
	const char *trouble = case_values_get(&flow->troubled, document);

	if (trouble == NULL)
		return NULL;
	return evidence_trouble_words(strcmp(trouble, "lost") == 0 ? EVIDENCE_LOST : EVIDENCE_CHANGED);
}

/* "proof.pdf (PDF, 1.2 MB)"; "! " before one that upload forms may refuse, and *ret_warning why. */
static char *file_words(const struct flow *flow, const char *document, const char *path, char **ret_warning)
{
	const char *recorded = case_values_get(&flow->state.files, document), *slash = strrchr(path, '/');
	char *shown = safe(slash == NULL ? path : slash + 1), *whole = NULL;
	struct evidence_file file;

	*ret_warning = NULL;
	if (recorded == NULL || !evidence_parse(recorded, &file))
		return shown;
	char *words = evidence_words(&file);
	*ret_warning = evidence_warning(&file);
	if (words != NULL && shown != NULL)
		whole = text_printf(*ret_warning == NULL ? "%s (%s)" : "! %s (%s)", shown, words);
	free(words);
	free(shown);
	return whole;
}

/* The line for the file of a document: there when a path was typed, so that ticking what is at hand stays one key. */
static bool add_file(const struct flow *flow, struct page *page, const struct tk_entry *document)
{
	char *name = text_printf(EVIDENCE "%s", document->id), *own = text_printf(FIELD_FILE "%s", document->id);
	const char *value = name == NULL ? NULL : case_values_get(&flow->state.values, name);
	const char *rejected = own == NULL ? NULL : case_values_get(&flow->state.rejected, own);
	bool there = evidence_is_path(value) || rejected != NULL;
	bool ok = name != NULL && own != NULL && (!there || page_add_field(page, own, FIELD_LINE));

	if (!ok || !there) {
		free(name);
		free(own);
		return ok;
	}
	struct page_field *field = page_last(page);
	const char *trouble = trouble_of(flow, document->id);
	field->label = strdup(_("  its file"));
	field->question = strdup(_("Which file is it? Type its path."));
	field->help = strdup(_("Optional: it goes into the packet, and a later change is noticed. Tab completes."));
	field->example = strdup("~/order-detail.pdf");
	field->free_text = field->path = true;
	field->relevance = TK_INFORMS;
	field->state = rejected != NULL ? FIELD_INVALID : FIELD_ANSWERED;
	if (rejected != NULL)
		field->error = evidence_refusal(flow->broker, rejected);
	else if (trouble != NULL)
		field->error = strdup(trouble);
	field->value = safe(rejected != NULL ? rejected : value);
	char *warning = NULL;
	field->shown = rejected != NULL ? safe(rejected) : file_words(flow, document->id, value, &warning);
	if (warning != NULL) {
		free(field->help);
		field->help = warning;
	}
	free(name);
	free(own);
	return true;
}

static bool add_document(const struct flow *flow, struct page *page, const struct tk_entry *document)
{
	char *name = text_printf(EVIDENCE "%s", document->id);
	bool ok = name != NULL && page_add_field(page, name, FIELD_CHOICE);

	if (!ok) {
		free(name);
		return false;
	}
	struct page_field *field = page_last(page);
	const char *value = case_values_get(&flow->state.values, name);
	char *title = safe(words_text(document->title));
	field->label = title;
	field->question = title == NULL ? NULL : text_printf(_("Do you have this document: %s?"), title);
	field->help = safe(words_text(document->where));
	field->line = text_printf(FIELD_FILE "%s", document->id);
	field->relevance = TK_SHAPES;
	if (flow_rejected(flow, name, &field->error) != NULL) {
		field->state = FIELD_INVALID;
		value = case_values_get(&flow->state.rejected, name);
		field->shown = value == NULL ? NULL : safe(value);
	} else if (value == NULL) {
		field->state = FIELD_UNANSWERED;
	} else {
		field->state = strcmp(value, "?") == 0 ? FIELD_NOT_SURE : FIELD_ANSWERED;
		field->shown = shown_as(value);
	}
	if (field->state == FIELD_ANSWERED)
		value = strcmp(value, "no") == 0 ? "no" : "yes";
	else if (field->state != FIELD_INVALID)
		value = "";
	field->value = value == NULL ? NULL : strdup(value);
	free(name);
	return page_add_choice(field, "yes", _("have it")) &&
	       page_add_choice(field, "no", _("not yet"));
}

static bool contains(const struct tk_entry *const *entries, size_t count, const struct tk_entry *entry)
{
	for (size_t i = 0; i < count; i++) {
		if (entries[i] == entry)
			return true;
	}
	return false;
}

/* Whether a rule that is still open would require the document. */
static bool may_be_required(const struct tk_decision *decision, const struct tk_entry *document)
{
	for (size_t i = 0; i < decision->trace_count; i++) {
		const struct tk_trace *trace = &decision->trace[i];
		if (trace->rule->effect == TK_REQUIRE && trace->rule->target == document &&
			trace->state == TK_OPEN)
			return true;
	}
	return false;
}

static bool belongs(const struct tk_decision *decision, const struct tk_entry *document, int group)
{
	bool required = contains(decision->required, decision->required_count, document);
	bool open = !required && decision->outcome.verdict != TK_REFUSED &&
		    may_be_required(decision, document);

	if (group == 0)
		return required;
	if (group == 1)
		return open;
	return !required && !open &&
	       contains(decision->advised, decision->advised_count, document);
}

bool page_add_documents(const struct flow *flow, struct page *page)
{
	const struct tk_policy *policy = flow->pack->policy;
	const char *const headings[] = {
		_("Required"), _("Required, if what is still open asks for it"), _("Advised")};
	bool ok = true;

	for (int group = 0; ok && flow->decision != NULL && group < 3; group++) {
		bool headed = false;
		for (size_t i = 0; ok && i < tk_policy_entry_count(policy, TK_DOCUMENT); i++) {
			const struct tk_entry *document = tk_policy_entry(policy, TK_DOCUMENT, i);
			if (!belongs(flow->decision, document, group))
				continue;
			if (!headed)
				ok = page_add_heading(page, headings[group]);
			headed = true;
			ok = ok && add_document(flow, page, document) && add_file(flow, page, document);
		}
	}
	return ok;
}

char *flow_complete_path(const struct flow *flow, const char *typed, char **ret_names)
{
	return evidence_complete(flow->broker, typed, ret_names);
}
