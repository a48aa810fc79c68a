/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "papers.h"

#include "text.h"

/*
 * Sums as banks want them written (Payment and Settlement Measures, annex 1): one 零 for any run of
 * zeros between digits, none before a unit, 整 where nothing follows in fen.
 */

static const char *const digits[] = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};

static void add_yuan(struct text_buffer *out, int64_t yuan)
{
	static const char *const places[] = {"", "拾", "佰", "仟"};
	static const char *const sections[] = {"", "万", "亿", "万亿", "亿亿"};
	bool started = false, zero = false, section_used = false;
	int64_t scale = 1;
	int place = 0;

	while (yuan / scale >= 10) {
		scale *= 10;
		place++;
	}
	for (; place >= 0; place--, scale /= 10) {
		int digit = (int)(yuan / scale % 10);

		if (digit == 0) {
			zero = started;
		} else {
			if (zero)
				text_buffer_add(out, digits[0]);
			text_buffer_add(out, digits[digit]);
			text_buffer_add(out, places[place % 4]);
			zero = false;
			started = section_used = true;
		}
		if (place % 4 == 0) {
			if (section_used)
				text_buffer_add(out, sections[place / 4]);
			section_used = false;
		}
	}
}

char *paper_capital_money(int64_t fen)
{
	/* In two steps: -INT64_MIN does not fit. */
	int64_t yuan = fen / 100, jiao = fen / 10 % 10, rest = fen % 10;
	struct text_buffer out;

	text_buffer_init(&out);
	if (fen < 0) {
		text_buffer_add(&out, "负");
		yuan = -yuan;
		jiao = -jiao;
		rest = -rest;
	}
	if (yuan > 0) {
		add_yuan(&out, yuan);
		text_buffer_add(&out, "元");
	} else if (fen == 0) {
		text_buffer_add(&out, "零元");
	}
	if (jiao > 0) {
		text_buffer_add(&out, digits[jiao]);
		text_buffer_add(&out, "角");
	} else if (yuan > 0 && rest > 0) {
		text_buffer_add(&out, digits[0]);
	}
	if (rest > 0) {
		text_buffer_add(&out, digits[rest]);
		text_buffer_add(&out, "分");
	} else {
		text_buffer_add(&out, "整");
	}
	return text_buffer_take(&out);
}
