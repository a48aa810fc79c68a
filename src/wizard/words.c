/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "text.h"
#include "shown.h"
#include "words.h"

const char *words_verdict_heading(enum tk_verdict verdict)
{
	static const char *const words[] = {
		N_("FULL REFUND"), N_("PARTIAL REFUND"), N_("NO REFUND"), N_("NOT DECIDED YET")};
	return _(words[verdict]);
}

const char *words_verdict(enum tk_verdict verdict)
{
	static const char *const words[] = {
		N_("full refund"), N_("partial refund"), N_("no refund"), N_("not decided yet")};
	return _(words[verdict]);
}

const char *words_status(enum case_status status)
{
	static const char *const labels[CASE_STATUS_COUNT] = {N_("draft"), N_("ready"),
		N_("submitted"), N_("in review"), N_("refunded"), N_("turned down"),
		N_("disputed")};
	return _(labels[status]);
}

enum pane_style words_verdict_style(enum tk_verdict verdict)
{
	static const enum pane_style styles[] = {PANE_GOOD, PANE_PART, PANE_BAD, PANE_OPEN};
	return styles[verdict];
}

char *words_sum(const struct tk_policy *policy, int64_t fen)
{
	return shown_money(fen, tk_policy_head(policy)->currency);
}

char *words_amount(const struct tk_policy *policy, const struct tk_outcome *outcome)
{
	char least[TK_MONEY_TEXT];

	if (outcome->amount != TK_NO_AMOUNT)
		return words_sum(policy, outcome->amount);
	if (outcome->least == 0 && outcome->most == TK_UNBOUNDED)
		/* TRANSLATORS: instead of a sum, where nothing is known of it yet */
		return strdup(_("the amount is open"));
	char *most = words_sum(policy, outcome->most == TK_UNBOUNDED ? outcome->least : outcome->most);
	if (most == NULL)
		return NULL;
	tk_money_format(outcome->least, least);
	char *words = outcome->most == TK_UNBOUNDED
			      /* TRANSLATORS: a sum of money: "240.00 CNY or more" */
			      ? text_printf(_("%s or more"), most)
			      /* TRANSLATORS: two sums of money: "0.00 to 800.00 CNY" */
			      : text_printf(_("%s to %s"), least, most);
	free(most);
	return words;
}

char *words_outcome(const struct tk_policy *policy, const struct tk_outcome *outcome)
{
	if (outcome->verdict == TK_REFUSED)
		return strdup(words_verdict(TK_REFUSED));
	char *amount = words_amount(policy, outcome);
	if (amount == NULL)
		return NULL;
	/* TRANSLATORS: "partial refund, 640.00 CNY" */
	char *words = text_printf(_("%s, %s"), words_verdict(outcome->verdict), amount);
	free(amount);
	return words;
}

char *words_when(int64_t moment, int64_t now)
{
	if (tk_moment_day(moment) != tk_moment_day(now))
		return shown_moment(moment, SHOWN_TABLE, true);
	struct tk_civil civil = tk_moment_civil(moment);
	return text_printf("%02d:%02d:%02d", civil.hour, civil.minute, civil.second);
}

char *words_left(int64_t seconds)
{
	int64_t hours = seconds / 3600;

	if (seconds < 0)
		seconds = hours = 0;
	if (hours >= 24)
		/* TRANSLATORS: time left, in days and hours */
		return text_printf(_("%d d %d h"), (int)(hours / 24), (int)(hours % 24));
	if (hours > 0)
		return text_printf("%d:%02d:%02d", (int)hours, (int)(seconds / 60 % 60),
			(int)(seconds % 60));
	return text_printf("%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
}

char *words_authority(const struct tk_policy_head *head)
{
	if (head->authority == TK_OFFICIAL)
		return strdup(_("official"));
	if (head->data_until == NULL)
		return strdup(_("secondary source"));
	/* TRANSLATORS: %s is a month or day, as 2023-10 */
	return text_printf(_("secondary source, data until %s"), head->data_until);
}

const char *words_text(const struct tk_text *text)
{
	const char *words = tk_text_get(text, language_current());
	return words == NULL ? "" : words;
}

const char *words_source(const char *source)
{
	return source == NULL ? "" : source;
}

char *words_value(const struct tk_policy *policy, const struct tk_fact *fact, int64_t value, const char *text)
{
	return shown_answer(policy, fact, value, text, SHOWN_TABLE);
}

void pane_take(struct pane *pane, enum pane_style style, char *text)
{
	if (text == NULL)
		pane->failed = true;
	else
		pane_add(pane, style, text);
	free(text);
}

void pane_row(struct pane *pane, int indent, enum pane_style style, const char *text)
{
	pane_line(pane, indent, indent);
	pane_add(pane, style, text);
}

void pane_heading(struct pane *pane, const char *text)
{
	if (pane->count > 0)
		pane_line(pane, 0, 0);
	pane_row(pane, 0, PANE_HEADING, text);
}
