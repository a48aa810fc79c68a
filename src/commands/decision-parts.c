/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "decision-parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "output.h"
#include "shown.h"
#include "text.h"

const char *decision_words(const struct tk_text *text)
{
	const char *found = tk_text_get(text, language_current());

	return found ? found : "";
}

/* "640.00 CNY"; caller frees. */
char *decision_money(const struct tk_decision *decision, int64_t fen)
{
	return shown_money(fen, tk_policy_head(decision->policy)->currency);
}

void decision_moment(int64_t moment, char buffer[TK_MOMENT_TEXT])
{
	struct tk_civil civil = tk_moment_civil(moment);

	snprintf(buffer, TK_MOMENT_TEXT, "%04d-%02d-%02d %02d:%02d:%02d", civil.year, civil.month,
		civil.day, civil.hour, civil.minute, civil.second);
}

void decision_heading(const char *text)
{
	output_printf("\n%s\n", text);
}

/* "- TEXT (SOURCE)", wrapped. */
void decision_item(const char *text, const char *source)
{
	char *line = !text ? NULL : source && *source ? text_printf(_("%s (%s)"), text, source) : text_printf("%s", text);

	output_wrapped("  - ", 4, line);
	free(line);
}

/* An outcome in a sentence; caller frees. NULL = no memory: not a word about an amount is left out. */
char *decision_outcome(const struct tk_decision *decision, const struct tk_outcome *outcome)
{
	char *least = decision_money(decision, outcome->least);
	char *most = outcome->most == TK_UNBOUNDED ? NULL : decision_money(decision, outcome->most);
	char *amount = outcome->amount == TK_NO_AMOUNT ? NULL : decision_money(decision, outcome->amount);
	char *base = decision->base_known ? decision_money(decision, decision->base) : NULL;
	bool whole = least && (most || outcome->most == TK_UNBOUNDED) && (amount || outcome->amount == TK_NO_AMOUNT) &&
		     (base || !decision->base_known);
	char *text;

	if (!whole)
		text = NULL;
	else if (outcome->verdict == TK_REFUSED)
		text = text_printf("%s", _("No refund."));
	else if (outcome->verdict == TK_FULL && amount)
		text = text_printf(_("Full refund: %s."), amount);
	else if (outcome->verdict == TK_PARTIAL && amount && base)
		text = text_printf(_("Partial refund: %s of %s."), amount, base);
	else if (outcome->verdict == TK_PARTIAL && amount)
		text = text_printf(_("Partial refund: %s."), amount);
	else if (outcome->verdict == TK_FULL)
		text = text_printf("%s", _("Full refund; how much depends on what was paid."));
	else if (outcome->verdict == TK_PARTIAL && most)
		text = text_printf(_("Partial refund: between %s and %s."), least, most);
	else if (outcome->verdict == TK_PARTIAL)
		text = text_printf(_("Partial refund: at least %s."), least);
	else if (amount)
		text = text_printf(_("Not decided yet, but the amount is %s."), amount);
	else if (most)
		text = text_printf(_("Not decided yet: between %s and %s."), least, most);
	else
		text = text_printf(_("Not decided yet: at least %s, and no upper limit is known."), least);
	free(least);
	free(most);
	free(amount);
	free(base);
	return text;
}

void decision_document(const char *lead, const struct tk_entry *document)
{
	char *line = text_printf("%s (evidence.%s)", decision_words(document->title), document->id);

	output_wrapped(lead, 6, line);
	free(line);
}
