/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An index of the folder of cases: what a list of them shows, and all that stands in each, to be searched.
 * A case is read once; what was read is kept beside the cases in ".index" (mode 0600), with what the file
 * system said of the file, and used as long as that is the same. The file is thrown away when anything
 * about it is not as it should be: it holds nothing that the cases do not. Knows case files; must not know
 * screens, rules, or what a value means.
 */
#ifndef CASEBOOK_INDEX_H
#define CASEBOOK_INDEX_H

#include "case.h"

/* X(name, section, key): values as they stand in the case. */
#define INDEX_FIELD_LIST(X)                       \
	X(ID, "case", "id")                       \
	X(POLICY, "case", "policy")               \
	X(AGENT, "case", "agent")                 \
	X(PROVIDER, "facts", "provider")          \
	X(APPLICANT, "facts", "applicant")        \
	X(ACCOUNT, "facts", "account_uid")        \
	X(ORDER, "facts", "order_id")             \
	X(REFERENCE, "facts", "reference")        \
	X(CONSOLE_KIND, "facts", "console_kind")  \
	X(RETURNS_USED, "facts", "noreason_refunds_used") \
	X(RECORD_POLICY, "decision", "policy")    \
	X(RECORD_PACK, "decision", "sha256.pack") \
	X(RECORD_FACTS, "decision", "sha256.facts") \
	X(RECORD_CALENDAR, "decision", "sha256.calendar") \
	X(RECORD_LETTERS, "decision", "sha256.letters") \
	X(VERDICT, "decision", "verdict")         \
	X(LIKELY, "decision", "likely")           \
	X(FIRED, "decision", "fired")             \
	X(STAGES, "decision", "stages")           \
	X(REMEDIES, "decision", "remedies")       \
	X(DEADLINES, "decision", "deadlines")

/* X(name, section, key): moments, -1 where there is none. */
#define INDEX_MOMENT_LIST(X)                  \
	X(CREATED, "case", "created")         \
	X(CHANGED, "case", "changed")         \
	X(ARCHIVED, "case", "archived")       \
	X(ORDERED, "facts", "ordered_at")     \
	X(APPLIED, "facts", "applied_at")     \
	X(JUDGED, "decision", "at")           \
	X(RECEIVED_AT, "facts", "received_at")

/* X(name, section, key): fen, TK_NO_AMOUNT where there is none. */
#define INDEX_SUM_LIST(X)                    \
	X(AMOUNT, "decision", "amount")      \
	X(LEAST, "decision", "least")        \
	X(MOST, "decision", "most")          \
	X(RECEIVED, "facts", "received")

#define INDEX_KEPT_NAME ".index" /* in the folder of the cases */

#define INDEX_ENUM(name, section, key) INDEX_##name,
enum index_field { INDEX_FIELD_LIST(INDEX_ENUM) INDEX_FIELD_COUNT };
enum index_moment { INDEX_MOMENT_LIST(INDEX_ENUM) INDEX_MOMENT_COUNT };
enum index_sum { INDEX_SUM_LIST(INDEX_ENUM) INDEX_SUM_COUNT };
#undef INDEX_ENUM

enum index_record {
	INDEX_UNJUDGED, /* the case has no [decision] */
	INDEX_SOUND,    /* answers and decision are those that its hashes are of */
	INDEX_UNSOUND   /* something was changed since, or the hashes are lacking */
};

struct index_case { /* all strings live until the index is refreshed or freed */
	const char *name; /* of its file, without the ending: the id under which it is opened */
	const char *field[INDEX_FIELD_COUNT]; /* "" where there is none */
	int64_t moment[INDEX_MOMENT_COUNT], sum[INDEX_SUM_COUNT];
	enum case_status status;
	int64_t since[CASE_STATUS_COUNT]; /* moments, -1 never */
	enum index_record record;
	bool never_saved; /* there is a draft alone: this is what it holds */
	bool has_draft;   /* a draft that is newer than the case */
	bool damaged;     /* some of its lines are wrong */
	bool unreadable;  /* it is no case file, or it cannot be read: nothing is known of it */
	/* All that stands in it but its history, in the form of text_add_search_form, a value a line; its hashes by themselves. */
	const char *text, *hashes;
};

struct index;

/* TK_IO with errno: the folder cannot be read. Where there is none, there are no cases. */
enum tk_status index_open(const char *folder, struct index **ret_index);
void index_free(struct index *index);
/* Looks again, and reads what has changed since. The order of cases may then be another. On failure what was
 * known stands. */
enum tk_status index_refresh(struct index *index);
/* Whether anything was put into the folder, or taken out of it, since it was last looked through. */
bool index_is_stale(const struct index *index);
size_t index_count(const struct index *index);
/* By name, ascending. */
const struct index_case *index_case(const struct index *index, size_t i);
/* NULL: there is none. */
const struct index_case *index_find(const struct index *index, const char *name);
/* How many cases were read, and not taken from what was kept, when it was last looked through. */
size_t index_read_count(const struct index *index);

/* ---- searching ------------------------------------------------------------------------------- */

/* What is searched: words, all of which have to be found. Hashes are found by eight digits or more. */
struct index_query {
	char **words; /* in the form of text_add_search_form */
	size_t count;
};
/* false = no memory. */
bool index_query_make(const char *text, struct index_query *ret_query);
void index_query_release(struct index_query *query);
bool index_word_matches(const struct index_case *found, const char *word);
bool index_query_matches(const struct index_query *query, const struct index_case *found);

#endif
