/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A case in a list, in words: its verdict as far as its record tells it now, what is to be seen to next, and
 * how urgent that is. Knows the index and words; must not know how the list is shown.
 *
 * What is returned as char * belongs to the caller; NULL = no memory.
 */
#ifndef WIZARD_LISTED_H
#define WIZARD_LISTED_H

#include "index.h"
#include "pane.h"
#include "standing.h"

struct listed {
	const struct index_case *shown; /* borrowed from the index */
	enum standing standing;
	bool has_next;
	struct follow_up next; /* what is to be seen to next; borrowed from it too */
	int rank;        /* 0 something runs out or has, 1 open, 2 closed, 3 archived */
	int64_t urgency; /* within the rank: the less, the more urgent */
};

void listed_make(const struct index_case *shown, const struct standing_rules *rules, int64_t now,
	struct listed *ret_listed);
/* For qsort: the most urgent first. */
int listed_compare(const void *a, const void *b);

/* One word or two: "full", "partial", "re-judge". Translated, static. */
const char *listed_verdict(const struct listed *listed);
enum pane_style listed_verdict_style(const struct listed *listed);
/* "640.00", "0.00-800.00", "640.00 USD"; "" where nothing can be told. */
char *listed_amount(const struct listed *listed, const struct standing_rules *rules);
/* As people call it; its id where no pack says so. */
const char *listed_provider(const struct listed *listed, const struct standing_rules *rules);
/* "22:41" and running, "11-27", "2027-02-03"; of what has passed "! 11-20"; "" for nothing. */
char *listed_next(const struct listed *listed, int64_t now);
enum pane_style listed_next_style(const struct listed *listed, int64_t now);
/* The same in a sentence: "until 2026-11-23 14:37:00, then partial 240.00". "" for nothing. */
char *listed_next_sentence(const struct listed *listed, const struct standing_rules *rules);
/* Any follow-up of a case so. */
char *follow_up_sentence(const struct follow_up *item, const struct index_case *shown,
	const struct standing_rules *rules);

#endif
