/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole files in and out; where the program lies. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "error.h"
#include "file.h"
#include "program.h"
#include "suite.h"

static char folder[64];

static void set_up(void)
{
	make_folder(folder);
}

static void tear_down(void)
{
	remove_folder(folder);
}

static char *path_of(const char *name)
{
	char *path = file_join(folder, name);
	ck_assert_ptr_nonnull(path);
	return path;
}

static void holds(const char *name, const char *expected)
{
	char *path = path_of(name), *bytes;
	size_t length;

	ck_assert_int_eq(file_read(path, 1000, &bytes, &length), TK_OK);
	ck_assert_uint_eq(length, strlen(expected));
	ck_assert_str_eq(bytes, expected);
	free(bytes);
	free(path);
}

static void fails_to_read(const char *path, size_t limit, enum tk_status status, int reason)
{
	char *bytes = NULL;
	size_t length = 77;

	errno = 0;
	ck_assert_int_eq(file_read(path, limit, &bytes, &length), status);
	ck_assert_int_eq(errno, reason);
	ck_assert_ptr_null(bytes); /* left alone */
	ck_assert_uint_eq(length, 77);
}

START_TEST(reading_refuses_what_is_no_file)
{
	set_up();
	char *missing = path_of("missing"), *pipe_path = path_of("pipe"), *loop = path_of("loop");
	ck_assert_int_eq(mkfifo(pipe_path, 0600), 0);
	ck_assert_int_eq(symlink("loop", loop), 0);
	fails_to_read(missing, 10, TK_IO, ENOENT);
	fails_to_read(folder, 10, TK_INVALID, EINVAL);
	fails_to_read(pipe_path, 10, TK_INVALID, EINVAL); /* at once: nobody writes */
	fails_to_read("/dev/zero", 10, TK_INVALID, EINVAL);
	fails_to_read(loop, 10, TK_IO, ELOOP);
	free(missing);
	free(pipe_path);
	free(loop);
	tear_down();
}
END_TEST

START_TEST(reading_keeps_to_the_limit)
{
	set_up();
	put_file(folder, "ten", "0123456789");
	put_file(folder, "empty", "");
	char *ten = path_of("ten"), *bytes;
	size_t length;
	ck_assert_int_eq(file_read(ten, 10, &bytes, &length), TK_OK);
	ck_assert_uint_eq(length, 10);
	ck_assert_str_eq(bytes, "0123456789");
	free(bytes);
	fails_to_read(ten, 9, TK_INVALID, EFBIG);
	holds("empty", "");
	/* A file that says it is empty and is not. */
	ck_assert_int_eq(file_read("/proc/self/status", 1 << 20, &bytes, &length), TK_OK);
	ck_assert_uint_gt(length, 100);
	free(bytes);
	fails_to_read("/proc/self/status", 100, TK_INVALID, EFBIG);
	free(ten);
	tear_down();
}
END_TEST

START_TEST(reading_reports)
{
	struct tk_errors errors;
	char *bytes;
	size_t length;

	set_up();
	put_file(folder, "ten", "0123456789");
	char *ten = path_of("ten");
	tk_errors_init(&errors);
	file_read_reported("/no/such", 10, &bytes, &length, &errors);
	file_read_reported(folder, 10, &bytes, &length, &errors);
	file_read_reported(ten, 5, &bytes, &length, &errors);
	ck_assert_uint_eq(errors.count, 3);
	ck_assert_int_eq(errors.items[0].code, TK_E_UNREADABLE);
	ck_assert_str_eq(errors.items[0].file, "/no/such");
	ck_assert_str_eq(errors.items[0].value, strerror(ENOENT));
	ck_assert_int_eq(errors.items[1].code, TK_E_NOT_A_FILE);
	ck_assert_int_eq(errors.items[2].code, TK_E_TOO_LARGE);
	tk_errors_release(&errors);
	ck_assert_int_eq(file_read_reported("/no/such", 10, &bytes, &length, NULL), TK_IO);
	free(ten);
	tear_down();
}
END_TEST

/* ---- writing ----------------------------------------------------------------------------------- */

static mode_t mode_of(const char *path)
{
	struct stat about;
	ck_assert_int_eq(stat(path, &about), 0);
	return about.st_mode & 07777;
}

START_TEST(writing_replaces_all_or_nothing)
{
	set_up();
	char *path = path_of("x");
	mode_t old = umask(0077);
	ck_assert_int_eq(file_write(path, "first", 5, 0644), TK_OK);
	ck_assert_uint_eq(mode_of(path), 0644); /* whatever the umask */
	umask(0);
	ck_assert_int_eq(file_write(path, "second\n", 7, 0600), TK_OK);
	ck_assert_uint_eq(mode_of(path), 0600);
	umask(old);
	holds("x", "second\n");
	ck_assert_int_eq(count_names_in(folder), 1); /* nothing temporary is left */
	ck_assert_int_eq(file_write(path, "", 0, 0600), TK_OK);
	holds("x", "");
	free(path);
	tear_down();
}
END_TEST

/* The disk is full: as a limit on the size of files has it, which root obeys too. */
START_TEST(a_full_disk_leaves_the_old_file)
{
	set_up();
	char *path = path_of("x");
	char text[8192];
	memset(text, 'n', sizeof(text));
	put_file(folder, "x", "old");
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		const struct rlimit small = {4096, 4096};
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &small);
		enum tk_status status = file_write(path, text, sizeof(text), 0600);
		int reason = errno;
		free(path); /* valgrind looks for it here too */
		_exit(status == TK_IO && reason == EFBIG ? 0 : 1);
	}
	int how;
	ck_assert_int_eq(waitpid(child, &how, 0), child);
	ck_assert(WIFEXITED(how) && WEXITSTATUS(how) == 0);
	holds("x", "old");
	ck_assert_int_eq(count_names_in(folder), 1);
	free(path);
	tear_down();
}
END_TEST

START_TEST(writing_where_one_cannot_fails)
{
	set_up();
	put_file(folder, "file", "x");
	char *below = path_of("file/x"), *nowhere = path_of("no/x");
	errno = 0;
	ck_assert_int_eq(file_write(below, "x", 1, 0600), TK_IO); /* below a file */
	ck_assert_int_eq(errno, ENOTDIR);
	ck_assert_int_eq(file_write(nowhere, "x", 1, 0600), TK_IO);
	ck_assert_int_eq(errno, ENOENT);
	ck_assert_int_eq(file_write(folder, "x", 1, 0600), TK_IO);
	ck_assert_int_eq(errno, EISDIR);
	ck_assert_int_eq(file_write("/proc/tuikuan", "x", 1, 0600), TK_IO); /* takes no files */
	ck_assert_int_ne(errno, 0);
	holds("file", "x");
	free(below);
	free(nowhere);
	tear_down();
}
END_TEST

START_TEST(devices_are_not_replaced)
{
	struct stat before, after;

	ck_assert_int_eq(stat("/dev/null", &before), 0);
	ck_assert_int_eq(file_write("/dev/null", "x", 1, 0600), TK_OK);
	ck_assert_int_eq(stat("/dev/null", &after), 0);
	ck_assert(S_ISCHR(after.st_mode));
	ck_assert_uint_eq(before.st_ino, after.st_ino);
	ck_assert_uint_eq(before.st_mode, after.st_mode);
	errno = 0;
	ck_assert_int_eq(file_write("/dev/full", "x", 1, 0600), TK_IO);
	ck_assert_int_eq(errno, ENOSPC);
}
END_TEST

START_TEST(links_stay)
{
	struct stat about;

	set_up();
	put_file(folder, "target", "old");
	char *link_path = path_of("link"), *dangling = path_of("dangling");
	ck_assert_int_eq(symlink("target", link_path), 0);
	ck_assert_int_eq(symlink("nothing", dangling), 0);
	ck_assert_int_eq(file_write(link_path, "new", 3, 0600), TK_OK);
	ck_assert_int_eq(lstat(link_path, &about), 0);
	ck_assert(S_ISLNK(about.st_mode));
	holds("target", "new");
	ck_assert_int_eq(file_write(dangling, "new", 3, 0600), TK_IO);
	free(link_path);
	free(dangling);
	tear_down();
}
END_TEST

START_TEST(names_without_a_folder_are_written_here)
{
	set_up();
	ck_assert_int_eq(chdir(folder), 0);
	ck_assert_int_eq(file_write("here", "x", 1, 0600), TK_OK);
	holds("here", "x");
	ck_assert_int_eq(chdir("/"), 0);
	tear_down();
}
END_TEST

/* ---- folders and digests ------------------------------------------------------------------------ */

START_TEST(folders_are_made)
{
	set_up();
	char *deep = path_of("a/b//c/"), *a = path_of("a"), *below = path_of("file/x");
	ck_assert_int_eq(mkdir(a, 0755), 0);
	ck_assert_int_eq(chmod(a, 0755), 0);
	mode_t old = umask(0777);
	ck_assert_int_eq(file_make_folders(deep, 0700), TK_OK);
	umask(old);
	ck_assert_uint_eq(mode_of(deep), 0700);
	ck_assert_uint_eq(mode_of(a), 0755); /* it was there */
	ck_assert_int_eq(file_make_folders(deep, 0700), TK_OK);
	put_file(folder, "file", "x");
	errno = 0;
	ck_assert_int_eq(file_make_folders(below, 0700), TK_IO);
	ck_assert_int_eq(errno, ENOTDIR);
	ck_assert_int_eq(file_make_folders("/proc/tuikuan/x", 0700), TK_IO);
	free(deep);
	free(a);
	free(below);
	tear_down();
}
END_TEST

START_TEST(paths_are_joined)
{
	is_text(file_join("a", "b"), "a/b");
	is_text(file_join("a/", "b"), "a/b");
	is_text(file_join("/", "b"), "/b");
	is_text(file_join("", "b"), "b");
}
END_TEST

START_TEST(digests_are_known)
{
	char hex[65];

	file_sha256_hex("", 0, hex);
	ck_assert_str_eq(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	file_sha256_hex("abc", 3, hex);
	ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
END_TEST

START_TEST(the_program_knows_where_it_lies)
{
	char *own = program_folder();
	ck_assert_ptr_nonnull(own);
	ck_assert_int_eq(own[0], '/');
	ck_assert_int_eq(access(own, X_OK), 0);
	ck_assert_ptr_null(program_source_folder()); /* tests lie beside no mark */

	/* The same program beside a mark that names a source folder. */
	set_up();
	char *copy = path_of("program"), *bytes;
	size_t length;
	put_file(folder, "build-tree", "/some/source\n");
	ck_assert_int_eq(file_read("/proc/self/exe", (size_t)1 << 30, &bytes, &length), TK_OK);
	ck_assert_int_eq(file_write(copy, bytes, length, 0700), TK_OK);
	free(bytes);
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		execl(copy, copy, "--source-folder", "/some/source", NULL);
		_exit(9);
	}
	int how;
	ck_assert_int_eq(waitpid(child, &how, 0), child);
	ck_assert(WIFEXITED(how));
	ck_assert_int_eq(WEXITSTATUS(how), 0);
	free(own);
	free(copy);
	tear_down();
}
END_TEST

/* As its own child: is that the source folder? */
static int compare_source_folder(const char *expected)
{
	char *source = program_source_folder();
	int status = source != NULL && strcmp(source, expected) == 0 ? 0 : 1;
	free(source);
	return status;
}

int main(int argc, char **argv)
{
	if (argc == 3)
		return compare_source_folder(argv[2]);
	const struct suite_group groups[] = {
		{"read", {reading_refuses_what_is_no_file, reading_keeps_to_the_limit,
				 reading_reports}},
		{"write", {writing_replaces_all_or_nothing, a_full_disk_leaves_the_old_file,
				  writing_where_one_cannot_fails, devices_are_not_replaced,
				  links_stay, names_without_a_folder_are_written_here}},
		{"folders", {folders_are_made, paths_are_joined, digests_are_known,
				    the_program_knows_where_it_lies}},
	};
	return SUITE_RUN("file", groups);
}
