/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The language of the program's own words (gettext), switchable while running. The state is
 * gettext's own, of the whole process; the library never uses this module.
 */
#ifndef BASE_LANGUAGE_H
#define BASE_LANGUAGE_H

#include <libintl.h>
#include <stdbool.h>

#define _(text) gettext(text)
#define N_(text) text

/* Sets the locale for characters (UTF-8 whatever the machine has generated, unless the environment
 * names another charset) and binds the message catalogue: LOCALE_DIR, or TUIKUAN_LOCALEDIR if set
 * (used when running from the build tree). LANGUAGE: "en", "zh_CN", or NULL for the environment's.
 * Returns false when the locale's charset is not UTF-8: then only English and ASCII are safe. */
bool language_start(const char *locale_dir, const char *language);
/* Switches messages to "en" or "zh_CN" (other spellings of Chinese are taken as zh_CN). */
void language_set(const char *language);
/* "en" or "zh_CN". */
const char *language_current(void);
/* The canonical name for a spelling ("zh", "zh-cn", "zh_CN.UTF-8", "en_US"), or NULL when tuikuan
 * does not speak it. */
const char *language_canonical(const char *spelling);

#endif
