/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Running tuikuan-paper (src/press): bytes in, bytes out. It lies beside the program in the tree it was
 * built in, else among the installed programs that people do not call. That it is missing, runs out of
 * memory or dies is a result like any other. Must not know what it makes.
 */
#ifndef BASE_PRESS_RUN_H
#define BASE_PRESS_RUN_H

#include <stddef.h>

#include "broker.h"

enum press_result {
	PRESS_DONE,
	PRESS_MISSING, /* there is no such program here */
	PRESS_FAILED,  /* what it said is in the message */
	PRESS_NO_MEMORY,
};

struct press_output {
	char *bytes; /* NUL-terminated beyond the length; NULL unless done */
	size_t length;
	char *message; /* in the interface's language, without a line end; NULL: it said nothing. With PRESS_DONE
	                * a warning */
};

/* WORK "pdf", "zip", "unzip" or "calendar"; what each takes stands in base/sheet. LANGUAGE of its messages. BROKER:
 * see broker.h. The caller releases the output in any case. */
enum press_result press_run(struct broker *broker, const char *work, const char *language, const char *input,
	size_t length, struct press_output *ret_output);
void press_output_release(struct press_output *output);

#endif
