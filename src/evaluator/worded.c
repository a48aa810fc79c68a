/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a policy can be had in words: expressions by their place, tests, tables. */
#include <stdlib.h>
#include <string.h>

#include "compiler.h"
#include "number.h"
#include "roots.h"
#include "wording.h"

char *tk_policy_in_words(const struct tk_policy *policy, const char *section, const char *key,
	const struct tk_words *words)
{
	struct roots roots;
	char *text = NULL;

	if (roots_find(policy, &roots))
		for (size_t i = 0; i < roots.count && text == NULL; i++)
			if (strcmp(roots.items[i].section->name, section) == 0 &&
				strcmp(roots.items[i].key->name, key) == 0)
				text = wording(policy, roots.items[i].node, words);
	roots_release(&roots);
	return text;
}

char *tk_test_in_words(const struct tk_policy *policy, const struct tk_test *test, const struct tk_words *words)
{
	return wording(policy, test->part, words);
}

static const struct compile_table *parts_of(const struct tk_policy *policy, const struct tk_table *table)
{
	return policy->table_parts[table - policy->tables];
}

/* A plain number that was written in percent, so again; or any other value. */
static char *cell(const struct tk_policy *policy, uint32_t node, bool percent, const struct tk_words *words)
{
	const struct expr_node *value = &policy->pool.nodes[node];
	const char *form = wording_form(words, TK_FORM_PERCENT), *part;
	char digits[NUMBER_TEXT];

	if (!percent || value->op != EXPR_CONSTANT || value->dimension.money != 0 || value->dimension.time != 0)
		return wording(policy, node, words);
	part = strstr(form, "{1}");
	number_digits((struct number){value->constant.num * 100, value->constant.den}, 0, digits, sizeof(digits));
	return part == NULL ? NULL : text_printf("%.*s%s%s", (int)(part - form), form, digits, part + 3);
}

size_t tk_table_columns(const struct tk_policy *policy, const struct tk_table *table)
{
	return parts_of(policy, table)->column_count;
}

char *tk_table_in_words(const struct tk_policy *policy, const struct tk_table *table, size_t row, size_t column,
	const struct tk_words *words)
{
	const struct compile_table *parts = parts_of(policy, table);
	bool percent = row != TK_TABLE_WHOLE && strchr(table->rows[row].text, '%') != NULL;
	uint32_t node = column == TK_TABLE_WHOLE ? parts->conditions[row]
			: row == TK_TABLE_WHOLE	 ? parts->heads[column]
						 : parts->values[row * parts->width + column];

	if (node == EXPR_NONE)
		return NULL;
	return row == TK_TABLE_WHOLE || column == TK_TABLE_WHOLE ? wording(policy, node, words)
								  : cell(policy, node, percent, words);
}
