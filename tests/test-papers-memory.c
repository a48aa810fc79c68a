/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that runs out under the papers: each allocation of each paper, in each form and language, is made to fail
 * once. There is then no paper, or the whole one: never a part of it.
 */
#include "config.h"

#include "exhaust.h"
#include "papers.h"
#include "wizard-suite.h"

enum { SUMMARY = PAPER_LETTER_COUNT, CHECKLIST, ONE_LINE, EDITED, PAPER_COUNT };

static const char *const names[PAPER_COUNT] = {"reason", "ticket", "letter", "statement", "complaint", "rescission",
	"summary", "checklist", "one line", "edited letter"};

struct making {
	struct paper_case of;
	int paper;
	const char *language;
	char *whole, *made; /* as it is, and what came of trying */
};

static char *template_text(void *user, const char *name, const char *language)
{
	return places_letter_text(user, name, language);
}

static char *make(const struct making *making)
{
	switch (making->paper) {
	case SUMMARY:
		return paper_summary(&making->of, making->language);
	case CHECKLIST:
		return paper_checklist(&making->of, making->language);
	case ONE_LINE:
		return paper_one_line(&making->of, making->language);
	case EDITED:
		return paper_letter_edited(&making->of, PAPER_LETTER, "My own\n  words, 自己写的", making->language);
	default:
		return paper_letter(&making->of, (enum paper_letter)making->paper, making->language, NULL, NULL);
	}
}

static void try(void *user)
{
	struct making *making = user;
	making->made = make(making);
}

static void look(void *user)
{
	struct making *making = user;

	size_t same = 0;
	while (making->made != NULL && making->made[same] != '\0' && making->made[same] == making->whole[same])
		same++;
	ck_assert_msg(making->made == NULL || strcmp(making->made, making->whole) == 0,
		"%s, %s: another text than else, from byte %zu on: \"%.200s\" for \"%.200s\"", names[making->paper],
		making->language, same, making->made + same, making->whole + same);
	ck_assert(making->made != NULL || failed);
	free(making->made);
	ck_assert_str_eq(language_current(), "en"); /* a paper's own language is switched back */
}

static void make_all(struct fixture *fixture, enum paper_form form)
{
	static const char *const languages[] = {"en", "zh_CN"};
	struct making making = {.of = {.form = form, .policy = flow_policy(fixture->flow),
		.answers = flow_answers(fixture->flow), .decision = flow_decision(fixture->flow),
		.case_id = "TK-20261123-0001", .status = "draft", .printed_at = suite_clock,
		.template_text = template_text, .user = &fixture->places}};

	for (making.paper = 0; making.paper < PAPER_COUNT; making.paper++)
		for (size_t i = 0; i < 2; i++) {
			char what[64];
			making.language = languages[i];
			making.whole = make(&making);
			ck_assert_ptr_nonnull(making.whole);
			snprintf(what, sizeof(what), "%s, %s, %s", names[making.paper], languages[i],
				form == PAPER_TEXT ? "text" : "sheet");
			exhaust(what, stride_of(211, 4001), try, look, &making);
			free(making.whole);
		}
}

static void with_case(enum paper_form form)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "applicant", "王小明");
	set(&fixture, "reason_note", "一二三 four");
	make_all(&fixture, form);
	finish(&fixture);
}

START_TEST(texts)
{
	with_case(PAPER_TEXT);
}
END_TEST

START_TEST(sheets)
{
	with_case(PAPER_SHEET);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {{"papers", {texts, sheets, NULL}}};
	return SUITE_RUN("papers, memory", groups);
}
