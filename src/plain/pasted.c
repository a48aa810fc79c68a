/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An order page, line by line: reading it, showing what it tells, asking what to take. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "plain-inside.h"
#include "text.h"

#define PAGE_MOST ((size_t)1 << 16) /* bytes; no order page is as long */

/* The lines up to one that is a dot, or the end. Caller frees; NULL: no memory. */
static char *read_page(struct plain *plain)
{
	struct text_buffer page;
	char *line;

	text_buffer_init(&page);
	while ((line = plain_read_line(plain, true)) != NULL) {
		char *folded = text_fold(line), *trimmed = folded == NULL ? NULL : text_trim(folded);
		bool end = trimmed != NULL && (strcmp(trimmed, ".") == 0 || strcmp(trimmed, "。") == 0);
		if (!end && page.length < PAGE_MOST)
			text_buffer_printf(&page, "%s\n", line);
		free(folded);
		free(trimmed);
		free(line);
		if (end)
			break;
	}
	return text_buffer_take(&page);
}

static void print_offers(struct plain *plain, const struct flow_paste *paste)
{
	char *fill = text_printf(ngettext("1  fill in %zu answer that is open", "1  fill in %zu answers that are open",
					 paste->fills), paste->fills);
	char *replace = text_printf(ngettext("2  take all, replacing %zu answer that differs",
					    "2  take all, replacing %zu answers that differ", paste->replaces),
		paste->replaces);

	plain_print_line(plain, 0, _("What is to be taken of it?"));
	if (paste->fills > 0 && fill != NULL)
		plain_print_line(plain, 2, fill);
	if (paste->replaces > 0 && replace != NULL)
		plain_print_line(plain, 2, replace);
	plain_print_line(plain, 2, _("3  nothing"));
	plain_print(plain, "> ");
	fflush(plain->out);
	free(fill);
	free(replace);
}

static void take(struct plain *plain, const char *page, const struct flow_paste *paste)
{
	print_offers(plain, paste);
	char *line = plain_read_line(plain, false), *folded = line == NULL ? NULL : text_fold(line);
	char *wish = folded == NULL ? NULL : text_trim(folded);

	if (wish != NULL && strcmp(wish, "1") == 0 && paste->fills > 0)
		plain_request(plain, REQUEST_PASTE, NULL, page, 0);
	else if (wish != NULL && strcmp(wish, "2") == 0 && paste->replaces > 0)
		plain_request(plain, REQUEST_PASTE, NULL, page, 1);
	else
		plain_print_line(plain, 0, _("Nothing was taken from the order page."));
	free(wish);
	free(folded);
	free(line);
}

void plain_paste(struct plain *plain)
{
	struct pane facts;

	plain_print_line(plain, 0, _("Paste the lines of the order page. A line with a dot alone ends them."));
	char *page = read_page(plain);
	if (page == NULL)
		return;
	struct flow_paste paste = flow_paste_look(plain->flow, page);
	pane_init(&facts);
	flow_paste_show(plain->flow, page, &facts);
	plain_print_pane(plain, &facts);
	if (paste.fills + paste.replaces == 0) {
		plain_print_line(plain, 0, _("There is nothing to take from these lines."));
	} else {
		take(plain, page, &paste);
		plain_print_message(plain);
		plain_announce(plain);
	}
	free(page);
}
