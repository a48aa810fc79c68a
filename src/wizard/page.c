/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "flow-inside.h"
#include "language.h"
#include "text.h"

/* ---- the page as an object ------------------------------------------------------------------- */

static void field_release(struct page_field *field)
{
	free(field->name);
	free(field->label);
	free(field->question);
	free(field->help);
	free(field->example);
	free(field->value);
	free(field->shown);
	free(field->error);
	free(field->greyed);
	free(field->line);
	for (size_t i = 0; i < field->choice_count; i++) {
		free(field->choices[i].value);
		free(field->choices[i].label);
	}
	free(field->choices);
}

void page_free(struct page *page)
{
	if (page == NULL)
		return;
	for (size_t i = 0; i < page->field_count; i++)
		field_release(&page->fields[i]);
	free(page->fields);
	for (size_t i = 0; i < TK_STEP_COUNT; i++)
		free(page->steps[i].title);
	free(page->title);
	free(page->case_id);
	free(page->heading);
	free(page->letter);
	free(page->message);
	pane_release(&page->body);
	pane_release(&page->verdict);
	pane_release(&page->verdict_short);
	free(page);
}

bool page_add_field(struct page *page, const char *name, enum field_kind kind)
{
	struct page_field *fields =
		realloc(page->fields, (page->field_count + 1) * sizeof(*fields));
	if (fields == NULL)
		return false;
	page->fields = fields;
	page->fields[page->field_count++] =
		(struct page_field){.name = strdup(name), .kind = kind, .relevance = TK_DECIDES};
	return page_last(page)->name != NULL;
}

bool page_add_heading(struct page *page, const char *text)
{
	if (!page_add_field(page, "", FIELD_HEADING))
		return false;
	page_last(page)->label = strdup(text);
	return page_last(page)->label != NULL;
}

bool page_add_choice(struct page_field *field, const char *value, const char *label)
{
	struct field_choice *choices =
		realloc(field->choices, (field->choice_count + 1) * sizeof(*choices));
	if (choices == NULL)
		return false;
	field->choices = choices;
	struct field_choice choice = {strdup(value), text_sanitize(label, strlen(label), false)};
	field->choices[field->choice_count++] = choice;
	return choice.value != NULL && choice.label != NULL;
}

/* Every text of a field is there, "" where there is none: a front end need not ask. */
static bool complete(struct page *page)
{
	for (size_t i = 0; i < page->field_count; i++) {
		struct page_field *field = &page->fields[i];
		char **const texts[] = {&field->name, &field->label, &field->question, &field->help,
			&field->example, &field->value, &field->shown};
		for (size_t n = 0; n < sizeof(texts) / sizeof(texts[0]); n++) {
			if (*texts[n] == NULL)
				*texts[n] = strdup("");
			if (*texts[n] == NULL)
				return false;
		}
	}
	return true;
}

/* ---- fields that are not facts --------------------------------------------------------------- */

/* Which pack judges, where there is a choice among those of the provider. */
static bool add_policy_field(const struct flow *flow, struct page *page)
{
	size_t usable = 0;

	for (size_t i = 0; i < flow->pack_count; i++)
		usable += flow->packs[i].policy != NULL && flow->packs[i].applies != TK_NO;
	if (flow->state.policy == NULL && (usable < 2 || flow_awaits_provider(flow)))
		return true;
	if (!page_add_field(page, FIELD_POLICY, FIELD_CHOICE))
		return false;
	struct page_field *field = page_last(page);
	field->certain = true;
	field->label = strdup(_("Judged by"));
	field->question = strdup(_("By which rules is the case to be judged?"));
	field->help = strdup(_("Official rules go first, unless you choose others."));
	bool ok = page_add_choice(field, "automatic", _("automatic"));
	for (size_t i = 0; ok && i < flow->pack_count; i++) {
		const struct flow_pack *pack = &flow->packs[i];
		bool chosen = flow->state.policy != NULL && pack->policy != NULL && pack == flow->pack;
		if (pack->policy == NULL || (pack->applies == TK_NO && !chosen))
			continue;
		const struct tk_policy_head *head = tk_policy_head(pack->policy);
		ok = page_add_choice(field, head->id, words_text(head->title));
	}
	bool forced = flow->state.policy != NULL && !flow_is_blank(flow);
	const char *title = words_text(tk_policy_head(flow->pack->policy)->title);
	field->state = forced ? FIELD_ANSWERED : FIELD_ASSUMED;
	field->value = strdup(forced ? tk_policy_head(flow->pack->policy)->id : "automatic");
	field->shown = forced ? text_sanitize(title, strlen(title), false) : strdup(_("automatic"));
	return ok;
}

static bool add_status_field(const struct flow *flow, struct page *page)
{
	bool ok = page_add_field(page, FIELD_STATUS, FIELD_CHOICE);

	if (!ok)
		return false;
	struct page_field *field = page_last(page);
	field->certain = true;
	field->label = strdup(_("Status"));
	field->question = strdup(_("How far is the application?"));
	field->help = strdup(_("Once it is submitted, the time of applying is fixed."));
	for (int status = 0; ok && status < CASE_STATUS_COUNT; status++)
		ok = page_add_choice(field, case_status_name((enum case_status)status),
			words_status((enum case_status)status));
	field->value = strdup(case_status_name(flow->state.status));
	field->shown = strdup(words_status(flow->state.status));
	field->state = flow->state.status == CASE_DRAFT ? FIELD_ASSUMED : FIELD_ANSWERED;
	return ok;
}

static bool add_length_field(const struct flow *flow, struct page *page)
{
	enum paper_letter length = flow_letter_length(flow);
	size_t known = 0;
	bool ok = true;

	for (int i = 0; i < PAPER_LETTER_COUNT; i++)
		known += flow_letter_exists(flow, (enum paper_letter)i);
	if (known < 2)
		return true;
	if (!page_add_field(page, FIELD_LENGTH, FIELD_CHOICE))
		return false;
	struct page_field *field = page_last(page);
	field->certain = true;
	field->label = strdup(_("Shown below"));
	field->question = strdup(_("Which text do you want to see?"));
	field->help = strdup(_("The same facts, in the length that the place has room for."));
	for (int i = 0; ok && i < PAPER_LETTER_COUNT; i++) {
		if (flow_letter_exists(flow, (enum paper_letter)i))
			ok = page_add_choice(field, letter_length_name((enum paper_letter)i),
				letter_length_label((enum paper_letter)i));
	}
	field->value = strdup(letter_length_name(length));
	field->shown = strdup(letter_length_label(length));
	field->state = flow->state.length < 0 ? FIELD_ASSUMED : FIELD_ANSWERED;
	return ok;
}

/* ---- fields and focus ------------------------------------------------------------------------ */

/* The focused question alone, in full. */
static bool add_triage(const struct flow *flow, struct page *page)
{
	const char *name = flow_focus(flow);
	int slot = name == NULL ? -1 : flow_slot(flow, name);

	if (slot < 0)
		return true;
	const struct tk_fact *fact =
		tk_vocabulary_fact(tk_policy_vocabulary(flow->pack->policy), (size_t)slot);
	return page_add_heading(page, words_text(fact->question)) && page_add_fact(flow, page, (size_t)slot);
}

static bool add_fields(const struct flow *flow, struct page *page)
{
	if (flow->state.triage)
		return add_triage(flow, page);
	switch (page->step) {
	case TK_STEP_EVIDENCE:
		return page_add_documents(flow, page);
	case TK_STEP_START:
		return page_add_facts(flow, page) && add_policy_field(flow, page);
	case TK_STEP_FINISH:
		return page_add_facts(flow, page) && add_status_field(flow, page);
	case TK_STEP_APPLICATION:
		return page_add_facts(flow, page) && add_length_field(flow, page);
	default:
		return page_add_facts(flow, page);
	}
}

static int focus_index(const struct flow *flow, const struct page *page)
{
	const char *wanted = flow->state.focus[page->step][page->part];
	int first = -1;

	for (size_t i = 0; i < page->field_count; i++) {
		if (page->fields[i].kind == FIELD_HEADING)
			continue;
		if (wanted != NULL && strcmp(page->fields[i].name, wanted) == 0)
			return (int)i;
		if (first < 0)
			first = (int)i;
	}
	return first;
}

/* The checklist has one key for "none of these" while flags of it are open. */
static bool has_none_of_these(const struct flow *flow, const struct page *page)
{
	for (size_t i = 0; page->step == TK_STEP_CHECKLIST && i < page->field_count; i++) {
		const struct page_field *field = &page->fields[i];
		const struct tk_fact *fact = flow_fact(flow, field->name);
		if (fact != NULL && fact->type == TK_FLAG && field->state == FIELD_UNANSWERED)
			return true;
	}
	return false;
}

struct page *flow_fields(const struct flow *flow)
{
	struct page *page = calloc(1, sizeof(*page));

	if (page == NULL)
		return NULL;
	page->step = flow->state.step;
	page->part = flow->state.part;
	page->triage = flow->state.triage;
	page->parts = page->step == TK_STEP_ORDER && !page->triage ? 2 : 1;
	pane_init(&page->body);
	pane_init(&page->verdict);
	pane_init(&page->verdict_short);
	if (!add_fields(flow, page) || !complete(page)) {
		page_free(page);
		return NULL;
	}
	page->focus = focus_index(flow, page);
	page->none_of_these = !page->triage && has_none_of_these(flow, page);
	return page;
}

/* ---- steps ----------------------------------------------------------------------------------- */

static char *heading_of(const struct flow *flow, const struct page *page)
{
	if (page->triage)
		return triage_heading(flow);
	switch (page->step) {
	case TK_STEP_START:
		return strdup(_("Which server is it? The answers find the rules."));
	case TK_STEP_ORDER:
		return strdup(page->part == 0 ? _("The order: what decides.")
					      : _("For the papers and the payout. This rarely changes "
						  "the verdict: skip what you do not have."));
	case TK_STEP_TIMING:
		return strdup(_("The times. The clock runs, so this comes early."));
	case TK_STEP_CHECKLIST:
		return strdup(_("Most people answer no to all of these."));
	case TK_STEP_ACCOUNT:
		return strdup(_("The account, and what is attached to the server."));
	case TK_STEP_EVIDENCE:
		if (flow->decision != NULL && flow->decision->outcome.verdict == TK_REFUSED)
			return strdup(_("These rules refuse the case, so they ask for no documents."));
		return strdup(page->field_count == 0
				      ? _("No documents are asked for so far.")
				      : _("The documents. A missing one is no refusal; it can follow."));
	case TK_STEP_APPLICATION:
		return strdup(_("The application, ready to paste."));
	case TK_STEP_FINISH:
		return strdup(_("What the provider's refund page shows, and what came of it."));
	default:
		return strdup("");
	}
}

static bool make_steps(const struct flow *flow, struct page *page)
{
	bool ok = true;

	for (int step = 0; step < TK_STEP_COUNT; step++) {
		page->steps[step].title = strdup(_(purpose_table[step].title));
		page->steps[step].mark = flow_step_mark(flow, (enum tk_step)step);
		page->steps[step].current = step == (int)page->step;
		ok = ok && page->steps[step].title != NULL;
	}
	return ok;
}

/* ---- the whole page -------------------------------------------------------------------------- */

/* The heading of the application names the gaps of the letter that is shown. */
static char *gaps_heading(const struct flow *flow, const size_t *gaps, size_t count)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(flow->pack->policy);
	struct text_buffer names;

	text_buffer_init(&names);
	for (size_t i = 0; i < count; i++)
		text_buffer_printf(&names, "%s%s", i == 0 ? "" : _(", "),
			words_text(tk_vocabulary_fact(vocabulary, gaps[i])->label));
	char *list = text_buffer_take(&names);
	char *heading = list == NULL ? NULL
				     : text_printf(ngettext("%zu gap is left: %s.",
							    "%zu gaps are left: %s.", count),
					       count, list);
	free(list);
	return heading;
}

static void make_letter(const struct flow *flow, struct page *page)
{
	size_t *gaps = NULL, count = 0;

	page->body_is_letter = true;
	page->letter = flow_letter(flow, flow_letter_length(flow), &gaps, &count);
	if (page->letter == NULL) {
		page->body_is_letter = false;
		pane_row(&page->body, 0, PANE_WARN, _("There is no template for this text."));
	} else {
		letter_pane(flow, page->letter, &page->body);
	}
	if (count > 0) {
		free(page->heading);
		page->heading = gaps_heading(flow, gaps, count);
	}
	free(gaps);
}

static void make_body(const struct flow *flow, struct page *page)
{
	if (page->triage) {
		triage_pane(&page->body);
		return;
	}
	switch (page->step) {
	case TK_STEP_START:
		start_pane(flow, &page->body);
		break;
	case TK_STEP_RESULT:
		result_pane(flow, &page->body);
		break;
	case TK_STEP_APPLICATION:
		make_letter(flow, page);
		break;
	case TK_STEP_FINISH:
		finish_pane(flow, &page->body);
		break;
	default:
		break;
	}
}

struct page *flow_page(const struct flow *flow)
{
	struct page *page = flow_fields(flow);

	if (page == NULL)
		return NULL;
	const char *title =
		flow_awaits_provider(flow) ? "" : words_text(tk_policy_head(flow->pack->policy)->title);
	page->title = text_sanitize(title, strlen(title), false);
	page->case_id = strdup(flow->file->id == NULL ? "" : flow->file->id);
	page->heading = heading_of(flow, page);
	page->read_only = flow->read_only;
	page->modified = flow_modified(flow);
	page->message = flow->message == NULL ? NULL
					      : text_sanitize(flow->message, strlen(flow->message), true);
	bool ok = make_steps(flow, page);
	make_body(flow, page);
	verdict_pane(flow, &page->verdict);
	verdict_pane_short(flow, &page->verdict_short);
	if (!ok || page->title == NULL || page->case_id == NULL || page->heading == NULL) {
		page_free(page);
		return NULL;
	}
	return page;
}
