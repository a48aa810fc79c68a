/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was read, kept in ".index": a head with the hash of what follows, then the entries, as they lie in the
 * memory of this program on this machine. Any other program, or machine, finds a head that is not its own.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "index-inside.h"

#define KEPT_MOST ((size_t)1 << 30) /* bytes */

struct kept_head {
	char form[16];   /* what is written here, and how */
	char program[32];
	uint32_t entry_size, field_count;
	uint64_t count, length; /* of the entries; of what follows, in bytes */
	char sha256[TK_SHA256_HEX + 7]; /* of what follows */
};

struct kept_entry { /* then its strings: name, fields, text, hashes */
	struct index_stamp stamp;
	int64_t moment[INDEX_MOMENT_COUNT], sum[INDEX_SUM_COUNT], since[CASE_STATUS_COUNT];
	uint64_t text_length, hashes_length, length; /* of all strings, each with its NUL */
	uint32_t status, record;
	uint8_t damaged, unreadable, never_saved, unused[5];
};

static void make_head(struct kept_head *head)
{
	memset(head, 0, sizeof(*head));
	strcpy(head->form, "tuikuan index 1");
	snprintf(head->program, sizeof(head->program), "%s", PACKAGE_VERSION);
	head->entry_size = (uint32_t)sizeof(struct kept_entry);
	head->field_count = INDEX_FIELD_COUNT;
}

/* ---- reading --------------------------------------------------------------------------------- */

/* It is ours alone, or it is not looked at. */
static char *read_kept(int folder, size_t *ret_length)
{
	int fd = openat(folder, INDEX_KEPT_NAME, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	struct stat about;
	char *bytes = NULL;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_uid == geteuid() &&
		(about.st_mode & 077) == 0 && about.st_size > 0 && (uintmax_t)about.st_size < KEPT_MOST)
		bytes = malloc((size_t)about.st_size);
	for (size_t length = 0; bytes != NULL;) {
		ssize_t got = read(fd, bytes + length, (size_t)about.st_size - length);
		if (got < 0 && errno == EINTR)
			continue;
		length += got > 0 ? (size_t)got : 0;
		if (length == (size_t)about.st_size) {
			*ret_length = length;
			break;
		}
		if (got <= 0) {
			free(bytes);
			bytes = NULL;
		}
	}
	close(fd);
	return bytes;
}

static bool head_is_good(const char *bytes, size_t length, struct kept_head *ret_head)
{
	struct kept_head own;
	char hex[TK_SHA256_HEX];

	if (length < sizeof(own))
		return false;
	make_head(&own);
	memcpy(ret_head, bytes, sizeof(*ret_head));
	if (memcmp(&own, ret_head, offsetof(struct kept_head, count)) != 0 ||
		ret_head->length != length - sizeof(own))
		return false;
	file_sha256_hex(bytes + sizeof(own), length - sizeof(own), hex);
	return memcmp(hex, ret_head->sha256, sizeof(hex)) == 0;
}

/* The string at *AT, which is moved behind it; NULL: it does not end before END. */
static const char *next_string(const char **at, const char *end)
{
	const char *string = *at, *nul = memchr(string, '\0', (size_t)(end - string));

	if (nul == NULL)
		return NULL;
	*at = nul + 1;
	return string;
}

/* Of a length that was kept with it. */
static const char *long_string(const char **at, const char *end, uint64_t length)
{
	const char *string = *at;

	if (length >= (uint64_t)(end - string) || string[length] != '\0')
		return NULL;
	*at = string + length + 1;
	return string;
}

static bool take_strings(struct index_case *shown, const struct kept_entry *kept, const char *at, const char *end)
{
	bool ok = (shown->name = next_string(&at, end)) != NULL;

	for (int i = 0; ok && i < INDEX_FIELD_COUNT; i++)
		ok = at < end && (shown->field[i] = next_string(&at, end)) != NULL;
	return ok && (shown->text = long_string(&at, end, kept->text_length)) != NULL &&
	       (shown->hashes = long_string(&at, end, kept->hashes_length)) != NULL && at == end;
}

static bool take_entry(const char **at, const char *end, struct index_entry *ret_entry)
{
	struct kept_entry kept;
	struct index_entry entry = {.settled = true};

	if ((size_t)(end - *at) < sizeof(kept))
		return false;
	memcpy(&kept, *at, sizeof(kept));
	const char *strings = *at + sizeof(kept);
	if (kept.length > (uint64_t)(end - strings) || kept.length == 0 || kept.status >= CASE_STATUS_COUNT ||
		kept.record > INDEX_UNSOUND)
		return false;
	entry.stamp = kept.stamp;
	memcpy(entry.shown.moment, kept.moment, sizeof(kept.moment));
	memcpy(entry.shown.sum, kept.sum, sizeof(kept.sum));
	memcpy(entry.shown.since, kept.since, sizeof(kept.since));
	entry.shown.status = (enum case_status)kept.status;
	entry.shown.record = (enum index_record)kept.record;
	entry.shown.damaged = kept.damaged;
	entry.shown.unreadable = kept.unreadable;
	entry.shown.never_saved = kept.never_saved;
	*at = strings + kept.length;
	if (!take_strings(&entry.shown, &kept, strings, *at))
		return false;
	*ret_entry = entry;
	return true;
}

void index_kept_load(int folder, struct index_entries *ret_entries, char **ret_bytes)
{
	size_t length = 0;
	char *bytes = read_kept(folder, &length);
	struct kept_head head;
	bool ok = bytes != NULL && head_is_good(bytes, length, &head);
	const char *at = ok ? bytes + sizeof(head) : NULL, *end = ok ? bytes + length : NULL;

	*ret_entries = (struct index_entries){NULL, 0, 0};
	for (uint64_t i = 0; ok && i < head.count; i++) {
		struct index_entry entry;
		ok = take_entry(&at, end, &entry) && index_entries_add(ret_entries, entry);
	}
	if (!ok || at != end) {
		index_entries_release(ret_entries);
		free(bytes);
		bytes = NULL;
	}
	*ret_bytes = bytes;
}

/* ---- writing --------------------------------------------------------------------------------- */

void index_kept_begin(int folder, struct index_keeping *ret_keeping)
{
	struct index_keeping keeping = {.fd = -1};
	struct stat about;

	/* Of several programs that begin at once each writes its own, and the last one stays. */
	for (int i = 0; keeping.fd < 0 && i < 100; i++) {
		snprintf(keeping.name, sizeof(keeping.name), ".tuikuan-index-%ld-%d", (long)getpid() % 1000000, i);
		keeping.fd = openat(folder, keeping.name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (keeping.fd < 0 && errno != EEXIST)
			break;
	}
	if (keeping.fd >= 0 && fstat(keeping.fd, &about) == 0) {
		keeping.begun[0] = about.st_mtim.tv_sec;
		keeping.begun[1] = about.st_mtim.tv_nsec;
	}
	*ret_keeping = keeping;
}

static void add_entry(struct text_buffer *kept, const struct index_entry *entry)
{
	const struct index_case *shown = &entry->shown;
	struct kept_entry head;
	size_t start = kept->length;

	memset(&head, 0, sizeof(head));
	head.stamp = entry->stamp;
	memcpy(head.moment, shown->moment, sizeof(head.moment));
	memcpy(head.sum, shown->sum, sizeof(head.sum));
	memcpy(head.since, shown->since, sizeof(head.since));
	head.text_length = strlen(shown->text);
	head.hashes_length = strlen(shown->hashes);
	head.status = (uint32_t)shown->status;
	head.record = (uint32_t)shown->record;
	head.damaged = shown->damaged;
	head.unreadable = shown->unreadable;
	head.never_saved = shown->never_saved;
	text_buffer_add_n(kept, (const char *)&head, sizeof(head));
	text_buffer_add_n(kept, shown->name, strlen(shown->name) + 1);
	for (int i = 0; i < INDEX_FIELD_COUNT; i++)
		text_buffer_add_n(kept, shown->field[i], strlen(shown->field[i]) + 1);
	text_buffer_add_n(kept, shown->text, head.text_length + 1);
	text_buffer_add_n(kept, shown->hashes, head.hashes_length + 1);
	if (kept->failed)
		return;
	head.length = kept->length - start - sizeof(head);
	memcpy(kept->text + start, &head, sizeof(head));
}

/* Not brought to the disk at once: what a power cut leaves of it is found not to have its hash. */
static bool write_entries(int fd, const struct index_entries *entries)
{
	struct text_buffer kept;
	struct kept_head head;

	make_head(&head);
	text_buffer_init(&kept);
	text_buffer_add_n(&kept, (const char *)&head, sizeof(head));
	for (size_t i = 0; i < entries->count; i++) {
		if (!entries->items[i].settled)
			continue; /* it is read again the next time */
		add_entry(&kept, &entries->items[i]);
		head.count++;
	}
	bool ok = !kept.failed;
	if (ok) {
		head.length = kept.length - sizeof(head);
		file_sha256_hex(kept.text + sizeof(head), kept.length - sizeof(head), head.sha256);
		memcpy(kept.text, &head, sizeof(head));
		ok = fchmod(fd, 0600) == 0 && file_write_all(fd, kept.text, kept.length);
	}
	text_buffer_release(&kept);
	return ok;
}

void index_kept_end(int folder, struct index_keeping *keeping, const struct index_entries *entries)
{
	if (keeping->fd < 0)
		return;
	bool ok = entries != NULL && write_entries(keeping->fd, entries);
	ok = close(keeping->fd) == 0 && ok;
	if (!ok || renameat(folder, keeping->name, folder, INDEX_KEPT_NAME) != 0)
		unlinkat(folder, keeping->name, 0);
	keeping->fd = -1;
}
