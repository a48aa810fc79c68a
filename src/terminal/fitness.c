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
		return _("there is no terminal here");
	if (name == NULL || name[0] == '\0')
		return _("TERM is not set");
	if (setupterm(name, STDOUT_FILENO, &error) == ERR)
		return _("the terminal that TERM names is unknown");
	const char *move = tigetstr("cup");
	bool moves = move != NULL && move != (char *)-1;
	del_curterm(cur_term);
	return moves ? NULL : _("this terminal cannot move its cursor");
}

const char *fitness_capability(const char *name)
{
	const char *text = tigetstr(name);

	return text == NULL || text == (const char *)-1 ? NULL : text;
}
