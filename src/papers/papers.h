/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The papers of a case: application in its lengths, statement, evidence checklist, summary. As text
 * of at most 80 columns, aligned by display width, or as a sheet (base/sheet) that the press makes a
 * PDF of; both come from one description. Knows answers, decision and templates; must not
 * know screens or where the answers came from. A paper's language is its own, whatever the
 * interface's: its fixed words come from the catalogue through base/language, which is switched and
 * switched back.
 */
#ifndef PAPERS_PAPERS_H
#define PAPERS_PAPERS_H

#include <stdbool.h>

#include "tuikuan.h"

enum paper_form {
	PAPER_TEXT,
	PAPER_SHEET /* lines of base/sheet, for the press */
};

/* What a paper is made of; all borrowed. */
struct paper_case {
	enum paper_form form;
	/* Identifiers, names, contacts and whatever else was typed freely are left out, and the paper
	 * says so. No rule reads any of these: the reasoning stays whole. */
	bool redacted;
	const struct tk_policy *policy;
	const struct tk_answers *answers; /* over the policy's vocabulary */
	const struct tk_decision *decision;
	/* The same answers under the other policies that apply, in their order; may be none. */
	const struct tk_decision *const *others;
	size_t other_count;
	const char *case_id;              /* may be NULL */
	const char *status;               /* case status name; may be NULL */
	const char *agent, *organisation; /* may be NULL */
	int64_t printed_at;
	int64_t decided_at; /* when the platform's decision was recorded; 0 unknown */
	/* Which status the case had, the first at INDEX 0, and since when; false: there is none. When an answer was
	 * changed last after it was given once; 0: never, or not known. Both may be NULL. */
	bool (*status_at)(void *user, size_t index, const char **ret_status, int64_t *ret_since);
	int64_t (*changed_at)(void *user, const char *fact);
	/* Text of a letter template by name and language ("refund-letter", "zh_CN"), or NULL; the
	 * paper frees it. */
	char *(*template_text)(void *user, const char *name, const char *language);
	void *user;
	/* File of a held document ("" none), or NULL when there is none; may be NULL itself. */
	const char *(*evidence_path)(void *user, const char *document);
	/* What is known of that file, or what is wrong with it, in a line; NULL nothing. The paper
	 * frees it. May be NULL itself. */
	char *(*evidence_about)(void *user, const char *document);
};

enum paper_letter {
	PAPER_REASON,
	PAPER_TICKET,
	PAPER_LETTER,
	PAPER_STATEMENT,
	PAPER_COMPLAINT,  /* to the provider or an authority, after a refusal */
	PAPER_RESCISSION, /* a notice that the contract rests on a mistake */
	PAPER_LETTER_COUNT
};

/* The length that the decision's channel is best served by. */
enum paper_letter paper_letter_preferred(const struct paper_case *paper);
/* The letter in LANGUAGE ("zh_CN", "en"). A gap is "【label】" in Chinese, "[label]" in English;
 * the slots left open are listed in *ret_gaps (caller frees the array; both may be NULL),
 * *ret_gap_count. The reason is one line of at most 100 characters, the ticket has less than 500
 * and its title in the first line; neither is wrapped, for they are pasted into boxes. Letter and
 * statement have 76 columns. NULL = no memory (errno = ENOMEM), no template (ENOENT), or a template
 * with errors (EINVAL; paper_letter_check tells them). Caller frees the text. */
char *paper_letter(const struct paper_case *paper, enum paper_letter length, const char *language,
        size_t **ret_gaps, size_t *ret_gap_count);
/* A note to the person, for complaint and rescission: it stands beside the letter, never in it. */
const char *paper_not_advice(void);
/* What is wrong with the template of that letter: TK_OK, TK_INVALID with errors, TK_IO (errno =
 * ENOENT) when there is none. Every branch is checked, also those that this case does not take. */
enum tk_status paper_letter_check(const struct paper_case *paper, enum paper_letter length,
        const char *language, struct tk_errors *errors);
/* A letter that the person has edited, in the form that PAPER asks for; line ends that only keep it
 * within its columns are undone in a sheet. Caller frees; NULL = no memory. */
char *paper_letter_edited(const struct paper_case *paper, enum paper_letter length, const char *text,
        const char *language);
char *paper_checklist(const struct paper_case *paper, const char *language);
char *paper_summary(const struct paper_case *paper, const char *language);
/* One line for a ticket system (ux.md E1). */
char *paper_one_line(const struct paper_case *paper, const char *language);
/* A sum in Chinese capital figures (大写): 640.00 -> 陆佰肆拾元整. Caller frees. */
char *paper_capital_money(int64_t fen);

#endif
