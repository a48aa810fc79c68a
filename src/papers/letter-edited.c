/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "papers.h"

#include <stdlib.h>
#include <string.h>

#include "letter-sheet.h"
#include "paper.h"
#include "sheet.h"

/* What a person has edited is nothing but lines. Those that were broken only to keep within the columns of
 * the letter are put together again, and what stands in the middle or at the right end stays there. */

#define LETTER_COLUMNS 76
#define ASIDE (LETTER_COLUMNS / 4) /* blanks from which a line stands aside on purpose */

static int blanks(const char *line)
{
	return (int)strspn(line, " ");
}

static bool is_empty(const char *line)
{
	return line[blanks(line)] == '\0';
}

static bool is_latin(char byte)
{
	return (unsigned char)byte < 0x80;
}

/* Whether LINE goes on where BEFORE was full: what begins LINE had no room there. */
static bool goes_on(const char *before, const char *line, int indent)
{
	const char *word = line + blanks(line);
	bool latin = is_latin(*word);
	size_t length = latin ? strcspn(word, " ") : text_cluster(word);
	/* A blank stood between; closing marks keep a character or two with them on the next line. */
	int taken = latin ? 1 : 4;

	if (is_empty(line) || blanks(line) < indent || blanks(line) > ASIDE || strncmp(word, "　", 3) == 0 ||
	        letter_item_mark(word) > 0)
		return false;
	return text_width(before) + taken + text_width_n(word, length) > LETTER_COLUMNS;
}

/* Latin words had a blank between them, unless the line was broken inside one. */
static void join(struct text_buffer *out, const char *line)
{
	const char *word = line + blanks(line);
	char last = out->length > 0 ? out->text[out->length - 1] : '\0';

	if (is_latin(last) && is_latin(*word) && last != '-' && last != '/')
		text_buffer_add(out, " ");
	text_buffer_add(out, word);
}

static void add_aside(struct text_buffer *out, const char *line)
{
	int before = blanks(line), after = LETTER_COLUMNS - text_width(line);
	const char *text = line + before;

	sheet_add(out, after > ASIDE / 2 && abs(before - after) <= 2 ? "centre" : "right", text, NULL);
}

static void add_paragraph(struct text_buffer *out, const char *line, char **rest)
{
	struct text_buffer text;
	const char *before = line;
	char *whole, *next;

	text_buffer_init(&text);
	text_buffer_add(&text, line + blanks(line));
	while (*rest) {
		next = *rest;
		/* Looked at without its end, which strsep is to find. */
		char *end = strchr(next, '\n');
		if (end)
			*end = '\0';
		bool more = goes_on(before, next, blanks(line));
		if (more) {
			join(&text, next);
			before = next;
			*rest = end ? end + 1 : NULL;
		}
		if (end && !more)
			*end = '\n';
		if (!more)
			break;
	}
	whole = text_buffer_take(&text);
	if (whole)
		letter_sheet_line(out, blanks(line), whole);
	else
		out->failed = true;
	free(whole);
}

static void add_lines(struct text_buffer *out, char *text)
{
	char *rest = text, *line;

	while ((line = strsep(&rest, "\n"))) {
		if (is_empty(line) && !rest)
			return;
		if (is_empty(line))
			sheet_add(out, "blank", NULL);
		else if (blanks(line) > ASIDE)
			add_aside(out, line);
		else if (*line == '+' || *line == '|')
			sheet_add(out, "fixed", line, NULL);
		else
			add_paragraph(out, line, &rest);
	}
}

char *paper_letter_edited(const struct paper_case *of, enum paper_letter length, const char *text,
        const char *language)
{
	struct paper paper;
	char *safe = text_sanitize(text, strlen(text), true);

	/* From a file: not even the person's own words may drive a terminal. */
	if (!safe || of->form == PAPER_TEXT)
		return safe;
	paper_begin(&paper, of, language);
	letter_sheet_open(&paper, length);
	add_lines(&paper.out, safe);
	free(safe);
	return paper_end(&paper);
}
