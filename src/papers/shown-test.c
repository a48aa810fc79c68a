/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shown.h"

#include <inttypes.h>
#include <stdlib.h>

#include "language.h"
#include "policy-phrases.h"
#include "text.h"

static const struct tk_fact *fact_of(const struct tk_policy *policy, int slot)
{
	return tk_vocabulary_fact(tk_policy_vocabulary(policy), (size_t)slot);
}

static const char *label_of(const struct tk_policy *policy, int slot)
{
	const char *label = tk_text_get(fact_of(policy, slot)->label, language_current());

	return label ? label : fact_of(policy, slot)->name;
}

static char *subject(const struct tk_policy *policy, const struct tk_test *test)
{
	if (test->since >= 0)
		/* TRANSLATORS: two questions that ask for moments: the time between them */
		return text_printf(_("from \"%s\" to \"%s\""), label_of(policy, test->since),
		        label_of(policy, test->slot));
	if (test->slot >= 0)
		return text_printf("%s", label_of(policy, test->slot));
	return policy_test_phrase(policy, test);
}

static char *amount(const struct tk_policy *policy, const struct tk_test *test, int64_t value)
{
	switch (test->type) {
	case TK_MONEY:
		return shown_money(value, tk_policy_head(policy)->currency);
	case TK_DURATION:
		return shown_duration(value);
	case TK_MOMENT:
		return shown_moment(value, SHOWN_TABLE, true);
	case TK_COUNT:
		return text_printf("%" PRId64, value);
	default:
		return shown_of_fact(fact_of(policy, test->slot), value, NULL,
		        tk_policy_head(policy)->currency, SHOWN_TABLE);
	}
}

/* "wrong period, other": the answers that the condition wants. */
static char *wanted(const struct tk_policy *policy, const struct tk_test *test)
{
	struct text_buffer list;

	text_buffer_init(&list);
	for (int i = 0; i < 64; i++) {
		if (!(test->choices >> i & 1))
			continue;
		char *value = amount(policy, test, i);
		list.failed |= !value;
		text_buffer_printf(&list, "%s%s", list.length ? _(", ") : "", value ? value : "");
		free(value);
	}
	return text_buffer_take(&list);
}

/* "after 2026-11-23 14:00:00": the lower limit. Caller frees. */
static char *lower(const struct tk_test *test, const char *least)
{
	if (test->type == TK_MOMENT)
		return text_printf(test->above ? _("after %s") : _("no earlier than %s"), least);
	return text_printf(test->above ? _("more than %s") : _("at least %s"), least);
}

static char *upper(const struct tk_test *test, const char *most)
{
	if (test->type == TK_MOMENT)
		return text_printf(test->below ? _("before %s") : _("no later than %s"), most);
	return text_printf(test->below ? _("less than %s") : _("at most %s"), most);
}

/* "more than 15 min, at most 1 h" */
static char *limits(const struct tk_policy *policy, const struct tk_test *test)
{
	char *least = test->has_least ? amount(policy, test, test->least) : NULL;
	char *most = test->has_most ? amount(policy, test, test->most) : NULL;
	char *from = least ? lower(test, least) : NULL, *to = most ? upper(test, most) : NULL;
	struct text_buffer list;

	text_buffer_init(&list);
	list.failed = (test->has_least && !from) || (test->has_most && !to);
	if (least && most && test->least == test->most) {
		text_buffer_printf(&list, _("exactly %s"), least);
	} else {
		if (from)
			text_buffer_add(&list, from);
		if (from && to)
			text_buffer_add(&list, _(", "));
		if (to)
			text_buffer_add(&list, to);
	}
	free(from);
	free(to);
	free(least);
	free(most);
	return text_buffer_take(&list);
}

char *shown_test(const struct tk_policy *policy, const struct tk_test *test)
{
	char *what = subject(policy, test);
	char *value = test->has_value ? amount(policy, test, test->value) : NULL;
	char *bounds = test->choices ? wanted(policy, test) : limits(policy, test), *text = NULL;

	if (!what || !bounds || (test->has_value && !value))
		text = NULL;
	else if (value && (test->choices || !*bounds))
		text = text_printf(_("%s: %s"), what, value);
	else if (value)
		/* TRANSLATORS: what a rule looks at, its value, the limits: "Paid: 800.00
		 * CNY, that is more than 100.00 CNY, at most 1000.00 CNY" */
		text = text_printf(_("%s: %s, that is %s"), what, value, bounds);
	else if (*bounds)
		text = text_printf(_("%s: open; the rule asks for %s"), what, bounds);
	else
		text = text_printf(_("%s: open"), what);
	free(what);
	free(value);
	free(bounds);
	return text;
}
