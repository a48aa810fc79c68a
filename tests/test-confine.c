/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the wizard gives up, and the broker that does the rest for it. First each of them alone; then the program
 * itself: while it waits for a key, calls are put into its mouth (ptrace) that an intruder would make, and the
 * kernel has to refuse them. What this kernel does not have is said, and not looked for.
 */
#include "config.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>

#include "broker.h"
#include "child.h"
#include "confine.h"
#include "file.h"
#include "pty.h"

static char folder[64];

static char *in_folder(const char *name)
{
	char *path = text_printf("%s/%s", folder, name);
	ck_assert_ptr_nonnull(path);
	return path;
}

static void make(const char *name)
{
	char *path = in_folder(name);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	free(path);
}

static void put_here(const char *name, const char *text)
{
	char *path = in_folder(name);
	ck_assert_int_eq(file_write(path, text, strlen(text), 0600), TK_OK);
	free(path);
}

/* ---- the broker ------------------------------------------------------------------------------ */

static void opens(struct broker *broker, enum broker_kind kind, const char *name, int expected)
{
	char *path = name[0] == '/' ? strdup(name) : in_folder(name);
	char bytes[8];

	errno = 0;
	int fd = broker_open(broker, kind, path);
	int reason = errno;
	ck_assert_msg(expected == 0 ? fd >= 0 : fd < 0 && reason == expected, "%s: %d, %s", path, fd, strerror(reason));
	if (fd >= 0) {
		ck_assert_int_ne(fcntl(fd, F_GETFD) & FD_CLOEXEC, 0);
		ck_assert_int_eq(fcntl(fd, F_GETFL) & O_ACCMODE, O_RDONLY);
		if (kind == BROKER_FILE && strchr(name, '.') != NULL)
			ck_assert_int_eq(read(fd, bytes, sizeof(bytes)), 5);
		close(fd);
	}
	free(path);
}

START_TEST(a_broker_opens_what_is_named)
{
	struct broker *brokers[] = {broker_start(), NULL}; /* NULL: the same without one */
	char *long_path = malloc(9000), *pipe_path, *link_path, *target;

	ck_assert(brokers[0] != NULL && long_path != NULL);
	make_folder(folder);
	put_here("proof.txt", "bytes");
	make("inner");
	pipe_path = in_folder("pipe");
	link_path = in_folder("link.txt");
	target = in_folder("proof.txt");
	ck_assert_int_eq(mkfifo(pipe_path, 0600), 0);
	ck_assert_int_eq(symlink(target, link_path), 0);
	memset(long_path, 'x', 8999);
	long_path[0] = '/';
	long_path[8999] = '\0';
	for (size_t i = 0; i < 2; i++) {
		opens(brokers[i], BROKER_FILE, "proof.txt", 0);
		opens(brokers[i], BROKER_FILE, "link.txt", 0);
		opens(brokers[i], BROKER_FILE, "inner", 0); /* who asked says that it is a folder */
		opens(brokers[i], BROKER_FOLDER, "inner", 0);
		opens(brokers[i], BROKER_FOLDER, "proof.txt", ENOTDIR);
		opens(brokers[i], BROKER_FILE, "pipe", EINVAL); /* and is not waited for */
		opens(brokers[i], BROKER_FILE, "/dev/zero", EINVAL);
		opens(brokers[i], BROKER_FILE, "no-such", ENOENT);
		opens(brokers[i], BROKER_FILE, long_path, ENAMETOOLONG);
		opens(brokers[i], BROKER_FILE, "proof.txt", 0); /* it goes on after all of that */
	}
	broker_stop(brokers[0]);
	free(long_path);
	free(pipe_path);
	free(link_path);
	free(target);
	remove_folder(folder);
}
END_TEST

/* As lp: says what it was given, and on which streams. */
static void put_printer(const char *script)
{
	char *path;

	make("bin");
	put_here("bin/lp", script);
	path = in_folder("bin/lp");
	ck_assert_int_eq(chmod(path, 0700), 0);
	free(path);
	path = in_folder("bin");
	char *all = text_printf("%s:%s", path, getenv("PATH"));
	ck_assert(all != NULL && setenv("PATH", all, 1) == 0);
	free(all);
	free(path);
}

START_TEST(a_broker_runs_its_two_programs_and_no_other)
{
	const struct child_task print = {.program = CHILD_PRINTER}, stranger = {CHILD_PAPER, "../sh", "en"};
	struct child_output output;

	make_folder(folder);
	put_printer("#!/bin/sh\nprintf '%s|' \"$@\"\ncat\necho trouble >&2\nexit 3\n");
	struct broker *broker = broker_start();
	ck_assert_ptr_nonnull(broker);
	ck_assert_int_eq(child_run(broker, &print, "paper", 5, &output), 0);
	ck_assert_str_eq(output.bytes, "-s|-t|tuikuan|paper");
	ck_assert_str_eq(output.message, "trouble");
	ck_assert(!child_done(&output) && WEXITSTATUS(output.status) == 3);
	child_output_release(&output);
	ck_assert_int_eq(child_run(broker, &stranger, "", 0, &output), EINVAL);
	child_output_release(&output);
	broker_stop(broker);
	remove_folder(folder);
}
END_TEST

/* It is a process, and processes are killed: that is an error like any other, and no signal. */
START_TEST(a_broker_that_is_gone_is_told)
{
	char children[256] = "";

	struct broker *broker = broker_start();
	ck_assert_ptr_nonnull(broker);
	snprintf(children, sizeof(children), "/proc/self/task/%ld/children", (long)getpid());
	FILE *file = fopen(children, "r");
	ck_assert_ptr_nonnull(file);
	ck_assert_ptr_nonnull(fgets(children, sizeof(children), file));
	fclose(file);
	/* The last one: under a tool there may be others. */
	children[strcspn(children, "\n")] = '\0';
	char *end = children + strlen(children);
	while (end > children && end[-1] == ' ')
		*--end = '\0';
	char *last = strrchr(children, ' ');
	ck_assert_int_eq(kill((pid_t)atol(last == NULL ? children : last + 1), SIGKILL), 0);
	int fd = broker_open(broker, BROKER_FILE, "/etc/passwd");
	ck_assert(fd < 0 && (errno == EPIPE || errno == ECONNRESET));
	broker_stop(broker);
}
END_TEST

/* Whoever it works for may be killed: it must not stay behind. A pipe that it inherits would stay open. */
START_TEST(a_broker_ends_with_its_owner)
{
	int ends[2];
	char byte;

	ck_assert_int_eq(pipe(ends), 0);
	pid_t owner = fork();
	if (owner == 0) {
		close(ends[0]);
		struct broker *broker = broker_start();
		if (broker == NULL || broker_open(broker, BROKER_FOLDER, "/") < 0)
			_exit(1);
		(void)!write(ends[1], "x", 1);
		pause();
	}
	close(ends[1]);
	ck_assert_int_eq(read(ends[0], &byte, 1), 1);
	ck_assert_int_eq(kill(owner, SIGKILL), 0);
	ck_assert_int_eq(waitpid(owner, NULL, 0), owner);
	ck_assert_int_eq(read(ends[0], &byte, 1), 0);
	close(ends[0]);
}
END_TEST

/* ---- what this kernel has ---------------------------------------------------------------------- */

static bool has_landlock(void)
{
	return syscall(SYS_landlock_create_ruleset, NULL, 0, 1 /* its version */) >= 2;
}

static bool has_seccomp(void)
{
	return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
}

/* ---- a confined process ---------------------------------------------------------------------- */

static int errno_of(long result)
{
	return result < 0 ? errno : 0;
}

/* In the confined process: the name of the first thing that went otherwise than meant, on the pipe. */
#define IS(what, result, expected)                                                                                     \
	do {                                                                                                           \
		errno = 0;                                                                                             \
		int is_ = errno_of(result);                                                                            \
		if (is_ != (expected)) {                                                                               \
			dprintf(out, "%s: %s", what, strerror(is_));                                                   \
			_exit(1);                                                                                      \
		}                                                                                                      \
	} while (0)

static void try_files(int out)
{
	char *own = in_folder("own/a.ini"), *moved = in_folder("own/deep/b.ini"), *rules = in_folder("rules/pack.ini");
	char *fresh = in_folder("rules/new.ini"), *secret = in_folder("secret.txt"), *link_name = in_folder("own/link");

	IS("own file written", open(own, O_RDWR | O_CREAT | O_TRUNC, 0600), 0);
	IS("folder made", mkdir(in_folder("own/deep"), 0700), 0);
	IS("file moved between folders", rename(own, moved), 0);
	IS("file removed", unlink(moved), 0);
	IS("rules read", open(rules, O_RDONLY), 0);
	IS("rules written", open(rules, O_WRONLY), EACCES);
	IS("rules cut off", truncate(rules, 0), EACCES);
	IS("rules added", open(fresh, O_WRONLY | O_CREAT, 0600), EACCES);
	IS("secret read", open(secret, O_RDONLY), EACCES);
	IS("secret read over a link", open(link_name, O_RDONLY), EACCES);
	IS("folder above listed", open(folder, O_RDONLY | O_DIRECTORY), EACCES);
	IS("secret moved in", rename(secret, own), EACCES);
}

static void try_calls(int out)
{
	char *const arguments[] = {(char *)"true", NULL};

	IS("socket", socket(AF_INET, SOCK_STREAM, 0), EPERM);
	IS("local socket", socket(AF_UNIX, SOCK_STREAM, 0), EPERM);
	if (getenv("TK_VALGRIND") == NULL) /* which dies of an exec that fails */
		IS("another program", execv("/bin/true", arguments), EPERM);
	IS("keys for the shell behind", ioctl(out, TIOCSTI, "x"), EPERM);
	IS("memory of another", syscall(SYS_process_vm_readv, getppid(), NULL, 0, NULL, 0, 0), EPERM);
	IS("io_uring", syscall(SYS_io_uring_setup, 1, NULL), EPERM);
}

static void try_broker(int out, struct broker *broker)
{
	char *secret = in_folder("secret.txt");
	int listed = broker_open(broker, BROKER_FOLDER, folder);

	IS("secret from the broker", broker_open(broker, BROKER_FILE, secret), 0);
	IS("folder from the broker", listed, 0);
	DIR *listing = fdopendir(listed);
	if (listing == NULL || readdir(listing) == NULL) {
		dprintf(out, "folder from the broker is not listed");
		_exit(1);
	}
	IS("secret by that folder", openat(listed, "secret.txt", O_RDONLY), EACCES);
}

static void be_confined(int out)
{
	char *own = in_folder("own"), *rules = in_folder("rules"), *absent = in_folder("absent");
	const struct confine_folder folders[] = {{own, true}, {rules, false}, {absent, true}};
	struct broker *broker = broker_start();
	struct confinement given = confine(folders, 3);

	/* What the kernel has, it has to give. */
	if (broker == NULL || !given.wanted || !given.privileges || given.calls != has_seccomp() ||
		given.files != has_landlock()) {
		dprintf(out, "no broker, or something was kept");
		_exit(1);
	}
	if (given.files)
		try_files(out);
	if (given.calls)
		try_calls(out);
	if (given.files)
		try_broker(out, broker);
	dprintf(out, "%s%s", given.files ? "" : "no Landlock here. ", given.calls ? "" : "no seccomp here. ");
	broker_stop(broker);
	_exit(0);
}

START_TEST(a_confined_process_is_refused_the_rest)
{
	int ends[2], status;
	char said[256] = "";

	if (!WITH_CONFINEMENT) {
		puts("built without confinement");
		return;
	}
	make_folder(folder);
	make("own");
	make("rules");
	put_here("rules/pack.ini", "x");
	put_here("secret.txt", "bytes");
	char *target = in_folder("secret.txt"), *link_path = in_folder("own/link");
	ck_assert_int_eq(symlink(target, link_path), 0);
	free(target);
	free(link_path);
	ck_assert_int_eq(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0)
		be_confined(ends[1]);
	close(ends[1]);
	for (size_t length = 0; length < sizeof(said) - 1;) {
		ssize_t got = read(ends[0], said + length, sizeof(said) - 1 - length);
		if (got <= 0)
			break;
		length += (size_t)got;
	}
	close(ends[0]);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s", said);
	puts(said);
	remove_folder(folder);
}
END_TEST

/* ---- the wizard ------------------------------------------------------------------------------ */

#if defined __x86_64__

/* Makes the stopped process call NUMBER, with its first operands; TEXT, if any, is where the second one points to. Its
 * own call begins anew afterwards. */
static long call_as(pid_t process, long number, const long operands[3], const char *text)
{
	struct user_regs_struct own, made;
	int status;

	ck_assert_int_eq(ptrace(PTRACE_GETREGS, process, 0, &own), 0);
	made = own;
	made.orig_rax = (unsigned long)number;
	made.rdi = (unsigned long)operands[0];
	made.rsi = (unsigned long)operands[1];
	made.rdx = (unsigned long)operands[2];
	made.r10 = 0;
	if (text != NULL) {
		made.rsi = own.rsp - 4096;
		struct iovec from = {(void *)(uintptr_t)text, strlen(text) + 1},
			     to = {(void *)(uintptr_t)made.rsi, strlen(text) + 1};
		ck_assert_int_eq(process_vm_writev(process, &from, 1, &to, 1, 0), (ssize_t)to.iov_len);
	}
	ck_assert_int_eq(ptrace(PTRACE_SETREGS, process, 0, &made), 0);
	ck_assert_int_eq(ptrace(PTRACE_SYSCALL, process, 0, 0), 0);
	ck_assert_int_eq(waitpid(process, &status, 0), process);
	ck_assert(WIFSTOPPED(status));
	ck_assert_int_eq(ptrace(PTRACE_GETREGS, process, 0, &made), 0);
	/* Back to before its call, and into it again. */
	own.rip -= 2;
	own.rax = own.orig_rax;
	ck_assert_int_eq(ptrace(PTRACE_SETREGS, process, 0, &own), 0);
	ck_assert_int_eq(ptrace(PTRACE_SYSCALL, process, 0, 0), 0);
	ck_assert_int_eq(waitpid(process, &status, 0), process);
	return (long)made.rax;
}

/* Stops it at the beginning of a call: a key makes it read, and then wait again. */
static void stop_in_call(struct pty *pty)
{
	int status;

	ck_assert_int_eq(ptrace(PTRACE_SEIZE, pty->child, 0, PTRACE_O_TRACESYSGOOD), 0);
	ck_assert_int_eq(ptrace(PTRACE_INTERRUPT, pty->child, 0, 0), 0);
	ck_assert_int_eq(waitpid(pty->child, &status, 0), pty->child);
	ck_assert_int_eq(ptrace(PTRACE_SYSCALL, pty->child, 0, 0), 0);
	pty_type(pty, "\t");
	do {
		ck_assert_int_eq(waitpid(pty->child, &status, 0), pty->child);
		ck_assert_msg(WIFSTOPPED(status), "it has ended");
		if (WSTOPSIG(status) != (SIGTRAP | 0x80))
			ck_assert_int_eq(ptrace(PTRACE_SYSCALL, pty->child, 0, 0), 0);
	} while (WSTOPSIG(status) != (SIGTRAP | 0x80));
	struct __ptrace_syscall_info about;
	ck_assert_int_gt(ptrace(PTRACE_GET_SYSCALL_INFO, pty->child, sizeof(about), &about), 0);
	if (about.op == PTRACE_SYSCALL_INFO_EXIT) {
		ck_assert_int_eq(ptrace(PTRACE_SYSCALL, pty->child, 0, 0), 0);
		ck_assert_int_eq(waitpid(pty->child, &status, 0), pty->child);
	}
}

static bool status_says(pid_t process, const char *line)
{
	char path[64], text[256];
	bool found = false;

	snprintf(path, sizeof(path), "/proc/%ld/status", (long)process);
	FILE *file = fopen(path, "r");
	ck_assert_ptr_nonnull(file);
	while (!found && fgets(text, sizeof(text), file) != NULL)
		found = strncmp(text, line, strlen(line)) == 0;
	fclose(file);
	return found;
}

static void is_refused(struct pty *pty, const char *what, long number, const long operands[3], const char *text, int expected)
{
	long result = call_as(pty->child, number, operands, text);

	ck_assert_msg(result == -expected, "%s: %s", what, result < 0 ? strerror((int)-result) : "done");
}

static void start_wizard(struct pty *pty, const char *option)
{
	static char path[1024];
	char *const arguments[] = {path, (char *)"--language", (char *)"en", (char *)"--new", (char *)option, NULL};
	char *data = in_folder("data"), *config = in_folder("config");

	setenv("HOME", folder, 1);
	setenv("XDG_DATA_HOME", data, 1);
	setenv("XDG_CONFIG_HOME", config, 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	pty_skip_welcome(config);
	snprintf(path, sizeof(path), "%s/src/tuikuan", getenv("TK_BUILDDIR"));
	pty_start(pty, 24, 80, arguments);
	pty_wait(pty, "rovider"); /* a label, or the question */
	free(data);
	free(config);
}

/* What an intruder would try first. */
static void refuses_an_intruder(struct pty *pty)
{
	char *secret = in_folder("secret.txt"), *planted = in_folder("planted.sh");
	long inet[] = {AF_INET, SOCK_STREAM, 0}, local[] = {AF_UNIX, SOCK_STREAM, 0}, here[] = {AT_FDCWD, 0, O_RDONLY};
	long making[] = {AT_FDCWD, 0, O_WRONLY | O_CREAT}, keys[] = {0, TIOCSTI, 0};

	is_refused(pty, "a connection", SYS_socket, inet, NULL, EPERM);
	is_refused(pty, "a local socket", SYS_socket, local, NULL, EPERM);
	is_refused(pty, "a shell", SYS_execveat, here, "/bin/sh", EPERM);
	is_refused(pty, "keys for the shell", SYS_ioctl, keys, NULL, EPERM);
	if (has_landlock()) {
		is_refused(pty, "a file of the person", SYS_openat, here, secret, EACCES);
		is_refused(pty, "the list of people", SYS_openat, here, "/etc/passwd", EACCES);
		is_refused(pty, "a file that is planted", SYS_openat, making, planted, EACCES);
	} else {
		puts("no Landlock here");
	}
	ck_assert_int_ne(access(planted, F_OK), 0);
	free(secret);
	free(planted);
}

static void wizard_is_confined(const char *option)
{
	struct pty pty;

	if (!WITH_CONFINEMENT)
		return;
	make_folder(folder);
	put_here("secret.txt", "bytes");
	start_wizard(&pty, option);
	ck_assert(status_says(pty.child, "NoNewPrivs:\t1"));
	ck_assert(status_says(pty.child, "Seccomp:\t2"));
	stop_in_call(&pty);
	refuses_an_intruder(&pty);
	ck_assert_int_eq(ptrace(PTRACE_DETACH, pty.child, 0, 0), 0);
	/* It has not noticed anything. */
	pty_type(&pty, strcmp(option, "--plain") == 0 ? "\nquit\n" : "\021");
	ck_assert_int_eq(pty_end(&pty), 0);
	remove_folder(folder);
}

START_TEST(the_wizard_refuses_an_intruder)
{
	wizard_is_confined("--form");
	wizard_is_confined("--plain");
}
END_TEST

#else

START_TEST(the_wizard_refuses_an_intruder)
{
	puts("calls are put into processes of x86-64 alone");
}
END_TEST

#endif

int main(void)
{
	const struct suite_group groups[] = {
		{"broker", {a_broker_opens_what_is_named, a_broker_runs_its_two_programs_and_no_other,
			a_broker_that_is_gone_is_told, a_broker_ends_with_its_owner}},
		{"confined", {a_confined_process_is_refused_the_rest, the_wizard_refuses_an_intruder}},
	};

	return SUITE_RUN("confine", groups);
}
