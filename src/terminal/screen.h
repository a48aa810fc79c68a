/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The wizard on a screen: what a press means where the focus is, and what is seen. Between two presses it
 * keeps the page, the line being edited and how far things are scrolled; all else is the flow's. Works on
 * any ncurses screen, one without a terminal included; reads no keys and no clock itself.
 */
#ifndef TERMINAL_SCREEN_H
#define TERMINAL_SCREEN_H

#include <stdint.h>

#include "colours.h"
#include "editor.h"
#include "fields.h"
#include "flow.h"
#include "keys.h"
#include "layout.h"
#include "letter-editor.h"
#include "overlay.h"
#include "questions.h"

enum screen_wish {
	SCREEN_GO_ON,
	SCREEN_QUIT,
	SCREEN_SUSPEND,
	SCREEN_COPY,      /* the flow's text, to the clipboard */
	SCREEN_COPY_LINE, /* the case in one line */
	SCREEN_MOUSE,     /* on, or off again */
	SCREEN_REDRAW,
	SCREEN_SHOW       /* the papers, on the bare terminal */
};

/* A key that waits for another one. */
enum screen_prefix { PREFIX_NONE, PREFIX_ESCAPE, PREFIX_GO_TO };

struct screen {
	struct flow *flow; /* borrowed */
	struct palette palette;
	struct layout layout;
	int64_t now;

	struct page *page;
	struct questions questions;
	struct fields *fields;
	struct pane body;  /* the page's, wrapped */
	int top;           /* the first row of the content that is in view */
	bool on_body;      /* the focus is below the questions */

	struct editor editor; /* the focused line, when one is focused */
	char *editing;        /* which: step and name; NULL none */
	bool unsent;          /* the line was edited since it was last handed to the flow */
	bool edited;          /* the line was edited since the focus came, and Enter has not complained yet */
	int mark;             /* the choice under the cursor of a focused choice */
	bool mark_moved;

	struct letter_editor letter;
	bool in_letter; /* the letter is being edited */
	bool letter_unsent;

	struct area step_spots[TK_STEP_COUNT]; /* as painted, to be pointed at; no columns: not there */
	struct area key_spots[REQUEST_COUNT];  /* of the footer, in the order of the table */

	enum screen_prefix prefix;
	struct overlay overlay;
	enum purpose panel;   /* what the overlay is, while it is open */
	bool helping;         /* it is the help of F1, and what it was called from is */
	struct overlay below; /* under it, if it was a panel */
	char *pasted;         /* PURPOSE_PASTE: the order page */
	const char *notice; /* what the screen itself has to say, until the next press; translated, static */
	char *said;         /* the same, owned */
	bool no_memory;     /* the page could not be made; the last one stands */
};

/* false = no memory. Colours and size are those of the present ncurses screen. */
bool screen_init(struct screen *screen, struct flow *flow, const struct palette *palette, int64_t now);
void screen_release(struct screen *screen);
/* The terminal has another size. */
void screen_resize(struct screen *screen);
enum screen_wish screen_press(struct screen *screen, const struct press *press, int64_t now);
/* The clock went on: the flow is asked for a new page if it wants to be. */
void screen_tick(struct screen *screen, int64_t now);
/* What follows from the last answers, where the flow has put that off (flow_defer); flow_catch_up, flow_keep_draft. */
void screen_catch_up(struct screen *screen, bool (*goes_on)(void *user), void *user);
void screen_keep_draft(struct screen *screen, bool (*goes_on)(void *user), void *user);
void screen_load_pack(struct screen *screen); /* flow_load_pack */
/* Hands over the line being edited. Called when no key is waiting: typing fast, or pasting, asks for a new
 * page once. */
void screen_send_line(struct screen *screen);
/* Hands over all that was edited, the letter too. Called before the flow is asked to save. */
void screen_settle(struct screen *screen);
/* Shows TEXT as the page's message until the next press. */
void screen_say(struct screen *screen, const char *text);
/* Shows the case in one LINE, whole. */
void screen_show_line(struct screen *screen, const char *line);
/* Everything onto stdscr, with the cursor in its place; the caller refreshes. */
void screen_paint(struct screen *screen);

/* ---- for the parts of the screen ---- */

/* A click, or the wheel (mouse.c). */
enum screen_wish screen_point(struct screen *screen, const struct press *press);
/* Does what is asked for (requests.c). */
enum screen_wish screen_do(struct screen *screen, enum request_kind kind, int number);
/* F1: over whatever is shown; nothing where it is open already. */
void screen_open_help(struct screen *screen);
/* The focused question is answered with "not sure". */
void screen_not_sure(struct screen *screen);
/* Says what an edit has left out. Returns whether the text is another now. */
bool screen_tell_edit(struct screen *screen, enum editor_result result);
/* Opens an overlay with the page's message, where the hints have no room for it. */
void screen_tell_at_length(struct screen *screen);
/* Picks CHOICE of FIELD, the focused one; choice_count is "not sure". */
void screen_pick(struct screen *screen, const struct page_field *field, int choice);
/* Asks the flow for the page. AGAIN: the focused line is taken up anew, whatever was being edited. */
void screen_renew(struct screen *screen, bool again);
/* Works out anew what follows from the page, the focus and the size. */
void screen_rearrange(struct screen *screen);
/* Hands a request to the flow, and takes the page that comes of it. */
void screen_ask(struct screen *screen, enum request_kind kind, const char *field, const char *text, int number);
/* The editor takes up the focused line, unless it is the one being edited (and not AGAIN). */
bool screen_take_line(struct screen *screen, bool again);
/* The focus goes to the next stop, or the body below the questions; ROUND: and on to the first. */
void screen_forward(struct screen *screen, bool round);
void screen_back(struct screen *screen, bool round);
void screen_focus_body(struct screen *screen);
/* Scrolls the body; a step up from its first row goes to the questions. */
void screen_scroll(struct screen *screen, int rows);
void screen_forget_notice(struct screen *screen);
/* A paste that is an order page opens an overlay which asks what to take of it (pasted.c). false: it is none. */
bool pasted_open(struct screen *screen, const char *text);
/* A press while it asks. */
void pasted_press(struct screen *screen, const struct press *press);
/* Opens the overlay as PANEL with TEXT, which is moved from. */
void screen_open_panel(struct screen *screen, enum purpose panel, struct pane *text);
/* Closes it; from the help of a panel it is back to the panel. */
void screen_close_panel(struct screen *screen);
/* Whether it is open, and no help before it. */
bool screen_has_panel(const struct screen *screen, enum purpose panel);
/* Asks where the papers are to go (printing.c). */
void printing_open(struct screen *screen);
enum screen_wish printing_press(struct screen *screen, const struct press *press);
const struct page_field *screen_field(const struct screen *screen); /* the focused one, or NULL */
bool screen_has_body(const struct screen *screen);
int screen_content_rows(const struct screen *screen);
int screen_pinned(const struct screen *screen); /* rows of the content that do not scroll */
int screen_body_start(const struct screen *screen); /* row of the content at which the body begins */
/* Whether a request makes sense now: only then is its key in the footer. */
bool screen_offers(const struct screen *screen, enum request_kind kind);

/* ---- paths.c ---- */
/* Whether PRESS (as the character KEY, 0 for none) is how a path begins: "/", "~/", "./", also of one dragged in. */
bool screen_begins_path(const struct press *press, char key);
/* Opens the line of FIELD with it. false: there is none. */
bool screen_begin_path(
	struct screen *screen, const struct page_field *field, const struct press *press, char key);
/* Tab in a path; false: there is nothing to add, and it goes to the next question as elsewhere. */
bool screen_complete_path(struct screen *screen, bool *ret_changed);

#endif
