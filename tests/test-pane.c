/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Panes: spans in lines, wrapped by columns, and the table of requests. */
#include "config.h"

#include "pane.h"
#include "request.h"
#include "suite.h"
#include "text.h"

static char *wrapped(const char *text, int indent, int hang, int columns)
{
	struct pane pane;

	pane_init(&pane);
	pane_line(&pane, indent, hang);
	pane_add(&pane, PANE_PLAIN, text);
	char *all = pane_text(&pane, columns);
	pane_release(&pane);
	return all;
}

START_TEST(lines_wrap_by_columns)
{
	is_text(wrapped("one two three", 0, 0, 80), "one two three\n");
	is_text(wrapped("one two three", 0, 0, 8), "one two\nthree\n");
	is_text(wrapped("one two three", 2, 4, 10), "  one two\n    three\n");
	is_text(wrapped("one two three", 4, 0, 8), "    one\ntwo\nthree\n");
	is_text(wrapped("按部就班地退订服务器", 0, 2, 10), "按部就班地\n  退订服务\n  器\n");
	is_text(wrapped("", 0, 0, 10), "\n");
	is_text(wrapped("abcdefghij", 0, 0, 4), "abcd\nefgh\nij\n");
}
END_TEST

START_TEST(closing_punctuation_stays_with_its_word)
{
	is_text(wrapped("可以退订，请先看。", 0, 0, 8), "可以退\n订，请先\n看。\n");
}
END_TEST

START_TEST(spans_keep_their_styles_over_a_break)
{
	struct pane pane, rows;

	pane_init(&pane);
	pane_line(&pane, 0, 2);
	pane_add(&pane, PANE_STRONG, "aaa bb");
	pane_add(&pane, PANE_DIM, "b ccc");
	pane_add(&pane, PANE_WARN, " ddd");
	ck_assert(pane_wrap(&pane, 6, &rows));
	ck_assert_uint_eq(rows.count, 4);
	ck_assert_str_eq(rows.lines[0].spans[0].text, "aaa");
	ck_assert_uint_eq(rows.lines[1].span_count, 2);
	ck_assert_str_eq(rows.lines[1].spans[0].text, "bb");
	ck_assert_int_eq(rows.lines[1].spans[0].style, PANE_STRONG);
	ck_assert_str_eq(rows.lines[1].spans[1].text, "b");
	ck_assert_int_eq(rows.lines[1].spans[1].style, PANE_DIM);
	ck_assert_int_eq(rows.lines[1].indent, 2);
	ck_assert_str_eq(rows.lines[2].spans[0].text, "ccc");
	ck_assert_int_eq(rows.lines[3].spans[0].style, PANE_WARN);
	ck_assert_str_eq(rows.lines[3].spans[0].text, "ddd");
	pane_release(&rows);
	pane_release(&pane);
}
END_TEST

START_TEST(line_ends_inside_a_span_are_kept)
{
	is_text(wrapped("one\ntwo", 0, 0, 80), "one\ntwo\n");
	is_text(wrapped("one \n\n  two", 0, 0, 80), "one\n\n  two\n");
}
END_TEST

/* No escape sequence of a pack or a case reaches a screen. */
START_TEST(controls_are_taken_out)
{
	char *text = wrapped("a\033[31mb\007\302\233c", 0, 0, 80);

	ck_assert_ptr_null(strchr(text, '\033'));
	ck_assert_ptr_null(strchr(text, '\007'));
	ck_assert_ptr_null(strstr(text, "\302\233"));
	ck_assert_ptr_nonnull(strstr(text, "[31mb"));
	free(text);
}
END_TEST

/* Whatever comes in, no row is wider than asked, and all that is not blank comes out again. */
START_TEST(nothing_is_lost_and_nothing_is_too_wide)
{
	struct draw draw = {20261123};

	for (int round = 0; round < 3000; round++) {
		struct pane pane, rows;
		char text[400];
		int columns = 2 + (int)draw_below(&draw, 40);

		pane_init(&pane);
		pane_line(&pane, (int)draw_below(&draw, 6), (int)draw_below(&draw, 6));
		for (int span = 0; span < 3; span++) {
			draw_text(&draw, text, 30);
			pane_add(&pane, (enum pane_style)span, text);
		}
		ck_assert(pane_wrap(&pane, columns, &rows));
		struct text_buffer before, after;
		text_buffer_init(&before);
		text_buffer_init(&after);
		for (size_t s = 0; s < pane.lines[0].span_count; s++)
			for (const char *at = pane.lines[0].spans[s].text; *at; at++)
				if (strchr(" \n\r", *at) == NULL)
					text_buffer_add_n(&before, at, 1);
		for (size_t r = 0; r < rows.count; r++) {
			int width = rows.lines[r].indent;
			for (size_t s = 0; s < rows.lines[r].span_count; s++) {
				width += text_width(rows.lines[r].spans[s].text);
				for (const char *at = rows.lines[r].spans[s].text; *at; at++)
					if (strchr(" \n\r", *at) == NULL)
						text_buffer_add_n(&after, at, 1);
			}
			if (rows.lines[r].span_count > 0 && columns >= 12)
				ck_assert_int_le(width, columns);
		}
		if (before.length > 0 || after.length > 0)
			ck_assert_str_eq(after.text, before.text);
		text_buffer_release(&before);
		text_buffer_release(&after);
		pane_release(&rows);
		pane_release(&pane);
	}
}
END_TEST

START_TEST(every_request_is_described)
{
	ck_assert_uint_eq(request_table_count, REQUEST_QUEUE_HELP); /* those of the queue have a table of their own */
	for (size_t i = 0; i < request_table_count; i++) {
		ck_assert_int_eq(request_table[i].kind, i);
		ck_assert_str_ne(request_table[i].key, "");
		ck_assert_str_ne(request_table[i].word, "");
		ck_assert_str_ne(request_table[i].help, "");
		for (size_t other = 0; other < i; other++) {
			ck_assert_str_ne(request_table[i].key, request_table[other].key);
			if (*request_table[i].second != '\0')
				ck_assert_str_ne(request_table[i].second, request_table[other].second);
		}
	}
}
END_TEST

static char *packed(int columns, int rows, const char *const *pieces)
{
	struct pane pane, all;

	pane_init(&pane);
	for (; *pieces != NULL; pieces++) {
		pane_line(&pane, 0, 0);
		pane_add(&pane, PANE_PLAIN, *pieces);
	}
	ck_assert(pane_pack(&pane, columns, rows, &all));
	char *text = pane_text(&all, columns);
	pane_release(&pane);
	pane_release(&all);
	return text;
}

/* What matters most comes first, and is never cut for what matters less. */
START_TEST(pieces_are_packed_whole)
{
	const char *const pieces[] = {"PARTIAL", "640.00 of 800.00", "240.00 in 23:00", "ticket, 9-15 days", "1 open", NULL};
	const char *const chinese[] = {"全额退款", "可退八百元", "明天", NULL};
	const char *const long_one[] = {"REFUSED", "a server that was released cannot be returned", NULL};

	is_text(packed(76, 2, pieces), "PARTIAL  640.00 of 800.00  240.00 in 23:00  ticket, 9-15 days  1 open\n\n");
	is_text(packed(44, 2, pieces), "PARTIAL  640.00 of 800.00  240.00 in 23:00\nticket, 9-15 days  1 open\n");
	is_text(packed(30, 2, pieces), "PARTIAL  640.00 of 800.00\n240.00 in 23:00  1 open …\n");
	is_text(packed(11, 2, chinese), "全额退款\n可退八百元\n"); /* no room for the dots */
	is_text(packed(20, 2, long_one), "REFUSED\na server that was r…\n");
	/* more rows than are ever painted are not filled */
	const char *const many[] = {"1234567", "2234567", "3234567", "4234567", "5234567", "6234567", "7234567",
		"8234567", "9234567", NULL};
	is_text(packed(7, 20, many),
		"1234567\n2234567\n3234567\n4234567\n5234567\n6234567\n7234567\n8234567\n");
}
END_TEST

/* A piece of several spans is cut where the row ends; nothing comes of a text that is not there. */
START_TEST(a_piece_is_cut_between_its_spans)
{
	struct pane pane, rows;

	pane_init(&pane);
	pane_add(&pane, PANE_STRONG, "640.00");
	pane_add(&pane, PANE_PLAIN, NULL);
	pane_add(&pane, PANE_PLAIN, "");
	pane_add(&pane, PANE_DIM, " of 800.00");
	ck_assert_uint_eq(pane.count, 1);
	ck_assert_uint_eq(pane.lines[0].span_count, 2);
	ck_assert(pane_pack(&pane, 6, 1, &rows));
	ck_assert_uint_eq(rows.lines[0].span_count, 1);
	ck_assert_str_eq(rows.lines[0].spans[0].text, "640.00");
	ck_assert_int_eq(rows.lines[0].spans[0].style, PANE_STRONG);
	pane_release(&rows);
	pane_release(&pane);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"panes",
			{lines_wrap_by_columns, closing_punctuation_stays_with_its_word,
				spans_keep_their_styles_over_a_break, line_ends_inside_a_span_are_kept,
				controls_are_taken_out, nothing_is_lost_and_nothing_is_too_wide, pieces_are_packed_whole,
				a_piece_is_cut_between_its_spans, NULL}},
		{"requests", {every_request_is_described, NULL}},
	};
	return SUITE_RUN("pane", groups);
}
