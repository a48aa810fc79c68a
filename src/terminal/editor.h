/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line of text being edited (or several: the letter's): the text, the cursor, and which part of it is in view. It holds the
 * truth; what libform shows is a picture of it, made anew at each key. The cursor stands between
 * grapheme clusters, so that a character is never cut from its marks. Must not know curses.
 */
#ifndef TERMINAL_EDITOR_H
#define TERMINAL_EDITOR_H

#include <stdbool.h>
#include <stddef.h>

#define EDITOR_MAX_BYTES ((size_t)16384)

enum editor_result {
	EDITOR_CHANGED,
	EDITOR_UNCHANGED, /* nothing to do there */
	EDITOR_REFUSED,   /* control characters, marks without a letter, not ASCII when only ASCII is safe */
	EDITOR_FULL,      /* longer than EDITOR_MAX_BYTES */
	EDITOR_NO_MEMORY
};

struct editor {
	char *text; /* UTF-8; NULL when empty and never used */
	size_t length, capacity;
	size_t cursor; /* byte offset */
	size_t first;  /* byte offset of the first cluster in view */
	bool ascii;    /* take ASCII only */
	bool lines;    /* line ends are kept */
};

void editor_init(struct editor *editor, bool ascii, bool lines);
void editor_release(struct editor *editor);
/* Puts TEXT (NULL is "") in place of all, with the cursor at its end. What a line cannot hold is left
 * out. false = no memory; the old text then stands. */
bool editor_load(struct editor *editor, const char *text);
const char *editor_text(const struct editor *editor); /* never NULL */

/* Puts TEXT at the cursor: one character typed, or many pasted. Tabs, and line ends unless they are kept,
 * become blanks. What a line cannot hold is left out, and the result is then EDITOR_REFUSED; so the text may have changed
 * with any result but EDITOR_UNCHANGED and EDITOR_NO_MEMORY. */
enum editor_result editor_insert(struct editor *editor, const char *text);
enum editor_result editor_erase_before(struct editor *editor); /* Backspace */
enum editor_result editor_erase_after(struct editor *editor);  /* Delete */
enum editor_result editor_erase_word(struct editor *editor);   /* from the cursor back */
enum editor_result editor_clear(struct editor *editor);
/* All return whether the cursor moved. */
bool editor_left(struct editor *editor);
bool editor_right(struct editor *editor);
/* The start and the end of the whole text. */
bool editor_home(struct editor *editor);
bool editor_end(struct editor *editor);

struct editor_slice {
	const char *text; /* into the editor's text; not ended by NUL */
	size_t length;
	int columns; /* its width, at most those asked for */
	int cursor;  /* column of the cursor, 0 .. columns asked for - 1 */
	bool more_left, more_right;
};
/* The part to show in COLUMNS (at least 1): scrolls by whole characters so that the cursor, and the
 * character under it, are in view. */
void editor_slice(struct editor *editor, int columns, struct editor_slice *ret_slice);

/* What may stand in a text that people edit: printable, no control, no bidirectional or invisible
 * control. */
bool editor_takes(unsigned long character, bool ascii);

#endif
