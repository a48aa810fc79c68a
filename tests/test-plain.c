/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line-by-line front end: a scripted session whose transcript is compared with tests/plain/, and
 * what must hold of any session. After a change that is meant, TUIKUAN_RENEW=1 in the environment
 * writes the transcripts anew.
 */
#include "config.h"

#include "file.h"
#include "plain.h"
#include "spoken.h"
#include "wizard-suite.h"

/* What FLOW says to the lines of SCRIPT. Caller frees. */
static char *talk(struct fixture *fixture, const char *script, bool ascii)
{
	const struct plain_options options = {.ascii = ascii, .now = suite_now};
	char *said = NULL;
	size_t length = 0;
	FILE *in = *script == '\0' ? fopen("/dev/null", "r") : fmemopen((void *)script, strlen(script), "r");
	FILE *out = open_memstream(&said, &length);

	ck_assert_ptr_nonnull(in);
	ck_assert_int_eq(plain_run(fixture->flow, &options, in, out), 0);
	fclose(in);
	fclose(out);
	return said;
}

/* ---- transcripts ----------------------------------------------------------------------------- */

/* Paths of the test's own folder differ from run to run. */
static char *without_folder(char *text, const char *folder)
{
	struct text_buffer result;
	size_t length = strlen(folder);
	const char *at = text;

	text_buffer_init(&result);
	for (const char *next; (next = strstr(at, folder)) != NULL; at = next + length) {
		text_buffer_add_n(&result, at, (size_t)(next - at));
		text_buffer_add(&result, "FOLDER");
	}
	text_buffer_add(&result, at);
	free(text);
	return text_buffer_take(&result);
}

static void compare(const char *name, const char *found)
{
	char *path = text_printf("%s/tests/plain/%s", getenv("TK_SRCDIR"), name), *expected = NULL;
	size_t length;
	int line = 1;

	if (getenv("TUIKUAN_RENEW") != NULL)
		ck_assert_int_eq(file_write(path, found, strlen(found), 0644), TK_OK);
	ck_assert_int_eq(file_read(path, (size_t)1 << 20, &expected, &length), TK_OK);
	const char *a = expected, *b = found;
	for (; *a != '\0' && *a == *b; a++, b++)
		line += *a == '\n';
	while (a > expected && a[-1] != '\n')
		a--, b--;
	if (*a != *b || strcmp(a, b) != 0)
		ck_abort_msg("%s:%d: expected \"%.*s\", found \"%.*s\"; meant? TUIKUAN_RENEW=1 make check "
			     "TESTS=tests/test-plain",
			path, line, (int)strcspn(a, "\n"), a, (int)strcspn(b, "\n"), b);
	free(expected);
	free(path);
}

static void session(const char *language, const char *script_name, const char *transcript)
{
	struct fixture fixture = {.flow = NULL};
	char *path = text_printf("%s/tests/plain/%s", getenv("TK_SRCDIR"), script_name), *script;
	size_t length;

	ck_assert_int_eq(file_read(path, (size_t)1 << 16, &script, &length), TK_OK);
	begin_in_folder(&fixture);
	language_set(language);
	char *said = without_folder(talk(&fixture, script, false), fixture.folder);
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.amount, 64000);
	compare(transcript, said);
	free(said);
	free(script);
	free(path);
	finish(&fixture);
}

START_TEST(a_session_in_english)
{
	session("en", "session.en.script", "session.en.txt");
}
END_TEST

START_TEST(a_session_in_chinese)
{
	language_start(getenv("TUIKUAN_LOCALEDIR"), "zh_CN");
	if (strcmp(_("Verdict now: %s."), "Verdict now: %s.") == 0)
		return; /* without the catalogue it would be half English: nothing to compare */
	session("zh_CN", "session.zh_CN.script", "session.zh_CN.txt");
}
END_TEST

/* ---- words ----------------------------------------------------------------------------------- */

START_TEST(words_in_both_languages)
{
	static const struct {
		const char *line;
		enum spoken word;
		int number;
	} words[] = {
		{"back", SPOKEN_BACK, -1}, {"返回", SPOKEN_BACK, -1}, {" Back ", SPOKEN_BACK, -1},
		{"undo", SPOKEN_UNDO, -1}, {"撤销", SPOKEN_UNDO, -1}, {"help", SPOKEN_HELP, -1},
		{"帮助", SPOKEN_HELP, -1}, {"why", SPOKEN_WHY, -1}, {"为什么", SPOKEN_WHY, -1},
		{"what if", SPOKEN_WHAT_IF, -1}, {"如果", SPOKEN_WHAT_IF, -1}, {"save", SPOKEN_SAVE, -1},
		{"保存", SPOKEN_SAVE, -1}, {"quit", SPOKEN_QUIT, -1}, {"退出", SPOKEN_QUIT, -1},
		{"papers", SPOKEN_PAPERS, -1}, {"材料", SPOKEN_PAPERS, -1}, {"go 3", SPOKEN_GO, 3},
		{"ＧＯ　３", SPOKEN_GO, 3}, {"go3", SPOKEN_GO, 3}, {"跳到3", SPOKEN_GO, 3},
		{"跳到第3步", SPOKEN_GO, 3}, {"go", SPOKEN_GO, -1}, {"none", SPOKEN_NONE, -1},
		{"以上都没有", SPOKEN_NONE, -1}, {"result", SPOKEN_RESULT, -1}, {"", SPOKEN_ANSWER, -1},
		{"go 9", SPOKEN_GO, -1}, {"google", SPOKEN_ANSWER, -1}, {"no", SPOKEN_ANSWER, -1},
		{"one line", SPOKEN_LINE, -1}, {"一行", SPOKEN_LINE, -1}, {"one by one", SPOKEN_TRIAGE, -1},
		{"Read Aloud", SPOKEN_ALOUD, -1}, {"念", SPOKEN_ALOUD, -1}, {"话术", SPOKEN_ALOUD, -1},
		{"?", SPOKEN_ANSWER, -1}, {"=back", SPOKEN_ANSWER, -1}, {"go!", SPOKEN_ANSWER, -1},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		int number = 77;
		enum spoken word = spoken_read(words[i].line, &number);
		ck_assert_msg(word == words[i].word, "\"%s\" is word %d", words[i].line, (int)word);
		ck_assert_int_eq(number, words[i].number);
	}
}
END_TEST

START_TEST(words_do_what_they_say)
{
	struct fixture fixture;

	begin(&fixture);
	holds(talk(&fixture, "help\n", false), "An answer that is one of these words goes behind an equals sign");
	holds(talk(&fixture, "go 1\n1\n1\nlater\n", false), "This is not understood as a time.");
	holds(talk(&fixture, "undo\n", false), "The last answer is undone.");
	holds(talk(&fixture, "go 2\nback\n", false), "Does the order include a leased line");
	holds(talk(&fixture, "go 3\nnone\n", false), "== 4 Account ==");
	holds(talk(&fixture, "why\n", false), "Rules that hang on open answers");
	holds(talk(&fixture, "what if\n", false), "What another single answer would change");
	holds(talk(&fixture, "result\n", false), "By a secondary source");
	holds(talk(&fixture, "go 6\nhello\n", false), "There is no question here.");
	holds(talk(&fixture, "save\n", false), "There is no folder to save the case in.");
	holds(talk(&fixture, "papers\n", false), "There is no folder to write the papers to.");
	holds(talk(&fixture, "go 4\ngo 12\n", false), "Type the number of a step behind it, as in go 3.");
	holds(talk(&fixture, "quit\n", false), "Result: ");
	holds(talk(&fixture, "read aloud\n", false), "To read aloud");
	/* The same line as on the screen, on one line however long it is. */
	char *line = flow_one_line(fixture.flow);
	ck_assert_int_gt(text_width(line), 40);
	holds(talk(&fixture, "one line\n", false), line);
	free(line);
	/* a word as an answer */
	holds(talk(&fixture, "go 1\nnext\n=back\nback\n", false), "Answer so far: back.");
	holds(talk(&fixture, "go 1\nnext\n=\nback\n", false), "Answer so far: =.");
	finish(&fixture);
}
END_TEST

/* How often PART stands in TEXT. */
static int times(const char *text, const char *part)
{
	int count = 0;

	for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part))
		count++;
	return count;
}

/* SCRIPT makes flow say PART so often. */
static void says_times(struct fixture *fixture, const char *script, const char *part, int wanted)
{
	char *said = talk(fixture, script, false);

	ck_assert_msg(times(said, part) == wanted, "\"%s\" %d times, not %d, in:\n%s", part, times(said, part), wanted, said);
	free(said);
}

START_TEST(back_finds_the_question_before)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	/* Nothing is before the first. */
	says_times(&fixture, "back\n", "Which provider sold the server?", 2);
	/* Over a heading, and over one that stands first, to the page before. */
	says_times(&fixture, "go 3\n\n\nback\n", "illegal", 2);
	says_times(&fixture, "go 5\nback\n", "dedicated_network", 0);
	/* Over a page that has no question, to what is to be read there. */
	says_times(&fixture, "go 7\nback\n", "== 6 Result ==", 1);
	/* From the end of a page to its last question, which is asked again. */
	char *said = talk(&fixture, "go 8\n\n\n\n\nback\n", false);
	const char *end = strstr(said, "That was the last step.");
	ck_assert_ptr_nonnull(end);
	ck_assert_int_eq(times(end, "That was the last step."), 1);
	free(said);
	/* In triage, to the question that was asked before. */
	finish(&fixture);
	begin(&fixture);
	said = talk(&fixture, "one by one\nback\naliyun\nnext\nback\n", false);
	ck_assert_ptr_nonnull(strstr(said, "This is the first question."));
	free(said);
	finish(&fixture);
}
END_TEST

START_TEST(an_order_page_line_by_line)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	/* It differs from an answer, and nothing of it is open. */
	char *said = talk(&fixture, "paste\nPaid in cash: 900.00 CNY\n。\n1\n", false);
	ck_assert_ptr_null(strstr(said, "1  fill in"));
	ck_assert_ptr_nonnull(strstr(said, "2  take all, replacing 1 answer that differs"));
	ck_assert_ptr_nonnull(strstr(said, "Nothing was taken from the order page."));
	free(said);
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "paid"), "800.00 CNY");
	/* What is open is filled in; what differs only where that is asked for. */
	says_times(&fixture, "paste\nPaid in cash: 900.00 CNY\nOrder number: 240000000000002\n.\n1\n", "1  fill in 1 answer that is open", 1);
	is_text(shown(&fixture, TK_STEP_ORDER, 1, "order_id"), "240000000000002");
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "paid"), "800.00 CNY");
	says_times(&fixture, "paste\nPaid in cash: 900.00 CNY\n.\n2\n", "Nothing was taken", 0);
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "paid"), "900.00 CNY");
	/* There is nothing left to replace: 2 is none of the answers. */
	said = talk(&fixture, "paste\nPaid in cash: 900.00 CNY\nInstance ID: i-bp1abcdefghijk\n.\n2\n", false);
	ck_assert_ptr_null(strstr(said, "2  take all"));
	ck_assert_ptr_nonnull(strstr(said, "Nothing was taken"));
	free(said);
	/* The lines end, on the page or at the question: nothing is taken. */
	holds(talk(&fixture, "paste\nPaid in cash: 900.00 CNY\n", false), "There is nothing to take from these lines.");
	holds(talk(&fixture, "paste\nPaid in cash: 700.00 CNY", false), "Nothing was taken");
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "paid"), "900.00 CNY");
	/* No order page is as long: what comes after is read, and lost. */
	struct text_buffer script;
	text_buffer_init(&script);
	text_buffer_add(&script, "paste\n");
	for (int i = 0; i < 1100; i++)
		text_buffer_add(&script, "nothing that stands in an order, and much of it, up to 64 KiB\n");
	text_buffer_add(&script, "Paid in cash: 500.00 CNY\n.\nhelp\n");
	said = talk(&fixture, script.text, false);
	ck_assert_ptr_nonnull(strstr(said, "There is nothing to take from these lines."));
	ck_assert_ptr_nonnull(strstr(said, "Besides an answer you can type:"));
	free(said);
	text_buffer_release(&script);
	finish(&fixture);
}
END_TEST

/* ---- ends ------------------------------------------------------------------------------------ */

START_TEST(the_end_may_come_anywhere)
{
	static const char script[] = "1\n1\n1\n1\n1\n1\n14:00\n800\n\n?\nwrong period\n\n\n\n\n\n\n\n\nyes\nno\n\n\n\n"
				     "none\n1\nno\n\nno\n\n\n\n\n\n\n\n";
	struct fixture fixture;

	for (size_t length = 0; length < sizeof(script); length += (size_t)(20 / tries(20))) {
		char *part = strndup(script, length);
		begin_in_folder(&fixture);
		char *said = talk(&fixture, part, false);
		ck_assert_ptr_nonnull(strstr(said, "Result: "));
		free(said);
		/* nothing is lost: what was answered lies in a draft */
		ck_assert(!flow_modified(fixture.flow) || flow_has_draft(fixture.flow));
		free(part);
		finish(&fixture);
	}
}
END_TEST

START_TEST(going_on_to_the_end_saves)
{
	struct fixture fixture;

	begin_in_folder(&fixture);
	set(&fixture, "paid", "800");
	char *script = calloc(1, 200);
	memset(script, '\n', 199); /* Enter, as often as there are questions and more */
	holds(talk(&fixture, script, false), "Saved as ");
	free(script);
	ck_assert(!flow_modified(fixture.flow));
	finish(&fixture);
}
END_TEST

/* ---- what comes out -------------------------------------------------------------------------- */

START_TEST(lines_fit_and_have_no_controls)
{
	static const char script[] = "go 1\nnext\n\033[31mred\n\n\n\xff\xfe\n\302\233x\ngo 2\n1\n2\ngo 6\nwhy\nwhat if\ngo 7\n";
	struct fixture fixture;

	begin(&fixture);
	char *said = talk(&fixture, script, false);
	for (const char *at = said; *at != '\0';) {
		size_t length = strcspn(at, "\n");
		ck_assert_msg(text_width_n(at, length) <= 80, "%.*s", (int)length, at);
		at += length + (at[length] == '\n');
	}
	ck_assert(text_valid(said, strlen(said)));
	for (const char *at = said; *at != '\0'; at++)
		ck_assert_msg((unsigned char)*at >= 0x20 || *at == '\n', "a control %d", *at);
	ck_assert_ptr_null(strstr(said, "\302\233"));
	free(said);
	said = talk(&fixture, "go 1\nnext\n账号\nback\n", true);
	for (const char *at = said; *at != '\0'; at++)
		ck_assert_int_lt((unsigned char)*at, 0x80);
	free(said);
	finish(&fixture);
}
END_TEST

START_TEST(words_in_letters_of_the_latin_alphabet)
{
	struct fixture fixture;

	begin(&fixture);
	char *said = talk(&fixture, "help\n", true);
	ck_assert_ptr_nonnull(strstr(said, "\n  back                  Go back to the question before.\n"));
	free(said);
	finish(&fixture);
}
END_TEST

static void no_line_over(const char *text, int columns)
{
	for (const char *at = text; *at != '\0';) {
		size_t length = strcspn(at, "\n");
		ck_assert_msg(text_width_n(at, length) <= columns, "%.*s", (int)length, at);
		at += length + (at[length] == '\n');
	}
}

START_TEST(lines_are_as_long_as_asked_for)
{
	struct plain_options options = {.columns = 44, .now = suite_now};
	struct fixture fixture;
	char script[] = "help\nquit\n", *said = NULL;
	size_t length;

	begin(&fixture);
	FILE *in = fmemopen(script, strlen(script), "r"), *out = open_memstream(&said, &length);
	plain_welcome(&options, out);
	ck_assert_int_eq(plain_run(fixture.flow, &options, in, out), 0);
	fclose(in);
	fclose(out);
	no_line_over(said, 44);
	ck_assert_ptr_nonnull(strstr(said, "Besides an answer you can type:"));
	free(said);
	options.columns = 0;
	out = open_memstream(&said, &length);
	plain_welcome(&options, out);
	fclose(out);
	no_line_over(said, 80);
	ck_assert_int_gt((int)strcspn(said, "\n"), 44);
	free(said);
	finish(&fixture);
}
END_TEST

/* Where nothing can be written any more it ends, and says so. */
START_TEST(a_full_disk_ends_it)
{
	const struct plain_options options = {.now = suite_now};
	struct fixture fixture;
	char script[] = "1\n1\n1\n1\n1\n1\n14:00\n800\n", little[100];

	begin_in_folder(&fixture);
	FILE *in = fmemopen(script, strlen(script), "r"), *out = fmemopen(little, sizeof(little), "w");
	setvbuf(out, NULL, _IONBF, 0);
	ck_assert_int_eq(plain_run(fixture.flow, &options, in, out), 1);
	ck_assert_int_ne(getc(in), EOF); /* the rest is not read */
	fclose(in);
	fclose(out);
	is_text(shown(&fixture, TK_STEP_ORDER, 0, "paid"), "");
	finish(&fixture);
}
END_TEST

START_TEST(a_change_of_the_verdict_is_announced_once)
{
	struct fixture fixture;

	begin(&fixture);
	set_all(&fixture, article_case);
	char *said = talk(&fixture, "go 2\nno\nyes\nyes\n", false);
	const char *first = strstr(said, "Verdict now: ");
	ck_assert_ptr_nonnull(first);
	ck_assert_ptr_nonnull(strstr(first, "full refund, 800.00 of 800.00 CNY"));
	ck_assert_ptr_null(strstr(first + 1, "Verdict now: "));
	free(said);
	/* the clock changes it too */
	set(&fixture, "deployed", "yes");
	said = talk(&fixture, "\n", false);
	ck_assert_ptr_null(strstr(said, "Verdict now: "));
	free(said);
	finish(&fixture);
}
END_TEST

START_TEST(any_lines_at_all)
{
	struct draw draw = {99};
	struct fixture fixture;

	begin(&fixture);
	for (int round = 0; round < tries(40); round++) {
		struct text_buffer script;
		char line[200];
		text_buffer_init(&script);
		for (int i = 0; i < 60; i++) {
			if (draw_below(&draw, 3) == 0)
				snprintf(line, sizeof(line), "%u", draw_below(&draw, 5));
			else if (draw_below(&draw, 3) == 0)
				snprintf(line, sizeof(line), "%s",
					spoken_words[draw_below(&draw, (uint32_t)spoken_word_count - 1)].english);
			else
				draw_text(&draw, line, 20);
			text_buffer_add(&script, line);
			text_buffer_add(&script, "\n");
		}
		free(talk(&fixture, script.text, false));
		text_buffer_release(&script);
	}
	/* a line without an end */
	char *endless = calloc(1, 300001);
	memset(endless, 'x', 300000);
	free(talk(&fixture, endless, false));
	free(endless);
	finish(&fixture);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"sessions", {a_session_in_english, a_session_in_chinese, NULL}},
		{"words", {words_in_both_languages, words_do_what_they_say, back_finds_the_question_before, an_order_page_line_by_line, NULL}},
		{"ends", {the_end_may_come_anywhere, going_on_to_the_end_saves, a_full_disk_ends_it, NULL}},
		{"output",
			{lines_fit_and_have_no_controls, a_change_of_the_verdict_is_announced_once,
				words_in_letters_of_the_latin_alphabet, lines_are_as_long_as_asked_for,
				any_lines_at_all, NULL}},
	};
	return SUITE_RUN("plain", groups);
}
