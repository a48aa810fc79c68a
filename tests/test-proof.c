/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pack that loads cannot fail at evaluation: packs with amounts and conditions drawn at random
 * are loaded, and those that load are judged with answers at the edges of their ranges, in the
 * middle, and left open. No divisor may be zero and nothing may overflow (the build with UBSan
 * looks at each operation); every node stays within the bounds that the loader has found for it.
 */
#include "config.h"

#include "compiler.h"
#include "packs.h"

/* ---- drawing expressions
 * ------------------------------------------------------------------------- */

static void add_money(struct draw *draw, struct text_buffer *text, int depth);
static void add_number(struct draw *draw, struct text_buffer *text, int depth);
static void add_time(struct draw *draw, struct text_buffer *text, int depth);

static void add_two(struct draw *draw, struct text_buffer *text, int depth,
        void (*add)(struct draw *, struct text_buffer *, int), const char *open, const char *sign)
{
	text_buffer_add(text, open);
	add(draw, text, depth - 1);
	text_buffer_add(text, sign);
	add(draw, text, depth - 1);
	text_buffer_add(text, ")");
}

/* Sums, differences, the smaller and the larger: the same for every unit. */
static void add_alike(struct draw *draw, struct text_buffer *text, int depth,
        void (*add)(struct draw *, struct text_buffer *, int))
{
	static const char *const forms[][2] = {
	        {"(", " + "}, {"(", " - "}, {"min(", ", "}, {"max(", ", "}};
	const char *const *form = forms[draw_below(draw, 4)];
	add_two(draw, text, depth, add, form[0], form[1]);
}

static void add_choice(
        struct draw *draw, struct text_buffer *text, const char *const *choices, uint32_t count)
{
	text_buffer_add(text, choices[draw_below(draw, count)]);
}

static void add_money(struct draw *draw, struct text_buffer *text, int depth)
{
	static const char *const leaves[] = {
	        "paid", "paid", "voucher", "0.01 yuan", "800 yuan", "9999999999.99 yuan"};

	if (depth == 0) {
		add_choice(draw, text, leaves, 6);
		return;
	}
	switch (draw_below(draw, 4)) {
	case 0:
	case 1:
		add_alike(draw, text, depth, add_money);
		return;
	default:
		text_buffer_add(text, "(");
		add_money(draw, text, depth - 1);
		text_buffer_add(text, draw_below(draw, 3) == 0 ? " / " : " * ");
		add_number(draw, text, depth - 1);
		text_buffer_add(text, ")");
	}
}

static void add_time(struct draw *draw, struct text_buffer *text, int depth)
{
	static const char *const leaves[] = {"period", "(applied_at - ordered_at)",
	        "(ordered_at - applied_at)", "1 s", "30 d", "1.5 h"};

	if (depth == 0)
		add_choice(draw, text, leaves, 6);
	else
		add_alike(draw, text, depth, add_time);
}

static void add_number(struct draw *draw, struct text_buffer *text, int depth)
{
	static const char *const leaves[] = {
	        "share", "instances", "20 %", "1", "0.3333", "(instances + 1)", "(share + 1 %)"};

	if (depth == 0) {
		add_choice(draw, text, leaves, 7);
		return;
	}
	switch (draw_below(draw, 4)) {
	case 0:
		add_two(draw, text, depth, add_number, "(1 * ", " + 0 * 1 * ");
		return;
	case 1:
		add_two(draw, text, depth, add_number, "(", " * ");
		return;
	case 2:
		text_buffer_add(text, "(");
		add_time(draw, text, depth - 1);
		text_buffer_add(text, " / max(1 s, ");
		add_time(draw, text, depth - 1);
		text_buffer_add(text, "))");
		return;
	default:
		text_buffer_add(text, "(");
		add_money(draw, text, depth - 1);
		text_buffer_add(text, " / (0.01 yuan + max(0 yuan, ");
		add_money(draw, text, depth - 1);
		text_buffer_add(text, ")))");
	}
}

static void add_condition(struct draw *draw, struct text_buffer *text)
{
	static const char *const signs[] = {" < ", " <= ", " > ", " >= ", " = ", " != "};
	int depth = (int)draw_below(draw, 3);

	if (draw_below(draw, 3) == 0) {
		add_time(draw, text, depth);
		add_choice(draw, text, signs, 6);
		add_time(draw, text, depth);
	} else {
		add_money(draw, text, depth);
		add_choice(draw, text, signs, 6);
		add_money(draw, text, depth);
	}
}

static char *draw_pack(struct draw *draw)
{
	struct text_buffer text;
	int rules = 1 + (int)draw_below(draw, 3);

	text_buffer_init(&text);
	text_buffer_add(&text, "[policy]\nid = drawn\nprovider = p\ntitle = T\nrevision = "
	                       "1\nauthority = official\n"
	                       "calendar = cn\nbase = ");
	add_money(draw, &text, (int)draw_below(draw, 2));
	for (int i = 0; i < rules; i++) {
		text_buffer_printf(
		        &text, "\n[rule.r%d]\ntext = T\nsource = §1\nlabel = L\nwhen = ", i);
		text_buffer_add(&text, draw_below(draw, 3) == 0 ? "deployed and " : "");
		add_condition(draw, &text);
		text_buffer_add(&text, "\ndeduct = ");
		add_money(draw, &text, (int)draw_below(draw, 3));
	}
	return text_buffer_take(&text);
}

/* ---- judging
 * ----------------------------------------------------------------------------------------- */

static void draw_answers(struct draw *draw, struct tk_answers *answers)
{
	const struct tk_vocabulary *vocabulary = tk_answers_vocabulary(answers);

	for (size_t slot = 0; slot < tk_vocabulary_count(vocabulary); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, slot);
		uint64_t span = (uint64_t)(fact->most - fact->least) + 1;
		uint64_t some =
		        (uint64_t)draw_below(draw, 1 << 24) << 24 | draw_below(draw, 1 << 24);
		int64_t values[] = {fact->least, fact->most, fact->least + (int64_t)(some % span)};
		tk_answers_clear(answers, slot);
		if (fact->type != TK_TEXT && fact->type != TK_CHOICE && draw_below(draw, 5) > 0)
			tk_answers_set(answers, slot, values[draw_below(draw, 3)], TK_KNOWN_TYPED);
	}
}

static bool is_within(const struct tk_outcome *outcome)
{
	if (outcome->least < 0 || outcome->least > outcome->most)
		return false;
	return outcome->amount == TK_NO_AMOUNT ||
	       (outcome->amount >= outcome->least && outcome->amount <= outcome->most);
}

START_TEST(packs_that_load_are_judged)
{
	static const int64_t moments[] = {0, INT64_C(1795413600), TK_MOMENT_MAX};
	struct tk_vocabulary *vocabulary = sound_facts(SMALL_FACTS);
	const struct tk_calendar *calendars[] = {chinese_calendar()};
	struct tk_world world = {vocabulary, calendars, 1};
	struct draw draw = {17};
	int loaded = 0, too_large = 0;

	for (int i = 0; i < tries(400); i++) {
		char *text = draw_pack(&draw);
		struct tk_policy *policy = NULL;
		struct tk_errors errors;
		tk_errors_init(&errors);
		if (tk_policy_load("p", text, strlen(text), &world, &policy, &errors) != TK_OK) {
			char *messages = all_messages(&errors);
			ck_assert_msg(errors.items[0].code == TK_E_OVERFLOW ||
			                      errors.items[0].code == TK_E_DIVISOR,
			        "%s\n%s", text, messages);
			too_large++;
			free(messages);
		} else {
			struct tk_answers *answers = tk_answers_new(vocabulary);
			loaded++;
			for (int k = 0; k < 10; k++) {
				struct tk_decision *decision;
				draw_answers(&draw, answers);
				ck_assert_int_eq(
				        tk_evaluate(policy, answers, moments[draw_below(&draw, 3)],
				                k == 0 ? TK_WITH_WHAT_IF : 0, &decision),
				        TK_OK);
				ck_assert_msg(is_within(&decision->outcome), "%s", text);
				tk_decision_free(decision);
			}
			tk_answers_free(answers);
		}
		tk_policy_free(policy);
		tk_errors_release(&errors);
		free(text);
	}
	ck_assert_int_gt(loaded, tries(80));
	ck_assert_int_gt(too_large, tries(20));
	tk_calendar_free((struct tk_calendar *)calendars[0]);
	tk_vocabulary_free(vocabulary);
}
END_TEST

/* ---- each node within its bounds
 * ------------------------------------------------------------------- */

static struct number node_value(const struct expr_node *node, const struct number *values,
        const int64_t *answers, const struct tk_vocabulary *vocabulary)
{
	struct number result = {0, 1}, a = {0, 1}, b = {0, 1};
	bool fits = true;

	if (node->op > EXPR_NOW) {
		a = values[node->a];
		b = values[node->b];
	}
	switch (node->op) {
	case EXPR_CONSTANT:
		return node->constant;
	case EXPR_FACT:
		return (struct number){answers[node->slot],
		        vocabulary->facts[node->slot].shown.type == TK_PERCENT ? 10000 : 1};
	case EXPR_ADD:
		fits = number_add_checked(a, b, &result);
		break;
	case EXPR_SUB:
	case EXPR_ELAPSED:
		fits = number_sub_checked(a, b, &result);
		if (node->op == EXPR_ELAPSED && result.num < 0)
			result.num = 0;
		break;
	case EXPR_MUL:
		fits = number_mul_checked(a, b, &result);
		break;
	case EXPR_DIV:
		fits = number_div_checked(a, b, &result);
		break;
	case EXPR_MIN:
		return number_compare_any(a, b) < 0 ? a : b;
	case EXPR_MAX:
		return number_compare_any(a, b) > 0 ? a : b;
	default:
		break;
	}
	ck_assert(fits);
	return result;
}

START_TEST(nodes_stay_within_their_bounds)
{
	struct tk_vocabulary *vocabulary = sound_facts(SMALL_FACTS);
	static struct number values[POOL_MAX_NODES];
	struct draw draw = {23};
	int compiled = 0;

	for (int i = 0; i < tries(2000); i++) {
		struct compiler compiler;
		struct text_buffer text;
		struct expr_source source = {.place = {.file = "p"}};
		int64_t answers[16];
		ck_assert(compiler_init(&compiler, vocabulary, NULL, 0, NULL));
		text_buffer_init(&text);
		add_money(&draw, &text, 1 + (int)draw_below(&draw, 3));
		source.text = text.text;
		if (compile_money(&compiler, &source, 0) != EXPR_NONE) {
			const struct expr_pool *pool = &compiler.pool.nodes;
			compiled++;
			for (int k = 0; k < 10; k++) {
				for (size_t slot = 0; slot < vocabulary->count; slot++) {
					const struct tk_fact *fact = &vocabulary->facts[slot].shown;
					int64_t middle =
					        fact->least + (fact->most - fact->least) / 3;
					int64_t some[] = {fact->least, fact->most, middle};
					answers[slot] = some[draw_below(&draw, 3)];
				}
				for (uint32_t n = 0; n < pool->count; n++) {
					const struct bounds *bounds = &compiler.pool.bounds[n];
					if (pool->nodes[n].op >= EXPR_TRUTH ||
					        pool->nodes[n].op == EXPR_NOW)
						continue;
					values[n] = node_value(
					        &pool->nodes[n], values, answers, vocabulary);
					ck_assert(
					        number_compare_any(values[n], bounds->least) >= 0);
					ck_assert(number_compare_any(values[n], bounds->most) <= 0);
					ck_assert(values[n].num <= bounds->size &&
					          -values[n].num <= bounds->size);
					ck_assert(bounds->size <= BOUNDS_LIMIT &&
					          bounds->den <= BOUNDS_LIMIT);
					ck_assert(bounds->fixed ? bounds->den % values[n].den == 0
					                        : values[n].den <= bounds->den);
				}
			}
		}
		text_buffer_release(&text);
		compiler_release(&compiler);
	}
	ck_assert_int_gt(compiled, tries(1000));
	tk_vocabulary_free(vocabulary);
}
END_TEST

/* The moment of the application is told of a refused case, too. */
START_TEST(refused_cases_keep_their_moment)
{
	static const char pack[] = "[policy]\nid = p\nprovider = p\ntitle = P\nrevision = 1\n"
	                           "authority = official\ncalendar = cn\n[rule.no]\nwhen = yes\n"
	                           "refuse = yes\ntext = T\nsource = §1\n";
	struct tk_vocabulary *vocabulary = sound_facts(SMALL_FACTS);
	struct tk_calendar *calendar = chinese_calendar();
	const struct tk_calendar *calendars[] = {calendar};
	struct tk_world world = {vocabulary, calendars, 1};
	struct tk_answers *answers = tk_answers_new(vocabulary);
	struct tk_policy *policy = NULL;
	struct tk_decision *decision = NULL;
	struct tk_errors errors;
	int slot = tk_vocabulary_find(vocabulary, "applied_at");

	tk_errors_init(&errors);
	tk_policy_load("p.ini", pack, strlen(pack), &world, &policy, &errors);
	reported(&errors, "");
	tk_answers_set(answers, (size_t)slot, 1000, TK_KNOWN_TYPED);
	ck_assert_int_eq(tk_evaluate(policy, answers, 5000, 0, &decision), TK_OK);
	ck_assert_int_eq(decision->outcome.verdict, TK_REFUSED);
	ck_assert_int_eq(decision->applied_at, 1000);
	tk_decision_free(decision);
	tk_policy_free(policy);
	tk_answers_free(answers);
	tk_calendar_free(calendar);
	tk_vocabulary_free(vocabulary);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
	        {"proof", {packs_that_load_are_judged, nodes_stay_within_their_bounds,
	                          refused_cases_keep_their_moment, NULL}},
	};
	return SUITE_RUN("proof", groups);
}
