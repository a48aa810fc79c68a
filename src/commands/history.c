/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan history: who changed what in a case, and when. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "intake.h"
#include "json.h"
#include "language.h"
#include "output.h"
#include "shown.h"
#include "text.h"
#include "words.h"

/* What names and values are put into words with; each may be NULL. */
struct words_of {
	const struct tk_vocabulary *vocabulary; /* of the policy, or the general one */
	const struct tk_policy *policy;
};

/* ---- in words ------------------------------------------------------------------------------------- */

/* Untrusted: a case may come from anywhere. Caller frees. */
static char *safe(const char *text)
{
	return text ? shown_text(text) : strdup("-");
}

static const struct tk_fact *fact_of(const struct words_of *words, const char *name)
{
	int slot = words->vocabulary && name ? tk_vocabulary_find(words->vocabulary, name) : -1;

	return slot < 0 ? NULL : tk_vocabulary_fact(words->vocabulary, (size_t)slot);
}

/* The title of a document, the label of a fact; else the name as it is. */
static char *label_of(const struct words_of *words, const char *name)
{
	const struct tk_fact *fact = fact_of(words, name);
	const char *label = NULL;

	if (words->policy && name && strncmp(name, "evidence.", 9) == 0)
		for (size_t i = 0; i < tk_policy_entry_count(words->policy, TK_DOCUMENT); i++) {
			const struct tk_entry *document = tk_policy_entry(words->policy, TK_DOCUMENT, i);
			if (strcmp(document->id, name + 9) == 0)
				label = words_text(document->title);
		}
	else if (fact)
		label = words_text(fact->label);
	return safe(label && *label ? label : name);
}

/* A value as a reader wants it; as it is written where it is none of the fact's. */
static char *value_of(const struct words_of *words, const struct tk_fact *fact, const char *text)
{
	if (text && strcmp(text, "?") == 0)
		return strdup(_("not sure"));
	if (!text || !fact || fact->type == TK_TEXT || fact->evidence)
		return safe(text);
	struct tk_answers *answers = tk_answers_new(words->vocabulary);
	int slot = tk_vocabulary_find(words->vocabulary, fact->name);
	struct tk_error error = {.code = TK_E_BAD_VALUE};
	char *shown = NULL;

	enum tk_status status = !answers ? TK_NO_MEMORY
					 : tk_answers_parse(answers, (size_t)slot, text, TK_KNOWN_TYPED, &error);

	if (status == TK_OK)
		shown = shown_of_fact(fact, tk_answers_value(answers, (size_t)slot),
			tk_answers_text(answers, (size_t)slot),
			words->policy ? tk_policy_head(words->policy)->currency : NULL, SHOWN_TABLE);
	else
		tk_error_release(&error);
	tk_answers_free(answers);
	return status == TK_INVALID ? safe(text) : shown;
}

static const char *status_word(const char *name)
{
	enum case_status status;

	return name && case_status_parse(name, &status) ? words_status(status) : "-";
}

/* "partial 640.00" in words. */
static char *outcome_words(const char *text)
{
	for (int verdict = 0; text && verdict <= TK_UNDETERMINED; verdict++) {
		const char *name = tk_verdict_name((enum tk_verdict)verdict);
		size_t length = strlen(name);
		if (strncmp(text, name, length) != 0 || text[length] != ' ')
			continue;
		char *amount = safe(text + length + 1), *words = NULL;
		if (amount)
			words = strcmp(amount, "none") == 0
					? strdup(words_verdict((enum tk_verdict)verdict))
					: text_printf(_("%s, %s"), words_verdict((enum tk_verdict)verdict), amount);
		free(amount);
		return words;
	}
	return safe(text);
}

static char *answer_words(const struct words_of *words, const struct history_entry *entry)
{
	const struct tk_fact *fact = fact_of(words, entry->what);
	char *label = label_of(words, entry->what), *from = value_of(words, fact, entry->from),
	     *to = value_of(words, fact, entry->to), *basis = safe(entry->basis), *text = NULL;

	if (label && from && to && basis)
		text = entry->basis ? text_printf("%s: %s -> %s (%s)", label, from, to, basis)
				    : text_printf("%s: %s -> %s", label, from, to);
	free(label);
	free(from);
	free(to);
	free(basis);
	return text;
}

static char *judged_words(const struct history_entry *entry)
{
	char *outcome = outcome_words(entry->to), *pack = safe(entry->basis), *text = NULL;

	if (outcome && pack)
		/* TRANSLATORS: a policy pack and its revision; a verdict and an amount */
		text = text_printf(_("judged under %s: %s"), pack, outcome);
	free(outcome);
	free(pack);
	return text;
}

/* The word of the table that is said for the LENGTH letters at NAME, or NULL. */
static const char *said_for(const char *const table[][2], const char *name, size_t length)
{
	for (size_t i = 0; table[i][0]; i++)
		if (strlen(table[i][0]) == length && strncmp(table[i][0], name, length) == 0)
			return _(table[i][1]);
	return NULL;
}

/* "redacted summary, checklist" in words; a name that is none of ours as it is. Caller frees. */
static char *papers_words(const char *names)
{
	static const char *const papers[][2] = {{"reason", N_("reason for the refund")}, {"ticket", N_("ticket")},
		{"letter", N_("letter")}, {"statement", N_("statement of the case")}, {"complaint", N_("complaint")},
		{"rescission", N_("notice of rescission")}, {"checklist", N_("checklist")}, {"summary", N_("summary")},
		{"packet", N_("packet")}, {"one-line", N_("case in one line")}, {NULL, NULL}};
	struct text_buffer words;

	text_buffer_init(&words);
	while (names && *names) {
		size_t length = strcspn(names, ",");
		bool redacted = strncmp(names, "redacted ", strlen("redacted ")) == 0;
		size_t before = redacted ? strlen("redacted ") : 0;
		const char *word = said_for(papers, names + before, length - before);
		char *other = word ? NULL : strndup(names + before, length - before);
		text_buffer_add(&words, words.length > 0 ? _(", ") : "");
		/* TRANSLATORS: a paper from which names and numbers were left out */
		text_buffer_printf(&words, redacted ? _("%s (redacted)") : "%s", word ? word : output_had(other));
		free(other);
		names += length;
		names += strspn(names, ", ");
	}
	char *all = text_buffer_take(&words), *shown = all ? safe(*all ? all : NULL) : NULL;
	free(all);
	return shown;
}

static char *place_words(const char *name)
{
	static const char *const places[][2] = {{"clipboard", N_("the clipboard")}, {"lp", N_("the printer")},
		{"screen", N_("the screen")}, {"stdout", N_("standard output")}, {NULL, NULL}};
	const char *word = name ? said_for(places, name, strlen(name)) : NULL;

	return word ? strdup(word) : safe(name);
}

static char *printed_words(const struct history_entry *entry)
{
	char *what = papers_words(entry->what), *to = place_words(entry->to), *pack = safe(entry->basis), *text = NULL;

	if (!what || !to || !pack)
		text = NULL;
	else if (entry->to && entry->basis)
		/* TRANSLATORS: a policy pack and its revision; names of papers; where they went */
		text = text_printf(_("printed under %s: %s, to %s"), pack, what, to);
	else if (entry->basis)
		text = text_printf(_("printed under %s: %s"), pack, what);
	else
		text = text_printf(_("printed: %s"), what);
	free(what);
	free(to);
	free(pack);
	return text;
}

/* FORMAT takes three texts. */
static char *three_words(const char *format, const struct history_entry *entry)
{
	char *what = safe(entry->what), *from = safe(entry->from), *to = safe(entry->to),
	     *text = what && from && to ? text_printf(format, what, from, to) : NULL;

	free(what);
	free(from);
	free(to);
	return text;
}

static char *entry_words(const struct words_of *words, const struct history_entry *entry)
{
	switch (entry->kind) {
	case HISTORY_ANSWER:
		return answer_words(words, entry);
	case HISTORY_STATUS:
		return text_printf(_("status: %s -> %s"), status_word(entry->from), status_word(entry->to));
	case HISTORY_JUDGED:
		return judged_words(entry);
	case HISTORY_PRINTED:
		return printed_words(entry);
	case HISTORY_LETTER:
		/* TRANSLATORS: the length of a letter, as "ticket"; template or edited, twice */
		return three_words(_("letter, %s: %s -> %s"), entry);
	default:
		/* TRANSLATORS: what became of the case (archived ...); from where, and to where */
		return three_words(_("case %s: %s -> %s"), entry);
	}
}

static void print_moment(const struct history_entry *entry)
{
	char *moment = shown_moment(entry->at, SHOWN_TABLE, true), *who = safe(entry->who);

	output_printf(entry->who ? "%s  %s\n" : "%s\n", output_had(moment), output_had(who));
	free(moment);
	free(who);
}

static void print_text(const struct case_file *file, const struct words_of *words)
{
	const struct history *history = &file->history;
	const struct history_entry *before = NULL;

	if (history->count == 0)
		output_printf("%s\n", _("There is no history: the case was saved before there was one."));
	else if (history->items[0].number > 1)
		output_printf(_("The oldest entries, up to number %ld, are no longer kept.\n"),
			history->items[0].number - 1);
	for (size_t i = 0; i < history->count; i++) {
		const struct history_entry *entry = &history->items[i];
		bool same = before && before->at == entry->at && (before->who == NULL) == (entry->who == NULL) &&
			    (!entry->who || strcmp(before->who, entry->who) == 0);
		if (!same)
			print_moment(entry);
		char *lead = text_printf("%5ld  ", entry->number), *text = entry_words(words, entry);
		output_wrapped(lead, 7, text);
		free(lead);
		free(text);
		before = entry;
	}
}

/* ---- the command ------------------------------------------------------------------------------------ */

/* Names in words where packs and facts can be read; else as they stand in the file. false: no memory, and nothing is
 * printed. */
static bool print_in_words(const struct case_file *file)
{
	struct words_of words = {NULL, NULL};
	struct tk_policy *policy = NULL;
	struct tk_errors errors;
	struct places places;

	tk_errors_init(&errors);
	enum tk_status status = places_open(&places, &errors);
	const bool opened = status == TK_OK;
	if (opened) {
		words.vocabulary = places.vocabulary;
		if (file->policy)
			status = places_load_policy(&places, file->policy, &policy, &errors);
		if (status == TK_OK && policy) {
			words.policy = policy;
			words.vocabulary = tk_policy_vocabulary(policy);
		}
	}
	if (status == TK_NO_MEMORY)
		report_no_memory();
	else
		print_text(file, &words);
	tk_policy_free(policy);
	if (opened)
		places_close(&places);
	tk_errors_release(&errors);
	return status != TK_NO_MEMORY;
}

static int show(const char *case_word, bool json)
{
	bool sound, shown = true;
	struct case_file *file = intake_case_load(case_word, &sound);

	if (file && json)
		shown = output_taken(json_history(file->id, &file->history, !output_is_utf8()));
	else if (file)
		shown = print_in_words(file);
	case_free(file);
	return output_finish(sound && shown ? STATUS_DONE : STATUS_BAD_DATA);
}

static int run(const struct command *command, int argc, char **argv)
{
	const char *word;
	bool json;
	int status = arguments_case_json(command, argc, argv, &word, &json);

	return status < 0 ? show(word, json) : status;
}

const struct command command_history = {
	.name = "history",
	.usage = "CASE [--json]",
	.summary = N_("Show who changed what in a case, and when."),
	.options = {N_("  CASE             a case by its id or its file\n"
		       "  --json           machine-readable, with stable keys\n"),
		ARGUMENTS_LANGUAGE_HELP},
	.run = run,
};
