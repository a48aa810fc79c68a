/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "command.h"

#include <stddef.h>
#include <string.h>

const struct command *const command_table[] = {
	&command_wizard,  &command_evaluate, &command_letter, &command_checklist,
	&command_summary, &command_packet,   &command_calendar, &command_verify,
	&command_history, &command_cases,    &command_policy,   &command_batch, NULL,
};

const struct command *command_find(const char *name)
{
	if (strcmp(name, command_complete.name) == 0)
		return &command_complete; /* for shells, in no list */
	for (size_t i = 0; command_table[i]; i++)
		if (*name && strcmp(command_table[i]->name, name) == 0)
			return command_table[i];
	return NULL;
}
