/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The wizard confined (base/confine): the folders that it keeps, and the broker that does the rest for it. Must not
 * know pages.
 */
#ifndef COMMANDS_CONFINED_H
#define COMMANDS_CONFINED_H

#include "broker.h"
#include "confine.h"
#include "places.h"

/* What this run needs; all borrowed, each may be NULL but the places. */
struct confined_wants {
	const struct places *places;
	const struct settings *settings;
	const char *cases;     /* the folder of the cases */
	const char *case_word; /* the case that was named, by id or path */
	const char *policy;    /* the pack that was named, by id or path */
	bool saves_settings;
};

/* Confines this process, for good. *RET_BROKER is to be stopped in the end; NULL where the process still does all by
 * itself: then nothing was given up. */
struct confinement confined_begin(const struct confined_wants *wants, struct broker **ret_broker);

#endif
