/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan packet: the papers of a case, its files and the pack it was judged by, in one ZIP. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evidence.h"
#include "file.h"
#include "language.h"
#include "output.h"
#include "packet-parts.h"
#include "paper-output.h"
#include "press.h"
#include "record.h"

#define FILE_BYTES_MAX ((size_t)64 << 20)

static const struct option options[] = {
	PAPER_OPTION_TABLE,
	ARGUMENTS_COMMON,
	{0},
};

struct run {
	const struct command *command;
	struct paper_wants wants; /* its language is that of all papers; NULL: the letter's is Chinese */
	struct packet packet;
};

/* ---- papers ----------------------------------------------------------------------------------- */

static const char *paper_language(const struct run *run, bool letter)
{
	return run->wants.language ? run->wants.language : letter ? "zh_CN" : language_current();
}

static char *make_checklist(const struct paper_request *request)
{
	return paper_checklist(request->paper, request->language);
}

static char *make_summary(const struct paper_request *request)
{
	return paper_summary(request->paper, request->language);
}

static void add_pdf(struct run *run, const char *name, const char *what, const char *sheet)
{
	struct press_output made;

	if (!press("pdf", sheet, strlen(sheet), &made))
		packet_lack(&run->packet, _("%s: no PDF could be made"), name);
	else if (!packet_add(&run->packet, name, what, made.bytes, made.length))
		packet_lack(&run->packet, _("%s: there is no room for it"), name);
	press_output_release(&made);
}

/* NAME.txt and NAME.pdf. */
static void add_paper(struct run *run, struct case_papers *papers, struct paper_request *request, const char *name,
	const char *what, char *(*make)(const struct paper_request *request))
{
	char file[32];

	for (int form = PAPER_TEXT; form <= PAPER_SHEET; form++) {
		request->form = papers->paper.form = (enum paper_form)form;
		snprintf(file, sizeof(file), "%s.%s", name, form == PAPER_TEXT ? "txt" : "pdf");
		errno = 0;
		char *text = make(request);
		if (!text) {
			paper_report_unmade(request);
			packet_lack(&run->packet, _("%s: it could not be made"), file);
		} else if (form == PAPER_SHEET) {
			add_pdf(run, file, what, text);
		} else if (!packet_add(&run->packet, file, what, text, strlen(text))) {
			packet_lack(&run->packet, _("%s: there is no room for it"), file);
		}
		free(text);
	}
}

/* The letter as it is, edited or not; its gaps are told once, with the text. */
static char *make_letter(const struct paper_request *request)
{
	size_t *gaps = NULL, count = 0;

	if (request->form == PAPER_TEXT || request->file->letters[request->length])
		return letter_make(request);
	char *text = paper_letter(request->paper, request->length, request->language, &gaps, &count);
	free(gaps);
	return text;
}

/* The questions whose answers the letter has gaps for. */
static void lack_gaps(struct run *run, const struct paper_request *request)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(request->paper->policy);
	size_t *gaps = NULL, count = 0;

	if (request->file->letters[request->length] && !run->wants.redact)
		return;
	char *text = paper_letter(request->paper, request->length, request->language, &gaps, &count);
	if (!text)
		run->packet.failed = true;
	for (size_t i = 0; text && i < count; i++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, gaps[i]);
		const char *label = tk_text_get(fact->label, language_current());
		packet_lack(&run->packet, _("in the letter, an answer: %s"), label ? label : fact->name);
	}
	free(gaps);
	free(text);
}

static void add_papers(struct run *run, struct case_papers *papers)
{
	struct paper_request request = {.command = run->command,
		.language = paper_language(run, true),
		.length = paper_letter_preferred(&papers->paper),
		.file = run->wants.intake.file,
		.paper = &papers->paper};

	papers->paper.form = PAPER_TEXT;
	lack_gaps(run, &request);
	add_paper(run, papers, &request, "letter", _("The application"), make_letter);
	request.language = paper_language(run, false);
	add_paper(run, papers, &request, "checklist", _("Which documents are needed, and which are at hand"),
		make_checklist);
	add_paper(run, papers, &request, "summary", _("The case and how it was judged"), make_summary);
}

/* ---- the files of the case -------------------------------------------------------------------- */

/* Why a file is not taken, in words; errno is that of reading it. */
static const char *refusal(enum evidence_taking taking)
{
	switch (taking) {
	case EVIDENCE_LINKED:
		return _("it is a link; name the file itself");
	case EVIDENCE_REPLACED:
		return _("it is not the file that was attached; attach it again");
	case EVIDENCE_ELSEWHERE:
		return _("it was never attached, and lies outside the folder of the case; attach it in the wizard");
	default:
		return strerror(errno);
	}
}

static void add_evidence(struct run *run, const struct tk_entry *document, const char *path, size_t number)
{
	const char *title = tk_text_get(document->title, language_current());
	char *bytes = NULL, *ending = packet_ending(path), *name;
	size_t length = 0;
	enum evidence_taking taking = evidence_take(run->wants.intake.file, document->id, FILE_BYTES_MAX, &bytes, &length);
	const char *why = taking == EVIDENCE_TAKEN ? NULL : refusal(taking);

	title = title ? title : document->id;
	name = ending ? text_printf("evidence/%02zu-%s%s", number, document->id, ending) : NULL;
	if (!name)
		run->packet.failed = true;
	else if (why)
		packet_lack(&run->packet, _("%s: its file is not taken: %s"), title, why);
	else if (!packet_add(&run->packet, name, title, bytes, length))
		packet_lack(&run->packet, _("%s: there is no room for its file"), title);
	free(bytes);
	free(name);
	free(ending);
}

static bool is_among(const struct tk_entry *const *documents, size_t count, const struct tk_entry *document)
{
	for (size_t i = 0; i < count; i++)
		if (documents[i] == document)
			return true;
	return false;
}

static void add_files(struct run *run, const struct case_papers *papers)
{
	const struct tk_decision *decision = papers->decision;
	size_t count = tk_policy_entry_count(papers->policy, TK_DOCUMENT), number = 0;

	for (size_t i = 0; i < count; i++) {
		const struct tk_entry *document = tk_policy_entry(papers->policy, TK_DOCUMENT, i);
		const char *path = case_papers_file(papers, document->id);
		const char *title = tk_text_get(document->title, language_current());

		title = title ? title : document->id;
		if (path && run->wants.redact)
			packet_lack(&run->packet, _("%s: files are left out of a redacted packet"), title);
		else if (path)
			add_evidence(run, document, path, ++number);
		else if (is_among(decision->held, decision->held_count, document))
			packet_lack(&run->packet, _("%s: at hand, but the case names no file"), title);
		else if (is_among(decision->missing, decision->missing_count, document))
			packet_lack(&run->packet, _("%s: required"), title);
	}
}

/* The pack that the papers rest on: as it was kept with the record, else as it is installed. */
static void add_pack(struct run *run, const struct case_papers *papers)
{
	const struct tk_policy_head *head = tk_policy_head(papers->policy);
	char *folder = record_folder(run->wants.intake.file->path), *bytes = NULL, hex[65];
	char *name = text_printf("policy/%s.ini", head->id);
	size_t length = 0;
	bool found;

	found = folder && record_kept(folder, head->sha256, &bytes, &length) == KEPT;
	if (!found && file_read(head->file, (size_t)1 << 20, &bytes, &length) == TK_OK) {
		file_sha256_hex(bytes, length, hex);
		found = strcmp(hex, head->sha256) == 0;
	}
	if (!name || !folder)
		run->packet.failed = true;
	else if (!found || !packet_add(&run->packet, name, _("The rules it was judged by"), bytes, length))
		packet_lack(&run->packet, _("the policy pack %s: it has changed since it was read"), head->id);
	free(bytes);
	free(name);
	free(folder);
}

/* ---- the whole -------------------------------------------------------------------------------- */

static int write_packet(struct run *run, const struct case_papers *papers)
{
	struct press_output made;
	bool written;

	if (run->packet.failed) {
		report_no_memory();
		return STATUS_BAD_DATA;
	}
	written = press("zip", run->packet.input.text, run->packet.input.length, &made) &&
		  output_bytes(run->wants.output, made.bytes, made.length);
	press_output_release(&made);
	if (written)
		paper_note(&run->wants, papers, "packet", NULL);
	/* Incomplete is said by the exit status, too: whoever sends it on looks first. */
	return written && run->packet.missing_count == 0 ? STATUS_DONE : STATUS_BAD_DATA;
}

static char *head_lines(const struct case_papers *papers, bool redacted)
{
	const struct tk_policy_head *head = tk_policy_head(papers->policy);
	const char *title = tk_text_get(head->title, language_current());
	char at[TK_MOMENT_TEXT];

	return text_printf(_("Judged by %s (%s, revision %s) as of %s.\n%s"), title ? title : head->id, head->id,
		head->revision ? head->revision : "-", tk_moment_format(papers->decision->at, at),
		redacted ? _("Redacted: identifiers, names, contacts, free text and files are left out.\n") : "");
}

static int make(struct run *run, struct case_papers *papers)
{
	const char *id = run->wants.intake.file->id;
	char *head = head_lines(papers, run->wants.redact), *title = text_printf(_("Refund case %s"), id ? id : "-");
	int status = STATUS_BAD_DATA;

	papers->paper.printed_at = run->wants.intake.at;
	papers->paper.redacted = run->wants.redact;
	packet_begin(&run->packet, run->wants.intake.at);
	add_papers(run, papers);
	add_files(run, papers);
	add_pack(run, papers);
	if (head && title) {
		packet_close(&run->packet, language_current(), title, head);
		status = write_packet(run, papers);
	} else {
		report_no_memory();
	}
	packet_release(&run->packet);
	free(title);
	free(head);
	return output_finish(status);
}

/* The moment of the record, so that the same case is the same packet whenever it is made. */
static void settle_moment(struct run *run)
{
	const struct case_file *file = run->wants.intake.file;
	const char *recorded = case_values_get(&file->decision, "at");
	int64_t at;

	if (run->wants.at_given)
		return;
	if (recorded && tk_moment_parse(recorded, &at) == TK_OK)
		run->wants.intake.at = at;
	else if (file->changed >= 0)
		run->wants.intake.at = file->changed;
}

static int run_open(struct run *run)
{
	struct case_papers papers;
	int status = STATUS_BAD_DATA;

	if (!intake_open(&run->wants.intake, run->wants.case_word))
		return STATUS_BAD_DATA;
	settle_moment(run);
	if (case_papers_open(&papers, &run->wants.intake, run->wants.policy, true))
		status = make(run, &papers);
	if (papers.faulty)
		status = STATUS_BAD_DATA;
	case_papers_release(&papers);
	return status;
}

/* -1: go on; else the command ends with this status. */
static int read_arguments(struct run *run, int argc, char **argv)
{
	int code, status;

	while ((code = arguments_next(run->command, argc, argv, options, &status)) != ARGUMENTS_END) {
		if (code != ARGUMENTS_STOP)
			status = paper_take_option(run->command, &run->wants, code);
		if (code == ARGUMENTS_STOP || status != STATUS_DONE)
			return status;
	}
	status = arguments_case(run->command, argc, argv, true, &run->wants.case_word);
	if (status < 0 && !run->wants.output)
		return arguments_wrong(run->command, _("--output FILE is needed: a packet is nothing for a terminal"));
	return status;
}

static int run_packet(const struct command *command, int argc, char **argv)
{
	struct run run = {.command = command};

	intake_init(&run.wants.intake);
	int status = read_arguments(&run, argc, argv);
	if (status < 0)
		status = run_open(&run);
	intake_release(&run.wants.intake);
	return status;
}

const struct command command_packet = {
	.name = "packet",
	.usage = "CASE --output FILE.zip [--language LANG] [--redact]",
	.summary = N_("Put the papers of a case and its files into one ZIP, ready to upload."),
	.options = {N_("  CASE             a case by its id or its file\n"
		       "  --output FILE    the ZIP, written whole or not at all; - is standard output\n"
		       "  --policy ID      the policy to judge under (default: the case's)\n"
		       "  --at MOMENT      the moment of evaluation (default: that of the case's record)\n"
		       "  --redact         leave out identifiers, names, contacts, free text and files\n"),
		N_("  --language LANG  language of all papers, en or zh_CN (default: the letter zh_CN)\n"),
		N_("\nThe same case gives the same bytes. What is missing is listed inside and said here;\n"
		   "the exit status is then 1, and the packet is written all the same.\n")},
	.run = run_packet,
};
