/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Errors as values: what every reader of tuikuan (packs, facts, calendars, cases, CSV) reports.
 * Part of the public interface; included by tuikuan.h. Knows nothing of refunds, never prints.
 */
#ifndef TUIKUAN_ERRORS_H
#define TUIKUAN_ERRORS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum tk_status {
	TK_OK = 0,
	TK_INVALID = -1,   /* the data is wrong; the tk_errors passed in say how */
	TK_NO_MEMORY = -2, /* nothing was changed */
	TK_IO = -3,        /* the system refused to read or write; errno says why */
	TK_GIVEN_UP = -4,  /* whoever asked no longer wants it; nothing was changed */
};

/* The one list of what can be wrong: code, what is wrong, what was expected ("" = see detail).
 * Both texts are marked for translators; lower case, no full stop. Add codes where needed. */
#define TK_ERROR_LIST(X)                                                                           \
	/* the file as a whole */                                                                  \
	X(TK_E_NOT_A_FILE, N_("not a regular file"), N_("a text file"))                            \
	X(TK_E_UNREADABLE, N_("cannot be read"), "")                                               \
	X(TK_E_UNWRITABLE, N_("cannot be written"), "")                                            \
	X(TK_E_TOO_LARGE, N_("too large"), "")                                                     \
	X(TK_E_ENCODING, N_("not valid UTF-8"), N_("text in UTF-8"))                               \
	X(TK_E_CONTROL, N_("a control character"), N_("plain text"))                               \
	/* INI syntax */                                                                           \
	X(TK_E_LINE_TOO_LONG, N_("line too long"), N_("at most 1000 bytes"))                       \
	X(TK_E_SYNTAX, N_("not understood"), N_("[section], key = value, or a comment"))           \
	X(TK_E_SECTION_NAME, N_("not a name for a section"),                                       \
	  N_("letters, digits, '.', '-' and '_'"))                                                 \
	X(TK_E_KEY_NAME, N_("not a name for a key"), N_("letters, digits, '.', '-' and '_'"))      \
	X(TK_E_TRAILING_TEXT, N_("text after the closing bracket"), N_("nothing there"))           \
	X(TK_E_TRAILING_BACKSLASH, N_("a backslash at the end of the line"),                       \
	  N_("a line of its own"))                                                                 \
	X(TK_E_UNQUOTED, N_("a ';' or '#' outside quotes"),                                        \
	  N_("the whole value in double quotes"))                                                  \
	X(TK_E_QUOTES, N_("quotes that do not match"),                                             \
	  N_("one pair around the whole value, none inside"))                                      \
	X(TK_E_DUPLICATE_KEY, N_("a key that was given before"), N_("each key once"))              \
	X(TK_E_DUPLICATE_SECTION, N_("a section that was given before"), N_("each section once"))  \
	X(TK_E_KEY_OUTSIDE, N_("a key before the first section"), N_("[section] first"))           \
	X(TK_E_UNKNOWN_SECTION, N_("unknown section"), "")                                         \
	X(TK_E_UNKNOWN_KEY, N_("unknown key"), "")                                                 \
	X(TK_E_MISSING_SECTION, N_("a section is missing"), "")                                    \
	X(TK_E_MISSING_KEY, N_("a key is missing"), "")                                            \
	X(TK_E_EMPTY, N_("no value"), "")                                                          \
	/* values */                                                                               \
	X(TK_E_UNKNOWN_FACT, N_("unknown fact"), N_("the name of a fact"))                         \
	X(TK_E_UNKNOWN_NAME, N_("unknown name"), N_("a fact, a define or a function"))             \
	X(TK_E_UNKNOWN_CHOICE, N_("not one of the choices"), "")                                   \
	X(TK_E_NAME_TAKEN, N_("a name that is taken"), N_("another name"))                         \
	X(TK_E_UNKNOWN_TARGET, N_("refers to nothing"), "")                                        \
	X(TK_E_BAD_VALUE, N_("not a valid value"), "")                                             \
	X(TK_E_BAD_FLAG, N_("not a valid answer"), N_("yes or no"))                                \
	X(TK_E_BAD_MONEY, N_("not an amount of money"),                                            \
	  N_("digits with at most two decimals, as 800.00"))                                       \
	X(TK_E_BAD_MOMENT, N_("not a moment"), N_("YYYY-MM-DDTHH:MM or YYYY-MM-DDTHH:MM:SS"))      \
	X(TK_E_BAD_DURATION, N_("not a duration"), N_("a number and s, min, h or d, as 15 min"))   \
	X(TK_E_BAD_COUNT, N_("not a whole number"), N_("digits"))                                  \
	X(TK_E_BAD_PERCENT, N_("not a percentage"), N_("a number and %"))                          \
	X(TK_E_OUT_OF_RANGE, N_("out of range"), "")                                               \
	X(TK_E_TOO_LONG, N_("too long"), "")                                                       \
	X(TK_E_BAD_DATE, N_("not a date"), N_("YYYY-MM-DD"))                                       \
	/* expressions */                                                                          \
	X(TK_E_EXPRESSION, N_("not an expression"), "")                                            \
	X(TK_E_TYPE, N_("the types do not fit"), "")                                               \
	X(TK_E_UNIT, N_("unknown unit"), N_("s, min, h, d, yuan or %"))                            \
	X(TK_E_DIVISOR, N_("the divisor can be zero"), N_("one that never is"))                    \
	X(TK_E_OVERFLOW, N_("the numbers can grow too large"), N_("smaller ranges"))               \
	X(TK_E_CIRCULAR, N_("refers to itself"), "")                                               \
	X(TK_E_TOO_DEEP, N_("nested too deeply"), "")                                              \
	X(TK_E_TOO_MANY, N_("too many of them"), "")                                               \
	/* rules and entries */                                                                    \
	X(TK_E_NO_EFFECT, N_("a rule without an effect"),                                          \
	  N_("one of refuse, deduct, channel, require, warn, note"))                               \
	X(TK_E_TWO_EFFECTS, N_("a rule with two effects"), N_("one effect a rule"))                \
	X(TK_E_MISSING_LANGUAGE, N_("a text is missing in a language"), N_("English and zh_CN"))   \
	/* what is odd in a policy, and no error */                                                 \
	X(TK_E_NEVER, N_("never holds"), N_("a condition that some case of the policy meets"))     \
	X(TK_E_ALWAYS, N_("always holds"), N_("yes, or a condition that some case does not meet")) \
	X(TK_E_TOO_LATE, N_("comes too late to matter"), "")                                       \
	X(TK_E_GAP, N_("a gap between this tier and another"), N_("tiers that join"))              \
	X(TK_E_OVERLAP, N_("overlaps with another tier"), N_("one tier for each case"))            \
	X(TK_E_UNUSED, N_("nothing uses it"), "")                                                  \
	X(TK_E_UNCITED, N_("cites no source"), N_("the name of a [source.NAME], or a default source")) \
	X(TK_E_INTENDED, N_("excuses nothing"), "")                                                \
	/* case files, scenarios */                                                                \
	X(TK_E_UNKNOWN_POLICY, N_("unknown policy"), N_("the id of a policy"))                     \
	X(TK_E_FORMAT, N_("a format this version does not know"), N_("format = 1"))                \
	X(TK_E_MISMATCH, N_("differs from what was expected"), "")                                 \
	X(TK_E_ESCAPE, N_("a bad percent escape"), N_("a percent sign and two hex digits"))                     \
	/* tables of cases */                                                                      \
	X(TK_E_FIELDS, N_("another number of fields than the header has"), "")                     \
	X(TK_E_DUPLICATE_COLUMN, N_("a column that was given before"), N_("each column once"))     \
	X(TK_E_UNKNOWN_COLUMN, N_("unknown column"), N_("the name of a fact, or one that begins with _")) \
	X(TK_E_CELL_QUOTES, N_("quotes that do not match"),                                        \
	  N_("one pair around the whole field, two for each one inside"))                          \
	X(TK_E_JSON, N_("not understood as JSON"), N_("an object of plain values on a line"))      \
	/* letter templates */                                                                     \
	X(TK_E_PLACEHOLDER, N_("an unknown placeholder"),                                          \
	  N_("{fact}, {fact:capital}, {date}, {channel} or {url}"))                                \
	X(TK_E_DIRECTIVE, N_("an unknown directive"),                                              \
	  N_("@if, @else, @end, @center, @right or @compare A B"))                                 \
	X(TK_E_CONDITION, N_("not a condition"), N_("fact=value, fact!=value, fact or !fact"))     \
	X(TK_E_UNBALANCED, N_("without its partner"), N_("@if, perhaps @else, and @end"))

enum tk_error_code {
#define TK_ERROR_CODE(code, what, expected) code,
	TK_ERROR_LIST(TK_ERROR_CODE)
#undef TK_ERROR_CODE
	TK_ERROR_COUNT
};

/* One thing that is wrong. Strings are owned; any of them may be NULL, line may be 0 (unknown). */
struct tk_error {
	enum tk_error_code code;
	char *file;    /* the name the caller gave to the text */
	int line;      /* from 1 */
	char *section; /* "rule.fee" */
	char *key;     /* "when", or the name of a fact */
	char *value;   /* the offending text, cut to a line and free of control characters */
	char *detail;  /* what was expected, where the code alone does not say it: "yes, no" */
	char *nearest; /* the nearest valid name, for a typo */
};

/* All that is wrong with a file, in the order found. At most 200 are kept. */
struct tk_errors {
	struct tk_error *items;
	size_t count;
	size_t capacity;
	size_t dropped; /* how many more there were */
};

void tk_errors_init(struct tk_errors *errors);
void tk_errors_release(struct tk_errors *errors);
void tk_error_release(struct tk_error *error);
/* English texts, to be translated by the program: "unknown fact", "the name of a fact". */
const char *tk_error_what(enum tk_error_code code);
const char *tk_error_expected(enum tk_error_code code); /* "" when there is nothing to add */
/* "FILE:LINE: [SECTION] KEY: what is wrong: "value", expected ...; did you mean "..."?"
 * Parts that are unknown are left out. translate may be NULL (English) or a function such as
 * gettext. The caller frees; NULL = no memory. */
char *tk_error_text(const struct tk_error *error, const char *(*translate)(const char *));

#ifdef __cplusplus
}
#endif
#endif
