/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line editor and the letter's: what is typed is what is kept, whatever script it is in. */
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "clipboard.h"
#include "editor.h"
#include "layout.h"
#include "letter-editor.h"
#include "text.h"

#define E_ACUTE_APART "e\xcc\x81" /* e and a combining acute */
#define FAMILY "\U0001F468\u200D\U0001F469\u200D\U0001F467"
#define THUMB "\U0001F44D\U0001F3FD" /* and its colour */

static struct editor editor;

static void setup(void)
{
	editor_init(&editor, false, false);
}

static void teardown(void)
{
	editor_release(&editor);
}

static void expect(const char *text, size_t cursor)
{
	ck_assert_str_eq(editor_text(&editor), text);
	ck_assert_uint_eq(editor.cursor, cursor);
}

static void type(const char *characters)
{
	for (size_t at = 0, bytes; (bytes = text_cluster(characters + at)) > 0; at += bytes) {
		char one[64];
		ck_assert_uint_lt(bytes, sizeof(one));
		memcpy(one, characters + at, bytes);
		one[bytes] = '\0';
		ck_assert_int_eq(editor_insert(&editor, one), EDITOR_CHANGED);
	}
}

START_TEST(empty_line)
{
	expect("", 0);
	ck_assert_int_eq(editor_erase_before(&editor), EDITOR_UNCHANGED);
	ck_assert_int_eq(editor_erase_after(&editor), EDITOR_UNCHANGED);
	ck_assert_int_eq(editor_erase_word(&editor), EDITOR_UNCHANGED);
	ck_assert_int_eq(editor_clear(&editor), EDITOR_UNCHANGED);
	ck_assert(!editor_left(&editor));
	ck_assert(!editor_right(&editor));
	ck_assert(!editor_home(&editor));
	ck_assert(!editor_end(&editor));
	struct editor_slice slice;
	editor_slice(&editor, 1, &slice);
	ck_assert_uint_eq(slice.length, 0);
	ck_assert_int_eq(slice.cursor, 0);
}
END_TEST

START_TEST(typing_in_the_middle)
{
	type("中国文");
	expect("中国文", 9);
	ck_assert(editor_left(&editor));
	ck_assert(editor_left(&editor));
	type("1x");
	expect("中1x国文", 5);
	ck_assert_int_eq(editor_erase_before(&editor), EDITOR_CHANGED);
	expect("中1国文", 4);
	ck_assert_int_eq(editor_erase_after(&editor), EDITOR_CHANGED);
	expect("中1文", 4);
	editor_home(&editor);
	ck_assert_int_eq(editor_erase_after(&editor), EDITOR_CHANGED);
	expect("1文", 0);
	editor_end(&editor);
	ck_assert_int_eq(editor_erase_before(&editor), EDITOR_CHANGED);
	expect("1", 1);
}
END_TEST

START_TEST(old_text_never_comes_back)
{
	type("1234567890");
	ck_assert_int_eq(editor_clear(&editor), EDITOR_CHANGED);
	type("中文测试");
	expect("中文测试", 12);
}
END_TEST

START_TEST(clusters_stay_whole)
{
	type("a" E_ACUTE_APART "b" FAMILY THUMB);
	ck_assert_int_eq(editor_erase_before(&editor), EDITOR_CHANGED);
	expect("a" E_ACUTE_APART "b" FAMILY, 5 + strlen(FAMILY));
	ck_assert(editor_left(&editor));
	expect("a" E_ACUTE_APART "b" FAMILY, 5);
	ck_assert(editor_left(&editor));
	ck_assert(editor_left(&editor));
	expect("a" E_ACUTE_APART "b" FAMILY, 1);
	ck_assert_int_eq(editor_erase_after(&editor), EDITOR_CHANGED);
	expect("ab" FAMILY, 1);
}
END_TEST

START_TEST(marks_join_the_letter_before)
{
	ck_assert_int_eq(editor_insert(&editor, "\xcc\x81"), EDITOR_REFUSED); /* nothing to stand on */
	expect("", 0);
	type("e");
	ck_assert_int_eq(editor_insert(&editor, "\xcc\x81"), EDITOR_CHANGED);
	expect(E_ACUTE_APART, 3);
	ck_assert_int_eq(editor_erase_before(&editor), EDITOR_CHANGED);
	expect("", 0);
	/* Half a flag before half a flag becomes one: the cursor is not left inside. */
	type("\U0001F1F3");
	editor_home(&editor);
	ck_assert_int_eq(editor_insert(&editor, "\U0001F1E8"), EDITOR_CHANGED);
	expect("\U0001F1E8\U0001F1F3", 8);
	editor_clear(&editor);
	/* So does a joiner between two pictures. */
	type("\U0001F468\U0001F469");
	editor_left(&editor);
	ck_assert_int_eq(editor_insert(&editor, "\u200D"), EDITOR_CHANGED);
	expect("\U0001F468\u200D\U0001F469", 11);
}
END_TEST

START_TEST(what_cannot_be_seen_is_refused)
{
	static const char *const refused[] = {"\x01", "\x1b", "\x7f", "\xc2\x9b" /* CSI */, "\xe2\x80\xae" /* overrides
		direction */, "\xe2\x80\x8b" /* no width */, "\xef\xbb\xbf" /* byte order mark */, "\xff", "\xc0\x80",
		"\xed\xa0\x80" /* half of a pair */, "\u200D" /* joins nothing */};
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		ck_assert_msg(editor_insert(&editor, refused[i]) == EDITOR_REFUSED, "%zu was taken", i);
		expect("", 0);
	}
	ck_assert_int_eq(editor_insert(&editor, "a\x1b[31mb\nc\r\nd\te"), EDITOR_REFUSED);
	expect("a[31mb c d e", 12);
	editor_clear(&editor);
	ck_assert_int_eq(editor_insert(&editor, "a\u200Db退\u200D款"), EDITOR_REFUSED);
	expect("ab退款", 8);
}
END_TEST

START_TEST(ascii_only)
{
	editor.ascii = true;
	ck_assert_int_eq(editor_insert(&editor, "a中b"), EDITOR_REFUSED);
	expect("ab", 2);
	ck_assert(editor_load(&editor, "中文")); /* what is there already is kept */
	expect("中文", 6);
	ck_assert(editor.ascii);
}
END_TEST

START_TEST(words_are_erased_backwards)
{
	type("4 vCPU, 中文  ");
	ck_assert_int_eq(editor_erase_word(&editor), EDITOR_CHANGED);
	expect("4 vCPU, ", 8);
	ck_assert_int_eq(editor_erase_word(&editor), EDITOR_CHANGED);
	expect("4 ", 2);
}
END_TEST

/* By character: what can be typed, at the edges of what cannot; and with ASCII alone. */
START_TEST(which_characters_are_taken)
{
	static const struct {
		unsigned long character;
		bool taken;
	} rows[] = {
		{0, false}, {0x1f, false}, {' ', true}, {'~', true}, {0x7f, false}, {0x80, false}, {0x9f, false}, {0xa0, true},
		{0xac, true}, {0xad, false}, {0xae, true}, {0x61b, true}, {0x61c, false}, {0x200b, false}, {0x200d, true},
		{0x200f, false}, {0x2010, true}, {0x2027, true}, {0x2028, false}, {0x202e, false}, {0x2030, true}, {0x2060, false},
		{0x206f, false}, {0x2070, true}, {0xfdff, false}, {0xfe00, true}, {0xfe0f, true}, {0xfe10, true}, {0xfeff, false},
		{0xff01, true}, {0xfffd, true}, {0xfffe, false}, {0xffff, false}, {0x1f600, true}, {0xe0000, false},
		{0xe0100, false}, {0x10ffff, false},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unsigned long c = rows[i].character;
		if (c != 0xfdff)
			ck_assert_msg(editor_takes(c, false) == rows[i].taken, "%lx", c);
		ck_assert_msg(editor_takes(c, true) == (c >= ' ' && c < 0x7f), "%lx", c);
	}
}
END_TEST

/* However narrow, the cursor is in view. */
START_TEST(no_room_for_the_line)
{
	struct editor_slice slice;

	type("王a");
	for (int columns = -1; columns < 4; columns++) {
		editor_slice(&editor, columns, &slice);
		ck_assert_int_ge(slice.cursor, 0);
		ck_assert_int_lt(slice.cursor, columns < 1 ? 1 : columns);
	}
	ck_assert(editor_load(&editor, NULL));
	expect("", 0);
}
END_TEST

START_TEST(limit)
{
	char *many = malloc(EDITOR_MAX_BYTES + 10);
	ck_assert_ptr_nonnull(many);
	memset(many, 'x', EDITOR_MAX_BYTES + 9);
	many[EDITOR_MAX_BYTES + 9] = '\0';
	many[EDITOR_MAX_BYTES - 1] = '\0';
	ck_assert_int_eq(editor_insert(&editor, many), EDITOR_CHANGED);
	ck_assert_int_eq(editor_insert(&editor, "中"), EDITOR_FULL); /* not a third of it */
	ck_assert_uint_eq(editor.length, EDITOR_MAX_BYTES - 1);
	ck_assert_int_eq(editor_insert(&editor, "xyz"), EDITOR_FULL);
	ck_assert_uint_eq(editor.length, EDITOR_MAX_BYTES);
	free(many);
}
END_TEST

/* ---- the part in view ------------------------------------------------------------------------ */

static void expect_slice(int columns, const char *text, int cursor, bool left, bool right)
{
	struct editor_slice slice;

	editor_slice(&editor, columns, &slice);
	char *shown = strndup(slice.text, slice.length);
	ck_assert_ptr_nonnull(shown);
	ck_assert_str_eq(shown, text);
	ck_assert_int_eq(slice.columns, text_width(shown));
	ck_assert_int_le(slice.columns, columns);
	ck_assert_int_eq(slice.cursor, cursor);
	ck_assert_int_eq(slice.more_left, left);
	ck_assert_int_eq(slice.more_right, right);
	free(shown);
}

START_TEST(scrolls_by_whole_characters)
{
	type("中文测试");
	expect_slice(20, "中文测试", 8, false, false);
	expect_slice(9, "中文测试", 8, false, false);
	expect_slice(8, "文测试", 6, true, false); /* the cursor needs a column */
	expect_slice(5, "测试", 4, true, false);
	expect_slice(4, "试", 2, true, false);
	editor_home(&editor);
	expect_slice(5, "中文", 0, false, true);
	editor_right(&editor);
	editor_right(&editor);
	expect_slice(5, "文测", 2, true, true); /* all of the character under the cursor */
	expect_slice(1, "", 0, true, true);
}
END_TEST

START_TEST(scrolls_back_when_there_is_room_again)
{
	type("1234567890");
	expect_slice(6, "67890", 5, true, false);
	editor_erase_before(&editor);
	expect_slice(6, "56789", 5, true, false);
	for (int i = 0; i < 5; i++)
		editor_erase_before(&editor);
	expect_slice(6, "1234", 4, false, false);
}
END_TEST

START_TEST(every_edit_leaves_a_sound_line)
{
	/* The same walk each time: a fault found once is found again. */
	static const char *const pieces[] = {"a", "中", "\xcc\x81", FAMILY, " ", "\U0001F1E8", "，", "\u200D", "é"};
	unsigned seed = 12345;

	for (int step = 0; step < 20000; step++) {
		seed = seed * 1103515245u + 12345u;
		unsigned choice = seed >> 16 & 15;
		if (choice < 9)
			(void)editor_insert(&editor, pieces[choice]);
		else if (choice == 9)
			(void)editor_erase_before(&editor);
		else if (choice == 10)
			(void)editor_erase_after(&editor);
		else if (choice == 11)
			(void)editor_left(&editor);
		else if (choice == 12)
			(void)editor_right(&editor);
		else if (choice == 13)
			(void)editor_home(&editor);
		else if (choice == 14)
			(void)editor_erase_word(&editor);
		else if (editor.length > 300)
			(void)editor_clear(&editor);
		struct editor_slice slice;
		int columns = 1 + (int)(seed >> 20 & 31);
		editor_slice(&editor, columns, &slice);
		ck_assert_int_lt(slice.cursor, columns);
		ck_assert_int_le(slice.columns, columns);
		ck_assert(text_valid(editor_text(&editor), editor.length));
		ck_assert(text_valid(slice.text, slice.length));
		/* The cursor stands between two clusters. */
		size_t at = 0;
		for (size_t bytes; at < editor.cursor && (bytes = text_cluster(editor.text + at)) > 0;)
			at += bytes;
		ck_assert_uint_eq(at, editor.cursor);
	}
}
END_TEST

/* ---- the letter ------------------------------------------------------------------------------ */

static struct letter_editor letter;

static void setup_letter(void)
{
	letter_editor_init(&letter, false);
}

static void teardown_letter(void)
{
	letter_editor_release(&letter);
}

static void expect_row(size_t row, const char *text)
{
	ck_assert_uint_lt(row, letter.row_count);
	char *shown = strndup(editor_text(&letter.editor) + letter.rows[row].start, letter.rows[row].length);
	ck_assert_ptr_nonnull(shown);
	ck_assert_str_eq(shown, text);
	free(shown);
}

static void expect_cursor(int row, int column)
{
	int at_row, at_column;

	letter_editor_cursor(&letter, &at_row, &at_column);
	ck_assert_int_eq(at_row, row);
	ck_assert_int_eq(at_column, column);
}

START_TEST(letter_wraps_by_columns)
{
	ck_assert(letter_editor_load(&letter, "关于退订云服务器的申请\n\nabc def ghi\n"));
	ck_assert(letter_editor_wrap(&letter, 11));
	ck_assert_uint_eq(letter.row_count, 7);
	expect_row(0, "关于退订云");
	expect_row(1, "服务器的申");
	expect_row(2, "请");
	expect_row(3, "");
	expect_row(4, "abc def");
	expect_row(5, "ghi");
	expect_row(6, "");
	expect_cursor(0, 0);
	ck_assert_str_eq(editor_text(&letter.editor), "关于退订云服务器的申请\n\nabc def ghi\n");
}
END_TEST

START_TEST(letter_keeps_its_column)
{
	ck_assert(letter_editor_load(&letter, "abcdef\n中\n中文字"));
	ck_assert(letter_editor_wrap(&letter, 40));
	letter_editor_row_end(&letter);
	expect_cursor(0, 6);
	ck_assert(letter_editor_down(&letter, 1));
	expect_cursor(1, 2);
	ck_assert(letter_editor_down(&letter, 1));
	expect_cursor(2, 6);
	ck_assert(!letter_editor_down(&letter, 1));
	ck_assert(letter_editor_down(&letter, -9));
	expect_cursor(0, 6);
	letter.goal = 1; /* in the middle of a wide character: before it */
	ck_assert(letter_editor_down(&letter, 1));
	expect_cursor(1, 0);
}
END_TEST

START_TEST(letter_lines_are_kept)
{
	ck_assert(letter_editor_load(&letter, "一\r\n二\r三"));
	ck_assert_str_eq(editor_text(&letter.editor), "一\n二\n三");
	editor_end(&letter.editor);
	ck_assert_int_eq(editor_insert(&letter.editor, "\n"), EDITOR_CHANGED);
	ck_assert_int_eq(editor_insert(&letter.editor, "\xcc\x81"), EDITOR_REFUSED); /* no letter on this line */
	ck_assert_int_eq(editor_insert(&letter.editor, "四"), EDITOR_CHANGED);
	ck_assert_str_eq(editor_text(&letter.editor), "一\n二\n三\n四");
	ck_assert(letter_editor_wrap(&letter, 10));
	expect_cursor(3, 2);
	ck_assert(letter_editor_row_start(&letter));
	ck_assert_int_eq(editor_erase_before(&letter.editor), EDITOR_CHANGED);
	ck_assert_str_eq(editor_text(&letter.editor), "一\n二\n三四");
}
END_TEST

START_TEST(letter_cursor_is_always_in_view)
{
	ck_assert(letter_editor_load(&letter, "word      word 中文，中文。 longlonglonglonglong\n   x"));
	for (int columns = 1; columns < 30; columns++) {
		ck_assert(letter_editor_wrap(&letter, columns));
		editor_home(&letter.editor);
		do {
			int row, column;
			letter_editor_cursor(&letter, &row, &column);
			ck_assert_int_ge(column, 0);
			ck_assert_int_lt(column, letter.columns);
			ck_assert_int_lt(row, (int)letter.row_count);
		} while (editor_right(&letter.editor));
		letter_editor_row_start(&letter);
		letter_editor_row_end(&letter);
		size_t shown = 0; /* nothing but blanks and line ends is left out */
		for (size_t i = 0; i < letter.row_count; i++) {
			ck_assert_uint_ge(letter.rows[i].start, shown);
			for (; shown < letter.rows[i].start; shown++)
				ck_assert(strchr(" \n", editor_text(&letter.editor)[shown]) != NULL);
			shown = letter.rows[i].start + letter.rows[i].length;
		}
		ck_assert_uint_eq(shown, letter.editor.length);
	}
}
END_TEST

/* ---- the clipboard, the layout --------------------------------------------------------------- */

START_TEST(clipboard)
{
	static const char *const pairs[][2] = {
		{"", "\033]52;c;\a"},
		{"a", "\033]52;c;YQ==\a"},
		{"ab", "\033]52;c;YWI=\a"},
		{"abc", "\033]52;c;YWJj\a"},
		{"退订\n", "\033]52;c;6YCA6K6iCg==\a"},
		{"a\033]0;x\ab", "\033]52;c;Ye+/vV0wO3jvv71i\a"}, /* controls do not get through */
	};
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		char *sequence = clipboard_sequence(pairs[i][0]);
		ck_assert_str_eq(sequence, pairs[i][1]);
		free(sequence);
	}
}
END_TEST

/* Whether the area lies on the screen, on cells that no other has taken. */
static bool takes_cells(const struct area *area, int lines, int columns, char *cells)
{
	bool ok = true;

	if (area->rows == 0)
		return true;
	if (area->row < 0 || area->column < 0 || area->rows < 0 || area->row + area->rows > lines ||
		area->column + area->columns > columns)
		return false;
	for (int row = area->row; row < area->row + area->rows; row++)
		for (int column = area->column; column < area->column + area->columns; column++)
			ok = ok && cells[row * columns + column]++ == 0;
	return ok;
}

START_TEST(areas_never_overlap)
{
	for (int lines = 1; lines < 60; lines++)
		for (int columns = 1; columns < 180; columns++) {
			struct layout layout;
			char *cells = calloc((size_t)lines * (size_t)columns, 1);
			ck_assert_ptr_nonnull(cells);
			bool paper = (lines + columns) % 2 == 0;
			layout_make(&layout, lines, columns, paper);
			ck_assert_int_ge(layout.content.rows, 1);
			const struct area *areas[] = {&layout.title, &layout.steps, &layout.content,
				&layout.verdict, &layout.hints, &layout.footer};
			bool ok = true;
			for (size_t i = 0; i < sizeof(areas) / sizeof(areas[0]); i++)
				ok = ok && takes_cells(areas[i], lines, columns, cells);
			ck_assert_msg(ok, "an area out of place at %dx%d", columns, lines);
			ck_assert_int_eq(layout.single, lines < 16 || columns < 60);
			if (!paper || columns >= 140)
				ck_assert_int_eq(layout.side, !layout.single && columns >= 100);
			else if (layout.side)
				ck_assert_int_ge(layout.content.columns, 78);
			free(cells);
		}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("editor");
	TCase *line = tcase_create("line");
	TCase *many = tcase_create("letter");
	TCase *rest = tcase_create("clipboard and layout");

	tcase_add_checked_fixture(line, setup, teardown);
	tcase_set_timeout(line, 60);
	tcase_add_test(line, empty_line);
	tcase_add_test(line, typing_in_the_middle);
	tcase_add_test(line, old_text_never_comes_back);
	tcase_add_test(line, clusters_stay_whole);
	tcase_add_test(line, marks_join_the_letter_before);
	tcase_add_test(line, what_cannot_be_seen_is_refused);
	tcase_add_test(line, ascii_only);
	tcase_add_test(line, words_are_erased_backwards);
	tcase_add_test(line, which_characters_are_taken);
	tcase_add_test(line, no_room_for_the_line);
	tcase_add_test(line, limit);
	tcase_add_test(line, scrolls_by_whole_characters);
	tcase_add_test(line, scrolls_back_when_there_is_room_again);
	tcase_add_test(line, every_edit_leaves_a_sound_line);
	suite_add_tcase(suite, line);
	tcase_add_checked_fixture(many, setup_letter, teardown_letter);
	tcase_add_test(many, letter_wraps_by_columns);
	tcase_add_test(many, letter_keeps_its_column);
	tcase_add_test(many, letter_lines_are_kept);
	tcase_add_test(many, letter_cursor_is_always_in_view);
	suite_add_tcase(suite, many);
	tcase_set_timeout(rest, 60);
	tcase_add_test(rest, clipboard);
	tcase_add_test(rest, areas_never_overlap);
	suite_add_tcase(suite, rest);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
