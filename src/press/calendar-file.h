/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates as an iCalendar file (RFC 5545) that a phone or a mail program takes: the door to libical. Must
 * not know what the dates are of.
 */
#ifndef PRESS_CALENDAR_FILE_H
#define PRESS_CALENDAR_FILE_H

#include "tuikuan-errors.h"

/* INPUT as base/sheet tells of dates; it is cut up. TK_INVALID: it is none. TK_NO_MEMORY. Caller frees. */
enum tk_status calendar_file_make(char *input, size_t length, char **ret_bytes, size_t *ret_length);

#endif
