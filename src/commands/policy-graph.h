/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A policy as a graph in the language of graphviz: facts, rules, and what the rules lead to. */
#ifndef COMMANDS_POLICY_GRAPH_H
#define COMMANDS_POLICY_GRAPH_H

#include "tuikuan.h"

void policy_graph(const struct tk_policy *policy);

#endif
