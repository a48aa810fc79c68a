/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The letter being edited: many lines, wrapped to the columns there are for showing only (nothing is put
 * into the text), and a cursor that goes up and down in the column it came from. Must not know curses.
 */
#ifndef TERMINAL_LETTER_EDITOR_H
#define TERMINAL_LETTER_EDITOR_H

#include "editor.h"

struct letter_row {
	size_t start, length; /* bytes shown */
	size_t next;          /* where the next row begins; blanks and a line end may lie between */
};

struct letter_editor {
	struct editor editor;
	struct letter_row *rows; /* as last wrapped; at least one */
	size_t row_count;
	int columns;
	int goal; /* the column to keep when going up and down, -1: that of the cursor */
};

void letter_editor_init(struct letter_editor *letter, bool ascii);
void letter_editor_release(struct letter_editor *letter);
/* Takes TEXT, with the cursor at its start. false = no memory. */
bool letter_editor_load(struct letter_editor *letter, const char *text);
/* Wraps to COLUMNS after an edit or a resize; one column stays free for the cursor. false = no memory; the
 * rows are then as they were. Must be called once before rows, cursor and up/down are used. */
bool letter_editor_wrap(struct letter_editor *letter, int columns);
void letter_editor_cursor(const struct letter_editor *letter, int *ret_row, int *ret_column);
/* Rows down, or up when negative. Returns whether the cursor moved. */
bool letter_editor_down(struct letter_editor *letter, int rows);
bool letter_editor_row_start(struct letter_editor *letter);
bool letter_editor_row_end(struct letter_editor *letter);

#endif
