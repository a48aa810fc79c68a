/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the provider's refund page shows beside the decision, in words: agrees, better there, or why it
 * may give less. Knows decisions and words; must not know pages, the flow or where the answers came from.
 */
#ifndef WIZARD_CONSOLE_CHECK_H
#define WIZARD_CONSOLE_CHECK_H

#include "pane.h"
#include "tuikuan.h"

/* Nothing when nothing was entered of that page. */
void console_check(const struct tk_decision *decision, struct pane *pane);

#endif
