/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "values.h"

/* Beyond any amount, and still far from overflow. */
#define TOO_MUCH (INT64_MAX / 100000)

bool money_read(const char *text, int64_t *ret_fen)
{
	int64_t fen = 0;
	int decimals = -1; /* no point yet */
	bool digit = false;

	for (; *text != '\0'; text++) {
		if (*text == '.' && decimals < 0 && digit) {
			decimals = 0;
			continue;
		}
		if (*text < '0' || *text > '9' || decimals == 2)
			return false;
		if (fen < TOO_MUCH)
			fen = fen * 10 + (*text - '0');
		digit = true;
		if (decimals >= 0)
			decimals++;
	}
	if (!digit || decimals == 0)
		return false;
	for (decimals = decimals < 0 ? 0 : decimals; decimals < 2; decimals++)
		fen *= 10;
	*ret_fen = fen;
	return true;
}

enum tk_status tk_money_parse(const char *text, int64_t *ret_fen)
{
	int64_t fen;
	if (!money_read(text, &fen) || fen > TK_MONEY_MAX)
		return TK_INVALID;
	*ret_fen = fen;
	return TK_OK;
}

size_t tk_money_write(int64_t fen, char buffer[TK_MONEY_TEXT])
{
	uint64_t magnitude = fen < 0 ? -(uint64_t)fen : (uint64_t)fen;
	char text[TK_MONEY_TEXT], *p = text + sizeof(text);

	*--p = '\0';
	for (int digits = 0; digits < 3 || magnitude > 0; digits++) {
		if (digits == 2)
			*--p = '.';
		*--p = (char)('0' + magnitude % 10);
		magnitude /= 10;
	}
	if (fen < 0)
		*--p = '-';
	memcpy(buffer, p, (size_t)(text + sizeof(text) - p));
	return (size_t)(text + sizeof(text) - p) - 1;
}

char *tk_money_format(int64_t fen, char buffer[TK_MONEY_TEXT])
{
	tk_money_write(fen, buffer);
	return buffer;
}
