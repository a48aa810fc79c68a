/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What F1 shows besides the question: what a screen is for, and its keys, both from the one table (request.h).
 */
#ifndef WIZARD_HELP_H
#define WIZARD_HELP_H

#include "confine.h"
#include "pane.h"
#include "request.h"

/* The title, if it has one, and what it is for. */
void help_purpose(enum purpose purpose, struct pane *pane);
/* A heading and the keys of TABLE. */
void help_keys(const struct request_info *table, size_t count, struct pane *pane);
/* What this process has given up, and what the machine lacks for it; nothing where the program was built without. */
void help_confinement(const struct confinement *given, struct pane *pane);
/* What the program is for, shown once; KEYS: with those that matter. */
void help_welcome(bool keys, struct pane *ret_pane);
/* F1 while a panel or the letter is before the page: what that is for, and all keys. */
void help_panel(enum purpose purpose, struct pane *ret_pane);

#endif
