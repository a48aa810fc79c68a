/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "questions.h"
#include "text.h"

#define LINE_COLUMNS 34  /* a line to type in, where there is room; longer text takes more */
#define BETWEEN_CHOICES 2
#define MOST_HEADING_ROWS 3
#define MOST_ERROR_ROWS 2
#define MOST_CUT_ROWS 6  /* of a long answer shown whole below its line */

struct builder {
	const struct page *page;
	const struct question_view *view;
	struct questions *questions;
	int value_column;  /* where answers begin */
	int value_columns; /* how much room they have */
	bool airy;         /* room for empty rows between groups */
	bool spread;       /* all choices of all questions are shown, not those of the focused one alone */
	bool failed;
};

static const char *text_or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static int last_row(const struct builder *builder)
{
	return (int)builder->questions->rows.count - 1;
}

static void new_row(struct builder *builder)
{
	pane_line(&builder->questions->rows, 0, 0);
}

static void add(struct builder *builder, enum pane_style style, const char *text)
{
	pane_add(&builder->questions->rows, style, text);
}

static void add_blanks(struct builder *builder, int columns)
{
	if (columns > 0)
		pane_printf(&builder->questions->rows, PANE_PLAIN, "%*s", columns, "");
}

static void add_cut(struct builder *builder, enum pane_style style, const char *text, int columns)
{
	char *cut = text_cut(text, columns, false);
	if (cut == NULL) {
		builder->failed = true;
		return;
	}
	add(builder, style, cut);
	add_blanks(builder, columns - text_width(cut));
	free(cut);
}

static void add_wrapped(struct builder *builder, enum pane_style style, const char *text, int column, int columns, size_t most)
{
	struct text_lines lines;

	if (!text_wrap(text, columns, 0, &lines)) {
		builder->failed = true;
		return;
	}
	for (size_t i = 0; i < lines.count && i < most; i++) {
		new_row(builder);
		add_blanks(builder, column);
		add(builder, style, lines.items[i]);
	}
	text_lines_release(&lines);
}

static struct question_stop *add_stop(struct builder *builder, size_t field, int columns)
{
	struct questions *questions = builder->questions;
	struct question_stop *stops = realloc(questions->stops, (questions->stop_count + 1) * sizeof(*stops));
	if (stops == NULL) {
		builder->failed = true;
		return NULL;
	}
	questions->stops = stops;
	struct question_stop *stop = &stops[questions->stop_count++];
	*stop = (struct question_stop){.field = field,
		.row = last_row(builder),
		.column = builder->value_column,
		.columns = columns};
	return stop;
}

static void add_hidden_stop(struct builder *builder, size_t field)
{
	struct question_stop *stop = add_stop(builder, field, 1);
	if (stop != NULL)
		stop->row = -1;
}

/* ---- lines ----------------------------------------------------------------------------------- */

static const char *line_shown(const struct page_field *field, enum pane_style *ret_style)
{
	const char *shown = text_or_empty(field->shown), *value = text_or_empty(field->value);

	switch (field->state) {
	case FIELD_INVALID:
		*ret_style = PANE_BAD;
		return value;
	case FIELD_ASSUMED:
		*ret_style = PANE_DIM;
		break;
	case FIELD_NOT_SURE:
		*ret_style = PANE_OPEN;
		return shown[0] == '\0' ? _("not sure") : shown;
	case FIELD_UNANSWERED:
		*ret_style = PANE_PLAIN;
		return "";
	default:
		*ret_style = PANE_PLAIN;
	}
	return shown[0] == '\0' ? value : shown;
}

static int line_columns(const struct builder *builder, int text_columns)
{
	int columns = builder->value_columns < LINE_COLUMNS ? builder->value_columns : LINE_COLUMNS;

	if (text_columns + 1 > columns)
		columns = text_columns + 1 < builder->value_columns ? text_columns + 1 : builder->value_columns;
	return columns < 1 ? 1 : columns;
}

/* What is wrong, beside it. */
static void add_error(struct builder *builder, const struct page_field *field, int taken)
{
	int left = builder->value_columns - taken - 2;

	if (field->error == NULL || left < 8)
		return;
	add(builder, PANE_BAD, "! ");
	add_cut(builder, PANE_BAD, field->error, left);
}

static void build_resting_line(struct builder *builder, size_t index)
{
	const struct page_field *field = &builder->page->fields[index];
	enum pane_style style;
	const char *shown = line_shown(field, &style);
	int width = text_width(shown), columns = line_columns(builder, width);

	if (field->greyed != NULL && shown[0] == '\0') {
		add_stop(builder, index, columns);
		add(builder, PANE_DIM, "– ");
		add_cut(builder, PANE_DIM, field->greyed, builder->value_columns - 2);
		return;
	}
	if (field->state == FIELD_INVALID && field->error != NULL && width + 12 < builder->value_columns)
		columns = width + 1; /* room for the error */
	struct question_stop *stop = add_stop(builder, index, columns);
	if (stop == NULL)
		return;
	stop->line = true;
	stop->style = field->greyed != NULL ? PANE_DIM : style;
	stop->text = text_cut(shown, columns, false);
	if (stop->text == NULL)
		builder->failed = true;
	add_blanks(builder, columns);
	if (field->state == FIELD_INVALID)
		add_error(builder, field, columns);
}

/* The line that is being edited. Text hidden at an edge is announced by dots there, and the whole is shown
 * below. */
static void build_focused_line(struct builder *builder, size_t index)
{
	const struct page_field *field = &builder->page->fields[index];
	struct questions *questions = builder->questions;
	struct editor *editor = builder->view->editor;
	const char *text = editor_text(editor);
	int columns = line_columns(builder, text_width(text));
	struct editor_slice slice;
	enum pane_style style = PANE_PLAIN;

	editor_slice(editor, columns, &slice);
	struct question_stop *stop = add_stop(builder, index, columns);
	if (stop == NULL)
		return;
	stop->line = true;
	if (text[0] == '\0' && (field->state == FIELD_ASSUMED || field->state == FIELD_NOT_SURE))
		stop->text = text_cut(line_shown(field, &style), columns, false);
	else
		stop->text = strndup(slice.text, slice.length);
	stop->style = style;
	if (stop->text == NULL)
		builder->failed = true;
	questions->cursor_row = stop->row;
	questions->cursor_column = stop->column + slice.cursor;
	if (slice.more_left) {
		/* The blank before the line becomes dots. */
		struct pane_line *row = &questions->rows.lines[stop->row];
		struct pane_span *gap = row->span_count > 0 ? &row->spans[row->span_count - 1] : NULL;
		size_t length = gap == NULL ? 0 : strlen(gap->text);
		if (length > 0 && gap->text[length - 1] == ' ') {
			gap->text[length - 1] = '\0';
			add(builder, PANE_DIM, "…");
		}
	}
	add_blanks(builder, columns);
	if (slice.more_right)
		add(builder, PANE_DIM, "…");
	if (slice.more_left || slice.more_right)
		add_wrapped(builder, PANE_DIM, text, builder->value_column, columns, MOST_CUT_ROWS);
}

/* ---- choices --------------------------------------------------------------------------------- */

static size_t chosen(const struct page_field *field)
{
	if (field->state == FIELD_NOT_SURE)
		return field->choice_count;
	if (field->state != FIELD_ANSWERED && field->state != FIELD_ASSUMED)
		return field->choice_count + 1;
	for (size_t i = 0; i < field->choice_count; i++)
		if (strcmp(field->choices[i].value, text_or_empty(field->value)) == 0)
			return i;
	return field->choice_count + 1;
}

/* The last one, "not sure" where there is that. */
static size_t last_choice(const struct page_field *field)
{
	return field->certain && field->choice_count > 0 ? field->choice_count - 1 : field->choice_count;
}

/* Caller frees. */
static char *choice_label(const struct page_field *field, size_t choice)
{
	const char *label = choice < field->choice_count ? text_or_empty(field->choices[choice].label) : _("not sure");

	if (field->state == FIELD_ASSUMED && choice == chosen(field))
		return text_printf(_("%s (assumed)"), label);
	return strdup(label);
}

static int choice_columns(const struct page_field *field, size_t choice)
{
	char *label = choice_label(field, choice);
	int columns = label == NULL ? 0 : text_width(label);

	free(label);
	return 4 + columns;
}

/* In one row, or WHOLE in as many as it needs; returns the columns of the widest. */
static int add_choice_label(struct builder *builder, enum pane_style style, const char *label, int column, int columns,
	bool whole)
{
	struct text_lines lines;
	int widest = 0;

	if (!whole || text_width(label) <= columns) {
		char *cut = text_cut(label, columns, false);
		if (cut == NULL)
			builder->failed = true;
		else
			add(builder, style, cut);
		widest = cut == NULL ? 0 : text_width(cut);
		free(cut);
		return widest;
	}
	if (!text_wrap(label, columns, 0, &lines)) {
		builder->failed = true;
		return 0;
	}
	for (size_t i = 0; i < lines.count; i++) {
		if (i > 0) {
			new_row(builder);
			add_blanks(builder, column + 4);
		}
		add(builder, style, lines.items[i]);
		if (text_width(lines.items[i]) > widest)
			widest = text_width(lines.items[i]);
	}
	text_lines_release(&lines);
	return widest;
}

static void add_spot(struct builder *builder, const struct page_field *field, size_t choice, int column, int columns)
{
	struct questions *questions = builder->questions;
	struct question_spot *spots = realloc(questions->spots, (questions->spot_count + 1) * sizeof(*spots));

	if (spots == NULL) {
		builder->failed = true;
		return;
	}
	questions->spots = spots;
	spots[questions->spot_count++] = (struct question_spot){
		(size_t)(field - builder->page->fields), choice, last_row(builder), column, columns};
}

/* "(1) yes": in the brackets the key that picks it, or the mark that it is picked. */
static void add_choice(struct builder *builder, const struct page_field *field, size_t choice, int column, int columns,
	bool whole)
{
	const struct question_view *view = builder->view;
	struct questions *questions = builder->questions;
	bool is_chosen = choice == chosen(field);
	bool focused = view->focus >= 0 && field == &builder->page->fields[view->focus];
	enum pane_style style = is_chosen && field->state == FIELD_ANSWERED ? PANE_STRONG :
				is_chosen && field->state == FIELD_NOT_SURE ? PANE_OPEN :
				field->greyed != NULL && !focused	    ? PANE_DIM :
									      PANE_PLAIN;
	char key[8] = "?";

	if (choice < field->choice_count)
		snprintf(key, sizeof(key), "%c", choice < 9 ? (char)('1' + choice) : ' ');
	if (is_chosen)
		snprintf(key, sizeof(key), "%s", field->state == FIELD_ASSUMED ? "~" : "•");
	add_spot(builder, field, choice, column, columns);
	pane_printf(&questions->rows, style, "(%s) ", key);
	if (focused && (size_t)view->mark == choice) {
		questions->mark_row = questions->cursor_row = last_row(builder);
		questions->mark_column = column;
		questions->cursor_column = column + 1;
	}
	char *label = choice_label(field, choice);
	int widest = label == NULL ? 0 : add_choice_label(builder, style, label, column, columns - 4, whole);
	if (label == NULL)
		builder->failed = true;
	else if (focused && (size_t)view->mark == choice) {
		questions->mark_rows = last_row(builder) - questions->mark_row + 1;
		questions->mark_columns = 4 + widest;
	}
	free(label);
}

/* All choices one after the other, in as many rows as they need. */
static void add_choices(struct builder *builder, const struct page_field *field, bool one_a_row)
{
	int column = 0;

	for (size_t i = 0; i <= last_choice(field); i++) {
		int columns = choice_columns(field, i);
		if (columns > builder->value_columns)
			columns = builder->value_columns;
		if (i > 0 && (one_a_row || column + BETWEEN_CHOICES + columns > builder->value_columns)) {
			new_row(builder);
			add_blanks(builder, builder->value_column);
			column = 0;
		} else if (i > 0) {
			add_blanks(builder, BETWEEN_CHOICES);
			column += BETWEEN_CHOICES;
		}
		add_choice(builder, field, i, builder->value_column + column, columns, true);
		column += columns;
	}
}

/* Of all of them in one row. */
static int choices_columns(const struct page_field *field)
{
	int total = field->certain ? -BETWEEN_CHOICES : choice_columns(field, field->choice_count);

	for (size_t i = 0; i < field->choice_count; i++)
		total += choice_columns(field, i) + BETWEEN_CHOICES;
	return total;
}

static void build_choice(struct builder *builder, size_t index)
{
	const struct page_field *field = &builder->page->fields[index];
	const struct question_view *view = builder->view;
	bool focused = view->focus == (int)index;
	int total = choices_columns(field);

	add_stop(builder, index, builder->value_columns);
	if (field->greyed != NULL && !focused && chosen(field) > field->choice_count) {
		add(builder, PANE_DIM, "– ");
		add_cut(builder, PANE_DIM, field->greyed, builder->value_columns - 2);
	} else if (total <= builder->value_columns || focused || builder->spread) {
		int left = view->rows - last_row(builder);
		add_choices(builder, field, view->single && left > (int)field->choice_count);
		if (field->state == FIELD_INVALID && field->error != NULL && !view->single)
			add_wrapped(builder, PANE_BAD, field->error, builder->value_column, builder->value_columns,
				MOST_ERROR_ROWS);
	} else if (chosen(field) <= field->choice_count) {
		add_choice(builder, field, chosen(field), builder->value_column, builder->value_columns - 2,
			false);
		add(builder, PANE_DIM, " …");
	} else {
		/* As far as they go; the painter ends the row in dots. */
		int column = builder->value_column;
		for (size_t i = 0; i <= last_choice(field); i++) {
			int columns = choice_columns(field, i);
			add_choice(builder, field, i, column, columns, false);
			add_blanks(builder, BETWEEN_CHOICES);
			column += columns + BETWEEN_CHOICES;
		}
	}
}

/* ---- the page -------------------------------------------------------------------------------- */

static void build_label(struct builder *builder, const struct page_field *field, bool focused)
{
	enum pane_style style = focused ? PANE_STRONG : field->greyed != NULL ? PANE_DIM : PANE_PLAIN;

	new_row(builder);
	add(builder, PANE_STRONG, focused ? ">" : field->state == FIELD_INVALID ? "!" : " ");
	add_cut(builder, style, text_or_empty(field->label), builder->value_column - 3);
	if (focused)
		builder->questions->label_cut = text_width(text_or_empty(field->label)) > builder->value_column - 3;
	add_blanks(builder, 2);
}

/* With one question at a time there is room for the whole sentence, if not too low. */
static void build_sentence(struct builder *builder, const struct page_field *field)
{
	const struct question_view *view = builder->view;
	const char *sentence = text_or_empty(field->question);

	if (view->rows < 4 || sentence[0] == '\0') {
		new_row(builder);
		add_cut(builder, PANE_STRONG, text_or_empty(field->label), view->columns);
	} else {
		add_wrapped(builder, PANE_STRONG, sentence, 0, view->columns, (size_t)view->rows - 2);
	}
	/* Whatever is scrolled below it, it stays in view. */
	if (view->rows > 1)
		builder->questions->pinned = last_row(builder) + 1;
	new_row(builder);
	add_blanks(builder, builder->value_column);
}

static void build_field(struct builder *builder, size_t index)
{
	const struct page_field *field = &builder->page->fields[index];
	bool focused = builder->view->focus == (int)index;

	if (field->kind == FIELD_HEADING) {
		int last = last_row(builder);
		if (builder->airy && last > 0 && builder->questions->rows.lines[last].span_count > 0)
			new_row(builder);
		new_row(builder);
		add(builder, PANE_PLAIN, " ");
		add_cut(builder, PANE_HEADING, text_or_empty(field->label), builder->view->columns - 2);
		return;
	}
	if (builder->view->single)
		build_sentence(builder, field);
	else
		build_label(builder, field, focused);
	if (focused)
		builder->questions->first_row = last_row(builder);
	if (field->kind == FIELD_CHOICE)
		build_choice(builder, index);
	else if (focused)
		build_focused_line(builder, index);
	else
		build_resting_line(builder, index);
	if (focused)
		builder->questions->last_row = last_row(builder);
}

/* What this page is about; at its right which page of the step. */
static void build_heading(struct builder *builder)
{
	const struct page *page = builder->page;
	const char *heading = text_or_empty(page->heading);
	int columns = builder->view->columns - 2;
	struct text_lines lines;
	char part[64] = "";

	if (page->parts > 1)
		snprintf(part, sizeof(part), _("page %d of %d"), page->part + 1, page->parts);
	if (heading[0] == '\0' && part[0] == '\0')
		return;
	int room = part[0] == '\0' ? columns : columns - text_width(part) - 2;
	if (!text_wrap(heading, room < 10 ? 10 : room, 0, &lines)) {
		builder->failed = true;
		return;
	}
	for (size_t i = 0; i < lines.count && i < MOST_HEADING_ROWS; i++) {
		new_row(builder);
		add(builder, PANE_PLAIN, " ");
		if (i == 0 && part[0] != '\0' && room >= 10) {
			add_cut(builder, PANE_HEADING, lines.items[i], room);
			pane_printf(&builder->questions->rows, PANE_DIM, "  %s", part);
		} else {
			add(builder, PANE_HEADING, lines.items[i]);
		}
	}
	text_lines_release(&lines);
	if (builder->airy && page->field_count > 0)
		new_row(builder);
}

/* Two fifths for the labels, or what short choices leave. */
static int label_columns(const struct builder *builder)
{
	int widest = 8, most = builder->view->columns * 2 / 5, answers = 0;

	for (size_t i = 0; i < builder->page->field_count; i++) {
		const struct page_field *field = &builder->page->fields[i];
		if (field->kind == FIELD_HEADING)
			continue;
		int width = text_width(text_or_empty(field->label));
		int taken = field->kind == FIELD_CHOICE ? choices_columns(field) : LINE_COLUMNS;
		widest = width > widest ? width : widest;
		answers = taken > answers ? taken : answers;
	}
	if (builder->view->columns - answers - 4 > most)
		most = builder->view->columns - answers - 4;
	return widest < most ? widest : most;
}

/* false = no memory; the questions are to be released all the same. */
static bool build(const struct page *page, const struct question_view *view, bool spread, bool airy,
	struct questions *questions)
{
	struct builder builder = {
		.page = page, .view = view, .questions = questions, .spread = spread, .airy = airy && !view->single};

	*questions = (struct questions){.first_row = -1, .last_row = -1};
	pane_init(&questions->rows);
	builder.value_column = view->single ? 1 : label_columns(&builder) + 3;
	builder.value_columns = view->columns - builder.value_column - 1;
	if (builder.value_columns < 5)
		builder.value_columns = 5;
	if (!view->single)
		build_heading(&builder);
	for (size_t i = 0; i < page->field_count && !builder.failed; i++)
		if (!view->single || view->focus == (int)i)
			build_field(&builder, i);
		else if (page->fields[i].kind != FIELD_HEADING)
			add_hidden_stop(&builder, i);
	return !builder.failed && !questions->rows.failed;
}

bool questions_build(const struct page *page, const struct question_view *view, struct questions *ret_questions)
{
	struct questions questions;
	bool ok = build(page, view, true, true, &questions);
	int body = view->body_rows < view->rows / 2 ? view->body_rows : view->rows / 2;
	int room = view->rows - (view->single ? 0 : body);

	/* As much as there is room for: all choices and empty rows, all choices, those of the focused one. */
	for (int try = 0; try < 2 && ok && (int)questions.rows.count > room; try++) {
		questions_release(&questions);
		ok = build(page, view, try == 0, false, &questions);
	}
	if (!ok) {
		questions_release(&questions);
		return false;
	}
	*ret_questions = questions;
	return true;
}

void questions_release(struct questions *questions)
{
	for (size_t i = 0; i < questions->stop_count; i++)
		free(questions->stops[i].text);
	free(questions->stops);
	free(questions->spots);
	pane_release(&questions->rows);
	*questions = (struct questions){.first_row = -1, .last_row = -1};
}
