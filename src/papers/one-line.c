/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper.h"

#include <stdlib.h>

/* A ticket system's list shows one line: verdict, deadline, way, what is still to be done. */

static void add_part(struct paper *paper, char *part)
{
	char *safe = part ? shown_text(part) : NULL;

	if (!safe)
		paper->failed = true;
	else {
		if (paper->out.length > 0) {
			/* TRANSLATORS: between the parts of the one-line form */
			text_buffer_add(&paper->out, _("; "));
		}
		text_buffer_add(&paper->out, safe);
	}
	free(safe);
	free(part);
}

static char *describe_outcome(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	char *amount = paper_amount(paper, &decision->outcome), base[TK_MONEY_TEXT], *text;
	const char *verdict = paper_verdict(decision->outcome.verdict);

	if (!amount)
		return NULL;
	if (decision->outcome.verdict == TK_REFUSED || !decision->base_known)
		text = text_printf(_("%s, %s"), verdict, amount);
	else
		text = text_printf(
		        _("%s, %s of %s"), verdict, amount, tk_money_format(decision->base, base));
	free(amount);
	return text;
}

static void add_first(struct paper *paper)
{
	const char *authority =
	        paper->head->authority == TK_OFFICIAL ? _("official") : _("secondary");
	char *outcome = describe_outcome(paper);

	if (!outcome) {
		paper->failed = true;
		return;
	}
	if (paper->of->case_id)
		add_part(
		        paper, text_printf(_("%s %s: %s"), paper->of->case_id, authority, outcome));
	else
		add_part(paper, text_printf(_("%s: %s"), authority, outcome));
	free(outcome);
}

static void add_likely(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	char *amount;

	if (decision->likely_assuming.count == 0)
		return;
	amount = paper_amount(paper, &decision->likely);
	if (amount)
		add_part(paper, text_printf(_("likely %s"), amount));
	free(amount);
}

static void add_deadline(struct paper *paper)
{
	const struct tk_deadline *deadline = tk_decision_deadline(paper->decision, NULL);
	char *until, *then;

	if (deadline == NULL)
		return;
	until = shown_moment(deadline->until, SHOWN_PLAIN, true);
	then = deadline->then.verdict == TK_REFUSED ? text_printf("%s", paper_verdict(TK_REFUSED))
	                                            : paper_amount(paper, &deadline->then);
	if (until && then)
		add_part(paper, text_printf(_("until %s, then %s"), until, then));
	else
		paper->failed = true;
	free(until);
	free(then);
}

static void add_readings(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	size_t i;

	for (i = 0; i < decision->reading_count; i++) {
		char *amount = paper_amount(paper, &decision->readings[i].outcome);

		if (amount)
			add_part(paper, text_printf(_("another reading %s"), amount));
		free(amount);
	}
}

static void add_what_is_open(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	size_t open = decision->unanswered.count;

	if (decision->missing_count > 0)
		add_part(
		        paper, text_printf(ngettext("%zu document missing", "%zu documents missing",
		                                   decision->missing_count),
		                       decision->missing_count));
	if (open > 0)
		add_part(paper,
		        text_printf(ngettext("%zu answer open", "%zu answers open", open), open));
}

static void add_console(struct paper *paper)
{
	char *amount;

	if (paper_slot(paper, "console_amount") < 0)
		return;
	amount = paper_answer(paper, "console_amount", SHOWN_TABLE);
	if (amount)
		add_part(paper, text_printf(_("the console shows %s"), amount));
	else
		add_part(paper, text_printf("%s", _("amount in the console not seen yet")));
	free(amount);
}

char *paper_one_line(const struct paper_case *of, const char *language)
{
	struct paper paper;

	paper_begin(&paper, of, language);
	add_first(&paper);
	add_likely(&paper);
	add_deadline(&paper);
	if (of->decision->channel)
		add_part(&paper,
		        text_printf("%s", paper_entry_title(&paper, of->decision->channel)));
	add_readings(&paper);
	add_what_is_open(&paper);
	add_console(&paper);
	return paper_end(&paper);
}
