/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "clipboard.h"
#include "text.h"

static char *base64(const char *bytes, size_t length, char *to)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < length; i += 3) {
		uint32_t group = 0;
		for (size_t j = 0; j < 3; j++)
			group = group << 8 | (i + j < length ? (unsigned char)bytes[i + j] : 0);
		for (size_t j = 0; j < 4; j++)
			*to++ = i + j > length ? '=' : digits[group >> (18 - 6 * j) & 63];
	}
	return to;
}

char *clipboard_sequence(const char *text)
{
	static const char before[] = "\033]52;c;", after[] = "\a";
	char *safe = text_sanitize(text, strlen(text), true);

	if (safe == NULL)
		return NULL;
	size_t length = strlen(safe);
	char *sequence = malloc(sizeof(before) + (length + 2) / 3 * 4 + sizeof(after));
	if (sequence != NULL) {
		strcpy(sequence, before);
		char *end = base64(safe, length, sequence + strlen(before));
		strcpy(end, after);
	}
	free(safe);
	return sequence;
}
