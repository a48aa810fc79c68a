/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary.h"

#include <stdlib.h>
#include <string.h>

/* Predicted, requested, decided, received: what an auditor looks for first. A line with nothing to
 * say says so. */

/* Adds a sentence and frees it. */
static void add(struct text_buffer *out, char *sentence)
{
	if (!sentence)
		out->failed = true;
	else {
		/* Chinese sentences follow each other without a blank. */
		if (out->length > 0 && (unsigned char)out->text[out->length - 1] < 0x80)
			text_buffer_add(out, " ");
		text_buffer_add(out, sentence);
	}
	free(sentence);
}

static void add_box_row(
        struct paper *paper, const struct table *table, const char *label, struct text_buffer *text)
{
	char *shown = text_buffer_take(text);
	const char *const cells[] = {label, shown && *shown ? shown : _("none yet")};

	if (!shown)
		paper->failed = true;
	else
		paper_row(paper, table, cells);
	free(shown);
}

static char *likely_sentence(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	char *amount, *labels, *sentence = NULL;

	amount = paper_amount(paper, &decision->likely);
	labels = paper_slots(
	        paper, decision->likely_assuming.items, decision->likely_assuming.count);
	if (amount && labels)
		sentence = text_printf(_("Likely %s (%s), if these take their usual answers: %s."),
		        amount, paper_verdict(decision->likely.verdict), labels);
	free(amount);
	free(labels);
	return sentence;
}

static void add_predicted(struct paper *paper, const struct table *table)
{
	const struct tk_decision *decision = paper->decision;
	char *amount = paper_amount(paper, &decision->outcome);
	struct text_buffer text;

	text_buffer_init(&text);
	if (amount)
		add(&text, text_printf(
		                   _("%s, %s."), amount, paper_verdict(decision->outcome.verdict)));
	if (decision->likely_assuming.count > 0)
		add(&text, likely_sentence(paper));
	if (paper->head->authority == TK_OFFICIAL)
		add(&text, text_printf(_("By the official rules (%s)."), paper->head->id));
	else
		add(&text, text_printf(
		                   _("By a secondary source (%s), not by the provider's own word."),
		                   paper->head->id));
	free(amount);
	add_box_row(paper, table, _("Predicted"), &text);
}

static void add_requested(struct paper *paper, const struct table *table)
{
	const struct paper_case *of = paper->of;
	int slot = paper_slot(paper, "applied_at");
	char *when = paper_answer(paper, "applied_at", SHOWN_SPOKEN), *reference;
	struct text_buffer text;

	text_buffer_init(&text);
	if (when && tk_answers_value(of->answers, (size_t)slot) > of->printed_at)
		add(&text, text_printf(_("Planned for %s."), when));
	else if (when)
		add(&text, text_printf(_("On %s."), when));
	if (when && paper->decision->channel)
		add(&text, text_printf(_("Channel: %s."),
		                   paper_entry_title(paper, paper->decision->channel)));
	reference = paper_answer(paper, "reference", SHOWN_TABLE);
	if (reference)
		add(&text, text_printf(_("Reference: %s."), reference));
	free(reference);
	free(when);
	add_box_row(paper, table, _("Requested"), &text);
}

/* Those that the page names, or that fit the answers; what merely may be is no part of a record. */
static void add_causes(const struct paper *paper, struct text_buffer *text)
{
	for (size_t i = 0; i < paper->decision->cause_count; i++) {
		const struct tk_cause *cause = &paper->decision->causes[i];
		const char *title = paper_entry_title(paper, cause->cause);
		if (cause->code)
			/* TRANSLATORS: a cause, and the error code of the provider that stands for it */
			add(text, text_printf(_("Cause by its message: %s (%s)."), title, cause->code));
		else if (cause->fits)
			add(text, text_printf(_("Cause by the answers: %s."), title));
	}
}

static void add_decided(struct paper *paper, const struct table *table)
{
	const char *status = paper->of->status ? paper->of->status : "";
	char *kind = paper_answer(paper, "console_kind", SHOWN_TABLE);
	char *amount = paper_answer(paper, "console_amount", SHOWN_TABLE), *day;
	struct text_buffer text;

	text_buffer_init(&text);
	if (strcmp(status, "refunded") == 0)
		add(&text, text_printf("%s", _("Refunded.")));
	else if (strcmp(status, "refused") == 0)
		add(&text, text_printf("%s", _("Refused.")));
	else if (strcmp(status, "disputed") == 0)
		add(&text, text_printf("%s", _("Disputed.")));
	if (text.length > 0 && paper->of->decided_at > 0) {
		day = shown_moment(paper->of->decided_at, SHOWN_DATE, false);
		add(&text, day ? text_printf(_("Recorded on %s."), day) : NULL);
		free(day);
	}
	if (amount)
		add(&text, text_printf(_("The provider's console shows %s."), amount));
	if (kind)
		add(&text, text_printf(_("Kind of return offered: %s."), kind));
	if (*shown_console(paper->decision->console))
		add(&text, text_printf("%s", shown_console(paper->decision->console)));
	add_causes(paper, &text);
	free(kind);
	free(amount);
	add_box_row(paper, table, _("Provider says"), &text);
}

static void add_received(struct paper *paper, const struct table *table)
{
	const struct tk_decision *decision = paper->decision;
	char *received = paper_answer(paper, "received", SHOWN_TABLE), *difference,
	     *when = paper_answer(paper, "received_at", SHOWN_SPOKEN);
	struct text_buffer text;
	int64_t off;

	text_buffer_init(&text);
	if (received && when)
		/* TRANSLATORS: a sum of money, and when it arrived */
		add(&text, text_printf(_("%s, on %s."), received, when));
	else if (received)
		add(&text, text_printf(_("%s."), received));
	if (received && decision->outcome.amount != TK_NO_AMOUNT) {
		off = tk_answers_value(paper->of->answers, (size_t)paper_slot(paper, "received")) -
		      decision->outcome.amount;
		difference = paper_money(paper, off < 0 ? -off : off);
		if (off == 0)
			add(&text, text_printf("%s", _("As predicted.")));
		else if (difference)
			add(&text, text_printf(off < 0 ? _("%s less than predicted.")
			                               : _("%s more than predicted."),
			                   difference));
		free(difference);
	}
	free(when);
	free(received);
	add_box_row(paper, table, _("Received"), &text);
}

/* Through which states the case has gone: "draft 2026-11-23 14:00; submitted 2026-11-23 14:37". */
static void add_states(struct paper *paper, const struct table *table)
{
	const struct paper_case *of = paper->of;
	const char *status;
	struct text_buffer text;
	int64_t since;

	text_buffer_init(&text);
	for (size_t i = 0; of->status_at && of->status_at(of->user, i, &status, &since); i++) {
		char *day = shown_moment(since, SHOWN_PLAIN, false);

		if (!day)
			text.failed = true;
		else
			/* TRANSLATORS: a status of the case, and since when it has it */
			text_buffer_printf(&text, _("%s%s %s"), text.length > 0 ? _("; ") : "", summary_status(status), day);
		free(day);
	}
	if (text.length > 0 || text.failed) {
		paper_row_rule(paper, table);
		add_box_row(paper, table, _("Status since"), &text);
	} else {
		text_buffer_release(&text);
	}
}

/* ---- what the reader has to know besides the box -----------------------------------------------
 */

static void add_deadline(struct paper *paper)
{
	const struct tk_outcome *before;
	const struct tk_deadline *deadline = tk_decision_deadline(paper->decision, &before);
	const char *form = _("! This holds if you apply by %s; after that: %s, %s.");
	char *until, *amount;

	if (deadline == NULL)
		return;
	if (before == &paper->decision->likely)
		form = _("! What is likely holds if you apply by %s; after that: %s, %s.");
	until = shown_moment(deadline->until, SHOWN_SPOKEN, true);
	amount = paper_amount(paper, &deadline->then);
	if (until && amount)
		paper_cautionf(paper, form, until, amount, paper_verdict(deadline->then.verdict));
	else
		paper->failed = true;
	free(until);
	free(amount);
}

/* A prediction that rests on odd ground says so on the first page. */
static void add_cautions(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	char *labels;

	if (decision->applies == TK_NO)
		paper_caution(paper,
		        _("! This source is not meant for such a case: look for another one."));
	else if (decision->applies == TK_OPEN)
		paper_caution(paper,
		        _("! Whether this source is meant for the case is still open."));
	if (decision->order_broken)
		paper_caution(paper,
		        _("! The moments given contradict one another: one of them must be "
		          "wrong."));
	if (decision->negative_elapsed)
		paper_caution(paper,
		        _("! A moment lies before the one it is counted from; the time between "
		          "them was taken as zero."));
	if (decision->outcome.verdict == TK_REFUSED && paper->head->authority == TK_SECONDARY)
		paper_caution(paper,
		        _("! This refusal is not the provider's own: look at its refund page "
		          "before "
		          "you give up."));
	for (size_t i = 0; i < decision->unknown.count; i++) {
		const struct tk_fact *fact =
		        tk_vocabulary_fact(paper->vocabulary, decision->unknown.items[i]);

		paper_cautionf(paper, _("! The source does not say: %s"),
		        paper_words(paper, fact->unknown));
	}
	if (decision->unanswered.count == 0)
		return;
	labels = paper_slots(paper, decision->unanswered.items, decision->unanswered.count);
	if (labels)
		paper_cautionf(paper, _("! Answers that still matter: %s."), labels);
	free(labels);
}

void summary_outcome(struct paper *paper)
{
	const struct table table = {
	        .widths = {14, 59}, .count = 2, .left = "| ", .between = " | ", .right = " |"};

	paper_blank(paper);
	paper_row_rule(paper, &table);
	add_predicted(paper, &table);
	paper_row_rule(paper, &table);
	add_requested(paper, &table);
	paper_row_rule(paper, &table);
	add_decided(paper, &table);
	paper_row_rule(paper, &table);
	add_received(paper, &table);
	add_states(paper, &table);
	paper_row_rule(paper, &table);
	add_deadline(paper);
	add_cautions(paper);
}
