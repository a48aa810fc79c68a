/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The wizard as a machine of states, without a terminal: each line is a request ("SET paid 800", "NEXT_STEP",
 * "PASTE 1 an order page, its lines parted by \n", "TICK 60"), or is typed into the question that has the focus.
 * After each of them the page can be built, laid out and shown.
 */
#include "config.h"

#include "flow.h"
#include "language.h"
#include "places.h"
#include "target.h"

#define START INT64_C(1795415820) /* 2026-11-23 14:37 in China */
#define MOST_REQUESTS 40

static const char *const names[REQUEST_COUNT] = {
#define REQUEST_NAME(name, key, second, order, word, help) [REQUEST_##name] = #name,
	REQUEST_LIST(REQUEST_NAME)
#undef REQUEST_NAME
	[REQUEST_SET] = "SET", [REQUEST_FOCUS] = "FOCUS", [REQUEST_SET_LETTER] = "SET_LETTER",
	[REQUEST_LETTER_LENGTH] = "LETTER_LENGTH", [REQUEST_PASTE] = "PASTE", [REQUEST_TICK] = "TICK"};

/* The packs of TUIKUAN_POLICY_PATH, found once. */
static const struct places *shipped_places(void)
{
	static struct places places;
	static bool open;
	struct tk_errors errors;

	if (!open) {
		tk_errors_init(&errors);
		language_start(getenv("TUIKUAN_LOCALEDIR"), "en");
		MUST(places_open(&places, &errors) == TK_OK);
		check_errors(&errors, TK_OK);
		open = true;
	}
	return &places;
}

/* ---- looking -------------------------------------------------------------------------------- */

static void look_at_pane(const struct pane *pane, int columns)
{
	MUST(!pane->failed);
	for (size_t i = 0; i < pane->count; i++)
		for (size_t j = 0; j < pane->lines[i].span_count; j++)
			must_be_safe(pane->lines[i].spans[j].text, true);
	char *text = pane_text(pane, columns);
	must_be_safe(text, true);
	free(text);
}

static void look_at_field(const struct page_field *field)
{
	must_be_safe(field->label, false);
	if (field->kind == FIELD_HEADING)
		return;
	must_be_safe(field->question, true);
	must_be_safe(field->help, true);
	must_be_safe(field->shown, true);
	MUST(text_valid(field->value, strlen(field->value)));
	if (field->error != NULL)
		must_be_safe(field->error, true);
	for (size_t i = 0; i < field->choice_count; i++)
		must_be_safe(field->choices[i].label, false);
}

static void look(const struct flow *flow, int columns)
{
	struct page *page = flow_page(flow);

	MUST(page != NULL && page->step < TK_STEP_COUNT);
	MUST(page->focus >= -1 && page->focus < (int)page->field_count);
	MUST(page->focus < 0 || page->fields[page->focus].kind != FIELD_HEADING);
	must_be_safe(page->title, false);
	must_be_safe(page->heading, true);
	if (page->message != NULL)
		must_be_safe(page->message, true);
	for (size_t i = 0; i < page->field_count; i++)
		look_at_field(&page->fields[i]);
	look_at_pane(&page->body, columns);
	look_at_pane(&page->verdict, columns);
	look_at_pane(&page->verdict_short, columns);
	page_free(page);
}

static void look_behind(const struct flow *flow, enum request_kind kind, int columns)
{
	struct pane pane;

	switch (kind) {
	case REQUEST_HELP:
		flow_help(flow, &pane);
		break;
	case REQUEST_WHY:
		flow_why(flow, &pane);
		break;
	case REQUEST_WHAT_IF:
		flow_what_if(flow, &pane);
		break;
	case REQUEST_COMPARE:
		flow_compare(flow, columns, &pane);
		break;
	case REQUEST_ALOUD:
		flow_aloud(flow, &pane);
		break;
	default:
		return;
	}
	look_at_pane(&pane, columns);
	pane_release(&pane);
}

/* What leaves the program: to the clipboard, onto paper. */
static void look_at_papers(struct flow *flow)
{
	char *texts[] = {flow_copy_text(flow), flow_one_line(flow), flow_papers_text(flow), flow_verdict_line(flow)};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (texts[i] != NULL)
			must_be_safe(texts[i], true);
		free(texts[i]);
	}
}

/* ---- asking --------------------------------------------------------------------------------- */

static enum request_kind kind_of(const char *word, size_t length)
{
	for (int kind = 0; kind < REQUEST_COUNT; kind++)
		if (names[kind] != NULL && strlen(names[kind]) == length && strncmp(names[kind], word, length) == 0)
			return (enum request_kind)kind;
	return REQUEST_COUNT;
}

/* "\n" as two characters is a line end. */
static void put_line_ends(char *text)
{
	char *to = text;

	for (; *text != '\0'; text++) {
		bool end = text[0] == '\\' && text[1] == 'n';
		*to++ = end ? '\n' : *text;
		text += end;
	}
	*to = '\0';
}

static char *next_word(char **rest)
{
	char *word = strsep(rest, " ");
	return word == NULL ? (char *)"" : word;
}

static void ask(struct flow *flow, char *line, int64_t *now)
{
	char *rest = line;
	enum request_kind kind = kind_of(line, strcspn(line, " "));
	struct request request = {.kind = kind};

	if (kind == REQUEST_SWITCH_LANGUAGE || kind == REQUEST_WRITE_PAPERS || kind == REQUEST_SUSPEND)
		return; /* the front end's, or the printer's */
	if (kind == REQUEST_COUNT) {
		struct page *page = flow_page(flow);
		MUST(page != NULL);
		if (page->focus >= 0 && text_valid(line, strlen(line))) {
			request = (struct request){REQUEST_SET, page->fields[page->focus].name, line, 0};
			flow_request(flow, &request, *now);
		}
		page_free(page);
		return;
	}
	next_word(&rest);
	if (kind == REQUEST_GO_TO_STEP || kind == REQUEST_LETTER_LENGTH || kind == REQUEST_PASTE ||
		kind == REQUEST_TICK || kind == REQUEST_CHOOSE)
		request.number = (int)strtol(next_word(&rest), NULL, 10) % 1000000;
	if (kind == REQUEST_SET || kind == REQUEST_FOCUS || kind == REQUEST_ACCEPT || kind == REQUEST_NOT_SURE)
		request.field = next_word(&rest);
	if (kind == REQUEST_TICK)
		*now += request.number > 0 ? request.number : 1;
	request.text = rest == NULL ? "" : rest;
	if (rest != NULL)
		put_line_ends(rest);
	if (text_valid(request.text, strlen(request.text)))
		flow_request(flow, &request, *now);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char *script = string_of(bytes, length), *rest = script, *line;
	const struct flow_options options = {.places = shipped_places(), .now = START};
	struct flow *flow = NULL;
	int64_t now = START;

	MUST(flow_new(&options, &flow, NULL) == TK_OK);
	for (int i = 0; i < MOST_REQUESTS && (line = strsep(&rest, "\n")) != NULL; i++) {
		enum request_kind kind = kind_of(line, strcspn(line, " "));
		ask(flow, line, &now);
		look(flow, 20 + i * 3);
		look_behind(flow, kind, 20 + i * 3);
	}
	look_at_papers(flow);
	flow_free(flow);
	free(script);
	return 0;
}
