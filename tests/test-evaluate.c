/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judging what is known, on small packs: money, readings, the verdict in conditions, channels. */
#include "config.h"

#include "judging.h"
#include "tuikuan-policy.h"

#define AT "2026-11-23T14:37"

/* ---- money ------------------------------------------------------------------------------------ */

START_TEST(rounding)
{
	static const struct {
		const char *paid;
		const char *refund;
		int64_t lines[2];
	} cases[] = {
		{"0.01", "partial 0.00", {0, 1}}, /* what is left, 0.005, is 0.01; then 0.003 is 0.00 */
		{"0.05", "partial 0.02", {2, 1}}, /* 0.025 is 0.03, then 0.015 is 0.02 */
		{"99.99", "partial 30.00", {4999, 2000}},
		{"800.00", "partial 240.00", {40000, 16000}},
	};
	struct bench bench;

	bench_open(&bench, SMALL_FACTS, SMALL_HEAD SMALL_SOURCE DEDUCT("half", "yes", "paid * 50 %")
		DEDUCT("fifth", "yes", "paid * 20 %") DEDUCT("not", "started", "paid"));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char given[64];
		struct tk_decision *decision;
		int64_t taken = 0;
		snprintf(given, sizeof(given), "started=no paid=%s", cases[i].paid);
		decision = judged(&bench, given, AT);
		is_outcome(&decision->outcome, cases[i].refund);
		ck_assert_uint_eq(decision->deduction_count, 2);
		for (size_t line = 0; line < 2; line++) {
			taken += decision->deductions[line].amount;
			ck_assert_int_eq(decision->base - taken, decision->deductions[line].left);
			ck_assert_int_eq(decision->deductions[line].amount, cases[i].lines[line]);
		}
		ck_assert_int_eq(decision->base - taken, decision->outcome.amount);
		tk_decision_free(decision);
	}
	bench_close(&bench);
}
END_TEST

/* A deduction larger than what is left takes what is left; the next takes nothing. */
START_TEST(nothing_left)
{
	struct bench bench;
	struct tk_decision *decision;

	bench_open(&bench, SMALL_FACTS, SMALL_HEAD SMALL_SOURCE DEDUCT("fee", "yes", "50.00")
		DEDUCT("more", "deployed", "paid"));
	decision = judged(&bench, "paid=30 deployed=yes", AT);
	is_outcome(&decision->outcome, "partial 0.00");
	ck_assert_int_eq(decision->deductions[0].amount, 3000);
	ck_assert_int_eq(decision->deductions[1].amount, 0);
	tk_decision_free(decision);
	/* a deduction that fires is partial, even if nothing is taken off */
	decision = judged(&bench, "paid=0 deployed=no", AT);
	is_outcome(&decision->outcome, "partial 0.00");
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

START_TEST(base_of_its_own)
{
	struct bench bench;
	struct tk_decision *decision;

	bench_open(&bench, SMALL_FACTS, SMALL_HEAD "base = (paid - voucher) * share\n" SMALL_SOURCE);
	decision = judged(&bench, "paid=30 voucher=10 share=12.5", AT);
	is_outcome(&decision->outcome, "full 2.50");
	ck_assert_int_eq(decision->base, 250);
	tk_decision_free(decision);
	decision = judged(&bench, "paid=10 voucher=30 share=50", AT);
	is_outcome(&decision->outcome, "full 0.00");
	ck_assert_int_eq(decision->base, 0);
	tk_decision_free(decision);
	bench_close(&bench);
	/* the largest that a pack may come to */
	bench_open(&bench, SMALL_FACTS, SMALL_HEAD "base = paid * 4611686\n" SMALL_SOURCE DEDUCT("fee", "deployed", "0.01"));
	decision = judged(&bench, "paid=10000000000 deployed=no", AT);
	is_outcome(&decision->outcome, "full 46116860000000000.00");
	tk_decision_free(decision);
	decision = judged(&bench, "paid=10000000000 deployed=yes", AT);
	is_outcome(&decision->outcome, "partial 46116859999999999.99");
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

/* ---- readings --------------------------------------------------------------------------------- */

#define TWO_READINGS                                                                            \
	SMALL_HEAD SMALL_SOURCE REFUSE("late", "started") DEDUCT("fee", "deployed", "paid * 20 %")    \
	"[reading.lenient]\ntitle = T\ntext = T\nsource = x\nwhen = deployed\nreplaces = fee\n"       \
	"[reading.strict]\ntitle = T\ntext = T\nsource = x\nwhen = yes\nreplaces = fee\n"             \
	"[rule.double]\nwhen = deployed\nreading = strict\nlabel = L\ndeduct = paid * 40 %\ntext = T\n" \
	"source = x\n"

START_TEST(readings)
{
	struct bench bench;
	struct tk_decision *decision;

	bench_open(&bench, SMALL_FACTS, TWO_READINGS);
	decision = judged(&bench, "paid=100 deployed=yes started=no", AT);
	is_outcome(&decision->outcome, "partial 80.00");
	ck_assert_uint_eq(decision->reading_count, 2);
	ck_assert_str_eq(decision->readings[0].reading->id, "lenient");
	is_outcome(&decision->readings[0].outcome, "full 100.00");
	is_outcome(&decision->readings[1].outcome, "partial 60.00");
	ck_assert_str_eq(decision->readings[1].deductions[0].rule->id, "double");
	tk_decision_free(decision);
	/* no difference, not listed; and never after a refusal */
	decision = judged(&bench, "paid=100 deployed=no started=no", AT);
	ck_assert_uint_eq(decision->reading_count, 0);
	tk_decision_free(decision);
	decision = judged(&bench, "paid=100 deployed=yes started=yes", AT);
	ck_assert_uint_eq(decision->reading_count, 0);
	tk_decision_free(decision);
	/* its `when` is open */
	decision = judged(&bench, "paid=100 started=no", AT);
	is_outcome(&decision->outcome, "undetermined 80.00-100.00");
	ck_assert_uint_eq(decision->reading_count, 1);
	is_outcome(&decision->readings[0].outcome, "undetermined 60.00-100.00");
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

/* What a reading alone requires or says of the way is not the decision's. */
START_TEST(papers_of_readings)
{
	struct bench bench;
	struct tk_decision *decision;

	bench_open(&bench, SMALL_FACTS,
		TWO_READINGS DOCUMENT("log") "[rule.log]\nwhen = deployed\nreading = lenient\nrequire = log\ntext = T\n"
		"source = x\n");
	decision = judged(&bench, "paid=100 deployed=yes started=no", AT);
	ck_assert_uint_eq(decision->reading_count, 2);
	ck_assert_uint_eq(decision->required_count, 0);
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

/* ---- what the verdict says ---------------------------------------------------------------------- */

START_TEST(verdict_in_conditions)
{
	struct bench bench;
	struct tk_decision *decision;

	bench_open(&bench, SMALL_FACTS,
		SMALL_HEAD SMALL_SOURCE REFUSE("late", "started") WARN("open", "verdict = undetermined")
			WARN("good", "verdict = full and not deployed") WARN("bad", "verdict != full"));
	decision = judged(&bench, "paid=1", AT);
	are_ids(decision->warnings, decision->warning_count, "open bad");
	tk_decision_free(decision);
	decision = judged(&bench, "paid=1 started=no deployed=no", AT);
	are_ids(decision->warnings, decision->warning_count, "good");
	tk_decision_free(decision);
	decision = judged(&bench, "paid=1 started=yes", AT);
	are_ids(decision->warnings, decision->warning_count, "bad");
	tk_decision_free(decision);
	decision = judged(&bench, "paid=1 started=no", AT);
	ck_assert_int_eq(relevance_of(&bench, decision, "deployed"), TK_INFORMS);
	tk_decision_free(decision);
	/* of a refused case it would say nothing */
	decision = judged(&bench, "paid=1 started=yes", AT);
	ck_assert_int_eq(relevance_of(&bench, decision, "deployed"), TK_IRRELEVANT);
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

START_TEST(answered)
{
	struct bench bench;
	struct tk_decision *decision;

	bench_open(&bench, SMALL_FACTS,
		SMALL_HEAD SMALL_SOURCE WARN("ask", "not answered(note)") WARN("thanks", "answered(paid)"));
	decision = judged(&bench, "note=hello", AT);
	ck_assert_uint_eq(decision->warning_count, 0);
	tk_decision_free(decision);
	decision = judged(&bench, "paid=1 note=?", AT);
	are_ids(decision->warnings, decision->warning_count, "ask thanks");
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

/* The first channel rule that fires; an open one before it does not matter when it would pick the same. */
START_TEST(channels)
{
	struct bench bench;
	struct tk_decision *decision;

	bench_open(&bench, SMALL_FACTS,
		SMALL_HEAD SMALL_SOURCE CHANNEL("a") CHANNEL("b") RULE("one", "started", "channel = b")
			RULE("two", "deployed", "channel = a") RULE("three", "site = china", "channel = b"));
	decision = judged(&bench, "started=yes", AT);
	ck_assert_str_eq(decision->channel->id, "b");
	tk_decision_free(decision);
	decision = judged(&bench, "started=no deployed=yes site=china", AT);
	ck_assert_str_eq(decision->channel->id, "a");
	tk_decision_free(decision);
	decision = judged(&bench, "deployed=no site=china", AT);
	ck_assert_str_eq(decision->channel->id, "b");
	tk_decision_free(decision);
	decision = judged(&bench, "deployed=yes site=china", AT);
	ck_assert_int_eq(decision->channel_state, TK_OPEN);
	are_slots(&bench, decision->unanswered, "paid started");
	tk_decision_free(decision);
	decision = judged(&bench, "started=no deployed=no site=two-way", AT);
	ck_assert_int_eq(decision->channel_state, TK_NO);
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

/* A question of the pack's own cannot be answered with the shared ones: whose case it is stays open. */
START_TEST(provider_of_a_pack)
{
	struct bench bench;
	struct tk_answers *answers;

	bench_open(&bench, FACT("paid", "money"), SMALL_HEAD SMALL_SOURCE FACT("provider", "choice"));
	answers = tk_answers_new(bench.facts);
	answer(answers, "paid=1");
	ck_assert_int_eq(tk_policy_applies(bench.policy, answers, moment(AT)), TK_OPEN);
	tk_answers_free(answers);
	answers = answers_for(&bench, "paid=1");
	ck_assert_int_eq(tk_policy_applies(bench.policy, answers, moment(AT)), TK_OPEN);
	answer(answers, "provider=q");
	ck_assert_int_eq(tk_policy_applies(bench.policy, answers, moment(AT)), TK_NO);
	answer(answers, "provider=p");
	ck_assert_int_eq(tk_policy_applies(bench.policy, answers, moment(AT)), TK_YES);
	tk_answers_free(answers);
	bench_close(&bench);
}
END_TEST

/* ---- coverage --------------------------------------------------------------------------------- */

static void cover(struct tk_coverage *coverage, const struct bench *bench, const char *given)
{
	struct tk_answers *answers = answers_for(bench, given);
	struct tk_decision *decision = evaluated(bench, answers, moment(AT), 0);

	ck_assert_int_eq(tk_coverage_add(coverage, answers, decision), TK_OK);
	tk_decision_free(decision);
	tk_answers_free(answers);
}

/* That a number is equal to another is one condition, though it is two comparisons inside; of `and` each part is looked
 * at on its own. */
START_TEST(gaps)
{
	static const char *const texts[] = {"instances = 3", "deployed and started", "deployed and started"};
	static const enum tk_gap_kind kinds[] = {TK_GAP_NEVER_YES, TK_GAP_NEVER_YES, TK_GAP_NEVER_KEEPS};
	const struct tk_gap *found;
	struct bench bench;
	size_t count;

	bench_open(&bench, SMALL_FACTS,
		SMALL_HEAD SMALL_SOURCE WARN("three", "instances = 3") WARN("both", "deployed and started"));
	struct tk_coverage *coverage = tk_coverage_new(bench.policy);
	cover(coverage, &bench, "paid=1 instances=2 deployed=no started=yes");
	cover(coverage, &bench, "paid=1 instances=4 deployed=no started=no");
	cover(coverage, &bench, "paid=1 deployed=yes");
	ck_assert_int_eq(tk_coverage_gaps(coverage, &found, &count), TK_OK);
	ck_assert_uint_eq(count, 3);
	for (size_t i = 0; i < count; i++) {
		ck_assert_str_eq(found[i].text, texts[i]);
		ck_assert_int_eq(found[i].kind, kinds[i]);
		ck_assert_str_eq(found[i].section, i == 0 ? "rule.three" : "rule.both");
	}
	ck_assert_str_eq(found[2].part, "started");
	tk_coverage_free(coverage);
	bench_close(&bench);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"money", {rounding, nothing_left, base_of_its_own, NULL}},
		{"rules", {readings, papers_of_readings, verdict_in_conditions, answered, channels,
				  provider_of_a_pack, NULL}},
		{"coverage", {gaps, NULL}},
	};
	return SUITE_RUN("evaluate", groups);
}
