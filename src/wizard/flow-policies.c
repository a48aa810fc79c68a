/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "flow-inside.h"
#include "text.h"

/* A pack that knows no rules, for cases that no pack is made for: the questions and the papers go on,
 * and what it says of the refund is that nobody here knows. */
static const char blank_calendar[] = "[calendar]\nid = none\ntitle = None\ntitle[zh_CN] = 无\n";
static const char blank_policy[] =
	"[policy]\n"
	"id = none\n"
	"provider = none\n"
	"title = No rules found\n"
	"title[zh_CN] = 没有找到规则\n"
	"revision = 0\n"
	"authority = secondary\n"
	"calendar = none\n"
	"source = none\n"
	"[source.none]\n"
	"title = none\n"
	"title[zh_CN] = 无\n"
	"[fact.rules_known]\n"
	"type = flag\n"
	"step = start\n"
	"ask = no\n"
	"label = Rules\n"
	"label[zh_CN] = 退款规则\n"
	"question = Which rules apply to this case?\n"
	"question[zh_CN] = 适用哪些退款规则？\n"
	"help = Ask the provider for its refund rules.\n"
	"help[zh_CN] = 请向云服务商索要退款规则。\n"
	"[rule.no-rules]\n"
	"when = not rules_known\n"
	"refuse = yes\n"
	"text = No rules for this case are installed here.\n"
	"text[zh_CN] = 这里没有安装适用于本案的退款规则。\n"
	"source = none\n";

/* ---- letter templates ------------------------------------------------------------------------ */

const char *templates_text(struct templates *templates, const char *name, const char *language)
{
	for (size_t i = 0; i < templates->count; i++) {
		const struct template_text *item = &templates->items[i];
		if (strcmp(item->name, name) == 0 && strcmp(item->language, language) == 0)
			return item->text;
	}
	struct template_text *items =
		realloc(templates->items, (templates->count + 1) * sizeof(*items));
	if (items == NULL)
		return NULL;
	templates->items = items;
	struct template_text item = {strdup(name), strdup(language), NULL};
	if (item.name == NULL || item.language == NULL) {
		free(item.name);
		free(item.language);
		return NULL;
	}
	errno = 0;
	if (templates->places != NULL)
		item.text = places_letter_text(templates->places, name, language);
	if (item.text == NULL && errno == ENOMEM) { /* it may be there the next time */
		free(item.name);
		free(item.language);
		errno = ENOMEM;
		return NULL;
	}
	items[templates->count++] = item;
	return item.text;
}

void templates_release(struct templates *templates)
{
	for (size_t i = 0; i < templates->count; i++) {
		free(templates->items[i].name);
		free(templates->items[i].language);
		free(templates->items[i].text);
	}
	free(templates->items);
	*templates = (struct templates){NULL, NULL, 0};
}

/* Whether TEMPLATE says the fact NAME, as {name} or {name:modifier}. */
static bool template_says(const char *template, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = template; (at = strchr(at, '{')) != NULL; at++) {
		if (strncmp(at + 1, name, length) == 0 &&
			(at[1 + length] == '}' || at[1 + length] == ':'))
			return true;
	}
	return false;
}

static void note_letters(struct flow *flow, struct flow_pack *pack)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(pack->policy);
	const char *family = tk_policy_head(pack->policy)->letter;
	size_t count = tk_vocabulary_count(vocabulary);

	for (int length = 0; length < PAPER_LETTER_COUNT; length++) {
		char *name = text_printf("%s-%s", family == NULL ? "refund" : family,
			letter_length_name((enum paper_letter)length));
		const char *text = name == NULL ? NULL
						: templates_text(&flow->templates, name, flow->language);
		free(name);
		for (size_t slot = 0; text != NULL && slot < count; slot++) {
			if (template_says(text, tk_vocabulary_fact(vocabulary, slot)->name))
				pack->in_letters[slot] = true;
		}
	}
}

/* ---- packs ----------------------------------------------------------------------------------- */

static bool pack_ready(struct flow *flow, struct flow_pack *pack)
{
	size_t count = tk_vocabulary_count(tk_policy_vocabulary(pack->policy));

	pack->asked = calloc(count + 1, sizeof(*pack->asked));
	pack->in_letters = calloc(count + 1, sizeof(*pack->in_letters));
	if (pack->asked == NULL || pack->in_letters == NULL)
		return false;
	note_letters(flow, pack);
	return true;
}

static void pack_release(struct flow_pack *pack)
{
	free(pack->found.id);
	free(pack->found.path);
	tk_policy_outline_free(pack->outline);
	tk_answers_free(pack->answers);
	tk_answers_free(pack->used);
	free(pack->asked);
	free(pack->in_letters);
	tk_policy_free(pack->policy);
	tk_errors_release(&pack->errors);
	*pack = (struct flow_pack){.policy = NULL};
}

static bool load_blank(struct flow *flow)
{
	const struct tk_calendar *calendars[1];
	struct tk_world world = {flow->places->vocabulary, calendars, 1};
	struct tk_errors *errors = &flow->blank.errors;

	tk_errors_init(errors);
	flow->blank.tried = true;
	flow->blank.found.id = strdup("none");
	if (flow->blank.found.id == NULL ||
		tk_calendar_load("none.ini", blank_calendar, strlen(blank_calendar),
			&flow->no_calendar, errors) != TK_OK)
		return false;
	calendars[0] = flow->no_calendar;
	return tk_policy_load("none.ini", blank_policy, strlen(blank_policy), &world,
		       &flow->blank.policy, errors) == TK_OK &&
	       pack_ready(flow, &flow->blank);
}

/* Appends a pack, of which nothing is known yet; PATH may be NULL. NULL = no memory. */
static struct flow_pack *add_pack(struct flow *flow, const char *id, const char *path)
{
	struct flow_pack *packs = realloc(flow->packs, (flow->pack_count + 1) * sizeof(*packs));
	if (packs == NULL)
		return NULL;
	flow->packs = packs;
	struct flow_pack *pack = &packs[flow->pack_count++];
	*pack = (struct flow_pack){.found = {
		.id = strdup(id),
		.path = path == NULL ? NULL : strdup(path),
	}};
	tk_errors_init(&pack->errors);
	return pack->found.id == NULL || (path != NULL && pack->found.path == NULL) ? NULL : pack;
}

/* Loads the pack, or finds its errors. false = no memory. */
static bool load(struct flow *flow, struct flow_pack *pack)
{
	enum tk_status status = pack->found.path == NULL
		? places_load_policy(flow->places, pack->found.id, &pack->policy, &pack->errors)
		: places_load_found(flow->places, &pack->found, &pack->policy, &pack->errors);

	pack->tried = true;
	tk_policy_outline_free(pack->outline);
	pack->outline = NULL;
	if (status == TK_OK && pack_ready(flow, pack))
		return true;
	if (status == TK_OK)
		tk_policy_free(pack->policy);
	pack->policy = NULL;
	return status != TK_OK && status != TK_NO_MEMORY;
}

const struct tk_policy_head *flow_pack_head(const struct flow_pack *pack)
{
	if (pack->policy != NULL)
		return tk_policy_head(pack->policy);
	return pack->outline == NULL ? NULL : tk_policy_outline_head(pack->outline);
}

static struct flow_pack *find_pack(const struct flow *flow, const char *id)
{
	for (size_t i = 0; i < flow->pack_count; i++) {
		const struct tk_policy_head *head = flow_pack_head(&flow->packs[i]);
		if (strcmp(flow->packs[i].found.id, id) == 0 || (head != NULL && strcmp(head->id, id) == 0))
			return &flow->packs[i];
	}
	return NULL;
}

/* The pack that the person named, an id or the path of a file, must load; it goes before one of the same
 * id that is found. */
static bool load_named(struct flow *flow, const char *named, struct tk_errors *errors)
{
	struct flow_pack *pack = add_pack(flow, named, NULL);

	if (pack == NULL || !load(flow, pack))
		return false;
	if (pack->policy == NULL) {
		for (size_t i = 0; errors != NULL && i < pack->errors.count; i++)
			errors_move(errors, &pack->errors.items[i], NULL);
		pack->errors.count = 0;
		return false;
	}
	free(flow->state.policy);
	flow->state.policy = strdup(tk_policy_head(pack->policy)->id);
	return flow->state.policy != NULL;
}

/* Knows the outline of a pack that was found, or what is wrong with it. false = no memory. */
static bool find(struct flow *flow, const struct place_pack *found)
{
	if (find_pack(flow, found->id) != NULL)
		return true;
	struct flow_pack *pack = add_pack(flow, found->id, found->path);
	if (pack == NULL)
		return false;
	pack->outline = places_outline(flow->places, found);
	return pack->outline != NULL || load(flow, pack);
}

static struct flow_pack *next_unloaded(const struct flow *flow)
{
	for (size_t i = 0; i < flow->pack_count; i++) {
		if (!flow->packs[i].tried)
			return &flow->packs[i];
	}
	return NULL;
}

bool flow_lacks_packs(const struct flow *flow)
{
	return next_unloaded(flow) != NULL;
}

bool flow_load_pack(struct flow *flow)
{
	struct flow_pack *pack = next_unloaded(flow);

	if (pack != NULL)
		load(flow, pack);
	return pack != NULL && pack->policy == NULL;
}

bool flow_load_packs(struct flow *flow)
{
	struct flow_pack *pack;
	bool ok = true;

	while (ok && (pack = next_unloaded(flow)) != NULL)
		ok = load(flow, pack);
	return ok;
}

bool flow_find_packs(struct flow *flow, const char *named, struct tk_errors *errors)
{
	struct place_pack *found = NULL;
	size_t count = 0;

	if (!load_blank(flow) || (named != NULL && !load_named(flow, named, errors)) ||
		places_packs(flow->places, &found, &count) == TK_NO_MEMORY)
		return false;
	bool ok = true;
	for (size_t i = 0; ok && i < count; i++)
		ok = find(flow, &found[i]);
	places_packs_free(found, count);
	flow->candidates = calloc(flow->pack_count + 1, sizeof(*flow->candidates));
	return ok && flow->candidates != NULL;
}

void flow_release_packs(struct flow *flow)
{
	for (size_t i = 0; i < flow->pack_count; i++)
		pack_release(&flow->packs[i]);
	free(flow->packs);
	free(flow->candidates);
	pack_release(&flow->blank);
	tk_calendar_free(flow->no_calendar);
}

/* ---- the choice among them ------------------------------------------------------------------- */

const char *flow_only_provider(const struct flow *flow)
{
	const char *only = NULL;

	for (size_t i = 0; i < flow->pack_count; i++) {
		const struct tk_policy_head *head = flow_pack_head(&flow->packs[i]);
		if (head == NULL)
			continue;
		if (only != NULL && strcmp(only, head->provider) != 0)
			return NULL;
		only = head->provider;
	}
	return only;
}

bool flow_is_blank(const struct flow *flow)
{
	return flow->pack == &flow->blank;
}

bool flow_awaits_provider(const struct flow *flow)
{
	return flow->pack_count > 0 && case_values_get(&flow->state.values, "provider") == NULL &&
	       flow_only_provider(flow) == NULL;
}

/* Ranks the packs whose answers are filled in. */
static void rank(struct flow *flow)
{
	size_t count = 0;

	for (size_t i = 0; i < flow->pack_count; i++) {
		struct flow_pack *pack = &flow->packs[i];
		pack->applies = TK_NO;
		pack->place = 0;
		if (pack->policy != NULL && pack->used != NULL)
			flow->candidates[count++] = (struct tk_candidate){
				.policy = pack->policy, .answers = pack->used, .user = pack};
	}
	size_t judging = tk_candidates_rank(flow->candidates, count, flow->now);
	for (size_t i = 0; i < count; i++) {
		struct flow_pack *pack = flow->candidates[i].user;
		pack->applies = flow->candidates[i].applies;
		pack->place = i < judging ? i + 1 : 0;
	}
}

static const struct flow_pack *choose(const struct flow *flow)
{
	bool named = case_values_get(&flow->state.values, "provider") != NULL;

	if (flow->state.policy != NULL) {
		const struct flow_pack *chosen = find_pack(flow, flow->state.policy);
		if (chosen != NULL && chosen->policy != NULL && chosen->used != NULL)
			return chosen;
	}
	if (!named && flow_only_provider(flow) == NULL)
		return &flow->blank; /* of several providers none is likelier */
	for (size_t i = 0; i < flow->pack_count; i++)
		if (flow->packs[i].place == 1)
			return &flow->packs[i];
	return &flow->blank;
}

static void forget_answers(struct flow_pack *pack)
{
	tk_answers_free(pack->answers);
	tk_answers_free(pack->used);
	pack->answers = pack->used = NULL;
}

/* Puts what this pack's vocabulary knows of the answers into it. */
static bool fill_answers(const struct flow *flow, struct flow_pack *pack)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(pack->policy);
	struct tk_answers *answers = tk_answers_new(vocabulary);

	forget_answers(pack);
	pack->answers = answers;
	for (size_t i = 0; answers != NULL && i < flow->state.values.count; i++) {
		const struct case_value *value = &flow->state.values.items[i];
		int slot = tk_vocabulary_find(vocabulary, value->name);
		if (slot < 0)
			continue;
		const char *text = value->text;
		if (strncmp(value->name, EVIDENCE, strlen(EVIDENCE)) == 0 &&
			strcmp(text, "no") != 0 && strcmp(text, "?") != 0)
			text = "yes"; /* or the path of a file */
		struct tk_error error = {.code = TK_E_BAD_VALUE};
		if (tk_answers_parse(answers, (size_t)slot, text, value->known, &error) != TK_OK)
			tk_error_release(&error); /* the page says so */
	}
	if (answers != NULL)
		pack->used = flow_answers_in_use(pack->policy, answers, flow->now, pack->asked);
	return pack->used != NULL;
}

/* Packs of another provider than the one named have no say, unless the person chose one; and while none is named
 * there are too many to say anything, unless that question was passed over. */
static bool has_a_say(const struct flow *flow, const struct flow_pack *pack)
{
	const char *provider = case_values_get(&flow->state.values, "provider");
	const struct tk_policy_head *head = flow_pack_head(pack);

	if (pack == &flow->blank)
		return true;
	if (head == NULL)
		return false;
	if (provider == NULL)
		return flow->state.policy != NULL || flow_only_provider(flow) != NULL ||
		       case_values_get(&flow->state.trail, "provider") != NULL;
	return strcmp(provider, "?") == 0 || strcmp(provider, head->provider) == 0 ||
	       (flow->state.policy != NULL && strcmp(flow->state.policy, head->id) == 0);
}

/* Until the next deadline time changes nothing; dates and times that are shown go on by the minute. */
bool flow_is_outdated(const struct flow *flow)
{
	if (flow->decision == NULL)
		return flow->now != flow->judged_at;
	const struct tk_deadline *next = tk_decision_deadline(flow->decision, NULL);
	return flow->now < flow->judged_at || flow->now / 60 != flow->judged_at / 60 ||
	       (next != NULL && flow->now > next->until);
}

/* DECISION is the one from now on; it is of the present answers. */
static void keep_decision(struct flow *flow, struct tk_decision *decision, bool whole)
{
	tk_decision_free(flow->decision);
	tk_answers_free(flow->judged);
	flow->decision = decision;
	flow->judged = flow->pack->used == NULL ? NULL : tk_answers_copy(flow->pack->used);
	flow->judged_policy = flow->pack->policy;
	flow->judged_at = flow->now;
	flow->whole = whole;
	flow->behind = false;
}

/* Whether the decision is one of this pack. */
static bool is_of_pack(const struct flow *flow)
{
	return flow->decision != NULL && flow->pack->used != NULL && flow->judged != NULL &&
	       flow->judged_policy == flow->pack->policy;
}

/* false: given up. */
static bool judge(struct flow *flow, bool whole, bool (*goes_on)(void *user), void *user)
{
	const struct flow_pack *pack = flow->pack;
	struct tk_decision *decision = NULL;

	if (pack->used != NULL && tk_evaluate_while(pack->policy, pack->used, flow->now, whole ? 0 : TK_FIRST_DEADLINE,
					  goes_on, user, &decision) == TK_GIVEN_UP)
		return false;
	if (decision != NULL || !whole)
		keep_decision(flow, decision, whole);
	return true;
}

/* The headline pack judges. A letter typed into a name or a number changes nothing that it looks at. */
static void decide(struct flow *flow)
{
	flow->behind = false;
	if (is_of_pack(flow) && !flow_is_outdated(flow) && tk_answers_judged_alike(flow->judged, flow->pack->used))
		return;
	flow->behind = is_of_pack(flow) && flow->waits;
	if (!flow->behind)
		judge(flow, false, NULL, NULL);
}

void flow_judge(struct flow *flow)
{
	for (size_t i = 0; i <= flow->pack_count; i++) {
		struct flow_pack *pack = i < flow->pack_count ? &flow->packs[i] : &flow->blank;
		bool says = has_a_say(flow, pack) && (pack->tried || load(flow, pack));
		if (says && pack->policy != NULL)
			fill_answers(flow, pack);
		else
			forget_answers(pack);
	}
	rank(flow);
	flow->blank.applies = TK_YES;
	flow->pack = choose(flow);
	decide(flow);
	other_returns_look(flow);
}

/* Whether the decision is what flow_judge_whole would find. */
static bool has_whole(const struct flow *flow)
{
	return flow->whole && is_of_pack(flow) && flow->judged_at == flow->now &&
	       tk_answers_judged_alike(flow->judged, flow->pack->used);
}

void flow_decide_whole(struct flow *flow)
{
	if (!has_whole(flow))
		judge(flow, true, NULL, NULL);
}

bool flow_can_wait(enum request_kind kind)
{
	switch (kind) {
	case REQUEST_SET:
	case REQUEST_NOT_SURE:
	case REQUEST_CHOOSE:
	case REQUEST_ACCEPT:
	case REQUEST_FOCUS:
	case REQUEST_NONE_OF_THESE:
	case REQUEST_NEXT_STEP:
	case REQUEST_PREVIOUS_STEP:
	case REQUEST_GO_TO_STEP:
		return true;
	default:
		return false;
	}
}

void flow_defer(struct flow *flow)
{
	flow->deferred = true;
}

bool flow_is_behind(const struct flow *flow)
{
	return flow->behind;
}

void flow_catch_up(struct flow *flow, bool (*goes_on)(void *user), void *user)
{
	if (flow->behind)
		judge(flow, false, goes_on, user);
}

bool flow_owes_draft(const struct flow *flow)
{
	return flow->draft_due;
}

void flow_keep_draft(struct flow *flow, bool (*goes_on)(void *user), void *user)
{
	if (has_whole(flow) || judge(flow, true, goes_on, user))
		flow_save_due(flow);
}

struct tk_decision *flow_judge_whole(const struct flow *flow)
{
	const struct flow_pack *pack = flow->pack;
	struct tk_decision *decision = NULL;

	if (pack->used != NULL)
		tk_evaluate(pack->policy, pack->used, flow->now, 0, &decision);
	return decision;
}
