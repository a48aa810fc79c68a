/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A case as a command takes it in: a case file (by id or path), facts given in the arguments, and the
 * policy they are judged under. Reports what is wrong with them itself. Must not know what becomes
 * of the decision.
 */
#ifndef COMMANDS_INTAKE_H
#define COMMANDS_INTAKE_H

#include "case.h"
#include "places.h"

struct intake {
	struct places places;
	struct settings settings;
	struct case_file *file;     /* NULL: none was named */
	struct tk_errors file_errors; /* what was wrong in it */
	const char **facts;         /* NAME=VALUE, as given with --fact; borrowed strings */
	size_t fact_count;
	int64_t at;                 /* the moment of evaluation; set by intake_open to now */
	bool opened;
};

/* Nothing is read yet; --fact and --at may be taken. */
void intake_init(struct intake *intake);
void intake_release(struct intake *intake);
/* false: no memory. */
bool intake_add_fact(struct intake *intake, const char *fact);
/* Reads the moment of --at; false when it is none (reported). */
bool intake_set_at(struct intake *intake, const char *text);
/* Finds packs and facts, and reads the case CASE_WORD (id or path; NULL: none). */
bool intake_open(struct intake *intake, const char *case_word);
/* The path of a case by id or path. Caller frees; NULL with a message. */
char *intake_case_path(const char *case_word);

/* The case CASE_WORD alone, whatever is installed. What is wrong with it is reported, and *RET_SOUND tells whether
 * anything was; NULL: there is none. Caller frees. */
struct case_file *intake_case_load(const char *case_word, bool *ret_sound);

/* The answers in use (flow.h) of file and arguments over a policy's vocabulary. A fact that only another of the policies
 * in `beside` knows (COUNT of them, may be 0) is passed over. What is wrong is reported; then RET_FAULTY, if not NULL, is set and the
 * good answers are given, else NULL is. */
struct tk_answers *intake_answers(const struct intake *intake, const struct tk_policy *policy,
				  struct tk_policy *const *beside, size_t count, bool *ret_faulty);
/* The policy to judge under: POLICY (--policy), else the case's, else the one of the settings, else
 * the one that applies, official before secondary. NULL: reported. Caller frees. */
struct tk_policy *intake_policy(const struct intake *intake, const char *policy);
/* Whether the case or the settings name one. */
bool intake_names_policy(const struct intake *intake);
/* Says that no policy applies. */
void intake_report_none(void);
/* All policies that apply to the case, or may when more is known, the headline first; of one family the
 * revision in force when the order was placed; packs with errors are reported and left
 * out (*ret_broken). Caller frees each and the array. false: no memory, reported. */
bool intake_policies(const struct intake *intake, struct tk_policy ***ret_policies, size_t *ret_count,
		     bool *ret_broken);
/* Seconds since 1970. */
int64_t intake_now(void);

#endif
