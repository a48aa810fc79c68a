/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as text: cleaned, folded, wrapped, cut, escaped and unescaped. */
#include "config.h"

#include "target.h"

/* Control characters of either kind, bidirectional and zero-width ones, by their UTF-8 alone: a second opinion. */
static bool holds_controls(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	for (; *at != '\0'; at++) {
		if ((*at < 0x20 && *at != '\n') || *at == 0x7f)
			return true;
		if (at[0] == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0)
			return true;
		if (at[0] == 0xe2 && at[1] == 0x80 && ((at[2] >= 0xaa && at[2] <= 0xae) || at[2] == 0x8b || at[2] == 0xa8 ||
						       at[2] == 0xa9 || at[2] == 0x8e || at[2] == 0x8f))
			return true;
		if (at[0] == 0xe2 && at[1] == 0x81 && at[2] >= 0xa6 && at[2] <= 0xa9)
			return true;
		if (at[0] == 0xef && at[1] == 0xbb && at[2] == 0xbf)
			return true;
	}
	return false;
}

static void lay_out(const char *text)
{
	static const int widths[] = {1, 2, 7, 40, 200};

	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		struct text_lines lines;
		int width = 0;
		MUST(text_wrap(text, widths[i], 0, &lines));
		for (size_t j = 0; j < lines.count; j++) {
			MUST(text_valid(lines.items[j], strlen(lines.items[j])));
			/* one character, of several parts, may be wider than the line */
			MUST(text_width(lines.items[j]) <= widths[i] ||
				text_cluster(lines.items[j]) == strlen(lines.items[j]));
		}
		text_lines_release(&lines);
		char *cut = text_cut(text, widths[i], i % 2 == 1);
		MUST(cut != NULL && text_valid(cut, strlen(cut)) && text_width(cut) <= widths[i]);
		free(cut);
		size_t fitting = text_fit(text, widths[i], &width);
		MUST(fitting <= strlen(text) && width <= widths[i] && text_valid(text, fitting));
	}
}

static void escape(const char *text)
{
	char *escaped = text_escape(text);
	MUST(escaped != NULL && strpbrk(escaped, "\n\r\t;#\"\\'") == NULL);
	char *again = text_unescape(escaped);
	MUST(again != NULL && strcmp(again, text) == 0);
	free(again);
	free(escaped);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	for (int lines = 0; lines < 2; lines++) {
		char *safe = text_sanitize((const char *)bytes, length, lines);
		MUST(safe != NULL && text_valid(safe, strlen(safe)) && !holds_controls(safe));
		MUST(!text_has_controls(safe, strlen(safe)) || strchr(safe, '\n') != NULL);
		must_be_safe(safe, lines);
		lay_out(safe);
		escape(safe);
		char *folded = text_fold(safe), *trimmed = text_trim(safe);
		MUST(folded != NULL && text_valid(folded, strlen(folded)));
		MUST(trimmed != NULL && strstr(safe, trimmed) != NULL);
		free(trimmed);
		free(folded);
		free(safe);
	}
	char *raw = string_of(bytes, length), *unescaped = text_unescape(raw);
	MUST(unescaped == NULL || text_valid(unescaped, strlen(unescaped)));
	free(unescaped);
	if (text_valid(raw, strlen(raw)))
		escape(raw);
	free(raw);
	return 0;
}
