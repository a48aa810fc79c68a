/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unictype.h>
#include <unistr.h>

#include "text.h"

bool text_valid(const char *bytes, size_t length)
{
	return u8_check((const uint8_t *)bytes, length) == NULL &&
	       memchr(bytes, '\0', length) == NULL;
}

#define JOINER 0x200d

/* Characters that show nothing, or change what is shown around them: controls, formats
 * (bidirectional, zero-width, tags), line and paragraph separators, noncharacters. */
static bool is_unsafe(ucs4_t character)
{
	if (character < 0x20 || character == 0x7f)
		return true;
	if (character < 0x7f)
		return false;
	if ((character & 0xfffe) == 0xfffe || (character >= 0xfdd0 && character <= 0xfdef))
		return true;
	return uc_is_general_category_withtable(
		character, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Zl |
				   UC_CATEGORY_MASK_Zp);
}

bool text_has_controls(const char *bytes, size_t length)
{
	const uint8_t *at = (const uint8_t *)bytes, *end = at + length;

	while (at < end) {
		ucs4_t character;
		if (*at >= 0x20 && *at < 0x7f) { /* most of most texts */
			at++;
			continue;
		}
		at += u8_mbtouc(&character, at, (size_t)(end - at));
		if ((character < 0x20 && character != '\t') ||
			(character >= 0x7f && character < 0xa0) ||
			(character >= 0x2028 && character <= 0x202e) ||
			(character >= 0x2066 && character <= 0x2069) || character == 0x200e ||
			character == 0x200f || character == 0x061c)
			return true;
	}
	return false;
}

bool text_is_picture(unsigned long character)
{
	return (character >= 0x2190 && character <= 0x2bff) || (character >= 0x1f000 && character <= 0x1faff) ||
	       character == 0xfe0f;
}

/* Whether the joiner between BEFORE and what follows at AT makes one picture of them. */
static bool joins(ucs4_t before, const uint8_t *at, const uint8_t *end)
{
	ucs4_t after;

	return text_is_picture(before) && at < end && u8_mbtoucr(&after, at, (size_t)(end - at)) > 0 &&
	       text_is_picture(after);
}

char *text_sanitize(const char *bytes, size_t length, bool keep_newlines)
{
	const uint8_t *at = (const uint8_t *)bytes, *end = at + length;
	ucs4_t before = 0;
	struct text_buffer result;

	text_buffer_init(&result);
	while (at < end) {
		const uint8_t *plain = at; /* most of what there is, taken as it is */
		while (plain < end && *plain >= 0x20 && *plain < 0x7f)
			plain++;
		if (plain > at) {
			text_buffer_add_n(&result, (const char *)at, (size_t)(plain - at));
			before = plain[-1];
			at = plain;
			continue;
		}
		ucs4_t character;
		int taken = u8_mbtoucr(&character, at, (size_t)(end - at));
		if (taken < 0) { /* each invalid byte on its own */
			text_buffer_add(&result, "\xef\xbf\xbd");
			before = 0;
			at++;
			continue;
		}
		if (character == '\r' && at + 1 < end && at[1] == '\n')
			; /* the newline that follows stands for both */
		else if (character == '\n' && keep_newlines)
			text_buffer_add(&result, "\n");
		else if (character == '\t' || character == '\n')
			text_buffer_add(&result, " ");
		else if (is_unsafe(character) && !(character == JOINER && joins(before, at + taken, end)))
			text_buffer_add(&result, "\xef\xbf\xbd");
		else
			text_buffer_add_n(&result, (const char *)at, (size_t)taken);
		before = character;
		at += taken;
	}
	return text_buffer_take(&result);
}

static void add_escaped(struct text_buffer *buffer, const uint8_t *bytes, size_t length)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < length; i++) {
		const char escape[] = {'%', digits[bytes[i] >> 4], digits[bytes[i] & 15]};
		text_buffer_add_n(buffer, escape, sizeof(escape));
	}
}

char *text_escape(const char *text)
{
	const uint8_t *start = (const uint8_t *)text, *at = start, *end = at + strlen(text);
	struct text_buffer result;

	text_buffer_init(&result);
	while (at < end) {
		ucs4_t character;
		int taken = u8_mbtouc(&character, at, (size_t)(end - at));
		bool at_an_end = at == start || at + taken == end;
		if ((character < 0x80 && strchr("%\"';#\\", (int)character) != NULL) ||
			(character == ' ' && at_an_end) || is_unsafe(character))
			add_escaped(&result, at, (size_t)taken);
		else
			text_buffer_add_n(&result, (const char *)at, (size_t)taken);
		at += taken;
	}
	return text_buffer_take(&result);
}

static int hex_digit(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'A' && digit <= 'F')
		return digit - 'A' + 10;
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	return -1;
}

char *text_unescape(const char *text)
{
	char *result = malloc(strlen(text) + 1);
	size_t length = 0;

	if (result == NULL)
		return NULL;
	while (*text != '\0') {
		if (*text != '%') {
			result[length++] = *text++;
			continue;
		}
		int high = hex_digit(text[1]);
		int low = high < 0 ? -1 : hex_digit(text[2]);
		if (low < 0)
			break;
		result[length++] = (char)(high * 16 + low);
		text += 3;
	}
	result[length] = '\0';
	if (*text != '\0' || !text_valid(result, length)) {
		free(result);
		errno = EINVAL;
		return NULL;
	}
	return result;
}
