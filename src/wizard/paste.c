/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An order page that was pasted: what it would change in this case, and changing it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "flow-inside.h"
#include "language.h"
#include "order-page.h"
#include "text.h"

enum effect { FILLS, REPLACES, SAME, NOT_UNDERSTOOD, UNKNOWN, EFFECTS };

/* What a fact of the page would do to the answers; *ret_exact (caller frees) where it is understood. */
static enum effect effect_of(const struct flow *flow, const struct order_fact *fact, char **ret_exact)
{
	int slot = flow_slot(flow, fact->fact);
	enum tk_error_code code;

	*ret_exact = NULL;
	if (slot < 0)
		return UNKNOWN;
	if (!flow_read_exact(flow, (size_t)slot, fact->text, ret_exact, &code))
		return NOT_UNDERSTOOD;
	if (flow_is_rejected(flow, fact->fact))
		return REPLACES; /* what was typed and not understood is not to be lost either */
	const char *before = case_values_get(&flow->state.values, fact->fact);
	if (before == NULL || strcmp(before, "?") == 0)
		return FILLS;
	char *same = NULL; /* a file may write it otherwise: 800 for 800.00 */
	if (!flow_read_exact(flow, (size_t)slot, before, &same, &code))
		same = NULL;
	bool differs = strcmp(same == NULL ? before : same, *ret_exact) != 0;
	free(same);
	return differs ? REPLACES : SAME;
}

struct flow_paste flow_paste_look(const struct flow *flow, const char *text)
{
	struct flow_paste paste = {0, 0, 0};
	struct order_page page;
	char *exact;

	if (!order_page_read(text, &page))
		return paste;
	for (size_t i = 0; i < page.fact_count; i++) {
		enum effect effect = effect_of(flow, &page.facts[i], &exact);
		paste.found += effect != UNKNOWN;
		paste.fills += effect == FILLS;
		paste.replaces += effect == REPLACES;
		free(exact);
	}
	order_page_release(&page);
	return paste;
}

/* ---- showing ---------------------------------------------------------------------------------- */

/* As the page of the wizard would show it. */
static char *shown_exact(const struct flow *flow, const struct tk_fact *fact, const char *exact)
{
	struct tk_error error = {.code = TK_E_BAD_VALUE};
	int64_t value = 0;

	if (fact->type == TK_TEXT)
		return text_sanitize(exact, strlen(exact), false);
	if (tk_value_parse(fact, exact, &value, &error) != TK_OK) {
		tk_error_release(&error);
		return text_sanitize(exact, strlen(exact), false);
	}
	return words_value(flow->pack->policy, fact, value, exact);
}

static const char *answer_before(const struct flow *flow, const char *name)
{
	const char *rejected = case_values_get(&flow->state.rejected, name);
	return rejected != NULL ? rejected : case_values_get(&flow->state.values, name);
}

static void show_fact(const struct flow *flow, const struct order_page *page, const struct order_fact *item,
	enum effect effect, const char *exact, struct pane *pane)
{
	const struct tk_fact *fact = flow_fact(flow, item->fact);
	char *value = effect == NOT_UNDERSTOOD ? strdup(item->text) : shown_exact(flow, fact, exact);
	char *label = text_pad(words_text(fact->label), 17, false);
	char *line = text_trim(page->lines[item->line]);

	pane_line(pane, 2, 4);
	pane_take(pane, PANE_PLAIN, label);
	pane_take(pane, effect == NOT_UNDERSTOOD ? PANE_PLAIN : PANE_STRONG, value);
	if (effect == REPLACES) {
		char *before = shown_exact(flow, fact, answer_before(flow, item->fact));
		pane_add(pane, PANE_PLAIN, "  ");
		/* TRANSLATORS: a value stands before this: "800.00  instead of 640.00" */
		if (before != NULL)
			pane_printf(pane, PANE_WARN, _("instead of %s"), before);
		free(before);
	}
	if (line != NULL)
		/* TRANSLATORS: where a value was found: the number of a line, and the line */
		pane_printf(pane, PANE_DIM, _("  (line %zu: %s)"), item->line + 1, line);
	free(line);
}

static void show_group(const struct flow *flow, const struct order_page *page, enum effect wanted,
	const char *heading, struct pane *pane)
{
	bool headed = false;

	for (size_t i = 0; i < page->fact_count; i++) {
		char *exact;
		enum effect effect = effect_of(flow, &page->facts[i], &exact);
		if (effect == wanted && !headed)
			pane_heading(pane, heading);
		headed = headed || effect == wanted;
		if (effect == wanted)
			show_fact(flow, page, &page->facts[i], effect, exact, pane);
		free(exact);
	}
}

void flow_paste_show(const struct flow *flow, const char *text, struct pane *pane)
{
	struct order_page page;

	if (!order_page_read(text, &page)) {
		pane->failed = true;
		return;
	}
	if (page.for_several)
		pane_row(pane, 0, PANE_WARN,
			_("The order holds several servers, so its sums are left out: they are asked for the one to "
			  "be returned."));
	show_group(flow, &page, REPLACES, _("Differs from an answer"), pane);
	show_group(flow, &page, FILLS, _("Fills in"), pane);
	show_group(flow, &page, SAME, _("Answered so already"), pane);
	show_group(flow, &page, NOT_UNDERSTOOD, _("Not understood, and left out"), pane);
	order_page_release(&page);
}

/* ---- taking ----------------------------------------------------------------------------------- */

struct paste {
	const char *text;
	bool replace;
	size_t *taken; /* answers that came of it */
};

static bool take(struct flow *flow, const void *argument)
{
	const struct paste *paste = argument;
	struct order_page page;
	bool ok = order_page_read(paste->text, &page);

	for (size_t i = 0; ok && i < page.fact_count; i++) {
		const char *name = page.facts[i].fact;
		char *exact;
		enum effect effect = effect_of(flow, &page.facts[i], &exact);
		if (effect == FILLS || (effect == REPLACES && paste->replace)) {
			ok = case_values_set(&flow->state.rejected, name, NULL, TK_KNOWN_PASTED) &&
			     case_values_set(&flow->state.values, name, exact, TK_KNOWN_PASTED);
			flow_changed(flow);
			++*paste->taken;
		}
		free(exact);
	}
	order_page_release(&page);
	return ok;
}

void paste_request(struct flow *flow, const char *text, bool replace)
{
	size_t taken = 0;

	if (text == NULL || !flow_change(flow, NULL, take, &(struct paste){text, replace, &taken}))
		return;
	if (flow->state.triage)
		triage_again(flow);
	if (taken == 0)
		flow_say(flow, strdup(_("Nothing was taken from the order page.")));
	else
		flow_say(flow, text_printf(ngettext("%zu answer was taken from the order page; undo takes it back.",
						   "%zu answers were taken from the order page; undo takes them all "
						   "back.", taken),
				       taken));
}
