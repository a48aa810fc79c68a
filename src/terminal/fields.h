/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The stops of a page as a libform form: its layout, its navigation and the look of its lines. libform
 * never gets a typed key and is never asked for a value, since it damages Chinese: each line is a static
 * field of one row that is handed the text to show. Made anew when the places change, as after a resize.
 */
#ifndef TERMINAL_FIELDS_H
#define TERMINAL_FIELDS_H

#include "colours.h"
#include "layout.h"
#include "questions.h"

struct fields;

/* A form with a field for each stop of QUESTIONS; NULL = no memory, or no stops. */
struct fields *fields_new(const struct questions *questions);
void fields_free(struct fields *fields);
/* Whether it has its fields where QUESTIONS has its stops. */
bool fields_match(const struct fields *fields, const struct questions *questions);
/* Hands over the text of each line, and the focus: the stop FOCUS, or -1. */
void fields_show(struct fields *fields, const struct questions *questions, const struct palette *palette, int focus);
/* The stop after (or before) STOP; -1 when it is the last (the first). */
int fields_next(struct fields *fields, int stop);
int fields_previous(struct fields *fields, int stop);
/* Copies the lines onto stdscr: row FIRST of the questions is the first row of AREA. */
void fields_paint(const struct fields *fields, const struct questions *questions, const struct area *area, int first);

#endif
