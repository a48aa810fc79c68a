/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages of the review as dates. Monday is 2026-11-23. */
#include "config.h"

#include "judging.h"

#define STAGE(id, least, most, unit) \
	"[stage." id "]\ntitle = T\nsource = x\nleast = " least "\nmost = " most "\nunit = " unit "\n"
#define REVIEW                                                                                \
	SMALL_HEAD SMALL_SOURCE CHANNEL("quick") CHANNEL("slow") RULE("q", "not deployed", "channel = quick") \
		RULE("s", "deployed", "channel = slow") REFUSE("r", "started") STAGE(           \
			"automatic", "0", "24", "hours") "channel = quick\n" STAGE("payout", "1", "2", \
			"working-days") "channel = quick\nafter = automatic\n" STAGE("first", "1", "3", \
			"working-days") "channel = slow\n" STAGE("second", "3", "5",             \
			"working-days") "channel = slow\nafter = first\nwhen = paid > 10.00\n"     \
			STAGE("third", "5", "7", "working-days") "channel = slow\nafter = second\n" \
			STAGE("notice", "2", "48", "hours")

static struct bench review;

/* "first 2026-11-24 2026-11-26, automatic 2026-11-23T14:00:00 2026-11-24T14:00:00"; ? after it: uncertain */
static const char *stages_text(const struct tk_decision *decision, char buffer[2048])
{
	*buffer = '\0';
	for (size_t i = 0; i < decision->stage_count; i++) {
		const struct tk_stage_dates *dates = &decision->stages[i];
		char from[TK_MOMENT_TEXT], to[TK_MOMENT_TEXT];
		int64_t scale = dates->by_hours ? 1 : 86400, shift = dates->by_hours ? 0 : TK_ZONE_CHINA;
		tk_moment_format(dates->from * scale - shift, from);
		tk_moment_format(dates->to * scale - shift, to);
		from[dates->by_hours ? 19 : 10] = to[dates->by_hours ? 19 : 10] = '\0';
		snprintf(buffer + strlen(buffer), 2048 - strlen(buffer), "%s%s %s %s%s", i > 0 ? ", " : "",
			dates->stage->id, from, to, dates->uncertain ? " ?" : "");
	}
	return buffer;
}

static void check(const char *given, const char *at, const char *expected)
{
	struct tk_decision *decision;
	char got[2048];

	bench_open(&review, SMALL_FACTS, REVIEW);
	decision = judged(&review, given, at);
	ck_assert_str_eq(stages_text(decision, got), expected);
	tk_decision_free(decision);
	bench_close(&review);
}

START_TEST(hours)
{
	check("paid=1 deployed=no started=no", "2026-11-23T14:37",
		"automatic 2026-11-23T14:37:00 2026-11-24T14:37:00, "
		"payout 2026-11-24 2026-11-26, notice 2026-11-23T16:37:00 2026-11-25T14:37:00");
}
END_TEST

START_TEST(chained)
{
	check("paid=20 deployed=yes started=no", "2026-11-23T14:37",
		"first 2026-11-24 2026-11-26, second 2026-11-27 2026-12-03, third 2026-12-04 2026-12-14, "
		"notice 2026-11-23T16:37:00 2026-11-25T14:37:00");
	/* a stage that is left out is passed over in the chain */
	check("paid=5 deployed=yes started=no", "2026-11-23T14:37",
		"first 2026-11-24 2026-11-26, third 2026-12-01 2026-12-07, "
		"notice 2026-11-23T16:37:00 2026-11-25T14:37:00");
}
END_TEST

START_TEST(holidays)
{
	/* applied in the evening before the National Day week; the Saturday after it is worked */
	check("paid=5 deployed=yes started=no", "2026-09-30T23:59:59",
		"first 2026-10-08 2026-10-10, third 2026-10-14 2026-10-20, "
		"notice 2026-10-01T01:59:59 2026-10-02T23:59:59");
	/* just after midnight is the next day */
	check("paid=5 deployed=yes started=no", "2026-11-24T00:00:00",
		"first 2026-11-25 2026-11-27, third 2026-12-02 2026-12-08, "
		"notice 2026-11-24T02:00:00 2026-11-26T00:00:00");
	/* the holidays of 2027 are not announced */
	check("paid=5 deployed=yes started=no", "2026-12-28T10:00",
		"first 2026-12-29 2026-12-31, third 2027-01-05 2027-01-11 ?, "
		"notice 2026-12-28T12:00:00 2026-12-30T10:00:00");
}
END_TEST

START_TEST(not_listed)
{
	/* the channel is open: those of all channels alone */
	check("paid=5 started=no", "2026-11-23T14:37", "notice 2026-11-23T16:37:00 2026-11-25T14:37:00");
	/* whether the second is due is open: it is passed over until that is known */
	check("deployed=yes started=no", "2026-11-23T14:37",
		"first 2026-11-24 2026-11-26, third 2026-12-01 2026-12-07, "
		"notice 2026-11-23T16:37:00 2026-11-25T14:37:00");
	/* refused */
	check("deployed=yes started=yes paid=5", "2026-11-23T14:37", "");
}
END_TEST

START_TEST(applied_at)
{
	check("paid=5 deployed=no started=no applied_at=2026-11-20T09:00", "2026-11-23T14:37",
		"automatic 2026-11-20T09:00:00 2026-11-21T09:00:00, "
		"payout 2026-11-23 2026-11-24, notice 2026-11-20T11:00:00 2026-11-22T09:00:00");
}
END_TEST

/* A month more ends on the day of that number, or on the last of a month that has none. */
START_TEST(months_of_remedies)
{
	static const char *const table[][3] = {
		{"2026-10-30T10:00", "2026-11-30", "2026-11-02"}, {"2026-10-31T10:00", "2026-11-30", "2026-11-03"},
		{"2026-01-28T10:00", "2026-02-28", "2026-01-31"}, {"2026-01-29T10:00", "2026-02-28", "2026-02-01"},
		{"2026-01-31T10:00", "2026-02-28", "2026-02-03"}, {"2028-01-29T10:00", "2028-02-29", "2028-02-01"},
		{"2026-12-31T23:59", "2027-01-31", "2027-01-03"}};
	struct bench bench;

	bench_open(&bench, SMALL_FACTS,
		SMALL_HEAD SMALL_SOURCE REFUSE("r", "deployed")
			"[remedy.m]\ntitle = T\ntext = T\nsource = x\ndeadline = ordered_at + 1 month\n"
			"from = ordered_at + 3 days\nwhen = verdict = refused\n");
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		char *given = text_printf("deployed=yes ordered_at=%s", table[i][0]), until[TK_MOMENT_TEXT], from[TK_MOMENT_TEXT];
		struct tk_decision *decision = judged(&bench, given, "2028-03-01T00:00");
		ck_assert_uint_eq(decision->remedy_count, 1);
		tk_moment_format(decision->remedy_dates[0].until * 86400 - TK_ZONE_CHINA, until);
		tk_moment_format(decision->remedy_dates[0].from * 86400 - TK_ZONE_CHINA, from);
		until[10] = from[10] = '\0';
		ck_assert_str_eq(until, table[i][1]);
		ck_assert_str_eq(from, table[i][2]);
		tk_decision_free(decision);
		free(given);
	}
	bench_close(&bench);
}
END_TEST

/* When one applies shapes the answer, as the dates hang on it. */
START_TEST(relevance)
{
	struct tk_decision *decision;

	bench_open(&review, SMALL_FACTS, REVIEW);
	decision = judged(&review, "paid=5 deployed=yes started=no", "2026-11-23T14:37");
	ck_assert_int_eq(relevance_of(&review, decision, "applied_at"), TK_SHAPES);
	ck_assert_int_eq(relevance_of(&review, decision, "deployed"), TK_SHAPES);
	ck_assert_int_eq(relevance_of(&review, decision, "ordered_at"), TK_IRRELEVANT);
	tk_decision_free(decision);
	decision = judged(&review, "paid=5 deployed=yes started=yes", "2026-11-23T14:37");
	ck_assert_int_eq(relevance_of(&review, decision, "applied_at"), TK_IRRELEVANT);
	tk_decision_free(decision);
	bench_close(&review);
}
END_TEST

/* A stage and those before it: what decides whether one of them is due shapes the dates, and nothing else does. */
START_TEST(what_chains_hang_on)
{
	static const struct {
		const char *given, *shaping, *idle; /* facts, blanks between */
	} table[] = {{"paid=5", "deployed started site applied_at", "ordered_at period"},
		{"paid=5 started=no site=china", "site applied_at started", "deployed"},
		{"paid=5 started=no deployed=yes", "started applied_at deployed", "site"},
		{"paid=5 started=yes deployed=yes", "started applied_at deployed", "site"},
		{"paid=5 deployed=no", "site applied_at deployed", "started"},
		{"paid=5 deployed=no applied_at=2026-11-20T09:00", "site applied_at deployed", "started"}};
	struct bench bench;

	bench_open(&bench, SMALL_FACTS, SMALL_HEAD SMALL_SOURCE CHANNEL("quick")
		RULE("q", "voucher > 1.00", "channel = quick")
		STAGE("first", "1", "3", "working-days") "when = deployed and started\n"
		STAGE("second", "1", "3", "working-days") "after = first\n"
		STAGE("third", "1", "3", "working-days") "after = second\nwhen = site = china or deployed\n"
		STAGE("fourth", "1", "3", "hours") "channel = quick\nwhen = instances > 999\n");
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct tk_decision *decision = judged(&bench, table[i].given, "2026-11-23T14:37");
		char *names = text_printf("%s %s", table[i].shaping, table[i].idle), *rest = names, *name;
		while ((name = strsep(&rest, " ")) != NULL)
			ck_assert_msg(relevance_of(&bench, decision, name) ==
					      (strstr(table[i].shaping, name) != NULL ? TK_SHAPES : TK_IRRELEVANT),
				"%s: %s", table[i].given, name);
		ck_assert(decision->exact);
		tk_decision_free(decision);
		free(names);
	}
	bench_close(&bench);
}
END_TEST

/* Without a moment to count from no stage is listed, and nothing is asked for its sake. */
START_TEST(nothing_to_count_from)
{
	struct tk_decision *decision;
	struct bench bench;

	bench_open(&bench, FACT("provider", "choice") FACT("paid", "money") FACT("deployed", "flag"),
		SMALL_HEAD SMALL_SOURCE STAGE("first", "1", "3", "working-days") "when = deployed\n");
	decision = judged(&bench, "paid=5", "2026-11-23T14:37");
	ck_assert_uint_eq(decision->stage_count, 0);
	ck_assert_int_eq(relevance_of(&bench, decision, "deployed"), TK_IRRELEVANT);
	ck_assert(decision->exact);
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

/* What a stage before it is due for counts for its dates: of a verdict, only the one that is possible. */
START_TEST(verdicts_in_the_chain)
{
	struct tk_decision *decision;
	struct bench bench;

	bench_open(&bench, SMALL_FACTS, SMALL_HEAD SMALL_SOURCE DEDUCT("fee", "started", "1.00")
		STAGE("last", "1", "2", "working-days") "after = first\n"
		STAGE("first", "3", "4", "working-days") "when = verdict = full and deployed\n");
	/* partial for certain, so that the first is never due, and nothing hangs on what else it asks for */
	decision = judged(&bench, "paid=5 started=yes", "2026-11-23T14:37");
	ck_assert_int_eq(relevance_of(&bench, decision, "deployed"), TK_IRRELEVANT);
	ck_assert(decision->exact);
	tk_decision_free(decision);
	decision = judged(&bench, "paid=5 started=no", "2026-11-23T14:37");
	ck_assert_int_eq(relevance_of(&bench, decision, "deployed"), TK_SHAPES);
	ck_assert(decision->exact);
	tk_decision_free(decision);
	decision = judged(&bench, "paid=5", "2026-11-23T14:37");
	ck_assert_int_eq(relevance_of(&bench, decision, "deployed"), TK_SHAPES);
	ck_assert(decision->exact);
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

/* The relevance of a fact in a pack of this one test, and that nothing was left in doubt. */
static void weighs(const char *facts, const char *rules, const char *given, const char *name, enum tk_relevance expected)
{
	struct bench bench;
	struct tk_decision *decision;
	char *pack = text_printf("%s%s", SMALL_HEAD SMALL_SOURCE, rules);

	bench_open(&bench, facts, pack);
	decision = judged(&bench, given, "2026-11-23T14:37");
	ck_assert_msg(relevance_of(&bench, decision, name) == expected, "%s with %s: %d", name, given,
		(int)relevance_of(&bench, decision, name));
	ck_assert(decision->exact);
	tk_decision_free(decision);
	bench_close(&bench);
	free(pack);
}

#define ONE STAGE("one", "1", "2", "working-days")
#define TWO STAGE("two", "3", "4", "working-days")
#define FEW_FACTS FACT("provider", "choice") FACT("paid", "money") FACT("deployed", "flag") FACT("started", "flag")

/* What the dates hang on: whether a stage is due, its channel, what it is chained to, and when one applies. */
START_TEST(what_shapes)
{
	static const char two[] = CHANNEL("a") CHANNEL("b") RULE("q", "started", "channel = a")
		RULE("s", "yes", "channel = b") ONE "when = deployed\nchannel = a\n" TWO "after = one\nchannel = a\n";
	static const char of_a_reading[] = CHANNEL("a") CHANNEL("b") RULE("q", "yes", "channel = a")
		RULE("s", "deployed", "channel = b\nreading = r")
			"[reading.r]\ntitle = T\ntext = T\nsource = x\nwhen = yes\nreplaces = q\n" ONE "channel = a\n";

	weighs(SMALL_FACTS, ONE "when = deployed\n", "paid=1", "deployed", TK_SHAPES);
	weighs(SMALL_FACTS, ONE "when = deployed and started\n", "paid=1 started=no", "deployed", TK_IRRELEVANT);
	weighs(SMALL_FACTS, two, "paid=1", "deployed", TK_SHAPES);
	weighs(SMALL_FACTS, two, "paid=1", "started", TK_SHAPES);
	weighs(SMALL_FACTS, two, "paid=1 started=no", "deployed", TK_IRRELEVANT);
	/* one channel, by whichever rule */
	weighs(SMALL_FACTS, CHANNEL("a") RULE("q", "deployed", "channel = a") RULE("s", "not deployed", "channel = a") ONE
		"channel = a\n", "paid=1", "deployed", TK_IRRELEVANT);
	/* the channel under a reading is nobody's */
	weighs(SMALL_FACTS, of_a_reading, "paid=1", "deployed", TK_IRRELEVANT);
	weighs(SMALL_FACTS, ONE, "paid=1", "applied_at", TK_SHAPES);
	weighs(SMALL_FACTS, ONE "when = deployed\n", "paid=1 applied_at=2026-11-20T09:00", "deployed", TK_SHAPES);
	weighs(FEW_FACTS FACT("applied_at", "moment"), ONE "when = deployed\n", "paid=1", "applied_at", TK_SHAPES);
	weighs(FEW_FACTS FACT("applied_at", "moment"), ONE "when = deployed\n", "paid=1", "deployed", TK_SHAPES);
	weighs(FEW_FACTS FACT("began", "moment") FACT("applied_at", "moment") "default = began\n",
		ONE WARN("w", "started and applied_at > 2020-01-01"), "paid=1", "began", TK_SHAPES);
	weighs(FEW_FACTS FACT("began", "moment") FACT("applied_at", "moment") "default = began\n",
		ONE WARN("w", "started and applied_at > 2020-01-01"), "paid=1", "started", TK_INFORMS);
	/* nobody applies: nothing has a date */
	weighs(FEW_FACTS, ONE "when = deployed\n", "paid=1", "deployed", TK_IRRELEVANT);
}
END_TEST

/* A stage that is due by the verdict, and what is chained to it. */
START_TEST(after_the_verdict)
{
	static const char rules[] = DEDUCT("d", "deployed", "0.10") REFUSE("r", "period > 1 h")
		ONE "when = verdict = partial and started\n" TWO "after = one\n";
	static const char never[] = DEDUCT("d", "deployed", "0.10") REFUSE("r", "period > 1 h")
		ONE "when = verdict = refused and started\n" TWO "after = one\n";

	weighs(SMALL_FACTS, rules, "paid=1", "started", TK_SHAPES);
	weighs(SMALL_FACTS, rules, "paid=1 deployed=no", "started", TK_IRRELEVANT);
	weighs(SMALL_FACTS, rules, "paid=1 deployed=no", "period", TK_DECIDES);
	/* where the refund is refused there are no stages */
	weighs(SMALL_FACTS, never, "paid=1", "started", TK_IRRELEVANT);
}
END_TEST

/* Without the moment of the application, which nothing need be assumed of, there is nothing to count from. */
START_TEST(not_applied)
{
	static const char facts[] = FACT("provider", "choice") FACT("paid", "money") FACT("applied_at", "moment");
	struct tk_decision *decision;
	char got[2048];

	bench_open(&review, facts, SMALL_HEAD SMALL_SOURCE STAGE("first", "1", "3", "working-days"));
	decision = judged(&review, "paid=1", "2026-11-23T14:37");
	ck_assert_str_eq(stages_text(decision, got), "");
	tk_decision_free(decision);
	decision = judged(&review, "paid=1 applied_at=2026-11-23T10:00", "2026-11-23T14:37");
	ck_assert_str_eq(stages_text(decision, got), "first 2026-11-24 2026-11-26");
	tk_decision_free(decision);
	bench_close(&review);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"stages", {hours, chained, holidays, not_listed, applied_at, not_applied, months_of_remedies, relevance,
				   what_chains_hang_on, nothing_to_count_from, verdicts_in_the_chain, what_shapes,
				   after_the_verdict, NULL}},
	};
	return SUITE_RUN("stages", groups);
}
