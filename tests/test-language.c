/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The locale and the language of messages under every kind of environment. Each test is a process of its
 * own, so what one sets the next does not see. */
#include "config.h"

#include <langinfo.h>
#include <locale.h>

#include "file.h"
#include "language.h"
#include "suite.h"
#include "text.h"

static char folder[64];

static void put_number(FILE *file, uint32_t number)
{
	fwrite(&number, sizeof(number), 1, file);
}

/* A message catalogue with one sentence, as gettext reads it from FOLDER/zh_CN/LC_MESSAGES. */
static void put_catalogue(void)
{
	static const char head[] = "Content-Type: text/plain; charset=UTF-8\n";
	static const char original[] = "full refund", translated[] = "全额退款";
	char path[128];

	snprintf(path, sizeof(path), "%s/zh_CN/LC_MESSAGES", folder);
	ck_assert_int_eq(file_make_folders(path, 0700), TK_OK);
	strcat(path, "/tuikuan.mo");
	FILE *file = fopen(path, "wb");
	ck_assert_ptr_nonnull(file);
	const uint32_t strings = 28 + 4 * 8; /* behind the head and two tables of two entries */
	put_number(file, 0x950412de);
	put_number(file, 0);
	put_number(file, 2);
	put_number(file, 28);
	put_number(file, 28 + 2 * 8);
	put_number(file, 0);
	put_number(file, strings);
	put_number(file, 0);
	put_number(file, strings);
	put_number(file, sizeof(original) - 1);
	put_number(file, strings + 1);
	put_number(file, sizeof(head) - 1);
	put_number(file, strings + 1 + sizeof(original));
	put_number(file, sizeof(translated) - 1);
	put_number(file, strings + 1 + sizeof(original) + sizeof(head));
	fputc('\0', file);
	fwrite(original, sizeof(original), 1, file);
	fwrite(head, sizeof(head), 1, file);
	fwrite(translated, sizeof(translated), 1, file);
	ck_assert_int_eq(fclose(file), 0);
}

/* An environment with these only; NULL = not set. */
static void environment(const char *all, const char *ctype, const char *lang, const char *language)
{
	static const char *const cleared[] = {
		"LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANG", "LANGUAGE", "TUIKUAN_LOCALEDIR"};

	make_folder(folder);
	put_catalogue();
	for (size_t i = 0; i < sizeof(cleared) / sizeof(cleared[0]); i++)
		unsetenv(cleared[i]);
	if (all != NULL)
		setenv("LC_ALL", all, 1);
	if (ctype != NULL)
		setenv("LC_CTYPE", ctype, 1);
	if (lang != NULL)
		setenv("LANG", lang, 1);
	if (language != NULL)
		setenv("LANGUAGE", language, 1);
}

static void speaks(const char *language)
{
	bool chinese = strcmp(language, "zh_CN") == 0;
	ck_assert_str_eq(language_current(), language);
	ck_assert_str_eq(_("full refund"), chinese ? "全额退款" : "full refund");
	remove_folder(folder);
}

static void starts_in(const char *all, const char *ctype, const char *lang, const char *variable,
	const char *asked, const char *language)
{
	environment(all, ctype, lang, variable);
	ck_assert(language_start(folder, asked));
	ck_assert_str_eq(nl_langinfo(CODESET), "UTF-8");
	speaks(language);
}

START_TEST(a_bare_machine_has_utf8)
{
	starts_in(NULL, NULL, NULL, NULL, NULL, "en");
}
END_TEST

START_TEST(a_bare_machine_speaks_chinese_when_asked)
{
	starts_in(NULL, NULL, NULL, NULL, "zh_CN", "zh_CN");
}
END_TEST

START_TEST(locale_c_speaks_chinese_when_asked)
{
	starts_in("C", NULL, NULL, NULL, "zh", "zh_CN");
}
END_TEST

START_TEST(locale_c_does_not_look_at_language)
{
	starts_in("C", NULL, NULL, "zh_CN", NULL, "en");
}
END_TEST

START_TEST(locale_posix_is_utf8_too)
{
	starts_in(NULL, NULL, "POSIX", NULL, NULL, "en");
}
END_TEST

START_TEST(c_utf8_looks_at_language)
{
	starts_in("C.UTF-8", NULL, NULL, "zh_CN:en", NULL, "zh_CN");
}
END_TEST

START_TEST(language_skips_what_it_does_not_speak)
{
	starts_in("C.UTF-8", NULL, NULL, "fr:de:zh_TW:en", NULL, "zh_CN");
}
END_TEST

START_TEST(a_locale_that_is_not_installed_is_taken_at_its_word)
{
	starts_in(NULL, NULL, "zh_CN.UTF-8", NULL, NULL, "zh_CN");
}
END_TEST

START_TEST(a_locale_without_charset_is_utf8)
{
	starts_in(NULL, NULL, "zh_CN", NULL, NULL, "zh_CN");
}
END_TEST

START_TEST(nonsense_is_utf8)
{
	starts_in("nonsense", NULL, NULL, NULL, NULL, "en");
}
END_TEST

START_TEST(the_option_wins)
{
	starts_in(NULL, NULL, "zh_CN.UTF-8", "zh_CN", "en", "en");
}
END_TEST

START_TEST(spellings_of_utf8)
{
	starts_in("en_US.utf8", NULL, NULL, NULL, NULL, "en");
}
END_TEST

START_TEST(more_spellings_of_utf8)
{
	starts_in("en_US.UTF_8", NULL, NULL, NULL, NULL, "en");
}
END_TEST

START_TEST(modifiers_do_not_matter)
{
	starts_in("zh_CN.UTF-8@pinyin", NULL, NULL, NULL, NULL, "zh_CN");
}
END_TEST

START_TEST(empty_variables_count_as_unset)
{
	starts_in("", "", "", "", NULL, "en");
}
END_TEST

/* ---- another charset ---------------------------------------------------------------------------- */

static void is_other_charset(const char *all, const char *ctype, const char *lang)
{
	environment(all, ctype, lang, "zh_CN");
	ck_assert(!language_start(folder, "zh_CN"));
	speaks("en"); /* only English and ASCII are safe */
}

START_TEST(gbk_is_told)
{
	is_other_charset("zh_CN.GBK", NULL, NULL);
}
END_TEST

START_TEST(latin1_is_told)
{
	is_other_charset(NULL, NULL, "en_US.ISO-8859-1");
}
END_TEST

START_TEST(lc_ctype_comes_before_lang)
{
	is_other_charset(NULL, "zh_CN.GB18030", "zh_CN.UTF-8");
}
END_TEST

START_TEST(lc_all_comes_before_lc_ctype)
{
	starts_in("C.UTF-8", "zh_CN.GBK", "zh_CN.GBK", NULL, NULL, "en");
}
END_TEST

START_TEST(utf16_is_not_utf8)
{
	is_other_charset("en_US.UTF-16", NULL, NULL);
}
END_TEST

START_TEST(utf8_and_more_is_not_utf8)
{
	is_other_charset("en_US.UTF-81", NULL, NULL);
}
END_TEST

/* ---- machines with other locales ----------------------------------------------------------------- */

/* What a made machine has installed, in place of this one's. */
static const struct installed {
	const char *name, *codeset;
} *installed, *taken;

char *__real_setlocale(int category, const char *locale);
char *__wrap_setlocale(int category, const char *locale);
char *__real_nl_langinfo(nl_item item);
char *__wrap_nl_langinfo(nl_item item);

char *__wrap_setlocale(int category, const char *locale)
{
	if (installed == NULL)
		return __real_setlocale(category, locale);
	if (locale == NULL)
		return (char *)(uintptr_t)taken->name;
	if (locale[0] == '\0')
		locale = getenv("LANG");
	for (const struct installed *one = installed; one->name != NULL; one++) {
		if (strcmp(one->name, locale) != 0)
			continue;
		if (category == LC_CTYPE)
			taken = one;
		__real_setlocale(category, strcmp(one->codeset, "UTF-8") == 0 ? "C.UTF-8" : "C");
		return (char *)(uintptr_t)one->name;
	}
	return NULL;
}

char *__wrap_nl_langinfo(nl_item item)
{
	return installed == NULL ? __real_nl_langinfo(item) : (char *)(uintptr_t)taken->codeset;
}

/* LANG on a machine that has MADE alone: which locale is taken, and whether it is UTF-8. */
static void takes(const struct installed *made, const char *lang, bool utf8, const char *name)
{
	environment(NULL, NULL, lang, "zh_CN");
	installed = taken = made;
	ck_assert(language_start(folder, "zh_CN") == utf8);
	ck_assert_str_eq(taken->name, name);
	installed = NULL;
	speaks(utf8 ? "zh_CN" : "en");
}

START_TEST(a_locale_without_charset_is_what_is_installed)
{
	static const struct installed chinese[] = {{"C", "ANSI_X3.4-1968"}, {"zh_CN", "GB2312"}, {"C.UTF-8", "UTF-8"}, {NULL, NULL}},
				      modern[] = {{"C", "ANSI_X3.4-1968"}, {"zh_CN", "UTF-8"}, {"C.UTF-8", "UTF-8"}, {NULL, NULL}};

	takes(chinese, "zh_CN", false, "zh_CN");
	takes(modern, "zh_CN", true, "zh_CN");
}
END_TEST

START_TEST(some_utf8_is_found)
{
	static const struct installed old[] = {{"C", "ANSI_X3.4-1968"}, {"en_US.UTF-8", "UTF-8"}, {NULL, NULL}},
				      older[] = {{"C", "ANSI_X3.4-1968"}, {"C.utf8", "UTF-8"}, {NULL, NULL}},
				      wrong[] = {{"C", "ANSI_X3.4-1968"}, {"de_DE.UTF-8", "ANSI_X3.4-1968"}, {"C.UTF-8", "UTF-8"}, {NULL, NULL}};

	takes(old, "de_DE.UTF-8", true, "en_US.UTF-8");
	takes(older, "de_DE.UTF-8", true, "C.utf8");
	takes(wrong, "de_DE.UTF-8", true, "C.UTF-8"); /* it has the name without being it */
}
END_TEST

START_TEST(a_machine_without_utf8_is_told)
{
	static const struct installed none[] = {{"C", "ANSI_X3.4-1968"}, {NULL, NULL}};

	takes(none, "de_DE.UTF-8", false, "C");
	takes(none, "C", false, "C");
}
END_TEST

/* ---- switching ---------------------------------------------------------------------------------- */

START_TEST(language_switches_and_back)
{
	environment(NULL, NULL, NULL, NULL);
	ck_assert(language_start(folder, NULL));
	for (int i = 0; i < 3; i++) {
		ck_assert_str_eq(_("full refund"), "full refund");
		language_set("zh_CN.UTF-8");
		ck_assert_str_eq(_("full refund"), "全额退款");
		ck_assert_str_eq(language_current(), "zh_CN");
		language_set("fr"); /* not spoken: nothing happens */
		ck_assert_str_eq(_("full refund"), "全额退款");
		language_set("en_GB");
		ck_assert_str_eq(language_current(), "en");
	}
	speaks("en");
}
END_TEST

START_TEST(the_environment_names_the_catalogue)
{
	environment(NULL, NULL, NULL, NULL);
	setenv("TUIKUAN_LOCALEDIR", folder, 1);
	ck_assert(language_start("/nowhere", "zh_CN"));
	speaks("zh_CN");
}
END_TEST

START_TEST(no_catalogue_is_named)
{
	environment(NULL, NULL, NULL, NULL);
	ck_assert_str_eq(language_current(), "en"); /* before anything is set */
	setenv("TUIKUAN_LOCALEDIR", "", 1);
	ck_assert(language_start(folder, "en"));
	speaks("en");
}
END_TEST

START_TEST(names_have_many_spellings)
{
	static const char *const chinese[] = {"zh", "zh_CN", "zh-cn", "ZH_cn.UTF-8", "zh_TW", "zh-Hans",
		"zh@x", "chinese"};
	static const char *const english[] = {"en", "en_US", "en-GB", "EN.UTF-8", "english"};
	static const char *const others[] = {"", "fr", "zho", "eng", "z", "C", "enzh"};

	for (size_t i = 0; i < sizeof(chinese) / sizeof(chinese[0]); i++)
		ck_assert_str_eq(language_canonical(chinese[i]), "zh_CN");
	for (size_t i = 0; i < sizeof(english) / sizeof(english[0]); i++)
		ck_assert_str_eq(language_canonical(english[i]), "en");
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		ck_assert_msg(language_canonical(others[i]) == NULL, "%s", others[i]);
	ck_assert_ptr_null(language_canonical(NULL));
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"utf-8", {a_bare_machine_has_utf8, a_bare_machine_speaks_chinese_when_asked,
				  locale_c_speaks_chinese_when_asked,
				  locale_c_does_not_look_at_language, locale_posix_is_utf8_too,
				  c_utf8_looks_at_language, language_skips_what_it_does_not_speak,
				  a_locale_that_is_not_installed_is_taken_at_its_word,
				  a_locale_without_charset_is_utf8, nonsense_is_utf8,
				  the_option_wins, spellings_of_utf8, more_spellings_of_utf8, modifiers_do_not_matter,
				  empty_variables_count_as_unset}},
		{"other", {gbk_is_told, latin1_is_told, lc_ctype_comes_before_lang,
				  lc_all_comes_before_lc_ctype, utf16_is_not_utf8, utf8_and_more_is_not_utf8}},
		{"machines", {a_locale_without_charset_is_what_is_installed, some_utf8_is_found,
				     a_machine_without_utf8_is_told}},
		{"switch", {language_switches_and_back, the_environment_names_the_catalogue, no_catalogue_is_named,
				   names_have_many_spellings}},
	};
	return SUITE_RUN("language", groups);
}
