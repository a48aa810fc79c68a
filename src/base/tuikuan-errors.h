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
};

/* The one list of what can be wrong: code, what is wrong, what was expected ("" = see detail).
 * Both texts are marked for translators; lower case, no full stop. Add codes where needed. */
#define TK_ERROR_LIST(X)                                                                            \
	/* the file as a whole */                                                                   \
	X(TK_E_NOT_A_FILE, "not a regular file", "a text file")                                     \
	X(TK_E_UNREADABLE, "cannot be read", "")                                                    \
	X(TK_E_UNWRITABLE, "cannot be written", "")                                                 \
	X(TK_E_TOO_LARGE, "too large", "")                                                          \
	X(TK_E_ENCODING, "not valid UTF-8", "text in UTF-8")                                        \
	X(TK_E_CONTROL, "a control character", "plain text")                                        \
	/* INI syntax */                                                                            \
	X(TK_E_LINE_TOO_LONG, "line too long", "at most 1000 bytes")                                \
	X(TK_E_SYNTAX, "not understood", "[section], key = value, or a comment")                    \
	X(TK_E_SECTION_NAME, "not a name for a section", "letters, digits, '.', '-' and '_'")       \
	X(TK_E_KEY_NAME, "not a name for a key", "letters, digits, '.', '-' and '_'")               \
	X(TK_E_TRAILING_TEXT, "text after the closing bracket", "nothing there")                    \
	X(TK_E_TRAILING_BACKSLASH, "a backslash at the end of the line", "a line of its own")       \
	X(TK_E_UNQUOTED, "a ';' or '#' outside quotes", "the whole value in double quotes")         \
	X(TK_E_QUOTES, "quotes that do not match", "one pair around the whole value, none inside")  \
	X(TK_E_DUPLICATE_KEY, "a key that was given before", "each key once")                       \
	X(TK_E_DUPLICATE_SECTION, "a section that was given before", "each section once")           \
	X(TK_E_KEY_OUTSIDE, "a key before the first section", "[section] first")                    \
	X(TK_E_UNKNOWN_SECTION, "unknown section", "")                                              \
	X(TK_E_UNKNOWN_KEY, "unknown key", "")                                                      \
	X(TK_E_MISSING_SECTION, "a section is missing", "")                                         \
	X(TK_E_MISSING_KEY, "a key is missing", "")                                                 \
	X(TK_E_EMPTY, "no value", "")                                                               \
	/* values */                                                                                \
	X(TK_E_UNKNOWN_FACT, "unknown fact", "the name of a fact")                                  \
	X(TK_E_UNKNOWN_NAME, "unknown name", "a fact, a define or a function")                      \
	X(TK_E_UNKNOWN_CHOICE, "not one of the choices", "")                                        \
	X(TK_E_NAME_TAKEN, "a name that is taken", "another name")                                  \
	X(TK_E_UNKNOWN_TARGET, "refers to nothing", "")                                             \
	X(TK_E_BAD_VALUE, "not a valid value", "")                                                  \
	X(TK_E_BAD_FLAG, "not a valid answer", "yes or no")                                         \
	X(TK_E_BAD_MONEY, "not an amount of money", "digits with at most two decimals, as 800.00")  \
	X(TK_E_BAD_MOMENT, "not a moment", "YYYY-MM-DDTHH:MM or YYYY-MM-DDTHH:MM:SS")               \
	X(TK_E_BAD_DURATION, "not a duration", "a number and s, min, h or d, as 15 min")            \
	X(TK_E_BAD_COUNT, "not a whole number", "digits")                                           \
	X(TK_E_BAD_PERCENT, "not a percentage", "a number and %")                                   \
	X(TK_E_OUT_OF_RANGE, "out of range", "")                                                    \
	X(TK_E_TOO_LONG, "too long", "")                                                            \
	X(TK_E_BAD_DATE, "not a date", "YYYY-MM-DD")                                                \
	/* expressions */                                                                           \
	X(TK_E_EXPRESSION, "not an expression", "")                                                 \
	X(TK_E_TYPE, "the types do not fit", "")                                                    \
	X(TK_E_UNIT, "unknown unit", "s, min, h, d, yuan or %")                                     \
	X(TK_E_DIVISOR, "the divisor can be zero", "one that never is")                             \
	X(TK_E_OVERFLOW, "the numbers can grow too large", "smaller ranges")                        \
	X(TK_E_CIRCULAR, "refers to itself", "")                                                    \
	X(TK_E_TOO_DEEP, "nested too deeply", "")                                                   \
	X(TK_E_TOO_MANY, "too many of them", "")                                                    \
	/* rules and entries */                                                                     \
	X(TK_E_NO_EFFECT, "a rule without an effect", "one of refuse, deduct, channel, require, warn, note") \
	X(TK_E_TWO_EFFECTS, "a rule with two effects", "one effect a rule")                         \
	X(TK_E_MISSING_LANGUAGE, "a text is missing in a language", "English and zh_CN")            \
	/* case files, scenarios */                                                                 \
	X(TK_E_UNKNOWN_POLICY, "unknown policy", "the id of a policy")                              \
	X(TK_E_FORMAT, "a format this version does not know", "format = 1")                         \
	X(TK_E_MISMATCH, "differs from what was expected", "")                                      \
	X(TK_E_ESCAPE, "a bad percent escape", "% and two hex digits")                                      \
	/* letter templates */                                                                      \
	X(TK_E_PLACEHOLDER, "an unknown placeholder", "{fact}, {fact:capital}, {date}, {channel} or {url}") \
	X(TK_E_DIRECTIVE, "an unknown directive", "@if, @else, @end, @center, @right or @compare A B") \
	X(TK_E_CONDITION, "not a condition", "fact=value, fact!=value, fact or !fact")              \
	X(TK_E_UNBALANCED, "without its partner", "@if, perhaps @else, and @end")

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
