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
char *flow_case_folder(const struct flow *flow)
{
	if (flow->file->path != NULL)
		return folder_of(flow->file->path);
	errno = 0;
	return flow->folder == NULL ? NULL : strdup(flow->folder);
}

/* A new case gets its id and its lock when it is first written. */
bool flow_take_id(struct flow *flow)
{
	if (flow->file->id != NULL)
		return true;
	if (flow->folder_error == ELOOP || flow->folder_error == EPERM) {
		errno = flow->folder_error; /* it is there, and not to be written to */
		return false;
	}
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
	char *folder = flow_case_folder(flow);
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

enum tk_status flow_fail(struct flow *flow, const char *what, enum tk_status status)
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
	if (!flow_take_id(flow))
		return flow_fail(flow, _("The case"), TK_IO);
	if (!fill_case(flow)) {
		errno = ENOMEM;
		return flow_fail(flow, _("The case"), TK_NO_MEMORY);
	}
	char *path = flow->file->path != NULL ? strdup(flow->file->path)
					      : casebook_path(flow->folder, flow->file->id);
	flow->file->saves++;
	enum tk_status status = path == NULL ? TK_NO_MEMORY : case_save(flow->file, path);
	if (status != TK_OK) {
		int reason = errno;
		free(path);
		errno = reason;
		return flow_fail(flow, _("The case"), status);
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

void flow_say_saved(struct flow *flow, enum tk_status status)
{
	const char *kept_as = flow->file->kept_as;

	if (status != TK_OK || flow->file->path == NULL)
		return;
	if (kept_as != NULL || flow->aside != NULL) {
		flow_say(flow, text_printf(_("Saved as %s. What was there before, and is not all in it, is kept as %s."),
				       flow->file->path, kept_as != NULL ? kept_as : flow->aside));
		return;
	}
	flow_say(flow, text_printf(flow->kept ? _("Saved as %s.")
					      : _("Saved as %s, but the policy it was judged under could not "
						  "be kept beside it."),
			       flow->file->path));
}

/* A draft that was not resumed is the only place where its answers are: it stays under another name. */
static bool make_room(struct flow *flow, const char *draft)
{
	char *name;

	if (flow->own_draft)
		return true;
	if (!casebook_set_draft_aside(draft, &name))
		return false;
	flow->own_draft = true;
	if (name != NULL) {
		free(flow->aside);
		flow->aside = name;
	}
	return true;
}

enum tk_status flow_save_draft(struct flow *flow)
{
	if (flow->read_only || !flow_modified(flow) ||
		(flow->folder == NULL && flow->file->path == NULL))
		return TK_OK;
	if (!flow_take_id(flow))
		return flow_fail(flow, _("The draft"), TK_IO);
	char *path = fill_case(flow) ? draft_path(flow) : NULL;
	enum tk_status status = path == NULL ? TK_NO_MEMORY : TK_IO;
	if (path != NULL && make_room(flow, path))
		status = case_save_draft(flow->file, path);
	int reason = errno;
	free(path);
	errno = reason;
	if (status != TK_OK)
		return flow_fail(flow, _("The draft"), status);
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

	if (path != NULL && make_room(flow, path))
		unlink(path);
	free(path);
	flow->draft_version = flow->saved_version;
}

void flow_save_due(struct flow *flow)
{
	bool due = flow->draft_due;

	flow->draft_due = false;
	if (due)
		flow_save_draft(flow);
}
