/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happened to a case: who changed which answer from what to what, each evaluation that was
 * saved, status, papers. Entries are added and never changed; their numbers go on when the oldest
 * are let go. Knows how an entry stands in a file; must not know facts or rules.
 */
#ifndef CASEBOOK_HISTORY_H
#define CASEBOOK_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text_buffer;

/* X(name, word in files): what an entry says, and what WHAT, FROM, TO and BASIS are in it.
 * answer: a fact or evidence.DOCUMENT; its values; how it is known where it was not typed.
 * status: -; names of statuses.
 * letter: its length; template, edited.
 * judged: -; verdict and amount as "partial 640.00"; the pack as "ID REVISION".
 * printed: letter (its length), checklist, summary, packet, one-line, each perhaps with "redacted " before it,
 *   several with ", " between; from -, to clipboard, lp, screen, stdout, - for a file; the pack.
 * case: exported, imported, archived, restored; from where, to where; -. */
#define HISTORY_KINDS(X)              \
	X(HISTORY_ANSWER, "answer")   \
	X(HISTORY_STATUS, "status")   \
	X(HISTORY_LETTER, "letter")   \
	X(HISTORY_JUDGED, "judged")   \
	X(HISTORY_PRINTED, "printed") \
	X(HISTORY_CASE, "case")

enum history_kind {
#define HISTORY_KIND(name, word) name,
	HISTORY_KINDS(HISTORY_KIND)
#undef HISTORY_KIND
		HISTORY_KIND_COUNT
};
const char *history_kind_name(enum history_kind kind); /* "answer", as in files */

struct history_entry { /* texts are owned by the history; NULL: nothing */
	long number;   /* from 1 on, never given twice in a case */
	int64_t at;    /* a moment */
	enum history_kind kind;
	const char *who; /* the agent of the settings */
	const char *what, *from, *to, *basis;
};

struct history {
	struct history_entry *items; /* in the order they were added */
	size_t count, capacity;
	size_t bytes; /* of all texts */
	long last;    /* number of the last one ever added, 0 none */
};

/* So much of it is kept: beyond, the oldest entries go, and the first number tells how many. */
#define HISTORY_MOST_ENTRIES 2000
#define HISTORY_MOST_BYTES ((size_t)160 << 10)

/* Adds a copy of ENTRY under the next number; its own number is not looked at. An empty text counts
 * as none. false = no memory, and nothing was added. */
bool history_add(struct history *history, const struct history_entry *entry);
/* Takes the entries after NUMBER away again, and their numbers: only what was never saved. */
void history_cut(struct history *history, long number);
void history_release(struct history *history);
/* The last entry of KIND, NULL when there is none. */
const struct history_entry *history_last(const struct history *history, enum history_kind kind);

/* ---- in files -------------------------------------------------------------------------------- */

/* "MOMENT KIND WHO WHAT FROM TO BASIS": words with a blank between, "-" for nothing,
 * percent-encoded so that no word has a blank; those at the end that are "-" are left out. */
void history_entry_text(const struct history_entry *entry, struct text_buffer *ret_text);
/* Adds what such a text says, under NUMBER (greater than all before). false: it says nothing that
 * is understood (errno = EINVAL), or no memory (ENOMEM). */
bool history_add_text(struct history *history, long number, const char *text);
/* SHA-256 of the entries up to that NUMBER, as they stand in files. false = no memory. */
bool history_hash(const struct history *history, long number, char hex[65]);

#endif
