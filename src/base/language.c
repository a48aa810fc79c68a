/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <ctype.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "file.h"
#include "language.h"
#include "program.h"

/* gettext keeps what it has looked up; counting this on makes it look again. */
extern int _nl_msg_cat_cntr;

/* ---- names ----------------------------------------------------------------------------------- */

/* Whether SPELLING begins with CODE as a word of its own: "zh", "zh_CN.UTF-8", "zh-Hans". */
static bool begins_with(const char *spelling, const char *code)
{
	size_t length = strlen(code);
	return strncasecmp(spelling, code, length) == 0 &&
	       (spelling[length] == '\0' || strchr("_-.@:", spelling[length]) != NULL);
}

const char *language_canonical(const char *spelling)
{
	if (spelling == NULL)
		return NULL;
	if (begins_with(spelling, "zh") || begins_with(spelling, "chinese"))
		return "zh_CN";
	if (begins_with(spelling, "en") || begins_with(spelling, "english"))
		return "en";
	return NULL;
}

static bool is_plain_c(const char *locale)
{
	return strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0;
}

/* The first of the variables that is set and not empty, as setlocale looks for it; else NULL. */
static const char *environment_locale(const char *category)
{
	const char *const names[] = {"LC_ALL", category, "LANG"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);
		if (value != NULL && value[0] != '\0')
			return value;
	}
	return NULL;
}

/* The first language of the environment that tuikuan speaks. */
static const char *environment_language(void)
{
	const char *locale = environment_locale("LC_MESSAGES");
	if (locale != NULL && is_plain_c(locale))
		return "en"; /* asked for: as with gettext, LANGUAGE is then not looked at */
	for (const char *list = getenv("LANGUAGE"); list != NULL && *list != '\0';) {
		const char *language = language_canonical(list);
		if (language != NULL)
			return language;
		list = strchr(list, ':');
		list = list == NULL ? NULL : list + 1;
	}
	const char *language = language_canonical(locale);
	return language == NULL ? "en" : language;
}

/* ---- characters ------------------------------------------------------------------------------ */

/* "UTF-8", "utf8", "Utf_8" up to an @ or the end. */
static bool is_utf8_name(const char *codeset)
{
	static const char letters[] = "utf8";
	size_t matched = 0;

	for (; *codeset != '\0' && *codeset != '@'; codeset++) {
		if (*codeset == '-' || *codeset == '_')
			continue;
		if (letters[matched] == '\0' ||
			tolower((unsigned char)*codeset) != letters[matched])
			return false;
		matched++;
	}
	return letters[matched] == '\0';
}

/* Whether the environment asks by name for a charset other than UTF-8. A locale without a charset
 * in its name ("zh_CN") has one only where it is installed. */
static bool names_other_charset(void)
{
	const char *locale = environment_locale("LC_CTYPE");
	if (locale == NULL || is_plain_c(locale))
		return false;
	const char *dot = strchr(locale, '.');
	if (dot != NULL)
		return !is_utf8_name(dot + 1);
	return setlocale(LC_CTYPE, "") != NULL && !is_utf8_name(nl_langinfo(CODESET));
}

/* UTF-8 by the environment's locale if that is installed, else by one that is built in. */
static bool take_utf8(void)
{
	static const char *const fallbacks[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8"};

	if (setlocale(LC_CTYPE, "") != NULL && is_utf8_name(nl_langinfo(CODESET)))
		return true;
	for (size_t i = 0; i < sizeof(fallbacks) / sizeof(fallbacks[0]); i++) {
		if (setlocale(LC_CTYPE, fallbacks[i]) != NULL)
			return true;
	}
	return false;
}

/* ---- messages -------------------------------------------------------------------------------- */

static void bind_catalogue(const char *locale_dir)
{
	const char *named = getenv("TUIKUAN_LOCALEDIR");
	char *source = program_source_folder(), *folder = NULL, *built = NULL;

	if (named != NULL && named[0] != '\0') {
		locale_dir = named;
	} else if (source != NULL) { /* running from the build tree: src/tuikuan, po/locale */
		folder = program_folder();
		built = folder == NULL ? NULL : file_join(folder, "../po/locale");
		if (built != NULL)
			locale_dir = built;
	}
	bindtextdomain("tuikuan", locale_dir);
	bind_textdomain_codeset("tuikuan", "UTF-8");
	textdomain("tuikuan");
	free(source);
	free(folder);
	free(built);
}

bool language_start(const char *locale_dir, const char *language)
{
	const char *wanted = language_canonical(language);
	if (wanted == NULL)
		wanted = environment_language();

	bool utf8 = !names_other_charset() && take_utf8();
	if (!utf8) {
		if (setlocale(LC_CTYPE, "") == NULL)
			setlocale(LC_CTYPE, "C");
		wanted = "en";
	}
	/* With messages in the locale "C" gettext would not look at LANGUAGE. */
	if (setlocale(LC_MESSAGES, utf8 ? setlocale(LC_CTYPE, NULL) : "C") == NULL)
		setlocale(LC_MESSAGES, "C.UTF-8");
	bind_catalogue(locale_dir);
	language_set(wanted);
	return utf8;
}

void language_set(const char *language)
{
	const char *canonical = language_canonical(language);
	if (canonical == NULL)
		return;
	setenv("LANGUAGE", canonical, 1);
	_nl_msg_cat_cntr++;
}

const char *language_current(void)
{
	const char *language = language_canonical(getenv("LANGUAGE"));
	return language == NULL ? "en" : language;
}
