/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What tests of the wizard and of its front ends share: a flow over the packs of the source tree, at a
 * fixed moment, and short ways to ask and to look at a page. Knows the wizard's interface, not its inside.
 */
#ifndef TESTS_WIZARD_SUITE_H
#define TESTS_WIZARD_SUITE_H

#include "flow.h"
#include "language.h"
#include "suite.h"
#include "text.h"

#define SUITE_NOW "2026-11-23T14:37:00"

static inline int64_t moment_of(const char *text)
{
	int64_t moment = 0;
	ck_assert_int_eq(tk_moment_parse(text, &moment), TK_OK);
	return moment;
}

static inline char *source_path(const char *name)
{
	const char *source = getenv("TK_SRCDIR");
	return text_printf("%s/%s", source == NULL ? "." : source, name);
}

/* The clock of a front end under test. */
static int64_t suite_clock;
static inline int64_t suite_now(void)
{
	return suite_clock;
}

struct fixture {
	struct places places;
	struct flow *flow;
	struct tk_errors errors;
	char folder[64]; /* of cases; "" until asked for */
	bool reading;    /* flow is not there: places alone */
};

/* Places over PACKS (a path list), or over the guide alone. */
static inline void open_places(struct fixture *fixture, const char *packs)
{
	char *own = article_alone();

	language_start(getenv("TUIKUAN_LOCALEDIR"), "en");
	setenv("TUIKUAN_POLICY_PATH", packs == NULL ? own : packs, 1);
	free(own);
	tk_errors_init(&fixture->errors);
	ck_assert_int_eq(places_open(&fixture->places, &fixture->errors), TK_OK);
}

static inline void open_flow(struct fixture *fixture, struct flow_options options)
{
	options.places = &fixture->places;
	options.now = suite_clock = moment_of(SUITE_NOW);
	ck_assert_int_eq(flow_new(&options, &fixture->flow, &fixture->errors), TK_OK);
}

/* A new case, saved nowhere. */
static inline void begin(struct fixture *fixture)
{
	*fixture = (struct fixture){.flow = NULL};
	open_places(fixture, NULL);
	open_flow(fixture, (struct flow_options){.policy = NULL});
}

/* A new case in a folder of the test's own. */
static inline void begin_in_folder(struct fixture *fixture)
{
	*fixture = (struct fixture){.flow = NULL};
	open_places(fixture, NULL);
	make_folder(fixture->folder);
	open_flow(fixture, (struct flow_options){.folder = fixture->folder});
}

static inline void finish(struct fixture *fixture)
{
	flow_free(fixture->flow);
	places_close(&fixture->places);
	tk_errors_release(&fixture->errors);
	if (fixture->folder[0] != '\0')
		remove_folder(fixture->folder);
}

/* Writes FOLDER/policies/NAME, with facts and calendars beside the folder of packs. */
static inline void put_pack(const char *folder, const char *name, const char *text)
{
	char path[256], *source = source_path("data/facts.ini"), *letters = source_path("data/letters");

	snprintf(path, sizeof(path), "%s/policies", folder);
	mkdir(path, 0700);
	put_file(path, name, text);
	snprintf(path, sizeof(path), "%s/facts.ini", folder);
	ck_assert(symlink(source, path) == 0 || access(path, R_OK) == 0);
	snprintf(path, sizeof(path), "%s/letters", folder);
	ck_assert(symlink(letters, path) == 0 || access(path, R_OK) == 0);
	free(source);
	free(letters);
	source = source_path("data/calendars");
	snprintf(path, sizeof(path), "%s/calendars", folder);
	ck_assert(symlink(source, path) == 0 || access(path, R_OK) == 0);
	free(source);
}

/* ---- asking ---------------------------------------------------------------------------------- */

static inline void ask(struct fixture *fixture, enum request_kind kind, const char *field, const char *text,
	int number)
{
	const struct request request = {kind, field, text, number};
	flow_request(fixture->flow, &request, suite_clock);
}

static inline void set(struct fixture *fixture, const char *field, const char *text)
{
	ask(fixture, REQUEST_SET, field, text, 0);
}

static inline void go(struct fixture *fixture, enum tk_step step)
{
	ask(fixture, REQUEST_GO_TO_STEP, NULL, NULL, (int)step);
}

struct answer {
	const char *field, *text;
};

static inline void set_all(struct fixture *fixture, const struct answer *answers)
{
	for (; answers->field != NULL; answers++)
		set(fixture, answers->field, answers->text);
}

/* The case of the article: 800 paid, created, never started, 37 minutes after the order. */
static const struct answer article_case[] = {{"provider", "aliyun"}, {"site", "china"}, {"product", "ecs"},
	{"sold_by", "direct"}, {"billing", "subscription"}, {"order_kind", "new"},
	{"ordered_at", "2026-11-23 14:00"}, {"paid", "800"}, {"promotion", "no"},
	{"reason", "wrong-configuration"}, {"deployed", "yes"}, {"started", "yes"}, {"released", "no"},
	{"ddos_record", "no"}, {"illegal_content", "no"}, {"several_accounts", "no"},
	{"abnormal_operations", "no"}, {"holder", "personal"}, {"arrears", "no"}, {"balance", "500"},
	{"linked_services", "no"}, {"dedicated_network", "no"}, {NULL, NULL}};

/* ---- looking --------------------------------------------------------------------------------- */

static inline const struct page_field *find_field(const struct page *page, const char *name)
{
	for (size_t i = 0; i < page->field_count; i++) {
		if (page->fields[i].kind != FIELD_HEADING && strcmp(page->fields[i].name, name) == 0)
			return &page->fields[i];
	}
	return NULL;
}

/* The present page; the caller frees it. */
static inline struct page *page_now(const struct fixture *fixture)
{
	struct page *page = flow_page(fixture->flow);
	ck_assert_ptr_nonnull(page);
	ck_assert(!page->body.failed && !page->verdict.failed && !page->verdict_short.failed);
	return page;
}

/* What FIELD of the page of STEP (part PART) shows; "(not there)" when the page has no such field. */
static inline char *shown(struct fixture *fixture, enum tk_step step, int part, const char *field)
{
	go(fixture, step);
	for (int i = 0; i < part; i++)
		ask(fixture, REQUEST_NEXT_STEP, NULL, NULL, 0);
	struct page *page = page_now(fixture);
	const struct page_field *found = find_field(page, field);
	char *text = strdup(found == NULL ? "(not there)" : found->shown);
	page_free(page);
	return text;
}

static inline char *verdict_text(const struct fixture *fixture)
{
	struct page *page = page_now(fixture);
	char *text = pane_text(&page->verdict, 42);
	page_free(page);
	return text;
}

static inline char *body_text(const struct fixture *fixture)
{
	struct page *page = page_now(fixture);
	char *text = pane_text(&page->body, 80);
	page_free(page);
	return text;
}

/* Whether TEXT (which is freed) holds PART. */
static inline void holds(char *text, const char *part)
{
	ck_assert_ptr_nonnull(text);
	ck_assert_msg(strstr(text, part) != NULL, "\"%s\" is not in:\n%.1500s", part, text);
	free(text);
}

static inline void holds_not(char *text, const char *part)
{
	ck_assert_ptr_nonnull(text);
	ck_assert_msg(strstr(text, part) == NULL, "\"%s\" is in:\n%.1500s", part, text);
	free(text);
}

#endif
