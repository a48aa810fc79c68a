/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records and fields of CSV (RFC 4180): quotes, line breaks inside them, CRLF or LF. A record with quotes
 * where none can be ends with its first line, so that one slip does not swallow the rows after it. Must not
 * know what the fields mean.
 */
#ifndef COMMANDS_BATCH_CSV_H
#define COMMANDS_BATCH_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

/* The first byte after the record that begins at P; NULL: it goes on after END. LAST: nothing comes after
 * END. */
const char *csv_record_end(const char *p, const char *end, bool last);
/* The first byte after the last whole record of these; P when there is none. */
const char *csv_last_record_end(const char *p, const char *end);

/* The field at P within a record that ends at END (its line end included): *ret_next is the comma or the
 * line end after it. false: the quotes do not match. */
bool csv_field(const char *p, const char *end, const char **ret_next);
/* What the field of LENGTH bytes says, without quotes, into TO (room for LENGTH + 1); returns its length. */
size_t csv_unquoted(const char *field, size_t length, char *to);

/* Whether a spreadsheet would take the field of LENGTH bytes, as it stands, for a formula: it begins with =, +, -, @,
 * their full-width forms, a tab or a line end. A number with a sign is none, nor is a sign alone. */
bool csv_is_formula(const char *field, size_t length);
/* Adds the field as it stands; a formula with an apostrophe before it, so that it is a text there too. */
void csv_add_defused(struct text_buffer *to, const char *field, size_t length);

#endif
