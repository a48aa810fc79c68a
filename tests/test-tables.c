/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables, what a source leaves open, and what a refund is paid back in. */
#include "config.h"

#include "judging.h"

static const char pack[] =
	"[policy]\nid = t\nprovider = p\ntitle = T\nrevision = 1\nauthority = official\ncalendar = cn\n"
	"base = cash + gift\n"
	"[source.s]\ntitle = S\n"
	"[fact.cash]\ntype = money\nstep = order\nlabel = L\nquestion = Q\nhelp = H\n"
	"[fact.gift]\ntype = money\nstep = order\nlabel = L\nquestion = Q\nhelp = H\n"
	"[fact.term]\ntype = count\nmin = 1\nmax = 60\nstep = order\nlabel = L\nquestion = Q\nhelp = H\n"
	"[fact.factor]\ntype = percent\nmin = 100 %\nmax = 150 %\nlabel = L\nunknown = Nobody knows.\n"
	"unknown[zh_CN] = U\nsource = §9\n"
	"[define]\nspent = months(ordered_at, applied_at)\n"
	"[table.rate]\ncolumns = spent < 12, spent < 24, else\n"
	"row.long = term >= 36: 15 %, 10 %, 5 %\nrow.short = else: 10 %, 10 %, 10 %\n"
	"[split.cash]\nlabel = cash\nshare = cash\n[split.gift]\nlabel = gift\nshare = gift\n"
	"[sum.left]\nlabel = left\namount = 50 yuan - cash\nsource = s\n"
	"[sum.owed]\nlabel = owed\namount = gift * rate\nsource = s\n"
	"[rule.large]\nwhen = gift = 900.01\nrefuse = yes\ntext = T\nsource = s\n"
	"[rule.fee]\nwhen = spent >= 1\ndeduct = (cash + gift) * rate\nlabel = L\ntext = T\nsource = s\n"
	"[rule.guess]\nwhen = spent >= 30\ndeduct = 1 yuan * factor\nlabel = L\ntext = T\nsource = s\n";

static const char facts[] =
	"[fact.paid]\ntype = money\nstep = order\nlabel = L\nquestion = Q\nhelp = H\n"
	"[fact.ordered_at]\ntype = moment\nstep = order\nlabel = L\nquestion = Q\nhelp = H\n"
	"[fact.applied_at]\ntype = moment\ndefault = now\nstep = order\nlabel = L\nquestion = Q\nhelp = H\n";

static void comes_to(const char *given, const char *at, const char *expected)
{
	struct bench bench;
	struct tk_decision *decision;
	char text[96];

	bench_open(&bench, facts, pack);
	decision = judged(&bench, given, at);
	ck_assert_str_eq(outcome_text(&decision->outcome, text), expected);
	tk_decision_free(decision);
	bench_close(&bench);
}

/* The first row and the first column that hold, at each edge. */
START_TEST(rows_and_columns)
{
	comes_to("cash=100.00 gift=0.00 term=36 ordered_at=2024-01-31T10:00", "2024-02-29T09:59:59", "full 100.00");
	comes_to("cash=100.00 gift=0.00 term=36 ordered_at=2024-01-31T10:00", "2024-02-29T10:00", "partial 85.00");
	comes_to("cash=100.00 gift=0.00 term=35 ordered_at=2024-01-31T10:00", "2024-02-29T10:00", "partial 90.00");
	comes_to("cash=100.00 gift=0.00 term=36 ordered_at=2024-01-31T10:00", "2025-01-31T09:59:59", "partial 85.00");
	comes_to("cash=100.00 gift=0.00 term=36 ordered_at=2024-01-31T10:00", "2025-01-31T10:00", "partial 90.00");
	comes_to("cash=100.00 gift=0.00 term=36 ordered_at=2024-01-31T10:00", "2026-01-31T10:00", "partial 95.00");
	comes_to("cash=100.00 gift=0.00 ordered_at=2024-01-31T10:00", "2026-01-31T10:00",
		"partial 90.00-95.00");
}
END_TEST

/* A jump of a table is a deadline of its own. */
START_TEST(jumps)
{
	struct bench bench;
	struct tk_decision *decision;

	bench_open(&bench, facts, pack);
	decision = judged(&bench, "cash=100.00 gift=0.00 term=36 ordered_at=2024-01-31T10:00", "2024-02-01T00:00");
	ck_assert_uint_eq(decision->deadline_count, 4);
	ck_assert_int_eq(decision->deadlines[0].until, moment("2024-02-29T09:59:59"));
	ck_assert_int_eq(decision->deadlines[1].until, moment("2025-01-31T09:59:59"));
	ck_assert_int_eq(decision->deadlines[1].then.amount, 9000);
	ck_assert_int_eq(decision->deadlines[2].until, moment("2026-01-31T09:59:59"));
	ck_assert_int_eq(decision->deadlines[3].until, moment("2026-07-31T09:59:59"));
	ck_assert_int_eq(decision->deadlines[3].then.least, 9350);
	ck_assert_int_eq(decision->deadlines[3].then.most, 9400);
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

/* Nobody is asked, the bounds run over the range, and the decision says so. */
START_TEST(left_open)
{
	struct bench bench;
	struct tk_decision *decision;
	struct tk_answers *answers;
	size_t slot;

	bench_open(&bench, facts, pack);
	decision = judged(&bench, "cash=100.00 gift=0.00 term=36 ordered_at=2020-01-31T10:00", "2026-01-31T10:00");
	slot = slot_of(tk_policy_vocabulary(bench.policy), "factor");
	ck_assert_int_eq(decision->outcome.least, 9350);
	ck_assert_int_eq(decision->outcome.most, 9400);
	ck_assert(decision->exact);
	ck_assert_uint_eq(decision->unanswered.count, 0);
	ck_assert_uint_eq(decision->unknown.count, 1);
	ck_assert_uint_eq(decision->unknown.items[0], slot);
	ck_assert_uint_eq(decision->split_count, 0);
	tk_decision_free(decision);
	answers = answers_for(&bench, "");
	ck_assert_int_eq(tk_fact_asked(bench.policy, answers, slot, 0), TK_NO);
	tk_answers_free(answers);
	bench_close(&bench);
	comes_to("cash=100.00 gift=0.00 term=36 factor=125% ordered_at=2020-01-31T10:00", "2026-01-31T10:00",
		"partial 93.75");
}
END_TEST

static void parts(const char *cash, const char *gift, const char *at, int64_t cash_part, int64_t gift_part)
{
	struct bench bench;
	struct tk_decision *decision;
	char given[200];

	bench_open(&bench, facts, pack);
	snprintf(given, sizeof(given), "cash=%s gift=%s term=36 ordered_at=2024-01-31T10:00", cash, gift);
	decision = judged(&bench, given, at);
	ck_assert_uint_eq(decision->split_count, (size_t)(cash_part > 0) + (gift_part > 0));
	if (cash_part > 0)
		ck_assert_int_eq(decision->split[0].amount, cash_part);
	if (gift_part > 0)
		ck_assert_int_eq(decision->split[decision->split_count - 1].amount, gift_part);
	tk_decision_free(decision);
	bench_close(&bench);
}

START_TEST(splits)
{
	parts("200.00", "207.96", "2024-02-01T00:00", 20000, 20796);
	parts("0.01", "0.02", "2024-02-01T00:00", 1, 2);
	parts("200.00", "207.96", "2024-03-01T00:00", 17000, 17677); /* 346.766 in all */
	parts("33.33", "66.66", "2024-03-01T00:00", 2833, 5666);
	parts("0.00", "50.00", "2024-02-01T00:00", 0, 5000);
	parts("0.00", "0.00", "2024-02-01T00:00", 0, 0);
	parts("10000000000.00", "10000000000.00", "2024-02-01T00:00", INT64_C(1000000000000), INT64_C(1000000000000));
}
END_TEST

/* What is paid back is known and its parts are not: none is said. */
START_TEST(splits_of_what_is_open)
{
	static const char open[] = SMALL_HEAD SMALL_SOURCE
		"[split.cash]\nlabel = C\nshare = paid - voucher\n[split.gift]\nlabel = G\nshare = voucher\n";
	struct tk_decision *decision;
	struct bench bench;

	bench_open(&bench, SMALL_FACTS, open);
	decision = judged(&bench, "paid=100", "2024-03-01T00:00");
	is_outcome(&decision->outcome, "full 100.00");
	ck_assert_uint_eq(decision->split_count, 0);
	tk_decision_free(decision);
	decision = judged(&bench, "paid=100 voucher=30", "2024-03-01T00:00");
	ck_assert_uint_eq(decision->split_count, 2);
	ck_assert_int_eq(decision->split[0].amount, 7000);
	ck_assert_int_eq(decision->split[1].amount, 3000);
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

/* Beside the refund: those that are known, nothing below zero, none where it is refused. */
static void beside(const char *given, const char *expected)
{
	struct bench bench;
	struct tk_decision *decision;
	char text[96] = "", amount[TK_MONEY_TEXT];

	bench_open(&bench, facts, pack);
	decision = judged(&bench, given, "2024-03-01T00:00");
	for (size_t i = 0; i < decision->sum_count; i++) {
		size_t length = strlen(text);
		snprintf(text + length, sizeof(text) - length, "%s %s ", decision->sums[i].sum->id,
			tk_money_format(decision->sums[i].amount, amount));
	}
	ck_assert_str_eq(text, expected);
	tk_decision_free(decision);
	bench_close(&bench);
}

START_TEST(sums)
{
	beside("cash=20.00 gift=33.33 term=36 ordered_at=2024-01-31T10:00", "left 30.00 owed 5.00 ");
	beside("cash=50.00 gift=33.37 term=36 ordered_at=2024-01-31T10:00", "left 0.00 owed 5.01 ");
	beside("cash=50.01 gift=1.00 term=12 ordered_at=2024-01-31T10:00", "left 0.00 owed 0.10 ");
	beside("cash=20.00 gift=10.00 ordered_at=2024-01-31T10:00", "left 30.00 ");
	beside("cash=20.00 ordered_at=2024-01-31T10:00 term=36", "left 30.00 ");
	beside("cash=20.00 gift=900.01 term=36 ordered_at=2024-01-31T10:00", "");
}
END_TEST

/* ---- words ------------------------------------------------------------------------------------- */

/* As the pack writes them: the parts of a table, and a value in percent as such. */
START_TEST(parts_of_tables)
{
	static const struct {
		size_t row, column;
		const char *text;
	} parts[] = {{0, TK_TABLE_WHOLE, "term >= 36"}, {1, TK_TABLE_WHOLE, NULL}, {TK_TABLE_WHOLE, 1, "add_months(ordered_at, 24) > applied_at"},
		{TK_TABLE_WHOLE, 2, NULL}, {0, 0, "15 %"}, {0, 2, "5 %"}, {1, 1, "10 %"}};
	struct tk_words words = {.names = true};
	struct bench bench;
	const struct tk_table *table;

	words.forms[TK_FORM_PERCENT] = "{1} %";
	bench_open(&bench, facts, pack);
	table = tk_policy_table(bench.policy, 0);
	ck_assert_uint_eq(tk_table_columns(bench.policy, table), 3);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		char *text = tk_table_in_words(bench.policy, table, parts[i].row, parts[i].column, &words);
		ck_assert_pstr_eq(text, parts[i].text);
		free(text);
	}
	bench_close(&bench);
}
END_TEST

/* Each by its own name and key, and nothing by any other. */
START_TEST(parts_by_their_place)
{
	static const struct {
		const char *section, *key, *text;
	} places[] = {{"split.cash", "share", "cash"}, {"split.gift", "share", "gift"}, {"split.gift", "label", NULL},
		{"split.none", "share", NULL}, {"sum.left", "amount", "50.00 - cash"}, {"sum.owed", "label", NULL},
		{"sum.none", "amount", NULL}, {"rule.large", "when", "gift = 900.01"},
		{"rule.large", "deduct", NULL}, {"rule.guess", "deduct", "factor * 1.00"}, {"rule.none", "when", NULL},
		{"define", "spent", "months(ordered_at, applied_at)"}, {"define", "none", NULL},
		{"policy", "base", "cash + gift"}, {"policy", "applies", NULL}, {"fact.cash", "default", NULL}};
	struct bench bench;

	bench_open(&bench, facts, pack);
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		char *text = tk_policy_in_words(bench.policy, places[i].section, places[i].key, NULL);
		ck_assert_msg((text == NULL) == (places[i].text == NULL) && (text == NULL || strcmp(text, places[i].text) == 0),
			"[%s] %s: %s", places[i].section, places[i].key, text == NULL ? "nothing" : text);
		free(text);
	}
	bench_close(&bench);
}
END_TEST

/* Two comparisons are an equality where they are of the same two numbers, each way round. */
START_TEST(equalities)
{
	static const char *const conditions[][2] = {{"paid = 5.00", "paid = 5.00"},
		{"paid <= 5.00 and 5.00 <= paid", "paid = 5.00"},
		{"voucher <= paid and 5.00 <= voucher", "voucher <= paid and voucher >= 5.00"},
		{"5.00 <= voucher and voucher <= paid", "voucher >= 5.00 and voucher <= paid"},
		{"paid < voucher and voucher <= paid * 2", "paid < voucher and voucher <= paid * 2"},
		{"paid <= voucher and voucher < paid", "paid <= voucher and voucher < paid"},
		{"deployed and paid <= voucher", "deployed and paid <= voucher"},
		{"paid <= voucher and deployed", "paid <= voucher and deployed"},
		{"paid <= voucher and paid <= 5.00", "paid <= voucher and paid <= 5.00"}};
	struct bench bench;

	for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++) {
		char *rules = text_printf(SMALL_HEAD SMALL_SOURCE REFUSE("r", "%s"), conditions[i][0]);
		bench_open(&bench, SMALL_FACTS, rules);
		is_text(tk_policy_in_words(bench.policy, "rule.r", "when", NULL), conditions[i][1]);
		bench_close(&bench);
		free(rules);
	}
}
END_TEST

/* What a sum is made of, with the values put in. */
START_TEST(workings_of_sums)
{
	struct tk_words words = {.names = true};
	struct tk_working *steps;
	struct tk_answers *answers;
	struct bench bench;
	size_t count;

	bench_open(&bench, facts, pack);
	answers = answers_for(&bench, "cash=20.00 gift=33.33 term=36 ordered_at=2024-01-31T10:00");
	ck_assert_int_eq(tk_work_out_sum(bench.policy, answers, moment("2024-03-01T00:00"),
				 tk_policy_sum(bench.policy, 1), &words, &steps, &count),
		TK_OK);
	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(steps[0].name, "rate");
	ck_assert_str_eq(steps[0].row, "term >= 36");
	ck_assert_str_eq(steps[0].column, "add_months(ordered_at, 12) > applied_at");
	ck_assert_str_eq(steps[0].written, "15 %");
	ck_assert_ptr_null(steps[1].name);
	ck_assert_str_eq(steps[1].value, "4.9995");
	tk_workings_free(steps, count);
	tk_answers_free(answers);
	bench_close(&bench);
}
END_TEST

/* Nothing times what is open is nothing: of the open part there is no line, and without words it is as a pack writes it. */
START_TEST(workings_beside_what_is_open)
{
	static const char open[] = SMALL_HEAD SMALL_SOURCE
		"[define]\npart = share / 2\nfee = paid * part\n"
		"[sum.left]\nlabel = L\namount = fee\nsource = x\n";
	struct tk_working *steps;
	struct tk_answers *answers;
	struct bench bench;
	size_t count;

	bench_open(&bench, SMALL_FACTS, open);
	answers = answers_for(&bench, "paid=0");
	ck_assert_int_eq(tk_work_out_sum(bench.policy, answers, moment("2024-03-01T00:00"),
				 tk_policy_sum(bench.policy, 0), NULL, &steps, &count),
		TK_OK);
	ck_assert_uint_eq(count, 1);
	ck_assert_str_eq(steps[0].name, "fee");
	ck_assert_str_eq(steps[0].written, "part * paid");
	ck_assert_str_eq(steps[0].filled, "share / 2 * 0.00");
	ck_assert_str_eq(steps[0].value, "0.00");
	tk_workings_free(steps, count);
	tk_answers_free(answers);
	bench_close(&bench);
}
END_TEST

/* "fee: paid * 2 -> 100.00 * 2 -> 200.00; ": a step after the other. Of a table the conditions stand in brackets. */
static char *steps_text(const struct tk_working *steps, size_t count)
{
	struct text_buffer text;

	text_buffer_init(&text);
	for (size_t i = 0; i < count; i++) {
		text_buffer_printf(&text, "%s: %s", steps[i].name == NULL ? "" : steps[i].name, steps[i].written);
		if (steps[i].table)
			text_buffer_printf(&text, " [%s|%s]", steps[i].row == NULL ? "else" : steps[i].row,
				steps[i].column == NULL ? "else" : steps[i].column);
		text_buffer_printf(&text, " -> %s -> %s; ", steps[i].filled, steps[i].value);
	}
	return text_buffer_take(&text);
}

/* How the sum of a pack with PARTS comes about. */
static void works_out(const char *parts, const char *amount, const char *given, const char *expected)
{
	char *text = text_printf(
		SMALL_HEAD SMALL_SOURCE "%s[sum.s]\nlabel = L\namount = %s\nsource = x\n", parts, amount);
	struct tk_working *steps;
	struct tk_answers *answers;
	struct bench bench;
	size_t count;

	bench_open(&bench, SMALL_FACTS, text);
	answers = answers_for(&bench, given);
	ck_assert_int_eq(tk_work_out_sum(bench.policy, answers, moment("2026-11-23T14:00"),
				 tk_policy_sum(bench.policy, 0), NULL, &steps, &count),
		TK_OK);
	is_text(steps_text(steps, count), expected);
	tk_workings_free(steps, count);
	tk_answers_free(answers);
	bench_close(&bench);
	free(text);
}

/* What is only another name for a fact or a number has no line, nor has a table that is one value. */
START_TEST(names_that_are_no_steps)
{
	works_out("[define]\nalias = paid\nfixed = 5 yuan\n", "alias - fixed", "paid=100",
		": paid - 5.00 -> 100.00 - 5.00 -> 95.00; ");
	works_out("[table.t]\nrow.a = else: voucher\n", "paid - t", "paid=100 voucher=30",
		": paid - voucher -> 100.00 - 30.00 -> 70.00; ");
	works_out("", "paid", "", "");
}
END_TEST

/* A condition that is open, and what comes out is the same either way. */
START_TEST(open_conditions_that_change_nothing)
{
	works_out("[define]\nfee = if(deployed, paid, voucher)\n", "fee", "paid=100 voucher=100",
		"fee: if(deployed, paid, voucher) -> if(deployed, 100.00, 100.00) -> 100.00; ");
	works_out("[define]\nfee = if(deployed, paid, voucher)\n", "fee", "paid=100 voucher=90", "");
	works_out("[define]\nfee = if(deployed, paid, voucher)\n", "fee", "deployed=no paid=100 voucher=90",
		"fee: if(deployed, paid, voucher) -> 90.00 -> 90.00; ");
	works_out("[table.t]\ncolumns = deployed, else\nrow.a = else: paid, voucher\n", "t",
		"deployed=no paid=100 voucher=90",
		"t: voucher [else|else] -> 90.00 -> 90.00; : if(deployed, paid, voucher) -> 90.00 -> 90.00; ");
	/* of a table it is not certain which value counts: only the amount has a line */
	works_out("[table.t]\nrow.a = deployed: paid\nrow.b = else: voucher\n", "t", "paid=100 voucher=100",
		": if(deployed, paid, voucher) -> if(deployed, 100.00, 100.00) -> 100.00; ");
	works_out("[table.t]\ncolumns = deployed, else\nrow.a = else: paid, voucher\n", "t", "paid=100 voucher=100",
		": if(deployed, paid, voucher) -> if(deployed, 100.00, 100.00) -> 100.00; ");
	works_out("[table.t]\ncolumns = deployed, else\nrow.a = else: paid, voucher\n", "t",
		"deployed=yes paid=100 voucher=90",
		"t: paid [else|deployed] -> 100.00 -> 100.00; : if(deployed, paid, voucher) -> 100.00 -> 100.00; ");
}
END_TEST

/* Of a fact that is answered nothing is said of what it would be by default. */
START_TEST(defaults_are_no_steps)
{
	static const char own[] = "[define]\nwaited = applied_at - ordered_at\nfee = if(own, 5 yuan, 10 yuan)\n"
		"[fact.own]\ntype = flag\nstep = order\nlabel = L\nquestion = Q\nhelp = H\ndefault = no\n"
		"default_when = waited > 1 h\n";
	static const char choice[] = "[define]\nwaited = applied_at - ordered_at\nfee = if(own = b, 5 yuan, 10 yuan)\n"
		"[fact.own]\ntype = choice\nchoices = a, b\nchoice.a = A\nchoice.b = B\nstep = order\nlabel = L\n"
		"question = Q\nhelp = H\ndefault = a\ndefault_when = waited > 1 h\n";

	works_out(own, "fee", "own=yes ordered_at=2026-11-23T12:00", "fee: if(own, 5.00, 10.00) -> 5.00 -> 5.00; ");
	works_out(choice, "fee", "own=b ordered_at=2026-11-23T12:00",
		"fee: if(own = b, 5.00, 10.00) -> 5.00 -> 5.00; ");
}
END_TEST

/* Yuan a day have no words, and a number has all its digits, however many. */
START_TEST(values_of_any_size)
{
	works_out("[define]\nrate = paid / 30 d\n", "rate * period", "paid=90 period=5d",
		"rate: paid / 30 d -> 90.00 / 30 d -> ...; : rate * period -> ... * 5 d -> 15.00; ");
	works_out("[define]\nmany = voucher * voucher * voucher / (0.01 yuan * 0.01 yuan * 0.01 yuan)\n",
		"min(voucher, many * 0.01 yuan)", "voucher=10000000000.00",
		"many: voucher * voucher * voucher / ... -> 10000000000.00 * 10000000000.00 * 10000000000.00 / ... -> "
		"1000000000000000000000000000000000000; "
		": min(voucher, many * 0.01) -> min(10000000000.00, 1000000000000000000000000000000000000 * 0.01) -> "
		"10000000000.00; ");
	works_out("[define]\npart = instances / 7\n", "paid * part", "paid=7 instances=3",
		"part: instances / 7 -> 3 / 7 -> ~0.428571; : part * paid -> ~0.428571 * 7.00 -> 3.00; ");
}
END_TEST

/* The working of the deductions of a pack: usual answers are taken where they are asked for, and others are not. */
START_TEST(workings_of_rules)
{
	static const char usual[] = SMALL_HEAD SMALL_SOURCE
		"[fact.own]\ntype = flag\nstep = order\nlabel = L\nquestion = Q\nhelp = H\nusual = no\n"
		DEDUCT("fee", "yes", "if(own, 10 yuan, 20 yuan)") REFUSE("late", "started");
	static const struct {
		const char *rule, *given;
		bool usual;
		const char *expected;
	} table[] = {{"fee", "", true, ": if(own, 10.00, 20.00) -> 20.00 -> 20.00; "},
		{"fee", "own=yes", true, ": if(own, 10.00, 20.00) -> 10.00 -> 10.00; "}, {"fee", "", false, ""},
		{"fee", "own=no", false, ": if(own, 10.00, 20.00) -> 20.00 -> 20.00; "}, {"late", "own=no", true, ""}};
	struct bench bench;

	bench_open(&bench, SMALL_FACTS, usual);
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct tk_answers *answers = answers_for(&bench, table[i].given);
		const struct tk_rule *rule = tk_policy_rule(bench.policy, strcmp(table[i].rule, "fee") == 0 ? 0 : 1);
		struct tk_working *steps;
		size_t count;
		ck_assert_str_eq(rule->id, table[i].rule);
		ck_assert_int_eq(tk_work_out(bench.policy, answers, moment("2026-11-23T14:00"), table[i].usual, rule,
					 NULL, &steps, &count),
			TK_OK);
		is_text(steps_text(steps, count), table[i].expected);
		tk_workings_free(steps, count);
		tk_answers_free(answers);
	}
	bench_close(&bench);
}
END_TEST

/* ---- expressions in words ---------------------------------------------------------------------- */

#define LABELLED(name, type, label) \
	"[fact." name "]\ntype = " type "\nstep = order\nlabel = " label "\nquestion = Q\nhelp = H\n"

/* An expression of a pack whose choice `many` has 64 choices, in words. */
static char *in_words(const char *head, const char *section, const char *key, const struct tk_words *words)
{
	struct text_buffer whole;
	struct bench bench;

	text_buffer_init(&whole);
	text_buffer_add(&whole, SMALL_HEAD SMALL_SOURCE LABELLED("old", "money", "Old") LABELLED("new", "money", "New")
		LABELLED("began", "moment", "Began") LABELLED("ended", "moment", "Ended")
		LABELLED("span", "duration", "Span") LABELLED("since", "moment", "Since") "default = now\n"
		LABELLED("many", "choice", "Many") "choices = m1");
	for (int i = 2; i <= 64; i++)
		text_buffer_printf(&whole, ", m%d", i);
	text_buffer_add(&whole, "\n");
	for (int i = 1; i <= 64; i++)
		text_buffer_printf(&whole, "choice.m%d = M%d\n", i, i);
	text_buffer_add(&whole, head);
	char *text = text_buffer_take(&whole);
	bench_open(&bench, SMALL_FACTS, text);
	char *got = tk_policy_in_words(bench.policy, section, key, words);
	bench_close(&bench);
	free(text);
	return got;
}

/* A condition as it is written, and with labels. */
static void says(const char *condition, const char *written, const char *labelled)
{
	static const struct tk_words english = {.language = "en"};
	char *rule = text_printf("[rule.r]\nwarn = yes\ntext = T\nsource = x\nwhen = %s\n", condition);

	if (written != NULL)
		is_text(in_words(rule, "rule.r", "when", NULL), written);
	if (labelled != NULL)
		is_text(in_words(rule, "rule.r", "when", &english), labelled);
	free(rule);
}

START_TEST(conditions_in_words)
{
	says("yes", "yes", "yes");
	says("no", "no", "no");
	says("deployed and not started", "deployed and not started", NULL);
	/* denied, the other way round */
	says("not instances <= 3", "instances > 3", NULL);
	says("not instances < 3", "instances >= 3", NULL);
	says("not 3 <= instances", "instances < 3", NULL);
	says("not 3 < instances", "instances <= 3", NULL);
	says("not began <= ended", "began > ended", "Began > Ended");
	says("not began < 2026-01-01", "began >= 2026-01-01", "Began >= 2026-01-01");
	says("not verdict = refused", "verdict != refused", "verdict != refused");
	says("not verdict in (full, refused)", "verdict in (partial, undetermined)", NULL);
	says("not (began = 2026-01-01)", "began != 2026-01-01", NULL);
	says("not (deployed and started)", "not (deployed and started)", NULL);
	says("answered(note) or verdict = full", "answered(note) or verdict = full", NULL);
	/* as many choices as there can be */
	says("many in (m1, m64)", "many in (m1, m64)", "Many in (M1, M64)");
	says("many != m64", "many != m64", "Many != M64");
	is_text(in_words("", "fact.since", "default", NULL), "now");
}
END_TEST

START_TEST(numbers_in_words)
{
	says("paid * 20 % < 3", "paid * 20 % < 3.00", NULL);
	says("paid * 2 < 3", "paid * 2 < 3.00", NULL);
	says("paid * (0 - 1) < 0 - 5", "paid * -1 < -5.00", NULL);
	says("paid * (0 - 0.5) < 0 - 5", "paid * -0.5 < -5.00", NULL);
	says("period < 1.5 h", "period < 90 min", NULL);
	says("ended - began > 1 h", "ended - began > 1 h", "Ended - Began > 1 h");
	says("began < 2026-01-01T10:00:01", "began < 2026-01-01 10:00:01", NULL);
	/* yuan a day, and yuan times days, have no words */
	says("paid / 30 d < 1.00 yuan / 1 d", "paid / 30 d < ...", NULL);
	says("paid * period < 1.00 yuan * 1 d", "paid * period < ...", NULL);
	says("paid * paid < 1.00 yuan * 1.00 yuan", "paid * paid < ...", NULL);
	says("paid * period * (1 / 3 d) < 8", "paid * period * ... < 8.00", NULL);
}
END_TEST

/* What is rounded is told from what only looks like it. */
START_TEST(rounding_in_words)
{
	says("floor(instances / 7) < instances / 2", "floor(instances / 7) < instances / 2", NULL);
	says("ceil(instances / 7) < instances / 2", "ceil(instances / 7) < instances / 2", NULL);
	says("floor(instances / 7, 2) < instances / 2", "floor(instances / 7, 2) < instances / 2", NULL);
	says("floor(paid / 3, 0.01) < voucher", "floor(paid / 3, 0.01) < voucher", NULL);
	says("floor(period / 7, 1 s) < period / 2", "floor(period / 7, 1 s) < period / 2", NULL);
	says("new + ceil(old, 1.00) < 100", "new + ceil(old, 1.00) < 100.00", "New + (ceil(Old, 1.00)) < 100.00");
	says("new + -old < 3", "new + 0.00 - old < 3.00", "New + 0.00 - Old < 3.00");
	says("new + (5 - old) < 3", "new + 5.00 - old < 3.00", "New + 5.00 - Old < 3.00");
	says("new + -floor(old, 1.00) < 3", "new + 0.00 - floor(old, 1.00) < 3.00", NULL);
	says("new + -floor(5 - old, 1.00) < 3", "new + 0.00 - floor(5.00 - old, 1.00) < 3.00", NULL);
	says("5 + (new - old) < paid", "new - old + 5.00 < paid", "New - Old + 5.00 < L");
	says("5 + -old < paid", "0.00 - old + 5.00 < paid", "0.00 - Old + 5.00 < L");
}
END_TEST

START_TEST(rounded_moments_in_words)
{
	says("floor(began, 1 h) < ended", "floor(began, 1 h) < ended", "floor(Began, 1 h) < Ended");
	says("ceil(began, 1 d) < ended", "ceil(began, 1 d) < ended", "ceil(Began, 1 d) < Ended");
	says("floor(began, 1 h) + span < ended", "floor(began, 1 h) + span < ended",
		"(floor(Began, 1 h)) + Span < Ended");
	says("ceil(began, 1 h) + span < ended", "ceil(began, 1 h) + span < ended",
		"(ceil(Began, 1 h)) + Span < Ended");
	says("began + span + span < ended", "span + began + span < ended", "Span + Began + Span < Ended");
	says("2026-01-01 + span < ended", "2026-01-01 + span < ended", "2026-01-01 + Span < Ended");
	says("span + 2026-01-01 < ended", "span + 2026-01-01 < ended", "Span + 2026-01-01 < Ended");
	says("2026-01-01 + (span - 1 h) < ended", "2026-01-01 + span - 1 h < ended", "2026-01-01 + Span - 1 h < Ended");
	says("2026-01-01 + floor(span, 1 h) < ended", "2026-01-01 + floor(span, 1 h) < ended", NULL);
	says("2026-01-01 + floor(span - 1 h, 1 d) < ended", "2026-01-01 + floor(span - 1 h, 1 d) < ended", NULL);
	says("2026-01-01 + ceil(span, 1 h) < ended", "2026-01-01 + ceil(span, 1 h) < ended", NULL);
}
END_TEST

/* In a row that has a percentage only plain numbers are percentages. */
START_TEST(cells_in_words)
{
	static const char cells[] = SMALL_HEAD SMALL_SOURCE
		"[table.rate]\nrow.a = share > 10 %: 5 %\nrow.b = share > 5 %: share / 2\nrow.c = else: 0.01\n"
		"[table.money]\nrow.a = share > 10 %: 5.00 yuan\nrow.b = else: paid\n"
		"[table.time]\nrow.a = share > 10 %: 15 min\nrow.b = else: period\n";
	static const struct {
		size_t table, row;
		const char *text;
	} parts[] = {{0, 0, "5 %"}, {0, 1, "share / 2"}, {0, 2, "0.01"}, {1, 0, "5.00"}, {1, 1, "paid"},
		{2, 0, "15 min"}, {2, 1, "period"}};
	static const struct tk_words wordless = {.forms = {[TK_FORM_PERCENT] = "percent"}};
	struct bench bench;

	bench_open(&bench, SMALL_FACTS, cells);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		is_text(tk_table_in_words(
				bench.policy, tk_policy_table(bench.policy, parts[i].table), parts[i].row, 0, NULL),
			parts[i].text);
	/* a form without a place for the number */
	ck_assert_ptr_null(tk_table_in_words(bench.policy, tk_policy_table(bench.policy, 0), 0, 0, &wordless));
	bench_close(&bench);
}
END_TEST

/* ---- wrong ------------------------------------------------------------------------------------- */

static void wrong(const char *from, const char *to, const char *expected)
{
	struct bench bench = {.facts = sound_facts(facts), .calendar = chinese_calendar()};
	struct tk_errors errors;
	const char *at = strstr(pack, from);
	char *text = text_printf("%.*s%s%s", (int)(at - pack), pack, to, at + strlen(from)), *messages;

	bench_load(&bench, text, &errors);
	messages = all_messages(&errors);
	ck_assert_msg(bench.policy == NULL && strstr(messages, expected) != NULL, "%s: %s", to, messages);
	free(messages);
	free(text);
	tk_errors_release(&errors);
	bench_close(&bench);
}

START_TEST(wrong_tables)
{
	wrong("row.short = else: 10 %, 10 %, 10 %", "row.short = else: 10 %, 10 %", "expected a value for each column");
	wrong("row.short = else: 10 %, 10 %, 10 %", "row.short = else: 10 %, 10 %, 10", "expected a percentage");
	wrong("row.short = else: 10 %", "row.short = term > 1: 10 %", "expected else as the last one");
	wrong("row.long = term >= 36:", "row.long = else:", "expected a condition; else is the last one");
	wrong("row.long = term >= 36:", "row.long = term >= 36", "expected a colon and the values of the row");
	wrong("row.long = term >= 36:", "row.long = term:", "expected a condition");
	wrong("spent < 24, else", "spent < 24", "expected else as the last one");
	wrong("columns = spent < 12", "columns = else, spent < 12", "expected the end after else");
	wrong("[table.rate]", "[table.spent]", "is taken");
	wrong("[table.rate]", "[table.months]", "no word of the language");
	wrong("15 %, 10 %, 5 %", "15 %, rate, 5 %", "refers to itself");
	wrong("columns = spent < 12, spent < 24, else\nrow.long = term >= 36: 15 %, 10 %, 5 %\n"
	      "row.short = else: 10 %, 10 %, 10 %\n", "title = T\n", "row.1");
}
END_TEST

START_TEST(wrong_splits)
{
	wrong("share = cash", "share = spent", "expected an amount of money");
	wrong("share = cash", "share = cash * cash / 0.01 yuan", "too large");
	wrong("label = cash\n", "", "label");
}
END_TEST

START_TEST(wrong_sums)
{
	wrong("amount = 50 yuan - cash", "amount = spent", "expected an amount of money");
	wrong("amount = 50 yuan - cash", "amount = cash * cash / 0.01 yuan", "too large");
	wrong("amount = 50 yuan - cash\nsource = s\n", "amount = 50 yuan - cash\n", "source");
	wrong("[sum.left]\nlabel = left\n", "[sum.left]\n", "label");
}
END_TEST

#define TABLE "[table.r]\n"
#define REMEDY "[remedy.x]\ntitle = T\ntext = X\nsource = x\nurl = http://example.org\n"
#define SPAN_WANTED "expected a moment, + and days, months or years, as ordered_at + 90 days"

/* Each mistake is named where it stands, and is the only one named. */
START_TEST(wrong_parts)
{
	static const char *const table[][2] = {
		{TABLE "columns = instances, else\nrow.a = else: 1 %, 2 %\n",
			"[table.r] columns: the types do not fit: \"instances\", expected a condition\n"},
		{TABLE "columns = site, else\nrow.a = else: 1 %, 2 %\n",
			"[table.r] columns: the types do not fit: \"site\", expected = or in after it, and which it is to be\n"},
		{TABLE "columns = deployed, started, else deployed\nrow.a = else: 1 %, 2 %, 3 %\n",
			"[table.r] columns: not an expression: \"deployed\", expected the end after else\n"},
		{TABLE "columns = deployed started\nrow.a = else: 1 %, 2 %\n",
			"[table.r] columns: not an expression: \"started\", expected a comma or an operator\n"},
		{TABLE "row.a = deployed: 1 %, 2 %\nrow.b = else: 2 %\n",
			"[table.r] row.a: not an expression: \"deployed: 1 %, 2 %\", expected a value for each column\n"},
		{TABLE "row.a = deployed: 1 % 2\nrow.b = else: 2 %\n",
			"[table.r] row.a: not an expression: \"2\", expected a value for each column\n"},
		{TABLE "columns = deployed, else\nrow.a = else: site, 2 %\n",
			"[table.r] row.a: the types do not fit: \"site\", expected = or in after it, and which it is to be\n"},
		{TABLE "row.a = deployed: site\nrow.b = else: 2 %\n",
			"[table.r] row.a: the types do not fit: \"site\", expected = or in after it, and which it is to be\n"},
		{TABLE "row.a = deployed: 1 %\nrow.b = else: 2.00 yuan\n",
			"[table.r] row.a: the types do not fit: \"2.00 yuan\", expected a number without a unit\n"},
		{TABLE "columns = deployed, else\n", "[table.r] row.1: a key is missing\n"},
		{REMEDY "from = ordered_at\n", "[remedy.x] from: not a valid value: \"ordered_at\", " SPAN_WANTED "\n"},
		{REMEDY "from = ordered_at - 3 days\n",
			"[remedy.x] from: not a valid value: \"ordered_at - 3 days\", " SPAN_WANTED "\n"},
		{REMEDY "from = ordered_at + x days\n",
			"[remedy.x] from: not a valid value: \"ordered_at + x days\", " SPAN_WANTED "\n"},
		{REMEDY "from = ordered_at + /3 days\n",
			"[remedy.x] from: not a valid value: \"ordered_at + /3 days\", " SPAN_WANTED "\n"},
		{REMEDY "from = ordered_at + 3 weeks\n",
			"[remedy.x] from: not a valid value: \"ordered_at + 3 weeks\", " SPAN_WANTED "\n"},
		{REMEDY "from = ordered_at + 10001 days\n",
			"[remedy.x] from: not a valid value: \"ordered_at + 10001 days\", " SPAN_WANTED "\n"},
		{REMEDY "from = ordered_at + 1000 years\n",
			"[remedy.x] from: not a valid value: \"ordered_at + 1000 years\", " SPAN_WANTED "\n"},
		{REMEDY "from = paid + 3 days\n", "[remedy.x] from: the types do not fit: \"paid\", expected a moment\n"},
		{REMEDY "deadline = orderd_at + 3 days\n",
			"[remedy.x] deadline: unknown fact: \"orderd_at\", expected the name of a fact; did you mean \"ordered_at\"?\n"},
		{"[fact.own]\ntype = choice\nchoices = a.b, b\nchoice.b = B\nstep = order\nlabel = L\nquestion = Q\nhelp = H\n",
			"[fact.own] choices: not a valid value: \"a.b\", expected letters, digits and '_', '-' between letters "
			"only, and no word of the language\n"},
		{"[split]\nlabel = x\n", "[split]: not a name for a section, expected the word, a dot and a name\n"},
		{"[sum]\nlabel = x\n", "[sum]: not a name for a section, expected the word, a dot and a name\n"},
		{"[stage]\ntitle = x\n", "[stage]: not a name for a section, expected the word, a dot and a name\n"},
		{"[nope.x]\n", "[nope.x]: unknown section\n"},
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct bench bench = {.facts = sound_facts(SMALL_FACTS), .calendar = chinese_calendar()};
		struct tk_errors errors;
		char *text = text_printf(SMALL_HEAD SMALL_SOURCE "%s", table[i][0]);
		bench_load(&bench, text, &errors);
		char *messages = all_messages(&errors), *at = strchr(messages, ' ');
		ck_assert_msg(bench.policy == NULL && at != NULL && strcmp(at + 1, table[i][1]) == 0, "%s: %snot %s",
			table[i][0], messages, table[i][1]);
		free(messages);
		free(text);
		tk_errors_release(&errors);
		bench_close(&bench);
	}
}
END_TEST

START_TEST(wrong_unknowns)
{
	wrong("source = §9", "source = §9\nask = always", "ask");
	wrong("max = 150 %", "max = 1000.01 %", "1000");
	wrong("source = §9", "source = §9\nquestion = Q", "question");
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"judged", {rows_and_columns, jumps, left_open, splits, splits_of_what_is_open, sums, NULL}},
		{"words", {parts_of_tables, parts_by_their_place, cells_in_words, conditions_in_words, numbers_in_words,
				  rounding_in_words, rounded_moments_in_words, NULL}},
		{"workings", {workings_of_sums, workings_beside_what_is_open, names_that_are_no_steps,
				     open_conditions_that_change_nothing, defaults_are_no_steps, values_of_any_size,
				     workings_of_rules, NULL}},
		{"judged", {rows_and_columns, jumps, left_open, splits, sums, NULL}},
		{"words", {parts_of_tables, equalities, parts_by_their_place, workings_of_sums, workings_beside_what_is_open, NULL}},
		{"wrong", {wrong_tables, wrong_parts, wrong_splits, wrong_sums, wrong_unknowns, NULL}},
	};
	return SUITE_RUN("tables", groups);
}
