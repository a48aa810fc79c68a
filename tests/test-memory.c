/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that runs out: each allocation of the evaluator is made to fail once. Whoever asked is
 * told so, and nothing is kept (the leak checkers of the other builds see to that).
 */
#include "config.h"

#include "packs.h"
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
	PACK "[rule.x]\nwhen = paid < 3 min\nrefused = yes\ntext[zh] = T\nsource = " \
	     "nowhere\nline\n"

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
static struct tk_answers *judged;

static enum tk_status try_evaluation(void)
{
	struct tk_decision *decision = NULL;
	enum tk_status status =
	        tk_evaluate(judged_by, judged, INT64_C(1795413600), TK_WITH_WHAT_IF, &decision);
	tk_decision_free(decision);
	return agreed((decision != NULL) == (status == TK_OK), status);
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

START_TEST(answering)
{
	open_world();
	survives("answers", try_answers, TK_OK);
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
	tk_answers_free(judged);
	tk_policy_free(judged_by);
	close_world();
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
	        {"memory", {loading, answering, judging, NULL}},
	};
	return SUITE_RUN("memory", groups);
}
