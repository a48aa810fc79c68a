/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Verifying the record of a case: is it whole, does judging again with what it was made with give the
 * same, and what would today's pack say. Makes values; must not know how they are shown.
 */
#ifndef COMMANDS_VERIFICATION_H
#define COMMANDS_VERIFICATION_H

#include "case.h"
#include "places.h"

/* What a record consists of, each with its state. */
enum verify_part {
	VERIFY_ANSWERS,
	VERIFY_DECISION,
	VERIFY_HISTORY, /* up to the moment of the record */
	VERIFY_EVIDENCE, /* the files attached */
	VERIFY_PACK,
	VERIFY_FACTS,
	VERIFY_CALENDAR,
	VERIFY_LETTERS,
	VERIFY_PARTS
};
enum verify_state {
	VERIFY_SOUND,     /* it matches its hash; a file: kept beside the case */
	VERIFY_INSTALLED, /* a file: not kept, but what is installed has that hash */
	VERIFY_CHANGED,   /* answers, decision, history: another hash than the record's */
	VERIFY_DAMAGED,   /* a kept file that has another hash than its name */
	VERIFY_MISSING,   /* neither kept nor installed; answers, decision: the record has no hash */
	VERIFY_UNUSED     /* the record names none */
};
const char *verify_part_name(enum verify_part part);    /* "answers", ... */
const char *verify_state_name(enum verify_state state); /* "sound", ... */

struct verify_file { /* a part, or one of the letter templates that are damaged or missing */
	enum verify_state state;
	char *sha256; /* as recorded; NULL: not a file */
	char *name;   /* of a template; else NULL */
	char *path;   /* of the kept file that is damaged; else NULL */
};

/* A key of the record (or "rule ID") in which two judgements differ. */
struct verify_difference {
	char *key, *recorded, *now; /* values as in a case file; "" where one has no such key */
};
struct verify_differences {
	struct verify_difference *items;
	size_t count;
};

struct verification {
	const struct case_file *file; /* borrowed */
	struct verify_file parts[VERIFY_PARTS];
	struct verify_file *letters; /* those that are not sound */
	size_t letter_count;
	bool judged; /* again, with what the record was made with */
	struct verify_differences differences;
	bool today;                      /* today's pack was asked, being another than the record's */
	char *today_revision, *today_sha256;
	struct verify_differences today_differences;
};

/* False: no memory, or the case has no record (*ret_has_record tells). ERRORS: why what was kept cannot
 * be judged with, and what is wrong with answers in the case. PLACES may be NULL: nothing is installed
 * that can be read. */
bool verification_make(const struct case_file *file, const struct places *places,
	struct verification *ret_verification, bool *ret_has_record, struct tk_errors *errors);
void verification_release(struct verification *verification);
/* Whether it all matches and the same came out. */
bool verification_holds(const struct verification *verification);

#endif
