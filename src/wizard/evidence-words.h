/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files of evidence in words, in the current language: what they are, what upload forms may say to them, what is
 * wrong. Must not know pages. What is returned belongs to the caller; NULL = no memory, or as said.
 */
#ifndef WIZARD_EVIDENCE_WORDS_H
#define WIZARD_EVIDENCE_WORDS_H

#include "evidence.h"

/* "PDF, 1.2 MB" */
char *evidence_words(const struct evidence_file *file);
/* What upload forms commonly refuse in such a file; NULL: nothing. */
char *evidence_warning(const struct evidence_file *file);
/* Why the path TYPED cannot be attached. */
char *evidence_refusal(struct broker *broker, const char *typed);
/* What became of a file since it was attached, as a sentence of its own, not to be freed; NULL: it is the same, or
 * there is none. */
const char *evidence_trouble_words(enum evidence_state state);
/* The file at PATH in a line, for papers: "PDF, 1.2 MB, SHA-256 1a2b..." as RECORDED in the case; or what became of
 * it. NULL: nothing is known of it (either may be NULL). */
char *evidence_line(struct broker *broker, const char *path, const char *recorded);

#endif
