/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks a phrase of an error's detail for translators; the program translates it, never the
 * library. */
#ifndef EVALUATOR_PHRASES_H
#define EVALUATOR_PHRASES_H

#define N_(text) text

#endif
