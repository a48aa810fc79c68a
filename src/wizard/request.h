/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one table of everything a person can ask for: request, key, second key, footer word, help text.
 * Front ends read keys, the footer, F1 and the manual's list of keys from it; there is no second copy.
 * A key appears in the footer once what it does works.
 */
#ifndef WIZARD_REQUEST_H
#define WIZARD_REQUEST_H

#include <stddef.h>

/* X(name, key as shown, second way as shown, order in the footer (0 = not there), footer word, help) */
#define REQUEST_LIST(X)                                                                                      \
	X(HELP, "F1", "Esc 1", 1, N_("help"), N_("Help for this question and all keys."))                   \
	X(WHY, "F2", "Esc 2", 6, N_("why"), N_("Why: every rule, whether it applies, and its source."))     \
	X(WHAT_IF, "F3", "Esc 3", 7, N_("what if"), N_("What if: what another answer would change."))       \
	X(COMPARE, "F4", "Esc 4", 11, N_("compare"), N_("Compare: the same case under every policy that applies.")) \
	X(SAVE, "^S", "Esc s", 8, N_("save"), N_("Save the case."))                                          \
	X(NEXT_FIELD, "Tab", "Down", 9, N_("next"), N_("Go to the next question."))                          \
	X(PREVIOUS_FIELD, "Shift-Tab", "Up", 0, N_("previous"), N_("Go back to the question before."))      \
	X(NEXT_STEP, "PgDn", "Esc n", 10, N_("step"), N_("Go to the next step."))                             \
	X(PREVIOUS_STEP, "PgUp", "Esc p", 0, N_("step back"), N_("Go to the step before."))                  \
	X(GO_TO_STEP, "^G 1-8", "Esc g 1-8", 0, N_("go to"), N_("Jump to a step by its number; 0 is the start page.")) \
	X(TRIAGE, "^F", "Esc f", 17, N_("one by one"), N_("Ask one question at a time, what settles most first; again: the whole form.")) \
	X(ACCEPT, "Enter", "", 0, N_("accept"), N_("Accept the answer and go on."))                          \
	X(CHOOSE, "1-9", "Space", 0, N_("choose"), N_("Pick a choice by its number, or the marked one."))   \
	X(NOT_SURE, "?", "", 12, N_("not sure"), N_("Answer \"not sure\". It never blocks you."))            \
	X(NONE_OF_THESE, "^N", "Esc 0", 5, N_("none of these"), N_("Checklist: answer no to all that is still open.")) \
	X(UNDO, "^_", "Esc u", 13, N_("undo"), N_("Undo the last answer."))                                  \
	X(COPY, "^Y", "Esc c", 3, N_("copy"), N_("Copy the letter, or the case in one line, to the clipboard.")) \
	X(COPY_LINE, "^O", "Esc o", 0, N_("one line"), N_("Copy the case in one line, for a ticket system or a chat.")) \
	X(ALOUD, "^T", "Esc t", 0, N_("read aloud"), N_("Three sentences to read to a caller: verdict, what to do, until when.")) \
	X(EDIT, "^E", "Esc e", 2, N_("edit"), N_("Edit the letter."))                                        \
	X(WRITE_PAPERS, "^P", "Esc w", 4, N_("papers"), N_("Print the papers: files, lp, clipboard, screen.")) \
	X(SWITCH_LANGUAGE, "^L", "Esc l", 14, N_("中文"), N_("Switch between English and Chinese."))         \
	X(MOUSE, "^B", "Esc m", 16, N_("mouse"), N_("Switch the mouse on or off: click steps, answers, keys; the wheel scrolls.")) \
	X(REDRAW, "^R", "Esc r", 0, N_("redraw"), N_("Draw the screen anew, when something else wrote on it."))  \
	X(SUSPEND, "^Z", "", 0, N_("suspend"), N_("Suspend the program."))                                   \
	X(QUIT, "^Q", "Esc q", 15, N_("quit"), N_("Quit. Asks when something is unsaved; the draft is kept anyway."))

/* The same for the queue, where what is typed is searched. */
#define QUEUE_LIST(X)                                                                                        \
	X(QUEUE_HELP, "F1", "Esc 1", 1, N_("help"), N_("Queue: help for the list of cases, and its keys."))  \
	X(QUEUE_OPEN, "Enter", "", 2, N_("open it"), N_("Queue: open the case."))                               \
	X(QUEUE_NEW, "^N", "Esc n", 3, N_("new"), N_("Queue: begin a new case."))                            \
	X(QUEUE_DUPLICATE, "^D", "Esc d", 4, N_("duplicate"),                                                \
		N_("Queue: begin a new case with the answers of this one, but not its evidence, texts and outcome.")) \
	X(QUEUE_ARCHIVE, "^A", "Esc a", 5, N_("archive"), N_("Queue: archive the case, or take it out of the archive.")) \
	X(QUEUE_SHOW_ARCHIVED, "^T", "Esc t", 6, N_("archived too"), N_("Queue: show archived cases too, or leave them out again.")) \
	X(QUEUE_UP, "Up", "Shift-Tab", 0, N_("up"), N_("Queue: the case above; PgUp a screen up, Home the first one.")) \
	X(QUEUE_DOWN, "Down", "Tab", 0, N_("down"), N_("Queue: the case below; PgDn a screen down, End the last one.")) \
	X(QUEUE_CLEAR, "^U", "Esc Esc", 0, N_("clear"), N_("Queue: search for nothing, and show all.")) \
	X(QUEUE_LANGUAGE, "^L", "Esc l", 7, N_("中文"), N_("Queue: switch between English and Chinese."))    \
	X(QUEUE_SUSPEND, "^Z", "", 0, N_("suspend"), N_("Queue: suspend the program."))                      \
	X(QUEUE_QUIT, "^Q", "Esc q", 8, N_("quit"), N_("Queue: quit. Leaving a case comes back here."))

enum request_kind {
#define REQUEST_ENUM(name, key, second, order, word, help) REQUEST_##name,
	REQUEST_LIST(REQUEST_ENUM)
	QUEUE_LIST(REQUEST_ENUM)
#undef REQUEST_ENUM
	REQUEST_SET,    /* field, text: set an answer, as typed */
	REQUEST_FOCUS,  /* field: the focus moved there */
	REQUEST_SET_LETTER, /* text: the edited letter; NULL: back to the template's */
	REQUEST_LETTER_LENGTH, /* number: enum paper_letter to show */
	REQUEST_PASTE,  /* text: an order page; number: 1 = answers that differ are replaced too, 0 = they stay */
	REQUEST_TICK,   /* the clock went on */
	REQUEST_COUNT
};

struct request {
	enum request_kind kind;
	const char *field; /* name of a field */
	const char *text;
	int number;        /* GO_TO_STEP: the step */
};

struct request_info {
	enum request_kind kind;
	const char *key, *second; /* as shown */
	int footer;               /* order of importance in the footer, 0 = not there */
	const char *word, *help;  /* English, to be translated */
};
extern const struct request_info request_table[];
extern const size_t request_table_count;
extern const struct request_info queue_table[];
extern const size_t queue_table_count;

#endif
