/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An order page pasted at the screen: the overlay that asks, what each of its digits does, and leaving it. */
#include "config.h"

#include "headless.h"

#define PAGE "Order number: 240000000000417\rPaid in cash: 800.00 CNY\rRegion: China (Hangzhou)"

static bool is_answer(const char *name, const char *expected)
{
	const struct tk_answers *answers = flow_answers(world.flow);
	size_t slot = (size_t)tk_vocabulary_find(tk_answers_vocabulary(answers), name);
	char *value = tk_answers_format(answers, slot);
	bool same = value == NULL ? expected == NULL : expected != NULL && strcmp(value, expected) == 0;

	free(value);
	return same;
}

START_TEST(shows_and_asks)
{
	start("en", 24, 80);
	type(PASTE(PAGE));
	ck_assert(world.screen.overlay.open);
	screen_shows("Order page");
	screen_shows("Fill in 3 answers");
	screen_shows("(line 2: Paid in cash: 800.00 CNY)");
	ck_assert(is_answer("paid", NULL));
	type(ESCAPE);
	ck_assert(!world.screen.overlay.open);
	ck_assert(is_answer("paid", NULL));
	stop();
}
END_TEST

/* Enter fills in, the second choice replaces too, one undo takes all of a paste back. */
START_TEST(fills_and_replaces)
{
	start("en", 24, 80);
	type(GO_TO "1");
	for (int i = 0; i < 3; i++)
		type(DOWN);
	type("640");
	type(PASTE(PAGE));
	screen_shows("keep those that differ");
	screen_shows("instead of 640.00 CNY");
	type(ENTER);
	screen_shows("2 answers were taken");
	ck_assert(is_answer("order_id", "240000000000417"));
	ck_assert(is_answer("paid", "640.00"));
	type(PASTE(PAGE));
	screen_shows("replacing 1 answer");
	type("１"); /* a full-width digit picks too */
	ck_assert(is_answer("paid", "800.00"));
	type("\037");
	ck_assert(is_answer("paid", "640.00"));
	type("\037");
	ck_assert(is_answer("order_id", NULL));
	ck_assert(is_answer("region", NULL));
	ck_assert(is_answer("paid", "640.00"));
	stop();
}
END_TEST

/* The answer to one question goes into its line, of however many lines it is; and so does a page, if wanted. */
START_TEST(a_paste_into_a_line)
{
	start("en", 24, 80);
	type(GO_TO "7");
	type(PASTE("I meant to buy another one.\rI noticed at once."));
	ck_assert(!world.screen.overlay.open);
	type(PASTE(PAGE));
	screen_shows("Put the text into this line");
	type("2");
	ck_assert(!world.screen.overlay.open);
	show();
	ck_assert(is_answer("order_id", NULL));
	const struct tk_answers *answers = flow_answers(world.flow);
	size_t slot = (size_t)tk_vocabulary_find(tk_answers_vocabulary(answers), "reason_note");
	ck_assert_ptr_nonnull(strstr(tk_answers_text(answers, slot), "I noticed at once."));
	ck_assert_ptr_nonnull(strstr(tk_answers_text(answers, slot), "240000000000417"));
	stop();
}
END_TEST

/* Where everything is answered so already there is nothing to take; what differs alone is not taken by Enter. */
START_TEST(nothing_to_take)
{
	start("en", 24, 80);
	type(PASTE(PAGE) ENTER);
	ck_assert(is_answer("paid", "800.00"));
	type(PASTE(PAGE));
	screen_shows("There is nothing to take: Enter closes this.");
	type("1q" DOWN); /* there is no such choice, and q leaves no question */
	ck_assert(screen_has_panel(&world.screen, PURPOSE_PASTE));
	type(ENTER);
	ck_assert(!world.screen.overlay.open);
	type(PASTE("Order number: 240000000000417\rPaid in cash: 900.00 CNY"));
	screen_shows("1  Take all, replacing 1 answer that differs");
	type(ENTER);
	ck_assert(!world.screen.overlay.open);
	ck_assert(is_answer("paid", "800.00"));
	stop();
}
END_TEST

/* In the sentence of the person, where there is only that to do. */
START_TEST(only_into_the_line)
{
	start("en", 24, 80);
	type(PASTE(PAGE) ENTER GO_TO "7");
	type(PASTE(PAGE));
	screen_shows("1  Put the text into this line");
	type("1");
	ck_assert(!world.screen.overlay.open);
	ck_assert_ptr_nonnull(strstr(editor_text(&world.screen.editor), "240000000000417"));
	stop();
}
END_TEST

/* What cannot be seen, as web pages hold it, is left out and told; the rest is the answer. */
START_TEST(a_page_with_what_cannot_be_seen)
{
	start("en", 24, 80);
	type(PASTE(PAGE) ENTER GO_TO "7");
	type(PASTE(PAGE "\rthank\u200bs"));
	screen_shows("1  Put the text into this line");
	type("1");
	screen_shows("Characters that cannot be seen were left out.");
	type(GO_TO "6" GO_TO "7");
	const struct tk_answers *answers = flow_answers(world.flow);
	size_t slot = (size_t)tk_vocabulary_find(tk_answers_vocabulary(answers), "reason_note");
	ck_assert_int_eq(tk_answers_state(answers, slot), TK_ANSWERED);
	ck_assert_ptr_nonnull(strstr(tk_answers_text(answers, slot), "240000000000417"));
	stop();
}
END_TEST

/* It waits for its digit: other keys scroll or do nothing, a resize and another language leave it open. */
START_TEST(nothing_else_closes_it)
{
	start("zh_CN", 24, 80);
	type(PASTE(PAGE));
	type("x9" DOWN UP PAGE_DOWN F1 "\023");
	ck_assert(world.screen.overlay.open && world.screen.pasted != NULL);
	ck_assert(is_answer("paid", NULL));
	resize(5, 20);
	resize(24, 80);
	type("1"); /* behind the help of F1 it is not asked */
	ck_assert(is_answer("paid", NULL));
	type(ESCAPE);
	ck_assert(screen_has_panel(&world.screen, PURPOSE_PASTE));
	type("1");
	ck_assert(is_answer("paid", "800.00"));
	stop();
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"pasted", {shows_and_asks, fills_and_replaces, a_paste_into_a_line, nothing_to_take, only_into_the_line, a_page_with_what_cannot_be_seen, nothing_else_closes_it, NULL}},
	};
	return SUITE_RUN("pasted", groups);
}
