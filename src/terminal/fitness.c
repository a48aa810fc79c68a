/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include <curses.h>
#include <term.h>

#include "fitness.h"
#include "language.h"

const char *fitness_complaint(void)
{
	const char *name = getenv("TERM");
	int error = 0;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return N_("no terminal; \"tuikuan --plain\" asks line by line");
	if (name == NULL || name[0] == '\0')
		return N_("TERM is not set; \"tuikuan --plain\" asks line by line");
	if (setupterm(name, STDOUT_FILENO, &error) == ERR)
		return N_("the terminal named by TERM is unknown; \"tuikuan --plain\" asks line by line");
	const char *move = tigetstr("cup");
	bool moves = move != NULL && move != (char *)-1;
	del_curterm(cur_term);
	return moves ? NULL : N_("this terminal cannot move its cursor; \"tuikuan --plain\" asks line by line");
}
