/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of an order page, copied from a provider's console, read into facts: pure text, in English or
 * Chinese. Labels stand before a colon, in a cell of their own (between tabs, bars or wide gaps), at the head of
 * a column, or alone on the line above the value; in any order, several on a line. Knows labels and the shapes
 * of identifiers; must not know a case, nor whether a sum or a time is one: values are as people type them.
 */
#ifndef WIZARD_ORDER_PAGE_H
#define WIZARD_ORDER_PAGE_H

#include <stdbool.h>
#include <stddef.h>

struct order_fact {
	const char *fact; /* its name: "order_id" */
	char *text;       /* the value, as typed_value or a text fact takes it; a choice by its id */
	size_t line;      /* of the page, from 0; of several the first */
	int rank;         /* how well its label says what the fact means: the best is kept */
};

struct order_page {
	char **lines; /* of the text, made safe, without their ends; empty ones too */
	size_t line_count;
	struct order_fact *facts; /* each fact once, in the order of the page */
	size_t fact_count;
	bool for_several; /* the order holds several servers: its sums are no facts of one */
};

/* false = no memory. The caller releases the page. */
bool order_page_read(const char *text, struct order_page *ret_page);
void order_page_release(struct order_page *page);

/* ---- what consoles call things (order-labels.c) ----------------------------------------------- */

enum order_reading {
	ORDER_PASSED_OVER, /* nothing that is asked here; its value ends the one before */
	ORDER_NUMBER,      /* the first word: ids */
	ORDER_TEXT,        /* all of it */
	ORDER_SUM,
	ORDER_MOMENT,
	ORDER_PERIOD,      /* two moments: period_start, period_end */
	ORDER_COUNT,
	ORDER_CHOICE,      /* by words that stand in it */
	ORDER_PART,        /* of the configuration, without its label */
	ORDER_NAMED_PART,  /* the same, with it */
};

struct order_label {
	const char *text; /* folded, in lower case, without blanks */
	const char *fact; /* NULL when passed over */
	enum order_reading reading;
	int rank;
};

/* The longest label that FOLDED begins with, blanks in it passed over; *ret_length: its bytes there. NULL: none. */
const struct order_label *order_label_at(const char *folded, size_t *ret_length);
/* The choice of a fact that FOLDED words tell of, or NULL. */
const char *order_choice(const char *fact, const char *folded);

#endif
