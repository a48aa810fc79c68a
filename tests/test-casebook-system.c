/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A system that fails under the casebook: what is there stays, what could not be done is said, and where there is
 * another way it is taken. What base does with such calls, test-system.c tries.
 */
#include "config.h"

#include <pwd.h>

#include "case.h"
#include "evidence.h"
#include "failing.h"
#include "file.h"
#include "index.h"
#include "places.h"
#include "shelf.h"
#include "suite.h"
#include "text.h"

/* Calls that base does not make. */
#define CALL_MORE(n) ((enum call)(CALLS + (n)))
#define CALL_LINK CALL_MORE(0)
#define CALL_UNLINK CALL_MORE(1)
#define CALL_ACCESS CALL_MORE(2)
#define CALL_OPENAT CALL_MORE(3)
#define CALL_FSTATAT CALL_MORE(4)
#define CALL_UNLINKAT CALL_MORE(5)
#define CALL_RENAMEAT CALL_MORE(6)
#define CALL_FCHMODAT CALL_MORE(7)
#define CALL_FCNTL CALL_MORE(8)
#define CALL_HOSTNAME CALL_MORE(9)

WRAP(int, link, (const char *from, const char *to), (from, to), CALL_LINK, -1)
WRAP(int, unlink, (const char *path), (path), CALL_UNLINK, -1)
WRAP(int, access, (const char *path, int mode), (path, mode), CALL_ACCESS, -1)
WRAP(int, fstatat, (int folder, const char *path, struct stat *about, int flags), (folder, path, about, flags), CALL_FSTATAT, -1)
WRAP(int, unlinkat, (int folder, const char *path, int flags), (folder, path, flags), CALL_UNLINKAT, -1)
WRAP(int, renameat, (int from, const char *path, int to, const char *name), (from, path, to, name), CALL_RENAMEAT, -1)
WRAP(int, fchmodat, (int folder, const char *path, mode_t mode, int flags), (folder, path, mode, flags), CALL_FCHMODAT, -1)
WRAP(int, gethostname, (char *name, size_t size), (name, size), CALL_HOSTNAME, -1)

int __real_openat(int folder, const char *path, int flags, ...);
int __wrap_openat(int folder, const char *path, int flags, ...);
int __wrap_openat(int folder, const char *path, int flags, ...)
{
	return goes_wrong(CALL_OPENAT) ? -1 : __real_openat(folder, path, flags, 0600);
}

/* What happens before a lock is asked for; once. */
static void (*before_lock)(void);

int __real_fcntl(int fd, int how, ...);
int __wrap_fcntl(int fd, int how, ...);
int __wrap_fcntl(int fd, int how, ...)
{
	va_list list;
	void (*now)(void) = before_lock;

	va_start(list, how);
	void *what = va_arg(list, void *);
	va_end(list);
	before_lock = NULL;
	if (now != NULL)
		now();
	return goes_wrong(CALL_FCNTL) ? -1 : __real_fcntl(fd, how, what);
}

/* Who this person is said to be; NULL with UNKNOWN: nobody knows. */
static struct passwd *said_to_be;
static bool unknown;

struct passwd *__real_getpwuid(uid_t uid);
struct passwd *__wrap_getpwuid(uid_t uid);
struct passwd *__wrap_getpwuid(uid_t uid)
{
	return unknown || said_to_be != NULL ? said_to_be : __real_getpwuid(uid);
}

/* ---- the folder ------------------------------------------------------------------------------------ */

#define HEAD "[case]\nformat = 1\n"

static char folder[64], path[100];

static void set_up(void)
{
	make_folder(folder);
	snprintf(path, sizeof(path), "%s/A.ini", folder);
}

static void tear_down(void)
{
	fail_nothing();
	remove_folder(folder);
}

static void file_is(const char *name, const char *text)
{
	char *whole = file_join(folder, name), *bytes;
	size_t length;

	ck_assert_int_eq(file_read(whole, 1 << 20, &bytes, &length), TK_OK);
	ck_assert_str_eq(bytes, text);
	free(bytes);
	free(whole);
}

static bool is_there(const char *name)
{
	char *whole = file_join(folder, name);
	struct stat about;
	bool there = lstat(whole, &about) == 0;

	free(whole);
	return there;
}

/* The call that was to fail did: what was checked is what comes of it. */
static void it_failed(void)
{
	bool left = fault.left >= 0;
	fail_nothing();
	ck_assert(*fault.happened && !left);
}

/* ---- locks ------------------------------------------------------------------------------------------ */

static bool take(struct case_lock *lock, char **ret_holder)
{
	errno = 0;
	return case_lock_take(lock, path, ret_holder);
}

START_TEST(a_lock_bears_what_is_known_of_its_holder)
{
	static const char *const names[] = {"somebody", NULL};
	struct case_lock lock;
	char *holder, expected[100];

	set_up();
	unknown = true;
	for (size_t i = 0; i < 2; i++) {
		if (names[i] != NULL)
			setenv("LOGNAME", names[i], 1);
		else
			unsetenv("LOGNAME");
		fail_call(CALL_HOSTNAME, 0, ENAMETOOLONG);
		ck_assert(take(&lock, &holder));
		it_failed();
		snprintf(expected, sizeof(expected), "%s, pid %ld on ?\n", names[i] == NULL ? "?" : names[i], (long)getpid());
		file_is("A.lock", expected);
		case_lock_drop(&lock);
	}
	unknown = false;
	tear_down();
}
END_TEST

/* A full disk takes no name; the lock is one all the same. */
START_TEST(a_lock_without_a_name_is_one)
{
	static const struct {
		enum call call;
		int wrong;
	} faults[] = {{CALL_FTRUNCATE, EIO}, {CALL_PWRITE, ENOSPC}, {CALL_PWRITE, PART}};
	struct case_lock lock, other;
	char *holder, *told;

	set_up();
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		fail_call(faults[i].call, 0, faults[i].wrong);
		ck_assert(take(&lock, &holder));
		it_failed();
		ck_assert(!take(&other, &told));
		ck_assert_ptr_nonnull(told);
		free(told);
		case_lock_drop(&lock);
	}
	tear_down();
}
END_TEST

START_TEST(a_file_system_without_locks_is_told)
{
	struct case_lock lock;
	char *holder;

	set_up();
	fail_call(CALL_FCNTL, 0, ENOLCK);
	ck_assert(!take(&lock, &holder));
	ck_assert_int_eq(errno, ENOLCK);
	it_failed();
	ck_assert_ptr_null(holder);
	ck_assert_int_eq(lock.fd, -1);
	/* Some say so of a lock that another program has. */
	fail_call(CALL_FCNTL, 0, EACCES);
	ck_assert(!take(&lock, &holder));
	it_failed();
	ck_assert_ptr_nonnull(holder);
	free(holder);
	ck_assert(take(&lock, &holder));
	fail_call(CALL_FCNTL, 0, ENOLCK);
	ck_assert(!case_lock_is_held(path)); /* nothing is known of it */
	it_failed();
	ck_assert(case_lock_is_held(path));
	case_lock_drop(&lock);
	tear_down();
}
END_TEST

static void remove_lock(void)
{
	char *name = file_join(folder, "A.lock");
	unlink(name);
	free(name);
}

/* While the old one keeps its number on the disk. */
static void replace_lock(void)
{
	char *name = file_join(folder, "A.lock"), *old = file_join(folder, "old");
	rename(name, old);
	put_file(folder, "A.lock", "");
	free(name);
	free(old);
}

/* Who had it removes the file while we wait: the lock on that file is worth nothing. */
START_TEST(a_lock_that_was_dropped_meanwhile_is_taken_anew)
{
	void (*const befores[])(void) = {remove_lock, replace_lock};
	struct case_lock lock, other;
	char *holder, *told;

	set_up();
	for (size_t i = 0; i < 4; i++) {
		if (i < 2)
			before_lock = befores[i];
		else
			fail_call(i == 2 ? CALL_FSTAT : CALL_STAT, 0, ENOENT);
		ck_assert(take(&lock, &holder));
		ck_assert_ptr_null(before_lock);
		fail_nothing();
		ck_assert(is_there("A.lock"));
		ck_assert(!take(&other, &told)); /* of the file that is there now */
		free(told);
		case_lock_drop(&lock);
		ck_assert(!is_there("A.lock"));
	}
	tear_down();
}
END_TEST

/* ---- ids, drafts, privacy --------------------------------------------------------------------------- */

START_TEST(another_program_was_faster)
{
	set_up();
	fail_call(CALL_OPEN, 0, EEXIST);
	is_text(casebook_next_id(folder, 1795413600), "TK-20261123-0002");
	it_failed();
	fail_call(CALL_OPEN, 0, EROFS);
	ck_assert_ptr_null(casebook_next_id(folder, 1795413600));
	ck_assert_int_eq(errno, EROFS);
	it_failed();
	tear_down();
}
END_TEST

START_TEST(a_draft_that_cannot_be_looked_at_is_offered)
{
	char *draft;
	const struct timespec old[2] = {{1000, 0}, {1000, 0}};

	set_up();
	put_file(folder, "A.ini", HEAD);
	put_file(folder, "A.draft", HEAD);
	draft = file_join(folder, "A.draft");
	ck_assert_int_eq(utimensat(AT_FDCWD, draft, old, 0), 0);
	ck_assert(!casebook_draft_is_newer(draft, path));
	int offered = 0;
	for (long nth = 0; nth < 20; nth++) {
		fail_call(CALL_STAT, nth, EIO);
		offered += casebook_draft_is_newer(draft, path);
		fail_nothing();
		if (!*fault.happened)
			break;
	}
	ck_assert_int_eq(offered, 2); /* of the draft, of the case */
	/* Nor does it go when it could not be renamed. */
	char *name = NULL;
	fail_call(CALL_UNLINK, 0, EROFS);
	ck_assert(!casebook_set_draft_aside(draft, &name));
	ck_assert_int_eq(errno, EROFS);
	it_failed();
	ck_assert_ptr_null(name);
	file_is("A.draft", HEAD);
	free(draft);
	tear_down();
}
END_TEST

START_TEST(what_stays_open_to_others_is_counted)
{
	struct casebook_privacy found;
	const struct timespec old[2] = {{1000, 0}, {1000, 0}};

	set_up();
	put_file(folder, "A.ini", HEAD);
	ck_assert_int_eq(chmod(path, 0644), 0);
	fail_call(CALL_FCHMODAT, 0, EPERM);
	ck_assert(casebook_check_private(folder, &found));
	it_failed();
	ck_assert(found.open == 1 && found.mended == 0);
	fail_call(CALL_FSTATAT, 2, ENOENT); /* it is gone; the others are the folder and the one above it */
	ck_assert(casebook_check_private(folder, &found));
	fail_nothing();
	ck_assert(casebook_check_private(folder, &found));
	ck_assert_uint_eq(found.open, 0);
	ck_assert_int_eq(case_privacy(path), CASE_IS_PRIVATE);
	/* What was left over goes the next time. */
	put_file(folder, ".tuikuan-abcdef", "x");
	char *left_over = file_join(folder, ".tuikuan-abcdef");
	ck_assert_int_eq(utimensat(AT_FDCWD, left_over, old, 0), 0);
	for (int i = 0; i < 2; i++) {
		fail_call(i == 0 ? CALL_FSTATAT : CALL_UNLINKAT, 0, EIO);
		ck_assert_uint_eq(casebook_clean(folder, 2000000000), 0);
		it_failed();
	}
	ck_assert_uint_eq(casebook_clean(folder, 2000000000), 1);
	free(left_over);
	tear_down();
}
END_TEST

/* ---- saving ------------------------------------------------------------------------------------------ */

#define DAMAGED HEAD "[facts]\npaid = 1.00\nreason_note = a;b\n"

static struct case_file *load(const char *text)
{
	struct case_file *file = NULL;

	put_file(folder, "A.ini", text);
	ck_assert_int_eq(case_load(path, &file, NULL), TK_OK);
	return file;
}

/* Where there are no links the old file is copied, and not over what is there. */
START_TEST(an_old_file_is_copied_where_there_are_no_links)
{
	set_up();
	struct case_file *file = load(DAMAGED);
	fail_call(CALL_LINK, 0, EPERM);
	ck_assert_int_eq(case_save(file, path), TK_OK);
	it_failed();
	file_is("A.ini~", DAMAGED);
	file_is("A.ini", HEAD "status = draft\n\n[facts]\npaid = 1.00\n");
	case_free(file);
	put_file(folder, "A.ini~", "of before");
	file = load(DAMAGED);
	fail_call(CALL_LINK, 0, EPERM);
	ck_assert_int_eq(case_save(file, path), TK_OK);
	it_failed();
	file_is("A.ini~", "of before");
	file_is("A.ini~2", DAMAGED);
	case_free(file);
	tear_down();
}
END_TEST

/* Unless it is known to be gone, what is there may be lost. */
START_TEST(an_old_file_that_cannot_be_asked_for_is_kept)
{
	set_up();
	struct case_file *file = load(DAMAGED);
	fail_call(CALL_ACCESS, 0, EACCES);
	ck_assert_int_eq(case_save(file, path), TK_OK);
	it_failed();
	file_is("A.ini~", DAMAGED);
	case_free(file);
	tear_down();
}
END_TEST

/* A save that failed is none, though a file of the same length is there. */
START_TEST(a_save_that_failed_is_none)
{
	static const char old[] = HEAD "status = draft\n\n[facts]\npaid = 1.00\n";

	set_up();
	struct case_file *file = load(old);
	const struct case_stamp before = file->stamp;
	ck_assert(case_values_set(&file->facts, "paid", "2.00", TK_KNOWN_TYPED));
	fail_call(CALL_RENAME, 0, EIO);
	ck_assert_int_eq(case_save(file, path), TK_IO);
	ck_assert_int_eq(errno, EIO);
	it_failed();
	file_is("A.ini", old);
	ck_assert(file->stamp.inode == before.inode);
	ck_assert_int_eq(count_names_in(folder), 1);
	/* Only the folder could not be brought to the disk: it said so, and knows the file for its own. */
	fail_call(CALL_FSYNC, 1, EIO);
	ck_assert_int_eq(case_save(file, path), TK_IO);
	it_failed();
	ck_assert(file->stamp.inode != before.inode);
	ck_assert_int_eq(case_save(file, path), TK_OK);
	ck_assert_ptr_null(file->kept_as);
	/* A note is one or none, whatever cannot be known of the file; and there is one more once nothing fails. */
	const struct history_entry entry = {.at = 1795413600, .kind = HISTORY_PRINTED, .what = "summary"};
	for (long nth = 0;; nth++) {
		struct case_file *back = NULL;
		size_t count = file->history.count;
		fail_call(CALL_STAT, nth, EIO);
		enum tk_status status = case_note(file, &entry);
		fail_nothing();
		ck_assert_uint_eq(file->history.count, count + (status == TK_OK));
		ck_assert_int_eq(case_load(path, &back, NULL), TK_OK);
		ck_assert_uint_eq(back->history.count, file->history.count);
		case_free(back);
		if (!*fault.happened) {
			ck_assert_int_eq(status, TK_OK);
			break;
		}
	}
	case_free(file);
	/* Nor is it known whether another hand wrote it: it is saved. */
	file = load(old);
	fail_call(CALL_STAT, 0, EIO);
	ck_assert_int_eq(case_save(file, path), TK_OK);
	it_failed();
	ck_assert_ptr_null(file->kept_as);
	case_free(file);
	tear_down();
}
END_TEST

/* ---- evidence ------------------------------------------------------------------------------------------ */

START_TEST(evidence_that_cannot_be_read_is_lost)
{
	static const enum call calls[] = {CALL_OPEN, CALL_FSTAT, CALL_PREAD, CALL_READ};
	struct case_file *file = case_new();
	struct evidence_file found;
	char *bytes = NULL, *names = NULL;
	size_t length;

	set_up();
	put_file(folder, "proof.txt", "proof\n");
	char *proof = file_join(folder, "proof.txt");
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		int failures = 0;
		for (long nth = 0;; nth++) {
			errno = 0;
			fail_call(calls[i], nth, EIO);
			bool looked = evidence_look(NULL, proof, &found);
			int reason = errno;
			fail_nothing();
			ck_assert(looked != *fault.happened);
			if (looked)
				break;
			ck_assert_int_eq(reason, EIO);
			failures++;
		}
		ck_assert_int_gt(failures, 0);
	}
	/* Where its real name cannot be had it is not taken to lie beside the case. */
	put_file(folder, "A.ini", HEAD);
	file->path = strdup(path);
	ck_assert(case_values_set(&file->evidence, "proof", proof, TK_KNOWN_TYPED));
	ck_assert_int_eq(evidence_take(file, "proof", 100, &bytes, &length), EVIDENCE_TAKEN);
	free(bytes);
	int elsewhere = 0;
	for (long nth = 0;; nth++) {
		fail_call(CALL_REALPATH, nth, EACCES);
		enum evidence_taking taking = evidence_take(file, "proof", 100, &bytes, &length);
		fail_nothing();
		elsewhere += taking == EVIDENCE_ELSEWHERE;
		ck_assert((taking == EVIDENCE_TAKEN) == !*fault.happened);
		if (taking == EVIDENCE_TAKEN)
			break;
	}
	free(bytes);
	ck_assert_int_eq(elsewhere, 2); /* of the case, of the file; without openat2 base asks for one, too */
	/* A folder that goes while its names are asked for has none; one below it then looks like a file. */
	char *typed = text_printf("%s/pr", folder), *below = text_printf("%s/proofs", folder);
	fail_call(CALL_OPEN, 0, ENOENT);
	ck_assert_ptr_null(evidence_complete(NULL, typed, &names));
	ck_assert_int_eq(errno, ENOENT);
	it_failed();
	ck_assert(unlink(proof) == 0 && mkdir(below, 0700) == 0);
	fail_call(CALL_STAT, 0, EIO);
	is_text(evidence_complete(NULL, typed, &names), below);
	it_failed();
	free(names);
	free(typed);
	free(below);
	free(proof);
	case_free(file);
	tear_down();
}
END_TEST

/* ---- the index ------------------------------------------------------------------------------------------ */

#define CASES 10

/* Every case that is listed is what it is, or is said not to be readable; how many are. */
static int readable(struct index *index)
{
	int count = 0;

	for (size_t i = 0; i < index_count(index); i++) {
		const struct index_case *shown = index_case(index, i);
		count += !shown->unreadable;
		if (!shown->unreadable && strcmp(shown->field[INDEX_APPLICANT], shown->name) != 0)
			return -1;
	}
	return count;
}

/* Whatever fails while the folder is looked through: nothing is told that is not so, and the next look has it all. */
START_TEST(a_folder_is_told_as_it_is)
{
	static const enum call calls[] = {CALL_READ, CALL_WRITE, CALL_OPEN, CALL_OPENAT, CALL_FSTAT, CALL_FSTATAT, CALL_FCHMOD,
		CALL_CLOSE, CALL_RENAMEAT};
	static const int ways[] = {EINTR, PART, EIO};
	char name[32], text[100];
	struct index *index;

	set_up();
	for (int i = 0; i < CASES; i++) {
		snprintf(name, sizeof(name), "TK-%02d.ini", i);
		snprintf(text, sizeof(text), HEAD "[facts]\napplicant = TK-%02d\n", i);
		put_file(folder, name, text);
	}
	char *kept = file_join(folder, ".index");
	int failures = 0;
	ck_assert_int_eq(index_open(folder, &index), TK_OK); /* of the first two looks the first finds it kept */
	index_free(index);
	for (size_t c = 0; c < sizeof(calls) / sizeof(calls[0]); c++)
		for (size_t way = 0; way < sizeof(ways) / sizeof(ways[0]); way++)
			for (long nth = 0; nth < tries(40); nth++) {
				bool bytes = calls[c] == CALL_READ || calls[c] == CALL_WRITE;
				if (ways[way] == PART && !bytes)
					break;
				if (nth % 2 == 1)
					unlink(kept);
				index = NULL;
				fail_call(calls[c], nth / 2, ways[way]);
				enum tk_status status = index_open(folder, &index);
				fail_nothing();
				if (!*fault.happened && nth % 2 == 1) {
					index_free(index);
					break;
				}
				failures += *fault.happened;
				ck_assert_msg(status == TK_OK || (status == TK_IO && index == NULL), "call %zu, %ld", c, nth);
				if (status == TK_OK) {
					int known = readable(index);
					ck_assert_msg(known >= CASES - 1, "call %zu, %ld: %d", c, nth, known);
					if (bytes && ways[way] != EIO)
						ck_assert_msg(known == CASES, "call %zu, %ld: gives up", c, nth);
					index_free(index);
				}
				ck_assert_int_eq(index_open(folder, &index), TK_OK);
				ck_assert_int_eq(readable(index), CASES);
				index_free(index);
				ck_assert_int_eq(count_names_in(folder), CASES + is_there(".index"));
			}
	ck_assert_int_gt(failures, tries(40));
	printf("an index: %d calls failed, one at a time\n", failures);
	free(kept);
	tear_down();
}
END_TEST

/* ---- deleting -------------------------------------------------------------------------------------------- */

/* Deletes the case A, whose one file is there again; whether it is gone then. */
static bool deletes(enum call call, long nth, int wrong, enum tk_status *ret_status, char **ret_failed)
{
	struct shelf_files files = {NULL, 0};
	struct index *index;
	char *holder;

	put_file(folder, "A.ini", HEAD);
	put_file(folder, ".index", "what is kept");
	ck_assert_int_eq(index_open(folder, &index), TK_OK);
	ck_assert_int_eq(shelf_files_of(folder, index, "A", &files), TK_OK);
	ck_assert_uint_eq(files.count, 1);
	errno = 0;
	fail_call(call, nth, wrong);
	*ret_status = shelf_delete(folder, "A", &files, &holder, ret_failed);
	int reason = errno;
	it_failed();
	if (*ret_status != TK_OK)
		ck_assert_int_eq(reason, wrong);
	ck_assert_ptr_null(holder);
	shelf_files_release(&files);
	index_free(index);
	return !is_there("A.ini");
}

START_TEST(what_was_deleted_and_not_brought_to_the_disk_is_told)
{
	static const int harmless[] = {EINVAL, EROFS, ENOTSUP};
	enum tk_status status;
	char *failed;

	set_up();
	for (size_t i = 0; i < 3; i++) { /* of file systems that cannot */
		ck_assert(deletes(CALL_FSYNC, 0, harmless[i], &status, &failed));
		ck_assert_int_eq(status, TK_OK);
		ck_assert_ptr_null(failed);
	}
	ck_assert(deletes(CALL_FSYNC, 0, EIO, &status, &failed));
	ck_assert_int_eq(status, TK_IO);
	ck_assert_ptr_null(failed); /* all of its files are gone */
	ck_assert(deletes(CALL_OPEN, 1, EMFILE, &status, &failed)); /* the first is the lock */
	ck_assert_int_eq(status, TK_IO);
	ck_assert_ptr_null(failed);
	/* A file that cannot go is named. */
	ck_assert(!deletes(CALL_UNLINK, 0, EROFS, &status, &failed));
	ck_assert_int_eq(status, TK_IO);
	ck_assert_str_eq(failed, path);
	free(failed);
	/* What is kept for lists holds what the case held: whether it is gone is told as well. */
	ck_assert(deletes(CALL_UNLINK, 1, EPERM, &status, &failed));
	ck_assert_int_eq(status, TK_OK);
	ck_assert(deletes(CALL_UNLINK, 1, EIO, &status, &failed));
	ck_assert_int_eq(status, TK_IO);
	ck_assert_ptr_null(failed);
	ck_assert(deletes(CALL_UNLINK, 0, ENOENT, &status, &failed) == false); /* it only seemed gone */
	ck_assert_int_eq(status, TK_OK);
	tear_down();
}
END_TEST

/* ---- a person without a home ------------------------------------------------------------------------------ */

START_TEST(without_a_home_there_are_no_folders)
{
	struct passwd homeless = {.pw_dir = (char[]){""}};
	struct settings settings;

	unsetenv("HOME");
	unsetenv("XDG_DATA_HOME");
	unsetenv("XDG_CONFIG_HOME");
	unknown = true;
	for (int i = 0; i < 2; i++) {
		errno = 0;
		ck_assert_ptr_null(casebook_folder_path());
		ck_assert_int_eq(errno, ENOENT);
		ck_assert_ptr_null(casebook_folder());
		/* Settings are what they are at first, and cannot be saved. */
		ck_assert_int_eq(settings_load(&settings, NULL), TK_OK);
		ck_assert(settings.colours && !settings.seen_welcome);
		ck_assert(!settings_can_be_saved());
		ck_assert_int_eq(settings_save(&settings), TK_IO);
		said_to_be = &homeless;
	}
	said_to_be = NULL;
	unknown = false;
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"locks", {a_lock_bears_what_is_known_of_its_holder, a_lock_without_a_name_is_one,
				  a_file_system_without_locks_is_told, a_lock_that_was_dropped_meanwhile_is_taken_anew}},
		{"folder", {another_program_was_faster, a_draft_that_cannot_be_looked_at_is_offered,
				   what_stays_open_to_others_is_counted, without_a_home_there_are_no_folders}},
		{"saving", {an_old_file_is_copied_where_there_are_no_links,
				   an_old_file_that_cannot_be_asked_for_is_kept,
				   a_save_that_failed_is_none}},
		{"evidence", {evidence_that_cannot_be_read_is_lost}},
		{"index", {a_folder_is_told_as_it_is}},
		{"deleting", {what_was_deleted_and_not_brought_to_the_disk_is_told}},
	};
	return SUITE_RUN("casebook, system", groups);
}
