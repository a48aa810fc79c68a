/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other answers would lead to: which of them are tried, and which listed. */
#include "config.h"

#include "judging.h"

#define AT "2026-11-23T14:00"

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

static void check(const char *rules, const char *given, const char *expected)
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
	bench_open(&bench, SMALL_FACTS, text);
	answers = answers_for(&bench, given);
	decision = evaluated(&bench, answers, moment(AT), TK_WITH_WHAT_IF);
	ck_assert_str_eq(what_if_text(decision, got), expected);
	tk_decision_free(decision);
	tk_answers_free(answers);
	bench_close(&bench);
	free(text);
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

int main(void)
{
	const struct suite_group groups[] = {
		{"what if", {other_answers, counts, later, NULL}},
	};
	return SUITE_RUN("what if", groups);
}
