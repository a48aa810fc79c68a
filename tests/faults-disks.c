/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Disks that are really full, a few pages or files from it, or read only; and two programs at one case. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "faults.h"

#if defined(__x86_64__)

/* ---- real disks ------------------------------------------------------------------------------------ */

static bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);
	bool ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return ok;
}

/* Into namespaces of our own, where we may mount. */
static bool enter_namespaces(void)
{
	char map[2][64];

	snprintf(map[0], sizeof(map[0]), "0 %u 1", (unsigned)geteuid());
	snprintf(map[1], sizeof(map[1]), "0 %u 1", (unsigned)getegid());
	return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && write_file("/proc/self/setgroups", "deny") &&
	       write_file("/proc/self/uid_map", map[0]) && write_file("/proc/self/gid_map", map[1]);
}

/* Fills the disk at FOLDER, and then lets PAGES of it go. */
static void fill(const char *folder, int pages)
{
	static const char page[4096];
	char path[PATH_MAX];
	off_t length = 0;

	snprintf(path, sizeof(path), "%.4000s/filler", folder);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	while (fd >= 0 && write(fd, page, sizeof(page)) == (ssize_t)sizeof(page))
		length += (off_t)sizeof(page);
	if (fd < 0 || length < pages * 4096L || ftruncate(fd, length - pages * 4096L) != 0)
		exit(1);
	close(fd);
}

static void row(struct table *table, const char *what, enum found found, const struct world *world)
{
	table->cells++;
	table->of[found]++;
	table->lost += found == FOUND_LOST;
	printf("%-64s %s\n", what, found_words[found]);
	if (found == FOUND_LOST) {
		char *output = text_of_file(world->output);
		printf("      it said: %.2000s\n", output);
		free(output);
	}
	fflush(stdout);
}

static void run_session(const struct world *world, struct run *run)
{
	pid_t child = fork();

	if (child == 0)
		become_program(world, false);
	if (child < 0 || waitpid(child, &run->status, 0) != child)
		exit(1);
}

/* PAGES free, or INODES, where they are not negative; else the disk is read only. */
static void try_disk(const struct world *world, const char *disk, struct table *table, int pages, int inodes)
{
	char options[64], what[80];
	struct run run = {.at = -1};

	/* The root, three folders and the case are there before; a filler makes six. */
	snprintf(options, sizeof(options), "size=64k,nr_inodes=%d,mode=700", inodes < 0 ? 100 : 6 + inodes);
	if (mount("none", disk, "tmpfs", 0, options) != 0) {
		printf("a disk cannot be mounted: %s\n", strerror(errno));
		exit(1);
	}
	restore(world);
	fill(disk, pages < 0 ? 8 : pages);
	if (pages >= 0)
		snprintf(what, sizeof(what), "a disk with %d KB left", pages * 4);
	else if (inodes >= 0)
		snprintf(what, sizeof(what), "a disk with room for %d more files", inodes);
	else
		snprintf(what, sizeof(what), "a disk that is read only");
	if (pages < 0 && inodes < 0 && mount("none", disk, "tmpfs", MS_REMOUNT | MS_RDONLY, options) != 0)
		exit(1);
	put(world->input, session);
	run_session(world, &run);
	row(table, what, look(world, &run), world);
	umount2(disk, MNT_DETACH);
}

/* In a process of its own: what it mounts is gone with it. Its counts come back in TABLE, which is shared. */
void try_disks(const struct world *world, const char *folder, struct table *table)
{
	struct world there = *world;
	char disk[PATH_MAX];
	int status = -1;

	snprintf(disk, sizeof(disk), "%.3000s/disk", folder);
	snprintf(there.data, sizeof(there.data), "%.3000s/disk/data", folder);
	snprintf(there.cases, sizeof(there.cases), "%.3000s/disk/data/tuikuan/cases", folder);
	mkdir(disk, 0700);
	pid_t child = fork();
	if (child == 0) {
		if (!enter_namespaces() || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) {
			printf("SKIP: namespaces are refused here: %s\n", strerror(errno));
			exit(0);
		}
		for (int pages = 0; pages <= 10; pages++)
			try_disk(&there, disk, table, pages, -1);
		for (int inodes = 0; inodes <= 6; inodes++)
			try_disk(&there, disk, table, -1, inodes);
		try_disk(&there, disk, table, -1, -1);
		exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
		table->lost++;
}

/* ---- a second program --------------------------------------------------------------------------------- */

/* A program at the case, which waits for what comes through RET_PIPE. */
static pid_t first_program(const struct world *world, int *ret_pipe)
{
	struct world own = *world;
	int ends[2];

	snprintf(own.output, sizeof(own.output), "%.4000s-first", world->output);
	snprintf(own.input, sizeof(own.input), "/dev/stdin");
	if (pipe2(ends, O_CLOEXEC) != 0)
		exit(1);
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[0], 0);
		become_program(&own, false);
	}
	close(ends[0]);
	*ret_pipe = ends[1];
	/* It is there once it has asked something. */
	for (int i = 0; i < 3000; i++) {
		char *output = text_of_file(own.output);
		bool there = strstr(output, "> ") != NULL;
		free(output);
		if (there)
			return child;
		usleep(10000);
	}
	exit(1);
}

/* The second is told, and changes nothing; the first saves all of its own. Or the first is KILLED, and the second can
 * work as if there had been none. */
void try_second(const struct world *world, struct table *table, bool killed)
{
	struct run run = {.at = -1};
	int input;

	restore(world);
	pid_t first = first_program(world, &input);
	if (killed) {
		kill(first, SIGKILL);
		waitpid(first, NULL, 0);
	}
	put(world->input, session);
	run_session(world, &run);
	char *said = text_of_file(world->output), *paid = paid_in(world, ".ini");
	bool told = strstr(said, "edit") != NULL && count_of(said, "Saved as") == 0 && state_of(paid) == 0;
	free(said);
	free(paid);
	if (killed) {
		close(input);
		row(table, "a program killed at a case, and a second one there", look(world, &run), world);
		return;
	}
	row(table, "a second program at a case that another one edits", told ? FOUND_TOLD : FOUND_LOST, world);
	if (write(input, session, strlen(session)) != (ssize_t)strlen(session))
		exit(1);
	close(input);
	waitpid(first, &run.status, 0);
	paid = paid_in(world, ".ini");
	row(table, "the first one, which goes on and saves", state_of(paid) == 2 ? FOUND_NEW : FOUND_LOST, world);
	free(paid);
}
#endif
