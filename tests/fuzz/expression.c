/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions: each line is a define, a condition ("?" first) or an amount ("-" first) of a pack that is sound but
 * for them. What compiles never fails, and what is open lies around every completion.
 */
#include "config.h"

#include "answering.h"

#define MOST_LINES 12

static void add_rule(struct text_buffer *pack, const char *line, size_t length, int number)
{
	if (length > 0 && line[0] == '?')
		text_buffer_printf(pack, "[rule.r%d]\nrefuse = yes\ntext = T\nsource = x\nwhen = %.*s\n", number,
			(int)length - 1, line + 1);
	else if (length > 0 && line[0] == '-')
		text_buffer_printf(pack, "[rule.r%d]\nlabel = L\ntext = T\nsource = x\nwhen = yes\ndeduct = %.*s\n",
			number, (int)length - 1, line + 1);
}

/* Defines first: they may stand in one section only. */
static char *pack_of(const char *text)
{
	struct text_buffer pack;

	text_buffer_init(&pack);
	text_buffer_add(&pack, "[policy]\nid = pack\nprovider = p\ntitle = T\nrevision = 1\n"
			       "authority = secondary\ncalendar = cn\n[source.x]\ntitle = T\n");
	for (int defines = 1; defines >= 0; defines--) {
		const char *line = text;
		if (defines)
			text_buffer_add(&pack, "[define]\n");
		for (int number = 0; number < MOST_LINES; number++) {
			size_t length = strcspn(line, "\n");
			bool is_define = length > 0 && line[0] != '?' && line[0] != '-';
			if (is_define && defines)
				text_buffer_printf(&pack, "d%d = %.*s\n", number, (int)length, line);
			else if (!is_define && !defines)
				add_rule(&pack, line, length, number);
			if (line[length] == '\0')
				break;
			line += length + 1;
		}
	}
	return text_buffer_take(&pack);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char *text = string_of(bytes, length), *pack = pack_of(text);
	struct tk_policy *policy = NULL;
	struct tk_errors errors;

	MUST(pack != NULL);
	tk_errors_init(&errors);
	enum tk_status status =
		tk_policy_load("pack.ini", pack, strlen(pack), shipped_world(), &policy, &errors);
	check_errors(&errors, status);
	if (status == TK_OK) {
		struct dice dice = dice_of(bytes, length);
		tk_errors_init(&errors);
		check_errors(&errors, tk_policy_lint(policy, &errors));
		judge_at_random(&dice, policy, 8);
	}
	tk_policy_free(policy);
	free(pack);
	free(text);
	return 0;
}
