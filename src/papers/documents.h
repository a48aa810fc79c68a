/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a document of the pack stands in a case: asked of the answers and the decision by the
 * checklist and the summary. Knows no lay-out.
 */
#ifndef PAPERS_DOCUMENTS_H
#define PAPERS_DOCUMENTS_H

#include "paper.h"

enum document_need { DOCUMENT_REQUIRED, DOCUMENT_ADVISED, DOCUMENT_PERHAPS, DOCUMENT_NOT_NEEDED };

enum document_need document_need(const struct paper *paper, const struct tk_entry *document);
bool document_held(const struct paper *paper, const struct tk_entry *document);
/* "[x]" at hand, "[ ]" missing, "[?]" not sure. */
const char *document_box(const struct paper *paper, const struct tk_entry *document);
/* "at hand", "not sure", "missing" when required, else "not at hand". */
const char *document_state(const struct paper *paper, const struct tk_entry *document);
/* The rule that requires it (fired, or with PERHAPS the first open one), or NULL. */
const struct tk_trace *document_rule(const struct paper *paper, const struct tk_entry *document);
/* The path of its file, NULL when none is known. */
const char *document_path(const struct paper *paper, const struct tk_entry *document);
/* The last part of a path; people name files after people, so a redacted paper has none. */
const char *document_file_name(const struct paper *paper, const char *path);

#endif
