/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "batch-plan.h"

#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "error.h"
#include "language.h"
#include "output.h"

#define CONTRACT "order_id,verdict,refund,least,most,channel,missing,refusals,error"

/* ---- columns out -------------------------------------------------------------------------------- */

static const struct batch_output *find_output(const char *name)
{
	for (const struct batch_output *output = batch_outputs; output->name; output++)
		if (strcmp(output->name, name) == 0)
			return output;
	return NULL;
}

static const char *next_output(const void *user, size_t i)
{
	const struct batch_output *outputs = user;
	return outputs[i].name;
}

static bool add_output(struct batch_plan *plan, const char *name)
{
	const struct batch_output *output = find_output(name);
	const char *nearest = output ? NULL : error_nearest(name, next_output, batch_outputs);

	if (!output && nearest)
		report(_("--columns: \"%s\" is no column; did you mean \"%s\"?"), name, nearest);
	else if (!output)
		report(_("--columns: \"%s\" is no column"), name);
	if (!output)
		return false;
	const struct batch_output **more =
		reallocarray(plan->outputs, plan->output_count + 1, sizeof(*more));
	if (!more) {
		report_no_memory();
		return false;
	}
	plan->outputs = more;
	more[plan->output_count++] = output;
	plan->needs_decision |= output->part == BATCH_OF_DECISION;
	return true;
}

/* What the docket has to tell beside the usual. */
static void ask_docket(struct batch_plan *plan)
{
	static const char *const of_rules[] = {"fired", "open", "warnings", "notes"};
	static const char *const of_documents[] = {"required", "held"};

	plan->docket = TK_DOCKET_ASKED;
	for (size_t i = 0; i < plan->output_count; i++) {
		const char *name = plan->outputs[i]->name;
		for (size_t k = 0; k < sizeof(of_rules) / sizeof(*of_rules); k++)
			if (strcmp(name, of_rules[k]) == 0)
				plan->docket |= TK_DOCKET_RULES;
		for (size_t k = 0; k < sizeof(of_documents) / sizeof(*of_documents); k++)
			if (strcmp(name, of_documents[k]) == 0)
				plan->docket |= TK_DOCKET_HELD;
	}
}

bool batch_plan_outputs(struct batch_plan *plan, const char *names)
{
	char *copy = strdup(names ? names : CONTRACT), *rest = copy, *name;
	bool good = copy != NULL;

	if (!good)
		report_no_memory();
	while (good && (name = strsep(&rest, ",")) != NULL)
		good = add_output(plan, name);
	free(copy);
	ask_docket(plan);
	return good;
}

/* ---- columns in --------------------------------------------------------------------------------- */

void batch_unknown_column(const struct batch_plan *plan, const char *name, int line, struct tk_errors *errors)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(plan->policy);
	const struct error_place place = {.file = plan->file, .line = line};

	errors_add(errors, TK_E_UNKNOWN_COLUMN, &place, name, NULL, tk_vocabulary_nearest(vocabulary, name));
}

static bool is_repeated(const struct batch_plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->column_count; i++)
		if (strcmp(plan->columns[i].name, name) == 0)
			return true;
	return false;
}

static enum tk_status add_column(struct batch_plan *plan, const char *name, int line, struct tk_errors *errors)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(plan->policy);
	const struct error_place place = {.file = plan->file, .line = line};
	struct batch_column column = {.slot = tk_vocabulary_find(vocabulary, name)};

	if (column.slot >= 0)
		column.fact = tk_vocabulary_fact(vocabulary, (size_t)column.slot);
	else if (*name != '_')
		batch_unknown_column(plan, name, line, errors);
	if (is_repeated(plan, name))
		errors_add(errors, TK_E_DUPLICATE_COLUMN, &place, name, NULL, NULL);
	column.name = strdup(name);
	if (!column.name)
		return TK_NO_MEMORY;
	plan->columns[plan->column_count++] = column;
	plan->carried_count += column.slot < 0;
	return TK_OK;
}

enum tk_status batch_plan_columns(
	struct batch_plan *plan, char *const *names, size_t count, int line, struct tk_errors *errors)
{
	plan->columns = calloc(count + 1, sizeof(*plan->columns));
	if (!plan->columns)
		return TK_NO_MEMORY;
	for (size_t i = 0; i < count; i++)
		if (add_column(plan, names[i], line, errors) != TK_OK)
			return TK_NO_MEMORY;
	return errors->count ? TK_INVALID : TK_OK;
}

void batch_plan_release(struct batch_plan *plan)
{
	for (size_t i = 0; i < plan->column_count; i++)
		free(plan->columns[i].name);
	free(plan->columns);
	free(plan->outputs);
	*plan = (struct batch_plan){0};
}
