/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each key does, from the bytes that a terminal sends to the answer in the flow. */
#include "headless.h"
#include "paint.h"

static const struct tk_fact *fact(const char *name, size_t *ret_slot)
{
	const struct tk_vocabulary *vocabulary = tk_answers_vocabulary(flow_answers(world.flow));
	int slot = tk_vocabulary_find(vocabulary, name);
	ck_assert_int_ge(slot, 0);
	*ret_slot = (size_t)slot;
	return tk_vocabulary_fact(vocabulary, (size_t)slot);
}

/* The answer in its written form; "" unanswered, "?" not sure. */
static void answered(const char *name, const char *expected)
{
	size_t slot;

	fact(name, &slot);
	char *answer = tk_answers_format(flow_answers(world.flow), slot);
	ck_assert_msg(strcmp(answer == NULL ? "" : answer, expected) == 0, "%s is %s, not %s", name,
		answer == NULL ? "unanswered" : answer, expected);
	free(answer);
}

START_TEST(choices)
{
	start("en", 24, 80);
	type(GO_TO "1" "2");
	answered("billing", "pay-as-you-go");
	type("１"); /* an input method is on */
	answered("billing", "subscription");
	type("？");
	answered("billing", "?");
	type(LEFT);
	answered("billing", "?"); /* the mark moved, nothing was picked */
	type(" ");
	answered("billing", "spot");
	type(HOME ENTER);
	answered("billing", "subscription");
	screen_shows(">Order type");
	type("9x");
	answered("order_kind", "");
	type("2\177");
	answered("order_kind", "");
	type("2" DELETE);
	answered("order_kind", "");
	type("2" END " "); /* the last one is not sure */
	answered("order_kind", "?");
	type("\177");
	type(ENTER);
	answered("order_kind", ""); /* Enter alone picks nothing */
	stop();
}
END_TEST

START_TEST(lines)
{
	start("en", 24, 80);
	type(GO_TO "1" DOWN DOWN DOWN "80");
	answered("paid", "80.00");
	screen_shows(">Paid in cash      80 "); /* as typed while it is being typed */
	type("0");
	answered("paid", "800.00");
	type("?");
	answered("paid", "?");
	type("８００．５");
	answered("paid", "800.50");
	type(HOME DELETE "7" END "\177" "\177");
	answered("paid", "700.00");
	type("\025"); /* ^U */
	answered("paid", "");
	type("abc");
	answered("paid", "");
	type(ENTER);
	screen_shows(">Paid in cash      abc"); /* Enter stays once, and says why */
	type(ENTER);
	screen_shows(">Servers in order");
	screen_shows("!Paid in cash      abc");
	type(UP "\025" "?" DOWN);
	answered("paid", "?");
	screen_shows(" Paid in cash      not sure");
	type(GO_TO "1" PAGE_DOWN DOWN DOWN DOWN "really?");
	answered("configuration", "really?");
	type("\025?");
	answered("configuration", "?");
	stop();
}
END_TEST

START_TEST(sequences_that_mean_nothing)
{
	start("en", 24, 80);
	type(GO_TO "1" DOWN DOWN DOWN "8" "\033[1;5Z" "0" "\033[99;99;99~" "0");
	answered("paid", "800.00");
	type("\033");
	type("[1;5D"); /* torn apart by a slow line */
	type("1");
	answered("paid", "8001.00");
	type("\xff\xfe\x80" "\xe9\x80" "2\xff"); /* not UTF-8; what comes behind it is kept */
	answered("paid", "80012.00");
	type("\001\002"); /* keys of nobody */
	answered("paid", "80012.00");
	stop();
}
END_TEST

START_TEST(second_ways)
{
	start("en", 24, 80);
	type("\033" "n");
	screen_shows("Billing");
	type("\033");
	screen_shows("Esc, then:");
	type("2");
	ck_assert(world.screen.overlay.open);
	type("q");
	ck_assert(!world.screen.overlay.open);
	type("\033");
	type("g");
	screen_shows("Go to:");
	type("3");
	screen_shows("DDoS record");
	type("\033" "0");
	answered("ddos_record", "no");
	type("\033" "u");
	answered("ddos_record", "");
	type("\033");
	type("\033");
	type("1"); /* no more a second key */
	answered("ddos_record", "yes");
	type("\033");
	type("q");
	ck_assert(screen_has_panel(&world.screen, PURPOSE_QUIT));
	type("2");
	ck_assert_int_eq(world.wish, SCREEN_QUIT);
	stop();
}
END_TEST

/* A choice of the wizard's own: nobody is unsure of it, and nothing is behind the last. */
START_TEST(a_choice_that_is_certain)
{
	start("en", 24, 80);
	type(GO_TO "8");
	for (int i = 0; i < 20 && !(screen_field(&world.screen) != NULL && screen_field(&world.screen)->certain); i++)
		type("\t");
	const struct page_field *field = screen_field(&world.screen);
	ck_assert(field != NULL && field->certain && field->choice_count > 0);
	type(END RIGHT RIGHT);
	ck_assert_int_eq(world.screen.mark, (int)screen_field(&world.screen)->choice_count - 1);
	type("?" "？");
	ck_assert_int_ne(screen_field(&world.screen)->state, FIELD_NOT_SURE);
	type(HOME LEFT);
	ck_assert_int_eq(world.screen.mark, 0);
	type(" ");
	ck_assert_str_eq(screen_field(&world.screen)->value, screen_field(&world.screen)->choices[0].value);
	stop();
}
END_TEST

/* The line of the amount, with "12" typed into it. */
static void type_amount(void)
{
	type(GO_TO "1");
	for (int i = 0; i < 20 && strcmp(screen_field(&world.screen)->name, "paid") != 0; i++)
		type("\t");
	type("\025" "12");
	answered("paid", "12.00");
}

/* In a line: what is typed behind a key that waits for another, or behind Esc, goes where one means it to go. */
START_TEST(second_keys_in_a_line)
{
	static const char *const to_timing[] = {GO_TO "2", GO_TO GO_TO "2", GO_TO GO_TO GO_TO "2",
		("\033" GO_TO "2"), GO_TO "\033" GO_TO "2", ("\033" "g" GO_TO "2"), GO_TO "\033OB" GO_TO "2"};

	start("en", 24, 80);
	for (size_t i = 0; i < sizeof(to_timing) / sizeof(to_timing[0]); i++) {
		type_amount();
		type(to_timing[i]);
		screen_shows("Ever switched on");
		answered("paid", "12.00");
	}
	type_amount();
	type("\033");
	type(GO_TO); /* in two pieces, as by hand */
	screen_shows("Go to:");
	type("2");
	answered("paid", "12.00");
	type_amount();
	type("\033");
	type(LEFT "3"); /* Esc makes nothing else of an arrow */
	answered("paid", "132.00");
	type("\033");
	type(PASTE("4"));
	answered("paid", "1342.00");
	type("\033" "x" "9"); /* nor is the character behind it text */
	answered("paid", "13492.00");
	type("\033");
	type("x"); /* nor by hand */
	answered("paid", "13492.00");
	type(GO_TO "x");
	screen_lacks("Go to:");
	type(GO_TO "\033");
	screen_lacks("Go to:");
	screen_lacks("Esc, then:");
	answered("paid", "13492.00");
	type("\033\177");
	answered("paid", "2.00"); /* the word before the cursor, as on every terminal line */
	stop();
}
END_TEST

/* The draft is promised only where it can be written. */
START_TEST(leaving_with_nowhere_to_write)
{
	world.folder = "/no/such/folder";
	start("en", 24, 80);
	type(GO_TO "3");
	type("\033" "0");
	type("\033" "q");
	ck_assert(screen_has_panel(&world.screen, PURPOSE_QUIT));
	screen_shows("Quit and lose them: no draft could be written");
	type("1");
	ck_assert(!screen_has_panel(&world.screen, PURPOSE_QUIT));
	screen_shows("The case could not be written: No such file or directory.");
	answered("ddos_record", "no");
	stop();
	world.folder = NULL;
}
END_TEST

/* The first words of what PURPOSE says, as many as stand in one row. */
static void purpose_is_shown(enum purpose purpose)
{
	const char *text = _(purpose_table[purpose].text);
	struct text_lines rows;

	ck_assert(text_wrap(text, 70, 0, &rows));
	screen_shows(rows.items[0]);
	text_lines_release(&rows);
}

/* F1 tells of every step what it is for, then of the question, then the keys; and of every panel, to which it goes
 * back. */
static void help_anywhere(const char *language)
{
	static const struct {
		const char *keys;
		enum purpose panel;
	} panels[] = {{F2, PURPOSE_WHY}, {F3, PURPOSE_WHAT_IF}, {F4, PURPOSE_COMPARE}, {"\024", PURPOSE_ALOUD},
		{GO_TO "7" "\020", PURPOSE_PRINT}, {"\021", PURPOSE_QUIT},
		{PASTE("Order number: 240000000000417\rPaid in cash: 700.00 CNY"), PURPOSE_PASTE}};

	start(language, 24, 80);
	type_the_case();
	for (int step = 0; step < TK_STEP_COUNT; step++) {
		char keys[] = GO_TO "0";
		keys[1] = (char)('0' + step);
		type(keys);
		type(F1);
		purpose_is_shown((enum purpose)step);
		type(ESCAPE);
		ck_assert(!world.screen.overlay.open);
	}
	for (size_t i = 0; i < sizeof(panels) / sizeof(panels[0]); i++) {
		type(panels[i].keys);
		ck_assert(screen_has_panel(&world.screen, panels[i].panel));
		char *before = screen_text();
		type(F1);
		purpose_is_shown(panels[i].panel);
		type(F1); /* it is there already */
		resize(24, 60);
		resize(24, 80);
		type(ESCAPE);
		ck_assert(screen_has_panel(&world.screen, panels[i].panel));
		is_text(screen_text(), before);
		free(before);
		type(F1 "\014"); /* ^L: a question stays, any other panel gives way */
		ck_assert(screen_has_panel(&world.screen, panels[i].panel) == (i >= 4));
		if (i < 4)
			type("\014");
		else
			type(ESCAPE);
		ck_assert(!world.screen.overlay.open);
	}
	type(GO_TO "7" "\005");
	type(F1);
	purpose_is_shown(PURPOSE_LETTER);
	type(ESCAPE);
	ck_assert(world.screen.in_letter);
	type(ESCAPE);
	stop();
	start(language, 24, 80);
	type("\006" F1);
	purpose_is_shown(PURPOSE_TRIAGE);
	stop();
}

START_TEST(help_anywhere_english)
{
	help_anywhere("en");
}
END_TEST

START_TEST(help_anywhere_chinese)
{
	help_anywhere("zh_CN");
}
END_TEST

START_TEST(pasting)
{
	start("en", 24, 80);
	type(GO_TO "1" PAGE_DOWN DOWN DOWN DOWN);
	type(PASTE("4核 8GB\r\n40GB 系统盘\t5M\033[31m带宽"));
	answered("configuration", "4核 8GB 40GB 系统盘 5M[31m带宽");
	type("\025\033[200~一半");
	type("又一半\033[201~");
	answered("configuration", "一半又一半");
	/* A paste in a choice picks nothing. */
	type(GO_TO "1" PAGE_UP PAGE_UP PAGE_DOWN PASTE("2"));
	answered("billing", "");
	stop();
}
END_TEST

START_TEST(paste_without_an_end)
{
	struct press press;

	start("en", 24, 80);
	type(GO_TO "1" PAGE_DOWN DOWN DOWN DOWN "\033[200~没有结尾");
	answered("configuration", "");
	ck_assert(keys_end_paste(&world.keys, &press));
	screen_press(&world.screen, &press, NOW);
	show();
	answered("configuration", "没有结尾");
	ck_assert(!keys_end_paste(&world.keys, &press));
	stop();
}
END_TEST

START_TEST(focus_goes_round)
{
	start("en", 24, 80);
	type(GO_TO "2" UP UP);
	screen_shows(">Created");
	type(BACK_TAB);
	screen_lacks(">Created");
	type("\t");
	screen_shows(">Created");
	stop();
}
END_TEST

START_TEST(language_while_running)
{
	start("en", 24, 80);
	type(GO_TO "1" DOWN DOWN DOWN "80" "\014" "0");
	answered("paid", "800.00");
	ck_assert_str_eq(language_current(), "zh_CN");
	frame_is_straight();
	type("\014");
	ck_assert_str_eq(language_current(), "en");
	screen_shows("Paid in cash      800");
	stop();
}
END_TEST

START_TEST(countdown)
{
	start("en", 24, 80);
	type_the_case();
	ck_assert_int_eq(flow_next_tick(world.flow), NOW + 1);
	char *before = screen_text();
	screen_tick(&world.screen, NOW + 1);
	show();
	char *after = screen_text();
	ck_assert_str_ne(before, after);
	screen_shows("22:59");
	free(before);
	free(after);
	stop();
}
END_TEST

START_TEST(letter)
{
	start("en", 24, 80);
	type_the_case();
	type(GO_TO "7" "\005" "第一行" ENTER "第二行" ESCAPE);
	const struct page *page = world.screen.page;
	ck_assert_ptr_nonnull(page->letter);
	ck_assert_msg(strncmp(page->letter, "第一行\n第二行", strlen("第一行\n第二行")) == 0, "%s", page->letter);
	/* Leaving the page in the middle of editing loses nothing. */
	type("\005" "零" "\033" "g");
	type("1");
	type(GO_TO "7");
	ck_assert_msg(strncmp(world.screen.page->letter, "零第一行", strlen("零第一行")) == 0, "%s",
		world.screen.page->letter);
	stop();
}
END_TEST

/* ---- the letter ------------------------------------------------------------------------------ */

/* The application of the case, with the cursor in its letter, which is TEXT. */
static void edit_letter(const char *text)
{
	start("en", 24, 80);
	type_the_case();
	struct request request = {REQUEST_SET_LETTER, NULL, text, 0};
	flow_request(world.flow, &request, NOW);
	type(GO_TO "7" "\005");
	ck_assert(world.screen.in_letter);
}

/* Each row: what is typed, and what the letter "one two / three / four" is then. */
START_TEST(letter_keys)
{
	static const struct {
		const char *keys, *letter;
	} rows[] = {
		{"x" DOWN "y" UP "z", "xozne two\ntyhree\nfour"},
		{PAGE_DOWN "x" PAGE_UP "y", "oyne two\nthree\nxfour"},
		{DOWN END "x" HOME "y", "one two\nythreex\nfour"},
		{END "\027" "x", "one x\nthree\nfour"},
		{END "\033\177" "x", "one x\nthree\nfour"},
		{DOWN DELETE "\177", "one twohree\nfour"},
		{RIGHT RIGHT LEFT "x", "oxne two\nthree\nfour"},
		{ENTER UP PASTE("a\rb"), "a\nb\none two\nthree\nfour"},
		{PASTE("a\tb\r\nc"), "a b\ncone two\nthree\nfour"},
		{DOWN DOWN DOWN UP UP UP "x", "xone two\nthree\nfour"},
		{"\026\033" "xy", "yone two\nthree\nfour"}, /* keys of nobody */
		{"\005" "x", "one two\nthree\nfour"}, /* it is left, and x is no text */
		{"x\037", "one two\nthree\nfour"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		edit_letter("one two\nthree\nfour");
		type(rows[i].keys);
		if (strchr(rows[i].keys, '\026') == NULL)
			type(ESCAPE);
		screen_settle(&world.screen);
		ck_assert_msg(strcmp(world.screen.page->letter, rows[i].letter) == 0, "%zu: %s", i, world.screen.page->letter);
		stop();
	}
}
END_TEST

/* Undoing in the letter keeps the cursor where it was, or at the end where the letter is shorter now. */
START_TEST(undo_in_the_letter)
{
	edit_letter("one\ntwo");
	type(RIGHT "x");
	type("\037");
	ck_assert(world.screen.in_letter);
	ck_assert_str_eq(editor_text(&world.screen.letter.editor), "one\ntwo");
	ck_assert_uint_eq(world.screen.letter.editor.cursor, 2);
	type(DOWN END "34567");
	type("\037");
	ck_assert_str_eq(editor_text(&world.screen.letter.editor), "one\ntwo");
	ck_assert_uint_eq(world.screen.letter.editor.cursor, 7);
	type(ESCAPE);
	stop();
}
END_TEST

/* More rows than any letter of ours has. */
START_TEST(a_letter_of_many_rows)
{
	struct text_buffer text;

	text_buffer_init(&text);
	for (int i = 0; i < 150; i++)
		text_buffer_add(&text, "row\n");
	edit_letter(text.text);
	text_buffer_release(&text);
	ck_assert_uint_eq(world.screen.letter.row_count, 151);
	type(DOWN DOWN PAGE_DOWN);
	for (int i = 0; i < 40; i++)
		type(PAGE_DOWN);
	type("end" ESCAPE);
	size_t length = strlen(world.screen.page->letter);
	ck_assert_str_eq(world.screen.page->letter + length - 8, "\nrow\nend");
	stop();
}
END_TEST

/* A long row without blanks: End stays in it, before the character that begins the next one. */
START_TEST(end_of_a_full_row)
{
	char *text = malloc(301);

	for (int i = 0; i < 100; i++)
		memcpy(text + 3 * i, "字", 3);
	text[300] = '\0';
	edit_letter(text);
	free(text);
	int row, column;
	type(END);
	letter_editor_cursor(&world.screen.letter, &row, &column);
	ck_assert_int_eq(row, 0);
	ck_assert_int_gt(column, 10);
	type(DOWN DOWN END);
	size_t end = world.screen.letter.editor.cursor;
	type(RIGHT HOME);
	ck_assert_uint_le(world.screen.letter.editor.cursor, end + 3);
	type(ESCAPE);
	stop();
}
END_TEST

/* Which requests leave the letter, and what they want of the program. */
START_TEST(requests_in_the_letter)
{
	static const struct {
		const char *keys;
		enum screen_wish wish;
		bool stays, panel;
	} rows[] = {
		{F1, SCREEN_GO_ON, true, true}, {F2, SCREEN_GO_ON, true, true}, {F3, SCREEN_GO_ON, true, true},
		{F4, SCREEN_GO_ON, true, true}, {"\024", SCREEN_GO_ON, true, true}, {"\020", SCREEN_GO_ON, true, true},
		{"\023", SCREEN_GO_ON, true, false}, {"\031", SCREEN_COPY, true, false},
		{"\017", SCREEN_COPY_LINE, true, false}, {"\014", SCREEN_GO_ON, true, false},
		{"\032", SCREEN_SUSPEND, true, false}, {"\022", SCREEN_REDRAW, true, false},
		{"\021", SCREEN_GO_ON, true, true}, {"\003", SCREEN_GO_ON, true, false},
		{"\t", SCREEN_GO_ON, false, false}, {BACK_TAB, SCREEN_GO_ON, false, false},
		{"\002", SCREEN_MOUSE, false, false}, {GO_TO, SCREEN_GO_ON, false, false},
		{"\006", SCREEN_GO_ON, false, false},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		edit_letter("one");
		type("x");
		type(rows[i].keys);
		ck_assert_msg(world.wish == rows[i].wish, "%zu: %d", i, world.wish);
		ck_assert_msg(world.screen.in_letter == rows[i].stays, "%zu", i);
		ck_assert_msg(world.screen.overlay.open == rows[i].panel, "%zu", i);
		type(ESCAPE);
		type(ESCAPE);
		if (world.screen.page->triage)
			type("\006");
		type(GO_TO "7");
		ck_assert_msg(strcmp(world.screen.page->letter, "xone") == 0, "%zu: %s", i, world.screen.page->letter);
		stop();
	}
}
END_TEST

/* ---- a case that another one edits ------------------------------------------------------------ */

START_TEST(a_case_that_is_read_only)
{
	world.read_only = true;
	start("en", 24, 80);
	screen_shows("(read-only)");
	type(GO_TO "1" DOWN DOWN DOWN "8");
	screen_shows("This case is read-only here.");
	answered("paid", "");
	type(LEFT PASTE("9"));
	answered("paid", "");
	screen_shows("This case is read-only here.");
	type(PASTE("Order number: 240000000000417\rPaid in cash: 700.00 CNY"));
	ck_assert(!world.screen.overlay.open);
	answered("paid", "");
	type(GO_TO "5" "/tmp/file");
	ck_assert_int_ne(screen_field(&world.screen)->kind, FIELD_LINE); /* no line has opened */
	type(PASTE("/tmp/file"));
	ck_assert_int_ne(screen_field(&world.screen)->kind, FIELD_LINE);
	type(GO_TO "7" "\005");
	ck_assert(!world.screen.in_letter);
	screen_shows("This case is read-only here.");
	type("\021");
	ck_assert_int_eq(world.wish, SCREEN_QUIT);
	stop();
	world.read_only = false;
}
END_TEST

/* ---- paths ----------------------------------------------------------------------------------- */

START_TEST(paths_of_files)
{
	char folder[64], *all = NULL;

	make_folder(folder);
	put_file(folder, "invoice-1.pdf", "1");
	put_file(folder, "invoice-2.pdf", "2");
	start("en", 24, 80);
	type_the_case();
	type(GO_TO "5" "/");
	ck_assert(screen_field(&world.screen) != NULL && screen_field(&world.screen)->path);
	type(END);
	type(folder + 1);
	type("/inv\t");
	all = text_printf("%s/invoice-", folder);
	ck_assert_str_eq(editor_text(&world.screen.editor), all);
	ck_assert(!world.screen.overlay.open);
	type("\t");
	screen_shows("Names that begin so");
	screen_shows("invoice-1.pdf");
	screen_shows("invoice-2.pdf");
	type(ESCAPE);
	free(all);
	type("2\t");
	all = text_printf("%s/invoice-2.pdf", folder);
	ck_assert_str_eq(editor_text(&world.screen.editor), all);
	free(all);
	const char *name = screen_field(&world.screen)->name;
	char *before = strdup(name);
	type("\t"); /* there is nothing to add: to the next question */
	ck_assert(screen_field(&world.screen) == NULL || strcmp(screen_field(&world.screen)->name, before) != 0);
	free(before);
	stop();
	/* A path that is pasted, or dragged in, opens the line too; other text does not. */
	static const char *const texts[] = {PASTE("/tmp/a"), PASTE("~/a"), PASTE("./a"), PASTE("a/b"), PASTE(""), "~", ".", "a"};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		start("en", 24, 80);
		type_the_case();
		type(GO_TO "5");
		type(texts[i]);
		bool opened = screen_field(&world.screen)->kind == FIELD_LINE;
		ck_assert_msg(opened == (i < 3 || i == 5 || i == 6), "%s", texts[i]);
		if (opened) {
			type("\025\t"); /* Tab in an empty line goes on */
			ck_assert(!world.screen.overlay.open);
		}
		stop();
	}
	remove_folder(folder);
}
END_TEST

/* ---- scrolling, panels ------------------------------------------------------------------------ */

START_TEST(a_long_page_scrolls)
{
	start("en", 12, 60);
	type_the_case();
	type(GO_TO "6");
	ck_assert(world.screen.on_body);
	int last = screen_content_rows(&world.screen) - world.screen.layout.content.rows;
	ck_assert_int_gt(last, 3);
	const struct {
		const char *keys;
		int top;
	} rows[] = {{DOWN, 1}, {DOWN, 2}, {UP, 1}, {UP UP UP, 0}, {END, last}, {DOWN, last}, {HOME, 0},
		{" ", world.screen.layout.content.rows - 1 < last ? world.screen.layout.content.rows - 1 : last},
		{"\177", 0}, {"x", 0}};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		type(rows[i].keys);
		ck_assert_msg(world.screen.top == rows[i].top, "%zu: %d", i, world.screen.top);
	}
	stop();
}
END_TEST

/* The panel that asks whether to leave: 1 and Enter save, 2 leaves, 3 and Esc stay, all else does nothing. */
START_TEST(leaving)
{
	static const struct {
		const char *keys;
		bool quits, saved;
	} rows[] = {{"1", true, true}, {ENTER, true, true}, {"2", true, false}, {"２", true, false}, {"3", false, false},
		{ESCAPE, false, false}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char folder[64];
		make_folder(folder);
		world.folder = folder;
		start("en", 24, 80);
		type(GO_TO "3" "\033" "0");
		type("\003"); /* ^C asks as ^Q does */
		ck_assert(screen_has_panel(&world.screen, PURPOSE_QUIT));
		type("x9" DOWN PAGE_UP);
		ck_assert(screen_has_panel(&world.screen, PURPOSE_QUIT));
		type(rows[i].keys);
		ck_assert_msg((world.wish == SCREEN_QUIT) == rows[i].quits, "%s", rows[i].keys);
		ck_assert(!screen_has_panel(&world.screen, PURPOSE_QUIT));
		ck_assert_msg(flow_modified(world.flow) != rows[i].saved, "%s", rows[i].keys);
		stop();
		world.folder = NULL;
		remove_folder(folder);
	}
	start("en", 24, 80); /* nothing was answered: nobody is asked */
	type("\021");
	ck_assert_int_eq(world.wish, SCREEN_QUIT);
	stop();
}
END_TEST

START_TEST(where_papers_go)
{
	static const struct {
		const char *keys;
		enum screen_wish wish;
		bool stays;
	} rows[] = {{"3", SCREEN_COPY, false}, {"4", SCREEN_SHOW, false}, {"３", SCREEN_COPY, false}, {"q", SCREEN_GO_ON, false},
		{ESCAPE, SCREEN_GO_ON, false}, {"5", SCREEN_GO_ON, true}, {"0", SCREEN_GO_ON, true}, {"王", SCREEN_GO_ON, true},
		{"2", SCREEN_GO_ON, true}, {DOWN, SCREEN_GO_ON, true}};
	char *path = strdup(getenv("PATH"));

	start("en", 24, 80);
	type_the_case();
	setenv("PATH", getenv("TK_SRCDIR"), 1); /* where there is no lp */
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		type(GO_TO "6" "\020");
		ck_assert(screen_has_panel(&world.screen, PURPOSE_PRINT));
		type(rows[i].keys);
		ck_assert_msg(world.wish == rows[i].wish, "%s", rows[i].keys);
		ck_assert_msg(screen_has_panel(&world.screen, PURPOSE_PRINT) == rows[i].stays, "%s", rows[i].keys);
		if (rows[i].stays)
			type(ESCAPE);
	}
	setenv("PATH", path, 1);
	free(path);
	stop();
}
END_TEST

/* One question at a time Tab and Shift-Tab turn pages, and Esc and ^R are what they are everywhere. */
START_TEST(one_by_one)
{
	start("en", 24, 80);
	type("\006");
	ck_assert(world.screen.page->triage);
	type("1" ENTER);
	char *second = strdup(screen_field(&world.screen)->name);
	type(BACK_TAB);
	ck_assert_str_ne(screen_field(&world.screen)->name, second);
	type("\t");
	ck_assert_str_eq(screen_field(&world.screen)->name, second);
	free(second);
	type("\033" "r");
	ck_assert_int_eq(world.wish, SCREEN_REDRAW);
	type("\033");
	type("r");
	ck_assert_int_eq(world.wish, SCREEN_REDRAW);
	stop();
}
END_TEST

/* What a terminal sends that no key is made of: none of it is text, and what comes behind it is. */
START_TEST(more_sequences)
{
	static const char *const keys[] = {
		"\033[<2;10;10M", "\033[<2;10;10m", "\033[<1;10;10M", /* other buttons */
		("\033[" "1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1~"), ("\033[1\001"), ("\033O\001"), "\033[25~", "\033[24~",
		"\033\xff", "\033\033\033[99~", "\033\xe9", "\xc3", "\033[201~", PASTE(""), "\033\xc3\xa9"};

	start("en", 24, 80);
	type(GO_TO "1" DOWN DOWN DOWN);
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		type("\025" "80");
		type(keys[i]);
		type(ESCAPE);
		type(ESCAPE);
		if (world.screen.prefix != PREFIX_NONE)
			type(ESCAPE);
		type("1");
		char *expected = strdup("801.00");
		answered("paid", expected);
		free(expected);
	}
	type("\025" "12\b3\n");
	answered("paid", "13.00");
	/* A letter of another script ends what was begun, and is text. */
	type(UP "\025" "4" "\033[1" "\xef\xbc\x95");
	answered("paid", "45.00");
	type(ENTER);
	/* A torn sequence, and a key's own letter behind Esc in two pieces. */
	type(UP "\025" "4");
	type("\033");
	type("Ox");
	type("5");
	answered("paid", "45.00");
	stop();
}
END_TEST

/* Bytes that are no text, in a paste, are seen as such; keys pressed meanwhile are not in it; and it ends somewhere. */
START_TEST(hostile_pastes)
{
	start("en", 24, 80);
	type(GO_TO "1" PAGE_DOWN DOWN DOWN DOWN);
	type(PASTE("a\xff" "b\033OAc\xe9" "d"));
	answered("configuration", "a\xef\xbf\xbd" "bc\xef\xbf\xbd" "d");
	type("\025\033[200~one\033[200~two\033[201~");
	answered("configuration", "two");
	static const char nul[] = "\033[200~a\0b\033[201~";
	type("\025");
	ck_assert_int_eq(write(world.keyboard, nul, sizeof(nul) - 1), (ssize_t)sizeof(nul) - 1);
	type("c");
	answered("configuration", "abc");
	/* What comes after 64 KiB of one is left out, and its end is found. */
	char *endless = malloc(30001);
	memset(endless, 'y', 30000);
	endless[30000] = '\0';
	type("\025\033[200~");
	for (int i = 0; i < 3; i++)
		type(endless);
	type("\033[201~");
	free(endless);
	ck_assert_uint_eq(world.keys.paste.length, KEYS_MAX_PASTE);
	ck_assert(!world.keys.pasting);
	type("\025");
	char *long_text = malloc(40000);
	memset(long_text, 'x', 39999);
	long_text[39999] = '\0';
	for (int i = 0; i < 2; i++) {
		type("\033[200~");
		type(long_text);
		type("\033[201~");
	}
	ck_assert_uint_gt(world.screen.editor.length, 1000);
	ck_assert_uint_le(world.screen.editor.length, EDITOR_MAX_BYTES);
	screen_shows("There is no room for more text.");
	type("\025" "a\u200b");
	screen_shows("a");
	type(PASTE("b\u200bc"));
	screen_shows("Characters that cannot be seen were left out.");
	answered("configuration", "abc");
	free(long_text);
	stop();
}
END_TEST

START_TEST(no_colour_where_none_is_wanted)
{
	struct palette palette;

	start("en", 24, 80);
	colours_make(&palette, true, false);
	ck_assert(palette.style[PANE_BAD] != (attr_t)A_BOLD);
	setenv("NO_COLOR", "1", 1);
	colours_make(&palette, true, false);
	for (int style = 0; style < PANE_STYLE_COUNT; style++)
		ck_assert_uint_eq(palette.style[style] & A_COLOR, 0);
	stop();
}
END_TEST

/* ---- the mouse ------------------------------------------------------------------------------- */

/* Left button at the first TEXT on the screen. */
static void click(const char *text)
{
	char *all = screen_text(), *found = strstr(all, text), *line = all;
	int row = 0;

	ck_assert_msg(found != NULL, "not on the screen: %s\n%s", text, all);
	for (char *at = all; at < found; at++)
		if (*at == '\n') {
			row++;
			line = at + 1;
		}
	int column = text_width_n(line, (size_t)(found - line)) + 1;
	char *keys = text_printf("\033[<0;%d;%dM\033[<0;%d;%dm", column, row + 1, column, row + 1);
	type(keys);
	free(keys);
	free(all);
}

START_TEST(clicks)
{
	start("en", 24, 80);
	type("\033[<0;10;2M"); /* off at first */
	screen_shows(">Provider");
	ck_assert(keys_mouse(true));
	click("1 Order");
	screen_shows(">Billing");
	click("(2) pay-as");
	answered("billing", "pay-as-you-go");
	click("(1) subscription");
	answered("billing", "subscription");
	click("Paid in cash");
	screen_shows(">Paid in cash");
	type("800");
	click("(2) no"); /* of another question; what was typed is kept */
	answered("paid", "800.00");
	click("F2 why");
	ck_assert(world.screen.overlay.open);
	type("\033[<65;10;10M");
	ck_assert_int_eq(world.screen.overlay.first, 3);
	type("\033[<64;10;10M");
	ck_assert_int_eq(world.screen.overlay.first, 0);
	click("Why");
	ck_assert(!world.screen.overlay.open);
	type(GO_TO "6");
	type("\033[<65;10;10M");
	ck_assert_int_eq(world.screen.top, 3);
	/* The choices of a panel that asks; beside them a click does nothing. */
	type("\021");
	click("There are answers");
	ck_assert(screen_has_panel(&world.screen, PURPOSE_QUIT));
	click("Stay (Esc");
	ck_assert(!world.screen.overlay.open);
	type(PASTE("Order number: 240000000000417\rPaid in cash: 700.00 CNY"));
	click("Differs from an"); /* what the page says, no choice */
	ck_assert(screen_has_panel(&world.screen, PURPOSE_PASTE));
	resize(24, 60);
	click("does the same"); /* the second row of the first choice */
	ck_assert(!world.screen.overlay.open);
	answered("order_id", "240000000000417");
	answered("paid", "800.00");
	type("\021");
	click("Quit; the draft");
	ck_assert_int_eq(world.wish, SCREEN_QUIT);
	keys_mouse(false);
	type("\033[<0;10;2M" "x"); /* swallowed, no text */
	stop();
}
END_TEST

/* At ROW, COLUMN, both from 0. */
static void click_cell(int row, int column)
{
	char keys[64];

	snprintf(keys, sizeof(keys), "\033[<0;%d;%dM\033[<0;%d;%dm", column + 1, row + 1, column + 1, row + 1);
	type(keys);
}

START_TEST(the_wheel)
{
	start("en", 24, 80);
	ck_assert(keys_mouse(true));
	type(GO_TO "1");
	const char *const wheel_down = "\033[<65;10;10M", *const wheel_up = "\033[<64;10;10M";
	screen_shows(">Billing");
	type(wheel_down);
	screen_shows(">Order type");
	type(wheel_up);
	screen_shows(">Billing");
	type_the_case();
	type(GO_TO "7");
	ck_assert(!world.screen.on_body);
	type(wheel_up); /* there is nothing above */
	ck_assert(!world.screen.on_body);
	type(wheel_down); /* to what stands below the questions, and through it */
	ck_assert(world.screen.on_body);
	int top = world.screen.top;
	type(wheel_down);
	ck_assert_int_gt(world.screen.top, top);
	type("\005");
	int row, after, column;
	letter_editor_cursor(&world.screen.letter, &row, &column);
	type(wheel_down);
	letter_editor_cursor(&world.screen.letter, &after, &column);
	ck_assert_int_eq(after, row + 3);
	type(wheel_up);
	letter_editor_cursor(&world.screen.letter, &after, &column);
	ck_assert_int_eq(after, row);
	/* A click into it changes nothing. */
	char *before = screen_text();
	click_cell(world.screen.layout.content.row + 2, 10);
	ck_assert(world.screen.in_letter);
	is_text(screen_text(), before);
	free(before);
	keys_mouse(false);
	stop();
}
END_TEST

START_TEST(more_clicks)
{
	start("en", 24, 80);
	type_the_case();
	ck_assert(keys_mouse(true));
	type(GO_TO "7");
	click_cell(world.screen.layout.content.row + world.screen.layout.content.rows - 1, 10);
	ck_assert(world.screen.on_body); /* below the questions */
	click_cell(world.screen.layout.content.row + world.screen.layout.content.rows - 1, 10);
	ck_assert(world.screen.on_body);
	type(GO_TO "1" "\007"); /* a click gives up what waits for a key */
	ck_assert_int_eq(world.screen.prefix, PREFIX_GO_TO);
	click_cell(world.screen.layout.content.row, 2);
	ck_assert_int_eq(world.screen.prefix, PREFIX_NONE);
	type(GO_TO "6" "\020");
	click("The clipboard");
	ck_assert_int_eq(world.wish, SCREEN_COPY);
	type("\020");
	click_cell(world.screen.overlay.inner.row, world.screen.overlay.inner.column + world.screen.overlay.inner.columns + 1);
	ck_assert(screen_has_panel(&world.screen, PURPOSE_PRINT)); /* beside it */
	type(ESCAPE);
	/* Left and right of the choices, and above and below all questions. */
	type(GO_TO "2");
	const struct area *content = &world.screen.layout.content;
	type(UP UP UP UP);
	const struct question_spot spot = world.screen.questions.spots[1];
	type(DOWN);
	char *second = strdup(screen_field(&world.screen)->name);
	click_cell(content->row + spot.row, content->column + spot.column - 1);
	ck_assert_str_ne(screen_field(&world.screen)->name, second);
	answered("deployed", "yes");
	type(DOWN);
	click_cell(content->row + spot.row, content->column + content->columns - 2);
	ck_assert_str_ne(screen_field(&world.screen)->name, second);
	answered("deployed", "yes");
	type("\005"); /* there is no letter to edit here */
	ck_assert(!world.screen.in_letter);
	type(DOWN);
	click_cell(content->row, content->column + 1);
	click_cell(content->row + content->rows - 1, content->column + 1);
	click_cell(content->row - 1, content->column + 1);
	ck_assert_str_eq(screen_field(&world.screen)->name, second);
	free(second);
	resize(12, 40);
	type(GO_TO "1");
	click_cell(world.screen.layout.content.row + 1, 1); /* the sentence above the choices: no choice */
	char *before = screen_text();
	click_cell(world.screen.layout.content.row, 1); /* nor what stays above them, nor what is beside them */
	click_cell(world.screen.layout.content.row + 1, 38);
	is_text(screen_text(), before);
	free(before);
	ck_assert_int_eq(world.screen.page->step, TK_STEP_ORDER);
	keys_mouse(false);
	stop();
}
END_TEST

/* Which digit stands in each row of a panel: with the rows that hang under it, and nowhere else. */
START_TEST(choices_of_a_panel)
{
	static const char digits[] = {'3', '3', '\0', '\0', '\0', '\0', '\0'};
	struct overlay overlay;
	struct pane text;
	int row, column;

	start("en", 24, 80);
	pane_init(&text);
	pane_line(&text, 0, OVERLAY_CHOICE_HANG);
	pane_add(&text, PANE_KEY, "3  ");
	for (int i = 0; i < 12; i++)
		pane_add(&text, PANE_PLAIN, "a choice "); /* of two rows */
	pane_line(&text, 0, 0);
	pane_add(&text, PANE_KEY, "x  ");
	pane_line(&text, 0, 0);
	pane_add(&text, PANE_KEY, "0  ");
	pane_line(&text, 0, 0);
	pane_line(&text, 2, 2);
	pane_add(&text, PANE_KEY, "4  ");
	pane_line(&text, 0, 0);
	pane_add(&text, PANE_PLAIN, "5  ");
	overlay_init(&overlay);
	overlay_open(&overlay, "", &text);
	erase();
	overlay_paint(&overlay, &world.screen.palette, &world.screen.layout, "to leave", "to scroll", &row, &column);
	screen_shows("to leave");
	screen_lacks("to scroll");
	ck_assert_uint_eq(overlay.rows.count, sizeof(digits));
	for (int i = 0; i < (int)sizeof(digits); i++)
		ck_assert_msg(overlay_choice_at(&overlay, overlay.inner.row + i, overlay.inner.column + 1) == digits[i], "row %d", i);
	ck_assert_int_eq(overlay_choice_at(&overlay, overlay.inner.row - 1, overlay.inner.column), '\0');
	ck_assert_int_eq(overlay_choice_at(&overlay, overlay.inner.row, overlay.inner.column - 1), '\0');
	ck_assert_int_eq(overlay_choice_at(&overlay, overlay.inner.row + (int)overlay.rows.count, overlay.inner.column), '\0');
	overlay_close(&overlay);
	/* A key with Alt is none of a panel's, and below its last row there is nothing. */
	type(F2 "\033 " "\033x");
	ck_assert(world.screen.overlay.open);
	ck_assert_int_eq(world.screen.overlay.first, 0);
	type(ESCAPE);
	pane_init(&text);
	pane_line(&text, 0, 0);
	pane_add(&text, PANE_KEY, "1  ");
	resize(12, 40);
	overlay_open(&overlay, "One", &text);
	overlay_paint(&overlay, &world.screen.palette, &world.screen.layout, "to leave", "to scroll", &row, &column);
	ck_assert_int_eq(overlay_choice_at(&overlay, overlay.inner.row, overlay.inner.column), '1');
	ck_assert_int_gt(overlay.inner.rows, 3);
	ck_assert_int_eq(overlay_choice_at(&overlay, overlay.inner.row + 3, overlay.inner.column), '\0');
	overlay_close(&overlay);
	stop();
}
END_TEST

START_TEST(read_aloud)
{
	start("zh_CN", 24, 80);
	type("\024");
	screen_shows("现在还定不下来");
	type(ESCAPE);
	type_the_case();
	type("\024");
	screen_shows("640.00 元");
	screen_shows("15:00:00 之前有效");
	char *all = screen_text(), *from = strstr(all, "念给对方听");
	ck_assert(from != NULL && strchr(from, '%') == NULL); /* no shares of a guide's */
	free(all);
	stop();
}
END_TEST

/* ---- terminals with less --------------------------------------------------------------------- */

static bool has_colours(const char *name, bool wanted)
{
	struct palette palette;
	FILE *out = fopen("/dev/null", "w");
	SCREEN *curses = newterm(name, out, stdin);

	ck_assert_ptr_nonnull(curses);
	colours_make(&palette, wanted, false);
	attr_t all = 0;
	for (int style = 0; style < PANE_STYLE_COUNT; style++)
		all |= palette.style[style];
	ck_assert((all & A_BOLD) != 0); /* told apart without any */
	endwin();
	delscreen(curses);
	fclose(out);
	return (all & A_COLOR) != 0;
}

START_TEST(colours_where_there_are_any)
{
	setenv("NO_COLOR", "", 1); /* set to nothing is not set */
	ck_assert(has_colours("xterm-256color", true));
	ck_assert(!has_colours("xterm-256color", false));
	ck_assert(has_colours("xterm", true)); /* eight */
	ck_assert(!has_colours("vt100", true));
	unsetenv("NO_COLOR");
}
END_TEST

/* A screen of one question: a line longer than it shows dots at the edges that hide something, and keeps the cursor. */
START_TEST(a_long_line_on_a_small_screen)
{
	static const int sizes[][2] = {{5, 20}, {8, 30}, {12, 40}, {24, 80}};

	start("en", 24, 80);
	type(GO_TO "1" PAGE_DOWN DOWN DOWN DOWN);
	for (int i = 0; i < 12; i++)
		type("abcdefghij");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		resize(sizes[i][0], sizes[i][1]);
		int row, column;
		type(END);
		getyx(stdscr, row, column);
		ck_assert(row > 0 && row < LINES && column > 0 && column < COLS);
		screen_shows("…");
		type(HOME);
		getyx(stdscr, row, column);
		has_at(row, column, "a");
		for (int step = 0; step < 60; step++)
			type(RIGHT);
		screen_shows("…");
		getyx(stdscr, row, column);
		has_at(row, column, "a");
		type(RIGHT);
		getyx(stdscr, row, column);
		has_at(row, column, "b");
	}
	stop();
}
END_TEST

/* Text that goes over an edge is cut there; beside the window there is none. */
START_TEST(painting_at_the_edges)
{
	struct palette palette = {.ascii = false};

	start("en", 24, 80);
	erase();
	ck_assert_int_eq(paint_text(stdscr, &palette, -1, 0, 10, "abc", A_NORMAL, false), 0);
	ck_assert_int_eq(paint_text(stdscr, &palette, 24, 0, 10, "abc", A_NORMAL, false), 0);
	ck_assert_int_eq(paint_text(stdscr, &palette, 0, -1, 10, "abc", A_NORMAL, false), 0);
	ck_assert_int_eq(paint_text(stdscr, &palette, 0, 0, 0, "abc", A_NORMAL, false), 0);
	ck_assert_int_eq(paint_text(stdscr, &palette, 0, 76, 10, "abcdef", A_NORMAL, false), 4);
	char *row = screen_row(0);
	ck_assert_str_eq(row + strlen(row) - 4, "abcd");
	free(row);
	ck_assert_int_eq(paint_text(stdscr, &palette, 1, 0, 3, "王小明", A_NORMAL, false), 2); /* no half of one */
	is_text(screen_row(1), "王");
	char marks[64] = "e";
	for (int i = 0; i < 30; i++)
		strcat(marks, "\xcc\x81");
	ck_assert_int_eq(paint_text(stdscr, &palette, 3, 0, 9, marks, A_NORMAL, false), 1); /* however many marks */
	has_at(3, 1, " ");
	/* What has no form yet, in any terminal. */
	ck_assert_int_eq(paint_text(stdscr, &palette, 4, 0, 9, "a\xf0\xbf\xbf\xb0" "b", A_NORMAL, false), 4);
	has_at(4, 1, "\xef\xbf\xbd");
	has_at(4, 3, "b");
	palette.ascii = true;
	ck_assert_int_eq(paint_text(stdscr, &palette, 4, 0, 9, "a\xf0\xbf\xbf\xb0" "b", A_NORMAL, false), 4);
	is_text(screen_row(4), "a? b");
	ck_assert_int_eq(paint_text(stdscr, &palette, 2, 0, 9, "a—│é退e\u0301", A_NORMAL, false), 7);
	row = screen_row(2);
	for (const char *at = row; *at != '\0'; at++)
		ck_assert_uint_lt((unsigned char)*at, 0x80);
	ck_assert_int_eq(row[0], 'a');
	ck_assert_int_eq(row[2], '|');
	free(row);
	stop();
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"questions", {choices, lines, a_choice_that_is_certain, focus_goes_round, letter}},
		{"sequences", {sequences_that_mean_nothing, second_ways, second_keys_in_a_line, leaving_with_nowhere_to_write, pasting,
			paste_without_an_end}},
		{"help", {help_anywhere_english, help_anywhere_chinese}},
		{"mouse", {clicks, the_wheel, more_clicks, choices_of_a_panel, read_aloud}},
		{"letter", {letter_keys, undo_in_the_letter, a_letter_of_many_rows, end_of_a_full_row, requests_in_the_letter}},
		{"further", {a_case_that_is_read_only, paths_of_files, a_long_page_scrolls, leaving, where_papers_go, one_by_one,
				    more_sequences, hostile_pastes}},
		{"around", {language_while_running, countdown, no_colour_where_none_is_wanted, colours_where_there_are_any,
				   a_long_line_on_a_small_screen, painting_at_the_edges}},
	};

	return SUITE_RUN("keys", groups);
}
