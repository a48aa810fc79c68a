/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts for boxes that take so many characters and no more: counted in characters (code points),
 * cut between sentences where possible, then between clauses, in Chinese and English. Knows nothing
 * of what the text says.
 */
#ifndef PAPERS_FIT_H
#define PAPERS_FIT_H

#include <stddef.h>

size_t fit_characters(const char *text);
/* An answer of at most LIMIT characters: its first sentences, else its first clauses, else its
 * first words and an ellipsis. A single word (a number, an address) stays whole. Caller frees. */
char *fit_answer(const char *text, size_t limit);
/* A paragraph of at most LIMIT characters. Its first and its last sentence (what it asks for) are
 * kept as long as possible: sentences between them go first, then what stands in parentheses, then
 * clauses; only then is it cut. Caller frees. */
char *fit_paragraph(const char *text, size_t limit);
/* Lines joined to one paragraph: with a blank between words, without one beside Chinese. Caller
 * frees. */
char *fit_join_lines(const char *text);

#endif
