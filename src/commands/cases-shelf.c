/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan cases --archive, --unarchive, --delete, --expire: cases put away. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cases.h"
#include "command.h"
#include "intake.h"
#include "language.h"
#include "output.h"
#include "shelf.h"
#include "text.h"

enum { DAY = 86400 };

/* Why a case could not be changed. HOLDER is taken over. */
static int refused(const char *name, enum tk_status status, char *holder, int reason)
{
	if (holder)
		/* TRANSLATORS: the second %s is who, as "anna, pid 4711 on desk" */
		report(_("%s is being edited by %s"), name, holder);
	else if (status == TK_NO_MEMORY)
		report_no_memory();
	else if (status == TK_INVALID || reason == ENOENT)
		report(_("%s: there is no such case"), name);
	else
		report(_("%s: cannot be changed: %s"), name, strerror(reason));
	free(holder);
	return STATUS_BAD_DATA;
}

int cases_archive(const struct cases *cases, const char *name, bool archived)
{
	char *holder = NULL;
	enum tk_status status = shelf_archive(cases->folder, name, archived, cases->now, cases->who, &holder);

	if (status != TK_OK)
		return refused(name, status, holder, errno);
	output_printf(archived ? _("%s is archived.") : _("%s is taken out of the archive."), name);
	output_printf("\n");
	return output_finish(STATUS_DONE);
}

/* ---- deleting ----------------------------------------------------------------------------------------- */

static void print_files(const char *lead, const struct shelf_files *files)
{
	output_printf("%s\n", lead);
	for (size_t i = 0; i < files->count; i++)
		output_printf("  %s\n", files->paths[i]);
}

/* Whether it may go on: said before, or said now. */
static bool is_wanted(const struct cases *cases)
{
	char *line = NULL;
	size_t size = 0;

	if (cases->yes)
		return true;
	if (!isatty(STDIN_FILENO)) {
		report("%s", _("nothing was deleted: say --yes if that is wanted"));
		return false;
	}
	output_printf("%s ", _("Delete them? They cannot be brought back. y = yes:"));
	output_finish(STATUS_DONE);
	ssize_t length = getline(&line, &size, stdin);
	char *folded = length > 0 ? text_fold(line) : NULL, *answer = folded ? text_trim(folded) : NULL;
	bool wanted = answer && (strcmp(answer, "y") == 0 || strcmp(answer, "yes") == 0 || strcmp(answer, "是") == 0);
	free(answer);
	free(folded);
	free(line);
	if (!wanted)
		output_printf("%s\n", _("Nothing was deleted."));
	return wanted;
}

/* Says what was deleted, or why it was not. */
static int delete_files(const struct cases *cases, const char *name, struct shelf_files *files)
{
	char *holder, *failed;
	enum tk_status status = shelf_delete(cases->folder, name, files, &holder, &failed);
	int reason = errno;
	char *lead = text_printf(_("Deleted of %s:"), name);

	if (files->count && lead)
		print_files(lead, files);
	free(lead);
	if (failed)
		report(_("%s: cannot be deleted: %s"), failed, strerror(reason));
	free(failed);
	if (status == TK_OK)
		return STATUS_DONE;
	return holder || reason != 0 ? refused(name, status, holder, reason) : STATUS_BAD_DATA;
}

static bool files_of(const struct cases *cases, const char *name, struct shelf_files *files)
{
	enum tk_status status = shelf_files_of(cases->folder, queue_index(cases->queue), name, files);

	if (status == TK_OK)
		return true;
	if (status == TK_NO_MEMORY)
		report_no_memory();
	else
		report(_("the folder of the cases: %s"), strerror(errno));
	return false;
}

int cases_delete(const struct cases *cases, const char *name)
{
	struct shelf_files files;
	int status = STATUS_BAD_DATA;

	if (!index_find(queue_index(cases->queue), name)) {
		report(_("%s: there is no such case"), name);
		return status;
	}
	if (!files_of(cases, name, &files))
		return status;
	if (!cases->yes)
		print_files(_("These files would be deleted:"), &files);
	if (is_wanted(cases))
		status = delete_files(cases, name, &files);
	shelf_files_release(&files);
	return output_finish(status);
}

/* ---- expiring ----------------------------------------------------------------------------------------- */

/* When anything of it was last changed; -1: that is not known, and it stays. */
static int64_t last_change(const struct index_case *shown)
{
	int64_t last = shown->moment[INDEX_CHANGED];

	if (shown->unreadable || shown->damaged)
		return -1;
	if (last < 0)
		last = shown->moment[INDEX_CREATED];
	for (int i = 0; last >= 0 && i < CASE_STATUS_COUNT; i++)
		if (shown->since[i] > last)
			last = shown->since[i];
	return last;
}

/* A case that is handed in and not decided stays, however old. */
static bool is_under_way(const struct index_case *shown)
{
	return shown->moment[INDEX_ARCHIVED] < 0 && (shown->status == CASE_SUBMITTED ||
							    shown->status == CASE_IN_REVIEW ||
							    shown->status == CASE_DISPUTED);
}

static bool is_expired(const struct cases *cases, const struct index_case *shown, int days)
{
	int64_t last = last_change(shown);
	return last >= 0 && !is_under_way(shown) && cases->now - last > (int64_t)days * DAY;
}

static void print_expired(const struct index_case *shown)
{
	char day[TK_MOMENT_TEXT];

	tk_moment_format(last_change(shown), day);
	output_printf("  %s  %.10s  %s\n", shown->name, day, case_status_name(shown->status));
}

static int delete_all(const struct cases *cases, char **names, size_t count)
{
	int status = STATUS_DONE;

	for (size_t i = 0; i < count; i++) {
		struct shelf_files files;
		if (!files_of(cases, names[i], &files))
			return STATUS_BAD_DATA;
		if (delete_files(cases, names[i], &files) != STATUS_DONE)
			status = STATUS_BAD_DATA;
		shelf_files_release(&files);
	}
	return status;
}

int cases_expire(const struct cases *cases, int days)
{
	const struct index *index = queue_index(cases->queue);
	char **names = calloc(index_count(index) + 1, sizeof(*names));
	size_t count = 0;
	int status = STATUS_DONE;

	for (size_t i = 0; names && i < index_count(index); i++)
		if (is_expired(cases, index_case(index, i), days)) {
			names[count] = strdup(index_case(index, i)->name);
			count += names[count] != NULL;
		}
	if (!names) {
		report_no_memory();
		return STATUS_BAD_DATA;
	}
	output_printf(ngettext("%zu case was last changed more than %d days ago, and is not under way.\n",
			      "%zu cases were last changed more than %d days ago, and are not under way.\n", count),
		count, days);
	for (size_t i = 0; !cases->yes && i < count; i++)
		print_expired(index_find(index, names[i]));
	if (count && cases->yes)
		status = delete_all(cases, names, count);
	else if (count)
		output_printf("%s\n", _("Nothing was deleted. With --yes they are, each with all that belongs to it."));
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
	return output_finish(status);
}
