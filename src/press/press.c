/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuikuan-paper: what takes large libraries, in a program of its own. The work comes in on standard input
 * (base/sheet), what is made goes to standard output; tuikuan runs it. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "calendar-file.h"
#include "file.h"
#include "language.h"
#include "packet-file.h"
#include "pdf.h"
#include "text.h"

#define INPUT_MAX ((size_t)512 << 20)

enum { STATUS_DONE = 0, STATUS_BAD = 1, STATUS_USAGE = 2 };

static int complain(const char *text)
{
	fprintf(stderr, "tuikuan-paper: %s\n", text);
	return STATUS_BAD;
}

/* All of standard input; NULL with a message. Caller frees. */
static char *read_all(size_t *ret_length)
{
	struct text_buffer input;
	char part[65536];
	ssize_t got;

	text_buffer_init(&input);
	while ((got = read(STDIN_FILENO, part, sizeof(part))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || input.failed || input.length > INPUT_MAX)
			break;
		text_buffer_add_n(&input, part, (size_t)got);
	}
	*ret_length = input.length;
	char *bytes = got == 0 ? text_buffer_take(&input) : NULL;
	if (!bytes) {
		complain(got < 0 ? strerror(errno) : _("there is not enough memory for this"));
		text_buffer_release(&input);
	}
	return bytes;
}

static int write_out(const char *bytes, size_t length)
{
	return file_write_all(STDOUT_FILENO, bytes, length) ? STATUS_DONE : complain(strerror(errno));
}

static int make_pdf(char *input, size_t input_length)
{
	char *bytes = NULL;
	size_t length = 0;
	int status;

	/* Messages are in the interface's language, the page is in its own. */
	const char *language = language_current();
	enum pdf_result result = text_valid(input, input_length) ? pdf_make(input, &bytes, &length) : PDF_NO_SHEET;

	language_set(language);
	switch (result) {
	case PDF_LACKS_GLYPHS:
		complain(_("some characters of the paper are in no font of this machine and come out as boxes"));
		break;
	case PDF_NO_FONT:
		return complain(_("there is no font with Chinese characters here that can go into a PDF; install one "
				  "(Debian: fonts-wqy-microhei)"));
	case PDF_NO_SHEET:
		return complain(_("what came in is no paper"));
	case PDF_NO_MEMORY:
		return complain(_("there is not enough memory for this"));
	case PDF_DONE:
		break;
	}
	status = write_out(bytes, length);
	free(bytes);
	return status;
}

static int make_other(char *input, size_t input_length,
	enum tk_status (*make)(char *input, size_t length, char **ret_bytes, size_t *ret_length))
{
	char *bytes = NULL;
	size_t length = 0;
	int status;

	switch (make(input, input_length, &bytes, &length)) {
	case TK_OK:
		status = write_out(bytes, length);
		free(bytes);
		return status;
	case TK_INVALID:
		return complain(_("what came in is not what was asked for"));
	default:
		return complain(_("there is not enough memory for this"));
	}
}

static int make_zip(char *input, size_t length)
{
	return make_other(input, length, packet_file_make);
}

static int read_zip(char *input, size_t length)
{
	return make_other(input, length, packet_file_read);
}

static int make_calendar(char *input, size_t length)
{
	return make_other(input, length, calendar_file_make);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*make)(char *input, size_t length);
	} works[] = {{"pdf", make_pdf}, {"zip", make_zip}, {"unzip", read_zip}, {"calendar", make_calendar}};
	size_t length;

	language_start(LOCALE_DIR, argc == 3 ? argv[2] : NULL);
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		puts(PACKAGE_STRING);
		return STATUS_DONE;
	}
	for (size_t i = 0; argc >= 2 && argc <= 3 && i < sizeof(works) / sizeof(*works); i++) {
		if (strcmp(argv[1], works[i].name) != 0)
			continue;
		char *input = read_all(&length);
		int status = input ? works[i].make(input, length) : STATUS_BAD;
		free(input);
		return status;
	}
	fputs("Usage: tuikuan-paper pdf|zip|unzip|calendar [LANGUAGE] <INPUT >OUTPUT\n"
	      "tuikuan runs this program; by itself it is of little use.\n",
		stderr);
	return STATUS_USAGE;
}
