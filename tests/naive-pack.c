/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "naive.h"

static struct naive_tree *part_of(const struct naive_section *section, const char *key)
{
	const char *text = naive_value_of(section, key);
	return text == NULL ? NULL : naive_parse(text);
}

static const char *after(const char *text, const char *prefix)
{
	size_t length = strlen(prefix);
	return strncmp(text, prefix, length) == 0 ? text + length : NULL;
}

static void add_fact(struct naive_pack *pack, const struct naive_section *section, const char *name)
{
	struct naive_fact *fact = &pack->facts[pack->fact_count++];
	const char *choices = naive_value_of(section, "choices");
	char *copy, *rest, *id;

	ck_assert_int_lt(pack->fact_count, NAIVE_FACTS);
	*fact = (struct naive_fact){.name = name, .type = naive_value_of(section, "type")};
	fact->holds = part_of(section, "default");
	fact->when = part_of(section, "default_when");
	if (choices == NULL)
		return;
	rest = copy = strdup(choices);
	while ((id = strsep(&rest, ", ")) != NULL)
		if (*id != '\0')
			fact->choices[fact->choice_count++] = strdup(id);
	free(copy);
}

static void add_facts(struct naive_pack *pack, const struct naive_file *file)
{
	for (int i = 0; i < file->count; i++) {
		const char *name = after(file->sections[i].name, "fact.");
		if (name != NULL)
			add_fact(pack, &file->sections[i], name);
	}
}

/* A document makes a flag, whose default is no. */
static void add_documents(struct naive_pack *pack)
{
	for (int i = 0; i < pack->file->count; i++) {
		const char *id = after(pack->file->sections[i].name, "document.");
		struct naive_fact *fact;
		char *name = NULL;
		if (id == NULL)
			continue;
		fact = &pack->facts[pack->fact_count++];
		ck_assert_int_gt(asprintf(&name, "evidence.%s", id), 0);
		*fact = (struct naive_fact){.name = name, .type = "evidence", .holds = naive_parse("no")};
	}
}

static bool is_else(const char **text)
{
	*text += strspn(*text, " ");
	if (strncmp(*text, "else", 4) != 0)
		return false;
	*text += 4 + strspn(*text + 4, " ");
	return true;
}

static void add_row(struct naive_named *table, const char *text)
{
	int row = table->row_count++, cell = 0;

	table->rows[row] = is_else(&text) ? NULL : naive_parse_part(&text, ":");
	do {
		text++;
		table->cells[row][cell++] = naive_parse_part(&text, ",");
	} while (*text == ',');
}

static void add_table(struct naive_pack *pack, const struct naive_section *section, const char *name)
{
	struct naive_named *table = &pack->tables[pack->table_count++];
	const char *columns = naive_value_of(section, "columns");

	ck_assert_int_lt(pack->table_count, 16);
	table->name = name;
	table->column_count = columns == NULL ? 1 : 0;
	while (columns != NULL) {
		table->columns[table->column_count++] =
			is_else(&columns) ? NULL : naive_parse_part(&columns, ",");
		columns = *columns == ',' ? columns + 1 : NULL;
	}
	for (int i = 0; i < section->count; i++)
		if (after(section->lines[i].key, "row.") != NULL)
			add_row(table, section->lines[i].value);
}

static void add_rule(struct naive_pack *pack, const struct naive_section *section, const char *id)
{
	ck_assert_int_lt(pack->rule_count, NAIVE_RULES);
	pack->rules[pack->rule_count++] = (struct naive_rule){.id = id, .section = section,
		.when = part_of(section, "when"), .deduct = part_of(section, "deduct"),
		.reading = naive_value_of(section, "reading")};
}

static void add_sections(struct naive_pack *pack)
{
	for (int i = 0; i < pack->file->count; i++) {
		const struct naive_section *section = &pack->file->sections[i];
		const char *id;
		if ((id = after(section->name, "rule.")) != NULL)
			add_rule(pack, section, id);
		else if ((id = after(section->name, "table.")) != NULL)
			add_table(pack, section, id);
		for (int k = 0; strcmp(section->name, "define") == 0 && k < section->count; k++)
			pack->defines[pack->define_count++] = (struct naive_named){
				.name = section->lines[k].key, .tree = naive_parse(section->lines[k].value)};
	}
	ck_assert_int_lt(pack->define_count, NAIVE_NAMES);
}

struct naive_pack *naive_load(const char *facts, size_t facts_length, const char *text, size_t length)
{
	struct naive_pack *pack = calloc(1, sizeof(*pack));
	const struct naive_section *head;

	pack->facts_file = naive_read(facts, facts_length);
	pack->file = naive_read(text, length);
	add_facts(pack, pack->facts_file);
	add_facts(pack, pack->file);
	add_documents(pack);
	add_sections(pack);
	head = naive_section_of(pack->file, "policy");
	pack->applies = part_of(head, "applies");
	pack->base = part_of(head, "base");
	if (pack->applies == NULL)
		pack->applies = naive_parse("yes");
	if (pack->base == NULL)
		pack->base = naive_parse("paid");
	return pack;
}

static void free_table(struct naive_named *table)
{
	for (int i = 0; i < 16; i++) {
		naive_tree_free(table->columns[i]);
		naive_tree_free(table->rows[i]);
		for (int k = 0; k < 16; k++)
			naive_tree_free(table->cells[i][k]);
	}
}

void naive_free(struct naive_pack *pack)
{
	for (int i = 0; i < pack->fact_count; i++) {
		struct naive_fact *fact = &pack->facts[i];
		for (int k = 0; k < fact->choice_count; k++)
			free(fact->choices[k]);
		naive_tree_free(fact->holds);
		naive_tree_free(fact->when);
		if (strcmp(fact->type, "evidence") == 0)
			free((char *)fact->name);
	}
	for (int i = 0; i < pack->define_count; i++)
		naive_tree_free(pack->defines[i].tree);
	for (int i = 0; i < pack->table_count; i++)
		free_table(&pack->tables[i]);
	for (int i = 0; i < pack->rule_count; i++) {
		naive_tree_free(pack->rules[i].when);
		naive_tree_free(pack->rules[i].deduct);
	}
	naive_tree_free(pack->applies);
	naive_tree_free(pack->base);
	naive_file_free(pack->file);
	naive_file_free(pack->facts_file);
	free(pack);
}

int naive_find(const struct naive_pack *pack, const char *name)
{
	for (int i = 0; i < pack->fact_count; i++)
		if (strcmp(pack->facts[i].name, name) == 0)
			return i;
	return -1;
}
