/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which case the wizard begins with: the one that was named, a draft left by a crash (asked for first),
 * or a new one. Asks on plain streams, before any screen is drawn. Must not know the wizard.
 */
#ifndef COMMANDS_RESUME_H
#define COMMANDS_RESUME_H

#include <stdio.h>

#include "case.h"

struct resume {
	const char *folder;    /* of the cases */
	const char *case_word; /* id or path, or NULL */
	bool fresh;            /* without one: a new case, and no draft is offered */
	bool can_ask;          /* a person sits at the other end of stdin */
	bool quiet;            /* what goes wrong is not reported: only kept, for who called */
	void (*before_asking)(void); /* may be NULL */
	/* What is found; released by resume_release. */
	struct case_file *file;  /* NULL: a new case */
	bool is_draft;           /* it was read from its draft */
	struct tk_errors errors; /* what cannot be read in it */
	struct case_lock lock;
	bool read_only; /* it cannot be locked: */
	char *holder;   /* another program has it; who */
	int lock_error; /* or why (errno) */
	char *trouble;  /* the first thing that went wrong, or NULL */
};

/* false: it cannot be begun (reported, unless quiet). */
bool resume_case(struct resume *resume);
/* Who takes the case file over sets `file` to NULL first. */
void resume_release(struct resume *resume);

#endif
