/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan verify: whether the record of a case still holds. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "evidence-words.h"
#include "intake.h"
#include "json.h"
#include "language.h"
#include "output.h"
#include "text.h"
#include "verification.h"

/* ---- in words ------------------------------------------------------------------------------------- */

static const char *part_words(enum verify_part part)
{
	static const char *const words[] = {
		[VERIFY_ANSWERS] = N_("answers"),
		[VERIFY_DECISION] = N_("decision"),
		[VERIFY_HISTORY] = N_("history"),
		[VERIFY_EVIDENCE] = N_("attached files"),
		[VERIFY_PACK] = N_("policy pack"),
		[VERIFY_FACTS] = N_("vocabulary (facts.ini)"),
		[VERIFY_CALENDAR] = N_("calendar"),
		[VERIFY_LETTERS] = N_("letter templates"),
	};
	return _(words[part]);
}

static const char *evidence_state_words(enum verify_state state)
{
	switch (state) {
	case VERIFY_SOUND:
		return _("unchanged since they were attached");
	case VERIFY_CHANGED:
		return _("CHANGED since they were attached");
	case VERIFY_MISSING:
		return _("NOT ALL THERE any more");
	default:
		return _("none was attached");
	}
}

static const char *state_words(enum verify_part part, enum verify_state state)
{
	bool in_case = part <= VERIFY_HISTORY;

	if (part == VERIFY_EVIDENCE)
		return evidence_state_words(state);

	switch (state) {
	case VERIFY_SOUND:
		return in_case ? _("unchanged since the record was made") : _("kept beside the case, unchanged");
	case VERIFY_INSTALLED:
		return _("not kept beside the case; what is installed is the same");
	case VERIFY_CHANGED:
		return _("CHANGED since the record was made");
	case VERIFY_DAMAGED:
		return _("DAMAGED: what is kept beside the case is not what the record names");
	case VERIFY_MISSING:
		return in_case ? _("NOT TO BE CHECKED: the record has no hash of it") :
				 _("MISSING: neither kept beside the case nor installed");
	default:
		return _("none was used");
	}
}

static void print_file(const struct verify_file *file, const char *name, const char *state)
{
	char *lead = text_printf("  %s: ", name);

	output_wrapped(lead, 4, state);
	free(lead);
	if (file->sha256 && (file->state == VERIFY_MISSING || file->state == VERIFY_DAMAGED))
		output_printf("    SHA-256 %s\n", file->sha256);
	if (file->path)
		output_printf("    %s\n", file->path);
}

/* Which files of evidence are not what they were. */
static void print_evidence(const struct case_file *file)
{
	for (size_t i = 0; i < file->evidence.count; i++) {
		const char *document = file->evidence.items[i].name;
		const char *trouble = evidence_trouble_words(evidence_state(file, document));
		char *lead = trouble ? text_printf("    %s: ", document) : NULL;
		if (lead)
			output_wrapped(lead, 6, trouble);
		free(lead);
	}
}

static void print_differences(const struct verify_differences *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct verify_difference *difference = &list->items[i];
		char *lead = text_printf("  %s: ", difference->key);
		char *text = text_printf("%s -> %s", *difference->recorded ? difference->recorded : "-",
			*difference->now ? difference->now : "-");
		if (lead && text)
			output_wrapped(lead, 4, text);
		free(lead);
		free(text);
	}
}

static void print_record(const struct verification *verification)
{
	const struct case_values *record = &verification->file->decision;
	const char *policy = case_values_get(record, "policy"), *revision = case_values_get(record, "revision"),
		   *at = case_values_get(record, "at"), *verdict = case_values_get(record, "verdict"),
		   *amount = case_values_get(record, "amount");
	char *text = text_printf(_("%s, revision %s, at %s: %s, %s"), policy ? policy : "-",
		revision ? revision : "-", at ? at : "-", verdict ? verdict : "-", amount ? amount : "-");

	if (text)
		output_wrapped(_("Recorded under "), 2, text);
	free(text);
}

static void print_again(const struct verification *verification)
{
	if (!verification->judged)
		output_wrapped("", 0, _("It cannot be judged again: what it was made with is not there, or the record is "
				   "not whole."));
	else if (verification->differences.count == 0)
		output_wrapped("", 0, _("Judged again at the recorded moment: the same."));
	else
		output_wrapped("", 0, _("Judged again at the recorded moment, this differs (recorded -> now):"));
	print_differences(&verification->differences);
}

static void print_today(const struct verification *verification)
{
	if (!verification->today)
		return;
	output_printf(_("Today's policy is another: revision %s, SHA-256 %.12s."), verification->today_revision,
		verification->today_sha256);
	output_printf("\n");
	if (verification->today_differences.count == 0)
		output_wrapped("", 0, _("It would have said the same."));
	else
		output_wrapped("", 0, _("It would have said otherwise (recorded -> today's):"));
	print_differences(&verification->today_differences);
}

static void print_text(const struct verification *verification, const char *name)
{
	output_printf(verification_holds(verification) ? _("%s: the record holds.") :
							 _("%s: the record does NOT hold."),
		name);
	output_printf("\n");
	print_record(verification);
	for (int i = 0; i < VERIFY_PARTS; i++) {
		const struct verify_file *file = &verification->parts[i];
		print_file(file, part_words((enum verify_part)i), state_words((enum verify_part)i, file->state));
		if (i == VERIFY_EVIDENCE)
			print_evidence(verification->file);
	}
	for (size_t i = 0; i < verification->letter_count; i++)
		print_file(&verification->letters[i], verification->letters[i].name,
			state_words(VERIFY_LETTERS, verification->letters[i].state));
	print_again(verification);
	print_today(verification);
	output_wrapped("", 0, _("This shows integrity, not authenticity: that nothing was changed by accident or in one "
			   "place. Whoever changes the answers, the decision and their hashes together is not "
			   "found out."));
}

/* ---- the command ------------------------------------------------------------------------------------ */

static int show(const struct verification *verification, bool json)
{
	const struct case_file *file = verification->file;
	bool shown = true;

	if (json)
		shown = output_taken(json_verification(verification, !output_is_utf8()));
	else
		print_text(verification, file->id ? file->id : file->path);
	return output_finish(shown && verification_holds(verification) ? STATUS_DONE : STATUS_BAD_DATA);
}

static int verify(const struct case_file *file, const struct places *places, bool json)
{
	struct verification verification;
	struct tk_errors errors;
	bool has_record;
	int status = STATUS_BAD_DATA;

	tk_errors_init(&errors);
	if (verification_make(file, places, &verification, &has_record, &errors)) {
		report_errors(&errors);
		status = show(&verification, json);
		verification_release(&verification);
	} else if (!has_record) {
		report(_("%s: the case has no record yet: it was never judged and saved"), file->path);
	} else {
		report_no_memory();
	}
	tk_errors_release(&errors);
	return status;
}

/* Not as other commands take a case in: what is installed now may be gone or wrong. */
static int open_and_verify(const char *case_word, bool json)
{
	struct places places;
	struct tk_errors errors;
	int status = STATUS_BAD_DATA;
	bool sound;
	struct case_file *file = intake_case_load(case_word, &sound);

	if (!file)
		return status;
	tk_errors_init(&errors);
	bool opened = places_open(&places, &errors) == TK_OK;
	status = verify(file, opened ? &places : NULL, json);
	if (opened)
		places_close(&places);
	tk_errors_release(&errors);
	case_free(file);
	return sound ? status : STATUS_BAD_DATA;
}

static int run(const struct command *command, int argc, char **argv)
{
	const char *word;
	bool json;
	int status = arguments_case_json(command, argc, argv, &word, &json);

	return status < 0 ? open_and_verify(word, json) : status;
}

const struct command command_verify = {
	.name = "verify",
	.usage = "CASE [--json]",
	.summary = N_("Judge a saved case again, and say whether its record holds."),
	.options = {N_("  CASE             a case by its id or its file\n"
		       "  --json           machine-readable, with stable keys\n"),
		ARGUMENTS_LANGUAGE_HELP},
	.run = run,
};
