/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths of files that are typed: where they begin, and how Tab goes on with them. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "screen.h"

static void open_names(struct screen *screen, const char *names)
{
	struct pane text;

	pane_init(&text);
	for (const char *end; (end = strchr(names, '\n')) != NULL; names = end + 1) {
		pane_line(&text, 0, 2);
		pane_printf(&text, PANE_PLAIN, "%.*s", (int)(end - names), names);
	}
	overlay_open(&screen->overlay, _("Names that begin so"), &text);
}

/* Tab in the path of a file: first what all names share, then the names. false: there is nothing to add, and it goes
 * to the next question as elsewhere. */
bool screen_complete_path(struct screen *screen, bool *ret_changed)
{
	struct editor *editor = &screen->editor;
	char *names = NULL, *completed = editor->length == 0 ? NULL : flow_complete_path(screen->flow, editor_text(editor), &names);
	bool more = completed != NULL && strcmp(completed, editor_text(editor)) != 0;
	bool several = completed != NULL && names != NULL && *names != '\0';

	if (more && !editor_load(editor, completed))
		screen->no_memory = true;
	else if (!more && several)
		open_names(screen, names);
	*ret_changed = more;
	free(names);
	free(completed);
	return more || several;
}

/* A path typed or pasted where there is a line for it: the line opens with it. */
bool screen_begin_path(struct screen *screen, const struct page_field *field, const struct press *press, char key)
{
	const char typed[] = {key, '\0'}, *text = press->kind == PRESS_PASTE ? press->paste : typed;
	char *line = field->line == NULL || screen->page->read_only ? NULL : strdup(field->line);

	if (line == NULL)
		return false;
	screen_ask(screen, REQUEST_SET, line, text, 0);
	screen_ask(screen, REQUEST_FOCUS, line, NULL, 0);
	free(line);
	return true;
}

/* "/", "~/", "./": so paths begin, also those that are dragged in. */
bool screen_begins_path(const struct press *press, char key)
{
	return key == '/' || key == '~' || key == '.' ||
	       (press->kind == PRESS_PASTE && press->paste[0] != '\0' && strchr("/~.", press->paste[0]) != NULL);
}
