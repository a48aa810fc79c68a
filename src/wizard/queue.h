/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The queue: the cases on file, the most urgent first, narrowed by what is searched. Like a page it is told in
 * lines of text with attributes, and does what is asked; a front end paints or prints it. Must not know curses,
 * rules, or what stands in a case file.
 */
#ifndef WIZARD_QUEUE_H
#define WIZARD_QUEUE_H

#include "listed.h"
#include "pane.h"
#include "places.h"
#include "request.h"

struct queue;

/* TK_IO with errno: the folder of the cases cannot be read. PLACES is borrowed. WHO works with it (NULL: not
 * known), for the histories of the cases. */
enum tk_status queue_open(const struct places *places, const char *folder, const char *who, int64_t now,
	struct queue **ret_queue);
void queue_free(struct queue *queue);

/* All cases on file; those that are shown. */
size_t queue_total(const struct queue *queue);
size_t queue_count(const struct queue *queue);
/* Whether any was ever saved: drafts alone are no queue. */
bool queue_has_saved(const struct queue *queue);

/* Shows the cases in which all words of TEXT are found, in what stands in them or is shown of them. Typing on
 * looks through those found before. */
void queue_search(struct queue *queue, const char *text);
const char *queue_searched(const struct queue *queue);
/* Archived cases too, or not. */
void queue_show_archived(struct queue *queue, bool shown);
bool queue_shows_archived(const struct queue *queue);

size_t queue_selected(const struct queue *queue); /* 0 when there is none */
void queue_select(struct queue *queue, size_t i); /* the last one, where there are fewer */
/* The file's name of the case that is selected, or of any; NULL: there is none. */
const char *queue_name(const struct queue *queue);
const char *queue_name_at(const struct queue *queue, size_t i);
/* Case I of those shown; the rules and the index that it was made with. They live until the queue looks again. */
const struct listed *queue_listed(const struct queue *queue, size_t i);
const struct standing_rules *queue_rules(const struct queue *queue);
const struct index *queue_index(const struct queue *queue);

/* Looks at the folder again when something in it has changed; works out anew what has passed. */
void queue_tick(struct queue *queue, int64_t now);
/* Reads what has changed, whatever the folder looks like: a case was worked on. */
void queue_renew(struct queue *queue, int64_t now);
/* When it changes by itself the next time, if rows FIRST .. FIRST+COUNT-1 are in view. */
int64_t queue_next_tick(const struct queue *queue, size_t first, size_t count);

/* Archives the selected case, or takes it out of the archive; says what came of it. */
void queue_archive(struct queue *queue, int64_t now);
/* A new case with the answers of the selected one: without its evidence, texts, outcome and record, and without the
 * moment of its application. NULL, and a message. */
struct case_file *queue_duplicate(struct queue *queue);
/* What was done last, or could not be; NULL: nothing is to be said. */
const char *queue_message(const struct queue *queue);
void queue_say(struct queue *queue, char *text); /* takes TEXT over; NULL: nothing */

/* ---- as text ---- */

/* "12 of 10000 cases". Caller frees. */
char *queue_tally(const struct queue *queue);
/* A line of column names, and one for case I: cut and padded to COLUMNS. */
void queue_head(const struct queue *queue, int columns, struct pane *pane);
void queue_row(const struct queue *queue, size_t i, int columns, struct pane *pane);
/* Case I in sentences, for a narrow pane or a reader: to be wrapped. */
void queue_detail(const struct queue *queue, size_t i, struct pane *pane);
/* F1. */
void queue_help(struct pane *pane);

#endif
