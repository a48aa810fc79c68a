/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unistr.h>

#include "editor.h"
#include "text.h"

#define JOINER 0x200d           /* between the parts of one emoji */
#define FIRST_SELECTOR 0xfe00   /* variation selectors: text or emoji shape */
#define LAST_SELECTOR 0xfe0f

void editor_init(struct editor *editor, bool ascii, bool lines)
{
	*editor = (struct editor){.ascii = ascii, .lines = lines};
}

void editor_release(struct editor *editor)
{
	free(editor->text);
	editor_init(editor, editor->ascii, editor->lines);
}

const char *editor_text(const struct editor *editor)
{
	return editor->text == NULL ? "" : editor->text;
}

bool editor_takes(unsigned long character, bool ascii)
{
	if (character < 0x20 || character == 0x7f || (ascii && character > 0x7e))
		return false;
	if (character >= FIRST_SELECTOR && character <= LAST_SELECTOR)
		return true;
	if (character == JOINER || character < 0x7f) /* filter looks at what a joiner stands behind */
		return true;
	/* Directions, breaks and other marks that nobody sees would change what a reader believes to read. */
	if ((character >= 0x200b && character <= 0x200f) || (character >= 0x2028 && character <= 0x202e) ||
		(character >= 0x2060 && character <= 0x206f) || character == 0xfeff || character == 0xad ||
		character == 0x61c || character == 0xfffe || character == 0xffff || character >= 0xe0000)
		return false;
	return text_character_width(character) >= 0;
}

static bool is_mark(ucs4_t character)
{
	return text_character_width(character) == 0;
}

static bool make_room(struct editor *editor, size_t more)
{
	size_t needed = editor->length + more + 1;
	if (needed <= editor->capacity)
		return true;
	size_t capacity = editor->capacity == 0 ? 64 : editor->capacity;
	while (capacity < needed)
		capacity *= 2;
	char *text = realloc(editor->text, capacity);
	if (text == NULL)
		return false;
	if (editor->text == NULL)
		text[0] = '\0';
	editor->text = text;
	editor->capacity = capacity;
	return true;
}

/* The start of the cluster that ends at, or holds, the byte before AT. */
static size_t cluster_before(const struct editor *editor, size_t at)
{
	size_t start = 0;
	for (size_t cluster; (cluster = text_cluster(editor->text + start)) > 0; start += cluster)
		if (start + cluster >= at)
			return start;
	return start;
}

/* An edit may have joined the character at the cursor to the one before it (a joiner, a mark): the
 * cursor then moves behind the whole. */
static void settle_cursor(struct editor *editor)
{
	if (editor->cursor > 0) {
		size_t start = cluster_before(editor, editor->cursor);
		editor->cursor = start + text_cluster(editor->text + start);
	}
	if (editor->first > editor->cursor)
		editor->first = editor->cursor;
	if (editor->first > 0) {
		size_t start = cluster_before(editor, editor->first);
		if (start + text_cluster(editor->text + start) != editor->first)
			editor->first = start;
	}
}

/* The character before the cursor, 0 at the beginning. */
static ucs4_t character_before(const struct editor *editor)
{
	ucs4_t character = 0;

	if (editor->cursor > 0)
		u8_prev(&character, (const uint8_t *)editor->text + editor->cursor, (const uint8_t *)editor->text);
	return character;
}

/* Copies what a line can hold from TEXT to KEPT, which has room for it. Returns its length. */
static size_t filter(const struct editor *editor, const char *text, char *kept, bool *ret_refused)
{
	const uint8_t *at = (const uint8_t *)text;
	size_t left = strlen(text), length = 0;
	bool after_letter = editor->cursor > 0 && editor->text[editor->cursor - 1] != '\n';
	ucs4_t before = character_before(editor);

	while (left > 0) {
		ucs4_t character;
		int bytes = u8_mbtoucr(&character, at, left);
		bool valid = bytes > 0;
		if (!valid)
			bytes = 1;
		if (valid && (character == '\n' || character == '\r' || character == '\t')) {
			/* The two bytes of one line end are one. */
			bool second = character == '\n' && at != (const uint8_t *)text && at[-1] == '\r';
			bool ends = editor->lines && character != '\t';
			if (!second)
				kept[length++] = ends ? '\n' : ' ';
			after_letter = !ends;
			before = ' ';
		} else if (!valid || !editor_takes(character, editor->ascii) || (is_mark(character) && !after_letter) ||
			   (character == JOINER && !text_is_picture(before))) {
			*ret_refused = true;
		} else {
			before = character;
			memcpy(kept + length, at, (size_t)bytes);
			length += (size_t)bytes;
			after_letter = true;
		}
		at += bytes;
		left -= (size_t)bytes;
	}
	return length;
}

enum editor_result editor_insert(struct editor *editor, const char *text)
{
	bool refused = false, full = false;
	size_t offered = strlen(text);

	if (offered == 0)
		return EDITOR_UNCHANGED;
	char *kept = malloc(offered + 1);
	if (kept == NULL)
		return EDITOR_NO_MEMORY;
	size_t length = filter(editor, text, kept, &refused);
	kept[length] = '\0';
	if (length > EDITOR_MAX_BYTES - editor->length) {
		size_t fits = 0, room = EDITOR_MAX_BYTES - editor->length;
		for (size_t cluster; (cluster = text_cluster(kept + fits)) > 0 && fits + cluster <= room;)
			fits += cluster;
		length = fits;
		full = true;
	}
	if (length > 0 && !make_room(editor, length)) {
		free(kept);
		return EDITOR_NO_MEMORY;
	}
	if (length > 0) {
		char *at = editor->text + editor->cursor;
		memmove(at + length, at, editor->length - editor->cursor + 1);
		memcpy(at, kept, length);
		editor->length += length;
		editor->cursor += length;
		settle_cursor(editor);
	}
	free(kept);
	return full ? EDITOR_FULL : refused ? EDITOR_REFUSED : EDITOR_CHANGED;
}

static enum editor_result erase(struct editor *editor, size_t from, size_t to)
{
	if (from == to)
		return EDITOR_UNCHANGED;
	memmove(editor->text + from, editor->text + to, editor->length - to + 1);
	editor->length -= to - from;
	editor->cursor = from;
	settle_cursor(editor);
	return EDITOR_CHANGED;
}

enum editor_result editor_erase_before(struct editor *editor)
{
	if (editor->cursor == 0)
		return EDITOR_UNCHANGED;
	return erase(editor, cluster_before(editor, editor->cursor), editor->cursor);
}

enum editor_result editor_erase_after(struct editor *editor)
{
	if (editor->cursor == editor->length)
		return EDITOR_UNCHANGED;
	return erase(editor, editor->cursor, editor->cursor + text_cluster(editor->text + editor->cursor));
}

enum editor_result editor_erase_word(struct editor *editor)
{
	size_t from = editor->cursor;
	while (from > 0 && editor->text[from - 1] == ' ')
		from--;
	while (from > 0 && editor->text[from - 1] != ' ')
		from--;
	return erase(editor, from, editor->cursor);
}

enum editor_result editor_clear(struct editor *editor)
{
	return erase(editor, 0, editor->length);
}

bool editor_load(struct editor *editor, const char *text)
{
	struct editor loaded;

	editor_init(&loaded, false, editor->lines); /* what is there already is shown, whatever may be typed */
	if (text != NULL && editor_insert(&loaded, text) == EDITOR_NO_MEMORY)
		return false;
	loaded.ascii = editor->ascii;
	free(editor->text);
	*editor = loaded;
	return true;
}

bool editor_left(struct editor *editor)
{
	if (editor->cursor == 0)
		return false;
	editor->cursor = cluster_before(editor, editor->cursor);
	return true;
}

bool editor_right(struct editor *editor)
{
	if (editor->cursor == editor->length)
		return false;
	editor->cursor += text_cluster(editor->text + editor->cursor);
	return true;
}

bool editor_home(struct editor *editor)
{
	bool moved = editor->cursor != 0;
	editor->cursor = 0;
	return moved;
}

bool editor_end(struct editor *editor)
{
	bool moved = editor->cursor != editor->length;
	editor->cursor = editor->length;
	return moved;
}

/* Columns from the first cluster in view to the end of the one under the cursor; at the end of the text
 * the cursor needs one column of its own. */
static int columns_needed(const struct editor *editor, size_t first)
{
	int before = text_width_n(editor->text + first, editor->cursor - first);
	if (editor->cursor == editor->length)
		return before + 1;
	int under = text_width_n(editor->text + editor->cursor, text_cluster(editor->text + editor->cursor));
	return before + (under < 1 ? 1 : under);
}

void editor_slice(struct editor *editor, int columns, struct editor_slice *ret_slice)
{
	if (columns < 1)
		columns = 1;
	if (editor->text == NULL) {
		*ret_slice = (struct editor_slice){.text = ""};
		return;
	}
	if (editor->first > editor->cursor)
		editor->first = editor->cursor;
	for (int needed = columns_needed(editor, editor->first); needed > columns && editor->first < editor->cursor;) {
		size_t cluster = text_cluster(editor->text + editor->first);
		needed -= text_width_n(editor->text + editor->first, cluster);
		editor->first += cluster;
	}
	/* After something was erased, text hidden at the left comes back when all the rest fits. */
	while (editor->first > 0) {
		size_t before = cluster_before(editor, editor->first);
		if (text_width_n(editor->text + before, editor->length - before) + 1 > columns)
			break;
		editor->first = before;
	}
	struct editor_slice slice = {.text = editor->text + editor->first};
	slice.length = text_fit(slice.text, columns, &slice.columns);
	slice.cursor = text_width_n(slice.text, editor->cursor - editor->first);
	if (slice.cursor > columns - 1)
		slice.cursor = columns - 1;
	slice.more_left = editor->first > 0;
	slice.more_right = slice.text[slice.length] != '\0';
	*ret_slice = slice;
}
