/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole cases put away: archived, and deleted with all that lies beside them. Knows which files of the folder
 * belong to a case; must not know screens, rules, or what a case says.
 */
#ifndef CASEBOOK_SHELF_H
#define CASEBOOK_SHELF_H

#include "index.h"

/* Archives the case NAME at the moment NOW, or takes it out again, and notes so in its history; WHO may be NULL.
 * TK_IO: with *ret_holder who edits it now (caller frees), else errno. TK_INVALID: it cannot be read as a case. */
enum tk_status shelf_archive(const char *folder, const char *name, bool archived, int64_t now, const char *who,
	char **ret_holder);

struct shelf_files {
	char **paths;
	size_t count;
};
void shelf_files_release(struct shelf_files *files);
/* The files of the case NAME: itself, its draft, what was kept of a damaged one, papers written beside it, and what
 * its record was made with, where no other case in INDEX names it. TK_NO_MEMORY, or TK_IO with errno. */
enum tk_status shelf_files_of(const char *folder, const struct index *index, const char *name,
	struct shelf_files *ret_files);
/* Deletes them, each; what is deleted is left in FILES. TK_IO: with *ret_holder who edits the case now, else errno,
 * for the file *ret_failed (caller frees both). */
enum tk_status shelf_delete(const char *folder, const char *name, struct shelf_files *files, char **ret_holder,
	char **ret_failed);

#endif
