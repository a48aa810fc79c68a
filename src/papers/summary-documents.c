/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary.h"

#include <stdlib.h>
#include <string.h>

#include "documents.h"
#include "file.h"

#define EVIDENCE_BYTES_MAX ((size_t)64 << 20)

static const char *need_word(enum document_need need)
{
	switch (need) {
	case DOCUMENT_REQUIRED:
		return _("required");
	case DOCUMENT_ADVISED:
		return _("advised");
	case DOCUMENT_PERHAPS:
		return _("perhaps required");
	case DOCUMENT_NOT_NEEDED:
		break;
	}
	return _("not required");
}

/* What an auditor compares a file with years later. */
static void add_file(struct paper *paper, const char *path)
{
	char *bytes = NULL, hex[65];
	size_t length = 0;

	paper_pair(paper, 6, 9, _("File"), document_file_name(paper, path));
	if (file_read(path, EVIDENCE_BYTES_MAX, &bytes, &length) != TK_OK) {
		paper_block(
		        paper, 6, 6, _("This file could not be read when the page was printed."));
		return;
	}
	file_sha256_hex(bytes, length, hex);
	free(bytes);
	paper_digest(paper, 6, "SHA-256", hex);
}

static void add_document(
        struct paper *paper, const struct tk_entry *document, enum document_need need)
{
	const struct table table = {.indent = 2, .widths = {3, 40, 16, 12}, .count = 4};
	const char *const cells[] = {document_box(paper, document),
	        paper_entry_title(paper, document), need_word(need),
	        document_state(paper, document)};
	const char *path = document_path(paper, document);

	paper_row(paper, &table, cells);
	if (path && document_held(paper, document))
		add_file(paper, path);
}

static void add_advised(struct paper *paper, struct text_buffer *titles)
{
	char *list = text_buffer_take(titles);

	if (!list)
		paper->failed = true;
	else if (*list)
		paper_blockf(paper, 2, 2, _("Advised, and not at hand: %s."), list);
	free(list);
}

void summary_documents(struct paper *paper)
{
	const struct tk_policy *policy = paper->of->policy;
	size_t count = tk_policy_entry_count(policy, TK_DOCUMENT), others = 0, i;
	struct text_buffer advised;

	text_buffer_init(&advised);
	paper_heading(paper, _("6. Documents"));
	for (i = 0; i < count; i++) {
		const struct tk_entry *document = tk_policy_entry(policy, TK_DOCUMENT, i);
		enum document_need need = document_need(paper, document);

		if (need == DOCUMENT_NOT_NEEDED && !document_held(paper, document))
			others++;
		else if (need == DOCUMENT_ADVISED && !document_held(paper, document))
			text_buffer_printf(&advised, "%s%s", advised.length > 0 ? _("; ") : "",
			        paper_entry_title(paper, document));
		else
			add_document(paper, document, need);
	}
	add_advised(paper, &advised);
	if (paper->decision->outcome.verdict == TK_REFUSED)
		paper_block(paper, 2, 2, _("A refusal requires no documents."));
	if (others > 0)
		paper_blockf(paper, 2, 2,
		        ngettext("%zu other document of this source is not needed here.",
		                "%zu other documents of this source are not needed here.", others),
		        others);
}

/* ---- stages and deadlines
 * ------------------------------------------------------------------------- */

static void add_stage(struct paper *paper, const struct tk_stage_dates *dates)
{
	char *from = dates->by_hours ? shown_moment(dates->from, SHOWN_TABLE, false)
	                             : shown_day(dates->from, SHOWN_TABLE);
	char *to = dates->by_hours ? shown_moment(dates->to, SHOWN_TABLE, false)
	                           : shown_day(dates->to, SHOWN_TABLE);
	if (from && to && strcmp(from, to) == 0)
		paper_pair(paper, 2, 24, paper_entry_title(paper, dates->stage), from);
	else if (from && to)
		paper_pairf(paper, 2, 24, paper_entry_title(paper, dates->stage), _("%s to %s"),
		        from, to);
	else
		paper->failed = true;
	free(from);
	free(to);
}

static int year_of(const struct tk_stage_dates *dates, int64_t at)
{
	return tk_moment_civil(dates->by_hours ? at : at * 86400 - TK_ZONE_CHINA).year;
}

/* Which notice the working days rest on, for each year that a stage touches. */
static void add_notices(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	const struct tk_calendar *calendar = paper->head->calendar;
	int first = 0, last = 0, year;
	size_t i;

	for (i = 0; i < decision->stage_count; i++) {
		if (decision->stages[i].by_hours)
			continue;
		year = year_of(&decision->stages[i], decision->stages[i].to);
		last = year > last ? year : last;
		year = year_of(&decision->stages[i], decision->stages[i].from);
		first = first == 0 || year < first ? year : first;
	}
	for (year = first; year > 0 && year <= last && calendar; year++) {
		const char *notice = tk_calendar_notice(calendar, year);

		if (tk_calendar_is_announced(calendar, year))
			paper_blockf(paper, 2, 4,
			        _("Working days of %d by the official holiday notice: %s."), year,
			        notice ? notice : tk_calendar_id(calendar));
		else
			paper_blockf(paper, 2, 4,
			        _("The holidays of %d are not announced yet: these days go by "
			          "weekends alone."),
			        year);
	}
}

static void add_deadline(struct paper *paper, const struct tk_deadline *deadline)
{
	char *until = shown_moment(deadline->until, SHOWN_TABLE, true);
	char *amount = paper_amount(paper, &deadline->then);

	if (until && amount)
		paper_blockf(paper, 2, 4, _("- until %s (that second included); then %s, %s."),
		        until, amount, paper_verdict(deadline->then.verdict));
	else
		paper->failed = true;
	free(until);
	free(amount);
}

void summary_dates(struct paper *paper)
{
	const struct tk_decision *decision = paper->decision;
	size_t i;

	paper_heading(paper, _("7. Stages and deadlines (Beijing time)"));
	for (i = 0; i < decision->stage_count; i++)
		add_stage(paper, &decision->stages[i]);
	if (decision->stage_count == 0)
		paper_block(paper, 2, 2, _("No stages of a review are known for this case."));
	add_notices(paper);
	if (decision->deadline_count > 0)
		paper_block(paper, 0, 0, _("What follows by itself if nobody applies:"));
	for (i = 0; i < decision->deadline_count; i++)
		add_deadline(paper, &decision->deadlines[i]);
	if (decision->likely_deadline_count > 0)
		paper_block(paper, 0, 0, _("The same if the open answers are the usual ones:"));
	for (i = 0; i < decision->likely_deadline_count; i++)
		add_deadline(paper, &decision->likely_deadlines[i]);
	if (decision->deadline_count + decision->likely_deadline_count == 0 && decision->outcome.verdict == TK_UNDETERMINED)
		paper_block(paper, 2, 2,
		        _("No deadline can be named while so much is open. Waiting can still cost "
		          "money."));
	else if (decision->deadline_count + decision->likely_deadline_count == 0)
		paper_block(paper, 2, 2,
		        _("No deadline is running: the application is dated, or nothing changes "
		          "with time."));
}
