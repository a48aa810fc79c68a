/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "resume.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "intake.h"
#include "language.h"
#include "output.h"
#include "text.h"

enum wish { WISH_RESUME, WISH_LATER, WISH_DELETE };

/* ---- saying ---------------------------------------------------------------------------------------- */

/* Keeps TEXT (taken over) if it is the first trouble: what follows comes of it. */
static void keep_trouble(struct resume *resume, char *text)
{
	if (resume->trouble)
		free(text);
	else
		resume->trouble = text;
}

/* TEXT is taken over; NULL: no memory. */
static void tell(struct resume *resume, char *text)
{
	if (!resume->quiet && text)
		report("%s", text);
	else if (!resume->quiet)
		report_no_memory();
	keep_trouble(resume, text);
}

static void tell_errors(struct resume *resume)
{
	const struct tk_errors *errors = &resume->errors;

	if (!resume->quiet)
		report_errors(errors);
	if (errors->count > 0)
		keep_trouble(resume, report_text(&errors->items[0]));
}

/* ---- asking --------------------------------------------------------------------------------------- */

/* The end of the input, and whatever is not understood, changes nothing: later. */
static enum wish read_wish(void)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t length = getline(&line, &size, stdin);
	enum wish wish = WISH_LATER;

	if (length >= 0)
		line[strcspn(line, "\r\n")] = '\0';
	char *folded = length >= 0 ? text_fold(line) : NULL;
	char *answer = folded ? text_trim(folded) : NULL;
	if (answer && (*answer == '\0' || strchr("yY1", *answer) || strcmp(answer, "是") == 0))
		wish = WISH_RESUME;
	else if (answer && (strchr("dD", *answer) || strcmp(answer, "删除") == 0))
		wish = WISH_DELETE;
	free(answer);
	free(folded);
	free(line);
	return wish;
}

/* "2026-11-23 14:05", in Beijing time, when the file was last written. */
static void print_changed(const char *path, char buffer[TK_MOMENT_TEXT])
{
	struct stat info;

	if (stat(path, &info) != 0)
		info.st_mtime = 0;
	tk_moment_format(info.st_mtime, buffer);
	buffer[10] = ' ';
	buffer[16] = '\0';
}

static enum wish ask(const struct resume *resume, const char *id, const char *draft)
{
	char changed[TK_MOMENT_TEXT];

	print_changed(draft, changed);
	if (resume->before_asking)
		resume->before_asking();
	if (!resume->can_ask) {
		report(_("a draft of case %s (%s) was left unsaved; start tuikuan %s to resume it"), id,
			changed, id);
		return WISH_LATER;
	}
	output_printf(_("A draft of case %s was left unsaved (%s).\n"), id, changed);
	output_printf("%s ", _("Resume it? Enter or y = yes, n = not now, d = delete it:"));
	if (output_finish(STATUS_DONE) != STATUS_DONE)
		return WISH_LATER;
	return read_wish();
}

/* ---- reading ---------------------------------------------------------------------------------------- */

static void take_lock(struct resume *resume, const char *path)
{
	free(resume->holder);
	resume->holder = NULL;
	resume->read_only = !case_lock_take(&resume->lock, path, &resume->holder);
	resume->lock_error = resume->read_only && !resume->holder ? errno : 0;
}

static bool load(struct resume *resume, const char *path)
{
	errno = 0;
	enum tk_status status = case_load(path, &resume->file, &resume->errors);
	if (status == TK_OK)
		return true;
	if (status == TK_NO_MEMORY)
		tell(resume, NULL);
	else if (resume->errors.count == 0)
		tell(resume, text_printf(_("%s: the case cannot be read: %s"), path, strerror(errno ? errno : EINVAL)));
	tell_errors(resume);
	return false;
}

/* What cannot be opened must not bar the way to the case, nor be lost. */
static void set_aside(struct resume *resume, const char *draft)
{
	char *name;

	if (casebook_set_draft_aside(draft, &name) && name)
		tell(resume, text_printf(_("the draft is kept as %s"), name));
	else if (!name)
		tell(resume, text_printf(_("%s: cannot be renamed: %s"), draft, strerror(errno)));
	free(name);
}

/* Makes the draft that was read one of the case at PATH: that is where it will be saved. */
static bool belong_to(struct case_file *file, const char *path)
{
	struct case_file *saved = NULL;
	char *own = strdup(path);
	bool ok = own != NULL;

	if (ok && case_load(path, &saved, NULL) == TK_OK) {
		ok = casebook_join_history(file, saved);
		/* Whether it is put away is the case's to say: a draft may be older than that. */
		file->archived = saved->archived;
		if (saved->saves > file->saves)
			file->saves = saved->saves;
	}
	case_free(saved);
	if (!ok) {
		free(own);
		return false;
	}
	free(file->path);
	file->path = own;
	file->stamp = case_stamp_of(path);
	return true;
}

static bool load_draft(struct resume *resume, const char *draft, const char *path)
{
	if (!load(resume, draft)) {
		set_aside(resume, draft);
		return false;
	}
	if (!belong_to(resume->file, path)) {
		tell(resume, NULL);
		return false;
	}
	resume->is_draft = true;
	return true;
}

/* Forgets what was wrong with the draft: it is the case that is opened. */
static bool load_instead(struct resume *resume, const char *path)
{
	tk_errors_release(&resume->errors);
	tk_errors_init(&resume->errors);
	return load(resume, path);
}

/* The id of a case at PATH as its files in the folder bear it. */
static char *id_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t length = strlen(name);

	if (length > 4 && strcmp(name + length - 4, ".ini") == 0)
		length -= 4;
	return strndup(name, length);
}

static void delete_draft(struct resume *resume, const char *draft)
{
	if (unlink(draft) != 0)
		tell(resume, text_printf(_("%s: cannot be deleted: %s"), draft, strerror(errno)));
}

/* The case at PATH, or its draft where that is newer and wanted. */
static bool open_named(struct resume *resume, const char *path, const char *id, const char *draft)
{
	bool saved = access(path, F_OK) == 0;
	bool drafted = draft && casebook_draft_is_newer(draft, path);

	if (!saved && !drafted) {
		tell(resume, text_printf(_("%s: there is no such case"), resume->case_word));
		return false;
	}
	take_lock(resume, path);
	if (!saved)
		return load_draft(resume, draft, path);
	if (drafted && !resume->read_only) {
		switch (ask(resume, id, draft)) {
		case WISH_RESUME:
			return load_draft(resume, draft, path) ||
				(!resume->file && load_instead(resume, path));
		case WISH_DELETE:
			delete_draft(resume, draft);
			break;
		case WISH_LATER:
			break;
		}
	}
	return load(resume, path);
}

static bool resume_named(struct resume *resume)
{
	char *path = intake_case_path(resume->case_word);
	char *id = path ? id_of(path) : NULL;
	char *draft = id ? casebook_draft_path(resume->folder, id) : NULL;
	bool opened = path && open_named(resume, path, id, draft);

	free(draft);
	free(id);
	free(path);
	return opened;
}

/* ---- drafts left by a crash --------------------------------------------------------------------- */

/* Whether the draft was opened; *ret_stop when it was wanted and could not be. */
static bool offer_draft(struct resume *resume, const char *id, bool *ret_stop)
{
	char *draft = casebook_draft_path(resume->folder, id);
	char *path = casebook_path(resume->folder, id);
	bool opened = false;

	if (draft && path) {
		switch (ask(resume, id, draft)) {
		case WISH_RESUME:
			take_lock(resume, path);
			opened = load_draft(resume, draft, path);
			*ret_stop = !opened;
			break;
		case WISH_DELETE:
			delete_draft(resume, draft);
			break;
		case WISH_LATER:
			break;
		}
	}
	free(draft);
	free(path);
	return opened;
}

static bool resume_left_over(struct resume *resume)
{
	char **ids = casebook_drafts(resume->folder);
	bool opened = false, stop = false;

	for (size_t i = 0; ids && ids[i]; i++) {
		if (!opened && !stop)
			opened = offer_draft(resume, ids[i], &stop);
		free(ids[i]);
	}
	free(ids);
	return !stop;
}

bool resume_case(struct resume *resume)
{
	resume->file = NULL;
	resume->is_draft = false;
	resume->read_only = false;
	resume->holder = NULL;
	resume->trouble = NULL;
	resume->lock_error = 0;
	resume->lock = (struct case_lock){.fd = -1};
	tk_errors_init(&resume->errors);
	if (resume->case_word)
		return resume_named(resume);
	return resume->fresh || resume_left_over(resume);
}

void resume_release(struct resume *resume)
{
	case_free(resume->file);
	resume->file = NULL;
	tk_errors_release(&resume->errors);
	free(resume->holder);
	free(resume->trouble);
	case_lock_drop(&resume->lock);
}
