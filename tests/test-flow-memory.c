/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that runs out under the wizard: each allocation of a request or of a page is made to fail once.
 * Nothing breaks, and the answers given before are still there.
 */
#include "config.h"

#include "wizard-suite.h"
#include "scarce.h"

/* Nothing is checked while an allocation is to fail: Check allocates too. */
typedef void attempt(struct fixture *fixture);

/* Each so manieth allocation is made to fail; with TK_EVERY (make check-every-allocation) each single one. */
static long stride_of(long native, long under_valgrind)
{
	return getenv("TK_EVERY") != NULL ? 1 : tries(20) == 20 ? native : under_valgrind;
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
		what_if, undo, save_draft, save, write_papers};
	struct fixture fixture;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		set(&fixture, "ddos_record", "");
		go(&fixture, i % 2 == 0 ? TK_STEP_CHECKLIST : TK_STEP_APPLICATION);
		exhaust(&fixture, tries[i]);
		is_text(shown(&fixture, TK_STEP_ORDER, 0, "reason"), "wrong configuration");
		is_text(shown(&fixture, TK_STEP_TIMING, 0, "deployed"), "yes");
	}
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
	const struct suite_group groups[] = {{"memory", {pages, requests, beginnings, NULL}}};
	return SUITE_RUN("flow memory", groups);
}
