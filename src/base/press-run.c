/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "press-run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "child.h"

#define NAME "tuikuan-paper"

static enum press_result result_of(int wrong, const struct child_output *output)
{
	if (wrong == 0)
		return child_done(output) ? PRESS_DONE : PRESS_FAILED;
	return wrong == ENOENT ? PRESS_MISSING : wrong == ENOMEM ? PRESS_NO_MEMORY : PRESS_FAILED;
}

/* Its words begin with its name. */
static char *without_name(const char *message)
{
	size_t length = strlen(NAME ": ");

	return strdup(strncmp(message, NAME ": ", length) == 0 ? message + length : message);
}

enum press_result press_run(struct broker *broker, const char *work, const char *language, const char *input,
	size_t length, struct press_output *ret_output)
{
	const struct child_task task = {CHILD_PAPER, work, language};
	struct child_output output;
	int wrong = child_run(broker, &task, input, length, &output);
	enum press_result result = result_of(wrong, &output);

	memset(ret_output, 0, sizeof(*ret_output));
	if (output.message)
		ret_output->message = without_name(output.message);
	else if (wrong != 0)
		ret_output->message = strdup(child_trouble(wrong));
	if (result == PRESS_DONE) {
		ret_output->bytes = output.bytes;
		ret_output->length = output.length;
		output.bytes = NULL;
	}
	child_output_release(&output);
	return result;
}

void press_output_release(struct press_output *output)
{
	free(output->bytes);
	free(output->message);
	memset(output, 0, sizeof(*output));
}
