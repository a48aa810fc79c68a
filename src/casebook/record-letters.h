/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of letter templates that a record names by its hash. Knows where templates lie; must not
 * know what stands in them.
 */
#ifndef CASEBOOK_RECORD_LETTERS_H
#define CASEBOOK_RECORD_LETTERS_H

#include "record.h"

/* The list as it is now, a line for each template of the pack's family; empty when there are none.
 * With FOLDER each template is kept there as well. Caller frees; NULL: errno. */
char *record_letters_list(const struct tk_policy_head *head, const struct places *places,
	const char *folder, enum tk_status *ret_status);
/* Puts its hash into [decision]. false = no memory. */
bool record_letters_hash(struct case_file *file, const struct tk_policy_head *head,
	const struct places *places);
/* Keeps bytes under their hash, all or nothing, mode 0600. */
enum tk_status record_keep_bytes(
	const char *folder, const char *sha256, const char *bytes, size_t length);
/* Reads a file of a size that a pack may have. */
enum tk_status record_read(const char *path, char **ret_bytes, size_t *ret_length);

#endif
