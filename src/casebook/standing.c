/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "standing.h"

/* A record without a deadline tells for so long that nothing changes by itself: the evaluator looks sixty-four
 * steps ahead, and no pack counts in less than hours. */
#define SURE_FOR (64 * 3600)
#define DAY 86400

/* ---- what is installed ----------------------------------------------------------------------- */

bool standing_rules_open(const struct places *places, struct standing_rules *ret_rules)
{
	struct standing_rules rules = {.places = places};

	if (places_packs(places, &rules.found, &rules.count) != TK_OK)
		return false;
	rules.packs = calloc(rules.count + 1, sizeof(*rules.packs));
	if (rules.packs == NULL) {
		places_packs_free(rules.found, rules.count);
		return false;
	}
	*ret_rules = rules;
	return true;
}

void standing_rules_close(struct standing_rules *rules)
{
	for (size_t i = 0; i < rules->count; i++) {
		tk_policy_outline_free(rules->packs[i].outline);
		tk_policy_free(rules->packs[i].policy);
	}
	free(rules->packs);
	places_packs_free(rules->found, rules->count);
	*rules = (struct standing_rules){.packs = NULL};
}

const struct tk_policy_head *standing_rules_head(const struct standing_rules *rules, size_t i)
{
	struct standing_pack *pack = &rules->packs[i];

	if (!pack->outlined)
		pack->outline = places_outline(rules->places, &rules->found[i]);
	pack->outlined = true;
	return pack->outline == NULL ? NULL : tk_policy_outline_head(pack->outline);
}

const struct tk_policy *standing_rules_find(const struct standing_rules *rules, const char *id)
{
	size_t i = 0;

	while (i < rules->count && strcmp(rules->found[i].id, id) != 0)
		i++;
	if (i == rules->count)
		return NULL;
	struct standing_pack *pack = &rules->packs[i];
	if (!pack->tried) {
		struct tk_errors errors; /* a pack that is wrong is told of where it would judge */
		tk_errors_init(&errors);
		if (places_load_found(rules->places, &rules->found[i], &pack->policy, &errors) != TK_OK)
			pack->policy = NULL;
		tk_errors_release(&errors);
		pack->tried = true;
	}
	return pack->policy;
}

static bool is_calendar(const struct places *places, const char *sha256)
{
	for (size_t i = 0; i < places->calendar_count; i++)
		if (strcmp(tk_calendar_sha256(places->calendars[i]), sha256) == 0)
			return true;
	return *sha256 == '\0';
}

/* Whether the record was made with what is installed. */
static bool are_the_rules(const struct standing_rules *rules, const struct index_case *shown)
{
	if (strcmp(shown->field[INDEX_RECORD_FACTS], tk_vocabulary_sha256(rules->places->vocabulary)) != 0 ||
		!is_calendar(rules->places, shown->field[INDEX_RECORD_CALENDAR]))
		return false;
	const struct tk_policy *policy = standing_rules_find(rules, shown->field[INDEX_RECORD_POLICY]);
	return policy != NULL && strcmp(tk_policy_head(policy)->sha256, shown->field[INDEX_RECORD_PACK]) == 0;
}

/* ---- lists of the record --------------------------------------------------------------------- */

/* The item at *AT of "a, b, c", which is moved behind it; false: there is none any more. */
static bool next_item(const char **at, const char **ret_item, size_t *ret_length)
{
	if (**at == '\0' || strcmp(*at, "none") == 0)
		return false;
	const char *end = strstr(*at, ", ");
	*ret_item = *at;
	*ret_length = end == NULL ? strlen(*at) : (size_t)(end - *at);
	*at += *ret_length + (end == NULL ? 0 : 2);
	return true;
}

/* The NUMBERth word of an item, into BUFFER; false: there is none, or it is too long for what it should be. */
static bool word_of(const char *item, size_t length, int number, char buffer[TK_MOMENT_TEXT + 8])
{
	const char *end = item + length;

	for (; number > 0 && item < end; number--) {
		const char *blank = memchr(item, ' ', (size_t)(end - item));
		item = blank == NULL ? end : blank + 1;
	}
	const char *blank = memchr(item, ' ', (size_t)(end - item));
	size_t size = (size_t)((blank == NULL ? end : blank) - item);
	if (size == 0 || size >= TK_MOMENT_TEXT + 8)
		return false;
	memcpy(buffer, item, size);
	buffer[size] = '\0';
	return true;
}

/* A moment, or a day ("2026-11-23"): then its first second. */
static bool when_of(const char *word, int64_t *ret_at, bool *ret_by_day)
{
	char text[TK_MOMENT_TEXT + 8];

	*ret_by_day = strlen(word) == 10;
	if (!*ret_by_day)
		return tk_moment_parse(word, ret_at) == TK_OK;
	strcpy(text, word);
	strcat(text, "T00:00");
	return tk_moment_parse(text, ret_at) == TK_OK;
}

/* ---- standing -------------------------------------------------------------------------------- */

static bool is_handed_in(const struct index_case *shown)
{
	return shown->status >= CASE_SUBMITTED || shown->moment[INDEX_APPLIED] >= 0;
}

/* Until when the record tells for sure; a moment that is not understood: not at all. */
static int64_t sure_until(const struct index_case *shown)
{
	const char *at = shown->field[INDEX_DEADLINES], *item;
	char word[TK_MOMENT_TEXT + 8];
	size_t length;
	int64_t until;
	bool by_day;

	if (!next_item(&at, &item, &length))
		return shown->moment[INDEX_JUDGED] + SURE_FOR;
	if (!word_of(item, length, 0, word) || !when_of(word, &until, &by_day))
		return -1;
	return until;
}

enum standing standing_of(const struct index_case *shown, const struct standing_rules *rules, int64_t now)
{
	if (shown->record == INDEX_UNJUDGED)
		return STANDING_UNJUDGED;
	if (shown->record == INDEX_UNSOUND || shown->moment[INDEX_JUDGED] < 0)
		return STANDING_AGAIN;
	if (is_handed_in(shown))
		return STANDING_HANDED_IN;
	/* Judged later than now: the clock was set back, and nothing is told of the time before. */
	if (shown->moment[INDEX_JUDGED] > now || now > sure_until(shown))
		return STANDING_AGAIN;
	return rules == NULL || are_the_rules(rules, shown) ? STANDING_HOLDS : STANDING_AGAIN;
}

bool standing_is_open(const struct index_case *shown)
{
	return shown->moment[INDEX_ARCHIVED] < 0 && shown->status != CASE_REFUNDED && shown->status != CASE_REFUSED;
}

/* ---- follow-ups ------------------------------------------------------------------------------ */

const char *follow_up_kind_name(enum follow_up_kind kind)
{
	static const char *const names[] = {"deadline", "stage", "remedy-opens", "remedy-ends"};
	return names[kind];
}

struct follow_up_list {
	struct follow_up *items;
	size_t count, room;
};

static void add(struct follow_up_list *list, struct follow_up item)
{
	if (list->count < list->room)
		list->items[list->count++] = item;
}

static void add_deadlines(struct follow_up_list *list, const char *at)
{
	const char *item;
	char word[TK_MOMENT_TEXT + 8];
	size_t length;
	struct follow_up found = {.kind = FOLLOW_UP_DEADLINE};

	while (next_item(&at, &item, &length)) {
		if (!word_of(item, length, 0, word) || !when_of(word, &found.at, &found.by_day))
			continue;
		size_t before = strlen(word) + 1;
		found.what = item + (before < length ? before : length);
		found.length = before < length ? length - before : 0;
		add(list, found);
	}
}

/* One date of "ID FROM TO"; "-" is none. */
static void add_date(struct follow_up_list *list, enum follow_up_kind kind, const char *item, size_t length)
{
	struct follow_up found = {.kind = kind, .what = item};
	const char *blank = memchr(item, ' ', length);
	char word[TK_MOMENT_TEXT + 8];

	if (blank == NULL || !word_of(item, length, kind == FOLLOW_UP_REMEDY_OPENS ? 1 : 2, word) ||
		!when_of(word, &found.at, &found.by_day))
		return;
	if (found.by_day && kind != FOLLOW_UP_REMEDY_OPENS)
		found.at += DAY - 1;
	found.length = (size_t)(blank - item);
	add(list, found);
}

size_t follow_ups(const struct index_case *shown, struct follow_up *ret_items, size_t room)
{
	struct follow_up_list list = {ret_items, 0, room};
	const char *item, *at;
	size_t length;

	if (shown->record != INDEX_SOUND || shown->moment[INDEX_ARCHIVED] >= 0 || shown->status == CASE_REFUNDED)
		return 0;
	if (!is_handed_in(shown)) {
		add_deadlines(&list, shown->field[INDEX_DEADLINES]);
		return list.count;
	}
	at = shown->field[INDEX_STAGES];
	while (standing_is_open(shown) && next_item(&at, &item, &length))
		add_date(&list, FOLLOW_UP_STAGE, item, length);
	at = shown->field[INDEX_REMEDIES];
	while (next_item(&at, &item, &length)) {
		add_date(&list, FOLLOW_UP_REMEDY_OPENS, item, length);
		add_date(&list, FOLLOW_UP_REMEDY_ENDS, item, length);
	}
	return list.count;
}

const struct follow_up *follow_up_next(const struct follow_up *items, size_t count, int64_t now)
{
	const struct follow_up *next = NULL;

	for (size_t i = 0; i < count; i++) {
		bool ahead = items[i].at >= now, better = next == NULL;
		if (next != NULL && ahead)
			better = next->at < now || items[i].at < next->at;
		else if (next != NULL)
			better = next->at < now && items[i].at > next->at;
		if (better)
			next = &items[i];
	}
	return next;
}
