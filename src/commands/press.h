/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The second program at work for a command (base/press-run): what it makes, and what went wrong, said as
 * commands say things. Must not know what is made.
 */
#ifndef COMMANDS_PRESS_H
#define COMMANDS_PRESS_H

#include <stdbool.h>

#include "press-run.h"

/* false: reported. The caller releases the output in any case. */
bool press(const char *work, const char *input, size_t length, struct press_output *ret_output);

#endif
