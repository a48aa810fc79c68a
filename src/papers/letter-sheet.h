/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of a letter as pieces of a sheet (base/sheet), whether a template made them or a person.
 * Knows nothing of answers.
 */
#ifndef PAPERS_LETTER_SHEET_H
#define PAPERS_LETTER_SHEET_H

#include "paper.h"

/* The sheet of a letter, with its title. */
void letter_sheet_open(struct paper *paper, enum paper_letter length);
/* Bytes of "1. ", "2）", "- " at the beginning of TEXT, under which further lines do not go; 0: none. */
size_t letter_item_mark(const char *text);
/* A paragraph INDENT columns in, its item's mark apart. */
void letter_sheet_line(struct text_buffer *out, int indent, const char *text);

#endif
