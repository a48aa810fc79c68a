/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "console-check.h"

#include "language.h"
#include "shown.h"
#include "words.h"

static void add_cause(const struct tk_cause *cause, struct pane *pane)
{
	bool likely = cause->fits || cause->code != NULL;

	pane_line(pane, 4, 6);
	pane_printf(pane, likely ? PANE_STRONG : PANE_PLAIN, "- %s", words_text(cause->cause->title));
	if (cause->code != NULL)
		/* TRANSLATORS: %s is an error code of the provider */
		pane_printf(pane, PANE_DIM, _(" (the page says %s)"), cause->code);
	else if (cause->fits)
		pane_add(pane, PANE_DIM, _(" (fits your answers)"));
	/* TRANSLATORS: stands between a title and its text */
	pane_add(pane, PANE_PLAIN, _(": "));
	pane_add(pane, PANE_PLAIN, words_text(cause->cause->text));
	pane_printf(pane, PANE_DIM, "  %s", cause->cause->source);
}

void console_check(const struct tk_decision *decision, struct pane *pane)
{
	const char *sentence = shown_console(decision->console);
	bool warns = decision->console == TK_CONSOLE_LESS;

	if (*sentence != '\0')
		pane_row(pane, 2, warns ? PANE_WARN : PANE_GOOD, sentence);
	if (decision->cause_count > 0)
		pane_row(pane, 2, PANE_PLAIN,
			decision->causes[0].code != NULL ? _("What its message tells:")
							 : _("Should it be less than expected, look at these, in this order:"));
	for (size_t i = 0; i < decision->cause_count; i++) {
		/* Once what the page names is told, the rest is what else may be. */
		if (i > 0 && decision->causes[i - 1].code != NULL && decision->causes[i].code == NULL)
			pane_row(pane, 2, PANE_PLAIN, _("What else it may be:"));
		add_cause(&decision->causes[i], pane);
	}
}
