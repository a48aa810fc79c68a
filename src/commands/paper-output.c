/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "language.h"
#include "output.h"
#include "text.h"

enum {
	OPTION_FORMAT = ARGUMENT_OWN,
	OPTION_OUTPUT,
	OPTION_LANGUAGE,
	OPTION_LENGTH,
	OPTION_POLICY,
	OPTION_AT,
};

static const struct option options[] = {
	{"format", required_argument, NULL, OPTION_FORMAT},
	{"output", required_argument, NULL, OPTION_OUTPUT},
	{"policy", required_argument, NULL, OPTION_POLICY},
	{"at", required_argument, NULL, OPTION_AT},
	{"length", required_argument, NULL, OPTION_LENGTH},
	/* Of the paper: the interface keeps its own. */
	{"language", required_argument, NULL, OPTION_LANGUAGE},
	ARGUMENTS_COMMON,
	{0},
};

struct run {
	struct intake intake;
	const struct paper_kind *kind;
	struct paper_request request;
	const char *case_word, *output, *policy;
};

static int read_length(struct run *run, const char *word)
{
	for (int i = 0; i < PAPER_LETTER_COUNT; i++)
		if (strcmp(case_letter_name((enum case_letter)i), word) == 0) {
			run->request.length = (enum paper_letter)i;
			return STATUS_DONE;
		}
	return arguments_wrong(run->request.command,
		_("--length: \"%s\" is none of reason, ticket, letter, statement, complaint, rescission"), word);
}

static int read_format(const struct run *run, const char *word)
{
	if (strcmp(word, "text") == 0)
		return STATUS_DONE;
	if (strcmp(word, "pdf") == 0)
		return arguments_wrong(run->request.command,
			_("--format: this version writes no PDF; text can be printed with lp"));
	return arguments_wrong(run->request.command, _("--format: \"%s\" is not a format it writes (text)"),
		word);
}

static int read_option(struct run *run, int code)
{
	const struct command *command = run->request.command;

	switch (code) {
	case OPTION_FORMAT:
		return read_format(run, optarg);
	case OPTION_OUTPUT:
		run->output = optarg;
		return STATUS_DONE;
	case OPTION_LANGUAGE:
		run->request.language = arguments_language(command, optarg);
		return run->request.language ? STATUS_DONE : STATUS_USAGE;
	case OPTION_LENGTH:
		if (!run->kind->is_letter)
			return arguments_wrong(command, _("unknown option \"%s\""), "--length");
		return read_length(run, optarg);
	case OPTION_POLICY:
		run->policy = optarg;
		return STATUS_DONE;
	default:
		return intake_set_at(&run->intake, optarg) ? STATUS_DONE : STATUS_BAD_DATA;
	}
}

/* -1: go on; else the command ends with this status. */
static int read_arguments(struct run *run, int argc, char **argv)
{
	const struct command *command = run->request.command;
	int code, status;

	while ((code = arguments_next(command, argc, argv, options, &status)) != ARGUMENTS_END) {
		if (code != ARGUMENTS_STOP)
			status = read_option(run, code);
		if (code == ARGUMENTS_STOP || status != STATUS_DONE)
			return status;
	}
	if (argc == optind)
		return arguments_wrong(command, _("no case is named"));
	if (argc - optind > 1)
		return arguments_wrong(command, _("one case at a time, and \"%s\" is a second one"),
			argv[optind + 1]);
	run->case_word = argv[optind];
	if (!run->request.language)
		run->request.language = run->kind->is_letter ? "zh_CN" : language_current();
	bool to_stream = !run->output || strcmp(run->output, "-") == 0;
	if (to_stream && !output_is_utf8() && strcmp(run->request.language, "en") != 0)
		return arguments_wrong(command, _("Chinese text cannot be shown in the charset of this locale; "
						  "use --output FILE, or --language en"));
	return -1;
}

/* ---- the paper ------------------------------------------------------------------------------------ */

static char *template_text(void *user, const char *name, const char *language)
{
	const struct intake *intake = user;

	return places_letter_text(&intake->places, name, language);
}

/* The file of a document in hand: what stands in the case instead of a mere yes. */
static const char *evidence_path(void *user, const char *document)
{
	const struct intake *intake = user;
	const char *text = case_values_get(&intake->file->evidence, document);

	if (!text || !*text || strcmp(text, "yes") == 0 || strcmp(text, "no") == 0 || strcmp(text, "?") == 0)
		return NULL;
	return text;
}

static bool write_paper(const struct run *run, const char *text)
{
	size_t length = strlen(text);
	const char *end = length && text[length - 1] == '\n' ? "" : "\n";

	if (run->output && strcmp(run->output, "-") != 0) {
		char *whole = text_printf("%s%s", text, end);
		if (!whole) {
			report_no_memory();
			return false;
		}
		bool written = output_file(run->output, whole);
		free(whole);
		return written;
	}
	output_text(text);
	output_text(end);
	return true;
}

/* When the platform's answer came, as far as the case tells; 0 unknown. */
static int64_t decided_at(const struct case_file *file)
{
	int64_t refunded = file->status_since[CASE_REFUNDED], refused = file->status_since[CASE_REFUSED];
	int64_t later = refunded > refused ? refunded : refused;

	return later > 0 ? later : 0;
}

/* A template with errors: what is wrong, line by line. */
static void report_template(const struct run *run)
{
	struct tk_errors errors;
	enum paper_letter length = run->request.length;

	if (length == PAPER_LETTER_COUNT)
		length = paper_letter_preferred(run->request.paper);
	tk_errors_init(&errors);
	paper_letter_check(run->request.paper, length, run->request.language, &errors);
	report_errors(&errors);
	tk_errors_release(&errors);
}

/* ---- the other policies ----------------------------------------------------------------------------- */

struct others {
	struct tk_policy **policies;
	struct tk_decision **decisions;
	size_t policy_count, count;
};

static void release_others(struct others *others)
{
	for (size_t i = 0; i < others->count; i++)
		tk_decision_free(others->decisions[i]);
	for (size_t i = 0; i < others->policy_count; i++)
		tk_policy_free(others->policies[i]);
	free(others->decisions);
	free(others->policies);
}

/* Judges under each other policy that applies or may. false: no memory, reported. */
static bool judge_others(const struct run *run, const struct tk_policy *policy, struct others *others)
{
	const struct intake *intake = &run->intake;
	bool broken;

	if (!run->kind->compares)
		return true;
	if (!intake_policies(intake, &others->policies, &others->policy_count, &broken))
		return false;
	others->decisions = calloc(others->policy_count + 1, sizeof(*others->decisions));
	if (!others->decisions) {
		report_no_memory();
		return false;
	}
	for (size_t i = 0; i < others->policy_count; i++) {
		struct tk_policy *other = others->policies[i];
		struct tk_answers *answers;
		bool faulty, judged;

		if (strcmp(tk_policy_head(other)->id, tk_policy_head(policy)->id) == 0)
			continue;
		answers = intake_answers(intake, other, others->policies, others->policy_count, &faulty);
		if (!answers)
			return false;
		judged = tk_evaluate(other, answers, intake->at, 0, &others->decisions[others->count]) == TK_OK;
		tk_answers_free(answers);
		if (!judged) {
			report_no_memory();
			return false;
		}
		others->count++;
	}
	return true;
}

static int make_paper(struct run *run, const struct tk_policy *policy, const struct tk_answers *answers,
	const struct others *others)
{
	struct tk_decision *decision = NULL;
	const struct case_file *file = run->intake.file;

	if (tk_evaluate(policy, answers, run->intake.at, 0, &decision) != TK_OK) {
		report_no_memory();
		return STATUS_BAD_DATA;
	}
	struct paper_case paper = {
		.policy = policy,
		.answers = answers,
		.decision = decision,
		.others = (const struct tk_decision *const *)others->decisions,
		.other_count = others->count,
		.case_id = file->id,
		.status = case_status_name(file->status),
		.agent = file->agent ? file->agent : run->intake.settings.agent,
		.organisation = run->intake.settings.organisation,
		.printed_at = intake_now(),
		.decided_at = decided_at(file),
		.template_text = template_text,
		.user = &run->intake,
		.evidence_path = evidence_path,
	};
	run->request.file = file;
	run->request.paper = &paper;
	errno = 0;
	char *text = run->kind->make(&run->request);
	bool written = false;
	if (text)
		written = write_paper(run, text);
	else if (errno == ENOENT)
		report(_("%s: there is no template for this paper in this language"), file->path);
	else if (errno == EINVAL)
		report_template(run);
	else
		report_no_memory();
	free(text);
	tk_decision_free(decision);
	return output_finish(written ? STATUS_DONE : STATUS_BAD_DATA);
}

static int judge(struct run *run)
{
	int status = STATUS_BAD_DATA;
	struct tk_policy *policy = intake_policy(&run->intake, run->policy);

	if (policy) {
		/* An answer that is none is a gap in the paper, said and told by the exit status. */
		bool faulty = false;
		struct tk_answers *answers = intake_answers(&run->intake, policy, NULL, 0, &faulty);
		struct others others = {0};
		/* What is wrong in the answers is reported once: then nothing is compared. */
		if (answers && (faulty || judge_others(run, policy, &others)))
			status = make_paper(run, policy, answers, &others);
		release_others(&others);
		if (status == STATUS_DONE && faulty)
			status = STATUS_BAD_DATA;
		tk_answers_free(answers);
	}
	tk_policy_free(policy);
	return status;
}

int paper_output(const struct paper_kind *kind, const struct command *command, int argc, char **argv)
{
	struct run run = {
		.kind = kind,
		.request = {.command = command, .length = PAPER_LETTER_COUNT},
	};

	intake_init(&run.intake);
	int status = read_arguments(&run, argc, argv);
	if (status < 0)
		status = intake_open(&run.intake, run.case_word) ? judge(&run) : STATUS_BAD_DATA;
	intake_release(&run.intake);
	return status;
}
