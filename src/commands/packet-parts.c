/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "packet-parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "language.h"
#include "output.h"
#include "sheet.h"

#define ENDING_MAX 5

void packet_begin(struct packet *packet, int64_t at)
{
	char text[32];

	memset(packet, 0, sizeof(*packet));
	text_buffer_init(&packet->input);
	text_buffer_init(&packet->missing);
	snprintf(text, sizeof(text), "%lld", (long long)at);
	sheet_add(&packet->input, "zip", text, NULL);
}

void packet_release(struct packet *packet)
{
	for (size_t i = 0; i < packet->count; i++) {
		free(packet->files[i].name);
		free(packet->files[i].what);
	}
	text_buffer_release(&packet->input);
	text_buffer_release(&packet->missing);
}

bool packet_add(struct packet *packet, const char *name, const char *what, const char *bytes, size_t length)
{
	struct packet_file *file = &packet->files[packet->count];
	char number[32];

	if (packet->count == PACKET_FILES_MAX || length > PACKET_BYTES_MAX - packet->bytes)
		return false;
	file->name = strdup(name);
	file->what = strdup(what);
	packet->count++;
	if (!file->name || !file->what) {
		packet->failed = true;
		return true;
	}
	file->length = length;
	packet->bytes += length;
	file_sha256_hex(bytes, length, file->sha256);
	snprintf(number, sizeof(number), "%zu", length);
	sheet_add(&packet->input, "file", name, number, NULL);
	text_buffer_add_n(&packet->input, bytes, length);
	text_buffer_add(&packet->input, "\n");
	return true;
}

void packet_lack(struct packet *packet, const char *format, ...)
{
	va_list list;
	char *text;

	va_start(list, format);
	if (vasprintf(&text, format, list) < 0)
		text = NULL;
	va_end(list);
	if (!text) {
		packet->failed = true;
		return;
	}
	report(_("missing in the packet: %s"), text);
	text_buffer_printf(&packet->missing, "%s\n", text);
	packet->missing_count++;
	free(text);
}

char *packet_ending(const char *path)
{
	const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');
	size_t length = dot ? strlen(dot + 1) : 0;
	char *ending;

	if (length == 0 || length > ENDING_MAX)
		return strdup("");
	ending = strdup(dot);
	for (char *letter = ending ? ending + 1 : NULL; letter && *letter; letter++) {
		if (*letter >= 'A' && *letter <= 'Z')
			*letter = (char)(*letter - 'A' + 'a');
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789", *letter))
			*ending = '\0';
	}
	return ending;
}

/* ---- the index page and the sums ------------------------------------------------------------ */

static void add_escaped(struct text_buffer *page, const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '&':
			text_buffer_add(page, "&amp;");
			break;
		case '<':
			text_buffer_add(page, "&lt;");
			break;
		case '>':
			text_buffer_add(page, "&gt;");
			break;
		case '"':
			text_buffer_add(page, "&quot;");
			break;
		default:
			text_buffer_add_n(page, text, 1);
		}
	}
}

/* TEXT between <TAG> and </TAG>. */
static void add_element(struct text_buffer *page, const char *tag, const char *text)
{
	text_buffer_printf(page, "<%s>", tag);
	add_escaped(page, text);
	text_buffer_printf(page, "</%.*s>", (int)strcspn(tag, " "), tag);
}

/* Each line of LINES in an element of its own. */
static void add_lines(struct text_buffer *page, const char *tag, const char *lines)
{
	while (*lines) {
		size_t length = strcspn(lines, "\n");
		char *line = strndup(lines, length);

		if (line)
			add_element(page, tag, line);
		else
			page->failed = true;
		text_buffer_add(page, "\n");
		free(line);
		lines += length + (lines[length] == '\n');
	}
}

static void add_row(struct text_buffer *page, const struct packet_file *file)
{
	char size[32];

	snprintf(size, sizeof(size), "%zu", file->length);
	text_buffer_printf(page, "<tr><td><a href=\"%s\">%s</a></td>", file->name, file->name);
	add_element(page, "td", file->what);
	add_element(page, "td class=\"n\"", size);
	add_element(page, "td class=\"h\"", file->sha256);
	text_buffer_add(page, "</tr>\n");
}

static void add_missing(struct text_buffer *page, const struct packet *packet)
{
	if (packet->missing_count == 0) {
		add_element(page, "p", _("Nothing is missing."));
		return;
	}
	add_element(page, "h2", _("Missing"));
	text_buffer_add(page, "\n<ul>\n");
	add_lines(page, "li", packet->missing.text);
	text_buffer_add(page, "</ul>\n");
}

static char *index_page(const struct packet *packet, const char *language, const char *title, const char *head)
{
	struct text_buffer page;

	text_buffer_init(&page);
	text_buffer_printf(&page, "<!DOCTYPE html>\n<html lang=\"%s\">\n<meta charset=\"utf-8\">\n",
		strcmp(language, "zh_CN") == 0 ? "zh-CN" : "en");
	add_element(&page, "title", title);
	text_buffer_add(&page, "\n<style>body{font:16px/1.6 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
			       "td{padding:.2em .8em .2em 0;vertical-align:top}.n{text-align:right}"
			       ".h{font:12px monospace;word-break:break-all}</style>\n");
	add_element(&page, "h1", title);
	text_buffer_add(&page, "\n");
	add_lines(&page, "p", head);
	text_buffer_add(&page, "<table>\n<tr>");
	add_element(&page, "th", _("File"));
	add_element(&page, "th", _("What it is"));
	add_element(&page, "th", _("Bytes"));
	text_buffer_add(&page, "<th>SHA-256</th></tr>\n");
	for (size_t i = 0; i < packet->count; i++)
		add_row(&page, &packet->files[i]);
	text_buffer_add(&page, "</table>\n");
	add_missing(&page, packet);
	add_element(&page, "p", _("To check: sha256sum -c SHA256SUMS, in the folder that this was unpacked to."));
	text_buffer_add(&page, "\n</html>\n");
	return text_buffer_take(&page);
}

static void add_text(struct packet *packet, const char *name, const char *what, char *text)
{
	if (!text || !packet_add(packet, name, what, text, strlen(text)))
		packet->failed = true;
	free(text);
}

static char *sums(const struct packet *packet)
{
	struct text_buffer list;

	text_buffer_init(&list);
	for (size_t i = 0; i < packet->count; i++)
		text_buffer_printf(&list, "%s  %s\n", packet->files[i].sha256, packet->files[i].name);
	return text_buffer_take(&list);
}

void packet_close(struct packet *packet, const char *language, const char *title, const char *head)
{
	/* The page cannot tell its own hash; the sums do. */
	if (!packet->missing.failed && !packet->failed)
		add_text(packet, "index.html", _("This page"), index_page(packet, language, title, head));
	add_text(packet, "SHA256SUMS", _("The hashes of all files"), sums(packet));
	packet->failed = packet->failed || packet->input.failed || packet->missing.failed;
}
