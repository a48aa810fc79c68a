/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter-sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sheet.h"

static const char *title(enum paper_letter length)
{
	switch (length) {
	case PAPER_STATEMENT:
		return _("Statement");
	case PAPER_COMPLAINT:
		return _("Complaint");
	case PAPER_RESCISSION:
		return _("Notice of rescission");
	case PAPER_REASON:
	case PAPER_TICKET:
	case PAPER_LETTER:
	case PAPER_LETTER_COUNT:
		break;
	}
	return _("Application for a refund");
}

void letter_sheet_open(struct paper *paper, enum paper_letter length)
{
	paper_open(paper, title(length));
}

size_t letter_item_mark(const char *text)
{
	static const char *const ends[] = {". ", ") ", "）", "、"};
	size_t digits = strspn(text, "0123456789"), i;

	if (strncmp(text, "- ", 2) == 0)
		return 2;
	for (i = 0; i < sizeof ends / sizeof *ends && digits > 0 && digits <= 3; i++) {
		if (strncmp(text + digits, ends[i], strlen(ends[i])) == 0)
			return digits + strlen(ends[i]);
	}
	return 0;
}

void letter_sheet_line(struct text_buffer *out, int indent, const char *text)
{
	size_t length = letter_item_mark(text);
	char number[16], *mark = strndup(text, length);

	snprintf(number, sizeof number, "%d", indent);
	if (mark)
		sheet_add(out, "line", number, mark, text + length, NULL);
	else
		out->failed = true;
	free(mark);
}
