/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "listed.h"
#include "shown.h"
#include "text.h"
#include "words.h"

#define DAY 86400

/* ---- order ----------------------------------------------------------------------------------- */

static void rank(struct listed *listed, int64_t now)
{
	const struct index_case *shown = listed->shown;
	int64_t changed = shown->moment[INDEX_CHANGED];

	listed->urgency = -changed; /* what was worked on last comes first */
	if (shown->moment[INDEX_ARCHIVED] >= 0) {
		listed->rank = 3;
	} else if (shown->never_saved || shown->has_draft) {
		listed->rank = 0;
		listed->urgency = -1;
	} else if (listed->has_next) {
		/* What has just passed is as urgent as what comes in a day, and less so from then on. */
		int64_t left = listed->next.at - now;
		listed->rank = 0;
		listed->urgency = left >= 0 ? left : DAY - left;
	} else {
		listed->rank = standing_is_open(shown) ? 1 : 2;
	}
}

void listed_make(const struct index_case *shown, const struct standing_rules *rules, int64_t now,
	struct listed *ret_listed)
{
	struct follow_up items[FOLLOW_UPS_MOST];
	size_t count = follow_ups(shown, items, FOLLOW_UPS_MOST);
	const struct follow_up *next = follow_up_next(items, count, now);
	struct listed listed = {.shown = shown, .standing = standing_of(shown, rules, now)};

	/* Of deadlines that pass one after the other the first one says that nothing is sure any more. */
	if (listed.standing == STANDING_AGAIN && count > 0 && items[0].kind == FOLLOW_UP_DEADLINE &&
		items[0].at < now)
		next = &items[0];
	else if (listed.standing == STANDING_AGAIN)
		next = NULL; /* other rules may have other dates */
	listed.has_next = next != NULL;
	if (next != NULL)
		listed.next = *next;
	rank(&listed, now);
	*ret_listed = listed;
}

int listed_compare(const void *a, const void *b)
{
	const struct listed *first = a, *second = b;

	if (first->rank != second->rank)
		return first->rank < second->rank ? -1 : 1;
	if (first->urgency != second->urgency)
		return first->urgency < second->urgency ? -1 : 1;
	return strcmp(second->shown->name, first->shown->name); /* the newest id first */
}

/* ---- verdict and amount ---------------------------------------------------------------------- */

static bool tells(const struct listed *listed)
{
	return listed->standing == STANDING_HANDED_IN || listed->standing == STANDING_HOLDS;
}

static int verdict_of(const struct listed *listed)
{
	const char *name = listed->shown->field[INDEX_VERDICT];

	for (int verdict = 0; tells(listed) && verdict <= TK_UNDETERMINED; verdict++)
		if (strcmp(name, tk_verdict_name((enum tk_verdict)verdict)) == 0)
			return verdict;
	return -1;
}

const char *listed_verdict(const struct listed *listed)
{
	if (listed->shown->unreadable)
		/* TRANSLATORS: here and below: at most 9 columns, in a list of cases */
		return _("damaged");
	if (listed->standing == STANDING_UNJUDGED)
		return _("unjudged");
	switch (verdict_of(listed)) {
	case TK_FULL:
		return _("full");
	case TK_PARTIAL:
		return _("partial");
	case TK_REFUSED:
		return _("refused");
	case TK_UNDETERMINED:
		return _("undecided");
	default:
		return _("re-judge");
	}
}

enum pane_style listed_verdict_style(const struct listed *listed)
{
	int verdict = verdict_of(listed);

	if (listed->shown->unreadable)
		return PANE_BAD;
	return verdict < 0 ? PANE_DIM : words_verdict_style((enum tk_verdict)verdict);
}

static const char *currency_of(const struct listed *listed, const struct standing_rules *rules)
{
	const struct tk_policy *policy = standing_rules_find(rules, listed->shown->field[INDEX_RECORD_POLICY]);
	return policy == NULL ? "" : tk_policy_head(policy)->currency;
}

char *listed_amount(const struct listed *listed, const struct standing_rules *rules)
{
	const int64_t *sum = listed->shown->sum;
	char amount[TK_MONEY_TEXT], most[TK_MONEY_TEXT];
	const char *currency = currency_of(listed, rules);
	bool said = strcmp(currency, "CNY") != 0 && *currency != '\0';

	if (!tells(listed) || sum[INDEX_LEAST] == TK_NO_AMOUNT)
		return strdup("");
	if (sum[INDEX_AMOUNT] != TK_NO_AMOUNT)
		return text_printf("%s%s%s", tk_money_format(sum[INDEX_AMOUNT], amount), said ? " " : "",
			said ? currency : "");
	tk_money_format(sum[INDEX_LEAST], amount);
	if (sum[INDEX_MOST] == TK_UNBOUNDED || sum[INDEX_MOST] == TK_NO_AMOUNT)
		return text_printf("%s-?", amount);
	return text_printf("%s-%s%s%s", amount, tk_money_format(sum[INDEX_MOST], most), said ? " " : "",
		said ? currency : "");
}

const char *listed_provider(const struct listed *listed, const struct standing_rules *rules)
{
	const char *id = listed->shown->field[INDEX_PROVIDER];

	for (size_t i = 0; i < rules->count; i++) {
		const struct tk_policy_head *head = standing_rules_head(rules, i);
		if (head != NULL && head->provider_name != NULL && strcmp(head->provider, id) == 0)
			return words_text(head->provider_name);
	}
	return id;
}

/* ---- what comes next ------------------------------------------------------------------------- */

/* "11-27" in the year of NOW, else "2027-02-03". */
static char *short_day(int64_t at, int64_t now)
{
	struct tk_civil civil = tk_moment_civil(at);

	if (civil.year == tk_moment_civil(now).year)
		return text_printf("%02d-%02d", civil.month, civil.day);
	return text_printf("%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

/* Time left, in as many columns as the list always has for it. */
static char *short_time(int64_t seconds)
{
	int64_t hours = seconds / 3600;

	if (hours < 24)
		return words_left(seconds);
	if (hours >= 240)
		/* TRANSLATORS: time left, in days, in few columns */
		return text_printf(ngettext("%d day", "%d days", (unsigned long)(hours / 24)), (int)(hours / 24));
	/* TRANSLATORS: time left, in days and hours, in at most nine columns */
	return text_printf(_("%d d %02d h"), (int)(hours / 24), (int)(hours % 24));
}

char *listed_next(const struct listed *listed, int64_t now)
{
	if (!listed->has_next)
		return strdup("");
	bool ahead = listed->next.at >= now;
	if (ahead && listed->next.kind == FOLLOW_UP_DEADLINE)
		return short_time(listed->next.at - now);
	char *day = short_day(listed->next.at, now);
	/* In front of what has passed there is a sign that needs no colour to be seen. */
	char *text = day == NULL ? NULL : text_printf(ahead ? "%s" : "! %s", day);
	free(day);
	return text;
}

enum pane_style listed_next_style(const struct listed *listed, int64_t now)
{
	if (!listed->has_next)
		return PANE_PLAIN;
	int64_t left = listed->next.at - now;
	return left < 0 ? PANE_BAD : left < DAY ? PANE_WARN : PANE_PLAIN;
}

/* The title of a stage or remedy; its id, where the pack is not the one the record was made with. */
static char *title_of(const struct follow_up *item, const struct index_case *shown, const struct standing_rules *rules)
{
	const struct tk_policy *policy = standing_rules_find(rules, shown->field[INDEX_RECORD_POLICY]);
	enum tk_entry_kind kind = item->kind == FOLLOW_UP_STAGE ? TK_STAGE : TK_REMEDY;
	char *id = strndup(item->what, item->length);
	const struct tk_entry *entry = policy == NULL || id == NULL ? NULL : tk_policy_find(policy, kind, id);

	if (entry == NULL || entry->title == NULL)
		return id;
	free(id);
	return strdup(words_text(entry->title));
}

/* "partial 240.00" of a record, with the verdict in the reader's language. */
static char *outcome_words(const struct follow_up *item)
{
	for (int verdict = 0; verdict <= TK_UNDETERMINED; verdict++) {
		const char *name = tk_verdict_name((enum tk_verdict)verdict);
		size_t length = strlen(name);
		if (item->length < length || strncmp(item->what, name, length) != 0)
			continue;
		if (item->length <= length + 1 || strncmp(item->what + length, " none", 5) == 0)
			return strdup(words_verdict((enum tk_verdict)verdict));
		char *amount = strndup(item->what + length + 1, item->length - length - 1);
		char *words = amount == NULL ? NULL : text_printf(_("%s, %s"), words_verdict((enum tk_verdict)verdict), amount);
		free(amount);
		return words;
	}
	return strndup(item->what, item->length);
}

char *follow_up_sentence(const struct follow_up *item, const struct index_case *shown,
	const struct standing_rules *rules)
{
	/* TRANSLATORS: %1$s is a day or a moment, %2$s a stage, a remedy or what follows */
	static const char *const sentences[FOLLOW_UP_KIND_COUNT] = {
		N_("the verdict holds until %1$s, then: %2$s"),
		N_("review, %2$s: to be finished by %1$s"),
		N_("%2$s: open from %1$s on"),
		N_("%2$s: the last day is %1$s"),
	};
	char *what = item->kind == FOLLOW_UP_DEADLINE ? outcome_words(item) : title_of(item, shown, rules);
	char *when = item->by_day ? shown_day(tk_moment_day(item->at), SHOWN_TABLE)
				  : shown_moment(item->at, SHOWN_TABLE, true);
	char *sentence = NULL;

	if (what != NULL && when != NULL)
		sentence = text_printf(_(sentences[item->kind]), when, what);
	free(when);
	free(what);
	return sentence;
}

char *listed_next_sentence(const struct listed *listed, const struct standing_rules *rules)
{
	return listed->has_next ? follow_up_sentence(&listed->next, listed->shown, rules) : strdup("");
}
