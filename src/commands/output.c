/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "output.h"

#include <errno.h>
#include <langinfo.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "file.h"
#include "language.h"
#include "text.h"

enum { COLUMNS = 80 };

bool output_is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* Signs of our own texts and of packs that have a likeness in ASCII. */
static const struct {
	const char *sign, *likeness;
} likenesses[] = {
	{"§", "S"},   {"·", "-"},   {"–", "-"}, {"—", "-"}, {"−", "-"}, {"×", "x"},
	{"÷", "/"},   {"…", "..."}, {"‘", "'"}, {"’", "'"}, {"“", "\""}, {"”", "\""},
	{"≤", "<="},  {"≥", ">="},  {"¥", "CNY "}, {"￥", "CNY "}, {"→", "->"}, {"✓", "+"},
	{"\u00a0", " "},
};

static const char *likeness_of(const char *text, size_t bytes)
{
	for (size_t i = 0; i < sizeof(likenesses) / sizeof(*likenesses); i++)
		if (strlen(likenesses[i].sign) == bytes && memcmp(likenesses[i].sign, text, bytes) == 0)
			return likenesses[i].likeness;
	return "?";
}

char *output_ascii(const char *text)
{
	struct text_buffer buffer;

	text_buffer_init(&buffer);
	while (*text) {
		size_t bytes = text_cluster(text);
		if (bytes == 0)
			break;
		if (bytes == 1 && (unsigned char)*text < 0x80)
			text_buffer_add_n(&buffer, text, 1);
		else
			text_buffer_add(&buffer, likeness_of(text, bytes));
		text += bytes;
	}
	return text_buffer_take(&buffer);
}

/* A part of the output was not there for lack of memory. */
static bool output_lost;

static void write_text(FILE *stream, const char *text)
{
	char *ascii = output_is_utf8() ? NULL : output_ascii(text);

	if (ascii)
		text = ascii;
	if (ascii || output_is_utf8())
		fputs(text, stream);
	else
		output_lost = true;
	free(ascii);
}

static void report_unwritten(int reason)
{
	report(_("standard output: cannot be written: %s"), strerror(reason));
}

void output_text(const char *text)
{
	if (ferror(stdout))
		return; /* said before */
	write_text(stdout, output_had(text));
	if (ferror(stdout))
		report_unwritten(errno);
}

const char *output_had(const char *text)
{
	output_lost |= !text;
	return text ? text : "";
}

bool output_taken(char *text)
{
	if (!text) {
		report_no_memory();
		return false;
	}
	output_text(text);
	free(text);
	return true;
}

void output_printf(const char *format, ...)
{
	va_list list;
	char *text;

	va_start(list, format);
	if (vasprintf(&text, format, list) < 0)
		text = NULL;
	va_end(list);
	output_text(text);
	free(text);
}

void output_wrapped(const char *lead, int indent, const char *text)
{
	struct text_lines lines;
	char *safe = text_sanitize(output_had(text), strlen(output_had(text)), true);
	char *whole = safe && lead ? text_printf("%s%s", lead, safe) : NULL;

	free(safe);
	if (whole && text_wrap(whole, COLUMNS, indent, &lines)) {
		for (size_t i = 0; i < lines.count; i++)
			output_printf("%s\n", lines.items[i]);
		text_lines_release(&lines);
	} else {
		output_lost = true;
	}
	free(whole);
}

int output_finish(int status)
{
	if (ferror(stdout))
		return STATUS_BAD_DATA; /* said before */
	if (fflush(stdout) != 0) {
		report_unwritten(errno);
		return STATUS_BAD_DATA;
	}
	if (output_lost)
		report_no_memory();
	return output_lost ? STATUS_BAD_DATA : status;
}

bool output_file(const char *path, const char *text)
{
	if (strcmp(path, "-") == 0) {
		output_text(text);
		return true;
	}
	return output_bytes(path, text, strlen(text));
}

bool output_bytes(const char *path, const char *bytes, size_t length)
{
	if (strcmp(path, "-") == 0) {
		if (fwrite(bytes, 1, length, stdout) < length)
			report_unwritten(errno);
		return !ferror(stdout);
	}
	if (file_write(path, bytes, length, 0600) == TK_OK)
		return true;
	report(_("%s: cannot be written: %s"), path, strerror(errno));
	return false;
}

void report(const char *format, ...)
{
	va_list list;
	char *text;

	/* What was written before is seen before. */
	if (!ferror(stdout) && fflush(stdout) != 0)
		report_unwritten(errno);
	va_start(list, format);
	if (vasprintf(&text, format, list) >= 0) {
		char *safe = text_sanitize(text, strlen(text), false);
		write_text(stderr, "tuikuan: ");
		write_text(stderr, safe ? safe : "");
		write_text(stderr, "\n");
		free(safe);
		free(text);
	}
	va_end(list);
}

static const char *translated(const char *text)
{
	return gettext(text);
}

char *report_text(const struct tk_error *error)
{
	return tk_error_text(error, translated);
}

void report_errors(const struct tk_errors *errors)
{
	for (size_t i = 0; i < errors->count; i++) {
		char *text = report_text(&errors->items[i]);
		report("%s", text ? text : tk_error_what(errors->items[i].code));
		free(text);
	}
	if (errors->dropped)
		report(ngettext("%zu more error", "%zu more errors", errors->dropped), errors->dropped);
}

void report_warnings(const struct tk_errors *warnings)
{
	for (size_t i = 0; i < warnings->count; i++) {
		char *text = tk_error_text(&warnings->items[i], translated);
		report(_("warning: %s"), text ? text : tk_error_what(warnings->items[i].code));
		free(text);
	}
	if (warnings->dropped)
		report(ngettext("%zu more warning", "%zu more warnings", warnings->dropped),
			warnings->dropped);
}

void report_no_memory(void)
{
	report("%s", _("out of memory"));
}
