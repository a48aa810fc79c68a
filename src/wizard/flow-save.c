/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "flow-inside.h"
#include "language.h"
#include "record.h"
#include "text.h"

/* ---- where ----------------------------------------------------------------------------------- */

static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	if (slash == NULL)
		return strdup(".");
	return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

/* Where the case lies or will lie. Caller frees; NULL: nowhere (errno = 0) or no memory. */
static char *case_folder(const struct flow *flow)
{
	if (flow->file->path != NULL)
		return folder_of(flow->file->path);
	errno = 0;
	return flow->folder == NULL ? NULL : strdup(flow->folder);
}

/* A new case gets its id and its lock when it is first written. */
static bool take_id(struct flow *flow)
{
	if (flow->file->id != NULL)
		return true;
	char *id = flow->folder == NULL ? NULL : casebook_next_id(flow->folder, flow->now);
	char *path = id == NULL ? NULL : casebook_path(flow->folder, id);
	char *holder = NULL;

	if (path == NULL) {
		if (errno == ENOENT && flow->folder_error != 0)
			errno = flow->folder_error;
		free(id);
		return false;
	}
	flow->locked = case_lock_take(&flow->lock, path, &holder);
	free(holder);
	free(path);
	flow->file->id = id;
	return true;
}

static char *draft_path(const struct flow *flow)
{
	char *folder = case_folder(flow);
	char *path = folder == NULL || flow->file->id == NULL
			     ? NULL
			     : casebook_draft_path(folder, flow->file->id);
	free(folder);
	return path;
}

/* ---- what ------------------------------------------------------------------------------------ */

/* Puts the present answers and decision into the case. */
static bool fill_case(struct flow *flow)
{
	struct case_file *file = flow->file;
	bool edited = false;

	flow_decide_whole(flow);
	if (!state_store(&flow->state, file))
		return false;
	file->changed = flow->now;
	if (file->created < 0)
		file->created = flow->now;
	if (file->agent == NULL && flow->settings != NULL && flow->settings->agent != NULL)
		file->agent = strdup(flow->settings->agent);
	for (int i = 0; i < PAPER_LETTER_COUNT; i++)
		edited = edited || flow->state.letters[i] != NULL;
	if (edited && file->letter_language == NULL)
		file->letter_language = strdup(flow->language);
	if (!flow_fill_history(flow))
		return false;
	if (flow_is_blank(flow) || flow->decision == NULL)
		return true;
	return record_decision(file, flow->decision, flow->pack->used, flow->places);
}

static enum tk_status fail(struct flow *flow, const char *what, enum tk_status status)
{
	int reason = errno;

	flow_say(flow, text_printf(_("%s could not be written: %s. Your answers are still here."), what,
			       strerror(reason)));
	errno = reason;
	return status;
}

/* What the record was made with, beside the case: it can be judged again when that is gone elsewhere.
 * The case itself is saved all the same. */
static bool keep_record(const struct flow *flow, const char *path)
{
	if (flow_is_blank(flow) || flow->decision == NULL || flow->places == NULL)
		return true;
	char *folder = record_folder(path);
	bool kept = folder != NULL && record_keep(folder, flow->file, flow->pack->policy,
					      flow->places) == TK_OK;
	free(folder);
	return kept;
}

enum tk_status flow_save(struct flow *flow)
{
	if (flow->read_only) {
		flow_say(flow, opened_read_only_text(flow));
		errno = EROFS;
		return TK_IO;
	}
	if (flow->folder == NULL && flow->file->path == NULL) {
		flow_say(flow, strdup(_("There is no folder to save the case in.")));
		errno = ENOENT;
		return TK_IO;
	}
	if (!take_id(flow))
		return fail(flow, _("The case"), TK_IO);
	if (!fill_case(flow)) {
		errno = ENOMEM;
		return fail(flow, _("The case"), TK_NO_MEMORY);
	}
	char *path = flow->file->path != NULL ? strdup(flow->file->path)
					      : casebook_path(flow->folder, flow->file->id);
	flow->file->saves++;
	enum tk_status status = path == NULL ? TK_NO_MEMORY : case_save(flow->file, path);
	if (status != TK_OK) {
		int reason = errno;
		flow->file->saves--;
		free(path);
		errno = reason;
		return fail(flow, _("The case"), status);
	}
	free(flow->file->path);
	flow->file->path = path;
	flow->kept = keep_record(flow, path);
	/* Without memory for it, the next save tells again what this one told. */
	flow_begin_history(flow);
	flow->saved_version = flow->state.version;
	flow_drop_draft(flow);
	return TK_OK;
}

enum tk_status flow_save_draft(struct flow *flow)
{
	if (flow->read_only || !flow_modified(flow) ||
		(flow->folder == NULL && flow->file->path == NULL))
		return TK_OK;
	if (!take_id(flow))
		return fail(flow, _("The draft"), TK_IO);
	char *path = fill_case(flow) ? draft_path(flow) : NULL;
	enum tk_status status = path == NULL ? TK_NO_MEMORY : case_save(flow->file, path);
	int reason = errno;
	free(path);
	errno = reason;
	if (status != TK_OK)
		return fail(flow, _("The draft"), status);
	flow->draft_version = flow->state.version;
	return TK_OK;
}

bool flow_has_draft(const struct flow *flow)
{
	return flow_modified(flow) && flow->file->id != NULL &&
	       flow->draft_version == flow->state.version;
}

void flow_drop_draft(struct flow *flow)
{
	char *path = flow->read_only ? NULL : draft_path(flow);

	if (path != NULL)
		unlink(path);
	free(path);
	flow->draft_version = flow->saved_version;
}

/* ---- papers ---------------------------------------------------------------------------------- */

/* Writes TEXT (taken over) as FOLDER/ID-NAME.txt and adds that to NAMES. */
static enum tk_status write_paper(const char *folder, const char *id, const char *name, char *text,
	struct text_buffer *names)
{
	char *path = text == NULL ? NULL : text_printf("%s/%s-%s.txt", folder, id, name);
	char *ended = text == NULL ? NULL : text_printf("%s%s", text,
						    *text != '\0' && text[strlen(text) - 1] == '\n' ? "" : "\n");
	enum tk_status status = path == NULL || ended == NULL
					? TK_NO_MEMORY
					: file_write(path, ended, strlen(ended), 0600);

	if (status == TK_OK)
		text_buffer_printf(names, "%s\n", path);
	int reason = errno;
	free(text);
	free(ended);
	free(path);
	errno = reason;
	return status;
}

/* The summary, with what the other policies say. NULL = no memory. */
static char *make_summary(const struct flow *flow)
{
	struct paper_case paper = flow_paper_case(flow);
	struct tk_decision **others = calloc(flow->pack_count + 1, sizeof(*others)), *whole = flow_judge_whole(flow);
	char *text = NULL;

	paper.decision = whole;
	if (others != NULL && whole != NULL && (flow_is_blank(flow) || flow_judge_beside(flow, others, &paper.other_count))) {
		paper.others = (const struct tk_decision *const *)others;
		text = paper_summary(&paper, language_current());
	}
	for (size_t i = 0; others != NULL && i < paper.other_count; i++)
		tk_decision_free(others[i]);
	free(others);
	tk_decision_free(whole);
	return text;
}

static enum tk_status write_all(struct flow *flow, const char *folder, struct text_buffer *names)
{
	const char *id = flow->file->id == NULL ? "tuikuan" : flow->file->id;
	struct paper_case paper = flow_paper_case(flow);
	enum tk_status status = TK_OK;

	for (int i = 0; status == TK_OK && i < PAPER_LETTER_COUNT; i++) {
		size_t *gaps = NULL, count = 0;
		enum paper_letter length = (enum paper_letter)i;
		if (!flow_letter_exists(flow, length))
			continue;
		char *letter = flow_letter(flow, length, &gaps, &count);
		free(gaps);
		/* A template that cannot be filled in takes no other paper with it. */
		if (letter != NULL || errno == ENOMEM)
			status = write_paper(folder, id, letter_length_name(length), letter, names);
	}
	if (status == TK_OK)
		status = write_paper(folder, id, "checklist",
			paper_checklist(&paper, language_current()), names);
	if (status == TK_OK)
		status = write_paper(folder, id, "summary", make_summary(flow), names);
	return status;
}

/* What was written, for the history: the names of the files without folder, id and ending. */
static bool note_papers(struct flow *flow, const char *names)
{
	struct text_buffer list;

	text_buffer_init(&list);
	for (const char *end; (end = strchr(names, '\n')) != NULL; names = end + 1) {
		const char *dot = end - strlen(".txt"), *at = dot;
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
		return fail(flow, _("The papers"), TK_NO_MEMORY);
	}
	if (folder == NULL && !flow->read_only && flow->folder != NULL && !take_id(flow))
		return fail(flow, _("The papers"), TK_IO);
	char *own = folder != NULL ? strdup(folder) : case_folder(flow);
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
		return fail(flow, _("The papers"), status);
	}
	*ret_names = text_buffer_take(&names);
	if (*ret_names != NULL && !note_papers(flow, *ret_names)) {
		free(*ret_names);
		*ret_names = NULL;
	}
	return *ret_names == NULL ? TK_NO_MEMORY : TK_OK;
}

void flow_save_due(struct flow *flow)
{
	bool due = flow->draft_due;

	flow->draft_due = false;
	if (due)
		flow_save_draft(flow);
}
