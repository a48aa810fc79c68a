/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the running program lies, and whether that is the tree it was built in: then it finds its
 * data and its messages without being installed. Must not know what is looked for there.
 */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

/* The folder of the running program's file. Caller frees; NULL = unknown. */
char *program_folder(void);
/* The top source folder when the program runs from its build tree (its folder then holds a file
 * "build-tree" that names it), else NULL. Caller frees. */
char *program_source_folder(void);

#endif
