/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last second at which an answer holds, and what follows by itself. */
#include "config.h"

#include "judging.h"

#define ORDERED "ordered_at=2026-11-23T14:00 "
#define AT "2026-11-23T14:00:07"

/* "14:15:00 partial 80.00, 15:00:00 refused 0.00": times on the day of the order, else with the date. */
static const char *deadlines_text(const struct tk_deadline *deadlines, size_t count, char buffer[1024])
{
	*buffer = '\0';
	for (size_t i = 0; i < count; i++) {
		char at[TK_MOMENT_TEXT], outcome[96];
		tk_moment_format(deadlines[i].until, at);
		at[19] = '\0';
		snprintf(buffer + strlen(buffer), 1024 - strlen(buffer), "%s%s %s", i > 0 ? ", " : "",
			strncmp(at, "2026-11-23T", 11) == 0 ? at + 11 : at,
			outcome_text(&deadlines[i].then, outcome));
	}
	return buffer;
}

/* NEXT: what tk_decision_deadline says. */
static void check_likely(const char *rules, const char *given, const char *at, const char *expected,
	const char *expected_likely, const char *expected_next)
{
	struct bench bench;
	struct tk_decision *decision;
	const struct tk_deadline *next;
	const struct tk_outcome *before;
	struct text_buffer pack;
	char *text, got[1024];

	text_buffer_init(&pack);
	text_buffer_add(&pack, SMALL_HEAD);
	text_buffer_add(&pack, rules);
	text_buffer_add(&pack, SMALL_SOURCE);
	text = text_buffer_take(&pack);
	bench_open(&bench, SMALL_FACTS, text);
	decision = judged(&bench, given, at);
	ck_assert_str_eq(deadlines_text(decision->deadlines, decision->deadline_count, got), expected);
	ck_assert_str_eq(
		deadlines_text(decision->likely_deadlines, decision->likely_deadline_count, got), expected_likely);
	next = tk_decision_deadline(decision, &before);
	ck_assert_str_eq(deadlines_text(next, next != NULL, got), expected_next);
	ck_assert_ptr_eq(before, next >= decision->likely_deadlines &&
						 next < decision->likely_deadlines + decision->likely_deadline_count
					 ? &decision->likely
					 : &decision->outcome);
	tk_decision_free(decision);
	bench_close(&bench);
	free(text);
}

static void check(const char *rules, const char *given, const char *at, const char *expected)
{
	char first[1024];

	snprintf(first, sizeof(first), "%.*s", (int)strcspn(expected, ","), expected);
	check_likely(rules, given, at, expected, "", first);
}

#define WAITED "applied_at - ordered_at"
#define WAITED_OR_NOT "if(deployed, " WAITED ", period)"

/* A moment at which an open rule can fire, and a second later no more; and one that comes again each hour. */
START_TEST(open_for_a_second)
{
	check(REFUSE("early", WAITED " < 15 min") DEDUCT("fee", "not (" WAITED_OR_NOT " = 15 min)", "20.00"),
		ORDERED "paid=100 period=60min", AT, "14:14:59 undetermined 80.00-100.00, 14:15:00 partial 80.00");
	check(REFUSE("full-hour", WAITED " < 90 min and ceil(" WAITED ", 1 h) <= " WAITED_OR_NOT), ORDERED "paid=100 period=1min", AT,
		"14:59:59 undetermined 0.00-100.00, 15:00:00 full 100.00");
	check(REFUSE("full-hour", WAITED " < 150 min and ceil(" WAITED ", 1 h) <= " WAITED_OR_NOT " * 100 %"),
		ORDERED "paid=100 period=1min", AT,
		"14:59:59 undetermined 0.00-100.00, 15:00:00 full 100.00, 15:59:59 undetermined 0.00-100.00, "
		"16:00:00 full 100.00");
}
END_TEST

START_TEST(boundaries)
{
	/* the boundary second belongs to the side that the condition says */
	check(DEDUCT("fee", WAITED " > 15 min", "20.00"), ORDERED "paid=100", AT, "14:15:00 partial 80.00");
	check(DEDUCT("fee", WAITED " >= 15 min", "20.00"), ORDERED "paid=100", AT, "14:14:59 partial 80.00");
	check(DEDUCT("fee", WAITED " <= 15 min", "20.00"), ORDERED "paid=100", AT, "14:15:00 full 100.00");
	check(DEDUCT("fee", WAITED " < 15 min", "20.00"), ORDERED "paid=100", AT, "14:14:59 full 100.00");
	check(DEDUCT("fee", WAITED " = 15 min", "20.00"), ORDERED "paid=100", AT,
		"14:14:59 partial 80.00, 14:15:00 full 100.00");
	/* the moment itself, on either side */
	check(DEDUCT("fee", WAITED " > 15 min", "20.00"), ORDERED "paid=100", "2026-11-23T14:15",
		"14:15:00 partial 80.00");
	check(DEDUCT("fee", WAITED " > 15 min", "20.00"), ORDERED "paid=100", "2026-11-23T14:15:01", "");
	/* fractions of a second do not count */
	check(DEDUCT("fee", "(" WAITED ") * 3 > 10 s", "20.00"), ORDERED "paid=100", "2026-11-23T14:00",
		"14:00:03 partial 80.00");
	check(DEDUCT("fee", "applied_at > ordered_at + 1 h", "20.00"), ORDERED "paid=100", AT,
		"15:00:00 partial 80.00");
}
END_TEST

/* Both ends of what is open, each once, wherever the second one lies. */
START_TEST(open_for_a_while)
{
	char rules[512], expected[128];

	for (int minutes = 1; minutes < 60; minutes++) {
		snprintf(rules, sizeof(rules), DEDUCT("fee", WAITED " > min(period, %d min)", "20.00"), minutes);
		snprintf(expected, sizeof(expected), "14:00:00 undetermined 80.00-100.00, 14:%02d:00 partial 80.00",
			minutes);
		check(rules, ORDERED "paid=100", "2026-11-23T14:00", expected);
	}
}
END_TEST

START_TEST(several)
{
	check(DEDUCT("a", WAITED " > 15 min", "20.00") DEDUCT("b", WAITED " > 1 h", "30.00")
			REFUSE("c", WAITED " > 30 d") REFUSE("d", WAITED " > 40 d"),
		ORDERED "paid=100", AT,
		"14:15:00 partial 80.00, 15:00:00 partial 50.00, 2026-12-23T14:00:00 refused 0.00");
	/* two at once, one after the other has taken all */
	check(DEDUCT("a", WAITED " > 1 h", "20.00") DEDUCT("b", WAITED " > 1 h", "80.00")
			DEDUCT("c", WAITED " > 2 h", "30.00"),
		ORDERED "paid=100", AT, "15:00:00 partial 0.00");
	/* open for another reason */
	check(DEDUCT("a", "deployed and " WAITED " > 1 h", "20.00"), ORDERED "paid=100", AT,
		"15:00:00 undetermined 80.00-100.00");
	check(DEDUCT("a", "deployed and " WAITED " > 1 h", "20.00"), ORDERED "paid=100 deployed=no", AT, "");
	check(DEDUCT("a", WAITED " > 1 h", "20.00") REFUSE("b", "started"), ORDERED "paid=100 started=yes", AT,
		"");
	/* what only warns has no deadline */
	check(WARN("a", WAITED " > 1 h"), ORDERED "paid=100", AT, "");
}
END_TEST

/* A refusal that ends by itself, or for a while. */
START_TEST(refused_until)
{
	check(REFUSE("early", WAITED " < 1 h"), ORDERED "paid=100", AT, "14:59:59 full 100.00");
	check(REFUSE("early", WAITED " < 1 h") REFUSE("late", WAITED " > 2 h"), ORDERED "paid=100", AT,
		"14:59:59 full 100.00, 16:00:00 refused 0.00");
	check(REFUSE("between", WAITED " > 15 min and " WAITED " <= 1 h") DEDUCT("fee", WAITED " > 1 h", "20.00"),
		ORDERED "paid=100", AT, "14:15:00 refused 0.00, 15:00:00 partial 80.00");
	/* one refusal follows another: nothing changes */
	check(REFUSE("a", WAITED " <= 1 h") REFUSE("b", WAITED " > 1 h"), ORDERED "paid=100", AT, "");
	check(REFUSE("a", WAITED " < 1 h") REFUSE("b", "started"), ORDERED "paid=100 started=yes", AT, "");
	check(REFUSE("a", WAITED " < 1 h") REFUSE("b", "started"), ORDERED "paid=100", AT,
		"14:59:59 undetermined 0.00-100.00");
	/* what runs meanwhile is not seen */
	check(REFUSE("a", WAITED " < 1 h") DEDUCT("used", "yes", "paid * (" WAITED ") / 1 d"),
		ORDERED "paid=1", "2026-11-23T14:00", "14:59:59 partial 0.96");
}
END_TEST

START_TEST(applied)
{
	static const char rules[] = DEDUCT("a", WAITED " > 1 h", "20.00");

	check(rules, ORDERED "paid=100 applied_at=2026-11-23T14:05", AT, "");
	check(rules, ORDERED "paid=100 applied_at=?", AT, "15:00:00 partial 80.00");
	check(rules, "paid=100", AT, "");
	/* an order that is still to come */
	check(rules, ORDERED "paid=100", "2026-11-23T13:00", "15:00:00 partial 80.00");
}
END_TEST

/* Of an amount that runs with the clock, only the next step: 100 fen in a day, a fen in 864 s, rounded. */
START_TEST(running)
{
	static const char by_day[] = DEDUCT("used", "yes", "paid * (" WAITED ") / 1 d");

	check(by_day, ORDERED "paid=1", "2026-11-23T14:00", "14:07:12 partial 0.99");
	check(by_day, ORDERED "paid=1", "2026-11-23T14:07:12", "14:07:12 partial 0.99");
	check(by_day, ORDERED "paid=1", "2026-11-23T14:07:13", "14:21:36 partial 0.98");
	check(by_day, ORDERED "paid=1", "2026-11-24T14:00", "");
	check(DEDUCT("used", "yes", "paid * (" WAITED ") / 1 d") REFUSE("late", WAITED " > 1 h"),
		ORDERED "paid=1", "2026-11-23T14:00", "14:07:12 partial 0.99, 15:00:00 refused 0.00");
	check(DEDUCT("used", "yes", "paid * (" WAITED ") / 1 d") REFUSE("late", WAITED " > 1 min"),
		ORDERED "paid=1", "2026-11-23T14:00", "14:01:00 refused 0.00");
	/* begins to run, or stops */
	check(DEDUCT("used", "yes", "paid * max(" WAITED ", 1 h) / 1 d"), ORDERED "paid=1",
		"2026-11-23T14:00", "15:04:48 partial 0.95");
	check(DEDUCT("used", "yes", "paid * min(" WAITED ", 1 min) / 1 d"), ORDERED "paid=1",
		"2026-11-23T14:00", "");
	check("base = paid * min(" WAITED ", 1 h) / 1 h\n", ORDERED "paid=0.02", "2026-11-23T14:20",
		"14:44:59 full 0.02");
}
END_TEST

/* Steps by the day, through a year and on: what comes after them is told all the same. */
START_TEST(steps)
{
	static const char by_day[] = "[define]\ndays = max(1, ceil((" WAITED ") / 1 d))\n"
		DEDUCT("used", "yes", "paid / 1000 * days") DEDUCT("early", "days < 30", "1.00");

	check("[define]\ndays = ceil((" WAITED ") / 1 d)\n" DEDUCT("fee", "days > 365", "10.00"),
		ORDERED "paid=100", "2026-11-23T14:00", "2027-11-23T14:00:00 partial 90.00");
	check(by_day, ORDERED "paid=100", "2026-11-23T14:00",
		"2026-11-24T14:00:00 partial 98.80, 2026-12-22T14:00:00 partial 97.00");
	check(DEDUCT("used", "yes", "paid / 1000 * floor((" WAITED ") / 1 d)") REFUSE("late", WAITED " > 400 d"),
		ORDERED "paid=100", "2026-11-23T14:00",
		"2026-11-24T13:59:59 partial 99.90, 2027-12-28T14:00:00 refused 0.00");
	/* fewer of them are left */
	check("[define]\nleft = floor((2028-01-01 - applied_at) / 1 d)\n" DEDUCT("fee", "left < 10", "10.00"),
		ORDERED "paid=100", "2026-11-23T14:00", "2027-12-22T00:00:00 partial 90.00");
	/* up and down */
	check("[define]\nof_day = (" WAITED ") - floor(" WAITED ", 1 d)\n" DEDUCT("fee", "of_day > 1 h", "10.00")
		      REFUSE("late", WAITED " > 1 d"),
		ORDERED "paid=100", "2026-11-23T14:00",
		"15:00:00 partial 90.00, 2026-11-24T13:59:59 full 100.00, 2026-11-24T14:00:00 refused 0.00");
}
END_TEST

/* Calendar months from, to, or on from what runs, or falls, or goes in steps. */
START_TEST(months)
{
	check(DEDUCT("fee", "months(applied_at, 2027-06-01) < instances", "20.00"), ORDERED "paid=100 instances=6", AT,
		"2026-12-01T00:00:00 partial 80.00");
	check(DEDUCT("fee", "months(ordered_at, applied_at) > instances", "20.00"), ORDERED "paid=100 instances=1", AT,
		"2027-01-23T13:59:59 partial 80.00");
	check(DEDUCT("fee", "months(ordered_at, ordered_at + 90 d - (" WAITED ")) < instances", "20.00"),
		ORDERED "paid=100 instances=2", AT, "2026-12-22T14:00:00 partial 80.00");
	check(DEDUCT("fee", "months(ordered_at, floor(applied_at, 1 d)) > instances", "20.00"),
		ORDERED "paid=100 instances=1", AT, "2027-01-23T23:59:59 partial 80.00");
	check(DEDUCT("fee", "add_months(applied_at, 1) > 2027-01-01", "20.00"), ORDERED "paid=100", AT,
		"2026-12-01T00:00:00 partial 80.00");
	check(DEDUCT("fee", "add_months(ordered_at, floor((" WAITED ") / 2 d)) > 2027-03-01", "20.00"),
		ORDERED "paid=100", AT, "2026-12-01T13:59:59 partial 80.00");
}
END_TEST

/* What hangs on an open answer no more, as it cancels out or is multiplied by nothing, runs all the same. */
START_TEST(open_and_known)
{
	check(DEDUCT("fee", WAITED " + period - period > 15 min", "20.00"), ORDERED "paid=100", AT,
		"14:15:00 partial 80.00");
	check(DEDUCT("fee", "period - (" WAITED ") - period < -15 min", "20.00"), ORDERED "paid=100", AT,
		"14:15:00 partial 80.00");
	check(DEDUCT("fee", "(" WAITED ") * period > 1 h * 1 h", "20.00"), ORDERED "paid=100", "2026-11-23T14:00",
		"14:00:00 undetermined 80.00-100.00");
	check(DEDUCT("fee", "(period - period) * 2 > 15 min", "20.00"), ORDERED "paid=100", AT, "");
}
END_TEST

/* Who asks for the first alone is told it, whatever comes beside it; and what never changes anything has an end. */
START_TEST(the_first_alone)
{
	static const char running_out[] = SMALL_HEAD SMALL_SOURCE DEDUCT("used", "yes", "paid * (" WAITED ") / 1 d")
		REFUSE("late", WAITED " > 10 min");
	static const char daily[] = "[define]\nof_day = (" WAITED ") - floor(" WAITED ", 1 d)\n"
		DEDUCT("fee", "of_day > 1 h", "10.00") DEDUCT("all", "yes", "paid");
	struct bench bench;
	struct tk_decision *decision;
	char got[1024];

	bench_open(&bench, SMALL_FACTS, running_out);
	struct tk_answers *answers = answers_for(&bench, ORDERED "paid=1");
	decision = evaluated(&bench, answers, moment("2026-11-23T14:00"), 0);
	ck_assert_str_eq(deadlines_text(decision->deadlines, decision->deadline_count, got),
		"14:07:12 partial 0.99, 14:10:00 refused 0.00");
	tk_decision_free(decision);
	decision = evaluated(&bench, answers, moment("2026-11-23T14:00"), TK_FIRST_DEADLINE);
	ck_assert_str_eq(deadlines_text(decision->deadlines, decision->deadline_count, got), "14:07:12 partial 0.99");
	tk_decision_free(decision);
	tk_answers_free(answers);
	bench_close(&bench);
	check(daily, ORDERED "paid=100", "2026-11-23T14:00", "");
}
END_TEST

static bool some_more(void *user)
{
	int *left = user;

	return (*left)-- > 0;
}

/* Whoever is called away while dates are looked for is let go at once, too. */
START_TEST(given_up)
{
	static const char pack[] = SMALL_HEAD SMALL_SOURCE DEDUCT("a", "deployed and " WAITED " > 10 min", "1.00")
		DEDUCT("b", "started and " WAITED " > 20 min", "2.00")
		DEDUCT("c", "site = china and " WAITED " > 30 min", "4.00")
		DEDUCT("d", "voucher > 1.00 and " WAITED " > 40 min", "8.00")
		DEDUCT("e", "period > 1 h and " WAITED " > 50 min", "16.00");
	struct tk_decision *decision = NULL;
	struct bench bench;
	char got[1024];
	int asked = 0;

	bench_open(&bench, SMALL_FACTS, pack);
	struct tk_answers *answers = answers_for(&bench, ORDERED "paid=100");
	for (;; asked++) {
		int left = asked;
		if (tk_evaluate_while(bench.policy, answers, moment(AT), 0, some_more, &left, &decision) !=
			TK_GIVEN_UP)
			break;
		ck_assert_ptr_null(decision);
		ck_assert_int_eq(left, -1);
	}
	ck_assert_int_gt(asked, 3);
	ck_assert_str_eq(deadlines_text(decision->deadlines, decision->deadline_count, got),
		"14:10:00 undetermined 99.00-100.00, 14:20:00 undetermined 97.00-100.00, "
		"14:30:00 undetermined 93.00-100.00, 14:40:00 undetermined 85.00-100.00, "
		"14:50:00 undetermined 69.00-100.00");
	tk_decision_free(decision);
	tk_answers_free(answers);
	bench_close(&bench);
}
END_TEST

START_TEST(money_with_time)
{
	/* which of the two deductions counts changes with the clock */
	check(DEDUCT("fee", "paid * (" WAITED ") / 1 h > 50.00", "10.00"), ORDERED "paid=100",
		"2026-11-23T14:00", "14:30:00 partial 90.00");
	check(DEDUCT("fee", "min(" WAITED ", 1 h) > 30 min", "10.00"), ORDERED "paid=100",
		"2026-11-23T14:00", "14:30:00 partial 90.00");
	check(DEDUCT("fee", "max(" WAITED ", 1 h) > 30 min", "10.00"), ORDERED "paid=100",
		"2026-11-23T14:00", "");
	/* behind an open answer: by then it is later in any case */
	check(REFUSE("late", "period > 1 h") DEDUCT("fee", WAITED " > period", "10.00"), ORDERED "paid=100",
		"2026-11-23T14:00", "15:00:00 undetermined 0.00-90.00");
}
END_TEST

/* Of the likely outcome, where an open answer hides what runs out. */
START_TEST(likely)
{
	static const char usual[] = FACT("barred", "flag") "usual = no\n";
	static const char late[] = REFUSE("bar", "barred") DEDUCT("a", WAITED " > 1 h", "20.00");
	struct text_buffer rules;
	char *text;

	text_buffer_init(&rules);
	text_buffer_add(&rules, late);
	text_buffer_add(&rules, usual);
	text = text_buffer_take(&rules);
	/* the bounds change too, but to other amounts */
	check_likely(text, ORDERED "paid=100", AT, "15:00:00 undetermined 0.00-80.00", "15:00:00 partial 80.00",
		"15:00:00 undetermined 0.00-80.00");
	/* answered: the likely outcome is the outcome */
	check_likely(text, ORDERED "paid=100 barred=no", AT, "15:00:00 partial 80.00", "",
		"15:00:00 partial 80.00");
	check_likely(text, ORDERED "paid=100 barred=yes", AT, "", "", "");
	/* applied already */
	check_likely(text, ORDERED "paid=100 applied_at=2026-11-23T14:05", AT, "", "", "");
	free(text);
}
END_TEST

/* Nothing certain changes, as a fee may be due already; what is likely does. */
START_TEST(likely_alone)
{
	static const char rules[] = DEDUCT("fee", "barred or " WAITED " > 1 h", "20.00") FACT("barred", "flag")
		"usual = no\n";
	static const char both[] = REFUSE("bar", "barred") DEDUCT("fee", "deployed and " WAITED " > 1 h", "20.00")
		DEDUCT("late", "deployed and not barred and " WAITED " > 10 min", "5.00")
		FACT("barred", "flag") "usual = no\n";

	static const char hidden[] = REFUSE("bar", "barred") DEDUCT("used", WAITED " > 1 h", "voucher")
		FACT("barred", "flag") "usual = no\n";

	check_likely(rules, ORDERED "paid=100", AT, "15:00:00 partial 80.00", "15:00:00 partial 80.00",
		"15:00:00 partial 80.00");
	check_likely(both, ORDERED "paid=100 deployed=yes", AT,
		"14:10:00 undetermined 0.00-95.00, 15:00:00 undetermined 0.00-75.00",
		"14:10:00 partial 95.00, 15:00:00 partial 75.00", "14:10:00 undetermined 0.00-95.00");
	/* only what is likely runs out */
	check_likely(hidden, ORDERED "paid=100", AT, "", "15:00:00 partial 0.00-100.00",
		"15:00:00 partial 0.00-100.00");
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"deadlines", {boundaries, open_for_a_second, open_for_a_while, several, refused_until, applied, running, steps, months,
				      open_and_known, the_first_alone, given_up,
				      money_with_time, likely, likely_alone, NULL}},
	};
	return SUITE_RUN("deadlines", groups);
}
