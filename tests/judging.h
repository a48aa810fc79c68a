/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of judging share: a pack with its facts and calendar, answers given as text, and
 * outcomes compared as text.
 */
#ifndef TESTS_JUDGING_H
#define TESTS_JUDGING_H

#include "packs.h"

/* The head of a pack for the tests; [policy] is still open for more keys. */
#define SMALL_HEAD                                                                             \
	"[policy]\nid = test\nprovider = p\ntitle = T\nrevision = 1\nauthority = secondary\n"  \
	"calendar = cn\n"
#define SMALL_SOURCE "[source.x]\ntitle = T\nurl = https://example.org/\n"
#define RULE(id, when, effect) \
	"[rule." id "]\nwhen = " when "\n" effect "\ntext = T\nsource = x\n"
#define REFUSE(id, when) RULE(id, when, "refuse = yes")
#define DEDUCT(id, when, amount) RULE(id, when, "label = L\ndeduct = " amount)
#define WARN(id, when) RULE(id, when, "warn = yes")
#define CHANNEL(id) "[channel." id "]\ntitle = T\n"
#define DOCUMENT(id) "[document." id "]\ntitle = T\nwhere = W\nsource = x\n"

struct bench {
	struct tk_vocabulary *facts;
	struct tk_calendar *calendar;
	struct tk_policy *policy;
};

/* The facts are given; NULL in policy afterwards: the pack was refused, for the errors. */
static inline void bench_load(struct bench *bench, const char *pack, struct tk_errors *errors)
{
	const struct tk_calendar *calendars[] = {bench->calendar};
	struct tk_world world = {bench->facts, calendars, 1};

	tk_errors_init(errors);
	bench->policy = NULL;
	tk_policy_load("test.ini", pack, strlen(pack), &world, &bench->policy, errors);
}

static inline void bench_open(struct bench *bench, const char *facts, const char *pack)
{
	struct tk_errors errors;

	bench->facts = sound_facts(facts);
	bench->calendar = chinese_calendar();
	bench_load(bench, pack, &errors);
	reported(&errors, "");
}

static inline void bench_close(struct bench *bench)
{
	tk_policy_free(bench->policy);
	tk_calendar_free(bench->calendar);
	tk_vocabulary_free(bench->facts);
}

/* The article's pack, with the facts that are installed. */
static inline void bench_article(struct bench *bench)
{
	size_t length;
	char *facts = source_text("data/facts.ini", &length);
	char *pack = source_text("data/policies/aliyun-ecs-article.ini", &length);

	bench_open(bench, facts, pack);
	free(facts);
	free(pack);
}

static inline int64_t moment(const char *text)
{
	int64_t at = 0;
	ck_assert_msg(tk_moment_parse(text, &at) == TK_OK, "%s", text);
	return at;
}

static inline size_t slot_of(const struct tk_vocabulary *vocabulary, const char *name)
{
	int slot = tk_vocabulary_find(vocabulary, name);
	ck_assert_msg(slot >= 0, "%s", name);
	return (size_t)slot;
}

/* Sets answers from "name=value name=value ..."; an empty value clears. */
static inline void answer(struct tk_answers *answers, const char *given)
{
	char *copy = strdup(given), *rest = copy, *word;

	while ((word = strsep(&rest, " ")) != NULL) {
		char *value = strchr(word, '=');
		struct tk_error error = {.code = 0};
		if (*word == '\0')
			continue;
		ck_assert_ptr_nonnull(value);
		*value++ = '\0';
		ck_assert_msg(tk_answers_parse(answers, slot_of(tk_answers_vocabulary(answers), word), value,
				      TK_KNOWN_TYPED, &error) == TK_OK,
			"%s=%s", word, value);
	}
	free(copy);
}

static inline struct tk_answers *answers_for(const struct bench *bench, const char *given)
{
	struct tk_answers *answers = tk_answers_new(tk_policy_vocabulary(bench->policy));
	ck_assert_ptr_nonnull(answers);
	answer(answers, given);
	return answers;
}

static inline struct tk_decision *evaluated(const struct bench *bench, const struct tk_answers *answers,
	int64_t at, unsigned flags)
{
	struct tk_decision *decision = NULL;
	ck_assert_int_eq(tk_evaluate(bench->policy, answers, at, flags, &decision), TK_OK);
	return decision;
}

static inline struct tk_decision *judged(const struct bench *bench, const char *given, const char *at)
{
	struct tk_answers *answers = answers_for(bench, given);
	struct tk_decision *decision = evaluated(bench, answers, moment(at), 0);
	tk_answers_free(answers);
	return decision;
}

/* "partial 640.00", "undetermined 240.00-800.00", "partial 0.00-unbounded". */
static inline const char *outcome_text(const struct tk_outcome *outcome, char buffer[96])
{
	char least[TK_MONEY_TEXT], most[TK_MONEY_TEXT];

	tk_money_format(outcome->least, least);
	if (outcome->most == TK_UNBOUNDED)
		strcpy(most, "unbounded");
	else
		tk_money_format(outcome->most, most);
	if (outcome->amount != TK_NO_AMOUNT) {
		ck_assert_int_eq(outcome->amount, outcome->least);
		ck_assert_int_eq(outcome->amount, outcome->most);
		snprintf(buffer, 96, "%s %s", tk_verdict_name(outcome->verdict), least);
	} else {
		snprintf(buffer, 96, "%s %s-%s", tk_verdict_name(outcome->verdict), least, most);
	}
	return buffer;
}
#define is_outcome(got, expected)                                                    \
	do {                                                                         \
		char is_outcome_text[96];                                            \
		ck_assert_str_eq(outcome_text((got), is_outcome_text), (expected)); \
	} while (0)

/* The names of slots, blanks between. */
static inline const char *slot_names(const struct bench *bench, const struct tk_slot_list *list, char buffer[2048])
{
	*buffer = '\0';
	for (size_t i = 0; i < list->count; i++) {
		if (i > 0)
			strcat(buffer, " ");
		strcat(buffer, tk_vocabulary_fact(tk_policy_vocabulary(bench->policy), list->items[i])->name);
	}
	return buffer;
}
#define are_slots(bench, list, expected)                                                        \
	do {                                                                                    \
		char are_slots_text[2048];                                                      \
		ck_assert_str_eq(slot_names((bench), &(list), are_slots_text), (expected)); \
	} while (0)

/* The ids of rules or entries, blanks between. */
#define ids_of(items, count, buffer)                                      \
	do {                                                              \
		*(buffer) = '\0';                                         \
		for (size_t ids_i = 0; ids_i < (count); ids_i++) {        \
			if (ids_i > 0)                                    \
				strcat((buffer), " ");                    \
			strcat((buffer), (items)[ids_i]->id);             \
		}                                                         \
	} while (0)
#define are_ids(items, count, expected)                            \
	do {                                                       \
		char are_ids_text[2048];                           \
		ids_of((items), (count), are_ids_text);            \
		ck_assert_str_eq(are_ids_text, (expected));        \
	} while (0)

static inline enum tk_relevance relevance_of(const struct bench *bench, const struct tk_decision *decision,
	const char *name)
{
	return decision->relevance[slot_of(tk_policy_vocabulary(bench->policy), name)];
}

#endif
