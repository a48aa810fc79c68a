/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may be told of a case by its record alone, at a later moment: whether the record still holds, and
 * which of its dates are to be followed up. A case that is handed in stands as it was judged; one that is
 * not runs on with the clock, and with the rules. Knows records and what is installed; judges nothing.
 */
#ifndef CASEBOOK_STANDING_H
#define CASEBOOK_STANDING_H

#include "index.h"
#include "places.h"

enum standing {
	STANDING_UNJUDGED, /* it has no record */
	STANDING_HANDED_IN, /* applied for: the record is of that moment, and stays */
	STANDING_HOLDS,    /* not applied for, and what the record says is so still */
	STANDING_AGAIN,    /* not to be told: a deadline of it has passed, the rules are others, or an answer is */
	STANDING_COUNT
};

/* All packs that are installed; one is read when it is first asked for. */
struct standing_rules {
	struct place_pack *found; /* owned */
	struct standing_pack {
		struct tk_policy_outline *outline; /* NULL: not read yet, or it is wrong */
		struct tk_policy *policy;          /* NULL: not loaded yet, or it does not load */
		bool outlined, tried;
	} *packs; /* of each of them */
	size_t count;
	const struct places *places; /* borrowed */
};
/* false = no memory. */
bool standing_rules_open(const struct places *places, struct standing_rules *ret_rules);
void standing_rules_close(struct standing_rules *rules);
/* [policy] of pack I of COUNT; NULL: it is wrong. */
const struct tk_policy_head *standing_rules_head(const struct standing_rules *rules, size_t i);
/* The pack of that id; NULL: there is none that loads. */
const struct tk_policy *standing_rules_find(const struct standing_rules *rules, const char *id);

/* RULES may be NULL: then it is not asked whether they are others. */
enum standing standing_of(const struct index_case *shown, const struct standing_rules *rules, int64_t now);
/* Whether somebody still has to see to it: not archived, and not refunded or refused. */
bool standing_is_open(const struct index_case *shown);

enum follow_up_kind {
	FOLLOW_UP_DEADLINE, /* the last second at which the verdict holds */
	FOLLOW_UP_STAGE,    /* when a stage of the review should be finished at the latest */
	FOLLOW_UP_REMEDY_OPENS,
	FOLLOW_UP_REMEDY_ENDS,
	FOLLOW_UP_KIND_COUNT
};
const char *follow_up_kind_name(enum follow_up_kind kind); /* "deadline", "stage", ... */

struct follow_up {
	enum follow_up_kind kind;
	int64_t at;       /* the last second of it; where it opens, the first */
	bool by_day;      /* it is a day, not a moment */
	const char *what; /* stage or remedy, by its id; of a deadline the outcome from then on: "partial 240.00" */
	size_t length;    /* of that, in bytes */
};

#define FOLLOW_UPS_MOST 64
/* The dates of a record that is sound; none of a case that is archived, refunded, or has no such record. In order of
 * the record. Borrows from SHOWN. */
size_t follow_ups(const struct index_case *shown, struct follow_up *ret_items, size_t room);
/* The one to be seen to next: the first that is ahead, else the last that has passed; NULL: there is none. */
const struct follow_up *follow_up_next(const struct follow_up *items, size_t count, int64_t now);

#endif
