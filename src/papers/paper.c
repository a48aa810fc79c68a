/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sheet.h"

void paper_begin(struct paper *paper, const struct paper_case *of, const char *language)
{
	const char *canonical = language_canonical(language);

	memset(paper, 0, sizeof *paper);
	paper->of = of;
	paper->decision = of->decision;
	paper->head = tk_policy_head(of->policy);
	paper->vocabulary = tk_policy_vocabulary(of->policy);
	paper->language = canonical ? canonical : "en";
	paper->language_before = language_current();
	language_set(paper->language);
	text_buffer_init(&paper->out);
}

char *paper_end(struct paper *paper)
{
	char *text = text_buffer_take(&paper->out);

	language_set(paper->language_before);
	if (paper->failed) {
		free(text);
		return NULL;
	}
	return text;
}

/* ---- writing ----------------------------------------------------------------------------------
 */

bool paper_pressed(const struct paper *paper)
{
	return paper->of->form == PAPER_SHEET;
}

/* "TK-20261123-0001 · aliyun-ecs-article 2025-05-18.1 · SHA-256 ... · judged at ..." */
static char *foot(struct paper *paper)
{
	const struct tk_policy_head *head = paper->head;
	char *at = shown_moment(paper->decision->at, SHOWN_PLAIN, true), *line;

	/* TRANSLATORS: the foot of a page: the case, the policy pack and its revision, the hash of the pack, when the
	 * case was judged */
	line = at ? text_printf(_("%s · %s, revision %s · SHA-256 %.12s · judged at %s"),
	                    paper->of->case_id ? paper->of->case_id : _("not saved yet"), head->id,
	                    head->revision ? head->revision : "-", head->sha256, at)
	          : NULL;
	free(at);
	return line;
}

void paper_open(struct paper *paper, const char *title)
{
	char *line, at[32];

	if (!paper_pressed(paper))
		return;
	line = foot(paper);
	snprintf(at, sizeof at, "%lld", (long long)paper->of->printed_at);
	if (line)
		sheet_add(&paper->out, "sheet", paper->language, title, line, at,
		        paper->of->redacted ? _("redacted") : "", NULL);
	else
		paper->failed = true;
	free(line);
}

void paper_redaction(struct paper *paper)
{
	if (paper->of->redacted)
		paper_caution(paper, _("! Redacted: identifiers, names, contacts and free text are left out."));
}

void paper_blank(struct paper *paper)
{
	const struct text_buffer *out = &paper->out;

	if (paper_pressed(paper)) {
		sheet_add(&paper->out, "blank", NULL);
		return;
	}
	if (out->length < 2 || strcmp(out->text + out->length - 2, "\n\n") != 0)
		text_buffer_add(&paper->out, "\n");
}

static void add_blanks(struct paper *paper, int count)
{
	text_buffer_printf(&paper->out, "%*s", count > 0 ? count : 0, "");
}

static void press_block(struct paper *paper, int indent, int hang, const char *text)
{
	char numbers[2][16];

	snprintf(numbers[0], sizeof numbers[0], "%d", indent);
	snprintf(numbers[1], sizeof numbers[1], "%d", hang);
	if (text)
		sheet_add(&paper->out, "block", numbers[0], numbers[1], text, NULL);
	else
		paper->failed = true;
}

static void write_block(struct paper *paper, int indent, int hang, const char *text)
{
	int outer = indent < hang ? indent : hang;
	char *safe = text ? text_sanitize(text, strlen(text), false) : NULL;
	struct text_lines lines;
	size_t i;

	/* A first line deeper than the rest would need blanks that text_wrap does not keep. */
	if (!safe || !text_wrap(safe, PAPER_COLUMNS - outer, hang - outer, &lines)) {
		paper->failed = true;
		free(safe);
		return;
	}
	for (i = 0; i < lines.count; i++) {
		add_blanks(paper, outer);
		text_buffer_add(&paper->out, lines.items[i]);
		text_buffer_add(&paper->out, "\n");
	}
	text_lines_release(&lines);
	free(safe);
}

void paper_block(struct paper *paper, int indent, int hang, const char *text)
{
	if (paper_pressed(paper))
		press_block(paper, indent, hang, text);
	else
		write_block(paper, indent, hang, text);
}

static char *format_text(const char *format, va_list arguments)
{
	char *text = NULL;

	return vasprintf(&text, format, arguments) < 0 ? NULL : text;
}

void paper_blockf(struct paper *paper, int indent, int hang, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = format_text(format, arguments);
	va_end(arguments);
	paper_block(paper, indent, hang, text);
	free(text);
}

void paper_caution(struct paper *paper, const char *text)
{
	if (paper_pressed(paper) && text)
		sheet_add(&paper->out, "caution", text, NULL);
	else
		paper_block(paper, 0, 2, text);
}

void paper_cautionf(struct paper *paper, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = format_text(format, arguments);
	va_end(arguments);
	paper_caution(paper, text);
	free(text);
}

void paper_total(struct paper *paper, const char *text)
{
	if (paper_pressed(paper))
		sheet_add(&paper->out, "total", text, NULL);
	else
		paper_block(paper, 2, 4, text);
}

void paper_equation(struct paper *paper, const char *line, const char *label)
{
	if (paper_pressed(paper))
		sheet_add(&paper->out, "equation", line, label, NULL);
	else
		paper_blockf(paper, 2, 4, "%s   %s", line, label);
}

void paper_ends(struct paper *paper, const char *left, const char *right)
{
	char *safe = shown_text(right ? right : ""),
	     *short_one = safe ? text_cut(safe, 40, false) : NULL;
	int right_width = short_one ? text_width(short_one) : 0;
	const struct table table = {
	        .widths = {PAPER_COLUMNS - right_width - 2, right_width}, .count = 2};
	const char *const cells[] = {left, right_width > 0 ? short_one : NULL};

	if (short_one && paper_pressed(paper))
		sheet_add(&paper->out, "ends", left, short_one, NULL);
	else if (short_one)
		table_row(&paper->out, &table, cells);
	else
		paper->failed = true;
	free(short_one);
	free(safe);
}

void paper_heading(struct paper *paper, const char *title)
{
	if (paper_pressed(paper)) {
		sheet_add(&paper->out, "heading", title, NULL);
		return;
	}
	paper_blank(paper);
	paper_block(paper, 0, 0, title);
	paper_rule(paper, '-');
}

void paper_rule(struct paper *paper, char fill)
{
	char line[PAPER_COLUMNS + 2];

	if (paper_pressed(paper))
		return;
	memset(line, fill, PAPER_COLUMNS);
	line[PAPER_COLUMNS] = '\n';
	line[PAPER_COLUMNS + 1] = '\0';
	text_buffer_add(&paper->out, line);
}

void paper_columns(struct paper *paper, int count)
{
	if (paper_pressed(paper))
		sheet_add(&paper->out, "columns", count == 2 ? "2" : "1", NULL);
}

static void add_row(struct paper *paper, const struct table *table, const char *style, const char *const *cells)
{
	if (paper_pressed(paper))
		table_sheet_row(&paper->out, table, style, cells);
	else
		table_row(&paper->out, table, cells);
}

void paper_row(struct paper *paper, const struct table *table, const char *const *cells)
{
	add_row(paper, table, table->left ? "box" : "plain", cells);
}

void paper_row_head(struct paper *paper, const struct table *table, const char *const *cells)
{
	add_row(paper, table, "head", cells);
}

void paper_row_rule(struct paper *paper, const struct table *table)
{
	if (!paper_pressed(paper))
		table_rule(&paper->out, table, '-');
}

void paper_sign(struct paper *paper, const struct table *table, const char *const *cells)
{
	if (paper_pressed(paper)) {
		sheet_add_cells(&paper->out, "sign", cells, (size_t)table->count);
		return;
	}
	text_buffer_add(&paper->out, "\n\n");
	paper_row(paper, table, cells);
}

#define HALF_LABEL "11" /* columns */

void paper_pair(struct paper *paper, int indent, int width, const char *label, const char *text)
{
	const struct table table = {.indent = indent,
	        .widths = {width, PAPER_COLUMNS - indent - width - 2},
	        .count = 2};
	const char *const cells[] = {label, text};
	char numbers[2][16];

	snprintf(numbers[0], sizeof numbers[0], "%d", indent);
	snprintf(numbers[1], sizeof numbers[1], "%d", width);
	if (text && paper_pressed(paper) && paper->halves)
		sheet_add(&paper->out, "half", HALF_LABEL, label, text, NULL);
	else if (text && paper_pressed(paper))
		sheet_add(&paper->out, "pair", numbers[0], numbers[1], label, text, NULL);
	else if (text)
		paper_row(paper, &table, cells);
	else
		paper->failed = true;
}

void paper_pairf(
        struct paper *paper, int indent, int width, const char *label, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = format_text(format, arguments);
	va_end(arguments);
	paper_pair(paper, indent, width, label, text);
	free(text);
}

void paper_digest(struct paper *paper, int indent, const char *label, const char *hex)
{
	char grouped[64 + 8];
	size_t i, length = 0;

	for (i = 0; hex && hex[i] && i < 64; i++) {
		if (i > 0 && i % 8 == 0)
			grouped[length++] = ' ';
		grouped[length++] = hex[i];
	}
	grouped[length] = '\0';
	if (paper_pressed(paper)) {
		paper_pair(paper, indent, 16, label, grouped);
		return;
	}
	paper_block(paper, indent, indent, label);
	paper_block(paper, indent + 2, indent + 2, grouped);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

const char *paper_words(const struct paper *paper, const struct tk_text *text)
{
	const char *words = text ? tk_text_get(text, paper->language) : NULL;

	return words ? words : "";
}

int paper_slot(const struct paper *paper, const char *name)
{
	return tk_vocabulary_find(paper->vocabulary, name);
}

/* Rules read flags, choices, sums and times; texts are for the papers alone. */
bool paper_hides(const struct paper *paper, const struct tk_fact *fact)
{
	return paper->of->redacted && fact->type == TK_TEXT;
}

const char *paper_hidden(void)
{
	/* TRANSLATORS: stands for what a redacted paper leaves out */
	return _("[redacted]");
}

bool paper_answered(const struct paper *paper, const char *name)
{
	int slot = paper_slot(paper, name);

	return slot >= 0 && tk_answers_state(paper->of->answers, (size_t)slot) == TK_ANSWERED;
}

char *paper_answer(struct paper *paper, const char *name, enum shown_style style)
{
	const struct tk_answers *answers = paper->of->answers;
	int slot = paper_slot(paper, name);
	char *shown;

	if (!paper_answered(paper, name))
		return NULL;
	if (paper_hides(paper, tk_vocabulary_fact(paper->vocabulary, (size_t)slot)))
		shown = strdup(paper_hidden());
	else
		shown = shown_answer(paper->of->policy,
		        tk_vocabulary_fact(paper->vocabulary, (size_t)slot),
		        tk_answers_value(answers, (size_t)slot),
		        tk_answers_text(answers, (size_t)slot), style);
	if (!shown)
		paper->failed = true;
	return shown;
}

bool paper_assumed(const struct paper *paper, size_t slot, int64_t *ret_value)
{
	size_t i;

	for (i = 0; i < paper->decision->assumption_count; i++) {
		if (paper->decision->assumptions[i].slot == slot) {
			*ret_value = paper->decision->assumptions[i].value;
			return true;
		}
	}
	return false;
}

const char *paper_label(const struct paper *paper, size_t slot)
{
	const struct tk_fact *fact = tk_vocabulary_fact(paper->vocabulary, slot);
	const char *label = paper_words(paper, fact->label);

	return *label ? label : fact->name;
}

bool paper_in_yuan(const struct paper *paper)
{
	return strcmp(paper->head->currency, "CNY") == 0;
}

char *paper_money(struct paper *paper, int64_t fen)
{
	char *shown = shown_money(fen, paper->head->currency);

	if (!shown)
		paper->failed = true;
	return shown;
}

char *paper_amount(struct paper *paper, const struct tk_outcome *outcome)
{
	char least[TK_MONEY_TEXT], *most, *shown;

	if (outcome->amount != TK_NO_AMOUNT)
		return paper_money(paper, outcome->amount);
	if (outcome->least == 0 && outcome->most == TK_UNBOUNDED) {
		most = NULL;
		shown = strdup(_("the amount is open"));
	} else if (outcome->most == TK_UNBOUNDED) {
		most = paper_money(paper, outcome->least);
		/* TRANSLATORS: a sum whose upper end is not known */
		shown = most ? text_printf(_("at least %s"), most) : NULL;
	} else {
		most = paper_money(paper, outcome->most);
		/* TRANSLATORS: from a sum to a sum: "0.00 to 800.00 CNY" */
		shown = most ? text_printf(
		                       _("%s to %s"), tk_money_format(outcome->least, least), most)
		             : NULL;
	}
	free(most);
	if (!shown)
		paper->failed = true;
	return shown;
}

const char *paper_verdict(enum tk_verdict verdict)
{
	switch (verdict) {
	case TK_FULL:
		return _("full refund");
	case TK_PARTIAL:
		return _("partial refund");
	case TK_REFUSED:
		return _("refused");
	case TK_UNDETERMINED:
		break;
	}
	return _("not decided yet");
}

const char *paper_authority(enum tk_authority authority)
{
	return authority == TK_OFFICIAL ? _("official rules") : _("secondary source");
}

/* The source whose id is the first word of PLACE, and what follows it; NULL: a place in the main
 * one. */
static const struct tk_entry *named_source(
        struct paper *paper, const char *place, const char **ret_rest)
{
	const struct tk_policy *policy = paper->of->policy;
	size_t length = strcspn(place, " "), i;

	for (i = 0; i < tk_policy_entry_count(policy, TK_SOURCE); i++) {
		const struct tk_entry *entry = tk_policy_entry(policy, TK_SOURCE, i);

		if (strlen(entry->id) != length || strncmp(entry->id, place, length) != 0)
			continue;
		paper->sources_named |= i < 64 ? UINT64_C(1) << i : 0;
		*ret_rest = place + length;
		return entry;
	}
	return NULL;
}

static void note_source(struct paper *paper, const struct tk_entry *reference)
{
	const char *rest;

	if (reference)
		named_source(paper, reference->id, &rest);
}

bool paper_source_named(const struct paper *paper, size_t source)
{
	return source < 64 && (paper->sources_named >> source & 1) != 0;
}

char *paper_source(struct paper *paper, const char *source, const struct tk_entry *reference)
{
	struct text_buffer out;
	char *places = text_printf("%s", source ? source : ""), *place, *next = NULL, *shown;

	text_buffer_init(&out);
	out.failed = !places;
	note_source(paper, reference);
	for (place = places ? strtok_r(places, ",", &next) : NULL; place;
	        place = strtok_r(NULL, ",", &next)) {
		const struct tk_entry *entry;
		const char *rest = place + strspn(place, " ");

		entry = named_source(paper, rest, &rest);
		if (out.length > 0)
			text_buffer_add(&out, _("; "));
		if (entry)
			text_buffer_add(&out, paper_entry_title(paper, entry));
		text_buffer_add(&out, rest);
	}
	free(places);
	shown = text_buffer_take(&out);
	if (!shown)
		paper->failed = true;
	return shown;
}

char *paper_slots(struct paper *paper, const size_t *slots, size_t count)
{
	struct text_buffer list;
	char *text;
	size_t i;

	text_buffer_init(&list);
	for (i = 0; i < count; i++) {
		if (i > 0) {
			/* TRANSLATORS: between the items of a list in a sentence */
			text_buffer_add(&list, _(", "));
		}
		text_buffer_add(&list, paper_label(paper, slots[i]));
	}
	text = text_buffer_take(&list);
	if (!text)
		paper->failed = true;
	return text;
}

const char *paper_entry_title(const struct paper *paper, const struct tk_entry *entry)
{
	const char *title = paper_words(paper, entry->title);

	return *title ? title : entry->id;
}
