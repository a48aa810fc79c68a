/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a front end is handed: one step of the wizard as data. A pure function of answers, policies and
 * moment (flow_page); it is never edited, only made anew. A front end paints it, or prints it, and hands
 * back requests (request.h). Must not know curses.
 */
#ifndef WIZARD_PAGE_H
#define WIZARD_PAGE_H

#include "pane.h"
#include "tuikuan.h"

enum field_kind {
	FIELD_LINE,   /* a line of text: money, moments, text ... */
	FIELD_CHOICE, /* one of choices (flags too: yes, no); "not sure" is a choice of its own beside them */
	FIELD_HEADING /* a heading between fields; not a stop */
};

enum field_state {
	FIELD_UNANSWERED,
	FIELD_NOT_SURE,
	FIELD_ASSUMED,  /* a default holds; `value` shows it, marked */
	FIELD_ANSWERED,
	FIELD_INVALID   /* what was typed is not understood: `value` is it, `error` says why; the answer before stands */
};

struct field_choice {
	char *value; /* what a request sets: "yes", "wrong-period" */
	char *label;
};

struct page_field {
	char *name;     /* the fact: "paid", "evidence.usage_log" */
	enum field_kind kind;
	enum field_state state;
	char *label;    /* short; heading: the heading */
	char *question; /* whole sentence, for --plain */
	char *help;     /* one line */
	char *example;  /* "" none */
	char *value;    /* FIELD_LINE: text to edit; FIELD_CHOICE: the chosen value; "" none */
	char *shown;    /* the value as a reader wants it: "2026-11-23 14:05", "yes"; with "assumed" where it is */
	char *error;    /* NULL none */
	char *greyed;   /* NULL, or why it cannot matter any more; it can still be answered */
	struct field_choice *choices;
	size_t choice_count;
	bool certain;   /* a choice of the wizard's own: nobody is unsure of it */
	bool free_text; /* FIELD_LINE: any text is a value, so that a "?" in it is typed */
	bool path;      /* FIELD_LINE: the path of a file, which Tab completes */
	char *line;     /* FIELD_CHOICE: the name of the line that a path typed here goes to; NULL none */
	enum tk_relevance relevance;
};

enum step_mark { STEP_OPEN, STEP_DONE, STEP_ATTENTION };

struct page_step {
	char *title;
	enum step_mark mark;
	bool current;
};

struct page {
	char *title;      /* "Alibaba Cloud ECS · guide of 2025-05-18" */
	char *case_id;
	enum tk_step step;
	int part, parts;  /* page of the step: 0 .. parts-1; in triage there is one, whichever it is */
	char *heading;    /* of this page: "Most people answer no to all." */
	struct page_step steps[TK_STEP_COUNT];
	struct page_field *fields;
	size_t field_count;
	int focus;        /* index of the focused field, -1 none */
	struct pane body; /* below the fields: Result, the letter ... */
	bool body_is_letter; /* body is the letter that can be edited and copied */
	char *letter;        /* its text, else NULL */
	struct pane verdict; /* the verdict pane, for 40 columns or so */
	struct pane verdict_short; /* the same in pieces, a line each, what matters most first: for pane_pack */
	bool triage;         /* one question, the one that settles most; the page it belongs to is hidden */
	bool none_of_these;  /* the page has "none of these" */
	char *message;       /* what the last request did or could not do; NULL none. The first line says it,
				others name files */
	bool read_only;
	bool modified;       /* unsaved */
};

void page_free(struct page *page);

#endif
