/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of cases: private, ids that two programs never share, drafts that a crash left, and locks. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "case.h"
#include "file.h"
#include "suite.h"
#include "text.h"

static char folder[64];
static int64_t now;

static void set_up(void)
{
	make_folder(folder);
	ck_assert_int_eq(tk_moment_parse("2026-11-23T14:05:00+08:00", &now), TK_OK);
}

static void tear_down(void)
{
	remove_folder(folder);
}

static mode_t mode_of(const char *path)
{
	struct stat about;
	ck_assert_int_eq(stat(path, &about), 0);
	return about.st_mode & 07777;
}

/* Runs BODY in a process of its own; true when it returned true. */
static pid_t start(bool (*body)(void))
{
	fflush(NULL);
	pid_t child = fork();
	if (child == 0)
		_exit(body() ? 0 : 1);
	ck_assert_int_gt(child, 0);
	return child;
}

static bool finish(pid_t child)
{
	int how;
	ck_assert_int_eq(waitpid(child, &how, 0), child);
	return WIFEXITED(how) && WEXITSTATUS(how) == 0;
}

/* ---- the folder --------------------------------------------------------------------------------- */

START_TEST(folder_is_made_private)
{
	char expected[100];

	set_up();
	setenv("XDG_DATA_HOME", folder, 1);
	snprintf(expected, sizeof(expected), "%s/tuikuan/cases", folder);
	mode_t old = umask(0);
	char *made = casebook_folder();
	umask(old);
	ck_assert_str_eq(made, expected);
	ck_assert_uint_eq(mode_of(made), 0700);
	free(made);

	ck_assert_int_eq(chmod(expected, 0755), 0); /* somebody opened it up: mended */
	made = casebook_folder();
	ck_assert_uint_eq(mode_of(made), 0700);
	free(made);
	tear_down();
}
END_TEST

START_TEST(folder_falls_back_to_home)
{
	char expected[100];

	set_up();
	setenv("HOME", folder, 1);
	snprintf(expected, sizeof(expected), "%s/.local/share/tuikuan/cases", folder);
	unsetenv("XDG_DATA_HOME");
	is_text(casebook_folder(), expected);
	setenv("XDG_DATA_HOME", "", 1);
	is_text(casebook_folder(), expected);
	setenv("XDG_DATA_HOME", "relative/path", 1); /* the rules say to ignore it */
	is_text(casebook_folder(), expected);
	tear_down();
}
END_TEST

START_TEST(without_a_home_it_is_asked_of_the_system)
{
	const struct passwd *person = getpwuid(getuid());
	char *expected = person == NULL ? NULL : text_printf("%s/.local/share/tuikuan/cases", person->pw_dir);

	unsetenv("XDG_DATA_HOME");
	for (int round = 0; expected != NULL && round < 2; round++) {
		if (round == 0)
			setenv("HOME", "", 1);
		else
			unsetenv("HOME");
		is_text(casebook_folder_path(), expected);
	}
	free(expected);
}
END_TEST

START_TEST(a_folder_that_cannot_be_is_told)
{
	char in_the_way[100];

	set_up();
	put_file(folder, "file", "");
	snprintf(in_the_way, sizeof(in_the_way), "%s/file", folder);
	setenv("XDG_DATA_HOME", in_the_way, 1);
	errno = 0;
	ck_assert_ptr_null(casebook_folder());
	ck_assert_int_eq(errno, ENOTDIR);
	setenv("XDG_DATA_HOME", "/proc", 1);
	errno = 0;
	ck_assert_ptr_null(casebook_folder());
	ck_assert_int_ne(errno, 0);
	tear_down();
}
END_TEST

START_TEST(paths_stay_in_the_folder)
{
	static const char *const bad[] = {"", "..", ".hidden", "a/b", "../x", "/etc/passwd"};

	is_text(casebook_path("/f", "TK-20261123-0001"), "/f/TK-20261123-0001.ini");
	is_text(casebook_draft_path("/f", "TK-20261123-0001"), "/f/TK-20261123-0001.draft");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		errno = 0;
		ck_assert_ptr_null(casebook_path("/f", bad[i]));
		ck_assert_int_eq(errno, EINVAL);
		ck_assert_ptr_null(casebook_draft_path("/f", bad[i]));
	}
	is_text(casebook_resolve("/f", "TK-20261123-0001"), "/f/TK-20261123-0001.ini");
	is_text(casebook_resolve("/f", "x.ini"), "x.ini");
	is_text(casebook_resolve(NULL, "some/where"), "some/where");
	ck_assert_ptr_null(casebook_resolve("/f", ".."));
}
END_TEST

/* ---- ids ---------------------------------------------------------------------------------------- */

START_TEST(ids_count_up)
{
	set_up();
	is_text(casebook_next_id(folder, now), "TK-20261123-0001");
	is_text(casebook_next_id(folder, now), "TK-20261123-0002"); /* the first is reserved */
	put_file(folder, "TK-20261123-0041.ini", "");
	put_file(folder, "TK-20261122-0077.ini", ""); /* another day's */
	put_file(folder, "TK-20261123-x.ini", "");
	put_file(folder, "TK-20261123-99999999999999999999.ini", "");
	is_text(casebook_next_id(folder, now), "TK-20261123-0042");
	put_file(folder, "TK-20261123-0050.draft", ""); /* a case that was never saved */
	is_text(casebook_next_id(folder, now), "TK-20261123-0051");
	put_file(folder, "TK-20261123-9999.ini", "");
	is_text(casebook_next_id(folder, now), "TK-20261123-10000");
	tear_down();
}
END_TEST

START_TEST(ids_bear_the_day_in_china)
{
	int64_t late;

	set_up();
	ck_assert_int_eq(tk_moment_parse("2026-11-23T16:00:00Z", &late), TK_OK);
	is_text(casebook_next_id(folder, late), "TK-20261124-0001");
	is_text(casebook_next_id(folder, late - 1), "TK-20261123-0001");
	tear_down();
}
END_TEST

START_TEST(ids_need_a_folder)
{
	errno = 0;
	ck_assert_ptr_null(casebook_next_id("/no/such/folder", 0));
	ck_assert_int_eq(errno, ENOENT);
	errno = 0;
	ck_assert_ptr_null(casebook_next_id("/proc", 0)); /* takes no files */
	ck_assert_int_ne(errno, 0);
}
END_TEST

#define DRAWERS 8
#define DRAWN 25

/* Each id drawn becomes a file that must not be there yet. */
static bool draw_ids(void)
{
	for (int i = 0; i < DRAWN; i++) {
		char *id = casebook_next_id(folder, now), *path;
		if (id == NULL || (path = casebook_path(folder, id)) == NULL)
			return false;
		int fd = open(path, O_CREAT | O_EXCL | O_WRONLY, 0600);
		if (fd < 0)
			return false;
		close(fd);
		free(path);
		free(id);
	}
	return true;
}

START_TEST(ids_are_never_shared)
{
	pid_t children[DRAWERS];

	set_up();
	for (int i = 0; i < DRAWERS; i++)
		children[i] = start(draw_ids);
	for (int i = 0; i < DRAWERS; i++)
		ck_assert(finish(children[i]));
	ck_assert_int_eq(count_names_in(folder), 2 * DRAWERS * DRAWN); /* with the locks */
	tear_down();
}
END_TEST

/* ---- locks -------------------------------------------------------------------------------------- */

static char case_path[100];

static void set_up_case(void)
{
	set_up();
	snprintf(case_path, sizeof(case_path), "%s/TK-20261123-0001.ini", folder);
}

static bool another_gets_it(void)
{
	struct case_lock lock;
	char *holder;

	if (!case_lock_take(&lock, case_path, &holder))
		return false;
	case_lock_drop(&lock);
	return true;
}

/* Is told who has it, by this process's number. */
static bool another_is_told(void)
{
	struct case_lock lock;
	char *holder, number[32];

	snprintf(number, sizeof(number), "pid %ld on ", (long)getppid());
	bool told = !case_lock_take(&lock, case_path, &holder) && holder != NULL &&
		    strstr(holder, number) != NULL && lock.fd == -1;
	free(holder);
	return told;
}

START_TEST(one_has_the_lock)
{
	struct case_lock lock, second;
	char *holder, lock_path[100];

	set_up_case();
	ck_assert(case_lock_take(&lock, case_path, &holder));
	ck_assert_ptr_null(holder);
	snprintf(lock_path, sizeof(lock_path), "%s/TK-20261123-0001.lock", folder);
	ck_assert_uint_eq(mode_of(lock_path), 0600);
	ck_assert(finish(start(another_is_told)));
	ck_assert(!case_lock_take(&second, case_path, &holder)); /* not even ourselves */
	ck_assert_ptr_nonnull(holder);
	free(holder);
	ck_assert(case_lock_is_held(case_path));
	case_lock_drop(&lock);
	ck_assert(!case_lock_is_held(case_path));
	ck_assert_int_eq(count_names_in(folder), 0);
	ck_assert(finish(start(another_gets_it)));
	case_lock_drop(&lock); /* once more does no harm */
	tear_down();
}
END_TEST

static bool dies_with_the_lock(void)
{
	struct case_lock lock;
	char *holder;

	if (case_lock_take(&lock, case_path, &holder))
		raise(SIGKILL);
	return false;
}

START_TEST(the_lock_of_a_dead_program_is_free)
{
	struct case_lock lock;
	char *holder;
	int how;

	set_up_case();
	pid_t child = start(dies_with_the_lock);
	ck_assert_int_eq(waitpid(child, &how, 0), child);
	ck_assert(WIFSIGNALED(how));
	ck_assert_int_eq(count_names_in(folder), 1); /* its file is still there */
	ck_assert(!case_lock_is_held(case_path));
	ck_assert(case_lock_take(&lock, case_path, &holder));
	case_lock_drop(&lock);
	tear_down();
}
END_TEST

START_TEST(a_reserved_id_can_be_locked)
{
	struct case_lock lock;
	char *holder;

	set_up();
	char *id = casebook_next_id(folder, now), *path = casebook_path(folder, id);
	ck_assert(case_lock_take(&lock, path, &holder));
	case_lock_drop(&lock);
	free(path);
	free(id);
	is_text(casebook_next_id(folder, now), "TK-20261123-0001"); /* given back unused */
	tear_down();
}
END_TEST

START_TEST(a_lock_that_cannot_be_is_told)
{
	struct case_lock lock;
	char *holder = folder;

	errno = 0;
	ck_assert(!case_lock_take(&lock, "/proc/x.ini", &holder));
	ck_assert_int_ne(errno, 0);
	ck_assert_ptr_null(holder);
	ck_assert(!case_lock_take(&lock, "/no/such/x.ini", &holder));
	ck_assert_int_eq(errno, ENOENT);
	case_lock_drop(&lock);

	/* A link that somebody laid there is not followed. */
	set_up_case();
	char lock_path[100];
	snprintf(lock_path, sizeof(lock_path), "%s/TK-20261123-0001.lock", folder);
	ck_assert_int_eq(symlink("/tmp/elsewhere", lock_path), 0);
	ck_assert(!case_lock_take(&lock, case_path, &holder));
	ck_assert_int_eq(errno, ELOOP);
	tear_down();
}
END_TEST

/* A lock is taken before a name stands in it; and a name need not have an end. */
START_TEST(who_has_the_lock_need_not_have_said_so)
{
	static const char *const said[][2] = {{"", "?"}, {"somebody", "somebody"}, {"an\033other\nand more", "an\xef\xbf\xbdother"}};
	struct case_lock lock;
	char *holder, lock_path[100];

	set_up_case();
	snprintf(lock_path, sizeof(lock_path), "%s/TK-20261123-0001.lock", folder);
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
		struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
		int fd = open(lock_path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
		ck_assert(fd >= 0 && fcntl(fd, F_OFD_SETLK, &whole) == 0);
		ck_assert_int_eq(write(fd, said[i][0], strlen(said[i][0])), (ssize_t)strlen(said[i][0]));
		ck_assert(!case_lock_take(&lock, case_path, &holder));
		ck_assert_str_eq(holder, said[i][1]);
		ck_assert(case_lock_is_held(case_path));
		free(holder);
		close(fd);
	}
	ck_assert(!case_lock_is_held(case_path));
	tear_down();
}
END_TEST

/* Whatever the case is called, its lock lies beside it. */
START_TEST(a_case_of_any_name_can_be_locked)
{
	static const char *const names[] = {"notes.txt", ".ini", "a", "noending"};
	struct case_lock lock;
	char *holder, lock_path[100];

	set_up();
	ck_assert_int_eq(chdir(folder), 0);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		ck_assert(case_lock_take(&lock, names[i], &holder));
		snprintf(lock_path, sizeof(lock_path), "%s/%s.lock", folder, names[i]);
		ck_assert_uint_eq(mode_of(lock_path), 0600);
		ck_assert(case_lock_is_held(names[i]));
		case_lock_drop(&lock);
	}
	ck_assert_int_eq(chdir("/"), 0);
	tear_down();
}
END_TEST

/* Who has the lock makes a file, and takes it away again: nobody else's may be there. */
static bool takes_turns(void)
{
	char inside[100];

	snprintf(inside, sizeof(inside), "%s/inside", folder);
	for (int i = 0; i < 200;) {
		struct case_lock lock;
		char *holder;
		if (!case_lock_take(&lock, case_path, &holder)) {
			if (holder == NULL)
				return false;
			free(holder);
			continue;
		}
		int fd = open(inside, O_CREAT | O_EXCL, 0600);
		if (fd < 0)
			return false;
		close(fd);
		if (unlink(inside) != 0)
			return false;
		case_lock_drop(&lock);
		i++;
	}
	return true;
}

START_TEST(two_are_never_inside)
{
	pid_t children[4];

	set_up_case();
	for (int i = 0; i < 4; i++)
		children[i] = start(takes_turns);
	for (int i = 0; i < 4; i++)
		ck_assert(finish(children[i]));
	tear_down();
}
END_TEST

/* ---- drafts ------------------------------------------------------------------------------------- */

/* A case of the folder, saved SAVES times, the file changed SECONDS after some moment. */
static void put_saved(const char *name, long seconds, int saves)
{
	char path[128], text[80] = "[case]\nformat = 1\n";

	if (saves > 0)
		snprintf(text, sizeof(text), "[case]\nformat = 1\nsaves = %d\n", saves);
	put_file(folder, name, text);
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	const struct timespec times[2] = {{1000000 + seconds, 0}, {1000000 + seconds, 0}};
	ck_assert_int_eq(utimensat(AT_FDCWD, path, times, 0), 0);
}

/* One from before saves were counted. */
static void put_dated(const char *name, long seconds)
{
	put_saved(name, seconds, 0);
}

static void drafts_are(const char *expected)
{
	char **ids = casebook_drafts(folder), joined[256] = "";

	ck_assert_ptr_nonnull(ids);
	for (size_t i = 0; ids[i] != NULL; i++) {
		strcat(strcat(joined, ids[i]), " ");
		free(ids[i]);
	}
	free(ids);
	ck_assert_str_eq(joined, expected);
}

START_TEST(drafts_newer_than_their_case_are_offered)
{
	struct case_lock lock;
	char *holder;

	set_up_case();
	drafts_are("");
	put_dated("TK-20261123-0001.draft", 10); /* never saved */
	put_dated("TK-20261123-0002.ini", 5);
	put_dated("TK-20261123-0002.draft", 20); /* saved, then changed */
	put_dated("TK-20261123-0003.draft", 30);
	put_dated("TK-20261123-0003.ini", 31);   /* saved after it */
	put_dated(".hidden.draft", 50);
	put_dated(".draft", 50);
	char below[100];
	snprintf(below, sizeof(below), "%s/folder.draft", folder);
	ck_assert_int_eq(mkdir(below, 0700), 0);
	drafts_are("TK-20261123-0002 TK-20261123-0001 ");
	ck_assert(case_lock_take(&lock, case_path, &holder)); /* somebody is at work on it */
	drafts_are("TK-20261123-0002 ");
	case_lock_drop(&lock);
	drafts_are("TK-20261123-0002 TK-20261123-0001 ");
	errno = 0;
	ck_assert_ptr_null(casebook_drafts("/no/such"));
	ck_assert_int_eq(errno, ENOENT);
	tear_down();
}
END_TEST

/* A file of that name in the folder, AGE seconds old at 2000000000. */
static void put_old(const char *name, int age)
{
	char aged[160];
	const struct timespec times[2] = {{.tv_sec = 2000000000 - age}, {.tv_sec = 2000000000 - age}};

	put_file(folder, name, "x");
	snprintf(aged, sizeof(aged), "%s/%s", folder, name);
	ck_assert_int_eq(utimensat(AT_FDCWD, aged, times, 0), 0);
}

START_TEST(what_a_cut_save_left_is_removed)
{
	static const char *const stay[] = {".tuikuan-young1", ".tuikuan-ahead1", ".tuikuan-linked", ".tuikuan-twice1",
		".tuikuan-toolong", ".tuikuan-a_b-c.", "tuikuan-abcdef", "TK-20261123-0001.ini"};
	char path[160], other[160], names[2000] = "";

	set_up_case();
	snprintf(path, sizeof(path), "%s/records", folder);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	for (size_t i = 0; i < sizeof(stay) / sizeof(stay[0]); i++)
		put_old(stay[i], 4000);
	put_old(".tuikuan-young1", 3599);
	put_old(".tuikuan-ahead1", -86400);
	snprintf(path, sizeof(path), "%s/.tuikuan-linked", folder);
	snprintf(other, sizeof(other), "%s/tuikuan-abcdef", folder);
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(symlink(other, path), 0);
	snprintf(path, sizeof(path), "%s/.tuikuan-twice1", folder);
	snprintf(other, sizeof(other), "%s/second", folder);
	ck_assert_int_eq(link(path, other), 0);
	put_old(".tuikuan-Ab0xYz", 3600);
	put_old("records/.tuikuan-000000", 90000);
	put_old("records/abc", 90000);
	ck_assert_uint_eq(casebook_clean(folder, 2000000000), 2);
	ck_assert_uint_eq(casebook_clean(folder, 2000000000), 0);
	for (size_t i = 0; i < sizeof(stay) / sizeof(stay[0]); i++) {
		struct stat about;
		snprintf(path, sizeof(path), "%s/%s", folder, stay[i]);
		snprintf(names, sizeof(names), "%s is gone", stay[i]);
		ck_assert_msg(lstat(path, &about) == 0, "%s", names);
	}
	snprintf(path, sizeof(path), "%s/records/abc", folder);
	ck_assert_int_eq(access(path, F_OK), 0);
	/* A folder that is a link is not followed. */
	snprintf(other, sizeof(other), "%s-link", folder);
	ck_assert_int_eq(symlink(folder, other), 0);
	put_old(".tuikuan-Ab0xYz", 3600);
	ck_assert_uint_eq(casebook_clean(other, 2000000000), 0);
	ck_assert_int_eq(unlink(other), 0);
	ck_assert_uint_eq(casebook_clean("/no/such", 2000000000), 0);
	tear_down();
}
END_TEST

START_TEST(files_are_for_their_owner_alone)
{
	struct casebook_privacy found;
	char link_path[120], open_path[120];
	struct stat about;

	set_up_case();
	put_file(folder, "a.ini", "x");
	put_file(folder, "b.draft", "x");
	snprintf(open_path, sizeof(open_path), "%s/a.ini", folder);
	snprintf(link_path, sizeof(link_path), "%s/l.ini", folder);
	ck_assert_int_eq(chmod(open_path, 0644), 0);
	ck_assert_int_eq(symlink("/etc/passwd", link_path), 0);
	ck_assert_int_eq(case_privacy(open_path), CASE_IS_OPEN);
	ck_assert_int_eq(case_privacy(link_path), CASE_IS_LINK);
	ck_assert(casebook_check_private(folder, &found));
	ck_assert_uint_ge(found.mended, 1);
	ck_assert_uint_eq(found.refused, 1);
	ck_assert_uint_eq(found.open, 0);
	ck_assert_int_eq(stat(open_path, &about), 0);
	ck_assert_int_eq(about.st_mode & 0777, 0600);
	ck_assert(casebook_check_private(folder, &found));
	ck_assert_uint_eq(found.mended, 0);
	/* A folder that is a link is not followed, nor one of somebody else. */
	char other[120];
	snprintf(other, sizeof(other), "%s-link", folder);
	ck_assert_int_eq(symlink(folder, other), 0);
	errno = 0;
	ck_assert(!casebook_make_private(other));
	ck_assert_int_eq(errno, ELOOP);
	ck_assert_int_eq(unlink(other), 0);
	if (geteuid() == 0) {
		ck_assert_int_eq(chown(folder, 65534, 65534), 0);
		ck_assert(!casebook_make_private(folder));
		ck_assert_int_eq(errno, EPERM);
		ck_assert_int_eq(chown(folder, 0, 0), 0);
	}
	tear_down();
}
END_TEST

START_TEST(clocks_have_no_say_where_saves_are_counted)
{
	set_up_case();
	put_saved("TK-20261123-0001.ini", 100, 2);
	put_saved("TK-20261123-0001.draft", 5, 2); /* the clock was set back in between */
	put_saved("TK-20261123-0002.ini", 5, 3);
	put_saved("TK-20261123-0002.draft", 100, 2); /* of the save before */
	drafts_are("TK-20261123-0001 ");
	/* What cannot be read is for a person to see, whichever of the two it is. */
	put_file(folder, "TK-20261123-0002.ini", "[ca");
	put_file(folder, "TK-20261123-0001.draft", "");
	drafts_are("TK-20261123-0001 TK-20261123-0002 ");
	tear_down();
}
END_TEST

START_TEST(a_draft_that_was_not_resumed_stays)
{
	char path[120], *name;
	struct stat about;

	set_up_case();
	snprintf(path, sizeof(path), "%s/TK-20261123-0001.draft", folder);
	ck_assert(casebook_set_draft_aside(path, &name));
	ck_assert_ptr_null(name); /* there is none */
	for (int round = 1; round <= 3; round++) {
		put_file(folder, "TK-20261123-0001.draft", "x");
		ck_assert(casebook_set_draft_aside(path, &name));
		ck_assert_int_eq(stat(name, &about), 0);
		ck_assert_int_ne(stat(path, &about), 0);
		free(name);
		ck_assert_int_eq(count_names_in(folder), round);
	}
	drafts_are("");
	tear_down();
}
END_TEST

static void set_time(const char *name, long seconds, long nanoseconds)
{
	char timed[160];
	const struct timespec times[2] = {{seconds, nanoseconds}, {seconds, nanoseconds}};

	snprintf(timed, sizeof(timed), "%s/%s", folder, name);
	ck_assert_int_eq(utimensat(AT_FDCWD, timed, times, 0), 0);
}

START_TEST(drafts_of_one_second_come_in_order)
{
	char lost[120];

	set_up_case();
	put_saved("TK-1.draft", 0, 1);
	put_saved("TK-2.draft", 0, 1);
	put_saved("TK-3.draft", 0, 1);
	put_saved("TK-4.draft", 0, 1);
	set_time("TK-1.draft", 1000, 30);
	set_time("TK-2.draft", 1000, 10);
	set_time("TK-3.draft", 1000, 20);
	set_time("TK-4.draft", 1000, 20);
	snprintf(lost, sizeof(lost), "%s/TK-5.draft", folder);
	ck_assert_int_eq(symlink("nowhere", lost), 0);
	drafts_are("TK-1 TK-4 TK-3 TK-2 ");
	/* Against their case, where saves are not counted: in the very same moment it holds as much, and is offered. */
	for (long saved = 19; saved <= 21; saved++) {
		put_dated("TK-9.ini", 0);
		put_dated("TK-9.draft", 0);
		set_time("TK-9.ini", 5000, saved);
		set_time("TK-9.draft", 5000, 20);
		drafts_are(saved <= 20 ? "TK-9 TK-1 TK-4 TK-3 TK-2 " : "TK-1 TK-4 TK-3 TK-2 ");
	}
	/* One from before saves were counted, of a case that counts them. */
	put_saved("TK-9.ini", 0, 1);
	drafts_are("TK-1 TK-4 TK-3 TK-2 ");
	tear_down();
}
END_TEST

START_TEST(drafts_of_others_are_not_offered)
{
	char draft[120], saved[120], link_path[120];

	set_up_case();
	snprintf(draft, sizeof(draft), "%s/TK-1.draft", folder);
	snprintf(saved, sizeof(saved), "%s/TK-1.ini", folder);
	snprintf(link_path, sizeof(link_path), "%s/TK-2.draft", folder);
	put_saved("TK-1.draft", 0, 1);
	ck_assert_int_eq(symlink("TK-1.draft", link_path), 0);
	ck_assert(casebook_draft_is_newer(draft, saved));
	ck_assert(!casebook_draft_is_newer(link_path, saved));
	ck_assert(!casebook_draft_is_newer(saved, draft)); /* it is not there */
	if (geteuid() == 0) {
		struct casebook_privacy found;
		ck_assert_int_eq(chown(draft, 65534, 65534), 0);
		ck_assert_int_eq(case_privacy(draft), CASE_IS_FOREIGN);
		ck_assert(!casebook_draft_is_newer(draft, saved));
		ck_assert(casebook_check_private(folder, &found));
		ck_assert_uint_eq(found.refused, 2);
		put_old(".tuikuan-Ab0xYz", 4000);
		snprintf(draft, sizeof(draft), "%s/.tuikuan-Ab0xYz", folder);
		ck_assert_int_eq(chown(draft, 65534, 65534), 0);
		ck_assert_uint_eq(casebook_clean(folder, 2000000000), 0);
	}
	struct casebook_privacy none;
	errno = 0;
	ck_assert(!casebook_check_private("/no/such", &none));
	ck_assert_int_eq(errno, ENOENT);
	tear_down();
}
END_TEST

START_TEST(a_draft_that_cannot_be_set_aside_stays)
{
	char path[120], *name;

	set_up_case();
	snprintf(path, sizeof(path), "%s/TK-20261123-0001.draft", folder);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	errno = 0;
	ck_assert(!casebook_set_draft_aside(path, &name));
	ck_assert_int_ne(errno, 0);
	ck_assert_ptr_null(name);
	ck_assert_int_eq(count_names_in(folder), 1);
	put_file(folder, "file", "x");
	snprintf(path, sizeof(path), "%s/file/TK-20261123-0001.draft", folder);
	ck_assert(!casebook_set_draft_aside(path, &name));
	ck_assert_int_eq(errno, ENOTDIR);
	ck_assert_ptr_null(name);
	tear_down();
}
END_TEST

/* ---- two histories ------------------------------------------------------------------------------- */

/* Histories as digits: each entry says one, and they are numbered from FIRST on. */
static struct case_file *with_history(const char *digits, long first)
{
	struct case_file *file = case_new();

	file->history.last = first - 1;
	for (; *digits != '\0'; digits++) {
		const char what[2] = {*digits, '\0'};
		const struct history_entry entry = {.at = 1, .kind = HISTORY_PRINTED, .what = what};
		ck_assert(history_add(&file->history, &entry));
	}
	return file;
}

static void joined_is(const char *own, long own_first, const char *common, long common_first, const char *expected)
{
	struct case_file *draft = with_history(own, own_first), *saved = with_history(common, common_first);
	char all[40] = "";

	ck_assert(casebook_join_history(draft, saved));
	for (size_t i = 0; i < draft->history.count; i++) {
		strcat(all, draft->history.items[i].what);
		if (i > 0)
			ck_assert_int_eq(draft->history.items[i].number, draft->history.items[i - 1].number + 1);
	}
	ck_assert_msg(strcmp(all, expected) == 0, "%s and %s: %s, not %s", own, common, all, expected);
	ck_assert_uint_eq(saved->history.count, strlen(common));
	case_free(draft);
	case_free(saved);
}

START_TEST(histories_of_draft_and_case_are_joined)
{
	joined_is("", 1, "", 1, "");
	joined_is("123", 1, "", 1, "123");
	joined_is("", 1, "123", 1, "123");
	joined_is("123", 1, "123", 1, "123");
	joined_is("123", 1, "12", 1, "123");    /* the draft alone went on */
	joined_is("12", 1, "123", 1, "123");    /* the case alone */
	joined_is("127", 1, "1234", 1, "12347"); /* both */
	joined_is("89127", 1, "1234", 3, "12347"); /* the case has let its oldest go */
	joined_is("127", 2, "1234", 1, "1234127"); /* other numbers: others */
	joined_is("9", 1, "1", 1, "19");
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"folder", {folder_is_made_private, folder_falls_back_to_home,
				   without_a_home_it_is_asked_of_the_system, a_folder_that_cannot_be_is_told,
				   paths_stay_in_the_folder}},
		{"ids", {ids_count_up, ids_bear_the_day_in_china, ids_need_a_folder,
				ids_are_never_shared}},
		{"locks", {one_has_the_lock, the_lock_of_a_dead_program_is_free,
				  a_reserved_id_can_be_locked, a_lock_that_cannot_be_is_told,
				  who_has_the_lock_need_not_have_said_so, a_case_of_any_name_can_be_locked,
				  two_are_never_inside}},
		{"privacy", {files_are_for_their_owner_alone, what_a_cut_save_left_is_removed}},
		{"drafts", {drafts_newer_than_their_case_are_offered,
				   clocks_have_no_say_where_saves_are_counted,
				   drafts_of_one_second_come_in_order, drafts_of_others_are_not_offered,
				   a_draft_that_was_not_resumed_stays, a_draft_that_cannot_be_set_aside_stays}},
		{"histories", {histories_of_draft_and_case_are_joined}},
	};
	return SUITE_RUN("casebook", groups);
}
