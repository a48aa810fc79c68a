/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "screen.h"
#include "text.h"

/* Full-width digits and question marks pick too: an input method may be on. */
static char choice_key(const struct press *press)
{
	char *folded = press->kind == PRESS_CHARACTER ? text_fold(press->text) : NULL;
	char key = folded != NULL && strlen(folded) == 1 ? folded[0] : '\0';

	if (press->kind == PRESS_CHARACTER && strcmp(press->text, "？") == 0)
		key = '?';
	free(folded);
	return key;
}

void screen_pick(struct screen *screen, const struct page_field *field, int choice)
{
	if (choice < 0 || (size_t)choice + field->certain > field->choice_count)
		return;
	if ((size_t)choice == field->choice_count) {
		screen_not_sure(screen);
		return;
	}
	screen->mark = choice;
	screen->mark_moved = false;
	screen_ask(screen, REQUEST_SET, field->name, field->choices[choice].value, 0);
}

static bool press_in_choice(struct screen *screen, const struct page_field *field, const struct press *press)
{
	char key = choice_key(press);
	int mark = screen->mark;

	if (press->kind == PRESS_LEFT)
		mark--;
	else if (press->kind == PRESS_RIGHT)
		mark++;
	else if (press->kind == PRESS_HOME)
		mark = 0;
	else if (press->kind == PRESS_END)
		mark = (int)field->choice_count - field->certain;
	else if (press->kind == PRESS_BACKSPACE || press->kind == PRESS_DELETE)
		screen_ask(screen, REQUEST_SET, field->name, "", 0);
	else if (key == '?')
		screen_not_sure(screen);
	else if (key == ' ')
		screen_pick(screen, field, screen->mark);
	else if (field->line != NULL && screen_begins_path(press, key))
		return screen_begin_path(screen, field, press, key) || key != '\0';
	else if (key >= '1' && key <= '9' && (size_t)(key - '1') < field->choice_count)
		screen_pick(screen, field, key - '1');
	else
		return press->kind == PRESS_CHARACTER || press->kind == PRESS_PASTE;
	if (mark != screen->mark && (press->kind == PRESS_LEFT || press->kind == PRESS_RIGHT ||
					    press->kind == PRESS_HOME || press->kind == PRESS_END)) {
		if (mark >= 0 && (size_t)mark + field->certain <= field->choice_count)
			screen->mark = mark;
		screen->mark_moved = true;
		screen_rearrange(screen);
	}
	return true;
}

bool screen_tell_edit(struct screen *screen, enum editor_result result)
{
	if (result == EDITOR_REFUSED && screen->palette.ascii)
		screen->notice = _("Only ASCII can be typed here: this terminal is not set to UTF-8.");
	else if (result == EDITOR_REFUSED)
		screen->notice = _("Characters that cannot be seen were left out.");
	else if (result == EDITOR_FULL)
		screen->notice = _("There is no room for more text.");
	else if (result == EDITOR_NO_MEMORY)
		screen->no_memory = true;
	return result != EDITOR_UNCHANGED && result != EDITOR_NO_MEMORY;
}

/* The keys that lines and the letter have in common. Returns whether the press was one of them. */
static bool edit(struct screen *screen, struct editor *editor, const struct press *press, bool *ret_changed)
{
	enum editor_result result = EDITOR_UNCHANGED;

	if (press->kind == PRESS_CHARACTER && !press->alt)
		result = editor_insert(editor, press->text);
	else if (press->kind == PRESS_PASTE)
		result = editor_insert(editor, press->paste);
	else if ((press->kind == PRESS_CONTROL && press->letter == 'W') ||
		 (press->kind == PRESS_BACKSPACE && press->alt)) /* as on every terminal line */
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
	*ret_changed = screen_tell_edit(screen, result);
	return true;
}

static bool press_in_line(struct screen *screen, const struct press *press)
{
	struct editor *editor = &screen->editor;
	bool changed = false;

	bool text = screen_field(screen)->free_text;
	if (choice_key(press) == '?' && (editor->length == 0 || !text)) {
		screen_not_sure(screen);
		return true;
	}
	if (screen->page->read_only && (press->kind == PRESS_CHARACTER || press->kind == PRESS_PASTE)) {
		screen->notice = _("This case is read-only here.");
		return true;
	}
	if (press->kind == PRESS_TAB && screen_field(screen)->path && !screen->page->read_only) {
		if (!screen_complete_path(screen, &changed))
			return false;
	} else if (press->kind == PRESS_HOME)
		editor_home(editor);
	else if (press->kind == PRESS_END)
		editor_end(editor);
	else if (press->kind == PRESS_CONTROL && press->letter == 'U')
		changed = editor_clear(editor) == EDITOR_CHANGED;
	else if (!edit(screen, editor, press, &changed))
		return false;
	if (changed)
		screen->unsent = screen->edited = true;
	else
		screen_rearrange(screen);
	return true;
}

static enum screen_wish press_request(struct screen *screen, const struct press *press);

static void leave_letter(struct screen *screen)
{
	screen_settle(screen);
	screen->in_letter = false;
	screen_rearrange(screen);
}

/* Undoing changes the letter below its editor. */
static void take_letter_again(struct screen *screen)
{
	size_t cursor = screen->letter.editor.cursor;

	if (!letter_editor_load(&screen->letter, screen->page->letter))
		screen->no_memory = true;
	while (screen->letter.editor.cursor < cursor && editor_right(&screen->letter.editor))
		;
	screen_rearrange(screen);
}

/* Some requests leave the letter as it is; with any other it is done, and handed over. */
static enum screen_wish request_in_letter(struct screen *screen, const struct press *press)
{
	bool digit = false;
	int kind = keys_request(press, press->alt, &digit);

	switch (kind) {
	case -1:
		return SCREEN_GO_ON;
	case REQUEST_EDIT:
		leave_letter(screen);
		return SCREEN_GO_ON;
	case REQUEST_UNDO:
		screen_do(screen, REQUEST_UNDO, 0);
		take_letter_again(screen);
		return SCREEN_GO_ON;
	case REQUEST_HELP:
	case REQUEST_WHY:
	case REQUEST_WHAT_IF:
	case REQUEST_COMPARE:
	case REQUEST_SAVE:
	case REQUEST_COPY:
	case REQUEST_COPY_LINE:
	case REQUEST_ALOUD:
	case REQUEST_WRITE_PAPERS:
	case REQUEST_SWITCH_LANGUAGE:
	case REQUEST_SUSPEND:
	case REQUEST_QUIT:
		return screen_do(screen, (enum request_kind)kind, 0);
	default:
		leave_letter(screen);
		return press_request(screen, press);
	}
}

static bool press_in_letter(struct screen *screen, const struct press *press)
{
	struct letter_editor *letter = &screen->letter;
	int page = screen->layout.content.rows > 2 ? screen->layout.content.rows - 1 : 1;
	bool changed = false, up_or_down = true;
	struct press line_end = {.kind = PRESS_CHARACTER, .text = "\n"};

	if (press->kind == PRESS_ENTER)
		press = &line_end;
	if (press->kind == PRESS_ESCAPE) {
		leave_letter(screen);
	} else if (press->kind == PRESS_UP) {
		letter_editor_down(letter, -1);
	} else if (press->kind == PRESS_DOWN) {
		letter_editor_down(letter, 1);
	} else if (press->kind == PRESS_PAGE_UP) {
		letter_editor_down(letter, -page);
	} else if (press->kind == PRESS_PAGE_DOWN) {
		letter_editor_down(letter, page);
	} else if (press->kind == PRESS_HOME) {
		letter_editor_row_start(letter);
	} else if (press->kind == PRESS_END) {
		letter_editor_row_end(letter);
	} else {
		up_or_down = false;
		if (!edit(screen, &letter->editor, press, &changed))
			return false;
	}
	if (!up_or_down)
		letter->goal = -1;
	if (changed)
		screen->letter_unsent = true;
	screen_rearrange(screen);
	return true;
}

static bool press_in_body(struct screen *screen, const struct press *press)
{
	int page = screen->layout.content.rows > 2 ? screen->layout.content.rows - 1 : 1;

	if (press->kind == PRESS_UP)
		screen_scroll(screen, -1);
	else if (press->kind == PRESS_DOWN)
		screen_scroll(screen, 1);
	else if (press->kind == PRESS_HOME)
		screen_scroll(screen, -screen_content_rows(screen));
	else if (press->kind == PRESS_END)
		screen_scroll(screen, screen_content_rows(screen));
	else if (press->kind == PRESS_CHARACTER && strcmp(press->text, " ") == 0)
		screen_scroll(screen, page);
	else if (press->kind == PRESS_BACKSPACE)
		screen_scroll(screen, -page);
	else
		return false;
	return true;
}

/* Enter picks the choice that the arrows have gone to, then goes on; but stays once where what was typed is
 * not understood, so that it is seen. */
static enum screen_wish accept(struct screen *screen)
{
	const struct page_field *field = screen_field(screen);

	if (field != NULL && field->kind == FIELD_CHOICE && screen->mark_moved)
		screen_pick(screen, field, screen->mark);
	screen_settle(screen);
	field = screen_field(screen);
	if (field != NULL && field->state == FIELD_INVALID && screen->edited) {
		screen->edited = false;
		screen_rearrange(screen);
		return SCREEN_GO_ON;
	}
	return screen_do(screen, REQUEST_ACCEPT, 0);
}

static enum screen_wish press_while_leaving(struct screen *screen, const struct press *press)
{
	char key = press->kind == PRESS_ENTER ? '1' : choice_key(press);

	if (key == '1' || key == '2') {
		screen_close_panel(screen);
		if (key == '2')
			return SCREEN_QUIT;
		if (flow_save(screen->flow) == TK_OK)
			return SCREEN_QUIT;
		screen_renew(screen, false);
		return SCREEN_GO_ON;
	}
	if (key == '3' || press->kind == PRESS_ESCAPE) {
		screen_close_panel(screen);
	} else {
		overlay_press(&screen->overlay, press);
	}
	return SCREEN_GO_ON;
}

static enum screen_wish press_alone(struct screen *screen, const struct press *press);

/* The digit after ^G. A second ^G keeps asking, Esc and letters give up; other keys do what they always do. */
static enum screen_wish press_at_go_to(struct screen *screen, const struct press *press)
{
	char key = choice_key(press);

	screen->prefix = PREFIX_NONE;
	if (key >= '0' && key - '0' < TK_STEP_COUNT)
		return screen_do(screen, REQUEST_GO_TO_STEP, key - '0');
	if (press->kind == PRESS_CHARACTER || press->kind == PRESS_ESCAPE)
		return SCREEN_GO_ON;
	return press_alone(screen, press);
}

/* The key after Esc. A key of its own that Esc makes nothing else of does what it always does, so that what is
 * typed behind it goes where it would have gone; a character is not text. */
static enum screen_wish press_after_escape(struct screen *screen, const struct press *press)
{
	bool digit = false;

	screen->prefix = PREFIX_NONE;
	if (press->kind == PRESS_ESCAPE)
		return SCREEN_GO_ON;
	if (press->kind != PRESS_CHARACTER)
		return press_alone(screen, press);
	int kind = keys_request(press, true, &digit);
	if (kind < 0)
		return SCREEN_GO_ON;
	if (kind == REQUEST_REDRAW)
		return SCREEN_REDRAW;
	if (digit) {
		screen_settle(screen);
		screen->prefix = PREFIX_GO_TO;
		return SCREEN_GO_ON;
	}
	return screen_do(screen, (enum request_kind)kind, 0);
}

static enum screen_wish press_request(struct screen *screen, const struct press *press)
{
	bool digit = false;
	int kind = keys_request(press, press->alt, &digit);

	if (press->kind == PRESS_CONTROL && press->letter == 'C')
		kind = REQUEST_QUIT; /* nobody's key, and what a person in doubt presses */
	if (kind < 0)
		return SCREEN_GO_ON;
	if (digit) {
		screen_settle(screen);
		screen->prefix = PREFIX_GO_TO;
		return SCREEN_GO_ON;
	}
	if (kind == REQUEST_ACCEPT)
		return accept(screen);
	/* Tab goes round; the arrows stop at the ends. */
	if (press->kind == PRESS_DOWN || press->kind == PRESS_UP) {
		screen_settle(screen);
		if (press->kind == PRESS_DOWN)
			screen_forward(screen, false);
		else
			screen_back(screen, false);
		return SCREEN_GO_ON;
	}
	return screen_do(screen, (enum request_kind)kind, 0);
}

/* From one panel to another, or away; other keys do nothing behind a panel. */
static bool leaves_overlay(const struct press *press)
{
	bool digit = false;

	switch (keys_request(press, press->alt, &digit)) {
	case REQUEST_HELP:
	case REQUEST_WHY:
	case REQUEST_WHAT_IF:
	case REQUEST_COMPARE:
	case REQUEST_ALOUD:
	case REQUEST_COPY_LINE:
	case REQUEST_SUSPEND:
	case REQUEST_SWITCH_LANGUAGE:
	case REQUEST_QUIT:
		return true;
	default:
		return false;
	}
}

static bool asks(enum purpose panel)
{
	return panel == PURPOSE_QUIT || panel == PURPOSE_PRINT || panel == PURPOSE_PASTE;
}

static enum screen_wish press_behind_panel(struct screen *screen, const struct press *press);

/* In the overlay: a question of its own takes what is pressed; the others scroll, close, or give way. */
static enum screen_wish press_in_panel(struct screen *screen, const struct press *press)
{
	bool digit = false;

	if (keys_request(press, press->alt, &digit) == REQUEST_HELP) {
		screen_open_help(screen);
		return SCREEN_GO_ON;
	}
	if (screen_has_panel(screen, PURPOSE_QUIT))
		return press_while_leaving(screen, press);
	if (screen_has_panel(screen, PURPOSE_PRINT))
		return printing_press(screen, press);
	if (screen_has_panel(screen, PURPOSE_PASTE)) {
		pasted_press(screen, press);
		return SCREEN_GO_ON;
	}
	if (overlay_press(&screen->overlay, press)) {
		if (!screen->overlay.open)
			screen_close_panel(screen);
		return SCREEN_GO_ON;
	}
	if (!leaves_overlay(press))
		return SCREEN_GO_ON;
	screen_close_panel(screen);
	if (screen->overlay.open && asks(screen->panel)) /* what it asks is not passed over */
		return SCREEN_GO_ON;
	overlay_close(&screen->overlay);
	return press_behind_panel(screen, press);
}

enum screen_wish screen_press(struct screen *screen, const struct press *press, int64_t now)
{
	bool digit = false;

	screen->now = now;
	if (screen->prefix == PREFIX_NONE && keys_request(press, press->alt, &digit) == REQUEST_REDRAW)
		return SCREEN_REDRAW; /* whatever is open stays as it is */
	screen_forget_notice(screen);
	if (press->kind == PRESS_CLICK || press->kind == PRESS_WHEEL)
		return screen_point(screen, press);
	return screen->overlay.open ? press_in_panel(screen, press) : press_behind_panel(screen, press);
}

static enum screen_wish press_behind_panel(struct screen *screen, const struct press *press)
{
	if (screen->in_letter)
		return press_in_letter(screen, press) ? SCREEN_GO_ON : request_in_letter(screen, press);
	if (press->kind == PRESS_PASTE && pasted_open(screen, press->paste)) {
		screen->prefix = PREFIX_NONE;
		return SCREEN_GO_ON;
	}
	if (screen->prefix == PREFIX_GO_TO)
		return press_at_go_to(screen, press);
	if (screen->prefix == PREFIX_ESCAPE)
		return press_after_escape(screen, press);
	return press_alone(screen, press);
}

static enum screen_wish press_alone(struct screen *screen, const struct press *press)
{
	if (press->kind == PRESS_ESCAPE) {
		screen->prefix = PREFIX_ESCAPE;
		return SCREEN_GO_ON;
	}
	if (!press->alt || press->kind != PRESS_CHARACTER) {
		if (screen->on_body && press_in_body(screen, press))
			return SCREEN_GO_ON;
		/* Only now: what came before may have made the page anew. */
		const struct page_field *field = screen_field(screen);
		if (field != NULL && field->kind == FIELD_CHOICE && press_in_choice(screen, field, press))
			return SCREEN_GO_ON;
		if (field != NULL && field->kind == FIELD_LINE && press_in_line(screen, press))
			return SCREEN_GO_ON;
	}
	return press_request(screen, press);
}
