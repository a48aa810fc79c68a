/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "compiler.h"
#include "phrases.h"

bool compiler_init(struct compiler *compiler, const struct tk_vocabulary *vocabulary,
        struct compile_define *defines, size_t define_count, struct tk_errors *errors)
{
	*compiler = (struct compiler){.vocabulary = vocabulary,
	        .defines = defines,
	        .define_count = define_count,
	        .errors = errors,
	        .used = true};
	pool_init(&compiler->pool);
	compiler->facts = calloc(vocabulary->count + 1, sizeof(*compiler->facts));
	if (compiler->facts == NULL)
		return false;
	/* From here on the constants are there: asking for them cannot fail. */
	if (pool_truth(&compiler->pool, false) == EXPR_NONE ||
	        pool_truth(&compiler->pool, true) == EXPR_NONE)
		return false;
	for (size_t i = 0; i < vocabulary->count; i++)
		compiler->facts[i].default_value = compiler->facts[i].default_when = EXPR_NONE;
	return true;
}

void compiler_release(struct compiler *compiler)
{
	pool_release(&compiler->pool);
	free(compiler->facts);
	compiler->facts = NULL;
}

bool compile_error(struct compiler *compiler, const struct expr_source *source,
        enum tk_error_code code, const char *start, const char *end, const char *detail,
        const char *nearest)
{
	char *value = start == NULL ? NULL : strndup(start, (size_t)(end - start));

	if (start != NULL && value == NULL)
		compiler->no_memory = true;
	compiler->wrong = true;
	errors_add(compiler->errors, code, &source->place, value, detail, nearest);
	free(value);
	return false;
}

/* ---- whole expressions ------------------------------------------------------------------------
 */

uint32_t compile_condition(
        struct compiler *compiler, const struct expr_source *source, unsigned allow)
{
	struct term term;
	if (!parse_expression(compiler, source, allow, &term) ||
	        !term_is_condition(compiler, source, &term))
		return EXPR_NONE;
	return term.node;
}

static uint32_t compile_amount(struct compiler *compiler, const struct expr_source *source,
        unsigned allow, struct dimension dimension)
{
	struct term term;
	if (!parse_expression(compiler, source, allow, &term) ||
	        !term_adopt(compiler, source, &term, dimension))
		return EXPR_NONE;
	return term.node;
}

uint32_t compile_money(struct compiler *compiler, const struct expr_source *source, unsigned allow)
{
	return compile_amount(compiler, source, allow, dimension_money);
}

bool compile_define(struct compiler *compiler, struct compile_define *define)
{
	unsigned allow = USE_VERDICT | USE_ANSWERED | USE_DEFINES;

	if (define->state == COMPILE_NEW) {
		bool good;
		define->state = COMPILE_BUSY;
		if (define->table != NULL)
			good = parse_table(compiler, define->table, allow, &define->term);
		else
			good = parse_expression(compiler, &define->source, allow, &define->term) &&
			       term_is_value(compiler, &define->source, &define->term);
		define->state = good ? COMPILE_DONE : COMPILE_BROKEN;
	}
	return define->state == COMPILE_DONE;
}

/* ---- facts ------------------------------------------------------------------------------------
 */

/* Of a fact that is a number. */
static struct dimension fact_dimension(const struct tk_fact *fact)
{
	switch (fact->type) {
	case TK_MONEY:
		return dimension_money;
	case TK_MOMENT:
		return dimension_moment;
	case TK_DURATION:
		return dimension_time;
	default:
		return dimension_number;
	}
}

/* One unit of the fact's value is 1/this of what rules reckon with. */
static int64_t fact_den(const struct tk_fact *fact)
{
	return fact->type == TK_PERCENT ? 10000 : 1;
}

/* The default of a choice is one of its ids: a constant of its index. */
static uint32_t compile_default_choice(
        struct compiler *compiler, const struct expr_source *source, const struct tk_fact *fact)
{
	for (size_t i = 0; i < fact->choice_count; i++)
		if (strcmp(fact->choices[i].id, source->text) == 0)
			return pool_number(&compiler->pool, number_of((wide)i), dimension_number);
	compile_error(compiler, source, TK_E_UNKNOWN_CHOICE, source->text,
	        source->text + strlen(source->text), N_("one of the choices of this fact"), NULL);
	return EXPR_NONE;
}

/* A default is an answer like any other: in the fact's range, and a whole number of its unit. */
static bool check_default(struct compiler *compiler, const struct expr_source *source,
        const struct tk_fact *fact, uint32_t node)
{
	const struct bounds *bounds = &compiler->pool.bounds[node];
	const char *end = source->text + strlen(source->text);
	int64_t den = fact_den(fact);

	if (!bounds->fixed || den % bounds->den != 0)
		return compile_error(compiler, source, TK_E_TYPE, source->text, end,
		        N_("a value that is always a whole number of fen, of seconds or of what is "
		           "counted"),
		        NULL);
	if (number_compare_any(bounds->least, (struct number){fact->least, den}) < 0 ||
	        number_compare_any(bounds->most, (struct number){fact->most, den}) > 0)
		return compile_error(compiler, source, TK_E_OUT_OF_RANGE, source->text, end,
		        N_("a value that is always in the range of the fact"), NULL);
	return true;
}

static bool compile_default(struct compiler *compiler, uint32_t slot)
{
	const struct vocabulary_fact *fact = &compiler->vocabulary->facts[slot];
	unsigned allow = USE_NOW | (fact->of_pack ? USE_DEFINES : 0u);
	const struct expr_source *source = &fact->default_value;
	uint32_t value, when = EXPR_NONE;

	if (source->text == NULL)
		return true;
	if (fact->shown.type == TK_CHOICE)
		value = compile_default_choice(compiler, source, &fact->shown);
	else if (fact->shown.type == TK_FLAG)
		value = compile_condition(compiler, source, allow);
	else
		value = compile_amount(compiler, source, allow, fact_dimension(&fact->shown));
	if (fact->default_when.text != NULL)
		when = compile_condition(compiler, &fact->default_when, allow);
	if (value == EXPR_NONE || (fact->default_when.text != NULL && when == EXPR_NONE))
		return false;
	if (fact->shown.type != TK_CHOICE && fact->shown.type != TK_FLAG &&
	        !check_default(compiler, source, &fact->shown, value))
		return false;
	compiler->facts[slot].default_value = value;
	compiler->facts[slot].default_when = when;
	return true;
}

bool compile_fact(struct compiler *compiler, uint32_t slot)
{
	struct compile_fact *fact = &compiler->facts[slot];
	if (fact->state == COMPILE_NEW) {
		fact->state = COMPILE_BUSY;
		fact->state = compile_default(compiler, slot) ? COMPILE_DONE : COMPILE_BROKEN;
	}
	return fact->state == COMPILE_DONE;
}

uint32_t compile_fact_node(struct compiler *compiler, uint32_t slot)
{
	const struct tk_fact *fact = &compiler->vocabulary->facts[slot].shown;
	const struct compile_fact *given = &compiler->facts[slot];

	if (fact->type == TK_FLAG)
		return pool_flag(&compiler->pool, slot, given->default_value, given->default_when);
	if (fact->type == TK_CHOICE || fact->type == TK_TEXT)
		return EXPR_NONE;
	return pool_fact(&compiler->pool, slot, fact->least, fact->most, fact_den(fact),
	        fact_dimension(fact), given->default_value, given->default_when);
}
