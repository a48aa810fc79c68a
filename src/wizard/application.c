/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Application step: the letter in its lengths, as the template makes it or as it was edited. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "evidence-words.h"
#include "flow-inside.h"
#include "language.h"
#include "text.h"

const char *letter_length_name(enum paper_letter length)
{
	return case_letter_name((enum case_letter)length);
}

const char *letter_length_label(enum paper_letter length)
{
	static const char *const labels[PAPER_LETTER_COUNT] = {N_("reason box, 100 characters"),
		N_("support ticket"), N_("letter to sign or seal"),
		N_("statement with the table of configurations"),
		N_("complaint, after a refusal"), N_("notice of rescission for a mistake")};
	return _(labels[length]);
}

static char *template_text(void *user, const char *name, const char *language)
{
	struct flow *flow = user;
	const char *text = templates_text(&flow->templates, name, language);
	return text == NULL ? NULL : strdup(text);
}

static const char *evidence_path(void *user, const char *document)
{
	const struct flow *flow = user;
	char *name = text_printf(EVIDENCE "%s", document);
	const char *held = name == NULL ? NULL : case_values_get(&flow->state.values, name);

	free(name);
	if (held == NULL || strcmp(held, "no") == 0 || strcmp(held, "?") == 0)
		return NULL;
	return strcmp(held, "yes") == 0 ? "" : held;
}

static char *evidence_about(void *user, const char *document)
{
	const struct flow *flow = user;
	const char *path = evidence_path(user, document);

	return path == NULL || *path == '\0'
		       ? NULL
		       : evidence_line(flow->broker, path, case_values_get(&flow->state.files, document));
}

static bool status_at(void *user, size_t index, const char **ret_status, int64_t *ret_since)
{
	const struct flow *flow = user;
	enum case_status status;

	if (!case_status_at(flow->file, index, &status, ret_since))
		return false;
	*ret_status = case_status_name(status);
	return true;
}

static int64_t changed_at(void *user, const char *fact)
{
	const struct flow *flow = user;

	return case_changed_at(flow->file, fact);
}

struct paper_case flow_paper_case(const struct flow *flow)
{
	const struct settings *settings = flow->settings;
	const char *agent = flow->file->agent;
	int64_t decided = -1;

	for (int status = CASE_REFUNDED; status <= CASE_REFUSED; status++) {
		if (flow->state.status_since[status] > decided)
			decided = flow->state.status_since[status];
	}
	return (struct paper_case){
		.policy = flow->pack->policy,
		.answers = flow->pack->used,
		.decision = flow->decision,
		.case_id = flow->file->id,
		.status = case_status_name(flow->state.status),
		.agent = agent != NULL || settings == NULL ? agent : settings->agent,
		.organisation = settings == NULL ? NULL : settings->organisation,
		.printed_at = flow->now,
		.decided_at = decided > 0 ? decided : 0,
		.template_text = template_text,
		.evidence_path = evidence_path,
		.evidence_about = evidence_about,
		.status_at = status_at,
		.changed_at = changed_at,
		/* The cache of templates alone changes, and nobody can see that. */
		.user = (void *)flow,
	};
}

static bool has_decision(const struct flow *flow)
{
	return flow->decision != NULL && flow->pack->used != NULL;
}

static bool has_template(const struct flow *flow, enum paper_letter length)
{
	const char *family = tk_policy_head(flow->pack->policy)->letter;
	char *name = text_printf("%s-%s", family == NULL ? "refund" : family,
		letter_length_name(length));
	bool exists = name != NULL && templates_text((struct templates *)&flow->templates, name,
					      flow->language) != NULL;
	free(name);
	return exists;
}

bool flow_letter_exists(const struct flow *flow, enum paper_letter length)
{
	if (flow->state.letters[length] != NULL)
		return true;
	if (!has_decision(flow) || !has_template(flow, length))
		return false;
	/* What follows a refusal has no place before it. */
	bool turned_down = flow->state.status == CASE_REFUSED || flow->state.status == CASE_DISPUTED;
	if (length == PAPER_COMPLAINT)
		return turned_down;
	if (length == PAPER_RESCISSION)
		return turned_down && (flow_is_choice(flow, "reason", "wrong-configuration") ||
					      flow_is_choice(flow, "reason", "wrong-period") ||
					      flow_is_choice(flow, "reason", "wrong-account"));
	/* The statement is for a review by people: where a letter serves best. */
	struct paper_case paper = flow_paper_case(flow);
	return length != PAPER_STATEMENT || paper_letter_preferred(&paper) == PAPER_LETTER;
}

enum paper_letter flow_letter_length(const struct flow *flow)
{
	if (flow->state.length >= 0 &&
		flow_letter_exists(flow, (enum paper_letter)flow->state.length))
		return (enum paper_letter)flow->state.length;
	if (!has_decision(flow))
		return PAPER_LETTER;
	struct paper_case paper = flow_paper_case(flow);
	return paper_letter_preferred(&paper);
}

char *flow_letter(const struct flow *flow, enum paper_letter length, size_t **ret_gaps, size_t *ret_count)
{
	*ret_gaps = NULL;
	*ret_count = 0;
	if (flow->state.letters[length] != NULL)
		return strdup(flow->state.letters[length]);
	if (!has_decision(flow))
		return NULL;
	struct paper_case paper = flow_paper_case(flow);
	return paper_letter(&paper, length, flow->language, ret_gaps, ret_count);
}

/* ---- the letter as a pane -------------------------------------------------------------------- */

/* The end of the gap that begins at TEXT, 【...】 or [...]; NULL when there is none on the line. */
static const char *gap_end(const char *text, const char *line_end)
{
	static const char *const marks[][2] = {{"【", "】"}, {"[", "]"}};

	for (size_t i = 0; i < 2; i++) {
		if (strncmp(text, marks[i][0], strlen(marks[i][0])) != 0)
			continue;
		const char *end = strstr(text, marks[i][1]);
		if (end != NULL && end < line_end)
			return end + strlen(marks[i][1]);
	}
	return NULL;
}

static void add_piece(struct pane *pane, enum pane_style style, const char *text, size_t length)
{
	char *piece = strndup(text, length);

	if (piece == NULL)
		pane->failed = true;
	else
		pane_add(pane, style, piece);
	free(piece);
}

static void letter_line(struct pane *pane, const char *line, const char *end)
{
	const char *plain = line;

	pane_line(pane, 0, 0);
	for (const char *at = line; at < end;) {
		const char *after = gap_end(at, end);
		if (after == NULL) {
			at++;
			continue;
		}
		add_piece(pane, PANE_PLAIN, plain, (size_t)(at - plain));
		add_piece(pane, PANE_OPEN, at, (size_t)(after - at));
		plain = at = after;
	}
	add_piece(pane, PANE_PLAIN, plain, (size_t)(end - plain));
}

void letter_pane(const struct flow *flow, const char *letter, struct pane *pane)
{
	if (flow_letter_length(flow) >= PAPER_COMPLAINT) {
		pane_row(pane, 0, PANE_WARN, paper_not_advice());
		pane_line(pane, 0, 0);
	}
	if (flow->state.letters[flow_letter_length(flow)] != NULL) {
		pane_row(pane, 0, PANE_DIM, _("(edited by hand: later answers do not change it)"));
		pane_line(pane, 0, 0);
	}
	for (const char *at = letter; *at != '\0';) {
		const char *end = strchrnul(at, '\n');
		letter_line(pane, at, end);
		at = *end == '\n' ? end + 1 : end;
	}
}

char *flow_one_line(const struct flow *flow)
{
	if (!has_decision(flow) || flow_is_blank(flow))
		return NULL;
	struct paper_case paper = flow_paper_case(flow);
	return paper_one_line(&paper, language_current());
}

static bool copies_line(const struct flow *flow)
{
	return flow->state.step != TK_STEP_APPLICATION && has_decision(flow) && !flow_is_blank(flow);
}

const char *flow_copy_name(const struct flow *flow)
{
	return copies_line(flow) ? "one-line" : letter_length_name(flow_letter_length(flow));
}

char *flow_copy_text(const struct flow *flow)
{
	if (copies_line(flow))
		return flow_one_line(flow);
	size_t *gaps = NULL, count;
	char *letter = flow_letter(flow, flow_letter_length(flow), &gaps, &count);
	free(gaps);
	return letter;
}
