/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Picks the command: the first argument names it, else it is the wizard. */
#include "config.h"

#include <stddef.h>

#include "command.h"
#include "start.h"

int main(int argc, char **argv)
{
	start();
	const struct command *command = argc > 1 ? command_find(argv[1]) : NULL;
	if (command)
		return command->run(command, argc - 1, argv + 1);
	return command_wizard.run(&command_wizard, argc, argv);
}
