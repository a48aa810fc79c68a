/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "flow-inside.h"
#include "language.h"
#include "text.h"

/* A pack's text made safe to show; NULL = no memory. */
static char *safe(const char *text)
{
	return text_sanitize(text, strlen(text), false);
}

/* ---- why a question is greyed ------------------------------------------------------------------ */

/* Whether the condition WHEN speaks of the fact NAME. */
static bool condition_names(const char *when, const char *name)
{
	static const char of_names[] = "abcdefghijklmnopqrstuvwxyz0123456789_-.";
	size_t length = strlen(name);

	for (const char *at = when; (at = strstr(at, name)) != NULL; at++) {
		bool starts = at == when || strchr(of_names, at[-1]) == NULL;
		bool ends = at[length] == '\0' || strchr(of_names, at[length]) == NULL;
		if (starts && ends)
			return true;
	}
	return false;
}

/* What a refusal rests on in a word or two: the one fact that its rule speaks of, or else the rule. */
static const char *refusal_words(const struct flow *flow, const struct tk_rule *rule)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(flow->pack->policy);
	const struct tk_fact *only = NULL;

	for (size_t slot = 0; slot < tk_vocabulary_count(vocabulary); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, slot);
		if (!condition_names(rule->when, fact->name))
			continue;
		if (only != NULL)
			return words_text(rule->text);
		only = fact;
	}
	return words_text(only != NULL ? only->label : rule->text);
}

bool flow_is_greyed(const struct flow *flow, size_t slot)
{
	const struct tk_fact *fact = tk_vocabulary_fact(tk_policy_vocabulary(flow->pack->policy), slot);

	return !fact->for_papers && !fact->evidence && fact->step != TK_STEP_START &&
	       fact->step < TK_STEP_APPLICATION && flow->decision != NULL && !flow_is_blank(flow) &&
	       !flow->pack->in_letters[slot] && flow->decision->relevance[slot] == TK_IRRELEVANT;
}

/* Why an answer to SLOT can change nothing any more. */
static char *greyed_reason(const struct flow *flow, size_t slot)
{
	const struct tk_decision *decision = flow->decision;

	if (!tk_policy_reads(flow->pack->policy, slot))
		return strdup(_("these rules do not ask for it"));
	if (decision->outcome.verdict == TK_REFUSED && decision->refusal_count > 0)
		/* TRANSLATORS: why a question does not matter any more; %s is a fact or a sentence */
		return text_printf(_("refused already: %s"),
			refusal_words(flow, decision->refusals[0]));
	return strdup(_("changes nothing with the other answers"));
}

/* ---- choices --------------------------------------------------------------------------------- */

/* What people call the provider: the first of its packs that says so. */
static const char *provider_name(const struct flow *flow, const char *id)
{
	for (size_t i = 0; i < flow->pack_count; i++) {
		const struct tk_policy_head *head = flow_pack_head(&flow->packs[i]);
		if (head != NULL && head->provider_name != NULL && strcmp(head->provider, id) == 0)
			return words_text(head->provider_name);
	}
	return id;
}

/* The providers of the packs found, and "other". */
static bool add_providers(const struct flow *flow, struct page_field *field)
{
	bool ok = true;

	for (size_t i = 0; ok && i < flow->pack_count; i++) {
		const struct tk_policy_head *head = flow_pack_head(&flow->packs[i]);
		if (head == NULL)
			continue;
		bool known = false;
		for (size_t n = 0; n < field->choice_count; n++)
			known = known || strcmp(field->choices[n].value, head->provider) == 0;
		if (!known)
			ok = page_add_choice(field, head->provider, provider_name(flow, head->provider));
	}
	return ok && page_add_choice(field, "other", _("another one"));
}

static bool add_choices(const struct flow *flow, const struct tk_fact *fact, struct page_field *field)
{
	bool ok = true;

	if (fact->type == TK_FLAG)
		return page_add_choice(field, "yes", _("yes")) &&
		       page_add_choice(field, "no", _("no"));
	if (fact->type == TK_CHOICE && fact->choice_count == 0)
		return add_providers(flow, field);
	for (size_t i = 0; ok && i < fact->choice_count; i++)
		ok = page_add_choice(field, fact->choices[i].id, words_text(fact->choices[i].label));
	return ok;
}

/* ---- values ---------------------------------------------------------------------------------- */

/* The text to edit: as a reader would type it, without seconds that are none. */
static char *editable(const struct tk_policy *policy, const struct tk_fact *fact, int64_t value,
	const char *text)
{
	char money[TK_MONEY_TEXT];

	switch (fact->type) {
	case TK_TEXT:
		return strdup(text);
	case TK_MONEY:
		return strdup(tk_money_format(value, money));
	case TK_MOMENT:
		return words_value(policy, fact, value, text);
	case TK_CHOICE:
		return strdup(fact->choice_count == 0 ? text : fact->choices[value].id);
	default:
		return tk_value_format(fact, value);
	}
}

static char *shown_choice(const struct page_field *field)
{
	for (size_t i = 0; i < field->choice_count; i++) {
		if (strcmp(field->choices[i].value, field->value) == 0)
			return strdup(field->choices[i].label);
	}
	return safe(field->value);
}

static void show_answered(const struct tk_policy *policy, const struct tk_fact *fact, int64_t value,
	const char *text, struct page_field *field)
{
	field->value = editable(policy, fact, value, text);
	if (field->value == NULL)
		return;
	if (field->kind == FIELD_CHOICE)
		field->shown = shown_choice(field);
	else
		field->shown = words_value(policy, fact, value, text);
}

/* A default that holds: marked as assumed. */
static bool show_assumed(const struct flow *flow, size_t slot, const struct tk_fact *fact,
	struct page_field *field)
{
	const char *provider = flow_only_provider(flow);
	int64_t value = 0;

	if (strcmp(fact->name, "provider") == 0 && provider != NULL) {
		show_answered(flow->pack->policy, fact, 0, provider, field);
	} else if (fact->has_default && tk_fact_default(flow->pack->policy, flow->pack->used, slot,
						flow->now, &value)) {
		show_answered(flow->pack->policy, fact, value, "", field);
		if (fact->type == TK_MOMENT && value == flow->now && field->value != NULL) {
			free(field->value);
			free(field->shown);
			field->value = strdup(_("now"));
			field->shown = strdup(_("now"));
		}
	} else {
		return false;
	}
	field->state = FIELD_ASSUMED;
	if (field->shown != NULL) {
		/* TRANSLATORS: an answer that holds until another is given: "1 (assumed)" */
		char *marked = text_printf(_("%s (assumed)"), field->shown);
		free(field->shown);
		field->shown = marked;
	}
	return true;
}

/* Among choices there is no place for a text that is none of them: the reason names it. */
static void name_old_value(struct page_field *field)
{
	if (field->kind != FIELD_CHOICE || field->shown == NULL || field->error == NULL)
		return;
	/* TRANSLATORS: an answer that is none, and why */
	char *named = text_printf(_("\"%s\": %s"), field->shown, field->error);
	if (named != NULL) {
		free(field->error);
		field->error = named;
	}
}

static void show_value(const struct flow *flow, size_t slot, const struct tk_fact *fact,
	struct page_field *field)
{
	const struct tk_answers *answers = flow->pack->answers;
	const char *rejected = flow_rejected(flow, fact->name, &field->error);
	enum tk_answer_state state =
		answers == NULL ? TK_UNANSWERED : tk_answers_state(answers, slot);

	if (rejected != NULL) {
		field->state = FIELD_INVALID;
		field->value = strdup(rejected);
		field->shown = safe(rejected);
		name_old_value(field);
	} else if (state == TK_ANSWERED) {
		field->state = FIELD_ANSWERED;
		show_answered(flow->pack->policy, fact, tk_answers_value(answers, slot),
			tk_answers_text(answers, slot), field);
	} else if (state == TK_NOT_SURE) {
		field->state = FIELD_NOT_SURE;
		field->shown = strdup(_("not sure"));
	} else if (flow->pack->used == NULL || !show_assumed(flow, slot, fact, field)) {
		field->state = FIELD_UNANSWERED;
	}
}

/* ---- fields ---------------------------------------------------------------------------------- */

static char *text_of(const struct tk_text *text)
{
	return safe(words_text(text));
}

static bool is_choice(const struct tk_fact *fact)
{
	return fact->type == TK_FLAG || fact->type == TK_CHOICE;
}

bool page_add_fact(const struct flow *flow, struct page *page, size_t slot)
{
	const struct tk_fact *fact = tk_vocabulary_fact(tk_policy_vocabulary(flow->pack->policy), slot);

	if (!page_add_field(page, fact->name, is_choice(fact) ? FIELD_CHOICE : FIELD_LINE))
		return false;
	struct page_field *field = page_last(page);
	field->free_text = fact->type == TK_TEXT;
	field->label = text_of(fact->label);
	field->question = text_of(fact->question);
	char *known = strcmp(fact->name, RETURNS_USED) == 0 ? other_returns_text(flow) : NULL;
	field->help = known != NULL ? known : text_of(fact->help);
	field->example = text_of(fact->example);
	field->greyed = flow_is_greyed(flow, slot) ? greyed_reason(flow, slot) : NULL;
	field->relevance = flow->decision == NULL ? TK_DECIDES : flow->decision->relevance[slot];
	if (is_choice(fact) && !add_choices(flow, fact, field))
		return false;
	show_value(flow, slot, fact, field);
	return true;
}

/* Whether a fact has its place on this page. Answers to questions not asked are kept, out of sight. */
static bool on_page(const struct flow *flow, const struct page *page, size_t slot, bool folded)
{
	const struct tk_fact *fact = tk_vocabulary_fact(tk_policy_vocabulary(flow->pack->policy), slot);

	if (fact->step != page->step || fact->evidence || fact->folded != folded ||
		flow->pack->asked[slot] == TK_NO)
		return false;
	/* What comes after the application has been handed in, and after money has come. */
	if (strcmp(fact->name, "reference") == 0 && flow->state.status < CASE_SUBMITTED)
		return false;
	if ((strcmp(fact->name, "received") == 0 || strcmp(fact->name, "received_at") == 0) &&
		flow->state.status < CASE_REFUNDED)
		return false;
	return page->parts < 2 || fact->for_papers == (page->part == 1);
}

bool page_add_facts(const struct flow *flow, struct page *page)
{
	size_t count = tk_vocabulary_count(tk_policy_vocabulary(flow->pack->policy));
	bool headed = false, ok = true;

	for (size_t slot = 0; ok && slot < count; slot++) {
		if (on_page(flow, page, slot, false))
			ok = page_add_fact(flow, page, slot);
	}
	for (size_t slot = 0; ok && slot < count; slot++) {
		if (!on_page(flow, page, slot, true))
			continue;
		if (!headed)
			ok = page_add_heading(page, _("Less often"));
		headed = true;
		ok = ok && page_add_fact(flow, page, slot);
	}
	return ok;
}
