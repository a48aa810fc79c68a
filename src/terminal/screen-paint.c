/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "paint.h"
#include "screen.h"

static int put(const struct screen *screen, int row, int column, int columns, enum pane_style style, const char *text)
{
	return paint_text(stdscr, &screen->palette, row, column, columns, text, screen->palette.style[style], true);
}

/* A hint in at most ROWS rows, the last one with dots when there is more. */
static void put_wrapped(const struct screen *screen, int row, int rows, enum pane_style style, const char *text)
{
	const struct area *area = &screen->layout.hints;
	struct text_lines lines;
	const char *rest = text;

	if (!text_wrap(text, area->columns, 0, &lines))
		return;
	for (int i = 0; i < rows && (size_t)i < lines.count; i++) {
		put(screen, row + i, area->column, area->columns, style, i == rows - 1 ? rest : lines.items[i]);
		rest += strlen(lines.items[i]);
		rest += strspn(rest, " ");
	}
	text_lines_release(&lines);
}

/* Keys that may follow stand where hints do, and above as far as they need: they are there for one key only. */
static void put_keys(const struct screen *screen, const char *text)
{
	const struct layout *layout = &screen->layout;
	struct area area = layout->hints;

	if (!layout->side) { /* there a rule stands between */
		area.rows += layout->content.rows;
		int more = paint_keys(NULL, &screen->palette, &area, text) - layout->hints.rows;
		more = more < 0 ? 0 : more;
		area.rows = layout->hints.rows + more;
		area.row -= more;
		const struct area above = {area.row, layout->content.column, more, layout->content.columns};
		paint_clear(stdscr, &above);
	}
	paint_keys(stdscr, &screen->palette, &area, text);
}

/* ---- the frame, the title, the steps --------------------------------------------------------- */

static void paint_frame(const struct screen *screen)
{
	const struct layout *layout = &screen->layout;
	const struct palette *palette = &screen->palette;
	int columns = layout->columns;
	struct area all = {0, 0, layout->lines, columns};

	if (layout->frame) {
		paint_box(stdscr, palette, &all);
		paint_rule(stdscr, palette, layout->rule_under_steps, 0, columns, "├", "┤");
		paint_rule(stdscr, palette, layout->rule_low, 0, columns, "├", "┤");
	} else if (layout->rule_low >= 0) {
		paint_rule(stdscr, palette, layout->rule_low, 0, columns, "─", "─");
	}
	if (layout->divider < 0)
		return;
	for (int row = layout->content.row; row < layout->rule_low; row++)
		paint_text(stdscr, palette, row, layout->divider, 1, "│", palette->frame, false);
	if (layout->frame)
		paint_text(stdscr, palette, layout->rule_under_steps, layout->divider, 1, "┬", palette->frame, false);
	paint_text(stdscr, palette, layout->rule_low, layout->divider, 1, "┴", palette->frame, false);
}

static void paint_title(const struct screen *screen)
{
	const struct area *area = &screen->layout.title;
	const struct page *page = screen->page;
	const char *title = page->title == NULL ? "" : page->title;
	const char *id = page->case_id == NULL ? "" : page->case_id;

	if (area->rows == 0)
		return;
	char *label = page->read_only ? text_printf(_("%s (read-only)"), id) : strdup(id);
	char *right = label == NULL ? NULL : text_printf(page->modified ? " %s * " : " %s ", label);
	free(label);
	if (right == NULL)
		return;
	int width = id[0] == '\0' ? 0 : text_width(right), left = area->columns - width - 1;
	int taken = put(screen, area->row, area->column - 1, area->columns, PANE_STRONG, " tuikuan ");
	if (title[0] != '\0' && left > taken + 4) {
		taken += put(screen, area->row, area->column - 1 + taken, 2, PANE_DIM, "─ ");
		taken += put(screen, area->row, area->column - 1 + taken, left - taken, PANE_PLAIN, title);
		put(screen, area->row, area->column - 1 + taken, 1, PANE_PLAIN, " ");
	}
	if (width > 0 && left > 10)
		put(screen, area->row, area->column + area->columns - width + 1, width, PANE_PLAIN, right);
	free(right);
}

struct step_strip {
	char *words[TK_STEP_COUNT]; /* "1✓Order" */
	bool short_form[TK_STEP_COUNT]; /* the number alone */
};

static const char *step_mark(const struct page_step *step)
{
	return step->mark == STEP_DONE ? "✓" : step->mark == STEP_ATTENTION ? "!" : " ";
}

static void release_strip(struct step_strip *strip)
{
	for (int i = 0; i < TK_STEP_COUNT; i++) {
		free(strip->words[i]);
		strip->words[i] = NULL;
	}
}

/* Each step in its own words; returns the columns of them all, -1 for no memory. The start page is shown only
 * while it is there. */
static int make_strip(const struct page *page, struct step_strip *strip, bool roomy)
{
	int columns = 0;

	release_strip(strip);
	for (int i = 0; i < TK_STEP_COUNT; i++) {
		const struct page_step *step = &page->steps[i];
		const char *title = step->title == NULL ? "" : step->title, *mark = step_mark(step);
		if (i == TK_STEP_START && !step->current)
			continue;
		if (strip->short_form[i])
			strip->words[i] = text_printf("%d%s", i, mark);
		else if (roomy)
			strip->words[i] = text_printf(" %d %s %s", i, title, mark[0] == ' ' ? "" : mark);
		else
			strip->words[i] = text_printf("%d%s%s", i, mark, title);
		if (strip->words[i] == NULL)
			return -1;
		/* Roomy is roomy with all marks: the strip is not to change its shape with each answer. */
		columns += text_width(strip->words[i]) + (roomy ? (mark[0] == ' ' ? 3 : 2) : 1);
	}
	return columns + 1;
}

/* All titles when there is room; else those far from the present step keep only their numbers. */
static bool fit_strip(const struct page *page, struct step_strip *strip, int columns, bool *ret_roomy)
{
	int current = 0;

	for (int i = 0; i < TK_STEP_COUNT; i++)
		if (page->steps[i].current)
			current = i;
	*ret_roomy = true;
	int width = make_strip(page, strip, true);
	if (width >= 0 && width <= columns)
		return true;
	*ret_roomy = false;
	width = make_strip(page, strip, false);
	for (int distance = TK_STEP_COUNT; width > columns && distance > 0; distance--) {
		for (int side = 1; side >= -1 && width > columns; side -= 2) {
			int step = current + side * distance;
			if (step < 0 || step >= TK_STEP_COUNT)
				continue;
			strip->short_form[step] = true;
			width = make_strip(page, strip, false);
		}
	}
	return width >= 0;
}

static void paint_steps(struct screen *screen)
{
	const struct area *area = &screen->layout.steps;
	struct step_strip strip = {{NULL}, {false}};
	bool roomy;

	if (area->rows == 0)
		return;
	if (!fit_strip(screen->page, &strip, area->columns, &roomy)) {
		release_strip(&strip);
		return;
	}
	int at = area->column, end = area->column + area->columns;
	bool after_current = false;
	for (int i = 0; i < TK_STEP_COUNT; i++) {
		const struct page_step *step = &screen->page->steps[i];
		if (strip.words[i] == NULL)
			continue;
		int from = at;
		if (step->current) {
			at += put(screen, area->row, at, end - at, PANE_STRONG, "▌");
			at += paint_text(stdscr, &screen->palette, area->row, at, end - at, strip.words[i],
				screen->palette.marked, true);
			at += put(screen, area->row, at, end - at, PANE_STRONG, "▐");
			after_current = true;
			screen->step_spots[i] = (struct area){area->row, from, 1, at - from};
			continue;
		}
		if (!after_current)
			at += put(screen, area->row, at, end - at, PANE_DIM, roomy && i > 1 ? "│" : " ");
		after_current = false;
		at += put(screen, area->row, at, end - at, step->mark == STEP_ATTENTION ? PANE_WARN : PANE_PLAIN,
			strip.words[i]);
		if (roomy && step->mark != STEP_OPEN)
			at += put(screen, area->row, at, end - at, PANE_PLAIN, " ");
		screen->step_spots[i] = (struct area){area->row, from, 1, at - from};
	}
	release_strip(&strip);
}

/* One question at a time: which step, which question of how many. */
static void paint_short_steps(const struct screen *screen)
{
	const struct area *area = &screen->layout.steps;
	const struct page *page = screen->page;
	int asked = 0, number = 0;

	if (area->rows == 0)
		return;
	for (size_t i = 0; i < page->field_count; i++) {
		asked += page->fields[i].kind != FIELD_HEADING;
		if ((int)i == page->focus)
			number = asked;
	}
	const char *title = page->steps[page->step].title;
	char *text = text_printf("%d %s", (int)page->step, title == NULL ? "" : title);
	char where[32] = "";
	if (!screen->on_body && asked > 0 && !page->triage)
		snprintf(where, sizeof(where), "%d/%d", number, asked);
	if (page->triage && page->heading != NULL) { /* of the form's questions there are many; this one has its number */
		free(text);
		text = strdup(page->heading);
	}
	if (text != NULL) {
		paint_text(stdscr, &screen->palette, area->row, 0, area->columns - text_width(where) - 1, text,
			screen->palette.marked, true);
		put(screen, area->row, area->columns - text_width(where), text_width(where), PANE_DIM, where);
	}
	free(text);
}

/* ---- the content ----------------------------------------------------------------------------- */

static void paint_letter(const struct screen *screen, const struct area *area, int first)
{
	const struct letter_editor *letter = &screen->letter;

	for (int row = 0; row < area->rows && (size_t)(first + row) < letter->row_count; row++) {
		const struct letter_row *shown = &letter->rows[first + row];
		char *text = strndup(editor_text(&letter->editor) + shown->start, shown->length);
		if (text != NULL)
			put(screen, area->row + row, area->column, area->columns, PANE_PLAIN, text);
		free(text);
	}
}

static void paint_body(const struct screen *screen)
{
	struct area area = screen->layout.content;
	int start = screen_body_start(screen) - screen->top, first = 0;

	if (screen->layout.single && !screen->on_body)
		return;
	if (start < 0) {
		first = -start;
		start = 0;
	}
	area = (struct area){area.row + start, area.column + 1, area.rows - start, area.columns - 2};
	if (screen->in_letter)
		paint_letter(screen, &area, first);
	else
		paint_pane(stdscr, &screen->palette, &area, &screen->body, (size_t)first);
}

static void paint_questions(const struct screen *screen)
{
	const struct area *area = &screen->layout.content;
	const struct questions *questions = &screen->questions;

	if (screen->layout.single && screen->on_body)
		return;
	int pinned = screen_pinned(screen);
	const struct area head = {area->row, area->column, pinned, area->columns};
	const struct area below = {area->row + pinned, area->column, area->rows - pinned, area->columns};
	if (pinned > 0)
		paint_pane(stdscr, &screen->palette, &head, &questions->rows, 0);
	paint_pane(stdscr, &screen->palette, &below, &questions->rows, (size_t)(screen->top + pinned));
	fields_paint(screen->fields, questions, &below, screen->top + pinned);
	for (int i = 0; screen_field(screen) != NULL && questions->mark_columns > 0 && i < questions->mark_rows; i++) {
		int row = questions->mark_row + i - screen->top;
		if (row >= pinned && row < area->rows)
			mvwchgat(stdscr, area->row + row, area->column + questions->mark_column,
				questions->mark_columns, screen->palette.marked, 0, NULL);
	}
}

static void paint_content(struct screen *screen)
{
	const struct area *area = &screen->layout.content;
	int focus = -1, right = area->column + area->columns - 1;

	for (size_t i = 0; screen_field(screen) != NULL && i < screen->questions.stop_count; i++)
		if ((int)screen->questions.stops[i].field == screen->page->focus)
			focus = (int)i;
	fields_show(screen->fields, &screen->questions, &screen->palette, focus);
	paint_questions(screen);
	paint_body(screen);
	if (screen->top > 0)
		put(screen, area->row + screen_pinned(screen), right, 1, PANE_STRONG, "↑");
	if (screen->top + area->rows < screen_content_rows(screen))
		put(screen, area->row + area->rows - 1, right, 1, PANE_STRONG, "↓");
}

/* ---- the verdict ----------------------------------------------------------------------------- */

static void paint_verdict(const struct screen *screen)
{
	const struct layout *layout = &screen->layout;
	const struct area *area = &layout->verdict;
	struct pane rows;

	if (!layout->side) {
		if (!pane_pack(&screen->page->verdict_short, area->columns, area->rows, &rows))
			return;
		paint_pane(stdscr, &screen->palette, area, &rows, 0);
		pane_release(&rows);
		return;
	}
	if (!pane_wrap(&screen->page->verdict, area->columns, &rows))
		return;
	paint_pane(stdscr, &screen->palette, area, &rows, 0);
	if ((int)rows.count > area->rows)
		put(screen, area->row + area->rows - 1, area->column + area->columns - 1, 1, PANE_STRONG, "…");
	pane_release(&rows);
}

/* ---- hints and keys -------------------------------------------------------------------------- */

/* "1 help  2 why": what may follow Esc. */
static char *second_keys(void)
{
	struct text_buffer text;

	text_buffer_init(&text);
	text_buffer_add(&text, _("Esc, then:"));
	for (size_t i = 0; i < request_table_count; i++) {
		const struct request_info *info = &request_table[i];
		if (strncmp(info->second, "Esc ", 4) == 0)
			text_buffer_printf(&text, "  %.1s %s", info->second + 4, _(info->word));
	}
	return text_buffer_take(&text);
}

static char *step_keys(const struct page *page)
{
	struct text_buffer text;

	text_buffer_init(&text);
	text_buffer_add(&text, _("Go to:"));
	for (int i = 0; i < TK_STEP_COUNT; i++)
		text_buffer_printf(&text, "  %d %s", i, page->steps[i].title == NULL ? "" : page->steps[i].title);
	return text_buffer_take(&text);
}

static char *scroll_hint(const struct screen *screen)
{
	int rows = screen->layout.content.rows, all = screen_content_rows(screen);

	if (screen->in_letter)
		return strdup(_("Editing the letter. Esc when it is done; nothing is lost."));
	if (all <= rows)
		return strdup("");
	return text_printf(_("Lines %d-%d of %d: Up, Down and the space bar scroll."), screen->top + 1,
		screen->top + rows < all ? screen->top + rows : all, all);
}

/* The help of the question; a label that had to be cut is given whole. */
static char *help_hint(const struct screen *screen, const struct page_field *field)
{
	if (screen->questions.label_cut)
		return text_printf("%s: %s", field->label, field->help);
	return strdup(field->help);
}

/* What there is to say besides help, the most urgent first. */
static char *second_hint(const struct screen *screen, enum pane_style *ret_style)
{
	const struct page *page = screen->page;
	const struct page_field *field = screen_field(screen);

	*ret_style = PANE_STRONG;
	if (screen->prefix == PREFIX_ESCAPE)
		return second_keys();
	if (screen->prefix == PREFIX_GO_TO)
		return step_keys(page);
	if (screen->no_memory)
		return strdup(_("Out of memory: the screen may be out of date."));
	if (screen->notice != NULL || screen->said != NULL)
		return strdup(screen->notice != NULL ? screen->notice : screen->said);
	if (page->message != NULL)
		return strndup(page->message, strcspn(page->message, "\n"));
	*ret_style = PANE_BAD;
	if (field != NULL && field->state == FIELD_INVALID && field->error != NULL && !screen->edited)
		return strdup(field->error);
	*ret_style = PANE_DIM;
	if (field != NULL && field->greyed != NULL)
		return strdup(field->greyed);
	if (field != NULL && field->kind == FIELD_LINE && field->example != NULL && field->example[0] != '\0')
		return text_printf(_("For example: %s"), field->example);
	return strdup("");
}

static void paint_hints(const struct screen *screen)
{
	const struct area *area = &screen->layout.hints;
	const struct page_field *field = screen_field(screen);
	enum pane_style style;

	if (area->rows == 0)
		return;
	if (screen->prefix != PREFIX_NONE) {
		char *keys = screen->prefix == PREFIX_ESCAPE ? second_keys() : step_keys(screen->page);
		if (keys != NULL)
			put_keys(screen, keys);
		free(keys);
		return;
	}
	char *first = field != NULL ? help_hint(screen, field) : scroll_hint(screen);
	char *second = second_hint(screen, &style);
	if (first != NULL && second != NULL) {
		/* Where there is not room for both, the help gives way to what is urgent, an example to the
		 * help. */
		bool urgent = second[0] != '\0' && style != PANE_DIM;
		int rows = area->rows - (second[0] != '\0');
		if (!urgent && (rows == 0 || text_width(first) > area->columns))
			rows = area->rows;
		if (urgent && text_width(second) > area->columns)
			rows = 0;
		put_wrapped(screen, area->row, rows, PANE_PLAIN, first);
		put_wrapped(screen, area->row + rows, area->rows - rows, style, second);
	}
	free(first);
	free(second);
}

/* Where there is no room for hints, what is urgent takes the place of the keys. */
static bool paint_urgent(const struct screen *screen, const struct area *area)
{
	enum pane_style style;
	char *text = second_hint(screen, &style);
	bool urgent = text != NULL && text[0] != '\0' && style != PANE_DIM;

	if (urgent)
		put(screen, area->row, area->column, area->columns, style, text);
	free(text);
	return urgent;
}

/* Marks the keys that go into COLUMNS, the most important first; that for leaving always. */
static void choose_keys(const struct screen *screen, int columns, bool *ret_chosen)
{
	int last = 0;

	for (size_t i = 0; i < request_table_count; i++) {
		const struct request_info *info = &request_table[i];
		ret_chosen[i] = info->kind == REQUEST_QUIT;
		if (ret_chosen[i])
			columns -= text_width(info->key) + 1 + text_width(_(info->word));
	}
	for (;;) {
		size_t next = request_table_count;
		for (size_t i = 0; i < request_table_count; i++)
			if (request_table[i].footer > last &&
				(next == request_table_count || request_table[i].footer < request_table[next].footer))
				next = i;
		if (next == request_table_count)
			return;
		const struct request_info *info = &request_table[next];
		int width = text_width(info->key) + 1 + text_width(_(info->word)) + 2;
		last = info->footer;
		if (!ret_chosen[next] && width <= columns && screen_offers(screen, info->kind)) {
			ret_chosen[next] = true;
			columns -= width;
		}
	}
}

static void paint_footer(struct screen *screen)
{
	const struct area *area = &screen->layout.footer;
	bool chosen[REQUEST_COUNT] = {false};
	int at = area->column, end = area->column + area->columns;

	if (area->rows == 0 || request_table_count > REQUEST_COUNT)
		return;
	if (screen->layout.hints.rows == 0 && paint_urgent(screen, area))
		return;
	choose_keys(screen, area->columns, chosen);
	for (size_t i = 0; i < request_table_count; i++) {
		if (!chosen[i])
			continue;
		int from = at;
		at += put(screen, area->row, at, end - at, PANE_KEY, request_table[i].key) + 1;
		at += put(screen, area->row, at, end - at, PANE_PLAIN, _(request_table[i].word));
		screen->key_spots[i] = (struct area){area->row, from, 1, at - from};
		at += 2;
	}
}

/* ---- all of it ------------------------------------------------------------------------------- */

static void place_cursor(const struct screen *screen)
{
	const struct area *area = &screen->layout.content;
	int row = 0, column = 0;

	if (screen->in_letter) {
		letter_editor_cursor(&screen->letter, &row, &column);
		row += screen_body_start(screen) - screen->top;
		column += 1;
	} else if (screen_field(screen) != NULL) {
		row = screen->questions.cursor_row - screen->top;
		column = screen->questions.cursor_column;
	} else {
		row = screen_body_start(screen) - screen->top;
		if (row < 0)
			row = 0;
		column = 1;
	}
	if (row < 0 || row >= area->rows)
		row = row < 0 ? 0 : area->rows - 1;
	if (column > area->columns - 1)
		column = area->columns - 1;
	wmove(stdscr, area->row + row, area->column + column);
}

void screen_paint(struct screen *screen)
{
	werase(stdscr);
	memset(screen->step_spots, 0, sizeof(screen->step_spots));
	memset(screen->key_spots, 0, sizeof(screen->key_spots));
	paint_frame(screen);
	if (screen->layout.single) {
		paint_short_steps(screen);
	} else {
		paint_title(screen);
		paint_steps(screen);
	}
	paint_content(screen);
	paint_verdict(screen);
	paint_hints(screen);
	paint_footer(screen);
	if (screen->overlay.open) {
		int row, column;
		bool leaving = screen_has_panel(screen, PURPOSE_QUIT), pasted = screen_has_panel(screen, PURPOSE_PASTE);
		const char *keys = leaving ? _("Esc stay") : pasted ? _("Esc take nothing") : _("Esc close");
		const char *scroll_keys = leaving  ? keys
					  : pasted ? _("Esc take nothing, Up and Down scroll")
						   : _("Esc close, Up and Down scroll");
		overlay_paint(&screen->overlay, &screen->palette, &screen->layout, keys, scroll_keys, &row, &column);
		wmove(stdscr, row, column);
	} else {
		place_cursor(screen);
	}
}
