/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values as people type them, as one of each type. What is understood is exact, and is read back as the same.
 */
#include "config.h"

#include "flow.h"
#include "target.h"
#include "typed.h"

#define NOW INT64_C(1795415820)

static void read_exactly(const struct tk_fact *fact, const char *exact)
{
	struct tk_error error = {.code = 0};
	int64_t value = 0, again = 0;

	if (tk_value_parse(fact, exact, &value, &error) != TK_OK) {
		/* no value after all, or beyond the range of the fact, which the person is told */
		must_be_safe(error.value == NULL ? "" : error.value, false);
		tk_error_release(&error);
		return;
	}
	MUST(!text_has_controls(exact, strlen(exact))); /* but for a tab, which is a blank as any */
	MUST(value >= fact->least && value <= fact->most);
	char *written = tk_value_format(fact, value);
	MUST(written != NULL && tk_value_parse(fact, written, &again, &error) == TK_OK && again == value);
	free(written);
}

static void take(enum tk_type type, const char *currency, const char *text)
{
	static const struct tk_choice choices[] = {{"china", NULL}, {"international", NULL}};
	const struct tk_fact fact = {.name = "fact", .type = type, .choices = choices,
		.choice_count = type == TK_CHOICE ? 2 : 0,
		.most = type == TK_FLAG || type == TK_CHOICE ? 1 : type == TK_MOMENT ? TK_MOMENT_MAX : TK_MONEY_MAX};
	char *exact = NULL;

	if (typed_value(&fact, text, currency, NOW, &exact) && type != TK_TEXT)
		read_exactly(&fact, exact);
	free(exact);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char *const currencies[] = {NULL, "CNY", "USD", "EUR", "JPY", "HKD"};
	char *text = string_of(bytes, length);

	/* no more than the keys and pastes that a line takes in */
	if (text_valid(text, strlen(text))) {
		char *prepared = typed_prepare(text);
		MUST(prepared != NULL);
		int64_t moment = -1;
		if (typed_moment(prepared, NOW, &moment))
			MUST(moment >= -TK_MOMENT_MAX && moment <= 2 * TK_MOMENT_MAX);
		typed_is_date_only(prepared, NOW);
		free(prepared);
		for (int type = TK_FLAG; type <= TK_TEXT; type++)
			take((enum tk_type)type, currencies[strlen(text) % 6], text);
	}
	free(text);
	return 0;
}
