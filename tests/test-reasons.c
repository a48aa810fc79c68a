/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why the outcome is what it is: which rules are told, what they look at, what an open one hangs on. */
#include "config.h"

#include "judging.h"

#define AT "2026-11-23T14:37"
#define ORDERED "ordered_at=2026-11-23T14:00 "
#define WAITED "applied_at - ordered_at"

static void add_value(const struct tk_decision *decision, const struct tk_test *test, int64_t value, char *out)
{
	struct tk_fact plain = {.name = "", .type = test->type};
	const struct tk_fact *fact = test->type == TK_CHOICE
					     ? tk_vocabulary_fact(tk_policy_vocabulary(decision->policy),
						       (size_t)test->slot)
					     : &plain;
	char *text = tk_value_format(fact, value);

	strcat(out, text);
	free(text);
}

/* "applied_at - ordered_at 37 min > 15 min <= 1 h", "deployed ? yes" */
static void add_test(const struct tk_decision *decision, const struct tk_test *test, char *out)
{
	strcat(out, test->text);
	strcat(out, " ");
	if (test->has_value)
		add_value(decision, test, test->value, out);
	if (test->open)
		strcat(out, "?");
	for (int i = 0; i < 64 && !test->has_value; i++)
		if (test->choices >> i & 1) {
			strcat(out, " ");
			add_value(decision, test, i, out);
		}
	if (test->has_least) {
		strcat(out, test->above ? " > " : " >= ");
		add_value(decision, test, test->least, out);
	}
	if (test->has_most) {
		strcat(out, test->below ? " < " : " <= ");
		add_value(decision, test, test->most, out);
	}
}

/* "fee fired [deployed yes] 20.00; late not [...]" */
static const char *reasons_text(const struct tk_decision *decision, char buffer[4096])
{
	static const char *const states[] = {[TK_NO] = "not", [TK_YES] = "fired", [TK_OPEN] = "open"};

	*buffer = '\0';
	for (size_t i = 0; i < decision->reason_count; i++) {
		const struct tk_reason *reason = &decision->reasons[i];
		char amount[TK_MONEY_TEXT];
		sprintf(buffer + strlen(buffer), "%s%s %s [", i > 0 ? "; " : "", reason->rule->id,
			states[reason->state]);
		for (size_t t = 0; t < reason->test_count; t++) {
			strcat(buffer, t > 0 ? ", " : "");
			add_test(decision, &reason->tests[t], buffer);
		}
		strcat(buffer, "]");
		if (reason->amount != TK_NO_AMOUNT)
			sprintf(buffer + strlen(buffer), " %s", tk_money_format(reason->amount, amount));
	}
	return buffer;
}

/* "paid unbounded, deployed 20.00" */
static const char *hinges_text(const struct tk_decision *decision, char buffer[4096])
{
	*buffer = '\0';
	for (size_t i = 0; i < decision->hinge_count; i++) {
		const struct tk_hinge *hinge = &decision->hinges[i];
		char sum[TK_MONEY_TEXT] = "unbounded";
		if (hinge->settles != TK_UNBOUNDED)
			tk_money_format(hinge->settles, sum);
		sprintf(buffer + strlen(buffer), "%s%s %s", i > 0 ? ", " : "",
			tk_vocabulary_fact(tk_policy_vocabulary(decision->policy), hinge->slot)->name, sum);
	}
	return buffer;
}

typedef const char *text_of(const struct tk_decision *decision, char buffer[4096]);

static void check_with(const char *facts, text_of *as_text, const char *rules, const char *given, const char *expected)
{
	struct bench bench;
	struct tk_answers *answers;
	struct tk_decision *decision;
	struct text_buffer pack;
	char *text, got[4096];

	text_buffer_init(&pack);
	text_buffer_add(&pack, SMALL_HEAD SMALL_SOURCE);
	text_buffer_add(&pack, rules);
	text = text_buffer_take(&pack);
	bench_open(&bench, facts, text);
	answers = answers_for(&bench, given);
	decision = evaluated(&bench, answers, moment(AT), TK_WITH_WHY);
	ck_assert_str_eq(as_text(decision, got), expected);
	tk_decision_free(decision);
	tk_answers_free(answers);
	bench_close(&bench);
	free(text);
}

static void check(text_of *as_text, const char *rules, const char *given, const char *expected)
{
	check_with(SMALL_FACTS, as_text, rules, given, expected);
}

START_TEST(which_rules)
{
	static const char rules[] = REFUSE("a", "started") REFUSE("b", "site = china")
		DEDUCT("fee", "deployed", "20.00") DEDUCT("large", "paid > 500.00", "5.00");

	check(reasons_text, rules, "paid=100 started=yes site=china deployed=yes",
		"a fired [started yes]; b fired [site = china china]");
	check(reasons_text, rules, "paid=100 started=no site=two-way deployed=yes",
		"fee fired [deployed yes] 20.00");
	/* nothing is taken off: what would have been, and why it is not */
	check(reasons_text, rules, "paid=100 started=no site=two-way deployed=no",
		"fee not [deployed no]; large not [paid 100.00 <= 500.00]");
	/* open ones, refusals before deductions */
	check(reasons_text, rules, "paid=600 site=two-way",
		"a open [started ? yes]; large fired [paid 600.00 > 500.00]; fee open [deployed ? yes]");
	/* what is refused whatever else is open */
	check(reasons_text, rules, "started=yes", "a fired [started yes]");
}
END_TEST

START_TEST(what_they_look_at)
{
	/* by the pack's name for it, where it has one */
	check(reasons_text, "[define]\nwaited = " WAITED "\n" REFUSE("a", "waited > 15 min"), ORDERED "paid=1",
		"a fired [waited = " WAITED " 37 min > 15 min]");
	/* as much as it takes and no more */
	check(reasons_text, REFUSE("a", "deployed and started"), "paid=1 deployed=yes started=yes",
		"a fired [deployed yes, started yes]");
	check(reasons_text, REFUSE("a", "deployed or started"), "paid=1 deployed=no started=yes",
		"a fired [started yes]");
	check(reasons_text, REFUSE("a", "not (deployed or started)"), "paid=1 deployed=no started=no",
		"a fired [deployed no, started no]");
	check(reasons_text, DEDUCT("a", "deployed and started", "1.00"), "paid=1 deployed=yes started=no",
		"a not [started no]");
	check(reasons_text, REFUSE("a", "deployed and not started"), "paid=1 deployed=yes",
		"a open [started ? no]");
	check(reasons_text, REFUSE("a", "not (paid > 2.00)"), "paid=1", "a fired [paid 1.00 <= 2.00]");
	check(reasons_text, REFUSE("a", "not (paid <= 2.00)"), "paid=3", "a fired [paid 3.00 > 2.00]");
	check(reasons_text, REFUSE("a", "paid >= 2.00"), "paid=3", "a fired [paid 3.00 >= 2.00]");
	check(reasons_text, REFUSE("a", "3.00 > paid"), "paid=2", "a fired [paid 2.00 < 3.00]");
	check(reasons_text, REFUSE("a", "share > 20 %"), "paid=2 share=20.5", "a fired [share 20.5 % > 20 %]");
	check(reasons_text, REFUSE("a", "instances * 2 = 6"), "paid=2 instances=3",
		"a fired [instances * 2 6 >= 6 <= 6]");
	check(reasons_text, REFUSE("a", "not (site = china)"), "paid=1", "a open [site = china ? two-way]");
}
END_TEST

/* Limits of one number are put together, also those of the deduction that would come next. */
START_TEST(limits)
{
	static const char waited[] = DEDUCT("early", WAITED " > 15 min and " WAITED " <= 1 h", "1.00");
	static const char steps[] =
		DEDUCT("early", WAITED " > 15 min", "1.00") DEDUCT("late", WAITED " > 1 h", "2.00")
			DEDUCT("last", WAITED " > 2 h", "3.00") DEDUCT("other", "deployed", "4.00");

	check(reasons_text, waited, ORDERED "paid=9",
		"early fired [applied_at - ordered_at 37 min > 15 min <= 1 h] 1.00");
	check(reasons_text, steps, ORDERED "paid=9 deployed=no",
		"early fired [applied_at - ordered_at 37 min > 15 min] 1.00; "
		"late not [applied_at - ordered_at 37 min <= 1 h]");
	check(reasons_text, REFUSE("a", "paid > 1.00 and paid > 3.00 and paid < 9.00 and paid <= 7.00"), "paid=5",
		"a fired [paid 5.00 > 3.00 <= 7.00]");
	/* the tightest counts, whichever comes first, and of two that are equal the one without the limit itself */
	check(reasons_text, REFUSE("a", "paid > 3.00 and paid > 1.00 and paid <= 7.00 and paid < 9.00"), "paid=5",
		"a fired [paid 5.00 > 3.00 <= 7.00]");
	check(reasons_text, REFUSE("a", "paid >= 3.00 and paid > 3.00 and paid <= 7.00 and paid < 7.00"), "paid=5",
		"a fired [paid 5.00 > 3.00 < 7.00]");
	check(reasons_text, REFUSE("a", "paid > 3.00 and paid >= 3.00 and paid < 7.00 and paid <= 7.00"), "paid=5",
		"a fired [paid 5.00 > 3.00 < 7.00]");
	/* the same limit twice, each written in its way */
	check(reasons_text, REFUSE("a", "paid >= 3.00 and 3.00 <= paid and paid <= 7.00 and 7.00 >= paid"), "paid=5",
		"a fired [paid 5.00 >= 3.00 <= 7.00]");
	check(reasons_text, REFUSE("a", "paid > 3.00 and not (paid <= 3.00) and paid < 7.00 and not (paid >= 7.00)"), "paid=5",
		"a fired [paid 5.00 > 3.00 < 7.00]");
	/* what has no unit of its own is told without its limits */
	check(reasons_text, REFUSE("a", "paid * paid > 4.00 yuan * voucher"), "paid=5 voucher=4",
		"a fired [voucher * 4.00 ]");
	check(reasons_text, REFUSE("a", "paid / 1 d > voucher / 1 d"), "paid=5 voucher=4", "a fired [voucher / 1 d ]");
	/* between two moments that are worked out there is no question to name */
	check(reasons_text, REFUSE("a", "(applied_at + 1 h) - ordered_at > 1 h"), ORDERED "paid=1",
		"a fired [applied_at + 1 h - ordered_at 97 min > 1 h]");
	/* against another number */
	check(reasons_text, REFUSE("a", "paid > voucher"), "paid=5 voucher=4", "a fired [voucher 4.00 < 5.00]");
	check(reasons_text, REFUSE("a", "paid > voucher"), "paid=5", "a open [voucher ? < 5.00]");
}
END_TEST

START_TEST(hinges)
{
	check(hinges_text, DEDUCT("a", "deployed", "20.00") DEDUCT("b", "started", "50.00"), "paid=100",
		"started 50.00, deployed 20.00");
	check(hinges_text, REFUSE("r", "deployed") DEDUCT("b", "started", "50.00"), "paid=100",
		"deployed 75.00, started 25.00");
	check(hinges_text, DEDUCT("b", "started", "50.00"), "", "paid unbounded, started 0.00");
	check(hinges_text, DEDUCT("b", "started", "50.00"), "paid=100 started=no", "");
	check(hinges_text, REFUSE("r", "deployed") DEDUCT("b", "started", "50.00"), "paid=100 deployed=yes", "");
	/* what only warns settles nothing */
	check(hinges_text, WARN("w", "deployed"), "paid=100", "");
}
END_TEST

/* More conditions than are told of one rule: the first of them. */
START_TEST(many_conditions)
{
	struct text_buffer rules, expected;
	char *text;

	text_buffer_init(&rules);
	text_buffer_init(&expected);
	text_buffer_add(&rules, "[rule.a]\nrefuse = yes\ntext = T\nsource = x\nwhen = ");
	text_buffer_add(&expected, "a fired [");
	for (int i = 2; i < 42; i++) {
		text_buffer_printf(&rules, "%spaid * %d > 1.00", i == 2 ? "" : " and ", i);
		if (i < 34)
			text_buffer_printf(&expected, "%spaid * %d %d.00 > 1.00", i == 2 ? "" : ", ", i, 3 * i);
	}
	text = text_printf("%s and deployed and site = china\n", rules.text);
	text_buffer_add(&expected, "]");
	check(reasons_text, text, "paid=3 deployed=yes site=china", expected.text);
	free(text);
	text_buffer_release(&rules);
	text_buffer_release(&expected);
}
END_TEST

/* As many choices as a fact may have. */
START_TEST(many_choices)
{
	struct text_buffer facts, others;

	text_buffer_init(&facts);
	text_buffer_init(&others);
	text_buffer_add(&facts, SMALL_FACTS FACT("which", "choice") "choices = c0");
	text_buffer_add(&others, "a open [which = c63 ?");
	for (int i = 1; i < 64; i++)
		text_buffer_printf(&facts, ", c%d", i);
	for (int i = 0; i < 64; i++)
		text_buffer_printf(&facts, "\nchoice.c%d = C", i);
	for (int i = 0; i < 63; i++)
		text_buffer_printf(&others, " c%d", i);
	text_buffer_add(&facts, "\n");
	text_buffer_add(&others, "]");
	check_with(facts.text, reasons_text, REFUSE("a", "which = c63"), "paid=1", "a open [which = c63 ? c63]");
	check_with(facts.text, reasons_text, REFUSE("a", "which = c63"), "paid=1 which=c63", "a fired [which = c63 c63]");
	check_with(facts.text, reasons_text, REFUSE("a", "not (which = c63)"), "paid=1", others.text);
	text_buffer_release(&facts);
	text_buffer_release(&others);
}
END_TEST

/* What is too large to be told is left out; the rest is there. */
START_TEST(large_numbers)
{
	check(reasons_text, REFUSE("a", "paid * 1000000000 > 1.00"), "paid=10000000000",
		"a fired [paid * 1000000000  > 1.00]");
	check(reasons_text, REFUSE("a", "0.00 - paid * 1000000000 < 0.00 - 1.00"), "paid=10000000000",
		"a fired [0.00 - paid * 1000000000  < -1.00]");
	check(reasons_text, REFUSE("a", "paid * 1000000000 < 100000000000.00 * 1000000"), "paid=1",
		"a fired [paid * 1000000000 1000000000.00]");
}
END_TEST

/* What an amount looks at twice is told once. */
START_TEST(amounts_that_share)
{
	check(reasons_text, "[define]\none = if(started, 1.00 yuan, 2.00 yuan)\n" DEDUCT("a", "deployed", "min(one * 2, one * 3)"),
		"paid=9 deployed=yes started=no", "a fired [deployed yes, started no] 4.00");
	check(reasons_text, DEDUCT("a", "deployed", "if(started, if(started, 1.00 yuan, 2.00 yuan) * 2, if(deployed, 3.00 yuan, 4.00 yuan))"),
		"paid=9 deployed=yes started=yes", "a fired [deployed yes, started yes] 2.00");
}
END_TEST

/* What has no unit that has a name: powers of money and of time. */
START_TEST(odd_units)
{
	check(reasons_text, REFUSE("a", "period * period > 1 h * 1 h"), "paid=1 period=2h", "a fired [period * period ]");
	check(reasons_text, REFUSE("a", "paid * period > 1.00 yuan * 1 h"), "paid=2 period=2h",
		"a fired [paid * period ]");
	check(reasons_text, REFUSE("a", "1 / (period + 1 s) > 1 / 3 h"), "paid=2 period=2h", "a fired [1 / (period + 1 s) ]");
	check(reasons_text, REFUSE("a", "applied_at - 2026-11-23T14:00 > 30 min"), "paid=2",
		"a fired [applied_at - 2026-11-23 14:00 37 min > 30 min]");
	check(reasons_text, REFUSE("a", "ordered_at + 1 d > 2026-11-23T14:00"), ORDERED "paid=2",
		"a fired [ordered_at + 1 d 2026-11-24T14:00:00+08:00 > 2026-11-23T14:00:00+08:00]");
}
END_TEST

/* Without being asked, it is not worked out. */
START_TEST(on_request)
{
	struct bench bench;
	struct tk_decision *decision;

	bench_open(&bench, SMALL_FACTS, SMALL_HEAD SMALL_SOURCE REFUSE("a", "deployed"));
	decision = judged(&bench, "deployed=yes", AT);
	ck_assert_uint_eq(decision->reason_count, 0);
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"reasons", {which_rules, what_they_look_at, limits, hinges, on_request, many_conditions, many_choices,
				    large_numbers, amounts_that_share, odd_units, NULL}},
	};
	return SUITE_RUN("reasons", groups);
}
