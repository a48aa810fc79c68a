/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Below the questions of the start page: which packs there are, which of them judges, what is wrong. */
#include "config.h"

#include <stdlib.h>

#include "flow-inside.h"
#include "language.h"

static void add_pack(const struct flow *flow, const struct flow_pack *pack, struct pane *pane)
{
	const struct tk_policy_head *head = flow_pack_head(pack);

	if (head == NULL) {
		pane_line(pane, 2, 4);
		pane_printf(pane, PANE_BAD, _("%s: cannot be used."), pack->found.id);
		if (pack->errors.count > 0) {
			pane_line(pane, 4, 4);
			pane_take(pane, PANE_PLAIN, flow_error_text(&pack->errors.items[0]));
		}
		pane_row(pane, 4, PANE_DIM, _("\"tuikuan policy check\" lists all that is wrong with it."));
		return;
	}
	pane_line(pane, 2, 4);
	pane_add(pane, pack == flow->pack ? PANE_STRONG : PANE_PLAIN, words_text(head->title));
	pane_add(pane, PANE_DIM, "  ");
	pane_take(pane, PANE_DIM, words_authority(head));
	if (flow_awaits_provider(flow))
		return; /* which of them judges is not known before */
	pane_add(pane, PANE_PLAIN, "  ");
	if (pack == flow->pack)
		pane_add(pane, PANE_GOOD, pack->applies == TK_OPEN ? _("judges, if the answers above fit")
								   : _("judges this case"));
	else if (pack->applies == TK_NO)
		pane_add(pane, PANE_DIM, _("not for such a case"));
	else if (pack->place == 0)
		pane_add(pane, PANE_DIM, _("another revision holds for this order"));
	else
		pane_add(pane, PANE_PLAIN, _("stands beside it"));
	if (pack == flow->pack && head->summary != NULL)
		pane_row(pane, 4, PANE_DIM, words_text(head->summary));
}

void start_pane(const struct flow *flow, struct pane *pane)
{
	opened_faults(flow, pane);
	if (flow_is_blank(flow) && flow->pack_count > 0 &&
		(case_values_get(&flow->state.values, "provider") != NULL ||
			flow_only_provider(flow) != NULL))
		pane_row(pane, 0, PANE_WARN,
			_("None of the policies here is made for this case, so nothing is judged. The "
			  "papers can be written all the same."));
	pane_heading(pane, _("Policies found"));
	for (size_t i = 0; i < flow->pack_count; i++)
		add_pack(flow, &flow->packs[i], pane);
	if (flow->pack_count == 0)
		pane_row(pane, 2, PANE_WARN,
			_("None. Nothing can be judged; the papers can be written all the same."));
}
