/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that runs out: each allocation of the evaluator is made to fail once. Whoever asked is
 * told so, and nothing is kept (the leak checkers of the other builds see to that).
 */
#include "config.h"

#include "arena.h"
#include "ini.h"
#include "packs.h"
#include "policy.h"
#include "pool.h"
#include "scarce.h"

/* Nothing may be checked while an allocation is to fail: Check allocates too. What is amiss is said
 * by this status. */
#define AMISS ((enum tk_status) - 99)

static enum tk_status agreed(bool holds, enum tk_status status)
{
	return holds ? status : AMISS;
}

/* ---- what is tried
 * ----------------------------------------------------------------------------------- */

#define PACK                                                                                        \
	"[policy]\nid = small\nprovider = aliyun\ntitle = Small\ntitle[zh_CN] = 小\nrevision = "   \
	"2\n"                                                                                       \
	"authority = secondary\ncalendar = cn\nsource = guide\napplies = site = china\n"            \
	"[define]\nelapsed = applied_at - ordered_at\nlate = deployed and elapsed > 1 h\n"          \
	"[source.guide]\ntitle = A guide\n[channel.special]\ntitle = Special\n"                     \
	"[document.log]\ntitle = Log\nwhere = W\nsource = §2\n"                                    \
	"[fact.own]\ntype = moment\nstep = order\nlabel = O\nquestion = O\nhelp = H\n"              \
	"after = ordered_at\ndefault = ordered_at\ndefault_when = late\nask = used\n"               \
	"[rule.old]\nwhen = applied_at - own > 30 d\nrefuse = yes\ntext = T\nsource = §1\n"        \
	"[rule.fee]\nwhen = late\ndeduct = 20 % * paid\nlabel = F\ntext = T\nsource = §1, guide\n" \
	"[rule.case]\nreading = case\nwhen = deployed\ndeduct = 70 % * paid\nlabel = F\ntext = "    \
	"T\n"                                                                                       \
	"source = §1\n"                                                                            \
	"[rule.special]\nwhen = deployed\nchannel = special\ntext = T\nsource = §2\n"              \
	"[rule.log]\nwhen = started or site = two-way\nrequire = log\ntext = T\nsource = §2\n"     \
	"[reading.case]\ntitle = C\ntext = T\nwhen = deployed\nreplaces = fee\nsource = §1\n"      \
	"[stage.first]\ntitle = F\nleast = 1\nmost = 3\nunit = working-days\nsource = §2\n"

#define WRONG_PACK                                                                   \
	PACK "[rule.x]\nwhen = paid < 3 min\nwhen[zh] = yes\nrefused = yes\ntext[zh] = T\nsource = " \
	     "nowhere\nline\n[nonsense]\n"

static struct tk_vocabulary *vocabulary;
static const struct tk_calendar *calendars[1];
static struct tk_world world;

static void open_world(void)
{
	vocabulary = sound_facts(SMALL_FACTS);
	calendars[0] = chinese_calendar();
	world = (struct tk_world){vocabulary, calendars, 1};
}

static void close_world(void)
{
	tk_calendar_free((struct tk_calendar *)calendars[0]);
	tk_vocabulary_free(vocabulary);
}

static enum tk_status try_vocabulary(void)
{
	struct tk_vocabulary *loaded = NULL;
	enum tk_status status =
	        tk_vocabulary_load("facts.ini", SMALL_FACTS, strlen(SMALL_FACTS), &loaded, NULL);
	tk_vocabulary_free(loaded);
	return agreed((loaded != NULL) == (status == TK_OK), status);
}

static enum tk_status try_calendar(void)
{
	static const char text[] =
	        "[calendar]\nid = cn\n[year.2026]\noff = 01-01..01-03, 04-05\nworked = 01-04\n"
	        "notice = n\n";
	struct tk_calendar *loaded = NULL;
	enum tk_status status = tk_calendar_load("cn.ini", text, strlen(text), &loaded, NULL);
	tk_calendar_free(loaded);
	return agreed((loaded != NULL) == (status == TK_OK), status);
}

static enum tk_status try_pack(const char *text)
{
	struct tk_policy *loaded = NULL;
	struct tk_errors errors;
	enum tk_status status;

	tk_errors_init(&errors);
	status = tk_policy_load("p.ini", text, strlen(text), &world, &loaded, &errors);
	if (status == TK_INVALID && errors.count + errors.dropped == 0)
		status = AMISS;
	tk_policy_free(loaded);
	tk_errors_release(&errors);
	return agreed((loaded != NULL) == (status == TK_OK), status);
}

static enum tk_status try_sound_pack(void)
{
	return try_pack(PACK);
}

static enum tk_status try_wrong_pack(void)
{
	return try_pack(WRONG_PACK);
}

static enum tk_status fill(struct tk_answers *answers)
{
	static const char *const given[][2] = {{"paid", "800"}, {"site", "china"},
	        {"note", "words"}, {"provider", "aliyun"}, {"share", "?"}};
	for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); i++) {
		struct tk_error error;
		int slot = tk_vocabulary_find(vocabulary, given[i][0]);
		enum tk_status status = tk_answers_parse(
		        answers, (size_t)slot, given[i][1], TK_KNOWN_TYPED, &error);
		if (status != TK_OK)
			return status;
	}
	return TK_OK;
}

static enum tk_status try_answers(void)
{
	struct tk_answers *answers = tk_answers_new(vocabulary), *copy = NULL, *other = NULL;
	char hex[TK_SHA256_HEX];
	enum tk_status status = answers == NULL ? TK_NO_MEMORY : fill(answers);

	if (status == TK_OK) {
		copy = tk_answers_copy(answers);
		other = tk_answers_new(vocabulary);
		status = copy == NULL || other == NULL ? TK_NO_MEMORY
		                                       : tk_answers_merge(other, copy);
	}
	if (status == TK_OK)
		status = tk_answers_sha256(other, hex);
	tk_answers_free(answers);
	tk_answers_free(copy);
	tk_answers_free(other);
	return status;
}

static struct tk_policy *judged_by;
static struct tk_answers *judged, *unanswered;

#define JUDGED_AT INT64_C(1795413600) /* 2026-11-23T14:00 */

static enum tk_status try_evaluation(void)
{
	struct tk_decision *decision = NULL;
	enum tk_status status = tk_evaluate(judged_by, judged, JUDGED_AT, TK_WITH_WHAT_IF, &decision);
	tk_decision_free(decision);
	return agreed((decision != NULL) == (status == TK_OK), status);
}

/* The working of the first deduction. */
static enum tk_status try_working(void)
{
	const struct tk_rule *rule = tk_policy_rule(judged_by, 0);
	struct tk_working *workings = NULL;
	size_t count = 0;
	enum tk_status status = tk_work_out(judged_by, judged, JUDGED_AT, true, rule, NULL, &workings, &count);

	tk_workings_free(workings, count);
	return agreed(status != TK_OK || count == 3, status);
}

/* Why a little is taken off and not more, and what is open besides. */
#define STEPS                                                                                          \
	"[policy]\nid = steps\nprovider = aliyun\ntitle = Steps\nrevision = 1\n"                  \
	"authority = secondary\ncalendar = cn\nsource = guide\n[source.guide]\ntitle = A guide\n" \
	"[define]\nelapsed = applied_at - ordered_at\n"                                              \
	"[rule.early]\nwhen = elapsed > 15 min\ndeduct = 1.00\nlabel = F\ntext = T\nsource = §1\n" \
	"[rule.late]\nwhen = elapsed > 10 h\ndeduct = 2.00\nlabel = F\ntext = T\nsource = §1\n"    \
	"[rule.large]\nwhen = paid * 2 > 10000.00\ndeduct = 3.00\nlabel = F\ntext = T\nsource = §1\n" \
	"[rule.other]\nwhen = deployed and started\ndeduct = 4.00\nlabel = F\ntext = T\nsource = §1\n"

static enum tk_status try_reasons(void)
{
	struct tk_decision *decision = NULL;
	enum tk_status status = tk_evaluate(judged_by, judged, INT64_C(1795413600), TK_WITH_WHY, &decision);
	bool whole = status != TK_OK || decision->reason_count > 0;

	for (size_t i = 0; status == TK_OK && i < decision->reason_count; i++)
		for (size_t t = 0; t < decision->reasons[i].test_count; t++)
			whole &= decision->reasons[i].tests[t].text != NULL;
	tk_decision_free(decision);
	return agreed(whole && (decision != NULL) == (status == TK_OK), status);
}

static enum tk_status try_prospects(void)
{
	const struct tk_change changes[] = {{(size_t)tk_vocabulary_find(vocabulary, "deployed"), 0},
	        {(size_t)tk_vocabulary_find(vocabulary, "deployed"), 1}};
	struct tk_prospect found[2];
	enum tk_status status = tk_prospects(judged_by, judged, INT64_C(1795413600), changes, 2, found);

	return agreed(status != TK_OK || (found[0].settled && found[0].left == 0 && !found[1].settled &&
	                                         found[1].left == 1), status);
}

/* What cannot be told for lack of memory counts as open. */
static enum tk_status try_rank(void)
{
	struct tk_candidate candidate = {.policy = judged_by, .answers = unanswered};
	size_t judging = tk_candidates_rank(&candidate, 1, INT64_C(1795413600));
	enum tk_status status = errno == ENOMEM ? TK_NO_MEMORY : TK_OK;

	return agreed(judging == 1 && candidate.applies == TK_OPEN && candidate.likely == TK_OPEN, status);
}

/* ---- each allocation in turn
 * ------------------------------------------------------------------------- */

/* Fails one allocation after the other until none is left; `otherwise` is what comes without
 * failure. A wrong file may also be found wrong for all that. */
static void survives(const char *what, enum tk_status (*attempt)(void), enum tk_status otherwise)
{
	long allocations = 0;

	ck_assert_int_eq(attempt(), otherwise);
	for (;; allocations++) {
		enum tk_status status;
		left = allocations;
		failed = false;
		status = attempt();
		left = -1;
		if (!failed) {
			ck_assert_int_eq(status, otherwise);
			break;
		}
		ck_assert_msg(
		        status == TK_NO_MEMORY || (otherwise == TK_INVALID && status == TK_INVALID),
		        "allocation %ld: %d", allocations, status);
	}
	ck_assert_msg(allocations > 3, "%ld allocations: nothing was tried", allocations);
	printf("%s: %ld allocations failed, one at a time\n", what, allocations);
}

/* ---- what is shipped ------------------------------------------------------------------------- */

/* A case of a shipped pack, and all that can be asked of both. */
struct asked {
	const struct tk_policy *policy;
	const struct tk_answers *answers;
	int64_t at;
};
static struct asked asked;
static char *pack_text;
static size_t pack_length;

static enum tk_status load_shipped(void)
{
	struct tk_policy *loaded = NULL;
	enum tk_status status = tk_policy_load("p.ini", pack_text, pack_length, &world, &loaded, NULL);

	tk_policy_free(loaded);
	return agreed((loaded != NULL) == (status == TK_OK), status);
}

static enum tk_status outline_shipped(void)
{
	struct tk_policy_outline *outline = NULL;
	enum tk_status status = tk_policy_outline_load("p.ini", pack_text, pack_length, &world, &outline);

	tk_policy_outline_free(outline);
	return agreed((outline != NULL) == (status == TK_OK), status);
}

/* A pack may be odd, and that it is may be left unsaid for lack of memory. */
static enum tk_status lint_shipped(void)
{
	struct tk_errors errors;

	tk_errors_init(&errors);
	enum tk_status status = tk_policy_lint(asked.policy, &errors);
	tk_errors_release(&errors);
	return status;
}

static enum tk_status judge_shipped(void)
{
	struct tk_decision *decision = NULL;
	enum tk_status status = tk_evaluate(
		asked.policy, asked.answers, asked.at, TK_WITH_WHAT_IF | TK_WITH_WHY, &decision);

	tk_decision_free(decision);
	return agreed((decision != NULL) == (status == TK_OK), status);
}

static enum tk_status questions_shipped(void)
{
	enum tk_truth truth[512];

	return tk_questions_asked(asked.policy, asked.answers, asked.at, truth);
}

static enum tk_status docket_shipped(void)
{
	struct tk_docket *docket = tk_docket_new(asked.policy, TK_DOCKET_ASKED | TK_DOCKET_RULES | TK_DOCKET_HELD);
	const struct tk_vocabulary *facts = tk_answers_vocabulary(asked.answers);
	struct tk_ruling rulings[2];

	if (docket == NULL)
		return TK_NO_MEMORY;
	for (size_t slot = 0; slot < tk_vocabulary_count(facts); slot++)
		if (tk_answers_state(asked.answers, slot) == TK_ANSWERED)
			tk_docket_answer(docket, 1, slot, tk_answers_value(asked.answers, slot));
	enum tk_status status = tk_docket_judge(docket, 2, asked.at, rulings);
	status = agreed(status != TK_OK || (rulings[0].kind != NULL && rulings[1].kind != NULL), status);
	tk_docket_free(docket);
	return status;
}

/* What each question that is open would leave, were it answered with the least and the most of its range. */
static enum tk_status prospects_shipped(void)
{
	const struct tk_vocabulary *facts = tk_policy_vocabulary(asked.policy);
	struct tk_prospect prospects[2];

	for (size_t slot = 0; slot < tk_vocabulary_count(facts); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(facts, slot);
		const struct tk_change changes[2] = {{slot, fact->least}, {slot, fact->most}};
		bool open = slot < tk_vocabulary_count(tk_answers_vocabulary(asked.answers)) &&
			    tk_answers_state(asked.answers, slot) == TK_ANSWERED;
		if (open || fact->type == TK_TEXT)
			continue;
		return tk_prospects(asked.policy, asked.answers, asked.at, changes, 2, prospects);
	}
	return TK_OK;
}

static enum tk_status work_out_shipped(void)
{
	enum tk_status status = TK_OK;

	for (size_t i = 0; status == TK_OK && i < tk_policy_rule_count(asked.policy); i++) {
		const struct tk_rule *rule = tk_policy_rule(asked.policy, i);
		struct tk_working *workings = NULL;
		size_t count = 0;
		if (rule->effect != TK_DEDUCT)
			continue;
		status = tk_work_out(asked.policy, asked.answers, asked.at, true, rule, NULL, &workings, &count);
		tk_workings_free(workings, count);
	}
	for (size_t i = 0; status == TK_OK && i < tk_policy_sum_count(asked.policy); i++) {
		struct tk_working *workings = NULL;
		size_t count = 0;
		status = tk_work_out_sum(
			asked.policy, asked.answers, asked.at, tk_policy_sum(asked.policy, i), NULL, &workings, &count);
		tk_workings_free(workings, count);
	}
	return status;
}

static enum tk_status cover_shipped(void)
{
	struct tk_coverage *coverage = tk_coverage_new(asked.policy);
	struct tk_decision *decision = NULL;
	const struct tk_gap *gaps;
	size_t count;
	enum tk_status status =
		coverage == NULL ? TK_NO_MEMORY : tk_evaluate(asked.policy, asked.answers, asked.at, 0, &decision);

	if (status == TK_OK)
		status = tk_coverage_add(coverage, asked.answers, decision);
	if (status == TK_OK)
		status = tk_coverage_gaps(coverage, &gaps, &count);
	tk_decision_free(decision);
	tk_coverage_free(coverage);
	return status;
}

/* Each condition of the pack in words. */
static enum tk_status words_shipped(void)
{
	for (size_t i = 0; i < tk_policy_rule_count(asked.policy); i++) {
		char section[80];
		snprintf(section, sizeof(section), "rule.%s", tk_policy_rule(asked.policy, i)->id);
		errno = 0;
		char *text = tk_policy_in_words(asked.policy, section, "when", NULL);
		free(text);
		if (text == NULL && errno == ENOMEM)
			return TK_NO_MEMORY;
	}
	return TK_OK;
}

/* Fails each STRIDEth allocation from FROM on. How many. */
static long survives_each(const char *scenario, const char *what, enum tk_status (*attempt)(void), long from, long stride)
{
	const enum tk_status otherwise = attempt();
	long count = 0;

	ck_assert_msg(otherwise == TK_OK || otherwise == TK_INVALID, "%s %s: %d", scenario, what, otherwise);
	for (long n = from;; n += stride, count++) {
		left = n;
		failed = false;
		enum tk_status status = attempt();
		left = -1;
		ck_assert_msg(failed ? status == TK_NO_MEMORY || (otherwise == TK_INVALID && status == TK_INVALID)
				     : status == otherwise, "%s %s, allocation %ld: %d", scenario, what, n, status);
		if (!failed)
			return count;
	}
}

static const struct {
	const char *name;
	enum tk_status (*attempt)(void);
	bool of_the_pack; /* whatever the case */
} tried[] = {
	{"loaded", load_shipped, true},
	{"outlined", outline_shipped, true},
	{"looked through", lint_shipped, true},
	{"in words", words_shipped, true},
	{"judged", judge_shipped, false},
	{"asked for", questions_shipped, false},
	{"in a docket", docket_shipped, false},
	{"foreseen", prospects_shipped, false},
	{"worked out", work_out_shipped, false},
	{"covered", cover_shipped, true},
};
#define TRIED (sizeof(tried) / sizeof(tried[0]))

static void take_keys(const struct ini_section *section, struct tk_answers *answers, int64_t *at)
{
	for (size_t i = 0; i < section->key_count; i++) {
		const struct ini_key *key = &section->keys[i];
		int slot = tk_vocabulary_find(tk_answers_vocabulary(answers), key->name);
		struct tk_error error = {0};
		if (strcmp(key->name, "at") == 0)
			ck_assert_int_eq(tk_moment_parse(key->value, at), TK_OK);
		else if (slot >= 0 &&
			 tk_answers_parse(answers, (size_t)slot, key->value, TK_KNOWN_TYPED, &error) != TK_OK)
			tk_error_release(&error); /* scenarios of wrong answers */
	}
}

/* With TK_EVERY=yes all scenarios of a pack and each allocation of them, with TK_EVERY=some each allocation of some
 * scenarios; a few of both otherwise. */
static void survive_pack(const char *name, long *counts, size_t *cases)
{
	const char *every = getenv("TK_EVERY");
	const size_t step = every != NULL && strcmp(every, "some") != 0 ? 1 : tries(20) == 20 ? 29 : 997;
	const long stride = every != NULL ? 1 : tries(20) == 20 ? 11 : 499;
	char *path = text_printf("data/policies/%.*s.ini", (int)strcspn(name, "."), name), *bytes;
	char *scenarios = text_printf("data/policies/%s", name);
	struct tk_policy *policy;
	struct tk_errors errors;
	struct ini *ini;
	size_t length, number = 0;

	tk_errors_init(&errors);
	pack_text = source_text(path, &pack_length);
	ck_assert_int_eq(tk_policy_load(path, pack_text, pack_length, &world, &policy, &errors), TK_OK);
	bytes = source_text(scenarios, &length);
	ck_assert_int_eq(ini_parse(scenarios, bytes, length, 0, &ini, &errors), TK_OK);
	for (size_t i = 0; i < ini->section_count; i++) {
		const struct ini_section *section = &ini->sections[i];
		if (strncmp(section->name, "scenario.", strlen("scenario.")) != 0 || number++ % step != 0)
			continue;
		struct tk_answers *answers = tk_answers_new(tk_policy_vocabulary(policy));
		asked = (struct asked){policy, answers, 0};
		if (ini_find(ini, "defaults") != NULL)
			take_keys(ini_find(ini, "defaults"), answers, &asked.at);
		take_keys(section, answers, &asked.at);
		for (size_t t = 0; t < TRIED; t++)
			if (!tried[t].of_the_pack || number == 1)
				counts[t] += survives_each(section->name, tried[t].name, tried[t].attempt,
					(long)(*cases % (size_t)stride), stride);
		++*cases;
		tk_answers_free(answers);
	}
	ini_free(ini);
	tk_policy_free(policy);
	tk_errors_release(&errors);
	free(bytes);
	free(pack_text);
	free(path);
	free(scenarios);
}

static int is_scenario_file(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');
	return dot != NULL && strcmp(dot, ".scenarios") == 0;
}

START_TEST(everything_shipped)
{
	char *folder = file_join(getenv("TK_SRCDIR"), "data/policies");
	size_t length, cases = 0;
	char *facts = source_text("data/facts.ini", &length);
	long counts[TRIED] = {0};
	struct dirent **entries;
	int count = scandir(folder, &entries, is_scenario_file, alphasort);

	vocabulary = sound_facts(facts);
	calendars[0] = chinese_calendar();
	world = (struct tk_world){vocabulary, calendars, 1};
	ck_assert_int_gt(count, 0);
	for (int i = 0; i < count; i++) {
		survive_pack(entries[i]->d_name, counts, &cases);
		free(entries[i]);
	}
	for (size_t t = 0; t < TRIED; t++) {
		ck_assert_msg(counts[t] > 0, "%s: nothing was tried", tried[t].name);
		printf("%d packs and %zu scenarios %s: %ld allocations failed, one at a time\n", count, cases, tried[t].name,
			counts[t]);
	}
	free(entries);
	free(folder);
	free(facts);
	close_world();
}
END_TEST

/* What is there already is found again though there is no room for anything new; what is new is refused, and made when
 * there is room. */
START_TEST(full_pool)
{
	struct pool pool;
	uint32_t yes, found, flag;

	pool_init(&pool);
	left = 0;
	found = pool_in(&pool, 0, 1, 2, 0, EXPR_NONE); /* with what holds by default, the first node of all */
	left = -1;
	ck_assert_uint_eq(found, EXPR_NONE);
	ck_assert_int_eq(pool.problem, POOL_NO_MEMORY);
	yes = pool_truth(&pool, true);
	for (int i = 1; pool.nodes.count < pool.nodes.capacity; i++)
		pool_number(&pool, number_of(i), dimension_number);
	left = 0;
	failed = false;
	found = pool_truth(&pool, true);
	flag = pool_flag(&pool, 7, EXPR_NONE, EXPR_NONE);
	left = -1;
	ck_assert_uint_eq(found, yes);
	ck_assert(failed);
	ck_assert_uint_eq(flag, EXPR_NONE);
	ck_assert_uint_eq(pool_flag(&pool, 7, EXPR_NONE, EXPR_NONE), pool.nodes.count - 1);
	ck_assert_uint_eq(pool_truth(&pool, true), yes);
	pool_release(&pool);
}
END_TEST

static enum tk_status try_padded_pack(void)
{
	return try_pack(pack_text);
}

/* A pack whose nodes fill their table to the last place: what needs none, as a stage without a condition or a question
 * that is always asked, is loaded all the same, and what has no memory is no pack. */
START_TEST(full_pack)
{
	bool full = false;

	open_world();
	for (int padding = 90; padding < 120 && !full; padding++) {
		struct text_buffer text;
		struct tk_policy *policy = NULL;
		text_buffer_init(&text);
		text_buffer_add(&text, PACK);
		/* three nodes each, then one each */
		for (int i = 0; i < padding / 3; i++)
			text_buffer_printf(&text, "[rule.w%d]\nwhen = paid < %d.01\nwarn = yes\ntext = T\nsource = §1\n", i, i);
		for (int i = 0; i < padding % 3; i++)
			text_buffer_printf(&text, "[rule.v%d]\nwhen = answered(%s)\nwarn = yes\ntext = T\nsource = §1\n", i,
			        i == 0 ? "note" : "provider");
		ck_assert_int_eq(tk_policy_load("p.ini", text.text, text.length, &world, &policy, NULL), TK_OK);
		full = policy->pool.count == 128;
		tk_policy_free(policy);
		pack_text = text.text;
		if (full)
			survives("full pack", try_padded_pack, TK_OK);
		text_buffer_release(&text);
	}
	pack_text = NULL;
	ck_assert(full);
	close_world();
}
END_TEST

/* What is larger than memory can be is refused before anything is added up, or asked for. */
START_TEST(larger_than_memory)
{
	const struct {
		size_t count, size;
	} table[] = {{1, SIZE_MAX / 2}, {SIZE_MAX / 2, 1}, {SIZE_MAX / 4, 3}, {SIZE_MAX, SIZE_MAX}, {3, SIZE_MAX / 4}};
	struct arena arena;

	arena_init(&arena);
	ck_assert_ptr_nonnull(arena_array(&arena, SIZE_MAX, 0));
	ck_assert(!arena.failed);
	ck_assert_ptr_null(arena_copy(&arena, NULL));
	ck_assert(!arena.failed); /* none is no failure */
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		ck_assert_ptr_null(arena_array(&arena, table[i].count, table[i].size));
		ck_assert(arena.failed);
		arena.failed = false;
	}
	/* rounded up, it would be nought */
	ck_assert_ptr_null(arena_alloc(&arena, SIZE_MAX));
	ck_assert(arena.failed);
	ck_assert_ptr_nonnull(arena_alloc(&arena, 1));
	ck_assert(arena.failed); /* it stays so */
	arena_release(&arena);
}
END_TEST

START_TEST(loading)
{
	open_world();
	survives("vocabulary", try_vocabulary, TK_OK);
	survives("calendar", try_calendar, TK_OK);
	survives("sound pack", try_sound_pack, TK_OK);
	survives("wrong pack", try_wrong_pack, TK_INVALID);
	close_world();
}
END_TEST

/* What is wrong is said, with the range or without. */
static enum tk_status try_wrong_answer(void)
{
	const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, (size_t)tk_vocabulary_find(vocabulary, "paid"));
	struct tk_error error;
	int64_t value;
	enum tk_status status = tk_value_parse(fact, "10000000000.01", &value, &error);

	tk_error_release(&error);
	return status;
}

START_TEST(answering)
{
	open_world();
	survives("answers", try_answers, TK_OK);
	survives("wrong answer", try_wrong_answer, TK_INVALID);
	close_world();
}
END_TEST

START_TEST(judging)
{
	open_world();
	ck_assert_int_eq(
	        tk_policy_load("p.ini", PACK, strlen(PACK), &world, &judged_by, NULL), TK_OK);
	judged = tk_answers_new(vocabulary);
	ck_assert_int_eq(fill(judged), TK_OK);
	survives("evaluation", try_evaluation, TK_OK);
	unanswered = tk_answers_new(vocabulary);
	survives("candidates", try_rank, TK_OK);
	tk_answers_free(unanswered);
	tk_answers_free(judged);
	tk_policy_free(judged_by);
	ck_assert_int_eq(tk_policy_load("p.ini", STEPS, strlen(STEPS), &world, &judged_by, NULL), TK_OK);
	judged = tk_answers_new(vocabulary);
	ck_assert_int_eq(fill(judged), TK_OK);
	tk_answers_set(judged, (size_t)tk_vocabulary_find(vocabulary, "ordered_at"), INT64_C(1795410000), TK_KNOWN_TYPED);
	survives("reasons", try_reasons, TK_OK);
	survives("prospects", try_prospects, TK_OK);
	tk_answers_free(judged);
	tk_policy_free(judged_by);
	close_world();
}
END_TEST

#define HEAD "[policy]\nid = small\nprovider = aliyun\ntitle = S\nrevision = 1\nauthority = secondary\n" \
	"calendar = cn\n[source.guide]\ntitle = G\n"
#define FEE "[define]\nhalf = paid / 2\n[table.rate]\nrow.a = deployed: 5 %\nrow.b = else: 20 %\n" \
	"[rule.fee]\nwhen = yes\ndeduct = half * rate\nlabel = L\ntext = T\nsource = guide\n"
#define LATE "applied_at - ordered_at > 2 h\nrefuse = yes\ntext = T\nsource = guide\n"
#define EARLY "applied_at - ordered_at < 1 h\nrefuse = yes\ntext = T\nsource = guide\n"

/* What gets worse with time, and what gets better. */
START_TEST(judging_in_time)
{
	static const char *const packs[] = {
		HEAD "[rule.late]\nwhen = " LATE, HEAD "[rule.late]\nwhen = " LATE "[rule.early]\nwhen = " EARLY};

	open_world();
	for (int i = 0; i < 2; i++) {
		size_t ordered_at = (size_t)tk_vocabulary_find(vocabulary, "ordered_at");
		struct tk_decision *decision = NULL;
		ck_assert_int_eq(tk_policy_load("p.ini", packs[i], strlen(packs[i]), &world, &judged_by, NULL), TK_OK);
		judged = tk_answers_new(vocabulary);
		ck_assert_int_eq(fill(judged), TK_OK);
		ck_assert_int_eq(tk_answers_set(judged, ordered_at, JUDGED_AT - 1800, TK_KNOWN_TYPED), TK_OK);
		ck_assert_int_eq(tk_evaluate(judged_by, judged, JUDGED_AT, TK_WITH_WHAT_IF, &decision), TK_OK);
		ck_assert_uint_eq(decision->way_count, 1);
		ck_assert_uint_eq(decision->ways[0].change_count, (size_t)i);
		tk_decision_free(decision);
		survives(i == 0 ? "before it is late" : "when it is no longer early", try_evaluation, TK_OK);
		tk_answers_free(judged);
		tk_policy_free(judged_by);
	}
	close_world();
}
END_TEST

START_TEST(working_out)
{
	open_world();
	ck_assert_int_eq(tk_policy_load("p.ini", HEAD FEE, strlen(HEAD FEE), &world, &judged_by, NULL), TK_OK);
	judged = tk_answers_new(vocabulary);
	ck_assert_int_eq(fill(judged), TK_OK);
	ck_assert_int_eq(
	        tk_answers_set(judged, (size_t)tk_vocabulary_find(vocabulary, "deployed"), 1, TK_KNOWN_TYPED), TK_OK);
	survives("working", try_working, TK_OK);
	tk_answers_free(judged);
	tk_policy_free(judged_by);
	close_world();
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
	        {"memory", {loading, answering, judging, judging_in_time, working_out, everything_shipped, full_pool, full_pack,
	                           larger_than_memory, NULL}},
	};
	return SUITE_RUN("memory", groups);
}
