/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decisions, verifications and histories as JSON. The keys are an interface; ids are never translated, texts are in the language asked for.
 */
#ifndef COMMANDS_JSON_H
#define COMMANDS_JSON_H

#include "tuikuan.h"
#include "verification.h"

/* One object, or with `array` an array of them; ends in a newline; `ascii` escapes all else. With
 * TK_WITH_WHY
 * and TK_WITH_WHAT_IF the keys of those are there. RETURN_USED: a warning that stands first among those of each, that
 * another case has used the account's return; NULL: none has. Caller frees; NULL = no memory. */
char *json_decisions(const struct tk_decision *const *decisions, size_t count, bool array, unsigned with,
		     const char *return_used, const char *language, bool ascii);
/* The outcome of tuikuan verify, likewise. */
char *json_verification(const struct verification *verification, bool ascii);
/* A history, likewise; CASE_ID may be NULL. */
char *json_history(const char *case_id, const struct history *history, bool ascii);

#endif
