/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "evidence.h"
#include "file.h"
#include "text.h"

static const char *const type_names[EVIDENCE_TYPE_COUNT] = {
#define TYPE_NAME(name, word) word,
	EVIDENCE_TYPES(TYPE_NAME)
#undef TYPE_NAME
};

const char *evidence_type_name(enum evidence_type type)
{
	return type_names[type];
}

/* ---- paths ----------------------------------------------------------------------------------- */

/* With the home of the person for "~" alone and "~/". Caller frees. */
static char *at_home(const char *typed)
{
	const char *home = getenv("HOME");

	if (typed[0] != '~' || (typed[1] != '/' && typed[1] != '\0') || home == NULL || *home == '\0')
		return strdup(typed);
	return text_printf("%s%s", home, typed + 1);
}

char *evidence_find(const char *typed)
{
	char *trimmed = text_trim(typed);
	char *path = trimmed == NULL ? NULL : at_home(trimmed);
	char *real = path == NULL ? NULL : realpath(path, NULL);
	int reason = path == NULL ? ENOMEM : errno;

	free(trimmed);
	free(path);
	errno = reason;
	return real;
}

#define HEAD_BYTES 512 /* enough to tell the type */

/* ---- types ----------------------------------------------------------------------------------- */

static const struct magic {
	enum evidence_type type;
	size_t at;
	const char *bytes;
	size_t length;
} magics[] = {
	{EVIDENCE_PDF, 0, "%PDF-", 5},
	{EVIDENCE_PNG, 0, "\x89PNG\r\n\x1a\n", 8},
	{EVIDENCE_JPEG, 0, "\xff\xd8\xff", 3},
	{EVIDENCE_GIF, 0, "GIF87a", 6},
	{EVIDENCE_GIF, 0, "GIF89a", 6},
	{EVIDENCE_BMP, 0, "BM", 2},
	{EVIDENCE_TIFF, 0, "II*\0", 4},
	{EVIDENCE_TIFF, 0, "MM\0*", 4},
	{EVIDENCE_WEBP, 8, "WEBP", 4},
	{EVIDENCE_HEIC, 4, "ftyphei", 7},
	{EVIDENCE_HEIC, 4, "ftypmif1", 8},
	{EVIDENCE_ZIP, 0, "PK\x03\x04", 4},
};

/* Line ends are no controls here: they are made blanks. */
static bool is_text(char *head, size_t length)
{
	for (size_t i = 0; i < length; i++)
		head[i] = head[i] == '\n' || head[i] == '\r' ? ' ' : head[i];
	/* The last character of a long text is cut: without the bytes of it. */
	for (size_t cut = 0; cut < (length == HEAD_BYTES ? 4 : 1) && cut < length; cut++) {
		if (text_valid(head, length - cut))
			return !text_has_controls(head, length - cut);
	}
	return false;
}

static enum evidence_type type_of(char *head, size_t length)
{
	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++) {
		const struct magic *magic = &magics[i];
		if (length >= magic->at + magic->length &&
			memcmp(head + magic->at, magic->bytes, magic->length) == 0)
			return magic->type;
	}
	return is_text(head, length) ? EVIDENCE_TEXT : EVIDENCE_OTHER;
}

/* ---- looking --------------------------------------------------------------------------------- */

static bool check_kind(int fd, int64_t *ret_size)
{
	struct stat about;

	if (fstat(fd, &about) != 0)
		return false;
	if (!S_ISREG(about.st_mode)) {
		errno = S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
		return false;
	}
	if (about.st_size > EVIDENCE_MOST) {
		errno = EFBIG;
		return false;
	}
	*ret_size = about.st_size;
	return true;
}

bool evidence_look(struct broker *broker, const char *path, struct evidence_file *ret_file)
{
	int fd = broker_open(broker, BROKER_FILE, path);
	struct evidence_file file = {.size = 0};
	char head[HEAD_BYTES];

	if (fd < 0)
		return false;
	bool ok = check_kind(fd, &file.size);
	ssize_t length = ok ? pread(fd, head, sizeof(head), 0) : -1;
	ok = ok && length >= 0 && file_sha256_of(fd, file.sha256);
	if (ok) {
		file.type = type_of(head, (size_t)length);
		*ret_file = file;
	}
	int reason = errno;
	close(fd);
	errno = reason;
	return ok;
}

char *evidence_text(const struct evidence_file *file)
{
	return text_printf("%s %" PRId64 " %s", file->sha256, file->size, type_names[file->type]);
}

bool evidence_parse(const char *text, struct evidence_file *ret_file)
{
	struct evidence_file file = {.size = 0};
	char type[16], end;

	if (sscanf(text, "%64[0-9a-f] %" SCNd64 " %15s%c", file.sha256, &file.size, type, &end) != 3 ||
		strlen(file.sha256) != 64 || file.size < 0)
		return false;
	while (file.type < EVIDENCE_TYPE_COUNT && strcmp(type, type_names[file.type]) != 0)
		file.type++;
	if (file.type == EVIDENCE_TYPE_COUNT)
		file.type = EVIDENCE_OTHER; /* of a later version */
	*ret_file = file;
	return true;
}

/* ---- in a case ------------------------------------------------------------------------------- */

bool evidence_is_path(const char *text)
{
	return text != NULL && *text != '\0' && strcmp(text, "yes") != 0 && strcmp(text, "no") != 0 &&
	       strcmp(text, "?") != 0;
}

const char *evidence_file_of(const struct case_file *file, const char *document)
{
	const char *text = case_values_get(&file->evidence, document);

	return evidence_is_path(text) ? text : NULL;
}

enum evidence_state evidence_compare(struct broker *broker, const char *path, const char *recorded)
{
	struct evidence_file then, now;

	if (!evidence_look(broker, path, &now))
		return EVIDENCE_LOST;
	if (recorded == NULL || !evidence_parse(recorded, &then))
		return EVIDENCE_UNRECORDED;
	return strcmp(then.sha256, now.sha256) == 0 ? EVIDENCE_SAME : EVIDENCE_CHANGED;
}

enum evidence_state evidence_state(const struct case_file *file, const char *document)
{
	const char *path = evidence_file_of(file, document);

	return path == NULL ? EVIDENCE_NO_FILE
			    : evidence_compare(NULL, path, case_values_get(&file->files, document));
}

/* ---- for a packet ---------------------------------------------------------------------------- */

/* Whether the file at PATH lies in the folder of the case, or below. */
static bool lies_beside(const struct case_file *file, const char *path)
{
	char *of_case = file->path == NULL ? NULL : realpath(file->path, NULL), *real = realpath(path, NULL);
	char *slash = of_case == NULL ? NULL : strrchr(of_case, '/');
	bool beside = slash != NULL && real != NULL && strncmp(of_case, real, (size_t)(slash + 1 - of_case)) == 0;

	free(of_case);
	free(real);
	return beside;
}

enum evidence_taking evidence_take(const struct case_file *file, const char *document, size_t limit,
	char **ret_bytes, size_t *ret_length)
{
	const char *path = evidence_file_of(file, document), *recorded = case_values_get(&file->files, document);
	struct evidence_file then;
	char sha256[65], *bytes = NULL;
	size_t length = 0;

	if (file_read_no_link(path, limit, &bytes, &length) != TK_OK)
		return errno == ELOOP ? EVIDENCE_LINKED : EVIDENCE_UNREADABLE;
	enum evidence_taking taking = EVIDENCE_TAKEN;
	if (recorded != NULL && evidence_parse(recorded, &then)) {
		file_sha256_hex(bytes, length, sha256);
		taking = strcmp(then.sha256, sha256) == 0 ? EVIDENCE_TAKEN : EVIDENCE_REPLACED;
	} else if (!lies_beside(file, path)) {
		taking = EVIDENCE_ELSEWHERE;
	}
	if (taking != EVIDENCE_TAKEN) {
		free(bytes);
		return taking;
	}
	*ret_bytes = bytes;
	*ret_length = length;
	return EVIDENCE_TAKEN;
}
