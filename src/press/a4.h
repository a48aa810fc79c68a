/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages of A4 that are filled from above: where the next line goes, when a page is full, its head and
 * its foot. Knows ink; must not know pieces of a sheet.
 */
#ifndef PRESS_A4_H
#define PRESS_A4_H

#include "ink.h"

#define PAGE_LEFT INK_MM(18)
#define PAGE_TOP INK_MM(16)
#define PAGE_TEXT_WIDTH (INK_WIDTH - 2 * PAGE_LEFT)
#define PAGE_BOTTOM (INK_HEIGHT - INK_MM(18))
#define PAGE_COLUMNS 80 /* as wide as a text paper is */
#define PAGE_SIZE (17 * INK_POINT / 2)       /* of most text */
#define PAGE_SMALL_SIZE (7 * INK_POINT) /* where it stands in two columns */
#define PAGE_RULE_COLOUR 0xb8b8b8

struct page {
	struct ink *ink;
	const char *title, *foot, *redacted; /* borrowed */
	bool chinese;
	int y;              /* where the next line begins */
	int left, width;    /* of the text: the page, or one of two columns */
	int size;           /* of most text */
	bool halved;        /* two columns, the second begins at the height of the first */
	bool second;        /* it is the second */
	int top;            /* where they begin */
	int deepest;        /* where the longer one ends so far */
	int number, pages;  /* from 1; pages 0 while they are counted */
	bool failed;        /* no memory */
	/* Called after a new page or column has begun, for something HEIGHT high to stand there. */
	void (*on_new)(struct page *page, int height, void *user);
	void *user;
};

/* Begins the first page; the struct's other fields are set. */
void page_begin(struct page *page);
/* Ends the last one. */
void page_finish(struct page *page);
/* Goes to the next column or page unless HEIGHT is left on this one. */
void page_need(struct page *page, int height);
/* From here on the text stands in two columns, smaller, or over the whole width again. */
void page_halve(struct page *page, bool halved);
/* A gap, that disappears at the top of a page. */
void page_gap(struct page *page, int height);
/* Columns of a text paper as a length. */
int page_columns(const struct page *page, int columns);
/* The distance of lines of SIZE. */
int page_leading(const struct page *page, int size);

enum page_align { PAGE_LEFT_ALIGNED, PAGE_CENTRED, PAGE_RIGHT_ALIGNED };

/* TEXT in lines from X on, counted from the left of the text, WIDTH wide, over as many columns and pages as it
 * takes. */
void page_write(struct page *page, const char *text, int x, int width, int size, unsigned colour,
	enum page_align align);
/* The same with lines that are set already, at the height where the page stands. TEXT is freed; NULL = no memory. */
void page_place(struct page *page, struct ink_text *text, int x, int width, int size, unsigned colour,
	enum page_align align);
/* One or more lines at X, Y of the page without moving on; returns their height. */
int page_put(struct page *page, const char *text, int x, int y, int width, int size, unsigned colour,
	enum page_align align);

#endif
