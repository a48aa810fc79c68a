/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the provider's refund page shows against what the policy says, and why it may give less. */
#include <string.h>

#include "judge.h"
#include "vocabulary.h"

/* ---- what was entered ------------------------------------------------------------------------- */

struct shown {
	bool kind_known, amount_known;
	const char *kind; /* id of the choice */
	int64_t amount;
	const char *message; /* "" none */
};

static int answered(const struct tk_answers *answers, const char *name)
{
	int slot = tk_vocabulary_find(tk_answers_vocabulary(answers), name);

	return slot >= 0 && tk_answers_state(answers, (size_t)slot) == TK_ANSWERED ? slot : -1;
}

static struct shown what_is_shown(const struct tk_answers *answers)
{
	int kind = answered(answers, "console_kind"), amount = answered(answers, "console_amount");
	int message = answered(answers, FACT_CONSOLE_MESSAGE);
	struct shown shown = {kind >= 0, amount >= 0, "", 0, ""};

	if (kind >= 0) {
		const struct tk_fact *fact = tk_vocabulary_fact(tk_answers_vocabulary(answers), (size_t)kind);
		size_t choice = (size_t)tk_answers_value(answers, (size_t)kind);
		if (choice < fact->choice_count)
			shown.kind = fact->choices[choice].id;
	}
	if (amount >= 0)
		shown.amount = tk_answers_value(answers, (size_t)amount);
	if (message >= 0)
		shown.message = tk_answers_text(answers, (size_t)message);
	return shown;
}

/* Of the kind of return alone, without an amount. */
static enum tk_console compare_kind(const char *kind, enum tk_verdict verdict)
{
	if (strcmp(kind, "not-supported") == 0)
		return verdict == TK_REFUSED ? TK_CONSOLE_AGREES : TK_CONSOLE_LESS;
	if (strcmp(kind, "five-day") == 0)
		return verdict == TK_FULL	  ? TK_CONSOLE_AGREES
		       : verdict == TK_UNDETERMINED ? TK_CONSOLE_WITHIN
						    : TK_CONSOLE_BETTER;
	if (strcmp(kind, "partial") == 0)
		return verdict == TK_FULL      ? TK_CONSOLE_LESS
		       : verdict == TK_REFUSED ? TK_CONSOLE_BETTER
					       : TK_CONSOLE_UNKNOWN;
	return TK_CONSOLE_UNKNOWN;
}

static enum tk_console compare(const struct shown *shown, const struct tk_outcome *outcome)
{
	bool refused_there = strcmp(shown->kind, "not-supported") == 0;

	if (!shown->amount_known)
		return compare_kind(shown->kind, outcome->verdict);
	if (refused_there && shown->amount == 0) /* with an amount it is offered after all */
		return outcome->most == 0 ? TK_CONSOLE_AGREES : TK_CONSOLE_LESS;
	if (outcome->amount != TK_NO_AMOUNT && shown->amount == outcome->amount)
		return TK_CONSOLE_AGREES;
	if (outcome->most != TK_UNBOUNDED && shown->amount > outcome->most)
		return TK_CONSOLE_BETTER;
	return shown->amount < outcome->least ? TK_CONSOLE_LESS : TK_CONSOLE_WITHIN;
}

/* Whether the page gives less than is expected, be it by the usual answers only. */
static bool disappoints(const struct shown *shown, const struct tk_decision *decision)
{
	int64_t likely = decision->likely.amount;

	return decision->console == TK_CONSOLE_LESS ||
	       (decision->console == TK_CONSOLE_WITHIN && shown->amount_known && likely != TK_NO_AMOUNT &&
		       shown->amount < likely);
}

/* ---- codes ------------------------------------------------------------------------------------ */

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool of_word(char c)
{
	c = lower(c);
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* Whether CODE stands in MESSAGE as a word of its own, in small letters or large. */
static bool stands_in(const char *code, const char *message)
{
	size_t length = strlen(code);

	for (const char *at = message; *at != '\0'; at++) {
		size_t same = 0;
		if (at > message && of_word(at[-1]))
			continue;
		while (same < length && at[same] != '\0' && lower(at[same]) == lower(code[same]))
			same++;
		if (same == length && !of_word(at[same]))
			return true;
	}
	return false;
}

static const char *code_in(const struct tk_entry *cause, const char *message)
{
	for (size_t i = 0; i < cause->code_count; i++)
		if (stands_in(cause->codes[i], message))
			return cause->codes[i];
	return NULL;
}

/* ---- causes ----------------------------------------------------------------------------------- */

/* In this order: named by the page, fitting the answers, possible. */
enum round { ROUND_CODE, ROUND_FITS, ROUND_OPEN, ROUND_COUNT };

static enum round round_of(const struct judge *judge, const struct policy_entry *cause, const char *code)
{
	enum tk_truth truth = judge->now.truth[cause->when];

	if (code != NULL)
		return ROUND_CODE;
	if (truth == TK_NO)
		return ROUND_COUNT;
	return truth == TK_YES && !cause->always ? ROUND_FITS : ROUND_OPEN;
}

void judge_console(const struct judge *judge, const struct tk_answers *answers, struct tk_decision *decision,
	struct arena *arena)
{
	const struct tk_policy *policy = judge->policy;
	struct shown shown = what_is_shown(answers);
	size_t count = policy->entry_count[TK_CAUSE];
	struct tk_cause *causes = arena_array(arena, count, sizeof(*causes));

	decision->console = compare(&shown, &decision->outcome);
	bool all = disappoints(&shown, decision);
	decision->causes = causes;
	for (enum round round = ROUND_CODE; round < ROUND_COUNT && causes != NULL; round++) {
		if (round > ROUND_CODE && !all)
			break;
		for (size_t i = 0; i < count; i++) {
			const struct policy_entry *cause = &policy->entries[TK_CAUSE][i];
			const char *code = code_in(&cause->shown, shown.message);
			if (round_of(judge, cause, code) == round)
				causes[decision->cause_count++] = (struct tk_cause){
					&cause->shown, code, round == ROUND_FITS};
		}
	}
}
