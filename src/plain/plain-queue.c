/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "help.h"
#include "language.h"
#include "plain-queue.h"
#include "text.h"

#define AT_ONCE 20      /* cases; more on request */
#define LINE_MOST 1000  /* bytes that are searched */

struct plain_queue {
	struct queue *queue;
	const struct plain_options *options;
	FILE *in, *out;
	size_t shown; /* cases that were printed so far */
	bool listed;  /* the list was printed since it last changed */
};

/* X(name, English, Chinese, help): words besides a number and what is searched. */
#define WORD_LIST(X)                                                                                        \
	X(NEW, "new", "新建", N_("Begin a new case."))                                                      \
	X(DUPLICATE, "duplicate", "复制", N_("A new case with the answers of another, as in duplicate 3."))  \
	X(ARCHIVE, "archive", "归档", N_("Archive a case, or take it out again, as in archive 3."))          \
	X(ALL, "all", "全部", N_("Search for nothing; archived cases too, or not."))                        \
	X(MORE, "more", "更多", N_("List more cases; Enter does the same."))                                \
	X(LANGUAGE, "language", "语言", N_("Switch between English and Chinese."))                          \
	X(HELP, "help", "帮助", N_("These words."))                                                         \
	X(QUIT, "quit", "退出", N_("Leave."))

enum word {
	WORD_NONE,
#define WORD_ENUM(name, english, chinese, help) WORD_##name,
	WORD_LIST(WORD_ENUM)
#undef WORD_ENUM
};

static const struct {
	enum word word;
	const char *english, *chinese, *help;
} words[] = {
#define WORD_ROW(name, english, chinese, help) {WORD_##name, english, chinese, help},
	WORD_LIST(WORD_ROW)
#undef WORD_ROW
};

/* ---- printing -------------------------------------------------------------------------------- */

static void print(struct plain_queue *plain, const char *text)
{
	for (const char *at = text; *at != '\0'; at++) {
		unsigned char byte = (unsigned char)*at;
		if (!plain->options->ascii || byte < 0x80)
			putc(byte, plain->out);
		else if ((byte & 0xc0) != 0x80) /* one mark for each character, not for each byte */
			putc('?', plain->out);
	}
}

static void print_pane(struct plain_queue *plain, struct pane *pane)
{
	char *text = pane_text(pane, plain->options->columns > 0 ? plain->options->columns : 80);

	print(plain, text != NULL ? text : _("(not enough memory to show this)"));
	free(text);
	pane_release(pane);
}

static void print_line(struct plain_queue *plain, const char *text)
{
	struct pane pane;

	pane_init(&pane);
	pane_line(&pane, 0, 0);
	pane_add(&pane, PANE_PLAIN, text);
	print_pane(plain, &pane);
}

/* "3  TK-20261123-0001  ..." and, indented, what else there is to say. */
static void print_case(struct plain_queue *plain, size_t i)
{
	struct pane detail, numbered;

	pane_init(&detail);
	queue_detail(plain->queue, i, &detail);
	pane_init(&numbered);
	for (size_t line = 0; line < detail.count; line++) {
		pane_line(&numbered, line == 0 ? 0 : 5, 5);
		if (line == 0)
			pane_printf(&numbered, PANE_KEY, "%3zu  ", i + 1);
		for (size_t s = 0; s < detail.lines[line].span_count; s++)
			pane_add(&numbered, detail.lines[line].spans[s].style, detail.lines[line].spans[s].text);
	}
	pane_release(&detail);
	print_pane(plain, &numbered);
}

static void print_list(struct plain_queue *plain)
{
	size_t count = queue_count(plain->queue), end = plain->shown + AT_ONCE < count ? plain->shown + AT_ONCE : count;
	char *tally = queue_tally(plain->queue);

	print(plain, "\n");
	if (plain->shown == 0) {
		char *title = tally == NULL ? NULL : text_printf("== %s: %s ==", _("Cases"), tally);
		print_line(plain, title == NULL ? _("Cases") : title);
		free(title);
	}
	free(tally);
	for (; plain->shown < end; plain->shown++)
		print_case(plain, plain->shown);
	if (count == 0)
		print_line(plain, _("No case on file is like that."));
	if (end < count)
		print_line(plain, _("Enter lists more."));
	print_line(plain, _("A number opens a case, new begins one, other text is searched; help lists the words."));
}

static void print_help(struct plain_queue *plain)
{
	struct pane purpose;

	pane_init(&purpose);
	help_purpose(PURPOSE_QUEUE, &purpose);
	pane_line(&purpose, 0, 0);
	print_pane(plain, &purpose);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		char *names = plain->options->ascii ? strdup(words[i].english)
						    : text_printf("%s, %s", words[i].english, words[i].chinese);
		char *padded = names == NULL ? NULL : text_pad(names, 18, false);
		struct pane pane;
		pane_init(&pane);
		pane_line(&pane, 2, 20);
		pane_add(&pane, PANE_KEY, padded == NULL ? "" : padded);
		pane_add(&pane, PANE_PLAIN, _(words[i].help));
		print_pane(plain, &pane);
		free(padded);
		free(names);
	}
	print_line(plain, _("To search for one of these words, or for a number, put an equals sign before it, as in =12."));
}

/* ---- what is typed --------------------------------------------------------------------------- */

/* One line, made safe. Caller frees. NULL: the end, or no memory. */
static char *read_line(struct plain_queue *plain)
{
	struct text_buffer line;
	int byte;
	bool any = false;

	text_buffer_init(&line);
	while ((byte = getc(plain->in)) != EOF && byte != '\n') {
		char piece = (char)byte;
		any = true;
		if (line.length < LINE_MOST && byte != '\r')
			text_buffer_add_n(&line, &piece, 1);
	}
	char *raw = byte == EOF && !any ? NULL : text_buffer_take(&line);
	char *safe = raw == NULL ? NULL : text_sanitize(raw, strlen(raw), false);
	text_buffer_release(&line);
	free(raw);
	return safe;
}

/* The number that TEXT is, of a case that is listed; 0: none. */
static size_t case_number(const struct plain_queue *plain, const char *text)
{
	char *end;

	text += strspn(text, " ");
	unsigned long number = strtoul(text, &end, 10);
	return *text >= '0' && *text <= '9' && *end == '\0' && number <= queue_count(plain->queue) ? (size_t)number : 0;
}

/* The word that LINE is, or begins with before a number (*RET_NUMBER, 0 none). */
static enum word read_word(const struct plain_queue *plain, const char *line, size_t *ret_number)
{
	*ret_number = 0;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		const char *const forms[] = {words[i].english, words[i].chinese};
		for (size_t f = 0; f < 2; f++) {
			size_t length = strlen(forms[f]);
			if (strncasecmp(line, forms[f], length) != 0)
				continue;
			*ret_number = case_number(plain, line + length);
			if (line[length] == '\0' || *ret_number > 0)
				return words[i].word;
		}
	}
	return WORD_NONE;
}

static void list_anew(struct plain_queue *plain)
{
	plain->shown = 0;
	plain->listed = false;
}

static void search(struct plain_queue *plain, const char *text)
{
	queue_search(plain->queue, text);
	list_anew(plain);
}

static void archive(struct plain_queue *plain, size_t number)
{
	if (number == 0) {
		print_line(plain, _("Type the number of a case behind it, as in archive 3."));
		return;
	}
	queue_select(plain->queue, number - 1);
	queue_archive(plain->queue, plain->options->now());
	print_line(plain, queue_message(plain->queue) == NULL ? "" : queue_message(plain->queue));
	list_anew(plain);
}

/* Does what LINE says. false: go on asking; else *RET_WISH. */
static bool obey(struct plain_queue *plain, const char *line, enum plain_wish *ret_wish)
{
	size_t number = case_number(plain, line), of_word;
	enum word word = read_word(plain, line, &of_word);

	switch (word) {
	case WORD_NEW:
		*ret_wish = PLAIN_NEW;
		return true;
	case WORD_DUPLICATE:
		if (of_word == 0) {
			print_line(plain, _("Type the number of a case behind it, as in duplicate 3."));
			return false;
		}
		queue_select(plain->queue, of_word - 1);
		*ret_wish = PLAIN_DUPLICATE;
		return true;
	case WORD_ARCHIVE:
		archive(plain, of_word);
		return false;
	case WORD_ALL:
		if (*queue_searched(plain->queue) == '\0')
			queue_show_archived(plain->queue, !queue_shows_archived(plain->queue));
		search(plain, "");
		return false;
	case WORD_MORE:
		plain->listed = false;
		return false;
	case WORD_LANGUAGE:
		language_set(strcmp(language_current(), "en") == 0 ? "zh_CN" : "en");
		list_anew(plain);
		return false;
	case WORD_HELP:
		print_help(plain);
		return false;
	case WORD_QUIT:
		*ret_wish = PLAIN_QUIT;
		return true;
	default:
		break;
	}
	if (*line == '\0') {
		plain->listed = plain->shown >= queue_count(plain->queue);
	} else if (number > 0) {
		queue_select(plain->queue, number - 1);
		*ret_wish = PLAIN_OPEN;
		return true;
	} else {
		search(plain, *line == '=' ? line + 1 : line);
	}
	return false;
}

enum plain_wish plain_queue_run(struct queue *queue, const struct plain_options *options, FILE *in, FILE *out)
{
	struct plain_queue plain = {.queue = queue, .options = options, .in = in, .out = out};
	enum plain_wish wish = PLAIN_QUIT;
	bool echo = !isatty(fileno(in)), done = false;

	while (!done && !ferror(out)) {
		if (!plain.listed)
			print_list(&plain);
		plain.listed = true;
		print(&plain, "> ");
		fflush(out);
		char *line = read_line(&plain);
		if (line == NULL || echo) {
			print(&plain, line == NULL ? "" : line);
			print(&plain, "\n");
		}
		char *folded = line == NULL ? NULL : text_fold(line), *trimmed = folded == NULL ? NULL : text_trim(folded);
		done = trimmed == NULL || obey(&plain, trimmed, &wish);
		free(trimmed);
		free(folded);
		free(line);
	}
	return wish;
}
