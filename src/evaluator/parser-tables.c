/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables: rows by conditions, columns by conditions, and a value for each pair of them. What comes
 * first in the file holds first, as in a decision table; the last row and the last column are `else`,
 * so that there always is a value.
 */
#include "parser.h"
#include "phrases.h"

#define TABLE_COLUMNS 32

struct columns {
	struct term conditions[TABLE_COLUMNS];
	size_t count;
};

static struct parse start(struct compiler *compiler, const struct expr_source *source, unsigned allow)
{
	return (struct parse){compiler, source, allow, lexer_token(source->text), source->text};
}

/* A condition, or `else`, which must be the last of them and only that. */
static bool parse_head(struct parse *parse, bool last, struct term *ret)
{
	const struct token word = parse->token;
	bool otherwise = token_is(&word, "else");

	if (otherwise != last)
		return parse_unexpected(parse, last ? N_("else as the last one")
		                                    : N_("a condition; else is the last one"));
	if (!otherwise)
		return parse_condition(parse, ret) &&
		       term_is_condition(parse->compiler, parse->source, ret);
	*ret = (struct term){.start = word.start, .end = word.start + word.length};
	parse_advance(parse);
	return term_finish(parse->compiler, parse->source, ret,
	        pool_truth(&parse->compiler->pool, true), dimension_truth);
}

static bool parse_columns(
        struct compiler *compiler, const struct expr_source *source, unsigned allow, struct columns *ret)
{
	struct parse parse = start(compiler, source, allow);

	for (ret->count = 0;;) {
		bool otherwise = token_is(&parse.token, "else");
		if (ret->count == TABLE_COLUMNS)
			return parse_unexpected(&parse, N_("fewer values"));
		if (!parse_head(&parse, otherwise, &ret->conditions[ret->count++]))
			return false;
		if (parse.token.kind == TOKEN_END && !otherwise)
			return parse_unexpected(&parse, N_("else as the last one"));
		if (parse.token.kind == TOKEN_END)
			return true;
		if (otherwise || parse.token.kind != TOKEN_COMMA)
			return parse_unexpected(&parse, otherwise ? N_("the end after else")
			                                          : N_("a comma or an operator"));
		parse_advance(&parse);
	}
}

/* The value of a row, chosen by the columns. */
static bool parse_row(struct compiler *compiler, const struct expr_source *source, unsigned allow,
        bool last, const struct columns *columns, uint32_t *nodes, struct term *ret_condition, struct term *ret)
{
	struct parse parse = start(compiler, source, allow);
	struct term values[TABLE_COLUMNS];
	size_t count;

	if (!parse_head(&parse, last, ret_condition))
		return false;
	if (parse.token.kind != TOKEN_COLON)
		return parse_unexpected(&parse, N_("a colon and the values of the row"));
	if (!parse_arguments(&parse, values, TABLE_COLUMNS, &count))
		return false;
	if (parse.token.kind != TOKEN_END || count != columns->count)
		return parse_unexpected(&parse, N_("a value for each column"));
	if (!term_is_value(compiler, source, &values[count - 1]))
		return false;
	for (size_t i = 0; i < count; i++)
		nodes[i] = values[i].kind == TERM_VALUE ? values[i].node : EXPR_NONE;
	for (size_t i = count - 1; i-- > 0;) {
		struct term condition = columns->conditions[i];
		struct term value = values[i];
		if (!term_if(compiler, source, &condition, &value, &values[i + 1]))
			return false;
		values[i] = value;
	}
	*ret = values[0];
	return true;
}

static void keep_heads(struct compile_table *table, const struct columns *columns)
{
	table->column_count = columns->count;
	for (size_t i = 0; i < columns->count; i++)
		table->heads[i] = i + 1 == columns->count ? EXPR_NONE : columns->conditions[i].node;
}

bool parse_table(struct compiler *compiler, struct compile_table *table, unsigned allow, struct term *ret)
{
	struct columns columns = {.count = 1};
	int depth = compiler->depth;
	bool good = true;

	if (table->columns.text != NULL)
		good = parse_columns(compiler, &table->columns, allow, &columns);
	if (good)
		keep_heads(table, &columns);
	for (size_t i = table->row_count; good && i-- > 0;) {
		struct term condition, value;
		bool last = i + 1 == table->row_count;
		good = parse_row(compiler, &table->rows[i], allow, last, &columns,
		               table->values + i * table->width, &condition, &value) &&
		       (last || term_if(compiler, &table->rows[i], &condition, &value, ret));
		if (!good)
			break;
		table->conditions[i] = last ? EXPR_NONE : condition.node;
		*ret = value;
	}
	compiler->depth = depth;
	return good && table->row_count > 0;
}
