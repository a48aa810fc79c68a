/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "order-page.h"
#include "text.h"

#define MOST_LINES 400 /* what is further down is no order page */
#define MOST_WORD 40   /* bytes of a word before a colon that is nobody's label */

/* A piece of a line: a label, or what stands where a value can. */
struct token {
	bool is_label;
	const struct order_label *label; /* NULL: a word and a colon that mean nothing here */
	size_t line;
	size_t cell, cells; /* in its line; cells 0: a colon is in the line, so it is no row of a table */
	size_t from, to;    /* of the folded line, in bytes */
};

struct reader {
	struct order_page *page;
	char **folded; /* each line, in lower case */
	struct token *tokens;
	size_t token_count, token_room;
	bool failed;
};

/* ---- lines ------------------------------------------------------------------------------------ */

static char *lower_folded(const char *text)
{
	char *folded = text_fold(text);

	for (char *at = folded; at != NULL && *at != '\0'; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	return folded;
}

/* Tabs stand between cells, and are lost when a text is made safe. */
static char *safe_line(const char *line, size_t length)
{
	struct text_buffer text;

	text_buffer_init(&text);
	for (size_t i = 0; i < length; i++)
		text_buffer_add_n(&text, line[i] == '\t' ? "  " : &line[i], line[i] == '\t' ? 2 : 1);
	char *raw = text_buffer_take(&text);
	char *safe = raw == NULL ? NULL : text_sanitize(raw, strlen(raw), false);
	free(raw);
	return safe;
}

static bool add_line(struct reader *reader, const char *line, size_t length)
{
	struct order_page *page = reader->page;
	char *safe = safe_line(line, length), *folded = safe == NULL ? NULL : lower_folded(safe);

	if (folded == NULL) {
		free(safe);
		return false;
	}
	reader->folded[page->line_count] = folded;
	page->lines[page->line_count++] = safe;
	return true;
}

/* Lines end as they do where the text comes from: a terminal pastes \r. */
static bool split_lines(struct reader *reader, const char *text)
{
	bool ok = true;

	reader->page->lines = calloc(MOST_LINES, sizeof(char *));
	reader->folded = calloc(MOST_LINES, sizeof(char *));
	ok = reader->page->lines != NULL && reader->folded != NULL;
	for (const char *at = text; ok && *at != '\0' && reader->page->line_count < MOST_LINES;) {
		size_t length = strcspn(at, "\r\n");
		ok = add_line(reader, at, length);
		at += length;
		at += at[0] == '\r' && at[1] == '\n' ? 2 : *at != '\0';
	}
	return ok;
}

/* The bytes FROM to TO of the folded line as they were before: folding keeps the number of characters. */
static char *as_written(const struct reader *reader, size_t line, size_t from, size_t to)
{
	const uint8_t *folded = (const uint8_t *)reader->folded[line];
	const uint8_t *written = (const uint8_t *)reader->page->lines[line];
	size_t at = 0, first = 0, here = 0;

	while (at < to && folded[at] != '\0' && written[here] != '\0') {
		if (at == from)
			first = here;
		at += (size_t)u8_strmblen(folded + at);
		here += (size_t)u8_strmblen(written + here);
	}
	char *piece = strndup((const char *)written + first, here - first);
	char *trimmed = piece == NULL ? NULL : text_trim(piece);
	free(piece);
	return trimmed;
}

/* ---- tokens ----------------------------------------------------------------------------------- */

static void add_token(struct reader *reader, struct token token)
{
	if (reader->token_count == reader->token_room) {
		size_t room = reader->token_room * 2 + 64;
		struct token *tokens = realloc(reader->tokens, room * sizeof(*tokens));
		if (tokens == NULL) {
			reader->failed = true;
			return;
		}
		reader->tokens = tokens;
		reader->token_room = room;
	}
	reader->tokens[reader->token_count++] = token;
}

static bool ends_piece(char character)
{
	return strchr(" ;,|(", character) != NULL;
}

/* Whether a label that ends at AT stands before a colon; the bytes up to behind it. A remark in brackets may
 * come between: "实付金额（元）：800". */
static size_t colon_after(const char *at)
{
	const char *start = at;

	while (*at == ' ')
		at++;
	if (*at == '(') {
		size_t length = strcspn(at, ")\n");
		if (at[length] != ')')
			return 0;
		at += length + 1;
		while (*at == ' ')
			at++;
	}
	return *at == ':' ? (size_t)(at + 1 - start) : 0;
}

/* A word and a colon that is none of a time or an address; the bytes up to behind the colon. */
static size_t word_and_colon(const char *at)
{
	size_t length = strcspn(at, " :;,|()");

	if (length == 0 || length > MOST_WORD || at[length] != ':' || strncmp(at + length, "://", 3) == 0)
		return 0;
	return at[length - 1] >= '0' && at[length - 1] <= '9' ? 0 : length + 1;
}

/* The end of the cell that begins at AT: a bar, or a gap of two blanks. */
static size_t cell_end(const char *line, size_t at)
{
	for (; line[at] != '\0' && line[at] != '|' && strncmp(line + at, "│", strlen("│")) != 0; at++)
		if (line[at] == ' ' && line[at + 1] == ' ')
			break;
	return at;
}

static size_t cell_start(const char *line, size_t at)
{
	for (;;) {
		if (line[at] == ' ' || line[at] == '|')
			at++;
		else if (strncmp(line + at, "│", strlen("│")) == 0)
			at += strlen("│");
		else
			return at;
	}
}

/* A label that is all of a cell, or that the shape of what follows tells from a sentence; its bytes, and where what
 * it names begins. */
static const struct order_label *bare_label(const char *line, size_t from, size_t to, size_t *ret_length,
	size_t *ret_behind)
{
	const struct order_label *label = order_label_at(line + from, ret_length);

	if (label == NULL || from + *ret_length > to)
		return NULL;
	size_t behind = from + *ret_length;
	if (line[behind] == '(') /* 实付金额（元） */
		behind += strcspn(line + behind, ")") + 1;
	*ret_behind = behind < to ? behind : to;
	if (behind >= to)
		return label;
	if (line[behind] != ' ')
		return NULL;
	if (label->reading == ORDER_CHOICE)
		return order_choice(label->fact, line + behind) != NULL ? label : NULL;
	bool shaped = label->reading == ORDER_NUMBER || label->reading == ORDER_SUM || label->reading == ORDER_MOMENT;
	return shaped && strpbrk(line + behind, "0123456789") != NULL ? label : NULL;
}

/* Cuts the cell FROM to TO into labels and what stands between them. */
static void cut_cell(struct reader *reader, struct token where, size_t from, size_t to)
{
	const char *line = reader->folded[where.line];
	size_t value = from, length = 0, behind = 0;

	while (to > from && line[to - 1] == ' ')
		to--;
	where.label = bare_label(line, from, to, &length, &behind);
	if (where.label != NULL && colon_after(line + from + length) == 0) {
		where.is_label = true;
		where.from = from;
		where.to = from + length;
		add_token(reader, where);
		value = behind;
	}
	for (size_t at = value; at < to; at++) {
		bool begins = at == from || ends_piece(line[at - 1]);
		const struct order_label *label = order_label_at(line + at, &length);
		size_t colon = label == NULL ? 0 : colon_after(line + at + length);
		/* In Chinese a label may follow without a gap, but not in the middle of a longer one. */
		if (colon > 0 && (begins || ((unsigned char)line[at - 1] < 0x80 && (unsigned char)line[at] >= 0x80)))
			colon += length;
		else if (begins)
			colon = word_and_colon(line + at), label = NULL;
		else
			colon = 0;
		if (colon == 0)
			continue;
		if (at > value)
			add_token(reader, (struct token){.line = where.line, .from = value, .to = at});
		add_token(reader, (struct token){
			.is_label = true, .label = label, .line = where.line, .from = at, .to = at + length});
		value = at + colon;
		at = value - 1;
	}
	where.is_label = false;
	where.label = NULL;
	where.from = value;
	where.to = to;
	if (cell_start(line, value) < to)
		add_token(reader, where);
}

static void cut_line(struct reader *reader, size_t number)
{
	const char *line = reader->folded[number];
	struct token where = {.line = number};
	bool colon = strchr(line, ':') != NULL;

	for (size_t at = cell_start(line, 0); line[at] != '\0'; at = cell_start(line, cell_end(line, at)))
		where.cells++;
	if (colon && where.cells < 2)
		where.cells = 0;
	for (size_t at = cell_start(line, 0); line[at] != '\0';) {
		size_t end = cell_end(line, at);
		cut_cell(reader, where, at, end);
		where.cell++;
		at = cell_start(line, end);
	}
}

/* ---- facts ------------------------------------------------------------------------------------ */

static struct order_fact *find_fact(const struct order_page *page, const char *name)
{
	for (size_t i = 0; i < page->fact_count; i++)
		if (strcmp(page->facts[i].fact, name) == 0)
			return &page->facts[i];
	return NULL;
}

/* TEXT is taken over; "" and NULL are no value. Of two values the one with the better label stays. */
static void take(struct reader *reader, const char *fact, char *text, size_t line, int rank)
{
	struct order_page *page = reader->page;
	struct order_fact *found = find_fact(page, fact);

	if (text == NULL || *text == '\0' || (found != NULL && found->rank >= rank)) {
		reader->failed = reader->failed || text == NULL;
		free(text);
		return;
	}
	if (found == NULL) {
		struct order_fact *facts = realloc(page->facts, (page->fact_count + 1) * sizeof(*facts));
		if (facts == NULL) {
			reader->failed = true;
			free(text);
			return;
		}
		page->facts = facts;
		found = &facts[page->fact_count++];
		found->text = NULL;
	}
	free(found->text);
	*found = (struct order_fact){fact, text, line, rank};
}

/* Adds to the configuration, part by part, in the order of the page. */
static void take_part(struct reader *reader, char *part, size_t line)
{
	static const char name[] = "configuration";
	struct order_fact *found = find_fact(reader->page, name);

	if (found == NULL || part == NULL || *part == '\0') {
		take(reader, name, part, line, 0);
		return;
	}
	char *whole = text_printf("%s, %s", found->text, part);
	if (whole == NULL)
		reader->failed = true;
	else if (strstr(found->text, part) == NULL) {
		free(found->text);
		found->text = whole;
		whole = NULL;
	}
	free(whole);
	free(part);
}

static char *number_in(const char *value)
{
	size_t length = strcspn(value, " /,;()");
	bool digit = strcspn(value, "0123456789") < length;

	return strndup(value, digit && length >= 4 ? length : 0);
}

/* A sum without the remark behind it; what vouchers took off is no debt. */
static char *sum_in(const char *value)
{
	size_t sign = strspn(value, "- "), length = strcspn(value + sign, "(;");
	char *piece = strndup(value + sign, length), *sum = piece == NULL ? NULL : text_trim(piece);

	free(piece);
	return sum;
}

static char *count_in(const char *value)
{
	static const char times[] = "×";

	if (*value == 'x' || *value == '*')
		value++;
	else if (strncmp(value, times, strlen(times)) == 0)
		value += strlen(times);
	return text_trim(value);
}

/* Zones stand in brackets on some pages. */
static char *moment_in(const char *value, size_t length)
{
	char *piece = strndup(value, length);

	for (char *at = piece; at != NULL && *at != '\0'; at++)
		if (*at == '(' || *at == ')')
			*at = ' ';
	char *moment = piece == NULL ? NULL : text_trim(piece);
	free(piece);
	return moment;
}

/* "2026-11-23 14:05 至 2026-12-23 23:59:59": two moments. */
static void take_period(struct reader *reader, const char *value, size_t line, int rank)
{
	static const char *const between[] = {"至", "到", "~", " - ", "--", " to ", " until "};

	for (size_t i = 0; i < sizeof(between) / sizeof(between[0]); i++) {
		const char *at = strstr(value, between[i]);
		if (at == NULL)
			continue;
		const char *end = at + strlen(between[i]);
		take(reader, "period_start", moment_in(value, (size_t)(at - value)), line, rank);
		take(reader, "period_end", moment_in(end, strlen(end)), line, rank);
		return;
	}
	take(reader, "period_end", moment_in(value, strlen(value)), line, rank);
}

/* What LABEL says of the piece VALUE. */
static void take_value(struct reader *reader, const struct token *name, const struct token *value)
{
	const struct order_label *label = name->label;
	size_t line = value->line;
	char *written = as_written(reader, line, value->from, value->to);
	char *folded = written == NULL ? NULL : lower_folded(written);
	size_t length = folded == NULL ? 0 : strlen(folded);

	while (length > 0 && strchr(";,", folded[length - 1]) != NULL) { /* between two pairs */
		folded[--length] = '\0';
		size_t last = strlen(written) - 1;
		while (last > 0 && ((unsigned char)written[last] & 0xc0) == 0x80)
			last--;
		written[last] = '\0';
	}
	if (folded == NULL) {
		reader->failed = true;
	} else if (*folded != '\0' && strcmp(folded, "-") != 0 && strcmp(folded, "--") != 0) {
		const char *choice = label->reading == ORDER_CHOICE ? order_choice(label->fact, folded) : NULL;
		/* Ids keep the case of their letters. */
		switch (label->reading) {
		case ORDER_NUMBER:
			take(reader, label->fact, number_in(written), line, label->rank);
			break;
		case ORDER_TEXT:
			take(reader, label->fact, strdup(written), line, label->rank);
			break;
		case ORDER_SUM:
			take(reader, label->fact, sum_in(folded), line, label->rank);
			break;
		case ORDER_MOMENT:
			take(reader, label->fact, moment_in(folded, length), line, label->rank);
			break;
		case ORDER_PERIOD:
			take_period(reader, folded, line, label->rank);
			break;
		case ORDER_COUNT:
			take(reader, label->fact, count_in(folded), line, label->rank);
			break;
		case ORDER_CHOICE:
			take(reader, label->fact, strdup(choice == NULL ? "" : choice), line, label->rank);
			break;
		case ORDER_PART:
			take_part(reader, strdup(written), line);
			break;
		case ORDER_NAMED_PART: {
			char *called = as_written(reader, name->line, name->from, name->to);
			take_part(reader, called == NULL ? NULL : text_printf("%s %s", called, written), line);
			free(called);
			break;
		}
		case ORDER_PASSED_OVER:
			break;
		}
	}
	free(folded);
	free(written);
}

/* The first token of the next line that has one, counted from I; the number of tokens when there is none. */
static size_t next_line(const struct reader *reader, size_t i)
{
	size_t line = reader->tokens[i].line;

	while (i < reader->token_count && reader->tokens[i].line == line)
		i++;
	return i;
}

/* A row of labels without colons above a row of as many cells: columns. The token behind both, 0: it is none. */
static size_t take_table(struct reader *reader, size_t first)
{
	size_t row = next_line(reader, first), end = row < reader->token_count ? next_line(reader, row) : row;
	size_t labels = 0, columns = reader->tokens[first].cells;

	for (size_t i = first; i < row; i++) {
		labels += reader->tokens[i].is_label;
		if (reader->tokens[i].cells == 0)
			return 0;
	}
	if (labels < 2 || row - first != columns || end - row != columns)
		return 0;
	for (size_t i = row; i < end; i++)
		if (reader->tokens[i].is_label)
			return 0;
	for (size_t i = 0; i < columns; i++)
		if (reader->tokens[first + i].is_label)
			take_value(reader, &reader->tokens[first + i], &reader->tokens[row + i]);
	return end;
}

static void take_all(struct reader *reader)
{
	for (size_t i = 0; i < reader->token_count && !reader->failed;) {
		const struct token *name = &reader->tokens[i];
		bool starts = i == 0 || reader->tokens[i - 1].line != name->line;
		size_t behind = starts ? take_table(reader, i) : 0;
		if (behind > 0) {
			i = behind;
			continue;
		}
		/* On the same line, or on the next one that has anything. */
		const struct token *value = i + 1 < reader->token_count ? name + 1 : NULL;
		if (name->is_label && name->label != NULL && value != NULL && !value->is_label)
			take_value(reader, name, value);
		i++;
	}
}

/* ---- the whole page --------------------------------------------------------------------------- */

static void drop_fact(struct order_page *page, const char *name)
{
	struct order_fact *found = find_fact(page, name);

	if (found == NULL)
		return;
	free(found->text);
	size_t behind = page->fact_count - 1 - (size_t)(found - page->facts);
	memmove(found, found + 1, behind * sizeof(*found));
	page->fact_count--;
}

/* Sums of an order of several servers are not those of one. */
static void look_for_several(struct order_page *page)
{
	const struct order_fact *count = find_fact(page, "instances");

	page->for_several = count != NULL && strtol(count->text, NULL, 10) > 1;
	if (!page->for_several)
		return;
	drop_fact(page, "paid");
	drop_fact(page, "list_price");
	drop_fact(page, "voucher");
}

/* The amount due may be paid with vouchers in part: then it is not what was paid in cash. */
static void look_for_vouchers(struct order_page *page)
{
	const struct order_fact *paid = find_fact(page, "paid"), *voucher = find_fact(page, "voucher");

	if (paid != NULL && paid->rank == 0 && voucher != NULL && strpbrk(voucher->text, "123456789") != NULL)
		drop_fact(page, "paid");
}

/* In the order of the page; what stands on one line keeps its order. */
static void sort_facts(struct order_page *page)
{
	for (size_t i = 1; i < page->fact_count; i++) {
		struct order_fact fact = page->facts[i];
		size_t at = i;
		for (; at > 0 && page->facts[at - 1].line > fact.line; at--)
			page->facts[at] = page->facts[at - 1];
		page->facts[at] = fact;
	}
}

bool order_page_read(const char *text, struct order_page *ret_page)
{
	*ret_page = (struct order_page){.lines = NULL};
	struct reader reader = {.page = ret_page};
	bool ok = split_lines(&reader, text);

	for (size_t i = 0; ok && i < ret_page->line_count; i++)
		cut_line(&reader, i);
	if (ok)
		take_all(&reader);
	ok = ok && !reader.failed;
	for (size_t i = 0; i < ret_page->line_count; i++)
		free(reader.folded[i]);
	free(reader.folded);
	free(reader.tokens);
	if (!ok) {
		order_page_release(ret_page);
		return false;
	}
	look_for_several(ret_page);
	look_for_vouchers(ret_page);
	sort_facts(ret_page);
	return true;
}

void order_page_release(struct order_page *page)
{
	for (size_t i = 0; i < page->line_count; i++)
		free(page->lines[i]);
	for (size_t i = 0; i < page->fact_count; i++)
		free(page->facts[i].text);
	free(page->lines);
	free(page->facts);
	*page = (struct order_page){.lines = NULL};
}
