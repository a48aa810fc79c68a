/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text with attributes, built first and painted later: the verdict pane, the Result step, F1, F2, F3.
 * A line is a run of spans; a front end wraps lines to its width with pane_wrap and paints them, or
 * prints them plain. Must not know curses.
 */
#ifndef WIZARD_PANE_H
#define WIZARD_PANE_H

#include <stdbool.h>
#include <stddef.h>

enum pane_style {
	PANE_PLAIN,
	PANE_STRONG,  /* bold */
	PANE_DIM,     /* of less weight: sources, assumed answers */
	PANE_HEADING,
	PANE_GOOD,    /* full refund */
	PANE_PART,    /* partial */
	PANE_BAD,     /* refused, errors */
	PANE_WARN,    /* before you confirm */
	PANE_OPEN,    /* undetermined, gaps in a letter */
	PANE_KEY,     /* names of keys */
	PANE_STYLE_COUNT
};

struct pane_span {
	char *text;
	enum pane_style style;
};

struct pane_line {
	struct pane_span *spans;
	size_t span_count;
	int indent;      /* columns before the first row of the line */
	int hang;        /* columns before its further rows, when wrapped */
};

struct pane {
	struct pane_line *lines;
	size_t count, capacity;
	bool failed; /* no memory: some lines are missing */
};

void pane_init(struct pane *pane);
void pane_release(struct pane *pane);
/* Starts a line. */
void pane_line(struct pane *pane, int indent, int hang);
/* Appends a span to the last line. */
void pane_add(struct pane *pane, enum pane_style style, const char *text);
void pane_printf(struct pane *pane, enum pane_style style, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same text in rows of at most COLUMNS, each without a need to wrap. false = no memory. */
bool pane_wrap(const struct pane *pane, int columns, struct pane *ret_rows);
/* The lines of PANE, what matters most first, into ROWS rows of COLUMNS: each whole in the first row that has room
 * for it, or left out, which dots tell; in a row of its own it may be cut. At most 8 rows. false = no memory. */
bool pane_pack(const struct pane *pane, int columns, int rows, struct pane *ret_rows);
/* All text, lines ended by \n, no attributes. Caller frees. */
char *pane_text(const struct pane *pane, int columns);

#endif
