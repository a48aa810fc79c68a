/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "equation.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

#define PARTS 10000 /* of a fen: a percentage has two decimals */
#define EXACT_TEXT 40
#define NAME_MAX_BYTES 64

/* "paid * 20 %" or "20 % * paid": a fact and hundredths of a per cent. */
struct share {
	char name[NAME_MAX_BYTES];
	int64_t percent;
	char percent_text[16];
};

static const char *skip(const char *text)
{
	return text + strspn(text, " ");
}

static const char *read_name(const char *text, struct share *share)
{
	size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_.-");

	if (length == 0 || length >= sizeof share->name || text[0] < 'a')
		return NULL;
	memcpy(share->name, text, length);
	share->name[length] = '\0';
	return skip(text + length);
}

static const char *read_percent(const char *text, struct share *share)
{
	const char *at = text;
	int64_t value = 0;
	int decimals = -1;

	for (; (*at >= '0' && *at <= '9') || (*at == '.' && decimals < 0); at++) {
		if (*at == '.') {
			decimals = 0;
			continue;
		}
		value = value * 10 + (*at - '0');
		if (decimals >= 0)
			decimals++;
		if (at - text > 6)
			return NULL;
	}
	if (at == text || decimals > 2 || (size_t)(at - text) >= sizeof share->percent_text)
		return NULL;
	memcpy(share->percent_text, text, (size_t)(at - text));
	share->percent_text[at - text] = '\0';
	for (decimals = decimals < 0 ? 0 : decimals; decimals < 2; decimals++)
		value *= 10;
	share->percent = value;
	at = skip(at);
	return *at == '%' ? skip(at + 1) : NULL;
}

static bool read_share(const char *amount, struct share *share)
{
	const char *at = skip(amount);
	bool name_first = *at >= 'a' && *at <= 'z';

	at = name_first ? read_name(at, share) : read_percent(at, share);
	if (!at || *at != '*')
		return false;
	at = skip(at + 1);
	at = name_first ? read_percent(at, share) : read_name(at, share);
	return at && *at == '\0' && share->percent <= 1000 * 100;
}

/* At least two decimals, and no more than are needed. */
static char *format_exact(int64_t exact, char buffer[EXACT_TEXT])
{
	int64_t size = exact < 0 ? -exact : exact;
	size_t length;

	snprintf(buffer, EXACT_TEXT, "%s%" PRId64 ".%06" PRId64, exact < 0 ? "−" : "",
	        size / (100 * PARTS), size % (100 * PARTS));
	length = strlen(buffer);
	while (buffer[length - 1] == '0' && buffer[length - 3] != '.')
		buffer[--length] = '\0';
	return buffer;
}

/* As design has it: half up to the fen, and never below zero. */
static int64_t round_exact(int64_t exact)
{
	return exact <= 0 ? 0 : (exact + PARTS / 2) / PARTS;
}

/* The amount as written, or what the one name that it consists of stands for. */
static const char *written_amount(const struct equation *equation, const char *amount)
{
	int steps;

	for (steps = 0; amount && equation->define && steps < 8; steps++) {
		const char *meaning = equation->define(equation->user, amount);

		if (!meaning)
			break;
		amount = meaning;
	}
	return amount;
}

void equation_begin(struct equation *equation, int64_t base)
{
	equation->left = base;
	equation->exact = base * PARTS;
}

static char *share_line(const struct equation *equation, const struct share *share, int64_t of,
        int64_t left, int64_t exact, bool *ret_rounded)
{
	char before[EXACT_TEXT], result[EXACT_TEXT], whole[TK_MONEY_TEXT], rounded[TK_MONEY_TEXT];

	format_exact(equation->exact, before);
	format_exact(exact, result);
	tk_money_format(of, whole);
	if (exact == left * PARTS) {
		return text_printf(
		        "%s − %s × %s %% = %s", before, whole, share->percent_text, result);
	}
	*ret_rounded = exact > 0;
	return text_printf(exact > 0 ? "%s − %s × %s %% = %s ≈ %s" : "%s − %s × %s %% = %s < 0, %s",
	        before, whole, share->percent_text, result, tk_money_format(left, rounded));
}

char *equation_next(
        struct equation *equation, const struct tk_deduction *deduction, bool *ret_rounded)
{
	char before[TK_MONEY_TEXT], amount[TK_MONEY_TEXT], left[TK_MONEY_TEXT], *line = NULL;
	const char *written = written_amount(equation, deduction->rule->amount);
	struct share share;
	int64_t of, exact;

	*ret_rounded = false;
	equation->worked = false;
	if (written && read_share(written, &share) &&
	        equation->money(equation->user, share.name, &of)) {
		exact = equation->exact - of * share.percent;
		/* Only what comes to the same as the decision is shown. */
		if (round_exact(exact) == deduction->left) {
			line = share_line(
			        equation, &share, of, deduction->left, exact, ret_rounded);
			equation->exact = exact < 0 ? 0 : exact;
			equation->left = deduction->left;
			equation->worked = true;
			return line;
		}
	}
	line = text_printf("%s − %s = %s",
	        tk_money_format(deduction->left + deduction->amount, before),
	        tk_money_format(deduction->amount, amount), tk_money_format(deduction->left, left));
	equation_begin(equation, deduction->left);
	return line;
}
