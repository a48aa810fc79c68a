/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A case file as its keys and values, for who reads thousands of them: what our own writer writes is
 * taken apart where it stands; anything else goes through base/ini. Gives what case_load gives, and
 * makes nothing of it. Knows the form of a case file; must not know what its keys mean.
 */
#ifndef CASEBOOK_CASE_LINES_H
#define CASEBOOK_CASE_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "tuikuan-errors.h"

struct case_line {
	const char *section, *key; /* lines that follow each other share the pointer of their section */
	const char *value;         /* unescaped, its pieces put together */
	bool as_written;           /* VALUE is what stands in the file, nothing was escaped */
};

/* The lines of one case after another; the memory is used again. All strings live until the next. */
struct case_lines {
	struct case_line *items;
	size_t count, capacity;
	bool damaged;   /* some lines are wrong, and left out */
	char *storage;  /* of base/ini, when it was asked */
};

void case_lines_init(struct case_lines *lines);
void case_lines_release(struct case_lines *lines);
/* Takes BYTES (NUL-terminated beyond LENGTH) apart, writing into them. TK_INVALID: no case file. */
enum tk_status case_lines_read(struct case_lines *lines, char *bytes, size_t length);
/* The first value of that key; NULL when absent. */
const char *case_lines_get(const struct case_lines *lines, const char *section, const char *key);

#endif
