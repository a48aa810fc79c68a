/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>

#include "colours.h"

/* X(style, attributes without colour, colour of 256 in the middle between light and dark, colours of 8:
 * of the letters and behind them, -1 the terminal's own). With 8, yellow and green letters cannot be read on
 * white nor blue ones on black: those meanings get a ground of their own. */
#define STYLE_LIST(X)                                                                                        \
	X(PANE_PLAIN, A_NORMAL, -1, -1, -1)                                                                  \
	X(PANE_STRONG, A_BOLD, -1, -1, -1)                                                                   \
	X(PANE_DIM, A_DIM, -1, -1, -1)                                                                       \
	X(PANE_HEADING, A_BOLD, -1, -1, -1)                                                                  \
	X(PANE_GOOD, A_BOLD, 28, COLOR_BLACK, COLOR_GREEN)                                                   \
	X(PANE_PART, A_BOLD, 130, COLOR_BLACK, COLOR_YELLOW)                                                 \
	X(PANE_BAD, A_BOLD, 160, COLOR_RED, -1)                                                              \
	X(PANE_WARN, A_NORMAL, 160, COLOR_RED, -1)                                                           \
	X(PANE_OPEN, A_BOLD, 133, COLOR_MAGENTA, -1)                                                         \
	X(PANE_KEY, A_BOLD, -1, -1, -1)

static bool start_colours(bool wanted)
{
	const char *none = getenv("NO_COLOR");

	if (!wanted || (none != NULL && none[0] != '\0') || !has_colors() || start_color() == ERR)
		return false;
	return use_default_colors() == OK && COLORS >= 8;
}

static attr_t colour(enum pane_style style, int of_256, int letters, int ground)
{
	short pair = (short)(style + 1);

	if (letters == -1 && ground == -1)
		return A_NORMAL;
	int status = COLORS >= 256 ? init_pair(pair, (short)of_256, -1) : init_pair(pair, (short)letters, (short)ground);
	return status == OK ? (attr_t)COLOR_PAIR(pair) : A_NORMAL;
}

void colours_make(struct palette *ret_palette, bool colours, bool ascii)
{
	struct palette palette = {.ascii = ascii,
		.frame = A_DIM,
		.line = A_UNDERLINE,
		.focused = A_UNDERLINE | A_BOLD,
		.marked = A_REVERSE};

	colours = start_colours(colours);
#define STYLE_ATTRIBUTES(name, plain, of_256, letters, ground)                                               \
	palette.style[name] = (plain) | (colours ? colour(name, of_256, letters, ground) : A_NORMAL);
	STYLE_LIST(STYLE_ATTRIBUTES)
#undef STYLE_ATTRIBUTES
	*ret_palette = palette;
}
