/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The papers of a case, on their way out: to files, to the printer, onto the bare terminal. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "flow-inside.h"
#include "language.h"
#include "press-run.h"
#include "printer.h"
#include "text.h"

/* The letters by their length, and after them: */
enum { CHECKLIST = PAPER_LETTER_COUNT, SUMMARY, PAPER_KINDS };

static const char *paper_name(int kind)
{
	return kind == CHECKLIST ? "checklist" : kind == SUMMARY ? "summary" : letter_length_name((enum paper_letter)kind);
}

/* ---- making ---------------------------------------------------------------------------------- */

/* The summary, with what the other policies say. NULL = no memory. */
static char *make_summary(const struct flow *flow, struct paper_case *paper)
{
	struct tk_decision **others = calloc(flow->pack_count + 1, sizeof(*others)), *whole = flow_judge_whole(flow);
	char *text = NULL;

	paper->decision = whole;
	if (others != NULL && whole != NULL && (flow_is_blank(flow) || flow_judge_beside(flow, others, &paper->other_count))) {
		paper->others = (const struct tk_decision *const *)others;
		text = paper_summary(paper, language_current());
	}
	for (size_t i = 0; others != NULL && i < paper->other_count; i++)
		tk_decision_free(others[i]);
	free(others);
	tk_decision_free(whole);
	return text;
}

/* The letter as it stands, edited or not. */
static char *make_letter(const struct flow *flow, enum paper_letter length, const struct paper_case *paper)
{
	size_t *gaps = NULL, count = 0;
	const char *edited = flow->state.letters[length];
	char *text = edited != NULL ? paper_letter_edited(paper, length, edited, flow->language)
				    : paper_letter(paper, length, flow->language, &gaps, &count);

	free(gaps);
	return text;
}

/* NULL with errno, ENOMEM or what is wrong with a template. */
static char *make(const struct flow *flow, int kind, enum paper_form form)
{
	struct paper_case paper = flow_paper_case(flow);

	paper.form = form;
	errno = ENOMEM;
	if (kind == CHECKLIST)
		return paper_checklist(&paper, language_current());
	if (kind == SUMMARY)
		return make_summary(flow, &paper);
	return make_letter(flow, (enum paper_letter)kind, &paper);
}

/* Texts for boxes are pasted, never handed in on paper. */
static bool is_for_paper(int kind)
{
	return kind != PAPER_REASON && kind != PAPER_TICKET;
}

/* A PDF; false: none, and why is kept in the flow where there is a reason but that none was built in. */
static bool press_paper(struct flow *flow, int kind, struct press_output *ret_made)
{
	char *sheet = make(flow, kind, PAPER_SHEET);
	enum press_result result = PRESS_NO_MEMORY;

	*ret_made = (struct press_output){.bytes = NULL};
	if (sheet != NULL)
		result = press_run(flow->broker, "pdf", language_current(), sheet, strlen(sheet), ret_made);
	free(sheet);
	if (result == PRESS_FAILED && flow->unpressed == NULL && ret_made->message != NULL)
		flow->unpressed = strdup(ret_made->message);
	return result == PRESS_DONE;
}

static void forget_unpressed(struct flow *flow)
{
	free(flow->unpressed);
	flow->unpressed = NULL;
}

const char *flow_unpressed(const struct flow *flow)
{
	return flow->unpressed;
}

/* ---- to files -------------------------------------------------------------------------------- */

/* FOLDER/ID-NAME.ENDING, and that is added to NAMES. */
static enum tk_status write_file(const char *stem, const char *ending, const char *bytes, size_t length,
	struct text_buffer *names)
{
	char *path = text_printf("%s.%s", stem, ending);
	enum tk_status status = path == NULL ? TK_NO_MEMORY : file_write(path, bytes, length, 0600);
	int reason = path == NULL ? ENOMEM : errno;

	if (status == TK_OK)
		text_buffer_printf(names, "%s\n", path);
	free(path);
	errno = reason;
	return status;
}

static enum tk_status write_text(const char *stem, const char *text, struct text_buffer *names)
{
	char *ended = text_printf("%s%s", text, *text != '\0' && text[strlen(text) - 1] == '\n' ? "" : "\n");
	enum tk_status status = ended == NULL ? TK_NO_MEMORY
					      : write_file(stem, "txt", ended, strlen(ended), names);
	int reason = ended == NULL ? ENOMEM : errno;

	free(ended);
	errno = reason;
	return status;
}

static enum tk_status write_pdf(struct flow *flow, const char *stem, int kind, struct text_buffer *names)
{
	struct press_output made;
	enum tk_status status = TK_OK;

	if (press_paper(flow, kind, &made))
		status = write_file(stem, "pdf", made.bytes, made.length, names);
	int reason = errno;
	press_output_release(&made);
	errno = reason;
	return status;
}

static enum tk_status write_paper(struct flow *flow, const char *folder, int kind, struct text_buffer *names)
{
	const char *id = flow->file->id == NULL ? "tuikuan" : flow->file->id;
	char *text = make(flow, kind, PAPER_TEXT), *stem;
	enum tk_status status;

	/* A template that cannot be filled in takes no other paper with it. */
	if (text == NULL)
		return errno == ENOMEM ? TK_NO_MEMORY : TK_OK;
	stem = text_printf("%s/%s-%s", folder, id, paper_name(kind));
	status = stem == NULL ? TK_NO_MEMORY : write_text(stem, text, names);
	if (status == TK_OK && is_for_paper(kind))
		status = write_pdf(flow, stem, kind, names);
	int reason = stem == NULL ? ENOMEM : errno;
	free(stem);
	free(text);
	errno = reason;
	return status;
}

static enum tk_status write_all(struct flow *flow, const char *folder, struct text_buffer *names)
{
	enum tk_status status = TK_OK;

	forget_unpressed(flow);
	for (int kind = 0; status == TK_OK && kind < PAPER_KINDS; kind++)
		if (kind >= CHECKLIST || flow_letter_exists(flow, (enum paper_letter)kind))
			status = write_paper(flow, folder, kind, names);
	return status;
}

/* What was written, for the history: the names of the files without folder, id and ending. */
static bool note_papers(struct flow *flow, const char *names)
{
	struct text_buffer list;

	text_buffer_init(&list);
	for (const char *end; (end = strchr(names, '\n')) != NULL; names = end + 1) {
		const char *dot = end - strlen(".txt"), *at = dot;
		/* A PDF stands beside its text. */
		if (strncmp(dot, ".txt", 4) != 0)
			continue;
		while (at > names && at[-1] != '-' && at[-1] != '/')
			at--;
		text_buffer_printf(&list, "%s%.*s", list.length == 0 ? "" : ", ", (int)(dot - at), at);
	}
	char *what = text_buffer_take(&list);
	bool ok = what != NULL && flow_note_printed(flow, what, NULL);
	free(what);
	return ok;
}

enum tk_status flow_write_papers(struct flow *flow, const char *folder, char **ret_names)
{
	struct text_buffer names;

	if (flow->decision == NULL || flow->pack->used == NULL) {
		errno = ENOMEM;
		return flow_fail(flow, _("The papers"), TK_NO_MEMORY);
	}
	if (folder == NULL && !flow->read_only && flow->folder != NULL && !flow_take_id(flow))
		return flow_fail(flow, _("The papers"), TK_IO);
	char *own = folder != NULL ? strdup(folder) : flow_case_folder(flow);
	if (own == NULL) {
		flow_say(flow, strdup(_("There is no folder to write the papers to.")));
		errno = ENOENT;
		return TK_IO;
	}
	text_buffer_init(&names);
	enum tk_status status = write_all(flow, own, &names);
	free(own);
	if (status != TK_OK) {
		text_buffer_release(&names);
		return flow_fail(flow, _("The papers"), status);
	}
	*ret_names = text_buffer_take(&names);
	if (*ret_names != NULL && !note_papers(flow, *ret_names)) {
		free(*ret_names);
		*ret_names = NULL;
	}
	return *ret_names == NULL ? TK_NO_MEMORY : TK_OK;
}

/* ---- to the printer, and to the screen -------------------------------------------------------- */

/* The letter that the channel asks for, checklist and summary: what there is to hand in and to keep. */
static int printed_kind(const struct flow *flow, int index)
{
	struct paper_case paper = flow_paper_case(flow);

	return index == 0 ? (int)paper_letter_preferred(&paper) : index == 1 ? CHECKLIST : SUMMARY;
}
#define PRINTED_COUNT 3

/* As PDF, or as text where there is none. false: *ret_message, NULL = no memory. */
static bool send_paper(struct flow *flow, int kind, char **ret_message)
{
	struct press_output made;
	bool sent = false;

	*ret_message = NULL;
	if (is_for_paper(kind) && press_paper(flow, kind, &made)) {
		sent = printer_send(flow->broker, made.bytes, made.length, ret_message);
		press_output_release(&made);
		return sent;
	}
	if (is_for_paper(kind))
		press_output_release(&made);
	char *text = make(flow, kind, PAPER_TEXT);
	if (text != NULL)
		sent = printer_send(flow->broker, text, strlen(text), ret_message);
	free(text);
	return sent;
}

void flow_send_papers(struct flow *flow)
{
	char *message = NULL;
	bool sent = flow->decision != NULL && flow->pack->used != NULL;

	forget_unpressed(flow);
	for (int i = 0; sent && i < PRINTED_COUNT; i++) {
		int kind = printed_kind(flow, i);
		sent = send_paper(flow, kind, &message) && flow_note_printed(flow, paper_name(kind), "lp");
	}
	flow_say(flow, sent ? strdup(_("Letter, checklist and summary are with the printer."))
			    : text_printf(_("The printer did not take them: %s"),
				      message != NULL ? message : strerror(ENOMEM)));
	free(message);
}

char *flow_papers_names(const struct flow *flow)
{
	return text_printf("%s, %s, %s", paper_name(printed_kind(flow, 0)), paper_name(printed_kind(flow, 1)),
		paper_name(printed_kind(flow, 2)));
}

char *flow_papers_text(const struct flow *flow)
{
	struct text_buffer all;

	text_buffer_init(&all);
	for (int i = 0; i < PRINTED_COUNT && flow->decision != NULL && flow->pack->used != NULL; i++) {
		char *text = make(flow, printed_kind(flow, i), PAPER_TEXT);

		if (text == NULL && errno == ENOMEM)
			all.failed = true;
		text_buffer_printf(&all, "%s%s\n", all.length > 0 ? "\n" : "", text == NULL ? "" : text);
		free(text);
	}
	return text_buffer_take(&all);
}
