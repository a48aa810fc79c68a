/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as the template of a letter: it is refused with messages, or filled in at every width. */
#include "config.h"

#include "table.h"
#include "target.h"
#include "template.h"

static const struct {
	const char *name, *value; /* NULL: not answered */
} names[] = {{"reason", "wrong-period"}, {"paid", "800.00 CNY"}, {"started", NULL}, {"note", "{paid} @end 100 %\n@if x"},
	{"long", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"}};

static int find(const char *name)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i].name, name) == 0)
			return (int)i;
	return -1;
}

static bool known(void *user, const char *name, const char *modifier)
{
	(void)user;
	return find(name) >= 0 && (*modifier == '\0' || strcmp(modifier, "capital") == 0);
}

static char *text_of(void *user, const char *name, const char *modifier)
{
	const char *value;

	(void)user;
	MUST(known(NULL, name, modifier)); /* a source is asked for nothing else */
	value = names[find(name)].value;
	return value == NULL ? text_printf("[%s]", name) : text_printf(*modifier ? "<%s>" : "%s", value);
}

static enum template_answer is(void *user, const char *name, const char *value)
{
	int i = find(name);

	(void)user;
	if (i < 0)
		return TEMPLATE_FOREIGN;
	if (names[i].value == NULL)
		return TEMPLATE_UNKNOWN;
	return value == NULL || strcmp(names[i].value, value) == 0 ? TEMPLATE_YES : TEMPLATE_NO;
}

static char *compare(void *user, const char *a, const char *b)
{
	(void)user;
	return text_printf("%s | %s\n", a, b);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const int widths[] = {0, 1, 20, 76, TEMPLATE_SHEET};
	static const struct template_source source = {.known = known, .text = text_of, .is = is, .compare = compare};
	char *raw = string_of(bytes, length), *template = text_sanitize(raw, strlen(raw), true);

	MUST(template != NULL); /* places_letter_text hands out no other */
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		struct tk_errors errors;
		char *text = NULL;
		tk_errors_init(&errors);
		enum tk_status status = template_fill("letter.txt", template, &source, widths[i], &text, &errors);
		check_errors(&errors, status);
		MUST((text != NULL) == (status == TK_OK));
		if (text != NULL && widths[i] != TEMPLATE_SHEET)
			must_be_safe(text, true);
		free(text);
	}
	free(template);
	free(raw);
	return 0;
}
