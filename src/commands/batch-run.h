/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The threads of tuikuan batch, and what they write in order. Must not know arguments. */
#ifndef COMMANDS_BATCH_RUN_H
#define COMMANDS_BATCH_RUN_H

#include "batch-blocks.h"
#include "batch-plan.h"

/* Judges all that the feed gives, in so many threads; HEADER: the names of the columns come first. Returns
 * the exit status; what is wrong is reported, with its line. */
int batch_run(const struct batch_plan *plan, struct batch_feed *feed, int threads, bool header);

#endif
