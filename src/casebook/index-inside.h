/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the index share. */
#ifndef CASEBOOK_INDEX_INSIDE_H
#define CASEBOOK_INDEX_INSIDE_H

#include <sys/stat.h>
#include <time.h>

#include "case-lines.h"
#include "index.h"
#include "text.h"

/* What the file system says of a file: another file, or another content, has another one. */
struct index_stamp {
	uint64_t inode;
	int64_t size;
	int64_t modified[2], changed[2]; /* seconds, nanoseconds */
};
struct index_stamp index_stamp_of(const struct stat *about);

struct index_entry {
	struct index_case shown;
	struct index_stamp stamp; /* of the file that was read */
	bool settled; /* the stamp tells: the file was not changed in the very tick in which it was read */
	char *block;  /* that the strings lie in, owned; NULL: in the kept bytes */
};

struct index_entries {
	struct index_entry *items;
	size_t count, capacity;
};
bool index_entries_add(struct index_entries *entries, struct index_entry entry);
void index_entries_release(struct index_entries *entries);

/* What is used again from case to case. */
struct index_reader {
	struct case_lines lines;
	struct text_buffer bytes, hashed;
};
void index_reader_init(struct index_reader *reader);
void index_reader_release(struct index_reader *reader);
/* Reads the case of that name in the folder open as FOLDER. What cannot be read is an entry too. TK_NO_MEMORY is
 * the only failure. */
enum tk_status index_read_case(struct index_reader *reader, int folder, const char *file_name,
	struct index_entry *ret_entry);

/* ---- what is kept (index-kept.c) ---- */

/* The entries that were kept; their strings lie in *RET_BYTES, which the caller frees. None when nothing is
 * kept, or anything is wrong with it. */
void index_kept_load(int folder, struct index_entries *ret_entries, char **ret_bytes);
/* A file being written beside: the moment at which it was made, by the clock of the file system. */
struct index_keeping {
	int fd; /* -1: nothing can be kept here */
	char name[32];
	int64_t begun[2];
};
void index_kept_begin(int folder, struct index_keeping *ret_keeping);
/* Keeps ENTRIES, or with NULL gives up. */
void index_kept_end(int folder, struct index_keeping *keeping, const struct index_entries *entries);

#endif
