/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the commands write. Text that a locale's charset cannot show is put into ASCII, or refused; what
 * could not be written is said, and makes the exit status 1. Knows nothing of refunds.
 */
#ifndef COMMANDS_OUTPUT_H
#define COMMANDS_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "tuikuan-errors.h"

/* Whether the locale's charset is UTF-8. */
bool output_is_utf8(void);
/* A copy of UTF-8 text in ASCII: common signs by their likes, the rest by '?'. Caller frees. */
char *output_ascii(const char *text);

/* To standard output. NULL is a text that there was no memory for, here and in what follows: output_finish says so. */
void output_text(const char *text);
/* TEXT as a part of the output: "" for one that there was no memory for. */
const char *output_had(const char *text);
/* TEXT, which is taken over; NULL: there was no memory for it, which is said. Whether it was there. */
bool output_taken(char *text);
void output_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* TEXT in lines of at most 80 columns, INDENT columns in from the second line on; LEAD begins the
 * first line. */
void output_wrapped(const char *lead, int indent, const char *text);
/* Ends the output: STATUS, or STATUS_BAD_DATA with a message when not all of it was there or could be written. */
int output_finish(int status);
/* TEXT whole into a file (mode 0600; "-" is standard output), or a message and false. */
bool output_file(const char *path, const char *text);

/* The same for any bytes. */
bool output_bytes(const char *path, const char *bytes, size_t length);

/* One line "tuikuan: ..." on standard error; control characters never get there. */
void report(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* What report_errors says of one. Caller frees; NULL = no memory. */
char *report_text(const struct tk_error *error);
/* Each error on a line of its own, in the interface's language. */
void report_errors(const struct tk_errors *errors);
void report_warnings(const struct tk_errors *warnings); /* likewise */
void report_no_memory(void);

#endif
