/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of tuikuan cases share: the queue, narrowed as the arguments say, and the follow-ups in it.
 * Each part prints, and returns the exit status.
 */
#ifndef COMMANDS_CASES_H
#define COMMANDS_CASES_H

#include "queue.h"

struct cases {
	struct queue *queue;
	const char *folder, *who; /* WHO may be NULL */
	int64_t now;
	bool json, yes;
	int due_days; /* how far ahead, and back, dates are listed */
};

int cases_list(const struct cases *cases);
int cases_due(const struct cases *cases);
int cases_outcomes(const struct cases *cases);
int cases_archive(const struct cases *cases, const char *name, bool archived);
int cases_delete(const struct cases *cases, const char *name);
int cases_expire(const struct cases *cases, int days);
/* JSON lines, each a whole case, or a ZIP; what comes in is known by its first byte. PATH "-" is a standard stream. */
int cases_export(const struct cases *cases, const char *path, bool zipped);
int cases_import(const struct cases *cases, const char *path);

/* A date of a case that is near or past. */
struct due {
	const struct listed *listed;
	struct follow_up item;
};
/* In order of time. *RET_ITEMS belongs to the caller; NULL = no memory. */
struct due *cases_due_items(const struct cases *cases, size_t *ret_count);

/* What became of the cases judged under one policy. */
struct outcome_tally {
	const char *policy;   /* its id, borrowed */
	size_t decided;       /* cases that were refunded or turned down, or money came */
	size_t foretold;      /* of those, cases whose record told one amount */
	size_t exact;         /* where just that came */
	int64_t told, came;   /* sums of these cases, fen */
	int64_t off, worst;   /* by how much they were off in all, and the most */
};
struct outcome_tally *cases_tallies(const struct cases *cases, size_t *ret_count);

/* As JSON; NULL = no memory. Caller frees. */
char *cases_list_json(const struct cases *cases);
char *cases_due_json(const struct cases *cases, const struct due *items, size_t count);
char *cases_outcomes_json(const struct outcome_tally *tallies, size_t count);

#endif
