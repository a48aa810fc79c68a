/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be said of a policy itself rather than of a case: its conditions in words, what is odd in
 * it, what of a case it looks at, and which of its conditions a number of cases have shown; and what lies
 * behind and ahead of the decision on a case: how an amount is worked out, what one answer more would leave.
 * Part of the public interface; included by tuikuan.h. Never prints; must not know languages.
 */
#ifndef TUIKUAN_POLICY_H
#define TUIKUAN_POLICY_H

#include <stdint.h>

#include "tuikuan.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What stands in [policy] of a pack, read alone and so in a small part of the time: enough to say which packs there
 * are. Borrows WORLD's calendars. TK_INVALID: there is no such section, or it is wrong, and tk_policy_load says how;
 * TK_OK does not promise that the rest of the pack loads. */
struct tk_policy_outline;
enum tk_status tk_policy_outline_load(const char *name, const char *bytes, size_t length,
				      const struct tk_world *world, struct tk_policy_outline **ret_outline);
void tk_policy_outline_free(struct tk_policy_outline *outline);
/* Belongs to the outline; without the SHA-256 of the pack. */
const struct tk_policy_head *tk_policy_outline_head(const struct tk_policy_outline *outline);

/* The words for an expression. In the text of a form {1} and {2} stand for its parts. Wherever words are asked for they
 * may be NULL, and so may any of them: then it is as a pack would write it. */
enum tk_form {
	TK_FORM_AND,
	TK_FORM_OR,
	TK_FORM_NOT,
	TK_FORM_AT_MOST,
	TK_FORM_BELOW,
	TK_FORM_AT_LEAST,
	TK_FORM_ABOVE,
	TK_FORM_NOT_AFTER, /* the same four of moments */
	TK_FORM_BEFORE,
	TK_FORM_NOT_BEFORE,
	TK_FORM_AFTER,
	TK_FORM_EQUAL,
	TK_FORM_UNEQUAL,
	TK_FORM_AMONG,    /* {1} is one of {2} */
	TK_FORM_IS,       /* a flag */
	TK_FORM_IS_NOT,   /* a flag denied */
	TK_FORM_ANSWERED,
	TK_FORM_VERDICT,  /* the word itself */
	TK_FORM_NOW,
	TK_FORM_YES,
	TK_FORM_NO,
	TK_FORM_PLUS,
	TK_FORM_MINUS,
	TK_FORM_ELAPSED,  /* the time from {2} to {1} */
	TK_FORM_TIMES,
	TK_FORM_OVER,
	TK_FORM_LEAST_OF,
	TK_FORM_MOST_OF,
	TK_FORM_DOWN_TO, /* rounded to a multiple of the second */
	TK_FORM_UP_TO,
	TK_FORM_DOWN,    /* to a whole number */
	TK_FORM_UP,
	TK_FORM_MONTHS,
	TK_FORM_ADD_MONTHS,
	TK_FORM_IF,       /* if {1}: {2}, which has what then and what else, with the next between */
	TK_FORM_ELSE,
	TK_FORM_MONEY,
	TK_FORM_DAYS,
	TK_FORM_HOURS,
	TK_FORM_MINUTES,
	TK_FORM_SECONDS,
	TK_FORM_PERCENT,
	TK_FORM_COMMA,    /* between the items of a list */
	TK_FORM_OTHER,    /* what there are no words for */
	TK_FORM_FULL,     /* the verdicts; NULL: their ids */
	TK_FORM_PARTIAL,
	TK_FORM_REFUSED,
	TK_FORM_UNDETERMINED,
	TK_FORM_COUNT
};
struct tk_words {
	const char *language; /* of labels; NULL: names and ids as the pack has them, and its defines */
	bool names;           /* numbers that the pack has a name for go by it in a language too; but not a time
			       * between two moments, which has words of its own */
	const char *forms[TK_FORM_COUNT];
};
/* The expression under KEY of a section ("rule.fee", "when") in words. Caller frees; NULL: there is none, or with
 * errno ENOMEM no memory. */
char *tk_policy_in_words(const struct tk_policy *policy, const char *section, const char *key,
			 const struct tk_words *words);

/* What a test looks at, in words; as above. */
char *tk_test_in_words(const struct tk_policy *policy, const struct tk_test *test, const struct tk_words *words);
/* A part of a table in words: of a row its condition, of a column likewise, of both the value. */
#define TK_TABLE_WHOLE SIZE_MAX /* for row: the columns; for column: the rows */
/* How many columns it has; 1 without any. */
size_t tk_table_columns(const struct tk_policy *policy, const struct tk_table *table);
/* Caller frees; NULL: it is the one that holds otherwise, or with errno ENOMEM no memory. */
char *tk_table_in_words(const struct tk_policy *policy, const struct tk_table *table, size_t row, size_t column,
			const struct tk_words *words);

/* A sum that the policy says beside the refund, as what is left of an allowance. */
struct tk_sum {
	const char *id;
	int line;
	const struct tk_text *label, *text; /* text may be NULL */
	const char *amount;                 /* as written */
	const char *source;
	const struct tk_entry *reference;
};
size_t tk_policy_sum_count(const struct tk_policy *policy);
const struct tk_sum *tk_policy_sum(const struct tk_policy *policy, size_t index);
struct tk_known_sum { /* of a decision */
	const struct tk_sum *sum;
	int64_t amount; /* hundredths */
};

/* How many slots of the policy's vocabulary are those of the shared one; the facts of its own and those of its
 * documents follow. */
size_t tk_policy_shared_facts(const struct tk_policy *policy);

/* Marks the facts that the expression under KEY of a section reads, itself or through a default: one
 * per slot, others are left alone. TK_NO_MEMORY, or TK_OK; nothing is marked where there is none. */
enum tk_status tk_policy_part_reads(const struct tk_policy *policy, const char *section, const char *key,
			  bool *ret_slots);

/* A line of the working of an amount: what is worked out, in words, with the values put in, and what comes out.
 * name belongs to the policy; NULL: the amount itself. Of a table written is the value that counts, and row and
 * column the conditions for it: NULL is the one that holds otherwise. */
struct tk_working {
	const char *name;
	bool table, columns; /* columns: it has more than one */
	char *written, *row, *column, *filled, *value;
};
/* How the amount of a deduct rule comes about: the numbers that the pack has a name for, each after those it is
 * made of, then the amount. `usual`: open facts take their usual answers, as for a breakdown that is likely.
 * None where the amount is not known. The caller frees with tk_workings_free. TK_OK or TK_NO_MEMORY. */
enum tk_status tk_work_out(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at, bool usual,
	const struct tk_rule *rule, const struct tk_words *words, struct tk_working **ret_workings,
	size_t *ret_count);
/* The same of a sum beside the refund, which nothing usual is taken for. */
enum tk_status tk_work_out_sum(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at,
	const struct tk_sum *sum, const struct tk_words *words, struct tk_working **ret_workings,
	size_t *ret_count);
void tk_workings_free(struct tk_working *workings, size_t count);

/* What one answer more would leave. */
struct tk_prospect {
	bool settled; /* verdict and amount are certain */
	size_t left;  /* open facts, not said to be "not sure", that verdict or amount may still hang on; 0 when both
	              * are certain */
};
/* Tries single answers, each beside those given; PROSPECTS has room for COUNT. Takes a small part of the time of as
 * many decisions. TK_OK or TK_NO_MEMORY. */
enum tk_status tk_prospects(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at,
			    const struct tk_change *changes, size_t count, struct tk_prospect *prospects);

/* Reports what is odd in a pack that loads: conditions that never or always hold, rules that come too
 * late, gaps and overlaps between tiers, what nothing uses, rules without a source. TK_INVALID when
 * there is something. Nothing is reported that is not certain. */
enum tk_status tk_policy_lint(const struct tk_policy *policy, struct tk_errors *warnings);

/* Which conditions of a policy a number of cases have shown. */
enum tk_gap_kind {
	TK_GAP_NEVER_YES,   /* no case in which `text` holds */
	TK_GAP_NEVER_NO,    /* none in which it does not */
	TK_GAP_NEVER_KEEPS, /* none in which `part` alone keeps the `and` from holding */
	TK_GAP_NEVER_MAKES, /* none in which `part` alone makes the `or` hold */
};
struct tk_gap {
	enum tk_gap_kind kind;
	const char *section, *key; /* "rule.fee", "when" */
	int line;
	bool whole; /* text is all of the key's condition */
	char *text; /* the condition, as a pack writes it */
	char *part;
};
struct tk_coverage;
struct tk_coverage *tk_coverage_new(const struct tk_policy *policy); /* NULL = no memory */
void tk_coverage_free(struct tk_coverage *coverage);
/* A case, and its decision under the policy. */
enum tk_status tk_coverage_add(struct tk_coverage *coverage, const struct tk_answers *answers,
			       const struct tk_decision *decision);
/* What no case has shown, in file order; belongs to the coverage. To be asked once. */
enum tk_status tk_coverage_gaps(struct tk_coverage *coverage, const struct tk_gap **ret_gaps,
				size_t *ret_count);

/* Whether no policy can tell them apart at one moment: they differ at most in texts that are made for papers
 * alone (names, numbers, notes), and in how they are known. */
bool tk_answers_judged_alike(const struct tk_answers *a, const struct tk_answers *b);

#ifdef __cplusplus
}
#endif
#endif
