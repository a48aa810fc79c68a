/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 text: widths, cutting, wrapping, folding, escaping, the growing string. */
#include "config.h"

#include <errno.h>
#include <locale.h>
#include <wchar.h>

#include "sheet.h"
#include "suite.h"
#include "text.h"

/* ---- width ------------------------------------------------------------------------------------- */

START_TEST(width_counts_columns)
{
	ck_assert_int_eq(text_width(""), 0);
	ck_assert_int_eq(text_width("abc"), 3);
	ck_assert_int_eq(text_width("退款"), 4);
	ck_assert_int_eq(text_width("a退b款c"), 7);
	ck_assert_int_eq(text_width("e\u0301x"), 2);     /* a combining accent takes no room */
	ck_assert_int_eq(text_width("“…—·①”"), 6); /* ambiguous characters are narrow */
	ck_assert_int_eq(text_width("￥"), 2);
	ck_assert_int_eq(text_width("¥"), 1);
	ck_assert_int_eq(text_width("😀"), 2);
	ck_assert_int_eq(text_width("１２：３０"), 10);
	ck_assert_int_eq(text_width_n("退款", 3), 2);
}
END_TEST

/* Screens are laid out with these widths and painted by ncurses, which asks wcwidth. */
START_TEST(width_agrees_with_the_terminal)
{
	static const uint32_t ranges[][2] = {{0x20, 0x7e}, {0xa0, 0x24f}, {0x370, 0x52f},
		{0x2010, 0x2027}, {0x2030, 0x205e}, {0x20a0, 0x2bff}, {0x2e80, 0xa4cf},
		{0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe10, 0xfe6f}, {0xff01, 0xffe6},
		{0x1f300, 0x1f6ff}, {0x20000, 0x2a6df}};

	ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
	for (size_t r = 0; r < sizeof(ranges) / sizeof(ranges[0]); r++) {
		for (uint32_t c = ranges[r][0]; c <= ranges[r][1]; c++) {
			char text[5] = "";
			int columns = wcwidth((wchar_t)c);
			put_character(text, c);
			if (columns >= 0 && c != 0xad)
				ck_assert_msg(text_width(text) == columns,
					"U+%04X: %d, the terminal: %d", c, text_width(text),
					columns);
		}
	}
}
END_TEST

START_TEST(clusters_are_not_cut)
{
	ck_assert_uint_eq(text_cluster(""), 0);
	ck_assert_uint_eq(text_cluster("ab"), 1);
	ck_assert_uint_eq(text_cluster("退款"), 3);
	ck_assert_uint_eq(text_cluster("e\u0301x"), 3);
	ck_assert_uint_eq(text_cluster("\xff\xfe"), 1); /* broken bytes one by one */

	/* A letter with more marks than anyone writes stays one cluster. */
	char marks[1 + 2 * 500 + 2] = "e";
	for (int i = 0; i < 500; i++)
		strcat(marks, "\u0301");
	strcat(marks, "x");
	ck_assert_uint_eq(text_cluster(marks), 1001);
}
END_TEST

START_TEST(fit_stops_before_the_edge)
{
	int columns;

	ck_assert_uint_eq(text_fit("退款了", 5, &columns), 6);
	ck_assert_int_eq(columns, 4); /* a column is left over: no half characters */
	ck_assert_uint_eq(text_fit("abc", 10, &columns), 3);
	ck_assert_int_eq(columns, 3);
	ck_assert_uint_eq(text_fit("abc", 0, &columns), 0);
	ck_assert_uint_eq(text_fit("e\u0301\u0301f", 1, NULL), 5); /* all marks come along */
}
END_TEST

START_TEST(cut_says_that_something_is_lost)
{
	is_text(text_cut("退款申请", 8, false), "退款申请");
	is_text(text_cut("退款申请", 7, false), "退款申…");
	is_text(text_cut("退款申请", 6, false), "退款…"); /* 5 columns: the sixth would be half of 申 */
	is_text(text_cut("abcdef", 5, true), "ab...");
	is_text(text_cut("abcdef", 2, true), "..");
	is_text(text_cut("abcdef", 0, false), "");
	is_text(text_cut("abcdef", -3, false), "");
	is_text(text_cut("", 0, false), "");
}
END_TEST

START_TEST(pad_counts_columns)
{
	is_text(text_pad("退款", 6, false), "退款  ");
	is_text(text_pad("退款", 6, true), "  退款");
	is_text(text_pad("退款", 3, false), "退款");
	is_text(text_pad("", 2, true), "  ");
}
END_TEST

/* ---- wrapping ---------------------------------------------------------------------------------- */

static void wraps_to(const char *text, int columns, int indent, const char *expected)
{
	struct text_lines lines;
	struct text_buffer joined;

	ck_assert(text_wrap(text, columns, indent, &lines));
	text_buffer_init(&joined);
	for (size_t i = 0; i < lines.count; i++)
		text_buffer_printf(&joined, i == 0 ? "%s" : "|%s", lines.items[i]);
	is_text(text_buffer_take(&joined), expected);
	text_lines_release(&lines);
	ck_assert_ptr_null(lines.items);
}

START_TEST(wrap_breaks_where_a_reader_would)
{
	wraps_to("", 10, 0, "");
	wraps_to("one two three", 20, 0, "one two three");
	wraps_to("one two three", 8, 0, "one two|three");
	wraps_to("one two   three", 7, 0, "one two|three"); /* blanks at the break go */
	wraps_to("one two three", 9, 2, "one two|  three");
	wraps_to("less 20 % of it", 8, 0, "less|20 % of|it"); /* a number stays with its sign */
	wraps_to("abcdefghij", 4, 0, "abcd|efgh|ij"); /* a word longer than the line */
	wraps_to("退款申请书", 6, 0, "退款申|请书");
	wraps_to("退款申请书", 5, 0, "退款|申请|书");
	wraps_to("实例已经部署。", 12, 0, "实例已经部|署。"); /* no line begins with a full stop */
	wraps_to("（全额退款）可以", 4, 0, "（全|额退|款）|可以");
	wraps_to("说：“你好”", 6, 0, "说：|“你好”"); /* quotes stay with what they quote */
	wraps_to("选“不清楚”。", 11, 0, "选“不清|楚”。");
	wraps_to("选“否”也行", 9, 0, "选“否”也|行");
	wraps_to("see yhssglxt.miit.gov.cn now", 18, 0, "see|yhssglxt.miit.gov.|cn now"); /* too long for a line */
	wraps_to("see help.example.org", 17, 0, "see|help.example.org"); /* a host name stays whole */
	wraps_to("(§2.3.b) end", 6, 0, "(§2.3.|b) end");
}
END_TEST

START_TEST(wrap_keeps_line_ends)
{
	wraps_to("a\nb", 10, 0, "a|b");
	wraps_to("a\n\nb\n", 10, 0, "a||b");
	wraps_to("a\r\nb\r\n", 10, 0, "a|b");
	wraps_to("a\n", 10, 0, "a");
	wraps_to("\na", 10, 0, "|a");
	wraps_to("  a b", 10, 0, "  a b"); /* a paragraph's own indent */
	wraps_to("a  \nb", 10, 2, "a|  b");
	wraps_to("a\n\nb", 10, 2, "a||  b");
}
END_TEST

START_TEST(wrap_never_hangs)
{
	wraps_to("退款", 1, 0, "退|款"); /* wider than the line, yet each line takes one */
	wraps_to("ab", 0, 0, "a|b");
	wraps_to("ab cd", 2, 7, "ab| c| d");
}
END_TEST

static void without_blanks(const char *text, char *out)
{
	for (; *text != '\0'; text++) {
		if (*text != ' ' && *text != '\n' && *text != '\r')
			*out++ = *text;
	}
	*out = '\0';
}

START_TEST(wrap_loses_nothing)
{
	static char text[4 * 200 + 1], joined[4 * 200 + 1], expected[4 * 200 + 1];

	struct draw draw = {7};
	for (int round = 0; round < tries(3000); round++) {
		int columns = 1 + (int)draw_below(&draw, 60);
		struct text_lines lines;
		draw_text(&draw, text, 200);
		ck_assert(text_wrap(text, columns, 0, &lines));
		joined[0] = '\0';
		for (size_t i = 0; i < lines.count; i++) {
			const char *line = lines.items[i];
			char *end = joined + strlen(joined);
			without_blanks(line, end);
			/* Only a single cluster may be wider than the line. */
			ck_assert(text_width(line) <= columns ||
				  text_cluster(line) == strlen(line));
		}
		without_blanks(text, expected);
		ck_assert_str_eq(joined, expected);
		text_lines_release(&lines);
	}
}
END_TEST

/* ---- safe to show ------------------------------------------------------------------------------- */

START_TEST(valid_is_strict)
{
	ck_assert(text_valid("退款", 6));
	ck_assert(text_valid("", 0));
	ck_assert(!text_valid("a\0b", 3));
	ck_assert(!text_valid("\xff", 1));
	ck_assert(!text_valid("\xe9\x80", 2));         /* cut off */
	ck_assert(!text_valid("\xc0\xaf", 2));         /* overlong */
	ck_assert(!text_valid("\xed\xa0\x80", 3));     /* a surrogate */
	ck_assert(!text_valid("\xf4\x90\x80\x80", 4)); /* beyond Unicode */
}
END_TEST

#define GONE "\xef\xbf\xbd"

START_TEST(sanitize_disarms)
{
	is_text(text_sanitize("a\x1b[31mb", 7, false), "a" GONE "[31mb");
	is_text(text_sanitize("a\tb\nc", 5, false), "a b c");
	is_text(text_sanitize("a\tb\nc", 5, true), "a b\nc");
	is_text(text_sanitize("a\r\nb\rc", 6, true), "a\nb" GONE "c");
	is_text(text_sanitize("a\0b", 3, false), "a" GONE "b");
	is_text(text_sanitize("\U0001F468\u200D\U0001F469", 11, false), "\U0001F468\u200D\U0001F469");
	is_text(text_sanitize("a\u200Db\u200D\U0001F469", 12, false), "a" GONE "b" GONE "\U0001F469");
	is_text(text_sanitize("\U0001F469\u200D", 7, false), "\U0001F469" GONE);
	is_text(text_sanitize("\U0001F469\u200D\xff", 8, false), "\U0001F469" GONE GONE);
	is_text(text_sanitize("\U0001F469\u200Dx", 8, false), "\U0001F469" GONE "x");
	is_text(text_sanitize("\xff退", 4, false), GONE "退");
	is_text(text_sanitize("\xe9\x80", 2, false), GONE GONE);
	is_text(text_sanitize("\xc2\x9b", 2, false), GONE);      /* CSI in one byte */
	is_text(text_sanitize("x\u202eyz", 6, false), "x" GONE "yz"); /* turns the reading direction */
	is_text(text_sanitize("a\u200bb\ufeff", 8, false), "a" GONE "b" GONE);
	is_text(text_sanitize("\x7f", 1, false), GONE);
	is_text(text_sanitize("退款 😀 e\u0301", strlen("退款 😀 e\u0301"), false), "退款 😀 e\u0301");
	is_text(text_sanitize("", 0, false), "");
}
END_TEST

START_TEST(sanitize_takes_any_bytes)
{
	char bytes[64];

	struct draw draw = {11};
	for (int round = 0; round < tries(50000); round++) {
		size_t length = draw_below(&draw, sizeof(bytes) + 1);
		for (size_t i = 0; i < length; i++)
			bytes[i] = (char)draw_below(&draw, 256);
		char *safe = text_sanitize(bytes, length, false);
		ck_assert(text_valid(safe, strlen(safe)));
		ck_assert(!text_has_controls(safe, strlen(safe)));
		ck_assert_ptr_null(strchr(safe, '\n'));
		free(safe);
	}
}
END_TEST

START_TEST(controls_are_seen)
{
	ck_assert(!text_has_controls("a\tb 退款", 10));
	ck_assert(text_has_controls("\n", 1));
	ck_assert(text_has_controls("\x7f", 1));
	ck_assert(text_has_controls("\xc2\x85", 2));
	ck_assert(text_has_controls("\u2028", 3));
	ck_assert(text_has_controls("\u202e", 3));
}
END_TEST

/* ---- folding ----------------------------------------------------------------------------------- */

START_TEST(fold_reads_what_was_typed)
{
	is_text(text_fold("１２，３４５．６７"), "12,345.67");
	is_text(text_fold("２０２６－１１－２３　１４：０５"), "2026-11-23 14:05");
	is_text(text_fold("ＡＢｃ（１）％；／～"), "ABc(1)%;/~");
	is_text(text_fold("３。５"), "3.5");  /* the full stop of a Chinese input method */
	is_text(text_fold("3。"), "3。");     /* a sentence's end stays */
	is_text(text_fold("好。5"), "好。5");
	is_text(text_fold("￥800"), "¥800"); /* one yen sign of the two */
	is_text(text_fold("−5"), "-5");
	is_text(text_fold("昨天 14:05"), "昨天 14:05");
	is_text(text_fold(""), "");
}
END_TEST

START_TEST(trim_takes_every_blank)
{
	is_text(text_trim("  a b \t\n"), "a b");
	is_text(text_trim("\u3000\u00a0退款\u3000"), "退款");
	is_text(text_trim("\ufeffx"), "x");
	is_text(text_trim(" \u3000 "), "");
	is_text(text_trim(""), "");
}
END_TEST

/* ---- escaping ---------------------------------------------------------------------------------- */

START_TEST(escape_leaves_text_readable)
{
	is_text(text_escape("退款 800.00 = a, b"), "退款 800.00 = a, b");
	is_text(text_escape(" a "), "%20a%20");
	is_text(text_escape("50% \"x\" 'y'; #z \\"), "50%25 %22x%22 %27y%27%3B %23z %5C");
	is_text(text_escape("a\nb\x1b\x7f"), "a%0Ab%1B%7F");
	is_text(text_escape("\xc2\x85"), "%C2%85");
	is_text(text_escape(""), "");
}
END_TEST

START_TEST(unescape_refuses_nonsense)
{
	static const char *const bad[] = {"%", "%4", "%zz", "a%2", "%00", "%FF", "%E9%80", "100%"};

	is_text(text_unescape("a%0ab%0A"), "a\nb\n");
	is_text(text_unescape("%E9%80%80"), "退");
	is_text(text_unescape(""), "");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		errno = 0;
		ck_assert_msg(text_unescape(bad[i]) == NULL, "%s", bad[i]);
		ck_assert_int_eq(errno, EINVAL);
	}
}
END_TEST

START_TEST(escape_round_trips)
{
	static char text[4 * 60 + 1];

	struct draw draw = {3};
	for (int round = 0; round < tries(100000); round++) {
		draw_text(&draw, text, 60);
		char *escaped = text_escape(text);
		ck_assert_ptr_nonnull(escaped);
		bool plain = strpbrk(escaped, "\"';#\\") == NULL;
		for (const char *at = escaped; *at != '\0'; at++)
			plain = plain && (unsigned char)*at >= ' ';
		ck_assert_msg(plain, "%s", escaped);
		ck_assert(escaped[0] != ' ');
		is_text(text_unescape(escaped), text);
		free(escaped);
	}
}
END_TEST

/* ---- the growing string ------------------------------------------------------------------------- */

START_TEST(buffer_grows)
{
	struct text_buffer buffer;
	size_t length = 0;

	text_buffer_init(&buffer);
	for (int i = 0; i < 10000; i++) {
		text_buffer_add(&buffer, "退");
		text_buffer_printf(&buffer, "%d,", i);
		text_buffer_add_n(&buffer, "abc", (size_t)(i % 4 == 0));
	}
	length = buffer.length;
	ck_assert(!buffer.failed);
	char *text = text_buffer_take(&buffer);
	ck_assert_uint_eq(strlen(text), length);
	ck_assert_int_eq(strncmp(text, "退0,a退1,退2,", 16), 0);
	free(text);
	ck_assert_ptr_null(buffer.text); /* empty again, ready for use */
	is_text(text_buffer_take(&buffer), "");
	is_text(text_printf("%s-%d", "a", 5), "a-5");
}
END_TEST

START_TEST(buffer_remembers_failure)
{
	struct text_buffer buffer;

	text_buffer_init(&buffer);
	text_buffer_add(&buffer, "kept");
	text_buffer_add_n(&buffer, "x", SIZE_MAX / 2 + 100);
	ck_assert(buffer.failed);
	text_buffer_add(&buffer, "more"); /* nothing after a failure: no holes in the text */
	ck_assert_str_eq(buffer.text, "kept");
	ck_assert_ptr_null(text_buffer_take(&buffer));
	ck_assert(!buffer.failed);

	char *endless = text_printf("%%%ldd", 9999999999L); /* longer than any int */
	text_buffer_init(&buffer);
	text_buffer_printf(&buffer, endless, 1);
	ck_assert(buffer.failed);
	ck_assert_ptr_null(text_buffer_take(&buffer));
	free(endless);
}
END_TEST

/* What holds of each character there is, alone, between digits and beside a joiner. */
static void check_character(uint32_t character)
{
	char one[8], among[64], text[16];
	struct text_buffer search;
	size_t length = put_character(one, character);

	one[length] = '\0';
	snprintf(among, sizeof(among), "1%s2 %s\xe2\x80\x8d%s%s ", one, one, one, one);
	snprintf(text, sizeof(text), "U+%04X", (unsigned)character);
	char *safe = text_sanitize(among, strlen(among), false), *folded = text_fold(among), *escaped = text_escape(among);
	char *again = text_fold(folded), *back = text_unescape(escaped);
	agree(!text_has_controls(safe, strlen(safe)) && text_valid(safe, strlen(safe)), "%s is not made safe", text);
	agree(!text_has_controls(one, length) || strstr(safe, one) == NULL, "%s is a control and stays", text);
	agree(strcmp(folded, again) == 0, "%s is folded twice", text);
	agree(strcmp(among, back) == 0, "%s is not escaped and unescaped", text);
	agree(text_cluster(safe) == 1 || text_cluster(safe) > 1, "%s has no cluster", text);
	agree(text_width(safe) >= 0 && text_character_width(character) >= -1, "%s has no width", text);
	size_t clusters = 0;
	for (const char *at = safe; *at != '\0'; clusters++)
		at += text_cluster(at);
	agree(clusters >= 3 && clusters <= strlen(safe), "%s: %zu clusters", text, clusters);
	text_buffer_init(&search);
	text_add_search_form(&search, among);
	char *sought = text_buffer_take(&search);
	text_add_search_form(&search, sought);
	char *sought_again = text_buffer_take(&search);
	agree(strcmp(sought, sought_again) == 0, "%s has another form when it is searched for twice", text);
	char *const all[] = {safe, folded, again, escaped, back, sought, sought_again};
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		free(all[i]);
}

START_TEST(each_character)
{
	const uint32_t step = tries(20) == 20 ? 1 : 61;

	for (uint32_t character = 1; character < 0x30000; character += character < 0x3100 ? 1 : step)
		if (character < 0xd800 || character > 0xdfff)
			check_character(character);
}
END_TEST

/* A cluster as long as a page, a flag, a full stop at the end. */
START_TEST(odd_clusters)
{
	struct text_buffer buffer;

	text_buffer_init(&buffer);
	text_buffer_add(&buffer, "a");
	for (int i = 0; i < 200; i++)
		text_buffer_add(&buffer, "\xcc\x81");
	char *marks = text_buffer_take(&buffer);
	ck_assert_uint_eq(text_cluster(marks), 401);
	marks[121] = '\0';
	ck_assert_uint_eq(text_cluster(marks), 121);
	free(marks);
	ck_assert_uint_eq(text_cluster("🇨🇳🇩🇪"), 8);
	is_text(text_fold("3。"), "3。");
	is_text(text_fold("3。５"), "3.5");
	is_text(text_fold("3。a"), "3。a");
	is_text(text_fold("a。3"), "a。3");
	ck_assert(text_has_controls("\xd8\x9c", 2)); /* the Arabic letter mark */
	ck_assert(!text_has_controls("\t", 1));
}
END_TEST

/* ---- sheets: what is handed to the program of papers -------------------------------------------- */

START_TEST(sheets_are_read_as_they_were_written)
{
	struct text_buffer sheet;
	struct sheet_line line;
	const char *const cells[] = {"one", NULL, "th\tree\n"};

	text_buffer_init(&sheet);
	sheet_add_cells(&sheet, "row", cells, 3);
	sheet_add(&sheet, "bare", NULL);
	for (int i = 0; i < SHEET_CELLS_MAX + 3; i++)
		text_buffer_add(&sheet, i == 0 ? "many" : "\tx");
	char *text = text_buffer_take(&sheet), *rest = text;
	ck_assert(sheet_next(&rest, &line));
	ck_assert_uint_eq(line.count, 4);
	ck_assert_str_eq(line.cells[1], "one");
	ck_assert_str_eq(line.cells[2], "");
	ck_assert_str_eq(line.cells[3], "th ree ");
	ck_assert_str_eq(line.cells[SHEET_CELLS_MAX - 1], "");
	ck_assert(sheet_next(&rest, &line));
	ck_assert_uint_eq(line.count, 1);
	ck_assert(sheet_next(&rest, &line)); /* without an end of line */
	ck_assert_uint_eq(line.count, SHEET_CELLS_MAX);
	ck_assert(!sheet_next(&rest, &line));
	free(text);
}
END_TEST

START_TEST(numbers_of_sheets)
{
	ck_assert_int_eq(sheet_number("-17", 5), -17);
	ck_assert_int_eq(sheet_number("", 5), 5);
	ck_assert_int_eq(sheet_number("17x", 5), 5);
	ck_assert_int_eq(sheet_number("99999999999999999999", 5), 5);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"width", {width_counts_columns, width_agrees_with_the_terminal,
				  clusters_are_not_cut, fit_stops_before_the_edge,
				  cut_says_that_something_is_lost, pad_counts_columns}},
		{"wrap", {wrap_breaks_where_a_reader_would, wrap_keeps_line_ends, wrap_never_hangs,
				 wrap_loses_nothing}},
		{"safe", {valid_is_strict, sanitize_disarms, sanitize_takes_any_bytes,
				 controls_are_seen}},
		{"fold", {fold_reads_what_was_typed, trim_takes_every_blank}},
		{"escape", {escape_leaves_text_readable, unescape_refuses_nonsense,
				   escape_round_trips}},
		{"buffer", {buffer_grows, buffer_remembers_failure}},
		{"characters", {each_character, odd_clusters}},
		{"sheets", {sheets_are_read_as_they_were_written, numbers_of_sheets}},
	};
	return SUITE_RUN("text", groups);
}
