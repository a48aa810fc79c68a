/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The papers of whole cases under the shipped policy: compared with tests/papers/CASE.LANGUAGE.txt,
 * and checked for what must hold of any case. After a change that is meant, TUIKUAN_RENEW=1 in the
 * environment writes the texts anew; look at the difference before committing it.
 */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "currency.h"
#include "file.h"
#include "fit.h"
#include "language.h"
#include "papers.h"
#include "policy-phrases.h"
#include "shown.h"
#include "text.h"
#include "tuikuan.h"

static const char *const languages[] = {"en", "zh_CN"};

/* ---- the world --------------------------------------------------------------------------------
 */

static struct {
	struct tk_vocabulary *vocabulary;
	struct tk_calendar *calendar;
	struct tk_policy *policy;
	struct tk_answers *answers;
	struct tk_decision *decision;
	struct paper_case of;
	const char *template; /* instead of the shipped ones; NULL: those */
	bool no_template;
} scene;

static char *read_data(const char *name, size_t *ret_length)
{
	char *root = file_join(getenv("TK_SRCDIR"), name), *bytes = NULL;

	ck_assert_msg(file_read(root, (size_t)1 << 20, &bytes, ret_length) == TK_OK, "%s: %s", root,
	        strerror(errno));
	free(root);
	return bytes;
}

static char *template_text(void *user, const char *name, const char *language)
{
	char *path = text_printf("data/letters/%s.%s.txt", name, language), *text;
	size_t length;

	(void)user;
	if (scene.template || scene.no_template) {
		free(path);
		return scene.no_template ? NULL : text_printf("%s", scene.template);
	}
	text = read_data(path, &length);
	free(path);
	return text;
}

static void check_errors(enum tk_status status, struct tk_errors *errors)
{
	char *text = errors->count > 0 ? tk_error_text(&errors->items[0], NULL) : NULL;

	ck_assert_msg(status == TK_OK, "%s", text ? text : "no error given");
	free(text);
	tk_errors_release(errors);
}

static void load_policy(const char *bytes, size_t length)
{
	const struct tk_calendar *const calendars[] = {scene.calendar};
	const struct tk_world world = {scene.vocabulary, calendars, 1};
	struct tk_errors errors;

	tk_errors_init(&errors);
	check_errors(
	        tk_policy_load("pack.ini", bytes, length, &world, &scene.policy, &errors), &errors);
	scene.answers = tk_answers_new(tk_policy_vocabulary(scene.policy));
	ck_assert_ptr_nonnull(scene.answers);
}

static void open_scene(void)
{
	struct tk_errors errors;
	size_t length;
	char *bytes;

	memset(&scene, 0, sizeof scene);
	ck_assert(language_start(NULL, "en"));
	tk_errors_init(&errors);
	bytes = read_data("data/facts.ini", &length);
	check_errors(tk_vocabulary_load("facts.ini", bytes, length, &scene.vocabulary, &errors),
	        &errors);
	free(bytes);
	bytes = read_data("data/calendars/cn.ini", &length);
	check_errors(tk_calendar_load("cn.ini", bytes, length, &scene.calendar, &errors), &errors);
	free(bytes);
}

static void open_article(void)
{
	size_t length;
	char *bytes;

	open_scene();
	bytes = read_data("data/policies/aliyun-ecs-article.ini", &length);
	load_policy(bytes, length);
	free(bytes);
}

static void close_scene(void)
{
	tk_decision_free(scene.decision);
	tk_answers_free(scene.answers);
	tk_policy_free(scene.policy);
	tk_calendar_free(scene.calendar);
	tk_vocabulary_free(scene.vocabulary);
}

static size_t slot_of(const char *name)
{
	int slot = tk_vocabulary_find(tk_policy_vocabulary(scene.policy), name);

	ck_assert_msg(slot >= 0, "%s", name);
	return (size_t)slot;
}

static void answer_known(const char *name, const char *text, enum tk_known known)
{
	struct tk_error error = {0};

	ck_assert_msg(tk_answers_parse(scene.answers, slot_of(name), text, known, &error) == TK_OK,
	        "%s = %s", name, text);
}

static void answer(const char *name, const char *text)
{
	answer_known(name, text, TK_KNOWN_TYPED);
}

static int64_t moment(const char *text)
{
	int64_t at = 0;

	ck_assert_int_eq(tk_moment_parse(text, &at), TK_OK);
	return at;
}

static void judge(const char *at)
{
	tk_decision_free(scene.decision);
	scene.decision = NULL;
	ck_assert_int_eq(
	        tk_evaluate(scene.policy, scene.answers, moment(at), 0, &scene.decision), TK_OK);
	scene.of = (struct paper_case){.policy = scene.policy,
	        .answers = scene.answers,
	        .decision = scene.decision,
	        .case_id = "TK-20261123-0001",
	        .status = "draft",
	        .printed_at = moment(at) + 125,
	        .template_text = template_text};
}

/* ---- all papers of a case -----------------------------------------------------------------------
 */

enum { REASON = PAPER_REASON, SUMMARY = PAPER_LETTER_COUNT, CHECKLIST, ONE_LINE, PAPER_COUNT };

static const char *const paper_names[PAPER_COUNT] = {
        "reason", "ticket", "letter", "statement", "complaint", "rescission",
        "summary", "checklist", "one line"};

static char *make(int paper, const char *language)
{
	switch (paper) {
	case SUMMARY:
		return paper_summary(&scene.of, language);
	case CHECKLIST:
		return paper_checklist(&scene.of, language);
	case ONE_LINE:
		return paper_one_line(&scene.of, language);
	default:
		return paper_letter(&scene.of, (enum paper_letter)paper, language, NULL, NULL);
	}
}

/* What holds of every paper, whatever the case. */
static void check_paper(int paper, const char *text)
{
	int columns = paper >= PAPER_LETTER && paper < PAPER_LETTER_COUNT ? 76 : 80;
	const char *line, *end;
	char *safe;

	ck_assert_msg(text != NULL, "%s", paper_names[paper]);
	ck_assert(text_valid(text, strlen(text)));
	safe = text_sanitize(text, strlen(text), true);
	ck_assert_msg(strcmp(safe, text) == 0, "%s: control characters", paper_names[paper]);
	free(safe);
	ck_assert_ptr_null(strchr(text, '\t'));
	if (paper == PAPER_REASON) {
		ck_assert_uint_le(fit_characters(text), 100);
		ck_assert_ptr_null(strchr(text, '\n'));
		return;
	}
	if (paper == PAPER_TICKET) {
		ck_assert_uint_lt(fit_characters(text), 500);
		return;
	}
	if (paper == ONE_LINE) {
		ck_assert_ptr_null(strchr(text, '\n'));
		return;
	}
	ck_assert(*text);
	for (line = text; *line; line = end + 1) {
		end = strchr(line, '\n');
		ck_assert_ptr_nonnull(end);
		ck_assert_msg(text_width_n(line, (size_t)(end - line)) <= columns, "%s: %.*s",
		        paper_names[paper], (int)(end - line), line);
		ck_assert_msg(end == line || end[-1] != ' ', "%s: blank at the end: %.*s",
		        paper_names[paper], (int)(end - line), line);
	}
}

/* The same as pieces for the press: kinds that it knows, and no cell with a control character. */
static void check_sheet(int paper, const char *text)
{
	static const char kinds[] = " sheet ends heading block caution total equation pair half columns row verdict share picture tier "
	                            "stage mark line fixed centre right sign blank ";
	const char *line, *end;

	ck_assert_msg(text != NULL, "%s", paper_names[paper]);
	ck_assert_msg(strncmp(text, "sheet\t", strlen("sheet\t")) == 0, "%s: %.40s", paper_names[paper], text);
	for (line = text; *line; line = end + 1) {
		char kind[32];

		end = strchr(line, '\n');
		ck_assert_ptr_nonnull(end);
		snprintf(kind, sizeof kind, " %.*s ", (int)strcspn(line, "\t\n"), line);
		ck_assert_msg(strstr(kinds, kind) != NULL, "%s: %s", paper_names[paper], kind);
		for (; line < end; line++)
			ck_assert(*line == '\t' || (unsigned char)*line >= ' ');
	}
}

static void check_all_papers(void)
{
	size_t i;
	int paper;

	for (i = 0; i < 2; i++) {
		for (paper = 0; paper < PAPER_COUNT; paper++) {
			char *text = make(paper, languages[i]);

			check_paper(paper, text);
			free(text);
			if (paper == ONE_LINE)
				continue;
			scene.of.form = PAPER_SHEET;
			text = make(paper, languages[i]);
			scene.of.form = PAPER_TEXT;
			check_sheet(paper, text);
			free(text);
		}
	}
	ck_assert_str_eq(language_current(), "en");
}

/* Digests change with every byte of a pack: their digits are not compared. They stand on lines of
 * their own, and shortened in the foot. Nor is the version of the program. */
static void mask_digests(char *text)
{
	static const char digits[] = "0123456789abcdef";
	char *line, *at = strstr(text, PACKAGE_STRING);

	if (at)
		memset(at, '#', strlen(PACKAGE_STRING));

	for (line = text; *line; line += *line == '\n') {
		size_t length = strcspn(line, "\n");

		if (length > 70 && strspn(line, "0123456789abcdef ") == length) {
			for (at = line; at < line + length; at++)
				*at = *at == ' ' ? ' ' : '#';
		}
		for (at = line; at + 12 <= line + length; at++) {
			if (strspn(at, digits) == 12 && at > line + 5 &&
			        (strncmp(at - 5, "pack ", 5) == 0 ||
			                strncmp(at - 4, "包 ", 4) == 0))
				memset(at, '#', 12);
		}
		line += length;
	}
}

/* ---- golden texts
 * --------------------------------------------------------------------------------- */

static void answer_identity(void)
{
	answer("provider", "aliyun");
	answer("site", "china");
	answer("product", "ecs");
	answer("sold_by", "direct");
	answer_known("account_uid", "1234567890123456", TK_KNOWN_TOLD);
	answer_known("order_id", "20261123140001234567", TK_KNOWN_PASTED);
	answer_known("instance_id", "i-bp1abcdefghij0123456", TK_KNOWN_PASTED);
	answer("configuration", "32核 128GB 计算型，2TB HDD，1 个月");
	answer("intended", "8核 64GB 内存型，2TB SSD，1 个月");
	answer("region", "华东1（杭州）");
	answer("payment_method", "alipay");
	answer("applicant", "示例科技有限公司");
	answer("contact", "13800000000");
	answer("reason_note", "下单时在规格列表里选错了一行，付款后对照采购单时发现。");
}

static void answer_checklist(const char *value)
{
	static const char *const names[] = {"ddos_record", "illegal_content", "several_accounts",
	        "abnormal_operations", "arrears"};
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++)
		answer(names[i], value);
}

static void answer_order(void)
{
	answer("billing", "subscription");
	answer("order_kind", "new");
	answer_known("ordered_at", "2026-11-23T14:00", TK_KNOWN_PASTED);
	answer_known("paid", "800.00", TK_KNOWN_SEEN);
	answer("promotion", "no");
	answer("reason", "wrong-configuration");
	answer("deployed", "yes");
	answer("started", "no");
	answer("holder", "enterprise");
	answer("licence_valid", "yes");
	answer("annual_agreement", "no");
	answer("linked_services", "no");
	answer("balance", "500.00");
}

/* The guide's own middle tier, an hour after the order, with one document at hand. */
static void case_partial(void)
{
	answer_identity();
	answer_order();
	answer_checklist("no");
	answer("evidence.usage_log", "yes");
	answer("evidence.business_statement", "no");
	answer("evidence.config_error_proof", "?");
	judge("2026-11-23T14:37");
}

/* Nobody knows much yet. */
static void case_open(void)
{
	answer("provider", "aliyun");
	answer("site", "china");
	answer("product", "ecs");
	answer_known("ordered_at", "2026-11-23T14:00", TK_KNOWN_TOLD);
	answer_known("paid", "800.00", TK_KNOWN_TOLD);
	answer("deployed", "?");
	judge("2026-11-23T14:37");
	scene.of.case_id = NULL;
	scene.of.status = NULL;
}

static void case_refused(void)
{
	answer_identity();
	answer_order();
	answer_checklist("no");
	answer("ddos_record", "yes");
	answer("evidence.order_screenshot", "yes");
	judge("2026-11-23T14:37");
}

/* Judged, applied for, and paid out less than was predicted. */
static void case_closed(void)
{
	answer_identity();
	answer_order();
	answer_checklist("no");
	answer("paid", "33.33");
	answer("applied_at", "2026-12-29T09:05:30");
	answer("ordered_at", "2026-12-29T07:00");
	answer("console_amount", "10.00");
	answer("console_kind", "partial");
	answer("reference", "GD-20261229-77");
	answer("received", "9.99");
	answer("received_at", "2027-01-14T09:30");
	judge("2026-12-29T09:10");
	scene.of.status = "refunded";
	scene.of.agent = "工号 1024";
	scene.of.organisation = "示例代办处";
	scene.of.decided_at = moment("2027-01-12T10:00");
}

static const struct {
	const char *name;
	void (*answer)(void);
} cases[] = {{"partial", case_partial}, {"open", case_open}, {"refused", case_refused},
        {"closed", case_closed}};

#define CASES (int)(sizeof cases / sizeof *cases)

static char *all_papers(const char *language)
{
	struct text_buffer all;
	char *text;
	int paper;

	text_buffer_init(&all);
	for (paper = 0; paper < PAPER_COUNT; paper++) {
		text = make(paper, language);
		check_paper(paper, text);
		text_buffer_printf(&all, "%s[%s]\n%s%s", paper ? "\n" : "", paper_names[paper],
		        text, strchr(text, '\n') ? "" : "\n");
		free(text);
	}
	text = text_buffer_take(&all);
	mask_digests(text);
	return text;
}

static void show_difference(const char *path, const char *expected, const char *found)
{
	const char *a = expected, *b = found;
	int line = 1;

	while (*a && *a == *b) {
		line += *a == '\n';
		a++;
		b++;
	}
	while (a > expected && a[-1] != '\n') {
		a--;
		b--;
	}
	ck_abort_msg("%s:%d: expected \"%.*s\", found \"%.*s\"; meant? TUIKUAN_RENEW=1 make check "
	             "TESTS=tests/test-papers",
	        path, line, (int)strcspn(a, "\n"), a, (int)strcspn(b, "\n"), b);
}

/* Without the catalogue the Chinese papers would be half English: nothing to compare. */
static bool has_words(const char *language)
{
	bool translated;

	language_set(language);
	translated = strcmp(language, "en") == 0 ||
	             strcmp(_("EVIDENCE CHECKLIST"), "EVIDENCE CHECKLIST") != 0;
	language_set("en");
	return translated;
}

START_TEST(papers_read_as_they_did)
{
	const char *language = languages[_i % 2];
	char *path, *found, *expected = NULL;
	size_t length;

	open_article();
	cases[_i / 2].answer();
	found = all_papers(language);
	path = text_printf(
	        "%s/tests/papers/%s.%s.txt", getenv("TK_SRCDIR"), cases[_i / 2].name, language);
	if (has_words(language)) {
		if (getenv("TUIKUAN_RENEW"))
			ck_assert_int_eq(file_write(path, found, strlen(found), 0644), TK_OK);
		ck_assert_int_eq(file_read(path, (size_t)1 << 20, &expected, &length), TK_OK);
		if (strcmp(expected, found) != 0)
			show_difference(path, expected, found);
	}
	ck_assert_str_eq(language_current(), "en");
	free(expected);
	free(path);
	free(found);
	close_scene();
}
END_TEST

/* ---- what holds of any case
 * ---------------------------------------------------------------------- */

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static const char *const hostile[] = {"\033[2J\033]0;title\007red",
        "\xe2\x80\xaegnp.exe\xe2\x80\xac", "a\nb\r\nc\td", "{order_id} {paid}", "@if paid",
        "%s%n%d", "\xe2\x81\xa6x\xe2\x81\xa9\xe2\x80\x8b\xef\xbb\xbf", "\302\23331m",
        "一二三四五六七八九十，甲乙丙丁。",
        "wordwithoutanyblankthatislongerthanalineofapapersothatitmustbebrokensomewherein0123456789"};

/* Any mixture of answers, not sure and nothing, texts full of traps and as long as they may be. */
static void answer_at_random(uint32_t *state)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(scene.policy);
	size_t slot;

	for (slot = 0; slot < tk_vocabulary_count(vocabulary); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, slot);
		uint32_t chance = next_random(state) % 8;
		int64_t value;

		tk_answers_clear(scene.answers, slot);
		if (chance < 2)
			continue;
		if (chance == 2) {
			tk_answers_set_not_sure(scene.answers, slot);
		} else if (fact->type == TK_TEXT) {
			struct text_buffer text;
			char *typed;

			text_buffer_init(&text);
			do {
				text_buffer_add(&text, hostile[next_random(state) %
				                               (sizeof hostile / sizeof *hostile)]);
			} while (next_random(state) % 3 != 0);
			typed = text_buffer_take(&text);
			if (tk_answers_set_text(scene.answers, slot, typed, TK_KNOWN_PASTED) !=
			        TK_OK)
				tk_answers_set_text(
				        scene.answers, slot, hostile[0], TK_KNOWN_PASTED);
			free(typed);
		} else if (fact->type == TK_CHOICE && fact->choice_count == 0) {
			tk_answers_set_text(scene.answers, slot, "aliyun", TK_KNOWN_TYPED);
		} else {
			value = fact->type == TK_MOMENT
			                ? moment("2026-11-23T14:00") + next_random(state) % 9000000
			        : fact->type == TK_MONEY
			                ? (int64_t)(next_random(state) % 3000000)
			                : fact->least + (int64_t)(next_random(state) % 3);
			tk_answers_set(scene.answers, slot, value,
			        (enum tk_known)(next_random(state) % TK_KNOWN_COUNT));
		}
	}
}

START_TEST(any_case_makes_papers)
{
	uint32_t state = (uint32_t)_i * 7919u + 1u;

	open_article();
	answer_at_random(&state);
	judge("2026-12-01T10:00");
	check_all_papers();
	close_scene();
}
END_TEST

START_TEST(nothing_answered_makes_papers)
{
	open_article();
	judge("2026-12-01T10:00");
	check_all_papers();
	scene.of = (struct paper_case){
	        .policy = scene.policy, .answers = scene.answers, .decision = scene.decision};
	errno = 0;
	ck_assert_ptr_null(paper_letter(&scene.of, PAPER_LETTER, "zh_CN", NULL, NULL));
	ck_assert_int_eq(errno, ENOENT);
	close_scene();
}
END_TEST

START_TEST(a_bare_pack_makes_papers)
{
	static const char pack[] = "[policy]\nid = bare\nprovider = bare\ntitle = "
	                           "Bare\ntitle[zh_CN] = 空\nrevision = 1\n"
	                           "authority = official\ncalendar = cn\n"
	                           "[rule.half]\nwhen = deployed\ndeduct = min(paid, 1.00)\nlabel "
	                           "= x\nlabel[zh_CN] = 甲\n"
	                           "text = T.\ntext[zh_CN] = 乙。\nsource = §1\n";

	open_scene();
	load_policy(pack, sizeof pack - 1);
	answer("paid", "800.00");
	judge("2026-12-01T10:00");
	check_all_papers();
	answer("deployed", "yes");
	judge("2026-12-01T10:00");
	check_all_papers();
	close_scene();
}
END_TEST

/* Every sum on every paper is in the currency of the pack; capital figures are for yuan. */
START_TEST(sums_are_in_the_currency_of_the_pack)
{
	const struct currency *currency = currency_at((size_t)_i);
	char pack[600], sum[64];
	bool yuan = strcmp(currency->code, "CNY") == 0;
	int length = snprintf(pack, sizeof pack,
	        "[policy]\nid = bare\nprovider = bare\ntitle = Bare\ntitle[zh_CN] = 空\nrevision = 1\n"
	        "authority = official\ncalendar = cn\ncurrency = %s\n"
	        "[rule.half]\nwhen = deployed\ndeduct = min(paid, 1.00)\nlabel = x\n"
	        "text = T.\nsource = §1\n",
	        currency->code);

	open_scene();
	load_policy(pack, (size_t)length);
	answer("paid", "800.00");
	answer("deployed", "yes");
	judge("2026-12-01T10:00");
	for (size_t i = 0; i < 2; i++) {
		for (int paper = 0; paper < PAPER_COUNT; paper++) {
			char *text = make(paper, languages[i]);

			ck_assert_ptr_nonnull(text);
			if (!yuan) {
				ck_assert_msg(!strstr(text, "CNY") && !strstr(text, "人民币") &&
				                      !strstr(text, "大写") && !strstr(text, "整）") &&
				                      !strstr(text, "00 元"),
				        "%s", text);
			}
			if (i == 0 && strstr(text, "800.00")) {
				snprintf(sum, sizeof sum, "00 %s", currency->code);
				ck_assert_msg(strstr(text, sum) != NULL, "%s", text);
			}
			free(text);
		}
	}
	close_scene();
}
END_TEST

START_TEST(letters_may_ask_for_the_currency)
{
	static const char pack[] = "[policy]\nid = bare\nprovider = bare\ntitle = Bare\nrevision = 1\n"
	                           "authority = official\ncalendar = cn\ncurrency = USD\n";
	struct tk_errors errors;
	char *text;

	open_scene();
	load_policy(pack, sizeof pack - 1);
	answer("paid", "150.00");
	judge("2026-12-01T10:00");
	scene.template = "{paid} {paid:capital}\n@if currency=CNY\nyuan\n@end\n@if currency=USD\ndollars\n@end\n";
	text = paper_letter(&scene.of, PAPER_LETTER, "en", NULL, NULL);
	ck_assert_str_eq(text, "150.00 USD 150.00 USD\ndollars\n");
	free(text);
	scene.template = "@if currency=XYZ\n@end\n";
	tk_errors_init(&errors);
	ck_assert_int_eq(paper_letter_check(&scene.of, PAPER_LETTER, "en", &errors), TK_INVALID);
	tk_errors_release(&errors);
	close_scene();
}
END_TEST

/* Each word and each condition of a template, in both languages: those that are known, open, and none. */
START_TEST(words_of_templates)
{
	static const struct {
		const char *template, *expected; /* NULL: it is refused */
	} letters[] = {
	        {"{channel}|{url}|{case}\n", ""},
	        {"{paid:plain} {paid:capital}\n", ""},
	        {"{paid:date}\n", NULL},
	        {"{deployed:capital}\n", NULL},
	        {"{nothing}\n", NULL},
	        {"{case:plain}\n", NULL},
	        {"@if verdict\nv\n@end\n", "v\n"},
	        {"@if verdict=partial\np\n@end\n@if verdict=full\nf\n@end\n", "p\n"},
	        {"@if verdict=perhaps\np\n@end\n", NULL},
	        {"@if channel\nc\n@end\n@if channel=special\ns\n@end\n", "c\ns\n"},
	        {"@if channel=self-service\nx\n@end\n", ""},
	        {"@if provider=aliyun\na\n@end\n@if provider=azure\nz\n@end\n", "a\n"},
	        {"@if deployed\nd\n@end\n@if deployed=yes\ny\n@end\n@if deployed=no\nn\n@end\n", "d\ny\n"},
	        {"@if deployed=perhaps\nd\n@end\n", NULL},
	        {"@if explanation=words\nd\n@end\n", NULL},
	        {"@if evidence.usage_log=yes\nl\n@end\n", ""},
	        {"@if nothing=yes\nl\n@end\n", NULL},
	        {"@if currency\nl\n@end\n", NULL},
	        {"{ordered_at:date}\n", ""},
	        {"{deployed:date}\n", NULL},
	        {"{paid:loudly}\n", NULL},
	        {"{evidence.usage_log}\n", NULL},
	        {"@if reason_note=words\nl\n@end\n", NULL},
	        {"@if reason_note\nl\n@end\n", ""},
	        {"@if channel!=special\nx\n@end\n", ""},
	        {"@if\n@end\n", NULL},
	        {"@end\n", NULL},
	        {"@if deployed\n", NULL},
	        {"{paid\n", NULL},
	        {"a\n\n\n\nb\n", "a\n\nb\n"},
	};

	open_article();
	case_partial();
	for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
		for (size_t language = 0; language < 2; language++) {
			struct tk_errors errors;

			tk_errors_init(&errors);
			scene.template = letters[i].template;
			enum tk_status status = paper_letter_check(&scene.of, PAPER_LETTER, languages[language], &errors);
			char *text = paper_letter(&scene.of, PAPER_LETTER, languages[language], NULL, NULL);
			ck_assert_msg(status == (letters[i].expected ? TK_OK : TK_INVALID), "%s: %d", letters[i].template, status);
			ck_assert((status == TK_OK) == (errors.count == 0));
			if (letters[i].expected && *letters[i].expected)
				ck_assert_str_eq(text, letters[i].expected);
			free(text);
			tk_errors_release(&errors);
		}
	scene.template = "{channel}|{url}|{case}|{paid:plain}|{paid:capital}\n";
	char *text = paper_letter(&scene.of, PAPER_LETTER, "zh_CN", NULL, NULL);
	ck_assert_msg(strstr(text, "|800.00|捌佰元整\n") != NULL, "%s", text);
	free(text);
	close_scene();
}
END_TEST

/* ---- gaps
 * ----------------------------------------------------------------------------------------- */

static bool has_gap(const size_t *gaps, size_t count, const char *name)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (gaps[i] == slot_of(name))
			return true;
	}
	return false;
}

START_TEST(gaps_are_marked_and_listed)
{
	size_t *gaps = NULL, count = 0, i, j;
	char *text;

	open_article();
	answer("order_id", "20261123140001234567");
	answer("contact", "?");
	judge("2026-12-01T10:00");
	text = paper_letter(&scene.of, PAPER_LETTER, "zh_CN", &gaps, &count);
	check_paper(PAPER_LETTER, text);
	ck_assert(has_gap(gaps, count, "paid"));
	ck_assert(has_gap(gaps, count, "contact"));
	ck_assert(has_gap(gaps, count, "applicant"));
	ck_assert(!has_gap(gaps, count, "order_id"));
	ck_assert(!has_gap(gaps, count, "applied_at")); /* the letter itself applies */
	for (i = 0; i < count; i++) {
		for (j = i + 1; j < count; j++)
			ck_assert_uint_ne(gaps[i], gaps[j]);
	}
	if (has_words("zh_CN"))
		ck_assert_ptr_nonnull(strstr(text, "【现金实付】"));
	ck_assert_ptr_null(strstr(text, "元"));
	free(gaps);
	free(text);
	close_scene();
}
END_TEST

START_TEST(what_is_assumed_is_not_stated)
{
	char *text;
	size_t count;
	size_t *gaps;

	open_article();
	scene.template =
	        "{instances} {service_start} {paid} {applied_at}\n@if service_start\nstated\n@end\n"
	        "@if paid!=1.00\nstated\n@end\n";
	answer("order_kind", "new");
	answer("ordered_at", "2026-11-23T14:00");
	judge("2026-12-01T10:00");
	text = paper_letter(&scene.of, PAPER_LETTER, "en", &gaps, &count);
	ck_assert_uint_eq(count, 3);
	ck_assert(has_gap(gaps, count, "instances") && has_gap(gaps, count, "service_start"));
	ck_assert_ptr_null(strstr(text, "stated"));
	ck_assert_ptr_nonnull(strstr(text, "2026-12-01"));
	free(gaps);
	free(text);
	close_scene();
}
END_TEST

START_TEST(a_full_letter_has_no_gaps)
{
	size_t i, count = 99;
	size_t *gaps = NULL;
	char *text;
	int length;

	open_article();
	case_partial();
	for (i = 0; i < 2; i++) {
		for (length = 0; length < PAPER_LETTER_COUNT; length++) {
			text = paper_letter(
			        &scene.of, (enum paper_letter)length, languages[i], &gaps, &count);
			ck_assert_ptr_nonnull(text);
			ck_assert_uint_eq(count, 0);
			free(gaps);
			free(text);
		}
	}
	close_scene();
}
END_TEST

/* Nobody was asked, but the policy knows whose it is. */
START_TEST(letters_are_addressed_to_the_provider)
{
	static const char pack[] = "[policy]\nid = bare\nprovider = bare\nprovider_name = Bare Cloud\ntitle = Bare\n"
	                           "revision = 1\nauthority = official\ncalendar = cn\n";
	size_t count = 99, *gaps = NULL;
	char *text;

	open_scene();
	load_policy(pack, sizeof pack - 1);
	judge("2026-12-01T10:00");
	scene.template = "To: {provider}\n";
	text = paper_letter(&scene.of, PAPER_LETTER, "en", &gaps, &count);
	ck_assert_str_eq(text, "To: Bare Cloud\n");
	ck_assert_uint_eq(count, 0);
	free(gaps);
	free(text);
	close_scene();
}
END_TEST

/* A mistake is stated only where it was answered. */
START_TEST(a_notice_states_no_mistake_that_was_none)
{
	static const char *const none[] = {"not-needed", "business-change", "quality", "other"};
	char *text;

	open_article();
	case_partial();
	text = paper_letter(&scene.of, PAPER_RESCISSION, "en", NULL, NULL);
	ck_assert_ptr_nonnull(strstr(text, "The wrong configuration was picked"));
	ck_assert_ptr_null(strstr(text, "The mistake, in kind"));
	free(text);
	answer("reason", none[_i]);
	judge("2026-11-23T14:37");
	text = paper_letter(&scene.of, PAPER_RESCISSION, "en", NULL, NULL);
	ck_assert_ptr_null(strstr(text, "was picked"));
	ck_assert_ptr_nonnull(strstr(text, "The mistake, in kind"));
	free(text);
	close_scene();
}
END_TEST

/* The last day of a remedy belongs to it; what is over says so. */
START_TEST(remedies_are_open_until_their_last_day)
{
	static const struct {
		const char *from, *until, *at, *text;
	} rows[] = {
	        {NULL, NULL, "2026-12-01T10:00", ""},
	        {"2026-12-08", NULL, "2026-12-01T10:00", "Open from 2026-12-08 on."},
	        {NULL, "2026-12-08", "2026-12-08T23:59:59", "Open until 2026-12-08."},
	        {NULL, "2026-12-08", "2026-12-09T00:00", "Over: 2026-12-08 was the last day."},
	        {"2026-12-08", "2026-12-08", "2026-12-08T10:00", "Open from 2026-12-08 until 2026-12-08."},
	        {"2026-12-08", "2027-02-21", "2027-02-22T00:00", "Over: 2027-02-21 was the last day."},
	        {"2027-02-22", "2027-02-21", "2026-12-01T10:00",
	                "Over: it would open on 2027-02-22, but 2027-02-21 was its last day."},
	};

	language_set("en");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *const days[] = {rows[i].from, rows[i].until};
		int64_t found[] = {TK_NO_DAY, TK_NO_DAY}, at;
		char *text;

		for (size_t k = 0; k < 2; k++)
			if (days[k]) {
				char midnight[TK_MOMENT_TEXT];
				snprintf(midnight, sizeof midnight, "%sT00:00", days[k]);
				ck_assert_int_eq(tk_moment_parse(midnight, &at), TK_OK);
				found[k] = tk_moment_day(at);
			}
		ck_assert_int_eq(tk_moment_parse(rows[i].at, &at), TK_OK);
		text = shown_remedy_dates(&(struct tk_remedy_dates){found[0], found[1]}, at);
		ck_assert_str_eq(text, rows[i].text);
		free(text);
	}
}
END_TEST

START_TEST(titles_of_tickets_are_short)
{
	size_t i;

	open_article();
	case_partial();
	for (i = 0; i < 2; i++) {
		char *text = paper_letter(&scene.of, PAPER_TICKET, languages[i], NULL, NULL);

		text[strcspn(text, "\n")] = '\0';
		/* what is beyond 30 characters is cut off the title: only digits of the order may
		 * be */
		ck_assert_uint_le(fit_characters(text), 40);
		free(text);
	}
	close_scene();
}
END_TEST

/* ---- templates
 * ------------------------------------------------------------------------------------- */

START_TEST(shipped_templates_are_right)
{
	struct tk_errors errors;
	size_t i;
	int length;

	open_article();
	judge("2026-12-01T10:00");
	for (i = 0; i < 2; i++) {
		for (length = 0; length < PAPER_LETTER_COUNT; length++) {
			tk_errors_init(&errors);
			check_errors(paper_letter_check(&scene.of, (enum paper_letter)length,
			                     languages[i], &errors),
			        &errors);
		}
	}
	close_scene();
}
END_TEST

START_TEST(templates_of_plans_are_right)
{
	struct tk_errors errors;
	size_t i;
	int length;

	char *pack;
	size_t pack_length;

	open_scene();
	pack = read_data("data/policies/aliyun-intl-plan-official.ini", &pack_length);
	load_policy(pack, pack_length);
	free(pack);
	judge("2026-12-01T10:00");
	for (i = 0; i < 2; i++) {
		for (length = 0; length < PAPER_LETTER_COUNT; length++) {
			tk_errors_init(&errors);
			check_errors(paper_letter_check(&scene.of, (enum paper_letter)length,
			                     languages[i], &errors),
			        &errors);
		}
	}
	close_scene();
}
END_TEST

START_TEST(bad_templates_are_told)
{
	struct tk_errors errors;

	open_article();
	judge("2026-12-01T10:00");
	scene.template =
	        "ok\n{order_idd}\n@if reason=wrong-perriod\n@end\n@if "
	        "verdict=maybe\n@end\n{reason:capital}\n"
	        "{evidence.usage_log}\n@if evidence.other=yes\n@end\n@if channel=other\n@end\n";
	tk_errors_init(&errors);
	ck_assert_int_eq(paper_letter_check(&scene.of, PAPER_LETTER, "en", &errors), TK_INVALID);
	ck_assert_uint_eq(errors.count, 5);
	ck_assert_str_eq(errors.items[0].file, "refund-letter.en.txt");
	ck_assert_int_eq(errors.items[0].line, 2);
	ck_assert_int_eq(errors.items[1].line, 3);
	ck_assert_int_eq(errors.items[4].line, 8);
	tk_errors_release(&errors);
	errno = 0;
	ck_assert_ptr_null(paper_letter(&scene.of, PAPER_LETTER, "zh_CN", NULL, NULL));
	ck_assert_int_eq(errno, EINVAL);
	ck_assert_str_eq(language_current(), "en");
	scene.no_template = true;
	ck_assert_ptr_null(paper_letter(&scene.of, PAPER_LETTER, "zh_CN", NULL, NULL));
	ck_assert_int_eq(errno, ENOENT);
	ck_assert_str_eq(language_current(), "en");
	close_scene();
}
END_TEST

START_TEST(the_channel_chooses_the_length)
{
	open_article();
	case_partial();
	ck_assert_int_eq(paper_letter_preferred(&scene.of), PAPER_LETTER);
	answer("deployed", "no");
	judge("2026-11-23T14:37");
	ck_assert_int_eq(paper_letter_preferred(&scene.of), PAPER_REASON);
	answer("ddos_record", "yes");
	judge("2026-11-23T14:37");
	ck_assert_int_eq(paper_letter_preferred(&scene.of), PAPER_TICKET);
	close_scene();
}
END_TEST

static int currency_count(void)
{
	int count = 0;

	while (currency_at((size_t)count))
		count++;
	return count;
}

/* What the template makes and what comes of its text, as if a person had edited that, are set alike. */
START_TEST(an_edited_letter_is_set_like_its_template)
{
	static const enum paper_letter lengths[] = {PAPER_LETTER, PAPER_COMPLAINT, PAPER_RESCISSION};

	open_article();
	answer("provider", "aliyun");
	answer("site", "china");
	answer("ordered_at", "2026-11-23T14:00");
	answer("paid", "800.00");
	answer("reason", "wrong-configuration");
	answer("configuration", "32核 128GB 计算型，2TB HDD，1 个月");
	answer("intended", "8核 64GB 内存型，2TB SSD，1 个月");
	answer("applicant", "示例科技有限公司");
	answer("holder", "enterprise");
	answer("reason_note", "下单时在规格列表里选错了一行，付款后对照采购单时才发现，当天就提出了申请，没有使用过。");
	judge("2026-11-23T14:37");
	for (size_t i = 0; i < 2; i++) {
		for (size_t n = 0; n < sizeof lengths / sizeof *lengths; n++) {
			char *text = paper_letter(&scene.of, lengths[n], languages[i], NULL, NULL), *set, *again;

			scene.of.form = PAPER_SHEET;
			set = paper_letter(&scene.of, lengths[n], languages[i], NULL, NULL);
			again = paper_letter_edited(&scene.of, lengths[n], text, languages[i]);
			scene.of.form = PAPER_TEXT;
			ck_assert_str_eq(again, set);
			free(text);
			free(set);
			free(again);
		}
	}
	close_scene();
}
END_TEST

/* Values and what a rule asks of them, as a reader has it: of each type, with either limit, both or none. */
START_TEST(values_and_limits_in_words)
{
	const struct tk_choice one[] = {{.id = "bare"}};
	const struct {
		struct tk_fact fact;
		int64_t value;
		enum shown_style style;
		const char *shown;
	} values[] = {
	        {{.type = TK_PERCENT}, 1200, SHOWN_TABLE, "12 %"}, {{.type = TK_PERCENT}, 1250, SHOWN_TABLE, "12.5 %"},
	        {{.type = TK_PERCENT}, 1205, SHOWN_TABLE, "12.05 %"}, {{.type = TK_COUNT}, 3, SHOWN_TABLE, "3"},
	        {{.type = TK_MONEY}, 800, SHOWN_PLAIN, "8.00"}, {{.type = TK_MONEY}, 800, SHOWN_TABLE, "8.00 CNY"},
	        {{.type = TK_FLAG}, 0, SHOWN_TABLE, "no"}, {{.type = TK_TEXT}, 0, SHOWN_TABLE, ""},
	        {{.type = TK_CHOICE}, 0, SHOWN_TABLE, ""}, /* an open one, without its text */
	        {{.type = TK_CHOICE, .choices = one, .choice_count = 1}, 0, SHOWN_TABLE, "bare"},
	        {{.type = TK_CHOICE, .choices = one, .choice_count = 1}, 1, SHOWN_TABLE, ""},
	        {{.type = TK_CHOICE, .choices = one, .choice_count = 1}, -1, SHOWN_TABLE, ""},
	};

	open_article();
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		char *shown = shown_of_fact(&values[i].fact, values[i].value, NULL, "CNY", values[i].style);

		ck_assert_str_eq(shown, values[i].shown);
		free(shown);
	}
	const int64_t early = moment("2026-11-20T14:00"), late = moment("2026-11-23T14:00");
	const int paid = (int)slot_of("paid"), ordered = (int)slot_of("ordered_at"), reason = (int)slot_of("reason"),
	          deployed = (int)slot_of("deployed");
	const struct {
		struct tk_test test;
		const char *shown;
	} tests[] = {
	        {{.slot = ordered, .since = -1, .type = TK_MOMENT, .has_least = true, .least = early},
	                "Ordered at: open; the rule asks for no earlier than 2026-11-20 14:00:00"},
	        {{.slot = ordered, .since = -1, .type = TK_MOMENT, .has_least = true, .least = early, .above = true, .has_value = true, .value = late},
	                "Ordered at: 2026-11-23 14:00:00, that is after 2026-11-20 14:00:00"},
	        {{.slot = ordered, .since = -1, .type = TK_MOMENT, .has_most = true, .most = late},
	                "Ordered at: open; the rule asks for no later than 2026-11-23 14:00:00"},
	        {{.slot = ordered, .since = -1, .type = TK_MOMENT, .has_most = true, .most = late, .below = true},
	                "Ordered at: open; the rule asks for before 2026-11-23 14:00:00"},
	        {{.slot = paid, .since = -1, .type = TK_MONEY, .has_least = true, .has_most = true, .least = 500, .most = 500},
	                "Paid in cash: open; the rule asks for exactly 5.00 CNY"},
	        {{.slot = paid, .since = -1, .type = TK_MONEY, .has_least = true, .above = true, .has_most = true, .least = 500, .most = 900},
	                "Paid in cash: open; the rule asks for more than 5.00 CNY, at most 9.00 CNY"},
	        {{.slot = paid, .since = -1, .type = TK_MONEY, .has_most = true, .most = 900, .below = true, .has_value = true, .value = 800},
	                "Paid in cash: 8.00 CNY, that is less than 9.00 CNY"},
	        {{.slot = paid, .since = -1, .type = TK_MONEY, .has_value = true, .value = 800}, "Paid in cash: 8.00 CNY"},
	        {{.slot = paid, .since = -1, .type = TK_MONEY}, "Paid in cash: open"},
	        {{.slot = paid, .since = -1, .type = TK_COUNT, .has_least = true, .least = 2}, "Paid in cash: open; the rule asks for at least 2"},
	        {{.slot = deployed, .since = -1, .type = TK_FLAG, .choices = 1}, "Created: open; the rule asks for no"},
	        {{.slot = reason, .since = -1, .type = TK_CHOICE, .choices = 3},
	                "Reason: open; the rule asks for wrong configuration, wrong period"},
	        {{.slot = reason, .since = -1, .type = TK_CHOICE, .choices = 3, .has_value = true, .value = 1}, "Reason: wrong period"},
	        {{.slot = ordered, .since = paid, .type = TK_DURATION, .has_value = true, .value = 60},
	                "from \"Paid in cash\" to \"Ordered at\": 1 min"},
	};
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
		char *shown = shown_test(scene.policy, &tests[i].test);

		ck_assert_str_eq(shown, tests[i].shown);
		free(shown);
	}
	close_scene();
}
END_TEST

/* Between Chinese and what is written in Latin letters or figures stands a blank; beside marks there is none. */
START_TEST(blanks_stand_between_scripts)
{
	static const char *const rows[][2] = {{"共3台", "共 3 台"}, {"用ECS的", "用 ECS 的"}, {"值a_b为_c", "值 a_b 为 _c"}, {"5%是20%", "5% 是 20%"},
	        {"（a）字，b", "（a）字，b"}, {"@字[字`字{字/字:字", "@字[字`字{字/字:字"}, {"é字 가a", "é字 가a"}, {"Z字A", "Z 字 A"}, {"", ""}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *spaced = phrase_spaced(strdup(rows[i][0]));

		ck_assert_str_eq(spaced, rows[i][1]);
		free(spaced);
	}
	ck_assert_ptr_null(phrase_spaced(NULL));
}
END_TEST

static const char *path_of(void *user, const char *document)
{
	(void)user;
	if (strcmp(document, "usage_log") == 0)
		return "/home/me/usage.log";
	if (strcmp(document, "config_error_proof") == 0)
		return "proof.png";
	return strcmp(document, "business_statement") == 0 ? "/home/me/statement.pdf" : "";
}

static char *about(void *user, const char *document)
{
	(void)user;
	return strcmp(document, "usage_log") == 0 ? strdup("changed since") : NULL;
}

/* The file of a document that is held is named, without its folder, and what is known of it. */
START_TEST(files_of_documents_are_named)
{
	open_article();
	case_partial();
	answer("evidence.config_error_proof", "yes");
	judge("2026-11-23T14:37");
	scene.of.evidence_path = path_of;
	for (int known = 0; known < 2; known++)
		for (int redacted = 0; redacted < 2; redacted++) {
			scene.of.evidence_about = known ? about : NULL;
			scene.of.redacted = redacted;
			char *checklist = paper_checklist(&scene.of, "en"), *summary = paper_summary(&scene.of, "en");
			ck_assert(checklist && summary);
			ck_assert((strstr(checklist, "usage.log") != NULL) == !redacted);
			ck_assert((strstr(checklist, "proof.png") != NULL) == !redacted);
			ck_assert((strstr(summary, "usage.log") != NULL) == !redacted);
			ck_assert((strstr(checklist, "changed since") != NULL) == known);
			/* it is not at hand */
			ck_assert(!strstr(checklist, "statement.pdf") && !strstr(summary, "statement.pdf"));
			ck_assert(!strstr(checklist, "/home/me") && !strstr(summary, "/home/me"));
			free(checklist);
			free(summary);
		}
	close_scene();
}
END_TEST

/* A pack that has no channel and no address, a case without an id, no templates, an unknown language. */
START_TEST(what_is_not_there_is_left_out)
{
	static const char pack[] = "[policy]\nid = bare\nprovider = bare\ntitle = Bare\nrevision = 1\nauthority = official\ncalendar = cn\n"
	                           "[rule.no]\nwhen = deployed\nrefuse = yes\ntext = T.\nsource = §1\n";

	open_scene();
	load_policy(pack, sizeof pack - 1);
	answer("paid", "800.00");
	answer("deployed", "yes");
	judge("2026-12-01T10:00");
	scene.of.case_id = NULL;
	scene.template = "{channel}|{url}|{case}\n@if channel\nc\n@else\nn\n@end\n@if channel=a\na\n@end\n@if channel!=a\nb\n@end\n";
	char *text = paper_letter(&scene.of, PAPER_LETTER, "en", NULL, NULL);
	ck_assert_str_eq(text, "[channel]||\nn\n");
	free(text);
	scene.of.template_text = NULL;
	text = paper_summary(&scene.of, "en");
	ck_assert_ptr_nonnull(strstr(text, "Policy pack"));
	ck_assert(!strstr(text, "Letter template"));
	char *other = paper_summary(&scene.of, "fr");
	ck_assert_str_eq(other, text);
	free(other);
	free(text);
	close_scene();
}
END_TEST

/* Who handled the case, what was decided there and what came of it stand on the summary as far as they are known. */
START_TEST(who_handled_it_and_what_came_of_it)
{
	static const struct {
		const char *agent, *organisation, *status, *received;
		bool redacted;
		const char *says[4], *says_not[3];
	} rows[] = {
	        {"Wang", "Example Ltd", "refused", NULL, false, {"Wang, Example Ltd", "Refused. Recorded on 2026-11-30"}, {"predicted"}},
	        {"Wang", NULL, "disputed", "640.00", false, {"Wang", "Disputed.", "As predicted."}, {"Wang,"}},
	        {"Wang", "", "refunded", "600.00", false, {"Wang", "Refunded.", "40.00 CNY less than predicted."}, {"Wang,"}},
	        {NULL, "Example Ltd", "refunded", "700.00", false, {"Example Ltd", "60.00 CNY more than predicted."}, {", Example"}},
	        {"", "", "draft", NULL, false, {"TK-20261123-0001"}, {"Handled by", "Recorded on", "predicted"}},
	        {"Wang", "Example Ltd", "draft", NULL, true, {"Handled by", "[redacted]"}, {"Wang", "Example Ltd"}},
	        {NULL, "Example Ltd", "draft", NULL, true, {"Handled by"}, {"Example Ltd"}},
	        {NULL, NULL, NULL, NULL, true, {"TK-20261123-0001"}, {"Handled by", "Recorded on"}},
	};

	open_article();
	case_partial();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		answer("received", rows[i].received ? rows[i].received : "?");
		scene.of.agent = rows[i].agent;
		scene.of.organisation = rows[i].organisation;
		scene.of.status = rows[i].status;
		scene.of.redacted = rows[i].redacted;
		scene.of.decided_at = moment("2026-11-30T10:00");
		char *text = paper_summary(&scene.of, "en");
		ck_assert_ptr_nonnull(text);
		for (size_t n = 0; n < 4 && rows[i].says[n]; n++)
			ck_assert_msg(strstr(text, rows[i].says[n]) != NULL, "%zu: no \"%s\" in\n%s", i, rows[i].says[n], text);
		for (size_t n = 0; n < 3 && rows[i].says_not[n]; n++)
			ck_assert_msg(strstr(text, rows[i].says_not[n]) == NULL, "%zu: \"%s\" in\n%s", i, rows[i].says_not[n], text);
		free(text);
	}
	close_scene();
}
END_TEST

/* Lines that a person has written as they like: what goes on is put together, what stands aside stays there. */
START_TEST(an_edited_letter_of_any_lines)
{
#define FULL "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" /* 75 */
#define BLANKS "                    " /* 20 */
	static const struct {
		const char *text, *pieces;
	} rows[] = {
	        {"- one\n1) two\n12. three\n1、four\n2）five\n1234. six\n",
	                "line\t0\t- \tone\nline\t0\t1) \ttwo\nline\t0\t12. \tthree\nline\t0\t1、\tfour\nline\t0\t2）\tfive\n"
	                "line\t0\t\t1234. six\n"},
	        /* a blank stood between words, but not where one was broken, nor beside Chinese */
	        {FULL "x\nword\n", "line\t0\t\t" FULL "x word\n"},
	        {FULL "-\nword", "line\t0\t\t" FULL "-word\n"},
	        {FULL "/\nword\nnext\n", "line\t0\t\t" FULL "/word\nline\t0\t\tnext\n"},
	        {FULL "\n字\n", "line\t0\t\t" FULL "字\n"},
	        {"x" FULL "\n" FULL "x\nword\n", "line\t0\t\tx" FULL " " FULL "x word\n"},
	        /* what begins anew */
	        {FULL "x\n　　字\n", "line\t0\t\t" FULL "x\nline\t0\t\t　　字\n"},
	        {FULL "x\n1. item\n", "line\t0\t\t" FULL "x\nline\t0\t1. \titem\n"},
	        {"  " FULL "x\nword\n", "line\t2\t\t" FULL "x\nline\t0\t\tword\n"},
	        {FULL "x\n\nword\n", "line\t0\t\t" FULL "x\nblank\nline\t0\t\tword\n"},
	        {FULL "x\n" BLANKS BLANKS "signed\n", "line\t0\t\t" FULL "x\nright\tsigned\n"},
	        {"word\nword\n", "line\t0\t\tword\nline\t0\t\tword\n"},
	        /* in the middle, and at the right end or near it */
	        {BLANKS "          0123456789abcdef\n" BLANKS BLANKS BLANKS "0123456789abcdef\n" BLANKS BLANKS
	                "0123456789abcdef0123\n",
	                "centre\t0123456789abcdef\nright\t0123456789abcdef\nright\t0123456789abcdef0123\n"},
	        {"+---+\n| a |\n", "fixed\t+---+\nfixed\t| a |\n"},
	        {"last", "line\t0\t\tlast\n"},
	        {"", ""},
	};
	open_article();
	case_partial();
	scene.of.form = PAPER_SHEET;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *set = paper_letter_edited(&scene.of, PAPER_LETTER, rows[i].text, "en"), *pieces;

		ck_assert_ptr_nonnull(set);
		pieces = strchr(set, '\n');
		ck_assert_ptr_nonnull(pieces);
		ck_assert_msg(strcmp(pieces + 1, rows[i].pieces) == 0, "%s gives\n%s", rows[i].text, set);
		free(set);
	}
	close_scene();
#undef BLANKS
#undef FULL
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("papers");
	TCase *tcase = tcase_create("papers");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, papers_read_as_they_did, 0, CASES * 2);
	tcase_add_loop_test(tcase, any_case_makes_papers, 0, getenv("TK_VALGRIND") == NULL ? 60 : 12);
	tcase_add_test(tcase, nothing_answered_makes_papers);
	tcase_add_test(tcase, a_bare_pack_makes_papers);
	tcase_add_loop_test(tcase, sums_are_in_the_currency_of_the_pack, 0, currency_count());
	tcase_add_test(tcase, letters_may_ask_for_the_currency);
	tcase_add_test(tcase, words_of_templates);
	tcase_add_test(tcase, gaps_are_marked_and_listed);
	tcase_add_test(tcase, what_is_assumed_is_not_stated);
	tcase_add_test(tcase, a_full_letter_has_no_gaps);
	tcase_add_test(tcase, letters_are_addressed_to_the_provider);
	tcase_add_loop_test(tcase, a_notice_states_no_mistake_that_was_none, 0, 4);
	tcase_add_test(tcase, remedies_are_open_until_their_last_day);
	tcase_add_test(tcase, titles_of_tickets_are_short);
	tcase_add_test(tcase, shipped_templates_are_right);
	tcase_add_test(tcase, templates_of_plans_are_right);
	tcase_add_test(tcase, bad_templates_are_told);
	tcase_add_test(tcase, an_edited_letter_is_set_like_its_template);
	tcase_add_test(tcase, an_edited_letter_of_any_lines);
	tcase_add_test(tcase, values_and_limits_in_words);
	tcase_add_test(tcase, files_of_documents_are_named);
	tcase_add_test(tcase, what_is_not_there_is_left_out);
	tcase_add_test(tcase, blanks_stand_between_scripts);
	tcase_add_test(tcase, who_handled_it_and_what_came_of_it);
	tcase_add_test(tcase, the_channel_chooses_the_length);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
