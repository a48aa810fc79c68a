/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The case that was opened: what is wrong in its file, and why it may be read and not changed. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "flow-inside.h"
#include "language.h"
#include "text.h"

/* ---- faults ---------------------------------------------------------------------------------- */

/* Whether any pack found, or the vocabulary itself, has the fact that ERROR is about. */
static bool is_known(const struct flow *flow, const struct tk_error *error)
{
	bool evidence = error->section != NULL && strcmp(error->section, "evidence") == 0;
	char *name = text_printf("%s%s", evidence ? EVIDENCE : "", error->key == NULL ? "" : error->key);
	bool known = name == NULL;

	for (size_t i = 0; !known && i <= flow->pack_count; i++) {
		const struct flow_pack *pack = i < flow->pack_count ? &flow->packs[i] : &flow->blank;
		known = pack->policy != NULL &&
			tk_vocabulary_find(tk_policy_vocabulary(pack->policy), name) >= 0;
	}
	free(name);
	return known;
}

bool opened_look_through(struct flow *flow)
{
	struct tk_answers *answers = tk_answers_new(tk_policy_vocabulary(flow->pack->policy));
	struct tk_errors found;

	if (answers == NULL)
		return false;
	tk_errors_init(&found);
	bool ok = case_to_answers(flow->file, answers, &found) == TK_OK &&
		  (found.count == 0 || flow_load_packs(flow)); /* which may know the facts in question */
	for (size_t i = 0; ok && i < found.count; i++) {
		struct tk_error *error = &found.items[i];
		/* What only another pack asks is no mistake. */
		if (error->code != TK_E_UNKNOWN_FACT || !is_known(flow, error))
			errors_move(&flow->value_errors, error, NULL);
	}
	tk_errors_release(&found);
	tk_answers_free(answers);
	return ok;
}

/* A value that was mended, or taken away, is none any more. */
static bool still_stands(const struct flow *flow, const struct tk_error *error)
{
	if (error->code == TK_E_UNKNOWN_FACT || error->key == NULL)
		return true;
	int slot = flow_slot(flow, error->key);
	return slot >= 0 && flow->pack->answers != NULL &&
	       case_values_get(&flow->state.values, error->key) != NULL &&
	       tk_answers_state(flow->pack->answers, (size_t)slot) == TK_UNANSWERED;
}

bool opened_is_faulty(const struct flow *flow)
{
	bool faulty = flow->case_errors != NULL && flow->case_errors->count > 0;

	for (size_t i = 0; !faulty && i < flow->value_errors.count; i++)
		faulty = still_stands(flow, &flow->value_errors.items[i]);
	return faulty;
}

static void add_fault(const struct tk_error *error, struct pane *pane)
{
	pane_line(pane, 2, 4);
	pane_take(pane, PANE_BAD, flow_error_text(error));
}

void opened_faults(const struct flow *flow, struct pane *pane)
{
	const struct tk_errors *lines = flow->case_errors, *values = &flow->value_errors;
	bool bad = false, unknown = false;

	if (!opened_is_faulty(flow))
		return;
	pane_heading(pane, _("What is wrong in the case file"));
	for (size_t i = 0; lines != NULL && i < lines->count; i++)
		add_fault(&lines->items[i], pane);
	for (size_t i = 0; i < values->count; i++) {
		if (!still_stands(flow, &values->items[i]))
			continue;
		add_fault(&values->items[i], pane);
		if (values->items[i].code == TK_E_UNKNOWN_FACT)
			unknown = true;
		else
			bad = true;
	}
	pane_row(pane, 2, PANE_PLAIN, _("All other answers are here."));
	if (bad)
		pane_row(pane, 2, PANE_PLAIN,
			_("A value that is not understood stands in its field, to be mended."));
	if (unknown)
		pane_row(pane, 2, PANE_PLAIN, _("An unknown fact stays in the file, and is not judged."));
}

void flow_case_faults(const struct flow *flow, struct pane *ret_pane)
{
	pane_init(ret_pane);
	opened_faults(flow, ret_pane);
}

/* ---- read only ------------------------------------------------------------------------------- */

char *opened_read_only_text(const struct flow *flow)
{
	if (flow->holder != NULL)
		/* TRANSLATORS: %s is who, as "anna, pid 4711 on desk" */
		return text_printf(_("This case is being edited by %s: it can be read here, not changed."),
			flow->holder);
	if (flow->lock_error != 0)
		return text_printf(_("This case cannot be locked (%s): it can be read here, not changed."),
			strerror(flow->lock_error));
	return strdup(_("This case is open elsewhere: it can be read here, not changed."));
}
