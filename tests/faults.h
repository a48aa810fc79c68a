/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What goes wrong under a save: the folder, a run of the program, and what is found after it. At system calls
 * (faults.c); on real disks, and with a second program (faults-disks.c).
 */
#ifndef TESTS_FAULTS_H
#define TESTS_FAULTS_H

#include <limits.h>
#include <stdbool.h>

#define ID "TK-20261123-0001"

enum fault { FAULT_NONE, FAULT_FAILS, FAULT_BEFORE, FAULT_AFTER };

struct world {
	const char *program;
	char data[PATH_MAX], cases[PATH_MAX], whole[PATH_MAX]; /* the folder as it was */
	char output[PATH_MAX], input[PATH_MAX];
};

/* Which call of a run is to go wrong, and how; then what that call was. */
struct run {
	long at; /* from 0; -1: none */
	enum fault fault;
	int error;
	long count; /* calls seen */
	int states; /* drafts written, in a run without faults */
	bool killed;
	int status;
};

/* Each cell of the table. */
enum found { FOUND_NEW, FOUND_DRAFT, FOUND_TOLD, FOUND_KILLED, FOUND_LOST, FOUND_COUNT };
struct table {
	long cells, lost, skipped;
	long of[FOUND_COUNT];
	long every, turn;
};

extern const char *const found_words[FOUND_COUNT];
/* What is typed: twice an answer, a step that leaves a draft, and a save. */
extern const char session[];

void put(const char *path, const char *text);
char *text_of_file(const char *path);
/* The folder as it is before each run: a case saved once, with 800.00 paid. */
void restore(const struct world *world);
/* In a process of its own. */
void become_program(const struct world *world, bool traced);
/* What was paid by the case, or draft, with that ENDING: NULL when it cannot be read whole. Caller frees. */
char *paid_in(const struct world *world, const char *ending);
/* Which of the states of the session it is, 2 the last; -1 for none. */
int state_of(const char *paid);
int count_of(const char *text, const char *word);
enum found look(const struct world *world, const struct run *run);

/* Counts in TABLE, which is shared with the process that mounts disks under FOLDER. */
void try_disks(const struct world *world, const char *folder, struct table *table);
void try_second(const struct world *world, struct table *table, bool killed);

#endif
