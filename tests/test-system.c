/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A system that fails: under each work of base that asks for it, each call is made to fail once, in each way. Then the
 * work is done all the same, whole, or it says that it was not: never a part of it as if that were all. What is
 * interrupted is tried again.
 */
#include "config.h"

#include <signal.h>

#include "broker.h"
#include "child.h"
#include "error.h"
#include "failing.h"
#include "file.h"
#include "ini.h"
#include "language.h"
#include "press-run.h"
#include "printer.h"
#include "program.h"
#include "sheet.h"
#include "suite.h"
#include "text.h"

enum outcome { DONE, SAID, WRONG };

#define OLD "what stood there"
#define MUCH 20000

static char folder[64], much[MUCH + 1];
static char *plain, *linked, *missing, *through, *fifo;

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	ck_assert(file != NULL && fputs(text, file) >= 0 && fclose(file) == 0);
}

/* A folder with a file of MUCH, a link to it, a pipe, a folder behind a link, and an lp that counts its bytes. */
static void begin(void)
{
	make_folder(folder);
	for (size_t i = 0; i < MUCH; i++)
		much[i] = i % 64 == 63 ? '\n' : (char)('a' + i % 23);
	plain = file_join(folder, "plain");
	linked = file_join(folder, "linked");
	missing = file_join(folder, "missing");
	through = file_join(folder, "here/plain");
	fifo = file_join(folder, "fifo");
	char *here = file_join(folder, "here"), *lp = file_join(folder, "lp");
	put(plain, much);
	ck_assert(symlink(plain, linked) == 0 && symlink(folder, here) == 0 && mkfifo(fifo, 0600) == 0);
	put(lp, "#!/bin/sh\n[ \"$(wc -c)\" -eq 20000 ] && exit 0\necho 'lp: not all of it' >&2\nexit 3\n");
	ck_assert(chmod(lp, 0700) == 0);
	char *path = text_printf("%s:%s", folder, getenv("PATH"));
	setenv("PATH", path, 1);
	free(path);
	free(here);
	free(lp);
}

static void end(void)
{
	fail_nothing();
	program_path = NULL;
	mangle = NULL;
	free(plain);
	free(linked);
	free(missing);
	free(through);
	free(fifo);
	remove_folder(folder);
}

/* ---- the works --------------------------------------------------------------------------------- */

static enum outcome read_as(enum tk_status status, char *bytes, size_t length)
{
	if (status != TK_OK)
		return errno == 0 ? WRONG : SAID;
	enum outcome outcome = length == MUCH && strcmp(bytes, much) == 0 ? DONE : WRONG;
	free(bytes);
	return outcome;
}

static enum outcome do_read(void)
{
	char *bytes = NULL;
	size_t length = 0;
	enum tk_status status = file_read(linked, 1 << 20, &bytes, &length);

	return read_as(status, bytes, length);
}

/* Larger than it says: it is asked how large it is, and grows. */
static enum outcome do_read_growing(void)
{
	char *bytes = NULL;
	size_t length = 0;
	enum tk_status status = file_read("/proc/meminfo", 1 << 20, &bytes, &length);

	if (status != TK_OK)
		return errno == 0 ? WRONG : SAID;
	bool whole = length > 100 && bytes[length] == '\0' && bytes[length - 1] == '\n';
	free(bytes);
	return whole ? DONE : WRONG;
}

static enum outcome do_read_no_link(void)
{
	char *bytes = NULL;
	size_t length = 0;
	enum tk_status status = file_read_no_link(plain, 1 << 20, &bytes, &length);

	return read_as(status, bytes, length);
}

static enum outcome do_digest(void)
{
	char whole[65], hex[65];
	int fd = open(plain, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return SAID;
	file_sha256_hex(much, MUCH, whole);
	bool good = file_sha256_of(fd, hex);
	close(fd);
	return !good ? SAID : strcmp(hex, whole) == 0 ? DONE : WRONG;
}

/* Over an old one: that stands until the new one does. */
static enum outcome do_write(void)
{
	char *bytes = NULL;
	size_t length = 0;

	long left = fault.left;
	fail_nothing();
	char *target = file_join(folder, "written");
	put(target, OLD);
	fault.left = left;
	errno = 0;
	enum tk_status status = file_write(target, much, MUCH, 0600);
	int reason = errno;
	fail_nothing();
	bool readable = file_read(target, 1 << 20, &bytes, &length) == TK_OK;
	bool whole = readable && strcmp(bytes, much) == 0, old = readable && strcmp(bytes, OLD) == 0;
	free(bytes);
	free(target);
	if (status == TK_OK)
		return whole ? DONE : WRONG;
	return (whole || old) && reason != 0 ? SAID : WRONG;
}

static enum outcome do_write_through_link(void)
{
	struct stat about;

	if (file_write(linked, much, MUCH, 0600) != TK_OK)
		return SAID;
	return lstat(linked, &about) == 0 && !S_ISLNK(about.st_mode) ? WRONG : do_read();
}

/* What is neither file nor folder is written into, and stays what it is. */
static enum outcome do_write_into_pipe(void)
{
	int reader = __real_open(fifo, O_RDWR | O_CLOEXEC);
	struct stat about;
	char bytes[sizeof(OLD)] = "";

	enum tk_status status = file_write(fifo, OLD, strlen(OLD), 0600);
	fail_nothing();
	if (lstat(fifo, &about) != 0 || !S_ISFIFO(about.st_mode))
		return WRONG;
	if (status == TK_OK && (read(reader, bytes, strlen(OLD)) != (ssize_t)strlen(OLD) || strcmp(bytes, OLD) != 0))
		return WRONG;
	close(reader);
	return status == TK_OK ? DONE : SAID;
}

static enum outcome do_folders(void)
{
	char *path = file_join(folder, "a/b/c");

	if (path == NULL)
		return SAID;
	bool good = file_make_folders(path, 0700) == TK_OK;

	fail_nothing();
	enum outcome outcome = !good ? SAID : access(path, W_OK) == 0 ? DONE : WRONG;
	free(path);
	return outcome;
}

/* More than iniparser is given at once. */
static enum outcome do_ini(void)
{
	struct text_buffer text;
	struct ini *ini;
	char name[20];

	text_buffer_init(&text);
	for (int i = 0; i < 150; i++)
		text_buffer_printf(&text, "[part-%d]\nkey = value %d\nkey[zh_CN] = 值 %d\n", i, i, i);
	char *bytes = text_buffer_take(&text);
	if (bytes == NULL)
		return SAID;
	enum tk_status status = ini_parse("it", bytes, strlen(bytes), 0, &ini, NULL);
	free(bytes);
	if (status != TK_OK)
		return SAID;
	bool good = ini->section_count == 150;
	for (int i = 0; i < 150 && good; i++) {
		snprintf(name, sizeof(name), "part-%d", i);
		const struct ini_key *key = ini_key(ini_find(ini, name), "key", "zh_CN");
		good = key != NULL && strncmp(key->value, "值 ", 4) == 0 && atoi(key->value + 4) == i;
	}
	ini_free(ini);
	return good ? DONE : WRONG;
}

static enum outcome printed(struct broker *broker)
{
	char *message = NULL;
	bool good = printer_send(broker, much, MUCH, &message);
	bool told = message != NULL || fault.call >= CALL_MALLOC; /* there may be no memory for the words */
	enum outcome outcome = good && message == NULL ? DONE : !good && told ? SAID : WRONG;

	free(message);
	return outcome;
}

static enum outcome do_print(void)
{
	return printed(NULL);
}

/* The program of papers that was built, with a work that it does not know. */
static enum outcome do_press(void)
{
	struct press_output output;
	enum press_result result = press_run(NULL, "pdf", "en", "nothing that it knows\n", 22, &output);
	bool told = output.message != NULL || fault.call >= CALL_MALLOC; /* there may be no memory for the words */
	enum outcome outcome = result != PRESS_DONE && told ? SAID : WRONG;

	press_output_release(&output);
	return outcome;
}

/* Through a process forked for it: a file, a folder, what is neither, and the printer. */
static enum outcome do_broker(void)
{
	struct broker *broker = broker_start();
	enum outcome outcome = DONE;
	char bytes[MUCH + 1] = "";

	if (broker == NULL)
		return SAID;
	int fd = broker_open(broker, BROKER_FILE, linked);
	if (fd < 0)
		outcome = errno == 0 ? WRONG : SAID;
	else if (__real_read(fd, bytes, MUCH) != MUCH || strcmp(bytes, much) != 0)
		outcome = WRONG;
	if (fd >= 0)
		close(fd);
	int listed = broker_open(broker, BROKER_FOLDER, folder);
	if (listed < 0 && outcome == DONE)
		outcome = errno == 0 ? WRONG : SAID;
	if (listed >= 0)
		close(listed);
	if (broker_open(broker, BROKER_FILE, fifo) >= 0 || errno == 0)
		outcome = WRONG;
	enum outcome print = printed(broker);
	if (print > outcome)
		outcome = print;
	broker_stop(broker);
	return outcome;
}

/* Without UTF-8 it is English, whatever was asked for. Its catalogue is looked for beside the program. */
static enum outcome do_language(void)
{
	unsetenv("TUIKUAN_LOCALEDIR");
	bool utf8 = language_start("/nowhere", "zh_CN");

	if (!utf8)
		return strcmp(language_current(), "en") == 0 ? SAID : WRONG;
	return strcmp(language_current(), "zh_CN") == 0 ? DONE : WRONG;
}

static enum outcome do_program(void)
{
	char *path = program_folder();
	enum outcome outcome = path == NULL ? SAID : path[0] == '/' ? DONE : WRONG;

	free(path);
	return outcome;
}

/* What is shown of errors, of any text, and what is handed to the program of papers. */
static enum outcome do_words(void)
{
	const struct error_place place = {"a file", 7, "section", "key"};
	struct tk_errors errors;
	struct text_buffer sheet;
	enum outcome outcome = DONE;

	tk_errors_init(&errors);
	errors_add(&errors, TK_E_BAD_VALUE, &place, "it\033", "something else", "near");
	for (size_t i = 0; i < errors.count; i++) {
		char *text = tk_error_text(&errors.items[i], NULL);
		outcome = text == NULL ? SAID : outcome;
		free(text);
	}
	if (errors.count == 0)
		outcome = errors.dropped > 0 ? SAID : WRONG;
	tk_errors_release(&errors);
	text_buffer_init(&sheet);
	sheet_add(&sheet, "kind", "one\t", "two", NULL);
	char *text = text_buffer_take(&sheet);
	outcome = text == NULL ? SAID : strcmp(text, "kind\tone \ttwo\n") == 0 ? outcome : WRONG;
	free(text);
	return outcome;
}

static enum outcome do_source(void)
{
	char *path = program_source_folder();
	enum outcome outcome = path == NULL ? SAID : path[0] == '/' ? DONE : WRONG;

	free(path);
	return outcome;
}

static enum outcome do_join(void)
{
	struct text_lines lines;
	char *path = file_join("a/", "b"), *printed = text_printf("%d", 7);
	enum outcome outcome = path == NULL || printed == NULL ? SAID
			       : strcmp(path, "a/b") == 0 && strcmp(printed, "7") == 0 ? DONE
										       : WRONG;

	if (!text_wrap("one two three", 7, 2, &lines))
		outcome = SAID;
	else if (lines.count != 2)
		outcome = WRONG;
	else
		text_lines_release(&lines);
	free(path);
	free(printed);
	return outcome;
}

static const struct {
	const char *name;
	enum outcome (*run)(void);
	enum outcome usual;
} works[] = {
	{"reading a file", do_read, DONE},
	{"reading what grows", do_read_growing, DONE},
	{"reading no link", do_read_no_link, DONE},
	{"a digest", do_digest, DONE},
	{"writing over a file", do_write, DONE},
	{"writing through a link", do_write_through_link, DONE},
	{"writing into a pipe", do_write_into_pipe, DONE},
	{"making folders", do_folders, DONE},
	{"reading an ini", do_ini, DONE},
	{"printing", do_print, DONE},
	{"a paper that cannot be made", do_press, SAID},
	{"the broker", do_broker, DONE},
	{"the language", do_language, DONE},
	{"where the program lies", do_program, DONE},
	{"where it was built", do_source, DONE},
	{"words of errors", do_words, DONE},
	{"paths and lines", do_join, DONE},
};
#define WORKS (sizeof(works) / sizeof(works[0]))

/* What can do a part of what it was asked for. */
static bool has_parts(enum call call)
{
	return call == CALL_READ || call == CALL_WRITE || call == CALL_PREAD || call == CALL_PWRITE || call == CALL_POLL ||
	       call == CALL_SENDMSG || call == CALL_RECVMSG || call == CALL_READLINK;
}

/* Whether CALL fails that way. */
static bool can_fail(enum call call, int wrong)
{
	if (call >= CALL_MALLOC)
		return wrong == ENOMEM;
	return wrong != PART || has_parts(call);
}

/* Where being interrupted, or getting a part, is no reason to give up. */
static bool goes_on(enum call call, int wrong)
{
	bool bytes = call == CALL_READ || call == CALL_WRITE || call == CALL_PREAD || call == CALL_PWRITE;
	bool waits = call == CALL_SENDMSG || call == CALL_RECVMSG || call == CALL_WAITPID || call == CALL_POLL;

	return wrong == PART ? bytes : wrong == EINTR && (bytes || waits);
}

START_TEST(each_call_fails)
{
	static const int ways[] = {EINTR, PART, ENOMEM, EIO, ENOSYS, EACCES, EFBIG, EINVAL};
	/* With TK_EVERY each of them; under valgrind two will do: the broker is a process of its own. */
	size_t way_count = getenv("TK_EVERY") != NULL ? sizeof(ways) / sizeof(ways[0]) : tries(20) == 20 ? 4 : 3;
	long failures = 0;

	begin();
	char *program = text_printf("%s/src/tuikuan", getenv("TK_BUILDDIR") == NULL ? "." : getenv("TK_BUILDDIR"));
	program_path = program;
	ck_assert_msg(works[_i].run() == works[_i].usual, "%s does not work", works[_i].name);
	for (enum call call = 0; call < CALLS; call++)
		for (size_t way = 0; way < way_count; way++)
			for (long nth = 0; can_fail(call, ways[way]); nth++) {
				fflush(NULL);
				fail_call(call, nth, ways[way]);
				enum outcome outcome = works[_i].run();
				fail_nothing();
				if (!*fault.happened)
					break;
				failures++;
				ck_assert_msg(outcome != WRONG, "%s, call %d, %ld: %s", works[_i].name, (int)call, nth,
					ways[way] == PART ? "a part" : strerror(ways[way]));
				ck_assert_msg(outcome == works[_i].usual || !goes_on(call, ways[way]), "%s, call %d, %ld: gives up for %s",
					works[_i].name, (int)call, nth, ways[way] == PART ? "a part" : strerror(ways[way]));
			}
	printf("%s: %ld calls failed, one at a time\n", works[_i].name, failures);
	ck_assert_int_gt(failures, 0);
	free(program);
	end();
}
END_TEST

/* ---- what the broker is asked ---------------------------------------------------------------------- */

static char altered[8192];
static size_t altered_length;
static struct iovec altered_piece;

/* As in broker.c: the order, and then the text. */
static void put_question(struct msghdr *message, int order, const char *text, size_t length)
{
	memcpy(altered, &order, sizeof(order));
	memcpy(altered + sizeof(order), text, length);
	altered_length = sizeof(order) + length;
	altered_piece = (struct iovec){altered, altered_length};
	message->msg_iov = &altered_piece;
}

static void without_end(struct msghdr *message)
{
	put_question(message, 0, "/etc/passwd", strlen("/etc/passwd"));
}

static void too_short(struct msghdr *message)
{
	put_question(message, 0, "", 0);
	altered_piece.iov_len = 2;
}

static void of_no_order(struct msghdr *message)
{
	put_question(message, 4, "/etc/passwd", sizeof("/etc/passwd"));
}

static void of_no_work(struct msghdr *message)
{
	put_question(message, 2, "/bin/sh\0en", sizeof("/bin/sh\0en"));
}

static void of_no_language(struct msghdr *message)
{
	put_question(message, 2, "pdf", sizeof("pdf"));
}

static void without_streams(struct msghdr *message)
{
	message->msg_control = NULL;
	message->msg_controllen = 0;
}

/* Whatever it is asked, it runs and opens nothing else. */
START_TEST(nothing_else_is_done)
{
	void (*const questions[])(struct msghdr *) = {
		without_end, too_short, of_no_order, of_no_work, of_no_language, without_streams};
	const struct child_task task = {CHILD_PAPER, "pdf", "en"};
	int streams[CHILD_STREAM_COUNT], status = 0;

	begin();
	for (int i = 0; i < CHILD_STREAM_COUNT; i++)
		ck_assert_int_ge(streams[i] = memfd_create("test", MFD_CLOEXEC), 0);
	struct broker *broker = broker_start();
	ck_assert_ptr_nonnull(broker);
	for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++) {
		mangle = questions[i];
		ck_assert_msg(broker_run(broker, &task, streams, &status) == EINVAL, "question %zu", i);
	}
	mangle = of_no_order;
	ck_assert_int_eq(broker_open(broker, BROKER_FILE, plain), -1);
	ck_assert_int_eq(errno, EINVAL);
	mangle = NULL;
	ck_assert_int_eq(broker_open(broker, BROKER_FILE, missing), -1);
	ck_assert_int_eq(errno, ENOENT);
	char *endless = malloc(9000);
	memset(endless, 'x', 8999);
	endless[8999] = '\0';
	ck_assert_int_eq(broker_open(broker, BROKER_FILE, endless), -1);
	ck_assert_int_eq(errno, ENAMETOOLONG);
	const struct child_task long_task = {CHILD_PAPER, "pdf", endless};
	ck_assert_int_eq(broker_run(broker, &long_task, streams, &status), ENAMETOOLONG);
	free(endless);
	int fd = broker_open(broker, BROKER_FILE, plain);
	ck_assert_int_ge(fd, 0); /* it still serves */
	close(fd);
	broker_stop(broker);
	broker_stop(NULL);
	for (int i = 0; i < CHILD_STREAM_COUNT; i++)
		close(streams[i]);
	end();
}
END_TEST

/* ---- single ways ------------------------------------------------------------------------------------ */

/* A kernel without openat2: the same links are refused. */
START_TEST(links_without_openat2)
{
	char *bytes = NULL;
	size_t length;

	begin();
	char *real = realpath(plain, NULL);
	fail_call(CALL_OPENAT2, 0, ENOSYS);
	ck_assert_int_eq(file_read_no_link(real, 1 << 20, &bytes, &length), TK_OK);
	free(bytes);
	const char *const refused[] = {linked, through};
	for (size_t i = 0; i < 2; i++) {
		fail_call(CALL_OPENAT2, 0, EPERM);
		errno = 0;
		ck_assert_int_eq(file_read_no_link(refused[i], 1 << 20, &bytes, &length), TK_IO);
		ck_assert_int_eq(errno, ELOOP);
	}
	absent = CALL_OPENAT2;
	ck_assert_int_eq(file_read_no_link(real, 1 << 20, &bytes, &length), TK_OK);
	free(bytes);
	fail_call(CALL_REALPATH, 0, ENOMEM); /* what it is cannot be told: it is not taken for what it should be */
	ck_assert_int_eq(file_read_no_link(real, 1 << 20, &bytes, &length), TK_IO);
	ck_assert_int_eq(errno, ENOMEM);
	absent = -1;
	free(real);
	end();
}
END_TEST

/* A file system that cannot synchronise is no reason not to save. */
START_TEST(saved_where_nothing_is_synchronised)
{
	static const int reasons[] = {EINVAL, EROFS, ENOTSUP};
	char *bytes;
	size_t length;

	begin();
	for (size_t i = 0; i < 3; i++) {
		fail_call(CALL_FSYNC, (long)(i % 2), reasons[i]);
		ck_assert_int_eq(file_write(plain, OLD, strlen(OLD), 0600), TK_OK);
		ck_assert(*fault.happened);
		fail_nothing();
		ck_assert_int_eq(file_read(plain, 100, &bytes, &length), TK_OK);
		ck_assert_str_eq(bytes, OLD);
		free(bytes);
	}
	end();
}
END_TEST

/* Paths that are none, or whose folder is the root. */
START_TEST(no_folder_of_the_program)
{
	static const char *const paths[] = {"/tuikuan", "tuikuan", ""};

	for (size_t i = 0; i < 3; i++) {
		program_path = paths[i];
		ck_assert_ptr_null(program_folder());
		ck_assert_ptr_null(program_source_folder());
	}
	begin();
	char *mark = file_join(folder, "build-tree");
	program_path = plain;
	ck_assert_ptr_null(program_source_folder());
	put(mark, "sources\n"); /* a folder has to be whole */
	ck_assert_ptr_null(program_source_folder());
	put(mark, "/sources\nmore\n");
	is_text(program_source_folder(), "/sources");
	free(mark);
	end();
}
END_TEST

/* What it says is its last line, without its name; a signal is told by its name; the time is over: it is ended. */
START_TEST(what_a_program_says)
{
	static const struct {
		const char *script, *message;
	} says[] = {
		{"echo one >&2; echo 'two  ' >&2; echo >&2; exit 1", "two  "},
		{"printf 'no end' >&2; exit 1", "no end"},
		{"exit 1", "lp"},
		{"kill -TERM $$", "Terminated"},
	};
	char *message;

	begin();
	setlocale(LC_ALL, "C");
	language_set("en");
	char *lp = file_join(folder, "lp");
	for (size_t i = 0; i < sizeof(says) / sizeof(says[0]); i++) {
		char *script = text_printf("#!/bin/sh\n%s\n", says[i].script);
		put(lp, script);
		free(script);
		ck_assert(!printer_send(NULL, "it", 2, &message));
		ck_assert_str_eq(message, says[i].message);
		free(message);
	}
	put(lp, "#!/bin/sh\nexec sleep 600\n");
	fail_call(CALL_POLL, 0, PART);
	ck_assert(!printer_send(NULL, "it", 2, &message));
	ck_assert_str_eq(message, "it took longer than two minutes, and was ended");
	free(message);
	fail_nothing();
	ck_assert(printer_exists());
	setenv("PATH", ":/nowhere:", 1);
	ck_assert(!printer_exists());
	unsetenv("PATH");
	ck_assert(!printer_exists());
	free(lp);
	end();
}
END_TEST

/* A tuikuan-paper that is SCRIPT, beside a program that lies in its build tree; what is said of it. */
static enum press_result press_with(const char *script, char **ret_message)
{
	char *mark = file_join(folder, "build-tree"), *paper = file_join(folder, "tuikuan-paper");
	char *program = file_join(folder, "tuikuan"), *text = text_printf("#!/bin/sh\n%s\n", script);
	struct press_output output;

	put(mark, "/sources\n");
	put(paper, text);
	ck_assert(chmod(paper, 0700) == 0);
	program_path = program;
	enum press_result result = press_run(NULL, "pdf", "en", "x", 1, &output);
	*ret_message = output.message == NULL ? NULL : strdup(output.message);
	press_output_release(&output);
	program_path = NULL;
	free(mark);
	free(paper);
	free(program);
	free(text);
	return result;
}

/* Its name in front is left out; words of somebody else are shown as they are; a signal is told where there are none. */
START_TEST(what_the_program_of_papers_says)
{
	static const struct {
		const char *script, *message;
		enum press_result result;
	} says[] = {
		{"echo 'tuikuan-paper: no room' >&2; exit 1", "no room", PRESS_FAILED},
		{"echo 'sh: not found' >&2; exit 127", "sh: not found", PRESS_FAILED},
		{"kill -KILL $$", "Killed", PRESS_FAILED},
		{"echo 'tuikuan-paper: dying' >&2; kill -KILL $$", "dying", PRESS_FAILED},
		{"cat", NULL, PRESS_DONE},
	};
	char *message;

	begin();
	for (size_t i = 0; i < sizeof(says) / sizeof(says[0]); i++) {
		ck_assert_int_eq(press_with(says[i].script, &message), says[i].result);
		if (says[i].message == NULL)
			ck_assert_ptr_null(message);
		else
			ck_assert_str_eq(message, says[i].message);
		free(message);
	}
	clearenv(); /* nothing at all to hand on */
	ck_assert_int_eq(press_with("[ \"$TZ\" = UTC0 ] && cat", &message), PRESS_DONE);
	free(message);
	end();
}
END_TEST

/* What it has made is taken whole or not at all, though a part of it goes meanwhile. */
START_TEST(what_was_made_goes_away)
{
	char *message;
	int failed = 0;

	begin();
	for (long nth = 0;; nth++) {
		fail_call(CALL_FSTAT, nth, PART);
		failed += press_with("cat", &message) == PRESS_FAILED;
		free(message);
		if (!*fault.happened)
			break;
	}
	ck_assert_int_eq(failed, 2); /* what it made, and what it said; the mark of the build tree can be read all the same */
	end();
}
END_TEST

/* No folder can be written to: a file beside the root is not there afterwards. */
START_TEST(no_file_beside_the_root)
{
	static const char path[] = "/tuikuan-test-of-a-file-that-is-not-there";

	fail_call(CALL_MKOSTEMP, 0, EROFS);
	ck_assert_int_eq(file_write(path, "x", 1, 0600), TK_IO);
	ck_assert_int_eq(errno, EROFS);
	ck_assert(*fault.happened);
	fail_nothing();
	ck_assert_int_ne(access(path, F_OK), 0);
}
END_TEST

static void stop_it(struct msghdr *message)
{
	(void)message;
	kill(forked, SIGSTOP);
}

/* Nobody is there any more when the broker would answer: it ends. */
START_TEST(an_answer_to_nobody)
{
	begin();
	struct broker *broker = broker_start();
	ck_assert_ptr_nonnull(broker);
	pid_t process = forked;
	mangle = stop_it;
	fail_call(CALL_RECVMSG, 0, EIO);
	ck_assert_int_eq(broker_open(broker, BROKER_FILE, plain), -1);
	ck_assert_int_eq(errno, EIO);
	mangle = NULL;
	fail_nothing();
	pid_t waker = fork();
	ck_assert_int_ge(waker, 0);
	if (waker == 0) { /* when the socket has been closed, which is waited for in there */
		usleep(100000);
		kill(process, SIGCONT);
		_exit(0);
	}
	broker_stop(broker);
	ck_assert_int_ne(kill(process, 0), 0);
	waitpid(waker, NULL, 0);
	end();
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("system");
	TCase *faults = tcase_create("faults"), *others = tcase_create("others");

	tcase_set_timeout(faults, 120);
	tcase_set_timeout(others, 60);
	tcase_add_loop_test(faults, each_call_fails, 0, (int)WORKS);
	tcase_add_test(others, nothing_else_is_done);
	tcase_add_test(others, links_without_openat2);
	tcase_add_test(others, saved_where_nothing_is_synchronised);
	tcase_add_test(others, no_folder_of_the_program);
	tcase_add_test(others, what_a_program_says);
	tcase_add_test(others, what_the_program_of_papers_says);
	tcase_add_test(others, what_was_made_goes_away);
	tcase_add_test(others, no_file_beside_the_root);
	tcase_add_test(others, an_answer_to_nobody);
	suite_add_tcase(suite, faults);
	suite_add_tcase(suite, others);
	return suite_status(suite);
}
