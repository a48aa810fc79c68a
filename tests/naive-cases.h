/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random cases of a pack, for both evaluators at once: often where something ends, and open in part.
 */
#ifndef TESTS_NAIVE_CASES_H
#define TESTS_NAIVE_CASES_H

#include "judging.h"
#include "naive.h"

/* Both opinions on one pack. */
struct pair {
	struct naive_pack *naive;
	struct naive_file *calendar;
	const struct tk_policy *policy;
	const struct tk_vocabulary *vocabulary;
	struct draw draw;
	int fact[NAIVE_FACTS];     /* the naive number of each slot, -1: neither has a say in rules */
	int64_t numbers[256];      /* literals of the pack: seconds, fen and plain ones alike */
	int number_count;
	int64_t ahead;             /* how many seconds of what changes by itself are compared; 0: nothing of it */
	struct naive_case judged;  /* what both are told */
	struct tk_answers *answers;
	long cases, complete, completions;
};

/* ---- drawing cases ------------------------------------------------------------------------------ */

static inline uint64_t draw_wide(struct draw *draw, uint64_t below)
{
	uint64_t some = (uint64_t)draw_below(draw, 1 << 24) << 40 | (uint64_t)draw_below(draw, 1 << 24) << 16 |
			draw_below(draw, 1 << 16);
	return some % below;
}

static inline void collect(struct pair *pair, const struct naive_tree *tree)
{
	if (tree == NULL)
		return;
	for (int i = 0; i < tree->count; i++)
		collect(pair, tree->kids[i]);
	if (tree->op != NAIVE_LITERAL || tree->literal.kind != NAIVE_NUMBER || pair->number_count > 252)
		return;
	pair->numbers[pair->number_count++] = (int64_t)(tree->literal.number.num / tree->literal.number.den);
	pair->numbers[pair->number_count++] =
		(int64_t)(tree->literal.number.num * 100 / tree->literal.number.den);
}

static inline void collect_all(struct pair *pair)
{
	const struct naive_pack *naive = pair->naive;

	pair->numbers[pair->number_count++] = 0;
	for (int i = 0; i < naive->define_count; i++)
		collect(pair, naive->defines[i].tree);
	for (int i = 0; i < naive->rule_count; i++) {
		collect(pair, naive->rules[i].when);
		collect(pair, naive->rules[i].deduct);
	}
}

/* A number of the pack, or one beside it. */
static inline int64_t near_number(struct pair *pair)
{
	return pair->numbers[draw_below(&pair->draw, (uint32_t)pair->number_count)] - 1 +
	       draw_below(&pair->draw, 3);
}

#define YEAR (366 * INT64_C(86400))

/* Often where days, months or leap years end; some time after another moment, by what the pack counts. */
static inline int64_t draw_moment(struct pair *pair, int64_t since)
{
	struct draw *draw = &pair->draw;
	int64_t start = INT64_C(1704038400); /* 2024-01-01 in China */

	switch (draw_below(draw, 8)) {
	case 0:
		start = naive_day(2024, 1 + (int)draw_below(draw, 12), 28 + (int)draw_below(draw, 4)) * 86400 - 28800;
		return naive_add_months(start + (int64_t)draw_below(draw, 2) * 86399, 12 * draw_below(draw, 4));
	case 1:
		return start + (int64_t)draw_wide(draw, 4 * YEAR);
	case 2:
		return naive_add_months(since, draw_below(draw, 40)) - 1 + draw_below(draw, 3);
	case 3:
		return since + (int64_t)draw_wide(draw, YEAR);
	case 4:
		return since + (1 + draw_below(draw, 40)) * INT64_C(86400) - 1 + draw_below(draw, 3);
	default:
		return since + near_number(pair);
	}
}

static inline int64_t draw_value(struct pair *pair, const struct tk_fact *fact, int64_t since)
{
	struct draw *draw = &pair->draw;
	uint64_t span = (uint64_t)(fact->most - fact->least) + 1;
	int64_t value;

	switch (fact->type) {
	case TK_MOMENT:
		value = draw_moment(pair, since);
		break;
	case TK_MONEY:
		value = draw_below(draw, 3) ? (int64_t)draw_wide(draw, 1 + 100 * draw_wide(draw, 20000))
					    : near_number(pair);
		break;
	case TK_FLAG:
	case TK_CHOICE:
		return fact->least + (int64_t)draw_wide(draw, span);
	default:
		value = draw_below(draw, 2) ? near_number(pair) : fact->least + (int64_t)draw_wide(draw, span > 100 ? 100 : span);
		break;
	}
	if (draw_below(draw, 40) == 0)
		value = draw_below(draw, 2) ? fact->least : fact->most;
	if (value < fact->least || value > fact->most)
		value = fact->least + (int64_t)draw_wide(draw, span);
	return value;
}

static inline void give(struct pair *pair, size_t slot, int64_t value)
{
	pair->judged.answers[pair->fact[slot]] = (struct naive_answer){true, value};
	if (pair->answers != NULL && tk_answers_set(pair->answers, slot, value, TK_KNOWN_TYPED) != TK_OK)
		ck_abort_msg("slot %zu refuses %lld", slot, (long long)value);
}

/* A moment that other moments of the case are near. */
static inline int64_t some_moment(struct pair *pair)
{
	int ordered = naive_find(pair->naive, "ordered_at");

	if (ordered >= 0 && pair->judged.answers[ordered].given && draw_below(&pair->draw, 4) > 0)
		return pair->judged.answers[ordered].value;
	return pair->judged.now;
}

/* Answers all facts but one in OPEN; for open = 0 all but those that have defaults. */
static inline void draw_case(struct pair *pair, uint32_t open)
{
	struct draw *draw = &pair->draw;

	memset(&pair->judged, 0, sizeof(pair->judged));
	pair->judged.now = INT64_C(1795413600) + (int64_t)draw_wide(draw, YEAR);
	for (size_t slot = 0; slot < tk_vocabulary_count(pair->vocabulary); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(pair->vocabulary, slot);
		int known = pair->fact[slot];
		tk_answers_clear(pair->answers, slot);
		if (strcmp(fact->name, "provider") == 0)
			tk_answers_set_text(pair->answers, slot, tk_policy_head(pair->policy)->provider, TK_KNOWN_TYPED);
		if (known < 0)
			continue;
		if (open == 0 ? pair->naive->facts[known].holds != NULL && draw_below(draw, 2) == 0
			      : draw_below(draw, open) == 0)
			continue;
		/* most often nobody has to answer for a violation */
		if (fact->has_usual && draw_below(draw, 4) > 0)
			give(pair, slot, fact->usual);
		else
			give(pair, slot, draw_value(pair, fact, some_moment(pair)));
	}
	if (draw_below(draw, 2) == 0)
		pair->judged.now = draw_value(pair, &(struct tk_fact){.type = TK_MOMENT, .least = INT64_C(1704038400),
						     .most = INT64_C(4102444800)}, some_moment(pair));
}

/* The case, for a message. */
static inline const char *told(struct pair *pair)
{
	static char text[16384];
	char at[TK_MOMENT_TEXT];
	size_t used = (size_t)snprintf(text, sizeof(text), "%s at %s", tk_policy_head(pair->policy)->id,
		tk_moment_format(pair->judged.now, at));

	for (size_t slot = 0; slot < tk_vocabulary_count(pair->vocabulary); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(pair->vocabulary, slot);
		int known = pair->fact[slot];
		char *value;
		if (known < 0 || !pair->judged.answers[known].given)
			continue;
		value = tk_value_format(fact, pair->judged.answers[known].value);
		used += (size_t)snprintf(text + used, sizeof(text) - used, " --fact '%s=%s'", fact->name, value);
		free(value);
	}
	return text;
}

/* ---- what is open ------------------------------------------------------------------------------- */

static inline bool is_open(struct pair *pair, int fact)
{
	struct naive_tree name = {.op = NAIVE_NAME, .name = (char *)pair->naive->facts[fact].name};
	return naive_evaluate(pair->naive, &pair->judged, &name).kind == NAIVE_OPEN;
}

/* Whether all moments stand in the known order. */
static inline bool in_order(struct pair *pair)
{
	for (size_t slot = 0; slot < tk_vocabulary_count(pair->vocabulary); slot++) {
		const struct naive_section *section;
		char name[200], *copy, *rest, *word;
		bool fine = true;
		struct naive_value late, early;
		if (pair->fact[slot] < 0 || tk_vocabulary_fact(pair->vocabulary, slot)->type != TK_MOMENT)
			continue;
		snprintf(name, sizeof(name), "fact.%s", tk_vocabulary_fact(pair->vocabulary, slot)->name);
		section = naive_section_of(pair->naive->file, name);
		if (section == NULL)
			section = naive_section_of(pair->naive->facts_file, name);
		if (section == NULL || naive_value_of(section, "after") == NULL)
			continue;
		late = naive_evaluate(pair->naive, &pair->judged, &(struct naive_tree){.op = NAIVE_NAME, .name = name + 5});
		rest = copy = strdup(naive_value_of(section, "after"));
		while ((word = strsep(&rest, ", ")) != NULL) {
			if (*word == '\0')
				continue;
			early = naive_evaluate(pair->naive, &pair->judged, &(struct naive_tree){.op = NAIVE_NAME, .name = word});
			if (early.kind != NAIVE_OPEN && late.kind != NAIVE_OPEN && early.number.num > late.number.num)
				fine = false;
		}
		free(copy);
		if (!fine)
			return false;
	}
	return true;
}

static inline void complete(struct pair *pair)
{
	for (size_t slot = 0; slot < tk_vocabulary_count(pair->vocabulary); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(pair->vocabulary, slot);
		if (pair->fact[slot] >= 0 && is_open(pair, pair->fact[slot]))
			give(pair, slot, draw_value(pair, fact, some_moment(pair)));
	}
}

#endif
