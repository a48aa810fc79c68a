/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that runs out under the wizard: each allocation of a request or of a page is made to fail once.
 * Nothing breaks, and the answers given before are still there.
 */
#include "config.h"

#include "wizard-suite.h"
#include "case.h"
#include "file.h"
#include "pane.h"
#include "queue.h"
#include "scarce.h"

/* Nothing is checked while an allocation is to fail: Check allocates too. */
typedef void attempt(struct fixture *fixture);

/* Each so manieth allocation is made to fail; with TK_EVERY (make check-every-allocation) each single one,
 * with TK_EVERY=some one of five. */
static long stride_of(long native, long under_valgrind)
{
	const char *every = getenv("TK_EVERY");
	if (every != NULL)
		return strcmp(every, "some") == 0 ? 5 : 1;
	return tries(20) == 20 ? native : under_valgrind;
}

/* Makes allocations of TRY fail, one after the other, until none is left that could. */
static void exhaust(struct fixture *fixture, attempt *try)
{
	const long stride = stride_of(29, 397);
	for (long n = 0;; n += stride) {
		failed = false;
		left = n;
		try(fixture);
		left = -1;
		if (!failed) {
			printf("%ld allocations failed, one at a time\n", (n + stride - 1) / stride);
			return;
		}
		/* what comes next is as it always was */
		ask(fixture, REQUEST_TICK, NULL, NULL, 0);
		struct page *page = page_now(fixture);
		page_free(page);
	}
}

static void look(struct fixture *fixture)
{
	page_free(flow_page(fixture->flow));
}

static void set_paid(struct fixture *fixture)
{
	set(fixture, "paid", "900");
}

static void set_wrong(struct fixture *fixture)
{
	set(fixture, "paid", "lots");
}

static void hand_in(struct fixture *fixture)
{
	set(fixture, "status", "submitted");
}

static void accept(struct fixture *fixture)
{
	ask(fixture, REQUEST_ACCEPT, "ordered_at", "2026-11-23 14:01", 0);
}

static void none(struct fixture *fixture)
{
	ask(fixture, REQUEST_NONE_OF_THESE, NULL, NULL, 0);
}

static void undo(struct fixture *fixture)
{
	ask(fixture, REQUEST_UNDO, NULL, NULL, 0);
}

static void edit(struct fixture *fixture)
{
	ask(fixture, REQUEST_SET_LETTER, NULL, "my own words", 0);
}

static void copy(struct fixture *fixture)
{
	free(flow_copy_text(fixture->flow));
}

static void say(struct fixture *fixture)
{
	free(flow_verdict_line(fixture->flow));
}

static void overlay(struct fixture *fixture, void (*fill)(const struct flow *, struct pane *))
{
	struct pane pane;

	fill(fixture->flow, &pane);
	free(pane_text(&pane, 60));
	pane_release(&pane);
}

static void help(struct fixture *fixture)
{
	overlay(fixture, flow_help);
}

static void why(struct fixture *fixture)
{
	overlay(fixture, flow_why);
}

static void what_if(struct fixture *fixture)
{
	overlay(fixture, flow_what_if);
}

static void save(struct fixture *fixture)
{
	flow_save(fixture->flow);
}

static void save_draft(struct fixture *fixture)
{
	set(fixture, "paid", "901");
	flow_save_draft(fixture->flow);
	set(fixture, "paid", "902");
}

static void compare(struct fixture *fixture)
{
	struct pane pane;

	for (int columns = 40; columns <= 120; columns += 40) {
		flow_compare(fixture->flow, columns, &pane);
		free(pane_text(&pane, columns));
		pane_release(&pane);
	}
}

static void result(struct fixture *fixture)
{
	overlay(fixture, flow_result);
}

static void faults(struct fixture *fixture)
{
	overlay(fixture, flow_case_faults);
}

static void aloud(struct fixture *fixture)
{
	overlay(fixture, flow_aloud);
	overlay(fixture, flow_help_question);
}

static void one_line(struct fixture *fixture)
{
	free(flow_one_line(fixture->flow));
}

static void read_papers(struct fixture *fixture)
{
	free(flow_papers_names(fixture->flow));
	free(flow_papers_text(fixture->flow));
}

static void complete(struct fixture *fixture)
{
	char *names = NULL, *typed = text_printf("%s/TK-", fixture->folder), *completed = NULL;

	if (typed != NULL)
		completed = flow_complete_path(fixture->flow, typed, &names);
	if (completed != NULL)
		free(names);
	free(completed);
	free(typed);
}

static char *order_text;

static void look_at_order(struct fixture *fixture)
{
	struct pane pane;

	pane_init(&pane);
	flow_paste_look(fixture->flow, order_text);
	flow_paste_show(fixture->flow, order_text, &pane);
	pane_release(&pane);
}

static void paste(struct fixture *fixture)
{
	ask(fixture, REQUEST_PASTE, NULL, order_text, 0);
}

static void short_letter(struct fixture *fixture)
{
	ask(fixture, REQUEST_LETTER_LENGTH, NULL, NULL, 1);
	page_free(flow_page(fixture->flow));
	ask(fixture, REQUEST_LETTER_LENGTH, NULL, NULL, 0);
}

static void language(struct fixture *fixture)
{
	ask(fixture, REQUEST_SWITCH_LANGUAGE, NULL, NULL, 0);
	page_free(flow_page(fixture->flow));
	ask(fixture, REQUEST_SWITCH_LANGUAGE, NULL, NULL, 0);
}

static void attach(struct fixture *fixture)
{
	set(fixture, "evidence.usage_log", "yes");
	set(fixture, "file.usage_log", "/etc/passwd");
	page_free(flow_page(fixture->flow));
	set(fixture, "evidence.usage_log", "no");
}

/* A whole case, one question at a time. */
static void triage(struct fixture *fixture)
{
	ask(fixture, REQUEST_TRIAGE, NULL, NULL, 0);
	for (size_t i = 0; i < 4; i++) {
		page_free(flow_page(fixture->flow));
		ask(fixture, REQUEST_NEXT_FIELD, NULL, NULL, 0);
	}
	ask(fixture, REQUEST_TRIAGE, NULL, NULL, 0);
}

static void moments(struct fixture *fixture)
{
	static const char *const typed[] = {"today 9:30", "yesterday", "11月23日 14:00", "3 days ago", "2026-13-45", "now - 40 min"};

	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
		set(fixture, "released_at", typed[i]);
		page_free(flow_page(fixture->flow));
	}
}

static void write_papers(struct fixture *fixture)
{
	char *names = NULL;

	if (flow_write_papers(fixture->flow, NULL, &names) == TK_OK)
		free(names);
}

START_TEST(pages)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "voucher", "x");
	for (int step = TK_STEP_START; step < TK_STEP_COUNT; step++) {
		go(&fixture, (enum tk_step)step);
		exhaust(&fixture, look);
	}
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.amount, 64000);
	finish(&fixture);
}
END_TEST

START_TEST(requests)
{
	static attempt *const tries[] = {set_paid, set_wrong, hand_in, accept, none, edit, copy, say, help, why,
		what_if, undo, save_draft, save, write_papers, compare, result, faults, aloud, one_line, read_papers, complete,
		look_at_order, paste, short_letter, language, attach, triage, moments};
	struct fixture fixture;
	size_t length;

	char *path = source_path("tests/order-pages/detail.zh.txt");
	ck_assert_int_eq(file_read(path, 1 << 20, &order_text, &length), TK_OK);
	free(path);
	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		set(&fixture, "ddos_record", "");
		go(&fixture, i % 2 == 0 ? TK_STEP_CHECKLIST : TK_STEP_APPLICATION);
		exhaust(&fixture, tries[i]);
		is_text(shown(&fixture, TK_STEP_ORDER, 0, "reason"), "wrong configuration");
		is_text(shown(&fixture, TK_STEP_TIMING, 0, "deployed"), "yes");
	}
	free(order_text);
	finish(&fixture);
}
END_TEST

/* All packs, with two readings of one order side by side; then a case that is opened again. */
START_TEST(other_packs)
{
	static attempt *const tries[] = {look, why, what_if, compare, result, one_line, aloud};
	struct fixture fixture = {.flow = NULL};
	char *packs = source_path("data/policies");

	open_places(&fixture, packs);
	make_folder(fixture.folder);
	open_flow(&fixture, (struct flow_options){.folder = fixture.folder, .triage = true});
	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++)
		exhaust(&fixture, tries[i]); /* nothing is answered */
	ask(&fixture, REQUEST_TRIAGE, NULL, NULL, 0);
	set_all(&fixture, article_case);
	go(&fixture, TK_STEP_RESULT);
	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++)
		exhaust(&fixture, tries[i]);
	go(&fixture, TK_STEP_START);
	exhaust(&fixture, look);
	free(packs);
	finish(&fixture);
}
END_TEST

/* ---- the list of cases --------------------------------------------------------------------------- */

static struct queue *queue;

/* QUEUE is let go of, and opened anew. */
static void open_list(struct fixture *fixture)
{
	queue_free(queue);
	queue = NULL;
	if (queue_open(&fixture->places, fixture->folder, "test", suite_clock, &queue) != TK_OK)
		queue = NULL;
}

static void show_list(struct fixture *fixture)
{
	struct pane pane;

	(void)fixture;
	if (queue == NULL)
		return;
	free(queue_tally(queue));
	for (int columns = 50; columns <= 120; columns += 35) {
		pane_init(&pane);
		queue_head(queue, columns, &pane);
		for (size_t i = 0; i < queue_count(queue); i++)
			queue_row(queue, i, columns, &pane);
		queue_detail(queue, 0, &pane);
		queue_help(&pane);
		pane_release(&pane);
	}
}

static void search_list(struct fixture *fixture)
{
	(void)fixture;
	if (queue == NULL)
		return;
	queue_search(queue, "王 800");
	queue_search(queue, "");
}

static void renew_list(struct fixture *fixture)
{
	(void)fixture;
	if (queue == NULL)
		return;
	queue_tick(queue, suite_clock + 3600);
	queue_renew(queue, suite_clock);
}

static void duplicate(struct fixture *fixture)
{
	(void)fixture;
	if (queue == NULL)
		return;
	struct case_file *copy = queue_duplicate(queue);
	if (copy != NULL)
		case_free(copy);
}

/* Put away, and taken back. */
static void archive(struct fixture *fixture)
{
	(void)fixture;
	if (queue == NULL)
		return;
	queue_archive(queue, suite_clock);
	queue_show_archived(queue, true);
	queue_archive(queue, suite_clock);
	queue_show_archived(queue, false);
}

START_TEST(list_of_cases)
{
	static attempt *const tries[] = {open_list, show_list, search_list, renew_list, duplicate, archive, open_list};
	struct fixture fixture;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "applicant", "王小明");
	ask(&fixture, REQUEST_SAVE, NULL, NULL, 0);
	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++)
		exhaust(&fixture, tries[i]);
	open_list(&fixture);
	ck_assert_ptr_nonnull(queue);
	queue_show_archived(queue, true);
	ck_assert_uint_eq(queue_total(queue), 1);
	queue_free(queue);
	finish(&fixture);
}
END_TEST

/* Beginning takes very many allocations, most of them of the packs, each like the other: a sample of them. */
START_TEST(beginnings)
{
	struct fixture fixture = {.flow = NULL};

	open_places(&fixture, NULL);
	const struct flow_options options = {.places = &fixture.places, .now = moment_of(SUITE_NOW)};
	const long stride = stride_of(47, 997);
	for (long n = 0;; n += stride) {
		struct flow *flow = NULL;
		failed = false;
		left = n;
		enum tk_status status = flow_new(&options, &flow, NULL);
		left = -1;
		ck_assert((flow == NULL) == (status != TK_OK));
		flow_free(flow);
		if (!failed)
			break;
	}
	finish(&fixture);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {{"memory", {pages, requests, other_packs, list_of_cases, beginnings, NULL}}};
	return SUITE_RUN("flow memory", groups);
}
