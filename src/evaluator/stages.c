/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When each stage of the review can be finished: working days by the calendar, or hours, chained
 * earliest to earliest and latest to latest. And from when until when a remedy is open.
 */
#include "judge.h"

bool judge_stage_due(const struct evaluation *evaluation, size_t stage, int channel)
{
	const struct policy_entry *entry = &evaluation->policy->entries[TK_STAGE][stage];
	return (entry->channel < 0 || entry->channel == channel) &&
	       evaluation->truth[entry->when] == TK_YES;
}

/* What it is chained to: the nearest stage before it that is due at all; -1: the application. */
static int predecessor(const struct evaluation *evaluation, size_t stage, int channel)
{
	const struct policy_entry *stages = evaluation->policy->entries[TK_STAGE];
	int before = stages[stage].after;
	while (before >= 0 && !judge_stage_due(evaluation, (size_t)before, channel))
		before = stages[before].after;
	return before;
}

static void count_days(const struct tk_policy *policy, const struct policy_entry *stage,
	struct tk_stage_dates *dates)
{
	const struct tk_calendar *calendar = policy->head.calendar;

	if (dates->by_hours) {
		dates->from = tk_moment_day(dates->from);
		dates->to = tk_moment_day(dates->to);
	}
	dates->by_hours = false;
	dates->from = tk_calendar_add(calendar, dates->from, stage->least, &dates->uncertain);
	dates->to = tk_calendar_add(calendar, dates->to, stage->most, &dates->uncertain);
}

struct tk_stage_dates judge_stage_dates(const struct evaluation *evaluation, size_t stage, int channel,
	int64_t applied_at)
{
	const struct tk_policy *policy = evaluation->policy;
	const struct policy_entry *entry = &policy->entries[TK_STAGE][stage];
	struct tk_stage_dates dates = {.by_hours = true, .from = applied_at, .to = applied_at};
	int before = predecessor(evaluation, stage, channel);

	if (before >= 0)
		dates = judge_stage_dates(evaluation, (size_t)before, channel, applied_at);
	dates.stage = &entry->shown;
	if (!entry->by_hours) {
		count_days(policy, entry, &dates);
		return dates;
	}
	/* never chained to another: hours are counted from the application */
	dates.from += entry->least * 3600;
	dates.to += entry->most * 3600;
	return dates;
}

/* A period counted by days begins on the day after; by months and years it ends on the day of that number,
 * or on the last of a month that has none (Civil Code, articles 201 and 202). It is not moved off
 * holidays: the earlier day is the safe one. */
static int64_t term_day(const struct evaluation *evaluation, const struct policy_term *term)
{
	int64_t moment;

	if (term->slot < 0 || !evaluation_value(evaluation, (size_t)term->slot, &moment))
		return TK_NO_DAY;
	struct tk_civil civil = tk_moment_civil(moment);
	struct tk_civil first = {.year = civil.year, .month = civil.month, .day = 1};
	first.year += (int)((first.month - 1 + term->months) / 12);
	first.month = (int)((first.month - 1 + term->months) % 12) + 1;
	struct tk_civil next = first;
	next.month++;
	int64_t start = tk_moment_day(tk_civil_moment(&first)), end = tk_moment_day(tk_civil_moment(&next));
	int64_t day = start + civil.day - 1;
	return (day < end ? day : end - 1) + term->days;
}

struct tk_remedy_dates judge_remedy_dates(const struct evaluation *evaluation, const struct policy_entry *remedy)
{
	return (struct tk_remedy_dates){
		term_day(evaluation, &remedy->from), term_day(evaluation, &remedy->until)};
}

/* The channel that the first rule to fire picks. A rule that is open does not matter when it would
 * pick the same. */
enum tk_truth judge_channel(const struct evaluation *evaluation, size_t index, int *ret_channel)
{
	const struct tk_policy *policy = evaluation->policy;
	int channel = -1;
	bool open = false;

	for (size_t i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		enum tk_truth fired = evaluation->truth[rule->when * evaluation->cases + index];
		if (rule->reading >= 0 || rule->shown.effect != TK_CHANNEL_IS || fired == TK_NO)
			continue;
		if (open && rule->target != channel)
			return TK_OPEN;
		channel = rule->target;
		if (fired == TK_YES) {
			*ret_channel = channel;
			return TK_YES;
		}
		open = true;
	}
	return open ? TK_OPEN : TK_NO;
}
