/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that runs out under the commands: each allocation of each is made to fail once, in a process of its own. What a
 * command then prints is all of what it always prints, or it says that there was no memory and ends with 1: never a
 * part of it as if that were all.
 */
#include "config.h"

#include <fcntl.h>
#include <getopt.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "exhaust.h"
#include "file.h"
#include "start.h"
#include "text.h"
#include "wizard-suite.h"

#define MOST_WORDS 16
#define THE_CASE "@TK-20261123-0001.ini" /* "@" stands for the folder of the cases */
#define GOOD "--fact=paid=800", "--fact=ordered_at=2026-11-23T14:00", "--fact=billing=subscription", \
	"--fact=order_kind=new", "--fact=deployed=yes", "--at=2026-11-23T14:37"

static const struct {
	int status; /* when nothing fails */
	const char *words[MOST_WORDS];
} lines[] = {
	{0, {"evaluate", "--policy=aliyun-ecs-article", GOOD, "--fact=started=yes", "--why"}},
	{0, {"evaluate", "--policy=aliyun-ecs-article", GOOD, "--json", "--why", "--what-if"}},
	{0, {"evaluate", "--policy=azure-reservation-official", "--at=2026-11-23T14:37", "--fact=paid=3600",
		"--fact=payment_plan=at-once", "--language=zh_CN"}},
	{0, {"evaluate", "--policy=all", "--fact=provider=aliyun", "--fact=product=ecs", GOOD}},
	{1, {"evaluate", "--policy=aliyun-ecs-article", "--fact=padi=1"}},
	{0, {"evaluate", THE_CASE, "--at=2026-11-23T14:37"}},
	{0, {"letter", THE_CASE}},
	{0, {"letter", THE_CASE, "--length=reason", "--redact"}},
	{0, {"checklist", THE_CASE}},
	{0, {"summary", THE_CASE, "--language=zh_CN"}},
	{0, {"verify", THE_CASE}},
	{0, {"verify", THE_CASE, "--json"}},
	{0, {"history", THE_CASE}},
	{0, {"history", THE_CASE, "--json"}},
	{0, {"policy", "list"}},
	{0, {"policy", "show", "azure-reservation-official"}},
	{0, {"policy", "show", "aliyun-ecs-article", "--language=zh_CN"}},
	{0, {"policy", "check", "aliyun-ecs-article"}},
	{0, {"policy", "test", "aliyun-intl-swas-official"}},
	{0, {"cases"}},
	{0, {"cases", "--json"}},
	{0, {"cases", "--due"}},
	{0, {"cases", "--outcomes"}},
	{0, {"cases", "--all", "--search=王小明"}},
	{0, {"cases", "--export=-"}},
	{0, {"cases", "--export=-", "--format=zip"}},
	{0, {"cases", "--import=@export.jsonl"}},
	{0, {"cases", "--import=@export.zip"}},
	{0, {"batch", "--policy=aliyun-ecs-article", "--at=2026-11-23T14:37", "--threads=1", "@table.csv"}},
	{1, {"batch", "--policy=aliyun-ecs-article", "--at=2026-11-23T14:37", "--threads=2", "@wrong.csv"}},
	{0, {"batch", "--policy=aliyun-ecs-article", "--at=2026-11-23T14:37", "--threads=1", "--json-lines", "@table.jsonl"}},
	{0, {"calendar", "@TK-20261123-0001.ini"}},
	{0, {"calendar", "--open"}},
	{0, {"letter", THE_CASE, "--format=pdf"}},
	{1, {"packet", THE_CASE, "--output=-"}},
	{0, {"policy", "show", "azure-reservation-official", "--format=dot"}},
	{0, {"policy", "test", "--coverage", "aliyun-intl-swas-official"}},
	{0, {"evaluate", "--policy=aliyun-ecs-article", "--at=2026-11-23T14:37", "--language=zh_CN", "--why", "--what-if"}},
};
#define LINES (sizeof(lines) / sizeof(lines[0]))

static char folder[64], *cases_folder;

struct outcome {
	int status;
	char *out, *said;
	size_t length; /* of what came out */
};

static char *read_back(const char *name, size_t *ret_length)
{
	char *path = file_join(folder, name), *bytes = NULL;

	ck_assert_msg(file_read(path, 1 << 24, &bytes, ret_length) == TK_OK, "%s", path);
	free(path);
	return bytes;
}

static void write_to(int fd, const char *name)
{
	char *path = file_join(folder, name);
	int file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);

	if (file < 0 || dup2(file, fd) < 0)
		_exit(99);
	close(file);
	free(path);
}

/* One moment for all of them, so that what is printed is the same: a time is shown without its seconds when they are 0. */
int __real_clock_gettime(clockid_t clock, struct timespec *ret_now);
int __wrap_clock_gettime(clockid_t clock, struct timespec *ret_now);
int __wrap_clock_gettime(clockid_t clock, struct timespec *ret_now)
{
	if (clock != CLOCK_REALTIME)
		return __real_clock_gettime(clock, ret_now);
	*ret_now = (struct timespec){.tv_sec = 1795415827};
	return 0;
}

/* The program of papers lies beside the program, not beside this one. */
ssize_t __wrap_readlink(const char *path, char *room, size_t size);
ssize_t __wrap_readlink(const char *path, char *room, size_t size)
{
	const char *built = getenv("TK_BUILDDIR");

	(void)path;
	return (ssize_t)snprintf(room, size, "%s/src/tuikuan", built == NULL ? "." : built);
}

/* The command with the allocation AT failing; below zero: none. */
static struct outcome run(const char *const *line, long at)
{
	char *words[MOST_WORDS + 1] = {(char *)"tuikuan"};
	int count = 1, state;

	for (int i = 0; i < MOST_WORDS - 1 && line[i] != NULL; i++) {
		size_t before = strcspn(line[i], "@");
		words[count++] = text_printf("%.*s%s%s", (int)before, line[i], line[i][before] ? cases_folder : "",
			line[i][before] ? line[i] + before : "");
		char *mark = strchr(words[count - 1], '@');
		if (mark != NULL)
			*mark = '/';
	}
	fflush(stdout);
	pid_t child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		write_to(STDOUT_FILENO, "out");
		write_to(STDERR_FILENO, "said");
		optind = 0;
		start();
		const struct command *command = command_find(words[1]);
		left = at;
		int status = command->run(command, count - 1, words + 1);
		left = -1; /* what ends the process may allocate */
		exit(at >= 0 && !failed ? 77 : status);
	}
	ck_assert_int_eq(waitpid(child, &state, 0), child);
	ck_assert_msg(WIFEXITED(state), "%s %s, allocation %ld: signal %d", line[0], line[1], at, WTERMSIG(state));
	while (count > 1)
		free(words[--count]);
	struct outcome outcome = {.status = WEXITSTATUS(state)};
	size_t length;
	outcome.out = read_back("out", &outcome.length);
	outcome.said = read_back("said", &length);
	return outcome;
}

static void release(struct outcome *outcome)
{
	free(outcome->out);
	free(outcome->said);
}

/* The first line in which two texts differ, for a message. */
static const char *difference(const char *is, const char *usual)
{
	const char *line = is;

	for (; *is != '\0' && *is == *usual; is++, usual++)
		line = *is == '\n' ? is + 1 : line;
	return line;
}

/* Check's allocations are wrapped too: what is to fail is counted in the child alone. */
static void survives(int index, long from, long stride)
{
	const char *const *line = lines[index].words;
	struct outcome usual = run(line, -1);
	long count = 0;

	ck_assert_msg(usual.status == lines[index].status, "%s %s: status %d\n%.300s", line[0], line[1], usual.status, usual.said);
	for (long at = from;; at += stride, count++) {
		struct outcome now = run(line, at);
		bool enough = now.status == 77; /* there are no more */
		bool same = now.status == usual.status && now.length == usual.length && memcmp(now.out, usual.out, now.length) == 0;
		bool told = now.status == 1 && *now.said != '\0' && strcmp(now.said, usual.said) != 0;
		ck_assert_msg(enough || same || told,
			"%s %s, allocation %ld: status %d, says \"%.200s\", another line:\n%.200s\nnot:\n%.200s", line[0],
			line[1] ? line[1] : "", at, now.status, now.said, difference(now.out, usual.out),
			difference(usual.out, now.out));
		release(&now);
		if (enough)
			break;
	}
	release(&usual);
	printf("%s %s: %ld allocations failed, one at a time\n", line[0], line[1] ? line[1] : "", count);
}

static bool makes_paper(const char *const *line)
{
	bool pdf = false;

	for (size_t i = 0; i < MOST_WORDS && line[i] != NULL; i++)
		pdf = pdf || strcmp(line[i], "--format=pdf") == 0;
	return pdf || strcmp(line[0], "packet") == 0 || strcmp(line[0], "calendar") == 0;
}

/* What batch and --import read. */
static void write_tables(void)
{
	static const char *const exports[][MOST_WORDS] = {{"cases", "--export=@export.jsonl"}, {"cases", "--export=@export.zip"}};

	put_file(cases_folder, "table.csv", "paid,ordered_at,deployed,started,_note\n800,2026-11-23T14:00,yes,no,\"a, b\"\n1,,no,,=1\n");
	put_file(cases_folder, "wrong.csv", "paid,deployed\nlots,yes\n800,\"x\"y\n7,no\n");
	put_file(cases_folder, "table.jsonl", "{\"paid\":\"800\",\"deployed\":true}\n{\"paid\":\"1\"}\n");
	for (size_t i = 0; i < 2; i++) {
		struct outcome outcome = run(exports[i], -1);
		ck_assert_msg(outcome.status == 0, "%s", outcome.said);
		release(&outcome);
	}
}

START_TEST(each_command)
{
	struct fixture fixture;

	if (tries(20) < 20 && _i % 10 != 0) /* under valgrind a few will do: each is a process */
		return;
	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "applicant", "王小明");
	ask(&fixture, REQUEST_SAVE, NULL, NULL, 0);
	cases_folder = fixture.folder;
	flow_free(fixture.flow); /* and with it the case is let go */
	fixture.flow = NULL;
	char *policies = source_path("data/policies");
	make_folder(folder);
	setenv("TUIKUAN_POLICY_PATH", policies, 1);
	write_tables();
	const char *every = getenv("TK_EVERY");
	const long native = makes_paper(lines[_i].words) ? 1999 : 151; /* a try of those runs another program, too */
	survives(_i, _i % 7, every != NULL && strcmp(every, "some") == 0 ? 37 : stride_of(native, 3989));
	remove_folder(folder);
	free(policies);
	finish(&fixture);
}
END_TEST

int main(void)
{
	TCase *tcase = tcase_create("commands");
	Suite *suite = suite_create("commands memory");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, each_command, 0, (int)LINES);
	suite_add_tcase(suite, tcase);
	return suite_status(suite);
}
