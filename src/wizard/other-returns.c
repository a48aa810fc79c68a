/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other cases on file know of the returns that this account has used, beside the answer to that question. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "flow-inside.h"
#include "language.h"
#include "returns.h"
#include "shown.h"
#include "text.h"

/* The cases on file, read when they are first asked for; not again, since nobody waits for that while typing. */
static const struct index *cases_of(struct flow *flow)
{
	if (flow->cases == NULL && flow->folder != NULL && !flow->cases_failed)
		flow->cases_failed = index_open(flow->folder, &flow->cases) != TK_OK;
	return flow->cases;
}

void other_returns_look(struct flow *flow)
{
	const char *account = case_values_get(&flow->state.values, "account_uid"),
		   *provider = case_values_get(&flow->state.values, "provider");
	int64_t applied = flow->now;

	flow->other_returns = (struct returns){.last = NULL};
	if (flow_slot(flow, RETURNS_USED) < 0 || account == NULL || provider == NULL || strcmp(account, "?") == 0)
		return;
	flow_value(flow, "applied_at", &applied);
	const struct index *cases = cases_of(flow);
	if (cases != NULL)
		flow->other_returns = returns_of(cases, provider, account, applied, flow->file->id);
}

char *other_returns_text(const struct flow *flow)
{
	const struct returns *returns = &flow->other_returns;

	if (returns->count == 0)
		return NULL;
	char *day = shown_day(tk_moment_day(returns->when), SHOWN_TABLE);
	char *text = NULL;
	if (day != NULL && returns->count == 1)
		/* TRANSLATORS: a case's id, a day */
		text = text_printf(_("Case %s (%s) has used this account's return without a reason: it counts here."),
			returns->last->name, day);
	else if (day != NULL)
		/* TRANSLATORS: how many cases, the id of the latest, its day */
		text = text_printf(_("%zu cases of this year have used this account's returns without a reason, the latest "
				     "%s (%s): they count here."),
			returns->count, returns->last->name, day);
	free(day);
	return text;
}

bool other_returns_contradict(const struct flow *flow)
{
	int64_t used;

	return flow->other_returns.count > 0 && flow_value(flow, RETURNS_USED, &used) &&
	       used < (int64_t)flow->other_returns.count;
}
