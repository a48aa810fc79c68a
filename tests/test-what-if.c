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

START_TEST(ways_later)
{
	check_as(ways_text, REFUSE("early", WAITED " < 1 h") REFUSE("late", WAITED " > 2 h"),
		"paid=100 ordered_at=2026-11-23T13:30",
		"applied_at=2026-11-23T14:30:00+08:00 until 2026-11-23T15:30:00 full 100.00");
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"what if", {other_answers, counts, later, NULL}},
		{"ways", {pairs, ways, ways_later, NULL}},
	};
	return SUITE_RUN("what if", groups);
}
