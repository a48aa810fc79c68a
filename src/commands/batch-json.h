/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An object of plain values on a line, read member by member. Not jansson's work: a number has to be read as
 * it is written, since 0.1 has no exact double, and without memory for each. Must not know what members mean.
 */
#ifndef COMMANDS_BATCH_JSON_H
#define COMMANDS_BATCH_JSON_H

#include <stdbool.h>
#include <stddef.h>

struct json_member {
	const char *name;  /* between its quotes, as written */
	size_t name_length;
	const char *value; /* as written: quotes, escapes and all */
	size_t value_length;
};

/* P stands before the object; true: it moved into it. */
bool json_open_object(const char **p, const char *end);
/* The next member: true; or none (*ret_end) where the object, and with it the line, ends: true as well. false:
 * not understood. */
bool json_next_member(const char **p, const char *end, struct json_member *ret_member, bool *ret_end);
/* What a value says: a string without quotes and escapes, another as it is written, null as nothing. Room for
 * LENGTH + 1. false: a bad escape. An array or an object says nothing a fact could hold, and is given as it is. */
bool json_said(const char *value, size_t length, char *to);

#endif
