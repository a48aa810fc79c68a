/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What open answers leave possible, on packs small enough to work out by hand: bounds, verdicts, what is
 * unanswered and what each fact can still change. */
#include "config.h"

#include "judging.h"
#include "outcome.h"

#define AT "2026-11-23T14:00"

/* The outcome, whether it is exact, and what is unanswered; with FACTS beside the small ones. */
static void check_with(const char *facts, const char *rules, const char *given, const char *outcome,
	const char *unanswered)
{
	struct bench bench;
	struct tk_decision *decision;
	char *all = text_printf("%s%s", SMALL_FACTS, facts), *pack = text_printf("%s%s%s", SMALL_HEAD, rules, SMALL_SOURCE);

	bench_open(&bench, all, pack);
	decision = judged(&bench, given, AT);
	is_outcome(&decision->outcome, outcome);
	are_slots(&bench, decision->unanswered, unanswered);
	ck_assert_msg(decision->exact, "%s", rules);
	tk_decision_free(decision);
	bench_close(&bench);
	free(all);
	free(pack);
}

static void check(const char *rules, const char *given, const char *outcome, const char *unanswered)
{
	check_with("", rules, given, outcome, unanswered);
}

START_TEST(amounts)
{
	check("", "", "full 0.00-unbounded", "paid");
	check("base = min(paid, 500.00)\n", "", "full 0.00-500.00", "paid");
	check("base = max(paid, 500.00)\n", "", "full 500.00-unbounded", "paid");
	check("base = paid - voucher\n", "paid=100", "full 0.00-100.00", "voucher");
	check("base = min(paid, voucher)\n", "paid=100", "full 0.00-100.00", "voucher");
	check("base = paid * share\n", "paid=100", "full 0.00-100.00", "share");
	check("base = paid * share\n", "share=50", "full 0.00-unbounded", "paid");
	check("base = paid / instances\n", "paid=100 instances=?", "full 100.00", "");
	check("base = paid * share\n", "", "full 0.00-unbounded", "paid share");
	check("base = max(paid, voucher) - voucher\n", "paid=100", "full 0.00-100.00", "voucher");
	/* a divisor below zero, known and open */
	check("base = -paid / (share - 2)\n", "paid=100 share=50", "full 66.67", "");
	check("base = -paid / (share - 2)\n", "paid=100", "full 50.00-100.00", "share");
}
END_TEST

static bool is_span(const struct span *span, unsigned verdicts, wide least, wide most, bool unbounded)
{
	return span->verdicts == verdicts && span->least == least && span->most == most && span->unbounded == unbounded;
}

/* What several completions come to, and what of it can be told in fen. */
START_TEST(spans)
{
	const struct span none = {.verdicts = 0, .least = -5, .most = 900, .unbounded = true};
	const struct span full = {SPAN_ONE(TK_FULL), 100, 200, false}, part = {SPAN_ONE(TK_PARTIAL), 50, 120, false};
	struct span span = none, far = full, huge = {SPAN_ONE(TK_FULL), (wide)INT64_MAX, (wide)INT64_MAX * 4, false};
	struct tk_outcome outcome;

	/* an empty one adds nothing, and is all of what is added to it */
	span_join(&span, &full);
	ck_assert(is_span(&span, SPAN_ONE(TK_FULL), 100, 200, false));
	span_join(&span, &none);
	ck_assert(is_span(&span, SPAN_ONE(TK_FULL), 100, 200, false));
	ck_assert(span_covers(&span, &full) && !span_covers(&span, &part));
	span_join(&span, &part);
	ck_assert(is_span(&span, SPAN_ONE(TK_FULL) | SPAN_ONE(TK_PARTIAL), 50, 200, false));
	ck_assert(span_covers(&span, &full) && span_covers(&span, &part) && !span_covers(&full, &span));
	far.most = 201;
	ck_assert(!span_covers(&span, &far));
	/* where no bound can be named, one that can covers it not */
	far = full;
	far.unbounded = true;
	ck_assert(!span_covers(&span, &far));
	span_join(&span, &far);
	ck_assert(is_span(&span, SPAN_ONE(TK_FULL) | SPAN_ONE(TK_PARTIAL), 50, 200, true));
	ck_assert(span_covers(&span, &far) && span_covers(&span, &full));

	outcome = span_outcome(&part);
	ck_assert_int_eq(outcome.verdict, TK_PARTIAL);
	ck_assert(outcome.least == 50 && outcome.most == 120 && outcome.amount == TK_NO_AMOUNT);
	outcome = span_outcome(&span);
	ck_assert_int_eq(outcome.verdict, TK_UNDETERMINED);
	ck_assert(outcome.least == 50 && outcome.most == TK_UNBOUNDED && outcome.amount == TK_NO_AMOUNT);
	/* what is beyond 64 bits is never less than it is told to be, nor more */
	outcome = span_outcome(&huge);
	ck_assert(outcome.least == INT64_MAX / 2 && outcome.most == TK_UNBOUNDED && outcome.amount == TK_NO_AMOUNT);
	huge.least = 7;
	outcome = span_outcome(&huge);
	ck_assert(outcome.least == 7 && outcome.most == TK_UNBOUNDED);
	huge.most = 7;
	outcome = span_outcome(&huge);
	ck_assert(outcome.least == 7 && outcome.most == 7 && outcome.amount == 7);
}
END_TEST

START_TEST(money_thresholds)
{
	check(REFUSE("large", "paid > 100.00"), "", "undetermined 0.00-100.00", "paid");
	check(REFUSE("small", "paid < 100.00"), "", "undetermined 0.00-unbounded", "paid");
	check(DEDUCT("fee", "paid >= 100.00", "10.00"), "", "undetermined 0.00-unbounded", "paid");
	check(REFUSE("large", "paid > 100.00") DEDUCT("fee", "paid > 60.00", "50.00"), "",
		"undetermined 0.00-60.00", "paid");
	/* what is left after the fee is never below 10.00 */
	check(REFUSE("small", "paid <= 60.00") DEDUCT("fee", "yes", "50.00")
		      REFUSE("large", "paid > 100.00"), "paid=60.01", "partial 10.01", "");
	check(REFUSE("never", "paid + voucher < voucher + paid"), "paid=1", "full 1.00", "");
	check(REFUSE("odd", "paid < 60.00") REFUSE("large", "voucher < paid")
		      REFUSE("far", "voucher > 80.00"), "", "undetermined 0.00-80.00", "paid voucher");
}
END_TEST

START_TEST(verdicts)
{
	/* whatever is answered, one of the two holds */
	check(REFUSE("a", "deployed") REFUSE("b", "not deployed"), "paid=1", "refused 0.00", "");
	check(DEDUCT("a", "deployed", "0.40") DEDUCT("b", "not deployed", "0.40"), "paid=1", "partial 0.60", "");
	check(DEDUCT("a", "deployed", "0.40") DEDUCT("b", "not deployed", "0.50"), "paid=1",
		"partial 0.50-0.60", "deployed");
	/* the amount is known, the verdict is not */
	check(DEDUCT("a", "deployed", "0.00"), "paid=1", "undetermined 1.00", "deployed");
	/* never both */
	check(REFUSE("never", "deployed and not deployed and started"), "paid=1", "full 1.00", "");
	check(REFUSE("never", "site = china and site = two-way"), "paid=1", "full 1.00", "");
	check(REFUSE("always", "site in (china, two-way)"), "paid=1", "refused 0.00", "");
	check(REFUSE("never", "instances < 2 and instances > 3"), "paid=1 instances=?", "full 1.00", "");
	/* a refusal leaves nothing else to ask */
	check(REFUSE("a", "deployed") REFUSE("b", "started") DEDUCT("c", "site = china", "0.50"),
		"paid=1 deployed=yes", "refused 0.00", "");
	check(REFUSE("a", "deployed") DEDUCT("c", "site = china", "0.50"), "paid=1",
		"undetermined 0.00-1.00", "deployed site");
}
END_TEST

START_TEST(moments)
{
	/* applied_at is now: what is ordered before it has waited some time */
	check(DEDUCT("late", "applied_at - ordered_at > 1 h", "paid"), "paid=1",
		"undetermined 0.00-1.00", "ordered_at");
	check(REFUSE("early", "applied_at - ordered_at < 1 h") REFUSE("late", "applied_at - ordered_at > 1 h"),
		"paid=1", "undetermined 0.00-1.00", "ordered_at");
	check(REFUSE("early", "applied_at - ordered_at < 2 h") REFUSE("late", "applied_at - ordered_at > 1 h"),
		"paid=1", "refused 0.00", "");
	check("base = paid * min(applied_at - ordered_at, 1 h) / 1 h\n", "paid=100", "full 0.00-100.00",
		"ordered_at");
	/* nobody applies before the order, whenever both were */
	check(REFUSE("never", "applied_at < ordered_at"), "paid=1 applied_at=?", "full 1.00", "");
	/* a month more may end on an earlier day of a month, but not before it */
	check(REFUSE("first", "add_months(ordered_at, 0) < 1970-01-03T00:00"), "paid=1 ordered_at=1970-01-02T00:00",
		"refused 0.00", "");
	/* a duration against another */
	check(REFUSE("waited", "applied_at - ordered_at > period") REFUSE("long", "period > 1 h")
		      REFUSE("short", "applied_at - ordered_at <= 1 h"), "paid=1", "refused 0.00", "");
}
END_TEST

START_TEST(shapes)
{
	static const char rules[] =
		CHANNEL("a") CHANNEL("b") DOCUMENT("d") RULE("one", "site = china", "channel = a")
			RULE("two", "yes", "channel = b") RULE("doc", "deployed and started", "require = d")
				WARN("w", "voucher > paid");

	check(rules, "paid=1", "full 1.00", "deployed started site");
	check(rules, "paid=1 deployed=no", "full 1.00", "site");
	check(rules, "paid=1 deployed=no site=two-way", "full 1.00", "");
	/* those that decide come first */
	check(CHANNEL("a") REFUSE("r", "site = china") RULE("one", "deployed", "channel = a"), "paid=1",
		"undetermined 0.00-1.00", "site deployed");
}
END_TEST

START_TEST(relevance)
{
	struct bench bench;
	struct tk_decision *decision;

	bench_open(&bench, SMALL_FACTS,
		SMALL_HEAD SMALL_SOURCE CHANNEL("a") REFUSE("r", "site = china and deployed")
			DEDUCT("d", "instances > 2", "paid * 50 %") RULE("c", "started", "channel = a")
				WARN("w", "voucher > paid"));
	decision = judged(&bench, "site=two-way deployed=yes started=no paid=0 voucher=1", AT);
	/* as if it were open, answered or not */
	ck_assert_int_eq(relevance_of(&bench, decision, "site"), TK_DECIDES);
	ck_assert_int_eq(relevance_of(&bench, decision, "deployed"), TK_IRRELEVANT);
	ck_assert_int_eq(relevance_of(&bench, decision, "instances"), TK_DECIDES);
	ck_assert_int_eq(relevance_of(&bench, decision, "started"), TK_SHAPES);
	ck_assert_int_eq(relevance_of(&bench, decision, "voucher"), TK_INFORMS);
	ck_assert_int_eq(relevance_of(&bench, decision, "paid"), TK_DECIDES);
	ck_assert_int_eq(relevance_of(&bench, decision, "note"), TK_IRRELEVANT);
	ck_assert_int_eq(relevance_of(&bench, decision, "period"), TK_IRRELEVANT);
	ck_assert_uint_eq(decision->unanswered.count, 0);
	tk_decision_free(decision);
	decision = judged(&bench, "site=china deployed=yes paid=1", AT);
	ck_assert_int_eq(relevance_of(&bench, decision, "deployed"), TK_DECIDES);
	ck_assert_int_eq(relevance_of(&bench, decision, "instances"), TK_IRRELEVANT);
	ck_assert_int_eq(relevance_of(&bench, decision, "started"), TK_SHAPES);
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

#define LINKED_FACTS                                                                            \
	FACT("provider", "choice")                                                              \
	FACT("paid", "money")                                                                   \
	FACT("kind", "choice") "choices = new, old\nchoice.new = N\nchoice.old = O\n" FACT("ordered_at", \
		"moment") FACT("service_start", "moment") "default = ordered_at\ndefault_when = kind = new\n" \
						    "after = ordered_at\n" FACT("applied_at",        \
							    "moment") "default = now\nafter = ordered_at\n"

/* An assumed start of service is that of the order, whenever that was. */
START_TEST(linked_defaults)
{
	struct bench bench;
	struct tk_decision *decision;

	bench_open(&bench, LINKED_FACTS,
		SMALL_HEAD SMALL_SOURCE REFUSE("r", "service_start - ordered_at > 1 h"));
	decision = judged(&bench, "paid=1 kind=new", AT);
	is_outcome(&decision->outcome, "full 1.00");
	ck_assert_uint_eq(decision->unanswered.count, 0);
	tk_decision_free(decision);
	decision = judged(&bench, "paid=1", AT);
	is_outcome(&decision->outcome, "undetermined 0.00-1.00");
	are_slots(&bench, decision->unanswered, "ordered_at service_start");
	/* not that the kind itself changes anything, but an answer would bring the default */
	ck_assert_int_eq(relevance_of(&bench, decision, "kind"), TK_INFORMS);
	tk_decision_free(decision);
	decision = judged(&bench, "paid=1 kind=new service_start=2026-11-23T14:00 ordered_at=2026-11-23T12:00", AT);
	is_outcome(&decision->outcome, "refused 0.00");
	ck_assert(!decision->order_broken);
	tk_decision_free(decision);
	decision = judged(&bench, "paid=1 kind=new service_start=2026-11-23T12:00 ordered_at=2026-11-23T13:00", AT);
	is_outcome(&decision->outcome, "full 1.00");
	ck_assert(decision->order_broken);
	ck_assert(decision->negative_elapsed);
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

/* Exact up to twelve open conditions; sound beyond. */
START_TEST(limit)
{
	for (int count = 12; count <= 13; count++) {
		struct text_buffer facts, pack;
		struct bench bench;
		struct tk_decision *decision;
		char *facts_text, *pack_text;
		text_buffer_init(&facts);
		text_buffer_init(&pack);
		text_buffer_add(&facts, FACT("paid", "money"));
		text_buffer_add(&pack, SMALL_HEAD SMALL_SOURCE);
		for (int i = 0; i < count; i++) {
			text_buffer_printf(&facts, FACT("f%d", "flag"), i);
			text_buffer_printf(&pack, DEDUCT("r%d", "f%d", "1.00"), i, i);
		}
		facts_text = text_buffer_take(&facts);
		pack_text = text_buffer_take(&pack);
		bench_open(&bench, facts_text, pack_text);
		decision = judged(&bench, "paid=100", AT);
		is_outcome(&decision->outcome,
			count == 12 ? "undetermined 88.00-100.00" : "undetermined 87.00-100.00");
		ck_assert_int_eq(decision->exact, count == 12);
		ck_assert_uint_eq(decision->unanswered.count, (size_t)count);
		tk_decision_free(decision);
		bench_close(&bench);
		free(facts_text);
		free(pack_text);
	}
}
END_TEST

/* Likely: the usual answers where there are some. */
START_TEST(likely)
{
	struct bench bench;
	struct tk_decision *decision;

	bench_open(&bench,
		FACT("paid", "money") FACT("a", "flag") "usual = no\n" FACT("b", "flag") "usual = yes\n" FACT(
			"c", "flag") FACT("e", "flag") "usual = no\n",
		SMALL_HEAD SMALL_SOURCE REFUSE("r", "a") DEDUCT("half", "b", "paid / 2")
			DEDUCT("third", "c", "paid / 3") WARN("w", "e"));
	decision = judged(&bench, "paid=90", AT);
	is_outcome(&decision->outcome, "undetermined 0.00-90.00");
	is_outcome(&decision->likely, "partial 15.00-45.00");
	are_slots(&bench, decision->likely_assuming, "a b");
	ck_assert(!decision->breakdown_likely);
	ck_assert_uint_eq(decision->deduction_count, 0);
	tk_decision_free(decision);
	decision = judged(&bench, "paid=90 c=no b=?", AT);
	is_outcome(&decision->likely, "partial 45.00");
	are_slots(&bench, decision->likely_assuming, "a b");
	ck_assert(decision->breakdown_likely);
	ck_assert_uint_eq(decision->deduction_count, 1);
	tk_decision_free(decision);
	decision = judged(&bench, "paid=90 c=no b=no a=no", AT);
	is_outcome(&decision->likely, "full 90.00");
	ck_assert_uint_eq(decision->likely_assuming.count, 0);
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

/* ---- what is open in an unusual way ----------------------------------------------------------------- */

/* A flag that is assumed to be what another one is, and that is open. */
START_TEST(open_defaults)
{
	static const char same[] = FACT("same", "flag") "default = deployed\n";
	static const char over[] = FACT("over", "flag") "default = paid > 50.00\n";

	check_with(same, REFUSE("r", "same"), "paid=1", "undetermined 0.00-1.00", "deployed");
	check_with(same, REFUSE("r", "same"), "paid=1 deployed=yes", "refused 0.00", "");
	check_with(same, REFUSE("r", "same"), "paid=1 deployed=no", "full 1.00", "");
	check_with(same, REFUSE("r", "same"), "paid=1 same=no", "full 1.00", "");
	check_with(same, REFUSE("r", "same != deployed"), "paid=1", "full 1.00", "");
	check_with(over, REFUSE("r", "over"), "", "undetermined 0.00-50.00", "paid");
	check_with(over, REFUSE("r", "over and paid <= 50.00"), "", "full 0.00-unbounded", "paid");
	/* an amount that is the smaller of two open ones, and one that is no sum */
	check_with(FACT("cap", "money") "default = min(paid, voucher)\n", REFUSE("r", "cap > 50.00"), "",
		"undetermined 0.00-unbounded", "paid voucher");
	check_with(FACT("cap", "money") "default = min(paid, voucher)\n", REFUSE("r", "cap > 50.00"), "voucher=60",
		"undetermined 0.00-50.00", "paid");
	check_with(FACT("cap", "money") "default = min(paid, voucher)\n", REFUSE("r", "cap > 50.00"), "voucher=50",
		"full 0.00-unbounded", "paid");
	check_with(FACT("part", "money") "default = floor(voucher * share, 0.01)\n", REFUSE("r", "part > 50.00"),
		"paid=1 voucher=50", "full 1.00", "");
	/* settled without an answer, for it could not be otherwise */
	check_with(FACT("late", "flag") "default = applied_at - ordered_at >= 0 s\n", REFUSE("r", "late"), "paid=1",
		"refused 0.00", "");
	check_with(FACT("late", "flag") "default = applied_at >= ordered_at\n", REFUSE("r", "late"), "paid=1",
		"refused 0.00", "");
}
END_TEST

/* Elapsed time beside a number that is known and may be below zero: none is below it. */
START_TEST(elapsed_beside_the_known)
{
	static const struct {
		const char *when, *period, *outcome;
	} table[] = {
		{"applied_at - ordered_at < period", "0s", "full 1.00"},
		{"applied_at - ordered_at < period", "1s", "undetermined 0.00-1.00"},
		{"applied_at - ordered_at <= period - 1 h", "59min", "full 1.00"},
		{"applied_at - ordered_at <= period - 1 h", "60min", "undetermined 0.00-1.00"},
		{"period - 1 h < applied_at - ordered_at", "59min", "refused 0.00"},
		{"period - 1 h < applied_at - ordered_at", "60min", "undetermined 0.00-1.00"},
		{"period <= applied_at - ordered_at", "0s", "refused 0.00"},
		{"period <= applied_at - ordered_at", "1s", "undetermined 0.00-1.00"},
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		char *rules = text_printf(REFUSE("r", "%s"), table[i].when), *given = text_printf("paid=1 period=%s", table[i].period);
		check_with("", rules, given, table[i].outcome,
			strncmp(table[i].outcome, "undetermined", 12) == 0 ? "ordered_at" : "");
		free(rules);
		free(given);
	}
}
END_TEST

/* As many choices as a fact may have. */
START_TEST(many_choices)
{
	struct text_buffer facts;

	text_buffer_init(&facts);
	text_buffer_add(&facts, FACT("which", "choice") "choices = c0");
	for (int i = 1; i < 64; i++)
		text_buffer_printf(&facts, ", c%d", i);
	for (int i = 0; i < 64; i++)
		text_buffer_printf(&facts, "\nchoice.c%d = C", i);
	text_buffer_add(&facts, "\n");
	check_with(facts.text, REFUSE("r", "which = c63"), "paid=1", "undetermined 0.00-1.00", "which");
	check_with(facts.text, REFUSE("r", "which = c63"), "paid=1 which=c63", "refused 0.00", "");
	check_with(facts.text, REFUSE("r", "which = c63"), "paid=1 which=c0", "full 1.00", "");
	check_with(facts.text, REFUSE("r", "which = c63") REFUSE("s", "which != c63"), "paid=1", "refused 0.00", "");
	check_with(facts.text, REFUSE("r", "which = c63 and which = c62"), "paid=1", "full 1.00", "");
	text_buffer_release(&facts);
}
END_TEST

/* More open numbers than are set in relation: those beyond have their ranges only, and the order of such moments is not
 * known where all are looked at, but where a rule looks at two of them. */
START_TEST(many_numbers)
{
	struct text_buffer facts, rules;

	text_buffer_init(&facts);
	text_buffer_init(&rules);
	for (int i = 0; i < 60; i++) {
		text_buffer_printf(&facts, FACT("m%d", "moment") "%s", i, i == 0 ? "" : "after = m0\n");
		text_buffer_printf(&rules, WARN("w%d", "m%d < 2020-01-01"), i, i);
	}
	text_buffer_add(&rules, REFUSE("r", "m59 < m0"));
	check_with(facts.text, rules.text, "paid=1", "full 1.00", "");
	check_with(facts.text, rules.text, "paid=1 m0=2026-01-02T00:00 m59=2026-01-01T00:00", "refused 0.00", "");
	text_buffer_release(&facts);
	text_buffer_release(&rules);
}
END_TEST

/* Whoever provides is asked for all the same; where a rule looks at it, it weighs as much as that. */
START_TEST(the_provider)
{
	static const char facts[] = FACT("provider", "choice") "choices = p, q\nchoice.p = P\nchoice.q = Q\n"
		FACT("paid", "money") FACT("deployed", "flag");
	struct bench bench;
	struct tk_decision *decision;

	bench_open(&bench, facts, SMALL_HEAD SMALL_SOURCE REFUSE("r", "provider = q"));
	decision = judged(&bench, "paid=1", AT);
	ck_assert_int_eq(relevance_of(&bench, decision, "provider"), TK_DECIDES);
	tk_decision_free(decision);
	bench_close(&bench);
	bench_open(&bench, facts, SMALL_HEAD SMALL_SOURCE REFUSE("r", "deployed"));
	decision = judged(&bench, "paid=1", AT);
	ck_assert_int_eq(relevance_of(&bench, decision, "provider"), TK_INFORMS);
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

/* What the verdict decides is open with it, and no other way round. */
START_TEST(after_the_verdict)
{
	struct bench bench;
	struct tk_decision *decision;

	bench_open(&bench, SMALL_FACTS,
		SMALL_HEAD SMALL_SOURCE DEDUCT("d", "deployed", "0.10") REFUSE("r", "started")
			WARN("a", "verdict = partial and voucher > 5.00") WARN("b", "verdict != full or period > 1 h")
				WARN("c", "verdict = undetermined and share > 5 %"));
	decision = judged(&bench, "paid=1", AT);
	ck_assert_int_eq(relevance_of(&bench, decision, "deployed"), TK_DECIDES);
	ck_assert_int_eq(relevance_of(&bench, decision, "started"), TK_DECIDES);
	ck_assert_int_eq(relevance_of(&bench, decision, "voucher"), TK_INFORMS);
	ck_assert_int_eq(relevance_of(&bench, decision, "period"), TK_INFORMS);
	ck_assert(decision->exact);
	tk_decision_free(decision);
	decision = judged(&bench, "paid=1 deployed=no started=no", AT);
	ck_assert_int_eq(relevance_of(&bench, decision, "voucher"), TK_IRRELEVANT);
	ck_assert_int_eq(relevance_of(&bench, decision, "period"), TK_INFORMS);
	ck_assert(decision->exact);
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

/* What single answers would leave: of facts that the outcome hangs on, and that nobody has said to be unsure of. */
START_TEST(prospects)
{
	static const char pack[] = SMALL_HEAD SMALL_SOURCE FACT("own", "flag")
		"[fact.lost]\ntype = flag\nlabel = L\nunknown = U\n"
		REFUSE("a", "deployed and own") DEDUCT("b", "started and not lost", "0.10") WARN("w", "voucher > 1.00");
	struct bench bench;

	bench_open(&bench, SMALL_FACTS, pack);
	const struct tk_vocabulary *own = tk_policy_vocabulary(bench.policy);
	const struct tk_change changes[] = {{slot_of(own, "deployed"), 1}, {slot_of(own, "deployed"), 0},
		{slot_of(own, "started"), 0}, {slot_of(own, "own"), 0}};
	static const struct {
		const char *given;
		bool shared; /* over the facts that all packs share, which the pack's own are none of */
		size_t left[4];
		bool settled[4];
	} table[] = {
		{"paid=1", false, {2, 1, 2, 1}, {false}},
		{"paid=1", true, {2, 1, 2, 1}, {false}},
		{"paid=1 started=?", true, {1, 0, 2, 0}, {false}},
		{"paid=1 own=?", false, {1, 1, 1, 1}, {false}},
		{"paid=1 started=no", true, {1, 0, 2, 0}, {false, true, false, true}},
	};
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct tk_answers *answers = tk_answers_new(table[i].shared ? bench.facts : own);
		struct tk_prospect found[4];
		answer(answers, table[i].given);
		ck_assert_int_eq(tk_prospects(bench.policy, answers, moment(AT), changes, 4, found), TK_OK);
		for (size_t c = 0; c < 4; c++) {
			ck_assert_msg(found[c].left == table[i].left[c], "%s, change %zu: %zu left", table[i].given, c,
				found[c].left);
			ck_assert_msg(found[c].settled == table[i].settled[c], "%s, change %zu", table[i].given, c);
		}
		tk_answers_free(answers);
	}
	bench_close(&bench);
}
END_TEST

/* ---- large and many ------------------------------------------------------------------------------- */

enum exactness { INEXACT, EXACT, EITHER };

/* The outcome, and whether it is said to be exact. EITHER where all is answered: what single answers could still
 * change is part of it. */
static void is_judged(const char *rules, const char *given, const char *outcome, enum exactness exact)
{
	struct bench bench;
	struct tk_decision *decision;
	char *text = text_printf("%s%s%s", SMALL_HEAD, rules, SMALL_SOURCE), got[96];

	bench_open(&bench, SMALL_FACTS, text);
	decision = judged(&bench, given, AT);
	outcome_text(&decision->outcome, got);
	ck_assert_msg(strcmp(got, outcome) == 0 && (exact == EITHER || decision->exact == (exact == EXACT)),
		"%s%s: %s, exact: %d", rules, given, got, decision->exact);
	tk_decision_free(decision);
	bench_close(&bench);
	free(text);
}

#define E12 "1000000000000"
#define E18 E12 " * 1000000"
#define COUNT_TO(name, most) FACT(name, "count") "max = " most "\n"
/* Of a thousand fen or one more. */
#define PRICE(name) FACT(name, "money") "min = 10.00\nmax = 10.01\n"
/* A thousand of these, 1.7 * 10^35, and then so many fen, come to 2^127 - 1. */
#define STEEP "170000000000 * " E12 " * " E12
#define REST "((141183460469 * " E12 " + 231731687303) * " E12 " + 715884105727) * 0.01 yuan"

/* Conditions whose numbers fit, as a loader can prove, and their sums over a common denominator do not: such a one
 * narrows nothing down, so that the refusal is named whether or not one is found, and is never denied. */
START_TEST(sums_that_do_not_fit)
{
	static const struct {
		const char *rules, *not_refused, *refused;
		enum exactness exact; /* whether a refusal is found all the same */
	} table[] = {
		/* the denominators together */
		{COUNT_TO("n", "1") COUNT_TO("m", "1")
				REFUSE("r", "n / " E12 " / " E12 " / " E12 " < m / 999999999999"),
			"n=0 m=0", "n=0 m=1", INEXACT},
		/* what is left without the answers, over them */
		{PRICE("x") REFUSE("r", "(x - 10.00) * " E18 " < voucher / " E12 " / 1000000"),
			"x=10.00 voucher=0", "x=10.00 voucher=0.01", INEXACT},
		/* one more, for what is below */
		{PRICE("x") REFUSE("r", "(10.00 - x) * " STEEP " + " REST " < voucher"), "x=10.00 voucher=0",
			"x=10.01 voucher=0", INEXACT},
		/* one of three answers times its factor */
		{PRICE("x") FACT("p", "money") FACT("q", "money")
				REFUSE("r", "(10.00 - x) * " STEEP " + 1.00 <= p + q"),
			"x=10.00 p=0 q=0", "x=10.01 p=0 q=0", EXACT},
		{PRICE("x") FACT("p", "money") FACT("q", "money")
				REFUSE("r", "(10.00 - x) * " STEEP " + 1.00 + p <= q"),
			"x=10.00 p=0 q=0", "x=10.01 p=0 q=0", EXACT},
		/* the second of a difference */
		{PRICE("y") PRICE("x") FACT("p", "money") REFUSE("r", "(y - x) * " STEEP " <= p"),
			"y=10.01 x=10.00 p=0", "y=10.00 x=10.00 p=0", EXACT},
		/* what one answer leaves for the others */
		{FACT("z", "money") "min = 0.05\nmax = 0.09\n" PRICE("x") FACT("p", "money")
				REFUSE("r", "(10.00 - x) * " STEEP " + " REST " + z <= p"),
			"x=10.00 z=0.05 p=0", "x=10.01 z=0.05 p=0", INEXACT},
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		char given[128];
		is_judged(table[i].rules, "paid=1", "undetermined 0.00-1.00", table[i].exact);
		snprintf(given, sizeof(given), "paid=1 %s", table[i].not_refused);
		is_judged(table[i].rules, given, "full 1.00", EITHER);
		snprintf(given, sizeof(given), "paid=1 %s", table[i].refused);
		is_judged(table[i].rules, given, "refused 0.00", EITHER);
	}
}
END_TEST

/* A factor over the common denominator, where what was cut off at one keeps it small for the loader. */
START_TEST(factors_that_do_not_fit)
{
	static const char rules[] = COUNT_TO("n", "3") COUNT_TO("k", "3") COUNT_TO("m", "1")
		REFUSE("r", "max(min((n - k) * " E18 ", 1), 0 - 1) > m / " E12 " / " E12 " / " E12);

	is_judged(rules, "paid=1", "undetermined 0.00-1.00", INEXACT);
	is_judged(rules, "paid=1 n=1 k=0 m=1", "refused 0.00", EITHER);
	is_judged(rules, "paid=1 n=1 k=1 m=0", "full 1.00", EITHER);
}
END_TEST

/* The least of 128 bits, -2^127, fits as it is, and not with the other sign: it would turn a condition round. */
START_TEST(the_least_number)
{
	static const char *const conditions[] = {
		/* what is left without the answers, a thousand and 24 times 2^117 */
		"(x - 10.24) * 549755813888 * 549755813888 * 549755813888 > voucher",
		/* and over a common denominator: 2^10 times 2^87, over 2^30 */
		"(x - 10.24) * 536870912 * 536870912 * 536870912 > voucher / 1073741824",
	};
	char rules[512];

	for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++) {
		snprintf(rules, sizeof(rules), "%s[rule.r]\nwhen = %s\nrefuse = yes\ntext = T\nsource = x\n",
			FACT("x", "money") "min = 10.24\nmax = 10.25\n", conditions[i]);
		is_judged(rules, "paid=1 x=10.24 voucher=0", "full 1.00", EITHER);
		is_judged(rules, "paid=1 x=10.25 voucher=0", "refused 0.00", EITHER);
		is_judged(rules, "paid=1", "undetermined 0.00-1.00", INEXACT);
	}
}
END_TEST

/* Room for one answer that is far beyond any answer, above and below. */
START_TEST(room_beyond_all_answers)
{
	static const char facts[] = COUNT_TO("n", "1000") FACT("p", "money") FACT("q", "money");
	char rules[1024];

	snprintf(rules, sizeof(rules), "%s%s", facts,
		DEDUCT("fee", "p <= n * " E18 " * 0.01 yuan + q", "0.40"));
	check(rules, "paid=1", "undetermined 0.60-1.00", "n p q");
	snprintf(rules, sizeof(rules), "%s%s", facts,
		DEDUCT("never", "n * " E18 " * 0.01 yuan <= p + q and n > 4", "0.40"));
	check(rules, "paid=1", "full 1.00", "");
	snprintf(rules, sizeof(rules), "%s%s", facts,
		COUNT_TO("m", "1000") DEDUCT("never",
			"n > m + 4 and n * " E18 " * 0.01 yuan <= m * " E18 " * 0.01 yuan + p", "0.40"));
	check(rules, "paid=1", "full 1.00", "");
}
END_TEST

/* Twice a whole number is never odd: the bounds do not see it, and no completion is found. */
START_TEST(none_found)
{
	static const char rules[] = "base = paid * share\n" COUNT_TO("n", "9") COUNT_TO("k", "9") COUNT_TO("m", "9")
		DEDUCT("odd", "2 * n + 2 * k + 4 * m = 7", "1.00");

	is_judged(rules, "", "undetermined 0.00-unbounded", INEXACT);
	is_judged(rules, "paid=100 share=50 n=1 k=0 m=1", "full 50.00", EITHER);
}
END_TEST

/* More conditions than are looked through are open where no amount comes of them: what is shown is all there is, and is
 * not called exact. */
START_TEST(open_beside_what_counts)
{
	struct text_buffer rules;
	char *text;

	for (int count = 12; count <= 13; count++) {
		text_buffer_init(&rules);
		text_buffer_add(&rules, "base = if(deployed, paid, paid");
		for (int i = 1; i <= count; i++)
			text_buffer_printf(&rules, " + min(voucher, %d.00)", i);
		text_buffer_add(&rules, ")\n");
		text = text_buffer_take(&rules);
		is_judged(text, "deployed=yes", "full 0.00-unbounded", count == 12 ? EXACT : INEXACT);
		is_judged(text, "deployed=yes paid=5", "full 5.00", EITHER);
		free(text);
	}
}
END_TEST

/* More numbers than are set in relation: the last of them go by their own ranges alone. */
START_TEST(numbers_for_all_the_room)
{
	struct text_buffer rules, given;
	char *text, *most;

	text_buffer_init(&rules);
	text_buffer_init(&given);
	text_buffer_add(&given, "paid=1");
	text_buffer_add(&rules, "[define]\nall = n0");
	for (int i = 1; i < 60; i++)
		text_buffer_printf(&rules, " + n%d", i);
	text_buffer_add(&rules, "\n" DEDUCT("fee", "all > 179", "0.40"));
	for (int i = 0; i < 60; i++) {
		text_buffer_printf(&rules, COUNT_TO("n%d", "3"), i);
		text_buffer_printf(&given, " n%d=3", i);
	}
	text = text_buffer_take(&rules);
	most = text_buffer_take(&given);
	is_judged(text, "paid=1", "undetermined 0.60-1.00", INEXACT);
	is_judged(text, most, "partial 0.60", EITHER);
	most[strlen(most) - 1] = '2';
	is_judged(text, most, "full 1.00", EITHER);
	free(text);
	free(most);
}
END_TEST

/* More sums hold together than there are rows for: that they contradict each other is not seen then, and so nothing is
 * said of a rule that never fires. */
START_TEST(many_rows)
{
	struct text_buffer rules;
	struct tk_errors warnings;
	struct bench bench;
	char *text;

	text_buffer_init(&rules);
	text_buffer_add(&rules, SMALL_HEAD COUNT_TO("n", "100") COUNT_TO("m", "100") COUNT_TO("k", "100")
		"[rule.r]\nrefuse = yes\ntext = T\nsource = x\nwhen = n + m < k + 1");
	for (int i = 2; i <= 50; i++)
		text_buffer_printf(&rules, " and n + m < k + %d", i);
	text_buffer_add(&rules, "\n" SMALL_SOURCE);
	text = text_buffer_take(&rules);
	bench_open(&bench, SMALL_FACTS, text);
	tk_errors_init(&warnings);
	ck_assert_int_eq(tk_policy_lint(bench.policy, &warnings), TK_OK);
	reported(&warnings, "");
	bench_close(&bench);
	free(text);
}
END_TEST

/* ---- giving up ------------------------------------------------------------------------------------ */

static bool some_more(void *user)
{
	int *left = user;

	return (*left)-- > 0;
}

/* Whoever is called away is let go, wherever judging is just then; whoever stays gets the same decision. */
START_TEST(given_up)
{
	struct bench bench;
	struct tk_decision *decision = NULL, *whole;
	int asked = 0;

	bench_article(&bench);
	struct tk_answers *answers = tk_answers_new(tk_policy_vocabulary(bench.policy));
	ck_assert_int_eq(tk_evaluate(bench.policy, answers, moment(AT), 0, &whole), TK_OK);
	for (;; asked++) {
		int left = asked;
		if (tk_evaluate_while(bench.policy, answers, moment(AT), 0, some_more, &left, &decision) != TK_GIVEN_UP)
			break;
		ck_assert_ptr_null(decision);
		ck_assert_int_eq(left, -1); /* it is not asked again once it has said no */
	}
	ck_assert_int_gt(asked, 3);
	ck_assert_int_eq(decision->outcome.verdict, whole->outcome.verdict);
	ck_assert_int_eq(decision->outcome.least, whole->outcome.least);
	ck_assert_int_eq(decision->outcome.most, whole->outcome.most);
	ck_assert_uint_eq(decision->unanswered.count, whole->unanswered.count);
	ck_assert_mem_eq(decision->unanswered.items, whole->unanswered.items,
		whole->unanswered.count * sizeof(*whole->unanswered.items));
	tk_decision_free(decision);
	tk_decision_free(whole);
	tk_answers_free(answers);
	bench_close(&bench);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"relevance", {shapes, relevance, linked_defaults, the_provider, after_the_verdict, prospects, NULL}},
		{"unusual", {open_defaults, elapsed_beside_the_known, many_choices, many_numbers, NULL}},
		{"bounds", {amounts, spans, money_thresholds, verdicts, moments, limit, likely, NULL}},
		{"large", {sums_that_do_not_fit, factors_that_do_not_fit, the_least_number, room_beyond_all_answers, NULL}},
		{"many", {none_found, open_beside_what_counts, numbers_for_all_the_room, many_rows, NULL}},
		{"giving up", {given_up, NULL}},
	};
	return SUITE_RUN("completions", groups);
}
