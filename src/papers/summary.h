/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sections of the summary, in the order of the paper; each appends its lines. They share
 * nothing but the paper.
 */
#ifndef PAPERS_SUMMARY_H
#define PAPERS_SUMMARY_H

#include "paper.h"

#define SUMMARY_LABEL 18 /* columns of the labels of pairs */

/* Page 1 */
void summary_head(struct paper *paper, int page);
void summary_outcome(struct paper *paper);
void summary_parties(struct paper *paper);
void summary_calculation(struct paper *paper);
void summary_readings(struct paper *paper);
/* Page 2 */
void summary_answers(struct paper *paper);
void summary_rules(struct paper *paper);
void summary_documents(struct paper *paper);
void summary_dates(struct paper *paper);
void summary_next(struct paper *paper);
void summary_precedents(struct paper *paper);
void summary_check(struct paper *paper);
void summary_words(struct paper *paper);
void summary_signature(struct paper *paper);

/* Whether the answer to a fact stands among the parties. */
bool summary_has_party(const struct paper *paper, const char *name);
/* The name of a status in words. */
const char *summary_status(const char *status);
void summary_foot(struct paper *paper, int page);

#endif
