/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a refund is paid back in: the parts are in the ratio of their shares, each the difference of two
 * rounded sums, so that they add up. And the sums that a policy says beside the refund.
 */
#include "judge.h"

/* A share as it is written: whole fen, and no less than nothing. */
static int64_t share_of(const struct judge *judge, const struct policy_split *split)
{
	return (int64_t)amount_rounded(judge->now.number[split->share]);
}

static bool all_known(const struct judge *judge)
{
	for (size_t i = 0; i < judge->policy->split_count; i++)
		if (judge->now.truth[judge->policy->splits[i].share] == TK_OPEN)
			return false;
	return true;
}

size_t judge_split(const struct judge *judge, int64_t amount, struct tk_part *parts)
{
	size_t count = 0;
	wide all = 0, before = 0;
	int64_t paid = 0;

	if (amount <= 0 || !all_known(judge))
		return 0;
	for (size_t i = 0; i < judge->policy->split_count; i++)
		all += share_of(judge, &judge->policy->splits[i]);
	for (size_t i = 0; i < judge->policy->split_count; i++) {
		const struct policy_split *split = &judge->policy->splits[i];
		int64_t share = share_of(judge, split), sum;
		if (share == 0)
			continue;
		before += share;
		sum = (int64_t)number_round((struct number){before * amount, all});
		parts[count++] = (struct tk_part){&split->shown, sum - paid};
		paid = sum;
	}
	return count;
}

size_t judge_sums(const struct judge *judge, struct tk_known_sum *sums)
{
	size_t count = 0;

	for (size_t i = 0; i < judge->policy->sum_count; i++) {
		const struct policy_sum *sum = &judge->policy->sums[i];
		if (judge->now.truth[sum->amount] == TK_YES)
			sums[count++] = (struct tk_known_sum){
				&sum->shown, (int64_t)amount_rounded(judge->now.number[sum->amount])};
	}
	return count;
}
