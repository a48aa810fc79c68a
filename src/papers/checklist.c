/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "documents.h"

#include <stdlib.h>
#include <string.h>

static void add_head(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	char *at = shown_moment(decision->at, SHOWN_SPOKEN, false);
	char *amount = paper_amount(paper, &decision->outcome);

	paper_ends(paper, _("EVIDENCE CHECKLIST"), paper->of->case_id);
	paper_rule(paper, '=');
	paper_redaction(paper);
	paper_blockf(paper, 0, 0, _("%s (%s, %s)"), paper_words(paper, paper->head->title),
	        paper->head->id, paper_authority(paper->head->authority));
	if (at && amount)
		paper_blockf(paper, 0, 0, _("As of %s: %s, %s."), at,
		        paper_verdict(decision->outcome.verdict), amount);
	else
		paper->failed = true;
	if (decision->channel) {
		paper_blockf(paper, 0, 0, _("Where to hand in: %s."),
		        paper_entry_title(paper, decision->channel));
		if (decision->channel->url)
			paper_block(paper, 2, 2, decision->channel->url);
	}
	free(at);
	free(amount);
}

static bool any_perhaps(const struct paper *paper)
{
	const struct tk_policy *policy = paper->of->policy;
	size_t i;

	for (i = 0; i < tk_policy_entry_count(policy, TK_DOCUMENT); i++) {
		if (document_need(paper, tk_policy_entry(policy, TK_DOCUMENT, i)) ==
		        DOCUMENT_PERHAPS)
			return true;
	}
	return false;
}

static void add_counts(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;

	paper_blank(paper);
	if (decision->outcome.verdict == TK_REFUSED) {
		paper_block(paper, 0, 0,
		        _("The rules of this source come to a refusal, so they require no "
		          "document. What you "
		          "have still helps when you ask support for a review, or complain."));
		return;
	}
	if (decision->required_count == 0) {
		paper_block(paper, 0, 0,
		        any_perhaps(paper)
		                ? _("Which documents are required depends on answers still open.")
		                : _("No document is required."));
		return;
	}
	paper_blockf(paper, 0, 0,
	        ngettext("%zu document is required; %zu at hand, %zu missing.",
	                "%zu documents are required; %zu at hand, %zu missing.",
	                decision->required_count),
	        decision->required_count, decision->held_count, decision->missing_count);
	if (decision->missing_count > 0)
		paper_block(paper, 0, 0,
		        _("A missing document is not a refusal: it can be handed in later, but it "
		          "holds the "
		          "application up."));
}

static void add_why(struct paper *paper, const struct tk_entry *document)
{
	const struct tk_trace *trace = document_rule(paper, document);
	char *labels, *source;

	if (!trace || paper->decision->outcome.verdict == TK_REFUSED)
		return;
	source = paper_source(paper, trace->rule->source, trace->rule->reference);
	if (source)
		paper_pairf(paper, 4, 8, _("Why:"), _("%s (%s)"),
		        paper_words(paper, trace->rule->text), source);
	free(source);
	if (trace->state != TK_OPEN)
		return;
	labels = paper_slots(paper, trace->needs, trace->need_count);
	if (labels)
		paper_pairf(paper, 4, 8, _("If:"), _("depends on these answers: %s"), labels);
	free(labels);
}

static void add_document(struct paper *paper, const struct tk_entry *document)
{
	const struct table table = {.widths = {3, 60, 13}, .count = 3};
	const char *const cells[] = {document_box(paper, document),
	        paper_entry_title(paper, document), document_state(paper, document)};
	const char *where = paper_words(paper, document->where),
	           *text = paper_words(paper, document->text);
	const char *path = document_path(paper, document);

	paper_row(paper, &table, cells);
	if (*text)
		paper_block(paper, 4, 4, text);
	if (*where)
		paper_pair(paper, 4, 8, _("Where:"), where);
	add_why(paper, document);
	if (path && document_held(paper, document))
		paper_pair(paper, 4, 8, _("File:"), document_file_name(paper, path));
	if (path && document_held(paper, document) && paper->of->evidence_about) {
		char *about = paper->of->evidence_about(paper->of->user, document->id);
		if (about)
			paper_block(paper, 8, 8, about);
		free(about);
	}
	paper_blank(paper);
}

/* Those of one need. What is missing comes first, it is the work that is left; but where nothing is
 * required, what there is. */
static void add_documents(struct paper *paper, enum document_need need, const char *title)
{
	const struct tk_policy *policy = paper->of->policy;
	size_t count = tk_policy_entry_count(policy, TK_DOCUMENT), i;
	bool any = false, first = need == DOCUMENT_NOT_NEEDED;
	int round;

	for (round = 0; round <= 1; round++) {
		bool held = round == 0 ? first : !first;

		for (i = 0; i < count; i++) {
			const struct tk_entry *document = tk_policy_entry(policy, TK_DOCUMENT, i);

			if (document_need(paper, document) != need ||
			        document_held(paper, document) != held)
				continue;
			if (!any) {
				paper_heading(paper, title);
				any = true;
			}
			add_document(paper, document);
		}
	}
}

char *paper_checklist(const struct paper_case *of, const char *language)
{
	struct paper paper;

	paper_begin(&paper, of, language);
	paper_open(&paper, _("Evidence checklist"));
	add_head(&paper);
	if (tk_policy_entry_count(of->policy, TK_DOCUMENT) == 0) {
		paper_blank(&paper);
		paper_block(&paper, 0, 0, _("This source names no documents."));
		return paper_end(&paper);
	}
	add_counts(&paper);
	add_documents(&paper, DOCUMENT_REQUIRED, _("Required"));
	add_documents(&paper, DOCUMENT_PERHAPS, _("Perhaps required"));
	add_documents(&paper, DOCUMENT_ADVISED, _("Advised, worth keeping"));
	if (of->decision->outcome.verdict == TK_REFUSED)
		add_documents(
		        &paper, DOCUMENT_NOT_NEEDED, _("Worth having for a review or a complaint"));
	paper_block(&paper, 0, 0,
	        _("[x] at hand   [ ] not at hand   [?] not sure. Keep the originals; hand in "
	          "copies or screenshots."));
	return paper_end(&paper);
}
