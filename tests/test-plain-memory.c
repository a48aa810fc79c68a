/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that runs out while one asks line by line: allocations of a whole session are made to fail, one at a time, each
 * in a process of its own. It goes on to its end, and what it says at the end is what it has.
 */
#include "config.h"

#include <sys/wait.h>

#include "exhaust.h"
#include "file.h"
#include "plain-queue.h"
#include "plain.h"
#include "queue.h"
#include "wizard-suite.h"

enum { AS_EVER = 10, TOLD, NO_MORE };

/* What is more than a session has: words that are none, jumps, a page that is pasted, and the end in the middle. */
static const char odd_lines[] = "paste\nOrder number: 240000000000002\nPaid: 800.00\n.\n1\nnowhere\ngo to 99\nback\nback\n=why\n"
				"language\nlanguage\nhelp\nundo\nnone\ncompare\ncopy\nletter\none line\nread\nx\xff\n\nlots\nnot sure\n?\n";
static const char queue_lines[] = "help\nmore\n王\n=800\nall\nall\nlanguage\nlanguage\nduplicate\narchive\narchive 1\nall\narchive 1\n"
				  "99\nx\xff\n\n\nduplicate 1\n";

static FILE *reading(const char *script)
{
	return fmemopen((void *)(uintptr_t)script, strlen(script), "r");
}

/* Its verdict, and all that it says. */
static int64_t talk(struct fixture *fixture, const char *script, char **ret_said)
{
	const struct plain_options options = {.now = suite_now};
	size_t length;
	FILE *in = reading(script), *out = open_memstream(ret_said, &length);

	plain_run(fixture->flow, &options, in, out);
	fclose(in);
	fclose(out);
	return flow_decision(fixture->flow) == NULL ? -1 : flow_decision(fixture->flow)->outcome.amount;
}

static int64_t talk_of_cases(struct fixture *fixture, const char *script, char **ret_said)
{
	const struct plain_options options = {.now = suite_now};
	struct queue *queue = NULL;
	int64_t wish = -1;
	size_t length;
	FILE *in = reading(script), *out = open_memstream(ret_said, &length);

	if (queue_open(&fixture->places, fixture->folder, "test", suite_clock, &queue) == TK_OK)
		wish = plain_queue_run(queue, &options, in, out);
	queue_free(queue);
	fclose(in);
	fclose(out);
	return wish;
}

/* In a process of its own, with the allocation AT failing. */
static int tried(struct fixture *fixture, const char *script,
	int64_t (*talking)(struct fixture *fixture, const char *script, char **ret_said), long at, int64_t usual, const char *usually)
{
	int state;

	fflush(NULL);
	pid_t child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		char *said = NULL;
		failed = false;
		left = at;
		int64_t came = talking(fixture, script, &said);
		left = -1;
		bool same = said != NULL && strcmp(said, usually) == 0;
		exit(!failed ? NO_MORE : !same ? TOLD : came == usual ? AS_EVER : EXIT_FAILURE);
	}
	ck_assert_int_eq(waitpid(child, &state, 0), child);
	ck_assert_msg(WIFEXITED(state), "allocation %ld: signal %d", at, WTERMSIG(state));
	return WEXITSTATUS(state);
}

static void survives(const char *name, struct fixture *fixture, const char *script,
	int64_t (*talking)(struct fixture *fixture, const char *script, char **ret_said), long stride)
{
	char *usually = NULL;
	long failures = 0;
	int came;

	/* Once in a process of its own, so that each finds the same; and once here, for what it says. */
	int ends[2];
	ck_assert_int_eq(pipe(ends), 0);
	fflush(NULL);
	pid_t child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		int64_t verdict = talking(fixture, script, &usually);
		ck_assert(write(ends[1], &verdict, sizeof(verdict)) == sizeof(verdict));
		ck_assert(file_write_all(ends[1], usually, strlen(usually)));
		exit(0);
	}
	close(ends[1]);
	int64_t usual;
	struct text_buffer text;
	text_buffer_init(&text);
	ck_assert(read(ends[0], &usual, sizeof(usual)) == sizeof(usual));
	char bytes[4096];
	for (ssize_t got; (got = read(ends[0], bytes, sizeof(bytes))) > 0;)
		text_buffer_add_n(&text, bytes, (size_t)got);
	close(ends[0]);
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
	char *words = text_buffer_take(&text);
	for (long at = 0;; at += stride, failures++) {
		came = tried(fixture, script, talking, at, usual, words);
		ck_assert_msg(came == AS_EVER || came == TOLD || came == NO_MORE, "%s, allocation %ld: another end, and nothing told", name,
			at);
		if (came == NO_MORE)
			break;
	}
	ck_assert_int_gt(failures, 0);
	free(words);
	printf("%s: %ld allocations failed, one at a time\n", name, failures);
}

static long stride_for(long native, long under_valgrind)
{
	/* There are tens of thousands, most of them like others: with TK_EVERY, too, not each is tried. */
	const char *every = getenv("TK_EVERY");

	return every == NULL ? stride_of(native, under_valgrind) : strcmp(every, "some") == 0 ? native / 16 : native / 128;
}

static void session(const char *language, const char *name)
{
	struct fixture fixture = {.flow = NULL};
	char *path = source_path(name), *script;
	size_t length;

	ck_assert_int_eq(file_read(path, (size_t)1 << 16, &script, &length), TK_OK);
	begin(&fixture);
	language_set(language);
	survives(name, &fixture, script, talk, stride_for(9001, 90001));
	free(script);
	free(path);
	finish(&fixture);
}

START_TEST(a_session_in_english)
{
	session("en", "tests/plain/session.en.script");
}
END_TEST

START_TEST(a_session_in_chinese)
{
	session("zh_CN", "tests/plain/session.zh_CN.script");
}
END_TEST

START_TEST(odd_words)
{
	struct fixture fixture = {.flow = NULL};

	begin(&fixture);
	set_all(&fixture, article_case);
	survives("odd words", &fixture, odd_lines, talk, stride_for(1009, 20011));
	finish(&fixture);
}
END_TEST

START_TEST(list_of_cases)
{
	struct fixture fixture = {.flow = NULL};

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "applicant", "王小明");
	ask(&fixture, REQUEST_SAVE, NULL, NULL, 0);
	survives("list of cases", &fixture, queue_lines, talk_of_cases, stride_for(211, 4001));
	finish(&fixture);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {{"memory", {a_session_in_english, a_session_in_chinese, odd_words, list_of_cases, NULL}}};
	return SUITE_RUN("plain memory", groups);
}
