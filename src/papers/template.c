/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "letter-sheet.h"
#include "sheet.h"
#include "text.h"

#define NESTING_MAX 16

struct branch {
	int line;       /* of its @if */
	bool outer;     /* the lines around it stand */
	bool condition; /* its words hold */
	bool in_else;
};

struct filling {
	const char *name;
	const struct template_source *source;
	struct tk_errors *errors;
	bool wrong; /* there was an error, whether it could be kept or not */
	int columns;
	struct text_buffer out;
	int line;
	struct branch branches[NESTING_MAX];
	int depth;
	int number; /* of the last item of the list, 0: none */
	bool line_has_item;
};

static void complain(struct filling *filling, enum tk_error_code code, int line, const char *value,
        const char *detail)
{
	struct error_place place = {.file = filling->name, .line = line};

	filling->wrong = true;
	errors_add(filling->errors, code, &place, value, detail, NULL);
}

static bool stands(const struct filling *filling)
{
	const struct branch *branch;

	if (filling->depth == 0)
		return true;
	branch = &filling->branches[filling->depth - 1];
	return branch->outer && branch->condition != branch->in_else;
}

static bool is_name(const char *text)
{
	return *text && text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-.")] == '\0';
}

/* ---- placeholders ------------------------------------------------------------------------------
 */

/* Appends what "{INSIDE}" stands for; INSIDE is cut in place. */
static void add_placeholder(struct filling *filling, struct text_buffer *out, char *inside)
{
	const struct template_source *source = filling->source;
	char *modifier = strchr(inside, ':'), *text;

	if (strcmp(inside, "#") == 0) {
		filling->line_has_item = true;
		text_buffer_printf(out, "%d", ++filling->number);
		return;
	}
	if (modifier)
		*modifier++ = '\0';
	else
		modifier = inside + strlen(inside);
	if (!is_name(inside) || !source->known(source->user, inside, modifier)) {
		if (*modifier)
			modifier[-1] = ':';
		complain(filling, TK_E_PLACEHOLDER, filling->line, inside, NULL);
		return;
	}
	if (!stands(filling))
		return;
	text = source->text(source->user, inside, modifier);
	if (text)
		text_buffer_add(out, text);
	else
		out->failed = true;
	free(text);
}

/* TEXT with its placeholders filled in; in a branch not taken only checked. NULL = no memory. */
static char *expand(struct filling *filling, const char *text)
{
	struct text_buffer out;
	int number = filling->number;

	filling->line_has_item = false;
	text_buffer_init(&out);
	while (*text) {
		size_t plain = strcspn(text, "{");
		const char *end;
		char *inside;

		text_buffer_add_n(&out, text, plain);
		text += plain;
		if (*text == '\0')
			break;
		if (text[1] == '{') {
			text_buffer_add(&out, "{");
			text += 2;
			continue;
		}
		end = strchr(text, '}');
		if (!end) {
			complain(filling, TK_E_PLACEHOLDER, filling->line, text, NULL);
			break;
		}
		inside = strndup(text + 1, (size_t)(end - text - 1));
		if (inside)
			add_placeholder(filling, &out, inside);
		else
			out.failed = true;
		free(inside);
		text = end + 1;
	}
	if (!stands(filling))
		filling->number = number;
	return text_buffer_take(&out);
}

/* ---- lines ---------------------------------------------------------------------------------- */

static void add_blanks(struct text_buffer *out, int count)
{
	text_buffer_printf(out, "%*s", count > 0 ? count : 0, "");
}

/* Columns of the mark of an item. */
static int item_mark(const char *text)
{
	return text_width_n(text, letter_item_mark(text));
}

/* Appends TEXT wrapped. Blanks at its beginning indent all its lines; ideographic blanks only the
 * first one, as a Chinese paragraph has it. */
static void add_wrapped(struct filling *filling, const char *text)
{
	int indent = (int)strspn(text, " ");
	struct text_lines lines;
	size_t i;

	if (filling->columns == TEMPLATE_SHEET) {
		letter_sheet_line(&filling->out, indent, text + indent);
		return;
	}
	if (filling->columns == 0) {
		text_buffer_add(&filling->out, text);
		text_buffer_add(&filling->out, "\n");
		return;
	}
	if (indent > filling->columns / 2)
		indent = filling->columns / 2;
	text += strspn(text, " ");
	if (!text_wrap(text, filling->columns - indent, item_mark(text), &lines)) {
		filling->out.failed = true;
		return;
	}
	for (i = 0; i < lines.count; i++) {
		if (lines.items[i][0])
			add_blanks(&filling->out, indent);
		text_buffer_add(&filling->out, lines.items[i]);
		text_buffer_add(&filling->out, "\n");
	}
	if (lines.count == 0)
		text_buffer_add(&filling->out, "\n");
	text_lines_release(&lines);
}

static void add_aligned(struct filling *filling, const char *text, bool centred)
{
	struct text_lines lines;
	size_t i;

	if (filling->columns == TEMPLATE_SHEET) {
		sheet_add(&filling->out, centred ? "centre" : "right", text, NULL);
		return;
	}
	if (filling->columns == 0) {
		add_wrapped(filling, text);
		return;
	}
	if (!text_wrap(text, filling->columns, 0, &lines)) {
		filling->out.failed = true;
		return;
	}
	for (i = 0; i < lines.count; i++) {
		int room = filling->columns - text_width(lines.items[i]);

		add_blanks(&filling->out, centred ? room / 2 : room);
		text_buffer_add(&filling->out, lines.items[i]);
		text_buffer_add(&filling->out, "\n");
	}
	text_lines_release(&lines);
}

static bool ends_in_blank_line(const struct text_buffer *out)
{
	static const char piece[] = "\nblank\n"; /* of a sheet */

	return out->length == 0 ||
	       (out->length >= strlen(piece) && strcmp(out->text + out->length - strlen(piece), piece) == 0) ||
	       (out->length >= 2 && strcmp(out->text + out->length - 2, "\n\n") == 0) ||
	       (out->length == 1 && out->text[0] == '\n');
}

/* A blank line is dropped where a branch left out would leave two of them. */
static void add_line(struct filling *filling, const char *line)
{
	char *text = expand(filling, line);

	if (!text) {
		filling->out.failed = true;
	} else if (stands(filling)) {
		if (text[strspn(text, " ")])
			add_wrapped(filling, text);
		else if (!ends_in_blank_line(&filling->out))
			text_buffer_add(&filling->out, filling->columns == TEMPLATE_SHEET ? "blank\n" : "\n");
		if (!filling->line_has_item && text[strspn(text, " ")])
			filling->number = 0;
	}
	free(text);
}

/* ---- directives -------------------------------------------------------------------------------
 */

/* Whether one WORD of an @if holds; the word is cut in place. */
static bool word_holds(struct filling *filling, char *word)
{
	const struct template_source *source = filling->source;
	char *equals = strchr(word, '='), *value = NULL;
	bool negated = false;
	enum template_answer answer;

	if (equals) {
		value = equals + 1;
		negated = equals > word && equals[-1] == '!';
		equals[negated ? -1 : 0] = '\0';
	} else if (*word == '!') {
		negated = true;
		word++;
	}
	answer = is_name(word) && (!value || *value) ? source->is(source->user, word, value)
	                                             : TEMPLATE_FOREIGN;
	if (answer == TEMPLATE_FOREIGN) {
		if (equals)
			equals[negated ? -1 : 0] = negated ? '!' : '=';
		complain(filling, TK_E_CONDITION, filling->line, word, NULL);
		return false;
	}
	if (!value)
		return (answer == TEMPLATE_YES) != negated;
	/* Nothing is said of what is not known: neither that it is so, nor that it is not. */
	return answer == (negated ? TEMPLATE_NO : TEMPLATE_YES);
}

static void do_if(struct filling *filling, char *words)
{
	bool outer = stands(filling), holds = true;
	char *word, *rest = NULL;
	struct branch *branch;

	if (filling->depth == NESTING_MAX) {
		complain(filling, TK_E_TOO_DEEP, filling->line, NULL, NULL);
		return;
	}
	if (!words[strspn(words, " ")])
		complain(filling, TK_E_CONDITION, filling->line, NULL, NULL);
	for (word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
		holds &= word_holds(filling, word);
	branch = &filling->branches[filling->depth++];
	*branch = (struct branch){.line = filling->line, .outer = outer, .condition = holds};
}

static void do_else(struct filling *filling)
{
	if (filling->depth == 0 || filling->branches[filling->depth - 1].in_else)
		complain(filling, TK_E_UNBALANCED, filling->line, "@else", NULL);
	else
		filling->branches[filling->depth - 1].in_else = true;
}

static void do_end(struct filling *filling)
{
	if (filling->depth == 0)
		complain(filling, TK_E_UNBALANCED, filling->line, "@end", NULL);
	else
		filling->depth--;
}

static void do_compare(struct filling *filling, char *words)
{
	const struct template_source *source = filling->source;
	char *rest = NULL, *a = strtok_r(words, " ", &rest), *b = strtok_r(NULL, " ", &rest), *text;

	if (!a || !b || strtok_r(NULL, " ", &rest) || !is_name(a) || !is_name(b) ||
	        !source->known(source->user, a, "") || !source->known(source->user, b, "")) {
		complain(filling, TK_E_DIRECTIVE, filling->line, "@compare", NULL);
		return;
	}
	if (!stands(filling))
		return;
	text = source->compare(source->user, a, b);
	if (text)
		text_buffer_add(&filling->out, text);
	else
		filling->out.failed = true;
	free(text);
}

static void do_aligned(struct filling *filling, const char *words, bool centred)
{
	char *text = expand(filling, words);

	if (!text)
		filling->out.failed = true;
	else if (stands(filling))
		add_aligned(filling, text + strspn(text, " "), centred);
	free(text);
}

/* LINE begins with "@" and is cut in place. */
static void do_directive(struct filling *filling, char *line)
{
	size_t length = strcspn(line, " ");
	char *words = line + length;

	if (*words)
		*words++ = '\0';
	if (strcmp(line, "@if") == 0)
		do_if(filling, words);
	else if (strcmp(line, "@else") == 0)
		do_else(filling);
	else if (strcmp(line, "@end") == 0)
		do_end(filling);
	else if (strcmp(line, "@center") == 0)
		do_aligned(filling, words, true);
	else if (strcmp(line, "@right") == 0)
		do_aligned(filling, words, false);
	else if (strcmp(line, "@compare") == 0)
		do_compare(filling, words);
	else
		complain(filling, TK_E_DIRECTIVE, filling->line, line, NULL);
}

static void do_line(struct filling *filling, char *line)
{
	size_t length = strlen(line);

	while (length > 0 && line[length - 1] == ' ')
		line[--length] = '\0';
	if (line[0] == '@' && line[1] == '@')
		add_line(filling, line + 1);
	else if (line[0] == '@')
		do_directive(filling, line);
	else
		add_line(filling, line);
}

static void trim_ends(struct text_buffer *out)
{
	while (out->length >= 2 && strcmp(out->text + out->length - 2, "\n\n") == 0)
		out->text[--out->length] = '\0';
}

enum tk_status template_fill(const char *name, const char *template,
        const struct template_source *source, int columns, char **ret_text,
        struct tk_errors *errors)
{
	struct filling filling = {
	        .name = name, .source = source, .errors = errors, .columns = columns};
	bool at_top = true;
	char *text;

	if (!text_valid(template, strlen(template))) {
		complain(&filling, TK_E_ENCODING, 0, NULL, NULL);
		return TK_INVALID;
	}
	if (strncmp(template, "\xef\xbb\xbf", 3) == 0)
		template += 3;
	text_buffer_init(&filling.out);
	while (*template && !filling.out.failed) {
		size_t length = strcspn(template, "\n");
		char *line = text_sanitize(
		        template, length - (length > 0 && template[length - 1] == '\r'), false);

		template += length + (template[length] == '\n');
		filling.line++;
		at_top = at_top && line && line[0] == '#';
		if (!line)
			filling.out.failed = true;
		else if (!at_top)
			do_line(&filling, line);
		free(line);
	}
	if (filling.depth > 0 && !filling.out.failed)
		complain(&filling, TK_E_UNBALANCED, filling.branches[filling.depth - 1].line, "@if",
		        NULL);
	if (filling.wrong) {
		text_buffer_release(&filling.out);
		return TK_INVALID;
	}
	trim_ends(&filling.out);
	text = text_buffer_take(&filling.out);
	if (!text)
		return TK_NO_MEMORY;
	*ret_text = text;
	return TK_OK;
}
