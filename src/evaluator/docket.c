/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cases in step. Where the answers settle all that is asked for, one pass over the nodes is enough; a
 * case in which something stays open is judged alone (judge.h), as any single case is.
 */
#include <stdlib.h>
#include <string.h>

#include "asking.h"
#include "kinds.h"

struct tk_docket {
	const struct tk_policy *policy;
	struct arena arena;
	bool only_asked;
	const struct ruleset *rules;
	struct case_facts facts;
	struct evaluation evaluation;
	bool reads_verdict; /* some node of the program does */
	struct asking asking;
	struct kinds kinds;
	/* A case by itself: */
	struct judge alone;
	struct asking alone_asking; /* of all questions: known order settles by what no condition reads, too */
	struct arena alone_arena;
	bool alone_ready;
	/* Of the cases in step: */
	uint8_t verdicts[TK_DOCKET_CASES];
	bool settled[TK_DOCKET_CASES];
};

_Static_assert(TK_DOCKET_CASES == CASES_IN_STEP, "a docket goes through in one step");

/* ---- the program ------------------------------------------------------------------------------ */

/* Marks the nodes that rulings look at. */
static void mark_roots(const struct tk_docket *docket, bool *needed)
{
	const struct tk_policy *policy = docket->policy;

	needed[policy->base] = true;
	for (size_t i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		enum tk_effect effect = rule->shown.effect;
		if (rule->reading >= 0 ||
			(!docket->kinds.tells_rules && (effect == TK_WARN || effect == TK_NOTE)))
			continue;
		needed[rule->when] = true;
		if (rule->amount != EXPR_NONE)
			needed[rule->amount] = true;
	}
}

/* And what they hang on: operands, and defaults, stand before their nodes. */
static void mark_operands(const struct tk_policy *policy, bool *needed)
{
	for (uint32_t i = policy->pool.count; i-- > 0;) {
		const struct expr_node *node = &policy->pool.nodes[i];
		if (!needed[i])
			continue;
		if (node->a != EXPR_NONE)
			needed[node->a] = true;
		if (node->b != EXPR_NONE)
			needed[node->b] = true;
		if (node->c != EXPR_NONE)
			needed[node->c] = true;
	}
}

/* And the conditions of the questions behind them, whose answers may not count; true: there are new ones. */
static bool mark_questions(const struct tk_policy *policy, bool *needed, bool *looked_at)
{
	bool more = false;

	for (uint32_t i = 0; i < policy->pool.count; i++) {
		const struct expr_node *node = &policy->pool.nodes[i];
		if (!needed[i] || (node->op != EXPR_FACT && node->op != EXPR_FLAG && node->op != EXPR_IN &&
					  node->op != EXPR_ANSWERED))
			continue;
		looked_at[node->slot] = true;
		if (!always_asked(policy, node->slot) && !needed[policy->facts[node->slot].ask])
			more = needed[policy->facts[node->slot].ask] = true;
	}
	return more;
}

/* Appends the nodes of one part to the program; constants are worked out once and for all. Returns its new length. */
static size_t add_part(const struct tk_policy *policy, const bool *needed, const bool *first, bool part,
	uint32_t *program, size_t filled)
{
	for (uint32_t i = 0; i < policy->pool.count; i++) {
		enum expr_op op = policy->pool.nodes[i].op;
		if (needed[i] && first[i] == part && op != EXPR_CONSTANT && op != EXPR_TRUTH)
			program[filled++] = i;
	}
	return filled;
}

/* What tells which questions are asked comes first: it is worked out again for each answer that it makes come or go,
 * the rest once. */
static bool build_program(struct tk_docket *docket)
{
	const struct tk_policy *policy = docket->policy;
	uint32_t count = policy->pool.count;
	bool *needed = arena_array(&docket->arena, count, sizeof(*needed));
	bool *first = arena_array(&docket->arena, count, sizeof(*first));
	bool *looked_at = arena_array(&docket->arena, docket->facts.count, sizeof(*looked_at));
	uint32_t *program = arena_array(&docket->arena, count, sizeof(*program));
	size_t filled;

	if (needed == NULL || first == NULL || program == NULL || looked_at == NULL)
		return false;
	mark_roots(docket, needed);
	do
		mark_operands(policy, needed);
	while (docket->only_asked && mark_questions(policy, needed, looked_at));
	if (!asking_init(&docket->asking, policy, TK_DOCKET_CASES, looked_at, &docket->arena))
		return false;
	asking_mark(&docket->asking, policy, first);
	mark_operands(policy, first);
	docket->asking.steps = add_part(policy, needed, first, true, program, 0);
	filled = add_part(policy, needed, first, false, program, docket->asking.steps);
	for (uint32_t i = 0; i < count; i++)
		docket->reads_verdict |= needed[i] && policy->pool.nodes[i].op == EXPR_VERDICT;
	return evaluation_init_many(
		&docket->evaluation, policy, TK_DOCKET_CASES, program, filled, &docket->arena);
}

struct tk_docket *tk_docket_new(const struct tk_policy *policy, unsigned flags)
{
	struct tk_docket *docket = calloc(1, sizeof(*docket));

	if (docket == NULL)
		return NULL;
	docket->policy = policy;
	docket->only_asked = flags & TK_DOCKET_ASKED;
	arena_init(&docket->arena);
	arena_init(&docket->alone_arena);
	docket->rules = rulesets_build(policy, &docket->arena);
	if (docket->rules == NULL ||
		!case_facts_init_many(&docket->facts, policy, TK_DOCKET_CASES, &docket->arena) ||
		!kinds_init(&docket->kinds, policy, docket->rules, flags, &docket->arena) ||
		!build_program(docket)) {
		tk_docket_free(docket);
		return NULL;
	}
	return docket;
}

void tk_docket_free(struct tk_docket *docket)
{
	if (docket == NULL)
		return;
	kinds_release(&docket->kinds);
	arena_release(&docket->alone_arena);
	arena_release(&docket->arena);
	free(docket);
}

/* ---- answers ---------------------------------------------------------------------------------- */

void tk_docket_clear(struct tk_docket *docket)
{
	struct case_facts *facts = &docket->facts;
	const struct tk_policy *policy = docket->policy;

	memset(facts->state, FACT_UNANSWERED, facts->count * facts->cases);
	for (size_t i = 0; i < policy->entry_count[TK_DOCUMENT]; i++)
		memset(facts->value + policy->entries[TK_DOCUMENT][i].slot * facts->cases, 0,
			facts->cases * sizeof(*facts->value));
}

void tk_docket_clear_place(struct tk_docket *docket, size_t place)
{
	struct case_facts *facts = &docket->facts;

	for (size_t slot = 0; slot < facts->count; slot++) {
		facts->state[slot * facts->cases + place] = FACT_UNANSWERED;
		facts->value[slot * facts->cases + place] = 0;
	}
}

void tk_docket_answer(struct tk_docket *docket, size_t place, size_t slot, int64_t value)
{
	size_t at = slot * TK_DOCKET_CASES + place;

	docket->facts.state[at] = FACT_ANSWERED;
	docket->facts.value[at] = value;
}

struct tk_docket_answers tk_docket_answers(struct tk_docket *docket, size_t slot)
{
	size_t at = slot * TK_DOCKET_CASES;
	return (struct tk_docket_answers){docket->facts.state + at, docket->facts.value + at};
}

/* What answered(fact) says is whether it is. */
static void tell(struct case_facts *facts)
{
	_Static_assert(FACT_UNANSWERED == 0 && FACT_ANSWERED == 1, "a state is told as it is");
	memcpy(facts->told, facts->state, facts->count * facts->cases);
}

/* ---- judging ---------------------------------------------------------------------------------- */

static void find_outcome(
	struct tk_docket *docket, size_t index, enum tk_truth refused, struct tk_outcome *outcome)
{
	enum tk_verdict verdict = TK_UNDETERMINED;
	int64_t amount = 0;

	docket->settled[index] =
		outcome_known_of(&docket->evaluation, docket->rules, index, refused, &verdict, &amount);
	docket->verdicts[index] = (uint8_t)verdict;
	*outcome = (struct tk_outcome){verdict, amount, amount, amount};
}

/* Memory for a case by itself: taken when the first one turns up. */
static bool ready_alone(struct tk_docket *docket)
{
	if (!docket->alone_ready)
		docket->alone_ready =
			judge_init(&docket->alone, docket->policy, &docket->alone_arena) &&
			asking_init(&docket->alone_asking, docket->policy, 1, NULL, &docket->alone_arena);
	docket->alone.steps = JUDGE_STEPS;
	return docket->alone_ready;
}

static void take_facts(struct case_facts *to, const struct case_facts *from, size_t index)
{
	to->at = from->at;
	for (size_t slot = 0; slot < to->count; slot++) {
		to->state[slot] = from->state[slot * from->cases + index];
		to->told[slot] = from->told[slot * from->cases + index];
		to->value[slot] =
			to->state[slot] == FACT_ANSWERED ? from->value[slot * from->cases + index] : 0;
	}
}

/* Undoes what was passed over of a case in step, and passes over what does not count of the case alone. */
static void ask_alone(struct tk_docket *docket, size_t index)
{
	const struct asking *asking = &docket->asking;
	struct case_facts *facts = &docket->alone.facts;

	for (size_t i = 0; i < asking->count; i++) {
		size_t slot = asking->slots[i], from = i * TK_DOCKET_CASES + index;
		facts->state[slot] = asking->state[from];
		facts->told[slot] = asking->told[from];
		facts->value[slot] = facts->state[slot] == FACT_ANSWERED ?
			docket->facts.value[slot * TK_DOCKET_CASES + index] : 0;
	}
	evaluate_asked(&docket->alone.now, facts, &docket->alone_asking);
}

static bool judge_alone(struct tk_docket *docket, size_t index, struct tk_ruling *ruling)
{
	struct judge *judge = &docket->alone;
	bool exact = true;
	uint8_t verdict;

	if (!ready_alone(docket))
		return false;
	take_facts(&judge->facts, &docket->facts, index);
	if (docket->only_asked)
		ask_alone(docket, index);
	judge_settle(judge, &judge->now, &judge->facts);
	if (judge->failed)
		return false;
	ruling->outcome = judge_outcome(judge, &judge->now, judge->rules, &exact);
	verdict = (uint8_t)ruling->outcome.verdict;
	evaluate_verdict(&judge->now, ruling->outcome.verdict);
	kinds_gather(&docket->kinds, &judge->now, &verdict);
	ruling->kind = kinds_find(&docket->kinds, &judge->now, 0, ruling->outcome.verdict);
	return !judge->failed && ruling->kind != NULL;
}

/* Cases that the pass has settled; the others are left for later, since their keys take the place of
 * these. */
static bool judge_settled(struct tk_docket *docket, size_t count, struct tk_ruling *rulings)
{
	struct evaluation *evaluation = &docket->evaluation;

	if (docket->reads_verdict)
		evaluate_verdicts(evaluation, docket->verdicts);
	kinds_gather(&docket->kinds, evaluation, docket->verdicts);
	for (size_t i = 0; i < count; i++) {
		if (!docket->settled[i])
			continue;
		docket->settled[i] = !kinds_unsettled(&docket->kinds, TK_DOCKET_CASES, i);
		if (!docket->settled[i])
			continue;
		rulings[i].kind = kinds_find(&docket->kinds, evaluation, i, rulings[i].outcome.verdict);
		if (rulings[i].kind == NULL)
			return false;
	}
	return true;
}

enum tk_status tk_docket_judge(struct tk_docket *docket, size_t count, int64_t at, struct tk_ruling *rulings)
{
	uint8_t refused[TK_DOCKET_CASES];
	bool good;

	docket->facts.at = at;
	tell(&docket->facts);
	kinds_thin(&docket->kinds);
	if (docket->only_asked && docket->asking.count > 0)
		evaluate_asked(&docket->evaluation, &docket->facts, &docket->asking);
	else
		evaluate(&docket->evaluation, &docket->facts);
	memset(docket->verdicts, TK_UNDETERMINED, sizeof(docket->verdicts));
	outcome_refusals(&docket->evaluation, docket->rules, refused);
	for (size_t i = 0; i < count; i++)
		find_outcome(docket, i, (enum tk_truth)refused[i], &rulings[i].outcome);
	good = judge_settled(docket, count, rulings);
	for (size_t i = 0; i < count && good; i++)
		if (!docket->settled[i])
			good = judge_alone(docket, i, &rulings[i]);
	tk_docket_clear(docket);
	return good ? TK_OK : TK_NO_MEMORY;
}
