/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>

#include "help.h"
#include "language.h"
#include "words.h"
#include "text.h"

void help_purpose(enum purpose purpose, struct pane *pane)
{
	const struct purpose_info *info = &purpose_table[purpose];

	if (*info->title != '\0')
		pane_row(pane, 0, PANE_HEADING, _(info->title));
	pane_row(pane, 0, PANE_PLAIN, _(info->text));
}

void help_keys(const struct request_info *table, size_t count, struct pane *pane)
{
	pane_heading(pane, _("Keys"));
	for (size_t i = 0; i < count; i++) {
		char *keys = text_printf("%s%s%s", table[i].key, *table[i].second == '\0' ? "" : ", ", table[i].second);
		char *padded = keys == NULL ? NULL : text_pad(keys, 20, false);
		free(keys);
		pane_line(pane, 2, 22);
		pane_take(pane, PANE_KEY, padded);
		pane_add(pane, PANE_PLAIN, _(table[i].help));
	}
}

void help_confinement(const struct confinement *given, struct pane *pane)
{
	if (!given->wanted)
		return;
	pane_heading(pane, _("What this program may do"));
	pane_row(pane, 2, PANE_PLAIN,
		given->calls ? _("It has given up network connections and running other programs; tuikuan-paper and lp are "
				 "run for it by a helper.")
			     : _("It may use the network and run programs like any other of yours: libseccomp is not "
				 "installed here, or this kernel has no seccomp."));
	pane_row(pane, 2, PANE_PLAIN,
		given->files ? _("Of your files it can open your cases, the rules and its settings; what you attach is "
				 "opened for it by the helper.")
			     : _("It may open all your files: this kernel has no Landlock, or one before Linux 5.19."));
}

static void add_key(enum request_kind kind, struct pane *pane)
{
	for (size_t i = 0; i < request_table_count; i++) {
		if (request_table[i].kind != kind)
			continue;
		pane_line(pane, 2, 6);
		pane_take(pane, PANE_KEY, text_pad(request_table[i].key, 4, false));
		pane_add(pane, PANE_PLAIN, _(request_table[i].help));
	}
}

void help_welcome(bool keys, struct pane *ret_pane)
{
	pane_init(ret_pane);
	pane_row(ret_pane, 0, PANE_PLAIN,
		_("For a cloud server bought by mistake, your own or a caller's: tuikuan asks what happened, tells "
		  "how much comes back and until when, and writes the application, the list of evidence and a "
		  "record."));
	pane_line(ret_pane, 0, 0);
	pane_row(ret_pane, 0, PANE_WARN,
		_("Sources contradict each other, and rules change: what the provider's own refund page shows before "
		  "you confirm is free to look at, and wins."));
	if (!keys)
		return;
	pane_line(ret_pane, 0, 0);
	add_key(REQUEST_HELP, ret_pane);
	add_key(REQUEST_NOT_SURE, ret_pane);
	add_key(REQUEST_QUIT, ret_pane);
}

void help_panel(enum purpose purpose, struct pane *ret_pane)
{
	pane_init(ret_pane);
	help_purpose(purpose, ret_pane);
	if (purpose != PURPOSE_LETTER)
		pane_row(ret_pane, 0, PANE_DIM, _("Esc closes a panel; Up, Down and the space bar scroll it."));
	help_keys(request_table, request_table_count, ret_pane);
}
