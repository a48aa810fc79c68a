/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files attached as evidence: found, looked at, and known again later by their hash. Knows files; must
 * not know which documents there are or what rules ask for.
 */
#ifndef CASEBOOK_EVIDENCE_H
#define CASEBOOK_EVIDENCE_H

#include "broker.h"
#include "case.h"

/* X(name, word in files): by content, whatever the name says. */
#define EVIDENCE_TYPES(X)                                                                          \
	X(EVIDENCE_PDF, "pdf")                                                                     \
	X(EVIDENCE_PNG, "png")                                                                     \
	X(EVIDENCE_JPEG, "jpeg")                                                                   \
	X(EVIDENCE_GIF, "gif")                                                                     \
	X(EVIDENCE_BMP, "bmp")                                                                     \
	X(EVIDENCE_TIFF, "tiff")                                                                   \
	X(EVIDENCE_WEBP, "webp")                                                                   \
	X(EVIDENCE_HEIC, "heic")                                                                   \
	X(EVIDENCE_ZIP, "zip")                                                                     \
	X(EVIDENCE_TEXT, "text")                                                                   \
	X(EVIDENCE_OTHER, "other")

enum evidence_type {
#define EVIDENCE_TYPE(name, word) name,
	EVIDENCE_TYPES(EVIDENCE_TYPE)
#undef EVIDENCE_TYPE
	EVIDENCE_TYPE_COUNT
};
const char *evidence_type_name(enum evidence_type type); /* "pdf" */

struct evidence_file {
	int64_t size; /* bytes */
	enum evidence_type type;
	char sha256[65];
};

/* What most upload forms take without asking is smaller than this. */
#define EVIDENCE_USUAL_MOST ((int64_t)5 << 20)
/* Above this nothing is attached: it would take long to read at each look. */
#define EVIDENCE_MOST ((int64_t)512 << 20)

/* The absolute path of what a person typed: "~/" is their home, a relative one is in the working folder. Caller
 * frees. NULL: errno (ENOENT: nothing is there). */
char *evidence_find(const char *typed);
/* Reads the file at PATH. BROKER, here and below: see broker.h. false: errno (EISDIR, EINVAL: no regular file;
 * EFBIG). */
bool evidence_look(struct broker *broker, const char *path, struct evidence_file *ret_file);
/* "SHA256 SIZE TYPE", as it stands in [files] of a case. Caller frees. */
char *evidence_text(const struct evidence_file *file);
/* The reverse; false: it is no such text. */
bool evidence_parse(const char *text, struct evidence_file *ret_file);

enum evidence_state {
	EVIDENCE_SAME,
	EVIDENCE_CHANGED,
	EVIDENCE_LOST,       /* it is not there, or cannot be read */
	EVIDENCE_UNRECORDED, /* a file is named, and no hash of it is known */
	EVIDENCE_NO_FILE     /* DOCUMENT has no file */
};
/* Looks whether the file at PATH is what RECORDED (as evidence_text; NULL: nothing) says of it. */
enum evidence_state evidence_compare(struct broker *broker, const char *path, const char *recorded);
/* Looks whether the file of DOCUMENT is what it was when it was attached. */
enum evidence_state evidence_state(const struct case_file *file, const char *document);
/* Whether an answer to a document is the path of a file; TEXT may be NULL. */
bool evidence_is_path(const char *text);
/* What may leave the machine with a packet. A case may come from somebody else, and name any file of this person: a
 * file is taken when it lies in the folder of the case, or is what was attached here, by its hash. */
enum evidence_taking {
	EVIDENCE_TAKEN,
	EVIDENCE_UNREADABLE, /* errno */
	EVIDENCE_LINKED,     /* a symbolic link leads to it */
	EVIDENCE_REPLACED,   /* it is not what was attached */
	EVIDENCE_ELSEWHERE,  /* it was never attached, and lies outside the folder of the case */
};
/* Reads the file of DOCUMENT, which the case names, at most LIMIT bytes. Caller frees *ret_bytes. */
enum evidence_taking evidence_take(const struct case_file *file, const char *document, size_t limit,
	char **ret_bytes, size_t *ret_length);
/* The file's path, NULL when the case names none for DOCUMENT. */
const char *evidence_file_of(const struct case_file *file, const char *document);

/* The longest continuation that all names share which TYPED can be the beginning of; a folder ends in "/". *ret_names
 * lists them, one a line, when there are several ("" else). Caller frees both. NULL: nothing begins so (errno =
 * ENOENT), or no memory. */
char *evidence_complete(struct broker *broker, const char *typed, char **ret_names);

#endif
