/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether the scenarios of a pack would notice a slip in it: changes each number, comparison and other
 * operator of its conditions and amounts, one at a time, and runs the scenarios of the pack on each.
 * Prints the changes that none notices, but for those listed as without effect.
 *
 *	mutate [--sample N] [--equivalents FOLDER] PACK.ini...
 *
 * FOLDER/ID.txt lists changes that are proven to be without effect: lines "[section] key = value", as
 * they are printed here, in groups below a comment with the reason. A listed change that is noticed, or
 * that there is not, is reported. With --sample N changes of all packs together are tried, evenly
 * spread and the same ones each time.
 */
#include "config.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "ini.h"
#include "scenario.h"
#include "text.h"
#include "tuikuan.h"

struct listed {
	char *line;
	bool met;
};

struct run {
	const char *path;
	char *pack;
	size_t length;
	struct ini *scenarios;
	struct tk_world world;
	const char *folder; /* of equivalents, or NULL */
	bool sampled;
	size_t step, passed; /* each step-th change of all packs is tried; how many were passed */
	size_t *order;       /* of the scenarios: those that noticed something last are tried first */
	struct listed *listed;
	size_t listed_count;
	size_t made, tried, refused, noticed, equal, survivors, wrong;
};

static void die(const char *what, const char *name)
{
	fprintf(stderr, "mutate: %s: %s\n", name, what);
	exit(2);
}

static char *read_all(const char *path, size_t *ret_length)
{
	char *bytes;

	if (file_read(path, INI_MAX_BYTES, &bytes, ret_length) != TK_OK)
		die("cannot be read", path);
	return bytes;
}

/* ---- one change ------------------------------------------------------------------------------- */

/* A line of the pack that holds an expression or a number. */
struct line {
	size_t start, end; /* of the value, in the pack, without quotes */
	int number;
	const char *section;
	const char *key;
};

static void move_to_front(size_t *order, size_t place)
{
	size_t first = order[place];

	memmove(order + 1, order, place * sizeof(*order));
	order[0] = first;
}

/* Whether the scenarios notice: true also when the loader refuses the pack. */
static bool is_noticed(struct run *run, const char *pack, size_t length)
{
	struct tk_policy *policy = NULL;
	struct tk_errors errors;
	size_t failing;
	bool noticed = true;

	tk_errors_init(&errors);
	if (tk_policy_load("mutant.ini", pack, length, &run->world, &policy, &errors) == TK_OK) {
		if (scenario_find_failure(run->scenarios, policy, run->order, &failing) != TK_OK)
			die("out of memory", run->path);
		noticed = failing < run->scenarios->section_count;
		if (noticed)
			move_to_front(run->order, failing);
		run->noticed += noticed;
	} else {
		run->refused++;
	}
	tk_policy_free(policy);
	tk_errors_release(&errors);
	return noticed;
}

static struct listed *find_listed(struct run *run, const char *text)
{
	for (size_t i = 0; i < run->listed_count; i++)
		if (strcmp(run->listed[i].line, text) == 0)
			return &run->listed[i];
	return NULL;
}

/* The text from AT on, OLD bytes long, becomes NEW. */
static void try_change(struct run *run, const struct line *line, size_t at, size_t old, const char *new)
{
	size_t added = strlen(new), length = run->length - old + added;
	char *pack, *shown;
	struct listed *listed;
	bool noticed;

	shown = text_printf("[%s] %s = %.*s%s%.*s", line->section, line->key, (int)(at - line->start),
		run->pack + line->start, new, (int)(line->end - at - old), run->pack + at + old);
	listed = find_listed(run, shown);
	if (listed)
		listed->met = true;
	run->made++;
	if (run->passed++ % run->step != 0) {
		free(shown);
		return;
	}
	run->tried++;
	pack = malloc(length + 1);
	if (!pack)
		die("out of memory", run->path);
	memcpy(pack, run->pack, at);
	memcpy(pack + at, new, added);
	memcpy(pack + at + added, run->pack + at + old, run->length - at - old + 1);
	noticed = is_noticed(run, pack, length);
	if (!noticed && listed) {
		run->equal++;
	} else if (!noticed) {
		printf("%s:%d: nothing notices %s\n", run->path, line->number, shown);
		run->survivors++;
	} else if (listed) {
		printf("%s:%d: listed as without effect, but noticed: %s\n", run->path, line->number, shown);
		run->wrong++;
	}
	free(pack);
	free(shown);
}

/* ---- where to change -------------------------------------------------------------------------- */

struct token {
	size_t at, length;
};

static size_t name_length(const char *text)
{
	size_t i = 1;

	if (!islower((unsigned char)text[0]))
		return 0;
	while (islower((unsigned char)text[i]) || isdigit((unsigned char)text[i]) || text[i] == '_' ||
		text[i] == '.' ||
		(text[i] == '-' && islower((unsigned char)text[i - 1]) && islower((unsigned char)text[i + 1])))
		i++;
	return i;
}

/* A number, or a moment: digits with what may stand between them. */
static size_t number_length(const char *text)
{
	size_t i = strspn(text, "0123456789");

	if (i == 4 && text[4] == '-')
		return strspn(text, "0123456789-T:");
	return i > 0 && text[i] == '.' ? i + 1 + strspn(text + i + 1, "0123456789") : i;
}

/* The last digits one up and one down. */
static void change_number(struct run *run, const struct line *line, struct token token)
{
	const char *text = run->pack + token.at;
	size_t head = token.length, decimals;
	bool moment = memchr(text, '-', token.length) != NULL;
	unsigned long long value = 0;

	while (head > 0 && isdigit((unsigned char)text[head - 1]))
		head--;
	decimals = token.length - head;
	/* 100.00 - 0.01 is 99.99: the point is no end of the number, but a moment's parts are. */
	for (size_t i = moment ? head : 0; i < token.length; i++)
		if (isdigit((unsigned char)text[i]))
			value = value * 10 + (unsigned)(text[i] - '0');
	for (int up = 1; up >= -1; up -= 2) {
		unsigned long long other = up > 0 ? value + 1 : value - 1, scale = 1;
		char *new;
		if (up < 0 && value == 0)
			continue;
		for (size_t i = 0; i < decimals; i++)
			scale *= 10;
		if (moment)
			new = text_printf("%.*s%0*llu", (int)head, text, (int)decimals, other);
		else if (head > 0)
			new = text_printf("%llu.%0*llu", other / scale, (int)decimals, other % scale);
		else
			new = text_printf("%llu", other);
		try_change(run, line, token.at, token.length, new);
		free(new);
	}
}

static bool is(const struct run *run, struct token token, const char *word)
{
	return strlen(word) == token.length && memcmp(run->pack + token.at, word, token.length) == 0;
}

static const struct {
	const char *word, *others[3];
} swaps[] = {
	{"<", {"<=", ">"}},
	{"<=", {"<", ">="}},
	{">", {">=", "<"}},
	{">=", {">", "<="}},
	{"=", {"!="}},
	{"!=", {"="}},
	{"and", {"or"}},
	{"or", {"and"}},
	{"not", {""}},
	{"min", {"max"}},
	{"max", {"min"}},
	{"floor", {"ceil"}},
	{"ceil", {"floor"}},
	{"yes", {"no"}},
	{"no", {"yes"}},
	{"+", {"-"}},
	{"-", {"+"}},
	{"*", {"/"}},
	{"/", {"*"}},
};

static void change_word(struct run *run, const struct line *line, struct token token)
{
	for (size_t i = 0; i < sizeof(swaps) / sizeof(*swaps); i++)
		for (int other = 0; is(run, token, swaps[i].word) && swaps[i].others[other]; other++)
			try_change(run, line, token.at, token.length, swaps[i].others[other]);
}

/* `x in (a, b)`: without a, without b, and denied. */
static void change_list(struct run *run, const struct line *line, struct token in, size_t operand)
{
	const char *pack = run->pack;
	size_t open = in.at + in.length + strspn(pack + in.at + in.length, " ");
	size_t end = open, count = 1;
	char *denied = text_printf("not %.*s", (int)(in.at - operand), pack + operand);

	try_change(run, line, operand, in.at - operand, denied);
	free(denied);
	if (pack[open] != '(')
		return;
	while (end < line->end && pack[end] != ')')
		count += pack[end++] == ',';
	for (size_t i = open + 1; count > 1 && i < end;) {
		size_t length = strcspn(pack + i, ",)");
		bool last = pack[i + length] == ')';
		/* with the comma behind it, the last one with the comma before it */
		if (last)
			try_change(run, line, i - 1, length + 1, "");
		else
			try_change(run, line, i, length + 1 + strspn(pack + i + length + 1, " "), "");
		i += length + 1;
	}
}

static void change_line(struct run *run, const struct line *line)
{
	size_t before = line->start; /* the name that `in` is asked of */

	for (size_t at = line->start; at < line->end;) {
		const char *text = run->pack + at;
		struct token token = {at, name_length(text)};
		if (token.length > 0) {
			if (is(run, token, "in"))
				change_list(run, line, token, before);
			change_word(run, line, token);
			before = at;
		} else if ((token.length = number_length(text)) > 0) {
			change_number(run, line, token);
		} else {
			token.length = (text[0] == '<' || text[0] == '>' || text[0] == '!') && text[1] == '=' ? 2 : 1;
			change_word(run, line, token);
		}
		at += token.length;
	}
}

/* Conditions, amounts, tables, and the lengths of stages. Texts and dates of the pack itself are not
 * judged by, `ask` says what is asked, not what follows, and the ranges of questions say what can be
 * answered; but that of an unknown is what the bounds run over. */
static bool holds_expression(const char *section, const char *key, bool unknown)
{
	static const char *const keys[] = {"applies", "base", "when", "deduct", "advised", "default",
		"default_when", "least", "most", "columns", "share", "amount", "from", "deadline", NULL};

	if (strcmp(section, "define") == 0 || strncmp(key, "row.", 4) == 0)
		return true;
	if (unknown && (strcmp(key, "min") == 0 || strcmp(key, "max") == 0 || strcmp(key, "usual") == 0))
		return true;
	for (int i = 0; keys[i]; i++)
		if (strcmp(key, keys[i]) == 0)
			return true;
	return false;
}

/* Whether a line of the section that TEXT is in begins with the word. */
static bool has_key(const char *text, const char *word)
{
	while ((text = strchr(text, '\n')) != NULL && *++text != '[')
		if (strncmp(text, word, strlen(word)) == 0)
			return true;
	return false;
}

static void change_pack(struct run *run)
{
	char section[128] = "", key[128];
	bool unknown = false; /* the section is a fact that nobody is asked for */
	size_t at = 0;

	for (int number = 1; at < run->length; number++) {
		size_t end = at + strcspn(run->pack + at, "\n");
		const char *equals = memchr(run->pack + at, '=', end - at);
		if (run->pack[at] == '[') {
			snprintf(section, sizeof(section), "%.*s", (int)(strcspn(run->pack + at, "]") - 1),
				run->pack + at + 1);
			unknown = has_key(run->pack + end, "unknown");
		} else if (run->pack[at] != '#' && run->pack[at] != ';' && equals) {
			struct line line = {.end = end, .number = number, .section = section, .key = key};
			line.start = (size_t)(equals - run->pack) + 1;
			line.start += strspn(run->pack + line.start, " \t");
			if (run->pack[line.start] == '"' && run->pack[end - 1] == '"') {
				line.start++;
				line.end--;
			}
			snprintf(key, sizeof(key), "%.*s", (int)strcspn(run->pack + at, " \t="), run->pack + at);
			if (holds_expression(section, key, unknown))
				change_line(run, &line);
		}
		at = end + 1;
	}
}

/* ---- what is listed as without effect --------------------------------------------------------- */

static void read_listed(struct run *run, const char *id)
{
	char *path = text_printf("%s/%s.txt", run->folder, id), *bytes, *rest = NULL;
	bool reason = false;
	size_t length;

	if (!run->folder || file_read(path, INI_MAX_BYTES, &bytes, &length) != TK_OK) {
		free(path);
		return;
	}
	run->listed = calloc(length / 2 + 1, sizeof(*run->listed));
	rest = bytes;
	for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n")) {
		if (*line == '#' || *line == '\0') {
			reason = *line == '#';
			continue;
		}
		if (!reason) {
			printf("%s: no reason stands above: %s\n", path, line);
			run->wrong++;
		}
		run->listed[run->listed_count++].line = strdup(line);
	}
	free(bytes);
	free(path);
}

static void check_listed(struct run *run)
{
	for (size_t i = 0; i < run->listed_count; i++) {
		if (!run->listed[i].met) {
			printf("%s: listed as without effect, but there is no such change: %s\n", run->path,
				run->listed[i].line);
			run->wrong++;
		}
		free(run->listed[i].line);
	}
	free(run->listed);
	run->listed = NULL;
	run->listed_count = 0;
}

/* ---- packs ------------------------------------------------------------------------------------ */

/* NULL: there are none, or they have errors. */
static struct ini *read_scenarios(const char *pack_path)
{
	char *path = text_printf("%.*s.scenarios", (int)strlen(pack_path) - 4, pack_path);
	struct ini *ini = NULL;
	size_t length;
	char *bytes = NULL;

	if (file_read(path, INI_MAX_BYTES, &bytes, &length) == TK_OK &&
		ini_parse(path, bytes, length, 0, &ini, NULL) != TK_OK) {
		ini_free(ini);
		ini = NULL;
	}
	free(bytes);
	free(path);
	return ini;
}

/* The pack itself must load, and pass its scenarios; of a sample that is left to `policy test`. */
static bool prepare(struct run *run)
{
	if (!run->scenarios) {
		printf("%s: there are no scenarios beside it that can be read\n", run->path);
		return false;
	}
	if (!run->sampled && is_noticed(run, run->pack, run->length)) {
		printf("%s: its scenarios do not pass as it is\n", run->path);
		return false;
	}
	run->noticed = run->refused = 0;
	return true;
}

/* How many changes there are of a pack. */
static size_t count_changes(const char *path)
{
	struct run dry = {.path = path, .step = SIZE_MAX, .passed = 1};

	dry.pack = read_all(path, &dry.length);
	change_pack(&dry);
	free(dry.pack);
	return dry.made;
}

/* false: a change survived, or the list is wrong. */
static bool mutate_pack(struct run *run, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	char *id = text_printf("%.*s", (int)strlen(name) - 4, name);

	run->path = path;
	run->made = run->tried = run->refused = run->noticed = run->equal = run->survivors = run->wrong = 0;
	run->pack = read_all(path, &run->length);
	run->scenarios = read_scenarios(path);
	run->order = calloc(run->scenarios ? run->scenarios->section_count : 1, sizeof(*run->order));
	for (size_t i = 0; run->scenarios && i < run->scenarios->section_count; i++)
		run->order[i] = i;
	if (prepare(run)) {
		read_listed(run, id);
		change_pack(run);
		check_listed(run);
	} else {
		run->wrong++;
	}
	printf("%s: %zu of %zu changes tried: %zu noticed, %zu refused by the loader, %zu without effect, "
	       "%zu unnoticed\n",
		id, run->tried, run->made, run->noticed, run->refused, run->equal, run->survivors);
	ini_free(run->scenarios);
	free(run->order);
	free(run->pack);
	free(id);
	return run->survivors == 0 && run->wrong == 0;
}

/* facts.ini and the calendar, from the folder above that of the packs. */
static void load_world(struct run *run, const char *path)
{
	static const struct tk_calendar *calendars[1];
	struct tk_vocabulary *vocabulary = NULL;
	struct tk_calendar *calendar = NULL;
	const char *slash = strrchr(path, '/');
	char *folder = slash ? text_printf("%.*s/..", (int)(slash - path), path) : text_printf("..");
	char *facts = text_printf("%s/facts.ini", folder), *cn = text_printf("%s/calendars/cn.ini", folder);
	size_t length;
	char *bytes = read_all(facts, &length);

	if (tk_vocabulary_load(facts, bytes, length, &vocabulary, NULL) != TK_OK)
		die("has errors", facts);
	free(bytes);
	bytes = read_all(cn, &length);
	if (tk_calendar_load(cn, bytes, length, &calendar, NULL) != TK_OK)
		die("has errors", cn);
	free(bytes);
	calendars[0] = calendar;
	run->world = (struct tk_world){vocabulary, calendars, 1};
	free(folder);
	free(facts);
	free(cn);
}

int main(int argc, char **argv)
{
	struct run run = {.step = 1};
	size_t sample = 0, changes = 0;
	bool good = true;
	int i = 1;

	for (; i + 1 < argc && strncmp(argv[i], "--", 2) == 0; i += 2) {
		if (strcmp(argv[i], "--sample") == 0)
			sample = strtoul(argv[i + 1], NULL, 10);
		else if (strcmp(argv[i], "--equivalents") == 0)
			run.folder = argv[i + 1];
		else
			die("unknown option", argv[i]);
	}
	if (i >= argc)
		die("no pack is named", "PACK.ini");
	load_world(&run, argv[i]);
	for (int pack = i; sample > 0 && pack < argc; pack++)
		changes += count_changes(argv[pack]);
	if (sample > 0)
		run.step = changes / sample + 1;
	run.sampled = sample > 0;
	for (; i < argc; i++)
		good = mutate_pack(&run, argv[i]) && good;
	tk_calendar_free((struct tk_calendar *)run.world.calendars[0]);
	tk_vocabulary_free((struct tk_vocabulary *)run.world.vocabulary);
	return good ? 0 : 1;
}
