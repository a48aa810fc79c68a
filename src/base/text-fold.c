/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <string.h>

#include <unictype.h>
#include <unistr.h>

#include "text.h"

/* What a character is read as, when a value is parsed; itself when it stands for nothing else. */
static ucs4_t folded(ucs4_t character)
{
	if (character >= 0xff01 && character <= 0xff5e) /* full-width ASCII */
		return character - 0xfee0;
	if (character >= 0x2010 && character <= 0x2015) /* hyphens and dashes */
		return '-';
	switch (character) {
	case 0x3000: /* ideographic blank */
	case 0x00a0: /* no-break blanks */
	case 0x2007:
	case 0x202f:
	case 0x2009: /* thin blank */
		return ' ';
	case 0x2212: /* minus */
	case 0xfe63:
		return '-';
	case 0xfe50: /* small forms */
		return ',';
	case 0xfe52:
		return '.';
	case 0xfe54:
		return ';';
	case 0xfe55:
		return ':';
	case 0xfe59:
		return '(';
	case 0xfe5a:
		return ')';
	case 0xfe6a:
		return '%';
	case 0xffe5: /* full-width yen sign */
		return 0x00a5;
	default:
		return character;
	}
}

static bool is_digit(ucs4_t character)
{
	return character >= '0' && character <= '9';
}

char *text_fold(const char *text)
{
	const uint8_t *at = (const uint8_t *)text, *end = at + strlen(text);
	ucs4_t before = 0;
	struct text_buffer result;

	text_buffer_init(&result);
	while (at < end) {
		ucs4_t character, next = 0;
		uint8_t bytes[6];
		at += u8_mbtouc(&character, at, (size_t)(end - at));
		character = folded(character);
		if (character == 0x3002 && at < end) { /* a full stop typed for a decimal point */
			u8_mbtouc(&next, at, (size_t)(end - at));
			if (is_digit(before) && is_digit(folded(next)))
				character = '.';
		}
		int length = u8_uctomb(bytes, character, sizeof(bytes));
		if (length > 0)
			text_buffer_add_n(&result, (const char *)bytes, (size_t)length);
		before = character;
	}
	return text_buffer_take(&result);
}

static bool is_blank(ucs4_t character)
{
	return character == 0xfeff || uc_is_property_white_space(character);
}

char *text_trim(const char *text)
{
	const uint8_t *start = (const uint8_t *)text, *at = start, *end = at + strlen(text);
	/* The first byte kept, the byte after the last. */
	const uint8_t *first = NULL, *last = start;
	struct text_buffer result;

	while (at < end) {
		ucs4_t character;
		const uint8_t *here = at;
		at += u8_mbtouc(&character, at, (size_t)(end - at));
		if (is_blank(character))
			continue;
		if (first == NULL)
			first = here;
		last = at;
	}
	text_buffer_init(&result);
	if (first != NULL)
		text_buffer_add_n(&result, (const char *)first, (size_t)(last - first));
	return text_buffer_take(&result);
}
