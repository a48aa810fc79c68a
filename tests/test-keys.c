/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each key does, from the bytes that a terminal sends to the answer in the flow. */
#include "headless.h"

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

int main(void)
{
	const struct suite_group groups[] = {
		{"questions", {choices, lines, focus_goes_round, letter}},
		{"sequences", {sequences_that_mean_nothing, second_ways, second_keys_in_a_line, leaving_with_nowhere_to_write, pasting,
			paste_without_an_end}},
		{"help", {help_anywhere_english, help_anywhere_chinese}},
		{"mouse", {clicks, read_aloud}},
		{"around", {language_while_running, countdown, no_colour_where_none_is_wanted}},
	};

	return SUITE_RUN("keys", groups);
}
