/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A case judged, and ready to be put on paper: the decision, what the other policies say, and what the
 * papers ask of the case and of the folders. Reports what is wrong itself. Must not know which papers are
 * made or where they go.
 */
#ifndef COMMANDS_CASE_PAPERS_H
#define COMMANDS_CASE_PAPERS_H

#include "intake.h"
#include "papers.h"

struct case_papers {
	const struct intake *intake; /* borrowed; opened, with a case */
	struct tk_policy *policy;
	struct tk_answers *answers;
	struct tk_decision *decision;
	struct tk_policy **other_policies;
	struct tk_decision **others;
	size_t other_policy_count, other_count;
	bool faulty; /* an answer is none: a gap in the papers, reported */
	struct paper_case paper; /* over all of these; form and redacted are the caller's to set */
};

/* POLICY: as intake_policy takes it. With COMPARE the other policies are judged too. false: reported. Released
 * in any case. */
bool case_papers_open(struct case_papers *papers, const struct intake *intake, const char *policy, bool compare);
void case_papers_release(struct case_papers *papers);
/* Notes in the history of the case that WHAT went to TO (NULL: not said). A case that another program edits, or
 * that cannot be written, is left as it is, and that is said. */
void case_papers_note(const struct case_papers *papers, const char *what, const char *to);
/* The path of a document's file, as it stands in the case; NULL: none. */
const char *case_papers_file(const struct case_papers *papers, const char *document);

#endif
