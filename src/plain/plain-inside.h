/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the line-by-line front end share: printing, asking the flow, reading a line.
 */
#ifndef PLAIN_PLAIN_INSIDE_H
#define PLAIN_PLAIN_INSIDE_H

#include "plain.h"

struct plain {
	struct flow *flow;
	const struct plain_options *options;
	FILE *in, *out;
	int columns;
	bool echo;       /* nobody sees what is typed: print it */
	int step, part;  /* of the page whose heading was printed last, -1 none */
	bool at_end;     /* the questions of the page are through: its body is to be read */
	bool body_shown; /* it was printed */
	bool again;      /* the heading is to be printed again: the language is another */
	bool over;
	char *verdict;   /* as announced last */
};

void plain_print(struct plain *plain, const char *text);
/* Prints and releases a pane. */
void plain_print_pane(struct plain *plain, struct pane *pane);
void plain_print_line(struct plain *plain, int indent, const char *text);
/* A line of FORMAT with one %s, which is TEXT. */
void plain_print_format(struct plain *plain, int indent, const char *format, const char *text);
/* Says in one line what the verdict has become, when it has become something else. */
void plain_announce(struct plain *plain);
void plain_request(struct plain *plain, enum request_kind kind, const char *field, const char *text, int number);
/* What the request had to say. */
void plain_print_message(struct plain *plain);
/* One line, made safe, without its end; printed when nobody sees it typed. Tabs become blanks, or stay. Caller
 * frees. NULL: the end, or no memory. */
char *plain_read_line(struct plain *plain, bool keep_tabs);

/* Takes the lines of an order page, shows what they tell and asks what to take (pasted.c). */
void plain_paste(struct plain *plain);

#endif
