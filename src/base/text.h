/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * UTF-8 text measured in columns: the one module that knows how wide a character is (libunistring's
 * uc_width and line breaking with the "C.UTF-8" idea of width: ambiguous characters are narrow).
 * Bytes are never columns. Knows nothing of terminals or refunds.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Columns of a valid UTF-8 string without control characters. */
int text_width(const char *text);
int text_width_n(const char *text, size_t bytes);
/* Columns of one character; 0 for a mark that stands on the one before, -1 for a control. */
int text_character_width(unsigned long character);
/* Length in bytes of the first grapheme cluster of TEXT, 0 at the end. */
size_t text_cluster(const char *text);
/* How many bytes of TEXT fit in COLUMNS without cutting a cluster; *ret_columns = their width. */
size_t text_fit(const char *text, int columns, int *ret_columns);
/* TEXT cut to COLUMNS, ending in an ellipsis ("…", or "..." when ascii) when something is lost.
 * Caller frees. */
char *text_cut(const char *text, int columns, bool ascii);
/* TEXT padded with blanks on the right (or left) to COLUMNS; longer text stays. Caller frees. */
char *text_pad(const char *text, int columns, bool right_aligned);

/* Lines of at most COLUMNS, broken where Unicode (UAX #14, in Chinese text between characters,
 * never before closing punctuation) allows, at forced breaks ("\n"), or inside a word too long for
 * a line. */
struct text_lines {
	char **items; /* without line ends, trailing blanks removed */
	size_t count;
};
/* indent columns of blanks before each line after the first. false = no memory. */
bool text_wrap(const char *text, int columns, int indent, struct text_lines *ret_lines);
void text_lines_release(struct text_lines *lines);

bool text_valid(const char *bytes, size_t length); /* valid UTF-8, no NUL */
/* Whether valid UTF-8 holds a control character other than a tab, a bidirectional control, or a
 * line or paragraph separator. */
bool text_has_controls(const char *bytes, size_t length);
/* A copy safe to show anywhere: C0 and C1 controls, bidirectional controls, zero-width and invalid
 * bytes are replaced by U+FFFD (tab and newline by a blank, or kept when keep_newlines); but the joiner
 * that makes one picture of two stays. Caller frees. */
char *text_sanitize(const char *bytes, size_t length, bool keep_newlines);
/* Whether a joiner (U+200D) may stand beside it: pictures and what changes their shape. Beside letters it is only
 * something that nobody sees. */
bool text_is_picture(unsigned long character);
/* Full-width forms and Chinese punctuation as typed, folded to ASCII for parsing: digits, letters,
 * ，．：；／－～　（）％￥¥ and 。 between digits. Chinese words stay. Caller frees. */
char *text_fold(const char *text);
/* A copy without blanks (ASCII, ideographic, no-break) at both ends. Caller frees. */
char *text_trim(const char *text);
/* Percent-encodes for an INI value: % " ' ; # \, controls, DEL, and a blank at either end;
 * text_unescape undoes it (NULL = bad escape or result with NUL or invalid UTF-8; with errno ENOMEM no memory). Caller
 * frees. */
char *text_escape(const char *text);
char *text_unescape(const char *text);

/* A growing string. After a failed append `failed` is set and stays; text is then what fitted. */
struct text_buffer {
	char *text; /* NUL-terminated once anything was appended; may be NULL before */
	size_t length, capacity;
	bool failed;
};
void text_buffer_init(struct text_buffer *buffer);
void text_buffer_release(struct text_buffer *buffer);
void text_buffer_add(struct text_buffer *buffer, const char *text);
void text_buffer_add_n(struct text_buffer *buffer, const char *bytes, size_t length);
void text_buffer_printf(struct text_buffer *buffer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Gives the string away (an empty one if nothing was added), NULL when an append failed. */
char *text_buffer_take(struct text_buffer *buffer);
/* printf to a new string; NULL = no memory. Caller frees. */
char *text_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Appends TEXT as it is searched: in lower case, full-width forms and punctuation of an input method as
 * plain ones. Character by character, so that a part of a text is found in the whole. */
void text_add_search_form(struct text_buffer *buffer, const char *text);

#endif
