/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan letter: the application, in the language the platform reads. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "output.h"
#include "paper-output.h"
#include "text.h"

/* The names of the gaps on standard error, so that nobody sends a letter with holes unaware. */
static void report_gaps(const struct paper_request *request, const size_t *gaps, size_t count)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(request->paper->policy);
	struct text_buffer names;

	text_buffer_init(&names);
	for (size_t i = 0; i < count; i++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, gaps[i]);
		const char *label = tk_text_get(fact->label, language_current());
		text_buffer_printf(&names, "%s%s", i ? ", " : "", label ? label : fact->name);
	}
	char *list = text_buffer_take(&names);
	if (list)
		report(_("gaps left in the letter: %s"), list);
	free(list);
}

static const char *edited(const struct paper_request *request, enum paper_letter length)
{
	const char *text = request->file->letters[length];
	const char *language = request->file->letter_language;

	if (text && request->paper->redacted) {
		report("%s", _("the edited letter may name anybody: the redacted one is made from its template"));
		return NULL;
	}
	if (!text || !*text || (language && strcmp(language, request->language) != 0))
		return NULL;
	return text;
}

char *letter_make(const struct paper_request *request)
{
	enum paper_letter length = request->length;

	if (length == PAPER_LETTER_COUNT)
		length = paper_letter_preferred(request->paper);
	if (length >= PAPER_COMPLAINT)
		report("%s", paper_not_advice());
	const char *own = edited(request, length);
	if (own)
		return paper_letter_edited(request->paper, length, own, request->language);
	size_t *gaps = NULL, count = 0;
	char *text = paper_letter(request->paper, length, request->language, &gaps, &count);
	if (text && count)
		report_gaps(request, gaps, count);
	free(gaps);
	return text;
}

static int run(const struct command *command, int argc, char **argv)
{
	static const struct paper_kind kind = {.is_letter = true, .make = letter_make};

	return paper_output(&kind, command, argc, argv);
}

const struct command command_letter = {
	.name = "letter",
	.usage = "CASE [--length LENGTH] [--format text|pdf] [--output FILE] [--language LANG] [--redact]",
	.summary = N_("Write the application of a case."),
	.options = {PAPER_OPTIONS_HELP,
		N_("  --length LENGTH  reason (the reason box, 100 characters), ticket, letter, statement,\n"
		   "                   complaint or rescission (default: what the channel asks for)\n"
		   "  --language LANG  language of the letter, en or zh_CN (default: zh_CN)\n")},
	.run = run,
};
