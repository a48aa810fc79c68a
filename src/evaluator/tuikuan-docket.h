/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many cases under one policy, judged by the same evaluator as single ones, some dozens of them in step.
 * Cases that are alike (the same verdict, refusals, channel, documents and, if asked for, rules) are told
 * so, that a caller need not write the same lists again and again. No memory is taken for a case whose
 * outcome is settled by its answers. Part of the public interface; included by tuikuan.h. Never prints.
 */
#ifndef TUIKUAN_DOCKET_H
#define TUIKUAN_DOCKET_H

#include "tuikuan.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether FACT's `ask` condition holds: TK_NO = not asked. TK_OPEN with errno ENOMEM: no memory to say. */
enum tk_truth tk_fact_asked(const struct tk_policy *policy, const struct tk_answers *answers, size_t slot,
			    int64_t at);
/* The default of an unanswered fact, if it has one that follows from the answers. */
bool tk_fact_default(const struct tk_policy *policy, const struct tk_answers *answers, size_t slot, int64_t at,
		     int64_t *ret_value);
/* Whether each fact's question is asked, one per slot, where an answer to a question that is not asked does
 * not count: that can end or begin other questions. TK_OK or TK_NO_MEMORY. */
enum tk_status tk_questions_asked(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at,
				  enum tk_truth *ret_asked);

/* Reads a value in one of the plainest forms that tk_value_parse knows from the beginning of TEXT, which may
 * go on after it (it ends in a NUL, or in anything that is no part of a value): the first byte after the
 * value. NULL: there is none in such a form, or it is out of range; tk_value_parse tells. Takes no memory. */
const char *tk_value_scan(const struct tk_fact *fact, const char *text, int64_t *ret_value);

/* A docket belongs to one thread at a time; a policy to as many as like. */
struct tk_docket;

#define TK_DOCKET_CASES 64 /* places 0 .. 63 of a docket */

#define TK_DOCKET_ASKED 1u /* pass over answers to questions that are not asked (tk_questions_asked) */
#define TK_DOCKET_RULES 2u /* also tell which rules fired or are open */
#define TK_DOCKET_HELD 4u  /* also tell which documents are required and held */

/* What cases that are alike have in common; as in struct tk_decision. */
struct tk_kind {
	enum tk_verdict verdict;
	const struct tk_entry *channel;
	enum tk_truth channel_state;
	const struct tk_rule *const *refusals;  size_t refusal_count;
	const struct tk_entry *const *missing;  size_t missing_count;
	const struct tk_entry *const *required; size_t required_count; /* TK_DOCKET_HELD */
	const struct tk_entry *const *held;     size_t held_count;     /* TK_DOCKET_HELD */
	const struct tk_rule *const *fired;     size_t fired_count;    /* TK_DOCKET_RULES: in file order */
	const struct tk_rule *const *open;      size_t open_count;     /* TK_DOCKET_RULES */
	/* The caller's own: what it made of this kind. It goes with free() when the kind does. */
	void *user;
};

struct tk_ruling {
	struct tk_outcome outcome;
	struct tk_kind *kind; /* until the docket's next judgement */
};

/* NULL = no memory. The policy must outlive it. */
struct tk_docket *tk_docket_new(const struct tk_policy *policy, unsigned flags);
void tk_docket_free(struct tk_docket *docket);
/* Empties all places. */
void tk_docket_clear(struct tk_docket *docket);
/* Empties one place. */
void tk_docket_clear_place(struct tk_docket *docket, size_t place);
/* An answer of the case in PLACE; value in the range of the slot's fact (tk_value_parse gives such), 0 for
 * one that is kept as text. Slots are those of the policy's vocabulary. */
void tk_docket_answer(struct tk_docket *docket, size_t place, size_t slot, int64_t value);
/* The same for whoever answers millions: where the answers to one fact are kept, a place each. To answer is to
 * set `answered` to 1 beside the value. They stay where they are as long as the docket. */
struct tk_docket_answers {
	uint8_t *answered;
	int64_t *value;
};
struct tk_docket_answers tk_docket_answers(struct tk_docket *docket, size_t slot);
/* Judges the first COUNT places at the moment AT; room for as many rulings. They are empty afterwards.
 * TK_OK or TK_NO_MEMORY. */
enum tk_status tk_docket_judge(struct tk_docket *docket, size_t count, int64_t at, struct tk_ruling *rulings);

#ifdef __cplusplus
}
#endif
#endif
