/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two programs that tuikuan runs, with bytes in and bytes out: they lie in memory, so that nothing personal is
 * left in a temporary file and neither side waits for the other. Where the caller is confined (confine.h), the
 * broker runs them. Must not know what they make.
 */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include <stdbool.h>
#include <stddef.h>

#include "broker.h"

enum child_program {
	CHILD_PAPER,   /* tuikuan-paper: beside the program in the tree it was built in, else where it was installed */
	CHILD_PRINTER, /* lp, of the PATH */
};

struct child_task {
	enum child_program program;
	const char *work, *language; /* CHILD_PAPER: its arguments */
};

/* It is ended when it takes longer: a printer or a disk may never answer. */
#define CHILD_SECONDS 120

struct child_output {
	int status;    /* as waitpid has it */
	char *bytes;   /* NUL-terminated beyond the length */
	size_t length;
	char *message; /* the last line of its standard error; NULL: it said nothing */
};

/* Standard input, output and error of it. */
enum { CHILD_INPUT, CHILD_MADE, CHILD_SAID, CHILD_STREAM_COUNT };

/* Runs it. BROKER: see broker.h. Returns 0 when it ran, however it ended, else errno (ETIME: it took too long). The
 * caller releases the output in any case. */
int child_run(struct broker *broker, const struct child_task *task, const char *input, size_t length,
	struct child_output *ret_output);
/* The same with open files for its streams; what the broker does when it is asked to. */
int child_execute(const struct child_task *task, const int streams[CHILD_STREAM_COUNT], int *ret_status);
/* What stopped child_run, in words; not to be freed. */
const char *child_trouble(int wrong);
/* Whether it ended well. */
bool child_done(const struct child_output *output);
void child_output_release(struct child_output *output);

#endif
