/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "index-inside.h"
#include "ini.h"

struct index_stamp index_stamp_of(const struct stat *about)
{
	return (struct index_stamp){(uint64_t)about->st_ino, about->st_size,
		{about->st_mtim.tv_sec, about->st_mtim.tv_nsec}, {about->st_ctim.tv_sec, about->st_ctim.tv_nsec}};
}

/* ---- the file -------------------------------------------------------------------------------- */

/* Into BYTES, which is used again for each. TK_IO: it is not to be read. */
static enum tk_status read_bytes(int fd, const struct stat *about, struct text_buffer *bytes)
{
	char piece[16384];

	bytes->length = 0;
	if (!S_ISREG(about->st_mode) || (uintmax_t)about->st_size > INI_MAX_BYTES)
		return TK_IO;
	for (;;) {
		ssize_t got = read(fd, piece, sizeof(piece));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || bytes->length + (size_t)got > INI_MAX_BYTES)
			return TK_IO;
		text_buffer_add_n(bytes, piece, (size_t)got);
		if (bytes->failed)
			return TK_NO_MEMORY;
		/* The end, as the file system has it; a file that grows is stamped otherwise by then. */
		if (got == 0 || bytes->length == (size_t)about->st_size)
			return TK_OK;
	}
}

/* ---- what is taken out of it ----------------------------------------------------------------- */

struct place {
	const char *section, *key;
};
#define PLACE(name, section, key) {section, key},
static const struct place field_places[] = {INDEX_FIELD_LIST(PLACE)};
static const struct place moment_places[] = {INDEX_MOMENT_LIST(PLACE)};
static const struct place sum_places[] = {INDEX_SUM_LIST(PLACE)};
#undef PLACE

/* The index of the line's place among COUNT, or -1. */
static int find_place(const struct place *places, size_t count, const struct case_line *line)
{
	for (size_t i = 0; i < count; i++)
		if (places[i].key[0] == line->key[0] && places[i].section[0] == line->section[0] &&
			strcmp(places[i].key, line->key) == 0 && strcmp(places[i].section, line->section) == 0)
			return (int)i;
	return -1;
}

static void take_status(struct index_case *shown, const struct case_line *line)
{
	enum case_status status;

	if (strcmp(line->section, "case") != 0 || strncmp(line->key, "status", 6) != 0)
		return;
	if (line->key[6] == '\0')
		shown->damaged |= !case_status_parse(line->value, &shown->status);
	else if (line->key[6] == '.' && case_status_parse(line->key + 7, &status) &&
		 tk_moment_parse(line->value, &shown->since[status]) != TK_OK)
		shown->damaged = true;
}

/* Of a key that stands there twice the first counts. */
static void take_line(struct index_case *shown, const struct case_line *line)
{
	int place;

	if ((place = find_place(field_places, INDEX_FIELD_COUNT, line)) >= 0) {
		if (shown->field[place] == NULL)
			shown->field[place] = line->value;
	} else if ((place = find_place(moment_places, INDEX_MOMENT_COUNT, line)) >= 0) {
		if (shown->moment[place] < 0 && strcmp(line->value, "?") != 0 &&
			tk_moment_parse(line->value, &shown->moment[place]) != TK_OK)
			shown->moment[place] = -1;
	} else if ((place = find_place(sum_places, INDEX_SUM_COUNT, line)) >= 0) {
		if (strcmp(line->value, "unbounded") == 0)
			shown->sum[place] = TK_UNBOUNDED;
		else if (tk_money_parse(line->value, &shown->sum[place]) != TK_OK)
			shown->sum[place] = TK_NO_AMOUNT;
	} else {
		take_status(shown, line);
	}
}

/* ---- whether its record is sound ------------------------------------------------------------- */

/* As the record hashes it (record.c): "NAME=VALUE", escaped as a whole. */
static void add_hashed(struct text_buffer *hashed, const char *section, const struct case_line *line)
{
	char *escaped = line->as_written ? NULL : text_escape(line->value);

	text_buffer_add(hashed, section);
	text_buffer_add(hashed, line->key);
	text_buffer_add(hashed, "=");
	text_buffer_add(hashed, escaped != NULL ? escaped : line->value);
	text_buffer_add(hashed, "\n");
	hashed->failed |= !line->as_written && escaped == NULL;
	free(escaped);
}

/* The lines of one section that follow each other: [first, last). */
struct run {
	size_t first, last;
};

/* The next run of SECTION from RUN->last on; false: there is none. */
static bool next_run(const struct case_lines *lines, const char *section, struct run *run)
{
	for (size_t i = run->last; i < lines->count; i = run->last) {
		run->first = i;
		while (run->last < lines->count && lines->items[run->last].section == lines->items[i].section)
			run->last++;
		if (strcmp(lines->items[i].section, section) == 0)
			return true;
	}
	return false;
}

/* The marks of how answers are known. Answers and marks are in the same order, as they are written: each mark
 * is looked for from where the one before was found. */
struct marks {
	const struct case_lines *lines;
	struct run run;
	size_t at;
};

static const struct case_line *find_mark(struct marks *marks, const char *section, const char *key)
{
	size_t count = marks->run.last - marks->run.first, before = strlen(section);

	for (size_t i = 0; i < count; i++) {
		size_t at = marks->at + i < marks->run.last ? marks->at + i : marks->at + i - count;
		const struct case_line *mark = &marks->lines->items[at];
		if (strncmp(mark->key, section, before) != 0 || mark->key[before] != key[0] ||
			strcmp(mark->key + before, key) != 0)
			continue;
		marks->at = at;
		return mark;
	}
	return NULL;
}

/* "known.NAME=seen", where the case says so. */
static void add_mark(struct text_buffer *hashed, const struct case_line *mark)
{
	if (mark == NULL || strcmp(mark->value, tk_known_name(TK_KNOWN_TYPED)) == 0)
		return;
	text_buffer_add(hashed, "known.");
	text_buffer_add(hashed, mark->key);
	text_buffer_add(hashed, "=");
	text_buffer_add(hashed, mark->value);
	text_buffer_add(hashed, "\n");
}

static bool is_hash_of(const struct text_buffer *hashed, const char *recorded)
{
	char hex[TK_SHA256_HEX];

	if (recorded == NULL || hashed->failed)
		return false;
	file_sha256_hex(hashed->text == NULL ? "" : hashed->text, hashed->length, hex);
	return strcmp(hex, recorded) == 0;
}

static bool answers_are_sound(const struct case_lines *lines, struct text_buffer *hashed, const char *recorded)
{
	struct marks marks = {.lines = lines};

	if (!next_run(lines, "known", &marks.run))
		marks.run = (struct run){0, 0};
	marks.at = marks.run.first;
	hashed->length = 0;
	for (int evidence = 0; evidence <= 1; evidence++) {
		const char *prefix = evidence ? "evidence." : "";
		struct run run = {0, 0};
		while (next_run(lines, evidence ? "evidence" : "facts", &run)) {
			for (size_t i = run.first; i < run.last; i++) {
				add_hashed(hashed, prefix, &lines->items[i]);
				add_mark(hashed, find_mark(&marks, prefix, lines->items[i].key));
			}
		}
	}
	return is_hash_of(hashed, recorded);
}

static enum index_record look_at_record(const struct case_lines *lines, struct text_buffer *hashed)
{
	const char *answers = NULL, *decision = NULL;
	struct run run = {0, 0};
	bool any = false;

	hashed->length = 0;
	while (next_run(lines, "decision", &run)) {
		any = true;
		for (size_t i = run.first; i < run.last; i++) {
			const struct case_line *line = &lines->items[i];
			if (strcmp(line->key, "sha256.written") == 0)
				answers = line->value;
			if (strcmp(line->key, "sha256.decision") == 0)
				decision = line->value;
			else
				add_hashed(hashed, "", line);
		}
	}
	if (!any)
		return INDEX_UNJUDGED;
	return is_hash_of(hashed, decision) && answers_are_sound(lines, hashed, answers) ? INDEX_SOUND
											: INDEX_UNSOUND;
}

/* ---- what is searched ------------------------------------------------------------------------ */

static bool is_hash(const struct case_line *line)
{
	return strncmp(line->key, "sha256.", 7) == 0;
}

/* Answers that nearly every case has say nothing, nor does what once was one: the history is not searched. */
static bool says_nothing(const char *value)
{
	if (value[0] == 'n')
		return strcmp(value, "no") == 0 || strcmp(value, "none") == 0;
	return value[0] == '\0' || strcmp(value, "?") == 0 || strcmp(value, "yes") == 0;
}

static void add_searched(struct text_buffer *block, const struct case_lines *lines, bool hashes)
{
	const char *section = NULL;
	bool passed_over = false;

	for (size_t i = 0; i < lines->count; i++) {
		const struct case_line *line = &lines->items[i];
		if (line->section != section)
			passed_over = strcmp(line->section, "known") == 0 || strcmp(line->section, "history") == 0;
		section = line->section;
		if (passed_over || says_nothing(line->value) || is_hash(line) != hashes)
			continue;
		if (hashes)
			text_buffer_add(block, line->value);
		else
			text_add_search_form(block, line->value);
		text_buffer_add_n(block, "\n", 1);
	}
	text_buffer_add_n(block, "", 1); /* the NUL that ends it */
}

/* ---- the entry ------------------------------------------------------------------------------- */

/* Moves the strings of the entry into one block that lasts. */
static bool make_block(struct index_entry *entry, const char *file_name, const struct case_lines *lines)
{
	struct index_case *shown = &entry->shown;
	size_t offset[INDEX_FIELD_COUNT], text, hashes;
	size_t name_length = (size_t)(strrchr(file_name, '.') - file_name);
	struct text_buffer block;

	text_buffer_init(&block);
	text_buffer_add_n(&block, file_name, name_length);
	text_buffer_add_n(&block, "", 1);
	for (int i = 0; i < INDEX_FIELD_COUNT; i++) {
		const char *value = shown->field[i] == NULL ? "" : shown->field[i];
		offset[i] = block.length;
		text_buffer_add_n(&block, value, strlen(value) + 1);
	}
	text = block.length;
	/* Under its name, too: an id that differs from it is a mistake, but this is how it is opened. */
	if (lines->count == 0 || shown->field[INDEX_ID] == NULL ||
		strncmp(shown->field[INDEX_ID], file_name, name_length) != 0) {
		char *name = strndup(file_name, name_length);
		block.failed |= name == NULL;
		if (name != NULL)
			text_add_search_form(&block, name);
		text_buffer_add_n(&block, "\n", 1);
		free(name);
	}
	add_searched(&block, lines, false);
	hashes = block.length;
	add_searched(&block, lines, true);
	char *bytes = text_buffer_take(&block);
	if (bytes == NULL)
		return false;
	entry->block = bytes;
	shown->name = bytes;
	for (int i = 0; i < INDEX_FIELD_COUNT; i++)
		shown->field[i] = bytes + offset[i];
	shown->text = bytes + text;
	shown->hashes = bytes + hashes;
	return true;
}

static void begin_entry(struct index_entry *entry)
{
	*entry = (struct index_entry){.settled = false};
	for (int i = 0; i < INDEX_MOMENT_COUNT; i++)
		entry->shown.moment[i] = -1;
	for (int i = 0; i < INDEX_SUM_COUNT; i++)
		entry->shown.sum[i] = TK_NO_AMOUNT;
	for (int i = 0; i < CASE_STATUS_COUNT; i++)
		entry->shown.since[i] = -1;
}

void index_reader_init(struct index_reader *reader)
{
	case_lines_init(&reader->lines);
	text_buffer_init(&reader->bytes);
	text_buffer_init(&reader->hashed);
}

void index_reader_release(struct index_reader *reader)
{
	case_lines_release(&reader->lines);
	text_buffer_release(&reader->bytes);
	text_buffer_release(&reader->hashed);
}

enum tk_status index_read_case(struct index_reader *reader, int folder, const char *file_name,
	struct index_entry *ret_entry)
{
	struct case_lines *lines = &reader->lines;
	struct text_buffer *bytes = &reader->bytes;
	int fd = openat(folder, file_name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat about;
	struct index_entry entry;
	enum tk_status status = TK_IO;

	begin_entry(&entry);
	lines->count = 0;
	lines->damaged = false;
	if (fd >= 0 && fstat(fd, &about) == 0) {
		entry.stamp = index_stamp_of(&about);
		status = read_bytes(fd, &about, bytes);
	}
	if (fd >= 0)
		close(fd);
	if (status == TK_OK)
		status = case_lines_read(lines, bytes->text, bytes->length);
	if (status == TK_NO_MEMORY)
		return status;
	if (status == TK_OK) {
		entry.shown.damaged = lines->damaged;
		for (size_t i = 0; i < lines->count; i++)
			take_line(&entry.shown, &lines->items[i]);
		entry.shown.record = look_at_record(lines, &reader->hashed);
	} else {
		entry.shown.unreadable = true;
		lines->count = 0;
	}
	if (!make_block(&entry, file_name, lines))
		return TK_NO_MEMORY;
	*ret_entry = entry;
	return TK_OK;
}
