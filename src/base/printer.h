/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The printer: lp, where there is one. Must not know what is printed.
 */
#ifndef BASE_PRINTER_H
#define BASE_PRINTER_H

#include <stdbool.h>
#include <stddef.h>

#include "broker.h"

/* Whether the PATH has an lp. */
bool printer_exists(void);
/* Hands BYTES (a PDF, or text in UTF-8) to the default printer. BROKER: see broker.h. false: *ret_message says why, NULL: no memory.
 * The caller frees it. */
bool printer_send(struct broker *broker, const char *bytes, size_t length, char **ret_message);

#endif
