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

/* ---- the first allocations of one answer ---------------------------------------------------------- */

/* Each of the first allocations of TRY fails, one after the other: those up to judging, which has very many. */
static void exhaust_first(struct fixture *fixture, attempt *try, long most)
{
	for (long n = 0; n < most; n++) {
		failed = false;
		left = n;
		try(fixture);
		left = -1;
		ask(fixture, REQUEST_TICK, NULL, NULL, 0);
		if (!failed)
			return;
	}
}

static char *attached; /* the path of a file */

static void attach_again(struct fixture *fixture)
{
	set(fixture, "file.usage_log", attached);
}

static void detach(struct fixture *fixture)
{
	set(fixture, "file.usage_log", "");
}

static void deny(struct fixture *fixture)
{
	set(fixture, "evidence.usage_log", "no");
}

static void doubt(struct fixture *fixture)
{
	set(fixture, "evidence.usage_log", "?");
}

static void forget(struct fixture *fixture)
{
	set(fixture, "evidence.usage_log", "");
}

static void choose_again(struct fixture *fixture)
{
	set(fixture, "policy", "aliyun-ecs-article");
}

static void note_broken(struct fixture *fixture)
{
	set(fixture, "reason_note", "bytes \xff that are none");
}

/* Rules that are judged at once. */
static const char small_pack[] =
	"[policy]\nid = small\nprovider = small\ntitle = Small\nrevision = 1\nauthority = official\ncalendar = cn\n"
	"[rule.log]\nwhen = yes\nrequire = usage_log\ntext = A log is needed.\nsource = §1\n"
	"[document.usage_log]\ntitle = Log\nwhere = There.\nsource = §1\n";

static void begin_small(struct fixture *fixture)
{
	*fixture = (struct fixture){.flow = NULL};
	make_folder(fixture->folder);
	put_pack(fixture->folder, "small.ini", small_pack);
	char *packs = text_printf("%s/policies", fixture->folder);
	open_places(fixture, packs);
	open_flow(fixture, (struct flow_options){.policy = NULL});
	free(packs);
}

/* The document and its file, as the page shows them. Caller frees. */
static char *document_shown(struct fixture *fixture)
{
	char *document = shown(fixture, TK_STEP_EVIDENCE, 0, "evidence.usage_log");
	char *file = shown(fixture, TK_STEP_EVIDENCE, 0, "file.usage_log");
	char *both = text_printf("%s, %s", document, file);

	free(document);
	free(file);
	return both;
}

/* A file stays attached, or is wholly gone: never one half of it, and no answer is taken for the name of a file. */
START_TEST(one_document)
{
	static const char has_file[] = "have it (log.txt), log.txt (PDF, 9 bytes)";
	static const struct {
		attempt *try;
		const char *before, *after;
	} tries[] = {{attach_again, "have it, (not there)", has_file}, {detach, has_file, "have it, (not there)"},
		{deny, has_file, "not yet, (not there)"}, {doubt, has_file, "not sure, (not there)"},
		{forget, has_file, ", (not there)"}};
	struct fixture fixture;

	begin_small(&fixture);
	put_file(fixture.folder, "log.txt", "%PDF-1.7\n");
	attached = text_printf("%s/log.txt", fixture.folder);
	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		char *is = NULL;
		for (long n = 0; n < 60; n++) {
			if (is == NULL || strcmp(is, tries[i].before) != 0) {
				set(&fixture, "evidence.usage_log", "");
				set(&fixture, "evidence.usage_log", "yes");
				if (tries[i].try != attach_again)
					attach_again(&fixture);
			}
			free(is);
			go(&fixture, TK_STEP_RESULT); /* which has no questions: no page is made before the answer is taken */
			failed = false;
			left = n;
			tries[i].try(&fixture);
			left = -1;
			ask(&fixture, REQUEST_TICK, NULL, NULL, 0); /* judges, where there was no memory for that */
			is = document_shown(&fixture);
			ck_assert_msg(strcmp(is, tries[i].before) == 0 || strcmp(is, tries[i].after) == 0, "%zu at %ld: %s", i, n,
				is);
			if (!failed)
				break;
		}
		free(is);
	}
	free(attached);
	finish(&fixture);
}
END_TEST

/* An answer is taken, or it is said that it is not: what can be understood is never kept as what cannot. */
START_TEST(one_sum)
{
	struct fixture fixture;
	bool taken = false;

	begin_small(&fixture);
	set(&fixture, "paid", "800");
	go(&fixture, TK_STEP_RESULT);
	for (long n = 0; n < 60 && !taken; n++) {
		failed = false;
		left = n;
		set(&fixture, "paid", "900");
		left = -1;
		struct page *page = page_now(&fixture);
		bool said = page->message != NULL && strcmp(page->message, "There is not enough memory for this answer.") == 0;
		page_free(page);
		ask(&fixture, REQUEST_TICK, NULL, NULL, 0);
		char *is = shown(&fixture, TK_STEP_ORDER, 0, "paid");
		taken = strcmp(is, "900.00 CNY") == 0;
		ck_assert_msg(taken || (said && strcmp(is, "800.00 CNY") == 0), "%s at %ld", is, n);
		free(is);
		go(&fixture, TK_STEP_RESULT);
	}
	ck_assert(taken);
	finish(&fixture);
}
END_TEST

/* A policy that was chosen stays chosen. */
START_TEST(one_choice)
{
	struct fixture fixture;

	begin(&fixture);
	set(&fixture, "product", "rds");
	choose_again(&fixture);
	go(&fixture, TK_STEP_RESULT);
	for (long n = 0; n < 60; n++) {
		left = n;
		choose_again(&fixture);
		left = -1;
		ask(&fixture, REQUEST_TICK, NULL, NULL, 0);
		ck_assert_msg(flow_policy(fixture.flow) != NULL, "the choice is lost at %ld", n);
	}
	exhaust_first(&fixture, note_broken, 60);
	note_broken(&fixture);
	ck_assert_ptr_nonnull(strstr(tk_answers_text(flow_answers(fixture.flow),
				      (size_t)tk_vocabulary_find(tk_answers_vocabulary(flow_answers(fixture.flow)), "reason_note")),
		"that are none"));
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

static void close_list(void)
{
	queue_free(queue);
	queue = NULL;
}

/* QUEUE is let go of, and opened anew. */
static void open_list(struct fixture *fixture)
{
	close_list();
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
	close_list();
	finish(&fixture);
}
END_TEST

static int64_t list_clock;

/* A minute later: sorted anew, and not read again. */
static void next_minute(struct fixture *fixture)
{
	(void)fixture;
	queue_tick(queue, list_clock);
}

/* What opens the list, and what sorts it, each allocation of it; where the list is lost it says so, and is there
 * again a minute later. */
START_TEST(the_list_itself)
{
	struct fixture fixture;
	int lost = 0;

	begin_in_folder(&fixture);
	set(&fixture, "paid", "800");
	ask(&fixture, REQUEST_SAVE, NULL, NULL, 0);
	for (long n = 0; n < 5; n++) {
		left = n;
		open_list(&fixture);
		left = -1;
		ck_assert(n > 3 || queue == NULL);
	}
	open_list(&fixture);
	ck_assert_ptr_nonnull(queue);
	list_clock = suite_clock + 1;
	queue_tick(queue, list_clock); /* the index was just kept in the folder: it is read again */
	for (long n = 0;; n++) {
		list_clock += 60;
		failed = false;
		left = n;
		next_minute(&fixture);
		left = -1;
		if (queue_total(queue) == 0) {
			ck_assert_str_eq(queue_message(queue), "Out of memory: the cases cannot be listed.");
			lost++;
		}
		list_clock += 60;
		next_minute(&fixture);
		ck_assert_uint_eq(queue_total(queue), 1);
		if (!failed)
			break;
	}
	ck_assert_int_eq(lost, 2);
	close_list();
	queue = NULL;
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

/* Those that come first, with a case, each of them: its answers and texts, who has it, and where it lies. */
START_TEST(first_of_a_beginning)
{
	struct fixture fixture = {.flow = NULL};

	open_places(&fixture, NULL);
	for (long n = 0; n < 60; n++) {
		struct case_file *file = case_new();
		struct flow *flow = NULL;
		ck_assert(case_values_set(&file->facts, "paid", "800.00", TK_KNOWN_TYPED) &&
			  case_values_set(&file->evidence, "usage_log", "yes", TK_KNOWN_TYPED));
		file->letters[0] = strdup("mine");
		const struct flow_options options = {.places = &fixture.places, .now = moment_of(SUITE_NOW), .file = file,
			.folder = "/no/such/folder", .holder = "anna", .language = "en", .lazy = true};
		failed = false;
		left = n;
		enum tk_status status = flow_new(&options, &flow, NULL);
		left = -1;
		ck_assert((flow == NULL) == (status != TK_OK));
		ck_assert(failed);
		flow_free(flow);
	}
	finish(&fixture);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"memory", {pages, requests, other_packs, list_of_cases, beginnings, NULL}},
		{"each of few", {one_document, one_sum, one_choice, the_list_itself, first_of_a_beginning, NULL}},
	};
	return SUITE_RUN("flow memory", groups);
}
