/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "help.h"
#include "language.h"
#include "plain-inside.h"
#include "spoken.h"
#include "text.h"

#define LINE_MOST 8192 /* bytes of one answer; no answer needs as many */

/* ---- printing -------------------------------------------------------------------------------- */

void plain_print(struct plain *plain, const char *text)
{
	for (const char *at = text; at != NULL && *at != '\0'; at++) {
		unsigned char byte = (unsigned char)*at;
		if (!plain->options->ascii || byte < 0x80)
			putc(byte, plain->out);
		else if ((byte & 0xc0) != 0x80) /* one mark for each character, not for each byte */
			putc('?', plain->out);
	}
}

void plain_print_pane(struct plain *plain, struct pane *pane)
{
	char *text = pane_text(pane, plain->columns);

	plain_print(plain, text != NULL ? text : _("(not enough memory to show this)"));
	if (text == NULL)
		plain_print(plain, "\n");
	free(text);
	pane_release(pane);
}

void plain_print_line(struct plain *plain, int indent, const char *text)
{
	struct pane pane;

	pane_init(&pane);
	pane_line(&pane, indent, indent);
	pane_add(&pane, PANE_PLAIN, text);
	plain_print_pane(plain, &pane);
}

void plain_print_format(struct plain *plain, int indent, const char *format, const char *text)
{
	char *line = text_printf(format, text);
	plain_print_line(plain, indent, line == NULL ? text : line);
	free(line);
}

static void print_spoken_words(struct plain *plain)
{
	plain_print_line(plain, 0, _("Besides an answer you can type:"));
	for (size_t i = 0; i < spoken_word_count; i++) {
		const struct spoken_word *word = &spoken_words[i];
		char *names = plain->options->ascii ? strdup(word->english)
						    : text_printf("%s, %s", word->english, word->chinese);
		char *padded = names == NULL ? NULL : text_pad(names, 22, false);
		struct pane pane;
		pane_init(&pane);
		pane_line(&pane, 2, 24);
		pane_add(&pane, PANE_KEY, padded);
		pane_add(&pane, PANE_PLAIN, _(word->help));
		plain_print_pane(plain, &pane);
		free(names);
		free(padded);
	}
	plain_print_line(plain, 0,
		_("An answer that is one of these words goes behind an equals sign, as in =back."));
}

static void print_help(struct plain *plain)
{
	struct pane pane;

	flow_help_question(plain->flow, &pane);
	if (pane.count > 0)
		pane_line(&pane, 0, 0);
	plain_print_pane(plain, &pane);
	print_spoken_words(plain);
}

void plain_announce(struct plain *plain)
{
	char *verdict = flow_verdict_line(plain->flow);

	if (verdict == NULL || (plain->verdict != NULL && strcmp(verdict, plain->verdict) == 0)) {
		free(verdict);
		return;
	}
	if (plain->verdict != NULL)
		plain_print_format(plain, 0, _("Verdict now: %s."), verdict);
	free(plain->verdict);
	plain->verdict = verdict;
}

/* ---- pages and questions --------------------------------------------------------------------- */

static void print_heading(struct plain *plain, const struct page *page)
{
	if (page->triage) {
		plain->step = -1; /* the form, when it comes, has its heading */
		plain->at_end = plain->again = false;
		plain_print(plain, "\n");
		plain_print_line(plain, 0, page->heading);
		return;
	}
	bool other_step = plain->step != (int)page->step || plain->again;
	if (!other_step && plain->part == page->part)
		return;
	if (!plain->again)
		plain->at_end = false;
	plain->body_shown = plain->again = false;
	plain->step = (int)page->step;
	plain->part = page->part;
	plain_print(plain, "\n");
	if (other_step) {
		char *title = text_printf("== %d %s ==", (int)page->step, page->steps[page->step].title);
		plain_print_line(plain, 0, title == NULL ? page->steps[page->step].title : title);
		free(title);
	}
	if (*page->heading != '\0')
		plain_print_line(plain, 0, page->heading);
	if (page->none_of_these)
		plain_print_line(plain, 0, _("Type none to answer no to all that is still open."));
}

/* The heading that stands before the field, when it is the first under it. */
static const char *group_of(const struct page *page)
{
	return page->focus > 0 && page->fields[page->focus - 1].kind == FIELD_HEADING
		       ? page->fields[page->focus - 1].label
		       : NULL;
}

static void print_question(struct plain *plain, const struct page *page)
{
	const struct page_field *field = &page->fields[page->focus];
	const char *group = group_of(page);

	if (!page->triage)
		plain_print(plain, "\n");
	if (group != NULL && !page->triage) /* there it is the question itself */
		plain_print_format(plain, 0, "-- %s --", group);
	plain_print_line(plain, 0, field->question);
	if (*field->help != '\0')
		plain_print_line(plain, 2, field->help);
	for (size_t i = 0; i < field->choice_count; i++) {
		char *choice = text_printf("%zu  %s", i + 1, field->choices[i].label);
		plain_print_line(plain, 2, choice == NULL ? field->choices[i].label : choice);
		free(choice);
	}
	if (field->kind == FIELD_LINE && *field->example != '\0' && *field->shown == '\0')
		plain_print_format(plain, 2, _("Example: %s"), field->example);
	if (field->greyed != NULL)
		plain_print_format(plain, 2, _("You can skip this: %s."), field->greyed);
	if (field->error != NULL) {
		if (field->kind == FIELD_LINE)
			plain_print_format(plain, 2, _("Typed before: %s"), field->shown);
		plain_print_line(plain, 2, field->error);
	} else if (*field->shown != '\0') {
		plain_print_format(plain, 2, _("Answer so far: %s. Enter keeps it."), field->shown);
	}
}

static void print_end(struct plain *plain, struct page *page)
{
	if (page->body.count > 0 && !plain->body_shown) {
		plain_print(plain, "\n");
		plain_print_pane(plain, &page->body);
	}
	plain->body_shown = true;
	plain_print(plain, "\n");
	if (page->step == TK_STEP_FINISH)
		plain_print_line(plain, 0,
			_("That was the last step. Enter saves the case and ends; papers writes the "
			  "application, the checklist and the summary; quit leaves a draft."));
	else
		plain_print_line(plain, 0, _("Enter goes on; back, why, what if, papers and help work too."));
}

/* Pages with something to read wait at their end; the others go straight on. */
static bool waits_at_end(const struct page *page)
{
	return page->step >= TK_STEP_RESULT || page->focus < 0;
}

/* ---- requests -------------------------------------------------------------------------------- */

void plain_request(struct plain *plain, enum request_kind kind, const char *field, const char *text, int number)
{
	const struct request request = {kind, field, text, number};
	flow_request(plain->flow, &request, plain->options->now());
}

void plain_print_message(struct plain *plain)
{
	struct page *page = flow_page(plain->flow);

	if (page != NULL && page->message != NULL)
		plain_print_line(plain, 0, page->message);
	page_free(page);
}

/* Goes back by a question, over the border of a page too. */
static void go_back(struct plain *plain, const struct page *page)
{
	int before = page->focus - 1;

	if (page->triage) {
		plain_request(plain, REQUEST_PREVIOUS_STEP, NULL, NULL, 0);
		plain_print_message(plain);
		return;
	}
	if (plain->at_end && page->focus >= 0) {
		plain->at_end = false;
		return;
	}
	while (before >= 0 && page->fields[before].kind == FIELD_HEADING)
		before--;
	if (before >= 0) {
		plain_request(plain, REQUEST_FOCUS, page->fields[before].name, NULL, 0);
		return;
	}
	plain_request(plain, REQUEST_PREVIOUS_STEP, NULL, NULL, 0);
	plain_print_message(plain);
	struct page *earlier = flow_page(plain->flow);
	int last = earlier == NULL ? -1 : (int)earlier->field_count - 1;
	while (last >= 0 && earlier->fields[last].kind == FIELD_HEADING)
		last--;
	if (last >= 0 && (earlier->step != page->step || earlier->part != page->part))
		plain_request(plain, REQUEST_FOCUS, earlier->fields[last].name, NULL, 0);
	page_free(earlier);
}

/* Begins a page at its first question. */
static void from_the_top(struct plain *plain)
{
	struct page *page = flow_page(plain->flow);

	for (size_t i = 0; page != NULL && i < page->field_count; i++) {
		if (page->fields[i].kind != FIELD_HEADING) {
			plain_request(plain, REQUEST_FOCUS, page->fields[i].name, NULL, 0);
			break;
		}
	}
	plain->at_end = false;
	page_free(page);
}

static void go_on(struct plain *plain, const struct page *page)
{
	if (page->step == TK_STEP_FINISH) {
		plain_request(plain, REQUEST_SAVE, NULL, NULL, 0);
		plain_print_message(plain);
		plain->over = true;
		return;
	}
	plain_request(plain, REQUEST_NEXT_STEP, NULL, NULL, 0);
	plain_print_message(plain);
	if (!page->triage)
		from_the_top(plain);
}

/* The stop after the focused one, for going on without leaving the page; NULL: there is none. */
static const char *next_stop(const struct page *page)
{
	for (size_t i = (size_t)(page->focus + 1); i < page->field_count; i++) {
		if (page->fields[i].kind != FIELD_HEADING)
			return page->fields[i].name;
	}
	return NULL;
}

/* A typed text that was not understood: the question is asked again, with the reason. */
static bool is_invalid(struct plain *plain, const char *name)
{
	struct page *page = flow_page(plain->flow);
	bool invalid = false;

	for (size_t i = 0; page != NULL && i < page->field_count; i++) {
		if (strcmp(page->fields[i].name, name) == 0)
			invalid = page->fields[i].state == FIELD_INVALID;
	}
	page_free(page);
	return invalid;
}

static void answer(struct plain *plain, const struct page *page, const char *line)
{
	const char *name = page->fields[page->focus].name;

	if (*line != '\0') {
		if (strcmp(line, "=") != 0 && *line == '=')
			line++;
		plain_request(plain, REQUEST_SET, name, line, 0);
		plain_print_message(plain);
		plain_announce(plain);
		if (is_invalid(plain, name))
			return;
	}
	if (page->triage) {
		plain_request(plain, REQUEST_NEXT_STEP, NULL, NULL, 0);
		plain_print_message(plain);
		return;
	}
	/* The answer may have brought further questions, or taken some away. */
	struct page *now = flow_page(plain->flow);
	if (now == NULL)
		return;
	const char *next = now->focus < 0 ? NULL : next_stop(now);
	if (next == NULL) {
		plain->at_end = true;
		if (!waits_at_end(now))
			go_on(plain, now);
	} else {
		plain_request(plain, REQUEST_FOCUS, next, NULL, 0);
	}
	page_free(now);
}

static void enter(struct plain *plain, const struct page *page, const char *line)
{
	if (!plain->at_end && page->focus >= 0)
		answer(plain, page, line);
	else if (*line == '\0')
		go_on(plain, page);
	else
		plain_print_line(plain, 0, _("There is no question here. Enter goes on; help lists the words."));
}

static void show_overlay(struct plain *plain, void (*fill)(const struct flow *, struct pane *))
{
	struct pane pane;

	fill(plain->flow, &pane);
	plain_print_pane(plain, &pane);
}

static void show_compare(struct plain *plain)
{
	struct pane pane;

	flow_compare(plain->flow, plain->columns, &pane);
	plain_print_pane(plain, &pane);
}

/* As one line, however long: a wrapped one could not be copied. */
static void print_one_line(struct plain *plain)
{
	char *line = flow_one_line(plain->flow), *safe = line == NULL ? NULL : text_sanitize(line, strlen(line), false);

	plain_print(plain, safe == NULL ? _("There is nothing to copy here.") : safe);
	plain_print(plain, "\n");
	if (safe != NULL)
		(void)flow_note_printed(plain->flow, "one-line", "screen");
	free(safe);
	free(line);
}

/* Names of files are printed as they are: a wrapped one could not be copied. */
static void write_papers(struct plain *plain)
{
	char *names = NULL;

	plain_request(plain, REQUEST_TICK, NULL, NULL, 0);
	if (flow_write_papers(plain->flow, NULL, &names) != TK_OK) {
		plain_print_message(plain);
		return;
	}
	plain_print_line(plain, 0, _("Written:"));
	plain_print(plain, names);
	if (flow_unpressed(plain->flow) != NULL)
		plain_print_format(plain, 0, _("No PDF: %s"), flow_unpressed(plain->flow));
	free(names);
}

static void obey(struct plain *plain, const struct page *page, enum spoken word, int number, const char *line)
{
	switch (word) {
	case SPOKEN_BACK:
		go_back(plain, page);
		return;
	case SPOKEN_NEXT:
		go_on(plain, page);
		return;
	case SPOKEN_GO:
		if (number < 0) {
			plain_print_line(plain, 0, _("Type the number of a step behind it, as in go 3."));
			return;
		}
		plain_request(plain, REQUEST_GO_TO_STEP, NULL, NULL, number);
		from_the_top(plain);
		return;
	case SPOKEN_NONE:
		plain_request(plain, REQUEST_NONE_OF_THESE, NULL, NULL, 0);
		plain_print_message(plain);
		plain_announce(plain);
		if (page->none_of_these)
			go_on(plain, page);
		return;
	case SPOKEN_UNDO:
		plain_request(plain, REQUEST_UNDO, NULL, NULL, 0);
		plain->at_end = plain->body_shown = false;
		break;
	case SPOKEN_HELP:
		print_help(plain);
		return;
	case SPOKEN_WHY:
		show_overlay(plain, flow_why);
		return;
	case SPOKEN_WHAT_IF:
		show_overlay(plain, flow_what_if);
		return;
	case SPOKEN_COMPARE:
		show_compare(plain);
		return;
	case SPOKEN_RESULT:
		show_overlay(plain, flow_result);
		return;
	case SPOKEN_LINE:
		print_one_line(plain);
		return;
	case SPOKEN_ALOUD:
		plain_print_line(plain, 0, _(purpose_table[PURPOSE_ALOUD].title));
		show_overlay(plain, flow_aloud);
		return;
	case SPOKEN_TRIAGE:
		plain_request(plain, REQUEST_TRIAGE, NULL, NULL, 0);
		plain_print_message(plain);
		plain->at_end = false;
		return;
	case SPOKEN_PASTE:
		plain_paste(plain);
		return;
	case SPOKEN_SAVE:
		plain_request(plain, REQUEST_SAVE, NULL, NULL, 0);
		break;
	case SPOKEN_PAPERS:
		write_papers(plain);
		return;
	case SPOKEN_LANGUAGE:
		plain_request(plain, REQUEST_SWITCH_LANGUAGE, NULL, NULL, 0);
		plain->again = true;
		free(plain->verdict);
		plain->verdict = flow_verdict_line(plain->flow);
		return;
	case SPOKEN_QUIT:
		plain->over = true;
		return;
	default:
		enter(plain, page, line);
		return;
	}
	plain_print_message(plain);
	plain_announce(plain);
}

/* ---- reading --------------------------------------------------------------------------------- */

char *plain_read_line(struct plain *plain, bool keep_tabs)
{
	struct text_buffer line;
	bool any = false;
	int byte;

	text_buffer_init(&line);
	while ((byte = getc(plain->in)) != EOF && byte != '\n') {
		char piece = (char)byte;
		any = true;
		if (line.length < LINE_MOST) /* the rest of a longer line is read, and lost */
			text_buffer_add_n(&line, &piece, 1);
	}
	if (byte == EOF && !any) {
		text_buffer_release(&line);
		return NULL;
	}
	char *raw = text_buffer_take(&line);
	size_t length = raw == NULL ? 0 : strlen(raw);
	while (length > 0 && raw[length - 1] == '\r')
		length--;
	char *safe = raw == NULL ? NULL : text_sanitize(raw, length, keep_tabs);
	free(raw);
	if (plain->echo && safe != NULL) {
		plain_print(plain, safe);
		plain_print(plain, "\n");
	}
	return safe;
}

/* Asks and does what is typed. false: the end of the questions, or of the lines. */
static bool turn(struct plain *plain)
{
	struct page *page = flow_page(plain->flow);
	int number;

	if (page == NULL)
		return false;
	print_heading(plain, page);
	if (plain->at_end || page->focus < 0) {
		print_end(plain, page);
	} else {
		plain->body_shown = false;
		print_question(plain, page);
	}
	plain_print(plain, "> ");
	fflush(plain->out);
	char *line = plain_read_line(plain, false);
	if (line == NULL)
		plain_print(plain, "\n");
	if (line != NULL) {
		plain_request(plain, REQUEST_TICK, NULL, NULL, 0);
		plain_announce(plain);
		enum spoken word = spoken_read(line, &number);
		obey(plain, page, word, number, line);
	}
	bool more = line != NULL && !plain->over && !ferror(plain->out);
	free(line);
	page_free(page);
	return more;
}

static void begin(struct plain *plain)
{
	struct page *page = flow_page(plain->flow);

	if (page != NULL)
		plain_print_format(plain, 0, *page->title == '\0' ? "tuikuan%s" : "tuikuan - %s", page->title);
	plain_print_line(plain, 0,
		_("Answer with a number or in words. Enter alone goes on, ? means \"not sure\", help lists "
		  "what else you can type, quit leaves."));
	if (page != NULL && page->message != NULL)
		plain_print_line(plain, 0, page->message);
	struct pane faults;
	flow_case_faults(plain->flow, &faults);
	plain_print_pane(plain, &faults);
	page_free(page);
	plain->verdict = flow_verdict_line(plain->flow);
}

/* false: what was not saved is lost (errno). */
static bool end(struct plain *plain)
{
	plain_print(plain, "\n");
	if (plain->verdict != NULL)
		plain_print_format(plain, 0, _("Result: %s."), plain->verdict);
	if (flow_save_draft(plain->flow) != TK_OK)
		return false;
	if (flow_has_draft(plain->flow))
		plain_print_line(plain, 0, _("What was not saved is kept as a draft."));
	return true;
}

void plain_welcome(const struct plain_options *options, FILE *out)
{
	struct plain plain = {.options = options, .out = out, .columns = options->columns > 0 ? options->columns : 80};
	struct pane pane;

	help_welcome(false, &pane);
	plain_print_pane(&plain, &pane);
	plain_print(&plain, "\n");
}

int plain_run(struct flow *flow, const struct plain_options *options, FILE *in, FILE *out)
{
	struct plain plain = {
		.flow = flow,
		.options = options,
		.in = in,
		.out = out,
		.columns = options->columns > 0 ? options->columns : 80,
		.echo = !isatty(fileno(in)),
		.step = -1,
	};

	begin(&plain);
	while (turn(&plain))
		continue;
	bool kept = end(&plain);
	int reason = errno;
	free(plain.verdict);
	if (fflush(out) != 0 || ferror(out))
		return 1;
	errno = reason;
	return kept ? 0 : 2;
}
