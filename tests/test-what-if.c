/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other answers would lead to: which of them are tried, and which listed. */
#include "config.h"

#include "judging.h"

#define AT "2026-11-23T14:00"

/* The facts of which some are in the person's hands. */
#define FACTS                                                                                  \
	SMALL_FACTS FACT("owes", "flag") "hands = yes\n" FACT("attached", "flag") "hands = yes\n" FACT( \
		"banned", "flag")

/* "deployed=yes partial 80.00, instances=66 refused 0.00" */
static const char *what_if_text(const struct tk_decision *decision, char buffer[2048])
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);

	*buffer = '\0';
	for (size_t i = 0; i < decision->what_if_count; i++) {
		const struct tk_what_if *item = &decision->what_if[i];
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, item->slot);
		char outcome[96], *value = tk_value_format(fact, item->value);
		snprintf(buffer + strlen(buffer), 2048 - strlen(buffer), "%s%s=%s %s", i > 0 ? ", " : "",
			fact->name, value, outcome_text(&item->outcome, outcome));
		free(value);
	}
	return buffer;
}

static void add_changes(
	const struct tk_decision *decision, const struct tk_change *changes, size_t count, char *buffer)
{
	for (size_t i = 0; i < count; i++) {
		const struct tk_fact *fact =
			tk_vocabulary_fact(tk_policy_vocabulary(decision->policy), changes[i].slot);
		char *value = tk_value_format(fact, changes[i].value);
		sprintf(buffer + strlen(buffer), "%s=%s ", fact->name, value);
		free(value);
	}
}

/* "owes=no banned=no full 100.00" */
static const char *pairs_text(const struct tk_decision *decision, char buffer[2048])
{
	*buffer = '\0';
	for (size_t i = 0; i < decision->pair_count; i++) {
		char outcome[96];
		strcat(buffer, i > 0 ? ", " : "");
		add_changes(decision, decision->pairs[i].changes, 2, buffer);
		strcat(buffer, outcome_text(&decision->pairs[i].outcome, outcome));
	}
	return buffer;
}

/* "owes=no until 2026-11-23T15:00:00 with d: full 100.00" */
static const char *ways_text(const struct tk_decision *decision, char buffer[2048])
{
	*buffer = '\0';
	for (size_t i = 0; i < decision->way_count; i++) {
		const struct tk_way *way = &decision->ways[i];
		char outcome[96], until[TK_MOMENT_TEXT];
		strcat(buffer, i > 0 ? ", " : "");
		add_changes(decision, way->changes, way->change_count, buffer);
		if (way->has_until)
			sprintf(buffer + strlen(buffer), "until %.19s ", tk_moment_format(way->until, until));
		for (size_t d = 0; d < way->document_count; d++)
			sprintf(buffer + strlen(buffer), "with %s ", way->documents[d]->id);
		strcat(buffer, outcome_text(&way->outcome, outcome));
	}
	return buffer;
}

typedef const char *text_of(const struct tk_decision *decision, char buffer[2048]);

static void check_as(text_of *as_text, const char *rules, const char *given, const char *expected)
{
	struct bench bench;
	struct tk_answers *answers;
	struct tk_decision *decision;
	struct text_buffer pack;
	char *text, got[2048];

	text_buffer_init(&pack);
	text_buffer_add(&pack, SMALL_HEAD);
	text_buffer_add(&pack, rules);
	text_buffer_add(&pack, SMALL_SOURCE);
	text = text_buffer_take(&pack);
	bench_open(&bench, FACTS, text);
	answers = answers_for(&bench, given);
	decision = evaluated(&bench, answers, moment(AT), TK_WITH_WHAT_IF);
	ck_assert_str_eq(as_text(decision, got), expected);
	tk_decision_free(decision);
	tk_answers_free(answers);
	bench_close(&bench);
	free(text);
}

static void check(const char *rules, const char *given, const char *expected)
{
	check_as(what_if_text, rules, given, expected);
}

START_TEST(other_answers)
{
	check(DEDUCT("a", "deployed", "20.00"), "paid=100 deployed=no", "deployed=yes partial 80.00");
	check(DEDUCT("a", "deployed", "20.00"), "paid=100",
		"deployed=no full 100.00, deployed=yes partial 80.00");
	check(REFUSE("a", "site = china"), "paid=100 site=china", "site=two-way full 100.00");
	/* an amount is not guessed, nor what only warns */
	check(WARN("a", "deployed") REFUSE("b", "paid > 200.00"), "paid=100 deployed=no", "");
}
END_TEST

/* Of a count: the first two values, and those next to the present one, wherever it is. */
START_TEST(counts)
{
	check(REFUSE("a", "instances > 1"), "paid=1", "instances=2 refused 0.00");
	check(REFUSE("a", "instances > 64"), "paid=1 instances=64", "instances=65 refused 0.00");
	check(REFUSE("a", "instances > 65"), "paid=1 instances=65", "instances=66 refused 0.00");
	check(REFUSE("a", "instances > 66"), "paid=1 instances=66", "instances=67 refused 0.00");
	check(REFUSE("a", "instances = 64"), "paid=1 instances=65", "instances=64 refused 0.00");
	check(REFUSE("a", "instances = 65"), "paid=1 instances=66", "instances=65 refused 0.00");
	check(REFUSE("a", "instances = 999"), "paid=1 instances=1000", "instances=999 refused 0.00");
}
END_TEST

START_TEST(later)
{
	check(DEDUCT("a", "applied_at - ordered_at > 1 h", "20.00"),
		"paid=100 ordered_at=2026-11-23T13:30",
		"applied_at=2026-11-23T14:30:01+08:00 partial 80.00");
	check(REFUSE("a", "applied_at - ordered_at < 1 h"), "paid=100 ordered_at=2026-11-23T13:30",
		"applied_at=2026-11-23T14:30:00+08:00 full 100.00");
}
END_TEST

#define TWO REFUSE("a", "owes") REFUSE("b", "banned") DEDUCT("c", "deployed", "20.00")

/* Two answers that keep each other: only both together help. */
START_TEST(pairs)
{
	check_as(pairs_text, TWO, "paid=100 owes=yes banned=yes deployed=yes", "owes=no banned=no partial 80.00");
	check_as(pairs_text, TWO, "paid=100 owes=yes banned=yes deployed=no", "owes=no banned=no full 100.00");
	/* one helps: no pairs */
	check_as(pairs_text, TWO, "paid=100 owes=no banned=yes deployed=yes", "");
	check_as(pairs_text, TWO, "paid=100 owes=no banned=no deployed=no", "");
	/* three are too many */
	check_as(pairs_text, TWO REFUSE("d", "started"), "paid=100 owes=yes banned=yes started=yes", "");
	/* the best first; what makes nothing better is left out */
	check_as(pairs_text,
		DEDUCT("a", "deployed or started", "10.00") DEDUCT("b", "deployed or site = china", "10.00"),
		"paid=100 deployed=yes started=yes site=china",
		"deployed=no started=no partial 90.00, deployed=no site=two-way partial 90.00");
	check_as(pairs_text,
		REFUSE("a", "owes or instances > 3") DEDUCT("b", "instances = 1", "10.00")
			REFUSE("c", "banned and instances > 2"),
		"paid=100 owes=yes instances=5 banned=yes",
		"instances=2 owes=no full 100.00, instances=1 owes=no partial 90.00");
}
END_TEST

#define WAITED "applied_at - ordered_at"

START_TEST(ways)
{
	static const char rules[] = DOCUMENT("d") REFUSE("a", "owes") REFUSE("b", "banned")
		REFUSE("c", "attached") DEDUCT("late", WAITED " > 1 h", "20.00") RULE("r", "deployed", "require = d");
	static const char ordered[] = "paid=100 ordered_at=2026-11-23T13:30 ";
	char given[256];

	/* in time is all; the document is still to be had */
	snprintf(given, sizeof(given), "%sowes=no banned=no attached=no deployed=yes", ordered);
	check_as(ways_text, rules, given, "until 2026-11-23T14:30:00 with d full 100.00");
	snprintf(given, sizeof(given), "%sowes=no banned=no attached=no deployed=yes evidence.d=yes", ordered);
	check_as(ways_text, rules, given, "until 2026-11-23T14:30:00 full 100.00");
	/* what is owed can be paid, and then there is a deadline again; what is banned stays so */
	snprintf(given, sizeof(given), "%sowes=yes banned=no attached=no deployed=no", ordered);
	check_as(ways_text, rules, given, "owes=no until 2026-11-23T14:30:00 full 100.00");
	snprintf(given, sizeof(given), "%sowes=no banned=yes attached=no deployed=no", ordered);
	check_as(ways_text, rules, given, "");
	snprintf(given, sizeof(given), "%sowes=yes banned=no attached=yes deployed=yes", ordered);
	check_as(ways_text, rules, given, "owes=no attached=no until 2026-11-23T14:30:00 with d full 100.00");
	snprintf(given, sizeof(given), "%sowes=yes banned=yes attached=no deployed=yes", ordered);
	check_as(ways_text, rules, given, "");
	/* already applied: nothing runs out, and nothing is open to choose */
	snprintf(given, sizeof(given), "%sapplied_at=2026-11-23T13:40 owes=yes banned=no attached=no deployed=no",
		ordered);
	check_as(ways_text, rules, given, "owes=no full 100.00");
	/* what is not answered is to be answered first */
	snprintf(given, sizeof(given), "%sbanned=no attached=no deployed=no", ordered);
	check_as(ways_text, rules, given, "until 2026-11-23T14:30:00 undetermined 0.00-100.00");
}
END_TEST

/* First what takes no change, then what takes one. */
START_TEST(ways_now_and_otherwise)
{
	check_as(ways_text, DEDUCT("a", "owes", "10.00") DEDUCT("late", WAITED " > 1 h", "20.00"),
		"paid=100 ordered_at=2026-11-23T13:30 owes=yes",
		"until 2026-11-23T14:30:00 partial 90.00, owes=no until 2026-11-23T14:30:00 full 100.00");
}
END_TEST

START_TEST(ways_later)
{
	check_as(ways_text, REFUSE("early", WAITED " < 1 h") REFUSE("late", WAITED " > 2 h"),
		"paid=100 ordered_at=2026-11-23T13:30",
		"applied_at=2026-11-23T14:30:00+08:00 until 2026-11-23T15:30:00 full 100.00");
}
END_TEST

/* ---- no more than so many ---------------------------------------------------------------------- */

/* A choice of the pack's own, NAME0 to NAMEn. */
static void add_choice(struct text_buffer *pack, const char *name, int count, const char *more)
{
	text_buffer_printf(pack,
		"[fact.%s]\ntype = choice\nstep = order\nlabel = L\nquestion = Q\nhelp = H\n%schoices = ", name, more);
	for (int i = 0; i < count; i++)
		text_buffer_printf(pack, "%s%s%d", i > 0 ? ", " : "", name, i);
	text_buffer_add(pack, "\n");
	for (int i = 0; i < count; i++)
		text_buffer_printf(pack, "choice.%s%d = C\n", name, i);
}

/* A pack with choices: NAME, how many, more of its keys. */
struct choices {
	const char *name;
	int count;
	const char *more;
};

struct trial {
	struct bench bench;
	struct tk_decision *decision;
};

static void open_trial(struct trial *trial, const struct choices *choices, size_t count, const char *rules,
	const char *given)
{
	struct text_buffer pack;
	struct tk_answers *answers;

	text_buffer_init(&pack);
	text_buffer_add(&pack, SMALL_HEAD SMALL_SOURCE);
	for (size_t i = 0; i < count; i++)
		add_choice(&pack, choices[i].name, choices[i].count, choices[i].more);
	text_buffer_add(&pack, rules);
	char *text = text_buffer_take(&pack);
	bench_open(&trial->bench, FACTS, text);
	answers = answers_for(&trial->bench, given);
	trial->decision = evaluated(&trial->bench, answers, moment(AT), TK_WITH_WHAT_IF);
	tk_answers_free(answers);
	free(text);
}

static void close_trial(struct trial *trial)
{
	tk_decision_free(trial->decision);
	bench_close(&trial->bench);
}

static void is_pair(const struct trial *trial, size_t i, const char *expected)
{
	char text[256] = "", outcome[96];

	add_changes(trial->decision, trial->decision->pairs[i].changes, 2, text);
	strcat(text, outcome_text(&trial->decision->pairs[i].outcome, outcome));
	ck_assert_str_eq(text, expected);
}

/* Of 81 pairs the 64 best, and of those that are alike the first that were found. */
START_TEST(no_more_pairs)
{
	static const struct choices two[] = {{"x", 10, ""}, {"y", 10, ""}};
	struct trial trial;

	open_trial(&trial, two, 2, REFUSE("a", "x = x0") REFUSE("b", "y = y0") DEDUCT("c", "x != x9", "1.00"),
		"paid=100 x=x0 y=y0");
	ck_assert_uint_eq(trial.decision->pair_count, 64);
	is_pair(&trial, 0, "x=x9 y=y1 full 100.00");
	is_pair(&trial, 8, "x=x9 y=y9 full 100.00");
	is_pair(&trial, 9, "x=x1 y=y1 partial 99.00");
	is_pair(&trial, 63, "x=x7 y=y1 partial 99.00");
	close_trial(&trial);
}
END_TEST

/* 62 values of x, each with 63 of y and one of z, are 3968 pairs; then come those of x63, and 32 of them are tried. */
START_TEST(no_more_trials)
{
	static const struct choices two[] = {{"x", 64, ""}, {"y", 64, ""}};
	static const char flag[] = "[fact.z]\ntype = flag\nstep = order\nlabel = L\nquestion = Q\nhelp = H\n";
	struct trial trial;
	char rules[1024];

	for (int last = 32; last <= 33; last++) {
		snprintf(rules, sizeof(rules), "%s" REFUSE("a", "x != x63 or z") REFUSE("b", "y != y%d"), flag, last);
		open_trial(&trial, two, 2, rules, "paid=100 x=x0 y=y0 z=no");
		ck_assert_uint_eq(trial.decision->pair_count, last == 32);
		if (last == 32)
			is_pair(&trial, 0, "x=x63 y=y32 full 100.00");
		close_trial(&trial);
	}
}
END_TEST

/* Of 315 other answers that lead elsewhere the first 256. */
START_TEST(no_more_answers)
{
	static const struct choices five[] = {
		{"v", 64, ""}, {"w", 64, ""}, {"x", 64, ""}, {"y", 64, ""}, {"z", 64, ""}};
	const struct tk_what_if *last;
	struct trial trial;

	open_trial(&trial, five, 5,
		DEDUCT("v", "v != v0", "1.00") DEDUCT("w", "w != w0", "1.00") DEDUCT("x", "x != x0", "1.00")
			DEDUCT("y", "y != y0", "1.00") DEDUCT("z", "z != z0", "1.00"),
		"paid=100 v=v0 w=w0 x=x0 y=y0 z=z0");
	ck_assert_uint_eq(trial.decision->what_if_count, 256);
	last = &trial.decision->what_if[255];
	ck_assert_uint_eq(last->slot, slot_of(tk_policy_vocabulary(trial.bench.policy), "z"));
	ck_assert_int_eq(last->value, 4);
	is_outcome(&last->outcome, "partial 99.00");
	close_trial(&trial);
}
END_TEST

/* Of 19 answers in the person's hands the first 16. */
START_TEST(no_more_ways)
{
	static const struct choices one[] = {{"x", 20, "hands = yes\n"}};
	struct trial trial;

	open_trial(&trial, one, 1, REFUSE("a", "x = x0"), "paid=100 x=x0");
	ck_assert_uint_eq(trial.decision->what_if_count, 19);
	ck_assert_uint_eq(trial.decision->way_count, 16);
	for (size_t i = 0; i < 16; i++) {
		ck_assert_uint_eq(trial.decision->ways[i].change_count, 1);
		ck_assert_int_eq(trial.decision->ways[i].changes[0].value, (int64_t)i + 1);
		is_outcome(&trial.decision->ways[i].outcome, "full 100.00");
	}
	close_trial(&trial);
}
END_TEST

/* The best first, and of two that are alike the first that was found; of pairs the best alone. */
START_TEST(ways_in_order)
{
	static const struct choices one[] = {{"x", 5, "hands = yes\n"}};
	char text[2048];
	struct trial trial;

	open_trial(&trial, one, 1, REFUSE("a", "x = x0") DEDUCT("b", "x = x1", "20.00") DEDUCT("c", "x = x2", "30.00"),
		"paid=100 x=x0");
	ck_assert_str_eq(ways_text(trial.decision, text),
		"x=x3 full 100.00, x=x4 full 100.00, x=x1 partial 80.00, x=x2 partial 70.00");
	close_trial(&trial);
	open_trial(&trial, one, 1, REFUSE("a", "x = x0") REFUSE("b", "owes") DEDUCT("c", "x != x4", "20.00"),
		"paid=100 x=x0 owes=yes");
	ck_assert_uint_eq(trial.decision->pair_count, 4);
	ck_assert_str_eq(ways_text(trial.decision, text), "owes=no x=x4 full 100.00");
	close_trial(&trial);
}
END_TEST

/* ---- given up --------------------------------------------------------------------------------- */

static bool some_more(void *user)
{
	return --*(int *)user > 0;
}

/* How often it is asked whether to go on, when nobody says no; at each of these times it can be given up. */
static int times_asked(
	const char *rules, const struct choices *choices, size_t count, const char *given, unsigned flags)
{
	struct tk_decision *decision = NULL;
	struct tk_answers *answers;
	const int64_t at = moment(AT);
	struct trial trial;
	const int many = 1000000;
	int left = many, asked;

	open_trial(&trial, choices, count, rules, given);
	answers = answers_for(&trial.bench, given);
	ck_assert_int_eq(
		tk_evaluate_while(trial.bench.policy, answers, at, flags, some_more, &left, &decision), TK_OK);
	tk_decision_free(decision);
	asked = many - left;
	for (int first = 1; first <= asked; first++) {
		left = first;
		decision = NULL;
		ck_assert_int_eq(
			tk_evaluate_while(trial.bench.policy, answers, at, flags, some_more, &left, &decision),
			TK_GIVEN_UP);
		ck_assert_int_eq(left, 0); /* it is not asked again */
		ck_assert_ptr_null(decision);
	}
	tk_answers_free(answers);
	close_trial(&trial);
	return asked;
}

/* Single answers, and pairs of them, leave much open: while they are tried it can be given up as well. */
START_TEST(given_up)
{
	static const struct choices two[] = {{"x", 10, ""}, {"y", 10, ""}};
	static const char left_open[] = DEDUCT("c", "deployed", "1.00") DEDUCT("d", "started", "2.00")
		DEDUCT("e", "site = china", "3.00");
	char rules[2048];

	snprintf(rules, sizeof(rules), REFUSE("a", "x = x0") "%s", left_open);
	ck_assert_int_gt(times_asked(rules, two, 1, "paid=100 x=x0", TK_WITH_WHAT_IF),
		times_asked(rules, two, 1, "paid=100 x=x0", 0));
	snprintf(rules, sizeof(rules), REFUSE("a", "x = x0") REFUSE("b", "y = y0") "%s", left_open);
	ck_assert_int_gt(times_asked(rules, two, 2, "paid=100 x=x0 y=y0", TK_WITH_WHAT_IF),
		times_asked(rules, two, 2, "paid=100 x=x0 y=y0", 0));
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"what if", {other_answers, counts, later, NULL}},
		{"ways", {pairs, ways, ways_now_and_otherwise, ways_later, ways_in_order, NULL}},
		{"given up", {given_up, NULL}},
		{"no more than so many", {no_more_pairs, no_more_trials, no_more_answers, no_more_ways, NULL}},
	};
	return SUITE_RUN("what if", groups);
}
