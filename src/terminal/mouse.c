/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a click or the wheel means, where the last painting put things. A click does what keys can do: it goes to a
 * step or a question, picks a choice of a question or a panel, presses a key of the footer.
 */
#include "config.h"

#include <stdlib.h>

#include "screen.h"

/* Rows of wheel, as many presses of an arrow. */
static void roll(struct screen *screen, const struct press *press)
{
	struct press arrow = {.kind = press->number < 0 ? PRESS_UP : PRESS_DOWN};
	bool inside = screen->overlay.open || screen->in_letter;

	for (int i = 0; inside && i < abs(press->number); i++)
		screen_press(screen, &arrow, screen->now);
	if (inside)
		return;
	if (!screen->on_body && screen_has_body(screen) && press->number > 0)
		screen_focus_body(screen);
	if (screen->on_body)
		screen_scroll(screen, press->number);
	else if (press->number < 0)
		screen_back(screen, false);
	else
		screen_forward(screen, false);
}

static void focus_field(struct screen *screen, size_t field)
{
	screen_settle(screen);
	screen->on_body = false;
	screen_ask(screen, REQUEST_FOCUS, screen->page->fields[field].name, NULL, 0);
}

static bool click_choice(struct screen *screen, int row, int column)
{
	const struct questions *questions = &screen->questions;

	for (size_t i = 0; i < questions->spot_count; i++) {
		const struct question_spot spot = questions->spots[i];
		if (spot.row != row || column < spot.column || column >= spot.column + spot.columns)
			continue;
		focus_field(screen, spot.field);
		if (screen_field(screen) != NULL && screen_field(screen)->kind == FIELD_CHOICE)
			screen_pick(screen, screen_field(screen), (int)spot.choice);
		return true;
	}
	return false;
}

/* ROW and COLUMN of the content, from its first row, seen or not. */
static void click_content(struct screen *screen, int row, int column)
{
	const struct questions *questions = &screen->questions;
	size_t stop = questions->stop_count;

	if (click_choice(screen, row, column))
		return;
	/* The question whose rows these are: the last one that begins above. */
	for (size_t i = 0; i < questions->stop_count; i++)
		if (questions->stops[i].row >= 0 && questions->stops[i].row <= row)
			stop = i;
	if (row >= (int)questions->rows.count) {
		if (screen_has_body(screen) && !screen->on_body)
			screen_focus_body(screen);
	} else if (stop < questions->stop_count) {
		focus_field(screen, questions->stops[stop].field);
	}
}

/* A choice of a panel that asks is picked; a panel that only tells goes away, wherever the click is. */
static enum screen_wish click_panel(struct screen *screen, const struct press *press)
{
	bool asks = screen_has_panel(screen, PURPOSE_QUIT) || screen_has_panel(screen, PURPOSE_PASTE) ||
		    screen_has_panel(screen, PURPOSE_PRINT);
	struct press digit = {.kind = PRESS_CHARACTER};

	if (!asks) {
		screen_close_panel(screen);
		return SCREEN_GO_ON;
	}
	digit.text[0] = overlay_choice_at(&screen->overlay, press->row, press->column);
	return digit.text[0] == '\0' ? SCREEN_GO_ON : screen_press(screen, &digit, screen->now);
}

static enum screen_wish click(struct screen *screen, const struct press *press)
{
	const struct area *content = &screen->layout.content;

	if (screen->overlay.open)
		return click_panel(screen, press);
	screen->prefix = PREFIX_NONE;
	for (size_t i = 0; i < request_table_count && i < REQUEST_COUNT; i++)
		if (area_holds(&screen->key_spots[i], press->row, press->column))
			return screen_do(screen, request_table[i].kind, 0);
	for (int i = 0; i < TK_STEP_COUNT; i++)
		if (area_holds(&screen->step_spots[i], press->row, press->column))
			return screen_do(screen, REQUEST_GO_TO_STEP, i);
	if (area_holds(content, press->row, press->column) && !screen->in_letter &&
		press->row - content->row >= screen_pinned(screen))
		click_content(screen, press->row - content->row + screen->top, press->column - content->column);
	return SCREEN_GO_ON;
}

enum screen_wish screen_point(struct screen *screen, const struct press *press)
{
	if (press->kind == PRESS_CLICK)
		return click(screen, press);
	roll(screen, press);
	return SCREEN_GO_ON;
}
