/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <form.h>
#include <stdlib.h>

#include "fields.h"

struct fields {
	WINDOW *pad; /* not a window: ncurses leaves pads alone when the terminal changes its size */
	FORM *form;
	FIELD **items; /* NULL-terminated, one for each stop */
	struct place {
		int row, column, columns;
	} *places;
	size_t count;
};

static struct place place_of(const struct questions *questions, size_t stop, int *parked)
{
	const struct question_stop *at = &questions->stops[stop];
	struct place place = {at->row, at->column, at->columns};

	if (place.row < 0)
		place = (struct place){(int)questions->rows.count + (*parked)++, 0, 1};
	return place;
}

static bool make_items(struct fields *fields, const struct questions *questions)
{
	int parked = 0;

	for (size_t i = 0; i < fields->count; i++) {
		struct place place = place_of(questions, i, &parked);
		FIELD *item = new_field(1, place.columns, place.row, place.column, 0, 0);
		if (item == NULL)
			return false;
		fields->places[i] = place;
		fields->items[i] = item;
		/* No option that edits, wipes or refuses: libform shows, it does not judge. */
		field_opts_off(item, O_AUTOSKIP | O_BLANK | O_PASSOK | O_NULLOK | O_WRAP);
	}
	return true;
}

static bool make_form(struct fields *fields)
{
	int rows = 1, columns = 1;

	for (size_t i = 0; i < fields->count; i++) {
		const struct place *place = &fields->places[i];
		if (place->row + 1 > rows)
			rows = place->row + 1;
		if (place->column + place->columns > columns)
			columns = place->column + place->columns;
	}
	fields->pad = newpad(rows, columns);
	fields->form = new_form(fields->items);
	if (fields->pad == NULL || fields->form == NULL)
		return false;
	set_form_win(fields->form, fields->pad);
	set_form_sub(fields->form, fields->pad);
	return post_form(fields->form) == E_OK;
}

struct fields *fields_new(const struct questions *questions)
{
	if (questions->stop_count == 0)
		return NULL;
	struct fields *fields = calloc(1, sizeof(*fields));
	if (fields == NULL)
		return NULL;
	fields->count = questions->stop_count;
	fields->items = calloc(fields->count + 1, sizeof(*fields->items));
	fields->places = calloc(fields->count, sizeof(*fields->places));
	if (fields->items == NULL || fields->places == NULL || !make_items(fields, questions) || !make_form(fields)) {
		fields_free(fields);
		return NULL;
	}
	return fields;
}

void fields_free(struct fields *fields)
{
	if (fields == NULL)
		return;
	if (fields->form != NULL) {
		unpost_form(fields->form);
		free_form(fields->form);
	}
	for (size_t i = 0; fields->items != NULL && i < fields->count; i++)
		if (fields->items[i] != NULL)
			free_field(fields->items[i]);
	if (fields->pad != NULL)
		delwin(fields->pad);
	free(fields->items);
	free(fields->places);
	free(fields);
}

bool fields_match(const struct fields *fields, const struct questions *questions)
{
	int parked = 0;

	if (fields == NULL)
		return questions->stop_count == 0;
	if (fields->count != questions->stop_count)
		return false;
	for (size_t i = 0; i < fields->count; i++) {
		struct place place = place_of(questions, i, &parked), had = fields->places[i];
		if (place.row != had.row || place.column != had.column || place.columns != had.columns)
			return false;
	}
	return true;
}

void fields_show(struct fields *fields, const struct questions *questions, const struct palette *palette, int focus)
{
	if (fields == NULL)
		return;
	if (focus >= 0)
		set_current_field(fields->form, fields->items[focus]);
	for (size_t i = 0; i < fields->count; i++) {
		const struct question_stop *stop = &questions->stops[i];
		if (!stop->line || stop->text == NULL)
			continue;
		attr_t base = (int)i == focus ? palette->focused : palette->line;
		attr_t attributes = stop->style == PANE_PLAIN ? base : (base & A_UNDERLINE) | palette->style[stop->style];
		set_field_fore(fields->items[i], (chtype)attributes);
		set_field_back(fields->items[i], (chtype)(base & A_UNDERLINE));
		set_field_buffer(fields->items[i], 0, stop->text);
	}
}

static int go(struct fields *fields, int stop, int request)
{
	if (fields == NULL || stop < 0 || (size_t)stop >= fields->count)
		return -1;
	set_current_field(fields->form, fields->items[stop]);
	form_driver(fields->form, request);
	return field_index(current_field(fields->form));
}

int fields_next(struct fields *fields, int stop)
{
	int next = go(fields, stop, REQ_NEXT_FIELD);
	return next <= stop ? -1 : next; /* libform goes round */
}

int fields_previous(struct fields *fields, int stop)
{
	int previous = go(fields, stop, REQ_PREV_FIELD);
	return previous >= stop ? -1 : previous;
}

void fields_paint(const struct fields *fields, const struct questions *questions, const struct area *area, int first)
{
	if (fields == NULL)
		return;
	for (size_t i = 0; i < fields->count; i++) {
		const struct question_stop *stop = &questions->stops[i];
		int row = stop->row - first, last = stop->column + stop->columns - 1;
		if (!stop->line || row < 0 || row >= area->rows)
			continue;
		if (last > area->columns - 1)
			last = area->columns - 1;
		if (last >= stop->column)
			copywin(fields->pad, stdscr, stop->row, stop->column, area->row + row,
				area->column + stop->column, area->row + row, area->column + last, FALSE);
	}
}
