/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary.h"

#include <stdlib.h>

/* What decided, what followed, what hangs; the rest is only counted. */

static const char *effect_word(const struct paper *paper, const struct tk_rule *rule)
{
	switch (rule->effect) {
	case TK_REFUSE:
		return _("refuses");
	case TK_DEDUCT:
		return _("deducts");
	case TK_CHANNEL_IS:
	case TK_REQUIRE:
		return rule->target ? paper_entry_title(paper, rule->target) : rule->id;
	case TK_WARN:
		return _("warns");
	case TK_NOTE:
		break;
	}
	return _("notes");
}

static bool decides(const struct tk_rule *rule)
{
	return rule->effect == TK_REFUSE || rule->effect == TK_DEDUCT;
}

static bool shapes(const struct tk_rule *rule)
{
	return rule->effect == TK_CHANNEL_IS || rule->effect == TK_REQUIRE;
}

static bool informs(const struct tk_rule *rule)
{
	return rule->effect == TK_WARN || rule->effect == TK_NOTE;
}

/* The condition as the pack has it, for a reader who holds the pack beside the page. */
static void add_condition(struct paper *paper, const struct tk_rule *rule)
{
	if (rule->amount)
		paper_blockf(paper, 4, 6, "%s: deduct = %s", rule->id, rule->amount);
	if (rule->when)
		paper_blockf(paper, 4, 6, "%s: when = %s", rule->id, rule->when);
}

static void add_rule(struct paper *paper, const struct tk_trace *trace)
{
	const struct tk_rule *rule = trace->rule;
	char *source = paper_source(paper, rule->source, rule->reference), *labels;

	if (source)
		paper_blockf(paper, 2, 4, _("- %s [%s, %s]: %s"), effect_word(paper, rule), rule->id, source,
			     paper_words(paper, rule->text));
	free(source);
	if (decides(rule))
		add_condition(paper, rule);
	if (trace->state != TK_OPEN)
		return;
	labels = paper_slots(paper, trace->needs, trace->need_count);
	if (labels)
		paper_blockf(paper, 4, 6, _("Hangs on: %s."), labels);
	free(labels);
}

static void add_group(struct paper *paper, const char *title, enum tk_truth state,
		      bool (*belongs)(const struct tk_rule *))
{
	const struct tk_decision *decision = paper->decision;
	bool any = false;
	size_t i;

	for (i = 0; i < decision->trace_count; i++) {
		if (decision->trace[i].state != state || !belongs(decision->trace[i].rule))
			continue;
		if (!any)
			paper_block(paper, 0, 0, title);
		any = true;
		add_rule(paper, &decision->trace[i]);
	}
}

static bool all(const struct tk_rule *rule)
{
	(void)rule;
	return true;
}

void summary_rules(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	size_t others = 0, i;

	for (i = 0; i < decision->trace_count; i++)
		others += decision->trace[i].state == TK_NO;
	paper_heading(paper, _("5. Rules"));
	add_group(paper, _("Those that decided:"), TK_YES, decides);
	add_group(paper, _("Those that chose the channel and the documents:"), TK_YES, shapes);
	add_group(paper, _("Warnings and notes:"), TK_YES, informs);
	add_group(paper, _("Those that hang on answers still open:"), TK_OPEN, all);
	paper_blockf(paper, 0, 0,
		     ngettext("%zu other rule did not apply.", "%zu other rules did not apply.", others), others);
}
