/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A case on disk: one INI file, read through base/ini, written by our own percent-encoding writer,
 * all or nothing. Knows the format and the vocabulary; must not know screens or rules.
 *
 * Sections: [case] format=1 id policy revision created changed saves agent archived status
 * status.SUBMITTED...;
 * [facts] NAME = VALUE ("?" is not sure); [known] NAME = typed|pasted|told|seen; [evidence]
 * DOCUMENT = no|yes|PATH; [files] DOCUMENT = SHA256 SIZE TYPE; [letter] LENGTH = edited text; [notes] text; [decision] the last
 * evaluation; [history] NUMBER = what happened (history.h).
 */
#ifndef CASEBOOK_CASE_H
#define CASEBOOK_CASE_H

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

#include "history.h"
#include "tuikuan.h"

enum case_status {
	CASE_DRAFT,
	CASE_READY,
	CASE_SUBMITTED,
	CASE_IN_REVIEW,
	CASE_REFUNDED,
	CASE_REFUSED,
	CASE_DISPUTED,
	CASE_STATUS_COUNT
};
const char *case_status_name(enum case_status status); /* "draft", "in-review", ... */
bool case_status_parse(const char *name, enum case_status *ret_status);
#define CASE_STATUS_LIST "draft, ready, submitted, in-review, refunded, refused, disputed"

/* A value as it stands in the file; kept as text so that a case survives facts this program or pack
 * does not know and values that are wrong. */
struct case_value {
	char *name; /* fact or document id */
	char *text; /* unescaped */
	enum tk_known known;
	int line; /* in the file it was read from, 0 when new */
};

struct case_values {
	struct case_value *items;
	size_t count, capacity;
};
/* NULL when absent. */
const char *case_values_get(const struct case_values *values, const char *name);
const struct case_value *case_values_find(const struct case_values *values, const char *name);
/* Sets or, with text NULL, removes. false = no memory. */
bool case_values_set(
	struct case_values *values, const char *name, const char *text, enum tk_known known);
void case_values_clear(struct case_values *values);

enum case_letter {
	CASE_LETTER_REASON,
	CASE_LETTER_TICKET,
	CASE_LETTER_LETTER,
	CASE_LETTER_STATEMENT,
	CASE_LETTER_COMPLAINT,
	CASE_LETTER_RESCISSION,
	CASE_LETTER_COUNT
};
const char *case_letter_name(enum case_letter letter); /* "reason", ... */

/* By what a file is known again. */
struct case_stamp {
	bool known;
	ino_t inode; /* 0: there was no file */
	off_t size;
	struct timespec changed;
};

struct case_file {    /* strings are owned; NULL when absent */
	char *path;   /* where it was read from or last saved; NULL when new */
	char *id;     /* TK-YYYYMMDD-NNNN */
	char *policy; /* pack id */
	char *revision;
	int64_t created, changed; /* moments; -1 unknown */
	long saves;               /* how often its answers were saved; in a draft, of the case it began from */
	char *agent;
	int64_t archived; /* since when it is out of the queue; -1: it is not */
	bool damaged; /* lines were left out when it was read: a save keeps the old file */
	struct case_stamp stamp; /* of the file at path when it was read or saved last */
	char *kept_as;           /* the old file, where the last save kept it; else NULL */
	enum case_status status;
	int64_t status_since[CASE_STATUS_COUNT]; /* moment, -1 never */
	struct case_values facts;
	struct case_values evidence;
	struct case_values files; /* of evidence that is a path: what it was when attached (evidence.h) */
	struct case_values decision;      /* key/value as written by record_decision */
	char *letters[CASE_LETTER_COUNT]; /* edited text, NULL: as the template makes it */
	char *letter_language;            /* of the edited letters */
	char *notes;
	struct history history;
};

struct case_file *case_new(void); /* status draft, everything empty; NULL = no memory */
void case_free(struct case_file *file);

/* Reads a case. Lines that are wrong are reported and left out, the rest is kept: TK_OK with
 * errors->count > 0 is possible. TK_INVALID: not a case file at all. TK_IO: errno. */
enum tk_status case_load(const char *path, struct case_file **ret_file, struct tk_errors *errors);
/* Writes to PATH with mode 0600, all or nothing. TK_IO: errno says why (EFBIG: more than a case can
 * hold) and what was there stands. Where the file of the case has lines that were left out when it was
 * read, or was written by another hand since, it stays under the name file->kept_as ("PATH~",
 * "PATH~2" ...). */
enum tk_status case_save(struct case_file *file, const char *path);
/* The same for what is only noted of a case: a draft of it stays as new as it was. */
enum tk_status case_save_noted(struct case_file *file, const char *path);
/* Adds ENTRY to the history of the case that FILE was read from or saved to, on disk and in FILE; all else
 * that is new in FILE stays unwritten, and all else that is on disk stays as it is. Whoever calls it holds the lock. TK_INVALID: what is on disk now is
 * no case. */
enum tk_status case_note(struct case_file *file, const struct history_entry *entry);
/* The status that the case had, the first at INDEX 0, and since when: from its history, or from the dates of its
 * statuses where that tells of none. false: there is none. */
bool case_status_at(const struct case_file *file, size_t index, enum case_status *ret_status, int64_t *ret_since);
/* When an answer was changed last after it was given once; 0: never, as far as the history goes. */
int64_t case_changed_at(const struct case_file *file, const char *fact);
/* The same for its draft: what is at PATH is replaced. */
enum tk_status case_save_draft(const struct case_file *file, const char *path);
/* By what the file at PATH would be known again. */
struct case_stamp case_stamp_of(const char *path);
/* Keeps the file at PATH under another name too, which is given back (caller frees). NULL: errno. */
char *case_keep_aside(const char *path);
/* The text that case_save writes. Caller frees. */
char *case_text(const struct case_file *file);

/* Facts and evidence of the case into answers (cleared first). Unknown facts and bad values are
 * reported with file and line, and left unanswered; TK_OK all the same. TK_NO_MEMORY: some were not taken. */
enum tk_status case_to_answers(
	const struct case_file *file, struct tk_answers *answers, struct tk_errors *errors);
/* The reverse: facts and evidence known to the answers' vocabulary are replaced; evidence paths
 * stay while the answer is yes; facts of other packs stay. false = no memory. */
bool case_from_answers(struct case_file *file, const struct tk_answers *answers);

/* ---- the folder ------------------------------------------------------------------------------ */

/* $XDG_DATA_HOME/tuikuan/cases (or ~/.local/share/...), created 0700 when absent. Caller frees;
 * NULL with errno. */
char *casebook_folder(void);
/* ELOOP: the folder is a symbolic link; EPERM: it is somebody else's. One that others could look into is
 * closed to them. */
bool casebook_make_private(const char *folder);
enum case_privacy { CASE_IS_PRIVATE, CASE_IS_OPEN, CASE_IS_LINK, CASE_IS_FOREIGN };
/* Of a file or folder; one that is not there is private. */
enum case_privacy case_privacy(const char *path);
struct casebook_privacy { /* numbers of files in a folder */
	size_t mended;  /* others could read them; now they cannot */
	size_t open;    /* others can read them still: that could not be changed */
	size_t refused; /* links, and files of somebody else: none is opened */
};
/* Looks through the files of FOLDER, and closes to others those that are open. false: errno. */
bool casebook_check_private(const char *folder, struct casebook_privacy *ret_found);
/* Removes the temporary files that saves which were cut short have left in FOLDER and its records: ours alone, and
 * those alone that are an hour old at NOW. How many. */
size_t casebook_clean(const char *folder, int64_t now);
/* The same path, made or not. */
char *casebook_folder_path(void);
/* The path of case ID, whether it exists or not. Caller frees. */
char *casebook_path(const char *folder, const char *id);
/* The path of the case that a person names: a path when NAME holds '/' or ends in ".ini", else an
 * id in FOLDER. Caller frees. */
char *casebook_resolve(const char *folder, const char *name);
/* A free id for the China-time day of NOW; reserves it by creating the file's lock. An id is never
 * used twice while a file of it is left. Caller frees; NULL with errno. */
char *casebook_next_id(const char *folder, int64_t now);
/* The path of the draft kept beside a case while it is edited ("ID.draft"). Caller frees. */
char *casebook_draft_path(const char *folder, const char *id);
/* Whether the draft holds more than the case: it began from the last save of it, or there is no case; or one
 * of them cannot be read. By the count of saves, not by clocks. */
bool casebook_draft_is_newer(const char *draft, const char *saved);
/* Renames a draft that is to stay and not to be offered again; *ret_name is its new name (caller frees), NULL
 * when there was none. false: errno. */
bool casebook_set_draft_aside(const char *draft, char **ret_name);
/* Adds to the history of a draft what the case it began from was given since: papers that were printed. false =
 * no memory. */
bool casebook_join_history(struct case_file *draft, const struct case_file *saved);
/* Ids of drafts newer than their case (left by a crash; not those being edited right now), newest
 * first; NULL-terminated; caller frees each and the array. NULL with errno. */
char **casebook_drafts(const char *folder);

/* Who edits a case: an fcntl lock (of the open file) on "ID.lock"; user, pid and host inside. */
struct case_lock {
	int fd; /* -1: not held */
	char *path;
};
/* True: ours. False: another program has it; *ret_holder says who ("USER, pid 123 on HOST"), caller
 * frees; or the lock cannot be made (errno, *ret_holder NULL). */
bool case_lock_take(struct case_lock *lock, const char *case_path, char **ret_holder);
void case_lock_drop(struct case_lock *lock); /* a lock not held too */
/* Whether some program holds the lock of the case at CASE_PATH. */
bool case_lock_is_held(const char *case_path);

#endif
