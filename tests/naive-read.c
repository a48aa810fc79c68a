/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "naive.h"

/* ---- files -------------------------------------------------------------------------------------- */

/* What stands between two places, without blanks around. */
static char *stripped(const char *from, const char *to)
{
	while (from < to && isspace((unsigned char)*from))
		from++;
	while (to > from && isspace((unsigned char)to[-1]))
		to--;
	return strndup(from, (size_t)(to - from));
}

static char *unquoted(char *value)
{
	size_t length = strlen(value);
	char *inside;

	if (length < 2 || *value != '"' || value[length - 1] != '"')
		return value;
	inside = strndup(value + 1, length - 2);
	free(value);
	return inside;
}

static void read_line(struct naive_file *file, const char *line, const char *end)
{
	struct naive_section *section;
	const char *equals = memchr(line, '=', (size_t)(end - line));

	while (line < end && isspace((unsigned char)*line))
		line++;
	if (line == end || *line == '#' || *line == ';')
		return;
	if (*line == '[') {
		file->sections = realloc(file->sections, sizeof(*file->sections) * (size_t)++file->count);
		section = &file->sections[file->count - 1];
		*section = (struct naive_section){
			.name = stripped(line + 1, memchr(line, ']', (size_t)(end - line)))};
		return;
	}
	ck_assert_ptr_nonnull(equals);
	section = &file->sections[file->count - 1];
	section->lines = realloc(section->lines, sizeof(*section->lines) * (size_t)++section->count);
	section->lines[section->count - 1].key = stripped(line, equals);
	section->lines[section->count - 1].value = unquoted(stripped(equals + 1, end));
}

struct naive_file *naive_read(const char *bytes, size_t length)
{
	struct naive_file *file = calloc(1, sizeof(*file));
	const char *end = bytes + length;

	while (bytes < end) {
		const char *line_end = memchr(bytes, '\n', (size_t)(end - bytes));
		if (line_end == NULL)
			line_end = end;
		read_line(file, bytes, line_end);
		bytes = line_end + 1;
	}
	return file;
}

void naive_file_free(struct naive_file *file)
{
	for (int i = 0; i < file->count; i++) {
		for (int k = 0; k < file->sections[i].count; k++) {
			free(file->sections[i].lines[k].key);
			free(file->sections[i].lines[k].value);
		}
		free(file->sections[i].lines);
		free(file->sections[i].name);
	}
	free(file->sections);
	free(file);
}

const char *naive_value_of(const struct naive_section *section, const char *key)
{
	for (int i = 0; i < section->count; i++)
		if (strcmp(section->lines[i].key, key) == 0)
			return section->lines[i].value;
	return NULL;
}

const struct naive_section *naive_section_of(const struct naive_file *file, const char *name)
{
	for (int i = 0; i < file->count; i++)
		if (strcmp(file->sections[i].name, name) == 0)
			return &file->sections[i];
	return NULL;
}

/* ---- expressions -------------------------------------------------------------------------------- */

static void skip_blanks(const char **text)
{
	while (isspace((unsigned char)**text))
		(*text)++;
}

static bool is_name_part(char c)
{
	return islower((unsigned char)c) || isdigit((unsigned char)c) || c == '-' || c == '_' || c == '.';
}

/* Whether the word or sign stands there, which *text then leaves behind. */
static bool takes(const char **text, const char *what)
{
	size_t length = strlen(what);

	skip_blanks(text);
	if (strncmp(*text, what, length) != 0 || (islower((unsigned char)*what) && is_name_part((*text)[length])))
		return false;
	*text += length;
	return true;
}

static struct naive_tree *new_tree(enum naive_op op, struct naive_tree *a, struct naive_tree *b)
{
	struct naive_tree *tree = calloc(1, sizeof(*tree));

	tree->op = op;
	if (a != NULL)
		tree->kids[tree->count++] = a;
	if (b != NULL)
		tree->kids[tree->count++] = b;
	return tree;
}

void naive_tree_free(struct naive_tree *tree)
{
	if (tree == NULL)
		return;
	for (int i = 0; i < tree->count; i++)
		naive_tree_free(tree->kids[i]);
	free(tree->name);
	free(tree);
}

static struct naive_tree *literal(enum naive_kind kind, naive_wide num, naive_wide den)
{
	struct naive_tree *tree = new_tree(NAIVE_LITERAL, NULL, NULL);
	tree->literal = (struct naive_value){.kind = kind, .truth = num != 0, .number = {num, den}};
	return tree;
}

static int digits(const char **text, int count)
{
	int value = 0;
	for (; count > 0; count--)
		value = value * 10 + (*(*text)++ - '0');
	return value;
}

/* 2026-11-23, 2026-11-23T14:05, with seconds */
static struct naive_tree *parse_moment(const char **text)
{
	int year = digits(text, 4), month, day;
	int64_t seconds;

	++*text;
	month = digits(text, 2);
	++*text;
	day = digits(text, 2);
	seconds = naive_day(year, month, day) * 86400 - 8 * 3600;
	if (**text == 'T') {
		++*text;
		seconds += digits(text, 2) * 3600;
		++*text;
		seconds += digits(text, 2) * 60;
		if (**text == ':' && isdigit((unsigned char)(*text)[1])) {
			++*text;
			seconds += digits(text, 2);
		}
	}
	return literal(NAIVE_MOMENT, seconds, 1);
}

static struct naive_tree *parse_number(const char **text)
{
	static const struct {
		const char *word;
		int factor, divisor;
	} units[] = {{"s", 1, 1}, {"min", 60, 1}, {"h", 3600, 1}, {"d", 86400, 1}, {"%", 1, 100}, {"yuan", 1, 1}};
	naive_wide num = 0, den = 1;

	if (strspn(*text, "0123456789") == 4 && (*text)[4] == '-' && isdigit((unsigned char)(*text)[5]))
		return parse_moment(text);
	for (; isdigit((unsigned char)**text); ++*text)
		num = num * 10 + (**text - '0');
	if (**text == '.')
		for (++*text; isdigit((unsigned char)**text); ++*text, den *= 10)
			num = num * 10 + (**text - '0');
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		const char *after = *text;
		if (!takes(&after, units[i].word))
			continue;
		*text = after;
		num *= units[i].factor;
		den *= units[i].divisor;
		break;
	}
	return literal(NAIVE_NUMBER, num, den);
}

static struct naive_tree *parse_or(const char **text);

/* The rest of a list up to the closing parenthesis. */
static void parse_list(const char **text, struct naive_tree *tree)
{
	do {
		ck_assert_int_lt(tree->count, 16);
		tree->kids[tree->count++] = parse_or(text);
	} while (takes(text, ","));
	ck_assert_msg(takes(text, ")"), "%s", *text);
}

static struct naive_tree *parse_primary(const char **text)
{
	struct naive_tree *tree;
	const char *from;

	skip_blanks(text);
	if (takes(text, "(")) {
		tree = parse_or(text);
		ck_assert_msg(takes(text, ")"), "%s", *text);
		return tree;
	}
	if (takes(text, "yes"))
		return literal(NAIVE_TRUTH, 1, 1);
	if (takes(text, "no"))
		return literal(NAIVE_TRUTH, 0, 1);
	if (isdigit((unsigned char)**text))
		return parse_number(text);
	ck_assert_msg(islower((unsigned char)**text), "%s", *text);
	for (from = *text; is_name_part(**text); ++*text)
		;
	tree = new_tree(NAIVE_NAME, NULL, NULL);
	tree->name = strndup(from, (size_t)(*text - from));
	if (**text == '(') {
		++*text;
		tree->op = NAIVE_CALL;
		parse_list(text, tree);
	}
	return tree;
}

static struct naive_tree *parse_signed(const char **text)
{
	return takes(text, "-") ? new_tree(NAIVE_NEGATE, parse_signed(text), NULL) : parse_primary(text);
}

static struct naive_tree *parse_product(const char **text)
{
	struct naive_tree *tree = parse_signed(text);

	for (;;) {
		if (takes(text, "*"))
			tree = new_tree(NAIVE_MUL, tree, parse_signed(text));
		else if (takes(text, "/"))
			tree = new_tree(NAIVE_DIV, tree, parse_signed(text));
		else
			return tree;
	}
}

static struct naive_tree *parse_sum(const char **text)
{
	struct naive_tree *tree = parse_product(text);

	for (;;) {
		if (takes(text, "+"))
			tree = new_tree(NAIVE_ADD, tree, parse_product(text));
		else if (takes(text, "-"))
			tree = new_tree(NAIVE_SUB, tree, parse_product(text));
		else
			return tree;
	}
}

static struct naive_tree *parse_comparison(const char **text)
{
	static const struct {
		const char *sign;
		enum naive_op op;
	} signs[] = {{"=", NAIVE_EQ}, {"!=", NAIVE_NE}, {"<=", NAIVE_LE}, {"<", NAIVE_LT}, {">=", NAIVE_GE},
		{">", NAIVE_GT}};
	struct naive_tree *tree = parse_sum(text);

	if (takes(text, "in")) {
		ck_assert_msg(takes(text, "("), "%s", *text);
		tree = new_tree(NAIVE_IN, tree, NULL);
		parse_list(text, tree);
		return tree;
	}
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (takes(text, signs[i].sign))
			return new_tree(signs[i].op, tree, parse_sum(text));
	return tree;
}

static struct naive_tree *parse_not(const char **text)
{
	return takes(text, "not") ? new_tree(NAIVE_NOT, parse_not(text), NULL) : parse_comparison(text);
}

static struct naive_tree *parse_and(const char **text)
{
	struct naive_tree *tree = parse_not(text);
	while (takes(text, "and"))
		tree = new_tree(NAIVE_AND, tree, parse_not(text));
	return tree;
}

static struct naive_tree *parse_or(const char **text)
{
	struct naive_tree *tree = parse_and(text);
	while (takes(text, "or"))
		tree = new_tree(NAIVE_OR, tree, parse_and(text));
	return tree;
}

struct naive_tree *naive_parse_part(const char **text, const char *stops)
{
	struct naive_tree *tree = parse_or(text);

	skip_blanks(text);
	ck_assert_msg(**text == '\0' || strchr(stops, **text) != NULL, "%s", *text);
	return tree;
}

struct naive_tree *naive_parse(const char *text)
{
	return naive_parse_part(&text, "");
}
