/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that runs out under the screen: allocations are made to fail, one at a time, each in a process of its own, while
 * one looks around in a case, and while one types it. The screen goes on, stands straight when it is drawn anew, and no
 * answer that was there is lost.
 */
#include "config.h"

#include <sys/wait.h>

#include "exhaust.h"
#include "headless.h"

enum { AS_EVER = 10, ANSWERS_LOST, NO_MORE };

#define REDRAW "\014"

/* Everything that shows something, and lets the answers be. */
static const char *const looks[] = {F1, DOWN, DOWN, ESCAPE, F2, END, ESCAPE, F3, PAGE_DOWN, ESCAPE, F4, ESCAPE, "\024", ESCAPE, "\017",
	ESCAPE, GO_TO, "1", DOWN, F1, ESCAPE, GO_TO "2", GO_TO "3", UP, UP, GO_TO "4", GO_TO "5", DOWN, "/etc/host\t", ESCAPE, GO_TO "6",
	PAGE_DOWN, PAGE_UP, GO_TO "7", "\005", DOWN, END, "改过", "\033[Z", ESCAPE, PASTE("订单号：202611230000018\n实付金额：800.00\n"),
	ESCAPE, GO_TO "8", "\020", ESCAPE, "\033l", "\033l", "\021", ESCAPE, NULL};

/* A key that was to open something may go to the question instead; but no answer is lost. */
static size_t answer_count(void)
{
	const struct tk_answers *answers = flow_answers(world.flow);
	size_t count = 0;

	for (size_t slot = 0; answers != NULL && slot < tk_vocabulary_count(tk_answers_vocabulary(answers)); slot++)
		count += tk_answers_state(answers, slot) == TK_ANSWERED;
	return count;
}

/* As type, without Check, which allocates too. */
static void press_keys(const char *keys)
{
	struct press press;

	if (write(world.keyboard, keys, strlen(keys)) < 0)
		_exit(99);
	while (keys_read(&world.keys, &press))
		world.wish = screen_press(&world.screen, &press, world.now);
	show();
}

static void type_pages(void)
{
	for (size_t i = 0; i < PAGE_COUNT; i++) {
		press_keys(pages[i].keys);
		press_keys(pages[i].go_on);
	}
}

static void look_around(void)
{
	for (size_t i = 0; looks[i] != NULL; i++) {
		if (i == 20)
			resize(16, 60);
		else if (i == 30)
			resize(40, 120);
		press_keys(looks[i]);
	}
}

/* What it comes to in a process of its own, with the allocation AT failing while WORK is done. */
static int tried(void (*work)(void), long at)
{
	int state;

	fflush(NULL);
	pid_t child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		size_t before = answer_count();
		failed = false;
		left = at;
		work();
		left = -1;
		type(ESCAPE);
		type(REDRAW);
		frame_is_straight();
		free(screen_text());
		exit(!failed ? NO_MORE : answer_count() < before ? ANSWERS_LOST : AS_EVER);
	}
	ck_assert_int_eq(waitpid(child, &state, 0), child);
	ck_assert_msg(WIFEXITED(state), "allocation %ld: signal %d", at, WTERMSIG(state));
	return WEXITSTATUS(state);
}

static void survives(const char *name, void (*work)(void), long native, long under_valgrind)
{
	/* There are tens of thousands, most of them like others: with TK_EVERY, too, not each is tried. */
	const char *every = getenv("TK_EVERY");
	const long stride = every == NULL ? stride_of(native, under_valgrind) : strcmp(every, "some") == 0 ? native / 16 : native / 128;
	long failures = 0;

	for (long at = 0;; at += stride, failures++) {
		int came = tried(work, at);
		ck_assert_msg(came == AS_EVER || came == NO_MORE, "%s, allocation %ld: %s", name, at,
			came == ANSWERS_LOST ? "answers are lost" : "it did not come to its end");
		if (came == NO_MORE)
			break;
	}
	ck_assert_int_gt(failures, 0);
	printf("%s: %ld allocations failed, one at a time\n", name, failures);
}

START_TEST(looking_around)
{
	start(_i == 0 ? "en" : "zh_CN", 24, 80);
	type_the_case();
	survives(_i == 0 ? "looking around" : "looking around in Chinese", look_around, 6007, 60013);
	stop();
}
END_TEST

START_TEST(typing)
{
	start("zh_CN", 24, 80);
	survives("typing a case", type_pages, 24007, 200003);
	stop();
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("terminal memory");
	TCase *tcase = tcase_create("memory");

	tcase_set_timeout(tcase, 600);
	tcase_add_loop_test(tcase, looking_around, 0, 2);
	tcase_add_test(tcase, typing);
	suite_add_tcase(suite, tcase);
	return suite_status(suite);
}
