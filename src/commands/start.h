/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What comes before any command: standard streams that are closed, the locale, the language of the
 * settings. Knows no command.
 */
#ifndef COMMANDS_START_H
#define COMMANDS_START_H

void start(void);

#endif
