/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of its own: term.h makes macros of words such as "lines" and "columns". */
#include "config.h"

#include "keys.h"

#include <curses.h>
#include <term.h>

/* meta() also tells the terminal to send Alt as an eighth bit, where it can: Alt and a letter would be no Esc and a
 * letter any more, and no UTF-8. So it finds nothing to tell. */
void keys_take_eight_bits(void)
{
	char *told = meta_on;

	meta_on = NULL;
	meta(stdscr, TRUE);
	meta_on = told;
}
