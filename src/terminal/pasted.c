/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An order page that was pasted: asks what to take of it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "screen.h"
#include "text.h"

#define LEAST_FACTS 2 /* a text that names fewer is the answer to one question */

/* What can be done with it, in the order of their digits. */
struct offers {
	bool fill, replace, insert;
};

static struct offers offers_of(const struct screen *screen, const struct flow_paste *paste)
{
	const struct page_field *field = screen_field(screen);

	return (struct offers){paste->fills > 0, paste->replaces > 0,
		field != NULL && field->kind == FIELD_LINE && field->free_text};
}

static void add_offer(struct pane *pane, int number, char *text)
{
	pane_line(pane, 0, OVERLAY_CHOICE_HANG);
	pane_printf(pane, PANE_KEY, "%d  ", number);
	pane_add(pane, PANE_PLAIN, text == NULL ? "" : text);
	free(text);
}

static void ask(const struct flow_paste *paste, const struct offers *offers, struct pane *pane)
{
	int number = 1;

	if (offers->fill)
		add_offer(pane, number++,
			text_printf(paste->replaces > 0
					    ? ngettext("Fill in %zu open answer, keep those that differ (Enter does the same)",
						      "Fill in %zu open answers, keep those that differ (Enter does the "
						      "same)", paste->fills)
					    : ngettext("Fill in %zu answer (Enter does the same)",
						      "Fill in %zu answers (Enter does the same)", paste->fills),
				paste->fills));
	if (offers->replace)
		add_offer(pane, number++,
			text_printf(ngettext("Take all, replacing %zu answer that differs",
					    "Take all, replacing %zu answers that differ", paste->replaces),
				paste->replaces));
	if (offers->insert)
		add_offer(pane, number++, strdup(_("Put the text into this line, as it is")));
	if (number == 1) {
		pane_line(pane, 0, 0);
		pane_add(pane, PANE_PLAIN, _("There is nothing to take: Enter closes this."));
	}
}

bool pasted_open(struct screen *screen, const char *text)
{
	struct pane pane;

	if (screen->page->read_only)
		return false;
	screen_settle(screen);
	struct flow_paste paste = flow_paste_look(screen->flow, text);
	if (paste.found < LEAST_FACTS)
		return false;
	char *copy = strdup(text);
	if (copy == NULL) {
		screen->no_memory = true;
		return true;
	}
	struct offers offers = offers_of(screen, &paste);
	pane_init(&pane);
	ask(&paste, &offers, &pane);
	flow_paste_show(screen->flow, text, &pane);
	screen_open_panel(screen, PURPOSE_PASTE, &pane);
	free(screen->pasted);
	screen->pasted = copy;
	return true;
}

/* What a digit asks for: 'f', 'r', 'i', or '\0'. */
static char offered(const struct offers *offers, int number)
{
	if (offers->fill && --number == 0)
		return 'f';
	if (offers->replace && --number == 0)
		return 'r';
	if (offers->insert && --number == 0)
		return 'i';
	return '\0';
}

static void close_overlay(struct screen *screen)
{
	screen_close_panel(screen);
	free(screen->pasted);
	screen->pasted = NULL;
}

static void insert(struct screen *screen)
{
	if (screen_tell_edit(screen, editor_insert(&screen->editor, screen->pasted)))
		screen->unsent = screen->edited = true;
}

void pasted_press(struct screen *screen, const struct press *press)
{
	struct flow_paste paste = flow_paste_look(screen->flow, screen->pasted);
	struct offers offers = offers_of(screen, &paste);
	char *folded = press->kind == PRESS_CHARACTER ? text_fold(press->text) : NULL;
	int number = folded != NULL && folded[0] >= '1' && folded[0] <= '9' ? folded[0] - '0' : 0;

	free(folded);
	/* Enter replaces nothing: where there is only that, it closes. */
	char wish = press->kind != PRESS_ENTER ? offered(&offers, number) : offers.fill ? 'f' : 'n';
	if (press->kind == PRESS_ESCAPE)
		wish = 'n';
	if (wish == '\0') {
		if (press->kind != PRESS_CHARACTER || strcmp(press->text, "q") != 0)
			overlay_press(&screen->overlay, press);
		return;
	}
	if (wish == 'f' || wish == 'r')
		screen_ask(screen, REQUEST_PASTE, NULL, screen->pasted, wish == 'r');
	else if (wish == 'i')
		insert(screen);
	close_overlay(screen);
	screen_rearrange(screen);
}
