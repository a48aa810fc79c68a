/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saves that go wrong at every system call. Runs the real program (PROGRAM --plain, a case with a change, save)
 * under ptrace, counts the calls on files of the cases, and then for each of them starts anew and lets it
 * fail with an error, or kills the program before it or after it. Each time the folder is looked at, and the
 * program started again: the last saved state has to be whole, and what was not saved yet must be in a draft that
 * is offered, or the person must have been told. Then the same on disks that are really full, a few pages from it,
 * or read only, and with a second program at the same case.
 *
 * usage: faults PROGRAM FOLDER [EVERY]. EVERY: each so-many-th fault alone (1: all). Exits 77 where ptrace is not
 * permitted, 1 when anything was lost.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include "case.h"
#include "faults.h"

#if !defined(__x86_64__)
int main(void)
{
	puts("SKIP: faults are put into system calls of x86-64 alone");
	return 77;
}
#else

#define SKIP 77

/* ---- system calls -------------------------------------------------------------------------------- */

enum operand { PATH_FIRST, PATH_SECOND, FD_FIRST };
static const struct call {
	long number;
	const char *name;
	enum operand operand;
	int errors[6]; /* that it may fail with, 0-terminated */
} calls[] = {
	{SYS_openat, "openat", PATH_SECOND, {ENOSPC, EROFS, EIO, EACCES, EMFILE}},
	{SYS_open, "open", PATH_FIRST, {ENOSPC, EROFS, EIO}},
	{SYS_write, "write", FD_FIRST, {ENOSPC, EIO, EDQUOT, ESTALE}},
	{SYS_pwrite64, "pwrite64", FD_FIRST, {ENOSPC, EIO}},
	{SYS_fsync, "fsync", FD_FIRST, {EIO, ENOSPC, EDQUOT}},
	{SYS_close, "close", FD_FIRST, {EIO, ENOSPC}},
	{SYS_rename, "rename", PATH_SECOND, {EXDEV, EIO, ESTALE, EROFS, ENOSPC}},
	{SYS_link, "link", PATH_FIRST, {EPERM, EIO, EROFS}},
	{SYS_linkat, "linkat", PATH_SECOND, {EPERM, EIO, EROFS}},
	{SYS_unlink, "unlink", PATH_FIRST, {EIO, EROFS, EACCES}},
	{SYS_unlinkat, "unlinkat", PATH_SECOND, {EIO, EROFS}},
	{SYS_mkdir, "mkdir", PATH_FIRST, {ENOSPC, EROFS, EIO}},
	{SYS_chmod, "chmod", PATH_FIRST, {EPERM, EROFS, EIO}},
	{SYS_fchmod, "fchmod", FD_FIRST, {EPERM, EROFS, EIO}},
	{SYS_ftruncate, "ftruncate", FD_FIRST, {EIO, ENOSPC}},
	{SYS_fcntl, "fcntl", FD_FIRST, {ENOLCK, EIO}},
	{SYS_read, "read", FD_FIRST, {EIO, ESTALE}},
	{SYS_pread64, "pread64", FD_FIRST, {EIO}},
	{SYS_stat, "stat", PATH_FIRST, {EIO, ESTALE, EACCES}},
	{SYS_lstat, "lstat", PATH_FIRST, {EIO, ESTALE}},
	{SYS_newfstatat, "newfstatat", PATH_SECOND, {EIO, ESTALE, EACCES}},
	{SYS_fstat, "fstat", FD_FIRST, {EIO, ESTALE}},
	{SYS_access, "access", PATH_FIRST, {EIO, EACCES}},
	{SYS_faccessat, "faccessat", PATH_SECOND, {EIO, EACCES}},
	{SYS_getdents64, "getdents64", FD_FIRST, {EIO}},
};

static const struct call *find_call(long number)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		if (calls[i].number == number)
			return &calls[i];
	}
	return NULL;
}

/* A text of the other process; cut where it does not fit. */
static void read_text(pid_t child, unsigned long at, char *text, size_t size)
{
	struct iovec here = {text, size - 1}, there = {(void *)at, size - 1};
	ssize_t got = process_vm_readv(child, &here, 1, &there, 1, 0);

	/* The end of a page may be the end of the memory. */
	if (got < 0) {
		there.iov_len = here.iov_len = 4096 - at % 4096 < size - 1 ? 4096 - at % 4096 : size - 1;
		got = process_vm_readv(child, &here, 1, &there, 1, 0);
	}
	text[got < 0 ? 0 : got] = '\0';
}

/* The file that a call is about, "" for none. */
static void file_of_call(
	pid_t child, const struct call *call, const struct user_regs_struct *registers, char path[PATH_MAX])
{
	char link[64];

	path[0] = '\0';
	if (call->operand == PATH_FIRST)
		read_text(child, registers->rdi, path, PATH_MAX);
	else if (call->operand == PATH_SECOND)
		read_text(child, registers->rsi, path, PATH_MAX);
	if (call->operand != FD_FIRST && path[0] != '\0')
		return;
	snprintf(link, sizeof(link), "/proc/%d/fd/%d", (int)child, (int)registers->rdi);
	ssize_t length = readlink(link, path, PATH_MAX - 1);
	path[length < 0 ? 0 : length] = '\0';
}

/* ---- one run ------------------------------------------------------------------------------------- */

#define CALLS_MOST 2000
/* What the run without a fault has shown. */
static struct seen {
	const struct call *call;
	char file[80];
	int promised; /* states of the session (below) on disk before it, in the case or in its draft */
} seen[CALLS_MOST + 1];

static void remember_call(const struct world *world, struct seen *of, const struct call *call, const char *path)
{
	const char *base = path + strlen(world->data);

	of->call = call;
	snprintf(of->file, sizeof(of->file), "%.79s", *base == '/' ? base + 1 : "the folder above");
	/* Random names of temporary files, and hashes, say nothing. */
	char *temporary = strstr(of->file, ".tuikuan-"), *kept = strstr(of->file, "records/");
	if (temporary != NULL)
		strcpy(temporary, ".tuikuan-*");
	else if (kept != NULL)
		strcpy(kept, "records/*");
}

void become_program(const struct world *world, bool traced)
{
	int in = open(world->input, O_RDONLY), out = open(world->output, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (in < 0 || out < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0)
		_exit(SKIP);
	close(in);
	close(out);
	setenv("XDG_DATA_HOME", world->data, 1);
	if (traced && ptrace(PTRACE_TRACEME, 0, 0, 0) != 0)
		_exit(SKIP);
	if (traced)
		raise(SIGSTOP);
	execl(world->program, world->program, "--plain", "--language", "en", ID, (char *)NULL);
	_exit(127);
}

static void kill_now(pid_t child, struct run *run)
{
	kill(child, SIGKILL);
	run->killed = true;
}

/* At the entry of a call: whether it is the one that goes wrong. */
static bool is_chosen(const struct world *world, pid_t child, struct run *run, const struct user_regs_struct *registers)
{
	const struct call *call = find_call((long)registers->orig_rax);
	char path[PATH_MAX];

	if (call == NULL)
		return false;
	file_of_call(child, call, registers, path);
	if (strncmp(path, world->data, strlen(world->data)) != 0)
		return false;
	if (run->at < 0 && run->count < CALLS_MOST) {
		remember_call(world, &seen[run->count], call, path);
		/* Each draft is one state more; the save after it puts the same into the case. */
		run->states += call->number == SYS_rename && strstr(path, ".draft") != NULL;
		seen[run->count + 1].promised = run->states;
	}
	return run->count++ == run->at;
}

/* Makes the call that is about to be made none, and its result an error. */
static void fail_call(pid_t child, struct run *run, struct user_regs_struct *registers)
{
	registers->orig_rax = (unsigned long)-1;
	ptrace(PTRACE_SETREGS, child, 0, registers);
	ptrace(PTRACE_SYSCALL, child, 0, 0);
	if (waitpid(child, &run->status, 0) == child && WIFSTOPPED(run->status)) {
		ptrace(PTRACE_GETREGS, child, 0, registers);
		registers->rax = (unsigned long)-run->error;
		ptrace(PTRACE_SETREGS, child, 0, registers);
	}
}

static void trace(const struct world *world, pid_t child, struct run *run)
{
	bool inside = false, pending = false;

	while (waitpid(child, &run->status, 0) == child && WIFSTOPPED(run->status)) {
		int signal = WSTOPSIG(run->status);
		if (signal != (SIGTRAP | 0x80)) {
			ptrace(PTRACE_SYSCALL, child, 0, signal == SIGTRAP || signal == SIGSTOP ? 0 : signal);
			continue;
		}
		struct user_regs_struct registers;
		ptrace(PTRACE_GETREGS, child, 0, &registers);
		inside = !inside;
		if (inside && is_chosen(world, child, run, &registers)) {
			if (run->fault == FAULT_BEFORE) {
				kill_now(child, run);
				continue;
			}
			if (run->fault == FAULT_FAILS) {
				fail_call(child, run, &registers);
				inside = false;
			}
			pending = run->fault == FAULT_AFTER;
		} else if (!inside && pending) {
			kill_now(child, run);
			continue;
		}
		ptrace(PTRACE_SYSCALL, child, 0, 0);
	}
}

/* false: ptrace is not permitted. */
static bool start(const struct world *world, struct run *run)
{
	pid_t child = fork();

	if (child < 0)
		return false;
	if (child == 0)
		become_program(world, true);
	if (waitpid(child, &run->status, 0) != child || !WIFSTOPPED(run->status))
		return false;
	if (ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) != 0) {
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		return false;
	}
	ptrace(PTRACE_SYSCALL, child, 0, 0);
	trace(world, child, run);
	return true;
}

/* ---- the folder ---------------------------------------------------------------------------------- */

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
	(void)about;
	(void)kind;
	(void)where;
	return remove(path);
}

void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0) {
		fprintf(stderr, "faults: %s: %s\n", path, strerror(errno));
		exit(1);
	}
	chmod(path, 0600);
}

static const char case_text_before[] = "[case]\nformat = 1\nid = " ID "\nsaves = 1\nstatus = draft\n\n"
	"[facts]\nprovider = small\nbilling = subscription\n"
	"order_kind = new\nordered_at = 2026-11-23T14:00:00+08:00\npaid = 800.00\n";

/* The folder as it is before each run: a case saved once, with 800.00 paid. */
void restore(const struct world *world)
{
	char path[PATH_MAX];

	nftw(world->data, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	mkdir(world->data, 0700);
	snprintf(path, sizeof(path), "%.4000s/tuikuan", world->data);
	mkdir(path, 0700);
	mkdir(world->cases, 0700);
	snprintf(path, sizeof(path), "%.4000s/" ID ".ini", world->cases);
	put(path, case_text_before);
}

char *text_of_file(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;

	if (file == NULL || getdelim(&text, &size, '\0', file) < 0) {
		free(text);
		text = strdup("");
	}
	if (file != NULL)
		fclose(file);
	return text;
}

/* ---- what is found ------------------------------------------------------------------------------- */

/* What was paid by the case, or draft, with that ending: NULL when it cannot be read whole. Caller frees. */
char *paid_in(const struct world *world, const char *ending)
{
	char path[PATH_MAX], *paid = NULL;
	struct case_file *file = NULL;
	struct tk_errors errors;

	snprintf(path, sizeof(path), "%.4000s/" ID "%s", world->cases, ending);
	tk_errors_init(&errors);
	if (case_load(path, &file, &errors) == TK_OK && errors.count == 0) {
		const char *text = case_values_get(&file->facts, "paid");
		paid = strdup(text == NULL ? "" : text);
	}
	case_free(file);
	tk_errors_release(&errors);
	return paid;
}

const char *const found_words[FOUND_COUNT] = {
	"whole; all of it saved",
	"whole; the newest draft is offered",
	"whole; the person was told",
	"whole; killed before anything was written",
	"LOST",
};

/* What is paid in the states of the session, the newest last: as the case was, after the first step, after the
 * second. */
static const char *const states[] = {"800.00", "700.00", "600.00"};

/* Which of them it is, -1 for none. */
int state_of(const char *paid)
{
	for (int i = 0; paid != NULL && i < 3; i++) {
		if (strcmp(paid, states[i]) == 0)
			return i;
	}
	return -1;
}

int count_of(const char *text, const char *word)
{
	int count = 0;

	for (; (text = strstr(text, word)) != NULL; text++)
		count++;
	return count;
}

/* The next start: it must open, say what the case holds, and offer a draft that is newer. */
static bool next_start(const struct world *world, bool *ret_offered)
{
	int status = -1;

	put(world->input, "\n");
	pid_t child = fork();
	if (child == 0)
		become_program(world, false);
	if (child < 0 || waitpid(child, &status, 0) != child)
		return false;
	char *output = text_of_file(world->output);
	*ret_offered = strstr(output, "was left unsaved") != NULL;
	bool opened = WIFEXITED(status) && WEXITSTATUS(status) == 0 && strstr(output, "tuikuan - ") != NULL;
	free(output);
	return opened;
}

enum found look(const struct world *world, const struct run *run)
{
	char *output = text_of_file(world->output), *paid = paid_in(world, ".ini"), *of_draft = paid_in(world, ".draft");
	int saved = state_of(paid), draft = state_of(of_draft), said = count_of(output, "Saved as");
	bool failed = WIFEXITED(run->status) && WEXITSTATUS(run->status) == 1 && strstr(output, "tuikuan: ") != NULL;
	bool told = failed || strstr(output, "could not be written") != NULL ||
		    strstr(output, "cannot be locked") != NULL;
	bool offered = false;
	bool opened = next_start(world, &offered);
	int best = offered && draft > saved ? draft : saved;
	int due = !run->killed ? 2 : seen[run->fault == FAULT_BEFORE ? run->at : run->at + 1].promised;
	enum found found = FOUND_LOST;

	/* What was said to be saved has to be, and what was written must still be there. */
	if (!opened || saved < 0 || saved < said || (of_draft != NULL && draft > saved && !offered))
		found = FOUND_LOST;
	else if (saved == 2)
		found = FOUND_NEW;
	else if (best >= due && best > 0)
		found = best == draft ? FOUND_DRAFT : FOUND_KILLED;
	else if (!run->killed && told)
		found = FOUND_TOLD;
	else if (run->killed && best >= due)
		found = FOUND_KILLED;
	free(output);
	free(paid);
	free(of_draft);
	return found;
}

/* ---- the table ----------------------------------------------------------------------------------- */

/* Twice: an answer, a step that leaves a draft, and a save. */
const char session[] = "go 1\n\n\n\n700\ngo 2\nsave\ngo 1\n\n\n\n600\ngo 2\nsave\nquit\n";

static enum found try_fault(const struct world *world, struct run *run)
{
	restore(world);
	put(world->input, session);
	run->count = 0;
	run->killed = false;
	start(world, run);
	return look(world, run);
}

static void try_one(const struct world *world, struct table *table, struct run *run, const char *how)
{
	if (table->turn++ % table->every != 0) {
		table->skipped++;
		return;
	}
	enum found found = try_fault(world, run);
	table->cells++;
	table->of[found]++;
	table->lost += found == FOUND_LOST;
	printf("%4ld  %-10s %-38s %-12s %s\n", run->at, seen[run->at].call->name, seen[run->at].file, how,
		found_words[found]);
	fflush(stdout);
	if (found == FOUND_LOST) {
		char *output = text_of_file(world->output);
		printf("      next start: %.400s\n", output);
		free(output);
	}
}

static void try_call(const struct world *world, struct table *table, long at)
{
	struct run run = {.at = at, .fault = FAULT_BEFORE};

	try_one(world, table, &run, "killed before");
	run.fault = FAULT_AFTER;
	try_one(world, table, &run, "killed after");
	run.fault = FAULT_FAILS;
	for (int i = 0; i < 6 && seen[at].call->errors[i] != 0; i++) {
		run.error = seen[at].call->errors[i];
		try_one(world, table, &run, strerrorname_np(run.error));
	}
}

/* Before it, calls only look for what there is. */
static long first_write(long count)
{
	long at = 0;

	while (at < count && (strstr(seen[at].file, ".lock") == NULL || seen[at].call->number != SYS_openat))
		at++;
	return at;
}

int main(int argc, char **argv)
{
	struct world world = {.program = argc > 1 ? argv[1] : ""};
	struct table table = {.every = argc > 3 ? strtol(argv[3], NULL, 10) : 1};
	struct run whole = {.at = -1};

	if (argc < 3 || table.every < 1) {
		fprintf(stderr, "usage: faults PROGRAM FOLDER [EVERY]\n");
		return 2;
	}
	snprintf(world.data, sizeof(world.data), "%.3000s/data", argv[2]);
	snprintf(world.cases, sizeof(world.cases), "%.3000s/data/tuikuan/cases", argv[2]);
	snprintf(world.input, sizeof(world.input), "%.3000s/input", argv[2]);
	snprintf(world.output, sizeof(world.output), "%.3000s/output", argv[2]);
	restore(&world);
	put(world.input, session);
	if (!start(&world, &whole) || (WIFEXITED(whole.status) && WEXITSTATUS(whole.status) == SKIP)) {
		printf("SKIP: ptrace is not permitted here: %s\n", strerror(errno));
		return SKIP;
	}
	enum found found = look(&world, &whole);
	printf("%ld calls on files; without a fault: %s\n", whole.count, found_words[found]);
	if (found != FOUND_NEW || whole.count < 20 || whole.count > CALLS_MOST || whole.states != 2)
		return 1;
	for (long at = first_write(whole.count); at < whole.count; at++)
		try_call(&world, &table, at);
	struct table *shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		return 1;
	*shared = table;
	fflush(stdout);
	try_disks(&world, argv[2], shared);
	try_second(&world, shared, false);
	try_second(&world, shared, true);
	table = *shared;
	printf("%ld faults tried, %ld left out\n", table.cells, table.skipped);
	for (int i = 0; i < FOUND_COUNT; i++)
		printf("%6ld  %s\n", table.of[i], found_words[i]);
	return table.lost == 0 ? 0 : 1;
}
#endif
