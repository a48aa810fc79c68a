/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The wizard's screen without a terminal: ncurses writes to /dev/null, keys come through a pipe as the
 * bytes that a terminal sends, and what is on the screen is read back from ncurses.
 */
#ifndef TESTS_HEADLESS_H
#define TESTS_HEADLESS_H

#include <curses.h>
#include <limits.h>
#include <stdint.h>
#include <unistd.h>
#include <wchar.h>

#include "colours.h"
#include "flow.h"
#include "keys.h"
#include "language.h"
#include "screen.h"
#include "suite.h"
#include "text.h"

#define NOW 1795415820 /* 2026-11-23 14:37 in China */

#define DOWN "\033OB"
#define UP "\033OA"
#define RIGHT "\033OC"
#define LEFT "\033OD"
#define PAGE_DOWN "\033[6~"
#define PAGE_UP "\033[5~"
#define HOME "\033OH"
#define END "\033OF"
#define DELETE "\033[3~"
#define BACK_TAB "\033[Z"
#define F1 "\033OP"
#define F2 "\033OQ"
#define F3 "\033OR"
#define F4 "\033OS"
#define GO_TO "\007"
#define ENTER "\r"
#define ESCAPE "\033"
#define PASTE(text) "\033[200~" text "\033[201~"

static struct {
	struct places places;
	struct settings settings;
	struct flow *flow;
	SCREEN *curses;
	struct keys keys;
	struct screen screen;
	const char *folder; /* of cases, or NULL */
	bool read_only;     /* another one edits the case */
	int keyboard; /* where keys are written */
	enum screen_wish wish;
	int64_t now;
} world;

/* ---- a world to test in ---------------------------------------------------------------------- */

static inline char *joined(const char *folder, const char *name)
{
	char *path = text_printf("%s/%s", folder, name);
	ck_assert_ptr_nonnull(path);
	return path;
}

static inline void start_flow_under(const char *language, const char *policies)
{
	struct tk_errors errors;
	struct case_file *file = case_new();

	ck_assert_ptr_nonnull(file);
	setenv("TUIKUAN_POLICY_PATH", policies, 1);
	ck_assert(language_start(LOCALE_DIR, language));
	tk_errors_init(&errors);
	ck_assert_int_eq(places_open(&world.places, &errors), TK_OK);
	file->id = strdup("TK-20261123-0001");
	file->created = file->changed = NOW;
	struct flow_options options = {.places = &world.places, .settings = &world.settings, .file = file,
		.folder = world.folder, .read_only = world.read_only, .now = NOW};
	ck_assert_int_eq(flow_new(&options, &world.flow, &errors), TK_OK);
	ck_assert_uint_eq(errors.count, 0);
	world.now = NOW;
}

static inline void start_flow(const char *language)
{
	char *policies = article_alone();

	start_flow_under(language, policies);
	free(policies);
}

static inline void start_screen(int lines, int columns, bool ascii)
{
	int ends[2];
	struct palette palette;

	ck_assert_int_eq(pipe(ends), 0);
	world.keyboard = ends[1];
	FILE *in = fdopen(ends[0], "r"), *out = fopen("/dev/null", "w");
	ck_assert(in != NULL && out != NULL);
	world.curses = newterm("xterm-256color", out, in);
	ck_assert_ptr_nonnull(world.curses);
	ck_assert_int_eq(resizeterm(lines, columns), OK);
	nonl();
	set_escdelay(25);
	keys_start();
	keys_init(&world.keys);
	colours_make(&palette, true, ascii);
	ck_assert(screen_init(&world.screen, world.flow, &palette, NOW));
	screen_paint(&world.screen);
	refresh();
}

static inline void start(const char *language, int lines, int columns)
{
	start_flow(language);
	start_screen(lines, columns, false);
}

static inline void stop_screen(void)
{
	screen_release(&world.screen);
	keys_release(&world.keys);
	endwin();
	delscreen(world.curses);
	close(world.keyboard);
}

static inline void stop(void)
{
	stop_screen();
	flow_free(world.flow);
	places_close(&world.places);
}

static inline void show(void)
{
	screen_send_line(&world.screen);
	screen_paint(&world.screen);
	refresh();
}

/* Writes KEYS as one piece, as a terminal does, and takes all presses that come of it. */
static inline void type(const char *keys)
{
	struct press press;
	size_t length = strlen(keys);

	ck_assert_int_eq(write(world.keyboard, keys, length), (ssize_t)length);
	while (keys_read(&world.keys, &press))
		world.wish = screen_press(&world.screen, &press, world.now);
	show();
}

static inline void resize(int lines, int columns)
{
	if (resizeterm(lines, columns) != OK)
		ck_abort_msg("no screen of %d by %d", lines, columns);
	clearok(curscr, TRUE);
	screen_resize(&world.screen);
	show();
}

/* ---- reading the screen ---------------------------------------------------------------------- */

static inline void add_cell(struct text_buffer *text, int row, int column, int *ret_width)
{
	cchar_t cell;
	wchar_t characters[CCHARW_MAX + 1];
	attr_t attributes;
	short pair;
	char bytes[MB_LEN_MAX];

	/* Thousands of cells: a ck_assert writes where it is to its parent each time. */
	if (mvin_wch(row, column, &cell) != OK ||
		getcchar(&cell, characters, &attributes, &pair, NULL) != OK)
		ck_abort_msg("the cell at %d,%d cannot be read", row, column);
	if (characters[0] == L'\0')
		characters[0] = L' ';
	*ret_width = wcwidth(characters[0]);
	if (*ret_width < 1)
		ck_abort_msg("no width at %d,%d", row, column);
	for (int i = 0; characters[i] != L'\0'; i++) {
		mbstate_t state = {0};
		size_t length = wcrtomb(bytes, characters[i], &state);
		if (length == (size_t)-1)
			ck_abort_msg("no character at %d,%d", row, column);
		text_buffer_add_n(text, bytes, length);
	}
}

/* One row as text, each character in the column where it stands. Caller frees. */
static inline char *screen_row(int row)
{
	struct text_buffer text;

	text_buffer_init(&text);
	for (int column = 0, width; column < COLS; column += width)
		add_cell(&text, row, column, &width);
	char *all = text_buffer_take(&text);
	ck_assert_ptr_nonnull(all);
	ck_assert_int_eq(text_width(all), COLS); /* our own measure says the same */
	for (size_t length = strlen(all); length > 0 && all[length - 1] == ' ';)
		all[--length] = '\0';
	return all;
}

static inline char *screen_text(void)
{
	struct text_buffer text;
	int row, column;

	getyx(stdscr, row, column);
	text_buffer_init(&text);
	for (int i = 0; i < LINES; i++) {
		char *line = screen_row(i);
		text_buffer_printf(&text, "%s\n", line);
		free(line);
	}
	text_buffer_printf(&text, "cursor %d,%d\n", row, column);
	wmove(stdscr, row, column); /* reading has moved it */
	return text_buffer_take(&text);
}

static inline bool is_shown(const char *text)
{
	char *all = screen_text();
	bool found = strstr(all, text) != NULL;
	free(all);
	return found;
}

#define screen_shows(text) ck_assert_msg(is_shown(text), "not on the screen: %s\n%s", text, screen_text())
#define screen_lacks(text) ck_assert_msg(!is_shown(text), "on the screen: %s\n%s", text, screen_text())

/* The cell at ROW, COLUMN is TEXT. */
static inline void has_at(int row, int column, const char *text)
{
	struct text_buffer cell;
	int width;

	text_buffer_init(&cell);
	add_cell(&cell, row, column, &width);
	if (strcmp(cell.text, text) != 0)
		ck_abort_msg("%s, not %s, at %d,%d:\n%s", cell.text, text, row, column, screen_text());
	text_buffer_release(&cell);
}

/* Every line of the frame stands in its column, whatever is written between. */
static inline void frame_is_straight(void)
{
	const struct layout *layout = &world.screen.layout;

	int at_row, at_column;

	if (!layout->frame || world.screen.overlay.open || world.screen.palette.ascii)
		return;
	getyx(stdscr, at_row, at_column);
	for (int row = 1; row < LINES - 1; row++) {
		bool rule = row == layout->rule_under_steps || row == layout->rule_low;
		has_at(row, 0, rule ? "├" : "│");
		has_at(row, COLS - 1, rule ? "┤" : "│");
		if (layout->divider >= 0 && row >= layout->content.row && row < layout->rule_low)
			has_at(row, layout->divider, "│");
	}
	has_at(0, 0, "┌");
	has_at(0, COLS - 1, "┐");
	has_at(LINES - 1, 0, "└");
	has_at(LINES - 1, COLS - 1, "┘");
	wmove(stdscr, at_row, at_column);
}

/* The case of the example, as a person types it: the answers of each page, and a last key that goes on. */
static const struct {
	const char *name, *keys, *go_on;
} pages[] = {
	{"0-start", ENTER "1" ENTER "1" ENTER "1", ENTER},
	{"1-order", "1" ENTER "1" ENTER "2026-11-23 14:00" ENTER "800" ENTER ENTER "2" ENTER "1", ENTER},
	{"1-order-papers",
		"1234567890123456" ENTER "202611230000017" ENTER "i-bp1abcdefghijk" ENTER "32核 128GB，2TB 硬盘" ENTER
		"8核 64GB，2TB SSD" ENTER "华东1（杭州）" ENTER "1" ENTER "2",
		ENTER},
	{"2-timing", "1" ENTER "1", PAGE_DOWN},
	{"3-checklist", "\016", PAGE_DOWN},
	{"4-account", "1" ENTER "2" ENTER "500" ENTER "2" ENTER "王小明" ENTER "13800000000", PAGE_DOWN},
	{"5-evidence", "1" ENTER "1" ENTER "2", PAGE_DOWN},
	{"6-result", "", PAGE_DOWN},
	{"7-application", "下单时误选配置，十分钟后发现，没有部署业务。", PAGE_DOWN},
	{"8-finish", "640" ENTER "2" ENTER, ""},
};

#define PAGE_COUNT (sizeof(pages) / sizeof(pages[0]))

static inline void type_the_case(void)
{
	for (size_t i = 0; i < PAGE_COUNT; i++) {
		type(pages[i].keys);
		type(pages[i].go_on);
	}
}


#endif
