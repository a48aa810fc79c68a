/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `cases FACTS CALENDAR PACK evaluate|docket`: judges cases that are the same at each run, for a counter of
 * instructions (evaluate.sh): every fact answered, one in eight left open when judged one by one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "tuikuan.h"

#define AT INT64_C(1795417200) /* 2026-11-23T15:00 in China */
#define ALONE 16
#define DOCKETS 8

static uint32_t seed;

/* What comes next hangs on the fact and the case alone: a fact more in facts.ini, or in another order, leaves the
 * answers to all others as they are. */
static void begin(const struct tk_fact *fact, uint32_t number)
{
	seed = 2166136261u ^ number;
	for (const char *p = fact->name; *p != '\0'; p++)
		seed = (seed ^ (unsigned char)*p) * 16777619u;
}

static uint32_t below(uint32_t limit)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % limit;
}

static char *text_of(const char *path, size_t *ret_length)
{
	char *bytes = NULL;

	if (file_read(path, 1 << 20, &bytes, ret_length) != TK_OK) {
		fprintf(stderr, "%s: cannot be read\n", path);
		exit(1);
	}
	return bytes;
}

static int64_t value_of(const struct tk_fact *fact)
{
	int64_t value = fact->least + below(40);

	if (fact->type == TK_FLAG)
		return below(4) == 0;
	if (fact->type == TK_CHOICE)
		return below((uint32_t)fact->choice_count);
	if (fact->type == TK_MONEY)
		value = 100 + below(200000);
	if (fact->type == TK_MOMENT)
		value = AT - below(86400 * 10);
	return value < fact->least ? fact->least : value > fact->most ? fact->most : value;
}

static bool is_answered(const struct tk_fact *fact, uint32_t open)
{
	bool text = fact->type == TK_TEXT || (fact->type == TK_CHOICE && fact->choice_count == 0);
	return !text && fact->unknown == NULL && (open == 0 || below(open) != 0);
}

static void judge_alone(const struct tk_policy *policy, uint32_t number)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(policy);
	struct tk_answers *answers = tk_answers_new(vocabulary);
	struct tk_decision *decision = NULL;

	for (size_t slot = 0; slot < tk_vocabulary_count(vocabulary); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, slot);
		begin(fact, number);
		if (is_answered(fact, 8))
			tk_answers_set(answers, slot, value_of(fact), TK_KNOWN_TYPED);
	}
	if (tk_evaluate(policy, answers, AT, 0, &decision) != TK_OK)
		exit(1);
	tk_decision_free(decision);
	tk_answers_free(answers);
}

static void judge_in_step(struct tk_docket *docket, const struct tk_policy *policy, uint32_t first)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(policy);
	struct tk_ruling rulings[TK_DOCKET_CASES];

	for (size_t place = 0; place < TK_DOCKET_CASES; place++)
		for (size_t slot = 0; slot < tk_vocabulary_count(vocabulary); slot++) {
			const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, slot);
			begin(fact, first + (uint32_t)place);
			if (is_answered(fact, 0))
				tk_docket_answer(docket, place, slot, value_of(fact));
		}
	if (tk_docket_judge(docket, TK_DOCKET_CASES, AT, rulings) != TK_OK)
		exit(1);
}

int main(int argc, char **argv)
{
	struct tk_vocabulary *vocabulary = NULL;
	struct tk_calendar *calendar = NULL;
	struct tk_policy *policy = NULL;
	struct tk_errors errors;
	size_t length;

	if (argc != 5)
		return 2;
	tk_errors_init(&errors);
	char *facts = text_of(argv[1], &length);
	if (tk_vocabulary_load(argv[1], facts, length, &vocabulary, &errors) != TK_OK)
		return 1;
	char *days = text_of(argv[2], &length);
	if (tk_calendar_load(argv[2], days, length, &calendar, &errors) != TK_OK)
		return 1;
	const struct tk_calendar *calendars[] = {calendar};
	struct tk_world world = {vocabulary, calendars, 1};
	char *pack = text_of(argv[3], &length);
	if (tk_policy_load(argv[3], pack, length, &world, &policy, &errors) != TK_OK)
		return 1;
	if (strcmp(argv[4], "evaluate") == 0) {
		for (uint32_t i = 0; i < ALONE; i++)
			judge_alone(policy, i);
	} else {
		struct tk_docket *docket = tk_docket_new(policy, TK_DOCKET_ASKED);
		for (uint32_t i = 0; i < DOCKETS && docket != NULL; i++)
			judge_in_step(docket, policy, i * TK_DOCKET_CASES);
		tk_docket_free(docket);
	}
	tk_policy_free(policy);
	tk_calendar_free(calendar);
	tk_vocabulary_free(vocabulary);
	tk_errors_release(&errors);
	free(pack);
	free(days);
	free(facts);
	return 0;
}
