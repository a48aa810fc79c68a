/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the provider's refund page shows, beside the policy, in a sentence. */
#include "shown.h"

#include "language.h"

const char *shown_console(enum tk_console console)
{
	switch (console) {
	case TK_CONSOLE_AGREES:
		return _("The refund page agrees with this result.");
	case TK_CONSOLE_WITHIN:
		return _("The refund page agrees so far: what it shows is among what the open answers allow.");
	case TK_CONSOLE_BETTER:
		return _("The refund page is better for you than this result. Go by the refund page.");
	case TK_CONSOLE_LESS:
		return _("The refund page gives less than this result, and the refund page wins.");
	case TK_CONSOLE_UNKNOWN:
		break;
	}
	return "";
}
