/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The index of the folder of cases: it has what case_load has, of odd files too; what is kept is never trusted
 * over a case; what may be told of a record later on.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>

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

/* What case_load has of it. */
static void is_read_as_a_case(const char *text)
{
	struct case_file *file = NULL;
	char *path = path_of("A.ini");

	put("A.ini", text);
	ck_assert_int_eq(case_load(path, &file, NULL), TK_OK);
	look();
	const char *read = case_values_get(&file->facts, "applicant");
	ck_assert_msg(strcmp(found("A")->field[INDEX_APPLICANT], read == NULL ? "" : read) == 0, "%s: %s, not %s", text,
		found("A")->field[INDEX_APPLICANT], read);
	ck_assert_msg(found("A")->damaged == file->damaged, "%s: damaged or not", text);
	case_free(file);
	free(path);
}

#define FACTS HEAD "[facts]\n"

/* Each is a slip in one line of what our own writer writes. */
START_TEST(odd_lines_are_read_as_cases_are)
{
	static const char *const files[] = {
		/* values */
		FACTS "applicant = B%!C\n", FACTS "applicant = B%GC\n", FACTS "applicant = B%4\n",
		FACTS "applicant = B%00C\n", FACTS "applicant = B%e7\n", FACTS "applicant = B C \n", FACTS "applicant =  B C\n",
		FACTS "applicant = B\tC\n", FACTS "applicant = B\x7f" "C\n", FACTS "applicant = B'C\n", FACTS "applicant = B;C\n",
		FACTS "applicant = B#C\n", FACTS "applicant = B\\C\n", FACTS "applicant = \xff\n",
		/* begin as controls do, and are none; and one that is */
		FACTS "applicant = \xc2\xa3 5\n", FACTS "applicant = \xd8\xa7\n", FACTS "applicant = B \xe2\x80\x93 C\n",
		FACTS "applicant = B\xc2\x85" "C\n",
		/* keys */
		FACTS "applicant=B C\n", FACTS "applicant =B C\n", FACTS "applicant\n", FACTS " = B C\n",
		FACTS "appli{cant = x\napplicant = B C\n",
		/* pieces */
		FACTS "applicant[1] = B\napplicant[2] = C\n", FACTS "applicant[0] = B\n", FACTS "applicant[x] = B\n",
		FACTS "applicant[5001] = B\n", FACTS "applicant[1x] = B\n", FACTS "applicant[1] = B\napplicant[3] = C\n",
		FACTS "applicant[1] = B\naccount_uid[2] = C\n", FACTS "applicant[1] = B\napplicant[1] = C\n",
		FACTS "applicant = A\napplicant[1] = B\napplicant[2] = C\n", FACTS "applicant[1] = B%\napplicant[2] = C\n",
		"[facts]\napplicant[2] = C\n" HEAD, FACTS "applicant[2] = C\n", FACTS "applicant[zh_CN] = C\napplicant = B\n",
		/* sections */
		HEAD "[facts] \napplicant = B C\n", HEAD "[facts!\napplicant = B C\n", HEAD "[]\napplicant = B C\n",
		"applicant = B C\n" HEAD, HEAD "\n\n[facts]\n\napplicant = B C\n\n",
	};
	char longest[sizeof(FACTS) + 1000];

	set_up();
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		is_read_as_a_case(files[i]);
	/* Longer than our own lines are, as far as base/ini goes and beyond. */
	for (int length = 970; length < 995; length += 6) {
		snprintf(longest, sizeof(longest), FACTS "applicant = %0*d\n", length, 7);
		is_read_as_a_case(longest);
	}
	tear_down();
}
END_TEST

/* A value that the search can find is in a case of any length. */
START_TEST(a_long_case_is_read_to_its_end)
{
	struct text_buffer text;

	set_up();
	text_buffer_init(&text);
	text_buffer_add(&text, HEAD "[notes]\n");
	for (int i = 1; i <= 200; i++)
		text_buffer_printf(&text, "text[%d] = %0200d\n", i, 7);
	text_buffer_add(&text, "[facts]\napplicant = B C\n");
	put("A.ini", text.text);
	/* More keys than a case may have; our own writer makes none such. */
	text_buffer_add(&text, "paid=1.00\n");
	for (int i = 0; i < 5000; i++)
		text_buffer_printf(&text, "a%d = 1\n", i);
	put("B.ini", text.text);
	text_buffer_release(&text);
	look();
	ck_assert(!found("A")->unreadable && !found("A")->damaged);
	ck_assert_str_eq(found("A")->field[INDEX_APPLICANT], "B C");
	ck_assert(found("B")->unreadable || found("B")->damaged);
	tear_down();
}
END_TEST

/* Statuses and dates that are none are left out; of two the first counts; a section is known by its whole name. */
START_TEST(what_a_line_should_not_say_is_left_out)
{
	set_up();
	put("A.ini", HEAD "statusx = 1\nstatus.gone = 2026-05-01T00:00:00+08:00\nstatus.ready = 2026-05-02T00:00:00+08:00\n"
		     "created = 2026-05-01T00:00:00+08:00\ncreated = 2026-06-01T00:00:00+08:00\nchanged = sometimes\n[cast]\n"
		     "id = B\npolicy = C\n[facts]\nordered_at = ?\npaid = ?\napplied_at = 2026-05-03T00:00:00+08:00\n");
	put("B.ini", HEAD "id = other\nstatus.ready = soon\n");
	put("C.ini", HEAD "status = gone\n");
	look();
	const struct index_case *shown = found("A");
	ck_assert_str_eq(shown->field[INDEX_ID], "");
	ck_assert_str_eq(shown->field[INDEX_POLICY], "");
	ck_assert_int_eq(shown->since[CASE_READY], 1777651200);
	ck_assert_int_eq(shown->moment[INDEX_CREATED], 1777564800);
	ck_assert_int_eq(shown->moment[INDEX_CHANGED], -1);
	ck_assert_int_eq(shown->moment[INDEX_ORDERED], -1);
	ck_assert_int_eq(shown->moment[INDEX_APPLIED], 1777737600);
	ck_assert_ptr_null(strstr(shown->text, "?")); /* "not sure" says nothing */
	ck_assert(found("B")->damaged && found("C")->damaged);
	ck_assert_int_eq(found("B")->since[CASE_READY], -1);
	/* Found by the name under which it is opened, and by its id. */
	ck_assert_ptr_nonnull(strstr(found("B")->text, "b\n"));
	ck_assert_ptr_nonnull(strstr(found("B")->text, "other\n"));
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

/* Folders, sockets and links that lead nowhere have the names of cases, too. */
START_TEST(what_is_no_file_is_not_read)
{
	struct sockaddr_un place = {.sun_family = AF_UNIX};
	char *below, *lost;

	set_up();
	put("0.ini", ""); /* before anything else was read */
	look();
	ck_assert(found("0")->unreadable);
	below = path_of("A.ini");
	ck_assert_int_eq(mkdir(below, 0700), 0);
	snprintf(place.sun_path, sizeof(place.sun_path), "%s/B.ini", folder);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert(fd >= 0 && bind(fd, (struct sockaddr *)&place, sizeof(place)) == 0);
	lost = path_of("C.ini");
	ck_assert_int_eq(symlink("nowhere", lost), 0);
	put("D.ini", HEAD "id = D\n");
	free(lost);
	lost = path_of("D.draft");
	ck_assert_int_eq(symlink("nowhere", lost), 0);
	put("\xff.ini", HEAD); /* a name that nobody could type */
	look();
	ck_assert_uint_eq(index_count(index_made), 4);
	ck_assert(found("A")->unreadable && found("B")->unreadable);
	ck_assert_ptr_null(index_find(index_made, "C"));
	ck_assert(!found("D")->unreadable && !found("D")->has_draft);
	close(fd);
	free(below);
	free(lost);
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

/* As index-kept.c has them: the head, then of each entry its numbers, and its strings. */
enum {
	KEPT_COUNT = 56,
	KEPT_HASH = 72,
	KEPT_HEAD = 144,
	KEPT_TEXT_LENGTH = KEPT_HEAD + 48 + 8 * (INDEX_MOMENT_COUNT + INDEX_SUM_COUNT + CASE_STATUS_COUNT),
	KEPT_HASHES_LENGTH = KEPT_TEXT_LENGTH + 8,
	KEPT_LENGTH = KEPT_TEXT_LENGTH + 16,
	KEPT_STATUS = KEPT_TEXT_LENGTH + 24,
	KEPT_RECORD = KEPT_TEXT_LENGTH + 28,
};

static uint64_t kept_number(const char *bytes, size_t at)
{
	uint64_t number;
	memcpy(&number, bytes + at, sizeof(number));
	return number;
}

/* How many cases are read when SIZE bytes at AT of what was kept are NUMBER, and it has its right hash all the same. */
static size_t read_with(const char *path, const char *kept, size_t length, size_t at, uint64_t number, size_t size)
{
	char *bytes = malloc(length), hex[TK_SHA256_HEX];

	memcpy(bytes, kept, length);
	memcpy(bytes + at, &number, size);
	file_sha256_hex(bytes + KEPT_HEAD, length - KEPT_HEAD, hex);
	memcpy(bytes + KEPT_HASH, hex, sizeof(hex));
	put_bytes(path, bytes, length);
	free(bytes);
	look();
	ck_assert_uint_eq(index_count(index_made), 40);
	ck_assert_str_eq(found("TK-00")->field[INDEX_APPLICANT], "Number 00");
	ck_assert_str_eq(found("TK-39")->field[INDEX_APPLICANT], "Number 39");
	return index_read_count(index_made);
}

/* Whoever writes it can make a hash, too: what it says of its own lengths is not believed. */
START_TEST(what_is_kept_and_wrong_inside_is_not_used)
{
	char *path, *bytes;
	size_t length;

	make_kept();
	path = path_of(".index");
	ck_assert_int_eq(file_read(path, 1 << 24, &bytes, &length), TK_OK);
	const uint64_t text = kept_number(bytes, KEPT_TEXT_LENGTH), whole = kept_number(bytes, KEPT_LENGTH);
	ck_assert_uint_eq(kept_number(bytes, KEPT_COUNT), 40);
	ck_assert_uint_eq(read_with(path, bytes, length, KEPT_COUNT, 40, 8), 0);
	const struct {
		size_t at;
		uint64_t number;
		size_t size;
	} wrong[] = {
		{KEPT_COUNT, 39, 8}, {KEPT_COUNT, 41, 8}, {KEPT_COUNT, 0, 8},
		{KEPT_LENGTH, 0, 8}, {KEPT_LENGTH, UINT64_MAX, 8}, {KEPT_LENGTH, whole + 1, 8},
		{KEPT_LENGTH, 3, 8}, {KEPT_LENGTH, 6, 8}, {KEPT_LENGTH, 8, 8}, /* in its name, behind it, in its id */
		{KEPT_TEXT_LENGTH, UINT64_MAX, 8}, {KEPT_TEXT_LENGTH, text - 1, 8}, {KEPT_HASHES_LENGTH, 1 << 20, 8},
		{KEPT_STATUS, CASE_STATUS_COUNT, 4}, {KEPT_RECORD, INDEX_UNSOUND + 1, 4},
	};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		ck_assert_msg(read_with(path, bytes, length, wrong[i].at, wrong[i].number, wrong[i].size) == 40, "%zu", i);
	/* Less than a head, and more than anybody would keep. */
	put_bytes(path, bytes, KEPT_HEAD - 1);
	look();
	ck_assert_uint_eq(index_read_count(index_made), 40);
	put_bytes(path, bytes, length);
	ck_assert_int_eq(truncate(path, (off_t)1 << 30), 0);
	look();
	ck_assert_uint_eq(index_read_count(index_made), 40);
	if (geteuid() == 0) { /* somebody else's */
		put_bytes(path, bytes, length);
		ck_assert_int_eq(chown(path, 65534, 65534), 0);
		look();
		ck_assert_uint_eq(index_read_count(index_made), 40);
	}
	free(bytes);
	free(path);
	tear_down();
}
END_TEST

/* Every name under which it could be written is taken: then nothing is kept, and all cases are read each time. */
START_TEST(where_nothing_can_be_kept_all_is_read)
{
	char name[64];

	set_up();
	for (int i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), ".tuikuan-index-%ld-%d", (long)getpid() % 1000000, i);
		put(name, "taken");
	}
	for (int i = 0; i < 20; i++) {
		snprintf(name, sizeof(name), "TK-%02d.ini", i);
		put(name, HEAD "[facts]\napplicant = B C\n");
	}
	wait_for_tick("TK-19.ini");
	for (int round = 0; round < 2; round++) {
		look();
		ck_assert_uint_eq(index_read_count(index_made), 20);
		ck_assert_str_eq(found("TK-19")->field[INDEX_APPLICANT], "B C");
	}
	char *kept = path_of(".index");
	ck_assert_int_ne(access(kept, F_OK), 0);
	free(kept);
	tear_down();
}
END_TEST

/* New ones before and between those known; more than there was room for. */
START_TEST(cases_that_come_are_found_among_those_known)
{
	char name[32];

	make_kept();
	put("A.ini", HEAD "[facts]\napplicant = first\n");
	put("TK-07a.ini", HEAD "[facts]\napplicant = between\n");
	ck_assert_int_eq(index_refresh(index_made), TK_OK);
	ck_assert_uint_eq(index_read_count(index_made), 2);
	ck_assert_uint_eq(index_count(index_made), 42);
	ck_assert_str_eq(index_case(index_made, 0)->field[INDEX_APPLICANT], "first");
	ck_assert_str_eq(found("TK-07a")->field[INDEX_APPLICANT], "between");
	ck_assert_str_eq(found("TK-39")->field[INDEX_APPLICANT], "Number 39");
	for (int i = 0; i < 300; i++) {
		snprintf(name, sizeof(name), "U-%03d.ini", i);
		put(name, HEAD);
	}
	ck_assert_int_eq(index_refresh(index_made), TK_OK);
	ck_assert_uint_eq(index_count(index_made), 342);
	ck_assert_str_eq(index_case(index_made, 341)->name, "U-299");
	tear_down();
}
END_TEST

/* The same file, under the name of a draft at first: it is another case all the same. */
START_TEST(a_draft_that_became_a_case_is_one)
{
	set_up();
	put("content", HEAD "[facts]\napplicant = B C\n");
	char *draft = path_of("A.draft"), *saved = path_of("A.ini");
	ck_assert_int_eq(symlink("content", draft), 0);
	wait_for_tick("content");
	look();
	ck_assert(found("A")->never_saved);
	ck_assert_int_eq(index_refresh(index_made), TK_OK);
	ck_assert_uint_eq(index_read_count(index_made), 0);
	ck_assert_int_eq(rename(draft, saved), 0);
	ck_assert_int_eq(index_refresh(index_made), TK_OK);
	ck_assert_uint_eq(index_read_count(index_made), 1);
	ck_assert(!found("A")->never_saved);
	free(draft);
	free(saved);
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
	/* It was one, and is not any more: what was known stands until it is gone altogether. */
	struct index *moved;
	path = path_of("was");
	ck_assert_int_eq(mkdir(path, 0700), 0);
	put("was/A.ini", HEAD);
	wait_for_tick("was/A.ini");
	ck_assert_int_eq(index_open(path, &moved), TK_OK);
	ck_assert_int_eq(index_refresh(moved), TK_OK);
	ck_assert(!index_is_stale(moved));
	char *inside = path_of("was/A.ini");
	ck_assert(unlink(inside) == 0 && index_is_stale(moved) && rmdir(path) == 0);
	ck_assert(!index_is_stale(moved)); /* nothing is known of it */
	put("was", "");
	ck_assert_int_eq(index_refresh(moved), TK_IO);
	ck_assert_int_eq(errno, ENOTDIR);
	ck_assert_uint_eq(index_count(moved), 1);
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(index_refresh(moved), TK_OK);
	ck_assert_uint_eq(index_count(moved), 0);
	index_free(moved);
	free(inside);
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

/* ---- records --------------------------------------------------------------------------------- */

/* Of LINES as they stand in a file, of which a record hashes "NAME=VALUE". */
static void hash_lines(const char *lines, char hex[TK_SHA256_HEX])
{
	struct text_buffer hashed;

	text_buffer_init(&hashed);
	for (; *lines != '\0'; lines++) {
		bool sign = strncmp(lines, " = ", 3) == 0;
		text_buffer_add_n(&hashed, sign ? "=" : lines, 1);
		lines += sign ? 2 : 0;
	}
	file_sha256_hex(hashed.text, hashed.length, hex);
	text_buffer_release(&hashed);
}

/* A case with a record that is sound: HEAD and FACTS, other sections, DECISION; each whole lines. */
static void put_judged(const char *name, const char *head, const char *facts, const char *others, const char *decision)
{
	char written[TK_SHA256_HEX], seal[TK_SHA256_HEX];

	hash_lines(facts, written);
	char *lines = text_printf("%ssha256.written = %s\n", decision, written);
	hash_lines(lines, seal);
	char *text = text_printf(HEAD "%s[facts]\n%s%s[decision]\n%ssha256.decision = %s\n", head, facts, others, lines, seal);
	put(name, text);
	free(text);
	free(lines);
}

START_TEST(a_record_is_sound_or_not)
{
	set_up();
	char nothing[TK_SHA256_HEX];
	file_sha256_hex("", 0, nothing);
	char *text = text_printf(HEAD "[decision]\nsha256.decision = %s\n", nothing);
	put("0.ini", text); /* of no line; nor is there one of its answers */
	free(text);
	put_judged("A.ini", "", "paid = 1.00\napplicant = B C\n", "", "verdict = full\n");
	/* Typed is how an answer is known that says nothing of it. */
	put_judged("B.ini", "", "paid = 1.00\napplicant = B C\n", "[known]\npaid = typed\n", "verdict = full\n");
	put_judged("C.ini", "", "paid = 1.00\napplicant = B C\n", "[known]\napplicant = told\n", "verdict = full\n");
	put_judged("D.ini", "", "paid = 1.00\n", "[evidence]\nproof = yes\n", "verdict = full\n");
	put_judged("E.ini", "", "paid = 1.00\n", "[decision]\nverdict = none\n", "amount = 1.00\n");
	look();
	ck_assert_int_eq(found("0")->record, INDEX_UNSOUND);
	ck_assert_int_eq(found("A")->record, INDEX_SOUND);
	ck_assert_int_eq(found("B")->record, INDEX_SOUND);
	ck_assert_int_eq(found("C")->record, INDEX_UNSOUND);
	ck_assert_int_eq(found("D")->record, INDEX_UNSOUND);
	ck_assert_int_eq(found("E")->record, INDEX_UNSOUND);
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

START_TEST(items_of_a_record_that_are_none_are_passed_over)
{
	struct index_case shown = judged_case();
	struct follow_up items[FOLLOW_UPS_MOST];

	shown.field[INDEX_DEADLINES] = "2026-11-23T15:00:00+08:00, soon refused 0.00,  , "
				       "2026-11-23T15:00:00+08:00-and-no-more-of-it refused 0.00, 2026-12-23T14:00:00+08:00 refused 0.00";
	ck_assert_uint_eq(follow_ups(&shown, items, FOLLOW_UPS_MOST), 2);
	ck_assert_uint_eq(items[0].length, 0); /* nothing is said of what comes then */
	ck_assert_int_eq(items[1].at, moment("2026-12-23T14:00:00+08:00"));
	ck_assert_int_eq(standing_of(&shown, NULL, moment("2026-11-23T14:06+08:00")), STANDING_HOLDS);
	shown.field[INDEX_DEADLINES] = " refused 0.00";
	ck_assert_int_eq(standing_of(&shown, NULL, moment("2026-11-23T14:06+08:00")), STANDING_AGAIN);
	shown.status = CASE_IN_REVIEW;
	shown.field[INDEX_STAGES] = "review, review , review 2026-11-24, review 2026-11-24 soon, payment 2026-11-27 2026-12-02";
	shown.field[INDEX_REMEDIES] = "appeal, court 2026-12-09";
	ck_assert_uint_eq(follow_ups(&shown, items, FOLLOW_UPS_MOST), 2);
	ck_assert_int_eq(strncmp(items[0].what, "payment", items[0].length), 0);
	ck_assert_int_eq(items[1].kind, FOLLOW_UP_REMEDY_OPENS);
	ck_assert_int_eq(strncmp(items[1].what, "court", items[1].length), 0);
	/* Refused: the stages are over, and remedies are not. */
	shown.status = CASE_REFUSED;
	ck_assert(!standing_is_open(&shown));
	ck_assert_uint_eq(follow_ups(&shown, items, FOLLOW_UPS_MOST), 1);
	ck_assert_int_eq(items[0].kind, FOLLOW_UP_REMEDY_OPENS);
	shown.status = CASE_IN_REVIEW;
	ck_assert(standing_is_open(&shown));
	shown.moment[INDEX_ARCHIVED] = 1;
	ck_assert(!standing_is_open(&shown));
	/* It does not say when it was judged. */
	shown = judged_case();
	shown.moment[INDEX_JUDGED] = -1;
	ck_assert_int_eq(standing_of(&shown, NULL, moment("2026-11-23T14:06+08:00")), STANDING_AGAIN);
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

/* Where the refund page was not looked at, a record tells. */
START_TEST(returns_are_told_by_records_too)
{
	static const char facts[] = "provider = aliyun\naccount_uid = 1\nnoreason_refunds_used = 0\n"
				    "applied_at = 2026-05-01T00:00:00+08:00\n",
			  unasked[] = "provider = aliyun\naccount_uid = 1\napplied_at = 2026-05-01T00:00:00+08:00\n";

	set_up();
	put_judged("A.ini", "status = refunded\n", facts, "", "verdict = full\n");
	put_judged("B.ini", "status = refunded\n", facts, "", "verdict = partial\n");
	put_judged("C.ini", "status = refunded\n", unasked, "", "verdict = full\n");
	put_judged("D.ini", "status = refunded\n", facts, "[evidence]\nproof = yes\n", "verdict = full\n"); /* unsound */
	put("E.ini", RETURNED("refunded", "2026-05-01T00:00:00+08:00", "console_kind = not-supported"));
	/* When it was handed in stands for when it was applied for. */
	put("F.ini", HEAD "status = submitted\nstatus.submitted = 2026-03-01T00:00:00+08:00\n[facts]\nprovider = aliyun\n"
			  "account_uid = 1\nconsole_kind = five-day\n");
	put("G.ini", HEAD "status = submitted\n[facts]\nprovider = aliyun\naccount_uid = 1\nconsole_kind = five-day\n");
	look();
	struct returns returns = returns_of(index_made, "aliyun", "1", moment("2026-06-01T00:00+08:00"), NULL);
	ck_assert_uint_eq(returns.count, 2);
	ck_assert_str_eq(returns.last->name, "A");
	ck_assert_int_eq(returns.when, moment("2026-05-01T00:00+08:00"));
	returns = returns_of(index_made, "aliyun", "1", moment("2026-06-01T00:00+08:00"), "A");
	ck_assert_uint_eq(returns.count, 1);
	ck_assert_int_eq(returns.when, moment("2026-03-01T00:00+08:00"));
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

/* Keeps BYTES under their hash, as a record does. */
static void put_kept(const char *bytes, char hex[TK_SHA256_HEX])
{
	char name[100];

	file_sha256_hex(bytes, strlen(bytes), hex);
	snprintf(name, sizeof(name), "records/%s", hex);
	put(name, bytes);
}

static bool is_there(const char *below, const char *name)
{
	char *path = text_printf("%s/%s%s", folder, below, name);
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

static void put_with_letters(const char *name, const char *list)
{
	char *text = text_printf(HEAD "[decision]\nsha256.letters = %s\nsha256.pack = ../A-notes.txt\n", list);
	put(name, text);
	free(text);
}

/* Letters are named in a list, which is kept too. */
START_TEST(deleting_leaves_letters_that_others_need)
{
	char own[TK_SHA256_HEX], shared[TK_SHA256_HEX], late[TK_SHA256_HEX], drafted[TK_SHA256_HEX], of_a[TK_SHA256_HEX],
		of_b[TK_SHA256_HEX], of_d[TK_SHA256_HEX], of_e[TK_SHA256_HEX];
	struct shelf_files files;
	char *holder, *failed, *list;

	set_up();
	char *records = path_of("records");
	ck_assert_int_eq(file_make_folders(records, 0700), TK_OK);
	put_kept("its own", own);
	put_kept("of B and C", shared);
	put_kept("of D, which is gone", late);
	put_kept("of a draft", drafted);
	list = text_printf("%s  a.txt\n%s  b.txt\n%s  c.txt\n%s  d.txt\nand no line of a list\n", own, shared, late, drafted);
	put_kept(list, of_a);
	free(list);
	list = text_printf("%s  a.txt\n%s  b.txt\n", SHA("1"), shared);
	put_kept(list, of_b);
	free(list);
	list = text_printf("%s  b.txt\n", late);
	put_kept(list, of_d);
	free(list);
	list = text_printf("%s  b.txt\n", drafted);
	put_kept(list, of_e);
	free(list);
	put_with_letters("A.ini", of_a);
	put_with_letters("B.ini", of_b);
	put_with_letters("C.ini", of_b);
	put_with_letters("D.ini", of_d);
	put_with_letters("E.draft", of_e);
	put_with_letters("F.ini", SHA("9")); /* which is not kept */
	put("A-notes.txt", "no paper of ours");
	put("A-sumnary.txt", "nor this");
	put("A-summary", "nor this");
	put("A-summary.txt~", "nor this");
	look();
	char *gone = path_of("D.ini");
	ck_assert_int_eq(unlink(gone), 0); /* and the index does not know yet */
	free(gone);
	ck_assert_int_eq(shelf_files_of(folder, index_made, "A", &files), TK_OK);
	ck_assert_int_eq(shelf_delete(folder, "A", &files, &holder, &failed), TK_OK);
	ck_assert_uint_eq(files.count, 4);
	ck_assert(!is_there("", "A.ini") && !is_there("records/", of_a) && !is_there("records/", own) &&
		  !is_there("records/", late));
	ck_assert(is_there("records/", shared) && is_there("records/", drafted) && is_there("records/", of_b));
	ck_assert(is_there("", "A-notes.txt") && is_there("", "A-sumnary.txt") && is_there("", "A-summary") &&
		  is_there("", "A-summary.txt~") && is_there("", "E.draft"));
	shelf_files_release(&files);
	/* One that the index does not know has its own files alone. */
	put("G.ini", HEAD);
	ck_assert_int_eq(shelf_files_of(folder, index_made, "G", &files), TK_OK);
	ck_assert_uint_eq(files.count, 1);
	shelf_files_release(&files);
	free(records);
	tear_down();
}
END_TEST

/* A list that cannot be read, or was changed, may name any letter. */
START_TEST(deleting_leaves_letters_that_a_list_may_name)
{
	char letter[TK_SHA256_HEX], of_a[TK_SHA256_HEX], of_b[TK_SHA256_HEX], name[100];
	struct shelf_files files;

	set_up();
	char *records = path_of("records");
	ck_assert_int_eq(file_make_folders(records, 0700), TK_OK);
	put_kept("of both", letter);
	char *list = text_printf("%s  a.txt\n", letter);
	put_kept(list, of_a);
	free(list);
	list = text_printf("%s  a.txt\n%s  b.txt\n", letter, SHA("1"));
	put_kept(list, of_b);
	free(list);
	put_with_letters("A.ini", of_a);
	put_with_letters("B.ini", of_b);
	look();
	snprintf(name, sizeof(name), "records/%s", of_b);
	char *path = path_of(name);
	for (int round = 0; round < 3; round++) {
		if (round == 1)
			put(name, "changed");
		if (round == 2)
			ck_assert(unlink(path) == 0 && mkdir(path, 0700) == 0);
		ck_assert_int_eq(shelf_files_of(folder, index_made, "A", &files), TK_OK);
		ck_assert_msg(files.count == 2, "round %d: %zu", round, files.count); /* the case and its list */
		shelf_files_release(&files);
	}
	/* Its own that cannot be read names none. */
	free(path);
	snprintf(name, sizeof(name), "records/%s", of_a);
	path = path_of(name);
	ck_assert(unlink(path) == 0 && mkdir(path, 0700) == 0);
	ck_assert_int_eq(shelf_files_of(folder, index_made, "A", &files), TK_OK);
	ck_assert_uint_eq(files.count, 2);
	shelf_files_release(&files);
	free(path);
	free(records);
	tear_down();
}
END_TEST

START_TEST(what_cannot_be_deleted_is_told)
{
	struct shelf_files files;
	struct case_lock lock;
	char *holder, *failed, *path;

	set_up();
	put("A.ini", HEAD);
	put("A-summary.txt", "x");
	look();
	ck_assert_int_eq(shelf_files_of("/no/such", index_made, "A", &files), TK_IO);
	ck_assert_int_eq(errno, ENOENT);
	ck_assert_int_eq(shelf_files_of(folder, index_made, "A", &files), TK_OK);
	ck_assert_uint_eq(files.count, 2);
	/* Somebody edits it. */
	path = path_of("A.ini");
	ck_assert(case_lock_take(&lock, path, &holder));
	ck_assert_int_eq(shelf_delete(folder, "A", &files, &holder, &failed), TK_IO);
	ck_assert_ptr_nonnull(holder);
	ck_assert_ptr_null(failed);
	ck_assert(is_there("", "A.ini") && is_there("", "A-summary.txt"));
	free(holder);
	case_lock_drop(&lock);
	/* One is gone meanwhile, which is as good; the index that is kept need not be a file. */
	ck_assert_int_eq(unlink(path), 0);
	free(path);
	path = path_of(".index");
	unlink(path);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	ck_assert_int_eq(shelf_delete(folder, "A", &files, &holder, &failed), TK_OK);
	ck_assert_uint_eq(files.count, 2);
	ck_assert(!is_there("", "A-summary.txt"));
	shelf_files_release(&files);
	free(path);
	/* A folder under the name of a draft stays, and what comes after it. */
	put("B.ini", HEAD);
	path = path_of("B.draft");
	ck_assert_int_eq(mkdir(path, 0700), 0);
	files.paths = calloc(3, sizeof(*files.paths));
	files.paths[0] = path_of("B-summary.txt");
	files.paths[1] = path_of("B.draft");
	files.paths[2] = path_of("B.ini");
	files.count = 3;
	ck_assert_int_eq(shelf_delete(folder, "B", &files, &holder, &failed), TK_IO);
	ck_assert_int_eq(errno, EISDIR);
	ck_assert_str_eq(failed, path);
	ck_assert_uint_eq(files.count, 1);
	ck_assert(is_there("", "B.ini") && is_there("", "B.draft"));
	shelf_files_release(&files);
	free(failed);
	free(path);
	/* A name that is no case's leads nowhere. */
	ck_assert_int_eq(shelf_archive(folder, "../A", true, 1, NULL, &holder), TK_INVALID);
	ck_assert_int_ne(shelf_delete(folder, "../A", &files, &holder, &failed), TK_OK);
	tear_down();
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"reading", {values_come_back, random_values_come_back, a_value_given_in_both_forms_is_damage,
				    odd_files_are_read_as_cases_are,
				    odd_lines_are_read_as_cases_are, a_long_case_is_read_to_its_end,
				    what_a_line_should_not_say_is_left_out, what_is_no_case_is_listed_all_the_same,
				    what_is_no_file_is_not_read}},
		{"kept", {what_is_kept_is_private_and_used, a_changed_case_is_read_again,
				 what_is_kept_and_damaged_is_not_used, what_is_kept_and_wrong_inside_is_not_used,
				 where_nothing_can_be_kept_all_is_read, cases_that_come_are_found_among_those_known,
				 a_draft_that_became_a_case_is_one, no_folder_is_no_case}},
		{"records", {a_record_is_sound_or_not}},
		{"search", {search_folds_case_and_width}},
		{"standing", {a_record_holds_until_its_first_deadline, what_is_handed_in_stays,
				     dates_of_a_record_are_followed_up,
				     items_of_a_record_that_are_none_are_passed_over}},
		{"returns", {returns_of_an_account_are_counted_by_the_year, returns_are_told_by_records_too}},
		{"put away", {archiving_changes_nothing_else, deleting_leaves_what_others_need,
				     deleting_leaves_letters_that_others_need, deleting_leaves_letters_that_a_list_may_name,
				     what_cannot_be_deleted_is_told}},
	};
	return SUITE_RUN("index", groups);
}
