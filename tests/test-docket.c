/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases in step against the same cases one by one, on random answers under every pack that is shipped. */
#include "config.h"

#include "judging.h"

#define AT "2026-11-23T15:00"

/* ---- answers at random ------------------------------------------------------------------------- */

/* Mostly values that rules tell apart: moments within weeks of each other, small amounts. */
static int64_t random_value(struct draw *draw, const struct tk_fact *fact)
{
	static const uint32_t spans[] = {3600, 86400, 86400 * 8, 86400 * 60, 86400 * 500};
	int64_t value;

	switch (fact->type) {
	case TK_FLAG:
		return draw_below(draw, fact->usual || !fact->has_usual ? 2 : 5) == 0;
	case TK_CHOICE:
		return draw_below(draw, (uint32_t)fact->choice_count);
	case TK_MONEY:
		value = draw_below(draw, 200000);
		break;
	case TK_MOMENT:
		value = moment(AT) - draw_below(draw, spans[draw_below(draw, 5)]);
		break;
	default:
		value = fact->least + draw_below(draw, 40);
		break;
	}
	return value < fact->least ? fact->least : value > fact->most ? fact->most : value;
}

static bool is_kept_as_text(const struct tk_fact *fact)
{
	return fact->type == TK_TEXT || (fact->type == TK_CHOICE && fact->choice_count == 0);
}

/* One answer in OPEN is left open. */
static struct tk_answers *random_answers(const struct tk_policy *policy, struct draw *draw, uint32_t open)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(policy);
	struct tk_answers *answers = tk_answers_new(vocabulary);

	for (size_t slot = 0; slot < tk_vocabulary_count(vocabulary); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, slot);
		if (fact->unknown != NULL || draw_below(draw, open) == 0)
			continue;
		if (is_kept_as_text(fact))
			ck_assert_int_eq(tk_answers_set_text(answers, slot, "a", TK_KNOWN_TYPED), TK_OK);
		else
			ck_assert_int_eq(tk_answers_set(answers, slot, random_value(draw, fact), TK_KNOWN_TYPED),
				TK_OK);
	}
	return answers;
}

/* As commands and wizard do it, one case at a time. */
static struct tk_decision *judged_alone(const struct tk_policy *policy, const struct tk_answers *answers)
{
	size_t slots = tk_vocabulary_count(tk_policy_vocabulary(policy));
	struct tk_answers *used = tk_answers_copy(answers);
	enum tk_truth *asked = calloc(slots, sizeof(*asked));
	struct tk_decision *decision = NULL;

	ck_assert_int_eq(tk_questions_asked(policy, answers, moment(AT), asked), TK_OK);
	for (size_t slot = 0; slot < slots; slot++)
		if (asked[slot] == TK_NO)
			tk_answers_clear(used, slot);
	/* What is left is asked, as single questions have it. */
	for (size_t slot = 0; slot < slots; slot += 7)
		if (!tk_vocabulary_fact(tk_policy_vocabulary(policy), slot)->evidence)
			ck_assert_int_eq(tk_fact_asked(policy, used, slot, moment(AT)), asked[slot]);
	ck_assert_int_eq(tk_evaluate(policy, used, moment(AT), 0, &decision), TK_OK);
	free(asked);
	tk_answers_free(used);
	return decision;
}

/* ---- comparing ----------------------------------------------------------------------------------- */

static void same_lists(const struct tk_kind *kind, const struct tk_decision *decision)
{
	char ids[4096];

	ids_of(decision->refusals, decision->refusal_count, ids);
	are_ids(kind->refusals, kind->refusal_count, ids);
	ids_of(decision->missing, decision->missing_count, ids);
	are_ids(kind->missing, kind->missing_count, ids);
	ids_of(decision->required, decision->required_count, ids);
	are_ids(kind->required, kind->required_count, ids);
	ids_of(decision->held, decision->held_count, ids);
	are_ids(kind->held, kind->held_count, ids);
}

static void same_rules(const struct tk_kind *kind, const struct tk_decision *decision)
{
	size_t fired = 0, open = 0;

	for (size_t i = 0; i < decision->trace_count; i++) {
		const struct tk_trace *line = &decision->trace[i];
		if (line->state == TK_YES)
			ck_assert_ptr_eq(kind->fired[fired++], line->rule);
		if (line->state == TK_OPEN)
			ck_assert_ptr_eq(kind->open[open++], line->rule);
	}
	ck_assert_uint_eq(kind->fired_count, fired);
	ck_assert_uint_eq(kind->open_count, open);
}

static void same(const struct tk_ruling *ruling, const struct tk_decision *decision)
{
	char text[96];

	is_outcome(&ruling->outcome, outcome_text(&decision->outcome, text));
	ck_assert_int_eq(ruling->kind->verdict, decision->outcome.verdict);
	ck_assert_int_eq(ruling->kind->channel_state, decision->channel_state);
	ck_assert_ptr_eq(ruling->kind->channel, decision->channel);
	same_lists(ruling->kind, decision);
	same_rules(ruling->kind, decision);
}

/* ---- every pack ------------------------------------------------------------------------------------ */

static void put(struct tk_docket *docket, size_t place, const struct tk_answers *answers)
{
	size_t slots = tk_vocabulary_count(tk_answers_vocabulary(answers));

	for (size_t slot = 0; slot < slots; slot++)
		if (tk_answers_state(answers, slot) == TK_ANSWERED)
			tk_docket_answer(docket, place, slot, tk_answers_value(answers, slot));
}

/* COUNT cases under the policy; of each, one answer in OPEN is open. */
static void compare_some(const struct tk_policy *policy, struct draw *draw, size_t count, uint32_t open)
{
	struct tk_docket *docket =
		tk_docket_new(policy, TK_DOCKET_ASKED | TK_DOCKET_RULES | TK_DOCKET_HELD);
	struct tk_answers *answers[TK_DOCKET_CASES];
	struct tk_ruling rulings[TK_DOCKET_CASES];

	ck_assert_ptr_nonnull(docket);
	for (size_t i = 0; i < count; i++) {
		answers[i] = random_answers(policy, draw, open);
		put(docket, i, answers[i]);
	}
	/* What stood in a place that was cleared must not matter. */
	put(docket, count - 1, answers[0]);
	tk_docket_clear_place(docket, count - 1);
	put(docket, count - 1, answers[count - 1]);
	ck_assert_int_eq(tk_docket_judge(docket, count, moment(AT), rulings), TK_OK);
	for (size_t i = 0; i < count; i++) {
		struct tk_decision *decision = judged_alone(policy, answers[i]);
		same(&rulings[i], decision);
		tk_decision_free(decision);
		tk_answers_free(answers[i]);
	}
	tk_docket_free(docket);
}

static int is_pack(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');
	return dot != NULL && strcmp(dot, ".ini") == 0;
}

static void compare_pack(const char *name, struct draw *draw)
{
	size_t length;
	char *facts = source_text("data/facts.ini", &length), *path = text_printf("data/policies/%s", name);
	char *pack = source_text(path, &length);
	struct bench bench;

	bench_open(&bench, facts, pack);
	const uint32_t others = (uint32_t)tries(TK_DOCKET_CASES - 1); /* beside the first; few under valgrind */
	for (int i = 0; i < 1 + tries(2); i++)
		compare_some(bench.policy, draw, 1 + others, 1000000);
	compare_some(bench.policy, draw, 1 + draw_below(draw, others), 40);
	compare_some(bench.policy, draw, 1 + (size_t)tries(8), 6);
	compare_some(bench.policy, draw, 1 + (size_t)tries(3), 1);
	bench_close(&bench);
	free(pack);
	free(path);
	free(facts);
}

START_TEST(test_every_pack)
{
	const char *folder = getenv("TK_SRCDIR");
	char *path = file_join(folder == NULL ? "." : folder, "data/policies");
	struct draw draw = {7};
	struct dirent **entries;
	int count = scandir(path, &entries, is_pack, alphasort);

	ck_assert_int_ge(count, 1);
	for (int i = 0; i < count; i++) {
		compare_pack(entries[i]->d_name, &draw);
		free(entries[i]);
	}
	free(entries);
	free(path);
}
END_TEST

/* ---- numbers in step --------------------------------------------------------------------------------- */

#define BEYOND "(10000000000 * 1000000000)" /* 64 bits */

/* A fact that all cases of a step have told, beside a number of the pack: in whole numbers where they fit, else in
 * fractions. Of each case the sum of what fired tells on which side of the numbers it is. */
START_TEST(test_beside_a_number)
{
	struct tk_ruling rulings[TK_DOCKET_CASES];
	struct bench bench;

	bench_open(&bench, SMALL_FACTS,
		SMALL_HEAD SMALL_SOURCE
		DEDUCT("at-least", "20.00 <= voucher", "1.00") DEDUCT("more", "20.00 < voucher", "2.00")
		DEDUCT("at-most", "voucher <= 20.00", "4.00") DEDUCT("less", "voucher < 20.00", "8.00")
		DEDUCT("many", "instances * " BEYOND " - 3 * " BEYOND " > period / 1 s", "16.00")
		DEDUCT("few", "3 * " BEYOND " + instances * -" BEYOND " > period / 1 s", "32.00"));
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(bench.policy);
	struct tk_docket *docket = tk_docket_new(bench.policy, TK_DOCKET_RULES);
	for (size_t i = 0; i < TK_DOCKET_CASES; i++) {
		tk_docket_answer(docket, i, slot_of(vocabulary, "paid"), 10000);
		tk_docket_answer(docket, i, slot_of(vocabulary, "period"), 5);
		tk_docket_answer(docket, i, slot_of(vocabulary, "voucher"), 1999 + (int64_t)i % 3);
		tk_docket_answer(docket, i, slot_of(vocabulary, "instances"), 1 + (int64_t)i % 5);
	}
	ck_assert_int_eq(tk_docket_judge(docket, TK_DOCKET_CASES, moment(AT), rulings), TK_OK);
	for (size_t i = 0; i < TK_DOCKET_CASES; i++) {
		const int of_voucher[] = {4 + 8, 1 + 4, 1 + 2}, of_instances[] = {32, 32, 0, 16, 16};
		char expected[32];
		snprintf(expected, sizeof(expected), "partial %d.00", 100 - of_voucher[i % 3] - of_instances[i % 5]);
		is_outcome(&rulings[i].outcome, expected);
	}
	tk_docket_free(docket);
	bench_close(&bench);
}
END_TEST

/* Two questions each of which decides whether the other is asked chase each other: that comes to an end, and leaves all
 * others alone. */
START_TEST(test_questions_in_a_circle)
{
	enum tk_truth asked[32];
	struct tk_ruling ruling;
	struct bench bench;

	bench_open(&bench,
		SMALL_FACTS FACT("left", "flag") "default = no\nask = right\n"
		FACT("right", "flag") "default = no\nask = not left\n",
		SMALL_HEAD SMALL_SOURCE WARN("l", "left") WARN("r", "right") DEDUCT("fee", "deployed", "paid * 20 %"));
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(bench.policy);
	struct tk_answers *answers = answers_for(&bench, "paid=1 deployed=yes left=yes right=yes");
	ck_assert_int_eq(tk_questions_asked(bench.policy, answers, moment(AT), asked), TK_OK);
	for (size_t slot = 0; slot < tk_vocabulary_count(vocabulary); slot++)
		if (slot != slot_of(vocabulary, "left") && slot != slot_of(vocabulary, "right"))
			ck_assert_int_eq(asked[slot], TK_YES);
	/* Without the first answer nothing chases anything. */
	answer(answers, "left=");
	ck_assert_int_eq(tk_questions_asked(bench.policy, answers, moment(AT), asked), TK_OK);
	ck_assert_int_eq(asked[slot_of(vocabulary, "left")], TK_YES);
	ck_assert_int_eq(asked[slot_of(vocabulary, "right")], TK_YES);
	answer(answers, "left=yes");
	struct tk_docket *docket = tk_docket_new(bench.policy, TK_DOCKET_ASKED | TK_DOCKET_RULES);
	put(docket, 0, answers);
	ck_assert_int_eq(tk_docket_judge(docket, 1, moment(AT), &ruling), TK_OK);
	is_outcome(&ruling.outcome, "partial 0.80");
	tk_docket_free(docket);
	tk_answers_free(answers);
	bench_close(&bench);
}
END_TEST

/* ---- kinds ---------------------------------------------------------------------------------------- */

/* Cases that are alike are told so, across judgements too, and what a caller keeps with them stays. */
START_TEST(test_alike)
{
	struct bench bench;
	struct tk_ruling rulings[TK_DOCKET_CASES];
	struct tk_kind *kind;

	bench_open(&bench, SMALL_FACTS,
		SMALL_HEAD SMALL_SOURCE REFUSE("started", "started") DEDUCT("fee", "deployed", "paid * 20 %"));
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(bench.policy);
	size_t paid = slot_of(vocabulary, "paid"), deployed = slot_of(vocabulary, "deployed");
	size_t started = slot_of(vocabulary, "started");
	struct tk_docket *docket = tk_docket_new(bench.policy, 0);
	for (size_t i = 0; i < 3; i++) {
		tk_docket_answer(docket, i, paid, 10001 + (int64_t)i);
		tk_docket_answer(docket, i, deployed, i != 2);
		tk_docket_answer(docket, i, started, 0);
	}
	ck_assert_int_eq(tk_docket_judge(docket, 3, moment(AT), rulings), TK_OK);
	is_outcome(&rulings[0].outcome, "partial 80.01");
	is_outcome(&rulings[1].outcome, "partial 80.02");
	is_outcome(&rulings[2].outcome, "full 100.03");
	ck_assert_ptr_eq(rulings[0].kind, rulings[1].kind);
	ck_assert_ptr_ne(rulings[0].kind, rulings[2].kind);
	kind = rulings[0].kind;
	kind->user = strdup("kept");
	/* The places are empty again: nothing is known of paid. */
	tk_docket_answer(docket, 0, deployed, 1);
	tk_docket_answer(docket, 0, started, 0);
	tk_docket_answer(docket, 1, started, 1);
	ck_assert_int_eq(tk_docket_judge(docket, 2, moment(AT), rulings), TK_OK);
	is_outcome(&rulings[0].outcome, "partial 0.00-unbounded");
	ck_assert_ptr_eq(rulings[0].kind, kind);
	ck_assert_str_eq(kind->user, "kept");
	is_outcome(&rulings[1].outcome, "refused 0.00");
	tk_docket_free(docket);
	bench_close(&bench);
}
END_TEST

/* More documents than a word of the key has room for. */
#define DOCUMENTS 34

static char *pack_of_documents(void)
{
	struct text_buffer pack;

	text_buffer_init(&pack);
	text_buffer_add(&pack, SMALL_HEAD SMALL_SOURCE REFUSE("started", "started"));
	for (int i = 0; i < DOCUMENTS; i++)
		text_buffer_printf(&pack, DOCUMENT("paper_%d") RULE("r%d", "deployed", "require = paper_%d"), i, i, i);
	ck_assert(!pack.failed);
	return pack.text;
}

/* Case I lacks document I alone; the one after the last lacks none. */
static void is_lacking(const struct tk_kind *kind, size_t i)
{
	char id[32];

	snprintf(id, sizeof(id), "paper_%zu", i);
	are_ids(kind->missing, kind->missing_count, i < DOCUMENTS ? id : "");
	ck_assert_uint_eq(kind->required_count, DOCUMENTS);
	ck_assert_uint_eq(kind->held_count, i < DOCUMENTS ? DOCUMENTS - 1 : DOCUMENTS);
}

/* Cases that differ in a single document are told apart, and what was held is forgotten with the case. */
START_TEST(test_documents)
{
	struct tk_ruling rulings[TK_DOCKET_CASES];
	struct bench bench;
	char *pack = pack_of_documents(), id[32];

	bench_open(&bench, SMALL_FACTS, pack);
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(bench.policy);
	size_t deployed = slot_of(vocabulary, "deployed"), started = slot_of(vocabulary, "started");
	size_t paid = slot_of(vocabulary, "paid");
	struct tk_docket *docket = tk_docket_new(bench.policy, TK_DOCKET_HELD);
	for (size_t i = 0; i <= DOCUMENTS; i++) {
		tk_docket_answer(docket, i, paid, 10000);
		tk_docket_answer(docket, i, deployed, 1);
		tk_docket_answer(docket, i, started, 0);
		for (size_t k = 0; k < DOCUMENTS; k++) {
			snprintf(id, sizeof(id), "evidence.paper_%zu", k);
			tk_docket_answer(docket, i, slot_of(vocabulary, id), k != i);
		}
	}
	ck_assert_int_eq(tk_docket_judge(docket, DOCUMENTS + 1, moment(AT), rulings), TK_OK);
	for (size_t i = 0; i <= DOCUMENTS; i++)
		is_lacking(rulings[i].kind, i);
	struct tk_docket_answers answers = tk_docket_answers(docket, deployed);
	for (size_t i = 0; i < 2; i++) {
		answers.answered[i] = 1;
		answers.value[i] = 1;
		tk_docket_answer(docket, i, paid, 10000);
		tk_docket_answer(docket, i, started, i == 1);
	}
	ck_assert_int_eq(tk_docket_judge(docket, 2, moment(AT), rulings), TK_OK);
	ck_assert_uint_eq(rulings[0].kind->missing_count, DOCUMENTS);
	ck_assert_uint_eq(rulings[0].kind->held_count, 0);
	ck_assert_int_eq(rulings[1].kind->verdict, TK_REFUSED);
	ck_assert_uint_eq(rulings[1].kind->missing_count, 0); /* of a refused case none matters */
	tk_docket_free(docket);
	bench_close(&bench);
	free(pack);
}
END_TEST

/* A condition that ranges settle though its fact is open counts as settled, wherever in the key it stands. */
static void settle_one(int at)
{
	struct text_buffer pack;
	struct tk_ruling ruling;
	struct bench bench;

	text_buffer_init(&pack);
	text_buffer_add(&pack, SMALL_HEAD SMALL_SOURCE);
	for (int i = 0; i < DOCUMENTS; i++)
		text_buffer_printf(&pack, WARN("w%d", "%s"), i, i == at ? "voucher + 100 < paid" : "deployed");
	bench_open(&bench, SMALL_FACTS, pack.text);
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(bench.policy);
	struct tk_docket *docket = tk_docket_new(bench.policy, TK_DOCKET_RULES);
	tk_docket_answer(docket, 0, slot_of(vocabulary, "paid"), 10000);
	tk_docket_answer(docket, 0, slot_of(vocabulary, "deployed"), 1);
	ck_assert_int_eq(tk_docket_judge(docket, 1, moment(AT), &ruling), TK_OK);
	ck_assert_uint_eq(ruling.kind->open_count, 0);
	ck_assert_uint_eq(ruling.kind->fired_count, DOCUMENTS - 1);
	tk_docket_free(docket);
	bench_close(&bench);
	text_buffer_release(&pack);
}

START_TEST(test_settled_by_range)
{
	for (int at = 0; at < DOCUMENTS; at++)
		settle_one(at);
}
END_TEST

/* ---- very many kinds ------------------------------------------------------------------------------- */

/* A pack that tells of each of so many flags whether it is set; every two cases that differ in one are of two kinds. */
static void open_flags(struct bench *bench, int count)
{
	struct text_buffer pack;

	text_buffer_init(&pack);
	text_buffer_add(&pack, SMALL_HEAD SMALL_SOURCE);
	for (int i = 0; i < count; i++)
		text_buffer_printf(&pack, FACT("f%d", "flag") WARN("w%d", "f%d"), i, i, i);
	bench_open(bench, SMALL_FACTS, pack.text);
	text_buffer_release(&pack);
}

/* Each of them yes, no or open. */
static void put_flags(struct tk_docket *docket, const struct bench *bench, size_t place, const uint8_t *states, int count)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(bench->policy);

	tk_docket_answer(docket, place, slot_of(vocabulary, "paid"), 10000);
	for (int i = 0; i < count; i++) {
		char name[16];
		snprintf(name, sizeof(name), "f%d", i);
		if (states[i] != TK_OPEN)
			tk_docket_answer(docket, place, slot_of(vocabulary, name), states[i] == TK_YES);
	}
}

static void has_flags(const struct tk_ruling *ruling, const uint8_t *states, int count)
{
	const struct tk_kind *kind = ruling->kind;
	size_t fired = 0, open = 0;

	is_outcome(&ruling->outcome, "full 100.00");
	for (int i = 0; i < count; i++) {
		char id[16];
		snprintf(id, sizeof(id), "w%d", i);
		if (states[i] == TK_YES)
			agree(fired < kind->fired_count && strcmp(kind->fired[fired++]->id, id) == 0, "%s: fired", id);
		if (states[i] == TK_OPEN)
			agree(open < kind->open_count && strcmp(kind->open[open++]->id, id) == 0, "%s: open", id);
	}
	ck_assert_uint_eq(kind->fired_count, fired);
	ck_assert_uint_eq(kind->open_count, open);
}

#define FEW_FLAGS 11 /* of so many kinds as are kept */

/* The flags are the bits of a number. */
static void flags_of(unsigned number, uint8_t states[FEW_FLAGS])
{
	for (int i = 0; i < FEW_FLAGS; i++)
		states[i] = number >> i & 1 ? TK_YES : TK_NO;
}

static struct tk_kind *judge_flags(struct tk_docket *docket, const struct bench *bench, unsigned first, size_t count)
{
	struct tk_ruling rulings[TK_DOCKET_CASES];
	uint8_t states[FEW_FLAGS];

	for (size_t i = 0; i < count; i++) {
		flags_of(first + (unsigned)i, states);
		put_flags(docket, bench, i, states, FEW_FLAGS);
	}
	ck_assert_int_eq(tk_docket_judge(docket, count, moment(AT), rulings), TK_OK);
	for (size_t i = 0; i < count; i++) {
		flags_of(first + (unsigned)i, states);
		has_flags(&rulings[i], states, FEW_FLAGS);
	}
	return rulings[0].kind;
}

/* Kinds are kept until there are very many, and what a caller keeps with them goes with them. */
START_TEST(test_many_kinds)
{
	struct bench bench;

	open_flags(&bench, FEW_FLAGS);
	struct tk_docket *docket = tk_docket_new(bench.policy, TK_DOCKET_RULES);
	struct tk_kind *kind = judge_flags(docket, &bench, 0, 1);
	kind->user = strdup("kept");
	for (unsigned first = 0; first < 1u << FEW_FLAGS; first += TK_DOCKET_CASES) {
		if (first == 1u << (FEW_FLAGS - 1))
			ck_assert_ptr_eq(judge_flags(docket, &bench, 0, 1), kind);
		judge_flags(docket, &bench, first, TK_DOCKET_CASES);
	}
	ck_assert_ptr_null(judge_flags(docket, &bench, 0, 1)->user);
	tk_docket_free(docket);
	bench_close(&bench);
}
END_TEST

#define MANY_FLAGS 63 /* the verdict and they fill two words of a key */

/* Where a state stands in its word (kinds.c). */
static unsigned shift_at(unsigned place)
{
	return place / 4 * 8 + (3 - place % 4) * 2;
}

/* Two cases whose keys are not the same though they come to the same hash are of two kinds. */
START_TEST(test_same_hash)
{
	static const uint8_t pairs[4][2] = {{TK_NO, TK_NO}, {TK_NO, TK_YES}, {TK_NO, TK_OPEN}, {TK_YES, TK_OPEN}};
	const uint64_t factor = UINT64_C(0x9e3779b97f4a7c15);
	uint8_t states[2][MANY_FLAGS] = {{0}};
	struct tk_ruling rulings[2];
	struct bench bench;
	uint64_t word, differs;

	/* The first flag tells the first words apart; the second words make up for it. */
	states[1][0] = TK_YES;
	word = (uint64_t)TK_YES << shift_at(1);
	differs = word * factor;
	for (unsigned place = 0; place < 32; place++)
		for (int i = 0; i < 2; i++)
			states[i][31 + place] = pairs[differs >> shift_at(place) & 3][i];
	open_flags(&bench, MANY_FLAGS);
	struct tk_docket *docket = tk_docket_new(bench.policy, TK_DOCKET_RULES);
	for (size_t i = 0; i < 2; i++)
		put_flags(docket, &bench, i, states[i], MANY_FLAGS);
	ck_assert_int_eq(tk_docket_judge(docket, 2, moment(AT), rulings), TK_OK);
	ck_assert_ptr_ne(rulings[0].kind, rulings[1].kind);
	for (size_t i = 0; i < 2; i++)
		has_flags(&rulings[i], states[i], MANY_FLAGS);
	tk_docket_free(docket);
	bench_close(&bench);
}
END_TEST

/* ---- values ---------------------------------------------------------------------------------------- */

/* What the scanner reads, the parser reads as the same; what it leaves, may still be a value. */
static void compare_reading(const struct tk_fact *fact, const char *text, bool plain)
{
	char *whole = text_printf("%s,rest", text);
	struct tk_error error = {.code = 0};
	int64_t scanned = -1, parsed = -2;
	const char *end = tk_value_scan(fact, whole, &scanned);
	bool read = end != NULL && *end == ',' && (size_t)(end - whole) == strlen(text);

	if (read) {
		ck_assert_msg(tk_value_parse(fact, text, &parsed, &error) == TK_OK, "%s: %s", fact->name, text);
		ck_assert_int_eq(scanned, parsed);
	}
	ck_assert_msg(read == plain, "%s: \"%s\" is %s", fact->name, text, read ? "read" : "left");
	tk_error_release(&error);
	free(whole);
}

START_TEST(test_scan)
{
	static const struct {
		const char *fact, *text;
		bool plain;
	} table[] = {
		{"deployed", "yes", true}, {"deployed", "no", true}, {"deployed", "1", true},
		{"deployed", "0", true}, {"deployed", "true", true}, {"deployed", "false", true},
		{"deployed", "10", false}, {"deployed", "nope", false}, {"deployed", "", false},
		{"site", "china", true}, {"site", "two-way", true}, {"site", "two", false},
		{"site", "china2", false}, {"paid", "800", true}, {"paid", "800.5", true},
		{"paid", "800.55", true}, {"paid", "0.01", true}, {"paid", "800.555", false},
		{"paid", ".5", false}, {"paid", "5.", false}, {"paid", "-5", false},
		{"paid", "99999999999999999999999999", false}, {"paid", "99999999999.00", false},
		{"ordered_at", "2026-11-23T14:00", true}, {"ordered_at", "2026-11-23 14:00:59", true},
		{"ordered_at", "2026-11-23T14:00:59+08:00", false}, {"ordered_at", "2026-13-01T00:00", false},
		{"ordered_at", "2026-02-30T00:00", false}, {"ordered_at", "2026-11-23T24:00", false},
		{"ordered_at", "2026-11-23T14:00:60", false}, {"ordered_at", "2026-11-23T14:60", false},
		{"ordered_at", "1969-12-31T00:00", false}, {"instances", "12", true},
		{"instances", "0", false}, {"instances", "1001", false}, {"instances", "1e3", false},
		{"period", "15 min", false}, {"period", "15", false}, {"share", "20", false},
		{"note", "x", false}, {"minutes", "15", true}, {"minutes", "15.1", true},
		{"minutes", "15.15", false}, {"minutes", "15 min", false}, {"minutes", "x", false},
		{"minutes", "15.x", false}, {"seconds", "15", true}, {"seconds", "15.5", false}, {"ages", "2", true},
		{"site", "chin", false}, {"site", "chinese", false}, {"instances", "x", false},
		/* a digit that is none, in each place of a moment */
		{"ordered_at", "x026-11-23T14:00", false}, {"ordered_at", "2x26-11-23T14:00", false},
		{"ordered_at", "20x6-11-23T14:00", false}, {"ordered_at", "202x-11-23T14:00", false},
		{"ordered_at", "2026-x1-23T14:00", false}, {"ordered_at", "2026-1x-23T14:00", false},
		{"ordered_at", "2026-11-x3T14:00", false}, {"ordered_at", "2026-11-2xT14:00", false},
		{"ordered_at", "2026-11-23Tx4:00", false}, {"ordered_at", "2026-11-23T1x:00", false},
		{"ordered_at", "2026-11-23T14:x0", false}, {"ordered_at", "2026-11-23T14:0x", false},
		{"ordered_at", "2026-11-23T14:00:x0", false}, {"ordered_at", "2026-11-23T14:00:0x", false},
		/* and what stands between them */
		{"ordered_at", "2026/11-23T14:00", false}, {"ordered_at", "2026-11/23T14:00", false},
		{"ordered_at", "2026-11-23t14:00", false}, {"ordered_at", "2026-11-23T14.00", false},
		{"ordered_at", "2026-00-23T14:00", false}, {"ordered_at", "2026-11-00T14:00", false},
		{"ordered_at", "2026-11-31T14:00", false}, {"ordered_at", "2026-11-30T23:59:59", true},
		/* one choice begins another, before it and after it */
		{"reach", "far", true}, {"reach", "far-off", true}, {"reach", "near", true}, {"reach", "near-by", true},
		{"reach", "far-of", false}, {"reach", "nea", false},
	};
	struct tk_vocabulary *facts = sound_facts(SMALL_FACTS FACT("minutes", "duration") "unit = min\n"
		FACT("seconds", "duration") "unit = s\n" FACT("ages", "duration") "unit = d\n"
		FACT("reach", "choice") "choices = far-off, far, near, near-by\nchoice.far = F\nchoice.far-off = F\n"
		"choice.near = N\nchoice.near-by = N\n");

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		compare_reading(tk_vocabulary_fact(facts, slot_of(facts, table[i].fact)), table[i].text,
			table[i].plain);
	tk_vocabulary_free(facts);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"docket", {test_every_pack, test_beside_a_number, test_questions_in_a_circle, test_alike, test_documents,
			test_settled_by_range, test_many_kinds, test_same_hash, NULL}},
		{"values", {test_scan, NULL}},
	};
	return SUITE_RUN("docket", groups);
}
