/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "currency.h"
#include "fit.h"
#include "letter-sheet.h"
#include "sheet.h"
#include "template.h"

#define LETTER_COLUMNS 76
#define REASON_CHARACTERS 100
#define TICKET_CHARACTERS 499
#define NO_LIMIT SIZE_MAX

/* A letter while its template is filled in. */
struct letter {
	struct paper paper;
	const char *name; /* of the template, for messages */
	size_t limit;     /* characters that one typed text may take */
	size_t *gaps;     /* slots, each once, in the order of the text */
	size_t gap_count;
	bool failed;
};

/* ---- gaps ------------------------------------------------------------------------------------ */

static char *gap_mark(const struct letter *letter, size_t slot)
{
	char *label = shown_text(paper_label(&letter->paper, slot)), *mark;

	/* TRANSLATORS: the mark of a gap in a letter; in Chinese 【%s】 */
	mark = label ? text_printf(_("[%s]"), label) : NULL;
	free(label);
	return mark;
}

static void note_gap(struct letter *letter, size_t slot)
{
	size_t *grown, i;

	for (i = 0; i < letter->gap_count; i++) {
		if (letter->gaps[i] == slot)
			return;
	}
	grown = realloc(letter->gaps, (letter->gap_count + 1) * sizeof *grown);
	if (!grown) {
		letter->failed = true;
		return;
	}
	letter->gaps = grown;
	letter->gaps[letter->gap_count++] = slot;
}

/* Shortening may have taken a gap out of the text: then nobody need fill it. */
static void forget_lost_gaps(struct letter *letter, const char *text)
{
	size_t kept = 0, i;

	for (i = 0; i < letter->gap_count; i++) {
		char *mark = gap_mark(letter, letter->gaps[i]);

		if (!mark)
			letter->failed = true;
		else if (strstr(text, mark))
			letter->gaps[kept++] = letter->gaps[i];
		free(mark);
	}
	letter->gap_count = kept;
}

/* ---- what the templates ask for
 * ------------------------------------------------------------------- */

static bool is_word(const char *name)
{
	static const char *const words[] = {"date", "today", "channel", "url", "case", NULL};
	size_t i;

	for (i = 0; words[i]; i++) {
		if (strcmp(name, words[i]) == 0)
			return true;
	}
	return false;
}

static bool letter_known(void *user, const char *name, const char *modifier)
{
	struct letter *letter = user;
	int slot = paper_slot(&letter->paper, name);
	const struct tk_fact *fact;

	if (slot < 0)
		return is_word(name) && !*modifier;
	fact = tk_vocabulary_fact(letter->paper.vocabulary, (size_t)slot);
	if (fact->evidence)
		return false;
	if (strcmp(modifier, "capital") == 0)
		return fact->type == TK_MONEY;
	if (strcmp(modifier, "date") == 0)
		return fact->type == TK_MOMENT;
	return !*modifier || strcmp(modifier, "plain") == 0;
}

static char *word_text(struct letter *letter, const char *name)
{
	const struct tk_entry *channel = letter->paper.decision->channel;
	const char *url = channel && channel->url ? channel->url : letter->paper.head->url;

	if (strcmp(name, "channel") == 0)
		return shown_text(
		        channel ? paper_entry_title(&letter->paper, channel) : _("[channel]"));
	if (strcmp(name, "url") == 0)
		return shown_text(url ? url : "");
	if (strcmp(name, "case") == 0)
		return shown_text(letter->paper.of->case_id ? letter->paper.of->case_id : "");
	return shown_moment(letter->paper.of->printed_at, SHOWN_DATE, false);
}

/* The day of the application may stand in the letter unasked: the letter is the application.
 * Nothing else that was only assumed is stated as a fact. */
static bool is_own_day(const struct letter *letter, const struct tk_fact *fact, size_t slot)
{
	int64_t assumed;

	return strcmp(fact->name, "applied_at") == 0 &&
	       paper_assumed(&letter->paper, slot, &assumed);
}

static char *answer_text(
        struct letter *letter, const struct tk_fact *fact, size_t slot, const char *modifier)
{
	const struct tk_answers *answers = letter->paper.of->answers;
	int64_t value = tk_answers_value(answers, slot);
	enum shown_style style = SHOWN_SPOKEN;
	char *shown, *cut;

	/* There are capital figures for yuan alone; another sum stays as it is. */
	if (strcmp(modifier, "capital") == 0 && paper_in_yuan(&letter->paper))
		return paper_capital_money(value);
	if (strcmp(modifier, "plain") == 0)
		style = SHOWN_PLAIN;
	else if (strcmp(modifier, "date") == 0)
		style = SHOWN_DATE;
	if (paper_hides(&letter->paper, fact))
		return strdup(paper_hidden());
	shown = shown_answer(
	        letter->paper.of->policy, fact, value, tk_answers_text(answers, slot), style);
	if (!shown || fact->type != TK_TEXT || letter->limit == NO_LIMIT)
		return shown;
	cut = fit_answer(shown, letter->limit);
	free(shown);
	return cut;
}

static char *letter_text(void *user, const char *name, const char *modifier)
{
	struct letter *letter = user;
	int slot = paper_slot(&letter->paper, name);
	const struct tk_fact *fact;

	if (slot < 0)
		return word_text(letter, name);
	fact = tk_vocabulary_fact(letter->paper.vocabulary, (size_t)slot);
	if (paper_answered(&letter->paper, name))
		return answer_text(letter, fact, (size_t)slot, modifier);
	/* Who is written to is known from the policy, too. */
	if (strcmp(name, "provider") == 0)
		return shown_answer(letter->paper.of->policy, fact, 0, letter->paper.head->provider, SHOWN_SPOKEN);
	if (is_own_day(letter, fact, (size_t)slot))
		return shown_moment(letter->paper.decision->applied_at, SHOWN_DATE, false);
	note_gap(letter, (size_t)slot);
	return gap_mark(letter, (size_t)slot);
}

static enum template_answer verdict_is(const struct letter *letter, const char *value)
{
	int i;

	if (!value)
		return TEMPLATE_YES;
	for (i = TK_FULL; i <= TK_UNDETERMINED; i++) {
		if (strcmp(value, tk_verdict_name((enum tk_verdict)i)) == 0)
			return letter->paper.decision->outcome.verdict == (enum tk_verdict)i
			               ? TEMPLATE_YES
			               : TEMPLATE_NO;
	}
	return TEMPLATE_FOREIGN;
}

/* Which channels there are is the pack's affair: a word of another pack's is not an error. */
static enum template_answer channel_is(const struct letter *letter, const char *value)
{
	const struct tk_entry *channel = letter->paper.decision->channel;

	if (!channel)
		return TEMPLATE_UNKNOWN;
	return !value || strcmp(channel->id, value) == 0 ? TEMPLATE_YES : TEMPLATE_NO;
}

static enum template_answer currency_is(const struct letter *letter, const char *value)
{
	if (!value || strcmp(currency_of(value)->code, value) != 0)
		return TEMPLATE_FOREIGN;
	return strcmp(letter->paper.head->currency, value) == 0 ? TEMPLATE_YES : TEMPLATE_NO;
}

static enum template_answer fact_is(const struct letter *letter, size_t slot, const char *value)
{
	const struct tk_answers *answers = letter->paper.of->answers;
	const struct tk_fact *fact = tk_vocabulary_fact(letter->paper.vocabulary, slot);
	bool answered = tk_answers_state(answers, slot) == TK_ANSWERED;
	struct tk_error error = {0};
	int64_t wanted;

	if (!value)
		return answered ? TEMPLATE_YES : TEMPLATE_UNKNOWN;
	if (fact->type == TK_TEXT)
		return TEMPLATE_FOREIGN;
	if (fact->type == TK_CHOICE && fact->choice_count == 0) {
		/* Who is written to is known from the policy, too. */
		const char *text = answered ? tk_answers_text(answers, slot)
		                   : strcmp(fact->name, "provider") == 0
		                           ? letter->paper.head->provider
		                           : NULL;

		if (!text)
			return TEMPLATE_UNKNOWN;
		return strcmp(text, value) == 0 ? TEMPLATE_YES : TEMPLATE_NO;
	}
	if (tk_value_parse(fact, value, &wanted, &error) != TK_OK) {
		tk_error_release(&error);
		return TEMPLATE_FOREIGN;
	}
	if (!answered)
		return TEMPLATE_UNKNOWN;
	return tk_answers_value(answers, slot) == wanted ? TEMPLATE_YES : TEMPLATE_NO;
}

static enum template_answer letter_is(void *user, const char *name, const char *value)
{
	const struct letter *letter = user;
	int slot = paper_slot(&letter->paper, name);

	if (strcmp(name, "verdict") == 0)
		return verdict_is(letter, value);
	if (strcmp(name, "channel") == 0)
		return channel_is(letter, value);
	if (strcmp(name, "currency") == 0)
		return currency_is(letter, value);
	if (slot >= 0)
		return fact_is(letter, (size_t)slot, value);
	/* Documents are the pack's affair too. */
	return strncmp(name, "evidence.", strlen("evidence.")) == 0 ? TEMPLATE_UNKNOWN
	                                                            : TEMPLATE_FOREIGN;
}

/* ---- the table of bought against intended -------------------------------------------------------
 */

/* "4核，8GB" in pieces; *ret_next is what is left. NULL at the end or for lack of memory. */
static char *next_item(const char *text, const char **ret_next)
{
	static const char *const marks[] = {"，", "；", "、", ", ", "; ", NULL};
	const char *end = text;
	size_t i, length = 0;
	char *item;

	for (; *end && length == 0; end += length == 0) {
		for (i = 0; marks[i] && length == 0; i++) {
			if (strncmp(end, marks[i], strlen(marks[i])) == 0)
				length = strlen(marks[i]);
		}
		if (length > 0)
			break;
	}
	item = strndup(text, (size_t)(end - text));
	*ret_next = end + length;
	return item;
}

static size_t count_items(const char *text)
{
	size_t count = 0;

	while (*text) {
		free(next_item(text, &text));
		count++;
	}
	return count;
}

static void compare_row(const struct letter *letter, struct text_buffer *out, const struct table *table,
        const char *const *cells)
{
	if (paper_pressed(&letter->paper))
		table_sheet_row(out, table, "box", cells);
	else
		table_row(out, table, cells);
}

static void compare_rule(const struct letter *letter, struct text_buffer *out, const struct table *table)
{
	if (!paper_pressed(&letter->paper))
		table_rule(out, table, '-');
}

static void compare_items(const struct letter *letter, struct text_buffer *out, const struct table *table,
        const char *a, const char *b)
{
	while (*a && *b) {
		char *item_a = next_item(a, &a), *item_b = next_item(b, &b);
		const char *const cells[] = {item_a, item_b};

		if (item_a && item_b)
			compare_row(letter, out, table, cells);
		else
			out->failed = true;
		free(item_a);
		free(item_b);
	}
}

static char *letter_compare(void *user, const char *a, const char *b)
{
	struct letter *letter = user;
	const struct table table = {
	        .widths = {34, 35}, .count = 2, .left = "| ", .between = " | ", .right = " |"};
	char *text_a = letter_text(letter, a, ""), *text_b = letter_text(letter, b, "");
	const char *const labels[] = {
	        paper_label(&letter->paper, (size_t)paper_slot(&letter->paper, a)),
	        paper_label(&letter->paper, (size_t)paper_slot(&letter->paper, b))};
	const char *const cells[] = {text_a, text_b};
	struct text_buffer out;

	text_buffer_init(&out);
	if (!text_a || !text_b)
		out.failed = true;
	compare_rule(letter, &out, &table);
	compare_row(letter, &out, &table, labels);
	compare_rule(letter, &out, &table);
	/* Item against item where the two lists have as many; else each as it was typed. */
	if (!out.failed && count_items(text_a) == count_items(text_b))
		compare_items(letter, &out, &table, text_a, text_b);
	else if (!out.failed)
		compare_row(letter, &out, &table, cells);
	compare_rule(letter, &out, &table);
	free(text_a);
	free(text_b);
	return text_buffer_take(&out);
}

/* ---- filling ------------------------------------------------------------------------------------
 */

static enum tk_status fill(struct letter *letter, const char *template, int columns,
        char **ret_text, struct tk_errors *errors)
{
	const struct template_source source = {.user = letter,
	        .known = letter_known,
	        .text = letter_text,
	        .is = letter_is,
	        .compare = letter_compare};

	letter->gap_count = 0;
	return template_fill(letter->name, template, &source, columns, ret_text, errors);
}

/* Tries ever shorter answers, then takes sentences out. *TEXT is replaced. */
static enum tk_status shorten(
        struct letter *letter, const char *template, bool one_paragraph, size_t most, char **text)
{
	static const size_t limits[] = {200, 120, 80, 60, 40, 30, 24, 18, 14};
	char *shorter;
	size_t i;

	/* Below 60 names and addresses might suffer; a paragraph has none. */
	for (i = 0; i < sizeof limits / sizeof *limits && fit_characters(*text) > most; i++) {
		enum tk_status status;

		if (!one_paragraph && limits[i] < 60)
			break;
		letter->limit = limits[i];
		status = fill(letter, template, 0, &shorter, NULL);
		if (status != TK_OK)
			return status;
		free(*text);
		*text = shorter;
		if (one_paragraph) {
			shorter = fit_join_lines(*text);
			if (!shorter)
				return TK_NO_MEMORY;
			free(*text);
			*text = shorter;
		}
	}
	if (fit_characters(*text) <= most)
		return TK_OK;
	shorter = fit_paragraph(*text, most);
	if (!shorter)
		return TK_NO_MEMORY;
	free(*text);
	*text = shorter;
	return TK_OK;
}

/* A text for a box as pieces of a sheet. *TEXT is replaced. */
static enum tk_status press_lines(char **text)
{
	struct text_buffer out;
	char *rest = *text, *line;

	text_buffer_init(&out);
	while ((line = strsep(&rest, "\n"))) {
		if (*line)
			letter_sheet_line(&out, 0, line);
		else
			sheet_add(&out, "blank", NULL);
	}
	free(*text);
	*text = text_buffer_take(&out);
	return *text ? TK_OK : TK_NO_MEMORY;
}

/* Before the letter: what the press has to know of it, and that things were left out. *TEXT is replaced. */
static enum tk_status put_head(struct letter *letter, enum paper_letter length, char **text)
{
	struct paper *paper = &letter->paper;
	bool boxed = length == PAPER_REASON || length == PAPER_TICKET;

	letter_sheet_open(paper, length);
	if (!boxed || paper_pressed(paper))
		paper_redaction(paper);
	if (paper->of->redacted && !boxed)
		paper_blank(paper);
	text_buffer_add(&paper->out, *text);
	free(*text);
	*text = text_buffer_take(&paper->out);
	return *text ? TK_OK : TK_NO_MEMORY;
}

static enum tk_status make(struct letter *letter, const char *template, enum paper_letter length,
        char **ret_text, struct tk_errors *errors)
{
	bool paragraph = length == PAPER_REASON, boxed = paragraph || length == PAPER_TICKET;
	char *text = NULL, *joined;
	int columns = boxed ? 0 : paper_pressed(&letter->paper) ? TEMPLATE_SHEET : LETTER_COLUMNS;
	enum tk_status status = fill(letter, template, columns, &text, errors);

	if (status == TK_OK && paragraph) {
		joined = fit_join_lines(text);
		free(text);
		text = joined;
		status = text ? TK_OK : TK_NO_MEMORY;
	}
	if (status == TK_OK && boxed)
		status = shorten(letter, template, paragraph,
		        paragraph ? REASON_CHARACTERS : TICKET_CHARACTERS, &text);
	if (status == TK_OK && boxed)
		forget_lost_gaps(letter, text);
	if (status == TK_OK && boxed && paper_pressed(&letter->paper))
		status = press_lines(&text);
	if (status == TK_OK)
		status = put_head(letter, length, &text);
	if (status == TK_OK && (letter->failed || letter->paper.failed))
		status = TK_NO_MEMORY;
	if (status != TK_OK) {
		free(text);
		return status;
	}
	*ret_text = text;
	return TK_OK;
}

static const char *const length_words[PAPER_LETTER_COUNT] = {
        "reason", "ticket", "letter", "statement", "complaint", "rescission"};

/* TK_IO with ENOENT: there is no such template. */
static enum tk_status write_letter(struct letter *letter, const struct paper_case *of,
        enum paper_letter length, const char *language, char **ret_text, struct tk_errors *errors)
{
	const char *family;
	char *name, *file, *template;
	enum tk_status status = TK_NO_MEMORY;

	memset(letter, 0, sizeof *letter);
	letter->limit = NO_LIMIT;
	paper_begin(&letter->paper, of, language);
	family = letter->paper.head->letter;
	name = text_printf("%s-%s", family && *family ? family : "refund", length_words[length]);
	file = name ? text_printf("%s.%s.txt", name, letter->paper.language) : NULL;
	if (file) {
		letter->name = file;
		errno = 0;
		template = of->template_text
		                   ? of->template_text(of->user, name, letter->paper.language)
		                   : NULL;
		if (template) {
			status = make(letter, template, length, ret_text, errors);
		} else if (errno != ENOMEM) {
			status = TK_IO;
			errno = ENOENT;
		}
		free(template);
	}
	free(name);
	free(file);
	free(paper_end(&letter->paper));
	return status;
}

char *paper_letter(const struct paper_case *of, enum paper_letter length, const char *language,
        size_t **ret_gaps, size_t *ret_gap_count)
{
	struct letter letter;
	char *text = NULL;

	switch (write_letter(&letter, of, length, language, &text, NULL)) {
	case TK_OK:
		if (ret_gap_count)
			*ret_gap_count = letter.gap_count;
		if (ret_gaps)
			*ret_gaps = letter.gaps;
		else
			free(letter.gaps);
		return text;
	case TK_INVALID:
		errno = EINVAL;
		break;
	case TK_NO_MEMORY:
		errno = ENOMEM;
		break;
	case TK_IO:
	case TK_GIVEN_UP: /* never here */
		errno = ENOENT;
		break;
	}
	free(letter.gaps);
	return NULL;
}

enum tk_status paper_letter_check(const struct paper_case *of, enum paper_letter length,
        const char *language, struct tk_errors *errors)
{
	struct letter letter;
	char *text = NULL;
	enum tk_status status = write_letter(&letter, of, length, language, &text, errors);

	free(text);
	free(letter.gaps);
	return status;
}

const char *paper_not_advice(void)
{
	return _("Not legal advice. Read it before you send it, and mind the dates under what can still be "
	         "done: a notice stops no period, and only a court or arbitration rescinds a contract.");
}

enum paper_letter paper_letter_preferred(const struct paper_case *of)
{
	const struct tk_decision *decision = of->decision;
	size_t i;

	/* Nothing to apply for at a counter yet, or no more: a question to support. */
	if (decision->outcome.verdict == TK_REFUSED || !decision->channel)
		return PAPER_TICKET;
	/* A review that takes working days is done by people, who read letters; one that takes
	 * hours is a machine's, with a box for the reason. */
	for (i = 0; i < decision->stage_count; i++) {
		if (!decision->stages[i].by_hours)
			return PAPER_LETTER;
	}
	return PAPER_REASON;
}
