/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tuikuan.h"

/* The words that files and machine output use; never translated. */

const char *tk_type_name(enum tk_type type)
{
	static const char *const names[] = {
	        "flag", "choice", "money", "moment", "duration", "count", "percent", "text"};
	return names[type];
}

const char *tk_known_name(enum tk_known known)
{
	static const char *const names[TK_KNOWN_COUNT] = {"typed", "pasted", "told", "seen"};
	return names[known];
}

const char *tk_console_name(enum tk_console console)
{
	static const char *const names[] = {"unknown", "agrees", "within", "better", "less"};
	return names[console];
}

const char *tk_verdict_name(enum tk_verdict verdict)
{
	static const char *const names[] = {"full", "partial", "refused", "undetermined"};
	return names[verdict];
}
