/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "flow-inside.h"
#include "language.h"
#include "text.h"
#include "typed.h"

#define UNDO_MOST 200

/* ---- life ------------------------------------------------------------------------------------ */

/* The pack to begin with: the one named; the one that a case already handed in was judged by; or, when
 * it is installed, the one of the settings. */
static bool choose_first(struct flow *flow, const struct flow_options *options, struct tk_errors *errors)
{
	const struct case_file *file = flow->file;

	if (!flow_find_packs(flow, options->policy, errors) || (!options->lazy && !flow_load_packs(flow)))
		return false;
	if (options->policy != NULL)
		return true;
	const char *wanted = file->policy != NULL && file->status >= CASE_SUBMITTED ? file->policy
			     : flow->settings != NULL ? flow->settings->policy
						      : NULL;
	return wanted == NULL || flow_set(flow, FIELD_POLICY, wanted);
}

/* What a person has to know before anything is typed. */
static void say_first(struct flow *flow, const struct flow_options *options)
{
	if (flow->read_only)
		flow_say(flow, opened_read_only_text(flow));
	else if (options->notice != NULL)
		flow_say(flow, strdup(options->notice));
	else if (flow->troubled.count > 0)
		flow_say(flow, strdup(_("A file attached as evidence was changed, or is gone: see the step Evidence.")));
	else if (opened_is_faulty(flow))
		flow_say(flow, strdup(_("Not all of the case file is understood: see below what to mend.")));
}

enum tk_status flow_new(const struct flow_options *options, struct flow **ret_flow, struct tk_errors *errors)
{
	struct flow *flow = calloc(1, sizeof(*flow));
	size_t errors_before = errors == NULL ? 0 : errors->count;

	if (flow == NULL) {
		case_free(options->file);
		return TK_NO_MEMORY;
	}
	flow->places = options->places;
	flow->settings = options->settings;
	flow->case_errors = options->case_errors;
	flow->broker = options->broker;
	flow->confinement = options->confinement;
	flow->read_only = options->read_only;
	flow->lock_error = options->lock_error;
	flow->folder_error = options->folder_error;
	tk_errors_init(&flow->value_errors);
	flow->now = options->now;
	flow->templates.places = options->places;
	flow->state.length = flow->saved.length = -1;
	flow->lock.fd = -1;
	flow->file = options->file != NULL ? options->file : case_new();
	flow->language = strdup(options->language == NULL ? "zh_CN" : options->language);
	flow->folder = options->folder == NULL ? NULL : strdup(options->folder);
	flow->holder = options->holder == NULL ? NULL : strdup(options->holder);
	bool ok = flow->file != NULL && flow->language != NULL &&
		  (options->folder == NULL || flow->folder != NULL) &&
		  (options->holder == NULL || flow->holder != NULL);
	if (ok && options->file == NULL)
		flow->file->created = flow->file->changed = flow->now;
	ok = ok && state_load(&flow->state, flow->file);
	flow->pack = &flow->blank;
	ok = ok && choose_first(flow, options, errors) && flow_begin_history(flow);
	if (!ok) {
		flow_free(flow);
		return errors != NULL && errors->count > errors_before ? TK_INVALID : TK_NO_MEMORY;
	}
	flow->saved_version = flow->draft_version = flow->versions = flow->state.version;
	if (options->is_draft) {
		flow_changed(flow);
		flow->draft_version = flow->state.version;
		/* One with lines that cannot be read is not replaced. */
		flow->own_draft = !flow->file->damaged;
	}
	flow_judge(flow);
	if (!opened_look_through(flow)) {
		flow_free(flow);
		return TK_NO_MEMORY;
	}
	flow_look_at_files(flow);
	if (options->triage && !flow->read_only)
		triage_begin(flow);
	say_first(flow, options);
	*ret_flow = flow;
	return TK_OK;
}

static void forget_undo(struct flow *flow, size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++)
		state_release(&flow->undo[i]);
	memmove(&flow->undo[first], &flow->undo[first + count],
		(flow->undo_count - first - count) * sizeof(*flow->undo));
	flow->undo_count -= count;
}

void flow_free(struct flow *flow)
{
	if (flow == NULL)
		return;
	if (flow->undo_count > 0)
		forget_undo(flow, 0, flow->undo_count);
	free(flow->undo);
	state_release(&flow->state);
	state_release(&flow->saved);
	history_release(&flow->notes);
	case_values_clear(&flow->troubled);
	tk_decision_free(flow->decision);
	tk_answers_free(flow->judged);
	flow_release_packs(flow);
	templates_release(&flow->templates);
	if (flow->locked)
		case_lock_drop(&flow->lock);
	case_free(flow->file);
	tk_errors_release(&flow->value_errors);
	free(flow->holder);
	free(flow->aside);
	free(flow->folder);
	free(flow->language);
	free(flow->typing);
	free(flow->message);
	free(flow->unpressed);
	index_free(flow->cases);
	free(flow);
}

void flow_changed(struct flow *flow)
{
	flow->state.version = ++flow->versions;
}

void flow_say(struct flow *flow, char *text)
{
	free(flow->message);
	flow->message = text;
}

bool flow_modified(const struct flow *flow)
{
	return flow->state.version != flow->saved_version || flow->notes.count > 0;
}

const struct tk_answers *flow_answers(const struct flow *flow)
{
	return flow->pack->answers;
}

const struct tk_decision *flow_decision(const struct flow *flow)
{
	return flow_is_blank(flow) ? NULL : flow->decision;
}

const struct tk_policy *flow_policy(const struct flow *flow)
{
	return flow_is_blank(flow) ? NULL : flow->pack->policy;
}

int64_t flow_next_tick(const struct flow *flow)
{
	const struct tk_deadline *next = flow->decision == NULL ? NULL : tk_decision_deadline(flow->decision, NULL);

	if (next == NULL)
		return INT64_MAX;
	int64_t left = next->until - flow->now;
	if (left < 86400)
		return flow->now + 1;
	/* Days and hours are shown: nothing is seen to move until the hour is full. */
	return flow->now + left % 3600 + 1;
}

/* ---- undo ------------------------------------------------------------------------------------ */

/* Keeps BEFORE (taken over) as what undo goes back to. Typing on in one field is one step. */
static void keep(struct flow *flow, struct state *before, const char *field)
{
	bool same = field != NULL && flow->typing != NULL && strcmp(field, flow->typing) == 0;

	free(flow->typing);
	flow->typing = field == NULL ? NULL : strdup(field);
	if (same) {
		state_release(before);
		return;
	}
	if (flow->undo_count == UNDO_MOST)
		forget_undo(flow, 0, 1);
	struct state *undo = realloc(flow->undo, (flow->undo_count + 1) * sizeof(*undo));
	if (undo == NULL) {
		state_release(before);
		return;
	}
	flow->undo = undo;
	flow->undo[flow->undo_count++] = *before;
}

static void stop_typing(struct flow *flow)
{
	free(flow->typing);
	flow->typing = NULL;
}

static void undo(struct flow *flow)
{
	if (flow->undo_count == 0) {
		flow_say(flow, strdup(_("There is nothing to undo.")));
		return;
	}
	state_release(&flow->state);
	flow->state = flow->undo[--flow->undo_count];
	flow_say(flow, strdup(_("The last answer is undone.")));
}

/* ---- moving ---------------------------------------------------------------------------------- */

static int parts_of(enum tk_step step)
{
	return step == TK_STEP_ORDER ? 2 : 1;
}

static char **focus_of(struct flow *flow)
{
	return &flow->state.focus[flow->state.step][flow->state.part];
}

static void focus_on(struct flow *flow, const char *name)
{
	char *copy = name == NULL ? NULL : strdup(name);
	free(*focus_of(flow));
	*focus_of(flow) = copy;
}

const char *flow_focus(const struct flow *flow)
{
	return flow->state.focus[flow->state.step][flow->state.part];
}

/* Goes to a page; what was changed so far is to be kept in a draft. */
static void go_to(struct flow *flow, int step, int part)
{
	if (step < 0 || step >= TK_STEP_COUNT || part < 0)
		return;
	if (part >= parts_of((enum tk_step)step))
		part = parts_of((enum tk_step)step) - 1;
	flow->state.step = (enum tk_step)step;
	flow->state.part = part;
	if (step == TK_STEP_EVIDENCE)
		flow_look_at_files(flow);
	flow->draft_due = flow->state.version != flow->draft_version && flow_modified(flow);
}

void flow_go_to(struct flow *flow, int step, int part, const char *field)
{
	go_to(flow, step, part);
	if (field != NULL)
		focus_on(flow, field);
}

static void next_step(struct flow *flow)
{
	if (flow->state.triage)
		triage_next(flow);
	else if (flow->state.part + 1 < parts_of(flow->state.step))
		go_to(flow, flow->state.step, flow->state.part + 1);
	else if (flow->state.step + 1 < TK_STEP_COUNT)
		go_to(flow, (int)flow->state.step + 1, 0);
	else
		flow_say(flow, strdup(_("This is the last step.")));
}

static void previous_step(struct flow *flow)
{
	if (flow->state.triage)
		triage_back(flow);
	else if (flow->state.part > 0)
		go_to(flow, flow->state.step, flow->state.part - 1);
	else if (flow->state.step > 0)
		go_to(flow, (int)flow->state.step - 1, 1);
	else
		flow_say(flow, strdup(_("This is the first step.")));
}

/* Moves the focus by one stop. false: there is none further that way. */
static bool move(struct flow *flow, int by, bool around)
{
	struct page *page = flow_fields(flow);
	bool moved = false;

	if (page == NULL)
		return false;
	int count = (int)page->field_count;
	for (int n = 1, at = page->focus; page->focus >= 0 && n <= count && !moved; n++) {
		at += by;
		if (at < 0 || at >= count) {
			if (!around)
				break;
			at = (at + count) % count;
		}
		if (page->fields[at].kind != FIELD_HEADING) {
			focus_on(flow, page->fields[at].name);
			moved = true;
		}
	}
	page_free(page);
	return moved;
}

/* The name of the focused field, "" when there is none. Caller frees. */
static char *focused(const struct flow *flow)
{
	struct page *page = flow_fields(flow);
	char *name = NULL;

	if (page != NULL)
		name = strdup(page->focus < 0 ? "" : page->fields[page->focus].name);
	page_free(page);
	return name;
}

/* ---- requests -------------------------------------------------------------------------------- */

static void say_no_memory(struct flow *flow)
{
	flow_say(flow, strdup(_("There is not enough memory for this answer.")));
}

bool flow_change(struct flow *flow, const char *field, bool (*apply)(struct flow *, const void *),
	const void *argument)
{
	struct state before;
	unsigned long version = flow->state.version;

	if (flow->read_only) {
		flow_say(flow, opened_read_only_text(flow));
		return false;
	}
	if (!state_copy(&flow->state, &before)) {
		say_no_memory(flow);
		return false;
	}
	bool ok = apply(flow, argument);
	if (!ok) {
		state_release(&flow->state);
		flow->state = before;
		say_no_memory(flow);
	} else if (flow->state.version == version) {
		state_release(&before);
	} else {
		keep(flow, &before, field);
	}
	flow_judge(flow);
	return ok;
}

struct setting {
	const char *name, *text;
};

static bool apply_set(struct flow *flow, const void *argument)
{
	const struct setting *setting = argument;
	char *value = flow_typed_choice(flow, setting->name, setting->text);
	bool ok = flow_set(flow, setting->name, value != NULL ? value : setting->text);
	free(value);
	return ok;
}

static bool apply_none_of_these(struct flow *flow, const void *argument)
{
	const struct page *page = argument;
	bool ok = true;

	for (size_t i = 0; ok && i < page->field_count; i++) {
		const struct page_field *field = &page->fields[i];
		const struct tk_fact *fact = flow_fact(flow, field->name);
		if (fact != NULL && fact->type == TK_FLAG && field->state == FIELD_UNANSWERED)
			ok = flow_set(flow, field->name, "no");
	}
	return ok;
}

static bool apply_letter(struct flow *flow, const void *argument)
{
	char **letter = &flow->state.letters[flow_letter_length(flow)];
	char *copy = argument == NULL ? NULL : strdup(argument);

	if (argument != NULL && copy == NULL)
		return false;
	free(*letter);
	*letter = copy;
	flow_changed(flow);
	return true;
}

static void none_of_these(struct flow *flow)
{
	struct page *page = flow_fields(flow);

	if (page != NULL && page->none_of_these)
		flow_change(flow, NULL, apply_none_of_these, page);
	else
		flow_say(flow, strdup(_("There is no open checklist here.")));
	page_free(page);
}

/* Enter: takes the text and goes on, unless it is newly not understood. */
static void accept(struct flow *flow, const char *name, const char *text)
{
	const char *before = case_values_get(&flow->state.rejected, name);
	bool seen = before != NULL && text != NULL && strcmp(before, text) == 0;

	focus_on(flow, *name == '\0' ? NULL : name);
	if (text != NULL) {
		flow_change(flow, name, apply_set, &(struct setting){name, text});
		if (!seen && case_values_get(&flow->state.rejected, name) != NULL)
			return;
	}
	stop_typing(flow);
	if (flow->state.triage && triage_is_unanswered(flow))
		flow_say(flow, strdup(_("Pick an answer, or ? when you are not sure; PgDn passes over the question.")));
	else if (flow->state.triage || !move(flow, 1, false))
		next_step(flow);
}

/* The folder once, then the files, one a line. NAMES: their paths, one a line. */
static char *written_text(const struct flow *flow, const char *names)
{
	const char *end = strchr(names, '\n'), *slash = end == NULL ? NULL : memrchr(names, '/', (size_t)(end - names));
	size_t length = slash == NULL ? 0 : (size_t)(slash - names) + 1;
	struct text_buffer text;

	text_buffer_init(&text);
	text_buffer_printf(&text, _("Written to %.*s"), (int)length, names);
	for (const char *at = names; (end = strchr(at, '\n')) != NULL; at = end + 1)
		text_buffer_printf(&text, "\n%.*s", (int)((size_t)(end - at) - length), at + length);
	if (flow->unpressed != NULL) {
		text_buffer_add(&text, "\n");
		text_buffer_printf(&text, _("No PDF: %s"), flow->unpressed);
	}
	return text_buffer_take(&text);
}

static void write_papers(struct flow *flow)
{
	char *names = NULL;

	if (flow_write_papers(flow, NULL, &names) != TK_OK)
		return;
	flow_say(flow, written_text(flow, names));
	free(names);
}

/* Requests about one field: the one named, or the focused one. */
static void request_field(struct flow *flow, const struct request *request)
{
	char *name = request->field != NULL ? strdup(request->field) : focused(flow);
	char *value = NULL;

	if (name == NULL) {
		say_no_memory(flow);
		return;
	}
	switch (request->kind) {
	case REQUEST_SET:
		flow_change(flow, name, apply_set, &(struct setting){name, request->text});
		break;
	case REQUEST_NOT_SURE:
		flow_change(flow, name, apply_set, &(struct setting){name, "?"});
		stop_typing(flow);
		break;
	case REQUEST_CHOOSE:
		value = flow_choice_value(flow, name, request->number);
		if (value != NULL)
			flow_change(flow, NULL, apply_set, &(struct setting){name, value});
		break;
	case REQUEST_ACCEPT:
		accept(flow, name, request->text);
		break;
	case REQUEST_FOCUS:
		focus_on(flow, name);
		stop_typing(flow);
		break;
	default:
		break;
	}
	free(value);
	free(name);
}

static void request_other(struct flow *flow, const struct request *request)
{
	switch (request->kind) {
	case REQUEST_NEXT_FIELD:
		move(flow, 1, true);
		break;
	case REQUEST_PREVIOUS_FIELD:
		move(flow, -1, true);
		break;
	case REQUEST_NEXT_STEP:
		next_step(flow);
		break;
	case REQUEST_PREVIOUS_STEP:
		previous_step(flow);
		break;
	case REQUEST_TRIAGE:
		if (flow->state.triage)
			flow->state.triage = false;
		else
			triage_begin(flow);
		break;
	case REQUEST_GO_TO_STEP:
		flow->state.triage = false;
		go_to(flow, request->number, 0);
		break;
	case REQUEST_NONE_OF_THESE:
		none_of_these(flow);
		break;
	case REQUEST_UNDO:
		if (flow->read_only)
			break;
		undo(flow);
		flow_judge(flow);
		break;
	case REQUEST_SET_LETTER:
		flow_change(flow, NULL, apply_letter, request->text);
		break;
	case REQUEST_PASTE:
		paste_request(flow, request->text, request->number == 1);
		break;
	case REQUEST_LETTER_LENGTH:
		if (request->number >= 0 && request->number < PAPER_LETTER_COUNT)
			flow->state.length = request->number;
		break;
	case REQUEST_SAVE:
		flow_say_saved(flow, flow_save(flow));
		break;
	case REQUEST_WRITE_PAPERS:
		write_papers(flow);
		break;
	case REQUEST_SWITCH_LANGUAGE:
		language_set(strcmp(language_current(), "en") == 0 ? "zh_CN" : "en");
		break;
	default:
		break; /* what only a front end can do */
	}
}

static void do_request(struct flow *flow, const struct request *request)
{
	switch (request->kind) {
	case REQUEST_SET:
	case REQUEST_NOT_SURE:
	case REQUEST_CHOOSE:
	case REQUEST_ACCEPT:
	case REQUEST_FOCUS:
		request_field(flow, request);
		return;
	default:
		stop_typing(flow);
		request_other(flow, request);
	}
}

void flow_request(struct flow *flow, const struct request *request, int64_t now)
{
	bool waits = flow_can_wait(request->kind);

	flow->waits = flow->deferred && waits;
	if (now != flow->now || (flow->behind && !waits)) {
		flow->now = now;
		if (!waits)
			flow_judge(flow);
	}
	if (request->kind != REQUEST_TICK) {
		flow_say(flow, NULL);
		do_request(flow, request);
	}
	if (request->kind == REQUEST_TICK || flow_is_outdated(flow))
		flow_judge(flow);
	if (!flow->waits)
		flow_save_due(flow);
	flow->waits = false;
}
