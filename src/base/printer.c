/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "printer.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "text.h"

bool printer_exists(void)
{
	const char *path = getenv("PATH");
	bool exists = false;

	for (const char *at = path; at != NULL && !exists;) {
		size_t length = strcspn(at, ":");
		char *file = length > 0 ? text_printf("%.*s/lp", (int)length, at) : NULL;

		exists = file != NULL && access(file, X_OK) == 0;
		free(file);
		at = at[length] == ':' ? at + length + 1 : NULL;
	}
	return exists;
}

bool printer_send(struct broker *broker, const char *bytes, size_t length, char **ret_message)
{
	const struct child_task task = {.program = CHILD_PRINTER};
	struct child_output output;
	int wrong = child_run(broker, &task, bytes, length, &output);
	bool done = wrong == 0 && child_done(&output);

	*ret_message = NULL;
	if (wrong != 0)
		*ret_message = strdup(child_trouble(wrong));
	else if (!done)
		*ret_message = strdup(output.message != NULL ? output.message : "lp");
	child_output_release(&output);
	return done;
}
