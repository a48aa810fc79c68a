/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "judge.h"

void judge_relevance(struct judge *judge, enum tk_relevance *relevance, bool *exact)
{
	(void)exact;
	for (size_t slot = 0; slot < judge->facts.count; slot++)
		for (size_t i = 0; i < judge->policy->rule_count; i++) {
			const struct policy_rule *rule = &judge->policy->rules[i];
			bool decides = rule->shown.effect == TK_REFUSE || rule->shown.effect == TK_DEDUCT;
			if (evaluation_hangs_on(&judge->now, rule->when, slot))
				if (relevance[slot] < (decides ? TK_DECIDES : TK_INFORMS))
					relevance[slot] = decides ? TK_DECIDES : TK_INFORMS;
		}
}
