/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of several policies judge a case and in which order; how old what they know is. */
#include "config.h"

#include "judging.h"

#define MOST 6

struct shelf {
	struct bench bench; /* of the facts and the calendar */
	struct tk_policy *policies[MOST];
	struct tk_answers *answers;
	size_t count;
};

static void shelf_open(struct shelf *shelf, const char *given)
{
	*shelf = (struct shelf){.count = 0};
	shelf->bench.facts = sound_facts(SMALL_FACTS);
	shelf->bench.calendar = chinese_calendar();
	shelf->answers = tk_answers_new(shelf->bench.facts);
	answer(shelf->answers, given);
}

static void shelf_close(struct shelf *shelf)
{
	for (size_t i = 0; i < shelf->count; i++)
		tk_policy_free(shelf->policies[i]);
	tk_answers_free(shelf->answers);
	bench_close(&shelf->bench);
}

/* A pack with further keys in its [policy]. */
static const struct tk_policy *put(struct shelf *shelf, const char *id, const char *authority, const char *keys)
{
	char text[600];
	struct tk_errors errors;

	snprintf(text, sizeof(text),
		"[policy]\nid = %s\nprovider = p\ntitle = T\nrevision = 1\nauthority = %s\n"
		"calendar = cn\n%s",
		id, authority, keys);
	bench_load(&shelf->bench, text, &errors);
	reported(&errors, "");
	shelf->policies[shelf->count++] = shelf->bench.policy;
	shelf->bench.policy = NULL;
	return shelf->policies[shelf->count - 1];
}

/* The ids of those that judge, the headline first. */
#define rank_is(shelf, at, expected) is_text(ranked(shelf, moment(at)), expected)
static char *ranked(const struct shelf *shelf, int64_t at)
{
	struct tk_candidate candidates[MOST];
	struct text_buffer names;

	text_buffer_init(&names);
	for (size_t i = 0; i < shelf->count; i++)
		candidates[i] = (struct tk_candidate){
			.policy = shelf->policies[i], .answers = shelf->answers};
	size_t judging = tk_candidates_rank(candidates, shelf->count, at);
	for (size_t i = 0; i < judging; i++)
		text_buffer_printf(&names, i == 0 ? "%s" : " %s", tk_policy_head(candidates[i].policy)->id);
	return text_buffer_take(&names);
}

START_TEST(official_comes_first)
{
	struct shelf shelf;

	shelf_open(&shelf, "provider=p deployed=yes");
	put(&shelf, "told", "secondary", "");
	put(&shelf, "other", "secondary", "applies = not deployed\n");
	put(&shelf, "own", "official", "");
	put(&shelf, "perhaps", "official", "applies = started\n");
	rank_is(&shelf, "2026-11-23T14:00", "own told perhaps");
	answer(shelf.answers, "started=yes");
	rank_is(&shelf, "2026-11-23T14:00", "own perhaps told");
	answer(shelf.answers, "started=no deployed=no");
	rank_is(&shelf, "2026-11-23T14:00", "own told other");
	shelf_close(&shelf);
}
END_TEST

/* Of those that may apply the one for the first choice of a list comes before one for a later choice, even if that is
 * official, or newer. An official one that likely applies heads a secondary one that surely does: who does not know
 * who sold the server is not to lose the five days over that. An answer decides whatever is common. */
START_TEST(the_likely_comes_first)
{
	struct shelf shelf;

	shelf_open(&shelf, "provider=p");
	put(&shelf, "newer", "official", "applies = site = two-way\neffective_from = 2026-01-01\n");
	put(&shelf, "told", "secondary", "applies = site = china\n");
	put(&shelf, "common", "official", "applies = site = china and not started\neffective_from = 2020-01-01\n");
	/* "started" has no usual answer: nothing makes "common" likelier. */
	rank_is(&shelf, "2026-11-23T14:00", "told newer common");
	answer(shelf.answers, "started=no");
	rank_is(&shelf, "2026-11-23T14:00", "common told newer");
	answer(shelf.answers, "site=?");
	rank_is(&shelf, "2026-11-23T14:00", "common told newer");
	answer(shelf.answers, "site=two-way");
	rank_is(&shelf, "2026-11-23T14:00", "newer");
	answer(shelf.answers, "site=china");
	rank_is(&shelf, "2026-11-23T14:00", "common told");
	answer(shelf.answers, "site=");
	put(&shelf, "sure", "secondary", "");
	rank_is(&shelf, "2026-11-23T14:00", "common sure told newer");
	shelf_close(&shelf);
}
END_TEST

START_TEST(of_a_family_one_judges)
{
	struct shelf shelf;

	shelf_open(&shelf, "provider=p ordered_at=2025-10-29T23:59:59");
	put(&shelf, "told", "secondary", "");
	put(&shelf, "rules", "official", "effective_from = 2025-10-30\n");
	put(&shelf, "rules-2024", "official",
		"family = rules\neffective_from = 2024-03\neffective_to = 2025-10-29\n");
	put(&shelf, "rules-2020", "official", "family = rules\neffective_to = 2023-12\n");
	rank_is(&shelf, "2026-11-23T14:00", "rules-2024 told");
	answer(shelf.answers, "ordered_at=2025-10-30T00:00:00");
	rank_is(&shelf, "2026-11-23T14:00", "rules told");
	answer(shelf.answers, "ordered_at=2023-12-31T23:59:59");
	rank_is(&shelf, "2026-11-23T14:00", "rules-2020 told");
	/* No revision holds in January and February 2024: the nearest answers. */
	answer(shelf.answers, "ordered_at=2024-01-10T00:00");
	rank_is(&shelf, "2026-11-23T14:00", "rules-2020 told");
	answer(shelf.answers, "ordered_at=2024-02-20T00:00");
	rank_is(&shelf, "2026-11-23T14:00", "rules-2024 told");
	answer(shelf.answers, "ordered_at=");
	rank_is(&shelf, "2026-11-23T14:00", "rules told");
	rank_is(&shelf, "2025-01-01T14:00", "rules-2024 told");
	shelf_close(&shelf);
}
END_TEST

START_TEST(revisions_without_dates)
{
	struct shelf shelf;

	shelf_open(&shelf, "provider=p");
	put(&shelf, "a", "official", "family = x\n");
	put(&shelf, "b", "official", "family = x\n");
	rank_is(&shelf, "2026-11-23T14:00", "a");
	shelf_close(&shelf);
}
END_TEST

#define age_is(policy, expected_dating, expected_outside, expected_days, expected_stale)               \
	do {                                                                                           \
		struct tk_age age = tk_policy_age(policy, shelf.answers, moment("2026-11-23T14:00")); \
		ck_assert_int_eq(age.dating, expected_dating);                                         \
		ck_assert_int_eq(age.outside, expected_outside);                                       \
		ck_assert_int_eq(age.days, expected_days);                                             \
		ck_assert(age.stale == (expected_stale));                                              \
	} while (0)

START_TEST(knowledge_has_an_age)
{
	struct shelf shelf;

	shelf_open(&shelf, "provider=p ordered_at=2026-11-23T13:00");
	age_is(put(&shelf, "a", "official", "checked_on = 2025-11-23\n"), TK_IN_FORCE, 0, 365, false);
	age_is(put(&shelf, "b", "official", "checked_on = 2025-11-22\n"), TK_IN_FORCE, 0, 366, true);
	age_is(put(&shelf, "c", "official", "checked_on = 2026-11-23\ndata_until = 2023-10\n"),
		TK_IN_FORCE, 0, 1119, true);
	age_is(put(&shelf, "d", "official", ""), TK_IN_FORCE, 0, 0, false);
	age_is(put(&shelf, "e", "official", "checked_on = 2026-12\n"), TK_IN_FORCE, 0, 0, false);
	shelf_close(&shelf);
}
END_TEST

START_TEST(rules_have_dates)
{
	struct shelf shelf;

	shelf_open(&shelf, "provider=p ordered_at=2026-11-23T13:00");
	age_is(put(&shelf, "a", "official", "effective_from = 2026-11-23\n"), TK_IN_FORCE, 0, 0, false);
	age_is(put(&shelf, "b", "official", "effective_from = 2026-12\n"), TK_NOT_YET, 8, 0, false);
	age_is(put(&shelf, "c", "official", "effective_to = 2026-11-22\n"), TK_NO_LONGER, 1, 0, false);
	age_is(put(&shelf, "d", "official", "effective_to = 2026-11\n"), TK_IN_FORCE, 0, 0, false);
	age_is(put(&shelf, "e", "official", "effective_from = 2026-11-20\neffective_to = 2026-11-23\n"),
		TK_IN_FORCE, 0, 0, false);
	shelf_close(&shelf);
}
END_TEST

START_TEST(dates_are_days)
{
	int64_t first, last, other;

	tk_date_days("2024-02", &first, &last);
	tk_date_days("2024-02-01", &other, &other);
	ck_assert_int_eq(first, other);
	tk_date_days("2024-02-29", &other, &other);
	ck_assert_int_eq(last, other);
	tk_date_days("2025-12", &first, &last);
	ck_assert_int_eq(last - first, 30);
	tk_date_days("1970-01-01", &first, &last);
	ck_assert_int_eq(first, 0);
	ck_assert_int_eq(last, 0);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"candidates", {official_comes_first, the_likely_comes_first, of_a_family_one_judges, revisions_without_dates, NULL}},
		{"age", {knowledge_has_an_age, rules_have_dates, dates_are_days, NULL}},
	};
	return SUITE_RUN("candidates", groups);
}
