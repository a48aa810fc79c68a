/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Finish step: what the console shows against what the rules say, and what came of it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "console-check.h"
#include "flow-inside.h"
#include "language.h"
#include "shown.h"
#include "text.h"

/* ---- the page -------------------------------------------------------------------------------- */

static void add_pair(struct pane *pane, const char *label, char *value)
{
	pane_line(pane, 2, 4);
	pane_add(pane, PANE_PLAIN, label);
	pane_add(pane, PANE_PLAIN, _(": "));
	pane_take(pane, PANE_STRONG, value != NULL ? value : strdup(_("none yet")));
}

static char *sum_of(const struct flow *flow, const char *name)
{
	int64_t value;
	return flow_value(flow, name, &value) ? words_sum(flow->pack->policy, value) : NULL;
}

/* How much has come, and when. */
static char *received_words(const struct flow *flow)
{
	char *sum = sum_of(flow, "received"), *when, *both;
	int64_t at;

	if (sum == NULL || !flow_value(flow, "received_at", &at))
		return sum;
	when = shown_moment(at, SHOWN_PLAIN, false);
	/* TRANSLATORS: a sum of money, and when it arrived */
	both = when == NULL ? NULL : text_printf(_("%s, on %s"), sum, when);
	free(when);
	free(sum);
	return both;
}

static char *status_dates(const struct flow *flow)
{
	struct text_buffer text;

	text_buffer_init(&text);
	for (int status = CASE_SUBMITTED; status < CASE_STATUS_COUNT; status++) {
		int64_t since = flow->state.status_since[status];
		struct tk_civil civil = tk_moment_civil(since < 0 ? 0 : since);
		if (since > 0)
			text_buffer_printf(&text, "%s%04d-%02d-%02d %s", text.length == 0 ? "" : _(", "),
				civil.year, civil.month, civil.day,
				words_status((enum case_status)status));
	}
	if (text.length == 0) {
		text_buffer_release(&text);
		return NULL;
	}
	return text_buffer_take(&text);
}

void finish_pane(const struct flow *flow, struct pane *pane)
{
	if (!flow_is_blank(flow) && flow->decision != NULL)
		console_check(flow->decision, pane);
	pane_heading(pane, _("The record"));
	if (!flow_is_blank(flow) && flow->decision != NULL)
		add_pair(pane, _("Predicted"), words_outcome(flow->pack->policy, &flow->decision->outcome));
	add_pair(pane, _("Shown by the refund page"), sum_of(flow, "console_amount"));
	add_pair(pane, _("Handed in and decided"), status_dates(flow));
	add_pair(pane, _("Received"), received_words(flow));
	pane_heading(pane, _("To keep"));
	pane_row(pane, 2, PANE_PLAIN,
		flow->file->path != NULL
			? _("Save the case to keep the last answers; write the papers to have the "
			    "application, the checklist and the summary as files.")
			: _("The case is not saved yet. Save it to come back to it; write the papers to "
			    "have the application, the checklist and the summary as files."));
}
