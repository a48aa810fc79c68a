/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inside of a paper while it is written: what it is made of and the lines so far. Every text
 * that comes in from answers or packs passes one of these functions, which make it safe and wrap it
 * at 80 columns. Lack of memory is kept and told once, by paper_end.
 */
#ifndef PAPERS_PAPER_H
#define PAPERS_PAPER_H

#include "language.h"
#include "papers.h"
#include "table.h"
#include "text.h"
#include "shown.h"

#define PAPER_COLUMNS 80

struct paper {
	const struct paper_case *of;
	const struct tk_decision *decision;
	const struct tk_policy_head *head;
	const struct tk_vocabulary *vocabulary;
	const char *language;        /* of the paper: "en" or "zh_CN" */
	const char *language_before; /* of the interface */
	struct text_buffer out;
	uint64_t sources_named; /* by index in the pack, the first 64 */
	bool halves; /* pressed, pairs stand two in a row */
	bool failed;
};

/* Switches to the paper's language. A paper begins with paper_open, but for letters and the one line. */
void paper_begin(struct paper *paper, const struct paper_case *of, const char *language);
/* Switches back; the text, or NULL for lack of memory. Caller frees. */
char *paper_end(struct paper *paper);

/* ---- writing ---- */
/* What the press has to know of the whole paper; nothing in a text. */
void paper_open(struct paper *paper, const char *title);
/* Whether the press draws it: page numbers and the foot are then its own. */
bool paper_pressed(const struct paper *paper);
/* Says that things were left out, where they were. */
void paper_redaction(struct paper *paper);
/* An empty line, unless the last one is empty. */
void paper_blank(struct paper *paper);
/* TEXT wrapped, INDENT columns before its first line, HANG before the others. TEXT NULL: no memory.
 */
void paper_block(struct paper *paper, int indent, int hang, const char *text);
void paper_blockf(struct paper *paper, int indent, int hang, const char *format, ...)
        __attribute__((format(printf, 4, 5)));
/* "Title" and, on the right edge, RIGHT (may be NULL). */
void paper_ends(struct paper *paper, const char *left, const char *right);
void paper_heading(struct paper *paper, const char *title);
/* What must not be missed; what comes out in the end. */
void paper_caution(struct paper *paper, const char *text);
void paper_cautionf(struct paper *paper, const char *format, ...)
        __attribute__((format(printf, 2, 3)));
void paper_total(struct paper *paper, const char *text);
void paper_equation(struct paper *paper, const char *line, const char *label);
void paper_rule(struct paper *paper, char fill);
/* Pressed, the text stands in so many columns from here on (1 or 2); in two it is smaller. */
void paper_columns(struct paper *paper, int count);
/* A row; the cells that are NULL are empty. */
void paper_row(struct paper *paper, const struct table *table, const char *const *cells);
/* The row above the others, which says what stands in the columns. */
void paper_row_head(struct paper *paper, const struct table *table, const char *const *cells);
/* The line between the rows of a framed table. */
void paper_row_rule(struct paper *paper, const struct table *table);
/* Room to sign, and under it who signs. */
void paper_sign(struct paper *paper, const struct table *table, const char *const *cells);
/* "LABEL  text" in two columns, the first WIDTH wide, at INDENT. */
void paper_pair(struct paper *paper, int indent, int width, const char *label, const char *text);
void paper_pairf(struct paper *paper, int indent, int width, const char *label, const char *format,
        ...) __attribute__((format(printf, 5, 6)));
/* LABEL, and on the next line a hexadecimal digest in groups of 8. */
void paper_digest(struct paper *paper, int indent, const char *label, const char *hex);

/* ---- reading ---- */
/* A pack's text in the paper's language, "" for NULL. */
const char *paper_words(const struct paper *paper, const struct tk_text *text);
/* The slot of a fact by name, -1 when the vocabulary has none. */
int paper_slot(const struct paper *paper, const char *name);
/* What was typed freely, so that it may name somebody: it is left out of a redacted paper. */
bool paper_hides(const struct paper *paper, const struct tk_fact *fact);
/* What stands instead. */
const char *paper_hidden(void);
bool paper_answered(const struct paper *paper, const char *name);
/* The answer as a reader wants it, NULL when there is none (or no memory). Caller frees. */
char *paper_answer(struct paper *paper, const char *name, enum shown_style style);
/* A default that was used for SLOT. */
bool paper_assumed(const struct paper *paper, size_t slot, int64_t *ret_value);
const char *paper_label(const struct paper *paper, size_t slot);
char *paper_money(struct paper *paper, int64_t fen);
bool paper_in_yuan(const struct paper *paper);
/* "640.00 CNY", "0.00 to 800.00 CNY", "at least 240.00 CNY". */
char *paper_amount(struct paper *paper, const struct tk_outcome *outcome);
/* "full refund", "partial refund" ... */
const char *paper_verdict(enum tk_verdict verdict);
/* The id of the policy and who stands behind it: "aliyun-ecs-article, secondary source". */
const char *paper_authority(enum tk_authority authority);
/* Where something stands: places in the pack's main source as written, other sources by their
 * title: "§1.3, Civil Code". What is named is listed at the end of the summary. Caller frees. */
char *paper_source(struct paper *paper, const char *source, const struct tk_entry *reference);
bool paper_source_named(const struct paper *paper, size_t source);
/* Labels of slots as a list in a sentence. Caller frees. */
char *paper_slots(struct paper *paper, const size_t *slots, size_t count);
const char *paper_entry_title(const struct paper *paper, const struct tk_entry *entry);

#endif
