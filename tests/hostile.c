/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hostile text through the wizard: typed, pasted, as an order page, in a letter handed to the clipboard, on paper, as
 * the name of a file. tests/hostile.sh names the files that hold it (v.CLASS) and the one that the rows go to, and
 * looks at what came out, by its bytes.
 *	TK_ROWS=FOLDER hostile CLASS...
 */
#include "config.h"

#include <locale.h>
#include <sys/ioctl.h>

#include "clipboard.h"
#include "evidence.h"
#include "file.h"
#include "headless.h"

static char **classes;
static const char *folder;

/* What came out of CLASS through INPUT: in a file of its own. */
static void put(const char *class, const char *input, const char *text)
{
	char *path = text_printf("%s/%s.%s", folder, class, input);
	FILE *file = fopen(path, "w");

	if (file == NULL || text == NULL || fputs(text, file) < 0 || fclose(file) != 0)
		ck_abort_msg("%s cannot be written", path);
	free(path);
}

static char *bytes_of(const char *class, size_t *ret_length)
{
	char *path = text_printf("v.%s", class), *bytes = NULL;

	if (file_read(path, (size_t)32 << 20, &bytes, ret_length) != TK_OK)
		ck_abort_msg("%s cannot be read", path);
	free(path);
	return bytes;
}

#define MOST_TYPED ((size_t)64 << 10) /* a key at a time: ten million of them take minutes */

/* As a terminal sends it: in pieces, each read before the next comes. */
static void feed(const char *bytes, size_t length)
{
	struct press press;
	int waiting;

	for (size_t at = 0; at < length;) {
		size_t more = length - at < 4096 ? length - at : 4096;
		ck_assert_int_eq(write(world.keyboard, bytes + at, more), (ssize_t)more);
		at += more;
		do { /* a byte that is no character ends a round */
			while (keys_read(&world.keys, &press))
				world.wish = screen_press(&world.screen, &press, world.now);
		} while (ioctl(world.keyboard, FIONREAD, &waiting) == 0 && waiting > 0);
	}
	show();
}

static void put_screen(const char *class, const char *input)
{
	char *text = screen_text();
	put(class, input, text);
	free(text);
}

/* Where a text can be typed: the note on the reason. */
static void start_at_note(void)
{
	start("en", 24, 80);
	type_the_case();
	type(GO_TO "7");
}

static char *note(void)
{
	const struct tk_answers *answers = flow_answers(world.flow);
	return strdup(tk_answers_text(answers,
		(size_t)tk_vocabulary_find(tk_answers_vocabulary(answers), "reason_note")));
}

static void type_and_look(const char *class, const char *input, const char *before, const char *after)
{
	size_t length;
	char *bytes = bytes_of(class, &length), *answer, *name = text_printf("%s-kept", input);

	start_at_note();
	type("\025"); /* nothing in the line */
	feed(before, strlen(before));
	feed(bytes, *before == '\0' && length > MOST_TYPED ? MOST_TYPED : length);
	feed(after, strlen(after));
	put_screen(class, input);
	type("\t");
	answer = note();
	put(class, name, answer);
	stop();
	free(name);
	free(answer);
	free(bytes);
}

static void paste_page(const char *class)
{
	static const char before[] = "\033[200~Order number: 240000000000417\rPaid in cash: 800.00\rRegion: ";
	static const char after[] = "\r\033[201~";
	size_t length;
	char *bytes = bytes_of(class, &length);

	start("en", 24, 80);
	feed(before, strlen(before));
	feed(bytes, length);
	feed(after, strlen(after));
	put_screen(class, "order-page");
	type("1");
	put_screen(class, "order-page-taken");
	stop();
	free(bytes);
}

static int digit_of(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *found = c == '\0' ? NULL : strchr(digits, c);
	return found == NULL ? -1 : (int)(found - digits);
}

/* What a terminal would put on the clipboard. */
static char *decoded(const char *sequence)
{
	static const char before[] = "\033]52;c;";
	struct text_buffer text;
	unsigned group = 0;
	int bits = 0;

	if (strncmp(sequence, before, strlen(before)) != 0)
		ck_abort_msg("no sequence for the clipboard");
	text_buffer_init(&text);
	for (sequence += strlen(before); *sequence != '\a'; sequence++) {
		int digit = digit_of(*sequence);
		if (digit < 0 && *sequence != '=')
			ck_abort_msg("a byte that is no base64");
		if (digit < 0)
			continue;
		group = group << 6 | (unsigned)digit;
		bits += 6;
		if (bits >= 8) {
			char byte = (char)(group >> (bits - 8));
			text_buffer_add_n(&text, &byte, 1);
			bits -= 8;
		}
	}
	if (sequence[1] != '\0')
		ck_abort_msg("something after the sequence");
	return text_buffer_take(&text);
}

/* A value that no key would bring, as an old case may: on paper and on the clipboard. */
static void hand_out(const char *class)
{
	size_t length;
	char *bytes = bytes_of(class, &length), *copy, *papers, *sequence;
	struct palette palette;
	const struct request set = {REQUEST_SET, "reason_note", bytes, 0}, go = {REQUEST_GO_TO_STEP, NULL, NULL, 7};

	start_at_note();
	screen_release(&world.screen);
	flow_request(world.flow, &set, world.now);
	flow_request(world.flow, &go, world.now);
	colours_make(&palette, true, false);
	ck_assert(screen_init(&world.screen, world.flow, &palette, world.now));
	show();
	put_screen(class, "shown");
	copy = flow_copy_text(world.flow);
	sequence = clipboard_sequence(copy);
	ck_assert_ptr_nonnull(sequence);
	char *there = decoded(sequence);
	put(class, "clipboard", there);
	papers = flow_papers_text(world.flow);
	put(class, "papers", papers);
	stop();
	free(there);
	free(sequence);
	free(papers);
	free(copy);
	free(bytes);
}

/* Tab behind the beginning of a name in a folder that somebody else filled. */
static void complete(const char *class)
{
	char path[64], *names = NULL, *typed;
	size_t length;
	char *bytes = bytes_of(class, &length);

	make_folder(path);
	put_file(path, "plain.txt", "");
	char *file = text_printf("%s/%.200s", path, bytes);
	FILE *made = fopen(file, "w"); /* some of these are no names */
	if (made != NULL)
		fclose(made);
	typed = text_printf("%s/", path);
	char *longer = evidence_complete(NULL, typed, &names);
	put(class, "Tab", names == NULL ? "" : names);
	free(longer);
	free(names);
	free(typed);
	free(file);
	remove_folder(path);
	free(bytes);
}

START_TEST(every_class)
{
	for (char **class = classes; *class != NULL; class++) {
		type_and_look(*class, "keys", "", "");
		type_and_look(*class, "paste", "\033[200~", "\033[201~");
		paste_page(*class);
		hand_out(*class);
		complete(*class);
	}
}
END_TEST

int main(int argc, char **argv)
{
	const struct suite_group groups[] = {{"hostile", {every_class, NULL}}};

	folder = getenv("TK_ROWS");
	if (argc < 2 || folder == NULL)
		return 2;
	classes = argv + 1;
	setlocale(LC_ALL, "C.UTF-8");
	return SUITE_RUN("hostile", groups);
}
