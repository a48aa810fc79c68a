/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text for the terminal's clipboard (OSC 52). Whether the terminal takes it cannot be known: whoever
 * copies also shows the text without borders. Knows nothing of pages.
 */
#ifndef TERMINAL_CLIPBOARD_H
#define TERMINAL_CLIPBOARD_H

/* The sequence that hands over TEXT, in which control characters but line ends and tabs are replaced.
 * Caller frees; NULL = no memory. */
char *clipboard_sequence(const char *text);

#endif
