/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the screen does when it is asked to: panels, the letter, leaving; the rest is the flow's. */
#include "config.h"

#include <string.h>

#include "help.h"
#include "language.h"
#include "screen.h"
#include "text.h"

static void open_pane(struct screen *screen, enum purpose panel, void (*fill)(const struct flow *, struct pane *))
{
	struct pane text;

	pane_init(&text);
	fill(screen->flow, &text);
	screen_open_panel(screen, panel, &text);
}

static void open_compare(struct screen *screen)
{
	struct pane text;

	pane_init(&text);
	flow_compare(screen->flow, overlay_columns(screen->layout.lines, screen->layout.columns), &text);
	screen_open_panel(screen, PURPOSE_COMPARE, &text);
}

/* F1: for the page; for the letter while it is edited; for a panel, to which it goes back. */
void screen_open_help(struct screen *screen)
{
	struct pane text;

	if (screen->helping)
		return;
	pane_init(&text);
	if (screen->overlay.open)
		help_panel(screen->panel, &text);
	else if (screen->in_letter)
		help_panel(PURPOSE_LETTER, &text);
	else
		flow_help(screen->flow, &text);
	screen->below = screen->overlay;
	overlay_init(&screen->overlay);
	overlay_open(&screen->overlay, _("Help"), &text);
	screen->helping = true;
}

/* A message that the hints have no room for: the names of files, the reason of a failure. */
void screen_tell_at_length(struct screen *screen)
{
	const struct area *area = screen->layout.hints.rows > 0 ? &screen->layout.hints : &screen->layout.footer;
	const char *message = screen->page->message;
	struct pane text;

	/* A row may lose some columns to a word that does not fit. */
	if (message == NULL ||
		(strchr(message, '\n') == NULL &&
			text_width(message) <= area->columns + (area->rows - 1) * (area->columns - 12)))
		return;
	pane_init(&text);
	for (const char *at = message; at != NULL;) {
		size_t length = strcspn(at, "\n");
		pane_line(&text, at == message ? 0 : 2, 2);
		pane_printf(&text, PANE_PLAIN, "%.*s", (int)length, at);
		at = at[length] == '\0' ? NULL : at + length + 1;
	}
	screen_open_panel(screen, PURPOSE_MESSAGE, &text);
}

/* Nobody is promised a draft that cannot be written: whether it can is tried first. */
static enum screen_wish ask_to_leave(struct screen *screen)
{
	struct pane text;

	if (screen->page->read_only || !flow_modified(screen->flow))
		return SCREEN_QUIT;
	bool kept = flow_save_draft(screen->flow) == TK_OK;
	pane_init(&text);
	pane_line(&text, 0, 0);
	pane_add(&text, PANE_PLAIN, _("There are answers that are not saved yet."));
	pane_line(&text, 0, 0);
	const char *const choices[] = {
		N_("Save and quit (Enter does the same)"),
		kept ? N_("Quit; the draft is kept, and offered the next time")
		     : N_("Quit and lose them: no draft could be written"),
		N_("Stay (Esc does the same)"),
	};
	for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]); i++) {
		pane_line(&text, 0, OVERLAY_CHOICE_HANG);
		pane_printf(&text, PANE_KEY, "%zu  ", i + 1);
		pane_add(&text, PANE_PLAIN, _(choices[i]));
	}
	screen_open_panel(screen, PURPOSE_QUIT, &text);
	return SCREEN_GO_ON;
}

static void edit_letter(struct screen *screen)
{
	if (!screen->page->body_is_letter)
		return;
	if (screen->page->read_only) {
		screen->notice = _("This case is read-only here.");
		return;
	}
	/* Without rows there is no place for the cursor. */
	if (!letter_editor_load(&screen->letter, screen->page->letter) ||
		!letter_editor_wrap(&screen->letter, screen->layout.content.columns - 1)) {
		screen->no_memory = true;
		return;
	}
	screen->on_body = true;
	screen->in_letter = true;
	screen_take_line(screen, false);
	screen_rearrange(screen);
}

void screen_not_sure(struct screen *screen)
{
	const struct page_field *field = screen_field(screen);

	screen->unsent = false;
	if (field != NULL && !field->certain)
		screen_ask(screen, REQUEST_NOT_SURE, field->name, NULL, 0);
}

/* What is shown or copied once, not renewed when the verdict has followed. */
static bool needs_decision(enum request_kind kind)
{
	switch (kind) {
	case REQUEST_HELP:
	case REQUEST_WHY:
	case REQUEST_WHAT_IF:
	case REQUEST_COMPARE:
	case REQUEST_COPY:
	case REQUEST_COPY_LINE:
	case REQUEST_ALOUD:
		return true;
	default:
		return false;
	}
}

enum screen_wish screen_do(struct screen *screen, enum request_kind kind, int number)
{
	if (kind != REQUEST_NOT_SURE)
		screen_settle(screen);
	if (needs_decision(kind))
		screen_catch_up(screen, NULL, NULL);
	switch (kind) {
	case REQUEST_HELP:
		screen_open_help(screen);
		break;
	case REQUEST_WHY:
		open_pane(screen, PURPOSE_WHY, flow_why);
		break;
	case REQUEST_WHAT_IF:
		open_pane(screen, PURPOSE_WHAT_IF, flow_what_if);
		break;
	case REQUEST_COMPARE:
		open_compare(screen);
		break;
	case REQUEST_ALOUD:
		open_pane(screen, PURPOSE_ALOUD, flow_aloud);
		break;
	case REQUEST_NEXT_FIELD:
		if (screen->page->triage)
			screen_ask(screen, REQUEST_NEXT_STEP, NULL, NULL, 0);
		else
			screen_forward(screen, true);
		break;
	case REQUEST_PREVIOUS_FIELD:
		if (screen->page->triage)
			screen_ask(screen, REQUEST_PREVIOUS_STEP, NULL, NULL, 0);
		else
			screen_back(screen, true);
		break;
	case REQUEST_NOT_SURE:
		screen_not_sure(screen);
		break;
	case REQUEST_EDIT:
		edit_letter(screen);
		break;
	case REQUEST_COPY:
		return SCREEN_COPY;
	case REQUEST_COPY_LINE:
		return SCREEN_COPY_LINE;
	case REQUEST_MOUSE:
		return SCREEN_MOUSE;
	case REQUEST_WRITE_PAPERS:
		printing_open(screen);
		break;
	case REQUEST_SUSPEND:
		return SCREEN_SUSPEND;
	case REQUEST_QUIT:
		return ask_to_leave(screen);
	default:
		screen_ask(screen, kind, NULL, NULL, number);
		screen_tell_at_length(screen);
	}
	return SCREEN_GO_ON;
}
