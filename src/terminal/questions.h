/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The questions of a page as rows of text: labels, lines to type in, choices; and where on them the
 * stops are that the focus goes to. Built first, painted later. Must not know curses.
 */
#ifndef TERMINAL_QUESTIONS_H
#define TERMINAL_QUESTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "editor.h"
#include "page.h"

/* What the screen knows of the page besides the page. */
struct question_view {
	int focus;             /* index of the focused field, -1 none */
	struct editor *editor; /* the focused line */
	int mark;              /* focused choice: the one under the cursor; choice_count is "not sure" */
	bool single;           /* the focused question alone */
	int rows, columns;     /* of the area; as many rows are built as the questions need */
	int body_rows;         /* below the questions, which leave a part of the area to them if they can */
};

/* Where the focus can go. */
struct question_stop {
	size_t field;
	int row, column, columns; /* row -1: not in view, one question is shown at a time */
	bool line;  /* libform shows TEXT there; else the rows hold all there is to see */
	char *text; /* at most `columns` wide; NULL unless line */
	enum pane_style style;
};

/* Where a choice stands, to be pointed at. */
struct question_spot {
	size_t field, choice; /* choice_count: "not sure" */
	int row, column, columns;
};

struct questions {
	struct pane rows; /* all but the text of lines, which libform shows */
	struct question_stop *stops;
	size_t stop_count;
	struct question_spot *spots;
	size_t spot_count;
	int first_row, last_row;     /* of the focused question; -1 none */
	bool label_cut;              /* the focused question's label is not shown whole */
	int cursor_row, cursor_column;
	int mark_row, mark_rows, mark_column, mark_columns; /* the choice under the cursor; mark_columns 0: none */
	int pinned; /* rows at the top that do not scroll: the question, where one is shown at a time */
};

/* false = no memory. */
bool questions_build(const struct page *page, const struct question_view *view, struct questions *ret_questions);
void questions_release(struct questions *questions);

#endif
