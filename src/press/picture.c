/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOMENTS_MAX 24
#define CHINA_SECONDS (8 * 3600)
#define SIZE (7 * INK_POINT)
#define BAND INK_MM(9)
#define STAGE INK_MM(5)

struct picture {
	struct page *page;
	int64_t moments[MOMENTS_MAX]; /* in their order, each once */
	int count;
	bool open; /* what holds last has no end */
};

static const struct {
	const char *verdict;
	unsigned tint, colour;
} colours[] = {
	{"full", 0xdff0df, 0x1d6b2f},
	{"partial", 0xfdf0d0, 0x8a5a00},
	{"refused", 0xf6dcdc, 0x9c1c1c},
	{"undetermined", 0xe8e8e8, 0x444444},
};

unsigned picture_tint(const char *verdict)
{
	for (size_t i = 0; i < sizeof(colours) / sizeof(*colours); i++)
		if (strcmp(colours[i].verdict, verdict) == 0)
			return colours[i].tint;
	return 0xe8e8e8;
}

unsigned picture_colour(const char *verdict)
{
	for (size_t i = 0; i < sizeof(colours) / sizeof(*colours); i++)
		if (strcmp(colours[i].verdict, verdict) == 0)
			return colours[i].colour;
	return 0x444444;
}

/* ---- where things stand ----------------------------------------------------------------------- */

static void add_moment(struct picture *picture, const char *cell)
{
	int64_t at = sheet_number(cell, -1);
	int i;

	if (at < 0 || picture->count == MOMENTS_MAX)
		return;
	for (i = 0; i < picture->count && picture->moments[i] < at; i++)
		continue;
	if (i < picture->count && picture->moments[i] == at)
		return;
	memmove(&picture->moments[i + 1], &picture->moments[i],
		(size_t)(picture->count - i) * sizeof(picture->moments[0]));
	picture->moments[i] = at;
	picture->count++;
}

static int place(const struct picture *picture, int index)
{
	int gaps = picture->count - 1 + picture->open, side = INK_MM(6);

	return PAGE_LEFT + side + (PAGE_TEXT_WIDTH - 2 * side) * index / (gaps > 0 ? gaps : 1);
}

/* Where the moment of CELL stands; "" is the open end. */
static int place_of(const struct picture *picture, const char *cell)
{
	int64_t at = sheet_number(cell, -1);

	for (int i = 0; i < picture->count; i++)
		if (picture->moments[i] == at)
			return place(picture, i);
	return place(picture, picture->count - 1 + picture->open);
}

/* ---- drawing ---------------------------------------------------------------------------------- */

static int text_width_of(struct page *page, const char *text)
{
	struct ink_text *set = ink_set(page->ink, text, SIZE, -1);
	int width = set ? ink_line_width(set, 0) : 0;

	if (!set)
		page->failed = true;
	ink_text_free(set);
	return width;
}

static void draw_tier(struct picture *picture, const struct sheet_line *line, int y)
{
	int from = place_of(picture, line->cells[1]), until = place_of(picture, line->cells[2]);
	struct page *page = picture->page;
	int width = until - from - INK_POINT, lines = text_width_of(page, line->cells[4]) > width ? 2 : 1;

	ink_fill(page->ink, from, y, until - from - INK_POINT / 2, BAND, picture_tint(line->cells[3]));
	ink_fill(page->ink, from, y, until - from - INK_POINT / 2, INK_POINT * 2, picture_colour(line->cells[3]));
	page_put(page, line->cells[4], from, y + INK_POINT + (BAND - lines * page_leading(page, SIZE)) / 2, width,
		SIZE, INK_BLACK, PAGE_CENTRED);
}

/* Words that would go over the edge stand as far in as they must. */
static int centred(struct page *page, const char *text, int x)
{
	int half = text_width_of(page, text) / 2, left = x - half;

	if (left < PAGE_LEFT)
		left = PAGE_LEFT;
	if (left + 2 * half > PAGE_LEFT + PAGE_TEXT_WIDTH)
		left = PAGE_LEFT + PAGE_TEXT_WIDTH - 2 * half;
	return left;
}

static void draw_mark(struct picture *picture, const struct sheet_line *line, int y)
{
	int x = place_of(picture, line->cells[1]);
	struct page *page = picture->page;

	page_put(page, line->cells[2], centred(page, line->cells[2], x), y, -1, SIZE, INK_GREY, PAGE_LEFT_ALIGNED);
	ink_fill(page->ink, x - INK_POINT / 4, y + page_leading(page, SIZE), INK_POINT / 2, BAND + INK_MM(2),
		INK_GREY);
}

static void draw_stage(struct picture *picture, const struct sheet_line *line, int y)
{
	int from = place_of(picture, line->cells[1]), to = place_of(picture, line->cells[2]);
	struct page *page = picture->page;
	int least = INK_MM(2), width = to - from > least ? to - from : least, right;
	int label = text_width_of(page, line->cells[3]);

	ink_fill(page->ink, from, y + STAGE / 4, width, STAGE / 2, 0x9db8d2);
	right = from + width + INK_MM(1);
	/* The name stands behind the bar, or before it where there is no room. */
	if (right + label > PAGE_LEFT + PAGE_TEXT_WIDTH)
		right = from - INK_MM(1) - label;
	page_put(page, line->cells[3], right, y, -1, SIZE, INK_BLACK, PAGE_LEFT_ALIGNED);
}

static bool format(int64_t at, const char *how, char *text, size_t size)
{
	time_t seconds = (time_t)(at + CHINA_SECONDS);
	struct tm moment;

	return gmtime_r(&seconds, &moment) && strftime(text, size, how, &moment) > 0;
}

static void draw_moment(struct picture *picture, int index, int y)
{
	int64_t at = picture->moments[index], clock = (at + CHINA_SECONDS) % 86400;
	struct page *page = picture->page;
	int x = place(picture, index);
	char text[32];

	ink_fill(page->ink, x - INK_POINT / 4, y - INK_MM(1), INK_POINT / 2, INK_MM(2), INK_BLACK);
	y += INK_MM(1);
	if (format(at, "%Y-%m-%d", text, sizeof(text)))
		page_put(page, text, centred(page, text, x), y, -1, SIZE, INK_BLACK, PAGE_LEFT_ALIGNED);
	/* A stage is told in days. */
	if (clock != 0 && format(at, clock % 60 ? "%H:%M:%S" : "%H:%M", text, sizeof(text)))
		page_put(page, text, centred(page, text, x), y + SIZE * 13 / 10, -1, SIZE, INK_GREY,
			PAGE_LEFT_ALIGNED);
}

static void collect(struct picture *picture, const struct sheet_line *lines, size_t count, int *ret_stages)
{
	for (size_t i = 1; i < count; i++) {
		const char *kind = lines[i].cells[0];
		bool two = strcmp(kind, "mark") != 0;

		add_moment(picture, lines[i].cells[1]);
		if (two && *lines[i].cells[2])
			add_moment(picture, lines[i].cells[2]);
		else if (two)
			picture->open = true;
		*ret_stages += strcmp(kind, "stage") == 0;
	}
}

static void draw(struct picture *picture, const struct sheet_line *lines, size_t count, int stages)
{
	struct page *page = picture->page;
	int leading = page_leading(page, SIZE), top = page->y + leading + INK_MM(2);
	int band = top + leading + INK_MM(1), axis = band + BAND + INK_MM(1), below = axis + INK_MM(2) + 2 * leading;

	page_put(page, lines[0].cells[1], PAGE_LEFT, page->y, PAGE_TEXT_WIDTH, SIZE, INK_GREY, PAGE_LEFT_ALIGNED);
	page_put(page, lines[0].cells[2], PAGE_LEFT, page->y, PAGE_TEXT_WIDTH, SIZE, INK_GREY, PAGE_RIGHT_ALIGNED);
	ink_rule(page->ink, PAGE_LEFT, axis, PAGE_TEXT_WIDTH, INK_POINT / 2, INK_BLACK);
	for (size_t i = 1; i < count; i++)
		if (strcmp(lines[i].cells[0], "tier") == 0)
			draw_tier(picture, &lines[i], band);
	for (size_t i = 1; i < count; i++)
		if (strcmp(lines[i].cells[0], "mark") == 0)
			draw_mark(picture, &lines[i], top);
	for (int i = 0; i < picture->count; i++)
		draw_moment(picture, i, axis);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(lines[i].cells[0], "stage") != 0)
			continue;
		draw_stage(picture, &lines[i], below);
		below += STAGE;
	}
	page->y = axis + INK_MM(2) + 2 * leading + stages * STAGE + INK_MM(2);
}

static bool belongs(const struct sheet_line *line)
{
	const char *kind = line->cells[0];

	return strcmp(kind, "tier") == 0 || strcmp(kind, "stage") == 0 || strcmp(kind, "mark") == 0;
}

size_t picture_draw(struct page *page, const struct sheet_line *lines, size_t count)
{
	struct picture picture = {.page = page};
	int stages = 0;
	size_t used = 1;

	while (used < count && belongs(&lines[used]))
		used++;
	collect(&picture, lines, used, &stages);
	page_gap(page, INK_MM(3));
	page_need(page, INK_MM(32) + stages * STAGE);
	if (picture.count > 0)
		draw(&picture, lines, used, stages);
	return used;
}
