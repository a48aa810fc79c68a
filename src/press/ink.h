/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ink on A4: the one door to pango, cairo and fontconfig. Sets text in lines, draws lines and areas, and
 * gives back a PDF. Knows fonts and millimetres; must not know what a paper says. Lengths are in units
 * of 1/1024 point from the left and upper edge, colours 0xRRGGBB.
 */
#ifndef PRESS_INK_H
#define PRESS_INK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INK_POINT 1024
#define INK_MM(millimetres) ((millimetres)*INK_POINT * 720 / 254)
#define INK_WIDTH INK_MM(210)
#define INK_HEIGHT INK_MM(297)
#define INK_BLACK 0x1a1a1a
#define INK_GREY 0x6b6b6b

struct ink;

/* For text in LANGUAGE ("en", "zh_CN"). NULL: no memory, or, with *ret_no_font, there is no font with
 * Chinese characters that this version of cairo embeds whole. English does without until some are met. */
struct ink *ink_new(const char *language, bool *ret_no_font);
void ink_free(struct ink *ink);
/* Whether characters were met that no font has. */
bool ink_lacks_glyphs(const struct ink *ink);
/* The family that Chinese is set in; "" none. */
const char *ink_family(const struct ink *ink);
/* What the file says of itself; AT in seconds since 1970. */
void ink_describe(struct ink *ink, const char *title, const char *author, const char *subject, int64_t at);
/* While dry, pages are counted and nothing is drawn. */
void ink_set_dry(struct ink *ink, bool dry);
void ink_end_page(struct ink *ink);
/* Closes the file. Caller frees the bytes; NULL = no memory. */
char *ink_finish(struct ink *ink, size_t *ret_length);

/* ---- text ---- */
/* TEXT set at SIZE in lines of WIDTH, broken as its language breaks them; NULL = no memory. */
struct ink_text;
struct ink_text *ink_set(struct ink *ink, const char *text, int size, int width);
/* The same in characters of one width. */
struct ink_text *ink_set_fixed(struct ink *ink, const char *text, int size, int width);
/* With a tint behind what stands in 【】 or [], the gaps of a letter. */
struct ink_text *ink_set_gaps(struct ink *ink, const char *text, int size, int width);
void ink_text_free(struct ink_text *text);
int ink_lines(const struct ink_text *text);
int ink_line_width(const struct ink_text *text, int line);
/* Draws one line with its baseline at Y. */
void ink_draw_line(struct ink *ink, struct ink_text *text, int line, int x, int y, unsigned colour);

/* ---- areas ---- */
void ink_fill(struct ink *ink, int x, int y, int width, int height, unsigned colour);
void ink_rule(struct ink *ink, int x, int y, int width, int thickness, unsigned colour);

#endif
