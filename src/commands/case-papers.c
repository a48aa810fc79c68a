/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "case-papers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "evidence-words.h"
#include "history.h"
#include "language.h"
#include "output.h"
#include "text.h"

static char *template_text(void *user, const char *name, const char *language)
{
	const struct case_papers *papers = user;

	return places_letter_text(&papers->intake->places, name, language);
}

/* The file of a document in hand: what stands in the case instead of a mere yes. */
static const char *evidence_path(void *user, const char *document)
{
	return case_papers_file(user, document);
}

const char *case_papers_file(const struct case_papers *papers, const char *document)
{
	return evidence_file_of(papers->intake->file, document);
}

static char *evidence_about(void *user, const char *document)
{
	const struct case_papers *papers = user;

	return evidence_line(NULL, evidence_file_of(papers->intake->file, document),
		case_values_get(&papers->intake->file->files, document));
}

static bool status_at(void *user, size_t index, const char **ret_status, int64_t *ret_since)
{
	const struct case_papers *papers = user;
	enum case_status status;

	if (!case_status_at(papers->intake->file, index, &status, ret_since))
		return false;
	*ret_status = case_status_name(status);
	return true;
}

static int64_t changed_at(void *user, const char *fact)
{
	const struct case_papers *papers = user;

	return case_changed_at(papers->intake->file, fact);
}

/* When the platform's answer came, as far as the case tells; 0 unknown. */
static int64_t decided_at(const struct case_file *file)
{
	int64_t refunded = file->status_since[CASE_REFUNDED], refused = file->status_since[CASE_REFUSED];
	int64_t later = refunded > refused ? refunded : refused;

	return later > 0 ? later : 0;
}

/* Judges under each other policy that applies or may. false: no memory, reported. */
static bool judge_others(struct case_papers *papers)
{
	const struct intake *intake = papers->intake;
	const char *own = tk_policy_head(papers->policy)->id;
	bool broken;

	if (!intake_policies(intake, &papers->other_policies, &papers->other_policy_count, &broken))
		return false;
	papers->others = calloc(papers->other_policy_count + 1, sizeof(*papers->others));
	if (!papers->others) {
		report_no_memory();
		return false;
	}
	for (size_t i = 0; i < papers->other_policy_count; i++) {
		struct tk_policy *other = papers->other_policies[i];
		struct tk_answers *answers;
		bool faulty, judged;

		if (strcmp(tk_policy_head(other)->id, own) == 0)
			continue;
		answers = intake_answers(intake, other, papers->other_policies, papers->other_policy_count, &faulty);
		if (!answers)
			return false;
		judged = tk_evaluate(other, answers, intake->at, 0, &papers->others[papers->other_count]) == TK_OK;
		tk_answers_free(answers);
		if (!judged) {
			report_no_memory();
			return false;
		}
		papers->other_count++;
	}
	return true;
}

static void fill_paper(struct case_papers *papers)
{
	const struct intake *intake = papers->intake;
	const struct case_file *file = intake->file;

	papers->paper = (struct paper_case){
		.policy = papers->policy,
		.answers = papers->answers,
		.decision = papers->decision,
		.others = (const struct tk_decision *const *)papers->others,
		.other_count = papers->other_count,
		.case_id = file->id,
		.status = case_status_name(file->status),
		.agent = file->agent ? file->agent : intake->settings.agent,
		.organisation = intake->settings.organisation,
		.printed_at = intake_now(),
		.decided_at = decided_at(file),
		.template_text = template_text,
		.user = papers,
		.evidence_path = evidence_path,
		.evidence_about = evidence_about,
		.status_at = status_at,
		.changed_at = changed_at,
	};
}

bool case_papers_open(struct case_papers *papers, const struct intake *intake, const char *policy, bool compare)
{
	*papers = (struct case_papers){.intake = intake};
	papers->policy = intake_policy(intake, policy);
	if (!papers->policy)
		return false;
	papers->answers = intake_answers(intake, papers->policy, NULL, 0, &papers->faulty);
	/* What is wrong in the answers is reported once: then nothing is compared. */
	if (!papers->answers || (compare && !papers->faulty && !judge_others(papers)))
		return false;
	if (tk_evaluate(papers->policy, papers->answers, intake->at, 0, &papers->decision) != TK_OK) {
		report_no_memory();
		return false;
	}
	fill_paper(papers);
	return true;
}

void case_papers_release(struct case_papers *papers)
{
	tk_decision_free(papers->decision);
	for (size_t i = 0; i < papers->other_count; i++)
		tk_decision_free(papers->others[i]);
	for (size_t i = 0; i < papers->other_policy_count; i++)
		tk_policy_free(papers->other_policies[i]);
	free(papers->others);
	free(papers->other_policies);
	tk_answers_free(papers->answers);
	tk_policy_free(papers->policy);
}

/* Under its lock. errno when it could not be. */
static int note(struct case_file *file, const struct history_entry *entry)
{
	struct case_lock lock;
	char *holder = NULL;
	int wrong = 0;

	errno = 0;
	if (!case_lock_take(&lock, file->path, &holder)) {
		wrong = holder || errno == 0 ? EBUSY : errno;
		free(holder);
		return wrong;
	}
	errno = 0;
	if (case_note(file, entry) != TK_OK)
		wrong = errno ? errno : EINVAL;
	case_lock_drop(&lock);
	return wrong;
}

void case_papers_note(const struct case_papers *papers, const char *what, const char *to)
{
	const struct tk_policy_head *head = tk_policy_head(papers->policy);
	char *pack = text_printf("%s %s", head->id, head->revision ? head->revision : "-");
	struct history_entry entry = {
		.at = intake_now(),
		.kind = HISTORY_PRINTED,
		.who = papers->intake->settings.agent,
		.what = what,
		.to = to,
		.basis = pack,
	};
	int wrong = pack ? note(papers->intake->file, &entry) : ENOMEM;

	if (wrong != 0)
		report(_("%s: not noted in its history: %s"), papers->intake->file->path, strerror(wrong));
	free(pack);
}
