/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the queue share. */
#ifndef WIZARD_QUEUE_INSIDE_H
#define WIZARD_QUEUE_INSIDE_H

#include "queue.h"

struct queue {
	char *folder;
	struct index *index;
	struct standing_rules rules;
	int64_t now;
	struct listed *listed; /* all cases, the most urgent first */
	size_t total;
	uint32_t *found;       /* indices of those that are shown, in that order */
	size_t count;
	size_t selected;       /* of those shown */
	char *searched;
	char *who;             /* "" where it is not known */
	bool archived;         /* archived ones too */
	char *message;
};

#endif
