/* SPDX-License-Identifier: GPL-3.0-or-later */
/* [table.NAME], [split.ID] and [sum.ID]. */
#include <string.h>

#include "lexer.h"
#include "phrases.h"
#include "policy-load.h"

#define MAX_ROWS 100
#define ROW_PREFIX "row."

static const struct key_rule table_keys[] = {{"title", KEY_TEXT}, {"columns", KEY_PLAIN},
        {ROW_PREFIX, KEY_PLAIN}, {"source", KEY_PLAIN}};
static const struct key_rule split_keys[] = {{"label", KEY_REQUIRED | KEY_TEXT}, {"text", KEY_TEXT},
        {"share", KEY_REQUIRED}, {"source", KEY_PLAIN}};
static const struct key_rule sum_keys[] = {{"label", KEY_REQUIRED | KEY_TEXT}, {"text", KEY_TEXT},
        {"amount", KEY_REQUIRED}, {"source", KEY_REQUIRED}};

/* ---- tables -----------------------------------------------------------------------------------
 */

static bool is_row(const struct ini_key *key)
{
	return strncmp(key->name, ROW_PREFIX, strlen(ROW_PREFIX)) == 0 && key->value[0] != '\0';
}

/* A comma stands between any two of them, and may stand elsewhere. */
static size_t most_columns(const char *text)
{
	size_t count = 1;

	for (; text != NULL && *text != '\0'; text++)
		count += *text == ',';
	return count;
}

static void load_rows(struct loading *loading, const struct ini_section *section,
        struct compile_table *table, struct tk_table *shown)
{
	struct tk_table_row *rows = arena_array(loading->arena, section->key_count, sizeof(*rows));

	table->rows = arena_array(loading->arena, section->key_count, sizeof(*table->rows));
	table->conditions = arena_array(loading->arena, section->key_count, sizeof(*table->conditions));
	table->width = most_columns(table->columns.text);
	table->heads = arena_array(loading->arena, table->width, sizeof(*table->heads));
	table->values = arena_array(loading->arena, section->key_count, table->width * sizeof(*table->values));
	if (rows == NULL || table->rows == NULL || loading->arena->failed)
		return;
	shown->rows = rows;
	for (size_t i = 0; i < section->key_count; i++) {
		const struct ini_key *key = &section->keys[i];
		if (!is_row(key))
			continue;
		if (shown->row_count == MAX_ROWS) {
			part_error(loading, section, key, NULL, TK_E_TOO_MANY,
			        N_("at most 100 rows"), NULL);
			return;
		}
		rows[shown->row_count++] = (struct tk_table_row){
		        key->name + strlen(ROW_PREFIX), key->value, key->line};
		table->rows[table->row_count++] =
		        (struct expr_source){key->value, key_place(loading, section, key)};
	}
	if (table->row_count == 0)
		section_error(loading, section, TK_E_MISSING_KEY, "row.1", NULL);
}

static void load_table(struct policy_loading *load, const struct ini_section *section)
{
	struct loading *loading = &load->loading;
	struct compile_table *table = arena_alloc(loading->arena, sizeof(*table));
	struct tk_table *shown = &load->policy->tables[load->policy->table_count];
	struct error_place place = section_place(loading, section);
	const char *name = section_id(section);

	if (table == NULL)
		return;
	*table = (struct compile_table){.columns = section_expression(loading, section, "columns")};
	*shown = (struct tk_table){.name = name, .line = section->line};
	section_check(loading, section, table_keys, sizeof(table_keys) / sizeof(table_keys[0]));
	shown->title = section_text(loading, section, "title");
	shown->columns = table->columns.text;
	policy_source(load, section, &shown->source, &shown->reference);
	load_rows(loading, section, table, shown);
	if (!lexer_is_free_name(name)) {
		section_error(loading, section, TK_E_SECTION_NAME, NULL,
		        N_("letters, digits and '_', '-' between letters only, and no word of the "
		           "language"));
		return;
	}
	for (size_t i = 0; i < load->define_count; i++)
		if (strcmp(load->define_items[i].name, name) == 0) {
			loading->wrong = true;
			errors_add(loading->errors, TK_E_NAME_TAKEN, &place, name, NULL, NULL);
			return;
		}
	if (!policy_name_is_new(load, &place, name) || table->row_count == 0)
		return;
	load->policy->table_count++;
	load->define_items[load->define_count++] =
	        (struct compile_define){.name = name, .table = table};
}

void policy_load_tables(struct policy_loading *load)
{
	for (size_t i = 0; i < load->table_count && load->define_items != NULL; i++) {
		if (load->define_count == POLICY_MAX_DEFINES) {
			section_error(&load->loading, load->tables[i], TK_E_TOO_MANY, NULL,
			        N_("at most 500 defines"));
			return;
		}
		load_table(load, load->tables[i]);
	}
}

/* ---- splits -----------------------------------------------------------------------------------
 */

/* All shares together times any refund stay within 128 bits (split.c), and a sum within 64. */
#define SHARE_MAX ((wide)1 << 58)

/* An amount of its own under KEY, beside those that make the refund; EXPR_NONE: none, or reported. */
static uint32_t load_amount(struct policy_loading *load, const struct ini_section *section, const char *key)
{
	struct expr_source source = section_expression(&load->loading, section, key);
	const struct bounds *bounds;
	uint32_t node = source.text == NULL ? EXPR_NONE : compile_money(&load->compiler, &source, USE_DEFINES);

	if (node == EXPR_NONE)
		return EXPR_NONE;
	bounds = &load->compiler.pool.bounds[node];
	if (number_compare_any(bounds->most, number_of(SHARE_MAX)) > 0 ||
	        bounds->size > BOUNDS_LIMIT / 4 || bounds->den > BOUNDS_LIMIT / 4)
		key_error(&load->loading, section, ini_key(section, key, NULL), TK_E_OVERFLOW, NULL, NULL);
	return node;
}

static void load_split(struct policy_loading *load, size_t index)
{
	struct loading *loading = &load->loading;
	const struct ini_section *section = load->splits[index];
	struct policy_split *split = &load->policy->splits[index];

	*split = (struct policy_split){.share = EXPR_NONE};
	section_check(loading, section, split_keys, sizeof(split_keys) / sizeof(split_keys[0]));
	split->shown = (struct tk_split){.id = section_id(section), .line = section->line};
	split->shown.label = section_text(loading, section, "label");
	split->shown.text = section_text(loading, section, "text");
	split->shown.share = section_value(section, "share");
	policy_source(load, section, &split->shown.source, &split->shown.reference);
	split->share = load_amount(load, section, "share");
}

void policy_load_splits(struct policy_loading *load)
{
	for (size_t i = 0; i < load->policy->split_count; i++)
		load_split(load, i);
}

/* ---- sums -------------------------------------------------------------------------------------
 */

static void load_sum(struct policy_loading *load, size_t index)
{
	struct loading *loading = &load->loading;
	const struct ini_section *section = load->sums[index];
	struct policy_sum *sum = &load->policy->sums[index];

	*sum = (struct policy_sum){.amount = EXPR_NONE};
	section_check(loading, section, sum_keys, sizeof(sum_keys) / sizeof(sum_keys[0]));
	sum->shown = (struct tk_sum){.id = section_id(section), .line = section->line};
	sum->shown.label = section_text(loading, section, "label");
	sum->shown.text = section_text(loading, section, "text");
	sum->shown.amount = section_value(section, "amount");
	policy_source(load, section, &sum->shown.source, &sum->shown.reference);
	sum->amount = load_amount(load, section, "amount");
}

void policy_load_sums(struct policy_loading *load)
{
	for (size_t i = 0; i < load->policy->sum_count; i++)
		load_sum(load, i);
}
