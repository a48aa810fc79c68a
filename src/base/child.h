/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Another program, with bytes in and bytes out: they lie in memory, so that nothing personal is left in a
 * temporary file and neither side waits for the other. Must not know which program it is.
 */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include <stdbool.h>
#include <stddef.h>

struct child_output {
	int status;    /* as waitpid has it */
	char *bytes;   /* NUL-terminated beyond the length */
	size_t length;
	char *message; /* the last line of its standard error; NULL: it said nothing */
};

/* Runs PATH, or with SEARCH the program of that name in the PATH; ARGUMENTS as for execv. Returns 0 when it
 * ran, however it ended, else errno. The caller releases the output in any case. */
int child_run(const char *path, bool search, const char *const *arguments, const char *input, size_t length,
	struct child_output *ret_output);
/* Whether it ended well. */
bool child_done(const struct child_output *output);
void child_output_release(struct child_output *output);

#endif
