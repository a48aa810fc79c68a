/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the papers are to go: asked on the key that prints. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "printer.h"
#include "screen.h"
#include "text.h"

enum place { TO_FILES, TO_PRINTER, TO_CLIPBOARD, TO_SCREEN, PLACE_COUNT };

static const char *const places[PLACE_COUNT] = {
	N_("Files beside the case, as text and PDF (Enter does the same)"),
	N_("The printer: letter, checklist and summary"),
	N_("The clipboard: the letter, or the case in one line"),
	N_("The bare screen, to read or to mark: letter, checklist and summary"),
};

/* What cannot be done now says so. */
static const char *hindrance(enum place place)
{
	return place == TO_PRINTER && !printer_exists() ? _("there is no lp here") : NULL;
}

void printing_open(struct screen *screen)
{
	struct pane text;

	pane_init(&text);
	for (int place = 0; place < PLACE_COUNT; place++) {
		const char *reason = hindrance((enum place)place);

		pane_line(&text, 0, OVERLAY_CHOICE_HANG);
		pane_printf(&text, reason == NULL ? PANE_KEY : PANE_DIM, "%d  ", place + 1);
		pane_add(&text, reason == NULL ? PANE_PLAIN : PANE_DIM, _(places[place]));
		if (reason != NULL)
			pane_printf(&text, PANE_DIM, " - %s", reason);
	}
	screen_open_panel(screen, PURPOSE_PRINT, &text);
}

static enum screen_wish print(struct screen *screen, enum place place)
{
	if (hindrance(place) != NULL) {
		screen->notice = hindrance(place);
		return SCREEN_GO_ON;
	}
	screen_close_panel(screen);
	switch (place) {
	case TO_FILES:
		screen_ask(screen, REQUEST_WRITE_PAPERS, NULL, NULL, 0);
		screen_tell_at_length(screen);
		return SCREEN_GO_ON;
	case TO_PRINTER:
		flow_send_papers(screen->flow);
		screen_renew(screen, false);
		screen_tell_at_length(screen);
		return SCREEN_GO_ON;
	case TO_CLIPBOARD:
		return SCREEN_COPY;
	default:
		return SCREEN_SHOW;
	}
}

enum screen_wish printing_press(struct screen *screen, const struct press *press)
{
	char *folded = press->kind == PRESS_CHARACTER ? text_fold(press->text) : NULL;
	char key = press->kind == PRESS_ENTER ? '1' : folded != NULL && strlen(folded) == 1 ? folded[0] : '\0';

	free(folded);
	if (key >= '1' && key < '1' + PLACE_COUNT)
		return print(screen, (enum place)(key - '1'));
	if (press->kind == PRESS_ESCAPE || key == 'q')
		screen_close_panel(screen);
	else
		overlay_press(&screen->overlay, press);
	return SCREEN_GO_ON;
}
