/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <string.h>

#include <unicase.h>
#include <unistr.h>

#include "text.h"

/* Punctuation that an input method gives for what is typed without one. */
static ucs4_t plain_punctuation(ucs4_t character)
{
	switch (character) {
	case 0x3001: /* 、 */
		return ',';
	case 0x3002: /* 。 */
		return '.';
	case 0x3000: /* blanks */
	case 0x00a0:
	case 0x2007:
	case 0x202f:
	case 0x2009:
		return ' ';
	case 0x2018:
	case 0x2019:
		return '\'';
	case 0x201c:
	case 0x201d:
		return '"';
	case 0x2212: /* minus */
		return '-';
	case 0xffe5: /* full-width yen sign */
		return 0x00a5;
	default:
		return character >= 0x2010 && character <= 0x2015 ? '-' : character;
	}
}

static ucs4_t search_form(ucs4_t character)
{
	if (character >= 0xff01 && character <= 0xff5e) /* full-width ASCII */
		character -= 0xfee0;
	if (character < 0x80)
		return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
	if (character >= 0x3400 && character <= 0x9fff) /* most of what is Chinese */
		return character;
	character = plain_punctuation(character);
	return character < 0x80 ? character : uc_tolower(character);
}

void text_add_search_form(struct text_buffer *buffer, const char *text)
{
	const uint8_t *at = (const uint8_t *)text, *end = at + strlen(text);
	uint8_t piece[256 + 6];
	size_t length = 0;

	while (at < end) {
		if (*at < 0x80) {
			piece[length++] = (uint8_t)search_form(*at++);
		} else {
			ucs4_t character;
			at += u8_mbtouc(&character, at, (size_t)(end - at));
			length += (size_t)u8_uctomb(piece + length, search_form(character), 6);
		}
		if (length >= 256) {
			text_buffer_add_n(buffer, (const char *)piece, length);
			length = 0;
		}
	}
	text_buffer_add_n(buffer, (const char *)piece, length);
}
