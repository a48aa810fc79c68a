/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

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

char *tk_money_format(int64_t fen, char buffer[TK_MONEY_TEXT])
{
	uint64_t magnitude = fen < 0 ? -(uint64_t)fen : (uint64_t)fen;
	snprintf(buffer, TK_MONEY_TEXT, "%s%llu.%02u", fen < 0 ? "-" : "",
	        (unsigned long long)(magnitude / 100), (unsigned)(magnitude % 100));
	return buffer;
}
