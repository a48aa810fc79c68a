/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What keeps a record true: the [decision] of a case with its hashes, and the files that it was made
 * with, kept by hash in the folder "records" beside the case. Shows that nothing was changed by
 * accident or by one hand; who changes answers, decision and hashes together is not found out. Knows
 * case files and decisions; must not know how answers are put to use or how anything is shown.
 */
#ifndef CASEBOOK_RECORD_H
#define CASEBOOK_RECORD_H

#include "case.h"
#include "places.h"

/* ---- the [decision] of a case ---------------------------------------------------------------- */

/* Keys of [decision], in this order: policy, revision, at; sha256.pack, .facts, .calendar, .answers
 * (of the answers as they were judged), .written (of [facts], [evidence], [files] and [known] as they stand
 * in the file), .letters (of the list of letter templates), history (the number of the last entry then),
 * sha256.history (of the entries up to it); verdict, amount ("none": the completions
 * differ), least, most ("unbounded"), likely, channel ("none", "open"), deductions, fired, open,
 * required, missing, stages, deadlines, remedies (lists; of the remedies those with
 * dates, the days from and until when each is open); sha256.decision (of all lines before). Fills them in,
 * and the policy and revision of the case. PLACES may be NULL: then without sha256.letters.
 * false = no memory. */
bool record_decision(struct case_file *file, const struct tk_decision *decision,
	const struct tk_answers *answers, const struct places *places);

enum record_state {
	RECORD_SOUND,
	RECORD_CHANGED, /* it does not match its hash */
	RECORD_LACKING, /* it has no hash */
};
struct record_check {
	bool exists; /* the case has a [decision] */
	enum record_state answers;
	enum record_state decision;
	enum record_state history; /* the entries that were there when it was recorded */
	const char *lacking; /* a key without which nothing can be judged again; NULL: none */
};
/* Looks at the case alone. false = no memory. */
bool record_check(const struct case_file *file, struct record_check *ret_check);
/* Whether TEXT is a SHA-256 as it is written here. */
bool record_is_sha256(const char *text);

/* ---- files kept by hash ---------------------------------------------------------------------- */

/* The folder of the files kept for the case at CASE_PATH. Caller frees. */
char *record_folder(const char *case_path);
/* Keeps what the record of FILE names, unless it is kept already: pack, facts, calendar, letter
 * templates. What has changed on disk since it was loaded is not there to be kept: TK_INVALID. */
enum tk_status record_keep(const char *folder, const struct case_file *file,
	const struct tk_policy *policy, const struct places *places);

enum kept_state {
	KEPT,           /* and its bytes have that hash */
	KEPT_NOWHERE,   /* there is no such file */
	KEPT_DAMAGED,   /* they have another */
	KEPT_UNREADABLE /* errno says why */
};
/* The file kept under SHA256; with KEPT the bytes (NUL-terminated), caller frees. */
enum kept_state record_kept(
	const char *folder, const char *sha256, char **ret_bytes, size_t *ret_length);

/* A line of the list of letter templates: "SHA256  NAME\n", as sha256sum writes it. */
struct kept_letter {
	char sha256[TK_SHA256_HEX];
	const char *name; /* "refund-ticket.zh_CN.txt" */
	size_t name_length;
};
/* The line at *TEXT, which is moved behind it; false: there is none any more, or it is no such
 * line. */
bool record_letter_line(const char **text, struct kept_letter *ret_letter);

/* The file of SHA256 among those installed now: a pack of that id, facts.ini, a calendar. false:
 * none has it. Caller frees the bytes. */
bool record_installed_pack(const struct places *places, const char *id, const char *sha256,
	char **ret_bytes, size_t *ret_length);
bool record_installed_facts(
	const struct places *places, const char *sha256, char **ret_bytes, size_t *ret_length);
bool record_installed_calendar(
	const struct places *places, const char *sha256, char **ret_bytes, size_t *ret_length);

#endif
