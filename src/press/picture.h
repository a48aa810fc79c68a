/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dates of a case on one line: what holds until when, the stages of a review under it. The moments
 * stand in their order at equal distances, as minutes and months do not fit on one scale. Knows a
 * sheet's pieces and a page; must not know rules.
 */
#ifndef PRESS_PICTURE_H
#define PRESS_PICTURE_H

#include "a4.h"
#include "sheet.h"

/* Draws LINES[0] (picture) and what belongs to it; returns how many lines that were. */
size_t picture_draw(struct page *page, const struct sheet_line *lines, size_t count);
/* The tint for a verdict by its name. */
unsigned picture_tint(const char *verdict);
/* The same, strong. */
unsigned picture_colour(const char *verdict);

#endif
