/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts a decision together from its pieces (judge.h), in memory of its own. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "judge.h"

struct owner {
	struct tk_decision decision; /* first: what the caller holds */
	struct arena arena;
};

/* What is at hand while a decision is put together. */
struct work {
	struct judge judge;
	struct arena *arena; /* of the decision */
	struct tk_decision *decision;
	int channel;
	bool refused;
};

void tk_decision_free(struct tk_decision *decision)
{
	struct owner *owner = (struct owner *)decision;
	if (owner == NULL)
		return;
	arena_release(&owner->arena);
	free(owner);
}

static void *room(struct work *work, size_t count, size_t size)
{
	return arena_array(work->arena, count, size);
}

/* ---- does the pack apply ---------------------------------------------------------------------- */

static enum tk_truth provider_fits(const struct tk_policy *policy, const struct tk_answers *answers)
{
	const struct tk_vocabulary *vocabulary = tk_answers_vocabulary(answers);
	int slot = tk_vocabulary_find(policy->vocabulary, "provider");

	if (slot < 0)
		return TK_YES;
	if ((size_t)slot >= tk_vocabulary_count(vocabulary) ||
		tk_answers_state(answers, (size_t)slot) != TK_ANSWERED)
		return TK_OPEN;
	return strcmp(tk_answers_text(answers, (size_t)slot), policy->head.provider) == 0 ? TK_YES : TK_NO;
}

static enum tk_truth applies(const struct evaluation *evaluation, const struct tk_answers *answers)
{
	enum tk_truth fits = provider_fits(evaluation->policy, answers);
	enum tk_truth holds = evaluation->truth[evaluation->policy->applies];
	return fits == TK_NO || holds == TK_NO ? TK_NO : fits == TK_OPEN ? TK_OPEN : holds;
}

/* ---- likely, and the breakdown ---------------------------------------------------------------- */

static void fill_assuming(struct work *work)
{
	struct judge *judge = &work->judge;
	struct tk_decision *decision = work->decision;
	size_t *slots = room(work, judge->facts.count, sizeof(*slots)), count = 0;

	for (size_t slot = 0; slot < judge->facts.count && slots != NULL; slot++)
		if (judge->now.mode[slot] == SLOT_OPEN && decision->relevance[slot] == TK_DECIDES &&
			tk_vocabulary_fact(judge->policy->vocabulary, slot)->has_usual)
			slots[count++] = slot;
	decision->likely_assuming = (struct tk_slot_list){slots, count};
}

/* The lines under the evaluation when all that decides is known; false: something is open. */
static bool fill_breakdown(struct work *work, const struct evaluation *evaluation)
{
	struct tk_decision *decision = work->decision;
	const struct ruleset *rules = work->judge.rules;
	enum tk_verdict verdict;
	struct tk_deduction *lines;
	int64_t amount;

	if (!outcome_known(evaluation, rules, &verdict, &amount))
		return false;
	lines = room(work, rules->deduction_count, sizeof(*lines));
	if (lines != NULL && verdict != TK_REFUSED)
		decision->deduction_count = outcome_breakdown(evaluation, rules, lines);
	decision->deductions = lines;
	return true;
}

static void fill_likely(struct work *work)
{
	struct judge *judge = &work->judge;
	struct tk_decision *decision = work->decision;
	bool exact = true, known = fill_breakdown(work, &judge->now);

	decision->likely = decision->outcome;
	if (known || !judge_assume_usual(judge))
		return;
	judge_settle(judge, &judge->other, &judge->other_facts);
	decision->likely = judge_outcome(judge, &judge->other, judge->rules, &exact);
	if (!outcomes_equal(&decision->likely, &decision->outcome))
		fill_assuming(work);
	decision->breakdown_likely = fill_breakdown(work, &judge->other);
}

/* ---- readings --------------------------------------------------------------------------------- */

static void fill_reading(struct work *work, size_t index, struct tk_reading_outcome *outcomes)
{
	struct judge *judge = &work->judge;
	const struct policy_entry *reading = &judge->policy->entries[TK_READING][index];
	const struct ruleset *rules = &judge->rules[index + 1];
	struct tk_reading_outcome *outcome = &outcomes[work->decision->reading_count];
	struct tk_deduction *lines;
	enum tk_verdict verdict;
	int64_t amount;
	bool exact = true;

	if (judge->now.truth[reading->when] != TK_YES)
		return;
	*outcome = (struct tk_reading_outcome){.reading = &reading->shown};
	outcome->outcome = judge_outcome(judge, &judge->now, rules, &exact);
	if (outcomes_equal(&outcome->outcome, &work->decision->outcome))
		return;
	lines = room(work, rules->deduction_count, sizeof(*lines));
	if (lines != NULL && outcome_known(&judge->now, rules, &verdict, &amount) && verdict != TK_REFUSED)
		outcome->deduction_count = outcome_breakdown(&judge->now, rules, lines);
	outcome->deductions = lines;
	work->decision->reading_count++;
}

static void fill_readings(struct work *work)
{
	size_t count = work->judge.policy->entry_count[TK_READING];
	struct tk_reading_outcome *outcomes = room(work, count, sizeof(*outcomes));

	work->decision->readings = outcomes;
	for (size_t i = 0; i < count && outcomes != NULL && !work->refused; i++)
		fill_reading(work, i, outcomes);
}

/* ---- lists of rules and entries --------------------------------------------------------------- */

static const struct tk_rule *const *fired_rules(struct work *work, enum tk_effect effect, size_t *ret_count)
{
	const struct judge *judge = &work->judge;
	const struct tk_rule **rules = room(work, judge->policy->rule_count, sizeof(*rules));

	for (size_t i = 0; i < judge->policy->rule_count && rules != NULL; i++) {
		const struct policy_rule *rule = &judge->policy->rules[i];
		if (rule->reading < 0 && rule->shown.effect == effect &&
			judge->now.truth[rule->when] == TK_YES)
			rules[(*ret_count)++] = &rule->shown;
	}
	return rules;
}

static const struct tk_entry *const *true_entries(struct work *work, enum tk_entry_kind kind, size_t *ret_count)
{
	const struct judge *judge = &work->judge;
	size_t count = judge->policy->entry_count[kind];
	const struct tk_entry **entries = room(work, count, sizeof(*entries));

	for (size_t i = 0; i < count && entries != NULL; i++)
		if (judge->now.truth[judge->policy->entries[kind][i].when] == TK_YES)
			entries[(*ret_count)++] = &judge->policy->entries[kind][i].shown;
	return entries;
}

static void fill_remedies(struct work *work)
{
	struct tk_decision *decision = work->decision;
	size_t count = work->judge.policy->entry_count[TK_REMEDY], filled = 0;
	struct tk_remedy_dates *dates = room(work, count, sizeof(*dates));

	decision->remedies = true_entries(work, TK_REMEDY, &decision->remedy_count);
	decision->remedy_dates = dates;
	for (size_t i = 0; i < count && dates != NULL && decision->remedies != NULL; i++) {
		const struct policy_entry *remedy = &work->judge.policy->entries[TK_REMEDY][i];
		if (filled < decision->remedy_count && decision->remedies[filled] == &remedy->shown)
			dates[filled++] = judge_remedy_dates(&work->judge.now, remedy);
	}
}

static void fill_documents(struct work *work)
{
	const struct judge *judge = &work->judge;
	struct tk_decision *decision = work->decision;
	size_t count = judge->policy->entry_count[TK_DOCUMENT];
	const struct tk_entry **required = room(work, count, sizeof(*required));
	const struct tk_entry **held = room(work, count, sizeof(*held));
	const struct tk_entry **missing = room(work, count, sizeof(*missing));
	const struct tk_entry **advised = room(work, count, sizeof(*advised));

	decision->required = required;
	decision->held = held;
	decision->missing = missing;
	decision->advised = advised;
	for (size_t i = 0; i < count && !work->refused && !work->arena->failed; i++) {
		const struct policy_entry *document = &judge->policy->entries[TK_DOCUMENT][i];
		int64_t has;
		if (!judge_requires(&judge->now, i, 0)) {
			if (judge->now.truth[document->when] == TK_YES)
				advised[decision->advised_count++] = &document->shown;
			continue;
		}
		required[decision->required_count++] = &document->shown;
		if (evaluation_value(&judge->now, document->slot, &has) && has != 0)
			held[decision->held_count++] = &document->shown;
		else
			missing[decision->missing_count++] = &document->shown;
	}
}

static void fill_channel_and_stages(struct work *work)
{
	const struct judge *judge = &work->judge;
	struct tk_decision *decision = work->decision;
	size_t count = judge->policy->entry_count[TK_STAGE];
	struct tk_stage_dates *stages = room(work, count, sizeof(*stages));

	decision->channel_state = judge_channel(&judge->now, 0, &work->channel);
	if (decision->channel_state == TK_YES)
		decision->channel = &judge->policy->entries[TK_CHANNEL][work->channel].shown;
	decision->stages = stages;
	if (judge->policy->applied_at < 0 ||
		!evaluation_value(&judge->now, (size_t)judge->policy->applied_at, &decision->applied_at) ||
		work->refused || stages == NULL)
		return;
	for (size_t i = 0; i < count; i++)
		if (judge_stage_due(&judge->now, i, work->channel))
			stages[decision->stage_count++] = judge_stage_dates(
				&judge->now, i, work->channel, decision->applied_at);
}

static void fill_lists(struct work *work)
{
	struct tk_decision *decision = work->decision;

	decision->refusals = fired_rules(work, TK_REFUSE, &decision->refusal_count);
	decision->warnings = fired_rules(work, TK_WARN, &decision->warning_count);
	decision->notes = fired_rules(work, TK_NOTE, &decision->note_count);
	decision->odds = true_entries(work, TK_ODDS, &decision->odds_count);
	decision->precedents = true_entries(work, TK_PRECEDENT, &decision->precedent_count);
	fill_remedies(work);
	decision->advice = true_entries(work, TK_ADVICE, &decision->advice_count);
	fill_documents(work);
	fill_channel_and_stages(work);
}

/* ---- trace ------------------------------------------------------------------------------------ */

static void fill_needs(struct work *work, uint32_t node, struct tk_trace *line)
{
	const struct evaluation *now = &work->judge.now;
	size_t slots = work->judge.facts.count, *needs;

	for (size_t slot = 0; slot < slots; slot++)
		line->need_count += evaluation_hangs_on(now, node, slot);
	needs = room(work, line->need_count, sizeof(*needs));
	line->needs = needs;
	for (size_t slot = 0; slot < slots && needs != NULL; slot++)
		if (evaluation_hangs_on(now, node, slot))
			*needs++ = slot;
}

static void fill_trace(struct work *work)
{
	const struct judge *judge = &work->judge;
	struct tk_decision *decision = work->decision;
	struct tk_trace *trace = room(work, judge->policy->rule_count, sizeof(*trace));

	decision->trace = trace;
	for (size_t i = 0; i < judge->policy->rule_count && trace != NULL; i++) {
		const struct policy_rule *rule = &judge->policy->rules[i];
		struct tk_trace *line = &trace[decision->trace_count];
		if (rule->reading >= 0)
			continue;
		line->rule = &rule->shown;
		line->state = judge->now.truth[rule->when];
		fill_needs(work, rule->when, line);
		decision->trace_count++;
	}
}

/* What is not asked in this case is no assumption about it. */
static void fill_assumptions(struct work *work)
{
	const struct judge *judge = &work->judge;
	struct tk_decision *decision = work->decision;
	struct tk_assumption *assumptions = room(work, judge->facts.count, sizeof(*assumptions));

	decision->assumptions = assumptions;
	for (size_t slot = 0; slot < judge->facts.count && assumptions != NULL; slot++) {
		int64_t value;
		if (judge->now.mode[slot] != SLOT_ASSUMED || !judge_reads(judge->policy, slot) ||
			judge->now.truth[judge->policy->facts[slot].ask] == TK_NO ||
			!evaluation_value(&judge->now, slot, &value))
			continue;
		assumptions[decision->assumption_count++] = (struct tk_assumption){slot, value};
	}
}

/* A known elapsed time that a rule or entry reads, and that is below zero. */
static bool find_negative_elapsed(struct work *work)
{
	const struct judge *judge = &work->judge;
	const struct evaluation *now = &judge->now;
	const struct expr_pool *pool = &judge->policy->pool;

	for (uint32_t i = 0; i < pool->count; i++) {
		const struct expr_node *node = &pool->nodes[i];
		if (node->op == EXPR_ELAPSED && now->truth[node->a] != TK_OPEN &&
			now->truth[node->b] != TK_OPEN &&
			number_compare(now->number[node->a], now->number[node->b]) < 0)
			return true;
	}
	return false;
}

/* The open facts that decide, then those that shape; those that nobody can answer or the others. */
static struct tk_slot_list open_slots(struct work *work, bool unknown)
{
	const struct judge *judge = &work->judge;
	const struct tk_vocabulary *vocabulary = judge->policy->vocabulary;
	size_t *slots = room(work, judge->facts.count, sizeof(*slots)), count = 0;

	for (int level = TK_DECIDES; level >= TK_SHAPES && slots != NULL && !work->refused; level--)
		for (size_t slot = 0; slot < judge->facts.count; slot++)
			if (judge->now.mode[slot] == SLOT_OPEN &&
				(tk_vocabulary_fact(vocabulary, slot)->unknown != NULL) == unknown &&
				work->decision->relevance[slot] == (enum tk_relevance)level)
				slots[count++] = slot;
	return (struct tk_slot_list){slots, count};
}

static void fill_split(struct work *work)
{
	struct tk_decision *decision = work->decision;
	struct tk_part *parts = room(work, work->judge.policy->split_count, sizeof(*parts));

	decision->split = parts;
	if (parts != NULL && decision->outcome.amount != TK_NO_AMOUNT)
		decision->split_count = judge_split(&work->judge, decision->outcome.amount, parts);
}

/* Of a refused return nothing is cancelled, used up or left. */
static void fill_sums(struct work *work)
{
	struct tk_known_sum *sums = room(work, work->judge.policy->sum_count, sizeof(*sums));

	work->decision->sums = sums;
	if (sums != NULL && !work->refused)
		work->decision->sum_count = judge_sums(&work->judge, sums);
}

static const struct tk_deadline *find_deadlines(struct work *work, size_t most, size_t *ret_count)
{
	struct tk_deadline *deadlines = room(work, most, sizeof(*deadlines));

	if (deadlines != NULL)
		*ret_count = judge_deadlines(&work->judge, deadlines, most);
	return deadlines;
}

/* The usual answers become the case's for the while. */
static void fill_likely_deadlines(struct work *work, size_t most)
{
	struct judge *judge = &work->judge;
	struct case_facts given;

	if (!case_facts_init(&given, judge->policy, judge->arena)) {
		judge->failed = true;
		return;
	}
	case_facts_copy(&given, &judge->facts);
	judge_assume_usual(judge);
	case_facts_copy(&judge->facts, &judge->other_facts);
	judge_settle(judge, &judge->now, &judge->facts);
	work->decision->likely_deadlines = find_deadlines(work, most, &work->decision->likely_deadline_count);
	case_facts_copy(&judge->facts, &given);
	judge_settle(judge, &judge->now, &judge->facts);
}

static void fill_deadlines(struct work *work, size_t most)
{
	struct tk_decision *decision = work->decision;

	decision->deadlines = find_deadlines(work, most, &decision->deadline_count);
	if (decision->likely_assuming.count > 0)
		fill_likely_deadlines(work, most);
}

const struct tk_deadline *tk_decision_deadline(
	const struct tk_decision *decision, const struct tk_outcome **ret_before)
{
	bool likely = decision->likely_deadline_count > 0 &&
		      (decision->deadline_count == 0 ||
			      decision->likely_deadlines[0].until < decision->deadlines[0].until);

	if (ret_before != NULL)
		*ret_before = likely ? &decision->likely : &decision->outcome;
	return likely			      ? &decision->likely_deadlines[0]
	       : decision->deadline_count > 0 ? &decision->deadlines[0]
					      : NULL;
}

static void fill_what_if(struct work *work)
{
	struct tk_decision *decision = work->decision;

	decision->what_if = judge_what_if(&work->judge, decision, work->arena, &decision->what_if_count);
	if (decision->what_if != NULL)
		judge_ways(&work->judge, decision, work->arena);
}

/* ---- the whole -------------------------------------------------------------------------------- */

static void decide(struct work *work, const struct tk_answers *answers, unsigned flags)
{
	struct judge *judge = &work->judge;
	struct tk_decision *decision = work->decision;
	enum tk_relevance *relevance = room(work, judge->facts.count, sizeof(*relevance));

	judge_settle(judge, &judge->now, &judge->facts);
	if (relevance == NULL || judge->failed)
		return;
	decision->exact = true;
	decision->order_broken = judge->order_broken;
	decision->applies = applies(&judge->now, answers);
	decision->outcome = judge_outcome(judge, &judge->now, judge->rules, &decision->exact);
	work->refused = decision->outcome.verdict == TK_REFUSED;
	judge_relevance(judge, !outcome_is_settled(&decision->outcome), relevance, &decision->exact);
	decision->relevance = relevance;
	decision->base_known = judge->now.truth[judge->policy->base] != TK_OPEN;
	if (decision->base_known)
		decision->base = (int64_t)amount_rounded(judge->now.number[judge->policy->base]);
	decision->negative_elapsed = find_negative_elapsed(work);
	decision->unanswered = open_slots(work, false);
	decision->unknown = open_slots(work, true);
	fill_split(work);
	fill_sums(work);
	fill_likely(work);
	fill_readings(work);
	fill_deadlines(work, flags & TK_FIRST_DEADLINE ? 1 : JUDGE_MAX_DEADLINES);
	evaluate_verdict(&judge->now, decision->outcome.verdict);
	fill_lists(work);
	judge_console(judge, answers, decision, work->arena);
	fill_trace(work);
	fill_assumptions(work);
	if (flags & TK_WITH_WHAT_IF)
		fill_what_if(work);
	if (flags & TK_WITH_WHY)
		judge_reasons(judge, decision, work->arena);
}

enum tk_status tk_evaluate_while(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at,
	unsigned flags, bool (*goes_on)(void *user), void *user, struct tk_decision **ret_decision)
{
	struct owner *owner = calloc(1, sizeof(*owner));
	struct work work = {.channel = -1};
	struct arena scratch;
	bool good;

	if (owner == NULL)
		return TK_NO_MEMORY;
	arena_init(&owner->arena);
	arena_init(&scratch);
	work.arena = &owner->arena;
	work.decision = &owner->decision;
	owner->decision = (struct tk_decision){.policy = policy, .at = at, .applied_at = at};
	good = judge_init(&work.judge, policy, &scratch);
	if (good) {
		work.judge.search.goes_on = goes_on;
		work.judge.search.user = user;
		case_facts_take(&work.judge.facts, policy, answers, at);
		work.decision->age = tk_policy_age(policy, answers, at);
		decide(&work, answers, flags);
		good = !work.judge.failed && !scratch.failed && !owner->arena.failed;
	}
	arena_release(&scratch);
	if (!good) {
		tk_decision_free(&owner->decision);
		return work.judge.search.given_up ? TK_GIVEN_UP : TK_NO_MEMORY;
	}
	*ret_decision = &owner->decision;
	return TK_OK;
}

enum tk_status tk_evaluate(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at,
	unsigned flags, struct tk_decision **ret_decision)
{
	return tk_evaluate_while(policy, answers, at, flags, NULL, NULL, ret_decision);
}

/* ---- single questions ------------------------------------------------------------------------- */

/* Evaluates without judging; false = no memory. */
static bool look(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at,
	struct arena *arena, struct case_facts *facts, struct evaluation *evaluation)
{
	if (!case_facts_init(facts, policy, arena) || !evaluation_init(evaluation, policy, false, arena))
		return false;
	case_facts_take(facts, policy, answers, at);
	evaluate(evaluation, facts);
	return true;
}

enum tk_truth tk_policy_applies(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at)
{
	struct case_facts facts;
	struct evaluation evaluation;
	enum tk_truth result = TK_OPEN;
	struct arena arena;

	arena_init(&arena);
	bool looked = look(policy, answers, at, &arena, &facts, &evaluation);
	if (looked)
		result = applies(&evaluation, answers);
	arena_release(&arena);
	if (!looked)
		errno = ENOMEM;
	return result;
}

enum tk_truth tk_fact_asked(const struct tk_policy *policy, const struct tk_answers *answers, size_t slot,
	int64_t at)
{
	struct case_facts facts;
	struct evaluation evaluation;
	enum tk_truth result = TK_OPEN;
	struct arena arena;

	arena_init(&arena);
	if (look(policy, answers, at, &arena, &facts, &evaluation))
		result = evaluation.truth[policy->facts[slot].ask];
	arena_release(&arena);
	return result;
}

bool tk_fact_default(const struct tk_policy *policy, const struct tk_answers *answers, size_t slot, int64_t at,
	int64_t *ret_value)
{
	struct case_facts facts;
	struct evaluation evaluation;
	bool result = false;
	struct arena arena;

	arena_init(&arena);
	if (look(policy, answers, at, &arena, &facts, &evaluation))
		result = evaluation.mode[slot] == SLOT_ASSUMED &&
			 evaluation_value(&evaluation, slot, ret_value);
	arena_release(&arena);
	return result;
}
