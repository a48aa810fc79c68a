/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "error.h"

const char *tk_error_what(enum tk_error_code code)
{
	static const char *const texts[TK_ERROR_COUNT] = {
#define TK_ERROR_WHAT(name, what, expected) what,
		TK_ERROR_LIST(TK_ERROR_WHAT)
#undef TK_ERROR_WHAT
	};
	return texts[code];
}

const char *tk_error_expected(enum tk_error_code code)
{
	static const char *const texts[TK_ERROR_COUNT] = {
#define TK_ERROR_EXPECTED(name, what, expected) expected,
		TK_ERROR_LIST(TK_ERROR_EXPECTED)
#undef TK_ERROR_EXPECTED
	};
	return texts[code];
}
