/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether there is a terminal here that a screen can be shown on. newterm would refuse as much, but never
 * says why. Alone in its file since <term.h> defines common words as macros.
 */
#ifndef TERMINAL_FITNESS_H
#define TERMINAL_FITNESS_H

/* NULL when there is one; else why not, translated, static. */
const char *fitness_complaint(void);
/* A text of the terminal's description, extended ones ("BE") too; NULL when it has none. After newterm. */
const char *fitness_capability(const char *name);

#endif
