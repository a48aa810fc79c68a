/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of a case: what is written comes back, the oldest go when there are too many, a hash tells
 * whether an entry was changed. */
#include "config.h"

#include <errno.h>

#include "case.h"
#include "file.h"
#include "ini.h"
#include "record.h"
#include "suite.h"
#include "text.h"

static char folder[64], path[100];
static struct tk_errors errors;

static void set_up(void)
{
	make_folder(folder);
	snprintf(path, sizeof(path), "%s/TK-20261123-0001.ini", folder);
	tk_errors_init(&errors);
}

static void tear_down(void)
{
	tk_errors_release(&errors);
	remove_folder(folder);
}

static const struct history_entry paid = {
	.at = 1795413600, /* 2026-11-23T14:00:00+08:00 */
	.kind = HISTORY_ANSWER,
	.who = "anna li",
	.what = "paid",
	.from = "800.00",
	.to = "640.00",
	.basis = "told",
};

static char *text_of(const struct history_entry *entry)
{
	struct text_buffer text;

	text_buffer_init(&text);
	history_entry_text(entry, &text);
	return text_buffer_take(&text);
}

static bool same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void is_entry(const struct history_entry *got, const struct history_entry *expected)
{
	ck_assert_int_eq(got->at, expected->at);
	ck_assert_int_eq(got->kind, expected->kind);
	ck_assert(same(got->who, expected->who));
	ck_assert(same(got->what, expected->what));
	ck_assert(same(got->from, expected->from));
	ck_assert(same(got->to, expected->to));
	ck_assert(same(got->basis, expected->basis));
}

/* ---- entries as text --------------------------------------------------------------------------- */

START_TEST(an_entry_is_one_line_of_words)
{
	struct history_entry entry = paid;

	is_text(text_of(&entry), "2026-11-23T14:00:00+08:00 answer anna%20li paid 800.00 640.00 told");
	entry.who = NULL;
	entry.from = "-"; /* a text of its own */
	entry.basis = NULL;
	is_text(text_of(&entry), "2026-11-23T14:00:00+08:00 answer - paid %2D 640.00");
	entry.to = NULL;
	is_text(text_of(&entry), "2026-11-23T14:00:00+08:00 answer - paid %2D");
	entry = (struct history_entry){.at = paid.at, .kind = HISTORY_ANSWER};
	is_text(text_of(&entry), "2026-11-23T14:00:00+08:00 answer");
	entry = paid;
	entry.who = entry.basis = NULL;
	entry.from = "-";
	entry.to = "a \"b\" 50 %; 退款\nx";
	is_text(text_of(&entry),
		"2026-11-23T14:00:00+08:00 answer - paid %2D a%20%22b%22%2050%20%25%3B%20退款%0Ax");
}
END_TEST

START_TEST(what_is_no_entry_is_refused)
{
	static const char *const texts[] = {"", "2026-11-23T14:00:00+08:00", "yesterday answer",
		"2026-11-23T14:00:00+08:00 guess", "2026-11-23T14:00:00+08:00 answer %4",
		"2026-11-23T14:00:00+08:00 answer a b c d e f"};
	struct history history = {0};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		errno = 0;
		ck_assert_msg(!history_add_text(&history, 1, texts[i]), "%s", texts[i]);
		ck_assert_int_eq(errno, EINVAL);
	}
	ck_assert(history_add_text(&history, 7, "2026-11-23T14:00:00+08:00 status - - draft ready"));
	/* Numbers only rise. */
	ck_assert(!history_add_text(&history, 7, "2026-11-23T14:00:00+08:00 status"));
	ck_assert_uint_eq(history.count, 1);
	ck_assert(history_add(&history, &paid));
	ck_assert_int_eq(history.items[1].number, 8);
	history_release(&history);
}
END_TEST

/* ---- in a case --------------------------------------------------------------------------------- */

START_TEST(whatever_was_typed_comes_back)
{
	struct draw draw = {.seed = 20261123};
	int rounds = tries(400);

	set_up();
	for (int i = 0; i < rounds; i++) {
		struct case_file *file = case_new(), *back = NULL;
		char from[1300], to[1300], who[200];
		draw_text(&draw, from, 300);
		draw_text(&draw, to, 300);
		draw_text(&draw, who, 20);
		const struct history_entry entry = {
			.at = 1795413600, .who = who, .what = "reason_note", .from = from, .to = to};
		ck_assert(history_add(&file->history, &entry) && history_add(&file->history, &paid));
		ck_assert_int_eq(case_save(file, path), TK_OK);
		ck_assert_int_eq(case_load(path, &back, &errors), TK_OK);
		ck_assert_uint_eq(errors.count, 0);
		ck_assert_uint_eq(back->history.count, 2);
		const struct history_entry expected = {.at = entry.at,
			.who = *who ? who : NULL,
			.what = "reason_note",
			.from = *from ? from : NULL,
			.to = *to ? to : NULL};
		is_entry(&back->history.items[0], &expected);
		is_entry(&back->history.items[1], &paid);
		ck_assert_int_eq(back->history.last, 2);
		case_free(file);
		case_free(back);
	}
	tear_down();
}
END_TEST

START_TEST(a_case_without_history_loads_and_a_bad_line_is_left_out)
{
	struct case_file *file = NULL;

	set_up();
	put_file(folder, "TK-20261123-0001.ini", "[case]\nformat = 1\n[facts]\npaid = 800.00\n");
	ck_assert_int_eq(case_load(path, &file, &errors), TK_OK);
	ck_assert_uint_eq(errors.count, 0);
	ck_assert_uint_eq(file->history.count, 0);
	ck_assert_int_eq(file->saves, 0);
	case_free(file);
	put_file(folder, "TK-20261123-0001.ini",
		"[case]\nformat = 1\nsaves = 3\n[history]\n4 = 2026-11-23T14:00:00+08:00 status - - draft ready\n"
		"x = 2026-11-23T14:00:00+08:00 status\n5 = nonsense\n9 = 2026-11-23T14:00:00+08:00 judged\n");
	ck_assert_int_eq(case_load(path, &file, &errors), TK_OK);
	ck_assert_uint_eq(errors.count, 2);
	ck_assert_int_eq(errors.items[0].code, TK_E_BAD_COUNT);
	ck_assert_int_eq(errors.items[1].code, TK_E_BAD_VALUE);
	ck_assert_int_eq(errors.items[1].line, 7);
	ck_assert(file->damaged);
	ck_assert_int_eq(file->saves, 3);
	ck_assert_uint_eq(file->history.count, 2);
	ck_assert_int_eq(file->history.items[1].number, 9);
	case_free(file);
	tear_down();
}
END_TEST

START_TEST(the_oldest_go_and_numbers_go_on)
{
	struct history history = {0};
	char *note = malloc(5000);

	for (int i = 0; i < HISTORY_MOST_ENTRIES + 10; i++)
		ck_assert(history_add(&history, &paid));
	ck_assert_uint_eq(history.count, HISTORY_MOST_ENTRIES);
	ck_assert_int_eq(history.items[0].number, 11);
	ck_assert_int_eq(history.last, HISTORY_MOST_ENTRIES + 10);
	history_cut(&history, HISTORY_MOST_ENTRIES);
	ck_assert_int_eq(history.last, HISTORY_MOST_ENTRIES);
	ck_assert_uint_eq(history.count, HISTORY_MOST_ENTRIES - 10);

	memset(note, 'x', 4999);
	note[4999] = '\0';
	const struct history_entry entry = {.at = 1, .what = "reason_note", .to = note};
	for (int i = 0; i < 100; i++)
		ck_assert(history_add(&history, &entry));
	ck_assert_uint_le(history.bytes, HISTORY_MOST_BYTES);
	ck_assert_int_eq(history.items[history.count - 1].number, HISTORY_MOST_ENTRIES + 100);
	free(note);
	history_release(&history);
	ck_assert_uint_eq(history.bytes, 0);
}
END_TEST

START_TEST(the_fullest_history_still_fits_into_a_file)
{
	struct case_file *file = case_new(), *back = NULL;
	char note[400];

	set_up();
	memset(note, ';', sizeof(note) - 1); /* each takes three bytes */
	note[sizeof(note) - 1] = '\0';
	const struct history_entry entry = {.at = 1, .what = "reason_note", .from = note, .to = note};
	for (int i = 0; i < 1000; i++)
		ck_assert(history_add(&file->history, &entry));
	for (int i = 0; i < HISTORY_MOST_ENTRIES / 2; i++)
		ck_assert(history_add(&file->history, &paid));
	ck_assert_int_eq(case_save(file, path), TK_OK);
	ck_assert_int_eq(case_load(path, &back, &errors), TK_OK);
	ck_assert_uint_eq(errors.count, 0);
	ck_assert_uint_eq(back->history.count, file->history.count);
	ck_assert_uint_eq(back->history.bytes, file->history.bytes);
	case_free(file);
	case_free(back);
	tear_down();
}
END_TEST

START_TEST(a_hash_tells_what_was_changed_and_not_what_came_later)
{
	struct history history = {0};
	char before[65], after[65];

	ck_assert(history_add(&history, &paid) && history_add(&history, &paid));
	ck_assert(history_hash(&history, 2, before));
	ck_assert(history_add(&history, &paid));
	ck_assert(history_hash(&history, 2, after));
	ck_assert_str_eq(before, after);
	history.items[1].at++;
	ck_assert(history_hash(&history, 2, after));
	ck_assert_str_ne(before, after);
	history_release(&history);
}
END_TEST

START_TEST(a_note_changes_nothing_else_on_disk)
{
	struct case_file *file = NULL, *back = NULL;

	set_up();
	put_file(folder, "TK-20261123-0001.ini", "[case]\nformat = 1\nsaves = 2\n[facts]\npaid = 800.00\n");
	ck_assert_int_eq(case_load(path, &file, &errors), TK_OK);
	ck_assert(case_values_set(&file->facts, "paid", "1.00", TK_KNOWN_TYPED));
	ck_assert_int_eq(case_note(file, &paid), TK_OK);
	ck_assert_int_eq(case_load(path, &back, &errors), TK_OK);
	ck_assert_str_eq(case_values_get(&back->facts, "paid"), "800.00");
	ck_assert_uint_eq(back->history.count, 1);
	is_entry(&back->history.items[0], &paid);
	ck_assert_int_eq(back->saves, 2); /* a draft of it is as new as before */
	/* And the case in memory knows it. */
	ck_assert_str_eq(case_values_get(&file->facts, "paid"), "1.00");
	ck_assert_uint_eq(file->history.count, 1);
	ck_assert_int_eq(file->saves, 2);
	case_free(file);
	case_free(back);
	tear_down();
}
END_TEST

/* A comment, a line that is no answer, a last line without an end: each byte is still there. */
START_TEST(a_note_leaves_what_it_does_not_understand)
{
	static const char before[] = "# mine\n[case]\nformat = 1\n[facts]\npaid = 1.00 ; cash\npaid 3\n"
				     "[history]\n1 = 2026-11-23T14:37:00+08:00 status - - draft ready\n\n",
			  after[] = "# the end\n[notes]\ntext = x";
	struct case_file *file = NULL;
	char *bytes, *wanted;
	size_t length;

	set_up();
	for (int round = 0; round < 2; round++) {
		char *text = text_printf("%s%s", before, round == 0 ? after : "");
		put_file(folder, "TK-20261123-0001.ini", text);
		free(text);
		case_load(path, &file, &errors);
		ck_assert_ptr_nonnull(file);
		ck_assert_int_eq(case_note(file, &paid), TK_OK);
		ck_assert_uint_eq(file->history.count, 2);
		ck_assert_int_eq(file_read(path, 10000, &bytes, &length), TK_OK);
		const char *line = strstr(bytes, "\n2 = ") + 1, *rest = strchr(line, '\n') + 1;
		/* It follows the first, before the empty line. */
		wanted = text_printf("%.*s%.*s\n%s", (int)sizeof(before) - 2, before, (int)(rest - line), line,
			round == 0 ? after : "");
		ck_assert_str_eq(bytes, wanted);
		free(wanted);
		free(bytes);
		case_free(file);
	}
	tear_down();
}
END_TEST

/* Where a line cannot simply be put in the case is written anew, with the note in it. */
START_TEST(a_note_where_it_cannot_be_put_in)
{
	struct case_file *file = NULL, *back = NULL;

	set_up();
	for (int round = 0; round < 4; round++) {
		struct text_buffer text;
		text_buffer_init(&text);
		text_buffer_add(&text, "[case]\nformat = 1\n");
		if (round == 0) /* a heading that we would not write so */
			text_buffer_add(&text, "[HISTORY]\n1 = 2026-11-23T14:37:00+08:00 status - - draft ready\n");
		for (int i = 0; round == 1 && i <= INI_MAX_KEYS; i++) /* more lines than are written */
			text_buffer_add(&text, "#\n");
		if (round == 2) { /* as many bytes as can be read */
			text_buffer_add(&text, "[notes]\n");
			while (text.length + 120 < INI_MAX_BYTES)
				text_buffer_add(&text, "; 0123456789012345678901234567890123456789012345678901234567890123456789\n");
			text_buffer_add(&text, "text = x\n");
			while (text.length < INI_MAX_BYTES)
				text_buffer_add(&text, "\n");
		}
		if (round == 3) /* what is no entry is no end of them */
			text_buffer_add(&text, "[history]\n1 = 2026-11-23T14:37:00+08:00 status - - draft ready\nx = nonsense\n");
		put_file(folder, "TK-20261123-0001.ini", text.text);
		text_buffer_release(&text);
		ck_assert_int_eq(case_load(path, &file, NULL), TK_OK);
		size_t before = file->history.count;
		ck_assert_msg(case_note(file, &paid) == TK_OK, "round %d", round);
		ck_assert_int_eq(case_load(path, &back, NULL), TK_OK);
		ck_assert_uint_eq(back->history.count, before + 1);
		is_entry(&back->history.items[before], &paid);
		if (round == 2)
			ck_assert_str_eq(back->notes, "x");
		case_free(back);
		case_free(file);
	}
	tear_down();
}
END_TEST

START_TEST(many_notes_stay_within_what_is_kept)
{
	struct case_file *file = NULL, *back = NULL;

	set_up();
	put_file(folder, "TK-20261123-0001.ini", "[case]\nformat = 1\n");
	ck_assert_int_eq(case_load(path, &file, &errors), TK_OK);
	for (int i = 0; i < HISTORY_MOST_ENTRIES; i++)
		ck_assert(history_add(&file->history, &paid));
	ck_assert_int_eq(case_save(file, path), TK_OK);
	ck_assert_int_eq(case_note(file, &paid), TK_OK);
	ck_assert_int_eq(case_load(path, &back, &errors), TK_OK);
	ck_assert_uint_eq(back->history.count, HISTORY_MOST_ENTRIES);
	ck_assert_int_eq(back->history.items[0].number, 2);
	ck_assert_int_eq(back->history.last, HISTORY_MOST_ENTRIES + 1);
	case_free(back);
	case_free(file);
	tear_down();
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"text", {an_entry_is_one_line_of_words, what_is_no_entry_is_refused}},
		{"bounds", {the_oldest_go_and_numbers_go_on,
				   a_hash_tells_what_was_changed_and_not_what_came_later}},
		{"case", {whatever_was_typed_comes_back,
				 a_case_without_history_loads_and_a_bad_line_is_left_out,
				 the_fullest_history_still_fits_into_a_file,
				 a_note_changes_nothing_else_on_disk,
				 a_note_leaves_what_it_does_not_understand, a_note_where_it_cannot_be_put_in,
				 many_notes_stay_within_what_is_kept}},
	};
	return SUITE_RUN("history", groups);
}
