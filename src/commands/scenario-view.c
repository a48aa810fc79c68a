/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "scenario-view.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "text.h"

typedef void view(const struct tk_decision *decision, struct text_buffer *out);

static void separate(struct text_buffer *out)
{
	if (out->length)
		text_buffer_add(out, ", ");
}

static void add_money(struct text_buffer *out, int64_t fen)
{
	char text[TK_MONEY_TEXT];

	if (fen == TK_NO_AMOUNT)
		text_buffer_add(out, "none");
	else if (fen == TK_UNBOUNDED)
		text_buffer_add(out, "unbounded");
	else
		text_buffer_add(out, tk_money_format(fen, text));
}

static void add_slots(struct text_buffer *out, const struct tk_decision *decision,
	const struct tk_slot_list *slots)
{
	for (size_t i = 0; i < slots->count; i++) {
		separate(out);
		text_buffer_add(out,
			tk_vocabulary_fact(tk_policy_vocabulary(decision->policy), slots->items[i])->name);
	}
}

static void add_entries(struct text_buffer *out, const struct tk_entry *const *entries, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		separate(out);
		text_buffer_add(out, entries[i]->id);
	}
}

static void add_rules(struct text_buffer *out, const struct tk_rule *const *rules, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		separate(out);
		text_buffer_add(out, rules[i]->id);
	}
}

static void add_traced(struct text_buffer *out, const struct tk_decision *decision, enum tk_truth state)
{
	for (size_t i = 0; i < decision->trace_count; i++)
		if (decision->trace[i].state == state) {
			separate(out);
			text_buffer_add(out, decision->trace[i].rule->id);
		}
}

static void add_when(struct text_buffer *out, int64_t moment, bool is_day)
{
	char text[TK_MOMENT_TEXT];

	tk_moment_format(is_day ? moment * 86400 - TK_ZONE_CHINA : moment, text);
	text_buffer_add_n(out, text, is_day ? 10 : 19);
}

static void add_outcome(struct text_buffer *out, const struct tk_outcome *outcome)
{
	text_buffer_add(out, tk_verdict_name(outcome->verdict));
	text_buffer_add(out, " ");
	add_money(out, outcome->amount);
}

/* ---- one function for each name --------------------------------------------------------------- */

static void view_verdict(const struct tk_decision *decision, struct text_buffer *out)
{
	text_buffer_add(out, tk_verdict_name(decision->outcome.verdict));
}

static void view_amount(const struct tk_decision *decision, struct text_buffer *out)
{
	add_money(out, decision->outcome.amount);
}

static void view_least(const struct tk_decision *decision, struct text_buffer *out)
{
	add_money(out, decision->outcome.least);
}

static void view_most(const struct tk_decision *decision, struct text_buffer *out)
{
	add_money(out, decision->outcome.most);
}

static void view_exact(const struct tk_decision *decision, struct text_buffer *out)
{
	text_buffer_add(out, decision->exact ? "yes" : "no");
}

static void view_applies(const struct tk_decision *decision, struct text_buffer *out)
{
	static const char *const words[] = {[TK_NO] = "no", [TK_YES] = "yes", [TK_OPEN] = "open"};

	text_buffer_add(out, words[decision->applies]);
}

static void view_likely(const struct tk_decision *decision, struct text_buffer *out)
{
	add_outcome(out, &decision->likely);
}

static void view_likely_assuming(const struct tk_decision *decision, struct text_buffer *out)
{
	add_slots(out, decision, &decision->likely_assuming);
}

static void view_channel(const struct tk_decision *decision, struct text_buffer *out)
{
	text_buffer_add(out, decision->channel ? decision->channel->id : "none");
}

static void view_required(const struct tk_decision *decision, struct text_buffer *out)
{
	add_entries(out, decision->required, decision->required_count);
}

static void view_held(const struct tk_decision *decision, struct text_buffer *out)
{
	add_entries(out, decision->held, decision->held_count);
}

static void view_missing(const struct tk_decision *decision, struct text_buffer *out)
{
	add_entries(out, decision->missing, decision->missing_count);
}

static void view_advised(const struct tk_decision *decision, struct text_buffer *out)
{
	add_entries(out, decision->advised, decision->advised_count);
}

static void view_unanswered(const struct tk_decision *decision, struct text_buffer *out)
{
	add_slots(out, decision, &decision->unanswered);
}

static void view_unknown(const struct tk_decision *decision, struct text_buffer *out)
{
	add_slots(out, decision, &decision->unknown);
}

static void view_split(const struct tk_decision *decision, struct text_buffer *out)
{
	for (size_t i = 0; i < decision->split_count; i++) {
		separate(out);
		text_buffer_printf(out, "%s ", decision->split[i].split->id);
		add_money(out, decision->split[i].amount);
	}
}

static void view_sums(const struct tk_decision *decision, struct text_buffer *out)
{
	for (size_t i = 0; i < decision->sum_count; i++) {
		separate(out);
		text_buffer_printf(out, "%s ", decision->sums[i].sum->id);
		add_money(out, decision->sums[i].amount);
	}
}

static void view_refusals(const struct tk_decision *decision, struct text_buffer *out)
{
	add_rules(out, decision->refusals, decision->refusal_count);
}

static void view_warnings(const struct tk_decision *decision, struct text_buffer *out)
{
	add_rules(out, decision->warnings, decision->warning_count);
}

static void view_notes(const struct tk_decision *decision, struct text_buffer *out)
{
	add_rules(out, decision->notes, decision->note_count);
}

static void view_odds(const struct tk_decision *decision, struct text_buffer *out)
{
	add_entries(out, decision->odds, decision->odds_count);
}

static void view_precedents(const struct tk_decision *decision, struct text_buffer *out)
{
	add_entries(out, decision->precedents, decision->precedent_count);
}

static void add_day(int64_t day, struct text_buffer *out)
{
	struct tk_civil civil;

	if (day == TK_NO_DAY) {
		text_buffer_add(out, " -");
		return;
	}
	civil = tk_moment_civil(day * 86400 - TK_ZONE_CHINA);
	text_buffer_printf(out, " %04d-%02d-%02d", civil.year, civil.month, civil.day);
}

/* Those that have any: "telecom-appeal 2026-12-08 2027-04-23", "-" where there is none. */
static void view_remedy_dates(const struct tk_decision *decision, struct text_buffer *out)
{
	for (size_t i = 0; i < decision->remedy_count; i++) {
		const struct tk_remedy_dates *dates = &decision->remedy_dates[i];
		if (dates->from == TK_NO_DAY && dates->until == TK_NO_DAY)
			continue;
		text_buffer_printf(out, "%s%s", out->length ? ", " : "", decision->remedies[i]->id);
		add_day(dates->from, out);
		add_day(dates->until, out);
	}
}

static void view_remedies(const struct tk_decision *decision, struct text_buffer *out)
{
	add_entries(out, decision->remedies, decision->remedy_count);
}

static void view_advice(const struct tk_decision *decision, struct text_buffer *out)
{
	add_entries(out, decision->advice, decision->advice_count);
}

static void view_console(const struct tk_decision *decision, struct text_buffer *out)
{
	text_buffer_add(out, tk_console_name(decision->console));
}

/* Those that the message names and those that fit, each with its mark: "unpaid-order code, voucher fits, window". */
static void view_causes(const struct tk_decision *decision, struct text_buffer *out)
{
	for (size_t i = 0; i < decision->cause_count; i++) {
		const struct tk_cause *cause = &decision->causes[i];
		text_buffer_printf(out, "%s%s%s", i > 0 ? ", " : "", cause->cause->id,
			cause->code ? " code" : cause->fits ? " fits" : "");
	}
}

static void view_fired(const struct tk_decision *decision, struct text_buffer *out)
{
	add_traced(out, decision, TK_YES);
}

static void view_open(const struct tk_decision *decision, struct text_buffer *out)
{
	add_traced(out, decision, TK_OPEN);
}

static void view_deductions(const struct tk_decision *decision, struct text_buffer *out)
{
	for (size_t i = 0; i < decision->deduction_count && !decision->breakdown_likely; i++) {
		separate(out);
		text_buffer_printf(out, "%s ", decision->deductions[i].rule->id);
		add_money(out, decision->deductions[i].amount);
	}
}

static void view_readings(const struct tk_decision *decision, struct text_buffer *out)
{
	for (size_t i = 0; i < decision->reading_count; i++) {
		separate(out);
		text_buffer_printf(out, "%s ", decision->readings[i].reading->id);
		add_outcome(out, &decision->readings[i].outcome);
	}
}

static void add_deadlines(struct text_buffer *out, const struct tk_deadline *deadlines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		separate(out);
		add_when(out, deadlines[i].until, false);
		text_buffer_add(out, " ");
		add_outcome(out, &deadlines[i].then);
	}
}

static void view_deadlines(const struct tk_decision *decision, struct text_buffer *out)
{
	add_deadlines(out, decision->deadlines, decision->deadline_count);
}

static void view_likely_deadlines(const struct tk_decision *decision, struct text_buffer *out)
{
	add_deadlines(out, decision->likely_deadlines, decision->likely_deadline_count);
}

static void view_stages(const struct tk_decision *decision, struct text_buffer *out)
{
	for (size_t i = 0; i < decision->stage_count; i++) {
		const struct tk_stage_dates *dates = &decision->stages[i];
		separate(out);
		text_buffer_printf(out, "%s ", dates->stage->id);
		add_when(out, dates->from, !dates->by_hours);
		text_buffer_add(out, " ");
		add_when(out, dates->to, !dates->by_hours);
	}
}

static const struct {
	const char *key; /* as it stands in a scenario */
	view *show;
} views[] = {
	{"expect.verdict", view_verdict},
	{"expect.amount", view_amount},
	{"expect.least", view_least},
	{"expect.most", view_most},
	{"expect.exact", view_exact},
	{"expect.applies", view_applies},
	{"expect.likely", view_likely},
	{"expect.likely_assuming", view_likely_assuming},
	{"expect.channel", view_channel},
	{"expect.required", view_required},
	{"expect.held", view_held},
	{"expect.missing", view_missing},
	{"expect.advised", view_advised},
	{"expect.unanswered", view_unanswered},
	{"expect.unknown", view_unknown},
	{"expect.split", view_split},
	{"expect.sums", view_sums},
	{"expect.refusals", view_refusals},
	{"expect.deductions", view_deductions},
	{"expect.readings", view_readings},
	{"expect.deadlines", view_deadlines},
	{"expect.likely_deadlines", view_likely_deadlines},
	{"expect.stages", view_stages},
	{"expect.warnings", view_warnings},
	{"expect.notes", view_notes},
	{"expect.odds", view_odds},
	{"expect.precedents", view_precedents},
	{"expect.remedies", view_remedies},
	{"expect.remedy_dates", view_remedy_dates},
	{"expect.advice", view_advice},
	{"expect.console", view_console},
	{"expect.causes", view_causes},
	{"expect.fired", view_fired},
	{"expect.open", view_open},
};
enum { VIEW_COUNT = sizeof(views) / sizeof(*views), PREFIX = sizeof("expect.") - 1 };

char *scenario_view(const struct tk_decision *decision, const char *name)
{
	for (size_t i = 0; i < VIEW_COUNT; i++) {
		if (strcmp(views[i].key + PREFIX, name) != 0)
			continue;
		struct text_buffer out;
		text_buffer_init(&out);
		views[i].show(decision, &out);
		if (out.length == 0)
			text_buffer_add(&out, "none");
		return text_buffer_take(&out);
	}
	return NULL;
}

char *scenario_view_names(void)
{
	struct text_buffer out;

	text_buffer_init(&out);
	for (size_t i = 0; i < VIEW_COUNT; i++) {
		separate(&out);
		text_buffer_add(&out, views[i].key + PREFIX);
	}
	return text_buffer_take(&out);
}

static const char *view_name(const void *user, size_t i)
{
	(void)user;
	return i < VIEW_COUNT ? views[i].key + PREFIX : NULL;
}

const char *scenario_view_nearest(const char *name)
{
	const char *nearest = error_nearest(name, view_name, NULL);

	return nearest ? nearest - PREFIX : NULL;
}

/* ---- one form for what means the same --------------------------------------------------------- */

static int compare_items(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A word of an item: a moment, or an amount, however it is spelled, else itself. */
static void add_word(struct text_buffer *out, const char *word)
{
	char moment[TK_MOMENT_TEXT], money[TK_MONEY_TEXT];
	int64_t value;

	if (strchr(word, 'T') && tk_moment_parse(word, &value) == TK_OK)
		text_buffer_add(out, tk_moment_format(value, moment));
	else if (tk_money_parse(word, &value) == TK_OK)
		text_buffer_add(out, tk_money_format(value, money));
	else
		text_buffer_add(out, word);
}

static char *normal_item(char *item)
{
	struct text_buffer out;
	char *rest = NULL;

	text_buffer_init(&out);
	for (char *word = strtok_r(item, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest)) {
		if (out.length)
			text_buffer_add(&out, " ");
		add_word(&out, word);
	}
	return text_buffer_take(&out);
}

static char *join_sorted(char **items, size_t count)
{
	struct text_buffer out;

	qsort(items, count, sizeof(*items), compare_items);
	text_buffer_init(&out);
	for (size_t i = 0; i < count; i++) {
		if (*items[i] == '\0' || strcmp(items[i], "none") == 0)
			continue;
		separate(&out);
		text_buffer_add(&out, items[i]);
	}
	return text_buffer_take(&out);
}

char *scenario_view_normal(const char *text)
{
	char *copy = strdup(text);
	size_t most = 1, count = 0;

	for (const char *comma = text; (comma = strchr(comma, ',')); comma++)
		most++;
	char **items = calloc(most, sizeof(*items)), *normal = NULL;
	bool complete = copy && items;
	char *rest = NULL;
	for (char *item = complete ? strtok_r(copy, ",", &rest) : NULL; item;
		item = strtok_r(NULL, ",", &rest)) {
		char *good = normal_item(item);
		if (!good) {
			complete = false;
			break;
		}
		items[count++] = good;
	}
	if (complete)
		normal = join_sorted(items, count);
	for (size_t i = 0; i < count; i++)
		free(items[i]);
	free(items);
	free(copy);
	return normal;
}
