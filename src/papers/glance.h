/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a pressed paper shows at a glance: the verdict with its sum and its breakdown, and all dates on
 * one line. In a text the same stands in words, so these add nothing there. Knows decisions; must not
 * know how anything is drawn.
 */
#ifndef PAPERS_GLANCE_H
#define PAPERS_GLANCE_H

#include "paper.h"

void glance_verdict(struct paper *paper);
/* What holds until when, the stages of the review, and the moments of the case. */
void glance_dates(struct paper *paper);

#endif
