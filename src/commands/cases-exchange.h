/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cases handed on, as JSON lines (cases-exchange) or as a ZIP (cases-zip): what both share. A case goes out byte
 * by byte, and what is on file is never replaced by what comes in.
 */
#ifndef COMMANDS_CASES_EXCHANGE_H
#define COMMANDS_CASES_EXCHANGE_H

#include <stdio.h>

#include "cases.h"

/* The case as it is on file, or a message and false. Caller frees. */
bool exchange_read(const struct cases *cases, const struct index_case *shown, char **ret_bytes, size_t *ret_length);

struct import {
	const struct cases *cases;
	const char *name; /* of what is read, for messages */
	size_t line;	  /* of it, 0: none */
	const char *part; /* the file in it, or NULL */
	size_t taken, there;
	bool wrong;
};
/* What is wrong, with its place. */
void exchange_complain(struct import *import, const char *what);
/* Puts a case on file, or says why not. false: TEXT is no case, and nothing was said. */
bool exchange_put(struct import *import, const char *id, bool draft, const char *text);

int cases_zip_export(const struct cases *cases, const char *path);
void cases_zip_import(struct import *import, FILE *stream);

#endif
