/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "policy-phrases.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "currency.h"
#include "language.h"
#include "text.h"

/* {1} and {2} stand for the parts of an expression. */
static const char *const forms[TK_FORM_COUNT] = {
	[TK_FORM_AND] = N_("{1} and {2}"),
	[TK_FORM_OR] = N_("{1} or {2}"),
	[TK_FORM_NOT] = N_("not {1}"),
	[TK_FORM_AT_MOST] = N_("{1} at most {2}"),
	[TK_FORM_BELOW] = N_("{1} below {2}"),
	[TK_FORM_AT_LEAST] = N_("{1} at least {2}"),
	[TK_FORM_ABOVE] = N_("{1} more than {2}"),
	[TK_FORM_NOT_AFTER] = N_("{1} no later than {2}"),
	[TK_FORM_BEFORE] = N_("{1} before {2}"),
	[TK_FORM_NOT_BEFORE] = N_("{1} no earlier than {2}"),
	[TK_FORM_AFTER] = N_("{1} after {2}"),
	[TK_FORM_EQUAL] = N_("{1} is {2}"),
	[TK_FORM_UNEQUAL] = N_("{1} is not {2}"),
	[TK_FORM_AMONG] = N_("{1} is one of {2}"),
	/* TRANSLATORS: a yes-no question, by its label, answered with yes; then with no. */
	[TK_FORM_IS] = N_("“{1}”"),
	[TK_FORM_IS_NOT] = N_("not “{1}”"),
	[TK_FORM_ANSWERED] = N_("“{1}” is answered"),
	[TK_FORM_VERDICT] = N_("the verdict"),
	[TK_FORM_NOW] = N_("now"),
	[TK_FORM_YES] = N_("always"),
	[TK_FORM_NO] = N_("never"),
	[TK_FORM_PLUS] = N_("{1} + {2}"),
	[TK_FORM_MINUS] = N_("{1} − {2}"),
	/* TRANSLATORS: the time between two moments, {2} being the earlier one. */
	[TK_FORM_ELAPSED] = N_("the time from “{2}” to “{1}”"),
	[TK_FORM_TIMES] = N_("{1} × {2}"),
	[TK_FORM_OVER] = N_("{1} ÷ {2}"),
	[TK_FORM_LEAST_OF] = N_("the smaller of {1} and {2}"),
	[TK_FORM_MOST_OF] = N_("the larger of {1} and {2}"),
	/* TRANSLATORS: {2} is a step, such as 1 d. */
	[TK_FORM_DOWN_TO] = N_("{1} rounded down to a multiple of {2}"),
	[TK_FORM_UP_TO] = N_("{1} rounded up to a multiple of {2}"),
	[TK_FORM_DOWN] = N_("{1} rounded down to a whole number"),
	[TK_FORM_UP] = N_("{1} rounded up to a whole number"),
	[TK_FORM_MONTHS] = N_("the whole months from {1} to {2}"),
	[TK_FORM_ADD_MONTHS] = N_("{2} months after {1}"),
	/* TRANSLATORS: {2} is "this else that", with the next text between. */
	[TK_FORM_IF] = N_("(if {1}: {2})"),
	[TK_FORM_ELSE] = N_(", else "),
	[TK_FORM_DAYS] = N_("{1} d"),
	[TK_FORM_HOURS] = N_("{1} h"),
	[TK_FORM_MINUTES] = N_("{1} min"),
	[TK_FORM_SECONDS] = N_("{1} s"),
	[TK_FORM_PERCENT] = N_("{1} %"),
	[TK_FORM_COMMA] = N_(", "),
	[TK_FORM_OTHER] = "...",
	[TK_FORM_FULL] = N_("full refund"),
	[TK_FORM_PARTIAL] = N_("partial refund"),
	[TK_FORM_REFUSED] = N_("no refund"),
	[TK_FORM_UNDETERMINED] = N_("still open"),
};

bool phrase_words_init(struct phrase_words *phrase, const struct tk_policy *policy, bool names)
{
	*phrase = (struct phrase_words){.words = {.language = language_current(), .names = names}};
	phrase->money = text_printf(gettext(currency_of(tk_policy_head(policy)->currency)->form), "{1}");
	for (int i = 0; i < TK_FORM_COUNT; i++)
		phrase->words.forms[i] = forms[i] ? gettext(forms[i]) : NULL;
	phrase->words.forms[TK_FORM_MONEY] = phrase->money;
	return phrase->money != NULL;
}

void phrase_words_release(struct phrase_words *phrase)
{
	free(phrase->money);
	phrase->money = NULL;
}

static bool is_ideograph(const char *at)
{
	return (unsigned char)*at >= 0xe4 && (unsigned char)*at <= 0xe9;
}

static bool is_word(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
	       byte == '_' || byte == '%';
}

char *phrase_spaced(char *text)
{
	struct text_buffer out;
	const char *before = NULL;

	text_buffer_init(&out);
	for (const char *at = text; at && *at;) {
		size_t length = 1;
		while ((at[length] & 0xc0) == 0x80)
			length++;
		if (before && ((is_word(*before) && is_ideograph(at)) || (is_ideograph(before) && is_word(*at))))
			text_buffer_add(&out, " ");
		text_buffer_add_n(&out, at, length);
		before = at;
		at += length;
	}
	if (!text) {
		text_buffer_release(&out);
		return NULL;
	}
	free(text);
	return text_buffer_take(&out);
}

/* What there are no words for is shown as it is written. */
static char *or_written(char *text, const char *written)
{
	if (text) {
		text = phrase_spaced(text);
		if (!text || !written || !strstr(text, forms[TK_FORM_OTHER]))
			return text;
		free(text);
	}
	return written ? strdup(written) : NULL;
}

static char *phrase(const struct tk_policy *policy, const char *word, const char *id, const char *key,
	const char *written, bool names)
{
	struct phrase_words phrase;
	char *section = text_printf("%s%s", word, id), *text = NULL;
	bool ready = phrase_words_init(&phrase, policy, names) && section;

	errno = 0;
	if (ready)
		text = tk_policy_in_words(policy, section, key, &phrase.words);
	ready = ready && (text || errno != ENOMEM);
	phrase_words_release(&phrase);
	free(section);
	if (ready)
		return or_written(text, written);
	errno = ENOMEM;
	return NULL;
}

char *policy_phrase(const struct tk_policy *policy, const char *word, const char *id, const char *key,
	const char *written)
{
	return phrase(policy, word, id, key, written, false);
}

char *policy_named_phrase(const struct tk_policy *policy, const char *word, const char *id, const char *key,
	const char *written)
{
	return phrase(policy, word, id, key, written, true);
}

char *policy_test_phrase(const struct tk_policy *policy, const struct tk_test *test)
{
	struct phrase_words phrase;
	char *text = NULL;

	if (phrase_words_init(&phrase, policy, false))
		text = tk_test_in_words(policy, test, &phrase.words);
	phrase_words_release(&phrase);
	return text ? or_written(text, test->text) : NULL;
}

/* A part of a table; NULL: it is the one that holds otherwise, or there was no memory and *FAILED is set. */
static char *table_phrase(const struct tk_policy *policy, const struct tk_table *table, size_t row, size_t column,
	bool *failed)
{
	struct phrase_words phrase;
	char *text = NULL;
	bool ready = phrase_words_init(&phrase, policy, true);

	errno = 0;
	if (ready)
		text = tk_table_in_words(policy, table, row, column, &phrase.words);
	*failed = *failed || !ready || (!text && errno == ENOMEM);
	phrase_words_release(&phrase);
	return text;
}

/* "15 % if ...; 10 % otherwise": the values of a row. Caller frees. */
static char *row_values(const struct tk_policy *policy, const struct tk_table *table, size_t row)
{
	size_t columns = tk_table_columns(policy, table);
	struct text_buffer list;

	text_buffer_init(&list);
	for (size_t i = 0; i < columns; i++) {
		char *value = table_phrase(policy, table, row, i, &list.failed);
		char *head = table_phrase(policy, table, TK_TABLE_WHOLE, i, &list.failed);
		if (i > 0)
			text_buffer_add(&list, _("; "));
		if (columns == 1)
			text_buffer_add(&list, value ? value : "");
		else if (head)
			/* TRANSLATORS: a value of a table, and the condition of its column */
			text_buffer_printf(&list, _("%s if %s"), value ? value : "", head);
		else
			text_buffer_printf(&list, _("%s otherwise"), value ? value : "");
		free(value);
		free(head);
	}
	return text_buffer_take(&list);
}

char *policy_row_phrase(const struct tk_policy *policy, const struct tk_table *table, size_t row)
{
	bool failed = false;
	char *when = table_phrase(policy, table, row, TK_TABLE_WHOLE, &failed);
	char *values = failed ? NULL : row_values(policy, table, row), *text = NULL;

	if (values && when)
		/* TRANSLATORS: the condition of a row of a table, and its values */
		text = text_printf(_("if %s: %s"), when, values);
	else if (values)
		text = table->row_count > 1 ? text_printf(_("otherwise: %s"), values) : strdup(values);
	free(when);
	free(values);
	return phrase_spaced(text);
}
