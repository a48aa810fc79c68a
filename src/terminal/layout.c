/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "layout.h"

static int clamp(int value, int least, int most)
{
	return value < least ? least : value > most ? most : value;
}

/* The verdict's width of a wide screen: 40 columns or so, and no more than it needs. */
static int side_columns(int columns)
{
	return clamp(columns * 2 / 5, 42, 58);
}

/* A frame all around; the title stands in its upper edge. */
static void make_framed(struct layout *layout)
{
	int inner = layout->columns - 2, row = layout->lines - 1;

	layout->frame = true;
	layout->rule_top = 0;
	layout->title = (struct area){0, 2, 1, layout->columns - 4};
	layout->steps = (struct area){1, 1, 1, inner};
	layout->rule_under_steps = 2;
	layout->rule_bottom = row--;
	layout->footer = (struct area){row--, 2, 1, inner - 2};
	if (layout->side) {
		int side = side_columns(layout->columns);
		row -= 1;
		layout->hints = (struct area){row--, 2, 2, inner - 2};
		layout->rule_low = row--;
		layout->divider = layout->columns - 2 - side;
		layout->content = (struct area){3, 1, row - 2, layout->divider - 1};
		layout->verdict = (struct area){3, layout->divider + 2, row - 2, side - 2};
		return;
	}
	row -= 1;
	layout->verdict = (struct area){row--, 2, 2, inner - 2};
	layout->rule_low = row--;
	row -= 1;
	layout->hints = (struct area){row--, 2, 2, inner - 2};
	layout->content = (struct area){3, 1, row - 2, inner};
}

/* Too few lines for a frame: all edges but one line are left out. */
static void make_tight(struct layout *layout)
{
	int columns = layout->columns, row = layout->lines - 1;

	layout->title = (struct area){0, 1, 1, columns - 2};
	layout->steps = (struct area){1, 0, 1, columns};
	layout->footer = (struct area){row--, 1, 1, columns - 2};
	if (layout->side) {
		int side = side_columns(columns);
		row -= 1;
		layout->hints = (struct area){row--, 1, 2, columns - 2};
		layout->rule_low = row--;
		layout->divider = columns - 1 - side;
		layout->content = (struct area){2, 0, row - 1, layout->divider};
		layout->verdict = (struct area){2, layout->divider + 2, row - 1, side - 2};
		return;
	}
	row -= 1;
	layout->verdict = (struct area){row--, 1, 2, columns - 2};
	layout->rule_low = row--;
	row -= 1;
	layout->hints = (struct area){row--, 1, 2, columns - 2};
	layout->content = (struct area){2, 0, row - 1, columns};
}

/* One question at a time: the answer first, then what else there is room for. */
static void make_single(struct layout *layout)
{
	int columns = layout->columns, top = 0, bottom = layout->lines;

	if (layout->lines >= 3)
		layout->steps = (struct area){top++, 0, 1, columns};
	if (layout->lines >= 4)
		layout->footer = (struct area){--bottom, 0, 1, columns};
	if (layout->lines >= 6) { /* below that the choices need the row more */
		int rows = layout->lines >= 10 ? 2 : 1;
		bottom -= rows;
		layout->verdict = (struct area){bottom, 0, rows, columns};
	}
	if (layout->lines >= 7) {
		int rows = layout->lines >= 9 ? 2 : 1;
		bottom -= rows;
		layout->hints = (struct area){bottom, 0, rows, columns};
	}
	layout->content = (struct area){top, 0, bottom - top, columns};
}

void layout_make(struct layout *ret_layout, int lines, int columns, bool paper)
{
	struct layout layout = {.rule_top = -1,
		.rule_under_steps = -1,
		.rule_low = -1,
		.rule_bottom = -1,
		.divider = -1};

	layout.lines = clamp(lines, 1, 1000);
	layout.columns = clamp(columns, 1, 1000);
	layout.single = layout.lines < LAYOUT_LEAST_LINES || layout.columns < LAYOUT_LEAST_COLUMNS;
	layout.side = !layout.single && layout.columns >= LAYOUT_SIDE_COLUMNS;
	if (paper && layout.columns - side_columns(layout.columns) - 3 < LAYOUT_PAPER_COLUMNS)
		layout.side = false;
	if (layout.single)
		make_single(&layout);
	else if (layout.lines >= LAYOUT_HOME_LINES)
		make_framed(&layout);
	else
		make_tight(&layout);
	*ret_layout = layout;
}
