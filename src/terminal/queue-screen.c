/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "paint.h"
#include "queue-screen.h"
#include "text.h"

/* The list is as wide as a letter before what is known of a case stands beside it. */
static void arrange(struct queue_screen *screen)
{
	layout_make(&screen->layout, getmaxy(stdscr), getmaxx(stdscr), true);
}

bool queue_screen_init(struct queue_screen *screen, struct queue *queue, const struct palette *palette)
{
	*screen = (struct queue_screen){.queue = queue, .palette = *palette};
	editor_init(&screen->editor, palette->ascii, false);
	overlay_init(&screen->overlay);
	arrange(screen);
	return editor_load(&screen->editor, queue_searched(queue));
}

void queue_screen_release(struct queue_screen *screen)
{
	editor_release(&screen->editor);
	overlay_close(&screen->overlay);
}

void queue_screen_resize(struct queue_screen *screen)
{
	screen->overlay.columns = 0;
	arrange(screen);
}

void queue_screen_send_line(struct queue_screen *screen)
{
	if (screen->unsent)
		queue_search(screen->queue, editor_text(&screen->editor));
	screen->unsent = false;
}

void queue_screen_tick(struct queue_screen *screen, int64_t now)
{
	queue_tick(screen->queue, now);
}

int64_t queue_screen_next_tick(const struct queue_screen *screen)
{
	return queue_next_tick(screen->queue, screen->first, screen->rows > 0 ? (size_t)screen->rows : 0);
}

/* ---- presses --------------------------------------------------------------------------------- */

static void go(struct queue_screen *screen, int by)
{
	size_t selected = queue_selected(screen->queue);

	if (by < 0 && selected < (size_t)-by)
		queue_select(screen->queue, 0);
	else
		queue_select(screen->queue, selected + (size_t)by);
}

/* Up and down in the list. Returns whether the press was that. */
static bool move_press(struct queue_screen *screen, const struct press *press)
{
	int page = screen->rows > 2 ? screen->rows - 1 : 1;

	switch (press->kind) {
	case PRESS_PAGE_UP:
		go(screen, -page);
		return true;
	case PRESS_PAGE_DOWN:
		go(screen, page);
		return true;
	case PRESS_HOME:
		queue_select(screen->queue, 0);
		return true;
	case PRESS_END:
		queue_select(screen->queue, queue_count(screen->queue));
		return true;
	default:
		return false;
	}
}

/* The line that is searched. Returns whether the press was one for it. */
static bool line_press(struct queue_screen *screen, const struct press *press)
{
	struct editor *editor = &screen->editor;
	enum editor_result result = EDITOR_UNCHANGED;

	if (press->kind == PRESS_CHARACTER && !press->alt)
		result = editor_insert(editor, press->text);
	else if (press->kind == PRESS_PASTE)
		result = editor_insert(editor, press->paste);
	else if ((press->kind == PRESS_CONTROL && press->letter == 'W') ||
		 (press->kind == PRESS_BACKSPACE && press->alt))
		result = editor_erase_word(editor);
	else if (press->kind == PRESS_BACKSPACE)
		result = editor_erase_before(editor);
	else if (press->kind == PRESS_DELETE)
		result = editor_erase_after(editor);
	else if (press->kind == PRESS_LEFT)
		editor_left(editor);
	else if (press->kind == PRESS_RIGHT)
		editor_right(editor);
	else
		return false;
	screen->unsent = screen->unsent || (result != EDITOR_UNCHANGED && result != EDITOR_NO_MEMORY);
	return true;
}

static void open_help(struct queue_screen *screen)
{
	struct pane pane;

	pane_init(&pane);
	queue_help(&pane);
	overlay_open(&screen->overlay, _("Help"), &pane);
}

static enum queue_wish do_request(struct queue_screen *screen, int kind, int64_t now)
{
	bool any = queue_count(screen->queue) > 0;

	switch (kind) {
	case REQUEST_QUEUE_HELP:
		open_help(screen);
		return QUEUE_GO_ON;
	case REQUEST_QUEUE_OPEN:
		return any ? QUEUE_OPEN : QUEUE_GO_ON;
	case REQUEST_QUEUE_NEW:
		return QUEUE_NEW;
	case REQUEST_QUEUE_DUPLICATE:
		return any ? QUEUE_DUPLICATE : QUEUE_GO_ON;
	case REQUEST_QUEUE_ARCHIVE:
		queue_archive(screen->queue, now);
		return QUEUE_GO_ON;
	case REQUEST_QUEUE_SHOW_ARCHIVED:
		queue_show_archived(screen->queue, !queue_shows_archived(screen->queue));
		return QUEUE_GO_ON;
	case REQUEST_QUEUE_UP:
		go(screen, -1);
		return QUEUE_GO_ON;
	case REQUEST_QUEUE_DOWN:
		go(screen, 1);
		return QUEUE_GO_ON;
	case REQUEST_QUEUE_CLEAR:
		screen->unsent = editor_clear(&screen->editor) == EDITOR_CHANGED;
		return QUEUE_GO_ON;
	case REQUEST_QUEUE_LANGUAGE:
		language_set(strcmp(language_current(), "en") == 0 ? "zh_CN" : "en");
		return QUEUE_GO_ON;
	case REQUEST_QUEUE_MOUSE:
		return QUEUE_MOUSE_SWITCH;
	case REQUEST_QUEUE_REDRAW:
		return QUEUE_REDRAW;
	case REQUEST_QUEUE_SUSPEND:
		return QUEUE_SUSPEND;
	case REQUEST_QUEUE_QUIT:
		return QUEUE_QUIT;
	default:
		return QUEUE_GO_ON;
	}
}

/* A click goes to a case, and opens the one it was on already; or it presses a key of the footer. */
static enum queue_wish click(struct queue_screen *screen, const struct press *press, int64_t now)
{
	size_t which = screen->first + (size_t)(press->row - screen->cases.row);

	queue_screen_send_line(screen);
	for (size_t i = 0; i < queue_table_count; i++)
		if (area_holds(&screen->key_spots[i], press->row, press->column))
			return do_request(screen, queue_table[i].kind, now);
	if (!area_holds(&screen->cases, press->row, press->column) || which >= queue_count(screen->queue))
		return QUEUE_GO_ON;
	if (which == queue_selected(screen->queue))
		return QUEUE_OPEN;
	queue_select(screen->queue, which);
	return QUEUE_GO_ON;
}

/* In the help the wheel scrolls, and a click closes it. */
static enum queue_wish point(struct queue_screen *screen, const struct press *press, int64_t now)
{
	const struct press arrow = {.kind = press->number < 0 ? PRESS_UP : PRESS_DOWN};

	screen->escaped = false;
	if (press->kind == PRESS_CLICK && !screen->overlay.open)
		return click(screen, press, now);
	if (press->kind == PRESS_CLICK)
		overlay_close(&screen->overlay);
	else if (!screen->overlay.open)
		go(screen, press->number);
	for (int i = 0; screen->overlay.open && i < abs(press->number); i++)
		overlay_press(&screen->overlay, &arrow);
	return QUEUE_GO_ON;
}

enum queue_wish queue_screen_press(struct queue_screen *screen, const struct press *press, int64_t now)
{
	bool escaped = screen->escaped || press->alt;

	queue_tick(screen->queue, now);
	queue_say(screen->queue, NULL);
	if (press->kind == PRESS_CLICK || press->kind == PRESS_WHEEL)
		return point(screen, press, now);
	if (screen->overlay.open) {
		overlay_press(&screen->overlay, press);
		return QUEUE_GO_ON;
	}
	screen->escaped = false;
	if (press->kind == PRESS_ESCAPE && !escaped) {
		screen->escaped = true;
		return QUEUE_GO_ON;
	}
	int request = keys_queue_request(press, escaped);
	bool alone = !escaped || (request < 0 && press->kind != PRESS_CHARACTER);
	if (alone && (line_press(screen, press) || move_press(screen, press)))
		return QUEUE_GO_ON;
	/* What was typed before is searched before anything is done with what it finds. */
	queue_screen_send_line(screen);
	if (press->kind == PRESS_CONTROL && press->letter == 'C')
		return QUEUE_QUIT; /* nobody's key, and what a person in doubt presses */
	return do_request(screen, request, now);
}

/* ---- painting -------------------------------------------------------------------------------- */

static int put(const struct queue_screen *screen, int row, int column, int columns, enum pane_style style,
	const char *text)
{
	return paint_text(stdscr, &screen->palette, row, column, columns, text, screen->palette.style[style], true);
}

static void paint_frame(const struct queue_screen *screen)
{
	const struct layout *layout = &screen->layout;
	const struct palette *palette = &screen->palette;
	const struct area all = {0, 0, layout->lines, layout->columns};

	if (layout->frame) {
		paint_box(stdscr, palette, &all);
		paint_rule(stdscr, palette, layout->rule_under_steps, 0, layout->columns, "├", "┤");
		paint_rule(stdscr, palette, layout->rule_low, 0, layout->columns, "├", "┤");
	} else if (layout->rule_low >= 0) {
		paint_rule(stdscr, palette, layout->rule_low, 0, layout->columns, "─", "─");
	}
	if (layout->divider < 0)
		return;
	for (int row = layout->content.row; row < layout->rule_low; row++)
		paint_text(stdscr, palette, row, layout->divider, 1, "│", palette->frame, false);
	if (layout->frame)
		paint_text(stdscr, palette, layout->rule_under_steps, layout->divider, 1, "┬", palette->frame, false);
	paint_text(stdscr, palette, layout->rule_low, layout->divider, 1, "┴", palette->frame, false);
}

static void paint_title(const struct queue_screen *screen)
{
	const struct area *area = &screen->layout.title;
	char *tally = area->rows == 0 ? NULL : queue_tally(screen->queue);
	char *right = tally == NULL ? NULL : text_printf(" %s ", tally);

	if (right != NULL) {
		int width = text_width(right);
		int taken = put(screen, area->row, area->column - 1, area->columns, PANE_STRONG, " tuikuan ");
		char *title = text_printf("─ %s ", _("Cases"));
		if (title != NULL && taken + text_width(title) + width < area->columns)
			put(screen, area->row, area->column - 1 + taken, area->columns - taken, PANE_PLAIN, title);
		free(title);
		if (taken + width < area->columns)
			put(screen, area->row, area->column + area->columns - width + 1, width, PANE_PLAIN, right);
	}
	free(right);
	free(tally);
}

/* The line that is searched, in the row of the steps; without such a row, in the first of the content. */
static struct area search_area(const struct queue_screen *screen)
{
	const struct layout *layout = &screen->layout;

	if (layout->steps.rows > 0)
		return (struct area){layout->steps.row, layout->steps.column + (layout->frame ? 1 : 0), 1,
			layout->steps.columns - (layout->frame ? 2 : 0)};
	return (struct area){layout->content.row, 0, layout->content.rows > 1, layout->content.columns};
}

/* The part of the text that fits with the cursor in it; its column is *RET_COLUMN. */
static const char *visible_part(const char *text, size_t cursor, int columns, int *ret_column)
{
	size_t start = 0;

	while (start < cursor && text_width_n(text + start, cursor - start) >= columns)
		start += text_cluster(text + start);
	*ret_column = text_width_n(text + start, cursor - start);
	return text + start;
}

static void paint_search(struct queue_screen *screen, int *ret_row, int *ret_column)
{
	struct area area = search_area(screen);
	const struct palette *palette = &screen->palette;
	int column = 0;

	*ret_row = area.row;
	*ret_column = area.column;
	if (area.rows == 0)
		return;
	char *label = text_printf("%s ", _("Search:"));
	int taken = label == NULL || text_width(label) > area.columns / 2
			    ? 0
			    : put(screen, area.row, area.column, area.columns, PANE_STRONG, label);
	int room = area.columns - taken;
	char *blanks = text_pad("", room, false);
	const char *part = visible_part(editor_text(&screen->editor), screen->editor.cursor, room, &column);
	if (blanks != NULL)
		paint_text(stdscr, palette, area.row, area.column + taken, room, blanks, palette->focused, false);
	paint_text(stdscr, palette, area.row, area.column + taken, room, part, palette->focused, false);
	*ret_column = area.column + taken + column;
	free(blanks);
	free(label);
}

/* Scrolls so that the selected case is in view. */
static void keep_in_view(struct queue_screen *screen)
{
	size_t rows = screen->rows > 0 ? (size_t)screen->rows : 1, selected = queue_selected(screen->queue);
	size_t count = queue_count(screen->queue);

	if (selected < screen->first)
		screen->first = selected;
	if (selected >= screen->first + rows)
		screen->first = selected - rows + 1;
	if (screen->first + rows > count)
		screen->first = count > rows ? count - rows : 0;
}

static void paint_row(const struct queue_screen *screen, int row, int column, int columns, const struct pane *pane,
	bool selected)
{
	if (pane->count == 0)
		return;
	paint_line(stdscr, &screen->palette, row, column, columns, &pane->lines[0]);
	if (selected)
		mvwchgat(stdscr, row, column, columns, screen->palette.marked, 0, NULL);
}

static void paint_list(struct queue_screen *screen)
{
	const struct queue *queue = screen->queue;
	struct area area = screen->layout.content;
	bool inside = search_area(screen).row == area.row && screen->layout.steps.rows == 0;
	struct pane pane;

	area.row += inside;
	area.rows -= inside;
	area.column++;
	area.columns -= 2;
	bool head = area.rows > 3;
	if (head) {
		pane_init(&pane);
		queue_head(queue, area.columns, &pane);
		paint_row(screen, area.row, area.column, area.columns, &pane, false);
		pane_release(&pane);
	}
	screen->rows = area.rows - head;
	screen->cases = (struct area){area.row + head, area.column, screen->rows, area.columns};
	keep_in_view(screen);
	for (int i = 0; i < screen->rows && screen->first + (size_t)i < queue_count(queue); i++) {
		size_t which = screen->first + (size_t)i;
		pane_init(&pane);
		queue_row(queue, which, area.columns, &pane);
		paint_row(screen, area.row + head + i, area.column, area.columns, &pane, which == queue_selected(queue));
		pane_release(&pane);
	}
	if (queue_count(queue) == 0 && screen->rows > 0)
		put(screen, area.row + head, area.column, area.columns, PANE_DIM, _("No case on file is like that."));
	int right = area.column + area.columns;
	if (screen->first > 0 && screen->rows > 0)
		put(screen, area.row + head, right, 1, PANE_STRONG, "↑");
	if (screen->first + (size_t)(screen->rows > 0 ? screen->rows : 0) < queue_count(queue))
		put(screen, area.row + area.rows - 1, right, 1, PANE_STRONG, "↓");
}

static void paint_detail(const struct queue_screen *screen)
{
	const struct area *area = &screen->layout.verdict;
	struct pane pane, rows;

	if (area->rows == 0)
		return;
	pane_init(&pane);
	queue_detail(screen->queue, queue_selected(screen->queue), &pane);
	if (!screen->layout.side) {
		paint_pane(stdscr, &screen->palette, area, &pane, 0);
	} else if (pane_wrap(&pane, area->columns, &rows)) {
		paint_pane(stdscr, &screen->palette, area, &rows, 0);
		pane_release(&rows);
	}
	pane_release(&pane);
}

/* "1 help  n new": what may follow Esc. */
static char *second_keys(void)
{
	struct text_buffer text;

	text_buffer_init(&text);
	text_buffer_add(&text, _("Esc, then:"));
	for (size_t i = 0; i < queue_table_count; i++)
		if (strncmp(queue_table[i].second, "Esc ", 4) == 0)
			text_buffer_printf(&text, "  %s %s", queue_table[i].second + 4, _(queue_table[i].word));
	return text_buffer_take(&text);
}

static char *hint(const struct queue_screen *screen, bool *ret_urgent)
{
	const char *message = queue_message(screen->queue);

	*ret_urgent = screen->escaped || message != NULL;
	if (screen->escaped)
		return second_keys();
	if (message != NULL)
		return strdup(message);
	if (queue_shows_archived(screen->queue))
		return strdup(_("Archived cases are shown too, in brackets."));
	return strdup(_("Type to search in all that stands in a case. Up and Down choose one, Enter opens it."));
}

static void paint_hint(const struct queue_screen *screen)
{
	const struct layout *layout = &screen->layout;
	bool urgent;
	char *text = hint(screen, &urgent);
	struct text_lines lines;

	/* Where there is no room for hints, what is urgent takes the place of the keys. */
	const struct area *area = layout->hints.rows > 0 ? &layout->hints : &layout->footer;
	bool shown = text != NULL && area->rows > 0 && (urgent || layout->hints.rows > 0);
	if (shown && screen->escaped) {
		paint_clear(stdscr, area);
		paint_keys(stdscr, &screen->palette, area, text);
	} else if (shown && text_wrap(text, area->columns, 0, &lines)) {
		paint_clear(stdscr, area);
		for (int i = 0; i < area->rows && (size_t)i < lines.count; i++)
			put(screen, area->row + i, area->column, area->columns, urgent ? PANE_STRONG : PANE_DIM,
				lines.items[i]);
		text_lines_release(&lines);
	}
	free(text);
}

static bool is_offered(const struct queue_screen *screen, enum request_kind kind)
{
	return queue_count(screen->queue) > 0 ||
	       (kind != REQUEST_QUEUE_OPEN && kind != REQUEST_QUEUE_DUPLICATE && kind != REQUEST_QUEUE_ARCHIVE);
}

/* Marks the keys that go into COLUMNS, the most important first; that for leaving always. */
static void choose_keys(const struct queue_screen *screen, int columns, bool *ret_chosen)
{
	for (int order = 0; order <= REQUEST_COUNT; order++)
		for (size_t i = 0; i < queue_table_count; i++) {
			const struct request_info *info = &queue_table[i];
			bool leaving = info->kind == REQUEST_QUEUE_QUIT;
			int width = text_width(info->key) + 1 + text_width(_(info->word)) + 2;
			if (order != (leaving ? 0 : info->footer) || (info->footer == 0 && !leaving))
				continue;
			if (width - 2 <= columns && is_offered(screen, info->kind)) {
				ret_chosen[i] = true;
				columns -= width;
			}
		}
}

static void paint_footer(struct queue_screen *screen)
{
	const struct area *area = &screen->layout.footer;
	int at = area->column, end = area->column + area->columns;
	bool chosen[REQUEST_COUNT] = {false};

	memset(screen->key_spots, 0, sizeof(screen->key_spots));
	if (area->rows == 0 || queue_table_count > REQUEST_COUNT)
		return;
	choose_keys(screen, area->columns, chosen);
	for (size_t i = 0; i < queue_table_count; i++) {
		if (!chosen[i])
			continue;
		int from = at;
		at += put(screen, area->row, at, end - at, PANE_KEY, queue_table[i].key) + 1;
		at += put(screen, area->row, at, end - at, PANE_PLAIN, _(queue_table[i].word));
		screen->key_spots[i] = (struct area){area->row, from, 1, at - from};
		at += 2;
	}
}

void queue_screen_paint(struct queue_screen *screen)
{
	int row, column;

	werase(stdscr);
	paint_frame(screen);
	if (!screen->layout.single)
		paint_title(screen);
	paint_search(screen, &row, &column);
	paint_list(screen);
	paint_detail(screen);
	paint_footer(screen);
	paint_hint(screen);
	if (screen->overlay.open)
		overlay_paint(&screen->overlay, &screen->palette, &screen->layout, _("Esc close"),
			_("Esc close, Up and Down scroll"), &row, &column);
	wmove(stdscr, row, column);
}
