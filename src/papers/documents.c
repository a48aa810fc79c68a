/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "documents.h"

#include <string.h>

static bool listed(
        const struct tk_entry *const *documents, size_t count, const struct tk_entry *document)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (documents[i] == document)
			return true;
	}
	return false;
}

const struct tk_trace *document_rule(const struct paper *paper, const struct tk_entry *document)
{
	const struct tk_decision *decision = paper->decision;
	const struct tk_trace *open = NULL;
	size_t i;

	for (i = 0; i < decision->trace_count; i++) {
		const struct tk_trace *trace = &decision->trace[i];

		if (trace->rule->effect != TK_REQUIRE || trace->rule->target != document)
			continue;
		if (trace->state == TK_YES)
			return trace;
		if (trace->state == TK_OPEN && !open)
			open = trace;
	}
	return open;
}

enum document_need document_need(const struct paper *paper, const struct tk_entry *document)
{
	const struct tk_decision *decision = paper->decision;
	const struct tk_trace *trace;

	if (listed(decision->required, decision->required_count, document))
		return DOCUMENT_REQUIRED;
	if (decision->outcome.verdict != TK_REFUSED) {
		trace = document_rule(paper, document);
		if (trace && trace->state == TK_OPEN)
			return DOCUMENT_PERHAPS;
	}
	if (listed(decision->advised, decision->advised_count, document))
		return DOCUMENT_ADVISED;
	return DOCUMENT_NOT_NEEDED;
}

bool document_held(const struct paper *paper, const struct tk_entry *document)
{
	size_t slot = tk_policy_document_slot(paper->of->policy, document);

	return tk_answers_state(paper->of->answers, slot) == TK_ANSWERED &&
	       tk_answers_value(paper->of->answers, slot) != 0;
}

static bool not_sure(const struct paper *paper, const struct tk_entry *document)
{
	size_t slot = tk_policy_document_slot(paper->of->policy, document);

	return tk_answers_state(paper->of->answers, slot) == TK_NOT_SURE;
}

const char *document_box(const struct paper *paper, const struct tk_entry *document)
{
	return document_held(paper, document) ? "[x]" : not_sure(paper, document) ? "[?]" : "[ ]";
}

const char *document_state(const struct paper *paper, const struct tk_entry *document)
{
	if (document_held(paper, document))
		return _("at hand");
	if (not_sure(paper, document))
		return _("not sure");
	return document_need(paper, document) == DOCUMENT_REQUIRED ? _("missing")
	                                                           : _("not at hand");
}

const char *document_path(const struct paper *paper, const struct tk_entry *document)
{
	const char *path = paper->of->evidence_path
	                           ? paper->of->evidence_path(paper->of->user, document->id)
	                           : NULL;

	return path && *path ? path : NULL;
}

const char *document_file_name(const struct paper *paper, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (paper->of->redacted)
		return paper_hidden();
	return slash ? slash + 1 : path;
}
