/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The index of the folder of cases: it has what case_load has, of odd files too; what is kept is never trusted
 * over a case; what may be told of a record later on.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>

#include "file.h"
#include "index.h"
#include "record.h"
#include "returns.h"
#include "shelf.h"
#include "standing.h"
#include "suite.h"
#include "text.h"

static char folder[64];
static struct index *index_made;

static void set_up(void)
{
	make_folder(folder);
	index_made = NULL;
}

static void tear_down(void)
{
	index_free(index_made);
	remove_folder(folder);
}

static char *path_of(const char *name)
{
	char *path = file_join(folder, name);
	ck_assert_ptr_nonnull(path);
	return path;
}

/* Not brought to the disk: there are many. */
static void put_bytes(const char *path, const char *bytes, size_t length)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, bytes, length), (ssize_t)length);
	close(fd);
}

static void put(const char *name, const char *text)
{
	char *path = path_of(name);
	put_bytes(path, text, strlen(text));
	free(path);
}

static void look(void)
{
	index_free(index_made);
	index_made = NULL;
	ck_assert_int_eq(index_open(folder, &index_made), TK_OK);
}

static const struct index_case *found(const char *name)
{
	const struct index_case *shown = index_find(index_made, name);
	ck_assert_msg(shown != NULL, "%s", name);
	return shown;
}

#define HEAD "[case]\nformat = 1\n"

/* ---- reading --------------------------------------------------------------------------------- */

/* A value through case_save and back through the index. */
static void is_read_back(const char *value)
{
	struct case_file *file = case_new();
	char *path = path_of("A.ini");
	struct text_buffer form;

	case_values_set(&file->facts, "applicant", value, TK_KNOWN_TOLD);
	file->notes = strdup(value);
	char *text = case_text(file);
	put_bytes(path, text, strlen(text));
	free(text);
	look();
	ck_assert_str_eq(found("A")->field[INDEX_APPLICANT], value);
	ck_assert(!found("A")->damaged && !found("A")->unreadable);
	text_buffer_init(&form);
	text_add_search_form(&form, value);
	if (strlen(value) > 3) /* "no" and "yes" say nothing */
		ck_assert_ptr_nonnull(strstr(found("A")->text, form.text));
	text_buffer_release(&form);
	free(path);
	case_free(file);
}

START_TEST(values_come_back)
{
	static const char *const values[] = {"", "王小明", "a;b#c=d\"e'f\\g%h", " blank at both ends ", "line\nline\ttab",
		"😀 ünï ẞ", "100 % = ?", ("\xe2\x80\xae" "turned"), "\x01", "[evil]", "no"};
	char longest[4000];

	set_up();
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		is_read_back(values[i]);
	memset(longest, 'x', sizeof(longest));
	longest[sizeof(longest) - 1] = '\0';
	memcpy(longest + 249, "汉字 ", 7);
	is_read_back(longest);
	tear_down();
}
END_TEST

START_TEST(random_values_come_back)
{
	static const char *const pieces[] = {"a", " ", "%", "中", "\"", "\n", "é", "'", ";", "=", "[1]", "Ａ", "\\", "#"};
	uint64_t dice = 7;

	set_up();
	for (int i = 0; i < tries(200); i++) {
		char value[700] = "";
		for (int n = 0; n < 150; n++) {
			dice = dice * UINT64_C(6364136223846793005) + 1442695040888963407U;
			strcat(value, pieces[(dice >> 33) % (sizeof(pieces) / sizeof(pieces[0]))]);
			if ((dice >> 60) == 0)
				break;
		}
		is_read_back(value);
	}
	tear_down();
}
END_TEST

/* What no program of ours writes is read as base/ini reads it. */
START_TEST(odd_files_are_read_as_cases_are)
{
	static const char *const files[] = {
		"\xef\xbb\xbf" HEAD "[facts]\napplicant=B C\n",
		"; a remark\r\n[case]\r\nformat = 1\r\n[facts]\r\napplicant = B C\r\n",
		HEAD "[facts]\napplicant = \"B C\"\n",
		HEAD "[facts]\napplicant = B C\nno equals sign\n",
		HEAD "[facts]\napplicant = B C",
		HEAD "[FACTS]\nAPPLICANT = B C\n",
		HEAD "[facts]\npaid = 1\n[notes]\ntext = x\n[facts]\napplicant = B C\n",
		HEAD "[facts]\napplicant = B C\napplicant = D\n",
		HEAD "[facts]\napplicant[1] = B\npaid = 1\napplicant[2] =  %20C\n",
		HEAD "[facts]\n   applicant   =   B C   \n",
		HEAD "[facts]\napplicant = B%20C\n",
	};

	set_up();
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct case_file *file = NULL;
		char *path = path_of("A.ini");
		put("A.ini", files[i]);
		ck_assert_int_eq(case_load(path, &file, NULL), TK_OK);
		look();
		const char *read = case_values_get(&file->facts, "applicant");
		ck_assert_msg(strcmp(found("A")->field[INDEX_APPLICANT], read == NULL ? "" : read) == 0, "file %zu: %s, not %s", i,
			found("A")->field[INDEX_APPLICANT], read);
		case_free(file);
		free(path);
	}
	tear_down();
}
END_TEST

/* On one line and in pieces: the second is no answer, and the case says that a line of it is wrong. */
START_TEST(a_value_given_in_both_forms_is_damage)
{
	set_up();
	put("A.ini", HEAD "[facts]\napplicant = First\napplicant[1] = Sec\napplicant[2] = ond\n");
	look();
	ck_assert_str_eq(found("A")->field[INDEX_APPLICANT], "First");
	ck_assert(found("A")->damaged);
	ck_assert_ptr_null(strstr(found("A")->text, "second"));
	tear_down();
}
END_TEST

START_TEST(what_is_no_case_is_listed_all_the_same)
{
	set_up();
	put("A.ini", "[policy]\nid = x\n");
	put("B.ini", "");
	put("C.ini", "[case]\nformat = 2\n");
	put("notes.txt", HEAD);
	put("D.draft", HEAD "id = D\n");
	put("E.ini", HEAD "id = E\n");
	put("E.draft", HEAD "id = E\n");
	look();
	ck_assert_uint_eq(index_count(index_made), 5);
	ck_assert(found("A")->unreadable && found("B")->unreadable && found("C")->unreadable);
	ck_assert(found("D")->never_saved && !found("D")->unreadable);
	ck_assert(found("E")->has_draft && !found("E")->never_saved);
	ck_assert_ptr_null(index_find(index_made, "notes"));
	tear_down();
}
END_TEST

/* ---- what is kept ---------------------------------------------------------------------------- */

/* Until the clock of the file system has gone on since the file was written: then its stamp can be relied on. */
static void wait_for_tick(const char *name)
{
	char *path = path_of(name), *probe = path_of("probe");
	struct stat written, now;

	ck_assert_int_eq(stat(path, &written), 0);
	do {
		put("probe", "");
		ck_assert_int_eq(stat(probe, &now), 0);
	} while (now.st_mtim.tv_sec == written.st_ctim.tv_sec && now.st_mtim.tv_nsec <= written.st_ctim.tv_nsec);
	free(probe);
	free(path);
}

/* A folder of so many cases that an index of them is kept, and settled: read from then on from what is kept. */
static void make_kept(void)
{
	char name[32], text[200];

	set_up();
	for (int i = 0; i < 40; i++) {
		snprintf(name, sizeof(name), "TK-%02d.ini", i);
		snprintf(text, sizeof(text), HEAD "id = TK-%02d\n[facts]\napplicant = Number %02d\n", i, i);
		put(name, text);
	}
	wait_for_tick("TK-39.ini");
	look();
	ck_assert_uint_eq(index_read_count(index_made), 40);
	look();
	ck_assert_uint_eq(index_read_count(index_made), 0);
}

START_TEST(what_is_kept_is_private_and_used)
{
	struct stat about;
	char *path;

	make_kept();
	path = path_of(".index");
	ck_assert_int_eq(stat(path, &about), 0);
	ck_assert_int_eq(about.st_mode & 07777, 0600);
	ck_assert_str_eq(found("TK-07")->field[INDEX_APPLICANT], "Number 07");
	ck_assert_uint_eq(index_count(index_made), 40);
	free(path);
	tear_down();
}
END_TEST

START_TEST(a_changed_case_is_read_again)
{
	char *path;

	make_kept();
	/* As long as before, and with the times of before. */
	path = path_of("TK-07.ini");
	struct stat before;
	ck_assert_int_eq(stat(path, &before), 0);
	int fd = open(path, O_WRONLY);
	ck_assert_int_eq(pwrite(fd, "[case]\nformat = 1\nid = TK-07\n[facts]\napplicant = Numbex 07\n", 59, 0), 59);
	const struct timespec times[2] = {before.st_atim, before.st_mtim};
	ck_assert_int_eq(futimens(fd, times), 0);
	close(fd);
	look();
	ck_assert_str_eq(found("TK-07")->field[INDEX_APPLICANT], "Numbex 07");
	put("TK-08.ini", HEAD "[facts]\napplicant = new\n");
	free(path);
	path = path_of("TK-09.ini");
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(index_refresh(index_made), TK_OK);
	ck_assert_str_eq(found("TK-08")->field[INDEX_APPLICANT], "new");
	ck_assert_ptr_null(index_find(index_made, "TK-09"));
	ck_assert_uint_eq(index_count(index_made), 39);
	free(path);
	tear_down();
}
END_TEST

/* Any byte of it that is another, and any length: nothing of it is used. */
START_TEST(what_is_kept_and_damaged_is_not_used)
{
	char *path, *bytes;
	size_t length;

	make_kept();
	path = path_of(".index");
	ck_assert_int_eq(file_read(path, 1 << 24, &bytes, &length), TK_OK);
	for (size_t i = 0; i < length; i += 1 + length / (size_t)tries(60)) {
		bytes[i] ^= 1;
		put_bytes(path, bytes, length);
		bytes[i] ^= 1;
		look();
		ck_assert_uint_eq(index_read_count(index_made), 40);
		ck_assert_str_eq(found("TK-11")->field[INDEX_APPLICANT], "Number 11");
		put_bytes(path, bytes, i);
		look();
		ck_assert_uint_eq(index_count(index_made), 40);
		ck_assert_uint_eq(index_read_count(index_made), 40);
	}
	/* Nor is one that others may read or have written. */
	ck_assert_int_eq(file_write(path, bytes, length, 0600), TK_OK);
	ck_assert_int_eq(chmod(path, 0644), 0);
	look();
	ck_assert_uint_eq(index_read_count(index_made), 40);
	struct stat about;
	ck_assert_int_eq(stat(path, &about), 0);
	ck_assert_int_eq(about.st_mode & 07777, 0600);
	free(bytes);
	free(path);
	tear_down();
}
END_TEST

START_TEST(no_folder_is_no_case)
{
	char *path;

	set_up();
	path = path_of("missing");
	ck_assert_int_eq(index_open(path, &index_made), TK_OK);
	ck_assert_uint_eq(index_count(index_made), 0);
	ck_assert_int_eq(index_refresh(index_made), TK_OK);
	free(path);
	put("file", "");
	path = path_of("file");
	struct index *none;
	ck_assert_int_eq(index_open(path, &none), TK_IO);
	ck_assert_int_eq(errno, ENOTDIR);
	free(path);
	tear_down();
}
END_TEST

/* ---- searching ------------------------------------------------------------------------------- */

static bool matches(const char *text)
{
	struct index_query query;

	ck_assert(index_query_make(text, &query));
	bool result = index_query_matches(&query, found("A"));
	index_query_release(&query);
	return result;
}

START_TEST(search_folds_case_and_width)
{
	set_up();
	put("A.ini", HEAD "id = A\n[facts]\napplicant = Ａbc 有限公司（杭州）\npaid = 800.00\nddos_record = no\n[evidence]\n"
		     "payment = /home/x/Pay.PDF\n[letter]\nreason = Ünder\n[notes]\ntext = told%0Aby phone\n[decision]\n"
		     "sha256.pack = 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n");
	look();
	ck_assert(matches("") && matches("  "));
	ck_assert(matches("abc") && matches("ＡＢＣ") && matches("有限 公司") && matches("(杭州)") && matches("（杭州）"));
	ck_assert(matches("ünDER phone") && matches("pay.pdf") && matches("８００"));
	ck_assert(!matches("abcd") && !matches("abc missing") && !matches("ddos"));
	/* Of a hash a few digits say nothing. */
	ck_assert(!matches("4567") && matches("456789ab") && matches("0123456789ABCDEF0123456789abcdef"));
	tear_down();
}
END_TEST

/* ---- standing -------------------------------------------------------------------------------- */

static int64_t moment(const char *text)
{
	int64_t at;
	ck_assert_int_eq(tk_moment_parse(text, &at), TK_OK);
	return at;
}

static struct index_case judged_case(void)
{
	struct index_case shown = {.name = "A", .record = INDEX_SOUND};

	for (int i = 0; i < INDEX_FIELD_COUNT; i++)
		shown.field[i] = "";
	for (int i = 0; i < INDEX_MOMENT_COUNT; i++)
		shown.moment[i] = -1;
	shown.moment[INDEX_JUDGED] = moment("2026-11-23T14:05:00+08:00");
	shown.field[INDEX_DEADLINES] = "2026-11-23T15:00:00+08:00 partial 240.00, 2026-12-23T14:00:00+08:00 refused 0.00";
	return shown;
}

START_TEST(a_record_holds_until_its_first_deadline)
{
	struct index_case shown = judged_case();

	ck_assert_int_eq(standing_of(&shown, NULL, moment("2026-11-23T14:05+08:00")), STANDING_HOLDS);
	ck_assert_int_eq(standing_of(&shown, NULL, moment("2026-11-23T15:00+08:00")), STANDING_HOLDS);
	ck_assert_int_eq(standing_of(&shown, NULL, moment("2026-11-23T15:00:01+08:00")), STANDING_AGAIN);
	/* The clock was set back: nothing is known of that time. */
	ck_assert_int_eq(standing_of(&shown, NULL, moment("2026-11-23T14:04:59+08:00")), STANDING_AGAIN);
	shown.field[INDEX_DEADLINES] = "none";
	ck_assert_int_eq(standing_of(&shown, NULL, moment("2026-11-25T14:05+08:00")), STANDING_HOLDS);
	ck_assert_int_eq(standing_of(&shown, NULL, moment("2026-11-28T14:05+08:00")), STANDING_AGAIN);
	shown.field[INDEX_DEADLINES] = "nonsense";
	ck_assert_int_eq(standing_of(&shown, NULL, moment("2026-11-23T14:06+08:00")), STANDING_AGAIN);
	shown = judged_case();
	shown.record = INDEX_UNSOUND;
	ck_assert_int_eq(standing_of(&shown, NULL, moment("2026-11-23T14:06+08:00")), STANDING_AGAIN);
	shown.record = INDEX_UNJUDGED;
	ck_assert_int_eq(standing_of(&shown, NULL, moment("2026-11-23T14:06+08:00")), STANDING_UNJUDGED);
}
END_TEST

START_TEST(what_is_handed_in_stays)
{
	struct index_case shown = judged_case();
	int64_t later = moment("2031-01-01T00:00+08:00");

	shown.status = CASE_SUBMITTED;
	ck_assert_int_eq(standing_of(&shown, NULL, later), STANDING_HANDED_IN);
	shown.status = CASE_DRAFT;
	shown.moment[INDEX_APPLIED] = shown.moment[INDEX_JUDGED];
	ck_assert_int_eq(standing_of(&shown, NULL, later), STANDING_HANDED_IN);
	shown.record = INDEX_UNSOUND;
	ck_assert_int_eq(standing_of(&shown, NULL, later), STANDING_AGAIN);
}
END_TEST

START_TEST(dates_of_a_record_are_followed_up)
{
	struct index_case shown = judged_case();
	struct follow_up items[FOLLOW_UPS_MOST];

	ck_assert_uint_eq(follow_ups(&shown, items, FOLLOW_UPS_MOST), 2);
	ck_assert_int_eq(items[0].kind, FOLLOW_UP_DEADLINE);
	ck_assert_int_eq(items[0].at, moment("2026-11-23T15:00:00+08:00"));
	ck_assert_int_eq(strncmp(items[0].what, "partial 240.00", items[0].length), 0);
	ck_assert_uint_eq(items[0].length, 14);
	shown.status = CASE_IN_REVIEW;
	shown.field[INDEX_STAGES] = "review 2026-11-24 2026-11-26, payment 2026-11-27T10:00:00+08:00 2026-12-02T10:00:00+08:00";
	shown.field[INDEX_REMEDIES] = "appeal 2026-12-09 2027-02-21, court - 2029-11-20";
	ck_assert_uint_eq(follow_ups(&shown, items, FOLLOW_UPS_MOST), 5);
	ck_assert_int_eq(items[0].at, moment("2026-11-26T23:59:59+08:00"));
	ck_assert(items[0].by_day && !items[1].by_day);
	ck_assert_int_eq(items[2].kind, FOLLOW_UP_REMEDY_OPENS);
	ck_assert_int_eq(items[2].at, moment("2026-12-09T00:00:00+08:00"));
	ck_assert_int_eq(items[4].kind, FOLLOW_UP_REMEDY_ENDS);
	/* The first that is ahead; when none is, the last that was. */
	ck_assert_ptr_eq(follow_up_next(items, 5, moment("2026-11-25T00:00+08:00")), &items[0]);
	ck_assert_ptr_eq(follow_up_next(items, 5, moment("2026-11-28T00:00+08:00")), &items[1]);
	ck_assert_ptr_eq(follow_up_next(items, 2, moment("2027-01-01T00:00+08:00")), &items[1]);
	ck_assert_uint_eq(follow_ups(&shown, items, 2), 2);
	shown.moment[INDEX_ARCHIVED] = 0;
	ck_assert_uint_eq(follow_ups(&shown, items, FOLLOW_UPS_MOST), 0);
}
END_TEST

/* ---- returns without a reason ---------------------------------------------------------------- */

#define RETURNED(status, applied, more)                                                                        \
	HEAD "status = " status "\n[facts]\nprovider = aliyun\naccount_uid = 1\napplied_at = " applied "\n" more "\n"

START_TEST(returns_of_an_account_are_counted_by_the_year)
{
	set_up();
	put("A.ini", RETURNED("submitted", "2026-01-01T00:00:00+08:00", "console_kind = five-day"));
	put("B.ini", RETURNED("refunded", "2026-12-31T23:59:59+08:00", "console_kind = five-day"));
	put("C.ini", RETURNED("submitted", "2025-12-31T23:59:59+08:00", "console_kind = five-day")); /* another year */
	put("D.ini", RETURNED("draft", "2026-05-01T00:00:00+08:00", "console_kind = five-day"));     /* not handed in */
	put("E.ini", RETURNED("refused", "2026-05-01T00:00:00+08:00", "console_kind = five-day"));   /* turned down */
	put("F.ini", RETURNED("refunded", "2026-05-01T00:00:00+08:00", "console_kind = partial"));
	put("G.ini", RETURNED("refunded", "2026-05-01T00:00:00+08:00", "")); /* nothing tells */
	put("H.draft", RETURNED("submitted", "2026-05-01T00:00:00+08:00", "console_kind = five-day"));
	look();
	struct returns returns = returns_of(index_made, "aliyun", "1", moment("2026-06-01T00:00+08:00"), NULL);
	ck_assert_uint_eq(returns.count, 2);
	ck_assert_str_eq(returns.last->name, "B");
	ck_assert_uint_eq(returns_of(index_made, "aliyun", "1", moment("2026-06-01T00:00+08:00"), "B").count, 1);
	ck_assert_uint_eq(returns_of(index_made, "aliyun", "2", moment("2026-06-01T00:00+08:00"), NULL).count, 0);
	ck_assert_uint_eq(returns_of(index_made, "tencent", "1", moment("2026-06-01T00:00+08:00"), NULL).count, 0);
	tear_down();
}
END_TEST

/* ---- put away -------------------------------------------------------------------------------- */

START_TEST(archiving_changes_nothing_else)
{
	struct case_file *file;
	char *path, *holder, *before, *after;

	set_up();
	put("A.ini", HEAD "id = A\nstatus = draft\n\n[facts]\napplicant = B\n");
	path = path_of("A.ini");
	ck_assert_int_eq(case_load(path, &file, NULL), TK_OK);
	before = case_text(file);
	case_free(file);
	ck_assert_int_eq(shelf_archive(folder, "A", true, 1795415820, "me", &holder), TK_OK);
	look();
	ck_assert_int_eq(found("A")->moment[INDEX_ARCHIVED], 1795415820);
	ck_assert_int_eq(shelf_archive(folder, "A", false, 1795415820, NULL, &holder), TK_OK);
	ck_assert_int_eq(case_load(path, &file, NULL), TK_OK);
	/* But that it was done, and how often it was saved. */
	ck_assert_uint_eq(file->history.count, 2);
	ck_assert_str_eq(file->history.items[0].what, "archived");
	ck_assert_str_eq(file->history.items[0].who, "me");
	ck_assert_str_eq(file->history.items[1].what, "restored");
	history_release(&file->history);
	file->saves = 0;
	after = case_text(file);
	ck_assert_str_eq(after, before);
	case_free(file);
	struct case_lock lock;
	ck_assert(case_lock_take(&lock, path, &holder));
	ck_assert_int_eq(shelf_archive(folder, "A", true, 1, NULL, &holder), TK_IO);
	ck_assert_ptr_nonnull(holder);
	free(holder);
	case_lock_drop(&lock);
	ck_assert_int_eq(shelf_archive(folder, "B", true, 1, NULL, &holder), TK_IO);
	ck_assert_int_eq(errno, ENOENT);
	free(before);
	free(after);
	free(path);
	tear_down();
}
END_TEST

#define HASH(digit) digit digit digit digit digit digit digit digit
#define SHA(digit) HASH(digit) HASH(digit) HASH(digit) HASH(digit) HASH(digit) HASH(digit) HASH(digit) HASH(digit)

START_TEST(deleting_leaves_what_others_need)
{
	static const char *const gone[] = {"A.ini", "A.draft", "A.ini~", "A-summary.txt", "A-letter.pdf", NULL},
				 *const stay[] = {"A-b.ini", "AB.ini", "A-notes.txt", "AB-summary.txt", NULL};
	struct shelf_files files;
	char *holder, *failed, *records = NULL;

	set_up();
	for (size_t i = 0; gone[i] != NULL; i++)
		put(gone[i], HEAD "[decision]\nsha256.pack = " SHA("1") "\nsha256.facts = " SHA("2") "\n");
	for (size_t i = 0; stay[i] != NULL; i++)
		put(stay[i], HEAD "[decision]\nsha256.pack = " SHA("3") "\nsha256.facts = " SHA("2") "\n");
	records = path_of("records");
	ck_assert_int_eq(file_make_folders(records, 0700), TK_OK);
	put("records/" SHA("1"), "its own");
	put("records/" SHA("2"), "of both");
	look();
	ck_assert_int_eq(shelf_files_of(folder, index_made, "A", &files), TK_OK);
	ck_assert_uint_eq(files.count, 6);
	ck_assert_int_eq(shelf_delete(folder, "A", &files, &holder, &failed), TK_OK);
	ck_assert_uint_eq(files.count, 6);
	for (size_t i = 0; i < files.count; i++)
		ck_assert_int_ne(access(files.paths[i], F_OK), 0);
	for (size_t i = 0; stay[i] != NULL; i++) {
		char *path = path_of(stay[i]);
		ck_assert_msg(access(path, F_OK) == 0, "%s", stay[i]);
		free(path);
	}
	char *own = path_of("records/" SHA("1")), *both = path_of("records/" SHA("2"));
	ck_assert_int_ne(access(own, F_OK), 0);
	ck_assert_int_eq(access(both, F_OK), 0);
	free(own);
	free(both);
	free(records);
	shelf_files_release(&files);
	tear_down();
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"reading", {values_come_back, random_values_come_back, a_value_given_in_both_forms_is_damage,
				    odd_files_are_read_as_cases_are,
				    what_is_no_case_is_listed_all_the_same}},
		{"kept", {what_is_kept_is_private_and_used, a_changed_case_is_read_again,
				 what_is_kept_and_damaged_is_not_used, no_folder_is_no_case}},
		{"search", {search_folds_case_and_width}},
		{"standing", {a_record_holds_until_its_first_deadline, what_is_handed_in_stays,
				     dates_of_a_record_are_followed_up}},
		{"returns", {returns_of_an_account_are_counted_by_the_year}},
		{"put away", {archiving_changes_nothing_else, deleting_leaves_what_others_need}},
	};
	return SUITE_RUN("index", groups);
}
