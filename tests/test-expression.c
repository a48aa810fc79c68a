/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions and amounts: what they compile to, and every way in which they can be wrong. */
#include "config.h"

#include "compiler.h"
#include "packs.h"

#define LANGUAGE_FACTS                                                                          \
	SMALL_FACTS FACT(                                                                       \
	        "holder", "choice") "choices = personal, enterprise\nchoice.personal = P\n"     \
	                            "choice.enterprise = E\ndefault = personal\n"               \
	                            "default_when = started\n" FACT("broad", "choice")          \
	                                    FACT("evidently.so", "flag") "default = no\n" FACT( \
	                                            "big", "money") "max = 5497558138.88\n"

/* Defines are given as name, value, name, value, NULL. */
struct setting {
	struct tk_vocabulary *vocabulary;
	struct compile_define defines[80];
	struct compiler compiler;
	struct tk_errors errors;
};

static void open_setting(struct setting *setting, const char *const *defines)
{
	size_t count = 0;

	setting->vocabulary = sound_facts(LANGUAGE_FACTS);
	tk_errors_init(&setting->errors);
	for (; defines != NULL && defines[2 * count] != NULL; count++)
		setting->defines[count] = (struct compile_define){.name = defines[2 * count],
		        .source = {defines[2 * count + 1],
		                {"pack.ini", (int)count + 1, "define", defines[2 * count]}}};
	ck_assert(compiler_init(&setting->compiler, setting->vocabulary, setting->defines, count,
	        &setting->errors));
}

static void close_setting(struct setting *setting)
{
	compiler_release(&setting->compiler);
	tk_errors_release(&setting->errors);
	tk_vocabulary_free(setting->vocabulary);
}

/* ---- nodes as text
 * ------------------------------------------------------------------------------- */

static void add_wide(struct text_buffer *text, wide value)
{
	char digits[48];
	size_t at = sizeof(digits);
	bool negative = value < 0;

	digits[--at] = '\0';
	do {
		digits[--at] = (char)('0' + (int)(negative ? -(value % 10) : value % 10));
		value /= 10;
	} while (value != 0);
	text_buffer_printf(text, "%s%s", negative ? "-" : "", digits + at);
}

static const char *unit_of(struct dimension dimension)
{
	if (dimension.moment)
		return "@";
	if (dimension.money == 1 && dimension.time == 0)
		return "fen";
	if (dimension.time == 1 && dimension.money == 0)
		return "s";
	return dimension.money != 0 || dimension.time != 0 ? "?" : "";
}

static void add_operands(
        struct text_buffer *text, const struct setting *setting, const struct expr_node *node);

static void add_node(struct text_buffer *text, const struct setting *setting, uint32_t index)
{
	static const char *const names[] = {[EXPR_ADD] = "+",
	        [EXPR_SUB] = "-",
	        [EXPR_ELAPSED] = "elapsed",
	        [EXPR_MUL] = "*",
	        [EXPR_DIV] = "/",
	        [EXPR_MIN] = "min",
	        [EXPR_MAX] = "max",
	        [EXPR_FLOOR] = "floor",
	        [EXPR_MONTHS] = "months",
	        [EXPR_ADD_MONTHS] = "add-months",
	        [EXPR_IF] = "if",
	        [EXPR_LE] = "<=",
	        [EXPR_LT] = "<",
	        [EXPR_NOT] = "not",
	        [EXPR_AND] = "and",
	        [EXPR_OR] = "or"};
	const struct expr_node *node = pool_node(&setting->compiler.pool, index);
	const char *fact = setting->vocabulary->facts[node->slot].shown.name;

	switch (node->op) {
	case EXPR_CONSTANT:
		add_wide(text, node->constant.num);
		if (node->constant.den != 1) {
			text_buffer_add(text, "/");
			add_wide(text, node->constant.den);
		}
		text_buffer_add(text, unit_of(node->dimension));
		return;
	case EXPR_TRUTH:
		text_buffer_add(text, node->mask ? "yes" : "no");
		return;
	case EXPR_FACT:
	case EXPR_FLAG:
		text_buffer_add(text, fact);
		return;
	case EXPR_IN:
		text_buffer_printf(text, "%s:%llu", fact, (unsigned long long)node->mask);
		return;
	case EXPR_VERDICT:
		text_buffer_printf(text, "verdict:%llu", (unsigned long long)node->mask);
		return;
	case EXPR_ANSWERED:
		text_buffer_printf(text, "%s?", fact);
		return;
	case EXPR_NOW:
		text_buffer_add(text, "now");
		return;
	default:
		break;
	}
	text_buffer_printf(text, "(%s ", names[node->op]);
	if (node->c != EXPR_NONE) {
		add_node(text, setting, node->c);
		text_buffer_add(text, " ");
	}
	add_operands(text, setting, node);
	text_buffer_add(text, ")");
}

/* Where their order means nothing (the pool chooses one), they are sorted as texts. */
static void add_operands(
        struct text_buffer *text, const struct setting *setting, const struct expr_node *node)
{
	struct text_buffer a, b;
	bool sorted = node->op == EXPR_ADD || node->op == EXPR_MUL || node->op == EXPR_MIN ||
	              node->op == EXPR_MAX || node->op == EXPR_AND || node->op == EXPR_OR;

	text_buffer_init(&a);
	text_buffer_init(&b);
	add_node(&a, setting, node->a);
	if (node->b != EXPR_NONE)
		add_node(&b, setting, node->b);
	if (node->b == EXPR_NONE)
		text_buffer_add(text, a.text);
	else if (sorted && strcmp(b.text, a.text) < 0)
		text_buffer_printf(text, "%s %s", b.text, a.text);
	else
		text_buffer_printf(text, "%s %s", a.text, b.text);
	text_buffer_release(&a);
	text_buffer_release(&b);
}

static struct expr_source written(const char *text)
{
	return (struct expr_source){text, {"pack.ini", 7, "rule.fee", "when"}};
}

#define ALL_USES (USE_VERDICT | USE_ANSWERED | USE_DEFINES)

static uint32_t compile(struct setting *setting, const char *text, bool money, unsigned allow)
{
	struct expr_source source = written(text);
	return money ? compile_money(&setting->compiler, &source, allow)
	             : compile_condition(&setting->compiler, &source, allow);
}

static void gives(const char *text, bool money, const char *const *defines, const char *expected)
{
	struct setting setting;
	struct text_buffer shown;
	uint32_t node;

	open_setting(&setting, defines);
	node = compile(&setting, text, money, ALL_USES);
	is_text(all_messages(&setting.errors), "");
	ck_assert_msg(node != EXPR_NONE, "%s", text);
	text_buffer_init(&shown);
	add_node(&shown, &setting, node);
	ck_assert_msg(
	        strcmp(shown.text, expected) == 0, "%s: %s, not %s", text, shown.text, expected);
	text_buffer_release(&shown);
	close_setting(&setting);
}

static void means(const char *condition, const char *expected)
{
	gives(condition, false, NULL, expected);
}

static void amounts(const char *amount, const char *expected)
{
	gives(amount, true, NULL, expected);
}

static void fails(const char *text, bool money, unsigned allow, const char *const *defines,
        const char *expected)
{
	struct setting setting;
	uint32_t node;

	open_setting(&setting, defines);
	node = compile(&setting, text, money, allow);
	ck_assert_msg(node == EXPR_NONE, "%s", text);
	ck_assert(setting.compiler.wrong);
	char *messages = all_messages(&setting.errors);
	ck_assert_msg(strcmp(messages, expected) == 0, "%s:\n%snot\n%s", text, messages, expected);
	free(messages);
	close_setting(&setting);
}

/* One message about `when` of the rule in line 7. */
#define HERE "pack.ini:7: [rule.fee] when: "
#define wrong(condition, message) fails(condition, false, ALL_USES, NULL, HERE message "\n")
#define wrong_amount(amount, message) fails(amount, true, ALL_USES, NULL, HERE message "\n")

/* ---- what is understood -------------------------------------------------------------------------
 */

START_TEST(precedence)
{
	means("deployed or started and evidently.so", "(or (and evidently.so started) deployed)");
	means("(deployed or started) and evidently.so", "(and (or deployed started) evidently.so)");
	means("not deployed and started", "(and (not deployed) started)");
	means("not (deployed and started)", "(not (and deployed started))");
	means("not paid < voucher", "(not (< paid voucher))");
	means("not not deployed", "deployed");
	amounts("paid - voucher - paid", "(- (- paid voucher) paid)");
	amounts("paid - (voucher - paid)", "(- paid (- voucher paid))");
	amounts("paid + voucher * 2", "(+ (* 2 voucher) paid)");
	amounts("(paid + voucher) * 3", "(* (+ paid voucher) 3)");
	amounts("paid / 2 / 3", "(/ (/ paid 2) 3)");
	amounts("-paid * 2", "(* (- 0fen paid) 2)");
	amounts("- - paid", "(- 0fen (- 0fen paid))");
	means("deployed\tand   started", "(and deployed started)");
}
END_TEST

START_TEST(comparisons)
{
	means("paid < voucher", "(< paid voucher)");
	means("paid <= voucher", "(<= paid voucher)");
	means("paid > voucher", "(< voucher paid)");
	means("paid >= voucher", "(not (< paid voucher))");
	means("paid = voucher", "(and (<= paid voucher) (<= voucher paid))");
	means("paid != voucher", "(not (and (<= paid voucher) (<= voucher paid)))");
	means("instances in (2, 3)", "(or (and (<= 2 instances) (<= instances 2)) (and (<= 3 "
	                             "instances) (<= instances 3)))");
	means("paid in (800)", "(and (<= 80000fen paid) (<= paid 80000fen))");
	means("deployed = yes", "deployed");
	means("deployed = no", "(not deployed)");
	means("deployed != yes", "(not deployed)");
	means("deployed = started",
	        "(or (and (not deployed) (not started)) (and deployed started))");
	means("deployed in (yes, no)", "(or (not deployed) deployed)");
}
END_TEST

START_TEST(choices_and_verdicts)
{
	means("site = china", "site:1");
	means("site != china", "site:2");
	means("site in (two-way)", "site:2");
	means("site in (china, two-way)", "yes");
	means("not site = china", "(not site:1)");
	means("verdict = refused", "verdict:4");
	means("verdict != refused", "verdict:11");
	means("verdict in (full, partial)", "verdict:3");
	means("answered(note) and not answered(provider)", "(and (not provider?) note?)");
}
END_TEST

START_TEST(units)
{
	means("applied_at - ordered_at <= 15 min", "(<= (elapsed applied_at ordered_at) 900s)");
	means("period < 1.5 h", "(< period 5400s)");
	means("period < 30 d", "(< period 2592000s)");
	means("period < 10 s + 1 min", "(< period 70s)");
	means("period*2 < 1h", "(< (* 2 period) 3600s)");
	means("share < 20 %", "(< share 1/5)");
	means("share < 12.5%", "(< share 1/8)");
	amounts("20 % * paid", "(* 1/5 paid)");
	amounts("paid * 0.2", "(* 1/5 paid)");
	amounts("paid * (1 - 20 %)", "(* 4/5 paid)");
	amounts("paid * (1 - share)", "(* (- 1 share) paid)");
	amounts("paid / instances", "(/ paid instances)");
	amounts("paid * (period / 30 d)", "(* (/ period 2592000s) paid)");
	amounts("paid / 30 d * period", "(* (/ paid 2592000s) period)");
	means("paid / 30 d < 1.00 yuan / 1 d", "(< (/ paid 2592000s) 1/864?)");
}
END_TEST

/* A bare number takes the unit of what it stands beside. */
START_TEST(bare_numbers)
{
	means("paid < 800", "(< paid 80000fen)");
	means("800.5 >= paid", "(not (< 80050fen paid))");
	means("paid < 0.005", "(< paid 1/2fen)");
	amounts("100.00", "10000fen");
	amounts("2 * 3 + 1", "700fen");
	amounts("paid - 100 * 2", "(- paid 20000fen)");
	amounts("min(paid, 50)", "(min 5000fen paid)");
	amounts("max(20, 30, paid)", "(max 3000fen paid)");
	amounts("100 yuan * instances", "(* 10000fen instances)");
	means("instances > 2", "(< 2 instances)");
	means("instances + 1 > 3", "(< 3 (+ 1 instances))");
	means("paid * 2 < 3", "(< (* 2 paid) 300fen)");
}
END_TEST

/* What two percentages come to is one, and nothing else is. */
START_TEST(percentages)
{
	means("share + instances < 2", "(< (+ instances share) 2)");
	means("instances + share < 2", "(< (+ instances share) 2)");
	means("share + 20 % < 50 %", "(< (+ 1/5 share) 1/2)");
	wrong("share + 20 % < 2", "the types do not fit: \"2\", expected a percentage, as 20 %");
	means("if(deployed, share, instances) < 2", "(< (if deployed share instances) 2)");
	means("if(deployed, instances, share) < 2", "(< (if deployed instances share) 2)");
	wrong("if(deployed, share, 20 %) < 2", "the types do not fit: \"2\", expected a percentage, as 20 %");
	/* a step without a unit leaves a bare number bare, and so does a choice that is made already */
	means("paid < floor(7, 2)", "(< paid 600fen)");
	means("paid < if(yes, 2, 3)", "(< paid 200fen)");
	wrong("paid < if(deployed, 2, 3)",
	        "the types do not fit: \"if(deployed, 2, 3)\", expected an amount of money; inside a product write the "
	        "unit, as 20 yuan");
}
END_TEST

START_TEST(moments)
{
	means("ordered_at < 1970-01-02", "(< ordered_at 57600@)");
	means("ordered_at < 1970-01-02T00:00:01", "(< ordered_at 57601@)");
	means("ordered_at < 1970-01-02T00:00Z", "(< ordered_at 86400@)");
	means("ordered_at + 30 d < applied_at", "(< (+ 2592000s ordered_at) applied_at)");
	means("ordered_at - 1 h < applied_at", "(< (- ordered_at 3600s) applied_at)");
	means("1 h + ordered_at < applied_at", "(< (+ 3600s ordered_at) applied_at)");
	means("max(ordered_at, applied_at) < 2026-01-01",
	        "(< (max applied_at ordered_at) 1767196800@)");
}
END_TEST

START_TEST(constants_are_worked_out)
{
	means("yes and deployed", "deployed");
	means("no and deployed", "no");
	means("deployed or yes", "yes");
	means("1 < 2", "yes");
	means("deployed and deployed", "deployed");
	means("paid < paid", "no");
	means("paid <= paid", "yes");
	amounts("paid * 0", "0fen");
	amounts("paid * 1 + 0 yuan", "paid");
	amounts("paid / 1", "paid");
	amounts("min(paid, paid)", "paid");
	/* What the ranges of the facts leave no choice about. */
	means("instances >= 1", "yes");
	means("paid < 0", "no");
	means("paid <= 10000000000.00", "yes");
	amounts("max(paid, 0)", "paid");
	amounts("min(paid, 0)", "0fen");
}
END_TEST

START_TEST(equal_nodes_are_shared)
{
	struct setting setting;
	uint32_t first, second, count;

	open_setting(&setting, NULL);
	first = compile(&setting, "paid * 20 % + voucher < 3", false, 0);
	count = setting.compiler.pool.nodes.count;
	second = compile(&setting, "voucher + 0.2 * paid < 3.00", false, 0);
	ck_assert_uint_eq(first, second);
	ck_assert_uint_eq(setting.compiler.pool.nodes.count, count);
	for (uint32_t i = 0; i < count; i++) {
		const struct expr_node *node = pool_node(&setting.compiler.pool, i);
		ck_assert(node->a == EXPR_NONE || node->a < i);
		ck_assert(node->b == EXPR_NONE || node->b < i);
	}
	close_setting(&setting);
}
END_TEST

START_TEST(defaults_are_in_the_node)
{
	struct setting setting;
	const struct expr_node *node;

	open_setting(&setting, NULL);
	node = pool_node(&setting.compiler.pool, compile(&setting, "evidently.so", false, 0));
	ck_assert(pool_is_truth(&setting.compiler.pool, node->a, false));
	ck_assert_uint_eq(node->b, EXPR_NONE);
	node = pool_node(
	        &setting.compiler.pool, compile(&setting, "holder = enterprise", false, 0));
	ck_assert_int_eq(node->op, EXPR_IN);
	ck_assert(pool_is_truth(&setting.compiler.pool, node->a, false));
	ck_assert_int_eq(pool_node(&setting.compiler.pool, node->b)->op, EXPR_FLAG);
	node = pool_node(&setting.compiler.pool, compile(&setting, "deployed", false, 0));
	ck_assert_uint_eq(node->a, EXPR_NONE);
	close_setting(&setting);
}
END_TEST

START_TEST(named_expressions)
{
	static const char *const some[] = {"late", "elapsed > 1 h", "elapsed",
	        "applied_at - ordered_at", "fee", "100", "rate", "20 %", "bad-luck",
	        "verdict = refused", NULL, NULL};
	gives("late and deployed", false, some,
	        "(and (< 3600s (elapsed applied_at ordered_at)) deployed)");
	gives("elapsed < 10 s", false, some, "(< (elapsed applied_at ordered_at) 10s)");
	gives("fee", true, some, "10000fen");
	gives("paid - fee", true, some, "(- paid 10000fen)");
	gives("paid * fee", true, some, "(* 100 paid)");
	gives("share < rate", false, some, "(< share 1/5)");
	gives("bad-luck", false, some, "verdict:4");
}
END_TEST

/* ---- what is not
 * ---------------------------------------------------------------------------------- */

#define LONG "a2345678901234567890123456789012345678901234567890123456789012345678901234567890123"

START_TEST(wrong_words)
{
	wrong("deployd",
	        "unknown name: \"deployd\", expected a fact, a define or a function; did you mean "
	        "\"deployed\"?");
	wrong("xyzzy", "unknown name: \"xyzzy\", expected a fact, a define or a function");
	wrong("mim(paid, voucher) < 3",
	        "unknown name: \"mim\", expected a fact, a define or a function; did "
	        "you mean \"min\"?");
	wrong("deployed.", "not an expression: \".\", expected an operator or the end");
	wrong("Deployed",
	        "unknown name: \"Deployed\", expected a fact, a define or a function; did you mean "
	        "\"deployed\"?");
	wrong("site = chin", "not one of the choices: \"chin\"; did you mean \"china\"?");
	wrong("site in (china, both)", "not one of the choices: \"both\"");
	wrong("verdict = ful", "not one of the choices: \"ful\"; did you mean \"full\"?");
	wrong("answered(notes)",
	        "unknown name: \"notes\", expected a fact, a define or a function; did you mean "
	        "\"note\"?");
	wrong("period < 3 minutes", "unknown unit: \"minutes\", expected s, min, h, d, yuan or %");
	wrong("paid < 3 or 4 x", "unknown unit: \"x\", expected s, min, h, d, yuan or %");
	wrong("paid-voucher < 3",
	        "unknown name: \"paid-voucher\", expected a fact, a define or a function");
	/* names too long to look for one that is near */
	wrong(LONG " < 3", "unknown name: \"a2345678901234567890123456789012345678901234567890123456789…\", expected a fact, "
	      "a define or a function");
	wrong(LONG LONG " < 3", "unknown name: \"a2345678901234567890123456789012345678901234567890123456789…\", expected a "
	      "fact, a define or a function");
	wrong("site = " LONG, "not one of the choices: \"a2345678901234567890123456789012345678901234567890123456789…\"");
	wrong("paid { 3", "not an expression: \"{\", expected an operator or the end");
	wrong("paid < 3 in (yes)", "not an expression: \"in\", expected and, or, or the end after a comparison");
	wrong("paid in (800, )", "not an expression: \")\", expected a fact, a number or an opening parenthesis");
	wrong("paid in (800, 15 min)",
	        "the types do not fit: \"15 min\", expected an amount of money, as 800.00");
	wrong("min(paid, voucher", "not an expression: \"min(paid, voucher\", expected a comma or a closing parenthesis");
	wrong("deployed | started",
	        "not an expression: \"|\", expected an operator or the end; did you mean \"or\"?");
}
END_TEST

START_TEST(wrong_grammar)
{
	wrong("deployed and",
	        "not an expression: \"deployed and\", expected a fact, a number or an opening "
	        "parenthesis");
	wrong("(deployed",
	        "not an expression: \"(deployed\", expected an operator or a closing parenthesis");
	wrong("deployed)", "not an expression: \")\", expected an operator or the end");
	wrong("deployed started",
	        "not an expression: \"started\", expected an operator or the end");
	wrong("deployed && started",
	        "not an expression: \"&\", expected an operator or the end; did you mean \"and\"?");
	wrong("!deployed", "not an expression: \"!\", expected a fact, a number or an opening "
	                   "parenthesis; did "
	                   "you mean \"not\"?");
	wrong("paid == 3",
	        "not an expression: \"=\", expected a fact, a number or an opening parenthesis");
	wrong("1 < instances < 3",
	        "not an expression: \"<\", expected and, or, or the end after a comparison");
	means("paid <= 1.000000001 * voucher", "(<= paid (* 1000000001/1000000000 voucher))");
	wrong("paid <= 1.0000000001 * voucher",
	        "out of range: \"1.0000000001\", expected at most 15 digits, and 9 after the point");
	wrong("site = ", "not an expression: \"site = \", expected the name of a choice");
	wrong("site = 3", "not an expression: \"3\", expected the name of a choice");
	wrong("site in china",
	        "not an expression: \"china\", expected an opening parenthesis after in");
	wrong("site in (china",
	        "not an expression: \"site in (china\", expected a comma or a closing "
	        "parenthesis");
	wrong("min(paid) < 3", "not an expression: \")\", expected a comma and a second value");
	wrong("min(paid, 3 < 3",
	        "the types do not fit: \"3 < 3\", expected a number or an amount, not a condition");
	wrong("answered(3)", "not an expression: \"3\", expected the name of a fact");
	wrong("answered(note",
	        "not an expression: \"answered(note\", expected a closing parenthesis");
	wrong("deployed \xe2\x89\xa0 started",
	        "not an expression: \"\xe2\x89\xa0\", expected an operator or the end");
	wrong("paid < 1234567890123456", "out of range: \"1234567890123456\", expected at most 15 "
	                                 "digits, and 9 after the point");
	wrong("paid < 1.0000000001", "out of range: \"1.0000000001\", expected at most 15 digits, "
	                             "and 9 after the point");
	wrong("ordered_at < 2026-02-30",
	        "not a moment: \"2026-02-30\", expected YYYY-MM-DD or YYYY-MM-DDTHH:MM");
	/* what is nearly a date is arithmetic */
	means("paid < 2026-1", "(< paid 202500fen)");
	means("paid < 2026-11-3", "(< paid 201200fen)");
	means("paid < 2026-11+23", "(< paid 203800fen)");
	wrong("paid < 5.", "not an expression: \".\", expected an operator or the end");
	wrong("ordered_at < 2026-02-03T14:00:00:00:00:00:00:00:00:00:00:00",
	        "not a moment: \"2026-02-03T14:00:00:00:00:00:00:00:00:00:00:00\", expected YYYY-MM-DD or YYYY-MM-DDTHH:MM");
	wrong("floor(paid, 1.00, 2.00) < 3", "not an expression: \"2.00\", expected fewer values");
	wrong("used", "unknown name: \"used\", expected a fact, a define or a function");
	wrong("ordered_at < 2026-02-03T25:00",
	        "not a moment: \"2026-02-03T25:00\", expected YYYY-MM-DD or YYYY-MM-DDTHH:MM");
}
END_TEST

START_TEST(wrong_types)
{
	wrong("paid", "the types do not fit: \"paid\", expected a condition");
	wrong("1", "the types do not fit: \"1\", expected a condition");
	wrong_amount("deployed",
	        "the types do not fit: \"deployed\", expected an amount of money, as 800.00");
	wrong_amount("site",
	        "the types do not fit: \"site\", expected = or in after it, and which it is to be");
	wrong_amount("instances * 100",
	        "the types do not fit: \"instances * 100\", expected an amount of money; inside a "
	        "product write the unit, as 20 yuan");
	wrong_amount("instances * 20 %",
	        "the types do not fit: \"instances * 20 %\", expected an amount of money; inside a "
	        "product write the unit, as 20 yuan");
	wrong("paid < instances * 20.00",
	        "the types do not fit: \"instances * 20.00\", expected an amount of money; inside a "
	        "product write the unit, as 20 yuan");
	wrong_amount(
	        "20 %", "the types do not fit: \"20 %\", expected an amount of money, as 800.00");
	wrong("paid < 15 min",
	        "the types do not fit: \"15 min\", expected an amount of money, as 800.00");
	wrong("period < 15", "the types do not fit: \"15\", expected a duration, as 15 min");
	wrong("15 < period", "the types do not fit: \"15\", expected a duration, as 15 min");
	wrong("share < 20", "the types do not fit: \"20\", expected a percentage, as 20 %");
	wrong("min(share, 2) < 3 %", "the types do not fit: \"2\", expected a percentage, as 20 %");
	wrong("ordered_at < 15 min", "the types do not fit: \"15 min\", expected a moment");
	wrong("instances < paid",
	        "the types do not fit: \"paid\", expected a number without a unit");
	wrong("paid / 30 d < paid",
	        "the types do not fit: \"paid\", expected the same unit as on the other side");
	wrong("deployed < started", "the types do not fit: \"deployed\", expected a number or an "
	                            "amount, not a condition");
	wrong("deployed = 3", "the types do not fit: \"3\", expected a condition");
	wrong("paid + deployed < 3", "the types do not fit: \"deployed\", expected a number or an "
	                             "amount, not a condition");
	wrong("paid and deployed", "the types do not fit: \"paid\", expected a condition");
	wrong("deployed or (paid + 3)",
	        "the types do not fit: \"(paid + 3)\", expected a condition");
	wrong("not paid", "the types do not fit: \"paid\", expected a condition");
	wrong("site",
	        "the types do not fit: \"site\", expected = or in after it, and which it is to be");
	wrong("site < china", "unknown name: \"china\", expected a fact, a define or a function");
	wrong("site < 3",
	        "the types do not fit: \"site\", expected = or in after it, and which it is to be");
	wrong("verdict and deployed", "the types do not fit: \"verdict\", expected = or in after "
	                              "it, and which it is to be");
	wrong("note = 3", "the types do not fit: \"note\", expected a fact that rules can read: "
	                  "texts are for the papers");
	wrong("broad = aliyun", "the types do not fit: \"broad\", expected a fact that rules can "
	                        "read: texts are for the papers");
	wrong("ordered_at + applied_at < 3",
	        "the types do not fit: \"applied_at\", expected a duration, as 15 min");
	wrong("1 h - ordered_at < 3", "the types do not fit: \"1 h\", expected a moment");
	wrong("ordered_at * 2 < 3",
	        "the types do not fit: \"ordered_at\", expected a duration or a number; "
	        "moments are only subtracted");
	wrong("-ordered_at < 3",
	        "the types do not fit: \"-ordered_at\", expected a duration or a number; "
	        "moments are only subtracted");
	wrong("-deployed < 3", "the types do not fit: \"-deployed\", expected a number or an "
	                       "amount, not a condition");
	wrong("deployed + paid < 3", "the types do not fit: \"deployed\", expected a number or an "
	                             "amount, not a condition");
	wrong("min(2, share) < 3 %", "the types do not fit: \"2\", expected a percentage, as 20 %");
	wrong("paid - period < 3", "the types do not fit: \"period\", expected an amount of money, as 800.00");
	wrong("paid + ordered_at < 3", "the types do not fit: \"paid\", expected a duration, as 15 min");
	wrong("2 + ordered_at < applied_at", "the types do not fit: \"2\", expected a duration, as 15 min");
	wrong("site + 1 > 2",
	        "the types do not fit: \"site\", expected = or in after it, and which it is to be");
	wrong("1 + site > 2",
	        "the types do not fit: \"site\", expected = or in after it, and which it is to be");
	wrong("not site",
	        "the types do not fit: \"site\", expected = or in after it, and which it is to be");
	wrong("3 < site",
	        "the types do not fit: \"site\", expected = or in after it, and which it is to be");
	wrong("deployed = site",
	        "the types do not fit: \"site\", expected = or in after it, and which it is to be");
	/* nine units multiplied, of money and of time, and one below the line */
	wrong("0.01 yuan*0.01 yuan*0.01 yuan*0.01 yuan*0.01 yuan*0.01 yuan*0.01 yuan*0.01 yuan*0.01 yuan < 3",
		"the types do not fit: \"0.01 yuan*0.01 yuan*0.01 yuan*0.01 yuan*0.01 yuan*0.01 yuan…\", expected fewer units multiplied");
	wrong("1/1 yuan/1 yuan/1 yuan/1 yuan/1 yuan/1 yuan/1 yuan/1 yuan/1 yuan < 3",
		"the types do not fit: \"1/1 yuan/1 yuan/1 yuan/1 yuan/1 yuan/1 yuan/1 yuan/1 yuan/1…\", expected fewer "
		"units multiplied");
	wrong("1/1 s/1 s/1 s/1 s/1 s/1 s/1 s/1 s/1 s < 3",
		"the types do not fit: \"1/1 s/1 s/1 s/1 s/1 s/1 s/1 s/1 s/1 s\", expected fewer units multiplied");
	wrong("1 s*1 s*1 s*1 s*1 s*1 s*1 s*1 s*1 s < 3",
		"the types do not fit: \"1 s*1 s*1 s*1 s*1 s*1 s*1 s*1 s*1 s\", expected fewer units multiplied");
}
END_TEST

START_TEST(what_a_place_does_not_allow)
{
	static const char *const some[] = {
	        "lost", "verdict = refused", "told", "answered(note)", NULL, NULL};
	static const char *const verdict =
	        HERE "the types do not fit: \"verdict\", expected nothing that depends "
	             "on the verdict here\n";
	static const char *const answered =
	        HERE "the types do not fit: \"answered\", expected nothing that "
	             "depends on what is answered here\n";

	fails("verdict = full", false, USE_ANSWERED, NULL, verdict);
	fails("answered(note)", false, USE_VERDICT, NULL, answered);
	fails("deployed and lost", false, USE_DEFINES, some,
	        HERE "the types do not fit: \"lost\", expected nothing that depends on the verdict "
	             "here\n");
	fails("told", false, USE_DEFINES, some,
	        HERE "the types do not fit: \"told\", expected nothing that depends on what is "
	             "answered here\n");
	fails("told", false, 0, some,
	        HERE "unknown name: \"told\", expected a fact, a define or a function\n");
	fails("applied_at < now", false, ALL_USES, NULL,
	        HERE "the types do not fit: \"now\", expected applied_at, or another fact: now is "
	             "for defaults\n");
	fails("used", false, ALL_USES, NULL,
	        HERE "unknown name: \"used\", expected a fact, a define or a function\n");
}
END_TEST

START_TEST(circles)
{
	static const char *const circle[] = {
	        "a", "b and deployed", "b", "c or deployed", "c", "not a", NULL, NULL};
	static const char *const self[] = {"a", "not a", NULL, NULL};
	struct tk_vocabulary *vocabulary;
	struct tk_errors errors;

	fails("a", false, USE_DEFINES, circle,
	        "pack.ini:3: [define] c: refers to itself: \"a\", expected a define that does not "
	        "lead back "
	        "here\n");
	fails("a", false, USE_DEFINES, self,
	        "pack.ini:1: [define] a: refers to itself: \"a\", expected a define that does not "
	        "lead back "
	        "here\n");
	ck_assert_int_eq(load_facts(FACT("a", "money") "default = b + 1\n" FACT(
	                                    "b", "money") "default = a\n",
	                         &vocabulary, &errors),
	        TK_INVALID);
	reported(&errors, "facts.ini:14: [fact.b] default: refers to itself: \"a\", expected a "
	                  "default that does "
	                  "not lead back here\n");
}
END_TEST

/* A define that is wrong is reported once, where it stands, however often it is used. */
START_TEST(a_broken_define_is_reported_once)
{
	static const char *const some[] = {"a", "paid < 15 min", "b", "not a", NULL, NULL};
	struct setting setting;

	open_setting(&setting, some);
	ck_assert_uint_eq(compile(&setting, "a and deployed", false, USE_DEFINES), EXPR_NONE);
	ck_assert_uint_eq(compile(&setting, "b", false, USE_DEFINES), EXPR_NONE);
	ck_assert_uint_eq(compile(&setting, "a", false, USE_DEFINES), EXPR_NONE);
	reported(&setting.errors,
	        "pack.ini:1: [define] a: the types do not fit: \"15 min\", expected an amount of "
	        "money, as 800.00\n");
	close_setting(&setting);
}
END_TEST

/* ---- limits
 * ----------------------------------------------------------------------------------------- */

static char *nested(int levels, const char *open, const char *inside, const char *close)
{
	struct text_buffer text;
	text_buffer_init(&text);
	for (int i = 0; i < levels; i++)
		text_buffer_add(&text, open);
	text_buffer_add(&text, inside);
	for (int i = 0; i < levels; i++)
		text_buffer_add(&text, close);
	return text_buffer_take(&text);
}

START_TEST(depth)
{
	static const char *const too_deep = HERE
	        "nested too deeply, expected at most 64 levels of parentheses, signs and defines\n";
	static const struct {
		const char *open, *inside, *close;
	} kinds[] = {{"(", "yes", ")"}, {"not ", "yes", ""}, {"-", "1", " < 2"}};

	for (int kind = 0; kind < 2; kind++) {
		char *text = nested(64, kinds[kind].open, kinds[kind].inside, kinds[kind].close);
		means(text, "yes");
		free(text);
		text = nested(65, kinds[kind].open, kinds[kind].inside, kinds[kind].close);
		fails(text, false, 0, NULL, too_deep);
		free(text);
	}
	/* a fact and a call are a level, too */
	for (int levels = 63; levels <= 64; levels++) {
		char *fact = nested(levels, "(", "deployed", ")"), *calls = nested(levels + 1, "floor(", "1", ")");
		char *test = text_printf("%s < 2", calls);
		if (levels == 63) {
			means(fact, "deployed");
			means(test, "yes");
		} else {
			fails(fact, false, 0, NULL, too_deep);
			fails(test, false, 0, NULL, too_deep);
		}
		free(fact);
		free(calls);
		free(test);
	}
	char *signs = nested(65, "-", "paid", "");
	fails(signs, true, 0, NULL, too_deep);
	free(signs);
	/* Breadth is no depth. */
	char *sum = nested(200, "1+", "1", "");
	amounts(sum, "20100fen");
	free(sum);
}
END_TEST

START_TEST(a_long_chain_of_defines)
{
	static char names[80][8], values[80][16];
	const char *defines[162];

	for (int i = 0; i < 80; i++) {
		snprintf(names[i], sizeof(names[i]), "d%d", i);
		snprintf(values[i], sizeof(values[i]), i == 79 ? "deployed" : "d%d", i + 1);
		defines[2 * i] = names[i];
		defines[2 * i + 1] = values[i];
	}
	defines[160] = defines[161] = NULL;
	gives("d20", false, defines, "deployed");
	fails("d0", false, USE_DEFINES, defines,
	        "pack.ini:64: [define] d63: nested too deeply, expected at most 64 levels of "
	        "parentheses, signs "
	        "and defines\n");
}
END_TEST

START_TEST(too_many_nodes)
{
	struct setting setting;
	char text[64];
	uint32_t node = 0;
	int tried = 0;

	open_setting(&setting, NULL);
	ck_assert_uint_ne(compile(&setting, "deployed or instances < 2 or instances < 3", false, 0), EXPR_NONE);
	ck_assert_uint_ne(compile(&setting, "floor(paid, 1.00) < 40.00", false, 0), EXPR_NONE);
	ck_assert_uint_ne(compile(&setting, "voucher < 50.50 and instances < 70", false, 0), EXPR_NONE);
	ck_assert_uint_ne(compile(&setting, "months(ordered_at, applied_at) < 60", false, 0), EXPR_NONE);
	for (; tried < POOL_MAX_NODES && node != EXPR_NONE; tried++) {
		snprintf(text, sizeof(text), "paid < %d.%02d", tried / 100, tried % 100 + 1);
		node = compile(&setting, text, false, 0);
	}
	ck_assert_uint_eq(setting.compiler.pool.nodes.count, POOL_MAX_NODES);
	ck_assert_uint_eq(compile(&setting, "voucher < 9", false, 0), EXPR_NONE);
	ck_assert_uint_eq(compile(&setting, "instances < if(deployed, 2, 3)", false, 0), EXPR_NONE);
	/* all of it is there, but not what it would become */
	ck_assert_uint_eq(compile(&setting, "floor(paid, 1.00) < 50.50", false, 0), EXPR_NONE);
	ck_assert_uint_eq(compile(&setting, "months(ordered_at, applied_at) <= 70", false, 0), EXPR_NONE);
	/* What is there already is found still. */
	ck_assert_uint_ne(compile(&setting, "paid < 0.02", false, 0), EXPR_NONE);
	ck_assert_uint_eq(setting.errors.count, 1);
	ck_assert_int_eq(setting.errors.items[0].code, TK_E_TOO_MANY);
	close_setting(&setting);
}
END_TEST

/* Wherever a node is needed for which there is no room, that is said, of the piece that needs it. */
START_TEST(no_room_for_one_more)
{
	static const struct {
		const char *there[2], *text, *about;
	} asked[] = {{{"share < 5 %", "share < 6 %"}, "floor(share) < 5 %", "share"},
	        {{"instances = 2", "instances = 3"}, "instances in (2, 3)", "instances in (2, 3"},
	        {{"paid < 1", "paid < 2"}, "site in (china)", "site in (china)"},
	        {{"paid < 1", "paid < 2"}, "site = china", "site = china"},
	        {{"deployed", "started"}, "not deployed", "not deployed"},
	        {{"deployed", "started"}, "deployed and started", "deployed and started"}};

	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		struct setting setting;
		struct pool *pool = &setting.compiler.pool;
		open_setting(&setting, NULL);
		/* what it is made of is there already */
		for (int k = 0; k < 2; k++)
			ck_assert_uint_ne(compile(&setting, asked[i].there[k], false, 0), EXPR_NONE);
		for (int k = 0; pool->nodes.count < POOL_MAX_NODES; k++)
			ck_assert_uint_ne(pool_number(pool, number_of(k), dimension_time), EXPR_NONE);
		ck_assert_uint_eq(compile(&setting, asked[i].text, false, 0), EXPR_NONE);
		char *expected = text_printf(HERE "too many of them: \"%s\", expected fewer expressions in one policy\n",
		        asked[i].about);
		reported(&setting.errors, expected);
		free(expected);
		close_setting(&setting);
	}
}
END_TEST

/* ---- what is proven
 * --------------------------------------------------------------------------------- */

/* What is rounded and then compared with a constant is compared as it is. */
START_TEST(rounding)
{
	amounts("floor(paid, 0.05)", "(floor paid 5fen)");
	amounts("floor(paid, 0.01)", "paid");
	amounts("paid * ceil(instances / 7)", "(* (- 0 (floor (- 0 (/ instances 7)) 1)) paid)");
	means("floor(paid, 100.00) <= 250.00", "(< paid 30000fen)");
	means("floor(paid, 100.00) < 250.00", "(< paid 30000fen)");
	means("floor(paid, 100.00) < 300.00", "(< paid 30000fen)");
	means("floor(paid, 100.00) > 250.00", "(<= 30000fen paid)");
	means("ceil(paid, 100.00) <= 250.00", "(<= paid 20000fen)");
	means("ceil(paid, 100.00) > 200.00", "(< 20000fen paid)");
	means("ceil((applied_at - ordered_at) / 1 d) < 30",
	        "(<= (elapsed applied_at ordered_at) 2505600s)");
	means("floor(applied_at, 1 h) >= 2026-11-23T14:20", "(not (< applied_at 1795417200@))");
	/* a factor or a difference below zero turns the comparison */
	means("floor(paid, 100.00) * (0 - 2) < 0.00 - 500.00", "(<= 30000fen paid)");
	means("floor(paid, 100.00) / (0 - 2) >= 0.00 - 500.00", "(not (<= 110000fen paid))");
	means("1000.00 - floor(paid, 100.00) <= 750.00", "(<= 30000fen paid)");
	wrong_amount("paid * floor(paid)",
	        "the types do not fit: \"paid\", expected a number, or a comma and what it is "
	        "rounded to, as 1 h");
	wrong_amount("floor(paid, voucher)",
	        "the types do not fit: \"voucher\", expected a step that is written out and above "
	        "zero, as 1 h");
	wrong_amount("floor(paid, 1 d)",
	        "the types do not fit: \"1 d\", expected an amount of money, as 800.00");
	/* a moment down and up to whole hours; a bare number in the unit of its step */
	means("ceil(applied_at, 1 h) <= 2026-11-23T14:20", "(<= applied_at 1795413600@)");
	amounts("floor(7, 2 yuan)", "600fen");
	amounts("ceil(7, 2 yuan)", "800fen");
	wrong("floor(7, 2 d) < 1 d", "the types do not fit: \"7\", expected a duration, as 15 min");
	wrong("floor(deployed, 1) < 2", "the types do not fit: \"deployed\", expected a number or an amount, not a condition");
	wrong("floor(site) < 2",
	        "the types do not fit: \"site\", expected = or in after it, and which it is to be");
	wrong("ceil(verdict) < 2",
	        "the types do not fit: \"verdict\", expected = or in after it, and which it is to be");
	wrong("floor(instances, deployed) < 2",
	        "the types do not fit: \"deployed\", expected a number or an amount, not a condition");
	wrong("floor(applied_at, applied_at) < applied_at",
	        "the types do not fit: \"applied_at\", expected a duration, as 15 min");
	wrong_amount("floor(paid, 0.00)",
	        "the types do not fit: \"0.00\", expected a step that is written out and above "
	        "zero, as 1 h");
}
END_TEST

START_TEST(calendar_months)
{
	amounts("paid * months(ordered_at, applied_at)", "(* (months ordered_at applied_at) paid)");
	means("months(ordered_at, applied_at) >= 6",
	        "(<= (add-months ordered_at 6) applied_at)");
	means("months(ordered_at, applied_at) < 6",
	        "(not (<= (add-months ordered_at 6) applied_at))");
	means("months(ordered_at, applied_at) >= 0", "yes");
	/* scaled or shifted they are months all the same */
	means("months(ordered_at, applied_at) * 2 >= 12", "(<= (add-months ordered_at 6) applied_at)");
	means("3 - months(ordered_at, applied_at) < 0 - 3",
	        "(<= (add-months ordered_at 7) applied_at)");
	/* more of them than the calendar can be asked about */
	means("months(ordered_at - 1500000 d, applied_at) > 50000",
	        "(< 50000 (months (- ordered_at 129600000000s) applied_at))");
	means("months(ordered_at - 1500000 d, applied_at) >= 50000",
	        "(<= (add-months (- ordered_at 129600000000s) 50000) applied_at)");
	means("add_months(2026-01-31, 1) = 2026-02-28", "yes");
	means("months(2026-01-31, 2026-02-28) = 1", "yes");
	means("months(2026-01-31T12:00, 2026-02-28T11:59:59) = 0", "yes");
	wrong("months(ordered_at, 1 d) > 1",
	        "the types do not fit: \"1 d\", expected a moment");
	wrong("add_months(ordered_at, 1.5) < applied_at",
	        "the types do not fit: \"1.5\", expected a number of months that is always whole, at "
	        "most 50000");
	wrong("months(1 d, ordered_at) > 1", "the types do not fit: \"1 d\", expected a moment");
	wrong("months(site, ordered_at) > 1",
	        "the types do not fit: \"site\", expected = or in after it, and which it is to be");
	wrong("months(ordered_at / 2, applied_at) > 1",
	        "the types do not fit: \"ordered_at\", expected a duration or a number; moments are only subtracted");
	wrong("months(ordered_at + period / 7, applied_at) > 1",
	        "the types do not fit: \"ordered_at + period / 7\", expected a moment that is always a whole second, "
	        "within the calendar");
	wrong("months(ordered_at + period / instances, applied_at) > 1",
	        "the types do not fit: \"ordered_at + period / instances\", expected a moment that is always a whole second, "
	        "within the calendar");
	wrong("months(ordered_at + period * 100, applied_at) > 1",
	        "the types do not fit: \"ordered_at + period * 100\", expected a moment that is always a whole second, "
	        "within the calendar");
	wrong("months(ordered_at - period * 100, applied_at) > 1",
	        "the types do not fit: \"ordered_at - period * 100\", expected a moment that is always a whole second, "
	        "within the calendar");
	wrong("add_months(1 d, 1) < applied_at", "the types do not fit: \"1 d\", expected a moment");
	wrong("add_months(ordered_at, 1 d) < applied_at",
	        "the types do not fit: \"1 d\", expected a number without a unit");
	wrong("months(ordered_at) > 1",
	        "not an expression: \")\", expected a comma and a second moment");
}
END_TEST

START_TEST(conditionals)
{
	amounts("if(deployed, paid, voucher)", "(if deployed paid voucher)");
	amounts("if(deployed, paid, 5)", "(if deployed paid 500fen)");
	amounts("paid * if(deployed, 20 %, 50 %)", "(* (if deployed 1/5 1/2) paid)");
	amounts("if(yes, paid, voucher)", "paid");
	amounts("if(deployed, paid, paid)", "paid");
	means("if(deployed, started, evidently.so)",
	        "(or (and (not deployed) evidently.so) (and deployed started))");
	amounts("paid / if(deployed, 1, 2)", "(/ paid (if deployed 1 2))");
	wrong_amount("paid / if(deployed, 0, 1)",
	        "the divisor can be zero: \"paid / if(deployed, 0, 1)\", expected one that "
	        "never is");
	wrong_amount("if(paid, paid, voucher)",
	        "the types do not fit: \"paid\", expected a condition");
	wrong_amount("if(deployed, paid, 1 d)",
	        "the types do not fit: \"1 d\", expected an amount of money, as 800.00");
	wrong_amount("if(deployed, paid)",
	        "not an expression: \")\", expected a condition, what holds then, and what holds "
	        "else, with commas between");
	wrong_amount("if(deployed, site, paid)",
	        "the types do not fit: \"site\", expected = or in after it, and which it is to be");
	wrong_amount("if(deployed, paid, site)",
	        "the types do not fit: \"site\", expected = or in after it, and which it is to be");
	wrong_amount("paid * if(deployed, 20 %, 5)", "the types do not fit: \"5\", expected a percentage, as 20 %");
	means("if(verdict = full, deployed, started)",
	        "(or (and (not verdict:1) started) (and deployed verdict:1))");
	wrong("if(verdict = full, paid, voucher) > 1.00",
	        "the types do not fit: \"verdict = full\", expected nothing that depends on the "
	        "verdict here");
}
END_TEST

START_TEST(divisors)
{
	wrong_amount(
	        "paid / 0", "the divisor can be zero: \"paid / 0\", expected one that never is");
	wrong_amount("paid / (instances - 1)",
	        "the divisor can be zero: \"paid / (instances - 1)\", expected one that never is");
	amounts("paid / (instances - 0.5)", "(/ paid (- instances 1/2))");
	amounts("paid / (instances - 1000.5)", "(/ paid (- instances 2001/2))");
	wrong_amount("paid / (instances - 1000)", "the divisor can be zero: \"paid / (instances - "
	                                          "1000)\", expected one that never is");
	wrong_amount("paid / (period / 1 d)",
	        "the divisor can be zero: \"paid / (period / 1 d)\", expected one that never is");
	amounts("paid / max(1, period / 1 d)", "(/ paid (max (/ period 86400s) 1))");
	/* Elapsed time is never below zero, so one second more is never zero. */
	amounts("paid / (applied_at - ordered_at + 1 s) * 1 s",
	        "(* (/ paid (+ (elapsed applied_at ordered_at) 1s)) 1s)");
	wrong_amount("paid / (applied_at - ordered_at) * 1 s",
	        "the divisor can be zero: \"paid / (applied_at - ordered_at)\", expected one that "
	        "never is");
	wrong_amount("paid / share",
	        "the divisor can be zero: \"paid / share\", expected one that never is");
	amounts("paid / (share + 1 %)", "(/ paid (+ 1/100 share))");
}
END_TEST

/* 2^120 is allowed, what is beyond is not. big goes up to 2^39 fen. */
START_TEST(sizes)
{
	const char *nothing = "0.01 yuan * 0.01 yuan * 0.01 yuan";
	char text[200];

	means("big * big * big * 8 < big * big * big",
	        "(< (* (* (* big big) big) 8) (* (* big big) big))");
	wrong("big * big * big * 9 < big * big * big",
	        "the numbers can grow too large: \"big * big * big * 9\", expected smaller ranges");
	snprintf(text, sizeof(text), "big * big * big * 8 - %s < big * big * big", nothing);
	fails(text, false, 0, NULL,
	        HERE "the numbers can grow too large: \"big * big * big * 8 - 0.01 yuan * 0.01 "
	             "yuan * 0.01 yuan\", "
	             "expected smaller ranges\n");
	snprintf(text, sizeof(text), "big * big * big * 7 - %s < big * big * big", nothing);
	means(text, "(< (- (* (* (* big big) big) 7) 1?) (* (* big big) big))");
	/* Each side fits, but a comparison multiplies across. */
	means("big * big * big > voucher * voucher * voucher / 8",
	        "(< (/ (* (* voucher voucher) voucher) 8) (* (* big big) big))");
	wrong("big * big * big > voucher * voucher * voucher / 9",
	        "the numbers can grow too large: \"big * big * big > voucher * voucher * voucher / "
	        "9\", expected "
	        "smaller ranges");
	wrong("big * big * big >= voucher * voucher * voucher / 9",
	        "the numbers can grow too large: \"big * big * big >= voucher * voucher * voucher / 9\", expected "
	        "smaller ranges");
	wrong("big * big * big = voucher * voucher * voucher / 9",
	        "the numbers can grow too large: \"big * big * big = voucher * voucher * voucher / 9\", expected "
	        "smaller ranges");
	wrong("if(deployed, big * big * big, voucher * voucher * voucher / 9) < big * big * big",
	        "the numbers can grow too large: \"big * big * big\", expected smaller ranges");
	wrong("min(big * big * big, voucher * voucher * voucher / 9) < voucher * voucher * voucher",
	        "the numbers can grow too large: \"big * big * big, voucher * voucher * "
	        "voucher / 9\", "
	        "expected smaller ranges");
}
END_TEST

/* Against a constant an operation stays where it is when the constant, a very small fraction, would have no number any
 * more once it is turned round: K + x, x - K, K - x and x / 97 with large K. */
#define LARGE "10000000000.00 * 1000000000 * 10000000000"
#define SMALL "0.01 / 1000000000 / 10000000000"

START_TEST(what_grows_when_it_is_turned_round)
{
	means("floor(paid, 1.00) - " LARGE " + " LARGE " < " SMALL,
	        "(< (+ (- (floor paid 100fen) 10000000000000000000000000000000fen) "
	        "10000000000000000000000000000000fen) 1/10000000000000000000fen)");
	means("floor(paid, 1.00) + " LARGE " - " LARGE " < " SMALL,
	        "(< (- (+ (floor paid 100fen) 10000000000000000000000000000000fen) "
	        "10000000000000000000000000000000fen) 1/10000000000000000000fen)");
	means(LARGE " - (" LARGE " - floor(paid, 1.00)) < " SMALL,
	        "(< (- 10000000000000000000000000000000fen (- 10000000000000000000000000000000fen "
	        "(floor paid 100fen))) 1/10000000000000000000fen)");
	means("(floor(paid, 1.00) - 10000000000000 * 97) / 97 + 10000000000000 < " SMALL " / 1000",
	        "(< (+ (/ (- (floor paid 100fen) 97000000000000000fen) 97) 1000000000000000fen) "
	        "1/10000000000000000000000fen)");
	/* the constant has a number still, but one too large for a policy */
	means("floor((min(paid - 10000000000000, 5.00 - 10000000000000) + 10000000000000) * "
	      "(1000000000 * 1000000000 * 1000000), 1.00) < 5.00",
	        "(< (floor (* (+ (min (- paid 1000000000000000fen) -999999999999500fen) 1000000000000000fen) "
	        "1000000000000000000000000) 100fen) 500fen)");
}
END_TEST

/* ---- the pool without the language
 * ---------------------------------------------------------------------------------- */

START_TEST(dimensions)
{
	const struct dimension all[] = {
	        dimension_number, dimension_money, dimension_time, dimension_moment, dimension_truth};

	for (int i = 0; i < 5; i++)
		for (int j = 0; j < 5; j++)
			ck_assert_int_eq(dimension_equal(all[i], all[j]), i == j);
}
END_TEST

static uint32_t amount_of(struct pool *pool, uint32_t slot)
{
	return pool_fact(pool, slot, 0, 1000000, 1, dimension_money, EXPR_NONE, EXPR_NONE);
}

/* The Nth of the nodes that differ in one field alone. */
static uint32_t nth_alike(struct pool *pool, int field, uint32_t n)
{
	uint32_t x = amount_of(pool, 1000), y = amount_of(pool, 1001);
	struct dimension odd = {.money = (int8_t)(n - 100)};

	switch (field) {
	case 0:
		return pool_flag(pool, n, EXPR_NONE, EXPR_NONE);
	case 1:
		return pool_arithmetic(pool, EXPR_SUB, amount_of(pool, n), x, dimension_money);
	case 2:
		return pool_arithmetic(pool, EXPR_SUB, x, amount_of(pool, n), dimension_money);
	case 3:
		return pool_if(pool, pool_flag(pool, n, EXPR_NONE, EXPR_NONE), x, y, dimension_money);
	case 4:
		return pool_in(pool, 0, n + 1, 64, -1, EXPR_NONE);
	case 5:
		return pool_number(pool, number_of(n + 1), dimension_number);
	case 6:
		return pool_number(pool, (struct number){1, n + 2}, dimension_number);
	case 7:
		return pool_number(pool, number_of(1000), odd);
	default: /* no part of a node's place in the table */
		odd.moment = true;
		return pool_number(pool, number_of(1000), odd);
	}
}

/* So many nodes that their places in the table meet, whatever they differ in. */
START_TEST(nodes_are_told_apart)
{
	enum { FIELDS = 9, EACH = 200 };
	static uint32_t nodes[FIELDS][EACH];
	bool taken[POOL_MAX_NODES] = {false};
	struct pool pool;
	uint32_t count = 0;

	pool_init(&pool);
	for (int round = 0; round < 2; round++) {
		for (int field = 0; field < FIELDS; field++)
			for (uint32_t n = 0; n < EACH; n++) {
				uint32_t node = nth_alike(&pool, field, n);
				ck_assert_uint_ne(node, EXPR_NONE);
				ck_assert_msg(round == 0 ? !taken[node] : nodes[field][n] == node,
				        "field %d, node %u", field, n);
				taken[node] = true;
				nodes[field][n] = node;
			}
		ck_assert(round == 0 || count == pool.nodes.count);
		count = pool.nodes.count;
	}
	pool_release(&pool);
}
END_TEST

/* An operand that could not be made makes nothing of it. */
START_TEST(what_is_missing_stays_missing)
{
	struct pool pool;

	pool_init(&pool);
	uint32_t x = amount_of(&pool, 0), y = amount_of(&pool, 1), none = EXPR_NONE;
	uint32_t c = pool_flag(&pool, 2, none, none), count = pool.nodes.count;
	ck_assert_uint_eq(pool_if(&pool, none, x, y, dimension_money), none);
	ck_assert_uint_eq(pool_if(&pool, c, none, y, dimension_money), none);
	ck_assert_uint_eq(pool_if(&pool, c, x, none, dimension_money), none);
	ck_assert_uint_eq(pool_arithmetic(&pool, EXPR_ADD, none, y, dimension_money), none);
	ck_assert_uint_eq(pool_arithmetic(&pool, EXPR_ADD, x, none, dimension_money), none);
	ck_assert_uint_eq(pool_compare(&pool, EXPR_LE, none, y), none);
	ck_assert_uint_eq(pool_compare(&pool, EXPR_LE, x, none), none);
	ck_assert_uint_eq(pool_not(&pool, none), none);
	ck_assert_uint_eq(pool_and(&pool, none, c), none);
	ck_assert_uint_eq(pool_and(&pool, c, none), none);
	ck_assert_uint_eq(pool_or(&pool, none, c), none);
	ck_assert_uint_eq(pool_or(&pool, c, none), none);
	ck_assert_uint_eq(pool.nodes.count, count);
	pool_release(&pool);
}
END_TEST

/* A default that never holds is none, one that always holds has no condition; a choice among none, or among all, is no
 * question. */
START_TEST(leaves)
{
	struct pool pool;

	pool_init(&pool);
	uint32_t yes = pool_truth(&pool, true), no = pool_truth(&pool, false), none = EXPR_NONE;
	uint32_t when = pool_flag(&pool, 0, none, none);
	const struct expr_node *node = pool_node(&pool, pool_flag(&pool, 1, yes, no));
	ck_assert_uint_eq(node->a, none);
	ck_assert_uint_eq(node->b, none);
	node = pool_node(&pool, pool_flag(&pool, 2, no, yes));
	ck_assert_uint_eq(node->a, no);
	ck_assert_uint_eq(node->b, none);
	node = pool_node(&pool, pool_flag(&pool, 3, no, when));
	ck_assert_uint_eq(node->a, no);
	ck_assert_uint_eq(node->b, when);
	node = pool_node(&pool, pool_in(&pool, 4, 2, 3, 1, none));
	ck_assert_uint_eq(node->a, yes);
	node = pool_node(&pool, pool_in(&pool, 4, 2, 3, 0, none));
	ck_assert_uint_eq(node->a, no);
	ck_assert_uint_eq(pool_in(&pool, 4, 0, 3, 1, none), no);
	ck_assert_uint_eq(pool_in(&pool, 4, 8, 3, 1, none), no);
	ck_assert_uint_eq(pool_in(&pool, 4, 7, 3, 1, none), yes);
	pool_release(&pool);
}
END_TEST

START_TEST(numbers_that_fit)
{
	const struct number fit[] = {{BOUNDS_LIMIT, 1}, {-BOUNDS_LIMIT, 1}, {1, BOUNDS_LIMIT}},
	                    large[] = {{BOUNDS_LIMIT + 1, 1}, {-BOUNDS_LIMIT - 1, 1}, {1, BOUNDS_LIMIT + 1}};
	struct pool pool;

	pool_init(&pool);
	for (int i = 0; i < 3; i++) {
		ck_assert_uint_ne(pool_number(&pool, fit[i], dimension_number), EXPR_NONE);
		pool.problem = POOL_FINE;
		ck_assert_uint_eq(pool_number(&pool, large[i], dimension_number), EXPR_NONE);
		ck_assert_int_eq(pool.problem, POOL_TOO_LARGE);
	}
	pool_release(&pool);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
	        {"understood", {precedence, comparisons, choices_and_verdicts, units, bare_numbers,
	                               percentages, moments, constants_are_worked_out, equal_nodes_are_shared,
	                               defaults_are_in_the_node, named_expressions, rounding,
	                               calendar_months, conditionals, NULL}},
	        {"wrong", {wrong_words, wrong_grammar, wrong_types, what_a_place_does_not_allow,
	                          circles, a_broken_define_is_reported_once, NULL}},
	        {"limits", {depth, a_long_chain_of_defines, too_many_nodes, NULL}},
	        {"proven", {divisors, sizes, what_grows_when_it_is_turned_round, NULL}},
	        {"pool", {dimensions, nodes_are_told_apart, what_is_missing_stays_missing, leaves,
	                         numbers_that_fit, NULL}},
	        {"limits", {depth, a_long_chain_of_defines, too_many_nodes, no_room_for_one_more, NULL}},
	        {"proven", {divisors, sizes, NULL}},
	};
	return SUITE_RUN("expression", groups);
}
