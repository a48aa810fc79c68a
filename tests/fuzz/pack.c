/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a policy pack: it is refused with messages, or it loads, and then nothing it is asked can fail. */
#include "config.h"

#include "answering.h"

/* Everything that can be said of a pack. */
static void talk_of(const struct tk_policy *policy)
{
	struct tk_errors errors;

	tk_errors_init(&errors);
	check_errors(&errors, tk_policy_check_languages(policy, &errors));
	tk_errors_init(&errors);
	check_errors(&errors, tk_policy_lint(policy, &errors));
	for (size_t i = 0; i < tk_policy_rule_count(policy); i++) {
		char *section = text_printf("rule.%s", tk_policy_rule(policy, i)->id);
		char *words = tk_policy_in_words(policy, section, "when", NULL);
		must_be_safe(words, false);
		free(words);
		free(section);
	}
	for (size_t i = 0; i < tk_policy_table_count(policy); i++) {
		const struct tk_table *table = tk_policy_table(policy, i);
		for (size_t row = 0; row < table->row_count; row++)
			free(tk_table_in_words(policy, table, row, TK_TABLE_WHOLE, NULL));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	const struct tk_world *world = shipped_world();
	struct tk_policy_outline *outline = NULL;
	struct tk_policy *policy = NULL;
	struct tk_errors errors;

	tk_errors_init(&errors);
	enum tk_status outlined =
		tk_policy_outline_load("pack.ini", (const char *)bytes, length, world, &outline);
	enum tk_status status =
		tk_policy_load("pack.ini", (const char *)bytes, length, world, &policy, &errors);
	check_errors(&errors, status);
	MUST((policy != NULL) == (status == TK_OK));
	MUST(status != TK_OK || outlined == TK_OK);
	if (status == TK_OK) {
		struct dice dice = dice_of(bytes, length);
		MUST(strcmp(tk_policy_head(policy)->id, tk_policy_outline_head(outline)->id) == 0);
		talk_of(policy);
		judge_at_random(&dice, policy, 4);
	}
	tk_policy_outline_free(outline);
	tk_policy_free(policy);
	return 0;
}
