/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all JSON of tuikuan is made of: the one door to jansson. Knows the values of the library; must not
 * know which keys a command prints.
 *
 * Every function here that makes a value returns NULL when there is no memory; jansson's _new functions take
 * a NULL as an error and pass it on, so that only the end has to look. The writer remembers it.
 */
#ifndef COMMANDS_JSON_PARTS_H
#define COMMANDS_JSON_PARTS_H

#include <jansson.h>

#include "tuikuan.h"

struct json_writer {
	const struct tk_vocabulary *vocabulary;
	const char *language;
	bool failed;
};

/* VALUE is taken over, here and below. */
void json_put(struct json_writer *writer, json_t *object, const char *key, json_t *value);
void json_append(struct json_writer *writer, json_t *array, json_t *value);
/* null for NULL */
json_t *json_text(const char *text);
/* null for no amount and for no upper bound */
json_t *json_money(int64_t fen);
json_t *json_moment(int64_t moment);
json_t *json_slots(struct json_writer *writer, const size_t *items, size_t count);
json_t *json_entry_ids(struct json_writer *writer, const struct tk_entry *const *items, size_t count);
/* "fired", "not-fired" or "open" */
const char *json_state(enum tk_truth state);
json_t *json_value(const struct tk_fact *fact, int64_t value);
void json_put_outcome(struct json_writer *writer, json_t *object, const struct tk_outcome *outcome);
/* ROOT (taken over) as text that ends in a newline, SHOWN being it or a part of it; caller frees. */
char *json_written(const struct json_writer *writer, json_t *root, json_t *shown, bool ascii);

/* ---- json-why.c ----------------------------------------------------------------------------------- */

/* Of a decision made with TK_WITH_WHY, TK_WITH_WHAT_IF: their keys. */
void json_put_why(struct json_writer *writer, json_t *object, const struct tk_decision *decision);
void json_put_what_if(struct json_writer *writer, json_t *object, const struct tk_decision *decision);

#endif
