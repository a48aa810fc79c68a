/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Case files: what a person typed comes back, good lines survive bad ones, a failed save loses nothing. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "case.h"
#include "file.h"
#include "ini.h"
#include "suite.h"
#include "text.h"

static char folder[64], path[100];
static struct tk_errors errors;

static void set_up(void)
{
	make_folder(folder);
	snprintf(path, sizeof(path), "%s/TK-20261123-0001.ini", folder);
	tk_errors_init(&errors);
}

static void tear_down(void)
{
	tk_errors_release(&errors);
	remove_folder(folder);
}

/* Writes TEXT and reads it as a case; errors stay to be looked at. */
static struct case_file *load_text(const char *text)
{
	struct case_file *file = NULL;

	put_file(folder, "TK-20261123-0001.ini", text);
	ck_assert_int_eq(case_load(path, &file, &errors), TK_OK);
	return file;
}

static struct case_file *load_back(const struct case_file *file)
{
	char *text = case_text(file);
	ck_assert_ptr_nonnull(text);
	struct case_file *back = load_text(text);
	free(text);
	ck_assert_uint_eq(errors.count, 0);
	return back;
}

static void error_is(size_t index, enum tk_error_code code, int line, const char *key)
{
	ck_assert_uint_gt(errors.count, index);
	const struct tk_error *error = &errors.items[index];
	ck_assert_msg(error->code == code, "%s", tk_error_what(error->code));
	ck_assert_int_eq(error->line, line);
	ck_assert_str_eq(error->file, path);
	if (key == NULL)
		ck_assert_ptr_null(error->key);
	else
		ck_assert_str_eq(error->key, key);
}

/* ---- values ------------------------------------------------------------------------------------ */

START_TEST(values_are_set_and_removed)
{
	struct case_values values = {0};

	ck_assert(case_values_set(&values, "b", "1", TK_KNOWN_TYPED));
	ck_assert(case_values_set(&values, "a", "2", TK_KNOWN_TOLD));
	ck_assert(case_values_set(&values, "c", "", TK_KNOWN_SEEN));
	ck_assert(case_values_set(&values, "b", "3", TK_KNOWN_SEEN));
	ck_assert_uint_eq(values.count, 3);
	ck_assert_str_eq(values.items[0].name, "b"); /* in the order they came */
	ck_assert_str_eq(case_values_get(&values, "b"), "3");
	ck_assert_int_eq(case_values_find(&values, "b")->known, TK_KNOWN_SEEN);
	ck_assert_str_eq(case_values_get(&values, "c"), "");
	ck_assert_ptr_null(case_values_get(&values, "d"));
	ck_assert(case_values_set(&values, "b", NULL, TK_KNOWN_TYPED));
	ck_assert(case_values_set(&values, "d", NULL, TK_KNOWN_TYPED));
	ck_assert_uint_eq(values.count, 2);
	ck_assert_str_eq(values.items[0].name, "a");
	for (int i = 0; i < 100; i++) {
		char name[16];
		snprintf(name, sizeof(name), "n%d", i);
		ck_assert(case_values_set(&values, name, name, TK_KNOWN_TYPED));
	}
	ck_assert_str_eq(case_values_get(&values, "n99"), "n99");
	case_values_clear(&values);
	ck_assert_uint_eq(values.count, 0);
}
END_TEST

START_TEST(statuses_have_names)
{
	enum case_status status;

	for (int i = 0; i < CASE_STATUS_COUNT; i++) {
		ck_assert(case_status_parse(case_status_name((enum case_status)i), &status));
		ck_assert_int_eq((int)status, i);
		ck_assert_ptr_nonnull(strstr(CASE_STATUS_LIST, case_status_name(status)));
	}
	ck_assert(!case_status_parse("Draft", &status));
	ck_assert(!case_status_parse("", &status));
}
END_TEST

/* ---- the text of a case -------------------------------------------------------------------------- */

static struct case_file *sample(void)
{
	struct case_file *file = case_new();

	ck_assert_ptr_nonnull(file);
	file->id = strdup("TK-20261123-0001");
	file->policy = strdup("aliyun-ecs-article");
	file->revision = strdup("1");
	ck_assert_int_eq(tk_moment_parse("2026-11-23T14:05:00+08:00", &file->created), TK_OK);
	ck_assert_int_eq(tk_moment_parse("2026-11-24T09:00:00+08:00", &file->changed), TK_OK);
	file->agent = strdup("客服 7");
	file->status = CASE_IN_REVIEW;
	file->status_since[CASE_DRAFT] = file->created;
	file->status_since[CASE_IN_REVIEW] = file->changed;
	case_values_set(&file->facts, "paid", "800.00", TK_KNOWN_SEEN);
	case_values_set(&file->facts, "started", "?", TK_KNOWN_TYPED);
	case_values_set(&file->facts, "reason_note", "误选了 \"32核\"; # 不是 8核", TK_KNOWN_TOLD);
	case_values_set(&file->evidence, "usage_log", "/home/x/日志 1.csv", TK_KNOWN_SEEN);
	case_values_set(&file->evidence, "order_screenshot", "no", TK_KNOWN_TYPED);
	file->letter_language = strdup("zh_CN");
	file->letters[CASE_LETTER_LETTER] = strdup("关于退订的申请\n\n  一、基本信息\n");
	file->notes = strdup(" called twice\n");
	case_values_set(&file->decision, "verdict", "partial", TK_KNOWN_TYPED);
	return file;
}

START_TEST(text_is_readable)
{
	struct case_file *file = sample();

	is_text(case_text(file),
		"[case]\n"
		"format = 1\n"
		"id = TK-20261123-0001\n"
		"policy = aliyun-ecs-article\n"
		"revision = 1\n"
		"created = 2026-11-23T14:05:00+08:00\n"
		"changed = 2026-11-24T09:00:00+08:00\n"
		"agent = 客服 7\n"
		"status = in-review\n"
		"status.draft = 2026-11-23T14:05:00+08:00\n"
		"status.in-review = 2026-11-24T09:00:00+08:00\n"
		"\n[facts]\n"
		"paid = 800.00\n"
		"started = ?\n"
		"reason_note = 误选了 %2232核%22%3B %23 不是 8核\n"
		"\n[known]\n"
		"paid = seen\n"
		"reason_note = told\n"
		"evidence.usage_log = seen\n"
		"\n[evidence]\n"
		"usage_log = /home/x/日志 1.csv\n"
		"order_screenshot = no\n"
		"\n[letter]\n"
		"language = zh_CN\n"
		"letter = 关于退订的申请%0A%0A  一、基本信息%0A\n"
		"\n[notes]\n"
		"text = %20called twice%0A\n"
		"\n[decision]\n"
		"verdict = partial\n");
	case_free(file);
	case_free(NULL);
}
END_TEST

static void same_text(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		ck_assert_ptr_eq(a, b);
	else
		ck_assert_str_eq(a, b);
}

static void same_values(const struct case_values *a, const struct case_values *b)
{
	ck_assert_uint_eq(a->count, b->count);
	for (size_t i = 0; i < a->count; i++) {
		ck_assert_str_eq(a->items[i].name, b->items[i].name);
		ck_assert_str_eq(a->items[i].text, b->items[i].text);
		ck_assert_int_eq(a->items[i].known, b->items[i].known);
	}
}

static void same_case(const struct case_file *a, const struct case_file *b)
{
	same_text(a->id, b->id);
	same_text(a->policy, b->policy);
	same_text(a->revision, b->revision);
	same_text(a->agent, b->agent);
	same_text(a->notes, b->notes);
	same_text(a->letter_language, b->letter_language);
	ck_assert_int_eq(a->created, b->created);
	ck_assert_int_eq(a->changed, b->changed);
	ck_assert_int_eq(a->status, b->status);
	for (int i = 0; i < CASE_STATUS_COUNT; i++)
		ck_assert_int_eq(a->status_since[i], b->status_since[i]);
	for (int i = 0; i < CASE_LETTER_COUNT; i++)
		same_text(a->letters[i], b->letters[i]);
	same_values(&a->facts, &b->facts);
	same_values(&a->evidence, &b->evidence);
	same_values(&a->decision, &b->decision);
}

START_TEST(a_case_comes_back)
{
	set_up();
	struct case_file *file = sample(), *back;
	ck_assert_int_eq(case_save(file, path), TK_OK);
	ck_assert_int_eq(case_load(path, &back, &errors), TK_OK);
	ck_assert_uint_eq(errors.count, 0);
	same_case(file, back);
	ck_assert_str_eq(back->path, path);
	ck_assert(!back->damaged);
	ck_assert_int_eq(case_values_find(&back->facts, "paid")->line, 14);
	case_free(back);
	case_free(file);

	/* The emptiest case there is. */
	file = case_new();
	back = load_back(file);
	same_case(file, back);
	ck_assert_ptr_null(back->id);
	ck_assert_int_eq(back->created, -1);
	case_free(back);
	case_free(file);
	tear_down();
}
END_TEST

/* A hundred thousand values, of all lengths up to several lines. */
START_TEST(every_value_comes_back)
{
	static char text[4 * 2000 + 1];
	struct draw draw = {23};

	set_up();
	for (int round = 0; round < tries(1000); round++) {
		struct case_file *file = case_new();
		for (int i = 0; i < 100; i++) {
			char name[24];
			bool evidence = i % 10 == 9;
			snprintf(name, sizeof(name), "fact.%d_x", i);
			draw_text(&draw, text, i % 50 == 7 ? 2000 : 50);
			if (text[0] != '\0')
				case_values_set(evidence ? &file->evidence : &file->facts, name, text,
					(enum tk_known)draw_below(&draw, TK_KNOWN_COUNT));
		}
		draw_text(&draw, text, 2000);
		file->notes = strdup(text);
		draw_text(&draw, text, 2000);
		file->letters[round % CASE_LETTER_COUNT] = strdup(text);
		struct case_file *back = load_back(file);
		same_case(file, back);
		case_free(back);
		case_free(file);
	}
	tear_down();
}
END_TEST

/* Around the length at which a value goes over to a second line. */
START_TEST(long_values_come_back)
{
	static const char *const pieces[] = {"x", " ", "\n", "退", "😀", "%", "\xc2\x85", "e\u0301"};

	set_up();
	for (size_t p = 0; p < sizeof(pieces) / sizeof(pieces[0]); p++) {
		for (int count = 60; count < 520; count += (1 + (count > 270) * 50) * (20 / tries(20))) {
			struct text_buffer text;
			text_buffer_init(&text);
			for (int i = 0; i < count; i++)
				text_buffer_add(&text, pieces[p]);
			struct case_file *file = case_new();
			file->notes = text_buffer_take(&text);
			case_values_set(&file->facts, "reason_note", file->notes, TK_KNOWN_TYPED);
			struct case_file *back = load_back(file);
			same_case(file, back);
			case_free(back);
			case_free(file);
		}
	}
	tear_down();
}
END_TEST

START_TEST(a_very_long_letter_comes_back)
{
	struct text_buffer text;

	set_up();
	text_buffer_init(&text);
	for (int i = 0; i < 20000; i++)
		text_buffer_printf(&text, "第%d行；", i);
	struct case_file *file = case_new();
	file->letters[CASE_LETTER_LETTER] = text_buffer_take(&text);
	ck_assert_uint_gt(strlen(file->letters[CASE_LETTER_LETTER]), 250000);
	struct case_file *back = load_back(file);
	same_case(file, back);
	case_free(back);
	case_free(file);
	tear_down();
}
END_TEST

/* ---- bad files ---------------------------------------------------------------------------------- */

#define HEAD "[case]\nformat = 1\nid = TK-20261123-0001\n"

START_TEST(good_lines_survive_bad_ones)
{
	set_up();
	struct case_file *file = load_text(HEAD "polciy = x\nstatus = finished\ncreated = yesterday\n"
		"[facts]\npaid = 800\nreason_note = a;b\nagent = 100%\nstarted = yes\n"
		"[known]\npaid = guessed\nstarted = seen\n[fatcs]\nx = 1\n[letter]\nletters = x\n");
	ck_assert_uint_eq(errors.count, 8);
	error_is(0, TK_E_UNQUOTED, 9, "reason_note"); /* the lines come first */
	error_is(1, TK_E_UNKNOWN_KEY, 4, "polciy");
	ck_assert_str_eq(errors.items[1].nearest, "policy");
	error_is(2, TK_E_UNKNOWN_CHOICE, 5, "status");
	error_is(3, TK_E_BAD_MOMENT, 6, "created");
	error_is(4, TK_E_ESCAPE, 10, "agent");
	error_is(5, TK_E_UNKNOWN_SECTION, 15, NULL);
	ck_assert_str_eq(errors.items[5].nearest, "facts");
	error_is(6, TK_E_UNKNOWN_KEY, 18, "letters");
	error_is(7, TK_E_UNKNOWN_CHOICE, 13, "paid");
	ck_assert_str_eq(file->id, "TK-20261123-0001");
	ck_assert_int_eq(file->status, CASE_DRAFT);
	ck_assert_int_eq(file->created, -1);
	ck_assert_uint_eq(file->facts.count, 2);
	ck_assert_str_eq(case_values_get(&file->facts, "paid"), "800");
	ck_assert_int_eq(case_values_find(&file->facts, "started")->known, TK_KNOWN_SEEN);
	ck_assert(file->damaged);
	case_free(file);
	tear_down();
}
END_TEST

/* The lines that were left out are still on disk after the case was mended and saved. */
START_TEST(mending_keeps_the_old_file)
{
	static const char text[] = HEAD "[facts]\nreason_note = a;b\npaid = 800\n";
	char kept[110], *bytes;
	size_t length;

	set_up();
	struct case_file *file = load_text(text);
	ck_assert_int_eq(case_save(file, path), TK_OK);
	case_free(file);
	snprintf(kept, sizeof(kept), "%s~", path);
	ck_assert_int_eq(file_read(kept, 1000, &bytes, &length), TK_OK);
	ck_assert_str_eq(bytes, text);
	free(bytes);
	tk_errors_release(&errors);
	ck_assert_int_eq(case_load(path, &file, &errors), TK_OK);
	ck_assert_uint_eq(errors.count, 0);
	ck_assert(!file->damaged);
	ck_assert_int_eq(case_save(file, path), TK_OK);
	case_free(file);
	tear_down();
}
END_TEST

START_TEST(pieces_that_lead_nowhere_are_reported)
{
	set_up();
	struct case_file *file = load_text(
		HEAD "[facts]\na[2] = x\nb[1] = x\nb[2] = y\nc[zh_CN] = x\nd[1] = %\nd[2] = y\n");
	ck_assert_uint_eq(errors.count, 3);
	error_is(0, TK_E_UNKNOWN_KEY, 5, "a");
	error_is(1, TK_E_UNKNOWN_KEY, 8, "c");
	error_is(2, TK_E_ESCAPE, 9, "d");
	ck_assert_uint_eq(file->facts.count, 1);
	ck_assert_str_eq(case_values_get(&file->facts, "b"), "xy");
	case_free(file);
	tear_down();
}
END_TEST

/* Numbers that are none, or too great; statuses, keys and pieces that there are not. */
START_TEST(bad_numbers_and_names_are_reported)
{
	set_up();
	struct case_file *file = load_text(HEAD "saves = 1x\nstatus.gone = 2026-11-23T14:05:00+08:00\n"
		"[facts]\na[0] = x\nb[5001] = y\nc = z\n[notes]\nother = x\ntext = kept\n");
	ck_assert_uint_eq(errors.count, 5);
	error_is(0, TK_E_BAD_COUNT, 4, "saves");
	error_is(1, TK_E_UNKNOWN_KEY, 5, "status.gone");
	error_is(2, TK_E_UNKNOWN_KEY, 7, "a");
	error_is(3, TK_E_UNKNOWN_KEY, 8, "b");
	error_is(4, TK_E_UNKNOWN_KEY, 11, "other");
	ck_assert_str_eq(errors.items[4].nearest == NULL ? "" : errors.items[4].nearest, "");
	ck_assert_int_eq(file->saves, 0);
	ck_assert_uint_eq(file->facts.count, 1);
	ck_assert_str_eq(file->notes, "kept");
	case_free(file);
	tear_down();
	set_up();
	file = load_text(HEAD "saves = 12345678901\n");
	ck_assert_uint_eq(errors.count, 1);
	error_is(0, TK_E_BAD_COUNT, 4, "saves");
	ck_assert_int_eq(file->saves, 0);
	case_free(file);
	tear_down();
}
END_TEST

static void is_no_case(const char *text, enum tk_error_code code, int line)
{
	struct case_file *file = NULL;

	set_up();
	put_file(folder, "TK-20261123-0001.ini", text);
	ck_assert_int_eq(case_load(path, &file, &errors), TK_INVALID);
	ck_assert_ptr_null(file);
	ck_assert_int_eq(errors.items[errors.count - 1].code, code);
	ck_assert_int_eq(errors.items[errors.count - 1].line, line);
	tear_down();
}

START_TEST(what_is_no_case_is_refused)
{
	is_no_case("", TK_E_MISSING_SECTION, 0);
	is_no_case("hello\n", TK_E_MISSING_SECTION, 0);
	is_no_case("\x7f" "ELF\x01\n", TK_E_MISSING_SECTION, 0);
	is_no_case("[policy]\nid=x\n", TK_E_MISSING_SECTION, 0);
	is_no_case("[case]\nid=x\n", TK_E_MISSING_KEY, 1);
	is_no_case("[case]\nid=x\nformat = 2\n", TK_E_FORMAT, 3); /* a later version's */
}
END_TEST

START_TEST(what_cannot_be_read_is_reported)
{
	struct case_file *file = NULL;

	set_up();
	ck_assert_int_eq(case_load(path, &file, &errors), TK_IO);
	ck_assert_int_eq(errno, ENOENT);
	error_is(0, TK_E_UNREADABLE, 0, NULL);
	ck_assert_int_eq(case_load(folder, &file, &errors), TK_INVALID);
	ck_assert_int_eq(errors.items[1].code, TK_E_NOT_A_FILE);
	ck_assert_int_eq(case_load("/dev/zero", &file, &errors), TK_INVALID);
	ck_assert_ptr_null(file);
	tear_down();
}
END_TEST

/* ---- saving ------------------------------------------------------------------------------------- */

START_TEST(cases_are_private)
{
	struct stat about;

	set_up();
	struct case_file *file = sample();
	mode_t old = umask(0);
	put_file(folder, "TK-20261123-0001.ini", "");
	ck_assert_int_eq(chmod(path, 0644), 0);
	ck_assert_int_eq(case_save(file, path), TK_OK);
	umask(old);
	ck_assert_int_eq(stat(path, &about), 0);
	ck_assert_uint_eq(about.st_mode & 07777, 0600);
	ck_assert_int_eq(count_names_in(folder), 1);
	case_free(file);
	tear_down();
}
END_TEST

/* What another program wrote since the case was read stays under another name. */
START_TEST(what_another_hand_wrote_stays)
{
	struct case_file *back = NULL;

	set_up();
	struct case_file *file = load_text("[case]\nformat = 1\n[facts]\npaid = 1.00\n");
	put_file(folder, "TK-20261123-0001.ini", "[case]\nformat = 1\n[facts]\npaid = 2.00\nx = y\n");
	ck_assert(case_values_set(&file->facts, "paid", "3.00", TK_KNOWN_TYPED));
	ck_assert_int_eq(case_save(file, path), TK_OK);
	ck_assert_ptr_nonnull(file->kept_as);
	ck_assert_int_eq(case_load(file->kept_as, &back, &errors), TK_OK);
	ck_assert_str_eq(case_values_get(&back->facts, "paid"), "2.00");
	case_free(back);
	/* Its own saves do not count as another's. */
	ck_assert_int_eq(case_save(file, path), TK_OK);
	ck_assert_ptr_null(file->kept_as);
	ck_assert_int_eq(count_names_in(folder), 2);
	case_free(file);
	tear_down();
}
END_TEST

/* Whatever tells that the file is another: its place on the disk, or its time, to the nanosecond. */
START_TEST(another_hand_is_known_by_any_sign)
{
	enum { REPLACED, LATER, A_LITTLE_LATER, SIGNS };
	char other[120];

	set_up();
	snprintf(other, sizeof(other), "%s/other", folder);
	for (int sign = 0; sign < SIGNS; sign++) {
		struct case_file *file = load_text("[case]\nformat = 1\n[facts]\npaid = 1.00\n"), *back = NULL;
		struct stat before;
		ck_assert_int_eq(stat(path, &before), 0);
		struct timespec times[2] = {before.st_atim, before.st_mtim};
		times[1].tv_sec += sign == LATER;
		times[1].tv_nsec = sign == A_LITTLE_LATER ? (times[1].tv_nsec + 1) % 1000000000 : times[1].tv_nsec;
		put_file(folder, sign == REPLACED ? "other" : "TK-20261123-0001.ini",
			"[case]\nformat = 1\n[facts]\npaid = 2.00\n");
		ck_assert_int_eq(utimensat(AT_FDCWD, sign == REPLACED ? other : path, times, 0), 0);
		if (sign == REPLACED)
			ck_assert_int_eq(rename(other, path), 0);
		ck_assert_int_eq(case_save(file, path), TK_OK);
		ck_assert_msg(file->kept_as != NULL, "sign %d", sign);
		ck_assert_int_eq(case_load(file->kept_as, &back, &errors), TK_OK);
		ck_assert_str_eq(case_values_get(&back->facts, "paid"), "2.00");
		case_free(back);
		case_free(file);
	}
	/* Of a case that was neither read nor saved nothing is known, and nothing is there to be kept. */
	struct case_file *file = case_new();
	file->path = strdup(path);
	ck_assert_int_eq(case_save(file, path), TK_OK);
	ck_assert_ptr_null(file->kept_as);
	case_free(file);
	tear_down();
}
END_TEST

/* Saved elsewhere it is a copy: what it knows of its own file stays. */
START_TEST(a_copy_is_saved_beside)
{
	char other[120];
	struct case_file *back = NULL;

	set_up();
	snprintf(other, sizeof(other), "%s/other.ini", folder);
	struct case_file *file = load_text(HEAD "[facts]\nreason_note = a;b\npaid = 800\n");
	ck_assert(file->damaged);
	ck_assert_int_eq(case_save_noted(file, other), TK_OK);
	ck_assert_ptr_null(file->kept_as);
	ck_assert(file->damaged); /* its own file still has the line */
	ck_assert_int_eq(case_load(other, &back, NULL), TK_OK);
	ck_assert_str_eq(case_values_get(&back->facts, "paid"), "800");
	ck_assert(!back->damaged);
	case_free(back);
	/* Gone, it can be kept no more, and is written anew. */
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(case_save(file, path), TK_OK);
	ck_assert_ptr_null(file->kept_as);
	ck_assert(!file->damaged);
	case_free(file);
	tear_down();
}
END_TEST

START_TEST(what_cannot_be_kept_is_not_replaced)
{
	struct stat about;

	set_up();
	errno = 0;
	ck_assert_ptr_null(case_keep_aside(folder));
	ck_assert_int_ne(errno, 0);
	for (int damaged = 0; damaged < 2; damaged++) {
		struct case_file *file = load_text(damaged ? HEAD "[facts]\nreason_note = a;b\n" : HEAD);
		ck_assert(file->damaged == (damaged == 1));
		ck_assert(unlink(path) == 0 && mkdir(path, 0700) == 0);
		ck_assert_int_eq(case_save(file, path), TK_IO);
		ck_assert_ptr_null(file->kept_as);
		ck_assert(stat(path, &about) == 0 && S_ISDIR(about.st_mode));
		ck_assert_int_eq(count_names_in(folder), 1);
		ck_assert_int_eq(rmdir(path), 0);
		case_free(file);
	}
	tear_down();
}
END_TEST

/* More lines than can be read back, of few bytes each; of a draft as well. */
START_TEST(too_many_lines_are_not_saved)
{
	struct case_file *back = NULL;
	char name[16];

	set_up();
	struct case_file *file = load_text(HEAD "[facts]\npaid = 800.00\n");
	for (int i = 0; i < INI_MAX_KEYS; i++) {
		snprintf(name, sizeof(name), "n%d", i);
		ck_assert(case_values_set(&file->facts, name, "1", TK_KNOWN_TYPED));
	}
	errno = 0;
	ck_assert_int_eq(case_save(file, path), TK_IO);
	ck_assert_int_eq(errno, EFBIG);
	errno = 0;
	ck_assert_int_eq(case_save_draft(file, path), TK_IO);
	ck_assert_int_eq(errno, EFBIG);
	ck_assert_int_eq(case_load(path, &back, &errors), TK_OK);
	ck_assert_uint_eq(back->facts.count, 1);
	case_free(back);
	case_free(file);
	tear_down();
}
END_TEST

START_TEST(a_failed_save_loses_nothing)
{
	set_up();
	struct case_file *file = sample(), *back;
	ck_assert_int_eq(case_save(file, path), TK_OK);

	/* The disk is full. */
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		const struct rlimit small = {100, 100};
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &small);
		free(file->notes);
		file->notes = strdup("changed");
		bool told = case_save(file, path) == TK_IO && errno == EFBIG;
		case_free(file);
		_exit(told ? 0 : 1);
	}
	int how;
	ck_assert_int_eq(waitpid(child, &how, 0), child);
	ck_assert(WIFEXITED(how) && WEXITSTATUS(how) == 0);
	ck_assert_int_eq(count_names_in(folder), 1);
	ck_assert_int_eq(case_load(path, &back, &errors), TK_OK);
	same_case(file, back);
	case_free(back);

	/* Where nothing can be written. */
	char below[120];
	snprintf(below, sizeof(below), "%s/x.ini", path);
	ck_assert_int_eq(case_save(file, below), TK_IO);
	ck_assert_int_eq(errno, ENOTDIR);
	ck_assert_int_eq(case_save(file, "/proc/x.ini"), TK_IO);
	ck_assert_int_eq(case_save(file, "/dev/full"), TK_IO);
	ck_assert_int_eq(errno, ENOSPC);

	/* More than could be read back. */
	file->letters[CASE_LETTER_TICKET] = malloc(INI_MAX_BYTES + 2);
	memset(file->letters[CASE_LETTER_TICKET], 'x', INI_MAX_BYTES + 1);
	file->letters[CASE_LETTER_TICKET][INI_MAX_BYTES + 1] = '\0';
	ck_assert_int_eq(case_save(file, path), TK_IO);
	ck_assert_int_eq(errno, EFBIG);
	ck_assert_int_eq(case_load(path, &back, &errors), TK_OK);
	ck_assert_ptr_null(back->letters[CASE_LETTER_TICKET]);
	case_free(back);
	case_free(file);
	tear_down();
}
END_TEST

/* The statuses of FILE in a row: "draft 5 submitted 9 ". */
static void statuses_are(const struct case_file *file, const char *wanted)
{
	char all[200] = "";
	enum case_status status;
	int64_t since;

	for (size_t i = 0; case_status_at(file, i, &status, &since); i++) {
		size_t length = strlen(all);
		snprintf(all + length, sizeof(all) - length, "%s %lld ", case_status_name(status), (long long)since);
	}
	ck_assert_str_eq(all, wanted);
}

START_TEST(a_case_tells_through_which_statuses_it_went)
{
	set_up();
	struct case_file *file = load_text("[case]\nformat = 1\ncreated = 1970-01-01T08:00:05+08:00\n"
					   "status.ready = 1970-01-01T08:00:30+08:00\n"
					   "status.draft = 1970-01-01T08:00:06+08:00\n");

	statuses_are(file, "draft 6 ready 30 ");
	ck_assert(history_add(&file->history,
		&(struct history_entry){.at = 7, .kind = HISTORY_STATUS, .from = "draft", .to = "ready"}));
	ck_assert(history_add(&file->history, &(struct history_entry){.at = 8, .kind = HISTORY_PRINTED, .what = "x"}));
	ck_assert(history_add(&file->history,
		&(struct history_entry){.at = 9, .kind = HISTORY_STATUS, .from = "ready", .to = "draft"}));
	statuses_are(file, "draft 5 ready 7 draft 9 ");
	/* When it began is not told. */
	file->created = -1;
	statuses_are(file, "ready 7 draft 9 ");
	ck_assert_int_eq(case_changed_at(file, "paid"), 0);
	ck_assert(history_add(&file->history,
		&(struct history_entry){.at = 10, .kind = HISTORY_ANSWER, .what = "paid", .to = "1.00"}));
	ck_assert_int_eq(case_changed_at(file, "paid"), 0);
	for (int i = 11; i < 13; i++)
		ck_assert(history_add(&file->history, &(struct history_entry){
			.at = i, .kind = HISTORY_ANSWER, .what = "paid", .from = "1.00", .to = "2.00"}));
	ck_assert_int_eq(case_changed_at(file, "paid"), 12);
	case_free(file);
	tear_down();
}
END_TEST

/* A change that does not say from what, or into what, and one from before the case was created. */
START_TEST(changes_of_status_that_say_too_little)
{
	static const struct history_entry unclear[] = {
		{.at = 6, .kind = HISTORY_STATUS, .from = "draft"},
		{.at = 6, .kind = HISTORY_STATUS, .from = "draft", .to = "gone"},
	}, firsts[] = {
		{.at = 7, .kind = HISTORY_STATUS, .to = "ready"},
		{.at = 7, .kind = HISTORY_STATUS, .from = "gone", .to = "ready"},
		{.at = 4, .kind = HISTORY_STATUS, .from = "draft", .to = "ready"},
		{.at = 5, .kind = HISTORY_STATUS, .from = "draft", .to = "ready"},
	};
	static const char *const told[] = {"ready 7 ", "ready 7 ", "ready 4 ", "draft 5 ready 5 "};

	set_up();
	struct case_file *file = load_text("[case]\nformat = 1\ncreated = 1970-01-01T08:00:05+08:00\n"
					   "status.draft = 1970-01-01T08:00:30+08:00\n"
					   "status.ready = 1970-01-01T08:00:06+08:00\n"
					   "status.refunded = 1970-01-01T08:00:20+08:00\n");

	statuses_are(file, "ready 6 refunded 20 draft 30 "); /* by time */
	for (size_t i = 0; i < 2; i++)
		ck_assert(history_add(&file->history, &unclear[i]));
	statuses_are(file, "ready 6 refunded 20 draft 30 ");
	for (size_t i = 0; i < sizeof(firsts) / sizeof(firsts[0]); i++) {
		history_cut(&file->history, 2);
		ck_assert(history_add(&file->history, &firsts[i]));
		statuses_are(file, told[i]);
	}
	ck_assert(history_add(&file->history, &(struct history_entry){.at = 9, .kind = HISTORY_ANSWER, .from = "1.00"}));
	ck_assert_int_eq(case_changed_at(file, "paid"), 0);
	case_free(file);
	tear_down();
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"values", {values_are_set_and_removed, statuses_have_names,
				   a_case_tells_through_which_statuses_it_went,
				   changes_of_status_that_say_too_little}},
		{"text", {text_is_readable, a_case_comes_back, every_value_comes_back,
				 long_values_come_back, a_very_long_letter_comes_back}},
		{"bad", {good_lines_survive_bad_ones, mending_keeps_the_old_file,
				pieces_that_lead_nowhere_are_reported, bad_numbers_and_names_are_reported,
				what_is_no_case_is_refused,
				what_cannot_be_read_is_reported}},
		{"save", {cases_are_private, what_another_hand_wrote_stays, another_hand_is_known_by_any_sign,
				 a_copy_is_saved_beside, what_cannot_be_kept_is_not_replaced,
				 too_many_lines_are_not_saved, a_failed_save_loses_nothing}},
	};
	return SUITE_RUN("case", groups);
}
