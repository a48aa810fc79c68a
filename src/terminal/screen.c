/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "screen.h"

/* ---- the page -------------------------------------------------------------------------------- */

const struct page_field *screen_field(const struct screen *screen)
{
	const struct page *page = screen->page;

	if (screen->on_body || page->focus < 0 || (size_t)page->focus >= page->field_count)
		return NULL;
	return &page->fields[page->focus];
}

static bool has_stops(const struct page *page)
{
	for (size_t i = 0; i < page->field_count; i++)
		if (page->fields[i].kind != FIELD_HEADING)
			return true;
	return false;
}

bool screen_has_body(const struct screen *screen)
{
	return screen->page->body.count > 0;
}

int screen_body_start(const struct screen *screen)
{
	int rows = (int)screen->questions.rows.count;

	if (screen->layout.single)
		return screen->on_body ? 0 : rows;
	return rows > 0 && screen_has_body(screen) ? rows + 1 : rows;
}

int screen_pinned(const struct screen *screen)
{
	return screen->layout.single && !screen->on_body ? screen->questions.pinned : 0;
}

int screen_content_rows(const struct screen *screen)
{
	int body = screen->in_letter ? (int)screen->letter.row_count : (int)screen->body.count;

	if (screen->layout.single && !screen->on_body)
		body = 0;
	return screen_body_start(screen) + body;
}

/* Everything that follows from the page and the size: rows, stops, the form. */
static bool arrange(struct screen *screen)
{
	struct layout *layout = &screen->layout;

	layout_make(layout, getmaxy(stdscr), getmaxx(stdscr), screen->page->body_is_letter);
	struct question_view view = {.focus = screen->on_body ? -1 : screen->page->focus,
		.editor = &screen->editor,
		.mark = screen->mark,
		.single = layout->single,
		.rows = layout->content.rows,
		.columns = layout->content.columns,
		.body_rows = (int)screen->page->body.count};
	struct questions questions;
	struct pane body;

	if (!questions_build(screen->page, &view, &questions))
		return false;
	/* One column at each side stays free; the right one shows that there is more. */
	if (!pane_wrap(&screen->page->body, layout->content.columns - 2, &body)) {
		questions_release(&questions);
		return false;
	}
	/* As wide as before it was edited; the cursor may stand in the column behind. */
	if (screen->in_letter && !letter_editor_wrap(&screen->letter, layout->content.columns - 1))
		screen->no_memory = true;
	questions_release(&screen->questions);
	pane_release(&screen->body);
	screen->questions = questions;
	screen->body = body;
	if (!fields_match(screen->fields, &screen->questions)) {
		fields_free(screen->fields);
		screen->fields = fields_new(&screen->questions);
	}
	return true;
}

/* The editor takes up the focused line, unless it is the one being edited. */
bool screen_take_line(struct screen *screen, bool again)
{
	const struct page_field *field = screen_field(screen);
	bool line = field != NULL && field->kind == FIELD_LINE;
	char *editing = NULL;

	if (field != NULL)
		editing = text_printf("%d/%s", (int)screen->page->step, field->name);
	bool same = editing != NULL && screen->editing != NULL && strcmp(editing, screen->editing) == 0;
	free(screen->editing);
	screen->editing = editing;
	if (same && !again)
		return true;
	screen->unsent = false;
	screen->edited = false;
	screen->mark_moved = false;
	screen->mark = 0;
	for (size_t i = 0; field != NULL && i < field->choice_count; i++)
		if (field->value != NULL && strcmp(field->choices[i].value, field->value) == 0)
			screen->mark = (int)i;
	if (field != NULL && field->kind == FIELD_CHOICE && field->state == FIELD_NOT_SURE)
		screen->mark = (int)field->choice_count;
	bool own = line && (field->state == FIELD_ANSWERED || field->state == FIELD_INVALID);
	return editor_load(&screen->editor, own ? field->value : "");
}

/* Scrolls so that the focused question, or at least its cursor, is in view. */
static void keep_in_view(struct screen *screen)
{
	const struct questions *questions = &screen->questions;
	int rows = screen->layout.content.rows, last_top = screen_content_rows(screen) - rows;
	int first = questions->first_row, last = questions->last_row, pinned = screen_pinned(screen);

	if (screen->in_letter) {
		int row, column;
		letter_editor_cursor(&screen->letter, &row, &column);
		first = last = screen_body_start(screen) + row;
	} else if (screen->on_body) {
		first = last = -1;
	} else if (pinned > 0) {
		/* The choice under the cursor, or the line being typed; with as much of it as there is room for. */
		bool choice = questions->mark_columns > 0;
		first = choice ? questions->mark_row : questions->cursor_row;
		last = first + (choice ? questions->mark_rows : 1) - 1;
		if (last - first >= rows - pinned)
			last = first + rows - pinned - 1;
	} else if (first >= 0) {
		/* With the first question the heading above it comes back. */
		if (questions->stop_count > 0 && questions->stops[0].row == first)
			first = 0;
		if (last - first >= rows)
			first = last = questions->cursor_row;
	}
	if (first >= 0) {
		if (screen->top + rows <= last)
			screen->top = last - rows + 1;
		if (screen->top > first - pinned)
			screen->top = first - pinned;
	}
	if (screen->top > last_top)
		screen->top = last_top;
	if (screen->top < 0)
		screen->top = 0;
}

/* Asks the flow for the page. AGAIN: the focused line is taken up anew, whatever was being edited. */
void screen_renew(struct screen *screen, bool again)
{
	struct page *page = flow_page(screen->flow);

	screen->no_memory = page == NULL;
	if (page == NULL)
		return;
	struct page *before = screen->page;
	bool moved = before == NULL || before->step != page->step || before->part != page->part;
	screen->page = page;
	if (moved) {
		screen->top = 0;
		screen->on_body = !has_stops(page);
		screen->in_letter = screen->in_letter && page->body_is_letter;
	}
	/* The flow has moved the focus: there it is. */
	if (!moved && page->focus != before->focus)
		screen->on_body = page->focus < 0;
	page_free(before);
	if (!screen_take_line(screen, again || moved) || !arrange(screen)) {
		screen->no_memory = true;
		return;
	}
	keep_in_view(screen);
}

void screen_rearrange(struct screen *screen)
{
	if (!arrange(screen))
		screen->no_memory = true;
	keep_in_view(screen);
}

/* Requests that do not touch the focused answer: who is typing types on. */
static bool leaves_line(enum request_kind kind)
{
	switch (kind) {
	case REQUEST_SET:
	case REQUEST_SET_LETTER:
	case REQUEST_TICK:
	case REQUEST_SAVE:
	case REQUEST_WRITE_PAPERS:
	case REQUEST_SWITCH_LANGUAGE:
		return true;
	default:
		return false;
	}
}

void screen_ask(struct screen *screen, enum request_kind kind, const char *field, const char *text, int number)
{
	struct request request = {.kind = kind, .field = field, .text = text, .number = number};

	flow_request(screen->flow, &request, screen->now);
	screen_renew(screen, !leaves_line(kind));
}

void screen_send_line(struct screen *screen)
{
	const struct page_field *field = screen_field(screen);

	if (screen->unsent && field != NULL)
		screen_ask(screen, REQUEST_SET, field->name, editor_text(&screen->editor), 0);
	screen->unsent = false;
}

void screen_settle(struct screen *screen)
{
	screen_send_line(screen);
	if (screen->letter_unsent) {
		screen->letter_unsent = false;
		screen_ask(screen, REQUEST_SET_LETTER, NULL, editor_text(&screen->letter.editor), 0);
	}
}

/* ---- the focus ------------------------------------------------------------------------------- */

static int stop_of_focus(const struct screen *screen)
{
	for (size_t i = 0; i < screen->questions.stop_count; i++)
		if ((int)screen->questions.stops[i].field == screen->page->focus)
			return (int)i;
	return -1;
}

static void focus_stop(struct screen *screen, int stop)
{
	if (stop < 0 || (size_t)stop >= screen->questions.stop_count)
		return;
	screen->on_body = false;
	screen_ask(screen, REQUEST_FOCUS, screen->page->fields[screen->questions.stops[stop].field].name, NULL, 0);
}

void screen_focus_body(struct screen *screen)
{
	screen->on_body = true;
	screen_take_line(screen, false);
	screen_rearrange(screen);
	/* What was below the edge comes up, the last questions stay in view. */
	int start = screen_body_start(screen), rows = screen->layout.content.rows;
	if (start - screen->top > rows / 2)
		screen->top = start - rows / 2;
	keep_in_view(screen);
}

/* A body that is in view as a whole needs no focus, unless it can be edited. */
static bool body_takes_focus(const struct screen *screen)
{
	if (!screen_has_body(screen))
		return false;
	return screen->page->body_is_letter || screen->layout.single ||
	       screen_body_start(screen) + (int)screen->body.count > screen->layout.content.rows;
}

void screen_forward(struct screen *screen, bool round)
{
	int next = fields_next(screen->fields, stop_of_focus(screen));

	if (screen->on_body) {
		if (round)
			focus_stop(screen, 0);
	} else if (next >= 0) {
		focus_stop(screen, next);
	} else if (body_takes_focus(screen)) {
		screen_focus_body(screen);
	} else if (round) {
		focus_stop(screen, 0);
	}
}

void screen_back(struct screen *screen, bool round)
{
	int last = (int)screen->questions.stop_count - 1;
	int previous = fields_previous(screen->fields, stop_of_focus(screen));

	if (screen->on_body)
		focus_stop(screen, last);
	else if (previous >= 0)
		focus_stop(screen, previous);
	else if (round && body_takes_focus(screen))
		screen_focus_body(screen);
	else if (round)
		focus_stop(screen, last);
}

/* In the body the arrows scroll; above its first row are the questions. */
void screen_scroll(struct screen *screen, int rows)
{
	int before = screen->top;

	screen->top += rows;
	keep_in_view(screen);
	if (rows == -1 && before == screen->top && screen->questions.stop_count > 0)
		screen_back(screen, false);
}

bool screen_offers(const struct screen *screen, enum request_kind kind)
{
	const struct page *page = screen->page;

	switch (kind) {
	case REQUEST_SAVE:
		return !page->read_only;
	case REQUEST_PREVIOUS_STEP:
		return !screen->in_letter;
	case REQUEST_NEXT_STEP:
		return !screen->in_letter && (page->step + 1 < TK_STEP_COUNT || page->part + 1 < page->parts);
	case REQUEST_NEXT_FIELD:
		return !screen->in_letter && has_stops(page);
	case REQUEST_NOT_SURE:
		return screen_field(screen) != NULL && !screen_field(screen)->certain;
	case REQUEST_NONE_OF_THESE:
		return page->none_of_these;
	case REQUEST_WRITE_PAPERS:
		return page->step >= TK_STEP_RESULT;
	case REQUEST_COPY:
	case REQUEST_EDIT:
		return page->body_is_letter;
	default:
		return true;
	}
}

void screen_forget_notice(struct screen *screen)
{
	screen->notice = NULL;
	free(screen->said);
	screen->said = NULL;
}

void screen_tick(struct screen *screen, int64_t now)
{
	screen->now = now;
	screen_ask(screen, REQUEST_TICK, NULL, NULL, 0);
}

void screen_catch_up(struct screen *screen, bool (*goes_on)(void *user), void *user)
{
	if (!flow_is_behind(screen->flow))
		return;
	flow_catch_up(screen->flow, goes_on, user);
	if (!flow_is_behind(screen->flow))
		screen_renew(screen, false);
}

void screen_keep_draft(struct screen *screen, bool (*goes_on)(void *user), void *user)
{
	flow_keep_draft(screen->flow, goes_on, user);
	if (!flow_owes_draft(screen->flow))
		screen_renew(screen, false);
}

void screen_load_pack(struct screen *screen)
{
	if (flow_load_pack(screen->flow))
		screen_renew(screen, false);
}

void screen_say(struct screen *screen, const char *text)
{
	screen_forget_notice(screen);
	screen->said = strdup(text);
}

void screen_show_line(struct screen *screen, const char *line)
{
	struct pane pane;

	pane_init(&pane);
	pane_line(&pane, 0, 0);
	pane_add(&pane, PANE_PLAIN, line);
	screen_open_panel(screen, PURPOSE_ONE_LINE, &pane);
}

/* ---- panels ---------------------------------------------------------------------------------- */

void screen_open_panel(struct screen *screen, enum purpose panel, struct pane *text)
{
	const char *title = purpose_table[panel].title;

	overlay_open(&screen->overlay, *title == '\0' ? "" : _(title), text);
	screen->panel = panel;
	screen->helping = false;
	overlay_close(&screen->below);
}

void screen_close_panel(struct screen *screen)
{
	overlay_close(&screen->overlay);
	if (screen->helping && screen->below.open) {
		screen->overlay = screen->below;
		screen->overlay.columns = 0; /* the screen may have another size now */
		overlay_init(&screen->below);
	}
	screen->helping = false;
}

bool screen_has_panel(const struct screen *screen, enum purpose panel)
{
	return screen->overlay.open && !screen->helping && screen->panel == panel;
}

/* ---- start and end --------------------------------------------------------------------------- */

void screen_resize(struct screen *screen)
{
	screen->overlay.columns = 0;
	/* Nothing of the old form is kept: its places are wrong, and its windows may be cut. */
	fields_free(screen->fields);
	screen->fields = NULL;
	screen_rearrange(screen);
}

bool screen_init(struct screen *screen, struct flow *flow, const struct palette *palette, int64_t now)
{
	*screen = (struct screen){.flow = flow, .palette = *palette, .now = now};
	editor_init(&screen->editor, palette->ascii, false);
	letter_editor_init(&screen->letter, palette->ascii);
	overlay_init(&screen->overlay);
	overlay_init(&screen->below);
	pane_init(&screen->body);
	pane_init(&screen->questions.rows);
	screen_renew(screen, true);
	if (screen->page == NULL) {
		screen_release(screen);
		return false;
	}
	return true;
}

void screen_release(struct screen *screen)
{
	fields_free(screen->fields);
	questions_release(&screen->questions);
	pane_release(&screen->body);
	page_free(screen->page);
	editor_release(&screen->editor);
	letter_editor_release(&screen->letter);
	overlay_close(&screen->overlay);
	overlay_close(&screen->below);
	free(screen->editing);
	free(screen->pasted);
	screen_forget_notice(screen);
	*screen = (struct screen){.flow = NULL};
}
